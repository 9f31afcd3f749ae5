"""Tidying an answer: named rules, each applied wherever it can be, until none improves it."""

from workings.rule import RuleBook
from workings_rules.algebra import collect, expand, factor_out, fraction, inverse, numbers, parity, powers, tidy, values

BOOK = RuleBook(
    (
        tidy.ANSWER_FIRST,
        tidy.TOO_LARGE,
        values.RULE,
        inverse.RULE,
        parity.RULE,
        numbers.RULE,
        powers.RULE,
        fraction.RULE,
        collect.RULE,
        factor_out.RULE,
        expand.RULE,
        tidy.ORDER,
    )
)

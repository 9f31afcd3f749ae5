"""Tidying an answer: named rules, each applied wherever it can be, until none improves it."""

from workings.rule import RuleBook
from workings_rules.algebra import collect, expand, factor_out, numbers, powers, tidy

BOOK = RuleBook(
    (
        tidy.ANSWER_FIRST,
        tidy.TOO_LARGE,
        numbers.RULE,
        powers.RULE,
        collect.RULE,
        expand.RULE,
        factor_out.RULE,
        tidy.ORDER,
    )
)

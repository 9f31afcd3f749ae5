"""Tidying an answer: named rules, each applied wherever it can be, until none improves it."""

from workings.rule import RuleBook
from workings_rules.algebra import (
    absolute,
    before_sum,
    collect,
    common_denominator,
    expand,
    factor_out,
    fraction,
    inverse,
    numbers,
    parity,
    powers,
    pythagoras,
    radicals,
    same_denominator,
    sift,
    tidy,
    values,
)

BOOK = RuleBook(
    (
        tidy.ANSWER_FIRST,
        tidy.ANSWER_PARTS,
        tidy.TOO_LARGE,
        values.RULE,
        inverse.RULE,
        parity.RULE,
        numbers.RULE,
        before_sum.RULE,
        sift.RULE,
        powers.RULE,
        radicals.RULE,
        absolute.RULE,
        fraction.RULE,
        collect.RULE,
        pythagoras.RULE,
        factor_out.RULE,
        same_denominator.RULE,
        common_denominator.RULE,
        expand.RULE,
        tidy.ORDER,
    )
)

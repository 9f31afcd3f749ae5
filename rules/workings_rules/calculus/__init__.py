"""Differentiation: the first rule that applies answers."""

from workings.rule import RuleBook
from workings_rules.calculus import (
    chain,
    constant,
    constant_multiple,
    elementary,
    exponential,
    general_power,
    higher_order,
    identity,
    logarithm,
    negative_power,
    partial,
    power,
    product,
    quotient,
    sum,
    unknown_function,
)

BOOK = RuleBook(
    (
        partial.RULE,
        higher_order.RULE,
        constant.RULE,
        identity.RULE,
        sum.RULE,
        constant_multiple.RULE,
        quotient.RULE,
        product.RULE,
        negative_power.RULE,
        power.RULE,
        exponential.RULE,
        general_power.RULE,
        logarithm.RULE,
        *elementary.RULES,
        unknown_function.RULE,
        unknown_function.AGAIN,
        unknown_function.AGAIN_AT,
        chain.RULE,
    )
)

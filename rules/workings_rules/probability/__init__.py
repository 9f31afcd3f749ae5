"""Probability: laws that answer P(A | B) by smaller questions, the honest answers, and random variables."""

from workings.rule import RuleBook
from workings_rules.probability import (
    addition,
    bayes,
    complement,
    conditional,
    distributions,
    given,
    honest,
    independence,
    marginalisation,
    moments,
    product,
    solve,
    total_probability,
)

BOOK = RuleBook(
    (
        given.GIVEN,
        given.COUNTING,
        given.CERTAIN,
        distributions.MASS,
        complement.RULE,
        independence.RULE,
        independence.CONDITIONAL,
        product.RULE,
        product.CHAIN,
        marginalisation.RULE,
        addition.RULE,
        conditional.RULE,
        total_probability.RULE,
        bayes.RULE,
        solve.RULE,
        honest.ATOMS,
        honest.INCOHERENT,
        honest.SETTLED,
        honest.ASSUMED,
        honest.UNDETERMINED,
        moments.STATED,
        distributions.MEAN,
        distributions.VARIANCE,
        moments.LINEAR,
        moments.INDEPENDENT,
        moments.FROM_VARIANCE,
        moments.EXPECTATION,
        moments.SPREAD_LINEAR,
        moments.VARIANCE,
        moments.DEVIATION,
        moments.COVARIANCE,
    )
)

"""Quantiles of a known distribution: by the inverse of the normal distribution function, or value by value."""

import sympy
from sympy import Basic, Expr, Rational

from workings.expression.canonical import canonical
from workings.expression.nodes import HALF, ONE, add, call, integer, mul, power, subtract
from workings.expression.probability_goals import Fractile
from workings.expression.words import TWO, exp
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.probability.distribution_formulas import TABLE
from workings_rules.probability.law import InLetters
from workings_rules.probability.sources import BERTSEKAS, HOUSE

MOST_VALUES = 200


def standard(share: Expr) -> Expr:
    """z with P(Z <= z) = share, for the standard normal Z: sqrt(2) times the inverse of erf at 2 share - 1"""
    return mul(power(TWO, HALF), call(sympy.erfinv, subtract(mul(TWO, share), ONE)))


def normal(goal: Fractile, ask: Ask) -> Basic | None:
    """m + z sqrt(v)"""
    known = goal.world.distribution(goal.x)
    if known is None or known.family not in ("normal", "lognormal"):
        return None
    m, v = known.parameters
    value = m if goal.share == HALF else add(m, mul(standard(goal.share), power(v, HALF)))
    return exp(value) if known.family == "lognormal" else value


def variance_for_deviation(goal: Fractile, ask: Ask) -> Basic | None:
    """m + z v"""
    known = goal.world.distribution(goal.x)
    if known is None or known.family != "normal" or goal.share == HALF:
        return None
    m, v = known.parameters
    return add(m, mul(standard(goal.share), v))


def smallest(goal: Fractile, ask: Ask) -> Basic | None:
    """The smallest value up to which the probability reaches the share."""
    found = crossing(goal)
    return None if found is None else found[0]


def crossing(goal: Fractile) -> tuple[Expr, Expr, Expr] | None:
    """The value, and the probability below it and up to it."""
    total = Rational(0)
    for value, mass in masses(goal):
        before, total = total, canonical(add(total, mass))
        if bool(total >= goal.share):
            return value, before, total
    return None


def masses(goal: Fractile) -> list[tuple[Expr, Expr]]:
    """The values in order with their probabilities, as far as needed; none where letters stand in them."""
    world, known = goal.world, goal.world.distribution(goal.x)
    if known is None:
        given = [(value, world.chance_given(goal.x, value)) for value in world.values(goal.x)]
        pairs = [(value, mass) for value, mass in given if mass is not None]
        parts = [canonical(part) for pair in pairs for part in pair]
        whole = len(pairs) == len(given) and all(isinstance(part, Rational) for part in parts)
        return sorted(pairs, key=lambda pair: canonical(pair[0])) if whole else []
    formula = TABLE[known.family].mass
    if formula is None or not all(canonical(p).is_number for p in known.parameters):
        return []
    first = {"geometric": 1, "negativebinomial": int(canonical(known.parameters[0]))}.get(known.family, 0)
    ends = {"bernoulli": 1, "binomial": known.parameters[0], "hypergeometric": known.parameters[-1]}
    last = min(int(canonical(ends[known.family])), MOST_VALUES) if known.family in ends else first + MOST_VALUES
    return [(integer(k), formula(k, *known.parameters)) for k in range(first, last + 1)]


def greatest_below(goal: Fractile, ask: Ask) -> Basic | None:
    """The last value up to which the share is not yet reached."""
    found = crossing(goal)
    if found is None:
        return None
    below = [value for value, _ in masses(goal) if bool(canonical(value) < canonical(found[0]))]
    return below[-1] if below else None


def reached(goal: Fractile) -> tuple[Text, tuple[Basic, ...]] | None:
    found = crossing(goal)
    if found is None:
        return None
    return Text("{} below it, {} up to it", "それより下で {}、そこまでで {}"), found[1:]


NORMAL = Rule(
    slug="normal-quantile",
    title=Text("quantile of the normal distribution", "正規分布の分位点"),
    explanation=Text(
        "The quantile of the standard normal distribution, scaled with the standard deviation and shifted by the mean.",
        "標準正規分布の分位点に標準偏差を掛け、平均を足します。",
    ),
    goal=Fractile,
    rewrite=normal,
    law=InLetters("normal-quantile", "X ~ Normal(m, v). Find the 90th percentile."),
    source=BERTSEKAS + "3.3",
    examples=(Example("X ~ Normal(7, 4). Find the median.", "7"),),
    mistakes=(
        Mistake(
            "variance-for-deviation",
            Text("It is the standard deviation that scales, not the variance.", "掛けるのは分散ではなく標準偏差です。"),
            variance_for_deviation,
            HOUSE,
        ),
    ),
)
DISCRETE = Rule(
    slug="smallest-value-reaching",
    title=Text("the smallest value up to which the share is reached", "累積確率がはじめて達する値"),
    explanation=Text(
        "The q-quantile is the smallest value x with P(X <= x) at least q.",
        "q 分位点は、P(X <= x) が q 以上となる最小の値 x です。",
    ),
    goal=Fractile,
    rewrite=smallest,
    law=(),
    source=BERTSEKAS + "2.2",
    examples=(
        Example("X ~ Binomial(4, 1/2). Find the median.", "2"),
        Example("X ~ Poisson(2). Find the 0.9 quantile of X.", "4"),
    ),
    remark=reached,
    mistakes=(
        Mistake(
            "greatest-value-below",
            Text("Up to that value the share is not yet reached.", "その値まででは、まだ達していません。"),
            greatest_below,
            HOUSE,
        ),
    ),
)
RULES = (NORMAL, DISCRETE)

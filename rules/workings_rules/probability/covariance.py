"""The covariance: Cov(X, Y) = E[X Y] - E[X] E[Y], and linear in each of the two."""

from sympy import Basic

from workings.expression.nodes import ONE, ZERO, add, mul, subtract, terms
from workings.expression.probability_goals import Covariance, Mean, Variance
from workings.rule import Ask, Example, Rule, Text
from workings_rules.probability.moments import mistake, split, words
from workings_rules.probability.sources import BERTSEKAS


def joint_definition(goal: Covariance, ask: Ask) -> Basic | None:
    """Cov(X, Y) = E[XY] - E[X] E[Y]"""
    x, y, world = goal.args
    if x == y:
        return ask(Variance(x, world))
    if world.are_independent(*words(x), *words(y)) and not set(words(x)) & set(words(y)):
        return ZERO
    return subtract(ask(Mean(mul(x, y), world)), mul(ask(Mean(x, world)), ask(Mean(y, world))))


def bilinear(goal: Covariance, ask: Ask) -> Basic | None:
    """Cov(aX + b, cY + d) = ac Cov(X, Y)"""
    x, y, world = goal.args
    sides = [[(a, u) for a, u in map(split, terms(side)) if u is not ONE] for side in (x, y)]
    if not all(sides) or (x, y) == (sides[0][0][1], sides[1][0][1]):
        return None
    return add(*[mul(a, b, ask(Covariance(u, v, world))) for a, u in sides[0] for b, v in sides[1]])


def means_only(goal: Covariance, ask: Ask) -> Basic | None:
    x, y, world = goal.args
    return ask(Mean(mul(x, y), world))


BILINEAR = Rule(
    slug="covariance-bilinear",
    title=Text("covariance of sums", "共分散の双線形性"),
    explanation=Text(
        "Factors leave on both sides, and what is added drops out.",
        "係数は両側から外に出て、足した定数は消えます。",
    ),
    goal=Covariance,
    rewrite=bilinear,
    law=(),
    source=BERTSEKAS + "4.2",
    examples=(Example("Cov(X, Y) = 3; find Cov(2X, 5Y)", "30"),),
)
RULE = Rule(
    slug="covariance",
    title=Text("covariance", "共分散の公式"),
    explanation=Text(
        "The mean of the product less the product of the means; zero for independent variables.",
        "積の平均から平均の積を引きます。独立なら 0 です。",
    ),
    goal=Covariance,
    rewrite=joint_definition,
    law=(),
    source=BERTSEKAS + "4.2",
    examples=(Example("P(X=0, Y=0)=0.1, P(X=0, Y=1)=0.3, P(X=1, Y=0)=0.2, P(X=1, Y=1)=0.4; find Cov(X, Y)", "-1/50"),),
    mistakes=(
        mistake(
            "covariance-means-not-subtracted",
            "The product of the means was not subtracted.",
            "平均の積を引いていません。",
            means_only,
        ),
    ),
)

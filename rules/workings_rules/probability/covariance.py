"""The covariance: Cov(X, Y) = E[X Y] - E[X] E[Y], and linear in each of the two."""

from sympy import Basic

from workings.expression.nodes import ONE, ZERO, add, divide, mul, subtract, terms
from workings.expression.probability_goals import Correlation, Covariance, Mean, StandardDeviation, Variance
from workings.expression.relations import nonzero
from workings.rule import Ask, Example, Rule, Text
from workings_rules.probability.law import InLetters
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


def one_factor_only(goal: Covariance, ask: Ask) -> Basic | None:
    """Cov(aX, cY) = a Cov(X, Y)"""
    if bilinear(goal, lambda smaller: smaller) is None:
        return None
    x, y, world = goal.args
    sides = [[(a, u) for a, u in map(split, terms(side)) if u is not ONE] for side in (x, y)]
    return add(*[mul(a, ask(Covariance(u, v, world))) for a, u in sides[0] for _, v in sides[1]])


def of_correlation(goal: Covariance, ask: Ask) -> Basic | None:
    """Cov(X, Y) = Corr(X, Y) sd(X) sd(Y), where the correlation is given."""
    x, y, world = goal.args
    if world.moment("Corr", x, y) is None and world.moment("Corr", y, x) is None:
        return None
    return mul(ask(Correlation(x, y, world)), ask(StandardDeviation(x, world)), ask(StandardDeviation(y, world)))


def by_variances(goal: Covariance, ask: Ask) -> Basic | None:
    """Corr(X, Y) Var(X) Var(Y)"""
    x, y, world = goal.args
    if of_correlation(goal, lambda smaller: smaller) is None:
        return None
    return mul(ask(Correlation(x, y, world)), ask(Variance(x, world)), ask(Variance(y, world)))


def correlation(goal: Correlation, ask: Ask) -> Basic:
    """Corr(X, Y) = Cov(X, Y)/(sd(X) sd(Y))"""
    x, y, world = goal.args
    if x == y:
        return ONE
    return divide(ask(Covariance(x, y, world)), mul(ask(StandardDeviation(x, world)), ask(StandardDeviation(y, world))))


def over_variances(goal: Correlation, ask: Ask) -> Basic:
    x, y, world = goal.args
    return divide(ask(Covariance(x, y, world)), mul(ask(Variance(x, world)), ask(Variance(y, world))))


def covariance_itself(goal: Correlation, ask: Ask) -> Basic:
    return ask(Covariance(*goal.args))


def spread(goal: Correlation) -> tuple[Basic, ...]:
    """That neither variable is constant."""
    x, y, world = goal.args
    known = [world.moment(kind, v) for v in (x, y) for kind in ("Var", "sd")]
    return tuple(nonzero(v) for v in known if v is not None and not v.is_Rational)


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
    law=InLetters("covariance-bilinear", "Cov(X, Y) = c; find Cov(a X + 1, b Y)"),
    source=BERTSEKAS + "4.2",
    examples=(Example("Cov(X, Y) = 3; find Cov(2X, 5Y)", "30"),),
    mistakes=(
        mistake(
            "covariance-factor-missing",
            "The factors of both sides go in front.",
            "両側の係数がどちらも外に出ます。",
            one_factor_only,
        ),
    ),
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
    law=InLetters("covariance", "E[X Y] = a, E[X] = m, E[Y] = k; find Cov(X, Y)"),
    source=BERTSEKAS + "4.2",
    examples=(Example("P(X=0, Y=0)=0.2, P(X=0, Y=1)=0.1, P(X=1, Y=0)=0.3, P(X=1, Y=1)=0.4; find Cov(X, Y)", "1/20"),),
    mistakes=(
        mistake(
            "covariance-means-not-subtracted",
            "The product of the means was not subtracted.",
            "平均の積を引いていません。",
            means_only,
        ),
    ),
)
FROM_CORRELATION = Rule(
    slug="covariance-from-correlation",
    title=Text("covariance from the correlation", "相関係数から共分散"),
    explanation=Text("The correlation times both standard deviations.", "相関係数に二つの標準偏差を掛けたものです。"),
    goal=Covariance,
    rewrite=of_correlation,
    law=InLetters("covariance-from-correlation", "sd(X) = s, sd(Y) = t, Corr(X, Y) = r; find Cov(X, Y)"),
    source=BERTSEKAS + "4.2",
    examples=(
        Example("Var(X) = 4, Var(Y) = 9, Corr(X, Y) = 1/2; find Cov(X, Y)", "3"),
        Example("Var(X) = 4, Var(Y) = 9, Corr(X, Y) = 1/2; find Var(X + Y)", "19"),
    ),
    mistakes=(
        mistake(
            "correlation-by-variances",
            "The correlation is multiplied with the standard deviations, not with the variances.",
            "相関係数に掛けるのは分散ではなく標準偏差です。",
            by_variances,
        ),
    ),
)
CORRELATION = Rule(
    slug="correlation",
    title=Text("correlation coefficient", "相関係数"),
    explanation=Text(
        "The covariance over the product of the standard deviations; it lies between -1 and 1.",
        "共分散を標準偏差の積で割ったもので、-1 以上 1 以下の値をとります。",
    ),
    goal=Correlation,
    rewrite=correlation,
    condition=spread,
    law=InLetters("correlation", "Cov(X, Y) = c, sd(X) = s, sd(Y) = t; find Corr(X, Y)"),
    source=BERTSEKAS + "4.2",
    examples=(
        Example("Var(X) = 4, Var(Y) = 9, Cov(X, Y) = 3; find Corr(X, Y)", "1/2"),
        Example("P(X=0, Y=0)=0.2, P(X=0, Y=1)=0.1, P(X=1, Y=0)=0.3, P(X=1, Y=1)=0.4; find Corr(X, Y)", "1/sqrt(21)"),
    ),
    mistakes=(
        mistake(
            "correlation-by-variances",
            "The covariance is divided by the standard deviations, not by the variances.",
            "割るのは分散の積ではなく標準偏差の積です。",
            over_variances,
        ),
        mistake(
            "covariance-for-correlation",
            "That is the covariance; divide it by both standard deviations.",
            "それは共分散です。標準偏差の積で割ります。",
            covariance_itself,
        ),
    ),
)
RULES = (FROM_CORRELATION, BILINEAR, RULE, CORRELATION)

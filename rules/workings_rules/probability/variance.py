"""The variance and the standard deviation: the mean of the square less the square of the mean, and of sums."""

from collections.abc import Callable
from functools import partial
from itertools import combinations
from typing import Any

from sympy import Add, Basic, Expr, Integer, Mul

from workings.expression.nodes import HALF, ONE, add, factors, mul, power, subtract, terms
from workings.expression.probability_goals import Covariance, Mean, StandardDeviation, Variance
from workings.expression.words import absolute
from workings.rule import Ask, Example, Mistake, Rewrite, Rule, Text
from workings_rules.probability.expectation import table
from workings_rules.probability.law import InLetters
from workings_rules.probability.moments import TWO, mistake, split, words
from workings_rules.probability.sources import BERTSEKAS


def apart(goal: Variance) -> tuple[list[tuple[Expr, Expr]], list[Expr]]:
    """The factors and variables of the terms, and the constants among them: 2X - Y + 5 is 2X, -1Y and 5."""
    parts = [split(term) for term in terms(goal.x)]
    return [(a, x) for a, x in parts if x is not ONE], [a for a, x in parts if x is ONE]


def from_deviation(goal: Variance, ask: Ask) -> Basic | None:
    """Var(X) = sd(X)^2, where that is given."""
    known = goal.world.moment("sd", goal.x)
    return None if known is None else power(known, TWO)


def deviation_itself(goal: Variance, ask: Ask) -> Basic | None:
    return goal.world.moment("sd", goal.x)


def spread_linear(goal: Variance, ask: Ask) -> Basic | None:
    """Var(aX + bY + c) = a^2 Var(X) + b^2 Var(Y) + 2ab Cov(X, Y)"""
    terms_of, constants = apart(goal)
    if len(terms_of) == 1 and not constants and terms_of[0][0] is ONE:
        return None
    squares = [ask(goal.of(x)) if a is ONE else mul(power(a, TWO), ask(goal.of(x))) for a, x in terms_of]
    if len(terms_of) > 1 and goal.world.are_independent(*words(goal.x)):
        return add(*squares)
    crossed = [mul(TWO, a, b, ask(Covariance(x, y, goal.world))) for (a, x), (b, y) in combinations(terms_of, 2)]
    return add(*squares, *crossed)


def as_if_independent(goal: Variance, ask: Ask) -> Basic | None:
    """Var(X + Y) = Var(X) + Var(Y) without their covariance."""
    terms_of, _ = apart(goal)
    if len(terms_of) < 2 or goal.world.are_independent(*words(goal.x)):
        return None
    return add(*[mul(power(a, TWO), ask(goal.of(x))) for a, x in terms_of])


def root_of(rewrite: Rewrite, goal: Variance, ask: Ask) -> Basic | None:
    """The standard deviation given for the variance."""
    found: Any = rewrite(goal, ask)
    return None if found is None else power(found, HALF)


def mean_distance(goal: Variance, ask: Ask) -> Basic | None:
    """E|X - m|"""
    pairs = table(Mean(goal.x, goal.world))
    if pairs is None:
        return None
    mean = ask(Mean(goal.x, goal.world))
    return add(*[mul(absolute(subtract(value, mean)), ask(chance)) for value, chance in pairs])


def squares_added(goal: Variance, ask: Ask) -> Basic | None:
    return add(ask(Mean(power(goal.x, TWO), goal.world)), power(ask(Mean(goal.x, goal.world)), TWO))


def scaled(change: str, goal: Variance, ask: Ask) -> Basic | None:
    """The variance of a sum with its factors not squared, its constant added, or its signs kept."""
    terms_of, constants = apart(goal)
    if len(terms_of) > 1 and not goal.world.are_independent(*words(goal.x)):
        return None
    if change == "sign" and all(sign(a) is ONE for a, _ in terms_of):
        return None
    weights: dict[str, Callable[[Expr], Expr]] = {
        "scale": lambda a: a,
        "size": lambda a: absolute(a),
        "shift": lambda a: power(a, TWO),
        "sign": lambda a: mul(sign(a), power(a, TWO)),
    }
    found = [mul(weights[change](a), ask(goal.of(x))) for a, x in terms_of]
    return add(*found, *(constants if change == "shift" else ()))


def sign(a: Expr) -> Expr:
    """-1 where the factor has a minus sign in front."""
    first = factors(a)[0]
    return Integer(-1) if first.is_number and first.is_negative else ONE


def definition(goal: Variance, ask: Ask) -> Basic | None:
    """Var(X) = E[X^2] - E[X]^2"""
    return subtract(ask(Mean(power(goal.x, TWO), goal.world)), power(ask(Mean(goal.x, goal.world)), TWO))


def square_only(goal: Variance, ask: Ask) -> Basic | None:
    return ask(Mean(power(goal.x, TWO), goal.world))


def mean_not_squared(goal: Variance, ask: Ask) -> Basic | None:
    return subtract(ask(Mean(power(goal.x, TWO), goal.world)), ask(Mean(goal.x, goal.world)))


def root(goal: StandardDeviation, ask: Ask) -> Basic | None:
    return power(ask(Variance(goal.x, goal.world)), HALF)


def root_forgotten(goal: StandardDeviation, ask: Ask) -> Basic | None:
    return ask(Variance(goal.x, goal.world))


def root_of_deviation(goal: Variance, ask: Ask) -> Basic | None:
    known = goal.world.moment("sd", goal.x)
    return None if known is None else power(known, HALF)


def confused(rewrite: Rewrite, *others: Rewrite) -> Mistake:
    return mistake(
        "sd-variance-confused",
        "Variance and standard deviation were mixed up; the variance is the square of the standard deviation.",
        "標準偏差は分散の平方根です。両者を取り違えています。",
        rewrite,
        (lambda goal: (rewrite, *others)) if others else None,
    )


FROM_DEVIATION = Rule(
    slug="variance-from-deviation",
    title=Text("variance from the standard deviation", "標準偏差から分散"),
    explanation=Text("The variance is the square of the standard deviation.", "分散は標準偏差の2乗です。"),
    goal=Variance,
    rewrite=from_deviation,
    law=InLetters("variance-from-deviation", "sd(X) = s; find Var(X)"),
    source=BERTSEKAS + "2.4",
    examples=(Example("sd(X) = 3; find Var(X)", "9"),),
    mistakes=(confused(deviation_itself, root_of_deviation),),
)

SPREAD_LINEAR = Rule(
    slug="variance-of-sum",
    title=Text("variance of a sum", "和の分散"),
    explanation=Text(
        "A factor leaves squared, a constant that is added drops out, and variances add, with twice the covariance "
        "unless independent.",
        "係数は2乗して外に出し、足した定数は消えます。分散は足し合わせ、独立でなければ共分散の2倍を加えます。",
    ),
    goal=Variance,
    heads=(Add, Mul),
    rewrite=spread_linear,
    law=InLetters(
        "variance-of-sum",
        "Var(X) = v, Var(Y) = w, Cov(X, Y) = c; find Var(a X + b Y)",
        "Var(X) = v, Var(Y) = w; X, Y independent; find Var(X - Y)",
    ),
    source=BERTSEKAS + "4.2",
    examples=(
        Example("E[X] = 3, Var(X) = 5, E[Y] = 2, Var(Y) = 1; X, Y independent; find Var(3X - Y + 2)", "46"),
        Example("Var(X) = 3; find Var(2X + 1)", "12"),
        Example("Var(X) = 3, Var(Y) = 2, Cov(X, Y) = 1; find Var(X + Y)", "7"),
    ),
    mistakes=(
        mistake(
            "variance-scale-not-squared",
            "Square the factor when you take it out of a variance.",
            "係数は2乗して分散の外に出ます。",
            partial(scaled, "scale"),
            lambda goal: (partial(scaled, "scale"), partial(scaled, "size")),
        ),
        mistake(
            "variance-shift-added",
            "The same number added to every value leaves the variance as it was.",
            "すべての値をずらしても、散らばりは変わりません。",
            partial(scaled, "shift"),
        ),
        mistake(
            "variance-of-difference-subtracted",
            "For a difference of independent variables, too, the two variances are added.",
            "独立な確率変数の分散は、差をとるときも足し合わせます。",
            partial(scaled, "sign"),
        ),
        mistake(
            "independence-assumed",
            "Variances add up for independent variables only; here the covariance counts.",
            "分散を単純に足せるのは独立なときだけです。ここでは共分散が必要です。",
            as_if_independent,
        ),
        confused(partial(root_of, spread_linear)),
    ),
)

VARIANCE = Rule(
    slug="variance",
    title=Text("variance", "分散の公式"),
    explanation=Text("The mean of the square less the square of the mean.", "2乗の平均から平均の2乗を引きます。"),
    goal=Variance,
    rewrite=definition,
    law=InLetters("variance", "P(X=0) = 1 - p, P(X=1) = p; find Var(X)"),
    source=BERTSEKAS + "2.4",
    examples=(Example("P(X=0) = 0.3, P(X=2) = 0.5, P(X=6) = 0.2; find Var(X)", "109/25"),),
    mistakes=(
        mistake(
            "variance-as-E[X^2]",
            "This is only E[X²]; take away E[X]² to get the variance.",
            "平均の2乗を引いていません。",
            square_only,
        ),
        mistake(
            "variance-without-square",
            "The mean has to be squared before it is subtracted.",
            "平均は2乗してから引きます。",
            mean_not_squared,
            lambda goal: (mean_not_squared, mean_distance),
        ),
        mistake(
            "variance-square-added",
            "E[X]² must be taken away, not added.",
            "平均の2乗は足すのではなく引きます。",
            squares_added,
        ),
        confused(partial(root_of, definition)),
    ),
)

DEVIATION = Rule(
    slug="standard-deviation",
    title=Text("standard deviation", "標準偏差"),
    explanation=Text("The square root of the variance.", "分散の正の平方根です。"),
    goal=StandardDeviation,
    rewrite=root,
    law=InLetters("standard-deviation", "Var(X) = v; find sd(X)"),
    source=BERTSEKAS + "2.4",
    examples=(Example("Var(X) = 9; find sd(X)", "3"),),
    mistakes=(confused(root_forgotten),),
)
RULES = (FROM_DEVIATION, SPREAD_LINEAR, VARIANCE, DEVIATION)

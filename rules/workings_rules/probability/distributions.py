"""The distributions of a course: mean, variance and, of the discrete ones, P(X = k), a line each.

`Normal(m, v)` has the variance v; `Geometric(p)` counts the trials up to and with the first success, 1, 2, 3, ...
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import comb, factorial
from typing import Any

from sympy import Basic, Eq, Expr, Integer

from workings.expression.nodes import ONE, add, divide, integer, mul, negate, power, subtract
from workings.expression.probability_goals import Chance, Mean, Variance, Way
from workings.expression.words import TWO, exp
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.probability.law import Law, by_search
from workings_rules.probability.sources import BERTSEKAS, SHAUGHNESSY

Formula = Callable[..., Expr]


@dataclass(frozen=True, slots=True)
class Distribution:
    """The formulas of a family in its parameters; `mass` has the value k before them."""

    mean: Formula
    variance: Formula
    mass: Formula | None = None


def q(p: Expr) -> Expr:
    return subtract(ONE, p)


def binomial_mass(k: int, n: Expr, p: Expr) -> Expr:
    rest = subtract(n, integer(k)) if not isinstance(n, Integer) else integer(int(n) - k)
    ways = integer(comb(int(n), k)) if isinstance(n, Integer) else ONE
    return mul(ways, power(p, integer(k)), power(q(p), rest))


def hypergeometric_mass(k: int, size: Expr, inside: Expr, n: Expr) -> Expr:
    """The orders, times the draws one after another, each with one item fewer."""
    total, good, draws = int(size), int(inside), int(n)
    chances = [rational_of(good - i, total - i) for i in range(k)]
    chances += [rational_of(total - good - i, total - k - i) for i in range(draws - k)]
    return mul(integer(comb(draws, k)), *chances)


def rational_of(above: int, below: int) -> Expr:
    return divide(integer(max(above, 0)), integer(below))


def with_replacement(k: int, size: Expr, inside: Expr, n: Expr) -> Expr:
    """As if every item drawn were put back."""
    total, good, draws = int(size), int(inside), int(n)
    chances = [rational_of(good, total)] * k + [rational_of(total - good, total)] * (draws - k)
    return mul(integer(comb(draws, k)), *chances)


def poisson_mass(k: int, rate: Expr) -> Expr:
    return divide(mul(power(rate, integer(k)), exp(negate(rate))), integer(factorial(k)))


def hypergeometric_variance(m: Expr, g: Expr, n: Expr) -> Expr:
    """n (g/m) (1 - g/m) (m - n)/(m - 1)"""
    return mul(n, divide(g, m), q(divide(g, m)), divide(subtract(m, n), subtract(m, ONE)))


TABLE = {
    # family                     mean                                variance                                P(X = k)
    "bernoulli":   Distribution(lambda p: p,                         lambda p: mul(p, q(p)),                 lambda k, p: p if k else q(p)),
    "binomial":    Distribution(lambda n, p: mul(n, p),              lambda n, p: mul(n, p, q(p)),           binomial_mass),
    "hypergeometric": Distribution(lambda m, g, n: divide(mul(n, g), m), hypergeometric_variance, hypergeometric_mass),
    "geometric":   Distribution(lambda p: divide(ONE, p),            lambda p: divide(q(p), power(p, TWO)),  lambda k, p: mul(power(q(p), integer(k - 1)), p)),
    "poisson":     Distribution(lambda r: r,                         lambda r: r,                            poisson_mass),
    "uniform":     Distribution(lambda a, b: divide(add(a, b), TWO), lambda a, b: divide(power(subtract(b, a), TWO), integer(12))),
    "exponential": Distribution(lambda r: divide(ONE, r),            lambda r: divide(ONE, power(r, TWO))),
    "normal":      Distribution(lambda m, v: m,                      lambda m, v: v),
}  # fmt: skip


def mean(goal: Mean, ask: Ask) -> Basic | None:
    known = goal.world.distribution(goal.x)
    return None if known is None else TABLE[known.family].mean(*known.parameters)


def variance(goal: Variance, ask: Ask) -> Basic | None:
    known = goal.world.distribution(goal.x)
    return None if known is None else TABLE[known.family].variance(*known.parameters)


def spread_as_variance(goal: Variance, ask: Ask) -> Basic | None:
    """The mean given for the variance."""
    known = goal.world.distribution(goal.x)
    return None if known is None else TABLE[known.family].mean(*known.parameters)


def ways(goal: Chance) -> Iterable[Way]:
    event = goal.event
    if not isinstance(event, Eq) or goal.c != goal.world.everything or not isinstance(event.args[1], Integer):
        return
    known = goal.world.distribution(event.args[0])
    if known is not None and TABLE[known.family].mass is not None:
        yield Way((known.family, int(event.args[1]), known.parameters), mass, cost=1)


def mass(parts: tuple[Any, ...], ask: Ask) -> Expr:
    family, k, parameters = parts
    formula = TABLE[family].mass
    assert formula is not None
    return formula(k, *parameters)


def coefficient_missing(goal: Chance, ask: Ask) -> Expr | None:
    """P(X = k) = p^k (1 - p)^(n - k): one order for all of them."""
    way = goal.way("probability-mass")
    if way is None or way.parts[0] not in ("binomial", "hypergeometric"):
        return None
    family, k, parameters = way.parts
    n = parameters[0] if family == "binomial" else parameters[2]
    if not isinstance(n, Integer):
        return None
    whole = mass(way.parts, ask)
    orders = comb(int(n), k)
    return mul(*whole.args[1:]) if orders > 1 and whole.args[0] == orders else whole


def put_back(goal: Chance, ask: Ask) -> Expr | None:
    way = goal.way("probability-mass")
    if way is None or way.parts[0] != "hypergeometric":
        return None
    return with_replacement(way.parts[1], *way.parts[2])


def put_back_in_one_order(goal: Chance, ask: Ask) -> Expr | None:
    whole = put_back(goal, ask)
    return None if whole is None else mul(*whole.args[1:]) if isinstance(whole.args[0], Integer) else whole


MEAN = Rule(
    slug="mean-of-distribution",
    title=Text("mean of the distribution", "分布の平均"),
    explanation=Text("The mean of a known distribution.", "よく知られた分布の平均です。"),
    goal=Mean,
    rewrite=mean,
    law=(),
    source=BERTSEKAS + "2.4, 3.1",
    examples=(
        Example("X ~ Binomial(10, 0.3); find E[X]", "3"),
        Example("X ~ Geometric(1/4); find E[X]", "4"),
        Example("X ~ Uniform(2, 6); find E[X]", "4"),
    ),
)
VARIANCE = Rule(
    slug="variance-of-distribution",
    title=Text("variance of the distribution", "分布の分散"),
    explanation=Text("The variance of a known distribution.", "よく知られた分布の分散です。"),
    goal=Variance,
    rewrite=variance,
    law=(),
    source=BERTSEKAS + "2.4, 3.1",
    examples=(
        Example("X ~ Binomial(10, 0.3); find Var(X)", "21/10"),
        Example("X ~ Exponential(2); find Var(X)", "1/4"),
        Example("X ~ Normal(5, 9); find sd(X)", "3"),
    ),
    mistakes=(
        Mistake(
            "mean-for-variance",
            Text("That is the mean of the distribution, not its variance.", "それは分布の平均で、分散ではありません。"),
            spread_as_variance,
            SHAUGHNESSY,
        ),
    ),
)
MASS = Law(
    slug="probability-mass",
    title=Text("distribution", "確率分布"),
    explanation=Text(
        "The probability of one value of a variable whose distribution is known.",
        "分布の分かっている確率変数が一つの値をとる確率です。",
    ),
    goal=Chance,
    rewrite=by_search("probability-mass"),
    law=(),
    source=BERTSEKAS + "2.2",
    examples=(
        Example("X ~ Binomial(3, 0.5); find P(X = 2)", "3/8"),
        Example("X ~ Geometric(1/4); find P(X > 2)", "9/16"),
        Example("X ~ Poisson(2); find P(X = 1)", "2 e^(-2)"),
        Example("X ~ Hypergeometric(12, 8, 2); find P(X = 1)", "16/33"),
    ),
    mistakes=(
        Mistake(
            "binomial-coefficient-missing",
            Text(
                "The number of orders in which the successes can happen was left out.",
                "成功が起こる順序の数（二項係数）が抜けています。",
            ),
            coefficient_missing,
            SHAUGHNESSY,
        ),
        Mistake(
            "replacement-confused",
            Text(
                "After a draw without replacement, the counts have changed.",
                "元に戻さずに引くと、次に引くときの個数は変わっています。",
            ),
            put_back,
            SHAUGHNESSY,
            lambda goal: (put_back, put_back_in_one_order),
        ),
    ),
    ways=ways,
)

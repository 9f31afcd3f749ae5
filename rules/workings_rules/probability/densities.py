"""Continuous variables: a probability or a mean is an area, F(b) - F(a) by an antiderivative F term by term."""

from typing import Any

from sympy import Basic, Expr, Gt, Integer, Symbol, oo
from sympy import exp as exponential

from workings.expression.algebra import replace
from workings.expression.nodes import (
    ZERO,
    add,
    divide,
    factors,
    integer,
    mul,
    power,
    subtract,
    symbols_of,
    terms,
)
from workings.expression.probability_goals import Area
from workings.expression.words import exp
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.probability.law import InLetters
from workings_rules.probability.sources import BERTSEKAS, SHAUGHNESSY

_MOST_POWER = 12


def antiderivative(body: Expr, x: Symbol) -> Expr | None:
    """F with F' = body, of a sum of terms c x^n and c x^n e^(a + kx); None for anything else."""
    found = [of_term(term, x) for term in terms(body)]
    return None if None in found else add(*[part for part in found if part is not None])


def of_term(term: Expr, x: Symbol) -> Expr | None:
    constant: list[Expr] = []
    n = 0
    growth: Expr | None = None
    for factor in flat(term):
        if x not in symbols_of([factor]):
            constant.append(factor)
        elif factor == x:
            n += 1
        elif factor.is_Pow and factor.args[0] == x and isinstance(factor.args[1], Integer) and factor.args[1] > 0:
            n += int(factor.args[1])
        elif isinstance(factor, exponential) and growth is None:
            growth = factor.args[0]
        else:
            return None
    if n > _MOST_POWER:
        return None
    scale = mul(*constant)
    if growth is None:
        return mul(scale, divide(power(x, integer(n + 1)), integer(n + 1)))
    rate = slope(growth, x)
    return None if rate is None else mul(scale, by_parts(n, growth, rate, x))


def flat(term: Expr) -> list[Expr]:
    """The factors of a product, those of products in it included."""
    found: list[Expr] = []
    for factor in factors(term):
        found += flat(factor) if factor.is_Mul else [factor]
    return found


def slope(growth: Expr, x: Symbol) -> Expr | None:
    """k of kx + a"""
    found: list[Expr] = []
    for term in terms(growth):
        parts = flat(term)
        if x not in symbols_of([term]):
            continue
        if [x in symbols_of([part]) for part in parts].count(True) != 1 or x not in parts:
            return None
        found.append(mul(*[part for part in parts if part != x]))
    return add(*found) if found else None


def by_parts(n: int, growth: Expr, rate: Expr, x: Symbol) -> Expr:
    """x^n e^(kx)/k - n/k (the same for n - 1)"""
    first = divide(mul(power(x, integer(n)), exp(growth)) if n else exp(growth), rate)
    if not n:
        return first
    return subtract(first, mul(divide(integer(n), rate), by_parts(n - 1, growth, rate, x)))


def at(found: Expr, x: Symbol, end: Expr) -> Expr | None:
    """F at an end; at infinity 0 where every term has a falling exponential."""
    if end is not oo:
        return replace(found, {x: end})
    return ZERO if all(falls(term, x) for term in terms(found)) else None


def falls(term: Expr, x: Symbol) -> bool:
    for factor in factors(term):
        if isinstance(factor, exponential):
            rate = slope(factor.args[0], x)
            return rate is not None and is_negative(rate)
        if factor.is_Mul and falls(factor, x):
            return True
        if factor.is_Add and all(falls(part, x) for part in terms(factor)):
            return True
    return False


def is_negative(rate: Expr) -> bool:
    """Whether the rate is negative: a number, or minus a parameter, which then has to be positive."""
    if not symbols_of([rate]):
        value: Any = rate
        return bool(value.doit().is_negative)
    parts = flat(rate)
    numbers = [part for part in parts if not symbols_of([part])]
    return all(isinstance(part, Symbol) or part in numbers for part in parts) and is_negative(mul(*numbers))


def falling(goal: Area) -> tuple[Basic, ...]:
    """That the parameters of a density that goes on for ever are positive."""
    _, body, x, _, high = goal.args
    parameters = [s for s in symbols_of([body]) if s != x]
    return tuple(Basic.__new__(Gt, s, ZERO) for s in parameters) if high is oo else ()


def area(goal: Area, ask: Ask) -> Basic | None:
    _, body, x, low, high = goal.args
    found = antiderivative(body, x)
    if found is None:
        return None
    top, bottom = at(found, x, high), at(found, x, low)
    return None if top is None or bottom is None else subtract(top, bottom)


def outside(goal: Area, ask: Ask) -> Basic | None:
    """1 less the area: that of the opposite event."""
    right = area(goal, ask)
    return None if right is None else subtract(integer(1), right)


def height(goal: Area, ask: Ask) -> Basic | None:
    """The value of the density in place of the area."""
    _, body, x, low, high = goal.args
    end = low if high is oo else high
    return replace(body, {x: end})


RULE = Rule(
    slug="density",
    title=Text("area under the density", "確率密度の面積"),
    explanation=Text(
        "The probability that a continuous variable falls between two values is the area under its density there.",
        "連続型確率変数がある区間に入る確率は、その区間での密度関数の面積です。",
    ),
    goal=Area,
    rewrite=area,
    condition=falling,
    law=InLetters("density", "f(x) = 3x^2, 0 ≤ x ≤ 1. P(X > 1/2) = ?"),
    source=BERTSEKAS + "3.1",
    examples=(
        Example("f(x) = 3 e^(-3x), x ≥ 0. P(X > 1) = ?", "e^(-3)"),
        Example("f(x) = 2x, 0 ≤ x ≤ 1. P(X > 1/2) = ?", "3/4"),
    ),
    mistakes=(
        Mistake(
            "complement-forgotten",
            Text(
                "The probability of the opposite event was computed and not subtracted from one.",
                "余事象の確率を求めたまま、1 から引いていません。",
            ),
            outside,
            SHAUGHNESSY,
        ),
        Mistake(
            "density-for-probability",
            Text(
                "A height of the density is no probability; the area under it is.",
                "密度の高さは確率ではありません。面積が確率です。",
            ),
            height,
            SHAUGHNESSY,
        ),
    ),
)

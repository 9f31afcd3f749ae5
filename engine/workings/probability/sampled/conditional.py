"""Moments under a condition: as given, value by value, by quadrature over a range or by a sum."""

from __future__ import annotations

from typing import Any

from flint import acb, arb
from sympy import Basic, Eq, Expr, Poly, Rational, Symbol

from workings.expression.algebra import replace
from workings.expression.nodes import walk
from workings.expression.probability_goals import MeanGiven, VarianceGiven, Word
from workings.probability.ranges import bounds_of
from workings.probability.sampled.balls import Point, Unknown, number
from workings.probability.sampled.densities import density
from workings.probability.sampled.events import chance_of
from workings.probability.sampled.masses import masses
from workings.probability.sampled.moments import independent, mean, spread
from workings.probability.statements import CONTINUOUS, Conditioned, Distributed

__all__ = ["mean_given", "variance_given"]

_ENDLESS = ("geometric", "negativebinomial", "poisson")


def mean_given(goal: MeanGiven, point: Point) -> Any:
    """E[x | B]"""
    if _is_apart(goal):
        return mean(goal.x, goal.world, point)
    part = _component(goal)
    if part is not None:
        return mean(goal.world.in_component(goal.x, part), goal.world.of_component(part), point)
    within = _of_one_variable(goal, point)
    if within is not None:
        return within
    found = _term_by_term(goal, point)
    if found is None:
        raise Unknown("a moment under a condition that is not given")
    return found


def variance_given(goal: VarianceGiven, point: Point) -> Any:
    """Var(x | B)"""
    if _is_apart(goal):
        return spread(goal.x, goal.x, goal.world, point)
    part = _component(goal)
    if part is not None:
        x = goal.world.in_component(goal.x, part)
        return spread(x, x, goal.world.of_component(part), point)
    told = _told_under(goal.world, "Var", goal.x, goal.condition)
    if told is not None:
        return number(told, point)
    square = MeanGiven(goal.x**2, goal.condition, goal.world)
    return mean_given(square, point) - mean_given(MeanGiven(*goal.args), point) ** 2


def _component(goal: MeanGiven | VarianceGiven) -> Conditioned | None:
    """The distribution that the variable has under the condition."""
    names = list(dict.fromkeys(w for w in walk(goal.x) if isinstance(w, Word)))
    for part in goal.world.components(names[0]) if len(names) == 1 else ():
        if not part.on_variable and goal.world.same(part.condition, goal.condition):
            return part
    return None


def _is_apart(goal: MeanGiven | VarianceGiven) -> bool:
    """Whether the condition is about variables of which those in the mean are independent."""
    names = {w for part in (goal.x, goal.condition) for w in walk(part) if isinstance(w, Word)}
    return len(names) > 1 and independent(names, goal.world)


def _term_by_term(goal: MeanGiven, point: Point) -> Any | None:
    """E[x | B], a polynomial in the variables term by term; None where what is given does not tell it."""
    names = list(dict.fromkeys(w for w in walk(goal.x) if isinstance(w, Word)))
    letters = [Symbol(f"X{i}") for i in range(len(names))]
    total = None
    for powers, factor in Poly(replace(goal.x, dict(zip(names, letters, strict=True))), *letters).terms():
        inside = [(x, int(n)) for x, n in zip(names, powers, strict=True) if n]
        found = number(factor, point)
        if len(inside) > 1:
            return None
        for x, n in inside:
            part = _power_given(x, n, goal, point)
            if part is None:
                return None
            found *= part
        total = found if total is None else total + found
    return total


def _power_given(x: Word, n: int, goal: MeanGiven, point: Point) -> Any | None:
    """E[X^n | B]"""
    world, condition = goal.world, goal.condition
    told = _told_under(world, "E", x, condition)
    variance = _told_under(world, "Var", x, condition) if n == 2 else None
    if told is not None and n == 1:
        return number(told, point)
    if told is not None and variance is not None:
        return number(variance, point) + number(told, point) ** 2
    within = world.model.mask(condition)
    if not world.values(x):
        return None
    total = None
    for value in world.values(x):
        mask = world.model.masks[Basic.__new__(Eq, x, value)]
        part = number(value, point) ** n * chance_of(world.chance(mask, within), point)
        total = part if total is None else total + part
    return total


def _told_under(world: Any, kind: str, x: Expr, condition: Basic) -> Any | None:
    """The expected value or the variance that is given under the condition."""
    for event, value in world.moments_given(kind, x):
        if world.is_event(event) and world.same(event, condition):
            return value
    return None


def _of_one_variable(goal: MeanGiven, point: Point) -> Any | None:
    """E[g(X) | B], g a polynomial; None where X has no distribution, or B is about another variable."""
    names = {w for part in (goal.x, goal.condition) for w in walk(part) if isinstance(w, Word)}
    known = goal.world.distribution(next(iter(names))) if len(names) == 1 else None
    if known is None:
        return None
    (x,) = names
    letter = Symbol("x")
    powers = [(int(n), number(c, point)) for (n,), c in Poly(replace(goal.x, {x: letter}), letter).terms()]
    if known.family in CONTINUOUS:
        ends = bounds_of(goal.condition, x)
        return None if ends is None else _over_range(powers, ends, known, point)
    if known.family not in _ENDLESS:
        return None
    chosen = goal.world.values_where(x, goal.condition)
    outside = goal.world.values_where(x, goal.condition, holds=False)
    if chosen is None and outside is None:
        return None
    every = masses(known, point)
    if outside is not None:
        inside = [(k, mass) for k, mass in every if Rational(k) not in outside]
    else:
        inside = [(k, mass) for k, mass in every if Rational(k) in (chosen or ())]
    above = sum((c * mass * arb(k) ** n for n, c in powers for k, mass in inside), arb(0))
    return above / sum((mass for _, mass in inside), arb(0))


def _over_range(powers: list[tuple[int, Any]], ends: Any, known: Distributed, point: Point) -> Any:
    f, first, last = density(known, point)
    low, high = (None if end is None else number(end, point) for end in ends)
    a = first if low is None or bool(low < first) else low
    b = last if high is None or bool(high > last) else high
    above = acb.integral(lambda z, _: f(z) * sum((c * z**n for n, c in powers), acb(0)), a, b).real
    return above / acb.integral(lambda z, _: f(z), a, b).real

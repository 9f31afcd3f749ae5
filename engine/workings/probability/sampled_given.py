"""The judge of moments under a condition: from those that are given, or value by value from the probabilities."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sympy import Basic, Eq, Expr, Poly, Symbol

from workings.expression.algebra import replace
from workings.expression.nodes import walk
from workings.expression.probability_goals import Chance, MeanGiven, Word

__all__ = ["mean_given", "moment_of_cases", "told_under"]

Valued = Callable[[Any], Any]


def mean_given(goal: MeanGiven, valued: Valued, chance: Callable[[Chance], Any]) -> Any | None:
    """E[x | B], a polynomial in the variables term by term; None where what is given does not tell it."""
    names = list(dict.fromkeys(w for w in walk(goal.x) if isinstance(w, Word)))
    letters = [Symbol(f"X{i}") for i in range(len(names))]
    total = None
    for powers, factor in Poly(replace(goal.x, dict(zip(names, letters, strict=True))), *letters).terms():
        inside = [(x, int(n)) for x, n in zip(names, powers, strict=True) if n]
        found = valued(factor)
        if len(inside) > 1:
            return None
        for x, n in inside:
            part = _power_given(x, n, goal, valued, chance)
            if part is None:
                return None
            found *= part
        total = found if total is None else total + found
    return total


def _power_given(x: Word, n: int, goal: MeanGiven, valued: Valued, chance: Callable[[Chance], Any]) -> Any | None:
    """E[X^n | B]"""
    world, condition = goal.world, goal.condition
    mean = told_under(world, "E", x, condition)
    spread = told_under(world, "Var", x, condition) if n == 2 else None
    if mean is not None and (n == 1 or spread is not None):
        return valued(mean) if n == 1 else valued(spread) + valued(mean) ** 2
    within = world.model.mask(condition)
    if not world.values(x):
        return None
    total = None
    for value in world.values(x):
        mask = world.model.masks[Basic.__new__(Eq, x, value)]
        part = valued(value) ** n * chance(world.chance(mask, within))
        total = part if total is None else total + part
    return total


def told_under(world: Any, kind: str, x: Expr, condition: Basic) -> Any | None:
    """The expected value or the variance that is given under the condition."""
    for event, value in world.moments_given(kind, x):
        if world.is_event(event) and world.same(event, condition):
            return value
    return None


def moment_of_cases(x: Word, n: int, world: Any, valued: Valued, mean: Valued, chance: Callable[[Chance], Any]) -> Any:
    """E[X] or E[X^2] from the moments given in each of all cases, or given another variable; None without such."""
    told = dict(world.moments_given("E", x))
    spreads = dict(world.moments_given("Var", x))
    if not told or n > 2:
        return None
    variables = [event for event in told if not world.is_event(event)]
    if variables:
        m = told[variables[0]]
        if n == 1:
            return mean(m)
        return mean(spreads[variables[0]] + m**2) if variables[0] in spreads else None
    if not world.is_partition(*told) or (n == 2 and set(told) - set(spreads)):
        return None
    parts = [
        chance(world.chance_of(event)) * (valued(m) if n == 1 else valued(spreads[event]) + valued(m) ** 2)
        for event, m in told.items()
    ]
    return sum(parts[1:], parts[0])

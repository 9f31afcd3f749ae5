"""The ways to see what is asked as goals: as it was read, and as a total derivative along the paths that names make."""

from __future__ import annotations

from typing import Any

from sympy import Basic, Symbol
from sympy.core.function import AppliedUndef

from workings.expression import Goal
from workings.expression.goals import (
    D,
    Partial,
    TotalDerivative,
)
from workings.expression.nodes import symbols_of, walk
from workings.expression.problem import Problem
from workings.marking.world import World

__all__ = ["goals_for", "questions", "total"]


def questions(asked: Problem, world: World) -> list[Goal]:
    """The ways to see the question as goals: as it was read, and for paths through other variables as a total one."""
    found: list[Goal] = []
    for goal in asked.goals:
        found.extend(goals_for(goal, world))
    return found


def goals_for(goal: Basic, world: World) -> list[Goal]:
    from workings.expression.goals import Held

    found: list[Goal] = []
    if isinstance(goal, D) and not isinstance(goal, Partial) and len(goal.args) == 2:
        paths = total(goal.x, world)
        found.extend(paths)
        held = _held(goal, world) if not paths else None
        if held is not None:
            return [goal, held]
    if isinstance(goal, Partial) and len(goal.args) == 2:
        others = tuple(s for s in symbols_of([goal.f]) if s != goal.x)
        found.append(Held(goal, others) if others else goal)
    elif isinstance(goal, Goal):
        found.append(goal)
    return found


def _held(goal: D, world: World) -> Goal | None:
    """The partial derivative that dz/dx is where nothing says that the other variables move."""
    from workings.expression.goals import Held

    if not isinstance(goal.x, Symbol) or any(isinstance(node, AppliedUndef) for node in walk(goal.f)):
        return None
    others = tuple(s for s in symbols_of([goal.f]) if s != goal.x and not world.knows(s.name))
    return Held(Partial(goal.f, goal.x), others) if others and world.dependent is None else None


def total(t: Any, world: World) -> list[Goal]:
    """df/dt along the paths that the names make, for every name that is a function of other names."""
    found: list[Goal] = []
    bodies = [*world.names.values(), *[body for _, body in world.functions.values()]]
    known = {fact.f: rate for fact, rate in world.facts.items() if isinstance(fact, D) and fact.x == t}
    for body in bodies:
        if not isinstance(body, Basic):
            continue
        rates = []
        for s in symbols_of([body]):
            if s in known:
                rates.append((s, known[s]))
            elif s.name in world.names and t in symbols_of([world.resolve(s)]):
                rates.append((s, D(world.resolve(s), t)))
        if len(rates) + (t in symbols_of([body])) > 1:
            found.append(TotalDerivative(body, t, rates))
    return found

"""Names in a working that neither the problem nor a line before says: what they may mean, and laws about any."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sympy import Basic, Eq, Expr, Symbol, Tuple
from sympy.core.function import AppliedUndef

from workings.expression import Goal
from workings.expression.algebra import replace
from workings.expression.curve_goals import JacobianDeterminant
from workings.expression.goals import D, Hessian, Jacobian, Value
from workings.expression.nodes import symbol, symbols_of, walk
from workings.expression.problem import Problem
from workings.expression.vocabulary import unknown_function
from workings.judge import Evidence, equal
from workings.marking.diagnosis import holds
from workings.marking.world import World, placed

__all__ = ["NAMES_OF_FUNCTIONS", "function_asked", "law", "matrix_named", "unsaid"]

NAMES_OF_FUNCTIONS: Final = ("y", "f", "F", "Y")


def unsaid(node: Basic, first: Basic | None, asked: Problem, worlds: Sequence[World]) -> list[str]:
    """The names of which nothing says what they are: in derivatives, on the `first` side of an equation, of functions.

    A first side that is a name alone is being defined.
    """
    derivatives = [part for part in walk(node) if isinstance(part, D)]
    names = [s.name for part in derivatives for s in (part.f, part.x) if isinstance(s, Symbol)]
    names += [type(part).__name__ for part in walk(node) if isinstance(part, AppliedUndef)]
    if isinstance(first, AppliedUndef):
        names = [name for name in names if name != type(first).__name__]
    elif first is not None and not isinstance(first, Symbol):
        names += [s.name for s in symbols_of([first])]
    if not names:
        return []
    about = [*asked.goals, *asked.givens, *([] if asked.body is None else [asked.body])]
    said = {s.name for s in symbols_of(about)} | {type(part).__name__ for part in walk(Tuple(*about))}
    return [n for n in dict.fromkeys(names) if n not in said and not any(world.knows(n) for world in worlds)]


def function_asked(asked: Problem) -> Expr | None:
    """The function that the one question is about."""
    goal = asked.goals[0] if len(asked.goals) == 1 else None
    goal = goal.args[0] if isinstance(goal, Value) else goal
    f = goal.args[0] if isinstance(goal, Goal) else None
    return f if isinstance(f, Expr) else None


def law(node: Basic, names: Sequence[str], x: Symbol | None) -> Evidence:
    """That an equation holds for any functions of x in the place of the names: (u v)' = u' v + u v'."""
    if isinstance(node, Eq) and x is not None and x.name not in names:
        functions = {s: unknown_function(s.name)(x) for s in symbols_of([node]) if s.name in names}
        evidence = equal(*(replace(side, functions) for side in node.args))
        if holds(evidence):
            return evidence
    said = f"{' and '.join(names)} {'are' if len(names) > 1 else 'is'}"
    return Evidence("undecided", reason=f"nothing says what {said}")


def matrix_named(side: Any, asked: Problem, world: World) -> Any:
    """H or H(1, 1) where the problem asks for a Hessian, J where it asks for a Jacobian."""
    goal: Any = asked.goals[0] if asked.goals else None
    name = "H" if isinstance(goal, Hessian) else "J" if isinstance(goal, Jacobian | JacobianDeterminant) else ""
    if not name or world.knows(name):
        return side
    calls = {
        node: Value(goal, *zip(goal.variables, node.args, strict=False))
        for node in walk(side)
        if isinstance(node, AppliedUndef) and type(node).__name__ == name
    }
    side = replace(side, calls)
    if symbol(name) not in symbols_of([side]):
        return side
    value = placed(goal, asked.at) if asked.at else goal
    return replace(side, {symbol(name): value})

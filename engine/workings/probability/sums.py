"""Events about sums of random variables: `X + Y <= 6`, `2X - Y + 1 > 3`, `|X - 5| < 2`, `X > Y`.

Such an event is one about a single number S, the sum without its constants: `2X - Y + 1 > 3` is S > 2 for S = 2X - Y.
"""

from __future__ import annotations

from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any

from sympy import And, Basic, Eq, Not, Or, Rational, Symbol, true

from workings.expression.algebra import replace
from workings.expression.canonical import canonical
from workings.expression.nodes import walk
from workings.expression.probability_goals import Chance, OfSum, Word
from workings.probability.reading import Distributed

if TYPE_CHECKING:
    from workings.probability.world import World

__all__ = ["event_over_atoms", "in_words", "is_about_sums", "room_of", "variables_of"]

_new = Basic.__new__
_MOST_CASES = 2_000


def is_about_sums(event: Basic) -> bool:
    """Whether it compares more than single words and numbers; names are symbols still where it was read from text."""
    return any(isinstance(node, Symbol) for node in walk(event))


def variables_of(world: World) -> set[str]:
    """The names whose distribution is given, by its family or as a table."""
    return {s.name for s in world.statements if isinstance(s, Distributed)} | set(world.model.supports)


def in_words(event: Basic, names: set[str]) -> Basic | None:
    """The event with the variables in it as words, what was read as one name as a product of them; None without any."""
    found: dict[Basic, Basic] = {}
    for node in walk(event):
        if isinstance(node, Symbol) and node.name in names:
            found[node] = Word(node.name)
    return replace(event, found) if found else None


def event_over_atoms(goal: OfSum) -> Chance | None:
    """The same event as one of the values of variables all of which are known; None of others."""
    from workings.probability.reading import Question
    from workings.probability.world import World

    world, names = goal.world, goal.variables
    values = [world.values(name) for name in names]
    if any(world.distribution(name) is not None for name in names) or not 0 < prod(map(len, values)) <= _MOST_CASES:
        return None
    inside = [
        _new(And, *(_new(Eq, x, v) for x, v in zip(names, chosen, strict=True)))
        for chosen in product(*values)
        if _holds(goal.event, dict(zip(names, chosen, strict=True)))
    ]
    event = _new(Or, *inside) if len(inside) > 1 else inside[0] if inside else _new(Not, true)
    return World(world.statements, [event]).ask(Question("P", (event, None)))


def room_of(goal: OfSum) -> tuple[Rational, Rational]:
    """Between what the probability lies whatever depends on what: sharp for tables, else 0 and 1."""
    from workings.probability.bounds import bounds

    asked = event_over_atoms(goal)
    found = None if asked is None else bounds(asked.world, asked.e, asked.c)
    return (Rational(0), Rational(1)) if found is None else (Rational(found.low), Rational(found.high))


def _holds(event: Basic, values: dict[Any, Any]) -> bool:
    if isinstance(event, And):
        return all(_holds(part, values) for part in event.args)
    if isinstance(event, Or):
        return any(_holds(part, values) for part in event.args)
    left, right = (canonical(replace(side, values)) for side in event.args)
    return bool(event.func(left, right) == True)  # noqa: E712  (SymPy's truth)

"""What to say where the givens do not settle a question: what is missing, what to assume."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from sympy import Basic, Not

from workings.expression.nodes import walk
from workings.expression.probability_goals import Chance, Word
from workings.probability.bounds import Row, bounds, coherent, determined, is_free, rows_of
from workings.probability.reading import Dependent, Independent
from workings.probability.wording import asked, event_words

__all__ = ["assumption_for", "missing_for", "text_of"]

_new = Basic.__new__
_MOST_TRIED = 40
_MANY_ATOMS = 256  # with more, only the simplest candidates are tried


# Missing


def missing_for(goal: Chance) -> tuple[tuple[str, ...], bool]:
    """Probabilities of which each would settle the question, or else two that do together, which is then True."""
    world = goal.world
    target = bounds(world, goal.e, goal.c)
    if target is None or not rows_of(world)[1]:
        return (), False
    many = world.model.size > _MANY_ATOMS
    for i, group in enumerate(_candidates(goal)):
        if many and i > 1:
            return (asked(goal),), False
        found = [
            world.chance(e, c)
            for e, c in group[: _MOST_TRIED // 4 if many else _MOST_TRIED]
            if _settles(goal, [(e, c)])
        ]
        if found:
            return tuple(asked(g) for g in found), False
    for pair in _pairs(goal):
        if _settles(goal, pair):
            unknown = [p for p in pair if determined(world, *p) is None]
            return tuple(asked(world.chance(*p)) for p in unknown), len(unknown) > 1
    return (asked(goal),), False


def _pairs(goal: Chance) -> Iterator[list[tuple[int, int]]]:
    """The two pieces of the event by one word; the event with its condition, and the condition."""
    world = goal.world
    everything = world.everything
    for mask, form in world.literals:
        if not isinstance(form, Not) and goal.e & mask and goal.e & ~mask:
            yield [(goal.e & mask, everything), (goal.e & ~mask, everything)]
    if goal.c != everything:
        yield [key for key in ((goal.e, everything), (goal.c, everything)) if determined(world, *key) is None]


def _settles(goal: Chance, keys: Sequence[tuple[int, int]]) -> bool:
    """Whether these probabilities, put at two places in their range, leave the question one value each time."""
    world = goal.world
    open_ = False
    for share in (Fraction(1, 2), Fraction(1, 3)):
        extra: list[Row] = []
        for e, c in keys:
            room = bounds(world, e, c, extra)
            if room is None:
                return False
            open_ = open_ or room.low < room.high
            extra.append(Row(e, c, room.low + (room.high - room.low) * share))
        found = bounds(world, goal.e, goal.c, extra)
        if found is None or found.value is None:
            return False
    return open_


def _candidates(goal: Chance) -> Iterator[list[tuple[int, int]]]:
    world = goal.world
    everything = world.everything
    words = [mask for mask, form in world.literals if not isinstance(form, Not)]
    asked_before = {(goal.e, goal.c), (goal.c & ~goal.e, goal.c)}
    named = [m for i, m in enumerate(words) if everything & ~m not in words[:i]]
    yield [(m, everything) for m in named if (m, everything) not in asked_before]
    others: dict[tuple[int, int], None] = {}
    for fact in world.model.facts:
        if fact.c != everything:
            other = everything & ~fact.c
            for mask in world.pool:
                if mask & fact.c == fact.e and (mask & other, other) not in asked_before:
                    others[mask & other, other] = None
                    break
    yield list(others)
    trivial = {goal.e, goal.c & ~goal.e}
    pairs = [a & b for a, b in combinations(words, 2) if a & b]
    yield [(m, everything) for m in pairs if m not in trivial]
    triples = [a & b & c for a, b, c in combinations(words, 3) if a & b & c]
    yield [(m, everything) for m in triples if m not in trivial]


# Assumptions


def text_of(statement: Independent) -> str:
    """A, B independent given C, not C"""
    members = ", ".join(event_words(m) for m in statement.members)
    given = ", ".join(event_words(c) for c in statement.conditions)
    return f"{members} independent given {given}" if given else f"{members} independent"


def assumption_for(goal: Chance) -> Independent | None:
    """The independence that would settle the question, if every single probability is known and nothing speaks against.

    Between the events of the question; or between those behind the bar, given the one before it and its opposite.
    """
    world = goal.world
    denied = [set(s.members) for s in world.statements if isinstance(s, Dependent)]
    for statement in _assumptions(goal):
        if any(members <= set(statement.members) for members in denied):
            continue
        masks = [world.model.mask(m) for m in statement.members]
        classes = [world.model.mask(c) for c in statement.conditions] or [world.everything]
        if not all(determined(world, m, c) is not None for m in masks for c in classes):
            continue
        supposed = world.with_statements(statement)
        free = all(is_free(supposed, family) for family in supposed.model.families)
        if not free and not (
            rows_of(supposed)[1] and coherent(supposed) and determined(supposed, goal.e, goal.c) is not None
        ):
            continue
        if supposed.answerable(supposed.chance(goal.e, goal.c)):
            return statement
    return None


def _assumptions(goal: Chance) -> Iterator[Independent]:
    asked_for = set(_words(goal.event) + _words(goal.condition))
    words = [form for _, form in goal.world.literals if isinstance(form, Word) and form in asked_for]
    if len(words) > 1:
        yield Independent(tuple(words), ())
    before, behind = list(dict.fromkeys(_words(goal.event))), list(dict.fromkeys(_words(goal.condition)))
    if len(before) > 1 and goal.c != goal.world.everything and not set(before) & set(behind):
        yield Independent(tuple(before), (goal.condition,))
    if len(before) == 1 and len(behind) > 1:
        yield Independent(tuple(behind), (before[0], _new(Not, before[0])))


def _words(event: Basic) -> list[Word]:
    return [node for node in walk(event) if isinstance(node, Word)]

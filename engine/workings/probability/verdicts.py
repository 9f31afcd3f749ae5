"""What to say where the givens do not settle a question: what is missing, what to assume, what is broken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from sympy import Basic, Not

from workings.expression.nodes import walk
from workings.expression.probability_goals import Chance, Word
from workings.probability.bounds import Bounds, Row, bounds, coherent, determined, rows_of
from workings.probability.model import Fact
from workings.probability.reading import Independent
from workings.probability.wording import asked, event_words
from workings.probability.world import World

__all__ = ["assumption_for", "broken_law", "missing_for", "text_of"]

_new = Basic.__new__
_MOST_TRIED = 40
_MANY_ATOMS = 256  # with more, only the simplest candidates are tried


# Missing


def missing_for(goal: Chance) -> tuple[str, ...]:
    """Probabilities of which one would settle the question, or a few that would together; the simplest that do."""
    world = goal.world
    target = bounds(world, goal.e, goal.c)
    if target is None or not rows_of(world)[1]:
        return ()
    many = len(world.model.atoms) > _MANY_ATOMS
    for i, group in enumerate(_candidates(goal)):
        if many and i > 1:
            return (asked(goal),)
        found = [
            world.chance(e, c)
            for e, c in group[: _MOST_TRIED // 4 if many else _MOST_TRIED]
            if _settles(goal, [(e, c)])
        ]
        if found:
            return tuple(asked(g) for g in found)
    for mask, form in world.literals:
        if not isinstance(form, Not) and goal.e & mask and goal.e & ~mask:
            pair = [(goal.e & mask, world.everything), (goal.e & ~mask, world.everything)]
            if _settles(goal, pair):
                return tuple(asked(world.chance(*p)) for p in pair)
    return (asked(goal),)


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
    for statement in _assumptions(goal):
        world = goal.world
        masks = [world.model.mask(m) for m in statement.members]
        classes = [world.model.mask(c) for c in statement.conditions] or [world.everything]
        if not all(determined(world, m, c) is not None for m in masks for c in classes):
            continue
        supposed = world.with_statements(statement)
        if (
            rows_of(supposed)[1]
            and coherent(supposed)
            and determined(supposed, goal.e, goal.c) is not None
            and supposed.answerable(supposed.chance(goal.e, goal.c))
        ):
            return statement
    return None


def _assumptions(goal: Chance) -> Iterator[Independent]:
    asked_for = set(_words(goal.event) + _words(goal.condition))
    words = [form for _, form in goal.world.literals if isinstance(form, Word) and form in asked_for]
    if len(words) > 1:
        yield Independent(tuple(words), ())
    before, behind = list(dict.fromkeys(_words(goal.event))), list(dict.fromkeys(_words(goal.condition)))
    if len(before) == 1 and len(behind) > 1:
        yield Independent(tuple(behind), (before[0], _new(Not, before[0])))


def _words(event: Basic) -> list[Word]:
    return [node for node in walk(event) if isinstance(node, Word)]


# Broken


def broken_law(world: World) -> tuple[str, str]:
    """A law that the givens violate, as simple as can be, and the numbers that violate it."""
    facts = _conflict(world)
    for law in (_range_law, _two_values, _part, _cases, _union, _joint, _both_ways, _average, _zero):
        found = law(world, facts)
        if found is not None:
            return found
    return "the probabilities of all cases sum to 1", ", ".join(f"{_name(world, f)} = {f.number}" for f in facts)


def _conflict(world: World) -> list[Fact]:
    """Givens that can't all hold, of which none can be left out."""
    facts = [f for f in world.model.facts if f.number is not None]
    extra = rows_of(world)[0][len(facts) :]

    def agree(some: Sequence[Fact]) -> bool:
        return coherent(world, [*[Row(f.e, f.c, f.number or Fraction(0)) for f in some], *extra])

    if agree(facts):
        return facts
    kept = list(facts)
    for fact in list(facts):
        rest = [f for f in kept if f is not fact]
        if not agree(rest):
            kept = rest
    return kept


def _name(world: World, fact: Fact) -> str:
    return asked(world.chance(fact.e, fact.c))


def _number(fact: Fact) -> Fraction:
    assert fact.number is not None
    return fact.number


def _range_law(world: World, facts: list[Fact]) -> tuple[str, str] | None:
    for f in facts:
        if not 0 <= _number(f) <= 1:
            return f"0 <= {_name(world, f)} <= 1", f"it is {f.number}"
        if (not f.e and f.number) or (f.e == f.c and f.number != 1):
            return f"{_name(world, f)} = {int(f.e == f.c)}", f"it is {f.number}"
    return None


def _two_values(world: World, facts: list[Fact]) -> tuple[str, str] | None:
    for f, g in combinations(facts, 2):
        if (f.e, f.c) == (g.e, g.c) and f.number != g.number:
            return f"{_name(world, f)} has one value", f"it is {f.number} and {g.number}"
    return None


def _part(world: World, facts: list[Fact]) -> tuple[str, str] | None:
    """P(A and B) <= P(A)"""
    for f in facts:
        for g in facts:
            if f.c == g.c and f.e != g.e and f.e & ~g.e == 0 and _number(f) > _number(g):
                return f"{_name(world, f)} <= {_name(world, g)}", f"{f.number} > {g.number}"
    return None


def _cases(world: World, facts: list[Fact]) -> tuple[str, str] | None:
    """P(A) + P(not A) = 1"""
    if len({f.c for f in facts}) != 1 or any(f.e & g.e for f, g in combinations(facts, 2)):
        return None
    total = sum((_number(f) for f in facts), Fraction(0))
    covered = 0
    for f in facts:
        covered |= f.e
    whole = covered == facts[0].c
    names = " + ".join(_name(world, f) for f in facts)
    return (f"{names} {'=' if whole else '<='} 1", f"the sum is {total}") if total != 1 else None


def _union(world: World, facts: list[Fact]) -> tuple[str, str] | None:
    """P(A) + P(B) - P(A and B) <= 1, and = P(A or B)"""
    for a, b in combinations(facts, 2):
        for both in facts:
            if both.e == a.e & b.e and a.c == b.c == both.c and both not in (a, b):
                total = _number(a) + _number(b) - _number(both)
                left = f"{_name(world, a)} + {_name(world, b)} - {_name(world, both)}"
                if total > 1:
                    return f"{left} <= 1", f"it is {total}"
                for either in facts:
                    if either.e == a.e | b.e and either.c == a.c and _number(either) != total:
                        return f"{_name(world, either)} = {left}", f"{either.number} is not {total}"
        for either in facts:
            same = a.c == b.c == either.c and either not in (a, b)
            if same and either.e == a.e | b.e and _number(either) > _number(a) + _number(b):
                left = f"{_name(world, either)} <= {_name(world, a)} + {_name(world, b)}"
                return left, f"{either.number} > {_number(a) + _number(b)}"
    return None


def _joint(world: World, facts: list[Fact]) -> tuple[str, str] | None:
    """P(A|B) P(B) <= P(A), and = P(A and B)"""
    for f in facts:
        for cell in facts:
            if cell.e == f.c and cell is not f:
                joint = _number(f) * _number(cell)
                left = f"{_name(world, f)} {_name(world, cell)}"
                for g in facts:
                    if g.c == cell.c and g is not cell and g.e == f.e and _number(g) != joint:
                        return f"{left} = {_name(world, g)}", f"{joint} is not {g.number}"
                    if g.c == cell.c and g is not cell and f.e & ~g.e == 0 and joint > _number(g):
                        return f"{left} <= {_name(world, g)}", f"{joint} > {g.number}"
    return None


def _both_ways(world: World, facts: list[Fact]) -> tuple[str, str] | None:
    """P(A|B) P(B) = P(B|A) P(A)"""
    weight = {f.e: f for f in facts if f.c == world.everything}
    for f, g in combinations(facts, 2):
        if f.e == g.e and f.c != g.c and f.c in weight and g.c in weight:
            one, other = _number(f) * _number(weight[f.c]), _number(g) * _number(weight[g.c])
            if one != other:
                left = f"{_name(world, f)} {_name(world, weight[f.c])}"
                right = f"{_name(world, g)} {_name(world, weight[g.c])}"
                return f"{left} = {right}", f"{one} is not {other}"
    return None


def _average(world: World, facts: list[Fact]) -> tuple[str, str] | None:
    """The whole lies between its parts: min P(E|C) <= P(E) <= max P(E|C); or it is their weighted sum."""
    for whole in facts:
        parts = [f for f in facts if f.c != whole.c and f.e == whole.e & f.c and f.c & ~whole.c == 0]
        covered = 0
        for part in parts:
            covered |= part.c
        if len(parts) < 2 or covered != whole.c or any(f.c & g.c for f, g in combinations(parts, 2)):
            continue
        names = ", ".join(_name(world, f) for f in parts)
        numbers = [_number(f) for f in parts]
        middle = _name(world, whole)
        if not min(numbers) <= _number(whole) <= max(numbers):
            said = f"{whole.number} is not between {min(numbers)} and {max(numbers)}"
            return f"min({names}) <= {middle} <= max({names})", said
        terms = " + ".join(f"{_name(world, f)} {asked(world.chance(f.c, whole.c))}" for f in parts)
        return f"{middle} = {terms}", f"{whole.number} can't be had so"
    return None


def _zero(world: World, facts: list[Fact]) -> tuple[str, str] | None:
    """A condition must be possible."""
    rows = [Row(f.e, f.c, _number(f)) for f in facts]
    for f in facts:
        if f.c != world.everything and coherent(world, [r for r in rows if r.c != f.c]):
            room = bounds(world, f.c, world.everything)
            if isinstance(room, Bounds) and room.high == 0:
                return f"{asked(world.chance(f.c))} > 0", "the other givens make it 0"
    return None

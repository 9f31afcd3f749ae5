"""What is wrong with givens that no probabilities can have: a law that they break, and the numbers that break it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations
from math import lcm

from workings.probability.bounds import Row, coherent, determined, range_of, refutation, rows_of
from workings.probability.model import Fact
from workings.probability.wording import asked, probability_words
from workings.probability.world import World

__all__ = ["broken_law"]


def broken_law(world: World) -> tuple[str, str]:
    """A law that the givens violate, as simple as can be, and the numbers that violate it."""
    facts = _conflict(world)
    laws = (
        _range_law,
        _two_values,
        _part,
        _cases,
        _product,
        _union,
        _joint,
        _both_ways,
        _average,
        _zero,
        _linear,
        _left,
    )
    for law in laws:
        found = law(world, facts)
        if found is not None:
            return found
    if world.model.relations:
        return " and ".join(relation.said for relation in world.model.relations), "no probabilities are so"
    return "the probabilities of all cases sum to 1", ", ".join(f"{_name(f)} = {f.number}" for f in facts)


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


def _name(fact: Fact) -> str:
    """As it was typed, which is where a person looks for it."""
    return probability_words(*fact.said)


def _number(fact: Fact) -> Fraction:
    assert fact.number is not None
    return fact.number


def _range_law(world: World, facts: list[Fact]) -> tuple[str, str] | None:
    for f in facts:
        if not 0 <= _number(f) <= 1:
            return f"0 <= {_name(f)} <= 1", f"it is {f.number}"
        if (not f.e and f.number) or (f.e == f.c and f.number != 1):
            return f"{_name(f)} = {int(f.e == f.c)}", f"it is {f.number}"
    return None


def _two_values(world: World, facts: list[Fact]) -> tuple[str, str] | None:
    for f, g in combinations(facts, 2):
        if (f.e, f.c) == (g.e, g.c) and f.number != g.number:
            return f"{_name(f)} has one value", f"it is {f.number} and {g.number}"
    return None


def _part(world: World, facts: list[Fact]) -> tuple[str, str] | None:
    """P(A and B) <= P(A)"""
    for f in facts:
        for g in facts:
            if f.c == g.c and f.e != g.e and f.e & ~g.e == 0 and _number(f) > _number(g):
                return f"{_name(f)} <= {_name(g)}", f"{f.number} > {g.number}"
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
    names = " + ".join(_name(f) for f in facts)
    if total <= 1 and (total == 1 or not whole):
        return None
    return f"{names} {'=' if whole else '<='} 1", f"the sum is {total}"


def _union(world: World, facts: list[Fact]) -> tuple[str, str] | None:
    """P(A) + P(B) - P(A and B) <= 1, and = P(A or B)"""
    for a, b in combinations(facts, 2):
        for both in facts:
            if both.e == a.e & b.e and a.c == b.c == both.c and both not in (a, b):
                total = _number(a) + _number(b) - _number(both)
                left = f"{_name(a)} + {_name(b)} - {_name(both)}"
                if total > 1:
                    return f"{left} <= 1", f"it is {total}"
                for either in facts:
                    if either.e == a.e | b.e and either.c == a.c and _number(either) != total:
                        return f"{_name(either)} = {left}", f"{either.number} is not {total}"
        for either in facts:
            same = a.c == b.c == either.c and either not in (a, b)
            if same and either.e == a.e | b.e and _number(either) > _number(a) + _number(b):
                left = f"{_name(either)} <= {_name(a)} + {_name(b)}"
                return left, f"{either.number} > {_number(a) + _number(b)}"
    return None


def _joint(world: World, facts: list[Fact]) -> tuple[str, str] | None:
    """P(A|B) P(B) <= P(A), and = P(A and B)"""
    for f in facts:
        for cell in facts:
            if cell.e == f.c and cell is not f:
                joint = _number(f) * _number(cell)
                left = f"{_name(f)} {_name(cell)}"
                for g in facts:
                    if g.c == cell.c and g is not cell and g.e == f.e and _number(g) != joint:
                        return f"{left} = {_name(g)}", f"{joint} is not {g.number}"
                    if g.c == cell.c and g is not cell and f.e & ~g.e == 0 and joint > _number(g):
                        return f"{left} <= {_name(g)}", f"{joint} > {g.number}"
    return None


def _both_ways(world: World, facts: list[Fact]) -> tuple[str, str] | None:
    """P(A|B) P(B) = P(B|A) P(A)"""
    weight = {f.e: f for f in facts if f.c == world.everything}
    for f, g in combinations(facts, 2):
        if f.e == g.e and f.c != g.c and f.c in weight and g.c in weight:
            one, other = _number(f) * _number(weight[f.c]), _number(g) * _number(weight[g.c])
            if one != other:
                left = f"{_name(f)} {_name(weight[f.c])}"
                right = f"{_name(g)} {_name(weight[g.c])}"
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
        names = ", ".join(_name(f) for f in parts)
        numbers = [_number(f) for f in parts]
        middle = _name(whole)
        if not min(numbers) <= _number(whole) <= max(numbers):
            said = f"{whole.number} is not between {min(numbers)} and {max(numbers)}"
            return f"min({names}) <= {middle} <= max({names})", said
        terms = " + ".join(f"{_name(f)} {asked(world.chance(f.c, whole.c))}" for f in parts)
        weights = _weights(facts, whole.c, [f.c for f in parts])
        if weights is None:
            return None
        total = sum((n * w for n, w in zip(numbers, weights, strict=True)), Fraction(0))
        return f"{middle} = {terms}", f"{whole.number} is not {total}"
    return None


def _weights(facts: list[Fact], c: int, cells: list[int]) -> list[Fraction] | None:
    """The probabilities of the cells, one of which may be what the others leave."""
    known = {f.e: _number(f) for f in facts if f.c == c}
    known |= {c & ~f.e: 1 - _number(f) for f in facts if f.c == c}
    found = [known.get(cell) for cell in cells]
    rest = [w for w in found if w is not None]
    if len(rest) < len(cells) - 1:
        return None
    return [1 - sum(rest, Fraction(0)) if w is None else w for w in found]


def _product(world: World, facts: list[Fact]) -> tuple[str, str] | None:
    """P(A and B) = P(A) P(B) of events that are given as independent."""
    for family in world.model.families:
        for size in range(2, len(family.members) + 1):
            for chosen in combinations(family.members, size):
                both = family.c
                for options in chosen:
                    both &= options[0]
                for f in facts:
                    alone = [determined(world, options[0], family.c) for options in chosen]
                    if (f.e, f.c) != (both, family.c) or any(a is None for a in alone):
                        continue
                    product = Fraction(1)
                    for a in alone:
                        product *= a or 0
                    if product != _number(f):
                        names = " ".join(asked(world.chance(options[0], family.c)) for options in chosen)
                        return f"{_name(f)} = {names}, since independent", f"{f.number} is not {product}"
    return None


def _linear(world: World, facts: list[Fact]) -> tuple[str, str] | None:
    """Any inequality between sums of probabilities; P(A|B) counts as P(A and B) where P(B) is known."""
    weight = {f.e: f for f in facts if f.c == world.everything}
    rows: list[Row] = []
    names: list[str] = []
    for f in facts:
        if f.c == world.everything:
            rows.append(Row(f.e, f.c, _number(f)))
            names.append(_name(f))
        elif f.c in weight:
            rows.append(Row(f.e, world.everything, _number(f) * _number(weight[f.c])))
            names.append(f"{_name(f)} {_name(weight[f.c])}")
        else:
            return None
    found = refutation(rows, world.everything, world.model.size)
    if found is None:
        return None
    scale = lcm(*(y.denominator for y in found))
    factors = [int(y * scale) for y in found]
    terms = [("", Fraction(1)), *((name, row.number) for name, row in zip(names, rows, strict=True))]
    small = [(-k, *term) for k, term in zip(factors, terms, strict=True) if k < 0]
    large = [(k, *term) for k, term in zip(factors, terms, strict=True) if k > 0]
    left, right = (sum((k * number for k, _, number in side), Fraction(0)) for side in (small, large))
    return f"{_sum(small)} <= {_sum(large)}", f"{left} > {right}"


def _sum(side: list[tuple[int, str, Fraction]]) -> str:
    named = [f"{k} {name}" if k > 1 else name for k, name, _ in side if name]
    return " + ".join([*named, *(str(k) for k, name, _ in side if not name)]) or "0"


def _left(world: World, facts: list[Fact]) -> tuple[str, str] | None:
    """What the other givens leave for one of them."""
    extra = rows_of(world)[0][len([f for f in world.model.facts if f.number is not None]) :]
    for f in sorted(facts, key=lambda f: f.c != world.everything):
        rest = [g for g in facts if g is not f]
        room = range_of(world, [*(Row(g.e, g.c, _number(g)) for g in rest), *extra], f.e, f.c)
        if room is not None and not room.low <= _number(f) <= room.high:
            above = _number(f) > room.high
            limit = room.high if above else room.low
            relations = [relation.said for relation in world.model.relations]
            force = " and ".join([*(f"{_name(g)} = {g.number}" for g in rest), *relations])
            return f"{_name(f)} {'<=' if above else '>='} {limit}, since {force}", f"it is {f.number}"
    return None


def _zero(world: World, facts: list[Fact]) -> tuple[str, str] | None:
    """A condition must be possible."""
    for f in facts:
        rest = [g for g in facts if g.c != f.c]
        if f.c != world.everything and coherent(world, [Row(g.e, g.c, _number(g)) for g in rest]):
            room = range_of(world, [Row(g.e, g.c, _number(g)) for g in rest], f.c, world.everything)
            if room is not None and room.high == 0:
                event, condition = f.said
                force = " and ".join(f"{_name(g)} = {g.number}" for g in rest)
                return f"{probability_words(condition or event)} > 0, since something is given under it", f"{force}"
    return None

"""What the givens allow: sharp bounds by exact linear programming over the atoms.

A given P(A | B) = v says P(A and B) - v P(B) = 0, which is linear in the probabilities of the atoms; a conditional
question is made linear by scaling its condition to 1 (Charnes and Cooper). Independence is linear where all but one of
the single probabilities are known. Source: T. Hailperin, American Mathematical Monthly 72 (1965) 343-359;
A. Charnes and W. W. Cooper, Naval Research Logistics Quarterly 9 (1962) 181-186.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product
from typing import Any

from flint import fmpq

from workings.probability.model import Family
from workings.probability.reading import Apart, Never
from workings.probability.simplex import Polytope
from workings.probability.world import World

__all__ = ["Bounds", "Row", "bounds", "coherent", "determined", "impossible_condition", "mean_bounds", "rows_of"]

_MOST_PRODUCTS = 60  # rows; beyond, bounds are not called sharp


@dataclass(frozen=True, slots=True)
class Row:
    """P(e) = number P(c), e being part of c."""

    e: int
    c: int
    number: Fraction


@dataclass(frozen=True, slots=True)
class Bounds:
    low: Fraction
    high: Fraction
    sharp: bool = True

    @property
    def value(self) -> Fraction | None:
        return self.low if self.low == self.high else None


def rows_of(world: World) -> tuple[tuple[Row, ...], bool]:
    """What is given as rows, independence included as far as it is linear, and whether that is all of it."""
    known = world.memo.get("rows")
    if known is None:
        known = world.memo["rows"] = _rows(world)
    return known


def _rows(world: World) -> tuple[tuple[Row, ...], bool]:
    rows = list(_given(world))
    complete = all(f.number is not None for f in world.model.facts)
    if not world.model.families or not _feasible(world, rows):
        return tuple(rows), complete
    for _ in range(3):
        before = len(rows)
        whole = True
        for family in world.model.families:
            singles = {o: _known(world, rows, o & family.c, family.c) for m in family.members for o in m}
            for row, linear in _products(family.members, family.c, singles):
                if linear and row not in rows:
                    rows.append(row)
                whole = whole and linear
        if len(rows) == before:
            break
    return tuple(rows), complete and whole


def _known(world: World, rows: Sequence[Row], e: int, c: int) -> Fraction | None:
    for row in rows:
        if row.c == c and row.e == e:
            return row.number
        if row.c == c and row.e == c & ~e:
            return 1 - row.number
    found = _range(world, rows, e, c)
    return None if found is None else found.value


def _products(
    members: Sequence[Sequence[int]], c: int, singles: dict[int, Fraction | None]
) -> Iterable[tuple[Row, bool]]:
    """The products that independence says, of every selection of the members."""
    count = 0
    for size in range(2, len(members) + 1):
        for chosen in combinations(members, size):
            # An event and its opposite say the same: the first options suffice where there are two.
            for options in product(*[m[:1] if len(m) == 2 else m for m in chosen]):
                count += 1
                if count > _MOST_PRODUCTS:
                    yield Row(0, c, Fraction(0)), False
                    return
                unknown = [o for o in options if singles[o] is None]
                both = c
                number = Fraction(1)
                for option in options:
                    both &= option
                    number *= 1 if singles[option] is None else singles[option] or Fraction(0)
                whole = c & unknown[0] if len(unknown) == 1 else c
                yield Row(both, whole, number), len(unknown) < 2


def _columns(world: World, rows: Sequence[Row], c: int, e: int) -> dict[tuple[int, ...], int]:
    """The different kinds of atoms, and one of each: atoms that no row and no question tells apart are one."""
    masks = [m for row in rows for m in (row.e, row.c)] + [c, e]
    kinds: dict[tuple[int, ...], int] = {}
    for i in range(len(world.model.atoms)):
        kinds.setdefault(tuple([m >> i & 1 for m in masks]), i)
    return kinds


def _polytope(rows: Sequence[Row], c: int, atoms: Sequence[int]) -> Polytope:
    zero, one = fmpq(0), fmpq(1)
    matrix = [[fmpq(c >> i & 1) for i in atoms]]
    right = [one]
    for row in rows:
        number = fmpq(row.number.numerator, row.number.denominator)
        if row.c == c:  # P(row.e and c) = number, since P(c) is scaled to 1: fewer zeros on the right, fewer detours
            matrix.append([one if row.e >> i & 1 else zero for i in atoms])
            right.append(number)
        else:
            inside, outside = 1 - number, -number
            matrix.append([inside if row.e >> i & 1 else outside if row.c >> i & 1 else zero for i in atoms])
            right.append(zero)
    return Polytope(matrix, right)


def _feasible(world: World, rows: Sequence[Row]) -> bool:
    everything = world.everything
    atoms = list(_columns(world, rows, everything, 0).values())
    return bool(atoms) and _polytope(rows, everything, atoms).feasible


def _range(world: World, rows: Sequence[Row], e: int, c: int) -> Bounds | None:
    atoms = list(_columns(world, rows, c, e).values())
    if not atoms:
        return None
    region = _polytope(rows, c, atoms)
    if not region.feasible:
        return None
    cost = [e >> i & 1 for i in atoms]
    return Bounds(_fraction(region.minimum(cost)), _fraction(region.maximum(cost)))


def _fraction(number: Any) -> Fraction:
    return Fraction(int(number.p), int(number.q))


def bounds(world: World, e: int, c: int, extra: Sequence[Row] = ()) -> Bounds | None:
    """The least and the greatest P(e | c) that the givens allow; None where they allow none.

    >>> from workings.probability.reading import read_question, read_statements
    >>> question = read_question("P(A and B)")
    >>> world = World(read_statements(["P(A) = 0.6", "P(B) = 0.7"])[0], question.about[:1])
    >>> goal = world.ask(question)
    >>> found = bounds(world, goal.e, goal.c)
    >>> print(found.low, found.high)
    3/10 3/5
    """
    key = ("bounds", e, c, tuple(extra))
    if key not in world.memo:
        rows, sharp = rows_of(world)
        found = _range(world, [*rows, *extra], e, c)
        world.memo[key] = None if found is None else Bounds(found.low, found.high, sharp)
    return world.memo[key]


def determined(world: World, e: int, c: int) -> Fraction | None:
    """P(e | c), where the givens leave it no room."""
    for row in _given(world):
        if row.c == c and row.e in (e & c, c & ~e):
            return row.number if row.e == e & c else 1 - row.number
    found = bounds(world, e, c)
    return None if found is None else found.value


def coherent(world: World, rows: Sequence[Row] | None = None) -> bool:
    """Whether there are probabilities as given, with no condition impossible."""
    if rows is None:
        if "coherent" not in world.memo:
            plain = all(_is_free(world, family) for family in world.model.families)
            world.memo["coherent"] = coherent(world, _given(world) if plain else rows_of(world)[0])
        return world.memo["coherent"]
    if any(not 0 <= row.number <= 1 for row in rows):
        return False
    if not _feasible(world, rows):
        return False
    return all(_possible(world, rows, c) for c in {row.c for row in rows} if c != world.everything)


def _is_free(world: World, family: Family) -> bool:
    """Whether nothing is given of the members but each one's probability in the classes of such families.

    Then their product has these probabilities, and independence can't contradict what is given.
    """
    model = world.model
    classes = {other.c for other in model.families if other.members == family.members}
    if any(a & b for a, b in combinations(classes, 2)) or any(isinstance(s, Apart | Never) for s in world.statements):
        return False
    axes = {option for member in family.members for option in member}
    words = [set(model.axes_of(option)) for option in axes]
    touched = set().union(*words)
    for c in classes:
        if touched & set(model.axes_of(c)):
            return False
    for fact in model.facts:
        if touched & {*model.axes_of(fact.e), *model.axes_of(fact.c)} and not (
            fact.c in classes and any(fact.e == option & fact.c for option in axes)
        ):
            return False
    return True


def _possible(world: World, rows: Sequence[Row], c: int) -> bool:
    if not c:
        return False
    found = _range(world, rows, c, world.everything)
    return found is not None and found.high > 0


def impossible_condition(world: World, c: int) -> bool:
    """Whether the probabilities that are given say that the condition of a question never holds."""
    return not c or not _possible(world, _given(world), c)


def _given(world: World) -> tuple[Row, ...]:
    """The probabilities that are given, without what independence adds."""
    return tuple(Row(f.e, f.c, f.number) for f in world.model.facts if f.number is not None)


def mean_bounds(world: World, values: Sequence[Fraction]) -> Bounds | None:
    """The least and the greatest expected value, `values` having one for each atom."""
    rows, sharp = rows_of(world)
    atoms = range(len(world.model.atoms))
    region = _polytope(rows, world.everything, atoms)
    if not region.feasible:
        return None
    cost = [fmpq(v.numerator, v.denominator) for v in values]
    return Bounds(_fraction(region.minimum(cost)), _fraction(region.maximum(cost)), sharp)

"""What the givens allow: sharp bounds by exact linear programming over the atoms.

A given P(A | B) = v says P(A and B) - v P(B) = 0, which is linear in the probabilities of the atoms; a conditional
question is the greatest share of one sum in another (Dinkelbach). Independence is linear where all but one of
the single probabilities are known. Source: T. Hailperin, American Mathematical Monthly 72 (1965) 343-359;
W. Dinkelbach, On nonlinear fractional programming, Management Science 13 (1967) 492-498.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product
from math import prod
from typing import Any

from flint import fmpq

from workings.probability.model import Fact, Family, Relation
from workings.probability.reading import Apart, Never
from workings.probability.simplex import Polytope
from workings.probability.world import World

__all__ = [
    "Bounds",
    "Row",
    "bounds",
    "coherent",
    "determined",
    "impossible_condition",
    "is_free",
    "mean_bounds",
    "possible",
    "product_measure",
    "rows_of",
    "unconditioned",
]

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
    rows += [Row(e, c, f.number) for e, c, f in unconditioned(world) if f.number is not None]
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


def unconditioned(world: World) -> Iterable[tuple[int, int, Fact]]:
    """A and C, for independent A and B given C, where P(A | B and C) is given, which is P(A | C) then."""
    for family in world.model.families:
        for fact in world.model.facts:
            meeting, free = family.c, []
            for options in family.members:
                inside = [o for o in options if fact.c & ~o == 0]
                meeting &= inside[0] if inside else family.c
                free += [] if inside else [o for o in options if fact.e == o & fact.c]
            if fact.c != family.c and meeting == fact.c:
                yield from ((o & family.c, family.c, fact) for o in free)


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


def _kinds(world: World, rows: Sequence[Row], *masks: int) -> list[int]:
    """One atom of each kind: atoms that no row and none of the events tells apart are one."""
    told = [m for row in rows for m in (row.e, row.c)] + list(masks)
    told += [e for relation in world.model.relations for _, e in relation.terms]
    kinds: dict[tuple[int, ...], int] = {}
    for i in range(world.model.size):
        kinds.setdefault(tuple([m >> i & 1 for m in told]), i)
    return list(kinds.values())


def _polytope(rows: Sequence[Row], whole: int, atoms: Sequence[int], relations: Sequence[Relation] = ()) -> Polytope:
    """The probabilities of the atoms that the rows allow, those in `whole` summing to 1; then the slack."""
    zero, one = fmpq(0), fmpq(1)
    matrix = [[fmpq(whole >> i & 1) for i in atoms]]
    right = [one]
    for row in rows:
        number = fmpq(row.number.numerator, row.number.denominator)
        if row.c == whole:
            matrix.append([one if row.e >> i & 1 else zero for i in atoms])
            right.append(number)
        else:
            inside, outside = 1 - number, -number
            matrix.append([inside if row.e >> i & 1 else outside if row.c >> i & 1 else zero for i in atoms])
            right.append(zero)
    for relation in relations:
        weights = (relation.weight(i) for i in atoms)
        matrix.append([fmpq(w.numerator, w.denominator) for w in weights])
        right.append(fmpq(relation.total.numerator, relation.total.denominator))
    for at, relation in enumerate(relations, len(matrix) - len(relations)):
        if relation.sign != "=":
            for k, line in enumerate(matrix):
                line.append((one if relation.sign == "<=" else -one) if k == at else zero)
    return Polytope(matrix, right)


def _slack(world: World) -> list[int]:
    """What the slack of inequalities adds to any sum: nothing."""
    return [0] * sum(relation.sign != "=" for relation in world.model.relations)


def _region(world: World, rows: Sequence[Row]) -> Polytope:
    """The region of all atoms, kept for the next question: its corner is a good place to start from."""
    key = ("region", tuple(rows))
    if key not in world.memo:
        world.memo[key] = _polytope(rows, world.everything, range(world.model.size), world.model.relations)
    return world.memo[key]


def _feasible(world: World, rows: Sequence[Row]) -> bool:
    return bool(world.model.size) and _region(world, rows).feasible


def _range(world: World, rows: Sequence[Row], e: int, c: int, once: bool = False) -> Bounds | None:
    """The least and the greatest P(e | c), `once` where these rows are not asked about again."""
    if not c:
        return None
    atoms = _kinds(world, rows, e, c) if once else range(world.model.size)
    relations = world.model.relations
    region = _polytope(rows, world.everything, atoms, relations) if once else _region(world, rows)
    if not region.feasible:
        return None
    inside, whole = ([mask >> i & 1 for i in atoms] + _slack(world) for mask in (e, c))
    if c == world.everything:
        return Bounds(_fraction(region.minimum(inside)), _fraction(region.maximum(inside)))
    high = region.greatest_share(inside, whole)
    rest = region.greatest_share([w - i for i, w in zip(inside, whole, strict=True)], whole)
    return None if high is None or rest is None else Bounds(_fraction(1 - rest), _fraction(high))


def range_of(world: World, rows: Sequence[Row], e: int, c: int) -> Bounds | None:
    """The least and the greatest P(e | c) that those rows alone allow."""
    return _range(world, rows, e & c, c, once=True)


def refutation(rows: Sequence[Row], c: int, atoms: int) -> list[Fraction] | None:
    """Where rows of one condition contradict each other: numbers y0, y1, ... with y0 + sum of yi P(ei | c) >= 0 always.

    With the given numbers it is negative, which is the proof (Farkas); None where they don't contradict each other.
    """
    region = _polytope(rows, c, [i for i in range(atoms) if c >> i & 1])
    return None if region.feasible else [_fraction(y) for y in region.ray]


def _fraction(number: Any) -> Fraction:
    return Fraction(int(number.p), int(number.q))


def bounds(world: World, e: int, c: int, extra: Sequence[Row] = ()) -> Bounds | None:
    """The least and the greatest P(e | c) that the givens allow; None where they allow none.

    >>> from workings.probability.reading import read_question, read_statements
    >>> question = read_question("P(A and B)")
    >>> world = World(read_statements(["P(A) = 0.7", "P(B) = 0.5"])[0], question.about[:1])
    >>> goal = world.ask(question)
    >>> found = bounds(world, goal.e, goal.c)
    >>> print(found.low, found.high)
    1/5 1/2
    """
    e &= c
    key = ("bounds", e, c, tuple(extra))
    if key not in world.memo and not extra:
        if "measure" not in world.memo:
            world.memo["measure"] = product_measure(world)
        share = None if world.memo["measure"] is None else _share(world.memo["measure"], e, c)
        if share is not None:
            world.memo[key] = Bounds(share, share)
    if key not in world.memo:
        rows, sharp = rows_of(world)
        found = _range(world, [*rows, *extra], e, c, once=bool(extra))
        world.memo[key] = None if found is None else Bounds(found.low, found.high, sharp)
    return world.memo[key]


def determined(world: World, e: int, c: int) -> Fraction | None:
    """P(e | c), where the givens leave it no room."""
    e &= c
    for row in _given(world):
        if row.c == c and row.e in (e, c & ~e):
            return row.number if row.e == e else 1 - row.number
    found = bounds(world, e, c)
    return None if found is None else found.value


def coherent(world: World, rows: Sequence[Row] | None = None) -> bool:
    """Whether there are probabilities as given, with no condition impossible."""
    if rows is None:
        if "coherent" not in world.memo:
            world.memo["coherent"] = coherent(world, _enough(world))
        return world.memo["coherent"]
    if any(not 0 <= row.number <= 1 for row in rows):
        return False
    if not _feasible(world, rows):
        return False
    return all(_possible(world, rows, c) for c in {row.c for row in rows} if c != world.everything)


def is_free(world: World, family: Family) -> bool:
    """Whether nothing is given of the members but each one's probability in the classes of such families.

    Then their product has these probabilities, and independence can't contradict what is given.
    """
    model = world.model
    classes = {other.c for other in model.families if other.members == family.members}
    if any(a & b for a, b in combinations(classes, 2)) or model.relations:
        return False
    if any(isinstance(s, Apart | Never) for s in world.statements):
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


def _enough(world: World) -> Sequence[Row]:
    """The rows that decide what is possible: those of free families can't forbid anything."""
    if "enough" not in world.memo:
        free = all(is_free(world, family) for family in world.model.families)
        world.memo["enough"] = _given(world) if free else rows_of(world)[0]
    return world.memo["enough"]


def _possible(world: World, rows: Sequence[Row], c: int) -> bool:
    if not c:
        return False
    found = _range(world, rows, c, world.everything)
    return found is not None and found.high > 0


def impossible_condition(world: World, c: int) -> bool:
    """Whether the probabilities that are given say that the condition of a question never holds."""
    return not c or not _possible(world, _given(world), c)


def possible(world: World, c: int) -> bool:
    """Whether the event can have a probability other than 0, all that is given considered."""
    key = ("possible", c)
    if key not in world.memo:
        world.memo[key] = c == world.everything or _possible(world, _enough(world), c)
    return world.memo[key]


def _given(world: World) -> tuple[Row, ...]:
    """The probabilities that are given, without what independence adds."""
    return tuple(Row(f.e, f.c, f.number) for f in world.model.facts if f.number is not None)


def product_measure(world: World) -> list[Fraction] | None:
    """The probability of every atom, where independent members, given one of some cases, leave no atom open.

    Each is the product of the probability of its case and those of its options in it; None where one is not given.
    """
    families = world.model.families
    if not families or world.model.relations or any(f.members != families[0].members for f in families):
        return None
    weights = [Fraction(-1)] * world.model.size
    for family in families:
        room = range_of(world, _given(world), family.c, world.everything)
        singles = [[_single(world, option, family.c) for option in options] for options in family.members]
        if room is None or room.value is None or any(None in row for row in singles):
            return None
        inside = [i for i in range(world.model.size) if family.c >> i & 1]
        if len(inside) != prod(map(len, singles)) or any(weights[i] >= 0 for i in inside):
            return None
        for i in inside:
            weights[i] = room.value
            for options, row in zip(family.members, singles, strict=True):
                weights[i] *= next(p or 0 for o, p in zip(options, row, strict=True) if o >> i & 1)
    if min(weights) < 0:
        return None
    return weights if all(_share(weights, f.e, f.c) == f.number for f in _given(world)) else None


def _single(world: World, option: int, c: int) -> Fraction | None:
    for row in _given(world):
        if row.c == c and row.e in (option & c, c & ~option):
            return row.number if row.e == option & c else 1 - row.number
    return None


def _share(weights: Sequence[Fraction], e: int, c: int) -> Fraction | None:
    part, whole = (sum((w for i, w in enumerate(weights) if m >> i & 1), Fraction(0)) for m in (e & c, c))
    return part / whole if whole else None


def mean_bounds(world: World, values: Sequence[Fraction]) -> Bounds | None:
    """The least and the greatest expected value, `values` having one for each atom."""
    rows, sharp = rows_of(world)
    region = _region(world, rows)
    if not region.feasible:
        return None
    cost = [fmpq(v.numerator, v.denominator) for v in (*values, *map(Fraction, _slack(world)))]
    return Bounds(_fraction(region.minimum(cost)), _fraction(region.maximum(cost)), sharp)

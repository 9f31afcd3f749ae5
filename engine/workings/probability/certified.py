"""The judge of bounds: a point where each is reached, and prices that forbid to go beyond, both checked in fractions.

The simplex method finds points and prices; whether they are what they claim to be is decided here, by sums of products
over rows that are read from the givens anew. Source: V. Chvatal, Linear Programming (1983), chapter 5 (duality).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Any

from flint import fmpq

from workings.probability.exact import exact
from workings.probability.simplex import Polytope

if TYPE_CHECKING:
    from workings.judge import Evidence
    from workings.probability.world import World

__all__ = ["judge_bounds", "judge_mean_bounds"]

_METHOD = "a point for each bound and prices against going beyond, in fractions"
_Rows = list[tuple[list[Fraction], Fraction]]


def judge_bounds(world: World, e: int, c: int, bounds: Sequence[Any]) -> Evidence:
    """Evidence that `bounds` are the least and the greatest P(e | c) that the givens allow."""
    size = world.model.size
    inside, whole = ([Fraction(mask >> i & 1) for i in range(size)] for mask in (e & c, c))
    return _judged(world, inside, whole, bounds)


def judge_mean_bounds(world: World, values: Sequence[Fraction], bounds: Sequence[Any]) -> Evidence:
    """The same of an expected value, `values` having one for each atom."""
    return _judged(world, list(values), [Fraction(1)] * len(values), bounds)


def _judged(world: World, inside: list[Fraction], whole: list[Fraction], bounds: Sequence[Any]) -> Evidence:
    from workings.judge import Evidence

    numbers = [exact(bound) for bound in bounds]
    rows = _rows(world)
    if len(numbers) != 2 or None in numbers or rows is None:
        return Evidence("undecided", _METHOD, reason="givens that are no linear equations in numbers")
    low, high = (number or Fraction(0) for number in numbers)
    slack = [Fraction(0)] * sum(relation.sign != "=" for relation in world.model.relations)
    inside, whole = [*inside, *slack], [*whole, *slack]
    # The least P(e | c) is `low` where (e - low c) . x is never negative and somewhere 0; the greatest likewise.
    least = [i - low * w for i, w in zip(inside, whole, strict=True)]
    greatest = [high * w - i for i, w in zip(inside, whole, strict=True)]
    for cost in (least, greatest):
        kind = _is_tight(rows, cost, whole)
        if kind != "proved":
            return Evidence(kind, _METHOD, reason="" if kind == "refuted" else "no point with this condition possible")  # type: ignore[arg-type]
    return Evidence("proved", _METHOD)


def _is_tight(rows: _Rows, cost: list[Fraction], whole: list[Fraction]) -> str:
    """Whether the least value of cost . x is 0, reached where whole . x is not 0."""
    # Scaled so that whole . x = 1: P(. | c) as a distribution of its own, the total of the rest being free.
    scaled: _Rows = [([*row, -right], Fraction(0)) for row, right in rows]
    scaled.append(([*whole, Fraction(0)], Fraction(1)))
    full = [*cost, Fraction(0)]
    polytope = Polytope([_numbers(row) for row, _ in scaled], _numbers([right for _, right in scaled]))
    if not polytope.feasible:
        return "undecided"
    point, prices = ([_fraction(n) for n in numbers] for numbers in polytope.certificate(_numbers(full)))
    reached = _dot(full, point)
    feasible = min(point) >= 0 and all(_dot(row, point) == right for row, right in scaled)
    columns = zip(*[row for row, _ in scaled], strict=True)
    priced = [_dot(prices, column) for column in columns]
    allowed = all(p <= k for p, k in zip(priced, full, strict=True))
    value = _dot(prices, [right for _, right in scaled])
    if not (feasible and allowed and value == reached):
        return "undecided"
    return "proved" if reached == 0 else "refuted"


def _rows(world: World) -> _Rows | None:
    """The equations of the atoms' probabilities: their sum, every given, independence of given single probabilities."""
    size = world.model.size
    rows: _Rows = [([Fraction(1)] * size, Fraction(1))]
    known: dict[tuple[int, int], Fraction] = {}
    for fact in world.model.facts:
        if fact.number is None:
            return None
        known[fact.e, fact.c] = fact.number
        known[fact.c & ~fact.e, fact.c] = 1 - fact.number
        rows.append(
            ([Fraction(fact.e >> i & 1) - fact.number * Fraction(fact.c >> i & 1) for i in range(size)], Fraction(0))
        )
    for family in world.model.families:
        for options in product(*family.members):
            numbers = [known.get((option & family.c, family.c)) for option in options]
            if None in numbers:
                return None  # not linear
            both, number = family.c, Fraction(1)
            for option, single in zip(options, numbers, strict=True):
                both &= option
                number *= single or Fraction(0)
            rows.append(
                ([Fraction(both >> i & 1) - number * Fraction(family.c >> i & 1) for i in range(size)], Fraction(0))
            )
    return _with_relations(world, rows)


def _with_relations(world: World, rows: _Rows) -> _Rows:
    """The equations with those of the relations, each inequality as one with a slack that is not negative."""
    bounded = [relation for relation in world.model.relations if relation.sign != "="]
    found = [([*row, *[Fraction(0)] * len(bounded)], right) for row, right in rows]
    for relation in world.model.relations:
        weights = [relation.weight(i) for i in range(world.model.size)]
        side = Fraction(1 if relation.sign == "<=" else -1)
        found.append(([*weights, *[side if other is relation else Fraction(0) for other in bounded]], relation.total))
    return found


def _numbers(fractions: Sequence[Fraction]) -> list[Any]:
    return [fmpq(f.numerator, f.denominator) for f in fractions]


def _dot(a: Sequence[Fraction], b: Sequence[Fraction]) -> Fraction:
    return sum((x * y for x, y in zip(a, b, strict=True) if x and y), Fraction(0))


def _fraction(number: Any) -> Fraction:
    return Fraction(int(number.p), int(number.q))

"""The judge of multinomial counts: trial after trial, the probability of every tuple of counts."""

from __future__ import annotations

from typing import Any

from flint import arb
from sympy import And, Basic, Not, Or, Rational, true

from workings.expression.algebra import replace
from workings.expression.canonical import canonical
from workings.expression.mixture_goals import OfCounts
from workings.expression.nodes import walk
from workings.expression.probability_goals import Word
from workings.probability.sampled.balls import Point, Unknown, number
from workings.probability.statements import Counts

__all__ = ["chance_of_counts", "product_of_counts"]

_MOST_TUPLES = 40_000


def tuples(known: Counts, named: set[str], point: Point) -> list[tuple[dict[Any, Any], Any]]:
    """The counts of those that are named with their probabilities; the others are put together as one."""
    trials = number(known.trials, point).unique_fmpz()
    if trials is None:
        raise Unknown("a number of trials that is no whole number")
    kept = [name for name in known.names if name in named]
    chances = [number(p, point) for name, p in zip(known.names, known.chances, strict=True) if name in named]
    others = [number(p, point) for name, p in zip(known.names, known.chances, strict=True) if name not in named]
    steps = [*chances, sum(others, arb(0))] if others else chances
    found: dict[tuple[int, ...], Any] = {(0,) * len(kept): arb(1)}
    for _ in range(int(trials)):
        following: dict[tuple[int, ...], Any] = {}
        for counts, weight in found.items():
            for i, p in enumerate(steps):
                after = tuple(k + (i == j) for j, k in enumerate(counts))
                following[after] = following.get(after, arb(0)) + weight * p
        if len(following) > _MOST_TUPLES:
            raise Unknown("too many counts")
        found = following
    return [({Word(n): Rational(k) for n, k in zip(kept, counts, strict=True)}, w) for counts, w in found.items()]


def chance_of_counts(goal: OfCounts, point: Point) -> Any:
    """P(event | condition)"""
    named = {w.name for side in (goal.event, goal.condition) for w in walk(side) if isinstance(w, Word)}
    known = next(k for name in named if (k := goal.world.counts_of(Word(name))) is not None)
    inside = whole = arb(0)
    for at, weight in tuples(known, named, point):
        if goal.condition == true or _holds(goal.condition, at):
            whole += weight
            inside += weight if _holds(goal.event, at) else 0
    return inside / whole


def product_of_counts(powers: dict[Word, int], known: Counts, point: Point) -> Any:
    """E[N1^i N2^j]"""
    total = arb(0)
    for at, weight in tuples(known, {x.name for x in powers}, point):
        for x, n in powers.items():
            weight = weight * arb(int(at[x])) ** n
        total += weight
    return total


def _holds(event: Basic, at: dict[Any, Any]) -> bool:
    if isinstance(event, And | Or):
        found = [_holds(part, at) for part in event.args]
        return all(found) if isinstance(event, And) else any(found)
    if isinstance(event, Not):
        return not _holds(event.args[0], at)
    left, right = (canonical(replace(side, at)) for side in event.args)
    return bool(event.func(left, right) == True)  # noqa: E712  (SymPy's truth)

"""The values of a discrete distribution, those that no event of the problem tells apart as one span.

`P(X >= 1)` of 10,000 trials is about two cases, 0 and 1..10000, not about 10,001.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import ceil, floor
from typing import Any

from sympy import And, AtomicExpr, Basic, Eq, Ge, Gt, Integer, Le, Lt, Ne, Or, Rational

from workings.expression.nodes import walk
from workings.expression.probability_goals import FEW, Run, Word

__all__ = ["Span", "as_event", "cells", "ends_of", "runs", "runs_of"]

_new = Basic.__new__


class Span(AtomicExpr):
    """The values `low`, `low + 1`, ..., `high` as one case; `high` None has no end."""

    __slots__ = ("high", "low")
    low: int
    high: int | None

    def __new__(cls, low: int, high: int | None) -> Span:
        span = _new(cls)
        span.low, span.high = low, high
        return span

    def _hashable_content(self) -> tuple[Any, ...]:
        return (self.low, self.high)

    def __getnewargs__(self) -> tuple[Any, ...]:
        return (self.low, self.high)

    def _sympystr(self, printer: Any) -> str:
        return f"{self.low}..{'' if self.high is None else self.high}"


def cells(name: str, first: int, last: int | None, events: Iterable[Basic]) -> list[Basic]:
    """The values from `first` to `last` (None: without end), split wherever one of the events is.

    >>> from sympy import Le
    >>> [str(cell) for cell in cells("X", 0, 60, [Basic.__new__(Le, Word("X"), Integer(30))])]
    ['0..30', '31..60']
    """
    cuts = {cut for event in events for cut in _cuts(event, Word(name))}
    inside = sorted(cut for cut in cuts if cut > first and (last is None or cut <= last))
    if last is None:
        top = inside[-1] if inside else first + 1
        bounded = _split(first, top - 1, inside)
        return [*bounded, Span(top, None)]
    return _split(first, last, inside)


def _split(first: int, last: int, cuts: Sequence[int]) -> list[Basic]:
    if last - first < FEW:
        return [Integer(k) for k in range(first, last + 1)]
    ends = [first, *[cut for cut in cuts if cut <= last], last + 1]
    return [Integer(low) if high == low + 1 else Span(low, high - 1) for low, high in pairwise(ends)]


def _cuts(event: Basic, x: Word) -> Iterator[int]:
    """The least values from which on the event may be another."""
    for node in walk(event):
        if not isinstance(node, Eq | Ne | Lt | Le | Gt | Ge) or x not in node.args:
            continue
        end = node.args[0] if node.args[1] == x else node.args[1]
        if not isinstance(end, Rational):
            continue
        if isinstance(node, Eq | Ne):
            yield from (int(end), int(end) + 1) if end.is_Integer else ()
        else:
            # X < b and X >= b change at the first whole number from b on, X <= b and X > b after the last up to b
            strict = isinstance(node, Lt | Ge) == (node.args[0] == x)
            yield ceil(end) if strict else floor(end) + 1


def runs(values: Sequence[Basic]) -> list[Run] | None:
    """Values and spans in order as runs of consecutive values; None where some are no whole numbers."""
    found: list[Run] = []
    for value in values:
        if isinstance(value, Span):
            low, high = value.low, value.high
        elif isinstance(value, Integer):
            low = high = int(value)
        else:
            return None
        if found and found[-1].high is not None and found[-1].high + 1 == low:
            found[-1] = Run(found[-1].low, high)
        else:
            found.append(Run(low, high))
    return found


def as_event(x: Word, values: Sequence[Basic], first: int, last: int | None) -> Basic | None:
    """The event that x has one of the values, as ranges: X <= 3, 2 <= X <= 4, X >= 5."""
    found = runs(values)
    if not found:
        return None
    parts = [_range(x, run, first, last) for run in found]
    return parts[0] if len(parts) == 1 else _new(Or, *parts)


def runs_of(model: Any, name: str) -> list[tuple[Run, int]] | None:
    """The cases of the variable as runs of values, each with its event."""
    found = []
    for value in model.supports[name]:
        run = runs([value])
        if run is None:
            return None
        found.append((run[0], model.masks[model.literal(name, value)]))
    return found


def ends_of(values: Sequence[Basic]) -> tuple[int, int | None]:
    """The least and the greatest of values in order; None where they have no end."""
    found = runs(values)
    assert found
    return found[0].low, found[-1].high


def _range(x: Word, run: Run, first: int, last: int | None) -> Basic:
    low, high = run.low, run.high
    if low == high:
        return _new(Eq, x, Integer(low))
    if high is None or high == last:
        return _new(Ge, x, Integer(low))
    if low == first:
        return _new(Le, x, Integer(high))
    return _new(And, _new(Le, Integer(low), x), _new(Le, x, Integer(high)))

"""The values of a variable of which only ranges are known, P(X <= 2) = 0.3: the ends named, and what lies between.

No event of the problem tells two values between neighbouring ends apart, so that they are one case.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, zip_longest
from typing import Any

from sympy import And, AtomicExpr, Basic, Eq, Ge, Gt, Le, Lt, Ne, Or, Rational

from workings.expression.nodes import walk
from workings.expression.probability_goals import Word

__all__ = ["Stretch", "as_ranges", "stretch_event", "stretches"]

_new = Basic.__new__


class Stretch(AtomicExpr):
    """The values strictly between `low` and `high` as one case; None has no end."""

    __slots__ = ("high", "low")
    low: Any  # a rational number, or None
    high: Any

    def __new__(cls, low: Any, high: Any) -> Stretch:
        stretch = _new(cls)
        stretch.low, stretch.high = low, high
        return stretch

    def _hashable_content(self) -> tuple[Any, ...]:
        return (self.low, self.high)

    def __getnewargs__(self) -> tuple[Any, ...]:
        return (self.low, self.high)

    @property
    def middle(self) -> Rational:
        """One of the values, which stands for all."""
        if self.low is None:
            return Rational(0) if self.high is None else self.high - 1
        return self.low + 1 if self.high is None else (self.low + self.high) / 2


def stretches(name: str, events: Iterable[Basic]) -> list[Basic]:
    """The numbers at which an event may change, and the stretches between them, from left to right.

    >>> [str(cell) for cell in stretches("X", [Basic.__new__(Le, Word("X"), Rational(2))])]
    ['Stretch()', '2', 'Stretch()']
    """
    ends = sorted({end for event in events for end in _ends(event, Word(name))})
    found: list[Basic] = [Stretch(None, ends[0] if ends else None)]
    for end, after in zip_longest(ends, ends[1:]):
        found += [end, Stretch(end, after)]
    return found


def _ends(event: Basic, x: Word) -> Iterator[Rational]:
    for node in walk(event):
        if isinstance(node, Eq | Ne | Lt | Le | Gt | Ge) and x in node.args:
            end = node.args[0] if node.args[1] == x else node.args[1]
            if isinstance(end, Rational):
                yield end


def stretch_event(x: Word, stretch: Stretch) -> Basic:
    """low < X < high"""
    return _range(x, stretch, stretch)


def as_ranges(x: Word, chosen: Sequence[Basic], every: Sequence[Basic]) -> Basic | None:
    """The event that x lies in one of the cells chosen, as ranges: X <= 3, 2 < X < 4; None where there are none."""
    places = {cell: i for i, cell in enumerate(every)}
    numbered = [(places[cell] - k, cell) for k, cell in enumerate(chosen)]
    runs = [[cell for _, cell in run] for _, run in groupby(numbered, key=lambda pair: pair[0])]
    parts = [_range(x, run[0], run[-1]) for run in runs]
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else _new(Or, *parts)


def _range(x: Word, first: Basic, last: Basic) -> Basic:
    if first == last and not isinstance(first, Stretch):
        return _new(Eq, x, first)
    low = first.low if isinstance(first, Stretch) else first
    high = last.high if isinstance(last, Stretch) else last
    below = None if high is None else _new(Lt if isinstance(last, Stretch) else Le, x, high)
    if low is None:
        assert below is not None
        return below
    if below is None:
        return _new(Gt if isinstance(first, Stretch) else Ge, x, low)
    return _new(And, _new(Lt if isinstance(first, Stretch) else Le, low, x), below)

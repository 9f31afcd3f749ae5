"""Events about one continuous variable as ranges of its values: X <= 1, 1 < X < 3, X < 0 or X > 2."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from sympy import And, Basic, Eq, Expr, Ge, Gt, Le, Lt, Ne, Not, Or, Rational, false, true

from workings.expression.errors import ReadError
from workings.expression.nodes import symbol, walk
from workings.expression.probability_goals import Word
from workings.probability.wording import event_words

__all__ = ["Range", "bounds_of", "pieces", "variable_of"]

Range = tuple[Expr | None, Expr | None]  # None where there is no end
_new = Basic.__new__
_BELOW = (Lt, Le)
_COMPARE = (Lt, Le, Gt, Ge)


def variable_of(events: Sequence[Basic | None], continuous: set[str]) -> Word | None:
    """The continuous variable that the events are about; None where they are about none."""
    found = {w for e in events if e is not None for w in walk(e) if isinstance(w, Word) and w.name in continuous}
    if len(found) > 1:
        names = ", ".join(sorted(w.name for w in found))
        raise ReadError("an event about several continuous variables", names, (0, len(names)), "one variable at a time")
    return found.pop() if found else None


def bounds_of(event: Basic, x: Word) -> Range | None:
    """The ends of `X <= b`, `a < X` or `a < X < b`; None for another event."""
    low: Expr | None = None
    high: Expr | None = None
    for part in event.args if isinstance(event, And) else (event,):
        if type(part) not in _COMPARE or (part.args[0] == x) == (part.args[1] == x):
            return None
        left, right = part.args
        below = (type(part) in _BELOW) == (left == x)
        end = _end(right if left == x else left)
        if below and high is None:
            high = end
        elif not below and low is None:
            low = end
        else:
            return None
    return low, high


def _end(node: Basic) -> Expr:
    """A number, or a name that stands for one."""
    if isinstance(node, Word):
        return symbol(node.name)
    if isinstance(node, Expr):
        return node
    raise ReadError("this is no end of a range", str(node), (0, len(str(node))), "a number")


def pieces(event: Basic, x: Word) -> tuple[Basic, ...]:
    """The event as ranges that exclude each other, in order; one point has no probability, and is left out.

    Raises:
        ReadError: where its ends have to be put in order and are no numbers.
    """
    if bounds_of(event, x) is not None and not _numbers_cross(bounds_of(event, x)):
        return (event,)
    ends: set[Rational] = set()
    for node in walk(event):
        if isinstance(node, (Eq, Ne, *_COMPARE)):
            for side in node.args:
                if side != x and not isinstance(side, Rational):
                    said = event_words(event)
                    raise ReadError("ends that can't be put in order", said, (0, len(said)), "numbers")
                ends |= {side} - {x}
    order: list[Any] = [None, *sorted(ends), None]
    inside = [pair for pair in pairwise(order) if _holds(event, x, _between(*pair))]
    joined: list[tuple[Any, Any]] = []
    for low, high in inside:
        if joined and joined[-1][1] is not None and joined[-1][1] == low:
            joined[-1] = (joined[-1][0], high)
        else:
            joined.append((low, high))
    return tuple(_range(x, low, high) for low, high in joined)


def _numbers_cross(ends: Range | None) -> bool:
    """Whether nothing lies between the ends."""
    low, high = ends or (None, None)
    return isinstance(low, Rational) and isinstance(high, Rational) and bool(low >= high)


def _between(low: Rational | None, high: Rational | None) -> Rational:
    if low is not None and high is not None:
        return (low + high) / 2
    if low is not None:
        return low + 1
    return Rational(0) if high is None else high - 1


def _range(x: Word, low: Rational | None, high: Rational | None) -> Basic:
    if low is None and high is None:
        return true
    if low is None:
        return _new(Lt, x, high)
    if high is None:
        return _new(Gt, x, low)
    return _new(And, _new(Lt, low, x), _new(Lt, x, high))


def _holds(event: Basic, x: Word, value: Rational) -> bool:
    if event in (true, false):
        return event == true
    if isinstance(event, Not):
        return not _holds(event.args[0], x, value)
    if isinstance(event, And):
        return all(_holds(part, x, value) for part in event.args)
    if isinstance(event, Or):
        return any(_holds(part, x, value) for part in event.args)
    left, right = (value if side == x else side for side in event.args)
    return bool(event.func(left, right) == True)  # noqa: E712  (SymPy's truth)

"""The rational points at which two sides are compared: small ones that read well first, then random ones.

Deterministic: the same variables always give the same points in the same order.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Any, Final

from flint import fmpq

__all__ = ["TEXTBOOK", "points"]

Rational = Any  # fmpq
Point = tuple[Rational, ...]


def _q(text: str) -> Rational:
    p, _, q = text.partition("/")
    return fmpq(int(p), int(q or 1))


_ONE: Final = "2 3 -1 1/2 -2 1 0 3/2 -1/2 1/4 5 -3 1/3 4 -1/3 2/3 10 1/10 -3/2 7 -5 1/20"
TEXTBOOK: Final = tuple(_q(t) for t in _ONE.split())
# Several variables get different values; the signs and orders of size vary from row to row.
_ROWS: Final = tuple(
    tuple(_q(t) for t in row.split())
    for row in (
        "2 3 5 7 4 1/2 1/3 3/2",
        "1 2 3 4 5 6 7 8",
        "1/2 3 2 1/3 5/2 4 1/4 2/3",
        "-1 2 3 -2 4 1/2 -1/3 5",
        "3 2 1/2 1 1/4 2/3 5 1/3",
        "1/2 1/3 1/4 1/5 2/3 3/4 2/5 3/5",
        "-2 -3 -1/2 -1 -3/2 -5 -1/3 -4",
        "1/3 2 1 3/2 4 1/2 3 5/2",
        "2 -1 1/2 3 -3 2/3 -1/2 4",
        "0 1 2 -1 3 1/2 -2 5",
        "1/10 4 3 2 5 1 7 6",
        "1 1/2 -1 2 1/3 -2 3 -1/2",
    )
)
CACHED = 64


def _textbook(count: int) -> Iterator[Point]:
    if count == 1:
        yield from ((x,) for x in TEXTBOOK)
        return
    for row in _ROWS:
        yield tuple(row[i % 8] + i // 8 for i in range(count))


def _random(count: int) -> Iterator[Point]:
    """Random rationals. Wide ones and those near 0 alternate, positive points and mixed ones too: a real domain that
    is thin in one of these is often wide in another."""
    chance = random.Random(count)
    height = 4
    for k in range(1_000_000):
        signs = (1,) if k % 2 == 0 else (1, -1)
        near = k % 3 == 1
        point = []
        for _ in range(count):
            q = chance.randint(1, height)
            p = chance.randint(1, q if near else 3 * height)
            point.append(fmpq(chance.choice(signs) * p, q))
        yield tuple(point)
        if k % 16 == 15:
            height += height // 2


def _all(count: int) -> Iterator[Point]:
    yield from _textbook(count)
    yield from _random(count)


@lru_cache(maxsize=64)
def _first(count: int) -> tuple[Point, ...]:
    return tuple(islice(_all(count), CACHED))


def points(count: int) -> Iterator[Point]:
    """Points with `count` coordinates, without end in practice (a million).

    >>> [str(x) for (x,) in islice(points(1), 4)]
    ['2', '3', '-1', '1/2']
    """
    if count == 0:
        return iter([()])
    return _beyond(count)


def _beyond(count: int) -> Iterator[Point]:
    yield from _first(count)
    yield from islice(_all(count), CACHED, None)

"""Where a function stops being smooth, and sample points inside its domain.

Every kink, jump, pole and end of a domain belongs to an operation of the program: |u| at u = 0, ln u at u = 0, a/b at
b = 0. Each has a function that changes its sign there; between sample points where it does, the place is found by
halving, to the last digit.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from workings.numeric.layout import ONE, Layout
from workings.numeric.lower import lowered
from workings.numeric.on_arrays import array_function

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workings.numeric.tape import Builder

__all__ = ["Edge", "edges_between", "samples"]

_HALVINGS = 80
_ROUNDS = 12
Array = Any


@dataclass(frozen=True, slots=True)
class Edge:
    """A point at which the function is not smooth, and what happens there."""

    at: dict[str, float]
    kind: str


def samples(expr: Any, args: Sequence[Any], count: int, seed: int) -> tuple[Array, Array]:
    """Points at which the function has a finite value, and all that were tried: a row for each argument.

    The points are drawn at many scales and on both sides of 0; where most of them lie outside the domain, the next ones
    are drawn about those inside it. There are fewer than `count` where hardly any can be found.
    """
    rng = np.random.default_rng(seed)
    build, (output,) = lowered([expr], tuple(args))
    f = array_function(build.finish([output]), ONE, None)
    kept = tried = np.empty((len(args), 0))
    for widening in range(_ROUNDS if args else 0):
        drawn = _drawn(rng, len(args), count, 2 + (0 if kept.shape[1] else widening / 2))
        if kept.shape[1]:
            half = count // 2
            about = kept[:, rng.integers(kept.shape[1], size=half)]
            drawn[:, :half] = about + rng.normal(size=about.shape) * 10.0 ** rng.uniform(-4, 0.5, half)
        kept = np.concatenate([kept, drawn[:, np.isfinite(f(*drawn))]], axis=1)
        tried = np.concatenate([tried, drawn], axis=1)
        if kept.shape[1] >= count:
            break
    return np.ascontiguousarray(kept[:, :count]), tried


def _drawn(rng: Any, rows: int, count: int, widest: float) -> Array:
    """Numbers of many sizes up to 10^widest, each row in an order of its own."""
    third = count // 3
    size = 10.0 ** rng.uniform(-3, widest, (rows, third)) * rng.choice([-1.0, 1.0], (rows, third))
    narrow, wide = rng.uniform(-1, 1, (rows, third)), rng.uniform(-4, 4, (rows, count - 2 * third))
    return rng.permuted(np.concatenate([size, narrow, wide], axis=1), axis=1)


def edges_between(expr: Any, args: Sequence[Any], points: Array) -> tuple[Edge, ...]:
    """The edges between neighbouring points of one variable; of several, one point of each on the ways between them."""
    build, _ = lowered([expr], tuple(args))
    signs = [(kind, k) for kind, k in _signs(build) if build.value(k) is None]
    if not signs or points.shape[1] < 2:
        return ()
    run = array_function(build.finish([k for _, k in signs]), Layout("list", (ONE,) * len(signs)), None)
    path = np.sort(points, axis=1) if len(args) == 1 else points
    found: dict[tuple[str, tuple[float, ...]], Edge] = {}
    for i, (kind, _) in enumerate(signs):
        crossings = _crossings(partial(_entry, run, i), path[:, :-1], path[:, 1:])
        for at in crossings[: None if len(args) == 1 else 1]:
            found.setdefault((kind, at), Edge({s.name: v for s, v in zip(args, at, strict=True)}, kind))
    return tuple(sorted(found.values(), key=lambda edge: (edge.kind, *edge.at.values())))


def _entry(run: Callable[..., Sequence[Array]], i: int, *values: Array) -> Array:
    return run(*values)[i]


def _crossings(g: Callable[..., Array], start: Array, end: Array) -> list[tuple[float, ...]]:
    """Where g changes its sign on the ways from `start` to `end`."""
    left, right = g(*start), g(*end)
    with np.errstate(invalid="ignore"):
        crossed = (np.sign(left) * np.sign(right) < 0) & np.isfinite(left) & np.isfinite(right)
    start, end, left, right = start[:, crossed], end[:, crossed], left[crossed], right[crossed]
    size = np.maximum(np.abs(left), np.abs(right))
    for _ in range(_HALVINGS):
        middle: Array = start + (end - start) / 2
        same = np.sign(g(*middle)) == np.sign(left)
        start, end = np.where(same, middle, start), np.where(same, end, middle)
    short: Array = np.round(end, 12) + 0.0
    end = np.where(np.abs(g(*short)) <= np.abs(g(*end)), short, end)
    near = np.abs(g(*end)) <= 1e-6 * (1 + size)  # a g that jumps over 0 has a pole of its own
    return list(
        dict.fromkeys(tuple(map(float, column)) for column, good in zip(end.T.tolist(), near, strict=True) if good)
    )


def _signs(build: Builder) -> list[tuple[str, int]]:
    """For every operation with an edge what is said of it, and a value that changes its sign there."""
    found = []
    for k in range(build.size):
        name, args = build.code(k)
        make = _EDGES.get(name)
        if make is not None:
            kind, sign = make
            found.append((kind, sign(build, *args)))
    return list(dict.fromkeys(found))


def _whole(b: Builder, u: int, *_: int) -> int:
    return b.op("sin", b.mul(u, b.constant(math.pi)))


def _of_one(b: Builder, u: int, *_: int) -> int:
    return u


def _difference(b: Builder, u: int, v: int) -> int:
    return b.sub(u, v)


def _unit(b: Builder, u: int, *_: int) -> int:
    return b.sub(b.constant(1), b.op("abs", u))


_POLE, _END, _JUMP = "the function has a pole", "the domain ends", "the function jumps"

_EDGES: dict[str, tuple[str, Callable[..., int]]] = {
    "abs": ("the derivative jumps", _of_one),
    "max": ("the derivative jumps", _difference),
    "min": ("the derivative jumps", _difference),
    "lt": ("the case changes", _difference),
    "le": ("the case changes", _difference),
    "sign": (_JUMP, _of_one),
    "heaviside": (_JUMP, _of_one),
    "floor": (_JUMP, _whole),
    "ceil": (_JUMP, _whole),
    "mod": (_JUMP, lambda b, u, v: _whole(b, b.div(u, v))),
    "div": ("a division by zero", lambda b, u, v: v),
    "csch": (_POLE, _of_one),
    "tan": (_POLE, lambda b, u: b.op("cos", u)),
    "gamma": (_POLE, lambda b, u: _whole(b, b.op("min", u, b.constant(0.5)))),
    "digamma": (_POLE, lambda b, u: _whole(b, b.op("min", u, b.constant(0.5)))),
    "polygamma": (_POLE, lambda b, n, u: _whole(b, b.op("min", u, b.constant(0.5)))),
    "loggamma": (_END, _of_one),
    "log": (_END, _of_one),
    "log2": (_END, _of_one),
    "log10": (_END, _of_one),
    "log1p": (_END, lambda b, u: b.add(b.constant(1), u)),
    "sqrt": (_END, _of_one),
    "cbrt": ("a branch point: the derivative is infinite", _of_one),
    "pow": ("a branch point", _of_one),
    "asin": (_END, _unit),
    "acos": (_END, _unit),
    "atanh": (_END, _unit),
    "acosh": (_END, lambda b, u: b.sub(u, b.constant(1))),
}
"""Of two-sided operations: what happens, and the value that changes its sign there."""

"""Functions given piece by piece along a line: rows that end at breakpoints in rising order, the last one anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sympy import Abs, Basic, Expr, Le, Piecewise, Rational, oo, true

from workings.expression.algebra import replace
from workings.expression.canonical import canonical
from workings.expression.nodes import ZERO, add, divide, factors, mul, negate, piecewise, symbols_of, walk

__all__ = ["Row", "in_rows", "joined", "row_at", "rows_between", "without_absolute"]

_new = Basic.__new__


@dataclass(frozen=True, slots=True)
class Row:
    """What the function is between two ends."""

    body: Expr
    low: Any
    high: Any


def joined(rows: Sequence[Row], x: Expr) -> Expr:
    """One function of rows in rising order; between two that do not meet it is 0."""
    if len(rows) == 1:
        return rows[0].body
    found: list[tuple[Expr, Basic]] = []
    for row, following in zip(rows, [*rows[1:], None], strict=True):
        found.append((row.body, true if following is None else _new(Le, x, row.high)))
        if following is not None and following.low != row.high:
            found.append((ZERO, _new(Le, x, following.low)))
    return piecewise(*found)


def in_rows(body: Expr, x: Expr) -> list[tuple[Expr, Any]] | None:
    """The rows of a function, each with the breakpoint at which it ends, factors before it put in; None of others.

    >>> from sympy import Integer, Symbol
    >>> x = Symbol("x")
    >>> in_rows(joined([Row(x, Integer(0), Integer(1)), Row(2 - x, Integer(1), Integer(2))], x), x)
    [(x, 1), (2 - x, oo)]
    """
    parts = factors(body)
    places = [i for i, part in enumerate(parts) if isinstance(part, Piecewise)]
    if len(places) != 1:
        return None
    (at,) = places
    found: list[tuple[Expr, Any]] = []
    for value, holds in (pair.args for pair in parts[at].args):
        if holds != true and not (isinstance(holds, Le) and holds.args[0] == x):
            return None
        row = ZERO if value == 0 else mul(*parts[:at], value, *parts[at + 1 :])
        found.append((row, oo if holds == true else holds.args[1]))
    return found if found[-1][1] is oo else None


def rows_between(body: Expr, x: Expr, low: Any, high: Any) -> list[Row] | None:
    """The rows that lie between two numbers, cut off there; None of what is not in rows, or where the order is open."""
    rows = in_rows(body, x)
    if rows is None or not all(map(_is_known, (low, high, *(end for _, end in rows)))):
        return None
    found: list[Row] = []
    start = low
    for value, end in rows:
        end = high if _less(high, end) else end
        if _less(start, end):
            found.append(Row(value, start, end))
            start = end
    return found


def row_at(body: Expr, x: Expr, value: Any) -> Expr | None:
    """The row in which the value lies; None where that is not known."""
    rows = in_rows(body, x)
    if rows is None or not all(map(_is_known, (value, *(end for _, end in rows)))):
        return None
    return next(row for row, end in rows if not _less(end, value))


def without_absolute(body: Expr, x: Expr) -> Expr | None:
    """The body with |ax + b| as -(ax + b) and ax + b on the two sides of its zero; None where there is none such."""
    for node in walk(body):
        if not isinstance(node, Abs) or x not in symbols_of([node]):
            continue
        u = node.args[0]
        slope, rest = canonical(u).coeff(x, 1), canonical(u).coeff(x, 0)
        if (
            not isinstance(slope, Rational)
            or not isinstance(rest, Rational)
            or canonical(add(u, negate(slope * x))) != rest
        ):
            return None
        zero = canonical(divide(-rest, slope))
        left, right = (negate(u), u) if slope > 0 else (u, negate(u))
        return joined([Row(replace(body, {node: left}), -oo, zero), Row(replace(body, {node: right}), zero, oo)], x)
    return None


def _is_known(end: Any) -> bool:
    return end in (oo, -oo) or (not symbols_of([end]) and canonical(end).is_real is True)


def _less(a: Any, b: Any) -> bool:
    """Whether a < b, of two that are known."""
    a, b = (end if end in (oo, -oo) else canonical(end) for end in (a, b))
    return bool(a < b)

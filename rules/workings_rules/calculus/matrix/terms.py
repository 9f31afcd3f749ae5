"""The terms of an arranged differential taken apart: each is linear in dX, which stands in one place in it."""

from collections.abc import Callable
from itertools import chain
from math import prod
from typing import Any

from sympy import Expr, Rational

from workings.expression.nodes import walk
from workings.expression.shaped import (
    Diag,
    DiagonalOf,
    Hadamard,
    Kronecker,
    Letter,
    Multiple,
    Product,
    Sum,
    SumOfEntries,
    Tr,
    Transpose,
    Vec,
    add,
    hadamard,
    is_scalar,
    multiple,
    shape_of,
    split_multiple,
    summands,
    times,
)
from workings.expression.shaped_goals import Arranged

__all__ = [
    "LINEAR",
    "MANY",
    "core_by_core",
    "has",
    "is_column",
    "is_row",
    "is_vector",
    "number_first",
    "place",
    "scalar_run",
]

MANY: dict[type, Callable[..., Any]] = {
    Product: times,
    Multiple: multiple,
    Hadamard: hadamard,
    Kronecker: Kronecker,
    Sum: add,
}
LINEAR = (Tr, Transpose, SumOfEntries, Diag, DiagonalOf, Vec)


def has(node: Expr, d: Letter) -> bool:
    return any(part == d for part in walk(node) if isinstance(part, Letter))


def is_column(node: Expr) -> bool:
    return shape_of(node)[1] == 1


def is_row(node: Expr) -> bool:
    return shape_of(node)[0] == 1


def is_vector(d: Letter) -> bool:
    """Whether the variable is a vector (or a number): then dx ends a term, and no trace is needed."""
    return d.columns == 1


def place(factors: tuple[Any, ...], d: Letter) -> int:
    """Which of the factors contains d."""
    return next(i for i, factor in enumerate(factors) if has(factor, d))


def core_by_core(goal: Arranged, change: Callable[[Any, Letter], Any]) -> Any:
    """The goal's expression with `change` put to the part of each term that contains d; None if nothing changes.

    A term is numbers times a part; d is in the part, or in one of the numbers.
    """
    terms, changed = [], False
    for term in summands(goal.expr):
        numbers, part = split_multiple(term)
        parts = [*numbers, part]
        i = next((i for i, p in enumerate(parts) if has(p, goal.d)), None)
        new = None if i is None else change(parts[i], goal.d)
        changed = changed or new is not None
        if new is None or i is None:
            terms.append(term)
        elif is_scalar(parts[i]) and not is_scalar(part):
            terms.append(number_first(*parts[:i], new, *parts[i + 1 :]))
        else:
            terms.append(number_first(*parts[:i], *parts[i + 1 :], new))
    return add(*terms) if changed else None


def number_first(*parts: Any) -> Any:
    """The numbers times the last part, the rational ones as one in front."""
    flat = [*chain.from_iterable(split_multiple(part)[0] for part in parts), *(split_multiple(p)[1] for p in parts)]
    rational = [part for part in flat if isinstance(part, Rational)]
    if len(rational) < 2:
        return multiple(*parts)
    rest = [part for part in flat if not isinstance(part, Rational)]
    return multiple(prod(rational), *rest) if rest else prod(rational)


def scalar_run(factors: tuple[Any, ...], d: Letter) -> tuple[int, int]:
    """The factors around d that make a number by themselves, as a slice; the whole where there are none such."""
    i = place(factors, d)
    starts = [k for k in range(i + 1) if shape_of(factors[k])[0] == 1]
    ends = [k for k in range(i, len(factors)) if shape_of(factors[k])[1] == 1]
    if not starts or not ends:
        return 0, len(factors)
    return starts[-1], ends[0] + 1

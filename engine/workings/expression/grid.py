"""The augmented matrix of a system as one leaf of an expression, and what can be done to its rows, exactly.

A row operation makes a new grid that shares every row it does not change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sympy import Basic, Expr
from sympy.matrices.immutable import ImmutableDenseMatrix

from workings.expression.field import Element, Field, Fraction

__all__ = ["Grid", "RowOperation"]

Row = tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class RowOperation:
    """What is done to row i: `swap` with row k, `scale` by the factor, or `add` the factor times row k (from 0)."""

    kind: str
    i: int
    k: int
    factor: Element

    def __str__(self) -> str:
        i, k = self.i + 1, self.k + 1
        if self.kind == "swap":
            return f"R{i} ↔ R{k}"
        if self.kind == "scale":
            return f"R{i} → {_plain(self.factor)}R{i}"
        text = str(self.factor)
        sign = "−" if text.startswith("-") else "+"
        return f"R{i} → R{i} {sign} {_plain(self.factor).removeprefix('−')}R{k}"


def _plain(factor: Element) -> str:
    text = str(factor).replace("-", "−")
    short = {"1": "", "−1": "−", "1/2": "½", "−1/2": "−½"}
    return short.get(text, f"({text})" if "/" in text or "g" in text else text)


class Grid(Basic):
    """Rows of exact numbers: `bar` columns of coefficients, and what stands behind the bar.

    `nonzero` are polynomials in the parameters that are known not to be zero; `history` are the values that
    parameters took.
    """

    __slots__ = ("_before", "_keys", "bar", "field", "history", "memo", "nonzero", "rows")

    rows: tuple[Row, ...]
    bar: int
    field: Field
    nonzero: tuple[Any, ...]
    _before: dict[int, int]
    _keys: tuple[int, ...] | None
    history: tuple[Callable[[Element], Element], ...]
    memo: dict[Any, Any]

    def __new__(
        cls,
        rows: Iterable[Row],
        bar: int,
        field: Field,
        nonzero: Iterable[Any] = (),
        history: tuple[Callable[[Element], Element], ...] = (),
    ) -> Grid:
        grid = Basic.__new__(cls)
        grid.rows = tuple(rows)
        grid.bar = bar
        grid.field = field
        grid.nonzero = tuple(nonzero)
        grid.history = history
        grid.memo = {}
        grid._before = {}
        grid._keys = None
        return grid

    def _names(self) -> tuple[Any, ...]:
        """What the numbers are about."""
        field = self.field
        return self.bar, field.generators, tuple(sorted(map(str, self.nonzero))), tuple(map(str, field.moduli))

    def _row_keys(self) -> tuple[int, ...]:
        """A number for each row; that of a row shared with the grid before is not worked out again."""
        if self._keys is None:
            known = self._before
            self._keys = tuple([known.get(id(row)) or hash(tuple(map(str, row))) for row in self.rows])
            self._before = {}
        return self._keys

    def _hashable_content(self) -> tuple[Any, ...]:
        return (self._row_keys(), *self._names())

    def __hash__(self) -> int:
        return hash(self._hashable_content())

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if not isinstance(other, Grid) or self._row_keys() != other._row_keys() or self._names() != other._names():
            return False
        return all(a is b or a == b for a, b in zip(self.rows, other.rows, strict=True))

    def __repr__(self) -> str:
        return f"Grid({len(self.rows)}x{len(self.rows[0])})"

    __str__ = __repr__

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.rows), len(self.rows[0]) if self.rows else 0

    def known_nonzero(self, element: Element) -> bool:
        """Whether an element is not zero, whatever the parameters are in this case."""
        if not element:
            return False
        if not isinstance(element, Fraction) or self.field.is_constant(element):
            return True
        return all(factor in self.nonzero for factor in self.field.factors(element.top))

    def unknown_factors(self, element: Fraction) -> tuple[Any, ...]:
        """The irreducible factors of an element that may be zero in this case."""
        return tuple(factor for factor in self.field.factors(element.top) if factor not in self.nonzero)

    def with_nonzero(self, more: Iterable[Any]) -> Grid:
        known = list(self.nonzero)
        known += [polynomial for polynomial in more if polynomial not in known]
        return Grid(self.rows, self.bar, self.field, known, self.history)

    def mapped(self, change: Callable[[Element], Element], field: Field, nonzero: Iterable[Any]) -> Grid:
        """The grid with every number changed, as where a parameter takes a value."""
        rows = [tuple([change(e) for e in row]) for row in self.rows]
        return Grid(rows, self.bar, field, nonzero, (*self.history, change))

    def applied(self, operation: RowOperation) -> Grid:
        """The grid after one row operation."""
        rows = list(self.rows)
        i, k, factor = operation.i, operation.k, operation.factor
        if operation.kind == "swap":
            rows[i], rows[k] = rows[k], rows[i]
        elif operation.kind == "scale":
            rows[i] = tuple([factor * e for e in rows[i]])
        elif operation.kind == "add":
            rows[i] = tuple([e + factor * other if other else e for e, other in zip(rows[i], rows[k], strict=True)])
        else:
            raise ValueError(f"a row operation is a swap, scale or add, not a {operation.kind}")
        return self.of(rows)

    def of(self, rows: Iterable[Row]) -> Grid:
        """Other rows of the same numbers."""
        grid = Grid(rows, self.bar, self.field, self.nonzero, self.history)
        grid._before = dict(zip(map(id, self.rows), self._row_keys(), strict=True))
        return grid

    def matrix(self, columns: Sequence[int] | None = None) -> ImmutableDenseMatrix:
        """Its columns (all, unless named) as a matrix."""
        chosen = range(self.shape[1]) if columns is None else columns
        flat: list[Expr] = [self.field.expr(row[j]) for row in self.rows for j in chosen]
        return ImmutableDenseMatrix(len(self.rows), len(chosen), flat)

"""Large systems of numbers, exactly: fraction-free elimination with every row operation, or the answer alone.

Elimination by rows takes R_i to R_i - (a_ik/a_kk) R_k, and Bareiss's integers give those factors without a fraction:
the operations are kept as pairs of integers, the rows between them are made again when they are asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any, Final, NamedTuple

from flint import fmpq, fmpq_mat, fmpz, fmpz_mat
from sympy import Expr, Rational

from workings.expression.field import Field
from workings.expression.grid import Grid, RowOperation
from workings.expression.linear_goals import Solution
from workings.expression.matrix_goals import ShapeError
from workings.expression.nodes import add, mul, symbol

__all__ = ["Elimination", "eliminate", "linear_solve"]

LARGEST: Final = 1_000_000  # numbers


class LargeOperation(NamedTuple):
    """A row operation whose factor, -top/bottom, is brought to lowest terms only when it is asked for."""

    kind: str
    i: int
    k: int
    top: Any
    bottom: Any

    @property
    def exact(self) -> RowOperation:
        """The operation with its factor."""
        factor = fmpq(1) if self.kind == "swap" else -fmpq(self.top, self.bottom)
        return RowOperation(self.kind, self.i, self.k, factor)

    def __str__(self) -> str:
        return str(self.exact)


@dataclass(frozen=True)
class Elimination:
    """The reduction of an augmented matrix [A | b] to echelon form, as its row operations.

    Attributes:
        rows: the matrix at the start, as integers; row i is `scales[i]` times the row that was given.
        order: which row the k-th pivot is in.
        factors: L of the fraction-free factors, the pivot of column k at [k, k] and what is below it under it.
        pivots: the columns of the pivots.
    """

    rows: fmpz_mat
    columns: int
    scales: tuple[int, ...]
    order: tuple[int, ...]
    factors: tuple[tuple[Any, ...], ...]
    pivots: tuple[int, ...]
    echelon: list[list[Any]] = field(repr=False)

    def __len__(self) -> int:
        """How many row operations there are."""
        return len(self.operations)

    @cached_property
    def operations(self) -> tuple[LargeOperation, ...]:
        """Every row operation, in order: R3 → R3 − (2/5)R1."""
        found = []
        place = list(range(len(self.factors)))  # which row of P A stands where
        final = {row: i for i, row in enumerate(self.order)}
        for k in range(len(self.pivots)):
            i = place.index(self.order[k], k)
            if i != k:
                found.append(LargeOperation("swap", k, i, 1, 1))
                place[k], place[i] = place[i], place[k]
            pivot = self.factors[k][k]
            for i in range(k + 1, len(place)):
                entry = self.factors[final[place[i]]][k]
                if entry:
                    found.append(LargeOperation("add", i, k, entry, pivot))
        return tuple(found)

    def states(self) -> Iterator[Grid]:
        """The matrix at the start and after each row operation, made again one after another."""
        numbers = Field()
        rows = [tuple(fmpq(e) for e in row) for row in self.rows.tolist()]
        grid = Grid(rows, self.columns, numbers)
        yield grid
        for operation in self.operations:
            grid = grid.applied(operation.exact)
            yield grid

    @cached_property
    def solution(self) -> Solution:
        """The solution, by fraction-free back substitution; unknowns are x_1 ... x_n."""
        n = self.columns
        rank = len(self.pivots)
        unknowns = [symbol(f"x_{j + 1}") for j in range(n)]
        if self.pivots and self.pivots[-1] == n:
            return Solution("none", unknowns)
        if rank == n:
            return Solution("unique", unknowns, [_rational(x, d) for x, d in _back(self.echelon, n)])
        reduced, denominator, _ = self.rows.rref()
        lines = reduced.tolist()
        free = [j for j in range(n) if j not in self.pivots]
        values: list[Expr] = list(unknowns)
        for i, column in enumerate(self.pivots):
            parts: list[Expr] = [_rational(lines[i][n], denominator)] if lines[i][n] else []
            parts += [mul(_rational(-lines[i][j], denominator), unknowns[j]) for j in free if lines[i][j]]
            values[column] = add(*parts)
        return Solution("infinite", unknowns, values, [unknowns[j] for j in free])


def _back(table: list[list[Any]], n: int) -> list[tuple[Any, Any]]:
    """The unknowns as fractions over the last pivot, the determinant: no other fraction occurs on the way."""
    det = table[n - 1][n - 1]
    tops: list[Any] = [0] * n
    for i in range(n - 1, -1, -1):
        row = table[i]
        total = row[n] * det
        for j in range(i + 1, n):
            if row[j]:
                total -= row[j] * tops[j]
        tops[i] = total // row[i]  # exact, by Cramer's rule
    return [(top, det) for top in tops]


def _rational(p: Any, q: Any) -> Expr:
    value = fmpq(p, q)
    return Rational(int(value.p), int(value.q))


def eliminate(a: Any, b: Any) -> Elimination:
    """The fraction-free elimination of [A | b].

    >>> found = eliminate([[1, 1, 1], [0, 1, 3], [1, -2, 1]], [6, 11, 0])
    >>> [str(operation) for operation in found.operations], found.solution.assignment
    (['R3 → R3 − R1', 'R3 → R3 + 3R2'], {x_1: 1, x_2: 2, x_3: 3})
    """
    rows, scales, n = _whole_numbers(a, b)
    permuted, lower, _, upper = rows.fflu()
    pivots = []
    table = upper.tolist()
    for row in table:
        column = next((j for j, entry in enumerate(row) if entry), None)
        if column is None:
            break
        pivots.append(column)
    factors = tuple(map(tuple, lower.tolist()))
    return Elimination(rows, n, scales, _order(permuted), factors, tuple(pivots), table)


def _order(permutation: fmpz_mat) -> tuple[int, ...]:
    """Which row of A stands at each place of P A."""
    n = permutation.nrows()
    return tuple(map(int, (permutation * fmpz_mat(n, 1, list(range(n)))).entries()))


def linear_solve(a: Any, b: Any, *, steps: bool = True) -> Elimination | tuple[fmpq, ...]:
    """A x = b in exact numbers, for systems too large to be written as equations.

    Arguments:
        a, b: rows of integers, `Fraction`s or decimals as text; or flint's own `fmpz_mat` and `fmpq_mat`.
        steps: whether every row operation is kept: an `Elimination` with `.operations`, `.states()`, `.solution`.
            Without them the unknowns alone come back, as flint's exact `fmpq`.

    Raises:
        ShapeError: rows are not of one length, or A and b don't fit.
        ZeroDivisionError: without steps, where A is singular or not square; with steps all solutions are found.

    >>> linear_solve([[2, 1], [1, -3]], [5, -1], steps=False)
    (2, 1)
    """
    if steps:
        return eliminate(a, b)
    left, right = _matrices(a, b)
    if left.nrows() != left.ncols():
        raise ZeroDivisionError(f"A is {left.nrows()}x{left.ncols()}, not square; with steps all solutions are found")
    try:
        found = left.solve(right)
    except ZeroDivisionError:
        raise ZeroDivisionError("A is singular; with steps all solutions are found") from None
    return tuple(found.entries())


def _matrices(a: Any, b: Any) -> tuple[Any, Any]:
    """A and b as flint has them."""
    if isinstance(a, fmpq_mat | fmpz_mat):
        return a, b
    try:
        left = fmpz_mat(a)
        right = fmpz_mat(left.nrows(), 1, list(b))
        if not left.nrows():
            raise ValueError("empty")
    except (TypeError, ValueError):
        rows, _, n = _whole_numbers(a, b)  # says what is wrong, or reads fractions and decimals
        table = rows.tolist()
        left, right = fmpz_mat([row[:n] for row in table]), fmpz_mat([row[n:] for row in table])
    return left, right


def _whole_numbers(a: Any, b: Any) -> tuple[fmpz_mat, tuple[int, ...], int]:
    """[A | b] with every row multiplied by its common denominator."""
    listed = a.tolist() if hasattr(a, "tolist") else [list(row) for row in a]
    right = b.entries() if isinstance(b, fmpz_mat | fmpq_mat) else b.tolist() if hasattr(b, "tolist") else list(b)
    right = [entry[0] if isinstance(entry, list | tuple) else entry for entry in right]
    if not listed or not listed[0]:
        raise ShapeError("A is empty; a system has at least one equation and one unknown")
    n = len(listed[0])
    if len(listed) * (n + 1) > LARGEST:
        raise ShapeError(f"A has {len(listed) * n} numbers, more than {LARGEST}")
    for number, row in enumerate(listed, 1):
        if len(row) != n:
            raise ShapeError(f"row {number} of A has {len(row)} numbers, row 1 has {n}")
    if len(right) != len(listed):
        raise ShapeError(f"A has {len(listed)} rows and b has {len(right)} numbers")
    whole = [[*row, entry] for row, entry in zip(listed, right, strict=True)]
    try:
        return fmpz_mat(whole), (1,) * len(whole), n
    except TypeError:
        return (*_scaled(whole), n)


def _scaled(rows: Sequence[Sequence[Any]]) -> tuple[fmpz_mat, tuple[int, ...]]:
    scaled, scales = [], []
    for row in rows:
        exact = [_exact(entry) for entry in row]
        scale = 1
        for entry in exact:
            scale *= int((entry * scale).q)
        scales.append(scale)
        scaled.append([fmpz((entry * scale).p) for entry in exact])
    return fmpz_mat(scaled), tuple(scales)


def _exact(entry: Any) -> fmpq:
    """A number as it is written: 0.1 is 1/10."""
    if isinstance(entry, fmpq | fmpz | int):
        return fmpq(entry)
    if isinstance(entry, str | Fraction):
        value = Fraction(entry)
    elif isinstance(entry, Rational):
        value = Fraction(int(entry.p), int(entry.q))
    elif isinstance(entry, float):
        value = Fraction(repr(entry))
    else:
        raise TypeError(f"{entry!r} is a {type(entry).__name__}; an entry is a whole number, a fraction or a decimal")
    return fmpq(value.numerator, value.denominator)

"""Exact linear programming: the two-phase simplex method in rational numbers, for few rows and many columns.

Nothing is rounded, so an optimum is a proof, and where there is no solution `ray` says why (Farkas).
Source: V. Chvatal, Linear Programming (1983), chapters 2, 3 and 8.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flint import fmpq

__all__ = ["Polytope"]

_ZERO = fmpq(0)
_ONE = fmpq(1)
_PATIENCE = 40  # pivots without progress before Bland's rule, which can't cycle, takes over


class Polytope:
    """The x >= 0 with A x = b, of which a corner is found at once.

    Arguments:
        rows: A, a sequence of rows of rational numbers.
        right: b.

    Attributes:
        feasible: whether there is any such x.
        ray: where there is none, a y with y A >= 0 and y b < 0: a proof.

    >>> corner = Polytope([[1, 1, 1], [1, -1, 0]], [1, 0])
    >>> corner.feasible, corner.minimum([1, 0, 0]), corner.maximum([1, 0, 0])
    (True, 0, 1/2)
    """

    def __init__(self, rows: Sequence[Sequence[Any]], right: Sequence[Any]) -> None:
        self.width = len(rows[0]) if rows else 0
        height = len(rows)
        self._signs = [-1 if b < 0 else 1 for b in right]
        self._tableau: list[list[Any]] = []
        for i, (row, b, sign) in enumerate(zip(rows, right, self._signs, strict=True)):
            unit = [_ONE if i == j else _ZERO for j in range(height)]
            self._tableau.append([fmpq(a) * sign for a in row] + unit + [fmpq(b) * sign])
        self._basis = list(range(self.width, self.width + height))
        cost = [_ZERO] * self.width + [_ONE] * height + [_ZERO]
        last = self._optimise(cost, self.width + height)
        self.feasible: bool = last[-1] == 0
        self.ray: tuple[Any, ...] = ()
        if not self.feasible:  # the reduced cost of the i-th artificial variable is 1 - y_i
            self.ray = tuple((last[self.width + i] - 1) * s for i, s in enumerate(self._signs))
        else:
            self._drive_out()

    def minimum(self, cost: Sequence[Any]) -> Any:
        """The least value of cost . x; the region must be feasible and the cost bounded below on it."""
        last = self._optimise([fmpq(c) for c in cost] + [_ZERO] * (len(self._signs) + 1), self.width)
        return -last[-1]

    def maximum(self, cost: Sequence[Any]) -> Any:
        """The greatest value of cost . x."""
        return -self.minimum([-fmpq(c) for c in cost])

    def _optimise(self, cost: list[Any], usable: int) -> list[Any]:
        """The row of reduced costs at the optimum; only the first `usable` columns may enter the basis."""
        last = list(cost)
        for row, column in zip(self._tableau, self._basis, strict=True):
            factor = cost[column]
            if factor != 0:
                last = [a - factor * b if b else a for a, b in zip(last, row, strict=True)]
        still = 0
        while True:
            entering = self._entering(last, usable, bland=still > _PATIENCE)
            if entering is None:
                return last
            leaving = self._leaving(entering)
            if leaving is None:
                raise ArithmeticError("the linear programme is unbounded")
            before = last[-1]
            last = self._pivot(leaving, entering, last)
            still = still + 1 if last[-1] == before else 0

    @staticmethod
    def _entering(last: list[Any], usable: int, bland: bool) -> int | None:
        best, found = _ZERO, None
        for j in range(usable):
            value = last[j]
            if value < best:
                if bland:
                    return j
                best, found = value, j
        return found

    def _leaving(self, column: int) -> int | None:
        best: Any = None
        found: int | None = None
        for i, row in enumerate(self._tableau):
            if row[column] > 0:
                ratio = row[-1] / row[column]
                if found is None or ratio < best or (ratio == best and self._basis[i] < self._basis[found]):
                    best, found = ratio, i
        return found

    def _pivot(self, i: int, column: int, last: list[Any]) -> list[Any]:
        pivot = self._tableau[i][column]
        row = self._tableau[i] = [a / pivot if a else a for a in self._tableau[i]]
        for k, other in enumerate(self._tableau):
            factor = other[column]
            if k != i and factor != 0:
                self._tableau[k] = [a - factor * b if b else a for a, b in zip(other, row, strict=True)]
        self._basis[i] = column
        factor = last[column]
        return [a - factor * b if b else a for a, b in zip(last, row, strict=True)]

    def _drive_out(self) -> None:
        """Artificial variables leave the basis; a row in which none can is a consequence of the others."""
        for i in range(len(self._tableau)):
            if self._basis[i] >= self.width:
                row = self._tableau[i]
                entering = next((j for j in range(self.width) if row[j] != 0), None)
                if entering is not None:
                    self._pivot(i, entering, [_ZERO] * len(row))
        kept = [i for i, column in enumerate(self._basis) if column < self.width]
        self._tableau = [self._tableau[i] for i in kept]
        self._basis = [self._basis[i] for i in kept]

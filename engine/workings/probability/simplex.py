"""Exact linear programming: the revised simplex method in rational numbers, for few rows and many columns.

Floating point only proposes which column to look at; what is decided is decided exactly, so an optimum is a proof, and
where there is no solution `ray` says why (Farkas). Source: V. Chvatal, Linear Programming (1983), chapters 7, 8 and 9.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from flint import fmpq

__all__ = ["Polytope"]

_ZERO = fmpq(0)
_ONE = fmpq(1)
_CLEARLY = 1e-9
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
        self.height = len(rows)
        signs = [-1 if b < 0 else 1 for b in right]
        self._columns = [
            [fmpq(row[j]) * sign for row, sign in zip(rows, signs, strict=True)] for j in range(self.width)
        ]
        self._floats = np.array([[_float(a) for a in column] for column in self._columns], dtype=float)
        self._basis = list(range(self.width, self.width + self.height))  # the artificial variables
        self._inverse = [[_ONE if i == j else _ZERO for j in range(self.height)] for i in range(self.height)]
        self._corner = [fmpq(b) * sign for b, sign in zip(right, signs, strict=True)]
        dual = self._optimise([_ZERO] * self.width, _ONE)
        excess = sum((x for x, j in zip(self._corner, self._basis, strict=True) if j >= self.width), _ZERO)
        self.feasible: bool = excess == 0
        self.ray: tuple[Any, ...] = ()
        if not self.feasible:
            self.ray = tuple(-y * sign for y, sign in zip(dual, signs, strict=True))

    def minimum(self, cost: Sequence[Any]) -> Any:
        """The least value of cost . x; the region must be feasible and the cost bounded below on it."""
        exact = [fmpq(c) for c in cost]
        self._optimise(exact, _ZERO)
        return sum((exact[j] * x for j, x in zip(self._basis, self._corner, strict=True) if j < self.width), _ZERO)

    def maximum(self, cost: Sequence[Any]) -> Any:
        """The greatest value of cost . x."""
        return -self.minimum([-fmpq(c) for c in cost])

    def _optimise(self, cost: list[Any], artificial: Any) -> list[Any]:
        """Walks to the corner of least cost; the dual prices there, by which no column has a negative reduced cost."""
        floats = np.array([_float(c) for c in cost])
        still = 0
        while True:
            weights = [cost[j] if j < self.width else artificial for j in self._basis]
            dual = _combined(weights, self._inverse, self.height)
            entering = self._entering(cost, floats, dual, bland=still > _PATIENCE)
            if entering is None:
                return dual
            column = self._columns[entering]
            direction = [_dot(row, column) for row in self._inverse]
            leaving = self._leaving(direction, artificial == 0)
            if leaving is None:
                raise ArithmeticError("the linear programme is unbounded")
            still = 0 if self._corner[leaving] != 0 else still + 1
            self._pivot(leaving, direction)
            self._basis[leaving] = entering

    def _entering(self, cost: list[Any], floats: Any, dual: list[Any], bland: bool) -> int | None:
        """A column of negative reduced cost: proposed in floating point, decided in rational numbers."""
        if self.width:
            reduced = floats - self._floats @ np.array([_float(y) for y in dual])
            best = int((reduced < -_CLEARLY).argmax()) if bland else int(reduced.argmin())
            if reduced[best] < -_CLEARLY and cost[best] < _dot(dual, self._columns[best]):
                return best
        for j, column in enumerate(self._columns):
            if cost[j] < _dot(dual, column):
                return j
        return None

    def _leaving(self, direction: list[Any], artificial_out: bool) -> int | None:
        best: Any = None
        found: int | None = None
        for i, step in enumerate(direction):
            if artificial_out and self._basis[i] >= self.width and step != 0:
                return i  # it is zero and must stay so
            if step > 0:
                ratio = self._corner[i] / step
                if found is None or ratio < best or (ratio == best and self._basis[i] < self._basis[found]):
                    best, found = ratio, i
        return found

    def _pivot(self, i: int, direction: list[Any]) -> None:
        pivot = direction[i]
        row = self._inverse[i] = [a / pivot if a else a for a in self._inverse[i]]
        self._corner[i] /= pivot
        for k, factor in enumerate(direction):
            if k != i and factor != 0:
                self._inverse[k] = [a - factor * b if b else a for a, b in zip(self._inverse[k], row, strict=True)]
                self._corner[k] -= factor * self._corner[i]


def _dot(a: list[Any], b: list[Any]) -> Any:
    found = _ZERO
    for x, y in zip(a, b, strict=True):
        if x and y:
            found += x * y
    return found


def _combined(weights: list[Any], rows: list[list[Any]], width: int) -> list[Any]:
    """weights . rows"""
    found = [_ZERO] * width
    for weight, row in zip(weights, rows, strict=True):
        if weight:
            found = [a + weight * b if b else a for a, b in zip(found, row, strict=True)]
    return found


def _float(number: Any) -> float:
    return int(fmpq(number).p) / int(fmpq(number).q)

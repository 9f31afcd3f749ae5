"""Exact linear programming: the revised simplex method in rational numbers, for few rows and many columns.

Floating point only proposes which column to look at; what is decided is decided exactly, so an optimum is a proof, and
where there is no solution `ray` says why (Farkas). Source: V. Chvatal, Linear Programming (1983), chapters 7, 8 and 9.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from flint import fmpq, fmpq_mat

__all__ = ["Polytope"]

_ZERO = fmpq(0)
_ONE = fmpq(1)
_CLEARLY = 1e-9
_ROUNDING = 1e-13  # more than sums of a few hundred products lose, relative to their terms
_LARGE = 2_000  # numbers in the table, from which a first walk in floating point pays
_LONGEST = 500  # steps of it
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
        signs = self._signs = [-1 if b < 0 else 1 for b in right]
        signed = [row if sign > 0 else [-a for a in row] for row, sign in zip(rows, signs, strict=True)]
        values = {id(a): a for row in signed for a in row}  # few are different, and those are shared
        exact, floats = ({key: make(a) for key, a in values.items()} for make in (fmpq, _float))
        self._columns = list(zip(*[[exact[id(a)] for a in row] for row in signed], strict=True))
        self._floats = np.array([[floats[id(a)] for a in row] for row in signed], dtype=float).T.copy()
        self._sizes = np.abs(self._floats)
        self._right = [fmpq(b) * sign for b, sign in zip(right, signs, strict=True)]
        self._basis = list(range(self.width, self.width + self.height))  # the artificial variables
        self._inverse = [[_ONE if i == j else _ZERO for j in range(self.height)] for i in range(self.height)]
        self._corner = self._right.copy()
        dual = self._optimise([_ZERO] * self.width, _ONE)
        excess = sum((x for x, j in zip(self._corner, self._basis, strict=True) if j >= self.width), _ZERO)
        self.feasible: bool = excess == 0
        self.ray: tuple[Any, ...] = ()
        if not self.feasible:
            self.ray = tuple(-y * sign for y, sign in zip(dual, signs, strict=True))

    def minimum(self, cost: Sequence[Any]) -> Any:
        """The least value of cost . x; the region must be feasible and the cost bounded below on it."""
        known = {id(c): c for c in cost}
        made = {key: fmpq(c) for key, c in known.items()}
        exact = [made[id(c)] for c in cost]
        self._optimise(exact, _ZERO)
        return self._at(exact)

    def maximum(self, cost: Sequence[Any]) -> Any:
        """The greatest value of cost . x."""
        known = {id(c): c for c in cost}
        opposite = {key: -fmpq(c) for key, c in known.items()}
        return -self.minimum([opposite[id(c)] for c in cost])

    def greatest_share(self, part: Sequence[int], whole: Sequence[int]) -> Any | None:
        """The greatest part . x / whole . x, where 0 <= part <= whole; None where whole . x is 0 everywhere.

        From a share s that is reached, the x that makes (part - s whole) . x greatest has a greater one, until that is
        0 (W. Dinkelbach, Management Science 13 (1967) 492-498); there are no more steps than corners.
        """
        best = -_ONE
        pairs = list(zip(part, whole, strict=True))
        different = set(pairs)
        while True:
            costs = {(p, w): best * w - p for p, w in different}
            exact = [costs[pair] for pair in pairs]
            self._optimise(exact, _ZERO)
            if self._at(exact) == 0:
                return None if best < 0 else best
            best = self._at(part) / self._at(whole)

    def certificate(self, cost: Sequence[Any]) -> tuple[list[Any], list[Any]]:
        """The x where cost . x is least, and prices y with y A <= cost and y b = cost . x: together a proof."""
        exact = [fmpq(c) for c in cost]
        dual = self._optimise(exact, _ZERO)
        point = [_ZERO] * self.width
        for j, x in zip(self._basis, self._corner, strict=True):
            if j < self.width:
                point[j] = x
        return point, [y * sign for y, sign in zip(dual, self._signs, strict=True)]

    def _at(self, cost: Sequence[Any]) -> Any:
        """cost . x at the corner where we are."""
        return sum((cost[j] * x for j, x in zip(self._basis, self._corner, strict=True) if j < self.width), _ZERO)

    def _optimise(self, cost: list[Any], artificial: Any) -> list[Any]:
        """Walks to the corner of least cost; the dual prices there, by which no column has a negative reduced cost."""
        known = {id(c): c for c in cost}
        prices = {key: _float(c) for key, c in known.items()}
        floats = np.array([prices[id(c)] for c in cost])
        if self.width * self.height > _LARGE:
            self._leap(floats, _float(artificial))
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
        if not self.width:
            return None
        prices = np.array([_float(y) for y in dual])
        reduced = floats - self._floats @ prices
        best = int((reduced < -_CLEARLY).argmax()) if bland else int(reduced.argmin())
        if reduced[best] < -_CLEARLY and cost[best] < _dot(dual, self._columns[best]):
            return best
        error = _ROUNDING * (np.abs(floats) + self._sizes @ np.abs(prices))  # beyond it the sign is certain
        for j in np.flatnonzero(reduced <= error).tolist():
            if cost[j] < _dot(dual, self._columns[j]):
                return int(j)
        return None

    def _leap(self, cost: Any, artificial: float) -> None:
        """Goes to the corner that floating point thinks is the best one, if it is a corner."""
        basis = self._basis.copy()
        inverse = np.array([[_float(a) for a in row] for row in self._inverse])
        corner = np.array([_float(x) for x in self._corner])
        for _ in range(_LONGEST):
            weights = np.array([cost[j] if j < self.width else artificial for j in basis])
            reduced = cost - self._floats @ (weights @ inverse)
            entering = int(reduced.argmin())
            direction = inverse @ self._floats[entering]
            out = [i for i, j in enumerate(basis) if j >= self.width and abs(direction[i]) > _CLEARLY]
            if reduced[entering] > -_CLEARLY:
                break
            up = direction > _CLEARLY
            if artificial == 0 and out:
                leaving = out[0]
            elif up.any():
                leaving = int(np.where(up, corner / np.where(up, direction, 1), np.inf).argmin())
            else:
                return
            row = inverse[leaving] / direction[leaving]
            step = corner[leaving] / direction[leaving]
            inverse -= np.outer(direction, row)
            corner -= direction * step
            inverse[leaving], corner[leaving], basis[leaving] = row, step, entering
        self._stand_on(basis)

    def _stand_on(self, basis: list[int]) -> None:
        """Takes the basis, if its corner is one: worked out in rational numbers."""
        size = self.height
        if basis == self._basis or len(set(basis)) < size:
            return
        unit = [[_ONE if i == k else _ZERO for i in range(size)] for k in range(size)]
        chosen = [self._columns[j] if j < self.width else unit[j - self.width] for j in basis]
        try:
            found = fmpq_mat(size, size, [a for row in zip(*chosen, strict=True) for a in row]).inv()
        except ZeroDivisionError:
            return
        inverse = found.tolist()
        corner = [_dot(row, self._right) for row in inverse]
        entered = [x for x, j in zip(corner, basis, strict=True) if j >= self.width and j not in self._basis]
        raised = [x for x, j in zip(corner, basis, strict=True) if j >= self.width]
        before = sum((x for x, j in zip(self._corner, self._basis, strict=True) if j >= self.width), _ZERO)
        if min(corner) < 0 or entered or sum(raised, _ZERO) > before:
            return
        self._basis, self._inverse, self._corner = basis, inverse, corner

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


def _dot(a: Sequence[Any], b: Sequence[Any]) -> Any:
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

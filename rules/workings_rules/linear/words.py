"""The matrices and systems in which the laws of this book are stated."""

from collections.abc import Sequence
from typing import Any

from sympy import Expr, Integer, Rational

from workings.expression.grid import Grid
from workings.expression.linear_form import entries as elements
from workings.expression.linear_form import field_of
from workings.expression.linear_goals import Invert, Reduce, SolveBy
from workings.expression.matrix_goals import matrix_of
from workings.expression.nodes import ZERO, symbol

a, b, c, d, e, f, g, h, k, p, q = (symbol(name) for name in "abcdefghkpq")
x, y, z = UNKNOWNS = (symbol("x"), symbol("y"), symbol("z"))

A = matrix_of(2, 2, [a, b, c, d])
B = matrix_of(2, 2, [e, f, g, h])
TRIANGLE = matrix_of(3, 3, [a, b, c, ZERO, d, e, ZERO, ZERO, f])
THREE = matrix_of(3, 3, [a, b, c, d, e, f, g, h, k])
THREE_BY_TWO = matrix_of(3, 2, [a, b, c, d, e, f])
U, V = matrix_of(2, 1, [a, b]), matrix_of(2, 1, [c, d])


def of_numbers(*rows: Sequence[int | Expr]) -> Any:
    """A matrix of numbers, such as `of_numbers((2, 1), (1, 2))`."""
    written = [Integer(entry) if isinstance(entry, int) else entry for row in rows for entry in row]
    return matrix_of(len(rows), len(rows[0]), written)


NUMBERS = of_numbers((2, 1), (1, 2))
DEPENDENT = of_numbers((1, 2), (2, 4))
ROTATION = of_numbers((Rational(3, 5), Rational(-4, 5)), (Rational(4, 5), Rational(3, 5)))
NEAREST = ((1, 1, 6), (1, 2, 0), (1, 3, 0))  # x + y = 6, x + 2y = 0, x + 3y = 0, which no x and y fulfil


def grid(*rows: Sequence[int | Expr], bar: int = 2) -> Grid:
    """An augmented matrix, such as `grid((1, 1, 3), (2, -1, 0))`."""
    written = [[Integer(entry) if isinstance(entry, int) else entry for entry in row] for row in rows]
    field = field_of([entry for row in written for entry in row])
    return Grid([elements(row, field) for row in written], bar, field)


def by(method: str, *rows: Sequence[int | Expr]) -> SolveBy:
    """The system of these rows, to be solved by a method."""
    return SolveBy(grid(*rows), UNKNOWNS[:2], method)


def reduce(*rows: Sequence[int | Expr], method: str = "gauss") -> Reduce:
    """The system of these rows, being reduced."""
    return Reduce(grid(*rows), UNKNOWNS[:2], method)


def invert(*rows: Sequence[int | Expr]) -> Invert:
    """A matrix with the unit matrix, or what has become of it, behind the bar."""
    return Invert(grid(*rows), (), "gauss-jordan")

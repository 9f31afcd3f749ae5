"""The questions about matrices, and what is said where their shapes don't fit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sympy import Basic, Expr, Integer
from sympy.core.symbol import Str
from sympy.matrices.immutable import ImmutableDenseMatrix

from workings.expression.goals import Goal
from workings.expression.linear_goals import Statement

__all__ = [
    "Adjugate",
    "CharacteristicPolynomial",
    "Cross",
    "Determinant",
    "Difference",
    "DivisionByZero",
    "Dot",
    "Eigenvalues",
    "Eigenvectors",
    "Elementwise",
    "Factors",
    "Independent",
    "InverseOf",
    "Invertible",
    "MatrixGoal",
    "MatrixOrder",
    "MatrixPower",
    "MatrixProduct",
    "MatrixSum",
    "Norm",
    "NullSpace",
    "NumberOf",
    "Opposite",
    "OrderOf",
    "Orthogonal",
    "PositiveDefinite",
    "Property",
    "Quotient",
    "Rank",
    "Reduced",
    "Roots",
    "Scaled",
    "ShapeError",
    "Singular",
    "Symmetric",
    "Trace",
    "Transposed",
    "matrix_of",
]

_new = Basic.__new__
Matrix = ImmutableDenseMatrix


class ShapeError(ValueError):
    """Matrices whose shapes don't fit; `shapes` are theirs, `repairs` the single transposes that would do.

    A repair is (expression, shape, value).
    """

    def __init__(
        self, message: str, shapes: dict[str, str] | None = None, repairs: Sequence[tuple[str, str, Any]] = ()
    ) -> None:
        super().__init__(message)
        self.shapes = shapes or {}
        self.repairs = tuple(repairs)


class Singular(ValueError):
    """A matrix that has no inverse, or a system whose matrix has none; `determinant` is 0."""

    determinant = Integer(0)


class DivisionByZero(ZeroDivisionError):
    """An entry that is divided by zero, at (row, column), counted from 1."""

    def __init__(self, message: str, at: tuple[int, int]) -> None:
        super().__init__(message)
        self.at = at


def matrix_of(rows: int, columns: int, entries: Iterable[Basic]) -> Any:
    """A matrix of these entries row by row, as written."""
    return Matrix(rows, columns, list(entries))


class MatrixGoal(Goal, Expr):
    """A question whose answer is a matrix, or about one. Its matrices may be questions themselves."""

    __slots__ = ()
    is_commutative = False

    args: Any

    def __new__(cls, *args: Basic | str | int) -> MatrixGoal:
        return _new(cls, *[Str(a) if isinstance(a, str) else Integer(a) if isinstance(a, int) else a for a in args])

    @property
    def method(self) -> str:
        """How it is to be answered: the last argument, where that is a word."""
        return str(self.args[-1]) if isinstance(self.args[-1], Str) else ""


class MatrixSum(MatrixGoal):
    """A + B, entry by entry."""

    __slots__ = ()


class Difference(MatrixGoal):
    """A - B, entry by entry."""

    __slots__ = ()


class Scaled(MatrixGoal):
    """c A for a number c: `Scaled(c, A)`."""

    __slots__ = ()


class MatrixProduct(MatrixGoal):
    """A B: rows of A times columns of B."""

    __slots__ = ()


class Elementwise(MatrixGoal):
    """The product of the entries in the same places."""

    __slots__ = ()


class Quotient(MatrixGoal):
    """The quotient of the entries in the same places."""

    __slots__ = ()


class Transposed(MatrixGoal):
    """A^T: rows become columns."""

    __slots__ = ()


class MatrixPower(MatrixGoal):
    """A A ... A, n times: `MatrixPower(A, n)`."""

    __slots__ = ()


class Trace(MatrixGoal):
    """The sum of the diagonal."""

    __slots__ = ()


class Determinant(MatrixGoal):
    """det A; by "expansion" or "elimination" where the second argument says so."""

    __slots__ = ()


class Adjugate(MatrixGoal):
    """The matrix of the cofactors, transposed."""

    __slots__ = ()


class InverseOf(MatrixGoal):
    """A^(-1), by "gauss-jordan" or "adjugate"."""

    __slots__ = ()


class Rank(MatrixGoal):
    """The number of pivots."""

    __slots__ = ()


class Reduced(MatrixGoal):
    """The reduced row echelon form of A; with "gauss" an echelon form, what is above the pivots left standing."""

    __slots__ = ()


class NullSpace(MatrixGoal):
    """The vectors that span the solutions of A x = 0."""

    __slots__ = ()


class CharacteristicPolynomial(MatrixGoal):
    """det(A - k I) as a polynomial in k: `CharacteristicPolynomial(A, k)`."""

    __slots__ = ()


class Eigenvalues(MatrixGoal):
    """The zeros of the characteristic polynomial."""

    __slots__ = ()


class Roots(MatrixGoal):
    """The zeros of a polynomial: `Roots(p, k)`."""

    __slots__ = ()


class Eigenvectors(MatrixGoal):
    """For each eigenvalue the vectors that A only stretches by it."""

    __slots__ = ()


class Dot(MatrixGoal):
    """u . v"""

    __slots__ = ()


class Cross(MatrixGoal):
    """u x v, at right angles to both."""

    __slots__ = ()


class NumberOf(MatrixGoal):
    """A number made of the answers of other questions: `NumberOf(det A + 2 tr A)`."""

    __slots__ = ()


class Factors(MatrixGoal):
    """A = L U, a lower times an upper triangular matrix."""

    __slots__ = ()


class Norm(MatrixGoal):
    """|v|, the root of the sum of the squares; "1" the sum of the sizes, "inf" the largest of them."""

    __slots__ = ()


class Property(MatrixGoal):
    """A question whose answer is yes or no: `true`, `false`, or the relation on which it hangs."""

    __slots__ = ()


class Invertible(Property):
    """Whether A has an inverse."""

    __slots__ = ()


class Symmetric(Property):
    """Whether A^T is A."""

    __slots__ = ()


class PositiveDefinite(Property):
    """Whether x^T A x > 0 for every x but 0, for a symmetric A."""

    __slots__ = ()


class Independent(Property):
    """Whether no vector is a combination of the others: `Independent(u, v, w)`."""

    __slots__ = ()


class Opposite(Property):
    """Whether something is not so: singular for invertible, dependent for independent."""

    __slots__ = ()


class Orthogonal(Property):
    """Whether two vectors stand at right angles, or the columns of a matrix do and have length 1."""

    __slots__ = ()


class OrderOf(MatrixGoal):
    """How many rows, columns and elements a matrix has, and of what kind it is."""

    __slots__ = ()


class MatrixOrder(Statement):
    """Rows, columns, elements and kinds of a matrix: `MatrixOrder(2, 4, "rectangular")`."""

    __slots__ = ()

    def __new__(cls, rows: int | Integer, columns: int | Integer, *kinds: str | Str) -> MatrixOrder:
        return _new(cls, Integer(rows), Integer(columns), *[k if isinstance(k, Str) else Str(k) for k in kinds])

    @property
    def rows(self) -> int:
        return int(self.args[0])

    @property
    def columns(self) -> int:
        return int(self.args[1])

    @property
    def elements(self) -> int:
        return self.rows * self.columns

    @property
    def kind(self) -> tuple[str, ...]:
        return tuple(str(k) for k in self.args[2:])

"""Questions about matrices: `matrix("A B^T", A=..., B=...)`, shapes checked by name before anything is computed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sympy import Basic, MatrixBase

from workings.derivation import Derivation
from workings.engine import Engine
from workings.expression import Tidy
from workings.expression.matrix_goals import (
    Difference,
    Eigenvectors,
    Elementwise,
    InverseOf,
    MatrixGoal,
    MatrixProduct,
    MatrixSum,
    NullSpace,
    Quotient,
    Rank,
    Reduced,
    ShapeError,
    Transposed,
    matrix_of,
)
from workings.expression.matrix_text import number_of, read_matrices
from workings.expression.nodes import walk
from workings.expression.written import as_written
from workings.linear.system import SystemDerivation
from workings.rule import RuleBook, load_book

__all__ = ["answer_matrices", "as_matrix", "matrix"]

LARGEST = 2_500  # entries of a matrix whose working is shown
_BY_ROWS = (InverseOf, Rank, Reduced, NullSpace, Eigenvectors)
_WRITTEN = {MatrixProduct: "*", MatrixSum: "+", Difference: "-", Elementwise: ".*", Quotient: "./"}


def matrix(question: str, method: str = "", *, book: RuleBook | None = None, **matrices: Any) -> Derivation:
    """The answer to a question about matrices, with its working.

    Arguments:
        question: an expression in the names: `A*B`, `A^T B + 2C`, `A .* B`, `A ./ B`, `A^-1`, `A^3`, or `det(A)`,
            `trace`, `rank`, `nullspace`, `eigenvalues`, `eigenvectors`, `norm`, `dot(u, v)`, `orthogonal`, `adj`,
            `order`.
        method: "expansion" or "elimination" for a determinant, "adjugate" for an inverse.
        matrices: what the names stand for: rows of numbers, of texts, or of SymPy expressions, or a SymPy matrix.

    Raises:
        ShapeError: shapes don't fit; it says which, and each single transpose that would make them fit.
        Singular: there is no inverse.
        DivisionByZero: an entry is divided by zero; it says where.
        ReadError: the question can't be read.

    >>> print(matrix("A*B", A=[[1, 2], [0, 3]], B=[[5, 1], [8, 4]]))
    [[1, 2], [0, 3]] [[5, 1], [8, 4]]
      = [[1·5 + 2·8, 1·1 + 2·4], [0·5 + 3·8, 0·1 + 3·4]]      rows times columns
      = [[21, 9], [24, 12]]                                   work out the numbers
    """
    named = {name: as_matrix(rows, name) for name, rows in matrices.items()}
    goal = read_matrices(question, named)
    _check_shapes(goal, {id(m): name for name, m in named.items()})
    if method and isinstance(goal, MatrixGoal):
        goal = type(goal)(*goal.args, method)
    return answer_matrices(goal, book=book)


def answer_matrices(goal: Basic, *, decimal: bool = False, book: RuleBook | None = None) -> Derivation:
    """The derivation of a goal about matrices."""
    if isinstance(goal, MatrixBase):
        raise ValueError("a matrix alone asks nothing; write what to find, such as det(A), A^-1 or A*B")
    goal = number_of(goal)
    if not isinstance(goal, MatrixGoal):
        goal = Tidy(goal)
    _check_shapes(goal, _letters(goal))
    step = Engine(load_book() if book is None else book).answer(goal)
    return (SystemDerivation if isinstance(goal, _BY_ROWS) else Derivation)(step, decimal=decimal)


def _letters(goal: Basic) -> dict[int, str]:
    """The matrices written out in a question, by the letters A, B, C in their order."""
    found: dict[int, str] = {}
    for node in goal.args if isinstance(goal, MatrixGoal) else ():
        for inner in walk(node):
            if isinstance(inner, MatrixBase):
                found.setdefault(id(inner), chr(ord("A") + len(found) % 26))
    return found


def as_matrix(rows: Any, name: str = "the matrix") -> Any:
    """Rows of numbers as a matrix, exactly: a decimal is what is written, a text is read.

    Raises:
        ShapeError: the rows are not of one length, or there are none.
    """
    if isinstance(rows, MatrixBase):
        return as_written(rows.as_immutable())
    if hasattr(rows, "tolist"):
        rows = rows.tolist()
    listed = [list(row) if isinstance(row, list | tuple) else [row] for row in rows]
    if not listed or not listed[0]:
        raise ShapeError(f"{name} is empty; a matrix has at least one row and one column")
    for number, row in enumerate(listed, 1):
        if len(row) != len(listed[0]):
            raise ShapeError(f"row {number} of {name} has {len(row)} entries, row 1 has {len(listed[0])}")
    if len(listed) * len(listed[0]) > LARGEST:
        raise ShapeError(
            f"{name} has {len(listed) * len(listed[0])} entries; the working is shown up to {LARGEST}: "
            "workings.linear_solve(A, b) solves larger systems"
        )
    return matrix_of(len(listed), len(listed[0]), [_entry(entry) for row in listed for entry in row])


def _entry(entry: Any) -> Basic:
    from fractions import Fraction

    from sympy import Rational

    from workings.expression.reader import parse

    if isinstance(entry, Basic):
        return as_written(entry)
    if isinstance(entry, str):
        return parse(entry)
    if isinstance(entry, float):
        return Rational(Fraction(repr(entry)))  # as it is written, 0.1 as 1/10
    if isinstance(entry, int | Fraction):
        return Rational(entry)
    raise TypeError(f"{entry!r} is a {type(entry).__name__}; an entry is a number, a text or an expression")


def _check_shapes(goal: Any, names: Mapping[int, str]) -> tuple[str, tuple[int, int] | None]:
    """How a part is written, and its shape where it is a matrix of known shape.

    Raises:
        ShapeError: two parts don't fit.
    """
    if id(goal) in names or isinstance(goal, MatrixBase):
        return names.get(id(goal), "the matrix"), (goal.rows, goal.cols)
    if not isinstance(goal, MatrixGoal):
        return "", None
    parts = [_check_shapes(part, names) for part in goal.args]
    if isinstance(goal, Transposed) and parts[0][1]:
        return f"{parts[0][0]}^T", (parts[0][1][1], parts[0][1][0])
    if isinstance(goal, MatrixProduct | MatrixSum | Difference | Elementwise | Quotient):
        (a, left), (b, right) = parts
        if left is None or right is None:
            return "", None
        product = isinstance(goal, MatrixProduct)
        if left[1] != right[0] if product else left != right:
            raise _misfit(goal, (a, left), (b, right))
        return f"({a} {_WRITTEN[type(goal)]} {b})", (left[0], right[1])
    if len(parts) == 2 and parts[0][1] is None:  # a multiple
        return f"({parts[1][0]})", parts[1][1]
    return "", None


def _misfit(goal: Any, one: tuple[str, tuple[int, int]], other: tuple[str, tuple[int, int]]) -> ShapeError:
    """Which shapes don't fit, and each single transpose with which they would."""
    (a, left), (b, right) = one, other
    product = isinstance(goal, MatrixProduct)
    sign = _WRITTEN[type(goal)]
    repairs = []
    for x, y, written in (
        (goal.args[0], Transposed(goal.args[1]), f"{a}{sign}{b}^T"),
        (Transposed(goal.args[0]), goal.args[1], f"{a}^T{sign}{b}"),
    ):
        lengths = (left, right[::-1]) if y is not goal.args[1] else (left[::-1], right)
        if lengths[0][1] == lengths[1][0] if product else lengths[0] == lengths[1]:
            value = Engine(load_book()).answer(type(goal)(x, y)).answer
            rows, columns = lengths[0][0], lengths[1][1]
            repairs.append((written, f"{rows}x{columns}", value))
    need = f"needs {left[1]} = {right[0]}" if product else "needs equal shapes"
    whole = f"{a} is {left[0]}x{left[1]} and {b} is {right[0]}x{right[1]}, so {a}{sign}{b} {need}"
    fits = [f"{written} ({shape})" for written, shape, _ in repairs]
    tail = f"{' and '.join(fits)} {'is' if len(fits) == 1 else 'are'} defined" if fits else "no single transpose helps"
    return ShapeError(f"{whole}; {tail}", {a: "x".join(map(str, left)), b: "x".join(map(str, right))}, repairs)

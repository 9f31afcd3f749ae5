"""Linear systems and matrices: asked by name, shown row by row, computed exactly or in floats."""

from workings.expression.linear_form import NotLinear
from workings.expression.linear_goals import Case, LeastSquares, Solution
from workings.expression.matrix_goals import DivisionByZero, MatrixOrder, ShapeError, Singular
from workings.linear.floats import FloatSolution, solve_floats
from workings.linear.large import Elimination, eliminate, linear_solve
from workings.linear.matrices import answer_matrices, as_matrix, matrix
from workings.linear.system import METHODS, SystemDerivation, answer_condition, answer_system, solve

__all__ = [
    "METHODS",
    "Case",
    "DivisionByZero",
    "Elimination",
    "FloatSolution",
    "LeastSquares",
    "MatrixOrder",
    "NotLinear",
    "ShapeError",
    "Singular",
    "Solution",
    "SystemDerivation",
    "answer_condition",
    "answer_matrices",
    "answer_system",
    "as_matrix",
    "eliminate",
    "linear_solve",
    "matrix",
    "solve",
    "solve_floats",
]

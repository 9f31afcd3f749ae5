"""Linear systems and matrices: asked by name, shown row by row, computed exactly or in floats."""

from workings.expression.linear_form import NotLinear
from workings.expression.linear_goals import Case, Solution
from workings.linear.system import METHODS, SystemDerivation, answer_system, solve

__all__ = ["METHODS", "Case", "NotLinear", "Solution", "SystemDerivation", "answer_system", "solve"]

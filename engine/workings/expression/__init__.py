"""Expressions: SymPy trees as written, the goals asked of them, and the reader that makes both from text."""

from workings.expression.goals import (
    D,
    Goal,
    Gradient,
    Hessian,
    Implicit,
    Jacobian,
    Partial,
    Tidy,
    TotalDerivative,
    TotalDifferential,
    Value,
)
from workings.expression.nodes import add, call, divide, mul, negate, power, subtract, symbol

__all__ = [
    "D",
    "Goal",
    "Gradient",
    "Hessian",
    "Implicit",
    "Jacobian",
    "Partial",
    "Tidy",
    "TotalDerivative",
    "TotalDifferential",
    "Value",
    "add",
    "call",
    "divide",
    "mul",
    "negate",
    "power",
    "subtract",
    "symbol",
]

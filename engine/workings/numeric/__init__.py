"""Numbers: expressions as fast functions on floats, NumPy arrays and torch tensors, judged against autograd."""

from workings.numeric.autograd import AutogradReport, check_autograd
from workings.numeric.compiled import (
    Compiled,
    compile_tape,
    hessian_vector,
    lambdify,
    value_and_gradient,
    value_and_hessian,
    value_and_jacobian,
)
from workings.numeric.tape import NumericError, Operation, Tape

__all__ = [
    "AutogradReport", "Compiled", "NumericError", "Operation", "Tape", "check_autograd", "compile_tape",
    "hessian_vector", "lambdify", "value_and_gradient", "value_and_hessian", "value_and_jacobian",
]  # fmt: skip

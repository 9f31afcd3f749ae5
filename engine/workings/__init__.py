"""A mathematics engine that shows its working and checks yours.

    import workings as wk

    wk.derive("d/dx (3x+2)^2")          a derivation, every line one named rule
    wk.differentiate("x^2 sin x")       the same, asked by name
    wk.solve(["x + y = 3", ...])        a linear system, every row operation and every case of its parameters
    wk.check(problem, answer)           the mark of an answer, the mistake named, a point that proves it
    wk.check_work(problem, lines)       the same for worked lines, each with its own mark
    wk.parse("3x^2 + 2xy")              text to a SymPy expression, as written
    wk.lambdify(f, args)                a SymPy expression as a fast NumPy or torch function
    wk.backpropagation(f, at={...})     the chain rule on the computation graph, each number said

Everything is imported when first used, so that `import workings` costs hardly more than `import sympy`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

# At once, not when first used: the function must stand before the module of its name.
from workings.derive import derive, differentiate, gradient, hessian, implicit, jacobian
from workings.probability import probability

if TYPE_CHECKING:
    from workings.asked import (
        OutsideDomain,
        derivative_at,
        directional,
        implicit_system,
        inverse_slope,
        laplacian,
        parametric,
        secant_slopes,
        stationary_points,
        tangent,
        taylor,
        total_derivative,
        ways,
    )
    from workings.computation_graph import Backpropagation, backpropagation
    from workings.derivation import Derivation, Line, Note, Step, Verification
    from workings.engine import Engine, NoRule
    from workings.expression import D, Partial
    from workings.expression.errors import ReadError
    from workings.expression.problem import read_problem
    from workings.expression.reader import parse, read
    from workings.judge import Evidence, equal
    from workings.linear import Solution, linear_solve, matrix, solve, solve_floats
    from workings.marking import LineVerdict, Marking, Verdict, check, check_work
    from workings.matrix_calculus import MatrixDerivation, matrix_derivative, matrix_differential, matrix_hessian
    from workings.numeric import (
        check_autograd,
        hessian_vector,
        lambdify,
        value_and_gradient,
        value_and_hessian,
        value_and_jacobian,
    )
    from workings.numeric.descent import Descent, descend, update_rule
    from workings.numeric.torch_module import to_torch
    from workings.probability import NaiveBayes
    from workings.rule import Example, Mistake, Rule, RuleBook, Text, load_book
    from workings.show import to_latex, to_text

__all__ = [
    "Backpropagation",
    "D",
    "Derivation",
    "Descent",
    "Engine",
    "Evidence",
    "Example",
    "Line",
    "LineVerdict",
    "Marking",
    "MatrixDerivation",
    "Mistake",
    "NaiveBayes",
    "NoRule",
    "Note",
    "OutsideDomain",
    "Partial",
    "ReadError",
    "Rule",
    "RuleBook",
    "Solution",
    "Step",
    "Text",
    "Verdict",
    "Verification",
    "backpropagation",
    "check",
    "check_autograd",
    "check_work",
    "derivative_at",
    "derive",
    "descend",
    "differentiate",
    "directional",
    "equal",
    "gradient",
    "hessian",
    "hessian_vector",
    "implicit",
    "implicit_system",
    "inverse_slope",
    "jacobian",
    "lambdify",
    "laplacian",
    "linear_solve",
    "load_book",
    "matrix",
    "matrix_derivative",
    "matrix_differential",
    "matrix_hessian",
    "parametric",
    "parse",
    "probability",
    "read",
    "read_problem",
    "secant_slopes",
    "solve",
    "solve_floats",
    "stationary_points",
    "tangent",
    "taylor",
    "to_latex",
    "to_text",
    "to_torch",
    "total_derivative",
    "update_rule",
    "value_and_gradient",
    "value_and_hessian",
    "value_and_jacobian",
    "ways",
]

__version__ = "0.1.0"

_HOME = {
    "Backpropagation": "workings.computation_graph",
    "backpropagation": "workings.computation_graph",
    "OutsideDomain": "workings.asked",
    "derivative_at": "workings.asked",
    "directional": "workings.asked",
    "implicit_system": "workings.asked",
    "inverse_slope": "workings.asked",
    "laplacian": "workings.asked",
    "parametric": "workings.asked",
    "secant_slopes": "workings.asked",
    "stationary_points": "workings.asked",
    "tangent": "workings.asked",
    "taylor": "workings.asked",
    "total_derivative": "workings.asked",
    "ways": "workings.asked",
    "check_work": "workings.marking",
    "check": "workings.marking",
    "Verdict": "workings.marking",
    "Marking": "workings.marking",
    "LineVerdict": "workings.marking",
    "D": "workings.expression",
    "Derivation": "workings.derivation",
    "Descent": "workings.numeric.descent",
    "descend": "workings.numeric.descent",
    "Engine": "workings.engine",
    "Evidence": "workings.judge",
    "Example": "workings.rule",
    "Line": "workings.derivation",
    "Mistake": "workings.rule",
    "NaiveBayes": "workings.probability",
    "NoRule": "workings.engine",
    "Note": "workings.derivation",
    "Partial": "workings.expression",
    "ReadError": "workings.expression.errors",
    "Rule": "workings.rule",
    "RuleBook": "workings.rule",
    "Solution": "workings.linear",
    "matrix": "workings.linear",
    "linear_solve": "workings.linear",
    "solve": "workings.linear",
    "solve_floats": "workings.linear",
    "Step": "workings.derivation",
    "Text": "workings.rule",
    "Verification": "workings.derivation",
    "check_autograd": "workings.numeric",
    "equal": "workings.judge",
    "hessian_vector": "workings.numeric",
    "MatrixDerivation": "workings.matrix_calculus",
    "matrix_derivative": "workings.matrix_calculus",
    "matrix_differential": "workings.matrix_calculus",
    "matrix_hessian": "workings.matrix_calculus",
    "lambdify": "workings.numeric",
    "load_book": "workings.rule",
    "parse": "workings.expression.reader",
    "read": "workings.expression.reader",
    "read_problem": "workings.expression.problem",
    "to_latex": "workings.show",
    "to_text": "workings.show",
    "to_torch": "workings.numeric.torch_module",
    "update_rule": "workings.numeric.descent",
    "value_and_gradient": "workings.numeric",
    "value_and_hessian": "workings.numeric",
    "value_and_jacobian": "workings.numeric",
}


def __getattr__(name: str) -> Any:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module 'workings' has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(home), name)
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])

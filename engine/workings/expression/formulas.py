"""Functions that are read by name and stand for a formula at once: logit(p), normalCDF(x), mish(x), versin(x)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy
from sympy import Basic, Expr, Ge, Integer, Lt

from workings.expression.named import softplus
from workings.expression.nodes import HALF, ONE, ZERO, add, call, divide, mul, negate, piecewise, power, subtract

__all__ = ["FORMULAS", "in_full"]

TWO = Integer(2)
_ROOT_TWO = power(TWO, HALF)


def _normal_cdf(x: Expr) -> Expr:
    return divide(add(ONE, call(sympy.erf, divide(x, _ROOT_TWO))), TWO)


def _normal_pdf(x: Expr) -> Expr:
    return divide(call(sympy.exp, negate(divide(power(x, TWO), TWO))), power(mul(TWO, sympy.pi), HALF))


def _elu(x: Expr, a: Expr = ONE) -> Expr:
    left, right = Basic.__new__(Lt, x, ZERO), Basic.__new__(Ge, x, ZERO)
    below = subtract(call(sympy.exp, x), ONE)
    return piecewise((below if a is ONE else mul(a, below), left), (x, right))


def _root_of_squares(x: Expr, y: Expr) -> Expr:
    return power(add(power(x, TWO), power(y, TWO)), HALF)


def _log_of_sum(x: Expr, y: Expr) -> Expr:
    return call(sympy.log, add(call(sympy.exp, x), call(sympy.exp, y)))


# Functions of numerical libraries, by the names that SymPy's classes have too.
_NUMERICAL: dict[str, tuple[int, int, Callable[..., Any]]] = {
    "expm1": (1, 1, lambda x: subtract(call(sympy.exp, x), ONE)),
    "log1p": (1, 1, lambda x: call(sympy.log, add(ONE, x))),
    "exp2": (1, 1, lambda x: power(TWO, x)),
    "hypot": (2, 2, _root_of_squares),
    "fma": (3, 3, lambda x, y, z: add(mul(x, y), z)),
    "cosm1": (1, 1, lambda x: subtract(call(sympy.cos, x), ONE)),
    "powm1": (2, 2, lambda x, y: subtract(power(x, y), ONE)),
    "logaddexp": (2, 2, _log_of_sum),
}
# Those that the reader knows in other ways.
_ROOTS_AND_LOGARITHMS: dict[str, Callable[..., Any]] = {
    "log2": lambda x: call(sympy.log, x, TWO),
    "log10": lambda x: call(sympy.log, x, Integer(10)),
    "Sqrt": lambda x: power(x, HALF),
    "Cbrt": lambda x: power(x, sympy.Rational(1, 3)),
    "logaddexp2": lambda x, y: call(sympy.log, add(power(TWO, x), power(TWO, y)), TWO),
}
_OF_CODE = {name: row[2] for name, row in _NUMERICAL.items()} | _ROOTS_AND_LOGARITHMS


def in_full(node: Basic) -> Basic:
    """A function of SymPy's code generators as the formula that it stands for; any other node as it is.

    >>> from sympy.codegen.cfunctions import log1p
    >>> in_full(log1p(sympy.Symbol("x")))
    log(x + 1)
    """
    kind = type(node)
    if not str(kind.__module__).startswith("sympy.codegen"):  # an unknown function has no module
        return node
    formula = _OF_CODE.get(kind.__name__)
    return node if formula is None else formula(*node.args)


# Name -> the least and the greatest number of arguments, and the formula.
FORMULAS: dict[str, tuple[int, int, Callable[..., Any]]] = {
    "normalCDF": (1, 1, _normal_cdf),
    "normalPDF": (1, 1, _normal_pdf),
    "probit": (1, 1, lambda p: mul(_ROOT_TWO, call(sympy.erfinv, subtract(mul(TWO, p), ONE)))),
    "logit": (1, 1, lambda p: call(sympy.log, divide(p, subtract(ONE, p)))),
    "logistic": (1, 1, lambda x: divide(ONE, add(ONE, call(sympy.exp, negate(x))))),
    "softsign": (1, 1, lambda x: divide(x, add(ONE, call(sympy.Abs, x)))),
    "mish": (1, 1, lambda x: mul(x, call(sympy.tanh, call(softplus, x)))),
    "elu": (1, 2, _elu),
    "ELU": (1, 2, _elu),
    "tanhshrink": (1, 1, lambda x: subtract(x, call(sympy.tanh, x))),
    "versin": (1, 1, lambda x: subtract(ONE, call(sympy.cos, x))),
    "haversin": (1, 1, lambda x: divide(subtract(ONE, call(sympy.cos, x)), TWO)),
    **_NUMERICAL,
    "gudermannian": (1, 1, lambda x: mul(TWO, call(sympy.atan, call(sympy.tanh, divide(x, TWO))))),
}

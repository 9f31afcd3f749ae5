"""Functions that are read by name and stand for a formula at once: logit(p), normalCDF(x), mish(x), versin(x)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy
from sympy import Basic, Expr, Ge, Integer, Lt

from workings.expression.named import softplus
from workings.expression.nodes import HALF, ONE, ZERO, add, call, divide, mul, negate, piecewise, power, subtract

__all__ = ["FORMULAS"]

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
    "gudermannian": (1, 1, lambda x: mul(TWO, call(sympy.atan, call(sympy.tanh, divide(x, TWO))))),
}

"""The functions of machine learning as words to write their derivatives with."""

import sympy
from sympy import Basic, Expr, Gt, Lt

from workings.expression import add, call, divide
from workings.expression import named as ml
from workings.expression.nodes import ONE, ZERO, piecewise
from workings.expression.words import TWO
from workings_rules.calculus.special_words import at, half, root

_new = Basic.__new__
sigmoid, softplus, relu, leaky, gelu, silu, huber, softmax = map(
    at, (ml.sigmoid, ml.softplus, ml.relu, ml.leaky_relu, ml.gelu, ml.silu, ml.huber, ml.softmax)
)


def phi(u: Expr) -> Expr:
    """The standard normal distribution function."""
    return half(add(ONE, call(sympy.erf, divide(u, root(TWO)))))


def around_zero(below: Expr, above: Expr, u: Expr) -> Expr:
    return piecewise((below, _new(Lt, u, ZERO)), (above, _new(Gt, u, ZERO)))

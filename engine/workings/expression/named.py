"""The functions of machine learning by name, each with the formula it stands for.

`sigmoid(x)` stays a sigmoid in a line, as sin x stays a sine; `definition` is what it means, to the judges and to
whoever wants to see it written out. The losses are formulas from the start.

    >>> from workings.expression import symbol
    >>> sigmoid(symbol("x")).definition
    1/(1 + exp(-x))
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import sympy
from sympy import Basic, Expr, Function, Ge, Integer, Le, Lt, Rational
from sympy.core.evalf import prec_to_dps

from workings.expression.algebra import replace
from workings.expression.nodes import (
    HALF,
    ONE,
    ZERO,
    add,
    call,
    divide,
    mul,
    negate,
    piecewise,
    power,
    rational,
    subtract,
    walk,
)

__all__ = [
    "Named",
    "binary_cross_entropy",
    "cross_entropy",
    "gaussian_nll",
    "gelu",
    "huber",
    "kl_divergence",
    "leaky_relu",
    "log_softmax",
    "logsumexp",
    "mse",
    "relu",
    "sigmoid",
    "silu",
    "softmax",
    "softplus",
    "written_out",
]

_new = Basic.__new__
TWO = Integer(2)


class Named(Function):
    """A function that is written by its name and means its `definition`; `formula` makes that of the arguments."""

    formula: Callable[..., Expr]
    is_commutative = True
    is_real = True
    is_extended_real = True

    @property
    def definition(self) -> Expr:
        """The formula it stands for, made once."""
        found: Expr | None = getattr(self, "_definition", None)
        if found is None:
            found = self._definition = type(self).formula(*self.args)
        return found

    def _eval_evalf(self, prec: int) -> Any:
        return written_out(self).doit().evalf(prec_to_dps(prec))


LEAK = rational(1, 100)  # the slope of a leaky ReLU below 0


def written_out(expr: Basic) -> Any:
    """`expr` with the formulas of these functions in the place of their names."""
    while found := {node: node.definition for node in walk(expr) if isinstance(node, Named)}:
        expr = replace(expr, found)
    return expr


def _exp(u: Expr) -> Expr:
    return call(sympy.exp, u)


def _log(u: Expr) -> Expr:
    return call(sympy.log, u)


class sigmoid(Named):
    """1/(1 + e^(-x))"""

    @staticmethod
    def formula(x: Expr) -> Expr:
        return divide(ONE, add(ONE, _exp(negate(x))))


class softplus(Named):
    """ln(1 + e^x)"""

    @staticmethod
    def formula(x: Expr) -> Expr:
        return _log(add(ONE, _exp(x)))


class relu(Named):
    """max(0, x)"""

    @staticmethod
    def formula(x: Expr) -> Expr:
        return piecewise((ZERO, _new(Lt, x, ZERO)), (x, _new(Ge, x, ZERO)))


class leaky_relu(Named):
    """a x below 0, x above; a is 0.01 unless given"""

    @staticmethod
    def formula(x: Expr, a: Expr = LEAK) -> Expr:
        return piecewise((mul(a, x), _new(Lt, x, ZERO)), (x, _new(Ge, x, ZERO)))


class gelu(Named):
    """x (1 + erf(x/sqrt(2)))/2, x times the standard normal distribution function"""

    @staticmethod
    def formula(x: Expr) -> Expr:
        return mul(x, divide(add(ONE, call(sympy.erf, divide(x, power(TWO, HALF)))), TWO))


class silu(Named):
    """x/(1 + e^(-x)), also called swish"""

    @staticmethod
    def formula(x: Expr) -> Expr:
        return divide(x, add(ONE, _exp(negate(x))))


class huber(Named):
    """u^2/2 where |u| <= d, d (|u| - d/2) beyond; d is 1 unless given"""

    @staticmethod
    def formula(u: Expr, d: Expr = ONE) -> Expr:
        size = call(sympy.Abs, u)
        beyond = mul(d, subtract(size, divide(d, TWO)))
        return piecewise((divide(power(u, TWO), TWO), _new(Le, size, d)), (beyond, _new(sympy.Gt, size, d)))


class logsumexp(Named):
    """ln(e^(x_1) + ... + e^(x_n))"""

    @staticmethod
    def formula(*x: Expr) -> Expr:
        return _log(add(*map(_exp, x)))


class softmax(Named):
    """softmax(i, x_1, ..., x_n) is e^(x_i)/(e^(x_1) + ... + e^(x_n))"""

    @staticmethod
    def formula(i: Integer, *x: Expr) -> Expr:
        return divide(_exp(x[int(i) - 1]), add(*map(_exp, x)))


class log_softmax(Named):
    """log_softmax(i, x_1, ..., x_n) is x_i - ln(e^(x_1) + ... + e^(x_n))"""

    @staticmethod
    def formula(i: Integer, *x: Expr) -> Expr:
        return subtract(x[int(i) - 1], logsumexp.formula(*x))


# Losses, as formulas ------------------------------------------------------------------------------


def mse(y: Sequence[Expr], p: Sequence[Expr]) -> Expr:
    """The mean squared error ((p_1 - y_1)^2 + ... + (p_n - y_n)^2)/n."""
    return divide(add(*[power(subtract(b, a), TWO) for a, b in zip(y, p, strict=True)]), Integer(len(y)))


def cross_entropy(y: Sequence[Expr], p: Sequence[Expr]) -> Expr:
    """-(y_1 ln p_1 + ... + y_n ln p_n)."""
    return negate(add(*[mul(a, _log(b)) for a, b in zip(y, p, strict=True)]))


def binary_cross_entropy(y: Sequence[Expr], p: Sequence[Expr]) -> Expr:
    """-(y ln p + (1 - y) ln(1 - p)), on the average over the pairs."""
    terms = []
    for a, b in zip(y, p, strict=True):
        terms += [mul(a, _log(b)), mul(subtract(ONE, a), _log(subtract(ONE, b)))]
    total = negate(add(*terms))
    return total if len(y) == 1 else divide(total, Integer(len(y)))


def kl_divergence(p: Sequence[Expr], q: Sequence[Expr]) -> Expr:
    """p_1 ln(p_1/q_1) + ... + p_n ln(p_n/q_n)."""
    return add(*[mul(a, _log(divide(a, b))) for a, b in zip(p, q, strict=True)])


def gaussian_nll(x: Expr, mean: Expr, variance: Expr) -> Expr:
    """ln(2 pi v)/2 + (x - m)^2/(2 v), minus the logarithm of the normal density."""
    spread = divide(power(subtract(x, mean), TWO), mul(TWO, variance))
    return add(mul(Rational(1, 2), _log(mul(TWO, sympy.pi, variance))), spread)

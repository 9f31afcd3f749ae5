"""The exact value of an expression at a point, as a calculus course has it: variables real, odd roots real."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sympy
from sympy import Basic, Expr, Integer, Pow, Rational, Symbol, Tuple

from workings.expression.budget import Budget, magnitude, written_digits
from workings.expression.nodes import tree_size, walk

__all__ = ["NoValue", "entries", "value_at"]

_BUDGET = Budget()
_GROWING = (sympy.factorial, sympy.gamma, sympy.binomial)  # worked out in full by SymPy, however large


class NoValue(ValueError):
    """The expression has no real value there, or none that can be written out."""


def value_at(expr: Basic, at: Mapping[Symbol, Expr]) -> Basic:
    """The value of `expr`, an expression, a tuple or a matrix, where each symbol of `at` has its value.

    Symbols without a value stay as they are.

    Raises:
        NoValue: where it is not defined or not real, or where the value would be too large to write out.

    >>> from workings.expression.nodes import power, rational, symbol
    >>> x = symbol("x")
    >>> value_at(power(x, rational(1, 3)), {x: Integer(-8)})
    -2
    """
    if tree_size(expr) > _BUDGET.nodes:
        raise NoValue("the expression is too large for an exact value")
    done: dict[int, Any] = {}
    for node in walk(expr):
        if isinstance(node, Symbol):
            done[id(node)] = at.get(node, node)
        elif not node.args:
            done[id(node)] = node
        else:
            done[id(node)] = _worked_out(node.func, [done[id(arg)] for arg in node.args])
    value: Basic = done[id(expr)]
    if value.has(sympy.zoo, sympy.nan, sympy.oo, -sympy.oo):
        raise NoValue("it is not defined there")
    if any(entry.is_real is False or entry.has(sympy.I) for entry in entries(value)):
        raise NoValue("it has no real value there")
    return value


def entries(value: Any) -> Sequence[Any]:
    """The entries of a matrix row by row, of a vector, or the one of a number."""
    if hasattr(value, "flat"):
        return value.flat()
    return value.args if isinstance(value, Tuple) else (value,)


def _worked_out(function: Any, args: list[Any]) -> Any:
    if function is Pow:
        return _power(*args)
    if function in _GROWING and any((magnitude(arg) or 0) > _BUDGET.factorial for arg in args):
        raise NoValue("the value is too large to write out")
    return function(*args)


def _power(base: Any, exponent: Any) -> Any:
    if isinstance(base, Rational) and isinstance(exponent, Rational):
        if (written_digits(Pow(base, exponent, evaluate=False)) or 0) > _BUDGET.value:
            raise NoValue("the value is too large to write out")
        if base.is_negative and exponent.q % 2 and exponent.q > 1:
            return Integer(-1) ** exponent.p * Pow(-base, exponent)
    return Pow(base, exponent)

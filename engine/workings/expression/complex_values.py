"""Which expressions have values that are not real, though their variables are."""

from __future__ import annotations

import sympy
from sympy import Basic, I
from sympy.functions.special.bessel import hn1, hn2

from workings.expression.nodes import walk

__all__ = ["COMPLEX_VALUED", "has_complex_values"]

COMPLEX_VALUED: frozenset[type] = frozenset({sympy.hankel1, sympy.hankel2, hn1, hn2, sympy.Ynm})


def has_complex_values(expr: Basic) -> bool:
    """Whether the imaginary unit, or a function that is complex for real arguments, stands in it.

    >>> has_complex_values(sympy.hankel1(0, sympy.Symbol("x")))
    True
    """
    return any(node is I or type(node) in COMPLEX_VALUED for node in walk(expr))

"""Whether a curve is nowhere negative between two ends: signs of its factors, of polynomials by their exact roots."""

from __future__ import annotations

from typing import Any

import sympy
from sympy import Expr, Mul, Poly, Symbol, oo

from workings.expression.algebra import replace
from workings.expression.canonical import canonical
from workings.expression.nodes import symbols_of
from workings.expression.pieces import in_rows, without_absolute

__all__ = ["is_nonnegative"]

_MOST_DEGREE = 40


def is_nonnegative(body: Expr, x: Symbol, low: Any, high: Any) -> bool | None:
    """Whether body >= 0 for all x between the ends; letters are positive. None where this can't be told here."""
    whole = without_absolute(body, x)
    rows = in_rows(body if whole is None else whole, x)
    if rows is not None:
        return _of_rows(rows, x, low, high)
    letters = {s: Symbol(s.name, positive=True) for s in symbols_of([body, low, high]) if s != x}
    low, high = (canonical(replace(end, letters)) if letters else canonical(end) for end in (low, high))
    curve = sympy.factor(canonical(replace(body, letters) if letters else body))
    sign = _sign(curve, x, low, high)
    if sign is None and curve.is_Add:
        signs = [_sign(sympy.factor(term), x, low, high) for term in curve.args]
        return True if all(s == 1 for s in signs) else None
    return None if sign is None else sign == 1


def _of_rows(rows: list[tuple[Expr, Any]], x: Symbol, low: Any, high: Any) -> bool | None:
    """Of a curve piece by piece."""
    found: list[bool | None] = []
    for value, end in rows:
        end = high if end is oo or bool(canonical(end) > high) else end
        if bool(canonical(low) < canonical(end)):
            found.append(is_nonnegative(value, x, low, end))
            low = end
    return False if False in found else None if None in found else True


def _sign(curve: Any, x: Symbol, low: Any, high: Any) -> int | None:
    """1 where it is nowhere negative, -1 where it is negative somewhere, which one factor decides; else None."""
    whole, changing = 1, False
    for factor in Mul.make_args(curve):
        found = _factor_sign(factor, x, low, high)
        if found is None:
            return None
        changing |= found == 0
        whole *= found or 1
    return -1 if changing else whole


def _factor_sign(factor: Any, x: Symbol, low: Any, high: Any) -> int | None:
    """1 or -1 where it keeps this sign, 0 where it changes it, None where that is not known."""
    if not factor.has(x):
        return 1 if factor.is_nonnegative else -1 if factor.is_negative else None
    if isinstance(factor, sympy.exp):
        return 1
    if factor.is_Pow and factor.exp.is_Rational:
        inner = _factor_sign(factor.base, x, low, high)
        if factor.exp.is_Integer:
            return 1 if factor.exp % 2 == 0 else inner
        return 1 if inner == 1 else None
    if isinstance(factor, sympy.sin | sympy.cos):
        return _wave_sign(factor, x, low, high)
    if factor == x and low.is_nonnegative:
        return 1
    return _polynomial_sign(factor, x, low, high)


def _wave_sign(wave: Any, x: Symbol, low: Any, high: Any) -> int | None:
    """Of sin within [0, π] and of cos within [-π/2, π/2]; of others it is not told."""
    if high is oo or low is -oo or not wave.args[0].is_polynomial(x) or sympy.degree(wave.args[0], x) != 1:
        return None
    ends = [wave.args[0].subs(x, end) for end in (low, high)]
    first = sympy.S.Zero if isinstance(wave, sympy.sin) else -sympy.pi / 2
    inside = all((end - first).is_nonnegative and (first + sympy.pi - end).is_nonnegative for end in ends)
    return 1 if inside else None


def _polynomial_sign(factor: Any, x: Symbol, low: Any, high: Any) -> int | None:
    if not factor.is_polynomial(x) or not low.is_number or not high.is_number:
        return None
    poly = Poly(factor, x)
    if not all(c.is_Rational for c in poly.all_coeffs()) or poly.degree() > _MOST_DEGREE:
        return None
    for root in poly.real_roots(multiple=False):
        place, times = root
        if times % 2 and (place - low).is_positive and (high is oo or (high - place).is_positive):
            return 0
    inside = _between(low, high)
    while poly.eval(inside) == 0:  # a root of even order
        inside = _between(low, inside)
    return 1 if poly.eval(inside) > 0 else -1


def _between(low: Any, high: Any) -> Any:
    """A number between the two ends."""
    if low is -oo:
        return sympy.S.Zero if high is oo else high - 1
    return low + 1 if high is oo else (low + high) / 2

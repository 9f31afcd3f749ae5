"""Where the parts of an expression go as x goes to a number or to infinity, by the laws of limits.

Sums, products and quotients of limits, with infinity for what grows beyond every bound. Where a law says nothing, as of
0/0, there is no answer here; and none for a function that is not known to be continuous.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sympy
from sympy import Abs, Add, Expr, Integer, Mul, Poly, Pow, Symbol, oo, pi

from workings.expression.canonical import canonical
from workings.expression.nodes import walk
from workings.expression.values import NoValue, value_at
from workings_rules.calculus.zeros import Unknown, compare

__all__ = ["Trend", "trend"]


@dataclass(frozen=True, slots=True)
class Trend:
    """The limit of a part, and from where it comes.

    Arguments:
        value: a number, oo or -oo; None for what stays within bounds without a limit.
        side: 1 from above, -1 from below, 0 where that is not known or it is constant.
    """

    value: Expr | None
    side: int = 0

    @property
    def is_zero(self) -> bool:
        return self.value is not None and self.value.is_finite is True and compare(self.value, Integer(0)) == 0

    @property
    def is_infinite(self) -> bool:
        return self.value is not None and self.value in (oo, -oo)

    @property
    def sign(self) -> int:
        """Of the part near there; 0 where it is not known."""
        if self.value is None:
            return 0
        if self.is_zero:
            return self.side
        return compare(self.value, Integer(0))


BOUNDED = Trend(None)


def trend(f: Expr, x: Symbol, a: Expr, side: str) -> Trend | None:
    """The trend of f as x goes to a; None where the laws do not tell it."""
    done: dict[int, Trend | None] = {}
    towards = {"+": 1, "-": -1}.get(side, 0)
    if a in (oo, -oo):
        towards = -1 if a == oo else 1
    try:
        for node in walk(f):
            if node == x:
                done[id(node)] = Trend(a, towards)
            elif x not in node.free_symbols:
                done[id(node)] = None if node.free_symbols else Trend(_number(node))
            else:
                parts = [done[id(arg)] for arg in node.args]
                law = _LAWS.get(type(node))
                known = [part for part in parts if part is not None]
                found = law(node, known) if law is not None and len(known) == len(parts) else None
                done[id(node)] = _by_leading_term(node, x, a) if found is None else found
    except (Unknown, NoValue):
        return None
    return done[id(f)]


def _by_leading_term(node: Any, x: Symbol, a: Expr) -> Trend | None:
    """Far out a polynomial goes where its leading term goes."""
    if not isinstance(node, Add) or a not in (oo, -oo) or not canonical(node).is_polynomial(x):
        return None
    p = Poly(canonical(node), x)
    sign = compare(p.LC(), Integer(0)) * (1 if a == oo or p.degree() % 2 == 0 else -1)
    return Trend(sign * oo) if p.degree() > 0 and sign else None


def _number(node: Any) -> Expr:
    value: Any = value_at(node, {})
    return value


def _sum(node: Add, parts: list[Trend]) -> Trend | None:
    if any(part.value is None for part in parts):
        wild = [part for part in parts if part.is_infinite]
        return Trend(wild[0].value) if len({w.value for w in wild}) == 1 else BOUNDED if not wild else None
    infinite = {part.value for part in parts if part.is_infinite}
    if infinite:
        return Trend(infinite.pop(), 0) if len(infinite) == 1 else None
    sides = {part.side for part, arg in zip(parts, node.args, strict=True) if not arg.is_number}
    return Trend(Add(*[part.value for part in parts]), sides.pop() if len(sides) == 1 else 0)


def _product(node: Mul, parts: list[Trend]) -> Trend | None:
    """Two parts at a time; 0 times what is bounded is 0."""
    found = parts[0]
    for part in parts[1:]:
        new = _times(found, part)
        if new is None:
            return None
        found = new
    return found


def _times(a: Trend, b: Trend) -> Trend | None:
    if a.is_infinite or b.is_infinite:
        sign = a.sign * b.sign
        return Trend(sign * oo) if sign and not (a.is_zero or b.is_zero) else None
    if a.value is None or b.value is None:
        return Trend(Integer(0)) if a.is_zero or b.is_zero else BOUNDED
    if a.is_zero or b.is_zero:
        return Trend(Integer(0), a.sign * b.sign)
    side = a.side * b.sign if not b.side else b.side * a.sign if not a.side else 0
    return Trend(a.value * b.value, side)


def _power(node: Pow, parts: list[Trend]) -> Trend | None:
    base, exponent = parts
    n = node.args[1]
    if not n.is_number:
        return _exponential(base, exponent) if node.args[0].is_number else _general(base, exponent)
    if base.value is None or not n.is_rational:
        return None
    even = n.q % 2 == 0
    if base.is_infinite:
        if base.value == -oo and even:
            return None
        sign = 1 if base.value == oo or n.p % 2 == 0 else -1
        return Trend(sign * oo) if n > 0 else Trend(Integer(0), sign)
    if base.is_zero:
        sign = 1 if n.p % 2 == 0 else base.side
        if even and base.side < 0:
            return None
        if n > 0:
            return Trend(Integer(0), 1 if even else sign)
        return Trend(sign * oo) if sign else None
    if even and base.sign < 0:
        return None
    value = Pow(base.value, n) if base.sign > 0 or n.q == 1 else (-1) ** n.p * Pow(-base.value, n)
    side = base.side * (1 if n > 0 else -1) * (1 if n.p % 2 or base.sign > 0 else -1)
    return Trend(value, side)


def _exponential(base: Trend, exponent: Trend) -> Trend | None:
    """b^u"""
    if base.value is None or base.sign <= 0 or exponent.value is None:
        return None
    grows = compare(base.value, Integer(1))
    if exponent.is_infinite:
        if grows == 0:
            return Trend(Integer(1))
        return Trend(oo) if (exponent.value == oo) == (grows > 0) else Trend(Integer(0), 1)
    return Trend(Pow(base.value, exponent.value), exponent.side * grows)


def _general(base: Trend, exponent: Trend) -> Trend | None:
    """u^v where both go to numbers, u to a positive one."""
    plain = base.value is not None and exponent.value is not None and not base.is_infinite and not exponent.is_infinite
    if not plain or base.sign <= 0 or base.is_zero:
        return None
    assert base.value is not None
    assert exponent.value is not None
    return Trend(Pow(base.value, exponent.value))


def _rising(of: Any, low: Expr | None, high: Expr | None, inside: Callable[[Expr], bool] = lambda v: True) -> Any:
    """The law of a function that rises all the way, with its limits at -oo and oo."""

    def law(node: Expr, parts: list[Trend]) -> Trend | None:
        (u,) = parts
        if u.value is None:
            return BOUNDED if low is not None and high is not None and low.is_finite and high.is_finite else None
        if u.is_infinite:
            end = high if u.value == oo else low
            return None if end is None else Trend(end, 0 if end in (oo, -oo) else -1 if u.value == oo else 1)
        return Trend(of(u.value), u.side) if inside(u.value) else None

    return law


def _logarithm(node: Expr, parts: list[Trend]) -> Trend | None:
    (u,) = parts if len(parts) == 1 else (Trend(None),)
    if u.value is None or u.value == -oo:
        return None
    if u.is_infinite:
        return Trend(oo)
    if u.is_zero:
        return Trend(-oo) if u.side > 0 else None
    return Trend(sympy.log(u.value), u.side) if u.sign > 0 else None


def _wave(of: Any) -> Any:
    """sin and cos: continuous, and within bounds where u goes on for ever."""

    def law(node: Expr, parts: list[Trend]) -> Trend | None:
        (u,) = parts
        if u.value is None or u.is_infinite:
            return BOUNDED
        rate = of(sympy.Symbol("u")).diff().subs("u", u.value)
        return Trend(of(u.value), compare(rate, Integer(0)) * u.side)

    return law


def _where_finite(of: Any) -> Any:
    """tan, cot, sec, csc at numbers where they have a value."""

    def law(node: Expr, parts: list[Trend]) -> Trend | None:
        (u,) = parts
        if u.value is None or u.is_infinite:
            return None
        value = of(u.value)
        rises = {sympy.tan: 1, sympy.cot: -1}.get(of, 0)
        return Trend(value, rises * u.side) if value.is_finite else None

    return law


def _absolute(node: Expr, parts: list[Trend]) -> Trend | None:
    (u,) = parts
    if u.value is None:
        return BOUNDED
    return Trend(Abs(u.value), 1) if u.is_zero else Trend(Abs(u.value), u.side * u.sign)


def _sign(node: Expr, parts: list[Trend]) -> Trend | None:
    """Near there it is 1 or -1 throughout."""
    return Trend(Integer(parts[0].sign)) if parts[0].sign else None


_LAWS: dict[Any, Any] = {
    Add: _sum,
    Mul: _product,
    Pow: _power,
    sympy.exp: _rising(sympy.exp, Integer(0), oo),
    sympy.log: _logarithm,
    sympy.sin: _wave(sympy.sin),
    sympy.cos: _wave(sympy.cos),
    sympy.tan: _where_finite(sympy.tan),
    sympy.cot: _where_finite(sympy.cot),
    sympy.sec: _where_finite(sympy.sec),
    sympy.csc: _where_finite(sympy.csc),
    sympy.atan: _rising(sympy.atan, -pi / 2, pi / 2),
    sympy.asin: _rising(sympy.asin, None, None, lambda v: bool(abs(v) <= 1)),
    sympy.sinh: _rising(sympy.sinh, -oo, oo),
    sympy.tanh: _rising(sympy.tanh, Integer(-1), Integer(1)),
    sympy.asinh: _rising(sympy.asinh, -oo, oo),
    Abs: _absolute,
    sympy.sign: _sign,
}

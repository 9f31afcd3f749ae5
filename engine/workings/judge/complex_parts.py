"""A complex value as its real and its imaginary part, two expressions of real ones.

An equation between complex values is two between real ones, and those are what the judges know. Every formula here is
a definition or an addition theorem; roots, logarithms and inverse functions have their principal values, with angles
between -pi and pi (DLMF 4.2, 4.23, 4.37). A derivative by a real variable is that of each part; one by a complex
variable is taken along the real direction.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import sympy as sp
from sympy import Dummy, Expr, I, Integer

from workings.expression.algebra import rebuild, replace
from workings.expression.goals import D, Value
from workings.expression.nodes import HALF, ONE, ZERO, add, call, divide, mul, negate, power, subtract, symbols_of, walk

__all__ = ["NoParts", "apart", "parts"]

Pair = tuple[Expr, Expr]
_NOT_ANALYTIC: Final = (sp.Abs, sp.sign, sp.re, sp.im, sp.conjugate, sp.arg)
LARGEST: Final = 24  # a whole power that is multiplied out
TWO: Final = Integer(2)


class NoParts(Exception):
    """The parts of this value are not known here; the message names it."""


def parts(expr: Any) -> Pair:
    """The real and the imaginary part.

    Raises:
        NoParts: something in it is complex of which the parts are not known here.

    >>> x = sp.Symbol("x", real=True)
    >>> parts(sp.exp(sp.I * x))[0].doit()
    cos(x)
    """
    done: dict[int, Pair] = {}
    for node in walk(expr):
        done[id(node)] = _parts(node, [done[id(a)] for a in node.args])
    return done[id(expr)]


def apart(relation: Any) -> Any:
    """u != v of complex values as one between real ones: |u - v|^2 != 0.

    Raises:
        NoParts: it is another relation; complex values have no order.
    """
    if not isinstance(relation, sp.Ne):
        raise NoParts(f"{type(relation).__name__} of complex values")
    (a, b), (c, d) = map(parts, relation.args)
    distance = add(power(subtract(a, c), TWO), power(subtract(b, d), TWO))
    return sp.Basic.__new__(sp.Ne, distance, ZERO)


def _parts(node: Any, args: list[Pair]) -> Pair:
    if node is I:
        return ZERO, ONE
    build = _COMPLEX.get(type(node))
    if build is not None and all(b is ZERO for _, b in args):
        return build(node)
    if isinstance(node, D):
        return _derivative(node, args)
    if all(b is ZERO for _, b in args):
        same = all(a is was for (a, _), was in zip(args, node.args, strict=True))
        return (node if same else rebuild(node, tuple([a for a, _ in args]))), ZERO
    if isinstance(node, Value):
        return _value(node, args)
    formula = _FORMULAS.get(type(node))
    if formula is None:
        raise NoParts(f"{type(node).__name__} of a complex value")
    return formula(*args)


def _derivative(node: D, args: list[Pair]) -> Pair:
    (real, imaginary), (x, beside) = args[:2]
    if beside is ZERO:
        return _slope(real, x, node.order), _slope(imaginary, x, node.order)
    if isinstance(node.x, sp.Symbol) or not isinstance(node.order, Integer):
        raise NoParts("a derivative by a complex variable")
    along, across = Dummy("u", real=True), Dummy("v", real=True)
    moved = replace(node.f, {node.x: add(along, mul(I, across))})
    if set(symbols_of([node.x])) & set(symbols_of([moved])):
        raise NoParts("a function of a complex variable and of its parts")
    if any(isinstance(part, _NOT_ANALYTIC) for part in walk(moved)):
        raise NoParts("a derivative by a complex variable of what is not analytic")
    slopes = [_slope(part, along, node.order) for part in parts(moved)]
    there = [Value(part, (along, x), (across, beside)) if part is not ZERO else ZERO for part in slopes]
    return there[0], there[1]


def _slope(part: Expr, x: Expr, order: Expr) -> Expr:
    return ZERO if part is ZERO else D(part, x, order)


def _value(node: Value, args: list[Pair]) -> Pair:
    if any(b is not ZERO for _, b in args[1:]):
        raise NoParts("a complex value for a variable")
    real, imaginary = (Value(part, *[pair.args for pair in node.args[1:]]) for part in args[0])
    return real, imaginary


# Arithmetic ---------------------------------------------------------------------------------------


def _sum(*args: Pair) -> Pair:
    real, imaginary = (add(*[p for p in part if p is not ZERO]) for part in zip(*args, strict=True))
    return real, imaginary


def _times(p: Pair, q: Pair) -> Pair:
    (a, b), (c, d) = p, q
    if b is ZERO:
        return mul(a, c), (mul(a, d) if d is not ZERO else ZERO)
    if d is ZERO:
        return mul(a, c), mul(b, c)
    return subtract(mul(a, c), mul(b, d)), add(mul(a, d), mul(b, c))


def _product(*args: Pair) -> Pair:
    total = args[0]
    for p in args[1:]:
        total = _times(total, p)
    return total


def _over(p: Pair, q: Pair) -> Pair:
    return _times(p, _inverse(q))


def _inverse(p: Pair) -> Pair:
    a, b = p
    if b is ZERO:
        return power(a, Integer(-1)), ZERO
    squared = add(power(a, TWO), power(b, TWO))
    return divide(a, squared), negate(divide(b, squared))


def _negative(p: Pair) -> Pair:
    return negate(p[0]), (negate(p[1]) if p[1] is not ZERO else ZERO)


def _scaled(p: Pair, by: Expr) -> Pair:
    return mul(by, p[0]), (mul(by, p[1]) if p[1] is not ZERO else ZERO)


def _turned(p: Pair) -> Pair:
    """i p"""
    a, b = p
    return (negate(b) if b is not ZERO else ZERO), a


def _modulus(p: Pair) -> Expr:
    return power(add(power(p[0], TWO), power(p[1], TWO)), HALF)


def _power(p: Pair, q: Pair) -> Pair:
    (a, b), (c, d) = p, q
    if d is ZERO and isinstance(c, Integer) and abs(c.p) <= LARGEST:
        whole = _product(*[p] * abs(c.p)) if c.p else (ONE, ZERO)
        return _inverse(whole) if c.p < 0 else whole
    if b is ZERO and d is not ZERO:  # of a positive number
        return _exp(_times((call(sp.log, a), ZERO), q))
    return _exp(_times(q, _log(p)))


# Functions ----------------------------------------------------------------------------------------


def _exp(p: Pair) -> Pair:
    a, b = p
    if b is ZERO:
        return call(sp.exp, a), ZERO
    size = call(sp.exp, a)
    return mul(size, call(sp.cos, b)), mul(size, call(sp.sin, b))


def _log(p: Pair, *base: Pair) -> Pair:
    if base:
        return _over(_log(p), _log(*base))
    a, b = p
    if b is ZERO:
        return call(sp.log, a), ZERO
    return call(sp.log, _modulus(p)), call(sp.atan2, b, a)


def _root(p: Pair) -> Pair:
    return _power(p, (HALF, ZERO))


def _hyperbolic(even: bool) -> Callable[[Pair], Pair]:
    """cosh(a + ib) = cosh a cos b + i sinh a sin b, and sinh likewise."""
    one, other = (sp.cosh, sp.sinh) if even else (sp.sinh, sp.cosh)

    def of(p: Pair) -> Pair:
        a, b = p
        if b is ZERO:
            return call(one, a), ZERO
        return mul(call(one, a), call(sp.cos, b)), mul(call(other, a), call(sp.sin, b))

    return of


_cosh, _sinh = _hyperbolic(True), _hyperbolic(False)


def _cos(p: Pair) -> Pair:
    return _cosh(_turned(p))


def _sin(p: Pair) -> Pair:
    """-i sinh(i p)"""
    return _negative(_turned(_sinh(_turned(p))))


def _artanh(p: Pair) -> Pair:
    """(ln(1 + p) - ln(1 - p))/2"""
    one = (ONE, ZERO)
    return _scaled(_sum(_log(_sum(one, p)), _negative(_log(_sum(one, _negative(p))))), HALF)


def _arsinh(p: Pair) -> Pair:
    """ln(p + sqrt(1 + p^2))"""
    return _log(_sum(p, _root(_sum((ONE, ZERO), _times(p, p)))))


def _arcosh(p: Pair) -> Pair:
    """ln(p + sqrt(p + 1) sqrt(p - 1))"""
    return _log(_sum(p, _times(_root(_sum(p, (ONE, ZERO))), _root(_sum(p, (Integer(-1), ZERO))))))


def _untwisted(f: Callable[[Pair], Pair]) -> Callable[[Pair], Pair]:
    """-i f(i p): the sine from the hyperbolic sine, and the inverses likewise."""
    return lambda p: _negative(_turned(f(_turned(p))))


_arcsin, _arctan = _untwisted(_arsinh), _untwisted(_artanh)


def _arccos(p: Pair) -> Pair:
    return _sum((divide(sp.pi, TWO), ZERO), _negative(_arcsin(p)))


def _quotient(top: Callable[[Pair], Pair], bottom: Callable[[Pair], Pair]) -> Callable[[Pair], Pair]:
    return lambda p: _over(top(p), bottom(p))


def _of_inverse(f: Callable[[Pair], Pair]) -> Callable[[Pair], Pair]:
    return lambda p: f(_inverse(p))


def _inverse_of(f: Callable[[Pair], Pair]) -> Callable[[Pair], Pair]:
    return lambda p: _inverse(f(p))


# fmt: off
_FORMULAS: Final[dict[Any, Callable[..., Pair]]] = {
    sp.Add: _sum, sp.Mul: _product, sp.Pow: _power, sp.exp: _exp, sp.log: _log,
    sp.sin: _sin, sp.cos: _cos, sp.tan: _quotient(_sin, _cos), sp.cot: _quotient(_cos, _sin),
    sp.sec: _inverse_of(_cos), sp.csc: _inverse_of(_sin),
    sp.sinh: _sinh, sp.cosh: _cosh, sp.tanh: _quotient(_sinh, _cosh), sp.coth: _quotient(_cosh, _sinh),
    sp.sech: _inverse_of(_cosh), sp.csch: _inverse_of(_sinh),
    sp.asin: _arcsin, sp.acos: _arccos, sp.atan: _arctan,
    sp.acot: _of_inverse(_arctan), sp.asec: _of_inverse(_arccos), sp.acsc: _of_inverse(_arcsin),
    sp.asinh: _arsinh, sp.acosh: _arcosh, sp.atanh: _artanh,
    sp.acoth: _of_inverse(_artanh), sp.asech: _of_inverse(_arcosh), sp.acsch: _of_inverse(_arsinh),
    sp.re: lambda p: (p[0], ZERO), sp.im: lambda p: (p[1], ZERO), sp.conjugate: lambda p: (p[0], negate(p[1])),
    sp.Abs: lambda p: (_modulus(p), ZERO), sp.sign: lambda p: _scaled(p, power(_modulus(p), Integer(-1))),
    sp.arg: lambda p: (call(sp.atan2, p[1], p[0]), ZERO),
    sp.UnevaluatedExpr: lambda p: p,
}
# fmt: on


# Functions that are complex for real arguments ---------------------------------------------------


def _waves(first: Any, second: Any, sign: int) -> Callable[[Any], Pair]:
    """H = J + i Y and J - i Y (DLMF 10.4.3), and h = j + i y likewise."""
    return lambda node: (call(first, *node.args), mul(Integer(sign), call(second, *node.args)))


def _harmonic(node: Any) -> Pair:
    """Y = sqrt((2n + 1)/(4 pi) (n - m)!/(n + m)!) P_n^m(cos theta) e^(i m phi) (DLMF 14.30.1)"""
    n, m, theta, phi = node.args
    whole = divide(call(sp.factorial, subtract(n, m)), call(sp.factorial, add(n, m)))
    scale = power(mul(divide(add(mul(TWO, n), ONE), mul(Integer(4), sp.pi)), whole), HALF)
    size = mul(scale, call(sp.assoc_legendre, n, m, call(sp.cos, theta)))
    turn = mul(m, phi)
    return mul(size, call(sp.cos, turn)), mul(size, call(sp.sin, turn))


_COMPLEX: Final[dict[Any, Callable[[Any], Pair]]] = {
    sp.hankel1: _waves(sp.besselj, sp.bessely, 1),
    sp.hankel2: _waves(sp.besselj, sp.bessely, -1),
    sp.functions.special.bessel.hn1: _waves(sp.jn, sp.yn, 1),
    sp.functions.special.bessel.hn2: _waves(sp.jn, sp.yn, -1),
    sp.Ynm: _harmonic,
}

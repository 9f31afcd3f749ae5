"""All the real zeros of a function of one variable on an interval, or the word that they are not all known.

A factor is looked at by itself. A polynomial with rational coefficients is factored, and each factor solved by
radicals; a polynomial in one kernel such as e^x or ln x is solved for the kernel first; a polynomial in sines and
cosines becomes one in t = tan(x/2). Whatever is none of these is not known, and nothing is guessed.
"""

import math
from collections.abc import Iterable, Iterator
from typing import Any

import sympy
from sympy import Abs, Expr, Integer, Mul, Poly, Pow, Rational, Symbol, oo, pi, sign
from sympy.core.relational import Relational

from workings.expression import subtract
from workings.expression.canonical import canonical
from workings.expression.relations import where_defined
from workings.expression.values import NoValue, value_at
from workings.rule import Refusal

__all__ = ["Unknown", "between", "breaks", "compare", "has_value", "inside", "real_zeros", "value_or_none"]

DIGITS = 60
TURNS = 40  # periods of a sine on the interval
LARGEST = 24  # the degree of a polynomial
_SMOOTH = (
    *(sympy.exp, sympy.log, sympy.sin, sympy.cos, sympy.tan, sympy.cot, sympy.sec, sympy.csc),
    *(sympy.asin, sympy.acos, sympy.atan, sympy.sinh, sympy.cosh, sympy.tanh, sympy.asinh, sympy.sech),
    *(Abs, sign, sympy.erf),
)
_POSITIVE = (sympy.exp, sympy.cosh, sympy.sech)
# Where a head that grows all the way takes a value; None where it never does.
_INVERSES: dict[Any, Any] = {
    sympy.exp: lambda r: sympy.log(r) if r.is_positive else None,
    sympy.log: sympy.exp,
    sympy.atan: lambda r: sympy.tan(r) if (pi / 2 - Abs(r)).is_positive else None,
    sympy.asin: lambda r: sympy.sin(r) if (pi / 2 - Abs(r)).is_nonnegative else None,
    sympy.sinh: sympy.asinh,
    sympy.asinh: sympy.sinh,
    sympy.tanh: lambda r: sympy.atanh(r) if (1 - Abs(r)).is_positive else None,
    sympy.erf: lambda r: Integer(0) if r.is_zero else _not_known(f"erf u = {r}"),
}


class Unknown(Refusal):
    """Not all of the zeros are known."""


def _not_known(what: object) -> Any:
    raise Unknown(f"{what} is out of reach: its zeros are not all known exactly")


def compare(a: Expr, b: Expr) -> int:
    """-1, 0 or 1 as a is less than, equal to or greater than b, which are real numbers or infinite."""
    if a == b:
        return 0
    if oo in (a, b) or -oo in (a, b):
        return 1 if a == oo or b == -oo else -1
    apart = (a - b).evalf(DIGITS, maxn=400)
    if apart.is_comparable and abs(apart) > Rational(1, 10 ** (DIGITS // 2)):
        return 1 if apart > 0 else -1
    if (a - b).equals(0):
        return 0
    return _not_known(f"{a} - {b}")


def inside(points: Iterable[Expr], low: Expr, high: Expr) -> list[Expr]:
    """The points strictly between, each once, in order."""
    found: list[Expr] = []
    for point in points:
        if compare(point, low) <= 0 or compare(point, high) >= 0:
            continue
        place = next((i for i, other in enumerate(found) if compare(point, other) <= 0), len(found))
        if place == len(found) or compare(point, found[place]):
            found.insert(place, point)
    return found


def breaks(f: Expr, x: Symbol, low: Expr, high: Expr) -> list[Expr]:
    """The points strictly between low and high at which f may end, jump or have no value.

    Raises:
        Unknown: they are not all known.
    """
    _refuse_jumps(f)
    plain = canonical(f)
    parts = [side for relation in where_defined(f) for side in _sides(relation)]
    for heads, part in _BREAKING:
        parts += [part(head.args[0]) for head in plain.atoms(*heads)]
    return inside((zero for part in parts for zero in real_zeros(part, x, low, high)), low, high)


# Heads, and what of their argument is 0 where they end, bend sharply or have a pole.
_BREAKING: tuple[tuple[tuple[Any, ...], Any], ...] = (
    ((Abs, sign), lambda u: u),
    ((sympy.tan, sympy.sec), sympy.cos),
    ((sympy.cot, sympy.csc), sympy.sin),
    ((sympy.asin, sympy.acos), lambda u: u**2 - 1),
)


def has_value(f: Expr, x: Symbol, a: Expr) -> bool:
    """Whether f has a real value at x = a: what stands below a bar is compared with 0 exactly."""
    if value_or_none(f, x, a) is None:
        return False
    for relation in where_defined(f):
        parts = relation.args if isinstance(relation, sympy.Or) else (relation,)
        if not any(_holds(part, x, a) for part in parts):
            return False
    return True


def _holds(relation: Any, x: Symbol, a: Expr) -> bool:
    left, right = (value_or_none(side, x, a) for side in relation.args)
    if left is None or right is None:
        return False
    side = compare(left, right)
    return {sympy.Ne: side != 0, sympy.Gt: side > 0, sympy.Ge: side >= 0}.get(type(relation), False)


def _sides(relation: Any) -> Iterator[Expr]:
    for part in relation.args if isinstance(relation, sympy.Or) else (relation,):
        if isinstance(part, Relational):
            yield subtract(*part.args)


def between(low: Expr, high: Expr) -> Expr:
    """A rational number between, with a short denominator."""
    if low == -oo:
        return Integer(0) if high == oo else sympy.floor(high) - 1
    if high == oo:
        return sympy.ceiling(low) + 1
    a, b = (sympy.Rational(str(end.evalf(DIGITS))) for end in (low, high))
    for q in range(1, 1000):
        middle = Rational(sympy.floor((a + b) / 2 * q + Rational(1, 2)), q)
        if compare(middle, low) > 0 and compare(middle, high) < 0:
            return middle
    return (a + b) / 2


def _refuse_jumps(f: Expr) -> None:
    for node in sympy.preorder_traversal(f):
        if isinstance(node, sympy.Function) and not isinstance(node, _SMOOTH):
            _not_known(f"a function with {type(node).__name__} in it")


def real_zeros(f: Expr, x: Symbol, low: Expr, high: Expr) -> list[Expr]:
    """All real zeros of f strictly between low and high, and those at which a factor of it is 0 or has a pole.

    Raises:
        Unknown: they are not all known.
    """
    plain = canonical(f)
    if plain.free_symbols - {x}:
        _not_known(f"{plain}, with letters besides {x},")
    if plain.is_zero:
        _not_known("a function that is 0 everywhere")
    whole = sympy.factor(sympy.together(plain))
    found: list[Expr] = []
    for factor in Mul.make_args(whole):
        found += _of_factor(factor, x, low, high)
    return inside(found, low, high)


def _of_factor(f: Expr, x: Symbol, low: Expr, high: Expr) -> list[Expr]:
    if x not in f.free_symbols or isinstance(f, _POSITIVE):
        return []
    if isinstance(f, Pow):
        base = f.args[0]
        return [] if x not in base.free_symbols else real_zeros(base, x, low, high)
    if isinstance(f, Abs | sign):
        return real_zeros(f.args[0], x, low, high)
    if f.is_polynomial(x):
        return _of_polynomial(Poly(f, x))
    if _is_of_angles(f, x):
        return _of_angles(f, x, low, high)
    if isinstance(f, sympy.log):
        return real_zeros(f.args[0] - 1, x, low, high)
    return _of_kernel(f, x, low, high)


# Polynomials -------------------------------------------------------------------------------------


def _of_polynomial(p: Poly) -> list[Expr]:
    """The real roots by radicals."""
    if p.degree() > LARGEST:
        _not_known(f"a polynomial of degree {p.degree()}")
    if not all(c.is_Rational for c in p.all_coeffs()):
        return _of_low_degree(p)
    found: list[Expr] = []
    for factor, _ in Poly(p, domain="QQ").factor_list()[1]:
        found += _of_irreducible(factor)
    return found


def _of_irreducible(p: Poly) -> list[Expr]:
    x, n = p.gen, p.degree()
    if n <= 2:
        return _of_low_degree(p)
    if p.count_roots() == 0:
        return []
    m = math.gcd(*[k for (k,), _ in p.terms() if k])
    if m == 1:
        return _not_known(str(p.as_expr()))
    inner = Poly({(k // m,): c for (k,), c in p.terms()}, x, domain="QQ")
    return [root for value in _of_polynomial(inner) for root in _roots_of(value, m)]


def _of_low_degree(p: Poly) -> list[Expr]:
    """Of degree 1 or 2, whatever the numbers."""
    a, *rest = p.all_coeffs()
    if p.degree() == 1:
        return [-rest[0] / a]
    if p.degree() > 2:
        return _not_known(str(p.as_expr()))
    b, c = rest
    under = sympy.expand(b**2 - 4 * a * c)
    side = compare(under, Integer(0))
    if side < 0:
        return []
    if side == 0:
        return [-b / (2 * a)]
    root = sympy.sqrt(sympy.sqrtdenest(under))
    return [sympy.expand((-b - root) / (2 * a)), sympy.expand((-b + root) / (2 * a))]


def _roots_of(value: Expr, m: int) -> list[Expr]:
    """The real x with x^m = value."""
    side = compare(value, Integer(0))
    if side == 0:
        return [Integer(0)]
    size = sympy.sqrtdenest(Pow(value if side > 0 else sympy.expand(-value), Rational(1, m)))
    if m % 2:
        return [side * size]
    return [-size, size] if side > 0 else []


# Polynomials in a kernel -------------------------------------------------------------------------


def _of_kernel(f: Expr, x: Symbol, low: Expr, high: Expr) -> list[Expr]:
    """A polynomial in e^u, ln u, a root of u, ...: solved for that, and then for x."""
    above = sympy.numer(sympy.together(f))
    p = Poly(above)
    kernels = [gen for gen in p.gens if x in gen.free_symbols]
    if len(kernels) != 1 or len(p.gens) != 1 or kernels[0] == x:
        return _not_known(str(f))
    (kernel,) = kernels
    roots = _of_polynomial(Poly(p.as_expr(), kernel))
    if isinstance(kernel, Pow) and kernel.args[1].is_Rational and x not in kernel.args[1].free_symbols:
        u, exponent = kernel.args
        inner = [r ** (1 / exponent) for r in roots if exponent.q % 2 or compare(r, Integer(0)) >= 0]
    elif isinstance(kernel, Pow) and x not in kernel.args[0].free_symbols and kernel.args[0].is_positive:
        u = kernel.args[1]
        inner = [sympy.log(r) / sympy.log(kernel.args[0]) for r in roots if compare(r, Integer(0)) > 0]
    elif type(kernel) in _INVERSES:
        u = kernel.args[0]
        inner = [value for value in (_INVERSES[type(kernel)](r) for r in roots) if value is not None]
    else:
        return _not_known(str(f))
    return [zero for value in inner for zero in real_zeros(u - value, x, low, high)]


# Sines and cosines -------------------------------------------------------------------------------

_ANGLES = (sympy.sin, sympy.cos, sympy.tan, sympy.cot, sympy.sec, sympy.csc)
_QUOTIENTS: tuple[tuple[Any, Any], ...] = (
    (sympy.tan, lambda u: sympy.sin(u) / sympy.cos(u)),
    (sympy.cot, lambda u: sympy.cos(u) / sympy.sin(u)),
    (sympy.sec, lambda u: 1 / sympy.cos(u)),
    (sympy.csc, lambda u: 1 / sympy.sin(u)),
)


def _is_of_angles(f: Expr, x: Symbol) -> bool:
    """Whether x stands in sines and cosines of rational multiples of x only."""
    rest = f.replace(
        lambda node: isinstance(node, _ANGLES) and _rate(node.args[0], x) is not None, lambda _: Integer(1)
    )
    return x not in rest.free_symbols and f.has(*_ANGLES)


def _rate(u: Expr, x: Symbol) -> Expr | None:
    """k of u = k x."""
    k = sympy.cancel(u / x)
    return k if k.is_Rational else None


def _of_angles(f: Expr, x: Symbol, low: Expr, high: Expr) -> list[Expr]:
    """With x = s/q, where all angles are whole multiples of s, and t = tan(s/2): a polynomial in t."""
    if not (low.is_finite and high.is_finite):
        return _not_known(f"{f}, which goes on for ever (name an interval such as [0, 2 pi]),")
    rates = [_rate(node.args[0], x) for node in f.atoms(*_ANGLES)]
    q = math.lcm(*[int(k.q) for k in rates if k is not None])
    s, t = sympy.Dummy("s", real=True), sympy.Dummy("t", real=True)
    by_sines = f.subs(x, q * s)
    for head, quotient in _QUOTIENTS:
        by_sines = by_sines.replace(head, quotient)
    angle = sympy.expand_trig(by_sines)
    whole = angle.subs({sympy.sin(s): 2 * t / (1 + t**2), sympy.cos(s): (1 - t**2) / (1 + t**2)})
    if whole.free_symbols - {t}:
        return _not_known(str(f))
    above, below = sympy.fraction(sympy.cancel(sympy.together(whole)))
    p, under = Poly(above, t), Poly(below, t)
    first = [2 * sympy.atan(root) for root in _of_polynomial(p)] if p.degree() > 0 else []
    if p.degree() < under.degree():
        first.append(pi)  # where t is infinite
    first += [2 * sympy.atan(root) for root in _of_polynomial(under)] if under.degree() > 0 else []
    if p.degree() > under.degree():
        first.append(pi)
    period = 2 * pi * q
    turns = range(int(sympy.floor(low / period)) - 1, int(sympy.ceiling(high / period)) + 2)
    if len(turns) > TURNS:
        return _not_known(f"{f} on so long an interval")
    return [q * angle + period * k for angle in first for k in turns]


def value_or_none(f: Expr, x: Symbol, a: Expr) -> Expr | None:
    """f(a) exactly; None where it has no value there."""
    try:
        value: Any = value_at(f, {x: a})
    except NoValue:
        return None
    return value if value.is_real else None

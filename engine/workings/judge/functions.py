"""Functions over real balls: the value of each, its power series, and where it is certainly not defined.

Everything rests on python-flint: `arb` is a ball that contains the true value, `arb_series` a power series of balls.
A result that is not a number means "not defined here, or not known to be"; `Primitive.outside` tells the two apart.
The series of a function never comes from a table of derivatives: it is flint's own, or the integral of an algebraic
integrand by which the function is defined (asinh, the elliptic integrals), or its recurrence (Bessel, polygamma).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from math import comb
from typing import Any, Final

import sympy as sp
from flint import acb, arb, arb_series, fmpq

__all__ = [
    "COMPLETE_E",
    "CONSTANTS",
    "LAMBERT_MINUS",
    "NAN",
    "PRIMITIVES",
    "Primitive",
    "head",
    "integer_power",
    "rational_power",
    "real_power",
    "reciprocal",
    "unity",
]

Ball = Any  # arb
Series = Any  # arb_series
NAN: Ball = arb.nan()


def _never(*_: Ball) -> bool:
    return False


@dataclass(frozen=True, slots=True, eq=False)
class Primitive:
    """A function whose last argument may be a series; the arguments before it are parameters.

    `value` takes balls, `series` takes the parameters as balls and the last argument as a series, and `outside` says
    of balls that the function is certainly undefined (as a real function) at every point of them. Of a `joint` one any
    arguments may be series. A `heavy` one takes hundreds of values for one series.
    """

    name: str
    value: Callable[..., Ball]
    series: Callable[..., Series] | None
    outside: Callable[..., bool] = _never
    parameters: int = 0
    joint: bool = False
    heavy: bool = False


def head(u: Any) -> Ball:
    """The constant term of a series; a ball is its own."""
    return u[0] if isinstance(u, arb_series) else u


def integral(at: Ball, integrand: Series, u: Series) -> Series:
    """F(u) where F has the value `at` at the constant term of u, and F' along u is `integrand`."""
    return (integrand * u.derivative()).integral() + at


def _finite(u: Ball) -> bool:
    return bool(u.is_finite())


def whole(u: Ball) -> int | None:
    """The integer of moderate size that the ball exactly is, else None. flint may not be asked of an infinite one."""
    return int(u.unique_fmpz()) if u.is_exact() and abs(u) < 1 << 63 and u.is_integer() else None


def _careful(name: str, value: Callable[..., Ball], series: Callable[..., Series] | None,
             outside: Callable[..., bool] = _never, *, parameters: int = 0) -> Primitive:  # fmt: skip
    """A primitive that isn't asked about what is not finite: of that, flint's special functions are not always wary."""

    def careful_value(*args: Ball) -> Ball:
        return value(*args) if all(map(_finite, args)) else NAN

    def careful_series(*args: Any) -> Series:
        *constants, u = args
        if series is None or not all(map(_finite, constants)) or not all(map(_finite, u.coeffs())):
            return _blank(args[-1])
        return series(*args)

    return Primitive(name, careful_value, careful_series if series else None, outside, parameters)


def unity(u: Any) -> Any:
    """u**0: 1 wherever u is defined."""
    return u * 0 + 1


def reciprocal(u: Series) -> Series:
    """1/u; flint raises where the constant term is 0."""
    return u.inv() if u[0] > 0 or u[0] < 0 else _blank(u)


def _sign(u: Ball) -> Ball:
    return u.sgn() if _finite(u) else NAN


def _blank(u: Series) -> Series:
    return arb_series([NAN] * u.prec, u.prec)


def _angle(u: Ball) -> Ball:
    """That of a real number: 0 or pi."""
    return arb(0) if u > 0 else arb.pi() if u < 0 else NAN


def _step(u: Series, low: Ball, high: Ball) -> Series:
    """A function that is constant on both sides of 0; at 0 it has no series."""
    value = high if u[0] > 0 else low if u[0] < 0 else NAN
    return arb_series([value], u.prec)


def _abs_series(u: Series) -> Series:
    return u if u[0] > 0 else -u if u[0] < 0 else _blank(u)


def _floor_series(u: Series) -> Series:
    floor = u[0].floor()
    return _blank(u) if whole(floor) is None or not u[0] > floor else arb_series([floor], u.prec)


def _heaviside(at_zero: Ball, u: Ball) -> Ball:
    return arb(1) if u > 0 else arb(0) if u < 0 else at_zero if u.is_zero() else NAN


def _mod(divisor: Ball, u: Ball) -> Ball:
    return u - divisor * (u / divisor).floor()


@lru_cache(maxsize=512)
def integer_power(n: int) -> Primitive:
    """u**n for an integer n other than -1, 0, 1."""
    return Primitive(f"power {n}", lambda u: u**n, lambda u: u**n if n > 0 else reciprocal(u) ** -n,
                     lambda u: n < 0 and bool(u.is_zero()))  # fmt: skip


@lru_cache(maxsize=512)
def rational_power(p: int, q: int) -> Primitive:
    """u**(p/q) in lowest terms, q > 1. For odd q it is the real root, defined at negative u too."""
    exponent = fmpq(p, q)
    odd = q % 2 == 1
    flips = odd and p % 2 == 1

    def value(u: Ball) -> Ball:
        if u > 0:
            return u.sqrt() ** p if q == 2 else u**exponent
        if u.is_zero():
            return arb(0) if p > 0 else NAN
        if odd and u < 0:
            root = (-u) ** exponent
            return -root if flips else root
        if p > 0 and odd:  # a ball around 0: |u^(p/q)| is at most its value at the end that is farther off
            bound = arb(u.abs_upper()) ** exponent
            return arb(0, bound.upper())
        return NAN

    def series(u: Series) -> Series:
        if odd and u[0] < 0:
            root = (-u) ** exponent
            return -root if flips else root
        return u**exponent if u[0] > 0 else _blank(u)

    def outside(u: Ball) -> bool:
        return bool((not odd and u < 0) or (p < 0 and u.is_zero()))

    return Primitive(f"power {p}/{q}", value, series, outside)


def _real_power(v: Ball, u: Ball) -> Ball:
    if u > 0:
        return u**v
    return arb(0) if u.is_zero() and v > 0 else NAN


def _signed_power(v: Ball, u: Ball) -> Ball:
    n = whole(v)
    return _real_power(v, u) if n is None else u**n


def real_power(signed: bool) -> Primitive:
    """u**v for an exponent that is not a rational constant, with v as the parameter: real for u > 0 only.

    With a constant negative base (`signed`), as in (-1)**n, it is defined at the integers v.
    """
    return _SIGNED if signed else _UNSIGNED


_UNSIGNED = Primitive("power", _real_power, None, lambda v, u: bool(u < 0 or (u.is_zero() and v < 0)))
_SIGNED = Primitive("power", _signed_power, None)


# Functions that flint has as values only ---------------------------------------------------------


def _taylor(coefficients: Callable[..., list[Ball]]) -> Callable[..., Series]:
    """The series of f(u) from f's Taylor coefficients at the constant term of u, by Horner's scheme."""

    def series(*args: Any) -> Series:
        *parameters, u = args
        rest = u - u[0]
        total = arb_series([0], u.prec)
        for c in reversed(coefficients(*parameters, u[0], u.prec)):
            total = total * rest + c
        return total

    return series


def _bessel(order: Callable[[Ball, Ball], Ball], signs: tuple[int, int]) -> Callable[..., Series]:
    """d^k/dz^k of a Bessel function is 2^-k times a signed sum of its neighbours (DLMF 10.6.7 and 10.29.5).

    `signs` are the sign of the whole and of each second neighbour: d/dz Y_n = (Y_(n-1) - Y_(n+1))/2 has (1, -1).
    """
    first, second = signs

    def coefficients(n: Ball, z: Ball, length: int) -> list[Ball]:
        found, factorial = [], 1
        for k in range(length):
            factorial *= max(k, 1)
            total = sum((comb(k, j) * second**j * order(n - k + 2 * j, z) for j in range(k + 1)), arb(0))
            found.append(total * first**k / (factorial * 2**k))
        return found

    return _taylor(coefficients)


def _polygamma(n: Ball, u: Ball) -> Ball:
    order = whole(n)
    if order is None or order < 0:
        return NAN
    return u.digamma() if order == 0 else acb(u).polygamma(n).real


def _polygamma_coefficients(n: Ball, u: Ball, length: int) -> list[Ball]:
    found, factorial = [], 1
    for k in range(length):
        factorial *= max(k, 1)
        found.append(_polygamma(n + k, u) / factorial)
    return found


def _polylog_series(s: Ball, u: Series) -> Series:
    if s.is_zero():
        return u * reciprocal(1 - u)
    if s == 1:
        return -(1 - u).log()
    lower = _polylog_series(s - 1, arb_series(u.coeffs(), u.prec - 1)) if u.prec > 1 else u
    return integral(u[0].polylog(s), lower * reciprocal(u), u) if u.prec > 1 else arb_series([u[0].polylog(s)], 1)


def _real_part(z: Any) -> Ball:
    return z.real if z.imag.contains(0) else NAN


def _elliptic_k_e(m: Series) -> tuple[Series, Series]:
    """K(m) and E(m) as series: dE/dm = (E - K)/(2m), dK/dm = (E - (1-m) K)/(2m(1-m)), a term a round."""
    k0, e0 = _real_part(acb(m[0]).elliptic_k()), _real_part(acb(m[0]).elliptic_e())
    k, e = arb_series([k0], m.prec), arb_series([e0], m.prec)
    for _ in range(m.prec):
        k, e = (integral(k0, (e - (1 - m) * k) * reciprocal(2 * m * (1 - m)), m),
                integral(e0, (e - k) * reciprocal(2 * m), m))  # fmt: skip
    return k, e


def _modulus(m: Ball, z: Series) -> Series:
    sine = z.sin()
    return (1 - m * sine * sine).sqrt()


def _is_pole(u: Ball) -> bool:
    return bool(u.is_exact() and u.is_integer() and u <= 0)


def _up_to_zero(*args: Ball) -> bool:
    return bool(args[-1] <= 0)


def _below_branch(u: Ball) -> bool:
    return bool(u < -arb(-1).exp())


def _from_one(u: Ball) -> bool:
    return bool(abs(u) >= 1)


def _zero(*args: Ball) -> bool:
    return bool(args[-1].is_zero())


def _sinh(u: Series) -> Series:
    return (u.exp() - (-u).exp()) / 2


def _cosh(u: Series) -> Series:
    return (u.exp() + (-u).exp()) / 2


def _erf_c(u: Ball) -> Ball:
    return u.erfc()


def _inverse(value: Callable[[Ball], Ball], forward: Callable[[Series], Series]) -> Callable[[Series], Series]:
    """The series y with forward(y) = u: each round of y - (forward(y) - u)/slope makes one more term right."""

    def series(u: Series) -> Series:
        y = arb_series([value(u[0])], u.prec)
        slope = forward(arb_series([y[0], 1], 2))[1]
        if not y[0].is_finite() or not slope.is_finite() or slope.contains(0):
            return _blank(u)
        for _ in range(u.prec):
            y = y - (forward(y) - u) * (1 / slope)
        return y

    return series


# head: (value, series, where it is undefined)
# fmt: off
_ELEMENTARY: Final[dict[Any, tuple[Any, ...]]] = {
    sp.exp:        (arb.exp,       arb_series.exp),
    sp.log:        (arb.log,       arb_series.log,                                             _up_to_zero),
    sp.sin:        (arb.sin,       arb_series.sin),
    sp.cos:        (arb.cos,       arb_series.cos),
    sp.tan:        (arb.tan,       arb_series.tan),
    sp.asin:       (arb.asin,      arb_series.asin,                                            lambda u: abs(u) > 1),
    sp.acos:       (arb.acos,      arb_series.acos,                                            lambda u: abs(u) > 1),
    sp.atan:       (arb.atan,      arb_series.atan),
    sp.sinh:       (arb.sinh,      _sinh),
    sp.cosh:       (arb.cosh,      _cosh),
    sp.tanh:       (arb.tanh,      lambda u: 1 - 2 * reciprocal((2 * u).exp() + 1)),
    sp.asinh:      (arb.asinh,     lambda u: integral(u[0].asinh(), (1 + u * u).rsqrt(), u)),
    sp.acosh:      (arb.acosh,     lambda u: integral(u[0].acosh(), (u * u - 1).rsqrt(), u),   lambda u: u < 1),
    sp.atanh:      (arb.atanh,     lambda u: integral(u[0].atanh(), reciprocal(1 - u * u), u), _from_one),
    sp.Abs:        (abs,           _abs_series),
    sp.sign:       (_sign,         lambda u: _step(u, -1, 1)),
    sp.arg:        (_angle,        lambda u: _step(u, arb.pi(), 0)),
    sp.floor:      (arb.floor,     _floor_series),
    sp.ceiling:    (arb.ceil,      lambda u: -_floor_series(-u)),
}
_SPECIAL: Final[dict[Any, tuple[Any, ...]]] = {
    sp.gamma:      (arb.gamma,     arb_series.gamma,                                           _is_pole),
    sp.loggamma:   (arb.lgamma,    arb_series.lgamma,                                          _up_to_zero),
    sp.erf:        (arb.erf,       arb_series.erf),
    sp.erfc:       (_erf_c,        arb_series.erfc),
    sp.erfi:       (arb.erfi,      arb_series.erfi),
    sp.Ei:         (arb.ei,        arb_series.ei,                                              _zero),
    sp.li:         (arb.li,        arb_series.li,                                              lambda u: u < 0),
    sp.Si:         (arb.si,        arb_series.si),
    sp.Ci:         (arb.ci,        arb_series.ci,                                              _up_to_zero),
    sp.Shi:        (arb.shi,       arb_series.shi),
    sp.Chi:        (arb.chi,       arb_series.chi,                                             _up_to_zero),
    sp.fresnels:   (arb.fresnel_s, arb_series.fresnel_s),
    sp.fresnelc:   (arb.fresnel_c, arb_series.fresnel_c),
    sp.airyai:     (arb.airy_ai,   arb_series.airy_ai),
    sp.airybi:     (arb.airy_bi,   arb_series.airy_bi),
    sp.erfinv:     (arb.erfinv,    _inverse(arb.erfinv, arb_series.erf),                       _from_one),
    sp.erfcinv:    (arb.erfcinv,   _inverse(arb.erfcinv, arb_series.erfc),                     lambda u: not 0 < u < 2),
    sp.LambertW:   (arb.lambertw,  arb_series.lambertw,                                        _below_branch),
    sp.zeta:       (arb.zeta,      arb_series.zeta),
    sp.elliptic_k: (lambda m: _real_part(acb(m).elliptic_k()), lambda m: _elliptic_k_e(m)[0],  lambda m: m >= 1),
}
_WITH_PARAMETER: Final[dict[Any, tuple[Any, ...]]] = {
    sp.polygamma:  (_polygamma,                   _taylor(_polygamma_coefficients),           lambda _, u: _is_pole(u)),
    sp.polylog:    (lambda s, u: u.polylog(s),    _polylog_series,                             lambda s, u: u > 1),
    sp.besselj:    (lambda n, u: u.bessel_j(n),   _bessel(lambda n, u: u.bessel_j(n), (1, -1))),
    sp.bessely:    (lambda n, u: u.bessel_y(n),   _bessel(lambda n, u: u.bessel_y(n), (1, -1)), _up_to_zero),
    sp.besseli:    (lambda n, u: u.bessel_i(n),   _bessel(lambda n, u: u.bessel_i(n), (1, 1))),
    sp.besselk:    (lambda n, u: u.bessel_k(n),   _bessel(lambda n, u: u.bessel_k(n), (-1, 1)), _up_to_zero),
    sp.uppergamma: (lambda s, u: u.gamma_upper(s),
                    lambda s, u: integral(u[0].gamma_upper(s), -((s - 1) * u.log() - u).exp(), u), lambda s, u: u < 0),
    sp.lowergamma: (lambda s, u: u.gamma_lower(s),
                    lambda s, u: integral(u[0].gamma_lower(s), ((s - 1) * u.log() - u).exp(), u), lambda s, u: u < 0),
    sp.Mod:        (_mod,          None),
    sp.Heaviside:  (_heaviside,    lambda _, u: _step(u, 0, 1)),
    sp.elliptic_f: (lambda m, z: _real_part(acb.elliptic_f(acb(z), m)),
                    lambda m, z: integral(_real_part(acb.elliptic_f(acb(z[0]), m)), reciprocal(_modulus(m, z)), z)),
    sp.elliptic_e: (lambda m, z: _real_part(acb.elliptic_e_inc(acb(z), m)),
                    lambda m, z: integral(_real_part(acb.elliptic_e_inc(acb(z[0]), m)), _modulus(m, z), z)),
}
# fmt: on
PRIMITIVES: Final[dict[Any, Primitive]] = {
    **{f: Primitive(f.__name__, *row) for f, row in _ELEMENTARY.items()},
    **{f: _careful(f.__name__, *row) for f, row in _SPECIAL.items()},
    **{f: _careful(f.__name__, *row, parameters=1) for f, row in _WITH_PARAMETER.items()},
}
COMPLETE_E = _careful(
    "elliptic_e", lambda m: _real_part(acb(m).elliptic_e()), lambda m: _elliptic_k_e(m)[1], lambda m: m > 1
)
LAMBERT_MINUS = _careful(
    "LambertW",
    lambda u: u.lambertw(-1),
    lambda u: u.lambertw(-1),
    lambda u: bool(u >= 0 or u < -(arb(-1).exp())),
)

CONSTANTS: dict[Any, Callable[[], Ball]] = {
    sp.pi: arb.pi,
    sp.E: arb.const_e,
    sp.EulerGamma: arb.const_euler,
    sp.Catalan: arb.const_catalan,
    sp.GoldenRatio: lambda: (1 + arb(5).sqrt()) / 2,
}

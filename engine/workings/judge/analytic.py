"""Power series of functions of which only values are known: Cauchy's integral formula on a small circle.

A function that is analytic on |t| <= R and at most M there has the coefficients c_k = mean of f(r w) (r w)^-k over the
N-th roots of unity w, up to the sum of |c_(k + jN)| r^(jN), which is at most M R^-k q^N/(1 - q^N) with q = r/R. All
arguments may move with t. No derivative of the function is asked for, and no law about it but where it is analytic.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import flint
from flint import acb, arb, arb_series

from workings.judge.functions import NAN, Primitive
from workings.judge.series_of import marcum_q

__all__ = ["ANALYTIC", "hypergeometric"]

Ball = Any  # arb
Disc = Any  # acb
SHRINK = 4  # bits: q = 2^-SHRINK
FINEST = 640  # bits; beyond, a circle of values takes too long, and nothing is claimed
RADII = (3, 6, 10, 15)  # R = 2^-e, tried from the largest


def _primitive(name: str, value: Callable[..., Disc], regular: Callable[..., bool]) -> Primitive:
    """A function that is real for real arguments; `regular` is whether it is surely analytic on these discs."""

    def real_value(*args: Ball) -> Ball:
        if flint.ctx.prec > FINEST * 4 or not all(a.is_finite() for a in args):
            return NAN
        z = value(*map(acb, args))
        return z.real if z.imag.contains(0) else NAN

    def series(*args: Any) -> arb_series:
        length = min(a.prec for a in args if isinstance(a, arb_series))
        curves = [(a.coeffs()[:length] or [arb(0)]) if isinstance(a, arb_series) else [a] for a in args]
        if flint.ctx.prec > FINEST or not all(c.is_finite() for curve in curves for c in curve):
            return arb_series([NAN] * length, length)

        if all(c.is_zero() for curve in curves for c in curve[1:]):  # what does not move has no slope
            return arb_series([real_value(*[curve[0] for curve in curves])], length)

        def along(t: Disc) -> list[Disc]:
            return [_horner(curve, t) for curve in curves]

        return arb_series(_coefficients(lambda t: value(*along(t)), lambda t: regular(*along(t)), length), length)

    return Primitive(name, real_value, series, joint=True, heavy=True)


def _horner(curve: list[Ball], t: Disc) -> Disc:
    total = acb(0)
    for c in reversed(curve):
        total = total * t + c
    return total


def _coefficients(f: Callable[[Disc], Disc], regular: Callable[[Disc], bool], length: int) -> list[Ball]:
    """The first coefficients of f around 0, where f is real on the real line."""
    for e in RADII:
        disc = acb(arb(0, arb(2) ** -e), arb(0, arb(2) ** -e))
        most = abs(f(disc)).upper() if regular(disc) else NAN
        if most.is_finite():
            break
    else:
        return [NAN] * length
    half = (flint.ctx.prec // SHRINK + length) // 2 + 1
    r = arb(2) ** (-e - SHRINK)
    roots = [acb(arb(j) / half).exp_pi_i() for j in range(half + 1)]  # the upper half of the circle; f(conj t) = conj f
    values = [f(w * r) for w in roots]
    n = 2 * half
    tail = arb(2) ** (-SHRINK * n)
    found = []
    for k in range(length):
        inner = sum((2 * (values[j] * roots[j * k % n] ** -1 if j * k % n <= half else values[j] * roots[n - j * k % n])
                     .real for j in range(1, half)), arb(0))  # fmt: skip
        ends = values[0].real + values[half].real * (-1) ** k
        bound = most * arb(2) ** (e * k) * tail / (1 - tail)
        found.append((inner + ends) / (n * r**k) + arb(0, bound.upper()))
    return found


# Where they are analytic -------------------------------------------------------------------------


def _everywhere(*_: Disc) -> bool:
    return True


def _right(u: Disc) -> bool:
    """Whether Re u > 0."""
    return bool(u.real > 0)


def _path(z: Disc, m: Disc) -> bool:
    """Whether 1 - m sin² t has a positive real part for t on the way from 0 to z, so that its root is analytic."""
    way = acb(arb(0).union(z.real), arb(0).union(z.imag))
    squared = (1 - (2 * way).cos()) / 2
    return _right(1 - m * squared)


def _hurwitz(s: Disc, a: Disc) -> bool:
    return _right(a) and not s.contains(1)


def _both_paths(n: Disc, z: Disc, m: Disc) -> bool:
    return _path(z, n) and _path(z, m)


def _between(n: Disc, m: Disc, x: Disc) -> bool:
    return _right(1 + x) and _right(1 - x)


def _both_below_one(n: Disc, m: Disc) -> bool:
    return _right(1 - n) and _right(1 - m)


def _below_one_positive(a: Disc, b: Disc, x: Disc) -> bool:
    return _right(1 - x) and all(map(_right, (a, b, x)))


def _marcum(m: Disc, a: Disc, b: Disc) -> bool:
    return all(map(_right, (m, a, b)))


@lru_cache(maxsize=64)
def hypergeometric(above: int, below: int) -> Primitive:
    """pFq of so many parameters: entire where p <= q, on the unit disc where p = q + 1."""

    def value(*args: Disc) -> Disc:
        return args[-1].hypgeom(list(args[:above]), list(args[above:-1]))

    def regular(*args: Disc) -> bool:
        return all(map(_right, args[above:-1])) and (above <= below or (above == below + 1 and _inside(args[-1])))

    return _primitive(f"hyper {above} {below}", value, regular)


def _inside(u: Disc) -> bool:
    return bool(abs(u) < 1)


# fmt: off
ANALYTIC: dict[str, Primitive] = {p.name: p for p in (
    _primitive("airyaiprime", lambda u: u.airy_ai(derivative=1),            _everywhere),
    _primitive("airybiprime", lambda u: u.airy_bi(derivative=1),            _everywhere),
    _primitive("elliptic_f",  lambda z, m: acb.elliptic_f(z, m),            _path),
    _primitive("elliptic_e",  lambda z, m: acb.elliptic_e_inc(z, m),        _path),
    _primitive("elliptic_pi complete", lambda n, m: acb.elliptic_pi(n, m),  _both_below_one),
    _primitive("elliptic_pi", lambda n, z, m: acb.elliptic_pi_inc(n, z, m), _both_paths),
    _primitive("zeta",        lambda s, a: acb.zeta(s, a),                  _hurwitz),
    _primitive("lerchphi",    lambda z, s, a: acb.lerch_phi(z, s, a),       lambda z, s, a: _inside(z) and _right(a)),
    _primitive("chebyshevt",  lambda n, x: acb.chebyshev_t(x, n),           lambda n, x: _right(1 + x)),
    _primitive("chebyshevu",  lambda n, x: acb.chebyshev_u(x, n),           lambda n, x: _right(1 + x)),
    _primitive("legendre",    lambda n, x: acb.legendre_p(x, n),            lambda n, x: _right(1 + x)),
    _primitive("assoc_legendre", lambda n, m, x: acb.legendre_p(x, n, m),   _between),
    _primitive("hermite",     lambda n, x: acb.hermite_h(x, n),             _everywhere),
    _primitive("laguerre",    lambda n, a, x: acb.laguerre_l(x, n, a),      lambda n, a, x: _right(1 + a)),
    _primitive("gegenbauer",  lambda n, a, x: acb.gegenbauer_c(x, n, a),    lambda n, a, x: _right(1 + x)),
    _primitive("jacobi",      lambda n, a, b, x: acb.jacobi_p(x, n, a, b),  lambda n, a, b, x: _right(1 + x)),
    _primitive("marcumq",     marcum_q,                                     _marcum),
    _primitive("uppergamma",  lambda s, u: u.gamma_upper(s),                lambda s, u: _right(u)),
    _primitive("lowergamma",  lambda s, u: u.gamma_lower(s),                lambda s, u: _right(s) and _right(u)),
    _primitive("betainc",     lambda a, b, x: acb.beta_lower(x, a, b),      _below_one_positive),
)}
# fmt: on

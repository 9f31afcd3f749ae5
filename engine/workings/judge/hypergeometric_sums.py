"""Meijer's G by Slater's theorem, and Appell's F1 by its double series, with bounds for what is left out.

Neither takes a law about derivatives: both are sums of power series in what moves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from math import pi
from typing import Any

import flint
from flint import acb, acb_series, arb, arb_poly, arb_series

from workings.judge.functions import NAN, Primitive

__all__ = ["APPELL_F1", "meijer_g"]

Ball = Any  # arb
Disc = Any  # acb
Series = Any  # acb_series
ARCS = 12  # of the half circle on which a bound is sought
APART = 2.0**-3  # the radius of that circle, in what moves equal parameters apart
CLOSER = 4  # bits by which the circle of the values is smaller
FARTHEST = 60  # left of 0, from where the gamma function is moved to the right
FINEST = 1_200  # bits
MOST = 800  # terms


# Meijer's G ---------------------------------------------------------------------------------------


@lru_cache(maxsize=64)
def meijer_g(n: int, p: int, m: int, q: int) -> Primitive:
    """G of a_1..a_n; a_(n+1)..a_p; b_1..b_m; b_(m+1)..b_q and z > 0, in that order; all of them may move.

    >>> g = meijer_g(0, 0, 1, 1)  # with b = 0 it is e^(-z)
    >>> bool(g.value(arb(0), arb(2)).overlaps(arb(-2).exp()))
    True
    """

    def series(*args: Any) -> Any:
        length = min((a.prec for a in args if isinstance(a, arb_series)), default=1)
        curves = [(a.coeffs()[:length] or [arb(0)]) if isinstance(a, arb_series) else [a] for a in args]
        unknown = arb_series([NAN] * length, length)
        if flint.ctx.prec > FINEST or not all(c.is_finite() for curve in curves for c in curve):
            return unknown
        found = _g(curves[:n], curves[n:p], curves[p : p + m], curves[p + m : -1], curves[-1], length)
        if found is None or not all(c.imag.contains(0) for c in found):
            return unknown
        return arb_series([c.real for c in found], length)

    def value(*args: Ball) -> Ball:
        return series(*args)[0]

    return Primitive(f"meijerg {n} {p} {m} {q}", value, series, joint=True, heavy=True)


Curve = list[Ball]


def _g(an: list[Curve], ap: list[Curve], bm: list[Curve], bq: list[Curve], z: Curve, length: int) -> list[Disc] | None:
    """The coefficients of G along the curves, or None where Slater's sum does not tell."""
    above, below = len(an) + len(ap), len(bm) + len(bq)
    if not z[0] > 0:
        return None
    outside = above == below and z[0] > 1
    if above > below or outside:  # G(z | a; b) = G(1/z | 1 - b; 1 - a) (DLMF 16.19.1)
        turned = [[[1 - c if k == 0 else -c for k, c in enumerate(u)] for u in part] for part in (bm, bq, an, ap)]
        z = [c.real for c in _padded((1 / acb_series(z, length)).coeffs(), length)]
        an, ap, bm, bq = turned
        above, below = below, above
    if not bm or (above == below and not z[0] < 1):
        return None
    shifts = _shifts([b[0] for b in bm])
    if shifts is None:
        return None
    before = flint.ctx.prec, flint.ctx.cap
    flint.ctx.cap = length
    try:
        if not any(shifts):
            return _coefficients(_slater(an, ap, bm, bq, z, shifts, acb(0), length), length)
        return _with_equal_parameters(an, ap, bm, bq, z, shifts, length, before[0])
    finally:
        flint.ctx.prec, flint.ctx.cap = before


def _padded(found: list[Disc], length: int) -> list[Disc]:
    return found + [acb(0)] * (length - len(found))


def _coefficients(series: Series, length: int) -> list[Disc] | None:
    found = _padded(series.coeffs()[:length], length)
    return found if all(c.is_finite() for c in found) else None


def _shifts(b: Sequence[Ball]) -> list[int] | None:
    """For each b how many before it differ from it by an integer; None where the balls don't tell."""
    found = []
    for k, u in enumerate(b):
        count = 0
        for v in b[:k]:
            if (u - v).contains_integer():
                if not (u - v).is_integer():
                    return None
                count += 1
        found.append(count)
    return found


def _slater(
    an: list[Curve],
    ap: list[Curve],
    bm: list[Curve],
    bq: list[Curve],
    z: Curve,
    shifts: list[int],
    t: Disc,
    length: int,
) -> Series:
    """The sum over h of z^(b_h) pF(q-1), b_k moved by shifts[k] t (DLMF 16.17.2)."""

    def along(curve: Curve, by: Disc | int = 0) -> Series:
        return acb_series([acb(c) + (by if k == 0 else 0) for k, c in enumerate(curve)], length)

    tops, others = [along(u) for u in an], [along(u) for u in ap]
    firsts, rest = [along(u, s * t) for u, s in zip(bm, shifts, strict=True)], [along(u) for u in bq]
    at = along(z)
    sign = (-1) ** (len(ap) - len(bm))
    total = acb_series([0], length)
    for h, b in enumerate(firsts):
        near = [firsts[k] for k in range(len(firsts)) if k != h]
        term = (at.log() * b).exp()
        for u in near:
            term = term * _gamma(u - b)
        for u in tops:
            term = term * _gamma(1 + b - u)
        for u in rest:
            term = term * (1 + b - u).rgamma()
        for u in others:
            term = term * (u - b).rgamma()
        upper = [1 + b - u for u in (*tops, *others)]
        lower = [1 + b - u for u in (*near, *rest)]
        total = total + term * acb_series.hypgeom(upper, lower, at * sign)
    return total


def _gamma(u: Series) -> Series:
    """Gamma(u), in wide balls near its poles too: Gamma(u + k)/(u (u + 1) ... (u + k - 1))."""
    below = u * 0 + 1
    while 1 > u[0].real.mid() > -FARTHEST:
        below = below * u
        u = u + 1
    if below[0].contains(0):
        return u * acb(NAN)
    return u.gamma() / below


def _with_equal_parameters(
    an: list[Curve],
    ap: list[Curve],
    bm: list[Curve],
    bq: list[Curve],
    z: Curve,
    shifts: list[int],
    length: int,
    bits: int,
) -> list[Disc] | None:
    """Where parameters differ by integers, G is the limit of what it is with them moved apart by t.

    It is analytic in t, so that its value at 0 is its mean over the n-th roots of r^n, up to M q^n/(1 - q^n), where M
    is its largest absolute value on a circle on which the parameters are apart, and q is r over that circle's radius.
    """
    disc = acb(arb(0, APART), arb(0, APART))
    for a in an:  # no pole of Gamma(1 + b - a) comes into the disc
        for b, s in zip(bm, shifts, strict=True):
            if not (1 + acb(b[0]) - acb(a[0]) + s * disc).gamma().is_finite():
                return None

    def at(t: Disc) -> list[Disc] | None:
        return _coefficients(_slater(an, ap, bm, bq, z, shifts, t, length), length)

    most = _largest(at, length)
    if most is None:
        return None
    flint.ctx.prec = bits + 8 * max(shifts) + 16
    half = bits // (2 * CLOSER) + 2
    total = [acb(0)] * length
    for j in range(half + 1):  # the upper half of the circle: at a conjugate place stands the conjugate
        found = at((acb(j) / half).exp_pi_i() * APART / 2**CLOSER)
        if found is None:
            return None
        weight = 1 if j in (0, half) else 2
        total = [u + weight * c.real for u, c in zip(total, found, strict=True)]
    q = arb(2) ** (-CLOSER * 2 * half)
    return [u / (2 * half) + acb(arb(0, (m * q / (1 - q)).upper())) for u, m in zip(total, most, strict=True)]


def _largest(at: Callable[[Disc], list[Disc] | None], length: int) -> list[Ball] | None:
    """A bound of each coefficient on the circle: of its upper half, in arcs."""
    most = [arb(0)] * length
    for j in range(ARCS + 1):
        middle = APART * (acb(j) / ARCS).exp_pi_i()
        reach = APART * pi / ARCS / 2 * 1.01
        found = at(acb(arb(middle.real.mid(), reach), arb(middle.imag.mid(), reach)))
        if found is None:
            return None
        most = [arb.max(arb(abs(c).upper()), m) for c, m in zip(found, most, strict=True)]
    return most


# Appell's F1 --------------------------------------------------------------------------------------


def _appell_series(*args: Any) -> arb_series:
    """F1(a; b, d; c; x, y), |x|, |y| < 1 and c > 0, along curves of x and y: the sum of (a)_n/(c)_n p_n.

    p_n is the coefficient of t^n in (1 - x t)^-b (1 - y t)^-d, which is at most that in (1 - r t)^-(|b| + |d|) with r
    the larger of |x| and |y|; and |a + n|/|c + n| <= 1 + |a - c|/(c + n), which falls. Where x and y move on a disc of
    radius R, r is the largest there, and what is left out has a k-th coefficient of at most its bound over R^k.
    """
    length = min((u.prec for u in args if isinstance(u, arb_series)), default=1)
    unknown = arb_series([NAN] * length, length)
    *parameters, x, y = args
    curves = [(u.coeffs()[:length] or [arb(0)]) if isinstance(u, arb_series) else [u] for u in (x, y)]
    if any(isinstance(u, arb_series) for u in parameters):
        return unknown
    if not all(u.is_finite() for u in (*parameters, *curves[0], *curves[1])):
        return unknown
    a, b, d, c = parameters
    reach, r = _disc(curves)
    if not (r < 1 and c > 0) or flint.ctx.prec > FINEST:
        return unknown
    before = flint.ctx.cap
    flint.ctx.cap = length
    try:
        x, y = (arb_series(u, length) for u in curves)
        x, y = (arb_series(u, length) for u in curves)
        found = _appell_sum(a, b, d, c, x, y, r, length)
    finally:
        flint.ctx.cap = before
    if found is None:
        return unknown
    totals, rest = found
    return arb_series([u + arb(0, (rest / reach**k).upper()) for k, u in enumerate(totals)], length)


def _disc(curves: list[Curve]) -> tuple[Ball, Ball]:
    """A radius, and a bound of the curves on the disc of that radius: a quarter of the way from where they are to 1."""
    begin = max(float(abs(curve[0]).upper()) for curve in curves)
    for e in range(1, 12):
        reach = arb(2) ** -e
        bounds = [sum((abs(u) * reach**k for k, u in enumerate(curve)), arb(0)).upper() for curve in curves]
        most = arb.max(arb(bounds[0]), arb(bounds[1]))
        if most <= (1 + 3 * begin) / 4:
            return reach, most
    return arb(1), arb(1)


def _appell_sum(
    a: Ball, b: Ball, d: Ball, c: Ball, x: Any, y: Any, r: Ball, length: int
) -> tuple[list[Ball], Ball] | None:
    """The coefficients of the sum, and a bound of what is left out of it where |x|, |y| <= r."""
    found = _terms(abs(b) + abs(d), abs(a - c), c, r)
    if found is None:
        return None
    count, rest = found
    first, second = _binomial(b, x, count, length), _binomial(d, y, count, length)
    bulk = [arb(1)]  # (a)_n/(c)_n
    for n in range(count - 1):
        bulk.append(bulk[-1] * (a + n) / (c + n))
    totals = []
    for k in range(length):
        p = arb_poly([])
        for i in range(k + 1):
            p += first[i] * second[k - i]
        totals.append(sum((u * v for u, v in zip(bulk, p.coeffs(), strict=False)), arb(0)))
    return totals, rest


def _terms(weight: Ball, size: Ball, c: Ball, r: Ball) -> tuple[int, Ball] | None:
    """How many terms it takes, and a bound of the sum of the others."""
    bound, goal = arb(1), arb(2) ** -flint.ctx.prec
    for n in range(MOST):
        bound = bound * (1 + size / (c + n)) * r * (weight + n) / (n + 1)
        ratio = (1 + size / (c + n + 1)) * r * arb.max(arb(1), (weight + n + 1) / (n + 2))
        if ratio < 1 and bound < goal * (1 - ratio):
            return n + 1, bound / (1 - ratio)
    return None


def _binomial(b: Ball, x: Any, count: int, length: int) -> list[arb_poly]:
    """(1 - x t)^-b as polynomials in t, one for each coefficient in what x moves with."""
    rows: list[list[Ball]] = [[] for _ in range(length)]
    term = x * 0 + 1
    for n in range(count):
        coefficients = term.coeffs()
        for k, row in enumerate(rows):
            row.append(coefficients[k] if k < len(coefficients) else arb(0))
        term = term * x * ((b + n) / (n + 1))
    return [arb_poly(row) for row in rows]


def _appell_value(*args: Ball) -> Ball:
    return _appell_series(*args)[0]


APPELL_F1 = Primitive("appellf1", _appell_value, _appell_series, joint=True, heavy=True)

"""Functions by sums of their own, with bounds for what is left out: Mathieu's, and Marcum's Q."""

from __future__ import annotations

from typing import Any

import flint
from flint import acb, arb, arb_series

from workings.judge.functions import NAN, Primitive

__all__ = ["MATHIEU", "marcum_q"]

Ball = Any  # arb
Disc = Any  # acb
FARTHEST = 3  # from 0, for a solution of Mathieu's equation
MOST = 4_000  # terms


# Mathieu's equation w'' = (2 q cos 2z - a) w ------------------------------------------------------


def _continued(a: Ball, q: Ball, start: tuple[Ball, Ball], cosines: list[Ball]) -> list[Ball]:
    """The coefficients of the solution with these first two, where cos 2z has the coefficients given."""
    found = list(start)
    present = [(k, 2 * q * c) for k, c in enumerate(cosines) if not c.is_zero()]
    alike = len(present) * 2 <= len(cosines) + 1 and (start[0].is_zero() or start[1].is_zero())  # even, or odd
    for n in range(len(cosines) - 2):
        if alike and found[n].is_zero():
            found.append(arb(0))
            continue
        force = -a * found[n]
        for k, c in present:
            if k > n:
                break
            force += c * found[n - k]
        found.append(force / ((n + 1) * (n + 2)))
    return found


def _cosines(z: Ball, length: int) -> list[Ball]:
    """The coefficients of cos 2(z + h) in h: its derivatives go round cos, -sin, -cos, sin."""
    turns = ((2 * z).cos(), -(2 * z).sin(), -(2 * z).cos(), (2 * z).sin())
    found, scale = [], arb(1)
    for n in range(length):
        found.append(turns[n % 4] * scale)
        scale *= arb(2) / (n + 1)
    return found


def _at(a: Ball, q: Ball, z: Ball, even: bool) -> tuple[Ball, Ball]:
    """w(z) and w'(z), of the solution with w(0) = 1, w'(0) = 0 or the other way round.

    On |t| <= R, |w| <= e^(R sqrt(K)) max(1, 1/sqrt(K)) with K = |a| + 2|q| cosh 2R, so that by Cauchy the coefficient
    of z^n is at most that over R^n.
    """
    size = arb(abs(z).upper())
    if not size < FARTHEST:
        return NAN, NAN
    edge = size * 2 + 1
    strength = abs(a) + 2 * abs(q) * (2 * edge).cosh() + 1
    most = (edge * strength.sqrt()).exp()
    length = int(flint.ctx.prec + float(most.log().upper()) * 1.45) + 8
    if length > MOST:
        return NAN, NAN
    start = (arb(1), arb(0)) if even else (arb(0), arb(1))
    coefficients = _continued(a, q, start, _cosines(arb(0), length))
    value, slope = arb(0), arb(0)
    for n in range(len(coefficients) - 1, -1, -1):
        value = value * z + coefficients[n]
        slope = slope * z + n * coefficients[n] if n else slope
    n, ratio = len(coefficients), size / edge
    tail = most * ratio**n / (1 - ratio)
    steep = most / edge * (n * ratio ** (n - 1) / (1 - ratio) + ratio**n / (1 - ratio) ** 2)
    return value + arb(0, tail.upper()), slope + arb(0, steep.upper())


def _mathieu(name: str, even: bool, prime: bool) -> Primitive:
    def coefficients(a: Ball, q: Ball, z: Ball, length: int) -> list[Ball]:
        start = _at(a, q, z, even)
        found = _continued(a, q, start, _cosines(z, length + 3))
        return [(n + 1) * found[n + 1] for n in range(length)] if prime else found[:length]

    def value(a: Ball, q: Ball, z: Ball) -> Ball:
        return _at(a, q, z, even)[prime] if all(u.is_finite() for u in (a, q, z)) else NAN

    def series(a: Ball, q: Ball, u: Any) -> Any:
        if not (a.is_finite() and q.is_finite() and all(c.is_finite() for c in u.coeffs())):
            return arb_series([NAN] * u.prec, u.prec)
        rest, total = u - u[0], arb_series([0], u.prec)
        for c in reversed(coefficients(a, q, u[0], u.prec)):
            total = total * rest + c
        return total

    return Primitive(name, value, series, parameters=2, heavy=True)


MATHIEU: dict[str, Primitive] = {
    "mathieuc": _mathieu("mathieuc", even=True, prime=False),
    "mathieus": _mathieu("mathieus", even=False, prime=False),
    "mathieucprime": _mathieu("mathieucprime", even=True, prime=True),
    "mathieusprime": _mathieu("mathieusprime", even=False, prime=True),
}


# Sums over a hypergeometric term -----------------------------------------------------------------


def marcum_q(m: Disc, a: Disc, b: Disc) -> Disc:
    """Q_m(a, b) = 1 - sum over k of the Poisson weight of k at a^2/2 times P(m + k, b^2/2), for a real m > 0.

    |P(s, y)| <= |y^s| e^(|y| - Re y)/Gamma(s + 1), and it falls with s beyond |y|.
    """
    order = m.real
    if not (m.imag.is_zero() and order > 0):
        return acb(NAN)
    x, y = a * a / 2, b * b / 2
    far = float(abs(y).upper() + abs(x).upper())
    terms = int(flint.ctx.prec / 3 + 4 * far) + 16
    if not far < 40:
        return acb(NAN)
    tail_p, step = y.gamma_lower(m, regularized=1), y**m * (-y).exp() / (m + 1).gamma()
    weight, total = (-x).exp(), acb(0)
    for k in range(terms):
        total += weight * tail_p
        tail_p -= step
        step *= y / (m + k + 1)
        weight *= x / (k + 1)
    left = abs(y ** (m + terms)) * (abs(y) - y.real).exp() / (order + terms + 1).gamma() * (abs(x) - x.real).exp()
    radius = arb(0, left.upper())
    return 1 - total + acb(radius, radius)

"""E[e^(a + bX)], by which a moment generating function is checked."""

from __future__ import annotations

from typing import Any

from flint import acb, arb
from sympy import Expr, Poly, Rational, Symbol

from workings.probability.sampled.balls import Point, Unknown, ball, number, parameters
from workings.probability.sampled.densities import density
from workings.probability.sampled.masses import masses
from workings.probability.statements import CONTINUOUS, Distributed

__all__ = ["mean_of_exponential"]

_MANY = 2_000  # values of an endless variable


def mean_of_exponential(exponent: Expr, x: Symbol, known: Distributed, point: Point) -> Any:
    """E[e^(a + bx)], under the density or summed over the masses."""
    a, b = (number(Poly(exponent, x).coeff_monomial(part), {}) for part in (1, x))
    given = parameters(known, point)
    if known.family in ("gamma", "chisquare"):
        return a.exp() * _under_gamma(given if known.family == "gamma" else [given[0] / 2, Rational(1, 2)], b)
    if known.family in CONTINUOUS:
        f, first, last = density(known, point)
        if known.family == "normal":
            first, last = first + ball(given[1]) * b, last + ball(given[1]) * b
        elif known.family == "exponential":
            last = 100 / (ball(given[0]) - b)
        return a.exp() * acb.integral(lambda z, _: f(z) * (b * z).exp(), first, last).real
    endless = known.family in ("geometric", "negativebinomial", "poisson")
    parts = [mass * (b * k).exp() for k, mass in masses(known, point, _MANY if endless else None)]
    if endless and not bool(parts[-1] < arb(2) ** -80):
        raise Unknown("an expected value that the greatest values tell")
    return a.exp() * sum(parts, arb(0))


def _under_gamma(given: list[Any], b: Any) -> Any:
    """The area under e^(bx) times the gamma density with a whole number for its shape."""
    shape, rate = given[0], ball(given[1])
    if not shape.is_Integer or not bool(rate - b > 0):
        raise Unknown("a gamma density with a root, or an infinite expected value")
    a = int(shape)
    scale = rate**a / arb(a).gamma()
    return acb.integral(
        lambda z, _: scale * z ** (a - 1) * (-(rate - b) * z).exp(), 0, (120 + 20 * a) / (rate - b)
    ).real

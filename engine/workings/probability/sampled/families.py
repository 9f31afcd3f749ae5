"""The judge of gamma, beta, chi-square, Student, F and lognormal variables: distribution functions, moments.

It takes the distribution functions from Arb (incomplete gamma and beta functions, erf) and the moments from the gamma
function, which none of the rules uses. Source: NIST Digital Library of Mathematical Functions, 8.2, 8.17, 5.12.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flint import arb

__all__ = ["FAMILIES_IN_BALLS", "below", "raw_moment", "smooth_density"]

_HALF = arb(1) / 2


def _gamma_below(x: Any, a: Any, r: Any) -> Any:
    return (r * x).gamma_lower(a, regularized=1) if bool(x > 0) else arb(0)


def _beta_below(x: Any, a: Any, b: Any) -> Any:
    if not bool(x > 0):
        return arb(0)
    return arb(1) if not bool(x < 1) else x.beta_lower(a, b, regularized=True)


def _student_below(x: Any, n: Any) -> Any:
    """1 - I_y(n/2, 1/2)/2 for y = n/(n + x^2), x not negative."""
    tail = (n / (n + x * x)).beta_lower(n / 2, _HALF, regularized=True) / 2 if not bool(x == 0) else _HALF
    return tail if bool(x < 0) else 1 - tail


def _lognormal_below(x: Any, m: Any, v: Any) -> Any:
    return (1 + ((x.log() - m) / (2 * v).sqrt()).erf()) / 2 if bool(x > 0) else arb(0)


def _fisher_below(x: Any, m: Any, n: Any) -> Any:
    """I_y(m/2, n/2) for y = m x/(m x + n)."""
    return (m * x / (m * x + n)).beta_lower(m / 2, n / 2, regularized=True) if bool(x > 0) else arb(0)


def _gamma_raw(n: int, a: Any, r: Any) -> Any:
    return (a + n).gamma() / (a.gamma() * r**n)


def _beta_raw(n: int, a: Any, b: Any) -> Any:
    return (a + n).gamma() * (a + b).gamma() / (a.gamma() * (a + b + n).gamma())


def _student_raw(n: int, df: Any) -> Any:
    """0 of an odd power; n^(k/2) G((k + 1)/2) G((n - k)/2)/(sqrt(pi) G(n/2)) of the k-th, k < n."""
    if not bool(df > n):
        raise ValueError("a moment that is infinite")
    if n % 2:
        return arb(0)
    return df ** (n // 2) * (arb(n + 1) / 2).gamma() * ((df - n) / 2).gamma() / (arb.pi().sqrt() * (df / 2).gamma())


def _fisher_raw(k: int, m: Any, n: Any) -> Any:
    """(n/m)^k G(m/2 + k) G(n/2 - k)/(G(m/2) G(n/2)): of the ratio of two gamma variables, for n > 2k"""
    if not bool(n > 2 * k):
        raise ValueError("a moment that is infinite")
    return (n / m) ** k * (m / 2 + k).gamma() * (n / 2 - k).gamma() / ((m / 2).gamma() * (n / 2).gamma())


def _lognormal_raw(n: int, m: Any, v: Any) -> Any:
    """The area under e^(n y) times the normal density, centred where that is greatest."""
    from flint import acb

    centre, width = m + n * v, 14 * v.sqrt()
    root = (2 * arb.pi() * v).sqrt()
    return acb.integral(lambda y, _: (n * y - (y - m) ** 2 / (2 * v)).exp() / root, centre - width, centre + width).real


def smooth_density(family: str, given: Sequence[Any]) -> tuple[Callable[[Any], Any], Any, Any] | None:
    """The density of a gamma or beta variable with whole numbers for its shapes, and its ends."""
    if family == "gamma" and given[0].unique_fmpz() is not None:
        a, r = int(given[0].unique_fmpz()), given[1]
        scale = r**a / arb(a).gamma()
        return lambda z: scale * z ** (a - 1) * (-r * z).exp(), arb(0), (120 + 20 * a) / r
    shapes = [part.unique_fmpz() for part in given] if family == "beta" else [None]
    if None in shapes:
        return None
    a, b = (int(part) for part in shapes if part is not None)
    scale = arb(a + b).gamma() / (arb(a).gamma() * arb(b).gamma())
    return lambda z: scale * z ** (a - 1) * (1 - z) ** (b - 1), arb(0), arb(1)


_BELOW: dict[str, Callable[..., Any]] = {
    "gamma": _gamma_below,
    "chisquare": lambda x, n: _gamma_below(x, n / 2, _HALF),
    "beta": _beta_below,
    "student": _student_below,
    "lognormal": _lognormal_below,
    "fisher": _fisher_below,
}
_RAW: dict[str, Callable[..., Any]] = {
    "gamma": _gamma_raw,
    "chisquare": lambda n, k: _gamma_raw(n, k / 2, _HALF),
    "beta": _beta_raw,
    "student": _student_raw,
    "lognormal": _lognormal_raw,
    "fisher": _fisher_raw,
}
FAMILIES_IN_BALLS = frozenset(_BELOW)


def below(family: str, given: Sequence[Any], x: Any) -> Any:
    """P(X <= x)

    >>> round(float(below("chisquare", [arb(2)], arb(2)).mid()), 9)
    0.632120559
    """
    return _BELOW[family](x, *given)


def raw_moment(family: str, given: Sequence[Any], n: int) -> Any:
    """E[X^n]"""
    return _RAW[family](n, *given)

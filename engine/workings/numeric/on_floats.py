"""What `math` lacks, for one number at a time.

Like `math`, these may raise at the edge of a domain (ValueError, OverflowError, ZeroDivisionError): the caller then
asks NumPy, whose arithmetic says inf or nan.
"""

from __future__ import annotations

import math
from functools import cache
from typing import Any

__all__ = [
    "ceil", "csch", "digamma", "floor", "heaviside", "logcosh", "loggamma", "maximum", "minimum", "polygamma", "sech",
    "sigmoid", "sign", "softplus",
]  # fmt: skip


def sign(u: float) -> float:
    return 1.0 if u > 0 else -1.0 if u < 0 else u * 0.0  # nan stays nan


def floor(u: float) -> float:
    return float(math.floor(u))


def ceil(u: float) -> float:
    return float(math.ceil(u))


def maximum(u: float, v: float) -> float:
    return u if u > v or u != u else v


def minimum(u: float, v: float) -> float:
    return u if u < v or u != u else v


def heaviside(u: float, at_zero: float) -> float:
    return 1.0 if u > 0 else 0.0 if u < 0 else at_zero if u == 0 else u


def sigmoid(u: float) -> float:
    """1/(1 + e^-u), with an exponential that can't overflow."""
    e = math.exp(-abs(u))
    return (1.0 if u >= 0 else e) / (1.0 + e)


def softplus(u: float) -> float:
    """ln(1 + e^u), which is u + ln(1 + e^-u) where u is large."""
    return maximum(u, 0.0) + math.log1p(math.exp(-abs(u)))


def sech(u: float) -> float:
    return 1.0 / math.cosh(u)


def csch(u: float) -> float:
    return 1.0 / math.sinh(u)


def logcosh(u: float) -> float:
    """ln cosh u = ln(1 + 2 sinh² u/2), which is |u| - ln 2 where u is large."""
    size = abs(u)
    near = minimum(size, 30.0)
    s = math.sinh(near / 2)
    return math.log1p(2 * s * s) + (size - near)


def loggamma(u: float) -> float:
    """ln Γ(u); not real for u < 0, where `math.lgamma` would give ln |Γ(u)|."""
    return math.nan if u < 0 else math.lgamma(u)


def digamma(u: float) -> float:
    """ψ(u) = Γ'(u)/Γ(u)."""
    return polygamma(0.0, u)


def polygamma(n: float, u: float) -> float:
    """The n-th derivative of ψ, from mpmath, which SymPy brings along: some 30 µs."""
    if u == math.inf:
        return u if n == 0 else 0.0
    if not math.isfinite(u) or (u <= 0 and u == math.floor(u)):
        return math.nan
    return float(_mpmath().psi(int(n), u))


@cache
def _mpmath() -> Any:
    """A context of our own at 53 bits: the global one belongs to the user, who may have set its precision."""
    import mpmath  # type: ignore[import-untyped]

    return mpmath.MPContext()

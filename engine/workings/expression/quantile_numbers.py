"""Quantiles of gamma, beta, chi-square, Student and F variables as numbers, of which every digit shown is proved.

Such a number has no closed form in general. It is enclosed: ball arithmetic proves that the distribution function is
below the share at one decimal and above it at the next. Source: NIST Digital Library of Mathematical Functions, 8.2
(incomplete gamma function) and 8.17 (incomplete beta function); F. Johansson, Arb, IEEE Transactions on Computers 66
(2017) 1281-1292.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from typing import Any

from flint import arb, ctx, fmpq
from sympy import AtomicExpr, Basic, Expr, Float, Rational

__all__ = ["ENCLOSED", "SHOWN", "QuantileNumber"]

SHOWN = 14  # digits behind the point
_MOST_PARAMETER = 10**6
_MOST_BITS = 4_000
_HALF = arb(1) / 2


def _gamma(x: Any, a: Any, r: Any) -> Any:
    return (r * x).gamma_lower(a, regularized=1)


def _beta(x: Any, a: Any, b: Any) -> Any:
    return x.beta_lower(a, b, regularized=1)


def _student(x: Any, n: Any) -> Any:
    """1/2 + I_y(1/2, n/2)/2 for y = x^2/(n + x^2), x > 0"""
    return (1 + _beta(x * x / (n + x * x), _HALF, n / 2)) / 2


def _fisher(x: Any, m: Any, n: Any) -> Any:
    return _beta(m * x / (m * x + n), m / 2, n / 2)


ENCLOSED: dict[str, Callable[..., Any]] = {
    "gamma": _gamma,
    "chisquare": lambda x, n: _gamma(x, n / 2, _HALF),
    "beta": _beta,
    "student": _student,
    "fisher": _fisher,
}


class QuantileNumber(AtomicExpr):
    """The x up to which a variable of the family lies with probability `share`, a number between 0 and 1.

    Raises:
        ArithmeticError: from `enclosure`, where the number can't be told from a decimal, or is out of reach.

    >>> from sympy import Integer
    >>> QuantileNumber("chisquare", (Integer(5),), Rational(19, 20)).digits
    '11.07049769351635'
    """

    __slots__ = ("family", "parameters", "share")
    is_commutative = True
    is_number = True
    is_real = True
    family: str
    parameters: tuple[Rational, ...]
    share: Rational

    def __new__(cls, family: str, parameters: tuple[Rational, ...], share: Rational) -> QuantileNumber:
        node = Basic.__new__(cls)
        node.family, node.parameters, node.share = family, parameters, share
        return node

    def _hashable_content(self) -> tuple[Any, ...]:
        return (self.family, self.parameters, self.share)

    def __getnewargs__(self) -> tuple[Any, ...]:
        return self._hashable_content()

    def _sympystr(self, printer: Any) -> str:
        given = ", ".join(map(str, self.parameters))
        return f"quantile({self.share}, {self.family}({given}))"

    @property
    def digits(self) -> str:
        """The decimal cut off behind `SHOWN` digits; each of them is proved."""
        low, high = self.enclosure(SHOWN)
        before, behind = divmod(int(max(low, -high) * 10**SHOWN), 10**SHOWN)  # cut off towards zero
        return f"{'-' if low < 0 else ''}{before}.{behind:0{SHOWN}d}"

    def enclosure(self, places: int) -> tuple[Fraction, Fraction]:
        """Two neighbouring decimals with so many places, between which it is proved to lie."""
        return _enclosure(self.family, self.parameters, self.share, places)

    def ball(self) -> Any:
        """The number as a ball of Arb's present precision."""
        low, high = self.enclosure(int(ctx.prec * 0.302) + 2)
        return arb(fmpq(low.numerator, low.denominator)).union(arb(fmpq(high.numerator, high.denominator)))

    def _eval_evalf(self, prec: int) -> Expr:
        places = int(prec * 0.302) + 4
        low, high = self.enclosure(places)
        while low == 0 or high == 0 or (high - low) * 2 ** (prec + 2) > abs(low):
            places += places // 2
            low, high = self.enclosure(places)
        middle = (low + high) / 2
        return Float(Rational(middle.numerator, middle.denominator), precision=prec)

    def _eval_is_positive(self) -> bool:
        return self.family != "student" or bool(self.share > Rational(1, 2))

    def _eval_is_zero(self) -> bool:
        return self.family == "student" and bool(self.share == Rational(1, 2))


@lru_cache(maxsize=256)
def _enclosure(
    family: str, parameters: tuple[Rational, ...], share: Rational, places: int
) -> tuple[Fraction, Fraction]:
    if family == "student" and share < Rational(1, 2):  # mirrored at 0
        low, high = _enclosure(family, parameters, 1 - share, places)
        return -high, -low
    if any(p > _MOST_PARAMETER for p in parameters):
        raise ArithmeticError(f"a parameter above {_MOST_PARAMETER}")
    before = ctx.prec
    bits = int(places * 3.33) + 64
    try:
        while bits <= _MOST_BITS:
            ctx.prec = bits
            found = _between_decimals(family, parameters, share, places)
            if found is not None:
                return found
            bits *= 2
    finally:
        ctx.prec = before
    raise ArithmeticError("this quantile can't be told from a decimal")


def _between_decimals(
    family: str, parameters: tuple[Rational, ...], share: Rational, places: int
) -> tuple[Fraction, Fraction] | None:
    """Neighbouring decimals below and above the quantile, by proof; None where more precision is needed."""
    given = [arb(fmpq(int(p.p), int(p.q))) for p in parameters]
    wanted = arb(fmpq(int(share.p), int(share.q)))
    scale = 10**places

    def side(k: int) -> int | None:
        """-1 where the distribution function is below the share at k/scale, 1 where it is above; None where unclear."""
        if k <= 0:
            return -1
        if family == "beta" and k >= scale:
            return 1
        value = ENCLOSED[family](arb(fmpq(k, scale)), *given)
        return -1 if bool(value < wanted) else 1 if bool(value > wanted) else None

    low, high = 0, scale
    while (found := side(high)) == -1:
        low, high = high, 4 * high
        if high > scale * 10**12:
            raise ArithmeticError("a quantile this far out")
    if found is None:
        return None
    while high - low > 1:
        middle = (low + high) // 2
        found = side(middle)
        if found is None:
            return None
        low, high = (middle, high) if found == -1 else (low, middle)
    return Fraction(low, scale), Fraction(high, scale)

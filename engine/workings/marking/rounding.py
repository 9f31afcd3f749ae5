"""Decimals that are rounded: `e^2 ≈ 7.389` says that 7.389 is e² to the digits given."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from workings.expression.nodes import symbols_of
from workings.probability.exact import exact

__all__ = ["Decimal", "decimal_at_end", "parted", "rounds_to"]

_APPROXIMATELY = re.compile(
    r"(?:≈|≃|≅|≒|~=|=~|\\(?:approx|simeq|cong|fallingdotseq)(?![A-Za-z])|(?<![A-Za-z])(?:about|approximately|roughly|約)(?=\s*[-−]?\d))"
)
_SIGNS = ("≈", "≃", "≅", "≒", "~", "\\approx", "\\simeq", "\\cong", "\\falling", "about", "approx", "roughly", "約")
_DECIMAL = re.compile(r"(?<![\w.^/*)}])(?P<sign>[-−]?)\s*(?P<whole>\d*)(?:\.(?P<digits>\d+))?[\s$.。…]*$")


def parted(text: str) -> tuple[str, str] | None:
    """What stands before the first sign of approximation and behind the last; None without one.

    >>> parted("f'(2) = e^2 ≈ 7.389")
    ("f'(2) = e^2", '7.389')
    """
    if not any(sign in text for sign in _SIGNS):
        return None
    exact, *rounded = _APPROXIMATELY.split(text)
    return (exact.strip(), rounded[-1].strip()) if rounded else None


@dataclass(frozen=True, slots=True)
class Decimal:
    """A number as typed, with so many digits behind the point."""

    text: str
    value: Fraction
    places: int

    @property
    def half(self) -> Fraction:
        """Half a unit of its last place: the most that rounding changes."""
        return Fraction(1, 2 * 10**self.places)

    @property
    def significant(self) -> int:
        return len(self.text.lstrip("-−0.").replace(".", ""))

    @property
    def is_long(self) -> bool:
        """Whether it has a point and two significant digits: 0.33 may be rounded, 0.5 and 7 are meant as they stand."""
        return self.places > 0 and self.significant > 1


def decimal_at_end(text: str) -> Decimal | None:
    """The decimal with which a text ends; None where it ends in something else.

    >>> decimal_at_end("f'(2) = 7.389").value
    Fraction(7389, 1000)
    """
    found = _DECIMAL.search(text)
    if found is None or not (found["whole"] or found["digits"]):
        return None
    digits = found["digits"] or ""
    size = Fraction(int((found["whole"] or "0") + digits), 10 ** len(digits))
    return Decimal(found[0].strip(" $.。…"), -size if found["sign"] else size, len(digits))


def rounds_to(truth: Any, given: Decimal) -> bool | None:
    """Whether `given` is the true number rounded to its own digits, a tie either way; None where truth is no number."""
    if symbols_of([truth]):
        return None
    known = exact(truth)
    if known is None:
        digits = truth.evalf(40)
        if not digits.is_Float:
            return None
        known = Fraction(str(digits))
    return abs(known - given.value) <= given.half

"""Values beside what is right: equal, a decimal that is right to its digits, or apart."""

from __future__ import annotations

from contextlib import suppress
from fractions import Fraction
from typing import Any, Literal

from workings.expression.nodes import symbols_of
from workings.judge import Evidence, equal
from workings.marking.diagnosis import holds
from workings.marking.probability.claims import Side
from workings.probability.exact import exact

__all__ = ["Match", "compared", "decimal", "is_near", "is_rounded", "match"]

Match = Literal["equal", "rounded", "apart", "unknown"]
_EXACT = Evidence("proved", method="exact rational arithmetic")


def compared(truth: Any, given: Any) -> Evidence:
    """How it is known that a value is the true one, or is not."""
    with suppress(ZeroDivisionError):
        a, b = exact(truth), exact(given)
        if a is not None and b is not None and a == b:
            return _EXACT
        if a is not None and b is not None:
            return Evidence("refuted", method="exact rational arithmetic", left=decimal(a), right=decimal(b))
    return equal(truth, given)


def decimal(value: Fraction) -> str:
    """The number as a reader of marks expects it: a decimal of twelve digits, or the integer."""
    if value.denominator == 1:
        return str(value)
    text = f"{float(value):.12f}"
    return text if Fraction(text) != 0 else f"{float(value):.12g}"


def match(side: Side, value: Any, truth: Any) -> tuple[Match, Evidence]:
    """How a side of that value lies to the truth."""
    evidence = compared(truth, value)
    if holds(evidence):
        return "equal", evidence
    if evidence.kind == "undecided":
        return "unknown", evidence
    return ("rounded" if is_rounded(side, value, truth) else "apart"), evidence


def is_rounded(side: Side, value: Any, truth: Any, *, digits: int = 2) -> bool:
    """Whether the side is a decimal that the true value rounds to in as many places as it has; a tie may go either way.

    A decimal of fewer than `digits` digits, leading zeros not counted, is none.
    """
    half = side.precision if digits > 1 else side.half_unit
    given = exact(value)
    if half is None or given is None or truth is None or symbols_of([truth]):
        return False
    known = _number(truth)
    return known is not None and abs(known - given) <= half


def is_near(value: Any, truth: Any) -> bool:
    """Whether a value is within 5% of the true one, as every rounding to two digits is."""
    given, known = _number(value), _number(truth)
    return given is not None and known is not None and abs(known - given) <= abs(known) / 20


def _number(value: Any) -> Fraction | None:
    """The value as a fraction, to forty digits where it is no rational number."""
    known = exact(value)
    if known is not None:
        return known
    near = value.evalf(40)
    return Fraction(str(near)) if near.is_Float else None

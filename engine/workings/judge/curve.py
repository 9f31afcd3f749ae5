"""Equality on a curve F(x, y) = 0 only, where x y = 1 makes -y/x and -1/x² the same.

A point of the curve is a rational x and a ball for y at whose ends F has opposite signs, so that a root lies in it:
what differs on that ball differs at a point of the curve.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any, Final

import flint
from flint import arb, fmpq
from sympy import Basic, Float, Rational, Symbol

from workings.judge.balls import Program, Unsupported
from workings.judge.equality import common_digits, decimals
from workings.judge.evidence import Evidence
from workings.judge.points import points

__all__ = ["Curve", "equal_on_curve"]

BITS: Final = 256
WIDTH: Final = fmpq(1, 2**200)  # of the ball of a root
GRID: Final = tuple(fmpq(k, 2) + fmpq(1, 7) for k in range(-17, 17))
ROOTS: Final = 2  # at one x
PLACES: Final = 10
TRIED: Final = 40
AGREE_POINTS: Final = 6
AGREE_DIGITS: Final = 40


def equal_on_curve(left: Any, right: Any, curve: Any, y: Symbol, *, assuming: Iterable[Basic] = ()) -> Evidence:
    """How `left = right` is known where F(x, y) = 0, F being `curve`: refuted, agrees, or undecided.

    >>> from workings.expression import symbol
    >>> x, y = symbol("x"), symbol("y")
    >>> equal_on_curve(-y / x, -1 / x**2, x * y - 1, y).kind
    'agrees'
    """
    known = _curve(curve, y)
    if known is None:
        return Evidence("undecided", method="on the curve", reason="too few points of the curve were found")
    return known.equal(left, right, assuming=assuming)


@lru_cache(maxsize=64)
def _curve(curve: Any, y: Symbol) -> Curve | None:
    return Curve.of(curve, y)


@dataclass(frozen=True, slots=True)
class Curve:
    """Points of the curve on which expressions are compared."""

    symbols: tuple[Symbol, ...]
    places: tuple[tuple[Any, ...], ...]

    @classmethod
    def of(cls, f: Any, y: Symbol) -> Curve | None:
        """Points at which f is zero, found in `y`; None where f can't be evaluated or hardly has any."""
        program = Program()
        try:
            register = program.add(f)
        except Unsupported:
            return None
        symbols = tuple(program.tape.symbols)
        if y not in symbols or program.stand_ins:
            return None
        program.tape.want([register])
        position = symbols.index(y)
        found: list[tuple[Any, ...]] = []
        before = flint.ctx.prec, flint.ctx.cap
        try:
            for place in islice(points(len(symbols)), TRIED):
                for root in islice(_roots(program, register, place, position), ROOTS):
                    found.append((*place[:position], root, *place[position + 1 :]))
                if len(found) >= PLACES:
                    break
        finally:
            flint.ctx.prec, flint.ctx.cap = before
        return cls(symbols, tuple(found)) if len(found) >= AGREE_POINTS else None

    def equal(self, left: Any, right: Any, *, assuming: Iterable[Basic] = ()) -> Evidence:
        """How `left = right` is known to hold on the curve, or not."""
        program = Program()
        try:
            one, two = program.add(left), program.add(right)
            conditions = [program.add(condition) for condition in assuming]
        except Unsupported as error:
            return Evidence("undecided", reason=str(error))
        program.tape.want([one, two, *conditions])
        names = program.tape.symbols
        if any(s not in self.symbols for s in names):
            return Evidence("undecided", reason="the answer has a variable that the curve does not have")
        where = [self.symbols.index(s) for s in names]
        agreed, digits = 0, 10**6
        before = flint.ctx.prec, flint.ctx.cap
        try:
            for place in self.places:
                values = program.tape.run([place[i] for i in where], BITS)
                a, b = values[one], values[two]
                if not (a.is_finite() and b.is_finite()) or any(values[c] is not True for c in conditions):
                    continue
                if not a.overlaps(b):
                    said = decimals(a, b)
                    return Evidence("refuted", "on the curve", self._at(place), said[0], said[1])
                if (common := common_digits(a, b)) >= AGREE_DIGITS:
                    agreed, digits = agreed + 1, min(digits, common)
        finally:
            flint.ctx.prec, flint.ctx.cap = before
        if agreed >= AGREE_POINTS:
            return Evidence("agrees", method="on the curve", points=agreed, digits=digits, domain="equal on the curve")
        return Evidence("undecided", reason="too few points of the curve were found at which both are defined")

    def _at(self, place: tuple[Any, ...]) -> tuple[tuple[Symbol, Any], ...]:
        pairs = zip(self.symbols, place, strict=True)
        return tuple(sorted(((s, _shown(v)) for s, v in pairs), key=lambda pair: pair[0].name))


def _shown(value: Any) -> Any:
    if isinstance(value, fmpq):
        return Rational(int(value.p), int(value.q))
    return Float(value.mid().str(15, radius=False), 12)


def _roots(program: Program, register: int, place: tuple[Any, ...], position: int) -> Iterator[Any]:
    """Where f is zero at this place: exact rationals of the grid, or balls of which each surely holds a root."""

    def value(y: Any) -> Any:
        return program.tape.run((*place[:position], y, *place[position + 1 :]), BITS)[register]

    last: tuple[Any, int] | None = None
    for y in GRID:
        now = value(y)
        sign = 1 if now > 0 else -1 if now < 0 else 0
        if now.is_zero():
            yield y
        elif sign and last is not None and last[1] == -sign:
            root = _bisected(value, last[0], y, sign)
            if root is not None:
                yield root
        last = (y, sign) if sign else None


def _bisected(value: Any, low: Any, high: Any, sign: int) -> Any:
    """The ball between two rationals at which f has opposite signs; an exact rational if one is met."""
    while high - low > WIDTH:
        middle = (low + high) / 2
        at = value(middle)
        if at.is_zero():
            return middle
        if not (at > 0 or at < 0):
            return None
        if (at > 0) == (sign > 0):
            high = middle
        else:
            low = middle
    ball = arb(low).union(arb(high))
    return ball if value(ball).is_finite() else None  # no pole in it, at which the sign changes too

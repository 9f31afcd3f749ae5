"""Equality on a curve F(x, y) = 0 only: what holds for all x and y needs no curve, what doesn't may still hold on it.

Points of the curve are found as sign changes of F along lines x = const, and shut into balls by bisection; so a
refutation here is as certain as at a rational point.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import flint
from flint import arb, fmpq
from sympy import Basic, Rational

from workings.judge.balls import Program, Unsupported
from workings.judge.equality import decimals
from workings.judge.evidence import Evidence

__all__ = ["equal_on_curve"]

BITS = 256
LINES = ("2", "1", "3", "1/2", "-1", "3/2", "-2", "5", "1/3", "4", "-1/2", "7/4", "-3", "6")
STEPS = [fmpq(n, 4) + fmpq(1, 97) for n in range(-40, 41)]  # beside the grid, where roots are not at the steps
HALVINGS = 220
ENOUGH = 6
DIGITS = 30


def equal_on_curve(left: Any, right: Any, curve: Any, x: Any, y: Any, *, assuming: Iterable[Basic] = ()) -> Evidence:
    """How `left = right` is known where F(x, y) = 0, F being `curve`: refuted, agrees, or undecided.

    >>> from workings.expression import symbol
    >>> x, y = symbol("x"), symbol("y")
    >>> equal_on_curve(-y / x, -1 / x**2, x * y - 1, x, y).kind
    'agrees'
    """
    program = Program()
    try:
        a, b = program.add(left), program.add(right)
        conditions = [program.add(c) for c in assuming]
    except Unsupported as error:
        return Evidence("undecided", method="points of the curve", reason=str(error))
    program.tape.want([a, b, *conditions])
    names = [s.name for s in program.tape.symbols]
    before = flint.ctx.prec, flint.ctx.cap
    agreed = 0
    try:
        for at_x, at_y in _points(curve, x, y):
            place = {x.name: arb(at_x), y.name: at_y}
            if any(name not in place for name in names):
                return Evidence("undecided", method="points of the curve", reason="there are other letters in it")
            values = program.tape.run([place[name] for name in names], BITS)
            if any(values[c] is False for c in conditions):
                continue
            p, q = values[a], values[b]
            if not (_is_number(p) and _is_number(q)):
                continue
            if not p.overlaps(q):
                said = decimals(p, q)
                point = ((x, Rational(int(at_x.p), int(at_x.q))), (y, Rational(str(at_y.str(8, radius=False)))))
                return Evidence("refuted", "points of the curve", point, said[0], said[1])
            if (p - q).rad() < arb(10) ** -DIGITS:
                agreed += 1
            if agreed >= ENOUGH:
                return Evidence("agrees", "points of the curve", points=agreed, digits=DIGITS)
    finally:
        flint.ctx.prec, flint.ctx.cap = before
    if agreed:
        return Evidence("agrees", "points of the curve", points=agreed, digits=DIGITS)
    return Evidence("undecided", method="points of the curve", reason="no point of the curve was found")


def _is_number(value: Any) -> bool:
    return isinstance(value, arb) and bool(value.is_finite())


def _points(curve: Any, x: Any, y: Any) -> Iterator[tuple[fmpq, arb]]:
    """Points of the curve: x exact, y in a small ball that surely holds one."""
    program = Program()
    try:
        register = program.add(curve)
    except Unsupported:
        return
    program.tape.want([register])
    names = [s.name for s in program.tape.symbols]
    if not set(names) <= {x.name, y.name}:
        return
    for text in LINES:
        at_x = fmpq(*[int(n) for n in text.split("/")])

        def sign(at_y: fmpq, at_x: fmpq = at_x) -> int:
            place = {x.name: at_x, y.name: at_y}
            value = program.tape.run([place[name] for name in names], BITS)[register]
            if not _is_number(value) or value.contains(0):
                return 0
            return 1 if value > 0 else -1

        signs = [sign(step) for step in STEPS]
        for low, high, s, t in zip(STEPS, STEPS[1:], signs, signs[1:], strict=False):
            if s * t == -1 and (ball := _bisected(sign, low, high, s)) is not None:
                yield at_x, ball


def _bisected(sign: Any, low: fmpq, high: fmpq, at_low: int) -> arb | None:
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        s = sign(middle)
        if s == 0:
            break
        low, high = (middle, high) if s == at_low else (low, middle)
    if high - low > fmpq(1, 10**20):
        return None  # the sign is lost too early: a root at a step, or a pole
    return arb(low).union(arb(high))

"""Claims the power-series judge can't take as they stand: limits, a letter for an order, sums to n, and integrals.

A limit as h goes to 0 is the value there, or where h stands below, the slope at 0 of what it divides. A letter that
counts (the order of a derivative, the end of a sum) is tried as 1, 2, 3, 4. An integral is a sum of values of its
integrand by the rule of Gauss, of two different sizes, so that its error is seen.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice
from typing import Any, Final

import flint
import sympy as sp
from flint import arb
from sympy import Basic, Expr, Integer, Symbol

from workings.expression.algebra import rebuild, replace
from workings.expression.goals import Adjoint, Approaching, D, FirstPrinciples, Value
from workings.expression.nodes import ONE, ZERO, add, divide, divisor, factors, mul, subtract, symbols_of, walk
from workings.judge.balls import Program, Unsupported
from workings.judge.equality import equal
from workings.judge.evidence import Evidence
from workings.judge.indices import instances, is_indexed, plain_members
from workings.judge.points import points
from workings.judge.shaped import is_about_shapes, judge_shaped

__all__ = ["for_two", "has_integrals", "is_beyond_values", "judged", "judged_equal", "without_limits"]

COUNTED: Final = (1, 2, 3, 4)
LONGEST: Final = 60  # terms of a sum written out
SIZES: Final = (16, 24)  # of the rule of Gauss
BITS: Final = 192
PLACES: Final = 40
ENOUGH: Final = 5  # points
DIGITS: Final = 9
_LIMITS: Final = (Adjoint, Approaching, FirstPrinciples)
_BEYOND_VALUES: Final = (*_LIMITS, sp.Integral, sp.Sum, sp.Product, sp.KroneckerDelta)
_ORDER: Final = {"refuted": 0, "undecided": 1, "agrees": 2, "proved": 3}


def judged(left: Any, right: Any, assuming: Iterable[Basic] = ()) -> Evidence:
    """How `left = right` is known to hold or not, as `equal` says it; with limits, sums and integrals too."""
    assuming = tuple(assuming)
    if is_about_shapes(left, right):
        return judge_shaped(left, right, assuming)
    left, right = without_limits(left), without_limits(right)
    letters = _counting(left) | _counting(right)
    if is_indexed(left, right):
        return _for_all_indices(letters, left, right, assuming)
    if letters:
        found = []
        for k in COUNTED:
            whole: dict[Basic, Basic] = {n: Integer(k + i) for i, n in enumerate(sorted(letters, key=str))}
            one, other = (_written_out(replace(side, whole)) for side in (left, right))
            found.append(_with_integrals(one, other, tuple(replace(c, whole) for c in assuming)))
        worst = min(found, key=lambda e: _ORDER[e.kind])
        return Evidence("agrees", points=len(found), digits=15) if worst.kind == "proved" else worst
    return _with_integrals(_written_out(left), _written_out(right), assuming)


def _for_all_indices(ends: set[Symbol], left: Any, right: Any, assuming: tuple[Basic, ...]) -> Evidence:
    found = []
    for numbers, one, other, conditions in instances(ends, left, right, assuming):
        one, other = plain_members(_written_out(one)), plain_members(_written_out(other))
        found.append(_with_integrals(one, other, tuple(plain_members(_written_out(c)) for c in conditions)))
        if found[-1].kind == "refuted":
            return dataclasses.replace(found[-1], point=(*numbers.items(), *found[-1].point))
    worst = min(found, key=lambda e: _ORDER[e.kind])
    return Evidence("agrees", points=len(found), digits=15) if worst.kind == "proved" else worst


def for_two(expr: Any) -> Any:
    """An expression in sums over an index as it is where there are two of everything: x_1 + x_2 for the sum of x_i."""
    if not is_indexed(expr):
        return expr
    _, one, _, _ = next(instances(_counting(expr), expr, ZERO, ()))
    return plain_members(_written_out(one))


def judged_equal(left: Any, right: Any, assuming: Iterable[Basic] = ()) -> Evidence:
    """As `equal`, and as `judged` where one side has a limit, an integral, or a sum or product over an index."""
    needed = is_beyond_values(left) or is_beyond_values(right)
    return judged(left, right, assuming) if needed else equal(left, right, assuming=tuple(assuming))


def is_beyond_values(expr: Any) -> bool:
    """Whether a limit, an integral, a sum or product over an index, or a letter for an order stands in it."""
    for node in walk(expr):
        if isinstance(node, _BEYOND_VALUES):
            return True
        if isinstance(node, D) and len(node.args) > 2 and not isinstance(node.order, Integer):
            return True
    return False


def has_integrals(expr: Any) -> bool:
    """Whether an integral stands in it."""
    return any(isinstance(node, sp.Integral) for node in walk(expr))


def _with_integrals(left: Any, right: Any, assuming: tuple[Basic, ...]) -> Evidence:
    if has_integrals(left) or has_integrals(right):
        return _by_quadrature(left, right, assuming)
    return equal(left, right, assuming=assuming)


# Limits ------------------------------------------------------------------------------------------


def without_limits(expr: Any) -> Any:
    """Limits, and derivatives asked for by a definition or by a part, as what `equal` knows."""
    if not any(isinstance(node, _LIMITS) for node in walk(expr)):
        return expr
    done: dict[int, Any] = {}
    for node in walk(expr):
        now: Any = rebuild(node, tuple([done[id(a)] for a in node.args])) if node.args else node
        if isinstance(now, FirstPrinciples | Adjoint):
            now = D(*now.args)  # a part of f is a variable like any other
        elif isinstance(now, Approaching):
            now = _limit(now.expr, now.h)
        done[id(node)] = now
    return done[id(expr)]


def _limit(expr: Expr, h: Symbol) -> Expr:
    above: list[Expr] = []
    below: list[Expr] = []
    for factor in factors(expr):
        under = divisor(factor)
        (above.append(factor) if under is None else below.extend(factors(under)))
    if h not in below:
        return Value(expr, (h, ZERO))
    below.remove(h)
    rest = mul(*above)
    if equal(Value(rest, (h, ZERO)), ZERO).kind not in ("proved", "agrees"):
        return Approaching(expr, h)  # no difference quotient: there may be no limit
    return Value(D(divide(rest, mul(*below)) if below else rest, h), (h, ZERO))


# Letters that count ------------------------------------------------------------------------------


def _counting(expr: Any) -> set[Symbol]:
    """The letters that stand for whole numbers: orders of derivatives and ends of sums."""
    ends: list[Basic] = []
    bound: set[Basic] = set()
    for node in walk(expr):
        if isinstance(node, D) and len(node.args) > 2:
            ends.append(node.order)
        elif isinstance(node, sp.Sum | sp.Product):
            bound |= {limit.args[0] for limit in node.args[1:]}
            ends += [end for limit in node.args[1:] for end in limit.args[1:]]
    return {s for s in symbols_of(ends) if s not in bound}


def _written_out(expr: Any) -> Any:
    """Sums and products between whole numbers as terms and factors, m (m - 1) ... likewise."""
    done: dict[int, Any] = {}
    for node in walk(expr):
        now: Any = rebuild(node, tuple([done[id(a)] for a in node.args])) if node.args else node
        if isinstance(now, sp.FallingFactorial) and isinstance(now.args[1], Integer) and now.args[1].p >= 0:
            m, k = now.args
            now = mul(*[subtract(m, Integer(i)) if i else m for i in range(int(k))]) if k else ONE
        elif isinstance(now, sp.Sum | sp.Product) and len(now.args) == 2:
            i, low, high = (*now.args[1].args, None, None)[:3]
            low, high = _whole(low), _whole(high)
            if low is not None and high is not None and high - low < LONGEST:
                parts = [replace(now.args[0], {i: Integer(k)}) for k in range(low, high + 1)]
                now = add(*parts) if isinstance(now, sp.Sum) else mul(*parts)
        done[id(node)] = now
    return done[id(expr)]


def _whole(end: Any) -> int | None:
    if end is None or symbols_of([end]):
        return None
    value = sp.Add(end) if isinstance(end, Integer) else end.doit()
    return int(value) if isinstance(value, Integer) else None


# Integrals ---------------------------------------------------------------------------------------


@lru_cache(maxsize=8)
def _gauss(size: int) -> tuple[tuple[Any, Any], ...]:
    """Places and weights on 0..1, as rational numbers."""
    before = flint.ctx.prec
    flint.ctx.prec = BITS
    try:
        roots = [arb.legendre_p_root(size, k, weight=True) for k in range(size)]
        return tuple((_rational((1 + place) / 2), _rational(weight / 2)) for place, weight in roots)
    finally:
        flint.ctx.prec = before


def _rational(ball: Any) -> Any:
    mantissa, exponent = ball.mid().man_exp()
    return sp.Rational(int(mantissa)) * sp.Rational(2) ** int(exponent)


def _as_sums(expr: Any, size: int) -> Any:
    done: dict[int, Any] = {}
    for node in walk(expr):
        now: Any = rebuild(node, tuple([done[id(a)] for a in node.args])) if node.args else node
        if isinstance(now, sp.Integral) and len(now.args) == 2 and len(now.args[1].args) == 3:
            t, low, high = now.args[1].args
            width = subtract(high, low)
            values = [mul(w, Value(now.args[0], (t, add(low, mul(s, width))))) for s, w in _gauss(size)]
            now = mul(width, add(*values))
        done[id(node)] = now
    return done[id(expr)]


def _by_quadrature(left: Any, right: Any, assuming: tuple[Basic, ...]) -> Evidence:
    program = Program()
    try:
        registers = [program.add(_as_sums(side, size)) for size in SIZES for side in (left, right)]
        conditions = [program.add(c) for c in assuming]
    except Unsupported as e:
        return Evidence("undecided", reason=str(e))
    tape = program.tape
    tape.want([*registers, *conditions])
    before = flint.ctx.prec, flint.ctx.cap
    agreed = 0
    try:
        for point in islice(points(len(tape.symbols)), PLACES):
            values = tape.run(point, BITS)
            coarse, other, fine, same = (values[r] for r in registers)
            defined = all(isinstance(v, arb) and v.is_finite() for v in (coarse, other, fine, same))
            if not defined or not all(values[c] is True for c in conditions):
                continue
            tolerance = arb(10) ** -DIGITS * (1 + abs(fine))
            if not (abs(coarse - fine) < tolerance and abs(other - same) < tolerance):
                continue  # not smooth enough here for the rule of Gauss
            if not abs(fine - same) < tolerance:
                at = ", ".join(f"{s} = {v}" for s, v in zip(tape.symbols, point, strict=True))
                return Evidence("undecided", reason=f"the integrals differ at {at}: {fine} and {same}")
            agreed += 1
            if agreed == ENOUGH:
                return Evidence("agrees", points=agreed, digits=DIGITS)
    finally:
        flint.ctx.prec, flint.ctx.cap = before
    return Evidence("undecided", reason="the integrals could not be evaluated at enough points")

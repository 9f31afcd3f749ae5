"""Points at which a way to differentiate fails, and the derivative seems to exist all the same: x |x| at 0."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import flint
from flint import arb, fmpq
from sympy import Basic, Ge, Gt, Le, Lt, Ne, Rational, Symbol

from workings.expression.canonical import canonical
from workings.expression.goals import D
from workings.expression.nodes import symbols_of
from workings.judge.balls import Program, Unsupported

if TYPE_CHECKING:
    from workings.derivation import Derivation

__all__ = ["points_untold"]

MOST: Final = 4  # points looked at
STEPS: Final = (fmpq(1, 2**24), fmpq(1, 2**36))  # h of the difference quotients
BITS: Final = 256


def points_untold(derivation: Derivation) -> tuple[tuple[Basic, Basic], ...]:
    """The rational zeros of the conditions at which the difference quotients from both sides seem to meet.

    This is no proof that the derivative exists there, and none is claimed: it is said that the way does not tell.
    """
    goal = derivation.goal
    if not isinstance(goal, D) or len(goal.args) > 2 or not isinstance(goal.x, Symbol):
        return ()
    x = goal.x
    if symbols_of([goal.f]) != (x,):
        return ()
    found = [a for a in _left_out(derivation.conditions, x) if _seems_smooth(goal.f, a)]
    return tuple((x, a) for a in found)


def _left_out(conditions: tuple[Basic, ...], x: Symbol) -> list[Rational]:
    """The rational numbers at which a side of a condition is what it may not be."""
    found: dict[Rational, None] = {}
    for condition in conditions:
        if not isinstance(condition, Ne | Gt | Ge | Lt | Le):
            continue
        left, right = (canonical(side) for side in condition.args)
        polynomial = (left - right).as_poly(x)
        if polynomial is not None and polynomial.degree() <= 4 and polynomial.domain.is_Exact:
            found |= dict.fromkeys(a for a in polynomial.ground_roots() if isinstance(a, Rational))
    return sorted(found)[:MOST]


def _seems_smooth(f: Basic, a: Rational) -> bool:
    program = Program()
    try:
        register = program.add(f)
    except Unsupported:
        return False
    tape = program.tape
    tape.want([register])
    before = flint.ctx.prec, flint.ctx.cap
    try:
        centre = fmpq(int(a.p), int(a.q))

        def value(at: fmpq) -> Any:
            return tape.run([at], BITS)[register]

        here = value(centre)
        slopes = [(value(centre + s * h) - here) / (s * h) for h in STEPS for s in (1, -1)]
    finally:
        flint.ctx.prec, flint.ctx.cap = before
    if not all(slope.is_finite() for slope in slopes):
        return False
    size = 1 + abs(slopes[-1])
    return bool(size < 2**16 and all(abs(slope - slopes[-1]) < arb(2) ** -8 * size for slope in slopes))

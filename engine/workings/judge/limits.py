"""Limits before the judges: values closer and closer to the place, in balls of high precision.

Nothing sampled proves a limit; that the values come closer and closer to it, and further than chance would have it, is
said to agree.
"""

from __future__ import annotations

from typing import Any, Final

import flint
from flint import arb, fmpq
from sympy import Basic, Integer, oo

from workings.expression.algebra import replace
from workings.expression.goals import Value
from workings.expression.limit_goals import LimitAt
from workings.expression.nodes import add, divide, mul, symbol, walk
from workings.judge.balls import Program, Unsupported
from workings.judge.evidence import Evidence

__all__ = ["judge_limit"]

CLOSER: Final = ((12, 800), (24, 800), (48, 1600))  # halvings of the distance, and bits
CLOSE: Final = fmpq(1, 100)
FAR: Final = 6
STEP: Final = symbol("eta_0")  # the distance; no letter of a question has this name


def judge_limit(goal: LimitAt, line: Any) -> Evidence:
    """That f comes closer and closer to the line, in which the limits of others come closer as they do."""
    f, _, a, *_ = goal.args
    sides = [goal.side] if goal.side or a in (oo, -oo) else ["+", "-"]
    worst = 10**6
    for side in sides:
        try:
            ways = _values(goal, f, line, side)
        except Unsupported as error:
            return Evidence("undecided", reason=str(error))
        if ways is None:
            return Evidence("undecided", reason="it has no value close to the place")
        if line in (oo, -oo):
            sign = 1 if line == oo else -1
            grows = all(sign * one > FAR for one, _ in ways) and sign * (ways[-1][0] - ways[0][0]) > 0
            if not grows:
                return Evidence("refuted", "close to the place", left=_said(ways[-1][0]), right=str(line))
            worst = min(worst, 3)
            continue
        apart = [abs(one - other) for one, other in ways]
        infinite = all(abs(v) > FAR for pair in ways for v in pair) and not any(node.is_number for node in [line])
        if infinite:
            worst = min(worst, 3)
            continue
        if not (apart[-1] < CLOSE and (apart[-1] < apart[0] or apart[0] < CLOSE**8)):
            if apart[-1] > CLOSE * 50:
                return Evidence("refuted", "close to the place", left=_said(ways[-1][0]), right=_said(ways[-1][1]))
            return Evidence("undecided", reason="the values do not come close enough to tell")
        size = apart[-1].upper()
        worst = min(worst, 40 if size == 0 else max(2, int(float((-size.log() / arb(10).log()).mid()))))
    return Evidence("agrees", method="close to the place", points=len(CLOSER) * len(sides), digits=min(worst, 40))


def _said(value: Any) -> str:
    return str(value.str(12, radius=False))


def _values(goal: LimitAt, f: Any, line: Any, side: str) -> list[tuple[Any, Any]] | None:
    """f and the line, with the functions in the place of their limits, closer and closer to the place."""
    x = goal.args[1]
    near = _near(goal, side)
    inner: dict[Basic, Basic] = {
        node: Value(node.args[0], (node.args[1], _near(node, node.side or side)))
        for node in walk(line)
        if isinstance(node, LimitAt)
    }
    other = replace(line, inner) if inner else line
    program = Program()
    one = program.add(Value(f, (x, near)))
    two = program.add(Value(other, (x, near)) if other not in (oo, -oo) else Integer(0))
    program.tape.want([one, two])
    before = flint.ctx.prec, flint.ctx.cap
    found = []
    try:
        for halvings, bits in CLOSER:
            values = program.tape.run([fmpq(8, 7 * 2**halvings)] if program.tape.symbols else [], bits)
            if not (values[one].is_finite() and values[two].is_finite()):
                return None
            found.append((arb(values[one]), arb(values[two])))
    finally:
        flint.ctx.prec, flint.ctx.cap = before
    return found


def _near(goal: LimitAt, side: str) -> Any:
    """A place at the small distance from that of the limit, on that side."""
    a = goal.args[2]
    if a in (oo, -oo):
        return divide(Integer(1 if a == oo else -1), STEP)
    return add(a, mul(Integer(-1 if side == "-" else 1), STEP))

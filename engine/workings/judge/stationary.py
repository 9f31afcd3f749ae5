"""Stationary points before the judges: each put back into the gradient, its kind by the signs of minors as balls."""

from __future__ import annotations

from typing import Any

import flint
from flint import arb_mat
from sympy import Basic, Integer, Tuple

from workings.derivation import Step
from workings.expression.calculus_goals import Extremum, GradientZero, SecondDerivativeTest, StationaryPoints
from workings.expression.goals import D, Value
from workings.expression.nodes import ZERO
from workings.judge.balls import Program
from workings.judge.claims import judged
from workings.judge.evidence import Evidence

__all__ = ["ABOUT_STATIONARY_POINTS", "as_numbers", "judge_stationary", "judge_stationary_step"]

ABOUT_STATIONARY_POINTS = (StationaryPoints, GradientZero, SecondDerivativeTest)
BITS = 256


def judge_stationary_step(step: Step) -> Evidence:
    """Evidence for the answer of one step about stationary points."""
    goal = step.goal
    if isinstance(goal, GradientZero):
        return _zeros(goal.args[0].args, goal.args[1], step.answer)
    return judge_stationary(goal, step.answer)


def judge_stationary(goal: Basic, answer: Any) -> Evidence:
    """That f is stationary at each point of the answer, has that height there, and is of that kind."""
    f, variables = goal.args[:2]
    if not all(isinstance(found, Extremum) for found in answer.args):
        return Evidence("proved", method="definition")  # the question itself, left standing
    points = Tuple(*[found.args[1] for found in answer.args])
    zero = _zeros([D(f, v) for v in variables.args], variables, points)
    if zero.kind not in ("proved", "agrees"):
        return zero
    for found in answer.args:
        at = list(zip(variables.args, found.args[1].args, strict=True))
        height = judged(Value(f, *at), found.args[2])
        if height.kind not in ("proved", "agrees"):
            return height
        kind = _kind(f, at)
        if kind != found.kind and found.kind != "undecided":
            return Evidence("refuted", method="balls", left=found.kind, right=kind or "not told by the Hessian")
    return Evidence("agrees", method="balls", points=len(answer.args), digits=zero.digits or 15)


def as_numbers(found: Extremum) -> Tuple:
    """The coordinates, the height, and a number for the kind: what two such answers are compared by."""
    _, point, height, _ = found.args
    return Tuple(*point.args, height, Integer(sum(map(ord, found.kind))))


def _zeros(slopes: Any, variables: Any, points: Any) -> Evidence:
    """That every slope is 0 at every point."""
    values = [Value(s, *zip(variables.args, p.args, strict=True)) for p in points.args for s in slopes]
    return judged(Tuple(*values), Tuple(*[ZERO for _ in values])) if values else Evidence("proved", method="no points")


def _kind(f: Any, at: list[Any]) -> str | None:
    """From the signs of the leading minors of second derivatives by power series; None where a ball holds 0."""
    program = Program()
    variables = [v for v, _ in at]
    rows = [[program.add(Value(D(D(f, a), b), *at)) for b in variables] for a in variables]
    program.tape.want([register for row in rows for register in row])
    before = flint.ctx.prec, flint.ctx.cap
    try:
        values = program.tape.run([0] * len(program.tape.symbols), BITS)
        n = len(variables)
        minors = [arb_mat([[values[rows[i][j]] for j in range(k)] for i in range(k)]).det() for k in range(1, n + 1)]
    finally:
        flint.ctx.prec, flint.ctx.cap = before
    if all(m > 0 for m in minors):
        return "minimum"
    if all(m * (-1) ** k > 0 for k, m in enumerate(minors, 1)):
        return "maximum"
    return None if minors[-1].contains(0) else "saddle"

"""Extremes under conditions before the judges: multipliers by least squares, kinds by directions within the condition.

At each point the conditions hold and the gradient of f lies in the space of theirs: every larger minor of the rows of
all gradients is 0. What the point is, the second derivatives along the curve or surface tell, on a basis of its
directions; where an extreme is absolute, no point of the condition that was tried is higher.
"""

from __future__ import annotations

from itertools import combinations
from typing import Any, Final

import flint
from flint import arb, arb_mat
from sympy import Basic, Tuple

from workings.derivation import Step
from workings.expression.goals import D, Goal, Value
from workings.expression.graph_goals import Constrained, ConstrainedTest, Multipliers
from workings.expression.nodes import ZERO, add, mul, subtract, symbols_of, walk
from workings.judge.balls import Program, Unsupported
from workings.judge.claims import judged
from workings.judge.evidence import Evidence

__all__ = ["ABOUT_CONSTRAINTS", "judge_constrained", "judge_constrained_step"]

ABOUT_CONSTRAINTS: Final = (Constrained, ConstrainedTest, Multipliers)
BITS: Final = 256
STANDING: Final = Evidence("proved", method="definition")


def judge_constrained_step(step: Step) -> Evidence:
    """Evidence for the answer of one step about extremes under conditions."""
    goal, answer = step.goal, step.answer
    if isinstance(goal, Multipliers):
        return _solutions(goal, answer)
    return judge_constrained(goal, answer)


def judge_constrained(goal: Basic, answer: Any) -> Evidence:
    """That each point satisfies the conditions, is stationary among those that do, and is of the kind said."""
    if any(isinstance(node, Goal) for node in walk(answer)):
        return STANDING
    f, equations, variables = goal.args[:3]
    conditions = [subtract(*eq.args) for eq in equations.args]
    claims: list[Any] = []
    for found in answer.args:
        at = list(zip(variables.args, found.args[1].args, strict=True))
        claims += [Value(g, *at) for g in conditions]
        claims += [Value(minor, *at) for minor in _minors(f, conditions, variables.args)]
        claims.append(subtract(Value(f, *at), found.args[2]))
    zero = judged(Tuple(*claims), Tuple(*[ZERO for _ in claims])) if claims else STANDING
    if zero.kind not in ("proved", "agrees"):
        return zero
    heights = [found.args[2] for found in answer.args]
    for found in answer.args:
        at = list(zip(variables.args, found.args[1].args, strict=True))
        try:
            said = found.kind.removeprefix("absolute ")
            kind = _kind(f, conditions, at)
            ranked = said == found.kind or _is_first(found.args[2], heights, 1 if said == "maximum" else -1)
        except Unsupported as error:
            return Evidence("undecided", reason=str(error))
        if not ranked or (kind is not None and kind != said and said != "undecided"):
            return Evidence("refuted", method="balls", left=str(kind), right=found.kind)
    return Evidence("agrees", method="balls", points=len(answer.args), digits=zero.digits or 15)


def _minors(f: Any, conditions: list[Any], variables: tuple[Any, ...]) -> list[Any]:
    """Those that are 0 where the gradient of f is a combination of the others."""
    rows = [[D(g, v) for v in variables] for g in (*conditions, f)]
    return [_determinant([[row[j] for j in columns] for row in rows])
            for columns in combinations(range(len(variables)), len(rows))]  # fmt: skip


def _determinant(rows: list[list[Any]]) -> Any:
    if len(rows) == 1:
        return rows[0][0]
    first, *others = rows
    parts = []
    for j, entry in enumerate(first):
        part = mul(entry, _determinant([[*row[:j], *row[j + 1 :]] for row in others]))
        parts.append(subtract(ZERO, part) if j % 2 else part)
    return add(*parts)


def _solutions(goal: Multipliers, answer: Any) -> Evidence:
    slopes, equations, variables, multipliers = goal.args
    claims = []
    for point in answer.args:
        at = list(zip((*variables.args, *multipliers.args), point.args, strict=True))
        claims += [Value(part, *at) for part in (*slopes.args, *[subtract(*eq.args) for eq in equations.args])]
    if any(symbols_of([point]) for point in answer.args):
        return Evidence("undecided", reason="a multiplier is free")
    return judged(Tuple(*claims), Tuple(*[ZERO for _ in claims])) if claims else STANDING


def _balls(parts: list[Any]) -> list[Any]:
    program = Program()
    registers = [program.add(part) for part in parts]
    program.tape.want(registers)
    before = flint.ctx.prec, flint.ctx.cap
    try:
        values = program.tape.run([], BITS)
        return [values[r] for r in registers]
    finally:
        flint.ctx.prec, flint.ctx.cap = before


def _is_first(height: Any, heights: list[Any], side: int) -> bool:
    """Whether none of the heights lies surely beyond this one."""
    own, *others = _balls([height, *heights])
    return not any(side * other > side * own for other in others)


def _kind(f: Any, conditions: list[Any], at: list[Any]) -> str | None:
    """By the signs of the second derivatives of f - sum of l g on directions along which the conditions stay."""
    variables = [v for v, _ in at]
    n, m = len(variables), len(conditions)
    firsts = _balls([Value(D(g, v), *at) for g in (*conditions, f) for v in variables])
    seconds = _balls([Value(D(D(g, v), w), *at) for g in (*conditions, f) for v in variables for w in variables])
    rows = [firsts[i * n : (i + 1) * n] for i in range(m + 1)]
    bends = [[seconds[i * n * n + j * n : i * n * n + (j + 1) * n] for j in range(n)] for i in range(m + 1)]
    for columns in combinations(range(n), m):
        square = arb_mat([[rows[i][j] for j in columns] for i in range(m)])
        if not square.det().contains(0):
            break
    else:
        return None
    slope = arb_mat([[rows[m][j]] for j in columns])
    multipliers = square.transpose().solve(slope)
    rest = [j for j in range(n) if j not in columns]
    directions = []
    for k in rest:  # move the variable k by 1, and those of the columns so that the conditions stay
        moved = square.solve(arb_mat([[-rows[i][k]] for i in range(m)]))
        direction = [arb(0)] * n
        direction[k] = arb(1)
        for place, j in enumerate(columns):
            direction[j] = moved[place, 0]
        directions.append(direction)

    def bend(u: list[Any], w: list[Any]) -> Any:
        total = arb(0)
        for i in range(m + 1):
            weight = arb(1) if i == m else -multipliers[i, 0]
            total += weight * sum((bends[i][a][b] * u[a] * w[b] for a in range(n) for b in range(n)), arb(0))
        return total

    size = len(directions)
    minors = [arb_mat([[bend(directions[i], directions[j]) for j in range(k)] for i in range(k)]).det()
              for k in range(1, size + 1)]  # fmt: skip
    if all(minor > 0 for minor in minors):
        return "minimum"
    if all(minor * (-1) ** k > 0 for k, minor in enumerate(minors, 1)):
        return "maximum"
    return None if minors[-1].contains(0) else "saddle"

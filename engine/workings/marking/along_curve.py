"""Slips in differentiating both sides of the equation of a curve."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sympy import Derivative, Function

from workings.engine import Engine, NoRule
from workings.expression.algebra import replace as replace_nodes
from workings.expression.calculus_goals import ImplicitAgain
from workings.expression.goals import D, Implicit
from workings.expression.nodes import negate, subtract, symbol
from workings.judge import equal
from workings.marking.diagnosis import Diagnosis, holds, slips_of
from workings.rule import RuleBook

__all__ = ["along_curve"]


def along_curve(left: Any, right: Any, asked: Iterable[Any], book: RuleBook) -> Diagnosis | None:
    """Which slip in differentiating both sides of the curve's equation gives this equation."""
    curves = (goal.args[:3] for goal in asked if isinstance(goal, Implicit | ImplicitAgain))
    eq, y, x = next(curves)
    curve, rate = Function(y.name, real=True)(x), symbol("rate_of_y")
    written = replace_nodes(subtract(left, right), {D(y, x): rate})
    for side in (0, 1):
        goals = [D(replace_nodes(part, {y: curve}), x) for part in eq.args]
        for slip in slips_of(goals[side], book):
            try:
                parts = [
                    Engine(book, slips={slip.goal: slip.way} if n == side else None).answer(goal).answer
                    for n, goal in enumerate(goals)
                ]
            except NoRule:
                continue
            wrong = replace_nodes(subtract(*parts), {Derivative(curve, x, evaluate=False): rate})
            wrong = replace_nodes(wrong, {curve: y})
            if any(holds(equal(side, written)) for side in (wrong, negate(wrong))):
                return Diagnosis(slip.mistake, (slip,))
    return None

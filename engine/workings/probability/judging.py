"""The judge of a derived probability: exact linear programming over the atoms, which knows none of the laws."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from sympy import Integer

from workings.derivation import Derivation, Step, Verification
from workings.expression.algebra import replace
from workings.expression.nodes import power
from workings.expression.probability_goals import Asked, Chance, Incoherent, Mean, SolveFor, Variance
from workings.probability.bounds import bounds, coherent
from workings.probability.exact import exact

if TYPE_CHECKING:
    from workings.judge import Evidence

__all__ = ["Judged"]

_METHOD = "exact linear programming over the atoms"


class Judged(Derivation):
    """A derivation about probabilities: its steps are put before this judge, those of algebra before the usual one."""

    def verify(self) -> Verification:
        """Evidence for every step, and for the whole.

        `proved` where the givens allow no other value; `undecided` where they are not linear (independence of events
        whose single probabilities are unknown, moments).
        """
        steps = tuple((step, _judge(step)) for step in self.steps)
        asked = [evidence for step, evidence in steps if isinstance(step.goal, Chance | Asked | Mean | Variance)]
        return Verification(steps, asked[-1] if asked else steps[-1][1])


def _judge(step: Step) -> Evidence:
    from workings.judge import Evidence
    from workings.judge.derivation import judge_step

    goal = step.goal
    if isinstance(goal, Chance):
        return _chance(goal, exact(step.answer))
    if isinstance(goal, SolveFor):
        left, right = (exact(replace(side, {goal.args[1]: step.answer})) for side in goal.args[0].args)
        return Evidence("proved" if left == right else "refuted", method="put back into the equation")
    if isinstance(goal, Asked):
        question = goal.question
        if isinstance(step.answer, Incoherent):
            return Evidence("refuted" if coherent(question.world) else "proved", method=_METHOD)
        if isinstance(question, Chance) and exact(step.answer) is not None:
            return _chance(question, exact(step.answer))
        if isinstance(question, Mean | Variance) and exact(step.answer) is not None:
            return _moment(question, exact(step.answer))
        return Evidence("proved" if isinstance(question, Chance | Mean) else "undecided", method=_METHOD)
    if isinstance(goal, Mean | Variance):
        return _moment(goal, exact(step.answer))
    return judge_step(step)


def _chance(goal: Chance, answer: Fraction | None) -> Evidence:
    from workings.judge import Evidence

    room = bounds(goal.world, goal.e, goal.c)
    if answer is None or room is None:
        return Evidence("undecided", method=_METHOD)
    if room.value == answer:
        return Evidence("proved", method=_METHOD)
    if not room.low <= answer <= room.high:
        return Evidence("refuted", method=_METHOD)
    return Evidence("undecided", method=_METHOD)


def _moment(goal: Mean | Variance, answer: Fraction | None) -> Evidence:
    from workings.judge import Evidence

    value = goal.world.mean_over_atoms(Mean(goal.x, goal.world))
    if isinstance(goal, Variance) and value is not None:
        square = goal.world.mean_over_atoms(Mean(power(goal.x, Integer(2)), goal.world))
        value = None if square is None else square - value**2
    if answer is None or value is None:
        return Evidence("undecided", method=_METHOD)
    return Evidence("proved" if value == answer else "refuted", method=_METHOD)

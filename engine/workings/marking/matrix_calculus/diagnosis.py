"""Which mistake explains a wrong matrix answer: the engine run again with one rule broken, its outcomes compared."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sympy import Basic

from workings.engine import Engine, NoRule
from workings.expression import Goal
from workings.expression.matrix_goals import ShapeError
from workings.expression.nodes import walk
from workings.expression.shaped import shape_of
from workings.expression.shaped_goals import Arranged, Differential, ReadOff
from workings.judge import equal
from workings.marking.diagnosis import Diagnosis, Slip, holds, slips_of
from workings.rule import RuleBook

__all__ = ["Mistaken"]

MOST = 120  # slips that are tried
LARGEST = 400  # nodes of a wrong answer that is looked at


def _telling(goal: Goal, question: Goal) -> int:
    """Where several mistakes lead to the same: one about a law of differentials says more than one about order."""
    if goal == question and not isinstance(goal, Differential):
        return len(_MORE_TELLING)
    return next(i for i, kind in enumerate(_MORE_TELLING) if isinstance(goal, kind))


_MORE_TELLING = (Differential, ReadOff, Arranged, Goal)


@dataclass(frozen=True, slots=True)
class _Outcome:
    slip: Slip
    answer: Any


class Mistaken:
    """The wrong answers that single mistakes lead to at one goal, each worked out once."""

    def __init__(self, goal: Goal, truth: Any, conditions: tuple[Basic, ...], book: RuleBook) -> None:
        self.goal = goal
        self.truth = truth
        self.conditions = conditions
        self.book = book

    def find(self, written: Any) -> Diagnosis | None:
        """The mistake by which the goal comes to what was `written`, and others that lead to the same."""
        found = [
            outcome
            for outcome in self._outcomes
            if shape_of(outcome.answer) == shape_of(written)
            and holds(equal(outcome.answer, written, assuming=self.conditions))
        ]
        if not found:
            return None
        best, *others = found
        ties = {outcome.slip.mistake.slug: outcome.slip.mistake for outcome in others}
        ties.pop(best.slip.mistake.slug, None)
        return Diagnosis(best.slip.mistake, (best.slip,), tuple(ties.values()))

    @cached_property
    def _outcomes(self) -> list[_Outcome]:
        try:
            slips = slips_of(self.goal, self.book)[:MOST]
        except NoRule:
            return []
        slips.sort(key=lambda slip: _telling(slip.goal, self.goal))
        found: list[_Outcome] = []
        for slip in slips:
            try:
                answer = Engine(self.book, slips={slip.goal: slip.way}).answer(self.goal).answer
            except (NoRule, ShapeError):
                continue
            if answer == self.truth or sum(1 for _ in walk(answer)) > LARGEST:
                continue
            if holds(equal(answer, self.truth, assuming=self.conditions)):
                continue
            found.append(_Outcome(slip, answer))
        return found

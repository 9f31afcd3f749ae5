"""Problems of calculus and algebra, opened for marking."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sympy import Tuple

from workings.expression.problem import read_problem
from workings.marking.answers import Answers
from workings.marking.forms import Form
from workings.marking.lines import Marker
from workings.marking.questions import questions
from workings.marking.verdict import LineVerdict, Verdict
from workings.marking.world import placed, world_of
from workings.rule import RuleBook

__all__ = ["CalculusSheet"]


class CalculusSheet:
    """A problem of calculus: what its names mean, and its right answer, worked out once.

    Raises:
        ReadError: where the problem can't be read.
    """

    def __init__(self, problem: str, book: RuleBook) -> None:
        self.asked = read_problem(problem)
        self.world = world_of(self.asked)
        self.book = book
        goals = [self.world.resolve(goal) for goal in self.asked.goals]
        truth: Any = None
        if goals:
            truth = placed(goals[0] if len(goals) == 1 else Tuple(*goals), self.asked.at)
        self.answers = Answers(self.asked, self.world, truth, questions(self.asked, self.world), book)

    def mark(self, answer: str, form: Form | None = None) -> Verdict:
        return self.answers.mark(answer, form)

    def mark_work(self, lines: Sequence[str]) -> tuple[LineVerdict, ...]:
        marker = Marker(self.asked, self.world, self.book)
        return tuple(marker.mark(line) for line in lines)

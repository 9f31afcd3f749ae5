"""The marks of final answers to problems of linear systems and matrices."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

from sympy import Expr

from workings.engine import Engine, NoRule
from workings.expression import matrix_goals as goals
from workings.expression.errors import ReadError
from workings.expression.linear_form import NotLinear
from workings.marking.feedback import feedback
from workings.marking.forms import Form, left_to_do
from workings.marking.linear.judged import Judged, Unclear
from workings.marking.linear.matrix_values import Values
from workings.marking.linear.rounded import approximations, is_rounded, mark_rounded_answer
from workings.marking.linear.solutions import Solutions
from workings.marking.linear.system import System
from workings.marking.verdict import Status, Verdict
from workings.rule import RuleBook
from workings.stated.operands import with_signs
from workings.stated.problem import Asked
from workings.stated.surface import Line, read_line
from workings.stated.values import NotDefined, NoWay, is_matrix, value

__all__ = ["Answers"]

_IN_DEGREES = re.compile(r"\bdegrees?\b|度で|度数", re.I)
_DEGREES = re.compile(r"(\d+(?:\.\d+)?)\s*(?:°|\^\s*\{?\s*\\circ\s*\}?|degrees?\b|度)")


_ORDERS = re.compile(r"\(\s*(?:a\s+)?(double|twice|triple|simple)(?:\s+(?:root|eigenvalue))?\s*\)", re.I)
_TIMES = {"double": 2, "twice": 2, "triple": 3, "simple": 1}


def spelled(answer: str, problem: str) -> str:
    """The answer with its degrees as radians, or as plain numbers where degrees are asked for; a root of an order.

    >>> spelled("45°", "the angle between u and v"), spelled("45°", "the angle in degrees")
    ('(45*pi/180)', '45')
    """
    answer = with_signs(answer, problem)
    answer = _ORDERS.sub(lambda m: f" (multiplicity {_TIMES[m[1].lower()]})", answer)
    return _DEGREES.sub(r"\1" if _IN_DEGREES.search(problem) else r"(\1*pi/180)", answer)


class Answers:
    """Judges answers to one problem."""

    def __init__(self, asked: Asked, book: RuleBook) -> None:
        self.asked = asked
        self.book = book

    @cached_property
    def system(self) -> System:
        assert self.asked.solve is not None
        return System(self.asked.solve, self.book)

    @cached_property
    def truth(self) -> Any:
        """The value of a question about matrices; None where it has none."""
        if self.asked.undefined:
            return None
        try:
            return value(self.asked.goal)
        except NoWay:
            if self.asked.want == "value":
                raise
            return None
        except (NotDefined, ZeroDivisionError):
            return None

    @cached_property
    def expected(self) -> Any:
        """The engine's answer; None where the rules have none."""
        if self.asked.solve is not None:
            return self.system.solution
        try:
            return (
                Engine(self.book).answer(self.asked.goal).answer
                if isinstance(self.asked.goal, goals.MatrixGoal)
                else self.truth
            )
        except (NoRule, ValueError, ZeroDivisionError):
            return None

    def mark(self, answer: str, form: Form | None = None) -> Verdict:
        """The verdict on one answer."""
        plain = _DEGREES.sub(r"\1", answer) if _IN_DEGREES.search(self.asked.text) else answer
        rounded = approximations(plain)
        if rounded is not None:
            return mark_rounded_answer(self, answer, rounded)
        try:
            line = read_line(spelled(answer, self.asked.text), self.asked.scope, self.asked.is_row)
            judged = self._judged(line)
        except ReadError as error:
            return Verdict("unreadable", answer, reason=str(error))
        except (Unclear, NotDefined, NotLinear, ZeroDivisionError) as error:
            return Verdict("undecided", answer, reason=str(error), expected=self.expected)
        evidence = judged.evidence
        if evidence.kind == "undecided":
            return Verdict(
                "undecided", answer, evidence, expected=self.expected, reason=judged.reason or evidence.reason
            )
        if evidence.kind == "refuted" and (meant := is_rounded(self, plain)) is not None:
            return meant
        if evidence.kind == "refuted":
            found = judged.found
            mistake = found.mistake if found else None
            told = feedback(mistake, found.slips if found else (), self.book, self._tellable)
            ties = found.ties if found else ()
            return Verdict(
                "wrong", answer, evidence, mistake, told, self.expected, ties, judged.reason, proof=judged.proof
            )
        reason = judged.reason
        if not reason and form is not None and isinstance(judged.form, Expr) and not is_matrix(judged.form):
            reason = left_to_do(judged.form, form)
        status: Status = "wrong_form" if reason else "correct"
        return Verdict(status, answer, evidence, expected=self.expected, reason=reason)

    @cached_property
    def _tellable(self) -> Any:
        return self.expected if self.expected is not None else self.truth

    def _judged(self, line: Line) -> Judged:
        want = self.asked.want
        if self.asked.solve is None:
            return Values(self.asked, self.truth, self.expected, self.book).judged(line)
        return Solutions(self.asked, self.system, self.book).judged(line, want)

"""Problems of linear systems and matrices, opened for marking."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from workings.expression.linear_goals import SolutionsAre, SolvedFor
from workings.linear.conditions import read_condition
from workings.marking.forms import Form
from workings.marking.linear.answers import Answers
from workings.marking.linear.lines import Marker
from workings.marking.linear.parameters import ParameterSheet
from workings.marking.linear.parts import parts_by_question
from workings.marking.sheet import Sheet
from workings.marking.verdict import LineStatus, LineVerdict, Status, Verdict
from workings.rule import RuleBook
from workings.stated.problem import Asked, read_all_asked, read_asked

__all__ = ["LinearSheet", "open_linear"]

_BEST: tuple[LineStatus, ...] = ("follows", "carried_forward", "note", "undecided", "wrong", "unreadable")
_FIRST: tuple[Status, ...] = ("correct", "wrong_form", "wrong", "undecided", "unreadable")


class LinearSheet:
    """A problem of linear algebra, ready to mark answers and workings."""

    def __init__(self, asked: Asked, book: RuleBook) -> None:
        self.asked = asked
        self.answers = Answers(asked, book)
        self.book = book

    def mark(self, answer: str, form: Form | None = None) -> Verdict:
        return self.answers.mark(answer, form)

    def mark_work(self, lines: Sequence[str]) -> tuple[LineVerdict, ...]:
        marker = Marker(self.answers)
        return tuple(marker.mark(line, final=n == len(lines)) for n, line in enumerate(lines, 1))


class SeveralSheet:
    """A problem with several questions: every one has to be answered, and a line may be about any of them."""

    def __init__(self, asked: Sequence[Asked], book: RuleBook) -> None:
        self.sheets = [LinearSheet(one, book) for one in asked]

    def mark(self, answer: str, form: Form | None = None) -> Verdict:
        """Each question is answered by the part of the answer that names it, or else by the one in its place."""
        verdicts: list[Verdict] = []
        for sheet, part in zip(self.sheets, parts_by_question(answer, [s.asked for s in self.sheets]), strict=True):
            if part:
                verdicts.append(sheet.mark(part, form))
            else:
                reason = f"{len(self.sheets)} questions are asked, and for one of them no answer is found"
                verdicts.append(Verdict("undecided", answer, reason=reason, expected=sheet.answers.expected))
        wrong = next((v for v in verdicts if v.status == "wrong"), None)
        worst = wrong or max(verdicts, key=lambda verdict: _FIRST.index(verdict.status))
        return replace(worst, answer=answer)

    def mark_work(self, lines: Sequence[str]) -> tuple[LineVerdict, ...]:
        markers = [Marker(sheet.answers) for sheet in self.sheets]
        found = []
        for line in lines:
            marks = [marker.mark(line) for marker in markers]
            found.append(min(marks, key=lambda mark: _BEST.index(mark.status)))
        return tuple(found)


_EXTREME = re.compile(
    r"\b(?:maxim|minim|extrem)\w*\b.*\b(?:subject\s+to|constraint|constrained|under\s+the\s+condition)\b", re.I
)


def open_linear(problem: str, book: RuleBook) -> Sheet | None:
    """The problem, where it is one of linear systems or matrices."""
    if _EXTREME.search(problem):
        return None
    several = read_all_asked(problem)
    if len(several) > 1:
        return SeveralSheet(several, book)
    asked = several[0] if several else read_asked(problem)
    sheet = None if asked is None else LinearSheet(asked, book)
    condition = read_condition(problem)
    if condition is not None and isinstance(condition.goal, SolutionsAre | SolvedFor):
        return ParameterSheet(condition.goal, book, sheet if isinstance(condition.goal, SolutionsAre) else None)
    return sheet

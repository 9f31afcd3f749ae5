"""Problems of linear systems and matrices, opened for marking."""

from __future__ import annotations

from collections.abc import Sequence

from workings.marking.forms import Form
from workings.marking.linear.answers import Answers
from workings.marking.linear.lines import Marker
from workings.marking.verdict import LineVerdict, Verdict
from workings.rule import RuleBook
from workings.stated.problem import Asked, read_asked

__all__ = ["LinearSheet", "open_linear"]


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


def open_linear(problem: str, book: RuleBook) -> LinearSheet | None:
    """The problem, where it is one of linear systems or matrices."""
    asked = read_asked(problem)
    return None if asked is None else LinearSheet(asked, book)

"""A problem of matrix calculus, opened for marking: its right answer, and the marks of answers and of lines."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from workings.expression.errors import ReadError
from workings.expression.matrix_goals import ShapeError
from workings.expression.shaped import Transpose, is_scalar, shape_of
from workings.expression.shaped_goals import Slope
from workings.expression.shaped_question import Question, asks_about_shapes, read_question
from workings.judge import Evidence, equal
from workings.marking.diagnosis import holds
from workings.marking.feedback import feedback
from workings.marking.forms import Form
from workings.marking.matrix_calculus.diagnosis import Mistaken
from workings.marking.matrix_calculus.lines import MatrixMarker, difference
from workings.marking.matrix_calculus.written import equalities, named_layout
from workings.marking.verdict import LineVerdict, Verdict
from workings.matrix_calculus import MatrixDerivation, answer_question
from workings.rule import RuleBook

__all__ = ["MatrixSheet", "open_matrix_calculus"]


def open_matrix_calculus(problem: str, book: RuleBook) -> MatrixSheet | None:
    """The problem opened; None where it is no question of matrix calculus."""
    return MatrixSheet(problem, book) if asks_about_shapes(problem) else None


class MatrixSheet:
    """A question about a derivative by a vector or matrix, and its right answer.

    Raises:
        ReadError, ShapeError, NoRule: the question can't be read or answered.
    """

    def __init__(self, problem: str, book: RuleBook) -> None:
        self.problem = problem
        self.book = book
        self.question: Question = read_question(problem)
        self.derivation: MatrixDerivation = answer_question(self.question, book=book)

    @property
    def truth(self) -> Any:
        return self.derivation.answer

    @cached_property
    def mistaken(self) -> Mistaken:
        return Mistaken(self.question.goal, self.truth, self.derivation.conditions, self.book)

    def mark(self, answer: str, form: Form | None = None) -> Verdict:
        if form is not None:
            return Verdict(
                "undecided", answer, reason=f"an answer in matrices has no form {form!r}", about="derivative"
            )
        text, layout = named_layout(answer)
        truth = self._in_layout(layout)
        try:
            written = equalities(text, self.question, {}, shape_of(truth))
        except ReadError as error:
            return Verdict("unreadable", answer, reason=str(error), expected=self.truth)
        except ShapeError as error:  # what can't be worked out is not the answer
            told = feedback(None, (), self.book, self.truth)
            return Verdict("wrong", answer, feedback=told, reason=str(error), expected=self.truth, about="derivative")
        if written is None:
            return Verdict("unreadable", answer, reason="there is no expression in it", expected=self.truth)
        given = [side.node for side in written.sides if side.kind not in ("asked", "function")]
        if written.defines or not given:
            return Verdict("unreadable", answer, reason="there is no answer in it", expected=self.truth)
        return self._judged(answer, given, truth)

    def _in_layout(self, layout: str) -> Any:
        """The right answer in a layout that the answer names; the question's own comes first."""
        goal = self.question.goal
        if not layout or not isinstance(goal, Slope) or goal.layout or layout == goal.layout:
            return self.truth
        return answer_question(
            Question(Slope(goal.f, goal.x, layout), self.question.reading, self.question.declared), book=self.book
        ).answer

    def _judged(self, answer: str, given: list[Any], truth: Any) -> Verdict:
        worst: Evidence | None = None
        for node in given:
            evidence = equal(truth, node, assuming=self.derivation.conditions)
            if not holds(evidence):
                return self._not_right(answer, node, truth, evidence)
            worst = evidence if worst is None or evidence.kind == "agrees" else worst
        return Verdict("correct", answer, worst, expected=self.truth, about="derivative")

    def _not_right(self, answer: str, node: Any, truth: Any, evidence: Evidence) -> Verdict:
        if evidence.kind == "undecided":
            reason = evidence.reason
            return Verdict("undecided", answer, evidence, reason=reason, expected=self.truth, about="derivative")
        if self._is_other_layout(node, truth):
            return Verdict("wrong_form", answer, evidence, reason=self._layout_told(), expected=self.truth)
        found = self.mistaken.find(node)
        mistake = found.mistake if found else None
        told = feedback(mistake, found.slips if found else (), self.book, self.truth)
        ties = found.ties if found else ()
        proof = difference(evidence, "answer", derivative=True)
        return Verdict("wrong", answer, evidence, mistake, told, self.truth, ties, about="derivative", proof=proof)

    def _is_other_layout(self, node: Any, truth: Any) -> bool:
        """Whether it is right in the other layout, where the question names none and the shape tells them apart."""
        goal = self.question.goal
        if not isinstance(goal, Slope) or goal.layout or self.question.kind != "derivative" or is_scalar(truth):
            return False
        turned = shape_of(node) == shape_of(truth)[::-1] != shape_of(truth)
        return turned and holds(equal(Transpose(truth), node, assuming=self.derivation.conditions))

    def _layout_told(self) -> str:
        gradient = is_scalar(self.question.goal.f)
        here = "gradient layout: the shape of the variable" if gradient else "Jacobian layout: columns for the variable"
        other = "numerator" if gradient else "denominator"
        return f"right in {other} layout; asked for in {here}"

    def mark_work(self, lines: Sequence[str]) -> tuple[LineVerdict, ...]:
        marker = MatrixMarker(self.question, self.derivation, self.book, self.mistaken)
        return tuple(marker.mark(line) for line in lines)

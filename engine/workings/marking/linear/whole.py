"""Lines that say what is asked as a whole: yes or no, the vectors of a null space, L and U."""

from __future__ import annotations

import re

from sympy import MatrixBase

from workings.expression import matrix_goals as goals
from workings.marking.diagnosis import Diagnosis
from workings.marking.linear.judged import Unclear
from workings.marking.linear.matrix_values import Values
from workings.marking.linear.page import PROVED, WEIGHED, Link, Page
from workings.marking.linear.proofs import other_entry
from workings.marking.linear.yes_or_no import YesOrNo
from workings.marking.slips import MISTAKES
from workings.rule import Text
from workings.stated.problem import want_of
from workings.stated.surface import Line
from workings.stated.values import value

__all__ = ["Whole"]

_CONDITIONAL = re.compile(r"\b(?:if|iff|when|whenever|exactly|whether|need|check|must|suppose)\b|なら|とき", re.I)


class Whole:
    """Judges such lines of one working."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.factored = False  # L and U have been multiplied

    def link(self, line: Line) -> Link | None:
        """The mark of a line that answers yes or no, or says which vectors; None for any other."""
        return self._yes_or_no(line) or self._null_space(line)

    def _yes_or_no(self, line: Line) -> Link | None:
        """A line that answers a question of yes or no; None for any other, and for what is conditional."""
        if self.page.asked.want != "property" or _CONDITIONAL.search(line.text):
            return None
        try:
            judged = YesOrNo(self.page.asked, self.page.world).judged(line)
        except Unclear:
            return None
        if judged.evidence.kind == "proved":
            return Link("follows", judged.evidence)
        return Link("wrong", judged.evidence, judged.found, judged.proof)

    def _null_space(self, line: Line) -> Link | None:
        """A line that says which vectors span the null space that is asked for."""
        if self.page.asked.want != "null-space" or want_of(line.words) != "null-space":
            return None
        try:
            judged = Values(self.page.asked, None, None, self.page.book).judged(line)
        except Unclear:
            return None
        if judged.evidence.kind == "proved":
            return Link("follows", judged.evidence)
        if self.page.said.erred:
            return Link("carried_forward")
        return Link("wrong", judged.evidence, judged.found, judged.proof)

    def factors(self) -> list[Link]:
        """L and U, once both are named, multiply to A, or to A with rows that have changed places."""
        if self.page.asked.want != "factors" or self.factored:
            return []
        lower, upper = (self.page.world.names.get(name) for name in "LU")
        if not isinstance(lower, MatrixBase) or not isinstance(upper, MatrixBase):
            return []
        self.factored = True
        a, product = self.page.asked.goal.args[0], goals.MatrixProduct(lower, upper)
        try:
            made, truth = value(product), value(a)
        except WEIGHED:
            return [Link("undecided", reason="L and U can't be multiplied")]
        rows = sorted(map(str, truth.tolist()))
        if sorted(map(str, made.tolist())) == rows:
            return [Link("follows", PROVED)]
        evidence, proof = other_entry(truth, made)
        said = Text(f"L U is not A: {proof.en}", f"L U が A になりません。{proof.ja}") if proof else None
        return [Link("wrong", evidence, Diagnosis(MISTAKES["arithmetic-slip"], ()), said)]

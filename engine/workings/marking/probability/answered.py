"""Problems that a reader answers by a derivation: densities, quantiles, mixtures, counts, approximations, bounds.

An answer is held against the derived one; a wrong one is explained by the derivation with one rule broken.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from sympy import Basic, Expr, Piecewise, Tuple

from workings.derivation import Derivation
from workings.engine import Engine, NoRule
from workings.expression.errors import ReadError
from workings.expression.nodes import symbols_of
from workings.judge import Evidence
from workings.marking.diagnosis import Slip as Made
from workings.marking.diagnosis import holds, slips_of
from workings.marking.forms import Form, left_to_do
from workings.marking.probability import reasons
from workings.marking.probability.claims import Side
from workings.marking.probability.feedback import told
from workings.marking.probability.found import Found
from workings.marking.probability.ground import Slip, standing
from workings.marking.probability.values import compared, is_rounded, match
from workings.marking.verdict import LineVerdict, Status, Verdict
from workings.probability.approximation_question import answer_approximation
from workings.probability.density_question import answer_density
from workings.probability.distribution_question import answer_distribution
from workings.probability.draft import pieces
from workings.probability.spelling import plain_text
from workings.probability.subjects import answerer_of
from workings.probability.tail_question import answer_tail_bound
from workings.probability.updating import answer_updating
from workings.rule import RuleBook, Text
from workings.show import to_text

__all__ = ["AnsweredSheet"]

_FIRST: tuple[Callable[..., Derivation], ...] = (answer_approximation, answer_distribution, answer_tail_bound)
_ALSO: tuple[Callable[..., Derivation], ...] = (answer_density, answer_updating)
_SIGN = re.compile(r"=|≈|≃|≅|~=|\\approx(?![a-z])|(?<![A-Za-z])(?:is|are)(?![A-Za-z])|[はが](?=\s*[-\d.])")
_LEAD = re.compile(r"^\s*(?:about|approximately|roughly|around|約|およそ|[A-Za-z]+:|答え?[:：]?|the\s+\w+)\s*", re.I)
_TAIL = re.compile(
    r"\s*(?:\((?:to\s+)?\d+\s*(?:d\.?p\.?|s\.?f\.?|decimal\s+places)\)|です|である|となる|[.。;,])\s*$", re.I
)
_WHERE = re.compile(r"\s*(?:,|;|\b(?:for|where|if|when)\b|\()\s*[-\w.∞/]*\s*(?:<=?|>=?|≤|≥).*$", re.S)
_MOST_SLIPS = 60


@dataclass(frozen=True, slots=True)
class _Unread:
    """A problem that is refused: nothing is judged."""

    reason: Text

    def mark(self, answer: str, form: Form | None = None) -> Verdict:
        return Verdict("undecided", answer, reason=self.reason.en, reason_ja=self.reason.ja)

    def mark_work(self, lines: Sequence[str]) -> tuple[LineVerdict, ...]:
        return tuple(LineVerdict(line, "undecided", reason=self.reason.en, reason_ja=self.reason.ja) for line in lines)


class AnsweredSheet:
    """A question that a derivation answers."""

    def __init__(self, derivation: Derivation, book: RuleBook) -> None:
        self.derivation = derivation
        self.book = book
        result: Any = derivation.answer
        self.truths: tuple[Any, ...] = tuple(result.args) if isinstance(result, Tuple) else (result,)

    @classmethod
    def open(cls, problem: str, book: RuleBook, *, first: bool) -> AnsweredSheet | _Unread | None:
        """The sheet, where a reader of those answers the problem; `first` are those whose questions others misread."""
        answerer = answerer_of(problem)
        if answerer not in (_FIRST if first else _ALSO):
            return None
        try:
            return cls(answerer(problem, tidy=True, book=book), book)
        except (ReadError, NoRule, ValueError, ZeroDivisionError) as error:
            return _Unread(reasons.not_understood(str(error))) if first else None

    def mark(self, answer: str, form: Form | None = None) -> Verdict:
        if any(truth.has(Piecewise) for truth in self.truths) and re.search(r"[<>≤≥]", answer):
            return self._verdict(answer, "undecided", reasons.PIECES)
        try:
            sides = self._sides(answer)
        except ReadError as error:
            return self._verdict(answer, "unreadable", reasons.message(str(error)))
        if len(sides) != len(self.truths):
            return self._verdict(answer, "undecided", reasons.counted(len(self.truths), len(sides)))
        judged = [match(side, side.expr, truth) for side, truth in zip(sides, self.truths, strict=True)]
        wrong = next((i for i, (kind, _) in enumerate(judged) if kind == "apart"), None)
        if wrong is not None:
            return self._wrong(answer, sides[wrong], judged[wrong][1], wrong)
        unknown = next((evidence for kind, evidence in judged if kind == "unknown"), None)
        if unknown is not None:
            return self._verdict(answer, "undecided", reasons.of_evidence(unknown), unknown)
        rounded = next((side for side, (kind, _) in zip(sides, judged, strict=True) if kind == "rounded"), None)
        if rounded is not None:
            evidence = Evidence("agrees", points=1, digits=sum(c.isdigit() for c in rounded.text))
            told_so = _SAID_ROUNDED.search(answer) is not None or self._has_no_form
            exactly = reasons.only_rounded(rounded.text.strip(), to_text(self.expected))
            return self._verdict(answer, "correct" if told_so else "wrong_form", self._beside(exactly), evidence)
        left = next((said for side in sides if form is not None and (said := left_to_do(side.expr, form))), "")
        evidence = max((evidence for _, evidence in judged), key=lambda e: e.kind != "proved")
        if left:
            return Verdict("wrong_form", answer, evidence, expected=self.expected, reason=left)
        return self._verdict(answer, "correct", self._beside(), evidence)

    def _verdict(self, answer: str, status: Status, why: Text, evidence: Evidence | None = None) -> Verdict:
        return Verdict(status, answer, evidence, expected=self.expected, reason=why.en, reason_ja=why.ja)

    def mark_work(self, lines: Sequence[str]) -> tuple[LineVerdict, ...]:
        return tuple(self._line(line, last=i == len(lines) - 1) for i, line in enumerate(lines))

    def _line(self, line: str, *, last: bool) -> LineVerdict:
        """A line is right where what it ends with is asked for; a chain of numbers has to be one of equal numbers."""
        numbers = [side.expr for part in _SIGN.split(plain_text(line)) if (side := _side(part)) is not None]
        for one, other in pairwise(number for number in numbers if not symbols_of([number])):
            evidence = compared(one, other)
            if evidence.kind == "refuted" and "≈" not in line:
                why = reasons.NOT_EQUAL
                return LineVerdict(line, "wrong", evidence, reason=why.en, reason_ja=why.ja)
        if not numbers:
            return LineVerdict(line, "note")
        if last or any(holds(compared(truth, numbers[-1])) for truth in self.truths):
            verdict = self.mark(line)
            if verdict.status in ("correct", "wrong_form"):
                why = Text(verdict.reason, verdict.reason_ja)
                return LineVerdict(line, "follows", verdict.evidence, reason=why.en, reason_ja=why.ja)
            if verdict.status == "wrong":
                return LineVerdict(
                    line, "wrong", verdict.evidence, verdict.mistake, verdict.feedback, verdict.ties, verdict.reason
                )
        why = reasons.ON_THE_WAY
        return LineVerdict(line, "undecided", reason=why.en, reason_ja=why.ja)

    # What is right

    @cached_property
    def expected(self) -> Basic:
        return self.derivation.answer

    @property
    def _has_no_form(self) -> bool:
        """Whether the answer is a number that is written as a decimal only."""
        from workings.expression.quantile_numbers import QuantileNumber

        return any(isinstance(truth, QuantileNumber) for truth in self.truths)

    def _beside(self, *said: Text) -> Text:
        """What was said, and that an approximation is none but one."""
        notes = [note for note in getattr(self.derivation, "notes", ()) if "approximation" in note.en]
        return reasons.joined(*said, *notes)

    # What is written

    def _sides(self, answer: str) -> list[Side]:
        """The values of the answer, one for each question.

        Raises:
            ReadError: where there is none.
        """
        text = plain_text(answer)
        parts = [text] if len(self.truths) == 1 else pieces(text.strip().strip("()"), r",\s*(?:and\s+)?|;\s*|\s+and\s+")
        found = [side for part in parts if (side := self._last(part)) is not None]
        if not found:
            raise ReadError("there is no value in this answer", answer, (0, len(answer) or 1), "a number")
        return found

    def _last(self, part: str) -> Side | None:
        """What stands behind the last sign of equality; a right decimal behind it says the same once more."""
        sides = [side for one in _SIGN.split(part) if (side := _side(one)) is not None]
        if len(sides) > 1 and sides[-1].precision is not None and is_rounded(sides[-1], sides[-1].expr, sides[-2].expr):
            return sides[-2]
        return sides[-1] if sides else None

    # Why it is wrong

    def _wrong(self, answer: str, side: Side, evidence: Evidence, at: int) -> Verdict:
        exact = self._exact_beside()
        if exact is not None and match(side, side.expr, exact)[0] in ("equal", "rounded"):
            return self._verdict(answer, "wrong_form", self._beside(reasons.EXACT_GIVEN), evidence)
        found = self._explained(side, at)
        return Verdict(
            "wrong", answer, evidence,
            mistake=None if found is None else found.mistake,
            feedback=told(found, self.expected, self.book, getattr(self.derivation, "notes", ())),
            expected=self.expected,
            ties=() if found is None else found.ties,
        )  # fmt: skip

    def _exact_beside(self) -> Any:
        """The exact probability that an approximation is about."""
        from workings.expression.approximation_goals import Approximated
        from workings.probability.ask import goal_of
        from workings.probability.statements import Question

        asked = next(
            (step.goal for step in reversed(self.derivation.steps) if isinstance(step.goal, Approximated)), None
        )
        if asked is None or len(self.truths) > 1:
            return None
        try:
            return Engine(self.book).answer(goal_of(asked.world.statements, Question("P", (asked.event, None)))).answer
        except (NoRule, ReadError):
            return None

    def _explained(self, side: Side, at: int) -> Found | None:
        """The mistake that leads to this value, and others that do."""
        goal = self.derivation.root.goal
        made: list[Made] = []
        for slip in slips_of(goal, self.book)[:_MOST_SLIPS]:
            try:
                outcome: Any = Engine(self.book, slips={slip.goal: slip.way}).answer(goal).answer
            except (NoRule, RecursionError, ZeroDivisionError, ValueError, ArithmeticError):
                continue
            values = tuple(outcome.args) if isinstance(outcome, Tuple) else (outcome,)
            if len(values) == len(self.truths) and match(side, side.expr, values[at])[0] in ("equal", "rounded"):
                made.append(slip)
        if not made:
            return None
        first, ties = made[0], {slip.mistake.slug: slip.mistake for slip in made[1:]}
        ties.pop(first.mistake.slug, None)
        rule = next(step.rule for step in self.derivation.steps if step.goal == first.goal)
        wrong, right = first.way(first.goal, standing), rule.rewrite(first.goal, standing)
        return Found(first.mistake, Slip(first.mistake, rule, first.goal, wrong, right), ties=tuple(ties.values()))


_SAID_ROUNDED = re.compile(r"≈|≃|≅|\\approx|\b(?:about|approximately|approx|roughly|around|rounded)\b|約|およそ", re.I)


def _side(text: str) -> Side | None:
    """The expression that a part is; None of words."""
    from workings.expression.reader import read

    said = _TAIL.sub("", _WHERE.sub("", _LEAD.sub("", text))).strip()
    try:
        node = read(said).node if said else None
    except ReadError:
        return None
    return Side(said, node) if isinstance(node, Expr) else None

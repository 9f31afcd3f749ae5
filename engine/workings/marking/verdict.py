"""What a marker says: of an answer a `Verdict`, of worked lines a `Marking` with a `LineVerdict` each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sympy import Basic

from workings.expression.goals import D, Directional, Implicit, TotalDerivative, Value
from workings.judge import Evidence
from workings.rule import Mistake, Text

__all__ = ["Feedback", "LineStatus", "LineVerdict", "Marking", "Status", "Strength", "Verdict", "noun"]

Status = Literal["correct", "wrong", "wrong_form", "undecided", "unreadable"]
LineStatus = Literal["follows", "wrong", "carried_forward", "undecided", "unreadable", "note"]
Strength = Literal["hint", "explanation", "worked"]


@dataclass(frozen=True, slots=True)
class Feedback:
    """What to tell the student, at three strengths.

    Attributes:
        hint: where to look; it gives nothing away.
        explanation: the mistake named, with the wrong law and the right one.
        worked: the line as it should be.
    """

    hint: Text
    explanation: Text
    worked: Text


@dataclass(frozen=True, slots=True)
class Verdict:
    """The mark of one answer.

    Attributes:
        status: `wrong_form` is a right answer that is not in the form required; `reason` says what is left to do.
        reason_ja: the reason in Japanese; "" where it is told in English only.
        evidence: how it is known; `left` is the right answer, `right` what was answered.
        mistake: the misconception that leads to this answer; `ties` are others that lead to the very same.
        expected: the engine's answer.
        about: what the answer is: "derivative"; "" for anything else.
        proof: the difference in words, where the evidence is about more than two values.

    >>> from workings import check
    >>> verdict = check("d/dx (5 - 3x)^4", "4(5 - 3x)^3")
    >>> verdict.status, verdict.mistake.slug, verdict.expected
    ('wrong', 'chain-inner-missing', -12*(5 - 3*x)**3)
    """

    status: Status
    answer: str
    evidence: Evidence | None = None
    mistake: Mistake | None = None
    feedback: Feedback | None = None
    expected: Basic | None = None
    ties: tuple[Mistake, ...] = ()
    reason: str = ""
    about: str = ""
    proof: Text | None = None
    reason_ja: str = ""

    # What follows lives in a module above this one, which is imported when asked for.

    def to_text(self, *, strength: Strength = "explanation", lang: str = "en") -> str:
        """The verdict for a reader; `strength` is how much of the feedback is told."""
        from workings.marking.report import verdict_to_text

        return verdict_to_text(self, strength, lang)

    def to_html(self, *, strength: Strength = "explanation", lang: str = "en") -> str:
        from workings.marking.report import verdict_to_html

        return verdict_to_html(self, strength, lang)

    def to_json(self) -> str:
        from workings.marking.report import verdict_to_json

        return verdict_to_json(self)

    def __str__(self) -> str:
        return self.to_text()

    def _repr_html_(self) -> str:
        return self.to_html()


def noun(asked: object) -> str:
    """What to call the answer to a question: "derivative", "" where there is no word for it."""
    while isinstance(asked, Value):
        asked = asked.args[0]
    return "derivative" if isinstance(asked, D | Implicit | TotalDerivative | Directional) else ""


@dataclass(frozen=True, slots=True)
class LineVerdict:
    """The mark of one line; in its evidence `left` is what is right, `right` what the line says.

    `about` says what a wrong line is about: "derivative"; "" for anything else. `proof` is the difference in words,
    where the evidence is about more than two values.

    >>> from workings import check_work
    >>> check_work("d/dx x^3", ["= 3x^2"]).lines[0].status
    'follows'
    """

    line: str
    status: LineStatus
    evidence: Evidence | None = None
    mistake: Mistake | None = None
    feedback: Feedback | None = None
    ties: tuple[Mistake, ...] = ()
    reason: str = ""
    about: str = ""
    proof: Text | None = None
    reason_ja: str = ""


@dataclass(frozen=True, slots=True)
class Marking:
    """The marks of worked lines.

    Attributes:
        problem: as typed.
        lines: a verdict for each line.
        first_wrong: the index of the first wrong line, None where there is none.
        mistake: the misconception behind it, where it was found.
        score: the share of the lines with mathematics in them that follow or carry an earlier slip correctly.

    >>> from workings import check_work
    >>> marking = check_work("d/dx x^3", ["= 3x^2", "= 6x"])
    >>> marking.first_wrong, marking.score
    (1, 0.5)
    """

    problem: str
    lines: tuple[LineVerdict, ...]

    @property
    def first_wrong(self) -> int | None:
        return next((i for i, line in enumerate(self.lines) if line.status == "wrong"), None)

    @property
    def mistake(self) -> Mistake | None:
        return None if self.first_wrong is None else self.lines[self.first_wrong].mistake

    @property
    def score(self) -> float:
        marked = [line for line in self.lines if line.status != "note"]
        good = sum(line.status in ("follows", "carried_forward") for line in marked)
        return good / len(marked) if marked else 1.0

    def to_text(self, *, strength: Strength = "explanation", lang: str = "en") -> str:
        """The marked lines for a reader; `strength` is how much of the feedback is told."""
        from workings.marking.report import marking_to_text

        return marking_to_text(self, strength, lang)

    def to_html(self, *, strength: Strength = "explanation", lang: str = "en") -> str:
        from workings.marking.report import marking_to_html

        return marking_to_html(self, strength, lang)

    def to_json(self) -> str:
        from workings.marking.report import marking_to_json

        return marking_to_json(self)

    def __str__(self) -> str:
        return self.to_text()

    def _repr_html_(self) -> str:
        return self.to_html()

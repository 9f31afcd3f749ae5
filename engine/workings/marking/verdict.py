"""What a marker says: of an answer a `Verdict`, of worked lines a `Marking` with a `LineVerdict` each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sympy import Basic

from workings.judge import Evidence
from workings.rule import Mistake, Text

__all__ = ["Feedback", "LineStatus", "LineVerdict", "Marking", "Status", "Verdict"]

Status = Literal["correct", "wrong", "wrong_form", "undecided", "unreadable"]
LineStatus = Literal["follows", "wrong", "carried_forward", "undecided", "unreadable", "note"]
MARKS = {
    "follows": "✓",
    "correct": "✓",
    "wrong": "✗",
    "wrong_form": "≈",
    "carried_forward": "→",
    "undecided": "?",
    "unreadable": "!",
    "note": "·",
}


@dataclass(frozen=True, slots=True)
class Feedback:
    """What to tell the student, at three strengths.

    Attributes:
        hint: gives nothing away.
        explanation: the mistake named, with the right law.
        worked: the line as it should be.
    """

    hint: Text
    explanation: Text
    worked: Text


@dataclass(frozen=True, slots=True)
class Verdict:
    """The mark of one answer. `ties` are other mistakes that lead to the very same answer."""

    status: Status
    answer: str
    evidence: Evidence | None = None
    mistake: Mistake | None = None
    feedback: Feedback | None = None
    expected: Basic | None = None
    ties: tuple[Mistake, ...] = ()
    reason: str = ""

    def __str__(self) -> str:
        said = [f"{MARKS[self.status]}  {self.answer.strip()}", f"   {self.status.replace('_', ' ')}"]
        if self.reason:
            said[1] += f": {self.reason}"
        if self.feedback is not None:
            said.append(f"   {self.feedback.explanation.en}")
        if self.evidence is not None and self.evidence.kind == "refuted":
            said.append(f"   {self.evidence.at} your answer gives {self.evidence.right}, the answer is {self.evidence.left}")
        elif self.evidence is not None and self.evidence.domain:
            said.append(f"   {self.evidence.domain}")
        return "\n".join(said)


@dataclass(frozen=True, slots=True)
class LineVerdict:
    """The mark of one line."""

    line: str
    status: LineStatus
    evidence: Evidence | None = None
    mistake: Mistake | None = None
    feedback: Feedback | None = None
    ties: tuple[Mistake, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Marking:
    """The marks of worked lines.

    Attributes:
        problem: as typed.
        lines: a verdict for each line.
        first_wrong: the index of the first wrong line, None where there is none.
        mistake: the misconception behind it, where it was found.
        score: the share of the lines with mathematics in them that follow or carry an earlier slip correctly.
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

    def __str__(self) -> str:
        said = [self.problem]
        for number, line in enumerate(self.lines, 1):
            reason = f"   ({line.reason})" if line.reason else ""
            said.append(f"{number:>2}  {MARKS[line.status]}  {line.line.strip()}{reason}")
            if line.feedback is not None:
                said.append(f"       {line.feedback.explanation.en}")
            if line.evidence is not None and line.evidence.kind == "refuted":
                e = line.evidence
                said.append(f"       {e.at} your line gives {e.right}, the right value is {e.left}")
        return "\n".join(said)

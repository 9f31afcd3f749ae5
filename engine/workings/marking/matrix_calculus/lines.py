"""Marking lines of matrix calculus one after another: differentials, chains of equalities, letters of one's own.

A line is right if it is true of the question. If it isn't, it may still follow from the last line, which was wrong
already: then the slip is carried forward, and costs nothing more.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from workings.engine import Engine, NoRule
from workings.expression.errors import ReadError
from workings.expression.matrix_goals import ShapeError
from workings.expression.nodes import walk
from workings.expression.shaped import Vec, is_scalar, letters_of, shape_of
from workings.expression.shaped_goals import Arranged, Differential, Neat, ReadOff, Slope
from workings.expression.shaped_question import Question
from workings.judge import Evidence, equal
from workings.marking.diagnosis import Diagnosis, holds
from workings.marking.feedback import feedback
from workings.marking.matrix_calculus.diagnosis import Mistaken
from workings.marking.matrix_calculus.written import Side, equalities, moved_by, statements
from workings.marking.verdict import LineStatus, LineVerdict
from workings.matrix_calculus import MatrixDerivation
from workings.rule import RuleBook, Text

__all__ = ["MatrixMarker", "difference"]

WORST: tuple[LineStatus, ...] = ("wrong", "undecided", "carried_forward", "follows")


@dataclass(frozen=True, slots=True)
class _Link:
    """The mark of one equality."""

    status: LineStatus
    evidence: Evidence | None = None
    found: Diagnosis | None = None
    expected: Any = None


class MatrixMarker:
    """Marks line after line; knows what was defined, and what was said last of the function, its change, its slope."""

    def __init__(self, question: Question, derivation: MatrixDerivation, book: RuleBook, mistaken: Mistaken) -> None:
        self.question = question
        self.derivation = derivation
        self.book = book
        self.mistaken = mistaken
        self.x = moved_by(question)
        self.defined: dict[str, Any] = {}
        self.last: Any = None  # the last side that was said, right or wrong
        self.first: Any = None  # what the chain that is being worked on is equal to
        self.stated: Any = None  # what the function was said to be, in a form of the student's own
        self.erred = False

    def mark(self, line: str) -> LineVerdict:
        links: list[_Link] = []
        for statement in statements(line):
            try:
                links += self._statement(statement)
            except ReadError as error:
                return LineVerdict(line, "unreadable", reason=str(error))
            except ShapeError as error:  # what can't be worked out is no step
                self.erred = True
                return LineVerdict(line, "wrong", reason=str(error))
        if not links:
            return LineVerdict(line, "note")
        worst = min(links, key=lambda link: WORST.index(link.status))
        if worst.status == "wrong":
            self.erred = True
        found = worst.found
        mistake = found.mistake if found else None
        told = None
        if worst.status == "wrong":
            told = feedback(mistake, found.slips if found else (), self.book, worst.expected)
        return LineVerdict(
            line,
            worst.status,
            worst.evidence if worst.status in ("wrong", "undecided") else None,
            mistake,
            told,
            found.ties if found else (),
            about="derivative" if worst.expected is self.derivation.answer else "",
            proof=difference(worst.evidence, "line", derivative=worst.expected is self.derivation.answer),
        )

    def _statement(self, text: str) -> list[_Link]:
        """The marks of the equalities of one statement; none where it is words alone.

        Raises:
            ReadError, ShapeError: it can't be read.
        """
        before = None if self.last is None else shape_of(self.last)
        written = equalities(text, self.question, self.defined, shape_of(self.derivation.answer), before)
        if written is None:
            return []
        if written.defines:
            self.defined[written.defines] = written.sides[0].node
            return [_Link("follows", Evidence("proved", method="definition"))]
        return self._links(written.sides, written.continues)

    def _links(self, sides: tuple[Side, ...], continues: bool) -> list[_Link]:
        links: list[_Link] = []
        nodes = [side.node for side in sides]
        if continues:
            links.append(self._link(self._meant(sides[0]), nodes[0], (self.last,)))
        else:
            self.first = nodes[0]
        for one, other in pairwise(nodes):
            links.append(self._link(one, other, (one, self.last)))
        self.last = nodes[-1]
        if nodes[0] == self.question.goal.f or (continues and self.first == self.question.goal.f):
            self.stated = nodes[-1]
        return links

    def _meant(self, side: Side) -> Any:
        """What a side that stands alone is equal to: the change of f, its derivative, or what the chain began with."""
        f = self.question.goal.f
        if side.kind == "asked":
            return side.node
        if side.kind == "change":
            return Differential(f, self.x)
        first = self.first
        if first is not None and shape_of(first) == shape_of(side.node) and not isinstance(first, Differential):
            return first
        if shape_of(side.node) == shape_of(self.derivation.answer):
            return self.question.goal
        return f

    def _link(self, left: Any, right: Any, before: tuple[Any, ...]) -> _Link:
        """One equality: true of the question, or a step from what was said before, or wrong."""
        left = self.derivation.answer if left == self.question.goal else left
        evidence = self._equal(left, right)
        if holds(evidence):
            return _Link("follows", evidence)
        if evidence.kind == "undecided":
            return _Link("undecided", evidence)
        if self.erred and any(one is not None and self._follows_from(one, right) for one in before):
            return _Link("carried_forward")
        expected = left if not isinstance(left, Differential | Slope) else self._worked(left)
        return _Link("wrong", evidence, self._diagnosed(left, right), expected)

    def _equal(self, left: Any, right: Any) -> Evidence:
        return equal(left, right, assuming=self.derivation.conditions)

    def _follows_from(self, before: Any, new: Any) -> bool:
        """Whether `new` is `before` rewritten, the slope of the function as stated, or read off from it."""
        if holds(self._equal(before, new)):
            return True
        goal = self.question.goal
        if isinstance(goal, Slope) and before is self.last is self.stated:
            with suppress(NoRule, ShapeError):
                found = Engine(self.book).answer(Slope(self.stated, self.x, goal.layout)).answer
                return holds(self._equal(found, new))
        dx = self.x.differential
        if dx not in letters_of([before]) or any(isinstance(node, Differential) for node in walk(before)):
            return False
        change = before if is_scalar(before) or shape_of(before)[1] == 1 else Vec(before)
        layout = getattr(self.question.goal, "layout", "")
        with suppress(NoRule, ShapeError):
            arranged = Engine(self.book).answer(Arranged(change, dx)).answer
            found = Engine(self.book).answer(ReadOff(arranged, self.x, layout)).answer
            return holds(self._equal(found, new))
        return False

    def _worked(self, goal: Any) -> Any:
        with suppress(NoRule, ShapeError):
            return Engine(self.book).answer(Neat(Engine(self.book).answer(goal).answer)).answer
        return None

    def _diagnosed(self, left: Any, right: Any) -> Diagnosis | None:
        if left is self.derivation.answer:
            return self.mistaken.find(right)
        if isinstance(left, Differential | Slope):
            truth = self._worked(left)
            if truth is not None:
                return Mistaken(left, truth, self.derivation.conditions, self.book).find(right)
        return None


_WITNESS = Text(
    "with {at}: your {what} is {given}, the {right} is {true}", "{at} のとき、{what}は {given}、{right}は {true}"
)
_SHAPES = Text("your {what} {given}, the {right} {true}", "{what}の形は {given}、{right}の形は {true}")
_WHAT = {"answer": Text("answer", "あなたの答え"), "line": Text("line", "あなたの式")}
_TRUE = {True: Text("derivative", "正しい微分"), False: Text("right value", "正しい値")}


def difference(evidence: Evidence | None, what: str, *, derivative: bool) -> Text | None:
    """The matrices at which a line or answer is wrong, or that its shape is; None where nothing refutes it."""
    if evidence is None or evidence.kind != "refuted":
        return None
    at = evidence.domain.removeprefix("with ")
    given, true = evidence.right, evidence.left
    said = []
    for lang in ("en", "ja"):
        template = _WITNESS if at else _SHAPES
        sides = (given, true) if at or lang == "en" else (given.removeprefix("is "), true.removeprefix("is "))
        said.append(
            template[lang].format(
                at=at, what=_WHAT[what][lang], right=_TRUE[derivative][lang], given=sides[0], true=sides[1]
            )
        )
    return Text(*said)

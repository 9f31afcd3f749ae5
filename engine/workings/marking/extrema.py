"""Answers that name stationary points: each must be one, none may be missing, and its kind and height must be right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from sympy import Basic, Eq, Expr, Symbol, Tuple
from sympy.core.function import AppliedUndef

from workings.engine import Engine, NoRule
from workings.expression import Tidy
from workings.expression.calculus_goals import Extremum, StationaryPoints
from workings.expression.errors import ReadError
from workings.expression.goals import D, Value
from workings.expression.nodes import ZERO, symbols_of
from workings.expression.problem import Problem
from workings.expression.reader import Reading, read_lines
from workings.judge import Evidence, equal
from workings.judge.stationary import judge_stationary
from workings.marking.diagnosis import holds
from workings.marking.typed import both_signs
from workings.marking.verdict import Verdict
from workings.rule import RuleBook
from workings.show import to_text

__all__ = ["Extrema"]

_KIND: Final = (
    r"(?:(?:local|global|relative|absolute|strict)\s+)*(max\w*|min\w*|saddle(?:\s*point)?|極大\w*|極小\w*|鞍点)"
)
_KINDS: Final = {
    "max": "maximum", "min": "minimum", "sad": "saddle", "極大": "maximum", "極小": "minimum", "鞍点": "saddle",
}  # fmt: skip
_HERE = ("at", "when", "where", "for")
_ASIDE = re.compile(rf"\(\s*(?:an?\s+)?{_KIND}\s*\)", re.I)
_SAID_BEFORE = re.compile(rf"\b(?:is|are|gives?|being)\s+(?:an?\s+|the\s+)?{_KIND}", re.I)
_WORD = re.compile(rf"(?<![A-Za-z]){_KIND}(?![A-Za-z]*\s*\()", re.I)
_PLACE = re.compile(r"[(（]\s*([a-z]\s*=\s*[^()（）]+?)\s*[)）]")  # 2 (x = -1)
_VALUE = re.compile(r"値|で|\b(?:value|height|giving|equal)\b", re.I)  # x = -1 で極大値 2
_TASKS: Final = {"minimum": "minimum", "maximum": "maximum"}


@dataclass(frozen=True, slots=True)
class _Named:
    """A point as the answer names it; what it does not say is None."""

    place: tuple[Any, ...] | None = None
    height: Any = None
    kind: str | None = None


class Extrema:
    """Judges answers to a question for stationary points, minima or maxima."""

    def __init__(self, question: StationaryPoints, asked: Problem, book: RuleBook) -> None:
        self.f: Expr = question.args[0]
        self.variables: tuple[Symbol, ...] = question.args[1].args
        self.asked = asked
        self.wanted = _TASKS.get(asked.task)
        self.found: tuple[Extremum, ...] = ()
        self.expected: Basic | None = None
        try:
            self.expected = Engine(book).answer(Tidy(question)).answer
            self.evidence = judge_stationary(question, self.expected)
        except NoRule as error:
            self.evidence = Evidence("undecided", reason=str(error))
        if self.expected is not None and holds(self.evidence):
            self.found = tuple(e for e in self.expected.args if self.wanted in (None, e.kind))

    def mark(self, answer: str) -> Verdict:
        """The verdict on one answer."""
        if not holds(self.evidence):
            return Verdict("undecided", answer, self.evidence, reason="the stationary points are not known for sure")
        try:
            named = list(self._named(answer))
        except ReadError as error:
            return Verdict("unreadable", answer, reason=str(error))
        if not named:
            return Verdict("undecided", answer, reason="no point is named")
        missing = list(self.found)
        for point in named:
            match = next((e for e in self.found if self._is_at(point, e)), None)
            if match is None:
                return self._not_there(answer, point)
            if match in missing:
                missing.remove(match)
            if point.kind is not None and point.kind != match.kind:
                return self._wrong(answer, reason=f"{_place(match)} is a {match.kind}, not a {point.kind}")
            if point.height is not None and point.place is not None:
                evidence = equal(match.args[2], point.height)
                if not holds(evidence):
                    return self._wrong(answer, evidence, f"the height at {_place(match)} is {to_text(match.args[2])}")
        if missing:
            return self._wrong(answer, reason=f"{_place(missing[0])} is missing")
        return Verdict("correct", answer, self.evidence, expected=self.expected)

    def _wrong(self, answer: str, evidence: Evidence | None = None, reason: str = "") -> Verdict:
        return Verdict("wrong", answer, evidence, expected=self.expected, reason=reason)

    def _not_there(self, answer: str, point: _Named) -> Verdict:
        """The verdict where a point is none of those wanted: it has a slope, or is of another kind."""
        if point.place is None:
            evidence = equal(self.found[0].args[2], point.height) if len(self.found) == 1 else None
            return self._wrong(answer, evidence, "no such point has this height")
        at = list(zip(self.variables, point.place, strict=True))
        for x in self.variables:
            slope = equal(ZERO, Value(D(self.f, x), *at))
            if slope.kind == "refuted":
                return self._wrong(answer, slope, f"the slope by {x} is not 0 at {_at(self.variables, point.place)}")
        assert self.expected is not None
        other = next((e for e in self.expected.args if self._is_at(point, e)), None)
        if other is not None:
            return self._wrong(answer, reason=f"{_place(other)} is a {other.kind}")
        return Verdict("undecided", answer, reason="a point is named that is not known here")

    def _is_at(self, point: _Named, found: Extremum) -> bool:
        if point.place is None:
            return holds(equal(found.args[2], point.height))
        return all(holds(equal(a, b)) for a, b in zip(found.args[1].args, point.place, strict=True))

    # What the answer names

    def _named(self, answer: str) -> Iterator[_Named]:
        text = _PLACE.sub(r" at \1", _ASIDE.sub(r" is a \1, ", both_signs(answer)))
        text = _WORD.sub(lambda m: f" {_kind(m[1])} ", text)
        points: list[_Named] = []
        coming: str | None = None  # the kind that the words before a point say
        by_name: dict[Symbol, Any] = {}
        for reading in read_lines(text, scope=self.asked.scope):
            words = reading.words
            said = _SAID_BEFORE.search(words)
            if said and points:
                points[-1] = replace(points[-1], kind=_kind(said[1]))
                words = words[said.end() :]
            ahead = _WORD.findall(words)
            coming = _kind(ahead[-1]) if ahead else coming if words.strip() in ("", "and", "at", "is") else None
            point = self._point(reading, by_name)
            if point is not None:
                before = points[-1] if points else None
                if before is not None and before.place is None and words.rstrip().endswith(_HERE):
                    points[-1] = replace(point, height=before.height, kind=before.kind or coming)
                elif point.place is None and before is not None and before.place is not None and _VALUE.search(words):
                    points[-1] = replace(before, height=point.height, kind=coming or before.kind)
                elif before is not None and point.place is not None and before.place == point.place:
                    points[-1] = replace(before, height=point.height)
                else:
                    points.append(replace(point, kind=coming))
            after = _SAID_BEFORE.search(reading.after) or _WORD.search(reading.after)
            if after and points:
                points[-1] = replace(points[-1], kind=_kind(after[1]))
        if len(self.variables) == 1 and self.wanted is None:  # bare numbers are places
            points = [p if p.place is not None else _Named((p.height,), None, p.kind) for p in points]
        return iter(points)

    def _point(self, reading: Reading, by_name: dict[Symbol, Any]) -> _Named | None:
        """The point, or part of one, that a statement names."""
        node, n = reading.node, len(self.variables)
        if isinstance(node, Eq):
            left, node = node.args
            if isinstance(left, AppliedUndef | Value) and not symbols_of([node]):  # f(1) = -2
                place = left.args if isinstance(left, AppliedUndef) else tuple(pair.args[1] for pair in left.args[1:])
                return _Named(place, node) if len(place) == n else None
            if isinstance(left, Symbol):
                if left not in self.variables:
                    return _Named(None, node) if not symbols_of([node]) else None
                by_name[left] = node
                if len(by_name) < n:
                    return None
                place = tuple(by_name[v] for v in self.variables)
                by_name.clear()
                return _Named(place)
        if isinstance(node, Tuple) and len(node.args) in (n, n + 1) and not symbols_of([node]):
            return _Named(node.args[:n], node.args[n] if len(node.args) > n else None)
        return _Named(None, node) if isinstance(node, Expr) and not symbols_of([node]) else None


def _kind(word: str) -> str:
    return _KINDS.get(word[:3].lower()) or _KINDS[word[:2]]


def _at(variables: tuple[Symbol, ...], place: tuple[Any, ...]) -> str:
    return ", ".join(f"{v} = {to_text(a)}" for v, a in zip(variables, place, strict=True))


def _place(found: Extremum) -> str:
    return _at(found.args[0].args, found.args[1].args)

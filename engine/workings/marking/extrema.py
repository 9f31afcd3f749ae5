"""Answers that name points: each must be one of those asked for, none may be missing, and what is said of it right.

Stationary points, points of inflection, and extremes on an interval or under a condition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from typing import Any, Final

from sympy import Basic, Eq, Expr, Symbol, Tuple
from sympy.core.function import AppliedUndef

from workings.engine import Engine, NoRule
from workings.expression import Tidy
from workings.expression.calculus_goals import Extremum, StationaryPoints
from workings.expression.errors import ReadError
from workings.expression.goals import D, Gradient, Value
from workings.expression.graph_goals import Constrained, ExtremesOn, Inflection, Inflections
from workings.expression.nodes import ZERO, subtract, symbols_of
from workings.expression.problem import Problem
from workings.expression.reader import Reading, read_lines
from workings.expression.values import NoValue, value_at
from workings.judge import Evidence, equal
from workings.judge.derivation import judge_answer
from workings.marking.diagnosis import Slip, holds, slips_of
from workings.marking.feedback import feedback
from workings.marking.typed import both_signs
from workings.marking.verdict import Verdict
from workings.rule import RuleBook
from workings.show import to_text

__all__ = ["NAMING_POINTS", "Extrema"]

NAMING_POINTS: Final = (StationaryPoints, Inflections, ExtremesOn, Constrained)
_KIND: Final = (
    r"(?:(?:local|global|relative|absolute|strict)\s+)*"
    r"(max\w*|min\w*|saddle(?:\s*point)?|極大\w*|極小\w*|最大\w*|最小\w*|鞍点)"
)
_KINDS: Final = {
    "max": "maximum", "min": "minimum", "sad": "saddle", "極大": "maximum", "極小": "minimum", "鞍点": "saddle",
    "最大": "maximum", "最小": "minimum",
}  # fmt: skip
_HERE = ("at", "when", "where", "for")
_ASIDE = re.compile(rf"\(\s*(?:an?\s+)?{_KIND}\s*\)", re.I)
_SAID_BEFORE = re.compile(rf"\b(?:is|are|gives?|being)\s+(?:an?\s+|the\s+)?{_KIND}", re.I)
_WORD = re.compile(rf"(?<![A-Za-z]){_KIND}(?![A-Za-z]*\s*\()", re.I)
_PLACE = re.compile(r"[(（]\s*([a-z]\s*=\s*[^()（）]+?)\s*[)）]")  # 2 (x = -1)
_VALUE = re.compile(r"値|で|\b(?:value|height|giving|equal)\b", re.I)  # x = -1 で極大値 2
_NONE = re.compile(r"\b(?:no|none|nowhere|does\s+not\s+(?:exist|have))\b|なし|ない|存在しない", re.I)
_ASKS_PLACE = re.compile(
    r"\bestimat(?:e|or)\b|\bMLE\b|\barg\s*(?:max|min)|\bvalue\s+of\s+\S+\s+(?:that|which|for\s+which)\b", re.I
)
_BOTH_SIGNS = re.compile(r"\(([^()]*(?:±|\\pm\b)[^()]*)\)")  # (0, ±1)


@dataclass(frozen=True, slots=True)
class _Named:
    """A point as the answer names it, or one that is asked for; what is not said is None."""

    place: tuple[Any, ...] | None = None
    height: Any = None
    kind: str | None = None


class Extrema:
    """Judges answers to a question for points and what they are."""

    def __init__(self, question: Basic, asked: Problem, book: RuleBook) -> None:
        self.question = question
        self.book = book
        self.f: Expr = question.args[0]
        about: Any = question.args[2 if isinstance(question, Constrained) else 1]
        self.variables: tuple[Symbol, ...] = about.args if isinstance(about, Tuple) else (about,)
        self.asked = asked
        self.wanted = _wanted(question, asked.text)
        self._points_of: dict[Slip, tuple[_Named, ...]] = {}
        self.found: tuple[_Named, ...] = ()
        self.all: tuple[_Named, ...] = ()
        self.expected: Basic | None = None
        try:
            step = Engine(book).answer(Tidy(question))
            self.expected = step.answer
            self.evidence = judge_answer(question, self.expected, step.conditions)
        except NoRule as error:
            self.evidence = Evidence("undecided", reason=str(error))
        if self.expected is not None and holds(self.evidence):
            self.all = tuple(map(_as_named, self.expected.args))
            self.found = tuple(e for e in self.all if self.wanted is None or e.kind in _called(self.wanted, self.all))

    @property
    def condemns(self) -> bool:
        """Whether a last line that names other points is wrong; beside stationary points Hessians may be written."""
        return not isinstance(self.question, StationaryPoints)

    def names(self, line: str) -> bool:
        """Whether a worked line says of points what they are."""
        if isinstance(self.question, Inflections):
            return re.search(r"inflection|inflexion|変曲点", line, re.I) is not None
        return _WORD.search(line) is not None

    def mark(self, answer: str) -> Verdict:
        """The verdict on one answer."""
        if not holds(self.evidence):
            return Verdict("undecided", answer, self.evidence, reason="the points asked for are not known for sure")
        if _NONE.search(answer) and not re.search(r"\d", answer):
            if self.found:
                return self._wrong(answer, reason=f"{self._at(self.found[0])} is missing")
            return Verdict("correct", answer, self.evidence, expected=self.expected)
        try:
            named = list(self._named(answer))
        except ReadError as error:
            return Verdict("unreadable", answer, reason=str(error))
        if not named:
            return Verdict("undecided", answer, reason="no point is named")
        verdict = self._compared(answer, named)
        return self._explained(verdict, named) if verdict.status == "wrong" else verdict

    def _compared(self, answer: str, named: list[_Named]) -> Verdict:
        """What is named held against what is asked for."""
        missing = list(self.found)
        for point in named:
            match = next((e for e in self.found if self._is_at(point, e) and point.kind in (None, _plain(e))), None)
            match = match or next((e for e in self.found if self._is_at(point, e)), None)
            if match is None:
                return self._not_there(answer, point)
            missing = [e for e in missing if e is not match and not self._goes_without_saying(point, match, e)]
            if point.kind is not None and point.kind != _plain(match):
                return self._wrong(answer, reason=f"{self._at(match)} is a {_plain(match)}, not a {point.kind}")
            if point.height is not None and point.place is not None:
                evidence = equal(match.height, point.height)
                if not holds(evidence):
                    return self._wrong(answer, evidence, f"the height at {self._at(match)} is {to_text(match.height)}")
        if missing:
            return self._wrong(answer, reason=f"{self._at(missing[0])} is missing")
        if isinstance(self.question, ExtremesOn) and all(point.height is None for point in named):
            reason = f"say the value there, {to_text(self.found[0].height)}"
            return Verdict("wrong_form", answer, self.evidence, expected=self.expected, reason=reason)
        return Verdict("correct", answer, self.evidence, expected=self.expected)

    # Which mistake

    @cached_property
    def _slips(self) -> list[Slip]:
        return slips_of(Tidy(self.question), self.book)

    def _led_to(self, slip: Slip) -> tuple[_Named, ...]:
        """The points to which a mistake leads; none where it leads to no points."""
        if slip not in self._points_of:
            self._points_of[slip] = ()
            with suppress(NoRule, NoValue):
                answer: Any = Engine(self.book, slips={slip.goal: slip.way}).answer(Tidy(self.question)).answer
                if isinstance(answer, Tuple) and all(isinstance(e, Extremum | Inflection) for e in answer.args):
                    points = tuple(map(_as_named, answer.args))
                    kept = tuple(e for e in points if self.wanted is None or e.kind in _called(self.wanted, points))
                    self._points_of[slip] = kept
        return self._points_of[slip]

    def _leads_elsewhere(self, slip: Slip, named: list[_Named]) -> bool:
        """Whether the gradient that the mistake gives is not zero at the points named: to solve it would be in vain."""
        if not isinstance(self.question, StationaryPoints):
            return False
        asked = Tidy(Gradient(self.f, self.variables))
        with suppress(NoRule, NoValue):
            slopes = Engine(self.book, slips={slip.goal: slip.way}).answer(asked).answer
            places = [dict(zip(self.variables, point.place, strict=True)) for point in named if point.place is not None]
            return any(value != 0 for at in places for value in value_at(slopes, at).args)
        return False

    def _explained(self, verdict: Verdict, named: list[_Named]) -> Verdict:
        """The verdict with the mistake that leads to just the points named, where there is one."""
        for slip in self._slips:
            if self._leads_elsewhere(slip, named):
                continue
            points = self._led_to(slip)
            if points and points != self.found and self._are(named, points):
                told = feedback(slip.mistake, (slip,), self.book, self.expected)
                return replace(verdict, mistake=slip.mistake, feedback=told)
        return verdict

    def _are(self, named: list[_Named], points: tuple[_Named, ...]) -> bool:
        """Whether these are the points, all of them, with what is said of them."""
        left = list(points)
        for point in named:
            match = next((e for e in points if self._is_at(point, e) and point.kind in (None, _plain(e))), None)
            wrong_height = match is not None and point.place is not None and point.height is not None
            if match is None or (wrong_height and not holds(equal(match.height, point.height))):
                return False
            left = [e for e in left if e is not match and not self._goes_without_saying(point, match, e)]
        return not left

    def _goes_without_saying(self, point: _Named, match: _Named, other: _Named) -> bool:
        """Whether what is said of one point says enough of another: a value, at which it is, and an extreme of all."""
        alike = other.kind == match.kind and other.height == match.height
        return alike and (point.place is None or (other.kind or "").startswith("absolute"))

    def _wrong(self, answer: str, evidence: Evidence | None = None, reason: str = "") -> Verdict:
        return Verdict("wrong", answer, evidence, expected=self.expected, reason=reason)

    def _not_there(self, answer: str, point: _Named) -> Verdict:
        """The verdict where a point is none of those wanted: it has a slope, or is of another kind."""
        if point.place is None:
            evidence = equal(self.found[0].height, point.height) if len(self.found) == 1 else None
            return self._wrong(answer, evidence, "no such point has this height")
        other = next((e for e in self.all if self._is_at(point, e)), None)
        if other is not None:
            return self._wrong(answer, reason=f"{self._at(other)} is a {_plain(other)}")
        at = list(zip(self.variables, point.place, strict=True))
        where = _at(self.variables, point.place)
        if isinstance(self.question, Constrained):
            for condition in self.question.args[1].args:
                broken = equal(ZERO, Value(subtract(*condition.args), *at))
                if broken.kind == "refuted":
                    return self._wrong(answer, broken, f"the condition does not hold at {where}")
            return self._wrong(answer, reason=f"there is no extreme at {where}")
        if isinstance(self.question, ExtremesOn):
            best = self.found[0]
            lower = equal(best.height, Value(self.f, *at))
            said = f"at {self._at(best)} the value is {to_text(best.height)}"
            return self._wrong(answer, lower if lower.kind == "refuted" else None, said)
        order = 2 if isinstance(self.question, Inflections) else 1
        for x in self.variables:
            slope = equal(ZERO, Value(D(self.f, x, order), *at))
            if slope.kind == "refuted":
                what = "second derivative" if order == 2 else f"slope by {x}"
                return self._wrong(answer, slope, f"the {what} is not 0 at {where}")
        if order == 2:
            return self._wrong(answer, reason=f"the concavity does not change at {where}")
        return Verdict("undecided", answer, reason="a point is named that is not known here")

    def _is_at(self, point: _Named, found: _Named) -> bool:
        if point.place is None:
            return holds(equal(found.height, point.height))
        places = zip(found.place or (), point.place, strict=True)
        return all(holds(equal(a, b)) for a, b in places)

    def _at(self, point: _Named) -> str:
        return _at(self.variables, point.place or ())

    # What the answer names

    def _named(self, answer: str) -> Iterator[_Named]:
        text = _PLACE.sub(r" at \1", _ASIDE.sub(r" is a \1, ", both_signs(_all_signs(answer))))
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
        of_places = self.wanted is None or _ASKS_PLACE.search(self.asked.text)
        if len(self.variables) == 1 and of_places and not isinstance(self.question, ExtremesOn):
            # bare numbers are places
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


def _as_named(found: Any) -> _Named:
    if isinstance(found, Inflection):
        return _Named((found.args[1],), found.args[2], "inflection")
    assert isinstance(found, Extremum)
    return _Named(found.args[1].args, found.args[2], found.kind)


def _plain(found: _Named) -> str:
    """The kind without `absolute`, which an answer need not say."""
    return (found.kind or "").removeprefix("absolute ")


def _called(wanted: str, found: tuple[_Named, ...]) -> tuple[str, ...]:
    """The kinds that answer a wish for a maximum or minimum: the absolute one, where there is one."""
    absolute = f"absolute {wanted}"
    return (absolute,) if any(e.kind == absolute for e in found) else (wanted,)


def _wanted(question: Basic, text: str) -> str | None:
    """`maximum` or `minimum`, where the words ask for that alone."""
    if isinstance(question, Inflections):
        return None
    if isinstance(question, ExtremesOn):
        said = str(question.args[4])
        return None if said == "both" else said
    if re.search(r"critical|stationary|classif|extrem|turning|saddle|極値|停留点|臨界点", text, re.I):
        return None
    low, high = (re.search(p, text, re.I) for p in (r"minim|\bmin\b|極小|最小", r"maxim|\bmax\b|極大|最大"))
    return "minimum" if low and not high else "maximum" if high and not low else None


def _all_signs(text: str) -> str:
    """(0, ±1) as (0, 1) and (0, -1)."""

    def spelled(found: re.Match[str]) -> str:
        parts = re.split(r"±|\\pm(?![A-Za-z])\s*", found[1])
        if len(parts) > 4:
            return found[0]
        ways = product(("", "-"), repeat=len(parts) - 1)
        return " and ".join("(" + "".join(a + b for a, b in zip(parts, (*way, ""), strict=True)) + ")" for way in ways)

    return _BOTH_SIGNS.sub(spelled, text)

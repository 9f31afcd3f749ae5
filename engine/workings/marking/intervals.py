"""Answers that name intervals: where a function increases or decreases, where it is concave up or down.

Whether an end belongs to an interval makes no difference; an interval over a gap of the function does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

from sympy import Basic, Expr, Symbol, Tuple, oo

from workings.engine import Engine, NoRule
from workings.expression import Tidy
from workings.expression.errors import ReadError
from workings.expression.graph_goals import Concavity, Monotonicity, Stretch
from workings.expression.nodes import symbols_of
from workings.expression.reader import parse
from workings.judge import Evidence, equal
from workings.judge.derivation import judge_answer
from workings.marking.diagnosis import Slip, holds, slips_of
from workings.marking.feedback import feedback
from workings.marking.verdict import Verdict
from workings.rule import RuleBook
from workings.show import to_text

__all__ = ["NAMING_INTERVALS", "Intervals"]

NAMING_INTERVALS: Final = (Monotonicity, Concavity)
_KIND: Final = re.compile(
    r"(?P<up>\bincreas\w*|\bconcave\s+up\w*|\bconvex(?:\s+down\w*)?|\bris\w+|増加|下に凸)"
    r"|(?P<down>\bdecreas\w*|\bconcave\s+down\w*|\bconvex\s+up\w*|\bfall\w*|減少|上に凸)",
    re.I,
)
_END: Final = r"[^\s,;()\[\]<>≤≥∪=]+(?:\([^()]*\)[^\s,;()\[\]<>≤≥∪=]*)?"
_LESS, _MORE = r"(?:<=?|≤|≦|\\leq?\b|\\lt\b)", r"(?:>=?|≥|≧|\\geq?\b|\\gt\b)"
_INTERVAL: Final = re.compile(
    rf"[(\[\]]\s*(?P<a>{_END})\s*[,;]\s*(?P<b>{_END})\s*[)\]\[]"
    rf"|(?P<low>{_END})\s*{_LESS}\s*[a-z]\s*{_LESS}\s*(?P<high>{_END})"
    rf"|(?<![A-Za-z])[a-z]\s*{_LESS}\s*(?P<below>{_END})|(?<![A-Za-z])[a-z]\s*{_MORE}\s*(?P<above>{_END})"
    r"|(?P<all>\ball\s+real(?:\s+numbers)?|\beverywhere\b|\ball\s+of\s+R\b|ℝ|\\mathbb\{?R\}?|\ball\s+x\b|すべての実数|全実数)"
    r"|(?P<none>\b(?:never|nowhere)\b|∅|\\emptyset)",
    re.I,
)
_SPELLED: Final = (
    (r"\\left|\\right|\\!|\$|\\[,;]", " "), (r"\\infty|\binfinity\b|\boo\b", "∞"), (r"\\cup|\bU\b", "∪"), (r"−", "-"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Named:
    """An interval, and whether the function is said to rise or bend upwards there; None where that is not said."""

    low: Expr
    high: Expr
    up: bool | None


class Intervals:
    """Judges answers to a question for intervals."""

    def __init__(self, question: Basic, text: str, book: RuleBook) -> None:
        self.x: Symbol = question.args[1]
        self.up, self.down = ("increasing", "decreasing") if isinstance(question, Monotonicity) else (
            "concave up", "concave down",
        )  # fmt: skip
        self.question = question
        self.book = book
        self.expected: Basic | None = None
        self.asked = self._kinds_in(text)
        try:
            step = Engine(book).answer(Tidy(question))
            self.expected = step.answer
            self.evidence = judge_answer(question, self.expected, step.conditions)
        except NoRule as error:
            self.evidence = Evidence("undecided", reason=str(error))

    def _kinds_in(self, text: str) -> tuple[str, ...]:
        """The kinds that the question names; both, where it names none or speaks of concavity as such."""
        named = {self.up if m["up"] else self.down for m in _KIND.finditer(text)}
        return tuple(named) if named else (self.up, self.down)

    condemns = True

    def names(self, line: str) -> bool:
        """Whether a worked line says where the function rises or bends."""
        return _KIND.search(line) is not None and _INTERVAL.search(_spelled(line)) is not None

    def mark(self, answer: str) -> Verdict:
        """The verdict on one answer."""
        if self.expected is None or not holds(self.evidence):
            return Verdict("undecided", answer, self.evidence, reason="the intervals asked for are not known for sure")
        try:
            named = list(self._named(answer))
        except (ReadError, ValueError) as error:
            return Verdict("unreadable", answer, reason=str(error))
        if not named:
            return Verdict("undecided", answer, reason="no interval is named")
        if any(n.up is None for n in named) and len(self.asked) > 1:
            return Verdict("undecided", answer, reason="it is not said what the function does there")
        for kind in (self.up, self.down):
            claimed = self._claimed(named, kind)
            if claimed or kind in self.asked:
                reason = self._compared(kind, claimed, self.expected)
                if reason:
                    return self._explained(Verdict("wrong", answer, expected=self.expected, reason=reason), named)
        return Verdict("correct", answer, self.evidence, expected=self.expected)

    def _explained(self, verdict: Verdict, named: list[_Named]) -> Verdict:
        """The verdict with the mistake that leads to just these intervals, where there is one."""
        for slip, answer in self._mistaken:
            if not any(self._compared(k, self._claimed(named, k), answer) for k in self.asked):
                told = feedback(slip.mistake, (slip,), self.book, self.expected)
                return replace(verdict, mistake=slip.mistake, feedback=told)
        return verdict

    @cached_property
    def _mistaken(self) -> list[tuple[Slip, Basic]]:
        """The intervals to which each mistake leads."""
        found = []
        for slip in slips_of(Tidy(self.question), self.book):
            try:
                answer = Engine(self.book, slips={slip.goal: slip.way}).answer(Tidy(self.question)).answer
            except NoRule:
                continue
            if (
                isinstance(answer, Tuple)
                and answer != self.expected
                and all(isinstance(s, Stretch) for s in answer.args)
            ):
                found.append((slip, answer))
        return found

    def _claimed(self, named: list[_Named], kind: str) -> list[_Named]:
        """The intervals that are said to be of this kind."""
        up = kind == self.up
        return [n for n in named if (n.up if n.up is not None else self.asked[0] == self.up) == up]

    def _compared(self, kind: str, claimed: list[_Named], answer: Basic) -> str:
        """What is wrong with the intervals claimed for this kind; '' where nothing is."""
        left: list[Any] = [(s.args[1], s.args[2]) for s in answer.args if str(s.args[3]) == kind]
        parts: dict[tuple[Any, Any], list[_Named]] = {stretch: [] for stretch in left}
        for n in claimed:
            if n.low == n.high:
                continue  # nowhere
            home = next((s for s in left if _order(s[0], n.low) <= 0 and _order(n.high, s[1]) <= 0), None)
            if home is None:
                return f"the function is not {kind} on all of {_shown(n.low, n.high)}"
            parts[home].append(n)
        for (low, high), inside in parts.items():
            reached = low
            for n in sorted(inside, key=lambda n: _key(n.low)):
                if _order(n.low, reached) <= 0:
                    reached = n.high if _order(n.high, reached) > 0 else reached
            if _order(reached, high) < 0:
                return (
                    f"it is {kind} on {_shown(low, high)} as well" if inside or claimed else f"say where it is {kind}"
                )
        return ""

    def _named(self, answer: str) -> Iterator[_Named]:
        text = _spelled(answer)
        kinds = [(m.start(), m.end(), bool(m["up"])) for m in _KIND.finditer(text)]
        behind = re.search(r"で\s*(?:は)?\s*(?:増加|減少|上に凸|下に凸)", text) is not None
        for m in _INTERVAL.finditer(text):
            if behind:
                kind = next((up for start, _, up in kinds if start >= m.end()), None)
            else:
                kind = next((up for _, end, up in reversed(kinds) if end <= m.start()), None)
                if kind is None and kinds and len(self.asked) > 1:
                    kind = kinds[0][2]
            if m["none"]:
                yield _Named(oo, oo, kind)
            elif m["all"]:
                yield _Named(-oo, oo, kind)
            elif m["below"]:
                yield _Named(-oo, _number(m["below"]), kind)
            elif m["above"]:
                yield _Named(_number(m["above"]), oo, kind)
            else:
                yield _Named(_number(m["a"] or m["low"]), _number(m["b"] or m["high"]), kind)


def _spelled(answer: str) -> str:
    text = re.sub(r"^\s*\{(.*)\}\s*$", r"\1", answer)  # what was taken for pieces
    for pattern, to in _SPELLED:
        text = re.sub(pattern, to, text)
    return text


def _number(text: str) -> Expr:
    plain = text.strip().rstrip(".")
    if plain.lstrip("+-") == "∞":
        return -oo if plain.startswith("-") else oo
    node = parse(plain)
    if not isinstance(node, Expr) or symbols_of([node]):
        raise ValueError(f"{text.strip()!r} is no number; the ends of an interval are numbers")
    return node


def _key(value: Expr) -> float:
    return float(value.doit())


def _order(a: Expr, b: Expr) -> int:
    """-1, 0 or 1 as a lies left of b, at it, or right of it."""
    if a == b or (a.is_finite and b.is_finite and holds(equal(a, b))):
        return 0
    return -1 if _key(a) < _key(b) else 1


def _shown(low: Expr, high: Expr) -> str:
    return f"({to_text(low)}, {to_text(high)})"

"""The marks of answers to questions about parameters: for which k a system has no solution, or a matrix is singular."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from sympy import And, Basic, Eq, Expr, Ne, Or, Symbol, false, true

from workings.engine import Engine, NoRule
from workings.expression.errors import ReadError
from workings.expression.linear_goals import SolutionsAre, SolvedFor
from workings.expression.nodes import symbols_of, walk
from workings.expression.reader import Reading, read_lines
from workings.expression.relations import equal_to
from workings.expression.written import intern
from workings.judge import Evidence
from workings.judge.linear import judge_number_of_solutions, judge_solved_for
from workings.marking.diagnosis import slips_of
from workings.marking.feedback import feedback
from workings.marking.forms import Form
from workings.marking.linear.judged import Unclear
from workings.marking.sheet import Sheet
from workings.marking.verdict import LineVerdict, Verdict
from workings.rule import RuleBook

__all__ = ["ParameterSheet"]

_NEVER = re.compile(r"\b(?:no|never|none)\b|impossible|存在しない|ない", re.I)
_EXCEPT = re.compile(r"\b(?:except|but|other than|apart from)\b(?:\s+(?:for|when))?|以外", re.I)
_ALWAYS = re.compile(r"\b(?:all|any|every|always)\b|すべて|任意", re.I)
_JOINTS = re.compile(r"\\?\b(?:so|therefore|thus|hence|or|and|the|answer|is|alpha|beta|lambda|mu|pm|neq?)\b", re.I)
_WORD = re.compile(r"[^\W\d_]{3,}|[a-z]{2,}", re.I)
_BOTH_SIGNS = re.compile(r"([=≠]|!=|\\neq?)\s*(?:±|\\pm|\+/-|\+-)\s*([^,;.]+)")


class ParameterSheet:
    """A question about a parameter, ready to mark answers and workings."""

    def __init__(self, goal: SolutionsAre | SolvedFor, book: RuleBook, system: Sheet | None = None) -> None:
        self.goal = goal
        self.system = system  # the same problem, as one about the system alone
        self.book = book
        letters = goal.args[1:] if isinstance(goal, SolvedFor) else symbols_of(goal.system.equations)
        self.letters = tuple(s for s in letters if isinstance(goal, SolvedFor) or s not in goal.system.unknowns)

    @cached_property
    def expected(self) -> Any:
        return Engine(self.book).answer(intern(self.goal)).answer

    def mark(self, answer: str, form: Form | None = None) -> Verdict:
        """The verdict on the values, or the condition, that are the answer."""
        try:
            given = condition_in(answer, self.letters)
        except ReadError as error:
            return Verdict("unreadable", answer, reason=str(error))
        except Unclear as error:
            return Verdict("undecided", answer, reason=str(error), expected=self.expected)
        evidence = self._judged(given)
        if evidence.kind == "undecided":
            return Verdict("undecided", answer, evidence, expected=self.expected, reason=evidence.reason)
        if evidence.kind != "refuted":
            return Verdict("correct", answer, evidence, expected=self.expected)
        slip = next((s for s in self._slips() if self._leads_to(s, given)), None)
        mistake = slip.mistake if slip else None
        told = feedback(mistake, (slip,) if slip else (), self.book, self.expected)
        return Verdict("wrong", answer, evidence, mistake, told, self.expected)

    def mark_work(self, lines: Sequence[str]) -> tuple[LineVerdict, ...]:
        """A condition alone is right where it is that of the answer, and wrong where the last line is another one.

        Other lines are about the system, and marked as any work on it.
        """
        of_system = self.system.mark_work(lines) if self.system is not None else None
        found = []
        for n, line in enumerate(lines):
            mark = self.mark(line) if not _WORD.search(_JOINTS.sub(" ", line)) else None
            if mark is not None and mark.status == "correct":
                found.append(LineVerdict(line, "follows", mark.evidence))
            elif mark is not None and mark.status == "wrong" and n == len(lines) - 1:
                found.append(LineVerdict(line, "wrong", mark.evidence, mark.mistake, mark.feedback))
            elif of_system is not None:
                found.append(of_system[n])
            else:
                found.append(LineVerdict(line, "undecided", reason="only conditions on the letter are judged here"))
        return tuple(found)

    def _judged(self, given: Basic, beside: Basic | None = None) -> Evidence:
        """What is known of a condition, tried at the values that it names and at those of the right one."""
        right = self.expected if beside is None else beside
        named = [node for node in walk(right) if isinstance(node, Eq | Ne)]
        if isinstance(self.goal, SolutionsAre):
            return judge_number_of_solutions(self.goal, given, named)
        return judge_solved_for(self.goal, given, named)

    def _slips(self) -> list[Any]:
        try:
            return list(slips_of(self.goal, self.book))
        except (NoRule, ValueError, ZeroDivisionError):
            return []

    def _leads_to(self, slip: Any, given: Basic) -> bool:
        try:
            outcome = Engine(self.book, slips={slip.goal: slip.way}).answer(self.goal).answer
        except (NoRule, ValueError, ZeroDivisionError, AttributeError, StopIteration):
            return False
        return bool(outcome == given)


def condition_in(text: str, letters: Sequence[Symbol]) -> Basic:
    """The condition on the letters that an answer states: k = 4, ±2, "all k except 1", "no such k".

    Raises:
        ReadError: there is no mathematics in it that can be read.
        Unclear: it is no condition on these letters alone.

    >>> from workings.expression.nodes import symbol
    >>> k = (symbol("k"),)
    >>> condition_in("k = 2 or k = -2", k) == condition_in("k = ±2", k) == condition_in("-2, 2", k)
    True
    >>> condition_in("all k except 1", k), condition_in("no such k", k)
    (Ne(k, 1), False)
    """
    spelled = _BOTH_SIGNS.sub(r"\1 \2, \1 -(\2)", text).replace(", ≠", f", {letters[0].name} ≠")
    spelled = re.sub(r",\s*(=|!=|\\neq?|≠)", rf", {letters[0].name} \1", spelled)
    apart = _EXCEPT.search(spelled)
    if apart:
        return _joined([Ne(*r.args) if isinstance(r, Eq) else r for r in _relations(spelled[apart.end() :], letters)])
    try:
        relations = _relations(spelled, letters)
    except (ReadError, Unclear):
        if _NEVER.search(spelled) or _ALWAYS.search(spelled):
            return false if _NEVER.search(spelled) else true
        raise
    several = len(letters) > 1 and len(relations) > 1 and all(isinstance(r, Eq) for r in relations)
    return And(*relations) if several else _joined(relations)


def _relations(text: str, letters: Sequence[Symbol]) -> list[Any]:
    found: list[Any] = []
    for reading in read_lines(text):
        found += _of(reading, letters)
    if not found or set(symbols_of(found)) - set(letters):
        raise Unclear("this is no condition on " + ", ".join(s.name for s in letters))
    return found


def _of(reading: Reading, letters: Sequence[Symbol]) -> list[Any]:
    node = reading.node
    if isinstance(node, Expr):
        return [] if node in letters else [equal_to(letters[0], node)]
    if getattr(node, "is_Relational", False):
        return [node]
    raise Unclear("this is no condition on " + ", ".join(s.name for s in letters))


def _joined(relations: Sequence[Any]) -> Basic:
    """Any of several values; all of several things that are not so."""
    joint = Or if all(isinstance(r, Eq) for r in relations) else And
    ordered = sorted(relations, key=lambda r: (str(r.args[0]), float(r.args[1]) if r.args[1].is_number else 0.0))
    return ordered[0] if len(ordered) == 1 else Basic.__new__(joint, *ordered)

"""The engine: answers a goal by the rules of a book, each sub-question once, and remembers how.

It knows no law. A rule's `ask` runs the engine on the smaller goal; what was asked is what the step used, so the
steps form a DAG. Rules are plain functions that call `ask`, yet a question may be ten thousand deep: past `REACH`
nested questions the engine climbs back out, answers the deep one first, and asks again with that answer known.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from types import FrameType

from sympy import Basic

from workings.derivation import Step
from workings.expression import Goal
from workings.expression.nodes import hashed
from workings.rule import Rewrite, Rule, RuleBook, Text

__all__ = ["Engine", "NoRule"]

REACH = 1_000  # nested questions before climbing out
FRAMES = 6  # of Python for each, at most
GIVEN = Rule(
    slug="given",
    title=Text("given", "与えられた値"),
    explanation=Text("Taken as stated.", "述べられたとおりに使います。"),
    goal=Goal,
    rewrite=lambda goal, ask: goal,
    law=(),
    source="House rule",
)


class NoRule(LookupError):
    """No rule of the book answers this goal."""

    def __init__(self, goal: Basic, why: str = "") -> None:
        why = why or f"no rule answers {type(goal).__name__} of {type(goal.args[0]).__name__}"
        super().__init__(f"{why}: {_brief(goal)}")
        self.goal = goal


class _TooDeep(Exception):  # a signal between two methods of the engine, never an error
    def __init__(self, goal: Goal) -> None:
        self.goal = goal


class Engine:
    """Answers goals with `book`.

    `slips` puts the rewrite of a mistake in the place of the rule's at those goals: the wrong answer a misconception
    leads to. `given` are goals whose answers are taken as they are, such as what a student has stated.
    """

    def __init__(
        self,
        book: RuleBook,
        slips: Mapping[Goal, Rewrite] | None = None,
        given: Mapping[Goal, Basic] | None = None,
    ) -> None:
        self.book = book
        self.slips = slips or {}
        self.steps: dict[Goal, Step] = {goal: Step(goal, GIVEN, answer, ()) for goal, answer in (given or {}).items()}

    def answer(self, goal: Goal) -> Step:
        """The step that answers `goal`.

        Raises:
            NoRule: where a goal on the way is answered by no rule of the book.
            RecursionError: where the rules ask a goal in order to answer that same goal.
        """
        hashed(goal)  # kept on the nodes: from the leaves up it never recurses, however deep the goal
        waiting = {goal: None}  # in the order asked; each is asked in order to answer the one before
        with _room():
            while waiting:
                asked = next(reversed(waiting))
                try:
                    step = self._step(asked, 0)
                except _TooDeep as deep:
                    if deep.goal in waiting:
                        raise RecursionError(f"the rules go in circles at {_brief(deep.goal)}") from None
                    waiting[deep.goal] = None
                else:
                    del waiting[asked]
        return step

    def _step(self, goal: Goal, depth: int) -> Step:
        step = self.steps.get(goal)
        if step is not None:
            return step
        uses: list[Step] = []

        def ask(smaller: Goal) -> Basic:
            if depth == REACH and smaller not in self.steps:
                raise _TooDeep(goal)
            used = self._step(smaller, depth + 1)
            uses.append(used)
            return used.answer

        slip = self.slips.get(goal) if self.slips else None
        for rule in self.book.candidates(goal):
            answer = rule.rewrite(goal, ask)
            if answer is not None:
                if slip is not None:
                    uses.clear()
                    rule = replace(rule, rewrite=slip)
                    answer = slip(goal, ask)
                    if answer is None:
                        break
                step = self.steps[goal] = Step(goal, rule, answer, tuple(uses))
                return step
        raise NoRule(goal)


def _depth() -> int:
    """How many frames the caller's stack has."""
    frame: FrameType | None = sys._getframe()
    depth = 0
    while frame is not None:
        frame = frame.f_back
        depth += 1
    return depth


@contextmanager
def _room() -> Iterator[None]:
    """Python's recursion limit raised for as long as a question is answered.

    The limit guards the stack of C, which calls from Python to Python have not used since Python 3.11.
    """
    usual = sys.getrecursionlimit()
    needed = _depth() + REACH * FRAMES + 500
    sys.setrecursionlimit(max(usual, needed))
    try:
        yield
    finally:
        sys.setrecursionlimit(usual)


def _brief(goal: Basic) -> str:
    """The goal in SymPy's own words, cut short; a deep one only by name, since printing it would recurse."""
    seen = 0
    stack: list[tuple[Basic, int]] = [(goal, 0)]
    while stack:
        node, depth = stack.pop()
        seen += 1
        if depth > 50 or seen > 500:
            return "an expression too large to show"
        stack.extend((arg, depth + 1) for arg in node.args)
    return str(goal)

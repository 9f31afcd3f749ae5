"""The engine: answers a goal by the rules of a book, each sub-question once, and remembers how.

It knows no law. A rule's `ask` runs the engine on the smaller goal; what was asked is what the step used, so the
steps form a DAG. Rules are plain functions that call `ask`, yet a question may be many thousands deep, so that Python's
stack needs care twice:

- Python keeps frames in chunks of 16 kB and gives one back to the system as soon as it is empty; at the edge of a chunk
  every call fetches memory. Past `SHALLOW` nested questions the engine goes on in one large chunk: a quarter faster.
- A stack has its end. Every `REACH` nested questions the engine goes on in a thread, which has a stack of its own.
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
from workings.rule import Ask, Refusal, Rewrite, Rule, RuleBook, Text

__all__ = ["Engine", "NoRule"]

SHALLOW = 16  # nested questions that fit in the first chunk of frames
CHUNK = 1 << 18  # words of a frame that is larger than those of `REACH` nested questions; only what is used is touched
REACH = 2_000  # nested questions on one stack
FRAMES = 6  # of Python for each, at most
DEEPEST = 500_000  # nested questions; rules that ask without end are stopped there

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
    """No rule of the book answers this goal; `whole` where `why` says all there is to say.

    >>> from workings import derive, load_book
    >>> derive("d/dx x^3", book=load_book().without(["power"]))
    Traceback (most recent call last):
        ...
    workings.engine.NoRule: no rule answers D of Pow: d/dx x^3
    """

    def __init__(self, goal: Basic, why: str = "", *, whole: bool = False) -> None:
        super().__init__(goal, why)
        self.goal = goal
        self.why = why or f"no rule answers {type(goal).__name__} of {type(goal.args[0]).__name__}"
        self.whole = whole

    def __str__(self) -> str:
        """Written when it is read: most are raised on a way that leads elsewhere."""
        return self.why if self.whole else f"{self.why}: {_brief(self.goal)}"


class Engine:
    """Answers goals with `book`.

    `slips` puts the rewrite of a mistake in the place of the rule's at those goals: the wrong answer a misconception
    leads to. `given` are goals whose answers are taken as they are, such as what a student has stated.

    Raises:
        NoRule: from `answer`, where no rule of the book answers the goal, or one that it asks.

    >>> from sympy import Symbol, sin
    >>> from workings import D, load_book
    >>> x = Symbol("x", real=True)
    >>> Engine(load_book()).answer(D(sin(x), x)).answer
    cos(x)
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
        self._begun: set[Goal] = set()  # the goals with which a thread was begun

    def answer(self, goal: Goal) -> Step:
        """The step that answers `goal`.

        Raises:
            NoRule: where a goal on the way is answered by no rule of the book.
            RecursionError: where the rules ask a goal in order to answer that same goal.
        """
        hashed(goal)  # kept on the nodes: from the leaves up it never recurses, however deep the goal
        with _room():
            return self._step(goal, 0)

    def _step(self, goal: Goal, depth: int) -> Step:
        step = self.steps.get(goal)
        if step is not None:
            return step
        uses: list[Step] = []

        def ask(smaller: Goal) -> Basic:
            used = self._step(smaller, depth + 1) if depth % REACH != SHALLOW else self._descend(smaller, depth + 1)
            uses.append(used)
            return used.answer

        slip = self.slips.get(goal) if self.slips else None
        for rule in self.book.candidates(goal):
            answer = _rewritten(rule.rewrite, goal, ask)
            if answer is not None:
                if slip is not None:
                    uses.clear()
                    rule = replace(rule, rewrite=slip)
                    answer = _rewritten(slip, goal, ask)
                    if answer is None:
                        break
                step = self.steps[goal] = Step(goal, rule, answer, tuple(uses))
                return step
        raise NoRule(goal)

    def _descend(self, goal: Goal, depth: int) -> Step:
        """`_step` in a new chunk of frames, and below `REACH` questions on a new stack."""
        if depth < REACH:
            return self._step_in_chunk(goal, depth)
        if goal in self._begun or depth > DEEPEST:
            raise RecursionError(f"the rules go in circles at {_brief(goal)}")
        from concurrent.futures import ThreadPoolExecutor  # slow to import, and seldom needed

        self._begun.add(goal)
        try:
            with ThreadPoolExecutor(1) as thread:
                return thread.submit(self._step_in_chunk, goal, depth).result()
        finally:
            self._begun.discard(goal)

    def _step_in_chunk(self, goal: Goal, depth: int) -> Step:
        return self._step(goal, depth)

    # A frame that does not fit into the last chunk is given one that is twice as large until the frame fits.
    _step_in_chunk.__code__ = _step_in_chunk.__code__.replace(co_stacksize=CHUNK)


def _rewritten(rewrite: Rewrite, goal: Goal, ask: Ask) -> Basic | None:
    """What the rule makes of the goal; that it knows why there is no answer is said as any lack of a rule."""
    try:
        return rewrite(goal, ask)
    except Refusal as refusal:
        raise NoRule(goal, str(refusal), whole=True) from refusal


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
    """The goal as a teacher would write it; its name, where it has no notation."""
    from workings.show import to_text  # which stands above this module

    try:
        return to_text(goal, unicode=False)
    except TypeError:
        return type(goal).__name__

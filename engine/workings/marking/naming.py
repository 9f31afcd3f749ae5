"""Worked lines of a question whose answer is points or intervals: derivatives on the way, and what is named at the end.

The lines on the way are marked as those of the derivative that is needed. A line that names what is asked for follows
where it is right, alone or together with the others that do; only the last line is taken for the answer and may be
wrong as such, and not where a slip before it may have led there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sympy import Basic, Eq, Ge, Le
from sympy.core.function import AppliedUndef

from workings.expression import D
from workings.expression.graph_goals import Concavity, ExtremesOn, Inflections, Monotonicity
from workings.expression.problem import Problem
from workings.expression.relations import equal_to
from workings.expression.vocabulary import unknown_function
from workings.marking.extrema import Extrema
from workings.marking.intervals import Intervals
from workings.marking.verdict import LineVerdict

__all__ = ["about_derivative", "with_answers", "within"]

_OF_ONE = (Monotonicity, Concavity, Inflections, ExtremesOn)


def about_derivative(asked: Problem, question: Basic) -> Problem:
    """The problem as one for the derivative of its function, with f(x) given where no definition names it."""
    if not isinstance(question, _OF_ONE):
        return asked
    f, x = question.args[:2]
    named = any(isinstance(given, Eq) and isinstance(given.args[0], AppliedUndef) for given in asked.givens)
    givens = asked.givens if named else (*asked.givens, equal_to(unknown_function("f")(x), f))
    goal = D(f, x)
    task = "critical-point" if isinstance(question, Monotonicity | ExtremesOn) else "inflection"
    return replace(asked, goal=goal, goals=(goal,), body=None, givens=givens, variable=x, at=(), task=task)


def within(question: Basic) -> tuple[Basic, ...]:
    """The ends of the interval as conditions on the solutions of an equation."""
    if not isinstance(question, ExtremesOn):
        return ()
    _, x, a, b, _ = question.args
    return Basic.__new__(Ge, x, a), Basic.__new__(Le, x, b)


def with_answers(marks: Sequence[LineVerdict], judge: Extrema | Intervals) -> tuple[LineVerdict, ...]:
    """The marks, those of the lines that name points or intervals by what these are."""
    naming = [i for i, mark in enumerate(marks) if judge.names(mark.line)]
    if not naming:
        return tuple(marks)
    found: list[Any] = list(marks)
    together = judge.mark("; ".join(marks[i].line for i in naming))
    for i in naming:
        alone = judge.mark(marks[i].line)
        if "correct" in (together.status, alone.status):
            found[i] = LineVerdict(marks[i].line, "follows", alone.evidence)
    last = naming[-1]
    if not judge.condemns or last != len(marks) - 1 or found[last].status == "follows":
        return tuple(found)
    said_last = judge.mark(_conclusion(marks[last].line))
    if together.status == "wrong" and said_last.status != "correct":
        slipped = any(mark.status == "wrong" for mark in marks[:last])
        if slipped:
            reason = "it comes after a slip; whether it follows from that is not told"
            found[last] = LineVerdict(marks[last].line, "undecided", reason=reason)
        else:
            wrong = said_last if said_last.status == "wrong" else together
            said = wrong.evidence, wrong.mistake, wrong.feedback, wrong.ties, wrong.reason
            found[last] = LineVerdict(marks[last].line, "wrong", *said)
    return tuple(found)


def _conclusion(line: str) -> str:
    """What a line says after its reasons: `f'' > 0, so the minimum is 2`."""
    return re.split(r"\b(?:so|hence|thus|therefore)\b|[⇒∴→]|=>", line, flags=re.I)[-1]

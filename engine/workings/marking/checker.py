"""Marking: `check` judges an answer, `check_work` every line of a person's working."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sympy import Basic, Tuple

from workings.expression.problem import Problem, read_problem
from workings.expression.written import as_written
from workings.marking.answers import Answers
from workings.marking.forms import Form
from workings.marking.lines import Marker
from workings.marking.questions import questions
from workings.marking.verdict import Marking, Verdict
from workings.marking.world import World, placed, world_of
from workings.rule import RuleBook, load_book
from workings.show import to_text

__all__ = ["check", "check_work"]


@lru_cache(maxsize=256)
def _problem(text: str) -> tuple[Problem, World, Any]:
    """A problem, its world and its right answer, read once."""
    problem = read_problem(text)
    world = world_of(problem)
    goals = [world.resolve(goal) for goal in problem.goals]
    truth: Any = None
    if goals:
        truth = placed(goals[0] if len(goals) == 1 else Tuple(*goals), problem.at)
    return problem, world, truth


@lru_cache(maxsize=256)
def _answers(problem: str, book: RuleBook) -> Answers:
    asked, world, truth = _problem(problem)
    return Answers(asked, world, truth, questions(asked, world), book)


def check(
    problem: str | Basic, answer: str | Basic, *, form: Form | None = None, book: RuleBook | None = None
) -> Verdict:
    """The mark of a final answer, in whatever equivalent form it is written.

    Arguments:
        problem, answer: as typed (plain text, Unicode or LaTeX), or SymPy objects, which mean what is printed for them.
        form: the form that is required; a right answer in another is `wrong_form`. Any form will do unless given.
        book: the rules to use; all installed books unless given.

    Raises:
        ReadError: where the problem can't be read. An answer that can't be read is `unreadable`.
        ValueError: there is no such form.

    >>> check("d/dx (3x+2)^2", "6(3x + 2)").status
    'correct'
    >>> check("d/dx (3x+2)^2", "6(3x + 2)", form="expanded").status
    'wrong_form'
    >>> verdict = check("d/dx (5 - 3x)^4", "4(5 - 3x)^3")
    >>> verdict.status, verdict.mistake.slug
    ('wrong', 'chain-inner-missing')
    """
    return _answers(_typed(problem), load_book() if book is None else book).mark(_typed(answer), form)


def _typed(text: str | Basic) -> str:
    return text if isinstance(text, str) else to_text(as_written(text))


def check_work(problem: str, lines: Sequence[str], *, book: RuleBook | None = None) -> Marking:
    """The mark of every line of a person's working.

    Arguments:
        problem: as stated.
        lines: as written; side computations, chains of equalities, words.

    Raises:
        ReadError: where the problem can't be read. A line that can't be read is `unreadable`.

    >>> w = check_work("Differentiate y = (4x - 7)^3", ["let u = 4x - 7", "du/dx = 4", "dy/du = 3u^2", "dy/dx = 3u^2"])
    >>> w.first_wrong, w.mistake.slug
    (3, 'chain-inner-missing')
    """
    asked, world, _ = _problem(problem)
    marker = Marker(asked, world, load_book() if book is None else book)
    return Marking(problem, tuple(marker.mark(line) for line in lines))

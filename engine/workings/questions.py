"""From a text to its derivation: the subjects in turn, each of which answers what it knows and leaves the rest."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from sympy import Basic, Expr, Tuple
from sympy.core.function import AppliedUndef

from workings.answering import answer, by_method
from workings.derivation import Derivation
from workings.expression import Tidy, Value
from workings.expression.budget import without_long_blanks
from workings.expression.calculus_goals import AsProduct, ExpandFirst
from workings.expression.errors import ReadError
from workings.expression.events import Probability
from workings.expression.goals import FirstPrinciples, Logarithmic, Solve
from workings.expression.known_values import KnownValues, known_values
from workings.expression.matrix_goals import MatrixGoal
from workings.expression.matrix_text import has_matrices, is_about_matrices, read_matrices
from workings.expression.nodes import walk
from workings.expression.problem import Problem, read_problem
from workings.expression.prose import is_prose
from workings.expression.scope import EMPTY
from workings.expression.shaped_question import asks_about_shapes
from workings.expression.written import intern
from workings.linear.conditions import read_condition
from workings.linear.question import read_system, scope_of
from workings.matrix_calculus import answer_question
from workings.probability.about import mentions_probability
from workings.rule import RuleBook
from workings.stated import asks_without_matrix, read_asked, read_worded, refusal
from workings.worded import as_usual, question_in, question_of, refuse_unaccounted, refuse_unknown

__all__ = ["Request", "answer_text"]

_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_DECIMAL: Final = re.compile(r"\d\.\d")
_MORE_THAN_SOLVED: Final = re.compile(
    r"\b(?:positive|negative|non-?negative|natural|whole|integers?|integral|primes?)\b|\bdistance\b|\brotat\w+|\bmidpoint\b"
    r"|\b(?:add|subtract|multiply|divide)\b[^.;:]*\bequations?\b|\bslope\b|\bangle\b|\barea\b|\bvolume\b|\bmaxim\w+|\bminim\w+",
    re.I,
)
_WORDS_OF_TIDYING: Final = """
simplify simplified evaluate compute calculate find what value expression expand expanded write tidy work answer
determine give form simplest reduce number please show steps step with when where given then exact exactly into
that equal equals result multiply combine together like terms collect fraction
"""
_OF_TIDYING: Final = frozenset(_WORDS_OF_TIDYING.split())
_NORM: Final = re.compile(r"‖|\|\||\\\||\bnorm\b|\blength of\b", re.I)
_DERIVATIVE: Final = re.compile(
    r"\bderivatives?\b|\bdifferentiat|\bgradient\b|\bhessian\b|\bjacobian\b|\brate\s+of\s+change\b|\bslope\b|微分|導関数",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Request:
    """A text, and how its question is to be answered; see `workings.derive`."""

    text: str
    method: str = ""
    tidy: bool = True
    book: RuleBook | None = None

    def answer(self, goal: Basic, *, decimal: bool) -> Derivation:
        """The derivation of the goal that the text was found to ask."""
        return answer(goal, tidy=self.tidy, book=self.book, decimal=decimal)

    def answer_by_method(self, goal: Basic, *, decimal: bool, method: str = "") -> Derivation:
        return self.answer(by_method(intern(goal), self.method or method), decimal=decimal)


def answer_text(asked: Request) -> Derivation:
    """The derivation of the question that stands in a text.

    Raises:
        ReadError, ValueError, NoRule: as `workings.derive`.

    >>> answer_text(Request("x + y = 3, x - y = 1")).result.assignment
    {x: 2, y: 1}
    """
    asked = replace(asked, text=without_long_blanks(asked.text))
    for subject in _AS_TYPED:
        if (found := subject(asked)) is not None:
            return found
    usual = replace(asked, text=as_usual(asked.text))
    for subject in _IN_USUAL_WORDS:
        if (found := subject(usual)) is not None:
            return found
    return _expression(usual)


def _probability(asked: Request) -> Derivation | None:
    if not mentions_probability(asked.text):
        return None
    from workings.probability import subjects  # loaded where it is needed: its tables of sentences are long

    answered = subjects.answerer_of(asked.text)
    return None if answered is None else answered(asked.text, tidy=asked.tidy, book=asked.book)


def _shapes(asked: Request) -> Derivation | None:
    """Vectors and matrices as letters, in whichever of both spellings they are met."""
    for text in dict.fromkeys((asked.text, as_usual(asked.text))):
        if asks_about_shapes(text):
            return answer_question(text, layout=asked.method, book=asked.book)
    return None


def _condition_on_a_system(asked: Request) -> Derivation | None:
    found = read_condition(asked.text)
    return None if found is None else asked.answer(found.goal, decimal=found.decimal)


def _linear_algebra_in_words(asked: Request) -> Derivation | None:
    found = read_worded(asked.text)
    return None if found is None else asked.answer(found.goal, decimal=found.decimal)


def _matrices(asked: Request) -> Derivation | None:
    if not is_about_matrices(asked.text):
        return None
    try:
        return asked.answer(read_matrices(asked.text), decimal=False)
    except ReadError as error:
        if not error.message.endswith("is not known") or len(_WORD.findall(asked.text)) < 3:
            raise
        raise refusal(asked.text, "this is not asked of matrices here in these words") from error


def _calculus_in_words(asked: Request) -> Derivation | None:
    goal = question_in(asked.text)
    if goal is None:
        return None
    refuse_unaccounted(asked.text, goal)
    return asked.answer_by_method(goal, decimal=_DECIMAL.search(asked.text) is not None)


def _named_matrices(asked: Request) -> Derivation | None:
    """A = [[2, 1], [1, 3]]; A^{-1}; or a system in such names"""
    if has_matrices(asked.text) or scope_of(asked.text) is not EMPTY:
        system = _system(asked)
        if system is not None:
            return system
    if not has_matrices(asked.text) and not _NORM.search(asked.text):
        return None
    stated = read_asked(asked.text)
    if stated is None or not isinstance(stated.goal, MatrixGoal):
        return None
    return asked.answer(stated.goal, decimal=stated.decimal)


def _system(asked: Request) -> Derivation | None:
    """Equations without a question."""
    found = read_system(asked.text)
    if found is None:
        return None
    more = _MORE_THAN_SOLVED.search(asked.text)
    if more is not None:
        raise ValueError(
            f"{asked.text.strip()!r}: what {more[0]!r} asks for is not understood here; ask for the solution"
        )
    return asked.answer_by_method(found.goal, method=found.method, decimal=found.decimal)


def _refuse_more_than_solved(text: str) -> None:
    more = _MORE_THAN_SOLVED.search(text)
    if more is not None:
        raise ValueError(f"{text.strip()!r}: what {more[0]!r} asks for is not understood here; ask for the solution")


def _expression(asked: Request) -> Derivation:
    """What the reader of expressions makes of it: a question, an expression to tidy, or a system."""
    try:
        problem = read_problem(asked.text)
    except ReadError:
        system = _system(asked)
        if system is None:
            raise
        return system
    more = None if asked.method else question_of(problem)
    if more is not None:
        refuse_unaccounted(asked.text, more, problem)
        return asked.answer(_with_values(intern(more), problem), decimal=problem.decimal)
    if problem.goal is not None:
        refuse_unaccounted(asked.text, Tuple(*problem.goals), problem)
        if isinstance(problem.goal, Solve):
            _refuse_more_than_solved(asked.text)
        goal = by_method(intern(problem.goal), asked.method or problem.method)
        if problem.at and isinstance(goal, FirstPrinciples | Logarithmic | ExpandFirst | AsProduct):
            goal = Value(goal, *problem.at)
        return asked.answer(_with_values(goal, problem), decimal=problem.decimal)
    if isinstance(problem.body, Expr):
        _refuse_what_is_not_given(asked.text, problem.body)
        refuse_unaccounted(asked.text, Tidy(problem.body), problem)
        _refuse_other_words(asked.text)
        return asked.answer(Tidy(intern(problem.body)), decimal=problem.decimal)
    system = None if _DERIVATIVE.search(asked.text) else _system(asked)
    if system is None:
        raise ValueError(_asks_nothing(asked.text.strip()))
    return system


def _refuse_what_is_not_given(text: str, body: Expr) -> None:
    refuse_unknown(text)
    if asks_without_matrix(text):
        raise refusal(text, "the matrix or the vectors are not given; write them out, A = [[1, 2], [3, 4]]")
    if any(isinstance(node, Probability) for node in walk(body)):
        raise ValueError(f"{text.strip()!r}: nothing is given from which this probability would follow")


def _refuse_other_words(text: str) -> None:
    """An expression is tidied where nothing else is said of it: `rotation by 90 degrees` asks for no 90."""
    words = [word for word in _WORD.findall(text) if len(word) > 3 and is_prose(word, frozenset())]
    other = next((word for word in words if word.lower() not in _OF_TIDYING), None)
    if other is not None:
        raise ValueError(f"{text.strip()!r}: what {other!r} asks for is not understood here; write it as a formula")


def _asks_nothing(said: str) -> str:
    if _DERIVATIVE.search(said):
        return f"{said!r}: the function is not given; write it out, such as 'd/dx (x^2 + 1)'"
    return f"{said!r} is read, but it asks nothing; write what to find, such as 'd/dx {said}'"


def _with_values(goal: Basic, problem: Problem) -> Basic:
    """The question together with the values that are given of the functions in it, f(3) = 2 and f'(3) = 5."""
    if not isinstance(goal, Expr) or not known_values(problem.givens):
        return goal
    functions = {type(node).__name__ for node in walk(goal) if isinstance(node, AppliedUndef)}
    given = [eq for eq in problem.givens if functions & {name for name, _, _ in known_values([eq])}]
    return KnownValues(goal, given) if given else goal


_Subject = Callable[[Request], Derivation | None]
_AS_TYPED: tuple[_Subject, ...] = (_probability, _shapes)
_IN_USUAL_WORDS: tuple[_Subject, ...] = (
    _condition_on_a_system,
    _linear_algebra_in_words,
    _matrices,
    _calculus_in_words,
    _named_matrices,
)

"""Marking: `check` judges an answer, `check_work` every line of a person's working."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

from sympy import Basic

from workings.expression.budget import without_long_blanks
from workings.expression.written import as_written
from workings.marking.calculus import CalculusSheet
from workings.marking.forms import Form
from workings.marking.linear import open_linear
from workings.marking.matrix_calculus import open_matrix_calculus
from workings.marking.sheet import Sheet
from workings.marking.typed import answer_in, lines_of
from workings.marking.verdict import LineVerdict, Marking, Verdict
from workings.probability.about import is_about_probability, mentions_probability
from workings.rule import RuleBook, load_book
from workings.show import to_text

__all__ = ["check", "check_work"]


def _open_probability(problem: str, book: RuleBook) -> Sheet | None:
    if not mentions_probability(problem):
        return None
    from workings.marking.probability import AnsweredSheet, ProbabilitySheet  # their tables of sentences are long

    named = AnsweredSheet.open(problem, book, first=True)
    if named is not None:
        return named
    sheet = ProbabilitySheet.open(problem, book) if is_about_probability(problem) else None
    if sheet is not None and sheet.stated.setting is not None:
        return sheet
    return AnsweredSheet.open(problem, book, first=False) or sheet


# Each opens a problem of its subject, and leaves the others (None) to those below it; calculus takes the rest.
SUBJECTS: tuple[Callable[[str, RuleBook], Sheet | None], ...] = (
    _open_probability,
    open_matrix_calculus,
    open_linear,
    CalculusSheet,
)


@lru_cache(maxsize=256)
def _sheet(problem: str, book: RuleBook) -> Sheet:
    """The problem opened by the first subject that knows it, once."""
    return next(sheet for sheet in (opened(problem, book) for opened in SUBJECTS) if sheet is not None)


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
    asked, typed = without_long_blanks(_typed(problem)), _typed(answer)
    given = answer_in(without_long_blanks(typed), asked)
    verdict = _sheet(asked, load_book() if book is None else book).mark(given, form)
    return verdict if verdict.answer == typed else replace(verdict, answer=typed)


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
    sheet = _sheet(without_long_blanks(problem), load_book() if book is None else book)
    plain = lines_of([without_long_blanks(line) for line in lines], problem)
    marks = iter(sheet.mark_work([line for line in plain if line]))
    return Marking(problem, tuple(
        replace(next(marks), line=line) if said else LineVerdict(line, "note")
        for line, said in zip(lines, plain, strict=True)
    ))  # fmt: skip

"""Questions about parameters in words: for which k a system has no solution, or a matrix is singular."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sympy import Symbol

from workings.expression.errors import ReadError
from workings.expression.goals import Goal
from workings.expression.linear_goals import SolutionsAre, SolvedFor, SolveWith
from workings.expression.matrix_goals import Property
from workings.expression.nodes import symbol, symbols_of
from workings.expression.vocabulary import GREEK_LETTERS, WORDS
from workings.expression.written import intern
from workings.linear.question import SystemQuestion, read_system

__all__ = ["ParameterQuestion", "read_condition"]

_LETTER = r"(?:\$?\\?(?:alpha|beta|lambda|mu)|\$?[a-zA-Zα-ω])(?![A-Za-z0-9_(])\$?"
_LETTERS = rf"{_LETTER}(?:\s*(?:,|and|、|と)\s*{_LETTER})*"
_EACH = re.compile(r"(?:alpha|beta|lambda|mu|[a-zα-ω])(?![a-z])", re.I)
_BEFORE = (
    r"(?:(?:all|the|an?|any|real|exact|values?|of|for|constants?|parameters?|numbers?|scalars?|coefficients?)\s+)*"
)
_ASKED = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"\b(?:find|determine|give|compute|calculate|state|what\s+(?:is|are))\s+{_BEFORE}(?P<letters>{_LETTERS})\s*,?\s*"
        r"(?:(?:so\s+that|such\s+that|for\s+which|if|that\s+makes?|which\s+makes?|where|when)\b\s*:?|[.?]?\s*$)",
        rf"\b(?:for|at)\s+(?:what|which)\s+{_BEFORE}(?P<letters>{_LETTERS})\s*,?"
        r"(?:\s*(?:does|do|is|are|will|would|has)\b)?",
        rf"(?<![A-Za-z0-9_])(?P<letters>{_LETTERS})\s*の値(?:を(?:すべて)?(?:求めよ|求めなさい|定めよ)|は(?:何か|いくつ))",
    )
)
# How many solutions, as it is said; the first that is found counts.
_HAS = r"(?:to\s+)?(?:have|has|having|with|possess(?:es)?|admits?)\s+"
_IS = r"(?:(?:is|are|be)\s+)?"
_GIVES = r"(?:を|が)(?:もつ|持つ|ある|存在する)"
_MANY = r"infinitely\s+many|infinite(?:\s+number\s+of)?|non-?\s?(?:trivial|zero)"
_ONE = r"(?:(?:an?|the|only|exactly|precisely|just|one)\s+)*(?:unique|one|trivial)"
_KINDS = tuple(
    (kind, re.compile(pattern, re.I))
    for kind, pattern in (
        ("none", rf"{_HAS}(?:no|not\s+an?y?)\s+(?:real\s+)?solutions?|{_IS}inconsistent"),
        ("none", r"解(?:を|が)(?:もた|持た|存在し)ない"),
        ("infinite", rf"{_HAS}(?:an?\s+)?(?:{_MANY})\s+solutions?|{_IS}dependent"),
        ("infinite", rf"無数の解{_GIVES}|解(?:を|が)無数に(?:もつ|持つ|ある)"),
        ("unique", rf"{_HAS}{_ONE}\s+solutions?|ただ(?:一|1|ひと)つの解{_GIVES}"),
        ("some", rf"{_IS}consistent|{_HAS}(?:(?:at\s+least\s+one|an?y?|some)\s+)?solutions?|解{_GIVES}"),
    )
)
# Of a matrix: what is said in other words than those in which it is asked.
_SAID = tuple(
    (re.compile(pattern, re.I | re.S), said)
    for pattern, said in (
        (r"\b(?:not|non-?)\s*(?:invertible|regular)\b|\b(?:has|have|having)\s+no\s+inverse\b", "singular"),
        (r"\b(?:not|non-?)\s*(?:linearly\s+)?independent\b", "linearly dependent"),
        (r"\b(?:has|have|having)\s+an\s+inverse\b", "invertible"),
        (r"\b(?:the\s+)?det(?:erminant)?\s*(?:of\s+)?(.*?)\s*(?:is|equals?|=|be)\s*(?:zero|0)\b", r"\1 singular"),
        (r"\b(?:(?:to\s+)?be(?:come)?|becomes?|is|are|if|then|given\s+that)\b", " "),
        (r"^(.*?)\s*\b(orthogonal|perpendicular)\s+to\s+(.*?)[.?\s]*$", r"\1 and \3 \2"),
    )
)


@dataclass(frozen=True, slots=True)
class ParameterQuestion:
    """What is asked about parameters, and whether decimals were used."""

    goal: Goal
    decimal: bool


def read_condition(text: str) -> ParameterQuestion | None:
    """The question for which values of some letters something holds; None where the text asks no such thing.

    >>> read_condition("For which k does x + 2y = 3, 2x + ky = 6 have no solution?").goal.system.unknowns
    (x, y)
    >>> read_condition("Find k so that [[1, 2], [3, k]] is singular").goal.args[1]
    k
    """
    asked = next(filter(None, (pattern.search(text) for pattern in _ASKED)), None)
    if asked is None:
        return None
    names = _EACH.findall(re.sub(r",|\band\b|、|と", " ", asked["letters"]))
    letters = tuple(symbol(GREEK_LETTERS.get(name) or WORDS.get(name, name)) for name in names)
    rest = f"{text[: asked.start()]} {text[asked.end() :]}"
    for kind, pattern in _KINDS:
        if pattern.search(rest):
            system = _system(pattern.sub(" ", rest), letters)
            if system is not None:
                goal = SolveWith(map(intern, system.goal.equations), system.goal.unknowns)
                return ParameterQuestion(SolutionsAre(goal, kind), system.decimal)
    return _of_matrix(rest, letters)


def _system(text: str, letters: tuple[Symbol, ...]) -> SystemQuestion | None:
    """The system in the text, in all letters but those that are asked for."""
    found = read_system(text, letters)
    return found if found is not None and set(letters) <= set(symbols_of(found.goal.equations)) else None


def _of_matrix(text: str, letters: tuple[Symbol, ...]) -> ParameterQuestion | None:
    from workings.stated import read_worded  # which stands above this module

    for pattern, said in _SAID:
        text = pattern.sub(said, text)
    try:
        worded = read_worded(f"Is {text.strip()}")
    except ReadError:
        return None
    if worded is None or not isinstance(worded.goal, Property) or not set(letters) <= set(symbols_of([worded.goal])):
        return None
    return ParameterQuestion(SolvedFor(worded.goal, letters[0]) if len(letters) == 1 else worded.goal, worded.decimal)

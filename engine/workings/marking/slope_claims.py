"""What an answer says of the slope on its way to a line: `the slope at x = 3 is 9, so the tangent is y = 9x - 18`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from sympy import Basic, Expr

from workings.expression.calculus_goals import Tangent, TangentToCurve
from workings.expression.curve_goals import Normal, NormalToCurve
from workings.expression.errors import ReadError
from workings.expression.goals import D, Value
from workings.expression.nodes import symbols_of
from workings.expression.reader import parse
from workings.judge import Evidence, equal
from workings.judge.curve_questions import slope_of

__all__ = ["false_slope"]

_SLOPE: Final = re.compile(
    r"\b(?P<whose>(?:normal\S*\s+|perpendicular\s+)?)(?:slope|gradient)\b(?P<rest>[^.;,]*(?:\.\d[^.;,]*)*)|傾き(?P<ja>[^。、,;]*)",
    re.I,
)
_ENDS: Final = re.compile(r"\b(?:so|and|thus|therefore|hence|which|then)\b", re.I)
_IS: Final = re.compile(r"\b(?:is|equals?)\b|[=:]|は")
_NORMAL: Final = re.compile(r"\bnormal\b|\bperpendicular\b|\breciprocal\b|法線", re.I)


def false_slope(answer: str, question: Basic) -> Evidence | None:
    """A refutation of the slope that the answer states, where it states one of the tangent that is none."""
    right = _slope(question)
    if right is None:
        return None
    for value in _stated(answer):
        evidence = equal(right, value)
        if evidence.kind == "refuted":
            return evidence
    return None


def _slope(question: Basic) -> Any:
    if isinstance(question, Tangent) and len(question.args[1].args) == 1:
        f, (x,), (a,) = question.args[0], question.args[1].args, question.args[2].args
        return Value(D(f, x), (x, a))
    if isinstance(question, Normal):
        f, x, a = question.args
        return Value(D(f, x), (x, a))
    if isinstance(question, TangentToCurve | NormalToCurve):
        eq, (x, y), (a, b) = question.args[0], question.args[1].args, question.args[2].args
        return Value(slope_of(eq, y, x), (x, a), (y, b))
    return None


def _stated(answer: str) -> Iterator[Expr]:
    """The numbers that are said to be the slope of the tangent; what is said of a normal's is passed over."""
    for found in _SLOPE.finditer(answer.replace("$", "")):
        said = _ENDS.split(found["rest"] or found["ja"] or "")[0]
        if found["whose"] or _NORMAL.search(said):
            continue
        parts = _IS.split(said)
        if len(parts) < 2:
            continue
        try:
            value = parse(parts[-1].strip(" .です"))
        except ReadError:
            continue
        if isinstance(value, Expr) and not symbols_of([value]):
            yield value

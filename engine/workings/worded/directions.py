"""Directional derivatives whose direction or place is said in words: towards a point, by an angle, D_u f(1, 2)."""

from __future__ import annotations

import re
from typing import Any, Final

from sympy import Basic, Expr, cos, sin

from workings.expression import Value, subtract
from workings.expression.canonical import canonical
from workings.expression.goals import Directional
from workings.expression.nodes import ZERO, symbols_of
from workings.expression.reader import parse
from workings.worded.parts import Kind, entries, function_in, without

__all__ = ["KINDS"]

_POINT: Final = r"(?:the\s+)?(?:point\s+)?[A-Z]?\s*"
_TUPLE: Final = r"\([^()=]*,[^()=]*\)"
_FROM_TO: Final = re.compile(
    rf"(?:in\s+the\s+direction\s+)?\bfrom\s+{_POINT}(?P<a>{_TUPLE})\s+to(?:wards?)?\s+{_POINT}(?P<b>{_TUPLE})"
)
_TOWARDS: Final = re.compile(
    rf"(?:in\s+the\s+direction\s+(?:of|to)\s+|\btowards?\s+)(?:the\s+point\s+[A-Z]?\s*|[A-Z]\s*|(?P<o>the\s+origin))(?P<b>{_TUPLE})?"
)
_ANGLE: Final = re.compile(
    r"(?:,?\s*\b(?:in|along)\s+(?:the|a)?\s*direction\b[^.;]*?|,?\s*\b(?:at|with|making|makes)\s+(?:an?\s+)?angle\s+(?:of\s+)?)(?:given\s+by\s+)?"
    r"(?:the\s+angle\s+)?(?:(?:θ|theta|\\theta)\s*=\s*|(?<=angle\sof\s)|(?<=angle\s))(?P<angle>[-−]?[^\s,;]+)(?P<degrees>\s*(?:°|degrees?))?"
    r"(?:\s+(?:with|to|from)\s+(?:the\s+)?(?:positive\s+)?x-?\s*axis)?"
)
_OPERATOR: Final = re.compile(rf"\bD_\{{?\\?(?:mathbf|vec|bm)?\{{?u\}}*\s*[a-zA-Z]\s*(?P<place>{_TUPLE})")
_PLAIN: Final = re.compile(
    rf"\bdirection\s+(?:of\s+)?(?:the\s+)?(?:unit\s+)?(?:vector\s+)?(?:\\?[a-z]+\s*=\s*)?(?P<v>{_TUPLE})"
)
_AT: Final = re.compile(rf"\b(?:at|when)\s+{_POINT}(?P<place>{_TUPLE})")
_WORDS: Final = re.compile(
    r"\b(?:find|compute|the|directional\s+derivative|derivative|rate\s+of\s+change|of|where|if|and|u|is|unit|vector|in|along|direction|function|for)\b(?!\s*\()",
    re.I,
)


def _directional(text: str, found: re.Match[str]) -> Basic | None:
    operator = _OPERATOR.search(text)
    said, direction, place = _direction(text, operator)
    if said is None:
        return None
    rest = without(text, said)
    at = _AT.search(rest)
    if operator is not None:
        place = entries(operator["place"])
        rest = without(rest, operator.span())
    elif at is not None:
        place = entries(at["place"])
        rest = without(rest, at.span())
    f = function_in(_WORDS.sub(lambda m: " " * len(m[0]), rest))
    if f is None:
        raise ValueError("which function is meant? write it out, such as 'of f(x, y) = x^2 y'")
    variables = symbols_of([f])
    if place is None and callable(direction):
        raise ValueError("at which point? a direction towards another point begins at it")
    vector = direction(place) if callable(direction) else direction
    if len(variables) != len(vector):
        raise ValueError(f"{len(vector)} components of the direction for {len(variables)} variables")
    goal = Directional(f, variables, vector)
    return Value(goal, *zip(variables, place, strict=True)) if place is not None else goal


def _direction(
    text: str, operator: re.Match[str] | None
) -> tuple[tuple[int, int] | None, Any, tuple[Expr, ...] | None]:
    """Where the direction is said, the direction (or how it follows from the place), and a place that is said with it."""
    between = _FROM_TO.search(text)
    if between is not None:
        start = entries(between["a"])
        return between.span(), _apart(start, entries(between["b"])), start
    towards = _TOWARDS.search(text)
    if towards is not None and (towards["b"] or towards["o"]):
        end = entries(towards["b"]) if towards["b"] else None
        return towards.span(), lambda at: _apart(at, end or (ZERO,) * len(at)), None
    angle = _ANGLE.search(text)
    if angle is not None:
        turned = parse(angle["angle"] + (" * pi/180" if angle["degrees"] else ""))
        if not symbols_of([turned]):
            return angle.span(), (cos(canonical(turned)), sin(canonical(turned))), None
    plain = _PLAIN.search(text) if operator is not None else None
    return (None, None, None) if plain is None else (plain.span(), entries(plain["v"]), None)


def _apart(start: tuple[Expr, ...], end: tuple[Expr, ...]) -> tuple[Expr, ...]:
    return tuple(canonical(subtract(b, a)) for a, b in zip(start, end, strict=True))


KINDS: tuple[Kind, ...] = (
    (re.compile(r"\bdirection(?:al)?\b|\btowards?\b|\bD_\{?\\?(?:mathbf|vec|bm)?\{?u\b", re.I), _directional),
)

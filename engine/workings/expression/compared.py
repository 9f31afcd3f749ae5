"""Comparisons of expressions as events: `X + Y <= 6`, `2X - Y + 1 > 3`, `|X - 5| < 2`, `X > Y`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from sympy import And, Basic, Eq, Expr, Ge, Gt, Le, Lt, Ne, Symbol

from workings.expression.errors import ReadError
from workings.expression.nodes import walk

__all__ = ["event_in_text"]

_new = Basic.__new__
_SIGNS = {"<=": Le, "≤": Le, "<": Lt, ">=": Ge, "≥": Ge, ">": Gt, "=": Eq, "!=": Ne, "≠": Ne}
_RELATION = re.compile(r"\s*(<=|>=|!=|\\leq?(?![a-z])|\\geq?(?![a-z])|\\neq?(?![a-z])|[<>=≤≥≠])\s*")
_LATEX = {"\\le": "<=", "\\leq": "<=", "\\ge": ">=", "\\geq": ">=", "\\ne": "!=", "\\neq": "!="}
_ARITHMETIC = re.compile(
    r"\b(?:max|min)\s*[({]|[-+*/^−·²]|\\cdot|\|.*\||\d\s*[A-Za-z]|[A-Z]\w?\s*(?:[<>=≤≥]=?|\\[lg]eq?)\s*[A-Z]"
)
_LONGEST = 200


def event_in_text(text: str) -> Basic | None:
    """The event of a text in which a sum, a multiple or a distance is compared; None for any other text.

    >>> event_in_text("X + Y <= 6")
    X + Y <= 6
    """
    if len(text) > _LONGEST or not _ARITHMETIC.search(text):
        return None
    sides = _RELATION.split(text)
    if len(sides) not in (3, 5):
        return None
    found = [_side(side) for side in sides[::2]]
    if None in found:
        return None
    plain = all(isinstance(side, Symbol) or _is_number(side) for side in found)
    if plain and not _two_letters(found):
        return None
    heads = [_SIGNS[_LATEX.get(sign, sign)] for sign in sides[1::2]]
    parts = [_new(head, found[i], found[i + 1]) for i, head in enumerate(heads)]
    return parts[0] if len(parts) == 1 else _new(And, *parts)


def _side(text: str) -> Any:
    from workings.expression.reader import read

    try:
        node = read(text.replace("−", "-")).node
    except ReadError:
        return None
    return node if isinstance(node, Expr) else None


def _is_number(side: Any) -> bool:
    return not any(isinstance(node, Symbol) for node in walk(side))


def _two_letters(sides: Iterable[Any]) -> bool:
    """X > Y"""
    return all(isinstance(side, Symbol) and side.name[0].isupper() for side in sides)

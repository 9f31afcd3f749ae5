"""Linear relations between probabilities: `P(A) = 2 P(B)`, `P(A) + P(B) = 0.9`, `P(A) >= 0.8`."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from sympy import Basic, Poly, PolynomialError, Rational

from workings.expression.canonical import canonical
from workings.expression.errors import ReadError
from workings.expression.nodes import subtract, symbol
from workings.probability.declarations import event_of
from workings.probability.spelling import closing, read_value
from workings.probability.statements import Related

__all__ = ["read_relation"]

_MOST = 8
_PROBABILITY = re.compile(r"(?<![A-Za-z])(?:P|Pr|ℙ|Prob)\s*[(\[]")
_SIGN = re.compile(r"<=|>=|\\(?:leq?|geq?)(?![A-Za-z])|[=<>≤≥]")
_CONDITION = re.compile(r"[|∣]|\\mid|\bgiven\b")


def read_relation(line: str) -> tuple[Related, bool] | None:
    """The relation that the line states, and whether decimals were used; None where it is no linear one.

    >>> read_relation("P(A) + P(B) = 0.9")[0].total
    Fraction(9, 10)
    """
    events: list[Basic] = []
    text, at = "", 0
    for found in _PROBABILITY.finditer(line):
        close = closing(line, found.end() - 1)
        if close is None or found.start() < at or _CONDITION.search(line[found.end() : close]):
            return None
        event = event_of(line[found.end() : close])
        events += [] if event in events else [event]
        text += f"{line[at : found.start()]} p_{events.index(event)} "
        at = close + 1
    text += line[at:]
    sides, sign = _SIGN.split(text), _SIGN.search(text)
    if len(sides) != 2 or sign is None or not 0 < len(events) <= _MOST:
        return None
    left, right = map(_side, sides)
    form = None if left is None or right is None else _linear(subtract(left[0], right[0]), len(events))
    if form is None or left is None or right is None:
        return None
    *factors, constant = form
    terms = tuple((k, event) for k, event in zip(factors, events, strict=True) if k)
    if not terms:
        raise ReadError("this says nothing about a probability", line, (0, len(line)), "such as P(A) = 2 P(B)")
    return Related(terms, -constant, _usual(sign[0]), line.strip()), left[1] or right[1]


def _usual(sign: str) -> str:
    if sign == "=":
        return sign
    return "<=" if sign[0] in "<≤" or sign.startswith("\\l") else ">="


def _linear(difference: Any, count: int) -> list[Fraction] | None:
    """The factors of p_0, p_1, ... in it and its constant; None where it is not linear in them, with rational ones."""
    unknown = [symbol(f"p_{i}") for i in range(count)]
    try:
        form = Poly(canonical(difference), *unknown)
    except PolynomialError:
        return None
    found = [form.coeff_monomial(term) for term in (*unknown, 1)]
    if form.total_degree() > 1 or not all(isinstance(k, Rational) for k in found):
        return None
    return [Fraction(int(k.p), int(k.q)) for k in found]


def _side(text: str) -> tuple[Any, bool] | None:
    from workings.expression.reader import read

    known = read_value(text)
    if known is not None:
        return known
    try:
        found = read(text.strip())
    except ReadError:
        return None
    return found.node, found.decimal

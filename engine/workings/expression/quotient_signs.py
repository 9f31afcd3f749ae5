r"""The signs of a derivative in a text: d/dx, dy/dx, ∂²f/∂x∂y, \frac{d}{dx}."""

from __future__ import annotations

import re
from dataclasses import dataclass

from workings.expression.errors import BudgetError, ReadError
from workings.expression.vocabulary import GREEK_LETTERS, LOWERED, RAISED, WORDS

__all__ = ["SPACE", "QuotientSign", "quotient_sign"]

SPACE = r"(?:\s|\\[,;:! ]|\\q?quad(?![A-Za-z]))*+"
_S = SPACE
_WORD = "|".join(sorted(WORDS, key=len, reverse=True))
_INDEX = rf"(?:_\{{\w+\}}|_\{{\\mathrm\{{\w+\}}\}}|_[A-Za-z]+|_[0-9]+|[0-9]+|[{''.join(LOWERED)}]+)?"
_GREEK = f"[{''.join(GREEK_LETTERS)}]"
_LETTER = rf"(?:\\?(?:{_WORD}|ell)(?![A-Za-z])|{_GREEK}|\\math(?:bf|rm)\{{[A-Za-z]\}}|[A-Za-z]){_INDEX}"
_ORDER = rf"(?:{_S}\^{_S}(?:\{{{_S}(?:[0-9]+|[A-Za-z]){_S}\}}|[0-9]+|[A-Za-z])|[²³⁴⁵⁶⁷⁸⁹ⁿ])?"
_PARTIAL = r"(?:\\partial(?![A-Za-z])|∂)"
_TOTAL = r"(?:\\(?:mathrm|text|operatorname)\{d\}|d)"
_D = rf"(?:{_PARTIAL}|{_TOTAL})"
_OF = rf"{_S}(?:{_LETTER}(?:\((?:[A-Za-z],? ?)+\))?)?{_S}"
_VARIABLE_OF = rf"{_S}{_LETTER}{_ORDER}(?![A-Za-z0-9])"
_ALL_BY = (rf"{d}{_VARIABLE_OF}(?:{_S}{d}{_VARIABLE_OF})*" for d in (_PARTIAL, _TOTAL))  # ∂x ∂y, or dx dy
_BY = rf"(?:{'|'.join(_ALL_BY)})"

_SIGN = re.compile(
    rf"(?:\\[dtc]?frac{_S}\{{{_S}(?P<top>{_D}{_ORDER}{_OF})\}}{_S}\{{{_S}(?P<bottom>{_BY}){_S}\}}"
    rf"|(?P<over>{_D}{_ORDER}{_OF})/{_S}(?P<under>{_BY}|\({_S}{_BY}{_S}\)))"
)
_NUMERATOR = re.compile(rf"(?P<d>{_D})(?P<order>{_ORDER}){_S}(?P<of>.*)$", re.DOTALL)
_VARIABLE = re.compile(rf"{_D}{_S}(?P<name>{_LETTER})(?P<order>{_ORDER})")
_POWER = re.compile(r"\w+|[²³⁴⁵⁶⁷⁸⁹ⁿ]")


@dataclass(frozen=True, slots=True)
class QuotientSign:
    """What is differentiated (`of`, '' where it follows) by which variables, each with its order, all as written."""

    partial: bool
    of: str
    by: tuple[tuple[str, int | str], ...]
    end: int


def quotient_sign(text: str, start: int, typed: str = "") -> QuotientSign | None:
    """The sign of a derivative that begins at `start`, if one does. Errors show the text as it was `typed`.

    Raises:
        ReadError: the orders above and below differ.

    >>> quotient_sign("d^2y/dx^2", 0)
    QuotientSign(partial=False, of='y', by=(('x', 2),), end=9)
    """
    found = _SIGN.match(text, start)
    top = _NUMERATOR.match(found["top"] or found["over"]) if found else None
    if found is None or top is None:
        return None
    typed, span = typed or text, (start, found.end())
    below = _VARIABLE.finditer(found["bottom"] or found["under"])
    by = tuple((v["name"], _order(v["order"], typed, span)) for v in below)
    orders = [n for _, n in by]
    total = sum(n for n in orders if isinstance(n, int)) if all(isinstance(n, int) for n in orders) else orders[0]
    if total != _order(top["order"], typed, span) or (len(by) > 1 and not isinstance(total, int)):
        raise ReadError("the orders above and below do not agree", typed, span, "d^2y/dx^2")
    return QuotientSign(not top["d"].endswith(("d", "d}")), top["of"].partition("(")[0].strip(), by, found.end())


def _order(written: str, typed: str, span: tuple[int, int]) -> int | str:
    found = _POWER.search(written)
    if found is None:
        return 1
    order = RAISED.get(found.group(), found.group())
    if len(order) > 4:
        raise BudgetError("a derivative of too high an order", typed, span, "at most 9999")
    return int(order) if order.isdigit() else order

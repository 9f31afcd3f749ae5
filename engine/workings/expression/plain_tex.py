r"""Plain TeX's fraction, {a \over b}, as the \frac{a}{b} that the reader knows."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["with_fractions"]

_OVER: Final = re.compile(r"\\over(?![A-Za-z])")
_ENDS: Final = "$=,;\n"
MOST: Final = 40  # fractions; a text with more is left as it is


def with_fractions(text: str) -> str:
    r"""The text with every `\over` between its braces, or within its side of an equation, as a fraction.

    >>> with_fractions(r"y' = {1 \over x^2} + 3")
    "y' = \\frac{1 }{ x^2} + 3"
    """
    if len(_OVER.findall(text)) > MOST:
        return text
    while (found := _OVER.search(text)) is not None:
        left, braced = _edge(text, found.start() - 1, -1)
        right, _ = _edge(text, found.end(), 1)
        fraction = rf"\frac{{{text[left + 1 : found.start()]}}}{{{text[found.end() : right]}}}"
        text = text[: left if braced else left + 1] + fraction + text[right + 1 if braced else right :]
    return text


def _edge(text: str, at: int, step: int) -> tuple[int, bool]:
    """Where the numerator begins or the denominator ends, and whether at a brace."""
    opening, closing = ("{", "}") if step > 0 else ("}", "{")
    depth = 0
    while 0 <= at < len(text):
        c = text[at]
        if c == closing and depth == 0:
            return at, True
        depth += (c == opening) - (c == closing)
        if depth == 0 and c in _ENDS:
            return at, False
        at += step
    return at, False

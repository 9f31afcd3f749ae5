"""Expressions as text and as LaTeX: the notation layer's pieces, written out."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from sympy import Basic, MatrixBase

from workings.show import arithmetic, constructs, curves, graphs, limits, questions, shaped, special  # noqa: F401  (they fill the table of notation)
from workings.show.latex import LATEX
from workings.show.notation import Notation
from workings.show.piece import flatten
from workings.show.style import Style
from workings.show.text import ASCII, UNICODE

__all__ = ["Printer", "to_latex", "to_text"]

LIMIT = 200_000  # characters; what lies deeper is elided
_COMMAND = re.compile(r"\\[A-Za-z]+$")


class Printer:
    """Writes many expressions in one style; what they share is looked at once."""

    def __init__(self, style: Style, decimal: bool = False, limit: int = LIMIT, lang: str = "en") -> None:
        self.style = style
        self._notation = Notation(style, decimal, lang)
        self._limit = limit

    def __call__(self, node: Any) -> str:
        parts = flatten(self._notation.rope(_basic(node)), self._limit, self.style.ellipsis)
        if self.style is LATEX:
            for i, (left, right) in enumerate(pairwise(parts)):
                if right[:1].isalpha() and _COMMAND.search(left):
                    parts[i] = left + " "
        return "".join(parts)


def to_text(node: Any, *, unicode: bool = True, decimal: bool = False, limit: int = LIMIT, lang: str = "en") -> str:
    """`node` on one line of text, as a teacher would write it, in the form and order in which it stands.

    Arguments:
        node: a SymPy expression, relation, tuple or matrix, or a goal.
        unicode: x², 2·3, √x; else ASCII: x^2, 2*3, sqrt(x).
        decimal: fractions that have one as an exact decimal, 3/10 as 0.3.
        limit: the length in characters beyond which the deepest parts are written as an ellipsis.
        lang: of the words in it, "en" or "ja".

    Raises:
        TypeError: for a node of a class that has no notation; see `notates`.

    >>> from sympy.abc import x
    >>> to_text(3 * x**2)
    '3x²'
    """
    return Printer(UNICODE if unicode else ASCII, decimal, limit, lang)(node)


def to_latex(node: Any, *, decimal: bool = False, limit: int = LIMIT) -> str:
    r"""`node` in LaTeX (amsmath), without the dollar signs; the arguments are those of `to_text`.

    >>> from sympy.abc import x
    >>> to_latex(3 * x**2)
    '3x^{2}'
    """
    return Printer(LATEX, decimal, limit)(node)


def _basic(node: Any) -> Basic:
    if isinstance(node, MatrixBase):
        return node.as_immutable()
    if isinstance(node, Basic):
        return node
    raise TypeError(f"{node!r} is a {type(node).__name__}; only SymPy objects and goals are shown")

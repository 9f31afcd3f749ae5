"""What a problem in words asks for, where that is more than the derivative that stands in it.

Each kind of question has its words. They are taken out of the text, what they say (an order, a place, how a variable
moves) is read, and the rest is read as a problem by itself. Words that no kind fulfils are left to the reader.
"""

from __future__ import annotations

from sympy import Basic

from workings.worded import curves, directions, graphs, kinds
from workings.worded.kinds import question_of, refuse_unknown
from workings.worded.parts import OutOfReach, first_of
from workings.worded.spelling import as_usual

__all__ = ["OutOfReach", "as_usual", "question_in", "question_of", "refuse_unknown"]

_KINDS = (*graphs.KINDS, *directions.KINDS, *curves.KINDS, *kinds.KINDS)


def question_in(text: str) -> Basic | None:
    """The goal of a text in words of which a kind is known here; None where it is for `question_of` or the reader."""
    return first_of(_KINDS, text)

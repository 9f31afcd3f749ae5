"""What a problem in words asks for, where that is more than the derivative that stands in it.

Each kind of question has its words. They are taken out of the text, what they say (an order, a place, how a variable
moves) is read, and the rest is read as a problem by itself. Words that no kind fulfils are left to the reader.
"""

from __future__ import annotations

import re
from contextlib import suppress

from sympy import Basic

from workings.worded import curves, directions, graphs, kinds
from workings.worded.accounted import refuse_unaccounted, unaccounted
from workings.worded.kinds import question_of, refuse_unknown
from workings.worded.parts import OutOfReach, first_of
from workings.worded.spelling import as_usual

__all__ = [
    "OutOfReach",
    "as_usual",
    "question_in",
    "question_of",
    "refuse_unaccounted",
    "refuse_unknown",
    "unaccounted",
]

_KINDS = (*graphs.KINDS, *directions.KINDS, *curves.KINDS, *kinds.KINDS)


# "f(x) = x^2. Curvature at x = 0?" asks for the curvature of f(x) = x^2 at x = 0.
_DEFINED_FIRST = re.compile(
    r"^\s*(?:(?:let|given|suppose|consider|for|if)\s+)?(?P<given>(?P<name>[A-Za-z])\s*(?:\([a-z](?:\s*,\s*[a-z])*\))?\s*=\s*[^=;?]+?)"
    r"\s*(?:[.;]\s+|,\s*(?=[a-z]{4,}\b)(?!(?:where|with|when|given|then|some)\b))"
    r"(?:(?:find|compute|calculate|determine|what\s+is)\s+)?(?:the\s+)?(?P<asked>[A-Za-z][^=]*?)"
    r"(?P<rest>\s+(?:at|in|on|near|around|about|from|with|when|where|towards?|between|over)\b.*)?\s*[.?]?\s*$",
    re.I | re.S,
)


def _defined_last(text: str) -> str | None:
    """The question with its function after `of`, where the text defines it first; None for other texts."""
    found = _DEFINED_FIRST.match(text)
    if found is None:
        return None
    asked = re.sub(
        rf"(?:\s+of)?(?:\s+(?:the\s+)?(?:function\s+)?{found['name']}(?:\s*\([a-z, ]*\))?)?\s*$", "", found["asked"]
    )
    return f"{asked} of {found['given']}{found['rest'] or ''}" if asked.strip() else None


def question_in(text: str) -> Basic | None:
    """The goal of a text in words of which a kind is known here; None where it is for `question_of` or the reader."""
    goal = first_of(_KINDS, text)
    if goal is not None:
        return goal
    turned = _defined_last(text)
    if turned is not None:
        with suppress(ValueError):  # what is refused there is refused of the text as it stands
            goal = first_of(_KINDS, turned)
    return None if goal is None or unaccounted(text, goal) is not None else goal

"""Outcomes that are alike or differ: all the same, no two alike, one of each colour, a flush."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from workings.probability.counted import Holds, Label, Phrase
from workings.probability.outcome_phrases.words import MANY

if TYPE_CHECKING:
    from workings.probability.spaces import Space

__all__ = ["FEATURES", "about_likeness", "itself"]

FEATURES: dict[str, Callable[[Label], Any]] = {
    "suit": lambda card: card[1],
    "colour": lambda card: card[1] in ("hearts", "diamonds"),
    "rank": lambda card: card[0],
}


def about_likeness(words: str, space: Space) -> Phrase | None:
    """all the same, of different colours, no two alike, at least two share a birthday, a flush"""
    if space.n < 2:
        return None
    shared = re.fullmatch(
        r"(?P<how>at\s+least\s+two|some\s+two|two|any\s+two|no\s+two|no|none|not\s+two)\s+(?:or\s+more\s+)?(?:of\s+"
        r"(?:them|the\s+\w+)\s+)?(?:people\s+|persons\s+|students\s+)?"
        r"(?:share|have|shares|has|are|were|is|show)\s*(?:born\s+)?(?:on\s+|in\s+)?(?:their\s+)?(?:birthdays?\s+)?"
        r"(?:on\s+|in\s+)?(?:an?\s+|the\s+)?(?:same\s+)?"
        r"(?:birthday|birth\s*days?|same|day|month|number|value|day\s+of\s+the\s+week|birth\s+month|face|alike|equal"
        r"|rank|digits?)(?:\s+of\s+\w+)?",
        words,
    )
    if shared or re.fullmatch(
        r"(?:(?:no|without|has\s+no|have\s+no|with\s+no|contains\s+no)\s+(?:repeated|repeating|repeat)\s*\w*"
        r"|no\s+\w+\s+(?:is\s+)?(?:repeated|repeats?))",
        words,
    ):
        alike_ones = shared is not None and not re.match(r"no|none|not", shared["how"])
        return Phrase(words, _distinct(not alike_ones), distinct=not alike_ones, ordered=False)
    counted = re.sub(r"\ball\s+(?:of\s+)?(?:the\s+)?\w+\b", "", words)
    if space.n > 2 and re.search(
        rf"\b(?:exactly|just|only|least|most|{MANY})\b", re.sub(r"\b(?:all|of)\s+\w+", "", counted)
    ):
        return None  # two of three the same
    feature = _feature(words, space)
    if feature is None:
        return None
    if re.search(r"\b(?:same|equal|doubles?|pair|match(?:ing|es)?|identical|flush)\b", words):
        alike_all = not re.search(r"\bnot\b|\bdo\s+not\b|\bno\b", words)
        return Phrase(words, _same(feature, alike_all), key=feature, ordered=False)
    if re.search(r"\b(?:different|distinct|differ|unequal)\b", words) and not re.search(r"\bnot\b", words):
        if feature is itself:
            return Phrase(words, _distinct(True), distinct=True, ordered=False)
        return Phrase(
            words, lambda outcome: len(set(map(feature, outcome))) == len(outcome), key=feature, ordered=False
        )
    return None


def itself(label: Label) -> Any:
    return label


def _distinct(wanted: bool) -> Holds:
    return lambda outcome: (len(set(outcome)) == len(outcome)) == wanted


def _same(feature: Callable[[Label], Any], wanted: bool) -> Holds:
    return lambda outcome: (len(set(map(feature, outcome))) == 1) == wanted


def _feature(words: str, space: Space) -> Callable[[Label], Any] | None:
    """What is compared: of cards the suit, the colour or the rank; None where words besides are not understood."""
    rest = re.sub(
        r"\b(?:(?:same|different|distinct|equal|doubles?|pair|match(?:ing|es)?|identical|flush|differ|unequal|all"
        r"|both|each|they|are|is|of|the|an?|have|"
        r"has|show|shows|not|do|to|two|three|four|five|dice|cards|balls|in|other|coins|numbers?|values?|faces?"
        r"|digits|on|land|lands|choose|chosen|from|every|one|form|make|it|outcomes?|results?)\b\s*)", "", words,
    ).strip(" ,")  # fmt: skip
    if not space.is_cards:
        return (
            itself
            if re.fullmatch(r"(?:colours?|kinds?|types?|sex|gender|suits?|face|birthdays?|months?)?", rest)
            else None
        )
    if re.fullmatch(r"suits?", rest) or (not rest and "flush" in words):
        return FEATURES["suit"]
    if re.fullmatch(r"colours?", rest):
        return FEATURES["colour"]
    return FEATURES["rank"] if re.fullmatch(r"(?:ranks?|denominations?|kinds?)?", rest) else None

"""Outcomes that are alike or differ: all the same, no two alike, one of each colour, a flush.

Each function is a row of `rows.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from workings.probability.counted import Counted, Label, Phrase
from workings.probability.draft import alike
from workings.probability.experiment.grammar import Match
from workings.probability.outcome_phrases.counts import counted, is_whole

if TYPE_CHECKING:
    from workings.probability.spaces import Space

_CARDS: dict[str, Callable[[Label], Any]] = {
    "suit": lambda card: card[1],
    "colour": lambda card: card[1] in ("hearts", "diamonds"),
    "rank": lambda card: card[0],
}
_OF_NUMBERS = ("number", "value", "face", "result", "outcome", "digit", "side", "birth", "day", "month", "kind")
_OF_KINDS = ("colour", "kind", "type", "sex", "gender", "side", "face", "result", "outcome", "letter", "suit")


def _feature(m: Match, space: Space) -> Callable[[Label], Any] | None:
    """What is compared: of cards the suit, the colour or the rank; of others themselves."""
    said = "suit" if "flush" in m.words else m.said("feature")
    if space.is_cards:
        names = {"": "rank", "denomination": "rank", "kind": "rank", "number": "rank", "value": "rank"}
        return _CARDS.get(names.get(said.rstrip("s"), said.rstrip("s")))
    known = _OF_NUMBERS if isinstance(space.labels[0], int) else _OF_KINDS
    return _itself if not said or said.startswith(known) else None


def _itself(label: Label) -> Any:
    return label


def _are_all(m: Match, space: Space) -> bool:
    return space.n > 1 and is_whole(m, space)


def same(m: Match, space: Space) -> Phrase | None:
    """both the same; of the same suit; doubles; they match"""
    return _compared(m, space, lambda features: len(set(features)) == 1)


def not_same(m: Match, space: Space) -> Phrase | None:
    """they are not of the same colour"""
    return _compared(m, space, lambda features: len(set(features)) > 1)


def _compared(m: Match, space: Space, test: Callable[[list[Any]], bool]) -> Phrase | None:
    feature = _feature(m, space) if _are_all(m, space) else None
    if feature is None:
        return None
    return Phrase(m.words, lambda outcome: test([feature(label) for label in outcome]), key=feature, ordered=False)


def different(m: Match, space: Space) -> Phrase | None:
    """all different; of different suits; no repeated digits"""
    feature = _feature(m, space) if _are_all(m, space) else None
    if feature is None:
        return None
    if feature is _itself or not space.is_cards:
        return _distinct(m, True)
    return Phrase(m.words, lambda outcome: len(set(map(feature, outcome))) == len(outcome), key=feature, ordered=False)


def _distinct(m: Match, wanted: bool) -> Phrase:
    return Phrase(
        m.words, lambda outcome: (len(set(outcome)) == len(outcome)) == wanted, distinct=wanted, ordered=False
    )


def some_share(m: Match, space: Space) -> Phrase | None:
    """at least two share a birthday"""
    return _distinct(m, False) if _shared(m, space) else None


def none_share(m: Match, space: Space) -> Phrase | None:
    """no two were born on the same day of the week"""
    return _distinct(m, True) if _shared(m, space) else None


def just_two(m: Match, space: Space) -> Phrase | None:
    """exactly two of the three show the same number"""
    feature = _feature(m, space) if space.n == 3 and is_whole(m, space) else None
    if feature is None:
        return None
    return Phrase(m.words, lambda outcome: len(set(map(feature, outcome))) == 2, key=feature, ordered=False)


def _shared(m: Match, space: Space) -> bool:
    said = any(word in m.words.lower() for word in ("same", "share", "alike", "equal"))
    exactly_two = m.words.lower().startswith("two") and space.n > 2
    return said and not exactly_two and not space.is_cards and _are_all(m, space) and _feature(m, space) is not None


def one_of_each(m: Match, space: Space) -> Phrase | None:
    """one of each colour; one card from each suit"""
    feature = _CARDS["suit"] if space.is_cards and alike(m.said("feature"), "suit") else _itself
    kinds = {feature(label) for label in space.labels}
    if len(kinds) != space.n or (space.is_cards and feature is _itself):
        return None
    if space.n == 2:
        return counted(m.words, Counted(frozenset(space.labels[:1]), "=", 1))
    return Phrase(m.words, lambda outcome: len(set(map(feature, outcome))) == len(outcome), key=feature, ordered=False)

"""The words in which outcomes are told, and the grammar of what may be said of them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from workings.probability.draft import COUNTS
from workings.probability.experiment.grammar import Class, Grammar, Words, tokens_of
from workings.probability.experiment.words import CLASSES, listed, lists_of

if TYPE_CHECKING:
    from workings.probability.spaces import Space

__all__ = ["ORDINALS", "figure", "grammar", "is_thing", "words_of"]

_SMALL = {name: value for name, value in COUNTS.items() if name not in ("a", "an", "both", "once", "twice")}
ORDINALS = {
    "first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3, "fifth": 4, "5th": 4,
    "last": -1, "final": -1, "elder": 0, "older": 0, "eldest": 0, "oldest": 0, "firstborn": 0, "younger": -1,
    "youngest": -1,
}  # fmt: skip
_WORDS = """
THING    | ball balls marble marbles card cards bulb bulbs item items dice die coin coins tosses toss roll rolls draw
           draws ticket tickets chip chips children child kid kids answer answers question questions part parts flip
           flips throw throws bead beads counter counters pen pens disc discs spin spins sock socks people person
           persons student students member members letter letters number numbers digit digits component components
           machine machines shot shots trial trials one ones book books selection selections attempt attempts candidate
           candidates time times face faces value values result results outcome outcomes score scores sample
GROUP    | committee hand sample team group jury panel selection outcome outcomes result results family couple cards
           balls dice pair draw arrangement student player players pin password code delegation coins roll rolls toss
           tosses word sequence
GETS     | get gets got getting obtain obtains obtaining obtained roll rolls rolling draw draws drawing throw throws
           throwing have has having select selects selecting choose chooses choosing observe observing toss tossing pick
           picks picking score scores scoring answer answers seeing see find finds finding flip flips flipping win wins
           winning receive receives receiving includes contain contains containing
RANK     | ace aces jack jacks queen queens king kings
SUIT     | heart hearts diamond diamonds club clubs spade spades
NOLABEL  | a an the this that these those each every both all any some no none neither either another other others in
           on at from of to into with without for by among between out than as and or but if when while then which who
           whom whose is are was were be been being will would can could exactly least most more fewer less only just
           not it they them there you we he she i same different rest remaining first second third fourth fifth last
           next again once
           twice never always hardly almost nearly nor
"""
_LISTS = lists_of(_WORDS) | {"ORDINAL": frozenset(ORDINALS)}


@cache
def grammar() -> Grammar:
    """The rules of kinds and of what is said of outcomes; made when the first event is read."""
    from workings.probability.outcome_phrases.kinds import KINDS
    from workings.probability.outcome_phrases.rows import PHRASES

    return Grammar(f"{KINDS.strip()}\n{PHRASES.strip()}", CLASSES | _classes())


def _classes() -> dict[str, Class]:
    def thing(w: Words, i: int) -> int | None:
        word = w.tokens[i].word
        return i + 1 if word in _LISTS["THING"] or word in w.known else None

    def label(w: Words, i: int) -> int | None:
        word = w.tokens[i].word
        return i + 1 if word[0].isalpha() and word not in _LISTS["NOLABEL"] else None

    def num(w: Words, i: int) -> int | None:
        return i + 1 if figure(w.tokens[i].word) is not None else None

    def letter(w: Words, i: int) -> int | None:
        return i + 1 if len(w.tokens[i].text) == 1 and w.tokens[i].text.isupper() else None

    return {name: listed(words) for name, words in _LISTS.items()} | {
        "THING": thing,
        "NUM": num,
        "OPEN": label,
        "LETTER": letter,
    }


def figure(word: str) -> int | None:
    """six, sixes, 6"""
    word = word.strip().lower()
    if word.isdigit() and len(word) < 7:
        return int(word)
    singular = re.sub(r"(?:es|s)$", "", word)
    for name in (word, singular, singular.rstrip("e") + "e" if singular else ""):
        if name in _SMALL:
            return _SMALL[name]
    return None


def is_thing(word: str, space: Space) -> bool:
    return word in _LISTS["THING"] or word in space.things


def words_of(text: str, space: Space) -> Words:
    """The words of an event, with those that its draws are called by."""
    said = re.sub(r"\bcolor", "colour", re.sub(r"[\"()“”]", " ", text)).strip(" .,")
    return Words(said, tokens_of(said), known=frozenset(word for thing in space.things for word in thing.split()))

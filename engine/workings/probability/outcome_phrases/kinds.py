"""The labels that words name: six, even, greater than 4, red, hearts, an ace or a king."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from workings.probability.counted import Label
from workings.probability.draft import alike
from workings.probability.outcome_phrases.words import THING, figure

if TYPE_CHECKING:
    from workings.probability.spaces import Space

__all__ = ["completed", "is_number", "kind_named"]

_OPPOSED = tuple(
    frozenset(pair.split("/"))
    for pair in [
        "up/down",
        "work/fail",
        "works/fail",
        "working/fail",
        "working/down",
        "hit/miss",
        "hits/miss",
        "detect/miss",
        "detects/miss",
        "misses/detect",
        "survive/fail",
        "survives/fail",
        "pass/fail",
        "passes/fail",
        "fails/work",
        "correct/wrong",
        "right/wrong",
        "incorrect/correct",
        "win/lose",
        "wins/lose",
        "success/fail",
        "failure/success",
        "defective/good",
        "broken/good",
        "bad/good",
        "defective/working",
        "faulty/good",
        "make/miss",
        "makes/miss",
        "winning/losing",
    ]
)
_IDLE = re.compile(rf"(?:(?:{THING}|again|of\s+them|of\s+the\s+\w+|its?|the|target|event|it|same)\s*)+", re.I)


def kind_named(words: str, space: Space) -> frozenset[Label] | None:
    """The labels that the words name: six, even, greater than 4, red, hearts, an ace or a king."""
    words = re.sub(
        r"^(?:(?:an?|the|any|is|are|was|were|of|it\s+is|shows?|being|come[s]?\s+up|show(?:ing)?|either|number"
        r"|value)\s+)+",
        "",
        words.strip(),
    ).strip()
    things = "|".join(map(re.escape, space.things)) or "-"
    words = re.sub(rf"\s+(?:is|are|occurs?|comes?\s+up|appears?|cards?|balls?|ones?|numbers?|{things})$", "", words)
    chosen = frozenset(label for label in space.labels if _is(words, label))
    if chosen:
        return chosen
    for joint, merge in (
        (r"\s+but\s+not\s+|\s+and\s+not\s+", "-"),
        (r"\s*,\s*(?:or\s+)?|\s+or\s+", "|"),
        (r"\s+and\s+", "&"),
    ):
        parts = re.split(joint, words)
        if len(parts) < 2:
            continue
        if merge == "|" and space.n == 1:
            return None  # read as two events, for the addition rule
        kinds = [kind_named(part, space) for part in completed(parts)]
        if None in kinds:
            return None
        sets = [kind for kind in kinds if kind is not None]
        if merge == "|":
            return frozenset().union(*sets)
        if merge == "-":
            return sets[0].difference(*sets[1:]) or None
        return sets[0].intersection(*sets[1:]) if all(isinstance(label, int) for label in space.labels) else None
    denied = re.match(r"(?:not|non)[\s-]+(?:an?\s+|of\s+)?(?=\w)", words)
    if denied:
        kind = kind_named(words[denied.end() :], space)
        return None if kind is None else frozenset(space.labels) - kind or None
    return None


def completed(parts: list[str]) -> list[str]:
    """divisible by 3 or by 5; a multiple of 4 but not of 6"""
    head = re.match(r"(.*?)\b(by|of|than)\b", parts[0])
    if head is None:
        return parts
    return [parts[0], *(head[1] + part if re.match(rf"{head[2]}\b", part) else part for part in parts[1:])]


def _is(words: str, label: Label) -> bool:
    if isinstance(label, tuple):
        return _is_card(words, label)
    if isinstance(label, int):
        return is_number(words, label)
    single = str(label)
    if single.startswith("not ") and not words.startswith("not "):
        return any(words in pair and any(alike(single[4:], other) for other in pair - {words}) for pair in _OPPOSED)
    if words.startswith("not "):
        return not _is(words[4:], label)
    if words == "good" and single.startswith("not "):
        return single[4:] in ("defective", "broken", "faulty", "bad")
    tokens = single.split()
    if (
        len(tokens) > 1
        and words
        and not single.startswith("not ")
        and all(any(alike(word, token) for token in tokens) for word in words.split())
    ):
        return True  # easy, of easy multiple choice questions
    first, _, more = words.partition(" ")
    return alike(words, single) or (bool(_IDLE.fullmatch(more)) and alike(first, single))


_COMPARED: dict[str, Callable[[int, int], bool]] = {
    r"(?:greater|more|larger|higher|bigger)\s+than|above|over|>": lambda a, b: a > b,
    r"(?:less|smaller|lower|fewer)\s+than|below|under|<": lambda a, b: a < b,
    r"at\s+least|>=|≥": lambda a, b: a >= b,
    r"at\s+most|<=|≤": lambda a, b: a <= b,
    r"(?:an?\s+)?multiples?\s+of|divisible\s+by": lambda a, b: b != 0 and a % b == 0,
    r"equals?(?:\s+to)?|=|exactly|is": lambda a, b: a == b,
}


def is_number(words: str, value: int) -> bool:
    words = re.sub(r"\s+(?:number|numbers|integer)$", "", words)
    if words in ("even", "odd"):
        return value % 2 == (words == "odd")
    if words in ("prime", "primes"):
        return value > 1 and all(value % d for d in range(2, value))
    if words in ("perfect square", "square"):
        return value >= 0 and round(value**0.5) ** 2 == value
    beyond = re.fullmatch(
        r"(\w+)\s+or\s+(?:(?P<up>more|higher|greater|above|over|larger)|less|fewer|lower|below|under|smaller)", words
    )
    if beyond:
        bound = figure(beyond[1])
        return bound is not None and (value >= bound if beyond["up"] else value <= bound)
    within = re.fullmatch(r"between\s+(\w+)\s+and\s+(\w+)(?:\s+inclusive)?", words)
    if within and (low := figure(within[1])) is not None and (high := figure(within[2])) is not None:
        return low <= value <= high
    either = re.fullmatch(r"(\w+)\s+or\s+(?:an?\s+)?(\w+)", words)
    if either:
        figures = figure(either[1]), figure(either[2])
        return None not in figures and value in figures
    for sign, test in _COMPARED.items():
        found = re.fullmatch(rf"(?:{sign})\s*(?:an?\s+)?(\w+)", words)
        if found and (bound := figure(found[1])) is not None:
            return test(value, bound)
    return figure(words) == value


def _is_card(words: str, card: tuple[Any, str]) -> bool:
    rank, suit = card
    if words in ("red", "black"):
        return (suit in ("hearts", "diamonds")) == (words == "red")
    if re.fullmatch(r"(?:face|court|picture)(?:\s+cards?)?", words):
        return rank in ("jack", "queen", "king")
    both = re.fullmatch(r"(?:the\s+)?(\w+) of (\w+)", words)
    if both:
        return _is_card(both[1], card) and _is_card(both[2], card)
    colour = re.fullmatch(r"(red|black) (\w+(?:\s+cards?)?)", words)
    if colour:
        return _is_card(colour[1], card) and _is_card(colour[2], card)
    return alike(words, suit) or (isinstance(rank, str) and alike(words, rank)) or (figure(words) == rank)

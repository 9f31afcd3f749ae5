"""What is asked: the event in a question, so many throws that are needed, and the scene told inside of an event."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from workings.probability.experiment.grammar import Match, Matcher, Words, tokens_of
from workings.probability.experiment.rows import grammar
from workings.probability.experiment.words import how_many, sentence

__all__ = ["asks_for_one", "needed", "parted", "question", "whole"]

_ASKS = (
    "[then] [please] (find | what (is | are | was | would be) | what's | determine | calculate | compute | work out "
    "| give) [ART] [conditional] (CHANCES | chances) [that | of | for] [:]",
    "how (likely | probable) is [it] [that]",
)
_FORMULA = re.compile(
    r"(?:(?P<before>.*?)\s*[,:;]?\s*)?(?:find\s+|what\s+is\s+)?\bP\s*\((?P<what>[^()]*)\)\s*(?:=\s*)?$", re.I
)
_NEEDED = (
    "[that] [PERSON | this | ART OPEN] [takes | requires | needs | happens | BE ROLLED | BE needed] [after | on | in] "
    "[<how:how_often>] (<n:count> (TRY | rolls) | <n:times>) "
    "[(are | is | will be) (needed | required | necessary | made)]",
)
_JOINTS = re.compile(
    r"\s+((?:on|in)\s+(?:both|all|at\s+least\s+one)(?:\s+of)?|from|out\s+of|in|on|over|with|when|if|for|containing|of)\s+",
    re.I,
)
_AFTER_SCENE = re.compile(r",\s*|\s+and\s+|\s+(?=(?:at|no|none|all|exactly)\b)", re.I)


@cache
def _rows(notations: tuple[str, ...]) -> tuple[Matcher, ...]:
    return tuple(grammar().matcher(notation) for notation in notations)


def whole(notations: tuple[str, ...], said: str) -> Match | None:
    """The words, where one of the notations reads them all."""
    words = sentence(said)
    for row in _rows(notations):
        for end, slots in row(words, 0):
            if end == len(words.tokens):
                return Match(said, slots)
    return None


def question(said: str) -> tuple[str, str | None]:
    """What stands before a question, and what is asked; None where the sentence asks nothing.

    >>> question("If two are drawn, what is the probability that both are red")
    ('If two are drawn', 'both are red')
    """
    words = Words(said, tokens_of(said))
    for i in range(len(words.tokens)):
        ends = [j for row in _rows(_ASKS) for j, _ in row(words, i)]
        if ends:
            return words.between(0, i).rstrip(" ,:;"), words.between(max(ends), len(words.tokens))
    found = _FORMULA.match(said)
    return (found["before"] or "", found["what"]) if found else (said, None)


def needed(event: str) -> tuple[str, int] | None:
    """How many throws it takes: exactly 3, at most 4; None where the event says something else."""
    found = whole(_NEEDED, event)
    k = None if found is None else how_many(found.said("n"))
    return None if found is None or k is None else (found.said("how") or "exactly", k)


def parted(event: str) -> Iterator[tuple[str, str]]:
    """An event that may have a scene in it: what is left of it, and the scene.

    >>> list(parted("two heads in 3 tosses of a coin"))[0]
    ('two heads', '3 tosses of a coin')
    """
    for found in _JOINTS.finditer(event):
        before, after, joint = event[: found.start()], event[found.end() :], found[1].lower()
        if joint.startswith(("on ", "in ")):
            yield f"{'at least one' if 'one' in joint else 'all'} {before}", after
        else:
            yield before, f"from {after}" if joint == "from" else after
        if joint == "containing":
            yield after, re.sub(r"^(?:getting|being\s+dealt|having)\s+", "", before)
    for found in _AFTER_SCENE.finditer(event):
        yield event[found.end() :], re.sub(r"^(?:that\s+)?(?:in|on|for|with|among|by)\s+", "", event[: found.start()])


def asks_for_one(event: str) -> bool:
    """Whether it tells of one that is drawn: drawing a heart or a king"""
    return _ONE.match(event) is not None


_ONE = re.compile(
    r"(?:drawing|picking|selecting|choosing|getting|being\s+dealt)\s+(?:either\s+)?(?:an?|one|the)\s", re.I
)

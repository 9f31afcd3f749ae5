"""What a sentence asks, by the row of the table that it fits: each function takes the slots and gives the questions.

The rows themselves, which say the words, are in `sentences.py`.
"""

from __future__ import annotations

import re

from workings.expression.errors import ReadError
from workings.probability.clauses import Clauses
from workings.probability.phrases import joined, opposite
from workings.probability.saying import all_independent
from workings.probability.templates import IF


def asks(s: Clauses, m: re.Match[str]) -> list[str]:
    """What is the probability that ...? What is said before or behind with `if` is the condition."""
    slots = m.groupdict()
    before = (slots.get("before") or "").strip(" ,")
    if before:
        _take(s, before)
    phrase, _, behind = _split_if(slots["what"])
    if behind:
        _take(s, behind)
    within, event = s.known(phrase)
    conditions = [*s.evidence, within]
    taken = {part for one in conditions if one for part in (one, *one.split(" and "))}
    if event in taken or opposite(event) in taken:
        raise ReadError("what is asked is said to be the case", m[0], (0, len(m[0])), "another event")
    given = joined(*conditions)
    if not given and re.search(r"\b(?:posterior|post-?test)\b", m[0], re.I):
        given = _evidence(s, event, m[0])
    return [f"P({event}|{given})" if given else f"P({event})"]


def _evidence(s: Clauses, event: str, said: str) -> str:
    """What a posterior probability is given: the one thing of which it is known how likely it is in either case"""
    told = {ratio.event for ratio in s.ratios if event in (ratio.one, ratio.other)}
    if len(told) != 1:
        raise ReadError("posterior given what?", said, (0, len(said)), "the probability given ...")
    return str(told.pop())


def _take(s: Clauses, said: str) -> None:
    """What a question takes to be the case: an event, or that all are independent."""
    if re.search(r"\bindependen", said):
        lines = all_independent(s)
        if lines is None:
            raise ReadError("which events are independent?", said, (0, len(said)), "a probability for each")
        s.added += lines
    else:
        s.observe(said)


def _split_if(phrase: str) -> tuple[str, str, str]:
    found = re.search(rf"\s*,?\s+{IF}\s+", phrase, re.I)
    return (phrase, "", "") if found is None else (phrase[: found.start()], found.group(), phrase[found.end() :])

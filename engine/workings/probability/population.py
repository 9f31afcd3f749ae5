"""Of whom a problem speaks: `bolts`, where shares are told of bolts and of what is said of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from workings.probability.phrases import content, head_of, predicate_at
from workings.probability.rephrase import placeless
from workings.probability.spelling import NUMBER
from workings.probability.vocabulary import PREPOSITIONS, VERBS, stem

__all__ = ["population"]

_IS_A = re.compile(r"\b(?:is|was|were|are)\s+(?:an?\s+)?(\w+)\s*[.?]*\s*$")
_SHARE_OF = re.compile(rf"{NUMBER}\s+(?:of\s+)?(?:the\s+|all\s+)?(?P<rest>[^\d,;.?]+)", re.I)
_CROWD_OF = re.compile(r"\b(?:of|in|among)\s+\d+\s+([a-z]+)\b(?=,|\s+(?:is|are|who|\d|found|show|reveal))", re.I)
_IN_TOTAL = re.compile(
    r"(?:there\s+(?:are|were)|\b(?:has|had|have|contains|employs|surveyed|treated|tested|polled|interviewed|produced"
    r"|made|sold))\s+(?:a\s+total\s+of\s+)?\d+\s+(?:[a-z]+\s+)?(?P<crowd>[a-z]+)(?=[.,]|\s+in\b|$)|"
    r"^(?:in\s+\w+\s+\w+,\s+)?\d+\s+(?P<crowd2>[a-z]+)\s+(?:(?:were|was)\s+(?:[a-z]+ed|given)|received|took)\b",
    re.I,
)
_ARE_WITH = re.compile(  # email messages are spam with probability 0.4
    r"^(?P<crowd>(?:[a-z]+\s+)?[a-z]+s)\s+are\s+[\w-]+\s+with\s+(?:a\s+)?(?:probability|chance)\b", re.I
)
_IN_PLACE = re.compile(
    r"\d+\s+[a-z]+(?:\s+and\s+\d+\s+[a-z]+)?\s+in\s+(?:a|an|the|one)\s+(?P<place>[a-z]+(?:\s+[a-z]+)?)\s*(?=[,.]|$)",
    re.I,
)
_OBJECT = re.compile(
    r"\b(?:as|than|with|without|ha[sd]|have|having|owns?|plays?|gets?|got|develops?|wears?|received?|receives|suffers?)\s+$",
    re.I,
)
_ONE_OF_THEM = re.compile(
    r"\b(?:a|an|one|each|every)\s+(?:random\w*\s+)?(?:chosen\s+|selected\s+)?(?P<noun>\w+)(?=\s+(?P<next>\w+)|)", re.I
)


def population(sentences: Sequence[str], spoken: Mapping[str, int]) -> frozenset[str]:
    """The things that the shares are of: `bolts` of `5% of bolts`, unless it is said of something, too."""
    whole: list[str] = []  # spoken of without anything that narrows them
    part: list[str] = []
    said: list[str] = []
    for sentence in sentences:
        bare: list[str] = []
        for found in _SHARE_OF.finditer(sentence):
            rest = re.sub(r"\s+(?:and|but|for|on)\s*$", "", found["rest"].strip())
            at = predicate_at(rest)
            if re.match(r"(?:other|remaining)\s", rest, re.I):
                said += [] if at is None else list(content(rest[at:]).stems)
                continue  # 10% of the other books: no class of its own
            head, narrowed = head_of(placeless(rest if at is None else rest[:at], spoken))
            if at is not None or " of " in found.group():
                (part if narrowed else bare).append(head)
            said += [] if at is None else list(content(rest[at:]).stems)
        if len(set(bare) - {""}) > 1:  # 30% of women and 20% of men
            said += bare
        whole += bare
        whole += [stem(m[1]) for m in _CROWD_OF.finditer(sentence)]
        said += [stem(m[1]) for m in _IS_A.finditer(sentence)]
        part += [stem(word) for m in _IN_PLACE.finditer(sentence) for word in m["place"].split()] * 2
        whole += [stem(word) for m in _ARE_WITH.finditer(sentence) for word in m["crowd"].split()]
        whole += [stem(m["crowd"] or m["crowd2"]) for m in _IN_TOTAL.finditer(sentence)]
        for found in _ONE_OF_THEM.finditer(sentence):
            if _OBJECT.search(sentence[: found.start()]):
                continue  # has a degree
            if not found["next"] or found["next"].lower() in PREPOSITIONS | VERBS:
                part += content(found["noun"]).stems
    often = [head for head in part if part.count(head) > 1 or head in whole]
    return frozenset(head for head in [*whole, *often] if head and head not in said)

"""What a student calls the events of a problem: `Let D = has the disease, T = tests positive`.

A name whose words say no event of the problem is kept too, as one of which nothing is known: what is then said of it
is neither right nor wrong.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from workings.expression.errors import ReadError
from workings.probability.clauses import Clauses
from workings.probability.phrases import Names
from workings.probability.setting import Setting
from workings.probability.spelling import plain_text
from workings.probability.vocabulary import stem

__all__ = ["definitions", "event_said", "with_names"]

_NAME = r"[A-Z]\w?|[+]"
_IS = r"\s*(?:=|:=|:|\b(?:be|is|denotes?|means?|mean|stands?\s+for|represents?)\b)\s*"
_ONE = re.compile(
    rf"(?:(?:let|where|here|and|write)\s+)*(?P<name>{_NAME})(?:(?:{_IS})(?:the\s+)?(?:event\s+(?:that\s+|of\s+)?)?|"
    r"\s+the\s+event\s+(?:that\s+|of\s+)?|\s+that\s+(?:it\s+)?)(?P<said>.+)",
    re.I,
)
_NEXT = re.compile(
    rf"\s*(?:,\s*(?:and\s+)?|;\s*|\s+and\s+|\.\s+)(?=(?:let\s+)?(?:{_NAME})(?:{_IS}|\s+the\s+event\b|\s+that\b))"
)
_WORDS = re.compile(r"(?:an?\s+)?['\"]?(?:[a-z][\w'\"-]{2,}|[a-z]{2}\s+[a-z]{3,})(?:\s+[\w'\"-]+)*")
_SUBJECT = re.compile(r"^(?:an?|the|this|some)\s+[\w-]+\s+(?=[a-z])")  # an email is spam
_NO_EVENT = re.compile(r"\b(?:number|amount|probabilit\w*|chance|value|sum|total|count)\b", re.I)


def definitions(line: str) -> Mapping[str, str]:
    """The names that a line gives to events, and the words; none where any part of it says something else.

    >>> dict(definitions("Let D = has the disease, T = tests positive."))
    {'D': 'has the disease', 'T': 'tests positive'}
    >>> dict(definitions("P(D) = 0.01"))
    {}
    """
    found: dict[str, str] = {}
    for part in _NEXT.split(plain_text(line).strip().rstrip(".")):
        one = _ONE.fullmatch(part.strip())
        said = one["said"].strip() if one else ""
        if one is None or one["name"][0] not in "+ABCDEFGHIJKLMNOPQRSTUVWXYZ":
            return {}
        if not _WORDS.fullmatch(said) or _NO_EVENT.search(said):
            return {}
        found[one["name"]] = said
    return found


def with_names(setting: Setting, named: Mapping[str, str]) -> Setting:
    """The setting in which the names mean those events, or nothing that is known."""
    return setting.calling({name: event_said(said, setting) for name, said in named.items()}, named)


def event_said(said: str, setting: Setting) -> Any:
    """The event of the problem that the words say; None where that can't be told."""
    names = Names()
    for known in setting.draft.known():
        names.declare(known)
    telling = {word for stems in names.events.values() for word in stems}
    spoken = {stem(word) for word in re.findall(r"[^\W\d_]+", setting.draft.text or "")}
    names.universe = frozenset(spoken - telling)
    plain = re.sub(r"['\"]", "", said)
    for words in dict.fromkeys((said, plain, _SUBJECT.sub("", plain))):
        try:
            within, event = Clauses(names=names).known(words)
            if within is None:
                return setting.event(event)
        except ReadError:
            continue
    return None

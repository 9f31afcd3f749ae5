"""Declarations among the givens: independence, what excludes what, what is part of what, odds, what is an event."""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from typing import Any

from sympy import And, Basic, Not, Symbol

from workings.expression.algebra import replace
from workings.expression.errors import ReadError
from workings.expression.events import read_probability
from workings.expression.nodes import divide, integer, walk
from workings.expression.probability_goals import Word
from workings.probability.statements import Apart, Dependent, Given, Independent, Never, Statement

__all__ = ["declared", "event_of", "worded"]

_EVENTS = r"(?:\s+(?:events?|variables|random\s+variables))?"
_LISTED = (
    r"(?P<members>[^=]+?)\s+(?:are\s+|is\s+|form\s+|forms\s+|make\s+|be\s+)?(?:all\s+)?"
    r"(?:(?-i:an?)\s+|two\s+|three\s+)?"  # `B, A partition` has two events
)
_INDEPENDENT = re.compile(
    _LISTED + r"(?P<how>pairwise\s+|mutually\s+|jointly\s+|conditionally\s+)*(?:stochastically\s+|statistically\s+)?"
    rf"independent{_EVENTS}(?:\s+of\s+each\s+other)?(?:,?\s+(?:given|under|conditional\s+on)\s+(?P<given>.+))?$",
    re.I,
)
_PERP = re.compile(r"(?P<members>[^|∣]+⊥[^|∣]+?)(?:\s*(?:\||∣|\\mid)\s*(?P<given>.+))?$")
_APART = re.compile(
    _LISTED
    + r"(?:pairwise\s+|mutually\s+)?(?P<kind>partition(?:\s+of\s+.*)?|(?:mutually\s+)?exclusive|disjoint|incompatible"
    rf"|(?:mutually\s+)?exclusive,?\s+and\s+(?:collectively\s+|jointly\s+)?exhaustive){_EVENTS}$",
    re.I,
)
_EXHAUSTIVE = re.compile(_LISTED + rf"(?:collectively\s+|jointly\s+)?exhaustive{_EVENTS}$", re.I)
_DEPENDENT = re.compile(_LISTED + rf"(?:not\s+(?:statistically\s+)?independent|dependent){_EVENTS}$", re.I)
_NAMED_ONLY = re.compile(
    r"(?P<names>[A-Z]\w*(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+)[A-Z]\w*)*)\s+(?:are|be|is|denote)\s+"
    r"(?:(?:two|three|four|any|some|an?|the|discrete|continuous|real|possible)\s+)*(?:events?|random\s+variables?)"
    r"(?:\s+(?:in|of|on|from|with)\s+(?:(?:a|the|some|same|finite|common)\s+)*(?:sample|probability)\s+space(?:\s+\S+)?"
    r"|\s+(?:with|such\s+that|where))?$"
)
_MASS_NAMED = re.compile(
    r"[pP]\s+is\s+the\s+(?:joint\s+)?(?:pmf|probability\s+(?:mass\s+)?(?:function|distribution))\s+of\s+X(?:\s+and\s+Y)?$"
)
_NOT_BOTH = re.compile(
    r"(?P<members>[^=]+?)\s+(?:cannot|can't|can\s+not|never)\s+(?:both\s+)?(?:occur|happen|hold)(?:\s+(?:both|together|at\s+the\s+same\s+time))?$",
    re.I,
)
_NOTHING = re.compile(r"(?P<event>[^=]+?)\s*=\s*(?:∅|\{\s*\})$")
_JAPANESE = re.compile(
    r"(?:[23]つの)?(?:事象)?\s*(?P<members>[^\s、,=はがと・お]+(?:(?:と|、|,|・|および)\s*[^\s、,=はがと・お]+)+)(?:の[23]つの事象)?(?:は|が)"
    r"(?:互いに)?(?:(?P<apart>排反|背反)|(?P<never>同時に(?:は)?起こらない)|独立)(?:な事象)?(?:で(?:ある|あり|す))?(?:とする)?$"
)
_WITHIN = re.compile(
    r"⊂|⊆|⟹|⇒|\\(?:implies|Rightarrow)(?![A-Za-z])|\bimplies\b|\bis\s+(?:a\s+subset\s+of|contained\s+in)\b", re.I
)
_ODDS = re.compile(
    r"(?:the\s+)?odds\s+(?P<side>of|for|on|in\s+favou?r\s+of|against)\s+(?P<event>.+?)\s+(?:are|is|=)\s+"
    r"(?P<k>\d+)\s*(?::|to|-)\s*(?P<n>\d+)$",
    re.I,
)


def declared(line: str) -> list[Statement] | None:
    """Independence, what excludes what, what covers everything, what is part of what, odds; None of other lines.

    >>> declared("A and B are events in a sample space S"), declared("P(A) = 1")
    ([], None)
    """
    if _NAMED_ONLY.match(line) or _MASS_NAMED.match(line):
        return []
    found = _DEPENDENT.match(line)
    if found:
        return [Dependent(tuple(event_of(m) for m in _members(found["members"])))]
    found = _INDEPENDENT.match(line) or _PERP.match(line)
    if found:
        members = tuple(event_of(m) for m in _members(found["members"]))
        conditions = tuple(event_of(m) for m in _members(found["given"] or ""))
        if len(members) < 2:
            raise ReadError("independent of what?", line, found.span("members"), "two events or more")
        in_pairs = (found.groupdict().get("how") or "").strip().lower().startswith("pairwise")
        groups = combinations(members, 2) if in_pairs else [members]
        return [Independent(tuple(group), conditions) for group in groups]
    found = _JAPANESE.match(line)
    if found:
        members = tuple(
            event_of(re.sub("^事象", "", m)) for m in re.split(r"と|、|,|・|および", found["members"]) if m.strip()
        )
        return [Apart(members, False)] if found["apart"] or found["never"] else [Independent(members, ())]
    found = _APART.match(line) or _NOT_BOTH.match(line)
    if found:
        kind = (found.groupdict().get("kind") or "").lower()
        whole = kind.startswith("partition") or "exhaustive" in kind
        return [Apart(tuple(event_of(m) for m in _members(found["members"])), whole)]
    found = _EXHAUSTIVE.match(line)
    if found:
        return [Never(Basic.__new__(And, *(Basic.__new__(Not, event_of(m)) for m in _members(found["members"]))))]
    found = _NOTHING.match(line)
    if found:
        return [Never(event_of(found["event"]))]
    if re.search("⊃|⊇", line):
        line = "⊂".join(reversed(re.split("⊃|⊇", line)))
    parts = _WITHIN.split(line)
    if len(parts) > 1 and "=" not in line and all(part.strip() for part in parts):
        nested = [event_of(part) for part in parts]
        return [Never(Basic.__new__(And, one, Basic.__new__(Not, other))) for one, other in pairwise(nested)]
    found = _ODDS.match(line)
    if found:
        for_, against = int(found["k"]), int(found["n"])
        if found["side"].lower() == "against":
            for_, against = against, for_
        if not for_ + against:
            raise ReadError("odds of nothing to nothing", line, found.span("k"), "such as 3:2")
        return [Given(event_of(found["event"]), None, divide(integer(for_), integer(for_ + against)))]
    return None


def _members(text: str) -> list[str]:
    text = re.sub(r"^\s*(?:both|the\s+events?|events?|the)\s+", "", text, flags=re.I)
    text = re.sub(r"(,|;|\band)\s+(?:given|under)\s+", r"\1 ", text, flags=re.I)
    return [part.strip() for part in re.split(r",|;|⊥|\band\b", text) if part.strip()]


def event_of(text: str) -> Basic:
    return worded(read_probability(text, text, 0, len(text), letters_apart=True).event)


def worded(node: Basic) -> Any:
    """The names in it as words, which are not real variables."""
    return replace(node, {s: Word(s.name) for s in walk(node) if isinstance(s, Symbol)})

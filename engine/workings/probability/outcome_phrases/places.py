"""Outcomes by their places: the first is red, the second higher than the first, neighbours, each in the right place."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from workings.probability.counted import Label, Phrase
from workings.probability.outcome_phrases.kinds import kind_named
from workings.probability.outcome_phrases.words import BE, MANY, ORDINAL, ORDINALS, THING, figure

if TYPE_CHECKING:
    from workings.probability.spaces import Space

__all__ = ["about_places", "matched", "side_by_side"]


def about_places(words: str, space: Space) -> Phrase | None:
    """first red, second is a six, first red and second blue, red then blue, the first two are white"""
    tests: list[tuple[int, frozenset[Label]]] = []
    then = re.split(r"\s*(?:,\s*)?(?:and\s+)?then\s+|\s+followed\s+by\s+", words)
    if len(then) > 1:
        kinds = [kind_named(part, space) for part in then]
        if len(kinds) != space.n or None in kinds:
            return None
        tests = [(i, kind) for i, kind in enumerate(kinds) if kind is not None]
    else:
        before = rf"\s*(?:,\s*(?:and\s+)?(?:the\s+)?|\band\s+the\b|\band\b)\s*(?=(?:the\s+)?(?:{ORDINAL})\b)"
        behind = r"(?<=\b(?:roll|toss|draw|flip|spin))\s*,?\s+and\s+"  # a 2 on the first roll and a 3 on the second
        divided = re.split(behind, words) if re.search(behind, words) else re.split(before, words)
        for part in divided:
            found = _places(part.strip(), space)
            if found is None:
                return None
            tests += found
    if not tests:
        return None
    return Phrase(words, lambda outcome: all(outcome[i] in kind for i, kind in tests), kinds=tuple(k for _, k in tests))


def _places(words: str, space: Space) -> list[tuple[int, frozenset[Label]]] | None:
    things = "|".join(map(re.escape, space.things)) or "-"
    found = re.fullmatch(
        rf"(?:the\s+)?(?P<at>{ORDINAL})\s+(?:(?P<k>{MANY})\s+)?(?:(?:{things}|{THING}|result|outcome|number"
        rf"|one)\b\s*)?(?:(?:both|all)\s+)?(?:on\s+the\s+first\s+)?"
        rf"(?:{BE}\s+|=\s*)?(?:(?:both|all)\s+)?(?P<kind>.+)",
        words,
    ) or re.fullmatch(
        rf"(?:an?\s+)?(?P<kind>[\w ]+?)\s+(?:(?:on|in|at|for)\s+(?:the\s+)?|(?:is|comes|stands|sits|finishes"
        rf"|goes)\s+)?(?P<at>{ORDINAL})"
        rf"(?:\s+(?P<k>-))?(?:\s+(?:roll|toss|draw|flip|throw|spin))?",
        words,
    )  # fmt: skip
    two = re.fullmatch(
        rf"(?:the\s+)?(?P<one>{ORDINAL})\s+and\s+(?:the\s+)?(?P<other>{ORDINAL})\s+(?:{THING}\s+)?(?:{BE}\s+)?"
        r"(?:both\s+)?(?P<kind>.+)",
        words,
    )
    if two and (kind := kind_named(two["kind"], space)):
        places = [ORDINALS[two["one"]], ORDINALS[two["other"]]]
        return [(i, kind) for i in places] if max(places) < space.n else None
    only = re.fullmatch(
        rf"(?:an?\s+)?(?P<kind>[\w ]+?)\s+only\s+(?:on|in|at)\s+the\s+(?P<at>{ORDINAL})(?:\s+\w+)?", words
    )
    if only and (kind := kind_named(only["kind"], space)) and (i := ORDINALS[only["at"]]) < space.n:
        others = frozenset(space.labels) - kind
        return [(j, kind if j == i % space.n else others) for j in range(space.n)]
    starts = re.fullmatch(
        r"(?P<at>starts?|begins?|ends?)\s+(?:with|in)\s+(?:an?\s+|the\s+letter\s+)?(?P<kind>.+)", words
    )
    if starts:
        kind = kind_named(starts["kind"], space)
        return None if kind is None else [(-1 if starts["at"].startswith("end") else 0, kind)]
    kind = kind_named(found["kind"], space) if found else None
    if found is None or kind is None:
        return None
    at, k = ORDINALS[found["at"]], figure(found["k"] or "one") or 1
    if abs(at) >= space.n + (at < 0) or k > space.n:
        return None
    if k == 1:
        return [(at, kind)]
    if at not in (0, -1):
        return None
    return [(i, kind) for i in (range(k) if at == 0 else range(space.n - k, space.n))]


def one_above_other(words: str, space: Space) -> Phrase | None:
    """the second is higher than the first"""
    order = re.fullmatch(
        rf"(?:the\s+)?(?:(?:number|value|score|outcome|result)\s+(?:on|of)\s+the\s+)?(?P<one>{ORDINAL})\s+"
        rf"(?:{THING}\s+)?(?:{BE}\s+)?(?:an?\s+)?(?P<how>greater|higher|larger|more|smaller|lower|less"
        rf"|strictly\s+greater)\s*"
        rf"(?:number|value|score)?\s*than\s+(?:does\s+)?(?:that\s+(?:on|of)\s+)?(?:the\s+)?(?:(?:number|value)\s+"
        rf"(?:on|of)\s+the\s+)?(?P<other>{ORDINAL})(?:\s+{THING})?(?:\s+does)?", words,
    )  # fmt: skip
    if order is None or not all(isinstance(label, int) for label in space.labels):
        return None
    i, j = ORDINALS[order["one"]], ORDINALS[order["other"]]
    if max(i, j) >= space.n or i == j:
        return None
    up = order["how"] not in ("smaller", "lower", "less")
    return Phrase(words, lambda outcome: outcome[i] > outcome[j] if up else outcome[i] < outcome[j])


def side_by_side(words: str, space: Space) -> Phrase | None:
    """Ann and Bob sit next to each other: neighbours in an arrangement"""
    found = re.fullmatch(
        r"(?P<a>[\w ]+?)\s+and\s+(?P<b>[\w ]+?)\s+(?:(?:do\s+)?(?P<not>not)\s+)?(?:sit|sits|stand|stands|be|are|is"
        r"|end\s+up|placed|come|seated)?\s*(?:seated\s+|sitting\s+|placed\s+)?(?P<not2>not\s+)?"
        r"(?:next\s+to\s+(?:each\s+other|one\s+another)|side\s+by\s+side|adjacent(?:\s+to\s+each\s+other)?|together"
        r"|beside\s+each\s+other)", words,
    )  # fmt: skip
    if found is None or space.n != len(space.labels) or not space.arranged:
        return None
    a, b = kind_named(found["a"], space), kind_named(found["b"], space)
    if a is None or b is None or len(a) != 1 or len(b) != 1 or a == b:
        return None
    wanted = found["not"] is None and found["not2"] is None
    pair = a | b
    return Phrase(
        words,
        lambda outcome: any({x, y} == pair for x, y in _neighbours(outcome, space.round)) == wanted,
        kinds=(a, b),
    )


def _neighbours(outcome: tuple[Label, ...], around: bool) -> list[tuple[Label, Label]]:
    return [*pairwise(outcome), *([(outcome[-1], outcome[0])] if around else [])]


def matched(words: str, space: Space) -> Phrase | None:
    """no letter is in the right envelope; at least one gets his own hat"""
    if not space.matched:
        return None
    found = re.fullmatch(
        rf"(?P<how>no|none|nobody|no one|at least one|exactly\s+(?:{MANY})|all|every|each|exactly one)\s+(?:of\s+"
        rf"(?:them|the\s+\w+)\s+)?(?:letter|person|man|people|letters|guest|card|student|one|men|guests)?s?\s*"
        r"(?:is|are|gets?|goes|go|receives?|has|have|picks?|selects?|be|will\s+be|end\s+up|ends\s+up)?\s*(?:up\s+"
        r"|back\s+)?(?:put\s+)?(?:in|into|to)?\s*(?:the|his|her|their|its)?\s*(?:or\s+her\s+)?"
        r"(?:right|correct|proper|own)\s*(?:own\s+)?(?:envelopes?|hats?|coats?|umbrellas?|places?|ones?|phones?"
        r"|letters?)?", words,
    )  # fmt: skip
    if found is None:
        return None
    how = found["how"]
    if how in ("no", "none", "nobody", "no one"):
        return Phrase(words, lambda outcome: not any(i == label for i, label in enumerate(outcome, 1)))
    if how == "at least one":
        return Phrase(words, lambda outcome: any(i == label for i, label in enumerate(outcome, 1)))
    k = space.n if how in ("all", "every", "each") else figure(how.split()[-1])
    return Phrase(words, lambda outcome: sum(i == label for i, label in enumerate(outcome, 1)) == k)

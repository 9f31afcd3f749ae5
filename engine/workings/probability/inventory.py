"""What is in an urn, a class or a box: `5 red, 6 blue and 8 green balls`, `12 bulbs, of which 4 are broken`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from workings.probability.draft import COUNTS, whole

__all__ = ["NUM", "Inventory", "contents"]

NUM = "(?:" + "|".join(sorted(COUNTS, key=len, reverse=True)) + r"|\d+)"
_PLURAL = {"men": "man", "women": "woman", "children": "child", "people": "person"}
_PART = re.compile(rf"(?P<n>{NUM})\s+(?P<words>[a-z][a-z'/ -]*)", re.I)
_SOME_OF = re.compile(
    rf"(?P<n>{NUM})\s+(?P<noun>[a-z][a-z -]*?)\s*,?\s*(?:(?:out\s+)?of\s+which|of\s+whom)\s+(?:exactly\s+)?"
    rf"(?P<k>{NUM})\s+(?:is|are)\s+(?P<kind>[a-z-]+)"
    rf"(?:\s*,?\s+and\s+(?:the\s+)?(?:(?:rest|others|remaining)(?:\s+{NUM})?|(?P<l>{NUM}))\s+(?:is|are)\s+"
    rf"(?P<other>[a-z-]+))?",
    re.I,
)
_K_OF_WHICH = re.compile(
    rf"(?P<n>{NUM})\s+(?P<noun>[a-z][a-z -]*?)\s*,?\s*(?:and\s+)?(?P<k>{NUM})\s+of\s+(?:which|them|these|whom)\s+"
    rf"(?:is|are)\s+(?P<kind>[a-z-]+)(?P<l>-)?(?P<other>-)?",
    re.I,
)
_NUMBERED = re.compile(
    rf"(?:(?P<n>{NUM})\s+)?(?P<noun>[a-z]+(?:\s+of\s+[a-z]+)?)\s*,?\s*(?:that\s+are\s+|which\s+are\s+)?(?:numbered"
    rf"|labelled|labeled"
    rf"|marked)\s+(?:with\s+)?(?:the\s+numbers\s+)?(?:from\s+)?(?P<a>\d+)\s*(?:to|-|–|through)\s*(?P<b>\d+)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Inventory:
    """How many there are of each kind, and what one of them is called."""

    items: tuple[tuple[str | int, int], ...]
    things: tuple[str, ...]
    numbered: bool = False


def contents(text: str) -> Inventory | None:
    """The kinds and their numbers; None where the words are no such list.

    >>> contents("5 red, 6 blue, and 8 green balls").items
    (('red', 5), ('blue', 6), ('green', 8))
    >>> contents("12 light bulbs, of which 4 are defective").items
    (('defective', 4), ('not defective', 8))
    """
    said = text.strip(" .,;")
    numbered = _NUMBERED.fullmatch(said)
    if numbered:
        a, b = int(numbered["a"]), int(numbered["b"])
        n = whole(numbered["n"]) if numbered["n"] else b - a + 1
        if not 0 < b - a <= 1000 or n != b - a + 1:
            return None
        return Inventory(tuple((k, 1) for k in range(a, b + 1)), _both(numbered["noun"]), True)
    pairs = re.fullmatch(rf"(?P<n>{NUM})\s+pairs\s+of\s+(?:\w+\s+)?(?P<noun>[a-z]+)", said, re.I)
    if pairs and (many := whole(pairs["n"])) is not None and many > 1:
        return Inventory(tuple((f"pair {i}", 2) for i in range(1, many + 1)), _both(pairs["noun"]))
    some = _SOME_OF.fullmatch(said) or _K_OF_WHICH.fullmatch(said)
    if some:
        n, k = whole(some["n"]), whole(some["k"])
        if n is None or k is None or not 0 < k < n or (some["l"] and whole(some["l"]) != n - k):
            return None
        kind = some["kind"].lower()
        return Inventory(((kind, k), ((some["other"] or f"not {kind}").lower(), n - k)), _both(some["noun"]))
    return _listed(said)


def _listed(said: str) -> Inventory | None:
    parts = re.split(rf"\s*,\s*(?:and\s+)?(?=(?:{NUM})\s)|\s+and\s+(?=(?:{NUM})\s)|\s+plus\s+", said, flags=re.I)
    read = [_PART.fullmatch(part.strip()) for part in parts]
    if not parts or None in read:
        return None
    told = [(whole(m["n"]), m["words"].lower().split()) for m in read if m is not None]
    if any(n is None or n < 1 or len(words) > 4 for n, words in told):
        return None
    nouns = {_singular(words[-1]) for _, words in told if len(words) > 1}
    noun = next(iter(nouns)) if len(nouns) == 1 else ""
    if noun and len(told[-1][1]) < 2 and len(told) > 1:
        noun = noun if all(len(words) > 1 for _, words in told[:1]) and len(told[-1][1]) == 1 else ""
    items: dict[str, int] = {}
    for n, words in told:
        kind = words[:-1] if noun and len(words) > 1 and _singular(words[-1]) == noun else words
        name = " ".join(kind) if len(kind) > 1 else _singular(kind[0]) if not noun else kind[0]
        if name in items or n is None:
            return None
        items[name] = n
    return Inventory(tuple(items.items()), _both(noun) if noun else ())


def _singular(word: str) -> str:
    word = word.lower()
    return _PLURAL.get(word, re.sub(r"(?<=[^s])s$", "", word))


def _both(noun: str) -> tuple[str, ...]:
    last = noun.split()[-1].lower()
    return tuple(dict.fromkeys((noun.lower(), last, _singular(last))))

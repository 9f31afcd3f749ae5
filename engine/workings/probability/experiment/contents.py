"""What is in urns, boxes, decks and lots: each function with a scene and a match is a row of `rows.py`.

It takes the scene and what the row found, and gives the scene with what is told, or None where that makes no sense.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from workings.probability.experiment.grammar import Match
from workings.probability.experiment.scene import Box, Scene
from workings.probability.experiment.words import URNS, how_many
from workings.probability.spaces import CARDS

_PLURAL = {"men": "man", "women": "woman", "children": "child", "people": "person"}
FULL = tuple((card, 1) for card in CARDS)
_ANOTHER = re.compile(
    rf"\b(?:another|other|second)\s+(?:{'|'.join(URNS)})\b|\b(?:another|the\s+other)\s+(?:has|contains|holds|with)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Inventory:
    """How many there are of each kind, and what one of them is called."""

    items: Box
    things: tuple[str, ...] = ()
    numbered: bool = False


def contents(m: Match) -> Inventory | None:
    """The kinds and their numbers: 5 red and 3 blue balls; 12 bulbs, of which 4 are defective; cards numbered 1 to 9"""
    if "list" in m:
        return listed(m["list"])
    if "numbered" in m:
        return _numbered(m["numbered"])
    if "pairs" in m:
        many = how_many(m["pairs"].said("m")) or 0
        items = tuple((f"pair {i}", 2) for i in range(1, many + 1))
        return Inventory(items, called(m["pairs"].said("things"))) if many > 1 else None
    return part_of(m["some_of"])


def part_of(m: Match) -> Inventory | None:
    """12 bulbs of which 4 are defective, and the rest are good"""
    total, k = how_many(m.said("total")), how_many(m.said("k"))
    return None if total is None or k is None or not 0 < k < total else _parted(m, total, k)


def _parted(m: Match, total: int, k: int) -> Inventory | None:
    kind, other = m.said("kind"), f"not {m.said('kind')}"
    if "rest" in m:
        left = m["rest"].said("l")
        if left and how_many(left) != total - k:
            return None
        other = m["rest"].said("other")
    return Inventory(((kind, k), (other, total - k)), called(m.said("things")))


def listed(m: Match) -> Inventory | None:
    """5 red, 6 blue and 8 green balls"""
    told = [(how_many(item.said("n")), item.said("words").split(), item.said("label")) for item in m.all("item")]
    if any(n is None or n < 1 for n, _, _ in told):
        return None
    if all(label for _, _, label in told):
        items = tuple((int(label), n or 1) for n, _, label in told)
        return Inventory(items, called(told[0][1][-1]), True) if len(dict(items)) == len(told) else None
    nouns = {singular(words[-1]) for _, words, _ in told if len(words) > 1}
    noun = next(iter(nouns)) if len(nouns) == 1 else ""
    found: dict[str, int] = {}
    for n, words, label in told:
        kind = words[:-1] if noun and len(words) > 1 and singular(words[-1]) == noun else words
        name = " ".join(kind) if len(kind) > 1 else kind[0] if noun else singular(kind[0])
        if name in found or n is None or label:
            return None
        found[name] = n
    return Inventory(tuple(found.items()), called(noun))


def _numbered(m: Match) -> Inventory | None:
    a, b = int(m.said("a")), int(m.said("b"))
    many = how_many(m.said("m")) if "m" in m else b - a + 1
    if "next" in m and [int(one.words) for one in m.all("next")] != list(range(a + 1, a + 1 + len(m.all("next")))):
        return None
    if not 0 < b - a <= 1000 or many != b - a + 1 or m.said("things") in ("sides", "faces"):
        return None
    noun = m.said("noun") or m.said("things") or "number"
    return Inventory(
        tuple((k, 1) for k in range(a, b + 1)), (*called(noun), *called(m.said("things")), "number", "numbers"), True
    )


def singular(word: str) -> str:
    word = word.lower()
    ending = "es" if word.endswith("xes") else "s" if word.endswith("s") and not word.endswith("ss") else ""
    return _PLURAL.get(word, word.removesuffix(ending))


def called(noun: str) -> tuple[str, ...]:
    last = noun.split()[-1].lower() if noun else ""
    return tuple(dict.fromkeys(filter(None, (noun.lower(), last, singular(last)))))


def filled(scene: Scene, name: str, found: Inventory) -> Scene:
    return scene.told(boxes=(*scene.boxes, (name, found.items))).called(*found.things)


# What there is


def contains(scene: Scene, m: Match) -> Scene | None:
    """A bag contains 4 red, 3 green and 5 blue marbles; there are 10 white and 5 black socks in a drawer"""
    found = contents(m.get("contents") or m)
    if m.said("place").split()[-1:] and m.said("place").split()[-1] in URNS and _ANOTHER.search(scene.text):
        return None  # the first of them
    if found is None or not scene.is_new or (len(found.items) < 2 and not found.numbered):
        return None
    return filled(scene, "", found)


def some_of_all(scene: Scene, m: Match) -> Scene | None:
    """A box of 20 fuses contains 5 defective ones; 3 of 10 bulbs are defective; in a lot of 50 there are 3 bad items"""
    if not scene.is_new:
        return None
    if "list" not in m:
        found = part_of(m)
        return None if found is None else filled(scene, "", found)
    total, told = how_many(m.said("total")), listed(m["list"])
    if total is None or told is None or sum(n for _, n in told.items) > total:
        return None
    size = sum(int(n) for _, n in told.items)
    things = m.said("things").split()[-1] if "things" in m else ""
    items = tuple((_bare(str(kind), things), n) for kind, n in told.items)
    if len(items) > 1 and size < total:
        return None
    rest = ((f"not {items[0][0]}", total - size),) if size < total else ()
    return filled(scene, "", Inventory((*items, *rest), (*called(things), *told.things)))


def _bare(kind: str, things: str) -> str:
    """defective of `defective ones`"""
    words = kind.split()
    same = len(words) > 1 and singular(words[-1]) in (singular(things or "item"), "one", "item")
    return " ".join(words[:-1]) if same else kind


def so_many_things(scene: Scene, m: Match) -> Scene | None:
    """A bag contains 10 marbles: of which kinds is told later"""
    n, things = how_many(m.said("total")), m.said("things").split()
    if n is None or n < 2 or not scene.is_new or len(things) > 2:
        return None
    if things[-1].startswith("coin"):
        return scene  # which coins there are is told one by one
    return scene.told(size=n).called(*called(" ".join(things)))


def some_are(scene: Scene, m: Match) -> Scene | None:
    """4 of them are red and all the others are blue"""
    k = how_many(m.said("k"))
    if scene.size is None or scene.boxes or k is None or not 0 < k < scene.size:
        return None
    found = _parted(m, scene.size, k)
    return None if found is None else filled(scene.told(size=None), "", found)


def parts_are(scene: Scene, m: Match) -> Scene | None:
    """11 are red, 9 are blue and 5 are yellow"""
    return (
        None
        if scene.size is None or scene.boxes
        else _all_told(scene.told(size=None), m["parts"].all("part"), scene.size)
    )


def parts_of_all(scene: Scene, m: Match) -> Scene | None:
    """He has 15 discs, 5 of which are red, 6 are blue and 4 are green"""
    total = how_many(m.said("total"))
    told = None if total is None or not scene.is_new else _all_told(scene, m["parts"].all("part"), total)
    return None if told is None else told.called(*called(m.said("things")))


def _all_told(scene: Scene, parts: list[Match], total: int) -> Scene | None:
    """The kinds and their numbers, where these are all that there are."""
    items = tuple((part.said("kind"), how_many(part.said("n")) or 0) for part in parts)
    if len(items) < 2 or len(dict(items)) < len(items) or sum(n for _, n in items) != total:
        return None
    return filled(scene, "", Inventory(items))


def all_listed(scene: Scene, m: Match) -> Scene | None:
    """A hat contains 4 marbles: 1 yellow, 2 red and 1 blue"""
    found = listed(m["list"])
    if found is None or not scene.is_new or len(found.items) < 2:
        return None
    if sum(int(n) for _, n in found.items) != how_many(m.said("total")):
        return None
    return filled(scene, "", found).called(*called(m.said("things")))


def rest_are(scene: Scene, m: Match) -> Scene | None:
    """The rest are blue: what was only `not red`"""
    inside = scene.inside.get("", ())
    if len(inside) != 2 or not str(inside[1][0]).startswith("not "):
        return None
    return scene.told(boxes=(("", (inside[0], (m.said("kind"), inside[1][1]))),))


def labelled(scene: Scene, m: Match) -> Scene | None:
    """Bag A contains 2 red and 3 blue balls; the second contains ...; box 2 two silver coins"""
    found, name = contents(m["contents"]), named(scene, m["label"].words)
    if re.match(r"(?:an?|one)\b", m["label"].words, re.I) and not _ANOTHER.search(scene.text):
        return None  # the only one
    if found is None or scene.space is not None or name in scene.inside or "" in scene.inside:
        return None
    return filled(scene, name, found)


def named(scene: Scene, words: str) -> str:
    """`A`, `urn A` and `the urn A` are called urn A, `the first` and `the first urn` first urn."""
    told = [word for word in words.split() if word.lower() not in ("the", "number")]
    noun = next((singular(word) for word in re.findall("[a-z]+", scene.text.lower()) if singular(word) in URNS), "urn")
    if told[-1][0].isupper() or told[-1].isdigit():
        return f"{noun} {told[-1]}"
    word = told[0].lower()
    if word == "another" or "other" in words or "second" in words:
        return f"second {noun}"
    return f"first {noun}" if word in ("a", "an", "one") else f"{word} {noun}"


def deck(scene: Scene) -> Scene | None:
    if scene.boxes:
        return scene if scene.inside.get("") == FULL else None
    return scene.told(boxes=(("", FULL),)) if scene.is_new else None


def a_deck(scene: Scene, m: Match) -> Scene | None:
    """In a deck of 52 cards, ..."""
    return deck(scene) if m["deck"].said("size") in ("", "52") else None

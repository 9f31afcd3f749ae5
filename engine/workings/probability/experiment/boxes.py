"""What is in urns, boxes, decks and lots, and what is drawn from them: each function is a row of `rows.py`.

It takes the scene and what the row found, and gives the scene with what is told, or None where that makes no sense.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from workings.probability.experiment.grammar import Match
from workings.probability.experiment.scene import Box, Scene
from workings.probability.experiment.words import IDLE, URNS, how_many
from workings.probability.spaces import CARDS, Space

_PLURAL = {"men": "man", "women": "woman", "children": "child", "people": "person"}
_FULL = tuple((card, 1) for card in CARDS)
_MOST_DRAWN = 60
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
        return Inventory(items, _called(m["pairs"].said("things"))) if many > 1 else None
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
    return Inventory(((kind, k), (other, total - k)), _called(m.said("things")))


def listed(m: Match) -> Inventory | None:
    """5 red, 6 blue and 8 green balls"""
    told = [(how_many(item.said("n")), item.said("words").split(), item.said("label")) for item in m.all("item")]
    if any(n is None or n < 1 for n, _, _ in told):
        return None
    if all(label for _, _, label in told):
        items = tuple((int(label), n or 1) for n, _, label in told)
        return Inventory(items, _called(told[0][1][-1]), True) if len(dict(items)) == len(told) else None
    nouns = {singular(words[-1]) for _, words, _ in told if len(words) > 1}
    noun = next(iter(nouns)) if len(nouns) == 1 else ""
    found: dict[str, int] = {}
    for n, words, label in told:
        kind = words[:-1] if noun and len(words) > 1 and singular(words[-1]) == noun else words
        name = " ".join(kind) if len(kind) > 1 else kind[0] if noun else singular(kind[0])
        if name in found or n is None or label:
            return None
        found[name] = n
    return Inventory(tuple(found.items()), _called(noun))


def _numbered(m: Match) -> Inventory | None:
    a, b = int(m.said("a")), int(m.said("b"))
    many = how_many(m.said("m")) if "m" in m else b - a + 1
    if "next" in m and [int(one.words) for one in m.all("next")] != list(range(a + 1, a + 1 + len(m.all("next")))):
        return None
    if not 0 < b - a <= 1000 or many != b - a + 1 or m.said("things") in ("sides", "faces"):
        return None
    noun = m.said("noun") or m.said("things") or "number"
    return Inventory(
        tuple((k, 1) for k in range(a, b + 1)), (*_called(noun), *_called(m.said("things")), "number", "numbers"), True
    )


def singular(word: str) -> str:
    word = word.lower()
    ending = "es" if word.endswith("xes") else "s" if word.endswith("s") and not word.endswith("ss") else ""
    return _PLURAL.get(word, word.removesuffix(ending))


def _called(noun: str) -> tuple[str, ...]:
    last = noun.split()[-1].lower() if noun else ""
    return tuple(dict.fromkeys(filter(None, (noun.lower(), last, singular(last)))))


def _filled(scene: Scene, name: str, found: Inventory) -> Scene:
    return scene.told(boxes=(*scene.boxes, (name, found.items))).called(*found.things)


# What there is


def contains(scene: Scene, m: Match) -> Scene | None:
    """A bag contains 4 red, 3 green and 5 blue marbles; there are 10 white and 5 black socks in a drawer"""
    found = contents(m.get("contents") or m)
    if m.said("place").split()[-1:] and m.said("place").split()[-1] in URNS and _ANOTHER.search(scene.text):
        return None  # the first of them
    if found is None or not scene.is_new or (len(found.items) < 2 and not found.numbered):
        return None
    return _filled(scene, "", found)


def some_of_all(scene: Scene, m: Match) -> Scene | None:
    """A box of 20 fuses contains 5 defective ones; 3 of 10 bulbs are defective; in a lot of 50 there are 3 bad items"""
    if not scene.is_new:
        return None
    if "list" not in m:
        found = part_of(m)
        return None if found is None else _filled(scene, "", found)
    total, told = how_many(m.said("total")), listed(m["list"])
    if total is None or told is None or sum(n for _, n in told.items) > total:
        return None
    size = sum(int(n) for _, n in told.items)
    things = m.said("things").split()[-1] if "things" in m else ""
    items = tuple((_bare(str(kind), things), n) for kind, n in told.items)
    if len(items) > 1 and size < total:
        return None
    rest = ((f"not {items[0][0]}", total - size),) if size < total else ()
    return _filled(scene, "", Inventory((*items, *rest), (*_called(things), *told.things)))


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
    return scene.told(size=n).called(*_called(" ".join(things)))


def some_are(scene: Scene, m: Match) -> Scene | None:
    """4 of them are red and all the others are blue"""
    k = how_many(m.said("k"))
    if scene.size is None or scene.boxes or k is None or not 0 < k < scene.size:
        return None
    found = _parted(m, scene.size, k)
    return None if found is None else _filled(scene.told(size=None), "", found)


def parts_are(scene: Scene, m: Match) -> Scene | None:
    """11 are red, 9 are blue and 5 are yellow"""
    return None if scene.size is None or scene.boxes else _all_told(scene.told(size=None), m["parts"].all("part"), scene.size)


def parts_of_all(scene: Scene, m: Match) -> Scene | None:
    """He has 15 discs, 5 of which are red, 6 are blue and 4 are green"""
    total = how_many(m.said("total"))
    told = None if total is None or not scene.is_new else _all_told(scene, m["parts"].all("part"), total)
    return None if told is None else told.called(*_called(m.said("things")))


def _all_told(scene: Scene, parts: list[Match], total: int) -> Scene | None:
    """The kinds and their numbers, where these are all that there are."""
    items = tuple((part.said("kind"), how_many(part.said("n")) or 0) for part in parts)
    if len(items) < 2 or len(dict(items)) < len(items) or sum(n for _, n in items) != total:
        return None
    return _filled(scene, "", Inventory(items))


def all_listed(scene: Scene, m: Match) -> Scene | None:
    """A hat contains 4 marbles: 1 yellow, 2 red and 1 blue"""
    found = listed(m["list"])
    if found is None or not scene.is_new or len(found.items) < 2:
        return None
    if sum(int(n) for _, n in found.items) != how_many(m.said("total")):
        return None
    return _filled(scene, "", found).called(*_called(m.said("things")))


def rest_are(scene: Scene, m: Match) -> Scene | None:
    """The rest are blue: what was only `not red`"""
    inside = scene.inside.get("", ())
    if len(inside) != 2 or not str(inside[1][0]).startswith("not "):
        return None
    return scene.told(boxes=(("", (inside[0], (m.said("kind"), inside[1][1]))),))


def labelled(scene: Scene, m: Match) -> Scene | None:
    """Bag A contains 2 red and 3 blue balls; the second contains ...; box 2 two silver coins"""
    found, name = contents(m["contents"]), _named(scene, m["label"].words)
    if re.match(r"(?:an?|one)\b", m["label"].words, re.I) and not _ANOTHER.search(scene.text):
        return None  # the only one
    if found is None or scene.space is not None or name in scene.inside or "" in scene.inside:
        return None
    return _filled(scene, name, found)


def _named(scene: Scene, words: str) -> str:
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
        return scene if scene.inside.get("") == _FULL else None
    return scene.told(boxes=(("", _FULL),)) if scene.is_new else None


def a_deck(scene: Scene, m: Match) -> Scene | None:
    """In a deck of 52 cards, ..."""
    return deck(scene) if m["deck"].said("size") in ("", "52") else None


# What is drawn


def draw(scene: Scene, m: Match) -> Scene | None:
    """Two cards are drawn from a deck; you pick 3 balls; a committee of 5 is selected from 6 men and 9 women"""
    drawn = m["drawn"]
    n, noun = how_many(drawn.said("n")), drawn.said("words") or drawn.said("noun")
    if n is None or not 1 <= n <= _MOST_DRAWN or scene.draws is not None or scene.space is not None:
        return None
    found = _from(scene, m["from"]["source"]) if "from" in m else scene
    if found is None:
        return None
    if len(found.boxes) > 1:
        return _from_chosen(found, m["from"]["source"] if "from" in m else None, n, noun)
    if not found.boxes and noun.split()[-1:] in (["card"], ["cards"]) and "from" not in m:
        found = deck(found) or found
    if not found.boxes:
        return None
    if n > 1 and "be_drawn" in m and " " not in m.said("be_drawn"):
        found = found.told(manners=found.manners | {"apart"})  # two drawn: at once, or one after the other?
    return _so_many(found, n, noun)


def _so_many(scene: Scene, n: int, noun: str) -> Scene | None:
    """So many are drawn; words before the noun tell what kind one is, or nothing."""
    words = [word for word in noun.split() if word not in IDLE]
    while words and (singular(words[-1]) in map(singular, scene.things) or words[-1] in ("ones", "one")):
        words.pop()
    labels = tuple(label for label, _ in scene.boxes[0][1])
    if words and noun:
        space = Space(labels, (1,) * len(labels), 1, False)
        kind = space.kind(" ".join(words))
        if kind is None and len(words) > 1:
            kind = space.kind(" ".join(words[:-1]))
            words = words[:-1] if kind else words
        if kind is not None and kind != frozenset(labels):
            return scene.told(draws=1, given=f"it is {' '.join(words)}") if n == 1 and not scene.given else None
        if kind is None and len(words) > 1 and not {words[-1], singular(words[-1])} & set(scene.things):
            return None  # a kind that there is none of
    last = noun.split()[-1] if noun else ""
    return scene.told(draws=n).called(last, singular(last) if last else "")


def _from(scene: Scene, source: Match) -> Scene | None:
    """The scene with what is told of that from which is drawn."""
    if "deck" in source:
        return deck(scene) if source["deck"].said("size") in ("", "52") else None
    if "contents" in source and scene.is_new:
        found = contents(source["contents"])
        return None if found is None or (len(found.items) < 2 and not found.numbered) else _filled(scene, "", found)
    if "b" in source and scene.is_new:
        return _filled(
            scene,
            "",
            Inventory(
                tuple((k, 1) for k in range(1, int(source.said("b")) + 1)), ("number", "numbers", "integer"), True
            ),
        )
    return None if "contents" in source or "b" in source else scene


def _from_chosen(scene: Scene, source: Match | None, n: int, noun: str) -> Scene | None:
    """... and two balls are drawn from it: from the box that was met, or into which something was moved"""
    if not scene.chosen and not scene.moved:
        return None
    if (
        source is not None
        and "label" in source
        and (scene.moved is None or _named(scene, source["label"].words) != scene.moved[1])
    ):
        return None
    if scene.moved is not None and (
        source is None or ("label" not in source and source.words.lower() != "it" and "latter" not in source.words)
    ):
        return None
    words = noun.split()
    if len(words) > 1 and singular(words[-1]) in scene.things and words[0] not in IDLE:
        return scene.told(draws=1, given=f"it is {words[0]}") if n == 1 and len(words) == 2 else None
    return scene.told(draws=n).called(*words[-1:])


def draw_hand(scene: Scene, m: Match) -> Scene | None:
    """A five-card hand is dealt"""
    n = how_many((m.said("hand") or m.said("n")).removesuffix("-card"))
    found = _from(scene, m["from"]["source"]) if "from" in m else deck(scene)
    if n is None or found is None or found.draws is not None or found.inside.get("") != _FULL:
        return None
    return found.told(draws=n)


def draw_again(scene: Scene, m: Match) -> Scene | None:
    """Then a second ball is drawn"""
    return scene.told(draws=2, manners=scene.manners | {"apart"}) if scene.draws == 1 and not scene.given else None


def put_back(scene: Scene, m: Match) -> Scene | None:
    """It is put back before the next draw"""
    return scene.told(replaced=True) if scene.boxes and scene.replaced is None else None


def kept(scene: Scene, m: Match) -> Scene | None:
    """It is not replaced"""
    return scene.told(replaced=False) if scene.boxes and scene.replaced is None else None


# One of several boxes


def one_box(scene: Scene, m: Match) -> Scene | None:
    """One of the bags is selected at random"""
    if len(scene.boxes) < 2 or scene.chosen or "" in scene.inside:
        return None
    return scene.told(chosen=tuple((name, Fraction(1, len(scene.boxes))) for name, _ in scene.boxes))


def move(scene: Scene, m: Match) -> Scene | None:
    """One ball is moved from urn A to urn B"""
    source, target, many = _named(scene, m["one"].words), _named(scene, m["other"].words), how_many(m.said("m"))
    if (
        not {source, target} <= set(scene.inside)
        or source == target
        or scene.moved
        or many is None
        or not 1 <= many <= 5
    ):
        return None
    return scene.told(moved=(source, target, many))


def by_toss(scene: Scene, m: Match) -> Scene | None:
    """If it is heads, a ball is drawn from urn A, otherwise from urn B: the box that a coin or die decides"""
    space = scene.space
    if space is None or space.n != 1 or scene.chosen:
        return None
    faces = [m.said(key).strip(" ,") for key in ("face", "back") if key in m]
    sides = [space.kind(face) or _counted(space, face) for face in faces]
    if None in sides or (len(sides) == 2 and (sides[0] & sides[1] or sides[0] | sides[1] != frozenset(space.labels))):  # type: ignore[operator]
        return None
    weight = sum(w for label, w in zip(space.labels, space.weights, strict=True) if label in (sides[0] or ()))
    share = Fraction(weight) / Fraction(space.size)
    names = [_named(scene, m["one"].words), _named(scene, m["other"].words)]
    for name, key in zip(names, ("one_in", "other_in"), strict=True):
        inside = listed(m[key]) if key in m else None
        if inside is not None:
            scene = _filled(scene, name, inside)
    if len(set(names)) < 2 or not set(names) <= set(scene.inside):
        return None
    also = tuple(zip(faces, names, strict=False))
    return scene.told(chosen=((names[0], share), (names[1], 1 - share)), space=None, draws=1, also=also)


def _counted(space: Space, words: str) -> frozenset[object] | None:
    said = space.phrase(words)
    return said.counted.kind if said is not None and said.counted is not None else None


def by_either_side(scene: Scene, m: Match) -> Scene | None:
    """We flip a coin and then draw from the first or the second urn, depending on whether it is heads or tails"""
    names = [_named(scene, m[key].words) for key in ("one", "other")]
    if not set(names) <= set(scene.inside) or len(set(names)) < 2 or scene.chosen or scene.draws is not None:
        return None
    chosen = tuple((name, Fraction(1, 2)) for name in names)
    return scene.told(chosen=chosen, draws=1, also=((m.said("side"), names[0]), (m.said("side2"), names[1])))


def idle(scene: Scene, m: Match) -> Scene | None:
    """The selection is made at random: nothing that is not known"""
    return scene


def idle_things(scene: Scene, m: Match) -> Scene | None:
    return scene if scene.boxes else None

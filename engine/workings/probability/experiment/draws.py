"""What is drawn from urns and decks, and from which of several: each function is a row of `rows.py`.

It takes the scene and what the row found, and gives the scene with what is told, or None where that makes no sense.
"""

from __future__ import annotations

from fractions import Fraction

from workings.probability.experiment.contents import (
    FULL,
    Inventory,
    contents,
    deck,
    filled,
    listed,
    named,
    singular,
)
from workings.probability.experiment.grammar import Match
from workings.probability.experiment.scene import Scene
from workings.probability.experiment.words import IDLE, how_many
from workings.probability.spaces import Space

_MOST_DRAWN = 60


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
        return None if found is None or (len(found.items) < 2 and not found.numbered) else filled(scene, "", found)
    if "b" in source and scene.is_new:
        return filled(
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
        and (scene.moved is None or named(scene, source["label"].words) != scene.moved[1])
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


def draw_times(scene: Scene, m: Match) -> Scene | None:
    """You draw twice: one after the other"""
    n = how_many(m.said("n"))
    found = _from(scene, m["from"]["source"]) if "from" in m else scene
    if n is None or found is None or [name for name, _ in found.boxes] != [""] or found.draws is not None:
        return None
    return found.told(draws=n, manners=found.manners | {"apart"})


def draw_hand(scene: Scene, m: Match) -> Scene | None:
    """A five-card hand is dealt"""
    n = how_many((m.said("hand") or m.said("n")).removesuffix("-card"))
    found = _from(scene, m["from"]["source"]) if "from" in m else deck(scene)
    if n is None or found is None or found.draws is not None or found.inside.get("") != FULL:
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
    source, target, many = named(scene, m["one"].words), named(scene, m["other"].words), how_many(m.said("m"))
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
    names = [named(scene, m["one"].words), named(scene, m["other"].words)]
    for name, key in zip(names, ("one_in", "other_in"), strict=True):
        inside = listed(m[key]) if key in m else None
        if inside is not None:
            scene = filled(scene, name, inside)
    if len(set(names)) < 2 or not set(names) <= set(scene.inside):
        return None
    also = tuple(zip(faces, names, strict=False))
    return scene.told(chosen=((names[0], share), (names[1], 1 - share)), space=None, draws=1, also=also)


def _counted(space: Space, words: str) -> frozenset[object] | None:
    said = space.phrase(words)
    return said.counted.kind if said is not None and said.counted is not None else None


def by_either_side(scene: Scene, m: Match) -> Scene | None:
    """We flip a coin and then draw from the first or the second urn, depending on whether it is heads or tails"""
    names = [named(scene, m[key].words) for key in ("one", "other")]
    if not set(names) <= set(scene.inside) or len(set(names)) < 2 or scene.chosen or scene.draws is not None:
        return None
    chosen = tuple((name, Fraction(1, 2)) for name in names)
    return scene.told(chosen=chosen, draws=1, also=((m.said("side"), names[0]), (m.said("side2"), names[1])))


def idle(scene: Scene, m: Match) -> Scene | None:
    """The selection is made at random: nothing that is not known"""
    return scene


def idle_things(scene: Scene, m: Match) -> Scene | None:
    return scene if scene.boxes else None

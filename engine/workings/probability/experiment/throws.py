"""Dice and coins, and coins of several kinds: each function is a row of `rows.py`.

It takes the scene and what the row found, and gives the scene with what is told, or None where that makes no sense.
"""

from __future__ import annotations

import re
from fractions import Fraction

from workings.probability.experiment.grammar import Match
from workings.probability.experiment.scene import TOSSES, Scene
from workings.probability.experiment.words import how_many
from workings.probability.spaces import Space
from workings.probability.spelling import read_share
from workings.rule import Text

_NO_MEMORY = Text(
    "the tosses before are read as independent of the next one", "それまでの結果と次の結果は独立と読みました"
)
MOST = 40  # throws or trials


def _thrown(scene: Scene, roll_of: Match, n: int | None) -> Scene | None:
    """So many throws of the dice or coins."""
    die = roll_of["die"]
    many = how_many(die.said("n")) if "n" in die else 1
    if (
        many is None
        or n is None
        or not 1 <= many * n <= MOST
        or scene.space is not None
        or "" in scene.inside
        or scene.chosen
        or scene.success
    ):
        return None
    is_coin = die.said("what").startswith("coin")
    sides = how_many(re.sub(r"-\w+$", "", die.said("sides"))) if "sides" in die else 2 if is_coin else 6
    if sides is None or not 2 <= sides <= 1000 or (is_coin and sides != 2):
        return None
    heads = _heads(die["bias"]) if "bias" in die else scene.coin
    if ("biased" in die and (heads is None or not is_coin)) or ("bias" in die and heads is None):
        return None
    if is_coin:
        heads = Fraction(1, 2) if heads is None else heads
        space = Space(
            ("head", "tail"), (heads, 1 - heads) if heads != Fraction(1, 2) else (1, 1), many * n, True, TOSSES
        )
    else:
        space = Space(tuple(range(1, sides + 1)), (1,) * sides, many * n, True, TOSSES)
    colours = roll_of.get("colours")
    if colours is not None:
        if many * n != 2:
            return None
        scene = scene.told(names=(colours.said("c1"), colours.said("c2")))
    return scene.told(space=space)


def roll(scene: Scene, m: Match) -> Scene | None:
    """Two dice are rolled; a coin is tossed 4 times; a pair of dice is thrown"""
    return _thrown(scene, m["roll_of"], how_many(m.said("n")) if "n" in m else 1)


def thing_thrown(scene: Scene, m: Match) -> Scene | None:
    """two dice; a coin 3 times: where it is not said what is done with them"""
    return None if "bias" in m["roll_of"]["die"] else roll(scene, m)


def roll_nouns(scene: Scene, m: Match) -> Scene | None:
    """3 fair coin tosses"""
    n = how_many(m.said("n"))
    return (
        scene.told(space=Space(("head", "tail"), (1, 1), n, True, TOSSES)) if n and n <= MOST and scene.is_new else None
    )


def each_rolls(scene: Scene, m: Match) -> Scene | None:
    """Three friends each roll a die; Ann and Bob each roll a die"""
    players = m["players"]
    names = tuple(found.words.lower() for key in ("c1", "c2", "c3") for found in players.all(key))
    n = len(names) if names else how_many(players.said("n"))
    die = m["roll_of"]["die"]
    if "n" in die and how_many(die.said("n")) != 1:
        return None
    if "top" in m and m.said("top") != "6":
        return None
    told = _thrown(scene, m["roll_of"], n)
    return None if told is None else told.told(names=names)


def two_dice(scene: Scene, m: Match) -> Scene | None:
    """A black and a red die are rolled: the black one is called the first"""
    if not scene.is_new:
        return None
    return scene.told(names=(m.said("c1"), m.said("c2")), space=Space(tuple(range(1, 7)), (1,) * 6, 2, True, TOSSES))


def usual_die(scene: Scene, m: Match) -> Scene | None:
    """A six-sided die has sides numbered 1 through 6"""
    sides = how_many(re.sub(r"-\w+$", "", m.said("sides"))) if "sides" in m else 6
    return scene if sides == int(m.said("top")) == 6 else None


def _heads(m: Match) -> Fraction | None:
    """With what probability the coin that is told of shows heads."""
    share = m.get("p") or (m["chance"].get("p") if "chance" in m else None)
    p = None if share is None else read_share(share.words)
    side = m.said("side") or (m["heads_up"].said("side") if "heads_up" in m else "")
    if p is None or not 0 <= p <= 1 or side[:4] not in ("head", "tail"):
        return None
    return p if side.startswith("head") else 1 - p


def biased_coin(scene: Scene, m: Match) -> Scene | None:
    """A biased coin lands heads with probability 0.6"""
    die = m.get("die")
    if die is not None and (not die.said("what").startswith("coin") or how_many(die.said("n") or "one") != 1):
        return None
    told = [
        found
        for part in (m, *m.all("bias"), *(die.all("bias") if die is not None else ()))
        if (found := _heads(part)) is not None
    ]
    return scene.told(coin=told[0]) if len(told) == 1 and scene.coin is None and scene.is_new else None


def tossed_until(scene: Scene, m: Match) -> Scene | None:
    """A die is thrown until a six appears: how often is what is asked"""
    told = _thrown(scene, m["roll_of"], 1)
    words = re.sub(r"^(?:(?:either|an?|the|number|first)\s+)+", "", m["until"].said("kind"))
    kinds = (
        [told.space.kind(re.sub(r"^an?\s+", "", word)) for word in words.split(" or ")]
        if told and told.space
        else [None]
    )
    if told is None or scene.until is not None or None in kinds or len(told.space.labels) > 20:  # type: ignore[union-attr]
        return None
    return told.told(until=frozenset().union(*(kind for kind in kinds if kind)))


def came_before(scene: Scene, m: Match) -> Scene | None:
    """A fair coin has come up heads 5 times in a row: of which the next toss knows nothing"""
    return scene.noted(_NO_MEMORY) if scene.is_new else None


def again(scene: Scene, m: Match) -> Scene | None:
    """It is tossed once more"""
    if not scene.is_new or _NO_MEMORY not in scene.notes:
        return None
    return scene.told(space=Space(("head", "tail"), (1, 1), 1, True, TOSSES))


def spinner(scene: Scene, m: Match) -> Scene | None:
    """A spinner has 8 equal sectors numbered 1 to 8"""
    a, b = int(m.said("a")), int(m.said("b"))
    if how_many(m.said("k")) != b - a + 1 or not scene.is_new:
        return None
    inside = tuple((label, 1) for label in range(a, b + 1))
    return scene.told(boxes=(("", inside),)).called("sector", "number", "numbers", "spin")


def spun(scene: Scene, m: Match) -> Scene | None:
    """It is spun twice"""
    n = how_many(m.said("n")) if "n" in m else 1
    return scene.told(draws=n, replaced=True) if n and "sector" in scene.things and scene.draws is None else None


# One of several coins


def coins(scene: Scene, m: Match) -> Scene | None:
    """A jar contains 6 fair coins and 4 double-headed coins; one has two heads, one is fair"""
    found: dict[str, tuple[int, Fraction]] = {}
    for one in m["coins"].all("coin"):
        name = kind_of_coin(one)
        sure = {"two-headed coin": Fraction(1), "two-tailed coin": Fraction(0), "fair coin": Fraction(1, 2)}
        heads = _heads(one["bias"]) if "bias" in one else sure.get(name)
        if heads is None or name in found:
            return None
        found[name] = how_many(one.said("which")) or 1, heads
    size = sum(many for many, _ in found.values())
    if len(found) < 2 or not scene.is_new or scene.chosen:
        return None
    boxes = tuple((name, (("head", heads), ("tail", 1 - heads))) for name, (_, heads) in found.items())
    return scene.told(boxes=boxes, chosen=tuple((name, Fraction(many, size)) for name, (many, _) in found.items()))


def kind_of_coin(m: Match) -> str:
    """fair coin, biased coin, two-headed coin"""
    if "biased" in m:
        return f"{m.said('biased')} coin"
    sides = "tail" if "tail" in m.said("double") else "head"
    return f"two-{sides}ed coin" if "double" in m else "fair coin"


def _are_coins(scene: Scene) -> bool:
    return bool(scene.chosen) and all(name.endswith(" coin") for name, _ in scene.chosen)


def coin_picked(scene: Scene, m: Match) -> Scene | None:
    """One of the coins is picked: which of them is read from how many there are"""
    return scene if _are_coins(scene) else None


def coin_tossed(scene: Scene, m: Match) -> Scene | None:
    """A coin is picked and tossed twice; it is tossed 3 times"""
    n = how_many(m.said("n")) if "n" in m else 1
    if n is None or not 1 <= n <= MOST:
        return None
    if scene.coin is not None and scene.space is None:
        return scene.told(space=Space(("head", "tail"), (scene.coin, 1 - scene.coin), n, True, TOSSES))
    return scene.told(draws=n) if _are_coins(scene) and scene.draws is None else None

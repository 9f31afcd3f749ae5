"""Trials that succeed with a probability: each function is a row of `rows.py`.

It takes the scene and what the row found, and gives the scene with what is told, or None where that makes no sense.
"""

from __future__ import annotations

import re
from fractions import Fraction

from workings.probability.experiment.contents import singular
from workings.probability.experiment.grammar import Match
from workings.probability.experiment.scene import Scene
from workings.probability.experiment.throws import MOST
from workings.probability.experiment.words import how_many
from workings.probability.spaces import Space
from workings.probability.spelling import read_share
from workings.rule import Text

_GUESSES = Text(
    "each guess is read as right with the same probability, independently of the others",
    "どの解答も同じ確率で正解し、互いに独立と読みました",
)
_COIN = re.compile(r"\b(?:coins?|dice|die)\b", re.I)


def succeeds(scene: Scene, m: Match) -> Scene | None:
    """A player makes 70% of her free throws; each of 5 components fails with probability 0.1; P(up) = 0.6 each day"""
    share = m.get("p") or (m["chance"].get("p") if "chance" in m else None)
    p = (
        read_share(share.words)
        if share
        else Fraction(1, int(m.said("in")))
        if "in" in m and int(m.said("in"))
        else None
    )
    verb = m.said("verb") or "success"
    if p is None or not 0 <= p <= 1 or not scene.is_new or scene.coin is not None or _COIN.search(m.words):
        return None
    n = how_many(m.said("m")) if "m" in m else None
    if "m" in m and (n is None or m.said("m") in ("a", "an") or scene.draws is not None or not 1 <= n <= MOST):
        return None
    things = [word for word in m.said("things").split() if len(word) > 2]
    scene = scene.told(draws=n) if "m" in m else scene
    return scene.told(success=(verb, p)).called(*things, *map(singular, things))


def share_of_lot(scene: Scene, m: Match) -> Scene | None:
    """5% of a large batch of items are defective: each of those drawn from it is, independently"""
    if "large" not in m.words and "independent" not in scene.manners:
        return None
    told = succeeds(scene, m)
    return None if told is None else told.told(manners=told.manners | {"independent"})


def tried(scene: Scene, m: Match) -> Scene | None:
    """She shoots 4 free throws; three seeds are planted"""
    n = how_many(m.said("m"))
    if scene.success is None or scene.draws is not None or n is None or not 1 <= n <= MOST:
        return None
    things = [word for word in m.said("try").split() if len(word) > 2]
    return scene.told(draws=n).called(*things, *map(singular, things))


def bought(scene: Scene, m: Match) -> Scene | None:
    """One ticket in 50 wins; I buy 3 tickets from different draws"""
    n = how_many(m.said("m"))
    apart = "different" in m.words or "separate" in m.words or "independent" in m.words
    if scene.success is None or scene.draws is not None or n is None or not apart:
        return None
    return scene.told(draws=n, manners=scene.manners | {"independent"})


def apart(scene: Scene, m: Match) -> Scene | None:
    """assuming independence: of the trials that are known"""
    return scene.told(manners=scene.manners | {"independent"}) if scene.success is not None else None


def guessing(scene: Scene, m: Match) -> Scene | None:
    """A multiple choice test has 5 questions with 4 options each"""
    n, k = how_many(m.said("n")), how_many(m.said("k")) if "k" in m else 2
    if n is None or k is None or not (1 <= n <= MOST and k > 1) or not scene.is_new:
        return None
    return scene.told(success=("correct", Fraction(1, k)), draws=n).called("answers", "answer", "questions", "question")


def guessed(scene: Scene, m: Match) -> Scene | None:
    """A student guesses every answer"""
    if scene.success is None or scene.success[0] != "correct" or scene.draws is None or scene.space is not None:
        return None
    _, p = scene.success
    return scene.told(space=Space(("correct", "wrong"), (p, 1 - p), scene.draws, True, scene.things)).noted(_GUESSES)

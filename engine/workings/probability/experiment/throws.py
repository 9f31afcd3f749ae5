"""Dice, coins, trials, people and rows of them: each function is a row of `rows.py`.

It takes the scene and what the row found, and gives the scene with what is told, or None where that makes no sense.
"""

from __future__ import annotations

import re
from fractions import Fraction

from workings.probability.experiment.boxes import singular
from workings.probability.experiment.grammar import Match
from workings.probability.experiment.scene import TOSSES, Scene
from workings.probability.experiment.words import how_many
from workings.probability.spaces import Label, Space
from workings.probability.spelling import read_share
from workings.rule import Text

CHILDREN = Text(
    "each child is read as a boy or a girl with probability 1/2, independently",
    "子どもの性別は独立で、確率 1/2 ずつと読みました",
)
BIRTHDAYS = Text(
    "each of the {} is read as equally likely for each person, independently",
    "{} のどれも同じ確からしさで、人ごとに独立と読みました",
)
NO_MEMORY = Text(
    "the tosses before are read as independent of the next one", "それまでの結果と次の結果は独立と読みました"
)
DIGITS = Text(
    "each digit is read as any of 0 to 9, independent of the others",
    "各桁は 0 から 9 のどれも等しく、互いに独立と読みました",
)
GUESSES = Text(
    "each guess is read as right with the same probability, independently of the others",
    "どの解答も同じ確率で正解し、互いに独立と読みました",
)
_MOST = 40  # throws or trials
_COIN = re.compile(r"\b(?:coins?|dice|die)\b", re.I)
_HEADS = {"two": Fraction(1), "double": Fraction(1), "2": Fraction(1), "heads": Fraction(1), "a": Fraction(1)}


# Dice and coins


def _thrown(scene: Scene, roll_of: Match, n: int | None) -> Scene | None:
    """So many throws of the dice or coins."""
    die = roll_of["die"]
    many = how_many(die.said("n")) if "n" in die else 1
    if (
        many is None
        or n is None
        or not 1 <= many * n <= _MOST
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
        scene.told(space=Space(("head", "tail"), (1, 1), n, True, TOSSES))
        if n and n <= _MOST and scene.is_new
        else None
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
    return scene.noted(NO_MEMORY) if scene.is_new else None


def again(scene: Scene, m: Match) -> Scene | None:
    """It is tossed once more"""
    if not scene.is_new or NO_MEMORY not in scene.notes:
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
        which = one.said("which")
        many = how_many(which) or 1
        if "biased" in one:
            name, heads = one.said("biased"), _heads(one["bias"])
        elif "double" in one:
            sides = "tail" if "tail" in one.said("double") else "head"
            name, heads = f"two-{sides}ed", Fraction(sides == "head")
        else:
            name, heads = "fair", Fraction(1, 2)
        if heads is None or f"{name} coin" in found:
            return None
        found[f"{name} coin"] = many, heads
    size = sum(many for many, _ in found.values())
    if len(found) < 2 or not scene.is_new or scene.chosen:
        return None
    boxes = tuple((name, (("head", heads), ("tail", 1 - heads))) for name, (_, heads) in found.items())
    return scene.told(boxes=boxes, chosen=tuple((name, Fraction(many, size)) for name, (many, _) in found.items()))


def _are_coins(scene: Scene) -> bool:
    return bool(scene.chosen) and all(name.endswith(" coin") for name, _ in scene.chosen)


def coin_picked(scene: Scene, m: Match) -> Scene | None:
    """One of the coins is picked: which of them is read from how many there are"""
    return scene if _are_coins(scene) else None


def coin_tossed(scene: Scene, m: Match) -> Scene | None:
    """A coin is picked and tossed twice; it is tossed 3 times"""
    n = how_many(m.said("n")) if "n" in m else 1
    if n is None or not 1 <= n <= _MOST:
        return None
    if scene.coin is not None and scene.space is None:
        return scene.told(space=Space(("head", "tail"), (scene.coin, 1 - scene.coin), n, True, TOSSES))
    return scene.told(draws=n) if _are_coins(scene) and scene.draws is None else None


# Trials that succeed with a probability


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
    if "m" in m and (n is None or m.said("m") in ("a", "an") or scene.draws is not None or not 1 <= n <= _MOST):
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
    if scene.success is None or scene.draws is not None or n is None or not 1 <= n <= _MOST:
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
    if n is None or k is None or not (1 <= n <= _MOST and k > 1) or not scene.is_new:
        return None
    return scene.told(success=("correct", Fraction(1, k)), draws=n).called("answers", "answer", "questions", "question")


def guessed(scene: Scene, m: Match) -> Scene | None:
    """A student guesses every answer"""
    if scene.success is None or scene.success[0] != "correct" or scene.draws is None or scene.space is not None:
        return None
    _, p = scene.success
    return scene.told(space=Space(("correct", "wrong"), (p, 1 - p), scene.draws, True, scene.things)).noted(GUESSES)


# People, digits, numbers


def children(scene: Scene, m: Match) -> Scene | None:
    """A family has three children, each equally likely to be a boy or a girl"""
    n = how_many(m.said("n"))
    if n is None or not 1 <= n <= 10 or not scene.is_new:
        return None
    return scene.told(space=Space(("boy", "girl"), (1, 1), n, True, ("child", "children"))).noted(CHILDREN)


_AMONG = (
    ("days of the week", 7, ("day of the week", "days of the week")),
    ("months", 12, ("month",)),
    ("365 days", 365, ("birthday", "birth day")),
)


def people(scene: Scene, m: Match) -> Scene | None:
    """In a room of 23 people: birthdays among 365 days, months of birth, days of the week, as is asked"""
    n = how_many(m.said("n"))
    found = next(((words, k) for words, k, said in _AMONG if any(one in scene.text.lower() for one in said)), None)
    if n is None or found is None or not 2 <= n <= 100 or not scene.is_new:
        return None
    words, among = found
    space = Space(tuple(range(1, among + 1)), (1,) * among, n, True, ("people", "person"))
    return scene.told(space=space).noted(Text(BIRTHDAYS.en.format(words), BIRTHDAYS.ja.format(words)))


def digits(scene: Scene, m: Match) -> Scene | None:
    """A four-digit PIN is chosen at random; passwords of 4 digits"""
    n = how_many(m.said("n").removesuffix("-digit"))
    if n is None or not 2 <= n <= 8 or not scene.is_new or "random" not in scene.manners:
        return None
    if "number" in m.words.lower().split() and "n" in m and m.said("n").endswith("-digit"):
        return None  # 0123 is no four-digit number
    return scene.told(space=Space(tuple(range(10)), (1,) * 10, n, True, ("digit", "digits"))).noted(DIGITS)


def number(scene: Scene, m: Match) -> Scene | None:
    """An integer is chosen between 1 and 50 inclusive; three people each choose a number from 1 to 5"""
    a, b, n = int(m.said("a") or 1), int(m.said("b")), how_many(m.said("m"))
    each = " each " in m.words
    if n is None or not 1 <= n <= 20 or not 0 < b - a <= 1000 or not scene.is_new or (n > 1 and not each):
        return None
    if "between" in m.words and "inclusive" not in m.words and a != 1:
        return None
    labels = tuple(range(a, b + 1))
    return scene.told(space=Space(labels, (1,) * len(labels), n, True, ("number", "integer", "numbers")))


# Arrangements


def letters(scene: Scene, m: Match) -> Scene | None:
    """The letters of the word STATISTICS are shuffled"""
    word = m.said("word")
    return _letters(scene, word, len(word))


def one_letter(scene: Scene, m: Match) -> Scene | None:
    """A letter is chosen from the word BANANA"""
    return _letters(scene, m.said("word"), 1) if how_many(m.said("m")) == 1 else None


def _letters(scene: Scene, word: str, n: int) -> Scene | None:
    counts = {letter: word.count(letter) for letter in dict.fromkeys(word)}
    space = Space(tuple(counts), tuple(counts.values()), n, False, ("letter", "letters"), arranged=n > 1)
    return scene.told(space=space) if scene.is_new else None


NAMED = re.compile(
    r"\b(?:two\s+(?:particular|specific|given|certain)\s+\w+|an?\s+(?:certain|particular|given)\s+(?:couple|pair))"
)
_NO_NAMES = frozenset(("What", "Find", "The", "In", "If", "Assume", "How", "P", "Given", "Suppose", "Calculate"))


def _names_in(text: str) -> tuple[str, ...]:
    """Of whom something is asked: Ann and Bob."""
    named = (m[0] for m in re.finditer(r"\b[A-Z][a-z]*\b", text) if m.start() and text[m.start() - 2] not in ".?!")
    return tuple(dict.fromkeys(name.lower() for name in named if name not in _NO_NAMES))


def row(scene: Scene, m: Match) -> Scene | None:
    """Five people sit in a row; six books are put on a shelf"""
    n, noun = how_many(m.said("m")), m.said("things")
    if n is None or not 2 <= n <= 12 or not scene.is_new or ("row" not in m and "order" not in m.words):
        return None
    names = _names_in(scene.text)
    if len(names) > n:
        return None
    others = tuple(f"other {i}" for i in range(n - len(names)))
    around = "round" in m.words or "circ" in m.words
    space = Space((*names, *others), (1,) * n, n, False, ("people", "books", noun), arranged=True, round=around)
    return scene.told(space=space)


def two_groups(scene: Scene, m: Match) -> Scene | None:
    """4 boys and 3 girls sit in a row: who is which of them does not matter"""
    a, b = how_many(m.said("a")), how_many(m.said("b"))
    one, other = singular(m.said("one").split()[-1]), singular(m.said("other").split()[-1])
    if a is None or b is None or not 2 <= a + b <= 12 or min(a, b) < 1 or one == other or not scene.is_new:
        return None
    around = "round" in m.words or "circ" in m.words
    return scene.told(space=Space((one, other), (a, b), a + b, False, (), arranged=True, round=around))


def matching(scene: Scene, m: Match) -> Scene | None:
    """Three letters are put into three addressed envelopes"""
    n = how_many(m.said("m"))
    return _matched(scene, m, n) if n == how_many(m.said("m2")) else None


_HATS = re.compile(
    r"(?:(?:put|throw|leave|check|toss|drop|hand)\w*\s+(?:in\s+)?their\s+(?P<what>hat|coat|umbrella|phone|key)s?\b.*|each\s+(?:picks?|takes?|gets?)"
    r"(?:\s+up)?\s+an?\s+(?P<one>hat|coat|umbrella|phone|key)\b.*)", re.I,
)  # fmt: skip


def matching_hats(scene: Scene, m: Match) -> Scene | None:
    """4 people put their hats in a box, and each takes one"""
    return _matched(scene, m, how_many(m.said("m"))) if _HATS.fullmatch(m.said("some")) else None


def _matched(scene: Scene, m: Match, n: int | None) -> Scene | None:
    if n is None or not 2 <= n <= 7 or not scene.is_new:
        return None
    things = tuple(w for w in re.findall(r"[a-z]+", m.words.lower()) if len(w) > 3)
    return scene.told(space=Space(tuple(range(1, n + 1)), (1,) * n, n, False, things, arranged=True, matched=True))


def raffle(scene: Scene, m: Match) -> Scene | None:
    """You hold 3 tickets in a raffle of 100 tickets with 5 prizes"""
    n, total, wins = (how_many(m.said(key)) for key in ("m", "total", "k"))
    if n is None or total is None or wins is None or not 0 < wins < total or n > total or not scene.is_new:
        return None
    inside: tuple[tuple[Label, int], ...] = (("prize", wins), ("not prize", total - wins))
    return scene.told(boxes=(("", inside),), draws=n, manners=scene.manners | {"not replaced"}).called(
        "winning", "ticket", "tickets"
    )


def assumed(scene: Scene, m: Match) -> Scene | None:
    """Assume that boys and girls are equally likely; there are 365 equally likely days"""
    return scene if scene.space is not None and len(set(scene.space.weights)) == 1 else None

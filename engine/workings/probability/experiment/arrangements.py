"""People, digits, numbers, letters and rows of them: each function is a row of `rows.py`.

It takes the scene and what the row found, and gives the scene with what is told, or None where that makes no sense.
"""

from __future__ import annotations

import re

from workings.probability.experiment.contents import singular
from workings.probability.experiment.grammar import Match
from workings.probability.experiment.scene import Scene
from workings.probability.experiment.words import how_many
from workings.probability.spaces import Label, Space
from workings.rule import Text

_CHILDREN = Text(
    "each child is read as a boy or a girl with probability 1/2, independently",
    "子どもの性別は独立で、確率 1/2 ずつと読みました",
)
_BIRTHDAYS = Text(
    "each of the {} is read as equally likely for each person, independently",
    "{} のどれも同じ確からしさで、人ごとに独立と読みました",
)
_DIGITS = Text(
    "each digit is read as any of 0 to 9, independent of the others",
    "各桁は 0 から 9 のどれも等しく、互いに独立と読みました",
)


def children(scene: Scene, m: Match) -> Scene | None:
    """A family has three children, each equally likely to be a boy or a girl"""
    n = how_many(m.said("n"))
    if n is None or not 1 <= n <= 10 or not scene.is_new:
        return None
    return scene.told(space=Space(("boy", "girl"), (1, 1), n, True, ("child", "children"))).noted(_CHILDREN)


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
    return scene.told(space=space).noted(Text(_BIRTHDAYS.en.format(words), _BIRTHDAYS.ja.format(words)))


def digits(scene: Scene, m: Match) -> Scene | None:
    """A four-digit PIN is chosen at random; passwords of 4 digits"""
    n = how_many(m.said("n").removesuffix("-digit"))
    if n is None or not 2 <= n <= 8 or not scene.is_new or "random" not in scene.manners:
        return None
    if "number" in m.words.lower().split() and "n" in m and m.said("n").endswith("-digit"):
        return None  # 0123 is no four-digit number
    return scene.told(space=Space(tuple(range(10)), (1,) * 10, n, True, ("digit", "digits"))).noted(_DIGITS)


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

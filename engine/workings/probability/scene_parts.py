"""Parts of a scene: each function takes what a row of `scene_rows.py` matched, and says whether it understood it."""

from __future__ import annotations

import re
from fractions import Fraction

from workings.probability.draft import COUNTS, whole
from workings.probability.inventory import NUM, contents
from workings.probability.scene import TOSSES, Scene
from workings.probability.spaces import CARDS, Label, Space
from workings.probability.spelling import NUMBER, read_share
from workings.rule import Text

BOX = (
    r"(?:urns?|box(?:es)?|bags?|jars?|bowls?|drawers?|hats?|sacks?|baskets?|bins?|cartons?|crates?|packets?|purses?"
    r"|tins?|"
    r"containers?)"
)
LABELLED = (
    rf"(?:(?:the\s+)?(?:first|second|third|fourth)(?:\s+{BOX})?|{BOX}\s+(?:number\s+)?(?:[A-Z]|\d|I{{1,3}}V?)|"
    r"(?:[A-Z]|\d|I{1,3})(?=\s|$))"
)
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


def _count(words: str | None) -> int | None:
    if words is None:
        return 1
    words = re.sub(r"\s*times$|\s+of$", "", words.strip().lower())
    if words in ("a pair", "pair"):
        return 2
    return COUNTS.get(words, None) if words in COUNTS else whole(words)


def contains(scene: Scene, m: re.Match[str]) -> bool:
    """A bag contains 4 red, 3 green and 5 blue marbles; there are 10 white and 5 black socks in a drawer"""
    found = contents(m["items"])
    if found is None or "" in scene.boxes or scene.space is not None:
        return False
    if m.groupdict().get("total") and _count(m["total"]) is not None:
        total = _count(m["total"]) or 0
        if len(found.items) != 1 or not 0 < found.items[0][1] <= total:
            return False
        kind, k = found.items[0]
        scene.boxes[""] = [(kind, k), (f"not {kind}", total - k)]
        scene.things += found.things
        return True
    if len(found.items) < 2 and not found.numbered:
        return False
    scene.boxes[""] = list(found.items)
    scene.things += found.things
    return True


def deck(scene: Scene) -> bool:
    if "" in scene.boxes:
        return scene.boxes[""][0][0] == CARDS[0]
    scene.boxes[""] = [(card, 1) for card in CARDS]
    return True


def draw(scene: Scene, m: re.Match[str]) -> bool:
    """Two cards are drawn from a deck; you pick 3 balls; a committee of 5 is selected from 6 men and 9 women"""
    groups = m.groupdict()
    n = _count(groups.get("m"))
    source = (groups.get("src") or "").strip()
    if n is None or not 1 <= n <= 60 or scene.draws is not None or scene.space is not None or len(scene.boxes) > 1:
        return False
    if re.search(rf"\b(?:each|both|either|other)\b|{LABELLED}$", source):
        return False
    noun = (groups.get("noun") or "").strip().lower()
    if re.search(rf"\b(?:{BOX}|dice|die)$", noun):
        return False
    if (
        re.search(r"\b(?:cards?|hand)\b", noun + m[0])
        and re.search(r"\b(?:deck|pack|cards)\b", source or "deck")
        and len(scene.boxes) == 0
        and not deck(scene)
    ):
        return False
    inside = contents(_OF_ITEMS.sub("", source)) if re.search(rf"\b(?:{NUM})\b", source) else None
    if inside is not None and len(inside.items) > 1 and not scene.boxes:
        scene.boxes[""] = list(inside.items)
        scene.things += inside.things
    scene.draws = n
    scene.things += (
        tuple({noun.split()[-1], re.sub(r"s$", "", noun.split()[-1])}) if noun and not re.search(r"\d", noun) else ()
    )
    if scene.boxes and len(noun.split()) > 1 and not re.match(r"(?:of|the|light|such|more)\b", noun):
        labels = tuple(label for label, _ in scene.boxes[""])
        kind = Space(labels, (1,) * len(labels), 1, False).kind(" ".join(noun.split()[:-1]))
        if kind is not None and (n > 1 or scene.given):
            return False
        scene.given = f"it is {' '.join(noun.split()[:-1])}" if kind is not None else ""
    return bool(scene.boxes)


_OF_ITEMS = re.compile(
    rf"^(?:among\s+)?(?:an?|the)\s+(?:group|class|club|set|lot|batch|staff|pool|shipment|{BOX}|team)\s+(?:of"
    rf"|containing|"
    r"that\s+contains|which\s+contains|with|holding)\s+",
    re.I,
)


def roll(scene: Scene, m: re.Match[str]) -> bool:
    """Two dice are rolled; a coin is tossed 4 times; a pair of dice is thrown"""
    groups = m.groupdict()
    many, times = 2 if groups.get("pair") else _count(groups.get("m")), _count(groups.get("n"))
    if many is None or times is None or not 1 <= many * times <= 40 or scene.space is not None or scene.boxes:
        return False
    coin = groups["what"].lower().startswith("coin")
    sides = int(groups.get("sides") or (2 if coin else 6))
    if not 2 <= sides <= 1000 or re.search(r"(?<!un)\b(?:biased|unfair|loaded|bent|weighted)\b", scene.about):
        return False
    faces: tuple[Label, ...] = ("head", "tail") if coin else tuple(range(1, sides + 1))
    scene.space = Space(faces, (1,) * len(faces), many * times, True, TOSSES)
    return True


def two_dice(scene: Scene, m: re.Match[str]) -> bool:
    """A black and a red die are rolled: the black one is called the first"""
    if scene.space is not None or scene.boxes:
        return False
    scene.colours = m["c1"].lower(), m["c2"].lower()
    scene.space = Space(tuple(range(1, 7)), (1,) * 6, 2, True, TOSSES)
    return True


def a_deck(scene: Scene, m: re.Match[str]) -> bool:
    """In a deck of cards: of which one is drawn, where nothing else is told"""
    if scene.boxes or scene.space is not None or re.search(r"\bcards\s+are\b|\b(?:two|three|hand)\b", scene.about):
        return False
    one = re.search(r"\b(?:the|a|one)\s+card\b|\b(?:picking|drawing)\s+an?\b", scene.about)
    scene.draws = 1 if one else None
    return deck(scene)


def children(scene: Scene, m: re.Match[str]) -> bool:
    """A family has three children, each equally likely to be a boy or a girl"""
    n = _count(m["m"])
    if n is None or not 1 <= n <= 10 or scene.space is not None:
        return False
    scene.space = Space(("boy", "girl"), (1, 1), n, True, ("child", "children"))
    scene.notes.append(CHILDREN)
    return True


def people(scene: Scene, m: re.Match[str]) -> bool:
    """In a room of 23 people: birthdays among 365 days, months of birth, days of the week"""
    n = _count(m["m"])
    among = next(
        (
            k
            for word, k in (
                ("day of the week", 7),
                ("days of the week", 7),
                ("month", 12),
                ("birthday", 365),
                ("birth day", 365),
            )
            if word in scene.about
        ),
        None,
    )
    if n is None or among is None or not 2 <= n <= 100 or scene.space is not None:
        return False
    words = {7: "days of the week", 12: "months", 365: "365 days"}[among]
    scene.space = Space(tuple(range(1, among + 1)), (1,) * among, n, True, ("people", "person"))
    scene.notes.append(Text(BIRTHDAYS.en.format(words), BIRTHDAYS.ja.format(words)))
    return True


def digits(scene: Scene, m: re.Match[str]) -> bool:
    """A four-digit PIN is chosen at random; passwords of 4 digits"""
    n = _count(m["m"])
    if n is None or not 2 <= n <= 8 or scene.space is not None:
        return False
    if re.search(r"\bnumber\b", m[0]) and not re.search(r"\b(?:pin|code|password|lock|combination)\b", scene.about):
        return False  # 0123 is no four-digit number
    scene.space = Space(tuple(range(10)), (1,) * 10, n, True, ("digit", "digits"))
    scene.notes.append(DIGITS)
    return True


def number(scene: Scene, m: re.Match[str]) -> bool:
    """An integer is chosen between 1 and 50 inclusive; three people each choose a number from 1 to 5"""
    a, b, n = int(m.groupdict().get("a") or 1), int(m["b"]), _count(m.groupdict().get("m"))
    if (
        n is None
        or not 1 <= n <= 20
        or not 0 < b - a <= 1000
        or scene.space is not None
        or (n > 1 and "each" not in m[0])
    ):
        return False
    if "between" in m[0] and "inclusive" not in scene.about and a != 1:
        return False
    labels = tuple(range(a, b + 1))
    scene.space = Space(labels, (1,) * len(labels), n, True, ("number", "integer", "numbers"))
    return True


def spinner(scene: Scene, m: re.Match[str]) -> bool:
    """A spinner has 8 equal sectors numbered 1 to 8"""
    k = _count(m["k"])
    if k is None or int(m["b"]) - int(m["a"]) + 1 != k or scene.boxes:
        return False
    scene.boxes[""] = [(label, 1) for label in range(int(m["a"]), int(m["b"]) + 1)]
    scene.things += ("sector", "number", "numbers", "spin")
    return True


def spun(scene: Scene, m: re.Match[str]) -> bool:
    """It is spun twice"""
    n = _count(m["n"])
    if n is None or "sector" not in scene.things:
        return False
    scene.draws, scene.replaced = n, True
    return True


def letters(scene: Scene, m: re.Match[str]) -> bool:
    """The letters of the word STATISTICS are shuffled; a letter is chosen from the word BANANA"""
    word = m["word"].lower()
    if not 2 <= len(word) <= 15 or scene.space is not None:
        return False
    counts = {letter: word.count(letter) for letter in dict.fromkeys(word)}
    n = 1 if m.groupdict().get("one_of") else len(word)
    scene.space = Space(tuple(counts), tuple(counts.values()), n, False, ("letter", "letters"), arranged=n > 1)
    return True


def row(scene: Scene, m: re.Match[str]) -> bool:
    """Five people sit in a row; six books are put on a shelf"""
    n = _count(m["m"])
    if n is None or not 2 <= n <= 12 or scene.space is not None:
        return False
    said = re.sub(r"\btwo\s+(?:particular|specific|given|certain)\s+\w+", "A and B", scene.text)
    named = [
        name
        for name in re.findall(r"(?<![.?]\s)(?<!^)\b([A-Z][a-z]*)\b", said)
        if name not in ("What", "Find", "The", "In", "If", "Assume")
    ]
    names = list(dict.fromkeys(name.lower() for name in named))
    others = [f"other {i}" for i in range(n - len(names))]
    if len(names) > n:
        return False
    around = re.search(r"\b(?:round|circular|around)\b", m[0]) is not None
    scene.space = Space((*names, *others), (1,) * n, n, False, ("people", "books"), arranged=True, round=around)
    return True


def matching(scene: Scene, m: re.Match[str]) -> bool:
    """Three letters are put into three addressed envelopes; each of 4 people picks up a hat"""
    n, other = _count(m["m"]), _count(m.groupdict().get("m2") or m["m"])
    if n is None or n != other or not 2 <= n <= 7 or scene.space is not None:
        return False
    things = tuple(w for w in re.findall(r"[a-z]+", m[0].lower()) if len(w) > 3)
    scene.space = Space(tuple(range(1, n + 1)), (1,) * n, n, False, things, arranged=True, matched=True)
    return True


def raffle(scene: Scene, m: re.Match[str]) -> bool:
    """You hold 3 tickets in a raffle of 100 tickets with 5 prizes"""
    n, total, wins = (_count(m[key]) for key in ("m", "total", "k"))
    if n is None or total is None or wins is None or not 0 < wins < total or n > total or scene.space is not None:
        return False
    scene.boxes[""] = [("prize", wins), ("not prize", total - wins)]
    scene.draws, scene.things = n, ("winning", "ticket", "tickets")
    return True


def labelled(scene: Scene, m: re.Match[str]) -> bool:
    """Bag A contains 2 red and 3 blue balls; the second contains ...; box 2 two silver coins"""
    found = contents(m["items"])
    name = _box(m["box"], scene)
    if re.match(r"(?:an?|one)(?:\s|$)", m["box"], re.I) and not re.search(r"\b(?:another|other|second)\b", scene.about):
        return False
    if found is None or name in scene.boxes or "" in scene.boxes:
        return False
    scene.boxes[name] = list(found.items)
    scene.things += found.things
    return True


def _box(words: str, scene: Scene) -> str:
    """urn A of A, the first urn of the first"""
    words = re.sub(r"^the\s+|\bnumber\s+", "", words.strip(), flags=re.I)
    words = re.sub(r"^(?:one(?=\s|$)|an?(?=\s))", "first", words, flags=re.I)
    words = re.sub(r"^(?:another|the\s+other|other|a\s+second)(?=\s|$)", "second", words, flags=re.I)
    noun = next((m[0].rstrip("s").replace("boxe", "box") for m in re.finditer(BOX, scene.about)), "urn")
    if re.fullmatch(r"[A-Z]|\d|I{1,3}", words):
        return f"{noun} {words}"
    if re.fullmatch(r"first|second|third|fourth", words, re.I):
        return f"{words.lower()} {noun}"
    return re.sub(rf"\b{BOX}\b", lambda b: b[0].lower(), words, flags=re.I)


def one_box(scene: Scene, m: re.Match[str]) -> bool:
    """One of the bags is selected at random"""
    if len(scene.boxes) < 2 or scene.chosen or "" in scene.boxes:
        return False
    scene.chosen = {name: Fraction(1, len(scene.boxes)) for name in scene.boxes}
    return True


def then_drawn(scene: Scene, m: re.Match[str]) -> bool:
    """... and two balls are drawn from it"""
    n = _count(m["m"])
    if n is None or len(scene.boxes) < 2 or scene.draws is not None or not (scene.chosen or scene.moved):
        return False
    if (
        scene.moved
        and _box(m["src"] or "", scene) != scene.moved[1]
        and not re.fullmatch(r"it|this \w+|that \w+", m["src"] or "")
    ):
        return False
    scene.draws = n
    return True


def taken(scene: Scene, m: re.Match[str]) -> bool:
    """Draws from the box that was chosen, or from the only one"""
    return then_drawn(scene, m) or draw(scene, m)


def move(scene: Scene, m: re.Match[str]) -> bool:
    """One ball is moved from urn A to urn B"""
    source, target = _box(m["one"], scene), _box(m["other"], scene)
    if source not in scene.boxes or target not in scene.boxes or source == target or scene.moved:
        return False
    scene.moved = source, target
    return True


def by_toss(scene: Scene, m: re.Match[str]) -> bool:
    """If it is heads, a ball is drawn from urn A, otherwise from urn B: the box that a coin or die decides"""
    space = scene.space
    if space is None or space.n != 1:
        return False
    kind = space.kind(m["face"].lower())
    shown = space.phrase(m["face"])
    if kind is None and (shown is None or shown.counted is None):
        return False
    chosen = kind or (shown.counted.kind if shown and shown.counted else frozenset())
    share = Fraction(
        sum(w for label, w in zip(space.labels, space.weights, strict=True) if label in chosen)
    ) / Fraction(space.size)
    names = []
    for key in ("one", "other"):
        name = _box(m[key], scene)
        inside = contents(m[f"{key}_items"]) if m.groupdict().get(f"{key}_items") else None
        if inside is not None:
            scene.boxes[name] = list(inside.items)
        names.append(name)
    if len(set(names)) < 2 or not set(names) <= set(scene.boxes) or scene.chosen:
        return False
    scene.chosen = {names[0]: share, names[1]: 1 - share}
    scene.space, scene.draws = None, 1
    return True


_COIN = re.compile(
    rf"(?P<n>{NUM}|another|the\s+(?:second|third|other|last))\s+(?:of\s+(?:them|which)\s+)?(?:(?:is|are)\s+)?"
    rf"(?:an?\s+)?"
    rf"(?P<kind>fair|unbiased|normal|ordinary|two-headed|double-headed|two-tailed|double-tailed|biased|unfair"
    rf"|loaded)(?:\s+coins?|\s+ones?)?"
    rf"(?:\s+(?:that|which|whose|with|coming|landing|having)\s+(?:(?:lands?|comes?|shows?|turns?|landing"
    rf"|coming)\s+)?(?:up\s+|on\s+)?(?:a\s+)?(?:heads?\s+)?(?:with\s+)?(?:(?:probability|chance)\s+)?(?:of\s+)?(?:"
    rf"(?:heads|a\s+head)\s+(?:is\s+|of\s+)?)?"
    rf"(?P<p>{NUMBER})(?:\s+of\s+the\s+time)?)?", re.I,
)  # fmt: skip
_COINS = {
    "fair": Fraction(1, 2), "unbiased": Fraction(1, 2), "normal": Fraction(1, 2), "two-headed": Fraction(1),
    "double-headed": Fraction(1), "two-tailed": Fraction(0), "double-tailed": Fraction(0), "ordinary": Fraction(1, 2),
}  # fmt: skip


def coins(scene: Scene, m: re.Match[str]) -> bool:
    """A jar contains 6 fair coins and 4 double-headed coins"""
    if scene.chosen or scene.boxes:
        return False
    told = list(_COIN.finditer(m.groupdict().get("coins") or m["coins_each"]))
    counts = [_count(re.sub(r"^(?:another|the\s+\w+)$", "one", one["n"], flags=re.I)) for one in told]
    if (
        len(told) < 2
        or None in counts
        or re.search(r"\bcoin|\d", _COIN.sub("", (m.groupdict().get("coins") or m["coins_each"])))
    ):
        return False
    size = sum(n for n in counts if n)
    for one, n in zip(told, counts, strict=True):
        kind = one["kind"].lower()
        heads = _COINS.get(kind)
        if one["p"]:
            heads = read_share(one["p"])
        name = f"{kind.replace('-', ' ')} coin"
        if heads is None or name in scene.boxes:
            return False
        scene.boxes[name] = [("head", heads), ("tail", 1 - heads)]  # type: ignore[list-item]
        scene.chosen[name] = Fraction(n or 0, size)
    return True


def came_before(scene: Scene, m: re.Match[str]) -> bool:
    """A fair coin has come up heads 5 times in a row: of which the next toss knows nothing"""
    scene.notes.append(NO_MEMORY)
    return scene.space is None


def again(scene: Scene, m: re.Match[str]) -> bool:
    """It is tossed once more"""
    if scene.space is not None or NO_MEMORY not in scene.notes:
        return False
    scene.space = Space(("head", "tail"), (1, 1), 1, True, TOSSES)
    return True


def tossed_until(scene: Scene, m: re.Match[str]) -> bool:
    """A die is thrown until a six appears: how often is what is asked"""
    coin = m["what"].lower().startswith("coin")
    faces: tuple[Label, ...] = ("head", "tail") if coin else tuple(range(1, 7))
    space = Space(faces, (1,) * len(faces), 1, True, TOSSES)
    kind = space.kind(re.sub(r"^(?:the\s+)?first\s+|^an?\s+", "", m["kind"]))
    if kind is None or scene.space is not None or scene.boxes:
        return False
    scene.until = space, kind
    return True


def succeeds(scene: Scene, m: re.Match[str]) -> bool:
    """A player makes 70% of her free throws; each of 5 components fails with probability 0.1; P(up) = 0.6 each day"""
    groups = m.groupdict()
    share, verb = read_share(m["p"]), m["verb"].lower()
    if share is None or not 0 <= share <= 1 or scene.success is not None or scene.boxes:
        return False
    if groups.get("m") and (scene.draws is not None or _count(groups["m"]) is None):
        return False
    if groups.get("m"):
        scene.draws = _count(groups["m"])
    scene.success = verb, share
    scene.things += tuple(w for w in (groups.get("things") or "").lower().split() if len(w) > 2)
    scene.things += tuple(re.sub(r"s$", "", thing) for thing in scene.things)
    return True


def tried(scene: Scene, m: re.Match[str]) -> bool:
    """She shoots 4 free throws"""
    n = _count(m["m"])
    if scene.success is None or scene.draws is not None or n is None or not 1 <= n <= 40:
        return False
    scene.draws = n
    said = m.groupdict().get("try") or m["things"]
    scene.things += tuple(w for w in said.lower().split() if len(w) > 2)
    return True


def by_either_side(scene: Scene, m: re.Match[str]) -> bool:
    """We flip a coin and then draw from the first or the second urn, depending on whether it is heads or tails"""
    names = [_box(m[key], scene) for key in ("one", "other")]
    if not set(names) <= set(scene.boxes) or len(set(names)) < 2 or scene.chosen or scene.draws is not None:
        return False
    scene.chosen = dict.fromkeys(names, Fraction(1, 2))
    scene.also = {m["side"].lower(): names[0], m["side2"].lower(): names[1]}
    scene.draws = 1
    return True


def coin_tossed(scene: Scene, m: re.Match[str]) -> bool:
    """A coin is picked and tossed twice"""
    n = _count(m["n"])
    if (
        n is None
        or not scene.chosen
        or not any(name.endswith("coin") for name in scene.chosen)
        or scene.draws is not None
    ):
        return False
    scene.draws = n
    return True


def coin_picked(scene: Scene, m: re.Match[str]) -> bool:
    """One of the coins is picked: which of them is read from how many there are"""
    return bool(scene.chosen) and all(name.endswith("coin") for name in scene.chosen)


def assumed(scene: Scene, m: re.Match[str]) -> bool:
    """Assume that boys and girls are equally likely; there are 365 equally likely days"""
    space = scene.space
    return space is not None and len(set(space.weights)) == 1


def apart(scene: Scene, m: re.Match[str]) -> bool:
    """assuming independence: of the trials that are known"""
    return scene.success is not None


def idle(scene: Scene, m: re.Match[str]) -> bool:
    """The selection is made randomly; the drawn card is noted"""
    return True

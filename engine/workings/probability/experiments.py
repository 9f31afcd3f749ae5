"""Dice, coins, cards, urns, repeated trials and confusion matrices as a problem tells of them."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from sympy import Not, Rational

from workings.expression.probability_goals import Word
from workings.probability.draft import COUNTS, NUMBER, Draft, Reader, number, whole
from workings.probability.reading import Count, Given
from workings.probability.spaces import CARDS, Space

__all__ = ["READERS", "prepare"]

_MANY = "|".join(sorted(COUNTS, key=len, reverse=True)) + r"|\d+"
_DIE = re.compile(
    rf"(?:(?P<m>{_MANY})\s+)?(?:(?P<fair>fair|ordinary|standard|six-sided|usual|"
    rf"normal)\s+)*(?P<sides>\d+)?(?:-sided\s+)?(?P<thing>di(?:e|ce)|coins?)\b\s*"
    rf"(?:is|are|,)?\s*(?:(?:rolled|thrown|tossed|flipped|cast)\b)?\s*(?:together|simultaneously|independently|"
    rf"at\s+once)?\s*(?P<n>(?:{_MANY})(?:\s+times)?|once|twice)?",
    re.I,
)
_ROLL = re.compile(
    rf"(?:you\s+|we\s+|someone\s+|i\s+)?(?:roll|throw|toss|flip)(?:s|ing)?\s+(?:(?P<m>{_MANY})\s+)?(?:(?:fair|"
    rf"ordinary|standard|six-sided|the)\s+)*(?P<sides>\d+)?(?:-sided\s+)?(?P<thing>di(?:e|ce)|"
    rf"coins?)\b\s*(?P<n>(?:{_MANY})\s+times|once|twice)?",
    re.I,
)
_ITEMS = rf"(?P<items>(?:\d+|{_MANY})\s+\w+(?:\s+\w+)??(?:\s*(?:,\s*and|,|and)\s*(?:\d+|{_MANY})\s+\w+(?:\s+\w+)??)+)"
_URN = re.compile(
    rf"(?P<before>(?:an?|the)?\s*[\w\s]*?(?:contains?|holds?|has|have|with|of|are|includes?|"
    rf":)\s+(?:\w+\s+)?)?{_ITEMS}\s*(?:\.|,|;|$|(?=\bare\b|\bin\b))",
    re.I,
)
_DRAWN = re.compile(
    rf"(?:(?P<m>{_MANY})\s+)?(?:of\s+(?:them|the\s+\w+)\s+|(?P<noun>\w+)\s+)?(?:are|is|were|was)?\s*(?:taken|"
    rf"drawn|chosen|picked|selected|dealt|draw|pick|choose|take)\b\s*(?:out\s+)?(?:at\s+random\s+|"
    rf"randomly\s+)?(?:one\s+after\s+(?:the\s+other|another)\s*,?\s*)?(?:from\s+(?:it|the\s+\w+|them|"
    rf"an?\s+(?:[\w-]+\s+){{0,3}}(?:deck|pack|urn|bag|box)(?:\s+of\s+(?:52\s+)?cards)?)\s*)?,"
    rf"?\s*(?:at\s+random\s*,?\s*)?(?P<how>with(?:out)?\s+replacement|(?:without|not)\s+(?:putting|being\s+put|"
    rf"put)\s+\w*\s*back|(?:and\s+)?replac\w+)?",
    re.I,
)
_VERB = re.compile(
    rf"(?:you|we|i|someone)?\s*(?:draw|pick|choose|take|"
    rf"select)s?\s+(?P<m>{_MANY})\s+(?:\w+\s+)?(?:at\s+random\s+)?(?:from\s+(?:the\s+|an?\s+)?(?:[\w-]+\s*){{1,"
    rf"3}}?\s*)?(?P<how>with(?:out)?\s+replacement)?(?:\s+at\s+random)?$",
    re.I,
)
_NUMBERED = re.compile(
    rf"(?:(?P<many>\d+|{_MANY})\s+)?(?P<noun>cards|balls|tickets|slips|chips|tiles|numbers|"
    rf"discs)\s*(?:are\s+)?(?:numbered|labelled|labeled|marked|from)?\s*(?:from\s+)?(?P<a>\d+)\s*(?:to|,"
    rf"\s*\.\.\.\s*,|-|through|\.\.\.|…)\s*(?P<b>\d+)",
    re.I,
)
_DECK = re.compile(r"\b(?:deck|pack)\b|\bplaying\s+cards?\b|\b52\s+cards\b", re.I)
_EACH = re.compile(
    rf"(?:(?P<lead>an?|the|each(?:\s+of)?)\s+)?(?P<n>{_MANY})?\s*(?P<ind>independent\s+)?(?:identical\s+)?(?P<no"
    rf"un>[a-z]+s?)?\s*(?:,)?\s*(?:each\s+)?(?:independently\s+)?(?:of\s+which\s+)?(?P<event>[a-z]+(?:\s+(?!with"
    rf"\b|independent)[a-z]+){{0,4}})\s+(?:independently\s+|each\s+)?(?:with|has|"
    rf"have)\s+(?:a\s+)?(?:probability|chance|prob\.?)\s*(?:=|of)?\s*(?P<p>{NUMBER})(?P<rest>.*)$",
    re.I | re.S,
)
_TIMES = re.compile(
    rf"(?:(?:in|of|for|out\s+of|he|she|it|takes?|shoots?|tries|with|"
    rf"makes?)\s+)*(?P<n>{_MANY})\s+(?:independent\s+)?(?:times|trials|shots?|attempts?|tries|throws?|"
    rf"free\s+throws?|questions?|tosses|flips|games|rolls|items|parts|tests|days|experiments)\b",
    re.I,
)
_MATRIX = re.compile(r"\b(?P<key>TP|FP|FN|TN)\s*(?:=|:|is)?\s*(?P<n>\d+)")


def prepare(plain: str, asked: list[str], draft: Draft) -> None:
    """What the whole text says about the number of draws and whether they are put back."""
    draft.hints = {
        "without": bool(
            re.search(
                r"without\s+(?:replacement|putting|returning)|not\s+(?:replaced|put\s+back|returned)", plain, re.I
            )
        ),
        "with": bool(re.search(r"with\s+replacement|(?:is|are)\s+(?:replaced|put\s+back|returned)", plain, re.I)),
        "independent": bool(re.search(r"\bindependen", plain, re.I)),
    }


def dice(sentence: str, draft: Draft) -> str | None:
    """A fair die is rolled twice; two dice are rolled; toss a coin 3 times"""
    found = _ROLL.match(sentence) or _DIE.match(re.sub(r"^(?:suppose\s+|if\s+)?", "", sentence))
    if not found or draft.trials is not None or re.search(r"biased|unfair|loaded|bent", sentence):
        return None
    m = whole(found["m"] or "one")
    times = re.sub(r"\s*times$", "", found["n"]) if found["n"] else "one"
    n = whole(times)
    if m is None or n is None or not 1 <= m * n <= 40:
        return None
    coin = found["thing"].lower().startswith("coin")
    faces = ("head", "tail") if coin else tuple(range(1, int(found["sides"] or 6) + 1))
    if len(faces) > 1000:
        return None
    draft.trials = Space(faces, (1,) * len(faces), m * n, True, ("coin", "die", "dice", "roll"))
    return sentence[found.end() :].strip(" .") if sentence.startswith(found[0]) else ""


def biased(sentence: str, draft: Draft) -> str | None:
    """A biased coin shows heads with probability 0.6 and is tossed 3 times"""
    found = re.match(
        rf"(?:an?|the)\s+(?:biased\s+|bent\s+|unfair\s+)?coin\s+(?:\w+\s+)*?(?P<face>heads?|"
        rf"tails?)\s+(?:\w+\s+)*?(?:with\s+)?(?:probability|prob\.?)\s*(?:=|of|"
        rf"is)?\s*(?P<p>{NUMBER})(?P<rest>.*)$",
        sentence,
        re.I | re.S,
    )
    turned = re.match(
        rf"(?:an?|the)\s+(?:biased\s+)?coin\s+with\s+P\((?P<face>[Hh]eads?|H|[Tt]ails?|"
        rf"T)\)\s*=\s*(?P<p>{NUMBER})(?P<rest>.*)$",
        sentence,
        re.S,
    )
    found = found or turned
    if not found:
        return None
    p = number(found["p"])
    times = re.search(rf"(?P<n>{_MANY})(?:\s+times)?|once|twice", found["rest"])
    n = whole(times[0].replace(" times", "")) if times else None
    if not isinstance(p, Rational) or n is None:
        return None
    face = "head" if found["face"].lower().startswith("h") else "tail"
    draft.trials = Space(
        (face, "tail" if face == "head" else "head"), (_fraction(p), 1 - _fraction(p)), n, True, ("coin",)
    )
    return ""


def urn(sentence: str, draft: Draft) -> str | None:
    """8 good and 4 broken bulbs; an urn holds 5 red and 3 blue balls"""
    found = _URN.search(sentence)
    if not found or draft.urn is not None or re.search(r"%|\bP\(|=", sentence):
        return None
    parts = re.findall(rf"(\d+|{_MANY})\s+(\w+)(?:\s+(\w+))?", found["items"], re.I)
    counts = [(whole(n), kind.lower()) for n, kind, _ in parts]
    if len(counts) < 2 or any(n is None for n, _ in counts) or len({k for _, k in counts}) != len(counts):
        return None
    draft.urn = [(kind, n) for n, kind in counts]
    rest = sentence[found.end() :]
    _set_draws(draft)
    return rest.strip(" ,;.")


def numbered(sentence: str, draft: Draft) -> str | None:
    """Cards numbered 1 to 5"""
    found = _NUMBERED.search(sentence)
    if not found or int(found["b"]) - int(found["a"]) > 200 or int(found["b"]) <= int(found["a"]):
        return None
    draft.urn = [(k, 1) for k in range(int(found["a"]), int(found["b"]) + 1)]
    _set_draws(draft)
    return re.sub(
        r"^.*?\b(?:an?\s+)?(?:urn|box|bag|hat)\b.*?(?:contains?|holds?|has|with)\s*$", "", sentence[: found.start()]
    ).strip() + sentence[found.end() :].strip(" ,;.")


def drawn(sentence: str, draft: Draft) -> str | None:
    """two taken without replacement; a card is drawn from a deck"""
    found = _DRAWN.match(sentence) or _VERB.match(sentence)
    if not found:
        return None
    groups = found.groupdict()
    m = whole(groups.get("m") or "one")
    if m is None or not 1 <= m <= 40:
        return None
    if draft.urn is None and (_DECK.search(sentence) or re.search(r"\bcards?\b", sentence)):
        draft.urn = [(card, 1) for card in CARDS]
    draft.draws = m
    how = groups.get("how") or ""
    if how:
        draft.hints["without" if re.match(r"without|not", how) else "with"] = True
    _set_draws(draft)
    return re.sub(
        r"^(?:,|and|with(?:out)?\s+replacement|at\s+random|from\s+an?\s+.*?(?:deck|"
        r"pack)(?:\s+of\s+(?:52\s+)?cards)?|\.)*\s*",
        "",
        sentence[found.end() :].strip(),
    )


def _set_draws(draft: Draft) -> None:
    """The draws, once both the urn and the number of draws are known; how, where more than one is drawn."""
    if draft.urn is None or draft.draws is None or draft.trials is not None:
        return
    without, with_ = draft.hints["without"], draft.hints["with"]
    if draft.draws > 1 and without == with_:
        return
    labels = tuple(label for label, _ in draft.urn)
    draft.trials = Space(
        labels,
        tuple(n for _, n in draft.urn),
        draft.draws,
        not without,
        ("ball", "balls", "card", "cards", "bulb", "bulbs"),
    )


def repeated(sentence: str, draft: Draft) -> str | None:
    """Three sensors each miss an event with probability 0.2, independently"""
    found = _EACH.match(sentence)
    if not found or draft.trials is not None or not draft.hints["independent"]:
        return None
    p = number(found["p"])
    n = whole(found["n"]) if found["n"] and found["n"].lower() not in ("a", "an", "one") else draft.draws
    times = _TIMES.search(found["rest"])
    if (n is None or n == 1) and times:
        n = whole(times["n"])
    if not isinstance(p, Rational) or n is None or not 1 < n <= 40:
        return None
    words = found["event"].lower().split()
    verb = next(
        (w for w in words if w not in ("each", "is", "are", "will", "which", "of", "an", "a", "the")), "success"
    )
    draft.trials = Space(
        (verb, f"not {verb}"), (_fraction(p), 1 - _fraction(p)), n, True, tuple(w for w in (found["noun"] or "",) if w)
    )
    draft.hints["event"] = words
    return (
        re.sub(
            r"^[\s,]*(?:and\s+)?(?:independently(?:\s+of\s+(?:each\s+other|one\s+another|the\s+others?))?|"
            r"all\s+independent|each)?[\s,.]*",
            "",
            found["rest"],
        )
        if not times
        else ""
    )


def times(sentence: str, draft: Draft) -> str | None:
    """3 independent shots"""
    found = _TIMES.fullmatch(sentence.strip(" .,"))
    if not found:
        return None
    draft.draws = whole(found["n"])
    return ""


def independently(sentence: str, draft: Draft) -> str | None:
    """independently: what is said of trials that are known"""
    return (
        ""
        if draft.trials is not None
        and re.fullmatch(
            r"(?:and\s+)?(?:all\s+)?(?:independent(?:ly)?|at\s+random|(?:the\s+)?\w+\s+(?:are|"
            r"is)\s+(?:independent|fair))(?:\s+of\s+(?:each\s+other|one\s+another))?",
            sentence.strip(" .,"),
            re.I,
        )
        else None
    )


def confusion(sentence: str, draft: Draft) -> str | None:
    """TP = 30, FP = 10, FN = 20, TN = 140"""
    found = {m["key"]: int(m["n"]) for m in _MATRIX.finditer(sentence)}
    if len(found) < 3:
        return None
    positive, said = Word("positive"), Word("predicted positive")
    no, unsaid = Not(positive, evaluate=False), Not(said, evaluate=False)
    from sympy import And, Basic

    new = Basic.__new__
    cells = {"TP": (positive, said), "FP": (no, said), "FN": (positive, unsaid), "TN": (no, unsaid)}
    if len(found) == 4:
        draft.statements.append(Count(None, sum(found.values())))
        for key, n in found.items():
            draft.statements.append(Count(new(And, *cells[key]), n))
        draft.matrix = {"positive": positive, "said": said}
    else:
        draft.matrix = {"positive": positive, "said": said, **found}
        _partial_matrix(found, draft, positive, said)
    rest = _MATRIX.sub("", sentence)
    return "" if not re.search(r"\d", rest) else None


def _partial_matrix(found: dict[str, int], draft: Draft, positive: Word, said: Word) -> None:
    """Without TN: what is known is precision and recall."""
    if {"TP", "FP"} <= found.keys():
        draft.statements.append(Given(positive, said, Rational(found["TP"], found["TP"] + found["FP"]), True))
    if {"TP", "FN"} <= found.keys():
        draft.statements.append(Given(said, positive, Rational(found["TP"], found["TP"] + found["FN"]), True))


def _fraction(value: Any) -> Fraction:
    return Fraction(int(value.p), int(value.q))


READERS: tuple[Reader, ...] = (confusion, biased, dice, numbered, urn, drawn, repeated, times, independently)

"""Urns, lots, cards and committees as a problem tells of them: what is drawn from what, and how often."""

from __future__ import annotations

import re

from workings.probability.draft import COUNTS, Draft, whole
from workings.probability.spaces import CARDS, Space
from workings.rule import Text

__all__ = ["committee", "digits", "drawn", "drawn_again", "lot", "numbered", "some_of", "urn"]


_MANY = "|".join(sorted(COUNTS, key=len, reverse=True)) + r"|\d+"
_ITEMS = rf"(?P<items>(?:\d+|{_MANY})\s+\w+(?:\s+\w+)??(?:\s*(?:,\s*and|,|and)\s*(?:\d+|{_MANY})\s+\w+(?:\s+\w+)??)+)"
_URN = re.compile(
    rf"(?P<before>(?:an?|the)?\s*[\w\s]*?(?:contains?|holds?|has|have|with|of|are|includes?|"
    rf":)\s+(?:\w+\s+)?)?{_ITEMS}\s*(?:\.|,|;|$|(?=\bare\b|\bin\b))",
    re.I,
)
_DRAWN = re.compile(
    rf"(?:(?P<m>{_MANY})\s+)?(?:of\s+(?:them|the\s+\w+)\s+|(?:single\s+)?(?P<noun>\w+)\s+)?(?:are|is|were|was)?\s*(?:taken|"
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
_SOME_OF = re.compile(
    rf"(?:(?:an?|the)\s+[\w\s]*?(?:contains?|holds?|has|with|of)\s+)?(?P<n>\d+|{_MANY})\s+(?P<noun>[a-z]+)\s*,?\s*"
    rf"(?:(?:of\s+which|and)\s+)?(?P<k>\d+|{_MANY})\s+(?:of\s+(?:them|these|which)\s+)?(?:are\s+|"
    rf"is\s+)?(?P<kind>[a-z]+)\s*$",
    re.I,
)
_OF_SOME = re.compile(
    rf"(?P<k>\d+|{_MANY})\s+(?:out\s+)?of\s+(?:the\s+)?(?P<n>\d+|"
    rf"{_MANY})\s+(?P<noun>[a-z]+)\s+(?:in\s+a\s+\w+\s+)?(?:are|is)\s+"
    rf"(?P<kind>[a-z]+)\s*$",
    re.I,
)
_FROM_EACH = re.compile(
    r"\b(?:from|of)\s+(?:each|both|either|the\s+(?:other|second|first))\s+(?:of\s+the\s+)?(?:two\s+)?(?:urn|box|bag|jar|bowl|drawer)",
    re.I,
)
_DRAWN_TOGETHER = Text(
    "drawn together is read as without replacement", "まとめて取り出すので、元に戻さないと読みました"
)
_COMMITTEE = re.compile(
    rf"(?:an?\s+)?(?:committee|team|group|jury|sample|panel|delegation|hand)\s+of\s+(?P<m>{_MANY})(?:\s+\w+)?\s+(?:is|are)\s+"
    rf"(?:to\s+be\s+)?(?:randomly\s+)?(?:chosen|selected|formed|picked|drawn|made)\s+(?:at\s+random\s+)?(?:from|out\s+of|among)\s+"
    rf"(?:a\s+(?:group|class)\s+of\s+|the\s+)?{_ITEMS}(?:\s+at\s+random)?$",
    re.I,
)
_FROM_ITEMS = re.compile(
    rf"(?:from|out\s+of)\s+(?:among\s+)?(?:an?\s+)?(?:(?:group|class|box|bag|urn|set|lot)\s+of\s+)?{_ITEMS}\s*,\s*(?P<m>{_MANY})\s+"
    rf"(?:\w+\s+)?(?:is|are)\s+(?:\w+\s+)?(?:chosen|selected|picked|drawn|taken)(?P<rest>.*)$",
    re.I,
)
_ITEMS_FIRST = re.compile(
    rf"{_ITEMS}\s*[,;:]\s*(?:an?\s+)?(?:committee|team|group|jury|sample|panel|delegation)\s+of\s+(?P<m>{_MANY})"
    r"(?:\s+\w+)?(?:\s+is\s+(?:chosen|selected|formed|picked|drawn)(?:\s+at\s+random)?)?$",
    re.I,
)
_DIGITS = re.compile(
    rf"(?:an?|the|my|her|his)\s+(?:\w+\s+){{0,2}}(?:password|pin|code|passcode|number|combination|key)\s+(?:consists\s+of|has|is\s+made\s+of|"
    rf"contains|is)\s+(?P<m>{_MANY})\s+(?:random\s+)?digits(?:\s*,?\s*(?:each\s+)?(?:chosen|picked|selected|generated)\s+(?:independently\s+)?"
    r"(?:and\s+)?(?:uniformly\s+)?(?:at\s+random|randomly)(?:\s+from\s+0\s+to\s+9)?)?",
    re.I,
)
_ANY_DIGIT = Text(
    "each digit is read as any of 0 to 9, independent of the others",
    "各桁は 0 から 9 のどれも等しく、互いに独立と読みました",
)


def digits(sentence: str, draft: Draft) -> str | None:
    """A password consists of 3 digits chosen at random"""
    found = _DIGITS.fullmatch(sentence.strip(" ."))
    m = whole(found["m"]) if found else None
    if m is None or not 2 <= m <= 5 or draft.trials is not None or not draft.hints["random"]:
        return None
    draft.trials = Space(tuple(range(10)), (1,) * 10, m, True, ("digit", "digits"))
    draft.assumed.append(_ANY_DIGIT)
    return ""


def urn(sentence: str, draft: Draft) -> str | None:
    """9 ripe and 6 green pears; an urn holds 5 red and 3 blue balls"""
    found = _URN.search(sentence)
    if not found or draft.urn is not None or re.search(r"%|\bP\(|=", sentence):
        return None
    if re.search(r"\d|\b(?:if|unless|not|after|when)\b", sentence[: found.start()], re.I):
        return None
    before = re.sub(r"\b(?:urn|box|bag|jar|bowl)\s+\d\b", "", found["before"] or "", flags=re.I)
    if re.search(r"\d", before) or _FROM_EACH.search(draft.text):
        return None  # of several urns
    parts = re.findall(rf"(\d+|{_MANY})\s+(\w+)(?:\s+(\w+))?", found["items"], re.I)
    counts = [(whole(n), kind.lower()) for n, kind, _ in parts]
    if len(counts) < 2 or any(n is None for n, _ in counts) or len({k for _, k in counts}) != len(counts):
        return None
    draft.urn = [(kind, n) for n, kind in counts]
    nouns = {noun.lower() for _, _, noun in parts if noun}
    draft.hints["things"] = tuple(nouns | {re.sub(r"s$", "", noun) for noun in nouns})
    rest = sentence[found.end() :]
    _set_draws(draft)
    return rest.strip(" ,;.")


def numbered(sentence: str, draft: Draft) -> str | None:
    """Cards numbered 1 to 5; a number is chosen at random from 1 to 20"""
    one = re.fullmatch(
        r"(?:an?|one)\s+(?:number|integer)\s+is\s+(?:chosen|selected|picked|drawn)\s+(?:at\s+random\s+)?from\s+(?:the\s+)?(?:numbers\s+|integers\s+)?"
        r"(?P<a>\d+)\s+(?:to|through)\s+(?P<b>\d+)(?:\s+at\s+random)?", sentence.strip(" ."), re.I,
    )  # fmt: skip
    if one and draft.trials is None and 0 < int(one["b"]) - int(one["a"]) <= 1000:
        labels = tuple(range(int(one["a"]), int(one["b"]) + 1))
        draft.trials = Space(labels, (1,) * len(labels), 1, True, ("number",))
        return ""
    found = _NUMBERED.search(sentence)
    if not found or int(found["b"]) - int(found["a"]) > 200 or int(found["b"]) <= int(found["a"]):
        return None
    draft.urn = [(k, 1) for k in range(int(found["a"]), int(found["b"]) + 1)]
    _set_draws(draft)
    return re.sub(
        r"^.*?\b(?:an?\s+)?(?:urn|box|bag|hat)\b.*?(?:contains?|holds?|has|with)\s*$", "", sentence[: found.start()]
    ).strip() + sentence[found.end() :].strip(" ,;.")


def committee(sentence: str, draft: Draft) -> str | None:
    """A committee of 3 is chosen from 5 men and 4 women; from 7 boys and 3 girls, 3 are selected at random"""
    found = (
        _ITEMS_FIRST.fullmatch(sentence.strip(" ."))
        or _COMMITTEE.match(sentence.strip(" ."))
        or _FROM_ITEMS.match(sentence.strip(" ."))
    )
    if not found or draft.urn is not None or draft.trials is not None:
        return None
    parts = re.findall(rf"(\d+|{_MANY})\s+(\w+)", found["items"], re.I)
    counts = [(kind.lower(), whole(n)) for n, kind in parts]
    m = whole(found["m"])
    if m is None or any(n is None for _, n in counts) or len({kind for kind, _ in counts}) < max(2, len(counts)):
        return None
    draft.urn, draft.draws = counts, m
    draft.hints["together"] = True
    _set_draws(draft)
    return "" if draft.trials is not None else None


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
        r"^(?:(?:,|and|successively|in\s+succession|one\s+after\s+(?:the\s+other|another)|one\s+by\s+one|randomly|with(?:out)?\s+replacement|at\s+random|from\s+an?\s+.*?(?:deck|"
        r"pack)(?:\s+of\s+(?:52\s+)?(?:well[\s-]+shuffled\s+)?cards)?|from\s+(?:the\s+)?52\s+cards|\.)\s*)*",
        "",
        sentence[found.end() :].strip(),
    )


def _set_draws(draft: Draft) -> None:
    """The draws, once both the urn and the number of draws are known; how, where more than one is drawn."""
    if draft.urn is None or draft.draws is None or draft.trials is not None:
        return
    without, with_ = draft.hints["without"], draft.hints["with"]
    if draft.draws > 1 and without == with_ and (without or not draft.hints["together"]):
        return
    without = without or (draft.draws > 1 and not with_)  # drawn together
    if without and not draft.hints["without"]:
        draft.assumed.append(_DRAWN_TOGETHER)
    labels = tuple(label for label, _ in draft.urn)
    draft.trials = Space(
        labels,
        tuple(n for _, n in draft.urn),
        draft.draws,
        not without,
        ("ball", "balls", "card", "cards", "bulb", "bulbs", *draft.hints.get("things", ())),
    )


def drawn_again(sentence: str, draft: Draft) -> str | None:
    """Then a second ball is drawn"""
    found = re.fullmatch(
        r"(?:and\s+)?(?:then\s+)?(?:a\s+second|another)\s+\w+\s+is\s+(?:then\s+)?drawn(?:\s+at\s+random)?",
        sentence.strip(" ."),
        re.I,
    )
    if not found or draft.draws != 1 or draft.urn is None:
        return None
    draft.draws, draft.trials = 2, None
    draft.hints["together"] = False
    _set_draws(draft)
    return "" if draft.trials is not None else None


def lot(sentence: str, draft: Draft) -> str | None:
    """A lot of 20 items contains 4 defective items; 15 oranges, out of which 12 are good and 3 are bad"""
    found = re.fullmatch(
        rf"(?:an?|the)\s+\w+\s+of\s+(?P<n>{_MANY})\s+(?P<noun>\w+)\s+(?:contains?|has|includes?)\s+(?P<k>{_MANY})\s+(?P<kind>[^\W\d][\w-]*)(?:\s+(?:(?P=noun)|ones))?",
        sentence.strip(" ."), re.I,
    )  # fmt: skip
    both = re.fullmatch(
        rf"(?:an?|the)\s+\w+(?:\s+of\s+\w+)?\s+(?:contains?|has|holds)\s+(?P<n>{_MANY})\s+\w+,?\s+(?:out\s+)?of\s+which\s+(?P<k>{_MANY})\s+are\s+"
        rf"(?P<kind>[a-z]+)\s+and\s+(?:the\s+other\s+)?(?P<l>{_MANY})\s+are\s+(?P<other>[a-z]+)",
        sentence.strip(" ."), re.I,
    )  # fmt: skip
    told = found or both
    n, k = (whole(told["n"]), whole(told["k"])) if told else (None, None)
    if told is None or n is None or k is None or not 0 < k < n or draft.urn is not None:
        return None
    if both and whole(both["l"]) != n - k:
        return None
    draft.urn = [(told["kind"].lower(), k), (both["other"].lower() if both else f"not {told['kind'].lower()}", n - k)]
    _set_draws(draft)
    return ""


def some_of(sentence: str, draft: Draft) -> str | None:
    """A box holds 10 bulbs, 3 of them defective; 3 of 10 bulbs are defective; 10 bulbs of which 3 are defective"""
    found = _SOME_OF.search(sentence) or _OF_SOME.search(sentence)
    if not found or draft.urn is not None or "%" in sentence:
        return None
    n, k = whole(found["n"]), whole(found["k"])
    if n is None or k is None or not 0 < k < n:
        return None
    if re.search(r"\band\b", found[0]) and not re.search(r"\bof\s+(?:which|them|these)\b", found[0]):
        return None  # 12 boys and 8 girls
    kind = found["kind"].lower()
    draft.urn = [(kind, k), (f"not {kind}", n - k)]
    _set_draws(draft)
    return sentence[found.end() :].strip(" ,;.")

"""Dice, coins, cards, urns, repeated trials and confusion matrices as a problem tells of them."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from sympy import And, Basic, Not, Rational

from workings.expression.probability_goals import Word
from workings.probability.draft import COUNTS, NUMBER, Draft, Reader, alike, number, whole
from workings.probability.reading import Apart, Count, Definition, Distributed, Given, Independent
from workings.probability.spaces import CARDS, Space
from workings.rule import Text

__all__ = ["READERS", "finish", "prepare"]

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
_EACH = re.compile(
    rf"(?:(?P<lead>an?|the|each(?:\s+of)?)\s+)?(?P<n>{_MANY})?\s*(?P<ind>independent\s+)?(?:identical\s+)?(?P<no"
    rf"un>[a-z]+s?)?\s*(?:,)?\s*(?:each\s+)?(?:independently\s+)?(?:of\s+which\s+)?(?P<event>[a-z]+(?:\s+(?!with"
    rf"\b|independent)[a-z]+){{0,4}})\s+(?:independently\s+|each\s+)?(?:with|has|"
    rf"have)\s+(?:a\s+)?(?:probability|chance|prob\.?)\s*(?:=|of)?\s*(?P<p>{NUMBER})(?P<rest>.*)$",
    re.I | re.S,
)
_TIMES = re.compile(
    rf"(?:(?:in|of|for|out\s+of|he|she|it|takes?|shoots?|fires?|tries|with|"
    rf"makes?)\s+)*(?P<n>{_MANY})\s+(?:independent\s+)?(?:times|trials|shots?|attempts?|tries|throws?|"
    rf"free\s+throws?|questions?|tosses|flips|games|rolls|items|parts|tests|days|experiments)\b",
    re.I,
)
_SHOWN = re.compile(
    r"(?:(?P<name>[A-Z])\s+is\s+the\s+(?:number|value|result|score|face)\s+(?:shown\s+by|on|of|shown\s+on|"
    r"rolled\s+with)\s+a\s+(?:roll\s+of\s+a\s+)?"
    r"(?:fair\s+|standard\s+)?die)(?:\s+roll)?",
)
_HEADS = re.compile(
    rf"(?P<name>[A-Z])\s+is\s+the\s+number\s+of\s+(?:heads|tails)\s+(?:in|when)\s+(?:(?P<n>{_MANY})\s+(?:tosses|"
    rf"flips|throws)\s+of\s+a\s+fair\s+coin|"
    rf"(?P<m>{_MANY})\s+fair\s+coin\s+(?:tosses|flips|throws))",
)
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
_ONE_URN = re.compile(
    r"(?P<noun>urn|box|bag|jar|bowl|drawer)\s+(?P<label>[A-Z]|\d+|I{1,3}|one|two|three)\s+(?:contains?|holds?|"
    r"has|with|:)\s*"
    r"(?P<items>\d+\s+[a-z]+(?:\s+(?:balls?|marbles?|chips?|coins?))?(?:\s*(?:,\s*and|,|and)\s*\d+\s+[a-z]+)+)"
    r"(?:\s+(?:balls?|marbles?|chips?|coins?))?(?:\s*(?:[,;.]|\band\b)\s*)?",
    re.I,
)
_CHOSEN = re.compile(
    r"(?:an?|one)\s+(?:of\s+the\s+)?(?:urns?|box(?:es)?|bags?|jars?|bowls?|drawers?)\s+is\s+(?:chosen|picked|"
    r"selected)\s+(?:at\s+random|"
    r"randomly)(?:\s*,?\s*(?:and|then)?\s*(?:an?|one)\s+\w+\s+(?:is\s+)?(?:drawn|taken|"
    r"picked)(?:\s+(?:from\s+it|at\s+random))*)?",
    re.I,
)
_EQUAL_SEXES = Text(
    "each child is read as a boy or a girl with probability 1/2, independently",
    "子どもの性別は独立で、確率 1/2 ずつと読みました",
)
_DRAWN_TOGETHER = Text(
    "drawn together is read as without replacement", "まとめて取り出すので、元に戻さないと読みました"
)
_MATRIX = re.compile(r"\b(?P<key>TP|FP|FN|TN)\s*(?:=|:|is)?\s*(?P<n>\d+)")


_NAMED_EVENT = re.compile(
    r"(?:^|,?\s*\band\s+|,\s*)(?:let\s+|if\s+)?(?P<name>[A-Z])\s+(?:be\s+|is\s+|denotes?\s+)?the\s+event\s+(?:that\s+)?"
    r"(?P<said>.+?)(?=,?\s*\band\s+[A-Z]\s+(?:be\s+|is\s+|denotes?\s+)?the\s+event\b|,\s*[A-Z]\s+(?:be|is|the)\b|[.]?$)",
    re.I,
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
_CHILDREN = re.compile(rf"(?:an?|the)\s+(?:family|couple)\s+(?:has|have|with)\s+(?P<m>{_MANY})\s+children$", re.I)
_TOSSES = re.compile(
    rf"(?P<m>{_MANY})\s+(?:tosses|flips|throws|rolls)\s+of\s+(?:a\s+|an\s+)?(?:fair\s+|ordinary\s+|standard\s+)*"
    rf"(?P<thing>coin|die|dice)$",
    re.I,
)
_TOGETHER = re.compile(
    r"\b(?:simultaneously|together|at\s+(?:once|the\s+same\s+time)|committee|dealt|hand\s+of|team|jury)\b|"
    r"\bare\s+(?:randomly\s+)?(?:chosen|selected|drawn|picked|taken)\b",
    re.I,
)


def prepare(plain: str, asked: list[str], draft: Draft) -> None:
    """What the whole text says about the number of draws and whether they are put back."""
    draft.hints = {
        "without": bool(
            re.search(
                r"without\s+(?:replacement|putting|returning)|not\s+(?:replaced|put\s+back|returned)", plain, re.I
            )
        ),
        "with": bool(re.search(r"with\s+replacement|(?:is|are)\s+(?:replaced|put\s+back|returned)", plain, re.I)),
        "random": bool(re.search(r"at\s+random|randomly|equally\s+likely|fair\s+coin", plain, re.I)),
        "independent": bool(re.search(r"\bindependen", plain, re.I)),
        "together": bool(_TOGETHER.search(plain))
        and not re.search(r"\b(?:one\s+(?:by|after)|success|then|again)", plain),
    }


def dice(sentence: str, draft: Draft) -> str | None:
    """A fair die is rolled twice; two dice are rolled; toss a coin 3 times"""
    found = _ROLL.match(sentence) or _DIE.match(re.sub(r"^(?:suppose\s+|if\s+)?", "", sentence, flags=re.I))
    if not found or draft.trials is not None or re.search(r"biased|unfair|loaded|bent|probab|P\(|chance", sentence):
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


def shown(sentence: str, draft: Draft) -> str | None:
    """X is the number shown by a fair die; X is the number of heads in 3 tosses of a fair coin"""
    die = _SHOWN.fullmatch(sentence.strip(" ."))
    if die:
        share = Rational(1, 6)
        draft.table(die["name"], [Rational(k) for k in range(1, 7)], [share] * 6)
        return ""
    heads = _HEADS.fullmatch(sentence.strip(" ."))
    n = whole(heads["n"] or heads["m"]) if heads else None
    if heads is None or n is None or not 1 <= n <= 200:
        return None
    draft.variable(heads["name"])
    draft.statements.append(Distributed(heads["name"], "binomial", (Rational(n), Rational(1, 2))))
    return ""


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
        rf"(?:an?|the)\s+(?:biased\s+)?coin\s+with\s+P\((?P<face>heads?|H|tails?|"
        rf"T)\)\s*=\s*(?P<p>{NUMBER})(?P<rest>.*)$",
        sentence,
        re.I | re.S,
    )
    found = found or turned
    if not found:
        return None
    p = number(found["p"])
    times = re.search(rf"\b(?P<n>{_MANY})\s+times\b|\bonce\b|\btwice\b", found["rest"])
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


def events_named(sentence: str, draft: Draft) -> str | None:
    """Let A be the event that the sum is 6 and B the event that the first die is 4"""
    found = list(_NAMED_EVENT.finditer(sentence))
    if not found or _NAMED_EVENT.sub("", sentence).strip(" .,"):
        return None
    draft.named.update((m["name"], m["said"].strip(' ."')) for m in found)
    return ""


def committee(sentence: str, draft: Draft) -> str | None:
    """A committee of 3 is chosen from 5 men and 4 women; from 7 boys and 3 girls, 3 are selected at random"""
    found = _COMMITTEE.match(sentence.strip(" .")) or _FROM_ITEMS.match(sentence.strip(" ."))
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


def children(sentence: str, draft: Draft) -> str | None:
    """A family has two children: each a boy or a girl, equally likely"""
    found = _CHILDREN.fullmatch(sentence.strip(" ."))
    m = whole(found["m"]) if found else None
    if m is None or not 1 <= m <= 8 or draft.trials is not None:
        return None
    draft.trials = Space(("boy", "girl"), (1, 1), m, True, ("child", "children"))
    draft.assumed.append(_EQUAL_SEXES)
    return ""


def tosses(sentence: str, draft: Draft) -> str | None:
    """5 tosses of a fair coin"""
    found = _TOSSES.fullmatch(sentence.strip(" ."))
    m = whole(found["m"]) if found else None
    if found is None or m is None or not 1 <= m <= 40 or draft.trials is not None:
        return None
    faces = ("head", "tail") if found["thing"].lower() == "coin" else tuple(range(1, 7))
    draft.trials = Space(faces, (1,) * len(faces), m, True, ("coin", "die", "dice", "roll"))
    return ""


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
        r"^(?:,|and|successively|in\s+succession|one\s+after\s+(?:the\s+other|another)|one\s+by\s+one|randomly|with(?:out)?\s+replacement|at\s+random|from\s+an?\s+.*?(?:deck|"
        r"pack)(?:\s+of\s+(?:52\s+)?(?:well[\s-]+shuffled\s+)?cards)?|from\s+(?:the\s+)?52\s+cards|\.)*\s*",
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
        ("ball", "balls", "card", "cards", "bulb", "bulbs"),
    )


def repeated(sentence: str, draft: Draft) -> str | None:
    """Three sensors each miss an event with probability 0.2, independently"""
    sentence = re.sub(
        rf"^(?:an?|the)\s+\w+\s+(?:has|contains|consists\s+of|uses)\s+(?=(?:{_MANY})\s)", "", sentence, flags=re.I
    )
    found = _EACH.match(sentence)
    if not found or draft.trials is not None or not draft.hints["independent"]:
        return None
    p = number(found["p"])
    if not isinstance(p, Rational) or "share" in draft.hints:
        return None
    words = found["event"].lower().split()
    telling = [w for w in words if w not in ("each", "is", "are", "will", "which", "of", "an", "a", "the")]
    spoken = re.findall(r"[a-z]+", " ".join(draft.asked).lower())
    verb = next((w for w in telling if any(alike(w, other) for other in spoken)), telling[0] if telling else "success")
    draft.hints["share"] = verb, _fraction(p)
    if found["noun"] and not alike(found["noun"], verb):
        draft.hints["things"] = (found["noun"].lower(), re.sub(r"s$", "", found["noun"].lower()))
    n = whole(found["n"]) if found["n"] and found["n"].lower() not in ("a", "an", "one") else None
    times = _TIMES.search(found["rest"])
    if n is None and times:
        n = whole(times["n"])
    draft.draws = n if n is not None else draft.draws
    _set_trials(draft)
    return (
        ""
        if times
        else re.sub(
            r"^[\s,]*(?:and\s+)?(?:all\s+)?(?:independent(?:ly)?)?(?:\s+of\s+(?:each\s+other|"
            r"one\s+another|the\s+others?)|\s+each\s+time)?(?:\s*each)?[\s,.]*",
            "",
            found["rest"],
        )
    )


def guessing(sentence: str, draft: Draft) -> str | None:
    """A multiple choice test has 5 questions with 4 options each; every answer is guessed"""
    found = re.fullmatch(
        rf"(?:an?|the)\s+(?:[\w-]+\s+)*(?:test|quiz|exam)\s+(?:has|contains|consists\s+of)\s+(?P<n>{_MANY})\s+(?:[\w-]+\s+)*?questions?,?"
        rf"\s+(?:with|each\s+with|each\s+having)\s+(?P<k>{_MANY})\s+(?:possible\s+)?(?:options|choices|answers|alternatives)(?:\s+each)?"
        r"(?:,\s+(?:only\s+)?one\s+of\s+which\s+is\s+correct)?",
        sentence.strip(" ."),
        re.I,
    )
    yes_no = re.fullmatch(
        rf"(?:an?|the)\s+(?:[\w-]+\s+)*(?:test|quiz|exam)\s+(?:has|contains|consists\s+of)\s+(?P<n>{_MANY})\s+true[\s/-]+(?:or[\s-]+)?"
        r"false\s+questions?", sentence.strip(" ."), re.I,
    )  # fmt: skip
    n, k = (whole(found["n"]), whole(found["k"])) if found else (None, None)
    n, k = (whole(yes_no["n"]), 2) if yes_no else (n, k)
    if n is None or k is None or not (1 <= n <= 40 and k > 1) or not re.search(r"\bguess", draft.text, re.I):
        return None
    draft.trials = Space(("correct", "wrong"), (Fraction(1, k), 1 - Fraction(1, k)), n, True, ("answers", "answer"))
    return ""


def guessed(sentence: str, draft: Draft) -> str | None:
    """A student guesses every answer"""
    told = re.fullmatch(
        r"(?:an?|the)\s+\w+\s+guesses\s+(?:at\s+random\s+)?(?:(?:on\s+|at\s+)?(?:every|each|all|the)\s+(?:of\s+the\s+)?\w+)?(?:\s+at\s+random)?",
        sentence.strip(" ."), re.I,
    )  # fmt: skip
    return "" if told and draft.trials is not None and "correct" in draft.trials.labels else None


def large_lot(sentence: str, draft: Draft) -> str | None:
    """5% of a large batch of items are defective: each of those drawn from it is, independently"""
    found = re.fullmatch(
        rf"(?P<p>{NUMBER})\s+of\s+(?:the\s+|all\s+|a\s+large\s+\w+\s+of\s+)?(?:\w+\s+){{1,3}}?(?:is|are)\s+(?P<kind>[a-z-]+)",
        sentence.strip(" ."),
        re.I,
    )
    if not found or draft.trials is not None or not re.search(rf"\b(?:{_MANY})\s+\w+\s+are\s+\w+", draft.text, re.I):
        return None
    p = number(found["p"])
    if not isinstance(p, Rational) or not ("large" in sentence or draft.hints["independent"]):
        return None
    draft.hints["share"] = found["kind"].lower(), _fraction(p)
    _set_trials(draft)
    return ""


def drawn_from_lot(sentence: str, draft: Draft) -> str | None:
    """10 items are selected at random, of which each is of the kind with the share that is known"""
    found = re.fullmatch(
        rf"(?P<n>{_MANY})\s+(?:\w+\s+)?(?:is|are)\s+(?:randomly\s+|independently\s+)?(?:chosen|selected|drawn|picked|taken|tested)"
        r"(?:\s+(?:at\s+random|randomly|independently))*",
        sentence.strip(" ."),
        re.I,
    )
    if not found or "share" not in draft.hints:
        return None
    draft.draws = whole(found["n"])
    _set_trials(draft)
    return "" if draft.trials is not None else None


def tossed(sentence: str, draft: Draft) -> str | None:
    """A biased coin lands heads with probability 0.6. It is tossed 3 times"""
    coin = re.fullmatch(
        rf"(?:an?|the)\s+(?:biased\s+|bent\s+|unfair\s+|loaded\s+)?coin\s+(?:\w+\s+)*?(?P<face>heads?|tails?)\s+with\s+(?:a\s+)?probability\s+"
        rf"(?:of\s+)?(?P<p>{NUMBER})",
        sentence.strip(" ."), re.I,
    )  # fmt: skip
    if coin and draft.trials is None and isinstance(p := number(coin["p"]), Rational):
        draft.hints["share"] = coin["face"].lower().rstrip("s"), _fraction(p)
        _set_trials(draft)
        return ""
    again = re.fullmatch(
        rf"(?:it|the\s+coin)\s+is\s+(?:tossed|flipped|thrown)\s+(?:independently\s+)?(?:(?P<n>{_MANY})\s+times|(?P<w>twice))",
        sentence.strip(" ."), re.I,
    )  # fmt: skip
    if again and "share" in draft.hints:
        draft.draws = whole(again["n"] or again["w"])
        _set_trials(draft)
        return "" if draft.trials is not None else None
    return None


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


def makes_shots(sentence: str, draft: Draft) -> str | None:
    """A player makes 80% of his free throws. He takes 5 free throws"""
    found = re.fullmatch(
        rf"(?:an?|the)\s+(?:\w+\s+){{1,3}}?(?P<verb>makes|hits|scores|converts)\s+(?P<p>{NUMBER})\s+of\s+(?:his|her|the|its)\s+"
        r"(?P<noun>(?:free\s+)?\w+)", sentence.strip(" ."), re.I,
    )  # fmt: skip
    if not found or draft.trials is not None or not draft.hints["independent"]:
        return None
    p = number(found["p"])
    if not isinstance(p, Rational):
        return None
    draft.hints["share"] = found["verb"].lower(), _fraction(p)
    draft.hints["things"] = (found["noun"].lower(),)
    _set_trials(draft)
    return ""


def _set_trials(draft: Draft) -> None:
    """The trials, once their number and the probability of a success are both known."""
    if "share" in draft.hints and draft.draws is not None and 1 < draft.draws <= 40 and draft.trials is None:
        verb, p = draft.hints.pop("share")
        things = tuple(draft.hints.get("things", ()))
        draft.trials = Space((verb, f"not {verb}"), (p, 1 - p), draft.draws, True, things)


def finish(draft: Draft) -> None:
    """A success whose trials are never counted is an event."""
    if "share" in draft.hints:
        verb, p = draft.hints.pop("share")
        draft.give(Word(verb), Rational(p.numerator, p.denominator))


def urns(sentence: str, draft: Draft) -> str | None:
    """Urn 1 has 3 red and 2 blue balls, urn 2 has 1 red and 4 blue: one of them is chosen at random"""
    found = list(_ONE_URN.finditer(sentence))
    if len(found) < 2 or not draft.hints["random"]:
        return None
    told = [(f"{m['noun'].lower()} {m['label']}", re.findall(r"(\d+)\s+([a-z]+)", m["items"])) for m in found]
    names = [next((a for a in draft.asked if a.lower() in (n.lower(), n.split()[1].lower())), n) for n, _ in told]
    kinds = list(dict.fromkeys(kind for _, items in told for _, kind in items))
    if len(kinds) < 2 or len(set(names)) != len(names):
        return None
    classes = [Word(name) for name in names]
    draft.statements.append(Apart(tuple(classes), True))
    colours = [Word(kind) for kind in kinds]
    if len(kinds) > 2:
        draft.statements.append(Apart(tuple(colours), True))
    for name, (_, items) in zip(classes, told, strict=True):
        draft.give(name, Rational(1, len(names)))
        counts = {kind: int(n) for n, kind in items}
        for colour in colours if len(kinds) > 2 else colours[:1]:
            draft.give(colour, Rational(counts.get(colour.name, 0), sum(counts.values())), name)
    if len(kinds) == 2:
        draft.statements.append(Definition(kinds[1], Basic.__new__(Not, colours[0])))
    return sentence[found[-1].end() :].strip(" ,;.")


def chosen_urn(sentence: str, draft: Draft) -> str | None:
    """An urn is chosen at random and a ball is drawn"""
    known = any(isinstance(s, Apart) for s in draft.statements)
    return "" if known and _CHOSEN.fullmatch(sentence.strip(" .")) else None


def some_of(sentence: str, draft: Draft) -> str | None:
    """A box holds 10 bulbs, 3 of them defective; 3 of 10 bulbs are defective; 10 bulbs of which 3 are defective"""
    found = _SOME_OF.search(sentence) or _OF_SOME.search(sentence)
    if not found or draft.urn is not None or "%" in sentence:
        return None
    n, k = whole(found["n"]), whole(found["k"])
    if n is None or k is None or not 0 < k < n:
        return None
    kind = found["kind"].lower()
    draft.urn = [(kind, k), (f"not {kind}", n - k)]
    _set_draws(draft)
    return sentence[found.end() :].strip(" ,;.")


def trials(sentence: str, draft: Draft) -> str | None:
    """Five independent trials with success probability 0.2"""
    n = re.search(rf"\b(?P<n>{_MANY})\s+(?:independent\s+)?(?:trials|attempts|experiments)\b", sentence, re.I)
    p = re.search(
        rf"(?:success\s+probability|probability\s+of\s+success)\s*(?:p\s*)?(?:=|of|is)?\s*(?P<p>{NUMBER})",
        sentence,
        re.I,
    )
    if not n or not p or draft.trials is not None or not draft.hints["independent"]:
        return None
    share, count = number(p["p"]), whole(n["n"])
    if not isinstance(share, Rational) or count is None or not 1 < count <= 40:
        return None
    draft.trials = Space(("success", "failure"), (_fraction(share), 1 - _fraction(share)), count, True)
    return ""


def each_event(sentence: str, draft: Draft) -> str | None:
    """A, B, C are independent, each with probability 1/2"""
    found = re.fullmatch(
        rf"(?P<names>[A-Z](?:\s*(?:,\s*and|,|and)\s*[A-Z])+)\s+are\s+(?:mutually\s+)?independent(?:\s+events)?\s*,?\s*"
        rf"(?:and\s+)?(?:each|all)\s+(?:have|has|with|of)\s+(?:a\s+)?probability\s*(?:=|of)?\s*(?P<p>{NUMBER})",
        sentence.strip(" ."),
    )
    if not found:
        return None
    names = [Word(name) for name in re.findall(r"[A-Z]", found["names"])]
    draft.statements.append(Independent(tuple(names), ()))
    for name in names:
        draft.give(name, number(found["p"]))
    return ""


def survey(sentence: str, draft: Draft) -> str | None:
    """In a class of 30, 18 study French, 15 study Spanish and 7 study both"""
    found = re.match(
        r"(?:in|of|among)\s+(?:an?\s+)?(?:\w+\s+of\s+)?(?P<n>\d+)\s*(?:[a-z]+\s*)?,?\s*(?=\d)(?P<rest>.+)$",
        sentence,
        re.I | re.S,
    )
    if not found or "%" in sentence:
        return None
    counts: dict[str, int] = {}
    for part in re.split(r"\s*(?:,\s*and|,|;|\band\b)\s+(?=\d)", found["rest"].strip(" .")):
        told = re.fullmatch(
            r"(?P<k>\d+)\s+(?:[a-z]+\s+){0,2}?(?P<name>[A-Za-z]+)(?:\s+languages?|\s+subjects?)?", part.strip()
        )
        if not told:
            return None
        counts[told["name"]] = int(told["k"])
    plain = [name for name in counts if name not in ("both", "neither", "none")]
    if len(plain) != 2 or len(counts) < 3:
        return None
    a, b = (Word(name) for name in plain)
    new = Basic.__new__
    draft.statements.append(Count(None, int(found["n"])))
    draft.statements += [Count(Word(name), counts[name]) for name in plain]
    if "both" in counts:
        draft.statements.append(Count(new(And, a, b), counts["both"]))
    for name in ("neither", "none"):
        if name in counts:
            draft.statements.append(Count(new(And, new(Not, a), new(Not, b)), counts[name]))
    return ""


def times(sentence: str, draft: Draft) -> str | None:
    """3 independent shots"""
    found = _TIMES.fullmatch(sentence.strip(" .,"))
    if not found:
        return None
    draft.draws = whole(found["n"])
    _set_trials(draft)
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
    if len(found) < 2:
        return None
    draft.matrix = found
    positive, said = Word("positive"), Word("predicted positive")
    no, unsaid = Not(positive, evaluate=False), Not(said, evaluate=False)
    new = Basic.__new__
    cells = {"TP": (positive, said), "FP": (no, said), "FN": (positive, unsaid), "TN": (no, unsaid)}
    if len(found) == 4:
        draft.statements.append(Count(None, sum(found.values())))
        for key, n in found.items():
            draft.statements.append(Count(new(And, *cells[key]), n))
    else:
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


READERS: tuple[Reader, ...] = (
    confusion,
    urns,
    chosen_urn,
    events_named,
    makes_shots,
    guessing,
    guessed,
    large_lot,
    drawn_from_lot,
    tossed,
    drawn_again,
    lot,
    committee,
    children,
    tosses,
    shown,
    biased,
    dice,
    numbered,
    some_of,
    urn,
    survey,
    drawn,
    repeated,
    trials,
    each_event,
    times,
    independently,
)

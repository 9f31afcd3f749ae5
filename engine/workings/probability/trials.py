"""Dice, coins, guesses and other repeated trials as a problem tells of them."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from sympy import Rational

from workings.expression.probability_goals import Word
from workings.probability.draft import COUNTS, NUMBER, Draft, alike, number, whole
from workings.probability.reading import Distributed
from workings.probability.spaces import Space
from workings.rule import Text

__all__ = [
    "biased",
    "children",
    "dice",
    "drawn_from_lot",
    "finish",
    "guessed",
    "guessing",
    "independently",
    "large_lot",
    "makes_shots",
    "repeated",
    "set_trials",
    "shown",
    "times",
    "tossed",
    "tosses",
    "trials",
]


_MANY = "|".join(sorted(COUNTS, key=len, reverse=True)) + r"|\d+"
_DIE = re.compile(
    rf"(?:(?P<m>{_MANY})\s+)?(?:(?P<fair>fair|unbiased|balanced|ordinary|standard|six-sided|usual|"
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
_EQUAL_SEXES = Text(
    "each child is read as a boy or a girl with probability 1/2, independently",
    "子どもの性別は独立で、確率 1/2 ずつと読みました",
)
_CHILDREN = re.compile(rf"(?:an?|the)\s+(?:family|couple)\s+(?:has|have|with)\s+(?P<m>{_MANY})\s+children$", re.I)
_TOSSES = re.compile(
    rf"(?P<m>{_MANY})\s+(?:tosses|flips|throws|rolls)\s+of\s+(?:a\s+|an\s+)?(?:fair\s+|ordinary\s+|standard\s+)*"
    rf"(?P<thing>coin|die|dice)$",
    re.I,
)


def dice(sentence: str, draft: Draft) -> str | None:
    """A fair die is thrown three times; two dice are rolled; toss a coin 3 times"""
    found = _ROLL.match(sentence) or _DIE.match(re.sub(r"^(?:suppose\s+|if\s+)?", "", sentence, flags=re.I))
    if (
        not found
        or draft.trials is not None
        or re.search(r"(?<!un)biased|unfair|loaded|bent|probab|P\(|chance", sentence)
    ):
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
        rf"(?:an?|the)\s+(?:biased\s+|unfair\s+|bent\s+)?coin\s+(?:with|has)\s+P\((?P<face>heads?|H|tails?|"
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


def repeated(sentence: str, draft: Draft) -> str | None:
    """Four cameras each overlook a car with probability 0.3, independently"""
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
    set_trials(draft)
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
        r"(?:(?:an?|the)\s+\w+|[A-Z]\w+|he|she)\s+guesses\s+(?:at\s+random\s+)?(?:(?:on\s+|at\s+)?(?:every|each|all|the)\s+(?:of\s+the\s+)?\w+)?(?:\s+at\s+random)?",
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
    set_trials(draft)
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
    set_trials(draft)
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
        set_trials(draft)
        return ""
    again = re.fullmatch(
        rf"(?:it|the\s+coin)\s+is\s+(?:tossed|flipped|thrown)\s+(?:independently\s+)?(?:(?P<n>{_MANY})\s+times|(?P<w>twice))",
        sentence.strip(" ."), re.I,
    )  # fmt: skip
    if again and "share" in draft.hints:
        draft.draws = whole(again["n"] or again["w"])
        set_trials(draft)
        return "" if draft.trials is not None else None
    return None


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
    set_trials(draft)
    return ""


def set_trials(draft: Draft) -> None:
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


def times(sentence: str, draft: Draft) -> str | None:
    """3 independent shots"""
    found = _TIMES.fullmatch(sentence.strip(" .,"))
    if not found:
        return None
    draft.draws = whole(found["n"])
    set_trials(draft)
    return ""


def independently(sentence: str, draft: Draft) -> str | None:
    """independently: what is said of trials that are known"""
    if re.fullmatch(
        r"assuming\s+(?:that\s+)?(?:independence|\w+\s+\w+\s+(?:are\s+)?independent)", sentence.strip(" .,"), re.I
    ):
        return ""
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


def _fraction(value: Any) -> Fraction:
    return Fraction(int(value.p), int(value.q))

"""Tickets and bets as a problem tells of them: what they cost, what they pay and how often."""

from __future__ import annotations

import re
from fractions import Fraction

from sympy import Integer, Rational

from workings.probability.draft import COUNTS, NUMBER, Draft, number, whole
from workings.probability.trials import set_trials
from workings.rule import Text

__all__ = ["bought", "ticket", "wins_one_in"]

_MONEY = r"(?:[$€£]\s*)?(?P<{}>\d+(?:\.\d+)?)(?:\s*(?:dollars?|euros?|pounds?|yen|€|£))?"
_TICKET = re.compile(
    rf"(?:an?|the|each|one)\s+(?:\w+\s+){{0,2}}(?:ticket|game|bet|play|spin|entry)\s+costs?\s+{_MONEY.format('cost')}\s+(?:and|,)\s*"
    rf"(?:it\s+)?(?:pays|returns)\s+{_MONEY.format('prize')}\s+with\s+(?:a\s+)?(?:probability|chance)\s+(?:of\s+)?(?P<p>{NUMBER})"
    r"(?:\s*,?\s*(?:and\s+)?(?:nothing\s+otherwise|otherwise\s+(?:it\s+pays\s+)?nothing))?",
    re.I,
)
_NOTHING = Text("otherwise it is read to pay nothing", "それ以外の場合は何も支払われないと読みました")
_COUNT = "|".join(sorted(COUNTS, key=len, reverse=True)) + r"|\d+"
_ONE_IN = re.compile(
    r"(?P<k>one|1)\s+(?P<noun>[a-z]+)\s+(?:in|out\s+of)\s+(?:every\s+)?(?P<n>\d+)\s+(?P<verb>wins)", re.I
)
_BOUGHT = re.compile(
    rf"(?:i|you|he|she|we|they|someone|\w+)\s+(?:buys?|holds?|has|have|gets?)\s+(?P<n>{_COUNT})\s+(?P<noun>[a-z]+)\s*,?\s+"
    r"(?:(?:from|in|for)\s+(?:different|separate|independent)\s+(?:draws?|lotteries|raffles|games|rounds)|"
    r"(?:each\s+)?independent(?:ly)?(?:\s+of\s+(?:each\s+other|one\s+another))?)",
    re.I,
)


def ticket(sentence: str, draft: Draft) -> str | None:
    """A ticket costs 3 and pays 100 with probability 1/50, where the expected profit is asked, or what it pays"""
    found = _TICKET.fullmatch(sentence.strip(" ."))
    asked = [
        m[1].lower()
        for text in [*draft.asked, draft.text]
        for m in re.finditer(r"\bexpected\s+(?:net\s+)?(\w+)", text, re.I)
    ]
    if found is None or draft.variables or len(set(asked)) != 1:
        return None
    p = number(found["p"])
    if not isinstance(p, Rational) or not 0 <= p <= 1:
        return None
    cost, prize = Rational(found["cost"]), Rational(found["prize"])
    if asked[0] in ("profit", "gain"):
        values = [prize - cost, -cost]
    elif asked[0] in ("payout", "winnings", "prize"):
        values = [prize, Integer(0)]
    else:
        return None
    if "nothing" not in found[0].lower():
        draft.assumed.append(_NOTHING)
    draft.table(asked[0], values, [p, 1 - p])
    return ""


def wins_one_in(sentence: str, draft: Draft) -> str | None:
    """One ticket in 50 wins"""
    found = _ONE_IN.fullmatch(sentence.strip(" ."))
    if found is None or draft.trials is not None or int(found["n"]) < 1 or "share" in draft.hints:
        return None
    draft.hints["share"] = found["verb"].lower(), Fraction(1, int(found["n"]))
    draft.hints["things"] = (found["noun"].lower(), found["noun"].lower() + "s")
    return ""


def bought(sentence: str, draft: Draft) -> str | None:
    """I buy 3 tickets from different draws: trials that are independent"""
    found = _BOUGHT.fullmatch(sentence.strip(" ."))
    m = whole(found["n"]) if found else None
    if (
        found is None
        or m is None
        or "share" not in draft.hints
        or found["noun"].lower() not in draft.hints.get("things", ())
    ):
        return None
    draft.draws = m
    set_trials(draft)
    return "" if draft.trials is not None else None

"""Tickets and bets as a problem tells of them: what they cost, what they pay and how often."""

from __future__ import annotations

import re

from sympy import Integer, Rational

from workings.probability.draft import NUMBER, Draft, number
from workings.rule import Text

__all__ = ["ticket"]

_MONEY = r"(?:[$€£]\s*)?(?P<{}>\d+(?:\.\d+)?)(?:\s*(?:dollars?|euros?|pounds?|yen|€|£))?"
_TICKET = re.compile(
    rf"(?:an?|the|each|one)\s+(?:\w+\s+){{0,2}}(?:ticket|game|bet|play|spin|entry)\s+costs?\s+{_MONEY.format('cost')}\s+(?:and|,)\s*"
    rf"(?:it\s+)?(?:pays|returns)\s+{_MONEY.format('prize')}\s+with\s+(?:a\s+)?(?:probability|chance)\s+(?:of\s+)?(?P<p>{NUMBER})"
    r"(?:\s*,?\s*(?:and\s+)?(?:nothing\s+otherwise|otherwise\s+(?:it\s+pays\s+)?nothing))?",
    re.I,
)
_NOTHING = Text("otherwise it is read to pay nothing", "それ以外の場合は何も支払われないと読みました")


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

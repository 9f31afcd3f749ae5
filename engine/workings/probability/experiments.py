"""Experiments as a problem tells of them: dice, coins, cards, urns, repeated trials and confusion matrices.

What is drawn from what is in `draws.py`, what is tried again and again in `trials.py`; here is what they share, and the
order in which they are asked.
"""

from __future__ import annotations

import re

from sympy import And, Basic, Not, Rational

from workings.expression.probability_goals import Word
from workings.probability import draws, trials, wagers
from workings.probability.draft import NUMBER, Draft, Reader, number
from workings.probability.reading import Count, Given, Independent
from workings.probability.trials import finish

__all__ = ["READERS", "finish", "prepare"]


_MATRIX = re.compile(r"\b(?P<key>TP|FP|FN|TN)\s*(?:=|:|is)?\s*(?P<n>\d+)")
_NAMED_EVENT = re.compile(
    r"(?:^|,?\s*\band\s+|,\s*)(?:let\s+|if\s+)?(?P<name>[A-Z])\s+(?:be\s+|is\s+|denotes?\s+)?the\s+event\s+(?:that\s+)?"
    r"(?P<said>.+?)(?=,?\s*\band\s+[A-Z]\s+(?:be\s+|is\s+|denotes?\s+)?the\s+event\b|,\s*[A-Z]\s+(?:be|is|the)\b|[.]?$)",
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


def events_named(sentence: str, draft: Draft) -> str | None:
    """Let A be the event that the sum is 6 and B the event that the first die is 4"""
    found = list(_NAMED_EVENT.finditer(sentence))
    if not found or _NAMED_EVENT.sub("", sentence).strip(" .,"):
        return None
    draft.named.update((m["name"], m["said"].strip(' ."')) for m in found)
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


def confusion(sentence: str, draft: Draft) -> str | None:
    """TP = 28, FP = 12, FN = 7, TN = 153"""
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


READERS: tuple[Reader, ...] = (
    confusion,
    events_named,
    trials.makes_shots,
    trials.guessing,
    trials.guessed,
    trials.large_lot,
    trials.drawn_from_lot,
    trials.tossed,
    wagers.ticket,
    wagers.wins_one_in,
    wagers.bought,
    draws.digits,
    draws.drawn_again,
    draws.lot,
    draws.committee,
    trials.children,
    trials.tosses,
    trials.shown,
    trials.biased,
    trials.dice,
    draws.numbered,
    draws.some_of,
    draws.urn,
    draws.drawn,
    trials.repeated,
    trials.trials,
    each_event,
    trials.times,
    trials.independently,
)

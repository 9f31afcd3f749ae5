"""What a problem tells beside the numbers of events: experiments, by their grammar, and confusion matrices."""

from __future__ import annotations

import re

from sympy import And, Basic, Not, Rational

from workings.expression.probability_goals import Word
from workings.probability import wagers
from workings.probability.draft import COUNTS, NUMBER, Draft, Reader, number, whole
from workings.probability.experiment.rows import tell
from workings.probability.experiment.scene import Scene
from workings.probability.reading import Count, Distributed, Given, Independent

__all__ = ["READERS", "finish", "prepare"]


_MATRIX = re.compile(r"\b(?P<key>TP|FP|FN|TN)\s*(?:=|:|is)?\s*(?P<n>\d+)")
_NAMED_EVENT = re.compile(
    r"(?:^|,?\s*\band\s+|,\s*)(?:let\s+|if\s+)?(?P<name>[A-Z])\s+(?:be\s+|is\s+|denotes?\s+)?the\s+event\s+(?:that\s+)?"
    r"(?P<said>.+?)(?=,?\s*\band\s+[A-Z]\s+(?:be\s+|is\s+|denotes?\s+)?the\s+event\b|,\s*[A-Z]\s+(?:be|is|the)\b|[.]?$)",
    re.I,
)
_COUNT = "|".join(sorted(COUNTS, key=len, reverse=True)) + r"|\d+"
_SHOWN = re.compile(
    r"[Aa]\s+(?:fair\s+)?die\s+shows\s+(?P<seen>[A-Z])|(?:(?P<name>[A-Z])\s+is\s+the\s+(?:number|value|result|score|face)\s+(?:shown\s+by|on|of|shown\s+on|"
    r"rolled\s+with)\s+a\s+(?:roll\s+of\s+a\s+)?"
    r"(?:fair\s+|standard\s+)?die)(?:\s+roll)?",
)
_HEADS = re.compile(
    rf"(?P<name>[A-Z])\s+is\s+the\s+number\s+of\s+(?:heads|tails)\s+(?:in|when)\s+(?:(?P<n>{_COUNT})\s+(?:tosses|"
    rf"flips|throws)\s+of\s+a\s+fair\s+coin|"
    rf"(?P<m>{_COUNT})\s+fair\s+coin\s+(?:tosses|flips|throws))",
)


def prepare(plain: str, draft: Draft) -> None:
    """What the whole text says of how things are done."""
    draft.scene = Scene.of(plain)


def scene(sentence: str, draft: Draft) -> str | None:
    """An urn holds 5 red and 3 blue balls; two are drawn; a die is rolled 4 times; 10% of a large lot are defective"""
    told = tell(draft.scene, sentence)
    if told is None or told.until is not None or told.chosen or told.given:
        return None
    draft.scene, draft.trials = told.outcomes()
    return ""


def finish(draft: Draft) -> None:
    """What was taken for granted of the experiment; a success whose trials are never counted is an event."""
    draft.assumed += draft.scene.notes
    if draft.scene.success is not None and draft.scene.draws is None and draft.trials is None:
        verb, p = draft.scene.success
        draft.give(Word(verb), Rational(p.numerator, p.denominator))


def shown(sentence: str, draft: Draft) -> str | None:
    """X is the number shown by a fair die; X is the number of heads in 3 tosses of a fair coin"""
    die = _SHOWN.fullmatch(sentence.strip(" ."))
    if die:
        draft.table(die["name"] or die["seen"], [Rational(k) for k in range(1, 7)], [Rational(1, 6)] * 6)
        return ""
    heads = _HEADS.fullmatch(sentence.strip(" ."))
    n = whole(heads["n"] or heads["m"]) if heads else None
    if heads is None or n is None or not 1 <= n <= 200:
        return None
    draft.variable(heads["name"])
    draft.statements.append(Distributed(heads["name"], "binomial", (Rational(n), Rational(1, 2))))
    return ""


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


READERS: tuple[Reader, ...] = (confusion, events_named, wagers.ticket, shown, scene, each_event)

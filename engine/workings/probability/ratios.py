"""How many times as likely: a ratio of two rates of which neither may be given, as a likelihood ratio is.

Each function is a row of the table in `sentences.py`. A rate that is given nowhere is called by a letter; the answer
is an answer only where the letter drops out of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from workings.expression.errors import ReadError
from workings.probability.clauses import Clauses
from workings.probability.phrases import opposite
from workings.probability.spelling import read_share
from workings.probability.unsaid import noted
from workings.probability.vocabulary import TESTS
from workings.rule import Text

__all__ = ["Ratio", "in_letters"]

_WORDS: dict[str, int | Fraction] = {
    "twice": 2,
    "half": Fraction(1, 2),
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "ten": 10,
}
_LETTER = Text("{} stands for P({} | {}), which is not given", "{} は与えられていない P({} | {}) を表します")
_TWO_SIDES = Text("{} and {} are read as all that can come up", "{} と {} だけが起こりうると読みました")
_IS_NOT = re.compile(
    r"(?:it|he|she|they|[A-Z])?\s*(?:is|does|do|are)(?:\s+not|n['’]t)(?:\s+true)?|(?:it|[A-Z])\s+is\s+false|not"
)
_SIDES = ({"heads", "tails"}, {"head", "tail"})


@dataclass(frozen=True, slots=True)
class Ratio:
    """P(event | one) = times · P(event | other)"""

    event: str
    one: str
    other: str
    times: Fraction


def as_likely(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """Smokers are 3 times as likely as non-smokers to cough; a boy is twice as likely to fail as a girl"""
    event = s.event(m["e"])
    one, other = s.class_of(m["who"]), _others(s, m["those5"], m["who"])
    return None if one is None or other is None else _told(s, event, one, other, m["times"])


def _others(s: Clauses, phrase: str, before: str) -> str | None:
    """... as people who do not"""
    if re.fullmatch(
        r"(?:\w+\s+)?(?:who|that|which)\s+(?:do|does|did|are|is|have|has)(?:\s+not|n['’]t)", phrase.strip()
    ):
        one = s.class_of(before)
        return None if one is None else opposite(one)
    return s.class_of(phrase)


def as_likely_if(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """Dark clouds are 4 times as likely when it rains as when it does not"""
    first, second = (re.sub(r"^([A-Z]) is true$", r"\1", m[slot].strip()) for slot in ("if", "if5"))
    one = s.condition(first)
    other = opposite(one) if _IS_NOT.fullmatch(second) else s.condition(second)
    said = re.sub(r"^(?:an?|the|this|such|to)\s+", "", m["what"].strip())
    return _told(s, s.event(said), one, other, m["times"])


def two_sides(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """A coin is twice as likely to come up heads as tails"""
    one, other = m["side1"].lower(), m["side2"].lower()
    times = _times(m["times"])
    if {one, other} not in _SIDES or times is None or s.left:
        return None
    s.notes.append(noted(_TWO_SIDES, one, other))
    s.event(other)
    return [*s.given(one, None, str(times / (times + 1))), f"{other} = not {one}"]


def likelihood_ratio(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """The evidence has a likelihood ratio of 200: it is that many times as likely where the hypothesis holds"""
    state = s.the_state()
    if state is None:
        return None
    said = (m.groupdict().get("what") or "evidence").strip()
    noun = said.split()[-1].lower()
    event = s.event("positive" if noun in TESTS else re.sub(r"^(?:an?|the|this)\s+", "", said))
    if m["sign"] and m["sign"].lower() == "negative":
        event = opposite(event)
    return _told(s, event, state, opposite(state), m["times"])


def prior_odds(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """Prior odds 1:4; the prior odds of a hypothesis H are 1 to 4"""
    k, other = int(m["k"]), int(m["k2"])
    said = re.sub(r"^(?:an?|the)\s+(?:hypothesis|event)\s+(?=[A-Z]$)", "", (m.groupdict().get("what") or "").strip())
    letters = [name for name in s.names.events if re.fullmatch("[A-Z]", name)]  # P(H | evidence) is asked
    state = s.what(said)[1] if said else letters[0] if len(letters) == 1 else s.the_state()
    return s.given(state, None, f"{k} of {k + other}") if state and k and other else None


def _told(s: Clauses, event: str, one: str, other: str, times: str) -> list[str] | None:
    ratio = _times(times)
    if ratio is None or one == other or event in (one, other, opposite(one), opposite(other)):
        return None
    if {len(one), len(other)} == {1} and other not in s.shares:
        return None  # if H is true as if G is: which need not be all there is
    s.ratios.append(Ratio(event, one, other, ratio))
    s.given(event, one, "")
    s.given(event, other, "")
    return []


def _times(words: str) -> Fraction | None:
    """twice, half, 2.5 times; None for 0"""
    word = words.lower().split()[0]
    found = Fraction(_WORDS.get(word) or word)
    return found if found > 0 else None


def in_letters(s: Clauses, lines: Sequence[str]) -> tuple[list[str], tuple[str, ...]]:
    """The rates of which only the ratio is known, and the letters that stand for them.

    Raises:
        ReadError: where the text gives both rates and they have another ratio.
    """
    known = dict(re.findall(r"^P\((.*)\) = (.*)$", "\n".join(lines), re.M))
    more: list[str] = []
    letters: list[str] = []
    for ratio in s.ratios:
        names = [f"{ratio.event}|{ratio.one}", f"{ratio.event}|{ratio.other}"]
        one, other = (read_share(known[name]) if name in known else None for name in names)
        if one is not None and other is not None:
            if one != ratio.times * other:
                raise ReadError("these rates have another ratio", s.text, (0, len(s.text)), "one of the three")
        elif one is not None:
            more.append(f"P({names[1]}) = {one / ratio.times}")
        elif other is not None:
            more.append(f"P({names[0]}) = {ratio.times * other}")
        else:
            letter = f"r{len(letters) + 1}" if letters else "r"
            letters.append(letter)
            s.notes.append(noted(_LETTER, letter, ratio.event, ratio.other))
            top = f"{ratio.times.numerator}*{letter}"
            more += [f"P({names[0]}) = {top}" + (f"/{ratio.times.denominator}" if ratio.times.denominator > 1 else "")]
            more += [f"P({names[1]}) = {letter}"]
    return more, tuple(letters)

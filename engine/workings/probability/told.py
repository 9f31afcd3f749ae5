"""One random variable told in words: heights are normal with mean 170 and standard deviation 8, calls at 4 per hour.

A text is read only where every number in it has found its place; what is taken for granted, such as that calls at a
rate come as a Poisson variable, is said with the answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from workings.probability.draft import COUNTS, alike
from workings.probability.spelling import plain_text
from workings.probability.told_questions import NUMBER, Span, number, questions_of
from workings.rule import Text

__all__ = ["Told", "read_told"]

_MOST = 600  # characters
_NO_UNIT = r"(?!(?:and|with|or|of|that|is|are|per|at|in)\b)"
_UNIT = rf"(?:\s*{_NO_UNIT}(?:[a-zA-Z°µ]{{1,2}}\b|[a-z]{{3,}}\b)(?:\s+per\s+[a-z]+)?)?"
_FAMILY = re.compile(r"\b(?P<family>normal|gaussian|exponential|poisson|uniform)(?:ly)?\b(?!\s+approximation)", re.I)
_IS = r"\s*(?:of|=|is|:)?\s*"
_SAID = {
    "mean": rf"(?:mean|average|expected\s+value|μ|mu)\s*(?:value)?{_IS}\$?(?P<n>{NUMBER}){_UNIT}",
    "sd": rf"(?:standard\s+deviation|s\.?d\.?|σ|sigma){_IS}\$?(?P<n>{NUMBER}){_UNIT}",
    "variance": rf"(?:variance|σ\^?2|σ²){_IS}(?P<n>{NUMBER}){_UNIT}",
    "rate": rf"(?:rate|parameter|λ|lambda)\s*(?:λ|lambda)?{_IS}(?P<n>{NUMBER}){_UNIT}(?:\s+(?:per|an?)\s+\w+)?",
    "ends": rf"(?:between|from|on|over|in)\s+(?:the\s+)?(?:interval\s+)?[\[(]?\s*(?P<n>{NUMBER}){_UNIT}"
    rf"\s*(?:and|to|,)\s*(?P<m>{NUMBER})\s*[\])]?{_UNIT}",
}
_PARAMETERS = {key: re.compile(rf"\b{said}", re.I) for key, said in _SAID.items()}
_PER = r"(?:(?:per|every|each|an?)|in\s+an?|in\s+each)\s+(?P<unit>[a-z]+)\b"
_SOME = r"(?:[a-z]+\s+){1,4}?"  # the noun and what it does
_RATES = tuple(
    re.compile(said, re.I)
    for said in (
        rf"\brate\s+of\s+(?P<n>{NUMBER})(?:\s+[a-z]+)?\s+{_PER}",
        rf"\bon\s+average,?\s+(?:there\s+are\s+|about\s+)?(?P<n>{NUMBER})\s+{_SOME}{_PER}",
        rf"\b(?P<n>{NUMBER})\s+{_SOME}{_PER}\s*,?\s*on\s+average",
        rf"\b(?:averages?|average\s+of|mean\s+of)\s+(?P<n>{NUMBER})\s+{_SOME}{_PER}",
    )
)
_NUMBER_PER = re.compile(rf"\bnumber\s+of\s+{_SOME}(?:per|in\s+an?|each|every)\s+(?P<unit>[a-z]+)\b", re.I)
_CHANCES = tuple(
    re.compile(said, re.I)
    for said in (
        rf"\bprobability\s+(?:that|of)\s+[^.,;?]*?\s+(?:is|=|equals)\s+(?P<p>{NUMBER})",
        rf"(?P<p>{NUMBER})\s+of\s+(?:all\s+|the\s+|his\s+|her\s+|its\s+|their\s+)?[a-z]+[^.,;?0-9]*",
        rf"\bwith\s+probability\s+(?P<p>{NUMBER})[^.,;?0-9]*",
    )
)
_PICKED = "planted|chosen|selected|tested|inspected|picked|sampled|tossed|examined|asked|surveyed|bought|checked"
_TRIALS = tuple(
    re.compile(said, re.I)
    for said in (
        rf"\b(?:sample|box|batch|group|lot|pack|crate|class|team|set)\s+of\s+(?P<n>{NUMBER})(?!\w)(?:\s+[a-z]+)?",
        rf"\b(?:if\s+)?(?P<n>{NUMBER})\s+(?:randomly\s+)?(?:[a-z]+\s+){{0,3}}?(?:is|are)\s+(?:randomly\s+|each\s+)?"
        rf"(?:{_PICKED})(?:\s+at\s+random)?",
        rf"\b(?:in|of|out\s+of|for|after|among)\s+(?:the\s+next\s+|a\s+row\s+of\s+)?(?P<n>{NUMBER})\s+"
        r"(?:independent\s+|such\s+|random\s+)?(?:[a-z]+s|people|men|women|children)\b",
        rf"\b(?:attempts?|takes?|makes?|throws?|shoots?|plays?|plants?|buys?|tests?)\s+(?P<n>{NUMBER})\s+[a-z]+(?:\s+[a-z]+)?",
    )
)
_LOST = re.compile(
    r"\b(?:without\s+replacement|not\s+replaced|unless|except|correlat\w*|covariance|depend\w*|approximat\w*|"
    r"conditional\w*|"
    r"density|posterior|prior|hypothesis|interval\s+for|another|both|either|third|twice|half|double|sum|total|"
    r"(?<!per )(?<!one )(?<!\ba )(?<!each )second|difference|maximum|minimum|largest|smallest|best|joint\w*)\b|[=~<>|]|"
    r"\bP\(|\bE\[",
    re.I,
)
_SCENERY_WORDS = (
    "what is are was the a an of in on at for to and or it he she they we you i that which who this these "
    "those there will be has have had do does did if then find compute calculate determine give "
    "probability chance likely how many much number expected mean average variance standard deviation "
    "value exactly precisely least most more less fewer than no none zero one two three four five six "
    "seven eight nine ten them all any each every given during within next first period sample random "
    "randomly chosen selected contain contains containing box batch group pack lot made make makes time "
    "times occur occurs arrive arrives happen happens receive receives received get gets second seconds "
    "minute minutes hour hours day days week weeks month months year years attempts attempt trials trial "
    "tries by from with out between inclusive share proportion percentage fraction among her his their "
    "its "
)
_SCENERY = frozenset(_SCENERY_WORDS.split())
_ALL = re.compile(r"\b(?:they\s+are\s+)?(?:all|every\s+one)(?:\s+of\s+them)?\b", re.I)
_NEARLY = re.compile(r"\bapproximately\s+normal", re.I)
_POISSON = Text(
    "the number in a given time is taken to be Poisson, as events at a rate are",
    "一定の率で起こる事象の回数はポアソン分布に従うとしました",
)
_TRIALS_ALIKE = Text(
    "the trials are taken to be independent, each with that probability", "試行は独立で、どれも同じ確率としました"
)


@dataclass(frozen=True, slots=True)
class Told:
    """The variable in notation, the questions about it, and what was taken for granted."""

    givens: tuple[str, ...]
    queries: tuple[str, ...]
    notes: tuple[Text, ...]


def read_told(text: str) -> Told | None:
    """The problem in notation; None where it is no such problem, or a part of it is not understood.

    >>> read_told("Heights are normal with mean 170 cm and sd 8 cm. What share is above 180 cm?")
    Told(givens=('X ~ Normal(170, (8)^2)',), queries=('P(X > 180)',), notes=())
    """
    if len(text) > _MOST:
        return None
    plain = re.sub(r"(?<=\d),(?=\d{3}\b)", "", plain_text(text)).replace("$", "")
    told, asked = _split(plain)
    if not asked or _LOST.search(_NEARLY.sub("normal", plain)):
        return None
    for reader in (_by_family, _by_rate, _by_trials):
        found = reader(told, asked)
        if found is not None:
            return found
    return None


def _split(plain: str) -> tuple[str, str]:
    """What is told and what is asked, sentence by sentence; a question may begin with what it takes as known."""
    sentences = re.split(r"(?<=[?])\s+|(?<=[.])\s+(?=[A-Z0-9])", plain.strip())
    asks = re.compile(r"\?\s*$|^(?:find|compute|calculate|determine|what|how)\b|,\s*(?:find|what)\b", re.I)
    asked = [s for s in sentences if asks.search(s)]
    return " ".join(s for s in sentences if s not in asked), " ".join(asked)


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + " ; " + text[end:]
    return text


def _has_numbers(text: str) -> bool:
    words = "|".join(word for word in COUNTS if word not in ("a", "an", "one"))
    return re.search(rf"\d|%|\b(?:{words})\b", text, re.I) is not None


def _is_of_the_same(told: str, asked: str) -> bool:
    """Whether the question counts what the text tells of: it has no word of its own, and denies nothing."""
    if re.search(
        r"\b(?:not|never|without|fails?|miss\w*|don't|doesn't|isn't|aren't)\b",
        re.sub(r"\b(?:no|not)\s+(?:more|less|fewer)\b", "", asked),
        re.I,
    ):
        return False
    known = re.findall(r"[a-z]+", told.lower())
    own = [word for word in re.findall(r"[a-z]+", asked.lower()) if word not in _SCENERY]
    return all(any(alike(word, other) for other in known) for word in own)


def _by_family(told: str, asked: str) -> Told | None:
    """Of a family that is named, with its parameters beside it."""
    family = _FAMILY.search(told)
    if family is None or len(_FAMILY.findall(told)) > 1:
        return None
    known: dict[str, re.Match[str]] = {}
    rest = told
    for key, pattern in _PARAMETERS.items():
        places = list(pattern.finditer(rest))
        if len(places) > 1:
            return None
        if places:
            known[key] = places[0]
            rest = _without(rest, [places[0].span()])
    per = _NUMBER_PER.search(told)
    if _has_numbers(rest):
        return None
    given = _in_notation(
        family["family"].lower(), {k: (number(m["n"]), m.groupdict().get("m")) for k, m in known.items()}
    )
    if given is None:
        return None
    name, discrete = given, family["family"].lower() == "poisson"
    span = Span(per["unit"]) if discrete and per else None
    queries = questions_of(asked, discrete, span)
    if queries is None:
        return None
    if discrete and queries.factor != 1:
        mean = known.get("mean") or known["rate"]
        name = f"X ~ Poisson({number(mean['n']) * queries.factor})"
    return Told((name,), queries.asked, ())


def _in_notation(family: str, known: dict[str, tuple[Fraction, str | None]]) -> str | None:
    """`X ~ Normal(170, (8)^2)`; None where the parameters are not those of the family."""
    keys = set(known)
    first = {key: value for key, (value, _) in known.items()}
    if family in ("normal", "gaussian") and keys in ({"mean", "sd"}, {"mean", "variance"}):
        spread = f"({first['sd']})^2" if "sd" in keys else str(first["variance"])
        return f"X ~ Normal({first['mean']}, {spread})"
    if family == "exponential" and keys in ({"mean"}, {"rate"}):
        return f"X ~ Exponential({first['rate'] if 'rate' in keys else 1 / first['mean']})"
    if family == "poisson" and keys in ({"mean"}, {"rate"}):
        return f"X ~ Poisson({first.get('mean', first.get('rate'))})"
    if family == "uniform" and keys == {"ends"} and known["ends"][1] is not None:
        return f"X ~ Uniform({first['ends']}, {number(known['ends'][1])})"
    return None


def _by_rate(told: str, asked: str) -> Told | None:
    """So many per hour: a Poisson variable."""
    for pattern in _RATES:
        found = pattern.search(told)
        if found is None or _has_numbers(_without(told, [found.span()])):
            continue
        if re.search(r"\b(?:wait\w*|until|time\s+between|next)\b", asked, re.I) or not _is_of_the_same(told, asked):
            return None
        queries = questions_of(asked, True, Span(found["unit"].lower()))
        if queries is None:
            return None
        return Told((f"X ~ Poisson({number(found['n']) * queries.factor})",), queries.asked, (_POISSON,))
    return None


def _by_trials(told: str, asked: str) -> Told | None:
    """So many trials that succeed with one probability: a binomial variable."""
    chances = [m for pattern in _CHANCES for m in pattern.finditer(told)]
    chances = [m for m in chances if "%" in m["p"] or "." in m["p"] or "/" in m["p"]]
    values = {number(m["p"]) for m in chances}
    if len(values) != 1 or not 0 < next(iter(values)) < 1:
        return None
    chance = min(chances, key=lambda m: m.start())
    places = [(part, m) for part in (told, asked) for pattern in _TRIALS for m in pattern.finditer(part)]
    trials = [(part, m) for part, m in places if number(m["n"]).denominator == 1 and "%" not in m["n"]]
    counts = {number(m["n"]) for _, m in trials}
    if len(counts) != 1:
        return None
    part, m = min(trials, key=lambda pair: -len(pair[1][0]))
    left = _without(told, [chance.span("p"), *([m.span("n")] if part is told else [])])
    if _has_numbers(left):
        return None
    question = _without(asked, [m.span()]) if part is asked else asked
    if not _is_of_the_same(told, question):
        return None
    n, p = counts.pop(), values.pop()
    question = _ALL.sub(f"exactly {n}", question.replace(" ; ", " "))
    queries = questions_of(question, True, None)
    if queries is None or queries.factor != 1:
        return None
    return Told((f"X ~ Binomial({n}, {p})",), queries.asked, (_TRIALS_ALIKE,))

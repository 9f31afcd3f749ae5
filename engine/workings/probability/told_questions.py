"""What is asked of one random variable in words: more than 3, at most one in 30 minutes, the mean and the variance."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from workings.probability.draft import COUNTS

__all__ = ["NUMBER", "Questions", "Span", "number", "questions_of"]

_WORDS = "|".join(sorted((word for word in COUNTS if word not in ("a", "an")), key=len, reverse=True))
NUMBER = rf"(?:-?\d+(?:\.\d+)?(?:/\d+)?\s*%?|\.\d+|(?:{_WORDS})\b)"
_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800, "fortnight": 1209600}
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120}
_THAN = r"(?:more|greater|taller|longer|heavier|larger|higher|later|older|faster|further|bigger|better)\s+than"
_LESS = r"(?:less|fewer|shorter|smaller|lower|lighter|younger|slower|worse)\s+than"
_COMPARED = (
    (">=", r"(?:at\s+least|no\s+(?:less|fewer|shorter)\s+than|not\s+(?:less|fewer)\s+than|a\s+minimum\s+of)"),
    ("<=", r"(?:at\s+most|(?:no|not)\s+(?:more|longer|later)\s+than|up\s+to|a\s+maximum\s+of|not\s+exceed(?:ing)?)"),
    (">", rf"(?:{_THAN}|exceed(?:s|ed|ing)?|above|over|beyond)"),
    ("<", rf"(?:{_LESS}|below|under|within|before)"),
    ("=", r"(?:exactly|precisely)"),
)  # fmt: skip
_SIGN = "|".join(f"(?P<s{i}>{words})" for i, (_, words) in enumerate(_COMPARED))
_EVENT = re.compile(
    rf"\bbetween\s+\$?(?P<low>{NUMBER})(?:\s*[a-zA-Z°]+)?\s+and\s+\$?(?P<high>{NUMBER})(?P<inclusive>[^?.]*\binclusive)?"
    rf"|\b(?:{_SIGN})\s+(?:the\s+)?\$?(?P<n>{NUMBER})"
    rf"|\b(?P<or_n>\d+|{_WORDS})\s+(?:[a-z]+\s+)?or\s+(?P<or>more|fewer|less)\b|(?P<none>\b(?:no|none|zero)\b)",
    re.I,
)
_KNOWN = re.compile(
    r"\b(?:given\s+that|knowing\s+that|if)\b(?P<known>[^?,]*?(?:lasted|waited|survived|worked|run)\s+(?:for\s+)?(?:(?:at\s+least|already|more\s+than)\s+)*"
    rf"(?P<n>{NUMBER})(?:\s+[a-z]+)?)\s*,?",
    re.I,
)
_CHANCE = re.compile(
    r"\b(?:probab\w+|chance|likely|share|proportion|percentage|per\s?cent|fraction|what\s+part)\b", re.I
)
_MOMENTS = re.compile(
    r"\b(?P<E>expected|mean|average)\b|\b(?P<Var>variance)\b|\b(?P<sd>standard\s+deviation)\b|"
    r"\b(?P<rank>\d+)(?:st|nd|rd|th)\s+percentile\b|\b(?P<median>median)\b",
    re.I,
)


_OTHER = re.compile(rf"\d|\b(?:{_WORDS})(?<!one)\b", re.I)  # a number that is not yet understood


def number(text: str) -> Fraction:
    """3, 0.5, 12%, two

    >>> number("12%"), number("two"), number("3/4")
    (Fraction(3, 25), Fraction(2, 1), Fraction(3, 4))
    """
    text = text.strip().lower()
    if text in COUNTS:
        return Fraction(COUNTS[text])
    if text.endswith("%"):
        return Fraction(text.rstrip("% ")) / 100
    return Fraction(text)


@dataclass(frozen=True, slots=True)
class Span:
    """The unit of time, or of length or pages, for which a rate is given."""

    unit: str

    def factor(self, text: str) -> tuple[Fraction, str] | None:
        """How many units the question is about, and the text without that; None where it is about another kind."""
        own = _singular(self.unit)
        unit_names = [own, *(_SECONDS if own in _SECONDS else _MONTHS if own in _MONTHS else ())]
        names = "|".join(f"{name}s?" for name in unit_names)
        found = re.search(
            rf"\b(?:in|during|within|over|for|on|per|of|each|every)?\s*(?:(?:the\s+(?:next|first)|any|a\s+given|a\s+particular|the\s+period\s+of)\s+)?"
            rf"(?:(?P<n>{NUMBER})[\s-]+|an?\s+|each\s+|every\s+|any\s+|given\s+)?(?:period\s+of\s+)?(?P<unit>{names})\b",
            text,
            re.I,
        )
        if found is None:
            others = "|".join(f"{name}s?" for name in (*_SECONDS, *_MONTHS))
            return None if re.search(rf"\b(?:{others})\b", text, re.I) else (Fraction(1), text)
        size = _size(_singular(found["unit"].lower())) / _size(own)
        n = number(found["n"]) if found["n"] else Fraction(1)
        return n * size, text[: found.start()] + " " + text[found.end() :]


def _singular(word: str) -> str:
    word = word.lower()
    return word.removesuffix("s") if word.endswith("s") else word


def _size(unit: str) -> Fraction:
    return Fraction(_SECONDS.get(unit) or _MONTHS.get(unit) or 1)


@dataclass(frozen=True, slots=True)
class Questions:
    """The questions in notation, about a variable X, and how many units of time they are about."""

    asked: tuple[str, ...]
    factor: Fraction = Fraction(1)


def questions_of(text: str, discrete: bool, span: Span | None) -> Questions | None:
    """What is asked of X; None where that is not understood."""
    factor = Fraction(1)
    if span is not None:
        found = span.factor(text)
        if found is None:
            return None
        factor, text = found
    if _CHANCE.search(text) is None:
        moments = [_moment(m) for m in _MOMENTS.finditer(text)]
        left = _MOMENTS.sub("", text)
        return Questions(tuple(dict.fromkeys(moments)), factor) if moments and not _OTHER.search(left) else None
    condition = _KNOWN.search(text)
    rest = text if condition is None else text[: condition.start()] + text[condition.end() :]
    events = list(_EVENT.finditer(rest))
    left = _EVENT.sub("", rest)
    if len(events) != 1 or _OTHER.search(left) or _MOMENTS.search(left):
        return None
    event = _event(events[0], discrete)
    if event is None:
        return None
    given = f" | X > {number(condition['n'])}" if condition else ""
    return None if condition and discrete else Questions((f"P({event}{given})",), factor)


def _moment(m: re.Match[str]) -> str:
    if m["rank"]:
        return f"{m['rank']}th percentile of X"
    if m["median"]:
        return "median of X"
    return "E[X]" if m["E"] else "Var(X)" if m["Var"] else "sd(X)"


def _event(m: re.Match[str], discrete: bool) -> str | None:
    if m["low"]:
        if discrete and not m["inclusive"]:
            return None
        sign = "<=" if discrete else "<"
        return f"{number(m['low'])} {sign} X {sign} {number(m['high'])}"
    if m["none"]:
        return "X = 0" if discrete else None
    if m["or_n"]:
        return f"X {'>=' if m['or'].lower() == 'more' else '<='} {number(m['or_n'])}"
    sign = next(sign for i, (sign, _) in enumerate(_COMPARED) if m[f"s{i}"])
    return None if sign == "=" and not discrete else f"X {sign} {number(m['n'])}"

"""Answers to a question that the givens do not settle: that they do not, the bounds, or a value all the same."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from workings.expression.errors import ReadError
from workings.expression.probability_goals import Assumed, Incoherent, Undetermined
from workings.judge import Evidence
from workings.marking.probability import reasons
from workings.marking.probability.claims import Side, read_claims
from workings.marking.probability.feedback import told
from workings.marking.probability.found import HOUSE, Found, find
from workings.marking.probability.ground import Ground
from workings.marking.verdict import Verdict
from workings.probability.exact import exact
from workings.probability.homework import Stated
from workings.rule import Mistake, RuleBook, Text
from workings.show import to_text

__all__ = ["Unsettled"]

_BY_BOUNDS = Evidence("proved", method="bounds by exact linear programming")
_OPEN = re.compile(
    r"\bnot\s+determined|undetermined|indeterminate|(?:cannot|can't|can\s+not|impossible\s+to)\s+(?:be\s+)?(?:\w+\s+)?"
    r"(?:determin|found|find|calculat|comput|know|say|tell)|"
    r"(?:not\s+enough|insufficient|too\s+little)\s+(?:information|data)|impossible|"
    r"求まらない|求められない|定まらない|決まらない|(?:情報|条件)が(?:足りない|不足)",
    re.I,
)
_ASSUMING = re.compile(
    r"[\s,(]*\b(?:only\s+)?(?:if|when|assuming|provided|under)\b[^.]*\bindependen[^.]*$|"
    r"[、(（]?独立(?:なら|であれば|と仮定).*$",
    re.I,
)
_RANGE = re.compile(
    r"(?:(?:any(?:thing|where|\s+value)\s+)?(?:between|from)\s+(?P<low1>[^,]+?)\s+(?:and|to)\s+(?P<high1>.+)|"
    r"\[(?P<low2>[^,\[\]]+),(?P<high2>[^,\[\]]+)\]|"
    r"(?P<low3>[^<≤=]+?)\s*(?:≤|<=)\s*(?P<of>[^<≤=]+?)\s*(?:≤|<=)\s*(?P<high3>[^<≤=]+))\.?",
    re.I,
)
_FORMULA = re.compile(r"\bPr?\s*\([^()]*\)")
_ASKING = frozenset({
    "find", "what", "is", "the", "probability", "of", "calculate", "compute", "determine", "evaluate", "given", "let",
    "suppose", "and", "then", "if", "value", "that", "with", "have", "we", "not", "or",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A question with more answers than one: what was stated, what is asked, and by which rules it is judged."""

    stated: Stated
    query: Any
    ground: Ground
    book: RuleBook

    def mark(self, answer: str) -> Verdict:
        honest = self.ground.honest(self.query)
        said = reasons.NOTHING_GIVEN if honest is None else Text(to_text(honest), to_text(honest, lang="ja"))
        if isinstance(honest, Undetermined | Assumed | Incoherent) and _OPEN.search(answer):
            return Verdict("correct", answer, _BY_BOUNDS, expected=honest)
        found = None
        if isinstance(honest, Assumed | Undetermined) and len(honest.bounds) == 2:
            found = self._range(answer, honest) or self._value(answer, honest, said)
        return found or Verdict("undecided", answer, expected=honest, reason=said.en, reason_ja=said.ja)

    def _range(self, answer: str, honest: Assumed | Undetermined) -> Verdict | None:
        """Between 0 and 0.3: right if these are the sharp bounds."""
        found = _RANGE.fullmatch(answer.strip())
        if found is None or (isinstance(honest, Undetermined) and not honest.sharp):
            return None
        of = self._side(found["of"]) if found["of"] else None
        if of is not None and of.quantity not in (None, self.query):
            return None
        told = found.groupdict()
        ends = [self._number(self._side(text)) for end, text in told.items() if end != "of" and text is not None]
        return Verdict("correct", answer, _BY_BOUNDS, expected=honest) if ends == _ends(honest) else None

    def _value(self, answer: str, honest: Assumed | Undetermined, said: Text) -> Verdict | None:
        """A value for what has many: impossible, right under what it says to assume, or what a mistake leads to."""
        side = self._side(_ASSUMING.sub("", answer))
        number, (low, high) = self._number(side), _ends(honest)
        if side is None or number is None or low is None or high is None:
            return None
        half = side.half_unit or 0
        outside = not low - half <= number <= high + half
        apart = Evidence(
            "refuted",
            method=_BY_BOUNDS.method,
            left=f"{'' if outside else 'anything '}between {low} and {high}",
            right=str(number),
        )
        if outside:
            return Verdict("wrong", answer, apart, expected=honest, reason=said.en, reason_ja=said.ja)
        if isinstance(honest, Assumed) and exact(honest.value) == number:
            if (assuming := _ASSUMING.search(answer)) is not None:
                same = _is_assumption(assuming[0], honest.assumption)
                return Verdict("correct", answer, _BY_BOUNDS, expected=honest) if same else None
            found: Found | None = Found(self._independence_assumed, None)
        else:
            found = find(self.ground, self.query, side, None, self.stated)
        if found is None or found.also is not None or found.mistake.slug in HOUSE or not _is_bare(self.stated.text):
            return None
        notes = self.stated.setting.notes if self.stated.setting else ()
        feedback = told(found, honest, self.book, notes)
        return Verdict(
            "wrong", answer, apart, found.mistake, feedback, honest, found.ties, reason=said.en, reason_ja=said.ja
        )

    @property
    def _independence_assumed(self) -> Mistake:
        return next(m for rule in self.book for m in rule.mistakes if m.slug == "independence-assumed")

    def _side(self, answer: str) -> Side | None:
        assert self.stated.setting is not None
        try:
            claims = read_claims(answer, self.stated.setting, {})
        except ReadError:
            return None
        return claims[-1].sides[-1] if claims else None

    def _number(self, side: Side | None) -> Fraction | None:
        value = None if side is None else self.ground.value(side.expr)
        return None if value is None else exact(value)


def _ends(honest: Assumed | Undetermined) -> list[Fraction | None]:
    return [exact(bound) for bound in honest.bounds]


def _is_bare(text: str) -> bool:
    """Whether the problem is all formulas: words might tell what was left unread, or mean what they leave unsaid."""
    inside = {word for formula in _FORMULA.findall(text) for word in re.findall(r"[^\W\d_]{2,}", formula)}
    outside = re.findall(r"[^\W\d_]{2,}", _FORMULA.sub(" ", text))
    return bool(inside or _FORMULA.search(text)) and all(w in inside or w.lower() in _ASKING for w in outside)


def _is_assumption(words: str, assumption: str) -> bool:
    """Whether `if A, B are independent` says what is to be assumed; it may leave out of what."""
    if re.search(r"\b(?:not|no|without|never)\b|n't\b|dependent(?<!independent)", words, re.I):
        return False
    events, _, given = assumption.partition(" independent")
    named = [re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words) is not None for name in events.split(", ")]
    return not any(named) or (all(named) and (not given or "given" in words))

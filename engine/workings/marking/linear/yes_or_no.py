"""Answers to questions of yes or no: `Yes`, `they are dependent`, `No, since det A = 0`, `正則である`."""

from __future__ import annotations

import re
from typing import Any

from sympy import Eq

from workings.expression import matrix_goals as goals
from workings.expression.reader import Reading
from workings.judge import Evidence
from workings.judge.matrices import property_holds
from workings.marking.linear.judged import Judged, Unclear, sides_of
from workings.marking.linear.proofs import other_entry
from workings.stated.problem import Asked
from workings.stated.surface import Line
from workings.stated.values import Meaning, NotDefined, same, value

__all__ = ["YesOrNo"]

_YES = re.compile(r"^\W*(?:yes|true|correct)\b|^\W*はい", re.I)
_NO = re.compile(r"^\W*(?:no|false)\b|^\W*いいえ", re.I)
_NEGATED = re.compile(
    r"\bnot\b|n't\b|\bneither\b|\bcannot\b|\bfails? to\b|ではない|でない|しない|じゃない|ありません|しません", re.I
)
# What says that the property holds, and what says that it does not.
_SAID: dict[type, tuple[str, str]] = {
    goals.Invertible: (
        r"invertible|non-?singular|has an inverse|正則|逆行列をもつ",
        r"(?<!non)(?<!non-)singular|no inverse",
    ),
    goals.Symmetric: (r"(?<!skew-)(?<!a)(?<!non)symmetric|対称", r"asymmetric|non-?symmetric|非対称"),
    goals.PositiveDefinite: (r"positive[\s-]*definite|正定値", r"indefinite|negative[\s-]*definite|不定値|負定値"),
    goals.Independent: (r"\bindependent|独立", r"(?<!in)dependent|従属"),
    goals.Orthogonal: (r"orthogonal|perpendicular|直交|right angle", r"\boblique\b"),
}


class YesOrNo:
    """Judges answers to one question of yes or no."""

    def __init__(self, asked: Asked, meaning: Meaning) -> None:
        self.asked = asked
        self.meaning = meaning

    def judged(self, line: Line) -> Judged:
        goal = self.asked.goal
        truth = property_holds(goal)
        if truth is None:
            raise Unclear("whether it is so can't be told by other means than the rules")
        given = self._given(line.text)
        if given != truth:
            return Judged(
                Evidence("refuted", left="yes" if truth else "no", right="yes" if given else "no"),
            )
        return self._reason(line) or Judged(Evidence("proved", method="exact arithmetic"))

    def _given(self, text: str) -> bool:
        """Whether the answer says yes to the question as it is asked.

        Raises:
            Unclear: it says neither, or both.
        """
        goal = self.asked.goal
        opposite = isinstance(goal, goals.Opposite)
        holds, fails = _SAID[type(goal.args[0] if opposite else goal)]
        said: set[bool] = set()
        if _YES.search(text):
            said.add(True)
        if _NO.search(text):
            said.add(False)
        for sentence in re.split(r"[.;,。、]|\b(?:because|since|as|so|hence|therefore|thus)\b", text):
            for pattern, so in ((fails, False), (holds, True)):
                if re.search(pattern, sentence, re.I):
                    says = so != bool(_NEGATED.search(sentence))
                    said.add(says != opposite)
                    break
        if len(said) != 1:
            raise Unclear("neither yes nor no" if not said else "it says both yes and no")
        return said.pop()

    def _reason(self, line: Line) -> Judged | None:
        """A reason that is wrong, among the equalities that stand beside the answer."""
        for item in line.items:
            if not isinstance(item, Reading) or not isinstance(item.node, Eq):
                continue
            try:
                left, right = (value(self.meaning.question(side)) for side in sides_of(item))
                evidence = same(left, right)
            except (NotDefined, ValueError, ZeroDivisionError, TypeError, AttributeError):
                continue
            about: Any = item.node.free_symbols - {s for s in item.node.free_symbols if s.name in self.meaning.names}
            if evidence.kind == "refuted" and not about:
                return Judged(*other_entry(left, right))
        return None

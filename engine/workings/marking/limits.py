"""Answers to a question for a limit where it, or what is answered, is infinite: they have no digits to compare."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, Final

from sympy import oo

from workings.judge import Evidence, equal
from workings.marking.verdict import LineVerdict, Verdict
from workings.show import to_text

__all__ = ["as_limits", "limit_without_end"]

_ENDLESS: Final = re.compile(
    r"(?P<sign>[-−+]|minus\s+|negative\s+|負の)?\s*(?:\\infty|infinity|infinite|∞|oo\b|無限大)|(?P<none>diverges|発散)",
    re.I,
)
_NONE: Final = re.compile(r"does\s+not\s+exist|\bDNE\b|\bno\s+limit\b|存在しない|極限なし", re.I)


def as_limits(
    marks: Sequence[LineVerdict], limit: Any, value_of: Callable[[str], Any], judge: Callable[[str], Verdict]
) -> tuple[LineVerdict, ...]:
    """The marks of lines that could not be told, by the limits that stand in them, worked out; a slip is carried on.

    `value_of` is the value of a side, `judge` the verdict on an answer, which names the mistake that leads there.
    """
    found: list[LineVerdict] = []
    wrong: list[Any] = []
    for mark in marks:
        value = _last(mark.line, value_of)
        if limit is not None and value is not None and mark.status in ("undecided", "unreadable", "wrong"):
            mark = _judged(mark, limit, value, judge)
        if mark.status == "wrong" and value is not None:
            if any(value == other or equal(value, other).kind in ("proved", "agrees") for other in wrong):
                mark = LineVerdict(mark.line, "carried_forward")
            wrong.append(value)
        found.append(mark)
    return tuple(found)


def _last(line: str, value_of: Callable[[str], Any]) -> Any:
    """The value of the last side of a line."""
    return value_of(re.split(r"(?<![<>≤≥!])=", line)[-1])


def _judged(mark: LineVerdict, limit: Any, value: Any, judge: Callable[[str], Verdict]) -> LineVerdict:
    if value == limit:
        return LineVerdict(mark.line, "follows", Evidence("proved", method="the same limit"))
    if oo in (limit, value) or -oo in (limit, value):
        return LineVerdict(mark.line, "wrong", reason="this limit is another")
    evidence = equal(limit, value)
    if evidence.kind != "refuted":
        return mark if evidence.kind == "undecided" else LineVerdict(mark.line, "follows", evidence)
    told = judge(to_text(value))
    return LineVerdict(mark.line, "wrong", evidence, told.mistake, told.feedback, told.ties)


def limit_without_end(answer: str, limit: Any) -> Verdict | None:
    """The verdict where the limit or the answer is infinite, or the answer says that there is none; else None."""
    said = _ENDLESS.search(re.sub(r"^.*(?:=|->|→|\\to\b|\bis\b|\bequals\b)", "", answer.strip(" $.")))
    if said is None:
        if _NONE.search(answer):
            reason = "it grows beyond every bound: say so" if limit in (oo, -oo) else "there is a limit"
            return Verdict("wrong_form" if limit in (oo, -oo) else "wrong", answer, expected=limit, reason=reason)
        return (
            None
            if limit not in (oo, -oo)
            else Verdict("wrong", answer, expected=limit, reason="it has no limit that is a number")
        )
    if said["none"]:
        return Verdict("correct" if limit in (oo, -oo) else "wrong", answer, expected=limit)
    down = (said["sign"] or "").strip().lower() in ("-", "−", "minus", "negative", "負の")
    right = limit == (-oo if down else oo)
    evidence = Evidence("proved", method="the same limit") if right else None
    return Verdict("correct" if right else "wrong", answer, evidence, expected=limit)

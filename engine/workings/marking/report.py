"""Marks on paper: verdicts and markings as text, HTML and JSON, in English and Japanese."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict
from fractions import Fraction
from html import escape
from typing import Any, Final

import msgspec

from workings.judge import Evidence
from workings.marking.verdict import Feedback, LineVerdict, Marking, Strength, Verdict
from workings.rule import Mistake, Text, load_book
from workings.show import to_latex, to_text

__all__ = [
    "marking_to_html",
    "marking_to_json",
    "marking_to_text",
    "number",
    "verdict_to_html",
    "verdict_to_json",
    "verdict_to_text",
]

SIGNS: Final = {
    "follows": "✓",
    "correct": "✓",
    "wrong": "✗",
    "wrong_form": "≈",
    "carried_forward": "→",
    "undecided": "?",
    "unreadable": "!",
    "note": "·",
}
NAMES: Final = {
    "follows": Text("right", "正しい"),
    "correct": Text("correct", "正解"),
    "wrong": Text("wrong", "誤り"),
    "wrong_form": Text("right, but not in the form asked for", "値は正しいが、求められた形ではない"),
    "carried_forward": Text("follows from an earlier slip", "前の誤りを引き継いでいるが、変形は正しい"),
    "undecided": Text("not decided", "判定できない"),
    "unreadable": Text("can't be read", "読めない"),
    "note": Text("a remark", "補足"),
}
DENOMINATOR: Final = 20  # of a fraction that is shown in place of its decimals
_POINT = Text(
    "at {at} your {what} gives {given}, the {right} is {true}", "{at} のとき、{what}は {given}、{right}は {true}"
)
_NUMBERS = Text("your {what} is {given}, the {right} is {true}", "{what}は {given}、{right}は {true}")
_UNDEFINED = Text(
    "around {at} your {what} is undefined, the {right} is {true}", "{at} の近くで{what}は定義されない。{right}は {true}"
)
_GIVEN = {"answer": Text("answer", "あなたの答え"), "line": Text("line", "あなたの式")}
_RIGHT = {
    "derivative": Text("derivative", "正しい微分"),
    "answer": Text("right answer", "正しい値"),
    "line": Text("right value", "正しい値"),
}


def number(decimal: str) -> str:
    """A certified decimal for a reader: a short fraction for one that agrees with it in every digit.

    >>> number("0.333333333333"), number("-1.50000000000"), number("0.841470984808")
    ('1/3', '-3/2', '0.841471')
    """
    if not re.fullmatch(r"-?\d+\.\d+", decimal):
        return decimal
    value = Fraction(decimal)
    short = value.limit_denominator(DENOMINATOR)
    digits = len(decimal.partition(".")[2])
    if short == value or (digits >= 8 and abs(short - value) < Fraction(1, 10**digits)):
        return str(short)
    return f"{float(value):.6g}" if len(decimal) < 18 else decimal  # more digits were needed to tell two values apart


_BOUNDS = re.compile(r"(?:anything )?between (\S+) and (\S+)")


def _facts(mark: Verdict | LineVerdict, lang: str) -> Iterator[str]:
    """The point that proves a line wrong, or what else is known of where it is right."""
    evidence = mark.evidence
    if mark.proof is not None:
        yield mark.proof[lang]
        return
    if evidence is None:
        return
    what = "answer" if isinstance(mark, Verdict) else "line"
    given, right = _GIVEN[what][lang], _RIGHT[mark.about or what][lang]
    if evidence.kind == "refuted":
        pattern = (_POINT if evidence.point else _NUMBERS)[lang]
        if evidence.right == "undefined":
            pattern = _UNDEFINED[lang]
        true, found = number(evidence.left), number(evidence.right)
        if true == found:
            true, found = evidence.left, evidence.right
        if lang == "ja":
            true = _BOUNDS.sub(r"\1 以上 \2 以下", true)
        at = ", ".join(f"{symbol} = {number(str(value))}" for symbol, value in evidence.point)
        yield pattern.format(at=at, what=given, right=right, given=found, true=true)
    if evidence.domain:
        said = re.sub(r"\bright\b", f"your {what}", evidence.domain)
        yield re.sub(r"\bleft\b", f"the {_RIGHT[mark.about or what].en}", said)


def _told(feedback: Feedback | None, strength: Strength, lang: str) -> Iterator[str]:
    if feedback is None:
        return
    if strength == "hint":
        yield feedback.hint[lang]
        return
    yield from feedback.explanation[lang].splitlines()
    if strength == "worked" and feedback.worked != feedback.explanation:
        yield feedback.worked[lang]


def _remarks(mark: Verdict | LineVerdict, strength: Strength, lang: str) -> list[str]:
    """What is said below a marked line."""
    if strength not in ("hint", "explanation", "worked"):
        raise ValueError(f"strength {strength!r} is not one of 'hint', 'explanation', 'worked'")
    reason = mark.reason_ja if lang == "ja" and mark.reason_ja else mark.reason
    said = reason.splitlines()
    said += _told(mark.feedback, strength, lang)
    if strength != "hint":
        said += _facts(mark, lang)
    return said


# Text --------------------------------------------------------------------------------------------


def verdict_to_text(verdict: Verdict, strength: Strength = "explanation", lang: str = "en") -> str:
    """The answer with its mark, and below it why."""
    head = f"{SIGNS[verdict.status]}  {_one_line(verdict.answer)}      {NAMES[verdict.status][lang]}"
    return "\n".join([head, *(f"   {said}" for said in _remarks(verdict, strength, lang))])


def marking_to_text(marking: Marking, strength: Strength = "explanation", lang: str = "en") -> str:
    """The problem and every line with its number and mark, and below a line why."""
    rows = [marking.problem]
    for i, line in enumerate(marking.lines, 1):
        name = _rule(line, lang) if line.status in ("follows", "wrong", "note") else NAMES[line.status][lang]
        rows.append(f"{i:>2}  {SIGNS[line.status]}  {_one_line(line.line)}{f'      {name}' if name else ''}")
        rows.extend(f"       {said}" for said in _remarks(line, strength, lang))
    return "\n".join(rows)


def _rule(line: LineVerdict, lang: str) -> str:
    """The rule that was misused."""
    found = (rule.title[lang] for rule in load_book() if line.mistake in rule.mistakes)
    return next(found, "") if line.mistake is not None else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())[:200]


# HTML --------------------------------------------------------------------------------------------

_STYLE = """
.marking { --ink: #1b1f24; --soft: #5b6570; --good: #1f7a4d; --bad: #b3261e; --other: #8a6100;
  color: var(--ink); font: 16px/1.5 system-ui, "Hiragino Sans", "Noto Sans CJK JP", sans-serif; margin: 1em 0; }
.marking table { border-collapse: collapse; }
.marking td { padding: .3em .5em; border: 0; text-align: left; vertical-align: baseline; background: none; }
.marking td.number { color: var(--soft); font-variant-numeric: tabular-nums; }
.marking td.sign { font-weight: 700; }
.marking .follows td.sign, .marking .correct td.sign { color: var(--good); }
.marking .wrong td.sign { color: var(--bad); }
.marking .wrong code { text-decoration: underline wavy var(--bad) 1px; text-underline-offset: .25em; }
.marking .carried_forward td.sign, .marking .wrong_form td.sign { color: var(--other); }
.marking code { font: 1em/1.5 ui-monospace, "Cascadia Mono", Menlo, monospace; background: none; }
.marking p { color: var(--soft); font-size: .875em; margin: .15em 0 .35em; white-space: pre-wrap; }
@media (prefers-color-scheme: dark) {
  .marking { --ink: #e6e9ec; --soft: #9aa5b1; --good: #6fcf97; --bad: #ff8a80; --other: #e5b567; } }
""".strip()


def verdict_to_html(verdict: Verdict, strength: Strength = "explanation", lang: str = "en") -> str:
    """The answer with its mark, as a self-contained piece of HTML."""
    return _page([_row("", verdict.answer, verdict, strength, lang)], "")


def marking_to_html(marking: Marking, strength: Strength = "explanation", lang: str = "en") -> str:
    """The marked lines as a self-contained piece of HTML."""
    rows = [_row(str(i), line.line, line, strength, lang) for i, line in enumerate(marking.lines, 1)]
    return _page(rows, f"<div>{escape(marking.problem)}</div>")


def _row(count: str, text: str, mark: Verdict | LineVerdict, strength: Strength, lang: str) -> str:
    remarks = "".join(f"<p>{escape(said)}</p>" for said in _remarks(mark, strength, lang))
    sign = f'<span title="{escape(NAMES[mark.status][lang])}">{SIGNS[mark.status]}</span>'
    shown = f"<code>{escape(_one_line(text))}</code>"
    return (
        f'<tr class="{mark.status}"><td class="number">{count}</td><td class="sign">{sign}</td>'
        f"<td>{shown}{remarks}</td></tr>"
    )


def _page(rows: list[str], head: str) -> str:
    return f'<div class="marking"><style>{_STYLE}</style>{head}<table>{"".join(rows)}</table></div>'


# JSON --------------------------------------------------------------------------------------------


def verdict_to_json(verdict: Verdict) -> str:
    """The verdict with both languages and all strengths, for programs."""
    expected = None if verdict.expected is None else {
        "text": to_text(verdict.expected),
        "latex": to_latex(verdict.expected),
    }  # fmt: skip
    return _encoded({"answer": verdict.answer, **_record(verdict), "expected": expected})


def marking_to_json(marking: Marking) -> str:
    """The marking with all its lines, for programs."""
    return _encoded(
        {
            "problem": marking.problem,
            "first_wrong": marking.first_wrong,
            "mistake": marking.mistake.slug if marking.mistake else None,
            "score": marking.score,
            "lines": [{"line": line.line, **_record(line)} for line in marking.lines],
        }
    )


def _record(mark: Verdict | LineVerdict) -> dict[str, Any]:
    return {
        "status": mark.status,
        "reason": mark.reason,
        "reason_ja": mark.reason_ja,
        "evidence": None if mark.evidence is None else _evidence(mark.evidence),
        "mistake": None if mark.mistake is None else _mistake(mark.mistake),
        "ties": [tie.slug for tie in mark.ties],
        "feedback": None if mark.feedback is None else asdict(mark.feedback),
        "proof": None if mark.proof is None else asdict(mark.proof),
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    point = {str(symbol): str(value) for symbol, value in evidence.point}
    return {**asdict(evidence), "point": point}


def _mistake(mistake: Mistake) -> dict[str, Any]:
    return {"slug": mistake.slug, "explanation": asdict(mistake.explanation), "source": mistake.source}


def _encoded(record: dict[str, Any]) -> str:
    return msgspec.json.encode(record).decode()

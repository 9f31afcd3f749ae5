"""A derivation on paper: its lines with the rule names at the right, as text, LaTeX and Markdown."""

from __future__ import annotations

from collections.abc import Collection
from unicodedata import east_asian_width

from sympy import And, Basic, Or
from sympy.core.relational import Relational

from workings.derivation import Derivation, Detail, Line, Verification
from workings.expression.goals import Isolate
from workings.expression.linear_goals import SolvedFor, Statement
from workings.show.latex import LATEX, escaped
from workings.show.printer import Printer
from workings.show.remarks import about_line, about_whole, distinct, spoken
from workings.show.text import ASCII, UNICODE

__all__ = ["columns_of", "derivation_to_latex", "derivation_to_markdown", "derivation_to_text", "stands_alone"]

_WIDEST = 64  # columns of mathematics beside which a rule name still fits; a longer line has it below
_GAP = 6
_LONGEST_REMARK = 160  # characters of LaTeX on the last line; what is longer is one line for each saying
LINE_LIMIT = 20_000  # characters


def derivation_to_text(
    derivation: Derivation,
    *,
    detail: Detail = "normal",
    known: Collection[str] = (),
    lang: str = "en",
    unicode: bool = True,
    verification: Verification | None = None,
) -> str:
    """The lines of the derivation, rule names aligned at the right, and where it is valid.

    Arguments:
        detail, known: how much is worked together in one line, as in `Derivation.lines`.
        lang: "en" or "ja".
        unicode: x² or x^2.
        verification: what the judges said, from `derivation.verify()`, to be told in the last line.
    """
    write = Printer(UNICODE if unicode else ASCII, derivation.decimal, LINE_LIMIT, lang)
    rows = [
        (_lead(line, i), text, spoken(about_line(line, lang), write))
        for i, (line, text) in enumerate(distinct(derivation.lines(detail, known), write))
    ]
    width = max((w for lead, text, _ in rows if (w := columns_of(lead + text)) <= _WIDEST), default=0) + _GAP
    out = []
    for lead, text, remark in rows:
        start = lead + text
        gap = " " * (width - columns_of(start)) if columns_of(start) <= _WIDEST else "\n" + " " * width
        out.append(start + gap + remark if remark else start)
    between = " · " if unicode else "; "
    whole = between.join(spoken(s, write) for s in about_whole(derivation, verification, lang))
    return "\n".join([*out, whole] if whole else out)


def _lead(line: Line, number: int) -> str:
    """What stands before a line: nothing before the question, an equality sign unless the line is an equation."""
    if number == 0:
        return ""
    return "    " if stands_alone(line.expr) else "  = "


def stands_alone(expr: Basic) -> bool:
    """Whether no equality sign goes before a line: an equation, a condition, or what is said of a system."""
    question = expr.args[0] if isinstance(expr, SolvedFor) else expr
    return isinstance(question, Relational | And | Or | Isolate | Statement)


def columns_of(text: str) -> int:
    """Columns on a terminal: East Asian characters take two."""
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)


def derivation_to_latex(
    derivation: Derivation,
    *,
    detail: Detail = "normal",
    known: Collection[str] = (),
    lang: str = "en",
    verification: Verification | None = None,
) -> str:
    r"""The derivation as an `align*` with the rule names in `\text` at the right; it needs amsmath.

    The arguments are those of `derivation_to_text`. Japanese needs a LaTeX that has its characters, such as LuaLaTeX.
    """
    return _aligned(derivation, "align*", detail, known, lang, verification)


def derivation_to_markdown(
    derivation: Derivation,
    *,
    detail: Detail = "normal",
    known: Collection[str] = (),
    lang: str = "en",
    verification: Verification | None = None,
) -> str:
    """The derivation as a displayed formula between `$$`, and the last line as prose."""
    body = _aligned(derivation, "aligned", detail, known, lang, None, closing=False)
    write = Printer(LATEX, derivation.decimal, LINE_LIMIT, lang)
    whole = [spoken(s, lambda e: f"${write(e)}$") for s in about_whole(derivation, verification, lang)]
    return f"$$\n{body}\n$$\n" + (f"\n{' · '.join(whole)}\n" if whole else "")


def _aligned(
    derivation: Derivation,
    environment: str,
    detail: Detail,
    known: Collection[str],
    lang: str,
    verification: Verification | None,
    closing: bool = True,
) -> str:
    write = Printer(LATEX, derivation.decimal, LINE_LIMIT, lang)

    def prose(text: str) -> str:
        return rf"\text{{{escaped(text)}}}"

    rows = []
    for i, (line, text) in enumerate(distinct(derivation.lines(detail, known), write)):
        remark = spoken(about_line(line, lang), write, prose)
        sign = "" if i == 0 or stands_alone(line.expr) else "= "
        rows.append(rf"  &{sign}{text}" + (rf" && {remark}" if remark else ""))
    if closing:
        told = [spoken(s, write, prose) for s in about_whole(derivation, verification, lang)]
        one_line = r" \cdot ".join(told)
        rows += [f"  &{said}" for said in (told if len(one_line) > _LONGEST_REMARK else [one_line] if told else [])]
    return "\n".join([rf"\begin{{{environment}}}", " \\\\\n".join(rows), rf"\end{{{environment}}}"])

"""A derivation as HTML: MathML that browsers draw by themselves, no script, no network, light and dark."""

from __future__ import annotations

from collections.abc import Collection
from html import escape

from sympy import Basic

from workings.derivation import Derivation, Detail, Line, Verification
from workings.show.derivation import LINE_LIMIT, stands_alone
from workings.show.mathml import MATHML
from workings.show.printer import Printer
from workings.show.remarks import about_line, about_whole, distinct, spoken

__all__ = ["derivation_to_html"]

_STYLE = """
.workings { --ink: #1b1f24; --soft: #5b6570; --mark: #2b5f8a; --shade: #2b5f8a22;
  color: var(--ink); font: 16px/1.5 system-ui, "Hiragino Sans", "Noto Sans CJK JP", sans-serif; margin: 1em 0; }
.workings table { border-collapse: collapse; }
.workings td { padding: .35em .25em; border: 0; text-align: left; vertical-align: middle; background: none; }
.workings td.joint { color: var(--soft); padding-left: 1.2em; }
.workings td.rules { color: var(--mark); padding-left: 2.5em; font-size: .875em; }
.workings td.rules span { cursor: help; }
.workings tr.last td.line math { border-bottom: 2px solid var(--mark); padding-bottom: .15em; }
.workings p { color: var(--soft); font-size: .875em; margin: .6em .25em 0; }
.workings math { font-size: 1.15em; }
.workings mtable.grid mtd { padding: .2em .55em; }
.workings mtd.bar { border-left: 1.5px solid currentColor; }
.workings mtd.changed { background: var(--shade); }
.workings mtd.pivot mrow { outline: 1.5px solid var(--mark); outline-offset: .15em; border-radius: .1em; }
.workings .figures { display: flex; flex-wrap: wrap; gap: 1.5em 3em; align-items: center; margin-top: 1.2em; }
.workings .contingency td, .workings .contingency th { padding: .25em .8em; text-align: right; font-size: .875em; }
.workings .contingency tr + tr { border-top: 1px solid var(--soft); }
.workings .contingency th { color: var(--soft); font-weight: normal; }
@media (prefers-color-scheme: dark) {
  .workings { --ink: #e6e9ec; --soft: #9aa5b1; --mark: #8bbce6; --shade: #8bbce633; } }
""".strip()


def derivation_to_html(
    derivation: Derivation,
    *,
    detail: Detail = "normal",
    known: Collection[str] = (),
    lang: str = "en",
    verification: Verification | None = None,
    page: bool = False,
) -> str:
    """The derivation as a self-contained piece of HTML; a rule's explanation shows when its name is pointed at.

    The arguments are those of `derivation_to_text`; `page` makes a whole document of it.
    """
    write = Printer(MATHML, derivation.decimal, LINE_LIMIT, lang)

    def math(node: Basic) -> str:
        return f"<math>{write(node)}</math>"

    lines = list(distinct(derivation.lines(detail, known), write))
    rows = []
    for i, (line, text) in enumerate(lines):
        displayed = f'<math displaystyle="true">{text}</math>'
        remark = spoken(about_line(line, lang), math, escape)
        if remark:
            remark = f'<span title="{escape(_explained(line, lang))}">{remark}</span>'
        last = ' class="last"' if i == len(lines) - 1 and i else ""
        joint = "" if stands_alone(line.expr) else "="
        start = '<td colspan="2">' if i == 0 else f'<td class="joint">{joint}</td><td class="line">'
        rows.append(f'<tr{last}>{start}{displayed}</td><td class="rules">{remark}</td></tr>')
    told = " · ".join(spoken(s, math, escape) for s in about_whole(derivation, verification, lang))
    body = "\n".join(
        [f'<div class="workings" lang="{lang}">', f"<style>{_STYLE}</style>", "<table>", *rows, "</table>"]
        + ([f"<p>{told}</p>"] if told else [])
        + [derivation.figures(lang)]
        + ["</div>"]
    )
    if not page:
        return body
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>workings</title>'
    return f'<!doctype html>\n<html lang="{lang}"><head>{head}</head>\n<body>\n{body}\n</body></html>\n'


def _explained(line: Line, lang: str) -> str:
    """Each rule of the line in a sentence or two."""
    told = {note.rule.title[lang]: note.rule.explanation[lang] for note in line.notes if not note.rule.silent}
    return "\n".join(f"{title}: {explanation}" for title, explanation in told.items())

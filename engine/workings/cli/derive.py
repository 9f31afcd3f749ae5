"""`workings derive`: a question answered with every step."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from sympy import Expr, Symbol

import workings as wk
from workings.cli.shared import ASCII, LANG, TEXT, Failed, find_rule, typed, writes_unicode
from workings.cli.value import Value, point_of
from workings.expression.errors import ReadError
from workings.expression.nodes import symbols_of
from workings.rule import RuleBook, load_book

if TYPE_CHECKING:
    from workings.derivation import Derivation, Verification

__all__ = ["derive"]


@click.command(context_settings=TEXT, short_help="Answer a question with every step.")
@click.argument("question", nargs=-1, required=True)
@click.option("--at", "places", multiple=True, metavar="x=1", help="Also the exact value there: x=1 or x=1,y=pi/2.")
@click.option("--latex", "form", flag_value="latex", help="As a LaTeX align* (amsmath).")
@click.option("--json", "form", flag_value="json", help="As JSON, with every step.")
@click.option("--markdown", "form", flag_value="markdown", help="As Markdown with a displayed formula.")
@click.option("--html", "page", type=click.Path(dir_okay=False, path_type=Path), help="As an HTML page.")
@LANG
@click.option("--detail", type=click.Choice(["brief", "normal", "full"]), default="normal", show_default=True)
@click.option("--known", multiple=True, metavar="RULES", help="Rules you know, worked in one line: product,chain.")
@ASCII
@click.option("--raw", is_flag=True, help="Leave the answer as the rules of calculus made it.")
@click.option("--verify/--no-verify", "judged", default=True, help="Put every step before the judges (the default).")
def derive(
    question: tuple[str, ...],
    places: tuple[str, ...],
    form: str | None,
    page: Path | None,
    lang: str,
    detail: str,
    known: tuple[str, ...],
    ascii_: bool,
    raw: bool,
    judged: bool,
) -> None:
    """Answer QUESTION with every step; '-' reads it from the standard input.

    \b
    workings derive "d/dx (3x+2)^2" --at x=1
    workings derive "differentiate x^2 sin x" --detail full --lang ja
    workings derive "\\frac{d}{dx} e^{-x^2}" --latex
    """
    book = load_book()
    options: dict[str, Any] = {"detail": detail, "known": _slugs(known, book), "lang": lang}
    derivation, asked_at = _derived(typed(question), not raw)
    given, decimal = point_of(places, symbols_of([derivation.goal, derivation.result]))
    at = asked_at | given
    options["verification"] = derivation.verify() if judged else None
    value = Value.of(derivation, at, derivation.decimal or decimal) if at else None
    if page is not None:
        _write(page, derivation.to_html(page=True, **options))
        click.echo(f"written: {page}", err=True)
    if form == "json":
        click.echo(_json(derivation, options, value))
    elif form == "latex":
        click.echo(derivation.to_latex(**options) + (f"\n% {value.told(lang, False)}" if value else ""))
    elif form == "markdown":
        click.echo(derivation.to_markdown(**options) + (f"\n{value.told(lang)}\n" if value else ""), nl=False)
    elif page is None:
        unicode = not ascii_ and writes_unicode()
        click.echo(derivation.to_text(unicode=unicode, **options))
        if value:
            click.echo(value.told(lang, unicode))
    if doubts := _doubts(options["verification"], value):
        raise SystemExit(doubts)


def _derived(text: str, tidy: bool) -> tuple[Derivation, dict[Symbol, Expr]]:
    """The derivation that the text asks for, and the place at which it asks for the value."""
    try:
        return wk.derive(text, tidy=tidy), _place(text)
    except wk.NoRule as missing:
        raise _nofind_rule(missing) from missing
    except ValueError as unread:
        raise Failed(str(unread)) from unread


def _place(text: str) -> dict[Symbol, Expr]:
    """The place that a problem of calculus names; other readers than `read_problem` know none."""
    try:
        return dict(wk.read_problem(text).at)
    except ReadError:
        return {}


def _nofind_rule(missing: wk.NoRule) -> Failed:
    goal = wk.to_text(missing.goal, limit=2_000)
    return Failed(f"no rule answers {goal}\n`workings rules` lists the rules there are")


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as refused:
        raise Failed(f"{path} can't be written: {refused.strerror}") from refused


def _slugs(given: tuple[str, ...], book: RuleBook) -> tuple[str, ...]:
    slugs = tuple(slug.strip() for part in given for slug in part.split(",") if slug.strip())
    for slug in slugs:
        find_rule(slug, book)
    return slugs


def _doubts(verification: Verification | None, value: Value | None) -> int:
    """The exit status: 1 where a judge refutes what was shown, else 0."""
    refuted = verification is not None and any(
        evidence is not None and evidence.kind == "refuted"
        for evidence in (verification.whole, verification.autograd, *(e for _, e in verification.steps))
    )
    return 1 if refuted or (value is not None and value.differs) else 0


def _json(derivation: Derivation, options: dict[str, Any], value: Value | None) -> str:
    text = derivation.to_json(**options)
    if value is None:
        return text
    import json

    record = json.loads(text)
    record["value"] = value.record()
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))

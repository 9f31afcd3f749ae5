"""`workings check`: marks an answer, or worked lines from a file or the standard input."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

import click

import workings as wk
from workings.cli.shared import LANG, TEXT, Failed

if TYPE_CHECKING:
    from workings.marking.verdict import Strength

__all__ = ["check"]


@click.command(context_settings=TEXT, short_help="Mark an answer, or worked lines.")
@click.argument("problem")
@click.argument("answer", required=False)
@click.option("--work", type=click.File(encoding="utf-8"), help="Mark the lines of this file; '-' is standard input.")
@click.option(
    "--strength",
    type=click.Choice(["hint", "explanation", "worked"]),
    default="explanation",
    help="How much is said of a mistake.",
)
@LANG
def check(problem: str, answer: str | None, work: TextIO | None, strength: Strength, lang: str) -> None:
    """Mark ANSWER to PROBLEM, or with --work the worked lines of a file. The exit status is 1 where something is wrong.

    \b
    workings check "d/dx (5 - 3x)^4" "4(5 - 3x)^3"
    workings check "Differentiate y = (4x - 7)^3" --work lines.txt --strength hint
    """
    if (answer is None) == (work is None):
        raise click.UsageError("give an ANSWER, or the worked lines with --work FILE")
    try:
        if work is not None:
            lines = [line for line in work.read().splitlines() if line.strip()]
            marking = wk.check_work(problem, lines)
            click.echo(marking.to_text(strength=strength, lang=lang))
            wrong = marking.first_wrong is not None
        else:
            verdict = wk.check(problem, answer or "")
            click.echo(verdict.to_text(strength=strength, lang=lang))
            wrong = verdict.status == "wrong"
    except wk.ReadError as unread:
        raise Failed(str(unread)) from unread
    if wrong:
        raise SystemExit(1)

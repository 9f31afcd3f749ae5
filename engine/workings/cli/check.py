"""`workings check`: marks an answer, or worked lines from a file or the standard input."""

from __future__ import annotations

from typing import TextIO

import click

import workings as wk
from workings.cli.shared import TEXT, Failed

__all__ = ["check"]


@click.command(context_settings=TEXT, short_help="Mark an answer, or worked lines.")
@click.argument("problem")
@click.argument("answer", required=False)
@click.option("--work", type=click.File(encoding="utf-8"), help="Mark the lines of this file; '-' is standard input.")
def check(problem: str, answer: str | None, work: TextIO | None) -> None:
    """Mark ANSWER to PROBLEM, or with --work the worked lines of a file. The exit status is 1 where something is wrong.

    \b
    workings check "d/dx (5 - 3x)^4" "4(5 - 3x)^3"
    workings check "Differentiate y = (4x - 7)^3" --work lines.txt
    """
    if (answer is None) == (work is None):
        raise click.UsageError("give an ANSWER, or the worked lines with --work FILE")
    try:
        if work is not None:
            lines = [line for line in work.read().splitlines() if line.strip()]
            marking = wk.check_work(problem, lines)
            click.echo(str(marking))
            wrong = marking.first_wrong is not None
        else:
            verdict = wk.check(problem, answer or "")
            click.echo(str(verdict))
            wrong = verdict.status == "wrong"
    except wk.ReadError as unread:
        raise Failed(str(unread)) from unread
    if wrong:
        raise SystemExit(1)

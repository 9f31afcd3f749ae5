"""The command `workings`: derive, look up a rule, see how a text is read, play the lecture."""

from __future__ import annotations

import sys

import click

import workings as wk
from workings.cli.check import check
from workings.cli.derive import derive
from workings.cli.parse import parse
from workings.cli.rules import rules
from workings.cli.shared import LANG, Failed

__all__ = ["main"]


@click.group(context_settings={"help_option_names": ["--help"], "max_content_width": 100})
@click.version_option(wk.__version__, message="workings %(version)s")
def main() -> None:
    """A mathematics engine that shows its working and checks yours.

    \b
    workings derive "d/dx (3x+2)^2" --at x=1
    workings check "d/dx (5 - 3x)^4" "4(5 - 3x)^3"
    workings rules product
    workings parse "1/2x"
    workings tour
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal without ² still shows the rest


@click.command(short_help="Play the lecture, checking each number.")
@LANG
def tour(lang: str) -> None:
    """Play the lecture on the mathematics of machine learning, checking each printed number."""
    from workings.tour import Mismatch, play

    try:
        play(lang, click.echo)
    except Mismatch as wrong:
        raise Failed(str(wrong)) from wrong


for command in (derive, check, rules, parse, tour):
    main.add_command(command)

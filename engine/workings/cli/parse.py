"""`workings parse`: how a text is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import click
from sympy import Tuple

import workings as wk
from workings.cli.shared import ASCII, TEXT, Failed, typed, writes_unicode
from workings.expression.reader import read_lines
from workings.expression.relations import equal_to

__all__ = ["parse"]


@click.command(context_settings=TEXT, short_help="How a text is read, and what it could mean otherwise.")
@click.argument("text", nargs=-1, required=True)
@ASCII
def parse(text: tuple[str, ...], ascii_: bool) -> None:
    """How TEXT is read: in text, in LaTeX, and notes on what could be read otherwise; '-' is the standard input."""
    question = typed(text)
    unicode = not ascii_ and writes_unicode()
    try:
        problem = wk.read_problem(question)
        readings = () if problem.goal is not None else read_lines(question)
    except wk.ReadError as unread:
        raise Failed(str(unread)) from unread
    show = _Echo(unicode, problem.decimal)
    at = [equal_to(symbol, value) for symbol, value in problem.at]
    if problem.goal is not None:
        for goal in problem.goals or (problem.goal,):
            show("asks", goal)
        for given in problem.givens:
            if given not in at:
                show("given", given)
        for place in at:
            show("at", place)
    for reading in readings:
        show("text", reading.node, reading.signs, reading.continues)
    for note in dict.fromkeys(note.message for note in problem.notes):
        click.echo(f"note    {note}")


@dataclass(frozen=True, slots=True)
class _Echo:
    """Says a statement back in text and in LaTeX."""

    unicode: bool
    decimal: bool

    def __call__(self, kind: str, node: Any, signs: Sequence[str] = (), continues: bool = False) -> None:
        """One statement in text and in LaTeX; a chain a = b = c with its signs."""
        sides = node.args if signs and isinstance(node, Tuple) else (node,)
        before = signs if continues else ("", *signs)
        for label, write in ((kind, self.text), ("LaTeX", self.latex)):
            said = " ".join(part for sign, side in zip(before, sides, strict=False) for part in (sign, write(side)))
            click.echo(f"{label:<8}{said.strip()}")

    def text(self, node: Any) -> str:
        return wk.to_text(node, unicode=self.unicode, decimal=self.decimal)

    def latex(self, node: Any) -> str:
        return wk.to_latex(node, decimal=self.decimal)

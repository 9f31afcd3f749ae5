"""What a text was read as."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from workings.expression.parser import Note
from workings.expression.syntax import Syntax

__all__ = ["Reading"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text was read as.

    Arguments:
        text: what was typed.
        node: the SymPy node. A chain a = b = c is a `Tuple` of its sides, with the `signs` between them.
        notes: doubtful readings, said back.
        decimal: whether decimals or percentages were used.
        ast: the syntax tree, with places in the text.
        signs: the signs of a chain; () for anything else.
        continues: whether the line began with its relation sign, as in `= 2x + 1`; that sign is then `signs[0]`.
        words: the words before it, as in `so x = 2`; `after` those behind the last statement of a text.
        asks: whether a question mark follows.
    """

    text: str
    node: Any
    notes: tuple[Note, ...]
    decimal: bool
    ast: Syntax
    signs: tuple[str, ...] = ()
    continues: bool = False
    words: str = ""
    after: str = ""
    asks: bool = False

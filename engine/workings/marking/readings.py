"""What the readings of a line are to one another: a statement, where it is meant, further values of a list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sympy import Eq, Expr, Ge, Gt, Le, Lt, Ne, Symbol

from workings.expression.nodes import symbols_of
from workings.expression.reader import Reading
from workings.expression.relations import equal_to

__all__ = ["place_said", "without_alternatives"]

_WHERE = re.compile(r"\b(?:for|when|if|where|on|with|while)$", re.I)


def place_said(readings: Sequence[Reading]) -> list[Reading]:
    """The inequalities that say where a line is meant: `for x > 0: f(x) = x`."""
    said = [r for r in readings if isinstance(r.node, Gt | Ge | Lt | Le | Ne) and _WHERE.search(r.words.strip())]
    return said if len(said) < len(readings) else []


def without_alternatives(readings: Sequence[Reading]) -> tuple[list[Reading], list[Reading]]:
    """The statements, and the further values of a list: `x = 1 or x = -1`, `x = 1, x = -1`, `x = -1 and 1`."""
    said_or = [r for r in readings if r.words.strip() == "or"]
    first, *more = readings
    name, *value = first.node.args if isinstance(first.node, Eq) else (None,)
    if said_or or not more or not isinstance(name, Symbol) or symbols_of(value):
        return [r for r in readings if r not in said_or], said_or
    found = []
    for reading in more:
        node = reading.node
        other = node.args[1] if isinstance(node, Eq) and node.args[0] == name else node
        if reading.words.strip() not in ("", "and") or not isinstance(other, Expr) or symbols_of([other]):
            return list(readings), []
        found.append(replace(reading, node=equal_to(name, other)))
    return [first], found

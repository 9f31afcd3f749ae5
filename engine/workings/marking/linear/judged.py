"""What is known of an answer before it becomes a verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sympy import Eq, Tuple

from workings.expression.reader import Reading
from workings.judge import Evidence
from workings.marking.diagnosis import Diagnosis
from workings.rule import Text
from workings.stated.surface import Line
from workings.stated.values import Meaning, is_matrix, value

__all__ = ["PROVED", "Judged", "Unclear", "matrix_in", "sides_of"]

PROVED = Evidence("proved", method="exact arithmetic")


class Unclear(ValueError):
    """An answer that can be read, but does not say one thing."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What is known of an answer; `proof` shows where it is wrong."""

    evidence: Evidence
    proof: Text | None = None
    found: Diagnosis | None = None
    reason: str = ""
    form: Any = None


def sides_of(reading: Reading) -> tuple[Any, ...]:
    """The sides of a chain of equalities; anything else is its own only side."""
    node = reading.node
    if isinstance(node, Eq):
        return tuple(node.args)
    if reading.signs and len(getattr(node, "args", ())) == len(reading.signs) + (not reading.continues):
        return tuple(node.args) if not reading.continues or isinstance(node, Tuple) else (node,)
    return (node,)


def matrix_in(line: Line, meaning: Meaning) -> Any:
    """The last matrix of an answer."""
    names = {**meaning.names, **{name: literal.matrix for name, literal in line.matrices.items()}}
    world = Meaning(names, unit=meaning.unit)
    for item in reversed(line.items):
        if isinstance(item, Reading) and item.node is not None:
            made = world.question(sides_of(item)[-1])
            if is_matrix(made):
                return value(made)
    raise Unclear("no matrix is given")

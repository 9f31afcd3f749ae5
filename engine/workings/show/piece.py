"""Pieces of notation: a printed part, how tightly it binds, and what may stand beside it.

The text of a piece is a rope (nested tuples of strings): a shared part costs nothing to repeat, a deep chain
its own length. `flatten` writes it out, without recursion, and elides what would be too long.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import Enum, IntEnum, auto
from typing import TypeAlias

__all__ = ["Edge", "Piece", "Rope", "Strength", "flatten"]

Rope: TypeAlias = "str | tuple[Rope, ...]"


class Strength(IntEnum):
    """How tightly a piece holds together: a weaker one needs brackets inside a stronger one."""

    RELATION = auto()
    SUM = auto()
    PRODUCT = auto()
    FUNCTION = auto()
    POWER = auto()
    ATOM = auto()


class Edge(Enum):
    """What a piece begins or ends with: two edges decide how neighbouring factors are joined."""

    DIGIT = auto()  #    2
    LETTER = auto()  #   x
    EXP = auto()  #      e^...
    NAME = auto()  #     sin
    CALL = auto()  #     f(
    ROOT = auto()  #     √
    BRACKET = auto()  #  (x + 1)
    BARS = auto()  #     |x|
    SIGNED = auto()  #   (−x)
    CARET = auto()  #    x^2 where the exponent is not raised
    OPEN = auto()  #     sin x, which would swallow what follows
    CLOSED = auto()  #   sin(2x)
    OPERATOR = auto()  # d/dx, which reaches to the end of its product
    ALONE = auto()  #    wants a dot on this side


@dataclass(frozen=True, slots=True)
class Piece:
    """A part as printed: `rope` is what stands after the sign."""

    rope: Rope
    strength: Strength = Strength.ATOM
    start: Edge = Edge.ALONE
    end: Edge = Edge.ALONE
    negative: bool = False
    spaced: bool = False
    tall: bool = False
    closed: Piece | None = None  # the same with its last argument in brackets: sin(x) for sin x

    def positive(self) -> Piece:
        """The piece without its sign."""
        if not self.negative:
            return self
        return replace(self, negative=False, closed=self.closed.positive() if self.closed else None)

    def shut(self) -> Piece:
        """The form that may be followed by anything."""
        return self.closed or self


def flatten(rope: Rope, limit: int, ellipsis: str = "…") -> list[str]:
    """The strings of `rope` in order; what lies deeper than `limit` characters reach becomes `ellipsis`."""
    deepest = _depth_within(rope, limit)
    out: list[str] = []
    stack: list[tuple[Rope, int]] = [(rope, 0)]
    while stack:
        part, depth = stack.pop()
        if isinstance(part, str):
            if part:
                out.append(part)
        elif depth > deepest:
            out.append(ellipsis)
        else:
            stack.extend((p, depth + 1) for p in reversed(part))
    return out


def _depth_within(rope: Rope, limit: int) -> int:
    """The depth down to which `rope` may be written in `limit` characters, level by level of the DAG."""
    depth, length = 0, 0
    level: Counter[int] = Counter({id(rope): 1})
    parts: dict[int, Rope] = {id(rope): rope}
    while level:
        below: Counter[int] = Counter()
        parts_below: dict[int, Rope] = {}
        for key, times in level.items():
            part = parts[key]
            if isinstance(part, str):
                length += times * len(part)
            else:
                for p in part:
                    below[id(p)] += times
                    parts_below[id(p)] = p
        if length > limit:
            return depth - 2
        level, parts, depth = below, parts_below, depth + 1
    return depth

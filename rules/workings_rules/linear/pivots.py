"""What elimination does next to an augmented matrix: the one place where pivots are chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from workings.expression.field import Element
from workings.expression.grid import Grid, RowOperation

__all__ = ["Next", "look"]


@dataclass(frozen=True, slots=True)
class Next:
    """What is next: a row operation, a contradictory row, a number that may be zero, or (`done`) the pivots found."""

    kind: str
    operation: RowOperation | None = None
    row: int = -1
    element: Element = None
    pivots: tuple[tuple[int, int], ...] = ()


def look(grid: Grid, jordan: bool) -> Next:
    """Column by column: bring a number that can't be zero to the pivot's place, clear what is below it."""
    found = grid.memo.get(jordan)
    if found is None:
        found = grid.memo[jordan] = _look(grid, jordan)
    return found


def _look(grid: Grid, jordan: bool) -> Next:
    rows, n = grid.rows, grid.bar
    for i, row in enumerate(rows):
        if not any(row[:n]) and any(grid.known_nonzero(b) for b in row[n:]) and len(row) == n + 1:
            return Next("contradiction", row=i)
    pivots: list[tuple[int, int]] = []
    one = grid.field.rational(1)
    for column in range(n):
        at = len(pivots)
        candidates = [i for i in range(at, len(rows)) if rows[i][column]]
        if not candidates:
            continue
        sure = [i for i in candidates if grid.known_nonzero(rows[i][column])]
        if not sure:
            simplest = min(candidates, key=lambda i: (_size(rows[i][column]), i))
            return Next("split", row=simplest, element=rows[simplest][column])
        if sure[0] != at:
            return Next("operation", RowOperation("swap", at, sure[0], one), row=at, pivots=tuple(pivots))
        pivots.append((at, column))
        for i in candidates:
            if i > at:
                factor = -rows[i][column] / rows[at][column]
                return Next("operation", RowOperation("add", i, at, factor), row=i, pivots=tuple(pivots))
    for row in rows[len(pivots) :]:
        for b in row[n:]:
            if b and len(row) == n + 1:
                return Next("split", row=len(pivots), element=b)
    if jordan:
        for i, column in pivots:
            if rows[i][column] != one:
                return Next(
                    "operation", RowOperation("scale", i, i, one / rows[i][column]), row=i, pivots=tuple(pivots)
                )
        for at, column in reversed(pivots):
            for i in range(at - 1, -1, -1):
                if rows[i][column]:
                    return Next("operation", RowOperation("add", i, at, -rows[i][column]), row=i, pivots=tuple(pivots))
    return Next("done", pivots=tuple(pivots))


def _size(element: Any) -> tuple[int, int]:
    return int(element.top.total_degree()), len(element.top)

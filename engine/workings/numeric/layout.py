"""The structure in which expressions were given (lists, tuples, matrices), taken apart and put together again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import sympy as sp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["ONE", "Layout", "flatten"]


@dataclass(frozen=True, slots=True)
class Layout:
    """One expression, or a list, tuple or matrix of layouts."""

    kind: Literal["one", "list", "tuple", "matrix"]
    parts: tuple[Layout, ...] = ()
    shape: tuple[int, int] = (0, 0)

    def build(self, values: Iterator[Any], matrix: Callable[[list[Any], int, int], Any]) -> Any:
        """The structure with the next of `values` in each of its places; `matrix` makes one of its entries by rows."""
        if self.kind == "one":
            return next(values)
        parts = [part.build(values, matrix) for part in self.parts]
        if self.kind == "matrix":
            return matrix(parts, *self.shape)
        return tuple(parts) if self.kind == "tuple" else parts

    def spell(self, names: Iterator[str]) -> str:
        """The Python expression that builds it from variables of these names."""
        if self.kind == "one":
            return next(names)
        inside = ", ".join(part.spell(names) for part in self.parts)
        if self.kind == "tuple":
            return f"({inside},)" if inside else "()"
        return f"[{inside}]" if self.kind == "list" else f"matrix([{inside}], {self.shape[0]}, {self.shape[1]})"


ONE = Layout("one")


def flatten(expressions: Any) -> tuple[list[Any], Layout]:
    """The expressions in a row, and the structure they stand in."""
    row: list[Any] = []

    def layout(part: Any) -> Layout:
        if isinstance(part, sp.MatrixBase):
            return Layout("matrix", tuple(layout(part[i]) for i in range(len(part))), tuple(part.shape))
        if isinstance(part, list):
            return Layout("list", tuple(map(layout, part)))
        if isinstance(part, tuple | sp.Tuple):
            return Layout("tuple", tuple(map(layout, part)))
        row.append(_expression(part))
        return ONE

    return row, layout(expressions)


def _expression(part: Any) -> Any:
    if isinstance(part, sp.Basic):
        return part
    if isinstance(part, int) and not isinstance(part, bool):
        return sp.Integer(part)
    if isinstance(part, float):
        return sp.Float(part)
    hint = "; read text with workings.parse first" if isinstance(part, str) else ""
    raise TypeError(f"{part!r} is a {type(part).__name__}, and no SymPy expression{hint}")

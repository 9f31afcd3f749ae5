"""Labels before a line: `(1,2): 2·1 + 3·2 = 8`, `row 1 of A: ...`, `c_12 = ...`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from sympy import MatrixBase

__all__ = ["Label", "label_of"]

_ENTRY = re.compile(
    r"^\W*?(?:the\s+)?(?:entry|element|component|position|place|成分)?\s*(?:at|in|in position)?\s*"
    r"(?:\(\s*(\d)\s*,\s*(\d)\s*\)[\s-]*(?:entry|element|component|position|成分)?(?:\s+of\s+(?:the product|[A-Z]+))?"
    r"|(\d),\s*(\d)|row\s+(\d)\s*,?\s*(?:and\s+)?col(?:umn)?\s+(\d))"
    r"\s*(?:[:：]|(?<=[a-z分])\s*(?:=|is\b|は)|\s(?:is|=)(?=\s*[-(\d]))\s*",
    re.I,
)
_NAMED = re.compile(
    r"^\s*(?:c|\(\s*[A-Z]{2}\s*\)|\(\s*[A-Z]\s*[A-Z]\s*\)|[A-Z]{2})\s*_\s*\{?\s*(\d)\s*,?\s*(\d)\s*\}?\s*=\s*"
)
_LINE = re.compile(
    r"^\s*(?:the\s+)?(?:(?P<nth>first|second|third|fourth|1st|2nd|3rd|4th)\s+(?P<a>row|col(?:umn)?)"
    r"|(?P<b>row|col(?:umn)?)\s+(?P<n>\d))(?:\s+of\s+(?:the\s+)?(?:product\s+)?\$?[A-Z]*\$?)?\s*[:：]\s*",
    re.I,
)
_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}


@dataclass(frozen=True, slots=True)
class Label:
    """The places of a matrix that a line is about, from 0: an entry, or a whole row or column (None for all)."""

    row: int | None
    column: int | None

    def places(self, matrix: Any) -> list[tuple[int, int]]:
        if not isinstance(matrix, MatrixBase):
            return []
        rows = range(matrix.rows) if self.row is None else (self.row,)
        columns = range(matrix.cols) if self.column is None else (self.column,)
        return [(i, j) for i in rows for j in columns if i < matrix.rows and j < matrix.cols]

    def values(self, matrix: Any) -> list[Any] | None:
        """The entries at these places; None where the matrix has none there."""
        places = self.places(matrix)
        return [matrix[i, j] for i, j in places] or None


def label_of(text: str) -> tuple[Label | None, str]:
    """The label of a line, and the line without it.

    >>> label_of("(1,2): 4*1 + 5*3 = 19")
    (Label(row=0, column=1), '4*1 + 5*3 = 19')
    """
    entry = _ENTRY.match(text) or _NAMED.match(text)
    if entry is not None:
        i, j = [int(g) for g in entry.groups() if g]
        return Label(i - 1, j - 1), text[entry.end() :]
    line = _LINE.match(text)
    if line is not None and "->" not in text and "[" not in text[: line.end()]:
        n = int(line["n"] or _NTH[line["nth"].lower()]) - 1
        of_rows = (line["a"] or line["b"]).lower() == "row"
        return Label(n if of_rows else None, None if of_rows else n), text[line.end() :]
    return None, text

"""Tables among the givens, as probabilities one by one: values with their chances, two variables, or two divisions.

A row is typed with bars between its cells, as in Markdown, or as a name, a colon and numbers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from workings.expression.budget import without_long_blanks
from workings.expression.errors import ReadError
from workings.probability.spelling import read_share

__all__ = ["unfolded"]

_RULE = re.compile(r"[\s|:+=-]+$")
_NUMERAL = r"[-−]?(?:\d+(?:\.\d+)?|\.\d+)(?:/\d+)?%?"
_NUMBER = re.compile(rf"{_NUMERAL}$")
_LISTED = re.compile(
    rf"(?P<name>[A-Za-z]\w?|[pPf]\([^()]*\))\s*[:：]\s*(?P<cells>{_NUMERAL}(?:(?:\s*[,;]\s*|\s+){_NUMERAL})+)$"
)
_CHANCES = re.compile(
    r"(?:[pPf]|Pr|ℙ)\s*\(\s*(?:(?P<name>[A-Za-z])\s*=\s*)?(?P<value>[A-Za-z])\s*\)$|[pP]$|確率$|prob(?:ability)?$"
)
_CROSSED = re.compile(r"(?P<down>[A-Z])\s*(?:\\|/|＼|↓|,)\s*(?P<across>[A-Z])$")
_TOTAL = re.compile(r"(?:sub)?totals?|sum|all|計|合計$", re.I)


def unfolded(lines: Sequence[str]) -> list[str]:
    r"""The lines, with those of a table replaced by one for each of its cells.

    >>> unfolded(["x: 0, 1, 5", "P(x): 0.2, 0.5, 0.3"])
    ['P(X = 0) = 0.2', 'P(X = 1) = 0.5', 'P(X = 5) = 0.3']
    >>> unfolded(["| | late | on time |\n|---|---|---|\n| bus | 3 | 7 |\n| train | 1 | 9 |"])[:2]
    ['bus, train partition', 'late, on time partition']
    """
    found: list[str] = []
    rows: list[list[str]] = []
    for line in [part for whole in lines for part in (whole.split("\n") if "|" in whole else [whole])]:
        cells = _cells(line)
        if cells is not None:
            rows += [cells] if cells else []
            continue
        found += _told(rows)
        rows = []
        found.append(line)
    return [*found, *_told(rows)]


def _cells(line: str) -> list[str] | None:
    """The cells of a row; [] of a rule between rows; None of other lines."""
    line = without_long_blanks(line)
    listed = _LISTED.match(line.strip())
    if listed:
        return [listed["name"], *re.split(r"\s*[,;]\s*|\s+", listed["cells"])]
    text = line.strip()
    cells = [cell.strip() for cell in text.strip("|").split("|")]
    if "|" in text and _RULE.match(text):
        return []
    table = text.startswith("|") and text.endswith("|") and len(text) > 1
    if (
        len(cells) > 2
        and (table or all(_NUMBER.match(c) for c in cells[1:]))
        and not re.search(r"[()]", "".join(cells[1:]))
    ):
        return cells
    return None


def _told(rows: list[list[str]]) -> list[str]:
    if not rows:
        return []
    said = " | ".join(rows[0])
    if len(rows) < 2 or any(len(row) != len(rows[0]) for row in rows):
        raise ReadError("rows of a table with different numbers of cells", said, (0, len(said)), "as many in each")
    corner, *heads = rows[0]
    chances = _CHANCES.match(rows[1][0])
    if len(rows) == 2 and chances and all(map(_NUMBER.match, heads)):
        name = (chances["name"] or chances["value"] or corner or "X").upper()
        return [f"P({name} = {value}) = {p}" for value, p in zip(heads, rows[1][1:], strict=True)]
    crossed = _CROSSED.match(corner)
    if crossed:
        return [
            f"P({crossed['down']} = {row[0]}, {crossed['across']} = {head}) = {p}"
            for row in _without_total(rows)[1:]
            for head, p in zip(_without_total(rows)[0][1:], row[1:], strict=True)
        ]
    return _divided(_without_total(rows))


def _without_total(rows: list[list[str]]) -> list[list[str]]:
    kept = [i for i, head in enumerate(rows[0]) if i == 0 or not _TOTAL.match(head)]
    return [[row[i] for i in kept] for n, row in enumerate(rows) if n == 0 or not _TOTAL.match(row[0])]


def _divided(rows: list[list[str]]) -> list[str]:
    """Cases down and cases across, with counts or with probabilities."""
    said = " | ".join(rows[0])
    numbers = [[read_share(cell) for cell in row[1:]] for row in rows[1:]]
    heads, names = rows[0][1:], [row[0] for row in rows[1:]]
    every = [number or Fraction(0) for row in numbers for number in row]
    named = all((*heads, *names)) and min(len(heads), len(names)) > 1
    if any(None in row for row in numbers) or not any(every) or not named:
        raise ReadError("this table is not understood", said, (0, len(said)), "names at its sides and numbers inside")
    counts = all(number.denominator == 1 for number in every)
    total = sum(every, Fraction(0)) if counts else Fraction(1)
    return [
        f"{', '.join(names)} partition",
        f"{', '.join(heads)} partition",
        *(
            f"P({name} and {head}) = {(number or Fraction(0)) / total}"
            for name, row in zip(names, numbers, strict=True)
            for head, number in zip(heads, row, strict=True)
        ),
    ]

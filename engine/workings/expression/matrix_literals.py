"""Matrices as people write them, found in a text: [[1, 2], [3, 4]], [1 2 | 3; 4 5 | 6], pmatrix, array, rows drawn.

Each is replaced by a name of its own, so that what stands around them is read by the reader as any other text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from sympy import Expr
from sympy.matrices.immutable import ImmutableDenseMatrix

from workings.expression.errors import BudgetError, ReadError
from workings.expression.reader import parse

__all__ = ["Literal", "found_in"]

LARGEST = 2_500  # entries
LONGEST = 6_000  # characters of a problem or a line
FIRST = 901  # M_901 is the first name given

_ENVIRONMENT = re.compile(
    r"(?:\\left\s*(?P<open>[\[(|]|\\\{|\\lvert|\\vert)\s*)?"
    r"\\begin\{(?P<name>[pbBvV]?matrix|smallmatrix|array)\}(?:\[[a-z]\])?(?P<columns>\{[^{}]*\})?"
    r"(?P<body>.*?)\\end\{(?P=name)\}(?(open)(?P<close>\s*\\right\s*(?:[\])|.]|\\\}|\\rvert|\\vert))?)",
    re.DOTALL,
)
MOST_DIAGONAL = 12
_DIAGONAL = re.compile(
    r"(?:\\operatorname\s*\{\s*diag\s*\}|\\mathrm\s*\{\s*diag\s*\}|\\?\bdiag)\s*(?:\\left)?\(\s*\[?(?P<entries>[^()\[\]]+)\]?\s*(?:\\right)?\)"
)
_DETERMINANT_BARS = re.compile(r"\|(?P<body>[^|=]*;[^|=]*)\|")
_LINES = re.compile(r"\\hline|\\\\\s*$|\\cr\b")
_SPACES = re.compile(r"\\[,;:! ]|\\q?quad\b|~")
_OPERATOR = re.compile(r"[-+*/·^−]$")


@dataclass(frozen=True, slots=True)
class Literal:
    """A matrix written out; `bar` is the number of columns before the bar, 0 where none is drawn."""

    matrix: Any
    bar: int = 0


def found_in(text: str) -> tuple[str, dict[str, Literal]]:
    """The text with a name for every matrix written out in it, and what the names stand for.

    Raises:
        ReadError: rows of different lengths, or an entry that can't be read.

    >>> found_in("A = [1 2 | 3; 4 5 | 6]")
    ('A = M_{901}', {'M_901': Literal(matrix=Matrix([
    [1, 2, 3],
    [4, 5, 6]]), bar=2)})
    """
    if len(text) > LONGEST:
        raise BudgetError(f"the text is longer than {LONGEST} characters", text[:LONGEST], (0, 1))
    text = _DIAGONAL.sub(_with_zeros, text)
    found: dict[str, Literal] = {}
    out: list[str] = []
    place = 0
    closes = _brackets(text)
    while place < len(text):
        hit = _literal(text, place, closes)
        if hit is None:
            out.append(text[place])
            place += 1
            continue
        literal, end, before, after = hit
        name = f"M_{FIRST + len(found)}"
        found[name] = literal
        before = " " * (place > 0 and text[place - 1].isalpha()) + before
        written = f"{before}M_{{{FIRST + len(found) - 1}}}{after}"
        out.append(written.ljust(end - place) if "\n" not in text[place:end] else written)
        place = end
    return "".join(out).rstrip(), found


def _with_zeros(found: re.Match[str]) -> str:
    """diag(1, 2) as rows."""
    entries = found["entries"].split(",")
    rows = [[entry if i == j else "0" for j in range(len(entries))] for i, entry in enumerate(entries)]
    return (
        "[" + ", ".join("[" + ", ".join(row) + "]" for row in rows) + "]" if len(entries) <= MOST_DIAGONAL else found[0]
    )


def _literal(text: str, place: int, closes: dict[int, int]) -> tuple[Literal, int, str, str] | None:
    """The matrix that begins at a place, where it ends, and what to write before and after its name."""
    char = text[place]
    if char == "\\":
        match = _ENVIRONMENT.match(text, place)
        if match is None or (match["open"] and not match["close"]):
            return None
        literal = _environment(match, text)
        det = match["name"] == "vmatrix" or (match["open"] or "") in ("|", "\\lvert", "\\vert")
        return literal, match.end(), *(("det(", ")") if det else ("", ""))
    if char == "|":
        match = _DETERMINANT_BARS.match(text, place)
        if match is None:
            return None
        return _of_rows(_rows(match["body"]), text, place), match.end(), "det(", ")"
    if char not in "[({":
        return None
    end = closes.get(place, -1)
    if end < 0:
        return None
    body = text[place + 1 : end]
    if char == "[" and place > 0 and text[place - 1] == "\\":
        return None  # \[ ... \]
    nested = _nested(body) if char != "(" else None
    if nested is not None:
        return _of_rows(nested, text, place), end + 1, "", ""
    if char == "{" or (char == "(" and ";" not in body):
        return None
    if ";" not in body and "|" not in body and not _spaced(body):
        return None
    if "=" in body:
        return None
    rows, end = _rows(body), end + 1
    if len(rows) == 1:
        more, end = _drawn_below(text, end, len(rows[0]))
        rows += more
    return _of_rows(rows, text, place), end, "", ""


def _brackets(text: str) -> dict[int, int]:
    """Where each bracket that is closed closes."""
    pairs = {"[": "]", "(": ")", "{": "}"}
    found: dict[int, int] = {}
    waiting: list[int] = []
    for i, char in enumerate(text):
        if char in pairs:
            waiting.append(i)
        elif char in "])}" and waiting and pairs[text[waiting[-1]]] == char:
            found[waiting.pop()] = i
    return found


def _closing(text: str, place: int) -> int:
    """Where the bracket at a place closes; -1 where it does not."""
    return _brackets(text[place:]).get(0, -1 - place) + place


def _nested(body: str) -> list[list[str]] | None:
    """The rows of [1, 2], [3, 4], or None where the text is something else."""
    rows: list[list[str]] = []
    place = 0
    while place < len(body):
        if body[place] in " ,;\n\t":
            place += 1
            continue
        if body[place] not in "[{":
            return None
        end = _closing(body, place)
        if end < 0:
            return None
        rows.append(_entries(body[place + 1 : end]))
        place = end + 1
    return rows or None


def _spaced(body: str) -> bool:
    """Whether numbers stand beside each other with spaces only: [1 2 3]."""
    return "," not in body and bool(re.search(r"[\w)]\s+[-−]?[\w(]", body.strip())) and len(_entries(body)) > 1


def _drawn_below(text: str, end: int, width: int) -> tuple[list[list[str]], int]:
    """The further rows of a matrix drawn with a row a line."""
    rows: list[list[str]] = []
    while True:
        match = re.compile(r"[^\n\[\]]*\n\s*\[").match(text, end)
        if match is None:
            return rows, end
        close = _closing(text, match.end() - 1)
        row = _entries(text[match.end() : close]) if close >= 0 else []
        if len(row) != width:
            return rows, end
        rows.append(row)
        end = close + 1


def _rows(body: str) -> list[list[str]]:
    return [_entries(row) for row in re.split(r";|\n|\\\\", body) if row.strip()]


def _entries(row: str) -> list[str]:
    """The entries of a row, between commas or spaces; a bar between them is an entry "|"."""
    row = re.sub(r"\\(?:mid|vert)\b", "|", row).replace("¦", "|")
    found: list[str] = []
    for i, part in enumerate(row.split("|")):
        if i:
            found.append("|")
        pieces = _split(part, ",") if "," in part else _words(part)
        found += [piece for piece in pieces if piece]
    return found


def _split(text: str, separator: str) -> list[str]:
    """The pieces between separators that stand in no bracket."""
    pieces, depth, start = [], 0, 0
    for i, char in enumerate(text):
        depth += (char in "([{") - (char in ")]}")
        if char == separator and not depth:
            pieces.append(text[start:i].strip())
            start = i + 1
    return [*pieces, text[start:].strip()]


def _words(text: str) -> list[str]:
    """The entries between spaces; an operator with spaces around it joins its neighbours."""
    found: list[str] = []
    joined = False
    for word in _split(_SPACES.sub(" ", text).replace("\t", " ").replace("\n", " "), " "):
        if not word:
            continue
        if found and (joined or word in ("+", "-", "−", "*", "/", "·")):
            found[-1] += f" {word}"
        else:
            found.append(word)
        joined = bool(_OPERATOR.search(word))
    return found


def _environment(match: re.Match[str], text: str) -> Literal:
    body = _LINES.sub("", match["body"].strip())
    rows = [[cell.strip() for cell in row.split("&")] for row in re.split(r"\\\\(?:\[[^\]]*\])?", body) if row.strip()]
    layout = re.sub(r"[^lcr|]", "", match["columns"] or "")
    literal = _of_rows(rows, text, match.start())
    bar = len(layout.split("|")[0]) if "|" in layout.strip("|") else 0
    return replace(literal, bar=bar) if bar else literal


def _of_rows(rows: list[list[str]], text: str, place: int) -> Literal:
    if not rows:
        raise ReadError("a matrix without rows", text, (place, place + 1), "rows of numbers")
    bars = [row.index("|") if "|" in row else 0 for row in rows]
    plain = [[entry for entry in row if entry != "|"] for row in rows]
    width = len(plain[0])
    for number, row in enumerate(plain, 1):
        if len(row) != width or not width:
            raise ReadError(
                f"row {number} of the matrix has {len(row)} entries, row 1 has {width}",
                text,
                (place, place + 1),
                "rows of equal length",
            )
    if len(plain) * width > LARGEST:
        raise BudgetError(f"a matrix of more than {LARGEST} entries", text, (place, place + 1))
    return Literal(ImmutableDenseMatrix(len(plain), width, list(_read(plain, text, place))), max(bars))


_FACE = re.compile(
    r"\\(?:boxed|fbox|mathbf|boldsymbol|bm|textbf|mathrm|cancel|color\{\w+\})\s*\{((?:[^{}]|\{[^{}]*\})*)\}"
)


def _plain(entry: str) -> str:
    """The entry without what only makes it stand out."""
    before = ""
    while entry != before:
        before, entry = entry, _FACE.sub(r" \1 ", entry)
    return _SPACES.sub(" ", entry)


def _read(rows: list[list[str]], text: str, place: int) -> Iterator[Expr]:
    for row in rows:
        for entry in row:
            node = parse(_plain(entry))
            if not isinstance(node, Expr):
                raise ReadError(f"{entry} is no entry of a matrix", text, (place, place + 1), "a number")
            yield node

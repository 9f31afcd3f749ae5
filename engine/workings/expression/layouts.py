"""What is written in rows: matrices, and functions given piece by piece."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workings.expression import syntax
from workings.expression.errors import ReadError
from workings.expression.precedence import Waiting
from workings.expression.syntax import Syntax

if TYPE_CHECKING:
    from workings.expression.parser import Parser
    from workings.expression.tokens import Token

__all__ = ["environment", "inline_pieces", "rows"]


def inline_pieces(p: Parser, bracket: Token) -> Syntax | None:
    """{x^2 if x < 1; 2x - 1 otherwise}"""
    level, at = 1, p.at
    while level and p.tokens[at][0] != "end" and not (level == 1 and p.tokens[at][0] == "word"):
        kind = p.tokens[at][0]
        level += (kind in ("open", "begin")) - (kind in ("close", "leave"))
        at += 1
    if p.tokens[at][0] != "word" or not level:
        return None
    rows = []
    while not p.here("close"):
        rows.append(piece(p))
        p.skip(";", ",")
    end = p.shut(bracket)[3]
    return p.make(syntax.Pieces(bracket[2], end, tuple(rows)))


def piece(p: Parser) -> tuple[Syntax, Syntax | None]:
    """A value and where it holds, with `if`, `for` or a comma or & between; None for `otherwise`."""
    value = p.expression()
    while p.skip("&", ","):  # `1, & x > 0` too
        pass
    word = p.next()[1] if p.here("word") else ""
    if word in ("otherwise", "else"):
        return value, None
    condition = p.expression()
    if not isinstance(condition, syntax.Relation):
        raise ReadError("this is no condition", p.text, condition.span, "a relation, as in x < 1")
    return value, condition


def rows(p: Parser, opening: Token) -> Syntax:
    """[[1, 2], [3, 4]]"""
    p.depth += 2
    rows = [row(p)]
    while p.skip(","):
        rows.append(row(p))
    end = p.shut(opening)[3]
    p.depth -= 2
    return matrix(p, rows, opening[2], end)


def row(p: Parser) -> tuple[Syntax, ...]:
    if not p.here("open", "["):
        raise p.unexpected(p.tokens[p.at], "a row, [...]")
    return p.arguments()


def matrix(p: Parser, rows: list[tuple[Syntax, ...]], start: int, end: int) -> Syntax:
    widths = [len(row) for row in rows]
    if len(set(widths)) > 1:
        have = ", ".join(map(str, widths))
        raise ReadError(f"the rows have {have} entries", p.text, (start, end), "rows of the same length")
    return p.make(syntax.Matrix(start, end, tuple(rows)))


def environment(p: Parser, token: Token, waiting: list[Waiting]) -> Syntax:
    """\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}, and cases."""
    name = token[1]
    if name == "cases":
        return cases(p, token)
    rows: list[list[Syntax]] = [[]]
    while p.tokens[p.at][0] not in ("leave", "end"):
        if p.skip("newline"):
            if p.tokens[p.at][0] not in ("leave", "newline") and rows[-1]:
                rows.append([])
        elif not p.skip("&"):
            if rows[-1] and p.tokens[p.at - 1][0] != "&":
                raise p.unexpected(p.tokens[p.at], "& or \\\\")
            rows[-1].append(p.expression())
    closing = p.tokens[p.at]
    if closing[1] != name:
        raise ReadError(f"\\begin{{{name}}} is never ended", p.text, (token[2], token[3]), f"\\end{{{name}}}")
    p.at += 1
    whole = matrix(p, [tuple(row) for row in rows], token[2], closing[3])
    if name == "vmatrix":
        return p.make(syntax.Call(token[2], closing[3], "det", (whole,)))
    return whole


def cases(p: Parser, token: Token) -> Syntax:
    """\\begin{cases} x^2 & x < 1 \\\\ 2x - 1 & \\text{otherwise} \\end{cases}"""
    rows = []
    while not p.here("leave"):
        if not p.skip("newline"):
            rows.append(piece(p))
    closing = p.take("leave", "cases")
    return p.make(syntax.Pieces(token[2], closing[3], tuple(rows)))

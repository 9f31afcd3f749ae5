"""Text to SymPy: `parse`, `read` and `read_lines`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from workings.expression import syntax
from workings.expression.budget import Budget
from workings.expression.build import build
from workings.expression.errors import BudgetError, ReadError
from workings.expression.parser import Note, Parser
from workings.expression.plain_tex import with_fractions
from workings.expression.reading import Reading
from workings.expression.scope import EMPTY, Scope
from workings.expression.syntax import Syntax
from workings.expression.tokens import Token

__all__ = ["Note", "Reading", "Scope", "parse", "read", "read_lines"]

_BUDGET = Budget()


def parse(
    text: str,
    *,
    functions: Collection[str] = (),
    symbols: Collection[str] = (),
    names: Mapping[str, Any] | None = None,
    budget: Budget = _BUDGET,
) -> Any:
    """The expression, relation, matrix, tuple or goal that `text` writes, built as written.

    Arguments:
        text: plain text, Unicode or LaTeX, or all together.
        functions: letters that are functions even where a product would be likelier: `h(x + 1)`.
        symbols: names that are plain variables, also of several letters, and `e` where it is not Euler's number.
        names: names that stand for a node of the caller's, such as `{"I": sympy.I}`.

    Raises:
        ReadError: the text is not mathematics; the error shows the place.
        BudgetError: it is too long, too deep, or its numbers are too large.

    >>> parse("2x^3 - sin 2x")
    2*x**3 - sin(2*x)
    """
    scope = EMPTY
    if functions or symbols or names:
        scope = Scope(functions=dict.fromkeys(functions, ()), symbols=frozenset(symbols), names=names or {})
    reading = read(text, scope=scope, budget=budget)
    if len(reading.signs) > 1:
        end = reading.ast.sides[1].end if isinstance(reading.ast, syntax.Relation) else 0
        raise ReadError("a chain of relations is no single one", text, (end, end + 1), "one relation; see read_lines")
    return reading.node


def read(text: str, *, scope: Scope = EMPTY, budget: Budget = _BUDGET) -> Reading:
    """Like `parse`, with all that is known about how it was read. `scope` is what surrounds the text.

    Raises:
        ReadError, BudgetError: as `parse`.

    >>> [note.message for note in read("1/2x").notes]
    ['read as (1/2)·x..., not as a division by 2x...']
    """
    text = with_fractions(text)
    parser = Parser(text, scope, budget)
    _drop_alignment(parser)
    _skip_blank(parser)
    _refuse_empty(parser)
    ast = _expression(parser)
    _skip_blank(parser)
    token = parser.tokens[parser.at]
    if token[0] == ".":  # a full stop at the end of a line
        parser.at += 1
        _skip_blank(parser)
        token = parser.tokens[parser.at]
    if token[0] != "end":
        raise parser.unexpected(token, "an operator or the end of the text")
    return _reading(text, parser, ast)


def read_lines(text: str, *, scope: Scope = EMPTY, budget: Budget = _BUDGET) -> tuple[Reading, ...]:
    """The statements of a text: chains `a = b = c`, equations between commas, semicolons or new lines, lines that begin
    with `=`, the body of an `aligned` or `cases` block, and what stands between words (`so x = 2`, `at x = 1: ...`).
    The words before a statement are kept in its `words`.

    Raises:
        ReadError: as `parse`, or if there are only words.

    >>> [reading.node for reading in read_lines("x + y = 3, x - y = 1")]
    [Eq(x + y, 3), Eq(x - y, 1)]
    """
    text = with_fractions(text)
    parser = Parser(text, scope, budget, prose=True)
    _drop_alignment(parser)
    _refuse_empty(parser)
    readings: list[Reading] = []
    words: list[str] = []
    while True:
        token = parser.tokens[parser.at]
        if token[0] == "end":
            break
        if token[0] == "word":
            words.append(token[1])
            parser.at += 1
        elif token[0] in _SEPARATORS:
            parser.at += 1
            if token[0] == ":" and readings and not readings[-1].words and not words:
                # `path through p:` and `first row:` are labels; a statement before a colon is one too
                words.append(":")
            elif token[0] == "?" and readings:
                readings[-1] = replace(readings[-1], asks=True)
        else:
            readings.append(replace(_statement(text, parser), words=" ".join(words)))
            words = []
    if not readings:
        raise ReadError("there are only words", text, (0, len(text)), "an expression")
    if words:
        readings[-1] = replace(readings[-1], after=" ".join(words))
    return tuple(readings)


_SEPARATORS = frozenset({",", ";", "newline", "&", ".", "leave", ":", "?"})


def _statement(text: str, parser: Parser) -> Reading:
    first, notes = len(parser.made), len(parser.notes)
    token = parser.tokens[parser.at]
    start, leading = token[2], ""
    if token[0] in ("relation", "arrow"):
        leading = token[1] or "->"
        parser.at += 1
        _skip_blank(parser)
    ast = _expression(parser)
    after = parser.tokens[parser.at]
    if after[0] not in _SEPARATORS and after[0] not in ("end", "word"):
        raise parser.unexpected(after, "an operator, a comma or a new line")
    reading = _reading(text[start : parser.tokens[parser.at - 1][3]], parser, ast, first, notes)
    return replace(reading, signs=(leading, *reading.signs), continues=True) if leading else reading


def _expression(parser: Parser) -> Syntax:
    """The next expression. The budget keeps Python's stack far from its limit, unless the caller is near it already."""
    try:
        return parser.expression()
    except RecursionError:
        raise BudgetError("nested too deep for the stack that is left", parser.text, (0, 1)) from None


def _refuse_empty(parser: Parser) -> None:
    if len(parser.tokens) == 1:
        raise ReadError("there is nothing to read", parser.text, (0, len(parser.text)), "an expression")


def _skip_blank(parser: Parser) -> None:
    while parser.tokens[parser.at][0] in ("newline", "&"):
        parser.at += 1


def _drop_alignment(parser: Parser) -> None:
    """The & of an aligned block, at a sign or where a line begins, says nothing; in a matrix it does."""
    if "&" not in parser.text:
        return
    kept: list[Token] = []
    level = 0
    for token, following in zip(parser.tokens, [*parser.tokens[1:], parser.tokens[-1]], strict=True):
        level += (token[0] == "begin") - (token[0] == "leave")
        before = kept[-1][0] if kept else "newline"
        if token[0] != "&" or level or not _ALIGNED & {before, following[0]}:
            kept.append(token)
    parser.tokens = kept


_ALIGNED = frozenset({"relation", "arrow", "newline", "+", "-"})


def _reading(text: str, parser: Parser, ast: Syntax, first: int = 0, notes: int = 0) -> Reading:
    node = build(parser, ast, first)
    signs: tuple[str, ...] = ()
    if isinstance(ast, syntax.Relation) and (len(ast.signs) > 1 or "->" in ast.signs):
        signs = ast.signs
    return Reading(text, node, tuple(parser.notes[notes:]), parser.decimal, ast, signs)

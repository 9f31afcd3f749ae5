"""The notation layer: from SymPy nodes to pieces. It alone decides signs, brackets, dots and fraction bars,
whatever the style they are drawn in; so text and LaTeX can't disagree about what is meant.

What it can write is the table `HANDLERS`, by node class. `notates` adds to it, from any module.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from string import Formatter
from typing import Any, TypeAlias, TypeVar

from sympy import Basic

from workings.expression.nodes import walk
from workings.rule import Text
from workings.show.names import reads_as_word
from workings.show.piece import Edge, Piece, Rope, Strength
from workings.show.style import Style

__all__ = ["HANDLERS", "Handler", "Notation", "notates"]

Handler: TypeAlias = "Callable[[Any, Notation], Piece]"
_H = TypeVar("_H", bound=Handler)

HANDLERS: dict[type, Handler] = {}


def notates(*classes: type) -> Callable[[_H], _H]:
    """Registers how nodes of these classes, and of subclasses without an entry of their own, are written."""

    def register(handler: _H) -> _H:
        for cls in classes:
            HANDLERS[cls] = handler
        return handler

    return register


# How two factors are joined where the left one ends and the right one begins so; elsewhere a dot stands.
_BESIDE = {
    (end, start): loose
    for end, starts, loose in [
        (Edge.DIGIT, (Edge.LETTER, Edge.EXP, Edge.BRACKET, Edge.ROOT, Edge.BARS, Edge.CALL), False),
        (Edge.LETTER, (Edge.LETTER, Edge.BRACKET, Edge.ROOT), False),
        (Edge.BRACKET, (Edge.LETTER, Edge.EXP, Edge.BRACKET, Edge.ROOT, Edge.BARS), False),
        (Edge.BARS, (Edge.BRACKET, Edge.ROOT), False),
        (Edge.DIGIT, (Edge.NAME,), True),
        (Edge.LETTER, (Edge.EXP, Edge.NAME, Edge.CALL), True),
        (Edge.BRACKET, (Edge.NAME, Edge.CALL), True),
        (Edge.BARS, (Edge.NAME,), True),
        (Edge.CARET, (Edge.LETTER, Edge.EXP, Edge.BRACKET, Edge.NAME, Edge.CALL), True),
        (Edge.CLOSED, (Edge.NAME, Edge.CALL), True),
        (Edge.OPEN, (Edge.NAME,), True),
    ]
    for start in starts
}


_IF = Text("if {condition}", "({condition})")
_OTHERWISE = Text("otherwise", "(それ以外)")
_AFTER_OPEN = (Edge.NAME, Edge.BRACKET, Edge.SIGNED)  # sin x · (x + 1), but sin(x)·y


class Notation:
    """Writes nodes in one style, the words between them in one language; every node of a DAG is looked at once."""

    def __init__(self, style: Style, decimal: bool = False, lang: str = "en") -> None:
        self.style = style
        self.decimal = decimal
        self.lang = lang
        self.one = Piece(style.number("1"), start=Edge.DIGIT, end=Edge.DIGIT)
        self._pieces: dict[int, Piece] = {}
        self._seen: set[int] = set()
        self._kept: list[Basic] = []  # nodes made here must live as long as their ids are known

    def piece(self, node: Basic) -> Piece:
        """The piece for `node`; its parts first, without recursion."""
        known = self._pieces.get(id(node))
        if known is not None:
            return known
        self._kept.append(node)
        for part in walk(node, self._seen):
            self._pieces[id(part)] = _handler(type(part))(part, self)
        return self._pieces[id(node)]

    # Rope and brackets

    def signed(self, piece: Piece) -> Rope:
        return (self.style.minus, piece.rope) if piece.negative else piece.rope

    def rope(self, node: Basic) -> Rope:
        """The node as it stands alone, sign and all."""
        return self.signed(self.piece(node))

    def bracket(self, piece: Piece) -> Piece:
        rope = self.style.bracket(self.signed(piece), piece.tall)
        return Piece(rope, start=Edge.BRACKET, end=Edge.BRACKET, spaced=piece.spaced, tall=piece.tall)

    def within(self, piece: Piece, strength: Strength) -> Piece:
        """The piece, in brackets if it has a sign or binds no tighter than `strength`."""
        return self.bracket(piece) if piece.negative or piece.strength <= strength else piece

    def listed(self, nodes: Sequence[Basic]) -> Rope:
        """The nodes with commas between."""
        return tuple((self.style.comma if i else "", self.rope(node)) for i, node in enumerate(nodes))

    def within_relation(self, node: Basic) -> Rope:
        """A side of a relation: only another relation needs brackets there."""
        piece = self.piece(node)
        return self.bracket(piece).rope if piece.strength is Strength.RELATION else self.signed(piece)

    # Words

    def phrase(self, said: Text, **parts: Rope) -> Rope:
        """The words in the language of the reader, with a rope for each `{name}`."""
        ropes: list[Rope] = []
        for words, name, *_ in Formatter().parse(said[self.lang]):
            ropes += [self.style.words(words)] if words else []
            ropes += [parts[name]] if name else []
        return tuple(ropes)

    def stated(self, said: Text, **parts: Rope) -> Piece:
        """A phrase that stands for itself, such as `tangent of x² at x = 1`."""
        return Piece(self.phrase(said, **parts), Strength.RELATION, spaced=True, tall=True)

    def equal(self, left: Basic, right: Basic) -> Rope:
        return (self.rope(left), self.style.relation("="), self.rope(right))

    def cases(self, rows: Sequence[tuple[Rope, Rope | None]]) -> Rope:
        """{x if x > 0; −x otherwise}; a row without a condition is the last."""
        told = [(value, self.phrase(_OTHERWISE) if c is None else self.phrase(_IF, condition=c)) for value, c in rows]
        return self.style.cases(told)

    # Arithmetic

    def sum(self, pieces: Sequence[Piece]) -> Piece:
        style = self.style
        ropes: list[Rope] = []
        for i, piece in enumerate(pieces):
            body = piece.positive()
            if body.strength <= Strength.SUM:
                body = self.bracket(body)
            if i:
                ropes.append(f" {style.minus} " if piece.negative else style.plus)
            elif piece.negative:
                ropes.append(style.minus)
            ropes.append(body.rope)
        return Piece(tuple(ropes), Strength.SUM, spaced=True, tall=any(p.tall for p in pieces))

    def product(self, pieces: Sequence[Piece]) -> Piece:
        """Factors side by side. The sign of the first is the product's."""
        if len(pieces) == 1:
            return pieces[0]
        negative = pieces[0].negative
        factors = [self._factor(p.positive() if i == 0 else p, i == len(pieces) - 1) for i, p in enumerate(pieces)]
        ropes: list[Rope] = []
        run = ""  # letters that stand side by side
        for left, right in pairwise(factors):
            if left.end is Edge.OPEN and right.start not in _AFTER_OPEN:
                left = left.shut()
            joint = self._joint(left, right)
            run = run + left.rope if isinstance(left.rope, str) and len(left.rope) == 1 and left.rope.isalpha() else ""
            if joint == "" and run and reads_as_word(run + _first_character(right.rope)):
                joint, run = self.style.dot, ""
            elif joint:
                run = ""
            ropes += (left.rope, joint)
        first, last = factors[0], factors[-1]
        whole = Piece(
            (*ropes, last.rope),
            Strength.PRODUCT,
            first.start,
            last.end,
            negative,
            spaced=any(p.spaced for p in factors) or any(r in (self.style.space, self.style.spaced_dot) for r in ropes),
            tall=any(p.tall for p in factors),
        )
        if last.closed is None:
            return whole
        return replace(whole, closed=replace(whole, rope=(*ropes, last.closed.rope), end=Edge.CLOSED))

    def _factor(self, piece: Piece, last: bool) -> Piece:
        if piece.end is Edge.OPERATOR and not last:
            return replace(self.bracket(piece), start=Edge.ALONE, end=Edge.ALONE)
        if piece.negative:
            return replace(self.bracket(piece), start=Edge.SIGNED)
        if piece.strength <= Strength.SUM:
            return self.bracket(piece)
        return piece

    def _joint(self, left: Piece, right: Piece) -> str:
        if left.strength is not Strength.PRODUCT and right.strength is not Strength.PRODUCT:
            loose = _BESIDE.get((left.end, right.start))
            if loose is not None:
                return self.style.space if loose else ""
        return self.style.spaced_dot if left.spaced or right.spaced else self.style.dot

    def fraction(self, numerator: Piece, denominator: Piece) -> Piece:
        """A fraction; the sign of the numerator is the fraction's."""
        negative = numerator.negative
        numerator = numerator.positive()
        if not self.style.flat:
            rope = self.style.over(numerator.rope, self.signed(denominator))
            return Piece(rope, Strength.PRODUCT, Edge.ALONE, Edge.ALONE, negative, tall=True)
        above = numerator.shut()
        if above.strength <= Strength.SUM or above.end is Edge.OPERATOR:
            above = self.bracket(above)
        below = self.within(denominator, Strength.PRODUCT).shut()
        if below.start is Edge.OPERATOR:  # 1/(d/dx f)
            below = self.bracket(below)
        rope = self.style.over(above.rope, below.rope)
        return Piece(rope, Strength.PRODUCT, above.start, Edge.ALONE, negative, spaced=True)

    def power(self, base: Piece, exponent: Piece) -> Piece:
        base = self.within(base, Strength.POWER)
        rope, end = self.style.raise_(base.rope, exponent)
        if end is None:
            end = Edge.LETTER if base.end is Edge.DIGIT else base.end
        spaced = base.spaced or (self.style.flat and end is Edge.CARET and exponent.spaced)
        return Piece(rope, Strength.POWER, base.start, end, spaced=spaced, tall=base.tall)

    # Functions

    def unknown(self, name: str) -> Rope:
        """The name of a function that is only named: a gamma is the Greek letter, and not the function Γ."""
        return self.style.symbol(name).rope if name == "gamma" else self.style.function(name)

    def applied(self, name: Rope, arguments: Rope, tall: bool, spaced: bool) -> Piece:
        """f(x, y)"""
        rope = (name, self.style.bracket(arguments, tall))
        return Piece(rope, Strength.ATOM, Edge.CALL, Edge.CLOSED, spaced=spaced, tall=tall)

    def named(self, name: Rope, argument: Piece, bare: bool) -> Piece:
        """sin x, ln(2x), ln|x|: without brackets before a single letter or number, or before bars."""
        style = self.style
        if argument.start is Edge.ALONE and argument.end is Edge.ALONE and argument.strength is Strength.ATOM:
            bare = False
        in_brackets = (name, style.bracket(self.signed(argument), argument.tall))
        shut = Piece(in_brackets, Strength.FUNCTION, Edge.NAME, Edge.CLOSED, spaced=argument.spaced, tall=argument.tall)
        if not bare:
            return shut
        rope = style.gap(name, argument.rope)
        return Piece(rope, Strength.FUNCTION, Edge.NAME, Edge.OPEN, spaced=True, closed=shut)

    def prefixed(self, operator: Rope, node: Basic) -> Piece:
        """d/dx f: an operator before what it acts on, bracketed unless an atom, a power or one function."""
        piece = self.within(self.piece(node), Strength.PRODUCT)
        gap = self.style.space if self.style.flat or piece.start is not Edge.BRACKET else ""
        return Piece(
            (operator, gap, piece.rope),
            Strength.FUNCTION,
            Edge.OPERATOR,
            Edge.OPERATOR,
            spaced=True,
            tall=True,
        )


def _first_character(rope: Rope) -> str:
    while not isinstance(rope, str):
        rope = next((part for part in rope if part), "")
    return rope[:1]


def _handler(cls: type) -> Handler:
    for base in cls.__mro__:
        handler = HANDLERS.get(base)
        if handler is not None:
            if base is not cls:
                HANDLERS[cls] = handler
            return handler
    raise TypeError(f"no notation for {cls.__name__}; `workings.show.notates({cls.__name__})` gives it one")

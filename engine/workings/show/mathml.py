"""Notation in MathML, which browsers draw by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from workings.expression.written import is_differential
from workings.show.names import GREEK, OTHER_FUNCTIONS, split_name
from workings.show.piece import Edge, Piece, Rope, Strength

__all__ = ["MATHML", "MathmlStyle"]

_RELATIONS = {"!=": "≠", "<=": "≤", ">=": "≥", "->": "→"}
_SIGNS = {"oo": "∞", "integral": "∫", "sum": "∑", "product": "∏", "nabla": "∇"}
_IDENTIFIERS = frozenset("dJHPe∂∞")


def _mi(text: str) -> str:
    upright = ' mathvariant="normal"' if len(text) == 1 and text == "∂" else ""
    return f"<mi{upright}>{escape(text)}</mi>"


def _mo(text: str, attributes: str = "") -> str:
    return f"<mo{attributes}>{escape(text)}</mo>"


def _row(*ropes: Rope) -> Rope:
    return ("<mrow>", *ropes, "</mrow>")


@dataclass(frozen=True, slots=True)
class MathmlStyle:
    """Presentation MathML (Core)."""

    flat = False
    minus = "<mo>−</mo>"
    plus = "<mo>+</mo>"
    comma = '<mo separator="true">,</mo>'
    semicolon = '<mo separator="true">;</mo>'
    nothing = "<mrow></mrow>"
    space = '<mspace width="0.17em"></mspace>'
    dot = "<mo>·</mo>"
    spaced_dot = " <mo>·</mo> "
    ellipsis = "<mo>…</mo>"

    def number(self, digits: str) -> str:
        return f"<mn>{digits}</mn>"

    def sign(self, name: str) -> str:
        text = _SIGNS.get(name, name)
        return _mi(text) if text in _IDENTIFIERS else _mo(text)

    def symbol(self, name: str) -> Piece:
        if is_differential(name):
            return Piece((_mi("d"), self.symbol(name[1:]).rope), start=Edge.CALL, end=Edge.ALONE)
        base, index, primes = split_name(name)
        letter = GREEK.get(base, base)
        edge = Edge.LETTER if len(letter) == 1 and letter not in "fghFGHP" else Edge.ALONE
        text = _mi(letter)
        if index:
            low = f"<mn>{index}</mn>" if index.isdigit() else _mi(GREEK.get(index, index))
            text = f"<msub>{text}{low}</msub>"
        if primes:
            text = f"<msup>{text}{_mo('′' * primes)}</msup>"
        return Piece(text, start=edge, end=edge)

    def words(self, text: str) -> Rope:
        return f"<mtext>{escape(text).replace(' ', '&#160;')}</mtext>"

    def bracket(self, rope: Rope, tall: bool) -> Rope:
        size = "" if tall else ' stretchy="false"'
        return _row(_mo("(", size), rope, _mo(")", size))

    def absolute(self, rope: Rope, tall: bool) -> Rope:
        left, right = (f' fence="true" form="{form}"' for form in ("prefix", "postfix"))
        return _row(_mo("|", left), rope, _mo("|", right))

    def over(self, numerator: Rope, denominator: Rope) -> Rope:
        return ("<mfrac>", _row(numerator), _row(denominator), "</mfrac>")

    def chosen(self, n: Rope, k: Rope) -> Rope:
        return _row(_mo("("), ('<mfrac linethickness="0">', _row(n), _row(k), "</mfrac>"), _mo(")"))

    def raise_(self, base: Rope, exponent: Piece) -> tuple[Rope, Edge | None]:
        raised = _row(self.minus if exponent.negative else "", exponent.rope)
        return ("<msup>", _row(base), raised, "</msup>"), None

    def lower(self, base: Rope, index: Rope) -> Rope:
        return ("<msub>", _row(base), _row(index), "</msub>")

    def root(self, degree: int, inside: Piece) -> Piece:
        if degree == 2:
            rope: Rope = ("<msqrt>", inside.rope, "</msqrt>")
        else:
            rope = ("<mroot>", _row(inside.rope), self.number(str(degree)), "</mroot>")
        return Piece(rope, Strength.POWER, Edge.ROOT, Edge.LETTER, tall=inside.tall)

    def bare_function(self, name: str) -> Rope:
        return _mi(GREEK.get(name, name))

    def function(self, name: str) -> Rope:
        return _mi(OTHER_FUNCTIONS[name][0]) if name in OTHER_FUNCTIONS else self.symbol(name).rope

    def gap(self, name: Rope, argument: Rope) -> Rope:
        return (name, self.space, argument)

    def operator(self, sign: str, variable: Rope, order: Piece | None) -> Rope:
        mark = self.sign(sign)
        if order is None:
            return self.over(mark, (mark, variable))
        return self.over(self.raise_(mark, order)[0], (mark, self.raise_(variable, order)[0]))

    def quotient_of(self, sign: str, f: Rope, by: Sequence[tuple[Rope, int]]) -> Rope:
        mark = self.sign(sign)
        total = sum(n for _, n in by)
        below = tuple((mark, self._times(variable, n)) for variable, n in by)
        return self.over((self._times(mark, total), f), below)

    def _times(self, rope: Rope, n: int) -> Rope:
        return rope if n == 1 else self.raise_(rope, Piece(self.number(str(n))))[0]

    def primes(self, count: int) -> Rope:
        return _mo("′" * count)

    def at(self, rope: Rope, where: Rope) -> Rope:
        return ("<msub>", _row(rope, _mo("|", ' fence="true" form="postfix"')), _row(where), "</msub>")

    def relation(self, name: str) -> str:
        return _mo(_RELATIONS.get(name, name))

    def cases(self, rows: Sequence[tuple[Rope, Rope]]) -> Rope:
        lines = [("<mtr><mtd>", _row(value), "</mtd><mtd>", _row(when), "</mtd></mtr>") for value, when in rows]
        return _row(_mo("{"), "<mtable>", *lines, "</mtable>")

    def matrix(self, rows: Sequence[Sequence[Rope]]) -> Rope:
        lines: list[Rope] = [("<mtr>", *[("<mtd>", _row(cell), "</mtd>") for cell in row], "</mtr>") for row in rows]
        return _row(_mo("("), "<mtable>", *lines, "</mtable>", _mo(")"))

    def big(self, sign: str, low: Rope | None, high: Rope | None) -> Rope:
        mark = self.sign(sign)
        if low is None:
            return mark
        tag = "msub" if sign == "integral" else "munder"
        if high is None:
            return (f"<{tag}>", mark, _row(low), f"</{tag}>")
        tag = "msubsup" if sign == "integral" else "munderover"
        return (f"<{tag}>", mark, _row(low), _row(high), f"</{tag}>")

    def under(self, name: str, below: Rope) -> Rope:
        return ("<munder>", _mo(name), _row(below), "</munder>", self.space)

    def differential(self, variable: Rope) -> Rope:
        return (self.space, _mi("d"), variable)

    # Vectors and matrices

    thin = ""
    hadamard = "<mo>⊙</mo>"
    reals = "<mi>ℝ</mi>"
    member = "<mo>∈</mo>"
    by = "<mo>×</mo>"
    ones = "<mn>𝟏</mn>"

    def operation(self, name: str) -> Rope:
        return _mi(name)

    def kronecker(self, left: Rope, right: Rope) -> Rope:
        return (left, "<mo>⊗</mo>", right)

    def transposed(self, base: Rope, inverse: bool) -> Rope:
        sign = Piece(_mi("⊤"), negative=inverse)
        return self.raise_(base, sign)[0]

    def entrywise_power(self, base: Rope, exponent: Rope) -> Rope:
        return self.raise_(base, Piece((_mo("⊙"), exponent)))[0]

    def norm(self, rope: Rope, tall: bool) -> Rope:
        left, right = (_mo("‖", f' fence="true" form="{form}"') for form in ("prefix", "postfix"))
        return _row(left, rope, right)

    def indicator(self, condition: Rope) -> Rope:
        return _row(_mo("["), condition, _mo("]"))


MATHML = MathmlStyle()

"""Notation on one line of text, in Unicode (x², √x, 2·3) or in ASCII (x^2, sqrt(x), 2*3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workings.expression.written import is_differential
from workings.show.names import GREEK, OTHER_FUNCTIONS, lowered, raised, split_name
from workings.show.piece import Edge, Piece, Rope, Strength

__all__ = ["ASCII", "UNICODE", "TextStyle"]

_RELATIONS = {"!=": "≠", "<=": "≤", ">=": "≥", "->": "→"}
_SIGNS = {"oo": "∞", "integral": "∫", "sum": "Σ", "product": "Π", "nabla": "∇"}
# ASCII has no such signs, and a word would read as a product of letters; LaTeX's names can't be taken for that.
_SIGNS_ASCII = {"integral": r"\int", "∂": r"\partial ", "nabla": r"\nabla", "oo": r"\infty", "sum": r"\sum"}
_SIGNS_ASCII |= {"product": r"\prod"}
_FUNCTION_LETTERS = frozenset("fghFGHP")


@dataclass(frozen=True, slots=True)
class TextStyle:
    """Text, with or without the characters beyond ASCII."""

    unicode: bool
    flat = True
    plus = " + "
    thin = ""
    comma = ", "
    semicolon = "; "
    nothing = ""
    space = " "

    @property
    def minus(self) -> str:
        return "−" if self.unicode else "-"

    @property
    def dot(self) -> str:
        return "·" if self.unicode else "*"

    @property
    def spaced_dot(self) -> str:
        return f" {self.dot} "

    @property
    def ellipsis(self) -> str:
        return "…" if self.unicode else "..."

    def number(self, digits: str) -> str:
        return digits

    def sign(self, name: str) -> str:
        table = _SIGNS if self.unicode else _SIGNS_ASCII
        return table.get(name, name)

    def symbol(self, name: str) -> Piece:
        if is_differential(name):
            return Piece((self.sign("d"), self.symbol(name[1:]).rope), start=Edge.CALL, end=Edge.ALONE)
        base, index, primes = split_name(name)
        letter = len(base) == 1 or base in GREEK
        start = end = Edge.LETTER if letter and base not in _FUNCTION_LETTERS else Edge.ALONE
        if self.unicode:
            base = GREEK.get(base, base)
        text = base
        if index:
            low = lowered(index) if self.unicode and (len(index) == 1 or index.isdigit()) else None
            text += low or (f"_{{{index}}}" if "," in index else f"_{index}")
            if low is None:
                end = Edge.ALONE
        elif len(base) > 1:
            start = end = Edge.ALONE
        return Piece(text + str(self.primes(primes)), start=start, end=end)

    def words(self, text: str) -> Rope:
        return text

    def bracket(self, rope: Rope, tall: bool) -> Rope:
        return ("(", rope, ")")

    def absolute(self, rope: Rope, tall: bool) -> Rope:
        return ("|", rope, "|")

    def over(self, numerator: Rope, denominator: Rope) -> Rope:
        return (numerator, "/", denominator)

    def chosen(self, n: Rope, k: Rope) -> Rope:
        return ("binomial(", n, ", ", k, ")")  # as it is read back

    def raise_(self, base: Rope, exponent: Piece) -> tuple[Rope, Edge | None]:
        sign = self.minus if exponent.negative else ""
        if self.unicode and isinstance(exponent.rope, str) and (high := raised(sign + exponent.rope)):
            return (base, high), None
        if not sign and exponent.strength is Strength.ATOM and isinstance(exponent.rope, str):
            return (base, "^", exponent.rope), Edge.CARET
        return (base, "^(", sign, exponent.rope, ")"), Edge.CARET

    def lower(self, base: Rope, index: Rope) -> Rope:
        if isinstance(index, str):
            low = lowered(index) if self.unicode and index.isdigit() else None
            return (base, low) if low else (base, "_", index)
        return (base, "_(", index, ")")

    def root(self, degree: int, inside: Piece) -> Piece:
        if not self.unicode:
            name = "sqrt" if degree == 2 else "cbrt"
            return Piece((name, "(", inside.rope, ")"), Strength.ATOM, Edge.CALL, Edge.CLOSED)
        sign = "√" if degree == 2 else "∛"
        rope = inside.rope if inside.strength is Strength.ATOM else ("(", inside.rope, ")")
        return Piece((sign, rope), Strength.POWER, Edge.ROOT, Edge.ALONE, spaced=inside.spaced)

    def bare_function(self, name: str) -> Rope:
        return name

    def function(self, name: str) -> Rope:
        if name in OTHER_FUNCTIONS:
            return OTHER_FUNCTIONS[name][0 if self.unicode else 1]
        piece = self.symbol(name)
        return piece.rope

    def gap(self, name: Rope, argument: Rope) -> Rope:
        return (name, " ", argument)

    def operator(self, sign: str, variable: Rope, order: Piece | None) -> Rope:
        mark = self.sign(sign)
        if order is None:
            return (mark.rstrip(), "/", mark, variable)
        return (self.raise_(mark.rstrip(), order)[0], "/", self.raise_((mark, variable), order)[0])

    def quotient_of(self, sign: str, f: Rope, by: Sequence[tuple[Rope, int]]) -> Rope:
        mark = self.sign(sign)
        total = sum(n for _, n in by)
        below = tuple(self._times((mark, variable), n) for variable, n in by)
        if total == 1:
            return (mark, f, "/", below)
        return (self._times(mark.rstrip(), total), "" if self.unicode else " ", f, "/", below)

    def _times(self, rope: Rope, n: int) -> Rope:
        return rope if n == 1 else self.raise_(rope, Piece(self.number(str(n))))[0]

    def primes(self, count: int) -> Rope:
        if not self.unicode:
            return "'" * count
        return ("", "′", "″", "‴")[count] if count < 4 else "′" * count

    def at(self, rope: Rope, where: Rope) -> Rope:
        return (rope, " |_(", where, ")")

    def relation(self, name: str) -> str:
        return f" {_RELATIONS.get(name, name) if self.unicode else name} "

    def cases(self, rows: Sequence[tuple[Rope, Rope]]) -> Rope:
        return ("{", tuple(("; " if i else "", value, " ", when) for i, (value, when) in enumerate(rows)), "}")

    def matrix(self, rows: Sequence[Sequence[Rope]]) -> Rope:
        def line(cells: Sequence[Rope]) -> Rope:
            return ("[", *((", ", cell) if i else cell for i, cell in enumerate(cells)), "]")

        return line([line(row) for row in rows])

    def big(self, sign: str, low: Rope | None, high: Rope | None) -> Rope:
        if low is None:
            return (self.sign(sign), " ")
        above: Rope = "" if high is None else ("^", self._limit(high))
        return (self.sign(sign), "_", self._limit(low), above, " ")

    def _limit(self, rope: Rope) -> Rope:
        return rope if isinstance(rope, str) and len(rope) == 1 else ("(", rope, ")")

    def under(self, name: str, below: Rope) -> Rope:
        return (name, "_(", below, ") ")

    def differential(self, variable: Rope) -> Rope:
        return (" d", variable)

    # Vectors and matrices

    @property
    def hadamard(self) -> str:
        return " ⊙ " if self.unicode else " .* "

    @property
    def reals(self) -> str:
        return "ℝ" if self.unicode else "R"

    @property
    def member(self) -> str:
        return " ∈ " if self.unicode else " in "

    @property
    def by(self) -> str:
        return "×" if self.unicode else " x "

    @property
    def ones(self) -> str:
        return "𝟏" if self.unicode else "1"

    def operation(self, name: str) -> Rope:
        return name

    def kronecker(self, left: Rope, right: Rope) -> Rope:
        return (left, " ⊗ ", right) if self.unicode else ("kron(", left, ", ", right, ")")

    def transposed(self, base: Rope, inverse: bool) -> Rope:
        if self.unicode:
            return (base, "⁻ᵀ" if inverse else "ᵀ")
        return (base, "^-T" if inverse else "^T")

    def entrywise_power(self, base: Rope, exponent: Rope) -> Rope:
        return (base, ".^", exponent) if isinstance(exponent, str) else (base, ".^(", exponent, ")")

    def norm(self, rope: Rope, tall: bool) -> Rope:
        bars = "‖" if self.unicode else "||"
        return (bars, rope, bars)

    def indicator(self, condition: Rope) -> Rope:
        return ("[", condition, "]")


UNICODE = TextStyle(unicode=True)
ASCII = TextStyle(unicode=False)

"""Notation in LaTeX, for any mode of mathematics with amsmath."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workings.expression.members import INDICES
from workings.expression.written import is_differential
from workings.show.names import GREEK, LATEX_FUNCTIONS, OTHER_FUNCTIONS, split_name
from workings.show.piece import Edge, Piece, Rope, Strength

__all__ = ["LATEX", "LatexStyle", "escaped"]

_RELATIONS = {"|": r"\mid", "!=": r"\neq", "<=": r"\leq", ">=": r"\geq", "->": r"\to"}
_SIGNS = {"pi": r"\pi", "oo": r"\infty", "∂": r"\partial", "integral": r"\int", "sum": r"\sum"}
_SIGNS |= {"product": r"\prod", "nabla": r"\nabla", "∝": r"\propto"}
_ASCII_GREEK = {letter: "\\" + ("lambda" if name == "lam" else name) for name, letter in GREEK.items()}


_SPECIAL = {
    "\\": r"\textbackslash{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "≈": r"$\approx$",
    "∝": r"$\propto$",
}
_SPECIAL |= {c: "\\" + c for c in "&%$#_{}"}


def escaped(text: str) -> str:
    """Prose as LaTeX takes it."""
    return "".join(_SPECIAL.get(c, c) for c in text)


@dataclass(frozen=True, slots=True)
class LatexStyle:
    """LaTeX with amsmath."""

    flat = False
    minus = "-"
    plus = " + "
    comma = ", "
    semicolon = "; "
    nothing = "{}"
    space = " "
    dot = r" \cdot "
    spaced_dot = r" \cdot "
    ellipsis = r"\ldots"

    def number(self, digits: str) -> str:
        return digits

    def sign(self, name: str) -> str:
        return _SIGNS.get(name, name)

    def symbol(self, name: str) -> Piece:
        if is_differential(name):
            return Piece(("d", self.symbol(name[1:]).rope), start=Edge.CALL, end=Edge.ALONE)
        base, index, primes = split_name(name)
        edge = Edge.LETTER
        if base in GREEK:
            text = _ASCII_GREEK[GREEK[base]]
        elif base in _ASCII_GREEK:
            text = _ASCII_GREEK[base]
        elif len(base) == 1:
            text = base
            edge = Edge.ALONE if base in "fghFGHP" else Edge.LETTER
        else:
            text = rf"\mathrm{{{_escape(base)}}}"
            edge = Edge.ALONE
        if index:
            low = _ASCII_GREEK.get(GREEK.get(index, ""), index)
            is_word = low == index and len(index) > 1 and index.isalnum() and not index.isdigit()
            is_word = is_word and not (len(index) == 2 and INDICES.issuperset(index))  # the i and j of a_ij
            text += rf"_{{\mathrm{{{index}}}}}" if is_word else f"_{{{low}}}"
        return Piece(text + "'" * primes, start=edge, end=edge)

    def words(self, text: str) -> Rope:
        return rf"\text{{{escaped(text)}}}"

    def bracket(self, rope: Rope, tall: bool) -> Rope:
        return (r"\left(", rope, r"\right)") if tall else ("(", rope, ")")

    def absolute(self, rope: Rope, tall: bool) -> Rope:
        return (r"\left|", rope, r"\right|")

    def over(self, numerator: Rope, denominator: Rope) -> Rope:
        return (r"\frac{", numerator, "}{", denominator, "}")

    def chosen(self, n: Rope, k: Rope) -> Rope:
        return (r"\binom{", n, "}{", k, "}")

    def raise_(self, base: Rope, exponent: Piece) -> tuple[Rope, Edge | None]:
        return (base, "^{", self.minus if exponent.negative else "", exponent.rope, "}"), None

    def lower(self, base: Rope, index: Rope) -> Rope:
        return (base, "_{", index, "}")

    def root(self, degree: int, inside: Piece) -> Piece:
        head = r"\sqrt{" if degree == 2 else rf"\sqrt[{degree}]{{"
        return Piece((head, inside.rope, "}"), Strength.POWER, Edge.ROOT, Edge.LETTER, tall=inside.tall)

    def bare_function(self, name: str) -> Rope:
        if name in GREEK:
            return rf"\operatorname{{\{name}}}"
        return f"\\{name}" if name in LATEX_FUNCTIONS else rf"\operatorname{{{name}}}"

    def function(self, name: str) -> Rope:
        if name in OTHER_FUNCTIONS:
            return OTHER_FUNCTIONS[name][2]
        base, _, _ = split_name(name)
        if len(base) == 1 or base in GREEK:
            return self.symbol(name).rope
        return rf"\operatorname{{{_escape(name)}}}"

    def gap(self, name: Rope, argument: Rope) -> Rope:
        return (name, " ", argument)

    def operator(self, sign: str, variable: Rope, order: Piece | None) -> Rope:
        mark = self.sign(sign)
        if order is None:
            return (r"\frac{", mark, "}{", mark, variable, "}")
        return (r"\frac{", self.raise_(mark, order)[0], "}{", mark, self.raise_(variable, order)[0], "}")

    def quotient_of(self, sign: str, f: Rope, by: Sequence[tuple[Rope, int]]) -> Rope:
        mark = self.sign(sign)
        total = sum(n for _, n in by)
        below = tuple((mark, self._times(variable, n)) for variable, n in by)
        return (r"\frac{", self._times(mark, total), f, "}{", below, "}")

    def _times(self, rope: Rope, n: int) -> Rope:
        return rope if n == 1 else self.raise_(rope, Piece(self.number(str(n))))[0]

    def primes(self, count: int) -> Rope:
        return "'" * count

    def at(self, rope: Rope, where: Rope) -> Rope:
        return (r"\left.", rope, r"\right|_{", where, "}")

    def relation(self, name: str) -> str:
        return f" {_RELATIONS.get(name, name)} "

    def cases(self, rows: Sequence[tuple[Rope, Rope]]) -> Rope:
        lines = [(r" \\ " if i else "", value, " & ", when) for i, (value, when) in enumerate(rows)]
        return (r"\begin{cases} ", *lines, r" \end{cases}")

    def matrix(self, rows: Sequence[Sequence[Rope]]) -> Rope:
        lines = tuple(
            (r" \\ " if i else "", *((" & ", cell) if j else cell for j, cell in enumerate(row)))
            for i, row in enumerate(rows)
        )
        return (r"\begin{pmatrix} ", lines, r" \end{pmatrix}")

    def big(self, sign: str, low: Rope | None, high: Rope | None) -> Rope:
        limits: Rope = "" if low is None else ("_{", low, "}", "" if high is None else ("^{", high, "}"))
        return (self.sign(sign), limits, " ")

    def under(self, name: str, below: Rope) -> Rope:
        return (f"\\{name}", "_{", below, "} ")

    def differential(self, variable: Rope) -> Rope:
        return (r" \, d", variable)

    # Vectors and matrices

    thin = r"\,"
    hadamard = r" \odot "
    reals = r"\mathbb{R}"
    member = r" \in "
    by = r" \times "
    ones = r"\mathbf{1}"

    def operation(self, name: str) -> Rope:
        return r"\det" if name == "det" else rf"\operatorname{{{name}}}"

    def kronecker(self, left: Rope, right: Rope) -> Rope:
        return (left, r" \otimes ", right)

    def transposed(self, base: Rope, inverse: bool) -> Rope:
        return (base, r"^{-\top}" if inverse else r"^{\top}")

    def entrywise_power(self, base: Rope, exponent: Rope) -> Rope:
        return (base, r"^{\odot ", exponent, "}")

    def norm(self, rope: Rope, tall: bool) -> Rope:
        return (r"\left\| ", rope, r" \right\|") if tall else (r"\| ", rope, r" \|")

    def indicator(self, condition: Rope) -> Rope:
        return ("[", condition, "]")


def _escape(word: str) -> str:
    return word.replace("_", r"\_").replace(" ", r"\ ")


LATEX = LatexStyle()

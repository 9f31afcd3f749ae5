"""Expressions in matrices as typed: `A B^T + 2C`, `A .* B`, `det(A)`, `inverse of [[1, 2], [3, 4]]`.

The grammar is small and its own, for a letter here is a matrix and an apostrophe a transpose.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sympy import Basic, Expr, Integer, Rational
from sympy.matrices.immutable import ImmutableDenseMatrix

from workings.expression import matrix_goals as goals
from workings.expression.errors import BudgetError, ReadError
from workings.expression.nodes import add, divide, mul, negate, power, symbol, walk

__all__ = ["has_matrices", "is_about_matrices", "number_of", "read_matrices"]

LONGEST = 20_000  # characters
DEEPEST = 40  # brackets
LARGEST_POWER = 1_000

_TOKEN = re.compile(
    r"\s*(?:(?P<matrix>\[\s*\[.*?\]\s*\]|\\begin\{([pb]matrix)\}.*?\\end\{\2\})"
    r"|(?P<number>\d+(?:\.\d+)?)"
    r"|(?P<top>\^\s*(?:T\b|\\top|⊤|\{\s*T\s*\}|\(\s*T\s*\))|ᵀ|'|\.T\b)"
    r"|(?P<inv>\^\s*(?:-\s*1|−\s*1|\(\s*-\s*1\s*\)|\{\s*-\s*1\s*\})|⁻¹)"
    r"|(?P<op>\.\*|\./|\*\*|[-+*/@·×∘⊙⊘^(),−²³])"
    r"|(?P<name>[A-Za-zα-ωΑ-Ω][A-Za-z0-9_]*))",
    re.DOTALL,
)
_FUNCTIONS: dict[str, Any] = {
    **dict.fromkeys(("det", "determinant"), goals.Determinant),
    **dict.fromkeys(("inv", "inverse"), goals.InverseOf),
    **dict.fromkeys(("transpose", "T"), goals.Transposed),
    **dict.fromkeys(("trace", "tr"), goals.Trace),
    **dict.fromkeys(("adj", "adjugate"), goals.Adjugate),
    "rank": goals.Rank,
    "rref": goals.Reduced,
    **dict.fromkeys(("nullspace", "kernel"), goals.NullSpace),
    **dict.fromkeys(("eigenvalues", "eig"), goals.Eigenvalues),
    "eigenvectors": goals.Eigenvectors,
    "norm": goals.Norm,
    "dot": goals.Dot,
    "cross": goals.Cross,
    "lu": goals.Factors,
    "orthogonal": goals.Orthogonal,
    "invertible": goals.Invertible,
    "singular": lambda a: goals.Opposite(goals.Invertible(a)),
    "symmetric": goals.Symmetric,
    "positive_definite": goals.PositiveDefinite,
    "independent": goals.Independent,
    "dependent": lambda *vectors: goals.Opposite(goals.Independent(*vectors)),
    "order": goals.OrderOf,
    "bars": lambda a: goals.Norm(a) if is_column(a) else goals.Determinant(a),
}
_METHODS = frozenset({"gauss", "expansion", "elimination", "adjugate", "inf", "1"})
_SCALARS = (goals.Determinant, goals.Trace, goals.Rank, goals.Norm, goals.Dot, goals.NumberOf)
_ROWS = re.compile(r"\[[^\[\]=]*[;|][^\[\]=]*\]|\\begin\{array\}")
_ABOUT = re.compile(r"\[\s*\[|\\begin\{[pb]matrix\}")
_REDUCED = re.compile(
    r"\b(?:(?:the\s+)?(?:rref|reduced\s+(?:row[\s-]*)?echelon\s+form|row[\s-]*reduced\s+echelon\s+form)(?:\s+of)?"
    r"|row[\s-]*reduce|reduce)\b(?:\s+the\s+matrix)?(?=\s*[\[(\\A-Z])",
    re.I,
)
_ECHELON = re.compile(
    r"\b(?:the\s+|an?\s+)?(?:row[\s-]*)?echelon\s+form\s+of\b(?:\s+the\s+matrix)?(?=\s*[\[(\\A-Z])", re.I
)
_NAME = re.compile(r"[A-Za-zα-ωΑ-Ω]_?\d*|(?:alpha|beta|gamma|delta|epsilon|theta|lambda|mu|sigma|phi|omega|rho|tau)\d*")
_LEAD = re.compile(r"^\s*(?:find|compute|calculate|what is|evaluate)?\s*(?:the\s+)?(?=\S)", re.I)


def has_matrices(text: str) -> bool:
    """Whether a matrix is written out in it."""
    return bool(_ABOUT.search(text)) or ("[" in text and bool(_ROWS.search(text)))


def is_about_matrices(text: str) -> bool:
    """Whether matrices are written out in it, outside of any equation."""
    return bool(_ABOUT.search(text)) and "=" not in text and ";" not in text


def read_matrices(text: str, matrices: Mapping[str, Any] | None = None) -> Basic:
    """The question that an expression in matrices asks; a matrix alone asks for nothing, and is itself.

    Arguments:
        matrices: what the names stand for; a name that is not among them is a number.

    Raises:
        ReadError: it can't be read; it shows the place.

    >>> read_matrices("A^T B", {"A": ImmutableDenseMatrix([[1, 2]]), "B": ImmutableDenseMatrix([[3, 4]])})
    MatrixProduct(Transposed(Matrix([[1, 2]])), Matrix([[3, 4]]))
    """
    if len(text) > LONGEST:
        raise BudgetError(f"the text is longer than {LONGEST} characters", text, (LONGEST, LONGEST + 1))
    text = _ECHELON.sub("echelon ", _REDUCED.sub("rref ", text))
    reader = _Reader(text, matrices or {}, _LEAD.match(text).end())  # type: ignore[union-attr]
    node = reader.sum()
    if reader.kind:
        raise reader.error("this does not fit here", "the end, or + - * between matrices")
    return number_of(node)


def number_of(node: Any) -> Any:
    """A number that is made of questions about matrices, as a question of its own; anything else is itself."""
    if isinstance(node, goals.MatrixGoal) or not any(isinstance(part, goals.MatrixGoal) for part in walk(node)):
        return node
    return goals.NumberOf(node)


class _Reader:
    """One pass over the tokens."""

    def __init__(self, text: str, matrices: Mapping[str, Any], start: int) -> None:
        self.text = text
        self.matrices = matrices
        self.end = start
        self.depth = 0
        self.next()

    def next(self) -> None:
        found = _TOKEN.match(self.text, self.end)
        if found is None:
            rest = self.text[self.end :].strip()
            if rest:
                place = len(self.text) - len(self.text[self.end :].lstrip())
                raise ReadError(f"{rest[0]!r} is not known", self.text, (place, place + 1), "a matrix, + - * or a name")
            self.kind, self.value, self.start = "", "", len(self.text)
            return
        self.kind = str(found.lastgroup)
        self.value = found[self.kind]
        self.start, self.end = found.start(self.kind), found.end()

    def error(self, message: str, expected: str) -> ReadError:
        return ReadError(message, self.text, (self.start, max(self.start + 1, self.start + len(self.value))), expected)

    def took(self, *values: str) -> bool:
        if self.kind in ("op", "name") and self.value in values:
            self.next()
            return True
        return False

    def sum(self) -> Any:
        sign = self.took("-", "−")
        node = self.product()
        if sign:
            node = negate(node) if scalar(node) else goals.Scaled(Integer(-1), node)
        while self.kind == "op" and self.value in "+-−":
            plus = self.value == "+"
            self.next()
            other = self.product()
            if scalar(node) != scalar(other):
                raise self.error("a number and a matrix are added", "two matrices of one shape")
            if scalar(node):
                node = add(node, other if plus else negate(other))
            else:
                node = (goals.MatrixSum if plus else goals.Difference)(node, other)
        return node

    def product(self) -> Any:
        node = self.factor()
        while True:
            if self.took(".*", "∘", "⊙"):
                node = goals.Elementwise(node, self.factor())
            elif self.took("./", "⊘"):
                node = goals.Quotient(node, self.factor())
            elif self.took("/"):
                below = self.factor()
                if not scalar(below):
                    raise self.error("a matrix can't be divided by", "its inverse, A^-1, or ./ for entry by entry")
                node = divide(node, below) if scalar(node) else goals.Scaled(divide(Integer(1), below), node)
            elif self.kind == "op" and self.value in "·×" and is_column(node):
                cross = self.took("×") or not self.took("·")
                node = of_columns(node, self.factor(), goals.Cross if cross else goals.Dot)
            elif self.took("*", "@", "·", "×") or self.kind in ("matrix", "name", "number") or self.value == "(":
                node = times(node, self.factor())
            else:
                return node

    def factor(self) -> Any:
        node = self.atom()
        while True:
            if self.kind == "top":
                node = node if scalar(node) else goals.Transposed(node)
                self.next()
            elif self.kind == "inv":
                node = divide(Integer(1), node) if scalar(node) else goals.InverseOf(node)
                self.next()
            elif self.kind == "op" and self.value in ("^", "**", "²", "³"):
                node = self.raised(node)
            else:
                return node

    def raised(self, node: Any) -> Any:
        mark = self.value
        self.next()
        if mark in "²³":
            n = 2 if mark == "²" else 3
        else:
            if self.kind != "number" or "." in self.value:
                raise self.error("this is no exponent of a matrix", "a whole number, -1 or T")
            n = int(self.value[:9])
            self.next()
        if n > LARGEST_POWER:
            raise self.error(f"the exponent is larger than {LARGEST_POWER}", "a smaller one")
        return power(node, Integer(n)) if scalar(node) else goals.MatrixPower(node, n)

    def atom(self) -> Any:
        kind, value = self.kind, self.value
        if kind == "matrix":
            node = literal(value)
            self.next()
            return node
        if kind == "number":
            self.next()
            return Rational(value)
        if value == "(":
            return self.bracket()[0]
        if kind == "name":
            self.next()
            if value in self.matrices:
                return self.matrices[value]
            if value == "echelon":
                return goals.Reduced(self.factor(), "gauss")
            if value.lower() in _FUNCTIONS or value in _FUNCTIONS:
                return self.function(_FUNCTIONS.get(value) or _FUNCTIONS[value.lower()])
            if value == "null" and self.took("space"):
                return self.function(goals.NullSpace)
            if self.matrices and value[:1].isupper():
                known = ", ".join(self.matrices) or "none"
                raise ReadError(f"{value} is not given", self.text, (self.start, self.start + 1), f"one of: {known}")
            if not _NAME.fullmatch(value):
                place = self.text.rfind(value, 0, self.start + 1)
                raise ReadError(
                    f"{value} is not known", self.text, (place, place + len(value)), "a letter, a matrix, or det"
                )
            return symbol(value)
        raise self.error("a matrix is missing", "a matrix, a name or a bracket")

    def function(self, goal: Any) -> Any:
        self.took("of")
        if self.value != "(":
            return goal(self.factor())
        return goal(*self.bracket())

    def bracket(self) -> list[Any]:
        """What stands in brackets, commas between; a method by its name."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise BudgetError(f"more than {DEEPEST} brackets in each other", self.text, (self.start, self.start + 1))
        self.next()
        found: list[Any] = []
        while True:
            if self.value in _METHODS and found:
                found.append(self.value)
                self.next()
            else:
                found.append(self.sum())
            if self.took(","):
                continue
            if not self.took(")"):
                raise self.error("a bracket is not closed", "')'")
            self.depth -= 1
            return found


def literal(text: str) -> Any:
    """A matrix written out."""
    from workings.expression.reader import parse

    node = parse(text)
    if not isinstance(node, ImmutableDenseMatrix):
        raise ReadError("this is no matrix", text, (0, len(text)), "rows of equal length, [[1, 2], [3, 4]]")
    return node


def scalar(node: Any) -> bool:
    """Whether it is a number rather than a matrix."""
    if isinstance(node, goals.MatrixGoal):
        return isinstance(node, _SCALARS)
    return isinstance(node, Expr) and not isinstance(node, ImmutableDenseMatrix)


def is_column(node: Any) -> bool:
    """Whether it is a vector written out, or made of such."""
    if isinstance(node, ImmutableDenseMatrix):
        return bool(node.cols == 1 < node.rows)
    made = isinstance(node, goals.MatrixSum | goals.Difference | goals.Scaled | goals.Cross)
    return made and is_column(node.args[-1])


def of_columns(a: Any, b: Any, between: Any) -> Any:
    """u · v or u × v of two vectors; a vector times anything else is a product of matrices."""
    return between(a, b) if is_column(b) else times(a, b)


def times(a: Any, b: Any) -> Any:
    """A B, c A, or the product of two numbers."""
    if scalar(a) and scalar(b):
        return mul(a, b)
    if scalar(a) or scalar(b):
        return goals.Scaled(number_of(a), b) if scalar(a) else goals.Scaled(number_of(b), a)
    return goals.MatrixProduct(a, b)

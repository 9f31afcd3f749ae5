"""What a renderer must know: how each bit of notation looks. Where brackets go is not its business."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from workings.show.piece import Edge, Piece, Rope

__all__ = ["Style"]


class Style(Protocol):
    """One way of writing: Unicode text, ASCII text or LaTeX."""

    @property
    def minus(self) -> str: ...

    @property
    def plus(self) -> str: ...

    @property
    def comma(self) -> str: ...

    @property
    def semicolon(self) -> str: ...

    @property
    def nothing(self) -> str:
        """What an index stands at that has no letter before it."""

    @property
    def space(self) -> str:
        """Between factors that would run together without it: x sin x."""

    @property
    def dot(self) -> str:
        """Between short factors, 2·3."""

    @property
    def spaced_dot(self) -> str:
        """Between long ones."""

    @property
    def flat(self) -> bool:
        """Whether fractions and exponents are written on the line, so that they need brackets."""

    @property
    def ellipsis(self) -> str: ...

    def number(self, digits: str) -> str: ...

    def sign(self, name: str) -> str:
        """A sign such as ∞, ∂ or !."""

    def symbol(self, name: str) -> Piece:
        """A symbol's letter or word."""

    def words(self, text: str) -> Rope:
        """Words of prose within mathematics, such as ` if `."""

    def bracket(self, rope: Rope, tall: bool) -> Rope: ...

    def absolute(self, rope: Rope, tall: bool) -> Rope: ...

    def over(self, numerator: Rope, denominator: Rope) -> Rope: ...

    def chosen(self, n: Rope, k: Rope) -> Rope:
        """The binomial coefficient n over k, brackets and all."""

    def raise_(self, base: Rope, exponent: Piece) -> tuple[Rope, Edge | None]:
        """The base with its exponent, and the edge at which that ends (None: as the base does)."""

    def lower(self, base: Rope, index: Rope) -> Rope: ...

    def root(self, degree: int, inside: Piece) -> Piece: ...

    def bare_function(self, name: str) -> Rope: ...

    def function(self, name: str) -> Rope: ...

    def gap(self, name: Rope, argument: Rope) -> Rope:
        """A function's name beside an argument without brackets: sin x."""

    def operator(self, sign: str, variable: Rope, order: Piece | None) -> Rope:
        """d/dx, ∂/∂x, d²/dx²."""

    def quotient_of(self, sign: str, f: Rope, by: Sequence[tuple[Rope, int]]) -> Rope:
        """∂f/∂x, ∂²f/∂x∂y."""

    def primes(self, count: int) -> Rope: ...

    def at(self, rope: Rope, where: Rope) -> Rope:
        """What stands before it, taken at a place."""

    def relation(self, name: str) -> str: ...

    def cases(self, rows: Sequence[tuple[Rope, Rope]]) -> Rope:
        """Values, each with the words that say when it is one."""

    def matrix(self, rows: Sequence[Sequence[Rope]]) -> Rope: ...

    def big(self, sign: str, low: Rope | None, high: Rope | None) -> Rope:
        """An integral, sum or product sign with its limits."""

    def under(self, name: str, below: Rope) -> Rope:
        """lim with what goes where."""

    def differential(self, variable: Rope) -> Rope: ...

    # Vectors and matrices

    @property
    def hadamard(self) -> str:
        """Between factors that are multiplied entry by entry, a ⊙ b."""

    @property
    def reals(self) -> str:
        """ℝ"""

    @property
    def member(self) -> str:
        """x ∈ ℝ"""

    @property
    def by(self) -> str:
        """m × n, in a shape."""

    @property
    def thin(self) -> str:
        """A thin space, where the style has one: between a number and what it multiplies."""

    @property
    def ones(self) -> str:
        """The vector of ones, 𝟏."""

    def operation(self, name: str) -> Rope:
        """tr, diag, vec: an operation's name, upright."""

    def kronecker(self, left: Rope, right: Rope) -> Rope:
        """A ⊗ B"""

    def transposed(self, base: Rope, inverse: bool) -> Rope:
        """The transpose, or that of the inverse."""

    def entrywise_power(self, base: Rope, exponent: Rope) -> Rope:
        """Every entry to a power, which is not the power of a matrix."""

    def norm(self, rope: Rope, tall: bool) -> Rope:
        """‖x‖"""

    def indicator(self, condition: Rope) -> Rope:
        """[x > 0]: 1 where it holds, else 0."""

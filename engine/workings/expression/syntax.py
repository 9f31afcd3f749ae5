"""The small syntax tree between text and SymPy: what was written, and where.

A node knows its `start` and `end` in the text. Brackets leave no node: they only decide which tree there is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

__all__ = [
    "Apply",
    "At",
    "Call",
    "Constant",
    "Derivative",
    "Extreme",
    "Gradient",
    "Indexed",
    "Integral",
    "Limit",
    "Matrix",
    "Name",
    "Negative",
    "Number",
    "Over",
    "Percent",
    "Pieces",
    "Power",
    "Prime",
    "Probability",
    "Product",
    "Relation",
    "Root",
    "Sequence",
    "Sum",
    "Syntax",
]


@dataclass(frozen=True, slots=True)
class Syntax:
    """A part of the text."""

    start: int
    end: int

    @property
    def span(self) -> tuple[int, int]:
        return (self.start, self.end)


@dataclass(frozen=True, slots=True)
class Number(Syntax):
    """A number as typed; `value` is exact."""

    value: Any


@dataclass(frozen=True, slots=True)
class Name(Syntax):
    """A variable."""

    name: str


@dataclass(frozen=True, slots=True)
class Constant(Syntax):
    """e, pi or infinity."""

    name: str


@dataclass(frozen=True, slots=True)
class Negative(Syntax):
    body: Syntax


@dataclass(frozen=True, slots=True)
class Sum(Syntax):
    """a + b - c: the subtracted term is a `Negative`."""

    terms: tuple[Syntax, ...]


@dataclass(frozen=True, slots=True)
class Over(Syntax):
    """A divisor, as a factor of a product: the `/ b` of `a / b`."""

    divisor: Syntax


@dataclass(frozen=True, slots=True)
class Product(Syntax):
    """a b / c: divisors are `Over`. A chain without brackets is one product."""

    factors: tuple[Syntax, ...]


@dataclass(frozen=True, slots=True)
class Power(Syntax):
    base: Syntax
    exponent: Syntax


@dataclass(frozen=True, slots=True)
class Percent(Syntax):
    body: Syntax


@dataclass(frozen=True, slots=True)
class Root(Syntax):
    body: Syntax
    degree: Syntax


@dataclass(frozen=True, slots=True)
class Apply(Syntax):
    """A known function: sin x, ln x, |x|, x!. `base` is that of a logarithm."""

    function: str
    arguments: tuple[Syntax, ...]
    base: Syntax | None = None
    primes: int = 0


@dataclass(frozen=True, slots=True)
class Extreme(Syntax):
    """max(a, b, ...) or min(a, b, ...)."""

    function: str
    arguments: tuple[Syntax, ...]


@dataclass(frozen=True, slots=True)
class Call(Syntax):
    """An unknown function: f(x), f(x, y), f''(x)."""

    function: str
    arguments: tuple[Syntax, ...]
    primes: int = 0


@dataclass(frozen=True, slots=True)
class Prime(Syntax):
    """y', (x^2)''."""

    body: Syntax
    order: int


@dataclass(frozen=True, slots=True)
class Derivative(Syntax):
    """d/dx f, ∂²f/∂x∂y. `variables` are (name, order) in the order of differentiation."""

    partial: bool
    body: Syntax
    variables: tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Gradient(Syntax):
    """∇f; at the sign may stand a `direction`, or by which variables."""

    body: Syntax
    direction: tuple[Syntax, ...] = ()


@dataclass(frozen=True, slots=True)
class At(Syntax):
    """f |_(x = 1): the value of `body` at `where`, a relation, a sequence of them, or bare values."""

    body: Syntax
    where: Syntax


@dataclass(frozen=True, slots=True)
class Integral(Syntax):
    body: Syntax
    variable: str
    lower: Syntax | None
    upper: Syntax | None


@dataclass(frozen=True, slots=True)
class Limit(Syntax):
    """lim_{h→0} f"""

    body: Syntax
    variable: str
    point: Syntax


@dataclass(frozen=True, slots=True)
class Indexed(Syntax):
    """∑_{k=a}^b f; `kind` is sum or product."""

    kind: str
    body: Syntax
    index: str
    lower: Syntax
    upper: Syntax


@dataclass(frozen=True, slots=True)
class Pieces(Syntax):
    """A function given piece by piece: (value, condition or None for `otherwise`)."""

    rows: tuple[tuple[Syntax, Syntax | None], ...]


@dataclass(frozen=True, slots=True)
class Relation(Syntax):
    """a = b < c ...: one sign fewer than sides."""

    sides: tuple[Syntax, ...]
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sequence(Syntax):
    """(a, b, ...)"""

    items: tuple[Syntax, ...]


@dataclass(frozen=True, slots=True)
class Matrix(Syntax):
    rows: tuple[tuple[Syntax, ...], ...]


@dataclass(frozen=True, slots=True)
class Probability(Syntax):
    """P(event), P(event | condition), as a node of its own that is already read."""

    node: Any

"""What can be given, one statement each: a probability, a count, independence, values, a distribution, a moment."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sympy import Basic, Expr, Symbol, oo

from workings.expression.nodes import mul
from workings.expression.probability_goals import Area

__all__ = [
    "CONTINUOUS", "FAMILIES", "Apart", "Conditioned", "Count", "Counts", "Definition", "Density", "Dependent",
    "Distributed", "Generating", "Given", "Independent", "Moment", "Never", "Question", "Related", "Statement",
    "Support",
]  # fmt: skip

FAMILIES = {
    "bernoulli": 1, "binomial": 2, "geometric": 1, "poisson": 1, "uniform": 2, "exponential": 1, "normal": 2,
    "hypergeometric": 3, "negativebinomial": 2, "gamma": 2, "beta": 2, "chisquare": 1, "student": 1, "lognormal": 2,
    "fisher": 2, "discreteuniform": 2,
}  # fmt: skip
CONTINUOUS = frozenset(
    {"uniform", "exponential", "normal", "gamma", "beta", "chisquare", "student", "lognormal", "fisher"}
)


@dataclass(frozen=True, slots=True)
class Given:
    """P(event | condition) = value; `counted` where it was given as so many of so many."""

    event: Basic
    condition: Basic | None
    value: Expr
    counted: bool = False


@dataclass(frozen=True, slots=True)
class Related:
    """k1 P(event1) + k2 P(event2) + ... = total, or <= or >= it: P(A) = 2 P(B), P(A) + P(B) = 0.9, P(A) >= 0.8."""

    terms: tuple[tuple[Fraction, Basic], ...]
    total: Fraction
    sign: str
    said: str


@dataclass(frozen=True, slots=True)
class Count:
    """`size` cases in which the event holds; the event None is for all cases."""

    event: Basic | None
    size: int


@dataclass(frozen=True, slots=True)
class Definition:
    """laptop = not mobile"""

    name: str
    event: Basic


@dataclass(frozen=True, slots=True)
class Independent:
    """The events or variables are independent, given each of the `conditions` where there are any."""

    members: tuple[Basic, ...]
    conditions: tuple[Basic, ...]


@dataclass(frozen=True, slots=True)
class Dependent:
    """The events are said not to be independent, so that independence must not be assumed."""

    members: tuple[Basic, ...]


@dataclass(frozen=True, slots=True)
class Apart:
    """No two of the events hold together; one of them does, where they are a `whole` partition."""

    members: tuple[Basic, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class Never:
    """The event is impossible: A implies B where `A and not B` never holds."""

    event: Basic


@dataclass(frozen=True, slots=True)
class Support:
    """X in {0, 1, 2}"""

    name: str
    values: tuple[Basic, ...]


@dataclass(frozen=True, slots=True)
class Distributed:
    """X ~ Binomial(n, p)"""

    name: str
    family: str
    parameters: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Conditioned:
    """X | C=1 ~ Normal(0, 1); or `on_variable`, X | Y ~ Uniform(0, Y), whose condition is the variable Y."""

    name: str
    condition: Basic
    family: str
    parameters: tuple[Expr, ...]
    on_variable: bool = False

    @property
    def is_continuous(self) -> bool:
        return self.family in CONTINUOUS


@dataclass(frozen=True, slots=True)
class Counts:
    """(N1, N2, N3) ~ Multinomial(n; p1, p2, p3)"""

    names: tuple[str, ...]
    trials: Expr
    chances: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Generating:
    """E[e^(tX)] = body, for t near 0"""

    name: str
    body: Expr
    t: Symbol


@dataclass(frozen=True, slots=True)
class Moment:
    """E[X] = 4, Var(X) = 3, Cov(X, Y) = 1, E[X | A] = 2; of E[X | Y] = 2Y + 1 the condition is the variable Y."""

    kind: str
    about: tuple[Expr, ...]
    value: Expr
    condition: Basic | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: `kind` is P, E, Var, sd or Cov."""

    kind: str
    about: tuple[Any, ...]
    condition: Basic | None = None  # of a moment; that of a probability is the second of `about`


@dataclass(frozen=True, slots=True)
class Density:
    """f(x) between `low` and `high`, 0 elsewhere; `high` None has no end."""

    name: str
    body: Expr
    x: Symbol
    low: Any
    high: Any

    def area(self, label: str, factor: Expr, low: Any, high: Any) -> Area:
        """The area under `factor` times the density."""
        body = self.body if factor == 1 else mul(factor, self.body)
        return Area(label, body, self.x, low, oo if high is None else high)


Statement = (
    Density
    | Given
    | Related
    | Count
    | Definition
    | Independent
    | Dependent
    | Apart
    | Never
    | Support
    | Distributed
    | Moment
    | Conditioned | Counts | Generating
)  # fmt: skip

"""The questions of Bayes updating with conjugate pairs, and of the confusion matrix; the distributions they speak of.

A prior and a likelihood make a posterior. What stands on the way are densities up to a constant factor, which the
name of a distribution stands for just as well: Beta(9, 6) for θ^8 (1 - θ)^5.
"""

from __future__ import annotations

from typing import Any

from sympy import Basic, Expr
from sympy.core.symbol import Str

from workings.expression.goals import Goal

__all__ = [
    "Data",
    "Family",
    "Figure",
    "LikePowers",
    "Likelihood",
    "Measure",
    "Posterior",
    "Predictive",
    "PriorDensity",
    "Recognised",
]

_new = Basic.__new__


class _Named(Expr):
    """What has a name before its parts."""

    __slots__ = ()
    is_commutative = True

    def __new__(cls, name: Any, *parts: Basic) -> Any:
        return _new(cls, name if isinstance(name, Str) else Str(name), *parts)

    name = property(lambda self: self.args[0].name)
    parts = property(lambda self: self.args[1:])


class Family(_Named):
    """A distribution by its name and parameters: `Family("Beta", 9, 6)`.

    Beta(a, b); Gamma(shape, rate); Normal(mean, variance); Dirichlet(a, b, c, ...); and, of a next observation,
    Bernoulli(p), NegativeBinomial(r, p), Categorical(p, q, ...).
    """

    __slots__ = ()

    def _sympystr(self, printer: Any) -> str:
        return f"{self.name}({', '.join(map(printer.doprint, self.parts))})"


class Data(_Named):
    """What was observed: `Data("successes", k, n)`.

    "successes" k of n; "counts" x, y, ... of equal periods; "total" events in n periods; "waits" t, u, ... between
    events; "values" measured with a variance, which comes first; "average" of n measured with a variance; "tallies".
    """

    __slots__ = ()


class _About(Goal, Expr):
    __slots__ = ()
    is_commutative = True

    def __new__(cls, *args: Basic) -> Any:
        return _new(cls, *args)

    @property
    def parameter(self) -> Any:
        """The unknown parameter; the last argument. A Tuple of several for a Dirichlet prior."""
        return self.args[-1]


class Posterior(_About):
    """The distribution of the parameter after the data: `Posterior(prior, data, parameter)`."""

    __slots__ = ()


class PriorDensity(_About):
    """The density of a family up to a constant factor: `PriorDensity(family, parameter)`."""

    __slots__ = ()


class Likelihood(_About):
    """The probability of the data as a function of the parameter, up to a constant: `Likelihood(data, parameter)`."""

    __slots__ = ()


class LikePowers(_About):
    """A product of powers as one with each base once: `LikePowers(body, parameter)`."""

    __slots__ = ()


class Recognised(_About):
    """The family whose density is `body` up to a constant factor: `Recognised(body, parameter)`."""

    __slots__ = ()


class Figure(_Named, Goal):
    """The mean, mode, variance or sd of a distribution: `Figure("mean", distribution)`."""

    __slots__ = ()

    @property
    def of(self) -> Any:
        return self.args[1]


class Predictive(_About):
    """The distribution of the next observation: `Predictive(distribution of the parameter, data, parameter)`."""

    __slots__ = ()


class Measure(_Named, Goal):
    """A figure of a confusion matrix: `Measure("precision", tp, fp, fn, tn)`; a count that is not known is a Word."""

    __slots__ = ()

"""Probabilities approximated on purpose: a binomial or Poisson variable by a normal one, a sum by its limit."""

from __future__ import annotations

from typing import Any

from sympy import Basic, Expr
from sympy.core.symbol import Str

from workings.expression.probability_goals import About

__all__ = ["Approximated", "LimitOfSum"]

_new = Basic.__new__


class Approximated(About):
    """P(event) as approximated: `Approximated(event, method, world)`.

    The method is "normal", "corrected" (normal with the continuity correction) or "poisson".
    """

    __slots__ = ()

    def __new__(cls, event: Basic, method: Any, world: Basic) -> Approximated:
        return _new(cls, event, method if isinstance(method, Str) else Str(method), world)

    @property
    def event(self) -> Basic:
        return self.args[0]

    @property
    def method(self) -> str:
        return str(self.args[1].name)


class LimitOfSum(About):
    """P(event) by the central limit theorem: `LimitOfSum(event, n, mean, variance, what, world)`.

    The event is about the "sum" or the "average" of n independent variables with that mean and variance.
    """

    __slots__ = ()

    def __new__(cls, event: Basic, n: Expr, mean: Expr, variance: Expr, what: Any, world: Basic) -> LimitOfSum:
        return _new(cls, event, n, mean, variance, what if isinstance(what, Str) else Str(what), world)

    @property
    def event(self) -> Basic:
        return self.args[0]

    @property
    def of_average(self) -> bool:
        return str(self.args[4].name) == "average"

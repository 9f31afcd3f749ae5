"""Questions about a variable given by components (X | C=1 ~ ...), about densities at a point, and about counts.

Each carries the world it is asked in as its last argument, as the other questions about variables do.
"""

from __future__ import annotations

from typing import Any

from sympy import Basic, Expr, true

from workings.expression.probability_goals import About, Word

__all__ = ["DensityOf", "OfCounts", "OfMixture"]

_new = Basic.__new__


class _Conditional(About):
    """P(event | condition): the event, the condition (`true` for none), the world."""

    __slots__ = ()

    @property
    def event(self) -> Basic:
        return self.args[0]

    @property
    def condition(self) -> Basic:
        return self.args[1]

    def about(self, event: Basic, condition: Basic = true) -> Any:
        """P(event | condition) in the same world."""
        return _new(type(self), event, condition, self.world)


class OfMixture(_Conditional):
    """P(event | condition) about a variable with components, or about which component it is."""

    __slots__ = ()


class OfCounts(_Conditional):
    """P(event | condition) about the counts of a multinomial distribution."""

    __slots__ = ()


class DensityOf(About):
    """The density of a variable at a point: `DensityOf(X, at, condition, world)`."""

    __slots__ = ()

    def __new__(cls, x: Word, at: Expr, condition: Basic, world: Basic) -> DensityOf:
        return _new(cls, x, at, condition, world)

    @property
    def at(self) -> Expr:
        return self.args[1]

    @property
    def condition(self) -> Basic:
        return self.args[2]

    def given(self, condition: Basic) -> DensityOf:
        """f(at | condition)"""
        return _new(DensityOf, self.x, self.at, condition, self.world)

"""Questions about a variable given by components (X | C=1 ~ ...), about densities at a point, and about counts.

Each carries the world it is asked in as its last argument, as the other questions about variables do.
"""

from __future__ import annotations

from sympy import Basic, Expr

from workings.expression.probability_goals import About, Conditional, Word

__all__ = ["DensityOf", "OfCounts", "OfMixture"]

_new = Basic.__new__


class OfMixture(Conditional):
    """P(event | condition) about a variable with components, or about which component it is."""

    __slots__ = ()


class OfCounts(Conditional):
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

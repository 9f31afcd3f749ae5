"""Questions about one continuous variable: the constant of a density, an area by F, a quantile, a bound on a tail."""

from __future__ import annotations

from typing import Any

from sympy import Basic, Expr
from sympy.core.symbol import Str

from workings.expression.goals import Goal
from workings.expression.probability_goals import Area

__all__ = ["Crossing", "Increase", "MassConstant", "Normalising", "Quantile", "TailBound"]

_new = Basic.__new__


class Normalising(Goal, Expr):
    """The `c` for which `body` is a density between `low` and `high`: the area under it is 1."""

    __slots__ = ()
    is_commutative = True

    @property
    def bound(self) -> tuple[Basic, ...]:
        return (self.args[0], self.args[2])

    def __new__(cls, c: Expr, body: Expr, x: Expr, low: Expr, high: Expr) -> Normalising:
        return _new(cls, c, body, x, low, high)

    def area(self, body: Expr) -> Area:
        """The area under another curve between the same ends."""
        return Area("", body, *self.args[2:])


class MassConstant(Goal, Expr):
    """The `c` for which the masses, together `slope c + rest`, sum to 1."""

    __slots__ = ()
    is_commutative = True

    @property
    def bound(self) -> tuple[Basic, ...]:
        return self.args[:1]

    def __new__(cls, c: Expr, slope: Expr, rest: Expr) -> MassConstant:
        return _new(cls, c, slope, rest)


class Increase(Goal, Expr):
    """F(high) - F(low) of a distribution function, which is what `label` asks for; `high` may be infinite."""

    __slots__ = ()
    is_commutative = True

    def __new__(cls, label: Any, f: Expr, x: Expr, low: Expr, high: Expr) -> Increase:
        return _new(cls, Str(label) if isinstance(label, str) else label, f, x, low, high)


class Quantile(Goal, Expr):
    """The `m` up to which the area under the density `body` is `share`."""

    __slots__ = ()
    is_commutative = True

    @property
    def bound(self) -> tuple[Basic, ...]:
        return (self.args[0], self.args[3])

    def __new__(cls, m: Expr, share: Expr, body: Expr, x: Expr, low: Expr, high: Expr) -> Quantile:
        return _new(cls, m, share, body, x, low, high)


class Crossing(Goal, Expr):
    """The `m` between `low` and `high` at which the rising function `f` of it has the value `share`."""

    __slots__ = ()
    is_commutative = True

    @property
    def bound(self) -> tuple[Basic, ...]:
        return self.args[:1]

    def __new__(cls, m: Expr, share: Expr, f: Expr, low: Expr, high: Expr) -> Crossing:
        return _new(cls, m, share, f, low, high)


class TailBound(Goal, Expr):
    """The least number that P(`event`) can't exceed, by the inequality called `kind`: "markov" or "chebyshev".

    `known` is the mean of a variable that is never negative, or the variance; the tail begins at `distance` from 0, or
    from the mean.
    """

    __slots__ = ()
    is_commutative = True

    def __new__(cls, kind: Any, event: Any, known: Expr, distance: Expr) -> TailBound:
        kind, event = (Str(part) if isinstance(part, str) else part for part in (kind, event))
        return _new(cls, kind, event, known, distance)

    @property
    def inequality(self) -> str:
        return str(self.args[0].name)

"""Questions about a graph: where it rises and bends, and its extremes on an interval or under conditions."""

from __future__ import annotations

from collections.abc import Iterable

from sympy import Basic, Expr, Symbol, Tuple
from sympy.core.symbol import Str

from workings.expression.goals import Goal

__all__ = [
    "Concavity",
    "Constrained",
    "ConstrainedTest",
    "CriticalNumbers",
    "ExtremesOn",
    "Inflection",
    "Inflections",
    "Largest",
    "Monotonicity",
    "Multipliers",
    "Signs",
    "Stretch",
    "TurningSign",
]

_new = Basic.__new__


class _Between(Goal):
    """A question about g between two values of x, which may be infinite: `Signs(g, x, low, high)`."""

    __slots__ = ()

    def __new__(cls, g: Expr, x: Symbol, low: Expr, high: Expr) -> _Between:
        return _new(cls, g, x, low, high)


class Monotonicity(_Between):
    """Where f rises and where it falls. Answered by a Tuple of `Stretch`es."""

    __slots__ = ()


class Concavity(_Between):
    """Where f bends upwards and where downwards. Answered by a Tuple of `Stretch`es."""

    __slots__ = ()


class CriticalNumbers(Goal):
    """The x strictly between low and high at which f has a value and g, its derivative, is 0 or has none.

    `CriticalNumbers(g, f, x, low, high)`, answered by a Tuple.
    """

    __slots__ = ()

    def __new__(cls, g: Expr, f: Expr, x: Symbol, low: Expr, high: Expr) -> CriticalNumbers:
        return _new(cls, g, f, x, low, high)


class Signs(Goal):
    """Where g, a derivative of f, is positive and where negative: `Signs(g, f, x, low, high, kinds)`.

    `kinds` are what a stretch is called where g is positive, and where it is negative.
    """

    __slots__ = ()

    def __new__(cls, g: Expr, f: Expr, x: Symbol, low: Expr, high: Expr, kinds: Iterable[str | Basic]) -> Signs:
        return _new(cls, g, f, x, low, high, Tuple(*[k if isinstance(k, Basic) else Str(k) for k in kinds]))


class Stretch(Basic):
    """An interval of x and what f does there: `Stretch(x, low, high, "increasing")`."""

    __slots__ = ()

    def __new__(cls, x: Symbol, low: Expr, high: Expr, kind: str | Basic) -> Stretch:
        return _new(cls, x, low, high, kind if isinstance(kind, Basic) else Str(kind))

    @property
    def kind(self) -> str:
        return str(self.args[3])


class Inflections(_Between):
    """Where the graph of f changes the way it bends. Answered by a Tuple of `Inflection`s."""

    __slots__ = ()


class TurningSign(Goal):
    """The points between stretches at which f has a value and the kind of stretch changes."""

    __slots__ = ()

    def __new__(cls, f: Expr, x: Symbol, stretches: Basic) -> TurningSign:
        return _new(cls, f, x, stretches)


class Inflection(Basic):
    """A point of the graph at which it changes the way it bends: `Inflection(x, a, f(a))`."""

    __slots__ = ()

    def __new__(cls, x: Symbol, a: Expr, height: Expr) -> Inflection:
        return _new(cls, x, a, height)


class ExtremesOn(Goal):
    """The largest and the smallest value of f on the closed interval from a to b: `ExtremesOn(f, x, a, b)`.

    `wanted` is `maximum` or `minimum` where one is asked for alone. Answered by a Tuple of `Extremum`s.
    """

    __slots__ = ()

    def __new__(cls, f: Expr, x: Symbol, a: Expr, b: Expr, wanted: str | Basic = "both") -> ExtremesOn:
        return _new(cls, f, x, a, b, wanted if isinstance(wanted, Basic) else Str(wanted))


class Largest(Goal):
    """The largest and the smallest of the values of f at the points: `Largest(f, x, points, wanted)`."""

    __slots__ = ()

    def __new__(cls, f: Expr, x: Symbol, points: Basic, wanted: str | Basic) -> Largest:
        return _new(cls, f, x, points, wanted if isinstance(wanted, Basic) else Str(wanted))


class Constrained(Goal):
    """Where f is stationary among the points that satisfy equations: `Constrained(f, equations, (x, y))`.

    Answered by a Tuple of `Extremum`s, each of which is one among those points only.
    """

    __slots__ = ()

    def __new__(cls, f: Expr, equations: Iterable[Basic], variables: Iterable[Symbol]) -> Constrained:
        return _new(cls, f, Tuple(*equations), Tuple(*variables))


class Multipliers(Goal):
    """The points at which every slope is 0 and every condition holds: `Multipliers(slopes, conditions, (x, y), (m,))`.

    Answered by a Tuple of points, the multipliers after the coordinates.
    """

    __slots__ = ()

    def __new__(
        cls, slopes: Basic, conditions: Basic, variables: Iterable[Symbol], multipliers: Iterable[Symbol]
    ) -> Multipliers:
        return _new(cls, slopes, conditions, Tuple(*variables), Tuple(*multipliers))


class ConstrainedTest(Goal):
    """What f is at each of the points among those that satisfy the equations, by its bordered Hessian there."""

    __slots__ = ()

    def __new__(
        cls, f: Expr, equations: Basic, variables: Iterable[Symbol], multipliers: Iterable[Symbol], points: Basic
    ) -> ConstrainedTest:
        return _new(cls, f, equations, Tuple(*variables), Tuple(*multipliers), points)

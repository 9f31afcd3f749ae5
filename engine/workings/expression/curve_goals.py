"""Questions about curves and fields: normals, curvature, arc length, rates that belong together, divergence, curl."""

from __future__ import annotations

from collections.abc import Iterable

from sympy import Basic, Expr, Symbol, Tuple

from workings.expression.goals import Goal

__all__ = [
    "ArcRate",
    "Curl",
    "Divergence",
    "GraphCurvature",
    "JacobianDeterminant",
    "Normal",
    "NormalToCurve",
    "PathCurvature",
    "RelatedRate",
    "Several",
    "Speed",
    "SteepestSlope",
    "Wronskian",
]

_new = Basic.__new__


class _OfNumbers(Goal, Expr):
    """A question whose answer is a number or an expression for one."""

    __slots__ = ()
    is_commutative = True


class Normal(_OfNumbers):
    """The line at right angles to the graph of f at x = a: `Normal(f, x, a)`."""

    __slots__ = ()

    def __new__(cls, f: Expr, x: Symbol, a: Expr) -> Normal:
        return _new(cls, f, x, a)


class NormalToCurve(_OfNumbers):
    """The y of the normal at (a, b) to the curve that an equation makes: `NormalToCurve(eq, (x, y), (a, b))`."""

    __slots__ = ()

    def __new__(cls, eq: Basic, variables: Iterable[Expr], point: Iterable[Expr]) -> NormalToCurve:
        return _new(cls, eq, Tuple(*variables), Tuple(*point))


class RelatedRate(_OfNumbers):
    """How fast `wanted` changes with t where an equation ties it to quantities whose rates are given.

    `RelatedRate(eq, t, y, ((x, 3),))` asks for dy/dt where dx/dt = 3.
    """

    __slots__ = ()

    def __new__(cls, eq: Basic, t: Symbol, wanted: Symbol, rates: Iterable[tuple[Symbol, Expr]]) -> RelatedRate:
        return _new(cls, eq, t, wanted, Tuple(*[Tuple(*pair) for pair in rates]))


class GraphCurvature(_OfNumbers):
    """How sharply the graph of f bends: `GraphCurvature(f, x)`."""

    __slots__ = ()

    def __new__(cls, f: Expr, x: Symbol) -> GraphCurvature:
        return _new(cls, f, x)


class PathCurvature(_OfNumbers):
    """How sharply the curve r(t) bends, in the plane or in space: `PathCurvature((x, y), t)`."""

    __slots__ = ()

    def __new__(cls, r: Iterable[Expr], t: Symbol) -> PathCurvature:
        return _new(cls, Tuple(*r), t)


class ArcRate(_OfNumbers):
    """ds/dx, the length of the graph of f for each step of x: `ArcRate(f, x)`."""

    __slots__ = ()

    def __new__(cls, f: Expr, x: Symbol) -> ArcRate:
        return _new(cls, f, x)


class Speed(_OfNumbers):
    """ds/dt, the length of r'(t): `Speed((x, y), t)`."""

    __slots__ = ()

    def __new__(cls, r: Iterable[Expr], t: Symbol) -> Speed:
        return _new(cls, Tuple(*r), t)


class Divergence(_OfNumbers):
    """How much more leaves a point than arrives there: `Divergence((P, Q), (x, y))`."""

    __slots__ = ()

    def __new__(cls, field: Iterable[Expr], variables: Iterable[Expr]) -> Divergence:
        return _new(cls, Tuple(*field), Tuple(*variables))


class Curl(Goal):
    """How a field turns: three components in space, `Curl((P, Q, R), (x, y, z))`; one number in the plane."""

    __slots__ = ()

    def __new__(cls, field: Iterable[Expr], variables: Iterable[Expr]) -> Curl:
        return _new(cls, Tuple(*field), Tuple(*variables))


class Wronskian(_OfNumbers):
    """The determinant of functions and their derivatives: `Wronskian((f, g), x)`."""

    __slots__ = ()

    def __new__(cls, functions: Iterable[Expr], x: Symbol) -> Wronskian:
        return _new(cls, Tuple(*functions), x)


class JacobianDeterminant(_OfNumbers):
    """By what factor a map stretches areas or volumes: `JacobianDeterminant((x, y), (r, t))`."""

    __slots__ = ()

    def __new__(cls, functions: Iterable[Expr], variables: Iterable[Symbol]) -> JacobianDeterminant:
        return _new(cls, Tuple(*functions), Tuple(*variables))


class SteepestSlope(_OfNumbers):
    """How fast f changes in the direction in which it changes fastest: `SteepestSlope(f, (x, y))`."""

    __slots__ = ()

    def __new__(cls, f: Expr, variables: Iterable[Symbol]) -> SteepestSlope:
        return _new(cls, f, Tuple(*variables))


class Several(Goal):
    """Several questions asked together, answered in their order."""

    __slots__ = ()

    def __new__(cls, questions: Iterable[Basic]) -> Several:
        return _new(cls, Tuple(*questions))

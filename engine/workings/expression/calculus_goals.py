"""Questions of calculus beside the derivative itself: tangents, Taylor polynomials, curves, inverses, systems."""

from __future__ import annotations

from collections.abc import Iterable

from sympy import Basic, Expr, Integer, Symbol, Tuple
from sympy.core.symbol import Str

from workings.expression.goals import Goal

__all__ = [
    "AsProduct",
    "ExpandFirst",
    "Extremum",
    "GradientZero",
    "ImplicitAgain",
    "ImplicitSystem",
    "InverseSlope",
    "Laplacian",
    "Parametric",
    "ParametricAgain",
    "SecondDerivativeTest",
    "StationaryPoints",
    "Tangent",
    "TangentToCurve",
    "Taylor",
    "TaylorOfSeveral",
    "TaylorRemainder",
    "TaylorWithRemainder",
    "TermByTerm",
]

_new = Basic.__new__


class _OfNumbers(Goal, Expr):
    """A question whose answer is a number or an expression for one."""

    __slots__ = ()
    is_commutative = True


class Tangent(_OfNumbers):
    """What the graph of f looks like from close by, at a point: `Tangent(f, (x, y), (1, 2))`."""

    __slots__ = ()

    def __new__(cls, f: Expr, variables: Iterable[Expr], point: Iterable[Expr]) -> Tangent:
        return _new(cls, f, Tuple(*variables), Tuple(*point))


class Taylor(_OfNumbers):
    """The polynomial of degree n that agrees with f at `a`, with n derivatives: `Taylor(f, x, a, n)`."""

    __slots__ = ()

    def __new__(cls, f: Expr, x: Symbol, a: Expr, n: Integer) -> Taylor:
        return _new(cls, f, x, a, n)


class TaylorRemainder(_OfNumbers):
    """What f differs by from its Taylor polynomial of degree n, with a xi between a and x."""

    __slots__ = ()

    def __new__(cls, f: Expr, x: Symbol, a: Expr, n: Integer) -> TaylorRemainder:
        return _new(cls, f, x, a, n)


class TaylorWithRemainder(_OfNumbers):
    """f written as its Taylor polynomial of degree n and Lagrange's remainder."""

    __slots__ = ()

    def __new__(cls, f: Expr, x: Symbol, a: Expr, n: Integer) -> TaylorWithRemainder:
        return _new(cls, f, x, a, n)


class TaylorOfSeveral(_OfNumbers):
    """The Taylor polynomial of degree n of a function of several variables: `TaylorOfSeveral(f, (x, y), (1, 2), n)`."""

    __slots__ = ()

    def __new__(cls, f: Expr, variables: Iterable[Expr], point: Iterable[Expr], n: Integer) -> TaylorOfSeveral:
        return _new(cls, f, Tuple(*variables), Tuple(*point), n)


class TermByTerm(_OfNumbers):
    """A sum of which every term is tidied by itself and keeps its place, as those of a Taylor polynomial do."""

    __slots__ = ()

    def __new__(cls, expr: Expr) -> TermByTerm:
        return _new(cls, expr)


class TangentToCurve(_OfNumbers):
    """The y of the tangent at (a, b) to the curve that an equation makes: `TangentToCurve(eq, (x, y), (a, b))`."""

    __slots__ = ()

    def __new__(cls, eq: Basic, variables: Iterable[Expr], point: Iterable[Expr]) -> TangentToCurve:
        return _new(cls, eq, Tuple(*variables), Tuple(*point))


class Laplacian(_OfNumbers):
    """The sum of the second partial derivatives of f by each variable: `Laplacian(f, (x, y))`."""

    __slots__ = ()

    def __new__(cls, f: Expr, variables: Iterable[Expr]) -> Laplacian:
        return _new(cls, f, Tuple(*variables))


class Parametric(_OfNumbers):
    """dy/dx along the curve x(t), y(t): `Parametric(y, x, t)`."""

    __slots__ = ()

    def __new__(cls, y: Expr, x: Expr, t: Symbol) -> Parametric:
        return _new(cls, y, x, t)


class ParametricAgain(_OfNumbers):
    """d^n y/dx^n along the curve x(t), y(t)."""

    __slots__ = ()

    def __new__(cls, y: Expr, x: Expr, t: Symbol, n: Integer) -> ParametricAgain:
        return _new(cls, y, x, t, n)


class ImplicitAgain(_OfNumbers):
    """d^n y/dx^n where an equation makes y a function of x."""

    __slots__ = ()

    def __new__(cls, eq: Basic, y: Symbol, x: Symbol, n: Integer) -> ImplicitAgain:
        return _new(cls, eq, y, x, n)


class InverseSlope(_OfNumbers):
    """dx/dy where y = f(x), written with x: `InverseSlope(f, x)`."""

    __slots__ = ()

    def __new__(cls, f: Expr, x: Symbol) -> InverseSlope:
        return _new(cls, f, x)


class ImplicitSystem(Goal):
    """The derivatives by x of the unknowns that as many equations make functions of x."""

    __slots__ = ()

    def __new__(cls, equations: Iterable[Basic], unknowns: Iterable[Symbol], x: Symbol) -> ImplicitSystem:
        return _new(cls, Tuple(*equations), Tuple(*unknowns), x)


class StationaryPoints(Goal):
    """Where the gradient of f is 0, and what f is there: `StationaryPoints(f, (x, y))`. Answered by `Extremum`s."""

    __slots__ = ()

    def __new__(cls, f: Expr, variables: Iterable[Symbol]) -> StationaryPoints:
        return _new(cls, f, Tuple(*variables))


class GradientZero(Goal):
    """The points at which all the slopes are 0, answered by a Tuple of them: `GradientZero(slopes, (x, y))`."""

    __slots__ = ()

    def __new__(cls, slopes: Basic, variables: Iterable[Symbol]) -> GradientZero:
        return _new(cls, slopes, Tuple(*variables))


class SecondDerivativeTest(Goal):
    """What f is at each of the points, by its Hessian there: `SecondDerivativeTest(f, (x, y), hessian, points)`."""

    __slots__ = ()

    def __new__(cls, f: Expr, variables: Iterable[Symbol], hessian: Basic, points: Basic) -> SecondDerivativeTest:
        return _new(cls, f, Tuple(*variables), hessian, points)


class Extremum(Basic):
    """A stationary point: its variables and coordinates, the height there, and `minimum`, `maximum`, `saddle` ..."""

    __slots__ = ()

    def __new__(cls, variables: Basic, point: Basic, height: Expr, kind: str | Basic) -> Extremum:
        return _new(cls, variables, point, height, kind if isinstance(kind, Basic) else Str(kind))

    @property
    def kind(self) -> str:
        return str(self.args[3])


class _FirstDerivative(_OfNumbers):
    """The derivative of f by x, asked for in a way of its own."""

    __slots__ = ()

    def __new__(cls, f: Expr, x: Symbol) -> _FirstDerivative:
        return _new(cls, f, x)


class ExpandFirst(_FirstDerivative):
    """The derivative of f by x after f is multiplied out."""

    __slots__ = ()


class AsProduct(_FirstDerivative):
    """The derivative of a fraction f by x, taken as a product with 1/g."""

    __slots__ = ()

"""Questions of calculus by name, beside those of `derive`: tangents, Taylor polynomials, curves, stationary points.

What a problem in words asks for is found here too, where it is more than the derivative that stands in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sympy
from sympy import Basic, Eq, Expr, Integer, Mul, Symbol, Tuple

from workings.answering import answer
from workings.arguments import read_body, variable_of
from workings.engine import NoRule
from workings.expression import D, Gradient, Hessian, TotalDerivative, Value
from workings.expression.calculus_goals import (
    AsProduct,
    ExpandFirst,
    ImplicitSystem,
    InverseSlope,
    Laplacian,
    Parametric,
    StationaryPoints,
    Tangent,
    Taylor,
)
from workings.expression.canonical import canonical
from workings.expression.curve_goals import Normal, NormalToCurve
from workings.expression.goals import Directional, Goal, Logarithmic
from workings.expression.nodes import divisor, factors, symbols_of, walk
from workings.expression.values import NoValue, value_at
from workings.expression.written import as_written, intern
from workings.rule import Text

if TYPE_CHECKING:
    from workings.derivation import Derivation

__all__ = [
    "OutsideDomain",
    "Stationary",
    "Way",
    "derivative_at",
    "directional",
    "implicit_system",
    "inverse_slope",
    "laplacian",
    "parametric",
    "secant_slopes",
    "stationary_points",
    "tangent",
    "taylor",
    "total_derivative",
    "ways",
]

Place = Mapping[Any, Any] | Sequence[tuple[Any, Any]]


def _answered(goal: Basic, *, decimal: bool = False) -> Derivation:
    return answer(intern(goal), decimal=decimal)


def _place(f: Basic, at: Place) -> tuple[tuple[Symbol, Expr], ...]:
    pairs = at.items() if isinstance(at, Mapping) else at
    return tuple((variable_of(f, x), _number(value)) for x, value in pairs)


def _number(value: Any) -> Expr:
    if isinstance(value, str | float):
        return read_body(str(value))[0]  # a decimal means what it says
    return Integer(value) if isinstance(value, int) else as_written(value)


def derivative_at(f: str | Expr, at: Place, order: int = 1) -> Derivation:
    """The derivative of f by the one variable of `at`, put in there: f'(3).

    Raises:
        OutsideDomain: a condition of the derivation does not hold there.
        ReadError, ValueError, NoRule: as `derive`.

    >>> derivative_at("x^2", {"x": 3}).result
    6
    """
    body, decimal = read_body(f)
    place = _place(body, at)
    return _answered(Value(D(body, place[0][0], order), *place), decimal=decimal)


def tangent(f: str | Expr, at: Place) -> Derivation:
    """The tangent line (one variable) or plane (two) of the graph of f: f(a) + f'(a) (x - a).

    Raises:
        OutsideDomain: a condition of the derivation does not hold there.
        ReadError, ValueError, NoRule: as `derive`.

    >>> tangent("x^2", {"x": 3}).result
    6*x - 9
    """
    body, decimal = read_body(f)
    place = _place(body, at)
    return _answered(Tangent(body, [x for x, _ in place], [a for _, a in place]), decimal=decimal)


def taylor(f: str | Expr, x: str | Symbol | None = None, a: Any = 0, n: int = 3) -> Derivation:
    """The Taylor polynomial of degree n of f at x = a.

    Raises:
        ReadError, ValueError, NoRule: as `derive`.

    >>> taylor("e^x").result
    x**3/6 + x**2/2 + x + 1
    """
    body, decimal = read_body(f)
    return _answered(Taylor(body, variable_of(body, x), _number(a), Integer(n)), decimal=decimal)


def laplacian(f: str | Expr, variables: Sequence[str | Symbol] = ()) -> Derivation:
    """The sum of the second partial derivatives.

    Raises:
        ReadError, ValueError, NoRule: as `derive`.

    >>> laplacian("x^2 y + y^3").result
    8*y
    """
    body, decimal = read_body(f)
    return _answered(Laplacian(body, [variable_of(body, v) for v in variables] or symbols_of([body])), decimal=decimal)


def directional(
    f: str | Expr, direction: Sequence[Any], variables: Sequence[str | Symbol] = (), at: Place = ()
) -> Derivation:
    """How fast f changes along `direction`, taken at length 1; at a place, where one is given.

    Raises:
        ValueError: there are not as many components as variables.
        ReadError, ValueError, NoRule: as `derive`.

    >>> directional("x^2 + y^2", (3, 4), at={"x": 1, "y": 2}).result
    22/5
    """
    body, decimal = read_body(f)
    names = [variable_of(body, v) for v in variables] or symbols_of([body])
    if len(names) != len(direction):
        raise ValueError(f"{len(direction)} components of the direction for {len(names)} variables")
    goal = Directional(body, names, [_number(d) for d in direction])
    return _answered(Value(goal, *_place(body, at)) if at else goal, decimal=decimal)


def total_derivative(f: str | Expr, t: str | Symbol, **moving: str | Expr) -> Derivation:
    """df/dt where variables of f move with t: a term for every path.

    Raises:
        ReadError, ValueError, NoRule: as `derive`.

    >>> total_derivative("x^2 y", "t", x="cos t", y="t^3").result
    t**2*(-2*t*sin(t) + 3*cos(t))*cos(t)
    """
    body, decimal = read_body(f)
    time = variable_of(body, t)
    curves = {variable_of(body, name): read_body(curve)[0] for name, curve in moving.items()}
    goal = TotalDerivative(body, time, [(x, D(curve, time)) for x, curve in curves.items()])
    return _answered(Value(goal, *curves.items()) if curves else goal, decimal=decimal)


def parametric(x: str | Expr, y: str | Expr, t: str | Symbol | None = None) -> Derivation:
    """dy/dx along the curve x(t), y(t).

    Raises:
        ReadError, ValueError, NoRule: as `derive`.

    >>> parametric("t^2", "t^3").result
    3*t/2
    """
    (across, decimal), (up, also) = read_body(x), read_body(y)
    return _answered(Parametric(up, across, variable_of(Tuple(across, up), t)), decimal=decimal or also)


def inverse_slope(f: str | Expr, x: str | Symbol | None = None) -> Derivation:
    """dx/dy where y = f(x), by x: one over f'(x).

    Raises:
        ReadError, ValueError, NoRule: as `derive`.

    >>> inverse_slope("x^3").result
    1/(3*x**2)
    """
    body, decimal = read_body(f)
    return _answered(InverseSlope(body, variable_of(body, x)), decimal=decimal)


def implicit_system(equations: Sequence[str | Eq], unknowns: Sequence[str | Symbol], x: str | Symbol) -> Derivation:
    """The derivatives by x of the unknowns that the equations make functions of x.

    Raises:
        TypeError: something is no equation.
        ValueError: there are not as many equations as unknowns.

    >>> implicit_system(["u + v = x", "u - v = x^2"], ["u", "v"], "x").result
    (x + 1/2, 1/2 - x)
    """
    read = Tuple(*[read_body(eq)[0] for eq in equations])
    for eq in read.args:
        if not isinstance(eq, Eq):
            raise TypeError(f"{eq} is no equation; write left = right")
    if len(read.args) != len(unknowns):
        raise ValueError(f"{len(read.args)} equations for {len(unknowns)} unknowns; there must be as many")
    return _answered(ImplicitSystem(read.args, [variable_of(read, u) for u in unknowns], variable_of(read, x)))


def secant_slopes(f: str | Expr, a: Any, x: str | Symbol | None = None, steps: int = 5) -> tuple[tuple[Any, Any], ...]:
    """The table that leads to f'(a): h = 1/10, 1/100, ... with the slope of the line through a and a + h.

    Exact where f(a) is a rational number, else to 20 digits.

    Raises:
        NoValue: f has no value there.

    >>> [str(slope) for _, slope in secant_slopes("x^2 - 2x", "2.6", steps=2)]
    ['33/10', '321/100']
    """
    body, _ = read_body(f)
    variable, place = variable_of(body, x), _number(a)
    rows = []
    for k in range(1, steps + 1):
        h = sympy.Rational(1, 10**k)
        rise = value_at(body, {variable: place + h}) - value_at(body, {variable: place})
        slope = rise / h
        rows.append((h, slope if slope.is_Rational else slope.evalf(20, maxn=200)))
    return tuple(rows)


# Stationary points -------------------------------------------------------------------------------

KINDS = {
    "minimum": Text("minimum", "極小"),
    "maximum": Text("maximum", "極大"),
    "saddle": Text("saddle point", "鞍点"),
    "undecided": Text("undecided by second derivatives", "2 階微分では判定できない"),
}


@dataclass(frozen=True, slots=True)
class Stationary:
    """Where the gradient of f vanishes, and what is there by the Hessian.

    Attributes:
        derivation: every step: the gradient, where it is zero, the Hessian there.
        gradient, hessian: derivations of both.
        points: for each point its coordinates, the value of f, and its kind: minimum, maximum, saddle or undecided.
    """

    derivation: Derivation
    gradient: Derivation
    hessian: Derivation
    variables: tuple[Symbol, ...]
    points: tuple[tuple[tuple[Expr, ...], Expr, str], ...]

    def to_text(self, lang: str = "en") -> str:
        from workings.show import to_text

        lines = [self.derivation.to_text(lang=lang)]
        for point, height, kind in self.points:
            at = ", ".join(f"{v} = {to_text(a)}" for v, a in zip(self.variables, point, strict=True))
            lines.append(f"{at}: f = {to_text(height)}, {KINDS[kind][lang]}")
        return "\n".join(lines)


def stationary_points(f: str | Expr, variables: Sequence[str | Symbol] = ()) -> Stationary:
    """The points at which every partial derivative of f is 0, each with its kind from the Hessian.

    The gradient and the Hessian are derived with every step; the points solve gradient = 0 exactly, by SymPy's solver,
    and `derivation.verify()` puts each back. Of polynomials they are all; otherwise there may be others.

    Raises:
        ValueError: where the solutions can't be found, or are not isolated points.

    >>> stationary_points("x^3 - 3x").points
    (((-1,), 2, 'maximum'), ((1,), -2, 'minimum'))
    """
    body, _ = read_body(f)
    names = tuple(variable_of(body, v) for v in variables) or symbols_of([body])
    try:
        derivation = _answered(StationaryPoints(body, names))
    except NoRule as missing:
        raise ValueError("gradient = 0 can't be solved exactly here, or its solutions are not isolated") from missing
    points = tuple((found.args[1].args, found.args[2], found.kind) for found in derivation.answer.args)
    return Stationary(derivation, _answered(Gradient(body, names)), _answered(Hessian(body, names)), names, points)


# Ways --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Way:
    """One natural way to answer a question: its name for `method=`, and the derivation it leads to."""

    method: str
    derivation: Derivation

    @property
    def length(self) -> int:
        """How many lines it takes."""
        return len(self.derivation.lines())

    def __repr__(self) -> str:
        return f"Way({self.method!r}, {self.length} lines)"


def ways(f: str | Basic, x: str | Symbol | None = None) -> tuple[Way, ...]:
    """The natural ways to differentiate f, the shortest first: as it stands, expanded first, by logarithms.

    Raises:
        ReadError, ValueError, NoRule: as `derive`.

    >>> [way.method for way in ways("d/dx (3x + 2)^2")]
    ['expand', 'chain']
    """
    goal = _derivative(f, x)
    body, variable = goal.f, goal.x
    found = [Way(_natural(goal), _answered(goal))]
    fraction = any(divisor(part) is not None for part in factors(body)) and isinstance(body, Mul)
    if fraction and found[0].method == "quotient":
        found.append(Way("product", _answered(AsProduct(body, variable))))
    if expanded(body) is not None:
        found.append(Way("expand", _answered(ExpandFirst(body, variable))))
    if _suits_logarithms(goal):
        found.append(Way("logarithmic", _answered(Logarithmic(body, variable))))
    return tuple(sorted(found, key=lambda way: (way.length, len(way.derivation.steps))))


def _suits_logarithms(goal: D) -> bool:
    """Whether f is a power with the variable in its exponent, or has three moving factors at least."""
    if isinstance(goal.f, sympy.Pow):
        return bool(goal.depends(goal.f.args[1]))
    return isinstance(goal.f, Mul) and sum(goal.depends(part) for part in goal.f.args) > 2


def _derivative(f: str | Basic, x: str | Symbol | None) -> D:
    if isinstance(f, str):
        from workings.expression.problem import read_problem

        problem = read_problem(f)
        f = problem.goal if problem.goal is not None else read_body(f)[0]
    if isinstance(f, D) and isinstance(f.x, Symbol) and len(f.args) == 2:
        return f
    if isinstance(f, Goal) or not isinstance(f, Expr):
        raise TypeError(f"{type(f).__name__} has one way only; ways are told of a first derivative")
    return D(as_written(f), variable_of(f, x))


def _natural(goal: D) -> str:
    """The name of the first rule that is used on what stands there."""
    from workings.engine import Engine
    from workings.rule import load_book

    return Engine(load_book()).answer(goal).rule.slug


def expanded(f: Expr) -> Expr | None:
    """f multiplied out, where that is a sum and something else than f."""
    if not isinstance(f, Mul | sympy.Pow) or sum(1 for _ in walk(f)) > 60:
        return None
    plain = canonical(f)
    flat = sympy.expand(plain)
    return as_written(flat) if flat.is_Add and len(flat.args) <= 12 and flat != plain else None


# Where an answer holds ---------------------------------------------------------------------------


class OutsideDomain(ValueError):
    """A value was asked for at a point at which a condition of the derivation does not hold: `condition`.

    >>> from workings import derivative_at
    >>> derivative_at("ln x", {"x": -1})
    Traceback (most recent call last):
        ...
    workings.asked.OutsideDomain: d/dx ln x is known for x > 0 only, which does not hold at x = -1
    """

    def __init__(self, message: str, condition: Basic) -> None:
        super().__init__(message)
        self.condition = condition


def refuse_outside(derivation: Derivation) -> None:
    """Raises `OutsideDomain` where the place that is asked for breaks a condition of the derivation.

    >>> derivative_at("ln x", {"x": -1})
    Traceback (most recent call last):
        ...
    workings.asked.OutsideDomain: d/dx ln x is known for x > 0 only, which does not hold at x = -1
    """
    goal = derivation.goal
    at = _asked_at(goal)
    if isinstance(goal, Normal | NormalToCurve):
        _refuse_upright(derivation, at)
    broken = outside(derivation, at)
    if broken is not None:
        from workings.show import to_text

        where = ", ".join(f"{x} = {to_text(a, unicode=False)}" for x, a in at.items())
        what = to_text(goal.args[0] if isinstance(goal, Value) else goal, unicode=False)
        told = to_text(broken, unicode=False)
        raise OutsideDomain(f"{what} is known for {told} only, which does not hold at {where}", broken)


def _refuse_upright(derivation: Derivation, at: dict[Any, Any]) -> None:
    """Where the tangent is level the normal is no function of x: it is said which line it is."""
    level = [c for c in derivation.conditions if isinstance(c, sympy.Ne) and c.args == (0, 0)]
    if level:
        x, a = next(iter(at.items()))
        from workings.show import to_text

        where = f"{x} = {to_text(a, unicode=False)}"
        raise OutsideDomain(f"the tangent is level there, so the normal is the upright line {where}", level[0])


def _asked_at(goal: Basic) -> dict[Any, Any]:
    if isinstance(goal, Value):
        return dict(pair.args for pair in goal.args[1:])
    if isinstance(goal, Tangent | NormalToCurve):
        return dict(zip(goal.args[1].args, goal.args[2].args, strict=True))
    return {goal.args[1]: goal.args[2]} if isinstance(goal, Taylor | Normal) else {}


def outside(derivation: Derivation, at: Mapping[Symbol, Expr]) -> Basic | None:
    """The first condition of the derivation that does not hold at the place."""
    for condition in derivation.conditions:
        if any(isinstance(node, Goal) for node in walk(condition)):
            continue
        parts = condition.args if isinstance(condition, sympy.Or) else (condition,)
        if not any(_holds(part, at) for part in parts):
            return condition
    return None


def _holds(relation: Basic, at: Mapping[Symbol, Expr]) -> bool:
    """Whether the relation has a value at the place, and is not false there."""
    try:
        left, right = (value_at(side, at) for side in relation.args)
    except NoValue:
        return False
    if isinstance(relation, sympy.Ne) and (left - right).is_zero:
        return False
    return relation.func(left, right) != False  # noqa: E712  (SymPy's false)

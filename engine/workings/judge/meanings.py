"""What a question of calculus means, written out in derivatives that the judges evaluate themselves."""

from __future__ import annotations

from collections.abc import Callable
from math import factorial
from typing import Any

from sympy import Basic, Integer, MatrixBase, Tuple

from workings.expression.algebra import replace
from workings.expression.calculus_goals import (
    AsProduct,
    ExpandFirst,
    Extremum,
    ImplicitAgain,
    InverseSlope,
    Laplacian,
    Parametric,
    ParametricAgain,
    Tangent,
    TangentToCurve,
    Taylor,
    TaylorOfSeveral,
    TaylorRemainder,
    TaylorWithRemainder,
    TermByTerm,
)
from workings.expression.goals import (
    Adjoint,
    Approaching,
    D,
    Directional,
    FirstPrinciples,
    Gradient,
    Held,
    Hessian,
    Implicit,
    Jacobian,
    Logarithmic,
    Partial,
    Tidy,
    TotalDerivative,
    TotalDifferential,
    Value,
)
from workings.expression.graph_goals import Inflection, Stretch
from workings.expression.known_values import KnownValues, known_values, with_stand_ins
from workings.expression.linear_goals import Solution
from workings.expression.nodes import HALF, ZERO, add, divide, mul, power, subtract, symbol, symbols_of, walk
from workings.expression.updating_goals import Family
from workings.judge.claims import without_limits
from workings.judge.curve_questions import CURVES, slope_of
from workings.judge.graphs import graph_as_numbers
from workings.judge.stationary import as_numbers

__all__ = ["SPELLED_OUT", "plain", "spelled_out"]


def spelled_out(question: Basic) -> Any:
    """A question written out as the derivatives it is made of; anything else is itself."""
    if isinstance(question, D):
        f = question.f
        return (
            Tuple(*[type(question)(part, *question.args[1:]) for part in f.args]) if isinstance(f, Tuple) else question
        )
    if isinstance(question, Value):
        inner, *places = question.args
        return _at(spelled_out(inner), places) if isinstance(inner, SPELLED_OUT) else question
    meaning = MEANING.get(type(question))
    return question if meaning is None else meaning(*question.args)


def plain(expr: Any) -> Any:
    """Without wishes for a tidy form, matrices as rows, and a distribution as its parameters."""
    if isinstance(expr, Family):
        return Tuple(*expr.parts)
    if isinstance(expr, Solution):
        return Tuple(*[Tuple(*case.relations, plain(case.solution)) for case in expr.cases] or expr.args[2].args)
    if type(expr) is Tuple:
        return Tuple(*[plain(spelled_out(part)) for part in expr.args])
    if hasattr(expr, "tolist"):
        return Tuple(*[Tuple(*[plain(entry) for entry in row]) for row in expr.tolist()])
    found: dict[Basic, Basic] = {}
    for node in walk(expr):
        if isinstance(node, Tidy | Held | TermByTerm):
            found[replace(node, found)] = replace(node.args[0], found)
        elif isinstance(node, Extremum):
            found[node] = as_numbers(node)
        elif isinstance(node, Stretch | Inflection):
            found[node] = graph_as_numbers(node)
        elif isinstance(node, _INSIDE_A_LINE):
            now = replace(node, found)
            found[now] = plain(spelled_out(now))
        elif isinstance(node, D) and isinstance(node.f, D | Tidy | Tuple):
            now = replace(node, found)
            found[now] = spelled_out(now)
    expr = without_limits(replace(expr, found) if found else expr)
    if isinstance(expr, Value) and isinstance(expr.args[0], _OF_SEVERAL):
        return plain(_at(plain(spelled_out(expr.args[0])), expr.args[1:]))
    return expr


def _at(f: Any, places: Any) -> Any:
    """f, or each entry of it, at a place."""
    if isinstance(f, Tuple):
        return Tuple(*[_at(entry, places) for entry in f.args])
    return Value(f, *[place.args for place in places])


# Meanings ----------------------------------------------------------------------------------------


def _jacobian(f: Any, variables: Any) -> Any:
    functions = f.args if isinstance(f, Tuple) else (f,)
    return Tuple(*[Tuple(*[Partial(part, v) for v in variables.args]) for part in functions])


def _hessian(f: Any, variables: Any) -> Any:
    return Tuple(*[Tuple(*[Partial(Partial(f, a), b) for b in variables.args]) for a in variables.args])


def _total_derivative(f: Any, t: Any, rates: Any) -> Any:
    """f_t + sum f_v v', the first only where t stands in f itself."""
    paths = [mul(Partial(f, v), rate) for v, rate in (pair.args for pair in rates.args)]
    return add(Partial(f, t), *paths) if t in symbols_of([f]) else add(*paths)


def _directional(f: Any, variables: Any, direction: Any) -> Any:
    """sum f_v d_v / |d|"""
    length = power(add(*[power(d, Integer(2)) for d in direction.args]), HALF)
    along = zip(variables.args, direction.args, strict=True)
    return divide(add(*[mul(Partial(f, v), d) for v, d in along]), length)


def _implicit_again(eq: Any, y: Any, x: Any, n: Any) -> Any:
    """Each derivative by x, in which y has the slope of the curve."""
    slope = found = slope_of(eq, y, x)
    for _ in range(int(n) - 1):
        found = add(D(found, x), mul(D(found, y), slope))
    return found


def _parametric_again(y: Any, x: Any, t: Any, n: Any) -> Any:
    for _ in range(int(n)):
        y = divide(D(y, t), D(x, t))
    return y


def _tangent(f: Any, variables: Any, point: Any) -> Any:
    at = list(zip(variables.args, point.args, strict=True))
    return add(Value(f, *at), *[mul(Value(D(f, v), *at), subtract(v, a)) for v, a in at])


def _tangent_to_curve(eq: Any, variables: Any, point: Any) -> Any:
    (x, y), (a, b) = variables.args, point.args
    return add(b, mul(Value(slope_of(eq, y, x), (x, a), (y, b)), subtract(x, a)))


def _taylor(f: Any, x: Any, a: Any, n: Any) -> Any:
    slopes = [divide(Value(D(f, x, k), (x, a)), Integer(factorial(k))) for k in range(int(n) + 1)]
    return add(*[mul(c, power(subtract(x, a), Integer(k))) if k else c for k, c in enumerate(slopes)])


def _taylor_remainder(f: Any, x: Any, a: Any, n: Any) -> Any:
    m = int(n) + 1
    slope = divide(Value(D(f, x, m), (x, symbol("xi"))), Integer(factorial(m)))
    return mul(slope, power(subtract(x, a), Integer(m)))


def _taylor_of_several(f: Any, variables: Any, point: Any, n: Any) -> Any:
    """The polynomial in s of degree n of f(a + s (x - a)), at s = 1: derivatives by s alone."""
    s = symbol("sigma_0")
    line = {v: add(a, mul(s, subtract(v, a))) for v, a in zip(variables.args, point.args, strict=True)}
    along = replace(f, line)
    slopes = [D(along, s, k) if k else along for k in range(int(n) + 1)]
    return add(*[divide(Value(slope, (s, ZERO)), Integer(factorial(k))) for k, slope in enumerate(slopes)])


def _with_known_values(question: Any, equations: Any) -> Any:
    return with_stand_ins(spelled_out(question), known_values(equations.args))


MEANING: dict[type, Callable[..., Any]] = {
    **CURVES,
    Logarithmic: D,
    ExpandFirst: D,
    AsProduct: D,
    InverseSlope: lambda f, x: power(D(f, x), Integer(-1)),
    Gradient: lambda f, variables: Tuple(*[Partial(f, v) for v in variables.args]),
    Jacobian: _jacobian,
    Hessian: _hessian,
    Laplacian: lambda f, variables: add(*[Partial(f, v, 2) for v in variables.args]),
    Directional: _directional,
    TotalDerivative: _total_derivative,
    TotalDifferential: lambda f, variables: add(*[mul(Partial(f, v), symbol(f"d{v}")) for v in variables.args]),
    Implicit: slope_of,
    ImplicitAgain: _implicit_again,
    Parametric: lambda y, x, t: divide(D(y, t), D(x, t)),
    ParametricAgain: _parametric_again,
    Tangent: _tangent,
    TangentToCurve: _tangent_to_curve,
    Taylor: _taylor,
    TaylorRemainder: _taylor_remainder,
    TaylorWithRemainder: lambda *of: add(_taylor(*of), _taylor_remainder(*of)),
    TaylorOfSeveral: _taylor_of_several,
    KnownValues: _with_known_values,
}
# Questions whose line is judged as what they mean; the others are judged by what their answer has to fulfil.
SPELLED_OUT = (
    *(ExpandFirst, AsProduct, Tangent, Taylor, Laplacian, Parametric, InverseSlope, KnownValues, Value),
    *(Adjoint, Approaching, FirstPrinciples, Logarithmic, Directional),
    *(Gradient, Jacobian, Hessian, TotalDifferential, TotalDerivative),
    *CURVES,
)
_INSIDE_A_LINE = (
    *(Implicit, ImplicitAgain, KnownValues, Parametric, ParametricAgain, Taylor, TaylorRemainder, TotalDerivative),
    *CURVES,
)
_OF_SEVERAL = (Tuple, MatrixBase, *(kind for kind in SPELLED_OUT if kind is not Value))

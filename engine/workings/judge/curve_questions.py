"""Questions about curves and fields, written out as the derivatives they are made of, for the judges."""

from __future__ import annotations

from itertools import permutations
from typing import Any

from sympy import Abs, Integer, Rational, Tuple

from workings.expression.curve_goals import (
    ArcRate,
    Curl,
    Divergence,
    GraphCurvature,
    JacobianDeterminant,
    Normal,
    NormalToCurve,
    PathCurvature,
    RelatedRate,
    Several,
    Speed,
    SteepestSlope,
    Wronskian,
)
from workings.expression.goals import D, Partial, Value
from workings.expression.nodes import ONE, add, call, divide, mul, power, subtract

__all__ = ["CURVES", "slope_of"]

_MINUS = Integer(-1)
_TWO = Integer(2)


def slope_of(eq: Any, y: Any, x: Any) -> Any:
    """-F_x/F_y of F = left - right."""
    f = subtract(*eq.args)
    return mul(_MINUS, divide(D(f, x), D(f, y)))


def _normal(f: Any, x: Any, a: Any) -> Any:
    return subtract(Value(f, (x, a)), divide(subtract(x, a), Value(D(f, x), (x, a))))


def _normal_to_curve(eq: Any, variables: Any, point: Any) -> Any:
    (x, y), (a, b) = variables.args, point.args
    return subtract(b, divide(subtract(x, a), Value(slope_of(eq, y, x), (x, a), (y, b))))


def _related(eq: Any, t: Any, wanted: Any, rates: Any) -> Any:
    """F_t + sum F_v v' = 0, solved for the rate wanted."""
    f = subtract(*eq.args)
    moved = add(D(f, t), *[mul(D(f, v), rate) for v, rate in (pair.args for pair in rates.args)])
    return mul(_MINUS, divide(moved, D(f, wanted)))


def _length(parts: Any) -> Any:
    return power(add(*[mul(part, part) for part in parts]), Rational(1, 2))


def _graph_curvature(f: Any, x: Any) -> Any:
    return divide(call(Abs, D(f, x, 2)), power(_length([ONE, D(f, x)]), Integer(3)))


def _path_curvature(r: Any, t: Any) -> Any:
    """sqrt(|r'|^2 |r''|^2 - (r' . r'')^2)/|r'|^3, in which no cross product occurs."""
    first, second = ([D(part, t, k) for part in r.args] for k in (1, 2))
    along = add(*[mul(u, v) for u, v in zip(first, second, strict=True)])
    squared = mul(power(_length(first), _TWO), power(_length(second), _TWO))
    return divide(power(subtract(squared, mul(along, along)), Rational(1, 2)), power(_length(first), Integer(3)))


def _divergence(field: Any, variables: Any) -> Any:
    return add(*[Partial(part, v) for part, v in zip(field.args, variables.args, strict=True)])


def _curl(field: Any, variables: Any) -> Any:
    if len(field.args) == 2:
        (p, q), (x, y) = field.args, variables.args
        return subtract(Partial(q, x), Partial(p, y))
    (p, q, r), (x, y, z) = field.args, variables.args
    return Tuple(
        subtract(Partial(r, y), Partial(q, z)),
        subtract(Partial(p, z), Partial(r, x)),
        subtract(Partial(q, x), Partial(p, y)),
    )


def _wronskian(functions: Any, x: Any) -> Any:
    return _determinant([[D(f, x, k) if k else f for f in functions.args] for k in range(len(functions.args))])


def _jacobian(functions: Any, variables: Any) -> Any:
    return _determinant([[Partial(f, v) for v in variables.args] for f in functions.args])


def _determinant(rows: list[list[Any]]) -> Any:
    """The sum over permutations of signed products."""
    parts = []
    for order in permutations(range(len(rows))):
        crossings = sum(order[i] > order[j] for j in range(len(order)) for i in range(j))
        parts.append(mul(Integer((-1) ** crossings), *[rows[k][j] for k, j in enumerate(order)]))
    return add(*parts)


CURVES: dict[type, Any] = {
    Normal: _normal, NormalToCurve: _normal_to_curve, RelatedRate: _related,
    GraphCurvature: _graph_curvature, PathCurvature: _path_curvature,
    ArcRate: lambda f, x: _length([ONE, D(f, x)]), Speed: lambda r, t: _length([D(part, t) for part in r.args]),
    Divergence: _divergence, Curl: _curl, Wronskian: _wronskian, JacobianDeterminant: _jacobian,
    SteepestSlope: lambda f, variables: _length([Partial(f, v) for v in variables.args]),
    Several: lambda questions: questions,
}  # fmt: skip

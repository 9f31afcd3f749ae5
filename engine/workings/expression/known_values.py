"""Functions of which only some values are known: f(3) = 2, f'(3) = 5, and what they let one work out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import sympy
from sympy import Basic, Derivative, Eq, Expr, Integer, Subs, Symbol, Tuple
from sympy.core.function import AppliedUndef

from workings.expression.algebra import rebuild, replace
from workings.expression.goals import D, Goal, Value
from workings.expression.nodes import add, mul, power, subtract, symbol, symbols_of, walk
from workings.expression.vocabulary import unknown_function
from workings.expression.written import as_written

__all__ = ["KnownValues", "known_values", "stand_ins", "with_known_values", "with_stand_ins", "written_values"]

Known = Mapping[Any, Expr]  # of (name, number, order of the derivative)


class KnownValues(Goal, Expr):
    """What a question comes to where values of its functions are known: `KnownValues(question, (Eq(f(3), 2), ...))`."""

    __slots__ = ()
    is_commutative = True

    def __new__(cls, question: Expr, equations: Iterable[Basic]) -> KnownValues:
        node: KnownValues = Basic.__new__(cls, question, Tuple(*equations))
        return node


def known_values(equations: Iterable[Basic]) -> dict[tuple[str, Expr, int], Expr]:
    """The values that the equations give: of the n-th derivative of a function of that name at a number."""
    found: dict[tuple[str, Expr, int], Expr] = {}
    for equation in equations:
        if isinstance(equation, Eq):
            left, right = equation.args
            key = _key(left)
            if key is not None and not symbols_of([right]) and isinstance(right, Expr):
                found[key] = right
    return found


def _key(node: Basic) -> tuple[str, Expr, int] | None:
    """(f, a, n) of f(a), f'(a), f''(a) in any of their forms, a being a number."""
    found = _value_of(node)
    if found is None or symbols_of([found[1]]) or any(isinstance(n, AppliedUndef) for n in walk(found[1])):
        return None
    return found


def _value_of(node: Basic) -> tuple[str, Expr, int] | None:
    """(f, a, n) of the n-th derivative of f at a, in any form in which that is written."""
    order, place, by = 0, None, None
    if isinstance(node, Subs) and len(node.args[1].args) == 1:
        node, place = node.args[0], node.args[2].args[0]
    if isinstance(node, Value) and len(node.args) == 2:
        node, place = node.args[0], node.args[1].args[1]
    if isinstance(node, Derivative) and len(node.args) == 2 and node.args[1].args[1].is_Integer:
        node, by, order = node.args[0], node.args[1].args[0], int(node.args[1].args[1])
    elif isinstance(node, D) and isinstance(node.order, Integer):
        node, by, order = node.f, node.x, int(node.order)
    if not isinstance(node, AppliedUndef) or len(node.args) != 1 or by not in (None, node.args[0]):
        return None
    return type(node).__name__, node.args[0] if place is None else place, order


def with_known_values(expr: Basic, known: Known) -> Any:
    """`expr` with the known values in the place of f(3), f'(3) and f'(g(2)), where g(2) is known."""
    done: dict[int, Any] = {}
    for node in walk(expr):
        found = known.get(_key(node))  # before its parts: g'(2) is no derivative of the number g(2)
        if found is None:
            now: Any = rebuild(node, tuple([done[id(a)] for a in node.args])) if node.args else node
            found = known.get(_key(now), now)
        done[id(node)] = found
    return done[id(expr)]


def with_stand_ins(expr: Basic, known: Known) -> Any:
    """`expr` with a function that has the known values in the place of each of which some are known."""
    functions = stand_ins(known)
    x = symbol("x")

    def stood_in(node: Basic) -> Any:
        found = _value_of(node)
        if found is not None and found[0] in functions:
            name, at, order = found
            body, at = functions[name][1], stood_in(at)
            return Value(D(body, x, order), (x, at)) if order else replace(body, {x: at})
        return rebuild(node, tuple([stood_in(arg) for arg in node.args])) if node.args else node

    return stood_in(expr)


def stand_ins(known: Known) -> dict[str, tuple[tuple[str, ...], Any]]:
    """For each function one that has its known values, and is free otherwise: a polynomial through them and a rest.

    f(3) = 2 and f'(3) = 5 give 5x - 13 + (x - 3)^2 r(x), with r unknown.
    """
    x = symbol("x")
    found: dict[str, tuple[tuple[str, ...], Any]] = {}
    for name in sorted({name for name, _, _ in known}):
        places = {at for f, at, _ in known if f == name}
        if not all(at.is_Rational for at in places):
            continue
        orders = {at: max(n for f, a, n in known if f == name and a == at) for at in sorted(places)}
        points = [(at, n) for at, most in orders.items() for n in range(most + 1)]
        values = [known.get((name, at, n), symbol(f"{name}_{i}")) for i, (at, n) in enumerate(points)]
        through = _through(x, points, values)
        rest = mul(*[power(subtract(x, at), Integer(most + 1)) for at, most in orders.items()])
        found[name] = ("x",), add(as_written(through), mul(rest, unknown_function(f"{name}_rest")(x)))
    return found


def _through(x: Symbol, points: list[tuple[Expr, int]], values: list[Expr]) -> Expr:
    """The polynomial of which the n-th derivative at each of the points is the value."""
    size = len(points)
    rows = [[sympy.ff(k, n) * at ** (k - n) if k >= n else 0 for k in range(size)] for at, n in points]
    coefficients = sympy.Matrix(rows).LUsolve(sympy.Matrix(values))
    return sympy.Add(*[c * x**k for k, c in enumerate(coefficients)])


def written_values(known: Known) -> tuple[Basic, ...]:
    """The known values as equations: f(3) = 2, f'(3) = 5."""
    found = []
    for (name, at, order), value in known.items():
        f = unknown_function(name)(at)
        slope = Basic.__new__(Derivative, f, Tuple(at, Integer(order))) if order else f
        found.append(Basic.__new__(Eq, slope, value))
    return tuple(found)

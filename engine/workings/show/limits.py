"""How the questions of limits and of parts are written: lim_(h -> 0) f, d/dx by definition, the change by a part."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sympy import Basic, Tuple

from workings.expression.calculus_goals import (
    AsProduct,
    ExpandFirst,
    Extremum,
    GradientZero,
    ImplicitAgain,
    ImplicitSystem,
    InverseSlope,
    Laplacian,
    Parametric,
    ParametricAgain,
    SecondDerivativeTest,
    StationaryPoints,
    Tangent,
    TangentToCurve,
    Taylor,
    TaylorOfSeveral,
    TaylorRemainder,
    TaylorWithRemainder,
    TermByTerm,
)
from workings.expression.goals import Adjoint, Approaching, FirstPrinciples
from workings.rule import Text
from workings.show.notation import Notation, notates
from workings.show.piece import Edge, Piece, Rope, Strength
from workings.show.questions import IF

__all__: list[str] = []

_TANGENT = Text("tangent of {what} at {at}", "{at} における {what} の接線")
_TANGENT_TO_CURVE = Text("tangent to {what} at {at}", "{at} における {what} の接線")
_POLYNOMIAL = Text("Taylor polynomial of degree {n} of {f} at {at}", "{f} の {at} における {n} 次のテイラー多項式")
_TAYLOR = {
    Taylor: _POLYNOMIAL,
    TaylorOfSeveral: _POLYNOMIAL,
    TaylorRemainder: Text(f"remainder of the {_POLYNOMIAL.en}", f"{_POLYNOMIAL.ja}の剰余項"),
    TaylorWithRemainder: Text(f"remainder and {_POLYNOMIAL.en}", f"{_POLYNOMIAL.ja}と剰余項"),
}
_STATIONARY = Text("stationary points of {f}", "{f} の停留点")
_WHERE = Text("{what} where {condition}", "{condition} における {what}")


@notates(Approaching)
def _approaching(node: Approaching, notation: Notation) -> Piece:
    style = notation.style
    head = style.under("lim", (notation.rope(node.h), style.relation("->"), style.number("0")))
    body = notation.within(notation.piece(node.expr), Strength.SUM)
    return Piece((head, body.rope), Strength.PRODUCT, Edge.OPERATOR, Edge.OPERATOR, spaced=True, tall=True)


@notates(FirstPrinciples, ExpandFirst, AsProduct)
def _first_principles(node: FirstPrinciples, notation: Notation) -> Piece:
    f, x = node.args
    return notation.prefixed(notation.style.operator("d", notation.rope(x), None), f)


@notates(Adjoint)
def _adjoint(node: Adjoint, notation: Notation) -> Piece:
    """∂f/∂u: f by one of its parts."""
    u = notation.within(notation.piece(node.u), Strength.PRODUCT)
    return notation.prefixed(notation.style.operator("∂", u.rope, None), node.f)


@notates(Tangent)
def _tangent(node: Tangent, notation: Notation) -> Piece:
    """tangent of f at (x, y) = (1, 2)"""
    f, variables, point = node.args
    if len(variables.args) == 1:
        variables, point = variables.args[0], point.args[0]
    return notation.stated(_TANGENT, what=notation.rope(f), at=notation.equal(variables, point))


@notates(*_TAYLOR)
def _taylor(node: Any, notation: Notation) -> Piece:
    f, x, a, n = node.args
    return notation.stated(_TAYLOR[type(node)], n=notation.rope(n), f=notation.rope(f), at=notation.equal(x, a))


@notates(TermByTerm)
def _term_by_term(node: TermByTerm, notation: Notation) -> Piece:
    return notation.piece(node.args[0])


@notates(TangentToCurve)
def _tangent_to_curve(node: TangentToCurve, notation: Notation) -> Piece:
    eq, variables, point = node.args
    return notation.stated(_TANGENT_TO_CURVE, what=notation.rope(eq), at=notation.equal(variables, point))


@notates(ImplicitAgain)
def _implicit_again(node: ImplicitAgain, notation: Notation) -> Piece:
    eq, y, x, n = node.args
    quotient = notation.style.quotient_of("d", notation.rope(y), [(notation.rope(x), int(n))])
    return replace(notation.stated(IF, what=quotient, condition=notation.rope(eq)), start=Edge.OPERATOR)


@notates(StationaryPoints, GradientZero, SecondDerivativeTest)
def _stationary(node: StationaryPoints | GradientZero | SecondDerivativeTest, notation: Notation) -> Piece:
    if isinstance(node, GradientZero):
        zero = (notation.rope(node.args[0]), notation.style.relation("="), notation.style.number("0"))
        return Piece(zero, Strength.RELATION, spaced=True, tall=True)
    if isinstance(node, StationaryPoints):
        return notation.stated(_STATIONARY, f=notation.rope(node.args[0]))
    _, variables, hessian, points = node.args
    return notation.stated(_WHERE, what=notation.rope(hessian), condition=_places(variables, points, notation))


def _places(variables: Tuple, points: Basic, notation: Notation) -> Rope:
    """x = -1, 1; (x, y) = (0, 0), (1, 2); the equations, where they are not solved yet."""
    if not isinstance(points, Tuple) or not points.args:
        return notation.rope(points)
    one = len(variables.args) == 1
    name, places = (variables.args[0], [p.args[0] for p in points.args]) if one else (variables, points.args)
    return (notation.rope(name), notation.style.relation("="), notation.listed(places))


_KINDS = {
    "maximum": "極大値", "minimum": "極小値", "saddle": "鞍点", "undecided": "判定できない",
    "absolute maximum": "最大値", "absolute minimum": "最小値",
}  # fmt: skip


@notates(Extremum)
def _extremum(node: Extremum, notation: Notation) -> Piece:
    """maximum 2 at x = -1"""
    variables, point, height, _ = node.args
    if len(variables.args) == 1:
        variables, point = variables.args[0], point.args[0]
    said = Text(f"{node.kind} {{height}} at {{at}}", f"{{at}} で{_KINDS.get(node.kind, node.kind)} {{height}}")
    return notation.stated(said, height=notation.rope(height), at=notation.equal(variables, point))


@notates(Laplacian)
def _laplacian(node: Laplacian, notation: Notation) -> Piece:
    return notation.prefixed(notation.style.symbol("Delta").rope, node.args[0])


@notates(Parametric, ParametricAgain)
def _parametric(node: Parametric | ParametricAgain, notation: Notation) -> Piece:
    y, x, _, *order = node.args
    style = notation.style
    quotient = style.quotient_of("d", style.symbol("y").rope, [(style.symbol("x").rope, int(order[0]) if order else 1)])
    named = [
        (style.symbol(name).rope, style.relation("="), notation.within(notation.piece(u), Strength.RELATION).rope)
        for name, u in (("x", x), ("y", y))
    ]
    return notation.stated(IF, what=quotient, condition=(named[0], style.comma, named[1]))


@notates(InverseSlope)
def _inverse(node: InverseSlope, notation: Notation) -> Piece:
    f, x = node.args
    style = notation.style
    quotient = style.quotient_of("d", notation.rope(x), [(style.symbol("y").rope, 1)])
    y = (style.symbol("y").rope, style.relation("="), notation.rope(f))
    return notation.stated(IF, what=quotient, condition=y)


@notates(ImplicitSystem)
def _implicit_system(node: ImplicitSystem, notation: Notation) -> Piece:
    """du/dx, dv/dx if both equations hold"""
    equations, unknowns, x = node.args
    style = notation.style
    slopes = [style.quotient_of("d", notation.rope(u), [(notation.rope(x), 1)]) for u in unknowns.args]
    listed = tuple((style.comma if i else "", slope) for i, slope in enumerate(slopes))
    return notation.stated(IF, what=style.bracket(listed, True), condition=notation.listed(equations.args))

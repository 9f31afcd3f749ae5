"""How the questions of limits and of parts are written: lim_(h -> 0) f, d/dx by definition, the change by a part."""

from __future__ import annotations

from workings.expression.calculus_goals import (
    AsProduct,
    ExpandFirst,
    ImplicitSystem,
    InverseSlope,
    Laplacian,
    Parametric,
    Tangent,
    Taylor,
)
from workings.expression.goals import Adjoint, Approaching, FirstPrinciples
from workings.show.notation import Notation, notates
from workings.show.piece import Edge, Piece, Strength

__all__: list[str] = []


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
    words, style = notation.style.words, notation.style
    if len(variables.args) == 1:
        variables, point = variables.args[0], point.args[0]
    at = (notation.rope(variables), style.relation("="), notation.rope(point))
    return Piece((words("tangent of "), notation.rope(f), words(" at "), at), Strength.RELATION, spaced=True, tall=True)


@notates(Taylor)
def _taylor(node: Taylor, notation: Notation) -> Piece:
    f, x, a, n = node.args
    words = notation.style.words
    at = (notation.rope(x), notation.style.relation("="), notation.rope(a))
    start = (words("Taylor polynomial of degree "), notation.rope(n), words(" of "), notation.rope(f))
    return Piece((*start, words(" at "), at), Strength.RELATION, spaced=True, tall=True)


@notates(Laplacian)
def _laplacian(node: Laplacian, notation: Notation) -> Piece:
    return notation.prefixed(notation.style.symbol("Delta").rope, node.args[0])


@notates(Parametric)
def _parametric(node: Parametric, notation: Notation) -> Piece:
    y, x, _ = node.args
    style, words = notation.style, notation.style.words
    quotient = style.quotient_of("d", style.symbol("y").rope, [(style.symbol("x").rope, 1)])
    named = [(words(name), style.relation("="), notation.rope(u)) for name, u in (("x", x), ("y", y))]
    return Piece((quotient, words(" if "), named[0], ", ", named[1]), Strength.RELATION, spaced=True, tall=True)


@notates(InverseSlope)
def _inverse(node: InverseSlope, notation: Notation) -> Piece:
    f, x = node.args
    style = notation.style
    quotient = style.quotient_of("d", notation.rope(x), [(style.symbol("y").rope, 1)])
    rope = (quotient, style.words(" if "), style.symbol("y").rope, style.relation("="), notation.rope(f))
    return Piece(rope, Strength.RELATION, spaced=True, tall=True)


@notates(ImplicitSystem)
def _implicit_system(node: ImplicitSystem, notation: Notation) -> Piece:
    """du/dx, dv/dx if both equations hold"""
    equations, unknowns, x = node.args
    style = notation.style
    slopes = [style.quotient_of("d", notation.rope(u), [(notation.rope(x), 1)]) for u in unknowns.args]
    listed = tuple((style.comma if i else "", slope) for i, slope in enumerate(slopes))
    rope = (style.bracket(listed, True), style.words(" if "), notation.listed(equations.args))
    return Piece(rope, Strength.RELATION, spaced=True, tall=True)

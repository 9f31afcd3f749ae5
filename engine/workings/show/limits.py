"""How the questions of limits and of parts are written: lim_(h -> 0) f, d/dx by definition, the change by a part."""

from __future__ import annotations

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
from workings.show.notation import Notation, notates
from workings.show.piece import Edge, Piece, Rope, Strength

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


@notates(TaylorOfSeveral)
def _taylor_of_several(node: TaylorOfSeveral, notation: Notation) -> Piece:
    f, variables, point, n = node.args
    words = notation.style.words
    at = (notation.rope(variables), notation.style.relation("="), notation.rope(point))
    start = (words("Taylor polynomial of degree "), notation.rope(n), words(" of "), notation.rope(f))
    return Piece((*start, words(" at "), at), Strength.RELATION, spaced=True, tall=True)


@notates(TermByTerm)
def _term_by_term(node: TermByTerm, notation: Notation) -> Piece:
    return notation.piece(node.args[0])


@notates(TaylorRemainder, TaylorWithRemainder)
def _remainder(node: TaylorRemainder | TaylorWithRemainder, notation: Notation) -> Piece:
    f, x, a, n = node.args
    words = notation.style.words
    at = (notation.rope(x), notation.style.relation("="), notation.rope(a))
    what = "remainder of the " if isinstance(node, TaylorRemainder) else "remainder and "
    start = (words(f"{what}Taylor polynomial of degree "), notation.rope(n), words(" of "), notation.rope(f))
    return Piece((*start, words(" at "), at), Strength.RELATION, spaced=True, tall=True)


@notates(TangentToCurve)
def _tangent_to_curve(node: TangentToCurve, notation: Notation) -> Piece:
    eq, variables, point = node.args
    words = notation.style.words
    at = (notation.rope(variables), notation.style.relation("="), notation.rope(point))
    rope = (words("tangent to "), notation.rope(eq), words(" at "), at)
    return Piece(rope, Strength.RELATION, spaced=True, tall=True)


@notates(ImplicitAgain)
def _implicit_again(node: ImplicitAgain, notation: Notation) -> Piece:
    eq, y, x, n = node.args
    quotient = notation.style.quotient_of("d", notation.rope(y), [(notation.rope(x), int(n))])
    rope = (quotient, notation.style.words(" if "), notation.rope(eq))
    return Piece(rope, Strength.RELATION, Edge.OPERATOR, spaced=True, tall=True)


@notates(StationaryPoints, GradientZero, SecondDerivativeTest)
def _stationary(node: StationaryPoints | GradientZero | SecondDerivativeTest, notation: Notation) -> Piece:
    words, style = notation.style.words, notation.style
    rope: Rope
    if isinstance(node, GradientZero):
        rope = (notation.rope(node.args[0]), style.relation("="), style.number("0"))
    elif isinstance(node, StationaryPoints):
        rope = (words("stationary points of "), notation.rope(node.args[0]))
    else:
        rope = (notation.rope(node.args[2]), words(" where "), notation.rope(node.args[3]))
    return Piece(rope, Strength.RELATION, spaced=True, tall=True)


_KINDS_JA = {
    "maximum": "極大値", "minimum": "極小値", "saddle": "鞍点", "undecided": "判定できない",
    "absolute maximum": "最大値", "absolute minimum": "最小値",
}  # fmt: skip


@notates(Extremum)
def _extremum(node: Extremum, notation: Notation) -> Piece:
    """maximum 2 at x = -1"""
    variables, point, height, _ = node.args
    style, words = notation.style, notation.style.words
    if len(variables.args) == 1:
        variables, point = variables.args[0], point.args[0]
    at = (notation.rope(variables), style.relation("="), notation.rope(point))
    if notation.lang == "ja":  # x = -1 で極大値 2
        rope: Rope = (at, words(f" で{_KINDS_JA.get(node.kind, node.kind)} "), notation.rope(height))
    else:
        rope = (words(f"{node.kind} "), notation.rope(height), words(" at "), at)
    return Piece(rope, Strength.RELATION, spaced=True, tall=True)


@notates(Laplacian)
def _laplacian(node: Laplacian, notation: Notation) -> Piece:
    return notation.prefixed(notation.style.symbol("Delta").rope, node.args[0])


@notates(Parametric, ParametricAgain)
def _parametric(node: Parametric | ParametricAgain, notation: Notation) -> Piece:
    y, x, _, *order = node.args
    style, words = notation.style, notation.style.words
    quotient = style.quotient_of("d", style.symbol("y").rope, [(style.symbol("x").rope, int(order[0]) if order else 1)])
    named = [
        (style.symbol(name).rope, style.relation("="), notation.within(notation.piece(u), Strength.RELATION).rope)
        for name, u in (("x", x), ("y", y))
    ]
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

"""How the questions about curves and fields are written: normal of f at x = 1, curvature of r, div F, curl F."""

from __future__ import annotations

from dataclasses import replace

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
from workings.expression.goals import Gradient
from workings.expression.nodes import symbols_of
from workings.rule import Text
from workings.show.notation import Notation, notates
from workings.show.piece import Edge, Piece, Rope, Strength
from workings.show.questions import IF

__all__: list[str] = []

_NORMALS = {
    Normal: Text("normal of {what} at {at}", "{at} における {what} の法線"),
    NormalToCurve: Text("normal to {what} at {at}", "{at} における {what} の法線"),
}
_CONSTANT = Text("{letter} constant", "{letter} は定数")


@notates(Normal, NormalToCurve)
def _normal(node: Normal | NormalToCurve, notation: Notation) -> Piece:
    """normal of f at x = a; normal to a curve at (x, y) = (a, b)"""
    what, where, point = node.args
    return notation.stated(_NORMALS[type(node)], what=notation.rope(what), at=notation.equal(where, point))


@notates(RelatedRate)
def _related_rate(node: RelatedRate, notation: Notation) -> Piece:
    """dy/dt if x^2 + y^2 = 25, dx/dt = 3"""
    eq, t, wanted, rates = node.args
    style = notation.style
    asked = style.quotient_of("d", notation.rope(wanted), [(notation.rope(t), 1)])
    known = tuple(
        (style.comma, style.quotient_of("d", notation.rope(v), [(notation.rope(t), 1)]), style.relation("="), rate)
        for v, rate in ((pair.args[0], notation.rope(pair.args[1])) for pair in rates.args)
    )
    moving = {t, wanted, *(pair.args[0] for pair in rates.args)}
    held = tuple(
        (style.comma, notation.phrase(_CONSTANT, letter=notation.rope(s))) for s in symbols_of([eq]) if s not in moving
    )
    return replace(notation.stated(IF, what=asked, condition=(notation.rope(eq), known, held)), start=Edge.OPERATOR)


_CURVATURE = Text("curvature of {what}", "{what} の曲率")
_NAMES = {
    GraphCurvature: _CURVATURE,
    PathCurvature: _CURVATURE,
    ArcRate: Text("arc length rate of {what}", "{what} の弧長の変化率"),
    Speed: Text("speed of {what}", "{what} の速さ"),
    Wronskian: Text("Wronskian of {what}", "{what} のロンスキー行列式"),
}


@notates(*_NAMES)
def _named(node: GraphCurvature | PathCurvature | ArcRate | Speed | Wronskian, notation: Notation) -> Piece:
    return notation.stated(_NAMES[type(node)], what=notation.rope(node.args[0]))


@notates(Divergence, Curl)
def _of_field(node: Divergence | Curl, notation: Notation) -> Piece:
    head = notation.style.bare_function("div" if isinstance(node, Divergence) else "curl")
    rope = (head, notation.style.words(" "), notation.rope(node.args[0]))
    return Piece(rope, Strength.RELATION, Edge.NAME, spaced=True, tall=True)


@notates(JacobianDeterminant)
def _jacobian_determinant(node: JacobianDeterminant, notation: Notation) -> Piece:
    """det J(x, y)"""
    functions, variables = node.args
    head: Rope = notation.style.sign("J")
    if symbols_of([functions]) != variables.args:
        head = notation.style.lower(head, notation.listed(variables.args))
    rope = (notation.style.bare_function("det"), notation.style.words(" "), head, notation.rope(functions))
    return Piece(rope, Strength.FUNCTION, Edge.NAME, Edge.CLOSED, spaced=True, tall=True)


@notates(SteepestSlope)
def _steepest_slope(node: SteepestSlope, notation: Notation) -> Piece:
    """‖∇f‖"""
    f, variables = node.args
    inside = notation.rope(Gradient(f, variables.args))
    return Piece(notation.style.norm(inside, True), Strength.ATOM, Edge.BARS, Edge.BARS, spaced=True, tall=True)


@notates(Several)
def _several(node: Several, notation: Notation) -> Piece:
    return notation.piece(node.args[0])

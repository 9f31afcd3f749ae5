"""How the questions of limits and of parts are written: lim_(h -> 0) f, d/dx by definition, the change by a part."""

from __future__ import annotations

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


@notates(FirstPrinciples)
def _first_principles(node: FirstPrinciples, notation: Notation) -> Piece:
    f, x = node.args
    return notation.prefixed(notation.style.operator("d", notation.rope(x), None), f)


@notates(Adjoint)
def _adjoint(node: Adjoint, notation: Notation) -> Piece:
    """∂f/∂u: f by one of its parts."""
    u = notation.within(notation.piece(node.u), Strength.PRODUCT)
    return notation.prefixed(notation.style.operator("∂", u.rope, None), node.f)

"""How questions about one continuous variable are written: c with ∫ f = 1, m with F(m) = 1/2, bounds of tails."""

from __future__ import annotations

import sympy
from sympy import Tuple

from workings.expression.density_goals import Crossing, Increase, MassConstant, Normalising, Quantile, TailBound
from workings.expression.nodes import ONE, add, mul, over_index
from workings.rule import Text
from workings.show.notation import Notation, notates
from workings.show.piece import Piece, Strength

__all__: list[str] = []

_WHERE = Text(" where ", " ただし ")
_BOUND = Text("upper bound of ", "次の確率の上界: ")


def _stated(unknown: sympy.Basic, left: sympy.Basic, right: sympy.Basic, notation: Notation) -> Piece:
    """unknown where left = right"""
    rope = (
        notation.rope(unknown),
        notation.style.words(_WHERE[notation.lang]),
        notation.rope(left),
        notation.style.relation("="),
        notation.rope(right),
    )
    return Piece(rope, Strength.RELATION, spaced=True, tall=True)


@notates(Normalising)
def _normalising(node: Normalising, notation: Notation) -> Piece:
    c, body, *limits = node.args
    return _stated(c, over_index(sympy.Integral, body, Tuple(*limits)), ONE, notation)


@notates(MassConstant)
def _mass_constant(node: MassConstant, notation: Notation) -> Piece:
    c, slope, rest = node.args
    whole = mul(c, slope) if rest == 0 else add(mul(c, slope), rest)
    return _stated(c, whole, ONE, notation)


@notates(Quantile)
def _quantile(node: Quantile, notation: Notation) -> Piece:
    m, share, body, x, low, _ = node.args
    return _stated(m, over_index(sympy.Integral, body, Tuple(x, low, m)), share, notation)


@notates(Crossing)
def _crossing(node: Crossing, notation: Notation) -> Piece:
    m, share, f, _, _ = node.args
    return _stated(m, f, share, notation)


@notates(Increase)
def _increase(node: Increase, notation: Notation) -> Piece:
    return notation.piece(node.args[0])


@notates(TailBound)
def _tail_bound(node: TailBound, notation: Notation) -> Piece:
    words = notation.style.words(_BOUND[notation.lang])
    return Piece((words, notation.rope(node.args[1])), Strength.RELATION, spaced=True)

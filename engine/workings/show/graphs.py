"""How questions about graphs, conditions and limits are written, and what answers them: increasing on (-1, 1)."""

from __future__ import annotations

from typing import Final

from sympy import Basic, oo

from workings.expression.graph_goals import (
    Concavity,
    Constrained,
    ConstrainedTest,
    CriticalNumbers,
    ExtremesOn,
    Inflection,
    Inflections,
    Largest,
    Monotonicity,
    Multipliers,
    Signs,
    Stretch,
    TurningSign,
)
from workings.expression.limit_goals import LimitAt
from workings.show.notation import Notation, notates
from workings.show.piece import Edge, Piece, Rope, Strength

__all__: list[str] = []

_JAPANESE: Final = {
    "increasing": "増加", "decreasing": "減少", "concave up": "下に凸", "concave down": "上に凸",
    "inflection point": "変曲点", "increase and decrease of ": "増減：", "concavity of ": "凹凸：",
    "points of inflection of ": "変曲点：", "absolute extremes of ": "最大・最小：", "absolute maximum of ": "最大値：",
    "absolute minimum of ": "最小値：", " on ": "、区間 ", "extremes of ": "極値：", " under ": "、条件 ",
    "sign of ": "符号：", "changes in ": "変化：", "values of ": "値：", " at ": "、点 ", "zeros of ": "零点：",
    "none": "なし", " where ": "、点 ",
}  # fmt: skip


def _said(notation: Notation, text: str) -> Rope:
    return notation.style.words(_JAPANESE[text] if notation.lang == "ja" else text)


def _stated(*ropes: Rope) -> Piece:
    return Piece(ropes, Strength.RELATION, spaced=True, tall=True)


def _interval(notation: Notation, low: Basic, high: Basic, closed: bool = False) -> Rope:
    style = notation.style
    inside = (notation.rope(low), style.comma, notation.rope(high))
    return ("[", inside, "]") if closed else style.bracket(inside, False)


@notates(Monotonicity, Concavity, Inflections)
def _between(node: Monotonicity | Concavity | Inflections, notation: Notation) -> Piece:
    f, _, low, high = node.args
    head = {Monotonicity: "increase and decrease of ", Concavity: "concavity of "}.get(
        type(node), "points of inflection of "
    )
    where = () if (low, high) == (-oo, oo) else (_said(notation, " on "), _interval(notation, low, high))
    return _stated(_said(notation, head), notation.rope(f), where)


@notates(Signs)
def _signs(node: Signs, notation: Notation) -> Piece:
    return _stated(_said(notation, "sign of "), notation.rope(node.args[0]))


@notates(TurningSign)
def _turning(node: TurningSign, notation: Notation) -> Piece:
    return _stated(_said(notation, "changes in "), notation.rope(node.args[2]))


@notates(Stretch)
def _stretch(node: Stretch, notation: Notation) -> Piece:
    """increasing on (-1, 1)"""
    _, low, high, _ = node.args
    interval = _interval(notation, low, high)
    if notation.lang == "ja":
        return _stated(interval, notation.style.words(f" で{_JAPANESE.get(node.kind, node.kind)}"))
    return _stated(notation.style.words(f"{node.kind} on "), interval)


@notates(Inflection)
def _inflection(node: Inflection, notation: Notation) -> Piece:
    """inflection point (1, -2)"""
    point = notation.style.bracket(notation.listed(node.args[1:]), True)
    return _stated(_said(notation, "inflection point"), notation.style.words(" "), point)


@notates(ExtremesOn)
def _extremes(node: ExtremesOn, notation: Notation) -> Piece:
    f, _, a, b, wanted = node.args
    head = "absolute extremes of " if str(wanted) == "both" else f"absolute {wanted} of "
    on = _said(notation, " on ")
    return _stated(_said(notation, head), notation.rope(f), on, _interval(notation, a, b, closed=True))


@notates(CriticalNumbers)
def _critical(node: CriticalNumbers, notation: Notation) -> Piece:
    g, _, _, low, high = node.args
    return _stated(
        _said(notation, "zeros of "), notation.rope(g), _said(notation, " on "), _interval(notation, low, high)
    )


@notates(Largest)
def _largest(node: Largest, notation: Notation) -> Piece:
    f, x, points, _ = node.args
    places = (notation.rope(x), notation.style.relation("="), notation.listed(points.args))
    return _stated(_said(notation, "values of "), notation.rope(f), _said(notation, " at "), places)


@notates(Constrained)
def _constrained(node: Constrained, notation: Notation) -> Piece:
    f, equations, _ = node.args
    under = _said(notation, " under ")
    return _stated(_said(notation, "extremes of "), notation.rope(f), under, notation.listed(equations.args))


@notates(Multipliers)
def _multipliers(node: Multipliers, notation: Notation) -> Piece:
    slopes, equations, *_ = node.args
    style = notation.style
    return _stated(
        notation.rope(slopes), style.relation("="), style.number("0"), style.comma, notation.listed(equations.args)
    )


@notates(ConstrainedTest)
def _test(node: ConstrainedTest, notation: Notation) -> Piece:
    """f where (x, y, lambda) = the points"""
    f, _, variables, multipliers, points = node.args
    style = notation.style
    names = style.bracket(notation.listed((*variables.args, *multipliers.args)), False)
    where = (_said(notation, " where "), names, style.relation("="), notation.rope(points))
    return _stated(notation.rope(f), where)


@notates(LimitAt)
def _limit(node: LimitAt, notation: Notation) -> Piece:
    f, x, a, *_ = node.args
    style = notation.style
    place: Rope = notation.rope(a)
    if node.side:
        sign = Piece(style.minus if node.side == "-" else "+")
        place = style.raise_(place, sign)[0]
    head = style.under("lim", (notation.rope(x), style.relation("->"), place))
    body = notation.within(notation.piece(f), Strength.SUM)
    return Piece((head, body.rope), Strength.PRODUCT, Edge.OPERATOR, Edge.OPERATOR, spaced=True, tall=True)

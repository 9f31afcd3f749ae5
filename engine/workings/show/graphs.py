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
from workings.rule import Text
from workings.show.notation import Notation, notates
from workings.show.piece import Edge, Piece, Rope, Strength

__all__: list[str] = []

_BETWEEN: Final = {
    Monotonicity: Text("increase and decrease of {f}", "{f} の増減"),
    Concavity: Text("concavity of {f}", "{f} の凹凸"),
    Inflections: Text("points of inflection of {f}", "{f} の変曲点"),
}
_ON: Final = Text("{what} on {interval}", "区間 {interval} における {what}")
_SIGN: Final = Text("sign of {f}", "{f} の符号")
_CHANGES: Final = Text("changes in {f}", "{f} の変化")
_STRETCHES: Final = {
    "increasing": "増加", "decreasing": "減少", "concave up": "下に凸", "concave down": "上に凸",
}  # fmt: skip
_INFLECTION: Final = Text("inflection point {point}", "変曲点 {point}")
_EXTREMES: Final = {
    "both": Text("absolute extremes of {f}", "{f} の最大値・最小値"),
    "maximum": Text("absolute maximum of {f}", "{f} の最大値"),
    "minimum": Text("absolute minimum of {f}", "{f} の最小値"),
}
_ZEROS: Final = Text("zeros of {f}", "{f} の零点")
_VALUES: Final = Text("values of {f} at {places}", "{places} における {f} の値")
_UNDER: Final = Text("extremes of {f} under {conditions}", "条件 {conditions} のもとでの {f} の極値")
_WHERE: Final = Text("{f} where {names}", "{names} における {f}")


def _interval(notation: Notation, low: Basic, high: Basic, closed: bool = False) -> Rope:
    style = notation.style
    inside = (notation.rope(low), style.comma, notation.rope(high))
    return (style.sign("["), inside, style.sign("]")) if closed else style.bracket(inside, False)


def _on(said: Text, f: Basic, interval: Rope, notation: Notation) -> Piece:
    return notation.stated(_ON, what=notation.phrase(said, f=notation.rope(f)), interval=interval)


@notates(Monotonicity, Concavity, Inflections)
def _between(node: Monotonicity | Concavity | Inflections, notation: Notation) -> Piece:
    f, _, low, high = node.args
    said = _BETWEEN[type(node)]
    if (low, high) == (-oo, oo):
        return notation.stated(said, f=notation.rope(f))
    return _on(said, f, _interval(notation, low, high), notation)


@notates(Signs)
def _signs(node: Signs, notation: Notation) -> Piece:
    return notation.stated(_SIGN, f=notation.rope(node.args[0]))


@notates(TurningSign)
def _turning(node: TurningSign, notation: Notation) -> Piece:
    return notation.stated(_CHANGES, f=notation.rope(node.args[2]))


@notates(Stretch)
def _stretch(node: Stretch, notation: Notation) -> Piece:
    """increasing on (-1, 1)"""
    _, low, high, _ = node.args
    said = Text(f"{node.kind} on {{interval}}", f"{{interval}} で{_STRETCHES.get(node.kind, node.kind)}")
    return notation.stated(said, interval=_interval(notation, low, high))


@notates(Inflection)
def _inflection(node: Inflection, notation: Notation) -> Piece:
    """inflection point (1, -2)"""
    return notation.stated(_INFLECTION, point=notation.style.bracket(notation.listed(node.args[1:]), True))


@notates(ExtremesOn)
def _extremes(node: ExtremesOn, notation: Notation) -> Piece:
    f, _, a, b, wanted = node.args
    return _on(_EXTREMES[str(wanted)], f, _interval(notation, a, b, closed=True), notation)


@notates(CriticalNumbers)
def _critical(node: CriticalNumbers, notation: Notation) -> Piece:
    g, _, _, low, high = node.args
    return _on(_ZEROS, g, _interval(notation, low, high), notation)


@notates(Largest)
def _largest(node: Largest, notation: Notation) -> Piece:
    f, x, points, _ = node.args
    places = (notation.rope(x), notation.style.relation("="), notation.listed(points.args))
    return notation.stated(_VALUES, f=notation.rope(f), places=places)


@notates(Constrained)
def _constrained(node: Constrained, notation: Notation) -> Piece:
    f, equations, _ = node.args
    return notation.stated(_UNDER, f=notation.rope(f), conditions=notation.listed(equations.args))


@notates(Multipliers)
def _multipliers(node: Multipliers, notation: Notation) -> Piece:
    slopes, equations, *_ = node.args
    style = notation.style
    zero = (notation.rope(slopes), style.relation("="), style.number("0"))
    rope = (*zero, style.comma, notation.listed(equations.args))
    return Piece(rope, Strength.RELATION, spaced=True, tall=True)


@notates(ConstrainedTest)
def _test(node: ConstrainedTest, notation: Notation) -> Piece:
    """f where (x, y, lambda) = the points"""
    f, _, variables, multipliers, points = node.args
    style = notation.style
    names = style.bracket(notation.listed((*variables.args, *multipliers.args)), False)
    return notation.stated(_WHERE, f=notation.rope(f), names=(names, style.relation("="), notation.rope(points)))


@notates(LimitAt)
def _limit(node: LimitAt, notation: Notation) -> Piece:
    f, x, a, *_ = node.args
    style = notation.style
    place: Rope = notation.rope(a)
    if node.side:
        sign = Piece(style.minus if node.side == "-" else style.sign("+"))
        place = style.raise_(place, sign)[0]
    head = style.under("lim", (notation.rope(x), style.relation("->"), place))
    body = notation.within(notation.piece(f), Strength.SUM)
    return Piece((head, body.rope), Strength.PRODUCT, Edge.OPERATOR, Edge.OPERATOR, spaced=True, tall=True)

"""How derivatives, relations, matrices and the other constructs of SymPy around arithmetic are written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sympy import (
    And,
    Basic,
    Derivative,
    Eq,
    Ge,
    Gt,
    Integral,
    Le,
    Limit,
    Lt,
    MatrixBase,
    Max,
    Min,
    Ne,
    Not,
    Or,
    Piecewise,
    Product,
    Subs,
    Sum,
    Symbol,
    Tuple,
    zeta,
)
from sympy.core.function import AppliedUndef
from sympy.logic.boolalg import BooleanFalse, BooleanTrue
from sympy.matrices.immutable import ImmutableDenseMatrix

from workings.expression.nodes import symbol, symbols_of
from workings.rule import Text
from workings.show.notation import Notation, notates
from workings.show.piece import Edge, Piece, Rope, Strength

__all__ = ["taken_at"]

_RELATIONS = {Eq: "=", Ne: "!=", Lt: "<", Le: "<=", Gt: ">", Ge: ">="}


def taken_at(piece: Piece, pairs: Sequence[tuple[Basic, Basic]], notation: Notation) -> Piece:
    inner = notation.within(piece, Strength.PRODUCT)
    where = tuple(
        (notation.style.comma if i else "", notation.rope(name), notation.style.relation("="), notation.rope(value))
        for i, (name, value) in enumerate(pairs)
    )
    rope = notation.style.at(inner.rope, where)
    return Piece(rope, Strength.FUNCTION, inner.start, Edge.ALONE, spaced=True, tall=True)


@notates(Derivative)
def _derivative(node: Derivative, notation: Notation) -> Piece:
    f, by = node.args[0], [(pair.args[0], pair.args[1]) for pair in node.args[1:]]
    if _is_primed(f) and all(n.is_Integer for _, n in by):
        return _unknown_derivative(f, [(_slot(x, {}), n) for x, n in by], f.args, notation)
    sign = "d" if len(symbols_of([f])) <= 1 else "∂"
    if len(by) > 1:
        return _repeated(f, by, sign, notation)
    variable, n = by[0]
    if isinstance(f, Symbol) and n == 1:  # dy/dx of a y that depends on x
        quotient = notation.style.quotient_of("d", notation.rope(f), [(notation.rope(variable), 1)])
        return Piece(quotient, Strength.FUNCTION, Edge.OPERATOR, Edge.ALONE, spaced=True, tall=True)
    order = notation.piece(n) if n != 1 else None
    return notation.prefixed(notation.style.operator(sign, notation.rope(variable), order), f)


def _repeated(f: Basic, by: Sequence[tuple[Any, Any]], sign: str, notation: Notation) -> Piece:
    """∂/∂y (∂/∂x (f))"""
    piece = notation.within(notation.piece(f), Strength.PRODUCT)
    for variable, n in by:
        order = notation.piece(n) if n != 1 else None
        rope = (notation.style.operator(sign, notation.rope(variable), order), " ", piece.rope)
        piece = notation.bracket(Piece(rope, Strength.FUNCTION, spaced=True, tall=True))
    return piece


def _is_primed(f: Basic) -> bool:
    """Whether its derivative is written with a prime: it is only named, or has no other name, as that of zeta."""
    return isinstance(f, AppliedUndef) or (isinstance(f, zeta) and len(f.args) == 1)


def _unknown_derivative(f: Any, by: Sequence[tuple[Any, Any]], arguments: Sequence[Basic], notation: Notation) -> Piece:
    """f′(x), and ∂f/∂x (x, y) where f has several arguments."""
    style = notation.style
    name = (
        style.bare_function("riemannzeta" if style.flat else "zeta")
        if isinstance(f, zeta)
        else notation.unknown(type(f).__name__)
    )
    pieces = [notation.piece(a) for a in arguments]
    tall = any(p.tall for p in pieces)
    if len(f.args) == 1 and len(by) == 1:
        n = int(by[0][1])
        marks = style.primes(n) if n < 4 else None
        head = (name, marks) if marks else style.raise_(name, Piece(style.bracket(style.number(str(n)), False)))[0]
        return notation.applied(head, notation.listed(arguments), tall, any(p.spaced for p in pieces))
    quotient = style.quotient_of("∂", name, [(notation.rope(x), int(n)) for x, n in by])
    rope = (quotient, " " if style.flat else "", style.bracket(notation.listed(arguments), tall))
    return Piece(rope, Strength.FUNCTION, Edge.OPERATOR, Edge.CLOSED, spaced=True, tall=True)


@notates(Subs)
def _subs(node: Subs, notation: Notation) -> Piece:
    """f′(g(x)) where it is the derivative of an unknown function, else the value of anything at a place."""
    expr, variables, points = node.args
    pairs = list(zip(variables.args, points.args, strict=True))
    if isinstance(expr, Derivative) and _is_primed(expr.args[0]):
        f = expr.args[0]
        by = [(pair.args[0], pair.args[1]) for pair in expr.args[1:]]
        places = dict(pairs)
        elsewhere = [a for a in f.args if a not in places]
        if all(n.is_Integer for _, n in by) and not any(s in places for s in symbols_of(elsewhere)):
            by = [(_slot(variable, places), n) for variable, n in by]
            return _unknown_derivative(f, by, [places.get(a, a) for a in f.args], notation)
    return taken_at(notation.piece(expr), pairs, notation)


def _slot(variable: Any, places: dict[Any, Any]) -> Basic:
    """What the derivative is by: x(t), or SymPy's own ξ in its place, goes by its name, ∂f/∂x (x(t), y(t))."""
    place = variable if isinstance(variable, AppliedUndef) else places.get(variable)
    if isinstance(place, AppliedUndef) and (place is variable or "xi" in variable.name):
        return symbol(type(place).__name__)
    return variable


@notates(*_RELATIONS)
def _relation(node: Eq, notation: Notation) -> Piece:
    left, right = (notation.within_relation(a) for a in node.args)
    rope = (left, notation.style.relation(_RELATIONS[type(node)]), right)
    return Piece(rope, Strength.RELATION, spaced=True, tall=True)


_NONE = Text("none", "なし")
_TRUE, _FALSE = Text("true", "真"), Text("false", "偽")
_AND, _OR = Text(" and ", " かつ "), Text(" or ", " または ")


@notates(And, Or)
def _connected(node: And, notation: Notation) -> Piece:
    chain = _chain(node, notation)
    if chain is not None:
        return chain
    word = notation.style.words((_AND if isinstance(node, And) else _OR)[notation.lang])
    ropes: list[Rope] = []
    for i, arg in enumerate(node.args):
        piece = notation.piece(arg)
        if isinstance(arg, (And, Or)) or (isinstance(arg, Not) and notation.lang == "ja"):
            piece = notation.bracket(piece)
        ropes += (word, piece.rope) if i else (piece.rope,)
    return Piece(tuple(ropes), Strength.RELATION, spaced=True)


def _chain(node: And, notation: Notation) -> Piece | None:
    """a ≤ x < b, for a ≤ x and x < b."""
    if not isinstance(node, And) or len(node.args) != 2:
        return None
    one, other = node.args
    same = any(isinstance(one, way) and isinstance(other, way) for way in ((Lt, Le), (Gt, Ge)))
    if not same or one.args[1] != other.args[0]:
        return None
    signs = [notation.style.relation(_RELATIONS[type(part)]) for part in (one, other)]
    low, middle, high = (notation.within_relation(a) for a in (*one.args, other.args[1]))
    return Piece((low, signs[0], middle, signs[1], high), Strength.RELATION, spaced=True, tall=True)


@notates(Not)
def _not(node: Not, notation: Notation) -> Piece:
    inner = notation.within(notation.piece(node.args[0]), Strength.POWER)
    if notation.lang == "ja":
        return Piece((inner.rope, notation.style.words(" でない")), spaced=True)
    return Piece((notation.style.words("not "), inner.rope), spaced=True)


@notates(BooleanTrue, BooleanFalse)
def _truth(node: BooleanTrue, notation: Notation) -> Piece:
    return Piece(notation.phrase(_TRUE if node else _FALSE))


@notates(Tuple)
def _tuple(node: Tuple, notation: Notation) -> Piece:
    if not node.args:
        return Piece(notation.phrase(_NONE))
    tall = any(notation.piece(a).tall for a in node.args)
    return Piece(notation.style.bracket(notation.listed(node.args), tall), spaced=True, tall=tall)


@notates(ImmutableDenseMatrix, MatrixBase)
def _matrix(node: ImmutableDenseMatrix, notation: Notation) -> Piece:
    rows = [[notation.rope(node[i, j]) for j in range(node.cols)] for i in range(node.rows)]
    return Piece(notation.style.matrix(rows), spaced=True, tall=True)


@notates(Piecewise)
def _piecewise(node: Piecewise, notation: Notation) -> Piece:
    rows = [
        (notation.rope(branch.args[0]), None if branch.args[1] == True else notation.rope(branch.args[1]))  # noqa: E712
        for branch in node.args
    ]
    return Piece(notation.cases(rows), spaced=True, tall=True)


@notates(Max, Min)
def _extreme(node: Max, notation: Notation) -> Piece:
    tall = any(notation.piece(a).tall for a in node.args)
    return notation.applied(notation.style.function(type(node).__name__), notation.listed(node.args), tall, True)


@notates(Integral, Sum, Product)
def _big(node: Integral, notation: Notation) -> Piece:
    """∫_0^1 f dx, and sums and products likewise."""
    style = notation.style
    integral = isinstance(node, Integral)
    signs: list[Rope] = []
    tails: list[Rope] = []
    for limit in node.args[1:]:
        variable, *ends = limit.args
        name = notation.rope(variable)
        low = notation.rope(ends[0]) if len(ends) == 2 else None
        high = notation.rope(ends[-1]) if ends else None
        if integral:
            signs.insert(0, style.big("integral", low, high))
            tails.append(style.differential(name))
        else:
            sign = "sum" if isinstance(node, Sum) else "product"
            signs.insert(0, style.big(sign, (name, style.relation("="), low or "?"), high))
    body = notation.within(notation.piece(node.args[0]), Strength.SUM).shut()
    return Piece((*signs, body.rope, *tails), Strength.PRODUCT, Edge.OPERATOR, Edge.OPERATOR, spaced=True, tall=True)


@notates(Limit)
def _limit(node: Limit, notation: Notation) -> Piece:
    f, x, place, side = node.args
    approach: Rope = notation.rope(place)
    if str(side) in "+-":
        approach = notation.style.raise_(approach, Piece(notation.style.sign(str(side))))[0]
    head = notation.style.under("lim", (notation.rope(x), notation.style.relation("->"), approach))
    body = notation.within(notation.piece(f), Strength.SUM)
    return Piece((head, body.rope), Strength.PRODUCT, Edge.OPERATOR, Edge.OPERATOR, spaced=True, tall=True)

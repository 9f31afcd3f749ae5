"""How vectors and matrices as letters are written: A x, Xᵀ, ‖x‖², tr(A dX), a ⊙ b, and the questions about them."""

from __future__ import annotations

from typing import Any

from sympy import Basic, Expr, Integer, Piecewise, Pow, Rational, exp
from sympy.core.symbol import Str

from workings.expression import shaped
from workings.expression.algebra import replace
from workings.expression.nodes import power, symbol, walk
from workings.expression.shaped import SCALAR, Dimension, Letter, shape_of
from workings.expression.shaped_goals import Arranged, Curvature, Differential, Each, Member, Neat, ReadOff, Slope
from workings.expression.vocabulary import unknown_function
from workings.show.latex import LATEX
from workings.show.notation import Notation, notates
from workings.show.piece import Edge, Piece, Rope, Strength

__all__: list[str] = []

_WORDS = {
    shaped.Tr: "tr",
    shaped.Det: "det",
    shaped.Diag: "diag",
    shaped.DiagonalOf: "diag",
    shaped.Vec: "vec",
    shaped.SumOfEntries: "sum",
    shaped.Softmax: "softmax",
    shaped.LogSumExp: "logsumexp",
}


def _word(notation: Notation, word: str) -> Rope:
    style = notation.style
    if style is not LATEX:
        return word if style.flat else f"<mi>{word}</mi>"
    return rf"\{word}" if word == "det" else rf"\operatorname{{{word}}}"


def _sign(notation: Notation, text: str, ascii_: str, latex: str) -> str:
    style = notation.style
    if style is LATEX:
        return latex
    if not style.flat:
        return f"<mo>{text.strip()}</mo>"
    return text if style.minus != "-" else ascii_


@notates(Letter)
def _letter(node: Letter, notation: Notation) -> Piece:
    if node.kind == "differential":
        inner = notation.style.symbol(node.name[1:])
        return Piece((notation.style.sign("d"), inner.rope), start=Edge.ALONE, end=Edge.ALONE)
    return Piece(notation.style.symbol(node.name).rope, start=Edge.ALONE, end=Edge.ALONE)


@notates(shaped.Zeros, shaped.Ones, shaped.Eye, shaped.Commutation)
def _constant(node: Any, notation: Notation) -> Piece:
    sign = {shaped.Zeros: "0", shaped.Ones: "1", shaped.Eye: "I", shaped.Commutation: "K"}[type(node)]
    if isinstance(node, shaped.Ones) and node.rows == 1:
        return notation.piece(shaped.Transpose(shaped.Ones(node.columns, 1)))
    if isinstance(node, shaped.Zeros | shaped.Ones):
        rope: Rope = rf"\mathbf{{{sign}}}" if notation.style is LATEX else notation.style.number(sign)
    else:
        rope = notation.style.symbol(sign).rope
    return Piece(rope, start=Edge.ALONE, end=Edge.ALONE)


@notates(Str)
def _method(node: Str, notation: Notation) -> Piece:
    return Piece(notation.style.words(node.name))


@notates(shaped.Sum)
def _sum(node: shaped.Sum, notation: Notation) -> Piece:
    return notation.sum([notation.piece(term) for term in node.args])


def _side_by_side(notation: Notation, pieces: list[Piece], negative: bool = False) -> Piece:
    """Factors with nothing between single letters, else a space; the order is what is read."""
    style = notation.style
    ropes: list[Rope] = []
    for i, piece in enumerate(pieces):
        if piece.negative or piece.strength <= Strength.SUM or (piece.end is Edge.OPERATOR and i < len(pieces) - 1):
            piece = notation.bracket(piece)
        if i:
            ropes.append(style.space)
        ropes.append(piece.rope if i == len(pieces) - 1 else piece.shut().rope)
    tall = any(p.tall for p in pieces)
    return Piece(tuple(ropes), Strength.PRODUCT, Edge.ALONE, Edge.ALONE, negative, spaced=True, tall=tall)


@notates(shaped.Product)
def _product(node: shaped.Product, notation: Notation) -> Piece:
    return _side_by_side(notation, [_factor(part, notation) for part in node.args])


def _factor(part: Any, notation: Notation) -> Piece:
    piece = notation.piece(part)
    if isinstance(part, shaped.Hadamard | shaped.Kronecker | shaped.Map) and piece.strength <= Strength.PRODUCT:
        return notation.bracket(piece)
    return piece


def _below(part: Any) -> Any:
    """What stands below the bar of a number 1/u, as a function of its own; None where it is no such number."""
    if not isinstance(part, shaped.Map) or shape_of(part) != SCALAR or not isinstance(part.body, Pow):
        return None
    base, exponent = part.body.args
    if not isinstance(exponent, Rational) or exponent.p >= 0:
        return None
    under = power(base, -exponent)
    return part.inner if under == part.entry else shaped.Map(under, part.entry, part.inner)


@notates(shaped.Multiple)
def _multiple(node: shaped.Multiple, notation: Notation) -> Piece:
    """c A; numbers 1/s among the factors make a fraction."""
    number, parts = node.args[0], list(node.args)
    negative = isinstance(number, Rational) and number.p < 0
    below = [under for part in parts if (under := _below(part)) is not None]
    above = [part for part in parts if _below(part) is None]
    if isinstance(number, Rational):
        above = above[1:] if number in (1, -1) else [abs(number), *above[1:]]
    if not above:
        above = [Integer(1)]
    count = sum(not isinstance(part, Rational) for part in above)
    pieces = [notation.bracket(p) if _binds_weakly(a, count) else p for a in above if (p := notation.piece(a))]
    whole = _numbers_first(above, pieces, notation)
    if below:
        under = [notation.piece(part) for part in below]
        whole = notation.fraction(whole, under[0] if len(under) == 1 else _side_by_side(notation, under))
    return Piece(whole.rope, whole.strength, Edge.ALONE, Edge.ALONE, negative, spaced=True, tall=whole.tall)


def _binds_weakly(part: Any, count: int) -> bool:
    """Whether a factor needs brackets beside others: aᵀb among numbers, a sum, a ⊙ b."""
    if count == 1:
        return isinstance(part, shaped.Hadamard | shaped.Kronecker)
    if isinstance(part, shaped.Hadamard | shaped.Kronecker):
        return True
    return isinstance(part, shaped.Product | shaped.Multiple) and shape_of(part) == SCALAR


def _numbers_first(above: list[Any], pieces: list[Piece], notation: Notation) -> Piece:
    if len(pieces) == 1:
        return pieces[0]
    rest = _side_by_side(notation, pieces[1:]) if len(pieces) > 2 else pieces[1]
    if isinstance(above[0], Rational) and above[0].q == 1 and pieces[1].start is not Edge.DIGIT:
        second = pieces[1]
        if second.negative or second.strength <= Strength.SUM:
            rest = _side_by_side(notation, [notation.bracket(second), *pieces[2:]])
        text = (pieces[0].rope, "" if notation.style is not LATEX else r"\,", rest.rope)
        return Piece(text, Strength.PRODUCT, Edge.DIGIT, Edge.ALONE, spaced=True, tall=rest.tall)
    return _side_by_side(notation, pieces)


@notates(shaped.Hadamard, shaped.Kronecker)
def _entrywise_product(node: Any, notation: Notation) -> Piece:
    kronecker = isinstance(node, shaped.Kronecker)
    sign = _sign(notation, " ⊗ ", " (x) ", r" \otimes ") if kronecker else _sign(notation, " ⊙ ", " .* ", r" \odot ")
    ropes: list[Rope] = []
    tall = False
    for i, part in enumerate(node.args):
        piece = notation.piece(part)
        tall = tall or piece.tall
        fraction = piece.strength is Strength.PRODUCT and isinstance(part, shaped.Map) and not notation.style.flat
        if piece.negative or (piece.strength <= Strength.PRODUCT and not fraction):
            piece = notation.bracket(piece)
        ropes += [sign, piece.rope] if i else [piece.rope]
    return Piece(tuple(ropes), Strength.PRODUCT, Edge.ALONE, Edge.ALONE, spaced=True, tall=tall)


def _base(part: Any, notation: Notation) -> Piece:
    piece = notation.piece(part)
    return piece if piece.strength is Strength.ATOM and not piece.negative else notation.bracket(piece)


@notates(shaped.Transpose)
def _transpose(node: shaped.Transpose, notation: Notation) -> Piece:
    inverse = isinstance(node.inner, shaped.Inverse)
    base = _base(node.inner.inner if inverse else node.inner, notation)
    if isinstance(node.inner, Letter) and node.inner.kind == "differential":
        base = notation.bracket(notation.piece(node.inner))
    if notation.style is LATEX:
        rope: Rope = (base.rope, r"^{-\top}" if inverse else r"^{\top}")
    elif notation.style.flat:
        rope = (base.rope, _sign(notation, "⁻ᵀ" if inverse else "ᵀ", "^-T" if inverse else "^T", ""))
    else:
        sign = Piece(((notation.style.minus,) if inverse else (), notation.style.symbol("T").rope))
        rope = notation.style.raise_(base.rope, sign)[0]
    return Piece(rope, Strength.POWER, Edge.ALONE, Edge.ALONE, spaced=base.spaced, tall=base.tall)


@notates(shaped.Inverse)
def _inverse(node: shaped.Inverse, notation: Notation) -> Piece:
    base = _base(node.inner, notation)
    rope = notation.style.raise_(base.rope, notation.piece(Integer(-1)))[0]
    return Piece(rope, Strength.POWER, Edge.ALONE, Edge.ALONE, spaced=base.spaced, tall=base.tall)


@notates(shaped.NthPower)
def _power(node: shaped.NthPower, notation: Notation) -> Piece:
    base = _base(node.args[0], notation)
    rope = notation.style.raise_(base.rope, notation.piece(node.args[1]))[0]
    return Piece(rope, Strength.POWER, Edge.ALONE, Edge.ALONE, spaced=base.spaced, tall=base.tall)


@notates(*_WORDS)
def _named(node: Any, notation: Notation) -> Piece:
    piece = notation.piece(node.inner)
    bare = isinstance(node.inner, Letter) and isinstance(node, shaped.Det | shaped.Tr)
    word = _word(notation, _WORDS[type(node)])
    if isinstance(node.inner, shaped.Map) and piece.start is Edge.BRACKET:
        piece = _map(node.inner, notation, bare=True)
    rope = (word, notation.style.bracket(notation.signed(piece), piece.tall))
    shut = Piece(rope, Strength.ATOM, Edge.ALONE, Edge.ALONE, spaced=True, tall=piece.tall)
    if not bare:
        return shut
    gap = "" if notation.style is LATEX else " "
    return Piece((word, gap, piece.rope), Strength.FUNCTION, Edge.ALONE, Edge.ALONE, spaced=True, closed=shut)


@notates(shaped.NormOf, shaped.Frobenius)
def _norm(node: Any, notation: Notation) -> Piece:
    inner = notation.rope(node.inner)
    tall = notation.piece(node.inner).tall
    if notation.style is LATEX:
        rope: Rope = (r"\left\| ", inner, r" \right\|") if tall else (r"\| ", inner, r" \|")
    else:
        bar = _sign(notation, "‖", "||", "")
        rope = (bar, inner, bar)
    if shape_of(node.inner)[1] != 1 and shape_of(node.inner)[0] != 1:
        rope = notation.style.lower(rope, notation.style.symbol("F").rope)
    if isinstance(node, shaped.Frobenius):
        rope = notation.style.raise_(rope, notation.piece(Integer(2)))[0]
        return Piece(rope, Strength.POWER, Edge.ALONE, Edge.ALONE, spaced=True, tall=tall)
    return Piece(rope, Strength.ATOM, Edge.ALONE, Edge.ALONE, spaced=True, tall=tall)


@notates(shaped.Map)
def _map(node: shaped.Map, notation: Notation, bare: bool = False) -> Piece:
    """f(A): the body with A in the place of t; a step 0 below and 1 above zero as [A > 0]."""
    if isinstance(node.body, Piecewise) and _is_step(node.body):
        above = notation.style.relation(">")
        left, right = (mark if notation.style.flat or notation.style is LATEX else f"<mo>{mark}</mo>" for mark in "[]")
        rope: Rope = (left, notation.rope(node.inner), above, notation.style.number("0"), right)
        return Piece(rope, Strength.ATOM, Edge.ALONE, Edge.ALONE, spaced=True)
    entrywise = shape_of(node) != SCALAR
    body = _told_apart(node) if entrywise else node.body
    piece = notation.piece(replace(body, {node.entry: node.inner}))
    if entrywise and not bare and piece.strength is Strength.SUM:
        return notation.bracket(piece)
    return piece


class _EntrywisePower(Expr):
    """t to a power, of every entry: written X.^2, for X^2 is X X."""

    __slots__ = ()
    is_commutative = True


@notates(_EntrywisePower)
def _entrywise_power(node: _EntrywisePower, notation: Notation) -> Piece:
    base, exponent = _base(node.args[0], notation), notation.rope(node.args[1])
    if notation.style is LATEX:
        rope: Rope = (base.rope, r"^{\circ ", exponent, "}")
    elif notation.style.flat:
        rope = (base.rope, ".^", exponent)
    else:
        rope = notation.style.raise_(base.rope, Piece(("∘", exponent), Strength.PRODUCT))[0]
    return Piece(rope, Strength.POWER, Edge.ALONE, Edge.ALONE, spaced=True)


def _told_apart(node: shaped.Map) -> Any:
    """The body with its exponentials as exp(...), and powers of the entries of a matrix as such."""
    rows, columns = shape_of(node)
    found: dict[Any, Any] = {}
    for part in walk(node.body):
        if isinstance(part, exp):
            found[replace(part, found)] = unknown_function("exp")(*[replace(a, found) for a in part.args])
        elif rows != 1 and columns != 1 and isinstance(part, Pow) and part.args[0] == node.entry and part.args[1] != -1:
            found[part] = Basic.__new__(_EntrywisePower, *part.args)
    return replace(node.body, found) if found else node.body


def _is_step(body: Piecewise) -> bool:
    return [pair.args[0] for pair in body.args] == [0, 1]


# Questions ----------------------------------------------------------------------------------------


@notates(Differential)
def _differential(node: Differential, notation: Notation) -> Piece:
    sign = notation.style.sign("d")
    if isinstance(node.f, Letter):
        return Piece((sign, notation.rope(node.f)), start=Edge.ALONE, end=Edge.ALONE)
    piece = notation.piece(node.f)
    if isinstance(node.f, shaped.NormOf | shaped.Frobenius):
        return Piece((sign, piece.rope), Strength.FUNCTION, Edge.ALONE, Edge.OPERATOR, spaced=True, tall=piece.tall)
    if isinstance(node.f, shaped.Tr | shaped.Det):
        gap = r"\," if notation.style is LATEX else " "
        named: Rope = (sign, gap, piece.rope)
        return Piece(named, Strength.FUNCTION, Edge.ALONE, Edge.OPERATOR, spaced=True, tall=piece.tall)
    return Piece((sign, notation.bracket(piece).rope), start=Edge.ALONE, end=Edge.ALONE, spaced=True, tall=piece.tall)


@notates(Arranged, Neat)
def _wish(node: Any, notation: Notation) -> Piece:
    return notation.piece(node.expr)


@notates(Slope)
def _slope(node: Slope, notation: Notation) -> Piece:
    by = notation.rope(node.x)
    if node.layout == "numerator" and node.x.shape != SCALAR:
        by = notation.rope(shaped.Transpose(node.x))
    if shape_of(node.f) not in (SCALAR,) and node.x.shape != SCALAR and shape_of(node.f)[1] != 1:
        return _prefixed(notation, notation.style.operator("∂", by, None), shaped.Vec(node.f))
    sign = "d" if node.x.shape == SCALAR and len(shaped.letters_of([node.f])) < 2 else "∂"
    return _prefixed(notation, notation.style.operator(sign, by, None), node.f)


@notates(Curvature)
def _curvature(node: Curvature, notation: Notation) -> Piece:
    return _prefixed(notation, notation.style.operator("∂", notation.rope(node.x), notation.piece(Integer(2))), node.f)


def _prefixed(notation: Notation, operator: Rope, f: Any) -> Piece:
    piece = notation.piece(f)
    simple = piece.strength in (Strength.ATOM, Strength.POWER) and not piece.negative
    body = piece if simple else notation.bracket(piece)
    gap = notation.style.space if notation.style.flat else ""
    return Piece(
        (operator, gap, body.rope), Strength.FUNCTION, Edge.OPERATOR, Edge.OPERATOR, spaced=True, tall=True
    )


@notates(ReadOff)
def _read_off(node: ReadOff, notation: Notation) -> Piece:
    """∂f/∂X | df = tr(A dX)"""
    style = notation.style
    by = shaped.Transpose(node.x) if node.layout == "numerator" else node.x
    quotient = style.quotient_of("∂", "f", [(notation.rope(by), 1)])
    said = (quotient, style.comma, "d", "f", style.relation("="), notation.rope(node.expr))
    return Piece(said, Strength.RELATION, Edge.OPERATOR, spaced=True, tall=True)


@notates(Each)
def _each(node: Each, notation: Notation) -> Piece:
    """(A x)_i > 0: what has to hold for every entry."""
    relation = node.args[0]
    left, right = relation.args
    index = notation.rope(symbol("i"))
    ropes = [notation.rope(side) for side in (left, right)]
    lowered: list[Rope] = []
    for side, rope in zip((left, right), ropes, strict=True):
        inner = [part for part in walk(side) if isinstance(part, shaped.Shaped) and shape_of(part) != SCALAR]
        matrix = bool(inner) and shape_of(inner[-1])[1] != 1
        base = _base(side, notation).rope if inner else rope
        lower = (index, notation.rope(symbol("j"))) if matrix else index
        lowered.append(notation.style.lower(base, lower) if inner else rope)
    sign = {"StrictGreaterThan": ">", "Unequality": "!=", "StrictLessThan": "<", "GreaterThan": ">=", "LessThan": "<="}
    mark = notation.style.relation(sign[type(relation).__name__])
    return Piece((lowered[0], mark, lowered[1]), Strength.RELATION, spaced=True)


@notates(Member)
def _member(node: Member, notation: Notation) -> Piece:
    """A ∈ ℝ^(m×n)"""
    letter = node.args[0]
    style = notation.style
    space = _sign(notation, "ℝ", "R", r"\mathbb{R}")
    member = _sign(notation, " ∈ ", " in ", r" \in ")
    by = _sign(notation, "×", " x ", r" \times ")
    rows, columns = letter.shape
    if letter.shape == SCALAR:
        return Piece((notation.rope(letter), member, space), Strength.RELATION, spaced=True)
    dims: Rope = _dimension(rows, notation)
    if columns != 1:
        dims = (dims, by, _dimension(columns, notation))
    rope = style.raise_(space, Piece(dims, Strength.ATOM if isinstance(dims, str) else Strength.PRODUCT))[0]
    kind: Rope = (" ", style.words(letter.kind)) if letter.kind in ("symmetric", "positive definite") else ""
    return Piece((notation.rope(letter), member, rope, kind), Strength.RELATION, spaced=True)


def _dimension(n: Dimension, notation: Notation) -> Rope:
    return notation.style.number(str(n)) if isinstance(n, int) else notation.style.symbol(n).rope

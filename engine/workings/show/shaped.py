"""How vectors and matrices as letters are written: A x, Xᵀ, ‖x‖², tr(A dX), a ⊙ b, and the questions about them."""

from __future__ import annotations

from typing import Any

from sympy import Basic, Expr, Function, Integer, Mul, Piecewise, Pow, Rational, StrictGreaterThan, StrictLessThan, exp
from sympy.core.symbol import Str

from workings.expression import shaped
from workings.expression.algebra import replace
from workings.expression.nodes import mul, power, symbol, walk
from workings.expression.shaped import SCALAR, Dimension, Letter, shape_of
from workings.expression.shaped_goals import Arranged, Curvature, Differential, Each, Member, Neat, ReadOff, Slope
from workings.expression.vocabulary import unknown_function
from workings.rule import Text
from workings.show.notation import Notation, notates
from workings.show.piece import Edge, Piece, Rope, Strength
from workings.show.text import ASCII

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


@notates(Letter)
def _letter(node: Letter, notation: Notation) -> Piece:
    if node.kind == "differential":
        inner = notation.style.symbol(node.name[1:])
        return Piece((notation.style.sign("d"), inner.rope), start=Edge.ALONE, end=Edge.ALONE)
    return Piece(notation.style.symbol(node.name).rope, start=Edge.ALONE, end=Edge.ALONE)


@notates(shaped.Zeros)
def _zeros(node: shaped.Zeros, notation: Notation) -> Piece:
    return Piece(notation.style.number("0"), start=Edge.ALONE, end=Edge.ALONE)


@notates(shaped.Ones)
def _ones(node: shaped.Ones, notation: Notation) -> Piece:
    """𝟏, of a size that what stands beside it says; a matrix of ones, and text without bold letters, says its size."""
    if node.rows == 1:
        return notation.piece(shaped.Transpose(shaped.Ones(node.columns, 1)))
    if node.columns != 1 or notation.style is ASCII:
        sizes: Rope = tuple((notation.style.comma if i else "", size) for i, size in enumerate(_sizes(node, notation)))
        return _called("ones", sizes, notation)
    return Piece(notation.style.ones, start=Edge.ALONE, end=Edge.ALONE)


@notates(shaped.Eye)
def _eye(node: shaped.Eye, notation: Notation, sized: bool = False) -> Piece:
    rope = notation.style.symbol("I").rope
    return Piece(notation.style.lower(rope, _dimension(node.rows, notation)) if sized else rope)


@notates(shaped.Commutation)
def _commutation(node: shaped.Commutation, notation: Notation) -> Piece:
    m, n = (_dimension(size, notation) for size in node.content)
    return Piece(notation.style.lower(notation.style.symbol("K").rope, (m, notation.style.comma, n)))


def _sizes(node: Any, notation: Notation) -> list[Rope]:
    """The dimensions of a matrix, of a column only its rows."""
    rows, columns = node.shape
    return [_dimension(size, notation) for size in ((rows,) if columns == 1 else (rows, columns))]


def _called(word: str, inside: Rope, notation: Notation, tall: bool = False) -> Piece:
    return Piece((notation.style.operation(word), notation.style.bracket(inside, tall)), spaced=True, tall=tall)


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


def _above_and_below(part: Any) -> tuple[list[Any], list[Any]]:
    """What stands above and below the bar of a number f(u)/g(u), each a function of its own."""
    if not isinstance(part, shaped.Map) or shape_of(part) != SCALAR:
        return [part], []
    above: list[Any] = []
    below: list[Any] = []
    for factor in part.body.args if isinstance(part.body, Mul) else (part.body,):
        negative = isinstance(factor, Pow) and isinstance(factor.args[1], Rational) and factor.args[1].p < 0
        (below if negative else above).append(power(factor.args[0], -factor.args[1]) if negative else factor)
    if not below or any(isinstance(factor, Rational) for factor in above):
        return [part], []
    return [_of_inner(mul(*above), part)] if above else [], [_of_inner(mul(*below), part)]


def _of_inner(body: Any, part: shaped.Map) -> Any:
    return part.inner if body == part.entry else shaped.Map(body, part.entry, part.inner)


@notates(shaped.Multiple)
def _multiple(node: shaped.Multiple, notation: Notation) -> Piece:
    """c A; numbers 1/s among the factors make a fraction."""
    last = node.args[-1]
    if len(node.args) == 2 and isinstance(last, shaped.Map) and _is_fraction(last, node.args[0]):
        return notation.piece(_in_fraction(last, node.args[0]))
    number, parts = node.args[0], list(node.args)
    negative = isinstance(number, Rational) and number.p < 0
    parts = [part.inner if isinstance(part, shaped.Map) and part.body == part.entry else part for part in parts]
    fractions = [_above_and_below(part) for part in parts]
    above = [part for over, _ in fractions for part in over]
    below = [part for _, under in fractions for part in under]
    if isinstance(number, Rational):
        over = Integer(number.q) if below and number.q != 1 else None  # 1/(2u)
        size = Integer(abs(number.p)) if over is not None else abs(number)
        above = above[1:] if size == 1 else [size, *above[1:]]
        below = [over, *below] if over is not None else below
    if not above:
        above = [Integer(1)]
    count = sum(not isinstance(part, Rational) for part in above)
    pieces = [notation.bracket(p) if _binds_weakly(a, count) else p for a in above if (p := notation.piece(a))]
    whole = _numbers_first(above, pieces, notation)
    if below:
        under = [notation.piece(part) for part in below]
        under = [notation.bracket(p) if _binds_weakly(b, len(under)) else p for b, p in zip(below, under, strict=True)]
        whole = notation.fraction(whole, _numbers_first(below, under, notation))
    if negative and whole.strength <= Strength.SUM:
        whole = notation.bracket(whole)
    return Piece(whole.rope, whole.strength, Edge.ALONE, Edge.ALONE, negative, spaced=True, tall=whole.tall)


def _in_fraction(part: shaped.Map, number: Rational) -> Any:
    """The number in the fraction of a function of every entry: p above the bar, q below."""
    factors = part.body.args if isinstance(part.body, Mul) else (part.body,)
    body = mul(*([Integer(number.p)] if number.p != 1 else []), power(Integer(number.q), Integer(-1)), *factors)
    return shaped.Map(body, part.entry, part.inner)


def _is_fraction(part: shaped.Map, number: Any) -> bool:
    """Whether a number before it goes into its fraction: 1/(2√X) for 1/2 times 1/√X."""
    if shape_of(part) == SCALAR or not isinstance(number, Rational) or number.q == 1:
        return False
    factors = part.body.args if isinstance(part.body, Mul) else (part.body,)
    return any(isinstance(f, Pow) and isinstance(f.args[1], Rational) and f.args[1].p < 0 for f in factors)


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
    if isinstance(above[0], Rational) and above[0].q == 1 and above[0].p > 0 and pieces[1].start is not Edge.DIGIT:
        second = pieces[1]
        if second.negative or second.strength <= Strength.SUM:
            rest = _side_by_side(notation, [notation.bracket(second), *pieces[2:]])
        text = (pieces[0].rope, notation.style.thin, rest.rope)
        return Piece(text, Strength.PRODUCT, Edge.DIGIT, Edge.ALONE, spaced=True, tall=rest.tall)
    return _side_by_side(notation, pieces)


@notates(shaped.Hadamard, shaped.Kronecker)
def _entrywise_product(node: Any, notation: Notation) -> Piece:
    ropes: list[Rope] = []
    tall = False
    flat = notation.style is ASCII and isinstance(node, shaped.Kronecker)  # kron(A, B), with brackets of its own
    for part in node.args:
        piece = _sized(part, notation) if isinstance(node, shaped.Kronecker) else notation.piece(part)
        tall = tall or piece.tall
        fraction = piece.strength is Strength.PRODUCT and isinstance(part, shaped.Map) and not notation.style.flat
        if not flat and (piece.negative or (piece.strength <= Strength.PRODUCT and not fraction)):
            piece = notation.bracket(piece)
        ropes.append(notation.signed(piece))
    if isinstance(node, shaped.Kronecker):
        both = notation.style.kronecker(*ropes)
        return Piece(both, Strength.ATOM if flat else Strength.PRODUCT, spaced=True, tall=tall)
    joined: Rope = tuple((notation.style.hadamard if i else "", rope) for i, rope in enumerate(ropes))
    return Piece(joined, Strength.PRODUCT, Edge.ALONE, Edge.ALONE, spaced=True, tall=tall)


def _sized(part: Any, notation: Notation) -> Piece:
    """A part of which nothing beside it says how large it is: I_n, 𝟏_n."""
    if isinstance(part, shaped.Eye):
        return _eye(part, notation, sized=True)
    if isinstance(part, shaped.Product):
        plain = (Letter, shaped.Ones, shaped.Eye, shaped.Transpose)
        pieces = [_sized(f, notation) if isinstance(f, plain) else _factor(f, notation) for f in part.args]
        return _side_by_side(notation, pieces)
    if isinstance(part, shaped.Transpose) and isinstance(part.inner, shaped.Ones):
        part = shaped.Ones(1, part.inner.rows)
    if isinstance(part, shaped.Ones) and 1 in part.shape and notation.style is not ASCII:
        size = part.rows if part.columns == 1 else part.columns
        column = notation.style.lower(notation.style.ones, _dimension(size, notation))
        return Piece(column if part.columns == 1 else notation.style.transposed(column, inverse=False))
    return notation.piece(part)


def _base(part: Any, notation: Notation) -> Piece:
    piece = notation.piece(part)
    return piece if piece.strength is Strength.ATOM and not piece.negative else notation.bracket(piece)


@notates(shaped.Transpose)
def _transpose(node: shaped.Transpose, notation: Notation) -> Piece:
    inverse = isinstance(node.inner, shaped.Inverse)
    base = _base(node.inner.inner if inverse else node.inner, notation)
    if isinstance(node.inner, Letter) and node.inner.kind == "differential":
        base = notation.bracket(notation.piece(node.inner))
    rope = notation.style.transposed(base.rope, inverse)
    return Piece(rope, Strength.POWER, Edge.ALONE, Edge.ALONE, spaced=base.spaced, tall=base.tall)


@notates(shaped.Inverse)
def _inverse(node: shaped.Inverse, notation: Notation) -> Piece:
    base = _base(node.inner, notation)
    rope = notation.style.raise_(base.rope, notation.piece(Integer(-1)))[0]
    return Piece(rope, Strength.POWER, Edge.ALONE, Edge.ALONE, spaced=base.spaced, tall=base.tall)


@notates(shaped.Unvec)
def _unvec(node: shaped.Unvec, notation: Notation) -> Piece:
    comma = notation.style.comma
    return _called("unvec", (notation.rope(node.inner), *((comma, size) for size in _sizes(node, notation))), notation)


@notates(shaped.NthPower)
def _power(node: shaped.NthPower, notation: Notation) -> Piece:
    base = _base(node.args[0], notation)
    if isinstance(node.args[0], shaped.Map):  # (f(A))², for f(A)² squares every entry
        base = notation.bracket(notation.piece(node.args[0]))
    rope = notation.style.raise_(base.rope, notation.piece(node.args[1]))[0]
    return Piece(rope, Strength.POWER, Edge.ALONE, Edge.ALONE, spaced=base.spaced, tall=base.tall)


@notates(*_WORDS)
def _named(node: Any, notation: Notation) -> Piece:
    piece = _sized(node.inner, notation) if isinstance(node, shaped.Vec) else notation.piece(node.inner)
    bare = isinstance(node.inner, Letter) and isinstance(node, shaped.Det | shaped.Tr)
    word = notation.style.operation(_WORDS[type(node)])
    if isinstance(node.inner, shaped.Map) and piece.start is Edge.BRACKET:
        piece = _map(node.inner, notation, bare=True)
    rope = (word, notation.style.bracket(notation.signed(piece), piece.tall))
    shut = Piece(rope, Strength.ATOM, Edge.ALONE, Edge.ALONE, spaced=True, tall=piece.tall)
    if not bare:
        return shut
    return Piece(
        notation.style.gap(word, piece.rope), Strength.FUNCTION, Edge.ALONE, Edge.ALONE, spaced=True, closed=shut
    )


@notates(shaped.NormOf, shaped.Frobenius)
def _norm(node: Any, notation: Notation) -> Piece:
    inner = notation.rope(node.inner)
    tall = notation.piece(node.inner).tall
    rope = notation.style.norm(inner, tall)
    if shape_of(node.inner)[1] != 1 and shape_of(node.inner)[0] != 1:
        rope = notation.style.lower(rope, notation.style.symbol("F").rope)
    if isinstance(node, shaped.Frobenius):
        rope = notation.style.raise_(rope, notation.piece(Integer(2)))[0]
        return Piece(rope, Strength.POWER, Edge.ALONE, Edge.ALONE, spaced=True, tall=tall)
    return Piece(rope, Strength.ATOM, Edge.ALONE, Edge.ALONE, spaced=True, tall=tall)


@notates(shaped.Map)
def _map(node: shaped.Map, notation: Notation, bare: bool = False) -> Piece:
    """f(A): the body with A in the place of t; a step 0 below and 1 above zero as [A > 0]."""
    above_zero = _above_zero(node.body) if isinstance(node.body, Piecewise) else None
    if above_zero is not None:
        inside = node.inner if above_zero == node.entry else shaped.Map(above_zero, node.entry, node.inner)
        rope = notation.style.indicator(
            (notation.rope(inside), notation.style.relation(">"), notation.style.number("0"))
        )
        return Piece(rope, Strength.ATOM, Edge.ALONE, Edge.ALONE, spaced=True)
    entrywise = shape_of(node) != SCALAR
    body = _told_apart(node) if entrywise else node.body
    piece = notation.piece(replace(body, {node.entry: node.inner}))
    if entrywise and not bare and piece.strength is Strength.SUM:
        return notation.bracket(piece)
    return piece


class _EntrywisePower(Expr):
    """A power of every entry: written X.^2, for X^2 is X X."""

    __slots__ = ()
    is_commutative = True


class _EntrywiseProduct(Expr):
    """A product of every two entries, u ⊙ v, in the body of a function of one entry."""

    __slots__ = ()
    is_commutative = True


@notates(_EntrywiseProduct)
def _entrywise_factors(node: _EntrywiseProduct, notation: Notation) -> Piece:
    pieces = [notation.within(notation.piece(part), Strength.PRODUCT) for part in node.args]
    joined: Rope = tuple((notation.style.hadamard if i else "", piece.rope) for i, piece in enumerate(pieces))
    return Piece(joined, Strength.PRODUCT, spaced=True, tall=any(piece.tall for piece in pieces))


@notates(_EntrywisePower)
def _entrywise_power(node: _EntrywisePower, notation: Notation) -> Piece:
    base, exponent = _base(node.args[0], notation), notation.rope(node.args[1])
    rope = notation.style.entrywise_power(base.rope, exponent)
    return Piece(rope, Strength.POWER, Edge.ALONE, Edge.ALONE, spaced=True)


def _told_apart(node: shaped.Map) -> Any:
    """The body with its exponentials as exp(...), and its powers and products as those of every entry."""
    made: dict[int, Any] = {}
    moves: dict[int, bool] = {}
    for part in walk(node.body):
        args = [made[id(arg)] for arg in part.args]
        moves[id(part)] = part == node.entry or any(moves[id(arg)] for arg in part.args)
        made[id(part)] = _entry_by_entry(part, args, [moves[id(arg)] for arg in part.args], node.columns == 1)
    return made[id(node.body)]


def _entry_by_entry(part: Any, args: list[Any], moves: list[bool], column: bool) -> Any:
    if isinstance(part, exp):
        return unknown_function("exp")(*args)
    if isinstance(part, Pow) and moves[0] and isinstance(part.args[1], Rational):
        return _power_of_entries(args[0], part.args[1], column and isinstance(part.args[0], Function))
    if isinstance(part, Mul) and sum(moves) > 1:
        above = [arg for arg, moving in zip(args, moves, strict=True) if moving and not _is_below(arg)]
        below = [arg.args[0] for arg, moving in zip(args, moves, strict=True) if moving and _is_below(arg)]
        rest = [arg for arg, moving in zip(args, moves, strict=True) if not moving]
        under = [power(_product_of_entries(below), Integer(-1))] if below else []
        return mul(*rest, *([_product_of_entries(above)] if above else []), *under)
    return Basic.__new__(type(part), *args) if args and args != list(part.args) else part


def _is_below(arg: Any) -> bool:
    return isinstance(arg, Pow) and arg.args[1] == -1


def _power_of_entries(base: Any, exponent: Rational, of_function: bool) -> Any:
    """sin(x)² of a vector and √x as they are, 1/u as a fraction, anything else u.^n."""
    if exponent.p < 0:
        return power(base if exponent == -1 else _power_of_entries(base, -exponent, of_function), Integer(-1))
    if exponent == Rational(1, 2) or (of_function and exponent.q == 1):
        return power(base, exponent)
    return Basic.__new__(_EntrywisePower, base, exponent)


def _product_of_entries(parts: list[Any]) -> Any:
    return parts[0] if len(parts) == 1 else Basic.__new__(_EntrywiseProduct, *parts)


def _above_zero(body: Piecewise) -> Any:
    """u of a step that is 0 where u < 0 and 1 where u > 0; None where it is another function of pieces."""
    if [pair.args[0] for pair in body.args] != [0, 1]:
        return None
    low, high = (pair.args[1] for pair in body.args)
    sides = isinstance(low, StrictLessThan) and isinstance(high, StrictGreaterThan)
    return high.args[0] if sides and low.args == high.args and high.args[1] == 0 else None


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
        gap = notation.style.thin or " "
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
    return Piece((operator, gap, body.rope), Strength.FUNCTION, Edge.OPERATOR, Edge.OPERATOR, spaced=True, tall=True)


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
    rows, columns = letter.shape
    if letter.shape == SCALAR:
        return Piece((notation.rope(letter), style.member, style.reals), Strength.RELATION, spaced=True)
    dims: Rope = _dimension(rows, notation)
    if columns != 1:
        dims = (dims, style.by, _dimension(columns, notation))
    rope = style.raise_(style.reals, Piece(dims, Strength.ATOM if isinstance(dims, str) else Strength.PRODUCT))[0]
    kind = _KINDS.get(letter.kind)
    said: Rope = "" if kind is None else (style.words(" "), notation.phrase(kind))
    return Piece((notation.rope(letter), style.member, rope, said), Strength.RELATION, spaced=True)


_KINDS = {
    "symmetric": Text("symmetric", "対称"),
    "positive definite": Text("positive definite", "正定値"),
    "diagonal": Text("diagonal", "対角"),
}


def _dimension(n: Dimension, notation: Notation) -> Rope:
    """A dimension, of which a product of two has the letters side by side."""
    if isinstance(n, int):
        return notation.style.number(str(n))
    letters = [notation.style.symbol(letter).rope for letter in shaped.dimensions_of(n)]
    whole = "".join(letter for letter in letters if isinstance(letter, str))
    return whole if len(whole) == len(n) else tuple(letters)

"""How numbers, symbols, sums, products, powers and functions are written."""

from __future__ import annotations

from dataclasses import replace

from flint import fmpz
from sympy import (
    Abs,
    Add,
    Basic,
    Float,
    Function,
    Integer,
    KroneckerDelta,
    Mul,
    Pow,
    Rational,
    Symbol,
    binomial,
    ceiling,
    conjugate,
    exp,
    factorial,
    floor,
    log,
    loggamma,
)
from sympy.core.function import AppliedUndef
from sympy.core.numbers import (
    ComplexInfinity,
    Exp1,
    ImaginaryUnit,
    Infinity,
    NaN,
    NegativeInfinity,
    NumberSymbol,
    Pi,
)

from workings.expression.members import Member, member_name
from workings.expression.nodes import HALF, MINUS_ONE, ONE, divisor
from workings.rule import Text
from workings.show.names import BARE_FUNCTIONS, POWERED_FUNCTIONS
from workings.show.notation import Notation, notates
from workings.show.piece import Edge, Piece, Rope, Strength

__all__: list[str] = []

_UNDEFINED = Text("undefined", "定義されない")
_THIRD = Rational(1, 3)
_LONG = 4_000  # decimal digits: Python refuses to write longer integers


def digits(n: int) -> str:
    return str(n) if n.bit_length() < 3 * _LONG else fmpz(n).str()


@notates(Symbol)
def _symbol(node: Symbol, notation: Notation) -> Piece:
    return notation.style.symbol(node.name)


@notates(Integer)
def _integer(node: Integer, notation: Notation) -> Piece:
    n = int(node.p)
    return Piece(notation.style.number(digits(abs(n))), start=Edge.DIGIT, end=Edge.DIGIT, negative=n < 0)


@notates(Rational)
def _rational(node: Rational, notation: Notation) -> Piece:
    p, q = int(node.p), int(node.q)
    if notation.decimal and (text := _decimal(abs(p), q)):
        return Piece(notation.style.number(text), start=Edge.DIGIT, end=Edge.DIGIT, negative=p < 0)
    number = notation.style.number
    rope = notation.style.over(number(digits(abs(p))), number(digits(q)))
    flat = notation.style.flat
    return Piece(rope, Strength.PRODUCT, Edge.DIGIT, Edge.ALONE, p < 0, spaced=flat, tall=not flat)


def _decimal(p: int, q: int) -> str | None:
    """p/q in exact decimal places, or None where it has none."""
    twos = fives = 0
    rest = q
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    places = max(twos, fives)
    if rest != 1 or places > 30:
        return None
    text = digits(p * 10**places // q).rjust(places + 1, "0")
    return f"{text[:-places]}.{text[-places:]}"


@notates(Float)
def _float(node: Float, notation: Notation) -> Piece:
    text = format(abs(float(node)), ".15g")
    mantissa, mark, exponent = text.partition("e")
    if not mark:
        return Piece(notation.style.number(text), start=Edge.DIGIT, end=Edge.DIGIT, negative=bool(node < 0))
    ten = Piece(notation.style.number("10"), start=Edge.DIGIT, end=Edge.DIGIT)
    scale = notation.power(ten, _integer(Integer(int(exponent)), notation))
    scaled = notation.product([Piece(notation.style.number(mantissa), start=Edge.DIGIT, end=Edge.DIGIT), scale])
    return replace(scaled, negative=bool(node < 0))


@notates(NumberSymbol, ImaginaryUnit, Exp1, Pi)
def _constant(node: NumberSymbol, notation: Notation) -> Piece:
    names = {Pi: "pi", Exp1: "e", ImaginaryUnit: "i"}
    return notation.style.symbol(names.get(type(node), type(node).__name__))


@notates(Infinity, NegativeInfinity, ComplexInfinity, NaN)
def _infinite(node: Infinity, notation: Notation) -> Piece:
    if isinstance(node, NaN):
        return Piece(notation.phrase(_UNDEFINED))
    return Piece(notation.style.sign("oo"), negative=isinstance(node, NegativeInfinity))


@notates(Add)
def _add(node: Add, notation: Notation) -> Piece:
    return notation.sum([notation.piece(term) for term in node.args])


@notates(Mul)
def _mul(node: Mul, notation: Notation) -> Piece:
    """A sign, and then the factors from left to right."""
    if node.args[0] is not MINUS_ONE or len(node.args) == 1:
        return notation.product(_groups(node.args, notation))
    rest = _groups(node.args[1:], notation)
    if rest[0].negative or (len(rest) == 1 and rest[0].strength <= Strength.SUM):
        rest[0] = notation.bracket(rest[0])
    whole = notation.product(rest)
    closed = replace(whole.closed, negative=True) if whole.closed else None
    return replace(whole, strength=min(whole.strength, Strength.PRODUCT), negative=True, closed=closed)


def _groups(args: tuple[Basic, ...], notation: Notation) -> list[Piece]:
    """The factors as pieces; what stands before a divisor is its numerator, what follows it starts afresh."""
    done: list[Piece] = []
    above: list[Piece] = []
    below: list[Piece] = []

    def flush() -> None:
        if below:
            top = notation.product(above) if above else notation.one
            done.append(notation.fraction(top, notation.product(below)))
        else:
            done.extend(above)
        above.clear()
        below.clear()

    for i, arg in enumerate(args):
        b = divisor(arg)
        if b is not None:
            below.append(notation.piece(b))
            continue
        if below:
            flush()
        piece = notation.piece(arg)
        if i == 0 and len(args) > 1 and isinstance(arg, Rational) and piece.strength is Strength.PRODUCT:
            done.append(_coefficient(piece, notation))  # (1/2)x keeps its fraction to itself
        else:
            above.append(piece)
    flush()
    return done


def _coefficient(piece: Piece, notation: Notation) -> Piece:
    if notation.style.flat:
        return replace(notation.bracket(piece.positive()), negative=piece.negative)
    return replace(piece, strength=Strength.POWER, start=Edge.BRACKET, end=Edge.BRACKET)


@notates(Pow)
def _pow(node: Pow, notation: Notation) -> Piece:
    base, exponent = node.args
    if exponent is MINUS_ONE:
        return notation.fraction(notation.one, notation.piece(base))
    if exponent in (HALF, _THIRD):
        inside = notation.piece(base)
        if inside.negative:
            inside = replace(inside, rope=notation.signed(inside), negative=False, strength=Strength.SUM)
        return notation.style.root(2 if exponent == HALF else 3, inside)
    raised = _exponent(exponent, notation)
    if isinstance(exponent, Integer) and exponent.p > 1 and type(base).__name__ in POWERED_FUNCTIONS:
        return _function_power(base, raised, notation)
    return notation.power(notation.piece(base), raised)


def _exponent(node: Rational, notation: Notation) -> Piece:
    """A fraction of numbers is written on the line, t^(2/3)."""
    piece = notation.piece(node)
    if isinstance(node, Rational) and piece.strength is Strength.PRODUCT:
        style = notation.style
        p, q = style.number(digits(abs(node.p))), style.number(digits(node.q))
        return replace(piece, rope=(p, style.sign("/"), q))
    return piece


def _function_power(node: Function, exponent: Piece, notation: Notation) -> Piece:
    """sin² x, and sin²(2x)"""
    name = notation.style.bare_function(BARE_FUNCTIONS[type(node).__name__])
    return _named(node, notation.style.raise_(name, exponent)[0], notation)


@notates(exp)
def _exp(node: exp, notation: Notation) -> Piece:
    e = Piece(notation.style.symbol("e").rope, start=Edge.EXP, end=Edge.LETTER)
    exponent = node.args[0]
    if exponent is ONE:
        return e
    return replace(notation.power(e, _exponent(exponent, notation)), end=Edge.CARET)


def _named(node: Function, name: Rope, notation: Notation) -> Piece:
    argument = node.args[0]
    piece = notation.piece(argument)
    if isinstance(argument, Abs):
        bars = Piece((name, piece.rope), Strength.FUNCTION, Edge.NAME, Edge.CLOSED, spaced=piece.spaced)
        return replace(bars, tall=piece.tall)
    bare = isinstance(argument, (Symbol, Integer, NumberSymbol)) and not piece.negative
    return notation.named(name, piece, bare)


@notates(log)
def _log(node: log, notation: Notation) -> Piece:
    style = notation.style
    if len(node.args) == 1:
        return _named(node, style.bare_function("ln"), notation)
    return _named(node, style.lower(style.bare_function("log"), notation.rope(node.args[1])), notation)


@notates(Abs)
def _abs(node: Abs, notation: Notation) -> Piece:
    inside = notation.piece(node.args[0])
    rope = notation.style.absolute(notation.signed(inside), inside.tall)
    return Piece(rope, start=Edge.BARS, end=Edge.BARS, spaced=inside.spaced, tall=inside.tall)


@notates(factorial)
def _factorial(node: factorial, notation: Notation) -> Piece:
    inside = notation.within(notation.piece(node.args[0]), Strength.POWER)
    return Piece(
        (inside.rope, notation.style.sign("!")), Strength.POWER, inside.start, Edge.ALONE, spaced=inside.spaced
    )


@notates(binomial)
def _binomial(node: binomial, notation: Notation) -> Piece:
    n, k = (notation.rope(part) for part in node.args)
    return Piece(notation.style.chosen(n, k), start=Edge.ALONE, end=Edge.ALONE, spaced=True, tall=True)


@notates(floor, ceiling)
def _rounded(node: floor, notation: Notation) -> Piece:
    name = "floor" if isinstance(node, floor) else "ceil"
    inside = notation.piece(node.args[0])
    return notation.applied(notation.style.function(name), notation.signed(inside), inside.tall, inside.spaced)


@notates(loggamma)
def _log_gamma(node: loggamma, notation: Notation) -> Piece:
    """ln Γ(x): two functions, which a power needs brackets around."""
    return notation.named(notation.style.function("loggamma"), notation.piece(node.args[0]), False)


@notates(Member)
def _member(node: Member, notation: Notation) -> Piece:
    """x_i, as the i-th of the x's is called everywhere else."""
    name = member_name(node)
    return _function(node, notation) if name is None else notation.style.symbol(name)


@notates(KroneckerDelta)
def _delta(node: KroneckerDelta, notation: Notation) -> Piece:
    i, j = node.args
    letters = isinstance(i, Symbol) and isinstance(j, Symbol)
    return notation.style.symbol(f"delta_{i}{j}" if letters else f"delta_{i}_{j}")


@notates(Function, AppliedUndef, conjugate)
def _function(node: Function, notation: Notation) -> Piece:
    name = type(node).__name__
    if name in BARE_FUNCTIONS and len(node.args) == 1:
        return _named(node, notation.style.bare_function(BARE_FUNCTIONS[name]), notation)
    pieces = [notation.piece(a) for a in node.args]
    tall, spaced = any(p.tall for p in pieces), len(node.args) > 1 or any(p.spaced for p in pieces)
    head = notation.unknown(name) if isinstance(node, AppliedUndef) else notation.style.function(name)
    return notation.applied(head, notation.listed(node.args), tall, spaced)

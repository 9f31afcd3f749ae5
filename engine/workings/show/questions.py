"""How the questions are written: d/dx f, f |_(x = 1), ∇f, dy/dx if ..., P(A | B)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sympy import Basic, Symbol, Tuple

from workings.expression.events import Probability
from workings.expression.goals import (
    D,
    Directional,
    Gradient,
    Held,
    Hessian,
    Implicit,
    Isolate,
    Jacobian,
    Logarithmic,
    Partial,
    Solve,
    Tidy,
    TotalDerivative,
    TotalDifferential,
    Value,
)
from workings.expression.known_values import KnownValues
from workings.expression.nodes import symbol, symbols_of
from workings.rule import Text
from workings.show.constructs import taken_at
from workings.show.notation import Notation, notates
from workings.show.piece import Edge, Piece, Rope, Strength

__all__ = ["IF"]

IF = Text("{what} if {condition}", "{condition} のとき {what}")
_SOLVE = Text("solve {equations} for {unknowns}", "{equations} を {unknowns} について解く")

_LETTERS = "uvwtsrpqzyxabcmn"


@notates(D, Partial)
def _derivative_goal(node: D, notation: Notation) -> Piece:
    if node.x.args:
        return _outer_derivative(node, notation)
    order = notation.piece(node.order) if len(node.args) > 2 else None
    if isinstance(node.f, Symbol) and node.f != node.x and order is None:  # dy/dx
        quotient = notation.style.quotient_of(node.sign, notation.rope(node.f), [(notation.rope(node.x), 1)])
        return Piece(quotient, Strength.FUNCTION, Edge.OPERATOR, Edge.ALONE, spaced=True, tall=True)
    return notation.prefixed(notation.style.operator(node.sign, notation.rope(node.x), order), node.f)


@notates(Logarithmic, TotalDerivative)
def _by(node: Logarithmic | TotalDerivative, notation: Notation) -> Piece:
    f, x = node.args[:2]
    return notation.prefixed(notation.style.operator("d", notation.rope(x), None), f)


def _outer_derivative(node: D, notation: Notation) -> Piece:
    """d/du sin u [u = 2x + 3]: the derivative of a head with respect to its whole argument."""
    style = notation.style
    names = {s.name for s in symbols_of([node.f, node.x])}
    letter = symbol(next((c for c in _LETTERS if c not in names), "u_1"))
    f = node.f
    if f is node.x:
        f = letter
    else:
        f = Basic.__new__(type(f), *(letter if a is node.x or a == node.x else a for a in f.args))
    order = notation.piece(node.order) if len(node.args) > 2 else None
    head = notation.prefixed(style.operator(node.sign, notation.rope(letter), order), f)
    where: Rope = (notation.rope(letter), style.relation("="), notation.rope(node.x))
    rope: Rope = (head.rope, " [", where, "]") if style.flat else style.at(head.rope, where)
    return Piece(rope, Strength.FUNCTION, Edge.OPERATOR, Edge.ALONE, spaced=True, tall=True)


@notates(Tidy)
def _tidy(node: Tidy, notation: Notation) -> Piece:
    return notation.piece(node.expr)


@notates(Held)
def _held(node: Held, notation: Notation) -> Piece:
    return notation.piece(node.question)


@notates(Value)
def _value(node: Value, notation: Notation) -> Piece:
    pairs = [(pair.args[0], pair.args[1]) for pair in node.args[1:]]
    return taken_at(notation.piece(node.args[0]), pairs, notation)


@notates(KnownValues)
def _known_values(node: KnownValues, notation: Notation) -> Piece:
    """The question alone: the values are named where they are put in."""
    return notation.piece(node.args[0])


@notates(Gradient, Jacobian, Hessian)
def _of_variables(node: Any, notation: Notation) -> Piece:
    """∇f, with the variables named where they are not simply all of f's."""
    head: Rope = notation.style.sign({Gradient: "nabla", Jacobian: "J", Hessian: "H"}[type(node)])
    if symbols_of([node.f]) != node.variables:
        head = notation.style.lower(head, notation.listed(node.variables))
    if isinstance(node, Gradient):
        return notation.prefixed(head, node.f)
    piece = notation.piece(node.f)
    inner = piece if isinstance(node.f, Tuple) else notation.bracket(piece)
    return Piece((head, inner.rope), Strength.FUNCTION, Edge.CALL, Edge.CLOSED, spaced=True, tall=True)


@notates(TotalDifferential)
def _total_differential(node: TotalDifferential, notation: Notation) -> Piece:
    inner = notation.bracket(notation.piece(node.f))
    return Piece(
        (notation.style.sign("d"), inner.rope),
        Strength.FUNCTION,
        Edge.OPERATOR,
        Edge.ALONE,
        spaced=True,
        tall=inner.tall,
    )


@notates(Implicit)
def _implicit(node: Implicit, notation: Notation) -> Piece:
    eq, y, x = node.args
    quotient = notation.style.quotient_of("d", notation.rope(y), [(notation.rope(x), 1)])
    return replace(notation.stated(IF, what=quotient, condition=notation.rope(eq)), start=Edge.OPERATOR)


@notates(Directional)
def _directional(node: Directional, notation: Notation) -> Piece:
    """∇_((3, 4)) f: along a direction."""
    f, _, direction = node.args
    return notation.prefixed(notation.style.lower(notation.style.sign("nabla"), notation.listed(direction.args)), f)


@notates(Solve)
def _solve(node: Solve, notation: Notation) -> Piece:
    return notation.stated(_SOLVE, equations=notation.listed(node.equations), unknowns=notation.listed(node.unknowns))


@notates(Isolate)
def _isolate(node: Isolate, notation: Notation) -> Piece:
    """The equation; that it is to be solved, and for what, the lines around it say."""
    return notation.piece(node.args[0])


@notates(Probability)
def _probability(node: Probability, notation: Notation) -> Piece:
    given = "" if node.condition is None else (notation.style.relation("|"), notation.rope(node.condition))
    return notation.applied(notation.style.sign("P"), (notation.rope(node.event), given), False, True)

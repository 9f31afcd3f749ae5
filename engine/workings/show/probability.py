"""How probabilities, moments and the honest answers are written."""

from __future__ import annotations

from typing import Any

from sympy import true
from sympy.core.symbol import Str

from workings.expression.probability_goals import (
    Area,
    Asked,
    Assumed,
    Background,
    Chance,
    Covariance,
    Incoherent,
    Mean,
    SolveFor,
    StandardDeviation,
    Undetermined,
    Variance,
    Word,
)
from workings.show.notation import Notation, notates
from workings.show.piece import Edge, Piece, Rope, Strength

__all__: list[str] = []


@notates(Word)
def _word(node: Word, notation: Notation) -> Piece:
    if len(node.name) == 1:
        return notation.style.symbol(node.name)
    return Piece(notation.style.words(node.name), start=Edge.ALONE, end=Edge.ALONE)


@notates(Background)
def _background(node: Background, notation: Notation) -> Piece:
    return Piece("")


@notates(Str)
def _string(node: Str, notation: Notation) -> Piece:
    return Piece(notation.style.words(str(node.name)), start=Edge.ALONE, end=Edge.ALONE)


@notates(Chance)
def _chance(node: Chance, notation: Notation) -> Piece:
    given: Rope = ""
    if node.condition != true:
        given = (notation.style.relation("|"), notation.rope(node.condition))
    return notation.applied(notation.style.sign("P"), (notation.rope(node.event), given), False, True)


@notates(Area)
def _area(node: Area, notation: Notation) -> Piece:
    return notation.piece(node.args[0])


@notates(Asked)
def _asked(node: Asked, notation: Notation) -> Piece:
    return notation.piece(node.question)


_HEADS = {Mean: "E", Variance: "Var", Covariance: "Cov", StandardDeviation: "sd"}


@notates(*_HEADS)
def _moment(node: Any, notation: Notation) -> Piece:
    inside = notation.listed(node.args[:-1])
    return notation.applied(notation.style.words(_HEADS[type(node)]), inside, False, True)


@notates(SolveFor)
def _solve_for(node: SolveFor, notation: Notation) -> Piece:
    eq, unknown = node.args
    left, right = (notation.rope(side) for side in eq.args)
    rope = (notation.rope(unknown), notation.style.words(" where "), left, notation.style.relation("="), right)
    return Piece(rope, Strength.RELATION, spaced=True, tall=True)


@notates(Assumed)
def _assumed(node: Assumed, notation: Notation) -> Piece:
    words = notation.style.words
    low, high = node.bounds
    rope = (
        notation.rope(node.value), words(f" if {node.assumption}; otherwise between "),
        notation.rope(low), words(" and "), notation.rope(high),
    )  # fmt: skip
    return Piece(rope, Strength.RELATION, spaced=True)


@notates(Undetermined)
def _undetermined(node: Undetermined, notation: Notation) -> Piece:
    words = notation.style.words
    rope: list[Rope] = [words("not determined")]
    if node.bounds:
        rope += [words(": between "), notation.rope(node.bounds[0]), words(" and "), notation.rope(node.bounds[1])]
    if node.missing:
        rope.append(words("; " + " or ".join(node.missing) + " would settle it"))
    return Piece(tuple(rope), Strength.RELATION, spaced=True)


@notates(Incoherent)
def _incoherent(node: Incoherent, notation: Notation) -> Piece:
    numbers = f", but with these numbers {node.numbers}" if node.numbers else ""
    return Piece(notation.style.words(f"impossible: {node.broken}{numbers}"), Strength.RELATION, spaced=True)

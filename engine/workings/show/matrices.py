"""How the questions about matrices are written: A B, A ∘ B, det A, A⁻¹, rank A."""

from __future__ import annotations

from typing import Any

from sympy import Integer

from workings.expression import matrix_goals as goals
from workings.rule import Text
from workings.show.notation import Notation, notates
from workings.show.piece import Edge, Piece, Rope, Strength

__all__: list[str] = []

_WORDS: dict[type, Text] = {
    **{
        kind: Text(f"{sign} {{a}}", f"{sign} {{a}}")
        for kind, sign in (
            *((goals.Determinant, "det"), (goals.Trace, "tr"), (goals.Rank, "rank")),
            *((goals.Reduced, "rref"), (goals.Adjugate, "adj")),
        )
    },
    goals.NullSpace: Text("null space of {a}", "{a} の零空間"),
    goals.Eigenvalues: Text("eigenvalues of {a}", "{a} の固有値"),
    goals.Eigenvectors: Text("eigenvectors of {a}", "{a} の固有ベクトル"),
    goals.OrderOf: Text("order of {a}", "{a} の型"),
    goals.Orthogonal: Text("orthogonal: {a}", "直交するか：{a}"),
    goals.Invertible: Text("invertible: {a}", "正則か：{a}"),
    goals.Symmetric: Text("symmetric: {a}", "対称か：{a}"),
    goals.PositiveDefinite: Text("positive definite: {a}", "正定値か：{a}"),
    goals.Independent: Text("linearly independent: {a}", "一次独立か：{a}"),
    goals.Opposite: Text("not {a}", "否定：{a}"),
    goals.Factors: Text("L U of {a}", "{a} の LU 分解"),
    goals.Roots: Text("zeros of {a}", "{a} の零点"),
}
_KINDS = {
    "square": "正方行列", "rectangular": "長方行列", "row": "行ベクトル", "column": "列ベクトル",
}  # fmt: skip


def _bracketed(notation: Notation, part: Any) -> Rope:
    return notation.within(notation.piece(part), Strength.PRODUCT).rope


def _between(notation: Notation, parts: Any, joint: Rope, strength: Strength) -> Piece:
    a, b = (_bracketed(notation, part) for part in parts)
    return Piece((a, joint, b), strength, Edge.ALONE, Edge.ALONE, spaced=True, tall=True)


@notates(goals.MatrixSum, goals.Difference)
def _sum(node: Any, notation: Notation) -> Piece:
    joint = notation.style.plus if isinstance(node, goals.MatrixSum) else f" {notation.style.minus} "
    return _between(notation, node.args, joint, Strength.SUM)


@notates(goals.MatrixProduct, goals.Scaled)
def _product(node: Any, notation: Notation) -> Piece:
    return _between(notation, node.args, notation.style.space, Strength.PRODUCT)


@notates(goals.Elementwise, goals.Quotient, goals.Dot, goals.Cross)
def _entrywise(node: Any, notation: Notation) -> Piece:
    latex = type(notation.style).__name__ == "LatexStyle"
    marks = {
        goals.Elementwise: r" \circ " if latex else notation.style.relation("∘"),
        goals.Quotient: r" \oslash " if latex else notation.style.relation("⊘"),
        goals.Dot: r" \cdot " if latex else notation.style.spaced_dot,
        goals.Cross: r" \times " if latex else notation.style.relation("×"),
    }
    return _between(notation, node.args, marks[type(node)], Strength.PRODUCT)


@notates(goals.Transposed, goals.MatrixPower, goals.InverseOf)
def _raised(node: Any, notation: Notation) -> Piece:
    base = _bracketed(notation, node.args[0])
    if isinstance(node, goals.Transposed):
        exponent = Piece(notation.style.sign("T"))
    else:
        exponent = notation.piece(node.args[1] if isinstance(node, goals.MatrixPower) else Integer(-1))
    return Piece(notation.style.raise_(base, exponent)[0], Strength.POWER, spaced=True, tall=True)


@notates(goals.Norm)
def _norm(node: Any, notation: Notation) -> Piece:
    return Piece(notation.style.absolute(notation.rope(node.args[0]), True), spaced=True, tall=True)


@notates(*_WORDS)
def _named(node: Any, notation: Notation) -> Piece:
    parts = [part for part in node.args if isinstance(part, goals.MatrixGoal) or not hasattr(part, "name")]
    inner = _bracketed(notation, parts[0]) if len(parts) == 1 else notation.listed(parts)
    rope = notation.phrase(_WORDS[type(node)], a=inner)
    return Piece(rope, Strength.FUNCTION, Edge.OPERATOR, Edge.OPERATOR, spaced=True, tall=True)


@notates(goals.NumberOf)
def _number(node: Any, notation: Notation) -> Piece:
    return notation.piece(node.args[0])


@notates(goals.CharacteristicPolynomial)
def _characteristic(node: Any, notation: Notation) -> Piece:
    a, k = (_bracketed(notation, part) for part in node.args)
    style = notation.style
    inside = (a, f" {style.minus} ", k, style.space, style.symbol("I").rope)
    rope = (style.words("det "), style.bracket(inside, True))
    return Piece(rope, Strength.FUNCTION, Edge.OPERATOR, Edge.OPERATOR, spaced=True, tall=True)


@notates(goals.MatrixOrder)
def _order(node: Any, notation: Notation) -> Piece:
    size = f"{node.rows}x{node.columns}"
    said = Text(
        f"{size}, {node.elements} elements, {', '.join(node.kind)}",
        f"{size} 型、成分 {node.elements} 個、{'、'.join(_KINDS[kind] for kind in node.kind)}",
    )
    return notation.stated(said)

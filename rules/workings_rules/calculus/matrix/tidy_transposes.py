"""Transposes brought inside: (A B)ᵀ = Bᵀ Aᵀ, (Aᵀ)ᵀ = A, Sᵀ = S."""

from typing import Any

from sympy import Expr

from workings.expression.nodes import walk
from workings.expression.shaped import (
    Det,
    Hadamard,
    Inverse,
    Kronecker,
    Map,
    Multiple,
    Ones,
    Product,
    Sum,
    Tr,
    Transpose,
    Zeros,
    is_scalar,
    is_symmetric,
    multiple,
    times,
)
from workings.expression.shaped_goals import Neat
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.matrix.everywhere import law_of
from workings_rules.calculus.matrix.sources import COOKBOOK, LAY
from workings_rules.calculus.matrix.terms import MANY
from workings_rules.calculus.matrix.words import A, B, S, turned


def pushed(node: Any) -> Any:
    """The transpose of a node, brought inside where that leaves no more transposes than there were."""
    if is_scalar(node) or is_symmetric(node):
        return node
    if isinstance(node, Transpose):
        return node.inner
    if isinstance(node, Product):
        return times(*[pushed(factor) for factor in reversed(node.args)])
    if isinstance(node, Multiple):
        return multiple(*node.args[:-1], pushed(node.args[-1]))
    if isinstance(node, Kronecker):
        return Kronecker(*[pushed(part) for part in node.args])
    if isinstance(node, Zeros | Ones):
        return type(node)(node.columns, node.rows)
    if isinstance(node, Sum | Hadamard):
        inside = MANY[type(node)](*[pushed(part) for part in node.args])
        return inside if transposes(inside) <= transposes(node) + 1 else Transpose(node)
    if isinstance(node, Map):
        inside = Map(node.body, node.entry, pushed(node.inner))
        return inside if transposes(inside) <= transposes(node) else Transpose(node)
    return Transpose(node)


def transposes(node: Any) -> int:
    return sum(isinstance(part, Transpose) for part in walk(node))


def transposed(node: Any) -> Any:
    if isinstance(node, Transpose):
        new = pushed(node.inner)
        return None if new == node else new
    if isinstance(node, Inverse) and isinstance(node.inner, Transpose):
        return Transpose(Inverse(node.inner.inner))
    if isinstance(node, Det | Tr) and isinstance(node.inner, Transpose):
        return type(node)(node.inner.inner)
    return None


def order_kept(goal: Neat, ask: Ask) -> Expr | None:
    def wrong(node: Any) -> Any:
        if isinstance(node, Transpose) and isinstance(node.inner, Product):
            if any(f.shape[0] != f.shape[1] for f in node.inner.args):
                return None
            return times(*[turned(f) for f in node.inner.args])
        return None

    return law_of(wrong)(goal, ask)


TRANSPOSES = Rule(
    slug="transposes-inside",
    title=Text("transposes", "転置"),
    explanation=Text(
        "(A B)ᵀ = Bᵀ Aᵀ, (A + B)ᵀ = Aᵀ + Bᵀ, (Aᵀ)ᵀ = A, and Sᵀ = S where S is symmetric.",
        "(A B)ᵀ = Bᵀ Aᵀ、(A + B)ᵀ = Aᵀ + Bᵀ、(Aᵀ)ᵀ = A、S が対称なら Sᵀ = S です。",
    ),
    goal=Neat,
    rewrite=law_of(transposed),
    law=(Neat(Transpose(Product(A, B))), Neat(Transpose(Sum(A, Transpose(B)))), Neat(Transpose(S))),
    source=COOKBOOK + "4-6",
    examples=(
        Example("d/dX tr(A X B) where A, B, X are n x n", "A^T B^T"),
        Example("d/dx x^T S x where S is n x n symmetric, x in R^n", "2 S x"),
    ),
    mistakes=(
        Mistake(
            "transposes-order-kept",
            Text(
                "The order is reversed: (A B)ᵀ = Bᵀ Aᵀ, not Aᵀ Bᵀ.",
                "順序は逆になります：(A B)ᵀ = Bᵀ Aᵀ であり、Aᵀ Bᵀ ではありません。",
            ),
            order_kept,
            LAY + "2.1",
        ),
    ),
    elementary=True,
)

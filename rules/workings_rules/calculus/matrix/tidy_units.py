"""Identities and zeros dropped: I A = A, A A⁻¹ = I, A + 0 = A, diag(v) w = v ⊙ w, 𝟏ᵀ v = sum(v)."""

from itertools import pairwise
from typing import Any

from sympy import Expr

from workings.expression.shaped import (
    Diag,
    DiagonalOf,
    Eye,
    Hadamard,
    Inverse,
    Kronecker,
    Letter,
    Multiple,
    NthPower,
    Ones,
    Product,
    Sum,
    SumOfEntries,
    Tr,
    Transpose,
    Unvec,
    Vec,
    add,
    hadamard,
    is_scalar,
    times,
)
from workings.expression.shaped_goals import Neat, nothing
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.matrix.everywhere import law_of
from workings_rules.calculus.matrix.factor_out import is_nothing
from workings_rules.calculus.matrix.sources import LAY, PARR
from workings_rules.calculus.matrix.tidy_transposes import pushed
from workings_rules.calculus.matrix.words import A, B, a, b, turned


def reduced(node: Any) -> Any:
    """Zeros, ones and identities dropped, A A⁻¹ = I, diag(v) w = v ⊙ w."""
    if isinstance(node, Sum) and any(map(is_nothing, node.args)):
        rest = [term for term in node.args if not is_nothing(term)]
        return add(*rest) if rest else nothing(node.shape)
    if isinstance(node, Multiple | Product | Hadamard | Kronecker) and any(map(is_nothing, node.args)):
        return nothing(node.shape)
    if isinstance(node, Hadamard) and any(isinstance(part, Ones) for part in node.args):
        rest = [part for part in node.args if not isinstance(part, Ones)]
        return hadamard(*rest) if rest else node.args[0]
    if isinstance(node, Transpose | Tr | Vec | Unvec | Diag | DiagonalOf | SumOfEntries) and is_nothing(node.inner):
        return nothing(node.shape)
    if isinstance(node, Diag) and isinstance(node.inner, Ones):
        return Eye(node.rows)
    if isinstance(node, Inverse | NthPower) and isinstance(node.args[0], Eye):
        return node.args[0]
    if isinstance(node, Inverse) and isinstance(node.inner, Inverse):
        return node.inner.inner
    if isinstance(node, Kronecker) and all(isinstance(part, Eye) for part in node.args):
        return Eye(node.rows)
    if isinstance(node, Unvec) and isinstance(node.inner, Vec):
        return node.inner.inner
    if isinstance(node, Diag | DiagonalOf):
        return of_diagonal(node)
    return multiplied_out(node) if isinstance(node, Product) else None


def of_diagonal(node: Any) -> Any:
    """diag(diag(D)) of a diagonal D, and the diagonal of Aᵀ or of x yᵀ."""
    inside = node.inner
    if isinstance(node, Diag):
        return inside.inner if isinstance(inside, DiagonalOf) and is_diagonal(inside.inner) else None
    if isinstance(inside, Transpose):
        return DiagonalOf(inside.inner)
    if isinstance(inside, Product):
        cut = next((i for i, factor in enumerate(inside.args) if factor.columns == 1), len(inside.args) - 1)
        ahead, behind = inside.args[: cut + 1], inside.args[cut + 1 :]
        return hadamard(times(*ahead), pushed(times(*behind))) if behind else None
    return None


def is_diagonal(node: Any) -> bool:
    """Whether it is zero off its diagonal, by declaration or by its form."""
    if isinstance(node, Inverse | NthPower | Transpose):
        return is_diagonal(node.args[0])
    if isinstance(node, Product | Sum):
        return all(map(is_diagonal, node.args))
    if isinstance(node, Multiple | Hadamard):
        return is_diagonal(node.args[-1])
    return isinstance(node, Diag | Eye) or (isinstance(node, Letter) and node.kind == "diagonal")


def multiplied_out(node: Product) -> Any:
    if is_scalar(node) and len(node.args) == 2:  # 𝟏ᵀ v is the sum of the entries of v
        row, column = node.args
        if isinstance(column, Ones) or isinstance(row, Ones) or isinstance(turned(row), Ones):
            return SumOfEntries(turned(row) if isinstance(column, Ones) else column)
    factors = [factor for factor in node.args if not isinstance(factor, Eye)]
    if len(factors) < len(node.args):
        return times(*factors) if factors else node.args[0]
    for i, (one, other) in enumerate(pairwise(factors)):
        if cancel(one, other) or cancel(other, one):
            return times(*factors[:i], Eye(one.rows), *factors[i + 2 :])
    if node.columns == 1 and isinstance(factors[-2], Diag):
        return times(*factors[:-2], hadamard(factors[-2].inner, factors[-1]))
    return None


def cancel(one: Any, other: Any) -> bool:
    """Whether the first is the inverse of the second."""
    if isinstance(one, Transpose) and isinstance(one.inner, Inverse):
        return bool(one.inner.inner == turned(other))
    return isinstance(one, Inverse) and one.inner == other


def diagonal_dropped(goal: Neat, ask: Ask) -> Expr | None:
    def wrong(node: Any) -> Any:
        dropped = isinstance(node, Product) and node.columns == 1 and isinstance(node.args[-2], Diag)
        return times(*node.args[:-2], node.args[-1]) if dropped else None

    return law_of(wrong)(goal, ask)


UNITS = Rule(
    slug="matrix-units",
    title=Text("identities and zeros", "単位行列と零"),
    explanation=Text(
        "I A = A, A A⁻¹ = I, A + 0 = A, 0 A = 0, 𝟏 ⊙ a = a, 𝟏ᵀ v = sum(v), and diag(v) w = v ⊙ w.",
        "I A = A、A A⁻¹ = I、A + 0 = A、0 A = 0、𝟏 ⊙ a = a、𝟏ᵀ v = sum(v)、また diag(v) w = v ⊙ w です。",
    ),
    goal=Neat,
    rewrite=law_of(reduced),
    law=(Neat(Product(A, Eye("n"), B)), Neat(Product(A, Inverse(A), B)), Neat(Product(Diag(a), b))),
    source=LAY + "2.1",
    examples=(Example("d/dx a^T diag(b) x where a, b, x in R^n", "b ⊙ a"),),
    mistakes=(
        Mistake(
            "diagonal-matrix-dropped",
            Text(
                "diag(v) w multiplies each entry of w by one of v; it is not w.",
                "diag(v) w は w の各成分に v の成分を掛けたもので、w ではありません。",
            ),
            diagonal_dropped,
            PARR,
        ),
    ),
    elementary=True,
)

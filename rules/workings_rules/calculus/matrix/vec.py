"""The law of vec: vec(A X B) = (Bᵀ ⊗ A) vec X; with a transpose, vec(Xᵀ) = K vec X. And vec in a product of numbers."""

from typing import Any

from sympy import Expr

from workings.expression.shaped import (
    Commutation,
    Diag,
    Eye,
    Hadamard,
    Kronecker,
    Letter,
    Product,
    Tr,
    Transpose,
    Unvec,
    Vec,
    factors_of,
    is_scalar,
    shape_of,
    times,
)
from workings.expression.shaped_goals import Arranged
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.matrix.entrywise_moves import taken_apart
from workings_rules.calculus.matrix.sources import COOKBOOK, MAGNUS
from workings_rules.calculus.matrix.terms import core_by_core, is_column, is_vector, place
from workings_rules.calculus.matrix.words import A, B, U, V, b, dX, turned


def stacked(node: Any, d: Letter) -> Any:
    """vec(A dX B), or a column A dX b, as a matrix times vec(dX)."""
    if isinstance(node, Product) and isinstance(node.args[-1], Vec):
        last = stacked(node.args[-1], d)
        return None if last is None else times(*node.args[:-1], last)
    if not isinstance(node, Vec):
        if not is_column(node) or is_vector(d) or not isinstance(node, Product):
            return None
        inside = node
    else:
        inside = node.inner
    if inside == d:
        return None
    if isinstance(inside, Hadamard):
        others, part = taken_apart(inside, d)
        return times(Diag(Vec(others)), Vec(part))
    factors = factors_of(inside)
    i = place(factors, d)
    middle = factors[i]
    if middle not in (d, Transpose(d)) and not isinstance(middle, Hadamard):
        return None
    rows, columns = shape_of(middle)
    left = times(*factors[:i]) if i else Eye(rows)
    right = turned(times(*factors[i + 1 :])) if i + 1 < len(factors) else Eye(columns)
    ahead = [] if i == 0 and i + 1 == len(factors) else [Kronecker(right, left)]
    if middle == d:
        return times(*ahead, d if is_vector(d) else Vec(d))
    if isinstance(middle, Transpose):
        return times(*ahead, d) if is_vector(d) else times(*ahead, Commutation(d.rows, d.columns), Vec(d))
    return times(*ahead, Vec(middle)) if isinstance(middle, Hadamard) else None


def rewrite(goal: Arranged, ask: Ask) -> Expr | None:
    found = core_by_core(goal, stacked)
    return None if found is None else ask(goal.of(found))


def factors_swapped(goal: Arranged, ask: Ask) -> Expr | None:
    def wrong(node: Any, d: Letter) -> Any:
        right = stacked(node, d)
        if right is None or not isinstance(right, Product) or not isinstance(right.args[0], Kronecker):
            return None
        one, other = right.args[0].args
        return times(Kronecker(other, one), *right.args[1:])

    found = core_by_core(goal, wrong)
    return None if found is None else ask(goal.of(found))


RULE = Rule(
    slug="vec-of-product",
    title=Text("vec of a product", "積の vec"),
    explanation=Text(
        "The columns of A X B one below another are (Bᵀ ⊗ A) vec X; those of Xᵀ are K vec X with the commutation "
        "matrix K.",
        "A X B の列を縦に並べたものは (Bᵀ ⊗ A) vec X です。Xᵀ のものは、交換行列 K を用いて K vec X です。",
    ),
    goal=Arranged,
    rewrite=rewrite,
    law=(
        Arranged(Vec(Product(A, dX, B)), dX),
        Arranged(Vec(Transpose(dX)), dX),
        Arranged(Product(A, dX, b), dX),
    ),
    source=COOKBOOK + "520; " + MAGNUS + 'section "The vec operator"',
    examples=(
        Example("d/dX A X B where A, B, X are n x n", "kron(B^T, A)"),
        Example("d/dA A x where A is m x n, x in R^n", "kron(x^T, eye(m))"),
        Example("d/dX X^-1 where X is n x n", "-kron((X^-1)^T, X^-1)"),
    ),
    mistakes=(
        Mistake(
            "kronecker-factors-swapped",
            Text(
                "The right factor comes first, transposed: vec(A X B) = (Bᵀ ⊗ A) vec X.",
                "右の因子が転置されて先に来ます：vec(A X B) = (Bᵀ ⊗ A) vec X。",
            ),
            factors_swapped,
            MAGNUS + 'section "The vec operator"',
        ),
    ),
)


def as_inner(node: Any, d: Letter) -> Any:
    """vec(A)ᵀ vec(M) as tr(Aᵀ M)."""
    if not isinstance(node, Product) or not is_scalar(node) or len(node.args) != 2:
        return None
    one, other = (part.inner if isinstance(part, Transpose) else part for part in node.args)
    if not isinstance(one, Vec) or not isinstance(other, Vec):
        return None
    return Tr(times(turned(one.inner), other.inner))


def inner_product(goal: Arranged, ask: Ask) -> Expr | None:
    found = core_by_core(goal, as_inner)
    return None if found is None else ask(goal.of(found))


def without_transpose(goal: Arranged, ask: Ask) -> Expr | None:
    def wrong(node: Any, d: Letter) -> Any:
        right = as_inner(node, d)
        if right is None or right.inner.args[0].rows != right.inner.args[0].columns:
            return None
        return Tr(times(turned(right.inner.args[0]), *right.inner.args[1:]))

    found = core_by_core(goal, wrong)
    return None if found is None else ask(goal.of(found))


INNER = Rule(
    slug="vec-inner-product",
    title=Text("product of two vecs", "vec どうしの積"),
    explanation=Text(
        "vec(A)ᵀ vec(B) is the sum of the products of their entries, tr(Aᵀ B).",
        "vec(A)ᵀ vec(B) は成分の積の和、すなわち tr(Aᵀ B) です。",
    ),
    goal=Arranged,
    rewrite=inner_product,
    law=(Arranged(Product(Transpose(Vec(A)), Vec(dX)), dX),),
    source=COOKBOOK + "521",
    examples=(Example("d/dX vec(A)^T vec(X) where A, X are n x n", "A"),),
    mistakes=(
        Mistake(
            "vec-inner-transpose-missing",
            Text(
                "vec(A)ᵀ vec(B) is tr(Aᵀ B), with a transpose; tr(A B) multiplies other pairs of entries.",
                "vec(A)ᵀ vec(B) は転置の付いた tr(Aᵀ B) です。tr(A B) では掛ける成分の組が異なります。",
            ),
            without_transpose,
            MAGNUS + 'section "The vec operator"',
        ),
    ),
    elementary=True,
)


def by_entries(node: Any, d: Letter) -> Any:
    """rᵀ vec(M) as tr(Rᵀ M), R the matrix with the entries of r."""
    if not isinstance(node, Product) or not is_scalar(node) or not isinstance(node.args[-1], Vec):
        return None
    m = node.args[-1].inner
    row = times(*node.args[:-1])
    return Tr(times(Transpose(Unvec(turned(row), *shape_of(m))), m))


def row_times_vec(goal: Arranged, ask: Ask) -> Expr | None:
    found = core_by_core(goal, by_entries)
    return None if found is None else ask(goal.of(found))


def stacked_by_rows(goal: Arranged, ask: Ask) -> Expr | None:
    def wrong(node: Any, d: Letter) -> Any:
        right = by_entries(node, d)
        if right is None:
            return None
        turned_unvec, m = right.inner.args[0], times(*right.inner.args[1:])
        rows, columns = shape_of(turned_unvec)
        return Tr(times(Unvec(turned_unvec.inner.inner, rows, columns), m))

    found = core_by_core(goal, wrong)
    return None if found is None else ask(goal.of(found))


ROW = Rule(
    slug="row-times-vec",
    title=Text("a row times vec", "行ベクトルと vec の積"),
    explanation=Text(
        "rᵀ vec(M) is the sum of the products of their entries, tr(Rᵀ M), where the columns of R one below another are "
        "r: R = unvec(r).",
        "rᵀ vec(M) は成分の積の和 tr(Rᵀ M) です。R は列を縦に並べると r になる行列、R = unvec(r) です。",
    ),
    goal=Arranged,
    rewrite=row_times_vec,
    law=(Arranged(Product(Transpose(Vec(A)), Kronecker(U, V), Vec(dX)), dX),),
    source=MAGNUS + 'section "The vec operator"',
    examples=(
        Example("d/dX u^T vec(X) where X is m x n, u in R^mn", "unvec(u, m, n)"),
        Example("d/dX u^T H vec(X) where X is m x n, u in R^p, H is p x mn", "unvec(H^T u, m, n)"),
    ),
    mistakes=(
        Mistake(
            "unvec-by-rows",
            Text(
                "vec stacks columns: the entries of r fill R column by column, not row by row.",
                "vec は列を積み重ねます。r の成分は R を行ごとではなく列ごとに埋めます。",
            ),
            stacked_by_rows,
            MAGNUS + 'section "The vec operator"',
        ),
    ),
)

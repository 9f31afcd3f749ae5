"""Entrywise products, diagonals and sums of entries brought to products of matrices, so that dX can come to the end."""

from typing import Any

from sympy import Expr

from workings.expression.shaped import (
    Diag,
    DiagonalOf,
    Eye,
    Hadamard,
    Letter,
    Ones,
    Product,
    SumOfEntries,
    Tr,
    Transpose,
    factors_of,
    hadamard,
    shape_of,
    times,
)
from workings.expression.shaped_goals import Arranged
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.matrix.sources import LAUE, MAGNUS, PARR
from workings_rules.calculus.matrix.terms import core_by_core, is_column, is_row, place
from workings_rules.calculus.matrix.words import A, B, a, b, dX, dx, inner, turned


def added_up(node: Any, d: Letter) -> Any:
    """The sum of entries as a product with ones; of B ⊙ C as the sum of products that it is."""
    if not isinstance(node, SumOfEntries):
        return None
    m = node.inner
    if isinstance(m, Hadamard):
        i = place(m.args, d)
        others = hadamard(*m.args[:i], *m.args[i + 1 :])
        return inner(others, m.args[i]) if not is_row(m) else times(others, turned(m.args[i]))
    rows, columns = shape_of(m)
    left = [] if is_row(m) else [Transpose(Ones(rows, 1))]
    right = [] if is_column(m) else [Ones(columns, 1)]
    return times(*left, m, *right)


def sum_of_entries(goal: Arranged, ask: Ask) -> Expr | None:
    found = core_by_core(goal, added_up)
    return None if found is None else ask(goal.of(found))


def trace_taken(goal: Arranged, ask: Ask) -> Expr | None:
    def wrong(node: Any, d: Letter) -> Any:
        square = isinstance(node, SumOfEntries) and node.inner.rows == node.inner.columns
        return Tr(node.inner) if square else None

    found = core_by_core(goal, wrong)
    return None if found is None else ask(goal.of(found))


SUM = Rule(
    slug="sum-of-entries",
    title=Text("sum of entries", "成分の和"),
    explanation=Text(
        "The sum of the entries of v is 1ᵀv with a vector of ones, of a matrix 1ᵀM 1; that of a ⊙ b is aᵀb.",
        "v の成分の和は、1 だけのベクトルを用いて 1ᵀv、行列では 1ᵀM 1 です。a ⊙ b の成分の和は aᵀb です。",
    ),
    goal=Arranged,
    rewrite=sum_of_entries,
    law=(
        Arranged(SumOfEntries(dx), dx),
        Arranged(SumOfEntries(dX), dX),
        Arranged(SumOfEntries(Hadamard(A, dX)), dX),
    ),
    source=LAUE,
    examples=(
        Example("d/dx sum(exp(x)) where x in R^n", "exp(x)"),
        Example("d/dX sum(A X) where A, X are n x n", "A^T ones(n, n)"),
    ),
    mistakes=(
        Mistake(
            "sum-of-entries-as-trace",
            Text(
                "The sum of all entries is not the trace, which adds up the diagonal only.",
                "すべての成分の和はトレースではありません。トレースは対角成分だけの和です。",
            ),
            trace_taken,
            PARR,
        ),
    ),
    elementary=True,
)


def with_row(factors: tuple[Any, ...], i: int) -> int | None:
    """From where the factors before the i-th are a row."""
    return next((k for k in reversed(range(i)) if is_row(factors[k])), None)


def moved(node: Any, d: Letter) -> Any:
    """uᵀ(b ⊙ v) as (uᵀ ⊙ bᵀ) v, tr(A (B ⊙ C)) as tr((A ⊙ Bᵀ) C), and b ⊙ v alone as diag(b) v."""
    if isinstance(node, Hadamard) and is_column(node):
        others, part = taken_apart(node, d)
        return times(Diag(others), part)
    if isinstance(node, Tr):
        factors = factors_of(node.inner)
        i = place(factors, d)
        if not isinstance(factors[i], Hadamard):
            return None
        others, part = taken_apart(factors[i], d)
        ahead = times(*factors[i + 1 :], *factors[:i]) if len(factors) > 1 else Eye(shape_of(node.inner)[0])
        return Tr(times(hadamard(ahead, turned(others)), part))
    if not isinstance(node, Product):
        return None
    factors = node.args
    i = place(factors, d)
    if not isinstance(factors[i], Hadamard) or not is_column(factors[i]):
        return None
    others, part = taken_apart(factors[i], d)
    k = with_row(factors, i)
    if k is None:
        return times(*factors[:i], Diag(others), part, *factors[i + 1 :])
    row = hadamard(times(*factors[k:i]), turned(others))
    return times(*factors[:k], row, part, *factors[i + 1 :])


def taken_apart(node: Hadamard, d: Letter) -> tuple[Any, Any]:
    i = place(node.args, d)
    return hadamard(*node.args[:i], *node.args[i + 1 :]), node.args[i]


def hadamard_moved(goal: Arranged, ask: Ask) -> Expr | None:
    found = core_by_core(goal, moved)
    return None if found is None else ask(goal.of(found))


def as_matrix_product(goal: Arranged, ask: Ask) -> Expr | None:
    def wrong(node: Any, d: Letter) -> Any:
        if moved(node, d) is None or not isinstance(node, Tr):
            return None
        factors = factors_of(node.inner)
        i = place(factors, d)
        others, part = taken_apart(factors[i], d)
        return Tr(times(*factors[i + 1 :], *factors[:i], turned(others), part))

    found = core_by_core(goal, wrong)
    return None if found is None else ask(goal.of(found))


HADAMARD = Rule(
    slug="entrywise-factor-moved",
    title=Text("entrywise factor to the other side", "成分ごとの因子を移す"),
    explanation=Text(
        "In a sum of products of entries it does not matter to which factor an entrywise one belongs: "
        "aᵀ(b ⊙ v) = (a ⊙ b)ᵀ v, tr(A (B ⊙ C)) = tr((A ⊙ Bᵀ) C). Alone, b ⊙ v = diag(b) v.",
        "成分の積の和では、成分ごとの因子をどちらに付けても同じです：aᵀ(b ⊙ v) = (a ⊙ b)ᵀ v、"
        "tr(A (B ⊙ C)) = tr((A ⊙ Bᵀ) C)。単独では b ⊙ v = diag(b) v です。",
    ),
    goal=Arranged,
    rewrite=hadamard_moved,
    law=(
        Arranged(Product(Transpose(a), Hadamard(b, dx)), dx),
        Arranged(Tr(Product(A, Hadamard(B, dX))), dX),
        Arranged(Hadamard(b, dx), dx),
    ),
    source=MAGNUS + "section 3.6",
    examples=(
        Example("d/dX tr(A (B ⊙ X)) where A, B, X are n x n", "A^T ⊙ B"),
        Example("d/dx a^T (b ⊙ x) where a, b, x in R^n", "a ⊙ b"),
    ),
    mistakes=(
        Mistake(
            "entrywise-as-matrix-product",
            Text(
                "The entrywise product was taken for a product of matrices.",
                "成分ごとの積が行列の積として扱われています。",
            ),
            as_matrix_product,
            PARR,
        ),
    ),
)


def off_diagonal(node: Any, d: Letter) -> Any:
    """diag(v) w as w ⊙ v; tr(A diag(v)) and rᵀ diagonal(M) as products."""
    if isinstance(node, Tr):
        factors = factors_of(node.inner)
        i = place(factors, d)
        if not isinstance(factors[i], Diag):
            return None
        if len(factors) == 1:
            return SumOfEntries(factors[0].inner)
        ahead = times(*factors[i + 1 :], *factors[:i])
        return times(Transpose(DiagonalOf(ahead)), factors[i].inner)
    if not isinstance(node, Product):
        return None
    factors = node.args
    i = place(factors, d)
    k = with_row(factors, i)
    if isinstance(factors[i], DiagonalOf) and k is not None:
        row = times(*factors[k:i])
        return times(*factors[:k], Tr(times(Diag(turned(row)), factors[i].inner)), *factors[i + 1 :])
    if not isinstance(factors[i], Diag) or i == len(factors) - 1:
        return None
    end = next((j for j in range(i + 1, len(factors)) if is_column(factors[j])), None)
    if end is None:
        return None
    column = times(*factors[i + 1 : end + 1])
    return times(*factors[:i], hadamard(column, factors[i].inner), *factors[end + 1 :])


def diagonal_moved(goal: Arranged, ask: Ask) -> Expr | None:
    found = core_by_core(goal, off_diagonal)
    return None if found is None else ask(goal.of(found))


def without_column(goal: Arranged, ask: Ask) -> Expr | None:
    def wrong(node: Any, d: Letter) -> Any:
        if not isinstance(node, Product) or off_diagonal(node, d) is None:
            return None
        i = place(node.args, d)
        return times(*node.args[:i], node.args[i].inner) if isinstance(node.args[i], Diag) else None

    found = core_by_core(goal, wrong)
    return None if found is None else ask(goal.of(found))


DIAGONAL = Rule(
    slug="diagonal-as-entrywise",
    title=Text("a diagonal matrix multiplies entry by entry", "対角行列は成分ごとに掛かる"),
    explanation=Text(
        "diag(v) w = w ⊙ v, and tr(A diag(v)) adds up the diagonal of A times v.",
        "diag(v) w = w ⊙ v です。tr(A diag(v)) は A の対角成分と v の積の和です。",
    ),
    goal=Arranged,
    rewrite=diagonal_moved,
    law=(
        Arranged(Product(Transpose(a), Diag(dx), b), dx),
        Arranged(Tr(Product(A, Diag(dx))), dx),
        Arranged(Product(Transpose(a), DiagonalOf(dX)), dX),
    ),
    source=MAGNUS + "section 3.6",
    examples=(
        Example("d/dx a^T diag(x) b where a, b, x in R^n", "a ⊙ b"),
        Example("d/dx tr(A diag(x)) where A is n x n, x in R^n", "diag(A)"),
    ),
    mistakes=(
        Mistake(
            "diagonal-matrix-ignored",
            Text(
                "diag(v) w is v ⊙ w, a product of both; w was left out.",
                "diag(v) w は両方の積 v ⊙ w です。w が抜けています。",
            ),
            without_column,
            PARR,
        ),
    ),
)

"""Entrywise products, diagonals and sums of entries brought to products of matrices, so that dX can come to the end."""

from typing import Any

from sympy import Expr

from workings.expression.shaped import (
    Diag,
    DiagonalOf,
    Eye,
    Hadamard,
    Kronecker,
    Letter,
    Ones,
    Product,
    SumOfEntries,
    Tr,
    Transpose,
    Vec,
    factors_of,
    hadamard,
    shape_of,
    times,
)
from workings.expression.shaped_goals import Arranged
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.matrix.sources import LAUE, MAGNUS, PARR
from workings_rules.calculus.matrix.terms import MANY, core_by_core, is_column, is_row, place
from workings_rules.calculus.matrix.transpose import laid
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
    source=MAGNUS + 'section "The Hadamard product"',
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


def with_ones(node: Any, d: Letter) -> Any:
    """diag(M) as (I ⊙ M) 𝟏 and diag(v) as I ⊙ (v 𝟏ᵀ), wherever they stand."""
    if isinstance(node, DiagonalOf):
        found = of_product(node.inner, d)
        return times(Hadamard(Eye(node.rows), node.inner), Ones(node.rows, 1)) if found is None else found
    if isinstance(node, Diag):
        n = node.rows
        return Hadamard(Eye(n), times(node.inner, Ones(1, n)))
    if isinstance(node, Product | Kronecker):
        i = place(node.args, d)
        inside = with_ones(node.args[i], d)
        return None if inside is None else MANY[type(node)](*node.args[:i], inside, *node.args[i + 1 :])
    if isinstance(node, Vec):
        inside = with_ones(node.inner, d)
        return None if inside is None else Vec(inside) if shape_of(inside)[1] != 1 else inside
    return None


def of_product(m: Any, d: Letter) -> Any:
    """The diagonal of u vᵀ as u ⊙ v, of A diag(w) B as (A ⊙ Bᵀ) w, of diag(w) as w."""
    factors = factors_of(m)
    i = place(factors, d)
    if isinstance(factors[i], Diag):
        ahead = times(*factors[:i]) if i else Eye(m.rows)
        behind = turned(times(*factors[i + 1 :])) if i + 1 < len(factors) else Eye(m.rows)
        return factors[i].inner if len(factors) == 1 else times(hadamard(ahead, behind), factors[i].inner)
    cut = next((k for k, factor in enumerate(factors[:-1]) if is_column(factor)), None)
    if cut is None:
        return None
    return hadamard(times(*factors[: cut + 1]), laid(times(*factors[cut + 1 :]), d))


def diagonal_spread(goal: Arranged, ask: Ask) -> Expr | None:
    found = core_by_core(goal, with_ones)
    return None if found is None else ask(goal.of(found))


def spread_without_identity(goal: Arranged, ask: Ask) -> Expr | None:
    def wrong(node: Any, d: Letter) -> Any:
        return times(node.inner, Ones(node.rows, 1)) if isinstance(node, DiagonalOf) else None

    found = core_by_core(goal, wrong)
    return None if found is None else ask(goal.of(found))


SPREAD = Rule(
    slug="diagonal-by-identity",
    title=Text("a diagonal by the identity", "単位行列で表した対角成分"),
    explanation=Text(
        "I ⊙ M keeps the diagonal of M alone: diag(M) = (I ⊙ M) 𝟏, and diag(v) = I ⊙ (v 𝟏ᵀ); that of u vᵀ is u ⊙ v, of "
        "A diag(w) B it is (A ⊙ Bᵀ) w.",
        "I ⊙ M は M の対角成分だけを残します：diag(M) = (I ⊙ M) 𝟏、diag(v) = I ⊙ (v 𝟏ᵀ)。"
        "u vᵀ の対角成分は u ⊙ v、A diag(w) B の対角成分は (A ⊙ Bᵀ) w です。",
    ),
    goal=Arranged,
    rewrite=diagonal_spread,
    law=(Arranged(DiagonalOf(dX), dX), Arranged(Product(B, Diag(dx), A), dx)),
    source=MAGNUS + 'section "The Hadamard product"',
    examples=(
        Example("d/dX diag(X) where X is n x n", "kron(ones(n)^T, I_n) diag(vec(eye(n)))"),
        Example("d/dx A diag(x) B where A, B are n x n, x in R^n", ""),
        Example("d/dx diag(A diag(x) B) where A, B are n x n, x in R^n", "A ⊙ B^T"),
    ),
    mistakes=(
        Mistake(
            "diagonal-as-row-sums",
            Text(
                "M 𝟏 adds up whole rows; the diagonal alone is (I ⊙ M) 𝟏.",
                "M 𝟏 は各行の和です。対角成分だけなら (I ⊙ M) 𝟏 です。",
            ),
            spread_without_identity,
            MAGNUS + 'section "The Hadamard product"',
        ),
    ),
)


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
    source=MAGNUS + 'section "The Hadamard product"',
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

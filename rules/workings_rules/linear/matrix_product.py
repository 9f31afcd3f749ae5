"""The product of matrices: the entry (i, j) of A B is row i of A times column j of B."""

from collections.abc import Callable
from typing import Any

from sympy import Basic, Expr

from workings.expression import Tidy, add
from workings.expression.matrix_goals import MatrixPower, MatrixProduct, ShapeError, matrix_of
from workings.expression.nodes import ONE, ZERO
from workings.rule import Ask, Example, Mistake, Rewrite, Rule, Text
from workings_rules.linear.entrywise import entries, shape, tidied, times
from workings_rules.linear.sources import DORIER, LAY
from workings_rules.linear.words import A, B


def unit(n: int) -> Any:
    return matrix_of(n, n, [ONE if i == j else ZERO for i in range(n) for j in range(n)])


def rows_times_columns(a: Any, b: Any) -> Any:
    """The product with its sums written out: 1·5 + 2·8."""
    if a.cols != b.rows:
        raise ShapeError(
            f"the first is {shape(a)} and the second is {shape(b)}: {a.cols} columns don't fit {b.rows} rows"
        )
    left, right, m, n = entries(a), entries(b), a.cols, b.cols

    def entry(i: int, j: int) -> Expr:
        return add(*[times(left[i * m + k], right[k * n + j]) for k in range(m)])

    return matrix_of(a.rows, n, [entry(i, j) for i in range(a.rows) for j in range(n)])


def rewrite(goal: MatrixProduct, ask: Ask) -> Basic | None:
    return tidied(rows_times_columns(*goal.args), ask)


def wrong(product: Callable[[Any, Any], Any | None]) -> Rewrite:
    def broken(goal: MatrixProduct, ask: Ask) -> Basic | None:
        found = product(*goal.args)
        return None if found is None else tidied(found, ask)

    return broken


def entry_for_entry(a: Any, b: Any) -> Any | None:
    """The shape of the second matrix, as if m x n times n x p were n x p: rows are added, or the last ones left out."""
    product = rows_times_columns(a, b)
    if a.rows == b.rows:
        return None
    rows = [[entries(product)[i * b.cols + j] for j in range(b.cols)] for i in range(a.rows)]
    rows += [[ZERO] * b.cols for _ in range(b.rows - a.rows)]
    return matrix_of(b.rows, b.cols, [entry for row in rows[: b.rows] for entry in row])


def elementwise(a: Any, b: Any) -> Any | None:
    if a.shape != b.shape:
        return None
    return matrix_of(a.rows, a.cols, [times(x, y) for x, y in zip(entries(a), entries(b), strict=True)])


def swapped(a: Any, b: Any) -> Any | None:
    return rows_times_columns(b, a) if b.cols == a.rows else None


RULE = Rule(
    slug="matrix-product",
    title=Text("rows times columns", "行と列の積"),
    explanation=Text(
        "The entry in row i and column j is row i of the first times column j of the second, added up.",
        "第 i 行 j 列の成分は、左の第 i 行と右の第 j 列の成分を掛けて足したものです。",
    ),
    goal=MatrixProduct,
    rewrite=rewrite,
    law=(MatrixProduct(A, B),),
    source=LAY + "2.1",
    examples=(
        Example("[[1, 2], [0, 3]] [[5, 1], [8, 4]]", "[[21, 9], [24, 12]]"),
        Example("[[1, 2, 0]] [[1], [3], [4]]", "[[7]]"),
    ),
    mistakes=(
        Mistake(
            "matrix-product-elementwise",
            Text(
                "The matrices were multiplied entry by entry. Each entry needs a whole row and a whole column.",
                "行列の積は行と列を掛けます。同じ位置の成分どうしが掛けられています。",
            ),
            wrong(elementwise),
            DORIER,
        ),
        Mistake(
            "matrix-order-swapped",
            Text(
                "The two matrices changed places. Keep their order: A B and B A can be different.",
                "掛ける順序が逆です。行列の積は順序によって変わります。",
            ),
            wrong(swapped),
            DORIER,
        ),
        Mistake(
            "shape-mismatch",
            Text(
                "Wrong size: the product has as many rows as the first factor and as many columns as the second.",
                "積の型が合いません。行の数は左の行列、列の数は右の行列のものになります。",
            ),
            wrong(entry_for_entry),
            DORIER,
        ),
    ),
)


def power(goal: MatrixPower, ask: Ask) -> Basic | None:
    """A^n = A^(n-1) A, and A^0 = I."""
    a, n = goal.args
    if a.rows != a.cols:
        raise ShapeError(f"the matrix is {shape(a)}; only a square one has powers")
    if n.p == 0:
        return unit(a.rows)
    if n.p == 1:
        return a
    m = n.p // 2 if n.p % 2 == 0 else n.p - 1
    part = a if m == 1 else ask(MatrixPower(a, m))
    return ask(MatrixProduct(part, part if n.p % 2 == 0 else a))


def commuting(goal: MatrixPower, ask: Ask) -> Basic | None:
    """Every entry is raised to the power by itself."""
    a, n = goal.args
    return matrix_of(a.rows, a.cols, [ask(Tidy(x**n)) for x in entries(a)])


POWER = Rule(
    slug="matrix-power",
    title=Text("power of a matrix", "行列の累乗"),
    explanation=Text(
        "A power is a product of equal matrices; squaring goes fastest.",
        "累乗は同じ行列の積です。二乗を繰り返すと速く求まります。",
    ),
    goal=MatrixPower,
    rewrite=power,
    law=(MatrixPower(A, 3), MatrixPower(A, 4)),
    source=LAY + "2.1",
    examples=(Example("[[1, 2], [3, 4]]^2", "[[7, 10], [15, 22]]"),),
    mistakes=(
        Mistake(
            "matrix-power-elementwise",
            Text(
                "A power of a matrix is a product of matrices; the entries were raised to the power one by one.",
                "行列の累乗は行列の積です。成分ごとに累乗されています。",
            ),
            commuting,
            DORIER,
        ),
    ),
)

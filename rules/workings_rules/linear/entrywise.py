"""Matrices entry by entry: sum, difference, multiple, element-wise product and quotient, transpose, trace."""

from collections.abc import Callable
from typing import Any

from sympy import Basic, Expr, Integer, Mul

from workings.expression import Goal, Tidy, add, divide, mul, subtract
from workings.expression.matrix_goals import (
    Determinant,
    Difference,
    DivisionByZero,
    Elementwise,
    InverseOf,
    MatrixGoal,
    MatrixOrder,
    MatrixPower,
    MatrixProduct,
    MatrixSum,
    OrderOf,
    Quotient,
    Scaled,
    ShapeError,
    Trace,
    Transposed,
    matrix_of,
)
from workings.expression.nodes import ONE, ZERO, symbols_of
from workings.expression.relations import nonzero
from workings.rule import Ask, Conditions, Example, Mistake, Rewrite, Rule, Text, unconditional
from workings_rules.linear.sources import DORIER, LAY
from workings_rules.linear.words import THREE_BY_TWO, A, B, k


def shape(matrix: Any) -> str:
    """2x3"""
    return f"{matrix.rows}x{matrix.cols}"


def tidied(matrix: Any, ask: Ask) -> Any:
    """The matrix with every entry worked out by the rules of algebra."""
    return matrix_of(matrix.rows, matrix.cols, [ask(Tidy(entry)) for entry in entries(matrix)])


def entries(matrix: Any) -> tuple[Expr, ...]:
    """The entries row by row, as written."""
    return tuple(matrix.args[2].args)


def times(a: Expr, b: Expr) -> Expr:
    """a b, a factor 1 written too."""
    if a is ONE or b is ONE:
        node: Expr = Basic.__new__(Mul, a, b)
        node.is_commutative = True
        return node
    return mul(a, b)


def parts_first(goal: MatrixGoal, ask: Ask) -> Basic | None:
    """A question about the answers of others waits for those."""
    if not any(isinstance(part, Goal) for part in goal.args):
        return None
    return ask(goal.func(*[ask(part) if isinstance(part, Goal) else part for part in goal.args]))


def squares_of_numbers(goal: MatrixGoal, ask: Ask) -> Basic | None:
    """(A + B)^2 as A^2 + 2 A B + B^2, (A - B)(A + B) as A^2 - B^2: for numbers, which commute."""
    parts = goal.args
    if isinstance(goal, MatrixPower) and isinstance(parts[0], MatrixSum | Difference) and parts[1] == 2:
        a, b = parts[0].args
        twice = Scaled(Integer(2), MatrixProduct(a, b))
        first = (MatrixSum if isinstance(parts[0], MatrixSum) else Difference)(MatrixPower(a, 2), twice)
        return ask(MatrixSum(first, MatrixPower(b, 2)))
    if isinstance(goal, MatrixProduct) and {type(part) for part in parts} == {MatrixSum, Difference}:
        if parts[0].args == parts[1].args:
            a, b = parts[0].args
            return ask(Difference(MatrixPower(a, 2), MatrixPower(b, 2)))
        return None
    if isinstance(goal, MatrixPower) and isinstance(parts[0], MatrixProduct):  # (A B)^n as A^n B^n
        return ask(MatrixProduct(*[MatrixPower(part, parts[1]) for part in parts[0].args]))
    return None


def order_kept(goal: MatrixGoal, ask: Ask) -> Basic | None:
    """(A B)^T as A^T B^T, (A B)^(-1) as A^(-1) B^(-1)."""
    if not isinstance(goal, Transposed | InverseOf) or not isinstance(goal.args[0], MatrixProduct):
        return None
    a, b = goal.args[0].args
    return ask(MatrixProduct(goal.func(a), goal.func(b)))


def factor_once(goal: MatrixGoal, ask: Ask) -> Basic | None:
    """det(c A) as c det A."""
    if not isinstance(goal, Determinant) or not isinstance(goal.args[0], Scaled):
        return None
    c, a = goal.args[0].args
    return ask(Tidy(mul(c, ask(Determinant(a)))))


PARTS = Rule(
    slug="matrices-first",
    title=Text("the matrices first", "先に行列を求める"),
    explanation=Text("What stands inside is worked out first.", "内側を先に計算します。"),
    goal=MatrixGoal,
    rewrite=parts_first,
    law=(MatrixPower(MatrixSum(A, B), 2),),
    source=LAY + "2.1",
    examples=(
        Example("([[1, 1], [0, 2]] + [[0, 1], [1, 0]])^2", "[[3, 6], [3, 6]]"),
        Example("([[1, 2], [0, 1]] [[1, 0], [3, 1]])^T", "[[7, 3], [2, 1]]"),
        Example("det(5 [[1, 2], [0, 4]])", "100"),
    ),
    mistakes=(
        Mistake(
            "matrix-commute-assumed",
            Text(
                "This formula works for numbers. For matrices, A B and B A can be different, so both must be kept.",
                "A B = B A を必要とする数の公式が使われています。行列では一般に成り立ちません。",
            ),
            squares_of_numbers,
            DORIER,
        ),
        Mistake(
            "matrix-order-swapped",
            Text(
                "The transpose, and the inverse, of a product has the factors in the other order: (A B)^T = B^T A^T.",
                "積の転置や逆行列では順序が逆になります。(A B)^T = B^T A^T です。",
            ),
            order_kept,
            DORIER,
        ),
        Mistake(
            "det-scalar-factor",
            Text(
                "All n rows are multiplied by c, so c comes out n times: det(c A) = c^n det A.",
                "n 個の行がそれぞれ c 倍されるので、det(cA) = c^n det A です。",
            ),
            factor_once,
            DORIER,
        ),
    ),
    silent=True,
)


def by_entries(what: str, join: Callable[[Expr, Expr], Expr]) -> Rewrite:
    """The rule that joins the entries in the same places."""

    def rewrite(goal: MatrixGoal, ask: Ask) -> Basic | None:
        a, b = goal.args
        if a.shape != b.shape:
            raise ShapeError(f"the first is {shape(a)} and the second is {shape(b)}; the {what} needs equal shapes")
        pairs = zip(entries(a), entries(b), strict=True)
        return tidied(matrix_of(a.rows, a.cols, [join(x, y) for x, y in pairs]), ask)

    return rewrite


def quotient(goal: Quotient, ask: Ask) -> Basic | None:
    a, b = goal.args
    for n, (x, y) in enumerate(zip(entries(a), entries(b), strict=a.shape == b.shape)):
        if y is ZERO and a.shape == b.shape:
            i, j = divmod(n, a.cols)
            raise DivisionByZero(f"the entry in row {i + 1}, column {j + 1} is {x}/0", (i + 1, j + 1))
    return by_entries("element-wise quotient", divide)(goal, ask)


def scaled(goal: Scaled, ask: Ask) -> Basic | None:
    c, a = goal.args
    return tidied(matrix_of(a.rows, a.cols, [times(c, x) for x in entries(a)]), ask)


def transpose(goal: Transposed, ask: Ask) -> Basic | None:
    (a,) = goal.args
    flat = entries(a)
    return matrix_of(a.cols, a.rows, [flat[i * a.cols + j] for j in range(a.cols) for i in range(a.rows)])


def trace(goal: Trace, ask: Ask) -> Basic | None:
    (a,) = goal.args
    if a.rows != a.cols:
        raise ShapeError(f"the matrix is {shape(a)}; only a square one has a trace")
    return ask(Tidy(add(*[entries(a)[i * a.cols + i] for i in range(a.rows)])))


def order(goal: OrderOf, ask: Ask) -> Basic | None:
    (a,) = goal.args
    if a.rows == a.cols:
        return MatrixOrder(a.rows, a.cols, "square")
    row, column = ["row"] * (a.rows == 1), ["column"] * (a.cols == 1)
    return MatrixOrder(a.rows, a.cols, "rectangular", *row, *column)


def as_matrix_product(goal: Elementwise, ask: Ask) -> Basic | None:
    a, b = goal.args
    return ask(MatrixProduct(a, b)) if a.cols == b.rows else None


def upside_down(goal: Quotient, ask: Ask) -> Basic | None:
    return None if any(x is ZERO for x in entries(goal.args[0])) else by_entries("quotient", flipped)(goal, ask)


def flipped(x: Expr, y: Expr) -> Expr:
    return divide(y, x)


def not_divided_by_zero(goal: Quotient) -> tuple[Basic, ...]:
    """What is divided by is not zero, where it holds letters."""
    return tuple(nonzero(y) for y in entries(goal.args[1]) if symbols_of([y]))


def first_row_only(goal: Scaled, ask: Ask) -> Basic | None:
    c, a = goal.args
    return tidied(matrix_of(a.rows, a.cols, [times(c, x) if i < a.cols else x for i, x in enumerate(entries(a))]), ask)


def diagonal_multiplied(goal: Trace, ask: Ask) -> Basic | None:
    (a,) = goal.args
    return ask(Tidy(mul(*[entries(a)[i * a.cols + i] for i in range(a.rows)]))) if a.rows == a.cols else None


def columns_first(goal: OrderOf, ask: Ask) -> Basic | None:
    return order(OrderOf(transpose(Transposed(*goal.args), ask)), ask)


def rule(
    slug: str,
    title: Text,
    explanation: Text,
    goal: type[Goal],
    rewrite: Rewrite,
    example: str,
    answer: str,
    law: Goal,
    mistakes: tuple[Mistake, ...] = (),
    condition: Conditions = unconditional,
) -> Rule:
    """A rule of this file: they differ in little else."""
    examples = (Example(example, answer),)
    return Rule(
        slug, title, explanation, goal, rewrite, (law,), LAY + "2.1", examples, mistakes=mistakes, condition=condition
    )


RULES = (
    rule(
        "matrix-sum",
        Text("sum of matrices", "行列の和"),
        Text("Entries in the same place are added.", "同じ位置の成分を足します。"),
        MatrixSum,
        by_entries("sum", add),
        "[[1, 2], [3, 4]] + [[5, 6], [7, 8]]",
        "[[6, 8], [10, 12]]",
        MatrixSum(A, B),
        (
            Mistake(
                "matrix-sum-multiplied",
                Text(
                    "Entries in the same place are added; they were multiplied.",
                    "同じ位置の成分は足します。掛けられています。",
                ),
                by_entries("sum", times),
                DORIER,
            ),
        ),
    ),
    rule(
        "matrix-difference",
        Text("difference of matrices", "行列の差"),
        Text("Entries in the same place are subtracted.", "同じ位置の成分を引きます。"),
        Difference,
        by_entries("difference", subtract),
        "[[1, 2], [3, 4]] - [[5, 6], [7, 9]]",
        "[[-4, -4], [-4, -5]]",
        Difference(A, B),
        (
            Mistake(
                "matrix-difference-order",
                Text(
                    "The second is subtracted from the first, not the other way round.",
                    "左から右を引きます。逆になっています。",
                ),
                by_entries("difference", lambda x, y: subtract(y, x)),
                DORIER,
            ),
        ),
    ),
    rule(
        "elementwise-product",
        Text("element-wise product", "要素ごとの積"),
        Text("Entries in the same place are multiplied.", "同じ位置の成分を掛けます。"),
        Elementwise,
        by_entries("element-wise product", times),
        "[[1, 2], [3, 4]] .* [[5, 6], [7, 8]]",
        "[[5, 12], [21, 32]]",
        Elementwise(A, B),
        (
            Mistake(
                "elementwise-as-matrix-product",
                Text(
                    "Entries in the same place are multiplied; rows times columns is the matrix product.",
                    "同じ位置の成分どうしを掛けます。行と列を掛けるのは行列の積です。",
                ),
                as_matrix_product,
                DORIER,
            ),
        ),
    ),
    rule(
        "elementwise-quotient",
        Text("element-wise quotient", "要素ごとの商"),
        Text("Entries in the same place are divided.", "同じ位置の成分を割ります。"),
        Quotient,
        quotient,
        "[[8, 3], [6, 1]] ./ [[2, 1], [3, 4]]",
        "[[4, 3], [2, 1/4]]",
        Quotient(A, B),
        (
            Mistake(
                "quotient-upside-down",
                Text(
                    "The entries of the first are divided by those of the second, not the other way round.",
                    "左の成分を右の成分で割ります。逆になっています。",
                ),
                upside_down,
                DORIER,
            ),
        ),
        not_divided_by_zero,
    ),
    rule(
        "matrix-multiple",
        Text("multiple of a matrix", "行列の定数倍"),
        Text("Every entry is multiplied by the number.", "すべての成分にその数を掛けます。"),
        Scaled,
        scaled,
        "3 [[1, 2], [3, 4]]",
        "[[3, 6], [9, 12]]",
        Scaled(k, A),
        (
            Mistake(
                "one-row-multiplied",
                Text(
                    "Every entry is multiplied; multiplying one row multiplies the determinant, not the matrix.",
                    "すべての成分に掛けます。一つの行だけに掛けるのは行列式の場合です。",
                ),
                first_row_only,
                DORIER,
            ),
        ),
    ),
    rule(
        "transpose",
        Text("transpose", "転置"),
        Text(
            "Rows become columns: the entry (i, j) goes to (j, i).",
            "行と列を入れ替えます。成分 (i, j) は (j, i) に移ります。",
        ),
        Transposed,
        transpose,
        "[[1, 2], [3, 4]]^T",
        "[[1, 3], [2, 4]]",
        Transposed(A),
        (
            Mistake(
                "transpose-not-taken",
                Text(
                    "The matrix was not transposed: its rows must become columns first.",
                    "転置は行と列を入れ替えます。行列がそのまま使われています。",
                ),
                lambda goal, ask: goal.args[0],
                DORIER,
            ),
        ),
    ),
    rule(
        "trace",
        Text("trace", "トレース"),
        Text("The entries on the diagonal are added.", "対角成分を足します。"),
        Trace,
        trace,
        "trace([[1, 2], [3, 4]])",
        "5",
        Trace(A),
        (
            Mistake(
                "trace-multiplied",
                Text(
                    "The trace adds up the diagonal; the product is the determinant of a triangular matrix.",
                    "トレースは対角成分の和です。積は三角行列の行列式です。",
                ),
                diagonal_multiplied,
                DORIER,
            ),
        ),
    ),
    rule(
        "matrix-order",
        Text("order of a matrix", "行列の型"),
        Text(
            "Rows, columns and their product, the number of elements, are counted.",
            "行と列を数えます。要素の個数はその積です。",
        ),
        OrderOf,
        order,
        "order([[1, 2, 0], [3, 4, 5]])",
        "",
        OrderOf(THREE_BY_TWO),
        (
            Mistake(
                "rows-and-columns-exchanged",
                Text(
                    "Rows are counted first, then columns: m x n has m rows.",
                    "行、列の順に数えます。m x n は m 行です。",
                ),
                columns_first,
                DORIER,
            ),
        ),
    ),
)

"""The determinant: a d - b c for two rows, by expansion along a row, or by elimination."""

from collections.abc import Callable
from typing import Any

from sympy import Basic, Expr, Rational

from workings.expression import Tidy, mul, negate, subtract
from workings.expression.matrix_goals import Determinant, ShapeError, matrix_of
from workings.expression.nodes import ZERO, add
from workings.rule import Ask, Example, Mistake, Rewrite, Rule, Text
from workings_rules.linear.entrywise import entries, shape
from workings_rules.linear.sources import DORIER, LAY
from workings_rules.linear.words import THREE, TRIANGLE, A, of_numbers

BY_EXPANSION = 3  # rows; a larger matrix of numbers is eliminated unless asked otherwise


def at(a: Any, i: int, j: int) -> Expr:
    return a.args[2].args[i * a.cols + j]


def minor(a: Any, i: int, j: int) -> Any:
    """The matrix without row i and column j."""
    kept = [at(a, r, c) for r in range(a.rows) for c in range(a.cols) if r != i and c != j]
    return matrix_of(a.rows - 1, a.cols - 1, kept)


def two_rows(goal: Determinant, ask: Ask) -> Basic | None:
    a = goal.args[0]
    if a.rows != a.cols:
        raise ShapeError(f"the matrix is {shape(a)}; only a square one has a determinant")
    if a.rows > 2:
        return None
    if a.rows == 1:
        return at(a, 0, 0)
    return ask(Tidy(subtract(mul(at(a, 0, 0), at(a, 1, 1)), mul(at(a, 0, 1), at(a, 1, 0)))))


def sign_wrong(goal: Determinant, ask: Ask) -> Basic | None:
    a = goal.args[0]
    return ask(Tidy(add(mul(at(a, 0, 0), at(a, 1, 1)), mul(at(a, 0, 1), at(a, 1, 0))))) if a.rows == 2 else None


DETERMINANT_SIGN = Text(
    "The products in the determinant do not all have the right sign.", "行列式の符号に誤りがあります。"
)
TWO = Rule(
    slug="determinant-two-rows",
    title=Text("determinant of two rows", "2 次の行列式"),
    explanation=Text(
        "The diagonal's product less the other diagonal's: a d - b c.",
        "対角成分の積から残りの積を引きます。ad - bc です。",
    ),
    goal=Determinant,
    rewrite=two_rows,
    law=(Determinant(A),),
    source=LAY + "2.2",
    examples=(Example("det [[1, 2], [3, 4]]", "-2"),),
    mistakes=(Mistake("determinant-sign", DETERMINANT_SIGN, sign_wrong, DORIER),),
)


def triangular(goal: Determinant, ask: Ask) -> Basic | None:
    a = goal.args[0]
    n = a.rows
    below = all(at(a, i, j) is ZERO for i in range(n) for j in range(i))
    above = all(at(a, i, j) is ZERO for i in range(n) for j in range(i + 1, n))
    return ask(Tidy(mul(*[at(a, i, i) for i in range(n)]))) if below or above else None


def diagonal_added(goal: Determinant, ask: Ask) -> Basic | None:
    if triangular(goal, lambda smaller: smaller) is None:
        return None
    a = goal.args[0]
    return ask(Tidy(add(*[at(a, i, i) for i in range(a.rows)])))


TRIANGULAR = Rule(
    slug="determinant-triangular",
    title=Text("product of the diagonal", "対角成分の積"),
    explanation=Text(
        "Where only zeros stand on one side of the diagonal, the determinant is the product of the diagonal.",
        "対角線の片側がすべて 0 なら、行列式は対角成分の積です。",
    ),
    goal=Determinant,
    rewrite=triangular,
    law=(Determinant(TRIANGLE),),
    source=LAY + "3.1",
    examples=(Example("det [[2, 1, 5], [0, 3, 7], [0, 0, 4]]", "24"),),
    mistakes=(
        Mistake(
            "diagonal-added",
            Text(
                "The entries on the diagonal are multiplied, not added.",
                "対角成分は足すのではなく掛けます。",
            ),
            diagonal_added,
            DORIER,
        ),
    ),
)


def is_numeric(a: Any) -> bool:
    return all(isinstance(entry, Rational) for entry in entries(a))


def line_with_most_zeros(a: Any) -> tuple[bool, int]:
    """Whether it is a row, and which: the first of those with the most zeros, rows before columns."""
    n = a.rows
    rows = [sum(at(a, i, j) is ZERO for j in range(n)) for i in range(n)]
    columns = [sum(at(a, i, j) is ZERO for i in range(n)) for j in range(n)]
    best = max(*rows, *columns)
    return (True, rows.index(best)) if best in rows else (False, columns.index(best))


def chessboard(i: int, j: int) -> bool:
    return bool((i + j) % 2)


def expansion(
    goal: Determinant,
    ask: Ask,
    minus: Callable[[int, int], bool] = chessboard,
    along: tuple[bool, int] | None = None,
) -> Basic | None:
    a = goal.args[0]
    if goal.method == "elimination" or (goal.method != "expansion" and a.rows > BY_EXPANSION and is_numeric(a)):
        return None
    by_row, k = along or line_with_most_zeros(a)
    parts = []
    for m in range(a.rows):
        i, j = (k, m) if by_row else (m, k)
        if at(a, i, j) is not ZERO:
            part = mul(at(a, i, j), ask(Determinant(minor(a, i, j), *goal.args[1:])))
            parts.append(negate(part) if minus(i, j) else part)
    return ask(Tidy(add(*parts)))


def signs_all_plus(goal: Determinant, ask: Ask) -> Basic | None:
    return expansion(goal, ask, lambda i, j: False)


def signs_wrong(goal: Determinant) -> tuple[Rewrite, ...]:
    """All signs plus, or the one of a single term the other way."""
    n = goal.args[0].rows

    def turned(along: tuple[bool, int], m: int) -> Rewrite:
        place = (along[1], m) if along[0] else (m, along[1])
        return lambda goal, ask: expansion(goal, ask, lambda i, j: chessboard(i, j) ^ ((i, j) == place), along)

    usual = line_with_most_zeros(goal.args[0])
    lines = [usual] if n > BY_EXPANSION else [usual, *((by_row, k) for by_row in (True, False) for k in range(n))]
    return (signs_all_plus, *(turned(along, m) for along in dict.fromkeys(lines) for m in range(n)))


EXPANSION = Rule(
    slug="determinant-expansion",
    title=Text("expansion by cofactors", "余因子展開"),
    explanation=Text(
        "Each entry of the row (or column) with most zeros times its minor, with the signs + - + of a chessboard.",
        "0 の最も多い行（または列）の各成分に小行列式を掛け、市松模様の符号を付けて足します。",
    ),
    goal=Determinant,
    rewrite=expansion,
    law=(Determinant(THREE),),
    source=LAY + "3.1",
    examples=(
        Example("det [[2, 0, 1], [3, -1, 2], [1, 4, 0]]", "-3"),
        Example("det [[1, 2, 3], [4, 5, 6], [7, 8, 10]]", "-3"),
    ),
    mistakes=(Mistake("determinant-sign", DETERMINANT_SIGN, signs_all_plus, DORIER, signs_wrong),),
)


def elimination(goal: Determinant, ask: Ask) -> Basic | None:
    """One column is cleared below its pivot; a row swap changes the sign."""
    a = goal.args[0]
    n = a.rows
    column = next((j for j in range(n) if any(at(a, i, j) is not ZERO for i in range(j + 1, n))), n)
    if column == n or not is_numeric(a):
        return None
    rows = [[at(a, i, j) for j in range(n)] for i in range(n)]
    if rows[column][column] is ZERO:
        other = next(i for i in range(column + 1, n) if rows[i][column] is not ZERO)
        rows[column], rows[other] = rows[other], rows[column]
        swapped = matrix_of(n, n, [entry for row in rows for entry in row])
        return negate(ask(Determinant(swapped, *goal.args[1:])))
    for i in range(column + 1, n):
        factor = rows[i][column] / rows[column][column]
        rows[i] = [x - factor * y for x, y in zip(rows[i], rows[column], strict=True)]
    return ask(Determinant(matrix_of(n, n, [entry for row in rows for entry in row]), *goal.args[1:]))


def swap_sign_lost(goal: Determinant, ask: Ask) -> Basic | None:
    a = goal.args[0]
    right = elimination(goal, lambda smaller: smaller)
    return (
        ask(right.args[-1])
        if right is not None and at(a, 0, 0) is ZERO and not isinstance(right, Determinant)
        else None
    )


ELIMINATION = Rule(
    slug="determinant-elimination",
    title=Text("multiples of a row subtracted", "行の定数倍を引く"),
    explanation=Text(
        "A multiple of a row added to another leaves the determinant as it is; exchanging two rows changes its sign.",
        "ある行の定数倍を別の行に加えても行列式は変わらず、二つの行を入れ替えると符号が変わります。",
    ),
    goal=Determinant,
    rewrite=elimination,
    law=(Determinant(of_numbers((1, 2, 0), (2, 5, 1), (0, 3, 4)), "elimination"),),
    source=LAY + "3.2",
    examples=(
        Example("det [[0, 2, 1, 1], [1, 1, 0, 3], [2, 1, 1, 0], [1, 0, 2, 5]]", "-35"),
        Example("det [[1, 2, 0, 0], [3, 4, 0, 1], [0, 0, 1, 2], [0, 1, 3, 4]]", ""),
    ),
    mistakes=(Mistake("determinant-sign", DETERMINANT_SIGN, swap_sign_lost, DORIER),),
)

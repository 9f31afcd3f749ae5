"""Square systems by other means: Cramer's rule, the inverse, L U; and by substitution, as by hand."""

from typing import Any

from sympy import Basic, Expr

from workings.expression import Tidy, divide
from workings.expression.branches import apart_from_zero
from workings.expression.field import Element
from workings.expression.grid import Grid, RowOperation
from workings.expression.linear_form import entries as elements
from workings.expression.linear_form import field_of
from workings.expression.linear_goals import Chain, FromRow, Reduce, Solution, SolveBy, Triangles
from workings.expression.matrix_goals import Determinant, InverseOf, MatrixProduct, Singular, matrix_of
from workings.expression.nodes import ZERO
from workings.rule import Ask, Example, Mistake, Rewrite, Rule, Text
from workings_rules.linear.back_substitution import alone
from workings_rules.linear.pivots import look
from workings_rules.linear.sources import DORIER, LAY, STRANG
from workings_rules.linear.words import by, of_numbers

MOST_SIGNS = 60  # ways to lose one that are looked at
SYSTEM = "solve 2x + y = 5, x - 3y = -1 "


def square(goal: SolveBy, name: str) -> Grid:
    grid = goal.grid
    if len(grid.rows) != grid.bar:
        raise Singular(f"{name} needs as many equations as unknowns, not {len(grid.rows)} and {grid.bar}; use gauss")
    return grid


def columns(grid: Grid, replaced: int = -1) -> Any:
    """The matrix of coefficients, one column replaced by the constants."""
    return grid.matrix([grid.bar if j == replaced else j for j in range(grid.bar)])


def value(expr: Expr) -> tuple[Any, Element]:
    """The expression as an element of its own field."""
    field = field_of([expr])
    return field, elements([expr], field)[0]


def simplest(expr: Expr) -> Expr:
    """A fraction of numbers and letters in lowest terms."""
    field, element = value(expr)
    return field.expr(element)


def not_zero(det: Expr, name: str) -> None:
    if not value(det)[1]:
        raise Singular(f"{name} needs a determinant that is not 0, and it is 0; gauss gives all the solutions")


def det_not_zero(goal: SolveBy) -> tuple[Basic, ...]:
    """That what is divided by is not zero, where it holds letters: the pivots of L U, or their product, the det."""
    grid = goal.grid
    if not grid.field.generators or goal.method not in ("cramer", "inverse", "lu") or len(grid.rows) != grid.bar:
        return ()
    if goal.method == "lu":
        upper = factored(grid)[2]
        apart = [f for i in range(grid.bar) for f in grid.field.factors(upper.rows[i][i].top)]
        return tuple(dict.fromkeys(apart_from_zero(grid.field, f) for f in apart))
    factors: list[Any] = []
    while (found := look(grid, False)).kind in ("split", "operation"):
        if found.operation is not None:
            grid = grid.applied(found.operation)
        else:
            factors += grid.unknown_factors(found.element)
            grid = grid.with_nonzero(factors)
    return tuple(apart_from_zero(grid.field, f) for f in factors)


def cramer(goal: SolveBy, ask: Ask) -> Basic | None:
    """x_j = det(A with b for column j)/det A"""
    if goal.method != "cramer":
        return None
    grid = square(goal, "Cramer's rule")
    det = ask(Determinant(columns(grid)))
    found = []
    for j in range(grid.bar):
        above = ask(Determinant(columns(grid, j)))
        if isinstance(det, Determinant):
            found.append(divide(above, det))
            continue
        not_zero(det, "Cramer's rule")
        found.append(ask(FromRow(goal.unknowns[j], divide(above, det), simplest(divide(above, det)))))
    return Solution("unique", goal.unknowns, found)


def upside_down(goal: SolveBy, ask: Ask) -> Basic | None:
    """x_j = det A/det(A with b for column j)"""
    if goal.method != "cramer":
        return None
    grid = square(goal, "Cramer's rule")
    above = ask(Determinant(columns(grid)))
    below = [ask(Determinant(columns(grid, j))) for j in range(grid.bar)]
    if any(det is ZERO for det in below):
        return None
    return Solution("unique", goal.unknowns, [ask(Tidy(divide(above, det))) for det in below])


CRAMER = Rule(
    slug="cramer",
    title=Text("Cramer's rule", "クラメルの公式"),
    explanation=Text(
        "Each unknown is a fraction of determinants: above, its column is replaced by the constants.",
        "各未知数は行列式の比です。分子ではその列を定数で置き換えます。",
    ),
    goal=SolveBy,
    rewrite=cramer,
    law=(by("cramer", (2, 1, 5), (1, -3, -1)),),
    source=LAY + "3.3",
    examples=(Example(SYSTEM + "by Cramer's rule", ""),),
    condition=det_not_zero,
    mistakes=(
        Mistake(
            "cramer-fraction-inverted",
            Text(
                "The determinant of A is what is divided by; above stands the one with the constants.",
                "割るのは A の行列式です。定数を入れた行列式は分子に来ます。",
            ),
            upside_down,
            DORIER,
        ),
    ),
)


def by_inverse(goal: SolveBy, ask: Ask) -> Basic | None:
    """x = A^(-1) b"""
    if goal.method != "inverse":
        return None
    grid = square(goal, "the inverse")
    inverse = ask(InverseOf(columns(grid)))
    product = ask(MatrixProduct(inverse, grid.matrix([grid.bar])))
    if not hasattr(product, "rows"):
        return product
    return Solution("unique", goal.unknowns, [simplest(entry) for entry in product.args[2].args])


def by_matrix_itself(goal: SolveBy, ask: Ask) -> Basic | None:
    """x = A b"""
    if goal.method != "inverse":
        return None
    grid = square(goal, "the inverse")
    product = ask(MatrixProduct(columns(grid), grid.matrix([grid.bar])))
    if not hasattr(product, "rows"):
        return product
    return Solution("unique", goal.unknowns, [simplest(entry) for entry in product.args[2].args])


INVERSE = Rule(
    slug="solve-by-inverse",
    title=Text("x = A⁻¹ b", "x = A⁻¹ b"),
    explanation=Text("Both sides are multiplied by the inverse from the left.", "両辺に左から逆行列を掛けます。"),
    goal=SolveBy,
    rewrite=by_inverse,
    law=(by("inverse", (2, 1, 5), (1, -3, -1)),),
    source=LAY + "2.2",
    examples=(Example(SYSTEM + "by the inverse matrix", ""),),
    condition=det_not_zero,
    mistakes=(
        Mistake(
            "matrix-instead-of-inverse",
            Text(
                "x is the inverse times b; b was multiplied by A itself.",
                "x は逆行列と b の積です。A そのものが掛けられています。",
            ),
            by_matrix_itself,
            DORIER,
        ),
    ),
)


def factored(grid: Grid) -> tuple[list[int], list[list[Element]], Grid]:
    """The order of the rows, L and U of A = L U."""
    n, one, zero = grid.bar, grid.field.rational(1), grid.field.rational(0)
    order = list(range(n))
    lower = [[zero] * n for _ in range(n)]
    for j in range(n):
        sure = [i for i in range(j, n) if grid.known_nonzero(grid.rows[i][j])]
        pivot = next(iter(sure + [i for i in range(j, n) if grid.rows[i][j]]), None)
        if pivot is None:
            raise Singular("L U needs a pivot in every column; gauss gives all the solutions")
        if pivot != j:
            grid = grid.applied(RowOperation("swap", j, pivot, one))
            order[j], order[pivot] = order[pivot], order[j]
            lower[j], lower[pivot] = lower[pivot], lower[j]
        lower[j][j] = one
        for i in range(j + 1, n):
            lower[i][j] = grid.rows[i][j] / grid.rows[j][j]
            grid = grid.applied(RowOperation("add", i, j, -lower[i][j]))
    return order, lower, grid


def by_triangles(goal: SolveBy, ask: Ask) -> Basic | None:
    """A = L U; first L y = b, then U x = y."""
    if goal.method != "lu":
        return None
    grid = square(goal, "L U")
    n, expr = grid.bar, grid.field.expr
    order, lower, upper = factored(grid)
    l_matrix = matrix_of(n, n, [expr(e) for row in lower for e in row])
    permuted = matrix_of(n, n, [expr(grid.rows[i][j]) for i in order for j in range(n)])
    ask(Triangles(permuted, l_matrix, upper.matrix(range(n))))
    y = [row[n] for row in upper.rows]
    x: list[Element] = [grid.field.rational(0)] * n
    for i in range(n - 1, -1, -1):
        total = y[i]
        for j in range(i + 1, n):
            total = total - upper.rows[i][j] * x[j]
        x[i] = total / upper.rows[i][i]
        rest = [(expr(upper.rows[i][j]), expr(x[j])) for j in range(i + 1, n) if upper.rows[i][j]]
        ask(FromRow(goal.unknowns[i], alone(expr(upper.rows[i][i]), expr(y[i]), rest), expr(x[i])))
    return Solution("unique", goal.unknowns, [expr(e) for e in x])


def first_half_skipped(goal: SolveBy, ask: Ask) -> Basic | None:
    """U x = b in the place of U x = y."""
    if goal.method != "lu":
        return None
    grid = square(goal, "L U")
    n, (order, _, upper) = grid.bar, factored(grid)
    rows = [(*upper.rows[i][:n], grid.rows[k][n]) for i, k in enumerate(order)]
    return ask(Reduce(upper.of(rows), goal.args[1], "gauss"))


LU = Rule(
    slug="lu",
    title=Text("L U", "LU 分解"),
    explanation=Text(
        "A is a lower times an upper triangular matrix; L y = b is solved from the top, then U x = y from the bottom.",
        "A を下三角行列と上三角行列の積に分け、L y = b を上から、U x = y を下から解きます。",
    ),
    goal=SolveBy,
    rewrite=by_triangles,
    law=(by("lu", (2, 1, 5), (4, 5, 1)),),
    source=STRANG + "2.6",
    examples=(Example(SYSTEM + "by LU", ""),),
    condition=det_not_zero,
    mistakes=(
        Mistake(
            "forward-substitution-skipped",
            Text(
                "U x = y is solved with the y of L y = b; b itself was put in its place.",
                "U x = y の y は L y = b の解です。b がそのまま使われています。",
            ),
            first_half_skipped,
            DORIER,
        ),
    ),
)


def triangles(goal: Triangles, ask: Ask) -> Basic | None:
    a, lower, upper = goal.args
    return Chain(a, MatrixProduct(lower, upper))


TRIANGLES = Rule(
    slug="triangles",
    title=Text("factors of elimination", "消去の係数を並べる"),
    explanation=Text(
        "L keeps the factors of elimination, U is what elimination leaves.",
        "L は消去に使った倍率、U は消去の結果です。",
    ),
    goal=Triangles,
    rewrite=triangles,
    law=(Triangles(of_numbers((2, 1), (4, 5)), of_numbers((1, 0), (2, 1)), of_numbers((2, 1), (0, 3))),),
    source=STRANG + "2.6",
    examples=(Example(SYSTEM + "by LU", ""),),
)


def by_substitution(goal: SolveBy, ask: Ask) -> Basic | None:
    return ask(Reduce(goal.grid, goal.args[1], goal.args[2])) if goal.method == "substitution" else None


def sign_wrong(i: int, column: int, other: int) -> Rewrite:
    """In equation i, solved for the unknown of `column`, the term of `other` (the constant, where it is the last) kept
    its sign on the other side; what comes out is put into the other equations."""

    def rewrite(goal: SolveBy, ask: Ask) -> Basic | None:
        grid = goal.grid
        row = tuple([-e if c == other else e for c, e in enumerate(grid.rows[i])])
        rows = [row if n == i else rest for n, rest in enumerate(grid.rows)]
        return ask(Reduce(grid.of(rows), goal.args[1], goal.args[2]))

    return rewrite


def bracket_lost(i: int, column: int, into: int, other: int) -> Rewrite:
    """x - (b - a x) as x - b - a x: equation i, solved for an unknown, was put into another with one sign kept."""

    def rewrite(goal: SolveBy, ask: Ask) -> Basic | None:
        grid = goal.grid
        factor = grid.rows[into][column] / grid.rows[i][column]
        row = list(grid.applied(RowOperation("add", into, i, -factor)).rows[into])
        row[other] = grid.rows[into][other] + factor * grid.rows[i][other]
        rows = [tuple(row) if n == into else rest for n, rest in enumerate(grid.rows)]
        return ask(Reduce(grid.of(rows), goal.args[1], goal.args[2]))

    return rewrite


def signs_wrong(goal: SolveBy) -> tuple[Rewrite, ...]:
    """Every way to lose a sign where one equation is solved for an unknown and put into another."""
    rows, n = goal.grid.rows, goal.grid.bar
    pairs = [(j, k) for j in range(n) for k in range(n) if j != k]
    moved = [(i, j, k) for i, row in enumerate(rows) for j, k in pairs if row[j] and row[k]]
    found = [sign_wrong(*each) for each in moved]
    for i, row in enumerate(rows):
        for j in range(n):
            if row[j]:
                others = [k for k in range(n + 1) if k != j and row[k]]
                found += [bracket_lost(i, j, m, k) for m, o in enumerate(rows) if m != i and o[j] for k in others]
    return tuple(found[:MOST_SIGNS])


def first_sign_wrong(goal: SolveBy, ask: Ask) -> Basic | None:
    ways = signs_wrong(goal)
    return ways[0](goal, ask) if ways else None


SUBSTITUTION = Rule(
    slug="substitution",
    title=Text("substitution", "代入法"),
    explanation=Text(
        "One equation is solved for an unknown, and what comes out is put into the others.",
        "一つの式を一つの未知数について解き、ほかの式に代入します。",
    ),
    goal=SolveBy,
    rewrite=by_substitution,
    law=(by("substitution", (2, 1, 5), (1, -3, -1)),),
    source=STRANG + "2.1",
    examples=(Example(SYSTEM + "by substitution", ""),),
    mistakes=(
        Mistake(
            "substitution-sign",
            Text(
                "A sign went wrong when one equation was solved for an unknown, or when the result was put into the "
                "other equation.",
                "一つの式を未知数について解くとき、または代入するときに、符号を誤っています。",
            ),
            first_sign_wrong,
            DORIER,
            signs_wrong,
        ),
    ),
)

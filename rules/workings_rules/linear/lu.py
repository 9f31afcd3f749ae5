"""L U: A as a lower times an upper triangular matrix; first L y = b is solved, then U x = y."""

from sympy import Basic

from workings.expression.branches import apart_from_zero
from workings.expression.field import Element
from workings.expression.grid import Grid, RowOperation
from workings.expression.linear_goals import Chain, FromRow, Reduce, Solution, SolveBy, Triangles
from workings.expression.matrix_goals import MatrixProduct, Singular, matrix_of
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.linear.back_substitution import alone, solved_upwards
from workings_rules.linear.sources import DORIER, STRANG
from workings_rules.linear.square import SYSTEM, square
from workings_rules.linear.words import by, of_numbers


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
    x = solved_upwards([row[:n] for row in upper.rows], y)
    for i in reversed(range(n)):
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


def condition(goal: SolveBy) -> tuple[Basic, ...]:
    """That the pivots, which are divided by, are not zero, where they hold letters."""
    grid = goal.grid
    if not grid.field.generators or goal.method != "lu" or len(grid.rows) != grid.bar:
        return ()
    upper = factored(grid)[2]
    apart = [f for i in range(grid.bar) for f in grid.field.factors(upper.rows[i][i].top)]
    return tuple(dict.fromkeys(apart_from_zero(grid.field, f) for f in apart))


RULE = Rule(
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
    condition=condition,
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

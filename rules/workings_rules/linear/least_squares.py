"""Least squares: where A x = b has no solution, the x that makes |A x - b|^2 smallest.

The residual b - A x then stands at right angles to the columns of A: A^T A x = A^T b. Or A = Q R, with columns of Q at
right angles to each other and of length 1 (Gram and Schmidt), and R x = Q^T b is solved from the bottom.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sympy import Basic, Expr, Rational, sqrt

from workings.expression.field import Element
from workings.expression.grid import Grid
from workings.expression.linear_form import NotLinear
from workings.expression.linear_goals import Chain, FromRow, LeastSquares, Orthonormal, Reduce, Solution, SolveBy
from workings.expression.matrix_goals import (
    Difference,
    Dot,
    MatrixProduct,
    Norm,
    Scaled,
    Singular,
    Transposed,
    matrix_of,
)
from workings.expression.nodes import ONE, ZERO
from workings.expression.written import as_written
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.linear.back_substitution import alone
from workings_rules.linear.sources import DORIER, STRANG
from workings_rules.linear.words import NEAREST, ROTATION, by, of_numbers

EXAMPLE = "solve x + y = 6, x + 2y = 0, x + 3y = 0 "
Column = list[Element]


def numbers(grid: Grid) -> None:
    if grid.field.generators:
        raise NotLinear("least squares are worked out for systems of numbers; give the parameters values")


def columns(grid: Grid) -> list[Column]:
    """The columns of A, then b."""
    return [[row[j] for row in grid.rows] for j in range(grid.bar + 1)]


def dot(u: Column, v: Column) -> Element:
    return sum((a * b for a, b in zip(u, v, strict=True)), start=0)


def normal(grid: Grid) -> Grid:
    """[A^T A | A^T b]"""
    *a, b = columns(grid)
    return Grid([tuple([dot(u, v) for v in (*a, b)]) for u in a], grid.bar, grid.field)


def residual(grid: Grid, values: Sequence[Element]) -> Column:
    """b - A x"""
    return [row[grid.bar] - dot(list(row[: grid.bar]), list(values)) for row in grid.rows]


def column(grid: Grid, entries: Sequence[Element]) -> Any:
    return matrix_of(len(entries), 1, [grid.field.expr(e) for e in entries])


def point(grid: Grid, solution: Solution) -> list[Element]:
    """The values of the unknowns where every free one is 0; the residual is the same for all."""
    free = dict.fromkeys(solution.free, ZERO)
    values = [value.subs(free) for value in solution.assignment.values()]
    return [grid.field.rational(Rational(value)) for value in values]


def by_normal_equations(goal: SolveBy, ask: Ask) -> Basic | None:
    if goal.method != "least-squares":
        return None
    grid = goal.grid
    numbers(grid)
    a, b = grid.matrix(range(grid.bar)), grid.matrix([grid.bar])
    reduced = normal(grid)
    at = ask(Transposed(a))
    ask(MatrixProduct(at, a))
    ask(MatrixProduct(at, b))
    answer = ask(Reduce(reduced, goal.args[1], "gauss"))
    return finished(grid, answer, ask) if isinstance(answer, Solution) else answer


def finished(grid: Grid, solution: Solution, ask: Ask) -> LeastSquares:
    """The values with what they leave over, b - A x."""
    x = point(grid, solution)
    left = residual(grid, x)
    ask(Difference(grid.matrix([grid.bar]), MatrixProduct(grid.matrix(range(grid.bar)), column(grid, x))))
    return LeastSquares(solution, column(grid, left), grid.field.expr(grid.field.rational(dot(left, left))))


def consistent(grid: Grid) -> bool:
    """Whether b is a sum of multiples of the columns of A: taking off its parts along them leaves nothing."""
    *a, b = columns(grid)
    made: list[Column] = []
    for rest in (*a, b):
        for u in made:
            factor = dot(rest, u) / dot(u, u)
            rest = [x - factor * y for x, y in zip(rest, u, strict=True)]
        made += [rest] if any(rest) else []
    return not any(rest)


def minimised(goal: SolveBy) -> tuple[Text, tuple[Basic, ...]]:
    if consistent(goal.grid):
        return Text("the system has a solution, which this finds too", "解があり、この方法でも求まります"), ()
    return Text(
        "no x fulfils all equations: |r|² for r = b - A x is made smallest",
        "すべての式を満たす x はないので、r = b - A x の |r|² を最小にする",
    ), ()


def first_equations_only(goal: SolveBy, ask: Ask) -> Basic | None:
    """The first n equations in n unknowns, solved by themselves."""
    grid = goal.grid
    if goal.method != "least-squares" or len(grid.rows) <= grid.bar:
        return None
    answer = ask(Reduce(grid.of(grid.rows[: grid.bar]), goal.args[1], "gauss"))
    return finished(grid, answer, ask) if isinstance(answer, Solution) and answer.kind == "unique" else answer


NORMAL = Rule(
    slug="least-squares",
    title=Text("normal equations", "正規方程式"),
    explanation=Text(
        "The residual of the nearest A x is at right angles to the columns of A, so A^T A x = A^T b.",
        "最も近い A x の残差は A の列と直交するので、A^T A x = A^T b が成り立ちます。",
    ),
    goal=SolveBy,
    rewrite=by_normal_equations,
    law=(by("least-squares", *NEAREST),),
    source=STRANG + "4.3",
    examples=(Example(EXAMPLE + "by least squares", ""),),
    remark=minimised,
    mistakes=(
        Mistake(
            "equations-left-out",
            Text(
                "All equations count in A^T A x = A^T b; only as many as there are unknowns were solved.",
                "A^T A x = A^T b にはすべての式が入ります。未知数と同じ個数の式だけを解いています。",
            ),
            first_equations_only,
            DORIER,
        ),
    ),
)


def orthogonal(grid: Grid) -> tuple[list[Column], list[list[tuple[int, Element]]]]:
    """The columns of A made orthogonal, u_j, and what was taken off each: (i, a_j . u_i / u_i . u_i)."""
    made: list[Column] = []
    taken: list[list[tuple[int, Element]]] = []
    for a in columns(grid)[:-1]:
        off = [(i, dot(a, u) / dot(u, u)) for i, u in enumerate(made)]
        off = [(i, factor) for i, factor in off if factor]
        u = list(a)
        for i, factor in off:
            u = [x - factor * y for x, y in zip(u, made[i], strict=True)]
        if not any(u):
            raise Singular("QR needs columns of which none is a sum of multiples of the others; use least-squares")
        made.append(u)
        taken.append(off)
    return made, taken


def by_qr(goal: SolveBy, ask: Ask) -> Basic | None:
    """A = Q R by Gram and Schmidt, then R x = Q^T b."""
    if goal.method != "qr":
        return None
    grid = goal.grid
    numbers(grid)
    *a, b = columns(grid)
    n, expr = grid.bar, grid.field.expr
    made, taken = orthogonal(grid)
    for j, off in enumerate(taken):
        rest = a[j]
        for i, factor in off:
            ask(Dot(column(grid, a[j]), column(grid, made[i])))
            ask(Difference(column(grid, rest), Scaled(expr(factor), column(grid, made[i]))))
            rest = [x - factor * y for x, y in zip(rest, made[i], strict=True)]
        ask(Norm(column(grid, made[j])))
    length = [as_written(sqrt(expr(dot(u, u)))) for u in made]
    pairs = list(zip(made, length, strict=True))
    q = matrix_of(len(b), n, [over(expr(u[i]), root) for i in range(len(b)) for u, root in pairs])
    upper = [[expr(dot(made[i], a[j])) if j >= i else ZERO for j in range(n)] for i in range(n)]
    r = matrix_of(n, n, [over(upper[i][j], length[i]) for i in range(n) for j in range(n)])
    ask(Orthonormal(grid.matrix(range(n)), q, r))
    right = [over(expr(dot(u, b)), root) for u, root in zip(made, length, strict=True)]
    ask(MatrixProduct(Transposed(q), grid.matrix([n])))
    x: list[Element] = [grid.field.rational(0)] * n
    for i in range(n - 1, -1, -1):
        total = dot(made[i], b)
        for j in range(i + 1, n):
            total = total - dot(made[i], a[j]) * x[j]
        x[i] = total / dot(made[i], made[i])
        rest_of = [(r[i, j], expr(x[j])) for j in range(i + 1, n) if r[i, j] is not ZERO]
        ask(FromRow(goal.unknowns[i], alone(r[i, i], right[i], rest_of), expr(x[i])))
    return finished(grid, Solution("unique", goal.unknowns, [expr(value) for value in x]), ask)


def over(top: Expr, root: Expr) -> Any:
    """top/root, without a root below the bar."""
    if top is ZERO or root is ONE:
        return top
    return as_written(top / root) if isinstance(root, Rational) else as_written((top / root).expand())


def each_column_alone(goal: SolveBy, ask: Ask) -> Basic | None:
    """x_j = a_j · b/a_j · a_j, as if the columns were orthogonal already."""
    if goal.method != "qr":
        return None
    grid = goal.grid
    *a, b = columns(grid)
    values = [grid.field.expr(dot(u, b) / dot(u, u)) for u in a]
    return finished(grid, Solution("unique", goal.unknowns, values), ask)


QR = Rule(
    slug="qr",
    title=Text("Q R by Gram and Schmidt", "QR 分解（グラム・シュミット）"),
    explanation=Text(
        "From each column its parts along the ones before are taken off, and what is left is divided by its length; "
        "then R x = Q^T b is solved from the bottom.",
        "各列から前の列の方向の成分を引き、残りを長さで割ります。そして R x = Q^T b を下から解きます。",
    ),
    goal=SolveBy,
    rewrite=by_qr,
    law=(by("qr", *NEAREST),),
    source=STRANG + "4.4",
    examples=(Example(EXAMPLE + "by QR", ""),),
    remark=minimised,
    mistakes=(
        Mistake(
            "columns-not-made-orthogonal",
            Text(
                "R x = Q^T b needs columns of Q at right angles; the part along the first column was not taken off.",
                "R x = Q^T b では Q の列が直交している必要があります。前の列の方向の成分が引かれていません。",
            ),
            each_column_alone,
            DORIER,
        ),
    ),
)


def orthonormal(goal: Orthonormal, ask: Ask) -> Basic | None:
    a, q, r = goal.args
    return Chain(a, MatrixProduct(q, r))


ORTHONORMAL = Rule(
    slug="orthonormal-columns",
    title=Text("columns over their lengths", "列を長さで割る"),
    explanation=Text(
        "Q has the orthogonal columns divided by their lengths, R the lengths and what was taken off.",
        "Q は直交する列を長さで割ったもの、R は長さと引いた成分です。",
    ),
    goal=Orthonormal,
    rewrite=orthonormal,
    law=(Orthonormal(of_numbers((3, 1), (4, 2)), ROTATION, of_numbers((5, Rational(11, 5)), (0, Rational(2, 5)))),),
    source=STRANG + "4.4",
    examples=(Example(EXAMPLE + "by QR", ""),),
)

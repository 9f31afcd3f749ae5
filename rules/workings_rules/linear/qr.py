"""Q R by Gram and Schmidt: A = Q R, with columns of Q at right angles to each other and of length 1.

R x = Q^T b, solved from the bottom, then gives the x that makes |A x - b|^2 smallest.
"""

from typing import Any

from sympy import Basic, Expr, Rational, sqrt

from workings.expression.field import Element
from workings.expression.grid import Grid
from workings.expression.linear_goals import Chain, FromRow, Orthonormal, Solution, SolveBy
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
from workings_rules.linear.back_substitution import alone, solved_upwards
from workings_rules.linear.least_squares import EXAMPLE, Column, column, columns, dot, finished, minimised, numbers
from workings_rules.linear.sources import DORIER, STRANG
from workings_rules.linear.words import NEAREST, ROTATION, by, of_numbers


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
    x = solved_upwards([[dot(u, column) for column in a] for u in made], [dot(u, b) for u in made])
    for i in reversed(range(n)):
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


RULE = Rule(
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

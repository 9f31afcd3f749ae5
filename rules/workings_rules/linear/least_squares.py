"""Least squares: where A x = b has no solution, the x that makes |A x - b|^2 smallest.

The residual b - A x then stands at right angles to the columns of A: A^T A x = A^T b.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sympy import Basic, Rational

from workings.expression.field import Element
from workings.expression.grid import Grid
from workings.expression.linear_form import NotLinear
from workings.expression.linear_goals import LeastSquares, Reduce, Solution, SolveBy
from workings.expression.matrix_goals import (
    Difference,
    MatrixProduct,
    Transposed,
    matrix_of,
)
from workings.expression.nodes import ZERO
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.linear.sources import DORIER, STRANG
from workings_rules.linear.words import NEAREST, by

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


RULE = Rule(
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

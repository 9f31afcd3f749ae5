"""Rank and null space: the pivots counted, the free unknowns followed."""

from typing import Any

from sympy import Basic, Integer, Tuple

from workings.expression.algebra import replace
from workings.expression.canonical import canonical
from workings.expression.linear_goals import Count, Echelon, Reduce, Solution
from workings.expression.matrix_goals import NullSpace, Rank, Reduced, matrix_of
from workings.expression.nodes import ONE, ZERO, symbol
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.linear.inverse import grid_of
from workings_rules.linear.pivots import look
from workings_rules.linear.sources import DORIER, LAY
from workings_rules.linear.words import DEPENDENT, grid


def rank(goal: Rank, ask: Ask) -> Basic | None:
    return ask(Count(grid_of(goal.args[0]), (), "gauss"))


def rows_not_zero(goal: Rank, ask: Ask) -> Basic | None:
    """The rows of the matrix as it stands that are not zero."""
    return Integer(sum(any(row) for row in grid_of(goal.args[0]).rows))


RANK = Rule(
    slug="rank",
    title=Text("rank", "階数"),
    explanation=Text("The matrix is reduced, and its pivots are counted.", "行列を簡約してピボットを数えます。"),
    goal=Rank,
    rewrite=rank,
    law=(Rank(DEPENDENT),),
    source=LAY + "2.9",
    examples=(Example("rank([[1, 2], [2, 4]])", "1"),),
    mistakes=(
        Mistake(
            "rank-of-unreduced-rows",
            Text(
                "Rows that are not zero are counted after elimination, not before.",
                "零でない行は、消去した後で数えます。",
            ),
            rows_not_zero,
            DORIER,
        ),
    ),
)


def counted(goal: Count, ask: Ask) -> Basic | None:
    found = look(goal.grid, False)
    return Integer(len(found.pivots)) if found.kind == "done" else None


def columns_counted(goal: Count, ask: Ask) -> Basic | None:
    return Integer(goal.grid.bar) if look(goal.grid, False).kind == "done" else None


COUNT = Rule(
    slug="pivots-counted",
    title=Text("pivots counted", "ピボットの個数"),
    explanation=Text("The rank is the number of pivots.", "階数はピボットの個数です。"),
    goal=Count,
    rewrite=counted,
    law=(Count(grid((1, 2), (0, 3)), (), "gauss"),),
    source=LAY + "2.9",
    examples=(Example("rank([[1, 2], [3, 4]])", "2"), Example("rank([[1, 2], [2, 4]])", "1")),
    mistakes=(
        Mistake(
            "rank-as-number-of-columns",
            Text(
                "The rank counts the pivots, not the columns.",
                "階数はピボットの個数であり、列の個数ではありません。",
            ),
            columns_counted,
            DORIER,
        ),
    ),
)


def reduced(goal: Reduced, ask: Ask) -> Basic | None:
    return ask(Echelon(grid_of(goal.args[0]), (), goal.method or "gauss-jordan"))


def not_cleared_above(goal: Reduced, ask: Ask) -> Basic | None:
    return ask(Echelon(grid_of(goal.args[0]), (), "gauss"))


RREF = Rule(
    slug="rref",
    title=Text("reduced row echelon form", "行簡約階段形"),
    explanation=Text(
        "Row by row a pivot is made and its column cleared, until every pivot is 1 and alone in its column.",
        "ピボットを作って列を掃き出すことを、どのピボットも 1 でその列のほかの成分が 0 になるまで続けます。",
    ),
    goal=Reduced,
    rewrite=reduced,
    law=(Reduced(DEPENDENT),),
    source=LAY + "1.2",
    examples=(
        Example("rref [[1, 2], [3, 4]]", "[[1, 0], [0, 1]]"),
        Example("rref [[1, 2, 3], [2, 4, 7]]", "[[1, 2, 0], [0, 0, 1]]"),
    ),
    mistakes=(
        Mistake(
            "stopped-at-echelon-form",
            Text(
                "In the reduced form every pivot is 1 and alone in its column; above the pivots it was not cleared.",
                "行簡約階段形ではピボットは 1 で、その列のほかの成分は 0 です。ピボットの上が掃き出されていません。",
            ),
            not_cleared_above,
            DORIER,
        ),
    ),
)


def as_far_as_it_goes(goal: Echelon, ask: Ask) -> Basic | None:
    return goal.grid.matrix() if look(goal.grid, goal.jordan).kind == "done" else None


ECHELON = Rule(
    slug="reduced-as-far-as-it-goes",
    title=Text("nothing is left to clear", "これ以上掃き出せない"),
    explanation=Text(
        "Every column has its pivot or none, so the matrix is reduced.", "どの列も処理が済み、簡約が終わりました。"
    ),
    goal=Echelon,
    rewrite=as_far_as_it_goes,
    law=(Echelon(grid((1, 0), (0, 1)), (), "gauss-jordan"),),
    source=LAY + "1.2",
    examples=(Example("rref [[1, 2], [3, 4]]", "[[1, 0], [0, 1]]"),),
)


def null_space(goal: NullSpace, ask: Ask) -> Basic | None:
    a = goal.args[0]
    unknowns = [symbol(f"x_{j + 1}") for j in range(a.cols)]
    grid = grid_of(a, matrix_of(a.rows, 1, [ZERO] * a.rows))
    answer = ask(Reduce(grid, unknowns, "gauss-jordan"))
    return vectors(answer) if isinstance(answer, Solution) else answer


def vectors(solution: Any) -> Tuple:
    """A vector for each free unknown: that one 1, the other free ones 0."""
    found = []
    for letter in solution.free:
        put: dict[Basic, Basic] = {other: ONE if other == letter else ZERO for other in solution.free}
        column = [canonical(replace(value, put)) for value in solution.args[2].args]
        found.append(matrix_of(len(column), 1, column))
    return Tuple(*found)


def nothing_but_zero(goal: NullSpace, ask: Ask) -> Basic | None:
    return Tuple()


NULL_SPACE = Rule(
    slug="null-space",
    title=Text("null space", "零空間"),
    explanation=Text(
        "A x = 0 is solved; each free unknown gives one vector.",
        "A x = 0 を解き、自由な未知数ごとにベクトルを一つ取ります。",
    ),
    goal=NullSpace,
    rewrite=null_space,
    law=(NullSpace(DEPENDENT),),
    source=LAY + "2.8",
    examples=(Example("nullspace([[1, 2], [2, 4]])", ""),),
    mistakes=(
        Mistake(
            "null-space-only-zero",
            Text(
                "Where an unknown is free there are more solutions of A x = 0 than zero.",
                "自由な未知数があるときは、A x = 0 に零以外の解があります。",
            ),
            nothing_but_zero,
            DORIER,
        ),
    ),
)

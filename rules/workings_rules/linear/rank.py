"""Rank and null space: the pivots counted, the free unknowns followed."""

from typing import Any

from sympy import Basic, Integer, Tuple

from workings.expression.algebra import replace
from workings.expression.canonical import canonical
from workings.expression.linear_goals import Count, Echelon, Reduce, Solution
from workings.expression.matrix_goals import NullSpace, Rank, Reduced, matrix_of
from workings.expression.nodes import ONE, ZERO, symbol
from workings.rule import Ask, Example, Rule, Text
from workings_rules.linear.inverse import grid_of
from workings_rules.linear.pivots import look
from workings_rules.linear.sources import LAY


def rank(goal: Rank, ask: Ask) -> Basic | None:
    return ask(Count(grid_of(goal.args[0]), (), "gauss"))


RANK = Rule(
    slug="rank",
    title=Text("rank", "階数"),
    explanation=Text("The matrix is reduced, and its pivots are counted.", "行列を簡約してピボットを数えます。"),
    goal=Rank,
    rewrite=rank,
    law=(),
    source=LAY + "2.9",
    examples=(Example("rank([[1, 2], [2, 4]])", "1"),),
)


def counted(goal: Count, ask: Ask) -> Basic | None:
    found = look(goal.grid, False)
    return Integer(len(found.pivots)) if found.kind == "done" else None


COUNT = Rule(
    slug="pivots-counted",
    title=Text("pivots counted", "ピボットの個数"),
    explanation=Text("The rank is the number of pivots.", "階数はピボットの個数です。"),
    goal=Count,
    rewrite=counted,
    law=(),
    source=LAY + "2.9",
    examples=(Example("rank([[1, 2], [3, 4]])", "2"),),
)


def reduced(goal: Reduced, ask: Ask) -> Basic | None:
    return ask(Echelon(grid_of(goal.args[0]), (), goal.method or "gauss-jordan"))


RREF = Rule(
    slug="rref",
    title=Text("reduced row echelon form", "行簡約階段形"),
    explanation=Text(
        "Row by row a pivot is made and its column cleared, until every pivot is 1 and alone in its column.",
        "ピボットを作って列を掃き出すことを、どのピボットも 1 でその列のほかの成分が 0 になるまで続けます。",
    ),
    goal=Reduced,
    rewrite=reduced,
    law=(),
    source=LAY + "1.2",
    examples=(
        Example("rref [[1, 2], [3, 4]]", "[[1, 0], [0, 1]]"),
        Example("rref [[1, 2, 3], [2, 4, 7]]", "[[1, 2, 0], [0, 0, 1]]"),
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
    law=(),
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


NULL_SPACE = Rule(
    slug="null-space",
    title=Text("null space", "零空間"),
    explanation=Text(
        "A x = 0 is solved; each free unknown gives one vector.",
        "A x = 0 を解き、自由な未知数ごとにベクトルを一つ取ります。",
    ),
    goal=NullSpace,
    rewrite=null_space,
    law=(),
    source=LAY + "2.8",
    examples=(Example("nullspace([[1, 2], [2, 4]])", ""),),
)

"""A contradictory row: 0 x + 0 y = c with c not 0 is true for no x and y."""

from sympy import Basic

from workings.expression.linear_goals import Reduce, Solution
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.linear.pivots import look
from workings_rules.linear.sources import DORIER, STRANG
from workings_rules.linear.words import reduce


def rewrite(goal: Reduce, ask: Ask) -> Basic | None:
    return Solution("none", goal.unknowns) if look(goal.grid, goal.jordan).kind == "contradiction" else None


def taken_for_superfluous(goal: Reduce, ask: Ask) -> Basic | None:
    """0 = c is crossed out as if it were 0 = 0."""
    i = look(goal.grid, goal.jordan).row
    grid = goal.grid
    zero = grid.field.rational(0)
    rows = [(*row[: grid.bar], zero) if n == i else row for n, row in enumerate(grid.rows)]
    return ask(goal.of(grid.of(rows)))


def remark(goal: Reduce) -> tuple[Text, tuple[Basic, ...]]:
    i = look(goal.grid, goal.jordan).row
    return Text(f"row {i + 1}", f"第 {i + 1} 行"), ()


RULE = Rule(
    slug="contradictory-row",
    title=Text("no solution", "解なし"),
    explanation=Text(
        "A row says 0 = c with c not 0, which is never true: no values of the unknowns fulfil all equations.",
        "0 = c（c は 0 でない）という行は決して成り立たないので、すべての方程式を満たす値はありません。",
    ),
    goal=Reduce,
    rewrite=rewrite,
    law=(reduce((2, 1, 3), (0, 0, 1)),),
    source=STRANG + "2.2",
    examples=(Example("solve 6x - 3y = 4, 2x - y = 1", ""),),
    mistakes=(
        Mistake(
            "inconsistent-vs-dependent",
            Text(
                "A row 0 = 0 can go; a row 0 = c with c not 0 means no solution. The two were mixed up.",
                "矛盾する連立方程式と、余分な式を含む連立方程式が取り違えられています。",
            ),
            taken_for_superfluous,
            DORIER,
        ),
    ),
    remark=remark,
)

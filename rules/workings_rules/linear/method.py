"""Elimination: the augmented matrix of the system is reduced row by row, by Gauss or by Gauss and Jordan."""

from sympy import Basic

from workings.expression.linear_goals import Reduce, SolveBy
from workings.rule import Ask, Example, Rule, Text
from workings_rules.linear.sources import STRANG
from workings_rules.linear.words import by


def rewrite(goal: SolveBy, ask: Ask) -> Basic | None:
    if goal.method not in ("gauss", "gauss-jordan"):
        return None
    return ask(Reduce(goal.grid, goal.args[1], goal.args[2]))


RULE = Rule(
    slug="augmented-matrix",
    title=Text("augmented matrix", "拡大係数行列"),
    explanation=Text(
        "The constants are written behind the coefficients, so that a row is an equation.",
        "係数の右に定数を並べて書くと、一つの行が一つの方程式になります。",
    ),
    goal=SolveBy,
    rewrite=rewrite,
    law=(by("gauss", (2, 1, 5), (1, -3, -1)),),
    source=STRANG + "2.2",
    examples=(Example("solve x + y = 3, x - y = 1", ""),),
)

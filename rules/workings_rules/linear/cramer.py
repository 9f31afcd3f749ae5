"""Cramer's rule: x_j = det(A with b for column j)/det A."""

from sympy import Basic

from workings.expression import Tidy, divide
from workings.expression.linear_goals import FromRow, Solution, SolveBy
from workings.expression.matrix_goals import Determinant
from workings.expression.nodes import ZERO
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.linear.sources import DORIER, LAY
from workings_rules.linear.square import SYSTEM, columns, det_not_zero, not_zero, simplest, square
from workings_rules.linear.words import by


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


def condition(goal: SolveBy) -> tuple[Basic, ...]:
    return det_not_zero(goal) if goal.method == "cramer" else ()


RULE = Rule(
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
    condition=condition,
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

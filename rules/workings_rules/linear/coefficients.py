"""Coefficients: a system as written becomes A x = b, a row an equation and a column an unknown."""

from typing import Any

from sympy import Basic, Integer

from workings.expression import add, mul
from workings.expression.goals import Solve
from workings.expression.grid import Grid
from workings.expression.linear_form import coefficients
from workings.expression.linear_goals import SolveBy
from workings.expression.nodes import symbol
from workings.expression.relations import equal_to, nonzero
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.linear.sources import DORIER, STRANG
from workings_rules.linear.words import a, b, c, d, e, f, x, y


def grid_of(goal: Solve) -> Grid:
    rows, divisors, field = coefficients(goal.equations, goal.unknowns)
    known: list[Any] = []
    for divisor in divisors:
        element = coefficients([equal_to(divisor, Integer(0))], [symbol("_")], field)[0][0][-1]
        known += field.factors(element.top)
    return Grid(rows, len(goal.unknowns), field).with_nonzero(known)


def method_of(goal: Solve) -> str:
    return str(goal.args[2]) if len(goal.args) > 2 else "gauss"


def rewrite(goal: Solve, ask: Ask) -> Basic | None:
    return ask(SolveBy(grid_of(goal), goal.unknowns, method_of(goal)))


def divided_by(goal: Solve) -> tuple[Basic, ...]:
    return tuple(nonzero(divisor) for divisor in coefficients(goal.equations, goal.unknowns)[1])


def shifted(goal: Solve, ask: Ask) -> Basic | None:
    """The coefficients of each equation are written down without a gap."""
    grid = grid_of(goal)
    n = grid.bar
    rows = []
    for row in grid.rows:
        present = [a for a in row[:n] if a]
        rows.append((*present, *[grid.field.rational(0)] * (n - len(present)), *row[n:]))
    if tuple(rows) == grid.rows:
        return None
    return ask(SolveBy(grid.of(rows), goal.unknowns, method_of(goal)))


RULE = Rule(
    slug="coefficients",
    title=Text("coefficient matrix and constants", "係数行列と定数ベクトル"),
    explanation=Text(
        "The unknowns go to the left and the constants to the right; an unknown that does not occur has coefficient 0.",
        "未知数を左辺に、定数を右辺に集めます。現れない未知数の係数は 0 です。",
    ),
    goal=Solve,
    rewrite=rewrite,
    law=(Solve([equal_to(add(mul(a, x), mul(b, y)), e), equal_to(add(mul(c, x), mul(d, y)), f)], [x, y]),),
    source=STRANG + "2.1",
    condition=divided_by,
    examples=(
        Example("solve x+y+z=6, y+3z=11, x+z=2y", ""),
        Example("solve x + 2z = 3, y - z = 1, x + y + z = 5", ""),
    ),
    mistakes=(
        Mistake(
            "missing-coefficient-shifted",
            Text(
                "Write a 0 in the column of a missing unknown. Without it, later coefficients are a column off.",
                "現れない未知数には、その列に係数 0 を書きます。以後の係数が 1 列ずれています。",
            ),
            shifted,
            DORIER,
        ),
    ),
)

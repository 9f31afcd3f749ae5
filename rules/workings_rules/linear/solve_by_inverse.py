"""The inverse: x = A^(-1) b."""

from typing import Any

from sympy import Basic, MatrixBase

from workings.expression.linear_goals import Solution, SolveBy
from workings.expression.matrix_goals import InverseOf, MatrixProduct
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.linear.sources import DORIER, LAY
from workings_rules.linear.square import SYSTEM, columns, det_not_zero, simplest, square
from workings_rules.linear.words import by


def by_inverse(goal: SolveBy, ask: Ask) -> Basic | None:
    """x = A^(-1) b"""
    if goal.method != "inverse":
        return None
    grid = square(goal, "the inverse")
    inverse = ask(InverseOf(columns(grid)))
    return times_constants(goal, inverse, ask)


def by_matrix_itself(goal: SolveBy, ask: Ask) -> Basic | None:
    """x = A b"""
    if goal.method != "inverse":
        return None
    grid = square(goal, "the inverse")
    return times_constants(goal, columns(grid), ask)


def times_constants(goal: SolveBy, matrix: Any, ask: Ask) -> Basic:
    """The entries of the matrix times b as the values of the unknowns."""
    product = ask(MatrixProduct(matrix, goal.grid.matrix([goal.grid.bar])))
    if not isinstance(product, MatrixBase):
        return product
    return Solution("unique", goal.unknowns, [simplest(entry) for entry in product.args[2].args])


def condition(goal: SolveBy) -> tuple[Basic, ...]:
    return det_not_zero(goal) if goal.method == "inverse" else ()


RULE = Rule(
    slug="solve-by-inverse",
    title=Text("x = A⁻¹ b", "x = A⁻¹ b"),
    explanation=Text("Both sides are multiplied by the inverse from the left.", "両辺に左から逆行列を掛けます。"),
    goal=SolveBy,
    rewrite=by_inverse,
    law=(by("inverse", (2, 1, 5), (1, -3, -1)),),
    source=LAY + "2.2",
    examples=(Example(SYSTEM + "by the inverse matrix", ""),),
    condition=condition,
    mistakes=(
        Mistake(
            "matrix-instead-of-inverse",
            Text(
                "x is the inverse times b; b was multiplied by A itself.",
                "x は逆行列と b の積です。A そのものが掛けられています。",
            ),
            by_matrix_itself,
            DORIER,
        ),
    ),
)

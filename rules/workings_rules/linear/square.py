"""Square systems: what Cramer's rule, the inverse and L U need of them."""

from typing import Any

from sympy import Basic, Expr

from workings.expression.branches import apart_from_zero
from workings.expression.field import Element
from workings.expression.grid import Grid
from workings.expression.linear_form import entries as elements
from workings.expression.linear_form import field_of
from workings.expression.linear_goals import SolveBy
from workings.expression.matrix_goals import Singular
from workings_rules.linear.pivots import look

SYSTEM = "solve 2x + y = 5, x - 3y = -1 "


def square(goal: SolveBy, name: str) -> Grid:
    grid = goal.grid
    if len(grid.rows) != grid.bar:
        raise Singular(f"{name} needs as many equations as unknowns, not {len(grid.rows)} and {grid.bar}; use gauss")
    return grid


def columns(grid: Grid, replaced: int = -1) -> Any:
    """The matrix of coefficients, one column replaced by the constants."""
    return grid.matrix([grid.bar if j == replaced else j for j in range(grid.bar)])


def value(expr: Expr) -> tuple[Any, Element]:
    """The expression as an element of its own field."""
    field = field_of([expr])
    return field, elements([expr], field)[0]


def simplest(expr: Expr) -> Expr:
    """A fraction of numbers and letters in lowest terms."""
    field, element = value(expr)
    return field.expr(element)


def not_zero(det: Expr, name: str) -> None:
    if not value(det)[1]:
        raise Singular(f"{name} needs a determinant that is not 0, and it is 0; gauss gives all the solutions")


def det_not_zero(goal: SolveBy) -> tuple[Basic, ...]:
    """That the determinant, as the product of the pivots, is not zero, where it holds letters."""
    grid = goal.grid
    if not grid.field.generators or len(grid.rows) != grid.bar:
        return ()
    factors: list[Any] = []
    while (found := look(grid, False)).kind in ("split", "operation"):
        if found.operation is not None:
            grid = grid.applied(found.operation)
        else:
            factors += grid.unknown_factors(found.element)
            grid = grid.with_nonzero(factors)
    return tuple(apart_from_zero(grid.field, f) for f in factors)

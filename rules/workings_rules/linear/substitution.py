"""Substitution, as by hand: an equation is solved for one unknown, and that is put into the others."""

from sympy import Basic

from workings.expression.grid import RowOperation
from workings.expression.linear_goals import Reduce, SolveBy
from workings.rule import Ask, Example, Mistake, Rewrite, Rule, Text
from workings_rules.linear.sources import DORIER, STRANG
from workings_rules.linear.square import SYSTEM
from workings_rules.linear.words import by

MOST_SIGNS = 60  # ways to lose one that are looked at


def by_substitution(goal: SolveBy, ask: Ask) -> Basic | None:
    return ask(Reduce(goal.grid, goal.args[1], goal.args[2])) if goal.method == "substitution" else None


def sign_wrong(i: int, column: int, other: int) -> Rewrite:
    """In equation i, solved for the unknown of `column`, the term of `other` (the constant, where it is the last) kept
    its sign on the other side; what comes out is put into the other equations."""

    def rewrite(goal: SolveBy, ask: Ask) -> Basic | None:
        grid = goal.grid
        row = tuple([-e if c == other else e for c, e in enumerate(grid.rows[i])])
        rows = [row if n == i else rest for n, rest in enumerate(grid.rows)]
        return ask(Reduce(grid.of(rows), goal.args[1], goal.args[2]))

    return rewrite


def bracket_lost(i: int, column: int, into: int, other: int) -> Rewrite:
    """x - (b - a x) as x - b - a x: equation i, solved for an unknown, was put into another with one sign kept."""

    def rewrite(goal: SolveBy, ask: Ask) -> Basic | None:
        grid = goal.grid
        factor = grid.rows[into][column] / grid.rows[i][column]
        row = list(grid.applied(RowOperation("add", into, i, -factor)).rows[into])
        row[other] = grid.rows[into][other] + factor * grid.rows[i][other]
        rows = [tuple(row) if n == into else rest for n, rest in enumerate(grid.rows)]
        return ask(Reduce(grid.of(rows), goal.args[1], goal.args[2]))

    return rewrite


def signs_wrong(goal: SolveBy) -> tuple[Rewrite, ...]:
    """Every way to lose a sign where one equation is solved for an unknown and put into another."""
    rows, n = goal.grid.rows, goal.grid.bar
    pairs = [(j, k) for j in range(n) for k in range(n) if j != k]
    moved = [(i, j, k) for i, row in enumerate(rows) for j, k in pairs if row[j] and row[k]]
    found = [sign_wrong(*each) for each in moved]
    for i, row in enumerate(rows):
        for j in range(n):
            if row[j]:
                others = [k for k in range(n + 1) if k != j and row[k]]
                found += [bracket_lost(i, j, m, k) for m, o in enumerate(rows) if m != i and o[j] for k in others]
    return tuple(found[:MOST_SIGNS])


def first_sign_wrong(goal: SolveBy, ask: Ask) -> Basic | None:
    ways = signs_wrong(goal)
    return ways[0](goal, ask) if ways else None


RULE = Rule(
    slug="substitution",
    title=Text("substitution", "代入法"),
    explanation=Text(
        "One equation is solved for an unknown, and what comes out is put into the others.",
        "一つの式を一つの未知数について解き、ほかの式に代入します。",
    ),
    goal=SolveBy,
    rewrite=by_substitution,
    law=(by("substitution", (2, 1, 5), (1, -3, -1)),),
    source=STRANG + "2.1",
    examples=(Example(SYSTEM + "by substitution", ""),),
    mistakes=(
        Mistake(
            "substitution-sign",
            Text(
                "There is a sign error in solving for the unknown or in putting in what was found.",
                "一つの式を未知数について解くとき、または代入するときに、符号を誤っています。",
            ),
            first_sign_wrong,
            DORIER,
            signs_wrong,
        ),
    ),
)

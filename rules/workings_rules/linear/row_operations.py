"""The three row operations: exchange two rows, multiply a row by a number that is not 0, add a multiple of another.

None of them changes the solutions, since each can be undone.
"""

from collections.abc import Callable

from sympy import Basic

from workings.expression import add, mul, symbol
from workings.expression.grid import Grid, RowOperation
from workings.expression.linear_goals import Reduce, RowChange
from workings.rule import Ask, Example, Mistake, Rewrite, Rule, Text
from workings_rules.linear.pivots import look
from workings_rules.linear.sources import DORIER, STRANG
from workings_rules.linear.words import reduce


def operation(goal: Reduce) -> RowOperation | None:
    """The row operation that is next, if one is."""
    return look(goal.grid, goal.jordan).operation


def by(kind: str) -> Rewrite:
    def rewrite(goal: Reduce, ask: Ask) -> Basic | None:
        step = operation(goal)
        return ask(goal.of(goal.grid.applied(step))) if step is not None and step.kind == kind else None

    return rewrite


def remark(goal: Reduce) -> tuple[Text, tuple[Basic, ...]] | None:
    """R3 → R3 − R1"""
    step = operation(goal)
    return None if step is None else (Text("{}", "{}"), (change(goal.grid, step),))


def change(grid: Grid, step: RowOperation) -> Basic:
    i, k = (symbol(f"R_{row + 1}") for row in (step.i, step.k))
    if step.kind == "swap":
        return RowChange(i, k, k)
    factor = grid.field.expr(step.factor)
    return RowChange(i, mul(factor, i) if step.kind == "scale" else add(i, mul(factor, k)))


def broken(spoil: Callable[[Grid, RowOperation], Grid | None]) -> Rewrite:
    """An added multiple, with the new row spoiled."""

    def rewrite(goal: Reduce, ask: Ask) -> Basic | None:
        step = operation(goal)
        wrong = spoil(goal.grid, step) if step is not None and step.kind == "add" else None
        return None if wrong is None else ask(goal.of(wrong))

    return rewrite


def right_side_forgotten(grid: Grid, step: RowOperation) -> Grid | None:
    rows = list(grid.applied(step).rows)
    rows[step.i] = (*rows[step.i][: grid.bar], *grid.rows[step.i][grid.bar :])
    return grid.of(rows) if rows[step.i] != grid.applied(step).rows[step.i] else None


def entry_with_other_sign(j: int) -> Callable[[Grid, RowOperation], Grid | None]:
    """The entry in column j has its change with the wrong sign."""

    def spoiled(grid: Grid, step: RowOperation) -> Grid | None:
        rows = list(grid.applied(step).rows)
        row = list(rows[step.i])
        row[j] = grid.rows[step.i][j] - step.factor * grid.rows[step.k][j]
        rows[step.i] = tuple(row)
        return grid.of(rows)

    return spoiled


def entries_miscalculated(goal: Reduce) -> tuple[Rewrite, ...]:
    """An entry that changes, one after another from the last."""
    step = operation(goal)
    if step is None or step.kind != "add":
        return ()
    changing = [j for j, entry in enumerate(goal.grid.rows[step.k]) if entry]
    return tuple(broken(entry_with_other_sign(j)) for j in reversed(changing))


def entry_miscalculated(goal: Reduce, ask: Ask) -> Basic | None:
    ways = entries_miscalculated(goal)
    return ways[0](goal, ask) if ways else None


def constants_kept(kind: str) -> Rewrite:
    """The operation carried out on the coefficients alone."""

    def rewrite(goal: Reduce, ask: Ask) -> Basic | None:
        step = operation(goal)
        if step is None or step.kind != kind:
            return None
        bar, changed = goal.grid.bar, goal.grid.applied(step).rows
        rows = [(*new[:bar], *old[bar:]) for new, old in zip(changed, goal.grid.rows, strict=True)]
        return ask(goal.of(goal.grid.of(rows)))

    return rewrite


SWAP = Rule(
    slug="row-swap",
    title=Text("exchange rows", "行の入れ替え"),
    explanation=Text(
        "A number that is not zero is brought to the pivot's place; the order of the equations does not matter.",
        "0 でない数をピボットの位置に持ってきます。方程式の順序は解に関係しません。",
    ),
    goal=Reduce,
    rewrite=by("swap"),
    law=(reduce((0, 1, 7), (1, 2, 1)),),
    source=STRANG + "2.2",
    examples=(Example("solve 2y - z = 3, x + y + z = 4, x - y + 2z = 1", ""),),
    remark=remark,
    mistakes=(
        Mistake(
            "row-swap-rhs-kept",
            Text(
                "A row goes with its right-hand side; only the coefficients were exchanged.",
                "右辺も行の一部です。係数だけが入れ替えられています。",
            ),
            constants_kept("swap"),
            DORIER,
        ),
    ),
)
SCALE = Rule(
    slug="row-scale",
    title=Text("divide the row by its pivot", "行をピボットで割る"),
    explanation=Text(
        "A row is multiplied by a number that is not zero, here so that its pivot becomes 1.",
        "行に 0 でない数を掛けます。ここではピボットを 1 にします。",
    ),
    goal=Reduce,
    rewrite=by("scale"),
    law=(reduce((2, 0, 6), (0, 1, 4), method="gauss-jordan"),),
    source=STRANG + "2.2",
    examples=(Example("solve 2x + y = 3, x - y = 1 by Gauss-Jordan", ""),),
    remark=remark,
    mistakes=(
        Mistake(
            "row-scale-rhs-kept",
            Text(
                "The right-hand side is divided too; only the coefficients were.",
                "右辺も割ります。係数だけが割られています。",
            ),
            constants_kept("scale"),
            DORIER,
        ),
    ),
)
ADD = Rule(
    slug="row-add",
    title=Text("add a multiple of the pivot's row", "ピボットの行の定数倍を加える"),
    explanation=Text(
        "A multiple of the pivot's row is added to another so that the entry in the pivot's column becomes 0.",
        "ピボットの行の定数倍を別の行に加え、ピボットの列の成分を 0 にします。",
    ),
    goal=Reduce,
    rewrite=by("add"),
    law=(reduce((1, 1, 3), (2, -1, 0)),),
    source=STRANG + "2.2",
    examples=(Example("solve x+y+z=6, y+3z=11, x+z=2y", ""),),
    mistakes=(
        Mistake(
            "row-op-rhs-forgotten",
            Text(
                "The right-hand side was left as it was. The operation must change it too.",
                "係数だけに操作を行っています。右辺も行の一部です。",
            ),
            broken(right_side_forgotten),
            DORIER,
        ),
        Mistake(
            "row-op-arithmetic",
            Text(
                "This is a good step, but there is a slip in the arithmetic: one number in the new row is wrong.",
                "行の操作の選び方は正しいのですが、新しい行の成分の一つに計算違いがあります。",
            ),
            entry_miscalculated,
            DORIER,
            entries_miscalculated,
        ),
    ),
    remark=remark,
)

"""Back substitution: the last pivot's row gives its unknown, put into the row above it gives the next."""

from collections.abc import Callable, Sequence

from sympy import Basic, Expr, Integer

from workings.expression import add, divide, mul, negate, subtract
from workings.expression.field import Element
from workings.expression.linear_goals import FromRow, Reduce, Solution
from workings.expression.nodes import ONE, ZERO, terms
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.linear.pivots import look
from workings_rules.linear.sources import DORIER, STRANG
from workings_rules.linear.words import reduce, x

Family = list[Element]  # a constant, then the factor of each free unknown


def rewrite(goal: Reduce, ask: Ask) -> Basic | None:
    return read_off(goal, ask)


def read_off(goal: Reduce, ask: Ask, kept: int | None = None) -> Basic | None:
    """The unknowns from the last to the first; of the free ones only `kept` many stay free, the others become 0."""
    found = look(goal.grid, goal.jordan)
    if found.kind != "done":
        return None
    grid, unknowns = goal.grid, goal.unknowns
    field, n = grid.field, grid.bar
    columns = [column for _, column in found.pivots]
    free = [j for j in range(n) if j not in columns]
    zero, one = field.rational(0), field.rational(1)
    values: dict[int, Family] = {j: [zero] + [one if j == k else zero for k in free] for j in free}
    if kept is not None:
        values = {j: [zero] * (len(free) + 1) for j in free}
    for i, column in reversed(found.pivots):
        row = grid.rows[i]
        value = [row[n]] + [zero] * len(free)
        for j in range(column + 1, n):
            if row[j]:
                value = [a - row[j] * b for a, b in zip(value, values[j], strict=True)]
        values[column] = [a / row[column] for a in value]
    letters = [unknowns[j] for j in free]
    written = {j: in_free(field.expr, value, letters) for j, value in values.items()}
    for i, column in reversed(found.pivots):
        row = grid.rows[i]
        rest = [(field.expr(row[j]), written[j]) for j in range(column + 1, n) if row[j]]
        working = alone(field.expr(row[column]), field.expr(row[n]), rest)
        ask(FromRow(unknowns[column], working, written[column], field.curves()))
    result = [written[j] for j in range(n)]
    if kept is not None:
        return Solution("unique", unknowns, result)
    return Solution("infinite" if free else "unique", unknowns, result, letters)


def solved_upwards(upper: Sequence[Sequence[Element]], right: Sequence[Element]) -> list[Element]:
    """The x of U x = y for an upper triangular U without zeros on its diagonal; what is below that is not looked at."""
    n = len(right)
    x = list(right)
    for i in reversed(range(n)):
        for j in range(i + 1, n):
            x[i] = x[i] - upper[i][j] * x[j]
        x[i] = x[i] / upper[i][i]
    return x


def in_free(expr_of: Callable[[Element], Expr], value: Family, letters: list[Expr]) -> Expr:
    """c + a t + b s, a term that is zero left out."""
    parts = [term for c in value[:1] if c for term in terms(expr_of(c))]
    for factor, letter in zip(value[1:], letters, strict=True):
        if factor:
            parts.append(times(expr_of(factor), letter))
    return add(*parts)


def times(factor: Expr, letter: Expr) -> Expr:
    """3z/5 rather than 3/5 z."""
    if factor.is_Rational and factor.q != 1:
        top = negate(letter) if factor.p == -1 else mul(Integer(factor.p), letter) if factor.p != 1 else letter
        return divide(top, Integer(factor.q))
    return negate(letter) if factor == -1 else mul(factor, letter)


def alone(pivot: Expr, constant: Expr, rest: list[tuple[Expr, Expr]]) -> Expr:
    """(b - a_2 x_2 - ...)/a_1, the values put in but nothing worked out."""
    parts = [] if constant is ZERO and rest else [constant]
    for factor, value in rest:
        if value is ZERO:
            continue
        parts.append(negate(value) if factor is ONE and not value.is_Add else negate(mul(factor, value)))
    total = add(*parts) if parts else ZERO
    return total if pivot is ONE else divide(total, pivot)


def free_lost(goal: Reduce, ask: Ask) -> Basic | None:
    """The free unknowns are set to 0, and one solution is given."""
    found = look(goal.grid, goal.jordan)
    return read_off(goal, ask, kept=0) if len(found.pivots) < goal.grid.bar else None


RULE = Rule(
    slug="back-substitution",
    title=Text("back substitution", "後退代入"),
    explanation=Text(
        "From the last row up each row gives one unknown; an unknown without a pivot is free and may be any number.",
        "最後の行から順に未知数を一つずつ求めます。ピボットのない未知数は自由で、どんな数でもかまいません。",
    ),
    goal=Reduce,
    rewrite=rewrite,
    law=(reduce((2, 1, 5), (0, 3, 3)), reduce((1, 2, 3), (0, 0, 0))),
    source=STRANG + "2.2",
    examples=(
        Example("solve x+y+z=6, y+3z=11, x+z=2y", ""),
        Example("solve x - 3y + z = 2, 2x + y - 4z = 1", ""),
    ),
    mistakes=(
        Mistake(
            "free-variable-lost",
            Text(
                "This is only one of infinitely many solutions: an unknown can be chosen freely.",
                "自由な未知数があり解は無数にあるのに、一つの解だけが示されています。",
            ),
            free_lost,
            DORIER,
        ),
    ),
)


def given_by_row(goal: FromRow, ask: Ask) -> Basic | None:
    return goal.args[2]


FROM_ROW = Rule(
    slug="from-row",
    title=Text("the row solved for its pivot's unknown", "行をピボットの未知数について解く"),
    explanation=Text(
        "The values found before are put in, brought to the other side, and the pivot is divided by.",
        "すでに求めた値を代入して移項し、ピボットで割ります。",
    ),
    goal=FromRow,
    rewrite=given_by_row,
    law=(FromRow(x, divide(subtract(Integer(5), ONE), Integer(2)), Integer(2)),),
    source=STRANG + "2.2",
    examples=(Example("solve x + y = 3, x - y = 1", ""),),
    silent=True,
)

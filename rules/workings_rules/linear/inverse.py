"""The inverse: by Gauss and Jordan beside the unit matrix, or the adjugate over the determinant."""

from collections.abc import Sequence
from typing import Any

from sympy import Basic, Rational

from workings.expression import Tidy, divide, mul, negate
from workings.expression.branches import apart_from_zero
from workings.expression.grid import Grid
from workings.expression.linear_form import entries as elements
from workings.expression.linear_form import field_of
from workings.expression.linear_goals import Invert
from workings.expression.matrix_goals import (
    Adjugate,
    Determinant,
    InverseOf,
    ShapeError,
    Singular,
    Transposed,
    matrix_of,
)
from workings.expression.nodes import ONE, ZERO, symbols_of
from workings.rule import Ask, Example, Mistake, Rewrite, Rule, Text
from workings_rules.linear.determinant import at, minor
from workings_rules.linear.entrywise import entries, shape
from workings_rules.linear.pivots import look
from workings_rules.linear.sources import DORIER, LAY
from workings_rules.linear.words import NUMBERS, A, a, b, c, d, invert

MOST_ROWS = 5  # of a matrix of letters whose determinant is written down as a condition


def grid_of(a: Any, behind: Any | None = None) -> Grid:
    """The matrix as a grid, with another one behind the bar."""
    field = field_of([*entries(a), *(entries(behind) if behind is not None else ())])
    rows = []
    for i in range(a.rows):
        row = [at(a, i, j) for j in range(a.cols)]
        row += [] if behind is None else [at(behind, i, j) for j in range(behind.cols)]
        rows.append(elements(row, field))
    return Grid(rows, a.cols, field)


def rewrite(goal: InverseOf, ask: Ask) -> Basic | None:
    a = goal.args[0]
    if a.rows != a.cols:
        raise ShapeError(f"the matrix is {shape(a)}; only a square one has an inverse")
    if goal.method == "adjugate":
        return None
    n = a.rows
    unit = matrix_of(n, n, [ONE if i == j else ZERO for i in range(n) for j in range(n)])
    return ask(Invert(grid_of(a, unit), (), "gauss-jordan"))


def adjugate_itself(goal: InverseOf, ask: Ask) -> Basic | None:
    return ask(Adjugate(goal.args[0]))


def reciprocals(goal: InverseOf, ask: Ask) -> Basic | None:
    """1 over each entry; a zero, which has no reciprocal, is left."""
    a = goal.args[0]
    turned = [entry if entry is ZERO else ask(Tidy(divide(ONE, entry))) for entry in entries(a)]
    return matrix_of(a.rows, a.cols, turned)


def half_adjugate(exchanged: bool, signed: bool) -> Rewrite:
    """The adjugate of two rows with the diagonal not exchanged, or the other signs not changed."""

    def rewrite(goal: InverseOf | Adjugate, ask: Ask) -> Basic | None:
        a = goal.args[0]
        if a.rows != 2:
            return None
        det = ask(Determinant(a)) if isinstance(goal, InverseOf) else ONE
        if det is ZERO:
            return None
        first, last = (1, 0) if exchanged else (0, 1)
        others = [negate(e) if signed else e for e in (at(a, 0, 1), at(a, 1, 0))]
        wrong = [at(a, first, first), *others, at(a, last, last)]
        return matrix_of(2, 2, [ask(Tidy(divide(entry, det))) for entry in wrong])

    return rewrite


HALF = Text(
    "The 2x2 adjugate is not finished: swap the diagonal entries, and change the other two signs.",
    "2 次の余因子行列では対角成分を入れ替え、残りの符号を変えます。どちらかがされていません。",
)
HALF_DONE = (half_adjugate(False, True), half_adjugate(True, False), half_adjugate(False, False))


RULE = Rule(
    slug="inverse-gauss-jordan",
    title=Text("the unit matrix beside it", "単位行列を並べる"),
    explanation=Text(
        "What turns A into the unit matrix turns the unit matrix into the inverse.",
        "A を単位行列に変える行の操作は、単位行列を逆行列に変えます。",
    ),
    goal=InverseOf,
    rewrite=rewrite,
    law=(InverseOf(NUMBERS),),
    source=LAY + "2.2",
    examples=(
        Example("[[1, 0, 2], [0, 1, 0], [3, 0, 7]]^-1", ""),
        Example("[[1, 2], [3, 4]]^-1", "[[-2, 1], [3/2, -1/2]]"),
    ),
    mistakes=(
        Mistake(
            "inverse-det-missing",
            Text(
                "This is still the adjugate. Divide it by the determinant to get the inverse.",
                "余因子行列が行列式で割られていません。",
            ),
            adjugate_itself,
            DORIER,
        ),
        Mistake(
            "inverse-elementwise",
            Text(
                "Each entry was turned into 1 over itself, but that does not give the inverse.",
                "逆行列は各成分の逆数を並べた行列ではありません。",
            ),
            reciprocals,
            DORIER,
        ),
        Mistake(
            "inverse-adjugate-wrong",
            HALF,
            HALF_DONE[0],
            DORIER,
            lambda goal: HALF_DONE,
        ),
    ),
)


def read_inverse(goal: Invert, ask: Ask) -> Basic | None:
    """The pivots are all there: what stands behind the bar is the inverse. One is missing: there is none."""
    found = look(goal.grid, True)
    if found.kind != "done":
        return None
    grid = goal.grid
    if len(found.pivots) < grid.bar:
        raise Singular(f"the matrix has no inverse: its determinant is 0, and row {grid.bar} becomes zero")
    return grid.matrix(range(grid.bar, grid.shape[1]))


def before_the_bar(goal: Invert, ask: Ask) -> Basic | None:
    return goal.grid.matrix(range(goal.grid.bar)) if look(goal.grid, True).kind == "done" else None


READ = Rule(
    slug="inverse-read-off",
    title=Text("the inverse stands behind the bar", "縦線の右が逆行列"),
    explanation=Text(
        "A has become the unit matrix, and the unit matrix the inverse.",
        "A が単位行列になり、単位行列が逆行列になりました。",
    ),
    goal=Invert,
    rewrite=read_inverse,
    law=(invert((1, 0, -2, 1), (0, 1, Rational(3, 2), Rational(-1, 2))),),
    source=LAY + "2.2",
    examples=(Example("[[1, 2], [3, 4]]^-1", "[[-2, 1], [3/2, -1/2]]"),),
    mistakes=(
        Mistake(
            "inverse-read-before-the-bar",
            Text(
                "The inverse stands behind the bar; before it stands what A has become.",
                "逆行列は縦線の右にあります。左にあるのは A を変形したものです。",
            ),
            before_the_bar,
            DORIER,
        ),
    ),
)


def suppose(goal: Invert, ask: Ask) -> Basic | None:
    found = look(goal.grid, True)
    if found.kind != "split":
        return None
    return ask(goal.of(goal.grid.with_nonzero(goal.grid.unknown_factors(found.element))))


def supposed(goal: Invert) -> tuple[Basic, ...]:
    grid = goal.grid
    return tuple(apart_from_zero(grid.field, f) for f in grid.unknown_factors(look(grid, True).element))


SUPPOSE = Rule(
    slug="pivot-supposed",
    title=Text("where the pivot is not zero", "ピボットが 0 でないとき"),
    explanation=Text(
        "The pivot holds a letter; the inverse is that of the matrices for which it is not zero.",
        "ピボットに文字が含まれます。0 でない場合の逆行列を求めます。",
    ),
    goal=Invert,
    rewrite=suppose,
    law=(invert((a, b, 1, 0), (c, d, 0, 1)),),
    source=LAY + "2.2",
    examples=(Example("[[a, 1], [1, a]]^-1", ""),),
    condition=supposed,
)


def by_adjugate(goal: InverseOf, ask: Ask) -> Basic | None:
    a = goal.args[0]
    det = ask(Determinant(a))
    if isinstance(det, Rational) and det == 0:
        raise Singular("the matrix has no inverse: its determinant is 0")
    cofactors = ask(Adjugate(a))
    if not hasattr(cofactors, "rows"):
        return mul(divide(ONE, det), cofactors)
    return matrix_of(a.rows, a.cols, [ask(Tidy(divide(entry, det))) for entry in entries(cofactors)])


def expanded(rows: Sequence[Sequence[Any]]) -> Any:
    """The determinant of rows of elements, along the first."""
    if len(rows) == 1:
        return rows[0][0]
    parts = [entry * expanded([[*row[:j], *row[j + 1 :]] for row in rows[1:]]) for j, entry in enumerate(rows[0])]
    return sum((part if j % 2 == 0 else -part for j, part in enumerate(parts[1:], 1)), start=parts[0])


def not_singular(goal: InverseOf) -> tuple[Basic, ...]:
    """That the determinant is not zero, where it holds letters."""
    a = goal.args[0]
    if not symbols_of([a]) or a.rows != a.cols or a.rows > MOST_ROWS:
        return ()
    grid = grid_of(a)
    return tuple(apart_from_zero(grid.field, f) for f in grid.unknown_factors(expanded(grid.rows)))


def times_determinant(goal: InverseOf, ask: Ask) -> Basic | None:
    a = goal.args[0]
    det, cofactors = ask(Determinant(a)), ask(Adjugate(a))
    if not hasattr(cofactors, "rows"):
        return mul(det, cofactors)
    return matrix_of(a.rows, a.cols, [ask(Tidy(mul(det, entry))) for entry in entries(cofactors)])


BY_ADJUGATE = Rule(
    slug="inverse-adjugate",
    title=Text("adjugate over determinant", "余因子行列を行列式で割る"),
    explanation=Text(
        "The inverse is the adjugate divided by the determinant.", "逆行列は余因子行列を行列式で割ったものです。"
    ),
    goal=InverseOf,
    rewrite=by_adjugate,
    law=(InverseOf(A, "adjugate"),),
    source=LAY + "3.3",
    examples=(Example("inverse([[1, 2], [3, 4]], adjugate)", "[[-2, 1], [3/2, -1/2]]"),),
    condition=not_singular,
    mistakes=(
        Mistake(
            "multiplied-by-determinant",
            Text(
                "The adjugate is divided by the determinant, not multiplied by it.",
                "余因子行列は行列式で割ります。掛けるのではありません。",
            ),
            times_determinant,
            DORIER,
        ),
    ),
)


def cofactors_as_they_stand(goal: Adjugate, ask: Ask) -> Basic | None:
    right = adjugate(goal, ask)
    return None if right is None else ask(Transposed(right))


def adjugate(goal: Adjugate, ask: Ask) -> Basic | None:
    (a,) = goal.args
    n = a.rows
    if n == 1:
        return matrix_of(1, 1, [ONE])
    found = []
    for j in range(n):
        for i in range(n):
            part = ask(Determinant(minor(a, i, j)))
            found.append(ask(Tidy(negate(part))) if (i + j) % 2 else part)
    return matrix_of(n, n, found)


ADJUGATE = Rule(
    slug="adjugate",
    title=Text("cofactors, transposed", "余因子を転置"),
    explanation=Text(
        "Each entry is the minor of the place mirrored at the diagonal, with the signs of a chessboard.",
        "各成分は、対角線で折り返した位置の小行列式に市松模様の符号を付けたものです。",
    ),
    goal=Adjugate,
    rewrite=adjugate,
    law=(Adjugate(A),),
    source=LAY + "3.3",
    examples=(Example("adj([[1, 2], [3, 4]])", "[[4, -2], [-3, 1]]"),),
    mistakes=(
        Mistake(
            "transpose-not-taken",
            Text("The cofactors were not transposed.", "余因子の行列が転置されていません。"),
            cofactors_as_they_stand,
            DORIER,
        ),
        Mistake("inverse-adjugate-wrong", HALF, HALF_DONE[0], DORIER, lambda goal: HALF_DONE),
    ),
)

"""A = L U, and numbers made of the answers of several questions."""

from typing import Any

from sympy import Basic

from workings.expression import Tidy
from workings.expression.algebra import replace
from workings.expression.goals import Goal
from workings.expression.linear_goals import Chain
from workings.expression.matrix_goals import (
    Determinant,
    Factors,
    MatrixGoal,
    MatrixProduct,
    NumberOf,
    ShapeError,
    Trace,
    matrix_of,
)
from workings.expression.nodes import ONE, ZERO, add, walk
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.linear.entrywise import shape
from workings_rules.linear.inverse import grid_of
from workings_rules.linear.lu import factored
from workings_rules.linear.sources import DORIER, LAY, STRANG
from workings_rules.linear.words import NUMBERS, A


def rewrite(goal: Factors, ask: Ask) -> Basic | None:
    return by_elimination(goal, 1)


def by_elimination(goal: Factors, sign: int) -> Basic:
    """A = L U, or P A = L U where rows have to change places; the factors in L have this sign."""
    (a,) = goal.args
    if a.rows != a.cols:
        raise ShapeError(f"the matrix is {shape(a)}; L U is worked out for square ones")
    n = a.rows
    order, lower, upper = factored(grid_of(a))
    expr = upper.field.expr
    kept = [
        expr(e if i == j else e * upper.field.rational(sign)) for i, row in enumerate(lower) for j, e in enumerate(row)
    ]
    product = MatrixProduct(matrix_of(n, n, kept), upper.matrix(range(n)))
    if order == list(range(n)):
        return Chain(a, product)
    p = matrix_of(n, n, [ONE if i == j else ZERO for i in order for j in range(n)])
    return Chain(MatrixProduct(p, a), product)


def signs_kept(goal: Factors, ask: Ask) -> Basic | None:
    """-2 in L for R2 -> R2 - 2 R1."""
    return by_elimination(goal, -1)


FACTORS = Rule(
    slug="lu-factors",
    title=Text("A = L U by elimination", "消去による LU 分解"),
    explanation=Text(
        "Elimination leaves U; L has 1 on its diagonal and below it the factors of the rows that were subtracted.",
        "消去の結果が U です。L は対角成分が 1 で、その下に引いた行の倍率が並びます。",
    ),
    goal=Factors,
    rewrite=rewrite,
    law=(Factors(NUMBERS),),
    source=STRANG + "2.6",
    examples=(Example("LU decomposition of [[2, 1], [4, 5]]", ""),),
    mistakes=(
        Mistake(
            "lu-signs-kept",
            Text(
                "L holds the factors that were subtracted, +2 for R₂ → R₂ − 2R₁; their signs were turned round.",
                "L には引いた倍率が並びます。R₂ → R₂ − 2R₁ なら +2 です。符号が逆になっています。",
            ),
            signs_kept,
            DORIER,
        ),
    ),
)


def numbers_first(goal: NumberOf, ask: Ask) -> Basic | None:
    """Every question inside is answered, then the numbers are put together."""
    return ask(Tidy(replace(goal.args[0], {part: ask(part) for part in questions(goal.args[0])})))


def questions(expr: Any) -> list[Any]:
    """The questions about matrices in an expression, not those inside of another."""
    inner = {id(deep) for part in walk(expr) if isinstance(part, MatrixGoal) for deep in walk(part) if deep is not part}
    return [part for part in walk(expr) if isinstance(part, Goal) and id(part) not in inner]


def first_for_all(goal: NumberOf, ask: Ask) -> Basic | None:
    """The answer to the first question in the place of all."""
    found = questions(goal.args[0])
    return ask(Tidy(replace(goal.args[0], dict.fromkeys(found, ask(found[0])))))


NUMBERS_FIRST = Rule(
    slug="numbers-first",
    title=Text("the numbers first", "先に数を求める"),
    explanation=Text(
        "Each determinant, product or length is worked out, then the rest.",
        "行列式や内積、長さをそれぞれ求めてから計算します。",
    ),
    goal=NumberOf,
    rewrite=numbers_first,
    law=(NumberOf(add(Determinant(A), Trace(A))),),
    source=LAY + "6.1",
    examples=(Example("det([[1, 2], [3, 4]]) + 2 tr([[1, 2], [3, 4]])", "8"),),
    silent=True,
    mistakes=(
        Mistake(
            "one-number-for-all",
            Text(
                "Each has a value of its own; one was used for all.",
                "それぞれ別の値です。一つの値がすべてに使われています。",
            ),
            first_for_all,
            DORIER,
        ),
    ),
)

"""Length and angle: dot product, norm, orthogonality."""

from typing import Any

from sympy import Basic, Integer, Rational, false, true
from sympy.functions import Abs

from workings.expression import Tidy, add, call, mul, power
from workings.expression.matrix_goals import Dot, MatrixProduct, Norm, Orthogonal, ShapeError, Transposed
from workings.expression.nodes import HALF, ZERO
from workings.expression.relations import equal_to
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.linear.entrywise import entries, shape
from workings_rules.linear.matrix_product import unit
from workings_rules.linear.sources import DORIER, LAY
from workings_rules.linear.words import U, V


def components(v: Any) -> tuple[Any, ...]:
    return tuple(v.args) if not hasattr(v, "rows") else tuple(entries(v))


def dot(goal: Dot, ask: Ask) -> Basic | None:
    u, v = map(components, goal.args)
    if len(u) != len(v):
        raise ShapeError(f"the vectors have {len(u)} and {len(v)} components; the dot product needs equally many")
    return ask(Tidy(add(*[mul(x, y) for x, y in zip(u, v, strict=True)])))


def sums_multiplied(goal: Dot, ask: Ask) -> Basic | None:
    u, v = map(components, goal.args)
    return ask(Tidy(mul(add(*u), add(*v))))


DOT = Rule(
    slug="dot-product",
    title=Text("dot product", "内積"),
    explanation=Text("Components in the same place are multiplied, and added up.", "同じ位置の成分を掛けて足します。"),
    goal=Dot,
    rewrite=dot,
    law=(Dot(U, V),),
    source=LAY + "6.1",
    examples=(Example("dot([[1], [2]], [[3], [4]])", "11"),),
    mistakes=(
        Mistake(
            "dot-product-of-sums",
            Text(
                "Components in the same place are multiplied first, then added; the sums were multiplied.",
                "同じ位置の成分を掛けてから足します。和どうしが掛けられています。",
            ),
            sums_multiplied,
            DORIER,
        ),
    ),
)


def norm(goal: Norm, ask: Ask) -> Basic | None:
    v = components(goal.args[0])
    if goal.method == "1":
        return ask(Tidy(add(*[call(Abs, x) for x in v])))
    if goal.method == "inf":
        return max((abs(x) for x in v), key=float)
    return ask(Tidy(power(add(*[power(x, Integer(2)) for x in v]), HALF)))


def no_root(goal: Norm, ask: Ask) -> Basic | None:
    return ask(Tidy(add(*[power(x, Integer(2)) for x in components(goal.args[0])])))


NORM = Rule(
    slug="norm",
    title=Text("norm", "ノルム"),
    explanation=Text("The root of the sum of the squares of all entries.", "すべての成分の二乗の和の平方根です。"),
    goal=Norm,
    rewrite=norm,
    law=(Norm(U),),
    source=LAY + "6.1",
    examples=(Example("norm([[3], [4]])", "5"),),
    mistakes=(
        Mistake(
            "norm-without-root",
            Text("This is the length squared; the root is still to be taken.", "二乗の和の平方根が取られていません。"),
            no_root,
            DORIER,
        ),
    ),
)


def orthogonal(goal: Orthogonal, ask: Ask) -> Basic | None:
    if len(goal.args) == 2:
        product = ask(Dot(*goal.args))
        return (true if product is ZERO else false) if isinstance(product, Rational) else equal_to(product, ZERO)
    (a,) = goal.args
    if a.rows != a.cols:
        raise ShapeError(f"the matrix is {shape(a)}; only a square one can be orthogonal")
    product = ask(MatrixProduct(ask(Transposed(a)), a))
    if not hasattr(product, "rows") or not all(isinstance(entry, Rational) for entry in entries(product)):
        return equal_to(product, unit(a.rows))
    return true if product == unit(a.rows) else false


def turned_round(goal: Orthogonal, ask: Ask) -> Basic | None:
    right = orthogonal(goal, ask)
    return {true: false, false: true}.get(right)


ORTHOGONAL = Rule(
    slug="orthogonal",
    title=Text("orthogonal where the product is zero", "積が 0 なら直交"),
    explanation=Text(
        "Two vectors are orthogonal where their dot product is 0; a matrix is where A^T A is the unit matrix.",
        "二つのベクトルは内積が 0 のとき直交し、行列は A^T A が単位行列のとき直交行列です。",
    ),
    goal=Orthogonal,
    rewrite=orthogonal,
    law=(Orthogonal(U, V),),
    source=LAY + "6.2",
    examples=(Example("orthogonal([[1], [2]], [[2], [-1]])", ""),),
    mistakes=(
        Mistake(
            "orthogonal-turned-round",
            Text(
                "A dot product of 0 means orthogonal; any other value means not.",
                "内積が 0 のときに直交します。それ以外のときは直交しません。",
            ),
            turned_round,
            DORIER,
        ),
    ),
)

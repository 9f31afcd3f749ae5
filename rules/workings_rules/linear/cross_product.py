"""u x v."""

from typing import Any

from sympy import Basic

from workings.expression import Tidy, add, mul
from workings.expression.matrix_goals import Cross, ShapeError, matrix_of
from workings.expression.nodes import subtract, symbol
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.linear.norm import components
from workings_rules.linear.sources import DORIER, STRANG

U3, V3 = (matrix_of(3, 1, [symbol(f"{name}_{i}") for i in (1, 2, 3)]) for name in "uv")


def parts(goal: Cross) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    u, v = map(components, goal.args)
    if len(u) != 3 or len(v) != 3:
        raise ShapeError(f"the vectors have {len(u)} and {len(v)} components; the cross product needs three and three")
    return u, v


def rewrite(goal: Cross, ask: Ask) -> Basic | None:
    u, v = parts(goal)
    turns = ((1, 2), (2, 0), (0, 1))
    return matrix_of(3, 1, [ask(Tidy(subtract(mul(u[i], v[j]), mul(u[j], v[i])))) for i, j in turns])


def middle_sign_lost(goal: Cross, ask: Ask) -> Basic | None:
    """u_1 v_3 - u_3 v_1 in the middle: the minor without its sign."""
    u, v = parts(goal)
    pairs = ((1, 2), (0, 2), (0, 1))
    return matrix_of(3, 1, [ask(Tidy(subtract(mul(u[i], v[j]), mul(u[j], v[i])))) for i, j in pairs])


def other_way_round(goal: Cross, ask: Ask) -> Basic | None:
    """v x u"""
    return rewrite(Cross(*goal.args[::-1]), ask)


def entry_by_entry(goal: Cross, ask: Ask) -> Basic | None:
    u, v = parts(goal)
    return matrix_of(3, 1, [ask(Tidy(mul(x, y))) for x, y in zip(u, v, strict=True)])


def added(goal: Cross, ask: Ask) -> Basic | None:
    """u_2 v_3 + u_3 v_2 and so on."""
    u, v = parts(goal)
    turns = ((1, 2), (2, 0), (0, 1))
    return matrix_of(3, 1, [ask(Tidy(add(mul(u[i], v[j]), mul(u[j], v[i])))) for i, j in turns])


RULE = Rule(
    slug="cross-product",
    title=Text("cross product", "外積"),
    explanation=Text(
        "Each component is a determinant of the other two components of u and v, in the order 2 3, 3 1, 1 2.",
        "各成分は、残り二つの成分がつくる行列式です。順序は 2 3、3 1、1 2 です。",
    ),
    goal=Cross,
    rewrite=rewrite,
    law=(Cross(U3, V3),),
    source=STRANG + "5.3",
    examples=(
        Example("cross([[1], [2], [3]], [[4], [5], [6]])", "[[-3], [6], [-3]]"),
        Example("cross product of (1, 0, 0) and (0, 1, 0)", "[[0], [0], [1]]"),
    ),
    mistakes=(
        Mistake(
            "cross-product-middle-sign",
            Text(
                "The middle component is u₃v₁ − u₁v₃; its sign was turned round.",
                "第二成分は u₃v₁ − u₁v₃ です。符号が逆になっています。",
            ),
            middle_sign_lost,
            DORIER,
        ),
        Mistake(
            "cross-product-order-swapped",
            Text(
                "u × v is not v × u: the order turns every sign round.",
                "u × v と v × u は符号が逆です。",
            ),
            other_way_round,
            DORIER,
        ),
        Mistake(
            "cross-product-entry-by-entry",
            Text(
                "Each component is a difference of two products, not just one product of matching components.",
                "各成分は二つの積の差です。同じ位置の成分どうしが掛けられています。",
            ),
            entry_by_entry,
            DORIER,
        ),
        Mistake(
            "cross-product-added",
            Text(
                "Each component is a difference of two products; they were added.",
                "各成分は二つの積の差です。和になっています。",
            ),
            added,
            DORIER,
        ),
    ),
)

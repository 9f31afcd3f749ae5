"""The directional derivative: the gradient times the direction, taken at length 1."""

from sympy import Basic, Expr

from workings.expression import Partial, add, divide, mul, power
from workings.expression.goals import Directional
from workings.expression.nodes import HALF, integer
from workings.expression.words import TWO, f, x, y
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import MUZANGWA, STEWART


def along(goal: Directional, ask: Ask) -> Expr:
    f, variables, direction = goal.args
    return add(*[mul(ask(Partial(f, v)), d) for v, d in zip(variables.args, direction.args, strict=True)])


def rewrite(goal: Directional, ask: Ask) -> Basic | None:
    length = power(add(*[power(d, TWO) for d in goal.args[2].args]), HALF)
    return divide(along(goal, ask), length)


RULE = Rule(
    slug="directional",
    title=Text("directional derivative", "方向微分"),
    explanation=Text(
        "The gradient is multiplied by the direction, and the result divided by the direction's length.",
        "勾配と方向ベクトルの内積をとり、方向ベクトルの長さで割ります。",
    ),
    goal=Directional,
    rewrite=rewrite,
    law=(Directional(f(x, y), (x, y), (integer(3), integer(4))),),
    source=STEWART + "14.6",
    examples=(Example("directional derivative of f = x^2 + y^2 at (1, 2) towards (3, 4)", ""),),
    mistakes=(
        Mistake(
            "direction-not-normalised",
            Text(
                "The direction must have length 1: divide by its length.",
                "方向ベクトルの長さを 1 にします。長さで割ってください。",
            ),
            along,
            MUZANGWA,
        ),
    ),
)

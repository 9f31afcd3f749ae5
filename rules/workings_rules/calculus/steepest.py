"""The largest rate of change: the length of the gradient, in its direction."""

from sympy import Basic

from workings.expression import Partial, add, power
from workings.expression.curve_goals import SteepestSlope
from workings.expression.nodes import HALF
from workings.expression.words import TWO, f, x, y
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import HOUSE, STEWART


def rewrite(goal: SteepestSlope, ask: Ask) -> Basic | None:
    f, variables = goal.args
    return power(add(*[power(ask(Partial(f, v)), TWO) for v in variables.args]), HALF)


def slopes_added(goal: SteepestSlope, ask: Ask) -> Basic | None:
    """The partial derivatives added in the place of their squares under the root."""
    f, variables = goal.args
    return add(*[ask(Partial(f, v)) for v in variables.args])


RULE = Rule(
    slug="steepest-slope",
    title=Text("largest rate of change", "最大の変化率"),
    explanation=Text(
        "The directional derivative is largest in the direction of the gradient, where it is the gradient's length.",
        "方向微分は勾配の方向で最大になり、その値は勾配の長さです。",
    ),
    goal=SteepestSlope,
    rewrite=rewrite,
    law=(SteepestSlope(f(x, y), (x, y)),),
    source=STEWART + "14.6",
    examples=(Example("maximum rate of change of x^2 + y^3 at (1, 1)", "sqrt(13)"),),
    mistakes=(
        Mistake(
            "slopes-added",
            Text(
                "To find the length of the gradient, square the components, add, and take the root.",
                "勾配の長さは 2 乗の和の平方根です。",
            ),
            slopes_added,
            HOUSE,
        ),
    ),
)

"""The identity rule: dx/dx = 1."""

from sympy import Expr

from workings.expression import D
from workings.expression.nodes import ONE
from workings.expression.words import x
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import HOUSE, STEWART


def rewrite(goal: D, ask: Ask) -> Expr | None:
    return ONE if goal.is_variable(goal.f) else None


def kept(goal: D, ask: Ask) -> Expr | None:
    """x differentiated as x."""
    return goal.f if goal.is_variable(goal.f) else None


RULE = Rule(
    slug="identity",
    title=Text("identity", "恒等関数の微分"),
    explanation=Text(
        "The variable changes exactly as fast as itself: the slope of the line y = x is 1.",
        "変数は自分自身と同じ速さで変わります。直線 y = x の傾きは 1 です。",
    ),
    goal=D,
    rewrite=rewrite,
    law=(D(x, x),),
    source=STEWART + "3.1",
    examples=(Example("d/dx x", "1"), Example("d/dt t", "1")),
    mistakes=(
        Mistake(
            "variable-kept",
            Text(
                "The slope of the line y = x is 1 everywhere; the variable does not stay.",
                "直線 y = x の傾きはどこでも 1 です。変数は残りません。",
            ),
            kept,
            HOUSE,
        ),
    ),
    elementary=True,
)

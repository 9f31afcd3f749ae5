"""The identity rule: dx/dx = 1."""

from sympy import Expr

from workings.expression import D
from workings.expression.nodes import ONE
from workings.expression.words import x
from workings.rule import Ask, Example, Rule, Text
from workings_rules.calculus.sources import STEWART


def rewrite(goal: D, ask: Ask) -> Expr | None:
    return ONE if goal.is_variable(goal.f) else None


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
    elementary=True,
)

"""Partial derivatives: the other variables are held constant."""

from sympy import Basic

from workings.expression import Partial
from workings.expression.goals import Held
from workings.expression.words import f, x, y
from workings.rule import Ask, Example, Rule, Text
from workings_rules.calculus.sources import STEWART


def rewrite(goal: Held, ask: Ask) -> Basic | None:
    return ask(goal.question)


def remark(goal: Held) -> tuple[Text, tuple[Basic, ...]]:
    names = ", ".join(["{}"] * len(goal.others))
    return Text(f"{names} held constant", f"{names} は定数とみなす"), goal.others


RULE = Rule(
    slug="partial",
    title=Text("partial derivative", "偏微分"),
    explanation=Text(
        "Only one variable moves; every other variable is held and counts as a constant.",
        "一つの変数だけを動かし、ほかの変数は固定して定数として扱います。",
    ),
    goal=Held,
    rewrite=rewrite,
    law=(Held(Partial(f(x, y), x), (y,)),),
    source=STEWART + "14.3",
    remark=remark,
    examples=(Example("∂/∂x (3x^2 + 2xy + y^2)", "6x + 2y"), Example("∂/∂y (3x^2 + 2xy + y^2)", "2x + 2y")),
)

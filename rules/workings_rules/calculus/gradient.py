"""The gradient: the list of the partial derivatives."""

from sympy import Basic, Tuple

from workings.expression import Gradient, Partial
from workings.expression.words import f, x, y
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import MUZANGWA, STEWART


def rewrite(goal: Gradient, ask: Ask) -> Basic | None:
    return Tuple(*[ask(Partial(goal.f, v)) for v in goal.variables])


def swapped(goal: Gradient, ask: Ask) -> Basic | None:
    return Tuple(*[ask(Partial(goal.f, v)) for v in reversed(goal.variables)])


RULE = Rule(
    slug="gradient",
    title=Text("gradient", "勾配"),
    explanation=Text(
        "The gradient lists the partial derivatives, one for each variable in the order asked for.",
        "勾配は、各変数についての偏微分を順に並べたものです。",
    ),
    goal=Gradient,
    rewrite=rewrite,
    law=(Gradient(f(x, y), (x, y)),),
    source=STEWART + "14.6",
    examples=(Example("gradient of 3x^2 + 2xy + y^2 in (x, y)", "(6x + 2y, 2x + 2y)"),),
    mistakes=(
        Mistake(
            "gradient-components-swapped",
            Text("The components are in the wrong order.", "成分の順序が逆です。"),
            swapped,
            MUZANGWA,
        ),
    ),
)

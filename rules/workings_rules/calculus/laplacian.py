"""The Laplacian: the sum of the second partial derivatives, each twice by the same variable."""

from sympy import Basic

from workings.expression import Partial, add
from workings.expression.calculus_goals import Laplacian
from workings.expression.words import f, x, y
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import MUZANGWA, STEWART


def rewrite(goal: Laplacian, ask: Ask) -> Basic | None:
    f, variables = goal.args
    return add(*[ask(Partial(f, v, 2)) for v in variables.args])


def only_once(goal: Laplacian, ask: Ask) -> Basic | None:
    f, variables = goal.args
    return add(*[ask(Partial(f, v)) for v in variables.args])


RULE = Rule(
    slug="laplacian",
    title=Text("Laplacian", "ラプラシアン"),
    explanation=Text(
        "The second derivative by each variable, added up.", "各変数についての 2 階偏微分を足し合わせます。"
    ),
    goal=Laplacian,
    rewrite=rewrite,
    law=(Laplacian(f(x, y), (x, y)),),
    source=STEWART + "16.5",
    examples=(Example("Laplacian of x^2 y + y^3", "8y"),),
    mistakes=(
        Mistake(
            "laplacian-first-derivatives",
            Text("The second derivatives are added, not the first.", "1 階ではなく 2 階の偏微分を足します。"),
            only_once,
            MUZANGWA,
        ),
    ),
)

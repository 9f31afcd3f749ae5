"""Higher derivatives: differentiate again, each derivative tidied before the next."""

from sympy import Basic, Expr, Integer

from workings.expression import D, Tidy
from workings.expression.goals import HigherOrder
from workings.expression.words import f, x
from workings.rule import Ask, Example, Rule, Text
from workings_rules.calculus.sources import STEWART


def rewrite(goal: D, ask: Ask) -> Expr | None:
    if not isinstance(goal.order, Integer) or goal.order < 2:
        return goal.f if goal.order == 0 else None
    found: Basic = goal.f
    for _ in range(int(goal.order) - 1):
        found = ask(Tidy(ask(type(goal)(found, goal.x))))
    return ask(type(goal)(found, goal.x))


RULE = Rule(
    slug="higher-order",
    title=Text("higher derivative", "高階微分"),
    explanation=Text(
        "The second derivative is the derivative of the derivative, and so on.",
        "2 階微分は微分をもう一度微分したものです。以下同様です。",
    ),
    goal=HigherOrder,
    rewrite=rewrite,
    law=(D(f(x), x, 2),),
    source=STEWART + "2.8",
    examples=(Example("d^2/dx^2 (x ln x)", "1/x"), Example("d^3/dx^3 x^4", "24x")),
)

"""Partial derivatives: the other variables are held constant."""

from sympy import Basic

from workings.expression import Partial, add
from workings.expression.goals import Held
from workings.expression.words import f, x, y
from workings.rule import Ask, Example, Mistake, Rewrite, Rule, Text
from workings_rules.calculus.sources import MUZANGWA, STEWART


def rewrite(goal: Held, ask: Ask) -> Basic | None:
    return ask(goal.question)


def others_moving(goal: Held, ask: Ask) -> Basic | None:
    """Every variable moves, as if dy/dx were 1."""
    f, x = goal.question.args[:2]
    return add(*[ask(Partial(f, v)) for v in (x, *goal.others)])


def by_another(goal: Held) -> tuple[Rewrite, ...]:
    return tuple(lambda held, ask, v=v: ask(Partial(held.question.f, v)) for v in goal.others)


def wrong_variable(goal: Held, ask: Ask) -> Basic | None:
    return ask(Partial(goal.question.f, goal.others[0]))


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
    mistakes=(
        Mistake(
            "partial-other-variable-not-constant",
            Text(
                "The other variables are held constant; here they were differentiated as well.",
                "ほかの変数は定数として固定します。ここではそれも微分しています。",
            ),
            others_moving,
            MUZANGWA,
        ),
        Mistake(
            "wrong-variable-differentiated",
            Text(
                "This is the derivative by another variable than the one asked for.",
                "求められたものとは別の変数で微分しています。",
            ),
            wrong_variable,
            MUZANGWA,
            by_another,
        ),
    ),
    examples=(Example("∂/∂x (3x^2 + 2xy + y^2)", "6x + 2y"), Example("∂/∂y (3x^2 + 2xy + y^2)", "2x + 2y")),
)

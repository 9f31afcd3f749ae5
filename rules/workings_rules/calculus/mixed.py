"""Derivatives of derivatives by other variables: the inner one is found and tidied first."""

from sympy import Expr

from workings.expression import D, Partial, Tidy
from workings.expression.words import f, x, y
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import MUZANGWA, STEWART


def rewrite(goal: D, ask: Ask) -> Expr | None:
    return ask(goal.of(ask(Tidy(ask(goal.f)))))


def only_the_inner(goal: D, ask: Ask) -> Expr | None:
    return ask(goal.f)


def only_the_outer(goal: D, ask: Ask) -> Expr | None:
    return ask(type(goal)(goal.f.args[0], *goal.args[1:]))


RULE = Rule(
    slug="mixed-partial",
    title=Text("one derivative after the other", "順に微分する"),
    explanation=Text(
        "First the inner derivative, then that one by the other variable; for smooth f the order makes no difference.",
        "まず内側の微分を求め、それを次の変数で微分します。滑らかな関数では順序によりません。",
    ),
    goal=D,
    heads=(D,),
    rewrite=rewrite,
    law=(Partial(Partial(f(x, y), y), x),),
    source=STEWART + "14.3",
    examples=(
        Example("∂²/∂x∂y (x^2 y^3)", "6x y^2"),
        Example("∂²/∂x∂y sin(x y)", "cos(x y) - x y sin(x y)"),
    ),
    mistakes=(
        Mistake(
            "mixed-partial-second-missing",
            Text("Only one of the two derivatives was taken.", "二つの微分のうち一つしか行っていません。"),
            only_the_inner,
            MUZANGWA,
            lambda goal: (only_the_inner, only_the_outer),
        ),
    ),
)

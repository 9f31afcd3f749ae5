"""The differential of a sum: d(U + V) = dU + dV."""

from sympy import Expr

from workings.expression.shaped import Sum, add
from workings.expression.shaped_goals import Differential
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.matrix.sources import COOKBOOK, PARR
from workings_rules.calculus.matrix.words import U, V


def rewrite(goal: Differential, ask: Ask) -> Expr | None:
    return add(*[ask(goal.of(term)) for term in goal.f.args if goal.depends(term)])


def first_only(goal: Differential, ask: Ask) -> Expr | None:
    moving = [term for term in goal.f.args if goal.depends(term)]
    return ask(goal.of(moving[0])) if len(moving) > 1 else None


RULE = Rule(
    slug="differential-sum",
    title=Text("sum", "和"),
    explanation=Text(
        "A sum changes by the changes of its terms; what is constant does not change.",
        "和の微分は各項の微分の和です。定数の項は変化しません。",
    ),
    goal=Differential,
    heads=(Sum,),
    rewrite=rewrite,
    law=(Differential(Sum(U, V), U, V),),
    source=COOKBOOK + "35",
    examples=(Example("d/dx (a^T x + x^T x) where a, x in R^n", "a + 2x"),),
    mistakes=(
        Mistake(
            "matrix-sum-term-lost",
            Text(
                "Every term that contains the variable changes; one was left out.",
                "変数を含む項はすべて変化します。一つの項が抜けています。",
            ),
            first_only,
            PARR,
        ),
    ),
    elementary=True,
)

"""The logarithm to a constant base: (log_a x)' = 1/(x ln a)."""

import sympy
from sympy import Basic, Expr

from workings.expression import D, call, divide, mul, subtract, symbol
from workings.expression.nodes import ONE
from workings.expression.relations import nonzero, positive
from workings.expression.words import log, x
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import MUZANGWA, STEWART


def rewrite(goal: D, ask: Ask) -> Expr | None:
    if len(goal.f.args) != 2:
        return None
    u, base = goal.f.args
    if goal.depends(base):  # neither part is constant: back to the definition, a quotient of natural logarithms
        return ask(goal.of(divide(log(u), log(base))))
    return divide(ONE, mul(u, log(base))) if goal.is_variable(u) else None


def condition(goal: D) -> tuple[Basic, ...]:
    u, base = goal.f.args
    not_one = () if base.is_Integer and base != 1 else (nonzero(subtract(base, ONE)),)
    return (positive(u), positive(base), *not_one)


def factor_missing(goal: D, ask: Ask) -> Expr | None:
    return divide(ONE, goal.f.args[0])


RULE = Rule(
    slug="log-base",
    title=Text("logarithm to base a", "底が a の対数の微分"),
    explanation=Text(
        "A logarithm to base a is ln x divided by ln a, and that factor stays in the derivative.",
        "底が a の対数は ln x を ln a で割ったものなので、微分しても 1/ln a が残ります。",
    ),
    goal=D,
    heads=(sympy.log,),
    rewrite=rewrite,
    law=(D(call(sympy.log, x, symbol("a")), x),),
    source=STEWART + "3.6",
    examples=(Example("d/dx log_6 x", "1/(x ln 6)"), Example("d/dx log_3(2x + 5)", "2/((2x + 5) ln 3)")),
    condition=condition,
    mistakes=(
        Mistake(
            "log-base-factor-missing",
            Text(
                "This would be right for the natural logarithm. With another base a, divide it by ln a.",
                "底が a の対数は ln x ÷ ln a です。1/ln a が抜けています。",
            ),
            factor_missing,
            MUZANGWA,
        ),
    ),
    elementary=True,
)

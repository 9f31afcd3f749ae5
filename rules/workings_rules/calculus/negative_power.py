"""A fraction 1/u^n written as the power u^(-n), so that the power rule can take it."""

from sympy import Expr, Integer, Pow

from workings.expression import D, divide, negate, power
from workings.expression.nodes import ONE, divisor
from workings.expression.words import x
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import MUZANGWA, STEWART


def rewrite(goal: D, ask: Ask) -> Expr | None:
    below = divisor(goal.f)
    if below is None or not isinstance(below, Pow) or not below.args[1].is_Number or goal.is_variable(below):
        return None
    return ask(goal.of(power(below.args[0], negate(below.args[1]))))


def bar_lost(goal: D, ask: Ask) -> Expr | None:
    """The fraction bar is forgotten: 1/u^n taken for u^n."""
    below = divisor(goal.f)
    return None if below is None else ask(goal.of(below))


RULE = Rule(
    slug="negative-power",
    title=Text("write as a negative power", "負の指数に直す"),
    explanation=Text(
        "One over a power is the same base with the negative exponent: 1/u^n = u^(-n).",
        "べき乗の逆数は、同じ底の負のべき乗です。1/u^n = u^(-n)。",
    ),
    goal=D,
    heads=(Pow,),
    rewrite=rewrite,
    law=(D(divide(ONE, power(x, Integer(3))), x),),
    source=STEWART + "3.1",
    examples=(Example("d/dx (1/x^3)", "-3/x^4"), Example("d/dx (1/sqrt(x))", "-1/(2 x^(3/2))")),
    mistakes=(
        Mistake(
            "exponent-law-wrong",
            Text(
                "The expression stands below the fraction bar: its exponent is negative.",
                "式は分母にあります。指数は負になります。",
            ),
            bar_lost,
            MUZANGWA,
        ),
    ),
    elementary=True,
)

"""A power with the variable in base and exponent: (u^v)' = u^v (v ln u)', by the logarithm."""

from sympy import Basic, Expr, Pow

from workings.expression import D, mul, power, subtract
from workings.expression.nodes import ONE
from workings.expression.relations import positive
from workings.expression.words import f, g, log, x
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import MUZANGWA, STEWART


def rewrite(goal: D, ask: Ask) -> Expr | None:
    u, v = goal.f.args
    if not (goal.depends(u) and goal.depends(v)):
        return None
    return mul(goal.f, ask(goal.of(mul(v, log(u)))))


def condition(goal: D) -> tuple[Basic, ...]:
    return (positive(goal.f.args[0]),)


def as_power(goal: D, ask: Ask) -> Expr | None:
    """Half of it: only the power rule."""
    u, v = goal.f.args
    return mul(v, power(u, subtract(v, ONE)), ask(goal.of(u)))


def as_exponential(goal: D, ask: Ask) -> Expr | None:
    """The other half: only the exponential rule."""
    u, v = goal.f.args
    return mul(goal.f, log(u), ask(goal.of(v)))


def factor_forgotten(goal: D, ask: Ask) -> Expr | None:
    """y'/y taken for y'."""
    u, v = goal.f.args
    return ask(goal.of(mul(v, log(u))))


RULE = Rule(
    slug="general-power",
    title=Text("power with variable exponent", "u^v の微分（対数微分）"),
    explanation=Text(
        "Where base and exponent both vary, write u^v = e^(v ln u): the power stays, times the derivative of v ln u.",
        "底も指数も変わるときは u^v = e^(v ln u) と書きます。もとの式に v ln u の微分が掛かります。",
    ),
    goal=D,
    heads=(Pow,),
    rewrite=rewrite,
    law=(D(power(f(x), g(x)), x),),
    source=STEWART + "3.6",
    examples=(
        Example("d/dx x^x", "x^x (ln x + 1)"),
        Example("d/dx (x + 3)^x", "(x + 3)^x (ln(x + 3) + x/(x + 3))"),
    ),
    condition=condition,
    mistakes=(
        Mistake(
            "power-rule-on-exponential",
            Text(
                "The power rule needs a constant exponent; here the exponent varies as well.",
                "べき乗の公式は指数が定数のときのものです。ここでは指数も変わります。",
            ),
            as_power,
            MUZANGWA,
        ),
        Mistake(
            "exponential-rule-on-power",
            Text(
                "The exponential rule needs a constant base; here the base varies as well.",
                "指数関数の公式は底が定数のときのものです。ここでは底も変わります。",
            ),
            as_exponential,
            MUZANGWA,
        ),
        Mistake(
            "log-diff-missing-y",
            Text(
                "The derivative of ln y is y'/y; at the end it must be multiplied by y.",
                "ln y の微分は y'/y です。最後に y を掛けなければなりません。",
            ),
            factor_forgotten,
            MUZANGWA,
        ),
    ),
)

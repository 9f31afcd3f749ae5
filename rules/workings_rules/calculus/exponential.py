"""The exponential rule: (a^x)' = a^x ln a for a constant base a > 0."""

from sympy import Basic, Expr, Pow

from workings.expression import D, mul, power, subtract, symbol
from workings.expression.nodes import ONE
from workings.expression.relations import positive
from workings.expression.words import log, x
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import MUZANGWA, STEWART


def rewrite(goal: D, ask: Ask) -> Expr | None:
    base, exponent = goal.f.args
    if not goal.is_variable(exponent) or goal.depends(base):
        return None
    return mul(goal.f, log(base))


def condition(goal: D) -> tuple[Basic, ...]:
    return (positive(goal.f.args[0]),)


def as_power(goal: D, ask: Ask) -> Expr | None:
    base, exponent = goal.f.args
    return mul(exponent, power(base, subtract(exponent, ONE)))


def log_factor_missing(goal: D, ask: Ask) -> Expr | None:
    return goal.f


RULE = Rule(
    slug="exponential",
    title=Text("exponential with base a", "指数関数 a^x の微分"),
    explanation=Text(
        "An exponential reproduces itself times the logarithm of its base.",
        "指数関数は微分しても同じ形で、底の対数が掛かります。",
    ),
    goal=D,
    heads=(Pow,),
    rewrite=rewrite,
    law=(D(power(symbol("a"), x), x),),
    source=STEWART + "3.4",
    examples=(Example("d/dx 7^x", "7^x ln 7"), Example("d/dx 3^(2x - 1)", "2 ln 3 · 3^(2x - 1)")),
    condition=condition,
    mistakes=(
        Mistake(
            "power-rule-on-exponential",
            Text(
                "The power rule needs the variable in the base; this function has it in the exponent.",
                "べき乗の公式は底が変数のときのものです。ここでは指数が変数です。",
            ),
            as_power,
            MUZANGWA,
        ),
        Mistake(
            "exponential-log-factor-missing",
            Text(
                "The factor ln a is missing: aˣ is its own derivative only when a = e.",
                "そのまま再現するのは底が e のときだけです。ほかの底 a では ln a が掛かります。",
            ),
            log_factor_missing,
            MUZANGWA,
        ),
    ),
    elementary=True,
)

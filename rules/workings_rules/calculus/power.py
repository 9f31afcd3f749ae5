"""The power rule: (x^n)' = n x^(n-1) for every constant exponent n."""

from sympy import Basic, Expr, Pow, Rational

from workings.expression import D, mul, negate, power, subtract, symbol
from workings.expression.complex_values import has_complex_values
from workings.expression.nodes import HALF, ONE
from workings.expression.relations import nonzero, positive
from workings.expression.words import log, x
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import MUZANGWA, ORTON, STEWART


def applies(goal: D) -> bool:
    base, n = goal.f.args
    return goal.is_variable(base) and not goal.depends(n)


def lowered(n: Expr) -> Expr:
    return n - ONE if n.is_Number else subtract(n, ONE)


def rewrite(goal: D, ask: Ask) -> Expr | None:
    base, n = goal.f.args
    return mul(n, power(base, lowered(n))) if applies(goal) else None


def condition(goal: D) -> tuple[Basic, ...]:
    """Even roots and unknown exponents need a positive base, a negative power of it a base that is not zero."""
    base, n = goal.f.args
    if not isinstance(n, Rational) or n.q % 2 == 0:
        return (nonzero(base) if has_complex_values(base) else positive(base),)  # complex values are not positive
    return (nonzero(base),) if n < 1 else ()


def coefficient_dropped(goal: D, ask: Ask) -> Expr | None:
    base, n = goal.f.args
    return power(base, lowered(n))


def exponent_unchanged(goal: D, ask: Ask) -> Expr | None:
    return mul(goal.f.args[1], goal.f)


def negative_exponent_up(goal: D, ask: Ask) -> Expr | None:
    base, n = goal.f.args
    return mul(n, power(base, n + ONE)) if n.is_Number and n.is_negative else None


def negative_sign_lost(goal: D, ask: Ask) -> Expr | None:
    base, n = goal.f.args
    return mul(negate(n), power(base, lowered(n))) if n.is_Number and n.is_negative else None


def root_not_lowered(goal: D, ask: Ask) -> Expr | None:
    return mul(HALF, goal.f) if goal.f.args[1] is HALF else None


def as_exponential(goal: D, ask: Ask) -> Expr | None:
    return mul(goal.f, log(goal.x))


RULE = Rule(
    slug="power",
    title=Text("power rule", "べき乗の微分"),
    explanation=Text(
        "The exponent comes to the front as a factor and goes down by one; roots and negative exponents included.",
        "指数を係数として前に出し、指数を 1 減らします。平方根や負の指数でも同じです。",
    ),
    goal=D,
    heads=(Pow,),
    rewrite=rewrite,
    law=(D(power(x, symbol("n")), x),),
    source=STEWART + "3.1",
    examples=(
        Example("d/dx x^5", "5x^4"),
        Example("d/dx x^(-6)", "-6x^(-7)"),
        Example("d/dx sqrt(x)", "1/(2 sqrt(x))"),
        Example("d/dx x^n", "n x^(n-1)"),
    ),
    condition=condition,
    mistakes=(
        Mistake(
            "negative-exponent-up",
            Text(
                "One must be subtracted from the negative exponent, not added: -3 becomes -4.",
                "負の指数からも 1 を引きます。足してはいけません。-3 は -4 になります。",
            ),
            negative_exponent_up,
            MUZANGWA,
        ),
        Mistake(
            "negative-power-sign-lost",
            Text(
                "The exponent is negative, so the new factor must be negative too.",
                "負の指数は前に出すときも符号を保ちます。",
            ),
            negative_sign_lost,
            MUZANGWA,
        ),
        Mistake(
            "power-rule-coefficient-dropped",
            Text(
                "The exponent was lowered by one, but the old exponent is missing as a factor.",
                "指数は 1 減っていますが、係数として前に出ていません。",
            ),
            coefficient_dropped,
            ORTON,
        ),
        Mistake(
            "power-rule-exponent-unchanged",
            Text(
                "The new factor is there, but the exponent is still the old one. Take one away from it.",
                "指数は前に出ていますが、1 減っていません。",
            ),
            exponent_unchanged,
            ORTON,
        ),
        Mistake(
            "sqrt-power-wrong",
            Text(
                "The square root is the power 1/2; its exponent must be lowered to -1/2.",
                "平方根は 1/2 乗です。指数は -1/2 に下がります。",
            ),
            root_not_lowered,
            MUZANGWA,
        ),
        Mistake(
            "exponential-rule-on-power",
            Text(
                "The rule for exponentials was used although the variable is in the base.",
                "変数は底にあるのに、指数関数の公式を使っています。",
            ),
            as_exponential,
            MUZANGWA,
        ),
    ),
    elementary=True,
)

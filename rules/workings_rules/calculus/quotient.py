"""The quotient rule: (f/g)' = (f' g - f g')/g^2 where g is not zero."""

from sympy import Basic, Expr, Mul

from workings.expression import D, divide, mul, power, subtract
from workings.expression.nodes import divisor
from workings.expression.relations import nonzero
from workings.expression.words import TWO, f, g, x
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import MUZANGWA, STEWART


def split(goal: D) -> tuple[Expr, Expr] | None:
    """Numerator and denominator of what is written as a fraction, else None."""
    above = [factor for factor in goal.f.args if divisor(factor) is None]
    below = [under for factor in goal.f.args if (under := divisor(factor)) is not None]
    return (mul(*above), mul(*below)) if above and below else None


def rewrite(goal: D, ask: Ask) -> Expr | None:
    fraction = split(goal)
    if fraction is None:
        return None
    f, g = fraction
    return divide(subtract(mul(ask(goal.of(f)), g), mul(f, ask(goal.of(g)))), power(g, TWO))


def condition(goal: D) -> tuple[Basic, ...]:
    fraction = split(goal)
    return (nonzero(fraction[1]),) if fraction else ()


def of_derivatives(goal: D, ask: Ask) -> Expr | None:
    f, g = split(goal) or (goal.f, goal.f)
    return divide(ask(goal.of(f)), ask(goal.of(g)))


def order_swapped(goal: D, ask: Ask) -> Expr | None:
    f, g = split(goal) or (goal.f, goal.f)
    return divide(subtract(mul(f, ask(goal.of(g))), mul(ask(goal.of(f)), g)), power(g, TWO))


def denominator_not_squared(goal: D, ask: Ask) -> Expr | None:
    f, g = split(goal) or (goal.f, goal.f)
    return divide(subtract(mul(ask(goal.of(f)), g), mul(f, ask(goal.of(g)))), g)


RULE = Rule(
    slug="quotient",
    title=Text("quotient rule", "商の微分"),
    explanation=Text(
        "The derivative of the numerator times the denominator, minus the numerator times the derivative of the "
        "denominator, over the denominator squared.",
        "(分子の微分 × 分母 − 分子 × 分母の微分) を分母の 2 乗で割ります。",
    ),
    goal=D,
    heads=(Mul,),
    rewrite=rewrite,
    law=(D(divide(f(x), g(x)), x),),
    source=STEWART + "3.2",
    examples=(
        Example("d/dx [(3x - 1)/(x^2 + 2)]", "(6 + 2x - 3x^2)/(x^2 + 2)^2"),
        Example("d/dx (sin x/x)", "(x cos x - sin x)/x^2"),
    ),
    condition=condition,
    mistakes=(
        Mistake(
            "quotient-of-derivatives",
            Text(
                "Top and bottom were differentiated separately; a fraction needs the quotient rule.",
                "商の微分は微分の商ではありません。",
            ),
            of_derivatives,
            MUZANGWA,
        ),
        Mistake(
            "quotient-order-swapped",
            Text(
                "The numerator is f' g - f g'; here it was subtracted the other way round.",
                "分子の二つの項の順序が逆です。先に f' g、そこから f g' を引きます。",
            ),
            order_swapped,
            MUZANGWA,
        ),
        Mistake(
            "quotient-denominator-not-squared",
            Text(
                "The denominator must be squared in the result.",
                "結果の分母は、もとの分母の 2 乗です。",
            ),
            denominator_not_squared,
            MUZANGWA,
        ),
    ),
)

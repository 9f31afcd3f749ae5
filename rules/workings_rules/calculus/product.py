"""The product rule: (f g)' = f' g + f g', each factor in turn while the others stay."""

from sympy import Expr, Mul

from workings.expression import D, add, mul
from workings.expression.words import f, g, h, x
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import CLARK, STEWART

WIDEST = 8  # factors written out at once; a wider product is halved first, so that its derivative stays of its size


def rewrite(goal: D, ask: Ask) -> Expr | None:
    factors = goal.f.args
    if len(factors) > WIDEST:
        middle = len(factors) // 2
        factors = (mul(*factors[:middle]), mul(*factors[middle:]))
    return add(*[mul(*factors[:i], ask(goal.of(factors[i])), *factors[i + 1 :]) for i in range(len(factors))])


def of_derivatives(goal: D, ask: Ask) -> Expr | None:
    return mul(*[ask(goal.of(factor)) for factor in goal.f.args])


RULE = Rule(
    slug="product",
    title=Text("product rule", "積の微分"),
    explanation=Text(
        "Each factor is differentiated in turn while the others stay, and the results are added.",
        "因子を一つずつ微分し、ほかの因子はそのままにして、結果を足し合わせます。",
    ),
    goal=D,
    heads=(Mul,),
    rewrite=rewrite,
    law=(D(mul(f(x), g(x)), x), D(mul(f(x), g(x), h(x)), x)),
    source=STEWART + "3.2",
    examples=(
        Example("d/dx (x^2 sin x)", "2x sin x + x^2 cos x"),
        Example("d/dx (sin x cos x)", "cos^2 x - sin^2 x"),
        Example("d/dx (x e^(-x))", "e^(-x) - x e^(-x)"),
    ),
    mistakes=(
        Mistake(
            "product-of-derivatives",
            Text(
                "Both factors were differentiated at once. The product rule has two terms: (f g)' = f' g + f g'.",
                "積の微分は微分の積ではありません。(f g)' = f' g + f g' です。",
            ),
            of_derivatives,
            CLARK,
        ),
    ),
)

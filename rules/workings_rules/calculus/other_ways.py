"""Other ways to the same derivative: multiply out first, or take a fraction as a product."""

import sympy
from sympy import Basic, Expr, Integer, Mul

from workings.expression import D, add, divide, mul, power
from workings.expression.calculus_goals import AsProduct, ExpandFirst
from workings.expression.canonical import canonical
from workings.expression.nodes import ONE
from workings.expression.relations import nonzero
from workings.expression.words import f, g, x
from workings.expression.written import as_written
from workings.rule import Ask, Example, Rule, Text
from workings_rules.calculus.quotient import split
from workings_rules.calculus.sources import STEWART


def expand_first(goal: ExpandFirst, ask: Ask) -> Expr | None:
    f, x = goal.args
    return ask(D(as_written(sympy.expand(canonical(f))), x))


def as_product(goal: AsProduct, ask: Ask) -> Expr | None:
    found = fraction(goal)
    if found is None:
        return None
    (f, g), x = found, goal.args[1]
    below = divide(ONE, g)
    return add(mul(ask(D(f, x)), below), mul(f, ask(D(below, x))))


def fraction(goal: AsProduct) -> tuple[Expr, Expr] | None:
    """Numerator and denominator."""
    return split(D(*goal.args)) if isinstance(goal.args[0], Mul) else None


def not_zero(goal: AsProduct) -> tuple[Basic, ...]:
    found = fraction(goal)
    return () if found is None else (nonzero(found[1]),)


EXPAND_FIRST = Rule(
    slug="expand-first",
    title=Text("multiply out first", "先に展開する"),
    explanation=Text(
        "Multiplied out, there is nothing left but a sum of simple terms.", "展開すると、簡単な項の和だけになります。"
    ),
    goal=ExpandFirst,
    rewrite=expand_first,
    law=(ExpandFirst(power(add(x, Integer(3)), Integer(2)), x),),
    source=STEWART + "3.1",
    examples=(Example("differentiate (3x + 2)^2 by expanding first", "18x + 12"),),
)
AS_PRODUCT = Rule(
    slug="as-product",
    title=Text("fraction as a product", "商を積とみる"),
    explanation=Text(
        "A fraction is the product of its numerator with one over its denominator.",
        "分数は、分子と「分母の逆数」の積です。",
    ),
    goal=AsProduct,
    rewrite=as_product,
    law=(AsProduct(divide(f(x), g(x)), x),),
    source=STEWART + "3.2, exercise",
    examples=(Example("d/dx (x/(x^2 + 1)) using the product rule", "(1 - x^2)/(x^2 + 1)^2"),),
    condition=not_zero,
)
RULES = (EXPAND_FIRST, AS_PRODUCT)

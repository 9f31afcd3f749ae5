"""Other ways to the same derivative: multiply out first, or take a fraction as a product."""

import sympy
from sympy import Add, Basic, Expr, Integer, Mul, Pow

from workings.expression import D, add, divide, mul, power
from workings.expression.calculus_goals import AsProduct, ExpandFirst
from workings.expression.canonical import canonical
from workings.expression.nodes import ONE
from workings.expression.relations import nonzero
from workings.expression.words import f, g, x
from workings.expression.written import as_written
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.quotient import split
from workings_rules.calculus.sources import HOUSE, SCHECHTER, STEWART


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


def powers_split(goal: ExpandFirst, ask: Ask) -> Expr | None:
    """(a + b)^n multiplied out as a^n + b^n."""
    f, x = goal.args
    if not isinstance(f, Pow) or not isinstance(f.args[0], Add):
        return None
    return ask(D(add(*[power(term, f.args[1]) for term in f.args[0].args]), x))


def reciprocal_of_slope(goal: AsProduct, ask: Ask) -> Expr | None:
    """(1/g)' taken for 1/g'."""
    found = fraction(goal)
    if found is None:
        return None
    (f, g), x = found, goal.args[1]
    return add(divide(ask(D(f, x)), g), divide(f, ask(D(g, x))))


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
    mistakes=(
        Mistake(
            "algebra-binomial-square",
            Text(
                "(a + b)^2 is a^2 + 2ab + b^2: the product in the middle is missing.",
                "(a + b)² は a² + 2ab + b² です。真ん中の積が抜けています。",
            ),
            powers_split,
            SCHECHTER,
        ),
    ),
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
    mistakes=(
        Mistake(
            "reciprocal-of-slope",
            Text(
                "The derivative of 1/g is -g'/g^2, not 1/g'.",
                "1/g の微分は 1/g' ではなく −g'/g² です。",
            ),
            reciprocal_of_slope,
            HOUSE,
        ),
    ),
)
RULES = (EXPAND_FIRST, AS_PRODUCT)

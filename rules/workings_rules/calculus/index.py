"""Sums and products over an index: every term is differentiated; of a product each factor brings f'/f."""

from sympy import Basic, Expr, Product, Sum, Symbol, Tuple

from workings.expression import D, add, divide, mul, power, symbol
from workings.expression.algebra import replace
from workings.expression.families import renamed_apart
from workings.expression.members import split
from workings.expression.nodes import ONE, over_index
from workings.expression.relations import nonzero
from workings.expression.words import sin, x
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import MUZANGWA, STEWART

_new = Basic.__new__
k, n = symbol("k"), symbol("n")


def fixed(goal: D) -> bool:
    """Whether the variable is neither the index nor in the ends."""
    return isinstance(goal.x, Symbol) and not any(
        goal.depends(part) for limit in goal.f.args[1:] for part in limit.args
    )


def with_other_index(goal: D) -> Expr:
    """The sum with another letter for its index where x_i itself is the variable: the i's are not the same."""
    taken = {symbol(i) for i in split(getattr(goal.x, "name", ""))[1]}
    return renamed_apart(goal.f, taken) if taken else goal.f


def of_sum(goal: D, ask: Ask) -> Expr | None:
    f, *limits = with_other_index(goal).args
    return over_index(Sum, ask(goal.of(f)), *limits) if fixed(goal) else None


def of_product(goal: D, ask: Ask) -> Expr | None:
    f, *limits = with_other_index(goal).args
    return mul(goal.f, over_index(Sum, divide(ask(goal.of(f)), f), *limits)) if fixed(goal) else None


def factor_not_zero(goal: D) -> tuple[Basic, ...]:
    return (nonzero(goal.f.args[0]),)


def product_of_derivatives(goal: D, ask: Ask) -> Expr | None:
    f, *limits = goal.f.args
    return over_index(Product, ask(goal.of(f)), *limits)


def last_term_only(goal: D, ask: Ask) -> Expr | None:
    """The derivative of the last term for that of the sum."""
    f, *limits = goal.f.args
    index, _, end = limits[0].args
    return ask(goal.of(replace(f, {index: end}))) if len(limits) == 1 else None


_LIMITS = _new(Tuple, k, ONE, n)
SUM = Rule(
    slug="sum-over-index",
    title=Text("sum over an index", "総和の微分"),
    explanation=Text("Every term of the sum is differentiated.", "総和は項ごとに微分します。"),
    goal=D,
    heads=(Sum,),
    rewrite=of_sum,
    law=(D(over_index(Sum, power(x, k), _LIMITS), x), D(over_index(Sum, sin(mul(k, x)), _LIMITS), x)),
    source=STEWART + "11.9",
    examples=(Example("d/dx sum_(k=1)^n x^k", ""), Example("d/dx sum_(k=0)^3 k x^k", "")),
    mistakes=(
        Mistake(
            "sum-term-dropped",
            Text(
                "Every term of the sum has its derivative; here only the last is left.",
                "総和のどの項も微分します。ここでは最後の項しか残っていません。",
            ),
            last_term_only,
            MUZANGWA,
        ),
    ),
)
PRODUCT = Rule(
    slug="product-over-index",
    title=Text("product over an index", "総乗の微分"),
    explanation=Text(
        "The product stays, times the sum of f'/f over all its factors.",
        "もとの積に、各因子の f'/f の和を掛けます。",
    ),
    goal=D,
    heads=(Product,),
    rewrite=of_product,
    law=(D(over_index(Product, add(x, k), _LIMITS), x),),
    source=STEWART + "3.6",
    examples=(Example("d/dx prod_(k=1)^n (x + k)", ""),),
    condition=factor_not_zero,
    mistakes=(
        Mistake(
            "product-of-derivatives",
            Text(
                "All factors were differentiated at once. Differentiate one at a time, and add the results.",
                "積の微分は微分の積ではありません。",
            ),
            product_of_derivatives,
            MUZANGWA,
        ),
    ),
)
RULES = (SUM, PRODUCT)

"""A factor that is the same in every term stands before the sum: the sum of c f is c times the sum of f."""

from sympy import Basic, Expr, Sum, Tuple

from workings.expression import Tidy, mul, power, symbol
from workings.expression.algebra import everywhere, flatten_product
from workings.expression.nodes import ONE, over_index, walk
from workings.expression.words import TWO
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import HOUSE, STEWART

HEADS = frozenset((Sum,))


def rewrite(goal: Tidy, ask: Ask) -> Basic | None:
    simpler = everywhere(local, HEADS, goal)
    return None if simpler is None else ask(goal.of(simpler))


def local(node: Expr) -> Expr | None:
    f, *limits = node.args
    if len(limits) != 1:
        return None
    inside: list[Expr] = []
    outside: list[Expr] = []
    for factor in flatten_product((f,)):
        (inside if _stands_in(limits[0].args[0], factor) else outside).append(factor)
    return mul(*outside, over_index(Sum, mul(*inside), *limits)) if inside and outside else None


def _stands_in(index: Basic, f: Expr) -> bool:
    return any(node == index for node in walk(f))


def taken_once_a_term(goal: Tidy, ask: Ask) -> Basic | None:
    """The factor dropped with the sign of the sum."""
    found = local(goal.expr) if isinstance(goal.expr, Sum) else None
    return None if found is None else found.args[-1]


_K, _N = symbol("k"), symbol("n")
RULE = Rule(
    slug="before-sum",
    title=Text("common factor before the sum", "共通の因子を和の前に出す"),
    explanation=Text(
        "A factor without the index is the same in every term and may stand before the sum.",
        "添字を含まない因子はどの項でも同じなので、和の前に出せます。",
    ),
    goal=Tidy,
    rewrite=rewrite,
    law=(Tidy(over_index(Sum, mul(symbol("c"), power(_K, TWO)), Tuple(_K, ONE, _N))),),
    source=STEWART + "Appendix E",
    examples=(Example("sum_(k=1)^n 2 c k^2", "2 c sum_(k=1)^n k^2"),),
    mistakes=(
        Mistake(
            "constant-multiple-dropped",
            Text("The factor before the sum is missing.", "和の前の因子が抜けています。"),
            taken_once_a_term,
            HOUSE,
        ),
    ),
)

"""One of many by another of them: the derivative of x_i by x_j is 1 where i = j, and 0 elsewhere."""

from sympy import Expr

from workings.expression import D, symbol
from workings.expression.members import delta, members, same_member
from workings.expression.nodes import ONE, ZERO
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import HOUSE


def rewrite(goal: D, ask: Ask) -> Expr | None:
    pairs = same_member(goal.f, goal.x) if goal.depends(goal.f) else None
    return None if pairs is None else delta(pairs)


def every_one(goal: D, ask: Ask) -> Expr | None:
    """As if every x_i were the x_j by which is differentiated."""
    return ONE if same_member(goal.f, goal.x) is not None else None


def none(goal: D, ask: Ask) -> Expr | None:
    """As if x_j were none of the x_i."""
    return ZERO if same_member(goal.f, goal.x) is not None else None


_X = members([symbol("x_i")], "i")[symbol("x_i")]
RULE = Rule(
    slug="kronecker-delta",
    title=Text("one of many", "添字つき変数の微分"),
    explanation=Text(
        "The x's are variables of their own: x_i changes with x_j only where i = j, which Kronecker's delta says.",
        "各 x は別々の変数です。x_i が x_j とともに変わるのは i = j のときだけで、クロネッカーのデルタで表します。",
    ),
    goal=D,
    rewrite=rewrite,
    law=(D(_X, symbol("x_j")),),
    source="M. P. Deisenroth, A. A. Faisal and C. S. Ong, Mathematics for Machine Learning (2020), section 5.2",
    examples=(
        Example("∂/∂x_j sum_(i=1)^n x_i^2", "2 x_j"),
        Example("∂/∂x_k sum_(i=1)^n a_i x_i", "a_k"),
    ),
    mistakes=(
        Mistake(
            "index-not-distinguished",
            Text(
                "Only the x_i with i = j is the variable; the others do not change with it.",
                "変数は i = j の x_i だけです。ほかの x_i は変化しません。",
            ),
            every_one,
            HOUSE,
        ),
        Mistake(
            "index-not-distinguished",
            Text(
                "One of the x_i is x_j itself, and its derivative is 1.",
                "x_i のうちの一つは x_j そのもので、その微分は 1 です。",
            ),
            none,
            HOUSE,
        ),
    ),
    elementary=True,
)

"""The Jacobian matrix: a row a function, a column a variable."""

from sympy import Basic, ImmutableDenseMatrix, Tuple

from workings.expression import Jacobian, Partial
from workings.expression.words import f, g, x, y
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import HOUSE, STEWART


def rewrite(goal: Jacobian, ask: Ask) -> Basic | None:
    return ImmutableDenseMatrix([[ask(Partial(f, v)) for v in goal.variables] for f in goal.f.args])


def transposed(goal: Jacobian, ask: Ask) -> Basic | None:
    """A column a function."""
    return ImmutableDenseMatrix([[ask(Partial(f, v)) for f in goal.f.args] for v in goal.variables])


RULE = Rule(
    slug="jacobian",
    title=Text("Jacobian matrix", "ヤコビ行列"),
    explanation=Text(
        "Row i holds the partial derivatives of the i-th function, column j those by the j-th variable.",
        "第 i 行に i 番目の関数の偏微分を、第 j 列に j 番目の変数についての偏微分を並べます。",
    ),
    goal=Jacobian,
    rewrite=rewrite,
    law=(Jacobian(Tuple(f(x, y), g(x, y)), (x, y)),),
    source=STEWART + "15.9",
    examples=(Example("Jacobian of (x y^2, x - cos y) in (x, y)", "[[y^2, 2x y], [1, sin y]]"),),
    mistakes=(
        Mistake(
            "jacobian-transposed",
            Text(
                "A row belongs to a function, a column to a variable; here they are exchanged.",
                "行が関数、列が変数です。ここでは入れ替わっています。",
            ),
            transposed,
            HOUSE,
        ),
    ),
)

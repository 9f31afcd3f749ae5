"""The Hessian matrix: the second partial derivatives."""

from sympy import Basic, Expr, ImmutableDenseMatrix

from workings.expression import Hessian, Partial, Tidy, mul
from workings.expression.words import f, x, y
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import HOUSE, STEWART


def rewrite(goal: Hessian, ask: Ask) -> Basic | None:
    return ImmutableDenseMatrix([[_second(goal, ask, a, b) for b in goal.variables] for a in goal.variables])


def _second(goal: Hessian, ask: Ask, a: Expr, b: Expr) -> Expr:
    if a == b:
        return ask(Partial(goal.f, a, 2))
    return ask(Partial(ask(Tidy(ask(Partial(goal.f, a)))), b))


def products_of_slopes(goal: Hessian, ask: Ask) -> Basic | None:
    """f_x f_y for f_xy."""
    slopes = [ask(Partial(goal.f, v)) for v in goal.variables]
    return ImmutableDenseMatrix([[mul(a, b) for b in slopes] for a in slopes])


RULE = Rule(
    slug="hessian",
    title=Text("Hessian matrix", "ヘッセ行列"),
    explanation=Text(
        "Entry (i, j) is the derivative by the i-th and then by the j-th variable; for smooth f it is symmetric.",
        "(i, j) 成分は i 番目の変数、次に j 番目の変数で偏微分したものです。滑らかな f では対称です。",
    ),
    goal=Hessian,
    rewrite=rewrite,
    law=(Hessian(f(x, y), (x, y)),),
    source=STEWART + "14.7",
    examples=(Example("Hessian of x^2 y + y^3 in (x, y)", "[[2y, 2x], [2x, 6y]]"),),
    mistakes=(
        Mistake(
            "hessian-products-of-slopes",
            Text(
                "f_xy is the derivative of f_x by y, not the product f_x f_y.",
                "f_xy は f_x を y で微分したもので、積 f_x f_y ではありません。",
            ),
            products_of_slopes,
            HOUSE,
        ),
    ),
)

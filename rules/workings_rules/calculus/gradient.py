"""The gradient: the list of the partial derivatives."""

from sympy import Basic, Integer, Pow, Tuple

from workings.expression import Gradient, Partial, mul
from workings.expression.nodes import HALF, ONE, factors, terms
from workings.expression.words import f, x, y
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import MUZANGWA, STEWART


def rewrite(goal: Gradient, ask: Ask) -> Basic | None:
    return Tuple(*[ask(Partial(goal.f, v)) for v in goal.variables])


def swapped(goal: Gradient, ask: Ask) -> Basic | None:
    return Tuple(*[ask(Partial(goal.f, v)) for v in reversed(goal.variables)])


def halved(goal: Gradient, ask: Ask) -> Basic | None:
    """The gradient of a quadratic form x^T A x taken for A x."""
    if not all(_degree(term, goal.variables) == 2 for term in terms(goal.f)):
        return None
    return Tuple(*[mul(HALF, ask(Partial(goal.f, v))) for v in goal.variables])


def _degree(term: Basic, variables: tuple[Basic, ...]) -> int:
    """The degree of a product of powers in the variables; -1 where it is none."""
    degree = 0
    for factor in factors(term):
        base, n = factor.args if isinstance(factor, Pow) else (factor, ONE)
        if base in variables and isinstance(n, Integer) and n > 0:
            degree += int(n)
        elif not factor.is_Number:
            return -1
    return degree


RULE = Rule(
    slug="gradient",
    title=Text("gradient", "勾配"),
    explanation=Text(
        "The gradient lists the partial derivatives, one for each variable in the order asked for.",
        "勾配は、各変数についての偏微分を順に並べたものです。",
    ),
    goal=Gradient,
    rewrite=rewrite,
    law=(Gradient(f(x, y), (x, y)),),
    source=STEWART + "14.6",
    examples=(Example("gradient of 3x^2 + 2xy + y^2 in (x, y)", "(6x + 2y, 2x + 2y)"),),
    mistakes=(
        Mistake(
            "gradient-components-swapped",
            Text("The components are in the wrong order.", "成分の順序が逆です。"),
            swapped,
            MUZANGWA,
        ),
        Mistake(
            "quadratic-form-factor-missing",
            Text(
                "Each product appears twice when a quadratic form is differentiated: the gradient of x^T A x is 2 A x.",
                "2 次形式を微分すると係数 2 が出ます。x^T A x の勾配は 2 A x です（A は対称）。",
            ),
            halved,
            MUZANGWA,
        ),
    ),
)

"""Higher implicit derivatives: y' = s(x, y) is differentiated along the curve, on which y moves with the slope s."""

from sympy import Basic, Integer

from workings.expression import Partial, Tidy, TotalDerivative, add, mul, power
from workings.expression.calculus_goals import ImplicitAgain
from workings.expression.goals import Implicit
from workings.expression.nodes import ONE
from workings.expression.relations import equal_to
from workings.expression.words import TWO, x, y
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import CLARK, STEWART


def rewrite(goal: ImplicitAgain, ask: Ask) -> Basic | None:
    eq, y, x, n = goal.args
    slope = found = ask(Tidy(Implicit(eq, y, x)))
    for _ in range(int(n) - 1):
        found = ask(Tidy(TotalDerivative(found, x, [(y, slope)])))
    return found


def y_held(goal: ImplicitAgain, ask: Ask) -> Basic | None:
    """y' differentiated as if y in it did not move."""
    eq, y, x, n = goal.args
    found = ask(Tidy(Implicit(eq, y, x)))
    for _ in range(int(n) - 1):
        found = ask(Tidy(Partial(found, x)))
    return found


RULE = Rule(
    slug="implicit-again",
    title=Text("implicit derivative again", "陰関数の高階微分"),
    explanation=Text(
        "The slope y' is an expression in x and y; it is differentiated again, and y moves with the slope y' itself.",
        "傾き y' は x と y の式です。これをもう一度微分します。このとき y は傾き y' で動きます。",
    ),
    goal=ImplicitAgain,
    rewrite=rewrite,
    law=(ImplicitAgain(equal_to(add(power(x, TWO), mul(x, power(y, Integer(3)))), ONE), y, x, TWO),),
    source=STEWART + "3.5",
    examples=(
        Example("d^2y/dx^2 if x^2 + y^2 = 25", "-(x^2 + y^2)/y^3"),
        Example("find y'' if x y = 1", "2y/x^2"),
        Example("second derivative of y with respect to x for y^2 = x", "-1/(4y^3)"),
    ),
    mistakes=(
        Mistake(
            "implicit-missing-dydx",
            Text(
                "y stands in y' and moves with x: differentiating it brings the factor y' again.",
                "y' の中の y も x とともに動くので、微分すると y' が掛かります。",
            ),
            y_held,
            CLARK,
        ),
    ),
)

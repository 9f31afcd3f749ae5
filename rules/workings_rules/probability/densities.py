"""Continuous variables: a probability or a mean is an area, F(b) - F(a) by an antiderivative F term by term."""

from sympy import Basic, Gt, oo

from workings.expression.algebra import replace
from workings.expression.nodes import ZERO, integer, subtract, symbols_of
from workings.expression.probability_goals import Area
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.probability.antiderivatives import area_under
from workings_rules.probability.law import InLetters
from workings_rules.probability.sources import BERTSEKAS, SHAUGHNESSY


def falling(goal: Area) -> tuple[Basic, ...]:
    """That the parameters of a density that goes on for ever are positive."""
    _, body, x, _, high = goal.args
    parameters = [s for s in symbols_of([body]) if s != x]
    return tuple(Basic.__new__(Gt, s, ZERO) for s in parameters) if high is oo else ()


def area(goal: Area, ask: Ask) -> Basic | None:
    return area_under(*goal.args[1:])


def outside(goal: Area, ask: Ask) -> Basic | None:
    """1 less the area: that of the opposite event."""
    right = area(goal, ask)
    return None if right is None else subtract(integer(1), right)


def height(goal: Area, ask: Ask) -> Basic | None:
    """The value of the density in place of the area."""
    _, body, x, low, high = goal.args
    end = low if high is oo else high
    return replace(body, {x: end})


RULE = Rule(
    slug="density",
    title=Text("area under the density", "確率密度の面積"),
    explanation=Text(
        "The probability that a continuous variable falls between two values is the area under its density there.",
        "連続型確率変数がある区間に入る確率は、その区間での密度関数の面積です。",
    ),
    goal=Area,
    rewrite=area,
    condition=falling,
    law=InLetters("density", "f(x) = 3x^2, 0 ≤ x ≤ 1. P(X > 1/2) = ?"),
    source=BERTSEKAS + "3.1",
    examples=(
        Example("f(x) = 3 e^(-3x), x ≥ 0. P(X > 1) = ?", "e^(-3)"),
        Example("f(x) = 2x, 0 ≤ x ≤ 1. P(X > 1/2) = ?", "3/4"),
    ),
    mistakes=(
        Mistake(
            "complement-forgotten",
            Text(
                "This is how likely it is that the event does not happen. Subtract it from 1.",
                "余事象の確率を求めたまま、1 から引いていません。",
            ),
            outside,
            SHAUGHNESSY,
        ),
        Mistake(
            "density-for-probability",
            Text(
                "A height of the density is no probability; the area under it is.",
                "密度の高さは確率ではありません。面積が確率です。",
            ),
            height,
            SHAUGHNESSY,
        ),
    ),
)

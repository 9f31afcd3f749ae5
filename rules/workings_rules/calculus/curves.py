"""Slopes found from other slopes: of a curve x(t), y(t), and of an inverse function."""

from sympy import Basic, Integer

from workings.expression import D, divide, mul, power
from workings.expression.calculus_goals import InverseSlope, Parametric
from workings.expression.nodes import ONE
from workings.expression.relations import nonzero
from workings.expression.words import f, g, t, x
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import MUZANGWA, STEWART


def parametric(goal: Parametric, ask: Ask) -> Basic | None:
    y, x, t = goal.args
    return divide(ask(D(y, t)), ask(D(x, t)))


def moves_sideways(goal: Parametric) -> tuple[Basic, ...]:
    return (nonzero(D(goal.args[1], goal.args[2])),)


def upside_down(goal: Parametric, ask: Ask) -> Basic | None:
    y, x, t = goal.args
    return divide(ask(D(x, t)), ask(D(y, t)))


def multiplied(goal: Parametric, ask: Ask) -> Basic | None:
    y, x, t = goal.args
    return mul(ask(D(y, t)), ask(D(x, t)))


def inverse(goal: InverseSlope, ask: Ask) -> Basic | None:
    return divide(ONE, ask(D(*goal.args)))


def has_slope(goal: InverseSlope) -> tuple[Basic, ...]:
    return (nonzero(D(*goal.args)),)


def not_turned_over(goal: InverseSlope, ask: Ask) -> Basic | None:
    return ask(D(*goal.args))


PARAMETRIC = Rule(
    slug="parametric",
    title=Text("slope of a curve", "媒介変数表示の微分"),
    explanation=Text(
        "How fast y moves over how fast x moves: dy/dx = (dy/dt)/(dx/dt).",
        "y の変化率を x の変化率で割ります。dy/dx = (dy/dt)/(dx/dt)。",
    ),
    goal=Parametric,
    rewrite=parametric,
    law=(Parametric(g(t), f(t), t),),
    source=STEWART + "10.2",
    examples=(Example("x = t^2, y = t^3; dy/dx", "3t/2"), Example("x = cos t, y = sin t; dy/dx", "-cos t/sin t")),
    condition=moves_sideways,
    mistakes=(
        Mistake(
            "parametric-upside-down",
            Text("dy/dx is dy/dt over dx/dt, not the other way round.", "dy/dx は (dy/dt)/(dx/dt) です。逆です。"),
            upside_down,
            MUZANGWA,
        ),
        Mistake(
            "parametric-multiplied",
            Text("The two rates are divided, not multiplied.", "二つの変化率は掛けるのではなく割ります。"),
            multiplied,
            MUZANGWA,
        ),
    ),
)
INVERSE = Rule(
    slug="inverse-function",
    title=Text("inverse function", "逆関数の微分"),
    explanation=Text(
        "The graph of the inverse is the same curve seen from the other axis: its slope is one over the slope.",
        "逆関数のグラフは同じ曲線を別の軸から見たもので、その傾きは逆数です。",
    ),
    goal=InverseSlope,
    rewrite=inverse,
    law=(InverseSlope(power(x, Integer(3)), x), InverseSlope(f(x), x)),
    source=STEWART + "3.5",
    condition=has_slope,
    mistakes=(
        Mistake(
            "inverse-not-turned-over",
            Text("The slope of the inverse is one over that of f.", "逆関数の傾きは f の傾きの逆数です。"),
            not_turned_over,
            MUZANGWA,
        ),
    ),
)
RULES = (PARAMETRIC, INVERSE)

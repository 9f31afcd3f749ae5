"""Slopes found from other slopes: of a curve x(t), y(t), and of an inverse function."""

from sympy import Basic, Integer

from workings.expression import D, Tidy, divide, mul, power
from workings.expression.calculus_goals import InverseSlope, Parametric, ParametricAgain
from workings.expression.nodes import ONE
from workings.expression.relations import nonzero
from workings.expression.words import TWO, f, g, t, x
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import HOUSE, MUZANGWA, STEWART


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


def parametric_again(goal: ParametricAgain, ask: Ask) -> Basic | None:
    """d(dy/dx)/dx = (d/dt dy/dx)/(dx/dt), again and again."""
    y, x, t, n = goal.args
    found = ask(Tidy(Parametric(y, x, t)))
    for _ in range(int(n) - 1):
        found = ask(Tidy(Parametric(found, x, t)))
    return found


def not_divided_again(goal: ParametricAgain, ask: Ask) -> Basic | None:
    """d/dt (dy/dx) taken for d/dx (dy/dx)."""
    y, x, t, n = goal.args
    found = ask(Tidy(Parametric(y, x, t)))
    for _ in range(int(n) - 1):
        found = ask(Tidy(D(found, t)))
    return found


def quotient_of_seconds(goal: ParametricAgain, ask: Ask) -> Basic | None:
    """y''(t)/x''(t)"""
    y, x, t, n = goal.args
    return divide(ask(D(y, t, int(n))), ask(D(x, t, int(n))))


AGAIN = Rule(
    slug="parametric-again",
    title=Text("higher derivative along a curve", "媒介変数表示の高階微分"),
    explanation=Text(
        "dy/dx is a function of t like y: its derivative by x is its derivative by t over dx/dt.",
        "dy/dx も y と同じく t の関数です。x での微分は、t での微分を dx/dt で割ったものです。",
    ),
    goal=ParametricAgain,
    rewrite=parametric_again,
    law=(ParametricAgain(power(t, Integer(3)), power(t, TWO), t, TWO),),
    source=STEWART + "10.2",
    examples=(
        Example("x = t^2, y = t^3; d^2y/dx^2", "3/(4t)"),
        Example("x = cos t, y = sin t, find d^2y/dx^2", "-1/sin^3 t"),
    ),
    mistakes=(
        Mistake(
            "parametric-second-not-divided",
            Text("The second time too it is divided by dx/dt.", "2 回目も dx/dt で割ります。"),
            not_divided_again,
            HOUSE,
        ),
        Mistake(
            "parametric-quotient-of-seconds",
            Text(
                "d^2y/dx^2 is not the second derivative of y over that of x.",
                "d²y/dx² は y と x の 2 階微分の商ではありません。",
            ),
            quotient_of_seconds,
            HOUSE,
        ),
    ),
)
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
    examples=(
        Example("derivative of the inverse of x^3 + x", "1/(3x^2 + 1)"),
        Example("f(x) = x^3 + x, find (f^-1)'(2)", "1/4"),
    ),
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
RULES = (PARAMETRIC, AGAIN, INVERSE)

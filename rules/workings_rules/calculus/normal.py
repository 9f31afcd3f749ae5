"""Normals: the line through a point of a graph or curve at right angles to the tangent there."""

from sympy import Basic, Expr, Integer

from workings.expression import D, Value, add, divide, mul, negate, power, subtract
from workings.expression.curve_goals import Normal, NormalToCurve
from workings.expression.goals import Goal, Implicit
from workings.expression.nodes import integer
from workings.expression.relations import equal_to, nonzero
from workings.expression.words import TWO, x, y
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import ORTON, STEWART


def slope_at(goal: Normal) -> Goal:
    f, x, a = goal.args
    return Value(D(f, x), (x, a))


def slope_of_curve(goal: NormalToCurve) -> Goal:
    eq, (x, y), (a, b) = goal.args[0], goal.args[1].args, goal.args[2].args
    return Value(Implicit(eq, y, x), (x, a), (y, b))


def across(height: Expr, slope: Expr, step: Expr) -> Expr:
    """b - (x - a)/m"""
    return add(height, negate(divide(step, slope)))


def to_graph(goal: Normal, ask: Ask) -> Basic | None:
    f, x, a = goal.args
    return across(ask(Value(f, (x, a))), ask(slope_at(goal)), subtract(x, a))


def to_curve(goal: NormalToCurve, ask: Ask) -> Basic | None:
    (x, _), (a, b) = goal.args[1].args, goal.args[2].args
    return across(b, ask(slope_of_curve(goal)), subtract(x, a))


def graph_not_level(goal: Normal) -> tuple[Basic, ...]:
    return (nonzero(slope_at(goal)),)


def curve_not_level(goal: NormalToCurve) -> tuple[Basic, ...]:
    return (nonzero(slope_of_curve(goal)),)


def sign_lost(goal: Normal, ask: Ask) -> Basic | None:
    """f(a) + (x - a)/f'(a)"""
    f, x, a = goal.args
    return add(ask(Value(f, (x, a))), divide(subtract(x, a), ask(slope_at(goal))))


def tangent_instead(goal: Normal, ask: Ask) -> Basic | None:
    f, x, a = goal.args
    return add(ask(Value(f, (x, a))), mul(ask(slope_at(goal)), subtract(x, a)))


def tangent_to_curve_instead(goal: NormalToCurve, ask: Ask) -> Basic | None:
    (x, _), (a, b) = goal.args[1].args, goal.args[2].args
    return add(b, mul(ask(slope_of_curve(goal)), subtract(x, a)))


_TANGENT = Text(
    "This is the tangent; the normal stands at right angles to it, with the slope -1/m.",
    "これは接線です。法線は接線に垂直で、傾きは -1/m です。",
)
TO_GRAPH = Rule(
    slug="normal",
    title=Text("normal", "法線"),
    explanation=Text(
        "The normal goes through the point at right angles to the tangent: its slope is minus one over the slope.",
        "法線は接点を通り接線に垂直です。傾きは、接線の傾きの逆数に負号をつけたものです。",
    ),
    goal=Normal,
    rewrite=to_graph,
    law=(Normal(power(x, TWO), x, Integer(1)),),
    source=STEWART + "2.7 and 3.1",
    condition=graph_not_level,
    examples=(Example("normal to y = x^2 at x = 1", "3/2 - x/2"),),
    mistakes=(
        Mistake(
            "normal-sign-missing",
            Text(
                "The slope of the normal is -1/m: the minus sign is missing.",
                "法線の傾きは -1/m です。符号が抜けています。",
            ),
            sign_lost,
            ORTON,
        ),
        Mistake("tangent-for-normal", _TANGENT, tangent_instead, ORTON),
    ),
)
TO_CURVE = Rule(
    slug="normal-to-curve",
    title=Text("normal to a curve", "曲線の法線"),
    explanation=Text(
        "The equation gives the slope m at the point of the curve; the normal goes through it with the slope -1/m.",
        "方程式から曲線上の点での傾き m を求めます。法線はその点を通り、傾きは -1/m です。",
    ),
    goal=NormalToCurve,
    rewrite=to_curve,
    law=(NormalToCurve(equal_to(add(power(x, TWO), power(y, TWO)), integer(25)), (x, y), (integer(3), integer(4))),),
    source=STEWART + "3.5",
    condition=curve_not_level,
    examples=(Example("normal to x^2 + y^2 = 25 at (3, 4)", "4x/3"),),
    mistakes=(Mistake("tangent-for-normal", _TANGENT, tangent_to_curve_instead, ORTON),),
)
RULES = (TO_GRAPH, TO_CURVE)

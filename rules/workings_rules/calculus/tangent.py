"""The tangent line and plane: f(a) + f'(a)(x - a), and a term for every variable."""

from sympy import Basic, Expr

from workings.expression import D, Partial, Value, add, mul, power, subtract
from workings.expression.calculus_goals import Tangent, TangentToCurve
from workings.expression.goals import Implicit
from workings.expression.nodes import integer
from workings.expression.relations import equal_to
from workings.expression.words import TWO, f, x, y
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import MUZANGWA, ORTON, STEWART


def slopes(goal: Tangent, ask: Ask) -> list[Expr]:
    f, variables, point = goal.args
    at = list(zip(variables.args, point.args, strict=True))
    kind = D if len(variables.args) == 1 else Partial
    return [ask(Value(kind(f, v), *at)) for v in variables.args]


def height(goal: Tangent, ask: Ask) -> Expr:
    f, variables, point = goal.args
    return ask(Value(f, *zip(variables.args, point.args, strict=True)))


def steps(goal: Tangent) -> list[Expr]:
    return [subtract(v, a) for v, a in zip(goal.args[1].args, goal.args[2].args, strict=True)]


def rewrite(goal: Tangent, ask: Ask) -> Basic | None:
    return add(height(goal, ask), *[mul(m, d) for m, d in zip(slopes(goal, ask), steps(goal), strict=True)])


def slope_only(goal: Tangent, ask: Ask) -> Basic | None:
    """m x instead of f(a) + m (x - a)."""
    return add(*[mul(m, v) for m, v in zip(slopes(goal, ask), goal.args[1].args, strict=True)])


def slope_not_at_point(goal: Tangent, ask: Ask) -> Basic | None:
    """f'(x) left in the place of the number f'(a)."""
    f, variables, _ = goal.args
    found = [mul(ask(D(f, v)), d) for v, d in zip(variables.args, steps(goal), strict=True)]
    return add(height(goal, ask), *found)


def to_curve(goal: TangentToCurve, ask: Ask) -> Basic | None:
    """b + y'(a, b) (x - a)"""
    eq, (x, y), (a, b) = goal.args[0], goal.args[1].args, goal.args[2].args
    return add(b, mul(ask(Value(Implicit(eq, y, x), (x, a), (y, b))), subtract(x, a)))


def through_origin(goal: TangentToCurve, ask: Ask) -> Basic | None:
    """y' x, as if the tangent went through the origin."""
    eq, (x, y), (a, b) = goal.args[0], goal.args[1].args, goal.args[2].args
    return mul(ask(Value(Implicit(eq, y, x), (x, a), (y, b))), x)


TO_CURVE = Rule(
    slug="tangent-to-curve",
    title=Text("tangent to a curve", "曲線の接線"),
    explanation=Text(
        "The equation gives the slope at the point of the curve; the tangent is the line through it with that slope.",
        "方程式から曲線上の点での傾きを求めます。接線はその点を通り、その傾きをもつ直線です。",
    ),
    goal=TangentToCurve,
    rewrite=to_curve,
    law=(TangentToCurve(equal_to(add(power(x, TWO), power(y, TWO)), integer(25)), (x, y), (integer(3), integer(4))),),
    source=STEWART + "3.5",
    examples=(Example("tangent to x^2 + y^2 = 25 at (3, 4)", "25/4 - 3x/4"),),
    mistakes=(
        Mistake(
            "tangent-slope-only",
            Text(
                "The tangent goes through the point of the curve, not through the origin.",
                "接線は原点ではなく曲線上の点を通ります。",
            ),
            through_origin,
            ORTON,
        ),
    ),
)
RULE = Rule(
    slug="tangent",
    title=Text("tangent", "接線・接平面"),
    explanation=Text(
        "The height at the point plus, for every variable, the slope there times how far one goes.",
        "接点での値に、各変数について「そこでの傾き × 進む距離」を足します。",
    ),
    goal=Tangent,
    rewrite=rewrite,
    law=(Tangent(f(x), (x,), (integer(2),)), Tangent(f(x, y), (x, y), (integer(1), integer(2)))),
    source=STEWART + "2.7 and 14.4",
    examples=(
        Example("tangent to y = x^2 at x = 3", "6x - 9"),
        Example("tangent plane to z = x^2 + y^2 at (1, 2)", "2x + 4y - 5"),
    ),
    mistakes=(
        Mistake(
            "tangent-through-origin",
            Text(
                "The tangent goes through the point of the graph, not through the origin.",
                "接線は原点ではなく接点を通ります。",
            ),
            slope_only,
            ORTON,
        ),
        Mistake(
            "tangent-slope-not-evaluated",
            Text(
                "The slope of the tangent is a number: the derivative at the point.",
                "接線の傾きは数です。接点での微分係数を使います。",
            ),
            slope_not_at_point,
            MUZANGWA,
        ),
    ),
)

"""The length of a curve for each step, and how sharply it bends."""

from sympy import Abs, Basic, Expr, Integer, Rational

from workings.expression import D, add, call, divide, mul, power, subtract
from workings.expression.curve_goals import ArcRate, GraphCurvature, PathCurvature, Speed
from workings.expression.nodes import HALF, ONE
from workings.expression.relations import nonzero
from workings.expression.words import TWO, f, g, t, x
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import HOUSE, STEWART

THREE_HALVES = Rational(3, 2)


def squares(parts: list[Expr]) -> Expr:
    return add(*[power(part, TWO) for part in parts])


def velocity(goal: Speed | PathCurvature, ask: Ask) -> list[Expr]:
    return [ask(D(part, goal.args[1])) for part in goal.args[0].args]


def crossed(goal: PathCurvature, ask: Ask) -> list[Expr]:
    """The components of r' x r'': one in the plane, three in space."""
    t = goal.args[1]
    first = velocity(goal, ask)
    second = [ask(D(part, t, 2)) for part in goal.args[0].args]
    pairs = [(0, 1)] if len(first) == 2 else [(1, 2), (2, 0), (0, 1)]
    return [subtract(mul(first[i], second[j]), mul(first[j], second[i])) for i, j in pairs]


def arc_rate(goal: ArcRate, ask: Ask) -> Basic | None:
    return power(add(ONE, power(ask(D(*goal.args)), TWO)), HALF)


def slope_not_squared(goal: ArcRate, ask: Ask) -> Basic | None:
    return power(add(ONE, ask(D(*goal.args))), HALF)


def speed(goal: Speed, ask: Ask) -> Basic | None:
    return power(squares(velocity(goal, ask)), HALF)


def rates_added(goal: Speed, ask: Ask) -> Basic | None:
    """The rates added in the place of their squares under the root."""
    return add(*velocity(goal, ask))


def of_graph(goal: GraphCurvature, ask: Ask) -> Basic | None:
    f, x = goal.args
    bend = call(Abs, ask(D(f, x, 2)))
    return divide(bend, power(add(ONE, power(ask(D(f, x)), TWO)), THREE_HALVES))


def second_derivative_only(goal: GraphCurvature, ask: Ask) -> Basic | None:
    f, x = goal.args
    return call(Abs, ask(D(f, x, 2)))


def of_path(goal: PathCurvature, ask: Ask) -> Basic | None:
    if len(goal.args[0].args) not in (2, 3):
        return None
    across = crossed(goal, ask)
    bend = call(Abs, across[0]) if len(across) == 1 else power(squares(across), HALF)
    return divide(bend, power(squares(velocity(goal, ask)), THREE_HALVES))


def moving(goal: PathCurvature) -> tuple[Basic, ...]:
    return (nonzero(squares([D(part, goal.args[1]) for part in goal.args[0].args])),)


def speed_to_the_first(goal: PathCurvature, ask: Ask) -> Basic | None:
    """Divided by the speed instead of its third power."""
    across = crossed(goal, ask)
    bend = call(Abs, across[0]) if len(across) == 1 else power(squares(across), HALF)
    return divide(bend, power(squares(velocity(goal, ask)), HALF))


ARC = Rule(
    slug="arc-length-rate",
    title=Text("arc length", "弧長の微分"),
    explanation=Text(
        "A step dx to the right is a step f' dx up; by Pythagoras the graph gets longer by sqrt(1 + f'^2) dx.",
        "右に dx 進むと上に f' dx 進みます。三平方の定理より、グラフの長さは √(1 + f'²) dx 増えます。",
    ),
    goal=ArcRate,
    rewrite=arc_rate,
    law=(ArcRate(f(x), x),),
    source=STEWART + "8.1",
    examples=(Example("arc length derivative of y = x^2", "sqrt(1 + 4x^2)"),),
    mistakes=(
        Mistake(
            "slope-not-squared",
            Text("The slope is squared under the root.", "根号の中では傾きを 2 乗します。"),
            slope_not_squared,
            HOUSE,
        ),
    ),
)
SPEED = Rule(
    slug="speed",
    title=Text("speed", "速さ"),
    explanation=Text(
        "The speed is the length of the velocity: the root of the sum of the squared rates.",
        "速さは速度ベクトルの長さ、つまり各成分の変化率の 2 乗の和の平方根です。",
    ),
    goal=Speed,
    rewrite=speed,
    law=(Speed((f(t), g(t)), t),),
    source=STEWART + "13.3",
    examples=(Example("speed of r(t) = (t^2, t^3)", "sqrt(4t^2 + 9t^4)"),),
    mistakes=(
        Mistake(
            "rates-added",
            Text("The rates are at right angles: their squares are added.", "各成分は直交するので、2 乗して足します。"),
            rates_added,
            HOUSE,
        ),
    ),
)
GRAPH = Rule(
    slug="curvature",
    title=Text("curvature", "曲率"),
    explanation=Text(
        "The size of the second derivative over (1 + f'^2)^(3/2): the turn of the tangent for each unit of length.",
        "2 階微分の大きさを (1 + f'²)^(3/2) で割ります。単位長さあたりの接線の回転です。",
    ),
    goal=GraphCurvature,
    rewrite=of_graph,
    law=(GraphCurvature(power(x, Integer(3)), x),),
    source=STEWART + "13.3",
    examples=(Example("curvature of y = x^2 at x = 0", "2"), Example("curvature of y = x^2", "2/(1 + 4x^2)^(3/2)")),
    mistakes=(
        Mistake(
            "curvature-length-missing",
            Text(
                "The second derivative is the curvature only where the graph is level.",
                "2 階微分が曲率に等しいのは、グラフが水平なところだけです。",
            ),
            second_derivative_only,
            HOUSE,
        ),
    ),
)
PATH = Rule(
    slug="curvature-of-path",
    title=Text("curvature of a path", "曲線の曲率"),
    explanation=Text(
        "The length of r' x r'' over the third power of the speed.",
        "r' × r'' の長さを、速さの 3 乗で割ります。",
    ),
    goal=PathCurvature,
    rewrite=of_path,
    law=(PathCurvature((power(t, TWO), power(t, Integer(3))), t),),
    source=STEWART + "13.3",
    condition=moving,
    examples=(
        Example("curvature of r(t) = (2cos t, 2sin t)", "1/2"),
        Example("curvature of r(t) = (t, t^2, t^3)", ""),
    ),
    mistakes=(
        Mistake(
            "curvature-speed-power",
            Text("It is divided by the third power of the speed.", "速さの 3 乗で割ります。"),
            speed_to_the_first,
            HOUSE,
        ),
    ),
)
RULES = (ARC, SPEED, GRAPH, PATH)

"""The shape of a graph: where f rises and falls by the sign of f', how it bends by that of f''."""

from itertools import pairwise
from typing import Any

from sympy import Basic, Expr, Integer, Symbol, Tuple, oo

from workings.expression import D, Tidy, add, mul, power
from workings.expression.graph_goals import (
    Concavity,
    Inflection,
    Inflections,
    Monotonicity,
    Signs,
    Stretch,
    TurningSign,
)
from workings.expression.words import TWO, x
from workings.expression.written import as_written
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import HOUSE, STEWART
from workings_rules.calculus.zeros import between, breaks, compare, has_value, inside, real_zeros, value_or_none

SLOPE = ("increasing", "decreasing")
BEND = ("concave up", "concave down")
SECTION = STEWART + "4.3"


def rising(goal: Monotonicity, ask: Ask) -> Basic | None:
    f, x, low, high = goal.args
    return ask(Signs(ask(Tidy(D(f, x))), f, x, low, high, SLOPE))


def rising_by_value(goal: Monotonicity, ask: Ask) -> Basic | None:
    """The sign of f taken for that of f'."""
    f, x, low, high = goal.args
    return ask(Signs(f, f, x, low, high, SLOPE))


def bending(goal: Concavity, ask: Ask) -> Basic | None:
    f, x, low, high = goal.args
    return ask(Signs(ask(Tidy(D(f, x, 2))), f, x, low, high, BEND))


def bending_by_slope(goal: Concavity, ask: Ask) -> Basic | None:
    """The sign of f' taken for that of f''."""
    f, x, low, high = goal.args
    return ask(Signs(ask(Tidy(D(f, x))), f, x, low, high, BEND))


def signs(goal: Signs, ask: Ask) -> Basic | None:
    """Between neighbouring points at which g is 0 or f and g end, one value has the sign of all."""
    g, f, x, low, high, _ = goal.args
    points = inside([*real_zeros(g, x, low, high), *breaks(g, x, low, high), *breaks(f, x, low, high)], low, high)
    edges = [low, *points, high]
    stretches: list[Stretch] = []
    for left, right in pairwise(edges):
        kind = _kind(goal, between(left, right))
        if kind is None:
            continue
        before = stretches[-1] if stretches else None
        if before is not None and before.args[3] == kind and before.args[2] == left and has_value(f, x, left):
            stretches[-1] = Stretch(x, before.args[1], right, kind)
        else:
            stretches.append(Stretch(x, left, right, kind))
    return Tuple(*[Stretch(x, as_written(s.args[1]), as_written(s.args[2]), s.args[3]) for s in stretches])


def _kind(goal: Signs, at: Expr) -> Basic | None:
    g, f, x, _, _, kinds = goal.args
    value = value_or_none(g, x, at)
    if value is None or value_or_none(f, x, at) is None:
        return None
    found: Basic = kinds.args[0 if compare(value, Integer(0)) > 0 else 1]
    return found


def signs_turned(goal: Signs, ask: Ask) -> Basic | None:
    g, f, x, low, high, kinds = goal.args
    return signs(Signs(g, f, x, low, high, reversed(kinds.args)), ask)


def where_zero(goal: Signs) -> tuple[Text, tuple[Basic, ...]] | None:
    """The points at which the sign may change."""
    g, _, x, low, high, _ = goal.args
    points = inside(real_zeros(g, x, low, high), low, high)
    if not points:
        return None
    return Text("0 at {}", "{} で 0"), tuple(map(as_written, points))


def inflections(goal: Inflections, ask: Ask) -> Basic | None:
    f, x, low, high = goal.args
    return ask(TurningSign(f, x, ask(Concavity(f, x, low, high))))


def every_zero(goal: Inflections, ask: Ask) -> Basic | None:
    """Every zero of f'' taken for a point of inflection, whether its sign changes or not."""
    f, x, low, high = goal.args
    bend = ask(Tidy(D(f, x, 2)))
    if isinstance(bend, Tidy):
        return None
    points = inside(real_zeros(bend, x, low, high), low, high)
    return Tuple(*[_point(f, x, a) for a in points])


def turning(goal: TurningSign, ask: Ask) -> Basic | None:
    f, x, stretches = goal.args
    if not isinstance(stretches, Tuple):
        return goal
    found = []
    for one, other in pairwise(stretches.args):
        a = one.args[2]
        if one.args[3] != other.args[3] and a == other.args[1] and has_value(f, x, a):
            found.append(_point(f, x, a))
    return Tuple(*found)


def without_value(goal: TurningSign, ask: Ask) -> Basic | None:
    """The place given for the point: x in the place of f(x)."""
    found: Any = turning(goal, ask)
    if not isinstance(found, Tuple) or all(point.args[1] == point.args[2] for point in found.args):
        return None
    return Tuple(*[Inflection(point.args[0], point.args[1], point.args[1]) for point in found.args])


def _point(f: Expr, x: Symbol, a: Expr) -> Inflection:
    return Inflection(x, as_written(a), as_written(value_or_none(f, x, a)))


_F = add(power(x, Integer(4)), mul(Integer(-4), power(x, Integer(3))))
_BENDS = Tuple(Stretch(x, -oo, Integer(0), BEND[0]), Stretch(x, Integer(0), TWO, BEND[1]), Stretch(x, TWO, oo, BEND[0]))
RISING = Rule(
    slug="increasing-decreasing-test",
    title=Text("increasing/decreasing test", "増減の判定"),
    explanation=Text(
        "Where f' is positive f increases, where f' is negative f decreases.",
        "f' が正のところで f は増加し、負のところで減少します。",
    ),
    goal=Monotonicity,
    rewrite=rising,
    law=(Monotonicity(_F, x, -oo, oo),),
    source=SECTION,
    examples=(
        Example("On which intervals is x^3 - 3x increasing or decreasing?", ""),
        Example("intervals of increase and decrease of x e^x", ""),
    ),
    mistakes=(
        Mistake(
            "value-taken-for-slope",
            Text("f increases where f' is positive, not where f is.", "増加するのは f ではなく f' が正のところです。"),
            rising_by_value,
            HOUSE,
        ),
    ),
)
BENDING = Rule(
    slug="concavity-test",
    title=Text("concavity test", "凹凸の判定"),
    explanation=Text(
        "Where f'' is positive the graph is concave up, where f'' is negative it is concave down.",
        "f'' が正のところでグラフは下に凸、負のところで上に凸です。",
    ),
    goal=Concavity,
    rewrite=bending,
    law=(Concavity(_F, x, -oo, oo),),
    source=SECTION,
    examples=(Example("intervals of concavity of x^4 - 4x^3", ""),),
    mistakes=(
        Mistake(
            "slope-taken-for-concavity",
            Text("Concavity is told by f'', not by f'.", "凹凸は f' ではなく f'' で判定します。"),
            bending_by_slope,
            HOUSE,
        ),
    ),
)
SIGNS = Rule(
    slug="sign-chart",
    title=Text("sign chart", "符号の表"),
    explanation=Text(
        "A continuous function keeps its sign between neighbouring zeros; one value in each interval tells it.",
        "連続な関数の符号は隣り合う零点の間で変わりません。各区間の一つの値で分かります。",
    ),
    goal=Signs,
    rewrite=signs,
    law=(Signs(add(mul(Integer(3), power(x, TWO)), Integer(-3)), power(x, Integer(3)), x, -oo, oo, SLOPE),),
    source=SECTION,
    examples=(Example("On which intervals is x^3 - 3x increasing or decreasing?", ""),),
    mistakes=(
        Mistake(
            "sign-chart-turned",
            Text("The signs are the other way round.", "符号が逆です。"),
            signs_turned,
            HOUSE,
        ),
    ),
    remark=where_zero,
)
INFLECTIONS = Rule(
    slug="inflection-points",
    title=Text("points of inflection", "変曲点"),
    explanation=Text(
        "A point of the graph at which it changes from concave up to concave down or back.",
        "グラフの凹凸が入れ替わる点です。",
    ),
    goal=Inflections,
    rewrite=inflections,
    law=(Inflections(_F, x, -oo, oo),),
    source=SECTION,
    examples=(
        Example("inflection points of x^4 - 4x^3", ""),
        Example("find the points of inflection of x^4", ""),
    ),
    mistakes=(
        Mistake(
            "inflection-without-sign-change",
            Text(
                "f'' = 0 is not enough: f'' must change its sign there.",
                "f'' = 0 だけでは足りません。そこで f'' の符号が変わる必要があります。",
            ),
            every_zero,
            HOUSE,
        ),
    ),
)
TURNING = Rule(
    slug="concavity-changes",
    title=Text("where the concavity changes", "凹凸の変わる点"),
    explanation=Text(
        "The points of the graph between intervals of different concavity.",
        "凹凸の異なる区間の境にあるグラフ上の点です。",
    ),
    goal=TurningSign,
    rewrite=turning,
    law=(TurningSign(_F, x, _BENDS),),
    source=SECTION,
    examples=(Example("inflection points of x^4 - 4x^3", ""),),
    mistakes=(
        Mistake(
            "inflection-height-missing",
            Text("The height of the point is f(a).", "点の高さは f(a) です。"),
            without_value,
            HOUSE,
        ),
    ),
)
RULES = (RISING, BENDING, SIGNS, INFLECTIONS, TURNING)

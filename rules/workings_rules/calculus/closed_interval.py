"""The largest and the smallest value on a closed interval: among the critical numbers and the ends."""

from itertools import pairwise
from typing import Any

from sympy import Basic, Expr, Integer, Symbol, Tuple

from workings.expression import D, Tidy, add, mul, power
from workings.expression.calculus_goals import Extremum
from workings.expression.graph_goals import CriticalNumbers, ExtremesOn, Largest
from workings.expression.words import TWO, x
from workings.expression.written import as_written
from workings.rule import Ask, Example, Mistake, Refusal, Rule, Text
from workings_rules.calculus.lagrange import renamed
from workings_rules.calculus.sources import HOUSE, STEWART
from workings_rules.calculus.zeros import between, breaks, compare, has_value, inside, real_zeros, value_or_none

SECTION = STEWART + "4.1"
KINDS = {"maximum": "absolute maximum", "minimum": "absolute minimum"}


def extremes(goal: ExtremesOn, ask: Ask) -> Basic | None:
    """Raises Refusal where f has no value somewhere on the interval: then it may have no largest one."""
    f, x, a, b, wanted = goal.args
    _refuse_gaps(f, x, a, b)
    inner = ask(CriticalNumbers(ask(Tidy(D(f, x))), f, x, a, b))
    return ask(Largest(f, x, _with_ends(inner, a, b), wanted))


def ends_forgotten(goal: ExtremesOn, ask: Ask) -> Basic | None:
    """Only the critical numbers compared."""
    f, x, a, b, wanted = goal.args
    inner = ask(CriticalNumbers(ask(Tidy(D(f, x))), f, x, a, b))
    return ask(Largest(f, x, inner, wanted)) if isinstance(inner, Tuple) and inner.args else None


def ends_only(goal: ExtremesOn, ask: Ask) -> Basic | None:
    """Only the ends compared."""
    f, x, a, b, wanted = goal.args
    return ask(Largest(f, x, Tuple(a, b), wanted))


def _with_ends(inner: Basic, a: Expr, b: Expr) -> Basic:
    return Tuple(a, *inner.args, b) if isinstance(inner, Tuple) else Tuple(a, inner, b)


def _refuse_gaps(f: Expr, x: Symbol, a: Expr, b: Expr) -> None:
    edges = [a, *breaks(f, x, a, b), b]
    places = [*edges, *[between(left, right) for left, right in pairwise(edges)]]
    missing = next((p for p in places if not has_value(f, x, p)), None)
    if missing is not None:
        raise Refusal(f"f has no value at {x} = {missing}, so it may have no largest value on [{a}, {b}]")


def critical(goal: CriticalNumbers, ask: Ask) -> Basic | None:
    g, f, x, low, high = goal.args
    points = inside([*real_zeros(g, x, low, high), *breaks(g, x, low, high)], low, high)
    return Tuple(*[as_written(a) for a in points if has_value(f, x, a) and _is_critical(g, x, a)])


def _is_critical(g: Expr, x: Symbol, a: Expr) -> bool:
    """Whether g is 0 there or has no value."""
    value = value_or_none(g, x, a)
    return value is None or not has_value(g, x, a) or compare(value, Integer(0)) == 0


def one_lost(goal: CriticalNumbers, ask: Ask) -> Basic | None:
    found = critical(goal, ask)
    return Tuple(*found.args[:-1]) if isinstance(found, Tuple) and found.args else None


def largest(goal: Largest, ask: Ask) -> Basic | None:
    f, x, points, wanted = goal.args
    if not all(isinstance(a, Expr) and not a.has(CriticalNumbers) for a in points.args):
        return goal
    values: list[Any] = [value_or_none(f, x, a) for a in points.args]
    found = []
    for kind, side in (("maximum", 1), ("minimum", -1)):
        if str(wanted) not in ("both", kind):
            continue
        best = values[0]
        for value in values[1:]:
            best = value if compare(value, best) == side else best
        for a, value in zip(points.args, values, strict=True):
            if compare(value, best) == 0:
                found.append(Extremum(Tuple(x), Tuple(as_written(a)), as_written(value), KINDS[kind]))
    return Tuple(*found)


def turned_over(goal: Largest, ask: Ask) -> Basic | None:
    """The smallest value taken for the largest."""
    f, x, points, _ = goal.args
    found: Any = largest(Largest(f, x, points, "both"), ask)
    other = {KINDS["maximum"]: KINDS["minimum"], KINDS["minimum"]: KINDS["maximum"]}
    return Tuple(*[renamed(e, other[e.kind]) for e in found.args]) if isinstance(found, Tuple) else None


def values(goal: Largest) -> tuple[Text, tuple[Basic, ...]] | None:
    """The values that are compared."""
    f, x, points, _ = goal.args
    found = [value_or_none(f, x, a) for a in points.args]
    return Text("the values there are {}", "そこでの値は {}"), tuple(as_written(v) for v in found if v is not None)


_F = add(power(x, Integer(3)), mul(Integer(-3), x))
EXTREMES = Rule(
    slug="closed-interval",
    title=Text("closed interval method", "閉区間での最大・最小"),
    explanation=Text(
        "A continuous function on a closed interval is largest and smallest at a critical number or at an end.",
        "閉区間で連続な関数の最大値と最小値は、臨界点か区間の端でとられます。",
    ),
    goal=ExtremesOn,
    rewrite=extremes,
    law=(ExtremesOn(_F, x, Integer(0), TWO),),
    source=SECTION,
    examples=(
        Example("find the absolute maximum of x^3 - 3x on [0, 2]", ""),
        Example("absolute extrema of x^3 - 3x^2 + 1 on [-1/2, 4]", ""),
    ),
    mistakes=(
        Mistake(
            "ends-forgotten",
            Text("The ends of the interval must be compared as well.", "区間の端の値も比べる必要があります。"),
            ends_forgotten,
            HOUSE,
        ),
        Mistake(
            "critical-numbers-forgotten",
            Text("The values where f' = 0 must be compared as well.", "f' = 0 となる点の値も比べる必要があります。"),
            ends_only,
            HOUSE,
        ),
    ),
)
CRITICAL = Rule(
    slug="critical-numbers",
    title=Text("critical numbers", "臨界点"),
    explanation=Text(
        "The numbers at which f has a value and its derivative is 0 or does not exist; found exactly, and all of them.",
        "f の値があり、導関数が 0 または存在しない点です。すべて厳密に求めます。",
    ),
    goal=CriticalNumbers,
    rewrite=critical,
    law=(CriticalNumbers(add(mul(Integer(3), power(x, TWO)), Integer(-3)), _F, x, Integer(-2), TWO),),
    source=SECTION,
    examples=(Example("absolute extrema of x^3 - 3x^2 + 1 on [-1/2, 4]", ""),),
    mistakes=(
        Mistake(
            "critical-number-lost",
            Text("A zero of the derivative is missing.", "導関数の零点が一つ抜けています。"),
            one_lost,
            HOUSE,
        ),
    ),
)
LARGEST = Rule(
    slug="compare-values",
    title=Text("compare the values", "値を比べる"),
    explanation=Text(
        "The largest of the values at these points is the maximum, the smallest the minimum.",
        "これらの点での値のうち、最大のものが最大値、最小のものが最小値です。",
    ),
    goal=Largest,
    rewrite=largest,
    law=(Largest(_F, x, Tuple(Integer(0), Integer(1), TWO), "both"),),
    source=SECTION,
    examples=(Example("absolute extrema of x^3 - 3x^2 + 1 on [-1/2, 4]", ""),),
    mistakes=(
        Mistake(
            "largest-and-smallest-exchanged",
            Text("The largest value is the maximum.", "最大の値が最大値です。"),
            turned_over,
            HOUSE,
        ),
    ),
    remark=values,
)
RULES = (EXTREMES, CRITICAL, LARGEST)

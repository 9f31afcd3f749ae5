"""The densities, and the areas under them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from flint import acb, arb
from sympy import Basic, Ge, Gt, Le, Lt, Rational, Reals, Symbol, solveset

from workings.expression.algebra import replace
from workings.expression.nodes import walk
from workings.expression.probability_goals import Area, OfSum, Ranged, Word
from workings.probability.ranges import bounds_of, pieces
from workings.probability.sampled.balls import Point, Unknown, ball, number, parameters
from workings.probability.sampled.families import FAMILIES_IN_BALLS, below, smooth_density
from workings.probability.statements import CONTINUOUS, Distributed

__all__ = ["area", "area_of_sum", "chance_of_order", "density", "integral_of"]


def density(known: Distributed, point: Point) -> tuple[Callable[[Any], Any], Any, Any]:
    """f and the ends outside which next to nothing lies."""
    given = [ball(p) for p in parameters(known, point)]
    if known.family == "uniform":
        a, b = given
        return lambda z: acb(1) / (b - a), a, b
    if known.family == "exponential":
        rate = given[0]
        return lambda z: rate * (-rate * z).exp(), arb(0), 100 / rate
    if known.family in FAMILIES_IN_BALLS:
        smooth = smooth_density(known.family, given)
        if smooth is None:
            raise Unknown(f"the density of {known.family}")
        return smooth
    m, v = given
    root = (2 * arb.pi() * v).sqrt()
    return lambda z: (-((z - m) ** 2) / (2 * v)).exp() / root, m - 14 * v.sqrt(), m + 14 * v.sqrt()


def area(goal: Ranged, event: Basic, point: Point) -> Any:
    """The area under the density of one variable where the event holds."""
    x = next(w for w in walk(event) if isinstance(w, Word) and w.name in goal.world.continuous)
    known = goal.world.distribution(x)
    assert known is not None
    given = [ball(p) for p in parameters(known, point)]
    curve = None if known.family in FAMILIES_IN_BALLS else density(known, point)
    fixed = replace(event, {Word(s.name): v for s, v in point.items()}) if point else event
    total = arb(0)
    for part in pieces(fixed, x):
        low, high = bounds_of(part, x) or (None, None)
        if curve is None:
            total += arb(1) if high is None else below(known.family, given, ball(high))
            total -= arb(0) if low is None else below(known.family, given, ball(low))
            continue
        f, first, last = curve
        a = first if low is None or bool(ball(low) < first) else ball(low)
        b = last if high is None or bool(ball(high) > last) else ball(high)
        if bool(a < b):
            total += acb.integral(lambda z, _, f=f: f(z), a, b).real
    return total


def area_of_sum(goal: OfSum, point: Point) -> Any:
    """The area under the density where the event holds, between the ends at which it changes."""
    x = goal.variables[0]
    known = goal.world.distribution(x)
    if known is None or known.family not in CONTINUOUS:
        return None
    f, first, last = density(known, point)
    letter = Symbol("x", real=True)
    event = replace(goal.event, {**point, x: letter})
    relations = [node for node in walk(event) if len(node.args) == 2 and getattr(node, "is_Relational", False)]
    ends = {end for r in relations for end in solveset(r.args[0] - r.args[1], letter, Reals)}
    cuts = sorted({e for end in ends if bool(first < (e := number(end, {}))) and bool(e < last)}, key=float)
    total = arb(0)
    for a, b in pairwise([first, *cuts, last]):
        middle = Rational(str(float(((a + b) / 2).mid())))
        if event.subs(letter, middle) == True:  # noqa: E712  (SymPy's truth)
            total += acb.integral(lambda z, _: f(z), a, b).real
    return total


def chance_of_order(goal: OfSum, point: Point) -> Any:
    """P(X < Y), the area under f(x) P(Y > x), for a variable Y whose tail is e^(-r y); None of other events."""
    if not isinstance(goal.event, Lt | Le | Gt | Ge) or not all(isinstance(side, Word) for side in goal.event.args):
        return None
    x, y = goal.event.args if isinstance(goal.event, Lt | Le) else reversed(goal.event.args)
    known, later = goal.world.distribution(x), goal.world.distribution(y)
    if known is None or known.family not in CONTINUOUS or later is None or later.family != "exponential":
        return None
    f, first, last = density(known, point)
    rate = ball(parameters(later, point)[0])
    if not bool(first >= 0):
        return None
    return acb.integral(lambda z, _: f(z) * (-rate * z).exp(), first, last).real


def integral_of(goal: Area, point: Point) -> Any:
    """By SymPy's own integration, with numbers for the letters."""
    from workings.judge.densities import integral

    body, x, low, high = goal.args[1:]
    numbers = {letter: value for letter, value in point.items() if letter != x}
    found = integral(*(replace(part, numbers) for part in (body, x, low, high)))
    if found is None:
        raise Unknown("an integral that is not known")
    return number(found, {})

"""The probability of an event: masses summed, areas under densities, sums and extremes of variables."""

from __future__ import annotations

from typing import Any

from flint import arb
from sympy import And, Basic, Ge, Gt, Le, Lt, Max, Min, true

from workings.expression.probability_goals import AtLetter, Chance, OfSum, Ranged
from workings.probability.atoms import share_of
from workings.probability.sampled.balls import Point, Unknown, number
from workings.probability.sampled.densities import area, area_of_sum, chance_of_order
from workings.probability.sampled.masses import masses
from workings.probability.sampled.sums import chance_of_sum
from workings.probability.spans import runs_of
from workings.probability.statements import CONTINUOUS, Distributed

__all__ = ["Event", "chance_of"]

Event = Chance | Ranged | OfSum | AtLetter


def chance_of(goal: Event, point: Point) -> Any:
    """P(event), under a condition where the question has one."""
    if isinstance(goal, Ranged):
        whole = arb(1) if goal.condition == true else area(goal, goal.condition, point)
        event = goal.event if goal.condition == true else Basic.__new__(And, goal.event, goal.condition)
        return area(goal, event, point) / whole
    if isinstance(goal, OfSum):
        return _of_sum(goal, point)
    if isinstance(goal, AtLetter):
        return _at_letter(goal, point)
    return _of_values(goal, point)


def _of_values(goal: Chance, point: Point) -> Any:
    try:
        return _of_masses(goal, point)
    except Unknown:
        found = share_of(goal.world, goal.e, goal.c)
        if found is None:
            raise
        return number(found, point)


def _of_masses(goal: Chance, point: Point) -> Any:
    """P(e | c) of one discrete variable, summed over its values; those without end are what the others leave of 1."""
    model = goal.world.model
    known = [s for s in goal.world.statements if isinstance(s, Distributed)]
    if len(known) != 1 or len(model.axes) != 1 or known[0].family in CONTINUOUS:
        raise Unknown("several variables")
    cells = runs_of(model, known[0].name)
    if cells is None:
        raise Unknown("values that are no whole numbers")
    mass = dict(masses(known[0], point, max(run.low if run.high is None else run.high for run, _ in cells)))
    weights: dict[int, Any] = {}
    for run, mask in cells:
        if run.high is not None:
            weights[mask] = sum((mass.get(k, arb(0)) for k in range(run.low, run.high + 1)), arb(0))
    rest = arb(1) - sum(weights.values(), arb(0))
    inside, whole = (
        sum((weights.get(mask, rest) for _, mask in cells if mask & event), arb(0)) for event in (goal.e, goal.c)
    )
    return inside / whole


def _at_letter(goal: AtLetter, point: Point) -> Any:
    """The masses of the values for which the event holds, at a number for the letter; of a tail 1 less the rest."""
    x, k = goal.event.args
    known, bound = goal.world.distribution(x), int(point[k])
    assert known is not None
    table = masses(known, point, bound + 1)
    inside = sum((mass for n, mass in table if goal.event.func(n, bound) == True), arb(0))  # noqa: E712
    if not isinstance(goal.event, Gt | Ge):
        return inside
    return arb(1) - sum((mass for n, mass in table if goal.event.func(n, bound) != True), arb(0))  # noqa: E712


def _of_sum(goal: OfSum, point: Point) -> Any:
    """P(event) of independent variables; of one variable alone too."""
    if not goal.settled:
        raise Unknown("variables that may depend on each other")

    if isinstance(goal.event, Lt | Le | Gt | Ge) and isinstance(goal.event.args[0], Max | Min):
        return _of_extreme(goal, point)
    found = area_of_sum(goal, point) if len(goal.variables) == 1 else chance_of_order(goal, point)
    if found is None:
        found = chance_of_sum(goal, point)
    if found is None:
        raise Unknown("a sum of such variables")
    return found


def _of_extreme(goal: OfSum, point: Point) -> Any:
    """P(max(X, Y) <= c) by the probabilities of every variable."""
    kind, end = goal.event.args
    below_all, above_all = arb(1), arb(1)
    strict = isinstance(goal.event, Lt | Ge)
    for x in goal.variables:
        question = goal.world.question(Basic.__new__(Lt if strict else Le, x, end))
        share = chance_of(question, point)
        below_all, above_all = below_all * share, above_all * (1 - share)
    low = below_all if isinstance(kind, Max) else 1 - above_all
    return low if isinstance(goal.event, Lt | Le) else 1 - low

"""The judge of sums of independent variables: joint masses added up, and an inversion of the characteristic function.

It knows no family of a sum. Source for the inversion: J. Gil-Pelaez, Note on the inversion theorem, Biometrika 38
(1951) 481-482.
"""

from __future__ import annotations

from typing import Any

from flint import acb, arb
from sympy import And, Basic, Ge, Gt, Le, Lt, Or, Poly, Rational, Symbol

from workings.expression.algebra import replace
from workings.expression.canonical import canonical
from workings.expression.nodes import walk
from workings.expression.probability_goals import OfSum, Word
from workings.probability.sampled.balls import Point, number
from workings.probability.sampled.masses import masses
from workings.probability.statements import CONTINUOUS

__all__ = ["chance_of_sum"]

_WIDE = 14  # standard deviations on the side of the frequencies, beyond which next to nothing lies


def chance_of_sum(goal: OfSum, point: Point) -> Any:
    """P(event) of independent variables, or None where this can't compute it."""
    event = replace(goal.event, {**point}) if point else goal.event
    spreads = [_normal_parameters(x, goal.world, point) for x in goal.variables]
    if all(spread is not None for spread in spreads):
        return _normal(event, dict(zip(goal.variables, spreads, strict=True)), point)
    tables = [_table(x, goal.world, point) for x in goal.variables]
    if None in tables:
        return None
    total = arb(0)

    def add_up(places: int, at: dict[Any, Any], weight: Any) -> None:
        nonlocal total
        if places == len(tables):
            total += weight if _holds(event, at) else 0
            return
        for value, mass in tables[places] or []:
            if not bool(weight * mass < arb(2) ** -100):
                add_up(places + 1, {**at, goal.variables[places]: value}, weight * mass)

    add_up(0, {}, arb(1))
    return total


def _table(x: Word, world: Any, point: Point) -> list[tuple[Any, Any]] | None:
    """The values of a discrete variable and their probabilities."""
    known = world.distribution(x)
    if known is not None:
        return None if known.family in CONTINUOUS else [(Rational(k), m) for k, m in masses(known, point)]
    values = world.values(x)
    chances = [world.chance_given(x, value) for value in values]
    if not values or None in chances:
        return None
    return [(v, number(c, point)) for v, c in zip(values, chances, strict=True) if c is not None]


def _normal_parameters(x: Word, world: Any, point: Point) -> tuple[Any, Any] | None:
    """The mean and the variance of a normal variable."""
    known = world.distribution(x)
    if known is None or known.family != "normal":
        return None
    mean, variance = (number(p, point) for p in known.parameters)
    return mean, variance


def _holds(event: Basic, at: dict[Any, Any]) -> bool:
    if isinstance(event, And | Or):
        found = [_holds(part, at) for part in event.args]
        return all(found) if isinstance(event, And) else any(found)
    left, right = (canonical(replace(side, at)) for side in event.args)
    return bool(event.func(left, right) == True)  # noqa: E712  (SymPy's truth)


def _normal(event: Basic, spreads: dict[Word, Any], point: Point) -> Any:
    """The measure of the values of the sum for which the event holds, between the ends that it names."""
    words = [node for node in walk(event) if isinstance(node, Word)]
    letters = {word: Symbol(f"x{i}") for i, word in enumerate(dict.fromkeys(words))}
    relations = [node for node in walk(event) if isinstance(node, Lt | Le | Gt | Ge)]
    if not relations or len(relations) > 2:
        return None
    found = []
    for relation in relations:
        poly = Poly(canonical(replace(relation.args[0] - relation.args[1], letters)), *letters.values())
        if poly.total_degree() != 1:
            return None
        weights = {word: number(poly.coeff_monomial(letter), point) for word, letter in letters.items()}
        below = _below(weights, number(poly.coeff_monomial(1), point), spreads)
        found.append(below if isinstance(relation, Lt | Le) else 1 - below)
    if len(found) == 1:
        return found[0]
    return found[0] + found[1] - 1 if isinstance(event, And) else found[0] + found[1]


def _below(weights: dict[Word, Any], constant: Any, spreads: dict[Word, Any]) -> Any:
    """P(sum of weight times variable + constant < 0): 1/2 - (1/π) times the area under Im φ(t)/t, t > 0."""
    shift = constant + sum((a * spreads[x][0] for x, a in weights.items()), arb(0))
    # log |φ(t)| is the sum of those of the variables, each -a² v t²/2
    decay = sum((a * a * spreads[x][1] for x, a in weights.items()), arb(0)) / 2

    def height(t: Any, _: bool) -> Any:
        return shift * (t * shift).sinc() * (-decay * t * t).exp()

    end = _WIDE / (2 * decay).sqrt()
    return arb(1) / 2 - acb.integral(height, arb(0), end).real / arb.pi()

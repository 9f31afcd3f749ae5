"""The judge of sums of independent variables: joint masses added up, and an inversion of the characteristic function.

It knows no family of a sum. Source for the inversion: J. Gil-Pelaez, Note on the inversion theorem, Biometrika 38
(1951) 481-482.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flint import acb, arb
from sympy import And, Basic, Ge, Gt, Le, Lt, Or, Poly, Rational, Symbol

from workings.expression.algebra import replace
from workings.expression.canonical import canonical
from workings.expression.nodes import walk
from workings.expression.probability_goals import OfSum, Word

__all__ = ["chance_of_sum"]

_WIDE = 14  # standard deviations on the side of the frequencies, beyond which next to nothing lies


def chance_of_sum(
    goal: OfSum,
    point: dict[Symbol, Rational],
    masses: Callable[[Word], list[tuple[Any, Any]] | None],
    normal: Callable[[Word], tuple[Any, Any] | None],
    number: Callable[[Basic], Any],
) -> Any:
    """P(event) of independent variables, or None where this can't compute it.

    `masses` gives the values of a variable with their probabilities, `normal` mean and variance, `number` a ball.
    """
    event = replace(goal.event, dict(point)) if point else goal.event
    spreads = [normal(x) for x in goal.variables]
    if all(spread is not None for spread in spreads):
        return _normal(event, dict(zip(goal.variables, spreads, strict=True)), number)
    tables = [masses(x) for x in goal.variables]
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


def _holds(event: Basic, at: dict[Any, Any]) -> bool:
    if isinstance(event, And | Or):
        found = [_holds(part, at) for part in event.args]
        return all(found) if isinstance(event, And) else any(found)
    left, right = (canonical(replace(side, at)) for side in event.args)
    return bool(event.func(left, right) == True)  # noqa: E712  (SymPy's truth)


def _normal(event: Basic, spreads: dict[Word, Any], number: Callable[[Basic], Any]) -> Any:
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
        weights = {word: number(poly.coeff_monomial(letter)) for word, letter in letters.items()}
        below = _below(weights, number(poly.coeff_monomial(1)), spreads)
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

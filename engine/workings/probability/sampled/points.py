"""Numbers to stand in for the letters of a question."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from sympy import Basic, Rational
from sympy import exp as exponential

from workings.expression.approximation_goals import LimitOfSum
from workings.expression.nodes import symbols_of
from workings.expression.probability_goals import AtLetter
from workings.probability.sampled.balls import Point
from workings.probability.statements import Conditioned, Counts, Distributed, Moment

__all__ = ["points"]

_POINTS = 3


def points(goal: Any, answer: Basic) -> Iterator[Point]:
    """Numbers for the letters, such as each may have where it stands."""
    random = Random(7)
    world = goal.world
    given = [s for s in world.statements if isinstance(s, Distributed | Conditioned)]
    moments = [s.value for s in world.statements if isinstance(s, Moment)]
    about = goal.args[:4] if isinstance(goal, LimitOfSum) else goal.args[:1]
    letters = symbols_of([*about, answer, *moments, *(p for s in given for p in s.parameters)])
    for _ in range(_POINTS):
        point: Point = {}
        for s in given:
            for place, parameter in enumerate(s.parameters):
                for letter in symbols_of([parameter]):
                    point.setdefault(letter, _suitable(s.family, place, random))
        for counts in world.statements:
            if isinstance(counts, Counts):
                _shares(counts, point, random)
        for fact in world.model.facts:
            for letter in symbols_of([fact.value]):
                point.setdefault(letter, Rational(random.randint(1, 6), 20))
        if isinstance(goal, AtLetter):
            counted = any(g.family == "binomial" for g in given)
            first = max((int(g.parameters[0]) for g in given if g.parameters[0].is_Integer), default=4)
            point.setdefault(goal.event.args[1], Rational(random.randint(1, 2) if counted else first + 3))
        small = isinstance(goal.args[0], exponential)
        within_one = any(s.family == "beta" for s in given)
        for letter in letters:  # ends of ranges; the factor in e^(tX), of which that has to be finite
            point.setdefault(letter, Rational(random.randint(21, 29), 400 if small else 40 if within_one else 20))
        yield point


def _shares(counts: Counts, point: Point, random: Random) -> None:
    """Probabilities that sum to 1 for the letters of a multinomial distribution."""
    for letter in symbols_of([counts.trials]):
        point[letter] = Rational(random.randint(2, 5))
    alone = [p for p in counts.chances if p.is_Symbol]
    rest = 1 - sum((p for p in counts.chances if not symbols_of([p])), Rational(0))
    weights = [random.randint(1, 6) for _ in counts.chances]
    for letter, weight in zip(alone, weights, strict=False):
        whole = (
            sum(weights[: len(alone)])
            if len(alone) + sum(not symbols_of([p]) for p in counts.chances) == len(weights)
            else 40
        )
        point[letter] = rest * Rational(weight, whole)


def _suitable(family: str, place: int, random: Random) -> Rational:
    if family in ("student", "fisher"):
        return Rational(random.randint(5, 9))
    if family == "discreteuniform":
        return Rational(random.randint(1, 4) + 6 * place)
    if family in ("binomial", "negativebinomial") and place == 0:
        return Rational(random.randint(2, 6))
    if family in ("bernoulli", "binomial", "geometric", "negativebinomial"):
        return Rational(random.randint(3, 17), 20)
    if family == "uniform":
        return Rational(random.randint(1, 20) + 40 * place, 20)
    return Rational(random.randint(10, 40), 20)

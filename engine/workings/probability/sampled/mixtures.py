"""The judge of mixtures: the component's own masses or density, weighted with the probabilities of the cases.

A moment given another variable is told from the moments at several values of that one: where these lie on a parabola,
its coefficients are the answer's.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flint import acb, arb, arb_mat, fmpq
from sympy import And, Basic, Eq, Rational, true

from workings.expression.algebra import replace
from workings.expression.mixture_goals import DensityOf, OfMixture
from workings.expression.nodes import walk
from workings.expression.probability_goals import Word
from workings.probability.sampled.balls import Point, Unknown, number
from workings.probability.sampled.densities import density
from workings.probability.statements import Conditioned, Distributed

__all__ = ["by_cases", "chance_in_mixture", "density_at", "moment_given_variable", "weight_of"]

_LARGEST = arb(10) ** -30  # gap from the parabola


def weight_of(part: Conditioned, world: Any, point: Point) -> Any:
    """P(C = 1)"""
    from workings.probability.sampled.events import chance_of

    return chance_of(world.chance_of(part.condition), point)


def cases(x: Word, world: Any) -> tuple[Conditioned, ...]:
    """The components of x, whose cases are all there are."""
    parts: tuple[Conditioned, ...] = world.components(x)
    if not parts or any(p.on_variable for p in parts) or not world.is_partition(*[p.condition for p in parts]):
        raise Unknown("cases that are not all")
    return parts


def by_cases(x: Word, world: Any, point: Point, value: Callable[[Conditioned], Any]) -> Any:
    """The sum over the cases of their probability times the value of the component."""
    return sum((weight_of(p, world, point) * value(p) for p in cases(x, world)), arb(0))


def chance_in_mixture(goal: OfMixture, point: Point) -> Any:
    """P(event | condition), of a value or of a case"""
    names = [w for w in dict.fromkeys(walk(goal.event)) if isinstance(w, Word) and goal.world.components(w)]
    if names:
        (x,) = names
        if goal.condition == true:
            return by_cases(x, goal.world, point, lambda part: _chance(goal.event, part, goal.world, point))
        if x in set(walk(goal.condition)):
            both = goal.about(Basic.__new__(And, goal.event, goal.condition))
            return chance_in_mixture(both, point) / chance_in_mixture(goal.about(goal.condition), point)
        part = next(p for p in goal.world.components(x) if goal.world.same(p.condition, goal.condition))
        return _chance(goal.event, part, goal.world, point)
    (x,) = [w for w in dict.fromkeys(walk(goal.condition)) if isinstance(w, Word) and goal.world.components(w)]
    heights = [(p, weight_of(p, goal.world, point) * _height(goal, p, point)) for p in cases(x, goal.world)]
    chosen = sum((height for p, height in heights if goal.world.same(p.condition, goal.event)), arb(0))
    return chosen / sum((height for _, height in heights), arb(0))


def _height(goal: OfMixture, part: Conditioned, point: Point) -> Any:
    """How dense, or how likely, what is known is in that case"""
    everywhere = all(p.is_continuous for p in goal.world.components(Word(part.name)))
    if everywhere and isinstance(goal.condition, Eq):
        x, value = goal.condition.args
        return density_at(DensityOf(x, value, part.condition, goal.world), point)
    return _chance(goal.condition, part, goal.world, point)


def _chance(event: Basic, part: Conditioned, world: Any, point: Point) -> Any:
    """P(event) where the variable has the distribution of the component"""
    from workings.probability.sampled.events import chance_of

    return chance_of(world.of_component(part).question(world.in_component(event, part)), point)


def density_at(goal: DensityOf, point: Point) -> Any:
    """f(x), by the density of the judge"""
    at = number(goal.at, point)
    if goal.condition == true and goal.world.components(goal.x):
        parts = cases(goal.x, goal.world)
        return sum(
            (weight_of(p, goal.world, point) * density_at(goal.given(p.condition), point) for p in parts), arb(0)
        )
    known = goal.world.distribution(goal.x)
    if goal.condition != true:
        part = next(p for p in goal.world.components(goal.x) if goal.world.same(p.condition, goal.condition))
        known = Distributed(part.name, part.family, part.parameters)
    if known is None:
        raise Unknown("a density that is not given")
    f, first, last = density(known, point)
    unbounded = known.family == "normal"
    inside = unbounded or (bool(at >= first) and (bool(at <= last) or known.family not in ("uniform", "beta")))
    return f(acb(at)).real if inside else arb(0)


def moment_given_variable(part: Conditioned, n: int, mean: Callable[[Any, int], Any], point: Point) -> list[Any]:
    """The coefficients a, b, c of E[X^n | Y = y] = a + b y + c y^2

    Raises:
        Unknown: where the moments at several y lie on no parabola.
    """
    first = Rational(2) if part.family in ("binomial", "negativebinomial") else Rational(1, 3)
    step = Rational(1) if part.family in ("binomial", "negativebinomial") else Rational(1, 7)
    places = [first + step * k for k in range(5)]
    values = [mean(_at(part, y), n) for y in places]
    balls = [arb(fmpq(int(y.p), int(y.q))) for y in places]
    system = arb_mat([[arb(1), y, y * y] for y in balls[:3]])
    solved = system.solve(arb_mat([[v] for v in values[:3]]))
    a, b, c = (solved[i, 0] for i in range(3))
    for y, v in zip(balls[3:], values[3:], strict=True):
        if not bool(abs(a + b * y + c * y * y - v) < _LARGEST * (1 + abs(v))):
            raise Unknown("a moment given another variable that is no square of it")
    return [a, b, c]


def _at(part: Conditioned, y: Rational) -> Distributed:
    return Distributed(part.name, part.family, tuple(replace(p, {part.condition: y}) for p in part.parameters))

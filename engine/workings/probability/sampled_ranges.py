"""The judge of E[X^n | B] for one variable of a known distribution: quadrature over a range, or a sum."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flint import acb, arb
from sympy import Poly, Rational, Symbol

from workings.expression.algebra import replace
from workings.expression.nodes import walk
from workings.expression.probability_goals import MeanGiven, Word
from workings.probability.ranges import bounds_of
from workings.probability.statements import CONTINUOUS, Distributed

__all__ = ["mean_within"]

_ENDLESS = ("geometric", "negativebinomial", "poisson")
Numbered = Callable[[Any], Any]


def mean_within(
    goal: MeanGiven,
    numbered: Numbered,
    density: Callable[[Distributed], tuple[Callable[[Any], Any], Any, Any]],
    masses: Callable[[Distributed], list[tuple[int, Any]]],
) -> Any | None:
    """E[g(X) | B], g a polynomial; None where X has no distribution, or B is about another variable."""
    names = {w for part in (goal.x, goal.condition) for w in walk(part) if isinstance(w, Word)}
    known = goal.world.distribution(next(iter(names))) if len(names) == 1 else None
    if known is None:
        return None
    (x,) = names
    letter = Symbol("x")
    powers = [(int(n), numbered(c)) for (n,), c in Poly(replace(goal.x, {x: letter}), letter).terms()]
    if known.family in CONTINUOUS:
        ends = bounds_of(goal.condition, x)
        return None if ends is None else _over_range(powers, ends, numbered, density(known))
    if known.family not in _ENDLESS:
        return None
    chosen = goal.world.values_where(x, goal.condition)
    outside = goal.world.values_where(x, goal.condition, holds=False)
    if chosen is None and outside is None:
        return None
    every = masses(known)
    if outside is not None:
        inside = [(k, mass) for k, mass in every if Rational(k) not in outside]
    else:
        inside = [(k, mass) for k, mass in every if Rational(k) in (chosen or ())]
    above = sum((c * mass * arb(k) ** n for n, c in powers for k, mass in inside), arb(0))
    return above / sum((mass for _, mass in inside), arb(0))


def _over_range(powers: list[tuple[int, Any]], ends: Any, numbered: Numbered, curve: Any) -> Any:
    f, first, last = curve
    low, high = (None if end is None else numbered(end) for end in ends)
    a = first if low is None or bool(low < first) else low
    b = last if high is None or bool(high > last) else high
    above = acb.integral(lambda z, _: f(z) * sum((c * z**n for n, c in powers), acb(0)), a, b).real
    return above / acb.integral(lambda z, _: f(z), a, b).real

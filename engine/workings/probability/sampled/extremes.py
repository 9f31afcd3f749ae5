"""The expected greatest and least of variables, as areas under the probabilities of their tails."""

from __future__ import annotations

from typing import Any

from flint import acb
from sympy import Expr, Max

from workings.probability.sampled.balls import Point, Unknown, ball, parameters

__all__ = ["mean_of_extreme"]


def mean_of_extreme(x: Expr, world: Any, point: Point) -> Any:
    """E[max] and E[min] of variables that are not negative, as the area under P(max > t), P(min > t)."""
    known = [world.distribution(word) for word in x.args]
    if any(k is None or k.family not in ("exponential", "uniform") for k in known):
        raise Unknown("the greatest or least of such variables")
    given = [[ball(p) for p in parameters(k, point)] for k in known]

    def below_at(t: Any) -> list[Any]:
        return [1 - (-g[0] * t).exp() if len(g) == 1 else (t - g[0]) / (g[1] - g[0]) for g in given]

    def tail(t: Any, _: bool) -> Any:
        all_below, all_above = acb(1), acb(1)
        for share in below_at(t):
            all_below, all_above = all_below * share, all_above * (1 - share)
        return 1 - all_below if isinstance(x, Max) else all_above

    if all(k.family == "exponential" for k in known):
        slowest = min((g[0] for g in given), key=lambda rate: float(rate.mid()))
        return acb.integral(tail, 0, 100 / slowest).real
    if len({tuple(map(str, g)) for g in given}) > 1:
        raise Unknown("uniform variables of several ranges")
    a, b = given[0]
    return a + acb.integral(tail, a, b).real

"""The judge of approximations: the bell with the mean and variance of the masses, over the range that the event is.

It judges that the approximation is worked out rightly, which says nothing of how near it comes.
"""

from __future__ import annotations

from typing import Any

from flint import acb, arb, fmpq
from sympy import And, Basic, Ge, Gt, Le, Lt, Or, Rational

from workings.expression.algebra import replace
from workings.expression.approximation_goals import Approximated, LimitOfSum
from workings.expression.canonical import canonical
from workings.expression.nodes import walk
from workings.expression.probability_goals import Word
from workings.probability.sampled.balls import Point, Unknown, number
from workings.probability.sampled.masses import masses

__all__ = ["approximated", "limit_of_sum"]

_WIDE = 14  # standard deviations
_FAR = Rational(10**9)


def approximated(goal: Approximated, point: Point) -> Any:
    """The probability by the other distribution"""
    (x,) = [w for w in dict.fromkeys(walk(goal.event)) if isinstance(w, Word)]
    known = goal.world.distribution(x)
    if known is None:
        raise Unknown("a distribution that is not given")
    table = masses(known, point)
    mean = sum((mass * k for k, mass in table), arb(0))
    if goal.method == "poisson":
        found, mass = arb(0), (-mean).exp()
        for k in range(len(table) + 200):
            found += mass if _holds(goal.event, x, Rational(k)) else 0
            mass = mass * mean / (k + 1)
        return found if not _holds(goal.event, x, _FAR) else 1 - _rest(goal, x, mean)
    variance = sum((mass * (k - mean) ** 2 for k, mass in table), arb(0))
    if goal.method == "normal":
        return _bell(mean, variance, *_ends(goal.event, x))
    inside = [k for k, _ in table if _holds(goal.event, x, Rational(k))]
    if not inside or inside != list(range(inside[0], inside[-1] + 1)):
        raise Unknown("an event that is no range")
    low = None if _holds(goal.event, x, -_FAR) else arb(fmpq(2 * inside[0] - 1, 2))
    high = None if _holds(goal.event, x, _FAR) else arb(fmpq(2 * inside[-1] + 1, 2))
    return _bell(mean, variance, low, high)


def _rest(goal: Approximated, x: Word, rate: Any) -> Any:
    """The masses of the other values, which are finitely many"""
    found, mass = arb(0), (-rate).exp()
    for k in range(2_000):
        found += 0 if _holds(goal.event, x, Rational(k)) else mass
        mass = mass * rate / (k + 1)
    return found


def limit_of_sum(goal: LimitOfSum, point: Point) -> Any:
    """The bell with the mean and variance of the sum or the average"""
    (x,) = [w for w in dict.fromkeys(walk(goal.event)) if isinstance(w, Word)]
    n, mean, variance = (number(part, point) for part in goal.args[1:4])
    total = arb(0), arb(0)
    for _ in range(int(n.unique_fmpz())):
        total = total[0] + mean, total[1] + variance
    m, v = (total[0] / n, total[1] / (n * n)) if goal.of_average else total
    return _bell(m, v, *_ends(goal.event, x))


def _bell(mean: Any, variance: Any, low: Any, high: Any) -> Any:
    width = _WIDE * variance.sqrt()
    a = mean - width if low is None or bool(low < mean - width) else low
    b = mean + width if high is None or bool(high > mean + width) else high
    root = (2 * arb.pi() * variance).sqrt()
    return acb.integral(lambda z, _: (-((z - mean) ** 2) / (2 * variance)).exp() / root, a, b).real


def _ends(event: Basic, x: Word) -> tuple[Any, Any]:
    """The ends of a range"""
    low = high = None
    for part in event.args if isinstance(event, And) else (event,):
        if type(part) not in (Lt, Le, Gt, Ge):
            raise Unknown("an event that is no range")
        left, right = part.args
        end = number(right if left == x else left, {})
        if isinstance(part, Lt | Le) == (left == x):
            high = end
        else:
            low = end
    return low, high


def _holds(event: Basic, x: Word, value: Rational) -> bool:
    if isinstance(event, And | Or):
        found = [_holds(part, x, value) for part in event.args]
        return all(found) if isinstance(event, And) else any(found)
    left, right = (canonical(replace(side, {x: value})) for side in event.args)
    return bool(event.func(left, right) == True)  # noqa: E712  (SymPy's truth)

"""A question about a distribution or a moment, its value in ball arithmetic compared with the answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from flint import acb, arb, ctx, fmpq
from sympy import Basic, Float, PolynomialError, Rational

from workings.expression import D, Goal, Value
from workings.expression.algebra import replace
from workings.expression.approximation_goals import Approximated, LimitOfSum
from workings.expression.canonical import canonical
from workings.expression.mixture_goals import DensityOf, OfCounts, OfMixture
from workings.expression.probability_goals import (
    Area,
    AtLetter,
    Chance,
    Correlation,
    Covariance,
    Fractile,
    Mean,
    MeanGiven,
    OfSum,
    Ranged,
    StandardDeviation,
    Variance,
    VarianceGiven,
)
from workings.expression.quantile_numbers import SHOWN, QuantileNumber
from workings.probability.sampled.approximations import approximated, limit_of_sum
from workings.probability.sampled.balls import PRECISION, Point, Unknown, ball, number, parameters
from workings.probability.sampled.conditional import mean_given, variance_given
from workings.probability.sampled.counts import chance_of_counts
from workings.probability.sampled.densities import density, integral_of
from workings.probability.sampled.events import chance_of
from workings.probability.sampled.families import FAMILIES_IN_BALLS, below
from workings.probability.sampled.masses import masses
from workings.probability.sampled.mixtures import chance_in_mixture, density_at
from workings.probability.sampled.moments import mean, spread
from workings.probability.sampled.points import points
from workings.probability.statements import CONTINUOUS, Distributed

if TYPE_CHECKING:
    from workings.judge import Evidence

__all__ = ["judge_sampled", "outermost_goals"]

_DIGITS = 18
_METHOD = "masses and areas in ball arithmetic"


def judge_sampled(goal: Any, answer: Basic) -> Evidence:
    """Evidence that a question about distributions or moments has that answer."""
    from workings.judge import Evidence

    before = ctx.prec
    ctx.prec = PRECISION
    tried = 0
    if isinstance(goal, Fractile):
        ctx.prec = before
        return _fractile(goal, answer)
    try:
        for point in points(goal, answer):
            value, claim = _value(goal, point), number(_answered(answer, point), point)
            gap = abs(value - claim)
            scale = 1 + abs(value)
            if gap > scale * arb(10) ** -_DIGITS:
                at = tuple(point.items())
                return Evidence("refuted", _METHOD, at, left=str(value.mid())[:20], right=str(claim.mid())[:20])
            if not gap < scale * arb(10) ** (2 - _DIGITS):
                return Evidence("undecided", _METHOD, reason="the balls are too wide")
            tried += 1
            if not point:
                break
    except (Unknown, PolynomialError, ZeroDivisionError, ValueError) as why:
        return Evidence("undecided", _METHOD, reason=str(why) or "no way to compute it here")
    finally:
        ctx.prec = before
    return Evidence("agrees", _METHOD, points=tried, digits=_DIGITS)


def _fractile(goal: Fractile, answer: Any) -> Evidence:
    """That P(X <= answer) reaches the share, and no smaller value does."""
    from workings.judge import Evidence

    known, share = goal.world.distribution(goal.x), ball(goal.share)
    if known is not None and known.family in ("normal", "lognormal"):
        point = next(points(goal, answer))
        value = number(answer, point)
        m, v = (number(p, point) for p in known.parameters)
        scaled = ((value.log() if known.family == "lognormal" else value) - m) / (2 * v).sqrt()
        gap = abs((1 + scaled.erf()) / 2 - share)
        return Evidence("agrees" if bool(gap < arb(10) ** -12) else "refuted", _METHOD, points=1, digits=12)
    if known is not None and known.family in CONTINUOUS:
        return _cut_off(goal, known, answer)
    if known is not None:
        table = [(Rational(k), mass) for k, mass in masses(known, {})]
    else:
        table = [(v, number(goal.world.chance_given(goal.x, v), {})) for v in goal.world.values(goal.x)]
    up_to = sum((mass for value, mass in table if value <= answer), arb(0))
    below_it = sum((mass for value, mass in table if value < answer), arb(0))
    reached = bool(up_to >= share) or bool(abs(up_to - share) < arb(10) ** -12)
    return Evidence("agrees" if reached and bool(below_it < share) else "refuted", _METHOD, points=1, digits=12)


def _cut_off(goal: Fractile, known: Distributed, answer: Any) -> Evidence:
    """That the area up to the answer is the share; of one with proved digits, that it is less and more beside it."""
    from workings.judge import Evidence

    before, ctx.prec = ctx.prec, PRECISION
    try:
        if isinstance(answer, QuantileNumber):
            share = ball(goal.share)
            low, high = (
                _up_to(arb(fmpq(end.numerator, end.denominator)), known, {}) for end in answer.enclosure(SHOWN)
            )
            kind = "proved" if bool(low < share) and bool(share < high) else "refuted"
            method = "ball arithmetic: less than the share lies below the last digit, more below the next"
            return Evidence(kind, method)  # type: ignore[arg-type]
        point = next(points(goal, answer))
        gap = abs(_up_to(number(answer, point), known, point) - ball(goal.share))
        if not bool(gap < arb(10) ** (2 - _DIGITS)) and not bool(gap > arb(10) ** -_DIGITS):
            return Evidence("undecided", _METHOD, reason="the balls are too wide")
        return Evidence(
            "agrees" if bool(gap < arb(10) ** (2 - _DIGITS)) else "refuted", _METHOD, points=1, digits=_DIGITS
        )
    except Unknown as why:
        return Evidence("undecided", _METHOD, reason=str(why))
    finally:
        ctx.prec = before


def _up_to(value: Any, known: Distributed, point: Point) -> Any:
    """The probability up to the value, by Arb's functions or as an area under the density."""
    if known.family in FAMILIES_IN_BALLS:
        return below(known.family, [ball(p) for p in parameters(known, point)], value)
    f, first, _ = density(known, point)
    return acb.integral(lambda z, _: f(z), first, value).real


def outermost_goals(line: Any) -> list[Any]:
    """The questions in an expression, less those that stand inside another."""
    if isinstance(line, Goal):
        return [line]
    return list(dict.fromkeys(inner for part in line.args for inner in outermost_goals(part)))


def _answered(line: Any, point: Point) -> Any:
    """The line with the questions in it answered, to more digits than are compared."""
    inside = {goal: Float(_value(goal, point).mid().str(40, radius=False), 40) for goal in outermost_goals(line)}
    return replace(line, inside) if inside else line


def _value(goal: Any, point: Point) -> Any:
    """The value of a question at a point, as a ball."""
    kind = _VALUES.get(type(goal))
    if kind is None:
        raise Unknown("no question of this kind")
    return kind(goal, point)


def _correlation(goal: Correlation, point: Point) -> Any:
    both, *alone = (spread(x, y, goal.world, point) for x, y in ((goal.x, goal.y), (goal.x,) * 2, (goal.y,) * 2))
    return both / (alone[0] * alone[1]).sqrt()


def _derivative_at(goal: Value, point: Point) -> Any:
    """The value of a function or of a derivative of it, by SymPy's own differentiation."""
    inner, (letter, at) = goal.args[0], goal.args[1].args
    order = 0
    while isinstance(inner, D):
        order, inner = order + inner.order, inner.f
    return number(canonical(inner).diff(letter, order).subs(letter, at), point)


_VALUES: Final[dict[type[Basic], Callable[[Any, Point], Any]]] = {
    Chance: chance_of,
    Ranged: chance_of,
    OfSum: chance_of,
    AtLetter: chance_of,
    OfMixture: chance_in_mixture,
    OfCounts: chance_of_counts,
    Approximated: approximated,
    LimitOfSum: limit_of_sum,
    DensityOf: density_at,
    MeanGiven: mean_given,
    VarianceGiven: variance_given,
    Mean: lambda goal, point: mean(goal.x, goal.world, point),
    Variance: lambda goal, point: spread(goal.x, goal.x, goal.world, point),
    StandardDeviation: lambda goal, point: spread(goal.x, goal.x, goal.world, point).sqrt(),
    Covariance: lambda goal, point: spread(goal.x, goal.y, goal.world, point),
    Correlation: _correlation,
    Area: integral_of,
    Value: _derivative_at,
}

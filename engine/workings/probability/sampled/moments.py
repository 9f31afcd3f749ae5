"""Means, variances and covariances of sums, from the moments of the variables in them."""

from __future__ import annotations

from itertools import combinations_with_replacement
from typing import Any

from flint import acb, arb
from sympy import Basic, Expr, Max, Min, Mul, Poly, Symbol, oo
from sympy import exp as exponential

from workings.expression.algebra import replace
from workings.expression.canonical import canonical
from workings.expression.nodes import walk
from workings.expression.probability_goals import Area, Word
from workings.probability.sampled.balls import Point, Unknown, ball, number, parameters
from workings.probability.sampled.counts import product_of_counts
from workings.probability.sampled.densities import density, integral_of
from workings.probability.sampled.events import chance_of
from workings.probability.sampled.exponentials import mean_of_exponential
from workings.probability.sampled.extremes import mean_of_extreme
from workings.probability.sampled.families import FAMILIES_IN_BALLS, raw_moment
from workings.probability.sampled.masses import masses
from workings.probability.sampled.mixtures import by_cases, moment_given_variable
from workings.probability.statements import CONTINUOUS, Distributed, Independent, Moment

__all__ = ["independent", "mean", "spread"]


def mean(x: Expr, world: Any, point: Point) -> Any:
    """E of a polynomial in the variables, term by term from their moments."""
    names = list(dict.fromkeys(w for w in walk(x) if isinstance(w, Word)))
    letters = [Symbol(f"X{i}") for i in range(len(names))]
    body = replace(x, dict(zip(names, letters, strict=True)))
    body = replace(body, point) if point else body
    if not names:
        return number(body, {})
    if isinstance(x, Max | Min):
        return mean_of_extreme(x, world, point)
    if len(names) == 1 and isinstance(body, exponential) and world.components(names[0]):
        return by_cases(names[0], world, point, lambda p: mean(world.in_component(x, p), world.of_component(p), point))
    if len(names) == 1 and isinstance(body, exponential) and world.distribution(names[0]) is not None:
        return mean_of_exponential(body.args[0], letters[0], world.distribution(names[0]), point)
    total = arb(0)
    for powers, factor in Poly(body, *letters).terms():
        inside = {n: p for n, p in zip(names, powers, strict=True) if p}
        total += number(factor, {}) * _moment(inside, world, point)
    return total


def _moment(powers: dict[Word, int], world: Any, point: Point) -> Any:
    """E[X^i Y^j]"""
    if not powers:
        return arb(1)
    counts = {world.counts_of(x) for x in powers}
    if len(counts) == 1 and (known_counts := counts.pop()) is not None:
        return product_of_counts(powers, known_counts, point)
    if len(powers) > 1:
        if independent(set(powers), world):
            product = arb(1)
            for x, n in powers.items():
                product *= _moment({x: n}, world, point)
            return product
        if sum(powers.values()) == 2:
            x, y = powers
            product_given = world.moment("E", Basic.__new__(Mul, x, y))
            if product_given is not None:
                return number(product_given, point)
            given = _given("Cov", (x, y), world, point)
            if given is None:
                given = _given("Cov", (y, x), world, point)
            if given is not None:
                return given + _moment({x: 1}, world, point) * _moment({y: 1}, world, point)
        raise Unknown("a moment of several variables that is not given")
    ((x, n),) = powers.items()
    known = world.distribution(x)
    if known is not None:
        return _raw(known, n, point)
    parts = world.components(x)
    if parts and parts[0].on_variable:
        of_y = moment_given_variable(parts[0], n, lambda known, k: _raw(known, k, point), point)
        of_y = [c * _moment({parts[0].condition: k} if k else {}, world, point) for k, c in enumerate(of_y) if c != 0]
        return sum(of_y, arb(0))
    if parts:
        return by_cases(x, world, point, lambda p: _raw(Distributed(p.name, p.family, p.parameters), n, point))
    function = world.generating(x)
    if function is not None:
        return number(canonical(function.body).diff(function.t, n).subs(function.t, 0), point)
    curve = world.density(x)
    if curve is not None:
        low, high = curve.low, oo if curve.high is None else curve.high
        return integral_of(Area("", curve.x**n * curve.body, curve.x, low, high), point)
    given = _given("E", (x,), world, point)
    if n == 1 and given is not None:
        return given
    variance = _given("Var", (x,), world, point)
    if n == 2 and given is not None and variance is not None:
        return variance + given**2
    of_cases = _over_cases(x, n, world, point)
    if of_cases is not None:
        return of_cases
    raise Unknown("a moment that is not given")


def _raw(known: Distributed, power: int, point: Point) -> Any:
    """E[X^n] of a distribution."""
    if known.family in FAMILIES_IN_BALLS:
        return raw_moment(known.family, [ball(p) for p in parameters(known, point)], power)
    if known.family in CONTINUOUS:
        f, first, last = density(known, point)
        return acb.integral(lambda z, _: f(z) * z**power, first, last).real
    return sum((mass * arb(k) ** power for k, mass in masses(known, point)), arb(0))


def _over_cases(x: Word, n: int, world: Any, point: Point) -> Any:
    """E[X] or E[X^2] from the moments given in each of all cases, or given another variable; None without such."""
    told = dict(world.moments_given("E", x))
    spreads = dict(world.moments_given("Var", x))
    if not told or n > 2:
        return None
    variables = [event for event in told if not world.is_event(event)]
    if variables:
        m = told[variables[0]]
        if n == 1:
            return mean(m, world, point)
        return mean(spreads[variables[0]] + m**2, world, point) if variables[0] in spreads else None
    if not world.is_partition(*told) or (n == 2 and set(told) - set(spreads)):
        return None
    parts = []
    for event, m in told.items():
        share, within = chance_of(world.chance_of(event), point), number(m, point)
        parts.append(share * (within if n == 1 else number(spreads[event], point) + within**2))
    return sum(parts[1:], parts[0])


def _given(kind: str, about: tuple[Word, ...], world: Any, point: Point) -> Any | None:
    """The moment of those variables that is given without a condition."""
    for s in world.statements:
        if isinstance(s, Moment) and s.kind == kind and s.about == about and s.condition is None:
            return number(s.value, point)
    return None


def independent(names: set[Word], world: Any) -> bool:
    """Whether it is given that the variables are independent."""
    return any(isinstance(s, Independent) and not s.conditions and names <= set(s.members) for s in world.statements)


def spread(x: Expr, y: Expr, world: Any, point: Point) -> Any:
    """Cov(x, y) of two sums, bilinear in the covariances of the variables; those given need no means."""
    names = list(dict.fromkeys(w for e in (x, y) for w in walk(e) if isinstance(w, Word)))
    letters = [Symbol(f"X{i}") for i in range(len(names))]
    left, right = (Poly(replace(replace(e, dict(zip(names, letters, strict=True))), point), *letters) for e in (x, y))
    if max(left.total_degree(), right.total_degree()) > 1:
        return mean(x * y, world, point) - mean(x, world, point) * mean(y, world, point)
    total = arb(0)
    for i, j in combinations_with_replacement(range(len(names)), 2):
        a, b = (number(left.coeff_monomial(letters[k]), {}) for k in (i, j))
        c, d = (number(right.coeff_monomial(letters[k]), {}) for k in (i, j))
        weight = a * c if i == j else a * d + b * c
        if weight != 0:
            total += weight * _covariance(names[i], names[j], world, point)
    return total


def _covariance(x: Word, y: Word, world: Any, point: Point) -> Any:
    if x == y:
        given = _given("Var", (x,), world, point)
        deviation = _given("sd", (x,), world, point)
        if given is not None:
            return given
        if deviation is not None:
            return deviation**2
        return _moment({x: 2}, world, point) - _moment({x: 1}, world, point) ** 2
    if independent({x, y}, world):
        return arb(0)
    if world.counts_of(x) is not None and world.counts_of(x) == world.counts_of(y):
        return _moment({x: 1, y: 1}, world, point) - _moment({x: 1}, world, point) * _moment({y: 1}, world, point)
    for pair in ((x, y), (y, x)):
        given = _given("Cov", pair, world, point)
        if given is not None:
            return given
        given = _given("Corr", pair, world, point)
        if given is not None:
            return given * (_covariance(x, x, world, point) * _covariance(y, y, world, point)).sqrt()
    product = world.moment("E", Basic.__new__(type(x * y), x, y))
    if product is None:
        raise Unknown("a covariance that is not given")
    return number(product, point) - _moment({x: 1}, world, point) * _moment({y: 1}, world, point)

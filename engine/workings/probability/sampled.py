"""The judge of distributions and moments: sums of masses, areas under densities, moments of sums, in ball arithmetic.

It knows what a distribution is (its masses by repeated trials, its density), and none of the formulas for means,
variances and distribution functions. Letters among the parameters are stood in for by numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations_with_replacement, pairwise
from random import Random
from typing import TYPE_CHECKING, Any

from flint import acb, arb, ctx, fmpq
from sympy import (
    And,
    Basic,
    Expr,
    Float,
    Ge,
    Gt,
    Le,
    Lt,
    Max,
    Min,
    Mul,
    Poly,
    PolynomialError,
    Rational,
    Reals,
    Symbol,
    solveset,
    true,
)
from sympy import exp as exponential

from workings.expression import Goal
from workings.expression.algebra import replace
from workings.expression.canonical import canonical
from workings.expression.nodes import symbols_of, walk
from workings.expression.probability_goals import (
    Area,
    AtLetter,
    Chance,
    Correlation,
    Covariance,
    Fractile,
    MassSum,
    Mean,
    MeanGiven,
    OfSum,
    Ranged,
    StandardDeviation,
    Variance,
    VarianceGiven,
    Word,
)
from workings.probability.atoms import share_of
from workings.probability.ranges import bounds_of, pieces
from workings.probability.reading import CONTINUOUS, Distributed, Independent, Moment
from workings.probability.sampled_families import FAMILIES_IN_BALLS, below, raw_moment, smooth_density
from workings.probability.sampled_given import mean_given, moment_of_cases, told_under
from workings.probability.sampled_ranges import mean_within
from workings.probability.sampled_sums import chance_of_sum
from workings.probability.spans import runs_of

if TYPE_CHECKING:
    from workings.judge import Evidence

__all__ = ["judge_sampled", "outermost_goals"]

_POINTS = 3
_DIGITS = 18
_PRECISION = 160
_FEW_TRIALS = 300
_MOST_VALUES = 20_000
_MANY = 2_000  # values of an endless variable in E[e^(tX)]
_SHRINKING = arb(9999) / 10_000  # from one mass to the next, which then go on to shrink
_METHOD = "masses and areas in ball arithmetic"
Point = dict[Symbol, Rational]


class _Unknown(Exception):
    """Something that this judge can't work out; a signal within the module."""


def judge_sampled(goal: Any, answer: Basic) -> Evidence:
    """Evidence that a question about distributions or moments has that answer."""
    from workings.judge import Evidence

    before = ctx.prec
    ctx.prec = _PRECISION
    tried = 0
    if isinstance(goal, Fractile):
        ctx.prec = before
        return _fractile(goal, answer)
    try:
        for point in _points(goal, answer):
            value, claim = _value(goal, point), _number(_answered(answer, point), point)
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
    except (_Unknown, PolynomialError, ZeroDivisionError, ValueError) as why:
        return Evidence("undecided", _METHOD, reason=str(why) or "no way to compute it here")
    finally:
        ctx.prec = before
    return Evidence("agrees", _METHOD, points=tried, digits=_DIGITS)


def _fractile(goal: Fractile, answer: Any) -> Evidence:
    """That P(X <= answer) reaches the share, and no smaller value does."""
    from workings.judge import Evidence

    known, share = goal.world.distribution(goal.x), _ball(goal.share)
    if known is not None and known.family in ("normal", "lognormal"):
        point = next(_points(goal, answer))
        value = _number(answer, point)
        m, v = (_number(p, point) for p in known.parameters)
        scaled = ((value.log() if known.family == "lognormal" else value) - m) / (2 * v).sqrt()
        gap = abs((1 + scaled.erf()) / 2 - share)
        return Evidence("agrees" if bool(gap < arb(10) ** -12) else "refuted", _METHOD, points=1, digits=12)
    if known is not None:
        table = [(Rational(k), mass) for k, mass in _masses(known, {})]
    else:
        table = [(v, _number(goal.world.chance_given(goal.x, v), {})) for v in goal.world.values(goal.x)]
    up_to = sum((mass for value, mass in table if value <= answer), arb(0))
    below_it = sum((mass for value, mass in table if value < answer), arb(0))
    reached = bool(up_to >= share) or bool(abs(up_to - share) < arb(10) ** -12)
    return Evidence("agrees" if reached and bool(below_it < share) else "refuted", _METHOD, points=1, digits=12)


def outermost_goals(line: Any) -> list[Any]:
    """The questions in an expression, less those that stand inside another."""
    if isinstance(line, Goal):
        return [line]
    return list(dict.fromkeys(inner for part in line.args for inner in outermost_goals(part)))


def _answered(line: Any, point: Point) -> Any:
    """The line with the questions in it answered, to more digits than are compared."""
    inside = {goal: Float(_value(goal, point).mid().str(40, radius=False), 40) for goal in outermost_goals(line)}
    return replace(line, inside) if inside else line


def _points(goal: Any, answer: Basic) -> Iterator[Point]:
    """Numbers for the letters, such as each may have where it stands."""
    random = Random(7)
    world = goal.world
    given = [s for s in world.statements if isinstance(s, Distributed)]
    moments = [s.value for s in world.statements if isinstance(s, Moment)]
    letters = symbols_of([goal.args[0], answer, *moments, *(p for s in given for p in s.parameters)])
    for _ in range(_POINTS):
        point: Point = {}
        for s in given:
            for place, parameter in enumerate(s.parameters):
                for letter in symbols_of([parameter]):
                    point.setdefault(letter, _suitable(s.family, place, random))
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


def _suitable(family: str, place: int, random: Random) -> Rational:
    if family == "student":
        return Rational(random.randint(5, 9))
    if family in ("binomial", "negativebinomial") and place == 0:
        return Rational(random.randint(2, 6))
    if family in ("bernoulli", "binomial", "geometric", "negativebinomial"):
        return Rational(random.randint(3, 17), 20)
    if family == "uniform":
        return Rational(random.randint(1, 20) + 40 * place, 20)
    return Rational(random.randint(10, 40), 20)


def _number(expr: Basic, point: Point) -> Any:
    """The value of the answer, by SymPy's own evaluation of what our nodes have built."""
    sums = {node: node.at(point) for node in walk(expr) if isinstance(node, MassSum)}
    value = replace(expr, {**point, **sums}) if point else expr
    if isinstance(value, Rational):
        return _ball(value)
    found = value.evalf(40, maxn=400)
    if not found.is_Float and not found.is_Rational:
        raise _Unknown("the answer is no number here")
    return arb(str(found))


def _ball(number: Any) -> Any:
    return arb(fmpq(int(number.p), int(number.q)))


def _value(goal: Any, point: Point) -> Any:
    if isinstance(goal, Ranged):
        whole = arb(1) if goal.condition == true else _area(goal, goal.condition, point)
        event = goal.event if goal.condition == true else Basic.__new__(And, goal.event, goal.condition)
        return _area(goal, event, point) / whole
    if isinstance(goal, Chance):
        return _chance(goal, point)
    if isinstance(goal, MeanGiven):
        return _mean_given(goal, point)
    if isinstance(goal, VarianceGiven):
        return _variance_given(goal, point)
    if isinstance(goal, Mean):
        return _mean(goal.x, goal.world, point)
    if isinstance(goal, Covariance):
        return _spread(goal.x, goal.y, goal.world, point)
    if isinstance(goal, Variance):
        return _spread(goal.x, goal.x, goal.world, point)
    if isinstance(goal, StandardDeviation):
        return _spread(goal.x, goal.x, goal.world, point).sqrt()
    if isinstance(goal, Correlation):
        both, *alone = (_spread(x, y, goal.world, point) for x, y in ((goal.x, goal.y), (goal.x,) * 2, (goal.y,) * 2))
        return both / (alone[0] * alone[1]).sqrt()
    if isinstance(goal, OfSum):
        return _of_sum(goal, point)
    if isinstance(goal, AtLetter):
        return _at_letter(goal, point)
    if isinstance(goal, Area):
        return _of_area(goal, point)
    raise _Unknown("no question of this kind")


def _chance(goal: Chance, point: Point) -> Any:
    try:
        return _of_masses(goal, point)
    except _Unknown:
        found = share_of(goal.world, goal.e, goal.c)
        if found is None:
            raise
        return _number(found, point)


def _variance_given(goal: VarianceGiven, point: Point) -> Any:
    names = {w for part in (goal.x, goal.condition) for w in walk(part) if isinstance(w, Word)}
    if len(names) > 1 and _independent(names, goal.world):
        return _spread(goal.x, goal.x, goal.world, point)
    told = told_under(goal.world, "Var", goal.x, goal.condition)
    if told is not None:
        return _number(told, point)
    square = MeanGiven(goal.x**2, goal.condition, goal.world)
    return _mean_given(square, point) - _mean_given(MeanGiven(*goal.args), point) ** 2


def _mean_given(goal: MeanGiven, point: Point) -> Any:
    names = {w for part in (goal.x, goal.condition) for w in walk(part) if isinstance(w, Word)}
    if len(names) > 1 and _independent(names, goal.world):
        return _mean(goal.x, goal.world, point)
    within = mean_within(
        goal, lambda value: _number(value, point), lambda d: _density(d, point), lambda d: _masses(d, point)
    )
    if within is not None:
        return within
    found = mean_given(goal, lambda value: _number(value, point), lambda asked: _chance(asked, point))
    if found is None:
        raise _Unknown("a moment under a condition that is not given")
    return found


def _of_area(goal: Area, point: Point) -> Any:
    """By SymPy's own integration, with numbers for the letters."""
    from workings.judge.densities import integral

    body, x, low, high = goal.args[1:]
    numbers = {letter: value for letter, value in point.items() if letter != x}
    found = integral(*(replace(part, numbers) for part in (body, x, low, high)))
    if found is None:
        raise _Unknown("an integral that is not known")
    return _number(found, {})


def _at_letter(goal: AtLetter, point: Point) -> Any:
    """The masses of the values for which the event holds, at a number for the letter; of a tail 1 less the rest."""
    x, k = goal.event.args
    known, bound = goal.world.distribution(x), int(point[k])
    assert known is not None
    masses = _masses(known, point, bound + 1)
    inside = sum((mass for n, mass in masses if goal.event.func(n, bound) == True), arb(0))  # noqa: E712
    if not isinstance(goal.event, Gt | Ge):
        return inside
    return arb(1) - sum((mass for n, mass in masses if goal.event.func(n, bound) != True), arb(0))  # noqa: E712


def _of_sum(goal: OfSum, point: Point) -> Any:
    """P(event) of independent variables; of one variable alone too."""
    world = goal.world
    if not goal.settled:
        raise _Unknown("variables that may depend on each other")

    def masses(x: Word) -> list[tuple[Any, Any]] | None:
        known = world.distribution(x)
        if known is not None:
            return None if known.family in CONTINUOUS else [(Rational(k), m) for k, m in _masses(known, point)]
        values = world.values(x)
        chances = [world.chance_given(x, value) for value in values]
        if not values or None in chances:
            return None
        return [(v, _number(c, point)) for v, c in zip(values, chances, strict=True) if c is not None]

    def normal(x: Word) -> tuple[Any, Any] | None:
        known = world.distribution(x)
        if known is None or known.family != "normal":
            return None
        mean, variance = (_number(p, point) for p in known.parameters)
        return mean, variance

    if isinstance(goal.event, Lt | Le | Gt | Ge) and isinstance(goal.event.args[0], Max | Min):
        return _of_extreme(goal, point)
    found = _area_of(goal, point) if len(goal.variables) == 1 else None
    if found is None:
        found = chance_of_sum(goal, point, masses, normal, lambda value: _number(value, point))
    if found is None:
        raise _Unknown("a sum of such variables")
    return found


def _of_extreme(goal: OfSum, point: Point) -> Any:
    """P(max(X, Y) <= c) by the probabilities of every variable."""
    kind, end = goal.event.args
    below_all, above_all = arb(1), arb(1)
    strict = isinstance(goal.event, Lt | Ge)
    for x in goal.variables:
        question = goal.world.question(Basic.__new__(Lt if strict else Le, x, end))
        share = _value(question, point)
        below_all, above_all = below_all * share, above_all * (1 - share)
    low = below_all if isinstance(kind, Max) else 1 - above_all
    return low if isinstance(goal.event, Lt | Le) else 1 - low


def _mean_of_extreme(x: Expr, world: Any, point: Point) -> Any:
    """E[max] and E[min] of variables that are not negative, as the area under P(max > t), P(min > t)."""
    known = [world.distribution(word) for word in x.args]
    if any(k is None or k.family not in ("exponential", "uniform") for k in known):
        raise _Unknown("the greatest or least of such variables")
    given = [[_ball(p) for p in _parameters(k, point)] for k in known]

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
        raise _Unknown("uniform variables of several ranges")
    a, b = given[0]
    return a + acb.integral(tail, a, b).real


def _area_of(goal: OfSum, point: Point) -> Any:
    """The area under the density where the event holds, between the ends at which it changes."""
    x = goal.variables[0]
    known = goal.world.distribution(x)
    if known is None or known.family not in CONTINUOUS:
        return None
    f, first, last = _density(known, point)
    letter = Symbol("x", real=True)
    event = replace(goal.event, {**point, x: letter})
    relations = [node for node in walk(event) if len(node.args) == 2 and getattr(node, "is_Relational", False)]
    ends = {end for r in relations for end in solveset(r.args[0] - r.args[1], letter, Reals)}
    cuts = sorted({e for end in ends if bool(first < (e := _number(end, {}))) and bool(e < last)}, key=float)
    total = arb(0)
    for a, b in pairwise([first, *cuts, last]):
        middle = Rational(str(float(((a + b) / 2).mid())))
        if event.subs(letter, middle) == True:  # noqa: E712  (SymPy's truth)
            total += acb.integral(lambda z, _: f(z), a, b).real
    return total


def _parameters(known: Distributed, point: Point) -> list[Any]:
    return [canonical(replace(p, point) if point else p) for p in known.parameters]


def _density(known: Distributed, point: Point) -> tuple[Callable[[Any], Any], Any, Any]:
    """f and the ends outside which next to nothing lies."""
    given = [_ball(p) for p in _parameters(known, point)]
    if known.family == "uniform":
        a, b = given
        return lambda z: acb(1) / (b - a), a, b
    if known.family == "exponential":
        rate = given[0]
        return lambda z: rate * (-rate * z).exp(), arb(0), 100 / rate
    if known.family in FAMILIES_IN_BALLS:
        smooth = smooth_density(known.family, given)
        if smooth is None:
            raise _Unknown(f"the density of {known.family}")
        return smooth
    m, v = given
    root = (2 * arb.pi() * v).sqrt()
    return lambda z: (-((z - m) ** 2) / (2 * v)).exp() / root, m - 14 * v.sqrt(), m + 14 * v.sqrt()


def _area(goal: Ranged, event: Basic, point: Point) -> Any:
    x = next(w for w in walk(event) if isinstance(w, Word) and w.name in goal.world.continuous)
    known = goal.world.distribution(x)
    assert known is not None
    given = [_ball(p) for p in _parameters(known, point)]
    curve = None if known.family in FAMILIES_IN_BALLS else _density(known, point)
    fixed = replace(event, {Word(s.name): v for s, v in point.items()}) if point else event
    total = arb(0)
    for part in pieces(fixed, x):
        low, high = bounds_of(part, x) or (None, None)
        if curve is None:
            total += arb(1) if high is None else below(known.family, given, _ball(high))
            total -= arb(0) if low is None else below(known.family, given, _ball(low))
            continue
        f, first, last = curve
        a = first if low is None or bool(_ball(low) < first) else _ball(low)
        b = last if high is None or bool(_ball(high) > last) else _ball(high)
        if bool(a < b):
            total += acb.integral(lambda z, _, f=f: f(z), a, b).real
    return total


def _masses(known: Distributed, point: Point, last: int | None = None) -> list[tuple[int, Any]]:
    """The values and their masses: trial after trial, draw after draw, or each from the one before.

    Of endless ones those up to `last`, or until what is left weighs next to nothing.
    """
    given = _parameters(known, point)
    if known.family in ("bernoulli", "binomial") and (known.family == "bernoulli" or int(given[0]) <= _FEW_TRIALS):
        p = _ball(given[-1])
        row = [arb(1)]
        for _ in range(int(given[0]) if known.family == "binomial" else 1):
            row = [a * (1 - p) + b * p for a, b in zip([*row, arb(0)], [arb(0), *row], strict=True)]
        return list(enumerate(row))
    if known.family == "hypergeometric":
        return list(enumerate(_drawn(*map(int, given))))
    k, mass, following, last = _first(known.family, given, last)
    found, light = [], arb(2) ** -_PRECISION
    while k <= _MOST_VALUES and (last is None or k <= last):
        found.append((k, mass))
        heavier = mass
        mass = following(k, mass)
        k += 1
        if last is None and bool(mass < heavier * _SHRINKING) and bool(mass * arb(k) ** 6 < light):
            return found
    if last is None or last > _MOST_VALUES:
        raise _Unknown("a distribution that spreads too far")
    return found


def _first(family: str, given: list[Any], last: int | None) -> tuple[int, Any, Callable[[int, Any], Any], int | None]:
    """The least value, its mass, how each mass comes from the one before, and the greatest value to come to."""
    if family == "binomial":
        n, p = int(given[0]), _ball(given[1])
        return 0, (1 - p) ** n, lambda k, mass: mass * (n - k) / (k + 1) * p / (1 - p), n
    if family == "negativebinomial":
        n, p = int(given[0]), _ball(given[1])
        return n, p**n, lambda k, mass: mass * k / (k - n + 1) * (1 - p), last
    if family == "geometric":
        p = _ball(given[0])
        return 1, p, lambda k, mass: mass * (1 - p), last
    if family == "poisson":
        rate = _ball(given[0])
        return 0, (-rate).exp(), lambda k, mass: mass * rate / (k + 1), last
    raise _Unknown(f"the masses of {family}")


def _drawn(size: int, inside: int, n: int) -> list[Any]:
    """The number of marked ones among n drawn without putting back, draw after draw."""
    if n > _FEW_TRIALS:
        raise _Unknown("too many draws")
    row = [fmpq(1)]
    for drawn in range(n):
        left = size - drawn
        more = [mass * fmpq(max(inside - k, 0), left) for k, mass in enumerate(row)]
        same = [mass * fmpq(max(size - inside - (drawn - k), 0), left) for k, mass in enumerate(row)]
        row = [a + b for a, b in zip([*same, fmpq(0)], [fmpq(0), *more], strict=True)]
    return [arb(mass) for mass in row]


def _of_masses(goal: Chance, point: Point) -> Any:
    """P(e | c) of one discrete variable, summed over its values; those without end are what the others leave of 1."""
    model = goal.world.model
    known = [s for s in goal.world.statements if isinstance(s, Distributed)]
    if len(known) != 1 or len(model.axes) != 1 or known[0].family in CONTINUOUS:
        raise _Unknown("several variables")
    cells = runs_of(model, known[0].name)
    if cells is None:
        raise _Unknown("values that are no whole numbers")
    masses = dict(_masses(known[0], point, max(run.low if run.high is None else run.high for run, _ in cells)))
    weights: dict[int, Any] = {}
    for run, mask in cells:
        if run.high is not None:
            weights[mask] = sum((masses.get(k, arb(0)) for k in range(run.low, run.high + 1)), arb(0))
    rest = arb(1) - sum(weights.values(), arb(0))
    inside, whole = (
        sum((weights.get(mask, rest) for _, mask in cells if mask & event), arb(0)) for event in (goal.e, goal.c)
    )
    return inside / whole


def _raw(known: Distributed, power: int, point: Point) -> Any:
    """E[X^n] of a distribution."""
    if known.family in FAMILIES_IN_BALLS:
        return raw_moment(known.family, [_ball(p) for p in _parameters(known, point)], power)
    if known.family in CONTINUOUS:
        f, first, last = _density(known, point)
        return acb.integral(lambda z, _: f(z) * z**power, first, last).real
    return sum((mass * arb(k) ** power for k, mass in _masses(known, point)), arb(0))


def _mean(x: Expr, world: Any, point: Point) -> Any:
    """E of a polynomial in the variables, term by term from their moments."""
    names = list(dict.fromkeys(w for w in walk(x) if isinstance(w, Word)))
    letters = [Symbol(f"X{i}") for i in range(len(names))]
    body = replace(x, dict(zip(names, letters, strict=True)))
    body = replace(body, point) if point else body
    if not names:
        return _number(body, {})
    if isinstance(x, Max | Min):
        return _mean_of_extreme(x, world, point)
    if len(names) == 1 and isinstance(body, exponential) and world.distribution(names[0]) is not None:
        return _of_exponential(body.args[0], letters[0], world.distribution(names[0]), point)
    total = arb(0)
    for powers, factor in Poly(body, *letters).terms():
        moment = _moment({n: p for n, p in zip(names, powers, strict=True) if p}, world, point)
        total += _number(factor, {}) * moment
    return total


def _of_exponential(exponent: Expr, x: Symbol, known: Distributed, point: Point) -> Any:
    """E[e^(a + bx)], under the density or summed over the masses."""
    a, b = (_number(Poly(exponent, x).coeff_monomial(part), {}) for part in (1, x))
    given = _parameters(known, point)
    if known.family in ("gamma", "chisquare"):
        return a.exp() * _under_gamma(given if known.family == "gamma" else [given[0] / 2, Rational(1, 2)], b)
    if known.family in CONTINUOUS:
        f, first, last = _density(known, point)
        if known.family == "normal":
            first, last = first + _ball(given[1]) * b, last + _ball(given[1]) * b
        elif known.family == "exponential":
            last = 100 / (_ball(given[0]) - b)
        return a.exp() * acb.integral(lambda z, _: f(z) * (b * z).exp(), first, last).real
    endless = known.family in ("geometric", "negativebinomial", "poisson")
    parts = [mass * (b * k).exp() for k, mass in _masses(known, point, _MANY if endless else None)]
    if endless and not bool(parts[-1] < arb(2) ** -80):
        raise _Unknown("an expected value that the greatest values tell")
    return a.exp() * sum(parts, arb(0))


def _under_gamma(given: list[Any], b: Any) -> Any:
    """The area under e^(bx) times the gamma density with a whole number for its shape."""
    shape, rate = given[0], _ball(given[1])
    if not shape.is_Integer or not bool(rate - b > 0):
        raise _Unknown("a gamma density with a root, or an infinite expected value")
    a = int(shape)
    scale = rate**a / arb(a).gamma()
    return acb.integral(
        lambda z, _: scale * z ** (a - 1) * (-(rate - b) * z).exp(), 0, (120 + 20 * a) / (rate - b)
    ).real


def _moment(powers: dict[Word, int], world: Any, point: Point) -> Any:
    """E[X^i Y^j]"""
    if not powers:
        return arb(1)
    if len(powers) > 1:
        if _independent(set(powers), world):
            product = arb(1)
            for x, n in powers.items():
                product *= _moment({x: n}, world, point)
            return product
        if sum(powers.values()) == 2:
            x, y = powers
            product_given = world.moment("E", Basic.__new__(Mul, x, y))
            if product_given is not None:
                return _number(product_given, point)
            given = _given("Cov", (x, y), world, point)
            if given is None:
                given = _given("Cov", (y, x), world, point)
            if given is not None:
                return given + _moment({x: 1}, world, point) * _moment({y: 1}, world, point)
        raise _Unknown("a moment of several variables that is not given")
    ((x, n),) = powers.items()
    known = world.distribution(x)
    if known is not None:
        return _raw(known, n, point)
    given = _given("E", (x,), world, point)
    if n == 1 and given is not None:
        return given
    spread = _given("Var", (x,), world, point)
    if n == 2 and given is not None and spread is not None:
        return spread + given**2
    of_cases = moment_of_cases(
        x, n, world, lambda value: _number(value, point), lambda m: _mean(m, world, point), lambda c: _chance(c, point)
    )
    if of_cases is not None:
        return of_cases
    raise _Unknown("a moment that is not given")


def _given(kind: str, about: tuple[Word, ...], world: Any, point: Point) -> Any | None:
    for s in world.statements:
        if isinstance(s, Moment) and s.kind == kind and s.about == about and s.condition is None:
            return _number(s.value, point)
    return None


def _independent(names: set[Word], world: Any) -> bool:
    return any(isinstance(s, Independent) and not s.conditions and names <= set(s.members) for s in world.statements)


def _spread(x: Expr, y: Expr, world: Any, point: Point) -> Any:
    """Cov(x, y) of two sums, bilinear in the covariances of the variables; those given need no means."""
    names = list(dict.fromkeys(w for e in (x, y) for w in walk(e) if isinstance(w, Word)))
    letters = [Symbol(f"X{i}") for i in range(len(names))]
    left, right = (Poly(replace(replace(e, dict(zip(names, letters, strict=True))), point), *letters) for e in (x, y))
    if max(left.total_degree(), right.total_degree()) > 1:
        return _mean(x * y, world, point) - _mean(x, world, point) * _mean(y, world, point)
    total = arb(0)
    for i, j in combinations_with_replacement(range(len(names)), 2):
        a, b = (_number(left.coeff_monomial(letters[k]), {}) for k in (i, j))
        c, d = (_number(right.coeff_monomial(letters[k]), {}) for k in (i, j))
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
    if _independent({x, y}, world):
        return arb(0)
    for pair in ((x, y), (y, x)):
        given = _given("Cov", pair, world, point)
        if given is not None:
            return given
        given = _given("Corr", pair, world, point)
        if given is not None:
            return given * (_covariance(x, x, world, point) * _covariance(y, y, world, point)).sqrt()
    product = world.moment("E", Basic.__new__(type(x * y), x, y))
    if product is None:
        raise _Unknown("a covariance that is not given")
    return _number(product, point) - _moment({x: 1}, world, point) * _moment({y: 1}, world, point)

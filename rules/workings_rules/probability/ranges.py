"""Probabilities of ranges of a continuous variable, by its distribution function: P(a < X < b) = F(b) - F(a)."""

from collections.abc import Callable
from dataclasses import dataclass
from math import comb, factorial

import sympy
from sympy import And, Basic, Expr, Integer, Rational, true

from workings.expression.canonical import canonical
from workings.expression.nodes import HALF, ONE, ZERO, add, call, divide, integer, mul, negate, power, subtract
from workings.expression.probability_goals import Ranged
from workings.expression.relations import not_less
from workings.expression.words import TWO, exp
from workings.expression.words import x as X
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.probability.law import InLetters
from workings_rules.probability.sources import BERTSEKAS, HOUSE, SHAUGHNESSY

MOST_TERMS = 40  # of a sum that is written out
Formula = Callable[..., Expr]


def standardised(x: Expr, m: Expr, v: Expr) -> Expr:
    """erf((x - m)/sqrt(2v))"""
    distance = x if m == 0 else subtract(x, m)
    return call(sympy.erf, divide(distance, power(mul(TWO, v), HALF)))


def normal_below(x: Expr, m: Expr, v: Expr) -> Expr:
    """(1 + erf((x - m)/sqrt(2v)))/2"""
    return divide(add(ONE, standardised(x, m, v)), TWO)


def normal_above(x: Expr, m: Expr, v: Expr) -> Expr:
    return divide(subtract(ONE, standardised(x, m, v)), TWO)


@dataclass(frozen=True, slots=True)
class Density:
    """F(x) and 1 - F(x) in the value and the parameters, and the ends between which they hold, None for no end."""

    below: Formula
    above: Formula
    low: Callable[..., Expr | None]
    high: Callable[..., Expr | None]


def gamma_above(x: Expr, a: Expr, r: Expr) -> Expr:
    """e^(-r x) (1 + r x + ... + (r x)^(a-1)/(a-1)!) for a whole number a, else by the incomplete gamma function"""
    size, scaled = canonical(a), mul(r, x)
    if not isinstance(size, Integer) or size > MOST_TERMS:
        return subtract(ONE, gamma_below(x, a, r))
    parts = [ONE, *[divide(power(scaled, integer(k)), integer(factorial(k))) for k in range(1, int(size))]]
    return mul(exp(negate(scaled)), add(*parts))


def gamma_below(x: Expr, a: Expr, r: Expr) -> Expr:
    size = canonical(a)
    if isinstance(size, Integer) and size <= MOST_TERMS:
        return subtract(ONE, gamma_above(x, a, r))
    return divide(call(sympy.lowergamma, a, mul(r, x)), call(sympy.gamma, a))


def half(x: Expr) -> Expr:
    return divide(x, TWO)


def beta_below(x: Expr, a: Expr, b: Expr) -> Expr:
    """The sum of C(n, k) x^k (1 - x)^(n-k) from k = a to n = a + b - 1, for whole numbers"""
    sizes = [canonical(part) for part in (a, b)]
    if not all(isinstance(part, Integer) for part in sizes) or sum(map(int, sizes)) > MOST_TERMS:
        return call(sympy.betainc_regularized, a, b, ZERO, x)
    first, n = int(sizes[0]), sum(map(int, sizes)) - 1
    parts = [
        mul(integer(comb(n, k)), power(x, integer(k)), power(subtract(ONE, x), integer(n - k)))
        for k in range(first, n + 1)
    ]
    return add(*parts)


def student_below(x: Expr, n: Expr) -> Expr:
    """1/2 and half of the share within x, by the incomplete beta function of x^2/(n + x^2)"""
    share = call(sympy.betainc_regularized, HALF, half(n), ZERO, divide(power(x, TWO), add(n, power(x, TWO))))
    side = canonical(x)
    if side == 0:
        return HALF
    inside = negate(share) if side.is_negative else share
    return divide(add(ONE, inside), TWO)


def fisher_below(x: Expr, m: Expr, n: Expr) -> Expr:
    """1 - (1 + 2x/n)^(-n/2) for m = 2, else the incomplete beta function at m x/(m x + n)"""
    if m == 2:
        return subtract(ONE, fisher_above(x, m, n))
    scaled = mul(m, x)
    return call(sympy.betainc_regularized, half(m), half(n), ZERO, divide(scaled, add(scaled, n)))


def fisher_above(x: Expr, m: Expr, n: Expr) -> Expr:
    if m != 2:
        return subtract(ONE, fisher_below(x, m, n))
    return power(add(ONE, divide(mul(TWO, x), n)), negate(half(n)))


def log_of(x: Expr) -> Expr:
    return call(sympy.log, x)


TABLE = {
    "gamma": Density(gamma_below, gamma_above, lambda a, r: ZERO, lambda a, r: None),
    "chisquare": Density(
        lambda x, n: gamma_below(x, half(n), HALF), lambda x, n: gamma_above(x, half(n), HALF),
        lambda n: ZERO, lambda n: None,
    ),
    "beta": Density(
        beta_below, lambda x, a, b: subtract(ONE, beta_below(x, a, b)), lambda a, b: ZERO, lambda a, b: ONE,
    ),
    "student": Density(
        student_below, lambda x, n: student_below(negate(x), n), lambda n: None, lambda n: None,
    ),
    "fisher": Density(
        fisher_below, fisher_above, lambda m, n: ZERO, lambda m, n: None,
    ),
    "lognormal": Density(
        lambda x, m, v: normal_below(log_of(x), m, v), lambda x, m, v: normal_above(log_of(x), m, v),
        lambda m, v: ZERO, lambda m, v: None,
    ),
    "uniform": Density(
        lambda x, a, b: divide(subtract(x, a), subtract(b, a)), lambda x, a, b: divide(subtract(b, x), subtract(b, a)),
        lambda a, b: a, lambda a, b: b,
    ),
    "exponential": Density(
        lambda x, r: subtract(ONE, exp(negate(mul(r, x)))), lambda x, r: exp(negate(mul(r, x))),
        lambda r: ZERO, lambda r: None,
    ),
    "normal": Density(
        normal_below, normal_above, lambda m, v: None, lambda m, v: None,
    ),
}  # fmt: skip


def less(a: Expr, b: Expr | None) -> bool:
    """Whether a <= b is plain from the numbers."""
    return isinstance(a, Rational) and isinstance(b, Rational) and bool(a <= b)


def conditional(goal: Ranged, ask: Ask) -> Basic | None:
    """P(A | B) = P(A and B)/P(B)"""
    if goal.condition == true:
        return None
    both = Basic.__new__(And, goal.event, goal.condition)
    return divide(ask(goal.about(both)), ask(goal.about(goal.condition)))


def event_only(goal: Ranged, ask: Ask) -> Basic | None:
    return None if goal.condition == true else ask(goal.about(goal.event))


def split(goal: Ranged, ask: Ask) -> Basic | None:
    """The probability of ranges that exclude each other is the sum."""
    _, _, ranges = goal.world.ranges(goal)
    if goal.condition != true or ranges == (goal.event,):
        return None
    return add(*[ONE if part == true else ask(goal.about(part)) for part in ranges]) if ranges else ZERO


def first_only(goal: Ranged, ask: Ask) -> Basic | None:
    """The first of several ranges."""
    _, _, ranges = goal.world.ranges(goal)
    return ask(goal.about(ranges[0])) if goal.condition == true and len(ranges) > 1 else None


def cumulative(goal: Ranged, ask: Ask) -> Basic | None:
    """F(b) - F(a), with 0 and 1 beyond the ends."""
    return measured(goal)


def measured(goal: Ranged, tail: bool = True) -> Expr | None:
    x, known, ranges = goal.world.ranges(goal)
    if goal.condition != true or ranges != (goal.event,):
        return None
    density, given = TABLE[known.family], known.parameters
    ends = goal.world.ends(goal.event, x)
    if ends is None:
        return None
    low, high = ends
    first, last = density.low(*given), density.high(*given)
    low = None if low is None or (first is not None and less(low, first)) else low
    high = None if high is None or (last is not None and less(last, high)) else high
    if (low is not None and last is not None and less(last, low)) or (
        high is not None and first is not None and less(high, first)
    ):
        return ZERO
    if low is None:
        return ONE if high is None else density.below(high, *given)
    if high is None:
        return density.above(low, *given) if tail else density.below(low, *given)
    return subtract(density.below(high, *given), density.below(low, *given))


def wrong_side(goal: Ranged, ask: Ask) -> Expr | None:
    """P(X > a) = F(a)"""
    return measured(goal, tail=False)


def inside(goal: Ranged) -> tuple[Basic, ...]:
    """That a letter for an end lies where the formula holds."""
    x, known, ranges = goal.world.ranges(goal)
    ends = goal.world.ends(goal.event, x) if ranges == (goal.event,) and goal.condition == true else None
    if ends is None:
        return ()
    density, given = TABLE[known.family], known.parameters
    first, last = density.low(*given), density.high(*given)
    found: list[Basic] = []
    letters = [e for e in ends if e is not None]
    for end in letters:
        if first is not None and not (isinstance(end, Rational) and isinstance(first, Rational)):
            found.append(not_less(end, first))
        if last is not None and not (isinstance(end, Rational) and isinstance(last, Rational)):
            found.append(not_less(last, end))
    if len(letters) == 2 and not all(isinstance(e, Rational) for e in letters):
        found.append(not_less(letters[1], letters[0]))
    return tuple(found)


def told(goal: Ranged) -> tuple[Text, tuple[Basic, ...]] | None:
    """F(x) with the parameters in it."""
    known = goal.world.ranges(goal)[1]
    return Text("F(x) = {}", "F(x) = {}"), (TABLE[known.family].below(X, *known.parameters),)


CONDITIONAL = Rule(
    slug="conditional-range",
    title=Text("conditional probability", "条件付き確率の定義"),
    explanation=Text(
        "Of the probability of the condition, the share in which the event holds too.",
        "条件の確率のうち、その事象も成り立つ割合です。",
    ),
    goal=Ranged,
    rewrite=conditional,
    law=InLetters("conditional-range", "X ~ Exponential(lam); find P(X > 3 | X > 1)"),
    source=BERTSEKAS + "3.5",
    examples=(Example("X ~ Exponential(2); find P(X > 3 | X > 1)", "e^(-4)"),),
    mistakes=(
        Mistake(
            "condition-ignored",
            Text("The condition was left out.", "条件を無視しています。"),
            event_only,
            SHAUGHNESSY,
        ),
    ),
)
SPLIT = Rule(
    slug="disjoint-ranges",
    title=Text("ranges that exclude each other", "互いに排反な範囲に分ける"),
    explanation=Text(
        "The event is a union of ranges without common points, so the probabilities add; a single point has none.",
        "事象を重ならない範囲に分け、確率を足します。1 点の確率は 0 です。",
    ),
    goal=Ranged,
    rewrite=split,
    law=InLetters("disjoint-ranges", "X ~ Normal(m, v); find P(X < 1 or X > 3)"),
    source=BERTSEKAS + "3.1",
    examples=(
        Example("X ~ Uniform(0, 4); find P(X <= 1 or X > 3)", "1/2"),
        Example("X ~ Uniform(0, 4); find P(X = 2)", "0"),
    ),
    mistakes=(
        Mistake(
            "one-range-only",
            Text(
                "The event is made of several ranges, whose probabilities add; only one was counted.",
                "事象は複数の範囲からなり、それぞれの確率を足します。一つしか数えていません。",
            ),
            first_only,
            HOUSE,
        ),
    ),
)
CUMULATIVE = Rule(
    slug="distribution-function",
    title=Text("distribution function", "分布関数"),
    explanation=Text(
        "The probability of a range is the difference of the distribution function at its ends.",
        "範囲の確率は、両端での分布関数の値の差です。",
    ),
    goal=Ranged,
    rewrite=cumulative,
    law=InLetters(
        "distribution-function",
        "X ~ Uniform(a, b); find P(X <= c)",
        "X ~ Exponential(lam); find P(X <= c)",
        "X ~ Normal(m, v); find P(X <= c)",
        "X ~ Gamma(3, r); find P(X > c)",
        "X ~ Beta(2, 3); find P(X <= c)",
        "X ~ LogNormal(m, v); find P(X <= c)",
        "X ~ F(2, n); find P(X > c)",
    ),
    source=BERTSEKAS + "3.2, 3.3",
    examples=(
        Example("X ~ Uniform(0, 4); find P(1 < X < 3)", "1/2"),
        Example("X ~ Exponential(2); find P(X <= 1)", "1 - e^(-2)"),
        Example("X ~ Exponential(2); find P(X > 1)", "e^(-2)"),
        Example("X ~ Normal(5, 9); find P(X <= 5)", "1/2"),
        Example("X ~ F(2, 4); find P(X > 3)", "4/25"),
    ),
    condition=inside,
    mistakes=(
        Mistake(
            "tail-for-cumulative",
            Text("That is the probability of the other side.", "それは反対側の確率です。"),
            wrong_side,
            SHAUGHNESSY,
        ),
    ),
    remark=told,
)
RULES = (CONDITIONAL, SPLIT, CUMULATIVE)

"""A distribution function F that is given: P(a < X < b) = F(b) - F(a), and the value that F reaches at a quantile."""

from math import lcm
from typing import Any

import sympy
from sympy import Basic, Expr, Integer, Rational, Symbol, oo

from workings.expression.algebra import replace
from workings.expression.density_goals import Crossing, Increase, Quantile
from workings.expression.nodes import HALF, ONE, ZERO, add, divide, mul, negate, power, subtract, symbols_of
from workings.expression.pieces import row_at
from workings.expression.words import TWO, log
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.probability.antiderivatives import area_under, expanded, exponent_of, flat, slope
from workings_rules.probability.law import InLetters
from workings_rules.probability.sources import BERTSEKAS, HOUSE

_MOST_COEFFICIENT = 1000  # of a polynomial whose roots are tried one by one


def value_at(goal: Increase, end: Expr) -> Expr:
    """F there, by the formula that holds there; 1 at infinity, 0 at minus infinity."""
    if end is oo or end is -oo:
        return ONE if end is oo else ZERO
    _, body, x = goal.args[:3]
    row = row_at(body, x, end)
    return replace(body if row is None else row, {x: end})


def increase(goal: Increase, ask: Ask) -> Basic | None:
    low, high = goal.args[3:]
    return subtract(value_at(goal, high), value_at(goal, low))


def one_end(goal: Increase, ask: Ask) -> Basic | None:
    """F at one end alone."""
    low, high = goal.args[3:]
    return value_at(goal, low if high is oo else high)


INCREASE = Rule(
    slug="increase",
    title=Text("difference of the distribution function", "分布関数の差"),
    explanation=Text(
        "F(b) is the probability of a value up to b, so F(b) - F(a) is that of a value between a and b.",
        "F(b) は b 以下の確率なので、a と b の間に入る確率は F(b) - F(a) です。",
    ),
    goal=Increase,
    rewrite=increase,
    law=InLetters("increase", "X has CDF F(x) = x^2 on [0, 1]. Find P(0.2 < X < 0.5)"),
    source=BERTSEKAS + "3.2",
    examples=(
        Example("X has CDF F(x) = x^2 on [0, 1]. Find P(1/4 < X < 1/2)", "3/16"),
        Example("F(x) = 1 - e^(-2x) for x > 0 is the CDF of X. Find P(X > 1)", "e^(-2)"),
    ),
    mistakes=(
        Mistake(
            "one-end-only",
            Text(
                "F at one end is the probability up to there; what lies below the other end has to be taken away.",
                "F(b) は b 以下の確率です。もう一方の端までの確率を引かなければなりません。",
            ),
            one_end,
            HOUSE,
        ),
    ),
)


def up_to(goal: Quantile, ask: Ask) -> Basic | None:
    """m where F(m) = p"""
    m, share, body, x, low, high = goal.args
    found = area_under(body, x, low, m)
    return None if found is None else ask(Crossing(m, share, found, low, high))


def middle(goal: Quantile, ask: Ask) -> Basic | None:
    """The point that divides the interval, not the area."""
    _, share, _, _, low, high = goal.args
    return None if high is oo else add(low, mul(share, subtract(high, low)))


def solved(goal: Crossing, ask: Ask) -> Basic | None:
    """The one solution between the ends."""
    m, share, f, low, high = goal.args
    found = [root for root in solutions(subtract(f, share), m) if lies_between(root, low, high)]
    return found[0] if len(found) == 1 else None


def solutions(f: Expr, m: Symbol) -> tuple[Expr, ...]:
    """All m with f(m) = 0, where f is A + B m^n, A + B m + C m^2 or A + B e^(km)."""
    rest: list[Expr] = []
    powers: dict[Rational, list[Expr]] = {}
    growths: dict[Expr, list[Expr]] = {}
    for term in expanded(f, m) or ():
        held = [factor for factor in flat(term) if m in symbols_of([factor])]
        others = [factor for factor in flat(term) if m not in symbols_of([factor])]
        scale = mul(*others) if others else ONE
        exponents = [exponent_of(factor, m) for factor in held]
        if not held:
            rest.append(term)
        elif None not in exponents:
            n = sum((e for e in exponents if e is not None), Rational(0))
            powers.setdefault(n, []).append(scale)
        elif len(held) == 1 and isinstance(held[0], sympy.exp):
            growths.setdefault(held[0].args[0], []).append(scale)
        else:
            return ()
    a = value(add(*rest) if rest else ZERO)
    by_power = {n: b for n, scales in powers.items() if (b := value(add(*scales))) != 0}
    if not growths and len(by_power) == 1:
        ((n, b),) = by_power.items()
        return of_power(divide(negate(a), b), n)
    if not growths and set(by_power) == {Integer(1), Integer(2)}:
        return of_quadratic(by_power[Integer(2)], by_power[Integer(1)], a)
    if not growths and all(isinstance(n, Integer) and n > 0 for n in by_power):
        return rational_roots({int(n): b for n, b in by_power.items()} | {0: a})
    if not by_power and len(growths) == 1:
        ((growth, scales),) = growths.items()
        rate, shift = slope(growth, m), replace(growth, {m: ZERO})
        ratio = divide(negate(a), add(*scales))
        return () if rate is None else (divide(subtract(log(value(ratio)), value(shift)), rate),)
    return ()


def value(node: Any) -> Any:
    return node.doit()


def of_power(y: Expr, n: Rational) -> tuple[Expr, ...]:
    """m^n = y"""
    number = value(y)
    if n == 1:
        return (number,)
    root = value(power(number, ONE / n))
    if number.is_Rational and number < 0:
        return (negate(power(-number, ONE / n)),) if isinstance(n, Integer) and n % 2 else ()
    return (root, negate(root)) if isinstance(n, Integer) and not n % 2 else (root,)


def rational_roots(coefficients: dict[int, Any]) -> tuple[Expr, ...]:
    """The roots p/q of a polynomial with rational coefficients, p a divisor of the last and q of the first."""
    if not all(isinstance(c, Rational) for c in coefficients.values()):
        return ()
    below = lcm(*[int(c.q) for c in coefficients.values()])
    whole = {n: int(c * below) for n, c in coefficients.items() if c != 0}
    last, first = abs(whole[min(whole)]), abs(whole[max(whole)])
    if max(last, first) > _MOST_COEFFICIENT:
        return ()
    tried = {Rational(sign * p, q) for p in divisors(last) for q in divisors(first) for sign in (1, -1)}
    return tuple(sorted(r for r in tried if sum(c * r**n for n, c in whole.items()) == 0))


def divisors(n: int) -> list[int]:
    return [d for d in range(1, n + 1) if n % d == 0]


def of_quadratic(c: Expr, b: Expr, a: Expr) -> tuple[Expr, ...]:
    """c m^2 + b m + a = 0"""
    root = value(power(value(subtract(power(b, TWO), mul(Integer(4), a, c))), HALF))
    return tuple(divide(add(negate(b), sign), mul(TWO, c)) for sign in (root, negate(root)))


def lies_between(root: Any, low: Any, high: Any) -> bool:
    """Whether it is plain that the root lies between the ends; letters are positive."""
    letters = {s: Symbol(s.name, positive=True) for s in symbols_of([root, low, high])}
    root, low, high = (value(replace(part, letters)) for part in (root, low, high))
    if not root.is_real:
        return False
    above = (root - low).is_nonnegative
    return bool(above) and (high is oo or bool((high - root).is_nonnegative))


def outside_root(goal: Crossing, ask: Ask) -> Basic | None:
    """The other share: up to m lies 1 - p."""
    m, share, f, low, high = goal.args
    return solved(Crossing(m, value(subtract(ONE, share)), f, low, high), ask)


QUANTILE = Rule(
    slug="quantile",
    title=Text("quantile: the value that cuts off a share of the area", "分位点"),
    explanation=Text(
        "The quantile of a share is the value up to which the area under the density is that share; the median cuts "
        "off one half.",
        "分位点は、そこまでの密度の面積が与えられた割合になる値です。中央値では 1/2 です。",
    ),
    goal=Quantile,
    rewrite=up_to,
    law=InLetters("quantile", "X has density f(x) = 2x on [0, 1]. Find the median of X"),
    source=BERTSEKAS + "3.2",
    examples=(
        Example("X has density f(x) = 2x on [0, 1]. Find the median of X", "sqrt(2)/2"),
        Example("X ~ Exponential(2); find the median of X", "ln(2)/2"),
    ),
    mistakes=(
        Mistake(
            "interval-halved",
            Text(
                "The quantile divides the area under the density, not the interval of the values.",
                "分位点が分けるのは値の区間ではなく、密度の面積です。",
            ),
            middle,
            HOUSE,
        ),
    ),
)
CROSSING = Rule(
    slug="solve-quantile",
    title=Text("solve for the value", "値について解く"),
    explanation=Text(
        "The equation is solved for the value; of several solutions the one between the ends counts.",
        "方程式を解き、定義域に入る解を選びます。",
    ),
    goal=Crossing,
    rewrite=solved,
    law=InLetters("solve-quantile", "X has density f(x) = 2x on [0, 1]. Find the median of X"),
    source=BERTSEKAS + "3.2",
    examples=(Example("X has CDF F(x) = x^2 on [0, 1]. Find the upper quartile of X", "sqrt(3)/2"),),
    mistakes=(
        Mistake(
            "upper-share",
            Text(
                "The share lies below the quantile, not above it.",
                "割合は分位点より下の面積です。上の面積ではありません。",
            ),
            outside_root,
            HOUSE,
        ),
    ),
)
RULES = (INCREASE, QUANTILE, CROSSING)

"""Quantiles of a known distribution: by the inverse of its distribution function, value by value, or enclosed."""

from collections.abc import Callable
from fractions import Fraction

import sympy
from sympy import Basic, Expr, Rational

from workings.expression.canonical import canonical
from workings.expression.nodes import HALF, ONE, ZERO, add, call, divide, integer, mul, negate, power, subtract
from workings.expression.probability_goals import Fractile
from workings.expression.quantile_numbers import ENCLOSED, SHOWN, QuantileNumber
from workings.expression.words import TWO, exp, log, sin, tan
from workings.rule import Ask, Example, Mistake, Refusal, Rule, Text
from workings_rules.probability.distribution_formulas import TABLE
from workings_rules.probability.law import InLetters
from workings_rules.probability.sources import BERTSEKAS, HOUSE, JOHNSON

MOST_VALUES = 200
PI = sympy.pi


def standard(share: Expr) -> Expr:
    """z with P(Z <= z) = share, for the standard normal Z: sqrt(2) times the inverse of erf at 2 share - 1"""
    return mul(power(TWO, HALF), call(sympy.erfinv, subtract(mul(TWO, share), ONE)))


def normal(goal: Fractile, ask: Ask) -> Basic | None:
    """m + z sqrt(v)"""
    known = goal.world.distribution(goal.x)
    if known is None or known.family not in ("normal", "lognormal"):
        return None
    m, v = known.parameters
    value = m if goal.share == HALF else add(m, mul(standard(goal.share), power(v, HALF)))
    return exp(value) if known.family == "lognormal" else value


def variance_for_deviation(goal: Fractile, ask: Ask) -> Basic | None:
    """m + z v"""
    known = goal.world.distribution(goal.x)
    if known is None or known.family != "normal" or goal.share == HALF:
        return None
    m, v = known.parameters
    return add(m, mul(standard(goal.share), v))


def exponential(p: Expr, r: Expr) -> Expr:
    """-ln(1 - p)/r"""
    return divide(negate(log(subtract(ONE, p))), r)


def beta(p: Expr, a: Expr, b: Expr) -> Expr | None:
    """p^(1/a) for b = 1, 1 - (1 - p)^(1/b) for a = 1, the middle for a = b"""
    if b == ONE:
        return power(p, divide(ONE, a))
    if a == ONE:
        return subtract(ONE, power(subtract(ONE, p), divide(ONE, b)))
    if a == b == HALF:
        return power(sin(divide(mul(PI, p), TWO)), TWO)
    return HALF if a == b and p == HALF else None


def chi_square(p: Expr, n: Expr) -> Expr | None:
    """-2 ln(1 - p) for n = 2; for n = 1 the square of a standard normal quantile"""
    if n == TWO:
        return mul(negate(TWO), log(subtract(ONE, p)))
    return mul(TWO, power(call(sympy.erfinv, p), TWO)) if n == ONE else None


def student(p: Expr, n: Expr) -> Expr | None:
    """tan(pi (p - 1/2)) for n = 1, (2p - 1)/sqrt(2 p (1 - p)) for n = 2; the median is 0"""
    if p == HALF:
        return ZERO
    if n == ONE:
        return tan(mul(PI, subtract(p, HALF)))
    if n == TWO:
        return divide(subtract(mul(TWO, p), ONE), power(mul(TWO, p, subtract(ONE, p)), HALF))
    return None


def fisher(p: Expr, m: Expr, n: Expr) -> Expr | None:
    """(n/2)((1 - p)^(-2/n) - 1) for m = 2, and for n = 2 by the reciprocal; the median for m = n is 1"""
    if m == n and p == HALF:
        return ONE
    if m == TWO:
        return mul(divide(n, TWO), subtract(power(subtract(ONE, p), negate(divide(TWO, n))), ONE))
    if n == TWO:
        return divide(TWO, mul(m, subtract(power(p, negate(divide(TWO, m))), ONE)))
    return None


INVERSES: dict[str, Callable[..., Expr | None]] = {
    "uniform": lambda p, a, b: add(a, mul(p, subtract(b, a))),
    "exponential": exponential,
    "gamma": lambda p, a, r: exponential(p, r) if a == ONE else None,
    "beta": beta,
    "chisquare": chi_square,
    "student": student,
    "fisher": fisher,
}


def inverse(goal: Fractile, ask: Ask) -> Basic | None:
    """The x with F(x) = p, where F can be solved for it."""
    known = goal.world.distribution(goal.x)
    formula = None if known is None else INVERSES.get(known.family)
    return None if known is None or formula is None else formula(goal.share, *map(canonical, known.parameters))


def other_share(goal: Fractile, ask: Ask) -> Basic | None:
    """The x with F(x) = 1 - p"""
    other = canonical(subtract(ONE, goal.share))
    return None if other == goal.share else ask(goal.with_share(other))


def enclosed(goal: Fractile, ask: Ask) -> Basic | None:
    """The x with F(x) = p as a number whose digits are proved; None where letters stand in the parameters."""
    known = goal.world.distribution(goal.x)
    if known is None or known.family not in ENCLOSED:
        return None
    given = [canonical(p) for p in known.parameters]
    if not all(isinstance(p, Rational) for p in (*given, goal.share)):
        return None
    number = QuantileNumber(known.family, tuple(given), goal.share)
    try:
        number.enclosure(SHOWN)
    except ArithmeticError as error:
        raise Refusal(f"no quantile is worked out here: {error}") from error
    return number


def proof(goal: Fractile) -> tuple[Text, tuple[Basic, ...]] | None:
    """F(11.0704) < 0.95 < F(11.0705), with all the digits"""
    number = enclosed(goal, lambda smaller: smaller)
    if not isinstance(number, QuantileNumber):
        return None
    low, high = (decimal(end) for end in number.enclosure(SHOWN))
    said = f"F({low}) < {{}} < F({high})"
    return Text(f"{said} by ball arithmetic", f"区間演算により {said}"), (goal.share,)


def decimal(x: Fraction) -> str:
    """The fraction with a power of ten below, as a decimal of `SHOWN` places"""
    whole = int(abs(x) * 10**SHOWN)
    return f"{'-' if x < 0 else ''}{whole // 10**SHOWN}.{whole % 10**SHOWN:0{SHOWN}d}"


def smallest(goal: Fractile, ask: Ask) -> Basic | None:
    """The smallest value up to which the probability reaches the share."""
    found = crossing(goal)
    return None if found is None else found[0]


def crossing(goal: Fractile) -> tuple[Expr, Expr, Expr] | None:
    """The value, and the probability below it and up to it."""
    total = Rational(0)
    for value, mass in masses(goal):
        before, total = total, canonical(add(total, mass))
        if bool(total >= goal.share):
            return value, before, total
    return None


def masses(goal: Fractile) -> list[tuple[Expr, Expr]]:
    """The values in order with their probabilities, as far as needed; none where letters stand in them."""
    world, known = goal.world, goal.world.distribution(goal.x)
    if known is None:
        given = [(value, world.chance_given(goal.x, value)) for value in world.values(goal.x)]
        pairs = [(value, mass) for value, mass in given if mass is not None]
        parts = [canonical(part) for pair in pairs for part in pair]
        whole = len(pairs) == len(given) and all(isinstance(part, Rational) for part in parts)
        return sorted(pairs, key=lambda pair: canonical(pair[0])) if whole else []
    formula = TABLE[known.family].mass
    if formula is None or not all(canonical(p).is_number for p in known.parameters):
        return []
    own_first = known.family in ("negativebinomial", "discreteuniform")
    first = int(canonical(known.parameters[0])) if own_first else int(known.family == "geometric")
    ends = {"bernoulli": 1, "binomial": known.parameters[0], "hypergeometric": known.parameters[-1],
            "discreteuniform": known.parameters[-1]}  # fmt: skip
    last = first + MOST_VALUES
    last = min(int(canonical(ends[known.family])), last) if known.family in ends else last
    return [(integer(k), formula(k, *known.parameters)) for k in range(first, last + 1)]


def greatest_below(goal: Fractile, ask: Ask) -> Basic | None:
    """The last value up to which the share is not yet reached."""
    found = crossing(goal)
    if found is None:
        return None
    below = [value for value, _ in masses(goal) if bool(canonical(value) < canonical(found[0]))]
    return below[-1] if below else None


def reached(goal: Fractile) -> tuple[Text, tuple[Basic, ...]] | None:
    found = crossing(goal)
    if found is None:
        return None
    return Text("{} below it, {} up to it", "それより下で {}、そこまでで {}"), found[1:]


NORMAL = Rule(
    slug="normal-quantile",
    title=Text("quantile of the normal distribution", "正規分布の分位点"),
    explanation=Text(
        "The quantile of the standard normal distribution, scaled with the standard deviation and shifted by the mean.",
        "標準正規分布の分位点に標準偏差を掛け、平均を足します。",
    ),
    goal=Fractile,
    rewrite=normal,
    law=InLetters("normal-quantile", "X ~ Normal(m, v). Find the 90th percentile."),
    source=BERTSEKAS + "3.3",
    examples=(Example("X ~ Normal(7, 4). Find the median.", "7"),),
    mistakes=(
        Mistake(
            "variance-for-deviation",
            Text("It is the standard deviation that scales, not the variance.", "掛けるのは分散ではなく標準偏差です。"),
            variance_for_deviation,
            HOUSE,
        ),
    ),
)
DISCRETE = Rule(
    slug="smallest-value-reaching",
    title=Text("the smallest value up to which the share is reached", "累積確率がはじめて達する値"),
    explanation=Text(
        "The q-quantile is the smallest value x with P(X <= x) at least q.",
        "q 分位点は、P(X <= x) が q 以上となる最小の値 x です。",
    ),
    goal=Fractile,
    rewrite=smallest,
    law=(),
    source=BERTSEKAS + "2.2",
    examples=(
        Example("X ~ Binomial(4, 1/2). Find the median.", "2"),
        Example("X ~ Poisson(2). Find the 0.9 quantile of X.", "4"),
    ),
    remark=reached,
    mistakes=(
        Mistake(
            "greatest-value-below",
            Text("Up to that value the share is not yet reached.", "その値まででは、まだ達していません。"),
            greatest_below,
            HOUSE,
        ),
    ),
)
INVERSE = Rule(
    slug="inverse-distribution-function",
    title=Text("inverse of the distribution function", "分布関数の逆関数"),
    explanation=Text(
        "The distribution function of this variable can be solved for the value at which it reaches the share.",
        "この分布の分布関数は、累積確率が与えられた割合になる値について解けます。",
    ),
    goal=Fractile,
    rewrite=inverse,
    law=InLetters(
        "inverse-distribution-function",
        "X ~ Gamma(1, r). Find the 0.9 quantile of X.",
        "X ~ Beta(a, 1). Find the median of X.",
        "X ~ F(2, n). Find the 0.9 quantile of X.",
    ),
    source=JOHNSON + "chapters 18, 25, 27, 28",
    examples=(
        Example("X ~ ChiSquare(2). Find the median of X.", "2 ln 2"),
        Example("X ~ Beta(2, 1). Find the median of X.", "sqrt(1/2)"),
        Example("T ~ t(1). Find the upper quartile of T.", "1"),
        Example("X ~ F(2, 4). Find the 0.75 quantile of X.", "2"),
    ),
    mistakes=(
        Mistake(
            "upper-share",
            Text(
                "The share lies below the quantile, not above it.",
                "割合は分位点より下の確率です。上の確率ではありません。",
            ),
            other_share,
            HOUSE,
        ),
    ),
)
ENCLOSED_QUANTILE = Rule(
    slug="enclosed-quantile",
    title=Text("quantile enclosed by its distribution function", "分布関数で囲んだ分位点"),
    explanation=Text(
        "The distribution function rises: where it is below the share at one decimal and above it at the next, the "
        "quantile lies between the two. Ball arithmetic proves both, so every digit shown is right.",
        "分布関数は増加するので、ある小数で割合より小さく次の小数で大きければ、分位点はその間にあります。"
        "両方を区間演算で証明するので、示した桁はすべて正しいものです。",
    ),
    goal=Fractile,
    rewrite=enclosed,
    law=(),
    source="NIST Digital Library of Mathematical Functions, https://dlmf.nist.gov/8.2, https://dlmf.nist.gov/8.17",
    examples=(
        Example("X ~ ChiSquare(5). Find the 95th percentile of X.", ""),
        Example("T ~ t(10). Find the 97.5th percentile of T.", ""),
        Example("X ~ Gamma(2, 1). Find the median of X.", ""),
    ),
    mistakes=(
        Mistake(
            "upper-share",
            Text(
                "The share lies below the quantile, not above it.",
                "割合は分位点より下の確率です。上の確率ではありません。",
            ),
            other_share,
            HOUSE,
        ),
    ),
    remark=proof,
)
RULES = (NORMAL, INVERSE, ENCLOSED_QUANTILE, DISCRETE)

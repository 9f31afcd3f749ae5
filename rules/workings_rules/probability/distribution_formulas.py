"""The distributions of a course as formulas: mean, variance, P(X = k), E[e^(tX)] and E[X^n], a line each.

`Normal(m, v)` has the variance v, `LogNormal(m, v)` the mean and variance of the logarithm, `Gamma(a, r)` the rate r.
`Geometric(p)` counts the trials up to and with the first success, `NegativeBinomial(n, p)` those up to the n-th.
`Fisher(m, n)` has m degrees of freedom above and n below, `DiscreteUniform(a, b)` the whole numbers from a to b.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import comb, factorial

import sympy
from sympy import Expr, Integer, binomial
from sympy import factorial as factorial_of

from workings.expression.canonical import canonical
from workings.expression.nodes import HALF, ONE, ZERO, add, call, divide, integer, mul, negate, power, subtract
from workings.expression.probability_goals import Word
from workings.expression.words import TWO, exp

__all__ = [
    "BODY", "DENSITIES", "INDEX", "TABLE", "Distribution", "Formula", "count_of", "density_at", "q", "rational_of",
    "with_replacement",
]  # fmt: skip

Formula = Callable[..., Expr]


@dataclass(frozen=True, slots=True)
class Distribution:
    """The formulas of a family in its parameters; `mass` has the value k before them, `generating` the letter t.

    `moment` gives E[X^n] for a whole number n, which comes first.
    """

    mean: Formula
    variance: Formula
    mass: Formula | None = None
    generating: Formula | None = None
    moment: Formula | None = None


def q(p: Expr) -> Expr:
    return subtract(ONE, p)


def binomial_mass(k: int, n: Expr, p: Expr) -> Expr:
    if not isinstance(n, Integer):
        ways = ONE if k == 0 else n if k == 1 else call(binomial, n, integer(k))
        return mul(ways, power(p, integer(k)), power(q(p), n if k == 0 else subtract(n, integer(k))))
    rest, ways = integer(int(n) - k), integer(comb(int(n), k))
    return mul(ways, power(p, integer(k)), power(q(p), rest))


def hypergeometric_mass(k: int, size: Expr, inside: Expr, n: Expr) -> Expr:
    """The orders, times the draws one after another, each with one item fewer."""
    total, good, draws = int(size), int(inside), int(n)
    chances = [rational_of(good - i, total - i) for i in range(k)]
    chances += [rational_of(total - good - i, total - k - i) for i in range(draws - k)]
    return mul(integer(comb(draws, k)), *chances)


def rational_of(above: int, below: int) -> Expr:
    return divide(integer(max(above, 0)), integer(below))


def with_replacement(k: int, size: Expr, inside: Expr, n: Expr) -> Expr:
    """As if every item drawn were put back."""
    total, good, draws = int(size), int(inside), int(n)
    chances = [rational_of(good, total)] * k + [rational_of(total - good, total)] * (draws - k)
    return mul(integer(comb(draws, k)), *chances)


def poisson_mass(k: int, rate: Expr) -> Expr:
    return divide(mul(power(rate, integer(k)), exp(negate(rate))), integer(factorial(k)))


def hypergeometric_variance(m: Expr, g: Expr, n: Expr) -> Expr:
    """n (g/m) (1 - g/m) (m - n)/(m - 1)"""
    return mul(n, divide(g, m), q(divide(g, m)), divide(subtract(m, n), subtract(m, ONE)))


def negative_binomial_mass(k: int, n: Expr, p: Expr) -> Expr:
    """The last of the k trials is a success, and n - 1 of those before."""
    if not isinstance(n, Integer):
        ways = call(binomial, integer(k - 1), subtract(n, ONE))
        return mul(ways, power(p, n), power(q(p), subtract(integer(k), n)))
    return mul(integer(comb(k - 1, int(n) - 1)), power(p, n), power(q(p), integer(k - int(n))))


def beta_variance(a: Expr, b: Expr) -> Expr:
    """a b/((a + b)^2 (a + b + 1))"""
    return divide(mul(a, b), mul(power(add(a, b), TWO), add(a, b, ONE)))


def lognormal_moment(n: Expr, m: Expr, v: Expr) -> Expr:
    """e^(n m + n^2 v/2)"""
    return exp(add(mul(n, m), divide(mul(power(n, TWO), v), TWO)))


def lognormal_variance(m: Expr, v: Expr) -> Expr:
    """(e^v - 1) e^(2m + v)"""
    return mul(subtract(exp(v), ONE), exp(add(mul(TWO, m), v)))


def rising(a: Expr, n: int) -> list[Expr]:
    """a (a + 1) ... (a + n - 1), its factors"""
    return [a if i == 0 else add(a, integer(i)) for i in range(n)]


def gamma_moment(n: Expr, a: Expr, r: Expr) -> Expr:
    """a (a + 1) ... (a + n - 1)/r^n"""
    return divide(mul(*rising(a, int(n))), power(r, n))


def beta_moment(n: Expr, a: Expr, b: Expr) -> Expr:
    """a (a + 1) .../((a + b)(a + b + 1) ...)"""
    return divide(mul(*rising(a, int(n))), mul(*rising(add(a, b), int(n))))


def uniform_moment(n: Expr, a: Expr, b: Expr) -> Expr:
    """(b^(n+1) - a^(n+1))/((n + 1)(b - a))"""
    above = integer(int(n) + 1)
    return divide(subtract(power(b, above), power(a, above)), mul(above, subtract(b, a)))


def normal_moment(n: Expr, m: Expr, v: Expr) -> Expr:
    """The sum of C(n, 2j) (1 3 5 ... (2j - 1)) v^j m^(n - 2j)"""
    parts: list[Expr] = []
    for j in range(int(n) // 2 + 1):
        rest = int(n) - 2 * j
        if m == ZERO and rest:
            continue
        ways = comb(int(n), 2 * j) * factorial(2 * j) // (2**j * factorial(j))
        parts.append(
            mul(integer(ways), *([power(v, integer(j))] if j else []), *([power(m, integer(rest))] if rest else []))
        )
    return add(*parts) if parts else ZERO


def of_geometric(t: Expr, p: Expr) -> Expr:
    """p e^t/(1 - (1 - p) e^t)"""
    return divide(mul(p, exp(t)), subtract(ONE, mul(q(p), exp(t))))


def of_trial(t: Expr, p: Expr) -> Expr:
    """1 - p + p e^t"""
    return add(q(p), mul(p, exp(t)))


def of_uniform(t: Expr, a: Expr, b: Expr) -> Expr:
    """(e^(t b) - e^(t a))/(t (b - a))"""
    return divide(subtract(exp(mul(t, b)), exp(mul(t, a))), mul(t, subtract(b, a)))


def of_gamma(t: Expr, a: Expr, r: Expr) -> Expr:
    """(r/(r - t))^a"""
    return power(divide(r, subtract(r, t)), a)


def fisher_variance(m: Expr, n: Expr) -> Expr:
    """2 n^2 (m + n - 2)/(m (n - 2)^2 (n - 4))"""
    less = subtract(n, TWO)
    return divide(mul(TWO, power(n, TWO), subtract(add(m, n), TWO)), mul(m, power(less, TWO), subtract(n, integer(4))))


def count_of(a: Expr, b: Expr) -> Expr:
    """b - a + 1, the whole numbers from a to b"""
    return add(subtract(b, a), ONE)


def of_discrete_uniform(t: Expr, a: Expr, b: Expr) -> Expr:
    """(e^(t a) - e^(t (b + 1)))/((b - a + 1)(1 - e^t))"""
    above = subtract(exp(mul(t, a)), exp(mul(t, add(b, ONE))))
    return divide(above, mul(count_of(a, b), subtract(ONE, exp(t))))


TABLE = {
    "bernoulli": Distribution(
        mean=lambda p: p,
        variance=lambda p: mul(p, q(p)),
        mass=lambda k, p: p if k else q(p),
        generating=of_trial,
        moment=lambda n, p: p,
    ),
    "binomial": Distribution(
        mean=lambda n, p: mul(n, p),
        variance=lambda n, p: mul(n, p, q(p)),
        mass=binomial_mass,
        generating=lambda t, n, p: power(of_trial(t, p), n),
    ),
    "hypergeometric": Distribution(
        mean=lambda m, g, n: divide(mul(n, g), m), variance=hypergeometric_variance, mass=hypergeometric_mass
    ),
    "geometric": Distribution(
        mean=lambda p: divide(ONE, p),
        variance=lambda p: divide(q(p), power(p, TWO)),
        mass=lambda k, p: mul(power(q(p), integer(k - 1)), p),
        generating=of_geometric,
    ),
    "negativebinomial": Distribution(
        mean=lambda n, p: divide(n, p),
        variance=lambda n, p: divide(mul(n, q(p)), power(p, TWO)),
        mass=negative_binomial_mass,
        generating=lambda t, n, p: power(of_geometric(t, p), n),
    ),
    "poisson": Distribution(
        mean=lambda r: r,
        variance=lambda r: r,
        mass=poisson_mass,
        generating=lambda t, r: exp(mul(r, subtract(exp(t), ONE))),
    ),
    "uniform": Distribution(
        mean=lambda a, b: divide(add(a, b), TWO),
        variance=lambda a, b: divide(power(subtract(b, a), TWO), integer(12)),
        generating=of_uniform,
        moment=uniform_moment,
    ),
    "exponential": Distribution(
        mean=lambda r: divide(ONE, r),
        variance=lambda r: divide(ONE, power(r, TWO)),
        generating=lambda t, r: divide(r, subtract(r, t)),
        moment=lambda n, r: divide(integer(factorial(int(n))), power(r, n)),
    ),
    "normal": Distribution(
        mean=lambda m, v: m,
        variance=lambda m, v: v,
        generating=lambda t, m, v: exp(add(mul(t, m), divide(mul(power(t, TWO), v), TWO))),
        moment=normal_moment,
    ),
    "gamma": Distribution(
        mean=lambda a, r: divide(a, r),
        variance=lambda a, r: divide(a, power(r, TWO)),
        generating=of_gamma,
        moment=gamma_moment,
    ),
    "chisquare": Distribution(
        mean=lambda n: n,
        variance=lambda n: mul(TWO, n),
        generating=lambda t, n: power(subtract(ONE, mul(TWO, t)), negate(divide(n, TWO))),
        moment=lambda n, k: gamma_moment(n, divide(k, TWO), HALF),
    ),
    "beta": Distribution(
        mean=lambda a, b: divide(a, add(a, b)),
        variance=beta_variance,
        moment=beta_moment,
    ),
    "student": Distribution(
        mean=lambda n: ZERO,
        variance=lambda n: divide(n, subtract(n, TWO)),
    ),
    "fisher": Distribution(
        mean=lambda m, n: divide(n, subtract(n, TWO)),
        variance=fisher_variance,
    ),
    "discreteuniform": Distribution(
        mean=lambda a, b: divide(add(a, b), TWO),
        variance=lambda a, b: divide(subtract(power(count_of(a, b), TWO), ONE), integer(12)),
        mass=lambda k, a, b: divide(ONE, count_of(a, b)),
        generating=of_discrete_uniform,
    ),
    "lognormal": Distribution(
        mean=lambda m, v: lognormal_moment(ONE, m, v),
        variance=lognormal_variance,
        moment=lognormal_moment,
    ),
}


def beta_density(x: Expr, a: Expr, b: Expr) -> Expr | None:
    """x^(a - 1) (1 - x)^(b - 1) times the number that makes the area 1, for whole numbers a and b"""
    if not isinstance(a, Integer) or not isinstance(b, Integer):
        return None
    scale = factorial(int(a + b) - 1) // (factorial(int(a) - 1) * factorial(int(b) - 1))
    return mul(integer(scale), power(x, integer(int(a) - 1)), power(subtract(ONE, x), integer(int(b) - 1)))


def gamma_density(x: Expr, a: Expr, r: Expr) -> Expr | None:
    """r^a x^(a - 1) e^(-r x)/(a - 1)! for a whole number a"""
    if not isinstance(a, Integer):
        return None
    above = mul(power(r, a), power(x, integer(int(a) - 1)), exp(negate(mul(r, x))))
    return divide(above, integer(factorial(int(a) - 1)))


# The density at x, and the ends between which it is not 0; None for no end.
DENSITIES: dict[str, Callable[..., tuple[Expr | None, Expr, Expr | None]]] = {
    "uniform": lambda x, a, b: (divide(ONE, subtract(b, a)), a, b),
    "exponential": lambda x, r: (mul(r, exp(negate(mul(r, x)))), ZERO, None),
    "gamma": lambda x, a, r: (gamma_density(x, a, r), ZERO, None),
    "beta": lambda x, a, b: (beta_density(x, a, b), ZERO, ONE),
}


def density_at(family: str, x: Expr, *given: Expr) -> Expr | None:
    """f(x), within the ends of the distribution; None where no formula is known here, or x lies outside."""
    if family == "normal":
        m, v = given
        distance = x if m == 0 else subtract(x, m)
        bell = exp(divide(negate(power(distance, TWO)), mul(TWO, v)))
        return divide(bell, power(mul(TWO, sympy.pi, v), HALF))
    known = DENSITIES.get(family)
    if known is None:
        return None
    body, low, high = known(x, *given)
    outside = x.is_number and (lies_below(x, low) or (high is not None and lies_below(high, x)))
    return ZERO if outside else body


def lies_below(a: Expr, b: Expr) -> bool:
    """Whether a < b is plain from the numbers."""
    return bool(canonical(subtract(b, a)).is_positive)


INDEX = Word("k")

# The mass with k left standing, for the sum of many.
BODY: dict[str, Formula] = {
    "binomial": lambda n, p: mul(call(binomial, n, INDEX), power(p, INDEX), power(q(p), subtract(n, INDEX))),
    "negativebinomial": lambda n, p: mul(
        call(binomial, subtract(INDEX, ONE), subtract(n, ONE)), power(p, n), power(q(p), subtract(INDEX, n))
    ),
    "poisson": lambda r: divide(mul(power(r, INDEX), exp(negate(r))), call(factorial_of, INDEX)),
    "hypergeometric": lambda m, g, n: divide(
        mul(call(binomial, g, INDEX), call(binomial, subtract(m, g), subtract(n, INDEX))), call(binomial, m, n)
    ),
}

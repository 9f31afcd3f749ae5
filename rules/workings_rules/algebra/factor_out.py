"""Factor out what all terms share: a b + a c = a (b + c), where that shortens the sum."""

from math import gcd, lcm

from sympy import Add, Basic, Expr, Integer, Mul, Rational, Symbol, exp

from workings.expression import Tidy, add, mul, power
from workings.expression.algebra import (
    Monomial,
    base_and_exponent,
    everywhere,
    flatten_product,
    flatten_sum,
    leaves,
    monomial,
    numbers_and_rest,
)
from workings.expression.nodes import ONE
from workings.expression.words import f, g, h, x
from workings.expression.written import ordered_terms, product
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.algebra.expand import leaves_once_expanded
from workings_rules.calculus.sources import SCHECHTER

HEADS = frozenset((Add, Mul))
SAVED = 2  # leaves that must be saved: 2x sin x + x^2 cos x is left as it stands


def rewrite(goal: Tidy, ask: Ask) -> Basic | None:
    simpler = everywhere(local, HEADS, goal)
    return None if simpler is None else ask(goal.of(simpler))


def local(node: Expr) -> Expr | None:
    return _sum(node) if type(node) is Add else _fraction(node)


def _sum(node: Expr) -> Expr | None:
    """What all terms share is written before brackets, where that shortens the sum; letters must shorten it more."""
    terms, shared = _shared(node)
    if not shared:
        return None
    number, inside = _divided(terms, shared)
    factored = _factored(terms, shared)
    if all(isinstance(base, Symbol) and n.q == 1 for base, n in shared.items()):
        return factored if leaves(factored) + SAVED <= leaves(node) else None
    most = leaves(node) - Monomial(number, shared).leaves({})
    return factored if leaves(inside) < most or leaves_once_expanded(inside) < most else None


def _fraction(node: Expr) -> Expr | None:
    """A sum above a fraction bar gives up what can be cancelled with a factor below."""
    above, below, rest = numbers_and_rest(node)
    sums = [factor for factor in rest if type(factor) is Add]
    if not sums:
        return None
    under = {base for base, n in map(base_and_exponent, rest) if n.p < 0}
    for total in sums if under else ():
        terms, shared = _shared(total)
        cancelled = {base: n for base, n in shared.items() if base in under}
        if cancelled:
            others = [factor for factor in rest if factor is not total]
            factored = _factored(terms, cancelled)
            return product(ONE, [*above, *[power(n, -ONE) for n in below], *others, factored])
    return None


def _shared(node: Expr) -> tuple[list[Monomial], dict[Expr, Rational]]:
    """The terms, and the bases that all of them have, each with its smallest exponent.

    Whole exponents count above the fraction bar. Those of roots must differ by whole numbers, and count below it too,
    sqrt(u) + v/sqrt(u) = (u + v)/sqrt(u); so do those of e.
    """
    terms: list[Monomial] = []
    shared: dict[Expr, Rational] = {}
    for term in flatten_sum((node,)):
        read = monomial(term)
        if read is None:
            return [], {}
        if not terms:
            shared = {base: n for base, n in read.powers.items() if _may_be_taken(base, n)}
        else:
            both = [(base, n, read.powers[base]) for base, n in shared.items() if base in read.powers]
            shared = {base: min(n, m) for base, n, m in both if (n - m).q == 1 and _may_be_taken(base, m)}
        if not shared:
            return [], {}
        terms.append(read)
    return terms, shared


def _may_be_taken(base: Expr, n: Rational) -> bool:
    return bool(n.p > 0 or n.q > 1) or type(base) is exp


def _divided(terms: list[Monomial], shared: dict[Expr, Rational]) -> tuple[Rational, Expr]:
    """The number that is taken out as well, and what the shared factors leave in the brackets."""
    number = _common_number([term.number for term in terms])
    taken = Monomial(ONE / number, {base: -n for base, n in shared.items()})
    left = [term * taken for term in terms]
    return number, add(*ordered_terms([product(rest.number, rest.factors) for rest in left]))


def _factored(terms: list[Monomial], shared: dict[Expr, Rational]) -> Expr:
    number, inside = _divided(terms, shared)
    return product(number, [*Monomial(ONE, shared).factors, inside])


def _common_number(numbers: list[Rational]) -> Rational:
    """The greatest common divisor over the least common denominator, negative where all numbers are."""
    common = Rational(gcd(*[n.p for n in numbers]), lcm(*[n.q for n in numbers]))
    return -common if all(n.p < 0 for n in numbers) else common


def one_term_left(goal: Tidy, ask: Ask) -> Basic | None:
    """The shared factor is taken from the first term only."""
    node = goal.expr
    factored = _sum(node) if isinstance(node, Add) else None
    factors = flatten_product((factored,)) if factored is not None else []
    inside = [factor for factor in factors if isinstance(factor, Add)]
    if not inside:
        return None
    outside = [factor for factor in factors if factor is not inside[0]]
    return mul(*outside, add(inside[0].args[0], *node.args[1:]))


RULE = Rule(
    slug="factor-out",
    title=Text("factor out", "共通因数をくくり出す"),
    explanation=Text(
        "A factor that every term has is written once, before brackets.",
        "すべての項に共通する因子を括弧の前に一度だけ書きます。",
    ),
    goal=Tidy,
    rewrite=rewrite,
    law=(Tidy(add(mul(f(x), g(x), power(x, Integer(2))), mul(f(x), h(x), power(x, Integer(2))))),),
    source="Distributive law",
    examples=(Example("4x^3 e^x + x^4 e^x", "x^3 e^x (4 + x)"),),
    mistakes=(
        Mistake(
            "algebra-distribute",
            Text(
                "The factor must be taken out of every term, not only the first.",
                "共通因数は最初の項だけでなく、すべての項からくくり出します。",
            ),
            one_term_left,
            SCHECHTER,
        ),
    ),
)

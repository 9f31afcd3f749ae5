"""Pythagoras: sin^2 u + cos^2 u = 1, and cosh^2 u - sinh^2 u = 1, where both stand in a sum with the same factor."""

from collections.abc import Callable, Iterator
from typing import Any

from sympy import Add, Basic, Expr, Rational, cos, cosh, sin, sinh

from workings.expression import Tidy, add, call, mul, power, symbol
from workings.expression.algebra import Monomial, everywhere, flatten_sum, monomial
from workings.expression.nodes import MINUS_ONE, ONE
from workings.expression.words import TWO, x
from workings.expression.written import product
from workings.rule import Ask, Example, Rule, Text
from workings_rules.algebra.slips import anywhere

HEADS = frozenset((Add,))
SQUARED = frozenset((sin, cosh))
c = symbol("c")
# A square, its partner, and the sign between them.
PAIRS: tuple[tuple[Any, Any, Rational], ...] = ((sin, cos, ONE), (cosh, sinh, MINUS_ONE))


def rewrite(goal: Tidy, ask: Ask) -> Basic | None:
    simpler = everywhere(local, HEADS, goal, SQUARED)
    return None if simpler is None else ask(goal.of(simpler))


def local(node: Expr) -> Expr | None:
    """The sum with the first pair of squares in it made one term."""
    return next(_joined(node, lambda rest: product(rest.number, rest.factors)), None)


def _joined(node: Expr, together: Callable[[Monomial], Expr]) -> Iterator[Expr]:
    """The sum with a pair of squares in it replaced by what they are together."""
    terms = flatten_sum((node,))
    read = [monomial(term) for term in terms]
    places = {term.like: i for i, term in enumerate(read) if term is not None}
    for i, term in enumerate(read):
        for partner, rest in _partners(term) if term is not None else ():
            j = places.get(partner.like)
            other = None if j is None else read[j]
            if j is not None and other is not None and other.number == partner.number:
                left = [t for k, t in enumerate(terms) if k not in (i, j)]
                left.insert(min(i, j), together(rest))
                yield add(*left)


def _partners(term: Monomial) -> list[tuple[Monomial, Monomial]]:
    """For each square in the term: what would make it whole, and what the two are together."""
    found = []
    for base, n in term.powers.items():
        for square, partner, sign in PAIRS:
            if type(base) is square and n == TWO:
                rest = Monomial(term.number, {b: m for b, m in term.powers.items() if b is not base})
                found.append((rest * Monomial(sign, {call(partner, *base._args): TWO}), rest))
    return found


def factor_lost(node: Expr) -> Iterator[Expr]:
    """3 sin^2 u + 3 cos^2 u taken for 1."""
    if type(node) is Add:
        yield from _joined(node, lambda rest: ONE)


RULE = Rule(
    slug="pythagoras",
    title=Text("sin² + cos² = 1", "sin² + cos² = 1"),
    explanation=Text(
        "The point at angle u on the unit circle is (cos u, sin u), one away from the centre: sin²u + cos²u = 1; "
        "on the hyperbola cosh²u − sinh²u = 1.",
        "単位円上の角 u の点は (cos u, sin u) で、中心からの距離は 1 です。sin²u + cos²u = 1。"
        "双曲線では cosh²u − sinh²u = 1 です。",
    ),
    goal=Tidy,
    rewrite=rewrite,
    law=(
        Tidy(add(mul(c, power(call(sin, x), TWO)), mul(c, power(call(cos, x), TWO)))),
        Tidy(add(mul(c, power(call(cosh, x), TWO)), mul(MINUS_ONE, c, power(call(sinh, x), TWO)))),
    ),
    source="NIST Digital Library of Mathematical Functions, https://dlmf.nist.gov/4.21",
    examples=(
        Example("3sin(2x)^2 + 3cos(2x)^2 + x", "x + 3"),
        Example("x cosh(x)^2 - x sinh(x)^2", "x"),
    ),
    mistakes=(
        anywhere(
            "pythagoras-factor-lost",
            "The factor in front of both squares stays: 3 sin²u + 3 cos²u = 3.",
            "両方の 2 乗に掛かる因子は残ります。3 sin²u + 3 cos²u = 3。",
            factor_lost,
        ),
    ),
)

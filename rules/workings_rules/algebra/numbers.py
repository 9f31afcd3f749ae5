"""Work out the numbers: multiply and add them, drop a term 0 and a factor 1."""

from math import gcd

from sympy import Add, Basic, Expr, Integer, Mul, Pow, Rational
from sympy.core.numbers import Number

from workings.expression import Tidy, add, mul
from workings.expression.algebra import everywhere, flatten_product, flatten_sum, monomial, numbers_and_rest
from workings.expression.nodes import MINUS_ONE, ONE, ZERO, divisor
from workings.expression.words import x
from workings.expression.written import product
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import SCHECHTER

HEADS = frozenset((Add, Mul, Pow))
MOST_DIGITS = 64  # of a power of a number that is still worked out
LARGEST_ROOT = 10**12  # the number under a root that is still looked into


def rewrite(goal: Tidy, ask: Ask) -> Basic | None:
    simpler = everywhere(local, HEADS, goal)
    return None if simpler is None else ask(goal.of(simpler))


def local(node: Expr) -> Expr | None:
    if type(node) is Mul:
        return _product(node)
    return _sum(node) if type(node) is Add else _power(*node._args)


def _product(node: Expr) -> Expr | None:
    """One number before the product, in lowest terms."""
    above, below, rest = numbers_and_rest(node)
    if any(n.p == 0 for n in below):
        return None  # divided by zero: not defined, and left so
    if any(n.p == 0 for n in above):
        return ZERO
    if rest and _in_lowest_terms(above, below) and _is_in_front(node):
        return _without_brackets(node)
    number = ONE
    for n in above:
        number = number * n
    for n in below:
        number = number / n
    return product(number, rest)


def _in_lowest_terms(above: list[Rational], below: list[Rational]) -> bool:
    """Whether there is at most one number, or one fraction p/q that can't be reduced."""
    if not below:
        return len(above) <= 1
    over, under = above[0] if above else ONE, below[0]
    return len(above) <= 1 and len(below) == 1 and over.q == under.q == 1 < under.p and gcd(over.p, under.p) == 1


def _is_in_front(node: Expr) -> bool:
    """Whether no number stands behind a factor that is none."""
    factors = flatten_product(node._args)
    return not any(isinstance(divisor(factor) or factor, Rational) for factor in factors[1:-1]) and not isinstance(
        factors[-1], Rational
    )


def _without_brackets(node: Expr) -> Expr | None:
    """A product in a product written as one."""
    if not any(type(factor) is Mul for factor in node._args):
        return None
    opened = product(ONE, flatten_product(node._args))
    return None if opened == node else opened


def _sum(node: Expr) -> Expr | None:
    """The numbers among the terms added, where the first of them stood."""
    terms = [_number(term) for term in flatten_sum(node._args)]
    numbers = [term for term in terms if isinstance(term, Rational)]
    if not numbers or (len(numbers) == 1 and numbers[0].p != 0):
        return add(*terms) if len(terms) > len(node._args) else None
    if len(numbers) > 1 and _has_like_terms(terms):
        return None  # all of them are collected at once
    total = sum(numbers, ZERO)
    place = next(i for i, term in enumerate(terms) if isinstance(term, Rational))
    rest: list[Expr] = [term for term in terms if not isinstance(term, Rational)]
    if total.p != 0:
        rest.insert(place, total)
    return add(*rest)


def _has_like_terms(terms: list[Expr]) -> bool:
    read = [monomial(term) for term in terms if not isinstance(term, Rational)]
    return len({m.like for m in read if m is not None}) < len(read)


def _number(term: Expr) -> Expr:
    """1/2 written with a fraction bar is the number 1/2."""
    below = divisor(term)
    return Rational(below.q, below.p) if isinstance(below, Rational) and below.p != 0 else term


def _power(base: Expr, n: Expr) -> Expr | None:
    if n is ONE or base is ONE:
        return base
    if n is ZERO:
        return ONE
    if not isinstance(base, Rational) or not isinstance(n, Rational):
        return None
    if base is ZERO:
        return ZERO if n.p > 0 else None
    if n is MINUS_ONE and base.q == 1 < base.p:
        return None  # a fraction bar
    if n.q == 1:
        return base**n if abs(n.p) * len(str(max(abs(base.p), base.q))) <= MOST_DIGITS else None
    return rational_power(base, n)


def rational_power(base: Rational, n: Rational) -> Rational | None:
    """A root of a number where it is a rational number; an odd root of a negative number is negative."""
    if max(abs(base.p), base.q) > LARGEST_ROOT or abs(n.p) > MOST_DIGITS or (base.p < 0 and n.q % 2 == 0):
        return None
    root = Pow(abs(base), Rational(1, n.q))
    if not isinstance(root, Number):
        return None
    return (root if base.p > 0 else -root) ** n.p


def slip(goal: Tidy, ask: Ask) -> Basic | None:
    """The product of the numbers of a term taken for their sum."""
    node = goal.expr
    numbers = [f for f in flatten_product(node.args) if isinstance(f, Rational)] if isinstance(node, Mul) else []
    if len(numbers) < 2:
        return None
    rest = [f for f in flatten_product(node.args) if not isinstance(f, Rational)]
    return mul(sum(numbers, ZERO), *rest)


RULE = Rule(
    slug="numbers",
    title=Text("work out the numbers", "数を計算する"),
    explanation=Text(
        "Numbers are multiplied, written in front and added; what changes nothing (a term 0, a factor 1) is dropped.",
        "数どうしを掛けて前に書き、足し合わせ、何も変えないもの（項の 0、因子の 1）を省きます。",
    ),
    goal=Tidy,
    rewrite=rewrite,
    law=(Tidy(mul(Integer(2), x, Integer(3))), Tidy(add(x, ZERO))),
    source="Field axioms of the real numbers: associativity, commutativity, neutral elements",
    examples=(Example("2 · x · 3", "6x"), Example("x + 0", "x"), Example("x · 8^(1/3)", "2x")),
    mistakes=(
        Mistake(
            "arithmetic-slip",
            Text("The numbers are worked out wrongly.", "数の計算が間違っています。"),
            slip,
            SCHECHTER,
        ),
    ),
)

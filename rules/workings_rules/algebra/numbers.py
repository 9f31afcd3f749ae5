"""Work out the numbers: multiply and add them, drop a term 0 and a factor 1."""

from math import gcd

from sympy import Add, Basic, Expr, Integer, Mul, Pow, Rational
from sympy.core.numbers import Number

from workings.expression import Tidy, add, mul
from workings.expression.algebra import everywhere, flatten_product, flatten_sum, numbers_and_rest
from workings.expression.nodes import ONE, ZERO
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
    if len(above) <= 1 and not below:
        return None
    if len(above) <= 1 and len(below) == 1 and below[0].q == 1 and below[0].p > 1:
        over = above[0] if above else ONE
        if over.q == 1 and gcd(over.p, below[0].p) == 1:
            return None
    number = ONE
    for n in above:
        number = number * n
    for n in below:
        number = number / n
    return product(number, rest)


def _sum(node: Expr) -> Expr | None:
    """The numbers among the terms added, where the first of them stood."""
    terms = flatten_sum(node._args)
    numbers = [term for term in terms if isinstance(term, Rational)]
    if not numbers or (len(numbers) == 1 and numbers[0].p != 0):
        return None
    total = sum(numbers, ZERO)
    place = next(i for i, term in enumerate(terms) if isinstance(term, Rational))
    rest: list[Expr] = [term for term in terms if not isinstance(term, Rational)]
    if total.p != 0:
        rest.insert(place, total)
    return add(*rest)


def _power(base: Expr, n: Expr) -> Expr | None:
    if n is ONE or base is ONE:
        return base
    if n is ZERO:
        return ONE
    if not isinstance(base, Rational) or not isinstance(n, Rational):
        return None
    if base is ZERO:
        return ZERO if n.p > 0 else None
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
        "Numbers are multiplied and added, and what changes nothing (a term 0, a factor 1) is dropped.",
        "数どうしを掛け、足し、何も変えないもの（項の 0、因子の 1）を省きます。",
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

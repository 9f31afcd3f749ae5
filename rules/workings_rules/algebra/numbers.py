"""Work out the numbers: multiply and add them, drop zeros and ones, the number of a product in front."""

import sympy
from sympy import Add, Basic, Expr, Integer, Mul, Pow, Rational
from sympy.core.numbers import Number

from workings.expression import Tidy, add, mul, power
from workings.expression.algebra import everywhere, flatten_product, flatten_sum
from workings.expression.nodes import MINUS_ONE, ONE, ZERO, divisor
from workings.expression.words import x
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import SCHECHTER

LARGEST_POWER = 64  # digits of a power of a number that is still worked out
KNOWN_VALUES = {
    (sympy.log, ONE): ZERO,
    (sympy.exp, ZERO): ONE,
    (sympy.sin, ZERO): ZERO,
    (sympy.cos, ZERO): ONE,
    (sympy.tan, ZERO): ZERO,
    (sympy.log, sympy.E): ONE,
}


def rewrite(goal: Tidy, ask: Ask) -> Basic | None:
    simpler = everywhere(local, goal.expr, goal.settled(local))
    return None if simpler is None else ask(goal.of(simpler))


def local(node: Expr) -> Expr | None:
    if isinstance(node, Mul):
        return _product(node)
    if isinstance(node, Add):
        return _sum(node)
    if isinstance(node, Pow):
        return _power(node)
    return KNOWN_VALUES.get((type(node), node.args[0])) if len(node.args) == 1 else None


def _product(node: Mul) -> Expr | None:
    """One coefficient in front; a number below the bar goes into it."""
    number: Expr = ONE
    rest: list[Expr] = []
    for factor in flatten_product(node.args):
        if isinstance(factor, Rational):
            number = number * factor
            continue
        below = divisor(factor)
        if below is not None:
            inside = [f for f in flatten_product((below,)) if not isinstance(f, Rational) or f is ZERO]
            for f in flatten_product((below,)):
                if isinstance(f, Rational) and f is not ZERO:
                    number = number / f
            rest.extend(power(f, MINUS_ONE) for f in inside)
        else:
            rest.append(factor)
    if number is ZERO:
        return ZERO
    if number is not ONE:
        rest.insert(0, number)
    return None if tuple(rest) == node.args else mul(*rest)


def _sum(node: Add) -> Expr | None:
    number: Expr = ZERO
    rest: list[Expr] = []
    place = 0
    for term in flatten_sum(node.args):
        if isinstance(term, Rational):
            if number is ZERO:
                place = len(rest)
            number = number + term
        else:
            rest.append(term)
    if number is not ZERO:
        rest.insert(place, number)
    return None if tuple(rest) == node.args else add(*rest)


def _power(node: Pow) -> Expr | None:
    base, exponent = node.args
    if exponent is ONE or base is ONE:
        return base
    if exponent is ZERO and base is not ZERO:
        return ONE
    if isinstance(base, Rational) and isinstance(exponent, Rational) and base is not ZERO:
        if isinstance(exponent, Integer) and abs(exponent.p) * len(str(max(abs(base.p), base.q))) <= LARGEST_POWER:
            return base**exponent
        if base.is_positive and exponent.q == 2 and max(base.p, base.q) < 10**12:
            root = Pow(base, Rational(1, 2))
            if isinstance(root, Number):
                return root**exponent.p
    return None


def slip(goal: Tidy, ask: Ask) -> Basic | None:
    """The product of the numbers of a term taken for their sum."""
    for node in (goal.expr,):
        numbers = [f for f in flatten_product(node.args) if isinstance(f, Rational)] if isinstance(node, Mul) else []
        if len(numbers) > 1:
            rest = [f for f in flatten_product(node.args) if not isinstance(f, Rational)]
            return mul(sum(numbers, ZERO), *rest)
    return None


RULE = Rule(
    slug="numbers",
    title=Text("multiply numbers", "数を計算する"),
    explanation=Text(
        "Numbers are multiplied and added, and what changes nothing (a term 0, a factor 1) is dropped.",
        "数どうしを掛け、足し、何も変えないもの（項の 0、因子の 1）を省きます。",
    ),
    goal=Tidy,
    rewrite=rewrite,
    law=(Tidy(mul(Integer(2), x, Integer(3))), Tidy(add(x, ZERO))),
    source="Field axioms of the real numbers: associativity, commutativity, neutral elements",
    examples=(Example("2 · x · 3", "6x"), Example("x + 0", "x")),
    mistakes=(
        Mistake(
            "arithmetic-slip",
            Text("The numbers are worked out wrongly.", "数の計算が間違っています。"),
            slip,
            SCHECHTER,
        ),
    ),
)

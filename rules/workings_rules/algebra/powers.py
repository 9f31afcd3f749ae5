"""Combine powers of one base: x^a x^b = x^(a+b), (x^a)^n = x^(a n), e^a e^b = e^(a+b)."""

from sympy import Add, Basic, Expr, Integer, Mul, Pow, Rational, exp

from workings.expression import Tidy, add, call, divide, mul, power
from workings.expression.algebra import base_and_exponent, everywhere, numbers_and_rest, terms_in_any_order
from workings.expression.nodes import MINUS_ONE, ONE, ZERO, divisor
from workings.expression.words import x
from workings.expression.written import product
from workings.rule import Ask, Example, Rule, Text
from workings_rules.algebra import slips
from workings_rules.algebra.numbers import rational_power

HEADS = frozenset((Mul, Pow))
LARGEST = 20  # the power of a number in a product that is worked out at once


def rewrite(goal: Tidy, ask: Ask) -> Basic | None:
    simpler = everywhere(local, HEADS, goal)
    return None if simpler is None else ask(goal.of(simpler))


def local(node: Expr) -> Expr | None:
    return _product(node) if type(node) is Mul else _power(*node._args)


def _split(factor: Expr) -> tuple[Expr, Expr]:
    """The power behind a factor; the base of an exponential is the function itself, since e is written as one."""
    if type(factor) is exp:
        return exp, factor._args[0]
    below = divisor(factor)
    if isinstance(below, exp):
        return exp, mul(MINUS_ONE, below._args[0])
    if type(factor) is Pow and not isinstance(factor._args[1], Rational):
        return factor._args[0], factor._args[1]
    return base_and_exponent(factor)


def _product(node: Expr) -> Expr | None:
    above, below, rest = numbers_and_rest(node)
    together: dict[object, list[tuple[Expr, Expr, Expr]]] = {}
    split = [(*_split(factor), factor) for factor in rest]
    sums = sum([type(base) is Add for base, _, _ in split])
    for base, exponent, factor in split:
        same = terms_in_any_order(base) if sums > 1 and type(base) is Add else base
        together.setdefault(same, []).append((base, exponent, factor))
    if len(together) == len(rest):
        return None
    found = above + [divide(ONE, n) for n in below]
    for members in together.values():
        base, _, factor = members[0]
        found.append(factor if len(members) == 1 else _raised(base, [exponent for _, exponent, _ in members]))
    return product(ONE, found)


def _raised(base: Expr, exponents: list[Expr]) -> Expr:
    if base is exp:
        return call(exp, add(*exponents))
    if not all(isinstance(n, Rational) for n in exponents):
        return power(base, add(*exponents))
    total = sum(exponents, ZERO)
    if total is ZERO:
        return ONE
    return power(base, total) if total.p > 0 else divide(ONE, power(base, -total))


def _power(base: Expr, n: Expr) -> Expr | None:
    """(u^a)^n = u^(a n) for a whole number n, (c u)^n = c^n u^n for a number c; a fraction bar stays one."""
    if not isinstance(n, Rational) or n is MINUS_ONE:
        return None
    if type(base) is Mul:
        return _of_product(base, n)
    if n.q != 1:
        return None
    if type(base) is exp:
        return call(exp, mul(n, base._args[0]))
    if type(base) is Pow and isinstance(base._args[1], Rational):
        inner, a = base._args
        total = a * n
        return power(inner, total) if total.p > 0 else divide(ONE, power(inner, -total))
    return None


def _of_product(base: Expr, n: Rational) -> Expr | None:
    """The number is taken out of the power where its power is a rational number: (2x)^3 = 8x^3, sqrt(4x) = 2 sqrt x.

    So is the root of a number: (x/sqrt(2))^2 = x^2/2.
    """
    above, below, rest = numbers_and_rest(base)
    number = ONE
    for c in above:
        number = number * c
    for c in below:
        if c.p == 0:
            return None
        number = number / c
    if number.p == 0 or abs(n.p) > LARGEST or (number is ONE and not any(_is_root_of_number(u, n) for u in rest)):
        return None
    if n.q == 1:
        return product(number**n, [power(factor, n) for factor in rest])
    outside = rational_power(number, n) if number.p > 0 else None
    return None if outside is None else product(outside, [power(product(ONE, rest), n)])


def _is_root_of_number(factor: Expr, n: Rational) -> bool:
    """Whether the n-th power of the factor is a rational number because the factor is a root of one."""
    base, exponent = base_and_exponent(factor)
    return isinstance(base, Rational) and exponent is not ONE and bool((exponent * n).q == 1)


RULE = Rule(
    slug="powers",
    title=Text("combine powers", "べき乗をまとめる"),
    explanation=Text(
        "Powers of the same base are multiplied by adding their exponents; equal factors above and below cancel.",
        "同じ底のべき乗を掛けるときは指数を足します。分子と分母に同じ因子があれば約分します。",
    ),
    goal=Tidy,
    rewrite=rewrite,
    law=(Tidy(mul(x, power(x, Integer(2)))),),
    source="Laws of exponents",
    examples=(
        Example("x · x^2", "x^3"),
        Example("e^x · e^(2x)", "e^(3x)"),
        Example("(2x)^3", "8x^3"),
        Example("(x/sqrt(2))^2", "x^2/2"),
        Example("x · x · sqrt(x^3)", ""),
        Example("x · (x + 1)/x", "x + 1"),
    ),
    mistakes=(slips.EXPONENT, slips.ROOT, slips.CANCEL),
)

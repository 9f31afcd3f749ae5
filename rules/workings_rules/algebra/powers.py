"""Combine powers of one base: x^a x^b = x^(a+b), (x^a)^n = x^(a n), e^a e^b = e^(a+b)."""

from sympy import Basic, Expr, Integer, Mul, Pow, Rational, exp

from workings.expression import Tidy, add, call, mul, power
from workings.expression.algebra import everywhere
from workings.expression.nodes import MINUS_ONE, ONE, ZERO
from workings.expression.words import x
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import SCHECHTER

LARGEST = 20  # the power of a number in a product that is worked out at once


def rewrite(goal: Tidy, ask: Ask) -> Basic | None:
    simpler = everywhere(local, goal.expr, goal.settled(local))
    return None if simpler is None else ask(goal.of(simpler))


def local(node: Expr) -> Expr | None:
    if isinstance(node, Mul):
        return _product(node)
    if isinstance(node, Pow):
        return _power(node)
    return None


def _base_and_exponent(factor: Expr) -> tuple[Expr, Expr]:
    """The power behind a factor; 1/x^2 is x to the -2."""
    if isinstance(factor, exp):
        return exp, factor.args[0]
    if isinstance(factor, Pow):
        base, exponent = factor.args
        if exponent is MINUS_ONE and isinstance(base, Pow) and isinstance(base.args[1], Rational):
            return base.args[0], -base.args[1]
        if exponent is MINUS_ONE and isinstance(base, exp):
            return exp, mul(MINUS_ONE, base.args[0])
        return base, exponent
    return factor, ONE


def _product(node: Mul) -> Expr | None:
    exponents: dict[Expr, list[Expr]] = {}
    members: dict[Expr, list[Expr]] = {}
    for factor in node.args:
        base, exponent = (factor, ONE) if isinstance(factor, Rational) else _base_and_exponent(factor)
        exponents.setdefault(base, []).append(exponent)
        members.setdefault(base, []).append(factor)
    if len(exponents) == len(node.args):
        return None
    found = []
    for base, several in exponents.items():
        if len(several) == 1:
            found.extend(members[base])
        elif base is exp:
            total = add(*several)
            found.append(call(exp, total))
        elif isinstance(base, Rational):
            return None
        else:
            found.append(_raised(base, several))
    return mul(*found)


def _raised(base: Expr, exponents: list[Expr]) -> Expr:
    if not all(isinstance(e, Rational) for e in exponents):
        return power(base, add(*exponents))
    total = sum(exponents, ZERO)
    if total is ZERO:
        return ONE
    if total.is_negative:
        return power(power(base, -total), MINUS_ONE)
    return power(base, total)


def _power(node: Pow) -> Expr | None:
    """(u^a)^n = u^(a n) for a whole number n; a fraction bar stays one."""
    base, n = node.args
    if not isinstance(n, Integer) or n is MINUS_ONE:
        return None
    if isinstance(base, Pow) and isinstance(base.args[1], Rational):
        inner, a = base.args
        if a is MINUS_ONE:
            return power(power(inner, n), MINUS_ONE) if n.is_positive else power(inner, -n)
        return power(inner, a * n)
    if isinstance(base, exp):
        return call(exp, mul(n, base.args[0]))
    if isinstance(base, Mul) and any(isinstance(f, Rational) for f in base.args):
        return mul(*[f**n if isinstance(f, Rational) and abs(n) <= LARGEST else power(f, n) for f in base.args])
    return None


def multiplied(goal: Tidy, ask: Ask) -> Basic | None:
    """x^a x^b taken for x^(a b)."""
    node = goal.expr
    if not isinstance(node, Mul) or len(node.args) != 2:
        return None
    (b, m), (c, n) = (_base_and_exponent(factor) for factor in node.args)
    return power(b, mul(m, n)) if b == c and isinstance(b, Expr) else None


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
    examples=(Example("x · x^2", "x^3"), Example("e^x · e^(2x)", "e^(3x)")),
    mistakes=(
        Mistake(
            "exponent-law-wrong",
            Text(
                "To multiply powers of one base, add the exponents; do not multiply them.",
                "同じ底のべき乗を掛けるときは指数を足します。掛けてはいけません。",
            ),
            multiplied,
            SCHECHTER,
        ),
    ),
)

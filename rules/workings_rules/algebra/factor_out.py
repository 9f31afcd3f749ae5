"""Factor out what all terms share: a b + a c = a (b + c), where that shortens the sum."""

from math import gcd

from sympy import Add, Basic, Expr, Integer, Mul, Pow

from workings.expression import Tidy, add, mul, power
from workings.expression.algebra import everywhere, leaves, split_coefficient
from workings.expression.nodes import MINUS_ONE, ONE
from workings.expression.words import f, g, h, x
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import SCHECHTER

SAVED = 2  # leaves that must be saved: 2x sin x + x^2 cos x is left as it stands


def rewrite(goal: Tidy, ask: Ask) -> Basic | None:
    simpler = everywhere(local, goal.expr, goal.settled(local))
    return None if simpler is None else ask(goal.of(simpler))


def local(node: Expr) -> Expr | None:
    if not isinstance(node, Add):
        return None
    split = [_powers(term) for term in node.args]
    shared = dict(split[0][1])
    for _, powers in split[1:]:
        shared = {base: min(n, powers[base], key=int) for base, n in shared.items() if base in powers}
    shared = {base: n for base, n in shared.items() if int(n) > 0}
    if not shared:
        return None
    number = _common_number([coefficient for coefficient, _ in split])
    inside = add(
        *[
            mul(coefficient / number, *[power(base, n - shared.get(base, 0)) for base, n in powers.items() if n != shared.get(base, 0)])
            for coefficient, powers in split
        ]
    )
    factored = mul(number, *[power(base, n) for base, n in shared.items()], inside)
    return factored if leaves(factored) + SAVED <= leaves(node) else None


def _powers(term: Expr) -> tuple[Expr, dict[Expr, Integer]]:
    """A term's number, and its other factors with their whole exponents."""
    coefficient, factors = split_coefficient(term)
    found: dict[Expr, Integer] = {}
    for factor in factors:
        base, exponent = factor.args if isinstance(factor, Pow) else (factor, ONE)
        if not isinstance(exponent, Integer) or exponent is MINUS_ONE:
            base, exponent = factor, ONE
        found[base] = found.get(base, 0) + exponent
    return coefficient, found


def _common_number(coefficients: list[Expr]) -> Expr:
    """The greatest common divisor of whole coefficients, 1 otherwise."""
    if not all(isinstance(c, Integer) for c in coefficients):
        return ONE
    common = gcd(*[int(c) for c in coefficients])
    return Integer(-common if all(c.is_negative for c in coefficients) else common)


def one_term_left(goal: Tidy, ask: Ask) -> Basic | None:
    """The shared factor is taken from the first term only."""
    node = goal.expr
    factored = local(node)
    if not isinstance(factored, Mul) or not isinstance(factored.args[-1], Add):
        return None
    first, *_ = factored.args[-1].args
    return mul(*factored.args[:-1], add(first, *node.args[1:]))


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

"""Fractions over the same denominator: a/d + b/d = (a + b)/d, where the numerators collect to something shorter."""

from collections.abc import Iterator

from sympy import Add, Basic, Expr

from workings.expression import Tidy, add, divide, mul, negate, power, subtract, symbol
from workings.expression.algebra import Monomial, everywhere, flatten_sum, leaves, monomial
from workings.expression.nodes import ONE
from workings.expression.words import x
from workings.expression.written import ordered_terms, product
from workings.rule import Ask, Example, Rule, Text
from workings_rules.algebra.expand import leaves_once_expanded
from workings_rules.algebra.slips import anywhere

HEADS = frozenset((Add,))


def rewrite(goal: Tidy, ask: Ask) -> Basic | None:
    simpler = everywhere(local, HEADS, goal)
    return None if simpler is None else ask(goal.of(simpler))


def local(node: Expr) -> Expr | None:
    """The sum with two or more of its fractions under one bar, where their numerators collect."""
    found = next(groups(node), None)
    if found is None:
        return None
    others, above, below = found
    return add(*others, mul(add(*ordered_terms(above)), below))


def groups(node: Expr) -> Iterator[tuple[list[Expr], list[Expr], Expr]]:
    """(the other terms, the numerators, 1/d) for each d that several terms have, and that is worth it."""
    terms = flatten_sum((node,))
    read = [monomial(term) for term in terms]
    by_divisor: dict[frozenset[tuple[Expr, Basic]], list[int]] = {}
    for i, found in enumerate(read):
        if found is not None:
            below = frozenset((base, n) for base, n in found.powers.items() if n.p < 0)
            if any(type(base) is Add for base, _ in below):
                by_divisor.setdefault(below, []).append(i)
    for below, places in by_divisor.items():
        if len(places) < 2:
            continue
        above = [_numerator(found) for i in places if (found := read[i]) is not None]
        total = add(*above)
        if leaves_once_expanded(total) < leaves(total):
            rest = [term for i, term in enumerate(terms) if i not in places]
            yield rest, above, product(ONE, Monomial(ONE, dict(below)).factors)


def _numerator(found: Monomial) -> Expr:
    return product(found.number, [power(base, n) for base, n in found.powers.items() if n.p > 0])


def sign_of_first_term_only(node: Expr) -> Iterator[Expr]:
    """a/d - (b + c)/d taken for (a - b + c)/d."""
    for others, above, below in groups(node) if type(node) is Add else ():
        for i, term in enumerate(above):
            if len(term.args) == 2 and term.args[0] == -ONE and isinstance(term.args[1], Add):
                first, *more = term.args[1].args
                wrong = add(negate(first), *more)
                yield add(*others, mul(add(*above[:i], wrong, *above[i + 1 :]), below))


RULE = Rule(
    slug="same-denominator",
    title=Text("same denominator", "分母が同じ分数の和"),
    explanation=Text(
        "Fractions over the same denominator are added by adding what stands above: a/d + b/d = (a + b)/d.",
        "分母が同じ分数は、分子どうしを足します。a/d + b/d = (a + b)/d。",
    ),
    goal=Tidy,
    rewrite=rewrite,
    law=(
        Tidy(
            subtract(
                divide(add(x, symbol("a")), add(x, symbol("b"))), divide(subtract(x, symbol("a")), add(x, symbol("b")))
            )
        ),
    ),
    source="Addition of fractions",
    examples=(
        Example("(y^2 - x^2)/(x^2 + y^2)^2 + (x^2 - y^2)/(x^2 + y^2)^2", "0"),
        Example("x/(x + 1)^2 - (x - 1)/(x + 1)^2", "1/(x + 1)^2"),
    ),
    mistakes=(
        anywhere(
            "algebra-sign",
            "The minus sign before a fraction belongs to its whole numerator.",
            "分数の前のマイナスは分子全体にかかります。",
            sign_of_first_term_only,
        ),
    ),
)

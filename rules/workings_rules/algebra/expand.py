"""Expand: a (b + c) = a b + a c, where the result reads no longer than before."""

from sympy import Add, Basic, Expr, Integer, Mul, Pow

from workings.expression import Tidy, add, mul
from workings.expression.algebra import Monomial, everywhere, flatten_product, flatten_sum, leaves, monomial
from workings.expression.nodes import ONE, divisor
from workings.expression.words import x
from workings.expression.written import product
from workings.rule import Ask, Example, Rule, Text
from workings_rules.algebra import slips

HEADS = frozenset((Add, Mul))
LARGEST_POWER = 3
MOST_TERMS = 40


def rewrite(goal: Tidy, ask: Ask) -> Basic | None:
    simpler = everywhere(local, HEADS, goal)
    return None if simpler is None else ask(goal.of(simpler))


def local(node: Expr) -> Expr | None:
    """The expanded node where, like terms collected, it reads no longer than it did; brackets in a sum always go."""
    terms = flatten_sum((node,))
    expanded = [_expanded(term) for term in terms]
    if any(expanded):
        found = _all_terms(terms, expanded)
        if _collected_leaves(found) <= leaves(node):
            return add(*[_written(m) for m in found])
    return add(*terms) if type(node) is Add and len(terms) > len(node._args) else None


def leaves_once_expanded(total: Expr) -> int:
    """How a sum reads once it is expanded and like terms are collected."""
    terms = flatten_sum((total,))
    return _collected_leaves(_all_terms(terms, [_expanded(term) for term in terms]))


def _all_terms(terms: list[Expr], expanded: list[list[Monomial | Expr]]) -> list[Monomial | Expr]:
    return [m for term, several in zip(terms, expanded, strict=True) for m in several or [monomial(term) or term]]


def _expanded(term: Expr) -> list[Monomial | Expr]:
    """The terms of a product multiplied out: sums and small whole powers of sums, none below a fraction bar."""
    if type(term) is not Mul and type(term) is not Pow:
        return []
    outside: list[Expr] = []
    sums: list[list[Expr]] = []
    count = 1
    for factor in flatten_product((term,)):
        base, n = factor._args if type(factor) is Pow else (factor, ONE)
        if type(base) is Add and isinstance(n, Integer) and 1 <= n.p <= LARGEST_POWER:
            sums += [flatten_sum((base,))] * n.p
            count *= len(sums[-1]) ** n.p
        elif divisor(factor) is not None:
            return []
        else:
            outside.append(factor)
    if not sums or count > MOST_TERMS:
        return []
    found = [monomial(mul(*outside))]
    for several in sums:
        read = [monomial(t) for t in several]
        found = [a * b if a is not None and b is not None else None for a in found for b in read]
    return [] if None in found else found


def _collected_leaves(terms: list[Monomial | Expr]) -> int:
    """How the sum will read once like terms are collected."""
    collected: dict[object, Monomial] = {}
    others = 0
    for term in terms:
        if not isinstance(term, Monomial):
            others += leaves(term)
            continue
        alike = collected.get(term.like)
        collected[term.like] = term if alike is None else Monomial(alike.number + term.number, term.powers)
    known: dict[Expr, int] = {}
    return others + sum([found.leaves(known) for found in collected.values() if found.number.p])


def _written(term: Monomial | Expr) -> Expr:
    """A term multiplied out, its numbers and powers as one writes them at once: 6 · 3x is 18x."""
    return product(term.number, term.factors) if isinstance(term, Monomial) else term


RULE = Rule(
    slug="expand",
    title=Text("expand", "展開する"),
    explanation=Text(
        "Every term in the brackets is multiplied by the factor outside.",
        "括弧の中のすべての項に、外の因子を掛けます。",
    ),
    goal=Tidy,
    rewrite=rewrite,
    law=(Tidy(mul(Integer(2), add(x, Integer(3)))),),
    source="Distributive law",
    examples=(Example("6(3x + 2)", "18x + 12"), Example("x(x + 1) - x^2", "x"), Example("(x + 1)^2 - x^2", "2x + 1")),
    mistakes=(slips.BINOMIAL, slips.DISTRIBUTE),
)

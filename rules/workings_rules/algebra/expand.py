"""Expand: a (b + c) = a b + a c, where the result reads no longer than before."""

from itertools import product

from sympy import Add, Basic, Expr, Integer, Mul, Pow

from workings.expression import Tidy, add, mul
from workings.expression.algebra import everywhere, flatten_product, flatten_sum, leaves
from workings.expression.nodes import divisor
from workings.expression.words import x
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.algebra import collect, numbers, powers
from workings_rules.calculus.sources import SCHECHTER

LARGEST_POWER = 3
MOST_TERMS = 40


def rewrite(goal: Tidy, ask: Ask) -> Basic | None:
    simpler = everywhere(local, goal.expr, goal.settled(local))
    return None if simpler is None else ask(goal.of(simpler))


def local(node: Expr) -> Expr | None:
    """The expanded node where, its numbers worked out and like terms collected, it reads no longer than it did."""
    if not isinstance(node, Mul | Add):
        return None
    expanded = add(*flatten_sum(tuple(_expanded(term) for term in node.args))) if isinstance(node, Add) else _expanded(node)
    if expanded == node:
        return None
    return expanded if leaves(_collected(expanded)) <= leaves(node) else None


def _expanded(term: Expr) -> Expr:
    """A product multiplied out: sums and small whole powers of sums, above the fraction bar."""
    if not isinstance(term, Mul):
        return term
    outside: list[Expr] = []
    sums: list[list[Expr]] = []
    count = 1
    for factor in flatten_product(term.args):
        if isinstance(factor, Add):
            sums.append(flatten_sum(factor.args))
        elif (
            isinstance(factor, Pow)
            and isinstance(factor.args[0], Add)
            and isinstance(factor.args[1], Integer)
            and 2 <= factor.args[1] <= LARGEST_POWER
        ):
            sums.extend([flatten_sum(factor.args[0].args)] * int(factor.args[1]))
        else:
            outside.append(factor)
    for terms in sums:
        count *= len(terms)
    if not sums or count > MOST_TERMS or any(divisor(factor) is not None for factor in outside):
        return term
    return add(*[_term(mul(*outside, *chosen)) for chosen in product(*sums)])


def _term(product: Expr) -> Expr:
    """A term multiplied out, its numbers and powers as one writes them at once: 6 · 3x is 18x."""
    for local_rule in (numbers.local, powers.local):
        simpler = local_rule(product)
        product = product if simpler is None else simpler
    return product


def _collected(expr: Expr) -> Expr:
    """How the sum will look once the simpler rules have been over it."""
    for local_rule in (numbers.local, powers.local, numbers.local, collect.local, numbers.local):
        simpler = everywhere(local_rule, expr)
        expr = expr if simpler is None else simpler
    return expr


def first_only(goal: Tidy, ask: Ask) -> Basic | None:
    """a (b + c) taken for a b + c."""
    node = goal.expr
    if not isinstance(node, Mul) or not isinstance(node.args[-1], Add):
        return None
    first, *others = node.args[-1].args
    return add(mul(*node.args[:-1], first), *others)


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
    examples=(Example("6(3x + 2)", "18x + 12"), Example("x(x + 1) - x^2", "x")),
    mistakes=(
        Mistake(
            "algebra-distribute",
            Text(
                "The factor outside multiplies every term in the brackets, not only the first.",
                "外の因子は、最初の項だけでなく括弧の中のすべての項に掛けます。",
            ),
            first_only,
            SCHECHTER,
        ),
    ),
)

"""Collect like terms: a u + b u = (a + b) u."""

from sympy import Add, Basic, Expr, Integer

from workings.expression import Tidy, add, mul
from workings.expression.algebra import everywhere, flatten_sum, monomial
from workings.expression.nodes import ZERO
from workings.expression.words import x
from workings.expression.written import ordered_terms, product
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.algebra import slips
from workings_rules.calculus.sources import SCHECHTER

HEADS = frozenset((Add,))


def rewrite(goal: Tidy, ask: Ask) -> Basic | None:
    simpler = everywhere(local, HEADS, goal)
    return None if simpler is None else ask(goal.of(simpler))


def local(node: Expr) -> Expr | None:
    """Terms are alike where they are the same powers of the same bases, in any order."""
    terms = [(term, monomial(term)) for term in flatten_sum(node._args)]
    found: dict[object, Expr] = {}
    alike: dict[object, list[Expr]] = {}
    for term, read in terms:
        like: object = id(term) if read is None else read.like
        found.setdefault(like, term)
        alike.setdefault(like, []).append(term if read is None else read.number)
    if len(found) == len(terms):
        return None
    for like, numbers in alike.items():
        if len(numbers) > 1:
            read = monomial(found[like])
            assert read is not None
            total = sum(numbers[1:], numbers[0])
            found[like] = product(total, read.factors)
    return add(*ordered_terms([term for term in found.values() if term is not ZERO]))


def dropped(goal: Tidy, ask: Ask) -> Basic | None:
    """Of two like terms only the first is kept."""
    node = goal.expr
    if not isinstance(node, Add):
        return None
    kept = {read.like: term for term in reversed(node.args) if (read := monomial(term))}
    return add(*reversed(kept.values())) if len(kept) < len(node.args) else None


RULE = Rule(
    slug="collect",
    title=Text("collect like terms", "同類項をまとめる"),
    explanation=Text(
        "Terms that differ only in their number are added by adding the numbers.",
        "係数だけが違う項は、係数を足してまとめます。",
    ),
    goal=Tidy,
    rewrite=rewrite,
    law=(Tidy(add(mul(Integer(2), x), mul(Integer(3), x))),),
    source="Distributive law",
    examples=(Example("2x + 3x", "5x"), Example("x sin x + x sin x", "2x sin x")),
    mistakes=(
        slips.DROPPED,
        slips.SIGN,
        Mistake(
            "arithmetic-slip",
            Text("Like terms are added wrongly.", "同類項の計算が間違っています。"),
            dropped,
            SCHECHTER,
        ),
    ),
)

"""Collect like terms: a u + b u = (a + b) u."""

from sympy import Add, Basic, Expr, Integer

from workings.expression import Tidy, add, mul
from workings.expression.algebra import everywhere, split_coefficient
from workings.expression.nodes import ZERO
from workings.expression.words import x
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import SCHECHTER


def rewrite(goal: Tidy, ask: Ask) -> Basic | None:
    simpler = everywhere(local, goal.expr, goal.settled(local))
    return None if simpler is None else ask(goal.of(simpler))


def local(node: Expr) -> Expr | None:
    """Terms are alike where their factors are the same in any order."""
    if not isinstance(node, Add):
        return None
    coefficients: dict[frozenset[Expr], Expr] = {}
    written: dict[frozenset[Expr], tuple[Expr, ...]] = {}
    for term in node.args:
        coefficient, factors = split_coefficient(term)
        like = frozenset(factors)
        if len(like) != len(factors):
            return None  # powers not combined yet
        coefficients[like] = coefficients.get(like, ZERO) + coefficient
        written.setdefault(like, factors)
    if len(coefficients) == len(node.args):
        return None
    return add(*[mul(c, *written[like]) for like, c in coefficients.items() if c is not ZERO])


def dropped(goal: Tidy, ask: Ask) -> Basic | None:
    """Of two like terms only the first is kept."""
    node = goal.expr
    if not isinstance(node, Add):
        return None
    kept = {frozenset(split_coefficient(term)[1]): term for term in reversed(node.args)}
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
        Mistake(
            "arithmetic-slip",
            Text("Like terms are added wrongly.", "同類項の計算が間違っています。"),
            dropped,
            SCHECHTER,
        ),
    ),
)

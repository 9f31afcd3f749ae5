"""Like terms added, and what all terms share taken out: A + A = 2A, A x + B x = (A + B) x."""

from collections import Counter
from typing import Any

from sympy import Expr, Rational

from workings.expression.nodes import ONE, ZERO
from workings.expression.shaped import (
    Multiple,
    Product,
    Sum,
    add,
    factors_of,
    is_scalar,
    multiple,
    split_multiple,
    times,
)
from workings.expression.shaped_goals import Neat, nothing
from workings.expression.words import TWO
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.matrix.everywhere import law_of
from workings_rules.calculus.matrix.sources import LAY, PARR
from workings_rules.calculus.matrix.tidy_transposes import pushed
from workings_rules.calculus.matrix.words import A, B, X, x


def number_and_rest(term: Any) -> tuple[Any, Any]:
    numbers, part = split_multiple(term)
    rational = [n for n in numbers if isinstance(n, Rational)]
    value: Any = ONE
    for number in rational:
        value = value * number
    if isinstance(part, Rational):
        return value * part, multiple(*[n for n in numbers if n not in rational], ONE)
    return value, multiple(*[n for n in numbers if n not in rational], part)


def alike(rest: Any) -> Any:
    """What two terms have in common that can be added: numbers in any order, each turned round in one way."""
    numbers, part = split_multiple(rest)
    everything = [*numbers, part]
    scalars = Counter(_one_way(p) for p in everything if is_scalar(p))
    return frozenset(scalars.items()), tuple(p for p in everything if not is_scalar(p))


def _one_way(number: Any) -> Any:
    if not isinstance(number, Product):
        return number
    other = times(*[pushed(factor) for factor in reversed(number.args)])
    return min(number, other, key=str)


def collected(node: Any) -> Any:
    if not isinstance(node, Sum):
        return None
    found: dict[Any, list[Any]] = {}
    for term in node.args:
        number, rest = number_and_rest(term)
        found.setdefault(alike(rest), [ZERO, rest])[0] += number
    if len(found) == len(node.args):
        return None
    terms = [multiple(number, rest) for number, rest in found.values() if number != 0]
    return add(*terms) if terms else nothing(node.shape)


def once(goal: Neat, ask: Ask) -> Expr | None:
    def wrong(node: Any) -> Any:
        return node.args[0] if isinstance(node, Sum) and len(set(map(alike, node.args))) == 1 else None

    return law_of(wrong)(goal, ask)


COLLECT = Rule(
    slug="matrix-collect",
    title=Text("like terms", "同類項"),
    explanation=Text("Equal terms are added: A + A = 2A.", "等しい項をまとめます：A + A = 2A。"),
    goal=Neat,
    rewrite=law_of(collected),
    law=(Neat(Sum(A, A)), Neat(Sum(Product(A, B), Multiple(TWO, Product(A, B))))),
    source=LAY + "2.1",
    examples=(Example("d/dx x^T S x where S is n x n symmetric, x in R^n", "2 S x"),),
    mistakes=(Mistake("matrix-like-terms-lost", Text("A + A is 2A.", "A + A は 2A です。"), once, PARR),),
    elementary=True,
)


def common(node: Any) -> Any:
    """A x + B x as (A + B) x, where every term begins or ends with the same factor."""
    if not isinstance(node, Sum) or is_scalar(node):
        return None
    pairs = [split_multiple(term) for term in node.args]
    chains = [factors_of(part) for _, part in pairs]
    if any(len(chain) < 2 for chain in chains):
        return None
    for end in (-1, 0):
        factor = chains[0][end]
        if all(chain[end] == factor for chain in chains):
            rest = [times(*(chain[:-1] if end else chain[1:])) for chain in chains]
            if any(is_scalar(part) for part in rest):
                return None
            numbers, terms = shared(pairs, rest)
            inside = add(*terms)
            return multiple(*numbers, times(inside, factor) if end else times(factor, inside))
    return None


def shared(pairs: list[tuple[Any, Any]], rest: list[Any]) -> tuple[list[Any], list[Any]]:
    """A number that all terms have, taken out of them."""
    firsts = [numbers[:1] for numbers, _ in pairs]
    if firsts[0] and all(first == firsts[0] for first in firsts):
        return [firsts[0][0]], [multiple(*n[1:], part) for (n, _), part in zip(pairs, rest, strict=True)]
    return [], [multiple(*numbers, part) for (numbers, _), part in zip(pairs, rest, strict=True)]


def wrong_side(goal: Neat, ask: Ask) -> Expr | None:
    def wrong(node: Any) -> Any:
        right = common(node)
        numbers, part = split_multiple(right) if right is not None else ((), None)
        if not isinstance(part, Product) or not isinstance(part.args[0], Sum) or len(part.args) != 2:
            return None
        inside, factor = part.args
        if inside.shape != factor.shape or inside.rows != inside.columns:
            return None
        return multiple(*numbers, times(factor, inside))

    return law_of(wrong)(goal, ask)


FACTOR = Rule(
    slug="matrix-factor-out",
    title=Text("factor out", "くくり出す"),
    explanation=Text(
        "A factor with which all terms end, or begin, is taken out on its side: A x + B x = (A + B) x.",
        "すべての項の末尾または先頭にある共通因子を、その側にくくり出します：A x + B x = (A + B) x。",
    ),
    goal=Neat,
    rewrite=law_of(common),
    law=(Neat(Sum(Product(A, x), Product(B, x))), Neat(Sum(Product(X, A), Product(X, B)))),
    source=LAY + "2.1",
    examples=(
        Example("d/dx x^T A x where A is n x n, x in R^n", "(A + A^T) x"),
        Example("d/dX tr(X^T A X) where A, X are n x n", "(A + A^T) X"),
    ),
    mistakes=(
        Mistake(
            "factored-on-wrong-side",
            Text(
                "A factor is taken out on the side where it stands: A X + B X = (A + B) X, not X (A + B).",
                "共通因子は、それがある側にくくり出します：A X + B X = (A + B) X であり、X (A + B) ではありません。",
            ),
            wrong_side,
            PARR,
        ),
    ),
)


def as_it_is(goal: Neat, ask: Ask) -> Expr | None:
    return goal.expr


SETTLED = Rule(
    slug="matrix-neat",
    title=Text("nothing left to tidy", "整理済み"),
    explanation=Text("The answer is left in this form.", "答えはこの形のままにします。"),
    goal=Neat,
    rewrite=as_it_is,
    law=(Neat(A),),
    source="House rule",
    examples=(Example("d/dx a^T x where a, x in R^n", "a"),),
    silent=True,
    elementary=True,
)

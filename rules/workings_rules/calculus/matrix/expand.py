"""Brackets around a sum that contains dX are opened, and numbers are taken out: A(B dX + C dX), tr(c A) = c tr A."""

from typing import Any

from sympy import Expr

from workings.expression.shaped import (
    Letter,
    Multiple,
    Product,
    Sum,
    Tr,
    add,
    multiple,
    split_multiple,
    summands,
)
from workings.expression.shaped_goals import Arranged
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.matrix.sources import LAY, MAGNUS, PARR
from workings_rules.calculus.matrix.terms import LINEAR, MANY, core_by_core, has, place
from workings_rules.calculus.matrix.words import A, B, c, dX


def opened(node: Any, d: Letter) -> list[Any]:
    """The terms of a node, its brackets opened wherever a sum inside contains d."""
    if not has(node, d):
        return [node]
    if isinstance(node, Sum):
        return [term for part in node.args for term in opened(part, d)]
    if type(node) in MANY:
        i = place(node.args, d)
        found = opened(node.args[i], d)
        return [MANY[type(node)](*node.args[:i], part, *node.args[i + 1 :]) for part in found]
    if isinstance(node, LINEAR):
        return [type(node)(part) for part in opened(node.inner, d)]
    return [node]


def rewrite(goal: Arranged, ask: Ask) -> Expr | None:
    terms = opened(goal.expr, goal.d)
    return ask(goal.of(add(*terms))) if len(terms) > len(summands(goal.expr)) else None


def first_term_only(goal: Arranged, ask: Ask) -> Expr | None:
    terms = opened(goal.expr, goal.d)
    return ask(goal.of(terms[0])) if len(terms) > len(summands(goal.expr)) else None


RULE = Rule(
    slug="matrix-expand",
    title=Text("expand", "展開"),
    explanation=Text(
        "Products and traces of a sum are sums: A(B + C) = AB + AC, tr(A + B) = tr A + tr B.",
        "和の積やトレースは和になります：A(B + C) = AB + AC、tr(A + B) = tr A + tr B。",
    ),
    goal=Arranged,
    rewrite=rewrite,
    law=(Arranged(Tr(Product(A, Sum(Product(B, dX), Product(dX, B)))), dX),),
    source=LAY + "2.1",
    examples=(Example("d/dx a^T (x (x^T b) + A x) where A is n x n, a, b, x in R^n", ""),),
    mistakes=(
        Mistake(
            "matrix-expand-one-term",
            Text("Every term in the bracket is multiplied.", "括弧の中のすべての項に掛けます。"),
            first_term_only,
            PARR,
        ),
    ),
)


def drawn_out(node: Any, d: Letter) -> Any:
    """The node with the numbers inside its traces and transposes before it; None where there are none."""
    if isinstance(node, LINEAR) and has(node, d):
        inside = drawn_out(node.inner, d)
        numbers, rest = split_multiple(node.inner if inside is None else inside)
        if numbers:
            return multiple(*numbers, type(node)(rest))
    elif type(node) in MANY and not isinstance(node, Sum) and has(node, d):
        i = place(node.args, d)
        inside = drawn_out(node.args[i], d)
        if type(node).__name__ == "Kronecker":
            numbers, rest = split_multiple(node.args[i] if inside is None else inside)
            return multiple(*numbers, type(node)(*node.args[:i], rest, *node.args[i + 1 :])) if numbers else None
        if inside is not None:
            return MANY[type(node)](*node.args[:i], inside, *node.args[i + 1 :])
    return None


def numbers_out(goal: Arranged, ask: Ask) -> Expr | None:
    found = core_by_core(goal, drawn_out)
    return None if found is None else ask(goal.of(found))


def number_lost(goal: Arranged, ask: Ask) -> Expr | None:
    def wrong(node: Any, d: Letter) -> Any:
        found = drawn_out(node, d)
        return None if found is None else split_multiple(found)[1]

    found = core_by_core(goal, wrong)
    return None if found is None else ask(goal.of(found))


NUMBERS = Rule(
    slug="matrix-numbers-out",
    title=Text("numbers in front", "数を前に出す"),
    explanation=Text(
        "A number goes out of a product, a transpose or a trace: tr(c A) = c tr A.",
        "数は積・転置・トレースの外に出せます：tr(c A) = c tr A。",
    ),
    goal=Arranged,
    rewrite=numbers_out,
    law=(Arranged(Tr(Multiple(c, Product(A, dX))), dX),),
    source=MAGNUS + 'section "The trace"',
    examples=(Example("d/dX tr(A (3 X)^T) where A, X are n x n", "3 A"),),
    mistakes=(
        Mistake(
            "number-lost",
            Text("The number in front was lost.", "前に出した数が失われています。"),
            number_lost,
            PARR,
        ),
    ),
    elementary=True,
)

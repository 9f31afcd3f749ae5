"""Numbers commute: in x dxᵀ a = (dxᵀ a) x every run of factors that is 1 × 1 may stand anywhere."""

from typing import Any

from sympy import Expr

from workings.expression.shaped import (
    Eye,
    Letter,
    Product,
    Tr,
    Transpose,
    Vec,
    add,
    factors_of,
    is_scalar,
    multiple,
    shape_of,
    split_multiple,
    summands,
    times,
)
from workings.expression.shaped_goals import Arranged
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.matrix.sources import LAY, MAGNUS, PARR
from workings_rules.calculus.matrix.terms import core_by_core, has, is_column
from workings_rules.calculus.matrix.words import a, b, dx, turned, x


def runs(factors: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    """The factors between the places where the inner dimension is 1."""
    found: list[list[Any]] = [[]]
    for factor in factors:
        if found[-1] and shape_of(found[-1][-1])[1] == 1:
            found.append([])
        found[-1].append(factor)
    return [tuple(run) for run in found]


def set_apart(node: Any, d: Letter) -> Any:
    """The numbers in a product that do not contain d, before it."""
    if not isinstance(node, Product):
        return None
    parts = runs(node.args)
    constant = [run for run in parts if is_scalar(times(*run)) and not any(has(f, d) for f in run)]
    if not constant or len(parts) == 1:
        return None
    rest = [factor for run in parts if run not in constant for factor in run]
    return multiple(*[times(*run) for run in constant], times(*rest))


def rewrite(goal: Arranged, ask: Ask) -> Expr | None:
    found = core_by_core(goal, set_apart)
    return None if found is None else ask(goal.of(found))


def factor_dropped(goal: Arranged, ask: Ask) -> Expr | None:
    def wrong(node: Any, d: Letter) -> Any:
        found = set_apart(node, d)
        return None if found is None else split_multiple(found)[1]

    found = core_by_core(goal, wrong)
    return None if found is None else ask(goal.of(found))


RULE = Rule(
    slug="numbers-commute",
    title=Text("numbers commute", "数は交換できる"),
    explanation=Text(
        "A product like aᵀb is a number, and a number may stand anywhere in a product.",
        "aᵀb のような積は数なので、積の中のどこに置いてもかまいません。",
    ),
    goal=Arranged,
    rewrite=rewrite,
    law=(Arranged(Product(Transpose(a), dx, Transpose(x), b), dx),),
    source=LAY + "2.1",
    examples=(Example("d/dx a^T x x^T b where a, b, x in R^n", "b^T x a + a^T x b"),),
    mistakes=(
        Mistake(
            "number-factor-dropped",
            Text(
                "A factor like xᵀb is a number, but not 1: it stays.",
                "xᵀb のような因子は数ですが、1 ではないので残ります。",
            ),
            factor_dropped,
            PARR,
        ),
    ),
    elementary=True,
)


def behind(goal: Arranged, ask: Ask) -> Expr | None:
    """(aᵀ dx) v as v aᵀ dx, so that dx comes last."""
    if is_scalar(goal.expr) or is_scalar(goal.d):
        return None
    terms, changed = [], False
    for term in summands(goal.expr):
        numbers, part = split_multiple(term)
        i = next((i for i, number in enumerate(numbers) if has(number, goal.d)), None)
        if i is None or not finished(numbers[i], goal.d):
            terms.append(term)
            continue
        changed = True
        others = (*numbers[:i], *numbers[i + 1 :])
        terms.append(multiple(*others, joined(part, numbers[i], goal.d)))
    return ask(goal.of(add(*terms))) if changed else None


def finished(number: Any, d: Letter) -> bool:
    inside = number.inner if isinstance(number, Tr) else number
    return factors_of(inside)[-1] == d


def joined(part: Any, number: Any, d: Letter) -> Any:
    """What is multiplied, times the number, as one product that ends in dx or in vec(dX)."""
    column = part if is_column(part) else Vec(part)
    if not isinstance(number, Tr):
        return times(column, *factors_of(number))
    ahead = factors_of(number.inner)[:-1]
    if not ahead:
        ahead = (Eye(d.rows),)
    return times(column, Transpose(Vec(turned(times(*ahead)))), Vec(d))


def swapped(goal: Arranged, ask: Ask) -> Expr | None:
    """(aᵀ dx) v taken for a vᵀ dx."""
    right = behind(goal, lambda smaller: smaller)
    if not isinstance(right, Arranged):
        return None

    def wrong(node: Any, d: Letter) -> Any:
        factors = factors_of(node)
        outer = len(factors) == 3 and shape_of(factors[0]) == shape_of(factors[1])[::-1]
        return times(turned(factors[1]), turned(factors[0]), factors[2]) if outer else None

    found = core_by_core(right, wrong)
    return None if found is None else ask(goal.of(found))


BEHIND = Rule(
    slug="number-behind",
    title=Text("the number behind the vector", "数をベクトルの後ろへ"),
    explanation=Text(
        "A number times a vector is the vector times the number: (aᵀ dx) v = v aᵀ dx, a matrix v aᵀ times dx.",
        "数とベクトルの積は順序を変えられます：(aᵀ dx) v = v aᵀ dx。v aᵀ は行列で、dx に掛かります。",
    ),
    goal=Arranged,
    rewrite=behind,
    law=(Arranged(multiple(Product(Transpose(a), dx), b), dx),),
    source=MAGNUS + 'section "The transpose of a matrix"',
    examples=(Example("d/dx (a^T x) x where a, x in R^n", "x a^T + a^T x I"),),
    mistakes=(
        Mistake(
            "outer-product-swapped",
            Text(
                "(aᵀ dx) v is v aᵀ dx: v stands first, for the result points along v.",
                "(aᵀ dx) v は v aᵀ dx です。結果は v の方向を向くので、v が先に来ます。",
            ),
            swapped,
            PARR,
        ),
    ),
    elementary=True,
)

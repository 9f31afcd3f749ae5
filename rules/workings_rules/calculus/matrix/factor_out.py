"""The terms put together: tr(A dX) + tr(B dX) = tr((A + B) dX), until dX stands once, at the end."""

from typing import Any, Literal

from sympy import Expr

from workings.expression.nodes import ONE, ZERO
from workings.expression.shaped import (
    Eye,
    Letter,
    Product,
    Sum,
    Tr,
    Vec,
    Zeros,
    add,
    factors_of,
    is_scalar,
    multiple,
    split_multiple,
    summands,
    times,
)
from workings.expression.shaped_goals import Arranged
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.matrix.sources import LAY, MAGNUS, PARR
from workings_rules.calculus.matrix.terms import has, is_vector
from workings_rules.calculus.matrix.words import A, B, dX, dx, turned

Kind = Literal["trace", "product", "number"]


def is_nothing(expr: Expr) -> bool:
    return expr is ZERO or isinstance(expr, Zeros)


def coefficient(term: Any, d: Letter) -> tuple[Kind, Any] | None:
    """What stands before d, and how: M of tr(M dX), R of R dx or R vec(dX), V of V dt; None where d is not last."""
    numbers, part = split_multiple(term)
    if d in numbers or (part == d and d.shape == (1, 1)):
        rest = [n for n in (*numbers, part) if n != d]
        return "number", multiple(*rest) if rest else ONE
    if is_scalar(part):  # numbers may stand in any order
        parts = [*numbers, part]
        i = next((i for i, p in enumerate(parts) if has(p, d)), None)
        if i is None:
            return None
        numbers, part = (*parts[:i], *parts[i + 1 :]), parts[i]
    if isinstance(part, Tr):
        factors = factors_of(part.inner)
        if factors[-1] != d:
            return None
        return "trace", multiple(*numbers, times(*factors[:-1]) if len(factors) > 1 else Eye(d.rows))
    factors = factors_of(part)
    if factors[-1] != (d if is_vector(d) else Vec(d)) or (is_scalar(part) and not is_vector(d)):
        return None
    return "product", multiple(*numbers, times(*factors[:-1]) if len(factors) > 1 else Eye(factors[-1].rows))


def put_together(kind: Kind, before: Any, d: Letter) -> Any:
    if kind == "number":
        return multiple(d, before)
    if kind == "trace":
        return Tr(times(before, d))
    return times(before, d if is_vector(d) else Vec(d))


def rewrite(goal: Arranged, ask: Ask) -> Expr | None:
    terms = summands(goal.expr)
    if len(terms) < 2:
        return None
    found = [pair for term in terms if (pair := coefficient(term, goal.d)) is not None]
    if len(found) < len(terms):
        return None
    return ask(goal.of(put_together(found[0][0], add(*[before for _, before in found]), goal.d)))


def transposed_one(goal: Arranged, ask: Ask) -> Expr | None:
    found = [coefficient(term, goal.d) for term in summands(goal.expr)]
    if len(found) < 2 or found[0] is None or found[1] is None or found[0][0] != "trace":
        return None
    return ask(goal.of(Tr(times(add(turned(found[0][1]), found[1][1]), goal.d))))


RULE = Rule(
    slug="differential-factored",
    title=Text("factor out the differential", "微分をくくり出す"),
    explanation=Text(
        "All terms end in the same dX, which is taken out: A dX + B dX = (A + B) dX.",
        "すべての項が同じ dX で終わるので、くくり出します：A dX + B dX = (A + B) dX。",
    ),
    goal=Arranged,
    heads=(Sum,),
    rewrite=rewrite,
    law=(
        Arranged(Sum(Tr(Product(A, dX)), Tr(Product(B, dX))), dX),
        Arranged(Sum(Product(A, dx), Product(B, dx)), dx),
    ),
    source=LAY + "2.1",
    examples=(Example("d/dX (tr(A X) + tr(B X)) where A, B, X are n x n", "A^T + B^T"),),
    mistakes=(
        Mistake(
            "factored-with-a-transpose",
            Text(
                "Only what stands before dX is added, each as it stands; one of them was transposed.",
                "dX の前にあるものを、そのまま足し合わせます。一つだけ転置されています。",
            ),
            transposed_one,
            PARR,
        ),
    ),
)


def at_its_end(goal: Arranged, ask: Ask) -> Expr | None:
    """The differential as it is, where there is nothing left to arrange."""
    if is_nothing(goal.expr) or coefficient(goal.expr, goal.d) is not None:
        return goal.expr
    return None


SETTLED = Rule(
    slug="differential-arranged",
    title=Text("dX stands last", "dX が末尾に来た"),
    explanation=Text(
        "The differential has the form from which the derivative is read off.",
        "微分は、導関数を読み取れる形になりました。",
    ),
    goal=Arranged,
    rewrite=at_its_end,
    law=(Arranged(Tr(Product(A, dX)), dX),),
    source=MAGNUS + 'section "Identification of Jacobian matrices"',
    examples=(Example("d/dx a^T x where a, x in R^n", "a"),),
    silent=True,
    elementary=True,
)

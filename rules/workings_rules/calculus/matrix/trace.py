"""Under a trace the factors may go round, tr(A B) = tr(B A), and be transposed, tr(A) = tr(Aᵀ); a number is its own
trace.
"""

from typing import Any

from sympy import Expr

from workings.expression.shaped import Letter, Product, Tr, Transpose, factors_of, is_scalar, times
from workings.expression.shaped_goals import Arranged
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.matrix.sources import COOKBOOK, LAUE, MINKA, PARR
from workings_rules.calculus.matrix.terms import core_by_core, has, is_column, is_row, is_vector, place
from workings_rules.calculus.matrix.words import A, B, a, b, dX, turned


def as_trace(node: Any, d: Letter) -> Any:
    """A number as its own trace, where the part that contains d is no vector."""
    if not isinstance(node, Product) or not is_scalar(node):
        return None
    part = node.args[place(node.args, d)]
    return None if is_column(part) or is_row(part) else Tr(node)


def own_trace(goal: Arranged, ask: Ask) -> Expr | None:
    found = core_by_core(goal, as_trace)
    return None if found is None else ask(goal.of(found))


def ends_swapped(goal: Arranged, ask: Ask) -> Expr | None:
    def wrong(node: Any, d: Letter) -> Any:
        right = as_trace(node, d)
        if right is None or node.args[0].columns != node.args[-1].rows:
            return None
        return Tr(times(turned(node.args[-1]), *node.args[1:-1], turned(node.args[0])))

    found = core_by_core(goal, wrong)
    return None if found is None else ask(goal.of(found))


NUMBER = Rule(
    slug="number-is-its-trace",
    title=Text("a number is its own trace", "数は自身のトレースに等しい"),
    explanation=Text(
        "A 1 × 1 matrix is its own trace: aᵀ dX b = tr(aᵀ dX b).",
        "1 × 1 の行列はそのトレースと等しくなります：aᵀ dX b = tr(aᵀ dX b)。",
    ),
    goal=Arranged,
    rewrite=own_trace,
    law=(Arranged(Product(Transpose(a), dX, b), dX),),
    source=COOKBOOK + "17",
    examples=(
        Example("d/dX a^T X b where X is m x n, a in R^m, b in R^n", "a b^T"),
        Example("d/dX a^T X b where X is n x n, a, b in R^n", "a b^T"),
    ),
    mistakes=(
        Mistake(
            "bilinear-form-turned",
            Text(
                "aᵀ X b and bᵀ X a are different numbers: a and b may not change places.",
                "aᵀ X b と bᵀ X a は異なる数です。a と b を入れ替えることはできません。",
            ),
            ends_swapped,
            PARR,
        ),
    ),
    elementary=True,
)


def gone_round(node: Any, d: Letter) -> Any:
    """tr(A dX B) as tr(B A dX): d last; a number that this leaves needs no trace."""
    if not isinstance(node, Tr) or not isinstance(node.inner, Product):
        return None
    factors = node.inner.args
    i = place(factors, d)
    if is_row(factors[i]) and not is_column(factors[i]):  # dxᵀ comes first, so that the whole is a number
        return times(*factors[i:], *factors[:i])
    if is_column(factors[i]):
        return times(*factors[i + 1 :], *factors[: i + 1])
    return None if i == len(factors) - 1 else Tr(times(*factors[i + 1 :], *factors[: i + 1]))


def cyclic(goal: Arranged, ask: Ask) -> Expr | None:
    found = core_by_core(goal, gone_round)
    return None if found is None else ask(goal.of(found))


def factors_swapped(goal: Arranged, ask: Ask) -> Expr | None:
    def wrong(node: Any, d: Letter) -> Any:
        if gone_round(node, d) is None:
            return None
        factors = node.inner.args
        i = place(factors, d)
        if len(factors) < 3 or i in (0, len(factors) - 1):
            return None
        return Tr(times(*factors[:i], *factors[i + 1 :], factors[i]))

    found = core_by_core(goal, wrong)
    return None if found is None else ask(goal.of(found))


CYCLIC = Rule(
    slug="cyclic-trace",
    title=Text("cyclic trace", "トレースの巡回"),
    explanation=Text(
        "A trace does not change when its factors go round: tr(A dX B) = tr(B A dX).",
        "トレースは因子を巡回させても変わりません：tr(A dX B) = tr(B A dX)。",
    ),
    goal=Arranged,
    rewrite=cyclic,
    law=(Arranged(Tr(Product(A, dX, B)), dX),),
    source=COOKBOOK + "14, 16",
    examples=(Example("d/dX tr(A X B) where A, B, X are n x n", "A^T B^T"),),
    mistakes=(
        Mistake(
            "trace-factors-swapped",
            Text(
                "The factors of a trace may go round, but not change places: tr(A dX B) = tr(B A dX), not tr(A B dX).",
                "トレースの因子は巡回できますが、入れ替えることはできません："
                "tr(A dX B) = tr(B A dX) であり、tr(A B dX) ではありません。",
            ),
            factors_swapped,
            PARR,
        ),
    ),
)


def over(node: Any, d: Letter) -> Any:
    """tr(A dXᵀ) as tr(Aᵀ dX)."""
    if not isinstance(node, Tr):
        return None
    factors = factors_of(node.inner)
    last = factors[-1]
    if not isinstance(last, Transpose) or last.inner != d or is_vector(d) or any(has(f, d) for f in factors[:-1]):
        return None
    return Tr(times(*[turned(f) for f in reversed(factors[:-1])], d))


def of_transpose(goal: Arranged, ask: Ask) -> Expr | None:
    found = core_by_core(goal, over)
    return None if found is None else ask(goal.of(found))


def not_turned(goal: Arranged, ask: Ask) -> Expr | None:
    def wrong(node: Any, d: Letter) -> Any:
        if over(node, d) is None or not isinstance(node.inner, Product):
            return None
        return Tr(times(*factors_of(node.inner)[:-1], d))

    found = core_by_core(goal, wrong)
    return None if found is None else ask(goal.of(found))


TRANSPOSE = Rule(
    slug="trace-of-transpose",
    title=Text("a trace is that of the transpose", "転置してもトレースは同じ"),
    explanation=Text(
        "A matrix and its transpose have one diagonal: tr(A dXᵀ) = tr(dX Aᵀ) = tr(Aᵀ dX).",
        "行列とその転置は対角成分が同じです：tr(A dXᵀ) = tr(dX Aᵀ) = tr(Aᵀ dX)。",
    ),
    goal=Arranged,
    rewrite=of_transpose,
    law=(Arranged(Tr(Product(A, Transpose(dX))), dX),),
    source=COOKBOOK + "13; " + LAUE,
    examples=(
        Example("d/dX tr(A X^T) where A, X are n x n", "A"),
        Example("d/dX tr(X X^T) where X is m x n", "2 X"),
    ),
    mistakes=(
        Mistake(
            "trace-transpose-half",
            Text(
                "Where dXᵀ becomes dX, the other factors are transposed too: tr(A dXᵀ) = tr(Aᵀ dX).",
                "dXᵀ を dX に変えるとき、ほかの因子も転置します：tr(A dXᵀ) = tr(Aᵀ dX)。",
            ),
            not_turned,
            MINKA,
        ),
    ),
)

"""Transposes brought to where dX is: (A dX)ᵀ = dXᵀ Aᵀ; and a number is its own transpose: dxᵀ a = aᵀ dx."""

from typing import Any

from sympy import Expr

from workings.expression.shaped import (
    Diag,
    Hadamard,
    Kronecker,
    Letter,
    Multiple,
    Product,
    Transpose,
    factors_of,
    hadamard,
    multiple,
    shape_of,
    times,
)
from workings.expression.shaped_goals import Arranged
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.matrix.sources import COOKBOOK, LAY, MAGNUS, PARR
from workings_rules.calculus.matrix.terms import LINEAR, MANY, core_by_core, has, is_column, is_row, place, scalar_run
from workings_rules.calculus.matrix.words import A, B, a, dX, dx, turned


def laid(node: Any, d: Letter) -> Any:
    """The transpose of a node, brought inside as far as d."""
    if not has(node, d) or node == d or shape_of(node) == (1, 1):
        return turned(node)
    if isinstance(node, Transpose):
        return lowered(node.inner, d) or node.inner
    if isinstance(node, Product):
        return times(*[laid(factor, d) for factor in reversed(node.args)])
    if isinstance(node, Multiple):
        return multiple(*node.args[:-1], laid(node.args[-1], d))
    if isinstance(node, Hadamard):
        return hadamard(*[laid(part, d) for part in node.args])
    if isinstance(node, Kronecker):
        return Kronecker(*[laid(part, d) for part in node.args])
    return node if isinstance(node, Diag) else turned(node)


def lowered(node: Any, d: Letter) -> Any:
    """The node with every transpose of more than d itself brought inside; None where there is none."""
    if not has(node, d):
        return None
    if isinstance(node, Transpose) and node.inner != d:
        new = laid(node.inner, d)
        return None if new == node else new
    if type(node) in MANY:
        i = place(node.args, d)
        inside = lowered(node.args[i], d)
        return None if inside is None else MANY[type(node)](*node.args[:i], inside, *node.args[i + 1 :])
    if isinstance(node, LINEAR):
        inside = lowered(node.inner, d)
        return None if inside is None else type(node)(inside)
    return None


def rewrite(goal: Arranged, ask: Ask) -> Expr | None:
    found = core_by_core(goal, lowered)
    return None if found is None else ask(goal.of(found))


def order_kept(goal: Arranged, ask: Ask) -> Expr | None:
    def wrong(node: Any, d: Letter) -> Any:
        if isinstance(node, Transpose) and isinstance(node.inner, Product):
            return times(*[laid(factor, d) for factor in node.inner.args])
        if isinstance(node, LINEAR) and not isinstance(node, Transpose):
            inside = wrong(node.inner, d)
            return None if inside is None else type(node)(inside)
        if isinstance(node, Product):
            i = place(node.args, d)
            inside = wrong(node.args[i], d)
            return None if inside is None else times(*node.args[:i], inside, *node.args[i + 1 :])
        return None

    found = core_by_core(goal, wrong)
    return None if found is None else ask(goal.of(found))


RULE = Rule(
    slug="transpose-of-product",
    title=Text("transpose of a product", "積の転置"),
    explanation=Text(
        "A product is transposed by transposing its factors and reversing their order: (A B)ᵀ = Bᵀ Aᵀ.",
        "積の転置は、各因子を転置して順序を逆にします：(A B)ᵀ = Bᵀ Aᵀ。",
    ),
    goal=Arranged,
    rewrite=rewrite,
    law=(Arranged(Transpose(Product(A, dX)), dX), Arranged(Product(B, Transpose(Product(A, dX))), dX)),
    source=COOKBOOK + "5",
    examples=(Example("d/dX tr((A X)^T B) where A, B, X are n x n", "A^T B"),),
    mistakes=(
        Mistake(
            "transpose-order-kept",
            Text(
                "The order is reversed: (A B)ᵀ = Bᵀ Aᵀ, not Aᵀ Bᵀ.",
                "順序は逆になります：(A B)ᵀ = Bᵀ Aᵀ であり、Aᵀ Bᵀ ではありません。",
            ),
            order_kept,
            LAY + "2.1",
        ),
    ),
    elementary=True,
)


def own_transpose(node: Any, d: Letter) -> Any:
    """A number dxᵀ a as aᵀ dx: a run of factors that is a number and has d, transposed, at its start."""
    if not isinstance(node, Product):
        return None
    factors = node.args
    start, end = scalar_run(factors, d)
    run = factors[start:end]
    whole = times(*run)
    if len(run) < 2 or shape_of(whole) != (1, 1) or not is_row(run[0]) or not has(run[0], d):
        return None
    if not is_column(run[-1]) or has(run[-1], d):
        return None
    turned_run = [laid(factor, d) for factor in reversed(run)]
    return times(*factors[:start], *turned_run, *factors[end:])


def number_transposed(goal: Arranged, ask: Ask) -> Expr | None:
    found = core_by_core(goal, own_transpose)
    return None if found is None else ask(goal.of(found))


def turned_without_transposes(goal: Arranged, ask: Ask) -> Expr | None:
    def wrong(node: Any, d: Letter) -> Any:
        right = own_transpose(node, d)
        if right is None:
            return None
        factors = factors_of(right)
        kept = [f.inner if isinstance(f, Transpose) and shape_of(f)[0] != 1 else f for f in factors]
        return None if list(factors) == kept else times(*kept)

    found = core_by_core(goal, wrong)
    return None if found is None else ask(goal.of(found))


NUMBER = Rule(
    slug="number-is-its-transpose",
    title=Text("a number is its own transpose", "数は自身の転置に等しい"),
    explanation=Text(
        "A 1 × 1 matrix is its own transpose, so dxᵀ a = aᵀ dx: the differential comes to stand at the end.",
        "1 × 1 の行列はその転置と等しいので、dxᵀ a = aᵀ dx です。こうして微分が末尾に来ます。",
    ),
    goal=Arranged,
    rewrite=number_transposed,
    law=(Arranged(Product(Transpose(dx), a), dx), Arranged(Product(Transpose(dx), A, a), dx)),
    source=MAGNUS + 'section "The transpose of a matrix"',
    examples=(Example("d/dx x^T A x where A is n x n, x in R^n", "(A + A^T) x"),),
    mistakes=(
        Mistake(
            "number-transposed-half",
            Text(
                "Where dxᵀ A a is turned round, A is transposed too: aᵀ Aᵀ dx.",
                "dxᵀ A a を裏返すとき、A も転置されます：aᵀ Aᵀ dx。",
            ),
            turned_without_transposes,
            PARR,
        ),
    ),
)

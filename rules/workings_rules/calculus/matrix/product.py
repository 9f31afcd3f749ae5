"""The product rule: d(U V) = dU V + U dV, the order kept; constant factors stay where they are: d(A X B) = A dX B."""

from collections.abc import Callable
from typing import Any

from sympy import Expr, Rational

from workings.expression.shaped import Hadamard, Kronecker, Multiple, Product, add, hadamard, multiple, negated, times
from workings.expression.shaped_goals import Differential
from workings.expression.words import TWO
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.matrix.sources import COOKBOOK, MAGNUS, PARR
from workings_rules.calculus.matrix.words import A, B, U, V, X

PRODUCTS: dict[type, Callable[..., Any]] = {
    Product: times,
    Multiple: multiple,
    Hadamard: hadamard,
    Kronecker: Kronecker,
}


def changed(goal: Differential, ask: Ask, i: int) -> Any:
    """The product with its i-th factor replaced by the change of that."""
    factors = goal.f.args
    return PRODUCTS[type(goal.f)](*factors[:i], ask(goal.of(factors[i])), *factors[i + 1 :])


def moving(goal: Differential) -> list[int]:
    return [i for i, factor in enumerate(goal.f.args) if goal.depends(factor)]


def rewrite(goal: Differential, ask: Ask) -> Expr | None:
    return add(*[changed(goal, ask, i) for i in moving(goal)])


def only(i: int, times_two: bool = False) -> Callable[[Differential, Ask], Expr | None]:
    """Only the i-th of the moving factors varied; twice, as if the others gave the same."""

    def wrong(goal: Differential, ask: Ask) -> Expr | None:
        places = moving(goal)
        if len(places) < 2 or (times_two and len(places) != 2):
            return None
        one = changed(goal, ask, places[i])
        return multiple(TWO, one) if times_two else one

    return wrong


LAST_ONLY, FIRST_ONLY = only(-1), only(0)
TWICE_FIRST, TWICE_LAST = only(0, times_two=True), only(-1, times_two=True)

RULE = Rule(
    slug="differential-product",
    title=Text("product rule", "積の微分"),
    explanation=Text(
        "Each factor is varied in turn while the others stay in their places; the order of matrices is kept. It holds "
        "for A B, for A ⊙ B, for A ⊗ B and for numbers times matrices.",
        "因子を一つずつ変化させ、ほかの因子はその位置に残します。行列の順序は変えません。"
        "A B、A ⊙ B、A ⊗ B、スカラー倍でも成り立ちます。",
    ),
    goal=Differential,
    heads=tuple(PRODUCTS),
    rewrite=rewrite,
    law=(
        Differential(Product(U, V), U, V),
        Differential(Hadamard(U, V), U, V),
        Differential(Kronecker(U, V), U, V),
    ),
    source=COOKBOOK + "37-39",
    examples=(
        Example("d/dx x^T A x where A is n x n, x in R^n", "(A + A^T) x"),
        Example("d/dX tr(X^T A X) where A, X are n x n", "(A + A^T) X"),
        Example("d/dx (x ⊙ x) where x in R^n", "2 diag(x)"),
    ),
    mistakes=(
        Mistake(
            "matrix-product-factor-lost",
            Text(
                "Every factor that contains the variable is varied in turn: d(U V) = dU V + U dV. One of them was kept "
                "constant.",
                "変数を含む因子は一つずつすべて変化させます：d(U V) = dU V + U dV。一つが定数のまま扱われています。",
            ),
            LAST_ONLY,
            PARR,
            variants=lambda goal: (LAST_ONLY, FIRST_ONLY),
        ),
        Mistake(
            "quadratic-form-without-symmetry",
            Text(
                "The gradient of xᵀA x is (A + Aᵀ) x; it is 2A x only where A is symmetric. The two terms of the "
                "product rule are not the same.",
                "xᵀA x の勾配は (A + Aᵀ) x です。2A x となるのは A が対称のときだけです。"
                "積の微分の二つの項は等しくありません。",
            ),
            TWICE_FIRST,
            PARR,
            variants=lambda goal: (TWICE_FIRST, TWICE_LAST),
        ),
    ),
)


def constants_stay(goal: Differential, ask: Ask) -> Expr | None:
    places = moving(goal)
    return changed(goal, ask, places[0]) if len(places) == 1 else None


def order_swapped(goal: Differential, ask: Ask) -> Expr | None:
    factors, places = goal.f.args, moving(goal)
    if not isinstance(goal.f, Product) or len(places) != 1 or len(factors) < 2:
        return None
    others = [f for i, f in enumerate(factors) if i != places[0]]
    return times(*others, ask(goal.of(factors[places[0]])))


def sign_lost(goal: Differential, ask: Ask) -> Expr | None:
    number = goal.f.args[0]
    if not isinstance(goal.f, Multiple) or not isinstance(number, Rational) or number > 0 or len(moving(goal)) != 1:
        return None
    return negated(changed(goal, ask, moving(goal)[0]))


CONSTANTS = Rule(
    slug="differential-constant-factor",
    title=Text("constant factors", "定数の因子"),
    explanation=Text(
        "Constant factors stay where they are, on their side: d(A X B) = A dX B.",
        "定数の因子は、元の側にそのまま残ります：d(A X B) = A dX B。",
    ),
    goal=Differential,
    heads=tuple(PRODUCTS),
    rewrite=constants_stay,
    law=(Differential(Product(A, X, B), X),),
    source=MAGNUS + 'section "Fundamental rules of differential calculus"',
    examples=(
        Example("d/dX tr(A X B) where A, B, X are n x n", "A^T B^T"),
        Example("d/dx A x where A is m x n, x in R^n", "A"),
        Example("d/dx ||b - x||^2 where b, x in R^n", "-2 (b - x)"),
    ),
    mistakes=(
        Mistake(
            "matrix-product-order-swapped",
            Text(
                "Matrices don't commute: a factor to the right of dX has to stay on its right.",
                "行列は交換できません。dX の右にある因子は右に残さなければなりません。",
            ),
            order_swapped,
            PARR,
        ),
        Mistake(
            "matrix-sign-lost",
            Text(
                "The minus sign in front is a constant factor like any other, and stays: d(−U) = −dU.",
                "前の負号もほかの定数の因子と同じく残ります：d(−U) = −dU。",
            ),
            sign_lost,
            PARR,
        ),
    ),
    elementary=True,
)

"""The power of a matrix: d(Uⁿ) = dU Uⁿ⁻¹ + U dU Uⁿ⁻² + ... + Uⁿ⁻¹ dU, for a whole number n."""

from typing import Any

from sympy import Expr, Integer

from workings.expression.shaped import NthPower, Tr, add, multiple, times
from workings.expression.shaped_goals import Differential
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.matrix.sources import COOKBOOK, MINKA
from workings_rules.calculus.matrix.words import U

HIGHEST = 12  # terms of the product rule that are written out


def raised(u: Expr, n: int) -> tuple[Any, ...]:
    return () if n == 0 else (u,) if n == 1 else (NthPower(u, Integer(n)),)


def rewrite(goal: Differential, ask: Ask) -> Expr | None:
    u, n = goal.f.args
    if not 2 <= n <= HIGHEST:
        return None
    du = ask(goal.of(u))
    return add(*[times(*raised(u, k), du, *raised(u, int(n) - 1 - k)) for k in range(int(n))])


def as_for_numbers(goal: Differential, ask: Ask) -> Expr | None:
    u, n = goal.f.args
    return multiple(n, times(*raised(u, int(n) - 1), ask(goal.of(u))))


RULE = Rule(
    slug="differential-power",
    title=Text("power of a matrix", "行列の累乗の微分"),
    explanation=Text(
        "Each of the n factors is varied in turn, in its place among the others.",
        "n 個の因子を、それぞれの位置で一つずつ変化させます。",
    ),
    goal=Differential,
    heads=(NthPower,),
    rewrite=rewrite,
    law=(Differential(NthPower(U, Integer(3)), U),),
    source=COOKBOOK + "90-91",
    examples=(Example("d/dX a^T X^2 b where X is n x n, a, b in R^n", "a b^T X^T + X^T a b^T"),),
    mistakes=(
        Mistake(
            "matrix-power-as-number",
            Text(
                "d(Xⁿ) = n Xⁿ⁻¹ dX holds for numbers; matrices don't commute, so dX stands in every place once.",
                "d(Xⁿ) = n Xⁿ⁻¹ dX は数のときの公式です。行列は交換できないので、dX は各位置に一度ずつ現れます。",
            ),
            as_for_numbers,
            MINKA,
        ),
    ),
)


def in_trace(goal: Differential, ask: Ask) -> Expr | None:
    inside = goal.f.inner
    if not isinstance(inside, NthPower) or inside.args[1] < 2:
        return None
    u, n = inside.args
    return multiple(n, Tr(times(*raised(u, int(n) - 1), ask(goal.of(u)))))


def exponent_kept(goal: Differential, ask: Ask) -> Expr | None:
    if in_trace(goal, ask) is None:
        return None
    u, n = goal.f.inner.args
    return multiple(n, Tr(times(NthPower(u, n), ask(goal.of(u)))))


TRACE = Rule(
    slug="differential-trace-of-power",
    title=Text("trace of a power", "累乗のトレースの微分"),
    explanation=Text(
        "Under a trace the n terms are all equal, for it does not change when its factors go round: "
        "d tr(Uⁿ) = n tr(Uⁿ⁻¹ dU).",
        "トレースは因子を巡回させても変わらないので、n 個の項はすべて等しくなります：d tr(Uⁿ) = n tr(Uⁿ⁻¹ dU)。",
    ),
    goal=Differential,
    heads=(Tr,),
    rewrite=in_trace,
    law=(Differential(Tr(NthPower(U, Integer(3))), U),),
    source=COOKBOOK + "121",
    examples=(Example("d/dX tr(X^3) where X is n x n", "3 (X^2)^T"),),
    mistakes=(
        Mistake(
            "trace-power-exponent-kept",
            Text("The exponent must be lowered by one: n tr(Uⁿ⁻¹ dU).", "指数は一つ下がります：n tr(Uⁿ⁻¹ dU)。"),
            exponent_kept,
            MINKA,
        ),
    ),
)

"""Jacobi's formula: d det U = det U tr(U⁻¹ dU); and d log det U = tr(U⁻¹ dU)."""

from sympy import Abs, Basic, Expr, log

from workings.expression import call
from workings.expression.relations import nonzero, positive
from workings.expression.shaped import ENTRY, Det, Inverse, Map, Tr, multiple, times
from workings.expression.shaped_goals import Differential
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.matrix.sources import BARNES, COOKBOOK, MAGNUS
from workings_rules.calculus.matrix.words import U, turned


def relative_change(goal: Differential, ask: Ask, u: Expr) -> Expr:
    return Tr(times(Inverse(u), ask(goal.of(u))))


def rewrite(goal: Differential, ask: Ask) -> Expr | None:
    return multiple(goal.f, relative_change(goal, ask, goal.f.inner))


def invertible(goal: Differential) -> tuple[Basic, ...]:
    return (nonzero(Det(goal.f.inner)),)


RULE = Rule(
    slug="differential-determinant",
    title=Text("Jacobi's formula", "ヤコビの公式"),
    explanation=Text(
        "A determinant changes in proportion to itself: d det U = det U tr(U⁻¹ dU).",
        "行列式はそれ自身に比例して変化します：d det U = det U tr(U⁻¹ dU)。",
    ),
    goal=Differential,
    heads=(Det,),
    rewrite=rewrite,
    law=(Differential(Det(U), U),),
    source=COOKBOOK + "42",
    condition=invertible,
    examples=(
        Example("d/dX det(X) where X is n x n", "det(X) (X^-1)^T"),
        Example("d/dX det(A X B) where A, B, X are n x n", "det(A X B) A^T ((A X B)^-1)^T B^T"),
    ),
    mistakes=(
        Mistake(
            "determinant-factor-missing",
            Text(
                "tr(U⁻¹ dU) is the change of ln det U; that of det U is det U times this.",
                "tr(U⁻¹ dU) は ln det U の変化です。det U の変化はその det U 倍です。",
            ),
            lambda goal, ask: relative_change(goal, ask, goal.f.inner),
            BARNES,
        ),
        Mistake(
            "determinant-trace",
            Text(
                "d det U is not det U tr dU; the inverse of U stands beside dU.",
                "d det U は det U tr dU ではありません。dU には U の逆行列が掛かります。",
            ),
            lambda goal, ask: multiple(goal.f, Tr(ask(goal.of(goal.f.inner)))),
            BARNES,
        ),
    ),
)

_LOG = call(log, ENTRY)
_LOG_OF_SIZE = call(log, call(Abs, ENTRY))


def log_det(goal: Differential, ask: Ask) -> Expr | None:
    if goal.f.body not in (_LOG, _LOG_OF_SIZE) or not isinstance(goal.f.inner, Det):
        return None
    return relative_change(goal, ask, goal.f.inner.inner)


def defined(goal: Differential) -> tuple[Basic, ...]:
    return (positive(goal.f.inner) if goal.f.body == _LOG else nonzero(goal.f.inner),)


def transpose_forgotten(goal: Differential, ask: Ask) -> Expr | None:
    if log_det(goal, ask) is None:
        return None
    u = goal.f.inner.inner
    return Tr(times(Inverse(u), turned(ask(goal.of(u)))))


LOG_DET = Rule(
    slug="differential-log-det",
    title=Text("differential of ln det", "ln det の微分"),
    explanation=Text(
        "The logarithm of a determinant changes by tr(U⁻¹ dU).",
        "行列式の対数は tr(U⁻¹ dU) だけ変化します。",
    ),
    goal=Differential,
    heads=(Map,),
    rewrite=log_det,
    law=(Differential(Map(_LOG, ENTRY, Det(U)), U),),
    source=COOKBOOK + "43; " + MAGNUS + 'section "The differential of a determinant"',
    condition=defined,
    examples=(
        Example("d/dX log det X where X is n x n", "(X^-1)^T"),
        Example("d/dS log det S where S is n x n symmetric", "S^-1"),
        Example("d/dX log det(X^T X) where X is m x n", "2 X (X^T X)^-1"),
    ),
    mistakes=(
        Mistake(
            "log-det-transpose-missing",
            Text(
                "From tr(U⁻¹ dU) = tr((U⁻ᵀ)ᵀ dU) the gradient is the transpose of the inverse, U⁻ᵀ; it is U⁻¹ only "
                "where U is symmetric.",
                "tr(U⁻¹ dU) = tr((U⁻ᵀ)ᵀ dU) より、勾配は逆行列の転置 U⁻ᵀ です。U⁻¹ となるのは U が対称のときだけです。",
            ),
            transpose_forgotten,
            BARNES,
        ),
    ),
)

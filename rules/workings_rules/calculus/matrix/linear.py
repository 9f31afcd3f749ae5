"""Operations that are linear go through a differential: d tr U = tr dU, d Uᵀ = (dU)ᵀ, d diag(u) = diag(du)."""

from sympy import Expr

from workings.expression.shaped import Diag, DiagonalOf, SumOfEntries, Tr, Transpose, Vec
from workings.expression.shaped_goals import Differential
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.matrix.sources import COOKBOOK, MAGNUS, PARR
from workings_rules.calculus.matrix.words import U, u


def through(goal: Differential, ask: Ask) -> Expr | None:
    return type(goal.f)(ask(goal.of(goal.f.inner)))


TRACE = Rule(
    slug="differential-trace",
    title=Text("trace", "トレース"),
    explanation=Text(
        "The trace is linear: d tr U = tr dU.",
        "トレースは線形です：d tr U = tr dU。",
    ),
    goal=Differential,
    heads=(Tr,),
    rewrite=through,
    law=(Differential(Tr(U), U),),
    source=COOKBOOK + "36",
    examples=(Example("d/dX tr(A X) where A, X are n x n", "A^T"),),
    mistakes=(
        Mistake(
            "trace-as-sum-of-entries",
            Text(
                "The trace adds up the diagonal only, not all entries.",
                "トレースは対角成分だけの和です。すべての成分の和ではありません。",
            ),
            lambda goal, ask: SumOfEntries(ask(goal.of(goal.f.inner))),
            PARR,
        ),
    ),
    elementary=True,
)


def kept(goal: Differential, ask: Ask) -> Expr | None:
    inside = ask(goal.of(goal.f.inner))
    return inside if inside.shape == goal.shape else None


TRANSPOSE = Rule(
    slug="differential-transpose",
    title=Text("differential of a transpose", "転置の微分"),
    explanation=Text(
        "Transposing is linear: d(Uᵀ) = (dU)ᵀ.",
        "転置は線形です：d(Uᵀ) = (dU)ᵀ。",
    ),
    goal=Differential,
    heads=(Transpose,),
    rewrite=through,
    law=(Differential(Transpose(U), U),),
    source=COOKBOOK + "44",
    examples=(
        Example("d/dX tr(A X^T) where A, X are n x n", "A"),
        Example("d/dX a^T X^T b where X is n x n, a, b in R^n", "b a^T"),
    ),
    mistakes=(
        Mistake(
            "transpose-forgotten",
            Text(
                "The differential of Uᵀ is (dU)ᵀ; the transpose was forgotten.",
                "Uᵀ の微分は (dU)ᵀ です。転置が忘れられています。",
            ),
            kept,
            PARR,
        ),
    ),
    elementary=True,
)


LINEAR = Rule(
    slug="differential-linear",
    title=Text("linear", "線形"),
    explanation=Text(
        "The sum of the entries, a diagonal, a diagonal matrix and vec are linear, so the differential goes inside.",
        "成分の和、対角成分、対角行列、vec は線形なので、微分は中に入ります。",
    ),
    goal=Differential,
    heads=(SumOfEntries, Diag, DiagonalOf, Vec),
    rewrite=through,
    law=(Differential(SumOfEntries(U), U), Differential(Diag(u), u), Differential(DiagonalOf(U), U)),
    source=MAGNUS + 'section "Fundamental rules of differential calculus"',
    examples=(
        Example("d/dx sum(A x) where A is m x n, x in R^n", "A^T ones(m)"),
        Example("d/dx a^T diag(x) b where a, b, x in R^n", "a ⊙ b"),
        Example("d/dX a^T diag(X) where X is n x n, a in R^n", "diag(a)"),
    ),
    mistakes=(
        Mistake(
            "linear-inner-kept",
            Text(
                "The differential goes inside: d sum(U) = sum(dU). What stands inside was kept as it is.",
                "微分は中に入ります：d sum(U) = sum(dU)。中身がそのまま残されています。",
            ),
            lambda goal, ask: goal.f,
            PARR,
        ),
    ),
    elementary=True,
)

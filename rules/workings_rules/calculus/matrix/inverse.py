"""The differential of an inverse: d(U⁻¹) = −U⁻¹ dU U⁻¹, from U U⁻¹ = I."""

from sympy import Basic, Expr

from workings.expression.relations import nonzero
from workings.expression.shaped import Det, Inverse, negated, times
from workings.expression.shaped_goals import Differential
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.matrix.sources import COOKBOOK, PARR
from workings_rules.calculus.matrix.words import U


def rewrite(goal: Differential, ask: Ask) -> Expr | None:
    return negated(times(goal.f, ask(goal.of(goal.f.inner)), goal.f))


def invertible(goal: Differential) -> tuple[Basic, ...]:
    return (nonzero(Det(goal.f.inner)),)


RULE = Rule(
    slug="differential-inverse",
    title=Text("differential of an inverse", "逆行列の微分"),
    explanation=Text(
        "From U U⁻¹ = I follows dU U⁻¹ + U d(U⁻¹) = 0, so d(U⁻¹) = −U⁻¹ dU U⁻¹, with an inverse on either side.",
        "U U⁻¹ = I から dU U⁻¹ + U d(U⁻¹) = 0、よって d(U⁻¹) = −U⁻¹ dU U⁻¹ です。逆行列は両側に付きます。",
    ),
    goal=Differential,
    heads=(Inverse,),
    rewrite=rewrite,
    law=(Differential(Inverse(U), U),),
    source=COOKBOOK + "40",
    condition=invertible,
    examples=(
        Example("d/dX tr(X^-1) where X is n x n", "-(X^-1 X^-1)^T"),
        Example("d/dX a^T X^-1 b where X is n x n, a, b in R^n", "-(X^-1)^T a b^T (X^-1)^T"),
    ),
    mistakes=(
        Mistake(
            "inverse-minus-missing",
            Text(
                "The minus sign is missing: d(U⁻¹) = −U⁻¹ dU U⁻¹.",
                "マイナス符号が抜けています：d(U⁻¹) = −U⁻¹ dU U⁻¹。",
            ),
            lambda goal, ask: times(goal.f, ask(goal.of(goal.f.inner)), goal.f),
            PARR,
        ),
        Mistake(
            "inverse-one-sided",
            Text(
                "An inverse belongs on either side of dU: −U⁻¹ dU U⁻¹, not −U⁻² dU as for numbers.",
                "逆行列は dU の両側に付きます：−U⁻¹ dU U⁻¹。数のときのような −U⁻² dU ではありません。",
            ),
            lambda goal, ask: negated(times(goal.f, goal.f, ask(goal.of(goal.f.inner)))),
            PARR,
        ),
    ),
)

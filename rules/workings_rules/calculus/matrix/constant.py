"""The differential of what does not change: d A = 0; and of the variable itself, dX."""

from sympy import Expr

from workings.expression.shaped import Letter
from workings.expression.shaped_goals import Differential, nothing
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.matrix.sources import COOKBOOK, MAGNUS, PARR
from workings_rules.calculus.matrix.words import A, X


def rewrite(goal: Differential, ask: Ask) -> Expr | None:
    return None if goal.depends(goal.f) else nothing(goal.shape)


def moved(goal: Differential, ask: Ask) -> Expr | None:
    return goal.f if isinstance(goal.f, Letter) and not goal.depends(goal.f) else None


RULE = Rule(
    slug="differential-constant",
    title=Text("constant", "定数"),
    explanation=Text(
        "What does not contain the variable does not change: its differential is zero.",
        "変数を含まないものは変化しないので、微分は零です。",
    ),
    goal=Differential,
    rewrite=rewrite,
    law=(Differential(A, X),),
    source=COOKBOOK + "33",
    examples=(Example("d/dX tr(A) where A, X are n x n", ""),),
    mistakes=(
        Mistake(
            "matrix-constant-kept",
            Text(
                "The differential of a constant matrix is zero; the matrix was kept.",
                "定数行列の微分は零行列です。行列がそのまま残されています。",
            ),
            moved,
            PARR,
        ),
    ),
    elementary=True,
)


def of_the_variable(goal: Differential, ask: Ask) -> Expr | None:
    return goal.f.differential if goal.f in goal.moving else None


VARIABLE = Rule(
    slug="differential-variable",
    title=Text("the variable", "変数"),
    explanation=Text(
        "The variable changes by its own differential.",
        "変数は、それ自身の微分だけ変化します。",
    ),
    goal=Differential,
    heads=(Letter,),
    rewrite=of_the_variable,
    law=(Differential(X, X),),
    source=MAGNUS + 'section "Fundamental rules of differential calculus"',
    examples=(Example("d/dX tr X where X is n x n", "I"),),
    mistakes=(
        Mistake(
            "matrix-variable-held",
            Text(
                "The variable is what moves: its differential is dX, not zero.",
                "変数は動くものなので、その微分は零ではなく dX です。",
            ),
            lambda goal, ask: nothing(goal.shape),
            PARR,
        ),
    ),
    elementary=True,
    silent=True,
)

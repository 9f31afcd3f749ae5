"""A function put to every entry: d f(U) = f′(U) ⊙ dU. The slope f′ is found by the rules for one variable."""

from sympy import Expr

from workings.expression import D, Tidy
from workings.expression.nodes import walk
from workings.expression.shaped import ENTRY, Map, hadamard, multiple
from workings.expression.shaped_goals import Differential
from workings.expression.words import f
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.matrix.sources import LAUE, MAGNUS, PARR
from workings_rules.calculus.matrix.words import U


def scaled(slope: Expr, goal: Differential, change: Expr) -> Expr:
    """The slope at every entry, times its change."""
    if not any(node is ENTRY or node == ENTRY for node in walk(slope)):
        return multiple(slope, change)
    return hadamard(Map(slope, ENTRY, goal.f.inner), change)


def rewrite(goal: Differential, ask: Ask) -> Expr | None:
    return scaled(ask(Tidy(D(goal.f.body, ENTRY))), goal, ask(goal.of(goal.f.inner)))


RULE = Rule(
    slug="differential-entrywise",
    title=Text("entry by entry", "成分ごとの微分"),
    explanation=Text(
        "Each entry changes by the slope of the function there: d f(U) = f′(U) ⊙ dU. For a number this is the chain "
        "rule.",
        "各成分は、その点での関数の傾きに比例して変化します：d f(U) = f′(U) ⊙ dU。数のときは合成関数の微分です。",
    ),
    goal=Differential,
    heads=(Map,),
    rewrite=rewrite,
    law=(Differential(Map(f(ENTRY), ENTRY, U), U),),
    source=MAGNUS + 'section "Fundamental rules of differential calculus"; ' + LAUE,
    examples=(
        Example("d/dx sum(exp(x)) where x in R^n", "exp(x)"),
        Example("d/dx sigmoid(W x) where W is m x n, x in R^n", "diag(sigmoid(W x) - sigmoid(W x)^2) W"),
        Example(
            "d/dw sum(log(1 + exp(-y ⊙ (X w)))) where X is m x n, w in R^n, y in R^m",
            "-X^T (y ⊙ exp(-y ⊙ (X w)) ./ (1 + exp(-y ⊙ (X w))))",
        ),
    ),
    mistakes=(
        Mistake(
            "entrywise-inner-missing",
            Text(
                "The change of what is inside is missing: d f(U) = f′(U) ⊙ dU.",
                "内側の変化が抜けています：d f(U) = f′(U) ⊙ dU。",
            ),
            lambda goal, ask: scaled(ask(Tidy(D(goal.f.body, ENTRY))), goal, goal.f.inner),
            PARR,
        ),
        Mistake(
            "entrywise-slope-missing",
            Text(
                "The slope of the function was left out: d f(U) = f′(U) ⊙ dU, not f(U) ⊙ dU.",
                "関数の傾きが抜けています：d f(U) = f′(U) ⊙ dU であり、f(U) ⊙ dU ではありません。",
            ),
            lambda goal, ask: hadamard(goal.f, ask(goal.of(goal.f.inner))),
            PARR,
        ),
    ),
)

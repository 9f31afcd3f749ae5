"""Lengths: d‖u‖² = 2 uᵀ du and d‖u‖ = uᵀ du/‖u‖; of a matrix the Frobenius norm, with tr(Uᵀ dU)."""

from sympy import Basic, Expr

from workings.expression.relations import nonzero
from workings.expression.shaped import Frobenius, NormOf, multiple, reciprocal
from workings.expression.shaped_goals import Differential
from workings.expression.words import TWO
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.matrix.sources import COOKBOOK, LAUE, PARR
from workings_rules.calculus.matrix.words import U, inner, u


def square(goal: Differential, ask: Ask) -> Expr | None:
    return multiple(TWO, inner(goal.f.inner, ask(goal.of(goal.f.inner))))


SQUARE = Rule(
    slug="differential-squared-norm",
    title=Text("square of a length", "長さの二乗の微分"),
    explanation=Text(
        "‖u‖² = uᵀu changes by 2 uᵀ du; for a matrix, ‖U‖² = tr(UᵀU) changes by 2 tr(Uᵀ dU).",
        "‖u‖² = uᵀu の微分は 2 uᵀ du、行列では ‖U‖² = tr(UᵀU) の微分は 2 tr(Uᵀ dU) です。",
    ),
    goal=Differential,
    heads=(Frobenius,),
    rewrite=square,
    law=(Differential(Frobenius(u), u), Differential(Frobenius(U), U)),
    source=COOKBOOK + "131-132",
    examples=(
        Example("d/dx ||A x - b||^2 where A is m x n, x in R^n, b in R^m", "2 A^T (A x - b)"),
        Example("d/dX ||X||_F^2 where X is m x n", "2 X"),
    ),
    mistakes=(
        Mistake(
            "squared-norm-factor-missing",
            Text("The factor 2 is missing: d‖u‖² = 2 uᵀ du.", "係数 2 が抜けています：d‖u‖² = 2 uᵀ du。"),
            lambda goal, ask: inner(goal.f.inner, ask(goal.of(goal.f.inner))),
            PARR,
        ),
    ),
)


def length(goal: Differential, ask: Ask) -> Expr | None:
    u = goal.f.inner
    return multiple(reciprocal(goal.f), inner(u, ask(goal.of(u))))


def not_zero(goal: Differential) -> tuple[Basic, ...]:
    return (nonzero(goal.f.inner),)


NORM = Rule(
    slug="differential-norm",
    title=Text("length", "長さの微分"),
    explanation=Text(
        "A length changes by the part of du along u: d‖u‖ = uᵀ du/‖u‖, where u is not zero.",
        "長さは du の u 方向の成分だけ変化します：d‖u‖ = uᵀ du/‖u‖（u は零でない）。",
    ),
    goal=Differential,
    heads=(NormOf,),
    rewrite=length,
    law=(Differential(NormOf(u), u), Differential(NormOf(U), U)),
    source=COOKBOOK + "129",
    condition=not_zero,
    examples=(
        Example("d/dx ||x|| where x in R^n", "x / ||x||"),
        Example("d/dx ||A x - b|| where A is m x n, x in R^n, b in R^m", "A^T (A x - b) / ||A x - b||"),
    ),
    mistakes=(
        Mistake(
            "norm-not-divided",
            Text(
                "A length is a square root: its differential is divided by the length.",
                "長さは平方根なので、その微分は長さで割られます。",
            ),
            lambda goal, ask: inner(goal.f.inner, ask(goal.of(goal.f.inner))),
            LAUE,
        ),
    ),
)

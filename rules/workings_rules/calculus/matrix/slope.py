"""The derivative through the differential: df is found, arranged until dX stands last, and the derivative read off."""

from collections.abc import Callable
from typing import Any

from sympy import Expr

from workings.expression.nodes import walk
from workings.expression.shaped import (
    Diag,
    DiagonalOf,
    Letter,
    Product,
    Shaped,
    Tr,
    Transpose,
    Vec,
    is_scalar,
    letters_of,
    shape_of,
)
from workings.expression.shaped_goals import Arranged, Curvature, Differential, Neat, ReadOff, Slope, nothing
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.matrix.everywhere import everywhere
from workings_rules.calculus.matrix.factor_out import coefficient, is_nothing
from workings_rules.calculus.matrix.sources import COOKBOOK, LAUE, MAGNUS, MINKA, PARR
from workings_rules.calculus.matrix.terms import is_column
from workings_rules.calculus.matrix.words import A, D, X, a, dD, dX, dx, turned, x


def rewrite(goal: Slope, ask: Ask) -> Expr | None:
    change = ask(Differential(goal.f, goal.x))
    if not is_column(goal.f) and not is_scalar(goal.x) and not is_nothing(change):
        change = Vec(change)
    arranged = ask(Arranged(change, goal.x.differential))
    return ask(Neat(ask(ReadOff(arranged, goal.x, goal.layout))))


def parts_that_move(goal: Slope) -> list[Any]:
    """The vectors and matrices in f, other than the variable, that change with it."""
    moving = [node for node in walk(goal.f) if isinstance(node, Shaped) and goal.x in letters_of([node])]
    return [u for u in dict.fromkeys(moving) if not is_scalar(u) and u not in (goal.x, goal.f, Transpose(goal.x))]


def put_in(expr: Any, letter: Letter, u: Any) -> Any:
    found = everywhere(expr, lambda node: u if node == letter else None)
    return expr if found is None else found


def by_inner(u: Any) -> Callable[[Slope, Ask], Expr | None]:
    """∂f/∂u in the place of ∂f/∂x: the derivative of u is left out."""

    def wrong(goal: Slope, ask: Ask) -> Expr | None:
        name = next(n for n in ("u", "v", "w", "z") if n not in {letter.name for letter in letters_of([goal.f])})
        letter = Letter(name, *shape_of(u))
        f = everywhere(goal.f, lambda node: letter if node == u else None)
        if goal.x in letters_of([f]):
            return None
        found: Any = ask(Slope(f, letter, goal.layout))
        return found if isinstance(found, Slope) else put_in(found, letter, u)

    return wrong


def inner_missing(goal: Slope, ask: Ask) -> Expr | None:
    ways = (by_inner(u)(goal, ask) for u in parts_that_move(goal))
    return next((found for found in ways if found is not None), None)


RULE = Rule(
    slug="matrix-derivative",
    title=Text("by the differential", "微分による"),
    explanation=Text(
        "The differential is found first; from its form df = tr(Gᵀ dX), gᵀ dx or J dx the derivative is read off. The "
        "entries of the variable are independent of each other while it is varied, also where it is symmetric; only "
        "those off the diagonal of a diagonal matrix stay zero.",
        "まず微分を求め、df = tr(Gᵀ dX)、gᵀ dx、J dx の形にして導関数を読み取ります。"
        "対称行列でも、変化させる間は成分を互いに独立とします。対角行列では対角成分だけを変化させます。",
    ),
    goal=Slope,
    rewrite=rewrite,
    law=(Slope(Tr(Product(A, X)), X),),
    source=MAGNUS + 'section "Identification of Jacobian matrices"; ' + LAUE,
    examples=(
        Example("d/dx ||A x - b||^2 where A is m x n, x in R^n, b in R^m", "2 A^T (A x - b)"),
        Example("d/dX tr(A X) where A, X are n x n", "A^T"),
    ),
    mistakes=(
        Mistake(
            "derivative-in-other-layout",
            Text(
                "This is the derivative in the other layout, the transpose of what is asked for.",
                "これは別のレイアウトの導関数で、求めるものの転置です。",
            ),
            lambda goal, ask: None if (right := rewrite(goal, ask)) is None else turned(right),
            PARR,
        ),
        Mistake(
            "inner-jacobian-missing",
            Text(
                "This is the derivative by what stands inside; by the chain rule the Jacobian of the inside is a "
                "factor: ∂f/∂x = (∂u/∂x)ᵀ ∂f/∂u.",
                "これは内側の式による導関数です。連鎖律により、内側のヤコビ行列が因子として付きます："
                "∂f/∂x = (∂u/∂x)ᵀ ∂f/∂u。",
            ),
            inner_missing,
            PARR,
            variants=lambda goal: tuple(by_inner(u) for u in parts_that_move(goal)),
        ),
    ),
    silent=True,
)


def read_off(goal: ReadOff, ask: Ask) -> Expr | None:
    if is_nothing(goal.expr):
        return nothing(goal.shape)
    return None if goal.x.kind == "diagonal" else before_the_differential(goal)


def before_the_differential(goal: ReadOff) -> Any:
    found = coefficient(goal.expr, goal.x.differential)
    if found is None:
        return None
    kind, before = found
    if kind == "number":
        return before
    if is_scalar(goal.expr):
        return before if goal.layout == "numerator" else turned(before)
    return turned(before) if goal.layout == "denominator" else before


def other_layout(goal: ReadOff, ask: Ask) -> Expr | None:
    right = read_off(goal, ask)
    return None if right is None or is_scalar(right) else turned(right)


def layout_named(goal: ReadOff) -> tuple[Text, tuple[Any, ...]] | None:
    if is_scalar(goal.x):
        return None
    if is_scalar(goal.expr):
        if goal.layout == "numerator":
            return Text("numerator layout: the shape of {}", "分子レイアウト：{} の形"), (Transpose(goal.x),)
        return Text("gradient layout: the shape of {}", "勾配（分母）レイアウト：{} の形"), (goal.x,)
    if goal.layout == "denominator":
        return Text("denominator layout, rows for {}", "分母レイアウト（行が {}）"), (goal.x,)
    return Text("Jacobian layout, columns for {}", "ヤコビ（分子）レイアウト（列が {}）"), (goal.x,)


READ_OFF = Rule(
    slug="derivative-read-off",
    title=Text("read off", "読み取る"),
    explanation=Text(
        "In df = tr(Gᵀ dX) the gradient is G, in df = gᵀ dx it is g; in dy = J dx the Jacobian is J. In the other "
        "layout it is the transpose.",
        "df = tr(Gᵀ dX) の勾配は G、df = gᵀ dx の勾配は g です。dy = J dx のヤコビ行列は J です。"
        "別のレイアウトではその転置になります。",
    ),
    goal=ReadOff,
    rewrite=read_off,
    law=(
        ReadOff(Tr(Product(A, dX)), X),
        ReadOff(Product(Transpose(a), dx), x),
        ReadOff(Product(A, dx), x),
    ),
    source=MAGNUS + 'section "Identification of Jacobian matrices"; ' + COOKBOOK + "69-71, 100",
    examples=(
        Example("d/dX tr(A X) where A, X are n x n", "A^T"),
        Example("d/dx A x where A is n x n, x in R^n", "A"),
    ),
    mistakes=(
        Mistake(
            "gradient-not-transposed",
            Text(
                "In tr(M dX) the gradient is Mᵀ, for d tr(Gᵀ X) = tr(Gᵀ dX). M itself belongs to the other layout.",
                "tr(M dX) の勾配は Mᵀ です（tr(Gᵀ dX) の勾配が G）。M そのものは別のレイアウトのものです。",
            ),
            other_layout,
            PARR,
        ),
    ),
    remark=layout_named,
)


def read_off_diagonal(goal: ReadOff, ask: Ask) -> Expr | None:
    if goal.x.kind != "diagonal" or not is_scalar(goal.expr) or is_nothing(goal.expr):
        return None
    found = before_the_differential(goal)
    return None if found is None else Diag(DiagonalOf(found))


READ_OFF_DIAGONAL = Rule(
    slug="derivative-read-off-diagonal",
    title=Text("read off the diagonal", "対角成分を読み取る"),
    explanation=Text(
        "Of a diagonal matrix only the diagonal varies: of the G in df = tr(Gᵀ dD) only the diagonal counts.",
        "対角行列で変化するのは対角成分だけなので、df = tr(Gᵀ dD) の G は対角成分だけが意味を持ちます。",
    ),
    goal=ReadOff,
    rewrite=read_off_diagonal,
    law=(ReadOff(Tr(Product(A, dD)), D),),
    source=COOKBOOK + "142",
    examples=(
        Example("d/dD tr(A D) where D is n x n diagonal, A is n x n", "diag(diag(A))"),
        Example("d/dD x^T D y where D is n x n diagonal, x, y in R^n", "diag(x ⊙ y)"),
    ),
    mistakes=(
        Mistake(
            "diagonal-variable-taken-as-full",
            Text(
                "Off its diagonal a diagonal matrix is zero and stays so: there the derivative is zero.",
                "対角行列の対角以外の成分は 0 のままなので、そこでの導関数は 0 です。",
            ),
            lambda goal, ask: before_the_differential(goal),
            MINKA,
        ),
    ),
    remark=layout_named,
)


def second(goal: Curvature, ask: Ask) -> Expr | None:
    gradient = ask(Slope(goal.f, goal.x))
    return ask(Slope(gradient, goal.x))


def once_only(goal: Curvature, ask: Ask) -> Expr | None:
    f, x = goal.args[:2]
    gradient = ask(Slope(f, x))
    return Product(gradient, Transpose(gradient)) if isinstance(x, Letter) else None


HESSIAN = Rule(
    slug="matrix-hessian",
    title=Text("Hessian", "ヘッセ行列"),
    explanation=Text(
        "The Hessian is the Jacobian of the gradient.",
        "ヘッセ行列は勾配のヤコビ行列です。",
    ),
    goal=Curvature,
    rewrite=second,
    law=(Curvature(Product(Transpose(x), A, x), x),),
    source=MAGNUS + 'section "The Hessian matrix"; ' + COOKBOOK + "98",
    examples=(
        Example("hessian of x^T A x with respect to x where A is n x n, x in R^n", "A + A^T"),
        Example("hessian of ||A x - b||^2 with respect to x where A is m x n, x in R^n, b in R^m", "2 A^T A"),
    ),
    mistakes=(
        Mistake(
            "hessian-as-square-of-gradient",
            Text(
                "The Hessian is the derivative of the gradient, not the gradient times its transpose.",
                "ヘッセ行列は勾配の導関数です。勾配とその転置の積ではありません。",
            ),
            once_only,
            PARR,
        ),
    ),
    silent=True,
)

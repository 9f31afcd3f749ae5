"""The chain rule in several variables: d/dt f(x, y) = f_x x' + f_y y', a term for every path to t."""

from sympy import Expr, Function

from workings.expression import D, Partial, add, mul
from workings.expression.words import f, g, h, t
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import MUZANGWA, STEWART


def moving(goal: D) -> list[Expr]:
    """The arguments of the head that depend on the variable, each once."""
    return [a for a in dict.fromkeys(goal.f.args) if goal.depends(a)]


def outer(goal: D, argument: Expr) -> Partial:
    return Partial(goal.f, argument)


def rewrite(goal: D, ask: Ask) -> Expr | None:
    paths = moving(goal)
    if len(paths) < 2:
        return None
    return add(*[mul(ask(outer(goal, a)), ask(goal.of(a))) for a in paths])


def term_missing(goal: D, ask: Ask) -> Expr | None:
    return add(*[mul(ask(outer(goal, a)), ask(goal.of(a))) for a in moving(goal)[:-1]])


def rate_missing(goal: D, ask: Ask) -> Expr | None:
    first, *others = moving(goal)
    return add(ask(outer(goal, first)), *[mul(ask(outer(goal, a)), ask(goal.of(a))) for a in others])


def paths_multiplied(goal: D, ask: Ask) -> Expr | None:
    return mul(*[mul(ask(outer(goal, a)), ask(goal.of(a))) for a in moving(goal)])


RULE = Rule(
    slug="multivariate-chain",
    title=Text("chain rule in several variables", "多変数の連鎖律"),
    explanation=Text(
        "Every path to the variable gives a term: the partial derivative along it times the rate of that argument.",
        "変数に至る道筋ごとに、その偏微分と引数の変化率の積を一つずつ足します。",
    ),
    goal=D,
    heads=(Function,),
    rewrite=rewrite,
    law=(D(f(g(t), h(t)), t),),
    source=STEWART + "14.5",
    examples=(Example("d/dt f(x(t), y(t))", ""),),
    mistakes=(
        Mistake(
            "total-derivative-missing-term",
            Text("A path to the variable is left out.", "変数に至る道筋が一つ抜けています。"),
            term_missing,
            MUZANGWA,
        ),
        Mistake(
            "total-derivative-missing-rate",
            Text(
                "A partial derivative stands without the rate of its argument.",
                "偏微分に、その引数の変化率が掛かっていません。",
            ),
            rate_missing,
            MUZANGWA,
        ),
        Mistake(
            "paths-multiplied",
            Text(
                "The contributions of the paths are added, not multiplied.",
                "道筋ごとの寄与は掛けるのではなく足します。",
            ),
            paths_multiplied,
            MUZANGWA,
        ),
    ),
)

"""The chain rule in several variables: d/dt f(x, y) = f_x x' + f_y y', a term for every path to t."""

from sympy import Expr, Function, Subs
from sympy.core.function import AppliedUndef

from workings.expression import D, Partial, Value, add, call, mul, symbol
from workings.expression.words import f, g, h, t
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import MUZANGWA, STEWART


def moving(goal: D) -> list[int]:
    """The places of the head's arguments that depend on the variable."""
    return [i for i, a in enumerate(goal.f.args) if goal.depends(a)]


def along(goal: D, i: int, ask: Ask) -> Expr:
    """The partial derivative by the i-th argument alone."""
    args = goal.f.args
    outer = Partial(goal.f, args[i])
    if not any(outer.depends(a) for j, a in enumerate(args) if j != i):
        return ask(outer)
    # It stands in another argument as well, so it is given a name of its own and put back afterwards.
    slot = symbol(f"xi_{i + 1}")
    inside = ask(Partial(call(type(goal.f), *args[:i], slot, *args[i + 1 :]), slot))
    return Subs(inside, slot, args[i]) if isinstance(goal.f, AppliedUndef) else ask(Value(inside, (slot, args[i])))


def path(goal: D, i: int, ask: Ask) -> Expr:
    return mul(along(goal, i, ask), ask(goal.of(goal.f.args[i])))


def rewrite(goal: D, ask: Ask) -> Expr | None:
    places = moving(goal)
    return add(*[path(goal, i, ask) for i in places]) if len(places) > 1 else None


def term_missing(goal: D, ask: Ask) -> Expr | None:
    return add(*[path(goal, i, ask) for i in moving(goal)[:-1]])


def rate_missing(goal: D, ask: Ask) -> Expr | None:
    first, *others = moving(goal)
    return add(along(goal, first, ask), *[path(goal, i, ask) for i in others])


def paths_multiplied(goal: D, ask: Ask) -> Expr | None:
    return mul(*[path(goal, i, ask) for i in moving(goal)])


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
    law=(D(f(g(t), h(t)), t), D(f(t, g(t)), t)),
    source=STEWART + "14.5",
    examples=(Example("d/dt g(x(t), y(t))", ""), Example("d/dx f(x, x^2)", "")),
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
                "In one term the factor is missing that tells how fast the argument changes.",
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

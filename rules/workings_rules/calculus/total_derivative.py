"""The total derivative: df/dt = f_t + f_x x' + f_y y', a term for every path from t to f."""

from functools import partial

from sympy import Basic, Expr

from workings.expression import Partial, TotalDerivative, add, mul
from workings.expression.goals import Goal
from workings.expression.nodes import ONE, symbols_of
from workings.expression.words import f, g, h, t, x, y
from workings.rule import Ask, Mistake, Rewrite, Rule, Text
from workings_rules.calculus.sources import MUZANGWA, STEWART


def paths(goal: TotalDerivative, ask: Ask) -> list[tuple[Expr, Expr]]:
    """For every path the partial derivative and the rate; t itself moves at the rate 1."""
    found = [(ask(Partial(goal.f, v)), ask(rate) if isinstance(rate, Goal) else rate) for v, rate in goal.rates]
    if goal.t in symbols_of([goal.f]):
        found.insert(0, (ask(Partial(goal.f, goal.t)), ONE))
    return found


def rewrite(goal: TotalDerivative, ask: Ask) -> Basic | None:
    return add(*[mul(along, rate) for along, rate in paths(goal, ask)])


def count(goal: TotalDerivative) -> int:
    return len(goal.rates) + (goal.t in symbols_of([goal.f]))


def without(i: int, goal: TotalDerivative, ask: Ask) -> Basic | None:
    return add(*[mul(along, rate) for n, (along, rate) in enumerate(paths(goal, ask)) if n != i])


def rate_lost(i: int, goal: TotalDerivative, ask: Ask) -> Basic | None:
    return add(*[along if n == i else mul(along, rate) for n, (along, rate) in enumerate(paths(goal, ask))])


def missing_terms(goal: TotalDerivative) -> tuple[Rewrite, ...]:
    return tuple(partial(without, i) for i in range(count(goal))) if count(goal) > 1 else ()


def missing_rates(goal: TotalDerivative) -> tuple[Rewrite, ...]:
    return tuple(partial(rate_lost, i) for i in range(count(goal)))


def multiplied(goal: TotalDerivative, ask: Ask) -> Basic | None:
    return mul(*[mul(along, rate) for along, rate in paths(goal, ask)]) if count(goal) > 1 else None


def rates_lost(goal: TotalDerivative, ask: Ask) -> Basic | None:
    return add(*[along for along, _ in paths(goal, ask)])


def frozen(goal: TotalDerivative, ask: Ask) -> Basic | None:
    """The first variable was replaced with its value before differentiating, so that its path is gone."""
    return without(0, goal, ask) if count(goal) > 1 else None


RULE = Rule(
    slug="total-derivative",
    title=Text("total derivative", "全微分（連鎖律）"),
    explanation=Text(
        "Every path from t to f gives a term: the partial derivative along it times the rate of that variable.",
        "t から f への道筋ごとに、偏微分とその変数の変化率の積を一つずつ足します。",
    ),
    goal=TotalDerivative,
    rewrite=rewrite,
    law=(TotalDerivative(f(x, y), t, ((x, g(t)), (y, h(t)))),),
    source=STEWART + "14.5",
    mistakes=(
        Mistake(
            "total-derivative-missing-term",
            Text("A path to the variable is left out.", "変数に至る道筋が一つ抜けています。"),
            partial(without, 0),
            MUZANGWA,
            missing_terms,
        ),
        Mistake(
            "total-derivative-missing-rate",
            Text(
                "In one term the factor is missing that tells how fast the variable changes.",
                "偏微分に、その変数の変化率が掛かっていません。",
            ),
            rates_lost,
            MUZANGWA,
            lambda goal: (*missing_rates(goal), rates_lost),
        ),
        Mistake(
            "substituted-before-differentiating",
            Text(
                "A quantity that moves was replaced with its value before differentiating; put values in at the end.",
                "動いている量を、微分する前に値で置き換えています。値は最後に代入します。",
            ),
            frozen,
            MUZANGWA,
        ),
        Mistake(
            "paths-multiplied",
            Text(
                "The contributions of the paths are added, not multiplied.",
                "道筋ごとの寄与は掛けるのではなく足します。",
            ),
            multiplied,
            MUZANGWA,
        ),
    ),
)

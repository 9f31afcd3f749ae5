"""Related rates: an equation between moving quantities is differentiated by time, and solved for the rate asked for."""

from functools import partial

from sympy import Basic, Expr, Symbol

from workings.expression import D, Tidy, add, divide, mul, negate, subtract
from workings.expression.algebra import replace
from workings.expression.curve_goals import RelatedRate
from workings.expression.goals import Isolate
from workings.expression.relations import equal_to
from workings.rule import Ask, Example, Mistake, Rewrite, Rule, Text
from workings_rules.calculus.implicit import function_of
from workings_rules.calculus.sources import HOUSE, STEWART
from workings_rules.calculus.unknown_function import named


def rates_of(goal: RelatedRate) -> list[tuple[Symbol, Expr]]:
    return [pair.args for pair in goal.args[3].args]


def rewrite(goal: RelatedRate, ask: Ask) -> Basic | None:
    eq, t, wanted, _ = goal.args
    known = rates_of(goal)
    moving: dict[Basic, Basic] = {v: function_of(v, t) for v in (wanted, *(v for v, _ in known))}
    left, right = (ask(Tidy(ask(D(replace(side, moving), t)))) for side in eq.args)
    rate = ask(Isolate(equal_to(left, right), named(moving[wanted], t)))
    given: dict[Basic, Basic] = {named(moving[v], t): value for v, value in known}
    return replace(replace(rate, given), {curve: v for v, curve in moving.items()})


def paths(goal: RelatedRate, ask: Ask) -> tuple[Expr, Expr]:
    """The sum of F_v v' over the quantities of known rate, and F_w of the one asked for."""
    eq, _, wanted, _ = goal.args
    f = subtract(*eq.args)
    return add(*[mul(ask(D(f, v)), rate) for v, rate in rates_of(goal)]), ask(D(f, wanted))


def sign_missing(goal: RelatedRate, ask: Ask) -> Basic | None:
    return divide(*paths(goal, ask))


def rates_forgotten(goal: RelatedRate, ask: Ask) -> Basic | None:
    """The slope dy/dx in the place of the rate dy/dt."""
    eq, _, wanted, _ = goal.args
    f = subtract(*eq.args)
    moved = add(*[ask(D(f, v)) for v, _ in rates_of(goal)])
    return negate(divide(moved, ask(D(f, wanted))))


def frozen(n: int, goal: RelatedRate, ask: Ask) -> Basic | None:
    """One of several quantities was replaced with its value before differentiating, so that its path is gone."""
    eq, t, wanted, _ = goal.args
    known = rates_of(goal)
    moved, below = paths(RelatedRate(eq, t, wanted, (*known[:n], *known[n + 1 :])), ask)
    return negate(divide(moved, below))


def ways_to_freeze(goal: RelatedRate) -> tuple[Rewrite, ...]:
    several = len(rates_of(goal))
    return tuple(partial(frozen, n) for n in range(several if several > 1 else 0))


RULE = Rule(
    slug="related-rates",
    title=Text("related rates", "関連する変化率"),
    explanation=Text(
        "Both sides are differentiated by time, every quantity that moves with its own rate; then solve for the rate "
        "asked for. Values are put in at the end.",
        "両辺を時間で微分します。動く量にはそれぞれの変化率が掛かります。求める変化率について解き、値は最後に代入します。",
    ),
    goal=RelatedRate,
    rewrite=rewrite,
    law=(),
    source=STEWART + "3.9",
    examples=(
        Example("x^2 + y^2 = 25, dx/dt = 3, find dy/dt when x = 3, y = 4", "-9/4"),
        Example("A = π r^2, dr/dt = 2. Find dA/dt when r = 5", "20π"),
        Example("V = x y, dx/dt = 2, dy/dt = 3. Find dV/dt when x = 4, y = 5", "22"),
    ),
    mistakes=(
        Mistake(
            "implicit-sign-missing",
            Text("The term that goes to the other side changes its sign.", "移項した項は符号が変わります。"),
            sign_missing,
            HOUSE,
        ),
        Mistake(
            "substituted-before-differentiating",
            Text(
                "A quantity that moves was replaced with its value before differentiating; put values in at the end.",
                "動いている量を、微分する前に値で置き換えています。値は最後に代入します。",
            ),
            partial(frozen, 0),
            HOUSE,
            ways_to_freeze,
        ),
        Mistake(
            "total-derivative-missing-rate",
            Text(
                "The other quantity moves too: its rate must stand as a factor.",
                "ほかの量も動きます。その変化率を掛けなければなりません。",
            ),
            rates_forgotten,
            HOUSE,
        ),
    ),
)

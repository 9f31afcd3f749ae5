"""The complement: P(not A | C) = 1 - P(A | C)."""

from collections.abc import Iterable
from typing import Any

from sympy import Expr

from workings.expression.nodes import ONE, subtract
from workings.expression.probability_goals import Chance, Way
from workings.rule import Ask, Example, Mistake, Text
from workings_rules.probability.law import Law, by_search, parts_of
from workings_rules.probability.sources import BERTSEKAS, EDDY, SHAUGHNESSY

SLUG = "complement"


def ways(goal: Chance) -> Iterable[Way]:
    if goal.e and goal.e != goal.c:
        yield Way((goal.world.chance(goal.c & ~goal.e, goal.c),), line)


def line(parts: tuple[Any, ...], ask: Ask) -> Expr:
    return subtract(ONE, ask(parts[0]))


def forgotten(goal: Chance, ask: Ask) -> Expr | None:
    parts = parts_of(SLUG, goal)
    return None if parts is None else ask(parts[0])


def of_the_condition(goal: Chance, ask: Ask) -> Expr | None:
    """P(B | not A) = 1 - P(B | A)"""
    other = goal.world.everything & ~goal.c
    within = [m for m in goal.world.pool if m & goal.c == goal.e]
    if not other or not within or parts_of(SLUG, goal) is None:
        return None
    return subtract(ONE, ask(goal.world.chance(within[0], other)))


RULE = Law(
    slug=SLUG,
    title=Text("complement", "余事象"),
    explanation=Text(
        "Either the event holds or it does not, so the two probabilities sum to one, under the same condition.",
        "事象は起こるか起こらないかのどちらかなので、同じ条件のもとで二つの確率の和は 1 です。",
    ),
    goal=Chance,
    rewrite=by_search(SLUG),
    law=(),
    source=BERTSEKAS + "1.2",
    examples=(
        Example("P(late) = 0.15; find P(not late)", "17/20"),
        Example("P(B | A) = 0.3, P(B | not A) = 0.6; find P(not B | A)", "7/10"),
    ),
    mistakes=(
        Mistake(
            "complement-forgotten",
            Text(
                "The probability of the opposite event was computed and not subtracted from one.",
                "余事象の確率を求めたまま、1 から引いていません。",
            ),
            forgotten,
            SHAUGHNESSY,
        ),
        Mistake(
            "complement-of-condition",
            Text(
                "The complement rule holds for the event in front of the bar, not for the condition behind it.",
                "余事象の法則は縦線の前の事象について成り立ち、後ろの条件については成り立ちません。",
            ),
            of_the_condition,
            EDDY,
        ),
    ),
    elementary=True,
    ways=ways,
)

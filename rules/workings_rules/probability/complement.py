"""The complement: P(not A | C) = 1 - P(A | C)."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from sympy import Expr, Or

from workings.expression.nodes import ONE, ZERO, add, divide, mul, subtract
from workings.expression.probability_goals import Chance, Way
from workings.rule import Ask, Example, Mistake, Rewrite, Text
from workings_rules.probability.law import InLetters, Law, by_search, parts_of
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
    ways = conditions_turned(goal)
    return ways[0](goal, ask) if ways else None


def conditions_turned(goal: Chance) -> tuple[Rewrite, ...]:
    other = goal.world.everything & ~goal.c
    if not other or parts_of(SLUG, goal) is None:
        return ()
    within = dict.fromkeys(m & other for m in goal.world.pool if m & goal.c == goal.e and m & other not in (0, other))
    return tuple(partial(less, goal.world.chance(m, other)) for m in within)


def less(turned: Chance, goal: Chance, ask: Ask) -> Expr:
    return subtract(ONE, ask(turned))


def summed(goal: Chance, ask: Ask) -> Expr | None:
    """P(at least one of n) = n p"""
    parts = parts_of(SLUG, goal)
    if parts is None:
        return None
    known = goal.world.distribution(goal.event.args[0]) if goal.event.args else None
    if known is not None:
        return of_trials(goal, known)
    if not isinstance(goal.event, Or) or not goal.world.model.families:
        return None
    return add(*[ask(goal.world.chance(goal.world.model.mask(event), goal.c)) for event in goal.event.args])


def of_trials(goal: Chance, known: Any) -> Expr | None:
    nothing = goal.world.equals(goal.event.args[0], ZERO)
    if goal.c & ~goal.e != nothing.e:
        return None
    if known.family == "binomial":
        n, p = known.parameters
        return mul(n, p)
    if known.family == "hypergeometric":
        size, inside, n = known.parameters
        return mul(n, divide(inside, size))
    return None


RULE = Law(
    slug=SLUG,
    title=Text("complement", "余事象"),
    explanation=Text(
        "Either the event holds or it does not, so the two probabilities sum to one, under the same condition.",
        "事象は起こるか起こらないかのどちらかなので、同じ条件のもとで二つの確率の和は 1 です。",
    ),
    goal=Chance,
    rewrite=by_search(SLUG),
    law=InLetters(SLUG, "P(A) = a; find P(not A)", "P(A|B) = a; find P(not A|B)"),
    source=BERTSEKAS + "1.2",
    examples=(
        Example("P(late) = 0.35; find P(not late)", "13/20"),
        Example("P(B | A) = 0.3, P(B | not A) = 0.6; find P(not B | A)", "7/10"),
        Example("X ~ Binomial(3, 0.2); find P(X >= 1)", "61/125"),
    ),
    mistakes=(
        Mistake(
            "complement-forgotten",
            Text(
                "This is how likely it is that the event does not happen. Subtract it from 1.",
                "余事象の確率を求めたまま、1 から引いていません。",
            ),
            forgotten,
            SHAUGHNESSY,
        ),
        Mistake(
            "complement-of-condition",
            Text(
                "You may take the complement of the event before the bar, but never of the condition after it.",
                "余事象の法則は縦線の前の事象について成り立ち、後ろの条件については成り立ちません。",
            ),
            of_the_condition,
            EDDY,
            conditions_turned,
        ),
        Mistake(
            "at-least-one-summed",
            Text(
                "These events can happen together, so do not add. Find the probability of none and subtract it from 1.",
                "重なりのある事象の確率を足しています。「一度も起こらない」という余事象を使います。",
            ),
            summed,
            SHAUGHNESSY,
        ),
    ),
    elementary=True,
    ways=ways,
)

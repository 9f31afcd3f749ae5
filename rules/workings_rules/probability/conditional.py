"""The definition of a conditional probability: P(A | B) = P(A and B) / P(B)."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from sympy import Expr

from workings.expression.nodes import divide
from workings.expression.probability_goals import Chance, Way
from workings.rule import Ask, Example, Mistake, Rewrite, Text
from workings_rules.probability.law import InLetters, Law, by_search, parts_of
from workings_rules.probability.sources import BERTSEKAS, EDDY, SHAUGHNESSY

SLUG = "conditional"


def backgrounds(goal: Chance) -> list[int]:
    """All cases, and the conditions of what is given that are wider than the goal's."""
    world = goal.world
    wider = {f.c: None for f in world.model.facts if goal.c & ~f.c == 0 and f.c != goal.c}
    return list(dict.fromkeys([*([world.everything] if goal.c != world.everything else []), *wider]))


def ways(goal: Chance) -> Iterable[Way]:
    if goal.e in (0, goal.c):
        return
    for k in backgrounds(goal):
        yield Way((goal.world.chance(goal.e, k), goal.world.chance(goal.c, k)), line)


def line(parts: tuple[Any, ...], ask: Ask) -> Expr:
    joint, condition = parts
    return divide(ask(joint), ask(condition))


def joint_only(goal: Chance, ask: Ask) -> Expr | None:
    parts = parts_of(SLUG, goal)
    return None if parts is None else ask(parts[0])


def of_marginals(goal: Chance, ask: Ask) -> Expr | None:
    """P(A | B) = P(A) / P(B)"""
    ways = ratios(goal)
    return ways[0](goal, ask) if ways else None


def alone(goal: Chance) -> list[int]:
    """The events that the one before the bar may be, taken by itself."""
    return [m for m in goal.world.pool if m & goal.c == goal.e and m != goal.e]


def ratios(goal: Chance) -> tuple[Rewrite, ...]:
    parts = parts_of(SLUG, goal)
    return () if parts is None else tuple(partial(ratio, m & parts[0].c) for m in alone(goal))


def ratio(single: int, goal: Chance, ask: Ask) -> Expr | None:
    parts = parts_of(SLUG, goal)
    return None if parts is None else divide(ask(goal.world.chance(single, parts[0].c)), ask(parts[1]))


def as_if_put_back(goal: Chance, ask: Ask) -> Expr | None:
    """Every draw with the counts of the first."""
    return None if parts_of(SLUG, goal) is None else goal.world.put_back(goal)


def as_if_independent(goal: Chance, ask: Ask) -> Expr | None:
    """P(A | B) = P(A)"""
    ways = conditions_ignored(goal)
    return ways[0](goal, ask) if ways else None


def conditions_ignored(goal: Chance) -> tuple[Rewrite, ...]:
    parts = parts_of(SLUG, goal)
    if parts is None:
        return ()
    return tuple(partial(single, goal.world.chance(m & parts[0].c, parts[0].c)) for m in alone(goal))


def single(question: Chance, goal: Chance, ask: Ask) -> Expr:
    found: Expr = ask(question)
    return found


RULE = Law(
    slug=SLUG,
    title=Text("conditional probability", "条件付き確率の定義"),
    explanation=Text(
        "Of the cases in which the condition holds, the share in which the event holds too.",
        "条件が成り立つ場合のうち、その事象も成り立つ割合です。",
    ),
    goal=Chance,
    rewrite=by_search(SLUG),
    law=InLetters(SLUG, "P(A and B) = a, P(B) = b; find P(A | B)"),
    source=BERTSEKAS + "1.3",
    examples=(
        Example("P(A and B) = 0.14, P(B) = 0.35; find P(A | B)", "2/5"),
        Example("P(A and B) = 0.14, P(B) = 0.35, P(A) = 0.2; find P(A | B)", "2/5"),
        Example("An urn has 5 red and 3 blue balls, two drawn without replacement. P(second red | first red)?", "4/7"),
    ),
    mistakes=(
        Mistake(
            "joint-as-conditional",
            Text(
                "This is how likely both are together. Divide by how likely the condition is.",
                "同時確率を、条件の確率で割っていません。",
            ),
            joint_only,
            EDDY,
        ),
        Mistake(
            "conditional-as-ratio-of-marginals",
            Text(
                "The top of the fraction must be P(A and B), not P(A).",
                "両方が起こる確率を置くところに、A だけの確率を置いています。",
            ),
            of_marginals,
            SHAUGHNESSY,
            ratios,
        ),
        Mistake(
            "replacement-confused",
            Text(
                "What was drawn does not go back, so the counts are different for the next draw.",
                "元に戻さずに引くと、次に引くときの個数は変わっています。",
            ),
            as_if_put_back,
            SHAUGHNESSY,
        ),
        Mistake(
            "independence-assumed",
            Text(
                "The condition was ignored, as if the events were independent, which is not given.",
                "独立とは与えられていないのに、条件を無視しています。",
            ),
            as_if_independent,
            SHAUGHNESSY,
            conditions_ignored,
        ),
    ),
    ways=ways,
)

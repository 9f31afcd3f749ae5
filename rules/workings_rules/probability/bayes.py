"""Bayes' theorem: P(H | E) = P(E | H) P(H) / P(E)."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from sympy import Expr

from workings.expression.nodes import add, divide, mul
from workings.expression.probability_goals import Chance, Way
from workings.rule import Ask, Example, Mistake, Rewrite, Text
from workings_rules.probability.conditional import backgrounds
from workings_rules.probability.law import InLetters, Law, by_search, parts_of
from workings_rules.probability.sources import BERTSEKAS, EDDY, KAHNEMAN

SLUG = "bayes"


def ways(goal: Chance) -> Iterable[Way]:
    world, e, c = goal.world, goal.e, goal.c
    if e in (0, c):
        return
    for k in backgrounds(goal):
        seen = {e, k}
        for mask in world.pool:
            h = mask & k
            if h & c == e and h not in seen:
                seen.add(h)
                yield Way((world.chance(e, h), world.chance(h, k), world.chance(c, k)), line)


def line(parts: tuple[Any, ...], ask: Ask) -> Expr:
    likelihood, prior, evidence = parts
    return divide(mul(ask(likelihood), ask(prior)), ask(evidence))


def turned_round(goal: Chance, ask: Ask) -> Expr | None:
    """P(H | E) = P(E | H)"""
    parts = parts_of(SLUG, goal, 3)
    return None if parts is None else ask(parts[0])


def prior_neglected(goal: Chance, ask: Ask) -> Expr | None:
    """P(H | E) = P(E | H) / (P(E | H) + P(E | not H))"""
    parts = parts_of(SLUG, goal, 3)
    if parts is None:
        return None
    likelihood, prior, evidence = parts
    against = goal.world.chance(evidence.e, prior.c & ~prior.e)
    return divide(ask(likelihood), add(ask(likelihood), ask(against)))


def priors_neglected(goal: Chance) -> tuple[Rewrite, ...]:
    """The likelihood over the sum of the likelihoods, by every partition that has H for one of its cases."""
    parts = parts_of(SLUG, goal, 3)
    if parts is None:
        return ()
    _, prior, _ = parts
    found: list[Rewrite] = [prior_neglected]
    for cells in goal.world.partitions:
        live = tuple(m & prior.c for m in cells if m & prior.c)
        if prior.e in live and len(live) > 2:
            found.append(partial(alone_among, live))
    return tuple(found)


def alone_among(cells: tuple[int, ...], goal: Chance, ask: Ask) -> Expr | None:
    """P(H | E) = P(E | H) / sum of P(E | C)"""
    parts = parts_of(SLUG, goal, 3)
    if parts is None:
        return None
    likelihood, _, evidence = parts
    return divide(ask(likelihood), add(*[ask(goal.world.chance(evidence.e, cell)) for cell in cells]))


def evidence_not_divided(goal: Chance, ask: Ask) -> Expr | None:
    parts = parts_of(SLUG, goal, 3)
    return None if parts is None else mul(ask(parts[0]), ask(parts[1]))


def prior_forgotten(goal: Chance, ask: Ask) -> Expr | None:
    parts = parts_of(SLUG, goal, 3)
    return None if parts is None else divide(ask(parts[0]), ask(parts[2]))


RULE = Law(
    slug=SLUG,
    title=Text("Bayes' theorem", "ベイズの定理"),
    explanation=Text(
        "The cause given the effect: how likely it made the effect, times how likely it was, over that of the effect.",
        "結果が起きたときの原因の確率は、尤度と事前確率の積を、結果の確率で割ったものです。",
    ),
    goal=Chance,
    rewrite=by_search(SLUG),
    law=InLetters(SLUG, "P(A) = a, P(B|A) = b, P(B) = c; find P(A|B)"),
    source=BERTSEKAS + "1.4",
    examples=(
        Example("P(click) = 0.2, P(click|mobile) = 0.3, P(mobile) = 0.5; find P(mobile|click)", "3/4"),
        Example("P(D) = 0.02, P(T|D) = 0.7, P(T|not D) = 0.2; find P(D|T)", "1/15"),
    ),
    mistakes=(
        Mistake(
            "inverse-confusion",
            Text(
                "P(A | B) and P(B | A) are different; Bayes' theorem leads from one to the other.",
                "ベイズの定理を使わずに、条件付き確率の前後を入れ替えています。",
            ),
            turned_round,
            EDDY,
        ),
        Mistake(
            "base-rate-neglect",
            Text(
                "Bayes' theorem also needs how likely each case was beforehand: its prior is missing here.",
                "ベイズの定理で、それぞれの場合の事前確率を無視しています。",
            ),
            prior_neglected,
            KAHNEMAN,
            priors_neglected,
        ),
        Mistake(
            "naive-bayes-prior-forgotten",
            Text(
                "Multiply by the prior of each class before you compare; here only the likelihoods were used.",
                "各クラスの事前確率を掛けずに、尤度だけを比べています。",
            ),
            prior_neglected,
            KAHNEMAN,
            priors_neglected,
        ),
        Mistake(
            "evidence-not-divided",
            Text(
                "This is only the top of the fraction in Bayes' theorem: divide it by how likely the evidence is.",
                "ベイズの定理の分子を、証拠の確率で割っていません。",
            ),
            evidence_not_divided,
            EDDY,
        ),
        Mistake(
            "prior-forgotten",
            Text("The likelihood was not weighted with the prior.", "尤度に事前確率が掛かっていません。"),
            prior_forgotten,
            KAHNEMAN,
        ),
    ),
    ways=ways,
)

"""The product rule, P(A and B) = P(A | B) P(B); solved for P(B); and the chain rule for three events and more."""

from collections.abc import Iterable
from functools import partial
from itertools import pairwise
from typing import Any

from sympy import Expr

from workings.expression.nodes import divide, mul
from workings.expression.probability_goals import Chance, Way
from workings.rule import Ask, Example, Mistake, Rewrite, Text
from workings_rules.probability.law import InLetters, Law, by_search, parts_of
from workings_rules.probability.sources import BERTSEKAS, SHAUGHNESSY


def ways(goal: Chance) -> Iterable[Way]:
    world, e, c = goal.world, goal.e, goal.c
    if not e:
        return
    seen: set[int] = set()
    for mask in world.pool:
        b = mask & c
        if e & ~b == 0 and b not in (e, c) and b not in seen:
            seen.add(b)
            yield Way((world.chance(e, b), world.chance(b, c)), line)
    for fact in world.model.facts:  # P(B) = P(A and B) / P(A | B)
        if fact.c == e and fact.e not in (0, e):
            yield Way((world.chance(fact.e, c), world.chance(fact.e, e)), condition_of)


def line(parts: tuple[Any, ...], ask: Ask) -> Expr:
    return mul(*[ask(part) for part in parts])


def condition_of(parts: tuple[Any, ...], ask: Ask) -> Expr:
    joint, conditional = parts
    return divide(ask(joint), ask(conditional))


def conditional_for_joint(goal: Chance, ask: Ask) -> Expr | None:
    """P(A and B) = P(A | B)"""
    parts = parts_of("product-rule", goal, 2)
    return None if parts is None else ask(parts[0])


def product_of_marginals(goal: Chance, ask: Ask) -> Expr | None:
    """P(A and B) = P(A) P(B)"""
    ways = marginals_multiplied(goal)
    return ways[0](goal, ask) if ways else None


def marginals_multiplied(goal: Chance) -> tuple[Rewrite, ...]:
    parts = parts_of("product-rule", goal, 2)
    if parts is None or parts[0].c != parts[1].e or goal.world.model.families:
        return ()
    b, c = parts[1].e, goal.c
    others = dict.fromkeys(m & c for m in goal.world.pool if m & b & c == goal.e and m & c not in (goal.e, c))
    return tuple(partial(multiplied, goal.world.chance(m, c), parts[1]) for m in others)


def multiplied(a: Chance, b: Chance, goal: Chance, ask: Ask) -> Expr:
    return mul(ask(a), ask(b))


def chains(goal: Chance) -> Iterable[Way]:
    """Down a chain of events, each within the one before, of which every link is given."""
    world, e = goal.world, goal.e
    links: dict[int, list[int]] = {}
    for fact in world.model.facts:
        if e & ~fact.e == 0:
            links.setdefault(fact.c, []).append(fact.e)
    paths = [[goal.c]]
    for _ in range(12):
        longer = [[*path, b] for path in paths for b in links.get(path[-1], []) if b not in path]
        for path in longer[:50]:
            if path[-1] == e and len(path) > 3:
                asked = tuple(world.chance(b, a) for a, b in pairwise(path))
                yield Way(asked, line, cost=1)
        paths = longer[:50]


def last_link_forgotten(goal: Chance, ask: Ask) -> Expr | None:
    parts = parts_of("chain-of-events", goal)
    return None if parts is None else mul(*[ask(part) for part in parts[:-1]])


RULE = Law(
    slug="product-rule",
    title=Text("product rule", "乗法定理"),
    explanation=Text(
        "Both hold: the one holds, and then the other holds given it.",
        "両方が起こる確率は、一方の確率に、それが起きたときの他方の条件付き確率を掛けたものです。",
    ),
    goal=Chance,
    rewrite=by_search("product-rule"),
    law=InLetters("product-rule", "P(A | B) = a, P(B) = b; find P(A and B)"),
    source=BERTSEKAS + "1.3",
    examples=(
        Example("P(A | B) = 0.3, P(B) = 0.5; find P(A and B)", "3/20"),
        Example("P(A | B) = 0.5, P(A and B) = 0.1; find P(B)", "1/5"),
        Example("P(A | B) = 0.3, P(B) = 0.5, P(A) = 0.2; find P(A and B)", "3/20"),
    ),
    mistakes=(
        Mistake(
            "conditional-for-joint",
            Text(
                "That is the probability given the condition; it has to be multiplied by that of the condition.",
                "それは条件付き確率です。条件の確率を掛けなければなりません。",
            ),
            conditional_for_joint,
            SHAUGHNESSY,
        ),
        Mistake(
            "naive-bayes-prior-forgotten",
            Text(
                "The likelihood was not multiplied with the prior probability of the class.",
                "尤度にクラスの事前確率を掛けていません。",
            ),
            conditional_for_joint,
            SHAUGHNESSY,
        ),
        Mistake(
            "independence-assumed",
            Text(
                "The plain product needs independence, which is not given.",
                "単純な積は独立な場合だけ使えます。独立とは与えられていません。",
            ),
            product_of_marginals,
            SHAUGHNESSY,
            marginals_multiplied,
        ),
    ),
    ways=ways,
)
CHAIN = Law(
    slug="chain-of-events",
    title=Text("chain rule", "連鎖律（乗法定理のくり返し）"),
    explanation=Text(
        "All hold: the first, then the second given the first, then the third given both.",
        "すべてが起こる確率は、一つずつ、それまでのすべてを条件とした確率を掛けていったものです。",
    ),
    goal=Chance,
    rewrite=by_search("chain-of-events"),
    law=InLetters("chain-of-events", "P(A) = a, P(B|A) = b, P(C|A and B) = c; find P(A and B and C)"),
    source=BERTSEKAS + "1.3",
    examples=(Example("P(A) = 3/5, P(B|A) = 1/2, P(C|A and B) = 2/3; find P(A and B and C)", "1/5"),),
    mistakes=(
        Mistake(
            "chain-link-missing",
            Text("A link of the chain is missing from the product.", "積の中の条件付き確率が一つ抜けています。"),
            last_link_forgotten,
            SHAUGHNESSY,
        ),
    ),
    ways=chains,
)

"""Marginalisation: P(E) is the sum of P(E and C) over a partition; and solved for one of its terms."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from sympy import Expr

from workings.expression.nodes import add, negate
from workings.expression.probability_goals import Chance, Way
from workings.rule import Ask, Example, Mistake, Rewrite, Text
from workings_rules.probability.law import InLetters, Law, by_search
from workings_rules.probability.sources import BERTSEKAS, SHAUGHNESSY

SLUG = "marginalisation"


def ways(goal: Chance) -> Iterable[Way]:
    world, e, c = goal.world, goal.e, goal.c
    if not e:
        return
    seen: set[tuple[int, ...]] = set()
    for cells in world.partitions:
        live = tuple(e & m for m in cells if e & m)
        if len(live) > 1 and live not in seen:
            seen.add(live)
            yield Way(tuple(world.chance(m, c) for m in live), line)
    # P(E and C) = P(E) - the other terms
    for mask in world.pool:
        whole = mask & c
        if e & ~whole or whole in (e, c):
            continue
        for cells in world.partitions:
            live = tuple(whole & m for m in cells if whole & m)
            if e in live and len(live) > 1:
                others = tuple(world.chance(m, c) for m in live if m != e)
                yield Way((world.chance(whole, c), *others), difference)


def line(parts: tuple[Any, ...], ask: Ask) -> Expr:
    return add(*[ask(part) for part in parts])


def difference(parts: tuple[Any, ...], ask: Ask) -> Expr:
    whole, *others = parts
    return add(ask(whole), *[negate(ask(other)) for other in others])


def without(i: int, goal: Chance, ask: Ask) -> Expr | None:
    way = goal.way(SLUG)
    if way is None or len(way.parts) < 2:
        return None
    first = 1 if way.form is difference else 0
    kept = [part for n, part in enumerate(way.parts) if n != first + i]
    return way.form(tuple(kept), ask)


def dropped(goal: Chance) -> tuple[Rewrite, ...]:
    way = goal.way(SLUG)
    count = 0 if way is None else len(way.parts) - (way.form is difference)
    return tuple(partial(without, i) for i in reversed(range(count)))


RULE = Law(
    slug=SLUG,
    title=Text("marginalisation", "周辺化"),
    explanation=Text(
        "The event is split by cases that exclude each other, and the probabilities of the pieces are added.",
        "事象を互いに排反な場合に分け、それぞれの確率を足します。",
    ),
    goal=Chance,
    rewrite=by_search(SLUG),
    law=InLetters(SLUG, "P(A and B) = a, P(A and not B) = b; find P(A)"),
    source=BERTSEKAS + "2.5",
    examples=(
        Example("P(A and B) = 0.1, P(A and not B) = 0.3; find P(A)", "2/5"),
        Example("P(A) = 0.4, P(A and B) = 0.1; find P(A and not B)", "3/10"),
    ),
    mistakes=(
        Mistake(
            "marginal-term-missing",
            Text("A piece of the event is missing from the sum.", "和から一部の場合が抜けています。"),
            partial(without, 0),
            SHAUGHNESSY,
            dropped,
        ),
    ),
    ways=ways,
)

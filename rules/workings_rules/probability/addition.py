"""Addition: P(A or B) = P(A) + P(B) - P(A and B), and the same solved for the other parts."""

from collections.abc import Iterable
from itertools import combinations
from typing import Any

from sympy import Expr

from workings.expression.nodes import add, negate, subtract
from workings.expression.probability_goals import Chance, Way
from workings.rule import Ask, Example, Mistake, Text
from workings_rules.probability.law import InLetters, Law, by_search, parts_of
from workings_rules.probability.sources import BERTSEKAS, SHAUGHNESSY

SLUG = "addition"
_MOST = 4  # events of which all the meetings are summed


def ways(goal: Chance) -> Iterable[Way]:
    world, e, c = goal.world, goal.e, goal.c
    inside = [m & c for m in world.pool if m & c not in (0, c, e)]
    seen: set[tuple[int, int]] = set()
    for i, a in enumerate(inside):
        for b in inside[i + 1 :]:
            if a == b or not (a & ~b and b & ~a) or (a, b) in seen:
                continue
            seen.add((a, b))
            if a | b == e:
                overlap = (world.chance(a & b, c),) if a & b else ()
                yield Way((world.chance(a, c), world.chance(b, c), *overlap), union)
            elif a & b == e:
                yield Way((world.chance(a, c), world.chance(b, c), world.chance(a | b, c)), overlap_of)
    for whole in inside:  # P(B) = P(A or B) - P(A) + P(A and B)
        if e & ~whole == 0:
            for a in inside:
                if a | e == whole and a != whole and a & e:
                    yield Way((world.chance(whole, c), world.chance(a, c), world.chance(a & e, c)), other)

    yield from _of_several(goal)


def _of_several(goal: Chance) -> Iterable[Way]:
    """P(A or B or C) by all the meetings of the events, those of an even number with a minus sign."""
    world, e, c = goal.world, goal.e, goal.c
    inside = [m & c for m, _ in world.literals if m & c and not m & c & ~e]
    kept = [m for m in dict.fromkeys(inside) if not any(m != o and m & ~o == 0 for o in inside)]
    covered = 0
    for m in kept:
        covered |= m
    if covered != e or not 2 < len(kept) <= _MOST:
        return
    meetings: list[tuple[bool, Chance]] = []
    for size in range(1, len(kept) + 1):
        for chosen in combinations(kept, size):
            meeting = c
            for m in chosen:
                meeting &= m
            if meeting:
                meetings.append((size % 2 == 1, world.chance(meeting, c)))
    yield Way(tuple(meetings), inclusion_exclusion)


def inclusion_exclusion(parts: tuple[Any, ...], ask: Ask) -> Expr:
    return add(*[ask(part) if plus else negate(ask(part)) for plus, part in parts])


def union(parts: tuple[Any, ...], ask: Ask) -> Expr:
    return add(ask(parts[0]), ask(parts[1]), *[negate(ask(p)) for p in parts[2:]])


def overlap_of(parts: tuple[Any, ...], ask: Ask) -> Expr:
    a, b, either = parts
    return add(ask(a), ask(b), negate(ask(either)))


def other(parts: tuple[Any, ...], ask: Ask) -> Expr:
    whole, a, overlap = parts
    return add(subtract(ask(whole), ask(a)), ask(overlap))


def overlap_not_subtracted(goal: Chance, ask: Ask) -> Expr | None:
    way = goal.way(SLUG)
    if way is None or way.form is not union or len(way.parts) < 3:
        return None
    return add(ask(way.parts[0]), ask(way.parts[1]))


def overlap_added(goal: Chance, ask: Ask) -> Expr | None:
    way = goal.way(SLUG)
    parts = parts_of(SLUG, goal, 3)
    return None if way is None or parts is None or way.form is inclusion_exclusion else add(*[ask(p) for p in parts])


RULE = Law(
    slug=SLUG,
    title=Text("addition rule", "加法定理"),
    explanation=Text(
        "The two probabilities are added, and what they have in common, counted twice, is subtracted once.",
        "二つの確率を足し、二重に数えた共通部分を一度引きます。",
    ),
    goal=Chance,
    rewrite=by_search(SLUG),
    law=InLetters(SLUG, "P(A) = a, P(B) = b, P(A and B) = c; find P(A or B)"),
    source=BERTSEKAS + "1.2",
    examples=(
        Example("P(A) = 0.25, P(B) = 0.55, P(A and B) = 0.1; find P(A or B)", "7/10"),
        Example("P(A or B) = 5/6, P(A) = 1/2, P(B) = 7/12; find P(A and B)", "1/4"),
        Example("P(A or B) = 0.8, P(A) = 0.5, P(A and B) = 0.1; find P(B)", "2/5"),
        Example("A, B, C exclusive; P(A) = 0.2, P(B) = 0.1, P(C) = 0.4; find P(A or B or C)", "7/10"),
    ),
    mistakes=(
        Mistake(
            "union-overlap-not-subtracted",
            Text(
                "What the events share was added two times. Take it away once.",
                "共通部分を二重に数えています。一度引かなければなりません。",
            ),
            overlap_not_subtracted,
            SHAUGHNESSY,
        ),
        Mistake(
            "union-overlap-added",
            Text("The overlap has to be subtracted, not added.", "共通部分は足すのではなく引きます。"),
            overlap_added,
            SHAUGHNESSY,
        ),
    ),
    ways=ways,
)

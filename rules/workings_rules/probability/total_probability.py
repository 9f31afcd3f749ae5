"""The law of total probability, P(E) = sum of P(E | C) P(C) over a partition; and solved for one of its parts."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from sympy import Expr

from workings.expression.nodes import ONE, add, divide, integer, mul, subtract
from workings.expression.probability_goals import Chance, SolveFor, Way
from workings.expression.relations import equal_to
from workings.expression.words import x
from workings.rule import Ask, Example, Mistake, Rewrite, Text
from workings_rules.probability.conditional import backgrounds
from workings_rules.probability.law import InLetters, Law, by_search
from workings_rules.probability.sources import BERTSEKAS, KAHNEMAN

SLUG = "total-probability"


def ways(goal: Chance) -> Iterable[Way]:
    world, e, c = goal.world, goal.e, goal.c
    if e in (0, c):
        return
    for cells in world.partitions:
        live = [m & c for m in cells if m & c]
        if len(live) > 1 and not all(e & m in (0, m) for m in live) and not any(e & ~m == 0 for m in live):
            yield Way(tuple((world.chance(e, m), world.chance(m, c)) for m in live), line)
    yield from _for_a_branch(goal)
    yield from _for_a_weight(goal)


def _for_a_branch(goal: Chance) -> Iterable[Way]:
    """P(E | C), where E as a whole and in the other cases is known."""
    world, e, c = goal.world, goal.e, goal.c
    for k in backgrounds(goal):
        for cells in world.partitions:
            live = [m & k for m in cells if m & k]
            if c not in live or len(live) < 2:
                continue
            seen: set[int] = set()
            for mask in world.pool:
                whole = mask & k
                if whole & c == e and whole not in seen and whole & ~c:
                    seen.add(whole)
                    pairs = tuple((world.chance(whole, m), world.chance(m, k)) for m in live)
                    yield Way((world.chance(whole, k), live.index(c), pairs), branch)


def _for_a_weight(goal: Chance) -> Iterable[Way]:
    """P(C), where E is known as a whole and in each of the two cases."""
    world, cell, k = goal.world, goal.e, goal.c
    rest = k & ~cell
    seen: set[int] = set()
    for fact in world.model.facts:
        for mask in world.pool:
            if fact.c == cell and mask & cell == fact.e and mask & k not in seen:
                seen.add(mask & k)
                e = mask & k
                if e & rest not in (0, rest) or e & cell not in (0, cell):
                    asked = (world.chance(e, k), world.chance(e, cell), world.chance(e, rest))
                    yield Way(asked, weight)


def line(parts: tuple[Any, ...], ask: Ask) -> Expr:
    """A case that the event covers adds its own probability, one that excludes it nothing."""
    live = [(inside, cell) for inside, cell in parts if inside.e]
    return add(*[ask(cell) if inside.e == inside.c else mul(ask(inside), ask(cell)) for inside, cell in live])


def branch(parts: tuple[Any, ...], ask: Ask) -> Expr:
    whole, at, pairs = parts
    total = add(*[mul(x if i == at else ask(inside), ask(cell)) for i, (inside, cell) in enumerate(pairs)])
    return ask(SolveFor(equal_to(ask(whole), total), x))


def weight(parts: tuple[Any, ...], ask: Ask) -> Expr:
    whole, inside, outside = parts
    total = add(mul(ask(inside), x), mul(ask(outside), subtract(ONE, x)))
    return ask(SolveFor(equal_to(ask(whole), total), x))


def _direct(goal: Chance) -> tuple[Any, ...] | None:
    way = goal.way(SLUG)
    return way.parts if way is not None and way.form is line else None


def unweighted(goal: Chance, ask: Ask) -> Expr | None:
    """The plain sum of P(E | C)."""
    parts = _direct(goal)
    return None if parts is None else add(*[ask(inside) for inside, _ in parts])


def averaged(goal: Chance, ask: Ask) -> Expr | None:
    """The plain average of P(E | C)."""
    parts = _direct(goal)
    return None if parts is None else divide(add(*[ask(inside) for inside, _ in parts]), integer(len(parts)))


def without(i: int, goal: Chance, ask: Ask) -> Expr | None:
    parts = _direct(goal)
    return None if parts is None else line(parts[:i] + parts[i + 1 :], ask)


def missing_branches(goal: Chance) -> tuple[Rewrite, ...]:
    parts = _direct(goal)
    return () if parts is None else tuple(partial(without, i) for i in reversed(range(len(parts))))


def plain_difference(goal: Chance, ask: Ask) -> Expr | None:
    """P(E | C) = 2 P(E) - P(E | other): solved as if the cases were equally likely."""
    way = goal.way(SLUG)
    if way is None or way.form is not branch or len(way.parts[2]) != 2:
        return None
    whole, at, pairs = way.parts
    return subtract(mul(integer(2), ask(whole)), ask(pairs[1 - at][0]))


RULE = Law(
    slug=SLUG,
    title=Text("law of total probability", "全確率の公式"),
    explanation=Text(
        "The event is split by cases that exclude each other and cover everything; "
        "each is weighted with its probability.",
        "互いに排反ですべてを尽くす場合に分け、それぞれの確率を重みとして足し合わせます。",
    ),
    goal=Chance,
    rewrite=by_search(SLUG),
    law=InLetters(SLUG, "P(A) = a, P(B|A) = b, P(B|not A) = c; find P(B)"),
    source=BERTSEKAS + "1.4",
    examples=(
        Example("P(D) = 0.06, P(T|D) = 0.85, P(T|not D) = 0.02; find P(T)", "349/5000"),
        Example("P(click) = 0.2, P(click|mobile) = 0.3, P(mobile) = 0.6; find P(click|not mobile)", "1/20"),
        Example("P(E) = 0.2, P(E|A) = 0.3, P(E|not A) = 0.1; find P(A)", "1/2"),
    ),
    mistakes=(
        Mistake(
            "total-probability-unweighted",
            Text(
                "Multiply each conditional probability by how likely its case is, and then add.",
                "条件付き確率には、それぞれの場合の確率を重みとして掛けなければなりません。",
            ),
            unweighted,
            KAHNEMAN,
            lambda goal: (unweighted, averaged, plain_difference),
        ),
        Mistake(
            "total-probability-branch-missing",
            Text(
                "The sum is not complete: add the part for the case that is missing.",
                "場合分けの一つが和から抜けています。",
            ),
            partial(without, -1),
            KAHNEMAN,
            missing_branches,
        ),
    ),
    ways=ways,
)

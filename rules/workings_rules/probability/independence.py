"""Independence, only where it is given: P(A and B) = P(A) P(B) and P(A | B) = P(A), also under a condition."""

from collections.abc import Iterable
from itertools import product
from typing import Any

from sympy import Expr

from workings.expression.nodes import ONE, add, mul, subtract
from workings.expression.probability_goals import Chance, SolveFor, Way
from workings.expression.relations import equal_to
from workings.expression.words import x
from workings.rule import Ask, Example, Mistake, Text
from workings_rules.probability.law import InLetters, Law, by_search, parts_of
from workings_rules.probability.sources import BERTSEKAS, SHAUGHNESSY

_MOST_OTHERS = 4


def ways(goal: Chance, plain: bool) -> Iterable[Way]:
    world, e, c = goal.world, goal.e, goal.c
    if e in (0, c):
        return
    for family in world.model.families:
        if family.plain != plain or c & ~family.c:
            continue
        background = factors_of(c, family.c, family.members)
        if background is None:
            continue
        whole = factors_of(e, family.c, family.members)
        if whole is None:
            continue
        free = [m for i, m in whole.items() if i not in background]
        if any(whole.get(i) != m for i, m in background.items()) or not free:
            continue
        if c == family.c and len(free) < 2:
            continue
        yield Way(tuple(world.chance(m, family.c) for m in free), line)


def factors_of(e: int, c: int, members: tuple[tuple[int, ...], ...]) -> dict[int, int] | None:
    """`e` as one event of each of some members, within `c`; None where it is not of that form."""
    found: dict[int, int] = {}
    meeting = c
    for i, options in enumerate(members):
        for option in options:
            if e & ~option == 0 and option & c != c:
                found[i] = option
                meeting &= option
                break
    return found if meeting == e else None


def line(parts: tuple[Any, ...], ask: Ask) -> Expr:
    return mul(*[ask(part) for part in parts])


def for_one(goal: Chance) -> Iterable[Way]:
    """P(A), where P(A | B) is given, or P(f) for an event f of A and B: P(A or B) = P(B) + P(not B) x."""
    world, e, c = goal.world, goal.e, goal.c
    for family in world.model.families:
        mine = next((options for options in family.members if e in [o & c for o in options]), None)
        if family.c != c or mine is None or e in (0, c):
            continue
        others = tuple(options for options in family.members if options is not mine)
        for fact in world.model.facts:
            if fact.c != c and fact.c & e == fact.e and factors_of(fact.c, c, others):
                yield Way((world.chance(fact.e, fact.c),), same)
            for cells in _cases(others, c) if fact.c == c else ():
                inside = [_one_of(fact.e & cell, cell, e) for cell in cells]
                if None not in inside and {"x", "1 - x"} & set(inside):
                    weighted = tuple((k, world.chance(m, c)) for k, m in zip(inside, cells, strict=True) if k != "0")
                    yield Way((world.chance(fact.e, c), weighted), unknown, cost=2)


def _cases(members: tuple[tuple[int, ...], ...], c: int) -> Iterable[tuple[int, ...]]:
    """The options of each member; of a few members all of one choice, or not."""
    yield from (tuple(o & c for o in options) for options in members)
    for chosen in product(*members) if 1 < len(members) <= _MOST_OTHERS else ():
        meeting = c
        for option in chosen:
            meeting &= option
        yield meeting, c & ~meeting


def _one_of(part: int, cell: int, e: int) -> str | None:
    """What an event is in one case: nothing, all of it, the independent event e or its opposite."""
    return {0: "0", cell: "1", cell & e: "x", cell & ~e: "1 - x"}.get(part)


def same(parts: tuple[Any, ...], ask: Ask) -> Expr:
    found: Expr = ask(parts[0])
    return found


def unknown(parts: tuple[Any, ...], ask: Ask) -> Expr:
    whole, weighted = parts
    share = {"x": (x,), "1 - x": (subtract(ONE, x),), "1": ()}
    total = add(*[mul(ask(cell), *share[kind]) for kind, cell in weighted])
    return ask(SolveFor(equal_to(ask(whole), total), x))


def as_if_exclusive(goal: Chance, ask: Ask) -> Expr | None:
    """P(B) = P(A or B) - P(A), as if the two never held together."""
    way = goal.way("independence-for-one")
    if way is None or way.form is not unknown:
        return None
    covered = [ask(cell) for kind, cell in way.parts[1] if kind == "1"]
    return subtract(ask(way.parts[0]), add(*covered)) if covered else None


def added(slug: str) -> Any:
    def rewrite(goal: Chance, ask: Ask) -> Expr | None:
        parts = parts_of(slug, goal)
        return add(*[ask(part) for part in parts]) if parts is not None and len(parts) > 1 else None

    return rewrite


ADDED = Text(
    "Probabilities of independent events that all hold are multiplied, not added.",
    "独立な事象がすべて起こる確率は、足すのではなく掛けます。",
)
RULE = Law(
    slug="independence",
    title=Text("independence", "独立性"),
    explanation=Text(
        "The events are given as independent, so the probability that all hold is the product.",
        "独立であると与えられているので、すべてが起こる確率は積になります。",
    ),
    goal=Chance,
    rewrite=by_search("independence"),
    law=InLetters("independence", "P(A) = a, P(B) = b; A, B independent; find P(A and B)"),
    source=BERTSEKAS + "1.5",
    examples=(
        Example("A, B independent; P(A) = 0.3, P(B) = 0.6; find P(A and B)", "9/50"),
        Example("A, B independent; P(A) = 0.3, P(B) = 0.6; find P(A or B)", "18/25"),
    ),
    mistakes=(Mistake("independent-added", ADDED, added("independence"), SHAUGHNESSY),),
    ways=lambda goal: ways(goal, True),
)
CONDITIONAL = Law(
    slug="conditional-independence",
    title=Text("conditional independence", "条件付き独立性"),
    explanation=Text(
        "The events are given as independent under this condition, so given it the probabilities are multiplied.",
        "この条件のもとで独立であると与えられているので、条件付き確率の積になります。",
    ),
    goal=Chance,
    rewrite=by_search("conditional-independence"),
    law=InLetters("conditional-independence", "A, B independent given C; P(A|C) = a, P(B|C) = b; find P(A and B | C)"),
    source=BERTSEKAS + "1.5",
    examples=(Example("A, B independent given C; P(A|C) = 0.5, P(B|C) = 0.4; find P(A and B | C)", "1/5"),),
    mistakes=(Mistake("independent-added", ADDED, added("conditional-independence"), SHAUGHNESSY),),
    ways=lambda goal: ways(goal, False),
)
FOR_ONE = Law(
    slug="independence-for-one",
    title=Text("independence, for one of the events", "独立性を使い、一方の事象について解く"),
    explanation=Text(
        "Given the other event, or that it does not hold, an independent event has the same probability; "
        "that leaves one unknown.",
        "独立な事象の確率は、もう一方が起きても起きなくても同じなので、未知数は一つだけになります。",
    ),
    goal=Chance,
    rewrite=by_search("independence-for-one"),
    law=InLetters("independence-for-one", "A, B independent; P(A | B) = a; find P(A)"),
    source=BERTSEKAS + "1.5",
    examples=(
        Example("A, B independent; P(A) = 0.2, P(A or B) = 0.6; find P(B)", "1/2"),
        Example("A, B independent; P(A) = 0.2, P(A and B) = 0.06; find P(B)", "3/10"),
        Example("A, B independent; P(A | B) = 0.35; find P(A)", "7/20"),
    ),
    mistakes=(
        Mistake(
            "union-overlap-not-subtracted",
            Text(
                "Independent events may hold together: what they share belongs to both and was left out.",
                "独立な事象は同時に起こりえます。共通部分を考えていません。",
            ),
            as_if_exclusive,
            SHAUGHNESSY,
        ),
    ),
    ways=for_one,
)

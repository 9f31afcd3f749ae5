"""Independence, only where it is given: P(A and B) = P(A) P(B) and P(A | B) = P(A), also under a condition."""

from collections.abc import Iterable
from typing import Any

from sympy import Expr

from workings.expression.nodes import add, mul
from workings.expression.probability_goals import Chance, Way
from workings.rule import Ask, Example, Mistake, Text
from workings_rules.probability.law import InLetters, Law, by_search, parts_of
from workings_rules.probability.sources import BERTSEKAS, SHAUGHNESSY


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

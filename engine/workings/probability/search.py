"""The shortest derivation of a probability: which law answers which question, and by way of which events.

The laws of a book say what they would ask (`ways`); asked again and again from the question, that gives a graph of
questions. Values then spread from what is given, the cheapest first, until the question has one (D. E. Knuth, A
generalization of Dijkstra's algorithm, Information Processing Letters 6 (1977) 1-5). No circle can arise: a question is
settled only from questions that were settled before it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from heapq import heappop, heappush
from typing import Any

from workings.expression.probability_goals import Chance, Way
from workings.probability.bounds import possible
from workings.probability.exact import exact
from workings.rule import load_book

__all__ = ["choose", "worded"]

_MOST_QUESTIONS = 2_500
_MOST_OF_MANY = 400  # in a world of more than this many atoms
_MOST_ROUNDS = 9
_FEW = 150  # questions: with no more than these to open, a round more is spent on looking for a shorter derivation

Key = tuple[int, int]
Searched = dict[Key, "tuple[str, Way] | None"]


@dataclass(eq=False)
class _Edge:
    key: Key
    slug: str
    way: Way
    asks: tuple[Key, ...]
    line: Any
    order: int
    open: set[Key] = field(default_factory=set)


def choose(goal: Chance, searched: Searched) -> None:
    """Puts into `searched` how to answer `goal` and all that this asks; None where it can't be answered."""
    at_once = _direct(goal)
    if at_once is not None:
        searched[goal.e, goal.c] = at_once
        return
    search = _Search(goal)
    goal.world.sketching = True
    try:
        search.run()
        while search.forget_impossible():
            search.spread()
    finally:
        goal.world.sketching = False
    for key in search.needed():
        slug, way = search.settled[key][2:]
        searched.setdefault(key, (slug, Way(worded(way.parts), way.form, way.cost)))
    searched.setdefault((goal.e, goal.c), None)


def _direct(goal: Chance) -> tuple[str, Way] | None:
    """The way of a law that asks nothing, than which there is no shorter."""
    direct: list[Any] = [law for law in load_book("probability") if getattr(law, "direct", False)]
    found = [(way.cost, law.slug, way) for law in direct for way in law.ways(goal)]
    if not found or min(cost for cost, _, _ in found) > 1:
        return None
    _, slug, way = min(found, key=lambda one: one[0])
    return slug, way


def worded(part: Any) -> Any:
    """The parts of a way with their questions as a person would put them."""
    if isinstance(part, tuple):
        return tuple(worded(p) for p in part)
    return part.world.chance(part.e, part.c) if isinstance(part, Chance) else part


class _Search:
    def __init__(self, goal: Chance) -> None:
        self.goal = goal
        self.world = goal.world
        self.laws = [rule for rule in load_book("probability") if hasattr(rule, "ways")]
        self.most = _MOST_OF_MANY if self.world.model.size > _MOST_OF_MANY else _MOST_QUESTIONS
        self.edges: list[_Edge] = []
        self.waiting: dict[Key, list[_Edge]] = defaultdict(list)
        self.settled: dict[Key, tuple[int, Fraction | None, str, Way]] = {}
        self.goals: dict[Key, Chance] = {(goal.e, goal.c): goal}

    def run(self) -> None:
        frontier = [(self.goal.e, self.goal.c)]
        found = False
        for _ in range(_MOST_ROUNDS):
            fresh: list[Key] = []
            for key in frontier:
                for asked in self._open(self.goals[key]):
                    if asked not in self.goals and len(self.goals) < self.most:
                        e, c = asked
                        self.goals[asked] = self.world.chance(e, c)
                        fresh.append(asked)
            self.spread()
            if found or not fresh:
                break
            found = (self.goal.e, self.goal.c) in self.settled
            if found and len(fresh) > _FEW:
                break
            frontier = fresh

    def _open(self, goal: Chance) -> list[Key]:
        """What the laws would ask to answer it."""
        found: list[Key] = []
        for law in self.laws:
            for way in law.ways(goal):
                asks: list[Key] = []

                def ask(smaller: Any, asks: list[Key] = asks) -> Any:
                    if isinstance(smaller, Chance):
                        asks.append((smaller.e, smaller.c))
                    return smaller

                line = way.form(way.parts, ask)
                key = (goal.e, goal.c)
                if key not in asks and all(self.world.nameable(*asked) for asked in asks):
                    self.edges.append(_Edge(key, law.slug, way, tuple(asks), line, len(self.edges)))
                    found += asks
        return found

    def spread(self) -> None:
        """Settles every question that can be, by its shortest derivation."""
        self.settled = {}
        self.waiting = defaultdict(list)
        queue: list[tuple[int, int]] = []
        for edge in self.edges:
            edge.open = set(edge.asks)
            for key in edge.open:
                self.waiting[key].append(edge)
            if not edge.open:
                heappush(queue, (edge.way.cost, edge.order))
        while queue:
            cost, order = heappop(queue)
            edge = self.edges[order]
            if edge.key in self.settled:
                continue
            values = {self.goals[key]: self.settled[key][1] for key in edge.asks}
            try:
                value = exact(edge.line, values)
            except ZeroDivisionError:
                continue
            self.settled[edge.key] = (cost, value, edge.slug, edge.way)
            for other in self.waiting[edge.key]:
                other.open.discard(edge.key)
                if not other.open:
                    total = other.way.cost + sum(self.settled[key][0] for key in other.asks)
                    heappush(queue, (total, other.order))

    def forget_impossible(self) -> bool:
        """Drops the ways by a condition that never holds, given which nothing has a probability."""
        asked = {c for _, c in self.needed()}
        gone = {c for c in asked if not possible(self.world, c)}
        if gone:
            self.edges = [e for e in self.edges if e.key[1] not in gone and not any(c in gone for _, c in e.asks)]
            for order, edge in enumerate(self.edges):
                edge.order = order
        return bool(gone)

    def needed(self) -> list[Key]:
        """The settled questions that the answer rests on."""
        found: dict[Key, None] = {}
        stack = [(self.goal.e, self.goal.c)]
        by_way = {id(edge.way): edge for edge in self.edges}
        while stack:
            key = stack.pop()
            if key not in found and key in self.settled:
                found[key] = None
                stack += by_way[id(self.settled[key][3])].asks
        return list(found)

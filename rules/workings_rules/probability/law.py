"""What a law of this book is: a rule that knows by which smaller questions it could answer one, for the search."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sympy import Expr

from workings.expression.probability_goals import Chance, Way
from workings.rule import Ask, Rule

__all__ = ["Law", "by_search", "parts_of"]


def _no_ways(goal: Chance) -> Iterable[Way]:
    return ()


@dataclass(frozen=True, slots=True, eq=False)
class Law(Rule):
    """A rule about P(A | B) with the `ways` in which it could answer a question; `direct` where they ask nothing."""

    ways: Callable[[Chance], Iterable[Way]] = _no_ways
    direct: bool = False


def by_search(slug: str) -> Callable[[Chance, Ask], Expr | None]:
    """The rewrite of the law of that slug: the way that the search chose, where it chose one of this law's."""

    def rewrite(goal: Chance, ask: Ask) -> Expr | None:
        way = goal.way(slug)
        return None if way is None else way.form(way.parts, ask)

    return rewrite


def parts_of(slug: str, goal: Chance, count: int | None = None) -> tuple[Any, ...] | None:
    """What the law of that slug asks for at this goal, for those that make a mistake with it."""
    way = goal.way(slug)
    if way is None or (count is not None and len(way.parts) != count):
        return None
    return way.parts

"""What a law of this book is: a rule that knows by which smaller questions it could answer one, for the search.

And how a law is written where its goals stand in a world: as questions with letters for the numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, overload

from sympy import Expr

from workings.expression import Goal
from workings.expression.probability_goals import Chance, Way
from workings.rule import Ask, Rule

__all__ = ["InLetters", "Law", "by_search", "parts_of"]


def _no_ways(goal: Chance) -> Iterable[Way]:
    return ()


@dataclass(frozen=True, slots=True, eq=False)
class Law(Rule):
    """A rule about P(A | B) with the `ways` in which it could answer a question; `direct` where they ask nothing."""

    ways: Callable[[Chance], Iterable[Way]] = _no_ways
    direct: bool = False


class InLetters(Sequence[Goal]):
    """The goals of a law: of each question the one that the rule of that slug answers. They are made when looked at.

    A probability stands in a world that says what is given, so its law does too; letters in it make the law general.
    """

    def __init__(self, slug: str, *questions: str) -> None:
        self.slug = slug
        self.questions = questions

    @cached_property
    def goals(self) -> tuple[Goal, ...]:
        return tuple(goal for question in self.questions for goal in self._in(question))

    def _in(self, question: str) -> Iterator[Goal]:
        from workings.derive import derive  # which stands above the rules

        steps = [step for step in derive(question, tidy=False).steps if step.rule.slug == self.slug]
        if not steps:
            raise LookupError(f"{question!r} is not answered by the rule {self.slug}")
        yield steps[-1].goal

    def __len__(self) -> int:
        return len(self.questions)

    @overload
    def __getitem__(self, index: int) -> Goal: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Goal]: ...
    def __getitem__(self, index: int | slice) -> Goal | Sequence[Goal]:
        return self.goals[index]


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

"""Whether what a problem gives has to do with what it asks: else it was more likely misunderstood."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sympy import Not

from workings.expression.nodes import walk
from workings.expression.probability_goals import Word
from workings.probability.reading import (
    Given,
    read_question,
    read_statements,
)

if TYPE_CHECKING:
    pass

from workings.probability.problem import Problem

__all__ = ["is_linked"]


def is_linked(problem: Problem) -> bool:
    """Whether each class under which something is given has to do with the rest: else it was more likely misunderstood.

    `It snows on 20% of winter days` beside what happens when it snows says nothing of days that are not of winter.
    """
    if any("(" in sentence.text for sentence in problem.sentences if sentence.givens):
        return True
    statements = read_statements(problem.givens)[0]
    sides = (side for query in problem.queries for side in read_question(query).about if side is not None)
    asked = {word for side in sides for word in walk(side)}
    for s in statements:
        if not isinstance(s, Given) or not isinstance(s.condition, Word) or s.condition in asked:
            continue
        same = [o for o in statements if o is not s and s.condition in _words_of(o) and _alone(o) != s.condition]
        others = [o for o in statements if isinstance(o, Given) and s.condition not in _words_of(o)]
        if not same and any(o.event != s.event for o in others):
            return False
    return True


def _words_of(statement: Any) -> set[Any]:
    """The events that a statement speaks of."""
    sides = [
        getattr(statement, "event", None),
        getattr(statement, "condition", None),
        *getattr(statement, "members", ()),
    ]
    found = {word for side in sides if side is not None for word in walk(side) if isinstance(word, Word)}
    return found | ({Word(statement.name)} if isinstance(getattr(statement, "name", None), str) else set())


def _alone(statement: Any) -> Any:
    """The class under which alone it is given, itself or denied."""
    condition = getattr(statement, "condition", None)
    return condition.args[0] if isinstance(condition, Not) else condition

"""Events and probabilities in words, as a person types them: `P(click and mobile)`, `P(X=0|not B)`."""

from __future__ import annotations

from sympy import And, Basic, Eq, Ge, Gt, Le, Lt, Ne, Not, Or, true

from workings.expression.probability_goals import Chance, Word

__all__ = ["asked", "event_words", "probability_words"]

_SIGNS = {Eq: "=", Ne: "!=", Lt: "<", Le: "<=", Gt: ">", Ge: ">="}


def event_words(event: Basic) -> str:
    """not A, A and B, X=0"""
    if isinstance(event, Word):
        return str(event.name)
    if isinstance(event, Not):
        inner = event_words(event.args[0])
        return f"not ({inner})" if isinstance(event.args[0], And | Or) else f"not {inner}"
    if isinstance(event, And | Or):
        parts = [f"({event_words(p)})" if isinstance(p, And | Or) else event_words(p) for p in event.args]
        return (" and " if isinstance(event, And) else " or ").join(parts)
    if type(event) in _SIGNS:
        left, right = event.args
        return f"{event_words(left)}{_SIGNS[type(event)]}{event_words(right)}"
    return str(event)


def asked(goal: Chance) -> str:
    """P(A|B)"""
    return probability_words(goal.event, goal.condition)


def probability_words(event: Basic, condition: Basic | None = None) -> str:
    """P(A|B)"""
    given = "" if condition is None or condition == true else f"|{event_words(condition)}"
    return f"P({event_words(event)}{given})"

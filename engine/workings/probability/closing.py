"""What the words of a problem leave to be understood: opposites, and cases that are all there are."""

from __future__ import annotations

from typing import Any

from sympy import Basic, Not

from workings.expression.probability_goals import Word
from workings.probability.draft import Draft
from workings.probability.model import words_of
from workings.probability.reading import (
    Apart,
    Definition,
    Given,
    Independent,
)

__all__ = ["close"]

_new = Basic.__new__


def close(draft: Draft) -> None:
    """Signs and classes that are each other's opposites; classes whose probabilities sum to one."""
    givens = [s for s in draft.statements if isinstance(s, Given)]
    known = draft.known()
    defined = {s.name for s in draft.statements if isinstance(s, Definition)}
    names = [*known, *draft.asked]
    for one, other in (("+", "-"), ("pos", "neg"), ("positive", "negative")):
        for yes, no in ((one, other), (other, one)):
            if (yes == "positive" and {yes, no} <= set(known)) or (yes in known and no in names and no not in known):
                if no in defined:
                    continue
                draft.statements.append(Definition(no, _new(Not, Word(yes))))
                defined.add(no)
    if "+" in known and "-" in known and "-" not in defined:
        _define(draft, "-", "+", defined)
    conditions = list(dict.fromkeys(s.condition for s in givens if isinstance(s.condition, Word)))
    priors = {s.event: s.value for s in givens if s.condition is None and isinstance(s.event, Word)}
    apart = {m for s in draft.statements if isinstance(s, Apart) for m in s.members}
    with_prior = [c for c in conditions if c in priors and c.name not in defined and c not in apart]
    without = [c for c in conditions if c not in priors and c.name not in defined and c not in apart]
    if len(with_prior) >= 2 and not without and _sums_to_one([priors[c] for c in with_prior]):
        draft.statements.append(Apart(tuple(with_prior), True))
    elif len(with_prior) == 1 and len(without) == 1 and _same_effects(givens, with_prior[0], without[0]):
        draft.statements.append(Definition(without[0].name, _new(Not, with_prior[0])))
    if draft.naive:
        _naive(draft, conditions)


def _define(draft: Draft, name: str, of: str, defined: set[str]) -> None:
    draft.statements.append(Definition(name, _new(Not, Word(of))))
    defined.add(name)


def _sums_to_one(values: list[Any]) -> bool:
    from workings.probability.exact import exact

    found = [exact(v) for v in values]
    return None not in found and sum(f for f in found if f is not None) == 1


def _same_effects(givens: list[Given], one: Basic, other: Basic) -> bool:
    """Whether the same is said to happen in both classes."""
    effects = [{w for s in givens if s.condition == c for w in words_of(s.event)} for c in (one, other)]
    return bool(effects[0]) and effects[0] == effects[1]


def _naive(draft: Draft, conditions: list[Word]) -> None:
    """The words are independent given each class."""
    givens = [s for s in draft.statements if isinstance(s, Given) and s.condition in conditions]
    words = list(dict.fromkeys(w for s in givens for w in words_of(s.event)))
    if len(words) > 1 and not any(isinstance(s, Independent) for s in draft.statements):
        draft.statements.append(Independent(tuple(words), tuple(conditions)))

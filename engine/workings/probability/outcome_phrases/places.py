"""Outcomes by their places: the first is red, the second higher than the first, neighbours, each in the right place.

Each function is a row of `rows.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from workings.probability.counted import Label, Phrase
from workings.probability.experiment.grammar import Match
from workings.probability.outcome_phrases.counts import is_whole
from workings.probability.outcome_phrases.kinds import kind_of
from workings.probability.outcome_phrases.words import ORDINALS, figure

if TYPE_CHECKING:
    from workings.probability.spaces import Space

_Test = tuple[int, frozenset[Label]]


def _at(words: str, space: Space) -> int | None:
    """The place that an ordinal names, from 0 on."""
    i = ORDINALS[words.lower()]
    return i % space.n if -space.n <= i < space.n else None


def _placed(words: str, tests: Sequence[_Test]) -> Phrase:
    return Phrase(words, lambda outcome: all(outcome[i] in kind for i, kind in tests), kinds=tuple(k for _, k in tests))


def about_places(m: Match, space: Space) -> Phrase | None:
    """the first is red and the second is blue; the first two are white; the first is red and the rest are blue"""
    tests: list[_Test] = []
    for part in m.all("at"):
        found = _tests(part, space, {i for i, _ in tests})
        if found is None:
            return None
        tests += found
    return _placed(m.words, tests)


def _tests(m: Match, space: Space, before: set[int]) -> list[_Test] | None:
    kind = kind_of(m["kind"], space)
    if kind is None:
        return None
    if "rest" in m:
        left = [i for i in range(space.n) if i not in before]
        told = m["rest"].said("k")
        return [(i, kind) for i in left] if before and left and (not told or figure(told) == len(left)) else None
    if "first_few" in m:
        k, at = figure(m["first_few"].said("k")), ORDINALS[m["first_few"].said("ordinal")]
        if k is None or k > space.n or at not in (0, -1):
            return None
        return [(i, kind) for i in (range(k) if at == 0 else range(space.n - k, space.n))]
    said = [m["place"]["ordinal"]] if "place" in m else m.all("ordinal")
    places = [_at(ordinal.words, space) for ordinal in said]
    return None if None in places else [(i, kind) for i in places if i is not None]


def in_order(m: Match, space: Space) -> Phrase | None:
    """red then blue; red, red, then blue"""
    kinds = [kind_of(kind, space) for kind in m.all("kind")]
    if len(kinds) != space.n or space.n < 2 or None in kinds:
        return None
    return _placed(m.words, [(i, kind) for i, kind in enumerate(kinds) if kind is not None])


def only_at(m: Match, space: Space) -> Phrase | None:
    """a 2 only on the first roll"""
    kind, at = kind_of(m["kind"], space), _at(m["place"].said("ordinal"), space)
    if kind is None or at is None:
        return None
    others = frozenset(space.labels) - kind
    return _placed(m.words, [(i, kind if i == at else others) for i in range(space.n)])


def starts(m: Match, space: Space) -> Phrase | None:
    """starts with M"""
    kind = kind_of(m["kind"], space)
    return None if kind is None or space.n < 2 else _placed(m.words, [(0, kind)])


def ends(m: Match, space: Space) -> Phrase | None:
    """ends in an even digit"""
    kind = kind_of(m["kind"], space)
    return None if kind is None or space.n < 2 else _placed(m.words, [(space.n - 1, kind)])


def above_other(m: Match, space: Space) -> Phrase | None:
    """the second is higher than the first"""
    i, j = _at(m["one"].said("ordinal"), space), _at(m["other"].said("ordinal"), space)
    if not all(isinstance(label, int) for label in space.labels) or i is None or j is None or i == j:
        return None
    up = m.said("cmp") not in ("smaller", "lower", "less")
    return Phrase(m.words, lambda outcome: outcome[i] > outcome[j] if up else outcome[i] < outcome[j])


def side_by_side(m: Match, space: Space) -> Phrase | None:
    """Ann and Bob sit next to each other: neighbours in an arrangement"""
    a, b = kind_of(m["a"], space), kind_of(m["b"], space)
    if (
        not space.arranged
        or space.n != len(space.labels)
        or a is None
        or b is None
        or len(a) != 1
        or len(b) != 1
        or a == b
    ):
        return None
    wanted, pair = "not" not in m["beside"], a | b
    return Phrase(
        m.words,
        lambda outcome: any({x, y} == pair for x, y in _neighbours(outcome, space.round)) == wanted,
        kinds=(a, b),
    )


def _neighbours(outcome: tuple[Label, ...], around: bool) -> list[tuple[Label, Label]]:
    return [*pairwise(outcome), *([(outcome[-1], outcome[0])] if around else [])]


def all_together(m: Match, space: Space) -> Phrase | None:
    """the three girls sit together: all of a kind in one stretch"""
    kind = kind_of(m["a"], space)
    if not space.arranged or kind is None or kind == frozenset(space.labels):
        return None
    many = sum(int(w) for label, w in zip(space.labels, space.weights, strict=True) if label in kind)
    if many < 2 or ("n" in m and figure(m.said("n")) != many) or (m.words.lower().startswith("both") and many != 2):
        return None
    wanted = "not" not in m["beside"]

    def together(outcome: tuple[Label, ...]) -> bool:
        beside = sum(x in kind and y in kind for x, y in _neighbours(outcome, space.round))
        return (beside >= many - 1) == wanted

    return Phrase(m.words, together, kinds=(kind,))


def matched(m: Match, space: Space) -> Phrase | None:
    """no letter is in the right envelope; at least one gets his own hat"""
    if not space.matched or not is_whole(m, space):
        return None
    how, k = m.said("how"), figure(m.said("k")) if "k" in m else None
    if "each" in m:
        how, k = "exactly", space.n
    elif k is None:
        how, k = "exactly", 0
    if how not in ("exactly", "at least"):
        return None

    def holds(outcome: tuple[Label, ...]) -> bool:
        right = sum(i == label for i, label in enumerate(outcome, 1))
        return right >= k if how == "at least" else right == k

    return Phrase(m.words, holds)

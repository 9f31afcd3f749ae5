"""The labels that words name: six, even, greater than 4, red, hearts, an ace or a king."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from workings.probability.counted import Label
from workings.probability.draft import alike
from workings.probability.experiment.grammar import Match
from workings.probability.outcome_phrases.words import figure, grammar, is_thing, words_of

if TYPE_CHECKING:
    from workings.probability.spaces import Space

__all__ = ["completed", "kind_named", "kind_of", "number_test"]

KINDS = """
num = NUM
deny = not
above = (greater | more | larger | higher | bigger) than <num> | (above | over | exceeding | exceeds) <num>
below = (less | smaller | lower | fewer) than <num> | (below | under) <num>
least = (at least | (not | no) (less | fewer | smaller) than) <num>
    | <num> or (more | higher | greater | above | over | larger)
most = (at most | (not | no) (more | greater | larger) than) <num>
    | <num> or (less | fewer | lower | below | under | smaller)
between = between <a:num> and <b:num> [inclusive]
multiple = <of_many> <num> (or [<of_many>] [of | by] <num>)* [but not [<of_many>] [of | by] <no:num>]
    | <of_many> [both] <num> and [<of_many>] [of | by] <all:num>
of_many = [a] (multiple | multiples) of | [exactly] divisible by
equal = [equal to | exactly | =] <num> | <num> or [ART] <num> | <num> , <num> or <num>
sort = even | odd | prime | primes | perfect square | perfect squares | square
numeric = [<deny>] (<above> | <below> | <least> | <most> | <between> | <multiple> | <equal> | <sort>)
    [number | numbers | integer] [but not <but:num>]

rank = RANK | NUM
suit = SUIT
colour = red | black
card = [of] <suit> [cards | card] | <face:court> [cards | card] | <rank> of <suit> | <rank>
    | <colour> [<rank> | <face:court>] [cards | card]
court = face | court | picture

label = LETTER | OPEN | OPEN OPEN | OPEN OPEN OPEN | OPEN OPEN OPEN OPEN
base = [either] [ART | any | being] (<numeric> | <card> | <label>)
kind = <base> | (not | non) [of] <no:base> | <base> (but | and) not [of] <no:base>
    | [either] <base> (, <base>)* [,] or <base> | [both] <both:base> and <both:base>
"""


@lru_cache(maxsize=4096)
def kind_named(words: str, space: Space) -> frozenset[Label] | None:
    """The labels that the words name; None where they are not understood.

    Of one draw `an ace or a king` is read as two events, for the addition rule.
    """
    said = words_of(words, space)
    for rule in ("kind",):
        for end, found in grammar().ways(rule, said, 0):
            if end == len(said.tokens) and (kind := kind_of(found, space)) is not None:
                return kind
    return None


def kind_of(m: Match, space: Space) -> frozenset[Label] | None:
    """The labels of a phrase of the rule `kind`."""
    said, denied, both = m.all("base"), m.get("no"), m.all("both")
    if (len(said) > 1 and space.n == 1) or (both and not _are_numbers(space)):
        return None  # read as two events
    kinds = [_base(base, space) for base in (said or both)]
    no = None if denied is None else _base(denied, space)
    if None in kinds or (denied is not None and no is None):
        return None
    sets = [kind for kind in kinds if kind is not None]
    found = frozenset(space.labels) if not sets else frozenset.intersection(*sets) if both else frozenset().union(*sets)
    return found - (no or frozenset()) or None


def _are_numbers(space: Space) -> bool:
    return all(isinstance(label, int) for label in space.labels)


def _base(m: Match, space: Space) -> frozenset[Label] | None:
    if "numeric" in m:
        test = number_test(m["numeric"])
        return frozenset(label for label in space.labels if test(label)) or None if _are_numbers(space) else None
    if "card" in m:
        return frozenset(card for card in space.labels if _is_card(m["card"], card)) or None if space.is_cards else None
    if space.is_cards or _are_numbers(space):
        return None
    words = m.said("label").split()
    while len(words) > 1 and is_thing(words[-1], space):
        words.pop()
    return frozenset(label for label in space.labels if _is_label(" ".join(words), str(label))) or None


def completed(parts: list[str]) -> list[str]:
    """divisible by 3 or by 5; a multiple of 4 but not of 6"""
    head = re.match(r"(.*?)\b(by|of|than)\b", parts[0])
    if head is None:
        return parts
    return [parts[0], *(head[1] + part if re.match(rf"{head[2]}\b", part) else part for part in parts[1:])]


def number_test(m: Match) -> Callable[[int], bool]:
    """Whether a number is such as a phrase of the rule `numeric` says."""
    told, but = _number_test(m), figure(m.said("but")) if "but" in m else None
    test = told if but is None else lambda value: told(value) and value != but
    return (lambda value: not test(value)) if "deny" in m else test


def _number_test(m: Match) -> Callable[[int], bool]:
    name, inner = next((slot, found) for slot, found in m.slots if slot in _NUMERIC)
    bounds = [figure(found.words) or 0 for slot, found in inner.slots if slot in ("num", "a", "b")]
    no = figure(inner.said("no")) if "no" in inner else None
    every = [figure(found.words) or 0 for found in inner.all("all")]
    tests: dict[str, Callable[[int], bool]] = {
        "above": lambda value: value > bounds[0],
        "below": lambda value: value < bounds[0],
        "least": lambda value: value >= bounds[0],
        "most": lambda value: value <= bounds[0],
        "between": lambda value: bounds[0] <= value <= bounds[1],
        "multiple": lambda value: (
            any(k and value % k == 0 for k in bounds)
            and all(k and value % k == 0 for k in every)
            and (no is None or value % no != 0)
        ),
        "equal": lambda value: value in bounds,
        "sort": lambda value: _SORTS[inner.words.lower().split()[-1].rstrip("s")](value),
    }
    return tests[name]


_NUMERIC = ("above", "below", "least", "most", "between", "multiple", "equal", "sort")
_SORTS: dict[str, Callable[[int], bool]] = {
    "even": lambda value: value % 2 == 0,
    "odd": lambda value: value % 2 == 1,
    "prime": lambda value: value > 1 and all(value % d for d in range(2, value)),
    "square": lambda value: value >= 0 and round(value**0.5) ** 2 == value,
}


def _is_card(m: Match, card: tuple[int | str, str]) -> bool:
    rank, suit = card
    said = m.said("rank")
    return (
        ("suit" not in m or alike(m.said("suit"), suit))
        and ("colour" not in m or (suit in ("hearts", "diamonds")) == (m.said("colour") == "red"))
        and ("face" not in m or rank in ("jack", "queen", "king"))
        and (not said or (alike(said, rank) if isinstance(rank, str) else figure(said) == rank))
    )


_OPPOSED = tuple(
    frozenset(pair)
    for pair in (
        ("up", "down"), ("work", "fail"), ("works", "fail"), ("working", "fail"), ("working", "down"), ("hit", "miss"),
        ("hits", "miss"), ("detect", "miss"), ("detects", "miss"), ("misses", "detect"), ("survive", "fail"),
        ("survives", "fail"), ("pass", "fail"), ("passes", "fail"), ("fails", "work"), ("correct", "wrong"),
        ("right", "wrong"), ("incorrect", "correct"), ("win", "lose"), ("wins", "lose"), ("success", "fail"),
        ("failure", "success"), ("defective", "good"), ("broken", "good"), ("bad", "good"), ("defective", "working"),
        ("faulty", "good"), ("rotten", "good"), ("make", "miss"), ("makes", "miss"), ("winning", "losing"),
    )
)  # fmt: skip


def _is_label(words: str, label: str) -> bool:
    denied = label.startswith("not ")
    if denied and not words.startswith("not "):
        return any(words in pair and any(alike(label[4:], other) for other in pair - {words}) for pair in _OPPOSED)
    tokens = label.split()
    if len(tokens) > 1 and not denied and all(any(alike(word, token) for token in tokens) for word in words.split()):
        return True  # easy, of easy multiple choice questions
    return alike(words, label) or (words == "right" and label == "correct")

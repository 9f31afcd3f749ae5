"""What is made of the numbers together: their sum, product, difference, greatest and least.

Each function is a row of `rows.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from math import prod
from typing import TYPE_CHECKING

from workings.probability.counted import Phrase
from workings.probability.experiment.grammar import Match
from workings.probability.outcome_phrases.kinds import number_test
from workings.probability.outcome_phrases.words import figure

if TYPE_CHECKING:
    from workings.probability.spaces import Space

_MADE: dict[str, Callable[[tuple[int, ...]], int]] = {
    "sum": sum, "total": sum, "product": prod, "difference": lambda o: abs(o[0] - o[1]),
    **dict.fromkeys(("max", "maximum", "largest", "highest", "larger", "greater", "higher", "bigger", "greatest"), max),
    **dict.fromkeys(("min", "minimum", "smallest", "lowest", "smaller", "lower", "least"), min),
}  # fmt: skip
_OF_TWO = ("difference", "larger", "greater", "higher", "bigger", "smaller", "lower")


def _made(m: Match, what: str, space: Space, test: Callable[[int], bool]) -> Phrase | None:
    make, parts = _MADE.get(what), m.get("parts") or m.get("they")
    if make is None or space.n < 2 or not all(isinstance(label, int) for label in space.labels):
        return None
    if (what in _OF_TWO and space.n != 2) or (
        parts is not None and "n" in parts and figure(parts.said("n")) != space.n
    ):
        return None
    return Phrase(m.words, lambda outcome: test(make(outcome)), ordered=False)


def about_sum(m: Match, space: Space) -> Phrase | None:
    """their sum is even; sum = 7; a total of at least 10; the larger of the two is 4"""
    numeric = number_test(m["numeric"])
    if m.said("equals").startswith("exceed"):
        bound = figure(m.said("numeric"))
        return None if bound is None else _made(m, m.said("what"), space, lambda value: value > bound)
    return _made(m, m.said("what"), space, numeric)


def about_bare(m: Match, space: Space) -> Phrase | None:
    """a total above 9"""
    return _made(m, m.said("what"), space, number_test(m))


def not_sum(m: Match, space: Space) -> Phrase | None:
    """the sum does not equal 5"""
    numeric = number_test(m["numeric"])
    return _made(m, m.said("what"), space, lambda value: not numeric(value))


def added(m: Match, space: Space) -> Phrase | None:
    """the two numbers add up to 9"""
    return _made(m, "sum", space, number_test(m["numeric"])) if "exceed" not in m.words else None


def differing(m: Match, space: Space) -> Phrase | None:
    """the dice differ by 2"""
    return _made(m, "difference", space, number_test(m["numeric"]))

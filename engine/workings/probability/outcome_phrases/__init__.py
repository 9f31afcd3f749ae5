"""What words say about an outcome of dice, cards, urns and arrangements: `at least two sixes`, `the first is red`.

A phrase is brought to few words (`plain`), then read by the small readers of `READERS`, each for one way of saying
something; `and`, `or`, `not` between phrases are read in `outcomes.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from workings.probability.counted import Phrase
from workings.probability.draft import alike
from workings.probability.outcome_phrases.counts import about_counts, about_one, more_or_fewer, one_of_each
from workings.probability.outcome_phrases.kinds import completed, kind_named
from workings.probability.outcome_phrases.likeness import about_likeness
from workings.probability.outcome_phrases.places import about_places, matched, one_above_other, side_by_side
from workings.probability.outcome_phrases.sums import about_sum
from workings.probability.outcome_phrases.words import plain

if TYPE_CHECKING:
    from workings.probability.spaces import Space

__all__ = ["completed", "kind_named", "phrase_of"]

READERS: tuple[Callable[[str, Any], Phrase | None], ...] = (
    matched, about_sum, about_likeness, more_or_fewer, one_above_other, side_by_side, about_places, about_one,
    one_of_each, about_counts,
)  # fmt: skip


def phrase_of(text: str, space: Space) -> Phrase | None:
    """What the words say about an outcome; None where they are not understood."""
    words = _without_agent(plain(text), space)
    bare = re.sub(rf"\b(?:{'|'.join(map(re.escape, space.things)) or '-'})\b", "", words)
    bare = re.sub(r"\s+", " ", bare).strip()
    for said in dict.fromkeys((words, bare or words, text.lower().strip(" .,"))):
        for read in READERS:
            found = read(said, space)
            if found is not None:
                return found
    return None


def _without_agent(words: str, space: Space) -> str:
    """team A wins exactly two games: so many of the trials that it succeeds in"""
    found = re.fullmatch(
        r"(?:.*?\s)??(?P<verb>[a-z]+)\s+(?:(?:on|in)\s+)?(?P<many>(?:exactly|at\s+least|at\s+most|no|all|both"
        r"|more\s+than|fewer\s+than|only)\b.*)",
        words,
    )
    if found is None or not space.has_success:
        return words
    success = str(space.labels[0])
    same = alike(found["verb"], success) or {found["verb"].rstrip("s"), success.rstrip("s")} == {"win", "beat"}
    return found["many"] if same else words

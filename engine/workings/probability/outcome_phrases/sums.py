"""What is made of the numbers together: their sum, product, difference, greatest and least."""

from __future__ import annotations

import re
from collections.abc import Callable
from math import prod
from typing import TYPE_CHECKING

from workings.probability.counted import Phrase
from workings.probability.outcome_phrases.kinds import completed, is_number

if TYPE_CHECKING:
    from workings.probability.spaces import Space

__all__ = ["about_sum"]


def about_sum(words: str, space: Space) -> Phrase | None:
    """their sum is even; sum = 7; total of at least 10; the maximum is 4"""
    found = re.fullmatch(
        r"(?:the\s+|their\s+|an?\s+)?(?P<what>sum|total|product|maximum|max|minimum|min|largest|smallest|difference)\s*"
        r"(?:(?:score|value)\s*)?(?:(?:of|between)\s+(?:the\s+)?(?:two\s+|three\s+)?(?:numbers|dice|values|scores"
        r"|cards|faces|rolls|spins|digits|it|them|outcomes|results|draws)\s*"
        r"(?:on\s+the\s+\w+\s+)?(?:shown\s+)?)?(?:is|equals?|are|being|of|was)?\s*(?P<rest>.+)",
        words,
    )
    if not found or not all(isinstance(label, int) for label in space.labels):
        return None
    make: dict[str, Callable[[tuple[int, ...]], int]] = {
        "sum": sum, "total": sum, "product": prod, "max": max, "maximum": max, "largest": max, "min": min,
        "minimum": min, "smallest": min, "difference": lambda o: abs(o[0] - o[1]) if len(o) == 2 else -1,
    }  # fmt: skip
    rest = re.sub(r"^(?:an?|exactly|is)\s+", "", found["rest"])
    values = range(1000)
    negated = re.match(r"not\s+", rest)
    rest = rest[negated.end() :] if negated else rest
    parts = completed(re.split(r"\s+or\s+(?!more|less|higher|greater|fewer|lower|above|below|over)", rest))
    named = [{v for v in values if is_number(part, v)} for part in parts]
    if not all(named):
        return None
    chosen = set().union(*named)
    if negated:
        chosen = set(values) - chosen
    return Phrase(words, lambda outcome: make[found["what"]](outcome) in chosen, ordered=False)

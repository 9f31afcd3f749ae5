"""What words say about an outcome of dice, cards, urns and arrangements: `at least two sixes`, `the first is red`.

A phrase is read by the rows of `rows.py`, every word of it; `and`, `or`, `not` between phrases in `outcomes.py`.
"""

from workings.probability.outcome_phrases.kinds import completed, kind_named
from workings.probability.outcome_phrases.rows import phrase_of

__all__ = ["completed", "kind_named", "phrase_of"]

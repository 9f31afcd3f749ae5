"""What a phrase says about an outcome: whether it holds, and by what of the draws it may be told."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

__all__ = ["Counted", "Holds", "Label", "Phrase"]

Label = Any
Holds = Callable[[tuple[Label, ...]], bool]


@dataclass(frozen=True, slots=True)
class Counted:
    """So many of the draws are of this kind: `relation` is one of =, >=, <=."""

    kind: frozenset[Label]
    relation: str
    k: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a phrase says about an outcome.

    Attributes:
        text: the words.
        holds: whether an outcome, the tuple of the labels drawn, is such.
        counted: where it only counts draws of one kind.
        kinds: the kinds it speaks of, where nothing else of a label matters.
        key: what of a label matters, where it is one thing: the suit of a card.
        ordered: whether it matters which draw is which.
        distinct: whether it says that all draws differ (True), or that two are the same (False).
    """

    text: str
    holds: Holds
    counted: Counted | None = None
    kinds: tuple[frozenset[Label], ...] = ()
    key: Callable[[Label], Any] | None = None
    ordered: bool = True
    distinct: bool | None = None

    def of(self, label: Label) -> Hashable:
        """What of this label the phrase may ask for: labels that are equal in it may be taken for each other."""
        if self.kinds:
            return tuple(label in kind for kind in self.kinds)
        return label if self.key is None else self.key(label)

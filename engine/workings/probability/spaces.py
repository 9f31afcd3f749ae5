"""Outcomes of dice, coins, cards, urns and arrangements, counted one by one or in kinds that are told apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations_with_replacement, product
from math import factorial, perm, prod

from workings.probability.counted import Counted, Holds, Label, Phrase

__all__ = ["CARDS", "Counted", "Holds", "Label", "Phrase", "Space"]

MOST_OUTCOMES = 60_000
SUITS = ("hearts", "diamonds", "clubs", "spades")
RANKS = ("ace", *range(2, 11), "jack", "queen", "king")
CARDS = tuple((rank, suit) for suit in SUITS for rank in RANKS)


@dataclass(frozen=True, slots=True)
class Space:
    """`n` draws from labels that occur so often, with replacement or not; `chances` in place of counts for trials.

    >>> urn = Space(("red", "blue"), (5, 3), 2, False)
    >>> urn.chance(urn.phrase("both red"))
    Fraction(5, 14)

    Attributes:
        labels: what may be drawn.
        weights: how many there are of each, or with what probability it comes.
        n: how often one is drawn.
        replaced: whether what was drawn is put back.
        things: what the draws are called: ball, balls.
        arranged: whether all that there are are put in a row, or `round` a table.
        matched: whether each is put to one of as many places, of which one is its own.
    """

    labels: tuple[Label, ...]
    weights: tuple[Fraction | int, ...]
    n: int
    replaced: bool
    things: tuple[str, ...] = ()
    arranged: bool = field(default=False, kw_only=True)
    round: bool = field(default=False, kw_only=True)
    matched: bool = field(default=False, kw_only=True)

    @property
    def size(self) -> Fraction | int:
        return sum(self.weights)

    @property
    def is_cards(self) -> bool:
        return isinstance(self.labels[0], tuple)

    @property
    def has_success(self) -> bool:
        """Whether it is about trials, of which one outcome is the success."""
        return len(self.labels) == 2 and self.labels[1] in (f"not {self.labels[0]}", "failure", "wrong")

    @property
    def total(self) -> Fraction | int:
        if self.replaced:
            return self.size**self.n
        return prod(self.size - i for i in range(self.n))

    def weight(self, holds: Holds, phrases: Sequence[Phrase] = ()) -> Fraction | int:
        """How many ordered outcomes are such; `phrases` are those that `holds` is made of.

        Labels that no phrase tells apart are counted together, and the order only where one speaks of it.

        Raises:
            ValueError: where there are too many outcomes to count.
        """
        merged: dict[object, list[int]] = {}
        for i, label in enumerate(self.labels):
            merged.setdefault(tuple(phrase.of(label) for phrase in phrases) if phrases else label, []).append(i)
        groups = list(merged.values())
        labels = [self.labels[group[0]] for group in groups]
        weights = [sum(self.weights[i] for i in group) for group in groups]
        if len(phrases) == 1 and phrases[0].distinct is not None and len(set(self.weights)) == 1:
            different = self._all_different()
            return different if phrases[0].distinct else self.total - different
        if not phrases or any(phrase.ordered for phrase in phrases) or len(labels) ** self.n <= MOST_OUTCOMES // 20:
            return sum(weight for outcome, weight in self._ordered(labels, weights) if holds(outcome))
        return sum(weight for outcome, weight in self._unordered(labels, weights) if holds(outcome))

    def chance(self, phrase: Phrase) -> Fraction:
        return Fraction(self.weight(phrase.holds, [phrase])) / Fraction(self.total)

    def _all_different(self) -> Fraction | int:
        weight = self.weights[0] ** self.n
        return perm(len(self.labels), self.n) * weight

    def outcomes(self) -> Iterator[tuple[tuple[Label, ...], Fraction | int]]:
        """Every ordered outcome with its weight."""
        return self._ordered(self.labels, self.weights)

    def _ordered(
        self, labels: Sequence[Label], weights: Sequence[Fraction | int]
    ) -> Iterator[tuple[tuple[Label, ...], Fraction | int]]:
        """Every ordered outcome with its weight."""
        if len(labels) ** self.n > MOST_OUTCOMES and (self.replaced or self.total > MOST_OUTCOMES):
            raise ValueError(f"{len(labels)} kinds drawn {self.n} times have too many outcomes to count")
        if self.replaced:
            for chosen in product(range(len(labels)), repeat=self.n):
                yield tuple(labels[i] for i in chosen), prod(weights[i] for i in chosen)
            return
        yield from self._without(labels, list(weights), self.n)

    def _without(
        self, labels: Sequence[Label], left: list[Fraction | int], n: int
    ) -> Iterator[tuple[tuple[Label, ...], Fraction | int]]:
        if not n:
            yield (), 1
            return
        for i, label in enumerate(labels):
            if left[i] > 0:
                many, left[i] = left[i], left[i] - 1
                for outcome, weight in self._without(labels, left, n - 1):
                    yield (label, *outcome), many * weight
                left[i] = many

    def _unordered(
        self, labels: Sequence[Label], weights: Sequence[Fraction | int]
    ) -> Iterator[tuple[tuple[Label, ...], Fraction | int]]:
        """Every outcome in one order, with the weight of all its orders."""
        if factorial(len(labels) + self.n - 1) // factorial(self.n) // factorial(len(labels) - 1) > MOST_OUTCOMES:
            raise ValueError(f"{len(labels)} kinds drawn {self.n} times have too many outcomes to count")
        for chosen in combinations_with_replacement(range(len(labels)), self.n):
            counts = [(i, chosen.count(i)) for i in dict.fromkeys(chosen)]
            orders = factorial(self.n) // prod(factorial(k) for _, k in counts)
            each = (weights[i] ** k if self.replaced else _falling(weights[i], k) for i, k in counts)
            if weight := orders * prod(each):
                yield tuple(labels[i] for i in chosen), weight

    def phrase(self, text: str) -> Phrase | None:
        """What the words say about an outcome; None where they are not understood."""
        from workings.probability.outcome_phrases import phrase_of

        return phrase_of(text, self)

    def kind(self, words: str) -> frozenset[Label] | None:
        """The labels that the words name: six, even, greater than 4, red, hearts."""
        from workings.probability.outcome_phrases import kind_named

        return kind_named(words, self)


def _falling(many: Fraction | int, k: int) -> Fraction | int:
    return prod(many - i for i in range(k))

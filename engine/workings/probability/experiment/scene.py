"""The scene of an experiment: what there is (an urn, a deck, dice), what is done, and which case is met.

`rows.py` has the ways of telling; here is what has been told, and the outcomes that come of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import comb, prod
from typing import Any

from workings.probability.experiment.words import manners_of
from workings.probability.spaces import CARDS, Label, Space
from workings.rule import Text

__all__ = ["TOSSES", "Box", "Case", "Scene"]

TOSSES = ("coin", "toss", "die", "dice", "roll", "flip", "throw")
_TOGETHER = Text("drawn together is read as without replacement", "まとめて取り出すので、元に戻さないと読みました")

Box = tuple[tuple[Label, "int | Fraction"], ...]  # what is in it and how many of each, or with what probability


@dataclass(frozen=True, slots=True)
class Case:
    """One case that may be met, such as the urn that is chosen, with what is drawn from then."""

    name: str
    share: Fraction
    space: Space


@dataclass(frozen=True, slots=True)
class Scene:
    """What is told so far.

    Attributes:
        text: the whole of it.
        manners: how things are done, as the whole text tells: `apart`, `together`, `replaced`, `independent` ...
        boxes: what is in each by its name; "" is the only one.
        size: how many there are in all, of which it is told later what they are.
        things: what is drawn or tossed is called.
        draws: how often.
        replaced: whether what was drawn is put back, where a sentence of its own says so.
        space: the outcomes, where they are told at once.
        chosen: with what probability each box is met.
        moved: one or more are moved from a box to another.
        also: what else a case is called: heads, of the urn that it decides.
        until: tossed until this kind comes.
        coin: with what probability the coin that is spoken of shows heads.
        success: what each trial may be, with this probability.
        names: of the first and the second: two colours of dice, two players.
        given: what is known of what was drawn, told with the draw: it is red.
        notes: readings that the text does not say in so many words.
    """

    text: str = ""
    manners: frozenset[str] = frozenset()
    boxes: tuple[tuple[str, Box], ...] = ()
    size: int | None = None
    things: tuple[str, ...] = ()
    draws: int | None = None
    replaced: bool | None = None
    space: Space | None = None
    chosen: tuple[tuple[str, Fraction], ...] = ()
    moved: tuple[str, str, int] | None = None
    also: tuple[tuple[str, str], ...] = ()
    until: frozenset[Label] | None = None
    coin: Fraction | None = None
    success: tuple[str, Fraction] | None = None
    names: tuple[str, ...] = ()
    given: str = ""
    notes: tuple[Text, ...] = ()

    @classmethod
    def of(cls, text: str) -> Scene:
        """The scene of a text of which only the manners are known."""
        return cls(text, manners_of(text))

    def told(self, **more: Any) -> Scene:
        return replace(self, **more)

    def noted(self, note: Text) -> Scene:
        return self if note in self.notes else replace(self, notes=(*self.notes, note))

    def called(self, *things: str) -> Scene:
        return replace(self, things=tuple(dict.fromkeys((*self.things, *filter(None, things)))))

    @property
    def inside(self) -> Mapping[str, Box]:
        return dict(self.boxes)

    @property
    def is_new(self) -> bool:
        """Whether nothing is told yet of what may come out."""
        told = self.boxes or self.space or self.success or self.until or self.size
        return not told

    @property
    def puts_back(self) -> bool | None:
        """Whether what was drawn is put back; None where it is not said, or both are."""
        said = {self.replaced} - {None} | {
            meaning == "replaced" for meaning in ("replaced", "not replaced") if meaning in self.manners
        }
        return said.pop() if len(said) == 1 else None

    # What comes of it

    def outcomes(self) -> tuple[Scene, Space | None]:
        """The one space of outcomes, and the scene with what was taken for granted; None where not all is told."""
        if self.space is not None or self.until is not None:
            return self, None if self.boxes else self.space  # a toss that decides between boxes
        if self.success is not None:
            (verb, share), n = self.success, self.draws
            if n is None or (n > 1 and "independent" not in self.manners) or self.boxes:
                return self, None
            return self, Space((verb, f"not {verb}"), (share, 1 - share), n, True, self.things)
        if self.draws is None or [name for name, _ in self.boxes] != [""]:
            return self, None
        return self._drawn_from(self.inside[""])

    def _drawn_from(self, inside: Box) -> tuple[Scene, Space | None]:
        scene, replaced, n = self, self.puts_back, self.draws or 1
        if replaced is None and n > 1:
            if "apart" in self.manners or {"replaced", "not replaced"} <= self.manners:
                return self, None
            scene = self.noted(_TOGETHER)
        labels, counts = tuple(label for label, _ in inside), tuple(many for _, many in inside)
        if not replaced and n > sum(counts):
            return self, None
        cards = ("card", "cards") if labels[0] == CARDS[0] else ("ball", "balls")
        return scene, Space(labels, counts, n, bool(replaced), (*self.things, *cards))

    def cases(self) -> tuple[Scene, tuple[Case, ...]]:
        """The cases with their spaces; () where there is only one, or where it is not all told."""
        if self.moved is not None:
            return self._after_move(*self.moved)
        if len(self.chosen) < 2 or sum(share for _, share in self.chosen) != 1:
            return self, ()
        scene, found = self, []
        for name, share in self.chosen:
            scene, space = scene._in(name)
            if space is None:
                return self, ()
            found.append(Case(name, share, space))
        return scene, tuple(found)

    def _in(self, name: str) -> tuple[Scene, Space | None]:
        inside = self.inside.get(name)
        if inside is None:
            return self, None
        if all(isinstance(many, Fraction) for _, many in inside):  # a coin that is tossed
            labels, shares = tuple(label for label, _ in inside), tuple(many for _, many in inside)
            return self, Space(labels, shares, self.draws or 1, True, TOSSES)
        return self._drawn_from(inside)

    def _after_move(self, source: str, target: str, many: int) -> tuple[Scene, tuple[Case, ...]]:
        """Some are moved from a box to another, from which then is drawn: the cases are what was moved."""
        one, other = self.inside.get(source), self.inside.get(target)
        if one is None or other is None or self.draws is None:
            return self, ()
        scene, found = self, []
        size = sum(int(n) for _, n in one)
        for moved in _taken(one, many):
            inside = dict(other)
            for label, k in moved:
                inside[label] = inside.get(label, 0) + k
            scene, space = scene._drawn_from(tuple(inside.items()))
            if space is None:
                return self, ()
            ways = prod(comb(int(dict(one)[label]), k) for label, k in moved)
            name = " ".join(str(label) for label, k in moved for _ in range(k))
            found.append(Case(f"{name} moved", Fraction(ways, comb(size, many)), space))
        return scene, tuple(found)


def _taken(box: Box, many: int) -> Iterator[tuple[tuple[Label, int], ...]]:
    """The ways to take so many of the kinds in a box."""
    if not box:
        if not many:
            yield ()
        return
    (label, n), rest = box[0], box[1:]
    for k in range(min(many, int(n)), -1, -1):
        for others in _taken(rest, many - k):
            yield ((label, k), *others) if k else others

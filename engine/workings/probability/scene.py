"""The scene of an experiment: what there is (an urn, a deck, dice), what is done, and which case is met.

`scene_rows.py` has the ways of telling; here is what has been told, and the outcomes that come of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from workings.probability.spaces import Label, Space
from workings.rule import Text

__all__ = ["SUCCESSION", "TOSSES", "WITH", "WITHOUT", "Case", "Scene"]

SUCCESSION = re.compile(
    r"\s*,?\s*\b(?:in\s+succession|successively|(?:one\s+)?after\s+(?:the\s+other|another)|one\s+by\s+one|"
    r"one\s+at\s+a\s+time|consecutively)\b",
    re.I,
)
WITH = re.compile(
    r"\s*,?\s*(?:\bwith\s+replacement|\b(?:and\s+)?(?:it\s+is\s+|each\s+\w+\s+is\s+|is\s+)?(?:replaced|put\s+back|"
    r"returned)(?:\s+(?:before|after|into|to)\s+[\w ]+?)?)(?=$|[,.;]|\s+(?:and|from)\b)",
    re.I,
)
WITHOUT = re.compile(
    r"\s*,?\s*\b(?:without\s+(?:any\s+)?(?:replacement|replacing\s+\w+(?:\s+\w+)?|putting\s+\w+\s+back|"
    r"returning\s+\w+)|(?:and\s+)?(?:is\s+)?not\s+(?:replaced|put\s+back|returned))",
    re.I,
)
TOSSES = ("coin", "toss", "die", "dice", "roll", "flip", "throw")
_TOGETHER = Text("drawn together is read as without replacement", "まとめて取り出すので、元に戻さないと読みました")


@dataclass(frozen=True, slots=True)
class Case:
    """One case that may be met, such as the urn that is chosen, with what is drawn from then."""

    name: str
    share: Fraction
    space: Space


@dataclass(eq=False)
class Scene:
    """What is told so far."""

    text: str
    boxes: dict[str, list[tuple[Label, int]]] = field(default_factory=dict)  # what is in each; "" is the only one
    things: tuple[str, ...] = ()
    draws: int | None = None
    apart: bool = False  # one after the other
    replaced: bool | None = None
    space: Space | None = None
    chosen: dict[str, Fraction] = field(default_factory=dict)  # with what probability a box is met
    moved: tuple[str, str] | None = None
    also: dict[str, str] = field(default_factory=dict)  # what else a case is called: heads, of the urn that it decides
    until: tuple[Space, frozenset[Label]] | None = None  # tossed until this kind comes
    success: tuple[str, Fraction] | None = None  # what each trial may be, with this probability
    colours: tuple[str, ...] = ()  # of the first and the second die
    given: str = ""  # the kind of what was drawn, told with the draw: a red card
    notes: list[Text] = field(default_factory=list)

    def __post_init__(self) -> None:
        without, with_ = WITHOUT.search(self.text), WITH.search(WITHOUT.sub("", self.text))
        self.replaced = None if (without is None) == (with_ is None) else with_ is not None
        self.apart = SUCCESSION.search(self.text) is not None
        self.about = self.text.lower()
        self.independent = re.search(r"\bindependen", self.about) is not None

    def state(self) -> dict[str, object]:
        """All that a part that was not understood may have changed."""
        kept = {key: getattr(self, key) for key in _CHANGING}
        return {key: value.copy() if isinstance(value, dict | list) else value for key, value in kept.items()}

    def restore(self, state: dict[str, object]) -> None:
        for key, value in state.items():
            setattr(self, key, value.copy() if isinstance(value, dict | list) else value)

    # What comes of it

    def finish(self) -> Space | None:
        """The one space of outcomes; None where there are cases, or where it is not all told."""
        if self.success is not None and self.draws is not None and self.space is None and not self.boxes:
            verb, share = self.success
            if self.draws > 1 and not self.independent:
                return None
            self.space = Space((verb, f"not {verb}"), (share, 1 - share), self.draws, True, self.things)
        if self.space is not None or self.draws is None or list(self.boxes) != [""]:
            return self.space
        self.space = self._drawn_from(self.boxes[""])
        return self.space

    def _drawn_from(self, inside: Sequence[tuple[Label, int]]) -> Space | None:
        assert self.draws is not None
        replaced = self.replaced
        if replaced is None and self.draws > 1:
            if self.apart:
                return None
            self.notes += [] if _TOGETHER in self.notes else [_TOGETHER]
        labels, counts = tuple(label for label, _ in inside), tuple(n for _, n in inside)
        if not replaced and self.draws > sum(counts):
            return None
        return Space(labels, counts, self.draws, bool(replaced), (*self.things, "ball", "balls", "card", "cards"))

    def cases(self) -> tuple[Case, ...]:
        """The cases with their spaces; () where there is only one, or where it is not all told."""
        if self.moved is not None:
            return tuple(self._after_move())
        if len(self.chosen) < 2 or sum(self.chosen.values()) != 1:
            return ()
        draws, self.draws = self.draws, self.draws or 1
        found = [
            Case(name, share, space) for name, share in self.chosen.items() if (space := self._in(name)) is not None
        ]
        self.draws = draws
        return tuple(found) if len(found) == len(self.chosen) else ()

    def _in(self, name: str) -> Space | None:
        inside = self.boxes.get(name)
        if inside is None:
            return None
        if all(isinstance(n, Fraction) for _, n in inside):  # a coin that is tossed
            labels, shares = tuple(label for label, _ in inside), tuple(n for _, n in inside)
            return Space(labels, shares, self.draws or 1, True, TOSSES)
        return self._drawn_from(inside)

    def _after_move(self) -> Iterator[Case]:
        """One is moved from a box to another, from which then is drawn: the cases are what was moved."""
        assert self.moved is not None
        source, target = (self.boxes.get(name) for name in self.moved)
        if source is None or target is None or self.draws is None:
            return
        size = sum(n for _, n in source)
        for label, n in source:
            inside = dict(target)
            inside[label] = inside.get(label, 0) + 1
            space = self._drawn_from(list(inside.items()))
            if space is not None:
                yield Case(f"{label} moved", Fraction(n, size), space)


_CHANGING = (
    "boxes",
    "things",
    "draws",
    "space",
    "chosen",
    "moved",
    "also",
    "until",
    "success",
    "colours",
    "given",
    "notes",
)

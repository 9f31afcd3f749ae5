"""A problem about an experiment: the scene it tells, what is known of the outcome, and what is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from workings.probability.draft import alike
from workings.probability.experiment.arrangements import NAMED
from workings.probability.experiment.cases import given_cases
from workings.probability.experiment.questions import asks_for_one, needed, parted, question, whole
from workings.probability.experiment.rows import tell
from workings.probability.experiment.scene import Scene
from workings.probability.problem import divided_at_stops
from workings.probability.spaces import Space
from workings.probability.spelling import plain_text
from workings.rule import Text

__all__ = ["Experimented", "read_experiment"]

_MOST = 1_200  # characters
_MOST_THROWS = 30  # that may be needed
_OTHER = ("[that] the other OPEN [in ART OPEN] BE [also] <kind> [too | as well | also]",)
_SEEN = ("(it | (a | the | one) OPEN [DRAWN [from (it | ART OPEN)]]) BE [found to be] <kind>",)


@dataclass(frozen=True, slots=True)
class Experimented:
    """What is read: one space of outcomes with what is asked of it, or the givens of several cases.

    Attributes:
        space: of outcomes; None where there are cases.
        asked: the event and the condition in the words of the text, where there is one space.
        givens: lines that `workings.probability` reads, where there are cases; `query` is what is asked.
        notes: readings that the text does not say in so many words.
    """

    space: Space | None
    asked: str
    givens: tuple[str, ...]
    query: str
    notes: tuple[Text, ...]


def read_experiment(text: str) -> Experimented | None:
    """The problem, where every sentence of it is understood; None where one is not.

    Raises:
        ReadError: where a sentence can be read in two ways that differ.

    >>> read_experiment("Two dice are rolled. What is the probability that the sum is 9?").asked
    'the sum is 9'
    """
    return None if len(text) > _MOST else _three_doors(text) or _Reading(text).read()


_DOORS = re.compile(r"\bmonty\s+hall\b|\bthree\s+doors\b.*\b(?:goats?|host)\b", re.I | re.S)
_HOST = Text(
    "the host is read to know where the car is, and to open another door with a goat",
    "司会者は車の場所を知っていて、ヤギのいる別の扉を開けると読みました",
)


def _three_doors(text: str) -> Experimented | None:
    """Who switches wins exactly when the first choice was wrong: the host can always open a door with a goat"""
    asked = re.search(r"\bprobability\b(?P<what>[^.?]*)", text, re.I)
    if not _DOORS.search(text) or asked is None or re.search(r"\b(?:four|five|100|\d+)\s+doors\b", text):
        return None
    switches = re.search(r"\b(?:switch|chang)", asked["what"] + (text if "switch" in text else ""), re.I)
    stays = re.search(r"\b(?:stay|stick|keep|not\s+switch|do(?:es)?\s+not\s+(?:switch|change))", asked["what"], re.I)
    if not re.search(r"\bw[io]n", text, re.I) or (switches is None and stays is None):
        return None
    query = "P(first choice right)" if stays else "P(not first choice right)"
    return Experimented(None, "", ("P(first choice right) = 1/3",), query, (_HOST,))


_SPLIT_IF = re.compile(
    r"\s*,?\s+(?:if|given(?:\s+that)?|when|knowing\s+that|provided(?:\s+that)?|assuming(?:\s+that)?)\s+|\s*[|∣]\s*",
    re.I,
)
_CONDITION = re.compile(
    r"^(?:(?:if|given(?:\s+that)?|suppose(?:\s+that)?|it\s+is\s+known\s+that|now|and|when)\s+)+", re.I
)
_WINS = re.compile(r"\s*(?:,?\s+and)?\s+wins?\s+(?:a\s+prize\s+)?if\s+(?P<what>[^.?]+)(?=\.)", re.I)
_WINNER = re.compile(r"(?:that\s+)?(?:the\s+player|\w+)\s+wins?", re.I)
_AMONG = re.compile(r",\s+(?:among\s+(?:them|whom)|including)\s+[A-Z][a-z]+(?:(?:,|\s+and)\s+[A-Z][a-z]+)*,")
_DIVIDED = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+(?=(?:it|a|the|one|is\s+found|shows|lands|comes)\b)")


@dataclass(eq=False)
class _Reading:
    text: str
    wins: str = ""
    event: str = ""
    told: list[str] = field(default_factory=list)

    def read(self) -> Experimented | None:
        text = NAMED.sub("A and B", _AMONG.sub("", plain_text(self.text)))
        wins = _WINS.search(text)
        if wins:
            self.wins, text = wins["what"], text[: wins.start()] + text[wins.end() :]
        self.scene = Scene.of(text)
        text = re.sub(r";\s+(?=otherwise|else|if\s+not|whereas)", ", ", text)
        if not all(self._put_by(part.strip().rstrip("?.;, ")) for part in divided_at_stops(text)) or not self.event:
            return None
        left = self._tell(self.told)
        left += [self.scene.given] if self.scene.given else []
        left = [self._by_place(part) for part in left]
        self.event = self._by_place(self.event)
        return self._until() if self.scene.until is not None and not left else self._settled(left)

    def _put_by(self, said: str) -> bool:
        """Whether the sentence tells something, or asks: what is asked is kept, one event."""
        before, asked = question(said)
        if asked is None:
            self.told.append(said)
            return True
        if self.event or not asked.strip():
            return False
        event, *behind = _SPLIT_IF.split(asked)
        self.event = re.sub(r"^.*,\s+(?:that\s+is|i\.e\.),?\s+", "", event).strip()
        if self.wins and _WINNER.fullmatch(self.event):
            self.event = self.wins
        self.told += [part for part in (before, *behind) if part.strip()]
        return True

    def _tell(self, waiting: Sequence[str]) -> list[str]:
        """What is left when all that tells the scene is read, again and again while something new is understood."""
        left = list(waiting)
        while True:
            after: list[str] = []
            for part in left:
                scene = tell(self.scene, part)
                after += [part] if scene is None else []
                self.scene = scene or self.scene
            if after == left:
                return [self._tell_first(part) for part in left]
            left = after

    def _tell_first(self, part: str) -> str:
        """A box is picked and a coin drawn from it is gold and tossed twice; both tosses are heads: what is seen."""
        pieces = _DIVIDED.split(part)
        scene: Scene | None = self.scene
        for piece in pieces[:-1]:
            scene = scene and tell(scene, _CONDITION.sub("", piece))
        if len(pieces) < 2 or scene is None:
            return part
        self.scene = scene
        return pieces[-1]

    def _by_place(self, said: str) -> str:
        """Ann's number is larger than Bob's: the first is larger than the second"""
        for ordinal, name in zip(("first", "second", "third"), self.scene.names, strict=False):
            named = name.upper() if len(name) == 1 else rf"(?i:{name})"
            said = re.sub(
                rf"\b(?:(?:the|die|dice|coin)\s+)*{named}(?:['’]s)?\b(?!\s+(?:pair|six|head))", f"the {ordinal}", said
            )
        return said

    def _settled(self, left: list[str]) -> Experimented | None:
        self._the_other(left)
        loosely = None
        for event, scene in self._beside():
            known: list[str] = []
            for part in left:  # what could not be told before the scene was
                more = tell(scene, part)
                scene, known = (scene, [*known, part]) if more is None else (more, known)
            scene, cases = scene.cases()
            if cases:
                conditions = [_CONDITION.sub("", part) for part in known]
                given = given_cases(cases, [event, *conditions], scene)
                found = None if given is None else Experimented(None, "", *given, scene.notes)
            else:
                scene, space = scene.outcomes()
                found = None if space is None else self._of_space(event, space, known, scene)
                if found is not None and space is not None and not _is_said(event, space):
                    loosely = loosely or found
                    found = None
            if found is not None:
                return found
        return loosely

    def _beside(self) -> Iterator[tuple[str, Scene]]:
        """The event with the scene, and what is told of the scene inside of the event taken from it."""
        yield self.event, self.scene
        apart = [(event, scene) for event, told in parted(self.event) if (scene := tell(self.scene, told)) is not None]
        yield from apart
        if asks_for_one(self.event):
            yield from (
                (event, scene.told(draws=1))
                for event, scene in [(self.event, self.scene), *apart]
                if scene.boxes and scene.draws is None
            )

    def _until(self) -> Experimented | None:
        """so many throws are needed: in the first of them there is none"""
        kind, one, found = self.scene.until, self.scene.space, needed(self.event)
        if found is None or kind is None or one is None or not 1 <= found[1] <= _MOST_THROWS:
            return None
        how, k = found
        k = k + 1 if how == "more than" else k - 1 if how in ("fewer than", "less than") else k
        face = " or ".join(map(str, sorted(kind, key=str)))
        n = k - 1 if how in ("at least", "more than") else k
        if n < 1:
            return None
        event = f"at least one {face}" if how in ("at most", "fewer than", "less than") else f"no {face}"
        if how == "exactly":
            event = {
                1: f"the first is {face}",
                2: f"the first is not {face} and the second is {face}",
            }.get(k, f"the first {k - 1} are not {face} and the last is {face}")
        return Experimented(replace(one, n=n), event, (), "", self.scene.notes)

    def _the_other(self, left: list[str]) -> None:
        """a coin drawn from it is gold; the other one is gold too: the first and the second of two draws"""
        other = whole(_OTHER, self.event)
        seen = whole(_SEEN, left[0]) if other and len(left) == 1 else None
        if other is None or seen is None or self.scene.draws not in (None, 1) or self.scene.puts_back:
            return
        self.scene = self.scene.told(draws=2, replaced=False)
        self.event, left[0] = f"the second is {other.said('kind')}", f"the first is {seen.said('kind')}"

    def _of_space(self, event: str, space: Space, left: Sequence[str], scene: Scene) -> Experimented | None:
        conditions = [_CONDITION.sub("", part) for part in left]
        done = re.fullmatch(r"(?:that\s+)?(?:the|an?)\s+\w+\s+(?:is|gets|will\s+be)\s+(\w+)", event)
        if done and space.has_success and space.n > 1 and alike(done[1], space.labels[0]):
            event = f"at least one {space.labels[0]}"  # an intruder is detected: by one of them
        if not all(space.phrase(part) is not None or _joined(space, part) for part in conditions):
            return None
        asked = " | ".join([event, *([" and ".join(conditions)] if conditions else [])])
        return Experimented(space, asked, (), "", scene.notes)


def _is_said(event: str, space: Space) -> bool:
    return space.phrase(event) is not None or _joined(space, event)


def _joined(space: Space, said: str) -> bool:
    parts = re.split(r"\s+and\s+|\s+or\s+|\s*,\s*", said)
    return len(parts) > 1 and all(space.phrase(part) is not None for part in parts)

"""A problem about an experiment: the scene it tells, what is known of the outcome, and what is asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations

from workings.probability.counted import Label, Phrase
from workings.probability.draft import alike, whole
from workings.probability.inventory import NUM
from workings.probability.phrases import written
from workings.probability.problem import divided_at_stops
from workings.probability.scene import Case, Scene
from workings.probability.scene_rows import tell
from workings.probability.spaces import Space
from workings.probability.templates import IF
from workings.rule import Text

__all__ = ["Experimented", "read_experiment"]

_MOST = 1_200  # characters
_ASK = (
    r"(?:please\s+)?(?:find|what(?:'s|\s+is|\s+are|\s+was|\s+would\s+be)|determine|calculate|compute|work\s+out"
    r"|give)\s+(?:the\s+)?(?:conditional\s+)?"
    r"(?:probability|chances?)(?:\s+(?:that|of|for))?|how\s+(?:likely|probable)\s+is\s+(?:it\s+)?(?:that\s+)?"
)
_QUESTION = re.compile(rf"(?:(?P<before>.*?)\s*[,:;]?\s*)?(?:then\s+)?\b(?:{_ASK})\s*:?\s*(?P<what>.*)$", re.I)
_FORMULA = re.compile(
    r"(?:(?P<before>.*?)\s*[,:;]?\s*)?(?:find\s+|what\s+is\s+)?\bP\s*\((?P<what>[^()]*)\)\s*(?:=\s*)?$", re.I
)
_CONDITION = re.compile(rf"^(?:{IF}|suppose(?:\s+that)?|it\s+is\s+known\s+that|now|and)\s+", re.I)
_SPLIT_IF = re.compile(rf"\s*,?\s+{IF}\s+|\s*[|∣]\s*|\s*,\s+assuming\s+", re.I)
_PLACE = re.compile(
    r"^(?:in|on|for|with|among)\s+(?P<scene>[^,]*?)(?:,\s*|\s+(?=(?:at|no|none|all|exactly)\b))(?P<event>.*)$", re.I
)
_WINS = re.compile(r"\s*(?:,?\s+and)?\s+wins?\s+(?:a\s+prize\s+)?if\s+(?P<what>[^.?]+)(?=\.)", re.I)
_IN_SO_MANY = re.compile(
    r"\s+(?:in|on|over|on\s+(?P<many>both|all|at\s+least\s+one)(?:\s+of)?)\s+(?P<scene>(?:a\s+series\s+of\s+)?"
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|\d+)\s+(?:independent\s+)?"
    r"(?:shots|trials|attempts|days|games|tries|throws|free\s+throws|tosses|flips|times))$", re.I,
)  # fmt: skip
_NEEDED = re.compile(
    rf"(?:that\s+)?(?:(?:this|it|he|she|we|you|the\s+\w+)\s+)?(?:takes?|requires?|needs?|happens|is\s+(?:rolled"
    rf"|tossed|thrown))?\s*(?:(?:after|on|in)\s+)?(?P<how>exactly|at\s+least|at\s+most|more\s+than|fewer\s+than)?\s*"
    rf"(?P<k>{NUM})\s*(?:tosses|throws|rolls|flips|trials|times|attempts)(?:\s+(?:are|is|will\s+be)\s+(?:needed"
    rf"|required|necessary|made))?", re.I,
)  # fmt: skip
_OTHER = re.compile(
    r"(?:that\s+)?the\s+other\s+\w+(?:\s+in\s+(?:the|that|this)\s+\w+)?\s+(?:is|was)\s+(?:also\s+)?(?P<kind>\w+)"
    r"(?:\s+(?:too|as\s+well|also))?",
    re.I,
)
_SEEN = re.compile(
    r"(?:it|(?:a|the|one)\s+\w+(?:\s+(?:drawn|taken|selected|chosen|picked)(?:\s+from\s+(?:it|the\s+\w+"
    r"|that\s+\w+))?)?)\s+(?:is|was)\s+(?:found\s+to\s+be\s+)?(?P<kind>\w+)",
    re.I,
)
_CASE = re.compile(
    r"(?:that\s+)?(?:it|the\s+(?:\w+\s+)?(?:ball|marble|coin|card|ticket|chip|balls|drawn\s+\w+))?\s*(?:was|were|is"
    r"|are|came|comes|has\s+been|had\s+been)?\s*"
    r"(?:drawn|chosen|taken|selected|picked|in|tossed)?\s*(?:from\s+|in\s+|the\s+|a\s+|an\s+)*(?P<case>.+?)(?:\s+"
    r"(?:was|is|were)\s+(?:chosen|selected|picked|used|the\s+one\s+(?:chosen|selected)))?$",
    re.I,
)


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

    >>> read_experiment("Two dice are rolled. What is the probability that the sum is 9?").asked
    'the sum is 9'
    """
    if len(text) > _MOST:
        return None
    return _three_doors(text) or _Reading(text).read()


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


class _Reading:
    def __init__(self, text: str) -> None:
        text = re.sub(r"\btwo\s+(?:particular|specific|given|certain)\s+\w+", "A and B", text)
        text = re.sub(
            r",\s+(?:among\s+(?:them|whom)|including)\s+[A-Z][a-z]+(?:(?:,|\s+and)\s+[A-Z][a-z]+)*,", "", text
        )
        wins = _WINS.search(text)
        self.wins = wins["what"] if wins else ""
        text = text[: wins.start()] + text[wins.end() :] if wins else text
        text = re.sub(r";\s+(?=otherwise|else|if\s+not)", ", ", text)
        self.scene = Scene(text)
        self.known: list[str] = []  # what the outcome is said to be
        self.events: list[str] = []

    def read(self) -> Experimented | None:
        waiting: list[str] = []
        for sentence in divided_at_stops(self.scene.text):
            said = sentence.strip().rstrip("?.;, ")
            found = _QUESTION.match(said) or _FORMULA.match(said)
            if found is None:
                waiting.append(said)
            elif self.events:
                return None
            else:
                before, event, *behind = (found["before"] or "", *_SPLIT_IF.split(found["what"]))
                event = re.sub(r"^.*,\s+(?:that\s+is|i\.e\.),?\s+", "", event)
                often = _IN_SO_MANY.search(event)
                if often:
                    waiting.append(often["scene"])
                    event = f"{often['many'] or ''} {event[: often.start()]}".strip()
                waiting += [before] if before else []
                place = _PLACE.match(event)
                if place and place["event"]:
                    waiting.append(place["scene"])
                    event = place["event"]
                if self.wins and re.fullmatch(
                    r"(?:that\s+)?(?:the\s+player|you|he|she|they|i|we|\w+)\s+wins?", event.strip(), re.I
                ):
                    event = self.wins
                self.events.append(event.strip())
                waiting += behind
        if not self.events:
            return None
        left = self._told(waiting)
        for ordinal, colour in zip(("first", "second"), self.scene.colours, strict=False):
            left = [re.sub(rf"\b{colour}\b", ordinal, part) for part in left]
            self.events[0] = re.sub(rf"\b{colour}\b", ordinal, self.events[0])
        left += [self.scene.given] if self.scene.given else []
        if self.scene.until is not None and not left:
            return self._until(*self.scene.until)
        self._the_other(left)
        space, cases = self.scene.finish(), self.scene.cases()
        if cases:
            return self._of_cases(cases, left)
        return None if space is None else self._of_space(space, left)

    def _told(self, waiting: Sequence[str]) -> list[str]:
        """What is left when all that tells the scene is read, again and again while something new is understood."""
        left = [part for part in waiting if part.strip()]
        while left:
            after = [part for part in left if not tell(self.scene, part)]
            if after == left:
                break
            left = after
        more: list[str] = []
        for part in left:  # a box is picked and a coin drawn from it is gold and tossed twice; both tosses are heads
            pieces = re.split(r"\s*,\s*(?:and\s+)?|\s+and\s+(?=(?:it|a|the|one|is\s+found|shows|lands|comes)\b)", part)
            told = [tell(self.scene, _CONDITION.sub("", piece)) for piece in pieces[:-1]]
            more.append(pieces[-1] if told and all(told) else part)
        return more

    def _until(self, one: Space, kind: frozenset[Label]) -> Experimented | None:
        """so many throws are needed: in the first of them there is none"""
        found = _NEEDED.fullmatch(self.events[0])
        k = whole(found["k"]) if found else None
        if found is None or k is None or not 1 <= k <= 30 or len(kind) != 1:
            return None
        how, face = (found["how"] or "exactly").lower(), next(iter(kind))
        before, last = (f"no {face}", k - 1 if how == "at least" else k)
        event = f"at least one {face}" if how in ("at most", "fewer than") else before
        if how == "exactly":
            event = f"the first {k - 1} are not {face} and the last is {face}"
        if how == "exactly" and k < 3:
            event = f"the first is {face}" if k == 1 else f"the first is not {face} and the second is {face}"
        n = last - 1 if how == "fewer than" else last
        return Experimented(replace(one, n=n), event, (), "", tuple(self.scene.notes)) if n > 0 else None

    def _the_other(self, left: list[str]) -> None:
        """a coin drawn from it is gold; the other one is gold too: the first and the second of two draws"""
        other = _OTHER.fullmatch(self.events[0])
        seen = _SEEN.fullmatch(left[0]) if other and len(left) == 1 else None
        if other is None or seen is None or self.scene.draws not in (None, 1) or self.scene.replaced:
            return
        self.scene.draws, self.scene.replaced = 2, False
        self.events[0], left[0] = f"the second is {other['kind']}", f"the first is {seen['kind']}"

    def _of_space(self, space: Space, left: Sequence[str]) -> Experimented | None:
        conditions = [_CONDITION.sub("", part) for part in left]
        done = re.fullmatch(r"(?:that\s+)?(?:the|an?)\s+\w+\s+(?:is|gets|will\s+be)\s+(\w+)", self.events[0])
        if done and space.has_success and space.n > 1 and alike(done[1], space.labels[0]):
            self.events[0] = f"at least one {space.labels[0]}"  # an intruder is detected: by one of them
        if any(space.phrase(part) is None and not _joined(space, part) for part in [*conditions]):
            return None
        asked = " | ".join([self.events[0], *([" and ".join(conditions)] if conditions else [])])
        return Experimented(space, asked, (), "", tuple(self.scene.notes))

    def _of_cases(self, cases: Sequence[Case], left: Sequence[str]) -> Experimented | None:
        """P(case), and P(what is seen | case) by counting in it."""
        conditions = [_CONDITION.sub("", part) for part in left]
        seen: dict[str, list[Phrase]] = {}
        sides: list[str] = []
        for said in [self.events[0], *conditions]:
            case = _case_named(said, cases, self.scene)
            phrases = None if case else _in_all(said, cases)
            if case is None and phrases is None:
                return None
            name = case or re.sub(r"\W+", " ", said.lower()).strip()
            sides.append(written(name))
            if phrases is not None:
                seen[name] = phrases
        givens = [f"P({written(case.name)}) = {case.share}" for case in cases]
        givens.append(f"{', '.join(written(case.name) for case in cases)} partition")
        names = list(seen)
        for k in range(1, len(names) + 1):
            for chosen in combinations(names, k):
                event = " and ".join(map(written, chosen))
                for i, one in enumerate(cases):
                    share = _share(one.space, [seen[name][i] for name in chosen])
                    givens.append(f"P({event}|{written(one.name)}) = {share}")
        query = f"P({sides[0]}|{' and '.join(sides[1:])})" if len(sides) > 1 else f"P({sides[0]})"
        return Experimented(None, "", tuple(givens), query, tuple(self.scene.notes))


def _joined(space: Space, said: str) -> bool:
    parts = re.split(r"\s+and\s+|\s+or\s+", said)
    return len(parts) > 1 and all(space.phrase(part) is not None for part in parts)


def _share(space: Space, phrases: Sequence[Phrase]) -> Fraction:
    weight = space.weight(lambda outcome: all(phrase.holds(outcome) for phrase in phrases), phrases)
    return Fraction(weight) / Fraction(space.total)


def _in_all(said: str, cases: Sequence[Case]) -> list[Phrase] | None:
    """What the words say in each case; of two draws one after the other, `a coin drawn is gold` is the first."""
    found = [case.space.phrase(said) for case in cases]
    if any(found):
        return [phrase or Phrase(said, lambda outcome: False) for phrase in found]
    return None


def _case_named(said: str, cases: Sequence[Case], scene: Scene) -> str | None:
    """it came from urn A; the coin is fair; the ball transferred was white"""
    found = _CASE.fullmatch(said.strip())
    words = re.sub(r"^(?:the|a|an)\s+", "", (found["case"] if found else said).lower())
    if scene.moved:
        moved = re.fullmatch(
            r"(?:the\s+)?(?:ball\s+)?(?:transferred|moved)\s+(?:ball\s+)?(?:was|is)\s+(\w+)|(?:an?|the)\s+"
            r"(\w+)\s+ball\s+was\s+(?:transferred|moved)",
            said.strip(),
            re.I,
        )
        words = f"{(moved[1] or moved[2]).lower()} moved" if moved else ""
    for alias, name in scene.also.items():
        if re.fullmatch(
            rf"(?:the\s+)?(?:outcome|result|coin|toss|it)?\s*(?:of\s+the\s+\w+\s+)?(?:is|was|shows|showed|landed"
            rf"|came\s+up)?\s*(?:on\s+)?{alias}",
            said.strip(),
            re.I,
        ):
            return name
    for case in cases:
        name = case.name.lower()
        if words in (name, f"{name.split()[-1]} {name.split()[0]}") or (
            name.endswith(" coin") and words.replace("-", " ") in (name, name[:-5])
        ):
            return case.name
        if re.fullmatch(r"first|second|third", name.split()[0]) and words in (f"{name.split()[0]}", f"the {name}"):
            return case.name
    return None

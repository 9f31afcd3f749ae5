"""A problem about an experiment: the scene it tells, what is known of the outcome, and what is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cache
from itertools import combinations

from workings.probability.counted import Phrase
from workings.probability.draft import alike
from workings.probability.experiment.grammar import Grammar, Match, Matcher, Words, tokens_of
from workings.probability.experiment.rows import grammar, tell
from workings.probability.experiment.scene import Case, Scene
from workings.probability.experiment.throws import NAMED
from workings.probability.experiment.words import how_many, sentence
from workings.probability.phrases import written
from workings.probability.problem import divided_at_stops
from workings.probability.spaces import Space
from workings.probability.spelling import plain_text
from workings.rule import Text

__all__ = ["Experimented", "read_experiment"]

_MOST = 1_200  # characters
_MOST_THROWS = 30  # that may be needed
_ASKS = (
    "[then] [please] (find | what (is | are | was | would be) | what's | determine | calculate | compute | work out"
    " | give) [ART] [conditional] (CHANCES | chances) [that | of | for] [:]",
    "how (likely | probable) is [it] [that]",
)
_NEEDED = (
    "[that] [PERSON | this | ART OPEN] [takes | requires | needs | happens | BE ROLLED | BE needed] "
    "[after | on | in] [<how>] <k:needed>",
    "[that] [<how>] <k:needed> (are | is | will be) (needed | required | necessary | made)",
    "[that] [<how>] <k:needed>",
)
_PHRASES = """
how = exactly | at least | at most | more than | fewer than | less than
needed = <n:count> (TRY | rolls) | once | twice
"""


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


_FORMULA = re.compile(
    r"(?:(?P<before>.*?)\s*[,:;]?\s*)?(?:find\s+|what\s+is\s+)?\bP\s*\((?P<what>[^()]*)\)\s*(?:=\s*)?$", re.I
)
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


@cache
def _asks() -> tuple[Matcher, ...]:
    return tuple(grammar().matcher(notation) for notation in _ASKS)


@cache
def _needed() -> tuple[Matcher, ...]:
    rules = Grammar(_PHRASES, grammar().classes)
    rules.rules |= grammar().rules | rules.rules
    return tuple(rules.matcher(notation) for notation in _NEEDED)


def _whole(matchers: Sequence[Matcher], words: Words) -> Match | None:
    """The words where one of these reads them all."""
    for matcher in matchers:
        for end, slots in matcher(words, 0):
            if end == len(words.tokens):
                return Match(words.text, slots)
    return None


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
        before, asked = _question(said)
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
                found = self._of_cases(event, cases, known, scene)
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
        parted = [
            (event, scene) for event, told in _parted(self.event) if (scene := tell(self.scene, told)) is not None
        ]
        yield from parted
        if _ONE.match(self.event):
            yield from (
                (event, scene.told(draws=1))
                for event, scene in [(self.event, self.scene), *parted]
                if scene.boxes and scene.draws is None
            )

    def _until(self) -> Experimented | None:
        """so many throws are needed: in the first of them there is none"""
        kind, one = self.scene.until, self.scene.space
        found = _whole(_needed(), sentence(self.event))
        k = (
            how_many(re.sub(r"\s+\S+$", "", found.said("k")) if "n" in found["k"] else found.said("k"))
            if found
            else None
        )
        if found is None or k is None or kind is None or one is None or not 1 <= k <= _MOST_THROWS:
            return None
        how = found.said("how") or "exactly"
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
        other = _OTHER.fullmatch(self.event)
        seen = _SEEN.fullmatch(left[0]) if other and len(left) == 1 else None
        if other is None or seen is None or self.scene.draws not in (None, 1) or self.scene.puts_back:
            return
        self.scene = self.scene.told(draws=2, replaced=False)
        self.event, left[0] = f"the second is {other['kind']}", f"the first is {seen['kind']}"

    def _of_space(self, event: str, space: Space, left: Sequence[str], scene: Scene) -> Experimented | None:
        conditions = [_CONDITION.sub("", part) for part in left]
        done = re.fullmatch(r"(?:that\s+)?(?:the|an?)\s+\w+\s+(?:is|gets|will\s+be)\s+(\w+)", event)
        if done and space.has_success and space.n > 1 and alike(done[1], space.labels[0]):
            event = f"at least one {space.labels[0]}"  # an intruder is detected: by one of them
        if not all(space.phrase(part) is not None or _joined(space, part) for part in conditions):
            return None
        asked = " | ".join([event, *([" and ".join(conditions)] if conditions else [])])
        return Experimented(space, asked, (), "", scene.notes)

    def _of_cases(self, event: str, cases: Sequence[Case], left: Sequence[str], scene: Scene) -> Experimented | None:
        """P(case), and P(what is seen | case) by counting in it."""
        conditions = [_CONDITION.sub("", part) for part in left]
        seen: dict[str, list[Phrase]] = {}
        sides: list[str] = []
        for said in [event, *conditions]:
            case = _case_named(said, cases, scene)
            phrases = None if case else _in_all(said, cases)
            if case is None and phrases is None:
                return None
            name = case or re.sub(r"\W+", " ", said.lower()).strip()
            sides.append(written(name))
            if phrases is not None:
                seen[name] = phrases
        givens = [f"P({written(case.name)}) = {case.share}" for case in cases]
        givens.append(f"{', '.join(written(case.name) for case in cases)} partition")
        for k in range(1, len(seen) + 1):
            for chosen in combinations(seen, k):
                said = " and ".join(map(written, chosen))
                for i, one in enumerate(cases):
                    share = _share(one.space, [seen[name][i] for name in chosen])
                    givens.append(f"P({said}|{written(one.name)}) = {share}")
        query = f"P({sides[0]}|{' and '.join(sides[1:])})" if len(sides) > 1 else f"P({sides[0]})"
        return Experimented(None, "", tuple(givens), query, scene.notes)


def _question(said: str) -> tuple[str, str | None]:
    """What stands before a question, and what is asked; None where the sentence asks nothing."""
    words = Words(said, tokens_of(said))
    for i in range(len(words.tokens)):
        ends = [j for matcher in _asks() for j, _ in matcher(words, i)]
        if ends:
            j = max(ends)
            return words.between(0, i).rstrip(" ,:;"), words.text[words.tokens[j].start :] if j < len(
                words.tokens
            ) else ""
    found = _FORMULA.match(said)
    return (found["before"] or "", found["what"]) if found else (said, None)


def _parted(event: str) -> Iterator[tuple[str, str]]:
    """An event that has a scene in it: what is left of it, and the scene."""
    for found in _PARTS.finditer(event):
        before, after, joint = event[: found.start()], event[found.end() :], found[1].lower()
        if joint.startswith(("on ", "in ")):
            many = "at least one" if "one" in joint else "all"
            yield f"{many} {before}", after
        else:
            yield before, f"from {after}" if joint == "from" else after
        if joint == "containing":
            yield after, re.sub(r"^(?:getting|being\s+dealt|having)\s+", "", before)
    for found in _AFTER_SCENE.finditer(event):
        yield event[found.end() :], re.sub(r"^(?:that\s+)?(?:in|on|for|with|among|by)\s+", "", event[: found.start()])


def _is_said(event: str, space: Space) -> bool:
    return space.phrase(event) is not None or _joined(space, event)


_PARTS = re.compile(
    r"\s+((?:on|in)\s+(?:both|all|at\s+least\s+one)(?:\s+of)?|from|out\s+of|in|on|over|with|when|if|for|containing|of)\s+",
    re.I,
)
_AFTER_SCENE = re.compile(r",\s*|\s+and\s+|\s+(?=(?:at|no|none|all|exactly)\b)", re.I)
_ONE = re.compile(
    r"(?:drawing|picking|selecting|choosing|getting|being\s+dealt)\s+(?:either\s+)?(?:an?|one|the)\s", re.I
)
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


def _joined(space: Space, said: str) -> bool:
    parts = re.split(r"\s+and\s+|\s+or\s+|\s*,\s*", said)
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
    words = re.sub(r"\b(?:2|double|two)[\s-](head|tail)ed\b", r"two-\1ed", words)
    if scene.moved:
        moved = re.fullmatch(
            r"(?:the\s+)?(?:ball\s+)?(?:transferred|moved)\s+(?:ball\s+)?(?:was|is)\s+(\w+)|(?:an?|the)\s+"
            r"(\w+)\s+ball\s+was\s+(?:transferred|moved)",
            said.strip(),
            re.I,
        )
        words = f"{(moved[1] or moved[2]).lower()} moved" if moved else ""
    for alias, name in scene.also:
        if re.fullmatch(
            rf"(?:the\s+)?(?:outcome|result|coin|toss|it)?\s*(?:of\s+the\s+\w+\s+)?(?:is|was|shows|showed|landed"
            rf"|came\s+up)?\s*(?:on\s+)?{re.escape(alias)}",
            said.strip(),
            re.I,
        ):
            return name
    for case in cases:
        name = case.name.lower()
        if words in (name, f"{name.split()[-1]} {name.split()[0]}") or (
            name.endswith(" coin") and words in (name, name[:-5])
        ):
            return case.name
        if re.fullmatch(r"first|second|third", name.split()[0]) and words in (f"{name.split()[0]}", f"the {name}"):
            return case.name
    return None

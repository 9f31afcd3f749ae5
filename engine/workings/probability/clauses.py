"""Clauses of a word problem: who is spoken of, and what is said of them.

`cracked bolts alarm` says of those that are cracked that they alarm. A clause leans on those before it: `those`,
`it`, `the rest`, `do not`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from workings.expression.errors import ReadError
from workings.expression.probability_goals import Word
from workings.probability.phrases import COUNTING, Names, content, head_of, joined, opposite, predicate_at, written
from workings.probability.reading import Given, read_statements
from workings.probability.spelling import read_value
from workings.probability.templates import IF
from workings.probability.vocabulary import FLAGS, GENERIC, TESTS, VERBS, is_plural, stem
from workings.rule import Text

__all__ = ["IT", "SELECTED", "Clauses"]

IT = re.compile(r"^(?:it|there|he|she|they|we|you|someone|this)\s+(?=\w)", re.I)
_BARE = re.compile(r"^(?:from|by|on|in|with|at|without|not|using|to|both|neither|also)\b", re.I)
_CUT = re.compile(rf"\s*,?\s+(?:{IF}|among|for)\s+", re.I)
_SEVERAL = re.compile(r"(?:two|three|four|five|six|seven|eight|nine|ten|twelve|\d+|several)\s", re.I)
_ALL = re.compile(r"(?:all|both)\b", re.I)
_LONGEST = 40  # words
_UNFINISHED = re.compile(r"\b(?:who|that|which|and|or|a|an|the|not|do|does)\s*$", re.I)
_SUPPOSE = re.compile(
    r"^(?:if|when|given|suppose|assume|now|then|next|and|that|it\s+is\s+(?:known|found)\s+that)\s+", re.I
)
_TODAY = re.compile(
    r"\s+(?:today|tonight|now|this\s+(?:year|week|month|morning|time|evening|afternoon)|on\s+(?:a|one)\s+(?:certain"
    r"|given|particular)\s+day)$",
    re.I,
)
_HAPPENED = re.compile(
    r"\b(?:accident|hit\s+an?\s|struck\s+an?\s|knocked|hit[\s-]and[\s-]run|incident|crime|collision)\b", re.I
)
_KIND = re.compile(
    r"(?:(?:do|does|did)\s+(?P<not>not)\s+)?(?:(?:actually\s+)?(?:has|have|having|carry|carries|with"
    r"|suffers?\s+from|is\s+affected\s+by)\s+|(?P<without>without)\s+)?"
    r"(?:the|this)\s+(?:disease|condition|illness|disorder|infection|virus|trait|characteristic|gene|mutation"
    r"|syndrome|cancer)(?:\s+is\s+present)?",
    re.I,
)
_CHECKS = re.compile(
    r"(?:correctly\s+|wrongly\s+|incorrectly\s+)?(?P<verb>\w+)\s+(?P<who>(?:an?|the)\s+(?!\w+$).+)", re.I
)
_DOES_SO = re.compile(
    r"^\s*$|\b(?:do|does|did|so|is|are|was|were|be|has|have|will|it|this|one|not|test|tests"
    r"|tested)\b|n['’]t\b",
    re.I,
)
SELECTED = re.compile(
    r"\b(?:(?:is|are|was|were|has\s+been|have\s+been)\s+)?(?:then\s+)?(?:randomly\s+)?(?:selected|chosen|picked"
    r"|drawn|taken|"
    r"sampled|stopped|examined)\b(?:\s+(?:at\s+random|randomly|from\s+(?:the|this|that|a|all)\s+\w+(?:\s+\w+)?|"
    r"out\s+of\s+\w+|from\s+(?:this|it|them)))*",
    re.I,
)


@dataclass(eq=False)
class Clauses:
    """What the sentences of one problem have said so far, and how the next clause is understood by it."""

    names: Names = field(default_factory=Names)
    notes: list[Text] = field(default_factory=list)
    evidence: list[str] = field(default_factory=list)  # what is said to be the case
    cases: list[str] = field(default_factory=list)  # the last events that were given as the cases, in order
    left: list[str] = field(default_factory=list)  # events with a probability of their own, in order
    here: list[str] = field(
        default_factory=list
    )  # those of them that this sentence gives, of which others are the rest
    here_before: list[str] = field(default_factory=list)  # those of the last sentence that gave any
    conditions: list[str] = field(default_factory=list)  # events under which something is given
    urns: list[str] = field(default_factory=list)  # of which one is chosen
    sizes: dict[str, int] = field(default_factory=dict)  # how many there are of a class; of all under ""
    counted: list[str] = field(default_factory=list)  # the classes that were counted among all, in order
    these: str | None = ""  # whom `these` means: those counted or told of last, all under ""; None where it may be two
    them: str | None = None  # whom `of them` meant before in this sentence
    again_of_them: bool = False  # whether the last were told of as `so many of them`
    added: list[str] = field(default_factory=list)  # what a question gives: `if they are independent`
    shares: dict[str, str] = field(default_factory=dict)  # the probability that an event was given
    ratios: list[Any] = field(default_factory=list)  # how many times as likely it is in one case as in another
    text: str = ""  # of the whole problem
    several: bool = False  # whether more than one is drawn, so that `both` are draws and no events of one
    from_each: bool = False  # whether one is drawn from each of several urns
    drawn_from: dict[str, str] = field(default_factory=dict)  # the first kind in each of these urns
    options: int = 0  # among which one who does not know guesses
    said: tuple[str, str | None] | None = None  # what was last given in this sentence: an event, and of whom
    said_before: tuple[str, str | None] | None = None  # the same of the sentence before
    said_of_all: bool = False  # whether the last was given of all
    phrase: str = ""  # the words of it that say who does what
    apart: bool = False  # whether all that is given is said to be independent, before it is given
    tried: int = 0  # parts of the sentence that were tried to be read as clauses

    def learn(self, lines: Sequence[str]) -> None:
        """What was given in formulas."""
        for statement in read_statements(lines)[0]:
            if isinstance(statement, Given) and isinstance(statement.event, Word) and statement.condition is None:
                self._single(written(statement.event.name))
            elif isinstance(statement, Given) and isinstance(statement.condition, Word):
                self.conditions.append(written(statement.condition.name))

    def state(self) -> tuple[Any, ...]:
        """All that a failed attempt at a sentence may have changed."""
        n = self.names
        kept = (
            n.events, n.singles, self.cases, self.left, self.evidence, self.conditions, self.sizes, self.notes,
            self.urns, self.here, self.here_before, self.counted,
            self.ratios,
        )  # fmt: skip
        meant = (self.said, self.phrase, self.apart, self.these, self.them, self.again_of_them, self.said_of_all)
        return (*(part.copy() for part in kept), meant, n.last, n.effect)

    def restore(self, state: tuple[Any, ...]) -> None:
        n = self.names
        *kept, meant, n.last, n.effect = state
        self.said, self.phrase, self.apart, self.these, self.them, self.again_of_them, self.said_of_all = meant
        n.events, n.singles, self.cases, self.left, self.evidence, *others = (part.copy() for part in kept)
        self.conditions, self.sizes, self.notes, self.urns, self.here, self.here_before, self.counted, self.ratios = (
            others
        )

    # Parts of a clause

    def event(self, phrase: str) -> str:
        """What is said of somebody: `have the disease`; `do so` is what was said before."""
        phrase = re.sub(r"^(?:that|so|too|also)\s+", "", phrase.strip(" ,"), flags=re.I)
        if (meant := self._anaphor(phrase)) is not None:
            return meant
        if self.names.effect and not content(phrase, self.names.universe).words and _DOES_SO.search(f" {phrase} "):
            if re.search(r"(?:\bnot|n['’]t)\b", phrase):
                return opposite(self.names.effect)
            return self.names.effect
        return self.names.event(phrase, (phrase, 0))

    def subject(self, phrase: str) -> str | None:
        """Who is spoken of; None for everyone."""
        users = re.fullmatch(r"(?:the\s+)?(?P<non>non-?)?(?:users|takers)", phrase.strip(), re.I)
        if users and len(self.left) == 1 and "us" not in self.names.universe:
            return opposite(self.left[0]) if users["non"] else self.left[0]
        if re.fullmatch(r"(?:of\s+)?(?:these|those)", phrase.strip(), re.I) and self.these != "":
            if self.these is None:
                raise ReadError("which of them?", phrase, (0, len(phrase)), "a class by name")
            return self.these
        return self.names.subject(phrase, (phrase, 0))

    def class_of(self, phrase: str) -> str | None:
        """Who is spoken of where they are set against others: `the boys` beside `the girls`; None for everyone."""
        found = self.subject(phrase)
        head, _ = head_of(phrase)
        if found is None and head and head not in self.names.universe:
            return self.names.event(phrase, (phrase, 0))
        return found

    def others(self, phrase: str, before: Sequence[str]) -> str | None:
        """`the others`: those who are in none of the classes before; None for other words."""
        if not re.fullmatch(
            r"(?:of\s+)?(?:all\s+)?(?:the\s+)?(?:others?|rest|remaining|remainder)(?:\s+\w+)?", phrase.strip(), re.I
        ):
            return None
        all_of_them = self.here_before
        rest = [one for one in all_of_them if one not in before]
        if len(rest) == 1 and set(before) < set(all_of_them) and self._sum_to_one(all_of_them):
            return rest[0]
        return joined(*map(opposite, before)) if len(before) == 1 or not rest else None

    def _sum_to_one(self, events: Sequence[str]) -> bool:
        values = [read_value(self.shares.get(event, "")) for event in events]
        return None not in values and sum(value[0] for value in values if value is not None) == 1

    def clause(self, phrase: str) -> tuple[str | None, str]:
        """`cracked bolts alarm`: what narrows the subject, and what is said of it."""
        phrase = phrase.strip(" ,")
        first = re.match(r"[\w'’]+", phrase)
        adjective = re.match(r"\w+(?:ed|id|en)\s+(?P<noun>\w+)\s+\w", phrase)  # paid apps have ads
        if adjective and (is_plural(adjective["noun"]) or stem(adjective["noun"]) in self.names.universe):
            first = None
        if _BARE.match(phrase) or (first and first.group().lower() in VERBS and not is_plural(first.group())):
            return None, self.event(phrase)
        at = predicate_at(phrase, self.names.universe)
        if at is None:
            if self.here and self.said is not None and self.said[1] is None and len(phrase.split()) <= 3:
                return None, self.event(phrase)  # 40% are Democrats, 35% Republicans
            if self.names.effect and (len(phrase.split()) == 1 or self.names.universe):
                return self.subject(phrase), self.names.effect
            raise ReadError("who does what?", phrase, (0, len(phrase)), "a subject and a verb")
        condition = self.subject(phrase[:at])
        return condition, self.event(phrase[at:])

    def what(self, phrase: str) -> tuple[str | None, str]:
        """What may happen: `rain`, `that a student passes`, `that it is late if it rains`: its condition and itself."""
        phrase = re.sub(r"^that\s+", "", phrase.strip(" ,"), flags=re.I)
        cut = _CUT.search(phrase)
        if cut and cut.start() and (cut[0].strip(" ,") != "for" or self._is_class(phrase[cut.end() :])):
            condition = self.condition(phrase[cut.end() :])
            within, event = self.what(phrase[: cut.start()])
            return joined(condition, None if within == condition else within), event
        said = IT.sub("", phrase)
        at = None if said != phrase else predicate_at(said, self.names.universe)
        being = re.fullmatch(r"(?P<who>(?:a|an|the)\s+[\w-]+)\s+being\s+(?P<does>.+)", said, re.I)
        if being:
            return self.names.subject(being["who"], (phrase, 0)), self.event(being["does"])
        of_class = _CHECKS.fullmatch(said[at or 0 :].strip())
        if of_class and (stem(of_class["verb"]) in FLAGS):
            who = self._known_subject(of_class["who"])
            if who is not None and who[0] is not None:
                return who[0], self.event(of_class["verb"])
        if at and re.fullmatch(r"(?:occurs?|happens?|appears?|takes?\s+place|is\s+present)", said[at:].strip(), re.I):
            return None, self.event(said[:at])  # symptom S occurs
        known = at and content(said[:at]).stems in self.names.events.values()
        if at is None or not at or (_is_name(said[:at]) and not known) or self._is_bare(said[:at]):
            return None, self.event(said)
        return self.subject(said[:at]), self.event(said[at:])

    def _is_class(self, phrase: str) -> bool:
        """Whether `for ...` says of whom: for those who smoke, but not: go for a walk"""
        if re.match(
            r"(?:those|these|people|persons?|patients|someone|the\s|an?\s+[\w-]+\s+(?:who|with|that|\w+))", phrase
        ):
            return True
        return self.names.known(content(phrase, self.names.universe).stems) is not None

    def _is_bare(self, subject: str) -> bool:
        """`school` of `school is closed`: a noun by itself that is no class, and so belongs to what is said."""
        word = subject.strip()
        bare = re.fullmatch(r"[a-z]+", word) is not None and not is_plural(word) and word not in GENERIC
        return bare and stem(word) not in self.names.universe and content(word).stems not in self.names.events.values()

    def condition(self, phrase: str) -> str:
        """What is the case, as an event."""
        phrase = IT.sub("", re.sub(r"^that\s+", "", phrase.strip(" ,")))
        at = predicate_at(phrase, self.names.universe)
        if (
            re.fullmatch(r"(?:there\s+)?(?:is|are|was|were)\s+(?:none|not(?:\s+(?:one|any))?)", phrase.strip())
            and self.names.last
        ):
            return opposite(written(self.names.last))
        if (
            re.fullmatch(r"(?:do|does|did|is|are|has|have|was)?\s*(?:not|n['’]t)", phrase.strip(), re.I)
            and self.names.last
        ):
            return opposite(written(self.names.last))
        if at is None or not at or _is_name(phrase[:at]) or self._is_bare(phrase[:at]):
            found = None if at is not None else self.names.subject(phrase, (phrase, 0))
            return found or self._class(phrase)
        within = self.subject(phrase[:at])
        if within is not None and self.names.says_nothing_new(phrase[at:]):
            return within  # when a scan is performed
        event = self._class(phrase[at:])
        return event if within in (None, event) else f"{within} and {event}"

    def _anaphor(self, phrase: str) -> str | None:
        """`the disease` after `2% have lupus`: the one thing that was spoken of, called by its kind"""
        found = _KIND.fullmatch(phrase.strip())
        if found is None or self.names.known(content(phrase, self.names.universe).stems) is not None:
            return None
        state = self.the_state()
        if state is None or state.startswith("not ") or len(self.left) != 1:
            return None
        self.names.meant.setdefault(re.sub(r"^.*?(?=the\b|this\b)", "", phrase.strip()), state)
        return opposite(state) if found["not"] or found["without"] else state

    def _class(self, phrase: str) -> str:
        """The event of a condition: `does not` denies the class that was spoken of, not what was said of it."""
        if (meant := self._anaphor(phrase)) is not None:
            return meant
        effect, self.names.effect = self.names.effect, ""
        try:
            return self.names.event(phrase, (phrase, 0))
        finally:
            self.names.effect = effect

    # What was spoken of before

    def known(self, phrase: str) -> tuple[str | None, str]:
        """What the phrase says in terms of what is known, wherever its predicate may begin.

        Raises:
            ReadError: where it speaks of something of which nothing is given.
        """
        phrase = IT.sub("", re.sub(r"^that\s+", "", phrase.strip(" ,")))
        phrase = re.sub(r"(?<=\w)\s+(?:is|are|was|were)\s+present$", "", phrase)
        words = [m.start() for m in re.finditer(r"\S+", phrase)]
        if len(words) > _LONGEST:
            raise ReadError("too many words for one event", phrase, (0, len(phrase)), f"at most {_LONGEST}")
        at = predicate_at(phrase, self.names.universe)
        by_anyone = self.names.find(phrase) if at else None
        if by_anyone and phrase in self.names.meant:
            return None, by_anyone
        all_of_it = at is None or COUNTING.search(phrase) is not None or self._is_bare(phrase[:at])
        for start in words if all_of_it else [at, *(w for w in words if w > (at or 0))]:
            if re.match(r"(?:who|that|which)\b", phrase[start:]):
                continue
            event = self.names.find(phrase[start:])
            if event is None or _UNFINISHED.search(phrase[:start]) or COUNTING.search(phrase[:start]):
                continue
            with_subject = self._known_subject(phrase[:start])
            if with_subject is not None and self.names.says_only_known(phrase[start:]):
                return (with_subject[0] if with_subject[0] != event else None), event
        raise ReadError(
            f"nothing is given about '{phrase}'", phrase, (0, len(phrase) or 1), "an event that was spoken of"
        )

    def _known_subject(self, phrase: str) -> tuple[str | None] | None:
        """What narrows the subject, in a tuple; None where it is not known."""
        if not phrase.strip() or _is_agent(phrase, self.names) or self._is_someone_named(phrase):
            return (None,)
        try:
            return (self.names.subject(phrase, (phrase, 0), new=False),)
        except ReadError:
            return None

    def _is_someone_named(self, phrase: str) -> bool:
        """Leo, of whom it was said that he studies: the one who is spoken of, and no class by himself"""
        name = re.fullmatch(r"\s*([A-Z][a-z]+)\s*", phrase)
        one = frozenset({stem(name[1])}) if name else frozenset()
        events = self.names.events.values()
        return bool(one) and one not in events and any(one < stems for stems in events)

    def observe(self, text: str) -> None:
        """`A bolt is drawn at random and is found to be defective`: what is the case with the one that is meant.

        Raises:
            ReadError: where nothing is given about it.
        """
        text = re.sub(r"^(?:today|yesterday|tonight),?\s+", "", _TODAY.sub("", text.strip(" .,")), flags=re.I)
        parts = re.split(r",\s*(?:and\s+|which\s+)?|\s+and\s+(?!not\b)|;\s*", text)
        for part in parts:
            said = _SUPPOSE.sub("", part.strip())
            said = re.sub(r"^that\s+", "", said)
            if _SEVERAL.match(said) and SELECTED.search(said):
                raise ReadError("several are drawn", said, (0, len(said)), "one")
            rest = SELECTED.sub(" ", said).strip(" ,")
            if not rest or (rest != said and not content(rest, self.names.universe).words):
                continue
            if (rest != said and self._is_someone(rest)) or (_ALL.match(rest) and not self.speaks_of(rest)):
                continue
            if rest != said and (kind := self._known_subject(rest)) is not None and kind[0] is not None:
                self.evidence += [kind[0]] if kind[0] not in self.evidence else []
                continue
            if re.match(r"(?:at|in|on|during|from|after)\b", rest, re.I) and not self.speaks_of(rest):
                continue
            if len(parts) > 1 and _HAPPENED.search(rest) and not self.speaks_of(rest):
                continue
            if part is not parts[-1] and re.match(r"(?:you|we|i)\s", rest, re.I) and not self.speaks_of(rest):
                continue  # you call and nobody answers
            within, event = self.known(rest)
            self.evidence += [e for e in (within, event) if e is not None and e not in self.evidence]

    def speaks_of(self, phrase: str) -> bool:
        """Whether a word of the phrase is one of an event's."""
        alone = {one for stems in self.names.events.values() if len(stems) == 1 for one in stems}
        told = content(phrase).stems - (self.names.universe - alone)
        return any(told & stems for stems in self.names.events.values())

    def _is_someone(self, phrase: str) -> bool:
        """Whether only the one is named that everything is about."""
        head, narrowed = head_of(phrase)
        return not narrowed and (not head or head in self.names.universe or len(phrase.split()) <= 2)

    def the_state(self) -> str | None:
        """The one event that a test could be for."""
        events = [name for name in self.names.events if name.lower() not in ("positive", "+", "negative", "-")]
        return written(events[0]) if len(events) == 1 else None

    # What is given

    def given(self, event: str, condition: str | None, value: str) -> list[str]:
        """P(event | condition) = value; what is given of `everything` is a case of its own."""
        parts = set(condition.split(" and ")) if condition else set()
        if {condition, *parts} & {event, opposite(event)}:
            raise ReadError("an event given itself", event, (0, len(event)), "two events")
        about = condition or event
        if " and " not in about and " or " not in about:
            self.names.last = about.removeprefix("not ").strip('"')
        self.these = joined(condition, event) if condition or not self.said_of_all else None
        self.said, self.said_of_all = (event, condition), condition is None
        if condition is None:
            self._single(event)
            self.shares[event] = value
            return [f"P({event}) = {value}"]
        self.names.effect = event
        self.conditions.append(condition)
        return [f"P({event}|{condition}) = {value}"]

    def begin(self) -> None:
        """A new sentence."""
        self.here_before = self.here or self.here_before
        self.here = []
        self.said_before, self.said, self.them = self.said or self.said_before, None, None

    def _single(self, event: str) -> None:
        self.here.append(event)
        if event not in self.left:
            self.left.append(event)
        name = event.strip('"')
        if not event.startswith("not ") and not re.search(r" and | or ", event) and name not in self.names.singles:
            self.names.singles.append(name)
            self.names.declare(name)


def _is_name(subject: str) -> bool:
    """Alice, A, Dr Li: who does it belongs to the event."""
    return re.fullmatch(r"\s*(?:[A-Z]\w*\s+){1,2}", subject + " ") is not None and subject.split()[0] not in (
        "An", "The", "It", "All", "If",
    )  # fmt: skip


def _is_agent(phrase: str, names: Names) -> bool:
    """`the bus`, `the forecast`: a subject that no event is named by."""
    found = re.fullmatch(r"\s*(?:the|a|an|this|his|her|our)\s+(?:\w+['’]s\s+)?(?P<noun>\w+)\s*", phrase, re.I)
    if found is None or names.known(content(found["noun"]).stems) is not None:
        return False
    return found["noun"].lower() in GENERIC | TESTS or names.spoken[stem(found["noun"])] > 1

"""Phrases of a word problem as events: `people with the disease` and `has the disease` speak of the same one.

What a phrase is about are its words less those that only hold a sentence together, each by its stem.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations

from workings.expression.errors import ReadError
from workings.probability.rephrase import placeless
from workings.probability.templates import PLACE
from workings.probability.vocabulary import (
    AMBIGUOUS,
    ANTONYMS,
    BEFORE_NOUNS,
    DROPPED,
    FINITE,
    FLAGS,
    GENERIC,
    HELPERS,
    INFECTIONS,
    MARKERS,
    NEGATIONS,
    NOUN_BEFORE,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVE,
    SURE_ANTONYMS,
    TESTS,
    VERBS,
    is_plural,
    stem,
)

__all__ = ["COUNTING", "Names", "Phrase", "content", "head_of", "joined", "opposite", "predicate_at", "written"]

_AFTER = re.compile(
    r"\s+(?=(?:when|with|without|who|that|which|where|in\s+which|from|on|using|(?:made|produced|manufactured|supplied)\s+by|"
    r"by|having|suffering|(?:marked|flagged|labell?ed|classified|identified|diagnosed)\s+as|whose|containing|in|at|of|not)\b)",
    re.I,
)
_LEADING = re.compile(
    r"^\s*(?:(?:all|the|these|its|their|his|her|our|of|every|each|any|a|an|one|random|randomly|chosen|selected|both|such|"
    r"pair\s+of|group\s+of|other)\s+)*",
    re.I,
)
_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*\w*|\d+(?:\.\d+)?|[+\-−](?=\s|$)")
_LONGEST = 5  # telling words in the name of a new event; more are a sentence that was not understood
_HOW_OFTEN = frozenset(map(stem, ("once", "twice", "thrice", "often", "daily", "weekly", "regularly", "repeatedly")))
_PARTICIPLES = frozenset(
    ("made", "built", "sold", "born", "drawn", "taken", "given", "paid", "lost", "known", "hidden", "broken", "stolen")
)
_INFECTED = frozenset(map(stem, ("infected", "uninfected", "affected", "unaffected")))
_VERB_STEMS = frozenset(stem(verb) for verb in VERBS)
_OF_THEM = (
    r"(?:\s+(?:categories|groups|classes|things|devices|services|conditions|days|nights|mornings|weeks|occasions|subjects|languages|courses|sports|exams|games|papers|products))?"
    r"(?:\s+of\s+(?:them|(?:these|those)(?:\s+\w+s)?|the\s+(?:(?:two|three|four)(?:\s+\w+s)?|events?|\w+s))(?!\w))?"
)
_MANY = re.compile(
    rf"\b(?P<many>both|neither|none|at\s+least\s+one|one\s+or\s+more|exactly\s+one|only\s+one|just\s+one|at\s+most\s+one|"
    rf"not\s+both|either|all(?:\s+(?:three|four|of\s+them))?){_OF_THEM}(?!\s+(?:\w+\s+)?(?:and|or|nor)\b)(?!\w)",
    re.I,
)
_OF_NAMED = re.compile(
    r"(?:that\s+)?(?P<many>both|neither|none|at\s+least\s+one|one\s+or\s+more|exactly\s+one|only\s+one|at\s+most\s+one)"
    r"(?:\s+of)?(?:\s+the)?(?:\s+(?:two|three))?(?:\s+events?)?\s+"
    r"(?P<names>[A-Z](?:(?:\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or|nor)\s+)[A-Z])+)(?:\s+(?:occurs?|happens?|hold|holds))?$"
)
_QUANTIFIED = re.compile(
    r"\b(?:(?:exactly|at\s+least|at\s+most|(?:more|fewer|less)\s+than)\s+\w+|(?:two|three|four|five|six|ten)\s+of\b|"
    r"each\b|independent(?:ly)?\b)|^\W*(?:\d+|two|three|four|five|six|ten)\s+[a-z]+s\b",
    re.I,
)
COUNTING = re.compile(r"\b(?:both|neither|none|exactly|least|most|only|either|nor)\b", re.I)
_PRO_VERB = re.compile(
    r"^\W*(?:(?:who|that|which|those|it|they|he|she|these|people)\s+)*"
    r"(?:do|does|did|is|are|was|were|has|have|can|will)?\s*(?:not|n['’]t)\b|n['’]t\b\W*$|^\W*(?:otherwise|not|without)\W*$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a phrase is about: its telling words as typed, their stems, and whether it denies them."""

    words: tuple[str, ...]
    stems: frozenset[str]
    negated: bool


def content(phrase: str, drop: frozenset[str] = frozenset()) -> Phrase:
    """The telling words of the phrase; `drop` are stems that tell nothing here, as that of `bolts` among bolts."""
    quoted = re.search(r"[\"“”'‘]([^\"“”'’]+)[\"“”'’](?!\w)", phrase)
    if quoted and not content(phrase[quoted.end() :]).words:
        return Phrase((quoted[1].strip(),), frozenset({quoted[1].strip().lower()}), _denies(phrase[: quoted.start()]))
    phrase = re.sub(r"\b(on|off)-(?=\w)", r"\1 ", phrase)
    tokens = _TOKEN.findall(re.sub(r"\bfree\s+(?:of|from)\b", "without", phrase, flags=re.I))
    if len(tokens) == 1 and tokens[0] in "+-−":
        return Phrase(("-" if tokens[0] == "−" else tokens[0],), frozenset({tokens[0]}), False)
    tokens = [part for t in tokens for part in _unhyphened(re.sub(r"^non-(?=\w{2})", "", t))]
    kept = [t for t in tokens if not _is_small(t) and t.lower().replace("’", "'") not in NEGATIONS]
    if len(kept) > 1 and kept[-1].lower() == "absent":
        kept = kept[:-1]
    elif [t.lower() for t in kept] == ["absent"]:
        kept = []
    telling = [t for t in kept if stem(t) not in drop]
    kept = telling or kept
    return Phrase(tuple(kept), frozenset(stem(t) for t in kept), _denies(phrase))


def _unhyphened(token: str) -> list[str]:
    """night-shift as night shift; a prefix stays with its word"""
    return [token] if re.match(r"(?:non|un|re|co|anti|e|pre|self|x|pro)-", token, re.I) else re.split(r"[-–]", token)


def _is_small(token: str) -> bool:
    return token.lower() in DROPPED and not (len(token) == 1 and token in "AI" and token.isupper())


def _denies(phrase: str) -> bool:
    phrase = re.sub(r"\bfree\s+(?:of|from)\b", "without", phrase.lower().replace("’", "'"))
    said = [w for w in re.findall(r"non-|[\w']+", phrase) if w in NEGATIONS or w == "non-"]
    absent = re.search(r"\babsent\W*$", phrase) is not None
    return (len(said) + absent) % 2 == 1


def predicate_at(phrase: str, universe: frozenset[str] = frozenset()) -> int | None:
    """Where the predicate begins in `spam messages contain free`; None where no verb is seen."""
    tokens = [
        (m.group() if m.group() == "A" else m.group().lower().replace("’", "'"), m.start())
        for m in re.finditer(r"[\w’'-]+|,", phrase)
    ]
    if len(tokens) > 1 and tokens[0][0] in PRONOUNS:
        return tokens[1][1]
    for i, (word, at) in enumerate(tokens):
        if _is_verb(tokens, i, universe):
            return at
        if word == ",":
            continue
    return None


def _is_verb(tokens: Sequence[tuple[str, int]], i: int, universe: frozenset[str]) -> bool:
    word = tokens[i][0]
    known = word in VERBS or word in NEGATIONS - {"without", "no", "lacking", "neither"}
    behind_noun = (
        i > 0 and word.isalpha() and word not in PREPOSITIONS
        and not word.endswith(("ly", "ing")) and tokens[i - 1][0] not in VERBS
        and (is_plural(tokens[i - 1][0]) or stem(tokens[i - 1][0]) in universe)
        and not (is_plural(tokens[i - 1][0]) and is_plural(word))
    )  # fmt: skip
    if not known and not behind_noun:
        return False
    following = tokens[i + 1][0] if i + 1 < len(tokens) else ""
    if word in ("test", "tests") and following.startswith("result"):
        return False
    behind_people = (
        i > 0 and not is_plural(word) and (is_plural(tokens[i - 1][0]) or stem(tokens[i - 1][0]) in universe)
    )
    if word in AMBIGUOUS and i and following in NOUN_BEFORE and not (behind_people and following == "from"):
        return False
    if i and word.endswith("s") and stem(word) in universe and following in VERBS:
        return False  # genuine calls hide the number
    back = i - 1
    while back >= 0 and tokens[back][0] in HELPERS:
        back -= 1
    if back >= 0 and tokens[back][0] in RELATIVE:
        return False
    if i and tokens[i - 1][0] in BEFORE_NOUNS and word not in HELPERS:
        return False
    participle = word.endswith("ed") or word in _PARTICIPLES
    by = i + 1 < len(tokens) and tokens[i + 1][0] == "by"
    if participle and (not i or by or any(later in FINITE for later, _ in tokens[i + 1 :])):
        return False
    return not (word in AMBIGUOUS and (not following or not i))


def head_of(subject: str) -> tuple[str, bool]:
    """The stem of the noun that a subject phrase is about, and whether anything narrows it."""
    subject = _LEADING.sub("", subject)
    subject = re.sub(rf"\s+{PLACE}\b", "", subject, flags=re.I)
    head, *after = _AFTER.split(subject.strip(), maxsplit=1)
    tokens = _TOKEN.findall(head)
    if not tokens or tokens[-1].lower() in GENERIC or tokens[-1].lower().startswith("non-"):
        return "", bool(after or tokens[:-1])
    return stem(tokens[-1]), bool(after or tokens[:-1])


def _is_letter(name: str) -> bool:
    """A, B_1: the machine A is called A."""
    return re.fullmatch(r"[A-Z](?:_?\d+)?", name) is not None


@dataclass(eq=False)
class Names:
    """The events of a problem by what is said of them, and the kind of thing it is about (bolts, people)."""

    events: dict[str, frozenset[str]] = field(default_factory=dict)
    universe: frozenset[str] = frozenset()
    last: str = ""  # the class last spoken of
    effect: str = ""  # what was last said of a class
    singles: list[str] = field(default_factory=list)  # the events that were given a probability of their own
    meant: dict[str, str] = field(default_factory=dict)  # phrases that had to be understood, and how they were
    tested: str = ""  # what a test is for, which `it` then means
    counted: frozenset[str] = frozenset()  # what there are two or three of: two exams
    spoken: Counter[str] = field(default_factory=Counter)  # how often each word occurs in the text, by its stem

    def declare(self, name: str) -> None:
        self.events.setdefault(name, content(name).stems)

    def is_everyone(self, phrase: str) -> bool:
        """Whether the phrase is about all of them: `the patients`, where the shares are of patients."""
        head, narrowed = head_of(placeless(phrase, self.spoken))
        return not narrowed and (not head or head in self.universe or not self.events)

    # Events

    def find(self, phrase: str) -> str | None:
        """The event of the phrase, where all it speaks of was spoken of before."""
        try:
            return self.event(phrase, (phrase, 0), new=False)
        except ReadError:
            return None

    def event(self, phrase: str, where: tuple[str, int], *, new: bool = True) -> str:
        """The event of the phrase, new if it was not spoken of before; written as `not ...` where it is denied."""
        span = (where[1], where[1] + max(1, len(phrase)))
        phrase = re.sub(r"\(?\bfalse\)?\s+(?=positive|alarm|negative)", "", phrase, flags=re.I)
        if _QUANTIFIED.search(phrase) and not (_MANY.search(phrase) or _OF_NAMED.match(phrase.strip())):
            raise ReadError("so many of what?", where[0], span, "both, neither, at least one, exactly one")
        for joint in (
            self._only,
            self._of_named,
            self._one_of_two,
            self._but_not,
            self._neither_nor,
            self._many,
            self._by_anyone,
            self._joint,
        ):
            found = joint(phrase, where, new)
            if found is not None:
                return found
        if re.search(r"\b(?:is|are|equals?|costs?|pays?|wins?)\s+-?\d", phrase):
            raise ReadError("a value and no event", where[0], span, "what may happen")
        if _MANY.search(phrase) and not self.known(content(phrase, self.universe).stems):
            raise ReadError("of which of them?", where[0], span, "two events, by name")
        read = content(phrase, self.universe)
        if not read.words and _PRO_VERB.search(phrase) and (self.effect or self.last):
            return opposite(self.effect or written(self.last))
        acts = bool(read.stems & FLAGS)  # flags it
        vague = not read.words or (not acts and read.stems <= _VERB_STEMS and read.stems not in self.events.values())
        if vague and re.search(r"\b(?:it|one|them|this|so|do|does)\b", phrase, re.I) and self.last:
            return f"not {written(self.last)}" if read.negated else written(self.last)
        if vague and self.tested and re.search(r"\bit\b", phrase):
            event = self.event(self.tested, where, new=new)
            self.last = event
            return opposite(event) if read.negated else event
        if not read.words or [w.lower() for w in read.words] == ["otherwise"]:
            raise ReadError("these words name no event", *self._at(where, span), "an event")
        if not new and (meant := self._of_the_test(read.stems, phrase)):
            return opposite(meant) if read.negated else meant
        name = self.known(read.stems)
        if name is None:
            name = self._flagged(read.stems, phrase)
        if name is None and (ill := self._infected(read.stems, phrase)):
            return opposite(ill) if read.negated else ill
        clause = re.search(r"\b(?:is|are|was|were|has|have|that|who|which|and|or|but|not)\s", phrase[1:]) is not None
        if name is None and not clause and (parts := self._side_by_side(read.stems)):
            return opposite(parts) if read.negated else parts
        sure = not new or SURE_ANTONYMS & read.stems
        if name is None and sure and (denied := self._antonym(read.stems)):
            return denied if read.negated else opposite(denied)
        if name is None and (not new or len(read.words) > _LONGEST):
            said = "nothing is given about this" if not new else "these are too many words for one event"
            raise ReadError(said, where[0], span, "an event that was spoken of" if not new else "few")
        if name is None:
            name = " ".join(
                w if w.isupper() or (len(read.words) == 1 and w[1:] != w[1:].lower()) else w.lower() for w in read.words
            )
            self.events[name] = read.stems
        return f"not {written(name)}" if read.negated else written(name)

    @staticmethod
    def _at(where: tuple[str, int], span: tuple[int, int]) -> tuple[str, tuple[int, int]]:
        return where[0], span

    def _only(self, phrase: str, where: tuple[str, int], new: bool) -> str | None:
        """plays only tennis: and none of the others that have a probability of their own"""
        found = re.search(r"\b(?:only|just)\s+(?!one\b)", phrase, re.I)
        if found is None:
            return None
        event = self.event(phrase[: found.start()] + phrase[found.end() :], where, new=new)
        others = [written(s) for s in self.singles if written(s) != event]
        if not others or event not in map(written, self.singles):
            raise ReadError("and not what else?", where[0], (where[1], where[1] + len(phrase)), "one of several events")
        return " and ".join([event, *map(opposite, others)])

    def _of_named(self, phrase: str, where: tuple[str, int], new: bool) -> str | None:
        """exactly one of A and B occurs; at least one of the events A, B, C"""
        found = _OF_NAMED.match(phrase.strip())
        if found is None:
            return None
        names = re.split(r"\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or|nor)\s+", found["names"])
        return _counted(re.sub(r"\s+", " ", found["many"].lower()), [self.event(n, where, new=new) for n in names])

    def _one_of_two(self, phrase: str, where: tuple[str, int], new: bool) -> str | None:
        """A or B but not both"""
        found = re.match(r"(?:either\s+)?(.+?)\s+or\s+(.+?),?\s+but\s+not\s+both$", phrase.strip(), re.I)
        if found is None:
            return None
        one, other = (self.event(part, where, new=new) for part in found.groups())
        return f"({one} and {opposite(other)}) or ({opposite(one)} and {other})"

    def _but_not(self, phrase: str, where: tuple[str, int], new: bool) -> str | None:
        """jogs but does not swim; A occurs but B does not"""
        found = re.match(r"(?P<one>.+?),?\s+but\s+(?P<other>.+)$", phrase.strip(), re.I)
        if found is None or re.search(r"\b(?:both|neither|only)\b", phrase, re.I):
            return None
        ends = re.match(r"(?P<who>.+?)\s+(?:does|do|did|is|has|was)(?:\s+not|n['’]t)$", found["other"].strip(), re.I)
        if ends and content(ends["who"], self.universe).words:
            one, other = self.event(found["one"], where, new=new), opposite(self.event(ends["who"], where, new=new))
        elif re.match(r"(?:(?:does|do|did|is|are|was|has|have)\s+)?not\b|\w+n['’]t\b", found["other"], re.I):
            one, other = self.event(found["one"], where, new=new), self.event(found["other"], where, new=new)
        else:
            return None
        return None if one.removeprefix("not ") == other.removeprefix("not ") else f"{one} and {other}"

    def _neither_nor(self, phrase: str, where: tuple[str, int], new: bool) -> str | None:
        """reads neither Hindi nor English; neither A nor B occurs"""
        found = re.match(r"(?P<verb>.*?)\bneither\s+(?P<a>.+?)\s+nor\s+(?P<b>.+)$", phrase.strip(), re.I)
        if found is None:
            return None
        one, other = (self.event(f"{found['verb']} {found[part]}", where, new=new) for part in "ab")
        return f"{opposite(one)} and {opposite(other)}"

    def _many(self, phrase: str, where: tuple[str, int], new: bool) -> str | None:
        """both, neither, at least one, exactly one of the events that have a probability of their own"""
        found = _MANY.search(phrase)
        if found is None:
            return None
        rest = phrase[: found.start()] + " " + phrase[found.end() :]
        spoken = {word for s in self.singles for word in self.events[s]}
        left = content(rest, self.universe).stems - (_VERB_STEMS - spoken) - self.counted
        group = [s for s in self.singles if left <= self.events[s]]
        if left and not left & spoken:
            return None
        if len(group) < 2 and left <= spoken:
            group = self.singles
        if len(group) < 2 and not left - spoken - self.events.get(self.effect.strip('"'), frozenset()):
            group = [*self.singles, *([self.effect.strip('"')] if self.effect.strip('"') in self.events else [])]
        many = re.sub(r"\s+", " ", found["many"].lower())
        said = content(rest, self.universe).stems
        denied = any(one in said and group and all(other in self.events[s] for s in group) for one, other in ANTONYMS)
        if len(group) == 1 and (second := self._the_second(group[0])):
            group = [*group, second]
        if len(group) < 2 or (many in ("both", "neither", "either", "not both") and len(group) != 2):
            raise ReadError("of which of them?", where[0], (where[1], where[1] + len(phrase)), "two events, by name")
        return _counted(many, [opposite(written(s)) if denied else written(s) for s in group])

    def _the_second(self, first: str) -> str | None:
        """pass the second test, beside pass the first test"""
        stems = self.events[first]
        other = stem("second")
        if stem("first") not in stems or not self.spoken[other]:
            return None
        name = re.sub(r"\bfirst\b", "second", first, flags=re.I)
        self.events.setdefault(name, stems - {stem("first")} | {other})
        return name

    def _by_anyone(self, phrase: str, where: tuple[str, int], new: bool) -> str | None:
        """The problem is solved: at least one of those who may solve it does"""
        stems = content(phrase, self.universe).stems
        done = re.search(r"\b(?:is|be|been|gets?|was)\s+(?:not\s+)?\w+(?:ed|t|n)\s*$", phrase.strip(), re.I)
        if new or not done or not stems or stems in self.events.values() or len(self.singles) < 2:
            return None
        named = [self.events[s] for s in self.singles]
        happens = stem(phrase.split()[-1])
        if not all(happens in words for words in named) or not stems <= frozenset().union(*named):
            return None
        found = _counted("none" if _denies(phrase) else "at least one", [written(s) for s in self.singles])
        self.meant.setdefault(phrase.strip(), found)
        return found

    def _joint(self, phrase: str, where: tuple[str, int], new: bool) -> str | None:
        """study both mathematics and biology; tea or coffee; late but not lost"""
        whole = re.sub(r"\b(?:both|either)\s+(?=.*\b(?:and|or)\b)", "", phrase, flags=re.I)
        if self.known(content(whole, self.universe).stems) and not re.search(r"\b(?:and|or|but)\b", whole):
            return None
        for joint in (r"\s+but\s+(?=not\b)", r"\s+or\s+(?:that\s+)?", r"\s+and\s+(?:that\s+)?"):
            parts = re.split(joint, whole, flags=re.I)
            if len(parts) < 2 or len(parts) > 4:
                continue
            told = [content(p, self.universe) for p in parts]
            if not all(t.words for t in told):
                continue
            known = [self.known(t.stems) for t in told]
            if (len(set(known)) == len(known) or None in known) and (new or None not in known):
                events = [self.event(p, where, new=new) for p in parts]
                if "or" in joint:
                    return " or ".join(f"({e})" if " and " in e else e for e in events)
                return " and ".join(f"({e})" if " or " in e else e for e in events)
        return None

    def known(self, stems: frozenset[str]) -> str | None:
        """The event with those stems, or the only one with more of them, or with only a verb or a noun less."""
        for name, known in self.events.items():
            if known == stems:
                return name
        near = [
            name
            for name, known in self.events.items()
            if stems
            and known & MARKERS == stems & MARKERS
            and (
                (stems < known and not (known - stems) & _HOW_OFTEN)
                or (known < stems and (self._empty(stems - known) or (known == {stem(name)} and _is_letter(name))))
            )
        ]
        if len(near) > 1:  # campus is `live campus` rather than `live off campus`
            least = min(near, key=lambda name: len(self.events[name]))
            if stems < self.events[least] and all(self.events[least] <= self.events[name] for name in near):
                return least
        return near[0] if len(near) == 1 else None

    def _side_by_side(self, stems: frozenset[str]) -> str | None:
        """women majoring in biology, red convertible: two events whose words stand beside each other"""
        found = [
            (one, other)
            for one, other in combinations(self.events, 2)
            if self.events[one] | self.events[other] == stems and not self.events[one] & self.events[other]
        ]
        return " and ".join(map(written, found[0])) if len(found) == 1 else None

    def _antonym(self, stems: frozenset[str]) -> str | None:
        """the plant survives, where it was said when it dies"""
        for one, other in ANTONYMS:
            name = self.known(stems - {one} | {other}) if one in stems else None
            if name is not None:
                return written(name)
        return None

    def _flagged(self, stems: frozenset[str], phrase: str) -> str | None:
        """is flagged, of what was detected: the one thing that a check was said to do"""
        acts = [name for name, known in self.events.items() if known & FLAGS and len(known - self.universe) == 1]
        if not stems & FLAGS or len(stems - self.universe) > 1 or len(acts) != 1:
            return None
        self.meant.setdefault(phrase.strip(), written(acts[0]))
        return acts[0]

    def _infected(self, stems: frozenset[str], phrase: str) -> str | None:
        """the infected and the uninfected, where it was said who has the virus"""
        told = stems - self.universe
        if len(told) != 1 or not told <= _INFECTED:
            return None
        ill = [name for name, known in self.events.items() if known & INFECTIONS]
        if len(ill) != 1 or any(known & _INFECTED for known in self.events.values()):
            return None
        event = opposite(written(ill[0])) if next(iter(told)).startswith("un") else written(ill[0])
        self.meant.setdefault(phrase.strip(), event)
        return event

    def _of_the_test(self, stems: frozenset[str], phrase: str) -> str | None:
        """a negative result, where it was said when it is positive; what a test flags, or says yes to, is positive"""
        if "positive" not in self.events:
            return None
        told = stems - self.universe
        if told - _VERB_STEMS == {stem("negative")}:
            return "not positive"
        acts = told & (FLAGS | MARKERS)
        as_what = re.search(r"\bas\s+(?:an?\s+)?([\w-]+)$", phrase)
        others = told - acts - {stem("yes")} - (content(as_what[1]).stems if as_what else frozenset())
        if not acts or others or any(known & FLAGS for known in self.events.values()):
            return None
        self.meant.setdefault(phrase.strip(), "positive")
        return "positive"

    def says_only_known(self, phrase: str) -> bool:
        """Whether each telling word is a verb, part of the name of an event, or spoken of elsewhere."""
        stems = content(_MANY.sub(" ", phrase), self.universe).stems
        return all(self.spoken[s] > 1 for s in stems - _VERB_STEMS.union(*self.events.values()))

    def says_nothing_new(self, phrase: str) -> bool:
        """Whether it only says that something is done, by a verb that no event is named by."""
        read = content(phrase, self.universe)
        return (
            bool(read.stems)
            and not read.negated
            and read.stems <= _VERB_STEMS
            and self.known(read.stems) is None
            and (re.match(r"(?:is|are|was|were)\s+\w+$", phrase.strip()) is not None)
        )

    def _empty(self, stems: frozenset[str]) -> bool:
        """Whether these words add nothing: verbs that no other event is named by."""
        return stems <= _VERB_STEMS and not any(other <= stems for other in self.events.values())

    # Subjects

    def subject(self, phrase: str, where: tuple[str, int], *, new: bool = True) -> str | None:
        """The event that narrows what the phrase is about: `spam` of `spam messages`; None where nothing does."""
        article = re.match(r"\s*(?:the|a|an|this|that|our|its)\s", phrase, re.I) is not None
        phrase = placeless(re.sub(rf"\s+{PLACE}(?=\s|$)", "", phrase, flags=re.I), self.spoken)
        others = re.match(r"\s*(?:of\s+)?(?:the\s+)?(?:other|remaining)\s+(?P<noun>\w+)\s*$", phrase, re.I)
        if others and self.last and self.is_everyone(others["noun"]):
            return opposite(written(self.last))
        if re.fullmatch(r"\s*(?:of\s+)?(?:all\s+)?(?:the\s+)?(?:others|rest|remainder)\s*", phrase, re.I):
            if not self.last:
                raise ReadError("which others?", where[0], (where[1], where[1] + max(1, len(phrase))), "a class before")
            return opposite(written(self.last))
        those = re.fullmatch(r"\s*(?:of\s+)?(?:those|these|such)\s+(?P<noun>\w+)\s*", phrase, re.I)
        if those and self.last and self.is_everyone(those["noun"]):
            return written(self.last)
        phrase = _LEADING.sub("", phrase).strip(" ,")
        if not phrase or phrase.lower() in PRONOUNS:
            return None
        found = self._narrowing(phrase, where, new, article=article)
        if found is not None and not re.search(r" and | or ", found):
            self.last = found.removeprefix("not ").strip('"')
        return found

    def _narrowing(self, phrase: str, where: tuple[str, int], new: bool, *, article: bool) -> str | None:
        head, *after = _AFTER.split(phrase, maxsplit=1)
        tokens = [t for t in _TOKEN.findall(head) if not (t.endswith("ly") and t in DROPPED)]
        if not tokens:
            return self.event(phrase, where, new=new)
        noun, before = tokens[-1], " ".join(t for t in tokens[:-1] if not _is_small(t))
        if noun.lower() in ("those", "them", "these") and not before and not after:
            return written(self.last) if self.last else None
        if noun.lower() in GENERIC or noun.lower() in TESTS or stem(noun) in self.universe:
            rest = " ".join([before, *after]).strip()
            if (
                not before
                and after
                and (_PRO_VERB.search(after[0]) or re.search(r"\bnone$", after[0]))
                and not content(rest, self.universe).words
            ):
                if not self.last:
                    raise ReadError("who is meant?", *self._at(where, (where[1], where[1] + len(phrase))), "a class")
                return opposite(written(self.last))
            return self.event(rest, where, new=new) if rest else None
        known = self.known(content(phrase).stems)
        if new and len(tokens) == 1 and not after and known is None and (article or not self.events):
            return None
        if before and not after and self.known(content(before).stems) and not known:
            return self.event(before, where, new=new)
        return self.event(phrase, where, new=new)


def _counted(many: str, events: Sequence[str]) -> str:
    """Of the events, so many: in terms of and, or, not."""
    none = " and ".join(opposite(e) for e in events)
    one = " or ".join(
        "(" + " and ".join(e if e == chosen else opposite(e) for e in events) + ")" for chosen in events
    )  # fmt: skip
    every = " and ".join(events)
    if many in ("neither", "none"):
        return none
    if many in ("exactly one", "only one", "just one"):
        return one
    if many == "at most one":
        return f"({none}) or {one}"
    if many in ("at least one", "one or more", "either"):
        return " or ".join(events)
    return " or ".join(opposite(e) for e in events) if many == "not both" else every


def opposite(event: str) -> str:
    """The event denied, as it is written."""
    if re.search(r" and | or ", event):
        return f"not ({event})"
    return event[4:] if event.startswith("not ") else f"not {event}"


def joined(*conditions: str | None) -> str | None:
    """The conditions joined by and, each once."""
    found = list(dict.fromkeys(c for c in conditions if c))
    if len(found) > 1:
        found = [f"({c})" if " or " in c else c for c in found]
    return " and ".join(found) or None


def written(name: str) -> str:
    """The name as it stands inside P( ), in quotation marks where its words would be read otherwise."""
    plain = re.fullmatch(r"[^\W\d_]\w*(?: (?!(?:and|or|not|nor|but|given|xor|only)\b)[^\W\d_]\w*)*|[+-]", name)
    return name if plain else f'"{name}"'

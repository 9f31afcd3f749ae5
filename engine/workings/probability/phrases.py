"""Phrases of a word problem as events: `people with the disease` and `has the disease` speak of the same one.

What a phrase is about are its words less those that only hold a sentence together, each by its stem.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from workings.expression.errors import ReadError

__all__ = ["Names", "Phrase", "content", "head_of", "predicate_at", "written"]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SMALL_WORDS = """
where present a an the this that these those such it its he she they them their his her him i we you who which whom
what whose there is are was were be been being am has have had having do does did will would can could may might
must shall of in on at by from with to for into onto as than then if when while and or also actually really indeed
truly randomly random selected select chosen choose picked pick taken given found find known turns turn out said all
any some each every other others rest remaining overall total about exactly only just even own so test tests tested
testing result results gets get got gives give goes go comes come came made makes make using use uses used contains
contain contained containing show shows shown showed belongs belong word words case cases time times produced
produces produce manufactured manufactures supplied supplies event one ones both drawn draw draws probability
"""
_DROPPED = _set(_SMALL_WORDS)
_NEGATIONS = _set("""
not no without never don't doesn't didn't isn't aren't wasn't weren't hasn't haven't cannot can't won't lacks lack
lacking neither absent
""")
_VERBS = _set("""
is are was were be has have had do does did will would can could may might test tests tested contain contains use uses
used click clicks clicked buy buys bought come comes came get gets got like likes own owns play plays pass passes
passed fail fails failed arrive arrives arrived alarm alarms carry carries suffer suffers take takes took vote votes
voted live lives watch watches study studies drive drives make makes made produce produces show shows showed support
supports prefer prefers wear wears read reads speak speaks break breaks turn turns give gives receive receives return
returns open opens opened respond responds recover recovers die dies died develop develops survive survives smoke
smokes choose chooses chose work works need needs want wants belong belongs include includes include trigger triggers
raise raises cause causes default defaults leave leaves left finish finishes walk walks cycle cycles win wins won lose
loses lost attend attends attended score scores sleep sleeps eat eats drink drinks react reacts exceed exceeds miss
misses missed reply replies replied convert converts converted cancel cancels purchase purchases purchased answer
answers answered say says said learn learns enrol enroll enrols subscribe subscribes flag flags flagged detect detects
detected reject rejects rejected mark marks marked catch catches caught accept accepts identify identifies identified
call calls called predict predicts predicted label labels claim claims diagnose diagnoses get report reports reported
go goes went travel travels fly flies stay stays wait waits run runs ran mention mentions
""")
_MARKERS = _set("say identif call predict classif label report claim think believ diagnos judg guess announc")
_HELPERS = _set("do does did not are is was were have has had don't doesn't didn't")
_PRONOUNS = _set("it he she they i we you")
_BEFORE_NOUNS = _set("the a an this that his her its their of for by with those some")
_RELATIVE = _set("who that which whom")
_GENERIC = _set("""
people persons person population individuals individual patient patients those them they it he she everyone someone
somebody anybody time times cases case days day items item ones one output total all things whole rest others
""")
_TESTS = _set("test tests result results")
_AFTER = re.compile(
    r"\s+(?=(?:with|without|who|that|which|where|in\s+which|from|on|using|made\s+by|produced\s+by|by|having|whose|containing|in|not)\b)",
    re.I,
)
_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*\w*|\d+(?:\.\d+)?|[+\-−](?=\s|$)")


_IRREGULAR = {"women": "woman", "men": "man", "children": "child", "people": "person", "knew": "know"}
_ENDINGS = (
    "ations", "ation", "ives", "ive", "ings", "ing", "ions", "ion", "ors", "or", "ies", "ied", "ed", "ers", "er", "es",
    "s", "y", "e",
)  # fmt: skip
_LONGEST = 4  # telling words in the name of a new event; more are a sentence that was not understood


def _stem(word: str) -> str:
    word = word.lower().replace("’", "'")
    word = _IRREGULAR.get(word, word)
    word = re.sub(r"'s$|'$", "", word)
    for _ in range(2):  # plays, play
        ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= 3), "")
        word = word[: -len(ending)] if ending and not word.endswith("ss") else word
    return re.sub(r"(.)\1$", r"\1", word) if len(word) > 3 else word


_VERB_STEMS = frozenset(_stem(verb) for verb in _VERBS)


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a phrase is about: its telling words as typed, their stems, and whether it denies them."""

    words: tuple[str, ...]
    stems: frozenset[str]
    negated: bool


def content(phrase: str, drop: frozenset[str] = frozenset()) -> Phrase:
    """The telling words of the phrase; `drop` are stems that tell nothing here, as that of `parcels` among parcels."""
    quoted = re.search(r"[\"“”'‘]([^\"“”'’]+)[\"“”'’](?!\w)", phrase)
    if quoted:
        return Phrase((quoted[1].strip(),), frozenset({quoted[1].strip().lower()}), _denies(phrase[: quoted.start()]))
    tokens = _TOKEN.findall(phrase)
    if len(tokens) == 1 and tokens[0] in "+-−":
        return Phrase(("-" if tokens[0] == "−" else tokens[0],), frozenset({tokens[0]}), False)
    tokens = [re.sub(r"^non-(?=\w{2})", "", t) for t in tokens]
    article = tokens[:1] in (["A"], ["I"]) and len(tokens) > 1 and tokens[1][0].islower()
    kept = [t for t in tokens[article:] if not _is_small(t) and t.lower().replace("’", "'") not in _NEGATIONS]
    telling = [t for t in kept if _stem(t) not in drop]
    kept = telling or kept
    return Phrase(tuple(kept), frozenset(_stem(t) for t in kept), _denies(phrase))


def _is_small(token: str) -> bool:
    return token.lower() in _DROPPED and not (len(token) == 1 and token in "AI" and token.isupper())


def _denies(phrase: str) -> bool:
    said = [w for w in re.findall(r"non-|[\w’']+", phrase.lower().replace("’", "'")) if w in _NEGATIONS or w == "non-"]
    return len(said) % 2 == 1


def predicate_at(phrase: str) -> int | None:
    """Where the predicate begins in `spam messages contain free`; None where no verb is seen."""
    tokens = [(m.group().lower().replace("’", "'"), m.start()) for m in re.finditer(r"[\w’'-]+", phrase)]
    if len(tokens) > 1 and tokens[0][0] in _PRONOUNS:
        return tokens[1][1]
    for i, (word, at) in enumerate(tokens):
        if word not in _VERBS and word not in _NEGATIONS - {"without", "no", "lacking", "neither"}:
            continue
        back = i - 1
        while back >= 0 and tokens[back][0] in _HELPERS:
            back -= 1
        if back >= 0 and tokens[back][0] in _RELATIVE:
            continue
        if i and tokens[i - 1][0] in _BEFORE_NOUNS and word not in _HELPERS:
            continue
        if word.endswith("ed") and (not i or any(later in _HELPERS for later, _ in tokens[i + 1 :])):
            continue
        if word in ("test", "tests", "use", "work", "show", "report") and (i + 1 == len(tokens) or not i):
            continue
        return at
    return None


def head_of(subject: str) -> tuple[str, bool]:
    """The stem of the noun that a subject phrase is about, and whether anything narrows it."""
    subject = re.sub(r"^\s*(?:(?:all|the|of|these)\s+)*", "", subject, flags=re.I)
    head, *after = _AFTER.split(subject.strip(), maxsplit=1)
    tokens = _TOKEN.findall(head)
    if not tokens or tokens[-1].lower() in _GENERIC or tokens[-1].lower().startswith("non-"):
        return "", bool(after or tokens[:-1])
    return _stem(tokens[-1]), bool(after or tokens[:-1])


def _is_letter(name: str) -> bool:
    """A, B_1: the machine A is called A."""
    return re.fullmatch(r"[A-Z](?:_?\d+)?", name) is not None


@dataclass(eq=False)
class Names:
    """The events of a problem by what is said of them, and the kind of thing it is about (parcels, people)."""

    events: dict[str, frozenset[str]] = field(default_factory=dict)
    universe: frozenset[str] = frozenset()
    last: str = ""
    singles: list[str] = field(default_factory=list)  # the events that were given a probability of their own

    def declare(self, name: str) -> None:
        self.events.setdefault(name, content(name).stems)

    def is_everyone(self, phrase: str) -> bool:
        """Whether the phrase is about all of them: `the patients`, where the shares are of patients."""
        head, narrowed = head_of(phrase)
        return not narrowed and (not head or head in self.universe or not self.events)

    def event(self, phrase: str, where: tuple[str, int]) -> str:
        """The event of the phrase, new if it was not spoken of before; written as `not ...` where it is denied."""
        for joint in (r"\s+but\s+(?=not\b)", r"\s+and\s+", r"\s+or\s+"):
            parts = re.split(joint, re.sub(r"^\s*(?:both|either)\s+", "", phrase, flags=re.I))
            known = [self.known(content(p, self.universe).stems) for p in parts]
            told = all(content(p, self.universe).words for p in parts)
            if len(parts) > 1 and told and (len(set(known)) == len(known) or None in known):
                return (" or " if "or" in joint else " and ").join(self.event(p, where) for p in parts)
        value = re.search(r"\b(?:is|are|equals?|costs?|pays?|wins?)\s+-?\d", phrase)
        if value:
            raise ReadError("a value and no event", where[0], (where[1], where[1] + len(phrase)), "what may happen")
        both = re.search(r"\b(both|neither)\b", phrase, re.I)
        if both:
            if len(self.singles) != 2:
                raise ReadError("of which two?", where[0], (where[1], where[1] + len(phrase)), "two events, by name")
            one, other = map(written, self.singles)
            return f"{one} and {other}" if both[1].lower() == "both" else f"not {one} and not {other}"
        read = content(phrase, self.universe)
        if not read.words and self.last and re.search(r"\b(?:it|one|them|this|so)\b", phrase, re.I):
            return f"not {written(self.last)}" if read.negated else written(self.last)
        if not read.words:
            text, at = where
            raise ReadError("these words name no event", text, (at, at + max(1, len(phrase))), "an event")
        name = self.known(read.stems)
        if name is None and len(read.words) > _LONGEST:
            raise ReadError(
                "these are too many words for one event", where[0], (where[1], where[1] + len(phrase)), "few"
            )
        if name is None:
            name = " ".join(
                w if w.isupper() or (len(read.words) == 1 and w[1:] != w[1:].lower()) else w.lower() for w in read.words
            )
            self.events[name] = read.stems
        self.last = name
        return f"not {written(name)}" if read.negated else written(name)

    def known(self, stems: frozenset[str]) -> str | None:
        """The event with those stems, or the only one with more of them, or with only a verb or a noun less."""
        for name, known in self.events.items():
            if known == stems:
                return name
        near = [
            name
            for name, known in self.events.items()
            if (stems < known or (known < stems and (stems - known <= _VERB_STEMS or _is_letter(name))))
            and known & _MARKERS == stems & _MARKERS
        ]
        return near[0] if len(near) == 1 else None

    def subject(self, phrase: str, where: tuple[str, int]) -> str | None:
        """The event that narrows what the phrase is about: `spam` of `spam messages`; None where nothing does."""
        article = re.match(r"\s*(?:the|a|an|this|that|our|its)\s", phrase, re.I) is not None
        phrase = re.sub(
            r"^\s*(?:(?:all|the|these|its|their|of|every|each|any|a|an)\s+)*", "", phrase, flags=re.I
        ).strip(" ,")
        if not phrase:
            return None
        head, *after = _AFTER.split(phrase, maxsplit=1)
        tokens = _TOKEN.findall(head)
        if not tokens:
            return self.event(phrase, where)
        noun, before = tokens[-1], " ".join(t for t in tokens[:-1] if not _is_small(t))
        stem = _stem(noun)
        if noun.lower() in ("those", "them", "these") and not before and not after:
            return written(self.last) if self.last else None
        if noun.lower() in _GENERIC or noun.lower() in _TESTS or stem in self.universe:
            rest = " ".join([before, *after]).strip()
            return self.event(rest, where) if rest else None
        if (
            len(tokens) == 1
            and not after
            and self.known(content(phrase).stems) is None
            and (article or not self.events)
        ):
            return None
        if before and not after and self.known(content(before).stems) and not self.known(content(phrase).stems):
            return self.event(before, where)
        return self.event(phrase, where)


def written(name: str) -> str:
    """The name as it stands inside P( ), in quotation marks where its words would be read otherwise."""
    plain = re.fullmatch(r"[^\W\d_]\w*(?: (?!(?:and|or|not|nor|but|given|xor|only)\b)[^\W\d_]\w*)*|[+-]", name)
    return name if plain else f'"{name}"'

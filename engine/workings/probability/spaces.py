"""Outcomes of dice, coins, cards and urns, counted one by one, and the phrases that say something about them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import prod
from typing import Any

from workings.probability.draft import COUNTS, alike

__all__ = ["CARDS", "Counted", "Phrase", "Space"]

MOST_OUTCOMES = 60_000
Label = Any
Test = Callable[[Label], bool]
Holds = Callable[[tuple[Label, ...]], bool]

SUITS = ("hearts", "diamonds", "clubs", "spades")
RANKS = ("ace", *range(2, 11), "jack", "queen", "king")
CARDS = tuple((rank, suit) for suit in SUITS for rank in RANKS)
_WORD = r"(?:[a-z]+|\d+)"
_SMALL = {name: value for name, value in COUNTS.items() if name not in ("a", "an", "both", "once", "twice")}
_HOW_MANY = "|".join(sorted(_SMALL, key=len, reverse=True)) + r"|\d+"
_OPPOSED = tuple(
    frozenset(pair.split("/"))
    for pair in [
        "up/down",
        "work/fail",
        "works/fail",
        "working/fail",
        "working/down",
        "hit/miss",
        "hits/miss",
        "detect/miss",
        "detects/miss",
        "misses/detect",
        "survive/fail",
        "survives/fail",
        "pass/fail",
        "passes/fail",
        "fails/work",
        "correct/wrong",
        "win/lose",
        "wins/lose",
        "success/fail",
        "failure/success",
        "defective/good",
        "broken/good",
        "bad/good",
    ]
)
_ORDINALS = {"first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "last": -1}


@dataclass(frozen=True, slots=True)
class Counted:
    """So many of the draws are of this kind: `relation` is one of =, >=, <=."""

    kind: frozenset[Label]
    relation: str
    k: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a phrase says about an outcome; `counted` where it only counts draws of one kind."""

    text: str
    holds: Holds
    counted: Counted | None = None


@dataclass(frozen=True, slots=True)
class Space:
    """`n` draws from labels that occur so often, with replacement or not; `chances` in place of counts for trials.

    >>> urn = Space(("red", "blue"), (5, 3), 2, False)
    >>> urn.chance(urn.phrase("both red").holds)
    Fraction(5, 14)
    """

    labels: tuple[Label, ...]
    weights: tuple[Fraction | int, ...]
    n: int
    replaced: bool
    things: tuple[str, ...] = ()

    @property
    def size(self) -> Fraction | int:
        return sum(self.weights)

    def outcomes(self) -> Iterator[tuple[tuple[Label, ...], Fraction | int]]:
        """Every ordered outcome with its weight."""
        if len(self.labels) ** self.n > MOST_OUTCOMES:
            raise ValueError(f"{len(self.labels)} kinds drawn {self.n} times have too many outcomes to count")
        for chosen in product(range(len(self.labels)), repeat=self.n):
            left = list(self.weights)
            weight: Fraction | int = 1
            for i in chosen:
                weight *= left[i]
                if not self.replaced:
                    left[i] -= 1
                if not weight:
                    break
            if weight:
                yield tuple(self.labels[i] for i in chosen), weight

    @property
    def total(self) -> Fraction | int:
        if self.replaced:
            return self.size**self.n
        return prod(self.size - i for i in range(self.n))

    def weight(self, holds: Holds) -> Fraction | int:
        return sum(weight for outcome, weight in self.outcomes() if holds(outcome))

    def chance(self, holds: Holds) -> Fraction:
        return Fraction(self.weight(holds)) / Fraction(self.total)

    # Phrases

    def phrase(self, text: str) -> Phrase | None:
        """What the words say about an outcome; None where they are not understood."""
        words = _plain(text)
        bare = re.sub(rf"\b(?:{'|'.join(map(re.escape, self.things)) or '-'})\b", "", words)
        words = re.sub(r"\s+", " ", bare).strip() or words
        for read in (_about_sum, _about_likeness, _about_places):
            holds = read(words, self)
            if holds is not None:
                return Phrase(text, holds)
        first = self._about_one if self.n == 1 else self._one_of_each
        for count in (first, self._about_counts):
            found = count(words)
            if found is not None:
                return Phrase(text, *found)
        return None

    def kind(self, words: str) -> frozenset[Label] | None:
        """The labels that the words name: six, even, greater than 4, red, hearts."""
        words = re.sub(
            r"^(?:an?|the|any|is|are|of|it\s+is|shows?|being|come[s]?\s+up|show(?:ing)?)\s+", "", words.strip()
        ).strip()
        words = re.sub(
            r"\s+(?:is|are|occurs?|comes?\s+up|cards?|balls?|" + "|".join(map(re.escape, self.things)) + r")$",
            "",
            words,
        )
        chosen = frozenset(label for label in self.labels if self._is(words, label))
        return chosen or None

    def _is(self, words: str, label: Label) -> bool:
        if isinstance(label, tuple):
            return _is_card(words, label)
        if isinstance(label, int):
            return _is_number(words, label)
        single = str(label)
        if single.startswith("not ") and not words.startswith("not "):
            return any(words in pair and any(alike(single[4:], other) for other in pair - {words}) for pair in _OPPOSED)
        if words.startswith("not "):
            return not self._is(words[4:], label)
        first, _, more = words.partition(" ")
        return alike(words, single) or (bool(_IDLE.fullmatch(more)) and alike(first, single))

    def _about_counts(self, words: str) -> tuple[Holds, Counted] | None:
        """at least two sixes, no head, both good, exactly one red"""
        n = self.n
        found = re.fullmatch(
            rf"(?P<how>at\s+least|at\s+most|exactly|just|only|more\s+than|fewer\s+than|"
            rf"less\s+than)?\s*(?P<k>{_HOW_MANY})\s+(?P<kind>.+)",
            words,
        )
        if words in ("none", "no success", "neither", "nothing"):
            words = "no " + (str(self.labels[0]))
        everything = re.fullmatch(
            r"(?:both|all(?:\s+(?:three|four|five|\d+|of\s+them))?|every\s+one|each)\s+(?:are\s+|is\s+|"
            r"of\s+them\s+)?(?P<kind>.+)",
            words,
        )
        nothing = re.fullmatch(
            r"(?:no|none(?:\s+(?:of\s+them\s+)?(?:is|are))?|neither(?:\s+(?:is|of\s+them\s+is))?|not\s+a(?:n|"
            r"\s+single)?|zero)\s+(?P<kind>.+)",
            words,
        )
        repeated = re.fullmatch(
            rf"(?P<how>at\s+least|at\s+most|exactly)?\s*(?P<k>once|twice|"
            rf"{_HOW_MANY})(?:\s+times?)?(?:\s+(?P<kind>.+))?",
            words,
        )
        if everything and (kind := self.kind(everything["kind"])):
            return _counting(Counted(kind, "=", n))
        if nothing and (kind := self.kind(nothing["kind"])):
            return _counting(Counted(kind, "=", 0))
        if found and (kind := self._kind_or_success(found["kind"])):
            return _counting(
                _relation(
                    found["how"], _SMALL.get(found["k"], -1) if not found["k"].isdigit() else int(found["k"]), kind
                )
            )
        bare = re.fullmatch(
            rf"(?P<how>at\s+least|at\s+most|exactly)\s+(?P<k>{_HOW_MANY})(?:\s+of\s+(?:them|the\s+\w+))?", words
        )
        if bare and self._has_success:
            k = int(bare["k"]) if bare["k"].isdigit() else _SMALL[bare["k"]]
            return _counting(_relation(bare["how"], k, frozenset(self.labels[:1])))
        often = repeated and re.search(r"\b(?:once|twice|times?)\b", words)
        if repeated and often and not repeated["kind"] and repeated["how"] and not isinstance(self.labels[0], int):
            k = COUNTS.get(repeated["k"], -1) if not repeated["k"].isdigit() else int(repeated["k"])
            return _counting(_relation(repeated["how"], k, frozenset(self.labels[:1])))
        return None

    @property
    def _has_success(self) -> bool:
        """Whether it is about trials, of which one outcome is the success."""
        return len(self.labels) == 2 and self.labels[1] in (f"not {self.labels[0]}", "failure")

    def _kind_or_success(self, words: str) -> frozenset[Label] | None:
        """The kind, or what counts as a success where the words only say `of them`."""
        found = self.kind(words)
        if found is None and re.fullmatch(
            r"(?:of\s+(?:them|the\s+\w+|these)|success(?:es)?|(?:of\s+them\s+)?(?:does|do|happens?|occurs?).*)", words
        ):
            return frozenset(self.labels[:1])
        return found

    def _one_of_each(self, words: str) -> tuple[Holds, Counted | None] | None:
        if re.fullmatch(r"(?:exactly\s+)?one\s+of\s+each(?:\s+\w+)?", words) and self.n == len(self.labels):
            if self.n == 2:
                return _counting(Counted(frozenset(self.labels[:1]), "=", 1))
            return (lambda outcome: len(set(outcome)) == len(outcome)), None
        both = re.fullmatch(
            rf"(?:exactly\s+)?(?:one|an?)\s+(?P<a>{_WORD}(?:\s+\w+)?)\s+and\s+(?:one|an?)\s+(?P<b>{_WORD}(?:\s+\w+)?)",
            words,
        )
        if both and self.n == 2:
            a, b = self.kind(both["a"]), self.kind(both["b"])
            if a and b and not a & b:
                if a | b == frozenset(self.labels):
                    return _counting(Counted(a, "=", 1))
                return (
                    lambda outcome: (outcome[0] in a and outcome[1] in b) or (outcome[0] in b and outcome[1] in a)
                ), None
        return None

    def _about_one(self, words: str) -> tuple[Holds, Counted] | None:
        """a heart: of one draw"""
        if self.n != 1:
            return None
        kind = self.kind(words)
        return None if kind is None else _counting(Counted(kind, "=", 1))


def _relation(how: str | None, k: int, kind: frozenset[Label]) -> Counted:
    how = re.sub(r"\s+", " ", how or "exactly")
    if how == "more than":
        return Counted(kind, ">=", k + 1)
    if how in ("fewer than", "less than"):
        return Counted(kind, "<=", k - 1)
    return Counted(kind, {"at least": ">=", "at most": "<="}.get(how, "="), k)


def _counting(counted: Counted) -> tuple[Holds, Counted]:
    def holds(outcome: tuple[Label, ...]) -> bool:
        found = sum(label in counted.kind for label in outcome)
        return {"=": found == counted.k, ">=": found >= counted.k, "<=": found <= counted.k}[counted.relation]

    return holds, counted


_THING = (
    r"(?:balls?|marbles?|cards?|bulbs?|items?|dice|die|coins?|tosses|toss|rolls?|draws?|tickets?|chips?|children|child|"
    r"answers?|questions?|parts?|flips?)"
)
_IDLE = re.compile(rf"(?:(?:{_THING}|ones?|again|of\s+them|of\s+the\s+\w+|its?|the|target|event|it)\s*)+", re.I)
_SAME = tuple(
    (re.compile(pattern), usual)
    for pattern, usual in (
        (r"^(?:that\s+)?(?:getting|obtaining|rolling|drawing|throwing|having|selecting|choosing)\s+", ""),
        (r"^an?\s+number\s+(?:which\s+is\s+|that\s+is\s+)?(?=less|greater|more|divisible|at|not|smaller|larger)", ""),
        (r"^(?:that\s+)?(?:you|we|one|he|she|they)\s+(?:gets?|rolls?|draws?|obtains?|throws?|hits?)\s+(?!at\b)", ""),
        (
            r"^(?:that\s+)?(?:it|there|they|the\s+(?:committee|hand|sample|team|group|jury|panel|selection|outcome|result))\s+"
            r"(?:is|are|was|were|has|have|had|contains?|includes?|consists\s+of|will\s+be)\s+",
            "",
        ),
        (
            r"^(?:that\s+)?the\s+(?:number|card|ball|die|roll|marble|ticket|face|digit)(?:\s+(?:on|of)\s+the\s+(?:\w+\s+)?\w+)?"
            r"(?:\s+(?:shown|drawn|rolled|appearing|obtained|chosen|selected))?\s+(?:is|was|shows|showing)\s+",
            "",
        ),
        (r"\b(?:drawn|chosen|selected|picked|rolled|tossed)\s+(?=balls?\b|marbles?\b|cards?\b|bulbs?\b|items?\b)", ""),
        (
            r"\b(both|all|neither|none)\s+(?:of\s+)?(?:the\s+)?(?:two\s+|three\s+|four\s+|them\s+)?"
            + _THING
            + r"\s+(?=is\b|are\b|shows?\b)",
            r"\1 ",
        ),
        (r"\bnone\s+of\s+(?:them|the\s+\w+)\s+(?:is|are|shows?)\s+(?:an?\s+)?", "no "),
        (
            r"\b(no|at\s+least\s+\w+|exactly\s+\w+|at\s+most\s+\w+)\s+(?:of\s+(?:them|the\s+\w+)\s+|"
            + _THING
            + r"\s+)?(?:is|are|was|were|shows?|comes?\s+up|lands?)\s+(?:an?\s+)?",
            r"\1 ",
        ),
        (r"\b(at\s+least|at\s+most|exactly)\s+(\w+)\s+of\s+(?:them|the\s+\w+)\s+(?:is|are)\s+(?:an?\s+)?", r"\1 \2 "),
        (
            r"^(heads?|tails?|(?:an?\s+)?six(?:es)?)\s+(?:on\s+(?:all|both|each)(?:\s+\w+)?\s+\w+|(?:each|every)\s+time)$",
            r"all \1",
        ),
        (r"\b(?:the\s+)?(?:older|elder|eldest|oldest|firstborn)(?:\s+child)?\b", "first"),
        (r"\b(?:the\s+)?(?:younger|youngest)(?:\s+child)?\b", "second"),
        (
            r"^one(?:\s+of\s+them)?(?:\s+\w+)?\s+is\s+(\w+)\s+and\s+(?:the\s+other|one)(?:\s+\w+)?\s+is\s+(\w+)$",
            r"one \1 and one \2",
        ),
        (r"\bof\s+the\s+same\s+colou?r\b", "the same"),
        (r"\bof\s+different\s+colou?rs\b", "different"),
        (r"\bfirst\s+two(?:\s+\w+)??\s+(?:are\s+)(?:both\s+)?(\w+)", r"first is \1 and second is \1"),
    )
)


def _plain(text: str) -> str:
    """The words in small letters, said in the one way that the patterns below know."""
    words = re.sub(r"\s+", " ", re.sub(r"[\"'()]", " ", text.lower())).strip()
    for pattern, usual in _SAME:
        words = re.sub(r"\s+", " ", pattern.sub(usual, words)).strip()
    return words


def _figure(word: str) -> int | None:
    word = word.strip()
    if word.isdigit():
        return int(word)
    singular = re.sub(r"(?:es|s)$", "", word)
    for name in (word, singular, singular.rstrip("e") + "e" if singular else ""):
        if name in _SMALL:
            return _SMALL[name]
    return None


_COMPARED: dict[str, Callable[[int, int], bool]] = {
    r"(?:greater|more|larger|higher|bigger)\s+than|above|over|>": lambda a, b: a > b,
    r"(?:less|smaller|lower|fewer)\s+than|below|under|<": lambda a, b: a < b,
    r"at\s+least|>=|≥": lambda a, b: a >= b,
    r"at\s+most|<=|≤": lambda a, b: a <= b,
    r"(?:a\s+)?multiples?\s+of|divisible\s+by": lambda a, b: b != 0 and a % b == 0,
    r"equals?(?:\s+to)?|=|exactly|is": lambda a, b: a == b,
}


def _is_number(words: str, value: int) -> bool:
    if words in ("even", "even number", "even numbers"):
        return value % 2 == 0
    if words in ("odd", "odd number", "odd numbers"):
        return value % 2 == 1
    if words in ("prime", "prime number", "primes"):
        return value > 1 and all(value % d for d in range(2, value))
    beyond = re.fullmatch(
        r"(\w+)\s+or\s+(?:(?P<up>more|higher|greater|above|over|larger)|less|fewer|lower|below|under|smaller)", words
    )
    if beyond:
        bound = _figure(beyond[1])
        return bound is not None and (value >= bound if beyond["up"] else value <= bound)
    either = re.fullmatch(r"(\w+)\s+or\s+(?:an?\s+)?(\w+)", words)
    if either:
        figures = _figure(either[1]), _figure(either[2])
        return None not in figures and value in figures
    for sign, test in _COMPARED.items():
        found = re.fullmatch(rf"(?:{sign})\s*(\w+)", words)
        if found and (bound := _figure(found[1])) is not None:
            return test(value, bound)
    return _figure(words) == value


def _is_card(words: str, card: tuple[Any, str]) -> bool:
    rank, suit = card
    if words in ("red", "black"):
        return (suit in ("hearts", "diamonds")) == (words == "red")
    if re.fullmatch(r"(?:face|court|picture)", words):
        return rank in ("jack", "queen", "king")
    both = re.fullmatch(r"(\w+) of (\w+)", words)
    if both:
        return _is_card(both[1], card) and _is_card(both[2], card)
    colour = re.fullmatch(r"(red|black) (\w+)", words)
    if colour:
        return _is_card(colour[1], card) and _is_card(colour[2], card)
    return alike(words, suit) or (isinstance(rank, str) and alike(words, rank)) or (_figure(words) == rank)


def _about_sum(words: str, space: Space) -> Holds | None:
    """their sum is even; sum = 7; total of at least 10"""
    found = re.fullmatch(
        r"(?:the\s+|their\s+|an?\s+)?(?P<what>sum|total|product|maximum|max|minimum|min|largest|smallest|"
        r"difference)\s*(?:of\s+(?:the\s+)?\w+\s*)?(?:is|equals?|are|being|of)?\s*(?P<rest>.+)",
        words,
    )
    if not found or not all(isinstance(label, int) for label in space.labels):
        return None
    make: dict[str, Callable[[tuple[int, ...]], int]] = {
        "sum": sum, "total": sum, "product": prod, "max": max, "maximum": max, "largest": max, "min": min,
        "minimum": min, "smallest": min, "difference": lambda o: abs(o[0] - o[1]) if len(o) == 2 else -1,
    }  # fmt: skip
    rest = re.sub(r"^(?:an?|exactly)\s+", "", found["rest"])
    values = range(1000)
    negated = re.match(r"not\s+", rest)
    rest = rest[negated.end() :] if negated else rest
    chosen = {v for v in values if _is_number(rest, v)}
    if negated and chosen:
        chosen = set(values) - chosen
    return (lambda outcome: make[found["what"]](outcome) in chosen) if chosen else None


def _about_likeness(words: str, space: Space) -> Holds | None:
    if space.n < 2:
        return None
    counted = re.sub(r"\ball\s+(?:of\s+)?(?:the\s+)?\w+\b", "", words)
    if space.n > 2 and re.search(rf"\b(?:exactly|just|only|least|most|{_HOW_MANY})\b", counted):
        return None  # two of three the same
    if re.search(r"\b(?:same|equal|doubles?|a\s+pair|match(?:ing)?)\b", words) and not re.search(r"\bnot\b", words):
        return lambda outcome: len(set(outcome)) == 1
    if re.search(r"\b(?:different|distinct|not\s+the\s+same)\b", words):
        return lambda outcome: len(set(outcome)) == len(outcome)
    return None


def _about_places(words: str, space: Space) -> Holds | None:
    """first red, second is a six, first red and second blue, red then blue"""
    tests: list[tuple[int, frozenset[Label]]] = []
    then = re.split(r"\s*(?:,\s*)?then\s+", words)
    if len(then) > 1:
        kinds = [space.kind(part) for part in then]
        if len(kinds) != space.n or None in kinds:
            return None
        tests = [(i, kind) for i, kind in enumerate(kinds) if kind is not None]
    else:
        for part in re.split(r"\s*(?:,|\band\b)\s*", words):
            found = re.fullmatch(
                rf"(?:the\s+)?(?P<at>{'|'.join(_ORDINALS)})\s*(?:{'|'.join(map(re.escape, space.things)) or '-'}"
                rf"|die|roll|toss|draw|card|ball|one|coin|flip)?\s*(?:is|are|shows?|drawn\s+is|was|"
                rf"=)?\s*(?P<kind>.+)",
                part,
            )
            back = (
                re.fullmatch(
                    rf"(?P<kind>.+?)\s+(?:on\s+(?:the\s+)?|is\s+)?(?P<at>{'|'.join(_ORDINALS)})(?:\s+(?:roll|"
                    rf"toss|draw|flip))?",
                    part,
                )
                if not found
                else None
            )
            match = found or back
            kind = space.kind(match["kind"]) if match else None
            if match is None or kind is None or abs(_ORDINALS[match["at"]]) >= space.n + (match["at"] == "last"):
                return None
            tests.append((_ORDINALS[match["at"]], kind))
    return (lambda outcome: all(outcome[i] in kind for i, kind in tests)) if tests else None

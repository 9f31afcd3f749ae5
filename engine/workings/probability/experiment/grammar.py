"""A grammar of words: rules a person can read, matched against the words of a sentence, all of which must be told.

    draw = [<who>] DRAW <n:count> [<words>] [from <source>]

A word in small letters stands for itself, one in capitals for a class of words, `<rule>` for a phrase (`<slot:rule>`
where it is called otherwise), `[...]` for what may be absent, `(... | ...)` for a choice, `(...)*` for what may be
repeated. All ways in which the words can be read are found, so that a text that means two things can be refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

__all__ = ["Grammar", "Match", "Matcher", "Token", "Words", "tokens_of"]

_TOKEN = re.compile(r"\d+(?:\.\d+)?(?:-[A-Za-z]+)*|[A-Za-z]+(?:[-'’][A-Za-z0-9]+)*|[^\w\s]")
_NOTATION = re.compile(r"<\w+(?::\w+)?>|\)\*|[\[\]()|]|[^\s\[\]()|<>]+")
_MOST_WAYS = 400  # of reading a phrase at one place


@dataclass(frozen=True, slots=True)
class Token:
    """A word or sign as written, in small letters, and its place in the text."""

    text: str
    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase that was found: its words as written, and the phrases in it by their slots."""

    words: str
    slots: tuple[tuple[str, Match], ...] = ()

    def all(self, name: str) -> list[Match]:
        return [found for slot, found in self.slots if slot == name]

    def get(self, name: str) -> Match | None:
        return next((found for slot, found in self.slots if slot == name), None)

    def __getitem__(self, name: str) -> Match:
        found = self.get(name)
        if found is None:
            raise KeyError(name)
        return found

    def __contains__(self, name: str) -> bool:
        return self.get(name) is not None

    def said(self, name: str) -> str:
        """The words of a slot in small letters; empty where it is absent."""
        found = self.get(name)
        return "" if found is None else found.words.lower()


Slots = tuple[tuple[str, Match], ...]
Class = Callable[["Words", int], int | None]  # where a word of the class that begins there ends
Matcher = Callable[["Words", int], Iterator[tuple[int, Slots]]]


@dataclass(eq=False, slots=True)
class Words:
    """The words of a sentence, with what was found in them so far."""

    text: str
    tokens: Sequence[Token]
    known: frozenset[str] = frozenset()
    found: dict[tuple[str, int], list[tuple[int, Match]]] = field(default_factory=dict)

    def between(self, i: int, j: int) -> str:
        return self.text[self.tokens[i].start : self.tokens[j - 1].end] if i < j else ""


def tokens_of(text: str) -> list[Token]:
    """
    >>> [token.text for token in tokens_of("Ann's 6-sided die, 0.5")]
    ["Ann's", '6-sided', 'die', ',', '0.5']
    """
    return [Token(m[0], m[0].lower().replace("’", "'"), m.start(), m.end()) for m in _TOKEN.finditer(text)]


class Grammar:
    """Rules by their names, one a line in `rules` (a line that is indented goes on), over classes of words.

    >>> grammar = Grammar("count = NUMBER", {"NUMBER": lambda w, i: i + 1 if w.tokens[i].word.isdigit() else None})
    >>> row = grammar.matcher("roll <n:count> (die | dice)")
    >>> words = Words("roll 2 dice", tokens_of("roll 2 dice"))
    >>> [(end, dict(slots)["n"].words) for end, slots in row(words, 0)]
    [(3, '2')]
    """

    def __init__(self, rules: str, classes: Mapping[str, Class]) -> None:
        self.classes = classes
        told = re.sub(r"\n[ \t]+", " ", rules).splitlines()
        self.rules = {
            name.strip(): self.matcher(said) for name, _, said in (line.partition("=") for line in told) if said
        }

    def matcher(self, notation: str) -> Matcher:
        """The notation as a function that finds all ways to read the words from a place on."""
        parts = _NOTATION.findall(notation)
        found = self._choice(parts)
        if parts:
            raise ValueError(f"{notation!r} does not close at {parts[0]!r}")
        return found

    def _choice(self, parts: list[str]) -> Matcher:
        choices: list[list[Matcher]] = [[]]
        while parts and parts[0] not in ("]", ")", ")*"):
            part = parts.pop(0)
            if part == "|":
                choices.append([])
            elif part in ("[", "("):
                inner = self._choice(parts)
                closing = parts.pop(0)
                choices[-1].append({"]": _optional, ")": _once, ")*": _repeated}[closing](inner))
            else:
                choices[-1].append(self._single(part))
        found = [_sequence(choice) for choice in choices]
        return found[0] if len(found) == 1 else _either(found)

    def _single(self, part: str) -> Matcher:
        if part.startswith("<"):
            slot, _, rule = part.strip("<>").partition(":")
            return self._phrase(slot, rule or slot)
        if part.isupper() and part.isalpha():
            return _of_class(self.classes[part])
        return _of_class(lambda words, i: i + 1 if words.tokens[i].word == part else None)

    def _phrase(self, slot: str, rule: str) -> Matcher:
        def match(words: Words, i: int) -> Iterator[tuple[int, Slots]]:
            for j, found in self.ways(rule, words, i):
                yield j, ((slot, found),)

        return match

    def ways(self, rule: str, words: Words, i: int) -> list[tuple[int, Match]]:
        """Where the phrases of the rule that begin at `i` end, with each of them."""
        if (rule, i) not in words.found:
            if rule in self.rules:
                all_ways = dict.fromkeys(
                    (j, Match(words.between(i, j), slots)) for j, slots in self.rules[rule](words, i)
                )
            else:
                j = self.classes[rule.upper()](words, i) if i < len(words.tokens) else None
                all_ways = {} if j is None else {(j, Match(words.between(i, j))): None}
            words.found[rule, i] = list(all_ways)[:_MOST_WAYS]
        return words.found[rule, i]


def _of_class(of: Class) -> Matcher:
    def match(words: Words, i: int) -> Iterator[tuple[int, Slots]]:
        if i < len(words.tokens) and (j := of(words, i)) is not None:
            yield j, ()

    return match


def _sequence(parts: Sequence[Matcher]) -> Matcher:
    if len(parts) == 1:
        return parts[0]

    def match(words: Words, i: int, k: int = 0) -> Iterator[tuple[int, Slots]]:
        if k == len(parts):
            yield i, ()
            return
        for j, slots in parts[k](words, i):
            for end, more in match(words, j, k + 1):
                yield end, slots + more

    return match


def _either(choices: Sequence[Matcher]) -> Matcher:
    def match(words: Words, i: int) -> Iterator[tuple[int, Slots]]:
        for choice in choices:
            yield from choice(words, i)

    return match


def _once(inner: Matcher) -> Matcher:
    return inner


def _optional(inner: Matcher) -> Matcher:
    def match(words: Words, i: int) -> Iterator[tuple[int, Slots]]:
        yield from inner(words, i)
        yield i, ()

    return match


def _repeated(inner: Matcher) -> Matcher:
    def match(words: Words, i: int) -> Iterator[tuple[int, Slots]]:
        for j, slots in inner(words, i):
            if j > i:
                for end, more in match(words, j):
                    yield end, slots + more
        yield i, ()

    return match

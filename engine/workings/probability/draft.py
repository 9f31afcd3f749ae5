"""What the reader of problems has understood so far, and the small words and numbers that all sentences share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations
from typing import Any

from sympy import Basic, Eq, Expr, Rational

from workings.expression.errors import ReadError
from workings.expression.nodes import subtract
from workings.expression.probability_goals import Word
from workings.probability.exact import exact
from workings.probability.reading import Given, Statement, Support
from workings.rule import Text

__all__ = [
    "COUNTS",
    "NUMBER",
    "PERCENT",
    "Draft",
    "Reader",
    "alike",
    "insides",
    "number",
    "numbers",
    "pieces",
    "rest_of",
    "whole",
]

_new = Basic.__new__
PERCENT = r"\d+(?:\.\d+)?\s*(?:%|％|percent\b|per cent\b)"
NUMBER = (
    rf"(?:{PERCENT}|[-−]?(?:\d+\.\d+|\.\d+|\d+)(?:\s*/\s*\d+)?(?![\w%])|"
    rf"\\[td]?frac\s*(?:\{{[^{{}}]*\}}\s*\{{[^{{}}]*\}}|\d\d))"
)
COUNTS = {
    "no": 0, "zero": 0, "one": 1, "a": 1, "an": 1, "once": 1, "two": 2, "twice": 2, "both": 2, "three": 3, "thrice": 3,
    "four": 4,
    "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "twenty": 20,
}  # fmt: skip

_SINGULAR = {"men": "man", "women": "woman", "children": "child", "people": "person"}


def pieces(text: str, at: str) -> list[str]:
    """The parts of `text` between matches of the pattern `at` that lie outside all brackets and quotes."""
    found, start, depth, quoted = [], 0, 0, False
    divider = re.compile(at)
    i = 0
    while i < len(text):
        character = text[i]
        quoted ^= character == '"'
        depth += (character in "([{") - (character in ")]}")
        match = divider.match(text, i) if depth <= 0 and not quoted else None
        if match and match.end() > i:
            found.append(text[start:i])
            start = i = match.end()
        else:
            i += 1
    found.append(text[start:])
    return [piece.strip() for piece in found if piece.strip()]


def insides(text: str) -> Iterator[str]:
    """What stands in the brackets of each P(...)."""
    for found in re.finditer(r"(?<![A-Za-z])(?:P|Pr|Prob)\s*([(\[])", text):
        depth = 0
        for i in range(found.end() - 1, len(text)):
            depth += (text[i] in "([{") - (text[i] in ")]}")
            if not depth:
                yield text[found.end() : i].strip()
                break


def number(text: str) -> Expr:
    """The number that is written, a percentage included; a letter may stand for one."""
    from workings.expression.reader import read

    node = read(text.strip()).node
    if not isinstance(node, Expr):
        raise ReadError("this is no number", text, (0, len(text) or 1), "such as 0.3, 3/10 or 30%")
    return node


def numbers(text: str) -> list[Expr]:
    """`1, 2 and 3`"""
    return [number(part) for part in pieces(text, r",\s*(?:and\s+|or\s+)?|;|\s+(?:and|or)\s+")]


def alike(one: str, other: str) -> bool:
    """Whether two words are forms of one word: damaged, damage; alarms, alarm; errors, error; defect, defective."""
    one, other = (
        _SINGULAR.get(word, word) for word in (one.lower().replace("_", " "), other.lower().replace("_", " "))
    )
    if one == other:
        return True
    stems = [_stems(word) for word in (one, other)]
    if any(len(stem) > 2 for stem in stems[0] & stems[1]):
        return True
    one, other = (min(found, key=len) for found in stems)
    short, long = sorted((one, other), key=len)
    return len(short) >= 4 and long.startswith(short) and len(long) - len(short) <= 4


def _stems(word: str) -> set[str]:
    found = {
        re.sub(rf"{ending}$", "", word)
        for ending in ("", "'s", "s", "es", "ed", "d", "ing", "ive", "ly")
        if not ending or len(word) > len(ending) + 1
    }
    return found | {stem[:-1] for stem in found if re.search(r"([bdgmnprt])\1$", stem)}  # hitting, hit


@dataclass(eq=False)
class Draft:
    """What is understood so far.

    Attributes:
        statements: what is given.
        meanings: names that stand for an expression in random variables: K = T + 273.
        names: names that stand for a quantity asked about: x = P(click|laptop).
        variables: random variables, in the order in which they are named.
        asked: the words of the events that are asked about.
        naive: whether it speaks of naive Bayes: words are independent given the class.
        density: of a continuous variable.
        trials: the outcomes of an experiment.
        scene: what is told of the experiment so far.
        matrix: the counts of a confusion matrix by their names, TP, FP, FN, TN.
        text: of the problem, in plain signs.
        pair: the class last spoken of, whose opposite is "the rest".
        named: letters that stand for an event in words: A is the event that the sum is 6.
        assumed: readings that the text does not say in so many words.
    """

    statements: list[Statement] = field(default_factory=list)
    meanings: dict[str, Expr] = field(default_factory=dict)
    names: dict[str, Any] = field(default_factory=dict)
    variables: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    naive: bool = False
    decimal: bool = False
    density: Any = None
    trials: Any = None
    scene: Any = None
    matrix: dict[str, Any] = field(default_factory=dict)
    pair: Basic | None = None
    assumed: list[Text] = field(default_factory=list)
    named: dict[str, str] = field(default_factory=dict)
    text: str = ""

    def give(self, event: Basic, value: Expr, condition: Basic | None = None, counted: bool = False) -> None:
        self.statements.append(Given(event, condition, value, counted))

    def variable(self, name: str) -> Word:
        if name not in self.variables:
            self.variables.append(name)
        return Word(name)

    def table(self, name: str, values: Iterable[Expr], chances: Iterable[Expr]) -> None:
        """A random variable with these values and their probabilities."""
        word = self.variable(name)
        values, chances = tuple(values), tuple(chances)
        if any(exact(value) == exact(other) for value, other in combinations(values, 2) if exact(value) is not None):
            raise ReadError("a value is given twice", name, (0, len(name)), "each value once")
        shares = [exact(chance) for chance in chances]
        if None not in shares and sum(share for share in shares if share is not None) != 1:
            raise ReadError(
                "these probabilities do not sum to 1", name, (0, len(name)), "the probabilities of all values"
            )
        self.statements.append(Support(name, values))
        for value, chance in zip(values, chances, strict=True):
            self.give(_new(Eq, word, value), chance)

    def known(self) -> list[str]:
        """The words for events so far."""
        from workings.probability.model import words_of

        found: dict[str, None] = {}
        for s in self.statements:
            for event in (getattr(s, "event", None), getattr(s, "condition", None), *getattr(s, "members", ())):
                if isinstance(event, Basic):
                    found.update((w.name, None) for w in words_of(event))
            if name := getattr(s, "name", None):
                found[name] = None
        return list(found)

    def find(self, word: str) -> str | None:
        """The known word, or the word asked about, of which `word` is a form."""
        for name in (*self.known(), *self.asked):
            if name == word:
                return name
        for name in (*self.known(), *self.asked):
            if alike(name, word) or (len(word) <= 2 and name.split()[-1] == word):
                return name
        return None


def rest_of(chances: Iterable[Expr]) -> Expr:
    """1 less the chances."""
    total = Fraction(0)
    symbolic = []
    for chance in chances:
        if isinstance(chance, Rational):
            total += Fraction(int(chance.p), int(chance.q))
        else:
            symbolic.append(chance)
    left = Rational(1) - Rational(total.numerator, total.denominator)
    for chance in symbolic:
        left = subtract(left, chance)
    return left


def whole(text: str) -> int | None:
    """A count as a numeral or a word."""
    text = text.strip().lower()
    if text.isdigit() and len(text) < 7:
        return int(text)
    return COUNTS.get(text)


# Understands the beginning of a sentence, and returns the rest of it; None where it is of another kind.
Reader = Callable[[str, Draft], str | None]

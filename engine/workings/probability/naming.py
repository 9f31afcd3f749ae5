"""What names mean beside each other: `only A`, `exactly one`, `AB`, and `+` and `-` as opposites.

A name by itself does not say it; the other names of the question do. Each such reading is noted, never made silently,
and only where the name is not declared.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace as with_fields

from sympy import And, Basic, Eq, Ge, Gt, Le, Lt, Ne, Not

from workings.expression.algebra import replace
from workings.expression.errors import ReadError
from workings.expression.events import counted
from workings.expression.nodes import walk
from workings.expression.probability_goals import Word
from workings.probability.reading import (
    Apart,
    Count,
    Definition,
    Dependent,
    Given,
    Independent,
    Never,
    Question,
    Related,
    Statement,
)
from workings.probability.wording import event_words
from workings.rule import Text

__all__ = ["OPPOSITES", "resolved"]

_new = Basic.__new__
_RELATIONS = (Eq, Ne, Lt, Le, Gt, Ge)
_ONLY = re.compile(r"only (.+)$")
_MANY = re.compile(r"(exactly|at least|at most) (one|two|three|four|\d+)$")
_ALL = {"none": ("exactly", 0), "all": ("at least", -1), "both": ("at least", -1), "either": ("at least", 1)}
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4}
OPPOSITES = {"-": "+", "neg": "pos", "negative": "positive", "Neg": "Pos", "Negative": "Positive"}
_OPPOSITE = Text("{} is read as not {}", "{} は {} の余事象として読みました")
_MEANT = Text("{} is read as {}", "{} は {} として読みました")


def resolved(statements: Sequence[Statement], question: Question) -> tuple[list[Statement], Question, tuple[Text, ...]]:
    """The statements and the question with such names replaced by the events they stand for, and the notes on it."""
    names = list(dict.fromkeys(w for e in _events(statements, question) for w in _free(e)))
    declared = {s.name for s in statements if isinstance(s, Definition)}
    plain = [w for w in names if _kind(w.name) is None and w.name not in declared]
    meant: dict[Basic, Basic] = {}
    notes: list[Text] = []
    _refuse_mixed(names)
    for word in names:
        event = _meaning(word, plain, [w for w in names if w.name not in declared], statements)
        if word.name not in declared and event is not None:
            meant[word] = event
            if event == _new(Not, Word(word.name.removesuffix("^c"))):
                continue
            opposite = isinstance(event, Not) and word.name in OPPOSITES
            notes.append(_said(_OPPOSITE if opposite else _MEANT, word, event.args[0] if opposite else event))
    if not meant:
        return list(statements), question, ()
    return (
        [_mapped(s, lambda e: replace(e, meant)) for s in statements],
        with_fields(question, about=tuple(None if e is None else replace(e, meant) for e in question.about)),
        tuple(notes),
    )


def _said(template: Text, word: Word, event: Basic) -> Text:
    return Text(*(template[lang].format(word.name, event_words(event)) for lang in ("en", "ja")))


def _kind(name: str) -> str | None:
    if _ONLY.match(name):
        return "only"
    return "many" if _MANY.match(name) or name in _ALL else None


def _meaning(word: Word, plain: list[Word], names: list[Word], statements: Sequence[Statement]) -> Basic | None:
    """The event that the name stands for beside the others; None where it stands for itself."""
    name = word.name
    only = _ONLY.match(name)
    if only and Word(only[1]) in plain:
        others = [w for w in plain if w != Word(only[1])]
        return _new(And, Word(only[1]), *(_new(Not, w) for w in others)) if others else None
    many = _MANY.match(name)
    if (many or name in _ALL) and len(plain) > 1:
        how, number = (many[1], _NUMBERS.get(many[2]) or int(many[2])) if many else _ALL[name]
        return counted(how, len(plain) if number < 0 else number, tuple(plain))
    if name in OPPOSITES and Word(OPPOSITES[name]) in names and not _apart(word, statements):
        return _new(Not, Word(OPPOSITES[name]))
    letters = _letters(name.removesuffix("^c"))
    apart = len(letters) > 1 and len(set(letters)) == len(letters) and all(Word(c) in names for c in letters)
    if not name.endswith("^c"):
        return _new(And, *map(Word, letters)) if apart else None
    if apart:  # AB^c: A without B where both are events
        return _new(And, *map(Word, letters[:-1]), _new(Not, Word(letters[-1])))
    return _new(Not, Word(name.removesuffix("^c")))


def _letters(name: str) -> list[str]:
    """The letters of AB, or of A1 B2, of which each may be an event."""
    if re.fullmatch(r"[A-Z]{2,4}", name):
        return list(name)
    return name.split(" ") if re.fullmatch(r"[A-Z]\d?(?: [A-Z]\d?){1,3}", name) else []


def _refuse_mixed(names: Sequence[Word]) -> None:
    """Raises where a name of several words has one that is an event by itself: machine A beside A."""
    letters = {w.name for w in names if re.fullmatch(r"[A-Z]\d?", w.name)}
    for word in names:
        parts = word.name.removesuffix("^c").split(" ")
        if len(parts) > 1 and _kind(word.name) is None and not _letters(word.name.removesuffix("^c")):
            for part in letters.intersection(parts):
                at = word.name.index(part)
                raise ReadError(
                    f"is {word.name} an event of its own, beside {part}?", word.name, (at, at + 1),
                    f"one name for it, or signs between: {part} and, or, not ...",
                )  # fmt: skip


def _apart(word: Word, statements: Sequence[Statement]) -> bool:
    """Whether the word is declared as one of several cases."""
    return any(isinstance(s, Apart) and word in s.members for s in statements)


def _events(statements: Sequence[Statement], question: Question) -> Iterator[Basic]:
    found: list[Basic] = []
    for s in statements:
        _mapped(s, lambda e: found.append(e) or e)  # type: ignore[func-returns-value]
    if question.kind == "P":
        found += [e for e in question.about if e is not None]
    yield from found


def _free(event: Basic) -> Iterator[Word]:
    """The names in it that are events, not variables or their values."""
    inside = {w for node in walk(event) if isinstance(node, _RELATIONS) for w in walk(node)}
    yield from (w for w in walk(event) if isinstance(w, Word) and w not in inside)


def _mapped(s: Statement, change: Callable[[Basic], Basic]) -> Statement:
    """The statement with its events changed."""
    if isinstance(s, Given):
        return with_fields(s, event=change(s.event), condition=None if s.condition is None else change(s.condition))
    if isinstance(s, Count):
        return s if s.event is None else with_fields(s, event=change(s.event))
    if isinstance(s, Definition | Never):
        return with_fields(s, event=change(s.event))
    if isinstance(s, Related):
        return with_fields(s, terms=tuple((k, change(e)) for k, e in s.terms))
    if isinstance(s, Apart | Dependent):
        return with_fields(s, members=tuple(map(change, s.members)))
    if isinstance(s, Independent):
        return with_fields(s, members=tuple(map(change, s.members)), conditions=tuple(map(change, s.conditions)))
    return s

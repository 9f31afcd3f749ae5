"""The world of an experiment: the number of draws of one kind as a variable, or outcomes counted for each question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import partial
from typing import Any

from sympy import And, Basic, Eq, Ge, Integer, Le, Not, Or, Rational
from sympy.core.relational import Relational

from workings.expression.nodes import integer
from workings.expression.probability_goals import Chance, Word
from workings.probability.draft import Draft, insides, pieces
from workings.probability.outcome_phrases import completed
from workings.probability.reading import Count, Distributed, Given, Question, Statement
from workings.probability.spaces import Counted, Phrase, Space
from workings.probability.world import World
from workings.rule import Text

__all__ = ["Experiment"]

_new = Basic.__new__
_BAR = r"\||\s+given(?:\s+that)?\s+"
_MOST_PHRASES = 4
NUMBER = Word("N")  # of the draws of the kind that the question counts


@dataclass(frozen=True, slots=True, eq=False)
class Experiment:
    """Draws from a space; `kind` are the labels whose number is the variable N of `world`, where one is asked about."""

    space: Space
    kind: frozenset[Any] | None
    world: World
    named: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, draft: Draft, asked: Sequence[str]) -> Experiment:
        """The experiment that a problem tells of, for what it asks."""
        space: Space = draft.trials
        kind = next((p.counted.kind for text in asked for p in _phrases(space, text) if p.counted is not None), None)
        if kind is not None and space.n > 1:
            draft.statements.append(_number_of(space, kind))
            draft.variable(NUMBER.name)
        elif space.n == 1 and all(isinstance(label, int) for label in space.labels):
            kind = None
            share = Rational(1, len(space.labels))
            draft.table("X", [integer(k) for k in space.labels], [share] * len(space.labels))
        else:
            kind = None
        return cls(space, kind, World(tuple(draft.statements), []), draft.named)

    @property
    def note(self) -> Text | None:
        """What N stands for."""
        if self.kind is None or len(self.kind) > 6:
            return None
        labels = [str(label) for label in self.space.labels if label in self.kind]
        return Text(f"N is the number of times it is {' or '.join(labels)}", f"N は {'、'.join(labels)} の回数です")

    def chance(self, inside: str) -> Chance | None:
        """P(inside); None where its phrases are not understood."""
        sides = self._without_ellipsis(pieces(inside, _BAR))
        events = [self._as_number(self.space.phrase(side)) for side in sides]
        if None not in events:
            return self.world.ask(Question("P", (events[0], events[1] if len(events) > 1 else None)))
        return self._counted(sides)

    def _without_ellipsis(self, sides: list[str]) -> list[str]:
        """all three did, given that at least one came up heads: did what the condition speaks of"""
        found = re.fullmatch(r"(.+?)\s+(?:did|do|does|were|are|was|is|have|had)(?:\s+so)?", sides[0])
        said = self.space.phrase(sides[1]) if found and len(sides) == 2 else None
        if found is None or said is None or said.counted is None or len(said.counted.kind) != 1:
            return sides
        return [f"{found[1]} are {next(iter(said.counted.kind))}", *sides[1:]]

    def _as_number(self, phrase: Phrase | None) -> Basic | None:
        """A phrase that counts draws, as an event of N."""
        if self.kind is None or phrase is None or phrase.counted is None:
            return None
        counted: Counted = phrase.counted
        relation, k = counted.relation, counted.k
        if counted.kind != self.kind:
            if counted.kind | self.kind != frozenset(self.space.labels) or counted.kind & self.kind:
                return None
            k = self.space.n - k
            relation = {"=": "=", ">=": "<=", "<=": ">="}[relation]
        head: type[Relational] = {"=": Eq, ">=": Ge, "<=": Le}[relation]
        return _new(head, NUMBER, Integer(k))

    def _counted(self, sides: Sequence[str]) -> Chance | None:
        """In a world of its own: how many outcomes there are for the events, for their meetings, and in all."""
        phrases: dict[Word, Phrase] = {}
        trees = [self._tree(side, phrases) for side in sides]
        events = [tree for tree in trees if tree is not None]
        if len(events) < len(trees) or len(phrases) > _MOST_PHRASES:
            return None
        world = World(tuple(self._facts(phrases)), events)
        goal = world.ask(Question("P", (events[0], events[1] if len(events) > 1 else None)))
        if not self.space.replaced and not self.space.arranged:
            world.memo["put back"] = {(goal.e, goal.c): self._put_back(events, phrases)}
        return goal

    def _facts(self, phrases: dict[Word, Phrase]) -> Iterator[Statement]:
        total = self.space.total
        even = all(isinstance(weight, int) for weight in self.space.weights)  # else they are probabilities
        if even:
            yield Count(None, int(total))
        names = list(phrases)
        for chosen in range(1, 2 ** len(names)):
            members = [name for i, name in enumerate(names) if chosen >> i & 1]
            event: Basic = members[0] if len(members) == 1 else _new(And, *members)
            within = [phrases[name] for name in members]
            weight = self.space.weight(partial(_holds, event, phrases), within)
            if even:
                yield Count(event, int(weight))
            else:
                share = Fraction(weight) / Fraction(total)
                yield Given(event, None, Rational(share.numerator, share.denominator), True)

    def _put_back(self, events: Sequence[Basic], phrases: dict[Word, Phrase]) -> Fraction:
        """The same probability of draws with replacement."""
        space, about = replace(self.space, replaced=True), list(phrases.values())
        inside = space.weight(lambda outcome: all(_holds(event, phrases, outcome) for event in events), about)
        whole = space.weight(lambda outcome: all(_holds(event, phrases, outcome) for event in events[1:]), about)
        return Fraction(inside) / Fraction(whole)

    def _tree(self, text: str, phrases: dict[Word, Phrase]) -> Basic | None:
        """Phrases joined by and, or, not."""
        text = text.strip()
        phrase = self.space.phrase(self.named.get(text, text))
        if phrase is not None:
            phrases.setdefault(Word(text), phrase)
            return Word(text)
        neither = re.fullmatch(r"(?:it\s+is\s+|they\s+are\s+)?neither\s+(.+?)\s+nor\s+(.+)", text)
        if neither:
            found = [self._tree(side, phrases) for side in neither.groups()]
            return None if None in found else _new(And, *(_new(Not, side) for side in found))
        for joint, head in ((r"\s+or\s+|\s*∪\s*", Or), (r"\s+but\s+(?=not\b)|\s+and\s+|\s*∩\s*|,\s*", And)):
            sides = pieces(text, joint)
            if len(sides) > 1:
                found = [self._tree(side, phrases) for side in completed(sides)]
                return None if None in found else _new(head, *found)
        if text.startswith("not "):
            inner = self._tree(text[4:], phrases)
            return None if inner is None else _new(Not, inner)
        return None


def _phrases(space: Space, text: str) -> Iterator[Phrase]:
    """What is understood of the events that a question names."""
    told = re.sub(r"^.*?\bprobability\s+(?:that|of)\s+", "", text)
    told = re.sub(r"\s+if\s+", " | ", told)
    for inside in list(insides(text)) or [told]:
        for side in pieces(inside, _BAR):
            phrase = space.phrase(side)
            if phrase is not None:
                yield phrase


def _number_of(space: Space, kind: frozenset[Any]) -> Distributed:
    """The distribution of the number of draws of that kind."""
    inside = sum((w for label, w in zip(space.labels, space.weights, strict=True) if label in kind), Fraction(0))
    if space.replaced:
        share = Fraction(inside) / Fraction(space.size)
        return Distributed(NUMBER.name, "binomial", (Integer(space.n), Rational(share.numerator, share.denominator)))
    return Distributed(
        NUMBER.name, "hypergeometric", (Integer(int(space.size)), Integer(int(inside)), Integer(space.n))
    )


def _holds(event: Basic, phrases: dict[Word, Phrase], outcome: tuple[Any, ...]) -> bool:
    """Whether an event in phrases holds for an outcome."""
    if isinstance(event, Word):
        return phrases[event].holds(outcome)
    if isinstance(event, Not):
        return not _holds(event.args[0], phrases, outcome)
    found = [_holds(part, phrases, outcome) for part in event.args]
    return all(found) if isinstance(event, And) else any(found)

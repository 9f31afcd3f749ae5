"""A world: what is given, with every event as a set of atoms.

An atom says of each word whether it holds, and of each variable what value it has. An event is the set of the atoms in
which it holds, one bit an atom of a Python integer; so `A and B`, `B and A` and `not (not A or not B)` are one event.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING, Any

from sympy import Basic, Eq, Expr, Ge, Gt, Integer, Le, Lt, Not, Rational, true

from workings.expression.algebra import replace
from workings.expression.nodes import walk
from workings.expression.probability_goals import Chance, Mean, OfSum, Ranged, Run, Way, Word
from workings.probability.event_names import NamedEvents
from workings.probability.exact import exact
from workings.probability.model import OTHER, Model, words_of
from workings.probability.ranges import Range, bounds_of, pieces, variable_of
from workings.probability.reading import (
    CONTINUOUS,
    Apart,
    Density,
    Distributed,
    Independent,
    Moment,
    Question,
    Statement,
)
from workings.probability.spans import Span
from workings.probability.statements import Conditioned, Counts, Generating
from workings.probability.stretches import Stretch

if TYPE_CHECKING:
    from workings.probability.bounds import Bounds

__all__ = ["World"]

_new = Basic.__new__


class World(NamedEvents):
    """What is given, as one node: two worlds are the same where the same is given.

    Questions are made by `chance`, and `way` says how the search would answer one.
    """

    __slots__ = (
        "_goals",
        "_lengths",
        "_partitions",
        "_searched",
        "_sketches",
        "key",
        "memo",
        "sketching",
    )
    _goals: dict[tuple[int, int], Chance]
    _sketches: dict[tuple[int, int], Chance]
    sketching: bool
    _lengths: dict[int, int]
    _partitions: tuple[tuple[int, ...], ...] | None
    _searched: dict[tuple[int, int], tuple[str, Way] | None]
    key: tuple[Any, ...]
    memo: dict[Any, Any]

    def __new__(cls, statements: Sequence[Statement], about: Sequence[Basic]) -> World:
        world = _new(cls)
        world.key = (tuple(statements), tuple(about))
        world.model = Model(tuple(statements), tuple(about))
        world._goals = {}
        world._sketches = {}
        world.sketching = False
        world._searched = {}
        world._forms = None
        world._pool = None
        world._partitions = None
        world._sayable = {}
        world.memo = {}
        world._lengths = {}
        return world

    def _hashable_content(self) -> tuple[Any, ...]:
        return self.key

    def _sympystr(self, printer: Any) -> str:
        return "given"

    def with_statements(self, *more: Statement) -> World:
        """This world, and more given."""
        return World((*self.statements, *more), self.model.about)

    # Questions

    def chance(self, e: int, c: int | None = None) -> Chance:
        """The question P(e | c), the event taken within the condition."""
        c = self.everything if c is None else c
        e &= c
        goal = self._goals.get((e, c))
        if goal is None and self.sketching:
            return self._sketched(e, c)
        if goal is None:
            event = true if e == c else _new(Not, true) if not e else self.within(e, c)
            condition = true if c == self.everything else self.form(c)
            goal = self._goals[e, c] = Chance(event, condition, self, e, c)
        return goal

    def _sketched(self, e: int, c: int) -> Chance:
        """The question as the search needs it, which puts thousands and words only those of its answer."""
        goal = self._sketches.get((e, c))
        if goal is None:
            goal = Chance(self.forms.get(e, Integer(e)), Integer(c), self, e, c)
            self._sketches[e, c] = goal
        return goal

    def ask(self, question: Question) -> Chance:
        """The question P(A | B) as it was typed."""
        event, condition = question.about
        c = self.everything if condition is None else self.model.mask(condition)
        e = self.model.mask(event) & c
        if (e, c) not in self._goals:
            self._goals[e, c] = Chance(event, true if condition is None else condition, self, e, c)
        return self._goals[e, c]

    @property
    def partitions(self) -> tuple[tuple[int, ...], ...]:
        """The ways to split all cases: an event and its opposite, the partitions given, the values of a variable."""
        if self._partitions is None:
            self._partitions = self._split()
        return self._partitions

    def _split(self) -> tuple[tuple[int, ...], ...]:
        found: dict[tuple[int, ...], None] = {}
        for axis in self.model.axes:
            cells = tuple(m for m in (self.model.masks[literal] for literal in axis) if m)
            if len(cells) > 1:
                found[cells] = None
        for s in self.statements:
            if isinstance(s, Apart) and s.whole:
                found[tuple(self.model.mask(m) for m in s.members)] = None
        halves = {frozenset(cells) for cells in found}
        for mask, form in self.literals:
            pair = (mask, self.everything & ~mask)
            if not isinstance(form, Not) and frozenset(pair) not in halves:
                found[pair] = None
        for event in self._written():  # a range that is spoken of, and the rest
            mask = self.model.mask(event)
            if isinstance(event, Lt | Le | Gt | Ge) and mask not in (0, self.everything):
                found.setdefault((mask, self.everything & ~mask))
        return tuple(found)

    # Random variables

    @property
    def continuous(self) -> set[str]:
        """The variables that are given a density."""
        return {s.name for s in self.statements if isinstance(s, Distributed) and s.family in CONTINUOUS}

    def ranges(self, goal: Ranged) -> tuple[Word, Distributed, tuple[Basic, ...]]:
        """The variable of such a question, its distribution, and its event as ranges that exclude each other."""
        x = variable_of(goal.args[:2], self.continuous)
        known = None if x is None else self.distribution(x)
        assert x is not None
        assert known is not None
        return x, known, pieces(goal.event, x)

    def ends(self, event: Basic, x: Word) -> Range | None:
        """Between what the variable lies, where the event is one range."""
        return bounds_of(event, x)

    def moment(self, kind: str, *about: Basic) -> Expr | None:
        """E[X], Var(X) ... where it is given."""
        for s in self.statements:
            if isinstance(s, Moment) and s.kind == kind and s.about == about and s.condition is None:
                return s.value
        return None

    def moments_given(self, kind: str, x: Basic) -> tuple[tuple[Basic, Expr], ...]:
        """The conditions under which E[X] or Var(X) is given, each with its value."""
        return tuple(
            (s.condition, s.value)
            for s in self.statements
            if isinstance(s, Moment) and s.kind == kind and s.about == (x,) and s.condition is not None
        )

    def chance_of(self, event: Basic, condition: Basic = true) -> Chance:
        """The question P(event | condition) of events that this world knows."""
        return self.chance(self.model.mask(event), self.model.mask(condition))

    def is_event(self, event: Basic) -> bool:
        """Whether it is an event, and not the name of a random variable."""
        return not isinstance(event, Word) or event in self.model.masks or event.name in self.model.definitions

    def same(self, one: Basic, other: Basic) -> bool:
        """Whether two events are the same."""
        return self.model.mask(one) == self.model.mask(other)

    def is_partition(self, *events: Basic) -> bool:
        """Whether one of the events holds, and no two together."""
        masks = [self.model.mask(event) for event in events]
        return sum(masks) == self.everything and not any(a & b for a, b in combinations(masks, 2))

    def distribution(self, x: Basic) -> Distributed | None:
        """The distribution that is given for the variable."""
        return next((s for s in self.statements if isinstance(s, Distributed) and Word(s.name) == x), None)

    def components(self, x: Basic) -> tuple[Conditioned, ...]:
        """The distributions that are given for the variable under a condition, or given another variable."""
        return tuple(s for s in self.statements if isinstance(s, Conditioned) and Word(s.name) == x)

    def of_component(self, part: Conditioned) -> World:
        """A world in which the variable, called by `component_word`, has the distribution of that component."""
        return self.with_sum(self.component_word(part).name, part.family, part.parameters)

    def component_word(self, part: Conditioned) -> Word:
        """X1 for the first component of X; X itself where there is one only."""
        parts = self.components(Word(part.name))
        if len(parts) == 1:
            return Word(part.name)
        joint = "_" if part.name[-1].isdigit() else ""
        return Word(f"{part.name}{joint}{parts.index(part) + 1}")

    def in_component(self, x: Basic, part: Conditioned) -> Any:
        """What is said of the variable, said of it in that component."""
        return replace(x, {Word(part.name): self.component_word(part)})

    def with_counts(self, names: Sequence[str], trials: Expr, chances: Sequence[Expr]) -> World:
        """A world of its own for the counts of a multinomial distribution."""
        return World((Counts(tuple(names), trials, tuple(chances)),), [])

    def counts_of(self, x: Basic) -> Counts | None:
        """The multinomial distribution of which the variable is a count."""
        return next((s for s in self.statements if isinstance(s, Counts) and getattr(x, "name", "") in s.names), None)

    def generating(self, x: Basic) -> Generating | None:
        """The moment generating function that is given for the variable."""
        return next((s for s in self.statements if isinstance(s, Generating) and Word(s.name) == x), None)

    def density(self, x: Basic) -> Density | None:
        """The density that is given for the variable."""
        return next((s for s in self.statements if isinstance(s, Density) and Word(s.name) == x), None)

    def values(self, x: Basic) -> tuple[Basic, ...]:
        """All values that the variable can have; () where they are not all known."""
        name = getattr(x, "name", "")
        if name in self.model.endless or self.model.masks.get(_new(Eq, Word(name), OTHER)):
            return ()
        values = self.model.supports.get(name, ())
        return () if any(isinstance(value, Span | Stretch) for value in values) else values

    def values_where(self, x: Basic, event: Basic, holds: bool = True) -> tuple[Basic, ...] | None:
        """The values of the variable for which the event holds, or does not; None where these are not finitely many."""
        name, model = getattr(x, "name", ""), self.model
        inside = model.mask(event) if holds else self.everything & ~model.mask(event)
        found = [value for value in model.supports.get(name, ()) if model.masks[model.literal(name, value)] & inside]
        return None if any(isinstance(value, Span | Stretch) for value in found) else tuple(found)

    def only_value(self, goal: Chance) -> tuple[Word, Integer] | None:
        """The variable and its value where the event is that it has this one, as P(X <= 0) of a Poisson variable is."""
        for name, values in self.model.supports.items():
            for value in values:
                if isinstance(value, Integer) and self.model.masks.get(_new(Eq, Word(name), value)) == goal.e:
                    return Word(name), value
        return None

    def run(self, goal: Chance) -> tuple[Distributed, Run] | None:
        """The distribution and the run of values that the goal is about, where they are not each a case of its own."""
        found = None if goal.c != self.everything else self.model.run_of(goal.e)
        known = None if found is None else self.distribution(found[0])
        return None if found is None or known is None else (known, found[1])

    def equals(self, x: Basic, value: Basic) -> Chance:
        """The question P(X = value)."""
        return self.chance(self.model.masks.get(_new(Eq, x, value), 0))

    def are_independent(self, *xs: Basic) -> bool:
        """Whether independence of all of them is given."""
        return any(
            isinstance(s, Independent) and not s.conditions and set(xs) <= set(s.members) for s in self.statements
        )

    def put_back(self, goal: Chance) -> Rational | None:
        """What the probability would be if every item drawn were put back, for draws without replacement."""
        found = self.memo.get("put back", {}).get((goal.e, goal.c))
        return None if found is None else Rational(found.numerator, found.denominator)

    def chance_given(self, x: Basic, value: Basic) -> Expr | None:
        """P(x = value) as it is given."""
        mask = self.model.masks.get(_new(Eq, x, value), 0)
        return next((f.value for f in self.model.facts if f.c == self.everything and f.e == mask), None)

    def question(self, event: Basic) -> Chance | Ranged:
        """The question P(event) about one variable."""
        if variable_of([event], self.continuous) is not None:
            return Ranged(event, true, self)
        about = set(words_of(event))
        kept = [s for s in self.statements if not isinstance(s, Distributed) or Word(s.name) in about]
        alone = [s for s in kept if not isinstance(s, Independent)]
        return World(alone, [event]).ask(Question("P", (event, None)))

    def with_sum(self, name: str, family: str, parameters: Sequence[Expr]) -> World:
        """A world of its own for a variable of which the distribution is known."""
        return World((Distributed(name, family, tuple(parameters)),), [])

    def over_values(self, goal: OfSum) -> Chance | None:
        """The same event as one of the values of variables whose joint probabilities settle it; None of others."""
        from workings.probability.bounds import bounds
        from workings.probability.sums import event_over_atoms

        asked = event_over_atoms(goal)
        if asked is None:
            return None
        if any(fact.number is None for fact in asked.world.model.facts):
            return asked if asked.world.answerable(asked) else None
        room = bounds(asked.world, asked.e, asked.c)
        return asked if room is not None and room.value is not None else None

    def supposing_independent(self, goal: OfSum) -> tuple[OfSum, str, tuple[Rational, Rational]]:
        """The same question with its variables independent, that in words, and the bounds without it."""
        from workings.probability.sums import room_of
        from workings.probability.verdicts import text_of

        statement = Independent(goal.variables, ())
        return OfSum(goal.event, self.with_statements(statement)), text_of(statement), room_of(goal)

    # Honest answers

    def broken(self) -> tuple[str, str] | None:
        """A law that the givens violate, and the numbers that do; None where there are such probabilities."""
        from workings.probability.bounds import coherent
        from workings.probability.broken import broken_law

        return None if coherent(self) else broken_law(self)

    def bounds(self, goal: Chance) -> tuple[Rational, Rational, bool] | None:
        """The least and greatest value that the givens allow, and whether these are sharp."""
        from workings.probability.bounds import bounds

        found = bounds(self, goal.e, goal.c)
        return None if found is None else (Rational(found.low), Rational(found.high), found.sharp)

    def mean_room(self, goal: Mean) -> tuple[Rational, Rational] | None:
        """The least and greatest expected value, where the givens leave it room; None where it is settled."""
        if any(fact.number is None for fact in self.model.facts):
            return None  # letters among the givens, which may settle it all the same
        found = self._mean_bounds(goal)
        return None if found is None or found.value is not None else (Rational(found.low), Rational(found.high))

    def mean_over_atoms(self, goal: Mean) -> Fraction | None:
        """The expected value, where the probabilities of the atoms settle it."""
        found = self._mean_bounds(goal)
        return None if found is None else found.value

    def _mean_bounds(self, goal: Mean) -> Bounds | None:
        from workings.probability.bounds import mean_bounds

        values = self.values_over_atoms(goal)
        return None if values is None else mean_bounds(self, values)

    def values_over_atoms(self, goal: Mean) -> list[Fraction] | None:
        """What the variable is in each atom; None where not all its values are known, or are no numbers."""
        names = list(dict.fromkeys(words_of(goal.x)))
        if not names or not all(self.values(name) for name in names):
            return None
        if any(self.distribution(name) or self.moment("E", name) is not None for name in names):
            return None
        values = []
        for atom in self.model.atoms:
            at = {e.args[0]: e.args[1] for e in atom if isinstance(e, Eq)}
            value = exact(replace(goal.x, {name: at[name] for name in names}))
            if value is None:
                return None
            values.append(value)
        return values

    def missing(self, goal: Chance) -> tuple[tuple[str, ...], bool]:
        """Probabilities that would settle it, and whether only all together do."""
        from workings.probability.verdicts import missing_for

        return missing_for(goal)

    def supposing(self, goal: Chance) -> tuple[Chance, str] | None:
        """The same question where an independence that would settle it is assumed, and that in words."""
        from workings.probability.verdicts import assumption_for, text_of

        statement = assumption_for(goal)
        if statement is None:
            return None
        return self.with_statements(statement).chance(goal.e, goal.c), text_of(statement)

    def answerable(self, goal: Chance) -> bool:
        """Whether the laws lead from what is given to this probability."""
        if (goal.e, goal.c) not in self._searched and not self._may_be_settled(goal):
            return False
        self.way(goal, "")
        return self._searched.get((goal.e, goal.c)) is not None

    def _may_be_settled(self, goal: Chance) -> bool:
        """Whether a search is worth while: where sharp bounds lie apart, no law can lead to one value."""
        from workings.probability.bounds import bounds

        if self.model.families or any(isinstance(s, Distributed) for s in self.statements):
            return True
        room = bounds(self, goal.e, goal.c)
        return room is None or not room.sharp or room.low == room.high

    def way(self, goal: Chance, slug: str) -> Way | None:
        """The way that the search chose for the goal, where it is one of that rule's."""
        from workings.probability.search import choose

        if (goal.e, goal.c) not in self._searched:
            choose(goal, self._searched)
        chosen = self._searched.get((goal.e, goal.c))
        return chosen[1] if chosen is not None and chosen[0] == slug else None

    def chosen(self, goal: Chance) -> Way | None:
        """The way in which the search answers the goal; None where it can't."""
        self.way(goal, "")
        found = self._searched.get((goal.e, goal.c))
        return None if found is None else found[1]

    @contextmanager
    def answering(self, goal: Chance, slug: str, way: Way) -> Iterator[None]:
        """For as long as it lasts, the goal is answered in this way of the rule of that slug."""
        key = (goal.e, goal.c)
        before = self._searched.get(key)
        known = key in self._searched
        self._searched[key] = (slug, way)
        try:
            yield
        finally:
            if known:
                self._searched[key] = before
            else:
                del self._searched[key]

    def _length(self, mask: int) -> int:
        if mask not in self._lengths:
            self._lengths[mask] = sum(1 for _ in walk(self.forms[mask]))
        return self._lengths[mask]

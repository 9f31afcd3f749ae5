"""The atoms of a world: what can be the case, the facts about it, and which atoms an event holds in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import product
from math import prod
from typing import Any

from sympy import And, Basic, Eq, Expr, Ge, Gt, Integer, Le, Lt, Ne, Not, Or, Rational, true

from workings.expression.canonical import canonical
from workings.expression.errors import BudgetError, ReadError
from workings.expression.nodes import add, divide, integer, walk
from workings.expression.probability_goals import Run, Word
from workings.probability.exact import exact
from workings.probability.reading import (
    Apart,
    Count,
    Definition,
    Distributed,
    Given,
    Independent,
    Moment,
    Never,
    Related,
    Statement,
    Support,
)
from workings.probability.spans import Span, as_event, cells, ends_of, runs
from workings.probability.statements import Conditioned
from workings.probability.stretches import Stretch, as_ranges, stretch_event, stretches

__all__ = ["OTHER", "Fact", "Family", "Model", "Relation", "words_of"]

_new = Basic.__new__
_MOST_ATOMS = 4096
_MOST_VALUES = 200
_COMPARE = {Lt: "__lt__", Le: "__le__", Gt: "__gt__", Ge: "__ge__"}
OTHER = Word("another value")


@dataclass(frozen=True, slots=True)
class Fact:
    """P(e | c) = value; `number` is that as a fraction, None where it has symbols; `said` are the events as typed."""

    e: int
    c: int
    value: Expr
    number: Fraction | None
    counted: bool
    said: tuple[Basic, Basic | None]


@dataclass(frozen=True, slots=True)
class Family:
    """Independent given `c`: each member is a tuple of events, of which it takes one (A or not A; the values of X)."""

    members: tuple[tuple[int, ...], ...]
    c: int
    plain: bool
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """The sum of k P(e) is `total`, or at most (<=) or at least (>=) that; `said` is it as typed."""

    terms: tuple[tuple[Fraction, int], ...]
    total: Fraction
    sign: str
    said: str

    def weight(self, i: int) -> Fraction:
        """How often the atom of that number counts in the sum."""
        return sum((k for k, e in self.terms if e >> i & 1), Fraction(0))


@dataclass(eq=False)
class Model:
    """The atoms of a world, its facts, and the names of its events."""

    statements: tuple[Statement, ...]
    about: tuple[Basic, ...]
    axes: list[tuple[Basic, ...]] = field(default_factory=list)
    places: Sequence[int] = ()
    masks: dict[Basic, int] = field(default_factory=dict)
    everything: int = 0
    supports: dict[str, tuple[Basic, ...]] = field(default_factory=dict)
    _depends: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._lay_axes()
        self._fill_atoms()
        self._drop_impossible()

    # Atoms

    def _lay_axes(self) -> None:
        """The words that are free (each true or not), the partitions and the variables with their values."""
        self.definitions = {s.name: s.event for s in self.statements if isinstance(s, Definition)}
        variables: dict[str, list[Basic]] = {}
        words: dict[str, None] = {}
        closed: set[str] = set()
        for statement in self.statements:
            if isinstance(statement, Support):
                variables[statement.name] = list(statement.values)
                closed.add(statement.name)
        self.endless: set[str] = set()
        for statement in self.statements:
            if isinstance(statement, Distributed):
                self._lay_distributed(statement, variables, closed)
        in_moments = {w.name for s in self.statements if isinstance(s, Moment) for x in s.about for w in words_of(x)}
        in_moments |= {s.name for s in self.statements if isinstance(s, Distributed)}
        in_moments |= {
            s.condition.name
            for s in self.statements
            if isinstance(s, Moment) and isinstance(s.condition, Word) and s.condition in words_of(s.value)
        }
        for event in self._events():
            inside_relations: set[str] = set()
            for node in walk(event):
                if isinstance(node, Eq | Ne) and isinstance(node.args[0], Word):
                    name, value = node.args[0].name, node.args[1]
                    values = variables.setdefault(name, [])
                    _refuse_letter(name, value, values, closed)
                    if value not in values and name not in closed:
                        values.append(value)
                    inside_relations |= {name, *([value.name] if isinstance(value, Word) else [])}
                elif type(node) in _COMPARE:
                    inside_relations |= {w.name for w in words_of(node)}
                    if isinstance(node.args[0], Word):
                        variables.setdefault(node.args[0].name, [])
            for word in words_of(event):
                if word.name not in inside_relations:
                    words[word.name] = None
        names = [w for w in words if w not in self.definitions and w not in variables and w not in in_moments]
        taken: set[str] = set()
        for statement in self.statements:
            if isinstance(statement, Apart) and statement.whole and all(isinstance(m, Word) for m in statement.members):
                members = [m.name for m in statement.members if isinstance(m, Word)]
                if all(m in names and m not in taken for m in members):
                    self.axes.append(tuple(statement.members))
                    taken.update(members)
        self.axes += [(Word(n), _new(Not, Word(n))) for n in names if n not in taken]
        for name in variables:  # what moments leave open is not linear in the probabilities of ranges
            if name not in closed | in_moments and self._is_known_by_ranges(name):
                variables[name] = stretches(name, self._events())
                closed.add(name)
        for name, values in variables.items():
            open_end = () if name in closed else (OTHER,)
            self.supports[name] = tuple(values)
            self.axes.append(tuple(self.literal(name, v) for v in (*values, *open_end)))

    def _is_known_by_ranges(self, name: str) -> bool:
        """Whether X is compared with a number, and its values are not all given with their probabilities."""
        x = Word(name)
        compared = [n for e in self._events() for n in walk(e) if type(n) in _COMPARE and x in n.args]
        if not compared or not all(isinstance(end, Rational) for n in compared for end in n.args if end != x):
            return False
        masses = [
            s.value
            for s in self.statements
            if isinstance(s, Given) and s.condition is None and isinstance(s.event, Eq) and s.event.args[0] == x
        ]
        return not masses or canonical(add(*masses)) != 1

    def literal(self, name: str, value: Basic) -> Basic:
        """X = 3; a span of values is a range: X >= 5."""
        if isinstance(value, Stretch):
            return stretch_event(Word(name), value)
        if not isinstance(value, Span):
            return _new(Eq, Word(name), value)
        values = self.supports[name]
        event = as_event(Word(name), [value], *ends_of(values))
        assert event is not None
        return event

    def _lay_distributed(self, s: Distributed, variables: dict[str, list[Basic]], closed: set[str]) -> None:
        """The values of a discrete distribution: all of them, or those up to the greatest that is spoken of."""
        own_first = s.family in ("negativebinomial", "discreteuniform")
        first = canonical(s.parameters[0]) if own_first else Integer(s.family == "geometric")
        if not isinstance(first, Integer):
            return  # a question about moments, which have formulas
        trials = {"bernoulli": Integer(1), "binomial": s.parameters[0], "hypergeometric": s.parameters[-1],
                  "discreteuniform": s.parameters[-1]}.get(s.family)  # fmt: skip
        events = list(self._events())
        trials = None if trials is None else canonical(trials)
        if s.family == "discreteuniform" and not isinstance(trials, Integer):
            if any(Word(s.name) in walk(event) for event in events):
                said = f"{s.name} from {first} to {trials}"
                raise ReadError(
                    "a probability with letters at the ends is not worked out", said, (0, len(said)), "numbers"
                )
            return
        if isinstance(trials, Integer):
            last = int(trials)
            beside = sum(isinstance(other, Distributed) for other in self.statements)
            if not events and last - int(first) > min(_MOST_VALUES, int(_MOST_ATOMS ** (1 / beside)) - 1):
                return  # a question about moments or sums, which have formulas
            closed.add(s.name)
            every = [Integer(k) for k in range(int(first), last + 1)] if not events else []
            variables[s.name] = every or cells(s.name, int(first), last, events)
        elif s.family in ("geometric", "poisson", "negativebinomial") or trials is not None:
            closed.add(s.name)
            self.endless.add(s.name)
            variables[s.name] = cells(s.name, int(first), None, events)

    def _events(self) -> Iterator[Basic]:
        for s in self.statements:
            if isinstance(s, Given | Count):
                yield from (e for e in (s.event, getattr(s, "condition", None)) if e is not None)
            elif isinstance(s, Moment | Conditioned) and s.condition is not None:
                if not getattr(s, "on_variable", False):
                    yield s.condition
            elif isinstance(s, Definition):
                yield s.event
            elif isinstance(s, Apart):
                yield from s.members
            elif isinstance(s, Never):
                yield s.event
            elif isinstance(s, Related):
                yield from (event for _, event in s.terms)
        yield from self.about
        # Last, so that a world in which more is independent has the same atoms in the same order.
        known = {s.name for s in self.statements if isinstance(s, Support | Distributed)}
        known |= {w.name for e in self._given_events() for n in walk(e) if isinstance(n, Eq) for w in words_of(n)}
        for s in self.statements:
            if isinstance(s, Independent):
                yield from (m for m in (*s.members, *s.conditions) if not (isinstance(m, Word) and m.name in known))

    def _given_events(self) -> Iterator[Basic]:
        for s in self.statements:
            if isinstance(s, Given):
                yield from (e for e in (s.event, s.condition) if e is not None)
        yield from self.about

    def _fill_atoms(self) -> None:
        size = prod(len(axis) for axis in self.axes)
        if size > _MOST_ATOMS:
            names = ", ".join(str(w) for w in dict.fromkeys(w for axis in self.axes for w in words_of(axis[0])))
            raise BudgetError(
                f"these make {size} combinations, more than the {_MOST_ATOMS} that are looked at",
                names, (0, len(names)), "12 events at most, or fewer values of a variable",
            )  # fmt: skip
        self._lay_masks(size)
        apart = [s for s in self.statements if isinstance(s, Apart)]
        kept = self.everything
        for statement in apart:
            sets = [self.mask(m) for m in statement.members]
            seen = 0
            for one in sets:
                kept &= ~(seen & one)
                seen |= one
            if statement.whole:
                kept &= seen
        for never in self.statements:
            if isinstance(never, Never):
                kept &= ~self.mask(never.event)
        if kept != self.everything:
            self._keep(kept)

    def _lay_masks(self, size: int) -> None:
        """Every combination of options, in the order of `product`: an option holds in runs that come again."""
        self.places = range(size)
        self.everything = (1 << size) - 1
        self.masks = {}
        run = size
        for axis in self.axes:
            period, run = run, run // len(axis)
            again = self.everything // ((1 << period) - 1)
            for k, literal in enumerate(axis):
                self.masks[literal] = (((1 << run) - 1) << k * run) * again

    @property
    def size(self) -> int:
        """How many atoms there are."""
        return len(self.places)

    @property
    def atoms(self) -> list[frozenset[Basic]]:
        """Each atom as the options that hold in it."""
        every = _combinations(tuple(self.axes))
        return [every[place] for place in self.places]

    def _keep(self, kept: int) -> None:
        """Only these atoms remain."""
        left = list(self.bits(kept))
        for literal, mask in self.masks.items():
            self.masks[literal] = sum(1 << new for new, old in enumerate(left) if mask >> old & 1)
        self.places = [self.places[i] for i in left]
        self.everything = (1 << len(left)) - 1

    def _drop_impossible(self) -> None:
        """A variable has no other value where the given ones already sum to one."""
        if not any(OTHER in node.args for axis in self.axes for node in axis):
            return
        kept = self._covered(self.everything)
        for name in self.supports:
            cells = [mask for literal, mask in self.masks.items() if Word(name) in literal.args]
            kept &= self._covered(sum(cells), singles=cells)
        if kept != self.everything:
            self._keep(kept)
            self.__dict__.pop("facts", None)
            self.supports = {
                name: tuple(v for v in values if self.masks.get(_new(Eq, Word(name), v)))
                for name, values in self.supports.items()
            }

    def _covered(self, whole: int, singles: Sequence[int] = ()) -> int:
        """The events (of `singles` only, where there are such) whose given probabilities sum to one; else `whole`."""
        total: Any = Integer(0)
        covered = 0
        for fact in self.facts:
            if fact.c == self.everything and not fact.e & covered and (not singles or fact.e in singles):
                covered |= fact.e
                total += canonical(fact.value)
        return covered if canonical(total) == 1 else whole

    def mask(self, event: Basic) -> int:
        """The atoms in which the event holds."""
        if event == true:
            return self.everything
        if isinstance(event, Word):
            if event.name in self.definitions:
                return self.mask(self.definitions[event.name])
            if event in self.masks:
                return self.masks[event]
            raise ReadError(f"{event.name} is no event of this question", str(event.name), (0, 1), "an event")
        if isinstance(event, Not):
            return self.everything & ~self.mask(event.args[0])
        if isinstance(event, And):
            found = self.everything
            for part in event.args:
                found &= self.mask(part)
            return found
        if isinstance(event, Or):
            found = 0
            for part in event.args:
                found |= self.mask(part)
            return found
        if isinstance(event, Eq):
            return self._equals(*event.args)
        if isinstance(event, Ne):
            return self.everything & ~self._equals(*event.args)
        return self._compared(event)

    def _equals(self, name: Basic, value: Basic) -> int:
        in_cells = isinstance(value, Span | Stretch)
        literal = self.literal(str(name), value) if in_cells else _new(Eq, name, value)
        return self.masks.get(literal, 0)

    def run_of(self, mask: int) -> tuple[Word, Run] | None:
        """The variable and the run of its values that the event is, where they are not each a case of its own."""
        axes = self.axes_of(mask)
        if len(axes) != 1 or not mask:
            return None
        for name, values in self.supports.items():
            literals = [self.literal(name, value) for value in values]
            if tuple(literals) == self.axes[axes[0]]:
                chosen = [v for v, part in zip(values, literals, strict=True) if self.masks[part] & mask]
                found = runs(chosen) if any(isinstance(v, Span) for v in chosen) else None
                return (Word(name), found[0]) if found and len(found) == 1 else None
        return None

    def ranges_of(self, mask: int) -> Basic | None:
        """The event as ranges of the one variable that the world has, where its distribution or ranges are given."""
        if len(self.axes) == 1 and len(self.supports) == 1:
            ((only, cells_of),) = self.supports.items()
            if any(isinstance(cell, Stretch) for cell in cells_of):
                return as_ranges(Word(only), [v for v in cells_of if self._equals(Word(only), v) & mask], cells_of)
        known = [s for s in self.statements if isinstance(s, Distributed)]
        if len(self.axes) != 1 or len(known) != 1 or known[0].name not in self.supports:
            return None
        name, values = known[0].name, self.supports[known[0].name]
        chosen = [v for v in values if self._equals(Word(name), v) & mask]
        return as_event(Word(name), chosen, *ends_of(values))

    def _compared(self, event: Basic) -> int:
        """X <= 2, 1 < X: by the values of the variable."""
        left, right = event.args
        flip = isinstance(right, Word)
        name, bound = (right, left) if flip else (left, right)
        test = _COMPARE[type(event)]
        found = 0
        if self.masks.get(_new(Eq, name, OTHER)):
            said = f"{name}"
            raise ReadError(f"the values of {said} are not all known", said, (0, len(said)), "its distribution")
        if isinstance(bound, Word):
            said = str(right if str(left) in self.supports else left)
            raise ReadError("a letter as an end is not worked out here", said, (0, len(said)), "a number")
        for value in self.supports.get(getattr(name, "name", ""), ()):
            one = value  # of a span or stretch any value, since no event tells them apart
            if isinstance(value, Span):
                one = Integer(value.low)
            elif isinstance(value, Stretch):
                one = value.middle
            if isinstance(one, Rational):
                pair = (bound, one) if flip else (one, bound)
                if getattr(pair[0], test)(pair[1]) == True:  # noqa: E712
                    found |= self._equals(name, value)
        return found

    # Facts

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """What is given as a probability, counts over the number of all cases."""
        total = next((s.size for s in self.statements if isinstance(s, Count) and s.event is None), None)
        found: list[Fact] = []
        for s in self.statements:
            if isinstance(s, Given):
                c = self.everything if s.condition is None else self.mask(s.condition)
                found.append(
                    Fact(self.mask(s.event) & c, c, s.value, exact(s.value), s.counted, (s.event, s.condition))
                )
            elif isinstance(s, Count) and s.event is not None:
                if total is None:
                    raise ReadError(
                        "a count needs the number of all cases", str(s.size), (0, 1), "a line such as '120 messages'"
                    )
                value = divide(integer(s.size), integer(total))
                found.append(
                    Fact(self.mask(s.event), self.everything, value, Fraction(s.size, total), True, (s.event, None))
                )
        return tuple(found)

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        return tuple(
            Relation(tuple((k, self.mask(event)) for k, event in s.terms), s.total, s.sign, s.said)
            for s in self.statements
            if isinstance(s, Related)
        )

    @cached_property
    def families(self) -> tuple[Family, ...]:
        found = []
        for s in self.statements:
            if not isinstance(s, Independent):
                continue
            members = tuple(self._options(m) for m in s.members)
            if not all(members):
                continue  # variables of which only moments are known
            names = tuple(str(m) for m in s.members)
            for condition in s.conditions or (true,):
                found.append(Family(members, self.mask(condition), not s.conditions, names))
        return tuple(found)

    def _options(self, member: Basic) -> tuple[int, ...]:
        if isinstance(member, Word) and member.name in self.supports:
            return tuple(self._equals(member, v) for v in self.supports[member.name])
        if isinstance(member, Word) and member.name not in self.definitions and member not in self.masks:
            return ()
        event = self.mask(member)
        return (event, self.everything & ~event)

    def axes_of(self, mask: int) -> tuple[int, ...]:
        """The numbers of the axes on which the event depends; all, where the atoms are not all combinations."""
        if mask not in self._depends:
            whole = prod(len(axis) for axis in self.axes) == self.size
            run, found = self.size, []
            for i, axis in enumerate(self.axes):
                run //= len(axis) if whole else 1
                if not whole or self._turns(mask, axis, run):
                    found.append(i)
            self._depends[mask] = tuple(found)
        return self._depends[mask]

    def _turns(self, mask: int, axis: tuple[Basic, ...], run: int) -> bool:
        """Whether there are two atoms that differ on this axis only, the one inside and the other outside."""
        first = mask & self.masks[axis[0]]
        return any(first << k * run != mask & self.masks[option] for k, option in enumerate(axis))

    def bits(self, mask: int) -> Iterable[int]:
        return (i for i in range(self.size) if mask >> i & 1)


@lru_cache(maxsize=4)
def _combinations(axes: tuple[tuple[Basic, ...], ...]) -> list[frozenset[Basic]]:
    return [frozenset(options) for options in product(*axes)]


def _refuse_letter(name: str, value: Basic, values: Sequence[Basic], closed: set[str]) -> None:
    """Raises where a variable whose values are numbers is said to be equal to a word: P(X = k)."""
    if isinstance(value, Word) and value not in values and (name in closed or any(v.is_number for v in values)):
        said = f"{name} = {value}"
        raise ReadError(f"{value} is no value of {name}", said, (len(name) + 3, len(said)), "a number")


def words_of(node: Basic) -> list[Word]:
    return [part for part in walk(node) if isinstance(part, Word)]

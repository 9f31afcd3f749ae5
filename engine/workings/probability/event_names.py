"""How the events of a world are written: as they were typed, or by the fewest words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sympy import And, Basic, Eq, Not, Or, true

from workings.expression.probability_goals import Background, Word
from workings.probability.model import Model
from workings.probability.reading import (
    Count,
    Given,
    Related,
    Statement,
)

if TYPE_CHECKING:
    pass

__all__ = ["NamedEvents"]

_new = Basic.__new__


class NamedEvents(Background):
    """The atoms of what is given, with a name for every event that a person would put into words."""

    __slots__ = ("_forms", "_pool", "_sayable", "model")
    _forms: tuple[tuple[tuple[int, Basic], ...], dict[int, Basic]] | None
    _pool: tuple[int, ...] | None
    _sayable: dict[tuple[int, int], bool]
    model: Model

    @property
    def everything(self) -> int:
        return self.model.everything

    @property
    def statements(self) -> tuple[Statement, ...]:
        return self.model.statements

    @property
    def literals(self) -> tuple[tuple[int, Basic], ...]:
        """Each word, each value of a variable, each defined name, and their opposites, shortest first."""
        return self._named()[0]

    @property
    def forms(self) -> dict[int, Basic]:
        return self._named()[1]

    def _named(self) -> tuple[tuple[tuple[int, Basic], ...], dict[int, Basic]]:
        if self._forms is not None:
            return self._forms
        model = self.model
        literals: dict[int, Basic] = {}
        plain = [literal for axis in model.axes for literal in axis if not isinstance(literal, Not)]
        plain = [*plain, *(Word(name) for name in model.definitions)]
        for literal in plain:
            literals.setdefault(model.mask(literal), literal)
        for literal in plain:
            mask = model.mask(literal)
            if mask:
                opposite = self.everything & ~mask
                ranged = None if isinstance(literal, Eq) else model.ranges_of(opposite)
                literals.setdefault(opposite, _new(Not, literals[mask]) if ranged is None else ranged)
        for nothing in (0, self.everything):
            literals.pop(nothing, None)
        forms = dict(literals)
        for event in self._written():
            forms.setdefault(model.mask(event), event)
        self._forms = tuple(literals.items()), forms
        return self._forms

    def _written(self) -> Iterator[Basic]:
        for s in self.model.statements:
            if isinstance(s, Given):
                yield s.event
                if s.condition is not None:
                    yield s.condition
            elif isinstance(s, Count) and s.event is not None:
                yield s.event
            elif isinstance(s, Related):
                yield from (event for _, event in s.terms)
        yield from self.model.about

    def form(self, mask: int) -> Basic:
        """The event written out: as it was typed, or by the fewest words."""
        known = self.forms.get(mask)
        if known is None:
            known = self._made(mask)
            self.forms[mask] = known
        return known

    def _made(self, mask: int) -> Basic:
        if mask == self.everything:
            return true
        ranged = self.model.ranges_of(mask)
        if ranged is not None:
            return ranged
        joined = self._joined(mask, self.everything)
        if joined is not None:
            return joined
        opposite = self._joined(self.everything & ~mask, self.everything)
        if opposite is not None:
            if isinstance(opposite, And):
                return _new(Or, *(self.form(self.everything & ~self.model.mask(p)) for p in opposite.args))
            return _new(Not, opposite)
        atoms = [_new(And, *self.model.atoms[i]) for i in self.model.bits(mask)]
        return _new(Or, *atoms) if len(atoms) > 1 else atoms[0]

    def nameable(self, e: int, c: int) -> bool:
        """Whether a person would put it into words: the search asks of nothing else."""
        known = self._sayable.get((e, c))
        if known is None:
            known = self._sayable[e, c] = (c == self.everything or self._simple(c)) and (
                not e
                or e == c
                or self._simple(e)
                or self._joined(e, c) is not None
                or self._joined(c & ~e, c) is not None
                or any(mask & c == e for mask in self.pool)
            )
        return known

    def _simple(self, mask: int) -> bool:
        everything = self.everything
        return (
            mask in self.forms
            or self._joined(mask, everything) is not None
            or self._joined(everything & ~mask, everything) is not None
        )

    def _joined(self, e: int, c: int) -> Basic | None:
        """`e` within `c` as literals joined by and, those that `c` implies left out; None where it is not such."""
        kept = [(m, form) for m, form in self.literals if e & ~m == 0 and c & ~m != 0]
        found = c
        for mask, _ in kept:
            found &= mask
        if found != e or not kept:
            return None
        for one in list(reversed(kept)):
            rest = c
            for other in kept:
                if other is not one:
                    rest &= other[0]
            if rest == e and len(kept) > 1:
                kept.remove(one)
        return kept[0][1] if len(kept) == 1 else _new(And, *(form for _, form in kept))

    def within(self, e: int, c: int) -> Basic:
        """The event to write before the bar for `e`, a part of `c`."""
        if c == self.everything:
            return self.form(e)
        fitting = [mask for mask in self.forms if mask & c == e]
        if fitting:
            return self.forms[min(fitting, key=self._length)]
        joined = self._joined(e, c)
        if joined is None:
            opposite = self._joined(c & ~e, c)
            joined = self.form(e) if opposite is None else _new(Not, opposite)
        return joined

    @property
    def pool(self) -> tuple[int, ...]:
        """The events worth thinking of: the words, what is given and asked, and their opposites and meetings."""
        if self._pool is None:
            model = self.model
            found: dict[int, None] = dict.fromkeys(mask for mask, _ in self.literals)
            for event in self._written():
                mask = model.mask(event)
                found[mask] = None
                found[self.everything & ~mask] = None
                if isinstance(event, And | Or):
                    found.update(dict.fromkeys(model.mask(part) for part in event.args))
            for fact in model.facts:
                found[fact.e] = None
            about = [model.mask(event) for event in model.about]
            if len(about) == 2:
                found[about[0] & about[1]] = None
            for nothing in (0, self.everything):
                found.pop(nothing, None)
            self._pool = tuple(found)
        return self._pool

"""Which misconception explains a wrong expression: the engine run again with one rule broken, then two.

Nothing is guessed from the look of an answer. A mistake is named only if the broken engine arrives, by the judges'
word, at the very expression the student wrote.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations, islice
from typing import Any, Literal

from sympy import Basic, Expr

from workings.derivation import Step
from workings.engine import Engine, NoRule
from workings.expression import Goal
from workings.expression.goals import Held
from workings.judge import Evidence, NormalForm, TooLarge
from workings.judge.claims import is_beyond_values, judged_equal
from workings.judge.meanings import plain
from workings.marking.samples import Samples, Values, known, overlap
from workings.marking.world import Unresolved, World, placed
from workings.rule import Mistake, Rewrite, RuleBook

__all__ = ["Diagnosis", "Explanations", "Slip", "diagnose", "holds", "slips_of"]

MOST_SINGLE = 160
MOST_PAIRS = 220


@dataclass(frozen=True, slots=True)
class Slip:
    """A mistake made at a goal, in one of its ways."""

    goal: Goal
    mistake: Mistake
    way: Rewrite
    order: tuple[int, int]  # mistakes about the question as a whole come last, those near the question first


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The mistake that leads to what was written, where it was made, and others that lead to the same."""

    mistake: Mistake
    slips: tuple[Slip, ...]
    ties: tuple[Mistake, ...] = ()


def diagnose(
    goal: Goal, written: Any, truth: Any, world: World, book: RuleBook, at: Any = (), *, mistakes: Literal[1, 2] = 1
) -> Diagnosis | None:
    """The mistake, or the two `mistakes`, by which `goal` comes to what was `written`, or None.

    Arguments:
        goal: the question, in base variables or in names of `world`.
        written: what the student made of it, resolved.
        truth: the right answer, resolved; a mistake that leads to it explains nothing.
        at: (symbol, value) pairs at which the answer was asked for.
    """
    return Explanations(goal, truth, world, book, at).find(written, mistakes=mistakes)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A wrong answer, its values at a few points, and all the ways to it, each one slip or more."""

    expr: Any
    values: Values | None
    made_by: tuple[tuple[Slip, ...], ...]


class Explanations:
    """The wrong answers that the mistakes on the way to one goal lead to: worked out once, then looked up by value.

    The values only say where looking closer is worth it; that an outcome is what was written, the judges say.
    """

    def __init__(
        self, goal: Goal, truth: Any, world: World, book: RuleBook, at: Any = (), samples: Samples | None = None
    ) -> None:
        self.goal = goal
        self.truth = truth
        self.world = world
        self.book = book
        self.at = at
        self.samples = Samples.of(truth, world.conditions) if samples is None else samples

    def find(self, written: Any, values: Values | None = None, *, mistakes: Literal[1, 2] = 1) -> Diagnosis | None:
        """The mistake that leads to what was `written`, and the others that do; None where none does.

        `values` are those of `written` at the samples, where they are known already; with two `mistakes` it is the
        pair that leads there, which explains less than one slip of any kind.
        """
        if self.samples is not None:
            values = self.samples.values(written) if values is None else values
            if values is None and not is_beyond_values(written):
                return None  # other variables, or another shape
            if values is not None and not known(values) and Samples.of(written, self.world.conditions) is None:
                return None  # defined nowhere
        for outcomes in (self._single, self._everywhere) if mistakes == 1 else (self._double,):
            found = next((outcome for outcome in outcomes if self._is(outcome, written, values)), None)
            if found is None:
                continue
            best, *others = found.made_by
            if mistakes == 2:
                return Diagnosis(best[0].mistake, best)
            ties = {slips[0].mistake.slug: slips[0].mistake for slips in others}
            ties.pop(best[0].mistake.slug, None)
            return Diagnosis(best[0].mistake, best[:1], tuple(ties.values()))
        return None

    def ties(self, written: Any, values: Values | None) -> tuple[Mistake, ...]:
        """The single mistakes that lead to what was `written`."""
        found = next((outcome for outcome in self._single if self._is(outcome, written, values)), None)
        return tuple(slips[0].mistake for slips in found.made_by) if found is not None else ()

    def _is(self, outcome: Outcome, written: Any, values: Values | None) -> bool:
        if values is not None and outcome.values is not None:
            if not overlap(values, outcome.values):
                return False
            if _proved(outcome.expr, written, self.world.conditions):
                return True
        return holds(judged_equal(outcome.expr, written, self.world.conditions))

    @cached_property
    def _slips(self) -> list[Slip]:
        try:
            return slips_of(self.goal, self.book)
        except NoRule:
            return []

    @cached_property
    def _single(self) -> list[Outcome]:
        return self._outcomes((slip,) for slip in self._slips)

    @cached_property
    def _everywhere(self) -> list[Outcome]:
        """One mistake made at every goal where its rule is used."""
        alike: dict[tuple[str, Any], list[Slip]] = {}
        for slip in self._slips:
            alike.setdefault((slip.mistake.slug, slip.way), []).append(slip)
        return self._outcomes(tuple(group) for group in alike.values() if len({slip.goal for slip in group}) > 1)

    @cached_property
    def _double(self) -> list[Outcome]:
        pairs = (pair for pair in combinations(self._slips, 2) if pair[0].goal != pair[1].goal)
        return self._outcomes(islice(pairs, MOST_PAIRS))

    def _outcomes(self, ways: Iterable[tuple[Slip, ...]]) -> list[Outcome]:
        """What each of the ways leads to, those that lead to the same put together."""
        found: list[Outcome] = []
        for slips in ways:
            new = self._outcome(slips)
            if new is None:
                continue
            same = next((i for i, known in enumerate(found) if self._is(known, new.expr, new.values)), None)
            if same is None:
                found.append(new)
            else:
                found[same] = replace(found[same], made_by=(*found[same].made_by, slips))
        return found

    def _outcome(self, slips: tuple[Slip, ...]) -> Outcome | None:
        """What the engine, broken so, comes to; None where that is nothing, or the truth all the same."""
        try:
            answer = Engine(self.book, slips={slip.goal: slip.way for slip in slips}).answer(self.goal).answer
            wrong = placed(self.world.resolve(plain(answer)), self.at)
        except (NoRule, Unresolved):
            return None
        values = self.samples.values(wrong) if self.samples is not None else None
        if values is not None and not known(values) and Samples.of(wrong, self.world.conditions) is None:
            return None  # a division by 0 that nobody would write
        apart = self.samples is not None and values is not None and not overlap(values, self.samples.truth)
        if not apart and holds(judged_equal(wrong, self.truth, self.world.conditions)):
            return None
        return Outcome(wrong, values, (slips,))


def _proved(one: Any, other: Any, conditions: tuple[Basic, ...]) -> bool:
    """Whether the normal form proves two expressions equal that have the same values at the samples."""
    if not isinstance(one, Expr) or not isinstance(other, Expr):
        return False
    try:
        return NormalForm(conditions).equal(one, other)
    except TooLarge:
        return False


def slips_of(goal: Goal, book: RuleBook) -> list[Slip]:
    """Every way to make one mistake in answering `goal`, those near the question first."""
    return sorted(_slips(Engine(book).answer(goal)), key=lambda slip: slip.order)[:MOST_SINGLE]


def _slips(root: Step) -> Iterator[Slip]:
    """Every way to make a mistake at a step, those near the question first."""
    depth: dict[int, int] = {id(root): 0}
    for step in reversed(tuple(root.walk())):
        for used in step.uses:
            depth[id(used)] = min(depth.get(id(used), 10**6), depth[id(step)] + 1)
    above: dict[int, set[str]] = {id(root): set()}
    for step in reversed(tuple(root.walk())):
        for used in step.uses:
            above.setdefault(id(used), set()).update(above[id(step)], {step.rule.slug})
    for step in reversed(tuple(root.walk())):
        for mistake in step.rule.mistakes:
            called = mistake
            if mistake.nested and step.rule.slug in above[id(step)]:
                called = next(m for m in step.rule.mistakes if m.slug == mistake.nested)
            whole = isinstance(step.goal, Held)
            for way in mistake.ways(step.goal):
                yield Slip(step.goal, called, way, (int(whole), depth[id(step)]))


def holds(evidence: Evidence) -> bool:
    return evidence.kind in ("proved", "agrees")

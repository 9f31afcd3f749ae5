"""Which misconception explains a wrong expression: the engine run again with one rule broken, then two.

Nothing is guessed from the look of an answer. A mistake is named only if the broken engine arrives, by the judges'
word, at the very expression the student wrote.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from workings.derivation import Step
from workings.engine import Engine, NoRule
from workings.expression import Goal
from workings.expression.goals import Held
from workings.judge import Evidence, equal
from workings.judge.derivation import plain
from workings.marking.world import Unresolved, World, placed
from workings.rule import Mistake, Rewrite, RuleBook

__all__ = ["Diagnosis", "diagnose", "holds", "slips_of"]

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


def diagnose(goal: Goal, written: Any, truth: Any, world: World, book: RuleBook, at: Any = ()) -> Diagnosis | None:
    """The mistake by which `goal` comes to what was `written`, or None.

    Arguments:
        goal: the question, in base variables or in names of `world`.
        written: what the student made of it, resolved.
        truth: the right answer, resolved; a mistake that leads to it explains nothing.
        at: (symbol, value) pairs at which the answer was asked for.
    """
    try:
        right = Engine(book).answer(goal)
    except NoRule:
        return None
    slips = sorted(_slips(right), key=lambda slip: slip.order)[:MOST_SINGLE]
    found = [slip for slip in slips if _leads_to((slip,), goal, written, truth, world, book, at)]
    if not found:
        found = _everywhere(slips, goal, written, truth, world, book, at)
    if found:
        best = found[0]
        ties = tuple({slip.mistake.slug: slip.mistake for slip in found if slip.mistake.slug != best.mistake.slug}.values())
        return Diagnosis(best.mistake, (best,), ties)
    for pair in list(combinations(slips, 2))[:MOST_PAIRS]:
        if pair[0].goal != pair[1].goal and _leads_to(pair, goal, written, truth, world, book, at):
            return Diagnosis(pair[0].mistake, pair)
    return None


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


def _everywhere(slips: list[Slip], *rest: Any) -> list[Slip]:
    """One mistake made at every goal where its rule is used."""
    alike: dict[tuple[str, Any], list[Slip]] = {}
    for slip in slips:
        alike.setdefault((slip.mistake.slug, slip.way), []).append(slip)
    groups = [tuple(group) for group in alike.values() if len({slip.goal for slip in group}) > 1]
    return [group[0] for group in groups if _leads_to(group, *rest)]


def _leads_to(
    slips: tuple[Slip, ...], goal: Goal, written: Any, truth: Any, world: World, book: RuleBook, at: Any
) -> bool:
    """Whether the engine, broken so, comes to what was written, and not to the truth."""
    try:
        answer = Engine(book, slips={slip.goal: slip.way for slip in slips}).answer(goal).answer
        wrong = world.resolve(plain(answer))
    except (NoRule, Unresolved):
        return False
    wrong = placed(wrong, at)
    return holds(equal(wrong, written, assuming=world.conditions)) and not holds(
        equal(wrong, truth, assuming=world.conditions)
    )


def holds(evidence: Evidence) -> bool:
    return evidence.kind in ("proved", "agrees")


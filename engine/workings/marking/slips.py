"""Slips of algebra between one line and the next: a sign, a bracket, a square of a sum, a cancelled term, a number.

The slips themselves are mistakes on the rules of algebra. One is named if, made somewhere in the line before, it gives
by the judges' word what was written.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import combinations, islice
from typing import Any

from sympy import Expr, Tuple

from workings.expression import Goal, Tidy
from workings.expression.goals import D, Value
from workings.expression.nodes import negate, symbols_of
from workings.judge import equal
from workings.judge.meanings import plain
from workings.marking.crossings import A_SOLUTION_IS_LOST, same_zeros
from workings.marking.diagnosis import Diagnosis, holds
from workings.marking.world import Unresolved, World, placed
from workings.rule import Mistake, load_book

__all__ = ["MISTAKES", "algebra_slip", "numeric_slip", "slip_before", "slips_before", "slips_in"]

MOST = 400
# Where two slips lead to the same, the more telling one first.
TELLING = (
    "algebra-binomial-square",
    "log-of-sum-split",
    "exponent-law-wrong",
    "sqrt-power-wrong",
    "cancel-terms-in-fraction",
    "algebra-distribute",
    "algebra-sign",
    "sum-term-dropped",
)


class _Named(dict[str, Mistake]):
    """The mistakes of the installed books by slug, those of the rules of algebra before others of that name."""

    def __missing__(self, slug: str) -> Mistake:
        rules = sorted(load_book(), key=lambda rule: rule.goal is not Tidy)
        self[slug] = next(m for rule in rules for m in rule.mistakes if m.slug == slug)
        return self[slug]


MISTAKES = _Named()


def algebra_slip(left: Any, right: Any, world: World, goals: list[Goal]) -> Diagnosis | None:
    """The slip that makes `right` of `left`, or of what `left` stands for."""
    from workings.marking.equations import Equation

    if isinstance(left, Equation):
        return _of_equations(left, right)
    before = world.body(left)
    try:
        a, b = world.resolve(plain(before)), world.resolve(plain(right))
    except Unresolved:
        return None
    if isinstance(before, Expr) and not isinstance(before, D):
        for mistake, wrong in islice(slips_in(before), MOST):
            try:
                if holds(equal(world.resolve(wrong), b, assuming=world.conditions)) and not holds(
                    equal(world.resolve(wrong), a, assuming=world.conditions)
                ):
                    return Diagnosis(mistake, ())
            except Unresolved:
                continue
    return _early(a, b, world) or numeric_slip(a, b, world)


def slip_before(goal: Goal, written: Any, truth: Any, world: World, at: Any = ()) -> Diagnosis | None:
    """A slip of algebra in the function, which is then differentiated rightly."""
    for mistake, wrong in slips_before(goal, world, at):
        if holds(equal(wrong, written, assuming=world.conditions)) and not holds(
            equal(wrong, truth, assuming=world.conditions)
        ):
            return Diagnosis(mistake, ())
    return None


def slips_before(goal: Goal, world: World, at: Any = ()) -> Iterator[tuple[Mistake, Any]]:
    """Every slip of algebra in the function, and the question that is then asked instead."""
    if not isinstance(goal, D):
        return
    for mistake, wrong in islice(slips_in(goal.f), MOST):
        if mistake.slug == "sum-term-dropped":
            continue
        try:
            yield mistake, placed(world.resolve(type(goal)(wrong, *goal.args[1:])), at)
        except Unresolved:
            continue


def _early(a: Any, b: Any, world: World) -> Diagnosis | None:
    """What moves was replaced with its value at the moment that is asked about."""
    for r in (1, 2):
        for place in combinations(world.values, r):
            if isinstance(a, Expr) and holds(equal(placed(a, place), b, assuming=world.conditions)):
                return Diagnosis(MISTAKES["substituted-before-differentiating"], ())
    return None


def is_number(expr: Any) -> bool:
    """Whether no symbol is left in it but those that are given a value."""
    if isinstance(expr, Value):
        return set(symbols_of([expr.args[0]])) <= {pair.args[0] for pair in expr.args[1:]}
    return not symbols_of([expr])


def numeric_slip(a: Any, b: Any, world: World | None) -> Diagnosis | None:
    """Where only the numbers differ: two numbers, or expressions whose difference or quotient is a number."""
    conditions = () if world is None else world.conditions
    if isinstance(a, Tuple) and isinstance(b, Tuple) and len(a) == len(b):
        both = zip(a.args, b.args, strict=True)
        apart = [pair for pair in both if not holds(equal(*pair, assuming=conditions))]
        return numeric_slip(*apart[0], world) if len(apart) == 1 else None
    if not isinstance(a, Expr) or not isinstance(b, Expr):
        return None
    if is_number(a) and is_number(b):
        if holds(equal(a, negate(b))):
            return Diagnosis(MISTAKES["algebra-sign"], ())
        return Diagnosis(MISTAKES["arithmetic-slip"], ())
    if holds(equal(negate(a), b, assuming=conditions)):
        return Diagnosis(MISTAKES["algebra-sign"], ())
    return None


def _of_equations(before: Any, new: Any) -> Diagnosis | None:
    """The slip between two equations with other solutions."""
    from workings.marking.equations import roots

    if not before.polynomials or not new.polynomials:
        lost = same_zeros(before.wholes[0], new.wholes[0], before.variable) == A_SOLUTION_IS_LOST
        return Diagnosis(MISTAKES["root-lost"], ()) if lost else None
    old, now = roots(before.polynomials[0]), roots(new.polynomials[0])
    if now and set(now) < set(old):
        return Diagnosis(MISTAKES["root-lost"], ())
    flipped = before.polynomials[0]
    coefficients = list(flipped.coeffs())
    for i in range(len(coefficients)):
        changed = list(coefficients)
        changed[i] = -changed[i]
        if sorted(map(str, roots(type(flipped)(changed)))) == sorted(map(str, now)):
            return Diagnosis(MISTAKES["algebra-sign"], ())
    return Diagnosis(MISTAKES["arithmetic-slip"], ())


@cache
def _of_algebra() -> tuple[Mistake, ...]:
    """The slips that can be made anywhere in an expression, the more telling first."""
    found = [m for rule in load_book() if rule.goal is Tidy for m in rule.mistakes if m.variants is not None]
    return tuple(m for slug in TELLING for m in found if m.slug == slug)


def slips_in(expr: Expr) -> Iterator[tuple[Mistake, Expr]]:
    """Every single slip in `expr`: the mistake and the wrong expression."""
    goal = Tidy(expr)
    for mistake in _of_algebra():
        for way in mistake.ways(goal):
            wrong = way(goal, lambda smaller: smaller)
            if isinstance(wrong, Expr):
                yield mistake, wrong

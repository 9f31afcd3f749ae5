"""Which mistake explains a wrong value: the laws run again with one broken, by every way in which they could answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sympy import And, Ge, Gt, Or, true

from workings.expression import Goal
from workings.expression.probability_goals import Chance
from workings.marking.probability.claims import Side
from workings.marking.probability.ground import Ground, Slip, has_many_values, key_of, same
from workings.marking.slips import MISTAKES
from workings.marking.slips import numeric_slip as slip_of_numbers
from workings.probability.homework import Stated
from workings.rule import Mistake

__all__ = ["HOUSE", "Found", "find", "of_numbers"]

# The laws of the lecture first, then those that only this house names.
HOUSE = frozenset({
    "odds-for-probability", "prior-forgotten", "conditional-for-joint", "chain-link-missing", "union-overlap-added",
    "marginal-term-missing", "independent-added", "unknown-not-divided", "other-branch-not-subtracted",
    "mean-for-variance",
    "expectation-shift-dropped", "covariance-means-not-subtracted", "variance-square-added", "density-for-probability",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """The mistake that leads to what was written, where it was made, and others that lead to the same.

    `also` is the second of two that lead to it only together.
    """

    mistake: Mistake
    slip: Slip | None
    ties: tuple[Mistake, ...] = ()
    also: Mistake | None = None


def find(ground: Ground, quantity: Any, side: Side, before: Side | None, stated: Stated) -> Found | None:
    """The mistake by which the quantity comes to what a side says, `before` being the right side that it follows."""
    value = ground.value(side.expr)
    if value is None:
        return None
    if before is not None:
        return of_numbers(ground.value(before.expr), value)
    for depth in (0, 1, 2):
        slips = list(_leading_to(ground, quantity, value, depth))
        slips = [slip for slip in slips if not _is_far_fetched(slip, quantity)]
        if slips:
            return _best(slips, quantity, side, stated)
    return _pair(ground, quantity, value)


def _pair(ground: Ground, quantity: Any, value: Any) -> Found | None:
    """Two mistakes that only together lead to the value; None where more than one pair of the usual ones does."""
    wanted = key_of(value)
    if not isinstance(quantity, Chance) or has_many_values(quantity) or hasattr(wanted, "args"):
        return None
    found: dict[tuple[str, str], tuple[Slip, Slip]] = {}
    for made, first, second in ground.twice(quantity):
        slugs = (first.mistake.slug, second.mistake.slug)
        if key_of(made) == wanted and not HOUSE & set(slugs):
            found.setdefault(slugs, (first, second))
    if len({frozenset(slugs) for slugs in found}) != 1:
        return None
    first, second = next(iter(found.values()))
    return Found(first.mistake, first, (), second.mistake)


def _leading_to(ground: Ground, quantity: Any, value: Any, depth: int) -> Iterator[Slip]:
    wanted = key_of(value)
    number = not hasattr(wanted, "args")
    for made, slip in ground.wrong_of(quantity, depth):
        key = key_of(made)
        if key == wanted or (not (number and not hasattr(key, "args")) and _near(made, value) and same(made, value)):
            yield slip


def _near(one: Any, other: Any) -> bool:
    """Whether two values that are not both rational could be equal, by their first digits."""
    from sympy import Float

    if getattr(one, "free_symbols", None) or getattr(other, "free_symbols", None):
        return True
    a, b = one.evalf(20), other.evalf(20)
    return not (isinstance(a, Float) and isinstance(b, Float)) or abs(a - b) < 1e-12 * max(1, abs(a))


def _best(slips: Sequence[Slip], quantity: Any, side: Side, stated: Stated) -> Found:
    ranked = sorted(slips, key=lambda slip: _rank(slip, quantity, side, stated))
    mistakes = {slip.mistake.slug: slip.mistake for slip in ranked}
    first = ranked[0]
    mistakes.pop(first.mistake.slug)
    return Found(first.mistake, first, tuple(mistakes.values()))


def _rank(slip: Slip, quantity: Any, side: Side, stated: Stated) -> tuple[int, ...]:
    """The more telling first: laws of every course, then what the problem speaks of."""
    slug = slip.mistake.slug
    naive = stated.setting is not None and (stated.setting.draft.naive or _of_several(quantity))
    preferred = {
        "naive-bayes-prior-forgotten": -1 if naive else 3,
        "base-rate-neglect": 1,
        "at-least-one-summed": 0 if _of_trials(slip) else 2,
        "replacement-confused": 0,
        "complement-of-condition": 0,
        "union-overlap-not-subtracted": 1,
        "variance-of-difference-subtracted": 0,
        "sd-variance-confused": 0,
        "joint-as-conditional": 1 if _gives_joint(slip) else 2,
        "evidence-not-divided": 1,
        "inverse-confusion": 0,
        "conditional-as-ratio-of-marginals": 1,
        "independence-assumed": 2,
        "complement-forgotten": 2,
    }
    elsewhere = slip.goal != quantity and isinstance(quantity, Goal)
    opposite = slug == "complement-forgotten" and isinstance(getattr(slip.goal, "event", None), Or | Ge | Gt)
    chosen = opposite or _is_chosen(slip)
    return (int(slug in HOUSE), int(elsewhere), int(not opposite), int(not chosen), preferred.get(slug, 1))


def _is_far_fetched(slip: Slip, quantity: Any) -> bool:
    """Whether the mistake is made in another question, the opposite apart, by a law that no one needs there."""
    if not isinstance(quantity, Goal) or slip.goal == quantity or _is_chosen(slip):
        return False
    return not (isinstance(quantity, Chance) and _is_opposite(slip.goal, quantity))


def _is_opposite(goal: Any, quantity: Chance) -> bool:
    """Whether one asks how likely it is that the other's event does not happen."""
    if not isinstance(goal, Chance) or has_many_values(goal) or has_many_values(quantity):
        return False
    return goal.c == quantity.c and goal.c & goal.e == goal.c & ~quantity.e


def _is_chosen(slip: Slip) -> bool:
    """Whether the mistake is made with the law that the shortest derivation takes there."""
    goal = slip.goal
    return not isinstance(goal, Chance) or has_many_values(goal) or goal.way(slip.rule.slug) is not None


def _of_trials(slip: Slip) -> bool:
    """Whether it is about how often something happens, or about three events and more."""
    goal = slip.goal
    return not isinstance(goal, Chance) or not isinstance(goal.event, Or) or len(goal.event.args) > 2


def _of_several(quantity: Any) -> bool:
    return isinstance(quantity, Chance) and isinstance(quantity.condition, And)


def _gives_joint(slip: Slip) -> bool:
    """Whether the probability of both is among the givens."""
    goal = slip.goal
    if not isinstance(goal, Chance) or goal.condition == true:
        return False
    return any(fact.e == goal.e for fact in goal.world.model.facts if fact.c == goal.world.everything)


def of_numbers(right: Any, wrong: Any) -> Found | None:
    """A slip between two numbers that should be equal."""
    found = slip_of_numbers(right, wrong, None)
    mistake = found.mistake if found else MISTAKES["arithmetic-slip"]
    return Found(mistake, None)

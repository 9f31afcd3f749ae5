"""The judge of a derived probability: exact linear programming over the atoms, which knows none of the laws."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sympy import Basic, Integer, Tuple

from workings.derivation import Derivation, Step, Verification
from workings.expression import Goal
from workings.expression.algebra import replace
from workings.expression.canonical import canonical
from workings.expression.nodes import power
from workings.expression.probability_goals import (
    About,
    Asked,
    Assumed,
    Chance,
    Correlation,
    Covariance,
    Incoherent,
    Mean,
    OfSum,
    Ranged,
    SolveFor,
    StandardDeviation,
    Undetermined,
    Variance,
)
from workings.probability.bounds import bounds, coherent, determined
from workings.probability.exact import exact
from workings.probability.reading import Distributed
from workings.probability.sampled import judge_sampled
from workings.probability.wording import event_words

if TYPE_CHECKING:
    from workings.judge import Evidence

__all__ = ["Judged"]

_KINDS = {Mean: "E", Variance: "Var", StandardDeviation: "sd", Covariance: "Cov", Correlation: "Corr"}
_MOST_CASES = 8
_METHOD = "exact linear programming over the atoms"


class Judged(Derivation):
    """A derivation about probabilities: its steps are put before this judge, those of algebra before the usual one."""

    def verify(self) -> Verification:
        """Evidence for every step, and for the whole.

        `proved` where the givens allow no other value; `undecided` where they are not linear (independence of events
        whose single probabilities are unknown, moments).
        """
        from workings.judge.updating import ABOUT_UPDATING

        steps = tuple((step, _judge(step)) for step in self.steps)
        asked = [evidence for step, evidence in steps if isinstance(step.goal, (Chance, Asked, About, *ABOUT_UPDATING))]
        return Verification(steps, asked[-1] if asked else steps[-1][1])

    def cases(self) -> tuple[str, dict[str, tuple[Fraction, Fraction]]] | None:
        """The event and the cases that the derivation is about, P(case) and P(event | case) for each; None where none.

        Of the law of total probability its cases, of Bayes' theorem the hypothesis and its opposite.
        """
        for step in reversed(self.steps):
            found = _cases(step)
            if found is not None:
                return found
        return None

    def figures(self) -> str:
        """The unit square, the tree and the contingency table of those cases."""
        from workings.probability.pictures import contingency_table, tree, unit_square

        found = self.cases()
        if found is None:
            return ""
        return f'<div class="figures">{unit_square(*found)}\n{tree(*found)}\n{contingency_table(*found)}</div>'


def _cases(step: Step) -> tuple[str, dict[str, tuple[Fraction, Fraction]]] | None:
    goal = step.goal
    if not isinstance(goal, Chance) or (goal.c != goal.world.everything and step.rule.slug != "bayes"):
        return None
    asked = [used.goal for used in step.uses if isinstance(used.goal, Chance)]
    world = goal.world
    if step.rule.slug == "total-probability":
        within = [g for g in asked if g.c != goal.c]
        event, cells = goal.e, [(g.c, event_words(g.condition)) for g in within]
        said = event_words(goal.event)
    elif step.rule.slug == "bayes" and len(asked) == 3 and asked[1].c == world.everything:
        _, prior, evidence = asked
        other = world.chance(world.everything & ~prior.e)
        event, said = evidence.e, event_words(evidence.event)
        cells = [(prior.e, event_words(prior.event)), (other.e, event_words(other.event))]
    else:
        return None
    table: dict[str, tuple[Fraction, Fraction]] = {}
    for cell, name in cells:
        weight, inside = determined(world, cell, world.everything), determined(world, event, cell)
        if weight is None or inside is None:
            return None
        table[name] = (weight, inside)
    whole = sum((p for p, _ in table.values()), Fraction(0)) == 1
    return (said, table) if whole and 2 <= len(table) <= _MOST_CASES else None


def _judge(step: Step) -> Evidence:
    from workings.judge import Evidence
    from workings.judge.derivation import judge_step
    from workings.judge.updating import ABOUT_UPDATING, judge_updating

    goal, answer = step.goal, step.answer
    if isinstance(goal, ABOUT_UPDATING):
        return judge_updating(goal, answer)
    if isinstance(goal, SolveFor):
        left, right = (exact(replace(side, {goal.args[1]: answer})) for side in goal.args[0].args)
        return Evidence("proved" if left == right else "refuted", method="put back into the equation")
    if isinstance(goal, Asked):
        if isinstance(answer, Incoherent):
            return Evidence("refuted" if coherent(goal.question.world) else "proved", method=_METHOD)
        if isinstance(answer, Assumed | Undetermined):
            return Evidence("proved" if isinstance(goal.question, Chance | Mean) else "undecided", method=_METHOD)
        goal = goal.question
        if not isinstance(goal, Goal):
            return _together(step)
    if isinstance(goal, Chance):
        return _chance(goal, exact(answer), answer)
    if isinstance(goal, Mean | Variance | StandardDeviation | Covariance | Correlation):
        stated = goal.world.moment(_KINDS[type(goal)], *goal.args[:-1])
        if stated is not None and stated == answer:
            return Evidence("proved", method="as given")
        return _moment(goal, answer)
    if isinstance(goal, Ranged | OfSum):
        return judge_sampled(goal, answer)
    return judge_step(step)


def _together(step: Step) -> Evidence:
    """An expression in several questions: that each is answered rightly, and that the answers are put in."""
    from workings.judge.claims import judged

    asked = step.goal.args[0]
    put_in = replace(asked, {used.goal: used.answer for used in step.uses})
    pairs = zip(put_in.args, step.answer.args, strict=True) if isinstance(asked, Tuple) else [(put_in, step.answer)]
    found = [_judge(used) for used in step.uses] + [judged(left, right) for left, right in pairs]
    return min(found, key=lambda e: ("refuted", "undecided", "agrees", "proved").index(e.kind))


def _chance(goal: Chance, answer: Fraction | None, written: Basic) -> Evidence:
    from workings.judge import Evidence

    if any(isinstance(s, Distributed) for s in goal.world.statements):
        return judge_sampled(goal, written)
    room = bounds(goal.world, goal.e, goal.c)
    if answer is None or room is None:
        return Evidence("undecided", method=_METHOD)
    if room.value == answer:
        return Evidence("proved", method=_METHOD)
    if not room.low <= answer <= room.high:
        return Evidence("refuted", method=_METHOD)
    return Evidence("undecided", method=_METHOD)


def _moment(goal: Any, answer: Basic) -> Evidence:
    """By the probabilities of the atoms where they settle it, else by sums and areas."""
    from workings.judge import Evidence

    deviation = isinstance(goal, StandardDeviation)
    number = exact(canonical(power(answer, Integer(2)))) if deviation else exact(answer)
    if isinstance(goal, Mean | Variance | StandardDeviation) and number is not None:
        value = goal.world.mean_over_atoms(Mean(goal.x, goal.world))
        if not isinstance(goal, Mean) and value is not None:
            square = goal.world.mean_over_atoms(Mean(power(goal.x, Integer(2)), goal.world))
            value = None if square is None else square - value**2
        if value is not None:
            return Evidence("proved" if value == number else "refuted", method=_METHOD)
    return judge_sampled(goal, answer)

"""The judge of a derived probability: exact linear programming over the atoms, which knows none of the laws."""

from __future__ import annotations

from fractions import Fraction

from workings.derivation import Derivation, Step, Verification
from workings.expression.probability_goals import (
    About,
    Area,
    Asked,
    Chance,
)
from workings.probability.bounds import determined
from workings.probability.step_judge import judge_probability

__all__ = ["Judged"]

_MOST_CASES = 8


class Judged(Derivation):
    """A derivation about probabilities: its steps are put before this judge, those of algebra before the usual one."""

    def verify(self) -> Verification:
        """Evidence for every step, and for the whole.

        `proved` where the givens allow no other value; `undecided` where they are not linear (independence of events
        whose single probabilities are unknown, moments).
        """
        from workings.judge.densities import ABOUT_DENSITIES
        from workings.judge.updating import ABOUT_UPDATING

        steps = tuple((step, judge_probability(step)) for step in self.steps)
        kinds = (Chance, Asked, About, Area, *ABOUT_UPDATING, *ABOUT_DENSITIES)
        asked = [evidence for step, evidence in steps if isinstance(step.goal, kinds)]
        return Verification(steps, asked[-1] if asked else steps[-1][1])

    def cases(self, lang: str = "en") -> tuple[str, dict[str, tuple[Fraction, Fraction]]] | None:
        """The event and the cases that the derivation is about, P(case) and P(event | case) for each; None where none.

        Of the law of total probability its cases, of Bayes' theorem the hypothesis and its opposite.
        """
        for step in reversed(self.steps):
            found = _cases(step, lang)
            if found is not None:
                return found
        return None

    def figures(self, lang: str = "en") -> str:
        """The unit square, the tree and the contingency table of those cases."""
        from workings.probability.pictures import contingency_table, tree, unit_square

        found = self.cases(lang)
        if found is None:
            return ""
        drawn = "\n".join(picture(*found, lang=lang) for picture in (unit_square, tree, contingency_table))
        return f'<div class="figures">{drawn}</div>'


def _cases(step: Step, lang: str) -> tuple[str, dict[str, tuple[Fraction, Fraction]]] | None:
    from workings.show.printer import Printer  # which stands beside this module
    from workings.show.text import UNICODE

    goal = step.goal
    words = Printer(UNICODE, lang=lang)
    if not isinstance(goal, Chance) or (goal.c != goal.world.everything and step.rule.slug != "bayes"):
        return None
    asked = [used.goal for used in step.uses if isinstance(used.goal, Chance)]
    world = goal.world
    if step.rule.slug == "total-probability":
        within = [g for g in asked if g.c != goal.c]
        event, cells = goal.e, [(g.c, words(g.condition)) for g in within]
        said = words(goal.event)
    elif step.rule.slug == "bayes" and len(asked) == 3 and asked[1].c == world.everything:
        _, prior, evidence = asked
        other = world.chance(world.everything & ~prior.e)
        event, said = evidence.e, words(evidence.event)
        cells = [(prior.e, words(prior.event)), (other.e, words(other.event))]
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

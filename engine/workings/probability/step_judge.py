"""The judge of one step about probabilities: linear equations and programming over the atoms, areas, masses."""

from __future__ import annotations

from dataclasses import replace as with_fields
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sympy import Basic, Integer, Rational, Tuple, oo, sqrt

from workings.derivation import Step
from workings.expression import Goal
from workings.expression.algebra import replace
from workings.expression.approximation_goals import Approximated, LimitOfSum
from workings.expression.canonical import canonical
from workings.expression.mixture_goals import DensityOf, OfCounts, OfMixture
from workings.expression.nodes import integer, mul, power, symbol, symbols_of
from workings.expression.probability_goals import (
    Area,
    Asked,
    Assumed,
    AtLetter,
    Chance,
    Correlation,
    Covariance,
    Fractile,
    Incoherent,
    Mean,
    MeanGiven,
    OfSum,
    Ranged,
    SolveFor,
    StandardDeviation,
    Undetermined,
    Variance,
    VarianceGiven,
)
from workings.probability.atoms import mean_of, share_of
from workings.probability.bounds import bounds, coherent, determined
from workings.probability.certified import judge_bounds, judge_mean_bounds
from workings.probability.exact import exact
from workings.probability.model import words_of
from workings.probability.reading import Density, Distributed, Given, Independent
from workings.probability.sampled import judge_sampled, outermost_goals
from workings.probability.sums import event_over_atoms
from workings.probability.verdicts import text_of
from workings.probability.world import World

if TYPE_CHECKING:
    from workings.judge import Evidence

__all__ = ["judge_line", "judge_probability"]

_KINDS = {Mean: "E", Variance: "Var", StandardDeviation: "sd", Covariance: "Cov", Correlation: "Corr"}
_METHOD = "exact linear programming over the atoms"


def judge_probability(step: Step) -> Evidence:
    """Evidence that the goal of one step has its answer, the smaller ones answered."""
    from workings.judge import Evidence
    from workings.judge.densities import ABOUT_DENSITIES, judge_density
    from workings.judge.derivation import judge_step
    from workings.judge.equality import equal
    from workings.judge.updating import ABOUT_UPDATING, judge_updating

    goal, answer = step.goal, step.answer
    if isinstance(goal, ABOUT_UPDATING):
        return judge_updating(goal, answer)
    if isinstance(goal, ABOUT_DENSITIES):
        return judge_density(goal, answer)
    if isinstance(goal, SolveFor) and isinstance(goal.args[0].args[1], Chance):
        return _fits(goal, answer)
    if isinstance(goal, SolveFor):
        left, right = (replace(side, {goal.args[1]: answer}) for side in goal.args[0].args)
        return equal(left, right)
    if isinstance(goal, Asked):
        if isinstance(answer, Incoherent):
            return Evidence("refuted" if coherent(goal.question.world) else "proved", method=_METHOD)
        if isinstance(answer, Assumed):
            return _assumed(step, answer)
        if isinstance(answer, Undetermined):
            return _room(goal.question, answer.bounds)
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
    as_event = _as_event(goal) if isinstance(goal, OfSum) else None
    if as_event is not None:
        return _chance(as_event, exact(answer), answer)
    if isinstance(
        goal,
        Ranged
        | OfSum
        | OfMixture
        | DensityOf
        | OfCounts
        | Approximated
        | LimitOfSum
        | AtLetter
        | Fractile
        | MeanGiven
        | VarianceGiven,
    ):
        return judge_sampled(goal, answer)
    if isinstance(goal, Area):
        value = _integral(goal)
        return Evidence("undecided", reason="an integral that is not known") if value is None else equal(value, answer)
    return judge_step(step)


def _fits(goal: SolveFor, answer: Any) -> Evidence:
    """That with this value for the letter the probability is the one given: by linear programming, in numbers."""
    from workings.judge import Evidence
    from workings.judge.equality import equal

    (value, asked), letter = goal.args[0].args, goal.args[1]
    if isinstance(answer, SolveFor):
        return Evidence("proved", method="definition")  # asks for the same letter
    if symbols_of([answer]):
        return Evidence("undecided", reason="letters in the answer")
    put_in = {letter: answer}
    statements = [
        with_fields(s, value=canonical(replace(s.value, put_in))) if isinstance(s, Given) else s
        for s in asked.world.statements
    ]
    world = World(statements, asked.world.model.about)
    found = determined(world, asked.e, asked.c)
    if found is None:
        return Evidence("undecided", reason="in numbers the rest leaves room", method=_METHOD)
    return equal(replace(value, put_in), Rational(found.numerator, found.denominator))


def judge_line(goal: Any, line: Any, rule: Any) -> Evidence:
    """Evidence that a goal equals a line in which smaller goals stand; their values are found by this judge."""
    if isinstance(goal, Asked | SolveFor):
        return judge_probability(Step(goal, rule, line, ()))
    values = {inner: _value_of(inner) for inner in outermost_goals(line)}
    if None in values.values():
        return judge_sampled(goal, line)
    known = {inner: value for inner, value in values.items() if value is not None}
    return judge_probability(Step(goal, rule, replace(line, known) if known else line, ()))


def _value_of(goal: Any) -> Any | None:
    """What a probability, an area or a moment is, exactly; None where it is not settled by equations or an integral."""
    if isinstance(goal, Chance):
        return share_of(goal.world, goal.e, goal.c)
    if isinstance(goal, Area):
        return _integral(goal)
    if isinstance(goal, Mean | Variance | StandardDeviation | Covariance | Correlation):
        return _over_atoms(goal)
    return None


def _as_event(goal: OfSum) -> Chance | None:
    """The same event as one of the values of variables that are given together, which need not be independent."""
    return None if goal.settled else event_over_atoms(goal)


def _together(step: Step) -> Evidence:
    """An expression in several questions: that each is answered rightly, and that the answers are put in."""
    from workings.judge.claims import judged

    asked = step.goal.args[0]
    put_in = replace(asked, {used.goal: used.answer for used in step.uses})
    pairs = zip(put_in.args, step.answer.args, strict=True) if isinstance(asked, Tuple) else [(put_in, step.answer)]
    return _worst([judge_probability(used) for used in step.uses] + [judged(left, right) for left, right in pairs])


_WORST_FIRST = ("refuted", "undecided", "agrees", "proved")


def _worst(found: list[Evidence]) -> Evidence:
    return min(found, key=lambda e: _WORST_FIRST.index(e.kind))


def _assumed(step: Step, answer: Assumed) -> Evidence:
    """That the value holds under the assumption, which is among the givens of the question asked, and the bounds."""
    from workings.judge import Evidence

    (used,) = step.uses
    supposed = [s for s in used.goal.world.statements if s not in step.goal.args[0].world.statements]
    if used.answer != answer.value or [text_of(s) for s in supposed if isinstance(s, Independent)] != [
        answer.assumption
    ]:
        return Evidence("refuted", method="the assumption is another one")
    return _worst([judge_probability(used), _room(step.goal.args[0], answer.bounds)])


def _room(question: Any, bounds: Any) -> Evidence:
    """That the givens leave room between those bounds."""
    from workings.judge import Evidence

    if isinstance(question, Chance) and bounds:
        return judge_bounds(question.world, question.e, question.c, bounds)
    if isinstance(question, Mean) and bounds:
        values = question.world.values_over_atoms(question)
        if values is not None:
            return judge_mean_bounds(question.world, values, bounds)
    if isinstance(question, OfSum) and tuple(bounds) == (0, 1):
        return Evidence("proved", method="a probability lies between 0 and 1")
    if isinstance(question, OfSum):
        found = event_over_atoms(question)
        if found is not None:
            return judge_bounds(found.world, found.e, found.c, bounds)
    return Evidence("undecided", method=_METHOD, reason="bounds that are not checked")


def _chance(goal: Chance, answer: Fraction | None, written: Basic) -> Evidence:
    from workings.judge import Evidence
    from workings.judge.equality import equal

    if any(isinstance(s, Distributed) for s in goal.world.statements):
        return judge_sampled(goal, written)
    if answer is None:
        value = share_of(goal.world, goal.e, goal.c)
        return Evidence("undecided", method=_METHOD, reason="not linear") if value is None else equal(value, written)
    room = bounds(goal.world, goal.e, goal.c)
    if room is None:
        return Evidence("undecided", method=_METHOD)
    if room.value == answer:
        return Evidence("proved", method=_METHOD)
    if not room.low <= answer <= room.high:
        return Evidence("refuted", method=_METHOD)
    return Evidence("undecided", method=_METHOD)


def _moment(goal: Any, answer: Basic) -> Evidence:
    """By the probabilities of the atoms where they settle it, else by areas and sums."""
    from workings.judge.equality import equal

    value = _over_atoms(goal)
    if value is None and isinstance(goal, Mean):
        value = _under_density(goal)
    if value is None and isinstance(goal, Variance):
        square, mean = (_under_density(Mean(x, goal.world)) for x in (power(goal.x, integer(2)), goal.x))
        value = None if square is None or mean is None else square - mean**2
    return judge_sampled(goal, answer) if value is None else equal(value, answer)


def _over_atoms(goal: Any) -> Any | None:
    """The moment of variables whose values are all known; None of others."""
    world = goal.world
    if isinstance(goal, Mean):
        found = world.mean_over_atoms(goal)
        return mean_of(world, goal.x) if found is None else Rational(found.numerator, found.denominator)
    if isinstance(goal, Variance):
        return _over_atoms(Covariance(goal.x, goal.x, world))
    if isinstance(goal, StandardDeviation):
        spread = _over_atoms(Variance(goal.x, world))
        return None if spread is None else sqrt(spread)
    x, y = goal.x, goal.y
    if isinstance(goal, Correlation):
        asked = (Covariance(x, y, world), Variance(x, world), Variance(y, world))
    else:
        asked = (Mean(mul(x, y), world), Mean(x, world), Mean(y, world))
    both, one, other = map(_over_atoms, asked)
    if both is None or one is None or other is None:
        return None
    return both / sqrt(one * other) if isinstance(goal, Correlation) else both - one * other


def _under_density(goal: Mean) -> Any | None:
    """The integral of the value times the density, by SymPy."""
    words = list(dict.fromkeys(words_of(goal.x)))
    known = goal.world.density(words[0]) if len(words) == 1 else None
    if known is None and len(words) == 1:
        known = _by_family(goal, words[0])
    if known is None:
        return None
    return _integral(
        Area("", mul(replace(goal.x, {words[0]: known.x}), known.body), known.x, known.low, known.high or oo)
    )


def _by_family(goal: Mean, x: Basic) -> Density | None:
    """The density of the variable, of which no polynomial is asked; those have moments of their own."""
    import sympy
    from sympy import stats

    known = goal.world.distribution(x)
    if known is None or goal.x.is_polynomial(x):
        return None
    letter = symbol("x")
    a, *more = known.parameters
    made = {
        "uniform": lambda: stats.Uniform("X", a, *more), "exponential": lambda: stats.Exponential("X", a),
        "gamma": lambda: stats.Gamma("X", a, 1 / more[0]), "beta": lambda: stats.Beta("X", a, *more),
    }.get(known.family)  # fmt: skip
    if made is None:
        return None
    ends = (a, more[0]) if known.family == "uniform" else (Integer(0), Integer(1) if known.family == "beta" else None)
    body = stats.density(made())(letter)
    body = body.args[0][0] if isinstance(body, sympy.Piecewise) else body
    return Density(known.name, body, letter, *ends)


def _integral(goal: Area) -> Any | None:
    from workings.judge.densities import integral

    return integral(*goal.args[1:])

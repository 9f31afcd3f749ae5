"""A whole derivation before the judges: every step, the whole, and torch's autograd."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.util import find_spec
from itertools import islice
from typing import Any

from sympy import Basic, Derivative, Subs, Tuple
from sympy.concrete.expr_with_limits import ExprWithLimits

from workings.derivation import Derivation, Step, Verification
from workings.expression.algebra import replace
from workings.expression.calculus_goals import ImplicitSystem, TermByTerm
from workings.expression.curve_goals import RelatedRate, Several
from workings.expression.goals import D, Goal, Held, Implicit, Isolate, Solve, Tidy
from workings.expression.known_values import KnownValues, known_values, with_stand_ins
from workings.expression.limit_goals import LimitAt
from workings.expression.linear_goals import SolutionsAre, SolvedFor
from workings.expression.matrix_goals import MatrixGoal
from workings.expression.named import written_out
from workings.expression.nodes import ZERO, add, mul, subtract, symbols_of, walk
from workings.expression.probability_goals import About, Area, Asked, Chance, SolveFor
from workings.expression.shaped_goals import Curvature, Slope
from workings.expression.shaped_nodes import Shaped
from workings.judge.claims import judged
from workings.judge.constrained import ABOUT_CONSTRAINTS, judge_constrained, judge_constrained_step
from workings.judge.densities import ABOUT_DENSITIES, judge_density
from workings.judge.evidence import Evidence
from workings.judge.graphs import ABOUT_GRAPHS, judge_graph, judge_graph_step
from workings.judge.limits import judge_limit
from workings.judge.linear import (
    ABOUT_SYSTEMS,
    judge_number_of_solutions,
    judge_solution,
    judge_solved_for,
    judge_system_step,
)
from workings.judge.matrices import judge_matrix
from workings.judge.meanings import SPELLED_OUT, plain, spelled_out
from workings.judge.points import points
from workings.judge.shaped import judge_shaped
from workings.judge.stationary import ABOUT_STATIONARY_POINTS, judge_stationary, judge_stationary_step
from workings.judge.updating import ABOUT_UPDATING, judge_updating

__all__ = ["judge_answer", "judge_step", "verify_derivation"]

PLACES = 24  # points offered to autograd; those outside the domain are passed over
DEFINITION = Evidence("proved", method="definition")


def verify_derivation(derivation: Derivation) -> Verification:
    """Evidence for every step of `derivation` (that its goal equals its line), for the whole, and by autograd.

    A derivative in a claim is evaluated by power series over balls, never by the rules under test.
    """
    steps = tuple((step, judge_step(step)) for step in derivation.steps)
    whole = judge_answer(derivation.goal, derivation.answer, derivation.conditions)
    return Verification(steps, whole, _by_autograd(derivation))


def judge_step(step: Step) -> Evidence:
    """Evidence that the goal of one step equals its line, the smaller goals left standing."""
    for kinds, judge in _STEPS:
        if isinstance(step.goal, kinds):
            return judge(step.goal, step)
    return judge_answer(step.goal, step.answer, step.conditions)


def judge_answer(goal: Basic, answer: Basic, conditions: tuple[Basic, ...]) -> Evidence:
    """That the answer is one: by what the goal means, written with derivatives that the judges evaluate themselves."""
    for kinds, judge in _ANSWERS:
        if isinstance(goal, kinds):
            return judge(goal, answer, conditions)
    return judged(plain(spelled_out(goal)), plain(answer), assuming=conditions)


def _meaning(goal: Basic, step: Step) -> Evidence:
    return judged(plain(spelled_out(goal)), plain(step.line), assuming=step.conditions)


def _derivative(goal: D, step: Step) -> Evidence:
    return judged(plain(goal), plain(step.line), assuming=step.conditions)


def _probability(goal: Basic, step: Step) -> Evidence:
    from workings.probability.step_judge import judge_line  # which stands beside this module

    return judge_line(goal, step.line, step.rule)


def _shaped(goal: Basic, step: Step) -> Evidence:
    return DEFINITION if step.line in goal.args else judge_shaped(goal, step.line, step.conditions)


def _tidied(goal: Tidy, step: Step) -> Evidence:
    if isinstance(goal.expr, Goal):
        return DEFINITION  # asks the question itself
    line = step.line
    return judged(plain(goal.expr), plain(line.expr if isinstance(line, Tidy) else line))


def _implicit(goal: Implicit, answer: Any, conditions: tuple[Basic, ...]) -> Evidence:
    """F_x + F_y y' = 0"""
    eq, y, x = goal.args
    f = subtract(*eq.args)
    return judged(add(D(f, x), mul(D(f, y), answer)), ZERO, assuming=_without_functions(conditions))


def _isolated(goal: Isolate, answer: Any, conditions: tuple[Basic, ...]) -> Evidence:
    eq, unknown = goal.args
    left, right = (replace(side, {unknown: answer}) for side in eq.args)
    return judged(left, right, assuming=conditions)


def _from_known_values(goal: KnownValues, answer: Any, conditions: tuple[Basic, ...]) -> Evidence:
    standing = with_stand_ins(plain(answer), known_values(goal.args[1].args))
    return judged(plain(spelled_out(goal)), plain(standing), assuming=conditions)


def _each(goal: Several, answer: Any, conditions: tuple[Basic, ...]) -> Evidence:
    """That each of several questions has its answer: the weakest of what is known of them."""
    questions = goal.args[0].args
    if not isinstance(answer, Tuple) or len(answer.args) != len(questions):
        return Evidence("undecided", reason="not as many answers as questions")
    found = [judge_answer(question, given, conditions) for question, given in zip(questions, answer.args, strict=True)]
    return min(found, key=lambda evidence: ("refuted", "undecided", "agrees", "proved").index(evidence.kind))


def _slopes(goal: ImplicitSystem, answer: Any, conditions: tuple[Basic, ...]) -> Evidence:
    """That with these slopes every equation stays true: F_x + F_u u' + F_v v' = 0."""
    equations, unknowns, x = goal.args
    kept = []
    for eq in equations.args:
        f = subtract(*eq.args)
        moved = [mul(D(f, u), slope) for u, slope in zip(unknowns.args, answer.args, strict=True)]
        kept.append(add(D(f, x), *moved))
    return judged(Tuple(*kept), Tuple(*[ZERO for _ in kept]), conditions)


def _without_functions(conditions: tuple[Basic, ...]) -> tuple[Basic, ...]:
    """Conditions on symbols alone; one that speaks of y as the function y(x) can't restrict the symbol y."""
    return tuple(c for c in conditions if not any(isinstance(n, Derivative | Subs) or n.is_Function for n in _parts(c)))


def _parts(condition: Basic) -> Iterator[Any]:
    return (node for node in walk(condition) if isinstance(node, Derivative | Subs) or hasattr(node, "is_Function"))


def _by_autograd(derivation: Derivation) -> Evidence | None:
    """Torch's word on a first derivative, where torch is installed and the question is one."""
    goal = derivation.goal
    if isinstance(goal, Slope | Curvature) and find_spec("torch") is not None:
        from workings.judge.shaped_autograd import judge_shaped_autograd

        return judge_shaped_autograd(goal, derivation.answer, derivation.conditions)
    if not isinstance(goal, D) or len(goal.args) > 2 or isinstance(goal.f, Tuple) or find_spec("torch") is None:
        return None
    if any(isinstance(node, ExprWithLimits) for node in walk(goal)):
        return None  # torch knows no integrals, nor sums to n
    from workings.judge.autograd import judge_autograd

    symbols = symbols_of([goal.f, goal.x])
    places = [tuple(zip(symbols, point, strict=True)) for point in islice(points(len(symbols)), PLACES)]
    evidence = judge_autograd(written_out(goal.f), goal.x, written_out(derivation.answer), places)
    return None if "no counterpart" in evidence.reason else evidence


# What is judged how: the first row that fits. -------------------------------------------------------

_Kinds = tuple[type, ...]
_STEPS: tuple[tuple[_Kinds, Callable[[Any, Step], Evidence]], ...] = (
    (ABOUT_UPDATING, lambda goal, step: judge_updating(goal, step.line)),
    (ABOUT_DENSITIES, lambda goal, step: judge_density(goal, step.line)),
    ((Chance, About, Area, Asked, SolveFor), _probability),
    (ABOUT_SYSTEMS, lambda goal, step: judge_system_step(step)),
    (ABOUT_STATIONARY_POINTS, lambda goal, step: judge_stationary_step(step)),
    (ABOUT_GRAPHS, lambda goal, step: judge_graph_step(step)),
    (ABOUT_CONSTRAINTS, lambda goal, step: judge_constrained_step(step)),
    ((LimitAt,), lambda goal, step: judge_limit(goal, plain(step.line))),
    ((Shaped,), _shaped),
    ((MatrixGoal,), lambda goal, step: judge_matrix(goal, step.answer)),
    ((TermByTerm,), lambda goal, step: judged(plain(goal.args[0]), plain(step.line))),
    ((Tidy,), _tidied),
    ((RelatedRate,), lambda goal, step: judge_answer(goal, step.answer, step.conditions)),  # its line is an equation
    ((KnownValues,), lambda goal, step: judge_answer(goal, step.line, step.conditions)),
    (SPELLED_OUT, _meaning),
    ((Held,), lambda goal, step: DEFINITION),  # names what is held
    ((D,), _derivative),
)
_ANSWERS: tuple[tuple[_Kinds, Callable[[Any, Any, tuple[Basic, ...]], Evidence]], ...] = (
    ((Solve,), judge_solution),
    ((SolutionsAre,), lambda goal, answer, _: judge_number_of_solutions(goal, answer)),
    ((SolvedFor,), lambda goal, answer, _: judge_solved_for(goal, answer)),
    (ABOUT_STATIONARY_POINTS, lambda goal, answer, _: judge_stationary(goal, answer)),
    (ABOUT_GRAPHS, lambda goal, answer, _: judge_graph(goal, answer)),
    (ABOUT_CONSTRAINTS, lambda goal, answer, _: judge_constrained(goal, answer)),
    ((LimitAt,), lambda goal, answer, _: judge_limit(goal, plain(answer))),
    ((Shaped,), judge_shaped),
    ((MatrixGoal,), lambda goal, answer, _: judge_matrix(goal, answer)),
    ((Several,), _each),
    ((Implicit,), _implicit),
    ((ImplicitSystem,), _slopes),
    ((Isolate,), _isolated),
    ((KnownValues,), _from_known_values),
)

"""A whole derivation before the judges: every step, the whole, and torch's autograd."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from itertools import islice
from math import factorial
from typing import Any

from sympy import Basic, Derivative, Integer, MatrixBase, Subs, Tuple
from sympy.concrete.expr_with_limits import ExprWithLimits

from workings.derivation import Derivation, Step, Verification
from workings.expression.algebra import replace
from workings.expression.calculus_goals import (
    AsProduct,
    ExpandFirst,
    Extremum,
    ImplicitAgain,
    ImplicitSystem,
    InverseSlope,
    Laplacian,
    Parametric,
    ParametricAgain,
    Tangent,
    TangentToCurve,
    Taylor,
    TaylorOfSeveral,
    TaylorRemainder,
    TaylorWithRemainder,
    TermByTerm,
)
from workings.expression.curve_goals import RelatedRate, Several
from workings.expression.goals import (
    Adjoint,
    Approaching,
    D,
    Directional,
    FirstPrinciples,
    Goal,
    Gradient,
    Held,
    Hessian,
    Implicit,
    Isolate,
    Jacobian,
    Logarithmic,
    Partial,
    Solve,
    Tidy,
    TotalDerivative,
    TotalDifferential,
    Value,
)
from workings.expression.graph_goals import Inflection, Stretch
from workings.expression.known_values import KnownValues, known_values, with_stand_ins
from workings.expression.limit_goals import LimitAt
from workings.expression.linear_goals import Solution, SolutionsAre, SolvedFor
from workings.expression.named import written_out
from workings.expression.nodes import HALF, ZERO, add, divide, mul, power, subtract, symbol, symbols_of, walk
from workings.expression.probability_goals import About, Area, Asked, Chance, SolveFor
from workings.expression.shaped_goals import Curvature, Slope
from workings.expression.updating_goals import Family
from workings.judge.claims import judged, without_limits
from workings.judge.constrained import ABOUT_CONSTRAINTS, judge_constrained, judge_constrained_step
from workings.judge.curve_questions import ABOUT_CURVES, in_derivatives, slope_of
from workings.judge.densities import ABOUT_DENSITIES, judge_density
from workings.judge.evidence import Evidence
from workings.judge.graphs import ABOUT_GRAPHS, graph_as_numbers, judge_graph, judge_graph_step
from workings.judge.limits import judge_limit
from workings.judge.linear import (
    ABOUT_SYSTEMS,
    judge_number_of_solutions,
    judge_solution,
    judge_solved_for,
    judge_system_step,
)
from workings.judge.matrices import judge_matrix
from workings.judge.points import points
from workings.judge.shaped import is_about_shapes, judge_shaped
from workings.judge.stationary import ABOUT_STATIONARY_POINTS, as_numbers, judge_stationary, judge_stationary_step
from workings.judge.updating import ABOUT_UPDATING, judge_updating

__all__ = ["judge_answer", "judge_step", "plain", "spelled_out", "verify_derivation"]

PLACES = 24  # points offered to autograd; those outside the domain are passed over
SPELLED_OUT = (
    *(ExpandFirst, AsProduct, Tangent, Taylor, Laplacian, Parametric, InverseSlope, KnownValues, Value),
    *(Adjoint, Approaching, FirstPrinciples, Logarithmic, Directional),
    *(Gradient, Jacobian, Hessian, TotalDifferential, TotalDerivative),
    *ABOUT_CURVES,
)
# Goals that are spelled out inside a line as well.
STANDING = (
    *(Implicit, ImplicitAgain, KnownValues, Parametric, ParametricAgain, Taylor, TaylorRemainder, TotalDerivative),
    *ABOUT_CURVES,
)
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
    goal = step.goal
    if isinstance(goal, ABOUT_UPDATING):
        return judge_updating(goal, step.line)
    if isinstance(goal, ABOUT_DENSITIES):
        return judge_density(goal, step.line)
    if isinstance(goal, Chance | About | Area | Asked | SolveFor):
        from workings.probability.step_judge import judge_line  # which stands beside this module

        return judge_line(goal, step.line, step.rule)
    if isinstance(goal, ABOUT_SYSTEMS):
        return judge_system_step(step)
    if isinstance(goal, ABOUT_STATIONARY_POINTS):
        return judge_stationary_step(step)
    if isinstance(goal, ABOUT_GRAPHS):
        return judge_graph_step(step)
    if isinstance(goal, ABOUT_CONSTRAINTS):
        return judge_constrained_step(step)
    if isinstance(goal, LimitAt):
        return judge_limit(goal, plain(step.line))
    if is_about_shapes(goal):
        line = step.line
        return DEFINITION if line in goal.args else judge_shaped(goal, line, step.conditions)
    about_matrices = judge_matrix(goal, step.answer)
    if about_matrices is not None:
        return about_matrices
    if isinstance(goal, TermByTerm):
        return judged(plain(goal.args[0]), plain(step.line))
    if isinstance(goal, Tidy):
        if isinstance(goal.expr, Goal):
            return DEFINITION  # asks the question itself
        line = step.line
        return judged(plain(goal.expr), plain(line.expr if isinstance(line, Tidy) else line))
    if isinstance(goal, RelatedRate):
        return judge_answer(goal, step.answer, step.conditions)  # its line is an equation that stands
    if isinstance(goal, KnownValues):
        return judge_answer(goal, step.line, step.conditions)
    if isinstance(goal, SPELLED_OUT):
        return judged(plain(spelled_out(goal)), plain(step.line), assuming=step.conditions)
    if isinstance(goal, Held):
        return DEFINITION  # names what is held
    if isinstance(goal, D):
        return judged(plain(goal), plain(step.line), assuming=step.conditions)
    return judge_answer(goal, step.answer, step.conditions)


def judge_answer(goal: Basic, answer: Basic, conditions: tuple[Basic, ...]) -> Evidence:
    """That the answer is one: by what the goal means, written with derivatives that the judges evaluate themselves."""
    if isinstance(goal, Solve):
        return judge_solution(goal, answer, conditions)
    if isinstance(goal, SolutionsAre):
        return judge_number_of_solutions(goal, answer)
    if isinstance(goal, SolvedFor):
        return judge_solved_for(goal, answer)
    if isinstance(goal, ABOUT_STATIONARY_POINTS):
        return judge_stationary(goal, answer)
    if isinstance(goal, ABOUT_GRAPHS):
        return judge_graph(goal, answer)
    if isinstance(goal, ABOUT_CONSTRAINTS):
        return judge_constrained(goal, answer)
    if isinstance(goal, LimitAt):
        return judge_limit(goal, plain(answer))
    if is_about_shapes(goal):
        return judge_shaped(goal, answer, conditions)
    about_matrices = judge_matrix(goal, answer)
    if about_matrices is not None:
        return about_matrices
    if isinstance(goal, Several):
        return _each(goal, answer, conditions)
    if isinstance(goal, Implicit):
        eq, y, x = goal.args
        f = subtract(*eq.args)
        return judged(add(D(f, x), mul(D(f, y), answer)), ZERO, assuming=_without_functions(conditions))
    if isinstance(goal, ImplicitSystem):
        return _slopes(goal, answer, conditions)
    if isinstance(goal, Isolate):
        eq, unknown = goal.args
        left, right = (replace(side, {unknown: answer}) for side in eq.args)
        return judged(left, right, assuming=conditions)
    if isinstance(goal, KnownValues):
        answer = with_stand_ins(plain(answer), known_values(goal.args[1].args))
    return judged(plain(spelled_out(goal)), plain(answer), assuming=conditions)


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


def _at(f: Any, place: tuple[Basic, ...]) -> Any:
    """f, or each entry of it, at a place."""
    if isinstance(f, Tuple):
        return Tuple(*[_at(entry, place) for entry in f.args])
    return Value(f, *[pair.args for pair in place])


def spelled_out(goal: Basic) -> Any:
    """A question in several variables, written out as the partial derivatives it is made of."""
    if isinstance(goal, Gradient):
        return Tuple(*[Partial(goal.f, v) for v in goal.variables])
    if isinstance(goal, Jacobian):
        functions = goal.f.args if isinstance(goal.f, Tuple) else (goal.f,)
        return Tuple(*[Tuple(*[Partial(f, v) for v in goal.variables]) for f in functions])
    if isinstance(goal, Hessian):
        return Tuple(*[Tuple(*[Partial(Partial(goal.f, a), b) for b in goal.variables]) for a in goal.variables])
    if isinstance(goal, Logarithmic | ExpandFirst | AsProduct):
        return D(*goal.args)
    if isinstance(goal, Value) and isinstance(goal.args[0], SPELLED_OUT):
        return _at(spelled_out(goal.args[0]), goal.args[1:])
    if isinstance(goal, Laplacian):
        return add(*[Partial(goal.args[0], v, 2) for v in goal.args[1].args])
    if isinstance(goal, Parametric):
        y, x, t = goal.args
        return divide(D(y, t), D(x, t))
    if isinstance(goal, ABOUT_CURVES):
        return in_derivatives(goal)
    if isinstance(goal, KnownValues):
        question, equations = goal.args
        standing = spelled_out(question) if isinstance(question, SPELLED_OUT) else question
        return with_stand_ins(standing, known_values(equations.args))
    if isinstance(goal, D) and isinstance(goal.f, Tuple):
        return Tuple(*[type(goal)(part, goal.x, goal.order) for part in goal.f.args])
    if isinstance(goal, Implicit):
        return slope_of(*goal.args)
    if isinstance(goal, ImplicitAgain):
        eq, y, x, n = goal.args
        slope = found = slope_of(eq, y, x)
        for _ in range(int(n) - 1):
            found = add(D(found, x), mul(D(found, y), slope))
        return found
    if isinstance(goal, ParametricAgain):
        y, x, t, n = goal.args
        for _ in range(int(n)):
            y = divide(D(y, t), D(x, t))
        return y
    if isinstance(goal, TangentToCurve):
        eq, (x, y), (a, b) = goal.args[0], goal.args[1].args, goal.args[2].args
        return add(b, mul(Value(slope_of(eq, y, x), (x, a), (y, b)), subtract(x, a)))
    if isinstance(goal, TaylorRemainder):
        f, x, a, n = goal.args
        m = int(n) + 1
        slope = divide(Value(D(f, x, m), (x, symbol("xi"))), Integer(factorial(m)))
        return mul(slope, power(subtract(x, a), Integer(m)))
    if isinstance(goal, TaylorWithRemainder):
        return add(spelled_out(Taylor(*goal.args)), spelled_out(TaylorRemainder(*goal.args)))
    if isinstance(goal, TaylorOfSeveral):
        return _taylor_of_several(*goal.args)
    if isinstance(goal, InverseSlope):
        return power(D(*goal.args), Integer(-1))
    if isinstance(goal, Tangent):
        f, variables, point = goal.args
        at = list(zip(variables.args, point.args, strict=True))
        return add(Value(f, *at), *[mul(Value(D(f, v), *at), subtract(v, a)) for v, a in at])
    if isinstance(goal, Taylor):
        f, x, a, n = goal.args
        slopes = [divide(Value(D(f, x, k), (x, a)), Integer(factorial(k))) for k in range(int(n) + 1)]
        return add(*[mul(c, power(subtract(x, a), Integer(k))) if k else c for k, c in enumerate(slopes)])
    if isinstance(goal, TotalDerivative):
        paths = [mul(Partial(goal.f, v), rate) for v, rate in goal.rates]
        return add(Partial(goal.f, goal.t), *paths) if goal.t in symbols_of([goal.f]) else add(*paths)
    if isinstance(goal, Directional):
        f, variables, direction = goal.args
        length = power(add(*[power(d, Integer(2)) for d in direction.args]), HALF)
        along = zip(variables.args, direction.args, strict=True)
        return divide(add(*[mul(Partial(f, v), d) for v, d in along]), length)
    if isinstance(goal, TotalDifferential):
        return add(*[mul(Partial(goal.f, v), symbol(f"d{v}")) for v in goal.variables])
    return goal


def _taylor_of_several(f: Any, variables: Any, point: Any, n: Any) -> Any:
    """The polynomial in s of degree n of f(a + s (x - a)), at s = 1: derivatives by s alone."""
    s = symbol("sigma_0")
    line = {v: add(a, mul(s, subtract(v, a))) for v, a in zip(variables.args, point.args, strict=True)}
    along = replace(f, line)
    slopes = [D(along, s, k) if k else along for k in range(int(n) + 1)]
    return add(*[divide(Value(slope, (s, ZERO)), Integer(factorial(k))) for k, slope in enumerate(slopes)])


def plain(expr: Any) -> Any:
    """Without wishes for a tidy form, matrices as rows, and a distribution as its parameters."""
    if isinstance(expr, Family):
        return Tuple(*expr.parts)
    if isinstance(expr, Solution):
        return Tuple(*[Tuple(*case.relations, plain(case.solution)) for case in expr.cases] or expr.args[2].args)
    if type(expr) is Tuple:
        return Tuple(*[plain(spelled_out(part)) for part in expr.args])
    if hasattr(expr, "tolist"):
        return Tuple(*[Tuple(*[plain(entry) for entry in row]) for row in expr.tolist()])
    found: dict[Basic, Basic] = {}
    for node in walk(expr):
        if isinstance(node, Tidy | Held | TermByTerm):
            found[replace(node, found)] = replace(node.args[0], found)
        elif isinstance(node, Extremum):
            found[node] = as_numbers(node)
        elif isinstance(node, Stretch | Inflection):
            found[node] = graph_as_numbers(node)
        elif isinstance(node, STANDING):
            now = replace(node, found)
            found[now] = plain(spelled_out(now))
        elif isinstance(node, D) and isinstance(node.f, D | Tidy | Tuple):
            now = replace(node, found)
            found[now] = spelled_out(now)
    expr = without_limits(replace(expr, found) if found else expr)
    of_several = (Tuple, MatrixBase, *(kind for kind in SPELLED_OUT if kind is not Value))
    if isinstance(expr, Value) and isinstance(expr.args[0], of_several):
        return plain(_at(plain(spelled_out(expr.args[0])), expr.args[1:]))
    return expr


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

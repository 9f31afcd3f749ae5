"""Random questions of every kind: the derivation verifies, its LaTeX reads back, and every rule of calculus is reached.

`WORKINGS_SLOW=1` tries thousands.
"""

import os
from itertools import chain

import pytest
import sympy as sp
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sympy import Basic, Expr, Integer, Rational, Tuple
from sympy.core.function import AppliedUndef
from test_random_calculus import ELEMENTARY, MACHINE_LEARNING, SPECIAL, WITH_PARAMETER, known_or_nowhere

import workings as wk
from workings.answering import answer
from workings.derivation import Derivation
from workings.engine import NoRule
from workings.expression import (
    D,
    Gradient,
    Hessian,
    Implicit,
    Jacobian,
    Partial,
    TotalDerivative,
    TotalDifferential,
    Value,
    add,
    call,
    divide,
    mul,
    power,
    subtract,
    symbol,
)
from workings.expression import calculus_goals as questions
from workings.expression import curve_goals as curves
from workings.expression import graph_goals as graphs
from workings.expression import named as ml
from workings.expression.algebra import replace
from workings.expression.canonical import canonical
from workings.expression.goals import Directional, FirstPrinciples, Logarithmic
from workings.expression.known_values import KnownValues
from workings.expression.limit_goals import LimitAt
from workings.expression.members import members
from workings.expression.nodes import over_index, piecewise, symbols_of
from workings.expression.relations import equal_to
from workings.expression.vocabulary import unknown_function
from workings.expression.written import intern
from workings.judge.claims import judged_equal
from workings.rule import load_book

SLOW = os.environ.get("WORKINGS_SLOW") == "1"
x, y, z, t, u, v, k, n = (symbol(name) for name in "xyztuvkn")
f, g = unknown_function("f"), unknown_function("g")
HALF = Rational(1, 2)
ONE, TWO, THREE = Integer(1), Integer(2), Integer(3)


def strategy(*letters: Expr, leaves: int = 4) -> st.SearchStrategy[Expr]:
    """Expressions in these letters that are smooth everywhere and depend on the first."""
    smooth = [sp.sin, sp.cos, sp.exp, sp.atan, sp.tanh, sp.asinh, sp.sinh, sp.erf, ml.sigmoid, ml.softplus]
    base = st.sampled_from([*letters, letters[0], ONE, TWO, THREE, HALF, Integer(-1)])
    grown = st.recursive(
        base,
        lambda inner: st.one_of(
            st.builds(call, st.sampled_from(smooth), inner),
            st.builds(lambda a, b: add(a, b), inner, inner),
            st.builds(lambda a, b: mul(a, b), inner, inner),
            st.builds(lambda a, m: power(a, m), inner, st.sampled_from([TWO, THREE])),
        ),
        max_leaves=leaves,
    )
    return grown.filter(lambda e: letters[0] in symbols_of([e]))


OF_X, OF_T, OF_XY = strategy(x), strategy(t), strategy(x, y)
NUMBER = st.sampled_from([ONE, TWO, Integer(-1), HALF, THREE, Integer(0)])
POLYNOMIAL = st.lists(st.integers(-3, 3), min_size=2, max_size=4).map(
    lambda cs: add(*[mul(Integer(c), power(x, Integer(i))) for i, c in enumerate(cs, 1) if c] or [x])
)
GRAPH = st.one_of(
    POLYNOMIAL,
    POLYNOMIAL.map(lambda e: mul(e, call(sp.exp, x))),
    POLYNOMIAL.map(lambda e: divide(e, add(power(x, TWO), ONE))),
)
SLOPED = st.builds(lambda a, b: add(mul(Integer(a), x), Integer(b)), st.integers(1, 4), st.integers(-3, 3))
ALL_HEADS = [*ELEMENTARY, *SPECIAL, *MACHINE_LEARNING]


def sum_of(head: type, body: Expr, low: Expr, high: Expr) -> Expr:
    return over_index(head, body, Basic.__new__(Tuple, k, low, high))


def integral(body: Expr, low: Expr, high: Expr) -> Expr:
    return Basic.__new__(sp.Integral, body, Basic.__new__(Tuple, t, low, high))


def pieces(a: Expr, b: Expr) -> Expr:
    return piecewise((a, Basic.__new__(sp.Lt, x, ONE)), (b, Basic.__new__(sp.Ge, x, ONE)))


def of(kind, *parts):
    return st.builds(kind, *parts)


# The laws of the tables: each function by each of its arguments.
LAWS = [
    law
    for rule in load_book("calculus")
    for law in rule.law
    if isinstance(law, D) and isinstance(law.f, sp.Function) and not isinstance(law.f, AppliedUndef) and law.x == x
]


F, eq = unknown_function("f"), equal_to
KNOWN = (eq(F(ONE), TWO), eq(Value(D(F(x), x), (x, ONE)), THREE))
X_K, X_J = members([symbol("x_k")], "k")[symbol("x_k")], symbol("x_j")

# Every kind of question, with random parts that suit it.
KINDS: dict[str, st.SearchStrategy[Basic]] = {
    "partial": of(Partial, OF_XY, st.just(x)),
    "mixed": of(lambda e: D(D(e, x), y), OF_XY),
    "second": of(lambda e: D(e, x, 2), OF_X),
    "of a head": of(lambda h, a: D(call(h, a), x), st.sampled_from(ALL_HEADS), SLOPED),
    "of a head with parameters": of(lambda h, a: D(h(a), x), st.sampled_from(WITH_PARAMETER), SLOPED),
    "of a law": of(lambda law, a: D(replace(law.f, {x: a}), x), st.sampled_from(LAWS), SLOPED),
    "of zeta": of(lambda a, m: D(call(sp.zeta, a), x, m), SLOPED, st.sampled_from([1, 2])),
    "of a list": of(
        lambda h, a: D(h(a, y), x),
        st.sampled_from(
            [
                *(lambda a, b: call(ml.logsumexp, a, b), lambda a, b: call(ml.softmax, ONE, a, b)),
                *(lambda a, b: call(ml.log_softmax, ONE, a, b), lambda a, b: call(ml.softmax, TWO, a, b)),
            ]
        ),
        SLOPED,
    ),
    "with bars": of(lambda a, b: D(mul(a, call(sp.Abs, b)), x), SLOPED, SLOPED),
    "power": of(lambda a, b: D(power(call(sp.exp, a), b), x), OF_X, OF_X),
    "root": of(lambda a, m: D(power(a, m), x), SLOPED, st.sampled_from([HALF, Rational(1, 3), Integer(-2)])),
    "constant base": of(lambda a: D(power(TWO, a), x), OF_X),
    "logarithm": of(lambda a: D(call(sp.log, add(power(a, TWO), ONE), TWO), x), OF_X),
    "by an angle": of(lambda a, b: D(call(sp.atan2, a, add(power(b, TWO), ONE)), x), OF_X, OF_X),
    "quotient": of(lambda a, b: D(divide(a, add(power(b, TWO), ONE)), x), OF_X, OF_X),
    "reciprocal": of(lambda a: D(divide(ONE, add(power(a, TWO), ONE)), x), OF_X),
    "of several": of(
        lambda h, a, b: D(h(a, b), x),
        st.sampled_from(
            [
                *(lambda a, b: call(ml.logsumexp, a, b), lambda a, b: call(ml.softmax, ONE, a, b)),
                lambda a, b: call(ml.log_softmax, TWO, a, b),
                *(lambda a, b: call(sp.beta, call(sp.exp, a), call(sp.exp, b)), pieces),
            ]
        ),
        OF_X,
        OF_X,
    ),
    "the greater": of(lambda h, a, b: D(call(h, a, b), x), st.sampled_from([sp.Max, sp.Min]), OF_X, SLOPED),
    "unknown": of(lambda a, e: D(mul(f(a), e), x), st.sampled_from([x, mul(TWO, x), power(x, TWO)]), OF_X),
    "unknown again": of(lambda a, m: D(f(a), x, m), st.sampled_from([x, mul(THREE, x)]), st.sampled_from([2, 3])),
    "unknown of two": of(lambda a, b: D(g(a, b), t), OF_T, OF_T),
    "n-th": of(
        lambda h, a: D(h(a), x, n),
        st.sampled_from(
            [
                *(lambda a: call(sp.sin, a), lambda a: call(sp.cosh, a), lambda a: call(sp.exp, a)),
                *(lambda a: mul(THREE, call(sp.cos, a)), lambda a: add(call(sp.sinh, a), call(sp.exp, a))),
                lambda a: power(TWO, a),
            ]
        ),
        SLOPED,
    ),
    "gradient": of(lambda e: Gradient(e, (x, y)), OF_XY),
    "Jacobian": of(lambda a, b: Jacobian(Tuple(a, b), (x, y)), OF_XY, OF_XY),
    "Hessian": of(lambda e: Hessian(e, (x, y)), strategy(x, y, leaves=3)),
    "Laplacian": of(lambda e: questions.Laplacian(e, (x, y)), strategy(x, y, leaves=3)),
    "directional": of(lambda e: Directional(e, (x, y), (THREE, Integer(4))), OF_XY),
    "total differential": of(lambda e: TotalDifferential(e, (x, y)), OF_XY),
    "total": of(lambda e, a, b: TotalDerivative(e, t, ((x, D(a, t)), (y, D(b, t)))), OF_XY, OF_T, OF_T),
    "at a point": of(lambda e, a: Value(D(e, x), (x, a)), OF_X, NUMBER),
    "implicit": of(lambda e: Implicit(equal_to(add(y, power(y, THREE), e), TWO), y, x), OF_X),
    "implicit again": of(
        lambda e: questions.ImplicitAgain(equal_to(add(mul(x, y), power(y, TWO), e), ONE), y, x, TWO),
        strategy(x, leaves=2),
    ),
    "implicit system": of(
        lambda a, b: questions.ImplicitSystem((equal_to(add(u, v), a), equal_to(subtract(u, v), b)), (u, v), x),
        OF_X,
        OF_X,
    ),
    "parametric": of(lambda a, b: questions.Parametric(a, add(t, power(b, THREE)), t), OF_T, OF_T),
    "parametric again": of(
        lambda a: questions.ParametricAgain(a, add(t, power(t, THREE)), t, TWO), strategy(t, leaves=3)
    ),
    "inverse": of(lambda e: questions.InverseSlope(add(e, mul(THREE, x)), x), OF_X),
    "tangent": of(lambda e, a: questions.Tangent(e, (x,), (a,)), OF_X, NUMBER),
    "tangent plane": of(lambda e, a, b: questions.Tangent(e, (x, y), (a, b)), OF_XY, NUMBER, NUMBER),
    "tangent to a curve": of(
        lambda p: questions.TangentToCurve(
            equal_to(add(power(x, TWO), power(y, TWO)), Integer(25)), (x, y), tuple(map(Integer, p))
        ),
        st.sampled_from([(3, 4), (4, 3), (-3, 4), (4, -3), (0, 5)]),
    ),
    "normal": of(lambda e, a: curves.Normal(add(e, mul(Integer(7), x)), x, a), POLYNOMIAL, NUMBER),
    "normal to a curve": of(
        lambda p: curves.NormalToCurve(
            equal_to(add(power(x, TWO), power(y, TWO)), Integer(25)), (x, y), tuple(map(Integer, p))
        ),
        st.sampled_from([(3, 4), (4, 3), (-3, 4), (4, -3)]),
    ),
    "Taylor": of(
        lambda e, a, m: questions.Taylor(e, x, a, Integer(m)), strategy(x, leaves=3), NUMBER, st.integers(1, 3)
    ),
    "Taylor with remainder": of(
        lambda remainder, m: remainder(x, m),
        st.sampled_from(
            [
                lambda e, m: questions.TaylorWithRemainder(call(sp.exp, e), e, Integer(0), Integer(m)),
                lambda e, m: questions.TaylorRemainder(call(sp.sin, e), e, Integer(0), Integer(m)),
            ]
        ),
        st.integers(1, 3),
    ),
    "Taylor of several": of(
        lambda e: questions.TaylorOfSeveral(e, (x, y), (ONE, Integer(0)), TWO),
        strategy(x, y, leaves=3).filter(lambda e: y in symbols_of([e])),
    ),
    "Leibniz": of(lambda e, b: D(integral(e, ONE, add(power(b, TWO), TWO)), x), strategy(t, x, leaves=3), SLOPED),
    "sum over an index": of(lambda a: D(sum_of(sp.Sum, mul(k, power(x, k), a), ONE, n), x), strategy(x, leaves=2)),
    "known values": of(
        lambda a, m: KnownValues(Value(D(mul(power(F(x), m), a), x), (x, ONE)), KNOWN),
        OF_X,
        st.sampled_from([TWO, THREE]),
    ),
    "one of many": of(lambda a, b: D(sum_of(sp.Sum, replace(mul(a, b), {x: X_K}), ONE, n), X_J), OF_X, strategy(x, y)),
    "product over an index": of(lambda a: D(sum_of(sp.Product, add(power(a, TWO), k), ONE, THREE), x), OF_X),
    "first principles": of(
        lambda e: FirstPrinciples(e, x),
        st.one_of(
            POLYNOMIAL,
            st.sampled_from([divide(ONE, x), power(x, HALF), call(sp.sin, x), call(sp.cos, x), call(sp.exp, x)]),
            SLOPED.map(lambda a: divide(ONE, a)),
            SLOPED.map(lambda a: power(a, HALF)),
        ),
    ),
    "first principles of a sum": of(lambda a: FirstPrinciples(add(mul(TWO, call(sp.sin, x)), a), x), POLYNOMIAL),
    "expanded first": of(lambda a, b: questions.ExpandFirst(mul(a, b), x), POLYNOMIAL, SLOPED),
    "as a product": of(lambda a, b: questions.AsProduct(divide(a, add(power(b, TWO), ONE)), x), OF_X, SLOPED),
    "logarithmic": of(lambda a, b: Logarithmic(power(call(sp.exp, a), b), x), OF_X, OF_X),
    "stationary": of(
        lambda e, c: questions.StationaryPoints(add(e, mul(Integer(c), power(y, TWO))), (x, y)),
        st.sampled_from([add(power(x, THREE), mul(Integer(-3), x)), power(x, TWO), add(power(x, TWO), mul(x, y))]),
        st.sampled_from([1, -1, 3]),
    ),
    "vector": of(lambda a, b, m: D(Tuple(a, b), t, m), OF_T, OF_T, st.sampled_from([1, 2])),
    "several": of(lambda e: curves.Several((Partial(e, x), Partial(e, y))), OF_XY),
    "related rates": of(
        lambda e: curves.RelatedRate(equal_to(add(e, y, power(y, THREE)), TWO), t, y, ((x, THREE),)), OF_X
    ),
    "arc length": of(lambda e: curves.ArcRate(e, x), OF_X),
    "speed": of(lambda a, b: curves.Speed((a, b), t), OF_T, OF_T),
    "curvature": of(lambda e: curves.GraphCurvature(e, x), strategy(x, leaves=3)),
    "curvature of a path": of(lambda a: curves.PathCurvature((t, a), t), strategy(t, leaves=3)),
    "steepest": of(lambda e: curves.SteepestSlope(e, (x, y)), OF_XY),
    "divergence": of(lambda a, b: curves.Divergence((a, b), (x, y)), OF_XY, OF_XY),
    "curl": of(lambda a, b: curves.Curl((a, b, mul(x, y)), (x, y, z)), OF_XY, OF_XY),
    "Wronskian of waves": of(lambda a: curves.Wronskian((call(sp.sin, a), call(sp.cos, a)), x), SLOPED),
    "Wronskian": of(lambda a, b: curves.Wronskian((a, b), x), OF_X, OF_X),
    "Jacobian determinant": of(lambda a, b: curves.JacobianDeterminant((a, b), (x, y)), OF_XY, OF_XY),
    "Jacobian determinant in space": of(
        lambda a, b: curves.JacobianDeterminant((a, b, mul(x, y, z)), (x, y, z)), OF_XY, OF_XY
    ),
    "increase": of(lambda e: graphs.Monotonicity(e, x, -sp.oo, sp.oo), GRAPH),
    "concavity": of(lambda e: graphs.Concavity(e, x, -sp.oo, sp.oo), GRAPH),
    "inflections": of(lambda e: graphs.Inflections(e, x, -sp.oo, sp.oo), GRAPH),
    "closed interval": of(
        lambda e, a, b, wanted: graphs.ExtremesOn(e, x, Integer(a), Integer(a + b), wanted),
        *(GRAPH, st.integers(-3, 2), st.integers(1, 4), st.sampled_from(["both", "maximum", "minimum"])),
    ),
    "constrained": of(
        lambda e, a, b: graphs.Constrained(
            e, [equal_to(add(mul(Integer(a), power(x, TWO)), power(y, TWO)), Integer(b))], (x, y)
        ),
        st.sampled_from([mul(x, y), add(x, mul(TWO, y)), add(power(x, TWO), y)]),
        *(st.integers(1, 3), st.integers(1, 5)),
    ),
    "limit of a difference": of(
        lambda c: LimitAt(subtract(divide(ONE, x), divide(c, mul(c, call(sp.sin, x)))), x, Integer(0)),
        st.sampled_from([ONE, TWO]),
    ),
    "limit": of(
        lambda make, e: make(e),
        st.sampled_from(
            [
                lambda e: LimitAt(e, x, ONE),
                lambda e: LimitAt(divide(call(sp.sin, mul(x, e)), x), x, Integer(0)),
                lambda e: LimitAt(divide(call(sp.sin, mul(THREE, x)), x), x, Integer(0)),
                lambda e: LimitAt(divide(mul(x, e), add(power(x, TWO), x)), x, Integer(0)),
                lambda e: LimitAt(divide(e, call(sp.exp, x)), x, sp.oo),
                lambda e: LimitAt(mul(x, call(sp.log, x)), x, Integer(0), "+"),
                lambda e: LimitAt(subtract(power(add(power(x, TWO), x), HALF), x), x, sp.oo),
                lambda e: LimitAt(power(add(ONE, divide(TWO, x)), x), x, sp.oo),
            ]
        ),
        POLYNOMIAL,
    ),
}
PROFILE = settings(
    max_examples=4_000 // len(KINDS) + 1 if SLOW else 3,
    deadline=None,
    derandomize=not SLOW,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def derived(goal: Basic) -> Derivation:
    try:
        return answer(intern(goal))
    except wk.OutsideDomain:
        assume(False)  # the normal where the tangent is level
        raise
    except NoRule as missing:
        if isinstance(goal, LimitAt | graphs.Constrained) or "out of reach" in str(missing):
            assume(False)  # no limit, or zeros that are not all known
        if "StationaryPoints" in str(missing):
            assume(False)  # which SymPy can't solve
        raise


@pytest.mark.parametrize("kind", KINDS)
def test_the_derivation_verifies_and_reads_back(kind: str) -> None:
    @PROFILE
    @given(KINDS[kind])
    def check(goal: Basic) -> None:
        derivation = derived(goal)
        verification = derivation.verify()
        failing = [
            (step.rule.slug, wk.to_text(step.goal), str(evidence))
            for step, evidence in verification.steps
            if not known_or_nowhere(evidence)
        ]
        assert not failing
        assert known_or_nowhere(verification.whole), verification.whole
        answer = derivation.answer
        # A typed i is a letter, not the imaginary unit, so that answers with it do not read back.
        complex_valued = isinstance(answer, Expr) and answer.has(sp.I)
        if isinstance(answer, Expr) and not complex_valued and not isinstance(goal, curves.RelatedRate | Implicit):
            again = wk.parse(wk.to_latex(answer))
            assert canonical(again) == canonical(answer) or judged_equal(again, answer).kind in ("proved", "agrees")

    check()


# Not drawn here, and why.
ELSEWHERE = {
    "answer-parts": "a sum of questions, in test_accounted",
    "left-as-it-is": "an answer of thousands of terms, in test_calculus",
    "reverse-gradient": "a function of hundreds of parts, in test_reverse",
    "adjoint": "likewise",
}


def test_every_rule_is_reached() -> None:
    """The kinds together reach every rule of calculus but those about matrices, which have a test of their own."""
    from workings_rules.calculus import matrix

    reached: set[str] = set()
    for law in LAWS:  # so many that not each of them is drawn
        reached.update(derived(D(replace(law.f, {x: mul(TWO, x)}), x)).rules)

    for goals in KINDS.values():

        @settings(max_examples=30, deadline=None, derandomize=True, database=None,
                  suppress_health_check=list(HealthCheck))  # fmt: skip
        @given(goals)
        def collect(goal: Basic) -> None:
            reached.update(derived(goal).rules)

        collect()
    of_matrices = {rule.slug for rule in matrix.RULES}
    rules = {rule.slug for rule in chain(load_book("calculus"), load_book("algebra"))} - of_matrices
    missing = sorted(rules - reached - ELSEWHERE.keys())
    assert not missing, ", ".join(missing)

"""`equal`: what is equal is never refuted, what is different never accepted, and the point proves it."""

import math
import time

import pytest
import sympy as sp
from sympy import (
    Abs,
    Eq,
    Function,
    I,
    Matrix,
    Max,
    Min,
    Piecewise,
    Rational,
    Symbol,
    acos,
    acosh,
    acot,
    asec,
    asin,
    asinh,
    atan,
    atanh,
    cbrt,
    cos,
    cosh,
    cot,
    coth,
    csc,
    erf,
    erfc,
    evaluate,
    exp,
    log,
    pi,
    sec,
    sech,
    sign,
    sin,
    sinh,
    sqrt,
    symbols,
    tan,
    tanh,
)  # fmt: skip

from workings.expression.goals import D, Partial
from workings.expression.nodes import add, call, integer, mul, power
from workings.judge import Evidence, autograd_value, equal, judge_autograd

x, y, z, n, a, b, t = symbols("x y z n a b t", real=True)
f, g = Function("f"), Function("g")
half = Rational(1, 2)

with evaluate(False):
    EQUAL = [
        # polynomials and rational functions
        ((3 * x + 2) ** 2, 9 * x**2 + 12 * x + 4),
        (6 * (3 * x + 2), 18 * x + 12),
        ((x + y) * (x - y), x**2 - y**2),
        ((x + 1) ** 5 * (x + 1), (x + 1) ** 6),
        ((x**2 - 1) / (x - 1), x + 1),
        (1 / (x * (x + 1)), 1 / x - 1 / (x + 1)),
        (x / (x**2 + 1) + 1 / x, (2 * x**2 + 1) / (x**3 + x)),
        ((x**3 - y**3) / (x - y), x**2 + x * y + y**2),
        (1 / (1 / x + 1 / y), x * y / (x + y)),
        (Rational(1, 2) * x + 0.5 * x, x),
        ((9 - 2 * x) ** 3 * -8, 8 * (2 * x - 9) ** 3),
        # exponentials and logarithms
        (exp(x + y), exp(x) * exp(y)),
        (exp(2 * x) + 2 * exp(x) + 1, (exp(x) + 1) ** 2),
        (exp(-x), 1 / exp(x)),
        (exp(x / 2) ** 2, exp(x)),
        (exp(3 * log(x)), x**3),
        (2 ** (x + 3), 8 * 2**x),
        (4**x, 2 ** (2 * x)),
        (6**x, 2**x * 3**x),
        (2**x, exp(x * log(2))),
        (x**x, exp(x * log(x))),
        (x**n * x, x ** (n + 1)),
        ((x**a) ** b, x ** (a * b)),
        (log(x**2), 2 * log(x)),
        (log(x * y), log(x) + log(y)),
        (log(x / y), log(x) - log(y)),
        (log(sqrt(x)), log(x) / 2),
        (log(8), 3 * log(2)),
        (log(12 * x), 2 * log(2) + log(3) + log(x)),
        (log(exp(x) * y), x + log(y)),
        (log(x**2 - 1), log(x - 1) + log(x + 1)),
        (log(x, 2), log(x) / log(2)),
        (log(8, 2), sp.Integer(3)),
        (log(Abs(x)), log(x)),
        # roots and absolute values
        (sqrt(8), 2 * sqrt(2)),
        (1 / sqrt(2), sqrt(2) / 2),
        (1 / (1 + sqrt(2)), sqrt(2) - 1),
        (sqrt(x) * sqrt(x), x),
        (x ** Rational(3, 2), x * sqrt(x)),
        (sqrt(x**2), Abs(x)),
        (Abs(x) ** 2, x**2),
        (cbrt(x) ** 3, x),
        (cbrt(x**2), cbrt(x) ** 2),
        (cbrt(-x), -cbrt(x)),
        ((x**2) ** Rational(1, 4), sqrt(Abs(x))),
        (3 * sqrt(6 * x + 1) / (6 * x + 1), 3 / sqrt(6 * x + 1)),
        (sqrt(x * y), sqrt(x) * sqrt(y)),
        (sqrt(x) * cbrt(x), x ** Rational(5, 6)),
        (1 / (sqrt(x) + 1), (sqrt(x) - 1) / (x - 1)),
        (x / Abs(x), sign(x)),
        (Max(x, y) + Min(x, y), x + y),
        (Abs(x * y), Abs(x) * Abs(y)),
        (sqrt(exp(x)), exp(x / 2)),
        # trigonometry
        (sin(x) ** 2 + cos(x) ** 2, sp.Integer(1)),
        (sin(2 * x), 2 * sin(x) * cos(x)),
        (cos(2 * x), 1 - 2 * sin(x) ** 2),
        (2 * sin(t) ** 2, sin(2 * t) * tan(t)),
        (tan(x) ** 2 + 1, sec(x) ** 2),
        (csc(x) * cot(x), cos(x) / sin(x) ** 2),
        (sin(x + y), sin(x) * cos(y) + cos(x) * sin(y)),
        (cos(x - y), cos(x) * cos(y) + sin(x) * sin(y)),
        (sin(x / 2) ** 2, (1 - cos(x)) / 2),
        (sin(x) ** 4, (3 - 4 * cos(2 * x) + cos(4 * x)) / 8),
        (sin(3 * x), 3 * sin(x) - 4 * sin(x) ** 3),
        (sin(x + pi / 2), cos(x)),
        (sin(pi / 3 + x), sin(x) / 2 + sqrt(3) / 2 * cos(x)),
        (sin(x) * cos(y), (sin(x + y) + sin(x - y)) / 2),
        (tan(x / 2), sin(x) / (1 + cos(x))),
        (sin(-x), -sin(x)),
        (cos(pi / 4), sqrt(2) / 2),
        (sin(100 * x) * 2, sin(100 * x) + sin(100 * x)),
        # inverse and hyperbolic functions
        (cos(asin(x)), sqrt(1 - x**2)),
        (tan(atan(x)), x),
        (acos(x) + asin(x), pi / 2),
        (atan(1), pi / 4),
        (asin(half), pi / 6),
        (atan(-x), -atan(x)),
        (asec(x), acos(1 / x)),
        (acot(x), atan(1 / x)),
        (cosh(x) ** 2 - sinh(x) ** 2, sp.Integer(1)),
        (sinh(2 * x), 2 * sinh(x) * cosh(x)),
        (1 - tanh(x) ** 2, sech(x) ** 2),
        (coth(x), (exp(2 * x) + 1) / (exp(2 * x) - 1)),
        (asinh(x), log(x + sqrt(x**2 + 1))),
        (acosh(x), log(x + sqrt(x**2 - 1))),
        (atanh(x), log((1 + x) / (1 - x)) / 2),
        # arguments in normal form, unknown functions
        (erf(x * x), erf(x**2)),
        (f(x + x), f(2 * x)),
        (f(sin(x) ** 2 + cos(x) ** 2), f(sp.Integer(1))),
        (Piecewise((x, x > 0), (-x, True)) + x - x, Piecewise((x, x > 0), (-x, True))),
    ]

    UNEQUAL = [
        (x, x + 1), (x**2, 2 * x), (x**2, x**3), (3 * x**2, 2 * x**2), ((x + 1) ** 2, x**2 + 1), (x / 2, 2 / x),
        (1 / (x + y), 1 / x + 1 / y), (x - y, y - x), (x * y, x + y), ((2 * x) ** 2, 2 * x**2),
        (x ** (-2), -(x**2)),
        (1 / x**2, 1 / x**3), ((x**2 + 1) / (x + 1), x + 1), (sqrt(x + y), sqrt(x) + sqrt(y)), (x, sqrt(x**2)),
        (sqrt(x), x / 2), (cbrt(x), sqrt(x)), (Abs(x), x), (Abs(x + y), Abs(x) + Abs(y)),
        (sign(x) ** 2, sp.Integer(1)),
        (sin(x), cos(x)), (sin(2 * x), 2 * sin(x)), (sin(x) ** 2, sin(x**2)), (sin(x), x),
        (cos(2 * x), cos(x) ** 2),
        (tan(x), sin(x)), (sec(x), 1 / sin(x)), (csc(x), -csc(x)), (-csc(x) * cot(x), csc(x) * cot(x)),
        (sin(x + y), sin(x) + sin(y)), (sin(x) ** 2 - cos(x) ** 2, sp.Integer(1)), (atan(x), 1 / tan(x)),
        (asin(x), 1 / sin(x)), (asin(x), acos(x)), (exp(x), x * exp(x)), (exp(2 * x), 2 * exp(x)),
        (exp(x + y), exp(x) + exp(y)),
        (exp(x**2), exp(x) ** 2), (exp(-50), 2 * exp(-50)), (exp(-1000), sp.Integer(0)), (2**x, x**2),
        (2**x, x * 2 ** (x - 1)),
        (2**x * log(2), 2**x), (log(x + y), log(x) + log(y)), (log(x) ** 2, 2 * log(x)), (log(2 * x), 2 * log(x)),
        (log(x, 2), log(x)), (1 / x, log(x)), (sinh(x), cosh(x)), (cosh(x) ** 2 + sinh(x) ** 2, sp.Integer(1)),
        (tanh(x), tan(x)), (Rational(1, 2**99), Rational(1, 2**98)), (x + 1, x + 1 + Rational(1, 10**30)),
        (Symbol("X", real=True), x), (pi, Rational(22, 7)), (pi, Rational(355, 113)),
        (sqrt(2), Rational(141421356, 10**8)),
        (1.0 * x, 1.0001 * x), (x**n, x ** (n + 1)), (n * x ** (n - 1), n * x**n), (f(x), f(y)), (f(x), g(x)),
        (f(x * y), f(x) * f(y)), (erf(x), erfc(x)), (Max(x, y), Min(x, y)), (x + 1e-15, x),
        (Piecewise((x, x > 0), (-x, True)), x), (sqrt(x**2 + 1), x + 1), (exp(log(x) / 2), x / 2),
    ]  # fmt: skip


@pytest.mark.parametrize("pair", EQUAL, ids=str)
def test_equal(pair):
    assert equal(*pair).kind == "proved"
    assert equal(*pair[::-1]).kind == "proved"


@pytest.mark.parametrize("pair", UNEQUAL, ids=str)
def test_unequal_with_a_point_that_shows_it(pair):
    found = equal(*pair)
    assert found.kind == "refuted"
    assert found.left != found.right
    if not any(e.has(f, g) for e in pair):  # the values are what SymPy computes there
        for side, said in zip(pair, (found.left, found.right), strict=True):
            there = side.doit().subs(list(found.point)).evalf(40)
            assert abs(there - sp.Rational(said)) <= sp.Float(10) ** -10 * (abs(there) + sp.Float(10) ** -20)


def test_tables_are_as_large_as_promised():
    assert len(EQUAL) >= 60
    assert len(UNEQUAL) >= 60


def test_points_read_well():
    assert equal(3 * x**2, x**2).point == ((x, 2),)
    found = equal(3 * (4 * x - 7) ** 2, 12 * (4 * x - 7) ** 2)
    assert str(found) == "refuted: at x = 2 the left is 3, the right is 12"


def test_domain_notes():
    with evaluate(False):
        assert equal((x**2 - 1) / (x - 1), x + 1).domain == "left is undefined at x = 1, where right is 2"
        root = equal(x, sqrt(x**2))
        assert root.kind == "refuted"
        assert root.domain == "equal for x > 0 only; at x = -1 they differ"
        assert equal(log(Abs(x)), log(x)).domain == "right is undefined at x = -1, where left is 0"
        assert equal(x + x, 2 * x).domain == ""
        assert equal(log(x), log(-x)).kind == "undecided"
    assert "no point" in equal(log(x), log(-x)).reason


def test_assumptions():
    with evaluate(False):
        assert equal(x, sqrt(x**2), assuming=[x > 0]).kind == "proved"
        assert equal(-x, sqrt(x**2), assuming=[x < 0]).kind == "proved"
        assert equal(x, sqrt(x**2), assuming=[x < 0]).kind == "refuted"
        assert equal(Abs(x - 2), x - 2, assuming=[x >= 2]).kind == "proved"
        positive = Symbol("p", positive=True)
        assert equal(sqrt(positive**2), positive).kind == "proved"


def test_matrices_tuples_and_equations():
    assert equal(Matrix([x + x, sin(x) ** 2]), Matrix([2 * x, 1 - cos(x) ** 2])).kind == "proved"
    assert equal((x, y), (x, y + 1)).kind == "refuted"
    assert equal((x,), (x, y)).kind == "refuted"
    assert equal(Eq(2 * x + 2 * y, 4), Eq(x + y, 2)).kind == "proved"
    assert equal(Eq(2 * x + 2 * y, 5), Eq(x + y, 2)).kind == "undecided"


def test_derivatives_inside_a_claim():
    with evaluate(False):
        claims = [
            (D((3 * x + 2) ** 2, x), 18 * x + 12),
            (D(x * sin(x), x), sin(x) + x * cos(x)),
            (D(x**4, x, 2), 12 * x**2),
            (D(D(x**4, x), x), 12 * x**2),
            (D(sin(2 * x + 3), 2 * x + 3) * D(2 * x + 3, x), 2 * cos(2 * x + 3)),
            (Partial(3 * x**2 + 2 * x * y + y**2, x), 6 * x + 2 * y),
            (D(D(sin(x * y), x), y), cos(x * y) - x * y * sin(x * y)),
            (D(x * D(sin(x * y), y), x), 2 * x * cos(x * y) - x**2 * y * sin(x * y)),
            (D(f(x) * g(x), x), D(f(x), x) * g(x) + f(x) * D(g(x), x)),
            (D(f(x**2), x), 2 * x * sp.Subs(sp.Derivative(f(y), y), y, x**2)),
            (sp.Derivative(x**3, x), 3 * x**2),
            (D(Abs(x), x), sign(x)),
            (D(cbrt(x), x), 1 / (3 * cbrt(x) ** 2)),
            (D(log(Abs(x)), x), 1 / x),
            (D(x**x, x), x**x * (log(x) + 1)),
        ]
    for claim in claims:
        assert equal(*claim).method == "normal form, derivatives by differential algebra", claim
        assert equal(claim[0], claim[1] + Rational(1, 10**20)).kind == "refuted", claim
    assert equal(D(f(x) * g(x), x), D(f(x), x) * D(g(x), x)).kind == "refuted"


def test_what_cannot_be_known_is_undecided():
    assert "no value" in equal(sp.Integral(f(x), x), x).reason
    unknown = sp.stieltjes(1, x)
    assert equal(unknown, unknown + 1).kind == "undecided"
    assert "stieltjes" in equal(I * unknown, I * (unknown + x)).reason
    with pytest.raises(TypeError, match="read text"):
        equal("x", x)


def test_evidence_has_no_truth_value():
    with pytest.raises(TypeError, match="kind"):
        bool(Evidence("proved"))


def test_deep_expressions():
    deep = x
    for _ in range(10_000):
        deep = call(sin, deep)
    started = time.process_time()
    assert equal(deep, deep).kind == "proved"
    assert equal(deep, add(deep, integer(1))).kind == "refuted"
    assert equal(mul(integer(2), deep), add(deep, deep)).kind == "agrees"
    assert time.process_time() - started < 5


def test_hostile_sizes_end_soon():
    started = time.process_time()
    tower = integer(9)
    for _ in range(4):
        tower = power(integer(9), tower)
    assert equal(tower, tower + 1).kind == "undecided"
    many = mul(*(add(symbols(f"v{i}", real=True), integer(i)) for i in range(40)))
    assert equal(power(many, integer(30)), add(power(many, integer(30)), integer(1))).kind == "refuted"
    wide = power(add(x, y, z, n, a, b), integer(60))
    assert equal(wide, mul(wide, add(sin(x) ** 2, cos(x) ** 2))).kind in ("agrees", "proved")
    assert time.process_time() - started < 5


def test_deterministic():
    assert equal(sin(x) * y, cos(x)) == equal(sin(x) * y, cos(x))


def test_autograd_is_a_third_judge():
    pytest.importorskip("torch")
    points = [((x, Rational(p)), (y, Rational(2))) for p in (1, 2, Rational(1, 3), -4)]
    assert autograd_value((3 * x + 2) ** 2, x, {x: 1}) == 30
    assert autograd_value(cbrt(x), x, {x: -8}) == pytest.approx(1 / 12)
    assert autograd_value(sp.Integer(7), x, {x: 1}) == 0
    assert autograd_value(Max(x, 2) * y + sp.Heaviside(x) + sign(x), x, {x: 3, y: 2}) == 2
    for h in (sin(x) * exp(x * y), x**x, Piecewise((x**2, x > 1), (x, True)), log(Abs(x)), asec(x), cbrt(x) * y):
        found = judge_autograd(h, x, h.diff(x), points)
        assert found.kind == "agrees"
        assert found.points >= 2
        assert judge_autograd(h, x, 2 * h.diff(x), points).kind == "refuted"
    assert judge_autograd(sp.gamma(x), x, x, points).kind == "undecided"
    assert math.isclose(autograd_value(sqrt(2) * x, x, {x: 3}), math.sqrt(2))


def test_agreement_looks_beyond_large_and_small_quantities():
    with evaluate(False):
        for tiny in (Rational(1, 10**100), exp(-300), 1 - cos(Rational(1, 10**90)), sin(Rational(1, 10**60)) ** 2):
            assert equal(D(x**2, x) + tiny, 2 * x).kind == "refuted"
        assert equal(log(sp.Integer(10) ** 100 + Abs(x)), log(sp.Integer(10) ** 100)).kind == "refuted"
        assert equal(exp(-300) * D(x**2, x), 2 * x * exp(-300)).kind == "proved"
    billion = call(sp.factorial, integer(10**9))
    assert equal(billion, add(billion, x)).kind == "undecided"

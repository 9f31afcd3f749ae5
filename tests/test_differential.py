"""Derivatives in claims: what is proved of them is true, and what is true of them is proved."""

import flint
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import (
    Abs,
    Derivative,
    Integer,
    Rational,
    Subs,
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
    erf,
    evaluate,
    exp,
    floor,
    gamma,
    log,
    pi,
    polygamma,
    sign,
    sin,
    sqrt,
    symbols,
    tan,
    tanh,
)  # fmt: skip

from workings.expression.goals import D, Partial, Value
from workings.expression.named import gelu, sigmoid, softmax, softplus
from workings.expression.nodes import add, call, integer, mul, power
from workings.judge import NormalForm, Program, TooLarge, Unsupported, equal, points

x, y, t = symbols("x y t", real=True)
f, g = sp.Function("f"), sp.Function("g")


def proves(left, right, **how):
    form = NormalForm(**how)
    try:
        return form.equal(left, right) and form.differentiated
    except TooLarge:
        return False


with evaluate(False):
    TRUE = [
        (D(x**3, x), 3 * x**2), (D(x**5, x, 3), 60 * x**2), (D(x**7, x, 7), Integer(5040)), (D(x**3, x, 0), x**3),
        (D(sin(x) * exp(x), x), exp(x) * (sin(x) + cos(x))), (D(x**x, x), x**x * (log(x) + 1)),
        (D(sqrt(1 - x**2), x), -x / sqrt(1 - x**2)), (D(cbrt(x), x), 1 / (3 * cbrt(x) ** 2)),
        (D(tan(x), x), 1 + tan(x) ** 2), (D(tanh(x), x), 1 / cosh(x) ** 2), (D(log(x, 2), x), 1 / (x * log(2))),
        (D(asin(x), x), 1 / sqrt(1 - x**2)), (D(atan(1 / x), x), -1 / (1 + x**2)), (D(acot(x), x), -1 / (1 + x**2)),
        (D(asec(x), x), 1 / (Abs(x) * sqrt(x**2 - 1))), (D(acosh(x), x), 1 / sqrt(x**2 - 1)),
        (D(asinh(x), x), 1 / sqrt(x**2 + 1)), (D(atanh(x), x), 1 / (1 - x**2)),
        (D(atan(1 / x) + atan(x), x), Integer(0)), (D(sin(asin(x)), x), Integer(1)),
        (D(Abs(x), x), sign(x)), (D(Abs(x), x), x / Abs(x)), (D(x * Abs(x), x), 2 * Abs(x)),
        (D(Abs(x**2 + x), x), sign(x**2 + x) * (2 * x + 1)),
        (D(sqrt(1 + sqrt(x) + sqrt(y)), x), 1 / (4 * sqrt(x) * sqrt(1 + sqrt(x) + sqrt(y)))),
        (D(log(Abs(x)), x), 1 / x), (D(sign(x), x), Integer(0)),
        (D(Abs(x) ** 3, x), 3 * x * Abs(x)), (D(sqrt(x**2), x), Abs(x) / x),
        (D(sqrt(1 + Abs(x)), x) * 2 * sqrt(1 + Abs(x)), x / Abs(x)),
        (D(erf(x**2), x), 4 * x * exp(-(x**4)) / sqrt(pi)), (D(gamma(x), x), gamma(x) * polygamma(0, x)),
        (D(sp.erfc(x), x), -2 * exp(-(x**2)) / sqrt(pi)), (D(sp.li(x), x), 1 / log(x)), (D(sp.Si(x), x), sin(x) / x),
        (D(sp.besselj(2, x), x), (sp.besselj(1, x) - sp.besselj(3, x)) / 2), (D(sp.airyai(x), x), sp.airyaiprime(x)),
        (D(sp.factorial(x), x), gamma(x + 1) * polygamma(0, x + 1)),
        (D(sin(2 * x + 3), 2 * x + 3), cos(2 * x + 3)), (D(sqrt(2 * x + 3), 2 * x + 3), 1 / (2 * sqrt(2 * x + 3))),
        (D(Abs(x - 1), x - 1), sign(x - 1)), (D(sin(sqrt(pi)), sqrt(pi)), cos(sqrt(pi))),
        (D(x * sin(x**2), x**2), x * cos(x**2)), (D(D(sin(x**2), x**2), x**2), -sin(x**2)),
        (D(D(sin(x**2), x**2), x), -2 * x * sin(x**2)), (D(f(x**2), x), 2 * x * D(f(x**2), x**2)),
        (D(f(x) * g(x), x), D(f(x), x) * g(x) + f(x) * D(g(x), x)), (D(f(x, y), x, 2), D(D(f(x, y), x), x)),
        (D(D(f(x, y), x), y), D(D(f(x, y), y), x)), (Derivative(x**2 * y**3, x, (y, 2)), 12 * x * y),
        (Subs(Derivative(f(y), y), y, x**2), D(f(x**2), x**2)), (Value(D(x**2, x), (x, Integer(3))), Integer(6)),
        (Subs(Derivative(f(y, x), x), y, x) + Subs(Derivative(f(y, x), y), y, x), D(f(x, x), x)),
        (Value(D(f(x * y), x), (x, y)), y * D(f(y * y), y * y)), (Value(D(((x + t) ** 2 - x**2) / 1, t),
        (t, Integer(0))), 2 * x),
        (D(D(f(t) ** 2 + D(f(t), t) ** 2, D(f(t), t)), t), 2 * D(f(t), t, 2)),
        (D(x + floor(x), x), 1 + D(floor(x), x)), (D(floor(x**2) * x, x), floor(x**2) + x * D(floor(x**2), x)),
        (Partial(x**2 * y, x), 2 * x * y), (D(sigmoid(2 * x), 2 * x), sigmoid(2 * x) * (1 - sigmoid(2 * x))),
        (D(softplus(x), x), sigmoid(x)), (D(gelu(x), x),
        (1 + erf(x / sqrt(2))) / 2 + x * exp(-(x**2) / 2) / sqrt(2 * pi)),
        (D(softmax(Integer(1), x, y), y), -softmax(Integer(1), x, y) * softmax(Integer(2), x, y)),
    ]  # fmt: skip
    # Each is false at some point at which the derivative exists, or is about different derivatives.
    TRAPS = [
        (D(Abs(x), x), Integer(1)), (D(Abs(x), x) + sqrt(x) * 0, sign(x) ** 2),
        (D(x * sign(x) ** 2, x), sign(x) ** 2),
        (D(x * cos(sign(x)), x), cos(sign(x))), (D(x * sign(x) * sign(sin(x)), x), sign(x) * sign(sin(x))),
        (D(sqrt(Abs(x) + x), x), sqrt(Abs(x) + x) / (2 * x) + Abs(x) - x),
        (sqrt(cos(x) - 1) + D(Abs(cos(x) - 1), x, 2), sqrt(cos(x) - 1) - cos(x)),
        (sqrt(cos(y) - 1) + D(x * sqrt(cos(y) - 1), x) + D(Abs(cos(y) - 1), y, 2),
         sqrt(cos(y) - 1) + D(x * sqrt(cos(y) - 1), x) - cos(y)),
        (D(sin(2 * x), 2 * x), D(2 * sin(x) * cos(x), 2 * x)), (D(x**2, x), D(x**2, y)), (D(f(x), x), D(f(y), y)),
        (D(f(x), x), D(g(x), x)), (D(f(x, y), x), D(f(x, y), y)),
        (D(f(x, x), x), 2 * Subs(Derivative(f(y, x), y), y, x)),
        (Value(D(x**2, x), (x, y)), D(Value(x**2, (x, y)), x)), (D(sin(sqrt(pi)), sqrt(pi)), Integer(0)),
        (D(cbrt(x), x), 1 / (3 * cbrt(-x) ** 2) + Abs(x) - x), (D(log(x), x), 1 / Abs(x) + Abs(x + 1) - x - 2),
        (D(floor(x), x), Integer(0)),
        (D(x * D(Abs(x), x), x), Integer(1)), (D(sp.Piecewise((x, x > 0), (x**2, True)), x), Integer(1)),
    ]  # fmt: skip


@pytest.mark.parametrize("claim", TRUE, ids=str)
def test_proved(claim):
    assert proves(*claim)
    assert proves(*claim[::-1])
    assert equal(*claim).kind == "proved"
    assert not proves(claim[0], add(claim[1], Rational(1, 10**9)))


@pytest.mark.parametrize("claim", TRAPS, ids=str)
def test_traps(claim):
    assert not proves(*claim)
    assert not proves(*claim[::-1])


def test_signs_known_around_a_point():
    with evaluate(False):
        assert proves(log(x) + D(Abs(x), x), log(x) + 1)
        assert proves(D(Abs(x) * sqrt(x), x), 3 * sqrt(x) / 2)
        assert proves(D(Abs(x - y), x), Integer(1), assuming=[x > y])
        assert proves(D(Abs(x), x), Integer(1), positive=True)
        assert not proves(D(Abs(x), x), Integer(1), assuming=[x >= 0])


def test_exact_agreement_claims_no_more_digits_than_were_worked_out():
    with evaluate(False):
        found = equal(D(floor(x), x), Integer(0))
        assert found.kind == "agrees"
        assert found.digits < 2000


def test_a_value_that_moves_with_the_variable():
    with evaluate(False):
        assert equal(D(x * Value(D(x**2, x), (x, x + pi)), x), 4 * x + 2 * pi).kind == "proved"
        assert equal(D(x * Value(D(x**2, x), (x, x + pi)), x), 4 * x + pi).kind != "proved"


def test_a_series_that_is_not_known_in_two_variables():
    with evaluate(False):
        assert equal(D(D(x**y, y), x), D(D(x**y, x), y)).kind == "proved"
        assert equal(D(1 / D(y + 1 / x, y), x), Integer(0)).kind == "proved"


def test_too_long_or_too_deep_is_left_as_it_stands():
    deep, nested = x, x
    for _ in range(1500):
        deep, nested = call(sin, add(deep, integer(1))), D(nested, x)
    assert not NormalForm().equal(D(deep, x), mul(integer(2), D(deep, x)))
    assert NormalForm().equal(add(D(deep, x), D(deep, x)), mul(integer(2), D(deep, x)))
    assert proves(nested, integer(0))
    long = power(add(*[symbols(f"v{i}") for i in range(80)]), integer(500))
    assert not proves(D(long, x), mul(integer(2), D(long, x)))


HEADS = [sin, cos, tan, exp, log, Abs, Abs, atan, asin, tanh, sign, acosh, atanh, asinh, erf, floor, acot, asec, f]
POWERS = [
    Integer(2),
    Integer(3),
    Integer(-1),
    Rational(1, 2),
    Rational(1, 3),
    Rational(2, 3),
    Rational(-1, 2),
    Rational(4, 3),
]
leaves = st.sampled_from([x, x, y, integer(1), integer(2), integer(-1), Rational(1, 2), pi])
expressions = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda p: add(*p)),
        st.tuples(inner, inner).map(lambda p: mul(*p)),
        st.tuples(inner, st.sampled_from(POWERS)).map(lambda p: power(*p)),
        st.tuples(st.sampled_from(HEADS), inner).map(lambda p: call(*p)),
        st.tuples(inner, st.sampled_from([x, y]), st.sampled_from([1, 1, 2])).map(lambda p: D(*p)),
        st.tuples(st.sampled_from(HEADS), inner).map(lambda p: D(call(*p), p[1] if p[1].args else x)),
        st.tuples(inner, inner).map(lambda p: Value(power(p[0], Integer(2)), (t, p[1]))),
    ),
    max_leaves=6,
)


def _contradicted(left, right):
    """Whether the balls of both sides are apart at any point where both are defined."""
    program = Program()
    try:
        registers = [program.add(left), program.add(right)]
    except Unsupported:
        return False
    program.tape.want(registers)
    before = flint.ctx.prec, flint.ctx.cap
    try:
        for _, point in zip(range(30), points(len(program.tape.symbols)), strict=False):
            values = program.tape.run(point, 256)
            a, b = (values[r] for r in registers)
            if a.is_finite() and b.is_finite() and not a.overlaps(b):
                return True
    finally:
        flint.ctx.prec, flint.ctx.cap = before
    return False


@settings(max_examples=150, deadline=None, derandomize=True)
@given(expressions, expressions)
def test_what_is_proved_is_true(u, v):
    """Laws, and what looks like one: no proof contradicts the balls."""
    two = integer(2)
    for left, right in (
        (D(mul(u, v), x), add(mul(D(u, x), v), mul(u, D(v, x)))),
        (D(call(Abs, u), x), mul(call(sign, u), D(u, x))),
        (D(call(Abs, u), x), D(u, x)),
        (add(D(call(Abs, u), x), mul(integer(0), power(v, Rational(1, 2)))), D(u, x)),
        (D(power(power(u, two), Rational(1, 2)), x), D(u, x)),
        (D(mul(u, power(call(sign, u), two)), x), mul(D(u, x), power(call(sign, u), two))),
        (D(D(u, x), y), D(D(u, y), x)),
        (D(u, x, 2), D(D(u, x), x)),
        (D(u, x), D(v, x)),
        (D(u, x), v),
        (D(u, x), integer(0)),
    ):
        if proves(left, right):
            assert not _contradicted(left, right), (left, right)

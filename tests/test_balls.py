"""Values over balls against mpmath, power series against known derivatives, and where things are not defined."""

import json
from pathlib import Path

import mpmath
import pytest
import sympy as sp
from flint import arb, arb_series, ctx, fmpq
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Function, Rational, Subs, symbols

from workings.expression.goals import D, Partial, Value
from workings.expression.nodes import call, symbol
from workings.judge import Program, Unsupported, points
from workings.judge.functions import PRIMITIVES

x, y = symbols("x y", real=True)


def value(expr, precision=128, **at):
    """The ball, and whether it is defined."""
    program = Program()
    register = program.add(expr)
    program.tape.want([register])
    before = ctx.prec
    try:
        point = [fmpq(Rational(at[s.name]).p, Rational(at[s.name]).q) for s in program.tape.symbols]
        values = program.tape.run(point, precision)
        return values[register], program.tape.status(values, register)
    finally:
        ctx.prec = before


def close(ball, number):
    assert ball.is_finite(), ball
    return abs(mpmath.mpf(ball.str(30, radius=False)) - number) <= mpmath.mpf(10) ** -24 * (1 + abs(number))


R = Rational
AT = {"x": R(3, 7)}
FUNCTIONS = [
    ("exp", "exp"), ("log", "log"), ("sin", "sin"), ("cos", "cos"), ("tan", "tan"), ("sec", "sec"), ("csc", "csc"),
    ("cot", "cot"), ("asin", "asin"), ("acos", "acos"), ("atan", "atan"), ("acot", "acot"), ("sinh", "sinh"),
    ("cosh", "cosh"), ("tanh", "tanh"), ("sech", "sech"), ("csch", "csch"), ("coth", "coth"), ("asinh", "asinh"),
    ("atanh", "atanh"), ("asech", "asech"), ("acsch", "acsch"), ("gamma", "gamma"), ("loggamma", "loggamma"),
    ("erf", "erf"), ("erfc", "erfc"), ("erfi", "erfi"), ("Ei", "ei"), ("li", "li"), ("Si", "si"), ("Ci", "ci"),
    ("Shi", "shi"), ("Chi", "chi"), ("fresnels", "fresnels"), ("fresnelc", "fresnelc"), ("airyai", "airyai"),
    ("airybi", "airybi"), ("LambertW", "lambertw"), ("zeta", "zeta"), ("digamma", "digamma"),
    ("factorial", "factorial"),
    ("elliptic_k", "ellipk"), ("elliptic_e", "ellipe"), ("sinc", "sinc"),
]  # fmt: skip
BEYOND_ONE = [("asec", "asec"), ("acsc", "acsc"), ("acoth", "acoth"), ("acosh", "acosh")]
WITH_PARAMETER = [
    (sp.besselj(2, x), lambda u: mpmath.besselj(2, u)), (sp.bessely(1, x), lambda u: mpmath.bessely(1, u)),
    (sp.besseli(2, x), lambda u: mpmath.besseli(2, u)), (sp.besselk(1, x), lambda u: mpmath.besselk(1, u)),
    (sp.besselj(R(1, 3), x), lambda u: mpmath.besselj(mpmath.mpf(1) / 3, u)),
    (sp.polygamma(2, x), lambda u: mpmath.polygamma(2, u)), (sp.polylog(3, x), lambda u: mpmath.polylog(3, u)),
    (sp.uppergamma(R(5, 2), x), lambda u: mpmath.gammainc(2.5, u)),
    (sp.lowergamma(R(5, 2), x), lambda u: mpmath.gammainc(2.5, 0, u)), (sp.beta(x, 3), lambda u: mpmath.beta(u, 3)),
    (sp.binomial(5, x), lambda u: mpmath.binomial(5, u)), (sp.log(x, 3), lambda u: mpmath.log(u, 3)),
    (sp.elliptic_f(x, R(1, 4)), lambda u: mpmath.ellipf(u, 0.25)),
    (sp.elliptic_e(x, R(1, 4)), lambda u: mpmath.ellipe(u, 0.25)),
    (sp.LambertW(-x / 2, -1), lambda u: mpmath.lambertw(-u / 2, -1).real),
    (sp.Mod(7 * x, 2), lambda u: (7 * u) % 2),
    (x**R(2, 3), lambda u: u ** (mpmath.mpf(2) / 3)), (x**sp.pi, lambda u: u**mpmath.pi), (x**-3, lambda u: u**-3),
    (sp.Max(x, R(1, 2)), lambda u: max(u, mpmath.mpf(1) / 2)), (sp.floor(9 * x), lambda u: mpmath.floor(9 * u)),
    (sp.EulerGamma * sp.Catalan * sp.GoldenRatio * x, lambda u: mpmath.euler * mpmath.catalan * mpmath.phi * u),
]  # fmt: skip


@pytest.mark.parametrize(("name", "reference"), [*FUNCTIONS, *BEYOND_ONE])
def test_values_and_derivatives_against_mpmath(name, reference):
    with mpmath.workdps(40):
        at = R(16, 7) if (name, reference) in BEYOND_ONE else R(3, 7)
        u, reference = mpmath.mpf(at.p) / at.q, getattr(mpmath, reference)
        node = call(getattr(sp, name), x)
        assert close(value(node, x=at)[0], reference(u))
        for order in (1, 2, 3):
            found, _ = value(D(node, x, order), x=at)
            assert abs(mpmath.mpf(found.str(30, radius=False)) / mpmath.diff(reference, u, order) - 1) < 1e-8


@pytest.mark.parametrize(("node", "reference"), WITH_PARAMETER, ids=lambda v: str(v) if isinstance(v, sp.Basic) else "")
def test_functions_with_parameters_against_mpmath(node, reference):
    with mpmath.workdps(40):
        u = mpmath.mpf(3) / 7
        assert close(value(node, **AT)[0], reference(u))
        if not node.has(sp.Mod, sp.floor, sp.Max):
            found, _ = value(D(node, x), **AT)
            assert abs(mpmath.mpf(found.str(30, radius=False)) / mpmath.diff(reference, u) - 1) < 1e-8


@pytest.mark.parametrize("primitive", PRIMITIVES.values(), ids=lambda p: p.name)
def test_what_is_not_a_number_never_becomes_one(primitive):
    """No function forgets that its argument is undefined or unknown, and none ends the process at strange balls."""
    nan, wide = arb.nan(), arb(0, "1e100")
    parameters = [arb(2)] * primitive.parameters
    for u in (nan, wide, arb(0), arb(1), arb(-1), arb.pos_inf(), arb(10) ** 400, arb(0, "1e-30")):
        found = primitive.value(*parameters, u)
        assert not (u.is_nan() and found.is_finite())
        primitive.outside(*parameters, u)
        if primitive.series is not None:
            series = primitive.series(*parameters, arb_series([u, 1], 3))
            assert not (u.is_nan() and all(series[k].is_finite() for k in range(3)))


@pytest.mark.parametrize(
    ("expr", "at"),
    [
        (sp.log(x), -2), (sp.log(x), 0), (1 / (x - 1), 1), (sp.sqrt(x), -1), (sp.asin(x), 2), (sp.acosh(x), 0),
        (sp.atanh(x), 1), (x ** R(-1, 3), 0), (x**sp.pi, -1), (sp.gamma(x), -3), (sp.cot(x), 0),
        (sp.asec(x), R(1, 2)),
        (sp.tan(x) / (x - x + sp.sin(x)), 0), (D(sp.log(x), x), -1), (0 * x + D(sp.sqrt(x), x), -1),
        (sp.Piecewise((x, x > 0)), -1), (sp.zoo * 1, 0), (D(sp.sqrt(x), x), -4), (sp.LambertW(x), -1),
        (sp.elliptic_k(x), 2),
    ],
    ids=str,
)  # fmt: skip
def test_undefined(expr, at):
    found, status = value(expr, x=at)
    assert status == "undefined"
    assert not found.is_finite()


@pytest.mark.parametrize(
    ("expr", "at"),
    [(D(sp.Abs(x), x), 0), (D(sp.cbrt(x), x), 0), (D(sp.sign(x), x), 0), (D(sp.Max(x, 0), x), 0),
     (1 / (3 * x - 1), R(1, 3)), (D(sp.Piecewise((x**2, x > 1), (x, True)), x), 1), (D(sp.floor(x), x), 2),
     (D(sp.atanh(x * sp.sqrt(y)) / sp.sqrt(y), x), 1)],
    ids=str,
)  # fmt: skip
def test_not_known_to_be_a_number(expr, at):
    assert not value(expr, x=at, y=0)[0].is_finite()


def test_zero_times_what_is_undefined_is_undefined():
    zero = sp.Add(x, -x, evaluate=False)
    assert value(sp.Mul(zero, sp.log(-x), evaluate=False), x=1)[1] == "undefined"
    assert value(sp.Pow(sp.log(-x), 0, evaluate=False), x=1)[1] == "undefined"
    assert value(D(sp.Mul(0, sp.log(x), evaluate=False), x), x=-1)[1] == "undefined"
    assert value(D(sp.Mul(y, 1 / y, x, evaluate=False), x), x=1, y=0)[1] == "undefined"


def test_real_roots():
    assert close(value(sp.cbrt(x), x=-8)[0], -2)
    assert close(value(x ** R(2, 3), x=-8)[0], 4)
    assert close(value(x ** R(-1, 3), x=-8)[0], mpmath.mpf(-1) / 2)
    with mpmath.workdps(40):
        assert close(value(D(x ** R(2, 3), x), x=-8)[0], mpmath.mpf(-1) / 3)


def test_derivatives_of_several_variables():
    h = x**3 * sp.sin(x * y) * sp.exp(y / 3)
    for variables in [(x, y), (y, x), (x, x, y), (y, x, y)]:
        nested = h
        for v in variables:
            nested = D(nested, v)
        exact = h.diff(*variables).subs({x: 2, y: 3}).evalf(40)
        assert close(value(nested, x=2, y=3)[0], mpmath.mpf(str(exact)))
    assert close(
        value(Partial(x * D(h, y), x), x=2, y=3)[0],
        mpmath.mpf(str((x * h.diff(y)).diff(x).subs({x: 2, y: 3}).evalf(40))),
    )
    assert close(value(sp.Derivative(x**2 * y**3, x, y), x=2, y=3)[0], 108)
    assert value(D(y, x), x=1, y=1)[0] == 0


def test_derivative_by_the_argument_of_a_head():
    u = x**2 + 1
    with mpmath.workdps(40):
        assert close(value(D(sp.sin(u), u), x=2)[0], mpmath.cos(5))
        assert close(value(D(sp.sin(u), u, 2), x=2)[0], -mpmath.sin(5))
        assert close(value(D(u**3, u), x=2)[0], 75)
        again = sp.Add(sp.Pow(x, 2), 1)  # the same argument, another object
        assert close(value(D(sp.exp(u), again), x=1)[0], mpmath.exp(2))
        # inside another derivative
        outer = (x * sp.cos(u)).diff(x).subs(x, 2).evalf(40)
        assert close(value(D(x * D(sp.sin(u), u), x), x=2)[0], mpmath.mpf(str(outer)))


def test_substitution():
    assert close(value(Value(x**2 * y, (x, sp.Integer(3))), x=1, y=2)[0], 18)
    assert close(value(Subs(sp.Derivative(x**3, x), x, y + 1), y=1)[0], 12)


def test_unknown_functions_are_consistent():
    f = Function("f")
    program = Program()
    a, b, c = program.add(f(x)), program.add(f(y)), program.add(f(x, y))
    program.tape.want([a, b, c])
    values = program.tape.run([fmpq(2), fmpq(2)], 64)
    assert values[a].overlaps(values[b])
    assert not values[a].overlaps(values[c])
    left, _ = value(sp.Derivative(f(x**2), x), x=2)
    right, _ = value(2 * x * Subs(sp.Derivative(f(y), y), y, x**2), x=2)
    assert left.overlaps(right)


def test_same_name_is_the_same_variable():
    program = Program()
    assert program.add(sp.Symbol("x") + 1) == program.add(symbol("x") + 1)
    assert program.add(sp.Symbol("X", real=True)) != program.add(symbol("x"))


def test_unsupported_says_what():
    for bad, what in [
        (sp.I * x, "ImaginaryUnit"),
        (sp.stieltjes(1, x), "stieltjes"),
        (D(x, x, sp.Symbol("n")), "order n"),
    ]:
        with pytest.raises(Unsupported, match=what):
            Program().add(bad)
    with pytest.raises(Unsupported, match="power series"):
        Program().add(D(sp.besselj(x, 2), x))
    deep = x
    for k in range(60):
        deep = D(deep * symbol(f"v{k}"), symbol(f"v{k}"))
    with pytest.raises(Unsupported, match="deep"):
        Program().add(deep)


def test_deep_chain():
    deep = x
    for _ in range(10_000):
        deep = call(sp.sin, deep)
    assert value(deep, x=1)[1] == "defined"
    ball, _ = value(D(deep, x), precision=256, x=1)
    reference, slope = mpmath.mpf(1), mpmath.mpf(1)
    with mpmath.workdps(60):
        for _ in range(10_000):
            slope *= mpmath.cos(reference)
            reference = mpmath.sin(reference)
        assert abs(mpmath.mpf(ball.str(20, radius=False)) / slope - 1) < 1e-15


expressions = st.recursive(
    st.sampled_from([x, y, sp.Integer(2), sp.Integer(-3), R(1, 2)]),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda p: sp.Add(*p, evaluate=False)),
        st.tuples(inner, inner).map(lambda p: sp.Mul(*p, evaluate=False)),
        st.tuples(inner, st.integers(-2, 3)).map(lambda p: sp.Pow(*p, evaluate=False)),
        st.tuples(st.sampled_from([sp.sin, sp.cos, sp.exp, sp.atan, sp.log, sp.sqrt, sp.Abs, sp.tanh]), inner).map(
            lambda p: p[0](p[1], evaluate=False) if p[0] is not sp.sqrt else sp.Pow(p[1], R(1, 2), evaluate=False)
        ),
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(expressions)
def test_balls_contain_the_value_at_every_precision(expr):
    low, status = value(expr, 64, x=R(3, 2), y=R(-5, 7))
    high, _ = value(expr, 300, x=R(3, 2), y=R(-5, 7))
    if status == "defined":
        assert low.overlaps(high)
    elif status == "undefined":
        assert not high.is_finite()


@settings(max_examples=100, deadline=None, derandomize=True)
@given(expressions)
def test_power_series_is_the_limit_of_the_slope(expr):
    ctx.prec = 400
    slope, status = value(D(expr, x), 200, x=R(3, 2), y=R(5, 7))
    h = R(1, 10**20)
    above, below = (value(expr, 400, x=R(3, 2) + s * h, y=R(5, 7))[0] for s in (1, -1))
    if status == "defined" and above.is_finite() and below.is_finite():
        difference = (above - below) / (2 * arb(fmpq(h.p, h.q)))
        third, _ = value(D(expr, x, 3), 200, x=R(3, 2), y=R(5, 7))
        if third.is_finite() and abs(third) < 1e6:
            assert abs(slope - difference) < arb("1e-30")
    ctx.prec = 53


def test_points_are_the_same_every_time():
    first = [next(p) for p in (points(3), points(3))]
    assert first[0] == first[1]
    one = [p for _, p in zip(range(100), points(1), strict=False)]
    assert any(p[0] < 0 for p in one[:5])
    assert len(set(map(str, one))) > 60


CASES = Path(__file__).parent.parent.parent / "shared" / "cases" / "rubi_dev.jsonl"


@pytest.mark.skipif(not CASES.exists(), reason="the shared cases are not here")
def test_shared_cases_are_readable():
    assert {"expr", "derivative", "var"} <= set(json.loads(CASES.read_text().splitlines()[0]))

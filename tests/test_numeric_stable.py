"""Stable forms: values and gradients at extreme points beside mpmath at 900 digits, on floats, arrays and tensors."""

import itertools
import math

import mpmath
import numpy as np
import pytest
import sympy as sp
from accuracy import mp, value
from hypothesis import given, settings
from hypothesis import strategies as st

import workings as wk
from workings.expression.nodes import add, call, integer, mul
from workings.numeric import compile_tape, value_and_gradient

torch = pytest.importorskip("torch")
torch = pytest.importorskip("torch")

X, Y, Z = (wk.parse(n) for n in "xyz")

# as a person writes them; each is finite, with a finite gradient, wherever its mathematics is
FORMS = {
    "sigmoid": "1/(1 + e^(-x))",
    "sigmoid of 2x": "e^(2x)/(1 + e^(2x))",
    "slope of sigmoid": "e^x/(1 + e^x)^2",
    "log sigmoid": "ln(1/(1 + e^(-x)))",
    "log of 1 - sigmoid": "ln(1 - 1/(1 + e^(-x)))",
    "log of a share": "ln(e^x/(1 + e^x))",
    "softplus": "ln(1 + e^x)",
    "softplus, sharp": "ln(1 + e^(3x))/3",
    "silu": "x/(1 + e^(-x))",
    "mish": "x tanh(ln(1 + e^x))",
    "focal loss": "(1 - 1/(1 + e^(-x)))^2 ln(1/(1 + e^(-x)))",
    "tanh": "tanh x",
    "tanh by exponentials": "(e^x - e^(-x))/(e^x + e^(-x))",
    "tanh by quotient": "sinh(x)/cosh(x)",
    "sech": "1/cosh x",
    "sech by exponentials": "2/(e^x + e^(-x))",
    "1 - tanh^2": "1 - tanh(x)^2",
    "log cosh": "ln(cosh x)",
    "log of e^x": "ln(e^x)",
    "log of a gaussian": "ln(e^(-x^2/2)/sqrt(2 pi))",
    "1 - cos": "1 - cos x",
    "1 - e^-x": "1 - e^(-x)",
    "log of 1 - e^-x^2": "ln(1 - e^(-x^2))",
    "root of a square": "sqrt(x^2)",
    "log of a square": "ln(x^2)",
    "logsumexp of two": "ln(e^x + e^y)",
    "cross-entropy of two": "ln(e^x + e^y) - x",
    "share of two": "e^x/(e^x + e^y)",
    "log share of two": "ln(e^x/(e^x + e^y))",
    "log of a product": "ln(e^x e^y)",
    "likelihood of two": "ln(1/(1 + e^(-x)) * 1/(1 + e^(-y)))",
    "logsumexp": "ln(e^x + e^y + e^z)",
    "logsumexp with 1": "ln(1 + e^x + e^y)",
    "cross-entropy": "ln(e^x + e^y + e^z) - y",
    "log softmax": "-ln(e^x/(e^x + e^y + e^z))",
}
SUMS = {FORMS[name] for name in ("logsumexp of two", "logsumexp", "logsumexp with 1")}
NO_SLOPE_AT_0 = ("root of a square", "log of a square", "log of 1 - e^-x^2")
EXTREME = (0.0, 1e-9, -1e-9, 1.0, -3.0, 20.0, -20.0, 40.0, -40.0, 500.0, -500.0, 1000.0, -1000.0)


def by_mpmath(expr, args, at):
    """With as many digits as e^-1000 beside 1 needs."""
    with mp.workdps(900):
        given_ = {s: mp.mpf(v) for s, v in zip(args, at, strict=True)}
        return [value(e, given_) for e in (expr, *(sp.diff(expr, s) for s in args))]


def everywhere(f, tensors, at):
    """The value and the gradient on floats, in a small array, in blocks and on tensors."""
    for run in (
        f(*at),
        f(*(np.array([v]) for v in at)),
        f(*(np.full(200, v) for v in at)),
        tensors(*(torch.tensor([v], dtype=torch.float64) for v in at)),
    ):
        yield [float(np.ravel(v)[0]) for v in (run[0], *run[1])]


def assert_right(text, at):
    expr = wk.parse(text)
    args = tuple(sorted(expr.free_symbols, key=str))
    f, tensors = value_and_gradient(expr, args), value_and_gradient(expr, args, "torch")
    try:
        true = by_mpmath(expr, args, at)
    except (ZeroDivisionError, ValueError):
        return  # no value there, or no derivative
    scale = 32 + 4 * sum(map(abs, at))  # a difference of two exponents is rounded before e is raised to it
    for found in everywhere(f, tensors, at):
        for i, (got, exact) in enumerate(zip(found, true, strict=True)):
            if isinstance(exact, mpmath.mpc) or abs(exact) > 1e300:
                continue
            bound = float(abs(exact)) * scale * 2.0**-53 + 1e-307
            if i == 0 and text in SUMS:  # where it is nearly 0, so is the largest exponent beside the others
                bound += scale * 2.0**-53
            assert math.isfinite(got), (text, at, found, [float(t) for t in true])
            assert abs(got - float(exact)) <= bound, (text, at, got, float(exact))


@pytest.mark.parametrize("name", FORMS)
def test_at_extreme_points(name):
    count = len(wk.parse(FORMS[name]).free_symbols)
    points = itertools.product(EXTREME if count == 1 else (0.0, 30.0, -1000.0, 1000.0), repeat=count)
    for at in itertools.islice(points, 20):
        if not (at == (0.0,) and name in NO_SLOPE_AT_0) and not (abs(at[0]) < 1e-3 and name == "slope of sigmoid"):
            assert_right(FORMS[name], at)


FINITE = st.floats(-1000, 1000, allow_subnormal=False) | st.floats(-1e-3, 1e-3, allow_subnormal=False)


@given(st.sampled_from(sorted(FORMS)), st.tuples(FINITE, FINITE, FINITE))
@settings(max_examples=60, deadline=None)
def test_at_random_points(name, at):
    expr = wk.parse(FORMS[name])
    at = tuple(v if abs(v) > (0.1 if name == "slope of sigmoid" else 1e-30) else 0.5 for v in at)
    assert_right(FORMS[name], at[: len(expr.free_symbols)])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("e^x/(e^x + e^y)", {"sigmoid", "sub"}),
        ("ln(e^x + e^y) - y", {"softplus", "sub"}),
        ("ln(1/(1 + e^(-x)))", {"softplus", "neg"}),
        ("-y ln(1/(1 + e^(-x))) - (1 - y) ln(1 - 1/(1 + e^(-x)))", {"softplus", "neg", "sub", "mul", "add"}),
        ("(e^x - e^(-x))/(e^x + e^(-x))", {"tanh"}),
        ("sinh(x)/cosh(x)", {"tanh"}),
        ("cosh(x)/sinh(x)", {"tanh", "div"}),
        ("3/(5 cosh x)", {"sech", "mul"}),
        ("1 + erf(x)", {"neg", "erfc"}),
        ("1 - erf(x)", {"erfc"}),
        ("sqrt(x^2)", {"abs"}),
        ("sqrt(x^2 + y^2)", {"mul", "add", "sqrt"}),
        ("ln(x y)", {"mul", "log"}),  # both may be negative
    ],
)
def test_the_form_that_runs(text, expected):
    assert {op.name for op in compile_tape(wk.parse(text)).operations} == expected


def test_cross_entropy_of_ten_classes():
    z = sp.symbols("z:10", real=True)
    f = value_and_gradient(sp.log(sum(map(sp.exp, z))) - z[4], z)
    sure = [0.0] * 4 + [1000.0] + [0.0] * 5
    assert f(*sure) == (0.0, [0.0] * 10)
    nearly = [0.0] * 4 + [30.0] + [0.0] * 5
    value_, slopes = f(*nearly)
    assert value_ == pytest.approx(math.log1p(9 * math.exp(-30)), rel=1e-15)
    assert slopes[4] == pytest.approx(-9 * math.exp(-30) / (1 + 9 * math.exp(-30)), rel=1e-14)
    wrong = [1000.0, *[0.0] * 9]
    assert f(*wrong) == (1000.0, [1.0, 0, 0, 0, -1.0, 0, 0, 0, 0, 0])


def test_what_is_not_made_finite():
    """0 ln 0 has no value, though entropies take it for 0, and a norm has no slope at 0."""
    assert math.isnan(wk.lambdify(wk.parse("x ln x"), X)(0.0))
    value_, slopes = value_and_gradient(wk.parse("sqrt(x^2 + y^2)"), (X, Y))(0.0, 0.0)
    assert value_ == 0.0
    assert all(map(math.isnan, slopes))
    assert value_and_gradient(wk.parse("sqrt x"), X)(0.0) == (0.0, [math.inf])


def test_many_logarithms_of_one_growing_sum():
    e, logs = sp.exp(X), []
    for k in range(300):
        e = add(e, call(sp.exp, mul(integer(-k - 2), Y)))
        logs.append(call(sp.log, e))
    for order in (logs, logs[::-1]):
        tape = compile_tape(add(*order), (X, Y))
        assert len(tape.operations) < 120_000
        assert wk.lambdify(add(*order), (X, Y))(0.5, 1.0) == pytest.approx(
            sum(math.log(math.exp(0.5) + sum(math.exp(-j - 2) for j in range(k + 1))) for k in range(300))
        )

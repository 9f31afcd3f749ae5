"""Numbers: every function against mpmath on every backend, at edges too, and expressions drawn at random."""

from __future__ import annotations

import math

import mpmath
import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from workings.expression.nodes import HALF, MINUS_ONE, add, call, divide, integer, mul, power, rational, symbol
from workings.numeric import lambdify

torch = pytest.importorskip("torch")

x, y = symbol("x"), symbol("y")
mp = mpmath.mp.clone()
mp.dps = 40


def real_root(u, p, q):
    root = mp.power(abs(u), mp.mpf(p) / q)
    return -root if u < 0 and p % 2 else root


ALL = (-7.3, -2.5, -1.2, -0.7, -1e-3, 1e-9, 0.3, 0.9, 1.7, 4.25, 19.0)
POSITIVE = (1e-9, 0.02, 0.3, 0.9, 1.1, 2.0, 7.3, 41.0)
UNIT = (-0.99, -0.6, -1e-3, 1e-9, 0.3, 0.71, 0.98)
OUTSIDE = (-40.0, -2.2, -1.1, 1.1, 1.9, 5.0, 300.0)
NONZERO = (-7.3, -2.5, -0.7, 0.3, 1.7, 4.25)

# expression, the same by mpmath, points
FUNCTIONS = {
    "sin": (sp.sin(x), mp.sin, ALL),
    "cos": (sp.cos(x), mp.cos, ALL),
    "tan": (sp.tan(x), mp.tan, ALL),
    "sec": (sp.sec(x), mp.sec, ALL),
    "csc": (sp.csc(x), mp.csc, NONZERO),
    "cot": (sp.cot(x), mp.cot, NONZERO),
    "asin": (sp.asin(x), mp.asin, UNIT),
    "acos": (sp.acos(x), mp.acos, UNIT),
    "atan": (sp.atan(x), mp.atan, ALL),
    "asec": (sp.asec(x), lambda u: mp.acos(1 / u), OUTSIDE),
    "acsc": (sp.acsc(x), lambda u: mp.asin(1 / u), OUTSIDE),
    "acot": (sp.acot(x), lambda u: mp.atan(1 / u), NONZERO),
    "atan2": (sp.atan2(x, 2), lambda u: mp.atan2(u, 2), ALL),
    "atan2 of constant": (sp.atan2(2, x), lambda u: mp.atan2(2, u), ALL),
    "sinh": (sp.sinh(x), mp.sinh, ALL),
    "cosh": (sp.cosh(x), mp.cosh, ALL),
    "tanh": (sp.tanh(x), mp.tanh, ALL),
    "sech": (sp.sech(x), mp.sech, ALL),
    "csch": (sp.csch(x), mp.csch, NONZERO),
    "coth": (sp.coth(x), mp.coth, NONZERO),
    "asinh": (sp.asinh(x), mp.asinh, ALL),
    "acosh": (sp.acosh(x), mp.acosh, (1.1, 1.9, 5.0, 300.0)),
    "atanh": (sp.atanh(x), mp.atanh, UNIT),
    "asech": (sp.asech(x), lambda u: mp.acosh(1 / u), (0.02, 0.3, 0.9)),
    "acsch": (sp.acsch(x), lambda u: mp.asinh(1 / u), NONZERO),
    "acoth": (sp.acoth(x), lambda u: mp.atanh(1 / u), OUTSIDE),
    "exp": (sp.exp(x), mp.exp, ALL),
    "E^x raw": (power(sp.E, x), mp.exp, ALL),
    "expm1": (add(sp.exp(x), MINUS_ONE), mp.expm1, ALL),
    "1 - e^x": (add(sp.Integer(1), mul(MINUS_ONE, sp.exp(x))), lambda u: -mp.expm1(u), ALL),
    "log": (sp.log(x), mp.log, POSITIVE),
    "log1p": (call(sp.log, add(sp.Integer(1), x)), mp.log1p, (-0.7, -1e-3, 1e-9, 0.3, 19.0)),
    "log 2": (call(sp.log, x, sp.Integer(2)), lambda u: mp.log(u, 2), POSITIVE),
    "log 10": (call(sp.log, x, sp.Integer(10)), lambda u: mp.log(u, 10), POSITIVE),
    "log 3": (call(sp.log, x, sp.Integer(3)), lambda u: mp.log(u, 3), POSITIVE),
    "log x 7": (call(sp.log, sp.Integer(7), x), lambda u: mp.log(7, u), (0.3, 2.0, 41.0)),
    "sigmoid": (power(add(sp.Integer(1), sp.exp(-x)), MINUS_ONE), lambda u: 1 / (1 + mp.exp(-u)), ALL),
    "1 - sigmoid": (1 - 1 / (1 + sp.exp(-x)), lambda u: 1 / (1 + mp.exp(u)), ALL),
    "softplus": (sp.log(1 + sp.exp(x)), lambda u: mp.log1p(mp.exp(u)), (*ALL, 36.0, 45.0)),
    "abs": (sp.Abs(x), abs, ALL),
    "sign": (sp.sign(x), mp.sign, (*ALL, 0.0)),
    "floor": (sp.floor(x), mp.floor, ALL),
    "ceiling": (sp.ceiling(x), mp.ceil, ALL),
    "frac": (sp.frac(x), lambda u: u - mp.floor(u), ALL),
    "mod": (sp.Mod(x, 3), lambda u: u - 3 * mp.floor(u / 3), (-7.3, -2.5, 0.3, 4.25, 19.0)),
    "max": (sp.Max(x, 1), lambda u: max(u, 1), ALL),
    "max 3": (sp.Max(x, sp.sin(x), rational(1, 2)), lambda u: max(u, mp.sin(u), mp.mpf("0.5")), ALL),
    "min": (sp.Min(x, -x), lambda u: min(u, -u), ALL),
    "heaviside": (sp.Heaviside(x), lambda u: mp.mpf(u > 0) if u else mp.mpf("0.5"), (*ALL, 0.0)),
    "heaviside 1": (sp.Heaviside(x, 1), lambda u: mp.mpf(u >= 0), (*ALL, 0.0)),
    "sqrt": (power(x, HALF), mp.sqrt, POSITIVE),
    "1/sqrt": (power(x, rational(-1, 2)), lambda u: 1 / mp.sqrt(u), POSITIVE),
    "x^(5/2)": (power(x, rational(5, 2)), lambda u: u ** mp.mpf("2.5"), POSITIVE),
    "x^(3/4)": (power(x, rational(3, 4)), lambda u: u ** mp.mpf("0.75"), POSITIVE),
    "cbrt": (power(x, rational(1, 3)), lambda u: real_root(u, 1, 3), ALL),
    "x^(2/3)": (power(x, rational(2, 3)), lambda u: real_root(u, 2, 3), ALL),
    "x^(-5/3)": (power(x, rational(-5, 3)), lambda u: 1 / real_root(u, 5, 3), NONZERO),
    "x^(3/5)": (power(x, rational(3, 5)), lambda u: real_root(u, 3, 5), ALL),
    "x^(4/5)": (power(x, rational(4, 5)), lambda u: real_root(u, 4, 5), ALL),
    "x^(-1/7)": (power(x, rational(-1, 7)), lambda u: 1 / real_root(u, 1, 7), NONZERO),
    "x^3": (power(x, integer(3)), lambda u: u**3, ALL),
    "x^-4": (power(x, integer(-4)), lambda u: u**-4, NONZERO),
    "x^7": (power(x, integer(7)), lambda u: u**7, ALL),
    "x^41": (power(x, integer(41)), lambda u: u**41, NONZERO),
    "x^0": (power(x, integer(0)), lambda u: mp.mpf(1), ALL),
    "x^2.5": (sp.Pow(x, sp.Float(2.5)), lambda u: u ** mp.mpf("2.5"), POSITIVE),
    "2^x": (power(integer(2), x), lambda u: 2**u, ALL),
    "x^x": (power(x, x), lambda u: u**u, POSITIVE[:-1]),
    "erf": (sp.erf(x), mp.erf, ALL),
    "erfc": (sp.erfc(x), mp.erfc, (-7.3, -0.7, 1e-9, 0.3, 1.7, 4.25)),
    "gamma": (sp.gamma(x), mp.gamma, (-2.5, -1.2, -0.7, 0.02, 0.3, 1.1, 2.0, 4.25)),
    "factorial": (sp.factorial(x), lambda u: mp.gamma(u + 1), (0.02, 0.3, 1.1, 2.0, 4.25)),
    "loggamma": (sp.loggamma(x), mp.loggamma, (1e-9, 0.02, 0.3, 7.3, 41.0)),
    "digamma": (sp.digamma(x), mp.digamma, (-2.5, -0.7, 0.02, 0.3, 1.1, 7.3)),
    "trigamma": (sp.polygamma(1, x), lambda u: mp.psi(1, u), (-2.5, -0.7, 0.3, 1.1, 7.3)),
    "polygamma 2": (sp.polygamma(2, x), lambda u: mp.psi(2, u), (0.3, 1.1, 7.3)),
    "piecewise": (sp.Piecewise((sp.log(x), x > 0), (x**2, True)), lambda u: mp.log(u) if u > 0 else u**2, ALL),
    "piecewise of numbers": (
        sp.Piecewise((rational(1, 10), (x > 1) & (x < 9)), (rational(1, 5), sp.Or(x < -1, x > 12)), (0, True)),
        lambda u: mp.mpf("0.1") if 1 < u < 9 else mp.mpf("0.2") if abs(u) > 1 else mp.mpf(0),
        ALL,
    ),
    "not": (sp.Piecewise((x, sp.Not(sp.Eq(x, 2))), (7, True)), lambda u: u if u != 2 else mp.mpf(7), (*ALL, 2.0)),
    "pi": (sp.pi * x, lambda u: mp.pi * u, ALL),
    "root two": (sp.sqrt(2) * x, lambda u: mp.sqrt(2) * u, ALL),
    "thirds": (divide(mul(integer(2), x), integer(3)), lambda u: 2 * u / 3, ALL),
    "minus third": (sp.Rational(-1, 3) * x, lambda u: -u / 3, ALL),
}
LOOSE = {"x^41": 45, "x^(3/5)": 8, "x^(4/5)": 8, "gamma": 20, "factorial": 20, "digamma": 40, "loggamma": 20}


def ulps(value: float, true: object, dtype: type = np.float64) -> float:
    """How many units in the last place of `dtype` a value is from the truth."""
    nearest = dtype(float(true))  # type: ignore[arg-type]
    return float(abs(mp.mpf(float(value)) - true) / mp.mpf(float(np.spacing(abs(nearest)))))  # type: ignore[operator]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_on_every_backend(name):
    expr, reference, points = FUNCTIONS[name]
    allowed = LOOSE.get(name, 4)
    on_numpy, on_torch = lambdify(expr, x), lambdify(expr, x, "torch")
    for dtype, kind in ((np.float64, torch.float64), (np.float32, torch.float32)):
        inputs = np.array(points, dtype)
        true = [reference(mp.mpf(float(v))) for v in inputs]
        array, tensor = on_numpy(inputs), on_torch(torch.tensor(inputs))
        assert array.dtype == dtype
        assert tensor.dtype == kind
        for p, a, t, exact in zip(inputs, array, tensor.tolist(), true, strict=True):
            assert ulps(a, exact, dtype) <= allowed, (name, p, a, exact)
            assert ulps(t, exact, dtype) <= allowed, (name, p, t, exact)
    for p in points:
        value = on_numpy(p)
        assert type(value) is float
        assert ulps(value, reference(mp.mpf(p))) <= allowed, (name, p)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_torch_differentiates_what_it_runs(name):
    expr, reference, points = FUNCTIONS[name]
    if name in ("floor", "ceiling", "frac", "mod"):
        points = [p for p in points if p != int(p)]
    inside = [p for p in points if abs(p) > 1e-6 and not (name == "not" and p == 2)]
    t = torch.tensor(inside, dtype=torch.float64, requires_grad=True)
    out = lambdify(expr, x, "torch")(t)
    if out.requires_grad:
        (slope,) = torch.autograd.grad(out.sum(), t)
        piecewise = "piecewise" in name  # autograd gives nan beside a branch that has no slope: said in the docs
        for p, s in zip(t.tolist(), slope.tolist(), strict=True):
            if not (piecewise and math.isnan(s)):
                true = mp.diff(reference, mp.mpf(p), h=mp.mpf(10) ** -15)
                assert s == pytest.approx(float(true), rel=1e-8, abs=1e-8), (name, p)


# edges -----------------------------------------------------------------------------------------------------------


EDGES = [
    (sp.log(x), 0.0, -math.inf),
    (sp.log(x), -1.0, math.nan),
    (1 / x, 0.0, math.inf),
    (power(x, integer(-3)), 0.0, math.inf),
    (sp.sqrt(x), -1.0, math.nan),
    (sp.exp(x), 1000.0, math.inf),
    (sp.exp(x), -1000.0, 0.0),
    (sp.asin(x), 2.0, math.nan),
    (sp.acosh(x), 0.5, math.nan),
    (sp.atanh(x), 1.0, math.inf),
    (sp.sin(x), math.inf, math.nan),
    (sp.sign(x), math.nan, math.nan),
    (sp.Heaviside(x), math.nan, math.nan),
    (sp.Max(x, 0), math.nan, math.nan),
    (sp.Min(0, x), math.nan, math.nan),
    (sp.Max(x, 0), -math.inf, 0.0),
    (sp.floor(x), math.inf, math.inf),
    (power(x, rational(3, 4)), -2.0, math.nan),
    (power(x, rational(1, 3)), -27.0, -3.0),
    (power(x, x), -0.5, math.nan),
    (power(integer(-8), x), 1.0, -8.0),
    (sp.acot(x), 0.0, math.pi / 2),
    (sp.gamma(x), -2.0, math.nan),
    (sp.gamma(x), 200.0, math.inf),
    (sp.loggamma(x), -0.5, math.nan),
    (sp.loggamma(x), 0.0, math.inf),
    (sp.digamma(x), -3.0, math.nan),
    (sp.polygamma(1, x), math.inf, 0.0),
    (sp.Piecewise((x, x > 0)), -1.0, math.nan),
    (sp.Piecewise((sp.log(x), x > 0), (0, True)), -1.0, 0.0),
    (1 / (1 + sp.exp(-x)), 1000.0, 1.0),
    (1 / (1 + sp.exp(-x)), -1000.0, 0.0),
    (1 - 1 / (1 + sp.exp(-x)), 1000.0, 0.0),
    (sp.exp(x) / (1 + sp.exp(x)), 1000.0, 1.0),
    (sp.exp(-x) / (1 + sp.exp(-x)) ** 2, -1000.0, 0.0),
    (sp.exp(-x) / (1 + sp.exp(-x)) ** 2, 1000.0, 0.0),
    (2 * sp.exp(-2 * x) / (1 + sp.exp(-x)) ** 3, -1000.0, 0.0),
    (power(sp.exp(x), integer(2)) / (1 + sp.exp(x)) ** 2, 1000.0, 1.0),
    (sp.log(1 + sp.exp(x)), 1000.0, 1000.0),
    (sp.log(1 + sp.exp(x)), -1000.0, 0.0),
    (sp.log(1 + sp.exp(-x)), -1000.0, 1000.0),
    (sp.oo * sp.Heaviside(x), 1.0, math.inf),
]


@pytest.mark.parametrize(("expr", "at", "expected"), EDGES, ids=str)
def test_edges_give_inf_or_nan_and_no_warning(expr, at, expected):
    for value in (
        lambdify(expr, x)(at),
        lambdify(expr, x)(np.array([at]))[0],
        lambdify(expr, x)(np.array(at)),
        lambdify(expr, x, "torch")(torch.tensor([at], dtype=torch.float64)).item(),
    ):
        assert value == pytest.approx(expected, rel=1e-15, nan_ok=True)


def test_a_user_who_makes_numpy_raise_is_not_disturbed():
    with np.errstate(all="raise"):
        assert lambdify(1 / x, x)(np.array([0.0]))[0] == math.inf
        assert lambdify(sp.exp(x), x)(np.array([-1000.0]))[0] == 0.0
        assert lambdify(sp.exp(x), x)(1000.0) == math.inf


def test_sigmoid_keeps_its_digits_in_both_tails():
    f = lambdify([1 / (1 + sp.exp(-x)), sp.diff(1 / (1 + sp.exp(-x)), x), sp.diff(sp.log(1 + sp.exp(x)), x)], x)
    for p in (-700.0, -30.0, 30.0, 600.0):
        u = mp.mpf(p)
        true = (1 / (1 + mp.exp(-u)), mp.exp(-u) / (1 + mp.exp(-u)) ** 2, 1 / (1 + mp.exp(-u)))
        for value, exact in zip([*f(p), *(v[0] for v in f(np.array([p])))], [*true, *true], strict=True):
            assert ulps(value, exact) <= 4


# expressions drawn at random ------------------------------------------------------------------------------------


LEAVES = st.sampled_from([x, y, integer(2), rational(1, 3), integer(-1)])


def branches(inner):
    return st.one_of(
        st.builds(add, inner, inner, inner),
        st.builds(mul, inner, inner),
        st.builds(divide, inner, inner),
        st.builds(lambda u, n: power(u, integer(n)), inner, st.integers(-3, 5)),
        st.builds(lambda h, u: call(h, u), st.sampled_from([sp.sin, sp.exp, sp.tanh, sp.atan]), inner),
    )


@given(st.recursive(LEAVES, branches, max_leaves=20), st.floats(0.25, 2), st.floats(0.25, 2))
@settings(max_examples=150, deadline=None)
def test_random_expressions_mean_what_they_say(expr, at_x, at_y):
    exact = _by_definition(expr, {x: mp.mpf(at_x), y: mp.mpf(at_y)})
    if exact is None:
        return
    value, condition = exact
    tolerance = 1e-13 * condition
    if not (tolerance < 1e-3 and abs(value) < 1e100):
        return
    results = [
        lambdify(expr, (x, y))(at_x, at_y),
        lambdify(expr, (x, y))(np.array([at_x]), at_y)[0],
        lambdify(expr, (x, y), "torch")(torch.tensor(at_x, dtype=torch.float64), at_y).item(),
    ]
    for result in results:
        assert abs(result - float(value)) <= tolerance


def _by_definition(expr, at):
    """The value node by node, and a bound on how much rounding may be amplified; None where it is out of range."""
    if expr in at:
        return at[expr], abs(at[expr])
    if expr.is_Number:
        return mp.mpf(int(expr.p)) / int(expr.q), mp.mpf(1)
    parts = [_by_definition(a, at) for a in expr.args]
    if any(p is None or abs(p[0]) > 1e8 or p[1] > 1e8 for p in parts):
        return None
    values, sizes = zip(*parts, strict=True)
    if expr.is_Add:
        return sum(values), sum(sizes) + abs(sum(values))
    if expr.is_Mul:
        amplified = [math.prod((*values[:i], sizes[i], *values[i + 1 :])) for i in range(len(values))]
        return math.prod(values), sum(map(abs, amplified)) + abs(math.prod(values))
    if expr.is_Pow:
        n = int(values[1])
        if values[0] == 0 or (n < 0 and abs(values[0]) < 1e-6):
            return None
        return values[0] ** n, abs(n * values[0] ** (n - 1)) * sizes[0] + abs(values[0] ** n)
    u = values[0]
    if abs(u) > 30:
        return None
    f = {sp.sin: mp.sin, sp.exp: mp.exp, sp.tanh: mp.tanh, sp.atan: mp.atan}[expr.func](u)
    return f, (abs(f) if expr.func is sp.exp else 1) * (sizes[0] + 1)

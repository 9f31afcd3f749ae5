"""Derivatives on the tape: against mpmath, against the derivation, against autograd; in blocks, fused, in torch."""

from __future__ import annotations

import copy
import math
import os
import pickle
import sys
import threading
import time

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from test_numeric_functions import FUNCTIONS, LEAVES, branches, mp, ulps

import workings as wk
from workings.expression.nodes import add, call, integer, mul, power, rational, symbol
from workings.numeric import NumericError, compile_tape, lambdify, value_and_hessian, value_and_jacobian
from workings.numeric import value_and_gradient as joint

torch = pytest.importorskip("torch")

x, y, z = symbol("x"), symbol("y"), symbol("z")
LOOSE = {"coth": 20, "trigamma": 1e3, "factorial": 20, "erf": 20, "erfc": 20, "gamma": 40, "digamma": 40, "x^41": 60}
JUMPS = ("floor", "ceiling", "frac", "mod")


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_derivative_in_every_regime(name):
    expr, reference, points = FUNCTIONS[name]
    inside = [p for p in points if abs(p) > 1e-6 and not (name in JUMPS and p == int(p)) and (name, p) != ("not", 2)]
    if "abs" in name or name in ("heaviside", "sign"):
        inside = [p for p in inside if p]
    true = [mp.diff(reference, mp.mpf(p), h=mp.mpf(10) ** -15) for p in inside]
    on_numpy, on_torch = joint(expr, x), joint(expr, x, "torch")
    repeated = np.repeat(inside, 40)
    regimes = {
        "floats": [on_numpy(p)[1][0] for p in inside],
        "small": on_numpy(np.array(inside))[1][0],
        "blocks": on_numpy(repeated)[1][0][::40],
        "torch": on_torch(torch.tensor(inside, dtype=torch.float64))[1][0].tolist(),
    }
    for regime, values in regimes.items():
        for p, value, exact in zip(inside, values, true, strict=True):
            if abs(exact) < 1e-15 and abs(value) < 1e-15:  # a constant piece, differentiated numerically
                continue
            assert ulps(value, exact) <= LOOSE.get(name, 4.5), (name, regime, p, value, exact)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_in_blocks(name):
    """The registers and torch's functions on the same memory give what the small program gives."""
    expr, _, points = FUNCTIONS[name]
    f = lambdify(expr, x)
    for dtype in (np.float64, np.float32):
        small = np.array(points, dtype)
        large = f(np.resize(small, 300))
        assert large.dtype == dtype
        few = f(small)
        eps = np.finfo(dtype).eps
        np.testing.assert_allclose(large[: few.size], few, rtol=16 * eps, atol=eps * 1e-3)
        np.testing.assert_allclose(large, np.resize(large[: few.size], 300), rtol=4 * eps)  # the last ones are alone


PROBLEMS = ["x^2 y + sin(x y)", "e^(-x^2 - y^2)", "ln(1 + e^(x - y))", "x/(1 + y^2)", "sqrt(x^2 + y^2)", "x^y"]


@pytest.mark.parametrize("text", PROBLEMS)
def test_the_derivation_says_the_same(text):
    derived = wk.gradient(text, ["x", "y"]).result
    expr = wk.parse(text)
    value, ours = joint(expr, (x, y))(0.7, 1.3)
    assert value == lambdify(expr, (x, y))(0.7, 1.3)
    assert ours == pytest.approx(np.ravel(lambdify(derived, (x, y))(0.7, 1.3)).tolist(), rel=1e-14)


@pytest.mark.filterwarnings("ignore:`torch.jit.script`:DeprecationWarning")
@given(st.recursive(LEAVES, branches, max_leaves=20), st.floats(0.25, 2), st.floats(0.25, 2))
@settings(max_examples=100, deadline=None)
def test_random_gradients_and_hessians_are_autograds(expr, at_x, at_y):
    function = lambdify(expr, (x, y), "torch")
    at = torch.tensor([at_x, at_y], dtype=torch.float64)
    second = torch.func.hessian(lambda v: function(v[0], v[1]))(at).numpy()
    first = torch.func.grad(lambda v: function(v[0], v[1]))(at).numpy()
    if not (np.isfinite(first).all() and np.isfinite(second).all() and np.abs(second).max() < 1e6):
        return
    scale = 1 + np.abs(second).max() + np.abs(first).max()
    _, gradient, hessian = value_and_hessian(expr, (x, y))(at_x, at_y)
    np.testing.assert_allclose(gradient, first, atol=1e-10 * scale)
    np.testing.assert_allclose(hessian, second, atol=1e-9 * scale)


@pytest.mark.parametrize("text", ["tanh((3x)^4)", "sech(x^4)", "1/cosh(800x)^2"])
def test_second_derivatives_where_a_function_is_flat(text):
    value, gradient, hessian = value_and_hessian(wk.parse(text), (x,))(6.0)
    assert value == (1 if "tanh" in text else 0)
    assert gradient == [0]
    assert np.ravel(hessian).tolist() == [0]


def test_jacobian_backwards_and_forwards():
    rows = [x * y, sp.sin(z), x / z]
    for exprs, args in ((rows[:2], (x, y, z)), (rows, (x, y, z)), ([*rows, x + y, z**2], (x, y, z))):
        values, matrix = value_and_jacobian(exprs, args)(0.5, 1.5, 2.5)
        wanted = sp.Matrix(exprs).jacobian(args).subs({x: 0.5, y: 1.5, z: 2.5})
        np.testing.assert_allclose(matrix, np.array(wanted, dtype=float), rtol=1e-15)
        assert values == lambdify(exprs, args)(0.5, 1.5, 2.5)
    assert value_and_jacobian(rows, (x, y, z), by=y)(np.ones((2, 3)), 1.0, 1.0)[1].shape == (2, 3, 3, 1)


def test_hessian_times_a_vector():
    expr = sp.exp(x * y) + sp.sin(z) * x + sp.log(1 + sp.exp(x - z)) + y**3
    at, direction = (0.4, -0.7, 1.3), (1.0, -2.0, 0.5)
    value, gradient, matrix = value_and_hessian(expr, (x, y, z))(*at)
    f = wk.hessian_vector(expr, (x, y, z))
    got = f(*at, *direction)
    assert got[0] == value
    assert got[1] == gradient
    np.testing.assert_allclose(got[2], matrix @ direction, rtol=1e-14)
    assert f(*at, v_z=0.5, v_x=1.0, v_y=-2.0) == got
    assert len(f.tape.operations) < 3 * len(joint(expr, (x, y, z)).tape.operations)
    some = wk.hessian_vector(expr, (x, y, z), by=(z, x))(*at, 0.5, 1.0)[2]
    np.testing.assert_allclose(some, matrix[np.ix_([2, 0], [2, 0])] @ [0.5, 1.0], rtol=1e-14)
    taken = wk.hessian_vector(x**2 * symbol("v_x"), (x, symbol("v_x")))
    assert taken(3.0, 2.0, 1.0, 0.0)[2] == [4.0, 6.0]


def test_a_derived_jacobian_and_hessian_run():
    """Of a derivation, and as derivatives of the program: the same matrices."""
    jacobian = wk.jacobian(["x^2 y", "sin(x y)", "x/y"], ["x", "y"])
    ours = value_and_jacobian([x**2 * y, sp.sin(x * y), x / y], (x, y))(0.7, 1.3)[1]
    np.testing.assert_allclose(jacobian.lambdify()(0.7, 1.3), ours, rtol=1e-14)
    assert jacobian.lambdify()(np.ones(5), 2.0).shape == (5, 3, 2)
    hessian = wk.hessian("x^3 y + e^(x y)", ["x", "y"])
    second = value_and_hessian(x**3 * y + sp.exp(x * y), (x, y))(0.7, 1.3)[2]
    np.testing.assert_allclose(hessian.lambdify()(0.7, 1.3), second, rtol=1e-14)
    assert np.ravel(wk.gradient("x^2 y", ["x", "y"]).lambdify(backend="torch")(3.0, 2.0)).tolist() == [12.0, 9.0]


def test_which_variables():
    assert joint(x * y * z, (x, y, z), by=[z, x])(2.0, 3.0, 5.0) == (30.0, [6.0, 15.0])
    assert joint(x**2, (x, y))(3.0, 1.0) == (9.0, [6.0, 0.0])
    assert joint(integer(3), x)(1.0) == (3.0, [0.0])
    assert [v.shape for v in joint(x**2, (x, y))(np.ones((2, 3)), np.ones(3))[1]] == [(2, 3), (2, 3)]
    with pytest.raises(NumericError, match="w is not among the arguments"):
        joint(x, x, by=symbol("w"))


def test_the_gradient_of_many_variables_costs_a_few_times_the_function():
    v = sp.symbols("x:100", real=True)
    f = sum(100 * (v[i + 1] - v[i] ** 2) ** 2 + (1 - v[i]) ** 2 for i in range(99))
    function, both = compile_tape(f, v), joint(f, v).tape
    assert len(both.operations) < 3 * len(function.operations)


def test_time_to_compile_is_short_and_linear():
    def expression(n):
        e = x
        for k in range(n // 4):
            e = add(call(sp.sin, mul(integer(k % 7 + 2), e)), mul(e, y))
        return e

    def seconds(n):
        best = math.inf
        for _ in range(3):
            e = expression(n)
            start = time.process_time()  # others may be at work on the machine
            joint(e, (x, y))
            best = min(best, time.process_time() - start)
        return best

    assert seconds(200) < 0.05  # 6 ms when nothing else runs
    assert seconds(10_000) < 25 * seconds(1_000)


# edges -------------------------------------------------------------------------------------------------------------


def everywhere(f, *at):
    """The derivatives on floats, on a small array, in blocks, and on tensors."""
    yield list(f(*at)[1])
    yield [v[1] for v in f(*(np.array([a, a]) for a in at))[1]]
    yield [v[-1] for v in f(*(np.full(200, a) for a in at))[1]]


@pytest.mark.parametrize(
    ("expr", "at", "slope"),
    [
        (sp.Piecewise((sp.log(x), x > 0), (0, True)), -1.0, 0.0),
        (sp.Piecewise((sp.log(x), x > 0), (0, True)), 0.0, 0.0),
        (sp.Piecewise((sp.sqrt(x), x > 0), (x**2, True)), -2.0, -4.0),
        (sp.Piecewise((sp.exp(x), x < 1), (x, True)), 1000.0, 1.0),
        (sp.Max(sp.sqrt(x), 1), 0.0, 0.0),
        (sp.Max(x, 0), 0.0, 0.0),
        (sp.Max(x, 0), 2.0, 1.0),
        (sp.Max(x, 0), -2.0, 0.0),
        (sp.Min(x, 1), 2.0, 0.0),
        (sp.Max(x, -x), -2.0, -1.0),
        (sp.Min(x, -x), -2.0, 1.0),
        (1 / (1 + sp.exp(-x)), 1000.0, 0.0),
        (1 / (1 + sp.exp(-x)), -1000.0, 0.0),
        (sp.log(1 + sp.exp(x)), 1000.0, 1.0),
        (sp.log(1 + sp.exp(x)), -1000.0, 0.0),
        (sp.tanh(x), 1000.0, 0.0),
        (x ** sp.Rational(3, 2), 0.0, 0.0),
        (sp.Abs(x), 0.0, 0.0),
        (sp.sqrt(x), 0.0, math.inf),
    ],
    ids=str,
)
def test_edges(expr, at, slope):
    for values in everywhere(joint(expr, x), at):
        assert values == [slope]


def test_logsumexp_at_a_thousand():
    f = joint(sp.log(sp.exp(x) + sp.exp(y) + sp.exp(z)), (x, y, z))
    for at, slopes in (
        ((1000.0, -1000.0, 2.0), [1.0, 0.0, 0.0]),
        ((-1000.0, -1000.0, -1000.0), [1 / 3] * 3),
        ((1000.0, 1000.0, -1000.0), [0.5, 0.5, 0.0]),
    ):
        value = max(at) + math.log(sum(math.exp(a - max(at)) for a in at))
        assert f(*at)[0] == pytest.approx(value, rel=1e-15)
        for values in everywhere(f, *at):
            assert values == pytest.approx(slopes, rel=1e-15)


def test_forms_of_logsumexp():
    one = sp.log(1 + sp.exp(x) + sp.exp(y))
    assert lambdify(one, (x, y))(-1000.0, -1000.0) == 0.0
    assert lambdify(one, (x, y))(1000.0, 0.0) == 1000.0
    weighted = sp.log(sp.exp(x) / 2 - sp.exp(y) * z / 3)
    assert lambdify(weighted, (x, y, z))(-999.0, -1000.0, 1.0) == pytest.approx(-999 + math.log(0.5 - 1 / math.e / 3))
    share = sp.exp(x) / (sp.exp(x) + 3 * sp.exp(y))
    for shift in (0.0, 1000.0, -1000.0):
        assert lambdify(share, (x, y))(shift, shift) == 0.25
        assert joint(share, (x, y))(shift, shift)[1] == pytest.approx([3 / 16, -3 / 16])


def test_a_power_goes_to_zero_without_a_nan():
    assert joint(x**y, (x, y))(0.0, 2.0)[1] == [0.0, 0.0]


# blocks ------------------------------------------------------------------------------------------------------------


def test_out():
    f = lambdify(sp.sin(x) * y, (x, y))
    for n in (5, 300, 50_000):
        a = np.linspace(0, 1, n)
        out = np.empty(n)
        assert f(a, 2.0, out=out) is out
        np.testing.assert_array_max_ulp(out, np.sin(a) * 2, 2)
        own = a.copy()
        f(own, own, out=own)  # the place of an input
        np.testing.assert_array_max_ulp(own, np.sin(a) * a, 3)
        apart = np.empty((n, 2))[:, 0]
        f(a, 2.0, out=apart)
        np.testing.assert_array_equal(apart, out)
    value, (slope,) = np.empty((2, 3)), np.empty((1, 2, 3))
    got = joint(x**2, x)(np.full((2, 3), 3.0), out=[value, slope])
    assert got[0] is value
    assert slope.tolist() == [[6.0] * 3] * 2
    for wrong in (np.empty(4), np.empty(3, np.float32), [1.0], [np.empty(3)] * 2):
        with pytest.raises(ValueError, match="out"):
            lambdify(x, x)(np.ones(3), out=wrong)


@pytest.mark.parametrize("n", [200, 20_000])
def test_arrays_that_torch_would_not_take(n):
    f = joint(sp.sin(x) * sp.erf(y), (x, y))
    a = np.linspace(0.1, 1, n)
    want = f(a, a)[1][0]
    a.setflags(write=False)
    np.testing.assert_array_equal(f(a, a)[1][0], want)
    np.testing.assert_array_max_ulp(f(a[::-1], a[::-1])[1][0], want[::-1], 2)
    np.testing.assert_array_max_ulp(f(np.broadcast_to(a[:1], (n,)), a[0])[1][0], np.full(n, want[0]), 2)
    np.testing.assert_array_max_ulp(f(a.reshape(2, -1), a.reshape(2, -1))[1][0].ravel(), want, 2)
    np.testing.assert_allclose(f(a[:200, None], a[None, :100])[1][0][50], f(a[50], a[:100])[1][0], rtol=1e-14)


def test_every_kind_of_operation_in_blocks():
    """Conditions, choices and constants have registers of their own kind."""
    first, last = (x > 1) & (y < 2) | sp.Eq(x, 0), sp.Heaviside(x - y) * sp.sign(y)
    f = joint(sp.Piecewise((sp.sin(x), first), (1, x > y), (last, True)), (x, y))
    rng = np.random.default_rng(1)
    a, b = rng.uniform(-3, 3, (2, 40_000))
    value, slopes = f(a, b)
    for i in range(0, 40_000, 997):
        one, by = f(float(a[i]), float(b[i]))
        assert value[i] == pytest.approx(one, rel=1e-14)
        assert [s[i] for s in slopes] == pytest.approx(by, rel=1e-14)


def test_threads_do_not_share_registers():
    f = joint(sp.exp(sp.sin(x) * sp.cos(x)), x)
    inputs = [np.full(50_000, 0.1 * k) for k in range(8)]
    wanted = [f(a)[1][0][0] for a in inputs]
    wrong = []

    def work(k):
        for _ in range(5):
            if not np.all(f(inputs[k])[1][0] == wanted[k]):
                wrong.append(k)

    threads = [threading.Thread(target=work, args=(k,)) for k in range(8)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert not wrong


def test_without_torch_numpy_does_it_all(monkeypatch):
    f = joint(sp.erf(x) * sp.sin(x) / (1 + sp.exp(-x)), x)
    a = np.linspace(-2, 2, 20_000)
    with_torch = f(a)[1][0]
    monkeypatch.delitem(sys.modules, "torch")
    np.testing.assert_allclose(f(a)[1][0], with_torch, rtol=1e-12, atol=1e-14)


# one kernel ---------------------------------------------------------------------------------------------------------


def test_where_there_is_no_compiler_it_says_so_and_runs(monkeypatch):
    def broken(function, **_):
        def compiled(*_):
            raise RuntimeError("no C++ compiler was found\nand more")

        return compiled

    monkeypatch.setattr(torch, "compile", broken)
    a = np.linspace(0, 1, 20_000)
    for backend, given_ in (("numpy", a), ("torch", torch.tensor(a))):
        f = joint(sp.sin(x), x, backend, jit=True)
        with pytest.warns(UserWarning, match="runs without it: no C\\+\\+ compiler was found$"):
            _, (slope,) = f(given_)
        np.testing.assert_array_max_ulp(np.asarray(slope), np.cos(a), 2)
        np.testing.assert_array_max_ulp(np.asarray(f(given_)[0]), np.sin(a), 2)


@pytest.mark.skipif(not os.environ.get("WORKINGS_JIT"), reason="compiling takes seconds: set WORKINGS_JIT=1")
@pytest.mark.filterwarnings("default")
def test_one_kernel():
    exprs = [sp.sin(x) * y, x, integer(3), sp.Piecewise((sp.log(x), x > 1), (y, True))]
    plain, fused = lambdify(exprs, (x, y)), lambdify(exprs, (x, y), jit=True)
    for dtype, size in ((np.float64, 20_000), (np.float64, 77_777), (np.float32, 20_000), (np.float32, 500)):
        a = np.linspace(0.5, 2, size, dtype=dtype)
        for b in (a, 2.0):
            for u, v in zip(plain(a, b), fused(a, b), strict=True):
                assert u.dtype == v.dtype
                np.testing.assert_allclose(u, v, rtol=8 * np.finfo(dtype).eps)
    assert fused(0.5, 2.0) == plain(0.5, 2.0)
    t = torch.linspace(0.5, 2, 100)
    assert torch.allclose(lambdify(exprs[0], (x, y), "torch", jit=True)(t, t), torch.sin(t) * t)


# torch --------------------------------------------------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore:`torch.jit.script`:DeprecationWarning")
def test_module_is_differentiated_to_any_order():
    module = wk.to_torch([sp.sin(x * y) + sp.log(1 + sp.exp(x * z)), x * y, 3], (x, y, z))
    at = [torch.rand(4, dtype=torch.float64, requires_grad=True) for _ in range(3)]
    assert torch.autograd.gradcheck(lambda *t: tuple(module(*t)), at, check_forward_ad=True, check_batched_grad=True)
    assert torch.autograd.gradgradcheck(lambda *t: tuple(module(*t)), at)
    columns = [torch.rand(3, 1, dtype=torch.float64, requires_grad=True), *at[1:]]
    assert torch.autograd.gradcheck(lambda *t: tuple(module(*t)), columns)


def test_module_under_vmap_and_grad():
    expr = sp.sin(x * y) + sp.tanh(x * z)
    module = wk.to_torch(expr, (x, y, z))
    at = [torch.rand(5, dtype=torch.float64) for _ in range(3)]
    assert torch.allclose(torch.func.vmap(module)(*at), module(*at))
    one = torch.func.vmap(module, in_dims=(0, None, None))(at[0], at[1][0], at[2][0])
    assert torch.allclose(one[0], module(*at)[0])
    ours = torch.func.vmap(torch.func.grad(module))(*at)
    assert ours.tolist() == pytest.approx(joint(expr, (x, y, z))(*(a.numpy() for a in at))[1][0].tolist())
    hessian = torch.func.hessian(module, argnums=(0, 1))(*(a[0] for a in at))
    theirs = torch.func.hessian(lambdify(expr, (x, y, z), "torch"), argnums=(0, 1))
    for ours_, theirs_ in zip(hessian, theirs(*(a[0] for a in at)), strict=True):
        assert [v.item() for v in ours_] == pytest.approx([v.item() for v in theirs_])


def test_module_keeps_precision_shape_and_structure():
    module = wk.to_torch(sp.Matrix([[x, 2], [x * y, sp.sqrt(2) * y]]), (x, y))
    out = module(torch.ones(3, 1), torch.ones(4))
    assert out.shape == (3, 4, 2, 2)
    assert out.dtype == torch.float32
    assert wk.to_torch(x, x)(2).item() == 2.0
    with pytest.raises(TypeError, match=r"takes 2 values \(x, y\)"):
        module(torch.ones(3))


def test_a_branch_not_taken_brings_no_nan_to_torch():
    t = torch.tensor([-1.0, 0.0, 2.0], requires_grad=True)
    wk.to_torch(sp.Piecewise((sp.log(x), x > 0), (0, True)), x)(t).sum().backward()
    assert t.grad.tolist() == [0.0, 0.0, 0.5]


def test_module_learns():
    w, b = symbol("w"), symbol("b")
    module = wk.to_torch((w * x + b - y) ** 2, (x, y), parameters={w: 0, b: 0.0})
    xs = torch.linspace(-1, 1, 50)
    step = torch.optim.SGD(module.parameters(), lr=0.2)
    for _ in range(100):
        step.zero_grad()
        module(xs, 3 * xs - 1).mean().backward()
        step.step()
    assert [module.weights[n].item() for n in "wb"] == pytest.approx([3, -1], abs=1e-3)
    twin = copy.deepcopy(module)
    twin.load_state_dict(module.state_dict())
    assert torch.equal(twin(xs, xs), module(xs, xs))
    loaded = pickle.loads(pickle.dumps(module))
    assert torch.equal(loaded(xs, xs), module(xs, xs))
    loaded(xs, xs).mean().backward()
    assert loaded.weights["w"].grad is not None
    assert "w" in repr(module)


@pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA device")
def test_module_on_cuda():
    module = wk.to_torch(sp.sin(x) * sp.sqrt(2), x)
    t = torch.linspace(-1, 1, 5, device="cuda", requires_grad=True)
    module(t).sum().backward()
    assert t.grad.device == t.device
    assert torch.allclose(t.grad, math.sqrt(2) * torch.cos(t))
    value, (slope,) = joint(sp.sin(x), x, "torch")(t.detach())
    assert value.device == slope.device == t.device


def test_signs_and_constants_are_kept_together():
    names = [op.name for op in joint(power(add(mul(integer(3), x), integer(2)), integer(2)), x).tape.operations]
    assert names == ["mul", "add", "mul", "mul"]
    assert "neg" not in [op.name for op in joint(rational(1, 2) - sp.cos(x) * 3 - 1 / x, x).tape.operations]

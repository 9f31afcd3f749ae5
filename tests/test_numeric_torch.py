"""torch as a citizen, tried hard: every precision and shape, autograd, the transforms, threads, pickles, devices."""

import os
import pickle
import threading

import numpy as np
import pytest
import sympy as sp

import workings as wk

torch = pytest.importorskip("torch")
pytestmark = pytest.mark.filterwarnings("ignore:`torch.jit:DeprecationWarning")

X, Y = wk.parse("x"), wk.parse("y")
EXPR = wk.parse("sin(x y) + ln(1 + e^x) + x/3")
MODULE = wk.to_torch(EXPR, (X, Y))
FUNCTION = wk.lambdify(EXPR, (X, Y), "torch")
JOINT = wk.value_and_gradient(EXPR, (X, Y), "torch")
RUNS = (MODULE, FUNCTION, lambda *v: JOINT(*v)[0])


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float32, torch.float64], ids=str)
def test_every_precision_is_kept(dtype):
    a = torch.linspace(0.1, 2, 7, dtype=dtype)
    want = FUNCTION(a.double(), a.double())
    for run in RUNS:
        got = run(a, a)
        assert got.dtype == dtype
        assert torch.allclose(got.double(), want, rtol=8 * torch.finfo(dtype).eps)
    leaf = a.clone().requires_grad_()
    MODULE(leaf, 1.0).sum().backward()
    assert leaf.grad.dtype == dtype
    slopes = JOINT(a.double(), 1.0)[1][0]
    assert torch.allclose(leaf.grad.double(), slopes, rtol=16 * torch.finfo(dtype).eps)


@pytest.mark.parametrize("run", RUNS, ids=["module", "function", "joint"])
def test_shapes(run):
    def shape(*v):
        return tuple(run(*v).shape)

    assert shape(torch.tensor(1.0), torch.ones(2)) == (2,)
    assert shape(torch.empty(0), torch.empty(0)) == (0,)
    assert shape(torch.empty(0, 3), torch.ones(3)) == (0, 3)
    assert shape(torch.ones(3, 1), torch.ones(4)) == (3, 4)
    assert shape(torch.tensor(2.0), 1) == ()
    assert shape(1.0, 2.0) == ()
    t = torch.arange(6.0).reshape(2, 3).t()  # not contiguous
    assert torch.equal(run(t, t), run(t.contiguous(), t.contiguous()))
    assert torch.equal(run(t[::2], 1.0), run(t, 1.0)[::2])
    wide = torch.ones(1).expand(5)
    assert torch.equal(run(wide, wide), run(torch.ones(5), torch.ones(5)))
    with pytest.raises(RuntimeError, match=r"[Ss]hape|size"):
        run(torch.ones(2), torch.ones(3))


@pytest.mark.parametrize("run", RUNS, ids=["module", "function", "joint"])
def test_kinds_of_numbers(run):
    assert run(torch.arange(3), 2).dtype == torch.float64
    assert run(torch.tensor([True, False]), 1.0).dtype == torch.float64
    assert run(torch.ones(2), torch.ones(2, dtype=torch.float64)).dtype == torch.float64
    assert run(torch.ones(2), np.float64(2)).dtype == torch.float64
    assert run(torch.ones(2), sp.Rational(1, 2)).dtype == torch.float32
    assert run(np.ones(2, np.float32), 1).dtype == torch.float32
    with pytest.raises(TypeError, match="real numbers"):
        run(torch.ones(2, dtype=torch.complex64), 1.0)
    assert run(torch.ones(3, device="meta"), torch.ones(3, device="meta")).device.type == "meta"


def test_transforms():
    a, b = torch.rand(4, dtype=torch.float64), torch.rand(4, dtype=torch.float64)
    by_x, by_y = JOINT(a, b)[1]
    assert torch.allclose(torch.func.vmap(torch.func.grad(MODULE, argnums=1))(a, b), by_y)
    assert torch.allclose(torch.func.jacrev(MODULE)(a, b), torch.diag(by_x))
    assert torch.allclose(torch.func.jacfwd(MODULE)(a, b), torch.diag(by_x))
    value, along = torch.func.jvp(MODULE, (a, b), (torch.ones_like(a), 2 * torch.ones_like(b)))
    assert torch.allclose(value, MODULE(a, b))
    assert torch.allclose(along, by_x + 2 * by_y)
    hessians = torch.func.vmap(torch.func.hessian(MODULE))(a, b)
    second = wk.value_and_hessian(EXPR, (X, Y))(a.numpy(), b.numpy())[2][:, 0, 0]
    assert np.allclose(hessians, second)
    with torch.inference_mode():
        assert torch.equal(MODULE(a, b), FUNCTION(a, b))
    with torch.no_grad():
        assert not MODULE(a.clone().requires_grad_(), b).requires_grad


def test_checks_of_torch_itself():
    a = torch.rand(3, dtype=torch.float64, requires_grad=True)
    b = torch.rand(2, 1, dtype=torch.float64, requires_grad=True)
    for run in RUNS:
        assert torch.autograd.gradcheck(run, (a, b))
        assert torch.autograd.gradgradcheck(run, (a, b))


@pytest.mark.skipif(not os.environ.get("WORKINGS_JIT"), reason="compiling takes seconds: set WORKINGS_JIT=1")
@pytest.mark.filterwarnings("default")
def test_inside_a_compiled_function():
    a, b = torch.rand(50, requires_grad=True), torch.rand(50)
    compiled = torch.compile(MODULE)
    (ours,) = torch.autograd.grad(MODULE(a, b).sum(), a)
    (fused,) = torch.autograd.grad(compiled(a, b).sum(), a)
    assert torch.allclose(compiled(a, b), MODULE(a, b))
    assert torch.allclose(ours, fused)
    assert torch.allclose(torch.compile(lambda u, v: 2 * FUNCTION(u, v))(a, b), 2 * FUNCTION(a, b))


def test_one_program_in_many_threads():
    inputs = [torch.full((1_000,), 0.1 * k, dtype=torch.float64, requires_grad=True) for k in range(8)]
    wrong = []

    def work(k):
        for _ in range(20):
            (slope,) = torch.autograd.grad(MODULE(inputs[k], 1.0).sum(), inputs[k])
            if not torch.allclose(slope, JOINT(inputs[k].detach(), 1.0)[1][0]):
                wrong.append(k)

    threads = [threading.Thread(target=work, args=(k,)) for k in range(8)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert not wrong


def test_weights_of_any_name():
    for name in ("keys", "values", "training", "weights", "forward", "θ", "x_{1}"):
        w = sp.Symbol(name)
        module = wk.to_torch(w * X**2, X, parameters={w: 2.0})
        module(torch.tensor(3.0)).backward()
        (parameter,) = module.parameters()
        assert parameter.grad.item() == 9.0
        again = wk.to_torch(w * X**2, X, parameters={w: 0.0})
        again.load_state_dict(module.state_dict())
        assert pickle.loads(pickle.dumps(again))(torch.tensor(1.0)).item() == 2.0
    with pytest.raises(wk.numeric.NumericError, match="a name is a letter"):
        wk.to_torch(sp.Symbol("w.x") * X, X, parameters={sp.Symbol("w.x"): 1.0})


def test_module_is_moved_as_modules_are():
    module = wk.to_torch(Y * X, X, parameters={Y: 2.0})
    assert module.half()(torch.ones(2, dtype=torch.float16)).dtype == torch.float16
    assert module.double()(torch.ones(2)).dtype == torch.float64
    assert list(module.state_dict()) == ["weights.y"]


def test_arrays_to_write_into_must_not_share_memory():
    f = wk.lambdify([X + Y, X - Y], (X, Y))
    for n in (3, 300):
        place, a = np.empty(n + 100), np.ones(n)
        for out in ([place[:n]] * 2, [place[:n], place[2 : n + 2]], [place[: 2 * n : 2][: n // 2], place[: n // 2]]):
            size = out[0].size
            with pytest.raises(ValueError, match="share memory"):
                f(a[:size], a[:size], out=out)
        both = np.empty((n, 2))
        f(a, 2.0, out=[both[:, 0], both[:, 1]])  # between one another, and apart
        assert both.tolist() == [[3.0, -1.0]] * n
        b = np.full(n, 2.0)
        f(a, b, out=[b, a])  # the places of the inputs
        assert (b[0], a[0]) == (3.0, -1.0)
        locked = np.empty(n)
        locked.setflags(write=False)
        with pytest.raises(ValueError, match="read-only"):
            f(a, b, out=[locked, b])


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64, np.longdouble])
@pytest.mark.parametrize("n", [3, 300])
def test_numpy_precisions(dtype, n):
    value, (by_x, by_y) = wk.value_and_gradient(EXPR, (X, Y))(np.full(n, 0.5, dtype), np.full(n, 2, dtype))
    assert value.dtype == by_x.dtype == by_y.dtype == dtype
    eps = float(np.finfo(dtype).eps)
    assert float(by_y[0]) == pytest.approx(0.5 * np.cos(1.0), rel=max(8 * eps, 1e-15))


@pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA device")
def test_on_cuda():
    a = torch.rand(1_000, device="cuda", requires_grad=True)
    MODULE(a, 1.0).sum().backward()
    assert torch.allclose(a.grad.cpu(), JOINT(a.detach().cpu(), 1.0)[1][0], rtol=1e-4)
    assert MODULE(a.half(), 1.0).dtype == torch.float16
    assert JOINT(a.detach(), torch.ones((), dtype=torch.float32))[0].device == a.device  # a scalar follows
    assert wk.check_autograd(EXPR, 100, device="cuda").agrees

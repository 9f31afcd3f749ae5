"""Numbers: shapes and precision, sharing and size, what is refused, and larger things."""

from __future__ import annotations

import concurrent.futures
import copy
import doctest
import importlib
import math
import multiprocessing
import pickle
import subprocess
import sys
import time

import numpy as np
import pytest
import sympy as sp

from workings import derive
from workings.expression.goals import D
from workings.expression.nodes import HALF, MINUS_ONE, add, call, divide, integer, mul, power, rational, symbol
from workings.numeric import NumericError, check_autograd, compile_tape, lambdify

torch = pytest.importorskip("torch")

x, y, z = symbol("x"), symbol("y"), symbol("z")


# shape, precision, structure -----------------------------------------------------------------------------------


def test_constants_and_derivatives_of_lines_have_the_shape_of_the_inputs():
    f = lambdify([integer(2), 2 * x, x], (x, y))
    out = f(np.zeros((3, 1)), np.zeros((1, 4)))
    assert [v.shape for v in out] == [(3, 4)] * 3
    assert [v.shape for v in f(np.zeros((0,)), 1.0)] == [(0,)] * 3
    assert [v.shape for v in f(np.zeros((2, 0)), np.zeros(()))] == [(2, 0)] * 3
    two = lambdify(integer(2), x)
    assert two(5.0) == 2.0
    assert two(np.arange(3)).tolist() == [2.0, 2.0, 2.0]
    assert lambdify(integer(2), ())() == 2.0
    tensors = lambdify([integer(2), 2 * x, x], (x, y), "torch")(torch.zeros(3, 1), torch.zeros(1, 4))
    assert [tuple(v.shape) for v in tensors] == [(3, 4)] * 3


def test_results_are_no_second_names_of_inputs_or_of_one_another():
    for n in (4, 50_000):
        a = np.ones(n)
        first, second, third = lambdify([x, x * 2, 2 * x], x)(a)
        first[0] = second[0] = 9.0
        assert a[0] == 1.0
        assert third[0] == 2.0
    t = torch.ones(4)
    first, second = lambdify([x, x], x, "torch")(t)
    first[0] = 9.0
    assert t[0] == second[0] == 1.0


@pytest.mark.parametrize("expr", [sp.sqrt(2) * x, sp.pi + x, integer(1), sp.erf(x), sp.polygamma(1, x), sp.Max(x, 1)])
def test_precision_follows_the_inputs(expr):
    f = lambdify(expr, x)
    for given_, expected in (
        (np.ones(3, np.float32), np.float32),
        (np.float32(1), np.float32),
        (np.array(1, np.float32), np.float32),
        (np.ones(3, int), np.float64),
        (np.ones(3, bool), np.float64),
        ([1, 2], np.float64),
        (np.float64(1), np.float64),
    ):
        assert f(given_).dtype == expected
    assert type(f(1)) is float
    assert type(f(sp.Rational(1, 2))) is float
    assert lambdify(expr, x, dtype="float32")(1.0).dtype == np.float32
    assert lambdify(expr, x, dtype="float32")(np.ones(2)).dtype == np.float32
    g = lambdify(expr, x, "torch")
    assert g(torch.ones(3)).dtype == torch.float32
    assert g(torch.ones(3, dtype=torch.int64)).dtype == torch.float64
    assert g(1.0).dtype == torch.float64
    assert lambdify(expr, x, "torch", dtype=torch.float32)(1.0).dtype == torch.float32


def test_plain_numbers_beside_arrays_bring_no_precision():
    f = lambdify(x * y, (x, y))
    assert f(np.ones(2, np.float32), 3.0).dtype == np.float32
    assert f(np.ones(2, np.float32), 3).dtype == np.float32
    assert f(np.ones(2, np.float32), np.ones(2)).dtype == np.float64
    assert lambdify(x * y, (x, y), "torch")(torch.ones(2), 3.0).dtype == torch.float32


def test_blocks_give_what_the_whole_gives():
    n = 3 * (1 << 14) + 7
    a = np.linspace(0.1, 3, 2 * n)[::2]  # not contiguous
    f = lambdify([sp.sin(x) * y, x + 1, integer(3)], (x, y))
    for b in (2.0, np.linspace(1, 2, n)):
        s, line, three = f(a, b)
        np.testing.assert_array_max_ulp(s, np.sin(a) * b, 2)  # torch's sine on the same memory
        assert np.array_equal(line, a + 1)
        assert np.all(three == 3.0)
    assert f(a.reshape(-1, 1), 2.0)[0].shape == (n, 1)
    assert f(a[:30_000].reshape(300, 100), np.ones((1, 100)))[0].shape == (300, 100)


def test_the_structure_comes_back():
    f = lambdify([x, (x + 1, [sp.Tuple(x, 2)])], x)
    assert f(1.0) == [1.0, (2.0, [(1.0, 2.0)])]
    matrix = sp.Matrix([[x, y], [1, x * y], [0, 2]])
    assert lambdify(matrix, (x, y))(2.0, 3.0).tolist() == [[2, 3], [1, 6], [0, 2]]
    assert lambdify(matrix, (x, y))(np.ones(5), 3.0).shape == (5, 3, 2)
    assert lambdify(sp.ImmutableMatrix([x, y]), (x, y), "torch")(torch.ones(5), 3.0).shape == (5, 2, 1)
    assert lambdify([], x)(1.0) == []
    assert lambdify([], x)(np.ones(2)) == []
    assert lambdify(sp.zeros(0, 3), x)(np.ones(2)).shape == (0, 3)
    assert lambdify([1, 2.5], x)(0) == [1.0, 2.5]


def test_hessian_of_many_points_is_ready_for_linear_algebra():
    hessian = lambdify(sp.hessian(x**2 * y + y**2, (x, y)), (x, y))
    stack = hessian(np.array([1.0, 2.0, 3.0]), 2.0)
    assert np.linalg.det(stack) == pytest.approx([4 * 2 - 4, 4 * 2 - 16, 4 * 2 - 36])


# sharing and size -----------------------------------------------------------------------------------------------


def operations(exprs, args=None):
    return [op.name for op in compile_tape(exprs, args).operations]


def test_value_and_derivative_share():
    line = 3 * x + 2
    assert operations([line**2, mul(integer(6), line)]) == ["mul", "add", "mul", "mul"]
    assert operations([x * y, y * x, mul(x, y, integer(2)), mul(integer(3), x, y)]) == ["mul", "mul", "mul"]
    assert operations([sp.exp(sp.sin(x)), mul(sp.exp(sp.sin(x)), sp.cos(x))]) == ["sin", "exp", "cos", "mul"]
    copies = [power(add(mul(integer(3), x), integer(2)), integer(5)) for _ in range(4)]
    assert len({id(c) for c in copies}) == 4
    assert len(set(compile_tape(copies).outputs)) == 1


@pytest.mark.parametrize(
    ("expr", "expected"),
    [
        (power(x, integer(3)), ["mul", "mul"]),
        (power(x, integer(8)), ["mul", "mul", "mul"]),
        (power(x, integer(-2)), ["mul", "div"]),
        (power(x, HALF), ["sqrt"]),
        (power(x, rational(-1, 2)), ["sqrt", "div"]),
        (divide(mul(x, y), mul(z, z)), ["mul", "mul", "div"]),
        (mul(x, power(y, MINUS_ONE), power(z, MINUS_ONE)), ["mul", "div"]),
        (add(x, mul(MINUS_ONE, y)), ["sub"]),
        (mul(integer(-3), x), ["mul"]),
        (mul(integer(2), x, integer(3)), ["mul"]),
        (add(x, integer(2), integer(-2)), []),
        (mul(MINUS_ONE, mul(MINUS_ONE, x)), []),
        (add(sp.exp(x), MINUS_ONE), ["expm1"]),
        (add(MINUS_ONE, sp.exp(x), mul(MINUS_ONE, x)), ["expm1", "sub"]),
        (call(sp.log, add(x, sp.Integer(1))), ["log1p"]),
        (call(sp.log, add(integer(1), sp.exp(x))), ["softplus"]),
        (divide(integer(1), add(integer(1), sp.exp(mul(MINUS_ONE, x)))), ["sigmoid"]),
        (divide(sp.exp(x), add(integer(1), sp.exp(x))), ["sigmoid"]),
        (mul(integer(0), x), []),
        (divide(x, integer(3)), ["div"]),
        (divide(x, integer(4)), ["mul"]),
    ],
    ids=str,
)
def test_lowering(expr, expected):
    assert operations(expr) == expected


def test_constants_are_exact_until_the_end():
    tape = compile_tape([add(rational(1, 3), rational(1, 6), x), mul(integer(10**30), x, rational(1, 10**30))], x)
    assert tape.constants == (0.5,)
    assert compile_tape(mul(integer(10**400), x)).constants == (math.inf,)
    tower = power(power(integer(10), integer(10)), power(integer(10), integer(10)))
    assert compile_tape(tower).constants == (math.inf,)
    assert compile_tape(sp.sqrt(2) * x).constants == (math.sqrt(2),)


@pytest.mark.parametrize(
    ("constant", "expected"),
    [
        (call(sp.Max, integer(2), integer(3)), 3.0),
        (call(sp.Min, integer(2), sp.pi), 2.0),
        (power(add(integer(1), call(sp.exp, integer(-2))), MINUS_ONE), 1 / (1 + math.exp(-2))),
        (call(sp.log, add(integer(1), call(sp.exp, integer(-800)))), 0.0),
        (power(add(integer(1), call(sp.exp, integer(800))), MINUS_ONE), 0.0),
        (call(sp.Abs, integer(-4)), 4.0),
        (call(sp.sinh, integer(1000)), math.inf),
        (sp.Piecewise((1, sp.Lt(2, 3, evaluate=False)), (2, True), evaluate=False), 1.0),
    ],
    ids=str,
)
def test_constants_as_written_are_worked_out(constant, expected):
    assert compile_tape(constant).operations == ()
    for backend in ("numpy", "torch"):
        assert float(lambdify(add(constant, x), x, backend)(0.0)) == pytest.approx(expected, rel=1e-15)


def test_tape_is_data():
    tape = compile_tape([x + y, sp.sin(x)])
    assert hash(tape) == hash(compile_tape([x + y, sp.sin(x)]))
    assert tape.arguments == (x, y)
    assert all(k < tape.first + i for i, op in enumerate(tape.operations) for k in op.args)
    with pytest.raises(AttributeError):
        tape.outputs = ()
    assert lambdify([x + y, sp.sin(x)], (x, y)).tape == tape


def test_ten_thousand_levels():
    deep, value = x, 0.5
    for _ in range(10_000):
        deep, value = call(sp.sin, add(deep, rational(1, 2))), math.sin(value + 0.5)
    f = lambdify([deep, mul(deep, deep)], x)
    assert f(0.5) == [value, value * value]
    assert f(np.array([0.5, 0.5]))[0] == pytest.approx([value] * 2)
    assert lambdify(deep, x, "torch")(torch.tensor(0.5, dtype=torch.float64)).item() == pytest.approx(value)


def test_sums_of_themselves_stay_small():
    e = x
    for _ in range(200):  # 2^200 nodes when written out
        e = add(e, mul(e, rational(1, 7)))
    assert lambdify(e, x)(1.0) == pytest.approx((8 / 7) ** 200)


def test_twenty_thousand_operations_take_linear_time():
    def seconds(n):
        e = x
        for k in range(n // 4):
            e = add(call(sp.sin, mul(integer(k % 7 + 2), e)), mul(e, y))
        best = math.inf
        for _ in range(3):
            start = time.process_time()  # others may be at work on the machine
            f = lambdify(e, (x, y))
            best = min(best, time.process_time() - start)
        assert math.isfinite(f(0.3, 0.7))
        return best

    assert seconds(20_000) < 25 * seconds(2_000)


def test_arrays_are_freed_on_the_way():
    e = x
    for k in range(300):
        e = call(sp.sin, add(e, integer(k + 1)))
    from workings.numeric.source import body

    lines, _ = body(compile_tape(e), "numpy")
    assert {line.split(" = ")[0] for line in lines} == {"t0"}


# what is refused -------------------------------------------------------------------------------------------------


class Unknown(sp.Function):
    nargs = 1


g = sp.Function("g")


@pytest.mark.parametrize(
    ("exprs", "message"),
    [
        (x + z, "symbol z has no value.*arguments \\(x, y\\)"),
        ([x, g(x)], "function g is not known"),
        (Unknown(x), "Unknown has no numeric form"),
        (x + D(sp.sin(x), x), r"D\(sin\(x\), x\) is a question: derive it first"),
        (sp.Derivative(g(y), y), "g is not known"),
        (sp.Derivative(sp.sin(x), x), "derive it first"),
        (sp.Integral(sp.sin(x), x), "derive it first"),
        (sp.I * x, "imaginary"),
        (x > 1, "condition"),
        (sp.polygamma(y, x), "whole number"),
        (sp.Heaviside(x, y), "number for h"),
        (sp.Symbol("__import__('os').system('x')") + x, "a name is a letter"),
        (sp.Symbol("x;y"), "a name is a letter"),
        (sp.Symbol("_x"), "a name is a letter"),
        (sp.Symbol("x") + x, "two symbols"),
        (sp.Dummy("x"), "no value"),
    ],
    ids=str,
)
def test_refused(exprs, message):
    with pytest.raises(NumericError, match=message):
        lambdify(exprs, (x, y))


def test_refused_arguments():
    for hostile in ("__import__('os').system('x')", "a b", "", "x\n", "1x", "lambda:0", "x(1)", "x=1"):
        with pytest.raises(NumericError, match="a name is a letter"):
            lambdify(sp.Symbol(hostile or "?"), sp.Symbol(hostile or "?"))
    with pytest.raises(NumericError, match="twice"):
        lambdify(x, (x, sp.Symbol("x")))
    with pytest.raises(NumericError, match="backend 'jax'"):
        lambdify(x, x, "jax")
    with pytest.raises(NumericError, match="device"):
        lambdify(x, x, device="cuda")
    with pytest.raises(TypeError, match="symbol or a sequence"):
        lambdify(x, "x")
    with pytest.raises(TypeError, match="no SymPy expression; read text"):
        lambdify("x**2", x)
    with pytest.raises(TypeError, match="float32"):
        lambdify(x, x, dtype=int)
    with pytest.raises(TypeError, match="float32"):
        lambdify(x, x, "torch", dtype=torch.int32)
    for backend in ("numpy", "torch"):
        with pytest.raises(TypeError, match=r"takes 2 values \(x, y\), and 1 were given"):
            lambdify(x + y, (x, y), backend)(1.0)
        with pytest.raises(TypeError, match="real numbers"):
            lambdify(x, x, backend)(np.array([1j]))
    with pytest.raises(TypeError, match="real numbers"):
        lambdify(x, x)("1")
    with pytest.raises(ValueError, match="broadcast"):
        lambdify(x + y, (x, y))(np.ones(2), np.ones(3))


def test_names_that_are_words_of_python_are_only_names():
    names = ["lambda", "import", "t0", "a1", "math", "arrays", "float", "sin", "inf", "None", "function", "sin_"]
    symbols = [sp.Symbol(n) for n in names]
    expr = sp.Add(*(sp.sin(s) * (k + 1) for k, s in enumerate(symbols)))
    values = [0.1 * k for k in range(len(names))]
    expected = sum(math.sin(v) * (k + 1) for k, v in enumerate(values))
    assert lambdify(expr, symbols)(*values) == pytest.approx(expected)
    assert lambdify(expr, symbols)(*(np.array([v]) for v in values)) == pytest.approx(expected)


def test_names_of_any_script():
    names = ["θ", "é", "x′", "x_{1}", "\\hat{y}", "変数", "μ_12", "w^{*}"]
    symbols = [sp.Symbol(n, real=True) for n in names]
    expr = sp.Add(*(sp.sin(s) * (k + 1) for k, s in enumerate(symbols)))
    values = [0.1 * k for k in range(len(names))]
    expected = sum(math.sin(v) * (k + 1) for k, v in enumerate(values))
    for backend in ("numpy", "torch"):
        f = lambdify(expr, symbols, backend)
        assert float(f(*values)) == pytest.approx(expected)
        assert float(f(**dict(zip(names, values, strict=True)))) == pytest.approx(expected)
        assert float(f(*values[:3], **dict(zip(names[3:], values[3:], strict=True)))) == pytest.approx(expected)
    assert derive("∂/∂θ (θ^2 φ)").lambdify()(theta=3.0, phi=2.0) == 12.0  # the reader's names for θ and φ


def test_no_name_reaches_the_program(monkeypatch):
    """The text that is compiled is the same to the letter, whatever the symbols are called."""
    from workings.numeric import blocks, fused, on_arrays, source

    def texts(*names):
        seen = []

        def spy(lines, namespace, wanted):
            seen.append("\n".join(lines))
            return execute(lines, namespace, wanted)

        execute = source.execute
        for module in (source, on_arrays, blocks, fused):
            monkeypatch.setattr(module, "execute", spy)
        a, b = (sp.Symbol(n) for n in names)
        exprs = [sp.sin(a) * b, a + b / 3]
        lambdify(exprs, (a, b))(0.5, 0.25)
        lambdify(exprs, (a, b))(np.ones(3), np.ones(3))
        lambdify(exprs, (a, b))(np.ones(300), 0.25)
        lambdify(exprs, (a, b), "torch")(0.5, 0.25)
        monkeypatch.undo()
        return seen

    plain = texts("x", "y")
    assert len(plain) > 4
    assert texts("θ", "import′") == texts("exec", "x_{1}") == texts("a1", "out") == plain


def test_values_by_name():
    f = lambdify([x - y, 2 * y], (x, y))
    assert f(5.0, y=2.0) == f(x=5.0, y=2.0) == f(y=2.0, x=5.0) == [3.0, 4.0]
    a = np.arange(3.0)
    out = [np.empty(3), np.empty(3)]
    assert f(y=a, x=1.0, out=out)[0] is out[0]
    assert out[0].tolist() == [1.0, 0.0, -1.0]
    for g in (f, lambdify([x - y, 2 * y], (x, y), "torch")):
        for wrong, message in (
            (lambda g=g: g(1.0, z=2.0), "no argument z; there are x, y"),
            (lambda g=g: g(1.0, x=2.0), "x is given twice"),
            (lambda g=g: g(x=1.0), "has none for y"),
            (lambda g=g: g(1.0, 2.0, 3.0), r"takes 2 values \(x, y\), and 3 were given"),
            (lambda g=g: g(), r"takes 2 values \(x, y\), and 0 were given"),
        ):
            with pytest.raises(TypeError, match=message):
                wrong()


@pytest.mark.parametrize("backend", ["numpy", "torch"])
def test_functions_can_be_pickled(backend):
    f = lambdify([sp.Matrix([[sp.sin(x), y], [1, x]]), x * y], (x, y), backend, dtype="float32")
    again = pickle.loads(pickle.dumps(f))
    assert again.tape == f.tape
    before, after = f(1.5, 2.5), again(1.5, 2.5)
    assert np.array_equal(before[0], after[0])
    assert before[1] == after[1]
    assert repr(again) == "<function of (x, y): 5 value(s), 2 operations>"
    assert copy.deepcopy(f)(1.5, 2.5)[1] == before[1]
    raw = lambdify(power(add(x, x), integer(2)), x)
    deep = x
    for _ in range(3_000):
        deep = call(sp.sin, add(deep, integer(1)))
    for g in (raw, lambdify(deep, x)):
        assert pickle.loads(pickle.dumps(g))(0.5) == g(0.5)


def test_functions_go_to_other_processes():
    f = lambdify(x**2 + sp.exp(x), x)
    with concurrent.futures.ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        assert pool.submit(f, 2.0).result() == f(2.0)


def test_symbols_are_known_by_name_whatever_is_assumed_of_them():
    assert lambdify(x**2, sp.Symbol("x"))(3.0) == 9.0
    dummy = sp.Dummy("x")
    assert lambdify(dummy * 2, dummy)(3.0) == 6.0


def test_deep_unknowns_are_named_without_recursion():
    deep = x
    for _ in range(5_000):
        deep = call(sp.sin, add(deep, integer(1)))
    with pytest.raises(NumericError, match="question"):
        lambdify(D(deep, x), x)


# larger things -------------------------------------------------------------------------------------------------


def test_rosenbrock_gradient():
    n = 10
    v = sp.symbols(f"x0:{n}", real=True)
    f = sum(100 * (v[i + 1] - v[i] ** 2) ** 2 + (1 - v[i]) ** 2 for i in range(n - 1))
    run = lambdify([f, *(sp.diff(f, s) for s in v)], v)
    at = np.linspace(-1.2, 1.3, n)
    value, *gradient = run(*at.tolist())
    a, b = at[:-1], at[1:]
    expected = np.zeros(n)
    expected[:-1] += -400 * a * (b - a**2) - 2 * (1 - a)
    expected[1:] += 200 * (b - a**2)
    assert value == pytest.approx(np.sum(100 * (b - a**2) ** 2 + (1 - a) ** 2))
    assert gradient == pytest.approx(expected)
    assert run(*[1.0] * n) == [0.0] * (n + 1)
    t = torch.tensor(at, requires_grad=True)
    out = lambdify(f, v, "torch")(*t)
    assert torch.autograd.grad(out, t)[0].numpy() == pytest.approx(expected)


def test_torch_twice_differentiable_and_under_vmap():
    f = lambdify(sp.log(1 + sp.exp(x)) + sp.Max(x, 0) * sp.sqrt(2), x, "torch")
    t = torch.tensor([-50.0, -1.0, 0.5, 60.0], dtype=torch.float64, requires_grad=True)
    assert torch.autograd.gradcheck(f, (t,))
    assert torch.autograd.gradgradcheck(f, (t,))
    assert torch.equal(torch.func.vmap(f)(t), f(t))
    assert torch.allclose(torch.func.vmap(torch.func.grad(f))(t), torch.sigmoid(t) + math.sqrt(2) * (t > 0))


@pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA device")
def test_cuda():
    f = lambdify([sp.sin(x) * sp.sqrt(2), integer(3), sp.Max(x, 0)], x, "torch")
    t = torch.linspace(-1, 1, 5, device="cuda")
    for v in f(t):
        assert v.device == t.device
        assert v.dtype == torch.float32
        assert v.shape == t.shape
    assert lambdify(x, x, "torch", device="cuda")(1.0).device.type == "cuda"
    assert check_autograd(sp.sin(x), x, sp.cos(x), [0.5], device="cuda").agrees


def test_importing_takes_no_torch():
    code = "import sys, sympy, workings.numeric as n; x = sympy.Symbol('x'); n.lambdify(x**2, x)(1.0)"
    code += "; print('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize("module", ["compiled", "autograd"])
def test_examples_in_the_docs(module):
    found = doctest.testmod(importlib.import_module(f"workings.numeric.{module}"))
    assert found.attempted > 0
    assert found.failed == 0

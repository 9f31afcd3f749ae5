"""What runs on torch runs where its tensors are, and gives there what NumPy gives here: on CUDA where there is one."""

import numpy as np
import pytest
import torch
from functions import FUNCTIONS as BENCHMARKED
from test_numeric_functions import FUNCTIONS, x

import workings as wk
from workings.linear import solve_floats
from workings.probability import NaiveBayes

DEVICE = "cuda" if torch.cuda.is_available() else "cpu"


def there(values: object, dtype: torch.dtype = torch.float64) -> torch.Tensor:
    return torch.as_tensor(np.asarray(values), dtype=dtype, device=DEVICE)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function(name: str) -> None:
    expr, _, points = FUNCTIONS[name]
    found = wk.lambdify(expr, x, "torch")(there(points))
    assert found.device.type == DEVICE
    np.testing.assert_allclose(found.cpu().numpy(), wk.lambdify(expr, x)(np.array(points)), rtol=1e-12, atol=1e-300)


@pytest.mark.parametrize(("dtype", "tolerance"), [(torch.float64, 1e-9), (torch.float32, 1e-3)], ids=str)
@pytest.mark.parametrize("name", BENCHMARKED)
def test_values_and_gradients(name: str, dtype: torch.dtype, tolerance: float) -> None:
    expr, args = BENCHMARKED[name]()
    arrays = [np.random.default_rng(i).uniform(0.3, 1.2, 64) for i in range(len(args))]
    value, gradient = wk.value_and_gradient(expr, args, "torch")(*(there(a, dtype) for a in arrays))
    wanted, slopes = wk.value_and_gradient(expr, args)(*arrays)
    for ours, theirs in zip((value, *gradient), (wanted, *slopes), strict=True):
        assert (ours.device.type, ours.dtype) == (DEVICE, dtype)
        np.testing.assert_allclose(ours.cpu().numpy(), theirs, rtol=tolerance, atol=tolerance)


def test_autograd_agrees_there() -> None:
    expr, args = BENCHMARKED["network"]() if "network" in BENCHMARKED else next(iter(BENCHMARKED.values()))()
    assert wk.check_autograd(expr, args[0], points=100, device=DEVICE).agrees
    module = wk.to_torch(wk.parse("sin(a x)^2"), (wk.parse("a"), wk.parse("x"))).to(DEVICE)
    a = there([0.5, 1.0]).requires_grad_()
    module(a, there([1.0, 2.0])).sum().backward()
    assert a.grad is not None
    assert a.grad.device.type == DEVICE


def test_matrix_answers() -> None:
    derivation = wk.derive("gradient of ||A x - b||^2 with respect to x, where A is m x n and x in R^n")
    rng = np.random.default_rng(1)
    values = {"A": rng.normal(size=(5, 3)), "b": rng.normal(size=5), "x": rng.normal(size=3)}
    slope = derivation.lambdify(("A", "b", "x"), backend="torch")(*(there(v) for v in values.values()))
    assert slope.device.type == DEVICE
    wanted = 2 * values["A"].T @ (values["A"] @ values["x"] - values["b"])
    np.testing.assert_allclose(slope.cpu().numpy(), wanted, rtol=1e-12)


@pytest.mark.parametrize("n", [2, 3, 7])
def test_systems(n: int) -> None:
    rng = np.random.default_rng(n)
    a, b = rng.normal(size=(50, n, n)), rng.normal(size=(50, n))
    found = solve_floats(there(a), there(b), backend="torch")
    assert found.x.device.type == DEVICE
    np.testing.assert_allclose(found.x.cpu().numpy(), np.linalg.solve(a, b[..., None])[..., 0], rtol=1e-8)


@pytest.mark.filterwarnings("ignore:Sparse CSR tensor support is in beta")
@pytest.mark.parametrize("layout", ["dense", "csr"])
def test_naive_bayes(layout: str) -> None:
    rng = np.random.default_rng(2)
    counts, classes = rng.poisson(0.4, size=(60, 20)).astype(float), rng.integers(3, size=60)
    matrix = there(counts) if layout == "dense" else there(counts).to_sparse_csr()
    ours, here = NaiveBayes().fit(matrix, classes), NaiveBayes().fit(counts, classes)
    np.testing.assert_allclose(ours.feature_log_prob_, here.feature_log_prob_)
    np.testing.assert_allclose(ours.predict_proba(matrix), here.predict_proba(counts), rtol=1e-9)

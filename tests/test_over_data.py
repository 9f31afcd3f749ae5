"""Sums over an index as functions of arrays."""

import numpy as np
import pytest

import workings as wk
from workings.numeric import NumericError

X, Y = np.array([1.0, 2.0, 4.0]), np.array([2.0, 3.0, 9.0])
A = np.arange(9.0).reshape(3, 3)


def test_a_gradient_over_data() -> None:
    f = wk.derive("d/dw 1/n Σ_i (y_i - w x_i)^2").lambdify()
    assert f(2.0, X, Y) == pytest.approx(-2 / 3 * (X * (Y - 2 * X)).sum())
    assert f(w=2.0, y=list(Y), x=list(X)) == f(2.0, X, Y)


def test_sums_within_sums_and_one_of_the_data_by_its_index() -> None:
    f = wk.derive("∂/∂x_k Σ_i Σ_j a_ij x_i x_j").lambdify()
    assert f.names == ("a", "k", "x")
    assert [f(A, k, X) for k in (1, 2, 3)] == pytest.approx((A + A.T) @ X)


def test_the_softmax_of_one_entry() -> None:
    f = wk.derive("∂/∂z_j ln Σ_i e^(z_i)").lambdify()
    assert [f(j, X) for j in (1, 2, 3)] == pytest.approx(np.exp(X) / np.exp(X).sum())


def test_the_index_itself_and_an_end_that_is_given() -> None:
    assert wk.derive("d/dx sum_(k=1)^n x^k").lambdify()(5, 2.0) == sum(k * 2.0 ** (k - 1) for k in range(1, 6))
    assert wk.lambdify(wk.parse("Π_{k=1}^n k"), [wk.parse("n")])(5) == 120


def test_several_results_keep_their_form() -> None:
    loss, slope = wk.parse("Σ_i (y_i - w x_i)^2"), wk.derive("d/dw Σ_i (y_i - w x_i)^2").answer
    value, by_w = wk.lambdify((loss, slope), [wk.parse(name) for name in "wxy"])(2.0, X, Y)
    assert (value, by_w) == pytest.approx((((Y - 2 * X) ** 2).sum(), -2 * (X * (Y - 2 * X)).sum()))


def test_torch_agrees_and_differentiates_it() -> None:
    torch = pytest.importorskip("torch")
    args = [wk.parse(name) for name in "wxy"]
    loss = wk.lambdify(wk.parse("1/n Σ_i (y_i - w x_i)^2"), args, backend="torch")
    w = torch.tensor(2.0, dtype=torch.float64, requires_grad=True)
    loss(w, X, Y).backward()
    assert float(w.grad) == pytest.approx(wk.derive("d/dw 1/n Σ_i (y_i - w x_i)^2").lambdify()(2.0, X, Y))


def test_what_does_not_fit_is_said() -> None:
    f = wk.derive("d/dw 1/n Σ_i (y_i - w x_i)^2").lambdify()
    with pytest.raises(ValueError, match="y has 2 along axis 0, where others have 3"):
        f(2.0, X, Y[:2])
    with pytest.raises(TypeError, match="w is one number"):
        f(X, X, Y)
    with pytest.raises(ValueError, match="x has 1 indices"):
        f(2.0, A, Y)
    with pytest.raises(TypeError, match="w, x, y"):
        f(2.0, X)
    with pytest.raises(IndexError, match="too short"):
        wk.lambdify(wk.parse("Σ_{i=1}^5 x_i"), [wk.parse("x")])(X)
    with pytest.raises(IndexError, match="x_1"):
        wk.lambdify(wk.parse("Σ_{i=0}^2 x_i"), [wk.parse("x")])(X)
    with pytest.raises(NumericError, match="no value for y"):
        wk.lambdify(wk.parse("Σ_i y_i x_i"), [wk.parse("x")])

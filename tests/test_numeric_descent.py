"""Descent: the rules as torch has them, every iterate kept."""

import numpy as np
import pytest
import sympy as sp

import workings as wk

torch = pytest.importorskip("torch")
x, y, t = (wk.parse(n) for n in "xyt")
BOWL = (x - 3) ** 2 + 2 * y**2 + sp.sin(x * y)


@pytest.mark.parametrize("method", ["gradient", "momentum", "adam"])
def test_every_iterate_is_torchs(method):
    way = wk.descend(BOWL, {x: 0.5, y: 1.0}, method=method, rate=0.05, steps=40)
    u, v = (torch.tensor(a, dtype=torch.float64, requires_grad=True) for a in (0.5, 1.0))
    made = {
        "gradient": lambda: torch.optim.SGD([u, v], lr=0.05),
        "momentum": lambda: torch.optim.SGD([u, v], lr=0.05, momentum=0.9),
        "adam": lambda: torch.optim.Adam([u, v], lr=0.05),
    }
    optimiser, loss = made[method](), wk.lambdify(BOWL, (x, y), "torch")
    assert way.points.shape == way.gradients.shape == (41, 2)
    for i in range(41):
        assert way.points[i].tolist() == pytest.approx([u.item(), v.item()], rel=1e-12)
        optimiser.zero_grad()
        value = loss(u, v)
        value.backward()
        assert way.values[i] == pytest.approx(value.item(), rel=1e-12)
        assert way.gradients[i].tolist() == pytest.approx([u.grad.item(), v.grad.item()], rel=1e-11, abs=1e-12)
        optimiser.step()


def test_the_mean_over_data():
    ts = np.linspace(-1, 1, 30)
    way = wk.descend((x * t + y - (2 * t + 1)) ** 2, {x: 0, y: 0}, {t: ts}, rate=0.3, steps=200)
    assert way.result == pytest.approx({x: 2.0, y: 1.0})
    assert way.values[0] == pytest.approx(np.mean((2 * ts + 1) ** 2))
    assert "200 steps" in repr(way)
    only = wk.descend(x**2 + 0 * t, {x: 1.0}, {t: ts}, rate=0.5, steps=1)  # data that the loss does not need
    assert only.points.tolist() == [[1.0], [0.0]]


def test_text_and_names():
    ts = np.linspace(-1, 1, 30)
    by_name = wk.descend("(x t + y - 1)^2", {"x": 0, "y": 0.5}, {"t": ts}, method="momentum", rate=0.1, steps=9)
    same = wk.descend((x * t + y - 1) ** 2, {x: 0, y: 0.5}, {t: ts}, method="momentum", rate=0.1, steps=9)
    assert np.array_equal(by_name.points, same.points)
    assert by_name.result == same.result


def test_the_rule_as_latex():
    rule = wk.update_rule("(w x + b - y)^2", ["w", "b"])
    assert r"w &\leftarrow w - \eta \left(2x(wx - y + b)\right) \\" in rule
    assert r"b &\leftarrow b - \eta \left(2(wx - y + b)\right)" in rule
    assert r"v_{w} &\leftarrow \beta v_{w} + \left(2w\right)" in wk.update_rule("w^2", ["w"], "momentum")
    adam = wk.update_rule(x**2, [x], "adam")
    assert [adam.count(letter) for letter in (r"\leftarrow", r"\gamma", r"\sqrt")] == [3, 3, 1]
    for text in (rule, adam):
        assert text.count("{") == text.count("}")


def test_an_unknown_method():
    with pytest.raises(ValueError, match=r"'newton'.*'adam'"):
        wk.update_rule(x**2, [x], "newton")
    with pytest.raises(ValueError, match=r"'newton'.*'adam'"):
        wk.descend(x**2, {x: 1.0}, method="newton")

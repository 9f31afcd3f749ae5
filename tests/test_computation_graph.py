"""Backpropagation: every number of the graph beside torch's autograd, and what a reader sees."""

from html.parser import HTMLParser

import pytest
import sympy as sp

import workings as wk
from workings.expression.nodes import add, call, integer, mul

NETWORK = (
    "(p tanh(a x + b y + c) + q tanh(d x + g y + f) + r - t)^2",
    dict(zip("abcdgfpqrtxy", (0.3, -0.2, 0.1, 0.5, 0.7, -0.4, 1.5, -1.1, 0.2, 0.8, 0.6, -0.9), strict=True)),
)
PROBLEMS = [
    ("(w x + b - y)^2", {"w": 2, "x": 3, "b": -1, "y": 0.5}),
    ("1/(1 + e^(-(w x + b)))", {"w": 2, "x": -1, "b": -3}),
    ("x/y - 3 sin(x)^2 + x", {"x": -1, "y": -2}),
    ("x y/(x + y) + x/y", {"x": 1.5, "y": 2.5}),
    ("ln(1 + e^(-t(w x + b)))", {"t": 1, "w": 0.5, "x": 2, "b": -0.25}),
    ("sigmoid(x y) + softplus(x) - relu(y)", {"x": 0.5, "y": 2}),
    ("x^y + y^x", {"x": 1.5, "y": 2.5}),
    ("sqrt(x^2 + y^2)", {"x": 3, "y": 4}),
    ("max(x, y) + |x - 2y|", {"x": 1, "y": 3}),
    ("x x x + x^2 x", {"x": 1.25}),
    ("-(-x)", {"x": 2}),
    NETWORK,
]


@pytest.mark.parametrize(("text", "at"), PROBLEMS, ids=[p[0] for p in PROBLEMS])
def test_every_number_is_autograds(text, at):
    """Torch runs the operations of the graph one by one, and keeps the derivative by each of them."""
    torch = pytest.importorskip("torch")
    graph = wk.backpropagation(text, at)
    tensors = {}
    for node in graph.nodes:
        if node.operation is None:
            v = torch.tensor(float(at[node.name.name]), dtype=torch.float64, requires_grad=True)
        else:
            parts = sorted(node.operation.free_symbols, key=str)
            v = wk.lambdify(node.operation, parts, "torch")(*(tensors[s] for s in parts))
            v.retain_grad()
        tensors[node.name] = v
    v.backward()
    for node in graph.nodes:
        assert node.value == pytest.approx(tensors[node.name].item(), rel=1e-14)
        assert node.gradient == pytest.approx(tensors[node.name].grad.item(), rel=1e-13, abs=1e-15)
        if node is not graph.result:
            assert node.gradient == pytest.approx(sum(p.product for p in node.passed), rel=1e-15)
        for p in node.passed:
            assert p.product == p.local_value * p.upstream
    args = [node.name for node in graph.inputs]
    value, gradient = wk.value_and_gradient(wk.parse(text), args)(*(float(at[s.name]) for s in args))
    assert graph.value == value
    assert list(graph.gradient.values()) == pytest.approx(gradient, rel=1e-13)


def test_a_value_used_twice_is_one_node_and_its_derivatives_add():
    graph = wk.backpropagation("sin(x y) + (x y)^2", {"x": 1, "y": 2})
    assert [str(node.operation) for node in graph.nodes if node.operation] == ["x*y", "sin(v_1)", "v_1**2", "v_2 + v_3"]
    product = graph.nodes[2]
    assert [str(p.local) for p in product.passed] == ["2*v_1", "cos(v_1)"]
    assert "4 + (−0.416147) = 3.58385" in str(graph)


def test_signs_and_denominators_belong_to_their_operation():
    graph = wk.backpropagation("a - b + c/d", {"a": 1, "b": 2, "c": 3, "d": 4})
    assert [str(node.operation) for node in graph.nodes if node.operation] == ["c/d", "a - b + v_1"]


def test_names_step_aside():
    graph = wk.backpropagation("v x + L u_1", {"v": 1, "x": 2, "L": 3, "u_1": 4})
    assert [node.name.name for node in graph.nodes][4:] == ["s_1", "s_2", "f"]


def test_variables_by_name_as_written():
    theta, x = wk.parse("θ"), wk.parse("x")
    for at in ({"θ": 2, "x": 3}, {"theta": 2, "x": "3"}, {theta: 2, x: 3}):
        assert wk.backpropagation("θ^2 x", at).gradient == {theta: 12.0, x: 4.0}


def test_degenerate_graphs():
    assert wk.backpropagation("x", {"x": 3}).gradient == {wk.parse("x"): 1.0}
    seven = wk.backpropagation("7", {})
    assert (seven.value, seven.gradient) == (7.0, {})
    assert "L = 7" in str(seven)
    assert wk.backpropagation(sp.Symbol("x") ** 2, {"x": 3}).gradient == {sp.Symbol("x"): 6.0}
    assert wk.backpropagation("ln x", {"x": 0}).value == -float("inf")
    for form in (seven.to_latex(), seven.to_html(), wk.backpropagation("1/x", {"x": 0}).to_latex()):
        assert form


def test_zero_has_no_sign():
    graph = wk.backpropagation("x y", {"x": 0, "y": -2})
    assert "= 0\n" in graph.to_text()
    assert "−0" not in graph.to_text() + graph.to_html()
    assert "-0" not in graph.to_text(unicode=False) + graph.to_latex()


def test_piecewise_and_conditions():
    x = wk.parse("x")
    expr = sp.Piecewise((sp.sin(2 * x), x**2 > 1), (x**3, True))
    for at in (0.5, 2.0):
        slope = 3 * at**2 if at < 1 else 2 * float(sp.cos(2 * at))
        assert wk.backpropagation(expr, {"x": at}).gradient[x] == pytest.approx(slope)


def test_deep_graphs():
    e = wk.parse("x")
    for _ in range(1_500):
        e = call(sp.sin, add(e, integer(1)))
    graph = wk.backpropagation(e, {"x": 0.5})
    assert len(graph.nodes) == 3_001
    assert graph.gradient[wk.parse("x")] == wk.value_and_gradient(e, wk.parse("x"))(0.5)[1][0]
    assert "<svg" not in graph.to_html()


def test_refused():
    with pytest.raises(ValueError, match=r"no number for b: give at=\{'b'"):
        wk.backpropagation("w + b", {"w": 1})
    with pytest.raises(ValueError, match="z does not occur; the variables are w"):
        wk.backpropagation("2w", {"w": 1, "z": 2})
    with pytest.raises(wk.ReadError):
        wk.backpropagation("2 + ) w", {"w": 1})
    for wrong, message in ((3, "a int"), ("y = 2x", "an equation"), (sp.Matrix([1]), "a MutableDenseMatrix")):
        with pytest.raises(TypeError, match=message):
            wk.backpropagation(wrong, {})
    with pytest.raises(ValueError, match="write its terms out"):
        wk.backpropagation("sum_(i=1)^3 x^i", {"x": 1})
    with pytest.raises(wk.numeric.NumericError, match="is a question"):
        wk.backpropagation("d/dx x^2", {"x": 1})
    wide = add(*[call(sp.sin, mul(integer(k + 2), wk.parse("x"))) for k in range(3_000)])
    with pytest.raises(ValueError, match="5,000 operations"):
        wk.backpropagation(wide, {"x": 1})


def test_what_a_reader_sees():
    graph = wk.backpropagation("(w x + b)^2", {"w": 2, "x": 3, "b": -1})
    assert "v₂  ∂L/∂v₂ = 2v₂ = 10 · 1" in graph.to_text()
    assert "v_2  dL/dv_2 = 2v_2 = 10 * 1" in graph.to_text(unicode=False)
    assert graph.to_text(unicode=False).isascii()
    assert "順方向" in graph.to_text(lang="ja")
    assert "上流" in graph.to_html(lang="ja")
    assert r"\frac{\partial L}{\partial x} &= \frac{\partial v_{1}}{\partial x} \cdot \frac" in graph.to_latex()
    assert repr(graph) == "<Backpropagation: 6 nodes, value 25>"
    seen = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag, attrs):
            if tag != "meta":
                seen.append(tag)

        def handle_startendtag(self, tag, attrs):
            pass

        def handle_endtag(self, tag):
            assert seen.pop() == tag

    Tags(convert_charrefs=True).feed(graph.to_html(page=True))
    assert not seen
    assert "<script" not in graph.to_html()
    hostile = sp.Symbol("a<b") * 2
    with pytest.raises(ValueError, match="a name is a letter"):
        wk.backpropagation(hostile, {"a<b": 1})

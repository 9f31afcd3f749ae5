"""Questions of calculus beyond a single derivative: their answers, their steps before the judges, what they say."""

import json
from pathlib import Path

import pytest
import sympy

import workings as wk
from workings.derivation import Derivation
from workings.expression import named
from workings.expression.nodes import symbol
from workings.judge import equal

CASES = Path(__file__).parents[2] / "shared" / "cases" / "derivations.jsonl"
# SymPy's own spelling of what the reader doesn't read.
SPELLED = ("Piecewise", "Derivative", "Subs", "Matrix", "gamma")


def holds(derivation: Derivation) -> bool:
    verification = derivation.verify()
    return verification.holds


@pytest.mark.skipif(not CASES.exists(), reason="the cases are not beside this repository")
def test_known_derivations() -> None:
    for line in CASES.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        derivation = wk.derive(case["goal"])
        assert set(case["rules"]) <= set(derivation.rules), (case["id"], derivation.rules)
        assert holds(derivation), case["id"]
        if not any(word in case["result"] for word in SPELLED):
            assert equal(derivation.result, wk.parse(case["result"])).kind in ("proved", "agrees"), case["id"]


QUESTIONS = [
    ("d^n/dx^n e^(3x)", "3^n e^(3x)"),
    ("d^n/dx^n cos(5x + 1)", "5^n cos(5x + 1 + n pi/2)"),
    ("d^n/dx^n (1/x)", "(-1)^n n!/x^(n + 1)"),
    ("d/dx ∫_0^x e^(-t^2) dt", "e^(-x^2)"),
    ("d/dx ∫_x^(x^3) ln(t) dt", "3x^2 ln(x^3) - ln x"),
    ("derivative of x^3 from first principles", "3x^2"),
    ("derivative of x/(x^2 + 1) from first principles", "(1 - x^2)/(x^2 + 1)^2"),
    ("derivative of sqrt(3x - 1) from first principles", "3/(2 sqrt(3x - 1))"),
    ("derivative of 1/x^2 from first principles", "-2/x^3"),
    ("derivative of cos(2x) from first principles", "-2 sin(2x)"),
    ("derivative of ln(3x) from first principles", "1/x"),
    ("∂²/∂x∂y (x^2 y^3)", "6x y^2"),
    ("∂³/∂x∂y∂z (x y^2 z^3)", "6 y z^2"),
    ("tangent to y = sin x at x = 0", "x"),
    ("tangent plane to z = x y at (2, 3)", "3x + 2y - 6"),
    ("Taylor polynomial of cos x at 0 of degree 4", "1 - x^2/2 + x^4/24"),
    ("Laplacian of ln(x^2 + y^2)", "0"),
    ("x = t^2 + 1, y = t^3; dy/dx", "3t/2"),
    ("f(x) = x ln x, f'(1) = ?", "1"),
    ("d/dx sigmoid(2x)", "2 sigmoid(2x)(1 - sigmoid(2x))"),
    ("d/dx softplus(x)", "1/(1 + e^(-x))"),
    ("∂/∂y logsumexp(x, y)", "e^y/(e^x + e^y)"),
    ("d/dx LambertW(x)", ""),
    ("d/dx besselj(1, 2x)", "besselj(0, 2x) - besselj(2, 2x)"),
    ("d/dx x!", ""),
    ("d/dx max(x, 2x - 1, 3)", ""),
    ("∂/∂p MSE((y, z), (p, q))", "p - y"),
    ("diff(x**3*sin(x), x)", "3x^2 sin x + x^3 cos x"),
    ("Derivative(x**4, x, 2)", "12x^2"),
    ("D[x^3, x]", "3x^2"),
    ("d^2(x^3)/dx^2", "6x"),
    ("differentiate x^4 three times", "24x"),
    ("differentiate x^3 y w.r.t. x twice", "6x y"),
    ("derivative of arctan(x) at 1", "1/2"),
    ("linear approximation of sqrt(x) at x = 9", "x/6 + 3/2"),
    ("quadratic approximation of cos x near 0", "1 - x^2/2"),
    ("average rate of change of x^2 from 2 to 5", "7"),
    ("slope of the tangent line to x^2 + y^2 = 25 at (3, 4)", "-3/4"),
    ("d/dz BCE(y, sigmoid(z))", "sigmoid(z) - y"),
    ("d/dp KL((a, b), (p, 1 - p))", "b/(1 - p) - a/p"),
    ("d/dm gaussianNLL(x, m, v)", "(m - x)/v"),
    ("∂/∂p crossEntropy((1, 0), (p, q))", "-1/p"),
    ("d^2y/dx^2 if x^2 + x y = 3", "2y/x^2 + 2/x"),
    ("x = t + 1/t, y = t - 1/t; find d^2y/dx^2", "-4t^3/(t^2 - 1)^3"),
    ("tangent to x^3 + y^3 = 9 at (1, 2)", "9/4 - x/4"),
    ("tangent plane to z = x^2 - 3y at (2, 1, 1)", "4x - 3y - 4"),
    ("Taylor polynomial of degree 2 of cos x about x = pi/2", "pi/2 - x"),
    ("Maclaurin series of 1/(1 - x) up to x^3", "1 + x + x^2 + x^3"),
    ("second order Taylor polynomial of e^(x + y) at (0, 0)", "1 + x + y + (x + y)^2/2"),
    ("Lagrange remainder of the Taylor polynomial of sin x at x = 0 of order 2", "-cos(xi) x^3/6"),
    ("7th derivative of x^7", "5040"),
    ("fifth derivative of e^(-x)", "-e^(-x)"),
    ("third derivative of y with x y = 2", "-6y/x^3"),
    ("derivative of the inverse function of 2x + sin x", "1/(2 + cos x)"),
    ("f(x) = x^5 + 2x, find (f^-1)'(3)", "1/7"),
    ("total derivative of x y^2 with respect to t where x = e^t, y = t", "t^2 e^t + 2t e^t"),
    ("d(x y^2)", "y^2 dx + 2x y dy"),
    ("dz for z = sin(x y)", "y cos(x y) dx + x cos(x y) dy"),
    ("directional derivative of x y along (3, 4) at (1, 2)", "2"),
    ("\\lim_{h \\to 0} \\frac{(x + h)^3 - x^3}{h}", "3x^2"),
    ("∇² (x^3 y)", "6x y"),
    ("f_xy of x^2 y^3", "6x y^2"),
    ("slope of x^2 at x = 5 from first principles", "10"),
    ("d/dx integral from 1 to x^2 of ln t dt", "2x ln(x^2)"),
]


@pytest.mark.parametrize(("question", "answer"), QUESTIONS)
def test_question(question: str, answer: str) -> None:
    derivation = wk.derive(question)
    assert holds(derivation)
    if answer and "^n" not in question:
        assert equal(derivation.result, wk.parse(answer)).kind in ("proved", "agrees")
    elif answer:
        n = next(s for s in derivation.goal.free_symbols if s.name == "n")
        for k in range(1, 5):
            left, right = (expr.subs(n, k) for expr in (derivation.result, wk.parse(answer)))
            assert equal(left, right).kind in ("proved", "agrees")


@pytest.mark.parametrize(
    "derivation",
    [
        wk.directional("x^2 + y^2", (3, 4), at={"x": 1, "y": 2}),
        wk.total_derivative("x^2 y", "t", x="cos t", y="t^3"),
        wk.inverse_slope("x^3 + x"),
        wk.implicit_system(["u + v = x", "u v = x^2"], ["u", "v"], "x"),
        wk.derivative_at("ln x", {"x": 2}),
        wk.parametric("t - sin t", "1 - cos t"),
        wk.taylor("sqrt(x)", a=4, n=2),
    ],
    ids=lambda derivation: derivation.root.goal.args[0].__class__.__name__,
)
def test_question_by_name(derivation: Derivation) -> None:
    assert holds(derivation)
    for lang in ("en", "ja"):
        assert derivation.to_text(lang=lang)
    assert derivation.to_latex()


def test_sums_and_products_over_an_index() -> None:
    x, k, n = (symbol(name) for name in "xkn")
    assert holds(wk.differentiate(sympy.Sum(x**k / k, (k, 1, n)), x))
    assert holds(wk.differentiate(sympy.Product(x + k, (k, 1, 3)), x))


def test_losses_are_formulas() -> None:
    p, q, y = (symbol(name) for name in "pqy")
    loss = named.cross_entropy([y, 1 - y], [named.sigmoid(p), 1 - named.sigmoid(p)])
    derivation = wk.differentiate(loss, p)
    assert equal(derivation.result, named.sigmoid(p) - y).kind in ("proved", "agrees")
    assert equal(wk.differentiate(named.mse([y, y], [p, q]), p).result, p - y).kind == "proved"


def test_secant_slopes_lead_to_the_derivative() -> None:
    slopes = [slope for _, slope in wk.secant_slopes("x^2", "1.6", steps=5)]
    assert [float(slope) for slope in slopes] == [3.3, 3.21, 3.201, 3.2001, 3.20001]


@pytest.mark.parametrize(
    ("f", "points"),
    [
        ("x^3 - 3x", [((-1,), "maximum"), ((1,), "minimum")]),
        ("x^2 - y^2", [((0, 0), "saddle")]),
        ("x^3 + y^3 - 3x y", [((0, 0), "saddle"), ((1, 1), "minimum")]),
        ("x^4", [((0,), "undecided")]),
        ("e^x", []),
    ],
)
def test_stationary_points(f: str, points: list[tuple[tuple[int, ...], str]]) -> None:
    found = wk.stationary_points(f)
    assert [(point, kind) for point, _, kind in found.points] == points
    assert found.to_text(lang="ja")


def test_points_that_are_not_isolated_are_said() -> None:
    with pytest.raises(ValueError, match="not isolated"):
        wk.stationary_points("(x + y)^2")


def test_ways_lead_to_the_same_answer_and_are_ranked() -> None:
    for question, methods in (
        ("d/dx (3x + 2)^2", {"chain", "expand"}),
        ("d/dx (x/(x^2 + 1))", {"quotient", "product"}),
        ("d/dx x^x", {"general-power", "logarithmic"}),
    ):
        found = wk.ways(question)
        assert {way.method for way in found} == methods
        assert [way.length for way in found] == sorted(way.length for way in found)
        first = found[0].derivation.result
        assert all(equal(first, way.derivation.result).kind in ("proved", "agrees") for way in found)
        assert all(holds(way.derivation) for way in found)


def test_method_picks_the_way() -> None:
    assert "expand-first" in wk.derive("d/dx (3x + 2)^2", method="expand").rules
    assert "as-product" in wk.derive("d/dx (x/(x + 1))", method="product").rules


def test_hints_name_the_next_rule_and_keep_the_answer() -> None:
    derivation = wk.derive("d/dx (3x + 2)^2")
    assert derivation.hint().startswith("Next: chain rule, u = 3x + 2.")
    assert derivation.hint(["2(3x + 2) d/dx (3x + 2)"]).startswith("Next: sum")
    assert "tidy" in derivation.hint(["6(3x + 2)"])
    assert "not equal" in derivation.hint(["2(3x + 2)"])
    assert "answer" in derivation.hint(["18x + 12"])
    for lines in ([], ["2(3x + 2)*3"], ["6(3x + 2)"]):
        assert "18" not in derivation.hint(lines)
        assert derivation.hint(lines, lang="ja").endswith("。")


@pytest.mark.parametrize("question", ["d/dx f(x, x^2)", "d/dx f(x, x)", "d/dx f(g(x), x)"])
def test_each_place_of_an_argument_is_its_own_path(question: str) -> None:
    derivation = wk.derive(question)
    assert "multivariate-chain" in derivation.rules
    assert len(derivation.answer.args) == 2
    assert holds(derivation)


def test_what_is_integrated_over_is_no_variable_of_the_answer() -> None:
    assert "t" not in wk.derive("d/dx ∫_0^x e^(-t^2) dt").to_text().splitlines()[-1].removeprefix("valid for all real")


def test_named_functions_run_as_their_formulas() -> None:
    slope = wk.derive("d/dx sigmoid(2x)").lambdify()
    assert float(slope(0.0)) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("question", "condition"),
    [
        ("d/dx ln x at x = -2", "x > 0"),
        ("f(x) = |x - 1|, f'(1)", "x - 1 != 0"),
        ("d/dx max(x, 2 - x) at x = 1", "x != 2 - x"),
        ("d/dx arcsec x at x = 1/2", "|x| > 1"),
        ("tangent to y = sqrt(x) at x = 0", "x > 0"),
        ("d/dx floor(x) at x = 3", "sin(pi*x) != 0"),
    ],
)
def test_a_point_outside_is_answered_with_the_condition_it_breaks(question: str, condition: str) -> None:
    with pytest.raises(wk.OutsideDomain) as refused:
        wk.derive(question)
    assert wk.to_text(refused.value.condition, unicode=False) == condition
    assert condition in str(refused.value)


def test_a_point_that_is_not_on_the_curve_is_refused() -> None:
    with pytest.raises(ValueError, match="does not lie on the curve"):
        wk.derive("tangent to x^2 + y^2 = 25 at (3, 3)")
    with pytest.raises(ValueError, match="does not lie on the graph"):
        wk.derive("tangent plane to z = x y at (1, 2, 3)")


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("stationary points of x^3 - 12x", ["maximum", "minimum"]),
        ("critical points of x^3 + y^3 - 3x y", ["saddle", "minimum"]),
        ("stationary points of x e^(-2x)", ["maximum"]),
        ("stationary points of x^4 + y^4", ["undecided"]),
        ("stationary points of x^2 - y^2 + 2y", ["saddle"]),
        ("stationary points of ln x", []),
    ],
)
def test_stationary_points_are_a_derivation(question: str, kinds: list[str]) -> None:
    derivation = wk.derive(question)
    assert [found.kind for found in derivation.answer.args] == kinds
    assert {"gradient", "gradient-zero", "second-derivative-test"} <= set(derivation.rules)
    assert holds(derivation)
    assert derivation.to_latex()
    assert "勾配を 0 とおく" in derivation.to_text(lang="ja")


def test_zeros_of_what_is_no_polynomial_may_not_be_all() -> None:
    assert "there may be others" in wk.derive("stationary points of sin x").to_text()
    assert "these are all" in wk.derive("stationary points of x^2 + x").to_text()


def test_softmax_without_a_number_is_all_its_entries() -> None:
    derivation = wk.derive("Jacobian of softmax(x, y)")
    p, q = wk.parse("softmax(x, y)").args
    expected = sympy.Matrix([[p * (1 - p), -p * q], [-p * q, q * (1 - q)]])
    for found, right in zip(derivation.result, expected, strict=True):
        assert equal(found, right).kind in ("proved", "agrees")
    assert holds(derivation)


def test_a_loss_of_lists_of_different_lengths_is_refused() -> None:
    with pytest.raises(wk.ReadError, match="MSE of 2 arguments"):
        wk.parse("MSE((y, z), (p))")


@pytest.mark.parametrize(
    "question",
    [
        *("integrate x^2", "power series of e^x", "product rule for u(x) v(x)"),
        "x^2 + z^2 = 25, dx/dt = 3, find dy/dt",
        *("arc length of y = x^2 from 0 to 1", "curvature of x^2 + y^2 = 25"),
    ],
)
def test_what_no_rule_is_about_is_refused_and_not_answered_as_something_else(question: str) -> None:
    with pytest.raises(ValueError, match=r"no rule here is about|nothing here says|no equation|asks nothing"):
        wk.derive(question)


def test_named_functions_of_numbers_have_values() -> None:
    """SymPy compares the arguments of a maximum by them."""
    f = wk.parse("(e^x)^(max(2^3, LeakyReLU(3)))")
    assert wk.differentiate(f, "x").result.subs(x := symbol("x"), 0) == 8
    assert float(named.sigmoid(x).subs(x, 0).evalf()) == 0.5


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("If x^2 + y^2 = 25 and dx/dt = 3, find dy/dt when x = 3 and y = 4.", "-9/4"),
        (r"x y = 6, \frac{dx}{dt} = 2, find \frac{dy}{dt} when x = 3", "-4/3"),
        ("water: V = π r^2 h/3, r = h/2, dV/dt = 2, find dh/dt when h = 3", "8/(9π)"),
        ("V = 4/3 π r^3, dV/dt = 100 cm^3/s. Find dr/dt when r = 25 cm.", "1/(25π)"),
        ("Find the equation of the normal to the curve y = x^3 - 2x at (2, 4)", "4 - (x - 2)/10"),
        ("find the tangent and normal to y = x^2 at (1, 1)", "(2x - 1, 3/2 - x/2)"),
        ("r(t) = <t^2, t^3, e^t>, find r'(t)", "(2t, 3t^2, e^t)"),
        ("r(t) = cos t i + sin t j + t k, find r'(t)", "(-sin t, cos t, 1)"),
        ("The position of a particle is s = t^3 - 6t^2 + 9t. Find the velocity at t = 2", "-3"),
        ("curvature of the helix r(t) = (cos t, sin t, t)", "1/2"),
        ("ds/dx for y = x^2", "sqrt(1 + 4x^2)"),
        ("Find the divergence of F(x,y,z) = x^2 y i + y z j + x z k at (1, 2, 3)", "8"),
        (r"\nabla \times (x z, x y z, -y^2)", "(-2y - x y, x, y z)"),
        ("Wronskian of x, x^2 and x^3", "2x^3"),
        ("D_x^2 (x^3)", "6x"),
        ("d^2/dx^2 sin(x^2) at x = 0", "2"),
        ("find f_x and f_y for f(x,y) = x e^y", "(e^y, x e^y)"),
        ("d/dx W(x) where W is the Lambert W function", "LambertW(x)/(x (1 + LambertW(x)))"),
        ("関数 y = e^x cos x の導関数を求めよ", "e^x cos x - e^x sin x"),
        ("y = sin x の第2次導関数を求めよ", "-sin x"),
        ("曲線 y = x^3 上の点 (1, 1) における接線の方程式", "3x - 2"),
        ("f(x,y)=x^2+y^2 の点 (1,2) における方向 (3,4) の方向微分", "22/5"),
        ("sin x の x = 0 におけるテイラー展開 5次まで", "x - x^3/6 + x^5/120"),
        ("f(x) = 2x^2 の x = 3 における微分係数を定義に従って求めよ", "12"),
    ],
)
def test_questions_about_curves_and_fields_and_in_japanese(question: str, answer: str) -> None:
    derivation = wk.derive(question)
    assert equal(derivation.result, wk.parse(answer)).kind in ("proved", "agrees")
    assert holds(derivation)


def test_a_quantity_that_has_a_value_at_the_moment_must_have_a_rate() -> None:
    with pytest.raises(ValueError, match="how fast r changes is not said"):
        wk.derive("V = π r^2 h, dV/dt = 5, find dh/dt when r = 2, h = 3")
    assert "L constant" in wk.derive("x^2 + y^2 = L^2, dx/dt = 2, find dy/dt when x = 3, y = 4").to_text()


def test_where_the_tangent_is_level_the_normal_is_said_to_be_upright() -> None:
    with pytest.raises(wk.OutsideDomain, match="upright line x = 0"):
        wk.derive("normal to y = x^2 at x = 0")


@pytest.mark.parametrize(
    ("problem", "answer", "status"),
    [
        ("tangent to y = x^2 at x = 3", "y - 9 = 6(x - 3)", "correct"),
        ("tangent to y = x^2 at x = 3", "6x - y = 9", "correct"),
        ("tangent to y = x^2 at x = 3", "y = 6x - 8", "wrong"),
        ("normal to y = x^2 at x = 1", "x + 2y = 3", "correct"),
        ("x^2 + y^2 = 25, dx/dt = 3, find dy/dt when x = 3, y = 4", "9/4", "wrong"),
        ("curl of (x z, x y z, -y^2)", "(-2y - x y, x, y z)", "correct"),
        ("y = sin x の第2次導関数を求めよ", "-sin x", "correct"),
    ],
)
def test_questions_in_words_are_marked_as_what_they_ask(problem: str, answer: str, status: str) -> None:
    assert wk.check(problem, answer).status == status

"""Questions about graphs, extremes on an interval and under conditions, limits, and Jacobian determinants."""

import pytest
from sympy import oo

import workings as wk
from workings.expression.graph_goals import Stretch
from workings.expression.limit_goals import LimitAt
from workings.judge.derivation import judge_step
from workings.judge.limits import judge_limit


def said(question: str) -> str:
    """The answer to a question, which its judges confirm."""
    derivation = wk.derive(question)
    verification = derivation.verify()
    assert verification.holds, [str(e) for _, e in verification.steps if e.kind not in ("proved", "agrees")]
    return wk.to_text(derivation.answer, unicode=True)


SHAPES = [
    ("On which intervals is f(x) = x^3 - 3x increasing?", "increasing on (−∞, −1), decreasing on (−1, 1), "
     "increasing on (1, ∞)"),
    ("intervals of increase and decrease of x e^x", "decreasing on (−∞, −1), increasing on (−1, ∞)"),
    ("Determine where f(x) = ln(x)/x is increasing or decreasing", "increasing on (0, e), decreasing on (e, ∞)"),
    ("where is f(x) = x^(2/3) decreasing", "decreasing on (−∞, 0), increasing on (0, ∞)"),
    ("where is x^3 increasing", "increasing on (−∞, ∞)"),
    ("where is 1/x decreasing", "decreasing on (−∞, 0), decreasing on (0, ∞)"),
    ("On what intervals is sin x concave up on [0, 2pi]?", "concave down on (0, π), concave up on (π, 2π)"),
    ("intervals of concavity of x^4 - 4x^3", "concave up on (−∞, 0), concave down on (0, 2), concave up on (2, ∞)"),
    ("find the inflection points of e^(-x^2)", "inflection point (−√2/2, e^(−1/2)), "
     "inflection point (√2/2, e^(−1/2))"),
    ("y = x^3 - 3x^2 の変曲点を求めよ", "inflection point (1, −2)"),
    ("関数 f(x) = x^3 - 3x の増減を調べよ", "increasing on (−∞, −1), decreasing on (−1, 1), increasing on (1, ∞)"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "answer"), SHAPES)
def test_shape_of_a_graph(question: str, answer: str) -> None:
    assert said(question) == f"({answer})"


def test_a_zero_of_the_second_derivative_alone_is_no_inflection() -> None:
    assert wk.derive("inflection points of x^4").answer.args == ()
    assert wk.derive("inflection points of 1/x").answer.args == ()  # where the concavity changes there is no point


EXTREMES = [
    ("find the absolute maximum of x^3-3x on [0,2]", "absolute maximum 2 at x = 2"),
    (r"Find the absolute maximum and minimum of $f(x) = x^3 - 3x^2 + 1$ on $\left[-\frac{1}{2}, 4\right]$",
     "absolute maximum 17 at x = 4, absolute minimum −3 at x = 2"),
    ("largest value of f(x) = x sqrt(4 - x^2) on [-1, 2]", "absolute maximum 2 at x = √2"),
    ("absolute minimum of x^(2/3) on [-1, 8]", "absolute minimum 0 at x = 0"),
    ("global extrema of 2cos x + sin(2x) for 0 <= x <= pi/2", "absolute maximum 3√3/2 at x = π/6, "
     "absolute minimum 0 at x = π/2"),
    ("f(x) = x^3 - 3x (0 ≦ x ≦ 2) の最大値と最小値を求めよ",
     "absolute maximum 2 at x = 2, absolute minimum −2 at x = 1"),
    ("maximize x y subject to x + y = 10", "maximum 25 at (x, y) = (5, 5)"),
    ("Find the minimum of f(x, y, z) = x^2 + y^2 + z^2 subject to the constraint x + y + z = 3",
     "minimum 3 at (x, y, z) = (1, 1, 1)"),
    ("x^2 + y^2 = 1 のとき、x y の最大値を求めよ",
     "absolute maximum 1/2 at (x, y) = (−√2/2, −√2/2), "
     "absolute minimum −1/2 at (x, y) = (−√2/2, √2/2), "
     "absolute minimum −1/2 at (x, y) = (√2/2, −√2/2), absolute maximum 1/2 at (x, y) = (√2/2, √2/2)"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "answer"), EXTREMES)
def test_extremes(question: str, answer: str) -> None:
    assert said(question) == f"({answer})"


LIMITS = [
    (r"\lim_{x \to 0} \frac{\sin 3x}{x}", "3"),
    ("evaluate lim_{x→0} (1 - cos x)/x^2 using L'Hopital's rule", "1/2"),
    ("limit of ln(x)/x as x approaches infinity", "0"),
    ("limit as x goes to 0+ of x ln x", "0"),
    ("lim_{x->0} (1/sin x - 1/x)", "0"),
    ("lim_{n→∞} (1 + 1/n)^n", "e"),
    ("lim_{x->0} (cos x)^(1/x^2)", "e^(−1/2)"),
    ("lim_{x->oo} (sqrt(x^2 + x) - x)", "1/2"),
    ("lim_{x->-oo} x e^x", "0"),
    ("lim_{x->oo} (3x^2 + 1)/(2x^2 - x)", "3/2"),
    ("lim_{x->0} x sin(1/x)", "0"),
    ("lim_{x->oo} e^x/x^2", "∞"),
    ("次の極限を求めよ。lim_{x→1} (x^3 - 1)/(x^2 - 1)", "3/2"),
]


@pytest.mark.parametrize(("question", "answer"), LIMITS)
def test_limits(question: str, answer: str) -> None:
    assert said(question) == answer


DETERMINANTS = [
    ("Jacobian determinant of x = r cos t, y = r sin t", "r"),
    ("find the Jacobian ∂(x,y)/∂(u,v) where x = u^2 - v^2, y = 2uv", "4u² + 4v²"),
    ("Jacobian of the transformation to spherical coordinates", "ρ² sin φ"),
    ("Jacobian determinant of (u v, u/v)", "−2u/v"),
    ("x = r cos θ, y = r sin θ のヤコビアンを求めよ", "r"),
]


@pytest.mark.parametrize(("question", "answer"), DETERMINANTS)
def test_jacobian_determinants(question: str, answer: str) -> None:
    assert said(question) == answer


REFUSED = [
    ("absolute maximum of x^3 - 3x", "closed interval"),
    ("absolute maximum of 1/x on [-1, 1]", "no value at x = 0"),
    ("absolute maximum of x^2 on (0, 1)", "without its ends"),
    ("absolute maximum of x^2 + y on [0, 1]", "several variables"),
    ("intervals of increase of sin x", "name an interval"),
    ("inflection points of x^7/42 - x^3/6 - x^2/2", "not all known exactly"),
    ("where is x^2 + y^2 increasing", "one variable"),
    ("maximize x y subject to x + y <= 10", "an equation is"),
    ("use Lagrange multipliers to maximize x y", "under which condition"),
    ("minimize x subject to y^2 = x^3", "the gradient of the condition is 0"),
    ("x = p q, y = p q^2, find dy/dx", "write its parameter as t"),
    ("derivative of the Huber loss with delta = 1", "function is not given"),
    ("lim_{x->0} 1/x", "from the left it is -oo"),
    ("lim_{x->0} sin(1/x)", "no rule answers"),
    ("lim_{x->oo} (x + sin x)/x", "no rule answers"),  # the quotient of the derivatives has no limit
    ("Jacobian determinant of (x + y + z, x y)", "as many functions as variables"),
]


@pytest.mark.parametrize(("question", "why"), REFUSED)
def test_what_is_not_known_is_refused(question: str, why: str) -> None:
    with pytest.raises((ValueError, wk.NoRule), match=why):
        wk.derive(question)


IN_WORDS = [
    ("x = a cos t, y = b sin t, find dy/dx", "−b cos(t)/(a sin t)"),
    ("Find dy/dx for the cycloid x = r(θ - sin θ), y = r(1 - cos θ)", "sin(θ)/(1 − cos θ)"),
    ("Find d^2y/dx^2 if x = a cos t, y = a sin t", "−1/(a sin³ t)"),
    ("compute Δf for f(x,y) = ln(x^2+y^2)", "0"),
    ("Find the maximum rate of change of f(x,y) = x^2 + y^3 at (1,1) and its direction", "(√13, (2, 3))"),
    ("Find the Maclaurin series of e^{-x} up to the x^3 term", "1 − x + x²/2 − x³/6"),
    ("Taylor polynomial T_2(x) for sqrt(x) at x = 4", "2 + (x − 4)/4 − (x − 4)²/64"),
    ("Expand f(x) = 1/x in powers of (x - 2) up to degree 2", "1/2 − (x − 2)/4 + (x − 2)²/8"),
    ("D_u f(1,2) where f(x,y) = x^2 y and u is the unit vector in the direction (3, 4)", "16/5"),
    ("rate of change of x y z at (1,1,1) in the direction from (1,1,1) to (2,3,3)", "5/3"),
    ("directional derivative of f(x,y) = x e^y at (2, 0) toward the point Q(5, 4)", "11/5"),
    ("directional derivative of x^2 + y^2 at P(1,1) in direction θ = π/3", "1 + √3"),
    ("u^2 + v = x + y, u + v^2 = x y. Find ∂u/∂x and ∂v/∂x", "(−(y − 2v)/(4uv − 1), −(1 − 2uy)/(4uv − 1))"),
    ("x = t - t^2, y = 3 + t. Find dy/dx and d^2y/dx^2.", "(1/(1 − 2t), 2/(1 − 2t)³)"),
    ("If z = f(x,y) = x^2 - xy with x = r cos θ, y = r sin θ, find ∂z/∂r", "2r(cos θ − sin θ) cos θ"),
    ("Find the points on the curve y = x^3 - 3x where the tangent is horizontal",
     "(maximum 2 at x = −1, minimum −2 at x = 1)"),
    ("y = ∫_{1-3x}^{1} u^3/(1+u^2) du, find y'", "3(1 − 3x)³/((1 − 3x)² + 1)"),
    ("xを変数とするとき x^2 e^x を微分せよ", "x(x + 2)eˣ"),
    ("d/dmu of -(x - mu)^2/(2 sigma^2)", "(x − μ)/σ²"),
    ("derivative of binary cross entropy -y log(σ(z)) - (1-y) log(1-σ(z)) with respect to z", "sigmoid(z) − y"),
    ("KL divergence p ln(p/q) + (1-p) ln((1-p)/(1-q)), derivative with respect to q", "(1 − p)/(1 − q) − p/q"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "answer"), IN_WORDS)
def test_other_questions_in_words(question: str, answer: str) -> None:
    assert said(question) == answer


def test_judges_refute_wrong_answers() -> None:
    """An interval too far, a maximum that is none, a limit that is another."""
    root = wk.derive("where is x^3 - 3x increasing").root
    step = next(s for s in root.walk() if s.rule.slug == "sign-chart")
    x = step.goal.args[2]
    wrong = type(step.answer)(Stretch(x, -oo, oo, "increasing"))
    assert judge_step(type(step)(step.goal, step.rule, wrong, step.uses)).kind == "refuted"
    limit = LimitAt(wk.parse("sin(x)/x"), wk.parse("x"), wk.parse("0"))
    assert judge_limit(limit, wk.parse("1")).kind == "agrees"
    assert judge_limit(limit, wk.parse("2")).kind == "refuted"

"""Answers and worked lines about graphs, extremes, limits and lines, and answers entry by entry."""

import pytest

import workings as wk

ANSWERS = {
    "Hessian of x^3 + x y^2": (
        ("f_xx = 6x, f_xy = 2y, f_yx = 2y, f_yy = 2x", "correct"),
        ("f_xx = 6x, f_xy = 2y, f_yy = 2x", "correct"),
        ("f_{xx} = 6x, f_{xy} = f_{yx} = 2y, f_{yy} = 2x", "correct"),
        ("f_xx = 6x, f_xy = y, f_yy = 2x", "wrong"),
    ),
    "Hessian of f(x,y) = x^3 + x y^2": (
        ("H = [[6x, 2y], [2y, 2x]]", "correct"),
        (
            r"\frac{\partial^2 f}{\partial x^2} = 6x, \frac{\partial^2 f}{\partial "
            r"x \partial y} = 2y, \frac{\partial^2 f}{\partial y^2} = 2x",
            "correct",
        ),
    ),
    "gradient of x^2 y + y^3": (
        ("f_x = 2xy, f_y = x^2 + 3y^2", "correct"),
        ("f_x = 2xy and f_y = x^2 + 3y^2", "correct"),
        ("∂f/∂x = 2xy, ∂f/∂y = x^2 + 3y^2", "correct"),
        ("f_y = x^2 + 3y^2, f_x = 2xy", "correct"),
        ("f_x = 2xy, f_y = x^2 + y^2", "wrong"),
        ("∇f = 2xy i + (x^2 + 3y^2) j", "correct"),
        (r"2xy \hat{i} + (x^2 + 3y^2) \hat{j}", "correct"),
    ),
    "gradient of x^2 y + y^3 at (1,2)": (
        ("f_x(1,2) = 4, f_y(1,2) = 13", "correct"),
        (r"\nabla f(1,2) = \langle 4, 13 \rangle", "correct"),
    ),
    "d/dx ln x": (
        (r"{1 \over x}", "correct"),
        (r"\frac1x", "correct"),
        (r"$1 \over x$", "correct"),
    ),
    "d/dx (x/(x+1))": ((r"{1 \over (x+1)^2}", "correct"),),
    "tangent line to y = x^3/3 at x = 3": (
        ("the slope at x=3 is 9, so the tangent line is y - 9 = 9(x - 3)", "correct"),
        ("y = 9x - 18", "correct"),
        ("The slope is 9 and the tangent line is y = 9x - 18.", "correct"),
        ("the slope at x=3 is 8, so the tangent line is y = 9x - 18", "wrong"),
        ("the slope at x=3 is 9, so the tangent line is y = 9x - 9", "wrong"),
    ),
    "Taylor polynomial of e^x of degree 3": (
        ("1 + x + x^2/2 + x^3/6", "correct"),
        ("1 + x + x^2/2! + x^3/3!", "correct"),
        ("x^3/6 + x^2/2 + x + 1", "correct"),
        ("1 + x + x^2/2 + x^3/6 + O(x^4)", "correct"),
        ("e^x ≈ 1 + x + x^2/2 + x^3/6", "correct"),
        ("P_3(x) = 1 + x + x^2/2 + x^3/6", "correct"),
        ("T_3(x) = 1 + x + x^2/2 + x^3/3", "wrong"),
        (r"1 + x + \frac{x^2}{2!} + \frac{x^3}{3!} + \cdots", "correct"),
    ),
    "inflection points of x^4 - 4x^3": (
        ("(0, 0) and (2, -16)", "correct"),
        ("x = 0 and x = 2", "correct"),
        ("(2, -16)", "wrong"),
        ("(0,0), (3,-27)", "wrong"),
    ),
    "inflection points of x^4": (
        ("none", "correct"),
        ("(0, 0)", "wrong"),
        ("There are no inflection points", "correct"),
    ),
    "absolute maximum of x^3 - 3x on [0, 2]": (
        ("2", "correct"),
        ("2 at x = 2", "correct"),
        ("The absolute maximum is 2, attained at x = 2.", "correct"),
        ("f(2) = 2", "correct"),
        ("-2 at x = 1", "wrong"),
        ("0", "wrong"),
    ),
    "absolute extrema of x^3 - 3x^2 + 1 on [-1/2, 4]": (
        ("max 17 at x = 4, min -3 at x = 2", "correct"),
        ("maximum 1 at x = 0, minimum -3 at x = 2", "wrong"),
        ("absolute maximum value 17, absolute minimum value -3", "correct"),
        ("absolute max: f(4) = 17; absolute min: f(2) = -3", "correct"),
    ),
    "where is x^3 - 3x increasing": (
        ("(-∞, -1) and (1, ∞)", "correct"),
        ("increasing on (-∞, -1) ∪ (1, ∞), decreasing on (-1, 1)", "correct"),
        ("x < -1 or x > 1", "correct"),
        ("(-1, 1)", "wrong"),
        ("increasing on (-∞, -1] and [1, ∞); decreasing on [-1, 1]", "correct"),
        (r"(-\infty, -1) \cup (1, \infty)", "correct"),
    ),
    "intervals of concavity of x^4 - 4x^3": (
        ("concave up on (-∞, 0) and (2, ∞), concave down on (0, 2)", "correct"),
        ("concave down on (-∞, 0) and (2, ∞), concave up on (0, 2)", "wrong"),
        ("concave up for x < 0 and x > 2; concave down for 0 < x < 2", "correct"),
    ),
    "lim_{x->0} (1 - cos x)/x^2": (
        ("1/2", "correct"),
        ("0", "wrong"),
        ("0.5", "correct"),
    ),
    "lim_{x->oo} e^x/x^2": (
        ("infinity", "correct"),
        ("∞", "correct"),
        (r"\infty", "correct"),
        ("0", "wrong"),
    ),
    "lim_{x->oo} ln(x)/x": (
        ("∞", "wrong"),
        ("0", "correct"),
    ),
    "Jacobian determinant of x = r cos t, y = r sin t": (
        ("r", "correct"),
        ("J = r", "correct"),
        ("-r", "wrong"),
        ("r cos^2 t + r sin^2 t = r", "correct"),
    ),
    "maximize x y subject to x + y = 10": (
        ("25", "correct"),
        ("x = 5, y = 5, maximum 25", "correct"),
        ("(5, 5)", "correct"),
        ("max 24 at (4, 6)", "wrong"),
    ),
    "extreme values of x^2 + 2y^2 subject to x^2 + y^2 = 1": (
        ("max 2 at (0, ±1), min 1 at (±1, 0)", "correct"),
        ("maximum 2, minimum 1", "correct"),
        ("maximum 2 at (0,1) and (0,-1); minimum 1 at (1,0) and (-1,0)", "correct"),
        ("maximum 2, minimum 0", "wrong"),
    ),
}
CASES = [(problem, *case) for problem, cases in ANSWERS.items() for case in cases]


@pytest.mark.parametrize(("problem", "answer", "status"), CASES)
def test_answer(problem: str, answer: str, status: str) -> None:
    verdict = wk.check(problem, answer)
    assert verdict.status == status, verdict


MISTAKES = [
    ("find the inflection points of x^4", "(0, 0)", "inflection-without-sign-change"),
    ("absolute extrema of x^3 - 3x^2 + 1 on [-1/2, 4]", "max 1 at x = 0, min -3 at x = 2", "ends-forgotten"),
    ("absolute extrema of x^3 - 3x^2 + 1 on [-1/2, 4]", "max 17 at x = 4, min 1/8 at x = -1/2",
     "critical-numbers-forgotten"),
    ("where is x^3 - 3x increasing?", "(-1, 1)", "sign-chart-turned"),
    ("lim_{x->0} sin(3x)/x", "0", "zero-over-zero-taken-for-zero"),
    ("Jacobian determinant of x = r cos t, y = r sin t", "r cos(2t)", "jacobian-determinant-sign"),
]  # fmt: skip


@pytest.mark.parametrize(("problem", "answer", "slug"), MISTAKES)
def test_mistake_is_named(problem: str, answer: str, slug: str) -> None:
    verdict = wk.check(problem, answer)
    assert verdict.status == "wrong"
    assert verdict.mistake is not None
    assert verdict.mistake.slug == slug


FOLLOWS, WRONG, CARRIED = "follows", "wrong", "carried_forward"
WORK = [
    ("absolute maximum and minimum of x^3 - 3x on [0, 2]",
     ["f'(x) = 3x^2 - 3", "3x^2 - 3 = 0", "x = ±1", "only x = 1 is in [0, 2]", "f(0) = 0, f(1) = -2, f(2) = 2",
      "absolute maximum 2 at x = 2, absolute minimum -2 at x = 1"], [FOLLOWS] * 6),
    ("absolute maximum and minimum of x^3 - 3x on [0, 2]",
     ["f'(x) = 3x^2 - 3", "x = 1", "f(1) = -2", "absolute minimum -2 at x = 1, absolute maximum 0 at x = 0"],
     [FOLLOWS, FOLLOWS, FOLLOWS, WRONG]),
    ("find the inflection points of x^4",
     ["f''(x) = 12x^2", "12x^2 = 0", "x = 0", "The inflection point is (0, 0)"], [FOLLOWS, FOLLOWS, FOLLOWS, WRONG]),
    ("Find the intervals where f(x) = x^3 - 3x is increasing",
     ["f'(x) = 3x^2 - 3", "f'(x) = 3(x-1)(x+1)", "f is increasing on (-∞, -1) and (1, ∞)"], [FOLLOWS] * 3),
    ("evaluate lim_{x->0} (1 - cos x)/x^2",
     ["= lim_{x->0} sin x/(2x)", "= lim_{x->0} cos x/1", "= 1"], [FOLLOWS, WRONG, CARRIED]),
    ("evaluate lim_{x->0} (1 - cos x)/x^2",
     ["= lim_{x->0} sin x/(2x)", "= lim_{x->0} cos x/2", "= 1/2"], [FOLLOWS] * 3),
    ("Jacobian determinant of x = r cos t, y = r sin t",
     ["dx/dr = cos t, dx/dt = -r sin t", "J = cos t * r cos t + (-r sin t) sin t", "J = r cos^2 t - r sin^2 t"],
     [FOLLOWS, WRONG, CARRIED]),
]  # fmt: skip


@pytest.mark.parametrize(("problem", "lines", "statuses"), WORK)
def test_worked_lines(problem: str, lines: list[str], statuses: list[str]) -> None:
    assert [verdict.status for verdict in wk.check_work(problem, lines).lines] == statuses


def test_the_lines_on_the_way_to_extremes_under_a_condition_are_not_condemned() -> None:
    lines = ["L = xy - λ(x + y - 10)", "y - λ = 0", "x - λ = 0", "x = y", "2x = 10", "x = 5, y = 5", "maximum value 25"]
    statuses = [v.status for v in wk.check_work("maximize x y subject to x + y = 10", lines).lines]
    assert statuses == ["undecided"] * 6 + ["follows"]


SLOPES = [
    ("Find d^2y/dx^2 if x^2+y^2=1", "-1/y^3", "correct"),
    ("Find d^2y/dx^2 if x^2+y^2=1", "-(x^2+y^2)/y^3", "correct"),
    ("Find d^2y/dx^2 if x^2+y^2=1", "-(1 + x^2/y^2)/y", "correct"),
    ("Find d^2y/dx^2 if x^2+y^2=1", "-x/y", "wrong"),
    ("Find d^2y/dx^2 if x^2+y^2=1", "1/y^3", "wrong"),
    ("Find y'' if x^4 + y^4 = 16", "-48x^2/y^7", "correct"),
    ("x = cos t, y = b sin t, find dy/dx", "-b cos t / sin t", "correct"),
    ("Find the directional derivative of f(x,y) = x y^2 at (1,2) in the direction (3,4)", "28/5", "correct"),
    ("Find the directional derivative of f(x,y) = x y^2 at (1,2) in the direction (3,4)", "28", "wrong"),
    ("Find the maximum rate of change of x^2 + y^3 at (1, 1)", "√13", "correct"),
    ("Find the maximum rate of change of x^2 + y^3 at (1, 1)", "5", "wrong"),
    ("D_u f(1,2) where f(x,y) = x^2 y and u is the unit vector in the direction (3, 4)", "16/5", "correct"),
    ("rate of change of x y z at (1,1,1) in the direction from (1,1,1) to (2,3,3)", "5/3", "correct"),
    ("Find d^2y/dx^2 if x = t^2, y = t^3", "3/(4t)", "correct"),
    ("Find d^2y/dx^2 if x = t^2, y = t^3", "6t/2", "wrong"),
    ("Find d^2y/dx^2 if x = t^2, y = t^3", "3t", "wrong"),
    ("x = a cos t, y = a sin t. Find d²y/dx²", "-1/(a sin^3 t)", "correct"),
    ("x = a cos t, y = a sin t. Find d²y/dx²", "-csc^3(t)/a", "correct"),
]  # fmt: skip


@pytest.mark.parametrize(("problem", "answer", "status"), SLOPES)
def test_slopes_along_curves_and_directions(problem: str, answer: str, status: str) -> None:
    assert wk.check(problem, answer).status == status


ON_THE_WAY = [
    ("derivative of arctan(2x)", ["d/dx arctan(u) = 1/(1+u^2) du/dx", "= 1/(1+(2x)^2) * 2", "= 2/(1+4x^2)"], None),
    ("Find d^2y/dx^2 if x^2+y^2=1", ["2x + 2y y' = 0", "y' = -x/y", "y'' = -(y - x y')/y^2", "y'' = -1/y^3"], None),
    ("derivative of 1/x^3", ["x^{-3}", "= -3x^{-4}"], None),
    ("derivative of 1/x^3", ["x^{-3}", "= -3x^{-2}"], 1),
    ("Find the derivative of y = (3x^2+1)/(x-2)", ["f' = 6x, g' = 1", "y' = ((3x^2+1) - 6x(x-2))/(x-2)^2"], 1),
    ("Expand and differentiate (x+3)^2", ["(x+3)^2 = x^2 + 9", "derivative = 2x"], 0),
    ("Find the directional derivative of f(x,y) = x y^2 at (1,2) in the direction (3,4)",
     ["∇f = (y^2, 2xy)", "∇f(1,2) = (4, 4)", "D = 4·3 + 4·4 = 28"], 2),
    ("lim_{x->0} (e^x - 1 - x)/x^2", ["This is 0/0, so apply L'Hôpital's rule:", "= lim_{x->0} (e^x - 1)/(2x)"], None),
    ("Find the linearization of f(x)=sqrt(x) at x=4",
     ["f(4) = 2", "f'(x) = 1/(2√x), f'(4) = 1/4", "L(x) = 2 + 1/4 (x - 4)"], None),
]  # fmt: skip


@pytest.mark.parametrize(("problem", "lines", "first_wrong"), ON_THE_WAY)
def test_first_wrong_line(problem: str, lines: list[str], first_wrong: int | None) -> None:
    assert wk.check_work(problem, lines).first_wrong == first_wrong

"""Homework as people write it: which line first goes wrong, why, and what is only carried forward."""

import json
from pathlib import Path

import pytest

from workings import check, check_work

CASES = Path(__file__).parent.parent.parent / "shared" / "cases"
DOMAINS = ("single-variable", "partial", "total")

# problem, lines, index of the first wrong line, slugs that name the mistake, lines that carry it forward
WORK: tuple[tuple[str, list[str], int | None, set[str], list[int]], ...] = (
    (
        "Differentiate y = x^2 e^{3x}",
        ["u = x^2, v = e^{3x}", "u' = 2x, v' = e^{3x}", "y' = 2x e^{3x} + x^2 e^{3x}", "y' = x e^{3x}(2 + x)"],
        1,
        {"chain-inner-missing"},
        [2, 3],
    ),
    (
        "Find dy/dx for y = cos(x^2)",
        ["Let u = x^2", "dy/du = -sin u", "du/dx = 2x", "dy/dx = -2x sin(x^2)"],
        None,
        set(),
        [],
    ),
    (
        "f(x) = (x+1)/(x-1). Find f'(x).",
        ["f'(x) = [(x-1)(1) - (x+1)(1)]/(x-1)^2", "= (x - 1 - x + 1)/(x-1)^2", "= 0"],
        1,
        {"algebra-distribute", "algebra-sign"},
        [2],
    ),
    (
        "Find the stationary points of f(x) = x^3 - 3x",
        ["f'(x) = 3x^2 - 3", "3x^2 = 3", "x^2 = 1", "x = 1"],
        3,
        {"root-lost"},
        [],
    ),
    (
        "Find the minimum of f(x) = x^2 - 4x + 1",
        ["f'(x) = 2x - 4", "2x - 4 = 0", "x = 2", "f(2) = -3"],
        None,
        set(),
        [],
    ),
    (
        "x^3 + y^3 = 6xy, find dy/dx",
        ["3x^2 + 3y^2 y' = 6y + 6x y'", "y'(3y^2 - 6x) = 6y - 3x^2", "y' = (2y - x^2)/(y^2 - 2x)"],
        None,
        set(),
        [],
    ),
    (
        "x^3 + y^3 = 6xy, find dy/dx",
        ["3x^2 + 3y^2 y' = 6y'", "y'(3y^2 - 6) = -3x^2", "y' = -x^2/(y^2 - 2)"],
        0,
        {"product-of-derivatives"},
        [1, 2],
    ),
    ("x y = 1, find dy/dx", ["y + x y' = 0", "y' = -y/x", "y' = -1/x^2"], None, set(), []),
    (
        "x^2 + y^2 = 25, find y'",
        ["2x + 2y = 0", "y' = -x/y"],
        0,
        {"implicit-missing-dydx"},
        [],
    ),
    (
        "z = x^2 y, x = t^2, y = t^3. dz/dt",
        ["dz/dt = 2xy * 2t + x^2 * 3t^2", "= 4t^6 + 3t^6", "= 7t^6"],
        None,
        set(),
        [],
    ),
    (
        "\\text{Differentiate } y=\\ln(x^2+1)",
        ["\\begin{aligned} \\frac{dy}{dx} &= \\frac{1}{x^2+1}\\cdot 2x \\\\ &= \\frac{2x}{x^2+1} \\end{aligned}"],
        None,
        set(),
        [],
    ),
    (
        "Differentiate f(x) = 5x^3 - 2x + 7",
        ["f'(x) = 15x^2 - 2 + 7", "f'(x) = 15x^2 + 5"],
        0,
        {"partial-constant-term-kept"},
        [1],
    ),
)


@pytest.mark.parametrize(("problem", "lines", "first", "slugs", "carried"), WORK)
def test_worked_lines(problem: str, lines: list[str], first: int | None, slugs: set[str], carried: list[int]) -> None:
    marking = check_work(problem, lines)
    assert marking.first_wrong == first, marking
    if slugs:
        assert marking.mistake is not None
        assert marking.mistake.slug in slugs
    assert [i for i, line in enumerate(marking.lines) if line.status == "carried_forward"] == carried


ANSWERS: tuple[tuple[str, str, str, str | None], ...] = (
    ("d/dx x^2", "2x", "correct", None),
    ("d/dx x^2", "dy/dx = 2x", "correct", None),
    ("d/dx x^2", "x^2", "wrong", None),
    ("Differentiate sin(3x)", "3cos3x", "correct", None),
    ("Find f'(x) if f(x) = e^{2x} sin x", "e^{2x}(2 sin x + cos x)", "correct", None),
    ("Find f'(x) if f(x) = e^{2x} sin x", "f'(x) = 2e^{2x} cos x", "wrong", None),
    ("y = (x^2+1)^5. Find dy/dx", "10x(x^2+1)^4", "correct", None),
    ("y = (x^2+1)^5. Find dy/dx", "5(2x)^4", "wrong", None),
    ("differentiate ln(sin x)", "cot x", "correct", None),
    ("differentiate ln(sin x)", "1/sin x", "wrong", None),
    ("d/dx sqrt(1-x^2)", "-x/sqrt(1-x^2)", "correct", None),
    ("d/dx sqrt(1-x^2)", "x/sqrt(1-x^2)", "wrong", None),
    ("What is the derivative of x^x?", "x^x (1 + ln x)", "correct", None),
    ("What is the derivative of x^x?", "x * x^(x-1)", "wrong", None),
    ("Find the gradient of f(x,y) = x^2 y + y^3", "(2xy, x^2 + 3y^2)", "correct", None),
    ("Find the gradient of f(x,y) = x^2 y + y^3", "(x^2+3y^2, 2xy)", "wrong", None),
    ("x^2 + y^2 = 1, find dy/dx", "-x/y", "correct", None),
    ("x^2 + y^2 = 1, find dy/dx", "x/y", "wrong", None),
    ("x^2 + y^2 = 1, find dy/dx", "-y/x", "wrong", None),
    ("x^2 + xy + y^2 = 7, find dy/dx", "-(2x+y)/(x+2y)", "correct", None),
    ("z = x^2 + y^2, x = cos t, y = sin t, dz/dt = ?", "0", "correct", None),
    ("z = xy, x = cos t, y = sin t, dz/dt = ?", "cos(2t)", "correct", None),
    ("Compute \\frac{d}{dx} \\tan^{-1}(x^2)", "\\frac{2x}{1+x^4}", "correct", None),
    ("d/dx arctan(x^2)", "1/(1+x^4)", "wrong", None),
    ("d/dx (sin x)/x", "(x cos x - sin x)/x^2", "correct", None),
    ("d/dx [(sin x)/x]", "cos x", "wrong", None),
    ("f(x) = |x - 3|, f'(x)", "(x-3)/|x-3|", "correct", None),
    ("second derivative of sin(2x)", "-4 sin 2x", "correct", None),
    ("second derivative of sin(2x)", "-2 sin 2x", "wrong", None),
    ("tangent slope of y = x^3 at x = 2", "12", "correct", None),
    ("Differentiate 3^x", "3^x ln 3", "correct", None),
    ("Differentiate 3^x", "x 3^(x-1)", "wrong", None),
    ("∂/∂x (x^2 y + y)", "2xy", "correct", None),
    ("∂/∂x (x^2 y + y)", "2xy + 1", "wrong", None),
    ("∂/∂x (x^2 y + y)", "2x", "wrong", None),
    ("微分せよ: x^3 + 2x", "3x^2 + 2", "correct", None),
    ("y = x^2 のとき dy/dx を求めよ", "2x", "correct", None),
    ("Find dy/dx: y = log_2(x)", "1/(x ln 2)", "correct", None),
    ("sigmoid s(x) = 1/(1+e^(-x)). s'(x) = ?", "s(x)(1 - s(x))", "correct", None),
    ("sigmoid s(x) = 1/(1+e^(-x)). s'(x) = ?", "s(x)(1 + s(x))", "wrong", None),
    ("Find the derivative of (2x+3)/(x-1)", "-5/(x-1)^2", "correct", None),
    ("Find the derivative of (2x+3)/(x-1)", "2", "wrong", None),
    ("\\frac{d}{dx}\\left(\\frac{e^x}{x}\\right)", "\\frac{e^x(x-1)}{x^2}", "correct", None),
    ("\\frac{d}{dx}\\left(\\frac{e^x}{x}\\right)", "\\frac{e^x}{1}", "wrong", "quotient-of-derivatives"),
    ("Find \\frac{\\partial f}{\\partial y} for f(x,y) = x e^{xy}", "x^2 e^{xy}", "correct", None),
    ("g(t) = t^2 ln t; g'(1) = ?", "1", "correct", None),
    ("g(t) = t^2 ln t; g'(1) = ?", "2", "wrong", None),
    ("Let h(x) = sqrt(2x+1). Find h'(4).", "1/3", "correct", None),
    ("Let h(x) = sqrt(2x+1). Find h'(4).", "1/6", "wrong", "chain-inner-missing"),
    ("L(w) = (wx - y)^2. dL/dw?", "2x(wx - y)", "correct", None),
    ("L(w) = (wx - y)^2. dL/dw?", "2(wx - y)", "wrong", "chain-inner-missing"),
    ("Gradient of f(x, y, z) = xyz at (1, 2, 3)", "(6, 3, 2)", "correct", None),
    ("Gradient of f(x, y, z) = xyz at (1, 2, 3)", "(6, 2, 3)", "wrong", None),
    ("Hessian of f(x,y) = x^2 y^3", "[[2y^3, 6xy^2],[6xy^2, 6x^2 y]]", "correct", None),
    ("Find dy/dx if sin(xy) = x", "(1 - y cos(xy))/(x cos(xy))", "correct", None),
    ("x^2 + y^2 = 25. dy/dx at (3, 4)?", "-3/4", "correct", None),
    ("x^2 + y^2 = 25. dy/dx at (3, 4)?", "3/4", "wrong", "implicit-sign-missing"),
    ("differentiate y = x^2 sin x", "2x cos x", "wrong", "product-of-derivatives"),
    ("d/dx cos^2 x", "-sin 2x", "correct", None),
    ("d/dx cos^2 x", "2cos x", "wrong", "chain-inner-missing"),
    ("d/dx cos^2 x", "-2 sin x", "wrong", None),
    ("y = ln(5x). y' = ?", "1/x", "correct", None),
    ("y = ln(5x). y' = ?", "1/(5x)", "wrong", "chain-inner-missing"),
    ("y = e^5. dy/dx = ?", "5e^4", "wrong", "constant-not-zero"),
    ("y = e^5. dy/dx = ?", "0", "correct", None),
    ("d/dx (1/x^2)", "-2/x^3", "correct", None),
    ("d/dx (1/x^2)", "1/(2x)", "wrong", None),
    ("d/dx (1/x^2)", "-2/x", "wrong", "negative-exponent-up"),
    ("d/dθ (tan θ)", "sec^2 θ", "correct", None),
    ("d/dθ (tan θ)", "1/cos²θ", "correct", None),
    ("f(x) = x^4/4 - 2x. Solve f'(x) at x = 2", "6", "correct", None),
    ("df/dt for f = x y with dx/dt = 2, dy/dt = 3 at x = 1, y = 4", "11", "correct", None),
    ("df/dt for f = x y with dx/dt = 2, dy/dt = 3 at x = 1, y = 4", "6", "wrong", "paths-multiplied"),
    ("softmax cross-entropy: L = -ln(e^a/(e^a+e^b)). dL/da?", "e^a/(e^a+e^b) - 1", "correct", None),
    ("d/dx of x*|x|", "2|x|", "correct", None),
    ("dy/dx for y = 5", "0", "correct", None),
    ("derivative of pi^2", "2pi", "wrong", "constant-not-zero"),
    ("d/dx (x+1)(x+2)", "2x+3", "correct", None),
    ("d/dx (x+1)(x+2)", "1", "wrong", "product-of-derivatives"),
    ("d/dx 2x^3", "6x²", "correct", None),
    ("d/dx 2x^3", "6 x ^ 2", "correct", None),
    ("d/dx 2x^3", "6x*x", "correct", None),
)


@pytest.mark.parametrize(("problem", "answer", "status", "slug"), ANSWERS)
def test_final_answers(problem: str, answer: str, status: str, slug: str | None) -> None:
    verdict = check(problem, answer)
    assert verdict.status == status, verdict
    if slug is not None:
        assert verdict.mistake is not None
        assert verdict.mistake.slug == slug


def test_what_the_issue_shows() -> None:
    marking = check_work(
        "Differentiate y = (4x - 7)^3", ["let u = 4x - 7", "du/dx = 4", "dy/du = 3u^2", "dy/dx = 3u^2"]
    )
    assert marking.first_wrong == 3
    assert marking.mistake is not None
    assert marking.mistake.slug == "chain-inner-missing"
    assert "at x = 2" in str(marking)


def test_marking_goes_on_after_an_unreadable_line() -> None:
    marking = check_work("Differentiate y = x^2", ["so we begin", "y' = ((2x", "y' = 2x"])
    assert [line.status for line in marking.lines] == ["note", "unreadable", "follows"]


def cases(name: str) -> list[dict[str, object]]:
    path = CASES / name
    if not path.exists():
        return []
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [case for case in lines if case["domain"] in DOMAINS]


@pytest.mark.skipif(not CASES.exists(), reason="the shared cases are not here")
def test_shared_answers() -> None:
    for case in cases("answers.jsonl"):
        verdict = check(str(case["problem"]), str(case["answer"]))
        assert verdict.status == ("correct" if case["correct"] else "wrong"), case


@pytest.mark.skipif(not CASES.exists(), reason="the shared cases are not here")
def test_shared_work() -> None:
    work = cases("work.jsonl")
    right = sum(check_work(str(case["problem"]), case["lines"]).first_wrong == case["first_wrong"] for case in work)
    assert right >= 0.95 * len(work)

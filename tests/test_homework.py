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

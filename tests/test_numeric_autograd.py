"""Numbers: derivatives judged against autograd."""

from __future__ import annotations

import itertools

import pytest
import sympy as sp

from workings.expression.nodes import HALF, integer, mul, power, symbol
from workings.numeric import check_autograd

pytest.importorskip("torch")

x, y = symbol("x"), symbol("y")


def test_check_autograd_agrees():
    report = check_autograd((3 * x + 2) ** 2, x, 18 * x + 12, [k / 7 for k in range(-50, 50)])
    assert report.agrees
    assert report.points == 100
    assert report.worst_ulp <= 8 or abs(report.ours) < 1
    assert "agrees at 100 point(s)" in repr(report)


def test_check_autograd_finds_a_wrong_derivative():
    report = check_autograd(sp.sin(2 * x + 3), x, sp.cos(2 * x + 3), [0.1, 0.2, 1])
    assert not report.agrees
    assert report.apart == 3
    assert report.worst_relative == pytest.approx(0.5)
    assert "differs at 3 of 3" in repr(report)


def test_check_autograd_reports_edges():
    report = check_autograd(sp.log(x), x, 1 / x, [-1, 0, 1, 2])
    assert (report.points, len(report.skipped), report.agrees) == (2, 2, True)
    assert "not finite" in report.skipped[0].reason
    kink = check_autograd(sp.Abs(x), x, x / sp.Abs(x), [0, 1, -1])
    assert (kink.points, kink.agrees) == (2, True)
    assert kink.skipped[0].at == {"x": 0.0}
    nothing = check_autograd(sp.log(x), x, 1 / x, [-1])
    assert not nothing.agrees
    assert "no point to compare" in repr(nothing)
    no_value_below_0 = mul(integer(2), power(power(x, HALF), integer(2)))  # where the true derivative has one
    half = check_autograd(x**2, x, no_value_below_0, [-1, 1])
    assert not half.agrees


def test_check_autograd_of_several_variables():
    f = 3 * x**2 + 2 * x * y + y**2
    points = [{x: a, "y": b} for a, b in itertools.product((-1, 0.5, 2), (1, 3))]
    assert check_autograd(f, x, 6 * x + 2 * y, points).agrees
    assert check_autograd(f, y, 2 * x + 2 * y, points).agrees
    assert check_autograd(integer(3), x, integer(0), [1]).agrees
    with pytest.raises(ValueError, match="no value for y"):
        check_autograd(f, x, 6 * x, [1])


@pytest.mark.parametrize(
    ("text", "edges"),
    [
        ("|x - 2| ln x", {(2.0, "the derivative jumps"), (0.0, "the domain ends")}),
        ("1/(x - 1) + sqrt(x + 2)", {(1.0, "a division by zero"), (-2.0, "the domain ends")}),
        ("arcsin x", {(-1.0, "the domain ends"), (1.0, "the domain ends")}),
        ("x^(1/3)", {(0.0, "a branch point: the derivative is infinite")}),
        ("max(x, 3 - x)", {(1.5, "the derivative jumps")}),
        ("ln(x - 1000)", {(1000.0, "the domain ends")}),
        ("1/(1 + e^(-x))", set()),
        ("x/(1 + x^2)", set()),
    ],
)
def test_check_autograd_draws_points_and_finds_the_edges(text, edges):
    report = check_autograd(text, 300)
    assert report.agrees, report
    assert report.points + len(report.skipped) == 300
    assert {(edge.at["x"], edge.kind) for edge in report.edges} == edges
    assert report == check_autograd(text, points=300)  # the same points again
    assert report != check_autograd(text, points=300, seed=1)


def test_check_autograd_by_every_variable():
    report = check_autograd("ln(x y) + |x - 2y|", 200)
    assert report.agrees
    assert {edge.kind for edge in report.edges} == {"the derivative jumps", "the domain ends"}
    jump = next(edge.at for edge in report.edges if edge.kind == "the derivative jumps")
    assert jump["x"] == pytest.approx(2 * jump["y"])
    wrong = check_autograd("x^2 y", "y", "2x", 50)
    assert wrong.apart == 50
    assert wrong.worst_by == "y"
    assert " by y: " in repr(wrong)
    assert not check_autograd("sqrt(-1 - x^2)", 50).agrees  # no point inside an empty domain
    assert check_autograd("7").points == 0
    with pytest.raises(ValueError, match="say by which symbol"):
        check_autograd("x y", None, "y")

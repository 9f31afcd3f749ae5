"""Problems as people state them: which goal, which givens, at which place, by which method."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import sympy
from sympy import Basic, Eq, Integer, Rational
from sympy.functions.elementary.piecewise import ExprCondPair

import workings as wk
from workings.derive import derive
from workings.expression.budget import without_long_blanks
from workings.expression.errors import ReadError
from workings.expression.goals import (
    D,
    Directional,
    Gradient,
    Hessian,
    Implicit,
    Jacobian,
    Partial,
    Solve,
    TotalDifferential,
    Value,
)
from workings.expression.nodes import divide, symbol
from workings.expression.problem import read_problem
from workings.expression.reader import parse, read_lines
from workings.expression.vocabulary import unknown_function

CASES = Path(__file__).parents[2] / "shared" / "cases"
new = Basic.__new__


def expr(text: str) -> Any:
    return parse(text)


def s(name: str) -> Any:
    return symbol(name)


x, y, z, t, w = (symbol(name) for name in "xyztw")

GOALS: list[tuple[str, Any]] = [
    ("d/dx sin 3x", D(expr("sin 3x"), x)),
    ("differentiate sin(3x)", D(expr("sin(3x)"), x)),
    ("Differentiate y = 3x² − 2x + 1", D(expr("3x² - 2x + 1"), x)),
    ("Differentiate: y = 3x² − 2x + 1", D(expr("3x² - 2x + 1"), x)),
    ("Differentiate with respect to t: t^2 e^t", D(expr("t^2 e^t"), t)),
    ("Find the derivative of x^3 sin x with respect to x", D(expr("x^3 sin x"), x)),
    ("What is the derivative of ln(x^2+1)?", D(expr("ln(x^2+1)"), x)),
    ("derivative of a x^2 with respect to a", D(expr("a x^2"), s("a"))),
    ("Find f'(x) if f(x) = x^2 e^{-x}", D(expr("x^2 e^{-x}"), x)),
    ("y = x^2 + 3x; y' = ?", D(expr("x^2 + 3x"), x)),
    ("If y = sin(x^2), find dy/dx.", D(expr("sin(x^2)"), x)),
    ("dy/dx = ? where y = ln(sin x)", D(expr("ln(sin x)"), x)),
    (r"y = (x^2+1)^{10}, \text{ find } \frac{dy}{dx}", D(expr("(x^2+1)^10"), x)),
    (r"\sigma(z)=\frac{1}{1+e^{-z}},\ \sigma'(z)=?", D(expr("1/(1+e^(-z))"), z)),
    ("Let f(x) = x^2. Find f''(x).", D(expr("x^2"), x, 2)),
    ("second derivative of x^4", D(expr("x^4"), x, 2)),
    ("Find d^2y/dx^2 if y = x^3", D(expr("x^3"), x, 2)),
    ("squared loss: J(w) = (1/2)(w a - b)^2. dJ/dw?", D(expr("(1/2)(w a - b)^2"), w)),
    ("Find the slope of y = x^2 at x = 3", D(expr("x^2"), x)),
    ("Find the rate of change of V = (4/3)πr^3 with respect to r", D(expr("(4/3)πr^3"), s("r"))),
    ("s(t) = 5t^2 - 3t, find the velocity v = ds/dt at t = 2", D(expr("5t^2 - 3t"), t)),
    ("d/dx 3x^2 + 2x", D(expr("3x^2 + 2x"), x)),
    ("y = x² を微分せよ", D(expr("x^2"), x)),
    ("d/dt f(t^2)", D(unknown_function("f")(expr("t^2")), t)),
    # the chain through names
    ("L = p^2, p = sin(z), z = 3w. dL/dw = ?", D(expr("(sin(3w))^2"), w)),
    ("find dw/dt if w = xy, x = t^2, y = sin t", D(expr("t^2 sin t"), t)),
    ("V = x^2 y, dx/dt = 3, dy/dt = -1. dV/dt when x = 1, y = 2?", D(expr("x^2 y"), t)),
    ("x = cos t, y = sin t, find dy/dx", divide(D(expr("sin t"), t), D(expr("cos t"), t))),
    # implicit
    ("dy/dx if x^2 + y^3 = 4", Implicit(expr("x^2 + y^3 = 4"), y, x)),
    ("x^3 + y^3 = 6xy. Find y'.", Implicit(expr("x^3 + y^3 = 6xy"), y, x)),
    ("F(x, y) = xy + e^y = 0; find dy/dx", Implicit(expr("xy + e^y = 0"), y, x)),
    # several variables
    ("∂/∂y (x y^2)", Partial(expr("x y^2"), y)),
    ("partial of x^2 y^3 with respect to y", Partial(expr("x^2 y^3"), y)),
    ("f(x, y) = x^2 y, partial derivative with respect to x", Partial(expr("x^2 y"), x)),
    ("f(x, y) = x^2 y; f_x = ?", Partial(expr("x^2 y"), x)),
    ("f(x, y) = x^2 y, find f_{xy}", Partial(Partial(expr("x^2 y"), x), y)),
    ("f(x, y) = x^2 y, ∂f/∂y = ?", Partial(expr("x^2 y"), y)),
    ("gradient of x^2 y in (x, y)", Gradient(expr("x^2 y"), (x, y))),
    ("Find the gradient of f(y, x) = x^2 y at (1, 2)", Gradient(expr("x^2 y"), (y, x))),
    (r"\nabla f \text{ for } f(x,y) = x^2+y^2", Gradient(expr("x^2+y^2"), (x, y))),
    ("Jacobian of (x y, x + y) in (x, y)", Jacobian(expr("(x y, x + y)"), (x, y))),
    ("Hessian of f(x, y) = x^2 y", Hessian(expr("x^2 y"), (x, y))),
    ("total differential of x^2 y", TotalDifferential(expr("x^2 y"), (x, y))),
    ("critical points of f = x^2 + y^2 - x", Gradient(expr("x^2 + y^2 - x"), (x, y))),
    ("directional derivative of f = x y at (1, 2) along (3, 4)", Directional(expr("x y"), (x, y), expr("(3, 4)").args)),
    # equations
    ("solve x + y = 3, x - y = 1", Solve([expr("x + y = 3"), expr("x - y = 1")], [x, y])),
    ("Solve for x: a x + 3 = 7", Solve([expr("a x + 3 = 7")], [x])),
    ("Find x and y: x + y = 3, x - y = 1", Solve([expr("x + y = 3"), expr("x - y = 1")], [x, y])),
]


@pytest.mark.parametrize(("text", "goal"), GOALS, ids=[text for text, _ in GOALS])
def test_goal(text: str, goal: Any) -> None:
    found = read_problem(text).goal
    if "dV/dt" in text:  # x and y move
        moving = {s(n): unknown_function(n)(t) for n in "xy"}
        assert found == D(goal.f.xreplace(moving), t)
    else:
        assert found == goal


def test_several_goals() -> None:
    problem = read_problem("f(x, y) = x^y, find f_x and f_y")
    assert problem.goals == (Partial(expr("x^y"), x), Partial(expr("x^y"), y))
    assert problem.goal == problem.goals[0]


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("f(x) = x^3, f'(-2) = ?", ((x, Integer(-2)),)),
        ("d/dx (x^2+1)^3 at x = 1", ((x, Integer(1)),)),
        ("y = x^2, slope at x = 1/2", ((x, Rational(1, 2)),)),
        ("x^2 + y^2 = 25, find dy/dx at (3, 4)", ((x, Integer(3)), (y, Integer(4)))),
        ("gradient of f(x, y) = x^2 y at (1, 2)", ((x, Integer(1)), (y, Integer(2)))),
        ("f(x, y) = x^2 y, f_x(1, 3) = ?", ((x, Integer(1)), (y, Integer(3)))),
        ("Find the tangent to y = x^3 at (1, 1)", ((x, Integer(1)),)),
    ],
)
def test_place(text: str, at: Any) -> None:
    assert read_problem(text).at == at


@pytest.mark.parametrize(
    ("text", "method"),
    [
        ("derivative of 1/x from first principles", "first-principles"),
        ("f(x) = 3x, derivative from the definition", "first-principles"),
        ("d/dx x^x by logarithmic differentiation", "logarithmic"),
        ("y = x^x for x > 0, take logs first", "logarithmic"),
        ("solve x + y = 3, x - y = 1 by substitution", "substitution"),
        ("Gaussian elimination: x + y = 3, x - y = 1", "elimination"),
        ("Use the quotient rule to differentiate x/(x+1)", "quotient"),
        ("differentiate x", ""),
    ],
)
def test_method(text: str, method: str) -> None:
    problem = read_problem(text)
    assert problem.method == method
    assert problem.goal is not None


def test_task() -> None:
    assert read_problem("Find the minimum of f(x) = x^2 - x").task == "minimum"
    assert read_problem("Point of inflection of f(x) = x^3").goal == D(expr("x^3"), x, 2)
    assert read_problem("Tangent line to y = x^2 at x = 3").task == "tangent"


def test_givens_keep_definitions_and_conditions() -> None:
    problem = read_problem("y = x^x for x > 0, y' = ?")
    assert problem.givens == (new(Eq, y, expr("x^x")), new(sympy.Gt, x, Integer(0)))
    assert read_problem("d/dx ln(x - a), -1 < x < 1").givens == (
        new(sympy.And, new(sympy.Lt, Integer(-1), x), new(sympy.Lt, x, Integer(1))),
    )
    rates = read_problem("A = xy, dx/dt = 2, dy/dt = x. dA/dt?")
    moving = unknown_function("x")(t)
    assert new(Eq, D(moving, t), Integer(2)) in rates.givens
    assert new(Eq, D(unknown_function("y")(t), t), moving) in rates.givens


def test_pieces() -> None:
    goal = read_problem("f(x) = x^2 for x < 0, f(x) = x for x >= 0; f'(x)").goal
    pieces = (
        new(ExprCondPair, expr("x^2"), new(sympy.Lt, x, Integer(0))),
        new(ExprCondPair, x, new(sympy.Ge, x, Integer(0))),
    )
    assert goal == D(new(sympy.Piecewise, *pieces), x)
    cases = r"f(x)=\begin{cases} x^2 & x<0 \\ x & x\ge 0\end{cases},\ f'(x)=?"
    assert read_problem(cases).goal == goal


def test_bodies_without_a_goal() -> None:
    assert read_problem("2x + 3x").body == expr("2x + 3x")
    assert read_problem("2x + 3x").goal is None
    assert read_problem("x + y = 2, x = y").body == sympy.Tuple(expr("x + y = 2"), expr("x = y"))
    with pytest.raises(ReadError):
        read_problem("find the answer")


def test_scope_reads_the_lines_of_an_answer() -> None:
    problem = read_problem("f(x, y) = x^2 y. Find f_x")
    line = read_lines("f_x(1, 2) = 4", scope=problem.scope)[0]
    assert line.node == new(Eq, Value(Partial(s("f"), x), (x, Integer(1)), (y, Integer(2))), Integer(4))
    problem = read_problem("s = t^2, find ds/dt")
    assert read_lines("s' = 2t", scope=problem.scope)[0].node == new(Eq, D(s("s"), t), expr("2t"))


def test_decimals_are_noticed() -> None:
    assert read_problem("d/dx 0.5x").decimal
    assert not read_problem("d/dx x/2").decimal


def test_words_are_not_read_as_mathematics() -> None:
    problem = read_problem("cross-entropy of one logit: L(z) = ln(1 + e^z) - 2z. dL/dz?")
    assert problem.goal == D(expr("ln(1 + e^z) - 2z"), z)
    assert problem.notes == ()


def cases(name: str) -> list[dict[str, Any]]:
    if not (CASES / name).exists():
        pytest.skip("the shared cases are not here")
    return [json.loads(line) for line in (CASES / name).read_text().splitlines()]


CALCULUS = ("single-variable", "partial", "total")


def test_every_shared_goal_is_read() -> None:
    unread = [case["goal"] for case in cases("derivations.jsonl") if read_problem(case["goal"]).goal is None]
    assert not unread


@pytest.mark.parametrize("name", ["answers.jsonl", "work.jsonl"])
def test_shared_problems_and_lines_are_read(name: str) -> None:
    for case in cases(name):
        if case["domain"] in CALCULUS:
            problem = read_problem(case["problem"])
            assert problem.goal is not None, case["problem"]
            for line in case.get("lines") or [case["answer"]]:
                assert read_lines(line, scope=problem.scope), line


def test_the_slope_of_a_tangent_is_a_number() -> None:
    assert derive("Find the slope of the tangent to y = x^3 at x = 2").result == 12


def test_an_index_is_not_held_constant() -> None:
    assert "n held constant" in derive("∂/∂w ∑_{i=1}^n (y_i - w x_i)^2").to_text()


@pytest.mark.parametrize(
    ("question", "condition"),
    [
        ("d/dx (x/a)", "valid for a ≠ 0"),
        ("d/dx (x ln b)", "valid for b > 0"),
        ("d/dx (x + sqrt(c))", "valid for c ≥ 0"),
        ("d/dx (x/2)", "valid for all real x"),
    ],
)
def test_constants_have_to_be_numbers(question: str, condition: str) -> None:
    assert derive(question).to_text().endswith(condition)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("gradient of (y - w x - b)^2 with respect to w and b", "(-2 x (y - w x - b), -2 (y - w x - b))"),
        ("gradient of x^2 y z with respect to (x, z)", "(2 x y z, x^2 y)"),
        ("Hessian of (y - w x)^2 with respect to w", "[[2 x^2]]"),
        ("Find the partial derivatives of u^2 v w with respect to u and w", "(2 u v w, u^2 v)"),
        ("Differentiate x^3 y with respect to x and y", "(3 x^2 y, x^3)"),
    ],
)
def test_the_variables_to_differentiate_by_are_those_named(text: str, result: str) -> None:
    assert wk.check(text, result).status == "correct"


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("Let g = u^2 + v^2. Find the derivative of g with respect to u, then evaluate at u = 3", "6"),
        ("Find the derivative of y = c^x with respect to x, where c > 0", "c^x ln c"),
        ("Let g = x^2 y. Find the total derivative of g with respect to t, where x = t^2, y = t", "5 t^4"),
    ],
)
def test_a_clause_behind_the_variable_is_no_curve_unless_it_says_so(text: str, result: str) -> None:
    assert wk.check(text, result).status == "correct"


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("What is the slope of the curve x = 3t, y = t^2 at t = 6?", "4"),
        ("A point moves along x(t) = t^2, y(t) = t^4. Find the slope of its path at t = 2.", "8"),
        ("Find dy/dx at t = 1 where x(t) = t^3 and y(t) = t^6", "2"),
        ("Find d²y/dx² for the curve x = t², y = t^5.", "15 t/4"),
        ("Compute ∂²/∂u∂v of e^{u v}.", "e^(u v) + u v e^(u v)"),
        ("For what values of x is the derivative of x^3 - 27x equal to zero?", "x = 3, x = -3"),
        ("Find the derivative of the inverse of f(x) = x^3 + 2x at y = 3.", "1/5"),
        ("Find the n-th derivative of e^{5x}.", "5^n e^(5x)"),
    ],
)
def test_slopes_and_derivatives_in_words(text: str, result: str) -> None:
    assert wk.check(text, result).status == "correct"
    assert wk.check(text, f"{result} + 1").status == "wrong"


def test_critical_points_without_a_slope_are_not_passed_over() -> None:
    with pytest.raises(ValueError, match="without a slope"):
        derive("critical numbers of x^(2/5)(7 - x)")
    assert wk.check("critical numbers of x^(2/5)(7 - x)", "x = 0, x = 2").status == "undecided"


def test_long_runs_of_blanks_are_cut_short() -> None:
    assert without_long_blanks("slope" + " " * 9_000 + "of x^2" + "\n" * 99) == "slope of x^2\n"
    assert without_long_blanks("a  b\n\n\tc") == "a  b\n\n\tc"

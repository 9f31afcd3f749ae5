"""Linear systems: the shared cases, the outcomes, the cases of parameters, the lines a person reads."""

import json
from pathlib import Path
from typing import Any

import pytest
import sympy
from sympy import Rational
from sympy.parsing.sympy_parser import parse_expr

import workings as wk
from workings.expression.nodes import symbol
from workings.linear import METHODS, DivisionByZero, NotLinear, ShapeError, Singular

SHARED = Path(__file__).parent.parent.parent / "shared" / "cases" / "systems.jsonl"
RECORDS = [json.loads(line) for line in SHARED.read_text(encoding="utf-8").splitlines()] if SHARED.exists() else []
SYSTEMS = [pytest.param(case, id=case["id"]) for case in RECORDS if "equations" in case]
VALUES = [Rational(p, q) for p, q in ((0, 1), (1, 1), (-1, 1), (2, 1), (-2, 1), (5, 1), (3, 2), (-7, 3))]


def expression(text: str, case: dict[str, Any]) -> Any:
    names = {n: symbol(n) for n in (*case["unknowns"], *case["parameters"])}
    return parse_expr(text, local_dict=names)


def same_family(mine: wk.Solution, theirs: dict[str, str] | None, case: dict[str, Any], put: dict[Any, Any]) -> bool:
    """Whether two families are the same affine space: each unknown's value from ours put into theirs, and back."""
    if theirs is None:
        return mine.kind == "none"
    right = {symbol(u): expression(t, case).subs(put) for u, t in theirs.items()}
    left = {u: v.subs(put) for u, v in mine.assignment.items()}
    fixed = {u: v for u, v in right.items() if u != v}
    return set(left) == set(right) and all(
        sympy.simplify(fixed_value.subs(left, simultaneous=True) - left[u]) == 0 for u, fixed_value in fixed.items()
    )


@pytest.mark.parametrize("method", ["gauss", "gauss-jordan"])
@pytest.mark.parametrize("case", SYSTEMS)
def test_shared_systems(case: dict[str, Any], method: str) -> None:
    solution = wk.solve(case["equations"], case["unknowns"], method).result
    assert solution.kind == case["type"]
    if case["type"] != "cases":
        assert same_family(solution, case["solution"], case, {})
        assert len(solution.free) == len(case.get("free", ()))
        return
    parameters = [symbol(p) for p in case["parameters"]]
    grid = [{}]
    for p in parameters:
        grid = [{**place, p: value} for place in grid for value in VALUES]
    for place in grid:
        (right,) = [c for c in case["solution"] if expression(c["when"], case).subs(place) == True]  # noqa: E712
        here = solution.at(place)
        assert here.kind == right["type"]
        assert same_family(here, right["solution"], case, place)


@pytest.mark.parametrize("case", SYSTEMS)
def test_shared_systems_are_confirmed_by_the_judges(case: dict[str, Any]) -> None:
    derivation = wk.solve(case["equations"], case["unknowns"])
    verification = derivation.verify()
    assert {e.kind for _, e in verification.steps} <= {"proved", "agrees"}
    assert verification.whole.kind in ("proved", "agrees")
    if not case["parameters"]:
        assert verification.whole.kind == "proved"


def test_three_cases() -> None:
    solution = wk.solve(["a x + y = 1", "x + a y = 1"]).result
    assert [case.solution.kind for case in solution.cases] == ["unique", "infinite", "none"]
    assert str([case.relations for case in solution.cases]) == "[(Ne(a, 1), Ne(a, -1)), (Eq(a, 1),), (Eq(a, -1),)]"


def test_the_lecture_reads_well() -> None:
    text = wk.derive("solve x+y+z=6, y+3z=11, x+z=2y").to_text()
    assert "[ 1  −2  1 ] [ z ]   [  0 ]" in text
    assert "[   0  −3  0  |  −6 ]      R₃ → R₃ − R₁" in text
    assert "x = 1, y = 2, z = 3" in text
    assert "拡大係数行列" in wk.derive("solve x+y+z=6, y+3z=11, x+z=2y").to_text(lang="ja")


@pytest.mark.parametrize(
    ("equations", "said"),
    [
        ([], "there is no equation"),
        (["x y = 1", "x + y = 2"], "equation 1 is not linear: unknowns are multiplied"),
        (["x + y = 2", "1/x = 3"], "equation 2 is not linear: an unknown is divided by"),
        (["x^2 = 4"], "an unknown is raised to a power"),
        (["sin x + y = 1"], "an unknown stands inside sin"),
        (["x + y"], "no equation"),
    ],
)
def test_what_is_not_linear_is_said(equations: list[str], said: str) -> None:
    with pytest.raises(NotLinear, match=said):
        wk.solve(equations, "x y")


def test_a_method_that_there_is_not() -> None:
    with pytest.raises(ValueError, match="'gauss', 'gauss-jordan'"):
        wk.solve(["x = 1"], method="magic")


def test_roots_and_parameters_in_one() -> None:
    solution = wk.solve(["a^2 x + y = 2", "2x + y = b"]).result
    kinds = [(len(case.relations), case.solution.kind) for case in solution.cases]
    assert kinds == [(1, "unique"), (2, "none"), (2, "infinite"), (2, "none"), (2, "infinite")]
    assert solution.at({"a": 1, "b": 3}).assignment == {symbol("x"): 1, symbol("y"): 1}
    assert solution.at({"a": sympy.sqrt(2), "b": 2}).kind == "infinite"


def test_irrational_coefficients_are_exact() -> None:
    solution = wk.solve(["sqrt(2) x + y = 3", "2x + sqrt(2) y = 3 sqrt(2)"]).result
    assert solution.kind == "infinite"


def test_a_divisor_is_a_condition() -> None:
    derivation = wk.solve(["x/a + y = 1", "x - y = 1"])
    assert str(derivation.conditions[0]) == "Ne(a, 0)"


def test_methods_are_named() -> None:
    assert METHODS == ("gauss", "gauss-jordan", "substitution", "cramer", "inverse", "lu")


# Matrices ----------------------------------------------------------------------------------------

MATRICES = [pytest.param(case, id=case["id"]) for case in RECORDS if "matrices" in case]
QUESTIONS = {"order": "order(A)", "determinant": "det(A)"}


def values(rows: Any) -> Any:
    return sympy.Matrix([[Rational(str(entry)) for entry in row] for row in rows])


@pytest.mark.parametrize("case", MATRICES)
def test_shared_matrices(case: dict[str, Any]) -> None:
    question = QUESTIONS.get(case["operation"], case["expression"])
    if case["type"] == "error":
        expected = {"shape": ShapeError, "singular": Singular, "division-by-zero": DivisionByZero}[case["error"]]
        with pytest.raises(expected) as refused:
            wk.matrix(question, **case["matrices"])
        if case["error"] == "shape":
            assert refused.value.shapes == case["shapes"]
            repairs = [(r["expression"], r["shape"], values(r["value"])) for r in case["repair"]]
            assert [(e, s, sympy.Matrix(v)) for e, s, v in refused.value.repairs] == repairs
        if case["error"] == "division-by-zero":
            assert list(refused.value.at) == case["at"]
        return
    derivation = wk.matrix(question, **case["matrices"])
    if case["operation"] == "order":
        order: Any = derivation.result
        found = {"rows": order.rows, "columns": order.columns, "elements": order.elements, "kind": list(order.kind)}
        assert found == case["solution"]
    elif case["operation"] == "determinant":
        assert derivation.result == Rational(case["solution"])
    else:
        assert sympy.Matrix(derivation.result) == values(case["solution"])
    assert derivation.verify().whole.kind == "proved"


def test_the_entries_of_a_product_are_written_out() -> None:
    text = wk.derive("[[1, 2], [0, 3]] [[5, 1], [8, 4]]").to_text()
    assert "[[1·5 + 2·8, 1·1 + 2·4], [0·5 + 3·8, 0·1 + 3·4]]" in text
    assert "[[21, 9], [24, 12]]" in text


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("det([[0, 2, 1, 1], [1, 1, 0, 3], [2, 1, 1, 0], [1, 0, 2, 5]])", "-35"),
        ("det([[a, b], [c, d]])", "a d - b c"),
        ("eigenvalues([[2, 1], [1, 2]])", "(1, 3)"),
        ("eigenvalues([[0, -1], [1, 0]])", ""),
        ("eigenvalues([[2, 0, 0], [0, 3, 4], [0, 4, 9]])", "(1, 2, 11)"),
        ("rank([[1, 2, 3], [2, 4, 6], [1, 0, 1]])", "2"),
        ("trace([[1, 2], [3, 4]])", "5"),
        ("norm([[3], [4]])", "5"),
        ("2 [[1, 2], [3, 4]] - [[1, 0], [0, 1]]^T", "[[1, 4], [6, 7]]"),
        ("[[1, 1], [0, 1]]^5", "[[1, 5], [0, 1]]"),
        ("inverse of [[1, 2], [3, 4]]", "[[-2, 1], [3/2, -1/2]]"),
        ("[[a, 1], [1, a]]^-1", ""),
        ("nullspace([[1, 2], [2, 4]])", ""),
        ("eigenvectors([[2, 1], [1, 2]])", ""),
    ],
)
def test_matrix_questions(question: str, answer: str) -> None:
    derivation = wk.derive(question)
    verification = derivation.verify()
    assert verification.whole.kind == "proved"
    assert {e.kind for _, e in verification.steps} <= {"proved", "agrees"}
    if answer:
        assert wk.equal(derivation.result, wk.parse(answer)).kind == "proved"
    for written in (derivation.to_text(), derivation.to_text(lang="ja"), derivation.to_latex(), derivation.to_html()):
        assert written
    assert derivation.to_json()


@pytest.mark.parametrize(
    ("question", "matrices", "said"),
    [
        ("A*B", {"A": [[1, 2, 3]], "B": [[1, 2, 3]]}, r"A is 1x3 and B is 1x3, so A\*B needs 3 = 1; A\*B\^T \(1x1\) and"),
        ("A+B", {"A": [[1, 2]], "B": [[1], [2]]}, r"A\+B needs equal shapes; A\+B\^T \(1x2\) and A\^T\+B \(2x1\)"),
        ("det(A)", {"A": [[1, 2]]}, "the matrix is 1x2; only a square one has a determinant"),
        ("A^-1", {"A": [[1, 2], [2, 4]]}, "no inverse: its determinant is 0"),
        ("A*C", {"A": [[1]]}, "C is not given"),
        ("A", {"A": [[1, 2], [3]]}, "row 2 of A has 1 entries, row 1 has 2"),
        ("A", {"A": []}, "A is empty"),
        ("A / A", {"A": [[1]]}, "can't be divided by"),
        ("A + 1", {"A": [[1]]}, "a number and a matrix are added"),
        ("A^(B", {"A": [[1]]}, "no exponent"),
    ],
)
def test_what_does_not_fit_is_said(question: str, matrices: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        wk.matrix(question, **matrices)

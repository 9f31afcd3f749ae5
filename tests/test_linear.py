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
from workings.linear import METHODS, NotLinear

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

"""Linear systems: the shared cases, the outcomes, the cases of parameters, the lines a person reads."""

import json
import random
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sympy
from sympy import Rational
from sympy.parsing.sympy_parser import parse_expr

import workings as wk
from workings.expression.nodes import symbol
from workings.linear import (
    METHODS,
    DivisionByZero,
    Elimination,
    NotLinear,
    ShapeError,
    Singular,
    eliminate,
    linear_solve,
    solve_floats,
)

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
    assert METHODS[:6] == ("gauss", "gauss-jordan", "substitution", "cramer", "inverse", "lu")
    assert METHODS[6:] == ("least-squares", "qr")


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
        (
            "A*B",
            {"A": [[1, 2, 3]], "B": [[1, 2, 3]]},
            r"A is 1x3 and B is 1x3, so A\*B needs 3 = 1; A\*B\^T \(1x1\) and",
        ),
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


# Methods -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", METHODS)
def test_every_method_gives_the_same(method: str) -> None:
    derivation = wk.solve(["x + y + z = 6", "y + 3z = 11", "x + z = 2y"], method=method)
    assert list(derivation.result.assignment.values()) == [1, 2, 3]
    verification = derivation.verify()
    assert verification.whole.kind == "proved"
    assert {e.kind for _, e in verification.steps} == {"proved"}
    for written in (derivation.to_text(lang="ja"), derivation.to_latex(), derivation.to_html(), derivation.to_json()):
        assert written


@pytest.mark.parametrize("method", ["cramer", "inverse", "lu"])
def test_a_determinant_with_letters_is_a_condition(method: str) -> None:
    derivation = wk.solve(["a x + y = 1", "x + a y = 1"], method=method)
    assert {str(c) for c in derivation.conditions} == {"Ne(a, 1)", "Ne(a, -1)"}
    verification = derivation.verify()
    assert {e.kind for _, e in verification.steps} <= {"proved", "agrees"}
    with pytest.raises(Singular, match=r"gauss gives all the solutions|no inverse"):
        wk.solve(["x + y = 1", "2x + 2y = 1"], method=method)


def test_substitution_is_told_as_by_hand() -> None:
    text = wk.solve(["x+y+z=6", "y+3z=11", "x+z=2y"], method="substitution").to_text()
    assert "x = 6 − y − z\n    (6 − y − z) − 2y + z = 0\n    −3y = −6" in text


# Large systems and floats ------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(20))
def test_fraction_free_elimination_is_elimination(seed: int) -> None:
    """Its operations, done one after another, lead to an echelon form; its solution is that of the rules."""
    chance = random.Random(seed)
    m, n = chance.randint(1, 6), chance.randint(1, 6)
    a = [[chance.choice((0, 0, 1, 2, -1, Fraction(1, 2))) for _ in range(n)] for _ in range(m)]
    b = [chance.randint(-2, 3) for _ in range(m)]
    found = eliminate(a, b)
    *_, last = found.states()
    leads = [next((j for j, entry in enumerate(row) if entry), None) for row in last.rows]
    assert leads == [*found.pivots, *[None] * (m - len(found.pivots))]
    x = [symbol(f"x_{j + 1}") for j in range(n)]
    equations = [
        sympy.Eq(sum((e * v for e, v in zip(row, x, strict=True)), 0 * x[0]), c, evaluate=False)
        for row, c in zip([[Rational(e) for e in row] for row in a], b, strict=True)
    ]
    mine = wk.solve(equations, x).result
    assert mine.kind == found.solution.kind
    assert len(mine.free) == len(found.solution.free)
    if mine.kind != "none":
        assert [
            sympy.expand(u - v)
            for u, v in zip(mine.assignment.values(), found.solution.assignment.values(), strict=True)
        ] == [0] * n


def test_a_large_system_with_all_its_steps() -> None:
    chance = random.Random(7)
    n = 40
    a = [[chance.randint(-9, 9) for _ in range(n)] for _ in range(n)]
    b = [chance.randint(-9, 9) for _ in range(n)]
    found = linear_solve(a, b)
    assert isinstance(found, Elimination)
    assert len(found.operations) > n * (n - 1) // 2 - 20
    quick = linear_solve(a, b, steps=False)
    assert [Rational(int(v.p), int(v.q)) for v in quick] == list(found.solution.assignment.values())


@pytest.mark.parametrize(
    ("a", "b", "said"),
    [
        ([], [], "A is empty"),
        ([[1, 2], [3]], [1, 2], "row 2 of A has 1 numbers, row 1 has 2"),
        ([[1, 2], [3, 4]], [1], "A has 2 rows and b has 1 numbers"),
        ([[1, 2], [2, 4]], [1, 2], "A is singular"),
        ([[1, 2]], [1], "not square"),
    ],
)
def test_what_a_large_system_can_not_be(a: Any, b: Any, said: str) -> None:
    with pytest.raises((ShapeError, ZeroDivisionError), match=said):
        linear_solve(a, b, steps=False)


def test_a_system_of_too_many_equations_says_how() -> None:
    with pytest.raises(ValueError, match="linear_solve"):
        wk.solve([f"x_{i} = {i}" for i in range(1, 120)])


@pytest.mark.parametrize("backend", ["numpy", "torch"])
def test_many_small_systems_in_floats(backend: str) -> None:
    if backend == "torch":
        pytest.importorskip("torch")
    chance = np.random.default_rng(0)
    for n in (2, 3, 5):
        a, b = chance.normal(size=(200, n, n)), chance.normal(size=(200, n))
        a[7] = 0.0
        found = solve_floats(a, b, backend=backend)
        x, residual, condition = (np.asarray(part) for part in (found.x, found.residual, found.condition))
        good = np.arange(200) != 7
        assert np.allclose(x[good], np.linalg.solve(a[good], b[good][..., None])[..., 0], rtol=1e-6)
        assert residual[good].max() < 1e-14
        assert np.isinf(condition[7])
        exact = np.linalg.cond(a[good], np.inf)
        assert np.allclose(condition[good], exact, rtol=1e-3)


def test_floats_that_do_not_fit() -> None:
    with pytest.raises(ShapeError, match="b should be shaped"):
        solve_floats(np.eye(3), np.ones(2))
    with pytest.raises(ValueError, match="not one of 'numpy', 'torch'"):
        solve_floats(np.eye(3), np.ones(3), backend="abacus")


@pytest.mark.parametrize("seed", range(12))
def test_random_parameters(seed: int) -> None:
    """At every value tried one case holds; its kind is that of the numbers' ranks, its values fulfil the equations."""
    chance = random.Random(seed)
    m, n = chance.randint(1, 3), chance.randint(1, 3)
    p, q = symbol("a"), symbol("b")
    entries = (0, 1, 2, -1, p, p - 1, q, q + 2, p * q, p**2 - 2)
    a = [[chance.choice(entries) for _ in range(n)] for _ in range(m)]
    b = [chance.choice(entries) for _ in range(m)]
    x = [symbol(f"x_{j}") for j in range(n)]
    lefts = [sympy.Add(*[c * v for c, v in zip(row, x, strict=True)]) for row in a]
    solution = wk.solve([sympy.Eq(left, c, evaluate=False) for left, c in zip(lefts, b, strict=True)], x).result
    for u in VALUES:
        for v in VALUES[:4]:
            here = solution.at({"a": u, "b": v})
            numbers = sympy.Matrix([[sympy.sympify(e).subs({p: u, q: v}) for e in row] for row in a])
            right = sympy.Matrix([sympy.sympify(e).subs({p: u, q: v}) for e in b])
            rank, whole = numbers.rank(), numbers.row_join(right).rank()
            assert here.kind == ("none" if whole > rank else "unique" if rank == n else "infinite")
            if here.kind != "none":
                values = sympy.Matrix([here.assignment[name] for name in x])
                assert (numbers * values - right).expand() == sympy.zeros(m, 1)
                assert len(here.free) == n - rank


# Least squares ------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("method", ["least-squares", "qr"])
def test_least_squares_against_numpy(seed: int, method: str) -> None:
    chance = random.Random(seed)
    m, n = chance.choice([(3, 2), (4, 2), (5, 3)])
    a = [[chance.randint(-4, 5) or 1 for _ in range(n)] for _ in range(m)]
    b = [chance.randint(-9, 9) for _ in range(m)]
    if np.linalg.matrix_rank(a) < n:
        return
    sides = [" + ".join(f"({c}){x}" for c, x in zip(row, "xyz", strict=False)) for row in a]
    derivation = wk.solve([f"{side} = {c}" for side, c in zip(sides, b, strict=True)], method=method)
    found = derivation.result
    expected = np.linalg.lstsq(np.array(a, float), np.array(b, float), rcond=None)[0]
    assert np.allclose([float(v) for v in found.assignment.values()], expected)
    assert sympy.Matrix(a).T * sympy.Matrix(found.residual) == sympy.zeros(n, 1)
    assert found.squared == sum(r * r for r in found.residual)
    assert derivation.verify().holds


def test_least_squares_of_dependent_columns_is_a_family() -> None:
    derivation = wk.solve(["x + y = 1", "2x + 2y = 3", "x + y = 2"], method="least-squares")
    assert derivation.result.solution.kind == "infinite"
    assert derivation.verify().holds
    with pytest.raises(Singular, match="use least-squares"):
        wk.solve(["x + y = 1", "2x + 2y = 3", "x + y = 2"], method="qr")


def test_least_squares_says_what_is_minimised() -> None:
    equations = ["x + y = 6", "x + 2y = 0", "x + 3y = 0"]
    assert "no x fulfils all equations" in str(wk.solve(equations, method="qr"))
    assert "has a solution" in str(wk.solve(["x = 1", "x + y = 3", "y = 2"], method="least-squares"))
    assert wk.derive("solve x + y = 6, x + 2y = 0, x + 3y = 0 by least squares").result.squared == 6
    verdict = wk.check("Find the least squares solution of x + y = 6, x + 2y = 0, x + 3y = 0", "x = 8, y = -3")
    assert verdict.status == "correct"


def test_more_than_forty_unknowns_by_the_rules() -> None:
    chance = random.Random(5)
    n = 42
    a = [[chance.randint(-2, 2) + 9 * (i == j) for j in range(n)] for i in range(n)]
    point = [chance.randint(-3, 3) for _ in range(n)]
    sides = [" + ".join(f"({c})x_{j}" for j, c in enumerate(row)) for row in a]
    right = [sum(c * p for c, p in zip(row, point, strict=True)) for row in a]
    derivation = wk.solve([f"{side} = {b}" for side, b in zip(sides, right, strict=True)])
    assert [derivation.result.assignment[symbol(f"x_{j}")] for j in range(n)] == point
    assert len(derivation.operations) >= n * (n - 1) // 2 - 20


def test_html_marks_pivots_and_changed_rows() -> None:
    page = wk.solve(["x + y + z = 6", "y + 3z = 11", "x + z = 2y"]).to_html(detail="full")
    assert page.count('class="changed pivot"') == 0
    assert page.count('"pivot"') == 3  # 1 in the first step, 2 in the second
    assert page.count('<mtd class="changed">') == 6
    assert page.count('<mtd class="bar changed">') == 2


# The forms in which people write systems -----------------------------------------------------------

FORMS = [
    "2x + 3y = 7 and x - y = 1",
    "Solve the system 2x + 3y = 7; x - y = 1",
    "solve 2x+3y=7\nx-y=1",
    r"\begin{cases} 2x + 3y = 7 \\ x - y = 1 \end{cases}",
    r"\begin{aligned} 2x + 3y &= 7 \\ x - y &= 1 \end{aligned}",
    r"\left\{\begin{array}{l} 2x + 3y = 7 \\ x - y = 1 \end{array}\right.",
    r"\left\{\begin{aligned} 2x + 3y &= 7 \\ x - y &= 1 \end{aligned}\right.",
    r"\begin{array}{rcl} 2x + 3y &=& 7 \\ x - y &=& 1 \end{array}",
    "solve {2x + 3y = 7, x - y = 1}",
    "solve [2x + 3y = 7, x - y = 1]",
    "How do I solve 2x + 3y = 7 and x - y = 1?",
    "連立方程式 2x + 3y = 7, x - y = 1 を解け",
    "A = [[2, 3], [1, -1]], b = [[7], [1]], solve A x = b",
    "solve [[2, 3], [1, -1]] [[x], [y]] = [[7], [1]]",
    r"\begin{pmatrix}2&3\\1&-1\end{pmatrix}\begin{pmatrix}x\\y\end{pmatrix}=\begin{pmatrix}7\\1\end{pmatrix}",
    r"\begin{bmatrix}2&3\\1&-1\end{bmatrix}\mathbf{x}=\begin{bmatrix}7\\1\end{bmatrix}",
    "solve [2 3 | 7; 1 -1 | 1]",
    "solve 3 - 7 + 2(x + y) + y = -4 + 7, x = y + 1",
    "solve 2·x + 3·y = 7, x − y = 1",
    "solve $2x + 3y = 7$, $x - y = 1$",
    "solve x/3 + y/2 = 7/6, 0.5x - 0.5y = 0.5",
]


@pytest.mark.parametrize("text", FORMS)
def test_forms_of_a_system(text: str) -> None:
    derivation = wk.derive(text)
    assert list(derivation.result.assignment.values()) == [2, 1]
    assert derivation.verify().holds
    assert wk.check(text, "(2, 1)").status == "correct"


def test_equations_that_ask_nothing() -> None:
    with pytest.raises(ValueError, match="asks nothing"):
        wk.derive("y = 2x + 1")
    with pytest.raises(NotLinear, match="power"):
        wk.derive("solve x^2 + y = 1, x - y = 0")
    with pytest.raises(ShapeError, match="A is 2x2"):
        wk.derive("[[1, 2], [3, 4]] x = [[1], [2], [3]]")


@pytest.mark.parametrize("seed", range(12))
def test_rref_against_sympy(seed: int) -> None:
    chance = random.Random(seed)
    m, n = chance.randint(1, 5), chance.randint(1, 6)
    entries = [0, 0, 1, -1, 2, 3, -5, Rational(1, 2), Rational(-3, 4)]
    a = [[chance.choice(entries) for _ in range(n)] for _ in range(m)]
    derivation = wk.derive(f"rref {a}")
    assert sympy.Matrix(derivation.result) == sympy.Matrix(a).rref()[0]
    assert derivation.verify().holds
    assert wk.check(f"reduced row echelon form of {a}", str(derivation.result.tolist())).status == "correct"


def test_rref_in_letters_and_words() -> None:
    derivation = wk.derive("rref [[a, 1], [1, a]]")
    assert [case.solution.tolist() for case in derivation.result.cases] == [
        [[1, 0], [0, 1]],
        [[1, 1], [0, 0]],
        [[1, -1], [0, 0]],
    ]
    assert derivation.verify().holds
    assert wk.derive("row echelon form of [[1, 2], [3, 4]]").result.tolist() == [[1, 2], [0, -2]]
    assert wk.matrix("rref(A)", A=[[2, 4], [1, 2]]).result.tolist() == [[1, 2], [0, 0]]
    with pytest.raises(wk.ReadError, match="foo is not known"):
        wk.derive("foo [[1, 2]]")


def test_letters_that_are_also_words_or_numbers() -> None:
    """The letters a and e are parameters here, not an article and not Euler's number."""
    assert wk.derive("solve a b x + y = 1, x + y = a for x, y").result.kind == "cases"
    derivation = wk.derive("solve a x + b y = c, d x + e y = f for x, y")
    assert {"a", "e"} <= {s.name for case in derivation.result.cases for s in case.condition.free_symbols}
    assert wk.solve(["a x + b y = c", "d x + e y = f"]).result.kind == "cases"
    assert wk.solve(["e x = 1"]).result.assignment == {symbol("x"): sympy.exp(-1)}


def test_chains_of_equations_are_all_taken() -> None:
    assert list(wk.derive("solve x + y = y + z = z + x = 4").result.assignment.values()) == [2, 2, 2]
    assert wk.derive("solve x = y = 2").result.assignment == {symbol("x"): 2, symbol("y"): 2}
    assert wk.solve(["x + y = y + z = 4", "x - y = 0"]).result.kind == "unique"


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("A=[[2,1],[1,3]]; A^{-1}", "[[3/5, −1/5], [−1/5, 2/5]]"),
        ("A = [[2,1],[1,3]]. det A = ?", "5"),
        ("A=[[1,2],[3,4]], B=[[0,1],[1,0]]; A B", "[[2, 1], [4, 3]]"),
        ("norm of (3, 4)", "5"),
        ("‖(2, −3, 6)‖ = ?", "7"),
    ],
)
def test_matrices_given_by_name(question: str, answer: str) -> None:
    assert wk.to_text(wk.derive(question).answer) == answer

"""Marking of linear systems and matrices: the shared cases where they are there, and more of our own."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from homework_cases import Marked, answers, assert_marked, homework

import workings as wk
from workings.engine import Engine, NoRule
from workings.expression.linear_goals import InCase, Solution, SolveWith
from workings.expression.written import intern
from workings.linear.system import SystemDerivation
from workings.marking.diagnosis import slips_of
from workings.rule import load_book
from workings.show import to_latex, to_text

CASES = Path(__file__).parents[2] / "shared" / "cases"


def shared(name: str) -> list[dict]:
    path = CASES / name
    if not path.exists():
        return []
    return [c for c in map(json.loads, path.read_text(encoding="utf-8").splitlines()) if c["domain"] == "linear"]


@pytest.mark.parametrize("case", shared("answers.jsonl"), ids=lambda case: case["id"])
def test_shared_answers(case: dict) -> None:
    verdict = wk.check(case["problem"], case["answer"])
    assert verdict.status == ("correct" if case["correct"] else "wrong")
    if not case["correct"]:
        assert verdict.mistake is not None
        assert verdict.mistake.slug in {case["mistake"], *case.get("mistake_alt", [])}
        assert verdict.proof is not None


@pytest.mark.parametrize("case", shared("work.jsonl"), ids=lambda case: case["id"])
def test_shared_work(case: dict) -> None:
    marking = wk.check_work(case["problem"], case["lines"])
    assert marking.first_wrong == case["first_wrong"]
    if case["mistake"]:
        assert marking.mistake is not None
        assert marking.mistake.slug in {case["mistake"], *case.get("mistake_alt", [])}
    carried = [i for i, line in enumerate(marking.lines) if line.status == "carried_forward"]
    assert carried == case["carried_forward"]


@pytest.mark.parametrize(("problem", "answer"), answers("linear_answers"))
def test_answers(problem: str, answer: Marked) -> None:
    verdict = wk.check(problem, answer.text)
    assert verdict.status in answer.mark.split("|"), verdict.reason
    if answer.slugs:
        assert verdict.mistake is not None
        assert verdict.mistake.slug in answer.slugs.split("|")


@pytest.mark.parametrize(("problem", "lines"), homework("linear_workings"))
def test_workings(problem: str, lines: list[Marked]) -> None:
    assert_marked(problem, lines)


# What we print is right; what we break is found ---------------------------------------------------

BOOK = load_book()


def system(dice: random.Random) -> list[str]:
    """Equations in two or three unknowns with a unique solution, none, or many."""
    n, kind = dice.choice([2, 2, 3]), dice.choice(["unique", "unique", "infinite", "none"])
    while True:
        rows = [[dice.randint(-4, 5) for _ in range(n)] for _ in range(n)]
        point = [dice.randint(-4, 5) for _ in range(n)]
        if kind != "unique":
            rows[-1] = [sum(column) for column in zip(*rows[:-1], strict=True)] if n > 2 else [2 * e for e in rows[0]]
        right = [sum(a * x for a, x in zip(row, point, strict=True)) for row in rows]
        right[-1] += kind == "none"
        if all(map(any, rows)) and all(map(any, zip(*rows, strict=True))):
            sides = [" + ".join(f"({a}){x}" for a, x in zip(row, "xyz", strict=False) if a) for row in rows]
            return [f"{side} = {b}" for side, b in zip(sides, right, strict=True)]


def written(derivation: SystemDerivation, write: object) -> list[str]:
    assert callable(write)
    return [write(line.expr) for line in derivation.lines("full")[1:] if not isinstance(line.expr, InCase)]


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("method", ["gauss", "gauss-jordan", "substitution", "cramer", "inverse", "lu"])
def test_our_own_derivations_follow(seed: int, method: str) -> None:
    equations = system(random.Random(seed))
    try:
        derivation = wk.solve(equations, method=method)
    except ValueError:
        return  # the method does not apply
    for write in (to_text, to_latex):
        marking = wk.check_work("solve " + ", ".join(equations), written(derivation, write))
        assert {line.status for line in marking.lines} <= {"follows", "note"}, marking


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("method", ["gauss", "substitution", "cramer"])
def test_broken_solutions_are_explained(seed: int, method: str) -> None:
    dice = random.Random(100 + seed)
    equations = system(dice)
    problem = "solve " + ", ".join(equations) + {"gauss": "", "cramer": " by Cramer"}.get(method, f" by {method}")
    asked = wk.solve(equations).goal
    goal = intern(SolveWith(asked.equations, asked.unknowns, method))
    try:
        right, slips = Engine(BOOK).answer(goal).answer, slips_of(goal, BOOK)
    except (NoRule, ValueError):
        return
    for slip in dice.sample(slips, min(4, len(slips))):
        try:
            wrong = Engine(BOOK, slips={slip.goal: slip.way}).answer(goal).answer
        except (NoRule, ValueError, ZeroDivisionError):
            continue
        if wrong == right or not isinstance(wrong, Solution) or wrong.kind not in ("unique", "infinite", "none"):
            continue
        pairs = [(name, value) for name, value in wrong.assignment.items() if name != value]
        answer = ", ".join(f"{to_text(n)} = {to_text(v)}" for n, v in pairs) or "no solution"
        verdict = wk.check(problem, answer)
        assert verdict.status == "wrong"
        assert slip.mistake.slug in {m.slug for m in (verdict.mistake, *verdict.ties) if m is not None}


MATRICES = [
    "[[1, 2], [0, 3]] [[5, 1], [8, 4]]",
    "[[1, 2], [3, 4]] - 3 [[0, 1], [1, 1]]",
    "([[1, 1], [0, 2]] + [[0, 1], [1, 0]])^2",
    "([[1, 2], [0, 1]] [[1, 0], [3, 1]])^T",
    "det(5 [[1, 2], [0, 4]])",
    "det [[2, 0, 1], [3, -1, 2], [1, 4, 0]]",
    "[[1, 2], [3, 4]]^-1",
    "[[1, 0, 2], [0, 1, 0], [3, 0, 7]]^-1",
    "norm([[3], [4]])",
    "eigenvalues([[2, 2], [2, 3]])",
]


@pytest.mark.parametrize("question", MATRICES)
def test_our_own_matrices_follow_and_broken_ones_are_explained(question: str) -> None:
    derivation = wk.derive(question)
    lead = "" if isinstance(derivation, SystemDerivation) else "= "
    for write in (to_text, to_latex):
        lines = [lead + write(line.expr) for line in derivation.lines("full")[1:]]
        assert {line.status for line in wk.check_work(question, lines).lines} <= {"follows", "note"}
        assert wk.check(question, write(derivation.answer)).status == "correct"
    goal = derivation.root.goal
    for slip in slips_of(goal, BOOK)[:12]:
        try:
            wrong = Engine(BOOK, slips={slip.goal: slip.way}).answer(goal).answer
        except (NoRule, ValueError, ZeroDivisionError, AttributeError):
            continue
        verdict = wk.check(question, to_text(wrong))
        if verdict.status != "correct":
            assert verdict.status == "wrong"
            assert slip.mistake.slug in {m.slug for m in (verdict.mistake, *verdict.ties) if m is not None}


@pytest.mark.parametrize("text", ["[[1, 2], [3]]", "[[1, 2], [3, 4", "x = 9^9^9^9", "A" * 50_000, "[[" * 2_500, "\x00"])
def test_hostile_answers_are_refused(text: str) -> None:
    assert wk.check("solve x + y = 3, x - y = 1", text).status in ("unreadable", "undecided")


def test_both_orders_are_shown_where_they_were_taken_for_the_same() -> None:
    verdict = wk.check("A = [[0, 2], [1, 1]], B = [[3, 0], [1, 2]]. AB = ?", "[[0, 6], [2, 4]]")
    assert verdict.proof is not None
    assert "is [[2, 4], [4, 2]], the other way round it is [[0, 6], [2, 4]]" in verdict.proof.en


@pytest.mark.parametrize("seed", range(5))
def test_right_answers_in_other_words_are_right(seed: int) -> None:
    equations = system(random.Random(200 + seed))
    problem, found = "solve " + ", ".join(equations), wk.solve(equations).result
    values = [str(value) for value in found.assignment.values()]
    pairs = [f"{name} = {value}" for name, value in zip(found.unknowns, values, strict=False)]
    if found.kind == "none":
        right, wrong = ["no solution", "inconsistent", "∅", "解なし"], ["infinitely many", ", ".join("xyz")]
    elif found.kind == "unique":
        column = "\\begin{pmatrix}" + "\\\\".join(values) + "\\end{pmatrix}"
        right = [", ".join(pairs[::-1]), "; ".join(pairs), " and ".join(pairs), f"({', '.join(values)})", column]
        wrong = ["no solution", "infinitely many", f"({', '.join([*values[:-1], values[-1] + ' + 1'])})"]
    else:
        (free, *_) = found.free
        moved = [str(value.subs(free, 2 - 3 * wk.parse("t"))) for value in found.assignment.values()]
        right = [f"({', '.join(moved)})", "infinitely many solutions"]
        wrong = ["no solution", f"({', '.join(str(wk.parse(v).subs(wk.parse('t'), 1)) for v in moved)})"]
    assert {answer: wk.check(problem, answer).status for answer in right} == dict.fromkeys(right, "correct")
    for answer in wrong:
        assert wk.check(problem, answer).status in ("wrong", "undecided"), answer


@pytest.mark.parametrize("seed", range(10))
def test_a_wrong_entry_is_found_and_carried(seed: int) -> None:
    """Row operations at random on whole numbers, one entry of one of them wrong."""
    dice = random.Random(300 + seed)
    rows = [[1, dice.randint(-3, 3), dice.randint(-9, 9)], [dice.randint(-3, 3), 7, dice.randint(-9, 9)]]
    problem = f"solve x + ({rows[0][1]})y = {rows[0][2]}, ({rows[1][0]})x + 7y = {rows[1][2]}"
    bad, lines = dice.randint(1, 3), [str(rows)]
    for step in range(1, 4):
        i, factor = dice.randint(0, 1), dice.choice([-3, -2, 2, 3])
        kept = list(rows[i])
        rows[i] = [a + factor * b for a, b in zip(rows[i], rows[1 - i], strict=True)]
        if step == bad:
            rows[i][dice.randint(0, 1)] += dice.choice([1, -1])
        assert kept != rows[i]
        sign = "-" if factor < 0 else "+"
        lines.append(f"R{i + 1} -> R{i + 1} {sign} {abs(factor)}R{2 - i}: {rows}")
    marking = wk.check_work(problem, lines)
    assert marking.first_wrong == bad
    assert marking.mistake is not None
    assert marking.mistake.slug == "row-op-arithmetic"
    assert [line.status for line in marking.lines] == ["follows"] * bad + ["wrong"] + ["carried_forward"] * (3 - bad)


ROUNDED = [
    ("Find the norm of (1,2,3)", "3.742", "wrong_form"),
    ("Find the norm of (1,2,3)", "≈ 3.74", "wrong_form"),
    ("Find the norm of (1,2,3)", "3.75", "wrong"),
    ("Find the norm of (1,2,3)", "√14 ≈ 3.74", "correct"),
    ("Find the norm of (1,2,3)", "√14 ≈ 3.75", "wrong"),
    ("Solve 3x + 7y = 2, x - y = 1", "x ≈ 0.9, y ≈ -0.1", "correct"),
    ("Solve 3x + 4y = 7, y = 2x", "x ≈ 0.636, y ≈ 1.273", "wrong_form"),
    ("Solve 3x + 4y = 7, y = 2x", "x = 0.637, y = 1.273", "wrong"),
    ("Solve 3x + 4y = 7, y = 2x", "x ≈ 0.64", "undecided"),
    ("Find the eigenvalues of [[1,2],[3,4]]", "λ ≈ 5.372, λ ≈ -0.372", "wrong_form"),
    ("Find the angle between (1, 2) and (3, 4)", "about 10.3°", "wrong_form"),
    ("Find the angle between (1, 2) and (3, 4) in degrees", "≈ 10.3°", "wrong_form"),
    ("Find the angle between (1, 2) and (3, 4)", "≈ 11.3°", "wrong"),
]


@pytest.mark.parametrize(("problem", "answer", "status"), ROUNDED)
def test_rounded_answers(problem: str, answer: str, status: str) -> None:
    assert wk.check(problem, answer).status == status


ROUNDED_LINES = [
    ("Solve 3x + y = 7, y = 0", ["3x = 7", "x ≈ 2.33", "x ≈ 2.3", "x ≈ 2.34"], "fffw"),
    ("Find the eigenvalues of [[1,2],[3,4]]", ["λ = (5 ± √33)/2", "λ ≈ 5.37, −0.37"], "ff"),
    ("Find the angle between (1, 2) and (3, 1)", ["cos θ = 5/√50 ≈ 0.7071", "θ ≈ 0.785", "θ ≈ 45°"], "fff"),
    ("Find the norm of (1,2,3)", ["√(1+4+9) = √14 ≈ 3.74"], "f"),
    ("Find the norm of (1,2,3)", ["√(1+4+9) = √14 ≈ 3.72"], "w"),
]


@pytest.mark.parametrize(("problem", "lines", "marks"), ROUNDED_LINES)
def test_rounded_lines(problem: str, lines: list[str], marks: str) -> None:
    assert "".join(line.status[0] for line in wk.check_work(problem, lines).lines) == marks


def test_eigenvalues_are_judged_by_evidence() -> None:
    marks = [
        ("[[1,2],[3,4]]", "(5+√33)/2, (5-√33)/2", "correct"),
        ("[[1,2],[3,4]]", "(5+√31)/2, (5-√31)/2", "wrong"),
        ("[[1,-2],[3,1]]", "1 ± i√6", "correct"),
        ("[[0,-1],[1,0]]", "1, -1", "wrong"),
    ]
    for matrix, answer, status in marks:
        assert wk.check(f"Find the eigenvalues of {matrix}", answer).status == status

"""For which values of a parameter: systems with no, one or many solutions, singular matrices, dependent vectors."""

import pytest

import workings as wk
from workings.linear.conditions import read_condition

QUESTIONS = {
    "Find k so that the matrix [[1, 2], [3, k]] is singular.": "k = 6",
    "For which k is [[k, 1], [4, k]] not invertible?": "k = −2 or k = 2",
    "For what value of k is the matrix [[1, 2], [k, 1]] invertible?": "k ≠ 1/2",
    "Find k if [[k, 2], [3, 4]] has no inverse.": "k = 3/2",
    "Find k such that the determinant of [[k, 2], [3, k]] is zero.": "k = −√6 or k = √6",
    r"For which $\lambda$ is $\begin{pmatrix} \lambda & 2 \\ 2 & \lambda \end{pmatrix}$ singular?": "λ = −2 or λ = 2",
    "For which k is [[k, 1], [-1, k]] singular?": "false",
    "For which k is the matrix [[k, 1], [1, k]] positive definite?": "(k > 0, k² − 1 > 0)",
    "Find all values of h such that the vectors (1, 2, h), (0, 1, 3), (1, 1, 1) are linearly dependent.": "h = 4",
    "For what values of t are (1, t, 0), (0, 1, t), (t, 0, 1) linearly independent?": "t ≠ −1",
    "For which k are the vectors (k, 2) and (k, -8) perpendicular?": "k = −4 or k = 4",
    "Find t so that (t, 2, 1) is orthogonal to (1, t, 3).": "t = −1",
    "For what values of a does ax + 2y = 1, 3x + ay = 2 have a unique solution?": "a ≠ −√6 and a ≠ √6",
    "Find the value of $k$ for which $x + 2y = 3$, $2x + ky = 6$ has infinitely many solutions.": "k = 4",
    "If the system x + y = 2, 2x + ky = 4 has infinitely many solutions, find k.": "k = 2",
    "For which a does the system ax + y = 1, x + ay = 1 have a unique solution?": "a ≠ −1 and a ≠ 1",
    "Find all values of k for which kx + y + z = 1, x + ky + z = 1, x + y + kz = 1 has no solution.": "k = −2",
    "For what value of h is the following system consistent? x + hy = 4, 3x + 6y = 8": "h ≠ 2",
    "Determine k such that the homogeneous system x + ky = 0, 3x + 6y = 0 has nontrivial solutions.": "k = 2",
    "For which k does k x = 2 have no solution?": "k = 0",
    "Find p for which x + 2y = 3, 2x + 4y = 6 + 0p has no solution.": "false",
    "Find the values of a and b so that x + y = 1, ax + by = 2 has infinitely many solutions.": "a = b and b = 2",
    "連立方程式 x + ky = 1, kx + y = 1 が解をもたないような k の値を求めよ。": "k = −1",
}
NONE = (
    "find x: x + y = 3, x - y = 1",
    "For which x is x^2 = 4?",
    "d/dx (k x)",
    "solve k x + y = 1, x + k y = 1 for x, y",
)


@pytest.mark.parametrize(("question", "answer"), QUESTIONS.items())
def test_answered(question: str, answer: str) -> None:
    derivation = wk.derive(question)
    assert wk.to_text(derivation.answer) == answer
    assert derivation.verify().holds
    for lang in ("en", "ja"):
        assert "valid for" not in derivation.to_text(lang=lang)
        assert derivation.to_html(lang=lang)
        assert derivation.to_latex(lang=lang)


@pytest.mark.parametrize("text", NONE)
def test_asks_of_no_parameter(text: str) -> None:
    assert read_condition(text) is None


def test_a_wrong_condition_is_refuted() -> None:
    from workings.judge.linear import judge_number_of_solutions, judge_solved_for

    one, other = (wk.derive(f"For which k does x + 2y = 3, 2x + ky = {n} have no solution?") for n in (6, 7))
    assert judge_number_of_solutions(one.goal, other.answer).kind == "refuted"
    singular = wk.derive("For which k is [[k, 1], [4, k]] singular?")
    assert judge_solved_for(singular.root.uses[-1].goal, wk.parse("k = 2")).kind == "refuted"


NO_SOLUTION = "Find k for which x + 2y = 3, 2x + ky = 6 has no solution."
UNIQUE = "For which a does the system ax + y = 1, x + ay = 1 have a unique solution?"
SINGULAR = "For which k is [[k, 1], [4, k]] not invertible?"
ANSWERS = [
    (NO_SOLUTION, "no such k", "correct", None),
    (NO_SOLUTION, "k = 4", "wrong", "no-solution-and-infinitely-many-confused"),
    (UNIQUE, "a ≠ ±1", "correct", None),
    (UNIQUE, "all a except 1 and -1", "correct", None),
    (UNIQUE, "a = 1", "wrong", None),
    (SINGULAR, "k = 2 or k = -2", "correct", None),
    (SINGULAR, "2, -2", "correct", None),
    (SINGULAR, "k = 2", "wrong", None),
    (SINGULAR, "k ≠ 2 and k ≠ -2", "wrong", "condition-turned-round"),
    (SINGULAR, "x = 2", "undecided", None),
]


@pytest.mark.parametrize(("problem", "answer", "status", "slug"), ANSWERS)
def test_marked(problem: str, answer: str, status: str, slug: str | None) -> None:
    verdict = wk.check(problem, answer)
    assert verdict.status == status
    assert (verdict.mistake.slug if verdict.mistake else None) == slug


def test_work_is_marked() -> None:
    lines = ["det = k^2 - 4", "k^2 - 4 = 0", "k = 2"]
    assert [line.status for line in wk.check_work(SINGULAR, lines).lines] == ["undecided", "follows", "wrong"]

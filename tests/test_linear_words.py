"""Linear algebra asked in words: what is derived, what is refused, and how answers and workings are marked."""

from __future__ import annotations

from typing import Any

import pytest
from homework_cases import Marked, answers, homework
from sympy import Matrix, Rational, acos, pi, sqrt

import workings as wk
from workings.expression.curve_goals import Several
from workings.expression.errors import ReadError
from workings.judge import equal
from workings.stated import read_worded

A, B = Matrix([[1, 2], [3, 4]]), Matrix([[5, 6], [7, 8]])
S = Matrix([[2, 1], [1, 2]])
half = Rational(1, 2)

# What is asked, and what SymPy says that it is.
VALUES: list[tuple[str, Any]] = [
    ("What are the eigenvalues of the matrix [[2,1],[1,2]]?", (1, 3)),
    ("Find the rank of the matrix [[1,2],[2,4]]", Matrix([[1, 2], [2, 4]]).rank()),
    ("Multiply [[1,2],[3,4]] by [[5,6],[7,8]]", A * B),
    ("Compute the product of [[1,2],[3,4]] and [[5,6],[7,8]]", A * B),
    ("Find the product [[1,2],[3,4]] [[5],[6]].", A * Matrix([5, 6])),
    ("Subtract [[1,2],[3,4]] from [[5,6],[7,8]]", B - A),
    ("dot product of (1,2) and (3,4)", 11),
    ("cross product of (1,2,3) and (4,5,6)", Matrix([1, 2, 3]).cross(Matrix([4, 5, 6]))),
    (
        r"Compute $\mathbf{a} \times \mathbf{b}$ where $\mathbf{a} = (1,2,3)$, $\mathbf{b} = (3,2,1)$.",
        Matrix([-4, 8, -4]),
    ),
    ("angle between (1,0) and (1,1)", pi / 4),
    ("What is the angle in degrees between u = (1,0) and v = (1,1)?", 45),
    ("If u = (1, 2) and v = (3, -1), what is the angle between them?", acos(1 / sqrt(50))),
    ("Let u = (1,2) and v = (3,4). Find the projection of u onto v.", Matrix([3, 4]) * Rational(11, 25)),
    ("distance between (1,2) and (4,6)", 5),
    ("Find a unit vector in the direction of (3,4)", Matrix([3, 4]) / 5),
    ("What is the L1 norm of (1,-2,3)?", 6),
    ("Find the cosine similarity of (1,2) and (2,1)", Rational(4, 5)),
    ("What is the nullity of [[1,2],[2,4]]?", 1),
    ("Find the matrix of cofactors of [[1,2],[3,4]]", A.cofactor_matrix()),
    ("Find |A| where A = [[1,2],[3,4]]", A.det()),
    ("Find the trace of A^2 where A = [[1,2],[3,4]].", (A**2).trace()),
    ("Let A = [[1,2],[3,4]]. Compute A^2 - 5A - 2I.", Matrix.zeros(2)),
    ("Reduce [[1,2],[3,4]] to row echelon form.", Matrix([[1, 2], [0, -2]])),
    ("Find the area of the parallelogram spanned by (1,2) and (3,4).", 2),
    ("Compute det [[1,2],[3,4]] + 2", 0),
    ("Find the determinant of the inverse of A = [[1,2],[3,4]].", Rational(-1, 2)),
    ("Find the length of the sum of (1,2) and (2,2).", 5),
    ("Find the trace of the product AB for A = [[1,2],[3,4]] and B = [[0,1],[1,0]].", 5),
    ("行列 [[1,2],[3,4]] の逆行列の行列式を求めよ", Rational(-1, 2)),
    ("Find the dot product of 2i - j + 3k and i + j - k", -2),
    ("Find the magnitude of v = 3i + 4j", 5),
    ("Compute 3(1,2) - 2(3,4)", Matrix([-3, -2])),
    ("行列 [[1,2],[3,4]] の行列式を求めよ", -2),
    ("行列 A = [[1,2],[3,4]] の逆行列を求めよ。", A.inv()),
    ("行列 [[1,2],[3,4]] の転置行列を求めよ", A.T),
    ("ベクトル (1,2) と (3,4) の内積を求めよ", 11),
    ("a = (1,0,0), b = (0,1,0) の外積を求めよ", Matrix([0, 0, 1])),
    ("ベクトル a = (2,3) の b = (1,1) への正射影を求めよ。", Matrix([1, 1]) * Rational(5, 2)),
]
YES_OR_NO = [
    ("Are (1,2) and (2,4) linearly independent?", False),
    ("Determine whether the vectors (1,0,0), (0,1,0), and (1,1,0) are linearly dependent.", True),
    ("Determine if {(1,0,1), (0,1,1), (1,1,3)} is linearly independent.", True),
    ("Are the columns of [[1,2],[3,4]] linearly independent?", True),
    ("Is [[1,2],[2,4]] invertible?", False),
    ("Is the matrix A = [[1,2],[2,4]] singular?", True),
    ("Does [[1,2],[3,4]] have an inverse?", True),
    ("Is [[1,2],[3,4]] symmetric?", False),
    ("Is the matrix [[2,1],[1,2]] positive definite?", True),
    ("Is [[1,2],[2,1]] positive definite?", False),
    ("Show that (1,2) and (-2,1) are orthogonal.", True),
    ("[[1,2],[2,4]] は正則か", False),
    ("ベクトル (1,2), (2,4) は一次独立か", False),
]  # fmt: skip
SEVERAL: list[tuple[str, tuple[Any, ...]]] = [
    ("A = [[1,2],[3,4]], find det(A) and A^{-1}", (-2, A.inv())),
    ("Find the determinant, trace and inverse of A = [[1,2],[3,4]].", (-2, 5, A.inv())),
    ("Given $A = [[1,2],[3,4]]$ and $B = [[5,6],[7,8]]$, compute $AB$ and $BA$.", (A * B, B * A)),
    ("Let A = [[1,2],[3,4]]. What is the transpose of A? What is its determinant?", (A.T, -2)),
    ("Find the determinant of A and B where A = [[1,2],[3,4]], B = [[5,6],[7,8]].", (-2, -2)),
    ("Let u=(1,2,3), v=(4,5,6). Compute u · v, u × v and ‖u‖.", (32, Matrix([-3, 6, -3]), sqrt(14))),
    ("Is [[2,1],[1,2]] symmetric and positive definite?", (True, True)),
    ("A = [[2,1],[1,2]] のトレースと行列式を求めよ。", (4, 3)),
]
REFUSED = [
    ("Compute the SVD of [[1,2],[3,4]]", "SVD"),
    ("Diagonalize A = [[4,1],[2,3]].", "Diagonalize"),
    ("Find the largest eigenvalue of [[2,1],[1,2]].", "largest"),
    ("Find the sum of the eigenvalues of [[2,1],[1,2]].", "sum of"),
    ("Find the determinant of A.", "not given"),
    ("Is AB = BA for A = [[1,2],[3,4]], B = [[0,1],[1,0]]?", "two sides"),
]


def agree(found: Any, expected: Any) -> bool:
    if isinstance(expected, tuple):
        return len(found) == len(expected) and all(map(agree, found, expected))
    if isinstance(expected, bool):
        return bool(found) is expected
    if isinstance(expected, Matrix):
        return found.shape == expected.shape and all(map(agree, found, expected))
    return equal(found, wk.parse(str(expected))).kind in ("proved", "agrees")


@pytest.mark.parametrize(("question", "expected"), [*VALUES, *YES_OR_NO, *SEVERAL])
def test_derived(question: str, expected: Any) -> None:
    derivation = wk.derive(question)
    assert agree(derivation.result, expected)
    assert all(evidence.kind in ("proved", "agrees") for _, evidence in derivation.verify().steps)
    for lang in ("en", "ja"):
        assert derivation.to_text(lang=lang)


@pytest.mark.parametrize(("question", "said"), REFUSED)
def test_refused(question: str, said: str) -> None:
    with pytest.raises((ReadError, ValueError), match=said):
        wk.derive(question)


def test_all_questions_of_a_text_are_answered_in_their_order() -> None:
    worded = read_worded(
        "For A = [[4,1],[2,3]], find: (a) the characteristic polynomial (b) the eigenvalues (c) the trace."
    )
    assert worded is not None
    assert isinstance(worded.goal, Several)
    assert [question.want for question in worded.questions] == ["characteristic", "eigenvalues", "value"]


def test_lu_with_rows_exchanged_says_so() -> None:
    left, product = wk.derive("LU decomposition of [[0,1],[4,5]]").result.args
    p, a = map(Matrix, left.args)
    assert p * a == Matrix(product.args[0]) * Matrix(product.args[1])
    assert a == Matrix([[0, 1], [4, 5]])


def test_lu_of_a_matrix_multiplies_back() -> None:
    given, product = wk.derive("LU decomposition of [[2,1,1],[4,3,3],[8,7,9]]").result.args
    lower, upper = map(Matrix, product.args)
    assert lower * upper == Matrix(given)
    assert lower.is_lower
    assert upper.is_upper


@pytest.mark.parametrize(("problem", "answer"), answers("linear_words_answers"))
def test_answers(problem: str, answer: Marked) -> None:
    verdict = wk.check(problem, answer.text)
    assert verdict.status == answer.mark, verdict.reason


@pytest.mark.parametrize(("problem", "lines"), homework("linear_words_workings"))
def test_workings(problem: str, lines: list[Marked]) -> None:
    marking = wk.check_work(problem, [line.text for line in lines])
    assert [line.status.removesuffix("_forward") for line in marking.lines] == [line.mark for line in lines]


def test_a_law_in_letters_that_nothing_names_is_never_wrong() -> None:
    marking = wk.check_work("Find the determinant of [[1,2],[3,4]].", ["det(A) = pq - rs", "= 1·4 - 2·3", "= -2"])
    assert [line.status for line in marking.lines] == ["undecided", "follows", "follows"]
    assert "p, q, r and s" in marking.lines[0].reason

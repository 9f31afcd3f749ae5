"""Matrix calculus: the answers of the literature, against autograd and exact arithmetic; reading, shapes, pictures."""

import json
import re
from functools import partial
from importlib.util import find_spec

import numpy as np
import pytest

import workings as wk
from workings.expression.errors import ReadError
from workings.expression.matrix_goals import ShapeError
from workings.expression.shaped import Letter, hadamard, shape_of, times
from workings.expression.shaped_question import asks_about_shapes
from workings.judge.duals import Dual, applied
from workings.judge.shaped import judge_shaped

LEAST_SQUARES = "d/dx ||A x - b||^2 where A is m x n, x in R^n, b in R^m"

# The question, and the answer of a textbook or table: Petersen and Pedersen's Matrix Cookbook by equation number.
KNOWN = [
    ("d/dx a^T x where a, x in R^n", "a"),  # 69
    ("d/dX a^T X b where X is m x n, a in R^m, b in R^n", "a b^T"),  # 70
    ("d/dX a^T X^T b where X is m x n, a in R^n, b in R^m", "b a^T"),  # 71
    ("d/dX b^T X^T X c where X is m x n, b, c in R^n", "X (b c^T + c b^T)"),  # 77
    ("d/dx (B x + b)^T C (D x + c) where B, D are m x n, C is m x m, x in R^n, b, c in R^m",
     "B^T C (D x + c) + D^T C^T (B x + b)"),  # 78
    ("d/dX b^T X^T D X c where X is m x n, D is m x m, b, c in R^n", "D^T X b c^T + D X c b^T"),  # 82
    ("d/dx (x - A s)^T W (x - A s) where W is n x n symmetric, A is n x m, x in R^n, s in R^m", "2 W (x - A s)"),  # 87
    ("d/ds (x - A s)^T W (x - A s) where W is n x n symmetric, A is n x m, x in R^n, s in R^m",
     "-2 A^T W (x - A s)"),  # 84
    ("d/dX a^T X^2 b where X is n x n, a, b in R^n", "X^T a b^T + a b^T X^T"),  # 91
    ("d/dX tr(X A) where X is m x n, A is n x m", "A^T"),  # 100
    ("d/dX tr(A X^T B) where X is m x n, A is p x n, B is m x p", "B A"),  # 102
    ("d/dX tr(X^2) where X is n x n", "2 X^T"),  # 106
    ("d/dX tr(X^T B X C) where X is m x n, B is m x m, C is n x n", "B X C + B^T X C^T"),  # 117
    ("d/dX tr((A X B + C)(A X B + C)^T) where X is m x n, A is p x m, B is n x q, C is p x q",
     "2 A^T (A X B + C) B^T"),  # 119
    ("d/dX tr(A X^-1 B) where A is m x n, X is n x n, B is n x m", "-(X^-1 B A X^-1)^T"),  # 124
    ("d/dX det(X^T A X) where A is m x m symmetric, X is m x n", "2 det(X^T A X) A X (X^T A X)^-1"),  # 53
    ("d/dX log det(X^T X) where X is m x n", "2 X (X^T X)^-1"),  # 55, 57
    ("d/dx ||x - a|| where x, a in R^n", "(x - a)/||x - a||"),  # 129
    ("d/dx x^T x where x in R^n", "2 x"),  # 131
    ("d/dX ||X||_F^2 where X is m x n", "2 X"),  # 132
    # machine learning
    (LEAST_SQUARES, "2 A^T (A x - b)"),
    ("d/dw (||X w - y||^2 + c ||w||^2) where X is m x n, w in R^n, y in R^m, c in R", "2 X^T (X w - y) + 2 c w"),
    ("d/dw sum(log(1 + exp(-y ⊙ (X w)))) where X is m x n, w in R^n, y in R^m",
     "-X^T (y ⊙ sigmoid(-y ⊙ (X w)))"),
    ("d/dm (-1/2 log det S - 1/2 (x - m)^T S^-1 (x - m)) where S is n x n symmetric, x, m in R^n", "S^-1 (x - m)"),
    ("d/dS (-1/2 log det S - 1/2 (x - m)^T S^-1 (x - m)) where S is n x n symmetric, x, m in R^n",
     "-1/2 S^-1 + 1/2 S^-1 (x - m) (x - m)^T S^-1"),
    ("d/dW1 ||W2 relu(W1 x + b) - y||^2 where W1 is h x n, W2 is m x h, x in R^n, b in R^h, y in R^m",
     "2 ((W2^T (W2 relu(W1 x + b) - y)) ⊙ Heaviside(W1 x + b)) x^T"),
    ("d/dW (logsumexp(W x) - y^T W x) where W is m x n, x in R^n, y in R^m", "(softmax(W x) - y) x^T"),
    ("d/dV ||A - U V||^2 where A is m x n, U is m x r, V is r x n", "-2 U^T (A - U V)"),
    # Jacobians, by numbers, of matrices, second derivatives
    ("d/dx tanh(W x) where W is m x n, x in R^n", "diag(1 - tanh(W x) ⊙ tanh(W x)) W"),
    ("d/dx softmax(x) where x in R^n", "diag(softmax(x)) - softmax(x) softmax(x)^T"),
    ("d/dx x/||x|| where x in R^n", "I/||x|| - x x^T/||x||^3"),
    ("d/dt (A + t B)^-1 where A, B are n x n, t in R", "-(A + t B)^-1 B (A + t B)^-1"),
    ("d/dt exp(t a) where a in R^n, t in R", "a ⊙ exp(t a)"),
    ("d/dX A X B where A is m x n, X is n x p, B is p x q", "kron(B^T, A)"),
    ("d/dX X^-1 where X is n x n", "-kron((X^-1)^T, X^-1)"),
    ("hessian of (x - a)^T A (x - a) with respect to x where A is n x n, x, a in R^n", "A + A^T"),
    ("hessian of sum(log(1 + exp(X w))) with respect to w where X is m x n, w in R^n",
     "X^T diag(sigmoid(X w) ⊙ sigmoid(-X w)) X"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "known"), KNOWN, ids=[question for question, _ in KNOWN])
def test_known_answers(question: str, known: str) -> None:
    derivation = wk.derive(question)
    evidence = wk.equal(derivation.result, derivation.read(known), assuming=derivation.conditions)
    assert evidence.kind in ("proved", "agrees"), evidence
    verification = derivation.verify()
    assert verification.holds, [(s.rule.slug, str(e)) for s, e in verification.steps if e.kind == "refuted"]
    if find_spec("torch") is not None:
        assert verification.autograd is not None
        assert verification.autograd.kind == "agrees", verification.autograd


@pytest.mark.parametrize(
    ("question", "wrong"),
    [
        (LEAST_SQUARES, "A^T (A x - b)"),
        ("d/dx x^T A x where A is n x n, x in R^n", "2 A x"),
        ("d/dX tr(A X B) where A, B, X are n x n", "B^T A^T"),
        ("d/dX log det X where X is n x n", "X^-1"),
        ("d/dX X^-1 where X is n x n", "kron((X^-1)^T, X^-1)"),
        ("d/dX X^-1 where X is n x n", "-kron(eye(n), X^-1 X^-1)"),
    ],
)
def test_wrong_answers_are_refuted_by_matrices(question: str, wrong: str) -> None:
    derivation = wk.derive(question)
    evidence = wk.equal(derivation.result, derivation.read(wrong), assuming=derivation.conditions)
    assert evidence.kind == "refuted"
    assert "=" in evidence.domain


def test_symmetry_is_used_where_it_is_declared() -> None:
    assert str(wk.derive("gradient of x^T A x with respect to x, A symmetric").result) == "2A x"
    assert str(wk.derive("gradient of x^T A x with respect to x, A is n x n").result) == "(A + Aᵀ) x"


def test_layouts_are_named_and_transposed() -> None:
    column = wk.derive("d/dx x^T A x where A is n x n, x in R^n")
    row = wk.derive("d/dx x^T A x in numerator layout where A is n x n, x in R^n")
    assert shape_of(column.result) == ("n", 1)
    assert shape_of(row.result) == (1, "n")
    assert "gradient layout: the shape of x" in column.to_text()
    assert "numerator layout" in row.to_text()
    shapes = {"A": "m x n", "x": "n"}
    jacobian = wk.matrix_derivative("A x", "x", shapes).result
    turned = wk.matrix_derivative("A x", "x", shapes, layout="denominator").result
    assert (str(jacobian), str(turned)) == ("A", "Aᵀ")
    with pytest.raises(ValueError, match="layout 'sideways'"):
        wk.matrix_derivative("A x", "x", shapes, layout="sideways")


def test_the_lines_a_person_reads() -> None:
    assert wk.derive("d/dX tr(A X B) where A is m x n, X is n x p, B is p x m").to_text().splitlines() == [
        "∂/∂X tr(A X B)",
        "    d tr(A X B) = tr(A dX B)      trace; constant factors",
        "  = tr(B A dX)                    cyclic trace",
        "    ∂/∂X tr(A X B) = (B A)ᵀ       read off, gradient layout: the shape of X",
        "  = Aᵀ Bᵀ                         transposes",
        "valid for A ∈ ℝ^(m×n), X ∈ ℝ^(n×p), B ∈ ℝ^(p×m)",
    ]


def test_conditions_travel_with_the_steps() -> None:
    def said(question: str) -> list[str]:
        return [wk.to_text(c) for c in wk.derive(question).conditions]

    assert said("d/dX tr(X^-1) where X is n x n") == ["det X ≠ 0"]
    assert said("d/dX log det X where X is n x n") == ["det X > 0"]
    assert said("d/dx ||A x - b|| where A is m x n, x in R^n, b in R^m") == ["A x − b ≠ 0"]
    assert said("d/dx sum(log(A x)) where A is m x n, x in R^n") == ["(A x)_i > 0"]
    assert said(LEAST_SQUARES) == []


@pytest.mark.parametrize(
    "question",
    [
        r"\frac{\partial}{\partial \mathbf{x}} \left\| A \mathbf{x} - b \right\|^2, A \in \mathbb{R}^{m \times n},"
        r" x \in \mathbb{R}^n, b \in \mathbb{R}^m",
        "∂/∂x ‖Ax − b‖², A ∈ ℝᵐˣⁿ, x ∈ ℝⁿ, b ∈ ℝᵐ",
        "gradient of ||A*x - b||_2^2 with respect to x where A is an m by n matrix, x is an n-vector, b is in R^m",
        "Find the derivative of (Ax-b)'(Ax-b) w.r.t. x, where A: m x n, x: vector of length n and b in R^m",
        r"∇_x (A x - b)^T (A x - b), A is m×n",
    ],
)
def test_one_question_in_many_spellings(question: str) -> None:
    assert asks_about_shapes(question)
    derivation = wk.derive(question)
    assert wk.equal(derivation.result, derivation.read("2 A^T (A x - b)")).kind == "proved"


def test_shapes_that_follow_need_not_be_said() -> None:
    derivation = wk.derive("d/dX log det X")
    assert derivation.letters == (Letter("X", "m", "m"),)
    derivation = wk.derive("d/dX tr(A X B)")
    assert [shape_of(letter) for letter in derivation.letters] == [("m", "n"), ("n", "p"), ("p", "m")]
    derivation = wk.derive("gradient of a^T x with respect to x, a in R^k")
    assert derivation.letters[1] == Letter("x", "k", 1)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("d/dX (tr(X) + X) where X is n x n", "X is mxm|a sum needs equal shapes|not said what"),
        ("d/dx A x where A is m x n, x in R^m", r"A is mxn and x is mx1, so A x needs n = m; what fits: A\^T x"),
        ("d/dX tr(A X) where A is m x n, X is m x n", "so A X needs n = m"),
        ("gradient of A x with respect to x where A is m x n, x in R^n", "a gradient or Hessian is that of a number"),
        ("d/dx x^T (A x", "a bracket is not closed"),
        ("d/dX tr(X) where X is m x n", "a trace is of a square matrix"),
        ("d/dx |x| where x in R^n", "could be a length or the size of every entry"),
        ("d/dX X^2 where X is m x n", "only a square matrix has powers"),
        ("d/dx a ⊙ x where a in R^m, x in R^n", "needs equal shapes"),
        ("d/dx x / A where x in R^n, A is n x n", "only a number can be divided by"),
        ("d/dX tr A X where A, X are n x n", "how far tr reaches"),
        ("gradient of a^T b where a, b in R^n", "by which letter; it has a, b"),
        ("d/dx a^T x where a is a banana, x in R^n", "is not understood"),
        ("d/dx " + "(" * 60 + "x^T x" + ")" * 60 + " where x in R^n", "brackets in each other"),
        ("d/dx x^T x / 0 where x in R^n", "division by zero"),
    ],
)
def test_errors_say_what_would_be_right(question: str, said: str) -> None:
    with pytest.raises((wk.ReadError, ShapeError), match=said):
        wk.derive(question)


def test_ordinary_calculus_is_not_taken_for_matrices() -> None:
    for text in ("d/dx x^2", "d/dT e^T", "d/dx (3x+2)^2", "d/dx |x|", "gradient of x^2 + y^2", "det([[1, 2], [3, 4]])"):
        assert not asks_about_shapes(text)


def test_what_does_not_fit_is_not_built() -> None:
    with pytest.raises(ShapeError, match=r"A is 2x3 and B is 2x3, so A B needs 3 = 2; A B\^T"):
        times(Letter("A", 2, 3), Letter("B", 2, 3))
    with pytest.raises(ShapeError, match="needs equal shapes"):
        hadamard(Letter("A", 2, 3), Letter("B", 3, 2))


def test_results_run_on_arrays() -> None:
    run = wk.derive(LEAST_SQUARES).lambdify()
    chance = np.random.default_rng(1)
    a, x, b = chance.normal(size=(5, 3)), chance.normal(size=3), chance.normal(size=5)
    slope = run(a, x, b)
    step = 1e-6
    for i in range(3):  # by the difference quotient, which shares nothing with any of it
        ahead, back = x.copy(), x.copy()
        ahead[i] += step
        back[i] -= step
        quotient = (np.sum((a @ ahead - b) ** 2) - np.sum((a @ back - b) ** 2)) / (2 * step)
        assert abs(slope[i] - quotient) < 1e-6 * max(1, abs(quotient))
    with pytest.raises(ShapeError, match="x is nx1 with n = 3; the value given is 4x1"):
        run(a, np.ones(4), b)
    with pytest.raises(TypeError, match="2 arguments for 3"):
        run(a, x)
    with pytest.raises(ValueError, match="b is no argument"):
        wk.derive(LEAST_SQUARES).lambdify(["A", "x"])


@pytest.mark.skipif(find_spec("torch") is None, reason="torch is not installed")
def test_results_run_on_tensors_and_can_be_differentiated_again() -> None:
    import torch

    derivation = wk.derive("d/dw sum(log(1 + exp(X w))) where X is m x n, w in R^n")
    x, w = torch.randn(6, 3, dtype=torch.float64), torch.randn(3, dtype=torch.float64, requires_grad=True)
    slope = derivation.lambdify(backend="torch")
    torch.testing.assert_close(slope(x, w), x.T @ torch.sigmoid(x @ w))
    hessian = torch.autograd.functional.jacobian(lambda v: slope(x, v), w)
    torch.testing.assert_close(hessian, x.T @ torch.diag(torch.sigmoid(x @ w) * torch.sigmoid(-x @ w)) @ x)


def test_exporters_and_languages() -> None:
    derivation = wk.derive("d/dX log det X where X is n x n")
    assert r"X^{-\top}" in derivation.to_latex()
    assert "<math" in derivation.to_html()
    assert "読み取る" in derivation.to_text(lang="ja")
    record = json.loads(derivation.to_json(verification=derivation.verify()))
    assert record["goal"]["text"] == "∂/∂X (ln(det X))"
    assert {step["evidence"]["kind"] for step in record["steps"]} <= {"proved", "agrees"}
    plain = derivation.to_text(unicode=False)
    assert plain.isascii()
    assert re.search(r"X\^-T", plain)


@pytest.mark.parametrize("question", [question for question, _ in KNOWN])
def test_a_printed_foundreads_back(question: str) -> None:
    """In every notation, to an expression proved equal for all sizes, which is printed the same again."""
    derivation = wk.derive(question)
    for write in (wk.to_text, partial(wk.to_text, unicode=False), wk.to_latex):
        printed = write(derivation.result)
        again = derivation.read(printed)
        assert wk.equal(derivation.result, again).kind == "proved", printed
        assert write(again) == printed


def test_hints() -> None:
    derivation = wk.derive("d/dX tr(A X B) where A, B, X are n x n")
    assert derivation.hint().startswith("Next: trace.")
    assert derivation.hint(["tr(A dX B)"]).startswith("Next: cyclic trace.")
    assert derivation.hint(["A^T B^T"]) == "Nothing is left to do: this is the answer."
    assert "not equal" in derivation.hint(["B^T A^T"])


def test_dual_numbers_know_nothing_of_the_rules() -> None:
    from flint import fmpq
    from sympy import Symbol

    t = Symbol("t", real=True)
    x = applied(1 / (1 + t**2), t, Dual(fmpq(2), fmpq(1), 1))
    assert (x.a, x.b) == (fmpq(1, 5), fmpq(-4, 25))
    inner = Dual(Dual(fmpq(3), fmpq(1), 1), fmpq(1), 2)
    cube = applied(t**3, t, inner)
    assert cube.b.b == fmpq(18)  # the second derivative of t^3 at 3


def test_the_judge_refutes_what_holds_for_numbers_only() -> None:
    a, b = Letter("A", "n", "n"), Letter("B", "n", "n")
    evidence = judge_shaped(times(a, b), times(b, a))
    assert evidence.kind == "refuted"
    assert "A = [[" in evidence.domain
    assert judge_shaped(times(a, b), times(a, b)).kind == "proved"


NATURAL = [
    # in words, in LaTeX, in Japanese; what is not said of a small letter is as books have it
    ("derivative of x'Ax w.r.t. x", "(A + A')x"),
    ("∂/∂x (xᵀAx)", "(A + A')x"),
    (r"\nabla_x \|Ax-b\|^2", "2A'(Ax - b)"),
    (r"Compute $\nabla_W \frac{1}{2}\|Wx - y\|_2^2$.", "(Wx - y)x'"),
    (r"Let $L(w) = \|Xw - y\|_2^2 + \lambda \|w\|_2^2$. Compute $\nabla_w L$.", "2X'(Xw - y) + 2λ w"),
    ("Find the gradient of f(x) = x^T A x + b^T x + c", "(A + A')x + b"),
    ("Let f(X) = log det X. Find df/dX.", "X^-T"),
    (r"\frac{\partial \operatorname{tr}(AXB)}{\partial X}", "A'B'"),
    (r"\frac{\partial \ln|X|}{\partial X}", "X^-T"),
    ("∂tr(X'AX)/∂X", "(A + A')X"),
    ("gradient of ln det(X) where X is n x n", "X^-T"),
    ("Jacobian of softmax(Wx+b) w.r.t. x", "(diag(softmax(Wx+b)) - softmax(Wx+b) softmax(Wx+b)')W"),
    ("Hessian of log-sum-exp(x)", "diag(softmax(x)) - softmax(x) softmax(x)'"),
    ("gradient of ‖R − UVᵀ‖²_F with respect to V", "-2(R - U V')'U"),
    ("gradient of the Rayleigh quotient x^T A x / x^T x w.r.t. x, A symmetric", "2Ax/(x'x) - 2(x'Ax)x/(x'x)^2"),
    ("What is the derivative of the trace of AX with respect to X?", "A'"),
    ("derivative of the inverse of X with respect to X", "-kron(X^-T, X^-1)"),
    ("gradient of the squared norm of Ax - b with respect to x", "2A'(Ax - b)"),
    ("Let A be an n x n matrix and x in R^n. Find the gradient of x^T A x.", "(A + A')x"),
    ("Let f: R^n -> R, f(x) = x^T A x. Find ∇f(x).", "(A + A')x"),
    ("Suppose Σ is positive definite. Find the derivative of log det Σ with respect to Σ.", "Σ^-1"),
    ("gradient of cross_entropy(y, softmax(Wx + b)) with respect to b", "sum(y) softmax(Wx + b) - y"),
    ("gradient of sum(max(0, 1 - y ⊙ (X w))) w.r.t. w", "-X'(y ⊙ [1 - y ⊙ (X w) > 0])"),
    ("gradient of mean((y - X w)^2) w.r.t. w", "-2X'(y - X w)/m"),
    ("d/dV softmax(QK^T)V", "kron(I_q, softmax(QK'))"),
    ("gradient of u^T H vec(X) w.r.t. X, X is m x n, u in R^p", "unvec(H'u, m, n)"),
    ("d/dX (X ⊗ B) where X is m x n, B is p x q", "kron(kron(I_n, K_(q,m)), I_p) kron(I_mn, vec(B))"),
    ("d/dD tr(A D) where D is n x n diagonal", "diag(diag(A))"),
    ("‖Ax − b‖² の x に関する勾配", "2A'(Ax - b)"),
    ("A を n×n 行列、x を n 次元ベクトルとするとき、x^T A x の x に関する勾配を求めよ。", "(A + A')x"),
    ("次の関数の x に関する勾配を求めよ: x^T A x（A は対称行列）", "2Ax"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "known"), NATURAL, ids=[question for question, _ in NATURAL])
def test_questions_in_natural_words(question: str, known: str) -> None:
    derivation = wk.derive(question)
    assert isinstance(derivation, wk.MatrixDerivation)
    evidence = wk.equal(derivation.result, derivation.read(known), assuming=derivation.conditions)
    assert evidence.kind in ("proved", "agrees"), (evidence, derivation.result)


def test_what_was_understood_is_told() -> None:
    def notes(question: str) -> str:
        return " ".join(note.en for note in wk.derive(question).notes)

    assert "w, x vectors, y a number" in notes("gradient of log(1 + exp(-y w^T x)) with respect to w")
    assert "varied independently" in notes("d/dS tr(A S) where S is n x n symmetric")
    assert "not the function of the matrix" in notes("d/dt tr(exp(t A)) where A is n x n")
    assert "the softmax of each row" in notes("d/dV softmax(QK^T)V")
    assert "|S| is read as a determinant" in notes("d/dS log|S| where S is n x n positive definite")
    assert not wk.derive(LEAST_SQUARES).notes


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (r"gradient of \sum_i log(x_i^T w) with respect to w", "a sum over indexed vectors is not worked"),
        ("d/dx max(x) where x in R^n", "the largest entry of a vector is not worked"),
        ("d/dx foo(x) where x in R^n", "'foo' is not known"),
        ("d/dx (a^T x, b^T x) where x in R^n", "a comma does not fit"),
        ("gradient of ||X w - y||^2", "by which letter; it has X, w, y"),
        ("d/dx ||x||_p where x in R^n", "this norm is not known"),
        ("d/dx (a × x) where a, x in R^3", "a cross product is not worked"),
        ("d/dx ||x||_inf where x in R^n", "the largest entry of a vector is not worked"),
    ],
)
def test_what_is_not_read_is_refused(question: str, said: str) -> None:
    with pytest.raises(wk.ReadError, match=said):
        wk.derive(question)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("derivative of vec(AXB) with respect to vec(X), X is m x n, A is p x m, B is n x q", "Bᵀ ⊗ A"),
        ("∂vec(AXB)/∂vec(X) where X is m x n, A is p x m, B is n x q", "Bᵀ ⊗ A"),
        ("d vec(X^-1)/d vec(X) where X is n x n", "−(X⁻ᵀ ⊗ X⁻¹)"),
        (r"\frac{d vec(X^T X)}{d vec(X)} where X is m x n", "(Xᵀ ⊗ I_n) K_(m, n) + I_n ⊗ Xᵀ"),
    ],
)
def test_derivatives_by_vec(question: str, answer: str) -> None:
    assert str(wk.derive(question).result) == answer


def test_only_vec_is_differentiated_by_a_vec() -> None:
    with pytest.raises(ReadError, match=r"only vec\(...\)"):
        wk.derive("gradient of tr(AX) with respect to vec(X)")


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (
            "gradient of sum(huber(A x - b)) with respect to x",
            "Aᵀ {A x − b if |A x − b| ≤ 1; sign(A x − b) if |A x − b| > 1}",
        ),
        ("d/dx sum(leakyrelu(x)), x in R^n", "{1/100 if x < 0; 1 if x > 0}"),
        ("gradient of sum(abs(x - a)) wrt x", "sign(x − a)"),
    ],
)
def test_answers_by_cases_read_back(question: str, answer: str) -> None:
    derivation = wk.derive(question)
    assert str(derivation.result) == answer
    found = derivation.answer
    for written in (wk.to_text(found), wk.to_text(found, unicode=False), wk.to_latex(found)):
        assert judge_shaped(derivation.read(written), found).kind == "proved"


def test_cases_are_of_one_thing() -> None:
    with pytest.raises(ReadError, match="not functions of one thing"):
        wk.derive("d/dx sum({y if x > 0; 0 if x < 0}) where x, y in R^n")


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("d/dx ||x||_3 where x in R^n", "x ⊙ abs(x) / sum(abs(x).^3)^(2/3)"),
        ("d/dx ||A x - b||_4^4 where A is m x n, x in R^n, b in R^m", "4 A^T (A x - b).^3"),
    ],
)
def test_norms_by_a_whole_number(question: str, answer: str) -> None:
    derivation = wk.derive(question)
    assert derivation.verify().holds
    assert wk.check(question, answer).status == "correct"

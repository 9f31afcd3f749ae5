"""Marking of matrix calculus: equivalent answers, the mistakes people make, matrices that show it, worked lines."""

import pytest

import workings as wk

QUADRATIC = "gradient of x'Ax with respect to x, x in R^n, A n x n"
SQUARES = "d/dx ||Ax - b||^2"
LOGISTIC = "gradient of sum(log(1 + exp(-y ⊙ (Xw)))) w.r.t. w"


@pytest.mark.parametrize(
    ("problem", "answer"),
    [
        (QUADRATIC, "(A + A')x"),
        (QUADRATIC, "Ax + A'x"),
        (QUADRATIC, r"\left(A + A^{\top}\right) x"),
        (QUADRATIC, "∇f = (A + Aᵀ)x"),
        (QUADRATIC, "the gradient is (A+A')x"),
        (QUADRATIC, "x'(A + A') in numerator layout"),
        ("gradient of x'Ax with respect to x, A symmetric n x n", "2Ax"),
        (SQUARES, "2A'Ax - 2A'b"),
        ("d/dX log det X", "(X^T)^{-1}"),
        ("d/dX det X", "adj(X)^T"),
        ("d/dX tr(AXB)", "A'B'"),
        ("differential of X^-1", "-X^-1 dX X^-1"),
        ("Jacobian of sigmoid(Wx+b) w.r.t. x", "diag(sigmoid(Wx+b) ⊙ (1 - sigmoid(Wx+b))) W"),
        (LOGISTIC, "-X'(y ⊙ sigmoid(-y ⊙ (Xw)))"),
        ("gradient of cross_entropy(y, softmax(Wx)) with respect to W", "(sum(y) softmax(Wx) - y)x'"),
    ],
)
def test_right_answers(problem: str, answer: str) -> None:
    verdict = wk.check(problem, answer)
    assert verdict.status == "correct", verdict
    assert verdict.evidence is not None
    assert verdict.evidence.kind in ("proved", "agrees")


@pytest.mark.parametrize(
    ("problem", "answer", "mistake"),
    [
        (QUADRATIC, "2Ax", "quadratic-form-without-symmetry"),
        (QUADRATIC, "Ax", "matrix-product-factor-lost"),
        (QUADRATIC, "x'(A + A')", "gradient-not-transposed"),
        ("Hessian of x'Ax", "2A", "quadratic-form-without-symmetry"),
        (SQUARES, "A'(Ax - b)", "squared-norm-factor-missing"),
        (SQUARES, "2(Ax - b)", "inner-jacobian-missing"),
        ("d/dX tr(AX) where A, X are n x n", "A", "gradient-not-transposed"),
        ("d/dX tr(AXB) where A, B, X are n x n", "B'A'", "transposes-order-kept"),
        ("d/dX log det X", "X^-1", "log-det-transpose-missing"),
        ("d/dX det X", "X^-T", "determinant-factor-missing"),
        ("differential of X^-1", "X^-1 dX X^-1", "inverse-minus-missing"),
        ("differential of X^-1", "-X^-2 dX", "inverse-one-sided"),
        ("Jacobian of sigmoid(Wx+b) w.r.t. x", "diag(sigmoid(Wx+b)) W", "entrywise-slope-missing"),
        ("Jacobian of softmax(x)", "diag(softmax(x) ⊙ (1 - softmax(x)))", "softmax-diagonal-only"),
        (LOGISTIC, "X'(y ⊙ sigmoid(-y ⊙ (Xw)))", "matrix-sign-lost"),
        ("gradient of ‖R − UVᵀ‖²_F with respect to U", "2(R-UV')V", "matrix-sign-lost"),
    ],
)
def test_mistakes_are_named(problem: str, answer: str, mistake: str) -> None:
    verdict = wk.check(problem, answer)
    assert verdict.status == "wrong"
    assert verdict.mistake is not None, verdict
    assert mistake in {verdict.mistake.slug, *(tie.slug for tie in verdict.ties)}
    assert verdict.feedback is not None
    assert verdict.feedback.explanation.ja.count("。") >= 1


def test_a_wrong_answer_is_shown_at_matrices() -> None:
    verdict = wk.check(QUADRATIC, "2Ax")
    assert verdict.evidence is not None
    assert verdict.evidence.kind == "refuted"
    told = verdict.to_text()
    assert (
        "with A = [[1, 2], [3, -2]], x = [[3], [3]]: your answer is [[18], [6]], the derivative is [[21], [3]]" in told
    )
    assert "のとき" in verdict.to_text(lang="ja")
    assert "your answer is mx1, the derivative is nx1" in wk.check(SQUARES, "2(Ax - b)").to_text()


def test_layouts() -> None:
    """A row where a column is asked for is right in the other layout, where the question says none."""
    verdict = wk.check(SQUARES, "2(Ax-b)'A")
    assert verdict.status == "wrong_form"
    assert "numerator layout" in verdict.reason
    assert wk.check(f"{SQUARES} in numerator layout", "2(Ax-b)'A").status == "correct"


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ("2A^T r", "unreadable"),
        ("2A(Ax - b)", "wrong"),
        ("I don't know this", "unreadable"),
        ("2A'(Ax -", "unreadable"),
    ],
)
def test_what_cannot_be_an_answer_says_why(answer: str, status: str) -> None:
    verdict = wk.check(SQUARES, answer)
    assert verdict.status == status
    assert verdict.reason


WORK = [
    (
        "gradient of ||Ax - b||^2 with respect to x",
        ["let r = Ax - b", "f = r'r", "df = 2 r' dr", "dr = A dx", "df = 2 r' A dx", "∇f = 2A'r", "= 2A'(Ax - b)"],
        "fffffff",
    ),
    (
        "gradient of ||Ax - b||^2 with respect to x",
        ["f = (Ax-b)'(Ax-b)", "= x'A'Ax - 2b'Ax + b'b", "∇f = 2A'Ax - 2A'b", "= 2A'(Ax-b)"],
        "ffff",
    ),
    (
        "gradient of ||Ax - b||^2 with respect to x",
        ["f = (Ax-b)'(Ax-b) = x'A'Ax - b'Ax + b'b", "∇f = 2A'Ax - A'b"],
        "wc",
    ),
    (
        "gradient of x'Ax with respect to x, A n x n",
        ["d(x'Ax) = dx'Ax + x'A dx", "= x'A'dx + x'A dx", "= x'(A + A')dx", "So the gradient is (A+A')x"],
        "ffff",
    ),
    ("gradient of x'Ax with respect to x, A n x n", ["d(x'Ax) = 2x'A dx", "∇f = 2A'x"], "wc"),
    (
        "d/dX tr(AXB) where A, B, X are n x n",
        ["d tr(AXB) = tr(A dX B)", "= tr(AB dX)", "∂f/∂X = B'A'"],
        "fwc",
    ),
    ("d/dX log det X", [r"d \log\det X &= \operatorname{tr}(X^{-1} dX) \\", "so the derivative is X^-T"], "ff"),
    ("d/dX X^-1", ["From X X^-1 = I we get dX X^-1 + X d(X^-1) = 0", "d(X^-1) = -X^-1 dX X^-1"], "ff"),
    (
        "d/dW ||W x - y||^2 where W is m x n, x in R^n, y in R^m",
        ["Let e = Wx - y", "df = 2e' dW x", "= 2 tr(x e' dW)", "∂f/∂W = 2 e x'"],
        "ffff",
    ),
    ("gradient of ||Ax - b||^2 with respect to x", ["We use the chain rule here.", "dr = dx"], "nu"),
]
LETTERS = {"follows": "f", "wrong": "w", "carried_forward": "c", "note": "n", "unreadable": "u", "undecided": "?"}


@pytest.mark.parametrize(("problem", "lines", "marks"), WORK)
def test_worked_lines(problem: str, lines: list[str], marks: str) -> None:
    marking = wk.check_work(problem, lines)
    assert "".join(LETTERS[line.status] for line in marking.lines) == marks, marking.to_text()


def test_the_mistake_of_a_line_is_named() -> None:
    marking = wk.check_work(WORK[4][0], WORK[4][1])
    assert marking.first_wrong == 0
    assert marking.mistake is not None
    assert marking.mistake.slug == "quadratic-form-without-symmetry"
    assert '"status":"carried_forward"' in marking.to_json()
    assert "→" in marking.to_html()

"""One of many: sums over an index, the derivative by x_j of what sums over the x's, and answers about them."""

import pytest

import workings as wk
from workings.expression.members import delta, members, same_member
from workings.expression.nodes import ONE, ZERO, integer, symbol
from workings.judge.indices import instances, is_indexed

ANSWERS = {
    "∂/∂x_j Σ_i (x_i - c)^3": "3 (x_j - c)^2",
    "d/dc Σ_i (x_i - c)^3": "-3 Σ_i (x_i - c)^2",
    r"\frac{\partial}{\partial v_j} \sum_{i} v_i^4": "4 v_j^3",
    r"\frac{\partial}{\partial v_2} \sum_{i=1}^m v_i^4": "4 v_2^3",
    "d/da 1/n Σ (y_i - a u_i)^2": "-2/n Σ_i u_i (y_i - a u_i)",
    "∂/∂z_j ln Σ_i e^(2 z_i)": "2 e^(2 z_j)/(Σ_k e^(2 z_k))",
    "∂/∂u_k ∑ᵢ ∑ⱼ m_ij uᵢ uⱼ": "Σ_j m_kj u_j + Σ_i m_ik u_i",
    "∂/∂x_i Σ_i x_i^2": "2 x_i",  # the two i's are not the same
    "∂/∂m_kl Σ_i Σ_j m_ij u_i v_j": "u_k v_l",
    "∂²/∂x_j∂x_k Σ_i x_i^3": "6 x_j δ_jk",
    "∂/∂q_j Π_i q_i": "(Π_i q_i)/q_j",
    "∂/∂z_j (e^(z_k)/Σ_i e^(z_i))": "(e^(z_k)/(Σ_i e^(z_i)))(δ_jk - e^(z_j)/(Σ_i e^(z_i)))",
    "∂/∂w_j 1/2 Σ_n (t_n - Σ_i w_i x_ni)^2": "-Σ_n (t_n - Σ_i w_i x_ni) x_nj",
}


@pytest.mark.parametrize(("question", "answer"), ANSWERS.items())
def test_the_derivative_is_right_and_every_step_is_judged(question: str, answer: str) -> None:
    verification = wk.derive(question).verify()
    assert {evidence.kind for _, evidence in verification.steps} <= {"proved", "agrees"}
    assert verification.whole.kind in ("proved", "agrees")
    assert wk.check(question, answer).status == "correct"


def test_the_text_reads_as_in_a_book() -> None:
    lines = wk.derive("∂/∂x_j Σ_i x_i^3").to_text()
    assert "one of many" in lines
    assert "3xⱼ²" in lines
    assert "valid for j ≥ 1, n ≥ j" in lines


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("∂/∂x_j Σ_i (x_i - c)^3", "0"),
        ("∂/∂x_j Σ_i (x_i - c)^3", "3 Σ_i (x_i - c)^2"),
        ("∂/∂z_j (e^(z_k)/Σ_i e^(z_i))", "-e^(z_k) e^(z_j)/(Σ_i e^(z_i))^2"),
    ],
)
def test_a_wrong_answer_is_refuted_at_numbers_for_its_indices(question: str, answer: str) -> None:
    verdict = wk.check(question, answer)
    assert verdict.status == "wrong"
    assert symbol("j") in dict(verdict.evidence.point)


def test_the_mistake_is_named() -> None:
    verdict = wk.check("∂/∂x_j Σ_i (x_i - c)^3", "0")
    assert verdict.mistake is not None
    assert verdict.mistake.slug == "index-not-distinguished"


def test_different_letters_without_a_sum_are_different_under_a_condition() -> None:
    assert "j ≠ i" in wk.derive("∂/∂w_i (w_i x_i + w_j x_j)").to_text()


@pytest.mark.parametrize("question", ["d/dx Σ_i x_i^2", "∇ Σ_i x_i^2", "d/dc ∑ (x - c)^2", "d/dc ∑^n (x_i - c)^2 y_j"])
def test_what_is_not_said_is_asked_for(question: str) -> None:
    with pytest.raises(wk.ReadError):
        wk.derive(question)


@pytest.mark.parametrize("text", ["x^T Σ x", "Σ^-1 x", "Σ", "x_i^T Σ x_i", "det Σ"])
def test_a_covariance_stays_a_letter(text: str) -> None:
    assert not is_indexed(wk.parse(text))


def test_deltas() -> None:
    i, j = symbol("i"), symbol("j")
    assert delta([(i, i)]) == ONE
    assert delta([(integer(1), integer(2)), (i, j)]) == ZERO
    assert wk.parse("δ_ij") == wk.parse(r"\delta_{ji}") == delta([(i, j)])


def test_members_are_compared_by_family_and_number_of_indices() -> None:
    x_i = members([symbol("x_i")], "i")[symbol("x_i")]
    assert same_member(x_i, symbol("x_j")) == [(symbol("i"), symbol("j"))]
    assert same_member(x_i, symbol("y_j")) is None
    assert same_member(x_i, symbol("x_jk")) is None
    assert same_member(symbol("x_1"), symbol("x_2")) is None


def test_a_claim_is_tried_with_equal_and_with_different_indices() -> None:
    left = wk.parse("δ_jk")
    tried = [dict(numbers) for numbers, *_ in instances([], left, ZERO, ())]
    assert {symbol("j"): integer(1), symbol("k"): integer(1)} in tried
    assert {symbol("j"): integer(1), symbol("k"): integer(2)} in tried


@pytest.mark.parametrize(
    ("problem", "answer"),
    [
        ("Let q_i = e^(a_i)/Σ_j e^(a_j). Find ∂q_i/∂a_k", "q_i (δ_ik - q_k)"),
        ("H = -Σ_k t_k ln q_k, q_i = e^(a_i)/Σ_j e^(a_j). Find ∂H/∂a_m", "q_m Σ_k t_k - t_m"),
        (
            "gradient of Σ_i (y_i - w x_i - b)^2 with respect to (w, b)",
            "(-2 Σ_i x_i (y_i - w x_i - b), -2 Σ_i (y_i - w x_i - b))",
        ),
        ("Hessian of Σ_i (y_i - w x_i - b)^2 with respect to w, b", "[[2 Σ_i x_i^2, 2 Σ_i x_i], [2 Σ_i x_i, 2n]]"),
        (r"Find the derivative of \ln L with respect to s, where \ln L = 4 \ln s - 3 s", "4/s - 3"),
        (r"\nabla_w \sum_i (y_i - w x_i)^2", r"-2\sum_i x_i (y_i - w x_i)"),
    ],
)
def test_what_is_defined_for_one_index_is_defined_for_all(problem: str, answer: str) -> None:
    assert wk.check(problem, answer).status == "correct"


@pytest.mark.parametrize(
    ("problem", "lines"),
    [
        (
            "Find the maximum likelihood estimate of λ for ℓ(λ) = Σ_i x_i ln λ - n λ",
            ["ℓ'(λ) = (Σ_i x_i)/λ - n", "(Σ_i x_i)/λ - n = 0", "λ = (Σ_i x_i)/n"],
        ),
        (
            "Minimize f(w) = Σ_i (y_i - w x_i)^2 over w",
            ["f'(w) = -2 Σ_i x_i (y_i - w x_i)", "Σ_i x_i y_i - w Σ_i x_i^2 = 0", "w = (Σ_i x_i y_i)/(Σ_i x_i^2)"],
        ),
        ("Find the maximum of f(u) = s ln u - c u", ["f'(u) = s/u - c", "s/u - c = 0", "u = s/c"]),
    ],
)
def test_a_slope_of_sums_is_set_to_zero_and_solved(problem: str, lines: list[str]) -> None:
    assert [line.status for line in wk.check_work(problem, lines).lines] == ["follows"] * len(lines)
    wrong = wk.check_work(problem, [*lines[:-1], lines[-1].replace("=", "= 2 +")])
    assert wrong.first_wrong == len(lines) - 1

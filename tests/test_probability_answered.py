"""Answers to questions about densities, quantiles, mixtures, counts and approximations, marked."""

import pytest

import workings as wk

MIXTURE = "X | C=1 ~ N(0, 1), X | C=2 ~ N(3, 4), P(C=1) = 0.3, P(C=2) = 0.7. Find Var(X)."
COUNTS = "(N1, N2, N3) ~ Multinomial(10; 0.2, 0.3, 0.5); find "
NORMAL = "X ~ Binomial(100, 0.5). Use the normal approximation with continuity correction to find P(X <= 55)."
MEDIAN = "X has density f(x) = 2x on [0,1]. Find the median of X"
POINT = "X ~ ChiSquare(5). Find the 95th percentile of X."
PIECES = "X has density f(x) = x on [0,1], 2-x on [1,2]. Find "


@pytest.mark.parametrize(
    ("problem", "answer", "status", "slug"),
    [
        (MIXTURE, "Var(X) = 4.99", "correct", ""), (MIXTURE, "3.1", "wrong", "variance-between-dropped"),
        (COUNTS + "Cov(N1, N2)", "-0.6", "correct", ""), (COUNTS + "Cov(N1, N2)", "0.6", "wrong", "covariance-sign"),
        (COUNTS + "Cov(N1, N2)", "0", "wrong", "counts-taken-as-independent"),
        (COUNTS + "P(N1=2, N2=3, N3=5)", "2520*0.2^2*0.3^3*0.5^5", "correct", ""),
        (COUNTS + "P(N1=2, N2=3, N3=5)", "0.00003375", "wrong", "multinomial-coefficient-missing"),
        (COUNTS + "E[N1] and Var(N2)", "2 and 2.1", "correct", ""),
        (NORMAL, "about 0.8643", "correct", ""), (NORMAL, "0.8643", "wrong_form", ""),
        (NORMAL, "0.8413", "wrong", "continuity-correction-missing"),
        (NORMAL, "0.8159", "wrong", "continuity-correction-wrong-way"),
        (NORMAL, "0.86437", "wrong_form", ""),  # the exact probability
        (MEDIAN, "sqrt(2)/2", "correct", ""), (MEDIAN, "1/2", "wrong", "interval-halved"),
        (POINT, "11.07", "correct", ""), (POINT, "1.145", "wrong", "upper-share"), (POINT, "12", "wrong", ""),
        ("自由度5のカイ二乗分布の上側5%点を求めよ。", "11.07", "correct", ""),
        ("X has density f(x) = c x on [0,2]. Find c", "c = 2", "wrong", "area-not-inverted"),
        (PIECES + "P(X > 3/2).", "1/8", "correct", ""),
        (PIECES + "the CDF of X.", "F(x) = x^2/2 for x < 1, 1 - (2-x)^2/2 for x > 1", "undecided", ""),
        ("X ~ Exponential(2). Find the mgf of X.", "M(t) = 1/(1 - t/2), t < 2", "correct", ""),
        ("X has mgf M(t) = (0.3 e^t + 0.7)^5. Find E[X].", "1.5", "correct", ""),
        ("X >= 0, E[X] = 5. Use Markov's inequality to bound P(X >= 20)", "1/4", "correct", ""),
        ("X ~ Normal(0, 1). Use the Poisson approximation to find P(X > 1).", "0.3", "undecided", ""),
    ],
)  # fmt: skip
def test_marks(problem: str, answer: str, status: str, slug: str) -> None:
    verdict = wk.check(problem, answer)
    assert verdict.status == status
    assert (verdict.mistake.slug if verdict.mistake else "") == slug


def test_that_it_is_an_approximation_is_said() -> None:
    assert "not the exact probability, which is P(X<=55) ≈ 0.86437348" in wk.check(NORMAL, "≈ 0.8643").reason
    assert "what is asked for is the approximation" in wk.check(NORMAL, "0.86437").reason


def test_lines() -> None:
    lines = ["np = 100*0.5 = 50", "sd = sqrt(25) = 5", "z = (55.5-50)/5 = 1.2", "P(X <= 55) ≈ 0.8643"]
    marking = wk.check_work(NORMAL, lines)
    assert [line.status for line in marking.lines] == ["undecided", "undecided", "wrong", "follows"]

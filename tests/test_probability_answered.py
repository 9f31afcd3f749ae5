"""Answers to questions about densities, quantiles, mixtures, counts and approximations, marked."""

import re

import pytest

import workings as wk
from workings.probability import probability

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
    assert "not the exact probability, which is P(X ≤ 55) ≈ 0.86437348" in wk.check(NORMAL, "≈ 0.8643").reason
    assert "what is asked for is the approximation" in wk.check(NORMAL, "0.86437").reason


def test_lines() -> None:
    lines = ["np = 100*0.5 = 50", "sd = sqrt(25) = 5", "z = (55.5-50)/5 = 1.2", "P(X <= 55) ≈ 0.8643"]
    marking = wk.check_work(NORMAL, lines)
    assert [line.status for line in marking.lines] == ["undecided", "undecided", "wrong", "follows"]


@pytest.mark.parametrize(
    ("givens", "query", "said"),
    [
        ("P(A)=0.5; P(A)=0.6", "P(B)", "P(A) の値は一つ、しかしこの数値では 1/2 と 3/5 になる"),
        ("P(A)=0.3; P(B)=0.5; A, B independent; P(A and B)=0.2", "P(A or B)", "P(A かつ B) = P(A) P(B)（独立なので）"),
        ("P(A)=0; P(B|A)=0.5", "P(B)", "P(A) > 0（これを条件とする値が与えられているため）"),
        ("P(B|A)=0.2; P(B|not A)=0.3; P(B)=0.6", "P(A)", "3/5 は 1/5 と 3/10 の間にない"),
        (
            "A, B independent given C; P(A|C)=0.5; P(B|C)=0.4; P(C)=0.3",
            "P(A and B)",
            "P(A かつ B かつ (C でない)) が分かれば",
        ),
        ("P(A)=0.7; P(B)=0.5", "P(A and B)", "A, B が独立と仮定すれば 7/20。仮定しなければ 1/5 以上 1/2 以下"),
    ],
)
def test_honest_answers_in_japanese(givens: str, query: str, said: str) -> None:
    shown = wk.to_text(probability(givens.split("; "), query).answer, lang="ja")
    assert said in shown
    assert not re.search(r"[a-z]{3}", shown.replace("min", "").replace("max", ""))


@pytest.mark.parametrize(
    ("problem", "answer", "said"),
    [
        ("P(A) = 0.7, P(B) = 0.5. Find P(A and B).", "0.1", "正しい値は 1/5 以上 1/2 以下"),
        ("P(A) = 1/3, P(B|A) = 1/2. Find P(A and B).", "0.167", "書かれた桁までは正しく、正確には 1/6 です"),
        ("P(A) = 0.3, P(B|A) = 0.5. Find P(A and B).", "1 or 2", "答えが複数あります"),
        ("P(A) = 0.3, P(B|A) = 0.5. Find P(A and B).", "P(A)", "誤   P(A かつ B) = P(A)"),
        (NORMAL, "0.86437", "それは正確な確率です。求められているのは近似値です"),
    ],
)
def test_reasons_in_japanese(problem: str, answer: str, said: str) -> None:
    assert said in wk.check(problem, answer).to_text(lang="ja")

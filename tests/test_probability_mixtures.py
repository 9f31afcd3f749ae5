"""Mixtures, distributions given another variable, multinomial counts, generating functions, quantiles: unseen-like."""

from dataclasses import replace
from fractions import Fraction

import pytest
from sympy import Rational

import workings as wk
from workings.expression.errors import ReadError
from workings.expression.probability_goals import About
from workings.probability import probability

ANSWERED = [  # the values by fractions, mpmath and scipy.stats
    ("X | C=1 ~ Normal(0, 1), X | C=2 ~ Normal(3, 4), P(C=1) = 0.3, P(C=2) = 0.7. Find Var(X).", "4.99"),
    ("With probability 0.4 X ~ Exponential(1), otherwise X ~ Exponential(3). Find P(X > 1).", "0.4 e^-1 + 0.6 e^-3"),
    ("X | A ~ Exponential(1), X | not A ~ Exponential(3), P(A) = 0.4; find P(A | X > 1)", "2/(2 + 3 e^-2)"),
    ("X | A ~ Exponential(1), X | not A ~ Exponential(3), P(A) = 0.4; find the density of X", "0.4e^(-x) + 1.8e^(-3x)"),
    ("X | C=1 ~ Poisson(2), X | C=2 ~ Poisson(5), P(C=1) = 1/3, P(C=2) = 2/3; find P(C=1 | X = 3)", "4/(4 + 125 e^-3)"),
    ("X | C=1 ~ Binomial(10, 0.5), X | C=2 ~ Binomial(10, 0.9), P(C=1) = 0.5, P(C=2) = 0.5; find P(C=2 | X = 8)",
     "43046721/52812346"),
    ("X is a mixture of N(0, 1) with weight 0.3 and N(3, 4) with weight 0.7. Find the mean of X.", "2.1"),
    ("X ~ Exponential(1) with probability 1/4 and Exponential(2) with probability 3/4. Find E[X].", "5/8"),
    ("X is an equal mixture of Poisson(1) and Poisson(3). Find P(X = 0).", "(e^-1 + e^-3)/2"),
    ("X は確率 0.3 で N(0, 1)、確率 0.7 で N(3, 4) に従う。X の期待値を求めよ。", "2.1"),
    ("X | Y ~ Uniform(0, Y), Y ~ Exponential(1); find Var(X)", "5/12"),
    ("X | A ~ Poisson(1), X | not A ~ Exponential(1), P(A) = 0.2; find P(A | X = 1)", "1"),  # the other has no atom
    ("P(rain) = 0.3, T | rain ~ Poisson(1), T | not rain ~ Poisson(2). Find E[T].", "1.7"),
    ("X | Y ~ Normal(Y, 1), Y ~ Normal(0, 4). Find Var(X).", "5"),
    ("Λ ~ Gamma(3, 2), X | Λ ~ Poisson(Λ). Find Var(X).", "9/4"),
    ("X is a mixture of Beta(2, 1) and Beta(1, 2) with weights 1/3 and 2/3. Find E[X].", "4/9"),
    ("N ~ Poisson(6), X | N ~ Binomial(N, 1/3); find Var(X)", "2"),
    ("X | P = p ~ Binomial(10, p), P ~ Beta(2, 3); find E[X]", "4"),
    ("(N1, N2, N3) ~ Multinomial(3; 1/2, 1/3, 1/6). Find P(N1=2, N2=1, N3=0).", "1/4"),
    ("(X1, X2, X3) has a multinomial distribution with n = 5 and probabilities 0.2, 0.3, 0.5. "
     "Find P(X1 = 1, X2 = 2, X3 = 2).", "0.135"),
    ("$(X_1, X_2, X_3) \\sim \\text{Multinomial}(4; (0.1, 0.4, 0.5))$. Find $P(X_1 = 1, X_2 = 1, X_3 = 2)$.", "0.12"),
    ("(X, Y, Z) が多項分布 Multinomial(5; 0.5, 0.3, 0.2) に従うとき、P(X=2, Y=2, Z=1) を求めよ。", "0.135"),
    ("(N1, N2, N3) ~ Multinomial(10; 0.2, 0.3, 0.5); find Cov(N1, N2)", "-0.6"),
    ("(N1, N2, N3) ~ Multinomial(10; 0.2, 0.3, 0.5); find E[N1 N2]", "5.4"),
    ("(N1, N2, N3) ~ Multinomial(5; 1/4, 1/4, 1/2); find P(N1 = 1 | N2 = 2)", "4/9"),
    ("(N1, N2, N3) ~ Multinomial(3; 0.2, 0.3, 0.5); find P(N1 > N2)", "0.254"),
    ("X has moment generating function M(t) = (0.3 e^t + 0.7)^5. Find E[X].", "3/2"),
    ("X ~ Geometric(1/3). Find the mgf of X.", "e^t/(3 - 2e^t)"),
    ("X ~ Normal(1, 4). Find the pdf of X.", "e^(-(x - 1)^2/8)/sqrt(8 pi)"),
    ("X ~ Binomial(100, 0.5). Use the normal approximation with continuity correction to find P(X <= 55).",
     "(1 + erf(1.1/sqrt(2)))/2"),
    ("X ~ Binomial(1000, 0.003). Use the Poisson approximation to find P(X = 2).", "9/2 e^-3"),
    ("X が二項分布 B(100, 0.5) に従うとき、正規分布で近似して P(X ≥ 60) を求めよ。", "(1 - erf(sqrt(2)))/2"),
    ("X1, ..., X100 are iid with mean 5 and variance 4. Use the central limit theorem to approximate "
     "P(X1 + ... + X100 > 520).", "(1 - erf(1/sqrt(2)))/2"),
    ("T ~ t(2). Find the upper quartile of T.", "sqrt(6)/3"),
    ("X ~ DiscreteUniform(1, n); find Var(X)", "(n^2 - 1)/12"),
]  # fmt: skip
REFUSED = [
    ("X ~ 0.3 N(0, 1) + 0.7 N(3, 4). Find Var(X).", "nothing that is known"),  # a sum of variables, or a mixture?
    ("X is a mixture of N(0, 1) with weight 0.3 and N(3, 4) with weight 0.6. Find E[X].", "sum to 9/10"),
    ("X | C=1 ~ Normal(0, 1), X | C=2 ~ Normal(3, 4), P(C=1) = 0.3. Find E[X].", "have to be all"),
    ("(X, Y, Z) ~ Multinomial(4; 0.5, 0.4, 0.2). Find E[X].", "sum to 11/10"),
    ("(X, Y) ~ Multinomial(4; 0.5, 0.3, 0.2). Find E[X].", "2 counts have 3 probabilities"),
    ("(X, Y, Z) ~ Multinomial(2.5; 0.5, 0.3, 0.2). Find E[X].", "no number of trials"),
    (
        "X ~ Binomial(100, 0.5). Use the normal approximation to find P(X = 50).",
        "is 0 without the continuity correction",
    ),
    ("X has mgf M(t) = (0.3 e^t + 0.7)^5. Find P(X = 2).", "not looked up"),
    ("X | C=1 ~ N(0, 1), X | C=2 ~ N(3, 4), P(C=1) = 0.3, P(C=2) = 0.7, X ~ N(1, 1). Find E[X].", "two distributions"),
    ("X ~ N(0, 1) with probability 0.5 and Y ~ N(4, 1) with probability 0.5. Find Var(X).", "which variable"),
    ("X | C=1 ~ N(0, 1), X | C=2 ~ N(3, 4), P(C=1) = 0.3, P(C=2) = 0.7. Find P(X > 1 and C = 1).", "no rule"),
    ("X | N ~ Binomial(N, 1/2), N ~ Poisson(6). Find P(X = 0).", "no rule"),
    ("X | A ~ Uniform(0, 1), X | not A ~ Uniform(2, 3), P(A) = 0.2; find P(A | X = 5)", "probability 0"),
    ("X | A ~ Uniform(0, 1), X | not A ~ Uniform(2, 3), P(A) = 0.2; find P(A | X > 5)", "probability 0"),
    ("X | A ~ Normal(0, 1), X | not A ~ Normal(2, 1), P(A) = 0.2; find P(A | X = 2 or X = 3)", "probability 0"),
    ("(X, Y, Z) ~ Multinomial(5; 0.2, 0.3, 0.5), X, Y independent; find Cov(X, Y)", "not independent"),
    ("X has mgf M(t) = 2e^t. Find E[X].", "of a moment generating function it is 1"),
    ("X ~ DiscreteUniform(1, n); find P(X = 3)", "letters at the ends"),
    ("X ~ Exponential(2). Use the normal approximation to find P(X > 1).", "distribution is not given"),
    ("X ~ Poisson(25). Use the Poisson approximation to find P(X > 30).", "of a binomial variable"),
    ("自由度5のカイ二乗分布の5%点を求めよ。", "on which side"),
    ("X ~ Beta(2, b). Find the median of X.", "with letters"),
]


@pytest.mark.parametrize(("question", "answer"), ANSWERED)
def test_answered_and_verified(question: str, answer: str) -> None:
    derivation = wk.derive(question)
    assert wk.equal(derivation.result, wk.parse(answer)).kind in ("proved", "agrees")
    assert derivation.verify().holds


@pytest.mark.parametrize(("question", "said"), REFUSED)
def test_refused_in_words(question: str, said: str) -> None:
    with pytest.raises(ReadError, match=said):
        wk.derive(question)


@pytest.mark.parametrize(
    ("question", "value"),  # by mpmath, 20 digits
    [
        ("X ~ Gamma(2, 1). Find the median.", "1.67834699001666065341"),
        ("X ~ ChiSquare(5). Find the 95th percentile of X.", "11.07049769351635417816"),
        ("T ~ t_10. Find the 2.5th percentile of T.", "-2.22813885198627474840"),
        ("W ~ F(3, 10). Find the 0.95 quantile of W.", "3.70826481904684448539"),
        ("自由度10のt分布の上側2.5%点を求めよ。", "2.22813885198627474840"),
    ],
)
def test_every_digit_of_a_quantile_is_proved(question: str, value: str) -> None:
    derivation = wk.derive(question)
    assert derivation.verify().whole.kind == "proved"
    low, high = derivation.result.enclosure(14)
    assert low < Fraction(value) < high
    assert value.startswith(derivation.result.digits[:-1])
    assert abs(Rational(str(derivation.result.evalf(20))) - Rational(value)) < Rational(1, 10**17)


def test_an_approximation_is_named_and_the_exact_value_stands_beside_it() -> None:
    found = wk.derive(
        "X ~ Binomial(100, 0.5). Use the normal approximation with continuity correction to find P(X <= 55)."
    )
    assert "normal approximation of P(X ≤ 55)" in found.to_text()
    assert "not the exact probability, which is P(X ≤ 55) ≈ 0.86437348" in found.to_text()
    assert "正規分布による近似値で、正確な値は P(X ≤ 55) ≈ 0.86437348" in found.to_text(lang="ja")


def test_what_never_holds_is_no_condition() -> None:
    with pytest.raises(ValueError, match="never holds"):
        wk.derive("X ~ Binomial(4, 1/2); find P(X = 2 | X > 7)")


def test_both_components_have_a_name_of_their_own() -> None:
    said = wk.derive("X | C=1 ~ N(0, 1), X | C=2 ~ N(3, 4), P(C=1) = 0.3, P(C=2) = 0.7. Find E[X].").to_text()
    assert "0.3E(X1) + 0.7E(X2)" in said
    assert "X2 ~ Normal(3, 4)" in said


def test_the_judge_refutes_wrong_steps() -> None:
    for givens, query in [
        (["X | A ~ Exponential(1)", "X | not A ~ Exponential(3)", "P(A) = 0.4"], "P(A | X = 1)"),
        (["X | A ~ Exponential(1)", "X | not A ~ Exponential(3)", "P(A) = 0.4"], "Var(X)"),
        (["(X, Y, Z) ~ Multinomial(4; 0.5, 0.3, 0.2)"], "P(X = 1, Y = 2)"),
        (["(X, Y, Z) ~ Multinomial(4; 0.5, 0.3, 0.2)"], "Cov(X, Y)"),
        (["X ~ Beta(2, 3)"], "median of X"),
        (["X | Y ~ Uniform(0, Y)", "Y ~ Exponential(1)"], "E[X]"),
    ]:
        right = probability(givens, query)
        asked = next(step for step in reversed(right.steps) if isinstance(step.goal, About))
        wrong = type(right)(replace(asked, answer=Rational(1, 7)))
        assert wrong.verify().whole.kind == "refuted", query

"""Sums of independent variables, events about multiples and distances, correlation: read, derived, judged."""

from math import exp, sqrt

import pytest
from scipy import stats

import workings as wk

N = stats.norm.cdf


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("X ~ Poisson(2), Y ~ Poisson(3), independent; find P(X + Y <= 6)", stats.poisson.cdf(6, 5)),
        ("X ~ Binomial(4, 1/3), Y ~ Binomial(6, 1/3), X and Y are independent. Find P(X + Y = 3).",
         stats.binom.pmf(3, 10, 1 / 3)),
        ("X ~ Normal(1, 4), Y ~ Normal(2, 9); X, Y independent; find P(2X - Y + 1 > 3)", 1 - N(2 / 5)),
        ("X ~ N(10,4), Y ~ N(12,5), X and Y independent. What is the probability that X > Y?", 1 - N(2 / 3)),
        ("X ~ N(10, 4). P(|X - 10| > 3)?", 2 - 2 * N(1.5)),
        ("X ~ Exponential(2); find P(3 - X > 1)", 1 - exp(-4)),
        ("X ~ Geometric(1/2), Y ~ Geometric(1/3); X, Y independent; find P(X + Y > 3)", 23 / 36),
        ("X ~ Poisson(1), Y ~ Binomial(3, 0.5); independent; find P(X + Y <= 2)",
         sum(stats.poisson.pmf(i, 1) * stats.binom.cdf(2 - i, 3, 0.5) for i in range(3))),
        ("X ~ Poisson(2), Y ~ Poisson(3), Z ~ Poisson(1); X, Y, Z independent; find P(X + Y + Z = 4)",
         stats.poisson.pmf(4, 6)),
        ("X ~ N(0, 1), Y ~ N(0, 1), X, Y independent; P(1 < X + Y <= 2)?", N(2 / sqrt(2)) - N(1 / sqrt(2))),
        (r"Let $X \sim N(1, 4)$ and $Y \sim N(2, 9)$ be independent. Find $P(X + Y \leq 5)$.", N(2 / sqrt(13))),
        ("XとYは独立で、X ~ Poisson(2)、Y ~ Poisson(3)。P(X + Y = 2)を求めよ。", stats.poisson.pmf(2, 5)),
        ("Let X and Y be independent Poisson random variables with means 2 and 3. Find P(X + Y = 4).",
         stats.poisson.pmf(4, 5)),
        ("X1, X2, X3 are independent N(5, 4). Find P(X1 + X2 + X3 > 18).", 1 - N(3 / sqrt(12))),
        ("X takes 1, 2, 3 with probabilities 0.2, 0.3, 0.5, Y takes 0, 1 with probabilities 0.4, 0.6; X and Y "
         "independent. P(X + Y = 3)?", 0.38),
        ("Let X have mean 2 and variance 9, Y have mean 1 and variance 4, correlation 0.5. Find Var(X - Y).", 7),
        ("Var(X) = 4, Var(Y) = 9 and the correlation of X and Y is 0.5. Find Var(X + Y).", 19),
        ("Var(X) = 4, Var(Y) = 9, Cov(X, Y) = 3. Find the correlation of X and Y.", 0.5),
        ("Var(X) = 4, Var(Y) = 9, ρ(X, Y) = 0.5; find Cov(X, Y)", 3),
    ],
)  # fmt: skip
def test_sums(question: str, value: float) -> None:
    derivation = wk.derive(question)
    assert float(derivation.result) == pytest.approx(value, abs=1e-12)
    assert derivation.verify().holds


def test_independence_is_not_assumed_silently() -> None:
    found = wk.derive("P(X=0) = 0.5, P(X=1) = 0.5, P(Y=0) = 0.2, P(Y=1) = 0.8; find P(X + Y = 1)").result
    assert str(found.value) == "1/2"
    assert found.assumption == "X, Y independent"
    assert tuple(map(str, found.bounds)) == ("3/10", "7/10")
    found = wk.derive("X ~ Normal(1, 4), Y ~ Normal(2, 9); find P(X + Y > 3)").result
    assert (str(found.value), tuple(map(str, found.bounds))) == ("1/2", ("0", "1"))


def test_the_distribution_of_the_sum_is_said() -> None:
    said = wk.derive("X ~ Normal(1, 4), Y ~ Normal(2, 9); X, Y independent; find P(2X - Y > 2)").to_text()
    assert "S = 2X − Y ~ Normal(2 − 2, 2²·4 + (−1)²·9)" in said
    said = wk.derive("X ~ Poisson(2), Y ~ Poisson(3), independent; find P(X + Y = 0)").to_text(lang="ja")
    assert "S = X + Y ~ Poisson(2 + 3)" in said


def test_a_sum_without_a_rule_is_refused() -> None:
    with pytest.raises(wk.NoRule, match="no rule here gives the distribution of this sum"):
        wk.derive("X ~ Poisson(2), Y ~ Poisson(3), independent; find P(X > Y)")


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("Let X be a random variable with E[X] = 3 and Var(X) = 4. Find Var(2X + 5).", 16),
        ("X is normally distributed with mean 5 and variance 9. What is P(X < 8)?", N(1)),
        ("X is normal with mean 100 and standard deviation 15. Find P(85 < X < 115).", 2 * N(1) - 1),
        ("The lifetime X of a bulb is exponential with mean 1000 hours. What is the probability that X > 1500?",
         exp(-1.5)),
        ("Let X be exponential with rate 3. Find the standard deviation of X.", 1 / 3),
        ("The density of X is f(x) = 3x^2 for 0 <= x <= 1. Find P(X < 1/2).", 1 / 8),
        ("X is uniform on (0, 10). What is Var(X)?", 100 / 12),
        ("X and Y are iid with variance 5. Find Var(X - Y).", 10),
        ("X1, X2, X3 are independent each with mean 4 and variance 2. Find Var(X1 + X2 + X3).", 6),
        ("X and Y have joint distribution P(X=0, Y=0) = 0.2, P(X=0, Y=1) = 0.1, P(X=1, Y=0) = 0.3, "
         "P(X=1, Y=1) = 0.4. Find Cov(X, Y).", 0.05),
        ("X ~ Binomial(200, 0.3), Y ~ Binomial(200, 0.4), independent; find Var(X + Y)", 90),
        ("X ~ Binomial(200, 0.3), Y ~ Binomial(300, 0.3), independent; find P(X + Y <= 140)",
         stats.binom.cdf(140, 500, 0.3)),
        ("X ~ Poisson(3), Y = 2X + 1. Find E[Y].", 7), (r"Let $X \sim \mathcal{N}(2, 9)$. Find $P(X \leq 5)$.", N(1)),
    ],
)  # fmt: skip
def test_variables_in_words(question: str, value: float) -> None:
    derivation = wk.derive(question)
    assert float(derivation.result) == pytest.approx(value, abs=1e-12)
    assert derivation.verify().holds


def test_what_is_said_beside_the_parameters_is_not_passed_over() -> None:
    with pytest.raises(wk.ReadError, match="not understood"):
        wk.derive("X is Poisson with mean 3 and truncated at 5. Find P(X = 2).")

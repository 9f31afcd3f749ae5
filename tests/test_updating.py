"""Bayes updating with conjugate pairs and the figures of a confusion matrix: read, derived by named rules, judged."""

from dataclasses import replace
from math import comb

import pytest
from scipy import integrate
from sympy import Rational

import workings as wk
from workings.expression.errors import ReadError
from workings.expression.updating_goals import Family
from workings.probability import Confusion
from workings.probability.updating import read_family

QUESTIONS = [
    (r"Let $\theta \sim \text{Beta}(2, 3)$. We observe 7 successes in 10 trials. Find the posterior.", "Beta(9, 6)"),
    ("A coin has a Beta(1, 1) prior on the probability of heads. It is tossed 10 times, giving 7 heads and 3 tails. "
     "What is the posterior mean?", "2/3"),
    ("Suppose p has a Beta(2, 2) prior. In 20 trials there are 14 successes. Find the posterior.", "Beta(16, 8)"),
    ("With a uniform prior, 8 of 10 patients recovered. Posterior mean?", "3/4"),
    ("λ ~ Gamma(3, 2). In 5 days we observe 12 events. What is the posterior mean of λ?", "15/7"),
    ("The number of calls per hour is Poisson with rate λ, prior Gamma(2, 1). Observed counts: 4, 6, 5. Find the "
     "posterior of λ.", "Gamma(17, 4)"),
    ("Prior: Gamma(shape=2, scale=0.5). Data: 3, 5, 2. Find the posterior mean.", "12/5"),
    ("μ ~ N(100, 225). n = 9 observations with mean 110 and known variance 100. Find the posterior mean and variance.",
     "(1862/17, 180/17)"),
    ("prior N(50, 10^2), sample mean 55 from 25 observations with known standard deviation 5; posterior",
     "Normal(5550/101, 100/101)"),
    ("θ ~ Beta(1, 1), data 1, 0, 1, 1, 0. Posterior?", "Beta(4, 3)"),
    ("Beta(3, 7) prior, 15 successes and 5 failures. MAP estimate?", "17/28"),
    ("Beta prior with a = 2 and b = 3, 7 successes out of 10. Find the posterior mean.", "3/5"),
    ("X | θ ~ Binomial(10, θ), θ ~ Beta(2, 3), X = 7. Find the posterior of θ.", "Beta(9, 6)"),
    ("p ~ Beta(1, 1); 3 successes in 4 trials; what is the probability that the next trial is a success?", "2/3"),
    ("Dirichlet(2, 2, 2) prior and counts (10, 5, 3): posterior mean", "(1/2, 7/24, 5/24)"),
    ("θ ~ Beta(a, b), k successes in n trials; find the posterior mean", "(a + k)/(a + b + n)"),
    ("事前分布をBeta(1,1)とする。コインを10回投げて表が7回出た。事後平均を求めよ。", "2/3"),
    ("λの事前分布は Gamma(2, 1)、観測値は 3, 5, 2 である。事後分布を求めよ。", "Gamma(12, 4)"),
    ("μの事前分布は正規分布(0, 4)、観測値 2, 4、分散 2。事後分布を求めよ。", "Normal(12/5, 4/5)"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "answer"), QUESTIONS)
def test_posteriors(question: str, answer: str) -> None:
    derivation = wk.derive(question)
    if isinstance(derivation.result, Family) and derivation.result.name:
        assert derivation.result == read_family(answer)
    else:
        values = tuple(derivation.result.parts) if isinstance(derivation.result, Family) else derivation.result
        found = ", ".join(map(str, values)) if isinstance(values, tuple) or hasattr(values, "__iter__") else str(values)
        assert found == answer.strip("()") or wk.equal(derivation.result, wk.parse(answer)).kind == "proved"
    verification = derivation.verify()
    assert verification.holds
    assert verification.whole.kind == "proved"


def test_the_steps_are_named() -> None:
    said = wk.derive("θ ~ Beta(2, 3), 7 successes in 10 trials; find the posterior mean").to_text()
    assert "mean of (density ∝ p(θ) p(7 of 10 | θ))" in said
    assert "θ^(2 − 1) (1 − θ)^(3 − 1) · θ⁷(1 − θ)^(10 − 7)" in said
    for rule in (
        "posterior ∝ prior × likelihood",
        "prior density",
        "likelihood",
        "add the exponents",
        "family recognised",
    ):
        assert rule in said
    said = wk.derive("θ ~ Beta(a, b), k successes in n trials; find the posterior mean").to_text()
    assert "valid for a > 0, b > 0, k ≥ 0, n ≥ k" in said


def test_a_posterior_by_numerical_integration() -> None:
    """The negative binomial prediction of counts is the Poisson probability averaged over the posterior."""
    family = wk.derive("prior Gamma(2, 1), Poisson counts 3, 5, 2; predictive distribution").result
    r, p = (float(part) for part in family.parts)
    from math import exp, factorial

    for k in range(5):
        averaged = integrate.quad(
            lambda x, k=k: x**k * exp(-x) / factorial(k) * 4**12 / factorial(11) * x**11 * exp(-4 * x), 0, 60
        )[0]
        assert comb(k + 11, k) * p**r * (1 - p) ** k == pytest.approx(averaged, rel=1e-9)


def test_the_judge_refutes_wrong_posteriors() -> None:
    for question, wrong in [
        ("θ ~ Beta(2, 3), 7 successes in 10 trials; find the posterior", "Beta(9, 13)"),
        ("prior Gamma(2, 1), Poisson counts 3, 5, 2; find the posterior", "Gamma(12, 2)"),
        ("prior N(0, 4), one observation 2 with known variance 4; find the posterior", "Normal(1, 8)"),
        ("prior Gamma(2, 1), Poisson counts 3, 5, 2; predictive distribution", "NegativeBinomial(12, 1/5)"),
    ]:
        right = wk.derive(question)
        step = [s for s in right.steps if type(s.goal).__name__ in ("Posterior", "Predictive")][-1]
        changed = type(right)(replace(step, answer=read_family(wrong)))
        assert changed.verify().whole.kind == "refuted", question
    right = wk.derive("TP = 40, FP = 10, FN = 5, TN = 45; find F1")
    step = next(s for s in right.steps if s.rule.slug == "f1")
    assert type(right)(replace(step, answer=Rational(38, 45))).verify().whole.kind == "refuted"


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("θ ~ Beta(2, 3), 12 successes in 10 trials; find the posterior", "12 successes in 10 trials"),
        ("θ ~ Beta(-2, 3), 2 successes in 10 trials; find the posterior", "has to be positive"),
        ("θ ~ Beta(2, 3), 7 successes in 10 trials, but 2 were miscounted; find the posterior", "not understood: but"),
        ("θ ~ Beta(2, 3); at least 7 successes in 10 trials; find the posterior", "not understood: least"),
        ("Prior Beta(2, 3). Find the posterior.", "what was observed is not understood"),
        ("TP = 40, FP = 10, FN = 5. Specificity?", "specificity needs TN"),
        ("TP = 0, FP = 0, FN = 5, TN = 45; find the precision", "TP \\+ FP is 0"),
    ],
)
def test_what_is_not_understood_is_said(question: str, why: str) -> None:
    with pytest.raises(ReadError, match=why):
        wk.derive(question)


@pytest.mark.parametrize(
    ("asked", "value"),
    [
        ("F1", "16/19"), ("precision", "4/5"), ("sensitivity", "8/9"), ("specificity", "9/11"), ("accuracy", "17/20"),
        ("balanced accuracy", "169/198"), ("misclassification rate", "3/20"), ("F2 score", "20/23"), ("NPV", "9/10"),
        ("false positive rate", "2/11"), ("miss rate", "1/9"), ("MCC", "7*sqrt(11)/33"),
    ],
)  # fmt: skip
def test_figures_of_a_confusion_matrix(asked: str, value: str) -> None:
    derivation = wk.derive(f"TP = 40, FP = 10, FN = 5, TN = 45; find the {asked}")
    assert wk.equal(derivation.result, wk.parse(value)).kind == "proved"
    assert derivation.verify().whole.kind == "proved"


def test_measures_together() -> None:
    matrix = Confusion(tp=45, fp=15, fn=5, tn=135)
    assert str(matrix.measure("F1").result) == "9/11"
    assert "precision   TP/(TP + FP) = 45/(45 + 15) = 3/4 = 0.7500" in str(matrix)
    with pytest.raises(ReadError, match="no such measure"):
        matrix.measure("beauty")

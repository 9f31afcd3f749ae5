"""Distributions: ranges of continuous variables, moments, parameters, and a judge that knows none of the formulas."""

from math import erf, exp, sqrt

import pytest
from sympy import Rational

import workings as wk
from workings.derivation import Derivation
from workings.expression.errors import ReadError
from workings.probability import Confusion, probability


@pytest.mark.parametrize(
    ("given", "query", "value"),
    [
        ("X ~ Uniform(0, 4)", "P(X <= 1)", 1 / 4), ("X ~ Uniform(0, 4)", "P(1 < X < 3)", 1 / 2),
        ("X ~ Uniform(0, 4)", "P(X > 5)", 0), ("X ~ Uniform(0, 4)", "P(X < 5)", 1),
        ("X ~ Uniform(0, 4)", "P(X = 2)", 0),
        ("X ~ Uniform(-1, 4)", "P(-3 <= X <= 0)", 1 / 5), ("X ~ Uniform(0, 4)", "P(not X <= 1)", 3 / 4),
        ("X ~ Uniform(0, 4)", "P(X <= 1 or X > 3)", 1 / 2), ("X ~ Uniform(0, 4)", "P(X < 2 and X > 3)", 0),
        ("X ~ Uniform(0, 4)", "P(X < 1 | X < 2)", 1 / 2), ("X ~ Uniform(0, 4)", "P(X != 2)", 1),
        ("X ~ Exponential(2)", "P(X > 1)", exp(-2)), ("X ~ Exponential(2)", "P(X <= -1)", 0),
        ("X ~ Exponential(1/2)", "P(1 < X <= 2)", exp(-0.5) - exp(-1)),
        ("X ~ Exponential(3)", "P(X > 3 | X > 1)", exp(-6)), ("X ~ Exponential(2)", "P(X >= 0)", 1),
        ("X ~ Normal(5, 9)", "P(X <= 8)", (1 + erf(1 / sqrt(2))) / 2),
        ("X ~ N(0, 1)", "P(X > 1.96)", (1 - erf(1.96 / sqrt(2))) / 2),
        ("X ~ Normal(0, 1)", "P(-1 < X < 1)", erf(1 / sqrt(2))), ("X ~ Normal(7, 2)", "P(X < 7)", 1 / 2),
        ("X ~ Normal(0, 1)", "P(X < -1 or X > 1)", 1 - erf(1 / sqrt(2))),
    ],
)  # fmt: skip
def test_ranges_of_continuous_variables(given: str, query: str, value: float) -> None:
    derivation = probability([given], query)
    assert float(derivation.result) == pytest.approx(value, abs=1e-14)
    verification = derivation.verify()
    assert verification.holds
    assert verification.whole.kind == "agrees"


@pytest.mark.parametrize(
    ("givens", "query", "value"),
    [
        (["X ~ Uniform(a, b)"], "P(X <= c)", "(c - a)/(b - a)"), (["X ~ Exponential(lam)"], "P(X > t)", "e^(-lam t)"),
        (["X ~ Exponential(lam)"], "P(X > 3 | X > 1)", "e^(-2 lam)"), (["X ~ Normal(mu, v)"], "P(X < mu)", "1/2"),
        (["X ~ Binomial(n, p)"], "E[X]", "n p"), (["X ~ Binomial(n, p)"], "Var(X)", "n p (1 - p)"),
        (["X ~ Geometric(p)"], "Var(X)", "(1 - p)/p^2"), (["X ~ Poisson(lam)"], "E[X^2]", "lam + lam^2"),
        (["X ~ Uniform(a, b)"], "Var(X)", "(b - a)^2/12"), (["X ~ Exponential(lam)"], "Var(3X + 1)", "9/lam^2"),
        (["X ~ Bernoulli(p)"], "E[X^2]", "p"), (["P(X=1) = p", "P(X=0) = 1 - p"], "Var(X)", "p - p^2"),
        (["E[X] = 2", "Var(X) = 3"], "E[X (X - 1)]", "5"),
        (["E[X] = m", "Var(X) = v"], "E[(X + 1)^2]", "v + (m + 1)^2"),
        (["Var(X) = 4", "Var(Y) = 9", "Cov(X, Y) = 2"], "Cov(X + Y, X)", "6"),
        (["Var(X) = 4", "Var(Y) = 9", "Cov(Y, X) = 2"], "Var(X - 2Y)", "32"),
    ],
)  # fmt: skip
def test_letters_as_parameters(givens: list[str], query: str, value: str) -> None:
    derivation = probability(givens, query)
    assert wk.equal(derivation.result, wk.parse(value)).kind == "proved"


def test_where_a_formula_holds_is_said() -> None:
    assert "valid for c ≥ a, b ≥ c" in probability(["X ~ Uniform(a, b)"], "P(X <= c)").to_text()
    said = probability(["X ~ Normal(5, 9)"], "P(X <= 8)").to_text()
    assert "F(x) = (1 + erf((x − 5)/√(2·9)))/2" in said
    assert "the second number of Normal is the variance of X" in said
    assert "≈ 0.841344746" in said
    assert "X の分散です" in probability(["X ~ Normal(5, 9)"], "E[X]").to_text(lang="ja")


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("X ~ Binomial(10, 1.5)", "3/2 is no probability"), ("X ~ Binomial(2.5, 0.5)", "number of trials"),
        ("X ~ Poisson(-1)", "has to be positive"), ("X ~ Exponential(0)", "has to be positive"),
        ("X ~ Normal(0, -1)", "variance of -1"), ("X ~ Uniform(3, 1)", "begins at 3"),
        ("X ~ Geometric(0)", "ever succeeds"),
    ],
)  # fmt: skip
def test_parameters_that_can_not_be(given: str, why: str) -> None:
    with pytest.raises(ReadError, match=why):
        probability([given], "E[X]")


@pytest.mark.parametrize(
    ("given", "query"),
    [
        ("X ~ Binomial(10, 0.3)", "P(X >= 2)"), ("X ~ Binomial(4, p)", "P(X = 2)"), ("X ~ Poisson(3)", "P(X >= 2)"),
        ("X ~ Geometric(1/3)", "P(X <= 2 | X <= 4)"), ("X ~ Binomial(10, 0.3)", "sd(2X + 1)"),
        ("X ~ Exponential(2)", "E[X^2 + 3X]"), ("X ~ Normal(1, 4)", "E[(X - 1)^2]"), ("X ~ Uniform(2, 6)", "sd(X)"),
    ],
)  # fmt: skip
def test_every_step_is_judged(given: str, query: str) -> None:
    assert probability([given], query).verify().holds


@pytest.mark.parametrize(
    ("given", "query", "value"),  # the values by scipy.stats
    [
        ("X ~ Binomial(10000, 0.3)", "P(X = 3000)", 0.008705361365067067),
        ("X ~ Binomial(10000, 0.3)", "P(X <= 3000)", 0.5049329838192942),
        ("X ~ Poisson(300)", "P(X > 300)", 0.4846512427370761), ("X ~ Geometric(0.01)", "P(X > 500)", 0.99**500),
        ("X ~ Hypergeometric(500, 50, 100)", "P(X <= 10)", 0.585148364971504),
        ("X ~ Binomial(60, 1/3)", "P(X != 20)", 0.8912749270487215), ("X ~ Binomial(60, 1/3)", "P(X > 70)", 0),
        ("X ~ Geometric(0.01)", "P(20 <= X < 300)", 0.99**19 - 0.99**299),
        ("X ~ Poisson(20)", "P(X = 15 or X > 25)", 0.1638338262497282),
        ("X ~ Binomial(60, 1/3)", "P(X <= 19.5)", 0.451588775789574), ("X ~ Poisson(20)", "P(X < 0)", 0),
    ],
)  # fmt: skip
def test_many_values(given: str, query: str, value: float) -> None:
    derivation = probability([given], query)
    assert float(derivation.result) == pytest.approx(value, abs=1e-12)
    assert derivation.verify().holds


def test_many_values_with_letters() -> None:
    assert str(probability(["X ~ Binomial(60, p)"], "P(X >= 1)").result) == "1 - (1 - p)**60"
    assert str(probability(["X ~ Binomial(n, p)"], "P(X >= 1)").result) == "1 - (1 - p)**n"
    assert str(probability(["X ~ Binomial(n, p)"], "P(X = 2)").result) == "p**2*(1 - p)**(n - 2)*binomial(n, 2)"
    assert str(probability(["X ~ Geometric(p)"], "P(X > 500)").result) == "(1 - p)**500"
    said = probability(["X ~ Binomial(60, p)"], "P(X <= 30)").to_text()
    assert "Σ_(k = 0)^(30) binomial(60, k) · pᵏ(1 − p)^(60 − k)" in said
    assert "1 − P(X ≤ 1)" in probability(["X ~ Poisson(2)"], "P(X > 1)").to_text()


@pytest.mark.parametrize("given", ["X ~ Binomial(10^9, 0.5)", "X ~ Poisson(10^6)", "X ~ Geometric(1/10^6)"])
def test_numbers_too_large_are_refused(given: str) -> None:
    with pytest.raises(ReadError, match="this number is too large"):
        probability([given], "P(X <= 500000)")


@pytest.mark.parametrize("given", ["E[X] = 5", "E[X] = 5, P(X=0) = 0.2"])
def test_moments_do_not_tell_ranges(given: str) -> None:
    with pytest.raises(ReadError, match="the values of X are not all known"):
        probability(given.split(", "), "P(X < 8)")


RANGES = [
    (["P(X <= 2) = 0.3"], "P(X > 2)", Rational(7, 10)),
    (["P(X <= 2) = 0.3", "P(X <= 5) = 0.8"], "P(2 < X <= 5)", Rational(1, 2)),
    (["P(X > 3) = 0.2", "P(X < 1) = 0.1"], "P(1 <= X <= 3)", Rational(7, 10)),
    (["P(X > 10) = 0.4", "P(X > 20) = 0.1"], "P(X > 20 | X > 10)", Rational(1, 4)),
    (["P(X >= 3) = 0.4", "P(X = 3) = 0.1"], "P(X > 3)", Rational(3, 10)),
    (["P(X > 1) = 0.6", "P(A) = 0.5", "P(X > 1 | A) = 0.9"], "P(A | X > 1)", Rational(3, 4)),
]


@pytest.mark.parametrize(("givens", "query", "value"), RANGES)
def test_ranges_are_events_like_others(givens: list[str], query: str, value: Rational) -> None:
    derivation = probability(givens, query)
    assert derivation.result == value
    assert derivation.verify().holds


@pytest.mark.parametrize(
    ("givens", "query", "bounds"),
    [
        (["P(X <= 2) = 0.3"], "P(X < 2)", (0, Rational(3, 10))),
        (["P(X = 0) = 0.3"], "P(X >= 1)", (0, Rational(7, 10))),  # it may lie between 0 and 1, or below 0
        (["P(X <= 2) = 0.3"], "P(X < 8)", (Rational(3, 10), 1)),
    ],
)
def test_what_ranges_leave_open(givens: list[str], query: str, bounds: tuple[Rational, Rational]) -> None:
    assert probability(givens, query).result.bounds == bounds


def test_the_judge_refutes_wrong_steps() -> None:
    from dataclasses import replace

    for given, query in [
        ("X ~ Normal(5, 9)", "P(X <= 8)"),
        ("X ~ Poisson(3)", "Var(X)"),
        ("X ~ Binomial(4, 1/2)", "P(X = 1)"),
    ]:
        right = probability([given], query)
        step = next(
            s for s in right.steps if s.rule.slug.startswith(("distribution", "variance-of", "probability-mass"))
        )
        wrong: Derivation = type(right)(replace(step, answer=Rational(1, 7)))
        assert wrong.verify().whole.kind == "refuted"


def test_specificity() -> None:
    matrix = Confusion(tp=30, fp=10, fn=20, tn=140)
    assert str(matrix.specificity) == "14/15"
    assert "TN/(TN + FP) = 140/(140 + 10)" in str(matrix)

"""Random variables in notation: tables, formulas for masses, moments under a condition, total expectation."""

import pytest

import workings as wk
from workings.expression.errors import ReadError
from workings.probability import probability

JOINT = ["P(X=1, Y=1) = 0.1", "P(X=1, Y=3) = 0.3", "P(X=4, Y=1) = 0.4", "P(X=4, Y=3) = 0.2"]
CASES = ["P(A) = 0.25", "E[X|A] = 8", "E[X|not A] = 4", "Var(X|A) = 3", "Var(X|not A) = 1"]


@pytest.mark.parametrize(
    ("givens", "query", "value", "rule"),
    [
        (JOINT, "P(X + Y = 5)", "2/5", "joint-values"), (JOINT, "P(X < Y)", "3/10", "joint-values"),
        (JOINT, "E[Y | X = 1]", "5/2", "conditional-expectation"),
        (JOINT, "E[X | Y < 2]", "17/5", "conditional-expectation"),
        (JOINT, "Var(Y | X = 1)", "3/4", "conditional-variance"),
        (JOINT, "E[2Y + 1 | X = 4]", "13/3", "conditional-linearity"),
        (CASES, "E[X]", "5", "total-expectation"), (CASES, "Var(X)", "9/2", "total-variance"),
        (CASES, "E[X^2]", "59/2", "second-moment"),
        (["E[X|N] = 2N + 3", "Var(X|N) = N", "N ~ Poisson(6)"], "E[X]", "15", "iterated-expectation"),
        (["E[X|N] = 2N + 3", "Var(X|N) = N", "N ~ Poisson(6)"], "Var(X)", "30", "iterated-variance"),
        (["E[X] = 7", "X, Y independent", "P(Y=2) = 0.4"], "E[X | Y = 2]", "7", "independent-of-condition"),
        (["P(X=k) = (k + 1)/9 for k = 1, 2, 3"], "E[X]", "20/9", "expectation"),
        (["P(X=k) = c (5 - k) for k = 1, ..., 4"], "c", "1/10", "masses-sum-to-one"),
        (["X in {1, 2, 3}", "P(X=k) = c/k"], "E[X]", "18/11", "expectation"),
        (["P(X=2) = 0.4", "P(X=3) = t", "P(X=9) = 5t"], "t", "1/10", "masses-sum-to-one"),
    ],
)  # fmt: skip
def test_value_and_rule(givens: list[str], query: str, value: str, rule: str) -> None:
    derivation = probability(givens, query)
    assert wk.equal(derivation.result, wk.parse(value)).kind == "proved"
    assert rule in derivation.rules
    assert derivation.verify().holds


@pytest.mark.parametrize(
    ("given", "query", "value"),
    [
        ("X ~ Gamma(3, 4)", "E[X]", "3/4"), ("X ~ Gamma(shape=3, scale=2)", "Var(X)", "12"),
        ("X ~ Gamma(2, 3)", "P(X > 1)", "4 e^(-3)"), ("X ~ Gamma(3, 2)", "E[e^X]", "8"),
        ("X ~ Beta(2, 4)", "Var(X)", "2/63"), ("X ~ Beta(2, 2)", "P(X < 1/4)", "5/32"),
        ("X ~ Beta(3, 2)", "E[1/X]", "2"), ("X ~ χ²(6)", "Var(X)", "12"), ("X ~ Chi-square(2)", "P(X > 3)", "e^(-3/2)"),
        ("T ~ t_6", "Var(T)", "3/2"), ("X ~ Lognormal(0, 2)", "E[X]", "e"), ("X ~ LogNormal(0, 1)", "P(X < 1)", "1/2"),
        ("X ~ Poisson(2)", "P(X <= 0)", "e^(-2)"), ("X ~ NegBin(3, 1/2)", "P(X < 4)", "1/8"),
        ("X ~ Negative Binomial(2, 1/3)", "P(X = 4)", "4/27"), ("X ~ NegBin(r, p)", "E[X]", "r/p"),
        ("X ~ Normal(mean=1, sd=3)", "Var(X)", "9"), ("X ~ Exp(mean=5)", "Var(X)", "25"),
        ("X ~ Normal(0, s)", "E[X^4]", "3 s^2"), ("X ~ Uniform(0, 2)", "E[X^3]", "2"),
        ("X ~ Poisson(2)", "E[e^(t X)]", "e^(2(e^t - 1))"), ("X ~ Exponential(4)", "E[e^(3X)]", "4"),
        ("X ~ Uniform(1, 4)", "E[1/X]", "ln(4)/3"), ("X ~ Exponential(2)", "E[X e^(-X)]", "2/9"),
    ],
)  # fmt: skip
def test_families(given: str, query: str, value: str) -> None:
    derivation = probability([given], query)
    assert wk.equal(derivation.result, wk.parse(value)).kind == "proved"
    assert derivation.verify().holds


def test_a_student_variable_in_numbers() -> None:
    derivation = probability(["T ~ t(4)"], "P(T > 2)")
    assert float(derivation.result) == pytest.approx(0.058058261758408, abs=1e-14)
    assert derivation.verify().holds


@pytest.mark.parametrize(
    ("givens", "query", "said"),
    [
        (["P(A) = 0.25", "E[X|A] = 8"], "E[X]", "does not lead to"),
        (["P(X=k) = k/6"], "E[X]", "which values X can have is not said"),
        (["P(X=1) = 3a", "P(X=2) = -2a"], "a", "a probability would be"),
        (["T ~ t(1)"], "E[T]", "infinite or does not exist"),
        (["X ~ Exponential(1)"], "E[e^(2X)]", "infinite"),
        (["X ~ Gamma(-1, 2)"], "E[X]", "not positive"),
        (["X ~ Normal(mean=1, rate=3)"], "E[X]", "not understood"),
        (["E[X] = 2"], "sd(X | A)", "no condition is known here"),
    ],
)
def test_what_is_not_settled_is_refused(givens: list[str], query: str, said: str) -> None:
    with pytest.raises((ReadError, LookupError), match=said):
        probability(givens, query)


@pytest.mark.parametrize("event", ["A \\ B", "A\\B", "A \\setminus B", "A - B", "A ∖ B"])
def test_difference_of_events(event: str) -> None:
    assert probability([f"P({event}) = 0.15", "P(A and B) = 0.45"], "P(A)").result == wk.parse("3/5")


def test_what_is_given_is_not_missing() -> None:
    assert probability(["P(A and B) = 0.2"], "P(A)").result.missing == ("P(A and not B)",)


def test_sentences_among_the_givens() -> None:
    assert probability(["TP = 28, FP = 4, FN = 12, TN = 56"], "precision").result == wk.parse("7/8")
    assert probability(["X1, X2, X3 independent N(2, 5)"], "Var(X1 + X2 + X3)").result == 15


@pytest.mark.parametrize(
    ("given", "query", "value"),
    [
        ("X ~ Exponential(1/4)", "E[X | X > 3]", "7"), ("X ~ Uniform(2, 8)", "E[X | X > 4]", "6"),
        ("X ~ Uniform(0, 2)", "Var(X | X > 1)", "1/12"), ("X ~ Poisson(3)", "E[X | X >= 1]", "3/(1 - e^(-3))"),
        ("X ~ Geometric(1/4)", "E[X | X > 2]", "6"), ("X ~ Poisson(1)", "E[X | X <= 2]", "4/5"),
        ("X ~ Poisson(lam)", "P(X = k)", "lam^k e^(-lam)/k!"), ("X ~ Geometric(p)", "P(X > k)", "(1 - p)^k"),
        ("X ~ Geometric(p)", "P(X <= k)", "1 - (1 - p)^k"), ("X ~ Geometric(1/5)", "P(X = n)", "(4/5)^(n - 1)/5"),
    ],
)  # fmt: skip
def test_ranges_as_conditions_and_letters_for_values(given: str, query: str, value: str) -> None:
    derivation = probability([given], query)
    assert wk.equal(derivation.result, wk.parse(value)).kind != "refuted"
    assert derivation.verify().holds


@pytest.mark.parametrize(
    ("given", "query"),
    [("X in {1, 2, 3}", "P(X = k)"), ("P(X=1) = 0.4", "P(X > k)"), ("X ~ Binomial(5, p)", "P(X >= k)")],
)
def test_a_letter_for_a_value_is_not_taken_as_impossible(given: str, query: str) -> None:
    with pytest.raises((ReadError, LookupError)):
        probability([given], query)


@pytest.mark.parametrize(
    ("givens", "query", "value"),
    [
        (["X ~ Uniform(0, 4)", "Y ~ Uniform(0, 4)", "X, Y independent"], "P(max(X, Y) < 1)", "1/16"),
        (["X ~ Exponential(1)", "Y ~ Exponential(3)", "X, Y independent"], "P(min(X, Y) <= 2)", "1 - e^(-8)"),
        (["X ~ Exponential(1)", "Y ~ Exponential(3)", "X, Y independent"], "E[max(X, Y)]", "13/12"),
        (["X ~ U(0, 8)", "Y ~ U(0, 8)", "Z ~ U(0, 8)", "X, Y, Z independent"], "E[min(X, Y, Z)]", "2"),
        (["X1, ..., X6 independent N(2, 5)"], "Var(X1 + ... + X6)", "30"),
        (["X1, X2, ..., X4 are iid with mean 3 and variance 2"], "E[X1 + ... + X4]", "12"),
        (["P(X=2) = 0.3", "P(X=4) = 0.1", "P(X=9) = 0.6"], "median", "9"),
        (["X ~ Binomial(6, 0.5)"], "median of X", "3"), (["X ~ Geometric(0.3)"], "90th percentile", "7"),
    ],
)  # fmt: skip
def test_extremes_many_variables_and_quantiles(givens: list[str], query: str, value: str) -> None:
    derivation = probability(givens, query)
    assert wk.equal(derivation.result, wk.parse(value)).kind == "proved"
    assert derivation.verify().holds


def test_quantiles_of_a_normal_variable() -> None:
    derivation = wk.derive("X ~ N(20, 9). Find c such that P(X > c) = 0.1")
    assert float(derivation.result) == pytest.approx(23.844654696633802, abs=1e-12)
    assert derivation.verify().holds


def test_the_least_value_with_so_much_up_to_it() -> None:
    assert wk.derive("X ~ Poisson(2); find k such that P(X <= k) >= 0.9").result == 4


def test_the_end_of_a_density() -> None:
    assert wk.derive("X has density f(x) = x/18 on [0, c]. Find c.").result == 6
    assert wk.derive("X has density f(x) = x/18 on [0, c]. Find E[X].").result == 4

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
    ("givens", "query", "said"),
    [
        (["P(A) = 0.25", "E[X|A] = 8"], "E[X]", "no rule"),
        (["P(X=k) = k/6"], "E[X]", "which values X can have is not said"),
        (["P(X=1) = 3a", "P(X=2) = -2a"], "a", "a probability would be"),
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

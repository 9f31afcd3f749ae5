"""The judges of probability: letters by linear algebra, bounds by certificates, areas by SymPy; what they refute."""

from dataclasses import replace

import pytest
from sympy import Integer, Rational

import workings as wk
from workings.expression.probability_goals import Assumed, Undetermined
from workings.probability import probability

LETTERS = [
    (["P(X=1) = p", "P(X=0) = 1 - p"], "Var(X)", "p - p^2"),
    (["P(X=0) = k", "P(X=1) = 2k", "P(X=2) = 1 - 3k"], "E[X]", "2 - 4k"),
    (["P(A) = a", "P(B|A) = b"], "P(A and B)", "a b"),
    (["P(A) = a", "P(B) = b", "A, B independent"], "P(A or B)", "a + b - a b"),
    (["P(D) = p", "P(T|D) = 0.9", "P(T|not D) = 0.05"], "P(D|T)", "18p/(17p + 1)"),
    (["P(A)=a", "P(B|A)=b", "P(B|not A)=c"], "P(A|B)", "a b/(a b + (1 - a) c)"),
]


@pytest.mark.parametrize(("givens", "query", "answer"), LETTERS)
def test_letters_are_proved(givens: list[str], query: str, answer: str) -> None:
    derivation = probability(givens, query)
    assert wk.equal(derivation.result, wk.parse(answer)).kind == "proved"
    verification = derivation.verify()
    assert verification.whole.kind == "proved"
    assert {evidence.kind for _, evidence in verification.steps} == {"proved"}
    step = next(s for s in derivation.steps if s.rule.slug == "settled")
    wrong = type(derivation)(replace(step, answer=wk.parse(answer) + 1))
    assert wrong.verify().whole.kind == "refuted"


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("f(x) = 3 e^(-3x), x ≥ 0. P(X > 1) = ?", "proved"), ("f(x) = 3x^2 for 0 ≤ x ≤ 1. E[X^2]?", "proved"),
        ("P(X=0, Y=0)=0.2, P(X=0, Y=1)=0.1, P(X=1, Y=0)=0.3, P(X=1, Y=1)=0.4; find Corr(X, Y)", "proved"),
        ("TP = 40, FP = 10, FN = 5, TN = 45. Precision, recall, F1?", "proved"),
        ("P(A) = 0.5, P(B) = 0.9; find P(A and B)", "proved"), ("P(B|A) = 0.3, P(A) = 0.2; find P(B)", "proved"),
        ("P(A) = 0.5, P(B) = 0.5; find P(A|B)", "proved"), ("X in {0, 1, 2}; P(X=0) = 0.3; find E[X]", "proved"),
        ("P(X=0) = 0.5, P(X=1) = 0.5, P(Y=0) = 0.2, P(Y=1) = 0.8; find P(X + Y = 1)", "agrees"),
    ],
)  # fmt: skip
def test_what_was_taken_on_trust_is_checked(question: str, kind: str) -> None:
    assert wk.derive(question).verify().whole.kind == kind


def test_wrong_bounds_are_refuted() -> None:
    right = probability(["P(A) = 0.7", "P(B) = 0.5"], "P(A and B)")
    step = right.root.uses[0]
    assert isinstance(step.answer, Assumed)
    for bounds in (
        (Rational(1, 10), Rational(1, 2)),
        (Rational(1, 5), Rational(3, 5)),
        (Rational(3, 10), Rational(1, 2)),
    ):
        answer = Assumed(step.answer.value, step.answer.assumption, bounds)
        assert type(right)(replace(step, answer=answer)).verify().whole.kind == "refuted"
    answer = Assumed(step.answer.value, "A, C independent", step.answer.bounds)
    assert type(right)(replace(step, answer=answer)).verify().whole.kind == "refuted"
    right = probability(["P(B|A) = 0.3", "P(A) = 0.2"], "P(B)")
    step = next(s for s in right.steps if s.rule.slug == "undetermined")
    answer = Undetermined((Rational(1, 10), Integer(1)), ())
    assert type(right)(replace(step, answer=answer)).verify().whole.kind == "refuted"

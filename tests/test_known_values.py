"""Functions of which some values are known."""

import pytest

import workings as wk
from workings.expression.known_values import known_values, stand_ins
from workings.expression.problem import read_problem

QUESTIONS = {
    "If f(2) = 7 and f'(2) = -1, find the derivative of x^2 f(x) at x = 2": "24",
    "Suppose f(1) = 3, f'(1) = 2 and g(x) = f(x)^3. Find g'(1).": "54",
    "k(x) = f(g(x)), g(4) = 1, g'(4) = 6, f'(1) = 1/2. Find k'(4)": "3",
    "Let k(x) = f(x)/g(x), f(0) = 1, f'(0) = 2, g(0) = 3, g'(0) = 5. Find k'(0).": "1/9",
}


@pytest.mark.parametrize(("question", "answer"), QUESTIONS.items())
def test_the_values_are_put_in_last_and_every_step_is_judged(question: str, answer: str) -> None:
    derivation = wk.derive(question)
    assert "put in the known values" in derivation.to_text()
    verification = derivation.verify()
    assert {evidence.kind for _, evidence in verification.steps} <= {"proved", "agrees"}
    assert verification.whole.kind in ("proved", "agrees")
    assert wk.check(question, answer).status == "correct"
    assert wk.check(question, answer + " + 1").status == "wrong"


def test_what_is_not_known_stays() -> None:
    question = "If f'(1) = 2, find d/dx [x^2 f(x)] at x = 1"
    assert wk.check(question, wk.to_text(wk.derive(question).result)).status == "correct"
    assert wk.check(question, "2f(1) + 2").status == "correct"
    assert wk.check(question, "10").status == "wrong"


def test_a_stand_in_has_the_known_values() -> None:
    known = known_values(read_problem("f(3) = 2, f'(3) = 5, f(4) = 1, find d/dx f(x) at x = 3").givens)
    assert set(known.values()) == {1, 2, 5}
    (_, body) = stand_ins(known)["f"]
    assert wk.to_text(wk.derive(wk.expression.goals.Value(body, (wk.parse("x"), wk.parse("4")))).result) == "1"

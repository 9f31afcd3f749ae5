"""Marking of probabilities in the language of homework: answers and workings, right and wrong, and generated ones."""

import json
import time
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from homework_cases import Marked, answers, assert_marked, homework

import workings as wk
from workings import check, check_work
from workings.rule import load_book

CASES = Path(__file__).parent.parent.parent / "shared" / "cases"


@pytest.mark.parametrize(("problem", "answer"), answers("probability_answers"))
def test_answers(problem: str, answer: Marked) -> None:
    verdict = check(problem, answer.text)
    assert verdict.status == answer.mark, verdict
    if answer.mark == "wrong":
        assert verdict.evidence is not None
        assert verdict.evidence.kind == "refuted"
    if answer.slugs:
        assert verdict.mistake is not None
        assert verdict.mistake.slug in answer.slugs.split("|"), [tie.slug for tie in verdict.ties]


@pytest.mark.parametrize(("problem", "lines"), homework("probability_workings"))
def test_workings(problem: str, lines: list[Marked]) -> None:
    assert_marked(problem, lines)


# The shared cases


def _cases(name: str) -> list[dict[str, object]]:
    path = CASES / name
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [case for case in map(json.loads, lines) if case["domain"] == "probability"]


@pytest.mark.parametrize("case", _cases("answers.jsonl"), ids=lambda case: case["id"])
def test_shared_answer(case: dict[str, object]) -> None:
    verdict = check(str(case["problem"]), str(case["answer"]))
    assert verdict.status == ("correct" if case["correct"] else "wrong"), verdict
    if case["mistake"]:
        assert verdict.mistake is not None
        assert verdict.mistake.slug in {case["mistake"], *case.get("mistake_alt", [])}  # type: ignore[attr-defined]


@pytest.mark.parametrize("case", _cases("work.jsonl"), ids=lambda case: case["id"])
def test_shared_work(case: dict[str, object]) -> None:
    marking = check_work(str(case["problem"]), list(case["lines"]))  # type: ignore[call-overload]
    assert marking.first_wrong == case["first_wrong"], marking
    if case["mistake"]:
        assert marking.mistake is not None
        assert marking.mistake.slug in {case["mistake"], *case.get("mistake_alt", [])}  # type: ignore[attr-defined]
    assert [i for i, line in enumerate(marking.lines) if line.status == "carried_forward"] == case["carried_forward"]


@pytest.mark.skipif(not (CASES / "mistakes.json").exists(), reason="the shared vocabulary is not here")
def test_every_slug_of_the_vocabulary_is_a_mistake_on_a_rule() -> None:
    vocabulary = json.loads((CASES / "mistakes.json").read_text(encoding="utf-8"))
    wanted = {entry["slug"] for entry in vocabulary if entry["domain"] == "probability"}
    assert wanted
    assert wanted <= {mistake.slug for rule in load_book("probability") for mistake in rule.mistakes}


# Rounded, in percent, in another form, left open


THIRD = "P(A and B) = 0.1, P(B) = 0.3. P(A | B) = ?"
FORMS: tuple[tuple[str, str, str], ...] = (
    (THIRD, "1/3", "correct"),
    (THIRD, "\\frac{2}{6}", "correct"),
    (THIRD, "0.1/0.3", "correct"),
    (THIRD, "P(A | B) = 0.1/0.3 = 1/3", "correct"),
    (THIRD, "1/3 ≈ 0.333", "correct"),
    (THIRD, "0.1/0.3 = 0.333", "correct"),
    (THIRD, "0.333", "wrong_form"),
    (THIRD, "33.3%", "wrong_form"),
    (THIRD, "0.33", "wrong_form"),
    (THIRD, "0.332", "wrong"),
    (THIRD, "0.34", "wrong"),
    (THIRD, "0.3", "wrong"),
    (THIRD, "P(A and B)/P(B)", "wrong_form"),
    (THIRD, "the answer is 1/3", "correct"),
    (THIRD, "1/3 by definition", "correct"),
    (THIRD, "0.3 or 1/3", "undecided"),
    ("X ~ Exp(2). P(X > 1)?", "e^{-2}", "correct"),
    ("X ~ Exp(2). P(X > 1)?", "exp(-2)", "correct"),
    ("X ~ Exp(2). P(X > 1)?", "0.1353", "wrong_form"),
    ("X ~ Exp(2). P(X > 1)?", "0.1354", "wrong"),
    ("Var(X) = 4, Var(Y) = 9, X and Y independent. sd(X + Y)?", "√13", "correct"),
    ("Var(X) = 4, Var(Y) = 9, X and Y independent. sd(X + Y)?", "3.606", "wrong_form"),
    ("X is 1 with probability q and 0 with probability 1 - q. Var(X)?", "q(1-q)", "correct"),
    ("X is 1 with probability q and 0 with probability 1 - q. Var(X)?", "q - q^2", "correct"),
    ("X is 1 with probability q and 0 with probability 1 - q. Var(X)?", "q + q^2", "wrong"),
    ("P(A) = 0.7, P(B) = 0.5. P(A and B)?", "0.35", "wrong"),
    ("P(A) = 0.7, P(B) = 0.5. P(A and B)?", "0.35 if A and B are independent", "correct"),
    ("P(A) = 0.7, P(B) = 0.5. P(A and B)?", "0.35 if A and B are not independent", "undecided"),
    ("P(A) = 0.7, P(B) = 0.5. P(A and B)?", "0.4", "undecided"),
    ("P(A) = 0.7, P(B) = 0.5. P(A and B)?", "between 0.2 and 0.5", "correct"),
    ("P(A) = 0.7, P(B) = 0.5. P(A and B)?", "[0.2, 0.5]", "correct"),
    ("P(A) = 0.7, P(B) = 0.5. P(A and B)?", "0.2 <= P(A and B) <= 0.5", "correct"),
    ("P(A) = 0.7, P(B) = 0.5. P(A and B)?", "0.2 <= P(A or B) <= 0.5", "undecided"),
    ("P(A) = 0.7, P(B) = 0.5. P(A and B)?", "between 0 and 0.5", "undecided"),
    ("P(A) = 0.7, P(B) = 0.5. P(A and B)?", "insufficient information", "correct"),
    ("P(A) = 0.7, P(B) = 0.5. A and B are unrelated. P(A and B)?", "0.35", "undecided"),
    ("P(A) = 0.7, P(B) = 0.5. Find P(A and B) if A and B are independent.", "0.35", "correct"),
    ("P(A) = 0.7, P(B) = 0.5. P(A or B)?", "1.2", "wrong"),
    ("Alice hits with probability 0.7, Bob hits with probability 0.5. What is the probability that both hit?", "0.35",
     "undecided"),
    ("P(A) = 0.01, P(B | A) = 0.9, P(B | not A) = 0.09. P(A | B)?", "9%", "wrong_form"),
    ("P(A) = 0.7, P(B) = 0.5. P(A and B)?", "0.7", "wrong"),
    ("P(A) = 0.7, P(B) = 0.5. P(A and B)?", "it cannot be determined", "correct"),
    ("E[X] = 3 and Var(X) = 4. E[X^2] and Var(2X + 1)?", "13 and 16", "correct"),
    ("E[X] = 3 and Var(X) = 4. E[X^2] and Var(2X + 1)?", "Var(2X+1) = 16, E[X^2] = 13", "correct"),
    ("E[X] = 3 and Var(X) = 4. E[X^2] and Var(2X + 1)?", "16 and 13", "wrong"),
    ("E[X] = 3 and Var(X) = 4. E[X^2] and Var(2X + 1)?", "13", "undecided"),
    (THIRD, "1/0", "undecided"),
    (THIRD, "", "unreadable"),
    (THIRD, "P(C) = 1/3", "undecided"),
    (THIRD, "9^9^9^9", "unreadable"),
    (THIRD, "__import__('os')", "unreadable"),
    (THIRD, "(" * 5000, "unreadable"),
    (THIRD, "1" * 100_000, "unreadable"),
    (THIRD, "\x00", "unreadable"),
    ("P(A) = 0.3. The moon is full twice a week. P(not A)?", "0.7", "undecided"),
    ("P(A) = 0.3, and two more things hold. P(not A)?", "0.7", "undecided"),
    ("A lottery ticket costs 2 and wins 100 with probability 0.01. Expected profit?", "1", "undecided"),
    ("X is 1 with probability 0.5 and 2 with probability 0.4. E[X]?", "1.3", "undecided"),
    ("A student knows the answer with probability 0.6, else guesses among 4 options. P(correct)?", "0.6", "undecided"),
    ("3 red and 2 blue balls, two drawn. P(both red)?", "3/10", "undecided"),
    ("Three servers each fail with probability 0.1. P(at least one fails)?", "0.271", "undecided"),
)  # fmt: skip


@pytest.mark.parametrize(("problem", "answer", "status"), FORMS)
def test_forms_of_answers(problem: str, answer: str, status: str) -> None:
    verdict = check(problem, answer)
    assert verdict.status == status, verdict


@pytest.mark.parametrize(
    "problem",
    [
        "P(A) = 0.3. " + "a " * 3000 + "P(not A)?",
        "P(" * 400 + "A" + ")" * 400 + " = ?",
        "A " + "very " * 200 + "biased coin shows heads with probability 0.5. P(head)?",
        "X is " + "1, " * 200 + " with probabilities " + "0.1, " * 100 + ". E[X]?",
        "X ~ Binomial(200, 0.5). P(X >= 1)?. P(A)?",
        "A 1000-sided die is rolled 3 times. P(sum is 7)?",
        "Cards numbered 1 to 999999999, two drawn with replacement. P(sum is 7)?",
        "P(A) = 9^9^9^9. P(not A)?",
    ],
)
def test_hostile_problems_are_left_undecided_soon(problem: str) -> None:
    started = time.perf_counter()
    assert check(problem, "0.7").status == "undecided"
    assert time.perf_counter() - started < 5


def test_a_variable_of_many_values() -> None:
    problem = "X ~ Binomial(200, 0.5). P(X >= 1)?"
    assert check(problem, "1 - 1/2^200").status == "correct"
    verdict = check(problem, "100")
    assert verdict.mistake is not None
    assert verdict.mistake.slug == "at-least-one-summed"


def test_lines_that_are_no_lines() -> None:
    marking = check_work(THIRD, ["P(A | B) = ((((", "0." + "1" * 5000, "so we divide", "P(A | B) = 1/0", "\x00 = 1"])
    assert [line.status for line in marking.lines] == ["unreadable", "unreadable", "note", "undecided", "unreadable"]


def test_what_is_rounded_is_said_to_be() -> None:
    assert "rounded" in check(THIRD, "0.333").reason
    assert "rounded" in check(THIRD, "1/3 = 0.333").reason


# Generated problems


def _share(random: Random) -> Fraction:
    return Fraction(random.randint(1, 19), 20)


def _problem(random: Random) -> str:
    """A problem of Bayes, total probability, an expected value or a variance, with random numbers."""
    a, b, c = (_share(random) for _ in range(3))
    values = random.sample(range(-5, 12), 3)
    first, second = Fraction(random.randint(1, 8), 20), Fraction(random.randint(1, 8), 20)
    table = (
        f"X is {', '.join(map(str, values))} with probabilities {float(first)}, {float(second)}, "
        f"{float(1 - first - second):.4g}."
    )
    m, v, k = random.randint(1, 9), random.randint(1, 9), random.randint(2, 5)
    return random.choice(
        (
            f"P(H) = {float(a)}, P(E|H) = {float(b)}, P(E|not H) = {float(c)}. P(H|E)?",
            f"P(H) = {a}, P(E|H) = {b}, P(E|not H) = {c}. P(E)?",
            f"P(H) = {float(a)}, P(E|H) = {float(b)}, P(E|not H) = {float(c)}. P(not H|E)?",
            f"{table} E[X]?",
            f"{table} Var(X)?",
            f"{table} E[X^2]?",
            f"E[X] = {m} and Var(X) = {v}. E[X^2]?",
            f"Var(X) = {m}, Var(Y) = {v}, X and Y independent. Var({k}X - Y)?",
        )
    )


PROBLEMS = [_problem(Random(seed)) for seed in range(60)]


def _lines(problem: str) -> list[str]:
    """What our own derivation says, a line a step."""
    from workings.expression.probability_goals import About, Chance
    from workings.show import to_text

    said = []
    for step in wk.derive(problem).steps:
        if isinstance(step.goal, Chance | About):
            line = step.rule.rewrite(step.goal, lambda smaller: smaller)
            said.append(" = ".join(to_text(side) for side in (step.goal, line, step.answer)))
    return said


@pytest.mark.parametrize("problem", PROBLEMS[:30])
def test_our_own_lines_follow(problem: str) -> None:
    marking = check_work(problem, _lines(problem))
    assert {line.status for line in marking.lines} == {"follows"}, marking


@pytest.mark.parametrize("problem", PROBLEMS)
def test_every_mistake_is_found_again(problem: str) -> None:
    """Each law broken in each way leads to an answer that is wrong, and is explained by that mistake or by a tie."""
    from workings.marking.checker import _sheet
    from workings.probability.exact import exact

    sheet = _sheet(problem, load_book())
    (query,) = sheet.stated.queries  # type: ignore[attr-defined]
    for value, slip in sheet.ground.wrong(query.quantity, 0):  # type: ignore[attr-defined]
        number = exact(value)
        if number is not None:
            verdict = check(problem, str(number))
            assert verdict.status == "wrong", (problem, number)
            assert verdict.mistake is not None
            assert slip.mistake.slug in {verdict.mistake.slug, *(tie.slug for tie in verdict.ties)}


def _rewritten(value: Fraction, random: Random) -> str:
    """The same number in another form."""
    k = random.randint(2, 9)
    part = Fraction(random.randint(1, 9), random.randint(2, 9))
    return random.choice(
        (
            f"{value.numerator * k}/{value.denominator * k}",
            f"\\frac{{{value.numerator}}}{{{value.denominator}}}",
            f"{part} + ({value - part})",
            f"1 - ({1 - value})",
            f"({value})/({part}) * {part}",
            f"{value * 100}%" if (value * 100).denominator == 1 else str(value),
            f"({value * k})/{k} = {value}",
        )
    )


@pytest.mark.parametrize("problem", PROBLEMS)
def test_a_right_value_in_any_form_and_any_other_value(problem: str) -> None:
    random = Random(problem)
    result = wk.derive(problem).result
    value = Fraction(int(result.p), int(result.q))
    for _ in range(4):
        answer = _rewritten(value, random)
        assert check(problem, answer).status == "correct", answer
        other = value + random.choice((-1, 1)) * Fraction(random.randint(1, 9), 10 ** random.randint(1, 6))
        assert check(problem, str(other)).status == "wrong", other


_TEST = (
    "A disease affects 1% of a population. A test is positive for 95% of people with the disease and for 3% of "
    "healthy people. What is the probability that a person who tests positive has the disease?"
)
_DRAWS = (
    "A bag contains 5 red and 3 blue balls. Two balls are drawn without replacement. What is the probability that "
    "both are red?"
)


@pytest.mark.parametrize(
    ("problem", "lines", "statuses"),
    [
        (_TEST, ["P(positive) = 0.0392", "P(sick|T) = P(T|sick)P(sick)/P(T)", "= 0.95·0.01/(0.95·0.01 + 0.03·0.99)"],
         "follows undecided follows"),
        (_TEST, ["P(positive) = 0.0392", "P(sick) = 0.01", "= 1/100"], "follows undecided undecided"),
        (_TEST, ["P(positive) = 0.0392", "xyz(?) = foo", "= 0.0095"], "follows unreadable undecided"),
        (_TEST, ["P(positive)", "= 0.0392", "0.95*0.01", "= 0.0095"], "note follows follows follows"),
        (_TEST, ["Let D = has the disease, T = tests positive.", "P(T|D) = 0.95", "P(T|D^c) = 0.04"],
         "note follows wrong"),
        (_TEST, ["D: has the disease", "+: tests positive", "P(+|D) = 0.95", "P(D|+) = 95/392"],
         "note note follows follows"),
        (_TEST, ["Let D be the event that a person has the disease, and T the event that they test positive.",
                 "P(T) = 0.95*0.01 + 0.03*0.99", "= 0.0392", "P(D|T) = 0.0095/0.0392", "= 95/392"],
         "note follows follows follows follows"),
        (_TEST, ["Let D = is tall", "P(D) = 0.5", "= 0.25"], "note undecided undecided"),
        (_DRAWS, ["The probability that the first ball is red is 5/8. Given that, the probability that the second is "
                  "red is 4/7."], "follows"),
        (_DRAWS, ["The probability that the first ball is red is 5/8.",
                  "Given that, the probability that the second is red is 5/8."], "follows wrong"),
        (_DRAWS, ["Let A be the event that the first ball is red and B the event that the second ball is red",
                  "P(B|A) = 4/7", "P(A and B) = 20/56"], "note follows follows"),
        ("X ~ Bin(5, 1/2). What is P(X = 2)?", ["P(X = k) = C(n,k) p^k (1-p)^(n-k)", "= 10/32"], "undecided follows"),
    ],
)  # fmt: skip
def test_names_and_lines_that_are_not_understood(problem: str, lines: list[str], statuses: str) -> None:
    """A name given to an event is read; what is not understood never makes a later line wrong."""
    assert [line.status for line in wk.check_work(problem, lines).lines] == statuses.split()

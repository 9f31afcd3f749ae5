"""Checking answers: traps, hostile text, required forms, what is told and how it is printed."""

import json
import os
import resource
import time

import pytest
import sympy

from workings.expression.reader import parse
from workings.judge.curve import equal_on_curve
from workings.marking import check, check_work
from workings.marking.feedback import laws
from workings.marking.forms import left_to_do
from workings.marking.report import number
from workings.rule import load_book

X, Y = parse("x"), parse("y")

# problem, answer, status
TRAPS = (
    ("d/dx (x/2^98)", "1/2^98", "correct"),
    ("d/dx (x/2^98)", "1/2^99", "wrong"),
    ("d/dx (2x e^(-50))", "2e^-50", "correct"),
    ("d/dx (2x e^(-50))", "e^-50", "wrong"),
    ("d/dx (x^2/2 + x)", "x + 1 + 10^-30", "wrong"),
    ("d/dx (x^2/2 + x + x 10^-30)", "x + 1", "wrong"),
    ("d/dx (x^2/2)", "sqrt(x^2)", "wrong"),
    ("d/dx (x^2/2)", "X", "wrong"),
    ("d/dx (x ln|x| - x)", "ln x", "wrong"),
    ("d/dx (x ln|x| - x)", "ln|x|", "correct"),
    ("differentiate t - sin(2t)/2 with respect to t", "2 sin^2 t", "correct"),
    ("differentiate t - sin(2t)/2 with respect to t", "sin(2t) tan(t)", "correct"),
    ("d/dx (x^2/2 + x)", "(x^2 - 1)/(x - 1)", "correct"),
)
# What people hand in beside the bare expression.
SAID = (
    ("d/dx (3x + 2)^2", "dy/dx = 18x + 12", "correct"),
    ("d/dx (3x + 2)^2", "6(3x + 2) = 18x + 12", "correct"),
    ("d/dx (3x + 2)^2", "18x + 11 = 18x + 12", "wrong"),
    ("d/dx (3x + 2)^2", "5 = 18x + 12", "wrong"),
    ("d/dx (3x + 2)^2", "6u where u = 3x + 2", "correct"),
    ("d/dx (3x + 2)^2", "1, 2, 18x + 12", "undecided"),
    ("f(x) = x^2, f'(2) = ?", "4 > 2", "undecided"),
    ("d/dx (3x + 2)^2", "(18x = 2)^2", "unreadable"),
    ("d/dx (3x + 2)^2", "2(3x + 2) d/dx(3x + 2)", "wrong_form"),
    ("y = x^2, find dy/dx", "dy/dx", "wrong_form"),
    ("y = (3x + 2)^2, find dy/dx at x = 1", "dy/dx = 30 at x = 1", "correct"),
    ("y = (3x + 2)^2, find dy/dx at x = 1", "18x + 12", "wrong_form"),
    ("d/dx ln x", "1/x for x > 0", "correct"),
    ("d/dx sin x", "The answer is $\\cos x$.", "correct"),
    ("d/dx sin x", "So the derivative is \\[ f'(x) = \\cos x. \\]", "correct"),
    ("d/dx sin x", "The final answer is: \\(\\boxed{\\cos(x)}\\)", "correct"),
    ("d/dx sin x", "`cos(x)`", "correct"),
    ("d/dx sin x", "= cos x", "correct"),
    ("d/dx sin x", "= sin x", "wrong"),
    ("d/dx sin x", "= cos x = sin(x + pi/2)", "correct"),
    ("gradient of f(x,y) = x^2 y", "f_x = 2xy, f_y = x^2", "correct"),
    ("f(x,y) = x^2 y. find f_x and f_y", "f_y = x^2, f_x = 2xy", "correct"),
    ("f(x,y) = x^2 y. find f_x and f_y", "f_y = 2xy, f_x = x^2", "wrong"),
    ("find dy/dx if x^2 + y^2 = 25", "2x + 2y y' = 0", "wrong_form"),
    ("find dy/dx if x^2 + y^2 = 25", "2x + y y' = 0", "wrong"),
    ("find dy/dx if x y = 1", "-1/x^2", "correct"),
    ("find dy/dx if x y = 1", "1/x^2", "wrong"),
    ("find dy/dx if x^2 + y^2 = 25", "-x/sqrt(25 - x^2)", "wrong"),
)
HOSTILE = (
    "9^9^9^9", "factorial(10^9)", "(10^9)!", "(" * 10_000 + "x" + ")" * 10_000, "x+" * 500_000 + "x",
    "__import__('os').system('touch pwned')", "x.__class__.__bases__", "\0\0", "2\u0445", "\uff12\u200bx\u202e",
    "1e999999999", "\\frac{1}{" * 5_000, "-" * 10_000 + "x", "(x+1)^(10^6)", "e^e^e^e^e^e", "",
)  # fmt: skip
HEAVY = (
    "exp(" * 60 + "x" + ")" * 60, "sqrt(" * 150 + "x" + ")" * 150, "((x+y+z+w)^60)^60", "x^x^x^x^x^x^x", "gamma(10^8)",
    "sin(10^1000)", "floor(10^50 x)", "d/dx " * 60 + "x^100", "(x+1)^1000 - (x+1)^999 x - (x+1)^999", "1/(x - x)",
    "\\left." * 3_000 + "x",
)  # fmt: skip
# answer, form, what is left to do ("" where it is in the form)
FORMS = (
    ("6(3x + 2)", "simplified", ""),
    ("18x + 12", "simplified", ""),
    ("2x/3", "simplified", ""),
    ("x/sqrt(x^2 + 1)", "simplified", ""),
    ("2(3x + 2)3", "simplified", "multiply the numbers in"),
    ("2x + 3x", "simplified", "collect"),
    ("2(x + 1) + 3x", "simplified", "collect"),
    ("x*x^2", "simplified", "one power"),
    ("6x/4", "simplified", "cancel"),
    ("(2x + 4)/2", "simplified", "cancel"),
    ("x^2/x", "simplified", "cancel|one power"),
    ("(x^2 - 1)/(x - 1)", "simplified", "cancel"),
    ("2^3 x", "simplified", "work out"),
    ("sqrt(12)", "simplified", "square"),
    ("x^1", "simplified", ""),
    ("x + 0", "simplified", "0"),
    ("ln(e^x)", "simplified", "work out"),
    ("(1/x)/(1/(x + 1))", "simplified", "fraction"),
    ("6(3x + 2)", "expanded", "multiply out"),
    ("18x + 12", "expanded", ""),
    ("(x + 1)^2", "expanded", "multiply out"),
    ("x e^x + e^x", "expanded", ""),
    ("18x + 12", "factored", "can be factored"),
    ("6(3x + 2)", "factored", ""),
    ("x^2 - 1", "factored", "can be factored"),
    ("(x - 1)(x + 1)", "factored", ""),
    ("x^2 + 1", "factored", ""),
    ("x e^x + e^x", "factored", "can be factored"),
    ("e^x(x + 1)", "factored", ""),
    ("1/x + 1/(x + 1)", "single fraction", "one denominator"),
    ("(2x + 1)/(x(x + 1))", "single fraction", ""),
    ("x^2 + 1/x", "single fraction", "one denominator"),
    ("(1 + 1/x)/(x + 1)", "single fraction", "fraction in a fraction"),
    ("3x + 2", "single fraction", ""),
)


@pytest.mark.parametrize(("problem", "answer", "status"), TRAPS + SAID)
def test_status(problem: str, answer: str, status: str) -> None:
    verdict = check(problem, answer)
    assert verdict.status == status, str(verdict)


def test_a_hole_is_told() -> None:
    verdict = check("d/dx (x^2/2 + x)", "(x^2 - 1)/(x - 1)")
    assert "your answer is undefined at x = 1, where the derivative is 2" in str(verdict)


def test_a_gap_is_a_proof() -> None:
    verdict = check("d/dx (x ln|x| - x)", "ln x")
    assert verdict.evidence is not None
    assert (verdict.evidence.kind, verdict.evidence.at, verdict.evidence.right) == ("refuted", "at x = -1", "undefined")


@pytest.mark.parametrize("answer", HOSTILE, ids=lambda text: repr(text[:20]))
def test_hostile_text_is_unreadable(answer: str) -> None:
    started = time.process_time()
    verdict = check("d/dx x^2", answer)
    assert verdict.status == "unreadable"
    assert verdict.reason
    assert time.process_time() - started < 1
    assert not os.path.exists("pwned")


@pytest.mark.parametrize("answer", HEAVY, ids=lambda text: repr(text[:20]))
def test_heavy_answers_end_soon(answer: str) -> None:
    """And none is called wrong but by a proof, nor right."""
    started = time.process_time()
    verdict = check("d/dx x^2", answer)
    assert time.process_time() - started < 1
    assert verdict.status in ("wrong", "undecided")
    if verdict.status == "wrong":
        assert verdict.evidence is not None
        assert verdict.evidence.kind == "refuted"


def test_hostile_text_takes_no_memory() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for answer in (*HOSTILE, *HEAVY):
        check("d/dx x^2", answer)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000  # kilobytes


@pytest.mark.parametrize(("answer", "form", "said"), FORMS)
def test_forms(answer: str, form: str, said: str) -> None:
    reason = left_to_do(parse(answer), form)  # type: ignore[arg-type]
    assert any(part in reason for part in said.split("|")) if said else reason == ""


def test_a_right_answer_in_another_form_is_not_wrong() -> None:
    verdict = check("d/dx (3x + 2)^2", "6(3x + 2)", form="expanded")
    assert (verdict.status, verdict.reason) == ("wrong_form", "multiply out 6(3x + 2)")
    assert check("d/dx (3x + 2)^2", "6(3x + 2)", form="factored").status == "correct"
    assert check("d/dx (3x + 2)^2", "7(3x + 2)", form="expanded").status == "wrong"


def test_an_unknown_form_is_refused() -> None:
    with pytest.raises(ValueError, match="'neat' is not one of 'simplified', 'factored'"):
        check("d/dx x^2", "2x", form="neat")  # type: ignore[arg-type]


def test_objects_of_sympy() -> None:
    x = sympy.Symbol("x")
    problem = sympy.Derivative((3 * x + 2) ** 2, x)
    assert check(problem, 18 * x + 12).status == "correct"
    assert check("d/dx (3x + 2)^2", 6 * (3 * x + 2)).status == "correct"
    verdict = check(problem, 2 * (3 * x + 2))
    assert verdict.mistake is not None
    assert verdict.mistake.slug == "chain-inner-missing"


# What is told ------------------------------------------------------------------------------------


def test_feedback_at_three_strengths() -> None:
    verdict = check("d/dx (5 - 3x)^4", "4(5 - 3x)^3")
    assert verdict.feedback is not None
    for lang in ("en", "ja"):
        hint, explanation, worked = (
            verdict.to_text(strength=s, lang=lang)
            for s in ("hint", "explanation", "worked")  # type: ignore[arg-type]
        )
        assert "−12" not in hint
        assert "x = " not in hint
        assert "d/dx (3x + 2)² = d/du u² [u = 3x + 2]" in explanation
        assert "−12(5 − 3x)³" not in explanation
        assert "−12(5 − 3x)³" in worked
    assert "chain rule" in verdict.to_text(strength="hint")
    assert "連鎖律" in verdict.to_text(strength="hint", lang="ja")
    with pytest.raises(ValueError, match="'loud' is not one of"):
        verdict.to_text(strength="loud")  # type: ignore[arg-type]


def test_laws_are_those_of_the_rule_and_of_the_mistake() -> None:
    rule = load_book()["quotient"]
    swapped = next(m for m in rule.mistakes if m.slug == "quotient-order-swapped")
    found = laws(swapped, rule)
    assert found is not None
    wrong, right = found
    assert wrong == "d/dx (f(x)/g(x)) = (f(x) · d/dx g(x) − (d/dx f(x)) · g(x))/g(x)²"
    assert right == "d/dx (f(x)/g(x)) = ((d/dx f(x)) · g(x) − f(x) · d/dx g(x))/g(x)²"


@pytest.mark.parametrize("rule", [r for r in load_book() if r.mistakes], ids=lambda r: r.slug)
def test_every_mistake_can_be_told(rule: object) -> None:
    for mistake in rule.mistakes:  # type: ignore[attr-defined]
        found = laws(mistake, rule)  # type: ignore[arg-type]
        assert found is None or found[0] != found[1]


def test_printed_lines() -> None:
    lines = ["let u = 4x - 7", "du/dx = 4", "dy/du = 3u^2", "dy/dx = 3u^2"]
    printed = str(check_work("Differentiate y = (4x - 7)^3", lines)).splitlines()
    assert printed[0] == "Differentiate y = (4x - 7)^3"
    assert printed[1] == " 1  ✓  let u = 4x - 7"
    assert printed[4] == " 4  ✗  dy/dx = 3u^2      chain rule"
    assert printed[-1].strip() == "at x = 2 your line gives 3, the derivative is 12"


def test_numbers_for_readers() -> None:
    assert [number(text) for text in ("12", "0.333333333333", "-1.50000000000", "0.25", "0.841470984808")] == [
        "12", "1/3", "-3/2", "1/4", "0.841471",
    ]  # fmt: skip


def test_json_and_html() -> None:
    marking = check_work("Differentiate y = (4x - 7)^3", ["dy/dx = 3(4x - 7)^2", "<script>"])
    record = json.loads(marking.to_json())
    assert record["first_wrong"] == 0
    assert record["lines"][0]["mistake"]["slug"] == "chain-inner-missing"
    assert record["lines"][0]["evidence"]["point"] == {"x": "2"}
    assert set(record["lines"][0]["feedback"]) == {"hint", "explanation", "worked"}
    assert "<script>" not in marking._repr_html_()
    verdict = check("d/dx x^2 sin x", "2x cos x")
    record = json.loads(verdict.to_json())
    assert (record["status"], record["mistake"]["slug"]) == ("wrong", "product-of-derivatives")
    assert record["expected"]["latex"].startswith("x^{2}")
    assert 'class="wrong"' in verdict._repr_html_()


def test_an_unexplained_answer_still_gets_the_right_one() -> None:
    verdict = check("d/dx x^2 sin x", "7x cos x")
    assert (verdict.status, verdict.mistake) == ("wrong", None)
    assert "x² cos x + 2x sin x" in verdict.to_text(strength="worked")
    assert "x² cos x" not in verdict.to_text()


# Curves ------------------------------------------------------------------------------------------


def test_a_pole_is_no_point_of_a_curve() -> None:
    """Where F changes sign through infinity there is no point, so nothing is refuted there."""
    assert equal_on_curve(X, Y, parse("1/(y - x) + 0*x"), Y).kind == "undecided"


def test_curves_with_other_letters() -> None:
    curve = parse("x^2 + y^2 - r^2")
    assert equal_on_curve(parse("-x/y"), parse("-x y/(r^2 - x^2)"), curve, Y).kind == "agrees"
    assert equal_on_curve(parse("-x/y"), parse("-x y/(r^2 + x^2)"), curve, Y).kind == "refuted"


def test_a_name_defined_through_itself_is_said_so() -> None:
    lines = ["y' = (4 y' + 2y - 2xy)/x^2", "y' = u", "u = v + 1, v = u - 1"]
    marking = check_work("x^2 y = 5x + y^2, find dy/dx", lines)
    assert marking.lines[0].status == "wrong"


def test_reading_a_derivative_at_a_place_in_latex() -> None:
    given = parse(r"\left.\frac{d}{du} u^{2}\right|_{u = 3} \cdot x")
    assert str(given) == "x*Value(D(u**2, u), (u, 3))"
    assert str(parse("log₂ x")) == "log(x, 2)"

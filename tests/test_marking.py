"""Marking, turned on what the engine makes itself: derivations follow, mistakes are found, rewriting changes nothing.

Run with WORKINGS_SLOW=1 for 500 problems made at random, and for hundreds of rewritten answers to each textbook one.
"""

import os
import random
import re
import sys
from pathlib import Path

import pytest
from homework_cases import Marked, answers, assert_marked, homework
from sympy.core.cache import clear_cache

from workings import Derivation, derive
from workings.judge import equal
from workings.marking import check, check_work
from workings.rule import load_book
from workings.show import to_latex, to_text

sys.path.append(str(Path(__file__).parent.parent / "benchmarks"))
from made_answers import PROBLEMS, answer_to, made_problem, mutated, rewritten, tidied, wrong_answers

SEVERAL = (
    "∂/∂x (x^2 y + sin(x y))",
    "find ∂f/∂y for f(x,y) = x^2 e^(3y)",
    "f(x,y) = x/(x^2 + y^2). find f_x",
    "gradient of f(x,y) = x^2 y + 3y^3",
    "gradient of f(x,y,z) = x y z + e^(x z)",
    "Hessian of f(x,y) = x^3 + x y^2",
    "find dy/dx if x^2 + x y + y^2 = 7",
    "find dy/dx if x^3 + y^3 = 6xy",
    "find dy/dx if sin(x y) = x",
    "find dy/dx if e^y + x y = 3",
    "z = x^2 y, x = t^2, y = sin t. Find dz/dt",
    "w = x y + y^2, x = cos t, y = e^t. Find dw/dt",
    "d^2/dx^2 (x^3 e^x)",
    "L = (w x + b - y)^2, find ∂L/∂w",
)
SLOW = bool(os.environ.get("WORKINGS_SLOW"))
TIMES = 300 if SLOW else 4
MADE = tuple(made_problem(random.Random(seed)) for seed in range(500 if SLOW else 8))


def printed(derivation: Derivation, latex: bool) -> list[str]:
    """The lines below the question, as they are printed, without the names of the rules."""
    write = to_latex if latex else to_text
    lines = [write(line.expr) for line in derivation.lines("full")[1:]]
    return [line if re.search(r"[^<>≤≥]=", _outside(line)) else f"= {line}" for line in lines]


def _outside(line: str) -> str:
    """Without the places in brackets: [u = 3x + 2]."""
    return re.sub(r"\[[^\]]*\]|\\right\|_\{[^}]*\}", "", line)


@pytest.mark.parametrize("latex", [False, True], ids=["text", "latex"])
@pytest.mark.parametrize("problem", PROBLEMS + SEVERAL + MADE)
def test_our_own_derivations_follow(problem: str, latex: bool) -> None:
    derivation = derive(problem)
    marking = check_work(problem, printed(derivation, latex))
    assert [line.status for line in marking.lines] == ["follows"] * len(marking.lines), str(marking)
    assert check(problem, (to_latex if latex else to_text)(derivation.answer)).status == "correct"


@pytest.mark.parametrize("problem", PROBLEMS + MADE)
def test_injected_mistakes_are_found(problem: str) -> None:
    truth = answer_to(problem)
    for slug, wrong in wrong_answers(problem):
        if equal(truth, wrong).kind != "refuted":
            continue  # this mistake changes nothing here
        text = to_text(tidied(wrong))
        verdict = check(problem, text)
        named = {mistake.slug for mistake in (verdict.mistake, *verdict.ties) if mistake is not None}
        assert verdict.status == "wrong", str(verdict)
        assert slug in named, f"{text}: {slug} is not among {named}"
        (line,) = check_work(problem, [f"= {text}"]).lines
        named = {mistake.slug for mistake in (line.mistake, *line.ties) if mistake is not None}
        assert line.status == "wrong", text
        assert slug in named, f"{text}: {slug} is not among {named}"


@pytest.mark.parametrize("problem", PROBLEMS + MADE)
def test_rewritten_answers(problem: str) -> None:
    chance = random.Random(problem)
    truth = answer_to(problem)
    forms = (truth, answer_to(problem, tidy=False))
    for _ in range(TIMES if problem in PROBLEMS else 4):
        write = chance.choice((to_text, to_latex))
        same = rewritten(chance, chance.choice(forms), chance.randint(1, 4))
        verdict = check(problem, write(same))
        assert verdict.status == "correct", str(verdict)
        other = mutated(chance, same)
        verdict = check(problem, write(other))
        if verdict.status == "correct":
            assert equal(truth, other).kind == "proved", f"{write(other)} is no other way to write {truth}"


def test_one_slip_costs_one_line() -> None:
    """A derivation with a mistake in its first line: what follows from it rightly is carried forward."""
    lines = ["= 2(3x + 2)", "= 6x + 4"]
    marking = check_work("d/dx (3x + 2)^2", lines)
    assert [line.status for line in marking.lines] == ["wrong", "carried_forward"]


def test_both_mistakes_of_an_answer_are_told() -> None:
    verdict = check("Differentiate y = (4x - 7)^3", "-3(4x - 7)^2")  # the 7 kept, and the exponent lost
    assert verdict.mistake is not None
    assert verdict.feedback is not None
    assert verdict.feedback.explanation.en.startswith(verdict.mistake.explanation.en)
    assert "There is another mistake: " in verdict.feedback.explanation.en
    assert "もう一つの間違い：" in verdict.feedback.explanation.ja


@pytest.mark.parametrize(("problem", "answer"), answers("calculus_answers"))
def test_answers(problem: str, answer: Marked) -> None:
    verdict = check(problem, answer.text)
    assert verdict.status == answer.mark, verdict
    if answer.slugs:
        assert verdict.mistake is not None
        assert verdict.mistake.slug in answer.slugs.split("|")


@pytest.mark.parametrize(("problem", "lines"), homework("calculus_workings"))
def test_workings(problem: str, lines: list[Marked]) -> None:
    assert_marked(problem, lines)


def test_marks_do_not_depend_on_the_cache_of_sympy() -> None:
    load_book()
    clear_cache()  # the 2 of the rules and the 2 of the problem are then two objects
    marking = check_work("f(x) = (x - 8)^2. Expand and differentiate", ["f(x) = x^2 - 64", "f'(x) = 2x"])
    assert marking.mistake is not None
    assert marking.mistake.slug == "algebra-binomial-square"

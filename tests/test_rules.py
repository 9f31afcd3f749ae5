"""Every rule of every book: it is whole, its law holds, its examples fire it, its mistakes are mistakes.

Generated from the rules themselves; a new rule is tested by being there.
"""

from typing import Any
from xml.etree import ElementTree

import pytest
from sympy import oo
from sympy.logic.boolalg import BooleanAtom, BooleanFunction

import workings as wk
from workings.derivation import Step
from workings.engine import Engine
from workings.expression import Goal, Tidy
from workings.expression.linear_goals import Chain, LeastSquares
from workings.expression.matrix_goals import MatrixOrder, ShapeError
from workings.expression.updating_goals import Family
from workings.judge import equal
from workings.judge.claims import judged
from workings.judge.derivation import judge_step
from workings.judge.meanings import plain
from workings.probability.updating import read_family
from workings.rule import Example, Mistake, Rule, load_book
from workings.show.mathml import MATHML
from workings.show.printer import Printer

BOOK = load_book()
LINEAR = load_book("linear").rules
RULES = [pytest.param(rule, id=rule.slug) for rule in BOOK]
LAWS = [pytest.param(rule, law, id=f"{rule.slug}-{n}") for rule in BOOK for n, law in enumerate(rule.law)]
EXAMPLES = [pytest.param(rule, case, id=f"{rule.slug}: {case.goal}") for rule in BOOK for case in rule.examples]
MISTAKES = [
    pytest.param(rule, mistake, id=f"{rule.slug}: {mistake.slug}-{n}")
    for rule in BOOK
    for n, mistake in enumerate(rule.mistakes)
]


@pytest.mark.parametrize("rule", RULES)
def test_rule_is_whole(rule: Rule) -> None:
    assert rule.title.en
    assert rule.title.ja
    assert rule.explanation.en.endswith(".")
    assert rule.explanation.ja.endswith("。")
    assert rule.source
    for mistake in rule.mistakes:
        assert mistake.explanation.en.endswith(".")
        assert mistake.explanation.ja.endswith("。")
        assert mistake.source


# What has no law of its own, or nothing to be mistaken about.
WITHOUT_LAW = {
    "implicit": "its line stands on d/dx of both sides and on `isolate`, which have laws",
    "related-rates": "its line stands on d/dt of both sides and on `isolate`, which have laws",
    "reverse-gradient": "the law is that of `adjoint`, asked once for every part",
    "left-as-it-is": "it changes nothing",
    "answer-parts": "its law is that of `answer-first`, asked once for every part",
    "put-together": "its line stands on the answers of the questions in it, which have laws",
    "settled": "it passes the question on",
    "incoherent": "a verdict by linear programming",
    "assumed": "a verdict: the law is that of the question with the assumption",
    "undetermined": "a verdict by linear programming",
    "enclosed-quantile": "its answer is a number enclosed between two decimals, not a formula",
    "smallest-value-reaching": "it looks at one number after another",
    "bounds-meet": "a verdict by linear programming",
    "posterior-first": "the order of work: the posterior has laws of its own",
}
ASKED_BY_NAME = {"total-derivative"}  # wk.total_derivative(...)
# The order of work, in which there is nothing to be mistaken about.
NOT_MATHEMATICS = {
    *("answer-first", "answer-parts", "known-values-last"),
    "dirac-delta",  # a distribution has no values by which a point could refute anything
    "left-as-it-is",
    "differential-arranged",
    "matrix-neat",
    "augmented-matrix",  # it hands the system on to elimination, whose steps have mistakes of their own
    "reduced-as-far-as-it-goes",  # it says that nothing is left to do
    "pivot-supposed",  # it says under which condition the answer is meant; that it is forgotten is a mistake of `cases`
    "triangles",  # the two factors that `lu` has found, shown side by side
    "orthonormal-columns",  # those that `qr` has found
    "from-row",  # the working beside a value that `back-substitution` has found
    # Verdicts about what is given, and what is only copied from there.
    *("put-together", "settled", "incoherent", "assumed", "undetermined", "bounds-meet"),
    *("stated", "stated-moment", "certain"),
}


@pytest.mark.parametrize("rule", RULES)
def test_rule_has_law_condition_example_source_and_mistakes(rule: Rule) -> None:
    assert rule.law or rule.slug in WITHOUT_LAW
    assert rule.examples or rule.slug in NOT_MATHEMATICS | ASKED_BY_NAME
    assert rule.mistakes or rule.slug in NOT_MATHEMATICS
    for goal in rule.law:
        assert isinstance(rule.condition(goal), tuple)


@pytest.mark.parametrize(("rule", "goal"), LAWS)
def test_law_holds(rule: Rule, goal: Goal) -> None:
    """The law as printed, the smaller goals left standing, is true by power series over balls.

    A law of matrices or systems, of which the judges know the answer alone, is printed too and true once it is worked
    out.
    """
    line = rule.rewrite(goal, lambda smaller: smaller)
    assert line is not None
    if rule in LINEAR:
        assert wk.to_text(goal)
        assert wk.to_text(line)
        step = Engine(BOOK).answer(goal)
        assert step.rule is rule
    else:
        step = Step(goal, rule, line, ())
    evidence = judge_step(step)
    assert evidence.kind in ("proved", "agrees"), evidence


def in_the_letters_of(derivation: wk.Derivation, text: str) -> object:
    """An answer as typed, its letters read as those of the question where they are matrices."""
    return derivation.read(text) if isinstance(derivation, wk.MatrixDerivation) else wk.parse(text)


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_example_fires_the_rule(rule: Rule, example: Example) -> None:
    derivation = wk.derive(example.goal)
    assert rule.slug in derivation.rules, f"used {derivation.rules}"
    if isinstance(derivation.result, Family):
        assert derivation.result == read_family(example.answer)
    elif example.answer:
        evidence = equal(derivation.result, in_the_letters_of(derivation, example.answer))
        assert evidence.kind in ("proved", "agrees"), evidence
    for lang in ("en", "ja"):
        write = Printer(MATHML, lang=lang)
        assert all(is_mathml(write(line.expr)) for line in derivation.lines())


def is_mathml(text: str) -> bool:
    """Whether every character stands in an element that holds text: a browser leaves out the others."""
    nodes = list(ElementTree.fromstring(f"<math>{text}</math>").iter())
    outside = [node.text for node in nodes if node.tag not in ("mi", "mn", "mo", "mtext", "ms")]
    return not any(bare and bare.strip() for bare in (*outside, *(node.tail for node in nodes)))


def told_apart(wrong: Any, right: Any) -> bool:
    """Whether a point refutes that two answers are the same; what is said in words differs or not."""
    if isinstance(right, LeastSquares):
        return told_apart(getattr(wrong, "solution", wrong), right.solution)
    said = (BooleanAtom, BooleanFunction, MatrixOrder, Chain)
    if isinstance(right, said) or isinstance(wrong, said) or oo in (wrong, right):
        return bool(wrong != right)
    return judged(plain(wrong), plain(right)).kind == "refuted"


@pytest.mark.parametrize(("rule", "mistake"), MISTAKES)
def test_mistake_is_wrong(rule: Rule, mistake: Mistake) -> None:
    """On some example of its rule the mistake leads to an answer that a point refutes."""
    refuted = []
    for example in rule.examples:
        right = wk.derive(example.goal)
        for step in right.steps:
            if step.rule is rule:
                for way in mistake.ways(step.goal):
                    try:
                        wrong = Engine(BOOK, slips={step.goal: way}).answer(right.root.goal)
                    except (wk.NoRule, ShapeError):
                        continue  # this mistake can't be made here
                    refuted.append(told_apart(wrong.answer, right.answer))
    if not refuted and rule.law:
        wrong = mistake.rewrite(rule.law[0], lambda smaller: smaller)
        assert wrong is not None, "no example shows this mistake"
        right_line = rule.rewrite(rule.law[0], lambda smaller: smaller)
        refuted.append(judged(plain(wrong), plain(right_line), rule.condition(rule.law[0])).kind == "refuted")
    assert any(refuted)


def test_books_have_no_two_rules_of_one_name() -> None:
    slugs = [rule.slug for rule in BOOK]
    assert len(slugs) == len(set(slugs))


def test_a_book_without_a_rule_says_what_is_missing() -> None:
    with pytest.raises(wk.NoRule, match="no rule answers D of Mul"):
        wk.derive("d/dx (x sin x)", book=BOOK.without(["product"]))


def test_tidy_goals_are_answered_for_anything() -> None:
    assert Engine(BOOK).answer(Tidy(wk.parse("2x + 3x"))).answer == wk.parse("5x")

"""A letter in what is given: the given that the others make in the letter is an equation for it."""

from sympy import Basic, Expr

from workings.expression import Tidy
from workings.expression.algebra import replace
from workings.expression.nodes import ONE, ZERO, subtract
from workings.expression.probability_goals import Chance, SolveFor
from workings.expression.relations import equal_to
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.probability.law import InLetters
from workings_rules.probability.sources import HOUSE, SHAUGHNESSY


def rewrite(goal: SolveFor, ask: Ask) -> Basic | None:
    """x where 0.8 = P(A or B) is x where 0.8 = 0.5 + 0.5x"""
    (value, question), letter = goal.args[0].args, goal.args[1]
    if not isinstance(question, Chance):
        return None
    if replace(value, {letter: ZERO}) == value:
        return ask(SolveFor(equal_to(value, ask(Tidy(question))), letter))
    return ask(SolveFor(equal_to(ZERO, ask(Tidy(subtract(ask(question), value)))), letter))


def letter_taken_for_the_given(goal: SolveFor, ask: Ask) -> Expr | None:
    """x = P(A or B): the probability that is given taken for the letter."""
    (value, question), letter = goal.args[0].args, goal.args[1]
    if not isinstance(question, Chance) or replace(value, {letter: ZERO}) != value or value in (ZERO, ONE):
        return None
    return value


RULE = Rule(
    slug="equation-for-letter",
    title=Text("equation for the letter", "文字についての方程式"),
    explanation=Text(
        "A given probability that the other givens make in the letter is an equation for the letter.",
        "ほかの条件から文字で表せる確率が与えられていれば、それは文字についての方程式です。",
    ),
    goal=SolveFor,
    rewrite=rewrite,
    law=InLetters("equation-for-letter", "P(A) = x, P(B) = 0.5, A, B exclusive, P(A or B) = 0.8; find x"),
    source=HOUSE,
    examples=(
        Example("P(A) = x, P(B) = 0.5, A, B independent, P(A or B) = 0.8; find x", "3/5"),
        Example("P(A) = x, P(B) = 2x, A, B exclusive, P(A or B) = 0.6; find x", "1/5"),
    ),
    mistakes=(
        Mistake(
            "given-taken-for-letter",
            Text(
                "The letter is one part of the given probability, not all of it.",
                "文字は与えられた確率の一部であって、全体ではありません。",
            ),
            letter_taken_for_the_given,
            SHAUGHNESSY,
        ),
    ),
)

"""What is given: a probability as stated, a count over the number of all cases, and what is certain or impossible."""

from collections.abc import Iterable

from sympy import Expr

from workings.expression.nodes import ONE, ZERO, divide, factors, integer
from workings.expression.probability_goals import Chance, Way
from workings.rule import Ask, Example, Mistake, Text
from workings_rules.probability.law import InLetters, Law, by_search, parts_of
from workings_rules.probability.sources import BERTSEKAS, SHAUGHNESSY


def stated(goal: Chance, counted: bool) -> Iterable[Way]:
    for fact in goal.world.model.facts:
        if (fact.e, fact.c) == (goal.e, goal.c) and fact.counted == counted:
            yield Way((fact.value,), lambda parts, ask: parts[0], cost=0)


def certain(goal: Chance) -> Iterable[Way]:
    if goal.e == goal.c or not goal.e:
        yield Way((ONE if goal.e else ZERO,), lambda parts, ask: parts[0], cost=0)


def one_more_taken(goal: Chance, ask: Ask) -> Expr | None:
    """k/n read as k to the n that are left: the odds for the probability."""
    parts = parts_of("counting", goal, 1)
    if parts is None:
        return None
    above, below = factors(parts[0])[0], factors(parts[0])[-1].args[0]
    return divide(above, integer(int(below) - int(above))) if below != above else None


def as_if_put_back(goal: Chance, ask: Ask) -> Expr | None:
    """Every draw with the counts of the first."""
    return goal.world.put_back(goal)


GIVEN = Law(
    slug="stated",
    title=Text("given", "与えられた値"),
    explanation=Text("The probability is among those given.", "与えられた確率をそのまま使います。"),
    goal=Chance,
    rewrite=by_search("stated"),
    law=InLetters("stated", "P(A) = a; find P(A)"),
    source="House rule",
    examples=(Example("P(A) = 0.3; find P(A)", "3/10"),),
    elementary=True,
    ways=lambda goal: stated(goal, False),
    direct=True,
)
CERTAIN = Law(
    slug="certain",
    title=Text("certain or impossible", "全事象と空事象"),
    explanation=Text(
        "What holds in every case has probability 1, what holds in none has probability 0.",
        "必ず起こる事象の確率は 1、決して起こらない事象の確率は 0 です。",
    ),
    goal=Chance,
    rewrite=by_search("certain"),
    law=InLetters("certain", "P(A) = a; find P(A or not A)"),
    source=BERTSEKAS + "1.2",
    examples=(Example("P(A) = 0.3; find P(A or not A)", "1"),),
    elementary=True,
    ways=certain,
    direct=True,
)
COUNTING = Law(
    slug="counting",
    title=Text("counting", "数え上げ"),
    explanation=Text(
        "The probability is the number of cases in which the event holds over the number of all cases.",
        "確率は、その事象が起こる場合の数を、すべての場合の数で割ったものです。",
    ),
    goal=Chance,
    rewrite=by_search("counting"),
    law=InLetters("counting", "120 messages; 45 messages are spam; find P(spam)"),
    source=BERTSEKAS + "1.2",
    examples=(
        Example("120 messages; 45 messages are spam; find P(spam)", "3/8"),
        Example("Tickets numbered 1 to 7, two drawn without replacement. P(the sum is odd)?", "4/7"),
    ),
    mistakes=(
        Mistake(
            "odds-for-probability",
            Text(
                "That is the number of cases for over those against (the odds), not over all cases.",
                "それは起こる場合と起こらない場合の比（オッズ）です。すべての場合の数で割ります。",
            ),
            one_more_taken,
            SHAUGHNESSY,
        ),
        Mistake(
            "replacement-confused",
            Text(
                "What was drawn does not go back, so the counts are different for the next draw.",
                "元に戻さずに引くと、次に引くときの個数は変わっています。",
            ),
            as_if_put_back,
            SHAUGHNESSY,
        ),
    ),
    elementary=True,
    ways=lambda goal: stated(goal, True),
    direct=True,
)

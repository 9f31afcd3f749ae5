"""Convolution: P(X + Y = s) is the sum of P(X = x) P(Y = y) over the pairs with x + y = s, if independent."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from sympy import Abs, And, Basic, Eq, Expr, Ge, Gt, Integer, Le, Lt, Ne, Or, Rational

from workings.expression.algebra import replace
from workings.expression.canonical import canonical
from workings.expression.nodes import ONE, ZERO, add, mul, subtract, walk
from workings.expression.probability_goals import OfSum, Word
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.probability.law import InLetters
from workings_rules.probability.sources import BERTSEKAS, FELLER, SHAUGHNESSY
from workings_rules.probability.sums import OPPOSITE, as_sum

_new = Basic.__new__
MOST_WAYS = 200


def convolution(goal: OfSum, ask: Ask) -> Basic | None:
    """P(X + Y = s) = sum of P(X = x) P(Y = y) with x + y = s"""
    ways = pairs(goal)
    if ways is None:
        return None
    return add(*[together(goal, way, ask) for way in ways]) if ways else ZERO


def together(goal: OfSum, way: dict[Word, Expr], ask: Ask) -> Expr:
    return mul(*[ask(goal.world.question(_new(Eq, x, value))) for x, value in way.items()])


def pairs(goal: OfSum) -> list[dict[Word, Expr]] | None:
    """The values of the variables for which the event holds; None where they are too many, or not all known."""
    if len(goal.variables) < 2 or not goal.settled or any(isinstance(n, Abs) for n in walk(goal.event)):
        return None
    found = list(islice(ways_of(goal), MOST_WAYS + 1)) if countable(goal) else None
    return None if found is None or len(found) > MOST_WAYS else found


def countable(goal: OfSum) -> bool:
    """Whether finitely many values are to be looked at: all are known, or they count from 0 on in a small sum."""
    endless = [x for x in goal.variables if not goal.world.values(x)]
    if not endless:
        return True
    found = as_sum(goal)
    if found is None or any(first_of(goal, x) is None for x in endless):
        return False
    return all(isinstance(a, Rational) and a > 0 for a, _ in found.parts) and top_of(found.event) is not None


def first_of(goal: OfSum, x: Word) -> int | None:
    known = goal.world.distribution(x)
    return {"poisson": 0, "geometric": 1}.get(known.family) if known is not None else None


def top_of(event: Basic) -> Rational | None:
    """A number above which the event never holds."""
    if isinstance(event, And):
        tops = [top for part in event.args if (top := top_of(part)) is not None]
        return min(tops) if tops else None
    return event.args[1] if type(event) in (Lt, Le, Eq) and isinstance(event.args[1], Rational) else None


def ways_of(goal: OfSum) -> Iterator[dict[Word, Expr]]:
    found = as_sum(goal)
    top = None if found is None else top_of(found.event)

    def values(x: Word) -> Sequence[Expr]:
        known = goal.world.values(x)
        first = first_of(goal, x)
        if known or first is None or top is None:
            return known
        return [Integer(k) for k in range(first, max(first, int(top)) + 1)]

    def chosen(names: Sequence[Word], at: dict[Word, Expr]) -> Iterator[dict[Word, Expr]]:
        if not names:
            if holds(goal.event, at):
                yield at
            return
        for value in values(names[0]):
            yield from chosen(names[1:], {**at, names[0]: value})

    size = 1
    for x in goal.variables:
        size *= len(values(x))
    if size <= 50 * MOST_WAYS:
        yield from chosen(goal.variables, {})
    else:
        yield from ({} for _ in range(MOST_WAYS + 1))


def holds(event: Basic, at: dict[Any, Any]) -> bool:
    if isinstance(event, And | Or):
        found = [holds(part, at) for part in event.args]
        return all(found) if isinstance(event, And) else any(found)
    left, right = (canonical(replace(side, at)) for side in event.args)
    return bool(event.func(left, right) == True)  # noqa: E712  (SymPy's truth)


def one_way(goal: OfSum, ask: Ask) -> Basic | None:
    """Only the first of the ways in which the sum comes about."""
    ways = pairs(goal)
    return None if ways is None or len(ways) < 2 else together(goal, ways[0], ask)


def opposite(goal: OfSum, ask: Ask) -> Basic | None:
    """P(X + Y > k) = 1 - P(X + Y <= k)"""
    if type(goal.event) not in (Gt, Ge, Ne) or len(goal.variables) < 2 or not goal.settled:
        return None
    smaller = OfSum(_new(OPPOSITE[type(goal.event)], *goal.event.args), goal.world)
    return None if pairs(smaller) is None else subtract(ONE, ask(smaller))


def opposite_itself(goal: OfSum, ask: Ask) -> Basic | None:
    return (
        ask(OfSum(_new(OPPOSITE[type(goal.event)], *goal.event.args), goal.world))
        if type(goal.event) in OPPOSITE
        else None
    )


CONVOLUTION = Rule(
    slug="convolution",
    title=Text("convolution", "畳み込み"),
    explanation=Text(
        "Every way in which the values make the event is a case of its own; for independent variables its probability "
        "is the product of those of the values.",
        "事象が起こる値の組み合わせごとに場合分けし、独立なのでそれぞれの確率の積を足し合わせます。",
    ),
    goal=OfSum,
    rewrite=convolution,
    law=InLetters(
        "convolution", "P(X=0) = 1 - p, P(X=1) = p, P(Y=0) = 1 - q, P(Y=1) = q; X, Y independent; find P(X + Y = 1)"
    ),
    source=FELLER + "XI.2; " + BERTSEKAS + "4.1",
    examples=(
        Example("P(X=0) = 0.5, P(X=1) = 0.5, P(Y=0) = 0.2, P(Y=1) = 0.8; X, Y independent; find P(X + Y = 1)", "1/2"),
        Example("X ~ Geometric(1/2), Y ~ Geometric(1/3); X, Y independent; find P(X + Y <= 3)", "13/36"),
    ),
    mistakes=(
        Mistake(
            "one-way-only",
            Text(
                "The sum comes about in several ways, whose probabilities add.",
                "その和になる組み合わせは複数あり、それぞれの確率を足します。",
            ),
            one_way,
            SHAUGHNESSY,
        ),
    ),
)
OPPOSITE_SUM = Rule(
    slug="complement-of-sum",
    title=Text("complement", "余事象"),
    explanation=Text(
        "The opposite event has fewer ways to come about.", "余事象のほうが、起こる場合の数が少なくなります。"
    ),
    goal=OfSum,
    rewrite=opposite,
    law=InLetters("complement-of-sum", "X ~ Geometric(p), Y ~ Geometric(q); X, Y independent; find P(X + Y > 3)"),
    source=BERTSEKAS + "1.2",
    examples=(Example("X ~ Geometric(1/2), Y ~ Geometric(1/3); X, Y independent; find P(X + Y > 3)", "23/36"),),
    mistakes=(
        Mistake(
            "complement-forgotten",
            Text("That is how likely it is that the event does not happen.", "それは余事象の確率です。"),
            opposite_itself,
            SHAUGHNESSY,
        ),
    ),
)
RULES = (CONVOLUTION, OPPOSITE_SUM)

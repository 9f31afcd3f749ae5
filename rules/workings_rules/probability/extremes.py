"""The greatest and the least of independent variables: all of them are small, all of them are large."""

from sympy import Basic, Expr, Ge, Gt, Le, Lt, Max, Min

from workings.expression.nodes import ONE, add, divide, integer, mul, subtract
from workings.expression.probability_goals import Mean, OfSum, Word
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.probability.law import InLetters
from workings_rules.probability.moments import words
from workings_rules.probability.sources import BERTSEKAS, HOUSE

_new = Basic.__new__
TURNED: dict[type, type] = {Lt: Gt, Le: Ge, Gt: Lt, Ge: Le}
OPPOSITE: dict[type, type] = {Lt: Ge, Le: Gt, Gt: Le, Ge: Lt}


def extreme(goal: OfSum) -> tuple[type, type, tuple[Word, ...], Expr] | None:
    """The relation, Max or Min, the variables and the number of max(X, Y) <= c; None of other events."""
    if type(goal.event) not in TURNED or not goal.settled:
        return None
    relation: type = type(goal.event)
    left, right = goal.event.args
    if isinstance(right, Max | Min):
        left, right, relation = right, left, TURNED[relation]
    if not isinstance(left, Max | Min) or words(right) or not all(isinstance(x, Word) for x in left.args):
        return None
    order = [x for x in goal.variables if x in left.args]
    return relation, type(left), tuple(order), right


def of_all(goal: OfSum, ask: Ask) -> Basic | None:
    """P(max <= c) = P(X <= c) P(Y <= c), P(min > c) = P(X > c) P(Y > c), and 1 less for the others"""
    found = extreme(goal)
    if found is None:
        return None
    relation, kind, variables, end = found
    direct = (relation in (Lt, Le)) == (kind is Max)
    inner = relation if direct else OPPOSITE[relation]
    together = mul(*[ask(goal.world.question(_new(inner, x, end))) for x in variables])
    return together if direct else subtract(ONE, together)


def opposite_forgotten(goal: OfSum, ask: Ask) -> Basic | None:
    """The product of the probabilities of the event itself: P(max > c) = P(X > c) P(Y > c)"""
    found = extreme(goal)
    if found is None:
        return None
    relation, kind, variables, end = found
    if (relation in (Lt, Le)) == (kind is Max):
        return None
    return mul(*[ask(goal.world.question(_new(relation, x, end))) for x in variables])


def family_of(goal: Mean) -> tuple[str, list[tuple[Expr, ...]]] | None:
    """The family of independent variables, the same of all, with their parameters."""
    if not all(isinstance(x, Word) for x in goal.x.args) or not goal.world.are_independent(*goal.x.args):
        return None
    known = [goal.world.distribution(x) for x in words(goal.x)]
    families = {k.family if k is not None else "" for k in known}
    given = [k.parameters for k in known if k is not None]
    return (families.pop(), given) if len(families) == 1 else None


def mean_of_least(goal: Mean, ask: Ask) -> Basic | None:
    """1/(r + s) of exponential variables; a + (b - a)/(n + 1) of n uniform ones"""
    found = family_of(goal)
    if found is None:
        return None
    family, given = found
    if family == "exponential":
        return divide(ONE, add(*[rate for (rate,) in given]))
    if family != "uniform" or len(set(given)) > 1:
        return None
    a, b = given[0]
    return add(a, divide(subtract(b, a), integer(len(given) + 1)))


def least_of_means(goal: Mean, ask: Ask) -> Basic | None:
    """The mean of one of them."""
    return None if mean_of_least(goal, ask) is None else ask(goal.of(goal.x.args[0]))


def mean_of_greatest(goal: Mean, ask: Ask) -> Basic | None:
    """E[X] + E[Y] - E[min(X, Y)] of two; a + n (b - a)/(n + 1) of n uniform ones"""
    found = family_of(goal)
    if found is None:
        return None
    family, given = found
    if family == "uniform" and len(set(given)) == 1:
        a, b = given[0]
        n = len(given)
        return add(a, divide(mul(integer(n), subtract(b, a)), integer(n + 1)))
    if family != "exponential" or len(given) != 2:
        return None
    x, y = words(goal.x)
    return subtract(add(ask(goal.of(x)), ask(goal.of(y))), ask(goal.of(_new(Min, x, y))))


def means_added(goal: Mean, ask: Ask) -> Basic | None:
    return None if mean_of_greatest(goal, ask) is None else add(*[ask(goal.of(x)) for x in words(goal.x)])


EXTREME = Rule(
    slug="extreme-of-independent",
    title=Text("the greatest is small when all are", "最大値が小さいのは、すべてが小さいとき"),
    explanation=Text(
        "The greatest is at most c exactly when all are, the least above c exactly when all are; if independent, these "
        "probabilities multiply.",
        "最大値が c 以下であるのはすべてが c 以下のとき、最小値が c を超えるのはすべてが c を超えるときです。"
        "独立なら確率は積です。",
    ),
    goal=OfSum,
    rewrite=of_all,
    law=InLetters(
        "extreme-of-independent",
        "X ~ Exponential(a), Y ~ Exponential(b); X, Y independent; find P(max(X, Y) < 2)",
        "X ~ Exponential(a), Y ~ Exponential(b); X, Y independent; find P(min(X, Y) < 2)",
    ),
    source=BERTSEKAS + "4.1",
    examples=(
        Example("X ~ Uniform(0, 1), Y ~ Uniform(0, 1); X, Y independent; find P(max(X, Y) < 1/2)", "1/4"),
        Example("X ~ Exponential(1), Y ~ Exponential(2); X, Y independent; find P(min(X, Y) > 1)", "e^(-3)"),
        Example("X ~ Uniform(0, 1), Y ~ Uniform(0, 1); X, Y independent; find P(max(X, Y) > 1/2)", "3/4"),
    ),
    mistakes=(
        Mistake(
            "all-for-some",
            Text(
                "The greatest is above c already when one of them is: take 1 less the probability that none is.",
                "一つでも c を超えれば最大値は c を超えます。どれも超えない確率を 1 から引きます。",
            ),
            opposite_forgotten,
            HOUSE,
        ),
    ),
)
LEAST = Rule(
    slug="mean-of-least",
    title=Text("mean of the least", "最小値の期待値"),
    explanation=Text(
        "The least of independent exponential variables is exponential, and the rates add; n uniform variables divide "
        "their interval into n + 1 parts of the same mean length.",
        "独立な指数分布の最小値は指数分布で、率は足し合わされます。"
        "n 個の一様分布は区間を平均の等しい n + 1 個に分けます。",
    ),
    goal=Mean,
    heads=(Min,),
    rewrite=mean_of_least,
    law=InLetters("mean-of-least", "X ~ Exponential(a), Y ~ Exponential(b); X, Y independent; find E[min(X, Y)]"),
    source=BERTSEKAS + "4.1",
    examples=(
        Example("X ~ Exponential(1), Y ~ Exponential(3); X, Y independent; find E[min(X, Y)]", "1/4"),
        Example("X ~ Uniform(0, 1), Y ~ Uniform(0, 1); X, Y independent; find E[min(X, Y)]", "1/3"),
    ),
    mistakes=(
        Mistake(
            "least-of-means",
            Text(
                "The mean of the least is below the mean of each.",
                "最小値の期待値は、それぞれの期待値より小さくなります。",
            ),
            least_of_means,
            HOUSE,
        ),
    ),
)
GREATEST = Rule(
    slug="mean-of-greatest",
    title=Text("mean of the greatest", "最大値の期待値"),
    explanation=Text(
        "The greatest and the least of two add up to their sum; n uniform variables divide their interval into n + 1 "
        "parts of the same mean length.",
        "二つの最大値と最小値の和は二つの和です。n 個の一様分布は区間を平均の等しい n + 1 個に分けます。",
    ),
    goal=Mean,
    heads=(Max,),
    rewrite=mean_of_greatest,
    law=InLetters("mean-of-greatest", "X ~ Exponential(a), Y ~ Exponential(b); X, Y independent; find E[max(X, Y)]"),
    source=BERTSEKAS + "4.1",
    examples=(
        Example("X ~ Exponential(1), Y ~ Exponential(1); X, Y independent; find E[max(X, Y)]", "3/2"),
        Example("X ~ Uniform(0, 3), Y ~ Uniform(0, 3); X, Y independent; find E[max(X, Y)]", "2"),
    ),
    mistakes=(
        Mistake(
            "means-added",
            Text("That is the mean of the sum, not of the greatest.", "それは和の期待値です。"),
            means_added,
            HOUSE,
        ),
    ),
)
RULES = (EXTREME, LEAST, GREATEST)

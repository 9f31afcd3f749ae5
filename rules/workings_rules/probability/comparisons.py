"""Events about squares, and which of two waiting times ends first."""

from sympy import Abs, Basic, Expr, Ge, Gt, Le, Lt, Pow, Rational

from workings.expression.canonical import canonical
from workings.expression.nodes import add, call, divide, power
from workings.expression.probability_goals import OfSum, Word
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.probability.law import InLetters
from workings_rules.probability.moments import words
from workings_rules.probability.sources import BERTSEKAS, HOUSE
from workings_rules.probability.sums import MIRRORED

_new = Basic.__new__


def even_power(goal: OfSum) -> tuple[type, Expr, Expr] | None:
    """The relation, u and the root of c of u^n < c, n even; None where the root is no number that ends."""
    if type(goal.event) not in MIRRORED:
        return None
    relation: type = type(goal.event)
    left, right = goal.event.args
    if isinstance(right, Pow) and not isinstance(left, Pow):
        left, right, relation = right, left, MIRRORED[relation]
    if not isinstance(left, Pow) or words(right) or not words(left):
        return None
    u, n = left.args
    bound = canonical(right)
    if not isinstance(n, Rational) or n.q != 1 or n.p % 2 or n.p < 2 or not bound.is_Rational or bound < 0:
        return None
    root = canonical(power(bound, Rational(1, n.p)))
    return (relation, u, root) if isinstance(root, Rational) else None


def of_power(goal: OfSum, ask: Ask) -> Basic | None:
    """P(u^2 < c) = P(|u| < sqrt(c))"""
    found = even_power(goal)
    if found is None:
        return None
    relation, u, root = found
    return ask(OfSum(_new(relation, call(Abs, u), root), goal.world))


def positive_root_only(goal: OfSum, ask: Ask) -> Basic | None:
    """P(u^2 < c) = P(u < sqrt(c))"""
    found = even_power(goal)
    if found is None:
        return None
    relation, u, root = found
    return ask(OfSum(_new(relation, u, root), goal.world))


def rates(goal: OfSum) -> tuple[Expr, Expr] | None:
    """The rates of X and Y of P(X < Y), both exponential and independent."""
    if type(goal.event) not in (Lt, Le, Gt, Ge) or not goal.settled:
        return None
    left, right = goal.event.args
    if isinstance(goal.event, Gt | Ge):
        left, right = right, left
    if not isinstance(left, Word) or not isinstance(right, Word) or left == right:
        return None
    known = [goal.world.distribution(x) for x in (left, right)]
    if any(one is None or one.family != "exponential" for one in known):
        return None
    (first,), (second,) = (one.parameters for one in known if one is not None)
    return first, second


def first_to_end(goal: OfSum, ask: Ask) -> Expr | None:
    """P(X < Y) = r/(r + s)"""
    found = rates(goal)
    return None if found is None else divide(found[0], add(*found))


def other_rate(goal: OfSum, ask: Ask) -> Expr | None:
    """s/(r + s): the longer mean taken for the rate"""
    found = rates(goal)
    return None if found is None else divide(found[1], add(*found))


EVEN_POWER = Rule(
    slug="square-as-distance",
    title=Text("square as a distance", "2乗を絶対値に直す"),
    explanation=Text(
        "u² < c means |u| < √c, and so with every even power.",
        "u² < c は |u| < √c を意味します。ほかの偶数乗でも同じです。",
    ),
    goal=OfSum,
    rewrite=of_power,
    law=InLetters("square-as-distance", "X ~ Normal(m, v); find P(X^2 > 4)"),
    source=BERTSEKAS + "4.1",
    examples=(
        Example("X ~ Uniform(-2, 3); find P(X^2 < 1)", "2/5"),
        Example("P(X=-3) = 0.2, P(X=0) = 0.3, P(X=3) = 0.5; find P(X^2 > 4)", "0.7"),
    ),
    mistakes=(
        Mistake(
            "negative-root-forgotten",
            Text("u² < c also bounds u from below, by -√c.", "u² < c は u を下からも -√c で抑えます。"),
            positive_root_only,
            HOUSE,
        ),
    ),
)
FIRST = Rule(
    slug="first-of-exponentials",
    title=Text("which waiting time ends first", "先に終わる待ち時間"),
    explanation=Text(
        "Of two independent exponential waiting times each ends first with a probability in proportion to its rate.",
        "独立な指数分布の待ち時間のうち、それぞれが先に終わる確率は率に比例します。",
    ),
    goal=OfSum,
    rewrite=first_to_end,
    law=InLetters("first-of-exponentials", "X ~ Exponential(r), Y ~ Exponential(s); X, Y independent; find P(X < Y)"),
    source=BERTSEKAS + "6.2",
    examples=(Example("X ~ Exponential(1), Y ~ Exponential(3); X, Y independent; find P(X < Y)", "1/4"),),
    mistakes=(
        Mistake(
            "rate-as-mean",
            Text("A larger rate means a shorter wait.", "率が大きいほど待ち時間は短くなります。"),
            other_rate,
            HOUSE,
        ),
    ),
)
RULES = (EVEN_POWER, FIRST)

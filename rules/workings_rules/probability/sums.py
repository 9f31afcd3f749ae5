"""Events about multiples, distances and sums of random variables, put as events about one number."""

from collections.abc import Sequence
from dataclasses import dataclass

from sympy import Abs, And, Basic, Eq, Expr, Ge, Gt, Le, Lt, Ne, Or, Rational

from workings.expression.canonical import canonical
from workings.expression.nodes import ONE, ZERO, add, divide, mul, negate, terms, walk
from workings.expression.probability_goals import OfSum, Word
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.probability.law import InLetters
from workings_rules.probability.moments import split, words
from workings_rules.probability.sources import BERTSEKAS, HOUSE

_new = Basic.__new__
MIRRORED: dict[type, type] = {Lt: Gt, Le: Ge, Gt: Lt, Ge: Le, Eq: Eq, Ne: Ne}
OPPOSITE: dict[type, type] = {Lt: Ge, Le: Gt, Gt: Le, Ge: Lt, Eq: Ne, Ne: Eq}


@dataclass(frozen=True, slots=True)
class Sum:
    """The event as one about `name` = sum of coefficient times variable; of one variable alone it is that variable."""

    name: Word
    parts: tuple[tuple[Expr, Word], ...]
    event: Basic

    @property
    def written(self) -> Expr:
        return add(*[mul(a, x) for a, x in self.parts])


def linear(event: Basic) -> list[tuple[Expr, Word]] | None:
    """The variables of the first comparison with their coefficients, right side taken to the left."""
    first = next((node for node in walk(event) if type(node) in MIRRORED), None)
    if first is None:
        return None
    found = apart(first)
    return None if found is None else found[0]


def apart(relation: Basic) -> tuple[list[tuple[Expr, Word]], Expr] | None:
    """left - right as coefficients of variables and a constant; None where it is not linear."""
    left, right = relation.args
    coefficients: dict[Word, list[Expr]] = {}
    constants: list[Expr] = []
    for term in (*terms(left), *[negate(t) for t in terms(right)]):
        a, x = split(term)
        if x is ONE:
            constants.append(a)
        elif isinstance(x, Word):
            coefficients.setdefault(x, []).append(a)
        else:
            return None
    pairs = [(canonical(add(*some)), x) for x, some in coefficients.items()]
    return [(a, x) for a, x in pairs if a != 0], canonical(add(*constants))


def as_sum(goal: OfSum) -> Sum | None:
    """The event with its sum as one number; None where it is not linear, or about more than one sum."""
    if any(isinstance(node, Abs) for node in walk(goal.event)):
        return None
    parts = linear(goal.event)
    if not parts:
        return None
    if len(parts) == 1:
        parts = [(ONE, parts[0][1])]
    elif isinstance(parts[0][0], Rational) and parts[0][0] < 0:
        parts = [(canonical(negate(a)), x) for a, x in parts]
    name = parts[0][1] if len(parts) == 1 else unused(goal)
    event = about(goal.event, parts, name)
    return None if event is None else Sum(name, tuple(parts), event)


def unused(goal: OfSum) -> Word:
    taken = {word.name for word in goal.variables}
    return Word(next(name for name in ("S", "T", "Z", "W") if name not in taken))


def about(event: Basic, parts: Sequence[tuple[Expr, Word]], name: Word) -> Basic | None:
    """The event with every comparison one of `name` with a number."""
    if isinstance(event, And | Or):
        made = [about(part, parts, name) for part in event.args]
        return None if None in made else _new(type(event), *made)
    found = apart(event)
    if found is None:
        return None
    theirs, constant = found
    ratio = canonical(divide(theirs[0][0], parts[0][0])) if theirs else ZERO
    same = [(canonical(mul(ratio, a)), x) for a, x in parts]
    if ratio == 0 or same != theirs or not isinstance(ratio, Rational):
        return None
    head = type(event) if ratio > 0 else MIRRORED[type(event)]
    return _new(head, name, canonical(negate(divide(constant, ratio))))


def isolated(goal: OfSum, ask: Ask) -> Basic | None:
    """P(aX + b <= c) = P(X <= (c - b)/a)"""
    found = as_sum(goal)
    return None if found is None or len(found.parts) > 1 else ask(goal.world.question(found.event))


def not_turned(goal: OfSum, ask: Ask) -> Basic | None:
    """P(-X < c) = P(X < -c)"""
    found = as_sum(goal)
    if found is None or len(found.parts) > 1 or type(goal.event) not in MIRRORED:
        return None
    if type(found.event) is type(goal.event):
        return None
    return ask(goal.world.question(_new(type(goal.event), *found.event.args)))


def distance(goal: OfSum, ask: Ask) -> Basic | None:
    """P(|X - a| < c) = P(a - c < X < a + c)"""
    event = goal.event
    if type(event) not in MIRRORED or not any(isinstance(side, Abs) for side in event.args):
        return None
    left, right = event.args
    head: type = type(event)
    if isinstance(right, Abs):
        left, right, head = right, left, MIRRORED[head]
    inside, bound = left.args[0], right
    if words(bound) or not isinstance(canonical(bound), Rational) or canonical(bound) < 0:
        return None
    if head in (Lt, Le):
        return ask(OfSum(_new(And, _new(head, negate(bound), inside), _new(head, inside, bound)), goal.world))
    if head in (Gt, Ge):
        opposite = _new(MIRRORED[head], inside, negate(bound))
        return ask(OfSum(_new(Or, opposite, _new(head, inside, bound)), goal.world))
    return None


def one_side(goal: OfSum, ask: Ask) -> Basic | None:
    """P(|X - a| < c) = P(X - a < c)"""
    event = goal.event
    if distance(goal, lambda smaller: smaller) is None or not isinstance(event.args[0], Abs):
        return None
    return ask(OfSum(_new(type(event), event.args[0].args[0], event.args[1]), goal.world))


def over_values(goal: OfSum, ask: Ask) -> Basic | None:
    """P(X + Y = 3) = P(X = 1, Y = 2) + P(X = 2, Y = 1), of the values that are given together."""
    asked = None if goal.settled else goal.world.over_values(goal)
    return None if asked is None else ask(asked)


def first_pair(goal: OfSum, ask: Ask) -> Basic | None:
    """One of the pairs of values that make the event."""
    asked = None if goal.settled else goal.world.over_values(goal)
    if asked is None or not isinstance(asked.event, Or):
        return None
    return ask(asked.world.chance(asked.world.model.mask(asked.event.args[0])))


ISOLATED = Rule(
    slug="variable-isolated",
    title=Text("solve for the variable", "確率変数について解く"),
    explanation=Text(
        "The event is put as one about the variable itself; dividing by a negative number turns the inequality.",
        "事象を確率変数だけの不等式に直します。負の数で割ると不等号の向きが変わります。",
    ),
    goal=OfSum,
    rewrite=isolated,
    law=InLetters("variable-isolated", "X ~ Normal(m, v); find P(2X + 1 > 3)"),
    source=BERTSEKAS + "3.3",
    examples=(
        Example("X ~ Uniform(0, 4); find P(2X + 1 > 3)", "3/4"),
        Example("X ~ Exponential(2); find P(-X < -1)", "e^(-2)"),
        Example("X ~ Binomial(3, 1/2); find P(2X - 1 = 3)", "3/8"),
    ),
    mistakes=(
        Mistake(
            "inequality-not-turned",
            Text(
                "Dividing by a negative number turns the inequality round.",
                "負の数で割ると、不等号の向きが変わります。",
            ),
            not_turned,
            HOUSE,
        ),
    ),
)
DISTANCE = Rule(
    slug="distance-as-range",
    title=Text("distance as a range", "絶対値を範囲に直す"),
    explanation=Text(
        "|u| < c means -c < u < c, and |u| > c means u < -c or u > c.",
        "|u| < c は -c < u < c、|u| > c は u < -c または u > c を意味します。",
    ),
    goal=OfSum,
    rewrite=distance,
    law=InLetters("distance-as-range", "X ~ Normal(m, v); find P(|X - 2| < 1)"),
    source=BERTSEKAS + "3.3",
    examples=(
        Example("X ~ Uniform(0, 4); find P(|X - 2| < 1)", "1/2"),
        Example("X ~ Uniform(0, 4); find P(|X - 2| > 1)", "1/2"),
        Example("X ~ Uniform(0, 4); find P(|X - 1| > 1/2)", "3/4"),
    ),
    mistakes=(
        Mistake(
            "one-side-of-distance",
            Text("A distance has two sides: |u| < c bounds u below as well.", "絶対値の不等式には両側があります。"),
            one_side,
            HOUSE,
        ),
    ),
)
OVER_VALUES = Rule(
    slug="joint-values",
    title=Text("the pairs of values that make the event", "事象にあたる値の組"),
    explanation=Text(
        "The event about the sum is the event that the variables have one of those pairs of values.",
        "和についての事象を、それにあたる値の組の事象に直します。",
    ),
    goal=OfSum,
    rewrite=over_values,
    law=InLetters(
        "joint-values", "P(X=0, Y=0) = p, P(X=0, Y=1) = q, P(X=1, Y=0) = r, P(X=1, Y=1) = 1 - p - q - r; find P(X = Y)"
    ),
    source=BERTSEKAS + "2.5",
    examples=(
        Example(
            "P(X=1, Y=1)=1/12, P(X=1, Y=2)=1/6, P(X=2, Y=1)=1/4, P(X=2, Y=2)=1/2; find P(X + Y = 3)",
            "5/12",
        ),
    ),
    mistakes=(
        Mistake(
            "one-pair-only",
            Text("Several pairs of values make the event; only one was counted.", "事象にあたる値の組は複数あります。"),
            first_pair,
            HOUSE,
        ),
    ),
)
RULES = (DISTANCE, OVER_VALUES, ISOLATED)

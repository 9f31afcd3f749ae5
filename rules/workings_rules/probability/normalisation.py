"""The constant of a density, whose area is 1, and of a table of probabilities, whose sum is 1."""

from sympy import Basic, Expr, Le, oo, true

from workings.expression.algebra import replace
from workings.expression.density_goals import MassConstant, Normalising
from workings.expression.nodes import ONE, ZERO, add, divide, factors, mul, piecewise, subtract, symbols_of
from workings.expression.pieces import in_rows, without_absolute
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.probability.antiderivatives import expanded
from workings_rules.probability.law import InLetters
from workings_rules.probability.sources import BERTSEKAS, HOUSE


def split(goal: Normalising) -> tuple[Expr, Expr] | None:
    """g and h of f = c g + h, where c stands in neither; None where f is not linear in c."""
    c, body, x = goal.args[:3]
    absolute = without_absolute(body, x)
    rows = in_rows(body if absolute is None else absolute, x)
    if rows is None:
        return linear_in(c, body)
    found = [linear_in(c, value) if c in symbols_of([value]) else (ZERO, value) for value, _ in rows]
    known = [pair for pair in found if pair is not None]
    if len(known) < len(rows):
        return None
    holds = [true if end is oo else Basic.__new__(Le, x, end) for _, end in rows]
    slope, rest = ([pair[i] for pair in known] for i in (0, 1))
    whole = piecewise(*zip(slope, holds, strict=True))
    return whole, ZERO if all(part == 0 for part in rest) else piecewise(*zip(rest, holds, strict=True))


def linear_in(c: Expr, body: Expr) -> tuple[Expr, Expr] | None:
    """g and h of one formula c g + h."""
    if c in factors(body):  # as it is written
        others = [factor for factor in factors(body) if factor != c]
        whole = mul(*others) if others else ONE
        return None if c in symbols_of([whole]) else (whole, ZERO)
    parts = expanded(body, c)
    if parts is None:
        return None
    slope: list[Expr] = []
    rest: list[Expr] = []
    for term in parts:
        if c not in symbols_of([term]):
            rest.append(term)
            continue
        others = [factor for factor in factors(term) if factor != c]
        if len(others) != len(factors(term)) - 1 or c in symbols_of(others):
            return None
        slope.append(mul(*others) if others else ONE)
    return (add(*slope), add(*rest) if rest else ZERO) if slope else None


def rewrite(goal: Normalising, ask: Ask) -> Basic | None:
    found = split(goal)
    if found is None:
        return None
    slope, rest = found
    above = ONE if rest is ZERO else subtract(ONE, ask(goal.area(rest)))
    return divide(above, ask(goal.area(slope)))


def not_inverted(goal: Normalising, ask: Ask) -> Basic | None:
    """The area itself for 1 over it."""
    found = split(goal)
    return None if found is None or found[0].is_zero else ask(goal.area(found[0]))


def height_one(goal: Normalising, ask: Ask) -> Basic | None:
    """The density made 1 at its last value."""
    found = split(goal)
    _, _, x, _, high = goal.args
    if found is None or found[1] is not ZERO or high.is_infinite:
        return None
    return divide(ONE, replace(found[0], {x: high}))


def masses_sum(goal: MassConstant, ask: Ask) -> Basic | None:
    """c (a + b + ...) + rest = 1"""
    _, slope, rest = goal.args
    return divide(ONE if rest == ZERO else subtract(ONE, rest), slope)


def rest_not_subtracted(goal: MassConstant, ask: Ask) -> Basic | None:
    """1 over the factor of the constant, without what the other probabilities take of 1."""
    _, slope, rest = goal.args
    return None if rest == ZERO else divide(ONE, slope)


def sum_not_inverted(goal: MassConstant, ask: Ask) -> Basic | None:
    return goal.args[1]


MASSES = Rule(
    slug="masses-sum-to-one",
    title=Text("the probabilities sum to 1", "確率の和は 1"),
    explanation=Text(
        "The probabilities of all values of a variable sum to 1, which settles a constant in them.",
        "確率変数のすべての値の確率の和は 1 です。これから定数が決まります。",
    ),
    goal=MassConstant,
    rewrite=masses_sum,
    law=InLetters("masses-sum-to-one", "P(X = k) = c k^2 for k = 1, 2, 3; find c"),
    source=BERTSEKAS + "2.2",
    examples=(
        Example("P(X = k) = c k^2 for k = 1, 2, 3; find c", "1/14"),
        Example("P(X=1) = 0.2, P(X=2) = 2a, P(X=5) = 3a; find a", "4/25"),
    ),
    mistakes=(
        Mistake(
            "sum-not-inverted",
            Text(
                "The constant times the sum is 1, so the constant is 1 over the sum.",
                "定数と和の積が 1 なので、定数は和の逆数です。",
            ),
            sum_not_inverted,
            HOUSE,
        ),
        Mistake(
            "known-masses-forgotten",
            Text(
                "What the known probabilities take of 1 has to be subtracted first.",
                "わかっている確率の分を 1 から引いてから求めます。",
            ),
            rest_not_subtracted,
            HOUSE,
        ),
    ),
)
RULE = Rule(
    slug="normalisation",
    title=Text("the area under a density is 1", "確率密度の全面積は 1"),
    explanation=Text(
        "A density is nowhere negative and the area under the whole of it is 1, which settles its constant factor.",
        "確率密度関数は負にならず、全体の面積が 1 です。これから定数が決まります。",
    ),
    goal=Normalising,
    rewrite=rewrite,
    law=InLetters("normalisation", "X has density f(x) = c x^2 for 0 < x < 3. Find c."),
    source=BERTSEKAS + "3.1",
    examples=(
        Example("X has density f(x) = k x on [0, 4]. Find k.", "1/8"),
        Example("f(x) = c e^(-2x), x > 0 is a density. Find c.", "2"),
        Example("Find c such that f(x) = c/x^2 for x > 1 is a pdf.", "1"),
    ),
    mistakes=(
        Mistake(
            "area-not-inverted",
            Text(
                "The constant times the area is 1, so the constant is 1 over the area.",
                "定数と面積の積が 1 なので、定数は面積の逆数です。",
            ),
            not_inverted,
            HOUSE,
        ),
        Mistake(
            "height-for-area",
            Text(
                "It is the area under a density that is 1, not its height.",
                "1 になるのは密度の高さではなく面積です。",
            ),
            height_one,
            HOUSE,
        ),
    ),
)

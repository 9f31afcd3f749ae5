"""One unknown: in a sum that is linear in it, the other terms go to the other side, and its factor goes below."""

from sympy import Basic, Expr

from workings.expression.algebra import replace
from workings.expression.nodes import ONE, ZERO, add, divide, factors, mul, negate, subtract, terms
from workings.expression.probability_goals import SolveFor
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.probability.law import InLetters
from workings_rules.probability.sources import BERTSEKAS, SHAUGHNESSY


def opened(goal: SolveFor) -> tuple[Expr, Expr, Expr]:
    """The sides of an equation `value = slope unknown + rest`."""
    (value, total), unknown = goal.args[0].args, goal.args[1]
    slope: list[Expr] = []
    rest: list[Expr] = []
    for term in terms(total):
        at_zero = replace(term, {unknown: ZERO})
        if at_zero == term:
            rest.append(term)
        elif unknown in factors(term):
            slope.append(mul(*[f for f in factors(term) if f != unknown]))
        else:  # b (1 - x) is b - b x
            scale = mul(*[f for f in factors(term) if replace(f, {unknown: ZERO}) == f])
            slope.append(negate(scale))
            rest.append(scale)
    return value, add(*slope), add(*rest)


def rewrite(goal: SolveFor, ask: Ask) -> Basic | None:
    value, slope, rest = opened(goal)
    above = value if rest is ZERO else add(value, *[negate(term) for term in terms(rest)])
    return above if slope is ONE else divide(above, slope)


def not_divided(goal: SolveFor, ask: Ask) -> Basic | None:
    value, _, rest = opened(goal)
    return subtract(value, rest)


def nothing_taken_over(goal: SolveFor, ask: Ask) -> Basic | None:
    value, slope, _ = opened(goal)
    return divide(value, slope)


RULE = Rule(
    slug="solve-for",
    title=Text("solve for the unknown", "未知数について解く"),
    explanation=Text(
        "The other terms go to the other side, and the factor of the unknown goes below.",
        "ほかの項を移項し、未知数の係数で割ります。",
    ),
    goal=SolveFor,
    rewrite=rewrite,
    law=InLetters("solve-for", "P(A) = a, P(A|B) = b, P(B) = c; find P(A|not B)"),
    source=BERTSEKAS + "1.4",
    examples=(Example("P(click) = 0.2, P(click|mobile) = 0.3, P(mobile) = 0.6; find P(click|not mobile)", "1/20"),),
    mistakes=(
        Mistake(
            "unknown-not-divided",
            Text(
                "The rest is the weight times the unknown; divide it by the weight.",
                "残りは重みと未知数の積です。重みで割らなければなりません。",
            ),
            not_divided,
            SHAUGHNESSY,
        ),
        Mistake(
            "other-branch-not-subtracted",
            Text(
                "What the other cases contribute has to be subtracted first.",
                "ほかの場合の寄与を先に引かなければなりません。",
            ),
            nothing_taken_over,
            SHAUGHNESSY,
        ),
    ),
)

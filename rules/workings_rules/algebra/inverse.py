"""A function and its inverse cancel: e^(ln u) = u where u > 0, ln e^u = u, sqrt(u^2) = |u|."""

import sympy
from sympy import Abs, Basic, Expr, Pow, exp, log

from workings.expression import Tidy, call, power
from workings.expression.algebra import everywhere
from workings.expression.nodes import HALF
from workings.expression.words import TWO, x
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.algebra import slips
from workings_rules.calculus.sources import SCHECHTER

HEADS = frozenset((exp, log, Pow))


def rewrite(goal: Tidy, ask: Ask) -> Basic | None:
    simpler = everywhere(local, HEADS, goal)
    return None if simpler is None else ask(goal.of(simpler))


def local(node: Expr) -> Expr | None:
    inside = node._args[0]
    if type(node) is Pow:
        squared = node._args[1] is HALF and type(inside) is Pow and inside._args[1] == 2
        return call(Abs, inside._args[0]) if squared else None
    if len(node._args) > 1 or len(inside._args) != 1:
        return None
    undone = {exp: log, log: exp}[type(node)]
    return inside._args[0] if type(inside) is undone else None


def root_of_square(goal: Tidy, ask: Ask) -> Basic | None:
    """sqrt(u^2) taken for u."""
    right = local(goal.expr) if isinstance(goal.expr, Pow) else None
    return None if right is None else right.args[0]


RULE = Rule(
    slug="inverse",
    title=Text("inverse functions cancel", "逆関数どうしは打ち消し合う"),
    explanation=Text(
        "Exponential and logarithm undo each other, and the root of a square is the absolute value.",
        "指数関数と対数関数は互いに打ち消し合い、2 乗の平方根は絶対値になります。",
    ),
    goal=Tidy,
    rewrite=rewrite,
    law=(Tidy(call(sympy.log, call(sympy.exp, x))), Tidy(power(power(x, TWO), HALF))),
    source="Definition of the inverse function",
    examples=(
        Example("x ln(e^x)", "x^2"),
        Example("sqrt(x^2)", "|x|"),
        Example("ln(e^x) + ln(x + 2)", "x + ln(x + 2)"),
    ),
    mistakes=(
        slips.LOGARITHM,
        Mistake(
            "root-lost",
            Text(
                "sqrt(u^2) is |u|, not u: with u a solution is lost, as when x^2 = a is said to give sqrt(a) only.",
                "sqrt(u^2) は u ではなく |u| です。u とすると負の解が失われます。x^2 = a の解は ±sqrt(a) です。",
            ),
            root_of_square,
            SCHECHTER,
        ),
    ),
)

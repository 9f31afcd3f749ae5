"""The constant rule: c' = 0."""

import sympy
from sympy import Basic, Expr, Symbol, Tuple

from workings.expression import D, Partial, mul, power, subtract, symbol
from workings.expression.members import same_member
from workings.expression.nodes import ONE, ZERO, symbols_of
from workings.expression.relations import unequal, where_defined
from workings.expression.words import exp, x
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import ORTON, STEWART

_COUNTED = ("_i", "_j", "_k", "_l")  # x_j, one of many


def rewrite(goal: D, ask: Ask) -> Expr | None:
    return None if isinstance(goal.f, Tuple) or goal.depends(goal.f) else ZERO


def condition(goal: D) -> tuple[Basic, ...]:
    """A constant has to be a number: 1/a is none for a = 0; and x_k, by x_j, none of the same index."""
    x = goal.x
    if type(x) is not Symbol or x.name[-2:] not in _COUNTED:
        return where_defined(goal.f)
    pairs = [same_member(s, x) for s in symbols_of([goal.f])]
    return where_defined(goal.f) + tuple([unequal(*found[0]) for found in pairs if found])


def kept(goal: D, ask: Ask) -> Expr | None:
    return goal.f


def as_variable(goal: D, ask: Ask) -> Expr | None:
    """The power rule, as if the constant's letter were the variable: (k^n)' = n k^(n-1)."""
    if goal.f.is_Number or isinstance(goal, Partial):
        return None
    return _by_its_own(goal)


def other_variable(goal: D, ask: Ask) -> Expr | None:
    """The same of another variable, which a partial derivative holds."""
    return _by_its_own(goal) if isinstance(goal, Partial) and not goal.f.is_Number else None


def _by_its_own(goal: D) -> Expr:
    if isinstance(goal.f, sympy.exp):
        n = goal.f.args[0]
        return mul(n, exp(subtract(n, ONE)))
    if goal.f.is_Pow:
        base, exponent = goal.f.args
        return mul(exponent, power(base, subtract(exponent, ONE)))
    return ONE


RULE = Rule(
    slug="constant",
    title=Text("constant", "定数の微分"),
    explanation=Text(
        "What does not depend on the variable does not change with it, so its derivative is zero.",
        "変数を含まないものは変数が動いても変わらないので、その微分は 0 です。",
    ),
    goal=D,
    rewrite=rewrite,
    condition=condition,
    law=(D(symbol("c"), x),),
    source=STEWART + "3.1",
    examples=(Example("d/dx 7", "0"), Example("d/dx k^2", "0"), Example("∂/∂x (x + y^3)", "1")),
    mistakes=(
        Mistake(
            "constant-not-zero",
            Text(
                "The derivative of a constant is 0, so nothing of this constant may stay in the result.",
                "定数は変化しないので、微分すると 0 になります。結果に残してはいけません。",
            ),
            kept,
            ORTON,
        ),
        Mistake(
            "constant-not-zero",
            Text(
                "This letter stands for a fixed number here, not for the variable. Its derivative is 0.",
                "この文字は変数に依存しない定数なので、微分は 0 です。",
            ),
            as_variable,
            ORTON,
        ),
        Mistake(
            "partial-other-variable-not-constant",
            Text(
                "The other variables are held constant; here one of them was differentiated as well.",
                "ほかの変数は定数として固定します。ここではそれも微分しています。",
            ),
            other_variable,
            ORTON,
        ),
    ),
    elementary=True,
)

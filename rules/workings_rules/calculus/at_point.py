"""The value at a point: first the answer, then the numbers put in."""

from sympy import Basic, Expr, Integer

from workings.expression import D, Goal, Tidy, Value
from workings.expression.algebra import replace
from workings.expression.nodes import power
from workings.expression.words import x
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import ORTON, STEWART


def pairs(goal: Value) -> list[tuple[Expr, Expr]]:
    return [(pair.args[0], pair.args[1]) for pair in goal.args[1:]]


def rewrite(goal: Value, ask: Ask) -> Basic | None:
    f = goal.args[0]
    if isinstance(f, Goal):
        return ask(Value(ask(Tidy(ask(f))), *pairs(goal)))
    return replace(f, dict(pairs(goal)))


def put_in_first(goal: Value, ask: Ask) -> Basic | None:
    """The number put in before differentiating: a constant is left, and its derivative is 0."""
    f = goal.args[0]
    return Integer(0) if isinstance(f, D) else None


def function_for_derivative(goal: Value, ask: Ask) -> Basic | None:
    """f(a) in the place of f'(a)."""
    f = goal.args[0]
    return ask(Value(f.f, *pairs(goal))) if isinstance(f, D) else None


RULE = Rule(
    slug="at-point",
    title=Text("put in the point", "値を代入する"),
    explanation=Text(
        "First the derivative as a function, then its value at the point.",
        "まず導関数を求め、そのあとで値を代入します。",
    ),
    goal=Value,
    rewrite=rewrite,
    law=(Value(D(power(x, Integer(3)), x), (x, Integer(2))),),
    source=STEWART + "2.8",
    examples=(Example("f(x) = x^3, f'(2) = ?", "12"), Example("d/dx sin(2x) at x = 0", "2")),
    mistakes=(
        Mistake(
            "point-put-in-first",
            Text(
                "Differentiate first: with the number put in, only a constant is left.",
                "先に微分します。先に値を代入すると定数になってしまいます。",
            ),
            put_in_first,
            ORTON,
        ),
        Mistake(
            "function-for-derivative",
            Text("This is the value of f, not of its derivative.", "これは導関数ではなく f の値です。"),
            function_for_derivative,
            ORTON,
        ),
    ),
)

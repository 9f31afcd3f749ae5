"""Taylor polynomials: the sum of f^(k)(a)/k! (x - a)^k."""

from collections.abc import Iterator
from math import factorial

from sympy import Basic, Expr, Integer

from workings.expression import D, Tidy, Value, add, divide, mul, power, subtract
from workings.expression.calculus_goals import Taylor
from workings.expression.nodes import ONE, ZERO
from workings.expression.words import cos, f, x
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import MUZANGWA, STEWART


def coefficients(goal: Taylor, ask: Ask) -> Iterator[Expr]:
    """f(a), f'(a), f''(a), ..., each derivative made of the one before."""
    f, x, a, n = goal.args
    for k in range(int(n) + 1):
        if k:
            f = ask(Tidy(ask(D(f, x))))
        yield ask(Tidy(ask(Value(f, (x, a)))))


def step(goal: Taylor) -> Expr:
    return subtract(goal.args[1], goal.args[2]) if goal.args[2] is not ZERO else goal.args[1]


def term(c: Expr, k: int, d: Expr, number: int) -> Expr:
    if k == 0:
        return c
    return mul(c if number == 1 else divide(c, Integer(number)), power(d, Integer(k)))


def rewrite(goal: Taylor, ask: Ask) -> Basic | None:
    d = step(goal)
    return add(*[term(c, k, d, factorial(k)) for k, c in enumerate(coefficients(goal, ask))])


def without_factorials(goal: Taylor, ask: Ask) -> Basic | None:
    d = step(goal)
    return add(*[term(c, k, d, 1) for k, c in enumerate(coefficients(goal, ask))])


def index_for_factorial(goal: Taylor, ask: Ask) -> Basic | None:
    d = step(goal)
    return add(*[term(c, k, d, max(k, 1)) for k, c in enumerate(coefficients(goal, ask))])


RULE = Rule(
    slug="taylor",
    title=Text("Taylor polynomial", "テイラー多項式"),
    explanation=Text(
        "The k-th derivative at the point, over k factorial, times the k-th power of the distance from it.",
        "その点での k 階微分を k の階乗で割り、その点からの距離の k 乗を掛けて足します。",
    ),
    goal=Taylor,
    rewrite=rewrite,
    law=(Taylor(f(x), x, ONE, Integer(2)), Taylor(cos(x), x, ZERO, Integer(4))),
    source=STEWART + "11.10",
    examples=(
        Example("Taylor polynomial of e^x at x = 0 of order 3", "1 + x + x^2/2 + x^3/6"),
        Example("Taylor polynomial of ln x at x = 1 of order 3", "(x - 1) - (x - 1)^2/2 + (x - 1)^3/3"),
    ),
    mistakes=(
        Mistake(
            "taylor-factorial-missing",
            Text("The k-th term is divided by k factorial.", "k 次の項は k の階乗で割ります。"),
            without_factorials,
            MUZANGWA,
        ),
        Mistake(
            "taylor-index-for-factorial",
            Text("The k-th term is divided by k factorial, not by k.", "k ではなく k の階乗で割ります。"),
            index_for_factorial,
            MUZANGWA,
        ),
    ),
)

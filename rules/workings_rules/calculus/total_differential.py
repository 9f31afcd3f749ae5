"""The total differential: df = f_x dx + f_y dy, the total change as the sum of the partial ones."""

from sympy import Basic, Symbol

from workings.expression import Partial, TotalDifferential, add, mul, symbol
from workings.expression.words import f, x, y
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import MUZANGWA, STEWART


def differential(variable: Symbol) -> Symbol:
    """dx of x."""
    return symbol(f"d{variable.name}")


def rewrite(goal: TotalDifferential, ask: Ask) -> Basic | None:
    return add(*[mul(ask(Partial(goal.f, v)), differential(v)) for v in goal.variables])


def term_missing(goal: TotalDifferential, ask: Ask) -> Basic | None:
    return add(*[mul(ask(Partial(goal.f, v)), differential(v)) for v in goal.variables[:-1]])


RULE = Rule(
    slug="total-differential",
    title=Text("total differential", "全微分"),
    explanation=Text(
        "The total change is the sum of the changes along each variable.",
        "全体の変化は、各変数についての変化の和です。",
    ),
    goal=TotalDifferential,
    rewrite=rewrite,
    law=(TotalDifferential(f(x, y), (x, y)),),
    source=STEWART + "14.4",
    examples=(Example("total differential of x^3 cos y", "3x^2 cos(y) dx - x^3 sin(y) dy"),),
    mistakes=(
        Mistake(
            "total-derivative-missing-term",
            Text("The change along one variable is left out.", "一つの変数についての変化が抜けています。"),
            term_missing,
            MUZANGWA,
        ),
    ),
)

"""The constant multiple rule: (c f)' = c f'."""

from functools import partial

from sympy import Basic, Expr, Mul, Pow

from workings.expression import D, add, divide, mul, negate, symbol
from workings.expression.nodes import ONE, divisor, factors
from workings.expression.relations import where_defined
from workings.expression.words import f, x
from workings.rule import Ask, Example, Mistake, Rewrite, Rule, Text
from workings_rules.calculus.sources import MUZANGWA, ORTON, STEWART


def split(goal: D) -> tuple[list[Expr], list[Expr]]:
    """The factors that are constant, above and below the fraction bar, and those that depend on the variable."""
    fixed: list[Expr] = []
    moving: list[Expr] = []
    for factor in factors(goal.f):
        below = divisor(factor)
        if not goal.depends(factor):
            fixed.append(factor)
        elif isinstance(below, Mul) and not goal.is_variable(below) and not all(map(goal.depends, below.args)):
            fixed.append(divide(ONE, mul(*[part for part in below.args if not goal.depends(part)])))
            moving.append(divide(ONE, mul(*[part for part in below.args if goal.depends(part)])))
        else:
            moving.append(factor)
    return fixed, moving


def rewrite(goal: D, ask: Ask) -> Expr | None:
    fixed, moving = split(goal)
    return mul(*fixed, ask(goal.of(mul(*moving)))) if fixed else None


def condition(goal: D) -> tuple[Basic, ...]:
    """The constants have to be numbers: x/a is none for a = 0."""
    return tuple(relation for factor in split(goal)[0] for relation in where_defined(factor))


def dropped(goal: D, ask: Ask) -> Expr | None:
    return ask(goal.of(mul(*split(goal)[1])))


def sign_kept(goal: D, ask: Ask) -> Expr | None:
    """The number is lost, its sign stays."""
    fixed, moving = split(goal)
    negative = sum(1 for factor in fixed if factor.is_Number and factor.is_negative) % 2
    return negate(ask(goal.of(mul(*moving)))) if negative else None


def one_dropped(n: int, goal: D, ask: Ask) -> Expr | None:
    """One of several constant factors is lost: 7 of 7x^2 y."""
    fixed, moving = split(goal)
    return mul(*fixed[:n], *fixed[n + 1 :], ask(goal.of(mul(*moving))))


def ways_to_drop(goal: D) -> tuple[Rewrite, ...]:
    several = len(split(goal)[0])
    return (dropped, sign_kept, *(partial(one_dropped, n) for n in range(several if several > 1 else 0)))


def derivative_one(goal: D, ask: Ask) -> Expr | None:
    """The product rule with c' = 1 for a number c; of a letter this is another mistake."""
    fixed, moving = split(goal)
    numbers = [factor for factor in fixed if factor.is_number]
    if not numbers:
        return None
    rest = mul(*[factor for factor in fixed if not factor.is_number], *moving)
    return add(rest, mul(*fixed, ask(goal.of(mul(*moving)))))


def differentiated(goal: D, ask: Ask) -> Expr | None:
    fixed, moving = split(goal)
    return mul(ask(goal.of(mul(*fixed))), ask(goal.of(mul(*moving))))


RULE = Rule(
    slug="constant-multiple",
    title=Text("constant multiple", "定数倍の微分"),
    explanation=Text(
        "A constant factor stays in front; only the rest is differentiated.",
        "定数の因子はそのまま前に残し、残りだけを微分します。",
    ),
    goal=D,
    heads=(Mul, Pow),
    rewrite=rewrite,
    condition=condition,
    law=(D(mul(symbol("c"), f(x)), x),),
    source=STEWART + "3.1",
    examples=(Example("d/dx 9x", "9"), Example("d/dt (5 sin t)", "5 cos t"), Example("d/dx (x^2/3)", "2x/3")),
    mistakes=(
        Mistake(
            "constant-multiple-dropped",
            Text(
                "The constant factor has disappeared. It still multiplies the derivative.",
                "定数の因子は微分の前に残ります。ここでは失われています。",
            ),
            dropped,
            ORTON,
            ways_to_drop,
        ),
        Mistake(
            "constant-factor-differentiated",
            Text(
                "The constant factor was differentiated too; it only stays in front.",
                "定数の因子まで微分しています。定数はそのまま前に残ります。",
            ),
            differentiated,
            MUZANGWA,
            lambda goal: (differentiated, derivative_one),
        ),
    ),
    elementary=True,
)

"""Known values: ln 1 = 0, e^0 = 1, cos(pi/3) = 1/2: a function of a number whose value is a rational number."""

import sympy
from sympy import Basic, Expr, Symbol

from workings.expression import Tidy
from workings.expression.algebra import everywhere
from workings.expression.canonical import canonical
from workings.expression.nodes import ONE, ZERO, walk
from workings.expression.words import cos, exp, log
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import HOUSE

HEADS = frozenset((
    sympy.exp, sympy.log, sympy.sin, sympy.cos, sympy.tan, sympy.cot, sympy.sec, sympy.csc,
    sympy.asin, sympy.acos, sympy.atan, sympy.sinh, sympy.cosh, sympy.tanh, sympy.Abs, sympy.sign,
))  # fmt: skip


def rewrite(goal: Tidy, ask: Ask) -> Basic | None:
    simpler = everywhere(local, HEADS, goal)
    return None if simpler is None else ask(goal.of(simpler))


def local(node: Expr) -> Expr | None:
    if type(node._args[0]) is Symbol or any(isinstance(part, Symbol) for part in walk(node)):
        return None
    value = canonical(node)
    return value if isinstance(value, sympy.Rational) else None


def taken_for_zero(goal: Tidy, ask: Ask) -> Basic | None:
    """e^0 and cos 0 taken for 0, because 0 stands inside."""
    found = everywhere(lambda node: ZERO if node._args[0] is ZERO else None, HEADS, goal)
    return None if found is None else ask(goal.of(found))


RULE = Rule(
    slug="known-value",
    title=Text("known value", "知られている値"),
    explanation=Text(
        "The value of the function at this number is known exactly.",
        "この数での関数の値は正確に知られています。",
    ),
    goal=Tidy,
    rewrite=rewrite,
    law=(Tidy(log(ONE)), Tidy(exp(ZERO)), Tidy(cos(ZERO))),
    source="NIST Digital Library of Mathematical Functions, https://dlmf.nist.gov/4.17",
    examples=(Example("2x ln 1 + x", "x"), Example("x cos 0", "x")),
    mistakes=(
        Mistake(
            "value-at-zero-taken-for-zero",
            Text(
                "e^0 and cos 0 are 1; only the sine, the tangent and their like are 0 at 0.",
                "e^0 と cos 0 は 1 です。0 で 0 になるのは sin や tan などです。",
            ),
            taken_for_zero,
            HOUSE,
        ),
    ),
)

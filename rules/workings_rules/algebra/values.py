"""Known values: ln 1 = 0, e^0 = 1, cos(pi/3) = 1/2, arccos(1/2) = pi/3: rational numbers, and angles as parts of pi."""

import sympy
from sympy import Basic, Expr, Symbol

from workings.expression import Tidy, divide, mul, negate
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

ANGLES = frozenset((sympy.asin, sympy.acos, sympy.atan))


def rewrite(goal: Tidy, ask: Ask) -> Basic | None:
    simpler = everywhere(local, HEADS, goal)
    return None if simpler is None else ask(goal.of(simpler))


def local(node: Expr) -> Expr | None:
    if type(node._args[0]) is Symbol or any(isinstance(part, Symbol) for part in walk(node)):
        return None
    value = canonical(node)
    if isinstance(value, sympy.Rational):
        return value
    part = canonical(value / sympy.pi) if type(node) in ANGLES else None
    return part_of_pi(part) if isinstance(part, sympy.Rational) else None


def part_of_pi(part: sympy.Rational) -> Expr:
    """3 pi/4 for 3/4"""
    above = negate(sympy.pi) if part.p == -1 else sympy.pi if part.p == 1 else mul(sympy.Integer(part.p), sympy.pi)
    return above if part.q == 1 else divide(above, sympy.Integer(part.q))


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
    examples=(Example("2x ln 1 + x", "x"), Example("x cos 0", "x"), Example("2 arctan 1", "pi/2")),
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

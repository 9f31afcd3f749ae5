"""Even and odd functions: cos(-u) = cos u, sin(-u) = -sin u."""

import sympy
from sympy import Basic, Expr, Mul
from sympy.core.numbers import Number

from workings.expression import Tidy, call, negate
from workings.expression.algebra import everywhere
from workings.expression.words import cos, sin, x
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import SIYEPU

EVEN = frozenset((sympy.cos, sympy.sec, sympy.cosh, sympy.sech, sympy.Abs))
ODD = frozenset((
    sympy.sin, sympy.tan, sympy.cot, sympy.csc, sympy.sinh, sympy.tanh, sympy.coth, sympy.csch,
    sympy.asin, sympy.atan, sympy.asinh, sympy.atanh, sympy.sign, sympy.erf, sympy.erfi, sympy.Si, sympy.Shi,
))  # fmt: skip
HEADS = EVEN | ODD


def rewrite(goal: Tidy, ask: Ask) -> Basic | None:
    simpler = everywhere(local, HEADS, goal)
    return None if simpler is None else ask(goal.of(simpler))


def local(node: Expr) -> Expr | None:
    u = node._args[0]
    first = u._args[0] if type(u) is Mul else u
    if not isinstance(first, Number) or not first.is_negative:
        return None
    positive = call(type(node), negate(u))
    return positive if type(node) in EVEN else negate(positive)


def even_as_odd(goal: Tidy, ask: Ask) -> Basic | None:
    """cos(-u) taken for -cos u, sin(-u) for sin u."""
    node = goal.expr
    right = local(node) if type(node) in HEADS else None
    return None if right is None else negate(right)


RULE = Rule(
    slug="parity",
    title=Text("even and odd functions", "偶関数と奇関数"),
    explanation=Text(
        "A minus sign inside vanishes in an even function and comes out in front of an odd one.",
        "偶関数では中のマイナスが消え、奇関数ではマイナスが前に出ます。",
    ),
    goal=Tidy,
    rewrite=rewrite,
    law=(Tidy(cos(negate(x))), Tidy(sin(negate(x)))),
    source="NIST Digital Library of Mathematical Functions, https://dlmf.nist.gov/4.16",
    examples=(Example("3 cos(-2x)", "3 cos(2x)"), Example("sin(-x)", "-sin x")),
    mistakes=(
        Mistake(
            "sign-trig",
            Text(
                "The cosine is even, cos(-u) = cos u; the sine is odd, sin(-u) = -sin u.",
                "cos は偶関数で cos(-u) = cos u、sin は奇関数で sin(-u) = -sin u です。",
            ),
            even_as_odd,
            SIYEPU,
        ),
    ),
)

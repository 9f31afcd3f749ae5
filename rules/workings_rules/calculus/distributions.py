"""Dirac's delta, and the singularity functions <x - a>^n of Macaulay that end in it."""

import sympy
from sympy import Basic, Expr, Integer

from workings.expression import D, call, mul, subtract
from workings.expression.nodes import ONE, ZERO
from workings.expression.relations import nonzero
from workings.expression.words import TWO, x
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import HOUSE
from workings_rules.calculus.special_words import a, at

delta, bracket = at(sympy.DiracDelta), at(sympy.SingularityFunction)

GELFAND = "I. M. Gel'fand and G. E. Shilov, Generalized Functions, vol. 1 (Academic Press, 1964), section I.2"
MACAULAY = "W. H. Macaulay, A note on the deflection of beams, Messenger of Mathematics 48 (1919) 129-130"


def next_delta(goal: D, ask: Ask) -> Expr | None:
    u, order = (*goal.f.args, ZERO)[:2]
    return delta(u, order + 1) if goal.is_variable(u) and isinstance(order, Integer) else None


def parts(goal: D) -> tuple[Expr, Expr, Integer] | None:
    u, start, n = goal.f.args
    fits = goal.is_variable(u) and isinstance(n, Integer) and not goal.depends(start)
    return (u, start, n) if fits else None


def from_there_on(goal: D, ask: Ask) -> Expr | None:
    """n <x - a>^(n - 1) for n > 0; a step is constant; delta and its kin go one order on."""
    found = parts(goal)
    if found is None:
        return None
    u, start, n = found
    if n is ZERO:
        return ZERO
    lower = bracket(u, start, n - 1)
    return mul(n, lower) if n > 0 else lower


def at_a_step(goal: D) -> tuple[Basic, ...]:
    """The step and the corner have no slope at a."""
    u, start, n = goal.f.args
    return (nonzero(subtract(u, start)),) if n in (ZERO, ONE) else ()


def factor_missing(goal: D, ask: Ask) -> Expr | None:
    found = parts(goal)
    return bracket(found[0], found[1], found[2] - 1) if found and found[2] > 1 else None


DELTA = Rule(
    slug="dirac-delta",
    title=Text("Dirac delta", "ディラックのデルタ関数の微分"),
    explanation=Text(
        "Its derivative is a distribution again, which has no simpler name: delta' gives minus the slope at 0.",
        "微分もまた超関数で、より簡単な名前はありません。δ' は 0 での傾きのマイナスを与えます。",
    ),
    goal=D,
    heads=(sympy.DiracDelta,),
    rewrite=next_delta,
    law=(D(call(sympy.DiracDelta, x), x), D(delta(x, TWO), x)),
    source=GELFAND,
    examples=(Example("d/dx DiracDelta(x)", "DiracDelta(x, 1)"),),
    elementary=True,
)
SINGULARITY = Rule(
    slug="singularity-function",
    title=Text("singularity function", "特異関数の微分"),
    explanation=Text(
        "Right of a it is a power of x - a, left of a it is 0: the power rule holds on both sides.",
        "a の右では x − a のべき、左では 0 なので、両側でべき乗の公式が成り立ちます。",
    ),
    goal=D,
    heads=(sympy.SingularityFunction,),
    rewrite=from_there_on,
    law=(D(bracket(x, a, TWO), x), D(bracket(x, a, ONE), x), D(bracket(x, a, Integer(-1)), x)),
    source=MACAULAY,
    examples=(
        Example("d/dx SingularityFunction(x, 1, 3)", "3 SingularityFunction(x, 1, 2)"),
        Example("d/dx SingularityFunction(x, a, 0)", "0"),
    ),
    condition=at_a_step,
    mistakes=(
        Mistake(
            "singularity-factor-missing",
            Text(
                "The exponent comes down as a factor, as in the power rule.",
                "べき乗の公式と同じく、指数が係数として前に出ます。",
            ),
            factor_missing,
            HOUSE,
        ),
    ),
    elementary=True,
)
RULES = (DELTA, SINGULARITY)

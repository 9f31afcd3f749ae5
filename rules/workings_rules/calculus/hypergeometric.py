"""Hypergeometric functions by their argument, and functions that are worked from their definitions."""

import sympy
from sympy import Basic, Expr, Integer
from sympy.functions.special.hyper import TupleArg

from workings.expression import D, call, divide, mul, power, subtract
from workings.expression.nodes import ONE
from workings.expression.relations import between, nonzero
from workings.expression.words import TWO, absolute, x
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import DLMF, HOUSE
from workings_rules.calculus.special_words import a, b, gamma, half, n, pi, plus, zeta
from workings_rules.calculus.unknown_function import rewrite as by_name

_new = Basic.__new__


def parameters(goal: D) -> tuple[tuple[Expr, ...], tuple[Expr, ...]] | None:
    """The upper and lower parameters, where it is differentiated by its argument alone."""
    above, below, z = goal.f.args
    if not goal.is_variable(z) or any(goal.depends(u) for u in (*above.args, *below.args)):
        return None
    return above.args, below.args


def raised(goal: D) -> Expr:
    above, below, z = goal.f.args
    lists = (_new(TupleArg, *[plus(u, 1) for u in part.args]) for part in (above, below))
    return call(sympy.hyper, *lists, z)


def hypergeometric(goal: D, ask: Ask) -> Expr | None:
    found = parameters(goal)
    if found is None:
        return None
    above, below = found
    factor = mul(*above) if above else ONE
    return mul(divide(factor, mul(*below)) if below else factor, raised(goal))


def within(goal: D) -> tuple[Basic, ...]:
    """Its series converges everywhere, or inside the unit circle."""
    above, below, z = goal.f.args
    return (between(absolute(z), ONE),) if len(above.args) > len(below.args) else ()


def factor_missing(goal: D, ask: Ask) -> Expr | None:
    return raised(goal) if parameters(goal) is not None else None


def not_raised(goal: D, ask: Ask) -> Expr | None:
    found = parameters(goal)
    if found is None:
        return None
    above, below = found
    return mul(divide(mul(*above), mul(*below)) if below else mul(*above), goal.f)


def eta(u: Expr) -> Expr:
    return mul(subtract(ONE, power(TWO, subtract(ONE, u))), zeta(u))


def xi(u: Expr) -> Expr:
    return mul(half(mul(u, plus(u, -1))), power(pi, mul(Integer(-1), half(u))), gamma(half(u)), zeta(u))


_DEFINITIONS = {sympy.dirichlet_eta: eta, sympy.riemann_xi: xi}


def by_definition(goal: D, ask: Ask) -> Expr | None:
    return ask(goal.of(_DEFINITIONS[type(goal.f)](*goal.f.args))) if len(goal.f.args) == 1 else None


def factor_held(goal: D, ask: Ask) -> Expr | None:
    """Only the zeta function in it differentiated."""
    u = goal.f.args[0]
    if not isinstance(goal.f, sympy.dirichlet_eta):
        return None
    return mul(subtract(ONE, power(TWO, subtract(ONE, u))), ask(goal.of(zeta(u))))


def like_its_relatives(goal: D, ask: Ask) -> Expr | None:
    """-s zeta(s + 1): what holds for the shift a, taken for s."""
    u = goal.f.args[0]
    return mul(Integer(-1), u, zeta(plus(u, 1), *goal.f.args[1:]))


def no_pole(goal: D) -> tuple[Basic, ...]:
    return (nonzero(plus(goal.f.args[0], -1)),)


HYPERGEOMETRIC = Rule(
    slug="hypergeometric",
    title=Text("hypergeometric function", "超幾何関数の微分"),
    explanation=Text(
        "Every parameter goes up by one; the product of the upper ones over that of the lower ones comes in front.",
        "すべてのパラメータが 1 上がり、上のパラメータの積を下のパラメータの積で割ったものが前に付きます。",
    ),
    goal=D,
    heads=(sympy.hyper,),
    rewrite=hypergeometric,
    law=(D(call(sympy.hyper, _new(TupleArg, a, b), _new(TupleArg, n), x), x),),
    source=DLMF + "16.3.E1",
    condition=within,
    examples=(
        Example("d/dx hyper((1, 2), (3), x)", "2/3 hyper((2, 3), (4), x)"),
        Example("d/dx hyper((1/2), (3/2), -x^2)", ""),
    ),
    mistakes=(
        Mistake(
            "hypergeometric-factor-missing",
            Text("The factor a b/c is missing.", "因子 ab/c が抜けています。"),
            factor_missing,
            HOUSE,
        ),
        Mistake(
            "parameter-not-raised",
            Text("The derivative raises every parameter by one.", "微分するとすべてのパラメータが 1 上がります。"),
            not_raised,
            HOUSE,
        ),
    ),
    elementary=True,
)
BY_DEFINITION = Rule(
    slug="by-definition",
    title=Text("by its definition", "定義による"),
    explanation=Text(
        "The function is written out by the formula that defines it, and that is differentiated.",
        "関数を定義の式で書き、それを微分します。",
    ),
    goal=D,
    heads=tuple(_DEFINITIONS),
    rewrite=by_definition,
    law=(D(call(sympy.dirichlet_eta, x), x), D(call(sympy.riemann_xi, x), x)),
    source=DLMF + "25.2.E3 and 25.4.E4",
    examples=(Example("d/dx dirichletEta(x)", ""), Example("d/dx riemannXi(x)", "")),
    mistakes=(
        Mistake(
            "factor-held",
            Text("The factor 1 - 2^(1 - s) moves too.", "因子 1 − 2^(1 − s) も動きます。"),
            factor_held,
            HOUSE,
        ),
    ),
)
ZETA = Rule(
    slug="zeta",
    title=Text("zeta function", "ゼータ関数の微分"),
    explanation=Text(
        "The derivative by s has no simpler form: it is written with a prime.",
        "s についての微分に簡単な形はなく、プライムを付けて書きます。",
    ),
    goal=D,
    heads=(sympy.zeta,),
    rewrite=by_name,
    law=(D(zeta(x), x),),
    source=DLMF + "25.2",
    condition=no_pole,
    examples=(Example("d/dx dirichletEta(x)", ""),),
    mistakes=(
        Mistake(
            "zeta-order-raised",
            Text(
                "Only by the shift a is the derivative -s zeta(s + 1, a).",
                "−s ζ(s + 1, a) となるのは推移 a で微分したときだけです。",
            ),
            like_its_relatives,
            HOUSE,
        ),
    ),
    elementary=True,
)
RULES = (HYPERGEOMETRIC, BY_DEFINITION, ZETA)

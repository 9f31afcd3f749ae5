"""The n-th derivative for a letter n: what one derivative does to the function, done n times."""

from collections.abc import Callable

import sympy
from sympy import Add, Basic, Expr, Function, Integer, Mul, Pow

from workings.expression import D, Tidy, add, call, divide, mul, negate, power, subtract, symbol
from workings.expression.goals import HigherOrder
from workings.expression.nodes import HALF, MINUS_ONE, ONE, ZERO
from workings.expression.relations import greater, nonzero, positive
from workings.expression.words import cos, exp, log, sin, x
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.higher_order import is_letter, is_linear
from workings_rules.calculus.sources import HOUSE, MUZANGWA, STEWART

n = symbol("n")
Nth = Callable[[Expr, Expr], Expr]
Where = Callable[[Expr, Expr], tuple[Basic, ...]]


# ---------------------------------------------------------------- the table


def quarter_turns(n: Expr) -> Expr:
    return divide(mul(n, sympy.pi), Integer(2))


def alternating(n: Expr) -> Expr:
    return power(MINUS_ONE, n)


def factorial(n: Expr) -> Expr:
    return call(sympy.factorial, n)


def everywhere(u: Expr, n: Expr) -> tuple[Basic, ...]:
    return ()


def from_first(u: Expr, n: Expr) -> tuple[Basic, ...]:
    return (positive(u), greater(n, ZERO))


# head, n-th derivative at u, where it holds
TABLE: dict[type, tuple[Nth, Where]] = {
    sympy.sin: (lambda u, n: sin(add(u, quarter_turns(n))), everywhere),
    sympy.cos: (lambda u, n: cos(add(u, quarter_turns(n))), everywhere),
    sympy.sinh: (lambda u, n: divide(subtract(exp(u), mul(alternating(n), exp(negate(u)))), Integer(2)), everywhere),
    sympy.cosh: (lambda u, n: divide(add(exp(u), mul(alternating(n), exp(negate(u)))), Integer(2)), everywhere),
    sympy.log: (
        lambda u, n: divide(mul(alternating(subtract(n, ONE)), factorial(subtract(n, ONE))), power(u, n)),
        from_first,
    ),
}


def of_power(u: Expr, m: Expr, n: Expr) -> Expr:
    """m (m - 1) ... (m - n + 1) u^(m - n)"""
    if m is MINUS_ONE:
        return divide(mul(alternating(n), factorial(n)), power(u, add(n, ONE)))
    return mul(call(sympy.FallingFactorial, m, n), power(u, subtract(m, n)))


def inner(f: Expr) -> Expr | None:
    """What stands inside a function of the table or below the exponent of a power."""
    if isinstance(f, Pow):
        return f.args[0]
    return f.args[0] if type(f) in TABLE and len(f.args) == 1 else None


def of_head(f: Expr, u: Expr, n: Expr) -> Expr:
    return of_power(u, f.args[1], n) if isinstance(f, Pow) else TABLE[type(f)][0](u, n)


def from_table(goal: D, ask: Ask) -> Expr | None:
    """f(u) with u = a x + b: every derivative brings the factor a."""
    u = inner(goal.f)
    if not is_letter(goal) or u is None or not is_linear(goal, u) or exponent_moves(goal):
        return None
    if goal.is_variable(u):
        return of_head(goal.f, u, goal.order)
    return mul(power(ask(Tidy(ask(goal.of(u)))), goal.order), of_head(goal.f, u, goal.order))


def exponent_moves(goal: D) -> bool:
    return isinstance(goal.f, Pow) and goal.depends(goal.f.args[1])


def condition(goal: D) -> tuple[Basic, ...]:
    u = inner(goal.f)
    if u is None:
        return ()
    if isinstance(goal.f, Pow):
        m = goal.f.args[1]
        if isinstance(m, Integer) and m.p > 0:
            return ()
        return (nonzero(u),) if isinstance(m, Integer) else (positive(u),)
    return TABLE[type(goal.f)][1](u, goal.order)


def factor_forgotten(goal: D, ask: Ask) -> Expr | None:
    u = inner(goal.f)
    return None if u is None else of_head(goal.f, u, goal.order)


def factor_once(goal: D, ask: Ask) -> Expr | None:
    u = inner(goal.f)
    return None if u is None or goal.is_variable(u) else mul(ask(goal.of(u)), of_head(goal.f, u, goal.order))


# ---------------------------------------------------------------- sums and constant factors


def of_sum(goal: D, ask: Ask) -> Expr | None:
    return add(*[ask(_again(goal, term)) for term in goal.f.args]) if is_letter(goal) else None


def _again(goal: D, f: Expr) -> D:
    return type(goal)(f, goal.x, goal.order)


def of_multiple(goal: D, ask: Ask) -> Expr | None:
    fixed = [factor for factor in goal.f.args if not goal.depends(factor)]
    if not fixed or not is_letter(goal):
        return None
    return mul(*fixed, ask(_again(goal, mul(*[factor for factor in goal.f.args if goal.depends(factor)]))))


def only_first_n_times(goal: D, ask: Ask) -> Expr | None:
    """The first term is differentiated n times, the others once."""
    first, *others = goal.f.args
    return add(ask(_again(goal, first)), *[ask(D(term, goal.x)) for term in others]) if is_letter(goal) else None


def factor_raised(goal: D, ask: Ask) -> Expr | None:
    """(c f)^(n) taken for c^n f^(n)."""
    fixed = [factor for factor in goal.f.args if not goal.depends(factor)]
    if not fixed or not is_letter(goal):
        return None
    moving = mul(*[factor for factor in goal.f.args if goal.depends(factor)])
    return mul(*[power(factor, goal.order) for factor in fixed], ask(_again(goal, moving)))


LETTER = Rule(
    slug="higher-order-table",
    title=Text("n-th derivative", "n 階微分の公式"),
    explanation=Text(
        "The derivatives follow a pattern; an inner a x + b brings the factor a with each of them.",
        "微分を繰り返すと規則性が現れます。中身が a x + b なら、微分のたびに a が掛かります。",
    ),
    goal=HigherOrder,
    heads=(Function, Pow),
    rewrite=from_table,
    law=(D(sin(x), x, n), D(log(x), x, n), D(divide(ONE, x), x, n), D(power(x, HALF), x, n), D(cos(x), x, n)),
    source=STEWART + "3.3, exercises on the n-th derivative",
    examples=(
        Example("d^n/dx^n sin(3x)", "3^n sin(3x + n pi/2)"),
        Example("d^n/dx^n (1/(2x + 1))", ""),
        Example("d^n/dx^n ln x", ""),
    ),
    condition=condition,
    mistakes=(
        Mistake(
            "chain-inner-missing",
            Text("The inner derivative is missing: it comes n times.", "内側の微分が抜けています。n 回掛かります。"),
            factor_forgotten,
            MUZANGWA,
        ),
        Mistake(
            "nth-derivative-factor-once",
            Text("The inner derivative comes with each of the n derivatives.", "内側の微分は微分のたびに掛かります。"),
            factor_once,
            MUZANGWA,
        ),
    ),
)
SUM = Rule(
    slug="higher-order-sum",
    title=Text("sum", "和の微分"),
    explanation=Text("A sum is differentiated term by term, n times as well.", "和は n 階でも項ごとに微分します。"),
    goal=HigherOrder,
    heads=(Add,),
    rewrite=of_sum,
    law=(D(add(sin(x), cos(x)), x, n),),
    source=STEWART + "3.1",
    examples=(Example("d^n/dx^n (e^(2x) + e^(-x))", "2^n e^(2x) + (-1)^n e^(-x)"),),
    mistakes=(
        Mistake(
            "nth-derivative-once",
            Text(
                "Every term is differentiated n times.",
                "どの項も n 回微分します。",
            ),
            only_first_n_times,
            HOUSE,
        ),
    ),
    elementary=True,
)
MULTIPLE = Rule(
    slug="higher-order-multiple",
    title=Text("constant multiple", "定数倍の微分"),
    explanation=Text(
        "A constant factor stays in front of every derivative.", "定数の因子は何回微分しても前に残ります。"
    ),
    goal=HigherOrder,
    heads=(Mul,),
    rewrite=of_multiple,
    law=(D(mul(symbol("c"), sin(x)), x, n),),
    source=STEWART + "3.1",
    examples=(Example("d^n/dx^n (7 e^(2x))", "7 · 2^n e^(2x)"),),
    mistakes=(
        Mistake(
            "constant-raised-to-the-order",
            Text(
                "A constant factor comes once, however often one differentiates.",
                "定数の因子は何回微分しても 1 回だけ掛かります。",
            ),
            factor_raised,
            HOUSE,
        ),
    ),
    elementary=True,
)
RULES = (LETTER, SUM, MULTIPLE)

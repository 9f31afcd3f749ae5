"""The chain rule: (f(g))' = f'(g) g', the outer derivative with the inner function kept, times the inner derivative."""

import sympy
from sympy import Add, Basic, Expr, Function, Pow
from sympy.core.function import AppliedUndef

from workings.expression import D, add, call, mul, symbol
from workings.expression.canonical import canonical
from workings.expression.nodes import symbols_of
from workings.expression.relations import equal_to
from workings.expression.words import f, g, x
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import CLARK, SCHECHTER, STEWART


def inner(goal: D) -> Expr | None:
    """The one argument of the head that depends on the variable, unless it is the variable itself."""
    moving = [argument for argument in goal.f.args if goal.depends(argument)]
    return moving[0] if len(moving) == 1 and not goal.is_variable(moving[0]) else None


def rewrite(goal: D, ask: Ask) -> Expr | None:
    u = inner(goal)
    return None if u is None else mul(ask(goal.outer(goal.f, u)), ask(goal.of(u)))


def remark(goal: D) -> tuple[Text, tuple[Basic, ...]] | None:
    u = inner(goal)
    if u is None:
        return None
    taken = {s.name for s in symbols_of([goal])}
    name = next(letter for letter in ("u", "v", "w", "s", "t", "u_1") if letter not in taken)
    return Text("{}", "{}"), (equal_to(symbol(name), u),)


def inner_missing(goal: D, ask: Ask) -> Expr | None:
    u = inner(goal)
    return None if u is None or isinstance(u, AppliedUndef) else ask(goal.outer(goal.f, u))


def slope_missing(goal: D, ask: Ask) -> Expr | None:
    """h(y) differentiated as h'(y) where y is a function of the variable."""
    u = inner(goal)
    return ask(goal.outer(goal.f, u)) if isinstance(u, AppliedUndef) else None


def logarithm_split(goal: D, ask: Ask) -> Expr | None:
    """ln(a + b) taken for ln a + ln b."""
    if not isinstance(goal.f, sympy.log) or not isinstance(goal.f.args[0], Add):
        return None
    return add(*[ask(goal.of(call(sympy.log, term))) for term in goal.f.args[0].args])


def inner_not_kept(goal: D, ask: Ask) -> Expr | None:
    """f'(g'): the inner derivative stands inside the outer one."""
    u = inner(goal)
    if u is None:
        return None
    inside = ask(goal.of(u))
    swapped = goal.f.func(*[inside if argument is u else argument for argument in goal.f.args], evaluate=False)
    return ask(goal.outer(swapped, inside))


def sign_dropped(goal: D, ask: Ask) -> Expr | None:
    u = inner(goal)
    if u is None:
        return None
    slope = canonical(ask(goal.of(u)))
    if slope.is_Number and slope.is_negative:
        return mul(ask(goal.outer(goal.f, u)), -slope)
    if slope.is_Mul and slope.args[0].is_Number and slope.args[0].is_negative:
        return mul(ask(goal.outer(goal.f, u)), -slope.args[0], *slope.args[1:])
    return None


def stops_early(goal: D, ask: Ask) -> Expr | None:
    """f'(g(h)) g'(h): the innermost derivative is left out."""
    u = inner(goal)
    if u is None or not u.args:
        return None
    deeper = inner(goal.of(u))
    return None if deeper is None else mul(ask(goal.outer(goal.f, u)), ask(goal.outer(u, deeper)))


RULE = Rule(
    slug="chain",
    title=Text("chain rule", "合成関数の微分（連鎖律）"),
    explanation=Text(
        "Differentiate the outer function, keep the inner one inside it, and multiply by the derivative of the inner.",
        "外側の関数を中身をそのままにして微分し、内側の関数の微分を掛けます。",
    ),
    goal=D,
    heads=(Pow, Function),
    rewrite=rewrite,
    law=(D(f(g(x)), x),),
    source=STEWART + "3.4",
    remark=remark,
    examples=(
        Example("d/dx (3x + 2)^2", "18x + 12"),
        Example("d/dx sin(2x + 3)", "2 cos(2x + 3)"),
        Example("d/dx e^(-x^2)", "-2x e^(-x^2)"),
        Example("d/dx ln(x^2 + 1)", "2x/(x^2 + 1)"),
        Example("dy/dx if x^2 y + y^2 = x", "(1 - 2x y)/(x^2 + 2y)"),
    ),
    mistakes=(
        Mistake(
            "chain-inner-missing",
            Text(
                "The inner function must be differentiated too: its derivative is missing as a factor.",
                "外側は微分していますが、内側の微分を掛けていません。",
            ),
            inner_missing,
            CLARK,
            nested="chain-stops-early",
        ),
        Mistake(
            "implicit-missing-dydx",
            Text(
                "y depends on the variable: its derivative y' must stand as a factor wherever y is differentiated.",
                "y は変数の関数です。y を微分するたびに y' を掛けなければなりません。",
            ),
            slope_missing,
            CLARK,
        ),
        Mistake(
            "log-of-sum-split",
            Text("ln(a + b) is not ln a + ln b.", "ln(a + b) は ln a + ln b ではありません。"),
            logarithm_split,
            SCHECHTER,
        ),
        Mistake(
            "chain-inner-not-kept",
            Text(
                "The inner function must stay inside the outer derivative; its own derivative becomes a factor.",
                "内側の関数は外側の微分の中にそのまま残り、その微分は因子になります。",
            ),
            inner_not_kept,
            CLARK,
        ),
        Mistake(
            "chain-inner-sign-dropped",
            Text(
                "The inner derivative has a minus sign, which was lost in the factor.",
                "内側の微分を掛けるときにマイナスの符号が落ちています。",
            ),
            sign_dropped,
            CLARK,
        ),
        Mistake(
            "chain-stops-early",
            Text(
                "There is one more layer inside: its derivative is needed as a factor too.",
                "連鎖律が途中で止まっています。一番内側の微分が抜けています。",
            ),
            stops_early,
            CLARK,
        ),
    ),
)

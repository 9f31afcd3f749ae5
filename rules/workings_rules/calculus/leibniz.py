"""The Leibniz rule: d/dx of an integral, by its upper end, by its lower end, and inside."""

from sympy import Basic, Expr, Integral, Ne, Symbol, Tuple

from workings.expression import D, Partial, add, mul, negate, symbol
from workings.expression.algebra import replace
from workings.expression.nodes import symbols_of
from workings.expression.relations import positive
from workings.expression.words import f, g, h, t, x
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.defined import where_defined
from workings_rules.calculus.sources import MUZANGWA, STEWART

_new = Basic.__new__


def parts(goal: D) -> tuple[Expr, Symbol, Expr, Expr] | None:
    """The integrand, its variable, lower and upper end of one definite integral."""
    integrand, *limits = goal.f.args
    if len(limits) != 1 or len(limits[0].args) != 3 or not isinstance(goal.x, Symbol):
        return None
    t, low, high = limits[0].args
    if t == goal.x:  # the name of what is integrated over is free to choose
        taken = {s.name for s in symbols_of([goal])}
        fresh = symbol(next(name for name in ("t", "s", "u", "v", "w", "t_1") if name not in taken))
        integrand, t = replace(integrand, {t: fresh}), fresh
    return integrand, t, low, high


def ends(goal: D) -> list[tuple[Expr, Expr, bool]]:
    """The ends that move, the integrand there, and whether it is the upper one."""
    found = parts(goal)
    if found is None:
        return []
    integrand, t, low, high = found
    return [
        (end, replace(integrand, {t: end}), upper) for end, upper in ((high, True), (low, False)) if goal.depends(end)
    ]


def at_ends(goal: D, ask: Ask) -> list[Expr]:
    """f(b) b' and -f(a) a', where those move."""
    return [_signed(mul(value, ask(goal.of(end))), upper) for end, value, upper in ends(goal)]


def _signed(term: Expr, upper: bool) -> Expr:
    return term if upper else negate(term)


def inside(goal: D, ask: Ask) -> list[Expr]:
    """The integral of the partial derivative of the integrand."""
    found = parts(goal)
    if found is None or not goal.depends(found[0]):
        return []
    integrand, t, low, high = found
    return [integral(ask(Partial(integrand, goal.x)), t, low, high)]


def rewrite(goal: D, ask: Ask) -> Expr | None:
    return None if parts(goal) is None else add(*at_ends(goal, ask), *inside(goal, ask))


def condition(goal: D) -> tuple[Basic, ...]:
    """The integrand is defined at both ends, and what may not be 0 has the same sign there: it is not 0 between."""
    found = parts(goal)
    if found is None:
        return ()
    integrand, t, low, high = found
    conditions = [c for end in (low, high) for c in where_defined(replace(integrand, {t: end}))]
    for c in where_defined(integrand):
        if isinstance(c, Ne) and D(integrand, t).depends(c.args[0]):
            at_low, at_high = (replace(c.args[0], {t: end}) for end in (low, high))
            conditions.append(positive(mul(at_low, at_high)))
    return tuple(conditions)


def end_slope_missing(goal: D, ask: Ask) -> Expr | None:
    return add(*[_signed(value, upper) for _, value, upper in ends(goal)], *inside(goal, ask))


def lower_end_missing(goal: D, ask: Ask) -> Expr | None:
    return add(at_ends(goal, ask)[0], *inside(goal, ask)) if len(ends(goal)) == 2 else None


def integral(integrand: Expr, t: Symbol, low: Expr, high: Expr) -> Expr:
    return _new(Integral, integrand, _new(Tuple, t, low, high))


RULE = Rule(
    slug="leibniz",
    title=Text("Leibniz rule", "ライプニッツの規則（積分の微分）"),
    explanation=Text(
        "The integrand at the upper end times that end's slope, minus the same at the lower end, plus the integral of "
        "the integrand's partial derivative.",
        "上端での値 × 上端の微分から、下端での値 × 下端の微分を引き、被積分関数の偏微分の積分を足します。",
    ),
    goal=D,
    heads=(Integral,),
    rewrite=rewrite,
    law=(D(integral(f(x, t), t, g(x), h(x)), x),),
    source=STEWART + "5.3; H. Flanders, Differentiation under the integral sign, Amer. Math. Monthly 80 (1973) 615-627",
    examples=(
        Example("d/dx ∫_x^(x^3) ln(t) dt", "3x^2 ln(x^3) - ln x"),
        Example("d/dx ∫_0^x e^(-t^2) dt", "e^(-x^2)"),
        Example("d/dx ∫_1^x sin(x t) dt", ""),
    ),
    condition=condition,
    mistakes=(
        Mistake(
            "leibniz-end-slope-missing",
            Text(
                "The end of the integral moves: its derivative must stand as a factor.",
                "積分の端が動きます。端の微分を掛けなければなりません。",
            ),
            end_slope_missing,
            MUZANGWA,
        ),
        Mistake(
            "leibniz-lower-end-missing",
            Text("The lower end moves too; its term is subtracted.", "下端も動きます。その項を引きます。"),
            lower_end_missing,
            MUZANGWA,
        ),
    ),
)

"""Implicit differentiation: both sides are differentiated with y as a function of x, then solved for y'."""

from sympy import Add, Basic, Expr, Function, Symbol

from workings.expression import D, Implicit, Tidy, add, divide, mul, negate, subtract
from workings.expression.algebra import flatten_product, replace
from workings.expression.canonical import canonical
from workings.expression.goals import Isolate
from workings.expression.nodes import ONE, ZERO, factors, terms, walk
from workings.expression.relations import equal_to, nonzero
from workings.expression.words import u, x, y
from workings.expression.written import as_written
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import MUZANGWA, SCHECHTER, STEWART
from workings_rules.calculus.unknown_function import named


def function_of(y: Symbol, x: Symbol) -> Expr:
    """y as the function y(x) that the equation makes it."""
    return Function(y.name, real=True)(x)


def rewrite(goal: Implicit, ask: Ask) -> Basic | None:
    eq, y, x = goal.args
    curve = function_of(y, x)
    left, right = (ask(Tidy(ask(D(replace(side, {y: curve}), x)))) for side in eq.args)
    slope = ask(Isolate(equal_to(left, right), named(curve, x)))
    return replace(slope, {curve: y})


def ratio(goal: Implicit, ask: Ask) -> tuple[Expr, Expr]:
    """F_x and F_y of F = left - right."""
    eq, y, x = goal.args
    f = subtract(*eq.args)
    return ask(D(f, x)), ask(D(f, y))


def sign_missing(goal: Implicit, ask: Ask) -> Basic | None:
    f_x, f_y = ratio(goal, ask)
    return divide(f_x, f_y)


def inverted(goal: Implicit, ask: Ask) -> Basic | None:
    f_x, f_y = ratio(goal, ask)
    return negate(divide(f_y, f_x))


RULE = Rule(
    slug="implicit",
    title=Text("implicit differentiation", "陰関数の微分"),
    explanation=Text(
        "Both sides are differentiated with y as a function of x, so that each y brings a factor y'; "
        "then solve for y'.",
        "y を x の関数とみて両辺を微分し（y には y' が掛かります）、y' について解きます。",
    ),
    goal=Implicit,
    rewrite=rewrite,
    law=(),
    source=STEWART + "3.5",
    examples=(
        Example("dy/dx if x^2 + y^2 = 25", "-x/y"),
        Example("dy/dx if x y^2 + y^3 = 2x", "(2 - y^2)/(2x y + 3y^2)"),
    ),
    mistakes=(
        Mistake(
            "implicit-sign-missing",
            Text("dy/dx is -F_x/F_y: the minus sign is missing.", "dy/dx は -F_x/F_y です。マイナスが抜けています。"),
            sign_missing,
            MUZANGWA,
        ),
        Mistake(
            "implicit-ratio-inverted",
            Text("dy/dx is -F_x/F_y, not -F_y/F_x.", "dy/dx は -F_x/F_y です。分子と分母が逆です。"),
            inverted,
            MUZANGWA,
        ),
    ),
)


def _parts(expr: Expr) -> set[Basic]:
    return set(walk(expr))


def split(eq: Basic, unknown: Expr) -> tuple[Expr, Expr]:
    """The a and b of an equation that says a u + b = 0."""
    left, right = eq.args
    slope: list[Expr] = []
    constant: list[Expr] = []
    moved = [mul(*flatten_product((negate(term),))) for term in terms(right) if term is not ZERO]
    waiting = [*terms(left), *moved][::-1]
    while waiting:
        term = waiting.pop()
        others = [factor for factor in factors(term) if factor != unknown]
        brackets = [factor for factor in others if isinstance(factor, Add) and unknown in _parts(factor)]
        if len(others) < len(factors(term)):
            slope.append(mul(*others))
        elif brackets and len(brackets) == len([factor for factor in others if unknown in _parts(factor)]) == 1:
            outside = [factor for factor in others if factor is not brackets[0]]
            waiting += [mul(*flatten_product((*outside, part))) for part in brackets[0].args[::-1]]
        elif replace(term, {unknown: ZERO}) == term:
            constant.append(term)
        else:  # u stands inside something else: b is the value at u = 0, a the difference to that at u = 1
            whole = subtract(left, right)
            at_zero = replace(whole, {unknown: ZERO})
            return subtract(replace(whole, {unknown: ONE}), at_zero), at_zero
    return add(*slope), add(*constant)


def isolate(goal: Isolate, ask: Ask) -> Basic | None:
    """a u + b = 0 gives u = -b/a."""
    slope, constant = split(*goal.args)
    return divide(add(*[negate(term) for term in terms(constant)]), slope)


def sign_kept(goal: Isolate, ask: Ask) -> Basic | None:
    """a u + b = 0 taken for u = b/a."""
    slope, constant = split(*goal.args)
    return divide(constant, slope)


def slope_not_zero(goal: Isolate) -> tuple[Basic, ...]:
    return (nonzero(as_written(canonical(split(*goal.args)[0]))),)


ISOLATE = Rule(
    slug="isolate",
    title=Text("solve for the derivative", "導関数について解く"),
    explanation=Text(
        "The derivative occurs only to the first power: what stands beside it goes to the other side, "
        "its factor goes below.",
        "導関数は 1 次でしか現れません。ほかの項を移項し、係数で割ります。",
    ),
    goal=Isolate,
    rewrite=isolate,
    law=(Isolate(equal_to(add(mul(x, u), y), ZERO), u),),
    source=STEWART + "3.5",
    examples=(Example("dy/dx if x y = 1", "-y/x"),),
    condition=slope_not_zero,
    mistakes=(
        Mistake(
            "algebra-sign",
            Text("A term keeps its sign when it changes sides; its sign must change.", "移項すると符号が変わります。"),
            sign_kept,
            SCHECHTER,
        ),
    ),
)

"""A function that is only named: its derivative is only named too."""

from sympy import Basic, Derivative, Expr, Integer, Subs, Symbol, Tuple, zeta
from sympy.core.function import AppliedUndef

from workings.expression import D, call, mul, symbol
from workings.expression.nodes import ONE
from workings.expression.words import f, x
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import CLARK, HOUSE, MUZANGWA, STEWART

_new = Basic.__new__


def named(expr: Expr, variable: Expr, order: int = 1) -> Expr:
    """The unevaluated derivative of a named function."""
    return _new(Derivative, expr, _new(Tuple, variable, Integer(order)))


def rewrite(goal: D, ask: Ask) -> Expr | None:
    """f'(x) where the argument is a symbol; at any other argument f' is named first and taken there."""
    if goal.f.args.count(goal.x) != 1:
        return None
    if any(goal.depends(a) for a in goal.f.args if not goal.is_variable(a)):
        return None  # another argument moves too: f_x alone is not the whole derivative
    if isinstance(goal.x, Symbol):
        return named(goal.f, goal.x)
    place = next(i for i, a in enumerate(goal.f.args) if goal.is_variable(a))
    slot = symbol("xi" if len(goal.f.args) == 1 else f"xi_{place + 1}")
    at_slot = call(type(goal.f), *[slot if goal.is_variable(a) else a for a in goal.f.args])
    return Subs(named(at_slot, slot), slot, goal.x)


def is_named(f: Basic) -> bool:
    """Whether its derivative is written with a prime: nothing else is known of it, or it has no other name."""
    return isinstance(f, AppliedUndef) or (isinstance(f, zeta) and len(f.args) == 1)


def repeated(goal: D, ask: Ask) -> Expr | None:
    """The derivative of f' is f''."""
    expr, *counts = goal.f.args
    if is_named(expr) and goal.x in expr.args and all(goal.is_variable(v) for v, _ in counts):
        return named(expr, goal.x, sum(int(n) for _, n in counts) + 1)
    return None


def repeated_at(goal: D, ask: Ask) -> Expr | None:
    """The derivative of f'(u) is f''(u) u'."""
    inner, slots, points = goal.f.args
    if len(slots.args) != 1 or not isinstance(inner, Derivative):
        return None
    (slot,), (u,) = slots.args, points.args
    expr, *counts = inner.args
    if not is_named(expr) or any(v != slot for v, _ in counts) or goal.depends(expr):
        return None
    twice = named(expr, slot, sum(int(n) for _, n in counts) + 1)
    return mul(Subs(twice, slots, points), ask(goal.of(u)))


def slope_forgotten(goal: D, ask: Ask) -> Expr | None:
    """y' taken for 1, as if y were x."""
    return ONE if isinstance(goal.x, Symbol) and goal.f.args == (goal.x,) else None


def order_not_raised(goal: D, ask: Ask) -> Expr | None:
    """The derivative of f' written as f' again."""
    return goal.f


def inner_missing(goal: D, ask: Ask) -> Expr | None:
    """The derivative of f'(u) taken for f''(u)."""
    inner, slots, points = goal.f.args
    (slot,) = slots.args
    expr, *counts = inner.args
    return Subs(named(expr, slot, sum(int(n) for _, n in counts) + 1), slots, points)


_TITLE = Text("derivative of a named function", "未知関数の微分")
_EXPLANATION = Text(
    "Nothing is known of the function but its name, so its derivative is written f'.",
    "関数の名前しか分からないので、その微分は f' と書きます。",
)

RULE = Rule(
    slug="unknown-function",
    title=_TITLE,
    explanation=_EXPLANATION,
    goal=D,
    heads=(AppliedUndef,),
    rewrite=rewrite,
    law=(D(f(x), x),),
    source=STEWART + "2.8",
    examples=(Example("d/dx [x^2 f(x)]", "2x f(x) + x^2 f'(x)"),),
    mistakes=(
        Mistake(
            "implicit-missing-dydx",
            Text(
                "y depends on x: its derivative is y', which must stand as a factor wherever y is differentiated.",
                "y は x の関数です。y を微分するたびに y' を掛けなければなりません。",
            ),
            slope_forgotten,
            MUZANGWA,
        ),
    ),
    elementary=True,
)
AGAIN = Rule(
    slug="unknown-function-again",
    title=_TITLE,
    explanation=_EXPLANATION,
    goal=D,
    heads=(Derivative,),
    rewrite=repeated,
    law=(D(named(f(x), x), x),),
    source=STEWART + "2.8",
    examples=(Example("d/dx f'(x)", "f''(x)"), Example("d^2/dx^2 [x f(x)]", "2 f'(x) + x f''(x)")),
    mistakes=(
        Mistake(
            "prime-not-added",
            Text(
                "Each derivative adds a prime: the derivative of f' is f''.",
                "微分するごとにプライムが一つ増えます。f' の微分は f'' です。",
            ),
            order_not_raised,
            HOUSE,
        ),
    ),
    elementary=True,
)
AGAIN_AT = Rule(
    slug="unknown-function-at",
    title=_TITLE,
    explanation=_EXPLANATION,
    goal=D,
    heads=(Subs,),
    rewrite=repeated_at,
    law=(D(Subs(named(f(symbol("xi")), symbol("xi")), symbol("xi"), mul(Integer(3), x)), x),),
    source=STEWART + "2.8",
    examples=(Example("d^2/dx^2 f(3x)", "9 f''(3x)"),),
    mistakes=(
        Mistake(
            "chain-inner-missing",
            Text(
                "The inner derivative is missing.",
                "内側の微分が抜けています。",
            ),
            inner_missing,
            CLARK,
        ),
    ),
)

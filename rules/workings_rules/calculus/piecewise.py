"""Functions in pieces: each piece is differentiated where it holds; max and min are two pieces with a kink between."""

from sympy import Basic, Eq, Expr, Gt, Lt, Max, Min, Ne, Piecewise
from sympy.core.relational import Relational
from sympy.functions.elementary.piecewise import ExprCondPair

from workings.expression import D, call, mul, power, subtract
from workings.expression.nodes import ONE, ZERO, walk
from workings.expression.relations import nonzero
from workings.expression.words import TWO, x
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import HOUSE, STEWART

_new = Basic.__new__


def piece(expr: Expr, condition: Basic) -> Basic:
    return _new(ExprCondPair, expr, condition)


def rewrite(goal: D, ask: Ask) -> Expr | None:
    return _new(Piecewise, *[piece(ask(goal.of(expr)), holds) for expr, holds in goal.f.args])


def between_pieces(goal: D) -> tuple[Basic, ...]:
    """No point at which one piece ends and another begins."""
    found: list[Basic] = []
    for _, holds in goal.f.args:
        relations = [node for node in walk(holds) if isinstance(node, Relational) and not isinstance(node, Eq | Ne)]
        found += [_new(Ne, *relation.args) for relation in relations if goal.depends(relation)]
    return tuple(dict.fromkeys(found))


def extreme(goal: D, ask: Ask) -> Expr | None:
    """max(a, b) is a where a > b and b where a < b; of more than two, the first against the rest."""
    a, *others = goal.f.args
    b = others[0] if len(others) == 1 else call(type(goal.f), *others)
    first, second = (Gt, Lt) if isinstance(goal.f, Max) else (Lt, Gt)
    return ask(goal.of(_new(Piecewise, piece(a, _new(first, a, b)), piece(b, _new(second, a, b)))))


def no_kink(goal: D) -> tuple[Basic, ...]:
    """Where two of the arguments are equal, the graph may have a kink."""
    a, *others = goal.f.args
    b = others[0] if len(others) == 1 else call(type(goal.f), *others)
    return (_new(type(nonzero(a)), a, b),)


def first_piece_only(goal: D, ask: Ask) -> Expr | None:
    """The first formula differentiated, as if it held everywhere."""
    return ask(goal.of(goal.f.args[0].args[0]))


def of_slopes(goal: D, ask: Ask) -> Expr | None:
    """The greater of the slopes, whichever function is greater."""
    return call(type(goal.f), *[ask(goal.of(u)) for u in goal.f.args])


_PARTS = _new(Piecewise, piece(power(x, TWO), _new(Lt, x, ONE)), piece(subtract(mul(TWO, x), ONE), _new(Gt, x, ONE)))
RULE = Rule(
    slug="piecewise",
    title=Text("piece by piece", "区分ごとの微分"),
    explanation=Text(
        "Each piece is differentiated inside the region where it holds; the points between need a look of their own.",
        "それぞれの区間の内側で各式を微分します。境目の点は別に調べます。",
    ),
    goal=D,
    heads=(Piecewise,),
    rewrite=rewrite,
    law=(D(_PARTS, x),),
    source=STEWART + "2.8",
    condition=between_pieces,
    examples=(Example("f(x) = x^3 for x < 2, f(x) = 12x - 16 for x >= 2; f'(x)", ""),),
    mistakes=(
        Mistake(
            "piecewise-one-piece",
            Text(
                "Each formula holds in its own region only: every piece is differentiated where it holds.",
                "それぞれの式は自分の区間でだけ成り立ちます。区間ごとに微分します。",
            ),
            first_piece_only,
            HOUSE,
        ),
    ),
)
EXTREME = Rule(
    slug="maximum",
    title=Text("maximum as pieces", "最大・最小を区分で表す"),
    explanation=Text(
        "The larger of two is one of them on each side of the point where they meet, and has a kink there.",
        "最大値は二つの式が等しくなる点の両側でそれぞれ一方の式になり、その点で折れ曲がります。",
    ),
    goal=D,
    heads=(Max, Min),
    rewrite=extreme,
    law=(D(call(Max, ZERO, x), x),),
    source=STEWART + "2.8",
    examples=(Example("d/dx max(0, 5x + 10)", ""),),
    condition=no_kink,
    mistakes=(
        Mistake(
            "maximum-of-slopes",
            Text(
                "The slope is that of the greater function, not the greater of the slopes.",
                "傾きは大きいほうの関数の傾きで、傾きのうち大きいほうではありません。",
            ),
            of_slopes,
            HOUSE,
        ),
    ),
)

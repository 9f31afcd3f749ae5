"""Appell's F1 by its arguments, and Meijer's G by its argument."""

from collections.abc import Callable

import sympy
from sympy import Basic, Expr, Integer
from sympy.functions.special.hyper import TupleArg

from workings.expression import D, add, divide, mul, subtract
from workings.expression.nodes import ONE, ZERO
from workings.expression.relations import between, nonzero, positive, positive_or_not_whole
from workings.expression.words import absolute, x
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import DLMF, HOUSE
from workings_rules.calculus.special_words import a, at, b, k, m, n, plus
from workings_rules.calculus.table import Row, Slip, rules

_new = Basic.__new__
LUKE = "Y. L. Luke, The Special Functions and Their Approximations, vol. 1 (Academic Press, 1969), section 5.4"

F1, G = map(at, (sympy.appellf1, sympy.meijerg))


def inside_the_discs(a: Expr, b: Expr, d: Expr, c: Expr, u: Expr, v: Expr) -> tuple[Basic, ...]:
    return (between(absolute(u), ONE), between(absolute(v), ONE), positive_or_not_whole(c))


def by_first(a: Expr, b: Expr, d: Expr, c: Expr, u: Expr, v: Expr) -> Expr:
    return mul(divide(mul(a, b), c), F1(plus(a, 1), plus(b, 1), d, plus(c, 1), u, v))


def by_second(a: Expr, b: Expr, d: Expr, c: Expr, u: Expr, v: Expr) -> Expr:
    return mul(divide(mul(a, d), c), F1(plus(a, 1), b, plus(d, 1), plus(c, 1), u, v))


# fmt: off
TABLE: tuple[Row, ...] = (
    ("appell-f1",        F1(a, b, k, n, x, m), by_first,  inside_the_discs, "Appell function F1",                        "アッペルの関数 F1 の微分", DLMF + "16.13.E1"),
    ("appell-f1-second", F1(a, b, k, n, m, x), by_second, inside_the_discs, "Appell function F1 by its second argument", "アッペルの関数 F1 の第 2 変数による微分", DLMF + "16.13.E1"),
)
SLIPS: dict[str, tuple[Slip, ...]] = {
    "appell-f1":        (("hypergeometric-factor-missing", lambda a, b, d, c, u, v: F1(plus(a, 1), plus(b, 1), d, plus(c, 1), u, v), "The factor a b/c is missing.", "因子 ab/c が抜けています。", HOUSE),),
    "appell-f1-second": (("other-parameter-raised", lambda a, b, d, c, u, v: mul(divide(mul(a, b), c), F1(plus(a, 1), plus(b, 1), d, plus(c, 1), u, v)), "The parameter that goes with the second argument is the second b.", "第 2 変数に対応するのは 2 番目の b です。", HOUSE),),
}
# fmt: on


def parameters(goal: D) -> tuple[tuple[Expr, ...], ...] | None:
    """a_1..a_n; a_(n+1)..a_p; b_1..b_m; b_(m+1)..b_q, where it is differentiated by its argument alone."""
    above, below, z = goal.f.args
    if not goal.is_variable(z) or goal.depends(above) or goal.depends(below):
        return None
    return tuple(part.args for part in (*above.args, *below.args))


def with_parameters(
    an: tuple[Expr, ...], ap: tuple[Expr, ...], bm: tuple[Expr, ...], bq: tuple[Expr, ...], z: Expr
) -> Expr:
    above, below = (_new(TupleArg, *[_new(TupleArg, *part) for part in pair]) for pair in ((an, ap), (bm, bq)))
    return G(above, below, z)


def moved_on(goal: D, join: Callable[[Expr, Expr], Expr]) -> Expr | None:
    """((a_1 - 1) G + G with a_1 - 1)/z, or (b_1 G - G with b_1 + 1)/z where there is no a_1; `join` joins the two."""
    found = parameters(goal)
    if found is None:
        return None
    an, ap, bm, bq = found
    z = goal.f.args[2]
    if an:
        factor, moved = plus(an[0], -1), with_parameters((plus(an[0], -1), *an[1:]), ap, bm, bq, z)
        return divide(moved if factor is ZERO else join(mul(factor, goal.f), moved), z)
    if bm:
        moved = with_parameters(an, ap, (plus(bm[0], 1), *bm[1:]), bq, z)
        other = mul(Integer(-1), moved)
        return divide(other if bm[0] is ZERO else join(mul(bm[0], goal.f), other), z)
    return None


def meijer(goal: D, ask: Ask) -> Expr | None:
    return moved_on(goal, add)


def sign_of_the_other(goal: D, ask: Ask) -> Expr | None:
    return moved_on(goal, subtract)


def defined(goal: D) -> tuple[Basic, ...]:
    """z > 0, not 1 where p = q; and no pole of Gamma(b - s) is one of Gamma(1 - a + s)."""
    found = parameters(goal)
    if found is None:
        return ()
    an, ap, bm, bq = found
    z = goal.f.args[2]
    circle = (nonzero(subtract(z, ONE)),) if len(an) + len(ap) == len(bm) + len(bq) else ()
    apart = tuple(positive_or_not_whole(add(ONE, bottom, mul(Integer(-1), top))) for top in an for bottom in bm)
    return (positive(z), *circle, *apart)


MEIJER = Rule(
    slug="meijer-g",
    title=Text("Meijer G function", "マイヤーの G 関数の微分"),
    explanation=Text(
        "z d/dz acts on z^s under the integral as s, and a gamma function takes that up by moving a parameter by one.",
        "z d/dz は積分の中の z^s に s を掛けることに当たり、それをガンマ関数のパラメータの 1 の移動が引き受けます。",
    ),
    goal=D,
    heads=(sympy.meijerg,),
    rewrite=meijer,
    law=(D(with_parameters((a,), (), (b,), (k,), x), x), D(with_parameters((), (), (b, n), (), x), x)),
    source=LUKE,
    examples=(
        Example("d/dx meijerG((1/2), (1), (1/4, 1/3), (), x)", ""),
        Example("d/dx meijerG((), (), (1/2, -1/3), (), x)", ""),
    ),
    condition=defined,
    mistakes=(
        Mistake(
            "meijer-sign",
            Text(
                "A parameter a comes with a plus sign, a parameter b with a minus sign.",
                "a を動かすときはプラス、b を動かすときはマイナスです。",
            ),
            sign_of_the_other,
            HOUSE,
        ),
    ),
    elementary=True,
)
RULES = (*rules(TABLE, SLIPS), MEIJER)

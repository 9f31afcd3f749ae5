"""Special functions by a parameter: incomplete gamma functions by their order, polynomials by what names the family."""

from collections.abc import Callable

import sympy
from sympy import Basic, Expr, Integer, Rational, Sum, Symbol, Tuple
from sympy.functions.special.gamma_functions import multigamma
from sympy.functions.special.hyper import TupleArg

from workings.expression import D, add, call, divide, mul, negate, power, subtract, symbol
from workings.expression.nodes import ONE, ZERO, over_index, symbols_of, terms
from workings.expression.relations import greater, nonzero, positive, positive_or_not_whole
from workings.expression.words import TWO, log, x
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import HOUSE
from workings_rules.calculus.special_words import a, at, b, expint, half, n, plus, psi, rising, sq
from workings_rules.calculus.table import Row, Slip, rules

_new = Basic.__new__
WRITTEN_OUT = 6  # terms of a sum that are written one by one
FEWEST_VARIABLES = "kjilmpq"

lower, upper, gammas = map(at, (sympy.lowergamma, sympy.uppergamma, multigamma))
L, C, P = map(at, (sympy.assoc_laguerre, sympy.gegenbauer, sympy.jacobi))

GEDDES = (
    "K. O. Geddes, M. L. Glasser, R. A. Moore and T. C. Scott, Evaluation of classes of definite integrals involving "
    "elementary functions via differentiation of special functions, Applicable Algebra 1 (1990) 149-165"
)
SZMYTKOWSKI = (
    "R. Szmytkowski, A note on parameter derivatives of classical orthogonal polynomials, arXiv:0901.2639 (2009)"
)


def meijer(z: Expr, above: tuple[Expr, ...], below: tuple[Expr, ...]) -> Expr:
    """G of upper parameters that all stand after the bar, and lower ones that all stand before it."""
    empty = _new(TupleArg)
    upper_ones, lower_ones = (
        _new(TupleArg, empty, _new(TupleArg, *above)),
        _new(TupleArg, _new(TupleArg, *below), empty),
    )
    return call(sympy.meijerg, upper_ones, lower_ones, z)


def log_moment(s: Expr, u: Expr) -> Expr:
    """G = the integral of ln(t/u) t^(s - 1) e^(-t) from u on"""
    return meijer(u, (ONE, ONE), (ZERO, ZERO, s))


def series_squared(s: Expr, u: Expr) -> Expr:
    """u^s/s^2 2F2(s, s; s + 1, s + 1; -u)"""
    lists = (_new(TupleArg, s, s), _new(TupleArg, plus(s, 1), plus(s, 1)))
    return mul(divide(power(u, s), sq(s)), call(sympy.hyper, *lists, negate(u)))


def argument_positive(s: Expr, u: Expr) -> tuple[Basic, ...]:
    return (positive(u),)


def order_no_pole(s: Expr, u: Expr) -> tuple[Basic, ...]:
    return (positive(u), positive_or_not_whole(s))


# fmt: off
TABLE: tuple[Row, ...] = (
    ("lower-gamma-order", lower(x, b),  lambda s, u: subtract(mul(log(u), lower(s, u)), series_squared(s, u)), order_no_pole,     "lower incomplete gamma function by its order", "下側不完全ガンマ関数の次数による微分", GEDDES),
    ("upper-gamma-order", upper(x, b),  lambda s, u: add(mul(log(u), upper(s, u)), log_moment(s, u)),          argument_positive, "upper incomplete gamma function by its order", "上側不完全ガンマ関数の次数による微分", GEDDES),
    ("exp-integral-order", expint(x, b), lambda v, u: negate(mul(power(u, plus(v, -1)), log_moment(subtract(ONE, v), u))), argument_positive, "generalised exponential integral by its order", "一般化指数積分の次数による微分", GEDDES),
)
SLIPS: dict[str, tuple[Slip, ...]] = {
    "lower-gamma-order": (("logarithm-before-the-integral", lambda s, u: mul(log(u), lower(s, u)), "Under the integral stands ln t, not ln x: a second term is missing.", "積分の中にあるのは ln x ではなく ln t です。第 2 項が抜けています。", HOUSE),),
    "upper-gamma-order": (("logarithm-before-the-integral", lambda s, u: mul(log(u), upper(s, u)), "Under the integral stands ln t, not ln x: a second term is missing.", "積分の中にあるのは ln x ではなく ln t です。第 2 項が抜けています。", HOUSE),),
    "exp-integral-order": (("order-lowered", lambda v, u: negate(expint(plus(v, -1), u)), "-E_(v - 1) is the derivative by x; by the order, a logarithm comes under the integral.", "−E_(v − 1) は x による微分です。次数で微分すると積分の中に対数が現れます。", HOUSE),),
}
# fmt: on


# Sums over the members of a family ----------------------------------------------------------------

Term = Callable[[Expr], Expr]


def total(term: Term, first: int, last: Expr, around: Basic) -> Expr:
    """The terms one by one where they are few, else as a sum over an index that stands nowhere around."""
    if isinstance(last, Integer) and last.p - first < WRITTEN_OUT:
        return add(*[term(Integer(k)) for k in range(first, last.p + 1)])
    taken = {v.name for v in symbols_of([around])}
    k = symbol(next(letter for letter in FEWEST_VARIABLES if letter not in taken))
    return over_index(Sum, term(k), _new(Tuple, k, Integer(first), last))


def counts(n: Expr) -> bool:
    """Whether it is a whole number, or a letter that may be one."""
    return n.p >= 0 if isinstance(n, Integer) else isinstance(n, Symbol)


def together(*parts: Expr) -> Expr:
    """The sum, its whole numbers added up at the end."""
    whole = sum(u.p for u in parts if isinstance(u, Integer))
    others = [u for u in parts if not isinstance(u, Integer)]
    return add(*others, Integer(whole)) if whole or not others else add(*others)


def less(n: Expr, k: Expr) -> Expr:
    return n - k if isinstance(n, Integer) and isinstance(k, Integer) else subtract(n, k)


def member(head: Callable[..., Expr], k: Expr, *args: Expr) -> Expr:
    """That of order 0 is 1."""
    return ONE if k is ZERO else head(k, *args)


def rises(u: Expr, k: Expr, steps: Expr) -> Expr:
    """(u + k + 1) (u + k + 2) ... of so many factors"""
    if isinstance(steps, Integer):
        return mul(*[together(u, k, Integer(i)) for i in range(1, steps.p + 1)])
    return rising(together(u, k, ONE), steps)


def laguerre(goal: D, n: Expr, u: Expr, z: Expr) -> Expr:
    """The sum of L_k/(n - k)."""
    return total(lambda k: over(member(L, k, u, z), less(n, k)), 0, plus(n, -1), goal)


def over(top: Expr, bottom: Expr) -> Expr:
    return top if bottom is ONE else divide(top, bottom)


def gegenbauer(goal: D, n: Expr, u: Expr, z: Expr) -> Expr:
    """The sum of 2 (1 + (-1)^(n - k)) (k + a)/((k + n + 2a)(n - k)) C_k and of what multiplies C_n itself."""
    twice = mul(TWO, u)

    def term(k: Expr) -> Expr:
        steps, bottom = less(n, k), together(twice, n, k)
        top = mul(together(u, k), member(C, k, u, z))
        if isinstance(steps, Integer):
            return ZERO if steps.p % 2 else divide(mul(Integer(4), top), mul(steps, bottom))
        return divide(mul(TWO, add(ONE, power(Integer(-1), steps)), top), mul(steps, bottom))

    def own(k: Expr) -> Expr:
        doubled = Integer(2 * k.p) if isinstance(k, Integer) else mul(TWO, k)
        bottom = mul(together(twice, k), together(twice, doubled, ONE))
        return add(divide(mul(TWO, together(k, ONE)), bottom), divide(TWO, together(twice, n, k)))

    last = plus(n, -1)
    others = total(term, 0, last, goal)
    whole = mul(total(own, 0, last, goal), C(n, u, z))
    if isinstance(others, Sum):
        return add(others, whole)
    return add(*[u for u in terms(others) if u is not ZERO], whole)


def jacobi(goal: D, n: Expr, u: Expr, v: Expr, z: Expr, *, first: bool) -> Expr:
    """The sum of (P_n + weight P_k)/(k + n + a + b + 1); by b the weight is (-1)^(n - k) times that with a for b."""

    def term(k: Expr) -> Expr:
        steps = less(n, k)
        doubled = Integer(2 * k.p) if isinstance(k, Integer) else mul(TWO, k)
        top = mul(together(u, v, doubled, ONE), rises(v if first else u, k, steps), member(P, k, u, v, z))
        share = divide(top, mul(steps, rises(add(u, v), k, steps)))
        if not first:
            sign = Integer((-1) ** steps.p) if isinstance(steps, Integer) else power(Integer(-1), steps)
            share = mul(sign, share) if sign is not ONE else share
        return divide(add(P(n, u, v, z), share), together(u, v, n, k, ONE))

    return total(term, 0, plus(n, -1), goal)


def several_gammas(goal: D, ask: Ask) -> Expr | None:
    """Gamma_p(x) times the sum of psi(x + (1 - k)/2)."""
    u, p = goal.f.args
    if not goal.is_variable(u) or not (isinstance(p, Symbol) or (isinstance(p, Integer) and p.p > 0)):
        return None
    if goal.depends(p):
        return None
    return mul(goal.f, total(lambda k: psi(_down(u, k)), 1, p, goal))


def _down(u: Expr, k: Expr) -> Expr:
    if k is ONE:
        return u
    return subtract(u, Rational(k.p - 1, 2)) if isinstance(k, Integer) else add(u, half(subtract(ONE, k)))


def enough(goal: D) -> tuple[Basic, ...]:
    """x > (p - 1)/2"""
    u, p = goal.f.args
    return (greater(u, Rational(p.p - 1, 2) if isinstance(p, Integer) else half(plus(p, -1))),)


def _polynomial(place: int, formula: Callable[..., Expr]) -> Callable[[D, Ask], Expr | None]:
    def rewrite(goal: D, ask: Ask) -> Expr | None:
        args = goal.f.args
        moving = [i for i, u in enumerate(args) if goal.depends(u)]
        if moving != [place] or not goal.is_variable(args[place]) or not counts(args[0]):
            return None
        return ZERO if args[0] is ZERO else formula(goal, *args)

    return rewrite


def _nothing_divided_by(goal: D) -> tuple[Basic, ...]:
    """Where the sums divide by nothing that is 0."""
    _, *families, _ = goal.f.args
    if isinstance(goal.f, sympy.gegenbauer):
        return (greater(families[0], Rational(-1, 2)), nonzero(families[0]))
    if isinstance(goal.f, sympy.jacobi):
        return (*(greater(u, Integer(-1)) for u in families), nonzero(add(*families, ONE)))
    return ()


def _as_by_x(head: Callable[..., Expr]) -> Callable[[D, Ask], Expr | None]:
    """What the derivative by x would be."""

    def rewrite(goal: D, ask: Ask) -> Expr | None:
        order, *families, z = goal.f.args
        return head(plus(order, -1), *[plus(u, 1) for u in families], z)

    return rewrite


def _by_family(
    slug: str, en: str, ja: str, pattern: Expr, place: int, formula: Callable[..., Expr], example: str
) -> Rule:
    head = at(type(pattern))
    return Rule(
        slug=slug,
        title=Text(f"{en} by its parameter", f"{ja}のパラメータによる微分"),
        explanation=Text(
            "The derivative by the parameter is a sum over the members of the family up to the n-th, n = 0, 1, 2, ...",
            "パラメータで微分すると、同じ族の n 次までの和になります (n = 0, 1, 2, ...)。",
        ),
        goal=D,
        heads=(type(pattern),),
        rewrite=_polynomial(place, formula),
        law=(D(pattern, x),),
        source=SZMYTKOWSKI,
        condition=_nothing_divided_by,
        examples=(Example(example, ""),),
        mistakes=(
            Mistake(
                "parameter-taken-for-argument",
                Text(
                    "That is how the derivative by x lowers the order; the parameter stands in every coefficient.",
                    "次数が下がるのは x で微分したときです。パラメータはすべての係数に含まれます。",
                ),
                _as_by_x(head),
                HOUSE,
            ),
        ),
        elementary=True,
    )


def _first(goal: D, n: Expr, u: Expr, v: Expr, z: Expr) -> Expr:
    return jacobi(goal, n, u, v, z, first=True)


def _second(goal: D, n: Expr, u: Expr, v: Expr, z: Expr) -> Expr:
    return jacobi(goal, n, u, v, z, first=False)


FAMILIES = (
    _by_family(
        "laguerre-parameter",
        "associated Laguerre polynomial",
        "ラゲール陪多項式",
        L(n, x, b),
        1,
        laguerre,
        "d/da assocLaguerreL(3, a, x)",
    ),
    _by_family(
        "gegenbauer-parameter",
        "Gegenbauer polynomial",
        "ゲーゲンバウアー多項式",
        C(n, x, b),
        1,
        gegenbauer,
        "d/da gegenbauerC(3, a, x)",
    ),
    _by_family(
        "jacobi-parameter", "Jacobi polynomial", "ヤコビ多項式", P(n, x, a, b), 1, _first, "d/da jacobiP(2, a, b, x)"
    ),
    _by_family(
        "jacobi-second-parameter",
        "Jacobi polynomial",
        "ヤコビ多項式",
        P(n, a, x, b),
        2,
        _second,
        "d/db jacobiP(2, a, b, x)",
    ),
)


def factor_lost(goal: D, ask: Ask) -> Expr | None:
    u, p = goal.f.args
    return total(lambda k: psi(_down(u, k)), 1, p, goal)


MULTIVARIATE = Rule(
    slug="multivariate-gamma",
    title=Text("multivariate gamma function", "多変量ガンマ関数の微分"),
    explanation=Text(
        "It is a product of gamma functions: its logarithmic derivative is the sum of their digamma functions.",
        "ガンマ関数の積なので、対数微分はそれぞれのディガンマ関数の和になります。",
    ),
    goal=D,
    heads=(multigamma,),
    rewrite=several_gammas,
    law=(D(gammas(x, Integer(2)), x), D(gammas(x, n), x)),
    source="NIST Digital Library of Mathematical Functions, https://dlmf.nist.gov/35.3",
    examples=(Example("d/dx multigamma(x, 3)", ""),),
    condition=enough,
    mistakes=(
        Mistake(
            "gamma-factor-missing",
            Text(
                "That is the derivative of the logarithm; the function itself stays as a factor.",
                "それは対数の微分です。もとの関数が因子として残ります。",
            ),
            factor_lost,
            HOUSE,
        ),
    ),
    elementary=True,
)
RULES = (*rules(TABLE, SLIPS), *FAMILIES, MULTIVARIATE)

"""Absolute value and sign: |u| sign u = u, sign(u)/|u| = 1/u, u sign u = |u|, and |u|^2 = u^2."""

from sympy import Abs, Basic, Expr, Mul, Pow, Rational, sign

from workings.expression import Tidy, call, divide, mul, power
from workings.expression.algebra import Monomial, base_and_exponent, everywhere, monomial
from workings.expression.nodes import ONE
from workings.expression.words import TWO, x
from workings.expression.written import product
from workings.rule import Ask, Example, Mistake, Rule, Text

HEADS = frozenset((Mul, Pow))
BARS = frozenset((Abs, sign))


def rewrite(goal: Tidy, ask: Ask) -> Basic | None:
    simpler = everywhere(local, HEADS, goal, BARS)
    return None if simpler is None else ask(goal.of(simpler))


def local(node: Expr) -> Expr | None:
    if type(node) is Pow:
        base, n = base_and_exponent(node)
        return power(base._args[0], n) if type(base) is Abs and _is_even(n) else None
    read = monomial(node)
    if read is None:
        return None
    powers = dict(read.powers)
    for base, n in read.powers.items():
        if type(base) is Abs:
            _without_bars(powers, base, n)
        elif type(base) is sign and base in powers and n is ONE and _is_whole(powers.get(base._args[0])):
            u = base._args[0]
            one = ONE if powers[u].p > 0 else -ONE  # u sign u = |u|, and sign(u)/u = 1/|u|
            del powers[base]
            _raise(powers, call(Abs, u), one)
            _raise(powers, u, -one)
    return None if powers == read.powers else product(read.number, Monomial(ONE, powers).factors)


def _without_bars(powers: dict[Expr, Rational], bars: Expr, n: Rational) -> None:
    """An even power of |u| is that of u; an odd one needs sign u for it."""
    u = bars._args[0]
    signs = powers.get(call(sign, u))
    if n.q == 1 and n.p % 2 and signs is ONE:
        del powers[call(sign, u)]
    elif not _is_even(n):
        return
    del powers[bars]
    _raise(powers, u, n)


def _raise(powers: dict[Expr, Rational], base: Expr, n: Rational) -> None:
    total = powers.pop(base, ONE - ONE) + n
    if total.p:
        powers[base] = total


def _is_even(n: Rational) -> bool:
    return bool(n.q == 1 and n.p % 2 == 0)


def _is_whole(n: Rational | None) -> bool:
    return bool(n is not None and n.q == 1)


def bars_left_out(goal: Tidy, ask: Ask) -> Basic | None:
    """sign(u)/|u| taken for 1/|u|."""
    read = monomial(goal.expr) if isinstance(goal.expr, Mul) else None
    if read is None or not any(type(base) is sign for base in read.powers):
        return None
    kept = {base: n for base, n in read.powers.items() if type(base) is not sign}
    return product(read.number, Monomial(ONE, kept).factors)


RULE = Rule(
    slug="absolute-value",
    title=Text("absolute value and sign", "絶対値と符号"),
    explanation=Text(
        "A number is its size times its sign: |u| sign u = u. So sign(u)/|u| = 1/u, u sign u = |u| and |u|^2 = u^2.",
        "数は大きさと符号の積です。|u| sign u = u。よって sign(u)/|u| = 1/u、u sign u = |u|、|u|^2 = u^2 です。",
    ),
    goal=Tidy,
    rewrite=rewrite,
    law=(
        Tidy(mul(call(Abs, x), call(sign, x))),
        Tidy(mul(call(sign, x), divide(ONE, call(Abs, x)))),
        Tidy(mul(x, call(sign, x))),
        Tidy(power(call(Abs, x), TWO)),
    ),
    source="NIST Digital Library of Mathematical Functions, https://dlmf.nist.gov/1.9",
    examples=(
        Example("sign(x)/|x|", "1/x"),
        Example("x sign(x) + |x|", "2|x|"),
        Example("3|x|^2 sign(x)", "3x|x|"),
    ),
    mistakes=(
        Mistake(
            "sign-dropped",
            Text(
                "The sign may not be left out: sign(u)/|u| is 1/u, which is negative where u is.",
                "符号を落とすことはできません。sign(u)/|u| は 1/u で、u が負のとき負になります。",
            ),
            bars_left_out,
            "House rule",
        ),
    ),
)

"""Slips of algebra: the ways to rewrite a single node wrongly, each a mistake on the rule it misuses.

A slip is made anywhere in an expression, at one node; every place and every way is a variant of the mistake.
"""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from typing import Any

from sympy import Add, Basic, Expr, Mul, Pow, exp, log
from sympy.core.numbers import Number, Rational

from workings.expression import Tidy, add, call, divide, mul, negate, power
from workings.expression.algebra import somewhere
from workings.expression.nodes import MINUS_ONE, ONE, divisor
from workings.expression.words import TWO
from workings.rule import Ask, Mistake, Rewrite, Text
from workings_rules.calculus.sources import SCHECHTER

MOST = 400  # variants of one mistake that are looked at

Local = Callable[[Expr], Iterator[Expr]]


def anywhere(slug: str, en: str, ja: str, local: Local) -> Mistake:
    """The mistake of rewriting one node by `local`, wherever that can be done."""

    def variants(goal: Tidy) -> tuple[Rewrite, ...]:
        return tuple(partial(_instead, wrong) for wrong in islice(somewhere(goal.expr, local), MOST))

    def first(goal: Tidy, ask: Ask) -> Basic | None:
        return next(somewhere(goal.expr, local), None)

    return Mistake(slug, Text(en, ja), first, SCHECHTER, variants)


def _instead(wrong: Expr, goal: Tidy, ask: Ask) -> Basic:
    return wrong


def _sign(e: Expr) -> Iterator[Expr]:
    if isinstance(e, Add):
        for i, term in enumerate(e.args):
            yield add(*e.args[:i], negate(term), *e.args[i + 1 :])
    elif isinstance(e, Mul) and isinstance(e.args[0], Number) and e.args[0].is_negative:
        yield negate(e)


def _distribute(e: Expr) -> Iterator[Expr]:
    """a (b + c) as a b + c, and -(b + c) as -b + c."""
    if not isinstance(e, Mul) or any(divisor(factor) is not None for factor in e.args):
        return
    for i, factor in enumerate(e.args):
        if isinstance(factor, Add):
            others = (*e.args[:i], *e.args[i + 1 :])
            for j, term in enumerate(factor.args):
                yield add(mul(*others, term), *factor.args[:j], *factor.args[j + 1 :])
                rest = [mul(*others, t) for n, t in enumerate(factor.args) if n != j]
                yield add(*rest, term)
    for factor in e.args:
        if isinstance(factor, Add) and e.args[0] is MINUS_ONE:
            first, *others = factor.args
            yield add(negate(first), *others)


def _binomial(e: Expr) -> Iterator[Expr]:
    if isinstance(e, Pow) and isinstance(e.args[0], Add) and e.args[1].is_Number:
        yield add(*[power(term, e.args[1]) for term in e.args[0].args])
        if e.args[1] == TWO and len(e.args[0].args) == 2:
            a, b = e.args[0].args
            yield add(power(a, TWO), mul(a, b), power(b, TWO))
            if (b.args[0] if isinstance(b, Mul) else b).is_negative:  # (a - b)^2 as a^2 - b^2
                yield add(power(a, TWO), negate(power(b, TWO)))


def _cancel(e: Expr) -> Iterator[Expr]:
    """(a + c)/c as a + 1 or a, (a + c)/(b + c) as a/b, (a b + c)/b as a + c."""
    if not isinstance(e, Mul):
        return
    tops = [f for f in e.args if divisor(f) is None]
    bottoms = [under for f in e.args if (under := divisor(f)) is not None]
    if len(bottoms) != 1:
        return
    bottom = bottoms[0]
    for i, top in enumerate(tops):
        if not isinstance(top, Add):
            continue
        others = (*tops[:i], *tops[i + 1 :])
        for j, term in enumerate(top.args):
            rest = (*top.args[:j], *top.args[j + 1 :])
            if term == bottom:
                yield mul(*others, add(*rest))
                yield mul(*others, add(*rest, ONE))
            yield mul(*others, add(*rest, divide(term, bottom)))
            if isinstance(bottom, Add) and term in bottom.args:
                yield mul(*others, divide(add(*rest), add(*[b for b in bottom.args if b != term])))


def _exponent(e: Expr) -> Iterator[Expr]:
    """a^m a^n as a^(m n), a^m/a^n as a^(m/n), (a^m)^n as a^(m + n)."""
    if isinstance(e, Pow) and isinstance(e.args[0], Pow):
        base, m = e.args[0].args
        yield power(base, add(m, e.args[1]))
        yield power(base, power(m, e.args[1]))
    if isinstance(e, Pow) and isinstance(e.args[0], exp):
        yield call(exp, add(e.args[0].args[0], e.args[1]))
        yield call(exp, power(e.args[0].args[0], e.args[1]))
    if not isinstance(e, Mul):
        return
    for i, a in enumerate(e.args):
        for j, b in enumerate(e.args):
            if i >= j:
                continue
            others = [f for n, f in enumerate(e.args) if n not in (i, j)]
            (p, m), (q, n) = _as_power(a), _as_power(b)
            if p != q:
                continue
            make = partial(call, exp) if p is exp else partial(power, p)
            if divisor(b) is not None:
                yield mul(*others, make(divide(m, negate(n))))
            elif divisor(a) is not None:
                yield mul(*others, make(divide(n, negate(m))))
            yield mul(*others, make(mul(m, n)))


def _as_power(f: Expr) -> tuple[Any, Expr]:
    if isinstance(f, exp):
        return exp, f.args[0]
    below = divisor(f)
    if below is not None:
        base, n = _as_power(below)
        return base, negate(n)
    return (f.args[0], f.args[1]) if isinstance(f, Pow) else (f, ONE)


def _log_sum(e: Expr) -> Iterator[Expr]:
    if isinstance(e, log) and isinstance(e.args[0], Add):
        yield add(*[call(log, term) for term in e.args[0].args])


def _root(e: Expr) -> Iterator[Expr]:
    """The n-th root of x^m as x^(n/m)."""
    if isinstance(e, Pow) and isinstance(e.args[1], Rational):
        n = e.args[1]
        if isinstance(e.args[0], Pow) and isinstance(e.args[0].args[1], Rational) and n.q > 1:
            base, m = e.args[0].args
            yield power(base, ONE / (m * n))
        elif n.q > 1:
            yield power(e.args[0], ONE / n)


def _dropped(e: Expr) -> Iterator[Expr]:
    if isinstance(e, Add):
        for i in range(len(e.args)):
            yield add(*e.args[:i], *e.args[i + 1 :])


SIGN = anywhere("algebra-sign", "A sign was changed or lost.", "符号が変わったか、落ちています。", _sign)
DISTRIBUTE = anywhere(
    "algebra-distribute",
    "The factor outside multiplies every term in the brackets.",
    "外の因子は括弧の中のすべての項に掛けます。",
    _distribute,
)
BINOMIAL = anywhere(
    "algebra-binomial-square",
    "(a + b)^2 is a^2 + 2ab + b^2: the middle term is missing.",
    "(a + b)^2 = a^2 + 2ab + b^2 です。中央の項が抜けています。",
    _binomial,
)
CANCEL = anywhere(
    "cancel-terms-in-fraction",
    "Only common factors of numerator and denominator cancel, not terms of a sum.",
    "約分できるのは分子と分母の共通因数だけで、和の項は約分できません。",
    _cancel,
)
EXPONENT = anywhere(
    "exponent-law-wrong",
    "A law of exponents was misused: a^m a^n is a^(m + n), a^m/a^n is a^(m - n), (a^m)^n is a^(m n).",
    "指数法則の使い方が違います。a^m a^n = a^(m+n)、a^m/a^n = a^(m-n)、(a^m)^n = a^(mn) です。",
    _exponent,
)
ROOT = anywhere("sqrt-power-wrong", "The n-th root of x^m is x^(m/n).", "x^m の n 乗根は x^(m/n) です。", _root)
LOGARITHM = anywhere(
    "log-of-sum-split", "ln(a + b) is not ln a + ln b.", "ln(a + b) は ln a + ln b ではありません。", _log_sum
)
DROPPED = anywhere("sum-term-dropped", "A term is missing.", "項が一つ抜けています。", _dropped)

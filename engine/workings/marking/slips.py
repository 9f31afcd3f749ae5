"""Slips of algebra between one line and the next: a sign, a bracket, a square of a sum, a cancelled term, a number.

Each is a way to rewrite the line before wrongly; it is named if the judges find the result equal to what was written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import combinations, islice
from typing import Any

from sympy import Add, Basic, Expr, Mul, Pow, Tuple, exp, log
from sympy.core.numbers import Number, Rational

from workings.expression import Goal
from workings.expression.algebra import rebuild
from workings.expression.goals import D, Value
from workings.expression.nodes import MINUS_ONE, ONE, add, call, divide, divisor, mul, negate, power, symbols_of
from workings.expression.words import TWO
from workings.judge import equal
from workings.judge.derivation import plain
from workings.marking.diagnosis import Diagnosis, holds
from workings.marking.world import Unresolved, World, placed
from workings.rule import Mistake, Text

__all__ = ["MISTAKES", "algebra_slip", "numeric_slip", "slip_before", "slips_before"]

MOST = 400
SCHECHTER = "E. Schechter, The most common errors in undergraduate mathematics, Vanderbilt University (2009)"


def _nowhere(goal: Any, ask: Any) -> Basic | None:
    """A slip of algebra is made on a line, at no goal of its own."""
    return None


def _mistake(slug: str, en: str, ja: str) -> Mistake:
    return Mistake(slug, Text(en, ja), _nowhere, SCHECHTER)


MISTAKES = {
    mistake.slug: mistake
    for mistake in (
        _mistake("algebra-sign", "A sign was changed or lost.", "符号が変わったか、落ちています。"),
        _mistake(
            "algebra-distribute",
            "The factor outside multiplies every term in the brackets.",
            "外の因子は括弧の中のすべての項に掛けます。",
        ),
        _mistake(
            "algebra-binomial-square",
            "(a + b)^2 is a^2 + 2ab + b^2: the middle term is missing.",
            "(a + b)^2 = a^2 + 2ab + b^2 です。中央の項が抜けています。",
        ),
        _mistake(
            "cancel-terms-in-fraction",
            "Only common factors of numerator and denominator cancel, not terms of a sum.",
            "約分できるのは分子と分母の共通因数だけで、和の項は約分できません。",
        ),
        _mistake(
            "exponent-law-wrong",
            "A law of exponents was misused: a^m a^n is a^(m + n), a^m/a^n is a^(m - n), (a^m)^n is a^(m n).",
            "指数法則の使い方が違います。a^m a^n = a^(m+n)、a^m/a^n = a^(m-n)、(a^m)^n = a^(mn) です。",
        ),
        _mistake("log-of-sum-split", "ln(a + b) is not ln a + ln b.", "ln(a + b) は ln a + ln b ではありません。"),
        _mistake(
            "sqrt-power-wrong",
            "The n-th root of x^m is x^(m/n).",
            "x^m の n 乗根は x^(m/n) です。",
        ),
        _mistake(
            "substituted-before-differentiating",
            "A quantity that moves was replaced with its value before differentiating.",
            "動いている量を、微分する前に値で置き換えています。",
        ),
        _mistake("root-lost", "A solution was lost.", "解が一つ失われています。"),
        _mistake("arithmetic-slip", "The numbers are worked out wrongly.", "数の計算が間違っています。"),
        _mistake("sum-term-dropped", "A term is missing.", "項が一つ抜けています。"),
    )
}


def algebra_slip(left: Any, right: Any, world: World, goals: list[Goal]) -> Diagnosis | None:
    """The slip that makes `right` of `left`, or of what `left` stands for."""
    from workings.marking.equations import Equation

    if isinstance(left, Equation):
        return _of_equations(left, right)
    before = world.body(left)
    try:
        a, b = world.resolve(plain(before)), world.resolve(plain(right))
    except Unresolved:
        return None
    if isinstance(before, Expr) and not isinstance(before, D):
        for slug, wrong in islice(_slips(before), MOST):
            try:
                if holds(equal(world.resolve(wrong), b, assuming=world.conditions)) and not holds(
                    equal(world.resolve(wrong), a, assuming=world.conditions)
                ):
                    return Diagnosis(MISTAKES[slug], ())
            except Unresolved:
                continue
    return _early(a, b, world) or numeric_slip(a, b, world)


def slip_before(goal: Goal, written: Any, truth: Any, world: World, at: Any = ()) -> Diagnosis | None:
    """A slip of algebra in the function, which is then differentiated rightly."""
    for slug, wrong in slips_before(goal, world, at):
        if holds(equal(wrong, written, assuming=world.conditions)) and not holds(
            equal(wrong, truth, assuming=world.conditions)
        ):
            return Diagnosis(MISTAKES[slug], ())
    return None


def slips_before(goal: Goal, world: World, at: Any = ()) -> Iterator[tuple[str, Any]]:
    """Every slip of algebra in the function, and the question that is then asked instead."""
    if not isinstance(goal, D):
        return
    for slug, wrong in islice(_slips(goal.f), MOST):
        if slug == "sum-term-dropped":
            continue
        try:
            yield slug, placed(world.resolve(type(goal)(wrong, *goal.args[1:])), at)
        except Unresolved:
            continue


def _early(a: Any, b: Any, world: World) -> Diagnosis | None:
    """What moves was replaced with its value at the moment that is asked about."""
    for r in (1, 2):
        for place in combinations(world.values, r):
            if isinstance(a, Expr) and holds(equal(placed(a, place), b, assuming=world.conditions)):
                return Diagnosis(MISTAKES["substituted-before-differentiating"], ())
    return None


def is_number(expr: Any) -> bool:
    """Whether no symbol is left in it but those that are given a value."""
    if isinstance(expr, Value):
        return set(symbols_of([expr.args[0]])) <= {pair.args[0] for pair in expr.args[1:]}
    return not symbols_of([expr])


def numeric_slip(a: Any, b: Any, world: World) -> Diagnosis | None:
    """Where only the numbers differ: two numbers, or expressions whose difference or quotient is a number."""
    if isinstance(a, Tuple) and isinstance(b, Tuple) and len(a) == len(b):
        both = zip(a.args, b.args, strict=True)
        apart = [pair for pair in both if not holds(equal(*pair, assuming=world.conditions))]
        return numeric_slip(*apart[0], world) if len(apart) == 1 else None
    if not isinstance(a, Expr) or not isinstance(b, Expr):
        return None
    if is_number(a) and is_number(b):
        if holds(equal(a, negate(b))):
            return Diagnosis(MISTAKES["algebra-sign"], ())
        return Diagnosis(MISTAKES["arithmetic-slip"], ())
    if holds(equal(negate(a), b, assuming=world.conditions)):
        return Diagnosis(MISTAKES["algebra-sign"], ())
    return None


def _of_equations(before: Any, new: Any) -> Diagnosis | None:
    """The slip between two equations with other solutions."""
    from workings.marking.equations import roots

    old, now = roots(before.polynomials[0]), roots(new.polynomials[0])
    if now and set(now) < set(old):
        return Diagnosis(MISTAKES["root-lost"], ())
    flipped = before.polynomials[0]
    coefficients = list(flipped.coeffs())
    for i in range(len(coefficients)):
        changed = list(coefficients)
        changed[i] = -changed[i]
        if sorted(map(str, roots(type(flipped)(changed)))) == sorted(map(str, now)):
            return Diagnosis(MISTAKES["algebra-sign"], ())
    return Diagnosis(MISTAKES["arithmetic-slip"], ())


def _slips(expr: Expr) -> Iterator[tuple[str, Expr]]:
    """Every single slip in `expr`: its slug and the wrong expression."""
    for wrong in _LOCAL:
        slug, rewrite = wrong
        yield from ((slug, changed) for changed in _somewhere(expr, rewrite))


def _somewhere(expr: Expr, rewrite: Callable[[Expr], Iterator[Expr]]) -> Iterator[Expr]:
    """`expr` with `rewrite` used at one node."""
    yield from rewrite(expr)
    if isinstance(expr, Goal):
        return
    for i, arg in enumerate(expr.args):
        if isinstance(arg, Expr):
            for changed in _somewhere(arg, rewrite):
                yield rebuild(expr, (*expr.args[:i], changed, *expr.args[i + 1 :]))


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
        if e.args[1] is TWO and len(e.args[0].args) == 2:
            a, b = e.args[0].args
            yield add(power(a, TWO), mul(a, b), power(b, TWO))


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


_LOCAL: tuple[tuple[str, Callable[[Expr], Iterator[Expr]]], ...] = (
    ("algebra-binomial-square", _binomial),
    ("log-of-sum-split", _log_sum),
    ("exponent-law-wrong", _exponent),
    ("sqrt-power-wrong", _root),
    ("cancel-terms-in-fraction", _cancel),
    ("algebra-distribute", _distribute),
    ("algebra-sign", _sign),
    ("sum-term-dropped", _dropped),
)

"""Antiderivatives of densities, term by term: powers of x, x^n e^(a + kx), powers of a + bx, sin and cos of a + bx."""

from typing import Any

import sympy
from sympy import Expr, Integer, Rational, Symbol, oo
from sympy import exp as exponential

from workings.expression.algebra import replace
from workings.expression.nodes import (
    ONE,
    ZERO,
    add,
    divide,
    factors,
    integer,
    mul,
    negate,
    power,
    subtract,
    symbols_of,
    terms,
)
from workings.expression.words import cos, exp, log, sin

_MOST_POWER = 12
_MOST_TERMS = 40


def area_under(body: Expr, x: Symbol, low: Expr, high: Expr) -> Expr | None:
    """F(high) - F(low); None where no F is known here, or where the curve has no finite area that F tells."""
    parts = expanded(body, x)
    if parts is None or not all(is_finite_between(part, x, low, high) for part in parts):
        return None
    found = [of_term(part, x) for part in parts]
    if None in found:
        return None
    whole = add(*[part for part in found if part is not None])
    top, bottom = at(whole, x, high), at(whole, x, low)
    return None if top is None or bottom is None else subtract(top, bottom)


def expanded(body: Expr, x: Symbol) -> list[Expr] | None:
    """The terms of the body, the products of sums with x in them multiplied out; None where there are too many."""
    found: list[Expr] = []
    for term in terms(body):
        products: list[list[Expr]] = [[]]
        for factor in flat(term):
            opened = opened_power(factor, x)
            for sum_ in opened:
                split = terms(sum_) if sum_.is_Add and x in symbols_of([sum_]) else [sum_]
                if len(products) * len(split) > _MOST_TERMS:
                    return None
                products = [[*product, *flat(part)] for product in products for part in split]
        if len(products) == 1:
            found.append(mul(*products[0]))
            continue
        for product in products:
            again = expanded(mul(*product), x)
            if again is None:
                return None
            found += again
    return found if len(found) <= _MOST_TERMS else None


def opened_power(factor: Expr, x: Symbol) -> list[Expr]:
    """(1 + x)^3 as its three factors"""
    if factor.is_Pow and isinstance(factor.args[1], Integer) and 1 < factor.args[1] <= _MOST_POWER:
        base, n = factor.args
        if base.is_Add and x in symbols_of([base]):
            return [base] * int(n)
    return [factor]


def exponent_of(factor: Expr, x: Symbol) -> Rational | None:
    """n of x^n, of 1/x^n too; None of anything else."""
    if factor == x:
        return Integer(1)
    if factor.is_Pow and isinstance(factor.args[1], Rational):
        inner = exponent_of(factor.args[0], x)
        whole = isinstance(factor.args[1], Integer) or factor.args[0] == x
        return None if inner is None or not whole else inner * factor.args[1]
    return None


def base_of(factor: Any) -> tuple[Any, Any]:
    """b and n of b^n, whole powers of powers as one: 1/(1 + x)^3 is (1 + x)^(-3)"""
    base, n = factor.args
    while base.is_Pow and isinstance(n, Integer) and isinstance(base.args[1], Rational):
        base, n = base.args[0], base.args[1] * n
    return base, n


def is_finite_between(term: Expr, x: Symbol, low: Expr, high: Expr) -> bool:
    """Whether the term has no pole between the ends, as far as this is plain from the numbers."""
    for factor in flat(term):
        if x not in symbols_of([factor]) or not factor.is_Pow:
            continue
        base, n = base_of(factor)
        if isinstance(n, Integer) and n > 0:
            continue
        parts = slope_and_rest(base, x) if exponent_of(factor, x) is None else (ONE, ZERO)
        if parts is None or not all(isinstance(part, Rational) for part in parts):
            return False
        values = [
            far(end, parts[0]) if end in (oo, -oo) else replace(add(mul(parts[0], x), parts[1]), {x: end}).doit()
            for end in (low, high)
        ]
        if not all(value is oo or bool(value.is_nonnegative) for value in values):
            return False
    return True


def far(end: Any, b: Any) -> Any:
    """The sign of a + b x at an infinite end, as a number of that sign."""
    return end if bool(b > 0) else -end


def slope_and_rest(base: Any, x: Symbol) -> tuple[Expr, Expr] | None:
    """b and a of a + b x"""
    if not isinstance(base, Expr):
        return None
    b = slope(base, x)
    rest = [term for term in terms(base) if x not in symbols_of([term])]
    return None if b is None else (b, add(*rest) if rest else ZERO)


def of_term(term: Expr, x: Symbol) -> Expr | None:
    constant: list[Expr] = []
    n: Rational = Integer(0)
    special: Expr | None = None
    for factor in flat(term):
        own = exponent_of(factor, x)
        if x not in symbols_of([factor]):
            constant.append(factor)
        elif own is not None:
            n = n + own
        elif isinstance(factor, exponential) and isinstance(special, exponential):
            special = exp(add(special.args[0], factor.args[0]))
        elif special is None:
            special = factor
        else:
            return None
    if n > _MOST_POWER:
        return None
    scale = mul(*constant) if constant else ONE
    found = of_power(x, n) if special is None else of_special(n, special, x)
    return None if found is None else mul(scale, found)


def of_power(x: Expr, n: Rational) -> Expr:
    """x^(n + 1)/(n + 1); ln x for n = -1"""
    if n == -1:
        return log(x)
    if n == 0:
        return x
    above = n + 1
    if isinstance(above, Integer) and above < 0:
        return negate(divide(ONE, mul(integer(-int(above)), power(x, integer(-int(above))) if above < -1 else x)))
    return divide(power(x, above), above)


def of_special(n: Rational, factor: Expr, x: Symbol) -> Expr | None:
    """x^n e^(a + kx); sin, cos and powers of a + kx, where no power of x stands beside them."""
    if isinstance(factor, exponential) and isinstance(n, Integer) and n >= 0:
        rate = slope(factor.args[0], x)
        return None if rate is None or vanishes(rate) else by_parts(int(n), factor.args[0], rate, x)
    if n != 0:
        return None
    if isinstance(factor, sympy.sin | sympy.cos):
        inside = factor.args[0]
        rate = slope(inside, x)
        if rate is None:
            return None
        return divide(negate(cos(inside)) if isinstance(factor, sympy.sin) else sin(inside), rate)
    if factor.is_Pow:
        base, exponent = base_of(factor)
        rate = slope(base, x)
        return None if rate is None or not isinstance(exponent, Rational) else divide(of_power(base, exponent), rate)
    return None


def flat(term: Expr) -> list[Expr]:
    """The factors of a product, those of products in it and below a line included."""
    found: list[Expr] = []
    for factor in factors(term):
        if factor.is_Mul:
            found += flat(factor)
        elif factor.is_Pow and factor.args[1] == -1 and factor.args[0].is_Mul:
            found += [power(part, integer(-1)) for part in flat(factor.args[0])]
        else:
            found.append(factor)
    return found


def slope(growth: Expr, x: Symbol) -> Expr | None:
    """k of kx + a"""
    found: list[Expr] = []
    for term in terms(growth):
        parts = flat(term)
        if x not in symbols_of([term]):
            continue
        if [x in symbols_of([part]) for part in parts].count(True) != 1 or x not in parts:
            return None
        found.append(mul(*[part for part in parts if part != x]) if len(parts) > 1 else ONE)
    return add(*found) if found else None


def by_parts(n: int, growth: Expr, rate: Expr, x: Symbol) -> Expr:
    """x^n e^(kx)/k - n/k (the same for n - 1)"""
    first = divide(mul(power(x, integer(n)), exp(growth)) if n else exp(growth), rate)
    if not n:
        return first
    return subtract(first, mul(divide(integer(n), rate), by_parts(n - 1, growth, rate, x)))


def at(found: Expr, x: Symbol, end: Expr) -> Expr | None:
    """F at an end; at plus or minus infinity 0 where every term falls to it; None where F has no value there."""
    if end is oo or end is -oo:
        return ZERO if all(falls(term, x, left=end is -oo) for term in terms(found)) else None
    value = replace(found, {x: end})
    return None if end.is_Rational and value.doit().has(sympy.zoo, sympy.nan, oo, -oo) else value


def falls(term: Expr, x: Symbol, left: bool = False) -> bool:
    """Whether it goes to 0 at infinity (to the `left`): by a falling exponential, or a negative power of a + bx."""
    for factor in flat(term):
        if isinstance(factor, exponential):
            rate = slope(factor.args[0], x)
            return rate is not None and is_negative(negate(rate) if left else rate)
        if factor.is_Add and all(falls(part, x, left) for part in terms(factor)):
            return True
    held = [factor for factor in flat(term) if x in symbols_of([factor])]
    return len(held) == 1 and held[0].is_Pow and is_sinking(held[0], x)


def is_sinking(factor: Expr, x: Symbol) -> bool:
    """Whether it is a negative power of something linear in x."""
    base, n = base_of(factor)
    return isinstance(n, Rational) and bool(n < 0) and slope_and_rest(base, x) is not None


def vanishes(rate: Any) -> bool:
    """Whether a rate put together of several is 0."""
    return bool(rate.doit().is_zero)


def is_negative(rate: Expr) -> bool:
    """Whether the rate is negative: a number, or minus a parameter, which then has to be positive."""
    if not symbols_of([rate]):
        value: Any = rate
        return bool(value.doit().is_negative)
    parts = flat(rate)
    numbers = [part for part in parts if not symbols_of([part])]
    return all(isinstance(part, Symbol) or part in numbers for part in parts) and is_negative(mul(*numbers))

"""From a tree as written to the expression SymPy's own constructors would make of it.

Sent through those constructors, an answer costs more than its derivation did: most of their time goes into questions
about assumptions whose answer is known here. So sums, products and powers of ordinary parts are flattened, collected
and sorted by this module, to the same structure; whatever is out of the ordinary is left to SymPy.
"""

from __future__ import annotations

from typing import Any

import sympy
from sympy import Add, Basic, Expr, Integer, Mul, Pow, Rational, Symbol, exp, log
from sympy.core.function import AppliedUndef
from sympy.core.numbers import Half, NegativeOne, Number, NumberSymbol, One, Zero

from workings.expression.nodes import ONE, ZERO
from workings.expression.order import Keys, sort

__all__ = ["canonical"]

_new = Basic.__new__

# Heads f for which f(u) is left alone by SymPy where u has a symbol, begins with no minus sign and holds no pi.
_DIRECT = frozenset((
    sympy.sin, sympy.cos, sympy.tan, sympy.cot, sympy.sec, sympy.csc,
    sympy.sinh, sympy.cosh, sympy.tanh, sympy.coth, sympy.sech, sympy.csch,
))  # fmt: skip
_INVERSE = frozenset((sympy.asin, sympy.acos, sympy.atan, sympy.acot, sympy.asinh, sympy.atanh))
_PLAIN_HEADS = _DIRECT | _INVERSE
_UNUSUAL = frozenset((type(sympy.zoo), type(sympy.I), type(sympy.E), sympy.AccumBounds))
_RATIONAL = frozenset((Integer, Rational, One, NegativeOne, Half, Zero))
# Bases for which SymPy leaves base**(p/q) alone.
_PLAIN_BASES = _PLAIN_HEADS | {Symbol, Add, log}
_PLAIN_FACTORS = _PLAIN_HEADS | {Symbol, log}


def canonical(expr: Basic) -> Any:
    """`expr` as SymPy's evaluated constructors make it, each shared part once.

    >>> from sympy import Integer
    >>> from workings.expression import add, mul, power, symbol
    >>> x = symbol("x")
    >>> canonical(mul(x, Integer(2), add(x, x), power(x, Integer(3))))
    4*x**5
    """
    if not expr._args:
        return expr
    done: dict[int, Any] = {}
    keys = Keys()
    stack = [expr]
    while stack:
        node = stack[-1]
        made: list[Any] = []
        for arg in node._args:
            if arg._args:
                arg = done.get(id(arg))
                if arg is None:
                    stack += [a for a in node._args if a._args and id(a) not in done]
                    break
            made.append(arg)
        else:
            stack.pop()
            if id(node) not in done:
                done[id(node)] = _made(node, tuple(made), keys)
    return done[id(expr)]


def _made(node: Basic, args: tuple[Any, ...], keys: Keys) -> Any:
    """The canonical node of this head and canonical parts."""
    kind = type(node)
    if kind is Mul:
        return _mul(args, keys)
    if kind is Add:
        return _add(args, keys)
    hash(args[0])  # kept on the node, so that a deep one is never hashed all at once
    if kind is Pow:
        return _pow(args[0], args[1], keys)
    return _function(node, kind, args)


def _function(node: Basic, kind: Any, args: tuple[Any, ...]) -> Any:
    """f(u) left alone where SymPy would leave it alone, else what SymPy makes of it."""
    u = args[0]
    if kind in _PLAIN_HEADS:
        plain = _is_plain_argument(u) or (kind in _DIRECT and type(u) in _DIRECT and _varies(u))
    elif kind is exp:
        plain = _is_plain_exponent(u)
    else:
        plain = kind is log and len(args) == 1 and _is_plain_antilogarithm(u)
    if plain:
        return node if u is node._args[0] else _new(kind, u)
    if isinstance(node, AppliedUndef):
        return node if args == node._args else kind(*args)
    try:
        return node.func(*args)
    except (TypeError, ValueError):  # SymPy has no Laguerre polynomial of order 1/2, for one
        return _new(kind, *args)


def _is_plain_argument(u: Basic) -> bool:
    kind = type(u)
    if kind is Symbol:
        return True
    if kind is Add:
        return all(_is_plain_term(term) for term in u._args) and any(not term.is_Number for term in u._args)
    return not u.is_Number and _is_plain_term(u)


def _is_plain_term(u: Basic) -> bool:
    """Whether `u` begins with no minus sign, holds no number symbol as a factor and is no inverse function."""
    kind = type(u)
    if kind is Symbol:
        return True
    if kind is Mul:
        first = u._args[0]
        return not (isinstance(first, Number) and first.is_negative) and not any(
            isinstance(a, NumberSymbol)
            or type(a) in _UNUSUAL
            or (isinstance(a, Pow) and isinstance(a._args[0], Number))
            for a in u._args
        )
    if kind is Pow:
        return type(u._args[0]) in _PLAIN_BASES
    return isinstance(u, Rational) and bool(u.is_positive)


def _is_plain_antilogarithm(u: Basic) -> bool:
    kind = type(u)
    return kind is Symbol or (isinstance(u, Integer) and u.p > 1) or ((kind is Add or kind in _DIRECT) and _varies(u))


def _varies(u: Basic) -> bool:
    """Whether `u` holds a symbol; of the value of a number SymPy may know more."""
    stack = [*u._args]
    while stack:
        part = stack.pop()
        if type(part) is Symbol:
            return True
        stack += part._args
    return False


def _is_plain_exponent(u: Basic) -> bool:
    kind = type(u)
    if kind is Symbol or kind in _PLAIN_HEADS:
        return True
    if kind is Mul:
        return all(type(a) in (Symbol, Pow) or isinstance(a, Rational) or type(a) in _PLAIN_HEADS for a in u._args)
    if kind is Add:
        return all(isinstance(a, Rational) or _is_plain_exponent(a) for a in u._args)
    return kind is Pow and type(u._args[0]) in _PLAIN_BASES


def _add(args: tuple[Any, ...], keys: Keys) -> Any:
    constant = ZERO
    parts: dict[Expr, Expr] = {}  # what stands behind the coefficient -> the coefficient
    queue = list(args)
    while queue:
        term = queue.pop()
        kind = type(term)
        coefficient = ONE
        if kind is Mul:
            first = term._args[0]
            if type(first) in _RATIONAL:
                coefficient = first
                rest = term._args[1:]
                term = rest[0] if len(rest) == 1 else _from_args(Mul, rest)
        elif kind is Add:
            queue += term._args
            continue
        elif kind in _RATIONAL:
            constant = term if constant is ZERO else constant + term
            continue
        elif kind in _UNUSUAL or isinstance(term, Number):
            return Add(*args)
        old = parts.get(term)
        parts[term] = coefficient if old is None else old + coefficient
    found = [_scaled(c, part) for part, c in parts.items() if c is not ZERO]
    if len(found) > 1:
        sort(found, keys)
    if constant is not ZERO:
        found.insert(0, constant)
    if len(found) == 1:
        return found[0]
    return _from_args(Add, tuple(found)) if found else ZERO


def _scaled(coefficient: Expr, part: Expr) -> Expr:
    if coefficient is ONE:
        return part
    return _from_args(Mul, (coefficient, *part._args) if type(part) is Mul else (coefficient, part))


def _mul(args: tuple[Any, ...], keys: Keys) -> Any:
    coefficient = ONE
    exponents: dict[Expr, Expr] = {}  # base -> exponent
    of_e = of_number = False
    queue = list(args)
    while queue:
        factor = queue.pop()
        kind = type(factor)
        base, exponent = factor, ONE
        if kind in _PLAIN_FACTORS:
            pass
        elif kind is Pow:
            base, exponent = factor._args
            if isinstance(base, Number):
                if of_number or type(exponent) in _RATIONAL or type(base) is not Integer or base.p < 2:
                    return Mul(*args)
                of_number = True
        elif kind in _RATIONAL:
            coefficient = factor if coefficient is ONE else coefficient * factor
            continue
        elif kind is Mul:
            queue += factor._args
            continue
        elif kind is exp:
            if of_e:
                return Mul(*args)
            of_e = True
        elif kind in _UNUSUAL or isinstance(factor, Number) or not isinstance(factor, Expr):
            return Mul(*args)
        old = exponents.get(base)
        if old is None:
            exponents[base] = exponent
        elif isinstance(old, Rational) and isinstance(exponent, Rational):
            exponents[base] = old + exponent
        else:
            return Mul(*args)
    if coefficient is ZERO:
        infinite = any(type(part) in _UNUSUAL for base in exponents for part in base._args)
        return Mul(*args) if infinite else ZERO
    if of_number and coefficient is not ONE:
        return Mul(*args)
    found: list[Expr] = []
    for base, exponent in exponents.items():
        if exponent is ONE:
            if type(base) is Mul:
                return Mul(*args)
            found.append(base)
        elif exponent is not ZERO:
            raised = _pow(base, exponent, keys)
            if type(raised) is not Pow or raised._args[0] is not base:
                return Mul(*args)
            found.append(raised)
    if len(found) == 1 and coefficient is not ONE and type(found[0]) is Add:
        return _add(tuple([_mul((coefficient, term), keys) for term in found[0]._args]), keys)
    if len(found) > 1:
        sort(found, keys)
    if coefficient is not ONE:
        found.insert(0, coefficient)
    if len(found) == 1:
        return found[0]
    return _from_args(Mul, tuple(found)) if found else ONE


def _pow(base: Any, exponent: Any, keys: Keys) -> Any:
    if exponent is ONE:
        return base
    kind = type(base)
    if type(exponent) in _RATIONAL and exponent is not ZERO:
        if kind is Symbol or (kind in _PLAIN_BASES and (kind is not Add or exponent.q == 1 or _varies(base))):
            return _from_args(Pow, (base, exponent))
        if exponent.q == 1:
            if kind is Mul:
                return _mul(tuple([_pow(factor, exponent, keys) for factor in base._args]), keys)
            if kind is Pow and isinstance(base._args[1], Rational):
                return _pow(base._args[0], base._args[1] * exponent, keys)
            if kind in _RATIONAL and base is not ZERO:
                p, q, n = base.p, base.q, exponent.p
                return Rational(p**n, q**n) if n > 0 else Rational(q**-n, p**-n)
            if kind is exp:
                power_of_e = _mul((exponent, base._args[0]), keys)
                return _new(exp, power_of_e) if _is_plain_exponent(power_of_e) else exp(power_of_e)
    if type(exponent) is Symbol and (kind is Symbol or (kind is Integer and base.p > 1)):
        return _from_args(Pow, (base, exponent))
    return Pow(base, exponent)


def _from_args(kind: type[Expr], args: tuple[Any, ...]) -> Any:
    node = _new(kind, *args)
    node.is_commutative = True
    return node

"""From a tree as written to the expression SymPy's own constructors would make of it.

Sent through those constructors, an answer costs more than its derivation did: most of their time goes into questions
about assumptions whose answer is known here. So sums, products and powers of ordinary parts are flattened, collected
and sorted by this module, to the same structure; whatever is out of the ordinary is left to SymPy.
"""

from __future__ import annotations

from functools import cmp_to_key
from typing import Any

import sympy
from sympy import Add, Basic, Expr, Integer, Mul, Pow, Rational, Symbol, exp, log
from sympy.core.function import AppliedUndef
from sympy.core.numbers import Number, NumberSymbol

from workings.expression.nodes import ONE, ZERO, walk

__all__ = ["canonical"]

_new = Basic.__new__
_by_sympy_order = cmp_to_key(Basic.compare)

# Heads f for which f(u) is left alone by SymPy where u has a symbol, begins with no minus sign and holds no pi.
_DIRECT = frozenset((
    sympy.sin, sympy.cos, sympy.tan, sympy.cot, sympy.sec, sympy.csc,
    sympy.sinh, sympy.cosh, sympy.tanh, sympy.coth, sympy.sech, sympy.csch,
))  # fmt: skip
_INVERSE = frozenset((sympy.asin, sympy.acos, sympy.atan, sympy.acot, sympy.asinh, sympy.atanh))
_PLAIN_HEADS = _DIRECT | _INVERSE
# Bases for which SymPy leaves base**(p/q) alone.
_UNUSUAL = (type(sympy.zoo), type(sympy.I), sympy.AccumBounds)
_PLAIN_BASES = _PLAIN_HEADS | {Symbol, Add, log}


def canonical(expr: Basic) -> Any:
    """`expr` as SymPy's evaluated constructors make it, each shared part once.

    >>> from sympy import Integer
    >>> from workings.expression import add, mul, power, symbol
    >>> x = symbol("x")
    >>> canonical(mul(x, Integer(2), add(x, x), power(x, Integer(3))))
    4*x**5
    """
    done: dict[int, Basic] = {}
    for node in walk(expr):
        if not node.args:
            done[id(node)] = node
            continue
        args = tuple([done[id(arg)] for arg in node.args])
        kind = type(node)
        if kind is Add:
            done[id(node)] = _add(args)
        elif kind is Mul:
            done[id(node)] = _mul(args)
        elif kind is Pow:
            done[id(node)] = _pow(*args)
        elif kind in _PLAIN_HEADS and (
            _is_plain_argument(args[0]) or (kind in _DIRECT and type(args[0]) in _DIRECT and _varies(args[0]))
        ):
            done[id(node)] = node if args[0] is node.args[0] else _new(kind, *args)
        elif kind is exp and _is_plain_exponent(args[0]):
            done[id(node)] = node if args[0] is node.args[0] else _new(exp, *args)
        elif kind is log and len(args) == 1 and _is_plain_antilogarithm(args[0]):
            done[id(node)] = node if args[0] is node.args[0] else _new(log, *args)
        elif isinstance(node, AppliedUndef):
            done[id(node)] = node if args == node.args else kind(*args)
        else:
            done[id(node)] = node.func(*args)
    return done[id(expr)]


def _is_plain_argument(u: Basic) -> bool:
    kind = type(u)
    if kind is Symbol:
        return True
    if kind is Add:
        return all(_is_plain_term(term) for term in u.args) and any(not term.is_Number for term in u.args)
    return not u.is_Number and _is_plain_term(u)


def _is_plain_term(u: Basic) -> bool:
    """Whether `u` begins with no minus sign, holds no number symbol as a factor and is no inverse function."""
    kind = type(u)
    if kind is Symbol:
        return True
    if kind is Mul:
        first = u.args[0]
        return not (isinstance(first, Number) and first.is_negative) and not any(
            isinstance(a, NumberSymbol)
            or type(a) in _UNUSUAL
            or (isinstance(a, Pow) and isinstance(a.args[0], Number))
            for a in u.args
        )
    if kind is Pow:
        return type(u.args[0]) in _PLAIN_BASES
    return isinstance(u, Rational) and bool(u.is_positive)


def _is_plain_antilogarithm(u: Basic) -> bool:
    kind = type(u)
    return kind is Symbol or kind is Add or (isinstance(u, Integer) and u.p > 1) or (kind in _DIRECT and _varies(u))


def _varies(u: Basic) -> bool:
    """Whether a function's value is not that of a number, of which SymPy may know more."""
    return type(u.args[0]) is Symbol or bool(u.free_symbols)


def _is_plain_exponent(u: Basic) -> bool:
    kind = type(u)
    if kind is Symbol or kind in _PLAIN_HEADS:
        return True
    if kind is Mul:
        return all(type(a) in (Symbol, Pow) or isinstance(a, Rational) or type(a) in _PLAIN_HEADS for a in u.args)
    if kind is Add:
        return all(isinstance(a, Rational) or _is_plain_exponent(a) for a in u.args)
    return kind is Pow and type(u.args[0]) in _PLAIN_BASES


def _add(args: tuple[Any, ...]) -> Expr:
    constant = ZERO
    parts: dict[Expr, Expr] = {}  # what stands behind the coefficient -> the coefficient
    queue = list(reversed(args))
    while queue:
        term = queue.pop()
        kind = type(term)
        if kind is Add:
            queue.extend(reversed(term.args))
            continue
        if isinstance(term, Number):
            if not isinstance(term, Rational):
                return Add(*args)
            constant = constant + term if constant is not ZERO else term
            continue
        if kind in _UNUSUAL:
            return Add(*args)
        coefficient = ONE
        if kind is Mul and isinstance(term.args[0], Number):
            coefficient = term.args[0]
            rest = term.args[1:]
            term = rest[0] if len(rest) == 1 else _from_args(Mul, rest)
        old = parts.get(term)
        parts[term] = coefficient if old is None else old + coefficient
    found = [_scaled(c, part) for part, c in parts.items() if c is not ZERO]
    if len(found) > 1:
        found.sort(key=_by_sympy_order)
    if constant is not ZERO:
        found.insert(0, constant)
    if len(found) == 1:
        return found[0]
    return _from_args(Add, tuple(found)) if found else ZERO


def _scaled(coefficient: Expr, part: Expr) -> Expr:
    if coefficient is ONE:
        return part
    if type(part) is Mul:
        return _from_args(Mul, (coefficient, *part.args))
    return _from_args(Mul, (coefficient, part))


def _mul(args: tuple[Any, ...]) -> Expr:
    coefficient = ONE
    exponents: dict[Expr, Expr] = {}  # base -> exponent
    queue = list(reversed(args))
    while queue:
        factor = queue.pop()
        kind = type(factor)
        if kind is Mul:
            queue.extend(reversed(factor.args))
            continue
        if isinstance(factor, Number):
            if not isinstance(factor, Rational):
                return Mul(*args)
            coefficient = coefficient * factor if coefficient is not ONE else factor
            continue
        if kind in _UNUSUAL:
            return Mul(*args)
        base, exponent = factor, ONE
        if kind is Pow:
            base, exponent = factor.args
        if isinstance(base, Number) or kind is exp or isinstance(factor, NumberSymbol):
            if base in exponents or kind is Pow or (kind is exp and any(type(b) is exp for b in exponents)):
                return Mul(*args)
        elif not isinstance(factor, Expr):
            return Mul(*args)
        old = exponents.get(base)
        if old is None:
            exponents[base] = exponent
        elif isinstance(old, Rational) and isinstance(exponent, Rational):
            exponents[base] = old + exponent
        else:
            return Mul(*args)
    if coefficient is ZERO:
        return ZERO
    found = []
    for base, exponent in exponents.items():
        if exponent is ZERO:
            continue
        if exponent is ONE:
            if type(base) is Mul:
                return Mul(*args)
            found.append(base)
            continue
        raised = _pow(base, exponent)
        if type(raised) is not Pow or raised.args[0] is not base:
            return Mul(*args)
        found.append(raised)
    if len(found) == 1 and coefficient is not ONE and type(found[0]) is Add:
        return _add(tuple([_mul((coefficient, term)) for term in found[0].args]))
    if len(found) > 1:
        found.sort(key=_by_sympy_order)
    if coefficient is not ONE:
        found.insert(0, coefficient)
    if len(found) == 1:
        return found[0]
    return _from_args(Mul, tuple(found)) if found else ONE


def _pow(base: Any, exponent: Any) -> Expr:
    if exponent is ONE:
        return base
    kind = type(base)
    if isinstance(exponent, Rational) and exponent is not ZERO:
        if kind is Symbol or (kind in _PLAIN_BASES and (kind is not Add or exponent.q == 1 or base.free_symbols)):
            return _from_args(Pow, (base, exponent))
        if exponent.q == 1:
            if kind is Mul:
                return _mul(tuple([_pow(factor, exponent) for factor in base.args]))
            if kind is Pow and isinstance(base.args[1], Rational):
                return _pow(base.args[0], base.args[1] * exponent)
            if kind is exp:
                power_of_e = _mul((exponent, base.args[0]))
                return _new(exp, power_of_e) if _is_plain_exponent(power_of_e) else exp(power_of_e)
    return Pow(base, exponent)


def _from_args(kind: type[Expr], args: tuple[Any, ...]) -> Expr:
    node = _new(kind, *args)
    node.is_commutative = True
    return node



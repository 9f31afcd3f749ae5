"""Relations as conditions: built as written, and decided where the signs of their parts decide them."""

from collections.abc import Iterable, Mapping

from sympy import (
    Abs,
    Add,
    Basic,
    Eq,
    Expr,
    Ge,
    Gt,
    Integer,
    Le,
    Lt,
    Mul,
    Ne,
    Or,
    Pow,
    Rational,
    cosh,
    exp,
    log,
    pi,
    sech,
    sin,
)
from sympy.core.numbers import Number, NumberSymbol

from workings.expression.algebra import replace
from workings.expression.canonical import canonical
from workings.expression.nodes import ZERO, call, walk
from workings.expression.written import as_written

__all__ = [
    "between",
    "equal_to",
    "for_every_index",
    "greater",
    "nonzero",
    "not_less",
    "positive",
    "positive_or_not_whole",
    "relation_holds",
    "unequal",
    "where_defined",
    "without_redundant",
]

_new = Basic.__new__
MOST_SPELLED_OUT = 6  # terms of a sum whose conditions are written one by one
NEGATIVE, NOUGHT, POSITIVE = 1, 2, 4
ANY = NEGATIVE | NOUGHT | POSITIVE
TIMES = {(a, b): c for (a, b), c in {
    (NEGATIVE, NEGATIVE): POSITIVE, (NEGATIVE, POSITIVE): NEGATIVE, (POSITIVE, NEGATIVE): NEGATIVE,
    (POSITIVE, POSITIVE): POSITIVE,
}.items()}  # fmt: skip


def nonzero(u: Expr) -> Basic:
    """u != 0"""
    return _new(Ne, u, ZERO)


def unequal(a: Basic, b: Basic) -> Basic:
    """a != b"""
    return _new(Ne, a, b)


def positive(u: Expr) -> Basic:
    """u > 0"""
    return _new(Gt, u, ZERO)


def positive_or_not_whole(u: Expr) -> Basic:
    """u > 0 or sin(pi u) != 0: u is none of 0, -1, -2, ..."""
    return _new(Or, positive(u), nonzero(call(sin, _new(Mul, pi, u))))


def greater(a: Expr, b: Expr) -> Basic:
    """a > b"""
    return _new(Gt, a, b)


def not_less(a: Expr, b: Expr) -> Basic:
    """a >= b"""
    return _new(Ge, a, b)


def between(a: Expr, b: Expr) -> Basic:
    """a < b"""
    return _new(Lt, a, b)


def equal_to(a: Expr, b: Expr) -> Basic:
    """a = b, unevaluated"""
    return _new(Eq, a, b)


def where_defined(expr: Basic) -> tuple[Basic, ...]:
    """The relations under which its fractions, roots, powers and logarithms have real values.

    >>> from workings.expression import divide, symbol
    >>> where_defined(divide(symbol("x"), symbol("a")))
    (Ne(a, 0),)
    """
    found: list[Basic] = []
    for node in walk(expr):
        if isinstance(node, Pow):
            base, n = node.args
            if not isinstance(n, Rational):
                found.append(positive(base))
            elif n.q % 2 == 0:
                found.append(not_less(base, ZERO) if n.p > 0 else positive(base))
            elif n.p < 0:
                found.append(nonzero(base))
        elif isinstance(node, log):
            found += [positive(part) for part in node.args]
            found += [nonzero(call(log, base)) for base in node.args[1:]]
    return tuple(relation for relation in found if relation_holds(relation) is not True)


def for_every_index(
    conditions: Iterable[Basic], f: Basic, indices: Mapping[Basic, tuple[Basic, ...]]
) -> tuple[Basic, ...]:
    """Conditions on one term of a sum or product over an index, as conditions on all of its terms.

    Arguments:
        f: what the conditions are about: of a power whose exponent counts with the index the base may be negative.
        indices: the ends of each index.

    >>> from workings.expression import power, symbol
    >>> from sympy import Integer
    >>> x, k, n = symbol("x"), symbol("k"), symbol("n")
    >>> for_every_index([positive(x)], power(x, k), {k: (Integer(1), n)})
    ()
    """
    found: list[Basic] = []
    for condition in conditions:
        if isinstance(f, Pow) and condition == positive(f.args[0]) and _counts(f.args[1], indices):
            if _least(f.args[1], indices) >= 1:
                continue
            condition = nonzero(f.args[0])
        found += _spelled_out(condition, indices)
    return tuple(found)


def _counts(exponent: Basic, indices: Mapping[Basic, tuple[Basic, ...]]) -> bool:
    """Whether the exponent is a whole number for every index."""
    return all(isinstance(node, Integer | Add | Mul) or node in indices for node in walk(exponent))


def _least(exponent: Basic, indices: Mapping[Basic, tuple[Basic, ...]]) -> int:
    """The least value of an exponent that grows with its one index; as little as can be where that is not known."""
    present = [k for k in indices if k in set(walk(exponent))]
    if len(present) != 1 or not isinstance(low := indices[present[0]][0], Integer):
        return -1
    first, second, third = (canonical(replace(exponent, {present[0]: low + i})) for i in range(3))
    return int(first) if second > first and third - second == second - first else -1


def _spelled_out(condition: Basic, indices: Mapping[Basic, tuple[Basic, ...]]) -> list[Basic]:
    """The condition for each value of an index that goes through few numbers."""
    for k, (low, high) in indices.items():
        few = isinstance(low, Integer) and isinstance(high, Integer) and 0 <= high - low < MOST_SPELLED_OUT
        if few and k in set(walk(condition)):
            each = [_with_value(condition, k, Integer(i)) for i in range(int(low), int(high) + 1)]
            return [part for one in each for part in _spelled_out(one, indices)]
    return [condition]


def _with_value(relation: Basic, k: Basic, value: Integer) -> Basic:
    return _new(type(relation), *[as_written(canonical(replace(side, {k: value}))) for side in relation.args])


def without_redundant(relations: Iterable[Basic]) -> tuple[Basic, ...]:
    """The same conditions, shorter: a product is not zero where its factors are not, and what follows is left out.

    >>> from workings.expression import mul, symbol
    >>> from sympy import Integer
    >>> v = symbol("v")
    >>> without_redundant([nonzero(mul(Integer(2), v)), positive(v)])
    (v > 0,)
    """
    split = dict.fromkeys(part for relation in relations for part in _parts(relation))
    kept = [relation for relation in split if relation_holds(relation) is not True]
    apart = {relation.args[0] for relation in kept if isinstance(relation, Gt | Lt) and relation.args[1] is ZERO}
    return tuple(r for r in kept if not (isinstance(r, Ne) and r.args[1] is ZERO and r.args[0] in apart))


def _parts(relation: Basic) -> tuple[Basic, ...]:
    """u v != 0 says u != 0 and v != 0; u^n != 0 says u != 0; |u| > 0 says u != 0."""
    if isinstance(relation, Gt) and isinstance(relation.args[0], Abs) and relation.args[1] is ZERO:
        return _parts(nonzero(relation.args[0].args[0]))
    if not isinstance(relation, Ne) or relation.args[1] is not ZERO:
        return (relation,)
    u = relation.args[0]
    if isinstance(u, Mul):
        return tuple(part for factor in u.args for part in _parts(nonzero(factor)))
    if isinstance(u, Pow) and isinstance(u.args[1], Rational) and u.args[1].is_positive:
        return _parts(nonzero(u.args[0]))
    return (relation,)


def relation_holds(relation: Basic) -> bool | None:
    """Whether `relation` holds for every real value of its symbols (True), for none (False), or it depends (None).

    Decided by the signs of the parts, or by exact comparison of rational numbers; None also where that can't tell.
    """
    if isinstance(relation, Or):
        parts = [relation_holds(part) for part in relation.args]
        return True if True in parts else False if all(part is False for part in parts) else None
    left, right = relation.args
    if isinstance(left, Rational) and isinstance(right, Rational):
        signs = _number_sign(left - right)
    elif right is ZERO:
        signs = signs_of(left)
    else:
        return None
    allowed = _ALLOWED.get(type(relation))
    if allowed is None:
        return None
    if signs & allowed == signs:
        return True
    return False if not signs & allowed else None


_ALLOWED = {
    Ne: NEGATIVE | POSITIVE,
    Eq: NOUGHT,
    Gt: POSITIVE,
    Ge: NOUGHT | POSITIVE,
    Lt: NEGATIVE,
    Le: NEGATIVE | NOUGHT,
}


def signs_of(expr: Basic) -> int:
    """The signs that `expr` can have where it is defined, as a set of bits; possibly too many, never too few."""
    signs: dict[int, int] = {}
    for node in walk(expr):
        signs[id(node)] = _signs(node, [signs[id(arg)] for arg in node.args])
    return signs[id(expr)]


def _signs(node: Basic, of_args: list[int]) -> int:
    if isinstance(node, Number):
        return _number_sign(node)
    if isinstance(node, NumberSymbol | exp | cosh | sech):
        return POSITIVE
    if isinstance(node, Abs):
        return _absolute(of_args[0])
    if isinstance(node, Add):
        return _sum(of_args)
    if isinstance(node, Mul):
        found = POSITIVE
        for signs in of_args:
            found = _product(found, signs)
        return found
    if isinstance(node, Pow):
        return _power(node.args[1], of_args[0])
    return ANY


def _number_sign(number: Number) -> int:
    if number.is_zero:
        return NOUGHT
    return POSITIVE if number.is_positive else NEGATIVE


def _absolute(signs: int) -> int:
    return (signs & NOUGHT) | (POSITIVE if signs & (NEGATIVE | POSITIVE) else 0)


def _sum(parts: list[int]) -> int:
    union = 0
    for signs in parts:
        union |= signs
    if union & NEGATIVE and union & POSITIVE:
        return ANY
    # All terms on one side of zero: zero only where every term can be.
    return union if all(signs & NOUGHT for signs in parts) else union & ~NOUGHT


def _product(a: int, b: int) -> int:
    found = NOUGHT if (a | b) & NOUGHT else 0
    for one in (NEGATIVE, POSITIVE):
        for other in (NEGATIVE, POSITIVE):
            if a & one and b & other:
                found |= TIMES[one, other]
    return found


def _power(exponent: Basic, base: int) -> int:
    if not isinstance(exponent, Rational):
        return base if base == POSITIVE else ANY
    if exponent.is_negative:
        base &= ~NOUGHT  # not defined at zero
    if exponent.p % 2 == 0:
        return _absolute(base)
    if exponent.q % 2 == 0:
        return base & ~NEGATIVE  # defined from zero upwards only
    return base

"""Whether relations can hold together at all: decided exactly for polynomials and fractions of them in one variable.

Between the real zeros of what occurs in the relations every sign stays the same, so that one rational number in each
gap, and each zero as a ball, decide. Where anything else occurs the answer is that they may hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from math import prod
from typing import Any, TypeAlias

from flint import arb, arb_poly, fmpq, fmpq_poly, fmpz_poly
from sympy import Abs, Add, Basic, Eq, Ge, Gt, Integer, Le, Lt, Mul, Ne, Pow, Rational, Symbol

from workings.expression.canonical import canonical
from workings.expression.nodes import negate, symbols_of, walk
from workings.expression.relations import relation_holds

__all__ = ["impossible"]

MOST = 60  # the largest degree that is looked at
ONE = fmpq_poly([1])
Difference: TypeAlias = "tuple[type[Basic], Any, Any]"  # the relation to 0 of a fraction of two fmpq_poly
HOLDS: dict[type[Basic], Callable[[Any], bool]] = {
    Gt: lambda v: v > 0, Ge: lambda v: v >= 0, Lt: lambda v: v < 0, Le: lambda v: v <= 0, Ne: lambda v: v != 0,
    Eq: lambda v: v == 0,
}  # fmt: skip
STRICT = (Gt, Lt, Ne)


def impossible(relations: Iterable[Basic]) -> tuple[Basic, ...]:
    """The first relations that hold together for no real values of their symbols; none where they may.

    >>> from workings.expression import relations, symbol
    >>> from workings.expression.reader import parse
    >>> impossible([relations.positive(parse("-x^2 - 1"))])
    (-x**2 - 1 > 0,)
    >>> x = symbol("x")
    >>> impossible([relations.positive(x), relations.nonzero(x)])
    ()
    """
    by_variable: dict[Symbol, list[tuple[Basic, Difference]]] = {}
    for relation in relations:
        if type(relation) not in HOLDS:
            continue
        if relation_holds(relation) is False or relation_holds(_simpler(relation)) is False:
            return (relation,)
        for kind, left, right in _without_bars(relation):
            variables, ratio = symbols_of([left, right]), _difference(left, right)
            if len(variables) == 1 and ratio is not None:
                by_variable.setdefault(variables[0], []).append((relation, (kind, *ratio)))
    for found in by_variable.values():
        if not _can_hold([difference for _, difference in found]):
            return _needed(found)
    return ()


def _needed(found: list[tuple[Basic, Difference]]) -> tuple[Basic, ...]:
    """Those without which the others could hold."""
    for relation in dict.fromkeys(relation for relation, _ in found):
        rest = [pair for pair in found if pair[0] != relation]
        if not _can_hold([difference for _, difference in rest]):
            found = rest
    return tuple(dict.fromkeys(relation for relation, _ in found))


def _simpler(relation: Basic) -> Basic:
    left, right = relation.args
    return Basic.__new__(type(relation), canonical(left), canonical(right))


def _without_bars(relation: Basic) -> list[tuple[type[Basic], Basic, Basic]]:
    """|u| < c says u < c and -u < c."""
    kind, (left, right) = type(relation), relation.args
    if isinstance(left, Abs) and kind in (Lt, Le):
        return [(kind, left.args[0], right), (kind, negate(left.args[0]), right)]
    return [(kind, left, right)]


def _can_hold(relations: Sequence[Difference]) -> bool:
    """Whether there is a number at which all do; also where that can't be told."""
    zeros = _zeros([part for _, top, bottom in relations for part in (top, bottom)])
    if zeros is None:
        return True
    middles = [z.mid().fmpq() for z in zeros]
    ends = [middles[0] - 1, *middles, middles[-1] + 1] if middles else [fmpq(-1), fmpq(1)]
    for a, b in pairwise(ends):
        between = (a + b) / 2
        if all(HOLDS[kind](top(between) * bottom(between)) for kind, top, bottom in relations):
            return True
    if all(kind in STRICT for kind, _, _ in relations):
        return False  # what holds at a zero would hold beside it
    return any(all(_may_hold_at(z, *relation) for relation in relations) for z in zeros)


def _may_hold_at(z: arb, kind: type[Basic], top: Any, bottom: Any) -> bool:
    """False only where the sign of top/bottom at the ball is sure, and not the one wanted."""
    value = arb_poly(top)(z) * arb_poly(bottom)(z)
    sure = value == 0 or not value.contains(0)
    return not sure or bool(HOLDS[kind](value))


def _zeros(polynomials: Iterable[Any]) -> list[arb] | None:
    """The real zeros of all, in their order, as balls that lie apart; None where they would take too long."""
    product = fmpz_poly([1])
    for polynomial in polynomials:
        for factor, _ in polynomial.numer().factor()[1]:
            if product % factor != 0:
                product *= factor
            if product.degree() > MOST:
                return None
    zeros = [z.real for z, _ in product.complex_roots() if z.imag == 0]
    return sorted(zeros, key=lambda z: z.mid().fmpq())


def _difference(left: Basic, right: Basic) -> tuple[Any, Any] | None:
    """left - right as a fraction of polynomials in the one variable; None where it is none."""
    made: dict[int, tuple[Any, Any] | None] = {}
    for side in (left, right):
        for node in walk(side):
            parts = [made[id(arg)] for arg in node.args]
            made[id(node)] = None if None in parts else _ratio(node, parts)
    one, other = made[id(left)], made[id(right)]
    return None if one is None or other is None else _sum([one, (-other[0], other[1])])


def _ratio(node: Basic, parts: list[Any]) -> tuple[Any, Any] | None:
    if isinstance(node, Rational):
        return fmpq_poly([fmpq(int(node.p), int(node.q))]), ONE
    if isinstance(node, Symbol):
        return fmpq_poly([0, 1]), ONE
    if isinstance(node, Add):
        return _sum(parts)
    if isinstance(node, Mul):
        return _limited(prod((p[0] for p in parts), start=ONE), prod((p[1] for p in parts), start=ONE))
    if isinstance(node, Pow) and isinstance(node.args[1], Integer):
        (top, bottom), n = parts[0], int(node.args[1])
        if abs(n) * max(top.degree(), bottom.degree(), 1) <= MOST and (n >= 0 or top != 0):
            return (top**n, bottom**n) if n >= 0 else (bottom**-n, top**-n)
    return None


def _sum(parts: list[Any]) -> tuple[Any, Any] | None:
    top, bottom = fmpq_poly([0]), ONE
    for above, below in parts:
        top, bottom = top * below + above * bottom, bottom * below
    return _limited(top, bottom)


def _limited(top: Any, bottom: Any) -> tuple[Any, Any] | None:
    return (top, bottom) if max(top.degree(), bottom.degree()) <= MOST else None

"""Where polynomials in the parameters of a system are zero: branches that exclude each other and leave nothing out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from math import isqrt
from typing import Any

from flint import fmpq
from sympy import Basic, Eq, Ne, Rational, Symbol

from workings.expression.field import Element, Field, Fraction, Undecided
from workings.expression.grid import Grid
from workings.expression.nodes import HALF, ZERO, power
from workings.expression.relations import equal_to, nonzero

__all__ = ["Branch", "apart_from_zero", "shortened", "where_zero"]

Polynomial = Any


@dataclass(frozen=True, slots=True)
class Branch:
    """The relations of a case, and the grid in it."""

    relations: tuple[Basic, ...]
    grid: Grid


def apart_from_zero(field: Field, factor: Polynomial) -> Basic:
    """f != 0, solved for a parameter where it stands alone: a != 1 for a - 1 != 0."""
    occurring = [i for i, d in enumerate(factor.degrees()) if d]
    if len(occurring) == 1 and factor.degrees()[occurring[0]] == 1:
        c, d = _split(factor, occurring[0], field)
        return Basic.__new__(Ne, field.generators[occurring[0]], field.expr(field.fraction(-d, c)))
    return nonzero(field.polynomial_expr(factor))


def shortened(relations: Sequence[Basic]) -> tuple[Basic, ...]:
    """The same condition without what follows from the rest of it: m != 1 where m = -2."""
    values = {r.args[0]: r.args[1] for r in relations if isinstance(r, Eq) and isinstance(r.args[0], Symbol)}
    kept: dict[Basic, None] = {}
    for relation in relations:
        if isinstance(relation, Ne) and values:
            left, right = (side.subs(values) for side in relation.args)
            if (left - right).is_number and (left - right).equals(0) is False:
                continue
        kept[relation] = None
    return tuple(kept)


def where_zero(grid: Grid, factors: Sequence[Polynomial]) -> Iterator[Branch]:
    """The cases in which the product of these irreducible polynomials is zero.

    The first factor is zero; the second is and the first is not; and so on.

    Raises:
        Undecided: it would take more than these means to tell the cases apart.
    """
    for n, factor in enumerate(factors):
        for branch in _zero_of(grid, factor):
            yield from _with_apart(branch, [_carried(branch, grid, f) for f in factors[:n]])


def _carried(branch: _Zero, grid: Grid, polynomial: Polynomial) -> Element:
    return branch.change(grid.field.fraction(polynomial))


@dataclass(frozen=True, slots=True)
class _Zero:
    """One way for a polynomial to be zero: what is then known, and how every number changes."""

    relations: tuple[Basic, ...]
    change: Callable[[Element], Element]
    grid: Grid


def _with_apart(branch: _Zero, others: list[Element]) -> Iterator[Branch]:
    """The branch where all the others are not zero."""
    relations, grid = list(branch.relations), branch.grid
    for other in others:
        if not other:
            return
        factors = [f for f in grid.field.factors(other.top) if f not in grid.nonzero]
        relations += [apart_from_zero(grid.field, f) for f in factors]
        grid = grid.with_nonzero(factors)
    yield Branch(tuple(relations), grid)


def _zero_of(grid: Grid, factor: Polynomial) -> Iterator[_Zero]:
    field = grid.field
    degrees = factor.degrees()
    free = [i for i, d in enumerate(degrees) if d and field.is_parameter(i)]
    if any(d and i in field.curved for i, d in enumerate(degrees)):
        raise Undecided(f"the cases of {field.polynomial_expr(factor)} = 0 can't be told apart here")
    linear = [i for i in free if degrees[i] == 1]
    linear.sort(key=lambda i: not _split(factor, i, field)[0].is_constant())
    if linear:
        yield from _linear(grid, factor, linear[0])
    elif len(free) == 1 and degrees[free[0]] == 2 and sum(d > 0 for d in degrees) == 1:
        yield from _quadratic(grid, factor, free[0])
    else:
        changed = field.with_modulus(factor)
        expr = field.polynomial_expr(factor)
        yield _substituted(grid, changed, partial(_moved, field=changed), (equal_to(expr, ZERO),))


def _moved(element: Element, field: Field) -> Element:
    return field.fraction(field.carried(element.top), field.carried(element.bottom))


def _moved_and_put(field: Field, put: Callable[[Element], Element], element: Element) -> Element:
    return put(_moved(element, field))


def _split(factor: Polynomial, i: int, field: Field) -> tuple[Polynomial, Polynomial]:
    """c and d of a polynomial c g + d."""
    parts: tuple[dict[Any, Any], dict[Any, Any]] = ({}, {})
    for monomial, coefficient in factor.to_dict().items():
        rest = list(monomial)
        power_of = int(rest[i])
        rest[i] = 0
        parts[power_of][tuple(rest)] = coefficient
    return field.context.from_dict(parts[1]), field.context.from_dict(parts[0])


def _linear(grid: Grid, factor: Polynomial, i: int) -> Iterator[_Zero]:
    """c g + d = 0: g = -d/c where c is not zero; where it is, d has to be zero as well."""
    field = grid.field
    c, d = _split(factor, i, field)
    possible = [f for f in field.factors(c) if f not in grid.nonzero] if not c.is_constant() else []
    value = field.fraction(-d, c)
    relations = (equal_to(field.generators[i], field.expr(value)),)
    apart = tuple(apart_from_zero(field, f) for f in possible)
    yield _substituted(grid.with_nonzero(possible), field, field.substituted(i, value), relations + apart)
    for branch in where_zero(grid, possible):
        inner = branch.grid
        both = inner.field
        rest = _follow(grid, inner, d)
        if not rest:
            yield _Zero(branch.relations, _follower(grid, inner), inner)
        elif not both.is_constant(rest):
            for again in where_zero(inner, [f for f in both.factors(rest.top) if f not in inner.nonzero]):
                yield _Zero((*branch.relations, *again.relations), _follower(grid, again.grid), again.grid)


def _follow(before: Grid, after: Grid, polynomial: Polynomial) -> Element:
    return _follower(before, after)(before.field.fraction(polynomial))


def _follower(before: Grid, after: Grid) -> Callable[[Element], Element]:
    """How the numbers of a grid become those of the grid of a branch: by the values its parameters took."""

    def change(element: Element) -> Element:
        for step in after.history[len(before.history) :]:
            element = step(element)
        return element

    return change


def _substituted(grid: Grid, field: Field, change: Callable[[Element], Element], relations: tuple[Basic, ...]) -> _Zero:
    apart: list[Polynomial] = []
    for polynomial in grid.nonzero:
        value = change(grid.field.fraction(polynomial))
        if isinstance(value, Fraction) and not field.is_constant(value):
            apart += field.factors(value.top)
    there = grid.mapped(change, field, ()).with_nonzero(apart)
    return _Zero(relations, change, there)


def _quadratic(grid: Grid, factor: Polynomial, i: int) -> Iterator[_Zero]:
    """a g^2 + b g + c = 0 with rational a, b, c: two values with a root, or none."""
    old = grid.field
    a, b, c = _coefficients(factor, i)
    d = b * b - 4 * a * c
    inside, outside = _without_squares(d)
    if inside < 0:
        return
    root = power(Rational(inside, 1), HALF)
    for sign in (1, -1):
        wider = old.with_root(root, inside)
        gen = wider.generator(root)
        value = gen * (outside * sign / (2 * a)) + wider.rational(-b / (2 * a))
        put = wider.substituted(i, value)
        relation = equal_to(old.generators[i], wider.expr(value))
        yield _substituted(grid, wider, partial(_moved_and_put, wider, put), (relation,))


def _coefficients(factor: Polynomial, i: int) -> tuple[Any, Any, Any]:
    found = {int(m[i]): c for m, c in factor.to_dict().items()}
    return tuple(found.get(n, fmpq(0)) for n in (2, 1, 0))


def _without_squares(d: Any) -> tuple[int, Any]:
    """n and r of sqrt(d) = r sqrt(n), n a whole number without small squares."""
    n, r = int(d.p) * int(d.q), fmpq(1, int(d.q))
    for k in range(2, min(isqrt(abs(n)), 1000) + 1):
        while n % (k * k) == 0:
            n //= k * k
            r *= k
    return n, r

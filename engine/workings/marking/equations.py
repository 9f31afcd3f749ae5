"""Equations that are to be solved: lines that say which x, and whether two of them say the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Literal

import flint
from sympy import Add, Basic, Expr, Integer, Mul, Pow, Rational, Symbol, integer_nthroot
from sympy.core.numbers import Number

from workings.engine import Engine, NoRule
from workings.expression import Goal
from workings.expression.algebra import replace
from workings.expression.goals import D
from workings.expression.nodes import HALF, ONE, ZERO, mul, subtract, symbol, symbols_of, walk
from workings.expression.reader import Reading
from workings.judge.claims import for_two, judged_equal
from workings.marking.crossings import A_SOLUTION_IS_LOST, NOT_THOSE, same_zeros
from workings.marking.world import Unresolved, World
from workings.rule import RuleBook

__all__ = ["Equation", "equation", "follows_from", "roots", "same_solutions"]

SAMPLES = ((4, 9, 25, 16, 1, 49, 36, 64), (9, 49, 4, 25, 64, 1, 16, 36))  # squares, so that their roots are whole

Poly = Any


@dataclass(frozen=True, slots=True)
class Equation:
    """An equation f = 0 in one variable, for each of a few values of the other letters.

    Arguments:
        variable: the unknown.
        wholes: f.
        polynomials: the numerators of f; empty where f is not rational.
        wrong: whether it came out of a wrong line.
    """

    variable: Symbol
    wholes: tuple[Expr, ...]
    polynomials: tuple[Poly, ...]
    wrong: bool = False


def equation(
    sides: Sequence[Any],
    alternatives: Sequence[Reading],
    world: World,
    closed: RuleBook | None = None,
    rational: bool = False,
) -> Equation | None:
    """The equation that a statement sets, or None where it is an identity or no equation in one base variable.

    `alternatives` are the statements after an `or`: x = 2 or x = -2 says (x - 2)(x + 2) = 0. An equation that is not
    `rational` is left where only those are wanted.
    """
    if len(sides) < 2:
        return None
    left, right = sides[-2], sides[-1]
    try:
        a, b = world.resolve(left), world.resolve(right)
    except Unresolved:
        return None
    if not isinstance(a, Expr) or not isinstance(b, Expr) or world.variable is None:
        return None
    if closed is not None:
        try:
            a = Engine(closed).answer(a).answer if isinstance(a, D) else a
        except NoRule:
            return None
    whole = subtract(a, b)
    if any(isinstance(node, Goal) for node in walk(whole)) or world.variable not in symbols_of([whole]):
        return None
    if judged_equal(a, b, world.conditions).kind != "refuted":
        return None
    whole = for_two(whole)
    wholes: list[Expr] = []
    found: list[Poly] = []
    for squares in SAMPLES:
        others = [s for s in symbols_of([whole]) if s != world.variable]
        values = {s: Integer(n) for s, n in zip(others, squares, strict=False)}
        if len(values) < len(others):
            return None
        wholes.append(replace(whole, values))
        one = polynomial(wholes[-1], world.variable)
        if one is not None:
            found.append(one)
        elif rational:
            return None
        if not others:
            break
    found = found if len(found) == len(wholes) else []
    for reading in alternatives:
        other = equation(list(reading.node.args), (), world, rational=rational)
        if other is None:
            return None
        wholes = [mul(p, q) for p, q in zip(wholes, other.wholes, strict=False)]
        found = [p * q for p, q in zip(found, other.polynomials, strict=False)]
    return Equation(world.variable, tuple(wholes), tuple(found))


def follows_from(system: Sequence[Expr], new: Expr, unknowns: Sequence[Symbol]) -> bool | None:
    """Whether the linear equation new = 0 follows from the linear equations of `system`; None if one isn't linear."""
    rows = [_linear(expr, unknowns) for expr in (*system, new)]
    if any(row is None for row in rows):
        return None
    before = flint.fmpq_mat([row for row in rows[:-1] if row is not None]).rank()
    return bool(flint.fmpq_mat([row for row in rows if row is not None]).rank() == before)


def _linear(expr: Expr, unknowns: Sequence[Symbol]) -> list[Any] | None:
    """The coefficients and the constant of a linear expression."""
    nothing = dict.fromkeys(unknowns, ZERO)
    constant = _number(replace(expr, nothing))
    if constant is None:
        return None
    row = []
    for unknown in unknowns:
        values = [_number(replace(expr, {**nothing, unknown: Integer(n)})) for n in (1, 2)]
        if values[0] is None or values[1] is None or values[1] - values[0] != values[0] - constant:
            return None
        row.append(values[0] - constant)
    for a, b in combinations(unknowns, 2):
        both = _number(replace(expr, {**nothing, a: ONE, b: ONE}))
        if both is None or both != constant + row[list(unknowns).index(a)] + row[list(unknowns).index(b)]:
            return None
    return [*row, constant]


def _number(expr: Expr) -> Any:
    found = polynomial(expr, symbol("no_symbol"))
    return None if found is None or found.degree() > 0 else found[0]


def polynomial(expr: Basic, x: Symbol) -> Poly | None:
    """The numerator, in lowest terms, of a rational expression in x over the rationals, None for anything else."""
    done: dict[int, tuple[Poly, Poly]] = {}
    for node in walk(expr):
        if isinstance(node, Rational):
            value = flint.fmpq(int(node.p), int(node.q))
            done[id(node)] = (flint.fmpq_poly([value]), flint.fmpq_poly([1]))
        elif node == x:
            done[id(node)] = (flint.fmpq_poly([0, 1]), flint.fmpq_poly([1]))
        elif isinstance(node, Add):
            top, bottom = flint.fmpq_poly([0]), flint.fmpq_poly([1])
            for arg in node.args:
                if id(arg) not in done:
                    return None
                p, q = done[id(arg)]
                top, bottom = top * q + p * bottom, bottom * q
            done[id(node)] = (top, bottom)
        elif isinstance(node, Mul):
            top, bottom = flint.fmpq_poly([1]), flint.fmpq_poly([1])
            for arg in node.args:
                if id(arg) not in done:
                    return None
                p, q = done[id(arg)]
                top, bottom = top * p, bottom * q
            done[id(node)] = (top, bottom)
        elif isinstance(node, Pow) and isinstance(node.args[0], Integer) and node.args[1] is HALF:
            whole = integer_nthroot(int(node.args[0]), 2) if node.args[0].is_nonnegative else (0, False)
            if whole[1]:
                done[id(node)] = (flint.fmpq_poly([whole[0]]), flint.fmpq_poly([1]))
        elif isinstance(node, Pow) and isinstance(node.args[1], Integer) and id(node.args[0]) in done:
            n = int(node.args[1])
            p, q = done[id(node.args[0])]
            if abs(n) > 50:
                return None
            done[id(node)] = (p**n, q**n) if n >= 0 else (q**-n, p**-n)
    if id(expr) not in done:
        return None
    p, q = done[id(expr)]
    return p // p.gcd(q) if p.degree() > 0 and q.degree() > 0 else p  # x^2/x is not zero at 0


def same_solutions(before: Equation, new: Equation, world: World) -> Literal["same", "unknown"] | str:
    """Whether two equations have the same real solutions under the world's conditions; else what is wrong."""
    if before.variable != new.variable:
        return "unknown"
    if not before.polynomials or not new.polynomials:
        if len(before.wholes) != len(new.wholes):
            return "unknown"
        functions = zip(before.wholes, new.wholes, strict=True)
        verdicts = {same_zeros(f, g, before.variable, world.conditions) for f, g in functions}
        return verdicts.pop() if len(verdicts) == 1 else "unknown"
    if len(before.polynomials) != len(new.polynomials):
        return NOT_THOSE
    both = zip(before.polynomials, new.polynomials, strict=True)
    verdicts = {_compared(p, q, before.variable, world) for p, q in both}
    return verdicts.pop() if len(verdicts) == 1 else "unknown"


def _compared(p: Poly, q: Poly, x: Symbol, world: World) -> str:
    old = [root for root in roots(p) if _allowed(root, x, world)]
    now = [root for root in roots(q) if _allowed(root, x, world)]
    lost = [p for p in old if p not in now]
    gained = [p for p in now if p not in old]
    if not lost and not gained:
        return "same"
    if lost and not gained and now:
        return A_SOLUTION_IS_LOST
    return NOT_THOSE


def roots(p: Poly) -> list[tuple[Any, int]]:
    """The real roots, each as the irreducible factor it belongs to and its number among that factor's real roots."""
    found: list[tuple[Any, int]] = []
    _, factors = (p.numer()).factor()
    for factor, _ in factors:
        monic = factor if factor.leading_coefficient() > 0 else -factor
        real = [root for root, _ in monic.complex_roots() if root.imag.contains(0) and root.imag == 0]
        found.extend((tuple(int(c) for c in monic.coeffs()), n) for n in range(len(real)))
    return found


def _allowed(root: tuple[Any, int], x: Symbol, world: World) -> bool:
    """Whether a rational root satisfies the conditions; an irrational one is kept."""
    coefficients, _ = root
    if len(coefficients) != 2:
        return True
    value = Rational(-coefficients[0], coefficients[1])
    for condition in world.conditions:
        left, right = condition.args[0], condition.args[1]
        if left == x and isinstance(right, Number) and condition.func(value, right) == False:  # noqa: E712
            return False
    return True

"""Equations that are to be solved: lines that say which x, and whether two of them say the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import flint
from sympy import Add, Basic, Integer, Mul, Pow, Rational, Symbol
from sympy.core.numbers import Number

from workings.judge import equal
from workings.expression.goals import D
from workings.expression.nodes import subtract, symbols_of, walk
from workings.expression.reader import Reading
from workings.marking.world import Unresolved, World

__all__ = ["Equation", "equation", "same_solutions"]

Poly = Any


@dataclass(frozen=True, slots=True)
class Equation:
    """An equation f = 0 in one variable, `polynomial` the numerator of f over the rationals where it is rational."""

    variable: Symbol
    polynomial: Poly
    wrong: bool = False


def equation(sides: Sequence[Any], alternatives: Sequence[Reading], world: World) -> Equation | None:
    """The equation that a statement sets, or None where it is an identity or no equation in one base variable.

    `alternatives` are the statements after an `or`: x = 2 or x = -2 says (x - 2)(x + 2) = 0.
    """
    left, right = sides[-2], sides[-1]
    if any(isinstance(node, D) for side in sides[-2:] for node in walk(side)) and not symbols_of([right]) == ():
        return None
    try:
        a, b = world.resolve(left), world.resolve(right)
    except Unresolved:
        return None
    if not isinstance(a, Basic) or not isinstance(b, Basic):
        return None
    if any(isinstance(node, D) for node in walk(subtract(a, b))):
        return None
    variables = symbols_of([a, b])
    if len(variables) != 1 or variables[0] != world.variable:
        return None
    if equal(a, b, assuming=world.conditions).kind != "refuted":
        return None
    found = polynomial(subtract(a, b), variables[0])
    if found is None:
        return None
    for reading in alternatives:
        other = equation(list(reading.node.args), (), world)
        if other is None:
            return None
        found = found * other.polynomial
    return Equation(variables[0], found)


def polynomial(expr: Basic, x: Symbol) -> Poly | None:
    """The numerator of a rational expression in x as a polynomial over the rationals, None for anything else."""
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
        elif isinstance(node, Pow) and isinstance(node.args[1], Integer) and id(node.args[0]) in done:
            n = int(node.args[1])
            p, q = done[id(node.args[0])]
            if abs(n) > 50:
                return None
            done[id(node)] = (p**n, q**n) if n >= 0 else (q**-n, p**-n)
    return done[id(expr)][0] if id(expr) in done else None


def same_solutions(before: Equation, new: Equation, world: World) -> Literal["same", "unknown"] | str:
    """Whether two equations have the same real solutions under the world's conditions; else what is wrong."""
    if before.variable != new.variable:
        return "unknown"
    old, now = _roots(before.polynomial), _roots(new.polynomial)
    if any(isinstance(c, Basic) for c in world.conditions):
        old = [p for p in old if _allowed(p, before.variable, world)]
        now = [p for p in now if _allowed(p, before.variable, world)]
    lost = [p for p in old if p not in now]
    gained = [p for p in now if p not in old]
    if not lost and not gained:
        return "same"
    if lost and not gained and now:
        return "a solution is lost"
    return "the solutions are not those of the line before"


def _roots(p: Poly) -> list[tuple[Any, int]]:
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



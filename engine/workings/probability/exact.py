"""The value of a small expression of rational numbers, exactly."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from sympy import Add, Basic, Mul, Pow, Rational, Symbol

from workings.expression.nodes import walk
from workings.expression.probability_goals import SolveFor

__all__ = ["exact"]


def exact(expr: Basic, values: Mapping[Any, Fraction | None] | None = None) -> Fraction | None:
    """The value of `expr`, questions in it valued by `values`; None where it is no rational number.

    Raises:
        ZeroDivisionError: where something is divided by zero.
    """
    values = values or {}
    if isinstance(expr, SolveFor):
        return _solved(expr, values)
    done: dict[int, Fraction | None] = {}
    for node in walk(expr):
        done[id(node)] = values[node] if node in values else _value(node, [done[id(arg)] for arg in node.args])
    return done[id(expr)]


def _value(node: Basic, parts: list[Fraction | None]) -> Fraction | None:
    if isinstance(node, Rational):
        return Fraction(int(node.p), int(node.q))
    if not parts or None in parts:
        return None
    numbers = [part for part in parts if part is not None]
    if isinstance(node, Add):
        return sum(numbers, Fraction(0))
    if isinstance(node, Mul):
        found = Fraction(1)
        for number in numbers:
            found *= number
        return found
    if isinstance(node, Pow) and numbers[1].denominator == 1 and abs(numbers[1]) < 10_000:
        return Fraction(numbers[0] ** int(numbers[1]))
    return None


def _solved(goal: SolveFor, values: Mapping[Any, Fraction | None]) -> Fraction | None:
    """By the values of both sides at 0 and at 1, since the equation is linear."""
    (left, right), unknown = goal.args[0].args, goal.args[1]
    assert isinstance(unknown, Symbol)
    gaps = []
    for at in (Fraction(0), Fraction(1)):
        a, b = exact(left, {**values, unknown: at}), exact(right, {**values, unknown: at})
        if a is None or b is None:
            return None
        gaps.append(a - b)
    return gaps[0] / (gaps[0] - gaps[1])

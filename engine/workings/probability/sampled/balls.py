"""Numbers as balls, at numbers for the letters."""

from __future__ import annotations

from typing import Any

from flint import arb, fmpq
from sympy import Basic, Rational, Symbol

from workings.expression.algebra import replace
from workings.expression.canonical import canonical
from workings.expression.nodes import walk
from workings.expression.probability_goals import MassSum
from workings.probability.statements import Distributed

__all__ = ["PRECISION", "Point", "Unknown", "ball", "number", "parameters"]

PRECISION = 160
Point = dict[Symbol, Rational]


class Unknown(Exception):
    """Something that this judge can't work out; a signal within the package."""


def number(expr: Basic, point: Point) -> Any:
    """The value of the answer, by SymPy's own evaluation of what our nodes have built."""
    sums = {node: node.at(point) for node in walk(expr) if isinstance(node, MassSum)}
    value = replace(expr, {**point, **sums}) if point else expr
    if isinstance(value, Rational):
        return ball(value)
    found = value.evalf(40, maxn=400)
    if not found.is_Float and not found.is_Rational:
        raise Unknown("the answer is no number here")
    return arb(str(found))


def ball(fraction: Any) -> Any:
    """The ball of a rational number."""
    return arb(fmpq(int(fraction.p), int(fraction.q)))


def parameters(known: Distributed, point: Point) -> list[Any]:
    """The parameters of the distribution, as SymPy's numbers."""
    return [canonical(replace(p, point) if point else p) for p in known.parameters]

"""How much a text may ask for. Every limit is checked before anything is evaluated."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

from sympy import Abs, Add, Basic, Integer, Mul, NumberSymbol, Pow, Rational, exp, factorial, log

from workings.expression.nodes import walk

__all__ = ["Budget", "magnitude", "without_long_blanks", "written_digits"]


@dataclass(frozen=True, slots=True)
class Budget:
    """Limits of a text.

    Arguments:
        length: characters.
        depth: brackets, fractions, exponents and functions inside one another.
        digits: of one number as typed.
        exponent: the size of a constant exponent.
        value: decimal digits that a power of numbers would have if it were worked out.
        factorial: the argument of a factorial.
        nodes: parts of the expression.
    """

    length: int = 20_000
    depth: int = 200
    digits: int = 1_000
    exponent: int = 10_000
    value: int = 10_000
    factorial: int = 1_000
    nodes: int = 20_000


_LONG_BLANK = re.compile(r"([^\S\n])[^\S\n]{15,}|(\n)\n{15,}")


def without_long_blanks(text: str) -> str:
    """The text in which a long run of blanks, which says no more than a short one, is a single blank.

    What is looked for in words may have blanks of any number between them, and thousands of them would be tried in
    every way in which they can be shared out.
    """
    return _LONG_BLANK.sub(lambda found: found[1] or found[2], text)


def magnitude(expr: Basic) -> float | None:
    """The size of a constant, in floating point (inf where that is too small); None if it is none or unknown."""
    if isinstance(expr, Rational):
        return _ratio(expr.p, expr.q)
    known: dict[int, float] = {}
    for node in walk(expr):
        size = _magnitude(node, [known[id(a)] for a in node.args])
        if size is None:
            return None
        known[id(node)] = size
    return abs(known[id(expr)])


def _ratio(p: int, q: int) -> float:
    try:
        return abs(p / q)
    except OverflowError:
        return math.inf


def _magnitude(node: Basic, parts: list[float]) -> float | None:
    if isinstance(node, Rational):
        return math.copysign(_ratio(node.p, node.q), node.p)
    if isinstance(node, NumberSymbol):
        return float(node)
    work = _WORKED_OUT.get(type(node))
    if work is None:
        return None
    try:
        size = work(parts)
    except OverflowError:
        return math.inf
    except (ValueError, ZeroDivisionError, TypeError):
        return None
    return size if isinstance(size, float) and not math.isnan(size) else None


_WORKED_OUT: dict[type, Callable[[list[float]], object]] = {
    Add: math.fsum,
    Mul: lambda parts: float(math.prod(parts)),
    Pow: lambda parts: parts[0] ** parts[1],
    exp: lambda parts: math.exp(parts[0]),
    log: lambda parts: math.log(*parts),
    Abs: lambda parts: abs(parts[0]),
    factorial: lambda parts: math.gamma(parts[0] + 1),
}


def written_digits(expr: Basic) -> float | None:
    """At most how many digits the exact value of a rational constant has; None if `expr` is no such constant.

    The heights of fractions add up under every operation, so the bound needs no big number.
    """
    known: dict[int, float] = {}
    for node in walk(expr):
        if isinstance(node, Rational):
            known[id(node)] = math.log10(max(abs(node.p), node.q))
        elif isinstance(node, (Add, Mul)):
            known[id(node)] = sum(known[id(a)] for a in node.args) + len(node.args) * math.log10(2)
        elif isinstance(node, Pow) and isinstance(node.args[1], Integer):
            known[id(node)] = known[id(node.args[0])] * abs(node.args[1].p)
        elif isinstance(node, Pow):
            size = magnitude(node.args[1])
            if size is None:
                return None
            known[id(node)] = known[id(node.args[0])] * size
        else:
            return None
    return known[id(expr)]

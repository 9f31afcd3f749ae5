"""Dual numbers a + b e with e² = 0, over exact rationals, balls, or dual numbers again: a derivative without rules.

Each carries the level of its e, so that a perturbation inside another is not taken for it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from flint import arb, fmpq
from sympy import Add, Integer, Mul, Pow, Rational, Symbol

from workings.expression.algebra import replace
from workings.expression.goals import D, Tidy
from workings.expression.nodes import walk
from workings.judge.balls import Program

__all__ = ["Dual", "applied", "constant", "perturbation"]

BITS = 160


class Dual:
    """a + b e; e of a higher level is the later perturbation, and sees what has only lower ones as constant."""

    __slots__ = ("a", "b", "level")

    def __init__(self, a: Any, b: Any, level: int) -> None:
        self.a, self.b, self.level = a, b, level

    def _split(self, other: Any) -> tuple[Any, Any]:
        if isinstance(other, Dual) and other.level == self.level:
            return other.a, other.b
        return other, fmpq(0)

    def __add__(self, other: Any) -> Any:
        if isinstance(other, Dual) and other.level > self.level:
            return other + self
        a, b = self._split(other)
        return Dual(plus(self.a, a), plus(self.b, b), self.level)

    def __mul__(self, other: Any) -> Any:
        if isinstance(other, Dual) and other.level > self.level:
            return other * self
        a, b = self._split(other)
        return Dual(by(self.a, a), plus(by(self.a, b), by(self.b, a)), self.level)

    __radd__ = __add__
    __rmul__ = __mul__


def plus(x: Any, y: Any) -> Any:
    if isinstance(x, Dual) or isinstance(y, Dual):
        return x + y if isinstance(x, Dual) else y + x
    return x + y if type(x) is type(y) else arb(x) + arb(y)


def by(x: Any, y: Any) -> Any:
    if isinstance(x, Dual) or isinstance(y, Dual):
        return x * y if isinstance(x, Dual) else y * x
    return x * y if type(x) is type(y) else arb(x) * arb(y)


def inverted(x: Any) -> Any:
    """1/x, of a dual number 1/a - b/a² e.

    Raises:
        ZeroDivisionError: x is exactly zero.
    """
    if isinstance(x, Dual):
        one = inverted(x.a)
        return Dual(one, by(fmpq(-1), by(x.b, by(one, one))), x.level)
    return 1 / x


def perturbation(x: Any, level: int) -> Any:
    """The part of x that belongs to the e of that level."""
    return x.b if isinstance(x, Dual) and x.level == level else fmpq(0)


def constant(x: Any) -> Any:
    """x without any perturbation."""
    while isinstance(x, Dual):
        x = x.a
    return x


def applied(body: Any, t: Symbol, x: Any) -> Any:
    """The function `body` of t at x: exactly where it is rational, else by power series over balls."""
    body = _without_wishes(body)
    exact = _rational(body, t, x)
    return _by_series(body, t, 0, x) if exact is None else exact


def _without_wishes(body: Any) -> Any:
    wishes = {node: node.args[0] for node in walk(body) if isinstance(node, Tidy)}
    return replace(body, wishes) if wishes else body


def _rational(body: Any, t: Symbol, x: Any) -> Any:
    """The value where the body is made of + · and whole powers; None where it is not."""
    if body == t:
        return x
    if isinstance(body, Rational):
        return fmpq(int(body.p), int(body.q))
    if isinstance(body, Add | Mul):
        parts = [_rational(part, t, x) for part in body.args]
        if any(part is None for part in parts):
            return None
        total: Any = fmpq(0) if isinstance(body, Add) else fmpq(1)
        for part in parts:
            total = plus(total, part) if isinstance(body, Add) else by(total, part)
        return total
    if isinstance(body, Pow) and isinstance(body.args[1], Integer) and abs(body.args[1]) <= 50:
        base, n = _rational(body.args[0], t, x), int(body.args[1])
        if base is None:
            return None
        whole: Any = fmpq(1)
        for _ in range(abs(n)):
            whole = by(whole, base)
        return inverted(whole) if n < 0 else whole
    return None


def _by_series(body: Any, t: Symbol, order: int, x: Any) -> Any:
    if isinstance(x, Dual):
        slope = _by_series(body, t, order + 1, x.a)
        return Dual(_by_series(body, t, order, x.a), by(slope, x.b), x.level)
    return _program(body, t, order)(x)


@lru_cache(maxsize=512)
def _program(body: Any, t: Symbol, order: int) -> Callable[[Any], Any]:
    """The n-th derivative of the body as a function of a ball."""
    program = Program()
    register = program.add(D(body, t, order) if order else body)
    program.tape.want([register])
    by_symbol = len(program.tape.symbols) == 1
    return lambda x: program.tape.run([x] if by_symbol else [], BITS)[register]

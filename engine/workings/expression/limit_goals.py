"""The limit of an expression at a number or at infinity."""

from __future__ import annotations

from typing import Any

from sympy import Basic, Expr, Integer, Symbol
from sympy.core.symbol import Str

from workings.expression.goals import Goal
from workings.expression.nodes import ZERO

__all__ = ["LimitAt"]

_new = Basic.__new__


class LimitAt(Goal, Expr):
    """The limit of f as x goes to a, which may be infinite: `LimitAt(f, x, a)`; from one side, `LimitAt(f, x, a, "+")`.

    `used` is how often a quotient has been replaced by that of the derivatives on the way: this may go on for ever.
    """

    __slots__ = ()
    is_commutative = True
    args: Any

    def __new__(cls, f: Expr, x: Symbol, a: Expr, side: str | Str = "", used: Integer = ZERO) -> LimitAt:
        return _new(cls, f, x, a, side if isinstance(side, Str) else Str(side), used)

    @property
    def side(self) -> str:
        """`+` from above, `-` from below, nothing from both."""
        return str(self.args[3])

    def of(self, f: Expr, used: int = 0) -> LimitAt:
        """The same limit of f."""
        _, x, a, side, before = self.args
        return type(self)(f, x, a, side, before + Integer(used))

    def towards(self, side: str) -> LimitAt:
        """The same limit from one side."""
        f, x, a, _, used = self.args
        return type(self)(f, x, a, side, used)

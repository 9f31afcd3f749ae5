"""Whether two equations f = 0 and g = 0 in one variable that are no polynomials have the same solutions.

A change of sign between two places of a grid is halved down to a ball in which f surely has a zero; there g is looked
at, and the other way round. That g is not zero there is certain; that it is, is known to the width of the ball. Zeros
that lie off the grid are not seen, so what is lost of infinitely many is not told.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from flint import arb, fmpq
from sympy import Basic, Expr, Symbol, cos, cot, csc, sec, sin, tan

from workings.expression.nodes import symbols_of, walk
from workings.judge.balls import Program, Unsupported

__all__ = ["A_SOLUTION_IS_LOST", "NOT_THOSE", "same_zeros"]

NOT_THOSE: Final = "the solutions are not those of the line before"
A_SOLUTION_IS_LOST: Final = "a solution is lost"
BITS: Final = 192
WIDTH: Final = fmpq(1, 2**100)
_OFF: Final = fmpq(1, 1009)  # keeps the usual solutions off the grid
_STEPS: Final = sorted({fmpq(n, 8) for n in range(-96, 97)} | {fmpq(s * 2**n) for n in range(4, 15) for s in (1, -1)})
_NEAR_ZERO: Final = [fmpq(s, 2**n) for n in range(4, 20) for s in (1, -1)]
GRID: Final = tuple(sorted({*(step + _OFF for step in _STEPS), *_NEAR_ZERO}))
_WAVES: Final = (sin, cos, tan, cot, sec, csc)


def same_zeros(f: Expr, g: Expr, x: Symbol, conditions: Sequence[Basic] = ()) -> str:
    """'same', 'unknown', or what is wrong with g = 0 after f = 0, for real x under the conditions."""
    about = [c for c in conditions if symbols_of([c]) == (x,)]
    one, other = _Function.of(f, x, about), _Function.of(g, x, about)
    if one is None or other is None:
        return "unknown"
    old, new = one.zeros(), other.zeros()
    if not old and not new:
        return "unknown"
    kept, true = [other.at(root) for root in old], [one.at(root) for root in new]
    if any(said is False for said in true):
        return NOT_THOSE
    if any(said is False for said in kept):
        waves = any(isinstance(node, _WAVES) for node in walk(f)) and len(about) < 2
        return "unknown" if waves and new else A_SOLUTION_IS_LOST if new else NOT_THOSE
    return "same" if all(said is True for said in (*kept, *true)) else "unknown"


class _Function:
    """A function of one variable, its values as balls, where the conditions hold."""

    def __init__(self, program: Program, register: int, conditions: list[int]) -> None:
        self.program, self.register, self.conditions = program, register, conditions

    @classmethod
    def of(cls, f: Expr, x: Symbol, conditions: Sequence[Basic]) -> _Function | None:
        program = Program()
        try:
            registers = [program.add(part) for part in (f, *conditions)]
        except Unsupported:
            return None
        if any(symbol != x for symbol in program.tape.symbols):
            return None
        program.tape.want(registers)
        return cls(program, registers[0], registers[1:])

    def value(self, place: Any) -> Any:
        """The ball of f there; one that is not finite where f has no value, or a condition does not hold."""
        values = self.program.tape.run([place] if self.program.tape.symbols else [], BITS)
        met = all(values[condition] is True for condition in self.conditions)
        return values[self.register] if met else arb("nan")

    def at(self, root: Any) -> bool | None:
        """Whether f is zero at the root, as far as its ball tells; None where f has no value there."""
        value = self.value(root)
        if not value.is_finite():
            return None
        return bool(value.contains(0)) and bool(abs(value) < arb("1e-18"))

    def zeros(self) -> list[Any]:
        """Balls in each of which f has a zero."""
        found: list[Any] = []
        last: tuple[Any, int] | None = None
        for place in GRID:
            value = self.value(place)
            if value.is_zero():
                found.append(place)
            sign = 1 if value > 0 else -1 if value < 0 else 0
            if sign and last is not None and last[1] == -sign:
                root = self._halved(last[0], place, sign)
                if root is not None:
                    found.append(root)
            last = (place, sign) if sign else None
        return found

    def _halved(self, low: Any, high: Any, sign: int) -> Any:
        while high - low > WIDTH:
            middle = (low + high) / 2
            at = self.value(middle)
            if at.is_zero():
                return middle
            if not (at > 0 or at < 0):
                return None
            low, high = (low, middle) if (at > 0) == (sign > 0) else (middle, high)
        ball = arb(low).union(arb(high))
        return ball if self.value(ball).is_finite() else None  # no pole in it, at which the sign changes too

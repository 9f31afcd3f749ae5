"""The tape: expressions as a list of elementary operations, each worked out once.

Values are numbered: two nodes that are the same operation on the same values are one value, whichever expressions they
stand in, so that a function and its derivatives share what they have in common.
"""

from __future__ import annotations

import math
import operator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from workings.numeric import on_floats
from workings.numeric.functions import CONDITIONS, bindings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sympy import Symbol

    from workings.numeric.functions import Target

__all__ = ["LONGEST_POWER", "Builder", "Exact", "NumericError", "Operation", "Tape"]

Exact = int | Fraction | float | bool
"""A constant, rational for as long as it is one."""

_COMMUTATIVE = frozenset({"add", "mul", "max", "min", "and", "or", "eq", "ne"})
_CHEAP = frozenset({"add", "sub", "mul", "div", "neg", "sqrt", "abs", "sign", "max", "min", "hold", "select", "like"})
LONGEST_POWER = 32
"""x^n is multiplied out up to here: five products at 0.3 ns each, where a power costs 17."""
_BITS = 1024
"""Rational arithmetic on constants stops here; what has more bits is a float."""


class NumericError(ValueError):
    """An expression that has no value as a program on numbers; the message names the part and what would do."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One line of the tape: `name` is a row of the table in `functions`, `args` the numbers of what it takes."""

    name: str
    args: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Tape:
    """A program without branches. Its values are numbered: arguments, then constants, then one for each operation.

    An operation takes values with smaller numbers only; `outputs` are the numbers of the results.
    """

    arguments: tuple[Symbol, ...]
    constants: tuple[float | bool, ...]
    operations: tuple[Operation, ...]
    outputs: tuple[int, ...]

    @property
    def first(self) -> int:
        """The number of the value that the first operation makes."""
        return len(self.arguments) + len(self.constants)

    def __str__(self) -> str:
        def name(k: int) -> str:
            if k < len(self.arguments):
                return str(self.arguments[k].name)
            return f"t{k - self.first}" if k >= self.first else repr(self.constants[k - len(self.arguments)])

        lines = [f"t{i} = {op.name} {' '.join(map(name, op.args))}" for i, op in enumerate(self.operations)]
        return "\n".join([*lines, f"return {' '.join(map(name, self.outputs))}"])


class Builder:
    """Numbers values as they come, folds constants, and leaves out what changes nothing."""

    def __init__(self, arguments: tuple[Symbol, ...]) -> None:
        self.arguments = arguments
        self._code: list[tuple[str, tuple[int, ...]]] = [("argument", (i,)) for i in range(len(arguments))]
        self._known: dict[tuple[str, tuple[int, ...]], int] = {}
        self._constants: dict[tuple[type, object], int] = {}
        self._value: dict[int, Exact] = {}
        self.powers: dict[int, tuple[int, Fraction]] = {}
        """The (u, n) of a value that was asked for as u^n: so its derivative is n u^(n-1) also where u is 0."""
        self.shifted: dict[int, tuple[int, int] | None] = {}
        """The (m, s) of a sum of exponentials e^m s, None for other sums; known of those that were asked about."""
        self.terms_shifted = 0
        self.pairs: dict[int, tuple[int, int]] = {}
        """The (u, v) of a sum that is e^u + e^v and nothing more."""
        self.log_sums: dict[int, int] = {}
        """The sum of exponentials of a value that is its logarithm."""
        self.shares: dict[tuple[int, int], tuple[int, int]] = {}
        """The (e^u + e^v + ..., u) of a share e^(u-m) / (e^(u-m) + e^(v-m) + ...), by its numerator and denominator."""
        self.beyond: dict[int, int] = {}
        """The exponent that a sum of exponentials was reduced by."""

    # reading ---------------------------------------------------------------------------------------------------

    @property
    def size(self) -> int:
        """How many values there are so far."""
        return len(self._code)

    def value(self, k: int) -> Exact | None:
        """The constant that value k is, or None."""
        return self._value.get(k)

    def code(self, k: int) -> tuple[str, tuple[int, ...]]:
        """The operation that makes value k, and what it takes."""
        return self._code[k]

    def arg_of(self, name: str, k: int) -> int | None:
        """The u of a value that is `name(u)`, else None."""
        operation, args = self._code[k]
        return args[0] if operation == name else None

    def parts(self, k: int) -> tuple[int, ...]:
        """The values that value k is made from."""
        name, args = self._code[k]
        return () if name == "argument" else args

    def cost(self, outputs: Iterable[int]) -> int:
        """How many operations the outputs need, a function counted as ten."""
        needed: set[int] = set()
        stack = list(outputs)
        total = 0
        while stack:
            k = stack.pop()
            if k not in needed:
                needed.add(k)
                if k not in self._value and k >= len(self.arguments):
                    total += 1 if self._code[k][0] in _CHEAP else 10
                    stack.extend(self._code[k][1])
        return total

    def is_condition(self, k: int) -> bool:
        return self._code[k][0] in CONDITIONS or isinstance(self._value.get(k), bool)

    # writing ---------------------------------------------------------------------------------------------------

    def constant(self, value: Exact) -> int:
        if isinstance(value, Fraction) and value.denominator == 1:
            value = value.numerator
        # 1, 1.0 and True are one key to a dict, as are 0.0 and -0.0, while no nan equals itself
        key = (type(value), value.hex() if isinstance(value, float) else value)
        k = self._constants.get(key)
        if k is None:
            k = self._constants[key] = len(self._code)
            self._code.append(("constant", ()))
            self._value[k] = value
        return k

    def op(self, name: str, *args: int) -> int:
        """The number of `name(*args)`: the one it has, or a new one."""
        for k in args:
            if k not in self._value:
                return self.emit(name, *args)
        return self.constant(_fold(name, [self._value[k] for k in args]))

    def emit(self, name: str, *args: int) -> int:
        if name in _COMMUTATIVE and args[0] > args[1]:
            args = (args[1], args[0])
        key = (name, args)
        k = self._known.get(key)
        if k is None:
            k = self._known[key] = len(self._code)
            self._code.append(key)
        return k

    def add(self, a: int, b: int) -> int:
        if self._value.get(a) == 0:
            return b
        return a if self._value.get(b) == 0 else self.op("add", a, b)

    def sub(self, a: int, b: int) -> int:
        if self._value.get(a) == 0:
            return self.neg(b)
        return a if self._value.get(b) == 0 else self.op("sub", a, b)

    def mul(self, a: int, b: int) -> int:
        for k, other in ((a, b), (b, a)):
            value = self._value.get(k)
            if value == 1:
                return other
            if value == -1:
                return self.neg(other)
        return self.op("mul", a, b)

    def div(self, a: int, b: int) -> int:
        value = self._value.get(b)
        if value == 1:
            return a
        return self.neg(a) if value == -1 else self.op("div", a, b)

    def neg(self, a: int) -> int:
        inner = self.arg_of("neg", a)
        return self.op("neg", a) if inner is None else inner

    def reciprocal(self, a: int) -> int:
        return self.div(self.constant(1), a)

    def power(self, u: int, n: Fraction) -> int:
        """u^n for a constant n; for an odd denominator that is real at a negative u too."""
        p, q = abs(n.numerator), n.denominator
        if p == 0:
            return self.constant(1)
        if q == 1 and p > LONGEST_POWER:
            return self.op("pow", u, self.constant(n))
        if q == 1:
            result = self._whole_power(u, p)
        elif q <= 3 and p // q < LONGEST_POWER:
            root = self.op("sqrt" if q == 2 else "cbrt", u)
            result = self.mul(self._whole_power(u, p // q), self._whole_power(root, p % q))
        elif q % 2 == 0:
            result = self.op("pow", u, self.constant(Fraction(p, q)))
        else:
            result = self.op("pow", self.op("abs", u), self.constant(Fraction(p, q)))
            result = self.op("copysign", result, u) if p % 2 else result
        if n < 0:
            return self.reciprocal(result)
        if n > 1 or q > 3:
            self.powers.setdefault(result, (u, n))
        return result

    def _whole_power(self, u: int, n: int) -> int:
        """u^n for n >= 0 by squaring: the squares are shared among the powers of u."""
        result, square = self.constant(1), u
        while n:
            if n & 1:
                result = self.mul(square, result)
            n >>= 1
            if n:
                square = self.mul(square, square)
        return result

    def select(self, condition: int, a: int, b: int) -> int:
        """a where the condition holds, b elsewhere."""
        known = self._value.get(condition)
        if known is not None:
            return a if known else b
        if a == b:
            return a
        if a in self._value and b in self._value:  # neither says in which precision: the condition's numbers do
            a = self.emit("like", a, self._number_below(condition))
        return self.emit("select", condition, a, b)

    def _number_below(self, condition: int) -> int:
        """A value, no constant, that the condition compares."""
        while self.is_condition(condition):
            condition = next(k for k in self._code[condition][1] if k not in self._value)
        return condition

    # the end ---------------------------------------------------------------------------------------------------

    def finish(self, outputs: Iterable[int]) -> Tape:
        """The tape of what the outputs need, numbered anew."""
        results = tuple(outputs)
        code, needed = self._code, bytearray(len(self._code))
        stack = list(results)
        while stack:
            k = stack.pop()
            if not needed[k]:
                needed[k] = 1
                if k not in self._value and k >= len(self.arguments):
                    stack.extend(code[k][1])
        number = {k: k for k in range(len(self.arguments))}
        constants: list[float | bool] = []
        for k, value in self._value.items():
            if needed[k]:
                number[k] = len(number)
                constants.append(value if isinstance(value, bool) else as_float(value))
        operations: list[Operation] = []
        first = len(number)
        for k in range(len(self.arguments), len(code)):
            if needed[k] and k not in self._value:
                name, args = code[k]
                if name == "hold":
                    number[k] = number[args[0]]
                    continue
                number[k] = first + len(operations)
                operations.append(Operation(name, tuple([number[a] for a in args])))
        return Tape(self.arguments, tuple(constants), tuple(operations), tuple(number[k] for k in results))


def as_float(value: Exact) -> float:
    """The nearest float; a number beyond them all is infinite."""
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def _fold(name: str, values: list[Exact]) -> Exact:
    """The constant `name(*values)`: exactly while it is rational and short, else on floats as the program would."""
    if name in _EXACT and all(map(is_short, values)) and not (name == "div" and values[1] == 0):
        return _WRITTEN[name](*[Fraction(v) for v in values])
    if name in CONDITIONS:
        return _decide(name, values)
    return _on_floats(name, [v if isinstance(v, bool) else as_float(v) for v in values])


_EXACT = frozenset({"add", "sub", "mul", "div", "neg"})


def is_short(value: Exact) -> bool:
    """Whether to go on with exact arithmetic."""
    if isinstance(value, float | bool):
        return False
    return max(value.numerator.bit_length(), value.denominator.bit_length()) <= _BITS


def _decide(name: str, values: list[Exact]) -> bool:
    a, b = values[0], values[-1]
    if name in ("and", "or", "not"):
        return bool(a and b) if name == "and" else bool(a or b) if name == "or" else not a
    return a < b if name == "lt" else a <= b if name == "le" else (a == b) is (name == "eq")


def _on_floats(name: str, values: list[float]) -> float:
    """By `math`, and where that raises by NumPy, which says inf or nan: as the program itself does."""
    import numpy as np

    try:
        return _apply(name, values, "floats")
    except (ArithmeticError, ValueError):
        with np.errstate(all="ignore"):
            return _apply(name, [np.float64(v) for v in values], "numpy")


_WRITTEN: dict[str, Callable[..., Any]] = {
    "add": operator.add,
    "sub": operator.sub,
    "mul": operator.mul,
    "div": operator.truediv,
    "mod": operator.mod,
    "neg": operator.neg,
    "max": on_floats.maximum,
    "min": on_floats.minimum,
    "sigmoid": on_floats.sigmoid,
    "softplus": on_floats.softplus,
}
"""The operations that a program on floats writes out."""


def _apply(name: str, values: Sequence[float], target: Target) -> float:
    function = _WRITTEN.get(name) or bindings((name,), target)[name]
    return float(function(*values))

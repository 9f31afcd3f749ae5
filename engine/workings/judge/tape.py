"""A straight-line program of ball operations, with every value that occurs twice computed once.

`Tape` numbers values: asking for the sum of the same two registers twice gives the same register, so that the two sides
of a claim share what they have in common and are the same register where they are the same expression. It runs at
any rational point and precision.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from operator import add, mul, neg
from typing import Any, Final, Literal

import flint
from flint import arb, arb_series
from sympy import exp, log

from workings.judge.functions import (
    NAN,
    PRIMITIVES,
    Primitive,
    head,
    integer_power,
    rational_power,
    real_power,
    reciprocal,
    unity,
)
from workings.judge.jets import Jet

__all__ = ["Register", "Status", "Tape"]

HEAVY = 1_000  # operations on balls that a circle of values takes
Register = int
Status = Literal["defined", "undefined", "unknown"]
Varies = tuple[int, ...]  # the small quantities that a register's value is a series in

ADD: Final = Primitive("add", add, add)
MUL: Final = Primitive("mul", mul, lambda a, b: _product(a, b))
NEG: Final = Primitive("neg", neg, neg)
INVERSE: Final = Primitive("1/u", lambda u: 1 / u, reciprocal, lambda u: bool(u.is_zero()))
UNITY: Final = Primitive("u**0", unity, lambda u: u * 0 + 1 if _known(u) else u * 0 + NAN)
FOLD_BITS = 4096


def _product(a: Any, b: Any) -> Any:
    """a b, where flint and `Jet` would forget that a factor is not a number if the other one is 0."""
    product = a * b
    if isinstance(product, Jet):
        return product if product.terms or (_known(a) and _known(b)) else product + NAN
    return product if len(product) or (_known(a) and _known(b)) else product + NAN


def _select(condition: bool | None, a: Any, b: Any) -> Any:
    return a if condition is True else b if condition is False else NAN


def _select_series(condition: bool | None, a: Any, b: Any) -> Any:
    chosen, other = (a, b) if condition is True else (b, a) if condition is False else (NAN, a)
    return _promote(chosen, other if not isinstance(other, arb) else b)


def _promote(value: Any, like: Any) -> Any:
    """A ball as a constant series of the kind `like` is."""
    if not isinstance(value, arb) or isinstance(like, arb):
        return value
    if isinstance(like, Jet):
        return Jet({(): value}, like.lengths)
    return arb_series([value], like.prec)


def _largest(a: Any, b: Any) -> Any:
    x, y = _constant_term(a), _constant_term(b)
    return _select_series(True if x > y else False if x < y else None, a, b)


def _smallest(a: Any, b: Any) -> Any:
    return -_largest(-a, -b)


SELECT: Final = Primitive("select", _select, _select_series)
MAX: Final = Primitive("max", arb.max, _largest)
MIN: Final = Primitive("min", arb.min, _smallest)
POINTWISE: Final = frozenset({ADD, MUL, NEG, SELECT, MAX, MIN})  # their series work on jets as they stand


class Tape:
    """Operations on registers, and the values they hold at a point."""

    def __init__(self) -> None:
        self.symbols: list[Any] = []
        self._numbered: dict[Any, Register] = {}
        self._template: list[Any] = []  # what each register holds before a run
        self._constants: list[tuple[Register, Callable[[], Any]]] = []  # values that depend on the precision
        self._inputs: list[Register] = []
        self._code: list[tuple[Register, Callable[..., Any], tuple[Register, ...], Primitive | None]] = []
        self._live: list[tuple[Register, Callable[..., Any], Register, Register, tuple[Register, ...]]] | None = None
        self._wanted: list[Register] = []
        self._at_precision: dict[int, list[Any]] = {}
        self.exact: dict[Register, Any] = {}  # the registers that are rational constants
        self.varies: list[Varies] = []
        self.longest = 1

    def __len__(self) -> int:
        return len(self._code)

    # building -------------------------------------------------------------------------------------

    def _new(self, value: Any, varies: Varies) -> Register:
        self._template.append(value)
        self.varies.append(varies)
        self._at_precision.clear()
        return len(self._template) - 1

    def input(self, symbol: Any) -> Register:
        """The register of a variable. Variables of the same name are the same variable."""
        key = ("symbol", symbol.name if not hasattr(symbol, "dummy_index") else symbol)
        if key not in self._numbered:
            self._numbered[key] = register = self._new(None, ())
            self.symbols.append(symbol)
            self._inputs.append(register)
        return self._numbered[key]

    def rational(self, value: Any) -> Register:
        """A rational constant (an `fmpq`)."""
        key = ("rational", int(value.p), int(value.q))
        register = self._numbered.get(key)
        if register is None:
            self._numbered[key] = register = self._new(None, ())
            self.exact[register] = value
            self._constants.append((register, lambda: arb(value)))
        return register

    def constant(self, key: Any, value: Callable[[], Any]) -> Register:
        """A constant that is evaluated anew at each precision, or a truth value."""
        register = self._numbered.get(("constant", key))
        if register is None:
            self._numbered["constant", key] = register = self._new(None, ())
            self._constants.append((register, value))
        return register

    def emit(self, function: Callable[..., Any], args: tuple[Register, ...], varies: Varies = (),
             primitive: Primitive | None = None) -> Register:  # fmt: skip
        key = (function, args)
        register = self._numbered.get(key)
        if register is None:
            self._numbered[key] = register = self._new(None, varies)
            self._code.append((register, function, args, primitive))
            self._live = None
        return register

    def apply(self, primitive: Primitive, *args: Register) -> Register:
        """The register of the primitive's value: on balls, on series or on jets, as the arguments are."""
        over = self.varies[args[0]]
        for a in args[1:]:
            if self.varies[a] != over:
                over = tuple(sorted({v for a in args for v in self.varies[a]}))
                break
        if not over:
            return self.emit(primitive.value, args, (), primitive)
        series = primitive.series
        alone = primitive in POINTWISE or (primitive.joint and len(over) == 1)
        if series is None or (not alone and any(self.varies[a] for a in args[:-1])):
            raise NotDifferentiable(primitive.name)
        if len(over) == 1:
            return self.emit(series, args, over, primitive)
        args = tuple(self.lift(a) for a in args)
        if primitive in POINTWISE:
            return self.emit(series, args, over, primitive)
        key = ("jet", primitive)
        function = self._numbered.get(key)
        if function is None:
            function = self._numbered[key] = _on_jets(series)  # type: ignore[assignment]
        return self.emit(function, args, over, primitive)  # type: ignore[arg-type]

    def lift(self, a: Register) -> Register:
        """A series in one variable as a jet, so that it can meet a series in another."""
        over = self.varies[a]
        if len(over) != 1:
            return a
        key = ("lift", over[0])
        function = self._numbered.setdefault(key, _lift(over[0]))  # type: ignore[arg-type]
        return self.emit(function, (a,), over)  # type: ignore[arg-type]

    # arithmetic, with rational constants folded ---------------------------------------------------

    def add(self, a: Register, b: Register) -> Register:
        if a in self.exact and b in self.exact:
            return self.rational(self.exact[a] + self.exact[b])
        return self.apply(ADD, *((a, b) if a <= b else (b, a)))

    def mul(self, a: Register, b: Register) -> Register:
        if a in self.exact and b in self.exact and _small(self.exact[a]) and _small(self.exact[b]):
            return self.rational(self.exact[a] * self.exact[b])
        if self.exact.get(a) == -1:
            return self.apply(NEG, b)
        if self.exact.get(b) == -1:
            return self.apply(NEG, a)
        return self.apply(MUL, *((a, b) if a <= b else (b, a)))

    def power(self, u: Register, v: Register) -> Register:
        exponent = self.exact.get(v)
        if exponent is None:
            base = self.exact.get(u)
            if not self.varies[u] and not self.varies[v]:
                return self.apply(real_power(signed=base is not None and base < 0), v, u)
            return self.apply(PRIMITIVES[exp], self.mul(v, self.apply(PRIMITIVES[log], u)))
        if exponent.q == 1:
            return self.whole_power(u, int(exponent.p))
        return self.apply(rational_power(int(exponent.p), int(exponent.q)), u)

    def whole_power(self, u: Register, n: int) -> Register:
        base = self.exact.get(u)
        if base is not None and (n >= 0 or base != 0) and _bits(base) * abs(n) <= FOLD_BITS:
            return self.rational(base**n)
        if n == 0:
            return self.apply(UNITY, u)
        if n == 1:
            return u
        if n == -1:
            return self.apply(INVERSE, u)
        return self.mul(u, u) if n == 2 else self.apply(integer_power(n), u)

    # running --------------------------------------------------------------------------------------

    def want(self, registers: Iterable[Register]) -> None:
        """Says which registers a run is for; what they don't depend on is not run."""
        self._wanted = list(registers)
        self._live = None

    @property
    def weight(self) -> int:
        """About how many operations on balls a run takes."""
        return len(self) + HEAVY * sum(primitive is not None and primitive.heavy for *_, primitive in self._code)

    def _program(self) -> list[tuple[Register, Callable[..., Any], Register, Register, tuple[Register, ...]]]:
        live = set(self._wanted)
        program = []
        for out, function, args, _ in reversed(self._code):
            if out in live:
                live.update(args)
                first, second = args[0], args[1] if len(args) == 2 else -1
                program.append((out, function, first, second, args if len(args) > 2 else ()))
        program.reverse()
        return program

    def run(self, point: Sequence[Any], precision: int) -> list[Any]:
        """Every register's value at the point (a rational for each of `symbols`), with `precision` bits.

        Sets flint's global precision, which the caller puts back.
        """
        program = self._live
        if program is None:
            program = self._live = self._program()
        flint.ctx.prec = precision
        flint.ctx.cap = max(10, self.longest + 1)
        template = self._at_precision.get(precision)
        if template is None:
            template = self._at_precision[precision] = list(self._template)
            for register, value in self._constants:
                template[register] = value()
        values = template.copy()
        for register, x in zip(self._inputs, point, strict=True):
            values[register] = arb(x)
        for out, function, a, b, args in program:
            if b >= 0:
                values[out] = function(values[a], values[b])
            elif args:
                values[out] = function(*[values[i] for i in args])
            else:
                values[out] = function(values[a])
        return values

    def reach(self, values: list[Any]) -> int:
        """The largest k for which something computed on the way is as large as 10^k or as small as 10^-k.

        Two sides that differ by a quantity of that size agree to some multiple of k digits without being equal, as
        x + 1 and x + 1 + 10^-100 do.
        """
        farthest = 0
        for value in values:
            ball = _constant_term(value)
            if isinstance(ball, arb) and ball.is_finite() and not ball.contains(0):
                mantissa, exponent = ball.mid().man_exp()
                farthest = max(farthest, abs(int(exponent) + int(mantissa).bit_length()))
        return farthest * 3 // 10

    def status(self, values: list[Any], register: Register) -> Status:
        """Whether a run's value is a number, is certainly not defined there, or is not known."""
        if _known(values[register]):
            return "defined"
        status: dict[Register, Status] = {}
        live = {register}
        for out, _, args, _ in reversed(self._code):
            if out in live:
                live.update(args)
        for out, _function, args, primitive in self._code:
            if out not in live or _known(values[out]):
                continue
            of = [status.get(a, "defined" if _known(values[a]) else "unknown") for a in args]
            if primitive is SELECT:
                chosen = values[args[0]]
                status[out] = of[1] if chosen is True else of[2] if chosen is False else of[0]
            elif "undefined" in of:
                status[out] = "undefined"
            elif "unknown" in of or primitive is None:
                status[out] = "unknown"
            else:
                at = [_constant_term(values[a]) for a in args]
                status[out] = "undefined" if primitive.outside(*at) else "unknown"
        return status.get(register, "unknown")


class NotDifferentiable(Exception):
    """No series is known for this function in this argument."""


def _on_jets(series: Callable[..., Any]) -> Callable[..., Any]:
    def function(*args: Any) -> Any:
        *parameters, u = args
        return u.through(lambda t: series(*parameters, t))

    return function


def _lift(variable: int) -> Callable[..., Any]:
    return lambda u: Jet.lift(u, variable)


def _constant_term(value: Any) -> Any:
    return value.constant if isinstance(value, Jet) else head(value)


def _known(value: Any) -> bool:
    if isinstance(value, arb):
        return bool(value.is_finite())
    if isinstance(value, arb_series):
        return all(c.is_finite() for c in value.coeffs())
    if isinstance(value, Jet):
        return all(c.is_finite() for c in value.terms.values())
    return isinstance(value, bool)


def _bits(value: Any) -> int:
    return int(value.p).bit_length() + int(value.q).bit_length()


def _small(value: Any) -> bool:
    return _bits(value) <= FOLD_BITS

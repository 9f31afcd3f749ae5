"""Expressions as fast functions: Python floats go through `math`, arrays through NumPy, tensors through torch."""

from __future__ import annotations

import math
import numbers
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import sympy as sp

from workings.expression.nodes import symbols_of
from workings.numeric.layout import Layout, flatten
from workings.numeric.lower import tape_of
from workings.numeric.source import body, execute, namespace
from workings.numeric.tape import NumericError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workings.numeric.tape import Tape

__all__ = ["Compiled", "compile_tape", "lambdify"]

_BLOCK = 1 << 14
"""Elements worked on at a time: the registers of a program then stay in the cache."""


class Compiled(Protocol):
    """What `lambdify` gives: a function, with the `tape` it runs."""

    tape: Tape

    def __call__(self, *arguments: Any) -> Any: ...


def compile_tape(exprs: Any, args: Any = None) -> Tape:
    """The program of one or more expressions as data: what is needed, each once, in an order in which it can be run.

    Arguments:
        exprs: an expression, or a list, tuple or matrix of them; the outputs are in that order.
        args: the symbols that are given values; without it all that occur, by name.

    Raises:
        NumericError: for what has no value (see `lambdify`).

    >>> from sympy import sin, cos
    >>> from sympy.abc import x
    >>> print(compile_tape([sin(3*x), 3*cos(3*x)]))
    t0 = mul x 3.0
    t1 = sin t0
    t2 = cos t0
    t3 = mul 3.0 t2
    return t1 t3
    """
    row, _ = flatten(exprs)
    return tape_of(row, symbols_of(row) if args is None else _symbols(args))


def lambdify(exprs: Any, args: Any, backend: str = "numpy", *, device: Any = None, dtype: Any = None) -> Compiled:
    """A fast function of numbers that gives the values of one or more expressions, worked out together.

    Arguments:
        exprs: an expression, or a list, tuple or matrix of them, also nested. The result has the same structure; a
            matrix becomes an array of shape (..., rows, columns).
        args: the symbols that the function takes values for, in this order: one, or a sequence.
        backend: `"numpy"` for floats and arrays, `"torch"` for tensors (differentiable by autograd).
        device: with torch, where to work; without it, where the inputs are.
        dtype: the precision to work in; without it that of the inputs (float64 for integers and plain numbers).

    Every result has the common shape of all inputs, a constant too. Plain numbers in, plain floats out. Variables are
    real: an odd root of a negative number is real, and where an expression has no real value the result is nan, or inf
    at a pole, without a warning.

    Every branch of a `Piecewise` is worked out and then chosen from: right in the values, but torch's autograd gives
    nan where a branch that was not chosen has no finite derivative. A derivative made by `workings` does not.

    Raises:
        NumericError: a symbol that is not among `args`, a name that is no identifier, an unknown function, a question
            that has not been derived yet.
        TypeError: something that is no expression, or complex numbers given to the function.

    >>> from sympy.abc import x
    >>> f = lambdify([(3*x + 2)**2, 6*(3*x + 2)], x)
    >>> f(1.0)
    [25.0, 30.0]
    >>> f(np.array([0.0, 1.0]))
    [array([ 4., 25.]), array([12., 30.])]
    """
    if backend not in ("numpy", "torch"):
        raise NumericError(f"the backend {backend!r} is not known; there are 'numpy' and 'torch'")
    if backend == "numpy" and device is not None:
        raise NumericError("NumPy has no devices: device= goes with backend='torch'")
    row, layout = flatten(exprs)
    tape = tape_of(row, _symbols(args))
    if backend == "torch":
        from workings.numeric.on_tensors import tensor_function

        return _attach(tensor_function(tape, layout, device, dtype), tape)
    return _attach(_numpy_function(tape, layout, None if dtype is None else _float_type(dtype)), tape)


def _attach(function: Any, tape: Tape) -> Compiled:
    names = ", ".join(symbol.name for symbol in tape.arguments)
    function.__name__ = function.__qualname__ = f"function_of_{len(tape.arguments)}"
    function.__doc__ = f"({names}) -> {len(tape.outputs)} value(s) by {len(tape.operations)} operations."
    function.tape = tape
    return function


def _symbols(args: Any) -> tuple[Any, ...]:
    symbols = (args,) if isinstance(args, sp.Symbol) else tuple(args) if isinstance(args, _SEQUENCES) else None
    if symbols is None or not all(isinstance(s, sp.Symbol) for s in symbols):
        raise TypeError(f"args is a symbol or a sequence of symbols, and not {args!r}")
    return symbols


_SEQUENCES = (list, tuple, sp.Tuple, sp.MatrixBase)


def wrong_count(tape: Tape, arguments: Sequence[Any]) -> TypeError:
    names = ", ".join(symbol.name for symbol in tape.arguments)
    return TypeError(f"this function takes {len(tape.arguments)} values ({names}), and {len(arguments)} were given")


# NumPy -----------------------------------------------------------------------------------------------------------


def _numpy_function(tape: Tape, layout: Layout, dtype: Any) -> Any:
    """The function that sends plain floats through `math` and everything else through NumPy.

    The lines for floats stand in the function itself, since a call more would cost as much as several of them. Where
    `math` raises (a pole, the edge of a domain, an overflow) NumPy answers, with inf or nan.
    """
    arrays = _ArrayProgram(tape, layout, dtype)
    count = len(tape.arguments)
    lines = ["def function(*arguments):"]
    if count:
        names = "".join(f"a{k}, " for k in range(count))
        lines += [" try:", f"  {names}= arguments", " except ValueError:", "  raise wrong_count(arguments) from None"]
    else:
        lines += [" if arguments:", "  raise wrong_count(arguments)"]
    if dtype is None or dtype == np.float64:
        work, results = body(tape, "floats")
        lines += [f" if {' and '.join(f'type(a{k}) is float' for k in range(count)) or 'True'}:", "  try:"]
        lines += [f"   {line}" for line in work]
        lines += [f"   return {layout.spell(iter(results))}", "  except (ArithmeticError, ValueError):", "   pass"]
    lines += [" return arrays(arguments)"]
    names_used = namespace(tape, "floats") | {
        "arrays": arrays,
        "matrix": _matrix,
        "wrong_count": lambda arguments: wrong_count(tape, arguments),
    }
    function = execute(lines, names_used, "function")
    arrays.on_floats = function
    return function


class _ArrayProgram:
    """The program on arrays; its text is compiled when the first array comes."""

    def __init__(self, tape: Tape, layout: Layout, dtype: Any) -> None:
        self.tape = tape
        self.layout = layout
        self.dtype = dtype
        self.on_floats: Callable[..., Any] | None = None
        self._run: Callable[..., tuple[Any, ...]] | None = None

    def __call__(self, arguments: tuple[Any, ...]) -> Any:
        plain = [_is_plain(a) for a in arguments]
        all_plain = self.dtype is None and all(plain)
        if all_plain and self.on_floats and any(type(a) is not float for a in arguments):
            return self.on_floats(*(_plain_float(a) for a in arguments))
        arrays, dtype = _arrays(arguments, plain, self.dtype)
        shapes = {a.shape for a in arrays}
        shape = shapes.pop() if len(shapes) == 1 else np.broadcast_shapes(*shapes)
        with np.errstate(all="ignore"):
            results = self.results(arrays, shape, dtype)
        if all_plain:
            results = [float(v) for v in results]
        return results[0] if self.layout.kind == "one" else self.layout.build(iter(results), _matrix)

    def results(self, arrays: list[Any], shape: tuple[int, ...], dtype: Any) -> list[Any]:
        if self._run is None:
            self._run = array_program(self.tape, "numpy")
        size = math.prod(shape)
        if size > _BLOCK and all(a.shape in (shape, ()) for a in arrays):
            return self._in_blocks(arrays, shape, size, dtype)
        values = self._run(*arrays)
        taken = {id(a) for a in arrays}
        return [_own(v, shape, dtype, taken) for v in values]

    def _in_blocks(self, arrays: list[Any], shape: tuple[int, ...], size: int, dtype: Any) -> list[Any]:
        assert self._run is not None
        flat = [a.reshape(-1) if a.shape else a for a in arrays]
        results = [np.empty(size, dtype) for _ in self.tape.outputs]
        for start in range(0, size, _BLOCK):
            part = slice(start, start + _BLOCK)
            for result, v in zip(results, self._run(*(a[part] if a.shape else a for a in flat)), strict=True):
                result[part] = v
        return [result.reshape(shape) for result in results]


def array_program(tape: Tape, target: Any) -> Callable[..., tuple[Any, ...]]:
    """The tape as a function of arrays or tensors, which gives a tuple of its bare results."""
    work, results = body(tape, target)
    lines = [f"def program({', '.join(f'a{k}' for k in range(len(tape.arguments)))}):"]
    lines += [f" {line}" for line in work]
    lines += [f" return ({''.join(f'{name}, ' for name in results)})"]
    return execute(lines, namespace(tape, target), "program")


def _is_plain(a: Any) -> bool:
    """A number that brings no precision of its own: of Python or of SymPy."""
    kind = type(a)
    if kind is np.ndarray or kind is float:
        return kind is float
    if isinstance(a, np.generic):
        return False
    return isinstance(a, numbers.Real) or (isinstance(a, sp.Expr) and a.is_number)


def _plain_float(a: Any) -> float:
    try:
        return float(a)
    except OverflowError:
        return float("inf") if a > 0 else float("-inf")


def _arrays(arguments: Sequence[Any], plain: Sequence[bool], dtype: Any) -> tuple[list[Any], Any]:
    """The arguments as arrays of one float type: the one asked for, or the widest among those that are not plain."""
    arrays = [np.asarray(_plain_float(a) if p else a) for a, p in zip(arguments, plain, strict=True)]
    kinds = {a.dtype for a, p in zip(arrays, plain, strict=True) if not p}
    for kind in kinds:
        if kind.kind not in "fiub":
            raise TypeError(f"values are real numbers or arrays of them, and not of type {kind}")
    if dtype is None:
        own = {kind if kind.kind == "f" else _FLOAT64 for kind in kinds} or {_FLOAT64}
        dtype = own.pop() if len(own) == 1 else np.result_type(*own)
    return [a if a.dtype == dtype else a.astype(dtype) for a in arrays], dtype


_FLOAT64 = np.dtype(np.float64)


def _own(value: Any, shape: tuple[int, ...], dtype: Any, taken: set[int]) -> Any:
    """A result as an array of the full shape and type, and no second name for an input or another result."""
    if not shape:
        return dtype.type(value)
    if type(value) is not np.ndarray or value.shape != shape:
        value = np.full(shape, value, dtype)
    elif value.dtype != dtype:
        value = value.astype(dtype)
    elif id(value) in taken:
        value = value.copy()
    taken.add(id(value))
    return value


def _matrix(entries: list[Any], rows: int, columns: int) -> Any:
    if not entries:
        return np.empty((rows, columns))
    stacked = np.stack(entries, axis=-1)
    return stacked.reshape(*stacked.shape[:-1], rows, columns)


def _float_type(dtype: Any) -> Any:
    kind = np.dtype(dtype)
    if kind.kind != "f":
        raise TypeError(f"dtype is a type of real numbers such as 'float32' or 'float64', and not {kind}")
    return kind

"""The NumPy side of `lambdify`: plain floats through `math`, small arrays at once, large ones in blocks."""

from __future__ import annotations

import math
import numbers
import sys
from functools import cached_property, partial
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import sympy as sp

from workings.numeric.blocks import BlockProgram
from workings.numeric.source import ABSENT, array_program, body, execute, in_order, namespace, wrong_count

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workings.numeric.layout import Layout
    from workings.numeric.tape import Tape

__all__ = ["array_function"]

_SMALL = 128
"""From so many elements on it pays to write into registers."""


def array_function(tape: Tape, layout: Layout, dtype: Any, torch: Any = None, fused: Any = None) -> Any:
    """The function that sends plain floats through `math` and everything else through NumPy.

    `torch` is the module whose functions may be used on the same memory; without it, it is looked for at each call.
    `fused` fills large flat arrays in the place of the program in blocks. The lines for floats stand in the function
    itself, since a call more would cost as much as several of them. Where `math` raises (a pole, the edge of a domain,
    an overflow) NumPy answers, with inf or nan.
    """
    arrays = _ArrayProgram(tape, layout, None if dtype is None else _float_type(dtype), torch, fused)
    count = len(tape.arguments)
    given = [f"a{k}" for k in range(count)]
    places = "".join(f"{a}=absent, " for a in given) + ("/, " if count else "")
    lines = [f"def function({places}*more, out=None, **named):"]
    if arrays.dtype is None or arrays.dtype == np.float64:
        work, results = body(tape, "floats")
        floats = "".join(f"type({a}) is float and " for a in given)
        lines += [f" if {floats}out is None and not more and not named:", "  try:"]
        lines += [f"   {line}" for line in work]
        lines += [f"   return {layout.spell(iter(results))}", "  except (ArithmeticError, ValueError):", "   pass"]
    lines += [
        f" arguments = ({''.join(f'{a}, ' for a in given)}*more,)",
        " if named:",
        "  return function(*in_order(arguments, named), out=out)",
        f" if more{f' or a{count - 1} is absent' if count else ''}:",
        "  raise wrong_count(arguments)",
        " return arrays(arguments, out)",
    ]
    names_used = namespace(tape, "floats") | {
        "arrays": arrays,
        "matrix": _matrix,
        "absent": ABSENT,
        "in_order": partial(in_order, tape.arguments),
        "wrong_count": partial(wrong_count, tape.arguments),
    }
    function = execute(lines, names_used, "function")
    arrays.on_floats = function
    return function


class _ArrayProgram:
    """The program on arrays; its text is compiled when the first array comes."""

    def __init__(self, tape: Tape, layout: Layout, dtype: Any, torch: Any, fused: Any) -> None:
        self.tape = tape
        self.layout = layout
        self.dtype = dtype
        self.torch = torch
        self.on_floats: Callable[..., Any] | None = None
        self._run: Callable[..., tuple[Any, ...]] | None = None
        self._fill = fused or BlockProgram(tape)

    def __call__(self, arguments: tuple[Any, ...], out: Any) -> Any:
        all_plain = False
        arrays, shape, dtype = _alike(arguments) if self.dtype is None else (None, (), None)
        if arrays is None:
            plain = [_is_plain(a) for a in arguments]
            all_plain = self.dtype is None and all(plain) and out is None
            if all_plain and self.on_floats and any(type(a) is not float for a in arguments):
                return self.on_floats(*(_plain_float(a) for a in arguments))
            arrays, dtype = _arrays(arguments, plain, self.dtype)
            shapes = {a.shape for a in arrays}
            shape = shapes.pop() if len(shapes) == 1 else np.broadcast_shapes(*shapes)
        results = self._results(arrays, shape, dtype, out)
        if all_plain:
            results = [float(v) for v in results]
        return results[0] if self.layout.kind == "one" else self._build(results)

    @cached_property
    def _build(self) -> Callable[[list[Any]], Any]:
        """`layout.build`, written out for this layout."""
        names = [f"r{m}" for m in range(len(self.tape.outputs))]
        lines = ["def build(results):", *([f" {''.join(f'{n}, ' for n in names)}= results"] if names else [])]
        return execute([*lines, f" return {self.layout.spell(iter(names))}"], {"matrix": _matrix}, "build")

    @np.errstate(all="ignore")  # as a decorator: half the time of a `with`
    def _results(self, arrays: Sequence[Any], shape: tuple[int, ...], dtype: Any, out: Any) -> list[Any]:
        size = math.prod(shape)
        if out is None and size < _SMALL:
            if self._run is None:
                self._run = array_program(self.tape, "numpy")
            taken = {id(a) for a in arrays}
            return [_own(v, shape, dtype, taken) for v in self._run(*arrays)]
        if len(shape) == 1:
            flat = [a if not a.ndim or len(a) == size else np.broadcast_to(a, shape) for a in arrays]
        else:
            flat = [a if not a.shape else np.broadcast_to(a, shape).reshape(-1) for a in arrays]
        torch = self.torch or sys.modules.get("torch")
        if out is None:
            results = [np.empty(shape, dtype) for _ in self.tape.outputs]
            self._fill(flat, results if len(shape) == 1 else [r.reshape(-1) for r in results], size, dtype, torch)
            return results
        results = self._given(out, shape, dtype)
        places = [_place(r, flat) for r in results]
        self._fill(flat, [p.reshape(-1) for p in places], size, dtype, torch)
        for result, place in zip(results, places, strict=True):
            if place is not result:
                np.copyto(result, place)
        return results

    def _given(self, out: Any, shape: tuple[int, ...], dtype: Any) -> list[Any]:
        results = [out] if self.layout.kind == "one" and isinstance(out, np.ndarray) else list(out)
        if len(results) != len(self.tape.outputs):
            raise ValueError(f"out has {len(results)} arrays, and there are {len(self.tape.outputs)} results")
        for r in results:
            if not isinstance(r, np.ndarray) or r.shape != shape or r.dtype != dtype:
                was = f"{r.dtype} of shape {r.shape}" if isinstance(r, np.ndarray) else type(r).__name__
                raise ValueError(f"out is to hold arrays of {dtype} of shape {shape}, and has {was}")
        if _overlap(results):
            raise ValueError("two of the arrays in out share memory, and one result would be written over another")
        return results


def _overlap(arrays: Sequence[Any]) -> bool:
    """Whether any two share memory; arrays that lie in pieces may lie between one another."""
    if not all(a.flags.c_contiguous for a in arrays):
        return any(np.shares_memory(a, b) for a, b in combinations(arrays, 2))
    spans = sorted((a.__array_interface__["data"][0], a.nbytes) for a in arrays)
    return any(start + size > after for (start, size), (after, _) in pairwise(spans))


def _place(result: Any, arrays: Sequence[Any]) -> Any:
    """Where to work: the given array, unless it lies in pieces or on an input that is still to be read."""
    if result.flags.c_contiguous and not any(np.may_share_memory(result, a) for a in arrays):
        return result
    return np.empty(result.shape, result.dtype)


def _alike(arguments: Sequence[Any]) -> tuple[Any, tuple[int, ...], Any]:
    """The arguments, if they are arrays of one shape and one float type, and these; else None."""
    if not arguments or type(arguments[0]) is not np.ndarray:
        return None, (), None
    shape, dtype = arguments[0].shape, arguments[0].dtype
    if dtype.char not in "dfe":
        return None, (), None
    for a in arguments:
        if type(a) is not np.ndarray or a.shape != shape or a.dtype is not dtype:
            return None, (), None
    return arguments, shape, dtype


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

"""The torch side of `lambdify`: precision, device and shape of tensors around the program."""

from __future__ import annotations

import numbers
from functools import reduce
from typing import TYPE_CHECKING, Any

import numpy as np
import sympy as sp
import torch

from workings.numeric.fused import fused_program
from workings.numeric.source import array_program, in_order, wrong_count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workings.numeric.layout import Layout
    from workings.numeric.tape import Tape

__all__ = ["own", "stacked", "tensor_function", "tensors_of"]

Tensor = Any


def tensor_function(tape: Tape, layout: Layout, device: Any, dtype: Any, jit: bool = False) -> Any:
    """The function of tensors that runs the tape; numbers and arrays are taken for tensors too."""
    program = fused_program(tape) if jit else array_program(tape, "torch")
    place = None if device is None else torch.device(device)
    kind = None if dtype is None else _float_type(dtype)

    def function(*arguments: Any, **named: Any) -> Any:
        if named:
            arguments = tuple(in_order(tape.arguments, arguments, named))
        if len(arguments) != len(tape.arguments):
            raise wrong_count(tape.arguments, arguments)
        tensors, own_kind, own_place = tensors_of(arguments, kind, place)
        shape = torch.broadcast_shapes(*(t.shape for t in tensors))
        taken = {id(t) for t in arguments} | {id(t) for t in tensors}
        results = [own(v, shape, own_kind, own_place, taken) for v in program(*tensors)]
        return layout.build(iter(results), stacked)

    return function


def tensors_of(arguments: Sequence[Any], kind: Any, place: Any) -> tuple[list[Tensor], Any, Any]:
    """The arguments as tensors of one float type in one place: as asked for, or as the tensors among them are."""
    arguments = [_read(a) for a in arguments]
    given = [a for a in arguments if isinstance(a, torch.Tensor)]
    if place is None:
        place = next((a.device for a in given if a.dim()), given[0].device if given else torch.device("cpu"))
    if kind is None:
        own = [a.dtype if a.is_floating_point() else torch.float64 for a in given]
        kind = reduce(torch.promote_types, own) if own else torch.float64
    return [_tensor(a, kind, place) for a in arguments], kind, place


def _read(a: Any) -> Any:
    """A tensor, or a plain float, which takes on the precision of the others."""
    if isinstance(a, numbers.Real | sp.Expr) and not isinstance(a, np.generic):
        return float(a)
    a = torch.as_tensor(a)
    if a.is_complex():
        raise TypeError(f"values are real numbers or tensors of them, and not of type {a.dtype}")
    return a


def _tensor(a: Any, kind: Any, place: Any) -> Tensor:
    if isinstance(a, torch.Tensor):
        return a if a.dtype == kind and a.device == place else a.to(place, kind)
    return torch.as_tensor(a, dtype=kind, device=place)


def own(value: Any, shape: Any, kind: Any, place: Any, taken: set[int]) -> Tensor:
    """A result as a tensor of the full shape, and no second name for an input or another result."""
    if isinstance(value, float):
        return torch.full(shape, value, dtype=kind, device=place)
    if value.shape != shape:
        value = value.expand(shape).clone()
    elif id(value) in taken:
        value = value.clone()
    taken.add(id(value))
    return value if value.dtype == kind else value.to(kind)


def stacked(entries: list[Tensor], rows: int, columns: int) -> Tensor:
    if not entries:
        return torch.empty((rows, columns))
    side_by_side = torch.stack(entries, dim=-1)
    return side_by_side.reshape(*side_by_side.shape[:-1], rows, columns)


def _float_type(dtype: Any) -> Any:
    kind = getattr(torch, dtype, None) if isinstance(dtype, str) else dtype
    if not isinstance(kind, torch.dtype) or not kind.is_floating_point:
        raise TypeError(f"dtype is a type of real numbers such as torch.float32, and not {dtype!r}")
    return kind

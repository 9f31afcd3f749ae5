"""The program as one kernel, by `torch.compile`; where that can't be had, eagerly and with a word."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import torch

from workings.numeric.source import array_program

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workings.numeric.tape import Tape

__all__ = ["FusedProgram", "fused_program"]


def fused_program(tape: Tape) -> Callable[..., tuple[Any, ...]]:
    """The tape as a function of tensors that `torch.compile` has made one kernel of."""
    return _with_a_way_back(array_program(tape, "torch"))


def _with_a_way_back(eager: Callable[..., Any]) -> Callable[..., Any]:
    compiled = torch.compile(eager, fullgraph=True)
    broken = False

    def program(*tensors: Any) -> Any:
        nonlocal broken
        if not broken:
            try:
                return compiled(*tensors)
            except (ImportError, OSError, RuntimeError) as error:  # torch's own errors are RuntimeErrors
                broken = True
                reason = str(error).strip().partition("\n")[0]
                warnings.warn(f"torch.compile did not work, so this runs without it: {reason}", stacklevel=4)
        return eager(*tensors)

    return program


class FusedProgram:
    """A tape as a function that fills given arrays, through tensors on the same memory."""

    def __init__(self, tape: Tape) -> None:
        program, count = array_program(tape, "torch"), len(tape.arguments)

        def fill(*tensors: Any) -> None:
            """The kernel writes where the results are wanted: memory that is new costs more than most arithmetic."""
            for out, value in zip(tensors[count:], program(*tensors[:count]), strict=True):
                if isinstance(value, float):
                    out.fill_(value)
                else:
                    out.copy_(value)

        self._fill = _with_a_way_back(fill)

    def __call__(self, arrays: Sequence[Any], outs: Sequence[Any], size: int, dtype: Any, _: Any) -> None:
        tensors = [torch.from_numpy(a if a.flags.writeable and min(a.strides, default=0) >= 0 else a.copy()) for a in arrays]
        with torch.no_grad():
            self._fill(*tensors, *map(torch.from_numpy, outs))

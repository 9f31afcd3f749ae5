"""The program as one kernel, by `torch.compile`; where that can't be had, eagerly and with a word."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import torch

from workings.numeric.blocks import BlockProgram, is_shareable
from workings.numeric.source import array_program, body, execute, namespace

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workings.numeric.tape import Tape

__all__ = ["FusedProgram", "fused_program"]

_SMALL = 1 << 14
"""With fewer elements the blocks are done before torch has looked whether its kernel fits: some 30 µs."""


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


def _filling(tape: Tape) -> Callable[..., None]:
    """The program that writes where the results are wanted: memory that is new costs more than most arithmetic.

    It is a text of its own for each tape: torch counts how often it compiles one piece of code, and stops at eight.
    """
    work, results = body(tape, "torch")
    names = [f"a{k}" for k in range(len(tape.arguments))] + [f"o{m}" for m in range(len(results))]
    wide = [k >= tape.first or k < len(tape.arguments) for k in tape.outputs]
    last = [f"o{m}.copy_({r})" if w else f"o{m}.fill_({r})" for m, (r, w) in enumerate(zip(results, wide, strict=True))]
    return execute(
        [f"def fill({', '.join(names)}):", *(f" {line}" for line in (*work, *last, "return None"))],
        namespace(tape, "torch"),
        "fill",
    )


class FusedProgram:
    """A tape as a function that fills given arrays, through tensors on the same memory."""

    def __init__(self, tape: Tape) -> None:
        self._fill = _with_a_way_back(_filling(tape))
        self._others = BlockProgram(tape)

    def __call__(self, arrays: Sequence[Any], outs: Sequence[Any], size: int, dtype: Any, _: Any) -> None:
        if size < _SMALL or dtype.char not in "dfe":  # long doubles are unknown to torch
            self._others(arrays, outs, size, dtype, torch)
            return
        tensors = [torch.from_numpy(a if is_shareable(a) else a.copy()) for a in arrays]
        with torch.no_grad():
            self._fill(*tensors, *map(torch.from_numpy, outs))

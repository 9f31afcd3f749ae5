"""An expression as a citizen of torch: an `nn.Module` whose backward pass is our derivative."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import torch

from workings.numeric.adjoint import jacobian
from workings.numeric.compiled import as_symbols
from workings.numeric.layout import flatten
from workings.numeric.lower import lowered
from workings.numeric.on_tensors import own, stacked, tensors_of
from workings.numeric.source import array_program, wrong_count

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workings.numeric.tape import Builder

__all__ = ["Expression", "to_torch"]

Tensor = Any


def to_torch(exprs: Any, args: Any, parameters: Mapping[Any, Any] | None = None) -> Expression:
    """A torch module that gives the values of one or more expressions, and whose gradient is our derivative.

    Arguments:
        exprs: an expression, or a list, tuple or matrix of them; the module gives the same structure of tensors.
        args: the symbols whose values the module is called with, in this order.
        parameters: symbols that are to be learned, with the values to begin with: they become parameters of the module.

    Device and precision follow the input, float16 and bfloat16 too, whose few digits are then those of the result. Of
    inputs that differ in precision the widest counts, and whole numbers are taken for float64. The module can be
    differentiated twice and more, and used under `torch.func.vmap` and `torch.func.grad`.

    Raises:
        NumericError, TypeError: as `lambdify` does.

    >>> from sympy.abc import x, w
    >>> module = to_torch((w*x - 1)**2, x, parameters={w: 0.5})
    >>> loss = module(torch.tensor([4.0, 6.0])).mean()
    >>> loss.backward()
    >>> loss.item(), module.weights["w"].grad.item()
    (2.5, 16.0)
    """
    return Expression(exprs, args, parameters)


class Expression(torch.nn.Module):
    """Expressions as a layer; see `to_torch`."""

    def __init__(self, exprs: Any, args: Any, parameters: Mapping[Any, Any] | None = None) -> None:
        super().__init__()
        given, learned = as_symbols(args), dict(parameters or {})
        row, self._layout = flatten(exprs)
        self._count = len(given)
        self._programs = _Programs(row, (*given, *as_symbols(list(learned))))
        self.weights = torch.nn.ParameterDict()
        for symbol, start in learned.items():
            value = torch.as_tensor(start)
            value = value if value.is_floating_point() else value.to(torch.get_default_dtype())
            self.weights[_key(symbol.name)] = torch.nn.Parameter(value.clone())

    def forward(self, *values: Any) -> Any:
        if len(values) != self._count:
            raise wrong_count(self._programs.tape.arguments[: self._count], values)
        tensors, _, _ = tensors_of([*values, *self.weights.values()], None, None)
        tensors = torch.broadcast_tensors(*tensors) if tensors else tensors
        return self._layout.build(iter(_Derived.apply(self._programs, *tensors)), stacked)

    def extra_repr(self) -> str:
        tape = self._programs.tape
        return f"{', '.join(s.name for s in tape.arguments)}; {len(tape.operations)} operations"


def _key(name: str) -> str:
    """The name of a symbol among the weights; `keys` and such mean something else there, and become `keys_`."""
    return f"{name}_" if hasattr(torch.nn.ParameterDict, name) else name


class _Programs:
    """The values, and the derivatives by those of the arguments for which they are asked."""

    def __init__(self, row: Sequence[Any], symbols: tuple[Any, ...]) -> None:
        self._open(*lowered(row, symbols))

    def _open(self, build: Builder, outputs: list[int]) -> None:
        self._build, self._outputs = build, outputs
        self.tape = self._build.finish(self._outputs)
        self.values = array_program(self.tape, "torch")
        self._derivatives: dict[tuple[int, ...], Callable[..., tuple[Any, ...]]] = {}

    def derivatives(self, by: tuple[int, ...]) -> Callable[..., tuple[Any, ...]]:
        program = self._derivatives.get(by)
        if program is None:
            tape = self._build.finish(jacobian(self._build, self._outputs, by))
            program = self._derivatives[by] = array_program(tape, "torch")
        return program

    def __deepcopy__(self, memo: Any) -> _Programs:
        return self  # nothing in it changes: copies of a module share it

    def __getstate__(self) -> Any:
        return self._build, self._outputs

    def __setstate__(self, state: Any) -> None:
        """The programs are made again where the module is loaded."""
        self._open(*state)


class _Derived(torch.autograd.Function):  # type: ignore[misc,unused-ignore]
    """The values forwards, the derivative backwards; both of torch's operations, so that it goes on to any order."""

    generate_vmap_rule = True

    @staticmethod
    def forward(programs: _Programs, *tensors: Tensor) -> tuple[Tensor, ...]:
        like = tensors[0] if tensors else torch.empty(())
        taken = {id(t) for t in tensors}
        return tuple(own(v, like.shape, like.dtype, like.device, taken) for v in programs.values(*tensors))

    @staticmethod
    def setup_context(ctx: Any, inputs: tuple[Any, ...], output: Any) -> None:
        ctx.programs = inputs[0]
        ctx.save_for_backward(*inputs[1:])
        ctx.save_for_forward(*inputs[1:])

    @staticmethod
    def backward(ctx: Any, *upstream: Tensor) -> tuple[Any, ...]:
        by = tuple(k for k, needed in enumerate(ctx.needs_input_grad[1:]) if needed)
        slopes = ctx.programs.derivatives(by)(*ctx.saved_tensors)
        found: list[Any] = [None] * len(ctx.needs_input_grad)
        for column, k in enumerate(by):
            total = None
            for m, g in enumerate(upstream):
                slope = slopes[m * len(by) + column]
                if g is not None and not (isinstance(slope, float) and slope == 0):
                    total = g * slope if total is None else total + g * slope
            found[k + 1] = torch.zeros_like(ctx.saved_tensors[k]) if total is None else total
        return tuple(found)

    @staticmethod
    def jvp(ctx: Any, _: Any, *tangents: Tensor) -> tuple[Any, ...]:
        by = tuple(k for k, t in enumerate(tangents) if t is not None)
        slopes = ctx.programs.derivatives(by)(*ctx.saved_tensors)
        like = ctx.saved_tensors[0]
        found = []
        for m in range(len(slopes) // len(by)):
            total = torch.zeros_like(like)
            for column, k in enumerate(by):
                slope = slopes[m * len(by) + column]
                if not (isinstance(slope, float) and slope == 0):
                    total = total + tangents[k] * slope
            found.append(total)
        return tuple(found)

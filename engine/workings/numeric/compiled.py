"""Expressions as fast functions: Python floats go through `math`, arrays through NumPy, tensors through torch."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np  # noqa: F401  (for the examples)
import sympy as sp

from workings.expression.nodes import symbols_of
from workings.numeric import adjoint as derivatives
from workings.numeric.layout import ONE, Layout, flatten
from workings.numeric.lower import lowered, tape_of
from workings.numeric.on_arrays import array_function
from workings.numeric.over_data import Arrays, OverData, is_over_data
from workings.numeric.tape import NumericError

if TYPE_CHECKING:
    from collections.abc import Callable

    from workings.numeric.tape import Tape

__all__ = [
    "Compiled", "as_symbols", "compile_tape", "hessian_vector", "lambdify", "value_and_gradient", "value_and_hessian",
    "value_and_jacobian",
]  # fmt: skip


class Compiled(partial[Any]):
    """What `lambdify` gives: a function of values, by place or by name, with the `tape` it runs.

    It can be pickled, as multiprocessing, Ray and dask do: the tape travels, and the program is made again there.
    """

    tape: Tape
    _made_by: tuple[Any, ...]

    def __reduce__(self) -> Any:
        return _make, (self.tape, *self._made_by)

    def __repr__(self) -> str:
        names = ", ".join(symbol.name for symbol in self.tape.arguments)
        return f"<function of ({names}): {len(self.tape.outputs)} value(s), {len(self.tape.operations)} operations>"


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
    return tape_of(row, symbols_of(row) if args is None else as_symbols(args))


def lambdify(
    exprs: Any, args: Any, backend: str = "numpy", *, device: Any = None, dtype: Any = None, jit: bool = False
) -> Compiled | OverData:
    """A fast function of numbers that gives the values of one or more expressions, worked out together.

    Arguments:
        exprs: an expression, or a list, tuple or matrix of them, also nested. The result has the same structure; a
            matrix becomes an array of shape (..., rows, columns).
        args: the symbols that the function takes values for, in this order: one, or a sequence.
        backend: `"numpy"` for floats and arrays, `"torch"` for tensors (differentiable by autograd).
        device: with torch, where to work; without it, where the inputs are.
        dtype: the precision to work in; without it that of the inputs (float64 for integers and plain numbers).
        jit: make one kernel of the program with `torch.compile`, which takes seconds at the first call of each
            precision. With "numpy" arrays go in and out as before, and short ones are not worth a kernel. Without a
            compiler it warns, and runs as if not asked.

    How it runs is chosen by size. Plain floats go through `math`. Arrays are worked on in blocks that stay in the
    cache, with registers in the place of temporaries; where torch has been imported, its functions run on the same
    memory where they are the faster ones. Arrays can be given to write into: `f(x, out=array)`, or a sequence of
    arrays where there are several results. One thread works, but for `jit`, which uses as many as torch is set to.

    Every result has the common shape of all inputs, a constant too. Plain numbers in, plain floats out. Variables are
    real: an odd root of a negative number is real, and where an expression has no real value the result is nan, or inf
    at a pole, without a warning.

    A sum over an index takes its x_i as an array x, and goes over all that it has: see `OverData`.

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
    row, layout = flatten(exprs)
    if is_over_data(row):
        compiled = partial(lambdify, backend=backend, device=device, dtype=dtype, jit=jit)
        return OverData(row, layout, as_symbols(args), compiled, Arrays(backend, dtype, device))
    return _function(lambda: tape_of(row, as_symbols(args)), layout, backend, device, dtype, jit)


def value_and_gradient(
    expr: Any,
    args: Any,
    backend: str = "numpy",
    *,
    by: Any = None,
    device: Any = None,
    dtype: Any = None,
    jit: bool = False,
) -> Compiled:
    """A fast function that gives the value of an expression and all its partial derivatives, as one program.

    f and (∂f/∂x₁, ..., ∂f/∂xₙ): worked out backwards through the program (or forwards, where that is less), so that
    the gradient costs a few times the function however many variables there are. The derivatives are taken on the
    program itself; for one that explains itself, line by line, ask `gradient` and `Derivation.lambdify`.

    Arguments:
        expr: the expression.
        args: the symbols that the function takes values for.
        by: the symbols to differentiate by, among `args`; without it all of them.
        backend, device, dtype, jit: as in `lambdify`.

    Returns a function that gives `(value, [partial, ...])`.

    Raises:
        NumericError, TypeError: as `lambdify` does.

    >>> from sympy.abc import x, y
    >>> f = value_and_gradient(x**2*y + y, (x, y))
    >>> f(3.0, 2.0)
    (20.0, [12.0, 10.0])
    >>> value, (by_x, by_y) = f(np.array([0.0, 3.0]), 2.0)
    >>> by_x
    array([ 0., 12.])
    """
    names = as_symbols(args)
    chosen = _among(by, names)

    def tape() -> Tape:
        build, (f,) = lowered(flatten([expr])[0], names)
        return build.finish([f, *derivatives.gradient(build, f, chosen)])

    layout = Layout("tuple", (ONE, Layout("list", (ONE,) * len(chosen))))
    return _function(tape, layout, backend, device, dtype, jit)


def value_and_jacobian(
    exprs: Any,
    args: Any,
    backend: str = "numpy",
    *,
    by: Any = None,
    device: Any = None,
    dtype: Any = None,
    jit: bool = False,
) -> Compiled:
    """A fast function that gives the values of several expressions and their Jacobian matrix, as one program.

    The matrix has a row for each expression and a column for each symbol; see `value_and_gradient` for the arguments.

    >>> from sympy.abc import x, y
    >>> values, matrix = value_and_jacobian([x*y, x + y], (x, y))(2.0, 3.0)
    >>> values, matrix.tolist()
    ([6.0, 5.0], [[3.0, 2.0], [1.0, 1.0]])
    """
    names = as_symbols(args)
    chosen = _among(by, names)
    row, layout = flatten(exprs)

    def tape() -> Tape:
        build, values = lowered(row, names)
        return build.finish([*values, *derivatives.jacobian(build, values, chosen)])

    matrix = Layout("matrix", (ONE,) * (len(row) * len(chosen)), (len(row), len(chosen)))
    return _function(tape, Layout("tuple", (layout, matrix)), backend, device, dtype, jit)


def value_and_hessian(
    expr: Any,
    args: Any,
    backend: str = "numpy",
    *,
    by: Any = None,
    device: Any = None,
    dtype: Any = None,
    jit: bool = False,
) -> Compiled:
    """A fast function that gives the value of an expression, its gradient and its Hessian matrix, as one program.

    See `value_and_gradient` for the arguments; the function gives `(value, [partial, ...], matrix)`.

    >>> from sympy.abc import x, y
    >>> value, gradient, matrix = value_and_hessian(x**2*y, (x, y))(3.0, 2.0)
    >>> value, gradient, matrix.tolist()
    (18.0, [12.0, 9.0], [[4.0, 6.0], [6.0, 0.0]])
    """
    names = as_symbols(args)
    chosen = _among(by, names)

    def tape() -> Tape:
        build, (f,) = lowered(flatten([expr])[0], names)
        first, second = derivatives.hessian(build, f, chosen)
        return build.finish([f, *first, *(k for line in second for k in line)])

    n = len(chosen)
    layout = Layout("tuple", (ONE, Layout("list", (ONE,) * n), Layout("matrix", (ONE,) * (n * n), (n, n))))
    return _function(tape, layout, backend, device, dtype, jit)


def hessian_vector(
    expr: Any,
    args: Any,
    backend: str = "numpy",
    *,
    by: Any = None,
    device: Any = None,
    dtype: Any = None,
    jit: bool = False,
) -> Compiled:
    """A fast function that gives a value, the gradient, and the Hessian matrix times a vector, without the matrix.

    H v is the derivative of the gradient along v: it costs a few times the function however many variables there are.
    The function takes the values and then the entries of the vector, one for each symbol of `by` (all, unless given);
    by name they are `v_x` for a symbol x.

    See `value_and_gradient` for the arguments; the function gives `(value, [partial, ...], [entry, ...])`.

    >>> from sympy.abc import x, y
    >>> hessian_vector(x**2*y, (x, y))(3.0, 2.0, 1.0, 10.0)
    (18.0, [12.0, 9.0], [64.0, 6.0])
    """
    names = as_symbols(args)
    chosen = _among(by, names)
    taken = {symbol.name for symbol in names}
    prefix = next(p for p in ("v_", "vector_", "entry_of_the_vector_") if not any(p + n in taken for n in taken))
    entries = tuple(sp.Symbol(prefix + names[k].name, real=True) for k in chosen)

    def tape() -> Tape:
        build, (f,) = lowered(flatten([expr])[0], (*names, *entries))
        direction = range(len(names), len(names) + len(entries))
        first, product = derivatives.hessian_vector(build, f, chosen, direction)
        return build.finish([f, *first, *product])

    row = Layout("list", (ONE,) * len(chosen))
    return _function(tape, Layout("tuple", (ONE, row, row)), backend, device, dtype, jit)


def _among(by: Any, names: tuple[Any, ...]) -> list[int]:
    """The numbers of the arguments to differentiate by."""
    if by is None:
        return list(range(len(names)))
    known = {symbol.name: k for k, symbol in enumerate(names)}
    chosen = as_symbols(by)
    for symbol in chosen:
        if symbol.name not in known:
            raise NumericError(f"{symbol.name} is not among the arguments ({', '.join(known) or 'none'})")
    return [known[symbol.name] for symbol in chosen]


def _function(
    tape_of_it: Callable[[], Tape], layout: Layout, backend: str, device: Any, dtype: Any, jit: bool
) -> Compiled:
    if backend not in ("numpy", "torch"):
        raise NumericError(f"the backend {backend!r} is not known; there are 'numpy' and 'torch'")
    if backend == "numpy" and device is not None:
        raise NumericError("NumPy has no devices: device= goes with backend='torch'")
    return _make(tape_of_it(), layout, backend, device, dtype, jit)


def _make(tape: Tape, layout: Layout, backend: str, device: Any, dtype: Any, jit: bool) -> Compiled:
    if backend == "torch":
        from workings.numeric.on_tensors import tensor_function

        function = tensor_function(tape, layout, device, dtype, jit)
    else:
        fused = None
        if jit:
            from workings.numeric.fused import FusedProgram

            fused = FusedProgram(tape)
        function = array_function(tape, layout, dtype, fused=fused)
    compiled = Compiled(function)
    compiled.tape, compiled._made_by = tape, (layout, backend, device, dtype, jit)
    compiled.__doc__ = f"The values of {len(tape.outputs)} expression(s) by {len(tape.operations)} operations."
    return compiled


def as_symbols(args: Any) -> tuple[Any, ...]:
    """One symbol or a sequence of them, as a tuple."""
    symbols = (args,) if isinstance(args, sp.Symbol) else tuple(args) if isinstance(args, _SEQUENCES) else None
    if symbols is None or not all(isinstance(s, sp.Symbol) for s in symbols):
        raise TypeError(f"args is a symbol or a sequence of symbols, and not {args!r}")
    return symbols


_SEQUENCES = (list, tuple, sp.Tuple, sp.MatrixBase)

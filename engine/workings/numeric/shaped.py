"""Expressions in vectors and matrices as functions of NumPy arrays or torch tensors: a short program, run step by step.

What is shared is computed once. A product is worked from the side of its vector, an inverse times something is a
solve, and ln det goes through the logarithms of the pivots.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sympy import Rational, log

from workings.expression import shaped
from workings.expression.matrix_goals import ShapeError
from workings.expression.nodes import call
from workings.expression.shaped import ENTRY, SCALAR, Dimension, Letter, Shaped, shape_of
from workings.numeric.compiled import lambdify
from workings.numeric.tape import NumericError

__all__ = ["ShapedFunction", "compile_shaped"]

Register = int
_LOG = call(log, ENTRY)


def compile_shaped(
    expr: Any, letters: Sequence[Letter], names: Sequence[str], backend: str = "numpy"
) -> ShapedFunction:
    """`expr` as a function of the letters of those names, in that order.

    Arguments:
        letters: the letters with their shapes.
        names: which of them are arguments, in the order of the call.
        backend: "numpy" or "torch".

    Raises:
        ValueError: there is no such letter or backend, or a letter of the expression is no argument.
    """
    if backend not in ("numpy", "torch"):
        raise ValueError(f"backend {backend!r} is not one of 'numpy', 'torch'")
    known = {letter.name: letter for letter in letters}
    for name in names:
        if name not in known:
            raise ValueError(f"there is no letter {name}; there are {', '.join(known)}")
    needed = [letter.name for letter in shaped.letters_of([expr]) if letter.kind != "dimension"]
    missing = [name for name in needed if name not in names]
    if missing:
        raise ValueError(f"{missing[0]} is no argument, but the result depends on it")
    program = _Program(backend)
    arguments = tuple(known[name] for name in names)
    for letter in arguments:
        program.argument(letter)
    result = program.add(expr)
    return ShapedFunction(arguments, tuple(program.steps), result, shape_of(expr), backend)


@dataclass(frozen=True, slots=True)
class ShapedFunction:
    """A compiled expression; called with an array for each of `arguments`, a vector with one axis, a number a float.

    The result has one axis where it is a column, none where it is a number.
    """

    arguments: tuple[Letter, ...]
    steps: tuple[tuple[Callable[..., Any], tuple[Register, ...]], ...]
    result: Register
    shape: shaped.Shape
    backend: str

    def __call__(self, *values: Any) -> Any:
        if len(values) != len(self.arguments):
            names = ", ".join(letter.name for letter in self.arguments)
            raise TypeError(f"{len(values)} arguments for {len(self.arguments)}: {names}")
        sizes: dict[str, int] = {}
        given: list[Any] = []
        for letter, value in zip(self.arguments, values, strict=True):
            given.append(_accepted(letter, value, sizes, self.backend))
        registers = given
        like = next((v for v in given if self.backend == "torch"), None)
        for function, args in self.steps:
            registers.append(function(sizes, like, *[registers[i] for i in args]))
        return _given_back(registers[self.result], self.shape, self.backend)


def _accepted(letter: Letter, value: Any, sizes: dict[str, int], backend: str) -> Any:
    """The value with two axes (none for a number), its dimensions noted or compared."""
    if backend == "torch":
        import torch

        array = value if isinstance(value, torch.Tensor) else torch.as_tensor(value, dtype=torch.float64)
    else:
        array = np.asarray(value)
        if array.dtype.kind != "f":
            array = array.astype(np.float64)
    axes = tuple(int(n) for n in array.shape)
    if letter.shape == SCALAR:
        if axes not in ((), (1,), (1, 1)):
            raise ShapeError(f"{letter.name} is a number; the value given has shape {axes}")
        return array.reshape(())
    if len(axes) == 1 and letter.columns == 1:
        array = array.reshape(-1, 1)
        axes = (axes[0], 1)
    if len(axes) != 2:
        raise ShapeError(f"{letter.name} is {shaped.written_shape(letter)}; the value given has shape {axes}")
    for dimension, size in zip(letter.shape, axes, strict=True):
        expected = dimension if isinstance(dimension, int) else sizes.setdefault(dimension, size)
        if expected != size:
            said = f"{dimension} = {expected}" if isinstance(dimension, str) else str(expected)
            raise ShapeError(
                f"{letter.name} is {shaped.written_shape(letter)} with {said}; the value given is {axes[0]}x{axes[1]}"
            )
    return array


def _given_back(value: Any, shape: shaped.Shape, backend: str) -> Any:
    if shape == SCALAR:
        return float(value) if backend == "numpy" else value
    return value.reshape(-1) if shape[1] == 1 else value


class _Program:
    """Steps, each a function of the registers before it."""

    def __init__(self, backend: str) -> None:
        self.backend = backend
        self.library = _library(backend)
        self.steps: list[tuple[Callable[..., Any], tuple[Register, ...]]] = []
        self.known: dict[Any, Register] = {}
        self.count = 0

    def argument(self, letter: Letter) -> None:
        self.known[letter] = self.count
        self.count += 1

    def step(self, function: Callable[..., Any], *args: Register) -> Register:
        self.steps.append((function, args))
        self.count += 1
        return self.count - 1

    def add(self, node: Any) -> Register:
        """The register that will hold the node's value; equal nodes share one."""
        found = self.known.get(node)
        if found is None:
            found = self.known[node] = self._made(node)
        return found

    def _made(self, node: Any) -> Register:
        if not isinstance(node, Shaped):
            number = float(node)
            return self.step(lambda sizes, like: number)
        if isinstance(node, Letter):
            if node.kind != "dimension":
                raise ValueError(f"{node.name} is no argument, but the result depends on it")
            return self.step(lambda sizes, like: float(_size(node.name, sizes)))
        if isinstance(node, shaped.Zeros | shaped.Ones | shaped.Eye | shaped.Commutation):
            return self._constant(node)
        if isinstance(node, shaped.Product):
            return self._product(node)
        if isinstance(node, shaped.Map):
            return self._map(node)
        if isinstance(node, shaped.NthPower):
            n, power = int(node.args[1]), self.library["power"]
            return self.step(lambda sizes, like, a: power(a, n), self.add(node.args[0]))
        if isinstance(node, shaped.Unvec):
            return self._unvec(node)
        softmax_of_rows = isinstance(node, shaped.Softmax) and node.columns != 1
        operation = self.library.get("softmax of rows" if softmax_of_rows else type(node))
        if operation is None:
            raise NumericError(f"{type(node).__name__} can't be computed")
        parts = [self.add(part) for part in node.args]
        if isinstance(node, shaped.Sum | shaped.Multiple | shaped.Hadamard):
            whole = parts[0]
            for part in parts[1:]:
                whole = self.step(lambda sizes, like, a, b: operation(a, b), whole, part)
            return whole
        return self.step(lambda sizes, like, *a: operation(*a), *parts)

    def _constant(self, node: Any) -> Register:
        make, content = self.library[type(node)], node.content
        return self.step(lambda sizes, like: make(like, *[_size(d, sizes) for d in content]))

    def _unvec(self, node: shaped.Unvec) -> Register:
        rows, columns = node.shape
        return self.step(
            lambda sizes, like, a: a.reshape(_size(columns, sizes), _size(rows, sizes)).T, self.add(node.inner)
        )

    def _product(self, node: shaped.Product) -> Register:
        """From the right where that is a vector, so that only vectors are made on the way; else from the left."""
        factors = list(node.args)
        matmul, solve = self.library["matmul"], self.library["solve"]
        if node.columns == 1 or (isinstance(factors[0], shaped.Inverse) and len(factors) == 2):
            whole = self.add(factors[-1])
            for factor in reversed(factors[:-1]):
                if isinstance(factor, shaped.Inverse):
                    whole = self.step(lambda sizes, like, a, b: solve(a, b), self.add(factor.inner), whole)
                else:
                    whole = self.step(lambda sizes, like, a, b: matmul(a, b), self.add(factor), whole)
        else:
            whole = self.add(factors[0])
            for factor in factors[1:]:
                whole = self.step(lambda sizes, like, a, b: matmul(a, b), whole, self.add(factor))
        scalar, trace = node.shape == SCALAR, self.library["item"]
        return self.step(lambda sizes, like, a: trace(a), whole) if scalar else whole

    def _map(self, node: shaped.Map) -> Register:
        if node.body == _LOG and isinstance(node.inner, shaped.Det):
            logdet = self.library["logdet"]
            return self.step(lambda sizes, like, a: logdet(a), self.add(node.inner.inner))
        body = node.body
        if isinstance(body, Rational):
            return self.add(body)
        function = lambdify(body, [node.entry], backend=self.backend)
        return self.step(lambda sizes, like, a: function(a), self.add(node.inner))


def _size(dimension: Dimension, sizes: dict[str, int]) -> int:
    if isinstance(dimension, int):
        return dimension
    whole = 1
    for part in shaped.dimensions_of(dimension):
        if part not in sizes:
            raise ShapeError(f"the dimension {part} is that of no argument")
        whole *= sizes[part]
    return whole


def _library(backend: str) -> dict[Any, Callable[..., Any]]:
    """The operations of a backend, by node."""
    return _numpy() if backend == "numpy" else _torch()


def _shared(xp: Any) -> dict[Any, Callable[..., Any]]:
    """What NumPy and torch call by the same names."""
    return {
        shaped.Sum: lambda a, b: a + b,
        shaped.Multiple: lambda a, b: a * b,
        shaped.Hadamard: lambda a, b: a * b,
        shaped.Transpose: lambda a: a.T,
        shaped.Inverse: xp.linalg.inv,
        shaped.Det: xp.linalg.det,
        shaped.Tr: xp.trace,
        shaped.Diag: lambda a: xp.diag(a.reshape(-1)),
        shaped.DiagonalOf: lambda a: xp.diag(a).reshape(-1, 1),
        shaped.Vec: lambda a: a.T.reshape(-1, 1),
        shaped.SumOfEntries: lambda a: a.sum(),
        shaped.Frobenius: lambda a: (a * a).sum(),
        shaped.NormOf: lambda a: xp.sqrt((a * a).sum()),
        "matmul": lambda a, b: a @ b,
        "solve": xp.linalg.solve,
        "power": xp.linalg.matrix_power,
        "item": lambda a: a.reshape(()),
    }


def _numpy() -> dict[Any, Callable[..., Any]]:
    def softmax(a: Any) -> Any:
        raised = np.exp(a - a.max())
        return raised / raised.sum()

    def logdet(a: Any) -> Any:
        sign, value = np.linalg.slogdet(a)
        return value if sign > 0 else np.nan

    def softmax_of_rows(a: Any) -> Any:
        raised = np.exp(a - a.max(axis=1, keepdims=True))
        return raised / raised.sum(axis=1, keepdims=True)

    return {
        **_shared(np),
        "softmax of rows": softmax_of_rows,
        shaped.Kronecker: np.kron,
        shaped.Softmax: softmax,
        shaped.LogSumExp: lambda a: a.max() + np.log(np.exp(a - a.max()).sum()),
        shaped.Zeros: lambda like, m, n: np.zeros((m, n)),
        shaped.Ones: lambda like, m, n: np.ones((m, n)),
        shaped.Eye: lambda like, n: np.eye(n),
        shaped.Commutation: lambda like, m, n: _commutation(m, n),
        "logdet": logdet,
    }


def _torch() -> dict[Any, Callable[..., Any]]:
    import torch

    def as_like(array: Any, like: Any) -> Any:
        return torch.as_tensor(array, dtype=like.dtype, device=like.device)

    def logdet(a: Any) -> Any:
        sign, value = torch.linalg.slogdet(a)
        return torch.where(sign > 0, value, torch.full_like(value, float("nan")))

    return {
        **_shared(torch),
        "softmax of rows": lambda a: torch.softmax(a, 1),
        shaped.Kronecker: lambda a, b: torch.kron(a.contiguous(), b.contiguous()),
        shaped.Softmax: lambda a: torch.softmax(a, 0),
        shaped.LogSumExp: lambda a: torch.logsumexp(a.reshape(-1), 0),
        shaped.Zeros: lambda like, m, n: as_like(np.zeros((m, n)), like),
        shaped.Ones: lambda like, m, n: as_like(np.ones((m, n)), like),
        shaped.Eye: lambda like, n: as_like(np.eye(n), like),
        shaped.Commutation: lambda like, m, n: as_like(_commutation(m, n), like),
        "logdet": logdet,
    }


def _commutation(m: int, n: int) -> Any:
    """K with K vec(X) = vec(X^T) for an m x n matrix X."""
    table = np.zeros((m * n, m * n))
    for i in range(m):
        for j in range(n):
            table[i * n + j, j * m + i] = 1.0
    return table

"""Expressions in vectors and matrices built as written, and looked at; their nodes are those of `shaped_nodes`.

>>> A, x = Letter("A", "m", "n"), Letter("x", "n", 1)
>>> times(A, x).shape
('m', 1)
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from sympy import Basic, Expr, Integer, Rational

from workings.expression.algebra import replace
from workings.expression.matrix_goals import ShapeError
from workings.expression.nodes import MINUS_ONE, ONE, divide, power
from workings.expression.shaped_nodes import (
    DECLARED_KINDS,
    ENTRY,
    SCALAR,
    Atom,
    Commutation,
    Det,
    Diag,
    DiagonalOf,
    Dimension,
    Eye,
    Frobenius,
    Hadamard,
    Inverse,
    Kronecker,
    Letter,
    LogSumExp,
    Map,
    Multiple,
    NormOf,
    NthPower,
    Ones,
    Product,
    Shape,
    Shaped,
    Softmax,
    Sum,
    SumOfEntries,
    Tr,
    Transpose,
    Unvec,
    Vec,
    Zeros,
    dimensions_of,
    is_number,
    is_scalar,
    said,
    shape_of,
    size_product,
    written_shape,
)

__all__ = [
    "DECLARED_KINDS",
    "ENTRY",
    "SCALAR",
    "Atom",
    "Commutation",
    "Det",
    "Diag",
    "DiagonalOf",
    "Dimension",
    "Eye",
    "Frobenius",
    "Hadamard",
    "Inverse",
    "Kronecker",
    "Letter",
    "LogSumExp",
    "Map",
    "Multiple",
    "NormOf",
    "NthPower",
    "Ones",
    "Product",
    "Shape",
    "Shaped",
    "Softmax",
    "Sum",
    "SumOfEntries",
    "Tr",
    "Transpose",
    "Unvec",
    "Vec",
    "Zeros",
    "add",
    "dimensions_of",
    "entrywise",
    "factors_of",
    "hadamard",
    "is_number",
    "is_scalar",
    "is_symmetric",
    "letters_of",
    "multiple",
    "negated",
    "reciprocal",
    "shape_of",
    "size_product",
    "split_multiple",
    "summands",
    "times",
    "written_shape",
]

_new = Basic.__new__


# Building -----------------------------------------------------------------------------------------


def add(*terms: Expr) -> Any:
    """The sum of terms of one shape, in their order."""
    flat = [part for term in terms for part in summands(term)]
    for other in flat[1:]:
        if shape_of(other) != shape_of(flat[0]):
            raise ShapeError(
                f"{said(flat[0])} is {written_shape(flat[0])} and {said(other)} is {written_shape(other)}: "
                "only equal shapes are added"
            )
    return flat[0] if len(flat) == 1 else _new(Sum, *flat)


def summands(node: Expr) -> tuple[Any, ...]:
    """The terms of a sum; anything else is its own single term."""
    return node.args if isinstance(node, Sum) else (node,)


def multiple(*parts: Expr) -> Any:
    """Numbers times the last part; a factor that is exactly 1 is not written."""
    flat: list[Any] = []
    for part in parts:
        flat += part.args if isinstance(part, Multiple) else [part]
    flat = [p for p in flat[:-1] if p is not ONE] + flat[-1:]
    flat = [p for p in flat if is_scalar(p)] + [p for p in flat if not is_scalar(p)]
    if len(flat) > 1 and flat[-1] is ONE:
        flat.pop()
    if len(flat) > 1 and is_number(flat[-1]):
        flat = [flat[-1], *flat[:-1]]
    numbers = [p for p in flat if isinstance(p, Rational)]
    if len(numbers) > 1 and set(numbers) <= {MINUS_ONE}:  # a sign before a sign
        flat = [p for p in flat if not isinstance(p, Rational)]
        flat = [MINUS_ONE, *flat] if len(numbers) % 2 else flat
    return flat[0] if len(flat) == 1 else _new(Multiple, *flat)


def negated(a: Expr) -> Any:
    if isinstance(a, Rational):
        return -a
    numbers, rest = split_multiple(a)
    if numbers and isinstance(numbers[0], Rational):
        return multiple(-numbers[0], *numbers[1:], rest)
    return multiple(MINUS_ONE, a)


def split_multiple(node: Expr) -> tuple[tuple[Any, ...], Any]:
    """The numbers before a part, and the part."""
    return (node.args[:-1], node.args[-1]) if isinstance(node, Multiple) else ((), node)


def factors_of(node: Expr) -> tuple[Any, ...]:
    """The factors of a product of matrices; anything else is its own single factor."""
    return node.args if isinstance(node, Product) else (node,)


def times(*factors: Expr) -> Any:
    """The product in this order. Numbers among the factors stand before it.

    >>> times(Letter("A", 2, 3), Letter("B", 4, 1))
    Traceback (most recent call last):
        ...
    workings.expression.matrix_goals.ShapeError: A is 2x3 and B is 4x1, so A B needs 3 = 4; no transpose helps
    """
    numbers: list[Any] = []
    flat: list[Any] = []
    for factor in factors:
        ahead, rest = split_multiple(factor)
        numbers += ahead
        if is_scalar(rest):
            numbers.append(rest)
        else:
            flat += factors_of(rest)
    if not flat:
        return multiple(*numbers) if numbers else ONE
    for one, other in pairwise(flat):
        if shape_of(one)[1] != shape_of(other)[0]:
            raise _misfit(one, other)
    whole = flat[0] if len(flat) == 1 else _new(Product, *flat)
    return multiple(*numbers, whole) if numbers else whole


def _misfit(one: Any, other: Any) -> ShapeError:
    """Which shapes don't fit, and what would."""
    a, b = said(one), said(other)
    (m, k), (p, n) = shape_of(one), shape_of(other)
    fits = []
    if k == n:
        fits.append(f"{a} {b}^T ({m}x{k} times {n}x{p})")
    if m == p:
        fits.append(f"{a}^T {b} ({k}x{m} times {p}x{n})")
    if n == m:
        fits.append(f"{b} {a} ({p}x{n} times {m}x{k})")
    tail = f"{' and '.join(fits)} {'is' if len(fits) == 1 else 'are'} defined" if fits else "no transpose helps"
    message = f"{a} is {written_shape(one)} and {b} is {written_shape(other)}, so {a} {b} needs {k} = {p}; {tail}"
    return ShapeError(message, {a: written_shape(one), b: written_shape(other)})


def hadamard(*parts: Expr) -> Any:
    """The product of the entries in the same places; of numbers, their product."""
    numbers: list[Any] = []
    flat: list[Any] = []
    for part in parts:
        ahead, rest = split_multiple(part)
        numbers += ahead
        flat += rest.args if isinstance(rest, Hadamard) else [rest]
    for other in flat[1:]:
        if shape_of(other) != shape_of(flat[0]):
            a, b = said(flat[0]), said(other)
            raise ShapeError(
                f"{a} is {written_shape(flat[0])} and {b} is {written_shape(other)}: "
                f"{a} ⊙ {b} needs equal shapes; of matrices, A B needs the columns of A to be the rows of B"
            )
    if is_scalar(flat[0]):
        return multiple(*numbers, *flat)
    whole = flat[0] if len(flat) == 1 else _new(Hadamard, *flat)
    return multiple(*numbers, whole) if numbers else whole


def entrywise(body: Expr, inner: Expr) -> Any:
    """The function `body` of t put to every entry; functions in each other become one."""
    if isinstance(inner, Map):
        return _new(Map, replace(body, {ENTRY: inner.body}), ENTRY, inner.inner)
    return _new(Map, body, ENTRY, inner)


def reciprocal(s: Expr) -> Any:
    """1/s for a number s."""
    if is_number(s):
        return divide(ONE, s) if not isinstance(s, Rational) else ONE / s
    return _new(Map, power(ENTRY, Integer(-1)), ENTRY, s)


# Looking ------------------------------------------------------------------------------------------


def letters_of(roots: Iterable[Basic]) -> tuple[Letter, ...]:
    """The letters below `roots`, each once, in the order in which they are written."""
    found: dict[Letter, None] = {}
    stack = [*roots][::-1]
    seen: set[int] = set()
    while stack:
        node = stack.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, Letter):
            found.setdefault(node)
        stack.extend(reversed(node.args))
    return tuple(found)


def is_symmetric(node: Basic) -> bool:
    """Whether its transpose is known to be itself, by declaration or by its form."""
    if isinstance(node, Letter):
        return "symmetric" in node.kind or "definite" in node.kind or node.kind == "diagonal"
    if isinstance(node, Eye | Diag) or is_scalar(node):
        return True
    if isinstance(node, Zeros | Ones):
        return node.rows == node.columns
    if isinstance(node, Inverse | NthPower):
        return is_symmetric(node.args[0])
    if isinstance(node, Multiple):
        return is_symmetric(node.args[-1])
    if isinstance(node, Sum) and len(node.args) == 2 and _mirrored(*node.args):  # A + Aᵀ
        return True
    if isinstance(node, Sum | Hadamard | Kronecker):
        return all(map(is_symmetric, node.args))
    if isinstance(node, Product):  # AᵀA, A S Aᵀ
        return all(_mirrored(one, other) for one, other in zip(node.args, reversed(node.args), strict=True))
    return False


def _mirrored(one: Any, other: Any) -> bool:
    return one == Transpose(other) or other == Transpose(one) or (one == other and is_symmetric(one))

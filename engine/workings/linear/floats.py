"""Systems in floats, many at once, on NumPy or torch: with how well the answer fits and how far it can be trusted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from workings.expression.matrix_goals import ShapeError

__all__ = ["FloatSolution", "solve_floats"]

SMALL = 3  # unknowns up to which the adjugate is faster than elimination


@dataclass(frozen=True, slots=True)
class FloatSolution:
    """x of A x = b for a batch of systems.

    Attributes:
        x: the unknowns, shaped (..., n) as b.
        residual: the largest |A x - b| of each system, over the size of A and x: near 1e-16 where it can't be better.
        condition: an estimate of by how much an error of b grows in x, in the largest row sum; inf where A is singular.
    """

    x: Any
    residual: Any
    condition: Any


def solve_floats(a: Any, b: Any, *, backend: str = "numpy", device: str | None = None) -> FloatSolution:
    """A x = b in floats, for one system or a batch.

    Arguments:
        a: shaped (..., n, n).
        b: shaped (..., n).
        backend: "numpy" or "torch"; torch works on the `device`.

    Raises:
        ShapeError: the shapes don't fit.
        ValueError: there is no such backend.

    A singular system gives nan, and its condition is inf; the others of the batch are not disturbed.

    >>> solve_floats([[2.0, 1.0], [1.0, -3.0]], [5.0, -1.0]).x.round(12).tolist()
    [2.0, 1.0]
    """
    if backend == "torch":
        from workings.linear.tensors import solve_torch

        return FloatSolution(*solve_torch(a, b, device))
    if backend != "numpy":
        raise ValueError(f"backend {backend!r} is not one of 'numpy', 'torch'")
    left = np.asarray(a, dtype=None if hasattr(a, "dtype") else float)
    right = np.asarray(b, dtype=left.dtype)
    check_shapes(left.shape, right.shape)
    with np.errstate(all="ignore"):
        if right.shape[-1] == SMALL:
            return FloatSolution(*solve_three(left, right, np))
        inverse = _inverse(left)
        x = (inverse @ right[..., None])[..., 0]
        x = x + (inverse @ (right - (left @ x[..., None])[..., 0])[..., None])[..., 0]
        size = np.abs(left).sum(-1).max(-1)
        off = np.abs((left @ x[..., None])[..., 0] - right).max(-1)
        residual = off / (size * np.abs(x).max(-1) + np.abs(right).max(-1))
        condition = size * np.abs(inverse).sum(-1).max(-1)
    return FloatSolution(x, residual, np.where(np.isfinite(condition), condition, np.inf))


def check_shapes(left: tuple[int, ...], right: tuple[int, ...]) -> None:
    if len(left) < 2 or left[-1] != left[-2]:
        raise ShapeError(f"A is shaped {left}; systems are shaped (..., n, n)")
    if left[:-1] != right:
        raise ShapeError(f"A is shaped {left} and b {right}; b should be shaped {left[:-1]}")


def _inverse(left: Any) -> Any:
    try:
        return np.linalg.inv(left)
    except np.linalg.LinAlgError:  # one of them is singular: the others are done without it
        flat = left.reshape(-1, *left.shape[-2:])
        bad = np.linalg.matrix_rank(flat) < left.shape[-1]
        safe = np.where(bad[:, None, None], np.eye(left.shape[-1]), flat)
        return np.where(bad[:, None, None], np.nan, np.linalg.inv(safe)).reshape(left.shape)


def solve_three(left: Any, right: Any, library: Any) -> tuple[Any, Any, Any]:
    """x, residual and condition of systems of three unknowns by the adjugate, on NumPy's arrays or torch's tensors.

    Number by number over the whole batch: nothing is slower than many tiny matrix products.
    """
    ascontiguous = np.ascontiguousarray if library is np else lambda t: t.contiguous()
    a = [[ascontiguous(left[..., i, j]) for j in range(3)] for i in range(3)]
    b = [ascontiguous(right[..., i]) for i in range(3)]
    turn = ((1, 2), (2, 0), (0, 1))
    cofactors = [[a[p][k] * a[q][m] - a[p][m] * a[q][k] for k, m in turn] for p, q in turn]
    over = 1 / _dot(a[0], cofactors[0])
    inverse = [[cofactors[j][i] * over for j in range(3)] for i in range(3)]
    x = [_dot(row, b) for row in inverse]
    # One step of refinement brings the residual to that of elimination.
    off = [b[i] - _dot(a[i], x) for i in range(3)]
    x = [x[i] + _dot(inverse[i], off) for i in range(3)]
    off = [b[i] - _dot(a[i], x) for i in range(3)]
    size, grown = (_row_sum(m, library) for m in (a, inverse))
    residual = _largest(off, library) / (size * _largest(x, library) + _largest(b, library))
    condition = size * grown
    nothing = library.full_like(condition, float("inf"))
    return library.stack(x, -1), residual, library.where(library.isfinite(condition), condition, nothing)


def _dot(u: Any, v: Any) -> Any:
    return u[0] * v[0] + u[1] * v[1] + u[2] * v[2]


def _largest(parts: Any, library: Any) -> Any:
    u, v, w = map(library.abs, parts)
    return library.maximum(library.maximum(u, v), w)


def _row_sum(rows: Any, library: Any) -> Any:
    sums = [library.abs(u) + library.abs(v) + library.abs(w) for u, v, w in rows]
    return library.maximum(library.maximum(sums[0], sums[1]), sums[2])

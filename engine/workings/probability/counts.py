"""Sparse counts: our own small matrix for texts, and the products needed, for NumPy, scipy.sparse and torch alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

__all__ = ["Counts", "class_sums", "column_sums", "positive", "times"]


@dataclass(frozen=True, slots=True)
class Counts:
    """A matrix in compressed rows: row i has `data[indptr[i]:indptr[i + 1]]` in those columns of `indices`."""

    indptr: Any
    indices: Any
    data: Any
    shape: tuple[int, int]

    @classmethod
    def of(cls, rows: Sequence[Mapping[int, int]], width: int) -> Counts:
        """From the columns and counts of each row."""
        indptr = np.zeros(len(rows) + 1, dtype=np.intp)
        indptr[1:] = np.cumsum([len(row) for row in rows])
        indices = np.array([column for row in rows for column in row], dtype=np.intp)
        data = np.array([n for row in rows for n in row.values()], dtype=float)
        return cls(indptr, indices, data, (len(rows), width))

    def toarray(self) -> Any:
        dense = np.zeros(self.shape)
        dense[self.row_of_each(), self.indices] = self.data
        return dense

    def row_of_each(self) -> Any:
        """The row of every entry."""
        return np.repeat(np.arange(self.shape[0]), np.diff(self.indptr))


def times(matrix: Any, weights: Any) -> Any:
    """matrix @ weights, (n, m) times (m, k), as a NumPy array."""
    if isinstance(matrix, Counts):
        rows = matrix.row_of_each()
        columns = [
            np.bincount(rows, weights=matrix.data * column[matrix.indices], minlength=matrix.shape[0])
            for column in weights.T
        ]
        return np.stack(columns, axis=1) if columns else np.zeros((matrix.shape[0], 0))
    if _is_torch(matrix):
        import torch

        found = matrix @ torch.from_numpy(np.ascontiguousarray(weights)).to(matrix.dtype).to(matrix.device)
        return found.cpu().numpy()
    if weights.shape[1] == 1 and hasattr(matrix, "indptr"):
        return (matrix @ weights[:, 0])[:, None]  # a vector is twice as fast as a matrix of one column
    return np.asarray(matrix @ weights)


def column_sums(matrix: Any) -> Any:
    """The sum of every column."""
    if hasattr(matrix, "indptr"):
        return np.bincount(matrix.indices, weights=matrix.data, minlength=matrix.shape[1])
    return np.asarray(matrix).sum(axis=0)


def class_sums(matrix: Any, classes: Any, count: int) -> Any:
    """For every class the sum of its rows; of two, the first is what the second leaves of the whole."""
    if _is_torch(matrix):
        import torch

        if matrix.layout == torch.strided:
            matrix = matrix.cpu().numpy()
        else:
            csr = matrix.to_sparse_csr().cpu()
            parts = [part.numpy() for part in (csr.crow_indices(), csr.col_indices(), csr.values())]
            matrix = Counts(parts[0], parts[1], parts[2], (int(csr.shape[0]), int(csr.shape[1])))
    width = matrix.shape[1]
    if isinstance(matrix, Counts):
        cell = classes[matrix.row_of_each()] * width + matrix.indices
        return np.bincount(cell, weights=matrix.data, minlength=count * width).reshape(count, width)
    if count > 2:
        return np.ascontiguousarray((matrix.T @ np.equal.outer(classes, np.arange(count)).astype(float)).T)
    sums = np.empty((count, width))
    for i in range(1, count):
        sums[i] = matrix.T @ (classes == i).astype(float)
    sums[0] = column_sums(matrix) - sums[1:].sum(axis=0)
    return sums


def positive(matrix: Any) -> Any:
    """1 where there is something, else 0."""
    if isinstance(matrix, Counts):
        return replace(matrix, data=(matrix.data > 0).astype(float))
    if _is_torch(matrix):
        return (matrix.to_dense() > 0).to(matrix.dtype)
    if hasattr(matrix, "indptr"):
        found = matrix.copy()
        found.data = (matrix.data > 0).astype(float)
        return found
    return (np.asarray(matrix) > 0).astype(float)


def _is_torch(matrix: Any) -> bool:
    return type(matrix).__module__.partition(".")[0] == "torch"

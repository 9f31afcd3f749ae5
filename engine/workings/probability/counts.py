"""Sparse counts: our own small matrix for texts, and the products needed, for NumPy, scipy.sparse and torch alike."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np

__all__ = ["Counts", "class_sums", "column_sums", "in_shares", "positive", "times"]


_MANY_CLASSES = 7  # from which counting cell by cell is faster than a product
_LARGE = 8_000_000  # multiplications
_MOST_SHARES = 8


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
    if _is_torch(matrix):
        import torch

        found = matrix @ torch.from_numpy(np.ascontiguousarray(weights)).to(matrix.dtype).to(matrix.device)
        return found.cpu().numpy()
    if _work(matrix, weights.shape[1]) >= _LARGE // _MOST_SHARES and matrix.data.dtype == weights.dtype == np.float64:
        torch = _torch()
        if torch is not None:
            return _product_in_torch(torch, matrix, weights)
    if isinstance(matrix, Counts):
        rows = matrix.row_of_each()
        columns = [
            np.bincount(rows, weights=matrix.data * column[matrix.indices], minlength=matrix.shape[0])
            for column in weights.T
        ]
        return np.stack(columns, axis=1) if columns else np.zeros((matrix.shape[0], 0))
    return np.asarray(matrix @ weights)


def _product_in_torch(torch: Any, matrix: Any, weights: Any) -> Any:
    """In half the time of scipy."""
    parts = (torch.from_numpy(part) for part in (matrix.indptr, matrix.indices, matrix.data))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that such matrices are in beta
        sparse = torch.sparse_csr_tensor(*parts, size=matrix.shape, check_invariants=False)
    return (sparse @ torch.from_numpy(np.ascontiguousarray(weights))).numpy()


def in_shares(matrix: Any, columns: int, work: Callable[[Any], Any]) -> Any:
    """What `work` makes of the rows; of a large matrix a share on every processor, the results below each other.

    Python's threads, and not torch's own, which on a busy machine wait for each other longer than the work takes.
    """
    if _work(matrix, columns) < _LARGE:
        return work(matrix)
    shares = min(_processors(), _MOST_SHARES)
    with _one_thread_each():
        if shares < 2:
            return work(matrix)
        ends = np.linspace(0, matrix.shape[0], shares + 1).astype(int).tolist()
        with ThreadPoolExecutor(shares) as pool:
            return np.concatenate(list(pool.map(work, [_rows(matrix, *pair) for pair in pairwise(ends)])))


def _processors() -> int:
    """How many processors this process may run on, and no more than torch is set to use."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    torch = _torch()
    return allowed if torch is None else min(allowed, int(torch.get_num_threads()))


def _rows(matrix: Any, first: int, last: int) -> Counts:
    """Those rows, without a copy of what is in them."""
    a, b = matrix.indptr[first], matrix.indptr[last]
    return Counts(
        matrix.indptr[first : last + 1] - a, matrix.indices[a:b], matrix.data[a:b], (last - first, matrix.shape[1])
    )


@contextmanager
def _one_thread_each() -> Iterator[None]:
    torch = _torch()
    if torch is None:
        yield
        return
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


@cache
def _torch() -> Any | None:
    """torch, where it is installed; loaded for the first large matrix."""
    try:
        import torch
    except ImportError:
        return None
    return torch


def _work(matrix: Any, columns: int) -> int:
    """How many multiplications a product of a matrix in compressed rows takes; 0 for other matrices."""
    compressed = isinstance(matrix, Counts) or getattr(matrix, "format", "") == "csr"
    return len(matrix.data) * columns if compressed else 0


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
    compressed = isinstance(matrix, Counts) or getattr(matrix, "format", "") == "csr"
    if compressed and (count >= _MANY_CLASSES or isinstance(matrix, Counts)):
        cell = np.repeat(classes * width, np.diff(matrix.indptr))
        cell += matrix.indices
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

"""Marking of matrix calculus: gradients, Jacobians and differentials in vectors and matrices as letters."""

from workings.marking.matrix_calculus.sheet import open_matrix_calculus

__all__ = ["open_matrix_calculus"]

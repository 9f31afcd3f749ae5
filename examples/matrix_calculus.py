"""Derivatives by vectors and matrices: gradients of machine learning with every step, run and checked.

python examples/matrix_calculus.py
"""

import numpy as np

import workings as wk

# Least squares. The shapes are declared; what does not fit is told.
squares = wk.derive("d/dx ||A x - b||^2 where A is m x n, x in R^n, b in R^m")
print(squares.to_text(verification=squares.verify()))
print()

# Without symmetry the gradient of a quadratic form has two terms, with it one.
print("x'Ax:             ", wk.derive("d/dx x^T A x where A is n x n, x in R^n").result)
print("x'Ax, A symmetric:", wk.derive("gradient of x^T A x with respect to x, A symmetric").result)
print("Hessian:          ", wk.matrix_hessian("x' A x", "x", {"A": "n x n", "x": "n"}).result)
print()

# The Gaussian log-likelihood, by its mean and by its covariance.
likelihood = "-1/2 log det S - 1/2 (x - m)^T S^-1 (x - m)"
shapes = {"S": "n x n symmetric", "x": "n", "m": "n"}
print(wk.matrix_derivative(likelihood, "m", shapes))
print()
print(wk.matrix_derivative(likelihood, "S", shapes))
print()

# A network's first layer.
network = "||V relu(W x + b) - y||^2"
layer = wk.matrix_derivative(network, "W", {"W": "h x n", "V": "m x h", "x": "n", "b": "h", "y": "m"})
print(layer)
print()

# The gradient found is a function of arrays: descent on least squares.
chance = np.random.default_rng(0)
a, b, x = chance.normal(size=(20, 3)), chance.normal(size=20), np.zeros(3)
slope = squares.lambdify()
for _ in range(500):
    x -= 0.005 * slope(a, x, b)
print("descent:", x.round(6), "lstsq:", np.linalg.lstsq(a, b, rcond=None)[0].round(6))

# And a wrong answer is refuted by matrices that show it.
log_det = wk.derive("d/dX log det X where X is n x n")
print(wk.equal(log_det.result, log_det.read("X^-1"), assuming=log_det.conditions))
print()

# The same as a teacher marks it.
print(wk.check("gradient of x'Ax with respect to x, A is n x n", "2Ax"))

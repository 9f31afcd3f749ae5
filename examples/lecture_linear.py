"""The linear algebra of a lecture on the mathematics of machine learning.

Run it: python examples/lecture_linear.py
"""

import numpy as np

import workings as wk

# --- Three equations, in any order, unknowns missing ---------------------------------------------------------------

system = wk.solve(["x + y + z = 6", "y + 3z = 11", "x + z = 2y"])
print(system.to_text(verification=system.verify()), end="\n\n")
print("as a dictionary:", system.result.assignment, end="\n\n")

# --- The same by the inverse, and by Gauss and Jordan --------------------------------------------------------------

print(wk.solve(["x + y + z = 6", "y + 3z = 11", "x + z = 2y"], method="inverse"), end="\n\n")
print(wk.solve(["2x + y = 5", "x - 3y = -1"], method="gauss-jordan"), end="\n\n")

# --- A letter among the numbers: three different systems -----------------------------------------------------------

print(wk.solve(["a x + y = 1", "x + a y = 1"]), end="\n\n")

# --- Matrices: order, transpose, product entry by entry ------------------------------------------------------------

A, B = [[1, 2], [0, 3]], [[5, 1], [8, 4]]
print(wk.matrix("order(A)", A=[[7, -1, 0, 2], [3, 5, 8, 1]]))
print(wk.matrix("A^T", A=[[1, -4, 2], [0, 3, 9]]))
product = wk.matrix("A*B", A=A, B=B)
print(product, end="\n\n")
print("A B = B A?", wk.matrix("B*A", A=A, B=B).result == product.result, end="\n\n")
try:
    wk.matrix("A*B", A=[[1, 0, 2], [3, 1, 1]], B=[[2, 2, 0], [1, 0, 4]])
except ValueError as misfit:
    print(misfit, end="\n\n")

# --- A network's forward pass: X W1 + B1, with shapes --------------------------------------------------------------

X = [["x1", "x2"], ["x3", "x4"], ["x5", "x6"]]  # three examples of two features
W1 = [["w1", "w2", "w3"], ["w4", "w5", "w6"]]  # two features to three neurons
B1 = [["b1", "b2", "b3"]] * 3  # a row for each example
layer = wk.matrix("X*W1 + B1", X=X, W1=W1, B1=B1)
z = layer.result
print(f"X is 3x2, W1 is 2x3, B1 is 3x3: X W1 + B1 is {z.rows}x{z.cols}")
print("its first neuron on the first example:", wk.to_text(z[0, 0]))

symbols = sorted(z.free_symbols, key=lambda s: s.name)
forward = wk.lambdify(z, symbols)
numbers = dict(zip((s.name for s in symbols), np.linspace(-1, 1, len(symbols)), strict=True))
by_ours = np.asarray(forward(*numbers.values()), dtype=float)
x, w, b = (np.array([[numbers[name] for name in row] for row in rows]) for rows in (X, W1, B1))
print("the same as NumPy's X @ W1 + B1:", np.allclose(by_ours, x @ w + b))
print("and how it changes with the first weight:", wk.differentiate(z[0, 0], "w1").result, end="\n\n")

# --- A hundred thousand systems in one call ------------------------------------------------------------------------

rng = np.random.default_rng(0)
many = wk.solve_floats(rng.normal(size=(100_000, 3, 3)), rng.normal(size=(100_000, 3)))
print(f"{len(many.x):,} systems: largest residual {many.residual.max():.0e}")

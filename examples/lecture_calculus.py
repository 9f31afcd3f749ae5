"""The calculus of a lecture on the mathematics of machine learning.

Run it: python examples/lecture_calculus.py
"""

from fractions import Fraction

import workings as wk

# --- A square with something inside ------------------------------------------------------------------------------

f = wk.parse("(3x + 2)^2")
slope = wk.derive("d/dx (3x + 2)^2")
print(slope, end="\n\n")

x = wk.parse("x")
value_at, slope_at = wk.lambdify(f, [x]), slope.lambdify([x])
print("at x = 1 the value is", value_at(1.0), "and the slope is", slope_at(1.0))
try:
    print("torch's autograd:", wk.check_autograd(f, x, slope.result, [1]), end="\n\n")
except ImportError:
    print("torch is not installed, so autograd was not asked", end="\n\n")

# --- The same with a sine ----------------------------------------------------------------------------------------

print(wk.derive("d/dx sin(2x + 3)"), end="\n\n")

# --- The product rule is not f' g' -------------------------------------------------------------------------------

product = wk.derive("d/dx (sin x cos x)")
print(product, end="\n\n")
naive = wk.parse("cos x * (-sin x)")  # f' g'
print("is f' g' the same?", wk.equal(naive, product.result), end="\n\n")

# --- A sign to keep ----------------------------------------------------------------------------------------------

print(wk.derive("d/dx csc x"), end="\n\n")

# --- Two variables: each alone, and both together ----------------------------------------------------------------

print(wk.derive("∂/∂x (3x^2 + 2xy + y^2)"), end="\n\n")
print(wk.derive("∂/∂y (3x^2 + 2xy + y^2)"), end="\n\n")
print(wk.derive("total differential of 3x^2 + 2xy + y^2"), end="\n\n")

# --- What a derivative is: the slope between a and b, b brought to a ---------------------------------------------

a = Fraction("3.2")
print("b         slope of x^2 between a = 3.2 and b, exactly")
for b in map(Fraction, ["4.2", "3.3", "3.21", "3.201", "3.2001", "3.20001"]):
    between = (b**2 - a**2) / (b - a)
    print(f"{float(b):<10}{between} = {float(between)}")
at_a = wk.derive("d/dx x^2").result.subs(x, wk.parse("3.2"))
print("and the derivative at a:", wk.to_text(at_a, decimal=True))

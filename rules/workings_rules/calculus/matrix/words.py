"""The letters in which the laws of this book are stated."""

from sympy import Expr

from workings.expression.shaped import Letter, Tr, Transpose, shape_of, times

A = Letter("A", "n", "n")
B = Letter("B", "n", "n")
S = Letter("S", "n", "n", "symmetric")
D = Letter("D", "n", "n", "diagonal")
U = Letter("U", "n", "n")
V = Letter("V", "n", "n")
X = Letter("X", "n", "n")
a = Letter("a", "n", 1)
b = Letter("b", "n", 1)
u = Letter("u", "n", 1)
x = Letter("x", "n", 1)
c = Letter("c")
dX = X.differential
dD = D.differential
dx = x.differential


def turned(node: Expr) -> Expr:
    """The transpose; of a transpose what it is of, and of a number the number."""
    if isinstance(node, Transpose):
        return node.inner
    return node if shape_of(node) == (1, 1) else Transpose(node)


def inner(left: Expr, right: Expr) -> Expr:
    """The sum of the products of their entries: uᵀ v of vectors, tr(Uᵀ V) of matrices, u v of numbers."""
    if shape_of(left)[1] == 1:
        return times(turned(left), right)
    return Tr(times(turned(left), right))

"""The questions of matrix calculus.

`Slope` asks for a derivative; it is answered through the `Differential` of the function, which is `Arranged` until dX
stands last, and `ReadOff`; `Neat` asks for the form in which a book would leave the answer.
"""

from __future__ import annotations

from typing import Any

from sympy import Basic, Expr
from sympy.core.symbol import Str

from workings.expression.goals import Goal
from workings.expression.nodes import ZERO, walk
from workings.expression.shaped import SCALAR, Letter, Shape, Shaped, Zeros, shape_of, size_product

__all__ = [
    "Arranged", "Curvature", "Differential", "Each", "Member", "Neat", "ReadOff", "Slope", "nothing", "slope_shape",
]  # fmt: skip

_new = Basic.__new__
LAYOUTS = ("", "numerator", "denominator")


class Differential(Goal, Shaped):
    """df: how f changes, to first order, where the letters after it move: `Differential(f, X)`."""

    __slots__ = ()

    def __new__(cls, f: Expr, *moving: Letter) -> Differential:
        return _new(cls, f, *moving)

    @property
    def f(self) -> Any:
        return self.args[0]

    @property
    def moving(self) -> tuple[Letter, ...]:
        return tuple(self.args[1:])

    def of(self, f: Basic) -> Differential:
        """The same question about `f`."""
        return _new(Differential, f, *self.args[1:])

    def depends(self, u: Basic) -> bool:
        """Whether `u` changes when the letters move."""
        return any(node in self.moving for node in walk(u) if isinstance(node, Letter))

    def _find_shape(self) -> Shape:
        return shape_of(self.f)


class Arranged(Goal, Shaped):
    """`expr`, linear in the differential `d`, written with d at the end of every term: tr(M dX), r dx, J dx, V dt."""

    __slots__ = ()

    def __new__(cls, expr: Expr, d: Letter) -> Arranged:
        return _new(cls, expr, d)

    @property
    def expr(self) -> Any:
        return self.args[0]

    @property
    def d(self) -> Letter:
        return self.args[1]

    def of(self, expr: Basic) -> Arranged:
        return _new(Arranged, expr, self.args[1])

    def _find_shape(self) -> Shape:
        return shape_of(self.expr)


class _About(Goal, Shaped):
    """A question about f and a letter, in a layout: "numerator" (rows of f, columns of x), "denominator", or "" for
    the usual mixture: the gradient of a number has the shape of x, the Jacobian of a vector has a row for each entry.
    """

    __slots__ = ()

    @property
    def layout(self) -> str:
        return str(self.args[-1])


class Slope(_About):
    """The derivative of f by the letter x: `Slope(f, x, layout)`."""

    __slots__ = ()

    def __new__(cls, f: Expr, x: Letter, layout: str | Str = "") -> Slope:
        if str(layout) not in LAYOUTS:
            raise ValueError(f"layout {str(layout)!r} is not one of 'numerator', 'denominator'")
        return _new(cls, f, x, layout if isinstance(layout, Str) else Str(layout))

    @property
    def f(self) -> Any:
        return self.args[0]

    @property
    def x(self) -> Letter:
        return self.args[1]

    def _find_shape(self) -> Shape:
        return slope_shape(shape_of(self.f), self.x.shape, self.layout)


class Curvature(_About):
    """The Hessian of the number f by the vector x: the Jacobian of its gradient."""

    __slots__ = ()

    def __new__(cls, f: Expr, x: Letter) -> Curvature:
        return _new(cls, f, x)

    @property
    def f(self) -> Any:
        return self.args[0]

    @property
    def x(self) -> Letter:
        return self.args[1]

    def _find_shape(self) -> Shape:
        n = size_product(*self.x.shape)
        return n, n


class ReadOff(_About):
    """The derivative by x that stands before dx in `expr`, the arranged differential: `ReadOff(expr, x, layout)`."""

    __slots__ = ()

    def __new__(cls, expr: Expr, x: Letter, layout: str | Str = "") -> ReadOff:
        return _new(cls, expr, x, layout if isinstance(layout, Str) else Str(layout))

    @property
    def expr(self) -> Any:
        return self.args[0]

    @property
    def x(self) -> Letter:
        return self.args[1]

    def _find_shape(self) -> Shape:
        return slope_shape(shape_of(self.expr), self.x.shape, self.layout)


class Neat(Goal, Shaped):
    """`expr` as a book would leave it, by named rules."""

    __slots__ = ()

    def __new__(cls, expr: Expr) -> Neat:
        return _new(cls, expr)

    @property
    def expr(self) -> Any:
        return self.args[0]

    def _find_shape(self) -> Shape:
        return shape_of(self.expr)


class Each(Basic):
    """A relation that has to hold for every entry: `Each(Gt(A, 0))`."""

    __slots__ = ()


class Member(Basic):
    """What a letter is: `Member(A)` is written A ∈ ℝ^(m×n)."""

    __slots__ = ()


def slope_shape(f: Shape, x: Shape, layout: str) -> Shape:
    """The shape of the derivative of what has shape `f` by what has shape `x`."""
    if x == SCALAR:
        return f
    if f == SCALAR:
        return (x[1], x[0]) if layout == "numerator" else x
    rows, columns = size_product(*f), size_product(*x)
    return (columns, rows) if layout == "denominator" else (rows, columns)


def nothing(shape: Shape) -> Any:
    """Zero, of that shape."""
    return ZERO if shape == SCALAR else Zeros(*shape)

"""Vectors and matrices as letters: expressions whose shapes are known, though not their entries.

A shape is (rows, columns); a dimension is a whole number or a name, such as `n`. A vector is a column, n x 1, and a
number is 1 x 1. Nodes are built as written: nothing is evaluated, only brackets that associativity makes needless are
left out, and what does not fit is an error that says which shapes meet where.

    >>> Product(Letter("A", "m", "n"), Letter("x", "n", 1)).shape
    ('m', 1)
"""

from __future__ import annotations

from typing import Any, ClassVar, TypeAlias

from sympy import AtomicExpr, Basic, Expr, Symbol
from sympy.core.symbol import Str

from workings.expression.matrix_goals import ShapeError
from workings.expression.nodes import symbol

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
    "dimensions_of",
    "is_number",
    "is_scalar",
    "said",
    "shape_of",
    "size_product",
    "written_shape",
]

_new = Basic.__new__
Dimension: TypeAlias = "int | str"
Shape: TypeAlias = "tuple[Dimension, Dimension]"
SCALAR: Shape = (1, 1)
DECLARED_KINDS = ("symmetric", "positive definite", "diagonal")  # what a declaration says of a square matrix
ENTRY: Symbol = symbol("t")  # what stands for one entry in the body of a `Map`


def shape_of(node: Basic) -> Shape:
    """The shape of a node; a number of SymPy's is 1 x 1."""
    return node.shape if isinstance(node, Shaped) else SCALAR


def is_scalar(node: Basic) -> bool:
    return shape_of(node) == SCALAR


def is_number(node: Basic) -> bool:
    """Whether it is a constant of SymPy's, and no expression in letters."""
    return not isinstance(node, Shaped)


class Shaped(Expr):
    """An expression that has a shape; found once and kept."""

    __slots__ = ("_shape",)
    is_commutative = False
    args: Any

    @property
    def shape(self) -> Shape:
        found: Shape | None = getattr(self, "_shape", None)
        if found is None:
            found = self._shape = self._find_shape()
        return found

    def _find_shape(self) -> Shape:
        raise NotImplementedError

    def _sympystr(self, printer: Any) -> str:
        from workings.show import to_text  # which stands above this module; SymPy would print by class names

        return to_text(self)

    def _latex(self, printer: Any) -> str:
        from workings.show import to_latex

        return to_latex(self)

    @property
    def rows(self) -> Dimension:
        return self.shape[0]

    @property
    def columns(self) -> Dimension:
        return self.shape[1]


# Letters and constants ----------------------------------------------------------------------------


class Atom(Shaped, AtomicExpr):
    """A node without parts: what it is stands in `content`, its shape last."""

    __slots__ = ("content",)
    content: tuple[Any, ...]

    def _hashable_content(self) -> tuple[Any, ...]:
        return self.content

    def __getnewargs__(self) -> tuple[Any, ...]:
        return self.content


class Letter(Atom):
    """A number, vector or matrix of which the name and the shape are known.

    `kind` is what else was declared of it, one of `DECLARED_KINDS`; "dimension" (a number that is one); "differential"
    (the dX of an X).
    """

    __slots__ = ()

    def __new__(cls, name: str, rows: Dimension = 1, columns: Dimension = 1, kind: str = "") -> Letter:
        letter = _new(cls)
        letter.content = (name, rows, columns, kind)
        return letter

    @property
    def name(self) -> str:
        return str(self.content[0])

    @property
    def kind(self) -> str:
        return str(self.content[3])

    @property
    def differential(self) -> Letter:
        """dX, of the same shape."""
        return Letter("d" + self.name, self.rows, self.columns, "differential")

    def _find_shape(self) -> Shape:
        return self.content[1], self.content[2]


class _OfShape(Atom):
    __slots__ = ()

    def __new__(cls, rows: Dimension, columns: Dimension) -> Any:
        node = _new(cls)
        node.content = (rows, columns)
        return node

    def _find_shape(self) -> Shape:
        return self.content[0], self.content[1]


class Zeros(_OfShape):
    """The matrix of zeros."""

    __slots__ = ()


class Ones(_OfShape):
    """The matrix of ones."""

    __slots__ = ()


class Eye(Atom):
    """The identity matrix."""

    __slots__ = ()

    def __new__(cls, n: Dimension) -> Eye:
        node = _new(cls)
        node.content = (n,)
        return node

    def _find_shape(self) -> Shape:
        return self.content[0], self.content[0]


class Commutation(_OfShape):
    """K with K vec(X) = vec(X^T) for X of the given rows and columns."""

    __slots__ = ()

    def _find_shape(self) -> Shape:
        size = size_product(*self.content)
        return size, size


# Operations ---------------------------------------------------------------------------------------


class Sum(Shaped):
    """A + B + ..., all of one shape."""

    __slots__ = ()

    def _find_shape(self) -> Shape:
        return shape_of(self.args[0])


class Multiple(Shaped):
    """c A: numbers, then what they multiply, last."""

    __slots__ = ()

    def _find_shape(self) -> Shape:
        return shape_of(self.args[-1])


class Product(Shaped):
    """A B C ..., the product of matrices."""

    __slots__ = ()

    def _find_shape(self) -> Shape:
        return shape_of(self.args[0])[0], shape_of(self.args[-1])[1]


class Hadamard(Shaped):
    """A ⊙ B ⊙ ..., the product of the entries in the same places."""

    __slots__ = ()

    def _find_shape(self) -> Shape:
        return shape_of(self.args[0])


class Kronecker(Shaped):
    """A ⊗ B: every entry of A times B."""

    __slots__ = ()

    def _find_shape(self) -> Shape:
        a, b = map(shape_of, self.args)
        return size_product(a[0], b[0]), size_product(a[1], b[1])


class _OfOne(Shaped):
    """An operation on one expression."""

    __slots__ = ()
    square: ClassVar[bool] = False

    def __new__(cls, a: Expr) -> Any:
        if cls.square and shape_of(a)[0] != shape_of(a)[1]:
            raise ShapeError(f"{said(a)} is {written_shape(a)}, and {cls.__doc__} is of a square matrix")
        return _new(cls, a)

    @property
    def inner(self) -> Any:
        return self.args[0]


class Transpose(_OfOne):
    """the transpose"""

    __slots__ = ()

    def _find_shape(self) -> Shape:
        rows, columns = shape_of(self.inner)
        return columns, rows


class Inverse(_OfOne):
    """the inverse"""

    __slots__ = ()
    square = True

    def _find_shape(self) -> Shape:
        return shape_of(self.inner)


class _ToNumber(_OfOne):
    __slots__ = ()

    def _find_shape(self) -> Shape:
        return SCALAR


class Tr(_ToNumber):
    """the trace"""

    __slots__ = ()
    square = True


class Det(_ToNumber):
    """the determinant"""

    __slots__ = ()
    square = True


class NormOf(_ToNumber):
    """the length of a vector, or the Frobenius norm of a matrix"""

    __slots__ = ()


class Frobenius(_ToNumber):
    """the sum of the squares of the entries, the square of the norm"""

    __slots__ = ()


class SumOfEntries(_ToNumber):
    """the sum of all entries"""

    __slots__ = ()


class LogSumExp(_ToNumber):
    """ln(e^(x_1) + ... + e^(x_n))"""

    __slots__ = ()


class Softmax(_OfOne):
    """e^(x_i)/(e^(x_1) + ... + e^(x_n)), for each i; of a matrix, for each of its rows"""

    __slots__ = ()

    def _find_shape(self) -> Shape:
        return shape_of(self.inner)


class Diag(_OfOne):
    """the diagonal matrix with a vector on its diagonal"""

    __slots__ = ()

    def _find_shape(self) -> Shape:
        return shape_of(self.inner)[0], shape_of(self.inner)[0]


class DiagonalOf(_OfOne):
    """the diagonal, as a vector,"""

    __slots__ = ()
    square = True

    def _find_shape(self) -> Shape:
        return shape_of(self.inner)[0], 1


class Vec(_OfOne):
    """the columns of a matrix one below another"""

    __slots__ = ()

    def _find_shape(self) -> Shape:
        return size_product(*shape_of(self.inner)), 1


class Unvec(Shaped):
    """The m x n matrix with the entries of a vector, column below column: `Unvec(v, m, n)`, with vec of it v again."""

    __slots__ = ()

    def __new__(cls, v: Expr, rows: Dimension | Basic, columns: Dimension | Basic) -> Unvec:
        return _new(cls, v, *[size if isinstance(size, Str) else Str(str(size)) for size in (rows, columns)])

    @property
    def inner(self) -> Any:
        return self.args[0]

    def _find_shape(self) -> Shape:
        rows, columns = (int(size) if size.isdigit() else size for size in map(str, self.args[1:]))
        return rows, columns


class NthPower(Shaped):
    """A A ... A, n times: `NthPower(A, n)`."""

    __slots__ = ()

    def __new__(cls, a: Expr, n: Expr) -> NthPower:
        if shape_of(a)[0] != shape_of(a)[1]:
            raise ShapeError(f"{said(a)} is {written_shape(a)}, and only a square matrix has powers")
        return _new(cls, a, n)

    def _find_shape(self) -> Shape:
        return shape_of(self.args[0])


class Map(Shaped):
    """A function of one number put to every entry: `Map(body, t, A)`, the body an expression in t.

    Of a number it is the function itself: `Map(log(t), t, Det(X))` is ln det X.
    """

    __slots__ = ()

    def _find_shape(self) -> Shape:
        return shape_of(self.args[2])

    @property
    def body(self) -> Any:
        return self.args[0]

    @property
    def entry(self) -> Any:
        return self.args[1]

    @property
    def inner(self) -> Any:
        return self.args[2]


# In messages --------------------------------------------------------------------------------------


def written_shape(node: Basic) -> str:
    rows, columns = shape_of(node)
    return f"{rows}x{columns}"


def said(node: Any) -> str:
    """A node in a message: its letter, or its operation in plain words."""
    if isinstance(node, Letter):
        return node.name
    if isinstance(node, Transpose):
        return f"{said(node.inner)}^T"
    if isinstance(node, Inverse):
        return f"{said(node.inner)}^-1"
    if isinstance(node, Product):
        return " ".join(map(said, node.args))
    if isinstance(node, Sum):
        return f"({' + '.join(map(said, node.args))})"
    if isinstance(node, Multiple):
        return " ".join(f"({said(p)})" if isinstance(p, Sum) else said(p) for p in node.args).replace("-1 ", "-")
    if isinstance(node, Hadamard):
        return f"({' ⊙ '.join(map(said, node.args))})"
    if isinstance(node, Map):
        return f"the function of {said(node.inner)}"
    return f"{type(node).__name__}({', '.join(map(said, node.args))})" if node.args else str(node)


def size_product(a: Dimension, b: Dimension) -> Dimension:
    if isinstance(a, int) and isinstance(b, int):
        return a * b
    if a == 1 or b == 1:
        return b if a == 1 else a
    return "".join(sorted([*dimensions_of(a), *dimensions_of(b)]))


def dimensions_of(a: Dimension) -> list[str]:
    """The letters of a product of dimensions, so that mn and nm are one."""
    text, found = str(a), []
    while text:
        end = 1
        while end < len(text) and not text[end].isalpha():
            end += 1
        found.append(text[:end])
        text = text[end:]
    return found

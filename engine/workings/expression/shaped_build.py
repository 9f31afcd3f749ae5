"""From parts as typed to nodes, once their shapes are known."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any

from sympy import Basic, E, Expr, Ge, Gt, Integer, Le, Lt, Rational, pi

from workings.expression import shaped
from workings.expression.algebra import replace
from workings.expression.errors import ReadError
from workings.expression.nodes import MINUS_ONE, ONE, ZERO, divide, mul, piecewise, power, rational, walk
from workings.expression.nodes import add as add_numbers
from workings.expression.shaped import ENTRY, Letter, Shape, is_number, is_scalar
from workings.expression.shaped_declared import Declared, Unknown, resolved
from workings.expression.shaped_goals import Differential
from workings.expression.shaped_shapes import shapes_that_fit
from workings.expression.shaped_text import Part

__all__ = ["Reading", "built"]


class Reading:
    """The letters of a text with their shapes, and how it was read where that was not said.

    Attributes:
        letters: by name.
        found: those whose shapes were not declared but follow.
        usual: small letters of which nothing was said, taken for vectors or numbers as books have them.
        notes: what else was understood that was not written, each with the part of the text that it is about.
    """

    def __init__(
        self,
        letters: dict[str, Letter],
        found: tuple[Letter, ...],
        usual: tuple[Letter, ...] = (),
        notes: tuple[tuple[str, str], ...] = (),
    ) -> None:
        self.letters = letters
        self.found = found
        self.usual = usual
        self.notes = notes


def built(
    text: str,
    part: Part,
    declared: Mapping[str, Declared],
    *,
    number: bool = False,
    also: tuple[str, ...] = (),
    like: Shape | None = None,
    moving: tuple[Letter, ...] = (),
) -> tuple[Any, Reading]:
    """The node that a tree of parts means, and its letters.

    Arguments:
        number: whether the whole has to be a number, as what has a gradient.
        also: letters that need a shape though they may not occur.
        like: the shape that is expected, for what has none of its own: the size of I.
        moving: the letters that change, where d(...) stands for a differential.

    Raises:
        ReadError: a letter is not declared and its shape does not follow.
        ShapeError: shapes don't fit; it says which.
    """
    shapes = shapes_that_fit(text, part, declared, number=number, also=also, like=like)
    letters = shapes.letters()
    builder = _Builder(text, letters, shapes.units, moving)
    node = builder.node(part)
    if like is not None and node == ZERO and like != shaped.SCALAR:
        node = shaped.Zeros(*like)
    found = tuple(letters[name] for name in shapes.undeclared if name in letters)
    usual = tuple(letters[name] for name in shapes.numbers if name in letters)
    return node, Reading(letters, found, usual, tuple(builder.notes))


# Functions that square matrices have too: here they are put to every entry, and that is told.
_OF_A_MATRIX = frozenset({"exp", "log", "ln", "sqrt", "sin", "cos", "sinh", "cosh"})


# 1 above zero and 0 below, as the slope of relu is found.
_RELATIONS: dict[str, Any] = {"<": Lt, ">": Gt, "<=": Le, ">=": Ge}
STEP = piecewise((ZERO, Basic.__new__(Lt, ENTRY, ZERO)), (ONE, Basic.__new__(Gt, ENTRY, ZERO)))


class _Builder:
    """Parts to nodes, the shapes known."""

    def __init__(
        self,
        text: str,
        letters: Mapping[str, Letter],
        units: Mapping[tuple[int, int], Any],
        moving: tuple[Letter, ...],
    ) -> None:
        self.text = text
        self.moving = moving
        self.letters = letters
        self.units = units
        self.notes: list[tuple[str, str]] = []

    def node(self, part: Part) -> Any:
        kind = part.kind
        if kind == "number":
            return rational(part.value.numerator, part.value.denominator)
        if kind == "constant":
            return pi if part.value == "pi" else E
        if kind == "one":
            return shaped.Ones(self.unit(part), 1)
        if kind == "commutation":
            return shaped.Commutation(*[self.size(p) for p in part.parts])
        if kind == "unvec" and len(part.parts) == 3:
            return shaped.Unvec(self.node(part.parts[0]), *[self.size(p) for p in part.parts[1:]])
        if kind == "letter" and part.span in self.units:
            return shaped.Eye(self.unit(part))
        if kind == "letter":
            return self.letters[part.value]
        if kind == "ones":
            sizes = [self.size(p) for p in part.parts]
            return shaped.Ones(sizes[0], sizes[1] if len(sizes) > 1 else 1)
        if kind == "eye":
            return shaped.Eye(self.size(part.parts[0]))
        if kind == "sum":
            return self.sum([self.node(p) for p in part.parts])
        if kind == "power" and part.parts[0].kind == "norm" and part.value % 2 == 0 and part.value > 0:
            square = shaped.Frobenius(self.node(part.parts[0].parts[0]))
            half = Integer(int(part.value / 2))
            return square if half == 1 else shaped.entrywise(power(ENTRY, half), square)
        if kind == "pnorm":
            return self.p_norm(part, Fraction(1))
        if kind == "power" and part.parts[0].kind == "pnorm":
            return self.p_norm(part.parts[0], part.value)
        return self.operation(part, [self.node(p) for p in part.parts])

    def p_norm(self, part: Part, n: Fraction) -> Any:
        """‖x‖_p^n = (sum of |x_i|^p)^(n/p)"""
        p = rational(part.value.numerator, part.value.denominator)
        size = ENTRY if p.q == 1 and p.p % 2 == 0 else self._body("abs")
        total = shaped.SumOfEntries(shaped.entrywise(power(size, p), self.node(part.parts[0])))
        exponent = n / part.value
        if exponent == 1:
            return total
        return shaped.entrywise(power(ENTRY, rational(exponent.numerator, exponent.denominator)), total)

    def unit(self, part: Part) -> Any:
        n = resolved(self.units[part.span])
        if isinstance(n, Unknown):
            name, wanted = ("I", "I_n") if part.kind == "letter" else ("𝟏", "ones(n)")
            raise ReadError(f"the size of {name} does not follow", self.text, part.span, wanted)
        return n

    def size(self, part: Part) -> Any:
        """The dimension that a part says."""
        return int(part.value) if part.kind == "number" else part.value

    def sum(self, terms: list[Any]) -> Any:
        """A sum; a number added to a vector or matrix is added to every entry."""
        shape = next((shaped.shape_of(t) for t in terms if not is_scalar(t)), shaped.SCALAR)
        if shape != shaped.SCALAR:
            terms = [_on_every_entry(t, shape) if is_scalar(t) and not is_number(t) else t for t in terms]
        numbers = [t for t in terms if is_number(t)]
        rest = [t for t in terms if not is_number(t)]
        if not rest:
            return add_numbers(*numbers)
        if not numbers:
            return shaped.add(*rest)
        if shape != shaped.SCALAR:
            self.notes.append(("added to every entry", ", ".join(map(str, numbers))))
        if shape == shaped.SCALAR and not isinstance(rest[0], shaped.Map):
            return shaped.add(*terms)
        inner = rest[0] if len(rest) == 1 else shaped.add(*rest)
        place = [ENTRY if t is rest[0] else t for t in terms if t is rest[0] or is_number(t)]
        ahead, part = shaped.split_multiple(inner)
        if isinstance(part, shaped.Map) and all(isinstance(n, Rational) for n in ahead):
            body = part.body
            for n in ahead:
                body = mul(n, body)
            return shaped.Map(replace(add_numbers(*place), {ENTRY: body}), ENTRY, part.inner)
        return shaped.entrywise(add_numbers(*place), inner)

    def operation(self, part: Part, nodes: list[Any]) -> Any:
        kind, first = part.kind, nodes[0]
        if kind == "negative":
            return shaped.negated(first)
        if kind == "change":
            if not self.moving:
                raise ReadError("a differential does not fit here", self.text, part.span, "an expression")
            return Differential(first, *self.moving)
        if kind == "product":
            return _in_a_row(nodes)
        if kind == "each":
            return self.each_raised(part, first)
        if kind == "hadamard":
            return shaped.hadamard(*nodes) if not any(map(is_scalar, nodes)) else shaped.multiple(*nodes)
        if kind in ("divide", "quotient"):
            return self.divided(first, nodes[1])
        if kind == "power" and not is_scalar(first) and shaped.shape_of(first)[1] == 1:
            self.notes.append(("a power of every entry", self.text[slice(*part.span)]))
            return self.each_raised(part, first)
        if kind == "power":
            if isinstance(first, shaped.Hadamard | shaped.Map | shaped.Softmax) and not is_scalar(first):
                self.notes.append(("a power of the matrix", self.text[slice(*part.span)]))
            return self.raised(part, first)
        if kind == "call":
            return self.called(part, first)
        if kind == "diag":
            return shaped.Diag(first) if shaped.shape_of(first)[1] == 1 else shaped.DiagonalOf(first)
        if kind == "dot":
            return shaped.times(self.transposed(first), nodes[1])
        if kind == "crossentropy":
            logarithms = shaped.entrywise(self._body("log"), nodes[1])
            return shaped.negated(shaped.times(self.transposed(first), logarithms))
        if kind in ("mean", "var", "std"):
            return self.average(kind, first)
        if kind == "softmax" and shaped.shape_of(first)[1] != 1:
            self.notes.append(("softmax of each row", self.text[slice(*part.span)]))
        if kind == "size":
            return self.size_or_determinant(part, first)
        if kind == "cases":
            return self.cases(part, nodes)
        return self.simple(kind, nodes)

    def simple(self, kind: str, nodes: list[Any]) -> Any:
        first = nodes[0]
        size = self._body("abs")
        makers: dict[str, Any] = {
            "transpose": lambda: self.transposed(first),
            "inv": lambda: shaped.Inverse(first) if not is_scalar(first) else shaped.reciprocal(first),
            "adj": lambda: shaped.multiple(shaped.Det(first), shaped.Inverse(first)) if not is_scalar(first) else ONE,
            "tr": lambda: shaped.Tr(first) if not is_scalar(first) else first,
            "det": lambda: shaped.Det(first) if not is_scalar(first) else first,
            "logdet": lambda: shaped.entrywise(self._body("log"), shaped.Det(first)),
            "vec": lambda: shaped.Vec(first) if shaped.shape_of(first)[1] != 1 else first,
            "total": lambda: shaped.SumOfEntries(first) if not is_scalar(first) else first,
            "norm": lambda: shaped.NormOf(first) if not is_scalar(first) else shaped.entrywise(size, first),
            "norm1": lambda: shaped.SumOfEntries(shaped.entrywise(size, first)),
            "step": lambda: shaped.entrywise(STEP, first),
            "kron": lambda: shaped.Kronecker(*nodes),
            "softmax": lambda: shaped.Softmax(first),
            "logsumexp": lambda: shaped.LogSumExp(first),
        }
        return makers[kind]()

    def cases(self, part: Part, nodes: list[Any]) -> Any:
        """A function of every entry by cases; all of it has to be of one vector or matrix."""
        decides = nodes[1]
        inner = decides.inner if isinstance(decides, shaped.Map) else decides
        bodies = [_as_function_of(inner, node) for node in nodes]
        if any(body is None for body in bodies):
            raise ReadError("these cases are not functions of one thing", self.text, part.span, "{... if u > 0; ...}")
        rows = [
            (bodies[at], Basic.__new__(_RELATIONS[sign], bodies[at + 1], bodies[at + 2]))
            for at, sign in zip(range(0, len(bodies), 3), part.value, strict=True)
        ]
        return shaped.entrywise(piecewise(*rows), inner)

    def size_or_determinant(self, part: Part, node: Any) -> Any:
        if is_scalar(node):
            return shaped.entrywise(self._body("abs"), node)
        self.notes.append(("read as a determinant", self.text[slice(*part.span)]))
        return shaped.Det(node)

    def average(self, kind: str, x: Any) -> Any:
        """The mean of the entries; their variance, divided by n; its root."""
        if is_scalar(x):
            return x if kind == "mean" else ZERO
        one_nth = _one_over(*shaped.shape_of(x))
        mean = shaped.multiple(one_nth, shaped.SumOfEntries(x))
        if kind == "mean":
            return mean
        apart = shaped.add(x, shaped.negated(_on_every_entry(mean, shaped.shape_of(x))))
        variance = shaped.multiple(one_nth, shaped.Frobenius(apart))
        return variance if kind == "var" else shaped.entrywise(self._body("sqrt"), variance)

    def transposed(self, node: Any) -> Any:
        if is_scalar(node):
            return node
        return node.inner if isinstance(node, shaped.Transpose) else shaped.Transpose(node)

    def divided(self, above: Any, below: Any) -> Any:
        if not is_scalar(below):
            both = [part for part in (above, below) if isinstance(part, shaped.Map)]
            if len(both) == 2 and above.inner == below.inner:  # one function of every entry
                return shaped.Map(divide(above.body, below.body), ENTRY, above.inner)
            under = shaped.entrywise(power(ENTRY, MINUS_ONE), below)
            return shaped.multiple(above, under) if is_number(above) else shaped.hadamard(above, under)
        if is_number(below):
            if below == ZERO:
                raise ReadError("a division by zero", self.text, (0, len(self.text)), "another number")
            return (
                above / below
                if isinstance(above, Rational) and isinstance(below, Rational)
                else (shaped.multiple(shaped.reciprocal(below), above))
            )
        return shaped.multiple(above, shaped.reciprocal(below))

    def raised(self, part: Part, base: Any) -> Any:
        n = rational(part.value.numerator, part.value.denominator)
        if is_number(base):
            return base**n if isinstance(base, Rational) and n.q == 1 and abs(n) < 100 else power(base, n)
        if is_scalar(base):
            return shaped.entrywise(power(ENTRY, n), base)
        if n == 1:
            return base
        if n < 0:
            return shaped.NthPower(shaped.Inverse(base), -n)
        return shaped.NthPower(base, n) if n != 0 else shaped.Eye(shaped.shape_of(base)[0])

    def each_raised(self, part: Part, base: Any) -> Any:
        """Every entry to a power."""
        n = rational(part.value.numerator, part.value.denominator)
        if is_number(base):
            return self.raised(part, base)
        return shaped.entrywise(power(ENTRY, n), base)

    def called(self, part: Part, inner: Any) -> Any:
        body = self._body(part.value)
        if is_number(inner):
            return replace(body, {ENTRY: inner})
        rows, columns = shaped.shape_of(inner)
        if rows == columns and not is_scalar(inner) and part.value in _OF_A_MATRIX:
            self.notes.append(("a function of every entry", part.value))
        return shaped.entrywise(body, inner)

    def _body(self, name: str) -> Expr:
        from workings.expression.reader import parse  # the functions of one number are read as everywhere

        body = parse(f"{name}({ENTRY.name})")
        return replace(body, {node: ENTRY for node in walk(body) if getattr(node, "name", "") == ENTRY.name})


def _as_function_of(inner: Any, node: Any) -> Any:
    """The function of t that a node is of every entry of `inner`; None if it is none."""
    if node == inner:
        return ENTRY
    if is_number(node):
        return node
    if isinstance(node, shaped.Map) and node.inner == inner:
        return node.body
    ahead, rest = shaped.split_multiple(node)
    body = _as_function_of(inner, rest) if ahead and all(map(is_number, ahead)) else None
    return None if body is None else mul(*ahead, body)


def _in_a_row(nodes: list[Any]) -> Any:
    """The product; where it does not fit in a row, what comes first is a number: aᵀx b is (aᵀx) b."""
    shapes = [shaped.shape_of(node) for node in nodes if not is_scalar(node)]
    if all(one[1] == other[0] for one, other in pairwise(shapes)):
        return shaped.times(*nodes)
    whole = nodes[0]
    for node in nodes[1:]:
        whole = shaped.times(whole, node)
    return whole


def _on_every_entry(number: Any, shape: Shape) -> Any:
    """A number as a vector or matrix that has it in every place."""
    return shaped.multiple(number, shaped.Ones(*shape))


def _one_over(rows: Any, columns: Any) -> Any:
    """One over the number of entries."""
    numbers = [Rational(1, n) if isinstance(n, int) else shaped.reciprocal(Letter(n, 1, 1, "dimension"))
               for n in (rows, columns) if n != 1]  # fmt: skip
    return shaped.multiple(*numbers)

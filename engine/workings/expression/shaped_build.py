"""From parts as typed to nodes with shapes: every dimension is declared, or forced by the operations, or asked for."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from sympy import E, Expr, Integer, Rational, pi

from workings.expression import shaped
from workings.expression.algebra import replace
from workings.expression.errors import ReadError
from workings.expression.matrix_goals import ShapeError
from workings.expression.nodes import MINUS_ONE, ZERO, mul, power, rational, walk
from workings.expression.nodes import add as add_numbers
from workings.expression.shaped import ENTRY, Letter, Shape, is_number, is_scalar
from workings.expression.shaped_declared import Declared, Unknown, resolved
from workings.expression.shaped_text import Part

__all__ = ["Reading", "built"]

_NAMES = ("m", "n", "p", "q", "r", "k", "l", "s", "u", "v")
Pair = tuple[Any, Any]


class Reading:
    """The letters of a text with their shapes, and how it was read where that was not said.

    `found` are the letters whose shapes were not declared but follow.
    """

    def __init__(self, letters: dict[str, Letter], found: tuple[Letter, ...], notes: tuple[str, ...] = ()) -> None:
        self.letters = letters
        self.found = found
        self.notes = notes


def built(
    text: str,
    part: Part,
    declared: Mapping[str, Declared],
    *,
    number: bool = False,
    also: tuple[str, ...] = (),
    like: Shape | None = None,
) -> tuple[Any, Reading]:
    """The node that a tree of parts means, and its letters.

    Arguments:
        number: whether the whole has to be a number, as what has a gradient.
        also: letters that need a shape though they may not occur.
        like: the shape that is expected, for what has none of its own: the size of I.

    Raises:
        ReadError: a letter is not declared and its shape does not follow.
        ShapeError: shapes don't fit; it says which.
    """
    shapes = _Shapes(text, declared)
    rows, columns = shapes.of(part)
    if like is not None:
        shapes.same(rows, like[0])
        shapes.same(columns, like[1])
    for name in also:
        shapes.letter(name, (0, len(text)))
    if number and not (shapes.same(rows, 1) and shapes.same(columns, 1)):
        raise ShapeError(
            f"{text.strip()} is {_written(rows)}x{_written(columns)}; a gradient or Hessian is that of a number. "
            "Ask for its derivative (the Jacobian), or d/dx"
        )
    letters = shapes.letters()
    builder = _Builder(text, letters, shapes.units)
    node = builder.node(part)
    found = tuple(letters[name] for name in shapes.undeclared if name in letters)
    return node, Reading(letters, found, tuple(builder.notes))


def _written(size: Any) -> str:
    size = resolved(size)
    return "?" if isinstance(size, Unknown) else str(size)


class _Shapes:
    """Dimensions made equal where an operation needs it."""

    def __init__(self, text: str, declared: Mapping[str, Declared]) -> None:
        self.text = text
        self.known: dict[str, Pair] = {name: (d.rows, d.columns) for name, d in declared.items()}
        self.kinds = {name: d.kind for name, d in declared.items()}
        self.spans: dict[str, tuple[int, int]] = {}
        self.undeclared: list[str] = []
        self.units: dict[tuple[int, int], Any] = {}  # the identity matrices, by their places
        self.dimensions = {
            size for d in declared.values() for size in (resolved(d.rows), resolved(d.columns)) if isinstance(size, str)
        }

    def letter(self, name: str, span: tuple[int, int]) -> Pair:
        if name not in self.known:
            if name in self.dimensions:
                self.known[name], self.kinds[name] = (1, 1), "dimension"
            else:
                self.known[name], self.kinds[name] = (Unknown(), Unknown()), ""
                self.undeclared.append(name)
        self.spans.setdefault(name, span)
        return self.known[name]

    def same(self, a: Any, b: Any) -> bool:
        """Makes two dimensions one, where they can be."""
        a, b = resolved(a), resolved(b)
        if a is b or a == b:
            return True
        if isinstance(a, Unknown):
            a.same = b
            return True
        if isinstance(b, Unknown):
            b.same = a
            return True
        return False

    def scalar(self, pair: Pair) -> bool:
        return resolved(pair[0]) == 1 and resolved(pair[1]) == 1

    def misfit(self, one: Pair, other: Pair, a: Part, b: Part, need: str) -> ShapeError:
        said, its = self.said(a), self.said(b)
        (m, k), (p, n) = ((_written(x) for x in pair) for pair in (one, other))
        fits = []
        if need == "product":
            if k == n:
                fits.append(f"{said} {_turned(its)} ({m}x{k} times {n}x{p})")
            if m == p:
                fits.append(f"{_turned(said)} {its} ({k}x{m} times {p}x{n})")
            if n == m and its != said:
                fits.append(f"{its} {said} ({p}x{n} times {m}x{k})")
            wanted = f"so {said} {its} needs {k} = {p}"
        else:
            if (m, k) == (n, p):
                fits.append(f"{said} and {_turned(its)} ({n}x{p})")
            wanted = f"and {need} needs equal shapes"
        tail = f"; what fits: {', '.join(fits)}" if fits else "; no transpose makes them fit"
        message = f"{said} is {m}x{k} and {its} is {p}x{n}, {wanted}{tail}"
        return ShapeError(message, {said: f"{m}x{k}", its: f"{p}x{n}"})

    def said(self, part: Part) -> str:
        start, end = part.span
        return self.text[start:end].strip()

    def of(self, part: Part) -> Pair:
        """The shape of a part, once its own parts fit."""
        kind, parts = part.kind, part.parts
        if kind in ("number", "constant"):
            return 1, 1
        if kind == "letter" and part.value == "I" and "I" not in self.known:
            n = self.units.setdefault(part.span, Unknown())
            return n, n
        if kind == "letter":
            return self.letter(part.value, part.span)
        if kind == "ones":
            sizes = [self.dimension(p) for p in parts]
            return sizes[0], sizes[1] if len(sizes) > 1 else 1
        if kind == "eye":
            n = self.dimension(parts[0])
            return n, n
        pairs = [self.of(p) for p in parts]
        if kind == "sum":
            return self.sum_of(part, pairs)
        if kind == "product":
            return self.product_of(part, pairs)
        if kind in ("hadamard", "quotient"):
            return self.equal(part, pairs, "an entrywise product" if kind == "hadamard" else "an entrywise quotient")
        return self.of_one(part, pairs)

    def dimension(self, part: Part) -> Any:
        if part.kind == "number" and part.value.denominator == 1 and part.value > 0:
            return int(part.value)
        if part.kind == "letter":
            self.known.setdefault(part.value, (1, 1))
            self.kinds.setdefault(part.value, "dimension")
            return part.value
        raise ReadError("this is no dimension", self.text, part.span, "a letter such as n, or a whole number")

    def sum_of(self, part: Part, pairs: list[Pair]) -> Pair:
        whole: Pair | None = None
        first = part
        for p, pair in zip(part.parts, pairs, strict=True):
            if _is_constant(p):
                continue
            if whole is None:
                whole, first = pair, p
            elif not (self.same(whole[0], pair[0]) and self.same(whole[1], pair[1])):
                raise self.misfit(whole, pair, first, p, "a sum")
        return whole or (1, 1)

    def product_of(self, part: Part, pairs: list[Pair]) -> Pair:
        whole, ahead = pairs[0], part.parts[0]
        for p, pair in zip(part.parts[1:], pairs[1:], strict=True):
            if self.scalar(pair):
                continue
            if self.scalar(whole):
                whole, ahead = pair, p
                continue
            if not self.same(whole[1], pair[0]):
                raise self.misfit(whole, pair, ahead, p, "product")
            whole, ahead = (whole[0], pair[1]), Part("product", (), None, (ahead.span[0], p.span[1]))
        return whole

    def equal(self, part: Part, pairs: list[Pair], what: str) -> Pair:
        one, other = pairs
        if part.kind == "hadamard" and (self.scalar(one) or self.scalar(other)):
            return other if self.scalar(one) else one
        if part.kind == "quotient" and (_is_constant(part.parts[0]) or self.scalar(other)):
            return other if _is_constant(part.parts[0]) else one
        if not (self.same(one[0], other[0]) and self.same(one[1], other[1])):
            raise self.misfit(one, other, part.parts[0], part.parts[1], what)
        return one

    def square(self, part: Part, pair: Pair, what: str) -> Any:
        if not self.same(*pair):
            raise ShapeError(
                f"{self.said(part.parts[0])} is {_written(pair[0])}x{_written(pair[1])}, "
                f"and {what} is of a square matrix"
            )
        return pair[0]

    def of_one(self, part: Part, pairs: list[Pair]) -> Pair:
        kind, pair = part.kind, pairs[0]
        if kind == "transpose":
            return pair[1], pair[0]
        if kind in ("tr", "det", "logdet", "inv"):
            n = self.square(part, pair, {"tr": "a trace", "inv": "an inverse"}.get(kind, "a determinant"))
            return (n, n) if kind == "inv" else (1, 1)
        if kind in ("norm", "norm1", "total"):
            return 1, 1
        if kind == "power":
            return self.power_of(part, pair)
        if kind == "divide":
            return self.quotient_of(part, pairs)
        if kind == "diag":
            return self.diagonal(part, pair)
        if kind == "vec":
            if isinstance(resolved(pair[0]), Unknown) or isinstance(resolved(pair[1]), Unknown):
                raise ReadError("vec needs a matrix of declared shape", self.text, part.span, "'X is m x n'")
            return shaped.size_product(resolved(pair[0]), resolved(pair[1])), 1
        if kind == "kron":
            (a, b), (c, d) = pairs
            sizes = [resolved(s) for s in (a, b, c, d)]
            if any(isinstance(s, Unknown) for s in sizes):
                raise ReadError("a Kronecker product needs declared shapes", self.text, part.span, "'X is m x n'")
            return shaped.size_product(sizes[0], sizes[2]), shaped.size_product(sizes[1], sizes[3])
        if kind == "dot":
            if not all(self.same(a, b) for a, b in zip(*pairs, strict=True)):
                raise self.misfit(pairs[0], pairs[1], part.parts[0], part.parts[1], "a dot product")
            return 1, 1
        if kind in ("softmax", "logsumexp"):
            if not self.same(pair[1], 1):
                its = "x".join(map(_written, pair))
                raise ShapeError(f"{kind} is of a vector; {self.said(part.parts[0])} is {its}")
            return pair if kind == "softmax" else (1, 1)
        if kind == "size" and not (self.same(pair[0], 1) and self.same(pair[1], 1)):
            raise ReadError(
                f"|{self.said(part.parts[0])}| could be a length or a determinant", self.text, part.span,
                "||x|| for a length, det(X) for a determinant, abs(x) for each entry",
            )  # fmt: skip
        return pair

    def power_of(self, part: Part, pair: Pair) -> Pair:
        if self.scalar(pair) or part.parts[0].kind == "norm":
            return pair
        n = part.value
        if n.denominator != 1 or n < 0 or n > 50:
            raise ReadError("a matrix has no such power", self.text, part.span, "a whole number, at most 50")
        if not self.same(*pair):
            raise ShapeError(
                f"{self.said(part.parts[0])} is {_written(pair[0])}x{_written(pair[1])}, and only a square matrix has "
                "powers; for each entry write x .* x, for the square of a length ||x||^2"
            )
        return pair

    def quotient_of(self, part: Part, pairs: list[Pair]) -> Pair:
        above, below = pairs
        if self.columns(below) and not _is_constant(part.parts[1]):  # of vectors, entry by entry
            return self.equal(Part("quotient", part.parts, None, part.span), pairs, "an entrywise quotient")
        if not (self.same(below[0], 1) and self.same(below[1], 1)):
            raise ShapeError(
                f"{self.said(part.parts[1])} is {_written(below[0])}x{_written(below[1])}, and only a number can be "
                "divided by; write A^-1 for an inverse, ./ for each entry"
            )
        return above

    def columns(self, pair: Pair) -> bool:
        """Whether it is known to be a vector of more than one entry."""
        rows = resolved(pair[0])
        return resolved(pair[1]) == 1 and rows != 1 and not isinstance(rows, Unknown)

    def diagonal(self, part: Part, pair: Pair) -> Pair:
        """diag of a vector is a matrix, of a matrix its diagonal."""
        if resolved(pair[1]) == 1:
            return pair[0], pair[0]
        if isinstance(resolved(pair[1]), Unknown):
            name = self.said(part.parts[0])
            wanted = f"'{name} in R^n' or '{name} is n x n'"
            raise ReadError(f"is {name} a vector or a matrix?", self.text, part.span, wanted)
        return self.square(part, pair, "a diagonal"), 1

    def letters(self) -> dict[str, Letter]:
        """Every letter with its shape, free dimensions named."""
        taken = {s for pair in self.known.values() for s in map(resolved, pair) if isinstance(s, str)} | set(self.known)
        for name in self.known:
            if name in self.undeclared and not name[0].isupper():
                self._must_be_clear(name)
        for pair in self.known.values():
            for size in map(resolved, pair):
                if isinstance(size, Unknown):
                    size.same = next(n for n in [*_NAMES, *(f"n{i}" for i in range(99))] if n not in taken)
                    taken.add(size.same)
        return {
            name: Letter(name, resolved(rows), resolved(columns), self._kind(name))
            for name, (rows, columns) in self.known.items()
        }

    def _kind(self, name: str) -> str:
        kind = self.kinds.get(name, "")
        return kind if kind in ("symmetric", "positive definite", "dimension", "differential") else ""

    def _must_be_clear(self, name: str) -> None:
        """A small letter that nothing forces to be a vector or a number is asked for."""
        if resolved(self.known[name][1]) != 1:
            raise ReadError(
                f"it is not said what {name} is", self.text, self.spans[name],
                f"a declaration: 'where {name} in R^n' for a vector, '{name} is m x n' for a matrix, "
                f"'{name} in R' for a number",
            )  # fmt: skip


def _turned(said: str) -> str:
    return f"{said}^T" if len(said) < 3 or said.isalnum() else f"({said})^T"


def _is_constant(part: Part) -> bool:
    """Whether it is a number written in digits, which may be added to every entry."""
    if part.kind in ("number", "constant"):
        return True
    return part.kind in ("negative", "divide") and all(map(_is_constant, part.parts))


class _Builder:
    """Parts to nodes, the shapes known."""

    def __init__(self, text: str, letters: Mapping[str, Letter], units: Mapping[tuple[int, int], Any]) -> None:
        self.text = text
        self.letters = letters
        self.units = units
        self.notes: list[str] = []

    def node(self, part: Part) -> Any:
        kind = part.kind
        if kind == "number":
            return rational(part.value.numerator, part.value.denominator)
        if kind == "constant":
            return pi if part.value == "pi" else E
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
        return self.operation(part, [self.node(p) for p in part.parts])

    def unit(self, part: Part) -> Any:
        n = resolved(self.units[part.span])
        if isinstance(n, Unknown):
            wanted = "eye(n), or declared shapes beside it"
            raise ReadError("the size of I does not follow", self.text, part.span, wanted)
        return n

    def size(self, part: Part) -> Any:
        return int(part.value) if part.kind == "number" else part.value

    def sum(self, terms: list[Any]) -> Any:
        """A sum; a number added to a vector or matrix is added to every entry."""
        shape = next((shaped.shape_of(t) for t in terms if not is_scalar(t)), shaped.SCALAR)
        numbers = [t for t in terms if is_number(t)]
        rest = [t for t in terms if not is_number(t)]
        if not rest:
            return add_numbers(*numbers)
        if not numbers:
            return shaped.add(*rest)
        if shape != shaped.SCALAR:
            self.notes.append(f"{', '.join(map(str, numbers))} is added to every entry")
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
        if kind == "product":
            return _in_a_row(nodes)
        if kind == "each":
            return self.each_raised(part, first)
        if kind == "hadamard":
            return shaped.hadamard(*nodes) if not any(map(is_scalar, nodes)) else shaped.multiple(*nodes)
        if kind in ("divide", "quotient"):
            return self.divided(first, nodes[1])
        if kind == "power":
            return self.raised(part, first)
        if kind == "call":
            return self.called(part, first)
        if kind == "diag":
            return shaped.Diag(first) if shaped.shape_of(first)[1] == 1 else shaped.DiagonalOf(first)
        if kind == "dot":
            return shaped.times(shaped.Transpose(first), nodes[1])
        return self.simple(kind, nodes)

    def simple(self, kind: str, nodes: list[Any]) -> Any:
        first = nodes[0]
        size = self._body("abs")
        makers: dict[str, Any] = {
            "transpose": lambda: self.transposed(first),
            "inv": lambda: shaped.Inverse(first) if not is_scalar(first) else shaped.reciprocal(first),
            "tr": lambda: shaped.Tr(first) if not is_scalar(first) else first,
            "det": lambda: shaped.Det(first) if not is_scalar(first) else first,
            "logdet": lambda: shaped.entrywise(self._body("log"), shaped.Det(first)),
            "vec": lambda: shaped.Vec(first) if shaped.shape_of(first)[1] != 1 else first,
            "total": lambda: shaped.SumOfEntries(first) if not is_scalar(first) else first,
            "norm": lambda: shaped.NormOf(first) if not is_scalar(first) else shaped.entrywise(size, first),
            "norm1": lambda: shaped.SumOfEntries(shaped.entrywise(size, first)),
            "size": lambda: shaped.entrywise(size, first),
            "kron": lambda: shaped.Kronecker(*nodes),
            "softmax": lambda: shaped.Softmax(first),
            "logsumexp": lambda: shaped.LogSumExp(first),
        }
        return makers[kind]()

    def transposed(self, node: Any) -> Any:
        if is_scalar(node):
            return node
        return node.inner if isinstance(node, shaped.Transpose) else shaped.Transpose(node)

    def divided(self, above: Any, below: Any) -> Any:
        if not is_scalar(below):
            under = shaped.entrywise(power(ENTRY, MINUS_ONE), below)
            return shaped.multiple(above, under) if is_number(above) else shaped.hadamard(above, under)
        if is_number(below):
            if below == ZERO:
                raise ReadError("a division by zero", self.text, (0, len(self.text)), "another number")
            return above / below if isinstance(above, Rational) and isinstance(below, Rational) else (
                shaped.multiple(shaped.reciprocal(below), above)
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
        return shaped.NthPower(base, n) if n != 0 else shaped.Eye(shaped.shape_of(base)[0])

    def each_raised(self, part: Part, base: Any) -> Any:
        """Every entry to a power; a small one as a product of entries, since X^2 is X X."""
        n = rational(part.value.numerator, part.value.denominator)
        if is_number(base):
            return self.raised(part, base)
        if n in (2, 3) and not is_scalar(base) and not isinstance(base, shaped.Map):
            return shaped.hadamard(*[base] * int(n))
        return shaped.entrywise(power(ENTRY, n), base)

    def called(self, part: Part, inner: Any) -> Any:
        body = self._body(part.value)
        if is_number(inner):
            return replace(body, {ENTRY: inner})
        return shaped.entrywise(body, inner)

    def _body(self, name: str) -> Expr:
        from workings.expression.reader import parse  # the functions of one number are read as everywhere

        body = parse(f"{name}({ENTRY.name})")
        return replace(body, {node: ENTRY for node in walk(body) if getattr(node, "name", "") == ENTRY.name})


def _in_a_row(nodes: list[Any]) -> Any:
    """The product; where it does not fit in a row, what comes first is a number: aᵀx b is (aᵀx) b."""
    shapes = [shaped.shape_of(node) for node in nodes if not is_scalar(node)]
    if all(one[1] == other[0] for one, other in pairwise(shapes)):
        return shaped.times(*nodes)
    whole = nodes[0]
    for node in nodes[1:]:
        whole = shaped.times(whole, node)
    return whole

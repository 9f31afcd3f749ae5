"""The shapes of an expression as typed: every dimension is declared, forced by the operations, or asked for.

A small letter of which nothing is said is a vector or a number, as books have it; where both fit, the letter decides
(`x`, `b`, `mu` vectors; `t`, `c`, `lam` numbers), and the answer says how it was read.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import Any

from workings.expression import shaped
from workings.expression.errors import ReadError
from workings.expression.matrix_goals import ShapeError
from workings.expression.shaped import DECLARED_KINDS, Letter, Shape
from workings.expression.shaped_declared import Declared, Unknown, resolved
from workings.expression.shaped_text import Part, letters_in

__all__ = ["Shapes", "is_average", "is_constant", "shapes_that_fit"]

_NAMES = ("m", "n", "p", "q", "r", "k", "l", "s", "u", "v")
# Small letters that books use for numbers; any other is a vector unless that does not fit.
_NUMBERS = frozenset({"c", "k", "t", "alpha", "epsilon", "eta", "gamma", "kappa", "lam", "rho", "sigma", "tau"})
MOST_OPEN = 8  # small letters without a declaration; each may be a vector or a number
Pair = tuple[Any, Any]


def shapes_that_fit(
    text: str,
    part: Part,
    declared: Mapping[str, Declared],
    *,
    number: bool = False,
    also: tuple[str, ...] = (),
    like: Shape | None = None,
) -> Shapes:
    """The shapes of all parts, the small letters without a declaration taken as books have them where that fits.

    Raises:
        ReadError, ShapeError: they don't fit, whatever the small letters are.
    """
    open_letters = _open_letters(part, declared, also)
    if len(open_letters) > MOST_OPEN:
        raise ReadError(
            f"it is not said what {', '.join(open_letters)} are", text, part.span, "declarations such as 'x in R^n'"
        )
    usual = tuple(_base(name) in _NUMBERS for name in open_letters)
    turned = _turned_letters(part)
    found: list[tuple[int, Shapes]] = []
    error: ReadError | ShapeError | None = None
    ways = sorted(
        product((False, True), repeat=len(open_letters)),
        key=lambda way: sum(a != b for a, b in zip(way, usual, strict=True)),
    )
    for way in ways:
        if any(number and name in turned for name, number in zip(open_letters, way, strict=True)):
            continue
        shapes = Shapes(text, declared, dict(zip(open_letters, way, strict=True)))
        try:
            shapes.fit(part, number, also, like)
        except (ReadError, ShapeError) as misfit:
            error = error or misfit
            continue
        cost = sum(a != b for a, b in zip(way, usual, strict=True)) + 2 * shapes.loose()
        if not found or cost < found[0][0]:
            found = [(cost, shapes)]
    if not found:
        assert error is not None
        raise error
    return found[0][1]


def _turned_letters(part: Part) -> set[str]:
    """The letters that are transposed, which nobody does with a number."""
    found: set[str] = set()
    stack = [part]
    while stack:
        here = stack.pop()
        if here.kind == "transpose" and here.parts[0].kind == "letter":
            found.add(here.parts[0].value)
        stack.extend(here.parts)
    return found


def _base(name: str) -> str:
    return name.split("_")[0]


def _open_letters(part: Part, declared: Mapping[str, Declared], also: tuple[str, ...]) -> list[str]:
    """The small letters of which nothing is said."""
    sizes = {s for d in declared.values() for s in (resolved(d.rows), resolved(d.columns))}
    names = dict.fromkeys((*letters_in(part), *also))
    return [name for name in names if name not in declared and name not in sizes and not name[0].isupper()]


def _written(size: Any) -> str:
    size = resolved(size)
    return "?" if isinstance(size, Unknown) else str(size)


class Shapes:
    """Dimensions made equal where an operation needs it."""

    def __init__(self, text: str, declared: Mapping[str, Declared], numbers: Mapping[str, bool]) -> None:
        self.text = text
        self.numbers = numbers  # the small letters of which nothing is said, and whether each is a number
        fresh: dict[int, Unknown] = {}  # so that nothing found here is kept where it was declared

        def own(size: Any) -> Any:
            size = resolved(size)
            return fresh.setdefault(id(size), Unknown()) if isinstance(size, Unknown) else size

        self.open = {name for name, d in declared.items() if isinstance(resolved(d.rows), Unknown)}
        self.known: dict[str, Pair] = {name: (own(d.rows), own(d.columns)) for name, d in declared.items()}
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
                self.known[name], self.kinds[name] = self.usual(name), ""
                self.undeclared.append(name)
        self.spans.setdefault(name, span)
        return self.known[name]

    def usual(self, name: str) -> Pair:
        if name not in self.numbers:
            return Unknown(), Unknown()
        return (1, 1) if self.numbers[name] else (Unknown(), 1)

    def fit(self, part: Part, number: bool, also: tuple[str, ...], like: Shape | None) -> None:
        """Finds all shapes.

        Raises:
            ReadError, ShapeError: they don't fit.
        """
        rows, columns = self.of(part)
        if like is not None and not (is_constant(part) and part.value == 0):
            self.same(rows, like[0])
            self.same(columns, like[1])
        for name in also:
            self.letter(name, (0, len(self.text)))
        for name, pair in self.known.items():
            left_open = name in self.undeclared or (name in self.open and resolved(pair[1]) == 1)
            if left_open and not self.numbers.get(name) and resolved(pair[0]) == 1:
                self._must_be_clear(name, sure=False)  # a vector or matrix that would have to be a number or a row
        if number and not (self.same(rows, 1) and self.same(columns, 1)):
            raise ShapeError(
                f"{self.text.strip()} is {_written(rows)}x{_written(columns)}; a gradient or Hessian is that of a "
                "number. Ask for its derivative (the Jacobian), or d/dx"
            )

    def loose(self) -> int:
        """How many of the letters taken for vectors have a size that nothing else has."""
        sizes = [resolved(size) for pair in self.known.values() for size in pair]
        vectors = [resolved(self.known[n][0]) for n, number in self.numbers.items() if n in self.known and not number]
        return sum(isinstance(size, Unknown) and sizes.count(size) == 1 for size in vectors) if len(sizes) > 2 else 0

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
        if kind == "one":  # 𝟏, of a size to be found
            return self.units.setdefault(part.span, Unknown()), 1
        if kind == "commutation":
            size = shaped.size_product(*[self.dimension(p) for p in parts])
            return size, size
        if kind == "unvec" and len(parts) == 3:
            self.of(parts[0])
            return self.dimension(parts[1]), self.dimension(parts[2])
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
        if part.kind == "dimension":
            for name in shaped.dimensions_of(part.value) if isinstance(part.value, str) else ():
                self.known.setdefault(name, (1, 1))
                self.kinds.setdefault(name, "dimension")
            return part.value
        if part.kind == "letter":
            self.known.setdefault(part.value, (1, 1))
            self.kinds.setdefault(part.value, "dimension")
            return part.value
        raise ReadError("this is no dimension", self.text, part.span, "a letter such as n, or a whole number")

    def sum_of(self, part: Part, pairs: list[Pair]) -> Pair:
        whole: Pair | None = None
        first = part
        for p, pair in zip(part.parts, pairs, strict=True):
            if is_constant(p) or is_average(p):
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
        if part.kind == "quotient" and (is_constant(part.parts[0]) or self.scalar(other)):
            return other if is_constant(part.parts[0]) else one
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
        if kind in ("tr", "det", "logdet", "inv", "adj"):
            named = {"tr": "a trace", "inv": "an inverse", "adj": "an adjugate"}
            n = self.square(part, pair, named.get(kind, "a determinant"))
            return (n, n) if kind in ("inv", "adj") else (1, 1)
        if kind in ("norm", "norm1", "pnorm", "total", "mean", "var", "std"):
            return 1, 1
        if kind == "step":
            return pair
        if kind == "cases":
            return self.of_cases(part, pairs)
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
        if kind in ("dot", "crossentropy"):
            if not all(self.same(a, b) for a, b in zip(*pairs, strict=True)):
                raise self.misfit(
                    pairs[0],
                    pairs[1],
                    part.parts[0],
                    part.parts[1],
                    "a dot product" if kind == "dot" else "a cross-entropy",
                )
            return 1, 1
        if kind == "logsumexp" and not self.same(pair[1], 1):
            its = "x".join(map(_written, pair))
            raise ShapeError(f"logsumexp is of a vector; {self.said(part.parts[0])} is {its}")
        if kind == "logsumexp":
            return 1, 1
        return self.size_of(part, pair) if kind == "size" else pair

    def of_cases(self, part: Part, pairs: list[Pair]) -> Pair:
        """That of the values and of what they are decided by, numbers aside."""
        whole: Pair | None = None
        for one, pair in zip(part.parts, pairs, strict=True):
            if is_constant(one):
                continue
            if whole is None:
                whole = pair
            elif not all(self.same(a, b) for a, b in zip(whole, pair, strict=True)):
                raise self.misfit(whole, pair, part, one, "a case")
        return whole or (1, 1)

    def size_of(self, part: Part, pair: Pair) -> Pair:
        """|X| of a number is its size, of a square matrix its determinant; of a vector it is not clear what."""
        rows, columns = map(resolved, pair)
        if (rows, columns) != (1, 1) and (columns == 1 or not self.same(*pair)):
            raise ReadError(
                f"|{self.said(part.parts[0])}| could be a length or the size of every entry", self.text, part.span,
                "||x|| for a length, abs(x) for each entry",
            )  # fmt: skip
        return 1, 1

    def power_of(self, part: Part, pair: Pair) -> Pair:
        if (
            self.scalar(pair)
            or part.parts[0].kind in ("norm", "pnorm")
            or (resolved(pair[1]) == 1 != resolved(pair[0]))
        ):
            return pair
        n = part.value
        if n.denominator != 1 or abs(n) > 50:
            raise ReadError("a matrix has no such power", self.text, part.span, "a whole number, at most 50 in size")
        if not self.same(*pair):
            raise ShapeError(
                f"{self.said(part.parts[0])} is {_written(pair[0])}x{_written(pair[1])}, and only a square matrix has "
                "powers; for each entry write X.^2, for the sum of their squares ||X||^2"
            )
        return pair

    def quotient_of(self, part: Part, pairs: list[Pair]) -> Pair:
        above, below = pairs
        if (self.columns(below) and not is_constant(part.parts[1])) or is_entrywise(part.parts[1]):
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
        return kind if kind in (*DECLARED_KINDS, "dimension", "differential") else ""

    def _must_be_clear(self, name: str, sure: bool = True) -> None:
        """A letter of which it does not follow what it is, is asked for."""
        if not sure or resolved(self.known[name][1]) != 1:
            raise ReadError(
                f"it is not said what {name} is", self.text, self.spans[name],
                f"a declaration: 'where {name} in R^n' for a vector, '{name} is m x n' for a matrix, "
                f"'{name} in R' for a number",
            )  # fmt: skip


def _turned(said: str) -> str:
    return f"{said}^T" if len(said) < 3 or said.isalnum() else f"({said})^T"


def is_constant(part: Part) -> bool:
    """Whether it is a number written in digits, which may be added to every entry."""
    if part.kind in ("number", "constant"):
        return True
    return part.kind in ("negative", "divide") and all(map(is_constant, part.parts))


def is_average(part: Part) -> bool:
    """Whether it is a mean or the like, which is taken off every entry."""
    if part.kind in ("mean", "var", "std"):
        return True
    return part.kind in ("negative", "divide") and is_average(part.parts[0])


def is_entrywise(part: Part) -> bool:
    """Whether its form says that it is worked entry by entry, so that it may be divided by: 1/(X.^2 + 1)."""
    if part.kind in ("call", "each", "step", "cases", "hadamard", "softmax"):
        return True
    return part.kind in ("sum", "negative", "product") and any(map(is_entrywise, part.parts))

"""Sums over an index on NumPy and torch, with the x_i, y_i, ... given as arrays: Σ_i (y_i - w x_i)² of w, x and y.

A sum is worked out all at once, along an axis of its own; its term is a program of plain numbers like any other. How
many there are need not be said where the arrays show it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from sympy import Basic, Integer, Product, Sum, Symbol

from workings.expression.algebra import rebuild, replace
from workings.expression.members import Member, member, split
from workings.expression.nodes import symbol, symbols_of, walk
from workings.numeric.layout import Layout
from workings.numeric.tape import NumericError

__all__ = ["Arrays", "OverData", "arguments_of", "is_over_data"]

Compile = Callable[[list[Basic], tuple[Symbol, ...]], Callable[..., Any]]


def is_over_data(exprs: Iterable[Basic]) -> bool:
    """Whether a sum or product over an index stands in one of them."""
    return any(isinstance(node, Sum | Product) for expr in exprs for node in walk(expr))


def arguments_of(exprs: Sequence[Basic]) -> tuple[Symbol, ...]:
    """What has to be given, by name: the free symbols and the data, but not how many there are if the data show it."""
    exprs = _with_members(exprs)
    nodes = [node for expr in exprs for node in walk(expr)]
    bound = {node.args[1].args[0] for node in nodes if isinstance(node, Sum | Product)}
    families = {symbol(type(node).__name__) for node in nodes if isinstance(node, Member)}
    shown = {length.end for length in _lengths(nodes)}
    return tuple(sorted((set(symbols_of(exprs)) - bound - shown) | families, key=lambda s: s.name))


def _with_members(exprs: Sequence[Basic]) -> list[Basic]:
    """x_j as one of the x's wherever there are x's: it is read off the same array."""
    families = {
        type(node).__name__: len(node.args) for expr in exprs for node in walk(expr) if isinstance(node, Member)
    }
    named = {s: split(s.name) for s in symbols_of(exprs)}
    many = {s: member(s.name) for s, (base, indices) in named.items() if families.get(base) == len(indices)}
    return [replace(expr, many) for expr in exprs] if many else list(exprs)


@dataclass(frozen=True, slots=True)
class _Length:
    """That `end` is how many there are of an array along one of its axes."""

    end: Symbol
    family: str
    axis: int


def _lengths(nodes: Iterable[Basic]) -> list[_Length]:
    found = []
    for node in nodes:
        if isinstance(node, Sum | Product) and isinstance(end := node.args[1].args[2], Symbol):
            index = node.args[1].args[0]
            data = [part for part in walk(node.args[0]) if isinstance(part, Member) and index in part.args]
            found += [_Length(end, type(part).__name__, part.args.index(index)) for part in data]
    return found


@dataclass(frozen=True, slots=True)
class _Total:
    """A sum or product, with the name that stands for it."""

    name: str
    is_product: bool
    index: Symbol
    ends: _Program
    term: _Program


@dataclass(frozen=True, slots=True)
class _Program:
    """A function of plain numbers: of values by name, of data (each under a name for it), and of totals."""

    names: tuple[str, ...]
    data: tuple[tuple[str, Member], ...]
    totals: tuple[_Total, ...]
    run: Callable[..., Any]


def _program(exprs: list[Basic], compiled: Compile) -> _Program:
    totals: dict[Basic, _Total] = {}
    data: dict[Basic, str] = {}

    def plain(node: Basic) -> Basic:
        if isinstance(node, Sum | Product):
            if node not in totals:
                if len(node.args) != 2:
                    raise NumericError(f"{node} is over several indices at once: a sum in a sum has a value")
                index, *ends = node.args[1].args
                parts = _program(ends, compiled), _program([node.args[0]], compiled)
                totals[node] = _Total(f"total{len(totals)}", isinstance(node, Product), index, *parts)
            return symbol(totals[node].name)
        if isinstance(node, Member):
            return symbol(data.setdefault(node, f"datum{len(data)}"))
        return rebuild(node, tuple([plain(arg) for arg in node.args])) if node.args else node

    row = [plain(expr) for expr in exprs]
    names = tuple(sorted({s.name for s in symbols_of(row)}))
    run = compiled(row, tuple(map(symbol, names)))
    return _Program(names, tuple((name, node) for node, name in data.items()), tuple(totals.values()), run)


class OverData:
    """The function that `lambdify` gives of expressions with sums over an index.

    The arguments are numbers, and for x_i, y_i, ... arrays x, y, ... with an axis for each index.

    >>> from workings.expression.reader import parse
    >>> from workings.numeric import lambdify
    >>> loss = lambdify(parse("1/n Σ_i (y_i - w x_i)^2"), [symbol(name) for name in "wxy"])
    >>> float(loss(2.0, [1.0, 2.0, 3.0], [2.0, 4.0, 9.0]))
    3.0
    """

    def __init__(
        self, row: list[Basic], layout: Layout, args: tuple[Symbol, ...], compiled: Compile, arrays: Arrays
    ) -> None:
        row = _with_members(row)
        missing = sorted({s.name for s in arguments_of(row)} - {s.name for s in args})
        if missing:
            given = ", ".join(s.name for s in args) or "none"
            raise NumericError(f"no value for {', '.join(missing)}: not among the arguments ({given})")
        nodes = [node for expr in row for node in walk(expr)]
        self.names = tuple(s.name for s in args)
        self.families = {type(node).__name__: len(node.args) for node in nodes if isinstance(node, Member)}
        self.lengths = [length for length in _lengths(nodes) if length.end not in args]
        self.program = _program(row, compiled)
        self.layout = layout
        self.arrays = arrays

    def __repr__(self) -> str:
        return f"<function of ({', '.join(self.names)}), {', '.join(self.families) or 'none'} as arrays>"

    def __call__(self, *values: Any, **named: Any) -> Any:
        given = dict(zip(self.names, values, strict=False)) | named
        if len(values) > len(self.names) or given.keys() != set(self.names):
            raise TypeError(f"values for {', '.join(self.names)}, each once, are needed")
        known = {name: self._taken(name, value) for name, value in given.items()}
        for length in self.lengths:
            found = known[length.family].shape[length.axis]
            if known.setdefault(length.end.name, found) != found:
                others = known[length.end.name]
                raise ValueError(f"{length.family} has {found} along axis {length.axis}, where others have {others}")
        results = [self.arrays.result(value) for value in self._run(self.program, known, {})]
        return self.layout.build(iter(results), self.arrays.matrix)

    def _taken(self, name: str, value: Any) -> Any:
        if name not in self.families:
            if getattr(value, "ndim", 0):
                raise TypeError(f"{name} is one number; arrays are given for {', '.join(self.families) or 'nothing'}")
            return value
        array = self.arrays.array(value)
        if array.ndim != self.families[name]:
            raise ValueError(f"{name} has {self.families[name]} indices, and {array.ndim} axes were given")
        return array

    def _run(self, program: _Program, known: dict[str, Any], at: dict[Basic, Any]) -> list[Any]:
        """The values of a program; `at` has the numbers that each index goes through, along an axis of its own."""
        here = {name: self._datum(known, member, at) for name, member in program.data}
        here |= {total.name: self._total(total, known, at) for total in program.totals}
        values = [here[name] if name in here else self._value(name, known, at) for name in program.names]
        return list(program.run(*values))

    def _value(self, name: str, known: dict[str, Any], at: dict[Basic, Any]) -> Any:
        numbers = at.get(symbol(name))
        return known[name] if numbers is None else self.arrays.array(numbers)

    def _datum(self, known: dict[str, Any], member: Member, at: dict[Basic, Any]) -> Any:
        """x_i for all i at once: an array of which the axis of i is that of the sum over i."""
        family = type(member).__name__
        array, places = known[family], []
        for i in member.args:
            number = at[i] if i in at else int(i if isinstance(i, Integer) else known[str(i)])
            if (number if isinstance(number, int) else 1 if 0 in number.shape else int(number.min())) < 1:
                raise IndexError(f"the first of the {family}'s is {family}_1: an index below 1 has no value")
            places.append(number - 1)
        try:
            return array[tuple(places)]
        except IndexError as short:
            raise IndexError(f"{family} has the shape {tuple(array.shape)}, which is too short") from short

    def _total(self, total: _Total, known: dict[str, Any], at: dict[Basic, Any]) -> Any:
        first, last = (int(end) for end in self._run(total.ends, known, {}))
        along = {i: numbers[..., None] for i, numbers in at.items()}
        numbers = self.arrays.numbers(first, last)
        (term,) = self._run(total.term, known, along | {total.index: numbers})
        return self.arrays.total(term, numbers, total.is_product)


class Arrays:
    """The few operations on arrays that a sum needs, by NumPy or torch."""

    def __init__(self, backend: str, dtype: Any, device: Any) -> None:
        self.library = import_module(backend)
        self.dtype = dtype
        self.place = {"device": device} if backend == "torch" else {}
        self.convert = self.library.as_tensor if backend == "torch" else self.library.asarray

    def array(self, value: Any) -> Any:
        found = self.convert(value, **self.place)
        if self.dtype is not None:
            return self.convert(found, dtype=self.dtype)
        is_float = found.is_floating_point() if self.place else found.dtype.kind == "f"
        return found if is_float else self.convert(found, dtype=self.library.float64)

    def numbers(self, first: int, last: int) -> Any:
        return self.library.arange(first, max(last + 1, first), **self.place)

    def total(self, terms: Any, numbers: Any, is_product: bool) -> Any:
        terms = self.array(terms)
        every = self.library.broadcast_to(terms, self.library.broadcast_shapes(terms.shape, numbers.shape))
        return every.prod(-1) if is_product else every.sum(-1)

    def result(self, value: Any) -> Any:
        """A plain float for a single number of NumPy's."""
        is_number = not self.place and getattr(value, "ndim", 1) == 0
        return float(value) if is_number else value

    def matrix(self, entries: list[Any], rows: int, columns: int) -> Any:
        flat = self.library.stack([self.array(entry) for entry in entries])
        return flat.reshape(rows, columns)

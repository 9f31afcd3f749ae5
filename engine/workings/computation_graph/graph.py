"""The computation graph of an expression, run forwards for the values and backwards for the derivatives.

A node is one operation as a person writes it: a sum with its signs, a product or fraction, a power, a function. The
derivative of a node by each of its parts is asked of the rules, on the operation alone, with names in the place of the
parts; so every number that passes backwards is one named law times one number from above.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sympy import Add, Basic, Expr, Mul, Pow, Symbol
from sympy.concrete.expr_with_limits import ExprWithLimits
from sympy.core.relational import Relational

from workings.derive import differentiate
from workings.expression.algebra import rebuild, replace
from workings.expression.nodes import MINUS_ONE, walk
from workings.expression.reader import parse
from workings.numeric import lambdify
from workings.show import to_text

__all__ = ["Backpropagation", "Node", "Passed", "backpropagation"]

MOST_NODES = 5_000
_PREFIXES = ("v", "u", "s", "q", "node")
_RESULTS = ("L", "f", "out", "result")


@dataclass(frozen=True, slots=True)
class Passed:
    """What comes back to a node from one node that used it: local derivative times upstream.

    `local` is the derivative of `user`, as an operation on its parts, by the node; `upstream` is the derivative of the
    result by `user`.
    """

    user: Symbol
    local: Expr
    local_value: float
    upstream: float

    @property
    def product(self) -> float:
        return self.local_value * self.upstream


@dataclass(frozen=True, slots=True)
class Node:
    """A value of the graph: an input, with no `operation`, or an operation on nodes, which stand in it by name.

    `gradient` is the derivative of the result by this node: the sum of what is passed back to it.
    """

    name: Symbol
    operation: Expr | None
    value: float
    passed: tuple[Passed, ...]
    gradient: float


@dataclass(frozen=True, slots=True, repr=False)
class Backpropagation:
    """The graph with all its numbers: `nodes` in the order in which they are worked out, the inputs first.

    The last node is the result. The derivative by an input is in `gradient`.

    >>> from workings import backpropagation
    >>> backpropagation("(w x + b)^2", at={"w": 2, "x": 3, "b": -1}).gradient
    {w: 30.0, x: 20.0, b: 10.0}
    """

    expr: Expr
    nodes: tuple[Node, ...]

    @property
    def result(self) -> Node:
        return self.nodes[-1]

    @property
    def inputs(self) -> tuple[Node, ...]:
        return tuple(node for node in self.nodes if node.operation is None)

    @property
    def value(self) -> float:
        return self.result.value

    @property
    def gradient(self) -> dict[Symbol, float]:
        """The derivative of the result by each input."""
        return {node.name: node.gradient for node in self.inputs}

    def to_text(self, *, lang: str = "en", unicode: bool = True, digits: int = 6) -> str:
        """Forwards and backwards as two tables of text; `digits` are those of the numbers."""
        from workings.computation_graph.show import graph_to_text

        return graph_to_text(self, lang, unicode, digits)

    def to_latex(self, *, lang: str = "en", digits: int = 6) -> str:
        """The two tables as LaTeX; it needs amsmath, and Japanese a LaTeX that has its characters."""
        from workings.computation_graph.show import graph_to_latex

        return graph_to_latex(self, lang, digits)

    def to_html(self, *, lang: str = "en", digits: int = 6, page: bool = False) -> str:
        """The graph as a drawing, and the two tables, as self-contained HTML; `page` makes a document of it."""
        from workings.computation_graph.show_html import graph_to_html

        return graph_to_html(self, lang, digits, page)

    def __repr__(self) -> str:
        return f"<Backpropagation: {len(self.nodes)} nodes, value {self.value:g}>"

    def __str__(self) -> str:
        return self.to_text()

    def _repr_html_(self) -> str:
        return self.to_html()


def backpropagation(expr: str | Expr, at: Mapping[Any, float]) -> Backpropagation:
    """The derivative by every variable at a point, worked out backwards through the computation graph.

    For each node v with users p: ∂L/∂v = Σ ∂p/∂v · ∂L/∂p, beginning from ∂L/∂L = 1.

    Arguments:
        expr: the function, as text or a SymPy expression.
        at: a number for each variable, by symbol or by name.

    Returns the graph with every number, to be read as text, LaTeX or HTML.

    Raises:
        ReadError: text that can't be read.
        ValueError: a variable with no number, a number for what is no variable, or a graph of over 5,000 operations.
        NumericError, NoRule: a function that has no value or no derivative here.

    >>> print(backpropagation("(w x + b)^2", at={"w": 2, "x": 3, "b": -1}))
    L = (wx + b)²
    forwards
      w  = 2
      x  = 3
      b  = −1
      v₁ = wx     = 6
      v₂ = v₁ + b = 5
      L  = v₂²    = 25
    backwards: local derivative · upstream
      v₂  ∂L/∂v₂ = 2v₂ = 10 · 1  = 10  ∂L/∂v₂ = 10
      v₁  ∂v₂/∂v₁ = 1       · 10 = 10  ∂L/∂v₁ = 10
      b   ∂v₂/∂b = 1        · 10 = 10  ∂L/∂b = 10
      x   ∂v₁/∂x = w = 2    · 10 = 20  ∂L/∂x = 20
      w   ∂v₁/∂w = x = 3    · 10 = 30  ∂L/∂w = 30
    """
    formula = parse(expr) if isinstance(expr, str) else expr
    if not isinstance(formula, Expr):
        kind = "an equation" if isinstance(formula, Relational) else f"a {type(formula).__name__}"
        raise TypeError(f"{expr!r} is {kind}, and no expression of one value")
    for node in walk(formula):
        if isinstance(node, ExprWithLimits):
            raise ValueError(f"{to_text(node)} has an index of its own: write its terms out")
    graph = _Graph(formula)
    values = graph.values(_numbers(at, graph.inputs))
    return Backpropagation(formula, graph.backwards(values))


def _numbers(at: Mapping[Any, float], inputs: list[Symbol]) -> list[float]:
    names = [s.name for s in inputs]
    given = {_name(key, names): float(value) for key, value in at.items()}
    missing = [name for name in names if name not in given]
    if missing:
        raise ValueError(f"there is no number for {', '.join(missing)}: give at={{{missing[0]!r}: ...}}")
    unknown = [name for name in given if name not in names]
    if unknown:
        raise ValueError(f"{', '.join(unknown)} does not occur; the variables are {', '.join(names) or 'none'}")
    return [given[name] for name in names]


def _name(key: Any, names: list[str]) -> str:
    """The name of a variable, given as a symbol or as it is written: θ is read as theta."""
    if isinstance(key, str) and key not in names:
        key = parse(key)
    return str(getattr(key, "name", key))


class _Graph:
    """Nodes by the expression they stand for; equal expressions are one node."""

    def __init__(self, expr: Expr) -> None:
        self.expr = expr
        self.varying: set[Basic] = set()
        apart: dict[Basic, None] = {}  # what is a node of its own, parts before what is made of them
        below: set[Basic] = set()
        for node in walk(expr):
            if isinstance(node, Symbol) or not self.varying.isdisjoint(node.args):
                self.varying.add(node)
                apart[node] = None
                below.update(a for a in node.args if not self.is_written_inside(a, node))
        self.inputs = [node for node in apart if isinstance(node, Symbol)]
        self.names: dict[Basic, Symbol] = {symbol: symbol for symbol in self.inputs}
        self.operations: dict[Symbol, Expr] = {}
        self.parts: dict[Symbol, tuple[Symbol, ...]] = {}
        self.full: list[Basic] = []
        self._locals: dict[tuple[Expr, Symbol], Expr] = {}
        taken = [symbol.name for symbol in self.inputs]
        prefix = next(p for p in _PREFIXES if p == _PREFIXES[-1] or not any(name.startswith(p) for name in taken))
        result = Symbol(next((name for name in _RESULTS if name not in taken), "value"), real=True)
        for node in apart:
            if node in below and node is not expr and isinstance(node, Expr) and not isinstance(node, Symbol):
                self._add(node, Symbol(f"{prefix}_{len(self.operations) + 1}", real=True))
        self._add(expr, result)

    def is_written_inside(self, part: Basic, node: Basic) -> bool:
        """Whether a part is no node of its own: a number, a term's sign, a denominator, a condition."""
        if part not in self.varying or not isinstance(part, Expr):
            return True
        if isinstance(node, Add):
            return isinstance(part, Mul) and part.args[0] == MINUS_ONE and len(part.args) == 2
        return isinstance(node, Mul) and isinstance(part, Pow) and part.args[1] == MINUS_ONE

    def _add(self, node: Expr, name: Symbol) -> None:
        if len(self.operations) >= MOST_NODES:
            raise ValueError(f"the graph has more than {MOST_NODES:,} operations, which nobody could read")
        parts: dict[Symbol, None] = {}
        self.operations[name] = self.names[node] if isinstance(node, Symbol) else self._written(node, parts)
        self.parts[name] = tuple(parts) if node.args else tuple(self.inputs)
        self.names.setdefault(node, name)
        self.full.append(node)

    def _written(self, node: Basic, parts: dict[Symbol, None]) -> Any:
        """The operation with names in the place of its parts, which are added to `parts` from left to right."""
        new = []
        for part in node.args:
            if not self.is_written_inside(part, node):
                part = self.names[part]
                parts[part] = None
            elif part in self.varying:
                part = self._written(part, parts)
            new.append(part)
        return rebuild(node, tuple(new))

    def values(self, numbers: list[float]) -> dict[Symbol, float]:
        found = lambdify(self.full, self.inputs)(*numbers)
        return dict(zip([*self.inputs, *self.operations], [*numbers, *found], strict=True))

    def backwards(self, values: dict[Symbol, float]) -> tuple[Node, ...]:
        steps = [(user, part) for user in reversed(self.operations) for part in self.parts[user]]
        formulas = [self._local(user, part) for user, part in steps]
        names = list(values)
        numbers = lambdify(formulas, names)(*values.values())
        coming: dict[Symbol, list[Passed]] = {name: [] for name in names}
        gradient = dict.fromkeys(names, 0.0)
        gradient[names[-1]] = 1.0
        for (user, part), formula, number in zip(steps, formulas, numbers, strict=True):
            passed = Passed(user, formula, number, gradient[user])
            gradient[part] = gradient[part] + passed.product if coming[part] else passed.product
            coming[part].append(passed)
        return tuple(
            Node(name, self.operations.get(name), values[name], tuple(coming[name]), gradient[name]) for name in names
        )

    def _local(self, user: Symbol, part: Symbol) -> Expr:
        """The derivative of an operation by one of its parts, by the rules; asked once for each shape."""
        places = {p: Symbol(f"p_{k}", real=True) for k, p in enumerate(self.parts[user])}
        shape = replace(self.operations[user], dict(places))
        key = (shape, places[part])
        if key not in self._locals:
            self._locals[key] = differentiate(shape, places[part]).result
        return replace(self._locals[key], {place: p for p, place in places.items()})

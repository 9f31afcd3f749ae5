"""What the names of a problem mean: definitions, functions, given rates and the curve that makes y a function of x.

A world resolves what a person writes (`dy/du`, `f'(2)`, `y'/y`) into an expression in the base variables alone, whose
derivatives are left as questions; the judges evaluate those by power series. The student's world is a copy in which
what the student has stated, right or wrong, holds instead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sympy import Add, Basic, Eq, Expr, MatrixBase, Mul, Pow, Symbol, Tuple
from sympy.core.function import AppliedUndef

from workings.expression.algebra import rebuild
from workings.expression.algebra import replace as substitute
from workings.expression.calculus_goals import ImplicitAgain, InverseSlope, Parametric, ParametricAgain
from workings.expression.families import meaning_of_member
from workings.expression.goals import (
    D,
    Directional,
    Gradient,
    Hessian,
    Implicit,
    Jacobian,
    Partial,
    Tidy,
    TotalDifferential,
    Value,
)
from workings.expression.known_values import known_values, stand_ins
from workings.expression.members import Member
from workings.expression.named import sigmoid
from workings.expression.nodes import add, divide, mul, negate, subtract, symbol, symbols_of, walk
from workings.expression.problem import Problem
from workings.judge import Evidence
from workings.judge.claims import judged_equal
from workings.judge.curve import equal_on_curve
from workings.judge.meanings import plain, spelled_out

__all__ = ["Unresolved", "World", "placed", "world_of"]


class Unresolved(ValueError):
    """A name or a derivative that the world can't tell the meaning of."""


@dataclass(frozen=True, slots=True)
class World:
    """The meanings of names.

    Arguments:
        names: what a plain name stands for, perhaps in other names: y, u.
        functions: arguments and body of a named function: f(x).
        facts: the value of a derivative that is given or stated: dx/dt = 3.
        curve: the equation F = 0 that makes `dependent` a function of `variable`.
        conditions: relations under which everything is meant.
        values: what variables are at the moment that is asked about.
    """

    names: Mapping[str, Any]
    functions: Mapping[str, tuple[tuple[str, ...], Any]]
    facts: Mapping[Basic, Any]
    curve: Any = None
    dependent: Symbol | None = None
    variable: Symbol | None = None
    conditions: tuple[Basic, ...] = ()
    values: tuple[tuple[Symbol, Any], ...] = ()

    def with_name(self, name: str, meaning: Any) -> World:
        return replace(self, names={**self.names, name: meaning})

    def with_function(self, name: str, arguments: tuple[str, ...], body: Any) -> World:
        return replace(self, functions={**self.functions, name: (arguments, body)})

    def with_fact(self, derivative: Basic, value: Any) -> World:
        """With that value of a derivative, unless the value is in terms of the derivative itself."""
        if any(node == derivative for node in walk(value)):
            return self
        return replace(self, facts={**self.facts, derivative: value})

    def compare(self, left: Any, right: Any) -> Evidence:
        """How `left = right` is known in this world: under its conditions, and on its curve where there is one."""
        left, right = plain(left), plain(right)
        evidence = judged_equal(left, right, self.conditions)
        if evidence.kind != "refuted" or self.curve is None or isinstance(left, Tuple) or isinstance(right, Tuple):
            return evidence
        curve = self.resolve(self.curve)
        return equal_on_curve(left, right, curve, self.dependent, assuming=self.conditions)

    def under(self, conditions: Sequence[Basic]) -> World:
        """The same world where these relations hold as well."""
        return replace(self, conditions=(*self.conditions, *conditions)) if conditions else self

    def knows(self, name: str) -> bool:
        return name in self.names or name in self.functions

    def body(self, node: Any) -> Any:
        """What a name or a function call stands for, one definition deep; anything else is itself."""
        if isinstance(node, Symbol) and node.name in self.names:
            return self.names[node.name]
        if isinstance(node, Symbol) and node.name in self.functions:
            return self.functions[node.name][1]
        if isinstance(node, Symbol | Member):
            meaning = meaning_of_member(node, self.names)
            return node if meaning is None else meaning
        if isinstance(node, AppliedUndef) and type(node).__name__ in self.functions:
            arguments, body = self.functions[type(node).__name__]
            if len(arguments) == len(node.args):
                return substitute(body, {symbol(a): value for a, value in zip(arguments, node.args, strict=True)})
        return node

    def resolve(self, expr: Any) -> Any:
        """`expr` in base variables.

        Raises:
            Unresolved: where the meaning of a derivative in it can't be told.
        """
        try:
            return self._resolve(expr, frozenset())
        except RecursionError:
            raise Unresolved("a name in it is defined through itself, or it is nested too deep") from None

    def _resolve(self, node: Any, opaque: frozenset[str]) -> Any:
        if node in self.facts:
            return self._resolve(self.facts[node], opaque)
        if isinstance(node, Symbol):
            if node.name in opaque:
                return node
            meaning = self.body(node)
            return node if meaning is node else self._resolve(meaning, opaque)
        if isinstance(node, AppliedUndef):
            if type(node).__name__ == "det" and len(node.args) == 1:
                return _determinant(self._resolve(node.args[0], opaque))
            meaning = self.body(node)
            if meaning is not node:
                return self._resolve(meaning, opaque)
            return self._bare(node)
        if isinstance(node, D):
            return self._derivative(node, opaque)
        if isinstance(node, Value):
            return self._value(node, opaque)
        if isinstance(node, Implicit):
            return self.slope()
        if isinstance(node, Tidy):
            return self._resolve(node.args[0], opaque)
        if isinstance(
            node,
            Gradient
            | Jacobian
            | Hessian
            | TotalDifferential
            | Directional
            | InverseSlope
            | Parametric
            | ParametricAgain,
        ):
            return self._resolve(spelled_out(node), opaque)
        if isinstance(node, MatrixBase):
            return Tuple(*[Tuple(*[self._resolve(entry, opaque) for entry in row]) for row in node.tolist()])
        if isinstance(node, Pow) and node.args[1] == _TRANSPOSED:
            base = self._resolve(node.args[0], opaque)
            if isinstance(base, Tuple):
                return _transposed(base)
        if not getattr(node, "args", ()):
            return node
        parts = tuple(self._resolve(arg, opaque) for arg in node.args)
        if isinstance(node, Mul) and any(isinstance(part, Tuple) and _is_matrix(part) for part in parts):
            return _of_matrices(parts)
        if isinstance(node, Add | Mul) and any(isinstance(part, Tuple) for part in parts):
            return _of_vectors(node, parts)
        return rebuild(node, parts)

    def _bare(self, node: AppliedUndef) -> Any:
        """x(t) of which only the rate is known stands for x."""
        name = type(node).__name__
        if any(isinstance(fact, D) and getattr(fact.f, "name", "") == name for fact in self.facts):
            return symbol(name)
        return node

    def _value(self, node: Value, opaque: frozenset[str]) -> Any:
        expr, *pairs = node.args
        return placed(self._resolve(expr, opaque), [(place, self._resolve(value, opaque)) for place, value in pairs])

    def _derivative(self, node: D, opaque: frozenset[str]) -> Any:
        x = node.x
        if not isinstance(x, Symbol):
            return self._slope_at(node, opaque)
        lower = type(node)(node.f, x, int(node.order) - 1) if node.order.is_Integer and node.order > 1 else None
        if lower is not None and lower in self.facts:
            return self._resolve(type(node)(self.facts[lower], x), opaque)
        if isinstance(node, Partial):
            return self._partial(node, opaque)
        if x.name in self.names and x.name not in opaque:
            return self._by_intermediate(node, x, opaque)
        inner = self._resolve(node.f, opaque)
        if self.dependent is not None and x == self.variable:
            return self._along_curve(inner, x, int(node.order))
        moving = self._moving(inner, x)
        if moving and int(node.order) == 1:
            return add(D(inner, x), *[mul(D(inner, s), self._resolve(rate, opaque)) for s, rate in moving])
        return D(inner, x, node.order)

    def _slope_at(self, node: D, opaque: frozenset[str]) -> Any:
        """f'(2x + 3) of an f that is defined: its derivative, taken there."""
        f, at = node.f, node.x
        if not isinstance(f, AppliedUndef) or f.args != (at,) or type(f).__name__ not in self.functions:
            return node
        (name, *others), body = self.functions[type(f).__name__]
        if others:
            return node
        slope = D(self._resolve(body, opaque | {name}), symbol(name), node.order)
        return Value(slope, (symbol(name), self._resolve(at, opaque)))

    def _moving(self, expr: Any, t: Symbol) -> list[tuple[Symbol, Any]]:
        """The symbols of `expr` of which a rate by t is known."""
        present = set(symbols_of([expr]))
        rates = [(fact.f, rate) for fact, rate in self.facts.items() if isinstance(fact, D) and fact.x == t]
        return [(s, rate) for s, rate in rates if isinstance(s, Symbol) and s in present and s.name not in self.names]

    def _partial(self, node: Partial, opaque: frozenset[str]) -> Any:
        """Every other name is held: what f is in its own variables is differentiated, then the names are resolved."""
        x = node.x
        inner = self.facts.get(node.f, node.f)
        inner = self.body(inner)
        while x not in symbols_of([inner]) and any(s.name in self.names for s in symbols_of([inner])):
            inner = substitute(inner, {s: self.names[s.name] for s in symbols_of([inner]) if s.name in self.names})
        held = self._resolve(inner, opaque | {x.name} | {s.name for s in symbols_of([inner])})
        found = type(node)(held, x, node.order)
        names = [s for s in symbols_of([held]) if s.name in self.names and s.name not in opaque]
        return Value(found, *[(s, self._resolve(s, opaque)) for s in names]) if names else found

    def _by_intermediate(self, node: D, u: Symbol, opaque: frozenset[str]) -> Any:
        """dy/du for a u that is defined: y is written in u first."""
        meaning = self._resolve(u, opaque)
        inner = self._resolve(node.f, opaque | {u.name})
        if u not in symbols_of([inner]):
            inner = substitute(self._resolve(node.f, opaque), {meaning: u})
        if u not in symbols_of([inner]):
            return self._by_parameter(self._resolve(node.f, opaque), meaning, node)
        return Value(D(inner, u, node.order), (u, meaning))

    def _by_parameter(self, y: Any, x: Any, node: D) -> Any:
        """dy/dx = (dy/dt)/(dx/dt), where both are written in one parameter."""
        parameters = symbols_of([y, x])
        if len(parameters) != 1:
            raise Unresolved(f"{node.f} is not written in {node.x}")
        for _ in range(int(node.order)):
            y = divide(D(y, parameters[0]), D(x, parameters[0]))
        return y

    def _along_curve(self, inner: Any, x: Symbol, order: int) -> Any:
        """d/dx of an expression in x and y where F(x, y) = 0: its partial by x plus its partial by y times y'."""
        y = self.dependent
        for _ in range(order):
            inner = add(D(inner, x), mul(D(inner, y), self.slope()))
        return inner

    def slope(self) -> Any:
        """dy/dx = -F_x/F_y, unless the student has stated another."""
        return negate(divide(D(self.curve, self.variable), D(self.curve, self.dependent)))


_TRANSPOSED = symbol("T")


def _is_matrix(value: Tuple) -> bool:
    """Whether it is a list of rows; a vector is a list of numbers."""
    return all(isinstance(row, Tuple) for row in value.args)


def _transposed(value: Tuple) -> Tuple:
    """The rows made columns; a vector becomes the one row of a matrix."""
    if not _is_matrix(value):
        return Tuple(value)
    return Tuple(*[Tuple(*column) for column in zip(*[row.args for row in value.args], strict=True)])


def _of_matrices(parts: tuple[Any, ...]) -> Any:
    """A product of numbers, matrices as lists of rows, and a vector as a list of numbers, in the order written."""
    numbers = [part for part in parts if not isinstance(part, Tuple)]
    first, *others = [part for part in parts if isinstance(part, Tuple)]
    product: Any = first
    for other in others:
        rows = product.args if _is_matrix(product) else tuple(Tuple(entry) for entry in product.args)
        columns = _transposed(other).args if _is_matrix(other) else (other,)
        if any(len(row.args) != len(column.args) for row in rows for column in columns):
            raise Unresolved("the shapes of a product do not fit")
        entries = [[add(*map(mul, row.args, column.args)) for column in columns] for row in rows]
        product = Tuple(*[Tuple(*row) if _is_matrix(other) else row[0] for row in entries])
    if len(product.args) == 1 and others:
        product = product.args[0].args[0] if isinstance(product.args[0], Tuple) else product.args[0]
        return mul(*numbers, product) if not isinstance(product, Tuple) else product
    if not numbers:
        return product
    scaled = [Tuple(*[mul(*numbers, entry) for entry in row.args]) if isinstance(row, Tuple) else mul(*numbers, row)
              for row in product.args]  # fmt: skip
    return Tuple(*scaled)


def _of_vectors(node: Basic, parts: tuple[Any, ...]) -> Any:
    """u + v entry by entry, a number times a vector, and u · v as the sum of products."""
    vectors = [part for part in parts if isinstance(part, Tuple)]
    numbers = [part for part in parts if not isinstance(part, Tuple)]
    if isinstance(node, Add) and not numbers and all(_is_matrix(v) for v in vectors):
        sizes = {tuple(len(row.args) for row in v.args) for v in vectors}
        if len(sizes) == 1:
            rows = zip(*(v.args for v in vectors), strict=True)
            return Tuple(*[_of_vectors(node, tuple(row)) for row in rows])
    plain_ones = all(isinstance(entry, Expr) for v in vectors for entry in v.args)
    if not plain_ones or len({len(v.args) for v in vectors}) > 1:
        raise Unresolved("vectors of other lengths, or matrices, are not worked out here")
    columns = list(zip(*(v.args for v in vectors), strict=True))
    if isinstance(node, Add) and not numbers:
        return Tuple(*[add(*column) for column in columns])
    if isinstance(node, Mul) and len(vectors) == 1:
        return Tuple(*[mul(*numbers, *column) for column in columns])
    if isinstance(node, Mul) and len(vectors) == 2:
        return mul(*numbers, add(*[mul(*column) for column in columns]))
    raise Unresolved("a number and a vector are no sum, and three vectors no product")


def _determinant(rows: Any) -> Any:
    """The determinant of a matrix given as rows, expanded along the first."""
    if not isinstance(rows, Tuple) or not all(isinstance(row, Tuple) and len(row) == len(rows) for row in rows.args):
        raise Unresolved("a determinant is taken of what is no square matrix")
    if len(rows) == 1:
        return rows.args[0].args[0]
    terms = []
    for j, entry in enumerate(rows.args[0].args):
        minor = Tuple(*[Tuple(*row.args[:j], *row.args[j + 1 :]) for row in rows.args[1:]])
        term = mul(entry, _determinant(minor))
        terms.append(negate(term) if j % 2 else term)
    return add(*terms)


def placed(expr: Any, at: Sequence[tuple[Any, Any]]) -> Any:
    """The value of `expr` at a place, entry by entry."""
    if not at:
        return expr
    if isinstance(expr, Tuple):
        return Tuple(*[placed(entry, at) for entry in expr.args])
    return Value(expr, *at)


def world_of(problem: Problem) -> World:
    """The world that a problem describes."""
    names: dict[str, Any] = {}
    functions: dict[str, tuple[tuple[str, ...], Any]] = {}
    facts: dict[Basic, Any] = {}
    conditions: list[Basic] = []
    curve = dependent = variable = None
    for goal in problem.goals:
        if isinstance(goal, Implicit | ImplicitAgain):
            eq, dependent, variable = goal.args[:3]
            curve = subtract(*eq.args)
    functions |= _customary(problem)
    fixed = {s for s, _ in problem.at}
    if curve is not None:
        functions.update({name: (args, curve) for name, args in problem.scope.functions.items()})
        both = {s.name for s in (dependent, variable) if s is not None}
        named = {n: args for n, args in problem.scope.dependents.items() if both <= set(args) and n not in both}
        functions.update({name: (args, curve) for name, args in named.items()})
    for given in problem.givens:
        if not isinstance(given, Eq):
            conditions.append(given)
            continue
        left, right = given.args
        if isinstance(left, AppliedUndef) and all(isinstance(a, Symbol) for a in left.args):
            functions[type(left).__name__] = (tuple(a.name for a in left.args), right)
        elif isinstance(left, Symbol) and left not in fixed and curve is None and left not in symbols_of([right]):
            names[left.name] = right
        elif isinstance(left, D) and isinstance(left.f, Symbol | AppliedUndef):
            facts[_rate(left)] = _plain(right)
    called = {type(node).__name__ for goal in problem.goals for node in walk(goal) if isinstance(node, AppliedUndef)}
    known = {key: value for key, value in known_values(problem.givens).items() if key[0] in called - functions.keys()}
    functions |= stand_ins(known)
    return World(names, functions, facts, curve, dependent, variable or problem.variable, tuple(conditions), problem.at)


def _customary(problem: Problem) -> dict[str, tuple[tuple[str, ...], Any]]:
    """σ of something is the sigmoid where the problem says nothing else of σ."""
    about = Tuple(*[part for part in (*problem.goals, *problem.givens, problem.body) if part is not None])
    nodes = list(walk(about))
    called = any(isinstance(node, sigmoid) or type(node).__name__ == "sigma" for node in nodes)
    said = [given.args[0] for given in problem.givens if isinstance(given, Eq)]
    if called and symbol("sigma") not in symbols_of([about]) and not any(type(s).__name__ == "sigma" for s in said):
        return {"sigma": (("x",), sigmoid(symbol("x")))}
    return {}


def _rate(derivative: D) -> D:
    """dx/dt with x as a plain symbol, whether it was read as x or as x(t)."""
    return D(_plain(derivative.f), derivative.x)


def _plain(expr: Any) -> Any:
    """x(t) as x."""
    calls = {n: symbol(type(n).__name__) for n in walk(expr) if isinstance(n, AppliedUndef) and len(n.args) == 1}
    return substitute(expr, calls)

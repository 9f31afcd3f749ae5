"""The questions of linear algebra, and the solution of a system."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sympy import And, Basic, Expr, Integer, Rational, Symbol, Tuple
from sympy.core.symbol import Str

from workings.expression.goals import Goal, Solve
from workings.expression.grid import Grid

__all__ = [
    "Case",
    "Chain",
    "Count",
    "Echelon",
    "FromRow",
    "InCase",
    "Invert",
    "LeastSquares",
    "MatrixEquation",
    "NoSolution",
    "Orthonormal",
    "Reduce",
    "RowChange",
    "Rows",
    "Solution",
    "SolutionsAre",
    "SolveBy",
    "SolveWith",
    "SolvedFor",
    "Statement",
    "Triangles",
    "holds_at",
]

_new = Basic.__new__


class Statement(Basic):
    """What stands on a line by itself, with no equality sign before it."""

    __slots__ = ()


class Solution(Statement):
    """All the values of the unknowns of a system.

    `kind` is `unique`, `none`, `infinite` (the unknowns in terms of the `free` ones, each of which may be any number)
    or `cases`: each a condition on the parameters with the solution there; the conditions exclude each other and
    leave no real value of the parameters out.

    >>> from workings import solve
    >>> solution = solve(["x + y = 3", "2x + 2y = 6"]).result
    >>> solution.kind, solution.assignment, solution.free
    ('infinite', {x: 3 - y, y: y}, (y,))
    """

    __slots__ = ()

    def __new__(
        cls,
        kind: str | Str,
        unknowns: Iterable[Expr] = (),
        values: Iterable[Expr] = (),
        free: Iterable[Expr] = (),
        cases: Iterable[Case] = (),
    ) -> Solution:
        return _new(cls, kind if isinstance(kind, Str) else Str(kind), *map(_tuple, (unknowns, values, free, cases)))

    @property
    def kind(self) -> str:
        return str(self.args[0])

    @property
    def unknowns(self) -> tuple[Expr, ...]:
        return tuple(self.args[1].args)

    @property
    def assignment(self) -> dict[Expr, Expr]:
        """Each unknown with its value in the free ones; empty for `none` and `cases`."""
        return dict(zip(self.args[1].args, self.args[2].args, strict=False)) if self.args[2].args else {}

    @property
    def free(self) -> tuple[Expr, ...]:
        return tuple(self.args[3].args)

    @property
    def cases(self) -> tuple[Case, ...]:
        return tuple(self.args[4].args)

    def at(self, parameters: dict[Any, Any]) -> Solution:
        """The solution where the parameters have these values: that of the one case whose condition holds."""
        values = {name.name if isinstance(name, Symbol) else name: value for name, value in parameters.items()}
        if self.kind != "cases":
            put = {s: values[s.name] for v in self.args[2].args for s in v.free_symbols if s.name in values}
            return Solution(self.kind, self.unknowns, [v.subs(put) for v in self.args[2].args], self.free)
        for case in self.cases:
            if all(_holds(relation, values) for relation in case.relations):
                return case.solution.at(parameters)
        raise ValueError("no case holds there; give every parameter a real value")


def _holds(relation: Any, values: dict[str, Any]) -> bool:
    return holds_at(relation, {s: values[s.name] for s in relation.free_symbols if s.name in values})


def holds_at(relation: Any, place: dict[Any, Any]) -> bool:
    """Whether an equation, or what is said not to be equal, holds at a place given by exact numbers.

    Where a side is not defined it is equal to nothing.
    """
    gap = (relation.args[0] - relation.args[1]).subs(place)
    if gap.is_Rational:
        same = bool(gap == 0)
    else:
        value = gap.evalf(40)
        if value.free_symbols:
            raise ValueError(f"{relation} can't be decided there; give every parameter a real value")
        same = bool(value.is_finite and abs(value) < Rational(1, 10**25))
    return same if relation.rel_op == "==" else not same


def _tuple(values: Any) -> Tuple:
    return values if isinstance(values, Tuple) else Tuple(*values)


class LeastSquares(Statement):
    """The values that make |A x - b|^2 smallest, the residual b - A x that is left, and its square."""

    __slots__ = ()

    kind = "least-squares"

    def __new__(cls, solution: Basic, residual: Basic, squared: Basic) -> LeastSquares:
        return _new(cls, solution, residual, squared)

    @property
    def solution(self) -> Any:
        """The `Solution` of the normal equations: `unique`, or `infinite` where the columns of A are dependent."""
        return self.args[0]

    @property
    def assignment(self) -> dict[Expr, Expr]:
        return dict(self.solution.assignment)

    @property
    def residual(self) -> Any:
        return self.args[1]

    @property
    def squared(self) -> Any:
        return self.args[2]


class Case(Basic):
    """A condition, as the relations that hold together, with what is the solution under it."""

    __slots__ = ()

    def __new__(cls, relations: Iterable[Basic], solution: Basic) -> Case:
        return _new(cls, _tuple(relations), solution)

    @property
    def relations(self) -> tuple[Basic, ...]:
        return tuple(self.args[0].args)

    @property
    def condition(self) -> Any:
        return And(*self.relations)

    @property
    def solution(self) -> Any:
        return self.args[1]


class _OfGrid(Goal):
    """A question about A x = b, given as its grid, and the method to answer it by."""

    __slots__ = ()

    def __new__(cls, grid: Grid, unknowns: Iterable[Expr], method: str | Str) -> _OfGrid:
        return _new(cls, grid, _tuple(unknowns), method if isinstance(method, Str) else Str(method))

    @property
    def grid(self) -> Grid:
        return self.args[0]

    @property
    def unknowns(self) -> tuple[Expr, ...]:
        return tuple(self.args[1].args)

    @property
    def method(self) -> str:
        return str(self.args[2])

    @property
    def jordan(self) -> bool:
        """Whether the pivots become 1 and what is above them is cleared too."""
        return self.method == "gauss-jordan"


class SolveBy(_OfGrid):
    """The solution of A x = b by a method: `SolveBy(grid, unknowns, "cramer")`."""

    __slots__ = ()


class Reduce(_OfGrid):
    """The same while its rows are being reduced: one row operation after another."""

    __slots__ = ()

    def of(self, grid: Grid) -> Reduce:
        """The same question after a row operation."""
        return type(self)(grid, self.args[1], self.args[2])


class Orthonormal(Goal):
    """A = Q R, the columns of Q at right angles and of length 1: `Orthonormal(A, Q, R)`."""

    __slots__ = ()

    def __new__(cls, a: Basic, q: Basic, r: Basic) -> Orthonormal:
        return _new(cls, a, q, r)


class Triangles(Goal):
    """A = L U, the rows of A in the order of the pivots: `Triangles(A, L, U)`."""

    __slots__ = ()

    def __new__(cls, a: Basic, lower: Basic, upper: Basic) -> Triangles:
        return _new(cls, a, lower, upper)


class Invert(Reduce):
    """A with the unit matrix behind the bar, reduced until A has become the unit matrix."""

    __slots__ = ()


class Count(Reduce):
    """A reduced until its pivots can be counted."""

    __slots__ = ()


class Echelon(Reduce):
    """A reduced as far as it goes, by "gauss-jordan", or to an echelon form by "gauss"."""

    __slots__ = ()


class FromRow(Goal):
    """The value of an unknown that a row gives, the ones found before put in: `FromRow(z, 9/3, 3)`."""

    __slots__ = ()

    def __new__(cls, unknown: Expr, working: Expr, value: Expr, curves: Iterable[Expr] = ()) -> FromRow:
        return _new(cls, unknown, working, value, _tuple(curves)) if curves else _new(cls, unknown, working, value)


class SolveWith(Solve):
    """The unknowns of a linear system by a method: `SolveWith(equations, unknowns, "cramer")`."""

    __slots__ = ()

    def __new__(cls, equations: Iterable[Basic], unknowns: Iterable[Expr], method: str | Str = "gauss") -> SolveWith:
        method = method if isinstance(method, Str) else Str(method)
        return _new(cls, _tuple(equations), _tuple(unknowns), method)


class SolutionsAre(Goal):
    """Whether a system has solutions, and how many: `true`, `false`, or the condition on its parameters.

    `kind` is `none`, `unique`, `infinite`, or `some` for one or more: `SolutionsAre(SolveWith(...), "none")`.
    """

    __slots__ = ()

    def __new__(cls, system: Solve, kind: str | Str) -> SolutionsAre:
        return _new(cls, system, kind if isinstance(kind, Str) else Str(kind))

    @property
    def system(self) -> Solve:
        return self.args[0]

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of `Solution` that it asks for."""
        kind = str(self.args[1])
        return frozenset({"unique", "infinite"} if kind == "some" else {kind})


class SolvedFor(Goal):
    """The values of a letter for which a yes-or-no question has the answer yes: `SolvedFor(Invertible(A), k)`."""

    __slots__ = ()

    def __new__(cls, question: Basic, letter: Symbol) -> SolvedFor:
        return _new(cls, question, letter)


class MatrixEquation(Statement):
    """A x = b with the columns of the unknowns and of the constants: `MatrixEquation(A, x, b)`."""

    __slots__ = ()


class Rows(Statement):
    """An augmented matrix as it is shown: the places of its pivots, and the rows that have just changed."""

    __slots__ = ()

    def __new__(cls, grid: Grid, pivots: Iterable[tuple[int, int]] = (), changed: Iterable[int] = ()) -> Rows:
        return _new(cls, grid, Tuple(*[Tuple(*map(Integer, p)) for p in pivots]), Tuple(*map(Integer, changed)))

    @property
    def grid(self) -> Grid:
        return self.args[0]

    @property
    def pivots(self) -> tuple[tuple[int, int], ...]:
        return tuple((int(p.args[0]), int(p.args[1])) for p in self.args[1].args)

    @property
    def changed(self) -> tuple[int, ...]:
        return tuple(map(int, self.args[2].args))


class InCase(Statement):
    """The heading of a case: `InCase(a = 1)`."""

    __slots__ = ()


class Chain(Statement):
    """a = b = c"""

    __slots__ = ()


class RowChange(Basic):
    """R2 → R2 − 3 R1, or R1 ↔ R2 with the two rows alone: `RowChange(R1, R2, swap)`."""

    __slots__ = ()


class NoSolution(Statement):
    """0 = c, which no unknowns can make true."""

    __slots__ = ()

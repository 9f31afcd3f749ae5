"""A system of equations for marking: which equations follow from it, in every case of its parameters."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sympy import Basic, Eq, Expr, Matrix, Ne, Rational, Symbol

from workings.engine import NoRule
from workings.expression.algebra import replace
from workings.expression.canonical import canonical
from workings.expression.field import Field
from workings.expression.goals import Solve
from workings.expression.linear_form import NotLinear, entries, field_of
from workings.expression.linear_goals import Solution, SolveWith
from workings.expression.nodes import ZERO, add, mul
from workings.judge.points import points
from workings.linear.system import answer_system
from workings.marking.linear.proofs import apart
from workings.rule import RuleBook
from workings.stated.space import Row, echelon, follows, kind_of, mapped, row_of

__all__ = ["Case", "System", "augmented"]


@dataclass(frozen=True, slots=True)
class Case:
    """Values of some parameters, and how the numbers change there; `relations` is when the case is."""

    relations: tuple[Any, ...] = ()
    values: dict[Any, Any] = field(default_factory=dict)
    changes: tuple[Callable[[Any], Any], ...] = ()
    solution: Any = None

    def rows(self, rows: Sequence[Row]) -> list[Row]:
        changed = list(rows)
        for change in self.changes:
            changed = mapped(changed, change)
        return changed


class System:
    """The equations of a problem as exact rows, and the engine's solution."""

    def __init__(self, solve: Solve, book: RuleBook) -> None:
        self.solve = solve
        self.unknowns: tuple[Any, ...] = solve.unknowns
        self.book = book
        self.field: Field = field_of(solve.equations, solve.unknowns)
        self.rows = [self.row(equation) for equation in solve.equations]
        self.parameters = tuple(g for g in self.field.generators if isinstance(g, Symbol))

    def row(self, equation: Basic) -> Row:
        """The equation as a row.

        Raises:
            NotLinear: it is not linear in the unknowns.
        """
        return row_of(equation, self.unknowns, self.field)

    def matrix_rows(self, matrix: Any) -> list[Row] | None:
        """The rows of an augmented matrix as equations in the unknowns; None where its entries are other numbers."""
        columns: list[Any] = [*self.unknowns, None]
        if matrix.cols != len(columns):
            return None
        flat = self.elements(tuple(matrix))
        if flat is None:
            return None
        n = matrix.cols
        rows = [dict(zip(columns, flat[i * n : (i + 1) * n], strict=True)) for i in range(matrix.rows)]
        return [{name: element for name, element in row.items() if element} for row in rows]

    def elements(self, expressions: Sequence[Any]) -> tuple[Any, ...] | None:
        try:
            return entries(expressions, self.field)
        except (NotLinear, ValueError, KeyError, ZeroDivisionError):
            return None

    @cached_property
    def solution(self) -> Solution | None:
        """The engine's solution; None where it has none to give."""
        try:
            result: Any = answer_system(SolveWith(self.solve.equations, self.unknowns), book=self.book).result
        except (NoRule, ValueError):
            return None
        return result if isinstance(result, Solution) else None

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """Where no parameter is special, and each case in which some take values that can be put in."""
        found = [Case()]
        for case in self.solution.cases if self.solution is not None else ():
            equalities = [r for r in case.relations if isinstance(r, Eq)]
            made = self.where(equalities)
            if equalities and made is not None:
                found.append(Case(case.relations, made.values, made.changes, case.solution))
        return tuple(found)

    def where(self, equalities: Sequence[Any]) -> Case | None:
        """The case in which parameters have values: k = 4; None where a value can't be put in exactly."""
        changes: list[Callable[[Any], Any]] = []
        values: dict[Any, Any] = {}
        for relation in equalities:
            name, given = relation.args
            if name not in self.field.generators:
                return None
            found = self.elements([given])
            if found is None:
                return None
            element = found[0]
            for change in changes:
                element = change(element)
            values[name] = given
            changes.append(self.field.substituted(self.field.generators.index(name), element))
        return Case(tuple(equalities), values, tuple(changes))

    def follows(self, row: Row, more: Sequence[Row] = (), cases: Sequence[Case] | None = None) -> bool:
        """Whether an equation follows, in all of the cases."""
        rows = [*self.rows, *more]
        for case in self.cases if cases is None else cases:
            try:
                (changed,) = _kept(case.rows([row]))
                if not follows(changed, case.rows(rows)):
                    return False
            except ZeroDivisionError:  # the equation says by itself that it does not hold there
                continue
        return True

    def kind(self, case: Case | None = None) -> str:
        """How many solutions there are."""
        return kind_of(self.rows if case is None else case.rows(self.rows), self.unknowns)

    @cached_property
    def reduced(self) -> list[tuple[Any, Row]]:
        return echelon(self.rows, list(self.unknowns))

    def expr(self, row: Row) -> tuple[Any, Any]:
        """The row as the two sides of an equation."""
        parts = [mul(self.field.expr(element), name) for name, element in row.items() if name is not None]
        return (add(*parts) if parts else ZERO), self.field.expr(row.get(None, self.field.rational(0)))

    # Parameters

    def holds(self, relations: Sequence[Any], place: dict[Any, Any]) -> bool:
        return all(_true(relation, place) for relation in relations)

    def places(self, answers: Sequence[Any] = ()) -> list[dict[Any, Any]]:
        """Values of the parameters: anywhere, where the cases are, and where an answer says."""
        anywhere = [
            {p: _rational(v) for p, v in zip(self.parameters, point, strict=True)}
            for point in itertools.islice(points(len(self.parameters)), 12)
        ]
        said = [r for r in answers if isinstance(r, Eq | Ne) and isinstance(r.args[0], Symbol)]
        special = [r for case in (self.solution.cases if self.solution else ()) for r in case.relations]
        found = list(anywhere)
        for place in anywhere:
            for relation in [*special, *said]:
                if isinstance(relation.args[0], Symbol) and relation.args[0] in place:
                    moved = {**place, relation.args[0]: canonical(replace(relation.args[1], place))}
                    found.append(moved)
            for case in self.solution.cases if self.solution else ():
                moved = dict(place)
                for r in case.relations:
                    if isinstance(r, Eq) and isinstance(r.args[0], Symbol):
                        moved[r.args[0]] = canonical(replace(r.args[1], moved))
                found.append(moved)
        return found

    def kind_at(self, place: dict[Any, Any]) -> str:
        """How many solutions there are where every parameter has a value."""
        if self.solution is None:
            return ""
        for case in self.solution.cases:
            if self.holds(case.relations, place):
                return str(case.solution.kind)
        return self.solution.kind if self.solution.kind != "cases" else ""


def _kept(rows: list[Row]) -> list[Row]:
    return rows or [{}]


def _true(relation: Any, place: dict[Any, Any]) -> bool:
    differ = apart(*(canonical(replace(side, place)) for side in relation.args))
    return differ if isinstance(relation, Ne) else not differ


def _rational(value: Any) -> Expr:
    return Rational(int(value.p), int(value.q))


def augmented(system: System) -> Any:
    """The augmented matrix of the system as stated."""
    expr, zero = system.field.expr, system.field.rational(0)
    columns = [*system.unknowns, None]
    return Matrix(len(system.rows), len(columns), [expr(row.get(c, zero)) for row in system.rows for c in columns])

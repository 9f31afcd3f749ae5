"""Equations of a working, held against the system and against what the student has stated."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sympy import Eq, Symbol

from workings.expression.canonical import canonical
from workings.expression.linear_form import NotLinear
from workings.expression.nodes import divide
from workings.expression.reader import Reading
from workings.judge import Evidence
from workings.marking.diagnosis import Diagnosis, holds
from workings.marking.linear.diagnosis import of_equation, of_numbers, of_solution
from workings.marking.linear.page import PROVED, WEIGHED, Link, Page, Statement
from workings.marking.linear.proofs import against_line
from workings.marking.slips import MISTAKES
from workings.rule import Text
from workings.show import to_text
from workings.stated.space import Row, equation_of, follows, kind_of, projected, sources
from workings.stated.surface import Operation
from workings.stated.values import as_column, restated, same, value

__all__ = ["Equations"]


class Equations:
    """Judges equations in the unknowns."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def equation(self, left: Any, right: Any, operations: Sequence[Operation], a: Any = None, b: Any = None) -> Link:
        system = self.page.system
        assert system is not None
        equation = equation_of(left, right)
        row = system.row(equation)
        new = [n for n in row if isinstance(n, Symbol) and n not in system.unknowns and n not in self.page.said.letters]
        if new:
            return self.new_letters([equation], new)
        if self.true(row):
            self.state([row], False, equation)
            return Link("follows", PROVED)
        if self._special(row):
            reason = "this holds only where it was not divided by 0"
            link = self._blamed(row, left, right, Diagnosis(MISTAKES["pivot-zero-forgotten"], ()), reason)
        elif self.page.said.erred and self._carried_equation(row, left, right, a, b):
            self.state([row], True, equation)
            return Link("carried_forward")
        else:
            found = self._equation_found(row, (left, right), operations)
            link = self._blamed(row, left, right, found)
        self.state([row], True, equation)
        return link

    def true(self, row: Row) -> bool:
        assert self.page.system is not None
        return self.page.system.follows(row, self.page.said.definitions, self.page.cases)

    def _special(self, row: Row) -> bool:
        """Whether an equation holds but for special values of the parameters."""
        assert self.page.system is not None
        return len(self.page.cases) > 1 and self.page.system.follows(
            row, self.page.said.definitions, self.page.cases[:1]
        )

    def state(self, rows: list[Row], wrong: bool, equation: Any = None) -> None:
        self.page.said.statements.append(Statement(rows, wrong))
        if equation is not None:
            self.page.said.equations.append(equation)

    def _carried_equation(self, row: Row, left: Any, right: Any, a: Any, b: Any) -> bool:
        system = self.page.system
        assert system is not None
        wrong = [s.rows for s in self.page.said.statements if s.wrong] + self.page.elimination.stated(wrong=True)
        others = [s.rows for s in self.page.said.statements if not s.wrong] + self.page.elimination.stated(wrong=False)
        original = [[r] for r in system.rows] + [[r] for r in self.page.said.definitions]
        if sources(row, wrong, [*original, *others]):
            return True
        if not any(name is not None for name in row) and self._contradicts():
            return True
        facts = self.page.said.facts
        if not facts:
            return False
        try:
            x, y = (value(restated(side, facts)) for side in (a, b) if side is not None)
            if (self.page.has_goal(a) or self.page.has_goal(b)) and not system.row(equation_of(x, y)):
                return True
            for j, unknown in enumerate(system.unknowns):
                if x == unknown or y == unknown:
                    stated = self._by_facts(j)
                    if stated is not None and holds(same(stated, y if x == unknown else x)):
                        return True
        except WEIGHED:
            return False
        return False

    def _contradicts(self) -> bool:
        """Whether what the student stated last has no solution."""
        return self.page.elimination.wrong_kind() == "none" or self.stated_kind() == "none"

    def _by_facts(self, j: int) -> Any:
        """The value of an unknown by what the student stated: D_x/D, or the inverse times the constants."""
        facts = self.page.said.facts
        above, below = self.page.world.names.get(f"D_{j + 1}"), self.page.world.names.get("D")
        try:
            if above is not None and below is not None and (above in facts or below in facts):
                return canonical(divide(value(restated(above, facts)), value(restated(below, facts))))
            vector = self.page.world.names.get(self.page.asked.vector or "")
            if vector is not None:
                made = value(restated(vector, facts))
                return list(as_column(made))[j]
        except WEIGHED:
            return None
        return None

    def _equation_found(self, row: Row, sides: tuple[Any, Any], operations: Sequence[Operation]) -> Diagnosis | None:
        system = self.page.system
        assert system is not None
        assert self.page.asked.solve is not None
        before = [*self.page.said.equations[::-1][:6], *self.page.asked.solve.equations]
        claim = self.page.line.claim if self.page.line is not None else ""
        if system.kind() == "none" and claim == "infinite" and not operations:
            return Diagnosis(MISTAKES["inconsistent-vs-dependent"], ())
        if any(side in system.unknowns for side in sides) and self._fixes_free(row):
            return Diagnosis(MISTAKES["free-variable-lost"], ())
        if not [n for n in row if n is not None]:
            return of_numbers(sides[0], sides[1])
        return of_equation(row, sides, before, system, self.page.asked.method, self.true)

    def _fixes_free(self, row: Row) -> bool:
        """Whether a value is given to one unknown that may have any."""
        system = self.page.system
        assert system is not None
        named = [n for n in row if n is not None]
        if len(named) != 1 or named[0] not in system.unknowns or system.kind() != "infinite":
            return False
        zero: Row = {named[0]: row[named[0]]}
        one: Row = {**zero, None: row[named[0]]}
        return all(kind_of([*system.rows, other], system.unknowns) != "none" for other in (zero, one))

    def _blamed(self, row: Row, left: Any, right: Any, found: Diagnosis | None, reason: str = "") -> Link:
        system = self.page.system
        assert system is not None
        shown = None
        if not system.parameters:
            shown = against_line(
                [*system.rows, *self.page.said.definitions], system.unknowns, system.field.expr, left, right
            )
        evidence = Evidence("refuted", method="rank", left="what is given", right=f"{to_text(left)} = {to_text(right)}")
        proof: Text | None = Text("this does not follow from the equations", "これは方程式から導けません")
        if shown is not None:
            evidence, proof = shown
        return Link("wrong", evidence, found, proof if not reason else None, reason)

    def joint(self, readings: list[Reading]) -> Link | None:
        """The equations of a line that brings in letters of its own, all together: x = 1 + t, y = t."""
        system = self.page.system
        if system is None or len(readings) < 2:
            return None
        equations = [r for r in readings if isinstance(r.node, Eq)]
        if len(equations) < 2:
            return None
        try:
            rows = [system.row(r.node) for r in equations]
        except (NotLinear, ZeroDivisionError, ValueError, KeyError, TypeError, AttributeError):
            return None
        known = {*system.unknowns, *self.page.said.letters, None}
        new = [n for row in rows for n in row if n not in known]
        if not new or any(str(n) in self.page.world.names for n in new):
            return None
        return self.new_letters([r.node for r in equations], new)

    def new_letters(self, equations: Sequence[Any], new: Sequence[Any]) -> Link:
        """Equations with letters that stand for any number: what they say of the unknowns alone has to be true."""
        system = self.page.system
        assert system is not None
        rows = [system.row(e) for e in equations]
        implied = projected([*self.page.said.definitions, *rows], system.unknowns)
        self.page.said.letters |= set(new)
        if system.kind() == "none":
            said = Text("the system has no solution", "この連立方程式に解はありません")
            evidence = Evidence("refuted", method="rank", left="none", right="infinite")
            if not self.tainted_kind("infinite"):
                return Link("wrong", evidence, Diagnosis(MISTAKES["inconsistent-vs-dependent"], ()), said)
        if all(self.true(row) for row in implied):
            unknowns = {u for row in rows for u in row if u in system.unknowns}
            if (
                unknowns == set(system.unknowns)
                and not all(follows(r, [*rows, *self.page.said.definitions]) for r in system.rows)
                and system.kind() != "none"
            ):
                said = Text("not all of these are solutions", "これらのすべてが解になるわけではありません")
                return Link("wrong", Evidence("refuted", left="fewer", right="more solutions"), None, said)
            self.page.said.definitions += rows
            self.state(rows, False)
            return Link("follows", PROVED)
        wrong = [s.rows for s in self.page.said.statements if s.wrong] + self.page.elimination.stated(wrong=True)
        others = [[r] for r in system.rows] + [s.rows for s in self.page.said.statements if not s.wrong]
        if self.page.said.erred and all(self.true(row) or sources(row, wrong, others) for row in implied):
            self.state(rows, True)
            return Link("carried_forward")
        found = of_solution(system, self.page.asked.method, rows, "", self.page.book)
        row = next(row for row in implied if not self.true(row))
        self.state(rows, True)
        return self._blamed(row, *system.expr(row), found)

    def tainted_kind(self, kind: str) -> bool:
        return self.page.said.erred and self.page.elimination.wrong_kind() == kind

    def stated_kind(self) -> str:
        system = self.page.system
        assert system is not None
        wrong = [s.rows for s in self.page.said.statements if s.wrong]
        return kind_of(wrong[-1], system.unknowns) if wrong else ""

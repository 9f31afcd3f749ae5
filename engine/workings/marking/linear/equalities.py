"""Equalities of a working: values of matrices and numbers, what names are defined to be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from sympy import Basic, Expr, MatrixBase, Rational, Symbol, Tuple

from workings.expression import matrix_goals as goals
from workings.expression.canonical import canonical
from workings.expression.nodes import ZERO, symbol, symbols_of
from workings.judge import Evidence
from workings.marking.diagnosis import Diagnosis, holds
from workings.marking.linear.diagnosis import of_numbers, of_value
from workings.marking.linear.equations import Equations
from workings.marking.linear.letters import is_law, nothing_says, unsaid
from workings.marking.linear.page import PROVED, WEIGHED, WORST, Link, Page
from workings.marking.linear.proofs import both_orders, other_entry
from workings.marking.linear.system import Case
from workings.marking.slips import MISTAKES
from workings.rule import Text
from workings.show import to_text
from workings.stated.space import equation_of
from workings.stated.surface import LAST, Operation
from workings.stated.values import NotDefined, as_column, entries, is_matrix, restated, same, shape, value

__all__ = ["Equalities"]


class Equalities:
    """Judges one equality after another."""

    def __init__(self, page: Page, equations: Equations) -> None:
        self.page = page
        self.equations = equations

    def link(self, left: Any, right: Any, operations: Sequence[Operation], resolved: bool) -> Link:
        try:
            a, b = (left if resolved else self.page.question(left)), self.page.question(right)
        except NotDefined as error:
            return self._undefined(str(error), right)
        if self.page.spectrum.wanted and self.page.spectrum.calls_polynomial(left):
            status, evidence, found = self.page.spectrum.polynomial(b, self.page.said.erred)
            return Link(status, evidence, found)
        if self.page.spectrum.wanted:
            letters = unsaid((left, right), dict(self.page.world.names), self.page.asked)
            stretched = self.page.spectrum.stretches(a, b, letters)
            if stretched is not None:
                status, evidence, found = stretched
                carried = status == "wrong" and self.page.said.erred
                return Link("carried_forward") if carried else Link(status, evidence, found)
        if self.page.spectrum.wanted:
            special = self.page.spectrum.link(a, b, self.page.said.erred)
            if special is not None:
                status, evidence, found = special
                return Link(status, evidence, found)
        try:
            x, y = value(a), value(b)
        except (NotDefined, ZeroDivisionError) as error:
            return self._undefined(str(error), right)
        if self._speaks_of_unknowns(left, right, x, y, operations):
            sides = (left if not self.page.has_goal(a) else x), (right if not self.page.has_goal(b) else y)
            return self.equations.equation(*sides, operations, a, b)
        if self.page.system is not None and is_matrix(x) and self._has_unknowns(x, y):
            return self._entry_by_entry(x, y)
        if self._sets_a_parameter(x, y):
            return Link("note")
        evidence = self._compare(x, y)
        letters = unsaid((x, y), dict(self.page.world.names), self.page.asked) if self.page.system is None else []
        if letters and not holds(evidence):
            of_components = self._of_components(x, y, letters)
            if of_components is not None:
                return of_components
            if is_law(a, b):
                return Link("follows", PROVED, law=True)
            evidence = nothing_says(letters)
            return Link("undecided", evidence, reason=evidence.reason, law=True)
        goes_on = left is self.page.said.last if resolved else LAST in {s.name for s in symbols_of([left])}
        if goes_on and not resolved and not holds(evidence) and self._is_answer(y):
            return Link("follows", PROVED)  # `ReLU gives ...` after a line that could not be followed
        tainted = self.page.said.last_wrong and goes_on
        if holds(evidence):
            return Link("carried_forward" if tainted else "follows", evidence)
        if evidence.kind == "undecided":
            return Link("undecided", evidence, reason=evidence.reason)
        if self.page.said.erred and self._carried_value(a, b, y):
            return Link("carried_forward")
        return self._wrong_value(left, a, x, y, evidence, resolved)

    def _is_answer(self, given: Any) -> bool:
        truth = self.page.answers.truth
        return isinstance(truth, MatrixBase) and is_matrix(given) and holds(self._compare(truth, given))

    def _of_components(self, x: Any, y: Any, letters: Sequence[str]) -> Link | None:
        """An equation between the components x, y, z of the vectors that are sought; None for any other."""
        matrix = self.page.spectrum.sent_to_zero()
        if matrix is None or matrix.cols > 3:
            return None
        names = next((names for names in ("x y z", "v_1 v_2 v_3", "x_1 x_2 x_3", "a b c")
                      if set(letters) <= set(names.split()[: matrix.cols])), None)  # fmt: skip
        if names is None or (len(entries(x)) != len(entries(y)) != 0 and len(entries(y)) != 1):
            return None
        right = entries(y) if len(entries(y)) == len(entries(x)) else entries(y) * len(entries(x))
        gaps = [canonical(a - b) for a, b in zip(entries(x), right, strict=True)]
        unknowns = [symbol(name) for name in names.split()[: matrix.cols]]
        for v in matrix.nullspace():
            if any(canonical(gap.subs(dict(zip(unknowns, v, strict=True)))) != 0 for gap in gaps):
                if self.page.said.erred:
                    return Link("carried_forward")
                said = Text(f"it does not hold of {tuple(v)}", f"{tuple(v)} について成り立ちません")
                return Link("wrong", Evidence("refuted", method="put in", left=str(tuple(v)), right=""), None, said)
        return Link("follows", PROVED, law=True)

    def _has_unknowns(self, *sides: Any) -> bool:
        system = self.page.system
        names = symbols_of([side for side in sides if isinstance(side, Basic)])
        return system is not None and any(name not in system.parameters for name in names)

    def _speaks_of_unknowns(self, left: Any, right: Any, x: Any, y: Any, operations: Sequence[Operation]) -> bool:
        """Whether it is an equation of the system, or one that all unknowns have dropped out of: 0 = 5."""
        if self.page.system is None or is_matrix(x) or is_matrix(y):
            return False
        if self._has_unknowns(x, y) or any(u in symbols_of([left, right]) for u in self.page.system.unknowns):
            return True
        numbers = isinstance(left, Rational) and isinstance(right, Rational)
        return x != y and (numbers or (bool(operations) and ZERO in (x, y)))

    def _entry_by_entry(self, x: Any, y: Any) -> Link:
        """A x = b written out: an equation for each entry."""
        left, right = entries(x), entries(y)
        if len(left) != len(right):
            return Link(
                "wrong", *other_entry(x, y)[:1], Diagnosis(MISTAKES["shape-mismatch"], ()), other_entry(x, y)[1]
            )
        links = [self.equations.equation(a, b, (), a, b) for a, b in zip(left, right, strict=True)]
        worst = min(links, key=lambda link: WORST.index(link.status))
        if worst.status == "wrong" and self._shifted(left, right):
            worst.found = Diagnosis(MISTAKES["missing-coefficient-shifted"], ())
        return worst

    def _shifted(self, left: Sequence[Any], right: Sequence[Any]) -> bool:
        """Whether the coefficients of each equation are right, but moved together over a gap."""
        system = self.page.system
        assert system is not None
        try:
            rows = [system.row(equation_of(*pair)) for pair in zip(left, right, strict=True)]
        except WEIGHED:
            return False
        columns = [*system.unknowns, None]
        written = [[row[name] for name in columns if name in row] for row in rows]
        return written == [[row[name] for name in columns if name in row] for row in system.rows]

    def _sets_a_parameter(self, x: Any, y: Any) -> bool:
        """Whether an expression in the parameters is set to 0, which says when and claims nothing."""
        system = self.page.system
        if system is None or y != ZERO or not isinstance(x, Expr):
            return False
        names = symbols_of([x])
        return bool(names) and all(name in system.parameters for name in names)

    def _compare(self, x: Any, y: Any) -> Evidence:
        if isinstance(x, MatrixBase) and shape(x) == (1, 1) and not is_matrix(y):
            x = x[0, 0]
        if isinstance(y, MatrixBase) and shape(y) == (1, 1) and not is_matrix(x):
            y = y[0, 0]
        evidence = same(x, y)
        if evidence.kind == "refuted" and self.page.system is not None and self.page.system.parameters:
            named = [case for case in self.page.cases if case.values]
            if len(named) == len(self.page.cases) and all(self._same_in(case, x, y) for case in named):
                return PROVED
        return evidence

    def _same_in(self, case: Case, x: Any, y: Any) -> bool:
        return holds(same(canonical(x.subs(case.values)), canonical(y.subs(case.values))))

    def _undefined(self, why: str, right: Any) -> Link:
        """A product that is not defined was given a value."""
        if not re.search(r"\dx\d|inverse|singular", why):
            return Link("undecided", reason=why)
        said = Text(f"this is not defined: {why}", f"定義されていません: {why}")
        evidence = Evidence(
            "refuted",
            method="shape",
            left="not defined",
            right=to_text(right) if isinstance(right, Expr) else "a value",
        )
        slug = "shape-mismatch" if re.search(r"\dx\d", why) else ""
        return Link("wrong", evidence, Diagnosis(MISTAKES[slug], ()) if slug else None, said)

    def _carried_value(self, a: Any, b: Any, given: Any) -> bool:
        """Whether the equality holds of what the student has stated."""
        try:
            x, y = value(restated(a, self.page.said.facts)), value(restated(b, self.page.said.facts))
            if holds(self._compare(x, y)) and (x, y) != (value(a), value(b)):
                return True
        except WEIGHED:
            pass
        if self.page.said.last_wrong and self.page.said.last is not None:
            try:
                if a == self.page.asked.goal or a == self.page.said.last:
                    return holds(self._compare(value(restated(self.page.said.last, self.page.said.facts)), given))
            except WEIGHED:
                pass
        given = as_column(given)
        if self.page.said.places and a == self.page.asked.goal and isinstance(given, MatrixBase):
            truth = self.page.answers.truth
            if isinstance(truth, MatrixBase) and shape(truth) == shape(given):
                stated = [
                    self.page.said.places.get((i, j), truth[i, j]) for i in range(truth.rows) for j in range(truth.cols)
                ]
                return holds(same(goals.matrix_of(truth.rows, truth.cols, stated), given))
        return self.page.elimination.carries(a, given)

    def _wrong_value(self, left: Any, a: Any, x: Any, y: Any, evidence: Evidence, resolved: bool) -> Link:
        if not is_matrix(x) and not is_matrix(y) and not self.page.has_goal(a) and not symbols_of([x, y]):
            found = of_numbers(left, y)
        else:
            found = of_value(a, y, self.page.book)
        proof: Text | None = None
        if is_matrix(x) or not symbols_of([x, y]):
            evidence, proof = other_entry(x, y)
        orders = both_orders(a, found.mistake if found else None)
        if orders is not None:
            proof = orders if proof is None else Text(f"{proof.en}; {orders.en}", f"{proof.ja}。{orders.ja}")
        expected = x if not isinstance(x, Tuple) else None
        return Link("wrong", evidence, found, proof, expected=expected)

    def remember(self, sides: list[Any], links: list[Link], resolved: bool) -> None:
        bad = any(link.status == "wrong" for link in links)
        carried = any(link.status == "carried_forward" for link in links)
        try:
            last = self.page.question(sides[-1])
            first = sides[0] if resolved else self.page.question(sides[0])
        except NotDefined:
            return
        names = symbols_of([last]) if isinstance(last, Expr) else ()
        if (
            self.page.system is not None
            and any(n not in self.page.system.parameters for n in names)
            and not is_matrix(last)
        ):
            return
        if (bad or carried) and self.page.has_goal(first) and not isinstance(first, MatrixBase):
            try:
                self.page.said.facts[first] = (
                    value(restated(last, self.page.said.facts)) if carried and not bad else value(last)
                )
                if isinstance(sides[0], Symbol) and sides[0].name == self.page.asked.vector:
                    pass
            except WEIGHED:
                pass
        self.page.said.last = last
        self.page.said.last_wrong = bad or carried

    def defines(self, name: Any, right: Any) -> bool:
        """`C = AB` for a name that nothing has defined."""
        if not isinstance(name, Symbol) or name.name in self.page.world.names or name in self.page.said.letters:
            return False
        if (
            self.page.spectrum.wanted
            and self.page.spectrum.is_letter(name)
            and not is_matrix(self.page.question(right))
        ):
            return False
        if self.page.system is not None:
            if name in self.page.system.unknowns or name in self.page.system.parameters:
                return False
            if not is_matrix(self.page.question(right)):
                return False
        elif not self._known(right):
            return False
        question = self.page.question(right)
        if self.page.spectrum.wanted and is_matrix(question) and 1 in shape(question):
            return False
        if (
            isinstance(question, MatrixBase)
            and self.page.asked.goal is not None
            and isinstance(self.page.answers.truth, MatrixBase)
        ):
            return False  # `C = [[...]]` without saying what C is: the answer, it seems
        self.page.world = self.page.world.with_name(name.name, question)
        return True

    def _known(self, node: Any) -> bool:
        """Whether every letter in it has a meaning."""
        return all(s.name in self.page.world.names for s in symbols_of([node]))

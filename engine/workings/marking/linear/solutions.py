"""The marks of answers about systems: solutions, how many there are, for which parameters, the matrix."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import Any

import sympy
from sympy import Basic, Eq, Expr, Ne, Poly, Symbol, Tuple

from workings.expression import matrix_goals as goals
from workings.expression.algebra import replace
from workings.expression.canonical import canonical
from workings.expression.nodes import symbol, symbols_of
from workings.expression.reader import Reading
from workings.judge import Evidence
from workings.marking.diagnosis import Diagnosis, holds
from workings.marking.linear.claims import KINDS
from workings.marking.linear.diagnosis import of_solution
from workings.marking.linear.judged import PROVED, Judged, Unclear, matrix_in, sides_of
from workings.marking.linear.matrices import shifted
from workings.marking.linear.proofs import against_equations, other_entry, points_of, solution_missing
from workings.marking.linear.system import System, augmented
from workings.marking.slips import MISTAKES
from workings.rule import RuleBook, Text
from workings.show import to_text
from workings.stated.problem import Asked
from workings.stated.space import Row, alike, consistent, equation_of, follows, kind_of, projected, proportional
from workings.stated.surface import Line
from workings.stated.values import Meaning, NotDefined, as_column, entries, is_matrix, same, shape, value

__all__ = ["Solutions"]


_EXCEPT = re.compile(r"\b(?:except|other than|apart from|but not|unless)\b|\\setminus|∖|以外", re.I)


class Solutions:
    """Judges answers to the problem of a system."""

    def __init__(self, asked: Asked, system: System, book: RuleBook) -> None:
        self.asked = asked
        self.system = system
        self.book = book

    def judged(self, line: Line, want: str) -> Judged:
        """The mark of an answer."""
        if want == "kind":
            return self.kind(line.claim, self.system.kind())
        if want == "parameter":
            return self.parameter(line)
        return self.solution(line) if want == "solution" else self.coefficients(line)

    def solution(self, line: Line) -> Judged:
        system = self.system
        rows = solution_rows(line, self.asked, system)
        if not rows and not line.claim:
            raise Unclear("no value of an unknown is given")
        truth = system.kind()
        if line.claim == "none" or not rows:
            return self.kind(line.claim, truth)
        if any(case.relations for case in system.cases) and line.claim:
            raise Unclear("an answer in cases is not marked")
        if truth == "none":
            return self._wrong(rows, line.claim)
        unknowns = self.asked.only or system.unknowns
        wanted = list(system.rows)
        if self.asked.only:
            wanted = projected(wanted, unknowns)
        if alike(rows, wanted, unknowns):
            return self._everywhere(rows, unknowns)
        given = projected(rows, system.unknowns)
        if given and not _names_all(given, system.unknowns, rows) and all(follows(row, system.rows) for row in given):
            missing = [u for u in unknowns if all(u not in row for row in given)]
            if missing:
                return Judged(PROVED, reason="right as far as it goes; missing: " + ", ".join(map(str, missing)))
        return self._wrong(rows, line.claim)

    def _everywhere(self, rows: Sequence[Row], unknowns: Sequence[Any]) -> Judged:
        """Right where no parameter is special; then where some are."""
        for case in self.system.cases[1:]:
            try:
                here, wanted = case.rows(rows), case.rows(self.system.rows)
                good = kind_of(wanted, unknowns) != "none" and alike(here, wanted, unknowns)
            except ZeroDivisionError:
                continue  # the answer says by itself that it does not hold there
            if not good:
                when = ", ".join(f"{r.args[0]} = {r.args[1]}" for r in case.relations if isinstance(r, Eq))
                return Judged(PROVED, reason=f"right but for the case {when}")
        return Judged(PROVED)

    def _wrong(self, rows: Sequence[Row], claim: str) -> Judged:
        system = self.system
        found = of_solution(system, self.asked.method, rows, "", self.book)
        shown = None
        if not consistent(rows):
            shown = (
                Evidence("refuted", left="no values", right="contradiction"),
                Text("the answer contradicts itself", "答えの中に矛盾があります"),
            )
        elif not system.parameters:
            for place in points_of(rows, system.unknowns, system.field.expr):
                shown = against_equations(system.solve.equations, place)
                if shown is not None:
                    break
            if shown is None and system.kind() != "none":
                shown = self._left_out(rows)
        else:
            shown = self._in_letters(rows)
        if shown is None:
            return Judged(Evidence("undecided", reason="the answer could not be compared"))
        evidence, proof = shown
        return Judged(evidence, proof, found)

    def _left_out(self, rows: Sequence[Row]) -> tuple[Evidence, Text] | None:
        """A solution of the system that the answer does not contain."""
        system = self.system
        given = projected(rows, system.unknowns)
        for place in points_of(system.rows, system.unknowns, system.field.expr):
            for row in given:
                left, right = (canonical(side.subs(place)) for side in system.expr(row))
                if left != right:
                    return solution_missing({u: place[u] for u in system.unknowns})
        return None

    def _in_letters(self, rows: Sequence[Row]) -> tuple[Evidence, Text] | None:
        """With parameters: an equation that does not follow from the answer, or a part of the answer from them."""
        system = self.system
        for number, (equation, row) in enumerate(zip(system.solve.equations, system.rows, strict=True), 1):
            if not follows(row, rows):
                said = to_text(equation)
                return Evidence("refuted", method="put back", left=said, right="does not follow"), Text(
                    f"equation {number}, {said}, does not hold for it", f"式 {number}（{said}）を満たしません"
                )
        for row in projected(rows, system.unknowns):
            if not follows(row, system.rows):
                return Evidence("refuted", method="rank", left="more solutions", right="fewer"), Text(
                    "there are more solutions than these", "これ以外にも解があります"
                )
        return None

    def kind(self, claim: str, truth: str) -> Judged:
        if not claim:
            raise Unclear("how many solutions there are is not said")
        if self.asked.want == "solution" and self.system.solution is not None and self.system.solution.kind == "cases":
            raise Unclear("the number of solutions depends on the parameters")
        if claim == truth:
            unfinished = self.asked.want == "solution" and truth == "unique"
            return Judged(PROVED, reason="which solution is not said" if unfinished else "")
        found = of_solution(self.system, self.asked.method, [], claim, self.book)
        return Judged(*_kinds_differ(truth, claim, self.system), found)

    def parameter(self, line: Line) -> Judged:
        """For which values of the parameters there are that many solutions."""
        relations = [r for item in line.items if isinstance(item, Reading) for r in _relations(item.node, self.system)]
        if not relations:
            bare = [i.node for i in line.items if isinstance(i, Reading) and isinstance(i.node, Expr)]
            bare = [node for node in bare if node not in self.system.parameters]
            if len(self.system.parameters) != 1 or not bare:
                raise Unclear("no value of a parameter is given")
            relations = [equation_of(self.system.parameters[0], node) for node in bare]
        if _EXCEPT.search(line.text):
            relations = [Basic.__new__(Ne, *r.args) for r in relations]
        joined = " and " in f" {line.words} " or "かつ" in line.words
        wanted = self.asked.kind
        for place in self.system.places(relations):
            apart = [r for r in relations if isinstance(r, Ne)]
            equal_ones = [r for r in relations if not isinstance(r, Ne)]
            several = len({r.args[0] for r in relations}) > 1 or joined
            said = self.system.holds(apart, place) and (
                not equal_ones
                or (
                    self.system.holds(equal_ones, place)
                    if several
                    else any(self.system.holds([r], place) for r in equal_ones)
                )
            )
            kind = self.system.kind_at(place)
            if not kind:
                return Judged(Evidence("undecided", reason="the number of solutions could not be told there"))
            right = kind == wanted or (wanted == "consistent" and kind != "none")
            if said != right:
                at = ", ".join(f"{name} = {found}" for name, found in place.items())
                evidence = Evidence("refuted", method="rank", point=tuple(place.items()), left=kind, right=wanted)
                names = KINDS[kind]
                return Judged(
                    evidence, Text(f"for {at} there is {names.en}", f"{at} のとき{names.ja}"), self._of_parameter(kind)
                )
        return Judged(
            Evidence("proved", method="cases")
            if len(self.system.parameters) == 1
            else Evidence("agrees", points=12, digits=15)
        )

    def _of_parameter(self, kind: str) -> Diagnosis | None:
        if {kind, self.asked.kind} == {"none", "infinite"}:
            return Diagnosis(MISTAKES["inconsistent-vs-dependent"], ())
        return Diagnosis(MISTAKES["arithmetic-slip"], ())

    def coefficients(self, line: Line) -> Judged:
        """The augmented matrix, or the matrix of coefficients, of the system."""
        given = matrix_in(line, self.asked.meaning)
        system = self.system
        n = len(system.unknowns)
        truth = augmented(system)
        if self.asked.want == "coefficient":
            truth = truth[:, :n]
        truth = goals.matrix_of(truth.rows, truth.cols, list(truth))
        evidence = same(truth, given)
        if holds(evidence):
            return Judged(evidence)
        if shape(given) == shape(truth) and self.asked.want == "augmented":
            rows = system.matrix_rows(given)
            if rows is not None and len(rows) == len(system.rows):
                left = list(system.rows)
                for row in rows:
                    match = next((i for i, r in enumerate(left) if proportional(r, row)), None)
                    if match is not None:
                        left.pop(match)
                if not left:
                    return Judged(PROVED)
        evidence, proof = other_entry(truth, given)
        return Judged(evidence, proof, shifted(truth, given))


def _kinds_differ(truth: str, claim: str, system: System) -> tuple[Evidence, Text]:
    evidence = Evidence("refuted", method="rank", left=truth, right=claim)
    if truth != "none" and not system.parameters:
        places = points_of(system.rows, system.unknowns, system.field.expr)
        shown = " / ".join(", ".join(f"{u} = {p[u]}" for u in system.unknowns) for p in places[:2])
        return evidence, Text(f"there is {KINDS[truth].en}: {shown}", f"{KINDS[truth].ja}（{shown}）")
    return evidence, Text(f"there is {KINDS[truth].en}", KINDS[truth].ja)


def _relations(node: Any, system: System) -> list[Any]:
    """Equations and inequations in the parameters alone: k = 4, k^2 = 4 as its two zeros."""
    if not isinstance(node, Eq | Ne):
        return []
    names = symbols_of([node])
    if not names or any(s not in system.parameters for s in names):
        return []
    if isinstance(node.args[0], Symbol):
        return [node]
    if isinstance(node.args[1], Symbol):
        return [node.func(node.args[1], node.args[0], evaluate=False)]
    if len(names) == 1:
        gap = Poly(canonical(node.args[0]) - canonical(node.args[1]), names[0])
        return [node.func(names[0], root, evaluate=False) for root in sympy.real_roots(gap)]
    return [node]


def _names_all(given: Sequence[Row], unknowns: Sequence[Any], rows: Sequence[Row]) -> bool:
    """Whether every unknown is spoken of."""
    return all(any(u in row for row in rows) for u in unknowns) and bool(given)


def solution_rows(line: Line, asked: Asked, system: System) -> list[Row]:
    """What an answer says of the unknowns, as equations.

    Raises:
        NotLinear, Unclear: it says something else.
    """
    names = {**asked.meaning.names, **{name: literal.matrix for name, literal in line.matrices.items()}}
    meaning = Meaning({n: m for n, m in names.items() if n != asked.vector})
    rows: list[Row] = []
    bare: list[Any] = []
    readings = [item for item in line.items if isinstance(item, Reading) and item.node is not None]
    skip = False
    for n, reading in enumerate(readings):
        if skip:
            skip = False
            continue
        node = reading.node
        following = readings[n + 1] if n + 1 < len(readings) else None
        if node in system.unknowns and following is not None and following.words.strip() == ":" and not following.signs:
            rows.append(system.row(equation_of(node, following.node)))  # x: 2
            skip = True
            continue
        if isinstance(node, Symbol) and (node.name in line.members or node in system.unknowns or line.claim):
            continue
        if reading.words.strip().endswith("where") and isinstance(node, Symbol):
            continue
        made = _vector(node, reading, meaning, system, asked)
        if made is not None:
            rows += made
        elif isinstance(node, Eq) or (reading.signs and set(reading.signs) == {"="}):
            sides = sides_of(reading)
            if (
                isinstance(sides[0], Symbol)
                and sides[0] not in _named(system, asked)
                and len(sides) == 2
                and line.claim == "infinite"
                and not symbols_of([sides[1]])
            ):
                continue
            rows += [system.row(equation_of(*_aliased((a, b), system, asked))) for a, b in itertools.pairwise(sides)]
        elif isinstance(node, Expr):
            bare.append(node)
    if bare and not rows:
        wanted = asked.only or system.unknowns
        if len(bare) != len(wanted):
            raise Unclear(f"{len(bare)} values are given for {len(wanted)} unknowns")
        rows = [system.row(equation_of(u, node)) for u, node in zip(wanted, bare, strict=True)]
    return rows


def _named(system: System, asked: Asked) -> tuple[Any, ...]:
    return (*system.unknowns, symbol(asked.vector)) if asked.vector else system.unknowns


def _aliased(sides: tuple[Any, Any], system: System, asked: Asked) -> tuple[Any, Any]:
    """x, y, z for the components x_1, x_2, x_3 of an unknown vector."""
    if not asked.vector:
        return sides
    present = {s.name for s in symbols_of(list(sides))}
    letters = "xyzw"[: len(system.unknowns)]
    short = {f"{asked.vector}{i + 1}": u for i, u in enumerate(system.unknowns)}
    if present <= set(letters) | {"s", "t"} and not present & {u.name for u in system.unknowns}:
        short |= dict(zip(letters, system.unknowns, strict=True))
    put = {symbol(name): u for name, u in short.items()}
    return replace(sides[0], put), replace(sides[1], put)


def _vector(node: Any, reading: Reading, meaning: Meaning, system: System, asked: Asked) -> list[Row] | None:
    """(1, 2, 3), (x, y, z) = (1, 2, 3), x = (1, 2) + t (3, 4)"""
    sides = sides_of(reading)
    try:
        last = meaning.question(sides[-1])
    except NotDefined:
        return None
    if not is_matrix(last):
        return None
    column = as_column(value(last))
    values = list(column)
    if column.rows != 1 and column.cols != 1:
        raise Unclear("a matrix is given where a solution is asked for")
    names: Sequence[Any] = asked.only or system.unknowns
    if len(sides) > 1 and isinstance(sides[0], Tuple) and all(s in system.unknowns for s in sides[0].args):
        names = sides[0].args
    elif (
        len(sides) > 1
        and is_matrix(first := meaning.question(sides[0]))
        and all(e in system.unknowns for e in entries(value(first)))
    ):
        names = entries(value(first))
    if len(values) != len(names):
        raise Unclear(f"{len(values)} values are given for {len(names)} unknowns")
    return [system.row(equation_of(u, found)) for u, found in zip(names, values, strict=True)]

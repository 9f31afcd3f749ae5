"""Which mistake leads to a wrong solution, matrix or equation: the engine run with one rule broken, or a row spoiled.

A mistake is named where it comes, exactly, to what was written; other mistakes that come to the same are ties.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, permutations
from typing import Any

from sympy import Add, MatrixBase, Mul, Tuple

from workings.engine import Engine, NoRule
from workings.expression import matrix_goals as goals
from workings.expression.goals import Solve
from workings.expression.linear_form import NotLinear
from workings.expression.linear_goals import Solution, SolveWith
from workings.expression.nodes import negate, terms, tree_size, walk
from workings.judge import equal
from workings.marking.diagnosis import Diagnosis, Slip, holds, slips_of
from workings.marking.linear.system import System
from workings.marking.slips import MISTAKES, slips_in
from workings.rule import Mistake, RuleBook
from workings.stated.space import Row, alike, echelon, equation_of, follows, kind_of, proportional
from workings.stated.values import entries, same, shape, value

__all__ = ["Found", "of_equation", "of_numbers", "of_solution", "of_value", "outcomes", "system_solutions"]

MOST = 250  # ways that are tried
LARGEST = 300  # nodes of an equation in which a slip is looked for
_METHODS = ("gauss", "substitution", "cramer")
_BY_METHOD = {
    goals.Determinant: ("expansion", "elimination"),
    goals.InverseOf: ("adjugate",),
}


class Found:
    """Mistakes that come to the same, the first that was found before the others."""

    def __init__(self) -> None:
        self.slips: list[tuple[Mistake, tuple[Slip, ...]]] = []

    def add(self, mistake: Mistake, slips: tuple[Slip, ...] = ()) -> None:
        if all(mistake.slug != other.slug for other, _ in self.slips):
            self.slips.append((mistake, slips))

    def diagnosis(self) -> Diagnosis | None:
        if not self.slips:
            return None
        (mistake, slips), *others = self.slips
        return Diagnosis(mistake, slips, tuple(other for other, _ in others))


# Values ------------------------------------------------------------------------------------------


def of_value(question: Any, given: Any, book: RuleBook, matches: Any = None) -> Diagnosis | None:
    """The mistake by which a question about matrices comes to what was given.

    Arguments:
        matches: how it is told that an outcome is what was given; entry by entry unless said.
    """
    matches = matches or (lambda outcome: holds(same(outcome, given)))
    truth = _value(question)
    found = Found()
    for mistake, slips, outcome in outcomes(question, book):
        if matches(outcome) and not (truth is not None and _equal(outcome, truth)):
            found.add(mistake, slips)
    return found.diagnosis() or _of_entries(truth, given, question)


def outcomes(question: Any, book: RuleBook) -> Iterator[tuple[Mistake, tuple[Slip, ...], Any]]:
    tried = 0
    for asked in (question, *_other_ways(question)):
        for slip in _slips(asked, book):
            tried += 1
            if tried > MOST:
                return
            try:
                outcome = Engine(book, slips={slip.goal: slip.way}).answer(asked).answer
                yield slip.mistake, (slip,), value(outcome)
            except (NoRule, ValueError, ZeroDivisionError, AttributeError, TypeError):
                continue  # a mistake that can't be made here


def _slips(question: Any, book: RuleBook) -> list[Slip]:
    if not isinstance(question, goals.MatrixGoal):
        return []
    try:
        return slips_of(question, book)
    except (NoRule, ValueError, ZeroDivisionError):
        return []


def _other_ways(question: Any) -> Iterator[Any]:
    """The same question by another method, as a person may have answered it."""
    if isinstance(question, goals.MatrixGoal):
        for method in _BY_METHOD.get(type(question), ()):
            yield type(question)(question.args[0], method)


def _value(question: Any) -> Any:
    try:
        return value(question)
    except (ValueError, ZeroDivisionError):
        return None


def _equal(a: Any, b: Any) -> bool:
    return holds(same(a, b))


def _of_entries(truth: Any, given: Any, question: Any) -> Diagnosis | None:
    """A slip that shows in the entries alone: one of them, or the shape."""
    if truth is None:
        return None
    matrices = isinstance(truth, MatrixBase) or isinstance(given, MatrixBase)
    if matrices and not isinstance(given, Tuple) and shape(truth) != shape(given):
        return Diagnosis(MISTAKES["shape-mismatch"], ())
    left, right = entries(truth), entries(given)
    if len(left) != len(right):
        return Diagnosis(MISTAKES["shape-mismatch"], ())
    apart = [(a, b) for a, b in zip(left, right, strict=True) if not holds(equal(a, b))]
    if not apart or len(apart) > max(1, len(left) // 3):
        if apart and all(holds(equal(a, negate(b))) for a, b in apart):
            return Diagnosis(MISTAKES["algebra-sign"], ())
        return None
    signs = all(holds(equal(a, negate(b))) for a, b in apart)
    if signs and isinstance(question, goals.Determinant):
        return Diagnosis(MISTAKES["determinant-sign"], ())
    if all(not e.free_symbols for pair in apart for e in pair):
        return Diagnosis(MISTAKES["algebra-sign" if signs else "arithmetic-slip"], ())
    return Diagnosis(MISTAKES["algebra-sign"], ()) if signs else None


def of_numbers(left: Any, right: Any) -> Diagnosis | None:
    """The slip between two numbers, the left as it was written."""
    for mistake, wrong in islice(slips_in(left), MOST if tree_size(left) < LARGEST else 0):
        if mistake.slug != "sum-term-dropped" and holds(equal(wrong, right)) and not holds(equal(wrong, left)):
            return Diagnosis(mistake, ())
    return Diagnosis(MISTAKES["algebra-sign" if holds(equal(negate(left), right)) else "arithmetic-slip"], ())


# Solutions ---------------------------------------------------------------------------------------


def system_solutions(system: System, method: str, book: RuleBook) -> Iterator[tuple[Mistake, tuple[Slip, ...], Any]]:
    """The wrong solutions of a system, with the mistakes that lead to them: broken rules first, those of the method
    asked for before others, then slips of algebra in an equation."""
    solve = system.solve
    order = dict.fromkeys([m for m in (method,) if m in _METHODS] + list(_METHODS))
    for by in order:
        goal = SolveWith(solve.equations, solve.unknowns, by)
        try:
            slips = slips_of(goal, book)
        except (NoRule, ValueError, ZeroDivisionError):
            continue
        for slip in islice(slips, MOST):
            try:
                outcome: Any = Engine(book, slips={slip.goal: slip.way}).answer(goal).answer
            except (NoRule, ValueError, ZeroDivisionError, AttributeError, StopIteration):
                continue
            if isinstance(outcome, Solution):
                yield slip.mistake, (slip,), outcome
        if by == method or (by == "gauss" and method not in _METHODS):
            yield from _slips_in_equations(solve)


def _slips_in_equations(solve: Solve) -> Iterator[tuple[Mistake, tuple[Slip, ...], Any]]:
    for i, equation in enumerate(solve.equations):
        for mistake, wrong in _wrong_equations(equation):
            equations = [wrong if n == i else other for n, other in enumerate(solve.equations)]
            yield mistake, (), Solve(equations, solve.unknowns)


def _wrong_equations(equation: Any) -> Iterator[tuple[Mistake, Any]]:
    """The equation with one slip of algebra in it."""
    left, right = equation.args
    if tree_size(equation) > LARGEST:
        return
    for mistake, wrong in islice(slips_in(left), MOST):
        if mistake.slug != "sum-term-dropped":
            yield mistake, equation_of(wrong, right)
    for mistake, wrong in islice(slips_in(right), MOST):
        if mistake.slug != "sum-term-dropped":
            yield mistake, equation_of(left, wrong)
    for side in (0, 1):
        if len(terms(equation.args[side])) == 1:
            sides = list(equation.args)
            sides[side] = negate(sides[side])
            yield MISTAKES["algebra-sign"], equation_of(*sides)


def of_solution(system: System, method: str, given: Sequence[Row], kind: str, book: RuleBook) -> Diagnosis | None:
    """The mistake that leads to an answer: its rows, or the number of solutions that it claims."""
    truth = system.kind()
    answered = kind_of(given, system.unknowns) if given else kind
    found = Found()
    if {truth, answered} == {"none", "infinite"}:
        found.add(MISTAKES["inconsistent-vs-dependent"])
    if truth == "infinite" and answered == "unique" and (not given or _within(given, system)):
        found.add(MISTAKES["free-variable-lost"])
    for mistake, slips, outcome in islice(system_solutions(system, method, book), 4 * MOST):
        rows = _rows_of(outcome, system)
        if given:
            explains = rows is not None and _same_set(rows, given, system)
        else:
            explains = _kind(outcome, rows, system) == kind
        if explains:
            found.add(mistake, slips)
    return found.diagnosis() or _sign_in_family(system, given) or _slip_of_numbers(system, given, truth, answered)


def _kind(outcome: Any, rows: Sequence[Row] | None, system: System) -> str:
    """How many solutions an outcome has; "" where that is not told."""
    if isinstance(outcome, Solution):
        return outcome.kind
    return "" if rows is None else kind_of(rows, system.unknowns)


def _sign_in_family(system: System, given: Sequence[Row]) -> Diagnosis | None:
    """A family with one sign the other way, as x = 3 + 2t for x = 3 - 2t."""
    for i, row in enumerate(given):
        for column in row:
            turned = {name: -element if name == column else element for name, element in row.items()}
            rows = [turned if n == i else other for n, other in enumerate(given)]
            if kind_of(rows, system.unknowns) != "none" and alike(rows, system.rows, system.unknowns):
                return Diagnosis(MISTAKES["algebra-sign"], ())
    return None


def _slip_of_numbers(system: System, given: Sequence[Row], truth: str, answered: str) -> Diagnosis | None:
    """Only numbers differ: the unknowns exchanged or a sign apart, or something miscalculated."""
    if truth == answered == "unique" and all(system.field.is_constant(e) for row in given for e in row.values()):
        right = {pivot: row.get(None) for pivot, row in system.reduced}
        mine = {pivot: row.get(None) for pivot, row in echelon(given, list(system.unknowns))}
        apart = [u for u in system.unknowns if right.get(u) != mine.get(u)]
        zero = system.field.rational(0)
        signs = all((right.get(u) or zero) + (mine.get(u) or zero) == 0 for u in apart)
        return Diagnosis(MISTAKES["algebra-sign" if signs else "arithmetic-slip"], ())
    return None


def _within(given: Sequence[Row], system: System) -> bool:
    """Whether the system's equations hold for all that was given."""
    return all(follows(row, given) for row in system.rows)


def _rows_of(outcome: Any, system: System) -> list[Row] | None:
    """A solution, or equations, as rows; None where there is no single set of solutions."""
    try:
        if isinstance(outcome, Solve):
            rows = [system.row(equation) for equation in outcome.equations]
            return rows if kind_of(rows, system.unknowns) != "none" else None
        if outcome.kind in ("unique", "infinite"):
            pairs = outcome.assignment.items()
            return [system.row(equation_of(name, found)) for name, found in pairs if name != found]
    except (NotLinear, ZeroDivisionError, KeyError):
        return None
    return None


def _same_set(rows: Sequence[Row], given: Sequence[Row], system: System) -> bool:
    return alike(rows, given, system.unknowns) and not alike(rows, system.rows, system.unknowns)


# Equations ---------------------------------------------------------------------------------------


def of_equation(
    row: Row, sides: tuple[Any, Any], before: Sequence[Any], system: System, method: str, true: Any
) -> Diagnosis | None:
    """The slip that makes an equation of those before it.

    Arguments:
        row, sides: the equation.
        before: earlier equations, the last first, those of the problem at the end.
        true: whether an equation holds of the system.
    """
    found = Found()
    solving = method == "substitution" or _solved_for(sides, system)
    rows = [(equation, made) for equation in before if (made := _row(equation, system)) is not None]
    for equation, old in rows:
        if proportional(old, row):
            continue
        for mistake, wrong in _wrong_equations(equation):
            made = _row(wrong, system)
            if made is not None and made and proportional(made, row):
                put_in = mistake.slug == "algebra-sign" and solving and not _is_only_moved(equation, old)
                found.add(MISTAKES["substitution-sign"] if put_in else mistake)
                found.add(mistake)
        if found.slips:
            pairs = _of_pairs(row, rows, system, solving)
            for other in (pairs.mistake, *pairs.ties) if pairs is not None else ():
                found.add(other)
            return found.diagnosis()
    for mistake, wrong in _wrong_equations(equation_of(*sides)):
        made = _row(wrong, system)
        if made and mistake.slug == "algebra-sign" and true(made):
            return Diagnosis(MISTAKES["substitution-sign"] if solving else mistake, ())
    return _left_only(row, rows) or _of_pairs(row, rows, system, solving) or _of_one_coefficient(row, rows)


def _is_only_moved(equation: Any, row: Row) -> bool:
    """Whether an equation in one unknown has no brackets left, so that its terms can only be moved: 3y + 2 = 8."""
    brackets = any(isinstance(n, Mul) and any(isinstance(f, Add) for f in n.args) for n in walk(equation))
    return len([name for name in row if name is not None]) == 1 and not brackets


def _left_only(row: Row, rows: Sequence[tuple[Any, Row]]) -> Diagnosis | None:
    """An earlier equation multiplied on the left alone."""
    for _, old in rows:
        left, new = ({n: e for n, e in r.items() if n is not None} for r in (old, row))
        if left and old.get(None) and row.get(None) == old.get(None) and left != new and proportional(left, new):
            return Diagnosis(MISTAKES["row-op-rhs-forgotten"], ())
    return None


def _row(equation: Any, system: System) -> Row | None:
    try:
        return system.row(equation)
    except (NotLinear, ZeroDivisionError, KeyError, ValueError):
        return None


def _solved_for(sides: tuple[Any, Any], system: System) -> bool:
    """Whether one unknown stands alone, with others on the other side."""
    left, right = sides
    alone = left in system.unknowns or right in system.unknowns
    other = right if left in system.unknowns else left
    return alone and any(u in other.free_symbols for u in system.unknowns)


def _of_pairs(row: Row, rows: Sequence[tuple[Any, Row]], system: System, solving: bool) -> Diagnosis | None:
    """One equation put into another, or subtracted from it, with a single entry gone wrong."""
    found = Found()
    for (_, into), (_, other) in islice(permutations(rows, 2), MOST):
        for name in other:
            if name is None or name not in into:
                continue
            factor = into[name] / other[name]
            right = _combined(into, other, -factor)
            if proportional(right, row):
                continue
            for column in {**into, **other}:
                if column == name:
                    continue
                for slug, entry in _spoiled(into, other, factor, column):
                    made = dict(right)
                    made.pop(column, None)
                    if entry:
                        made[column] = entry
                    if made and proportional(made, row):
                        names = ["row-op-arithmetic", "substitution-sign"] if slug == "sign" else [slug]
                        for name_of in names[::-1] if solving else names:
                            found.add(MISTAKES[name_of])
            if not found.slips and (column := _only_difference(right, row)) is not Ellipsis:
                found.add(MISTAKES["row-op-arithmetic"])
    return found.diagnosis()


def _spoiled(into: Row, other: Row, factor: Any, column: Any) -> Iterator[tuple[str, Any]]:
    old, change = into.get(column), other.get(column)
    if change is not None:
        yield "sign", factor * change if old is None else old + factor * change
        yield ("row-op-rhs-forgotten" if column is None else "row-op-arithmetic"), old


def _combined(into: Row, other: Row, factor: Any) -> Row:
    made = dict(into)
    for name, element in other.items():
        new = made[name] + factor * element if name in made else factor * element
        if new:
            made[name] = new
        else:
            made.pop(name, None)
    return made


def _only_difference(right: Row, row: Row) -> Any:
    """The one column in which a row is no multiple of another; Ellipsis where there are more or none."""
    names = set(right) | set(row)
    if len(names) < 2 or (len(set(right) & set(row)) < 2 and len(names) > 2):
        return Ellipsis
    for column in names:
        a = {n: e for n, e in right.items() if n != column}
        b = {n: e for n, e in row.items() if n != column}
        if a and proportional(a, b):
            return column
    return Ellipsis


def _of_one_coefficient(row: Row, rows: Iterable[tuple[Any, Row]]) -> Diagnosis | None:
    """An equation that differs from an earlier one in one number."""
    for _, old in rows:
        column = _only_difference(old, row)
        if column is Ellipsis or proportional(old, row):
            continue
        a = {n: e for n, e in old.items() if n != column}
        name = next(iter(a))
        scale = row[name] / old[name]
        here, there = old.get(column), row.get(column)
        sign = here is not None and there is not None and here * scale == -there
        return Diagnosis(MISTAKES["algebra-sign" if sign else "arithmetic-slip"], ())
    return None

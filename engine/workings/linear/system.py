"""A linear system answered with every row operation: `solve`, and how its derivation is laid out in lines."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from typing import Any

from sympy import Basic, Eq, Expr, Symbol, Tuple

from workings.derivation import Derivation, Detail, Line, Note, Step
from workings.engine import Engine
from workings.expression.algebra import replace
from workings.expression.canonical import canonical
from workings.expression.goals import Solve
from workings.expression.grid import Grid, RowOperation
from workings.expression.linear_form import NotLinear
from workings.expression.linear_goals import (
    Case,
    Chain,
    FromRow,
    InCase,
    LeastSquares,
    MatrixEquation,
    NoSolution,
    Reduce,
    RowChange,
    Rows,
    Solution,
    SolutionsAre,
    SolveBy,
    SolvedFor,
    SolveWith,
)
from workings.expression.matrix_goals import NullSpace
from workings.expression.nodes import ONE, ZERO, add, divide, mul, negate, symbol, symbols_of
from workings.expression.written import as_written, intern
from workings.rule import RuleBook, load_book

__all__ = ["METHODS", "SystemDerivation", "answer_condition", "answer_system", "solve"]

METHODS = ("gauss", "gauss-jordan", "substitution", "cramer", "inverse", "lu", "least-squares", "qr")
MOST_UNKNOWNS = 100  # solved from equations with every step shown; a larger one is given as a matrix
_USUAL = frozenset("xyzuvwpqr")  # among other letters, these are what is sought


def solve(
    equations: str | Basic | Sequence[str | Basic],
    unknowns: str | Sequence[str | Symbol] | None = None,
    method: str = "gauss",
    *,
    book: RuleBook | None = None,
) -> SystemDerivation:
    """The solution of a linear system A x = b, with every row operation and every case of its parameters.

    Arguments:
        equations: texts or SymPy equations, in any order, with unknowns on both sides or missing.
        unknowns: what is sought, in the order of the columns; x, y, z, u, v, w, p, q, r with or without an index
            unless given, or all letters where none of those occurs. Every other letter is a parameter.
        method: one of "gauss" (elimination and back substitution), "gauss-jordan", "substitution", "cramer",
            "inverse", "lu"; "least-squares" (normal equations) and "qr" (Gram and Schmidt) make |A x - b|^2 smallest
            where there is no solution, and answer with a `LeastSquares`.

    Raises:
        NotLinear: an equation is not linear in the unknowns; it says which, and where.
        ReadError: an equation can't be read.
        ValueError: there is no such method, or it does not apply to this system; it says why.

    >>> solution = solve(["x + y + z = 6", "y + 3z = 11", "x + z = 2y"]).result
    >>> solution.kind, solution.assignment
    ('unique', {x: 1, y: 2, z: 3})
    >>> [case.solution.kind for case in solve(["a x + y = 1", "x + a y = 1"]).result.cases]
    ['unique', 'infinite', 'none']
    """
    read, decimal = _equations(equations)
    wanted = _unknowns(read, unknowns)
    return answer_system(SolveWith(read, wanted, method), method, decimal=decimal, book=book)


def answer_system(
    goal: Solve, method: str = "gauss", *, decimal: bool = False, book: RuleBook | None = None
) -> SystemDerivation:
    """The derivation of a goal that asks for the unknowns of a system."""
    if method not in METHODS:
        raise ValueError(f"method {method!r} is not one of {', '.join(map(repr, METHODS))}")
    if len(goal.unknowns) > MOST_UNKNOWNS or len(goal.equations) > MOST_UNKNOWNS:
        raise ValueError(
            f"{len(goal.equations)} equations in {len(goal.unknowns)} unknowns are more than {MOST_UNKNOWNS}; "
            "give them as a matrix: workings.linear_solve(A, b)"
        )
    asked = SolveWith(goal.equations, goal.unknowns, method)
    step = Engine(load_book() if book is None else book).answer(intern(asked))
    return SystemDerivation(step, decimal=decimal)


def answer_condition(
    goal: SolutionsAre | SolvedFor, *, decimal: bool = False, book: RuleBook | None = None
) -> Derivation:
    """The derivation of a question for which values of a parameter something holds."""
    step = Engine(load_book() if book is None else book).answer(intern(goal))
    return (SystemDerivation if isinstance(goal, SolutionsAre) else Derivation)(step, decimal=decimal)


def _equations(given: str | Basic | Sequence[str | Basic]) -> tuple[list[Basic], bool]:
    from workings.expression.reader import read, read_lines

    if isinstance(given, str):
        from workings.linear.question import read_system

        system = read_system(given)
        if system is not None:
            return [intern(equation) for equation in system.goal.equations], system.decimal
        readings = read_lines(given)
        return [intern(reading.node) for reading in readings], any(reading.decimal for reading in readings)
    if isinstance(given, Basic):
        given = list(given.args) if isinstance(given, Tuple) else [given]
    found: list[Basic] = []
    decimal = False
    from workings.expression.given import equations_of
    from workings.linear.question import scope_of

    scope = scope_of(" , ".join(equation for equation in given if isinstance(equation, str)))
    for equation in given:
        if isinstance(equation, str):
            reading = read(equation, scope=scope)
            decimal = decimal or reading.decimal
            found += map(intern, equations_of(reading) or [reading.node])
        else:
            found.append(as_written(equation))
    for number, equation in enumerate(found, 1):
        if not isinstance(equation, Eq):
            raise NotLinear(f"equation {number}, {equation}, is no equation; write left = right")
    if not found:
        raise NotLinear("there is no equation; a system has at least one")
    return found, decimal


def _unknowns(equations: list[Basic], given: str | Sequence[str | Symbol] | None) -> tuple[Symbol, ...]:
    present = symbols_of(equations)
    if given is None:
        usual = tuple(s for s in present if s.name.rstrip("0123456789_") in _USUAL)
        return usual or present
    names = given.replace(",", " ").split() if isinstance(given, str) else given
    by_name = {s.name: s for s in present}
    return tuple(by_name.get(n, symbol(n)) if isinstance(n, str) else n for n in names)


class SystemDerivation(Derivation):
    """The derivation of a linear system; `result` is its `Solution`, `operations` are the row operations."""

    @cached_property
    def result(self) -> Any:
        """The `Solution`, its values in SymPy's canonical form."""
        if isinstance(self.answer, LeastSquares):
            return LeastSquares(_canonical(self.answer.solution), *map(canonical, self.answer.args[1:]))
        return _canonical(self.answer) if isinstance(self.answer, Solution) else canonical(self.answer)

    @property
    def operations(self) -> tuple[Basic, ...]:
        """The row operations in the order in which they are done."""
        found = []
        for step in _from_the_question(self.root):
            remark = step.rule.remark(step.goal) if isinstance(step.goal, Reduce) else None
            found += [part for part in (remark[1] if remark else ()) if isinstance(part, RowChange)]
        return tuple(found)

    def lines(self, detail: Detail = "normal", known: Collection[str] = ()) -> tuple[Line, ...]:
        """The lines a person reads; `full` shows the matrix after every row operation, `normal` after every pivot."""
        if detail not in ("brief", "normal", "full"):
            raise ValueError(f"detail {detail!r} is not one of 'brief', 'normal', 'full'")
        lines = [Line(self.goal), *_lines(self.root, detail)]
        if isinstance(self.answer, LeastSquares):  # which says the values again
            lines = [line for line in lines if line.expr != self.answer.solution]
        several = isinstance(self.answer, Solution) and self.answer.kind == "cases"
        if several and lines[-1].expr != self.answer:
            lines.append(Line(self.answer))
        return tuple(lines)

    def to_text(self, **options: Any) -> str:
        from workings.show.linear import system_to_text

        return system_to_text(self, **options)


def _canonical(answer: Any) -> Any:
    values = [canonical(value) for value in answer.args[2].args]
    if not isinstance(answer, Solution):
        return canonical(answer)
    cases = [Case(case.relations, _canonical(case.solution)) for case in answer.cases]
    return Solution(answer.kind, answer.unknowns, values, answer.free, cases)


def _from_the_question(step: Step) -> Iterator[Step]:
    """The steps from the question down, each before those it uses."""
    stack = [step]
    while stack:
        found = stack.pop()
        yield found
        stack.extend(reversed(found.uses))


def _lines(root: Step, detail: Detail) -> Iterator[Line]:
    """The lines below a step; what is left to do is kept on a stack, for there may be many operations."""
    stack: list[Step | Line] = [root]
    while stack:
        item = stack.pop()
        if isinstance(item, Line):
            yield item
            continue
        goal = item.goal
        if isinstance(goal, SolutionsAre):
            stack += [Line(item.answer, (Note(item),)), *item.uses]
        elif isinstance(goal, Solve):
            (used,) = item.uses
            yield Line(_as_matrices(used.goal), (Note(item),))
            stack.append(used)
        elif item.rule.slug == "substitution":
            stack.extend(item.uses)
        elif item.rule.slug in ("inverse-gauss-jordan", "rank", "rref", "null-space"):
            stack.append(Line(item.answer))
            yield Line(Rows(_grid(item.uses[0])), (Note(item),))
            stack.extend(item.uses)
        elif item.rule.slug == "eigenvectors":
            yield Line(item.uses[0].goal, (Note(item),))
            yield Line(item.uses[0].answer, (Note(item.uses[0]),))
            stack.append(Line(item.answer))
            stack += [used for used in reversed(item.uses) if isinstance(used.goal, NullSpace)]
        elif item.rule.slug == "least-squares":
            *products, reduced, rest = item.uses
            for n, used in enumerate(products):
                yield Line(Chain(used.goal, used.answer), (Note(item),) if n == 0 else ())
            yield Line(Rows(_grid(reduced)))
            stack += [Line(item.answer), _residual(rest), reduced]
        elif isinstance(goal, Reduce):
            yield from _reduced(item, detail, stack)
        elif isinstance(goal, SolveBy) and item.rule.slug == "augmented-matrix":
            if detail != "brief":
                yield Line(Rows(goal.grid), (Note(item),))
            stack.extend(item.uses)
        else:
            yield from _by_other_means(item)


def _residual(step: Step) -> Line:
    """r = b − A x = ..."""
    return Line(Chain(symbol("r"), step.goal, step.answer))


def _as_matrices(goal: Any) -> Basic:
    grid: Grid = goal.grid
    column = type(grid.matrix([0]))
    a, b = grid.matrix(range(grid.bar)), grid.matrix([grid.bar])
    return MatrixEquation(a, column(len(goal.unknowns), 1, list(goal.unknowns)), b)


def _reduced(step: Step, detail: Detail, stack: list[Step | Line]) -> Iterator[Line]:
    """The matrix after the row operation of a step, or after all of those for the same pivot."""
    goal: Any = step.goal
    if goal.method == "substitution" and step.rule.slug.startswith("row-"):
        yield from _put_in(step)
        stack.append(step.uses[0])
    elif step.rule.slug in ("row-add", "row-scale", "row-swap"):
        notes, changed = [Note(step)], _rows_changed(step)
        last = step
        while detail == "normal" and _goes_on(last):
            (last,) = last.uses
            notes.append(Note(last))
            changed += _rows_changed(last)
        (after,) = last.uses
        if detail != "brief" or not after.rule.slug.startswith("row-"):
            yield Line(Rows(_grid(after), _pivots(last), dict.fromkeys(changed)), tuple(notes))
        stack.append(after)
    elif not isinstance(step.answer, Solution):
        stack.extend(reversed(step.uses))
    elif step.answer.kind == "cases":
        for case, used in reversed(list(zip(_own_cases(step), step.uses, strict=True))):
            heading = Line(InCase(*case.relations), (Note(step),))
            grid = _grid(used)
            stack += [used] if len(grid.history) == len(goal.grid.history) else [used, Line(Rows(grid))]
            stack.append(heading)
    elif step.answer.kind == "none":
        i = next(i for i, row in enumerate(goal.grid.rows) if not any(row[: goal.grid.bar]) and row[goal.grid.bar])
        yield Line(NoSolution(goal.grid.field.expr(goal.grid.rows[i][-1])), (Note(step),))
    else:
        for n, used in enumerate(step.uses):
            unknown, working, value = used.goal.args[:3]
            yield Line(Chain(unknown, working, value), () if n else (Note(step),))
        yield Line(step.answer)


def _own_cases(step: Step) -> tuple[Any, ...]:
    line: Any = step.rule.rewrite(step.goal, lambda goal: goal)
    return tuple(line.cases)


def _goes_on(step: Step) -> bool:
    """Whether the next operation clears the same column."""
    here, after = _operation(step), _operation(step.uses[0])
    return here is not None and after is not None and here.kind == after.kind == "add" and here.k == after.k


def _operation(step: Step) -> RowOperation | None:
    goal: Any = step.goal
    if not isinstance(goal, Reduce) or not step.rule.slug.startswith("row-"):
        return None
    return next((found.operation for found in goal.grid.memo.values() if found.operation is not None), None)


def _rows_changed(step: Step) -> list[int]:
    operation = _operation(step)
    if operation is None:
        return []
    return [operation.i, operation.k] if operation.kind == "swap" else [operation.i]


def _pivots(step: Step) -> tuple[tuple[int, int], ...]:
    goal: Any = step.goal
    return next((found.pivots for found in goal.grid.memo.values() if found.operation is not None), ())


def _grid(step: Step) -> Grid:
    goal: Any = step.goal
    return goal.grid


def _by_other_means(step: Step) -> Iterator[Line]:
    """Cramer, the inverse, L U: the questions asked with their answers, then the solution."""
    least = isinstance(step.answer, LeastSquares)
    for n, used in enumerate(step.uses):
        notes = () if n else (Note(step),)
        if least and used is step.uses[-1]:
            yield _residual(used)
        elif isinstance(used.goal, FromRow):
            yield Line(Chain(*used.goal.args[:3]), notes)
        elif isinstance(used.answer, Chain):
            yield Line(used.answer, (Note(step), Note(used)))
        else:
            yield Line(Chain(used.goal, used.answer), notes)
    yield Line(step.answer, () if step.uses else (Note(step),))


def _put_in(step: Step) -> Iterator[Line]:
    """A row operation told as substitution: an equation solved for an unknown, and put into another."""
    goal: Any = step.goal
    operation, grid = _operation(step), goal.grid
    if operation is None or operation.kind != "add":
        return
    column = next(j for j in range(grid.bar) if grid.rows[operation.k][j])
    unknown = goal.unknowns[column]
    expr = grid.field.expr
    rest = [(expr(a), x) for a, x in zip(grid.rows[operation.k][:-1], goal.unknowns, strict=True) if a and x != unknown]
    value = solved_for(expr(grid.rows[operation.k][column]), expr(grid.rows[operation.k][-1]), rest)
    yield Line(Chain(unknown, value))
    left, right = _equation(grid, operation.i, goal.unknowns)
    yield Line(Basic.__new__(Eq, replace(left, {unknown: value}), right))
    after = _grid(step.uses[0])
    yield Line(Basic.__new__(Eq, *_equation(after, operation.i, goal.unknowns)))


def _equation(grid: Grid, i: int, unknowns: Sequence[Expr]) -> tuple[Expr, Expr]:
    """Row i as the two sides of an equation."""
    pairs = zip(grid.rows[i][: grid.bar], unknowns, strict=True)
    return add(*[mul(grid.field.expr(a), x) for a, x in pairs if a]), grid.field.expr(grid.rows[i][-1])


def solved_for(pivot: Expr, constant: Expr, rest: Sequence[tuple[Expr, Expr]]) -> Expr:
    """(b - a_2 x_2 - ...)/a_1"""
    parts = [] if constant is ZERO and rest else [constant]
    parts += [negate(x) if a is ONE else negate(mul(a, x)) for a, x in rest]
    total = add(*parts)
    return total if pivot is ONE else divide(total, pivot)

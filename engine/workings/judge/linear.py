"""Linear systems before the judges: operations exact and as printed, solutions put back into the equations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from flint import fmpq, fmpq_mat
from numpy import array
from numpy.linalg import matrix_rank
from sympy import And, Basic, Eq, Expr, Ne, Or, Poly, Rational, Symbol, Tuple, real_roots, rem, together
from sympy.core.relational import Relational

from workings.derivation import Step
from workings.expression.algebra import replace
from workings.expression.canonical import canonical
from workings.expression.goals import Goal, Solve
from workings.expression.linear_goals import (
    Count,
    Echelon,
    FromRow,
    Invert,
    LeastSquares,
    Orthonormal,
    Reduce,
    RowChange,
    Solution,
    SolutionsAre,
    SolveBy,
    SolvedFor,
    Triangles,
    holds_at,
)
from workings.expression.matrix_goals import Property
from workings.expression.nodes import ONE, ZERO, add, mul, subtract, symbol, symbols_of, walk
from workings.expression.relations import equal_to, nonzero
from workings.judge.equality import equal as judged
from workings.judge.evidence import Evidence
from workings.judge.matrices import property_holds
from workings.judge.points import points

__all__ = ["ABOUT_SYSTEMS", "judge_number_of_solutions", "judge_solution", "judge_solved_for", "judge_system_step"]

ABOUT_SYSTEMS = (Solve, SolveBy, Reduce, FromRow, Triangles, Orthonormal, SolutionsAre, SolvedFor)
DEFINITION = Evidence("proved", method="definition")
EXACT = Evidence("proved", method="exact arithmetic")
PLACES = 24  # values of the parameters that are tried
_WORST = ("refuted", "undecided", "agrees", "proved")


def judge_system_step(step: Step) -> Evidence:
    """Evidence for one step of a system: what is printed beside the line is done to the numbers, and undone by its
    inverse; a solution fulfils the rows it is read from."""
    goal: Any = step.goal
    line: Any = step.line
    if isinstance(goal, SolutionsAre):
        return judge_number_of_solutions(goal, step.answer)
    if isinstance(goal, SolvedFor):
        return judge_solved_for(goal, step.answer)
    if isinstance(goal, Triangles):
        a, lower, upper = goal.args
        return _worst([judged(x, y) for x, y in zip(a, lower * upper, strict=True)])
    if isinstance(goal, Orthonormal):
        a, q, r = goal.args
        unit = q.T * q
        apart = [judged(unit[i, j], Rational(i == j)) for i in range(q.cols) for j in range(i, q.cols)]
        return _worst([*apart, *(judged(x, y) for x, y in zip(a, q * r, strict=True))])
    if isinstance(goal, SolveBy) and isinstance(step.answer, LeastSquares):
        return judge_solution(_equations_of(goal), step.answer)
    if isinstance(goal, FromRow):
        return _equal(goal.args[1], goal.args[2], (), goal.args[3].args if len(goal.args) > 3 else ())
    if isinstance(goal, Solve):
        return _same_system(goal, line) if isinstance(line, SolveBy) else judge_solution(goal, step.answer)
    if isinstance(line, Reduce):
        return DEFINITION if line.grid.rows is goal.grid.rows else _operation(step, goal, line)
    if isinstance(goal, Invert):
        return _inverse(goal.grid, step.answer)
    if isinstance(goal, Echelon) and not isinstance(step.answer, Solution):
        held = step.answer == goal.grid.matrix()
        return EXACT if held else Evidence("refuted", left=str(goal.grid.matrix()), right=str(step.answer))
    if isinstance(goal, Count):
        pivots = sum(any(row) for row in goal.grid.rows)
        return EXACT if step.answer == pivots else Evidence("refuted", left=str(pivots), right=str(step.answer))
    if isinstance(goal, Reduce) and isinstance(line, Solution):
        return _cases(line) if line.kind == "cases" else _read_off(goal, line)
    return judge_solution(_equations_of(goal), step.answer, step.conditions)


def _equations_of(goal: Any) -> Solve:
    grid = goal.grid
    sides = [(_row(grid, i, goal.unknowns), grid.field.expr(row[grid.bar])) for i, row in enumerate(grid.rows)]
    return Solve([Basic.__new__(Eq, *pair) for pair in sides], goal.unknowns)


def _row(grid: Any, i: int, unknowns: Sequence[Expr]) -> Expr:
    pairs = zip(grid.rows[i][: grid.bar], unknowns, strict=True)
    return add(*[mul(grid.field.expr(a), x) for a, x in pairs if a])


def _same_system(goal: Solve, line: Any) -> Evidence:
    """Each row says what its equation says."""
    grid = line.grid
    found = []
    for i, equation in enumerate(goal.equations):
        row = subtract(_row(grid, i, goal.unknowns), grid.field.expr(grid.rows[i][grid.bar]))
        found.append(judged(subtract(*equation.args), row))
    return _worst(found)


def _operation(step: Step, goal: Any, line: Any) -> Evidence:
    """What is printed, R3 → R3 − R1, worked out entry by entry from the rows before."""
    remark = step.rule.remark(goal)
    change = remark[1][0] if remark else None
    before, after = goal.grid, line.grid
    if not isinstance(change, RowChange):
        return Evidence("undecided", reason="the row operation is not named")
    names = [symbol(f"R_{i + 1}") for i in range(len(before.rows))]
    expected: dict[int, Any] = {names.index(change.args[0]): change.args[1]}
    if len(change.args) == 3:
        expected[names.index(change.args[1])] = change.args[0]
    if replace(change.args[1], {change.args[0]: ZERO, **{n: ONE for n in names if n != change.args[0]}}) is ZERO:
        return Evidence("refuted", left="0", right="a row that can be changed back")
    found = []
    for i, row in enumerate(after.rows):
        for j, entry in enumerate(row):
            if i not in expected:
                if before.rows[i][j] != entry:
                    return Evidence("refuted", left=str(before.rows[i][j]), right=str(entry))
                continue
            here = {name: before.field.expr(before.rows[n][j]) for n, name in enumerate(names)}
            found.append(judged(replace(expected[i], here), after.field.expr(entry)))
    return _worst(found)


def _inverse(grid: Any, answer: Any) -> Evidence:
    """A X = B, entry by entry, for A before and B behind the bar."""
    before, behind = grid.matrix(range(grid.bar)), grid.matrix(range(grid.bar, grid.shape[1]))
    product = before * answer
    return _worst([judged(a, b) for a, b in zip(product, behind, strict=True)])


def _read_off(goal: Any, solution: Solution) -> Evidence:
    """No solution: a row 0 = c; else the values put into the rows, as many pivots as unknowns that are not free."""
    grid = goal.grid
    if solution.kind == "none":
        contradictory = any(not any(row[: grid.bar]) and row[grid.bar] for row in grid.rows)
        return EXACT if contradictory else Evidence("undecided", reason="no row says 0 = c")
    pivots = sum(any(row[: grid.bar]) for row in grid.rows)
    if pivots + len(solution.free) != grid.bar:
        return Evidence("refuted", left=f"{pivots} pivots", right=f"{len(solution.free)} free of {grid.bar}")
    apart = tuple(nonzero(grid.field.polynomial_expr(p)) for p in grid.nonzero)
    return judge_solution(_equations_of(goal), solution, apart, [canonical(c) for c in grid.field.curves()])


def _cases(solution: Solution) -> Evidence:
    """At every value tried for the parameters exactly one case holds."""
    parameters = symbols_of([r for case in solution.cases for r in case.relations])
    tried = 0
    for place in _places(solution, parameters):
        holding = sum(all(holds_at(r, place) for r in case.relations) for case in solution.cases)
        if holding != 1:
            at = tuple(place.items())
            return Evidence("refuted", point=at, left=f"{holding} cases hold", right="one")
        tried += 1
    return Evidence("agrees", points=tried, digits=15)


def _points(parameters: Sequence[Symbol]) -> Iterator[dict[Any, Any]]:
    for point in islice(points(len(parameters)), PLACES if parameters else 1):
        yield {s: Rational(int(v.p), int(v.q)) for s, v in zip(parameters, point, strict=True)}


def _on(modulo: Sequence[Any], places: Iterable[dict[Any, Any]]) -> Iterator[dict[Any, Any]]:
    """The places moved to where polynomials in a parameter are zero, in decimals."""
    for place in places:
        there, reached = dict(place), True
        for polynomial in modulo:
            letter = min(polynomial.free_symbols, key=str)
            others = {s: v for s, v in there.items() if s != letter}
            here = Poly(polynomial.subs(others), letter)
            zeros = [z for z in here.sqf_part().nroots(n=40) if z.is_real] if here.degree() > 0 else []
            reached = reached and bool(zeros)
            there |= {letter: zeros[0]} if zeros else {}
        if reached:
            yield there


def _places(solution: Solution, parameters: Sequence[Symbol]) -> Iterator[dict[Any, Any]]:
    """Values of the parameters: anywhere, and where the relations of the cases say."""
    for place in _points(parameters):
        yield place
        for case in solution.cases:
            yield _moved(place, case.relations)


def _moved(place: Mapping[Any, Any], relations: Iterable[Any]) -> dict[Any, Any]:
    """The place with the parameters that an equation of a case gives."""
    there = dict(place)
    equations = [r for r in relations if isinstance(r, Eq) and isinstance(r.args[0], Symbol)]
    for _ in equations:
        there |= {r.args[0]: canonical(replace(r.args[1], there)) for r in equations}
    return there


def _equal(left: Any, right: Any, assuming: tuple[Basic, ...], modulo: Sequence[Any]) -> Evidence:
    """That two sides are equal where the polynomials `modulo` in a parameter are zero."""
    found = judged(left, right, assuming=assuming)
    if found.kind == "proved" or not modulo:
        return found
    top = together(canonical(subtract(left, right))).as_numer_denom()[0].expand()
    for polynomial in modulo:
        top = rem(top, polynomial, min(polynomial.free_symbols, key=str)).expand()
    return Evidence("proved", method="remainder") if top == 0 else found


def _modulo(relations: Iterable[Any]) -> list[Any]:
    """The polynomials that a case says to be zero without solving them for a parameter."""
    return [canonical(r.args[0]) for r in relations if isinstance(r, Eq) and not r.args[0].is_Symbol]


def judge_solution(
    goal: Solve, solution: Any, conditions: tuple[Basic, ...] = (), modulo: Sequence[Any] = ()
) -> Evidence:
    """The values put into the equations as they were asked, and whether there are others by the rank of numbers."""
    if isinstance(solution, LeastSquares):
        return _least_squares(goal, solution)
    if not isinstance(solution, Solution):
        return Evidence("undecided", reason="no solution of a system")
    if solution.kind == "cases":
        found = [_cases(solution)]
        for case in solution.cases:
            values = {r.args[0]: r.args[1] for r in case.relations if isinstance(r, Eq) and r.args[0].is_Symbol}
            apart = tuple(_there(r, values) for r in (*conditions, *case.relations) if isinstance(r, Ne))
            curves = [*modulo, *_modulo(case.relations)]
            found.append(judge_solution(_put(goal, values), case.solution, apart, curves))
        return _worst(found)
    found = []
    if solution.kind != "none":
        values = solution.assignment
        sides = [[replace(side, values) for side in e.args] for e in goal.equations]
        found = [_equal(left, right, conditions, modulo) for left, right in sides]
    return _worst([*found, _count(goal, solution, conditions, modulo)])


def judge_number_of_solutions(goal: SolutionsAre, answer: Basic, named: Iterable[Any] = ()) -> Evidence:
    """The condition beside the ranks, at values of the parameters: anywhere, those that it names, and those `named`."""
    system = goal.system
    parameters = tuple(s for s in symbols_of(system.equations) if s not in system.unknowns)

    def holds(place: dict[Any, Any]) -> bool:
        a, whole, _ = _ranks(system, place)
        return ("none" if whole > a else "unique" if a == len(system.unknowns) else "infinite") in goal.kinds

    return _condition(answer, parameters, holds, named)


def judge_solved_for(goal: SolvedFor, answer: Basic, named: Iterable[Any] = ()) -> Evidence:
    """The values beside the question itself, a relation or one about a matrix of numbers, at those and other values."""
    question, letter = goal.args
    if not isinstance(question, Relational | Property) or isinstance(answer, Goal):
        return DEFINITION  # asks a smaller question
    if isinstance(question, Eq | Ne):
        gap = canonical(subtract(*question.args))
        polynomial = Poly(gap, letter) if gap.is_polynomial(letter) and gap.free_symbols == {letter} else None
        named = [*named, *(equal_to(letter, root) for root in (real_roots(polynomial) if polynomial else ()))]

    def holds(place: dict[Any, Any]) -> bool | None:
        if isinstance(question, Relational):
            return _says(question, place)
        return property_holds(replace(question, place))

    return _condition(answer, (letter,), holds, named)


def _condition(
    answer: Basic, parameters: Sequence[Symbol], holds: Callable[[dict[Any, Any]], bool | None], named: Iterable[Any]
) -> Evidence:
    """Whether a condition on parameters is what `holds` says, at every place that is tried."""
    relations = [*named, *(node for node in walk(answer) if isinstance(node, Eq | Ne))]
    tried = 0
    for anywhere in _points(parameters):
        for place in (anywhere, *(_moved(anywhere, [equal_to(*relation.args)]) for relation in relations)):
            said, found = _says(answer, place), holds(place)
            if found is None:
                return Evidence("undecided", reason="the question can't be decided at a place")
            if said != found:
                return Evidence("refuted", point=tuple(place.items()), left=str(found), right=str(said))
            tried += 1
    return Evidence("agrees", points=tried, digits=15)


def _says(condition: Any, place: dict[Any, Any]) -> bool:
    """Whether a condition made of relations holds at a place."""
    if isinstance(condition, And | Or | Tuple):
        return (any if isinstance(condition, Or) else all)(_says(part, place) for part in condition.args)
    return holds_at(condition, place) if isinstance(condition, Eq | Ne) else bool(condition.subs(place))


def _least_squares(goal: Solve, answer: LeastSquares) -> Evidence:
    """The residual b - A x is at right angles to every column of A, and the free unknowns are as many as can be.

    A column is what left - right changes by where its unknown goes from 0 to 1.
    """
    origin: dict[Any, Any] = dict.fromkeys(goal.unknowns, ZERO)
    gaps = [subtract(*equation.args) for equation in goal.equations]
    start = [canonical(replace(f, origin)) for f in gaps]
    left = [-canonical(replace(f, answer.assignment)) for f in gaps]
    found = [judged(a, b) for a, b in zip(left, answer.residual, strict=True)]
    columns = []
    for x in goal.unknowns:
        column = [canonical(replace(f, {**origin, x: ONE})) - b for f, b in zip(gaps, start, strict=True)]
        columns.append(column)
        found.append(judged(sum((a * r for a, r in zip(column, left, strict=True)), ZERO), ZERO))
    found.append(judged(sum((r * r for r in left), ZERO), answer.squared))
    free = len(goal.unknowns) - _rank(columns, all(isinstance(e, Rational) for column in columns for e in column))
    if free != len(answer.solution.free):
        return Evidence("refuted", left=f"{free} free", right=f"{len(answer.solution.free)} free")
    return _worst(found)


def _there(relation: Any, values: Mapping[Any, Any]) -> Any:
    """A relation where parameters have these values, which may hold each other."""
    for _ in values:
        relation = replace(relation, dict(values))
    return relation


def _put(goal: Solve, values: Mapping[Any, Any]) -> Solve:
    return Solve([_there(equation, values) for equation in goal.equations], goal.unknowns)


def _count(goal: Solve, solution: Solution, conditions: tuple[Any, ...], modulo: Sequence[Any] = ()) -> Evidence:
    """How many free unknowns there are, or that there is no solution, by ranks at places for the parameters."""
    parameters = tuple(s for s in symbols_of([*goal.equations, *conditions]) if s not in goal.unknowns)
    tried = 0
    for place in _on(modulo, _points(parameters)):
        if not all(holds_at(c, place) for c in conditions if isinstance(c, Ne)):
            continue
        a, whole, exact = _ranks(goal, place)
        free = len(goal.unknowns) - a
        right = whole > a if solution.kind == "none" else whole == a and free == len(solution.free)
        if not right:
            return Evidence(
                "refuted", point=tuple(place.items()), left=f"rank {a}", right=f"rank {whole} with constants"
            )
        if exact and not parameters:
            return Evidence("proved", method="rank")
        tried += 1
        if tried == 5 or not parameters:
            return Evidence("agrees", points=tried, digits=15)
    return Evidence("undecided", reason="no place for the parameters was found")


def _ranks(goal: Solve, place: Mapping[Any, Any]) -> tuple[int, int, bool]:
    """The ranks of A and of A with b, and whether they are exact.

    They come from the values of left - right at the origin and one step along each unknown.
    """
    rows: list[list[Any]] = []
    for equation in goal.equations:
        f = subtract(*equation.args)
        origin: dict[Any, Any] = {**place, **dict.fromkeys(goal.unknowns, ZERO)}
        b = canonical(replace(f, origin))
        rows.append([*(canonical(replace(f, {**origin, x: ONE})) - b for x in goal.unknowns), -b])
    n = len(goal.unknowns)
    exact = all(isinstance(entry, Rational) for row in rows for entry in row)
    return _rank([row[:n] for row in rows], exact), _rank(rows, exact), exact


def _rank(rows: list[list[Any]], exact: bool) -> int:
    """Exactly where the numbers are rational, else in decimals."""
    if exact:
        return int(fmpq_mat([[fmpq(int(e.p), int(e.q)) for e in row] for row in rows]).rank())
    numbers = array([[float(e) for e in row] for row in rows])
    return int(matrix_rank(numbers, tol=1e-9 * max(1.0, abs(numbers).max())))


def _worst(found: Sequence[Evidence]) -> Evidence:
    """The weakest of several: all have to be known."""
    return min(found, key=lambda e: _WORST.index(e.kind)) if found else DEFINITION

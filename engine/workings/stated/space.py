"""Linear equations as exact rows: which follow from which, and the solutions that sets of them have.

A row is a mapping from columns to coefficients; what stands on the right is under None. Columns are the unknowns, and
the letters that a person brings in, such as the t of z = t.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import Any, TypeAlias

from sympy import Basic, Eq, Expr, Symbol

from workings.expression.field import Element, Field
from workings.expression.linear_form import NotLinear, coefficients
from workings.expression.nodes import symbols_of

__all__ = ["Row", "alike", "echelon", "follows", "kind_of", "projected", "proportional", "row_of", "sources"]

Row: TypeAlias = "dict[Any, Element]"
MOST_SOURCES = 3_000  # sets of earlier lines that are looked through


def row_of(equation: Basic, unknowns: Sequence[Expr], field: Field) -> Row:
    """The equation as a row in the unknowns and in whatever other letters it has.

    Raises:
        NotLinear: it is not linear in them.
    """
    letters = [s for s in symbols_of([equation]) if s not in field.generators and s not in unknowns]
    columns: list[Expr] = [*unknowns, *letters]
    try:
        rows, _, _ = coefficients([equation], columns or [Symbol("_")], field)
    except ZeroDivisionError as error:
        raise NotLinear(str(error)) from error
    names: list[Any] = [*(columns or [Symbol("_")]), None]
    return {name: element for name, element in zip(names, rows[0], strict=True) if element}


def echelon(rows: Iterable[Row], columns: Sequence[Any]) -> list[tuple[Any, Row]]:
    """The reduced rows with their pivots; a pivot None says 0 = 1."""
    left = [dict(row) for row in rows]
    done: list[tuple[Any, Row]] = []
    for column in (*columns, None):
        at = next((i for i, row in enumerate(left) if column in row), None)
        if at is None:
            continue
        row = left.pop(at)
        head = row[column]
        row = {name: element / head for name, element in row.items()}
        left = [_less(other, row, column) for other in left]
        done = [(pivot, _less(other, row, column)) for pivot, other in done]
        done.append((column, row))
    return done


def _less(row: Row, pivot: Row, column: Any) -> Row:
    """The row with the pivot's column cleared."""
    factor = row.get(column)
    if factor is None:
        return row
    made = dict(row)
    for name, element in pivot.items():
        new = made[name] - factor * element if name in made else -(factor * element)
        if new:
            made[name] = new
        else:
            made.pop(name, None)
    return made


def columns_of(rows: Iterable[Row], first: Sequence[Any] = ()) -> list[Any]:
    """The columns of the rows, those named first."""
    others: dict[Any, None] = {}
    for row in rows:
        others.update((name, None) for name in row if name is not None and name not in first)
    return [*first, *others]


def follows(row: Row, rows: Sequence[Row]) -> bool:
    """Whether the row is a sum of multiples of the others."""
    columns = columns_of([row, *rows])
    for pivot, other in echelon(rows, columns):
        row = _less(row, other, pivot)
    return not row


def consistent(rows: Sequence[Row]) -> bool:
    return all(pivot is not None for pivot, _ in echelon(rows, columns_of(rows)))


def kind_of(rows: Sequence[Row], unknowns: Sequence[Any]) -> str:
    """How many solutions there are: "none", "unique" or "infinite"."""
    reduced = echelon(rows, columns_of(rows, unknowns))
    if any(pivot is None for pivot, _ in reduced):
        return "none"
    pivots = [pivot for pivot, _ in reduced]
    return "unique" if all(unknown in pivots for unknown in unknowns) else "infinite"


def projected(rows: Sequence[Row], unknowns: Sequence[Any]) -> list[Row]:
    """The reduced equations between the unknowns alone, all other letters being whatever they like."""
    others = [name for name in columns_of(rows) if name not in unknowns]
    reduced = echelon(rows, [*others, *unknowns])
    kept = [row for pivot, row in reduced if pivot not in others]
    return [row for _, row in echelon(kept, list(unknowns))]


def alike(one: Sequence[Row], other: Sequence[Row], unknowns: Sequence[Any]) -> bool:
    """Whether two sets of equations have the same solutions, both having some."""
    left, right = projected(one, unknowns), projected(other, unknowns)
    return len(left) == len(right) and all(follows(row, right) for row in left) and all(follows(r, left) for r in right)


def proportional(one: Row, other: Row) -> bool:
    """Whether two equations say the same: one is a multiple of the other that is not zero."""
    if set(one) != set(other):
        return False
    if not one:
        return True
    name = next(iter(one))
    return all(not (one[n] * other[name] - other[n] * one[name]) for n in one)


def sources(row: Row, wrong: Sequence[Sequence[Row]], others: Sequence[Sequence[Row]]) -> bool:
    """Whether the row follows from what was stated: at least one wrong statement, without contradiction.

    Each statement is a list of rows: one for an equation, all its rows for a matrix.
    """
    tried = 0
    for size in range(1, min(len(wrong) + len(others), 5) + 1):
        for chosen in _chosen(wrong, others, size):
            tried += 1
            if tried > MOST_SOURCES:
                return False
            rows = [r for statement in chosen for r in statement]
            if consistent(rows) and follows(row, rows):
                return True
    return False


def _chosen(
    wrong: Sequence[Sequence[Row]], others: Sequence[Sequence[Row]], size: int
) -> Iterator[tuple[Sequence[Row], ...]]:
    """Sets of statements with a wrong one in them, the last stated first."""
    for count in range(1, min(size, len(wrong)) + 1):
        for some in combinations(wrong[::-1], count):
            for more in combinations(others[::-1], size - count):
                yield (*some, *more)


def mapped(rows: Iterable[Row], change: Callable[[Element], Element]) -> list[Row]:
    """The rows with every coefficient changed, as where a parameter takes a value."""
    changed = [{name: change(element) for name, element in row.items()} for row in rows]
    return [{name: element for name, element in row.items() if element} for row in changed]


def equation_of(left: Any, right: Any) -> Basic:
    return Basic.__new__(Eq, left, right)

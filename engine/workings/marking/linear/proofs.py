"""What shows a student that an answer or a line is wrong: the equation that fails, the entry that differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sympy import I, MatrixBase, Rational

from workings.expression.algebra import replace
from workings.expression.canonical import canonical
from workings.expression.matrix_goals import Difference, MatrixProduct, MatrixSum
from workings.expression.nodes import ZERO, symbols_of, walk
from workings.judge import Evidence, equal
from workings.rule import Text
from workings.show import to_text
from workings.stated.space import Row, columns_of, echelon
from workings.stated.values import entries, shape, value

__all__ = ["against_equations", "against_line", "apart", "both_orders", "compared", "other_entry", "solution_missing"]


def listed(place: Mapping[Any, Any]) -> str:
    return ", ".join(f"{to_text(name)} = {to_text(value)}" for name, value in place.items())


def points_of(rows: Sequence[Row], unknowns: Sequence[Any], expr: Any) -> list[dict[Any, Any]]:
    """Some solutions: the one with all free letters 0, then one for each free letter that is 1."""
    columns = columns_of(rows, unknowns)
    reduced = echelon(rows, columns)
    if any(pivot is None for pivot, _ in reduced):
        return []
    pivots = [pivot for pivot, _ in reduced]
    free = [name for name in columns if name not in pivots]
    found = []
    for moved in (None, *free):
        place: dict[Any, Any] = {name: Rational(name == moved) for name in free}
        for pivot, row in reduced:
            terms = [expr(row[None])] if None in row else []
            terms += [-expr(element) * place[name] for name, element in row.items() if name not in (None, pivot)]
            place[pivot] = canonical(sum(terms, ZERO))
        found.append({name: place[name] for name in columns})
    return found


def compared(a: Any, b: Any) -> Evidence:
    """What is known of the equality of two values, which may be complex."""
    gap = canonical(a - b)
    parts = [equal(part, ZERO) for part in (gap.as_real_imag() if gap.has(I) else (gap,))]
    return next(
        (found for kind in ("refuted", "undecided", "agrees") for found in parts if found.kind == kind), parts[0]
    )


def apart(a: Any, b: Any) -> bool:
    """Whether two values, which may be complex, are proved to differ."""
    return a != b and compared(a, b).kind == "refuted"


def against_equations(equations: Sequence[Any], place: Mapping[Any, Any]) -> tuple[Evidence, Text] | None:
    """The first equation that values don't fulfil, with both its sides."""
    for number, equation in enumerate(equations, 1):
        left, right = (canonical(replace(side, dict(place))) for side in equation.args)
        if not apart(left, right):
            continue
        used = {name: value for name, value in place.items() if name in symbols_of([equation])}
        a, b = to_text(left), to_text(right)
        said = Text(
            f"put back into equation {number}, {to_text(equation)}, {listed(used) or 'it'} gives {a} = {b}",
            f"式 {number}（{to_text(equation)}）に {listed(used)} を代入すると {a} = {b} になります",
        )
        return Evidence("refuted", method="put back", left=b, right=a), said
    return None


def against_line(
    rows: Sequence[Row], unknowns: Sequence[Any], expr: Any, left: Any, right: Any
) -> tuple[Evidence, Text] | None:
    """A solution of the system that does not fulfil a line."""
    for place in points_of(rows, unknowns, expr):
        a, b = (canonical(replace(side, place)) for side in (left, right))
        if symbols_of([a, b]) or not apart(a, b):
            continue
        used = {name: value for name, value in place.items() if name in unknowns}
        one = len(points_of(rows, unknowns, expr)) == 1
        said = Text(
            f"{listed(used)} is {'the' if one else 'a'} solution, and there your line says {to_text(a)} = {to_text(b)}",
            f"{listed(used)} は解ですが、この行に代入すると {to_text(a)} = {to_text(b)} になります",
        )
        return Evidence("refuted", method="put in", left=to_text(b), right=to_text(a)), said
    return None


def solution_missing(place: Mapping[Any, Any]) -> tuple[Evidence, Text]:
    """A solution that an answer leaves out."""
    said = Text(f"{listed(place)} is a solution too", f"{listed(place)} も解です")
    return Evidence("refuted", method="put in", left=listed(place), right="left out"), said


def both_orders(question: Any, mistake: Any) -> Text | None:
    """A B beside B A, where it was taken for granted that they are the same."""
    if mistake is None or mistake.slug not in ("matrix-commute-assumed", "matrix-order-swapped"):
        return None
    pair = next((p for p in _pairs(question) if p[0].shape == p[1].shape[::-1]), None)
    if pair is None:
        return None
    a, b = pair
    one, other = (to_text(value(MatrixProduct(*factors))) for factors in ((a, b), (b, a)))
    if one == other:
        return None
    return Text(
        f"{to_text(a)} {to_text(b)} is {one}, the other way round it is {other}",
        f"{to_text(a)} {to_text(b)} は {one} ですが、逆の順では {other} です",
    )


def _pairs(question: Any) -> Iterator[tuple[Any, Any]]:
    """The two different matrices of each sum, difference or product in a question."""
    for node in walk(question):
        if isinstance(node, MatrixProduct | MatrixSum | Difference):
            a, b = node.args[:2]
            if isinstance(a, MatrixBase) and isinstance(b, MatrixBase) and a != b:
                yield a, b


def other_entry(right: Any, given: Any, name: str = "") -> tuple[Evidence, Text]:
    """The shape, or the first entry, in which two values differ."""
    if shape(right) != shape(given) and (isinstance(right, MatrixBase) or isinstance(given, MatrixBase)):
        a, b = ("x".join(map(str, shape(m))) for m in (right, given))
        evidence = Evidence("refuted", method="shape", left=a, right=b)
        return evidence, Text(f"it is {a}, and yours is {b}", f"正しい型は {a}、あなたのものは {b} です")
    columns = shape(given)[1] if isinstance(given, MatrixBase) else 1
    for n, (a, b) in enumerate(zip(entries(right), entries(given), strict=False)):
        if apart(a, b):
            i, j = divmod(n, columns)
            left, other = to_text(a), to_text(b)
            evidence = Evidence("refuted", method="entry", left=left, right=other)
            if len(entries(given)) == 1:
                return evidence, Text(f"it is {left}, not {other}", f"正しくは {left} で、{other} ではありません")
            place = f"row {i + 1}, column {j + 1}" if columns > 1 else f"place {n + 1}"
            where = f"第 {i + 1} 行第 {j + 1} 列" if columns > 1 else f"第 {n + 1} 成分"
            return evidence, Text(
                f"in {place} stands {other}, it is {left}", f"{where}は {left} で、{other} ではありません"
            )
    return Evidence("undecided", reason="no entry differs"), Text("", "")

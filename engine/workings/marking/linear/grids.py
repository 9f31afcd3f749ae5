"""Row operations as a person writes them: carried out on the matrix before, and held against the matrix after."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import Any

from sympy import Symbol

from workings.expression.canonical import canonical
from workings.expression.nodes import symbols_of
from workings.judge import Evidence
from workings.marking.diagnosis import Diagnosis
from workings.marking.slips import MISTAKES
from workings.rule import Text
from workings.show import to_text
from workings.stated.surface import Operation

__all__ = ["Blame", "after", "apart", "blame", "said"]

Rows = tuple[tuple[Any, ...], ...]


@dataclass(frozen=True, slots=True)
class Blame:
    """Which entry of a matrix is wrong, and the mistake that it shows."""

    found: Diagnosis | None
    evidence: Evidence
    proof: Text


def rows_of(matrix: Any) -> Rows:
    return tuple(tuple(canonical(e) for e in matrix.row(i)) for i in range(matrix.rows))


def after(before: Rows, operations: Sequence[Operation]) -> list[Rows]:
    """What operations may make of a matrix: one after another, or all on the rows as they were before."""
    found: list[Rows] = []
    for targets in _targets(operations, len(before)):
        for at_once in (False, True):
            now = list(before)
            for operation, target in zip(operations, targets, strict=True):
                old = before if at_once else tuple(now)
                if operation.swap:
                    i, k = _number(operation.target), _number(operation.expr)
                    if max(i, k) >= len(now):
                        break
                    now[i], now[k] = old[k], old[i]
                    continue
                new = _combined(operation.expr, old)
                if new is None or target >= len(now):
                    break
                now[target] = new
            else:
                if tuple(now) not in found:
                    found.append(tuple(now))
    return found


def _targets(operations: Sequence[Operation], height: int) -> Iterator[tuple[int, ...]]:
    """Which row each operation changes; where it is not said, the first named in it, or another."""
    choices = []
    for operation in operations:
        if operation.target is not None:
            choices.append([_number(operation.target)])
        else:
            named = [_number(s) for s in (operation.expr.args and _in_order(operation.expr)) or (operation.expr,)]
            choices.append([n for n in named if n < height] or [0])
    yield from islice(product(*choices), 16)


def _in_order(expr: Any) -> list[Symbol]:
    """The rows named in an expression, those that stand first before others."""
    found: dict[Symbol, None] = {}
    stack = [expr]
    while stack:
        node = stack.pop()
        if isinstance(node, Symbol) and _is_row(node):
            found[node] = None
        stack.extend(reversed(node.args))
    return list(found)


def _is_row(symbol: Symbol) -> bool:
    return bool(re.fullmatch(r"R_\d+", symbol.name))


def _number(symbol: Any) -> int:
    return int(symbol.name[2:]) - 1


def _combined(expr: Any, rows: Rows) -> tuple[Any, ...] | None:
    """The sum of multiples of rows that an expression says."""
    names = [s for s in symbols_of([expr]) if _is_row(s)]
    if any(_number(s) >= len(rows) for s in names):
        return None
    zero = dict.fromkeys(names, 0)
    if canonical(expr.subs(zero)) != 0:
        return None
    factors = {s: canonical(expr.subs({**zero, s: 1})) for s in names}
    return tuple(
        canonical(sum(factor * rows[_number(s)][j] for s, factor in factors.items())) for j in range(len(rows[0]))
    )


def said(operations: Sequence[Operation]) -> str:
    """The operations for a reader: R2 → R2 − 2R1."""
    shown = []
    for operation in operations:
        arrow = " ↔ " if operation.swap else " → "
        head = f"{to_text(operation.target)}{arrow}" if operation.target is not None else ""
        shown.append(head + to_text(operation.expr))
    return re.sub(r"R_(\d+)", r"R\1", ", ".join(shown))


def blame(before: Rows, given: Rows, operations: Sequence[Operation], bar: int) -> Blame:
    """What went wrong between two matrices: with the operations that are named, or those that come nearest."""
    if len(before) != len(given) or len(before[0]) != len(given[0]):
        size = f"{len(given)}x{len(given[0])}"
        wanted = f"{len(before)}x{len(before[0])}"
        return Blame(
            None,
            Evidence("refuted", method="shape", left=wanted, right=size),
            Text(f"the matrix before is {wanted}, this one is {size}", f"前の行列は {wanted}、この行列は {size} です"),
        )
    options = after(before, operations) if operations else []
    expected = min(options, key=lambda rows: apart(rows, given)) if options else _nearest(before, given, bar)
    named = said(operations) if operations else "the row operation"
    for i, (right, row) in enumerate(zip(expected, given, strict=True)):
        wrong = [j for j, (a, b) in enumerate(zip(right, row, strict=True)) if a != b]
        if not wrong:
            continue
        behind = [j for j in wrong if j >= bar]
        j = wrong[0]
        here, there = to_text(right[j]), to_text(row[j])
        evidence = Evidence("refuted", method="entry", left=here, right=there)
        kept = behind == wrong and all(row[j] == before[i][j] for j in wrong)
        if kept and right[:bar] != before[i][:bar]:
            proof = Text(
                f"row {i + 1} was changed on the left only: {named} gives {here} on the right, not {there}",
                f"第 {i + 1} 行は左側だけが変わっています。右側は {there} ではなく {here} になります",
            )
            return Blame(Diagnosis(MISTAKES["row-op-rhs-forgotten"], ()), evidence, proof)
        proof = Text(
            f"in row {i + 1}, column {j + 1} {named} gives {here}, not {there}",
            f"第 {i + 1} 行第 {j + 1} 列は {there} ではなく {here} になります",
        )
        return Blame(Diagnosis(MISTAKES["row-op-arithmetic"], ()), evidence, proof)
    return Blame(None, Evidence("undecided", reason="no entry differs"), Text("", ""))


def apart(one: Rows, other: Rows) -> int:
    """In how many entries two matrices differ; more than there are where their shapes do."""
    if len(one) != len(other) or len(one[0]) != len(other[0]):
        return 10**6
    return sum(a != b for r, s in zip(one, other, strict=True) for a, b in zip(r, s, strict=True))


def _nearest(before: Rows, given: Rows, bar: int) -> Rows:
    """The rows that single row operations make of the matrix before, each as near as can be to the one given."""
    return tuple(_nearest_row(before, i, row, bar) for i, row in enumerate(given))


def _nearest_row(before: Rows, i: int, row: tuple[Any, ...], bar: int) -> tuple[Any, ...]:
    best, least = before[i], sum(a != b for a, b in zip(before[i], row, strict=True))
    if not least:
        return best
    for candidate in _candidates(before, i, row):
        count = sum(a != b for a, b in zip(candidate, row, strict=True))
        if count < least or (best == before[i] and count <= least):
            best, least = candidate, count
    return best


def _candidates(before: Rows, i: int, row: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    old = before[i]
    width = len(row)
    for j in range(width):
        if old[j] != 0 and row[j] != 0:
            factor = row[j] / old[j]
            yield tuple(canonical(factor * e) for e in old)
    for k, other in enumerate(before):
        if k == i:
            continue
        yield other
        for j in range(width):
            if other[j] != 0:
                factor = (row[j] - old[j]) / other[j]
                yield tuple(canonical(a + factor * b) for a, b in zip(old, other, strict=True))
        for j in range(width):  # c R_i + f R_k, from two columns
            for m in range(j + 1, width):
                det = old[j] * other[m] - old[m] * other[j]
                if canonical(det) == 0:
                    continue
                c = canonical((row[j] * other[m] - row[m] * other[j]) / det)
                f = canonical((old[j] * row[m] - old[m] * row[j]) / det)
                if c != 0:
                    yield tuple(canonical(c * a + f * b) for a, b in zip(old, other, strict=True))

"""The matrix whose rows a person is reducing: augmented, beside the unit matrix, or in a determinant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sympy import MatrixBase, Mul, Symbol

from workings.expression import matrix_goals as goals
from workings.expression.canonical import canonical
from workings.expression.linear_form import entries, field_of
from workings.expression.matrix_literals import Literal
from workings.expression.nodes import ONE, negate
from workings.expression.reader import Reading
from workings.judge import Evidence
from workings.marking.diagnosis import Diagnosis, holds
from workings.marking.linear.grids import after, apart, blame, rows_of, said
from workings.marking.linear.matrices import shifted
from workings.marking.linear.proofs import other_entry
from workings.marking.linear.system import Case, System, augmented
from workings.marking.slips import MISTAKES
from workings.marking.verdict import LineStatus
from workings.rule import Text
from workings.stated.problem import Asked
from workings.stated.space import Row, follows, kind_of
from workings.stated.surface import Line, Operation
from workings.stated.values import same, value

__all__ = ["Elimination", "Judged"]

PROVED = Evidence("proved", method="row space")
_REDUCED = ("rref", "echelon")


@dataclass(frozen=True, slots=True)
class Judged:
    """The mark of a matrix."""

    status: LineStatus
    evidence: Evidence | None = None
    found: Diagnosis | None = None
    proof: Text | None = None
    reason: str = ""


class Elimination:
    """Follows a matrix through row operations, in truth and as the student has it."""

    def __init__(self, asked: Asked, system: System | None) -> None:
        self.asked = asked
        self.system = system
        self.pending: list[Operation] = []
        self.start: Any = None  # the matrix at the start
        self.bar = 0
        self._begin()
        self.now: Any = self.start
        self.factor: Any = ONE  # of a determinant: what the matrix is multiplied by
        self.wrong = False
        self.written = False
        self.history: list[tuple[Any, bool]] = []

    def _begin(self) -> None:
        if self.system is not None:
            whole = augmented(self.system)
            self.start, self.bar = goals.matrix_of(whole.rows, whole.cols, list(whole)), whole.cols - 1
            return
        goal = self.asked.goal
        matrix = goal if isinstance(goal, MatrixBase) and self.asked.want in _REDUCED else None
        if isinstance(goal, goals.InverseOf | goals.Determinant | goals.Rank | goals.NullSpace):
            matrix = self._value(goal.args[0])
        if not isinstance(matrix, MatrixBase):
            return
        self.start, self.bar = matrix, matrix.cols
        if isinstance(goal, goals.InverseOf):
            n = matrix.rows
            both = [matrix[i, j] if j < n else ONE * int(i == j - n) for i in range(n) for j in range(2 * n)]
            self.start = goals.matrix_of(n, 2 * n, both)

    def _value(self, question: Any) -> Any:
        try:
            return value(question)
        except (ValueError, ZeroDivisionError):
            return None

    @property
    def determinant(self) -> bool:
        return isinstance(self.asked.goal, goals.Determinant)

    def announce(self, operations: Sequence[Operation]) -> None:
        """Operations without their result, which is yet to come."""
        self.pending += operations

    # Which matrix is meant

    def grid_of(self, node: Any, reading: Reading, line: Line | None) -> tuple[str, Any] | None:
        """The name of a matrix that stands alone, and what it is multiplied by in a determinant."""
        if self.start is None or line is None:
            return None
        factor: Any = ONE
        if self.determinant and isinstance(node, Symbol):
            factor = None  # a matrix alone, of which only the rows matter
        elif self.determinant:
            factor, node = _inside_determinant(node)
        goes_on = reading.continues and not self.determinant and reading.signs != ("->",)
        if goes_on and reading.words.strip():
            return None
        if not isinstance(node, Symbol) or node.name not in line.matrices:
            return None
        matrix = line.matrices[node.name].matrix
        if matrix.cols != self.start.cols or matrix.rows > self.start.rows:
            one_row = matrix.rows == 1 and matrix.cols == self.start.cols
            if self.system is not None and matrix.rows > self.start.rows and matrix.cols == self.start.cols:
                return node.name, factor
            return (node.name, factor) if one_row else None
        return node.name, factor

    def quantity(self, matrix: Any, factor: Any) -> Any:
        """What goes on after the matrix: its determinant, where that is asked."""
        if not self.determinant or factor is None:
            return None if self.system is not None or isinstance(self.asked.goal, goals.InverseOf) else matrix
        det = goals.Determinant(matrix)
        return det if factor == ONE else Mul(factor, det, evaluate=False)

    # Right or wrong

    def judge(
        self,
        literal: Literal,
        factor: Any,
        operations: Sequence[Operation],
        cases: Sequence[Case],
        stated: Sequence[Row] = (),
    ) -> Judged:
        """The mark of a matrix; `stated` are wrong equations of the student's that it may put together."""
        operations = [*self.pending, *operations]
        self.pending = []
        matrix = value(literal.matrix)
        if matrix.rows == 1 < self.start.rows and operations:
            matrix = self._whole(matrix, operations)
        judged = self._judged(matrix, factor, operations, cases)
        if judged.status == "wrong" and stated and self._puts_together(matrix, stated):
            judged = Judged("carried_forward")
        self.wrong = judged.status in ("wrong", "carried_forward")
        self.now, self.factor, self.written = matrix, self._factor(matrix) if factor is None else factor, True
        self.history.append((matrix, self.wrong))
        return judged

    def _factor(self, matrix: Any) -> Any:
        """What the determinant of a matrix has to be multiplied by to stay what it was."""
        before, now = (value(goals.Determinant(m)) for m in (self.now, matrix) if m.rows == m.cols)
        return canonical(self.factor * before / now) if now != 0 else self.factor

    def _puts_together(self, matrix: Any, stated: Sequence[Row]) -> bool:
        rows = self._rows(matrix)
        if rows is None:
            return False
        return all(follows(row, stated) for row in rows) and all(follows(row, rows) for row in stated)

    def _whole(self, row: Any, operations: Sequence[Operation]) -> Any:
        """The matrix before with one row exchanged for the one that is given."""
        target = operations[-1].target
        options = after(rows_of(self.now), operations)
        if target is None and options:
            changed = [i for i, (a, b) in enumerate(zip(rows_of(self.now), options[0], strict=True)) if a != b]
            i = changed[0] if changed else 0
        else:
            i = int(target.name[2:]) - 1 if target is not None else 0
        rows = [list(r) for r in rows_of(self.now)]
        rows[min(i, len(rows) - 1)] = list(row)
        return goals.matrix_of(len(rows), row.cols, [e for r in rows for e in r])

    def _judged(self, matrix: Any, factor: Any, operations: Sequence[Operation], cases: Sequence[Case]) -> Judged:
        given = rows_of(matrix)
        options = after(rows_of(self.now), operations) if operations else []
        named = given in options
        if self.determinant and factor is not None:
            return self._determinant(matrix, factor, operations, named)
        if named and self._reversible(operations):
            return Judged("carried_forward" if self.wrong else "follows", PROVED)
        slip = bool(options) and given not in options and min(apart(rows, given) for rows in options) == 1
        if slip and not self.wrong:  # also where the solutions happen to stay the same
            fault = blame(rows_of(self.now), given, operations, self.bar)
            return Judged("wrong", fault.evidence, fault.found, fault.proof)
        if self._equivalent(matrix, self.start, cases):
            if operations and options and not named and len(operations) == 1 and operations[0].target is not None:
                reason = f"{said(operations)} gives another matrix; this one is right all the same"
                return Judged("follows", PROVED, reason=reason)
            return Judged("follows", PROVED)
        if self.wrong and any(bad and self._equivalent(matrix, old, cases) for old, bad in self.history):
            return Judged("carried_forward")
        if not self.written and not operations:
            found = shifted(self.start, matrix) if matrix.shape == self.start.shape else None
            evidence, proof = other_entry(self.start, matrix)
            if _nearest_to_start(found, matrix, self.start):
                return Judged("wrong", evidence, found, proof)
        if len(cases) > 1 and self._equivalent(matrix, self.start, cases[:1]):
            return Judged(
                "wrong",
                Evidence("refuted", left="0", right="divided by"),
                Diagnosis(MISTAKES["pivot-zero-forgotten"], ()),
            )
        fault = blame(rows_of(self.now), given, operations, self.bar)
        return Judged("wrong", fault.evidence, fault.found, fault.proof)

    def _reversible(self, operations: Sequence[Operation]) -> bool:
        """Whether each row that changes has its old self in the new one."""
        return all(op.swap or op.target is None or op.target in op.expr.free_symbols for op in operations)

    def _determinant(self, matrix: Any, factor: Any, operations: Sequence[Operation], named: bool) -> Judged:
        truth = value(goals.Determinant(self.start))
        mine = canonical(factor * value(goals.Determinant(matrix)))
        same_rows = named or not operations
        if holds(same(truth, mine)) and same_rows:
            return Judged("follows", PROVED)
        before = canonical(self.factor * value(goals.Determinant(self.now)))
        if self.wrong and holds(same(before, mine)) and same_rows:
            return Judged("carried_forward")
        if holds(same(truth, mine)):
            return Judged("follows", PROVED, reason=f"{said(operations)} gives another matrix")
        if named:
            proof = Text(
                f"the determinant was {before}, now it is {mine}", f"行列式が {before} から {mine} に変わっています"
            )
            slug = (
                "determinant-sign" if mine == negate(before) or canonical(mine + before) == 0 else "det-scalar-factor"
            )
            return Judged(
                "wrong", Evidence("refuted", left=str(before), right=str(mine)), Diagnosis(MISTAKES[slug], ()), proof
            )
        if not operations and canonical(mine + before) == 0:
            proof = Text(
                f"exchanging two rows changes the sign: {before}, not {mine}",
                f"行の入れ替えで符号が変わります。{mine} ではなく {before} です",
            )
            return Judged(
                "wrong",
                Evidence("refuted", left=str(before), right=str(mine)),
                Diagnosis(MISTAKES["determinant-sign"], ()),
                proof,
            )
        fault = blame(rows_of(self.now), rows_of(matrix), operations, self.bar)
        return Judged("wrong", fault.evidence, fault.found, fault.proof)

    def _equivalent(self, one: Any, other: Any, cases: Sequence[Case]) -> bool:
        """Whether the rows of two matrices come to each other by row operations, in all cases."""
        left, right = self._rows(one), self._rows(other)
        if left is None or right is None:
            return False
        for case in cases or (Case(),):
            try:
                a, b = case.rows(left), case.rows(right)
            except ZeroDivisionError:  # the matrix says by itself that it does not hold there
                continue
            if not (all(follows(row, b) for row in a) and all(follows(row, a) for row in b)):
                return False
        return True

    def _rows(self, matrix: Any) -> list[Row] | None:
        if self.system is not None:
            return self.system.matrix_rows(matrix)
        try:
            field = field_of(list(self.start) + list(matrix))
            flat = entries(list(matrix), field)
        except (ValueError, KeyError, ZeroDivisionError):
            return None
        n = matrix.cols
        rows = [dict(enumerate(flat[i * n : (i + 1) * n])) for i in range(matrix.rows)]
        return [{j: e for j, e in row.items() if e} for row in rows]

    # What the student's matrices say

    def stated(self, *, wrong: bool) -> list[list[Row]]:
        """The matrices of the working, wrong ones or right ones, each with all its rows."""
        if self.system is None:
            return []
        found = [self.system.matrix_rows(matrix) for matrix, bad in self.history if bad == wrong]
        return [rows for rows in found if rows is not None]

    def wrong_kind(self) -> str:
        """How many solutions the student's own last matrix has."""
        rows = self.stated(wrong=True)
        return kind_of(rows[-1], self.system.unknowns) if rows and self.system is not None else ""

    def carries(self, question: Any, given: Any) -> bool:
        """Whether the student's own last matrix says this: the inverse behind the bar, the rank, the determinant."""
        if not self.wrong or self.now is None:
            return False
        goal = self.asked.goal
        if question != goal and not self.determinant:
            return False
        if isinstance(goal, goals.InverseOf):
            n = self.now.rows
            return holds(same(goals.matrix_of(n, n, list(self.now[:, n:])), given)) if self.now.cols == 2 * n else False
        if isinstance(goal, goals.Rank):
            return holds(same(value(goals.Rank(self.now)), given))
        if self.determinant:
            return holds(same(canonical(self.factor * value(goals.Determinant(self.now))), given))
        return False


def _inside_determinant(node: Any) -> tuple[Any, Any]:
    """The matrix of -2 det(M), and what stands before it."""
    factor: Any = ONE
    if isinstance(node, Mul):
        inner = [arg for arg in node.args if type(arg).__name__ in ("det", "Abs")]
        if len(inner) != 1:
            return ONE, None
        factor = canonical(Mul(*[arg for arg in node.args if arg is not inner[0]]))
        node = inner[0]
    if type(node).__name__ in ("det", "Abs") and len(node.args) == 1:
        return factor, node.args[0]
    return ONE, node if factor == ONE else None


def _nearest_to_start(found: Diagnosis | None, matrix: Any, start: Any) -> bool:
    """Whether a first matrix was meant to be the one of the problem: most of its entries are."""
    if matrix.shape != start.shape:
        return True
    apart = sum(a != b for a, b in zip(matrix, start, strict=True))
    return found is not None or apart <= max(1, matrix.rows * matrix.cols // 4)

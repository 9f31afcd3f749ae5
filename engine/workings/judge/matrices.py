"""Matrices before the judges: the same computed by SymPy's own matrices, or the answer put to the test."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice, pairwise
from typing import Any

from flint import fmpq, fmpq_mat
from sympy import Basic, Eq, Integer, Matrix, Rational, Tuple, false, sqrt, true

from workings.expression import matrix_goals as goals
from workings.expression.algebra import replace
from workings.expression.canonical import canonical
from workings.expression.goals import Goal
from workings.expression.linear_goals import Solution, holds_at
from workings.expression.nodes import ONE, ZERO, mul, walk
from workings.judge.equality import equal
from workings.judge.evidence import Evidence
from workings.judge.points import points

__all__ = ["judge_matrix", "matrix_value", "property_holds"]

DEFINITION = Evidence("proved", method="definition")
_MEANING: dict[type, Callable[..., Any]] = {
    goals.MatrixSum: lambda a, b: a + b,
    goals.Difference: lambda a, b: a - b,
    goals.Scaled: lambda c, a: c * a,
    goals.MatrixProduct: lambda a, b: a * b,
    goals.Elementwise: lambda a, b: a.multiply_elementwise(b),
    goals.Quotient: lambda a, b: a.multiply_elementwise(b.applyfunc(lambda x: 1 / x)),
    goals.Transposed: lambda a: a.T,
    goals.MatrixPower: lambda a, n: a**n,
    goals.Trace: lambda a: a.trace(),
    goals.Determinant: lambda a, *_: a.det(method="berkowitz"),
    goals.Adjugate: lambda a: a.adjugate(method="berkowitz"),
    goals.InverseOf: lambda a, *_: a.adjugate(method="berkowitz") / a.det(method="berkowitz"),
    goals.CharacteristicPolynomial: lambda a, k: (a - k * Matrix.eye(a.rows)).det(method="berkowitz"),
    goals.Dot: lambda u, v: sum(x * y for x, y in zip(u, v, strict=True)),
    goals.Cross: lambda u, v: Matrix(u).cross(Matrix(v)),
}


def judge_matrix(goal: goals.MatrixGoal, answer: Any) -> Evidence:
    """Evidence for the answer to a question about matrices."""
    if isinstance(goal, goals.Property):
        return _property(goal, answer)
    if isinstance(goal, goals.Factors):
        return _factors(goal.args[0], answer)
    if isinstance(goal, goals.NumberOf):
        return _number(goal.args[0], answer)
    if any(isinstance(part, Goal) for part in goal.args):
        return DEFINITION  # asks what its parts are; those are judged by themselves
    meaning = _MEANING.get(type(goal))
    if meaning is not None:
        return _same(meaning(*[_plain(part) for part in goal.args]), answer)
    if isinstance(goal, goals.Rank):
        a = _numbers(goal.args[0])
        if a is None:
            return Evidence("undecided", reason="the rank may be another where letters take other values")
        return _exact(a.rank() == int(answer), f"rank {a.rank()}", answer)
    if isinstance(goal, goals.Reduced):
        return _reduced(goal.args[0], answer, goal.method != "gauss")
    if isinstance(goal, goals.NullSpace):
        return _null_space(goal.args[0], answer)
    if isinstance(goal, goals.Eigenvalues):
        a = Matrix(goal.args[0])
        return _zeros([(a - k * Matrix.eye(a.rows)).det(method="berkowitz") for k in answer.args])
    if isinstance(goal, goals.Roots):
        return _zeros([goal.args[0].subs(goal.args[1], k) for k in answer.args])
    if isinstance(goal, goals.Eigenvectors):
        a = Matrix(goal.args[0])
        return _zeros([x for pair in answer.args for v in pair.args[1].args for x in a * Matrix(v) - pair.args[0] * v])
    if isinstance(goal, goals.Norm) and not goal.method:
        return equal(mul(answer, answer), sum((x * x for x in _entries(goal.args[0])), ZERO))
    return DEFINITION


def _factors(a: Any, answer: Any) -> Evidence:
    """That the triangles multiply to A, or to A with its rows in the order that P says."""
    left, product = answer.args
    lower, upper = (Matrix(part) for part in product.args)
    p = Matrix(left.args[0]) if isinstance(left, goals.MatrixProduct) else Matrix.eye(a.rows)
    orders = p * p.T == Matrix.eye(a.rows) and all(entry in (0, 1) for entry in p)
    if not orders or not lower.is_lower or not upper.is_upper:
        return Evidence("refuted", left="P A = L U", right=str(answer))
    return _same((p * Matrix(a)).as_immutable(), (lower * upper).as_immutable())


def _number(expr: Any, answer: Any) -> Evidence:
    """The expression with the values of all its questions, beside the answer."""
    values: dict[Basic, Basic] = {}
    for part in walk(expr):
        if isinstance(part, goals.MatrixGoal):
            here = matrix_value(part.func(*[values.get(inner, inner) for inner in part.args]))
            if here is None:
                return DEFINITION
            values[part] = here.as_immutable() if hasattr(here, "as_immutable") else here
    return equal(replace(expr, values), answer)


def _property(goal: Any, answer: Any) -> Evidence:
    """Yes or no by SymPy's own matrices, where every entry is a number."""
    holds = property_holds(goal)
    if holds is None or answer not in (true, false):
        return DEFINITION
    return _exact(holds == bool(answer), str(holds), answer)


def property_holds(goal: Any) -> bool | None:
    """Whether a matrix or vectors of numbers have a property, without the rules; None where that is open."""
    if isinstance(goal, goals.Opposite):
        inner = property_holds(goal.args[0])
        return None if inner is None else not inner
    if any(isinstance(part, Goal) for part in goal.args):
        return None
    parts = [_plain(part) for part in goal.args]
    if any(not entry.is_number for part in parts for entry in part):
        return None
    a = parts[0]
    if isinstance(goal, goals.Invertible):
        return bool(canonical(a.det(method="berkowitz")) != 0)
    if isinstance(goal, goals.Symmetric):
        return a.rows == a.cols and all(canonical(entry) == 0 for entry in a - a.T)
    if isinstance(goal, goals.Independent):
        columns = Matrix.hstack(*[Matrix(list(part)) for part in parts] if len(parts) > 1 else parts)
        return bool(columns.rank(simplify=True) == columns.cols)
    if isinstance(goal, goals.Orthogonal):
        if len(parts) == 2:
            return bool(canonical(sum(x * y for x, y in zip(*parts, strict=True))) == 0)
        return a.rows == a.cols and all(canonical(entry) == 0 for entry in a.T * a - Matrix.eye(a.rows))
    if isinstance(goal, goals.PositiveDefinite) and a == a.T:
        definite = a.is_positive_definite  # by elimination, not by minors
        return None if definite is None else bool(definite)
    return None


LARGEST_WITH_LETTERS = 6  # rows of a determinant that holds letters


def matrix_value(goal: Any) -> Any:
    """What a question about given matrices comes to, by SymPy's and flint's own matrices.

    None where this judge has no way to it; a singular matrix has no inverse: ZeroDivisionError.
    """
    a = goal.args[0]
    if isinstance(goal, goals.Determinant | goals.InverseOf | goals.Rank) and hasattr(a, "rows"):
        numbers = _numbers(a)
        if numbers is not None:
            return _of_numbers(goal, numbers)
        if a.rows > LARGEST_WITH_LETTERS or isinstance(goal, goals.Rank):
            return None
        if isinstance(goal, goals.InverseOf) and canonical(a.det(method="berkowitz").expand()) == 0:
            raise ZeroDivisionError("the matrix is singular")
    if isinstance(goal, goals.Norm) and not goal.method:
        return sqrt(sum(x * x for x in _entries(a)))
    meaning = _MEANING.get(type(goal))
    return None if meaning is None else meaning(*[_plain(part) for part in goal.args])


def _of_numbers(goal: Any, a: Any) -> Any:
    if isinstance(goal, goals.Rank):
        return Integer(int(a.rank()))
    if isinstance(goal, goals.Determinant):
        det = a.det()
        return Rational(int(det.p), int(det.q))
    inverse = a.inv()
    return Matrix(a.nrows(), a.ncols(), [Rational(int(x.p), int(x.q)) for x in inverse.entries()])


def _plain(part: Any) -> Any:
    return Matrix(canonical(part)) if hasattr(part, "rows") else part


def _entries(value: Any) -> list[Any]:
    if isinstance(value, Tuple):
        return list(value.args)
    return list(value) if hasattr(value, "rows") else [value]


def _same(expected: Any, answer: Any) -> Evidence:
    left, right = _entries(expected), _entries(answer)
    if len(left) != len(right) or getattr(expected, "shape", None) != getattr(answer, "shape", None):
        return Evidence("refuted", left=str(getattr(expected, "shape", "")), right=str(getattr(answer, "shape", "")))
    found = [equal(a, b) for a, b in zip(left, right, strict=True)]
    return next((e for e in found if e.kind != "proved"), found[0])


def _zeros(values: list[Any]) -> Evidence:
    """That each is zero: exactly, or for decimals to many digits."""
    digits = False
    for value in values:
        if value.has(1.0) or value.atoms(type(Rational(1, 2).evalf())):
            digits = True
            if abs(complex(value.evalf())) > 1e-8:
                return Evidence("refuted", left=str(value.evalf(6)), right="0")
        elif value.expand() != 0:
            return Evidence("refuted", left=str(value), right="0")
    return Evidence("agrees", points=1, digits=8) if digits else Evidence("proved", method="put in")


def _numbers(a: Any) -> Any:
    flat = list(a)
    if not all(isinstance(x, Rational) for x in flat):
        return None
    return fmpq_mat(a.rows, a.cols, [fmpq(int(x.p), int(x.q)) for x in flat])


def _exact(holds: bool, left: str, right: Basic) -> Evidence:
    return Evidence("proved", method="exact arithmetic") if holds else Evidence("refuted", left=left, right=str(right))


def _reduced(a: Any, answer: Any, fully: bool) -> Evidence:
    """The same rows up to row operations; reduced all the way, they are flint's own reduced form."""
    before = _numbers(a)
    after = _numbers(answer) if hasattr(answer, "rows") else None
    if before is None or after is None:
        return _reduced_in_letters(a, answer, fully)
    right = before.rref()[0]
    good = after == right if fully else after.rref()[0] == right and _is_echelon(after)
    return _exact(good, str(right.tolist()), answer)


def _reduced_in_letters(a: Any, answer: Any, fully: bool) -> Evidence:
    """The same where the letters have values: anywhere, and where each case is."""
    letters = sorted(a.free_symbols, key=str)
    cases = answer.cases if isinstance(answer, Solution) else ()
    tried = 0
    for point in islice(points(len(letters)), 8):
        anywhere = {s: Rational(int(v.p), int(v.q)) for s, v in zip(letters, point, strict=True)}
        moved = [{**anywhere, **{r.args[0]: r.args[1] for r in c.relations if isinstance(r, Eq)}} for c in cases]
        for place in (anywhere, *moved):
            holding = [c.solution for c in cases if all(holds_at(r, place) for r in c.relations)] if cases else [answer]
            if len(holding) != 1:
                return Evidence("refuted", left=f"{len(holding)} cases hold", right="one")
            here, there = (_numbers(Matrix(m).subs(place).applyfunc(canonical)) for m in (a, holding[0]))
            if here is None or there is None:
                continue
            right = here.rref()[0]
            if (there if fully else there.rref()[0]) != right:
                at = tuple(place.items())
                return Evidence("refuted", point=at, left=str(right.tolist()), right=str(there.tolist()))
            tried += 1
    return Evidence("agrees", points=tried, digits=15) if tried else Evidence("undecided", reason="no place was found")


def _is_echelon(a: Any) -> bool:
    """Whether each row begins to the right of the one above, rows of zeros at the end."""
    starts = [next((j for j, e in enumerate(row) if e), a.ncols() + i) for i, row in enumerate(a.tolist())]
    return all(x < y for x, y in pairwise(starts))


def _null_space(a: Any, answer: Any) -> Evidence:
    numbers = _numbers(a)
    if numbers is not None and a.cols - numbers.rank() != len(answer.args):
        return Evidence("refuted", left=f"{a.cols - numbers.rank()} vectors", right=f"{len(answer.args)}")
    return _zeros([x for v in answer.args for x in Matrix(a) * Matrix(v)] or [ONE - ONE])

"""What an expression in matrices means: the question that it asks the engine, and its value by SymPy's own matrices.

Names are given their matrices; where a student has stated something wrong for a part of a question, the question can be
asked again with that in its place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import sympy
from sympy import Add, Basic, Expr, Integer, Matrix, MatrixBase, Mul, Pow, Symbol, Tuple
from sympy.core.function import AppliedUndef, Function
from sympy.functions import Abs

from workings.expression import matrix_goals as goals
from workings.expression.algebra import rebuild
from workings.expression.canonical import canonical
from workings.expression.matrix_text import scalar
from workings.expression.nodes import MINUS_ONE, ONE, ZERO, add, divide, divisor, mul, power
from workings.judge import Evidence, equal
from workings.judge.matrices import matrix_value

__all__ = ["Meaning", "NoWay", "NotDefined", "as_column", "entries", "is_matrix", "restated", "same", "shape", "value"]

TRANSPOSES = frozenset({"T", "top", "t", "prime"})
_UNIT = re.compile(r"^[IE](?:_(\d))?$")
_FUNCTIONS: dict[str, Any] = {
    **dict.fromkeys(("det", "Det", "DET"), goals.Determinant),
    **dict.fromkeys(("tr", "trace", "Tr", "Trace"), goals.Trace),
    **dict.fromkeys(("rank", "rk", "Rank"), goals.Rank),
    **dict.fromkeys(("adj", "Adj", "adjugate"), goals.Adjugate),
    **dict.fromkeys(("inv", "inverse"), goals.InverseOf),
    "transpose": goals.Transposed,
    "norm": goals.Norm,
    "dot": goals.Dot,
    "hadamard": goals.Elementwise,
}


class NotDefined(ValueError):
    """A sum or product of matrices whose shapes don't fit, or the inverse of a singular one."""


class NoWay(NotDefined):
    """A question to which there is no way here but the rules; it may well have an answer."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What names stand for.

    Arguments:
        names: matrices, vectors, numbers, or questions about them.
        unit: the size of a unit matrix where nothing beside it says.
    """

    names: Mapping[str, Any] = field(default_factory=dict)
    unit: int = 0

    def with_name(self, name: str, meaning: Any) -> Meaning:
        return replace(self, names={**self.names, name: meaning})

    def question(self, node: Any) -> Any:
        """The node as a matrix, a number, or a question about matrices.

        Raises:
            NotDefined: shapes don't fit.
        """
        if isinstance(node, Symbol):
            return self._name(node)
        if isinstance(node, Add):
            return self._sum([self.question(term) for term in node.args])
        if isinstance(node, Mul):
            return self._product(list(node.args))
        if isinstance(node, Pow):
            return self._power(node)
        if isinstance(node, Tuple):
            return Tuple(*[self.question(part) for part in node.args])
        if isinstance(node, Abs | AppliedUndef | Function):
            return self._function(node)
        if not getattr(node, "args", ()) or isinstance(node, MatrixBase):
            return node
        return rebuild(node, tuple(self.question(arg) for arg in node.args))

    def _name(self, node: Symbol) -> Any:
        if node.name in self.names:
            return self.names[node.name]
        size = _UNIT.match(node.name)
        if size is None:
            return node
        n = int(size[1] or self.unit)
        return _unit(n) if n else node

    def _sum(self, terms: list[Any]) -> Any:
        if all(scalar(term) for term in terms):
            return add(*terms)
        first = next(term for term in terms if not scalar(term))
        rows, columns = shape(first)
        total: Any = None
        for term in terms:
            if scalar(term):
                if not _multiple_of_unit(term) or rows != columns:
                    raise NotDefined("a number and a matrix are added")
                term = goals.Scaled(_factor_of_unit(term), _unit(rows))
            elif shape(term) != (rows, columns):
                raise NotDefined(f"{rows}x{columns} and {_x(shape(term))} can't be added")
            total = _plus(total, term)
        return total

    def _product(self, factors: list[Any]) -> Any:
        numbers: list[Any] = []
        matrix: Any = None
        for factor in factors:
            below = divisor(factor)
            part = self.question(factor if below is None else below)
            if scalar(part):
                if _is_unit(part) and any(not scalar(self.question(f)) for f in factors):
                    continue
                numbers.append(part if below is None else divide(ONE, part))
                continue
            if below is not None:
                part = self.question(factor)
            matrix = part if matrix is None else _times(matrix, part)
            if scalar(matrix):
                numbers.append(matrix)
                matrix = None
        if matrix is None:
            return mul(*numbers) if numbers else ONE
        if isinstance(matrix, Tuple):
            return Tuple(*[mul(*numbers, entry) for entry in matrix.args]) if numbers else matrix
        return goals.Scaled(mul(*numbers), matrix) if numbers else matrix

    def _power(self, node: Pow) -> Any:
        base, exponent = self.question(node.args[0]), node.args[1]
        if isinstance(exponent, Symbol) and exponent.name in TRANSPOSES and not scalar(base):
            if isinstance(node.args[0], Tuple):  # [3, 7]^T is a column
                return as_column(base)
            return goals.Transposed(as_column(base)) if shape(base) != (1, 1) else base
        if scalar(base):
            return power(base, self.question(exponent)) if exponent not in (T_SYMBOL,) else base
        rows, columns = shape(base)
        if rows != columns:
            raise NotDefined(f"a {_x((rows, columns))} matrix has no powers")
        if exponent == MINUS_ONE:
            return goals.InverseOf(base)
        if isinstance(exponent, Integer) and abs(int(exponent)) <= 1000:
            return goals.MatrixPower(base if exponent > 0 else goals.InverseOf(base), abs(int(exponent)))
        raise NotDefined("a matrix has whole powers only")

    def _function(self, node: Any) -> Any:
        parts = [self.question(arg) for arg in node.args]
        if isinstance(node, Abs):
            if isinstance(parts[0], goals.Norm):
                return parts[0]
            if scalar(parts[0]):
                return rebuild(node, tuple(parts))
            rows, columns = shape(parts[0])
            return goals.Norm(_plain(parts[0])) if isinstance(parts[0], Tuple) or rows != columns else _det(parts[0])
        name = type(node).__name__
        if name == "cross" and len(parts) == 2:
            return self._cross(parts[0], parts[1], node)
        goal = _FUNCTIONS.get(name)
        if goal is goals.Dot and len(parts) == 1 and isinstance(parts[0], Tuple) and len(parts[0].args) == 2:
            parts = list(parts[0].args)
        if goal is not None and parts and not all(scalar(part) for part in parts):
            if goal in (goals.Determinant, goals.Trace, goals.InverseOf, goals.Adjugate):
                rows, columns = shape(parts[0])
                if rows != columns:
                    raise NotDefined(f"a {_x((rows, columns))} matrix is not square")
            return goal(*[_plain(part) for part in parts])
        if len(parts) == 1 and not scalar(parts[0]):  # entry by entry, as a layer of a network does
            inside = value(parts[0])
            return _mapped(inside, lambda entry: _applied(node, entry))
        return rebuild(node, tuple(parts))

    def _cross(self, a: Any, b: Any, node: Any) -> Any:
        """u × v of two vectors with three components; between anything else the cross is a dot."""
        vectors = [not scalar(part) and 1 in shape(part) and max(shape(part)) == 3 for part in (a, b)]
        if all(vectors) and not shape(a)[1] == shape(b)[0] == 1 < shape(b)[1]:
            return goals.Cross(_plain(a), _plain(b))
        return self._product(list(node.args))


T_SYMBOL = Symbol("T", real=True)


def _applied(node: Any, entry: Any) -> Any:
    if type(node).__name__.lower() in ("relu",):
        number = canonical(entry)
        if number.is_number:
            return number if number > 0 else ZERO
    return rebuild(node, (entry,))


def _mapped(matrix: Any, change: Any) -> Any:
    if isinstance(matrix, Tuple):
        return Tuple(*[change(entry) for entry in matrix.args])
    return goals.matrix_of(matrix.rows, matrix.cols, [change(entry) for entry in entries(matrix)])


def _plain(part: Any) -> Any:
    return as_column(part) if isinstance(part, Tuple) else part


def _det(part: Any) -> Any:
    return goals.Determinant(part)


def _unit(n: int) -> Any:
    return goals.matrix_of(n, n, [ONE if i == j else ZERO for i in range(n) for j in range(n)])


def _is_unit(part: Any) -> bool:
    return isinstance(part, Symbol) and bool(_UNIT.match(part.name))


def _multiple_of_unit(term: Any) -> bool:
    """I, 3I, λI: a number times the unit matrix whose size is still open."""
    factors = term.args if isinstance(term, Mul) else (term,)
    return sum(_is_unit(factor) or factor is sympy.E for factor in factors) == 1 or canonical(term) == 0


def _factor_of_unit(term: Any) -> Any:
    factors = term.args if isinstance(term, Mul) else (term,)
    rest = [factor for factor in factors if not (_is_unit(factor) or factor is sympy.E)]
    return ZERO if canonical(term) == 0 else mul(*rest) if rest else ONE


def _plus(total: Any, term: Any) -> Any:
    if isinstance(term, Tuple) or isinstance(total, Tuple):
        return as_column(term) if total is None else goals.MatrixSum(as_column(total), as_column(term))
    if total is None:
        return term
    if isinstance(term, goals.Scaled) and term.args[0] == MINUS_ONE:
        return goals.Difference(total, term.args[1])
    if isinstance(term, goals.Scaled) and getattr(term.args[0], "is_negative", False):
        return goals.Difference(total, goals.Scaled(-term.args[0], term.args[1]))
    return goals.MatrixSum(total, term)


def _times(a: Any, b: Any) -> Any:
    """A B; of two vectors their dot product."""
    if isinstance(a, Tuple) and isinstance(b, Tuple):
        return goals.Dot(as_column(a), as_column(b))
    (m, n), (p, q) = shape(a), shape(b)
    if isinstance(b, Tuple) and n != p and n == 1:
        b, p, q = as_row(b), q, p
    if isinstance(a, Tuple) and n != p and m == p:
        a, m, n = as_row(a), n, m
    if n != p:
        if (m, n) == (p, q) and 1 in (m, n):
            return goals.Dot(a, b)
        raise NotDefined(f"{m}x{n} times {p}x{q}: {n} columns don't fit {p} rows")
    return goals.MatrixProduct(_plain(a), _plain(b))


def restated(question: Any, facts: Mapping[Any, Any]) -> Any:
    """The question with what has been stated for parts of it in their place: for A^T what the student wrote."""
    if not facts:
        return question
    if question in facts:
        return facts[question]
    if isinstance(question, goals.InverseOf):
        det, adjugate = goals.Determinant(question.args[0]), goals.Adjugate(question.args[0])
        if det in facts or adjugate in facts:  # the inverse is made of both
            return goals.Scaled(divide(ONE, facts.get(det, det)), facts.get(adjugate, adjugate))
    if isinstance(question, MatrixBase) or not getattr(question, "args", ()):
        return question
    parts = [restated(part, facts) if isinstance(part, Basic) else part for part in question.args]
    if isinstance(question, goals.MatrixGoal):
        return type(question)(*parts)
    if isinstance(question, Tuple):
        return Tuple(*parts)
    return rebuild(question, tuple(parts)) if isinstance(question, Expr) else question


def as_column(vector: Any) -> Any:
    """A vector written in a row of brackets, as a column."""
    if not isinstance(vector, Tuple):
        return vector
    return goals.matrix_of(len(vector.args), 1, vector.args)


def as_row(vector: Tuple) -> Any:
    return goals.matrix_of(1, len(vector.args), vector.args)


def _x(size: tuple[int, int]) -> str:
    return f"{size[0]}x{size[1]}"


def is_matrix(question: Any) -> bool:
    """Whether it is a matrix or a vector, or asks for one."""
    return not scalar(question) and (isinstance(question, MatrixBase | goals.MatrixGoal | Tuple))


def shape(question: Any) -> tuple[int, int]:
    """Rows and columns; of a vector written in brackets those of the column."""
    if isinstance(question, MatrixBase):
        return question.rows, question.cols
    if isinstance(question, Tuple):
        return len(question.args), 1
    if scalar(question):
        return 1, 1
    if isinstance(question, goals.Transposed):
        rows, columns = shape(question.args[0])
        return columns, rows
    if isinstance(question, goals.MatrixProduct):
        return shape(question.args[0])[0], shape(question.args[1])[1]
    if isinstance(question, goals.Scaled):
        return shape(question.args[1])
    return shape(question.args[0])


def entries(matrix: Any) -> tuple[Any, ...]:
    """The entries of a matrix or vector one after another; a number is its own."""
    if isinstance(matrix, Tuple):
        return tuple(entry for part in matrix.args for entry in entries(part))
    return tuple(matrix) if isinstance(matrix, MatrixBase) else (matrix,)


def value(question: Any) -> Any:
    """What a question comes to, in canonical form, worked out without the rules.

    Raises:
        NotDefined: the inverse of a singular matrix.
    """
    if isinstance(question, Tuple):
        return Tuple(*[value(part) for part in question.args])
    if isinstance(question, MatrixBase):
        return goals.matrix_of(question.rows, question.cols, [canonical(entry) for entry in question])
    if isinstance(question, goals.NumberOf):
        return value(question.args[0])
    if isinstance(question, goals.MatrixGoal):
        parts = [value(part) if isinstance(part, Basic) and part.args else part for part in question.args]
        try:
            found = matrix_value(type(question)(*parts))
        except NotDefined:
            raise
        except ValueError as error:  # a determinant of what is not square
            raise NotDefined(str(error)) from error
        if found is None:
            raise NoWay(f"{type(question).__name__} has no value here")
        if isinstance(found, MatrixBase):
            return goals.matrix_of(found.rows, found.cols, [canonical(entry) for entry in Matrix(found)])
        return canonical(found)
    if not isinstance(question, Expr) or not question.args:
        return question
    parts = [value(part) for part in question.args]
    if any(isinstance(part, MatrixBase | Tuple) for part in parts):
        raise NotDefined("a matrix stands where a number should")
    return canonical(rebuild(question, tuple(parts)))


def same(right: Any, given: Any) -> Evidence:
    """How it is known that two values are equal: entry by entry, a vector as a row or a column."""
    left, other = entries(right), entries(given)
    if len(left) != len(other) or not _alike(right, given):
        return Evidence("refuted", method="shape", left=_said(right), right=_said(given))
    found = [_entry(a, b) for a, b in zip(left, other, strict=True)]
    return next((e for e in found if e.kind == "refuted"), next((e for e in found if e.kind != "proved"), found[0]))


def _entry(a: Any, b: Any) -> Evidence:
    if a == b:
        return Evidence("proved", method="exact arithmetic")
    if getattr(a, "is_Rational", False) and getattr(b, "is_Rational", False):
        return Evidence("refuted", method="exact arithmetic", left=str(a), right=str(b))
    return equal(a, b)


def _alike(a: Any, b: Any) -> bool:
    if isinstance(a, Tuple) or isinstance(b, Tuple):
        return all(isinstance(m, Tuple) or 1 in shape(m) for m in (a, b))
    return shape(a) == shape(b)


def _said(matrix: Any) -> str:
    return "a number" if scalar(matrix) else _x(shape(matrix))

"""Lines about eigenvalues: the characteristic polynomial, its zeros, and vectors that are only stretched."""

from __future__ import annotations

from typing import Any

import sympy
from sympy import Matrix, Poly, Symbol, Tuple

from workings.expression import matrix_goals as goals
from workings.expression.canonical import canonical
from workings.expression.nodes import ZERO, symbols_of
from workings.judge import Evidence
from workings.marking.diagnosis import Diagnosis
from workings.marking.slips import MISTAKES
from workings.marking.verdict import LineStatus
from workings.stated.problem import LAMBDA, Asked
from workings.stated.values import as_column, entries, is_matrix, shape, value

__all__ = ["Spectrum"]

_NAMES = ("lambda", "lam", "k", "mu", "t", "x")
PROVED = Evidence("proved", method="exact arithmetic")


class Spectrum:
    """Judges equations in λ and vectors."""

    def __init__(self, asked: Asked) -> None:
        self.wanted = asked.want in ("eigenvalues", "eigenvectors", "characteristic")
        self.asked = asked
        self.stated: Any = None  # the student's last polynomial, where it is not the right one
        if not self.wanted:
            return
        goal = asked.goal
        matrix = value(goal.args[0] if isinstance(goal, goals.MatrixGoal) else goal)
        self.matrix = Matrix(matrix)

    def _polynomial(self, letter: Any) -> Any:
        return (self.matrix - letter * sympy.eye(self.matrix.rows)).det(method="berkowitz").expand()

    def link(self, a: Any, b: Any, erred: bool) -> tuple[LineStatus, Evidence | None, Diagnosis | None] | None:
        """The mark of an equality about eigenvalues; None where it is one like any other."""
        if isinstance(a, Symbol) and is_matrix(b) and 1 in shape(b):
            return self.vector(value(b))
        values = isinstance(b, Tuple) and not symbols_of([b]) and not is_matrix(a)
        if self.asked.want == "eigenvalues" and (isinstance(a, goals.Eigenvalues) or values):
            return self._all_zeros(b, erred)
        if is_matrix(a) or is_matrix(b):
            return None
        x, y = value(a), value(b)
        letters = symbols_of([x, y])
        if len(letters) != 1 or (y != ZERO and not isinstance(x, Symbol)):
            return None
        return self._zeros(canonical(x - y).expand(), letters[0], erred)

    def _all_zeros(self, b: Any, erred: bool) -> tuple[LineStatus, Evidence | None, Diagnosis | None] | None:
        """The eigenvalues written out, or the polynomial whose zeros they are."""
        found = value(b)
        letters = symbols_of([found])
        if len(letters) == 1 and not is_matrix(found):
            return self._zeros(canonical(found).expand(), letters[0], erred)
        if letters:
            return None
        gap = sympy.prod([LAMBDA - k for k in entries(found)])
        return self._zeros(sympy.expand(gap), LAMBDA, erred)

    def _zeros(self, gap: Any, letter: Any, erred: bool) -> tuple[LineStatus, Evidence | None, Diagnosis | None]:
        """An equation: every zero of it has to be an eigenvalue."""
        if letter.name.rstrip("_0123456789") not in _NAMES:
            return "undecided", Evidence("undecided", reason=f"what {letter} is can't be told"), None
        truth = Poly(self._polynomial(letter), letter)
        if not gap.is_polynomial(letter):
            return "undecided", Evidence("undecided", reason="this is no polynomial equation"), None
        mine = Poly(gap, letter)
        if mine.degree() > 0 and self._divides(mine, truth):
            return "follows", PROVED, None
        if erred and self.stated is not None and mine.degree() > 0:
            old = Poly(self.stated.subs(symbols_of([self.stated])[0], letter), letter)
            if self._divides(mine, old):
                return "carried_forward", None, None
        self.stated = gap
        evidence = Evidence("refuted", method="zeros", left=f"{truth.as_expr()} = 0", right=f"{gap} = 0")
        flipped = Poly(gap.subs(letter, -letter), letter)
        slug = "algebra-sign" if self._divides(flipped, truth) else "arithmetic-slip"
        return "wrong", evidence, Diagnosis(MISTAKES[slug], ())

    def _divides(self, one: Any, other: Any) -> bool:
        return bool(sympy.rem(other, one.sqf_part(), extension=True).is_zero)

    def vector(self, vector: Any) -> tuple[LineStatus, Evidence | None, Diagnosis | None]:
        v = Matrix(as_column(vector) if isinstance(vector, Tuple) else vector)
        v = v if v.cols == 1 else v.T
        if v.rows != self.matrix.rows:
            return "undecided", Evidence("undecided", reason="the vector has another length"), None
        letters = list(v.free_symbols)
        if letters:
            v = v.subs(dict.fromkeys(letters, 1))
        w = (self.matrix * v).applyfunc(canonical)
        if any(e != 0 for e in v) and Matrix.hstack(v, w).rank(simplify=True) == 1:
            return "follows", PROVED, None
        evidence = Evidence("refuted", method="put in", left=str(tuple(w)), right=str(tuple(v)))
        return "wrong", evidence, Diagnosis(MISTAKES["arithmetic-slip"], ())

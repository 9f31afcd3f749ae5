"""Lines about eigenvalues: the characteristic polynomial, its zeros, and vectors that are only stretched."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations
from typing import Any

import sympy
from sympy import Matrix, Mul, Poly, Symbol, Tuple

from workings.expression import matrix_goals as goals
from workings.expression.canonical import canonical
from workings.expression.nodes import ZERO, symbol, symbols_of, walk
from workings.judge import Evidence
from workings.marking.diagnosis import Diagnosis
from workings.marking.slips import MISTAKES
from workings.marking.verdict import LineStatus
from workings.stated.problem import LAMBDA, Asked
from workings.stated.values import as_column, entries, is_matrix, shape, value

__all__ = ["Spectrum"]

MOST_PERMUTED = 5  # eigenvalues whose orders are tried
_CASE = re.compile(
    r"^\W*(?:for|when|if|case|eigenvalue|take|with|let|(?:the\s+)?eigen\w+\s+(?:for|of|to|corresponding))\b"
    r"|:\s*$|のとき|に対(?:し|する)",
    re.I,
)
_VALUES = re.compile(r"(?:λ|\\lambda|lambda)\S*\s*=")
_NONE_REAL = re.compile(
    r"\bno\s+real\s+(?:eigen\W?values?|solutions?|roots?)|実(?:数の)?固有値(?:は|を)?(?:ない|もたない|なし)", re.I
)
_POLYNOMIALS = frozenset({"p", "P", "f", "c", "q", "chi", "varphi", "phi", "χ", "φ", "p_A", "chi_A"})
_NAMES = ("lambda", "lam", "k", "mu", "t", "x", "L", "l", "m", "r", "s", "z")
PROVED = Evidence("proved", method="exact arithmetic")


class Spectrum:
    """Judges equations in λ and vectors."""

    def __init__(self, asked: Asked) -> None:
        self.wanted = asked.want in ("eigenvalues", "eigenvectors", "characteristic")
        self.asked = asked
        self.case: Any = None  # the eigenvalue that the lines are about, as after "For λ = 3:"
        self.in_case = False
        self.solved: list[Any] = []  # the zeros that equations in the working were solved to: k = 1
        self.solves = False  # whether the line does so
        self.facts: Mapping[Any, Any] = {}
        self.stated: Any = None  # the student's last polynomial, where it is not the right one
        if not self.wanted and asked.want != "null-space":
            return
        goal = asked.goal
        matrix = value(goal.args[0] if isinstance(goal, goals.MatrixGoal) else goal)
        self.matrix = Matrix(matrix)

    def sent_to_zero(self) -> Any:
        """The matrix that sends the vectors sought to 0: A, or A - k I where the lines are about an eigenvalue k."""
        if self.asked.want == "null-space":
            return self.matrix
        if self.asked.want != "eigenvectors" or self.case is None:
            return None
        return (self.matrix - self.case * sympy.eye(self.matrix.rows)).applyfunc(canonical)

    def calls_polynomial(self, node: Any) -> bool:
        """Whether it is p(λ), as people call the characteristic polynomial."""
        parts = node.args if isinstance(node, Mul) else (Symbol(type(node).__name__), *getattr(node, "args", ()))
        names = [getattr(part, "name", "") for part in parts]
        return len(names) == 2 and names[0] in _POLYNOMIALS and names[1].startswith(("lam", "x", "t"))

    def polynomial(self, b: Any, erred: bool) -> tuple[LineStatus, Evidence | None, Diagnosis | None]:
        """What p(λ) is said to be."""
        given = value(b)
        letters = symbols_of([given])
        if given == ZERO:
            return "note", None, None
        if len(letters) != 1 or is_matrix(given):
            return "undecided", Evidence("undecided", reason="a polynomial in one letter is expected"), None
        gap = canonical(given).expand()
        if gap.is_polynomial(letters[0]) and Poly(gap, letters[0]).degree() < self.matrix.rows:
            return "undecided", Evidence("undecided", reason="this is no polynomial of the degree of the matrix"), None
        truth = self._polynomial(letters[0])
        if canonical(gap - truth) == 0 or canonical(gap + truth) == 0:
            return "follows", PROVED, None
        status, evidence, found = self._zeros(gap, letters[0], erred)
        if status == "follows":  # its zeros are eigenvalues, but not as often as here
            return "wrong", Evidence("refuted", left=str(truth), right=str(gap)), None
        return status, evidence, found

    def begin(self, text: str) -> None:
        """A new line; `For λ = 3: ...` begins a case."""
        self.solves = False
        self.in_case = bool(_CASE.search(text)) and len(_VALUES.findall(text)) == 1

    def none_real(self, text: str, erred: bool) -> tuple[LineStatus, Evidence | None, Diagnosis | None] | None:
        """`no real eigenvalues`: true where the characteristic polynomial has no real zero; None for other lines."""
        if self.asked.want not in ("eigenvalues", "eigenvectors") or _NONE_REAL.search(text) is None:
            return None
        if self.matrix.free_symbols:
            return "undecided", Evidence("undecided", reason="that depends on the letters in the matrix"), None
        if not self._has_real_zero(self._polynomial(LAMBDA), LAMBDA):
            return "follows", PROVED, None
        if erred and any(not self._has_real_zero(stated, LAMBDA) for stated in self._stated(LAMBDA)):
            return "carried_forward", None, None
        return "wrong", Evidence("refuted", method="zeros", left="a real eigenvalue", right="none"), None

    def _has_real_zero(self, polynomial: Any, letter: Any) -> bool:
        return bool(Poly(polynomial, letter).count_roots() > 0)

    def stretches(
        self, a: Any, b: Any, letters: Sequence[str]
    ) -> tuple[LineStatus, Evidence | None, Diagnosis | None] | None:
        """A v = k v or (A - k I) v = 0 for a letter v that stands for the vector; None for any other equality."""
        if len(letters) != 1 or not isinstance(a, goals.Scaled) or a.args[0] != symbol(letters[0]):
            return None
        v, matrix = symbol(letters[0]), a.args[1]
        if not is_matrix(matrix) or shape(matrix) != self.matrix.shape:
            return None
        k = ZERO if b == ZERO or (is_matrix(b) and not any(entries(value(b)))) else canonical(value(b) / v)
        m = Matrix(value(matrix))
        if k.has(v):
            return None
        if m.free_symbols or k.free_symbols:  # (A - λ I) v = 0 says what eigenvectors are
            return "note", None, None
        det = canonical((m - k * sympy.eye(m.rows)).det(method="berkowitz"))
        if det == 0:
            return "follows", PROVED, None
        evidence = Evidence("refuted", method="determinant", left="only v = 0", right=f"{v} is an eigenvector")
        return "wrong", evidence, Diagnosis(MISTAKES["arithmetic-slip"], ())

    def _roots_by_number(self, x: Any, y: Any, letters: Sequence[Any]) -> tuple[LineStatus, Evidence | None, None]:
        """λ_1 + λ_2 = 4: true for some order of the eigenvalues."""
        roots = sympy.roots(Poly(self._polynomial(LAMBDA), LAMBDA))
        known = [k for k, n in roots.items() for _ in range(n)]
        if len(known) < self.matrix.rows or self.matrix.rows > MOST_PERMUTED or len(letters) > len(known):
            return "undecided", Evidence("undecided", reason="the eigenvalues are not known in closed form"), None
        for order in permutations(known, len(letters)):
            if canonical((x - y).subs(dict(zip(letters, order, strict=True)))) == 0:
                return "follows", PROVED, None
        return "wrong", Evidence("refuted", method="put in", left=str(x), right=str(y)), None

    def _polynomial(self, letter: Any) -> Any:
        return (self.matrix - letter * sympy.eye(self.matrix.rows)).det(method="berkowitz").expand()

    def link(self, a: Any, b: Any, erred: bool) -> tuple[LineStatus, Evidence | None, Diagnosis | None] | None:
        """The mark of an equality about eigenvalues; None where it is one like any other."""
        if isinstance(a, Symbol) and is_matrix(b) and 1 in shape(b):
            return self.vector(value(b))
        values = isinstance(b, Tuple) and not symbols_of([b]) and not is_matrix(a)
        if self.asked.want in ("eigenvalues", "eigenvectors") and (isinstance(a, goals.Eigenvalues) or values):
            return self._all_zeros(b, erred)
        if is_matrix(a) or is_matrix(b):
            return None
        x, y = (value(side).subs(symbol("i"), sympy.I) for side in (a, b))
        letters = symbols_of([x, y])
        if len(letters) > 1 and all(re.fullmatch(r"(?:lambda|lam|mu)_?\d", s.name) for s in letters):
            return self._roots_by_number(x, y, letters)
        if len(letters) != 1 or (y != ZERO and not isinstance(x, Symbol) and not self._is_equation(a, b, letters[0])):
            return None
        solved = isinstance(x, Symbol) and not symbols_of([y])
        return self._zeros(canonical(x - y).expand(), letters[0], erred, solved=solved)

    def _is_equation(self, a: Any, b: Any, letter: Any) -> bool:
        """Whether (2 - k)^2 = 9 asks for k: no identity, and nothing in it that has to be worked out first."""
        worked_out = any(isinstance(node, goals.MatrixGoal) for side in (a, b) for node in walk(side))
        return self.is_letter(letter) and not worked_out and canonical(value(a) - value(b)).expand() != 0

    def is_letter(self, name: Any) -> bool:
        """Whether it is a usual letter for an eigenvalue that the problem does not give another meaning."""
        return name.name.rstrip("_0123456789") in _NAMES and name.name not in self.asked.meaning.names

    def _all_zeros(self, b: Any, erred: bool) -> tuple[LineStatus, Evidence | None, Diagnosis | None] | None:
        """The eigenvalues written out, or the polynomial whose zeros they are."""
        found = value(b)
        letters = symbols_of([found])
        if len(letters) == 1 and not is_matrix(found):
            return self._zeros(canonical(found).expand(), letters[0], erred)
        if letters:
            return None
        gap = sympy.prod([LAMBDA - k for k in entries(found)])
        return self._zeros(sympy.expand(gap), LAMBDA, erred, solved=True)

    def _zeros(
        self, gap: Any, letter: Any, erred: bool, *, solved: bool = False
    ) -> tuple[LineStatus, Evidence | None, Diagnosis | None]:
        """An equation, `solved` or not: every zero of it has to be an eigenvalue."""
        if letter.name.rstrip("_0123456789") not in _NAMES:
            return "undecided", Evidence("undecided", reason=f"what {letter} is can't be told"), None
        truth = Poly(self._polynomial(letter), letter)
        if not gap.is_polynomial(letter):
            return "undecided", Evidence("undecided", reason="this is no polynomial equation"), None
        mine = Poly(gap, letter)
        if mine.degree() > 0 and self._divides(mine, truth):
            if solved:
                self._note_solved(mine)
            if mine.degree() == 1 and self.in_case:
                self.case = -mine.eval(0) / mine.LC()
            return "follows", PROVED, None
        for stated in self._stated(letter) if erred and mine.degree() > 0 else ():
            if self._divides(mine, Poly(stated, letter)):
                self.stated = gap
                return "carried_forward", None, None
        self.stated = gap
        evidence = Evidence("refuted", method="zeros", left=f"{truth.as_expr()} = 0", right=f"{gap} = 0")
        flipped = Poly(gap.subs(letter, -letter), letter)
        slug = "algebra-sign" if self._divides(flipped, truth) else "arithmetic-slip"
        return "wrong", evidence, Diagnosis(MISTAKES[slug], ())

    def _note_solved(self, equation: Any) -> None:
        zeros = sympy.roots(equation)
        if not self.in_case and sum(zeros.values()) == equation.degree():
            self.solves = True
            self.solved += [canonical(zero) for zero in zeros]

    def one_is_missing(self) -> bool:
        """Whether the line ends with eigenvalues, and not all of them stand in the working: 2 - k = 1, k = 1."""
        if self.asked.want != "eigenvalues" or not self.solves:
            return False
        zeros = sympy.roots(Poly(self._polynomial(LAMBDA), LAMBDA))
        known = sum(zeros.values()) == self.matrix.rows
        return known and any(all(canonical(zero - found) != 0 for found in self.solved) for zero in zeros)

    def _stated(self, letter: Any) -> Iterator[Any]:
        """The polynomials that the working has led to: the last one, and that of the stated trace and determinant."""
        if self.stated is not None:
            yield self.stated.subs(symbols_of([self.stated])[0], letter)
        a = goals.matrix_of(self.matrix.rows, self.matrix.cols, list(self.matrix))
        det, trace = goals.Determinant(a), goals.Trace(a)
        if a.rows == 2 and (det in self.facts or trace in self.facts):
            d, t = (self.facts[q] if q in self.facts else value(q) for q in (det, trace))
            yield letter**2 - t * letter + d

    def _divides(self, one: Any, other: Any) -> bool:
        if one.degree() == 1:
            root = -one.eval(0) / one.LC()
            return bool(canonical(sympy.expand(other.as_expr().subs(other.gen, root))) == 0)
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
        if self.case is not None and any(canonical(x - self.case * y) != 0 for x, y in zip(w, v, strict=True)):
            evidence = Evidence("refuted", method="put in", left=str(tuple(w)), right=str(tuple(self.case * v)))
            return "wrong", evidence, Diagnosis(MISTAKES["arithmetic-slip"], ())
        if any(e != 0 for e in v) and Matrix.hstack(v, w).rank(simplify=True) == 1:
            return "follows", PROVED, None
        evidence = Evidence("refuted", method="put in", left=str(tuple(w)), right=str(tuple(v)))
        return "wrong", evidence, Diagnosis(MISTAKES["arithmetic-slip"], ())

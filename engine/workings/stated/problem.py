"""A problem of linear algebra as stated: its matrices, its system of equations, and what is asked about them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from sympy import Eq, Expr, MatrixBase, Mul, Pow, Symbol, Tuple
from sympy.core.relational import Relational

from workings.expression import matrix_goals as goals
from workings.expression.errors import ReadError
from workings.expression.goals import Goal, Solve
from workings.expression.linear_form import NotLinear, coefficients, field_of
from workings.expression.matrix_literals import LONGEST
from workings.expression.matrix_text import has_matrices
from workings.expression.nodes import add, mul, symbol, symbols_of, walk
from workings.expression.reader import Reading
from workings.expression.scope import EMPTY, Scope
from workings.expression.wording import UNKNOWNS, method_in
from workings.linear.question import opened, read_system
from workings.stated.space import row_of
from workings.stated.surface import Line, claimed_kind, read_line
from workings.stated.values import Meaning, NotDefined, as_column, is_matrix, shape, value
from workings.stated.words import OTHER_SUBJECT, NotWorked, read_worded

__all__ = ["Asked", "read_all_asked", "read_asked", "want_of"]

LAMBDA = symbol("lambda")
LARGEST = 400  # entries of a matrix that is marked
_WANTS: tuple[tuple[str, str], ...] = (
    (r"\beigen ?vectors?|固有ベクトル", "eigenvectors"),
    (r"\beigen ?values?|固有値", "eigenvalues"),
    (r"characteristic polynomial|固有多項式", "characteristic"),
    (r"\brref\b|reduced (?:row[- ])?echelon|row[- ]reduce\b|\breduce\b.*\bechelon|行簡約|既約", "rref"),
    (r"\b(?:row )?echelon form|階段", "echelon"),
    (r"null ?space|\bkernel\b|零空間", "null-space"),
    (r"invertible|\bsingular\b|has an inverse|正則", "invertible"),
    (r"\borthogonal\b|perpendicular|直交", "orthogonal"),
    (r"\binverse\b|\binvert\b|逆行列", "inverse"),
    (r"adjugate|\badjoint\b|余因子行列", "adjugate"),
    (r"\bdet(?:erminant)?\b|行列式", "determinant"),
    (r"\brank\b|階数", "rank"),
    (r"\btrace\b", "trace"),
    (r"\btranspose\b|転置", "transpose"),
    (r"\b(?:euclidean )?(?:norm|length|magnitude)\b|ノルム", "norm"),
    (r"\b(?:dot|inner|scalar) product\b|内積", "dot"),
)
_GOALS: dict[str, type[goals.MatrixGoal]] = {
    "inverse": goals.InverseOf,
    "adjugate": goals.Adjugate,
    "determinant": goals.Determinant,
    "rank": goals.Rank,
    "trace": goals.Trace,
    "transpose": goals.Transposed,
    "norm": goals.Norm,
    "eigenvalues": goals.Eigenvalues,
    "eigenvectors": goals.Eigenvectors,
    "null-space": goals.NullSpace,
}
_AUGMENTED = re.compile(
    r"^\W*(?:(?:write|find|give|state|what is|determine|set up|form)\s+(?:down\s+)?)?(?:the\s+)?"
    r"(?P<which>augmented|coefficient|extended)\s+(?:coefficient\s+)?matrix|拡大係数行列(?:を|は)|係数行列(?:を|は)",
    re.I,
)
_WHICH = re.compile(
    r"\b(?:for )?(?:which|what)\s+(?:real\s+)?(?:values?\b|numbers?\b|[a-z]\b)"
    r"|values? of\s+(?:the\s+)?(?:parameters?|constants?|[a-z]\b)"
    r"|\b(?:find|determine)\s+(?:all\s+)?[a-z]\s+(?:such that|so that|for which)|どのような|のとき.*値",
    re.I,
)
_HOW_MANY = re.compile(
    r"how many solutions|number of solutions|is (?:the|this) system (?:in)?consistent|解の個数|解はいくつ", re.I
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked.

    Attributes:
        want: "solution", "kind" (how many solutions), "parameter" (for which values there are `kind` many),
            "augmented", "coefficient"; or of matrices "value", "eigenvalues", "eigenvectors", "characteristic", "rref",
            "echelon", "null-space", "invertible", "orthogonal".
        goal: the question about matrices, or the matrix it is about.
        solve: the system.
        meaning: what the names of the problem stand for.
        vector: the name of the unknown vector, where the system is written A x = b.
        only: the unknowns asked for, where that is not all of them.
        undefined: why there is no value, where shapes don't fit.
        words: a pattern of the words that name what is wanted, where it is asked for in words.
    """

    text: str
    want: str
    goal: Any = None
    solve: Solve | None = None
    meaning: Meaning = field(default_factory=Meaning)
    method: str = ""
    kind: str = ""
    vector: str = ""
    only: tuple[Expr, ...] = ()
    undefined: str = ""
    decimal: bool = False
    words: str = ""

    @property
    def scope(self) -> Scope:
        names = {s.name for s in symbols_of([self.solve])} if self.solve is not None else set()
        return Scope(symbols=frozenset(names | set(self.meaning.names))) if names or self.meaning.names else EMPTY

    def is_row(self, letter: str) -> bool:
        """Whether R2 and the like, with this letter, can mean the second row here."""
        return letter not in self.meaning.names and not any(
            s.name.startswith(letter) for s in (self.solve.unknowns if self.solve is not None else ())
        )


def read_asked(text: str) -> Asked | None:
    """The problem, where it is one of linear systems or matrices; None where it is not, or can't be read as one.

    >>> read_asked("A = [[1, 2], [3, 4]]. det(A) = ?").goal
    Determinant(Matrix([
    [1, 2],
    [3, 4]]))
    >>> read_asked("solve x + y = 3, x - y = 1").solve.unknowns
    (x, y)
    """
    if len(text) > LONGEST or OTHER_SUBJECT.search(text):
        return None
    worded = read_all_asked(text)
    if worded:
        return worded[0]
    try:
        line = read_line(opened(text), EMPTY, lambda letter: False)
        asked = _Statement(text, line).asked()
    except (ReadError, NotDefined, NotLinear, goals.ShapeError):
        asked = None
    return asked if asked is not None or not has_matrices(text) else _matrix_equation(text)


def read_all_asked(text: str) -> tuple[Asked, ...]:
    """The questions that a problem asks in words, each as a problem of its own; () where it asks in other ways.

    Raises:
        NotWorked: a question that is not worked here.

    >>> [asked.want for asked in read_all_asked("Find the eigenvalues and the rank of [[2, 1], [1, 2]]")]
    ['eigenvalues', 'value']
    """
    try:
        worded = read_worded(text)
    except NotWorked:
        raise
    except (ReadError, goals.ShapeError):
        return ()
    if worded is None:
        return ()
    names = {name: _worked_out(meaning) for name, meaning in worded.names.items()}
    if not names:
        matrices = dict.fromkeys(n for q in worded.questions for n in walk(q.goal) if isinstance(n, MatrixBase))
        wide, columns = [m for m in matrices if m.cols > 1], [m for m in matrices if m.cols == 1]
        names = {**dict(zip("AB", wide, strict=False)), **dict(zip("uvw", columns, strict=False))}
    meaning = Meaning(names, unit=_size({n: m for n, m in names.items() if isinstance(m, MatrixBase)}))
    found = []
    for question in worded.questions:
        bare = question.want in ("characteristic", "rref", "echelon")
        goal = question.goal.args[0] if bare else question.goal
        undefined = _undefined(goal)
        found.append(
            Asked(
                text,
                question.want,
                goal,
                meaning=meaning,
                decimal=worded.decimal,
                undefined=undefined,
                words=question.words,
            )
        )
    return tuple(found)


def _worked_out(meaning: Any) -> Any:
    try:
        return _value_or_question(meaning)
    except (NotDefined, ZeroDivisionError, ValueError):
        return meaning


def _undefined(goal: Any) -> str:
    """Why a question has no value; "" where it has one, or one that only the rules know."""
    try:
        value(goal)
    except (goals.ShapeError, ZeroDivisionError) as error:
        return str(error) or "not defined"
    except ValueError as error:
        return "" if isinstance(error, NotDefined) else str(error)
    return ""


def _matrix_equation(text: str) -> Asked | None:
    """[[2, 1], [1, 3]] [[x], [y]] = [[3], [5]]"""
    try:
        system = read_system(text)
    except goals.ShapeError:
        return None
    if system is None:
        return None
    return Asked(text=text, want="solution", solve=system.goal, method=system.method, decimal=system.decimal)


class _Statement:
    """The readings of a problem, sorted into what is given and what is asked."""

    def __init__(self, text: str, line: Line) -> None:
        self.text = text
        self.line = line
        self.words = line.words or text
        names = {name: literal.matrix for name, literal in line.matrices.items()}
        self.meaning = Meaning(names, unit=_size(names))
        self.equations: list[Any] = []
        self.loose: list[Reading] = []
        self.named: list[str] = []
        self.products: list[tuple[Any, str, Any]] = []  # A, x, b of A x = b
        for item in line.items:
            if not isinstance(item, Reading):
                continue
            self._sort(item)
        if any(goal for goal in self._goals_of_calculus()):
            self.equations = []
            self.loose = []
            self.named = []

    def _goals_of_calculus(self) -> list[Any]:
        nodes = [reading.node for reading in self.loose] + self.equations
        return [n for node in nodes for n in walk(node) if isinstance(n, Goal) and not isinstance(n, goals.MatrixGoal)]

    def _sort(self, reading: Reading) -> None:
        node = reading.node
        if isinstance(node, Eq) and not reading.continues:
            left, right = node.args
            if isinstance(left, Symbol) and self._is_matrix(right):
                self.meaning = self.meaning.with_name(left.name, _value_or_question(self.meaning.question(right)))
                self.named.append(left.name)
            elif isinstance(right, Symbol) and self._is_matrix(left) and right.name not in self.meaning.names:
                self.meaning = self.meaning.with_name(right.name, _value_or_question(self.meaning.question(left)))
                self.named.append(right.name)
            elif (product := self._product(left)) is not None:
                self.products.append((*product, right))
            elif isinstance(left, Tuple) and isinstance(right, Tuple) and len(left.args) == len(right.args):
                self.equations += [_equation(a, b) for a, b in zip(left.args, right.args, strict=True)]
            else:
                self.equations.append(node)
        elif reading.signs and set(reading.signs) == {"="} and isinstance(node, Tuple) and not reading.continues:
            self.equations += [_equation(a, b) for a, b in zip(node.args, node.args[1:], strict=False)]
        elif isinstance(node, Relational):
            return
        else:
            self.loose.append(reading)

    def _is_matrix(self, node: Any) -> bool:
        try:
            return is_matrix(self.meaning.question(node))
        except NotDefined:
            return False

    def _product(self, node: Any) -> tuple[Any, str] | None:
        """A and x of the side A x of an equation, where x is no matrix that is given."""
        if not isinstance(node, Mul) or len(node.args) != 2 or not isinstance(node.args[1], Symbol):
            return None
        a, x = node.args
        known = isinstance(a, Symbol) and (a.name in self.meaning.names or a.name.isupper())
        if x.name in self.meaning.names or not (known or self._is_matrix(a)):
            return None
        return a, x.name

    def asked(self) -> Asked | None:
        method = method_in(self.words)
        self._letters()
        common: dict[str, Any] = {"text": self.text, "meaning": self.meaning, "method": method}
        common["decimal"] = any(isinstance(i, Reading) and i.decimal for i in self.line.items)
        for m in self.meaning.names.values():
            if isinstance(m, MatrixBase) and m.rows * m.cols > LARGEST:
                return None
        if self.products:
            made = self._of_product(common)
            if made is not None:
                return made
        if self.equations and not self._matrices_asked():
            return self._of_equations(common)
        if not self.line.matrices and not self._vectors():
            return None
        return self._of_matrices(common)

    def _letters(self) -> None:
        """Matrices without a name go by A, B, as people call them."""
        if self.named or self.equations:
            return
        for name, letter in zip(self.line.matrices, "AB", strict=False):
            self.meaning = self.meaning.with_name(letter, self.meaning.names[name])

    def _vectors(self) -> bool:
        """Whether vectors in round brackets are what it is about."""
        about = any(want_of(r.words) or isinstance(r.node, goals.MatrixGoal) for r in self.loose)
        named = any(type(n).__name__ in ("norm", "Abs") for r in self.loose for n in walk(r.node))
        vectors = any(isinstance(n, Tuple) for r in self.loose for n in walk(r.node))
        about = about or any(
            isinstance(n, Mul) and sum(isinstance(part, Tuple) for part in n.args) == 2
            for r in self.loose
            for n in walk(r.node)
        )
        asked = bool(self.named) and bool(self.loose or want_of(self.words))
        return asked or ((about or named or bool(want_of(self.words))) and vectors)

    def _matrices_asked(self) -> bool:
        return bool(self.line.matrices) and not self.equations

    # Systems

    def _of_product(self, common: dict[str, Any]) -> Asked | None:
        a_node, x, b_node = self.products[0]
        try:
            a, b = value(self.meaning.question(a_node)), as_column(value(self.meaning.question(b_node)))
        except (NotDefined, ZeroDivisionError):
            return None
        if not is_matrix(a) or (is_matrix(b) and shape(b)[0] != shape(a)[0]) or (is_matrix(b) and shape(b)[1] != 1):
            return None
        if not is_matrix(b):  # A x = 0
            b = goals.matrix_of(a.rows, 1, [b] * a.rows)
        components = self.meaning.names.get(x)
        unknowns = [symbol(f"{x}_{j + 1}") for j in range(a.cols)] if components is None else list(components)
        equations = [
            _equation(
                add(*[mul(a[i, j], u) for j, u in enumerate(unknowns)]) if a.cols > 1 else mul(a[i, 0], unknowns[0]),
                b[i, 0],
            )
            for i in range(a.rows)
        ]
        if isinstance(b_node, Symbol) is False:
            common["meaning"] = self.meaning.with_name("b", b) if "b" not in self.meaning.names else self.meaning
        want = "kind" if _HOW_MANY.search(self.text) else "solution"
        return Asked(want=want, solve=Solve(equations, unknowns), vector=x, **common)

    def _of_equations(self, common: dict[str, Any]) -> Asked | None:
        equations = [e for e in self.equations if isinstance(e, Eq)]
        names = symbols_of(equations)
        if not names:
            return None
        named = [r.node for r in self.loose if r.node in names]
        usual = [s for s in names if s.name.rstrip("0123456789_") in UNKNOWNS]
        which = _WHICH.search(self.text)
        if which and named:
            usual = [s for s in usual if s not in named] or usual
            named = []
        unknowns = tuple(usual or names)
        only: tuple[Any, ...] = ()
        if named and re.search(r"\bfor\b|unknowns?|variables?|について", self.text) and not which:
            unknowns = tuple(named) if set(named) - set(usual) or len(named) > 1 else tuple(usual)
            only = () if set(named) == set(unknowns) else tuple(named)
        elif named and not which:
            only = () if set(named) >= set(unknowns) else tuple(named)
        if any(not isinstance(n, Expr) for e in equations for n in e.args):
            return None
        if any(isinstance(n, Goal) or type(n).__name__ in ("Derivative",) for e in equations for n in walk(e)):
            return None
        numbers = field_of(equations, unknowns)
        for equation in equations:
            row_of(equation, unknowns, numbers)
        asks = re.search(
            r"solv|solution|eliminat|cramer|gauss|jordan|substitut|matri|system|linear|equation|find|row|解|連立",
            self.text,
            re.I,
        )
        if not asks and (len(equations) < 2 or all(len(symbols_of([e])) < 2 for e in equations)):
            return None
        if common["method"] in ("least-squares", "qr"):
            equations = _normal(equations, unknowns)
        solve = Solve(equations, unknowns)
        kind = claimed_kind(self.text)
        matrix = _AUGMENTED.search(self.text)
        if matrix:
            want = (
                "coefficient"
                if (matrix["which"] or "").lower() == "coefficient" or matrix[0].startswith("係")
                else "augmented"
            )
            return Asked(want=want, solve=solve, **common)
        if which and (kind or re.search(r"consistent|solvable|at least one solution|解をもつ", self.text)):
            return Asked(want="parameter", solve=solve, kind=kind or "consistent", **common)
        if _HOW_MANY.search(self.text):
            return Asked(want="kind", solve=solve, **common)
        return Asked(want="solution", solve=solve, only=only, **common)

    # Matrices

    def _of_matrices(self, common: dict[str, Any]) -> Asked | None:
        want, node = self._question()
        if node is None:
            return None
        try:
            question = self.meaning.question(node)
        except NotDefined as error:
            return Asked(want="value", undefined=str(error), **common)
        if want in ("dot", "orthogonal") and isinstance(question, Tuple) and len(question.args) == 2:
            question = goals.Dot(*[as_column(part) for part in question.args])
            return Asked(want="value" if want == "dot" else want, goal=question, **common)
        if want in ("rref", "echelon", "characteristic", "invertible", "orthogonal"):
            return Asked(want=want, goal=question, **common)
        if want == "augmented":
            return None
        made = _GOALS.get(want)
        if made is not None and is_matrix(question) and not isinstance(question, made):
            question = made(as_column(question) if isinstance(question, Tuple) else question)
        kind = want if want in ("eigenvalues", "eigenvectors", "null-space") else "value"
        if isinstance(question, MatrixBase) and isinstance(node, Symbol):
            return None  # a matrix alone asks nothing
        return Asked(want=kind, goal=question, **common)

    def _question(self) -> tuple[str, Any]:
        """What is wanted, and of what: the last expression that stands alone, or the only matrix there is."""
        tagged = [(r, want_of(r.words) or want_of(r.after)) for r in self.loose]
        about = [(r, want) for r, want in tagged if not self._is_number(r.node)]
        whole = next((want for _, want in about if want), "") or want_of(self.words)
        if whole in ("dot", "orthogonal"):
            vectors = [r.node for r, _ in about]
            if len(vectors) == 2:
                return whole, Tuple(*vectors)
            names = [symbol(name) for name in self.named]
            if not vectors and len(names) == 2:
                return whole, Tuple(*names)
        best = next(((r, want) for r, want in about if want), None)
        if best is None:
            best = next(((r, want) for r, want in about[::-1] if not isinstance(r.node, Symbol)), None)
        if best is None and about:
            best = about[-1]
        if best is not None:
            return best[1] or whole, best[0].node
        return (whole, symbol(self.named[-1])) if whole and self.named else ("", None)

    def _is_number(self, node: Any) -> bool:
        try:
            question = self.meaning.question(node)
        except NotDefined:
            return False
        return (
            isinstance(question, Expr)
            and not is_matrix(question)
            and not any(
                isinstance(n, goals.MatrixGoal | MatrixBase) or type(n).__name__ in ("det", "tr", "rank", "relu")
                for n in walk(question)
            )
            and not isinstance(node, Pow)
        )


def _normal(equations: list[Any], unknowns: tuple[Any, ...]) -> list[Any]:
    """A^T A x = A^T b, whose solutions are what is asked for by least squares."""
    rows, _, numbers = coefficients(equations, unknowns)
    n, expr = len(unknowns), numbers.expr
    made = []
    for i in range(n):
        sums = [sum((row[i] * row[j] for row in rows), start=numbers.rational(0)) for j in range(n + 1)]
        left = add(*[mul(expr(factor), x) for factor, x in zip(sums, unknowns, strict=False)])
        made.append(_equation(left, expr(sums[n])))
    return made


def want_of(words: str) -> str:
    """What words such as `the inverse` or `rank of` ask for; "" for others."""
    return next((want for pattern, want in _WANTS if re.search(pattern, words, re.I)), "")


def _value_or_question(question: Any) -> Any:
    """A matrix that is given as it is written, worked out."""
    if isinstance(question, MatrixBase):
        return question
    if isinstance(question, Tuple):
        return question
    return value(question)


def _size(matrices: dict[str, Any]) -> int:
    """The size of the unit matrix that goes with the matrices."""
    square = [m.rows for m in matrices.values() if m.rows == m.cols]
    return square[0] if square else 0


def _equation(left: Any, right: Any) -> Any:
    return Eq.__new__(Eq, left, right, evaluate=False)

"""Derivatives by vectors and matrices: `matrix_derivative("x' A x", "x", shapes={"A": "n x n", "x": "n"})`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sympy import Basic

from workings.derivation import Derivation, Detail, Line, Note, Step, _Unfolding
from workings.engine import Engine
from workings.expression.algebra import replace
from workings.expression.goals import D, Tidy
from workings.expression.linear_goals import Chain
from workings.expression.nodes import symbols_of, walk
from workings.expression.relations import without_redundant
from workings.expression.shaped import Letter, Map, Vec, entrywise, is_scalar, is_symmetric, letters_of, shape_of
from workings.expression.shaped_build import Reading
from workings.expression.shaped_declared import Declared, declared_from
from workings.expression.shaped_goals import Arranged, Curvature, Differential, Each, Neat, Slope
from workings.expression.shaped_question import Question, question, read_expression, read_question
from workings.rule import RuleBook, Text, load_book

__all__ = ["MatrixDerivation", "answer_question", "matrix_derivative", "matrix_differential", "matrix_hessian"]


def matrix_derivative(
    f: str, x: str, shapes: Mapping[str, Any] | None = None, *, layout: str = "", book: RuleBook | None = None
) -> MatrixDerivation:
    """The derivative of f by the vector or matrix x, with every step.

    Arguments:
        f: text, such as `"||A x - b||^2"`, `"tr(X' A X)"`, `"log det X"`.
        shapes: what the letters are: `{"A": ("m", "n"), "x": "n", "c": (), "S": "n x n symmetric"}`. What follows from
            these need not be said.
        layout: "numerator" (a row for each entry of f, a column for each of x), "denominator" (the transpose), or ""
            for the usual mixture: the gradient of a number has the shape of x, the Jacobian of a vector is m x n. The
            derivative of a matrix by a matrix is that of vec f by vec x.

    Raises:
        ReadError: f can't be read, or it is not known what a letter is.
        ShapeError: shapes don't fit; it says which, and what would.

    >>> print(matrix_derivative("||A x - b||^2", "x", {"A": ("m", "n"), "x": "n", "b": "m"}))
    ∂/∂x ‖A x − b‖²
        d‖A x − b‖² = 2(A x − b)ᵀ d(A x − b)      square of a length
      = 2(A x − b)ᵀ A dx                          sum; constant factors
        ∂/∂x ‖A x − b‖² = (2(A x − b)ᵀ A)ᵀ        read off, gradient layout: the shape of x
      = 2Aᵀ (A x − b)                             transposes
    valid for A ∈ ℝ^(m×n), x ∈ ℝⁿ, b ∈ ℝᵐ
    """
    return answer_question(question("derivative", f, x, declared_from(shapes or {}), layout), book=book)


def matrix_hessian(
    f: str, x: str, shapes: Mapping[str, Any] | None = None, *, book: RuleBook | None = None
) -> MatrixDerivation:
    """The Hessian of the number f by the vector x: the Jacobian of its gradient. Arguments as `matrix_derivative`.

    >>> matrix_hessian("x' A x", "x", {"A": "n x n", "x": "n"}).result
    A + Aᵀ
    """
    return answer_question(question("hessian", f, x, declared_from(shapes or {})), book=book)


def matrix_differential(
    f: str, x: str, shapes: Mapping[str, Any] | None = None, *, book: RuleBook | None = None
) -> MatrixDerivation:
    """The differential df in terms of dx. Arguments as `matrix_derivative`.

    >>> matrix_differential("X^-1", "X", {"X": "n x n"}).result
    −X⁻¹ dX X⁻¹
    """
    return answer_question(question("differential", f, x, declared_from(shapes or {})), book=book)


def answer_question(asked: Question | str, *, layout: str = "", book: RuleBook | None = None) -> MatrixDerivation:
    """The derivation that answers a question, or its text."""
    if isinstance(asked, str):
        asked = read_question(asked, layout=layout)
    step = Engine(load_book() if book is None else book).answer(asked.goal)
    return MatrixDerivation(
        step, notes=tuple(_how_it_was_read(asked)), reading=asked.reading, declared=dict(asked.declared)
    )


_USUAL = Text("read as usual, for it was not said: {}", "指定がないので通例に従って読んだ：{}")
_VECTOR, _NUMBER = Text("{} a vector", "{} はベクトル"), Text("{} a number", "{} は数")
_VECTORS, _NUMBERS = Text("{} vectors", "{} はベクトル"), Text("{} numbers", "{} は数")
_READ = {
    "added to every entry": Text("{} is added to every entry", "{} は各成分に加える"),
    "a power of every entry": Text("{}: the power of every entry", "{}：成分ごとの累乗"),
    "a power of the matrix": Text(
        "{}: the power of the matrix; for every entry write .^", "{}：行列の累乗（成分ごとなら .^ と書く）"
    ),
    "a function of every entry": Text(
        "{} is put to every entry; it is not the function of the matrix",
        "{} は成分ごとの関数であり、行列の関数ではない",
    ),
    "softmax of each row": Text("{}: the softmax of each row", "{}：行ごとのソフトマックス"),
    "read as a determinant": Text("{} is read as a determinant", "{} は行列式と読む"),
}
_SYMMETRIC = (
    Text(
        "the entries of {} are varied independently, though it is symmetric",
        "{} は対称だが、成分を互いに独立に変化させる",
    ),
    Text(
        "within the symmetric matrices the gradient G becomes (G + Gᵀ)/2, by the entries on and above the diagonal "
        "G + Gᵀ − I ⊙ G",
        "対称行列の中では勾配 G は (G + Gᵀ)/2、対角以上の成分による微分では G + Gᵀ − I ⊙ G となる",
    ),
)


def _how_it_was_read(asked: Question) -> Iterator[Text]:
    """What was understood that was not said."""
    numbers = [letter.name for letter in asked.reading.usual if is_scalar(letter)]
    vectors = [letter.name for letter in asked.reading.usual if not is_scalar(letter)]
    said = [(vectors, _VECTOR, _VECTORS), (numbers, _NUMBER, _NUMBERS)]
    if numbers or vectors:
        parts = [Text(*((one if len(names) == 1 else many)[lang].format(", ".join(map(_shown_name, names)))
                        for lang in ("en", "ja"))) for names, one, many in said if names]  # fmt: skip
        yield Text(_USUAL.en.format(", ".join(p.en for p in parts)), _USUAL.ja.format("、".join(p.ja for p in parts)))
    for kind, about in dict.fromkeys(asked.reading.notes):
        yield Text(_READ[kind].en.format(about.strip()), _READ[kind].ja.format(about.strip()))
    x: Any = getattr(asked.goal, "x", None)
    if isinstance(asked.goal, Slope) and is_symmetric(x) and x.kind != "diagonal" and not is_scalar(x):
        yield from (
            Text(note.en.format(_shown_name(x.name)), note.ja.format(_shown_name(x.name))) for note in _SYMMETRIC
        )


def _shown_name(name: str) -> str:
    from workings.show import to_text

    return to_text(Letter(name))


@dataclass(frozen=True)
class MatrixDerivation(Derivation):
    """A derivative by a vector or matrix with all its steps.

    Attributes:
        reading: the letters with their shapes, and which shapes were found, not declared.

    >>> from workings import derive
    >>> derive("gradient of x^T A x with respect to x, A symmetric").result
    2A x
    """

    reading: Reading = field(default_factory=lambda: Reading({}, ()))
    declared: Mapping[str, Declared] = field(default_factory=dict)

    @cached_property
    def result(self) -> Any:
        """The answer, an expression in the letters."""
        return self.answer

    @property
    def letters(self) -> tuple[Letter, ...]:
        """The letters of the question, each with its shape."""
        return letters_of([self.goal])

    @cached_property
    def conditions(self) -> tuple[Basic, ...]:
        """Where the result is valid; a condition on every entry is an `Each`."""
        found: dict[Basic, None] = {}
        inside: set[int] = set()
        for step in reversed(self.steps):
            if isinstance(step.goal, Differential) and isinstance(step.goal.f, Map):
                for used in step.uses:
                    if isinstance(used.goal, Tidy | D):
                        below = list(used.walk())
                        inside.update(map(id, below))
                        for condition in without_redundant(c for s in below for c in s.conditions):
                            found.setdefault(_of_entries(condition, step.goal.f))
        for step in self.steps:
            if id(step) not in inside:
                found.update(dict.fromkeys(step.conditions))
        everywhere = [condition for condition in found if isinstance(condition, Each)]
        return (*without_redundant(c for c in found if not isinstance(c, Each)), *everywhere)

    def read(self, text: str) -> Any:
        """An expression in the letters of the question, such as an answer to it.

        Raises:
            ReadError, ShapeError: it can't be read, or shapes don't fit.
        """
        return read_expression(text, self.reading, self.declared, shape_of(self.answer))

    def lines(self, detail: Detail = "normal", known: Collection[str] = ()) -> tuple[Line, ...]:
        """The lines a person reads: the differential, brought to the form in which the derivative is read off."""
        if detail not in ("brief", "normal", "full"):
            raise ValueError(f"detail {detail!r} is not one of 'brief', 'normal', 'full'")
        told = frozenset(known) if detail == "full" else frozenset(known) | self._of_one_variable
        if isinstance(self.goal, Differential):
            return (Line(self.goal), *_after_the_question(self.root, detail, told))
        return (Line(self.goal), *_lines(self.root, detail, told))

    @cached_property
    def _of_one_variable(self) -> frozenset[str]:
        """The rules by which slopes of functions of one number were found; they are worked in one line."""
        return frozenset(step.rule.slug for step in self.steps if isinstance(step.goal, Tidy | D))

    def hint(self, lines: Sequence[str | Basic] = (), lang: str = "en") -> str:
        """The next rule after `lines`, as worked so far, in a sentence and without the answer.

        >>> answer_question("d/dx ||x||^2 where x in R^n").hint()
        'Next: square of a length. ‖u‖² = uᵀu changes by 2 uᵀ du; for a matrix, ‖U‖² = tr(UᵀU) changes by 2 tr(Uᵀ dU).'
        """
        from workings.hint import DONE, NEXT, NOT_ON_THE_WAY
        from workings.judge.shaped import judge_shaped

        told, at = self.lines("full"), 0
        if lines:
            last = lines[-1]
            written = self.read(last.rsplit("=", 1)[-1]) if isinstance(last, str) else last
            same = [
                i for i, line in enumerate(told) if judge_shaped(written, _right(line)).kind in ("proved", "agrees")
            ]
            if not same:
                return NOT_ON_THE_WAY[lang]
            exact = [i for i in same if _right(told[i]) == written]
            at = (exact or same[:1])[-1]
        coming = [note for line in told[at + 1 :] for note in line.notes if not note.rule.silent]
        if not coming:
            return DONE[lang]
        return NEXT[lang].format(coming[0].rule.title[lang], coming[0].rule.explanation[lang])

    def lambdify(self, args: Any = None, backend: str = "numpy", **options: Any) -> Any:
        """The result as a function of NumPy arrays or torch tensors, in the order of `letters` unless `args` says.

        A vector is an array of one axis, a number a float; shapes are checked at the call.
        """
        from workings.numeric.shaped import compile_shaped

        names = [letter.name for letter in self.letters if letter.kind != "dimension"] if args is None else list(args)
        return compile_shaped(self.result, self.letters, names, backend)


def _of_entries(condition: Basic, f: Map) -> Basic:
    """A condition on one entry t as one on what stands in its place."""

    def put_in(side: Any) -> Any:
        if side == f.entry:
            return f.inner
        return entrywise(side, f.inner) if f.entry in symbols_of([side]) else side

    placed = Basic.__new__(type(condition), *map(put_in, condition.args))
    return placed if is_scalar(f.inner) else Each(placed)


def _right(line: Line) -> Any:
    """The expression of a line, without the question before it."""
    return line.expr.args[-1] if isinstance(line.expr, Chain) else line.expr


def _lines(root: Step, detail: Detail, known: frozenset[str]) -> Iterator[Line]:
    """The lines of a derivative below its question."""
    if isinstance(root.goal, Curvature):
        for step in root.uses:
            yield from _lines(step, detail, known)
        return
    assert isinstance(root.goal, Slope)
    differential, arranged, read_off, neat = root.uses
    opened = _after_the_question(differential, detail, known)
    if opened:
        opened += _after_the_question(arranged, detail, known)
    else:
        opened = [Line(differential.answer, (Note(differential),))]
    question: Any = differential.goal
    if isinstance(arranged.goal.args[0], Vec):  # a matrix is differentiated column below column
        question = Vec(question)
        opened = [line if shape_of(line.expr)[1] == 1 else Line(Vec(line.expr), line.notes) for line in opened]
    first, *rest = opened
    yield Line(Chain(question, first.expr), first.notes)
    yield from rest[-1:] if detail == "brief" else rest
    yield Line(Chain(root.goal, read_off.answer), (Note(read_off),))
    yield from _after_the_question(neat, detail, known)


def _after_the_question(step: Step, detail: Detail, known: frozenset[str]) -> list[Line]:
    """The lines of a step below its question, less those that only repeat the one before."""
    kept: list[Line] = []
    waiting: tuple[Note, ...] = ()
    before, *lines = _Unfolding(step, detail, known).lines()
    last = _bare(before.expr)
    for line in lines:
        if _bare(line.expr) == last:
            waiting += line.notes
            continue
        last = _bare(line.expr)
        kept.append(Line(last, _told(waiting + line.notes, detail)))
        waiting = ()
    return kept


def _told(notes: tuple[Note, ...], detail: Detail) -> tuple[Note, ...]:
    """The rules to name: a slope of one variable is named by its rule only where that is a single one."""
    inside = [note for note in notes if isinstance(note.step.goal, Tidy | D)]
    single = [note for note in inside if isinstance(note.step.goal, D)]
    if detail == "full":
        return notes
    gone = [note for note in inside if len(single) > 1 or note not in single]
    return tuple(note for note in notes if note not in gone)


def _bare(expr: Basic) -> Basic:
    """Without the wishes for an arranged or neat form inside it, and with dX for the question what dX is."""
    wishes: dict[Basic, Basic] = {node: node.args[0] for node in walk(expr) if isinstance(node, Arranged | Neat)}
    for node in walk(expr):
        if isinstance(node, Differential) and node.f in node.moving:
            wishes[node] = node.f.differential
    return replace(expr, wishes) if wishes else expr

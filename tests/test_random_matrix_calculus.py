"""Random expressions in vectors and matrices over all rules of matrix calculus.

Each derivation verifies, by exact arithmetic on random matrices and by autograd, its answer reads back from every
notation, and its LaTeX compiles. `WORKINGS_SLOW=1` tries a thousand and compiles a document, where LaTeX is installed.
"""

import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import sympy as sp
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import workings as wk
from workings.engine import Engine
from workings.expression import add as add_numbers
from workings.expression import call, power
from workings.expression import named as ml
from workings.expression.shaped import (
    ENTRY,
    Det,
    Diag,
    DiagonalOf,
    Eye,
    Frobenius,
    Inverse,
    Kronecker,
    Letter,
    LogSumExp,
    NormOf,
    NthPower,
    Softmax,
    SumOfEntries,
    Tr,
    Transpose,
    Vec,
    add,
    entrywise,
    hadamard,
    letters_of,
    multiple,
    negated,
    reciprocal,
    shape_of,
    times,
)
from workings.expression.shaped_build import Reading
from workings.expression.shaped_goals import Arranged, Curvature, Differential, Neat, ReadOff, Slope
from workings.matrix_calculus import MatrixDerivation
from workings.rule import load_book

SLOW = os.environ.get("WORKINGS_SLOW") == "1"
BOOK = load_book()
SHAPES = {"x": ("n", 1), "X": ("m", "n"), "S": ("n", "n"), "D": ("n", "n"), "t": (1, 1)}
KINDS = {"S": "symmetric", "D": "diagonal"}
FUNCTIONS = [
    call(sp.exp, ENTRY), call(sp.sin, ENTRY), call(sp.tanh, ENTRY), call(ml.sigmoid, ENTRY), call(ml.relu, ENTRY),
    call(ml.softplus, ENTRY), power(ENTRY, sp.Integer(2)), power(ENTRY, sp.Integer(3)), call(sp.atan, ENTRY),
    add_numbers(sp.Integer(1), ENTRY), call(ml.relu, add_numbers(sp.Integer(2), ENTRY)),
]  # fmt: skip
NUMBERS = [sp.Integer(k) for k in (-3, -1, 2)] + [sp.Rational(1, 2), sp.Rational(-2, 3)]


def variable(name: str) -> Letter:
    return Letter(name, *SHAPES[name], KINDS.get(name, ""))


class Grower:
    """Expressions of a wanted shape, drawn by hypothesis; `x` is the variable."""

    def __init__(self, draw: Any, x: Letter) -> None:
        self.draw = draw
        self.x = x

    def one_of(self, *ways: Callable[[], Any]) -> Any:
        return self.draw(st.sampled_from(ways))()

    def function(self) -> Any:
        return self.draw(st.sampled_from(FUNCTIONS))

    def letter(self, rows: Any, columns: Any) -> Letter:
        """A constant of that shape, or the variable itself."""
        if self.x.shape == (rows, columns) and self.draw(st.booleans()):
            return self.x
        name = {(1, 1): "c", ("n", 1): "a", ("m", 1): "b", ("m", "n"): "A", ("n", "n"): "B", ("m", "m"): "C"}
        return Letter(name.get((rows, columns), f"M_{rows}{columns}"), rows, columns)

    def of(self, rows: Any, columns: Any, depth: int) -> Any:
        if depth <= 0:
            return self.leaf(rows, columns)
        if (rows, columns) == (1, 1):
            return self.number(depth - 1)
        if rows == 1:
            return Transpose(self.of(columns, 1, depth))
        return self.vector(rows, depth - 1) if columns == 1 else self.matrix(rows, columns, depth - 1)

    def leaf(self, rows: Any, columns: Any) -> Any:
        if self.x.shape == (columns, rows) and rows != columns:
            return Transpose(self.x)
        if rows == 1 and columns != 1:
            return Transpose(self.letter(columns, 1))
        return self.letter(rows, columns)

    def size(self) -> Any:
        return self.draw(st.sampled_from(("m", "n")))

    def number(self, d: int) -> Any:
        k, n = self.size(), self.size()
        return self.one_of(
            lambda: times(Transpose(self.of(k, 1, d)), self.of(k, 1, d)),
            lambda: times(Transpose(self.of(k, 1, d - 1)), self.of(k, n, d), self.of(n, 1, d - 1)),
            lambda: Tr(self.of(k, k, d)),
            lambda: Tr(times(self.of(k, n, d), self.of(n, k, d - 1))),
            lambda: Det(self.of(k, k, d - 1)),
            lambda: entrywise(call(sp.log, ENTRY), Det(self.of(k, k, d - 1))),
            lambda: Frobenius(self.of(k, 1, d)),
            lambda: Frobenius(self.of(k, n, d)),
            lambda: NormOf(self.of(k, 1, d)),
            lambda: SumOfEntries(self.of(k, 1, d)),
            lambda: SumOfEntries(self.of(k, n, d)),
            lambda: LogSumExp(self.of(k, 1, d)),
            lambda: entrywise(self.function(), self.of(1, 1, d)),
            lambda: reciprocal(self.of(1, 1, d)),
            lambda: multiple(self.draw(st.sampled_from(NUMBERS)), self.of(1, 1, d)),
            lambda: add(self.of(1, 1, d), self.of(1, 1, d)),
            lambda: times(Transpose(Vec(self.of(k, n, d))), Vec(self.of(k, n, d - 1))),
            lambda: times(Transpose(Letter("h", "mn", 1)), Vec(self.of("m", "n", d))),
            lambda: Tr(Kronecker(self.of(k, k, d), self.of(n, n, d - 1))),
            lambda: Tr(times(Kronecker(Letter("G", k, k), Letter("H", n, n)), Kronecker(self.of(k, k, d), Eye(n)))),
            lambda: Tr(NthPower(self.of(k, k, d), sp.Integer(3))),
        )

    def vector(self, k: Any, d: int) -> Any:
        n = self.size()
        return self.one_of(
            lambda: times(self.of(k, n, d), self.of(n, 1, d)),
            lambda: entrywise(self.function(), self.of(k, 1, d)),
            lambda: hadamard(self.of(k, 1, d), self.of(k, 1, d)),
            lambda: Softmax(self.of(k, 1, d)),
            lambda: entrywise(call(sp.log, ENTRY), Softmax(self.of(k, 1, d))),
            lambda: multiple(self.of(1, 1, d), self.of(k, 1, d)),
            lambda: multiple(self.draw(st.sampled_from(NUMBERS)), self.of(k, 1, d)),
            lambda: add(self.of(k, 1, d), negated(self.of(k, 1, d))),
            lambda: DiagonalOf(self.of(k, k, d)),
            lambda: times(Diag(self.of(k, 1, d)), self.of(k, 1, d)),
            lambda: times(self.of(k, 1, d), Transpose(self.of(n, 1, d)), self.of(n, 1, d)),
        )

    def matrix(self, k: Any, n: Any, d: int) -> Any:
        ways: list[Callable[[], Any]] = [
            lambda: times(self.of(k, p := self.size(), d), self.of(p, n, d - 1)),
            lambda: Transpose(self.of(n, k, d)),
            lambda: hadamard(self.of(k, n, d), self.of(k, n, d)),
            lambda: entrywise(self.function(), self.of(k, n, d)),
            lambda: times(self.of(k, 1, d), Transpose(self.of(n, 1, d))),
            lambda: multiple(self.of(1, 1, d), self.of(k, n, d)),
            lambda: add(self.of(k, n, d), self.of(k, n, d)),
            lambda: Softmax(self.of(k, n, d)),
        ]
        if k == n:
            ways += [
                lambda: Inverse(self.of(k, k, d - 1)),
                lambda: Diag(self.of(k, 1, d)),
                lambda: NthPower(self.of(k, k, d - 1), sp.Integer(2)),
                lambda: add(self.of(k, k, d), Eye(k)),
            ]
        return self.one_of(*ways)


@st.composite
def questions(draw: Any, depth: int = 2) -> Any:
    """A question: a derivative, a Hessian or a differential."""
    x = variable(draw(st.sampled_from(sorted(SHAPES))))
    grower = Grower(draw, x)
    kind = draw(st.sampled_from(("gradient", "gradient", "gradient", "derivative", "differential", "hessian")))
    if kind == "hessian":
        x = variable("x")
        return Curvature(Grower(draw, x).of(1, 1, 1), x)
    vector = (draw(st.sampled_from(("m", "n"))), 1)
    number = kind == "gradient" or x.kind == "diagonal"
    shape = (1, 1) if number else draw(st.sampled_from((vector, vector, ("m", "n"))))
    matrices = shape[1] != 1 and x.shape != (1, 1)
    f = grower.of(*shape, 1 if matrices else depth)
    if matrices and draw(st.integers(0, 3)) == 0:
        f = Kronecker(f, Letter("G", "p", "q"))
    if kind == "differential":
        return Differential(f, x)
    return Slope(f, x, draw(st.sampled_from(("", "", "numerator", "denominator"))))


def derived(goal: Any) -> MatrixDerivation:
    """The derivation of a question; one that does not depend on the variable is not asked."""
    f = goal.f
    x = goal.moving[0] if isinstance(goal, Differential) else goal.x
    assume(x in letters_of([f]))
    letters = {letter.name: letter for letter in letters_of([f]) if letter.kind != "dimension"}
    return MatrixDerivation(Engine(BOOK).answer(goal), reading=Reading(letters, ()))


PROFILE = settings(
    max_examples=1_000 if SLOW else 25,
    deadline=None,
    derandomize=not SLOW,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@PROFILE
@given(questions())
def test_the_derivation_verifies(goal: Any) -> None:
    verification = derived(goal).verify()
    unclear = ("no random matrices", "no matrices at which")
    failing = [
        (step.rule.slug, wk.to_text(step.goal), str(evidence))
        for step, evidence in verification.steps
        if evidence.kind not in ("proved", "agrees") and not evidence.reason.startswith(unclear)
    ]
    assert not failing
    assert verification.whole.kind in ("proved", "agrees") or verification.whole.reason.startswith(unclear)
    assert verification.autograd is None or verification.autograd.kind != "refuted", verification.autograd


@PROFILE
@given(questions())
def test_the_answer_reads_back(goal: Any) -> None:
    derivation = derived(goal)
    for write in (wk.to_text, partial(wk.to_text, unicode=False), wk.to_latex):
        printed = write(derivation.result)
        if re.search(r"\(\s*0\s*(?:\\right)?\)", printed):
            continue  # softmax(0), of x - x: a zero vector is printed without its length
        again = derivation.read(printed)
        assert shape_of(again) == shape_of(derivation.result), printed
        assert wk.equal(derivation.result, again).kind in ("proved", "agrees"), printed


def test_every_rule_fires_in_random_questions_or_in_its_examples() -> None:
    """What the tests above draw reaches the rules of matrix calculus; those few that it may miss, their examples do."""
    kinds = (Slope, Curvature, ReadOff, Differential, Arranged, Neat)
    rules = [rule for rule in BOOK if issubclass(rule.goal, kinds)]
    fired: Counter[str] = Counter()

    @settings(PROFILE, max_examples=150, derandomize=True)
    @given(questions())
    def draw(goal: Any) -> None:
        fired.update(set(derived(goal).rules))

    draw()
    missed = {rule.slug for rule in rules} - set(fired)
    assert len(rules) >= 50
    assert len(missed) <= 5, missed
    for rule in rules:
        if rule.slug in missed:
            assert rule.slug in wk.derive(rule.examples[0].goal).rules


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="pdflatex is not installed")
def test_the_latex_compiles(tmp_path: Path) -> None:
    bodies: list[str] = []

    @settings(PROFILE, max_examples=300 if SLOW else 25, derandomize=True)
    @given(questions())
    def collect(goal: Any) -> None:
        bodies.append(derived(goal).to_latex())

    collect()
    document = tmp_path / "all.tex"
    head = "\\documentclass{article}\n\\usepackage{amsmath,amssymb}\n\\usepackage[T1]{fontenc}\n\\begin{document}\n"
    document.write_text(head + "\n".join(bodies) + "\n\\end{document}\n", encoding="utf-8")
    run = subprocess.run(
        ["pdflatex", "-halt-on-error", "-interaction=nonstopmode", document.name],
        cwd=tmp_path, capture_output=True, text=True, errors="replace", check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout[-2000:]

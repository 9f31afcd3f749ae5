"""How vectors and matrices are written, in every style: the signs belong to the style, the brackets to the notation."""

from typing import Any

import pytest
import sympy as sp

from workings.expression import add as add_numbers
from workings.expression import call, mul, power
from workings.expression.nodes import ONE, ZERO
from workings.expression.shaped import (
    ENTRY,
    Commutation,
    Det,
    Eye,
    Frobenius,
    Inverse,
    Kronecker,
    Letter,
    Map,
    NormOf,
    NthPower,
    Ones,
    Softmax,
    Tr,
    Transpose,
    Unvec,
    Vec,
    Zeros,
    add,
    entrywise,
    hadamard,
    multiple,
    negated,
    reciprocal,
    times,
)
from workings.expression.shaped_build import STEP
from workings.expression.shaped_goals import Differential, Member, ReadOff, Slope
from workings.show import to_latex, to_text
from workings.show.mathml import MATHML
from workings.show.notation import Notation
from workings.show.piece import flatten

A, B, X = Letter("A", "m", "n"), Letter("B", "n", "p"), Letter("X", "n", "n")
a, b, x, c = Letter("a", "n"), Letter("b", "m"), Letter("x", "n"), Letter("c")
S = Letter("S", "n", "n", "symmetric")
HALF = sp.Rational(1, 2)
ax = times(A, x)

WRITTEN = [
    # node, Unicode, ASCII, LaTeX
    (ax, "A x", "A x", "A x"),
    (Transpose(ax), "(A x)ᵀ", "(A x)^T", r"(A x)^{\top}"),
    (Transpose(Inverse(X)), "X⁻ᵀ", "X^-T", r"X^{-\top}"),
    (times(Transpose(x), X, x), "xᵀ X x", "x^T X x", r"x^{\top} X x"),
    (NormOf(add(ax, negated(b))), "‖A x − b‖", "||A x - b||", r"\| A x - b \|"),
    (Frobenius(A), "‖A‖_F²", "||A||_F^2", r"\| A \|_{F}^{2}"),
    (Tr(times(X, S)), "tr(X S)", "tr(X S)", r"\operatorname{tr}(X S)"),
    (Det(X), "det X", "det X", r"\det X"),
    (hadamard(a, x), "a ⊙ x", "a .* x", r"a \odot x"),
    (times(A, hadamard(a, x)), "A (a ⊙ x)", "A (a .* x)", r"A (a \odot x)"),
    (Kronecker(A, Eye("p")), "A ⊗ I_p", "kron(A, I_p)", r"A \otimes I_{p}"),
    (Kronecker(Ones("m", 1), A), "𝟏_m ⊗ A", "kron(ones(m), A)", r"\mathbf{1}_{m} \otimes A"),
    (times(A, Ones("n", 1)), "A 𝟏", "A ones(n)", r"A \mathbf{1}"),
    (Ones("m", "n"), "ones(m, n)", "ones(m, n)", r"\operatorname{ones}(m, n)"),
    (Commutation("m", "n"), "K_(m, n)", "K_(m, n)", "K_{m, n}"),
    (Zeros("m", "n"), "0", "0", "0"),
    (Vec(Eye("n")), "vec(I_n)", "vec(I_n)", r"\operatorname{vec}(I_{n})"),
    (Unvec(Letter("h", "mn"), "m", "n"), "unvec(h, m, n)", "unvec(h, m, n)", r"\operatorname{unvec}(h, m, n)"),
    (Softmax(ax), "softmax(A x)", "softmax(A x)", r"\operatorname{softmax}(A x)"),
    # powers: of a matrix, of every entry, of a function
    (NthPower(X, sp.Integer(2)), "X²", "X^2", "X^{2}"),
    (entrywise(power(ENTRY, sp.Integer(2)), X), "X.^2", "X.^2", r"X^{\odot 2}"),
    (entrywise(power(call(sp.sin, ENTRY), sp.Integer(2)), x), "sin²(x)", "sin^2(x)", r"\sin^{2}(x)"),
    (NthPower(entrywise(call(sp.sin, ENTRY), X), sp.Integer(2)), "(sin(X))²", "(sin(X))^2", r"(\sin(X))^{2}"),
    (entrywise(power(call(sp.atan, ENTRY), sp.Integer(3)), X), "(arctan(X)).^3", "(arctan(X)).^3", None),
    # functions of every entry
    (Map(STEP, ENTRY, ax), "[A x > 0]", "[A x > 0]", "[A x > 0]"),
    (entrywise(mul(ENTRY, call(sp.exp, ENTRY)), x), "x ⊙ exp(x)", "x .* exp(x)", r"x \odot \operatorname{exp}(x)"),
    (entrywise(add_numbers(ENTRY, ONE), x), "(x + 1)", "(x + 1)", "(x + 1)"),
    # signs and fractions
    (negated(add(ax, negated(b))), "−(A x − b)", "-(A x - b)", "-(A x - b)"),
    (add(b, negated(add(ax, b))), "b − (A x + b)", "b - (A x + b)", "b - (A x + b)"),
    (multiple(-ONE, sp.Integer(-3), c, x), "−(−3) c x", "-(-3) c x", "-(-3) c x"),
    (multiple(HALF, reciprocal(c), x), "x/(2c)", "x/(2c)", r"\frac{x}{2\,c}"),
    (multiple(-ONE, reciprocal(NormOf(x)), x), "−x/‖x‖", "-x/||x||", r"-\frac{x}{\| x \|}"),
    (multiple(sp.Integer(2), times(Transpose(a), x), x), "2(aᵀ x) x", "2(a^T x) x", r"2\,(a^{\top} x) x"),
    # questions
    (Differential(ax, x), "d(A x)", "d(A x)", "d(A x)"),
    (Slope(times(Transpose(a), x), x), "∂/∂x (aᵀ x)", r"\partial/\partial x (a^T x)", None),
    (ReadOff(Tr(times(Transpose(X), X.differential)), X), "∂f/∂X, df = tr(Xᵀ dX)", None, None),
    (Member(S), "S ∈ ℝ^(n×n) symmetric", "S in R^(n x n) symmetric", None),
]  # fmt: skip


@pytest.mark.parametrize(("node", "unicode", "ascii_", "latex"), WRITTEN, ids=[case[1] for case in WRITTEN])
def test_text_and_latex(node: Any, unicode: str, ascii_: str | None, latex: str | None) -> None:
    assert to_text(node) == unicode
    assert ascii_ is None or to_text(node, unicode=False) == ascii_
    assert latex is None or to_latex(node) == latex
    assert to_text(node, unicode=False).isascii()


def mathml(node: Any) -> str:
    return "".join(flatten(Notation(MATHML).rope(node), 10_000))


@pytest.mark.parametrize(("node", "unicode"), [case[:2] for case in WRITTEN], ids=[case[1] for case in WRITTEN])
def test_mathml_is_well_formed_and_has_the_same_letters(node: Any, unicode: str) -> None:
    import re
    from xml.etree import ElementTree

    written = mathml(node).replace("&#160;", " ")
    tree = ElementTree.fromstring(f"<math>{written}</math>")
    letters = [c for c in "".join(tree.itertext()) if c.isalpha()]
    assert sorted(letters) == sorted(c for c in re.sub("[⁻ᵀ]", "", unicode) if c.isalpha()) or "ᵀ" in unicode


@pytest.mark.parametrize(
    ("node", "sign"),
    [
        (hadamard(a, x), "<mo>⊙</mo>"),
        (Kronecker(A, B), "<mo>⊗</mo>"),
        (Transpose(A), "<mi>⊤</mi>"),
        (Ones("n", 1), "<mn>𝟏</mn>"),
        (NormOf(x), "<mo"),
        (Member(A), "<mo>∈</mo>"),
        (Tr(X), "<mi>tr</mi>"),
    ],
)
def test_mathml_has_its_own_signs(node: Any, sign: str) -> None:
    assert sign in mathml(node)


def test_zero_is_written_once() -> None:
    assert to_text(add(ax, Zeros("m", 1))) == "A x + 0"
    assert ZERO == 0

"""The special functions as they are typed, described in words and written on paper, and read back from there."""

import pytest
import sympy as sp

import workings as wk
from workings.expression.errors import ReadError
from workings.expression.reader import parse

# As typed, and on paper.
ON_PAPER = {
    "digamma(x)": r"\operatorname{\psi}(x)",
    "polygamma(2, x)": r"\operatorname{\psi}^{(2)}(x)",
    "riemannzeta(x)": r"\operatorname{\zeta}(x)",
    "hurwitz(3, x)": r"\zeta(3, x)",
    "uppergamma(s, x)": r"\Gamma(s, x)",
    "lowergamma(s, x)": r"\gamma(s, x)",
    "chebyshevT(n, x)": r"\operatorname{T}_{n}(x)",
    "chebyshevU(n - 1, x)": r"\operatorname{U}_{n - 1}(x)",
    "legendreP(n, x/2)": r"\operatorname{P}_{n}\left(\frac{x}{2}\right)",
    "assocLegendreP(n, m, x)": r"\operatorname{P}_{n}^{m}(x)",
    "hermiteH(n, x)": r"\operatorname{H}_{n}(x)",
    "hermiteHe(n, x)": r"\operatorname{He}_{n}(x)",
    "laguerreL(n, x)": r"\operatorname{L}_{n}(x)",
    "assocLaguerreL(n, a, x)": r"\operatorname{L}_{n}^{(a)}(x)",
    "gegenbauerC(n, a, x)": r"\operatorname{C}_{n}^{(a)}(x)",
    "jacobiP(n, a + 1, b, x)": r"\operatorname{P}_{n}^{(a + 1, b)}(x)",
    "besselj(n, x)": r"\operatorname{J}_{n}(x)",
    "hankel1(n, x)": r"\operatorname{H}_{n}^{(1)}(x)",
    "sphericalHankel2(n, x)": r"\operatorname{h}_{n}^{(2)}(x)",
    "sphericalHarmonic(n, m, x, y)": r"\operatorname{Y}_{n}^{m}(x, y)",
    "marcumQ(m, a, b)": r"\operatorname{Q}_{m}(a, b)",
    "multigamma(x, 3)": r"\operatorname{\Gamma}_{3}(x)",
    "ellipticPi(n, m)": r"\operatorname{\Pi}(n, m)",
    "lerchPhi(z, s, a)": r"\operatorname{\Phi}(z, s, a)",
    "DiracDelta(x)": r"\operatorname{\delta}(x)",
    "DiracDelta(x, 1)": r"\operatorname{\delta}'(x)",
    "DiracDelta(x, 5)": r"\operatorname{\delta}^{(5)}(x)",
    "LambertW(x, -1)": r"\operatorname{W}_{-1}(x)",
    "erfinv(x)": r"\operatorname{erf}^{-1}(x)",
    "hyper((a, b), (c), x)": r"{}_{2}F_{1}(a, b; c; x)",
    "hyper((), (a), x)": r"{}_{0}F_{1}(; a; x)",
    "meijerG((), (1, 1), (0, 0, s), (), x)": r"\operatorname{G}_{2, 3}^{3, 0}(x; 1, 1; 0, 0, s)",
    "arg(x)": r"\arg(x)",
}


@pytest.mark.parametrize(("typed", "latex"), ON_PAPER.items())
def test_on_paper_and_back(typed: str, latex: str) -> None:
    node = parse(typed)
    assert not node.atoms(sp.core.function.AppliedUndef)
    assert wk.to_latex(node) == latex
    assert parse(latex) == node


@pytest.mark.parametrize(
    ("italic", "typed"),
    [
        (r"J_{\nu}(x)", "besselj(nu, x)"),
        (r"J_{n+1}(x)", "besselj(n + 1, x)"),
        (r"H_{n-1}(x)", "hermiteH(n - 1, x)"),
        (r"P_n(x)", "legendreP(n, x)"),
        (r"L_n^{(\alpha)}(x)", "assocLaguerreL(n, alpha, x)"),
        (r"P_n^{(\alpha,\beta)}(x)", "jacobiP(n, alpha, beta, x)"),
        (r"C_n^{(\lambda)}(2x)", "gegenbauerC(n, lambda, 2x)"),
        (r"H_\nu^{(1)}(x)", "hankel1(nu, x)"),
        (r"h_n^{(2)}(kr)", "sphericalHankel2(n, k r)"),
        ("gamma(x)", "Gamma(x)"),
    ],
)
def test_letters_that_are_a_function_are_noted(italic: str, typed: str) -> None:
    reading = wk.read(italic)
    assert reading.node == parse(typed)
    assert any("read as" in note.message for note in reading.notes)


@pytest.mark.parametrize("text", ["P_3(x)", r"\psi^{(1)}(x)", r"\gamma(x)", "x_n^{(a)}(b + c)", "P_n(t)"])
def test_other_letters_stay_what_they_are(text: str) -> None:
    assert not parse(text).atoms(sp.legendre, sp.polygamma, sp.gamma, sp.assoc_laguerre)


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("differentiate the Bessel function J_2(3x)", "d/dx besselj(2, 3x)"),
        ("What is the derivative of the digamma function ψ(x)?", "d/dx digamma(x)"),
        ("Find the derivative of the Legendre polynomial P_3(x)", "d/dx legendreP(3, x)"),
        ("Differentiate the modified Bessel function of the first kind I_0(x^2)", "d/dx besseli(0, x^2)"),
        ("derivative of the error function erf(x)", "d/dx erf(x)"),
        ("d/dx log1p(x)", "d/dx ln(1 + x)"),
    ],
)
def test_described_in_words(question: str, short: str) -> None:
    assert wk.derive(question).result == wk.derive(short).result


def test_brackets_with_nothing_in_them_are_a_list_only_of_functions_of_lists() -> None:
    with pytest.raises(ReadError, match="empty brackets"):
        parse("besselj((), x)")


@pytest.mark.parametrize(
    ("problem", "answer", "status"),
    [
        ("d/dx Γ(x)", "Γ(x) ψ(x)", "correct"),
        (r"\frac{d}{dx} \Gamma(x)", r"\Gamma(x)\psi(x)", "correct"),
        ("d/dx ln Γ(x)", "ψ(x)", "correct"),
        ("d/dx ln Γ(x)", "Γ(x) ψ(x)", "wrong"),
        ("d/dx digamma(x)", "ψ'(x)", "correct"),
        ("d/dx LambertW(x)", "W(x)/(x(1 + W(x)))", "correct"),
        ("d/dx ellipticK(x)", "(E(x) - (1 - x) K(x))/(2x(1 - x))", "correct"),
        (r"d/dx L_n^{(\alpha)}(x)", r"-L_{n-1}^{(\alpha+1)}(x)", "correct"),
        ("d/dx H_n(x)", "2n H_{n-1}(x)", "correct"),
        ("d/dx H_n(x)", "n H_{n-1}(x)", "wrong"),
        ("d/dx hankel1(0, x)", "-hankel1(1, x)", "correct"),
        ("d/dx hankel1(0, x)", "hankel1(1, x)", "wrong"),
    ],
)
def test_answers_in_the_usual_letters(problem: str, answer: str, status: str) -> None:
    assert wk.check(problem, answer).status == status

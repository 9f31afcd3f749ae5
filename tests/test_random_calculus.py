"""Random expressions over all rules of calculus: the derivation verifies, and its LaTeX reads back and compiles.

`WORKINGS_SLOW=1` tries a thousand and compiles a document of them, where LaTeX is installed.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
import sympy as sp
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sympy import Basic, Expr, Integer, Rational
from sympy.functions.special.bessel import hn1, hn2, marcumq
from sympy.functions.special.gamma_functions import multigamma
from sympy.functions.special.hyper import TupleArg

import workings as wk
from workings.derivation import Derivation
from workings.expression import add, call, divide, mul, negate, power, symbol
from workings.expression import named as ml
from workings.expression.canonical import canonical
from workings.expression.complex_values import has_complex_values
from workings.expression.nodes import piecewise, symbols_of
from workings.judge import equal
from workings.rule import load_book

SLOW = os.environ.get("WORKINGS_SLOW") == "1"
x, y = symbol("x"), symbol("y")
HALF = Rational(1, 2)

ELEMENTARY = [
    *(sp.exp, sp.log, sp.sin, sp.cos, sp.tan, sp.cot, sp.sec, sp.csc),
    *(sp.asin, sp.acos, sp.atan, sp.acot, sp.asec, sp.acsc),
    *(sp.sinh, sp.cosh, sp.tanh, sp.coth, sp.sech, sp.csch, sp.asinh, sp.acosh, sp.atanh, sp.acoth, sp.asech, sp.acsch),
    *(sp.Abs, sp.sign),
]  # fmt: skip
SPECIAL = [
    *(sp.erf, sp.erfc, sp.erfi, sp.erfinv, sp.erfcinv, sp.gamma, sp.loggamma, sp.digamma, sp.trigamma, sp.factorial),
    *(sp.Ei, sp.li, sp.Li, sp.Si, sp.Ci, sp.Shi, sp.Chi, sp.fresnels, sp.fresnelc, sp.airyai, sp.airybi),
    *(sp.airyaiprime, sp.airybiprime, sp.elliptic_k, sp.elliptic_e, sp.LambertW, sp.floor, sp.ceiling, sp.frac),
    *(sp.sinc, sp.harmonic, sp.catalan),
]  # fmt: skip
MACHINE_LEARNING = [ml.sigmoid, ml.softplus, ml.relu, ml.leaky_relu, ml.gelu, ml.silu, ml.huber]


def _lists(*parts: tuple[Expr, ...]) -> Basic:
    return Basic.__new__(TupleArg, *[Basic.__new__(TupleArg, *part) for part in parts])


NUMBERS = [Integer(k) for k in (-2, -1, 1, 2, 3)] + [HALF, Rational(2, 3)]
# Functions of a parameter and u: the parameter is one for which they are real near 1.
WITH_PARAMETER = [
    lambda u: call(sp.besselj, Integer(1), u), lambda u: call(sp.bessely, Integer(0), u),
    lambda u: call(sp.besseli, HALF, u), lambda u: call(sp.besselk, Integer(2), u),
    lambda u: call(sp.jn, Integer(1), u), lambda u: call(sp.yn, Integer(1), u),
    lambda u: call(sp.polygamma, Integer(2), u), lambda u: call(sp.polylog, Integer(2), u),
    lambda u: call(sp.lowergamma, HALF, u), lambda u: call(sp.uppergamma, HALF, u),
    lambda u: call(sp.expint, Integer(2), u), lambda u: call(sp.zeta, Integer(3), u),
    lambda u: call(sp.beta, u, HALF), lambda u: call(sp.beta, Integer(2), u),
    lambda u: call(sp.binomial, Integer(5), u), lambda u: call(sp.binomial, u, Integer(2)),
    lambda u: call(sp.elliptic_f, u, HALF), lambda u: call(sp.elliptic_f, HALF, u),
    lambda u: call(sp.elliptic_e, u, HALF), lambda u: call(sp.elliptic_e, HALF, u),
    lambda u: call(sp.elliptic_pi, u, HALF), lambda u: call(sp.elliptic_pi, HALF, u, Rational(1, 3)),
    lambda u: call(sp.lerchphi, u, Integer(2), Integer(1)),
    lambda u: call(sp.betainc, Integer(2), Integer(3), Integer(0), u),
    lambda u: call(sp.chebyshevt, Integer(3), u), lambda u: call(sp.chebyshevu, Integer(2), u),
    lambda u: call(sp.legendre, Integer(3), u), lambda u: call(sp.hermite, Integer(2), u),
    lambda u: call(sp.hermite_prob, Integer(3), u), lambda u: call(sp.laguerre, Integer(2), u),
    lambda u: call(sp.assoc_laguerre, Integer(2), Integer(1), u), lambda u: call(sp.gegenbauer, Integer(2), HALF, u),
    lambda u: call(sp.jacobi, Integer(2), Integer(1), HALF, u),
    lambda u: call(sp.assoc_legendre, Integer(2), Integer(1), u),
    lambda u: call(sp.erf2, HALF, u), lambda u: call(sp.betainc_regularized, Integer(2), Integer(3), Integer(0), u),
    lambda u: call(sp.erf2inv, HALF, u), lambda u: call(sp.RisingFactorial, u, HALF),
    lambda u: call(sp.FallingFactorial, u, HALF), lambda u: call(marcumq, Integer(1), HALF, u),
    lambda u: call(marcumq, Integer(2), u, HALF), lambda u: call(sp.mathieuc, Integer(1), HALF, u),
    lambda u: call(sp.mathieus, Integer(1), HALF, u), lambda u: call(sp.mathieucprime, HALF, HALF, u),
    lambda u: call(sp.mathieusprime, HALF, HALF, u), lambda u: call(sp.zeta, u),
    lambda u: call(sp.dirichlet_eta, u), lambda u: call(sp.riemann_xi, u),
    lambda u: call(sp.hyper, Basic.__new__(TupleArg, Integer(1), HALF), Basic.__new__(TupleArg, Integer(2)), u),
    lambda u: call(sp.hyper, Basic.__new__(TupleArg, HALF), Basic.__new__(TupleArg, Integer(2)), u),
    lambda u: call(sp.appellf1, Integer(1), HALF, Rational(1, 3), Integer(2), u, HALF),
    lambda u: call(sp.meijerg, _lists((), (Integer(1),)), _lists((Integer(0), HALF), ()), u),
    lambda u: call(sp.SingularityFunction, u, HALF, Integer(2)), lambda u: call(multigamma, u, Integer(2)),
    lambda u: call(sp.hankel1, Integer(1), u), lambda u: call(sp.hankel2, HALF, u),
    lambda u: call(hn1, Integer(1), u), lambda u: call(hn2, Integer(1), u), lambda u: call(sp.arg, u),
    lambda u: call(sp.Ynm, Integer(2), Integer(1), u, HALF), lambda u: call(sp.Ynm, Integer(2), Integer(1), HALF, u),
    lambda u: call(sp.DiracDelta, u), lambda u: call(sp.LambertW, u, Integer(-1)),
    lambda u: call(sp.Heaviside, u, HALF),
]  # fmt: skip


def _pieces(u: Expr, v: Expr) -> Expr:
    return piecewise((u, Basic.__new__(sp.Lt, x, Integer(1))), (v, Basic.__new__(sp.Ge, x, Integer(1))))


OF_TWO = [
    *(add, add, mul, mul, divide, lambda u, v: add(u, negate(v))),
    *(lambda u, v: call(sp.Max, u, v), lambda u, v: call(sp.Min, u, v), lambda u, v: call(sp.atan2, u, v)),
    *(_pieces, lambda u, v: call(ml.logsumexp, u, v), lambda u, v: call(ml.softmax, Integer(2), u, v)),
    *(lambda u, v: call(ml.log_softmax, Integer(1), u, v), lambda u, v: power(call(sp.exp, u), v)),
]
EXPONENTS = [Integer(k) for k in (-2, -1, 2, 3)] + [HALF, Rational(-1, 2), Rational(1, 3), Rational(2, 3)]


def grown(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    return st.one_of(
        st.builds(call, st.sampled_from(ELEMENTARY + MACHINE_LEARNING), inner),
        st.builds(call, st.sampled_from(SPECIAL), inner),
        st.builds(lambda f, u: f(u), st.sampled_from(WITH_PARAMETER), inner),
        st.builds(lambda f, u, v: f(u, v), st.sampled_from(OF_TWO), inner, inner),
        st.builds(power, inner, st.sampled_from(EXPONENTS)),
        st.builds(lambda a, u: power(a, u), st.sampled_from([Integer(2), HALF]), inner),
    )


EXPRESSIONS = st.recursive(st.sampled_from([x, x, x, y, *NUMBERS]), grown, max_leaves=5)
PROFILE = settings(
    max_examples=1_000 if SLOW else 25,
    deadline=None,
    derandomize=not SLOW,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def derived(f: Expr) -> Derivation:
    """The derivation of df/dx; of what is real nowhere nothing is asked."""
    assume(x in symbols_of([f]))
    assume(equal(f, add(f, Integer(1))).kind == "refuted")  # it has a real value somewhere
    try:
        return wk.differentiate(f, x)
    except wk.NoRule:
        assume(not has_complex_values(f))  # of which |u| and arcosh have no derivative here
        raise


def known_or_nowhere(evidence: wk.Evidence) -> bool:
    """Whether it is known to hold, or there are not points enough at which both sides are defined."""
    nowhere = "no point was found" in evidence.reason or "no more were found" in evidence.reason
    return evidence.kind in ("proved", "agrees") or nowhere


def is_nothing(derivation: Derivation) -> bool:
    """Whether the slope is 0 everywhere, which values on a circle can't tell from a small one: Ai'(atan2(x, x))."""
    return equal(derivation.answer, Integer(0)).kind in ("proved", "agrees")


@PROFILE
@given(EXPRESSIONS)
def test_the_derivation_verifies(f: Expr) -> None:
    derivation = derived(f)
    verification = derivation.verify()
    failing = [
        (step.rule.slug, wk.to_text(step.goal), str(evidence))
        for step, evidence in verification.steps
        if not known_or_nowhere(evidence)
    ]
    if not is_nothing(derivation):
        assert not failing
        assert known_or_nowhere(verification.whole), verification.whole
    assert all(evidence.kind != "refuted" for _, evidence in verification.steps)
    assert verification.whole.kind != "refuted"
    assert verification.autograd is None or verification.autograd.kind != "refuted", verification.autograd


@PROFILE
@given(EXPRESSIONS)
def test_the_latex_reads_back(f: Expr) -> None:
    for node in (f, derived(f).answer):
        if node.has(sp.I):
            continue  # a typed i is a letter, not the imaginary unit
        latex = wk.to_latex(node)
        again = wk.parse(latex)
        if canonical(again) != canonical(node):
            assert equal(again, node).kind in ("proved", "agrees"), latex


def test_every_rule_of_a_table_is_drawn() -> None:
    drawn = {*ELEMENTARY, *SPECIAL, *MACHINE_LEARNING, sp.Heaviside, sp.Max, sp.Min, sp.atan2}
    drawn |= {type(f(x)) for f in WITH_PARAMETER} | {type(f(x, y)) for f in OF_TWO}
    missing = {
        head.__name__
        for rule in load_book("calculus")
        if rule.elementary and rule.heads and rule.goal.__name__ == "D"
        for head in rule.heads
        if issubclass(head, sp.Function) and head not in drawn and "Undef" not in head.__name__
    }
    assert not missing


@pytest.mark.skipif(not SLOW, reason="compiles a document: WORKINGS_SLOW=1")
@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="pdflatex is not installed")
def test_the_latex_compiles(tmp_path: Path) -> None:
    bodies: list[str] = []

    @settings(max_examples=150, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(EXPRESSIONS)
    def collect(f: Expr) -> None:
        bodies.append(derived(f).to_latex())

    collect()
    document = tmp_path / "all.tex"
    head = "\\documentclass{article}\n\\usepackage{amsmath}\n\\usepackage[T1]{fontenc}\n\\begin{document}\n"
    document.write_text(head + "\n".join(bodies) + "\n\\end{document}\n", encoding="utf-8")
    run = subprocess.run(
        ["pdflatex", "-halt-on-error", "-interaction=nonstopmode", document.name],
        cwd=tmp_path, capture_output=True, text=True, errors="replace", check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout[-2000:]

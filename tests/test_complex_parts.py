"""Complex values by their parts: every formula against mpmath in all four quadrants, and what is said of equations."""

import mpmath
import pytest
import sympy as sp
from flint import fmpq
from sympy import I

import workings as wk
from workings.expression import D, symbol
from workings.expression.complex_values import COMPLEX_VALUED, has_complex_values
from workings.judge.balls import Program
from workings.judge.complex_parts import _COMPLEX, _FORMULAS, NoParts, parts
from workings.judge.equality import equal

a, b, n, x = symbol("a"), symbol("b"), symbol("n"), symbol("x")
z = sp.Add(a, sp.Mul(I, b, evaluate=False), evaluate=False)
BY_HAND = {sp.Add, sp.Mul, sp.Pow, sp.log, sp.UnevaluatedExpr}
HEADS = [head for head in _FORMULAS if head not in BY_HAND]
QUADRANTS = [(3, 2), (-2, 3), (-3, -2), (2, -3)]


def values(node: sp.Basic, at: dict[sp.Symbol, fmpq]) -> complex:
    program = Program()
    registers = [program.add(part) for part in parts(node)]
    program.tape.want(registers)
    found = program.tape.run([at[s] for s in program.tape.symbols], 128)
    return complex(*(float(found[r].mid()) for r in registers))


@pytest.mark.parametrize("head", HEADS, ids=lambda head: head.__name__)
@pytest.mark.parametrize(("p", "q"), QUADRANTS)
def test_formula(head: type, p: int, q: int) -> None:
    at = {a: fmpq(p, 5), b: fmpq(q, 7)}
    expected = complex(head(sp.Rational(p, 5) + I * sp.Rational(q, 7)).evalf(30))  # type: ignore[operator]
    assert abs(values(sp.Basic.__new__(head, z), at) - expected) < 1e-14


@pytest.mark.parametrize("exponent", [2, -3, 30, sp.Rational(1, 3), sp.Rational(-5, 2), 1 + I, a * I])
@pytest.mark.parametrize(("p", "q"), QUADRANTS)
def test_power(exponent: sp.Expr, p: int, q: int) -> None:
    at = {a: sp.Rational(p, 5), b: sp.Rational(q, 7)}
    expected = complex(((at[a] + I * at[b]) ** sp.sympify(exponent).subs(at)).evalf(30))
    found = values(z ** sp.sympify(exponent), {s: fmpq(v.p, v.q) for s, v in at.items()})
    assert abs(found / expected - 1) < 1e-14


def test_functions_that_are_complex_for_real_arguments() -> None:
    third, far = fmpq(1, 3), fmpq(5, 2)
    with mpmath.workdps(30):
        nu, u = mpmath.mpf(1) / 3, mpmath.mpf(5) / 2
        for head, reference in ((sp.hankel1, mpmath.hankel1), (sp.hankel2, mpmath.hankel2)):
            assert abs(values(head(n, x), {n: third, x: far}) - complex(reference(nu, u))) < 1e-14
        theta, phi = symbol("theta"), symbol("phi")
        found = values(sp.Ynm(3, 2, theta, phi), {theta: far, phi: third})
        assert abs(found - complex(mpmath.spherharm(3, 2, u, nu))) < 1e-14


def test_equations_between_complex_values() -> None:
    assert equal(sp.exp(I * x), sp.cos(x) + I * sp.sin(x)).kind == "proved"
    assert equal((1 + I * x) ** 2, 1 - x**2 + 2 * I * x).kind == "proved"
    assert equal(sp.hankel1(n, x) + sp.hankel2(n, x), 2 * sp.besselj(n, x)).kind == "proved"
    wrong = equal(D(sp.exp(I * x), x), sp.exp(I * x))
    assert wrong.kind == "refuted"
    assert "real parts" in wrong.method
    assert equal(x, I).kind == "refuted"
    assert equal(D(sp.log(1 + I * x), x), I / (1 + I * x)).kind in ("proved", "agrees")
    assert equal(D(sp.atan(I * x + 1), x), I / (1 + (1 + I * x) ** 2)).kind == "agrees"


def test_a_derivative_by_a_complex_variable_is_along_the_real_direction() -> None:
    u = 1 + I * x
    assert equal(D(sp.sin(u), u), sp.cos(u)).kind in ("proved", "agrees")
    assert equal(D(sp.sin(u), u), sp.sin(u)).kind == "refuted"
    with pytest.raises(NoParts, match="not analytic"):
        parts(D(sp.Abs(u, evaluate=False), u))


def test_what_has_no_parts_is_undecided() -> None:
    assert not has_complex_values(sp.sin(x))
    assert set(_COMPLEX) == COMPLEX_VALUED
    with pytest.raises(NoParts, match="erf of a complex value"):
        parts(sp.erf(I * x, evaluate=False))
    assert "erf" in equal(sp.erf(1 + I * x), sp.erf(2 + I * x)).reason


def test_what_is_not_analytic_is_not_differentiated_of_complex_values() -> None:
    for f in ("|hankel1(0, x)|", "sign(hankel1(0, x))", "arg(hankel1(0, x))", "arcosh(hankel1(1, x))"):
        with pytest.raises(wk.NoRule, match="no rule answers"):
            wk.differentiate(f, "x")
    assert wk.derive("d/dx sqrt(hankel1(1, x))").verify().holds
    assert wk.derive("d/dx ln(hankel1(0, x))").verify().holds

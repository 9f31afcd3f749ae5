"""Functions of which the judge knows values only: against mpmath, and their slopes by a circle of values."""

import mpmath
import pytest
import sympy as sp
from flint import arb, fmpq

import workings as wk
from workings.expression import D, symbol
from workings.judge.balls import Program
from workings.judge.equality import equal

x = symbol("x")
HALF, THIRD = sp.Rational(1, 2), sp.Rational(1, 3)
FUNCTIONS = [
    (sp.airyaiprime(x), lambda u: mpmath.airyai(u, derivative=1)),
    (sp.airybiprime(x), lambda u: mpmath.airybi(u, derivative=1)),
    (sp.elliptic_f(sp.Rational(4, 5), x), lambda u: mpmath.ellipf(0.8, u)),
    (sp.elliptic_e(sp.Rational(4, 5), x), lambda u: mpmath.ellipe(0.8, u)),
    (sp.elliptic_pi(x, THIRD), lambda u: mpmath.ellippi(u, mpmath.mpf(1) / 3)),
    (sp.elliptic_pi(THIRD, HALF, x), lambda u: mpmath.ellippi(mpmath.mpf(1) / 3, 0.5, u)),
    (sp.elliptic_pi(x, HALF, THIRD), lambda u: mpmath.ellippi(u, 0.5, mpmath.mpf(1) / 3)),
    (sp.zeta(3, x), lambda u: mpmath.zeta(3, u)),
    (sp.lerchphi(x, 2, HALF), lambda u: mpmath.lerchphi(u, 2, 0.5)),
    (sp.lerchphi(HALF, 2, x), lambda u: mpmath.lerchphi(0.5, 2, u)),
    (wk.parse("chebyshevT(1/2, x)"), lambda u: mpmath.chebyt(0.5, u)),
    (wk.parse("legendreP(1/2, x)"), lambda u: mpmath.legendre(0.5, u)),
    (wk.parse("hermiteH(1/2, x)"), lambda u: mpmath.hermite(0.5, u)),
    (wk.parse("laguerreL(1/2, x)"), lambda u: mpmath.laguerre(0.5, 0, u)),
    (wk.parse("gegenbauerC(1/2, 1/3, x)"), lambda u: mpmath.gegenbauer(0.5, mpmath.mpf(1) / 3, u)),
    (wk.parse("jacobiP(1/2, 1/3, 2, x)"), lambda u: mpmath.jacobi(0.5, mpmath.mpf(1) / 3, 2, u)),
    (sp.betainc(2, HALF, 0, x), lambda u: mpmath.betainc(2, 0.5, 0, u)),
    (sp.harmonic(x), mpmath.harmonic),
    (sp.erfinv(x), mpmath.erfinv),
    (sp.erfcinv(x), lambda u: mpmath.erfinv(1 - u)),
    (sp.zeta(2 + x, x), lambda u: mpmath.zeta(2 + u, u)),
    (sp.elliptic_f(x, x**2), lambda u: mpmath.ellipf(u, u * u)),
]


def value(expr: sp.Basic) -> arb:
    program = Program()
    register = program.add(expr)
    program.tape.want([register])
    return program.tape.run([fmpq(3, 7)], 128)[register]


@pytest.mark.parametrize(("node", "reference"), FUNCTIONS, ids=lambda v: str(v) if isinstance(v, sp.Basic) else "")
def test_value_and_slope(node: sp.Expr, reference: object) -> None:
    with mpmath.workdps(40):
        u = mpmath.mpf(3) / 7
        for found, expected, digits in (
            (value(node), reference(u), 14),  # type: ignore[operator]
            (value(D(node, x)), mpmath.diff(reference, u), 12),
            (value(D(D(node, x), x)), mpmath.diff(reference, u, 2), 8),
        ):
            assert found.rad() < 1e-20
            assert abs(mpmath.mpf(found.mid().str(30, radius=False)) / expected - 1) < mpmath.mpf(10) ** -digits


def test_outside_of_where_it_is_analytic_nothing_is_claimed() -> None:
    for node in (sp.zeta(3, x - 2), sp.elliptic_f(2, 3 * x + 1), sp.lerchphi(x + 1, 2, HALF)):
        assert not value(D(node, x)).is_finite()


def test_a_wrong_slope_is_refuted() -> None:
    f = wk.parse("ellipticF(a, x)")
    right = wk.differentiate(f, "x").answer
    assert equal(D(f, x), right).kind == "agrees"
    assert equal(D(f, x), 2 * right).kind == "refuted"

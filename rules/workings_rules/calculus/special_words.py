"""The special functions as words to write their derivatives with."""

from collections.abc import Callable
from functools import partial

import sympy
from sympy import Expr, Integer
from sympy.functions.special.bessel import marcumq as marcumq_head

from workings.expression import add, call, divide, mul, negate, power, subtract, symbol
from workings.expression.nodes import HALF, ONE, ZERO
from workings.expression.words import TWO, exp, sin


def over(u: Expr) -> Expr:
    return divide(ONE, u)


def sq(u: Expr) -> Expr:
    return power(u, TWO)


def root(u: Expr) -> Expr:
    return power(u, HALF)


a, b, k, m, n, q, s = (symbol(name) for name in "abkmnqs")
pi, sqrt_pi = sympy.pi, root(sympy.pi)


def at(head: type) -> Callable[..., Expr]:
    return partial(call, head)


gamma, polygamma, factorial, binomial, beta = map(
    at, (sympy.gamma, sympy.polygamma, sympy.factorial, sympy.binomial, sympy.beta)
)
J, Y, I_n, K, j, y_n = map(at, (sympy.besselj, sympy.bessely, sympy.besseli, sympy.besselk, sympy.jn, sympy.yn))
W, polylog, zeta, lerchphi, expint = map(at, (sympy.LambertW, sympy.polylog, sympy.zeta, sympy.lerchphi, sympy.expint))
erfinv, erfcinv, erf2, erf2inv = map(at, (sympy.erfinv, sympy.erfcinv, sympy.erf2, sympy.erf2inv))
rising, falling = map(at, (sympy.RisingFactorial, sympy.FallingFactorial))
marcumq = at(marcumq_head)
mathieuc, mathieus, mathieucprime, mathieusprime = map(
    at, (sympy.mathieuc, sympy.mathieus, sympy.mathieucprime, sympy.mathieusprime)
)
harmonic, catalan, betainc, betainc_regularized = map(
    at, (sympy.harmonic, sympy.catalan, sympy.betainc, sympy.betainc_regularized)
)
k_of, e_of, f_of, pi_of = map(at, (sympy.elliptic_k, sympy.elliptic_e, sympy.elliptic_f, sympy.elliptic_pi))


def psi(u: Expr) -> Expr:
    """The digamma function, (ln Gamma)'."""
    return polygamma(ZERO, u)


def half(u: Expr) -> Expr:
    return divide(u, TWO)


def plus(u: Expr, i: int) -> Expr:
    return add(u, Integer(i)) if not u.is_Number else u + i


def gauss(u: Expr) -> Expr:
    """e^(-u^2)"""
    return exp(negate(sq(u)))


def delta_angle(z: Expr, m: Expr) -> Expr:
    """sqrt(1 - m sin^2 z)"""
    return root(subtract(ONE, mul(m, sq(sin(z)))))

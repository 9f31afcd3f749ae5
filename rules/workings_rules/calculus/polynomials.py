"""The orthogonal polynomials: a line a family, its derivative and where that holds."""

import sympy
from sympy import Basic, Expr, Integer

from workings.expression import add, divide, mul, negate, subtract
from workings.expression.nodes import ONE, ZERO
from workings.expression.relations import between, greater, nonzero
from workings.expression.words import TWO, absolute, x
from workings_rules.calculus.sources import DLMF, HOUSE
from workings_rules.calculus.special_words import a, at, b, half, m, n, plus, sq
from workings_rules.calculus.table import Row, Slip, everywhere, rules

T, U, P, P_m, H, He, L, L_a, C, P_ab = map(
    at,
    (
        *(sympy.chebyshevt, sympy.chebyshevu, sympy.legendre, sympy.assoc_legendre, sympy.hermite, sympy.hermite_prob),
        *(sympy.laguerre, sympy.assoc_laguerre, sympy.gegenbauer, sympy.jacobi),
    ),
)


def is_polynomial(n: Expr) -> bool:
    """Whether it is one indeed: the functions of other orders are real from -1 on only."""
    return isinstance(n, Integer) and n.p >= 0


def right_of_minus_one(*args: Expr) -> tuple[Basic, ...]:
    return () if is_polynomial(args[0]) else (greater(args[-1], Integer(-1)),)


def inside(*args: Expr) -> tuple[Basic, ...]:
    return (between(absolute(args[-1]), ONE),)


def beyond_one(u: Expr) -> Expr:
    """u^2 - 1"""
    return subtract(sq(u), ONE)


def not_one(*args: Expr) -> tuple[Basic, ...]:
    """Where it is divided by x^2 - 1."""
    return (*right_of_minus_one(*args), nonzero(beyond_one(args[-1])))


def unless_constant(n: Expr, slope: Expr) -> Expr:
    """0 for the polynomial of order 0."""
    return ZERO if n is ZERO else slope


# fmt: off
TABLE: tuple[Row, ...] = (
    ("chebyshev-t", T(n, x),         lambda n, u: mul(n, U(plus(n, -1), u)),                                              right_of_minus_one, "Chebyshev polynomial T",   "チェビシェフ多項式 T の微分", DLMF + "18.9.E21"),
    ("chebyshev-u", U(n, x),         lambda n, u: divide(subtract(mul(plus(n, 1), T(plus(n, 1), u)), mul(u, U(n, u))), beyond_one(u)), not_one, "Chebyshev polynomial U",   "チェビシェフ多項式 U の微分", DLMF + "18.9.E22"),
    ("legendre",    P(n, x),         lambda n, u: divide(mul(n, subtract(mul(u, P(n, u)), P(plus(n, -1), u))), beyond_one(u)), not_one,      "Legendre polynomial",      "ルジャンドル多項式の微分",   DLMF + "14.10.E5"),
    ("associated-legendre", P_m(n, m, x), lambda n, m, u: divide(subtract(mul(n, u, P_m(n, m, u)), mul(add(n, m), P_m(plus(n, -1), m, u))), beyond_one(u)), inside, "associated Legendre function", "ルジャンドル陪関数の微分", DLMF + "14.10.E5"),
    ("hermite",     H(n, x),         lambda n, u: mul(TWO, n, H(plus(n, -1), u)),                                         everywhere,         "Hermite polynomial",       "エルミート多項式の微分",     DLMF + "18.9.E25"),
    ("hermite-probabilist", He(n, x), lambda n, u: mul(n, He(plus(n, -1), u)),                                            everywhere,         "probabilist's Hermite polynomial", "確率論のエルミート多項式の微分", DLMF + "18.9.E27"),
    ("laguerre",    L(n, x),         lambda n, u: unless_constant(n, negate(L_a(plus(n, -1), ONE, u))),                                       everywhere,         "Laguerre polynomial",      "ラゲール多項式の微分",       DLMF + "18.9.E23"),
    ("associated-laguerre", L_a(n, a, x), lambda n, a, u: unless_constant(n, negate(L_a(plus(n, -1), plus(a, 1), u))),                        everywhere,         "associated Laguerre polynomial", "ラゲール陪多項式の微分", DLMF + "18.9.E23"),
    ("gegenbauer",  C(n, a, x),      lambda n, a, u: mul(TWO, a, C(plus(n, -1), plus(a, 1), u)),                          right_of_minus_one, "Gegenbauer polynomial",    "ゲーゲンバウアー多項式の微分", DLMF + "18.9.E19"),
    ("jacobi",      P_ab(n, a, b, x), lambda n, a, b, u: unless_constant(n, mul(half(plus(add(n, a, b), 1)), P_ab(plus(n, -1), plus(a, 1), plus(b, 1), u))), right_of_minus_one, "Jacobi polynomial", "ヤコビ多項式の微分",      DLMF + "18.9.E15"),
)
SLIPS: dict[str, tuple[Slip, ...]] = {
    "chebyshev-t": (("polynomial-family-kept", lambda n, u: mul(n, T(plus(n, -1), u)), "The derivative of T belongs to the second kind, U.", "T の微分には第 2 種の U が現れます。", HOUSE),),
    "chebyshev-u": (("polynomial-family-kept", lambda n, u: mul(n, U(plus(n, -1), u)), "n U_(n - 1) is the derivative of T_n.", "n U_(n − 1) は T_n の微分です。", HOUSE),),
    "legendre":    (("power-rule-on-polynomial-family", lambda n, u: mul(n, P(plus(n, -1), u)), "P_n is no n-th power: the power rule does not hold for the index.", "P_n は n 乗ではありません。添字にべき乗の公式は使えません。", HOUSE),),
    "associated-legendre": (("power-rule-on-polynomial-family", lambda n, m, u: mul(n, P_m(plus(n, -1), m, u)), "P_n is no n-th power: the power rule does not hold for the index.", "P_n は n 乗ではありません。添字にべき乗の公式は使えません。", HOUSE),),
    "hermite":     (("hermite-factor-two", lambda n, u: mul(n, H(plus(n, -1), u)), "H_n' is 2n H_(n - 1); without the 2 it is the probabilist's He_n.", "H_n' は 2n H_(n − 1) です。2 がないのは確率論の He_n です。", HOUSE),),
    "hermite-probabilist": (("hermite-factor-two", lambda n, u: mul(TWO, n, He(plus(n, -1), u)), "He_n' is n He_(n - 1); the 2 belongs to the physicist's H_n.", "He_n' は n He_(n − 1) です。2 が付くのは物理の H_n です。", HOUSE),),
    "laguerre":    (("laguerre-sign", lambda n, u: L_a(plus(n, -1), ONE, u), "Laguerre polynomials fall at 0: a minus sign is missing.", "ラゲール多項式は 0 で減少します。マイナスが抜けています。", HOUSE),),
    "associated-laguerre": (("laguerre-sign", lambda n, a, u: L_a(plus(n, -1), plus(a, 1), u), "Laguerre polynomials fall at 0: a minus sign is missing.", "ラゲール多項式は 0 で減少します。マイナスが抜けています。", HOUSE),),
    "gegenbauer":  (("parameter-not-raised", lambda n, a, u: mul(TWO, a, C(plus(n, -1), a, u)), "The derivative raises the parameter by one.", "微分するとパラメータが 1 上がります。", HOUSE),),
    "jacobi":      (("parameter-not-raised", lambda n, a, b, u: mul(half(plus(add(n, a, b), 1)), P_ab(plus(n, -1), a, b, u)), "The derivative raises both parameters by one.", "微分すると二つのパラメータが 1 ずつ上がります。", HOUSE),),
}
# fmt: on
RULES = rules(TABLE, SLIPS)

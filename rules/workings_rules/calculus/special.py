"""The special functions: one line a function and argument, its derivative and where that holds.

The elementary functions are in `elementary`; a line here says in which of its arguments the function is differentiated.
"""

import sympy
from sympy import Basic, Expr, Integer

from workings.expression import add, call, divide, mul, negate, power, subtract
from workings.expression.nodes import HALF, ONE, ZERO
from workings.expression.relations import between, greater, nonzero, positive, positive_or_not_whole
from workings.expression.words import TWO, absolute, cos, cosh, exp, log, sin, sinh, x
from workings_rules.calculus.sources import DLMF, MARCUM, STEWART
from workings_rules.calculus.special_slips import SLIPS
from workings_rules.calculus.special_words import (
    I_n,
    J,
    K,
    W,
    Y,
    a,
    b,
    beta,
    betainc,
    betainc_regularized,
    binomial,
    catalan,
    delta_angle,
    e_of,
    erf2,
    erf2inv,
    erfcinv,
    erfinv,
    expint,
    f_of,
    factorial,
    falling,
    gamma,
    gauss,
    half,
    harmonic,
    j,
    k,
    k_of,
    lerchphi,
    m,
    marcumq,
    mathieuc,
    mathieucprime,
    mathieus,
    mathieusprime,
    n,
    over,
    pi,
    pi_of,
    plus,
    polygamma,
    polylog,
    psi,
    q,
    rising,
    s,
    sq,
    sqrt_pi,
    y_n,
    zeta,
)
from workings_rules.calculus.table import Row, everywhere, rules

# Where a line holds, of all the arguments; the argument meant is the last one, unless there is only one that can vary.


def last_positive(*args: Expr) -> tuple[Basic, ...]:
    return (positive(args[-1]),)


def last_nonzero(*args: Expr) -> tuple[Basic, ...]:
    return (nonzero(args[-1]),)


def first_nonzero(*args: Expr) -> tuple[Basic, ...]:
    return (nonzero(args[0]),)


def inside(*args: Expr) -> tuple[Basic, ...]:
    return (between(absolute(args[-1]), ONE),)


def zero_to_two(u: Expr) -> tuple[Basic, ...]:
    return (positive(u), between(u, TWO))


def modulus(m: Expr) -> tuple[Basic, ...]:
    return (nonzero(m), between(m, ONE))


def below_one(*args: Expr) -> tuple[Basic, ...]:
    return (nonzero(args[-1]), between(args[-1], ONE))


def angle(z: Expr, m: Expr) -> tuple[Basic, ...]:
    return (between(mul(m, sq(sin(z))), ONE),)


def angle_and_modulus(z: Expr, m: Expr) -> tuple[Basic, ...]:
    return (*angle(z, m), nonzero(m), nonzero(subtract(ONE, m)))


def positive_not_one(u: Expr) -> tuple[Basic, ...]:
    return (positive(u), nonzero(subtract(u, ONE)))


def lambert_main(u: Expr, *branch: Expr) -> tuple[Basic, ...]:
    """The branch -1 is real left of 0 only; a branch without a known number is taken for the main one."""
    beyond = greater(u, negate(exp(Integer(-1))))
    return (beyond, greater(ZERO, u)) if branch == (Integer(-1),) else (beyond, nonzero(u))


def not_whole(u: Expr) -> tuple[Basic, ...]:
    return (nonzero(sin(mul(pi, u))),)


def not_both_zero(v: Expr, u: Expr) -> tuple[Basic, ...]:
    return (nonzero(add(sq(u), sq(v))),)


def both_positive(a: Expr, b: Expr) -> tuple[Basic, ...]:
    return (positive(a), positive(b))


def above_minus_one_of_order(u: Expr, m: Expr) -> tuple[Basic, ...]:
    return (greater(u, Integer(-1)), nonzero(m))


def above_minus_half(u: Expr) -> tuple[Basic, ...]:
    return (greater(mul(TWO, u), Integer(-1)),)


def inside_unit(a: Expr, b: Expr, u: Expr, v: Expr) -> tuple[Basic, ...]:
    return (positive(v), between(v, ONE), positive(a), positive(b))


def inside_unit_lower(a: Expr, b: Expr, u: Expr, v: Expr) -> tuple[Basic, ...]:
    return inside_unit(a, b, v, u)


def characteristic(n: Expr, m: Expr) -> tuple[Basic, ...]:
    return (nonzero(n), between(n, ONE), between(m, ONE), nonzero(subtract(m, n)))


def modulus_of_pi(n: Expr, m: Expr) -> tuple[Basic, ...]:
    return (between(n, ONE), between(m, ONE), nonzero(subtract(n, m)))


def angle_of_pi(n: Expr, z: Expr, m: Expr) -> tuple[Basic, ...]:
    return (*angle(z, m), *angle(z, n))


def characteristic_at_angle(n: Expr, z: Expr, m: Expr) -> tuple[Basic, ...]:
    return (*angle_of_pi(n, z, m), nonzero(n), nonzero(subtract(n, ONE)), nonzero(subtract(m, n)))


def modulus_of_pi_at_angle(n: Expr, z: Expr, m: Expr) -> tuple[Basic, ...]:
    return (*angle_of_pi(n, z, m), nonzero(subtract(m, ONE)), nonzero(subtract(n, m)))


def no_pole(u: Expr) -> tuple[Basic, ...]:
    """Not 0, -1, -2, ..."""
    return (positive_or_not_whole(u),)


def last_no_pole(n: Expr, u: Expr) -> tuple[Basic, ...]:
    return (positive_or_not_whole(u),)


def no_pole_after(u: Expr) -> tuple[Basic, ...]:
    return (positive_or_not_whole(plus(u, 1)),)


def of_whole_order(n: Expr, u: Expr) -> tuple[Basic, ...]:
    """Of a whole order they are defined everywhere; of another, right of 0."""
    return () if isinstance(n, Integer) else (positive(u),)


def marcum(m: Expr, u: Expr, v: Expr) -> tuple[Basic, ...]:
    return (positive(m), positive(u), positive(v))


def between_errors(u: Expr, v: Expr) -> tuple[Basic, ...]:
    return (between(absolute(add(v, call(sympy.erf, u))), ONE),)


def both_ends_positive(u: Expr, n: Expr) -> tuple[Basic, ...]:
    return (positive(u), positive(add(u, n)))


def down_to_positive(u: Expr, n: Expr) -> tuple[Basic, ...]:
    return (greater(u, Integer(-1)), greater(subtract(u, n), Integer(-1)))


def lerch(z: Expr, s: Expr, a: Expr) -> tuple[Basic, ...]:
    return (nonzero(z), between(absolute(z), ONE), positive(a))


# fmt: off
TABLE: tuple[Row, ...] = (
    # ---------------------------------------------------------------- error functions
    ("erfc",      call(sympy.erfc, x),      lambda u: negate(mul(TWO, gauss(u), over(sqrt_pi))),        everywhere,    "complementary error function", "erfc の微分", DLMF + "7.2"),
    ("erfi",      call(sympy.erfi, x),      lambda u: mul(TWO, exp(sq(u)), over(sqrt_pi)),              everywhere,    "imaginary error function",  "erfi の微分",      DLMF + "7.2"),
    ("erfinv",    erfinv(x),                lambda u: half(mul(sqrt_pi, exp(sq(erfinv(u))))),           inside,        "inverse error function",    "erf の逆関数の微分", DLMF + "7.17"),
    ("erfcinv",   erfcinv(x),               lambda u: negate(half(mul(sqrt_pi, exp(sq(erfcinv(u)))))),  zero_to_two,   "inverse complementary error function", "erfc の逆関数の微分", DLMF + "7.17"),
    ("erf2inv",   erf2inv(x, b),            lambda u, v: exp(subtract(sq(erf2inv(u, v)), sq(u))),       between_errors, "inverse of the error function between two points", "2 点間の誤差関数の逆関数の微分", DLMF + "7.17"),
    ("erf2inv-second", erf2inv(a, x),       lambda u, v: half(mul(sqrt_pi, exp(sq(erf2inv(u, v))))),    between_errors, "inverse of the error function between two points", "2 点間の誤差関数の逆関数の微分", DLMF + "7.17"),
    ("erf2",      erf2(x, b),               lambda u, v: negate(mul(TWO, gauss(u), over(sqrt_pi))),     everywhere, "error function between two points", "2 点間の誤差関数の微分", DLMF + "7.2"),
    ("erf2-second", erf2(a, x),             lambda u, v: mul(TWO, gauss(v), over(sqrt_pi)),             everywhere, "error function between two points", "2 点間の誤差関数の微分", DLMF + "7.2"),
    # ---------------------------------------------------------------- gamma and its relatives
    ("loggamma",  call(sympy.loggamma, x),  lambda u: psi(u),                                           last_positive, "logarithm of the gamma function", "対数ガンマ関数の微分", DLMF + "5.2.E2"),
    ("digamma",   call(sympy.digamma, x),   lambda u: polygamma(ONE, u),                                no_pole, "digamma function",          "ディガンマ関数の微分", DLMF + "5.15"),
    ("trigamma",  call(sympy.trigamma, x),  lambda u: polygamma(TWO, u),                                no_pole, "trigamma function",         "トリガンマ関数の微分", DLMF + "5.15"),
    ("polygamma", polygamma(TWO, x),        lambda n, u: polygamma(plus(n, 1), u),                      last_no_pole, "polygamma function",        "ポリガンマ関数の微分", DLMF + "5.15"),
    ("factorial", factorial(x),             lambda u: mul(gamma(plus(u, 1)), psi(plus(u, 1))),          no_pole_after, "factorial",                "階乗の微分",       DLMF + "5.4.E1"),
    ("beta",      beta(x, b),               lambda u, v: mul(beta(u, v), subtract(psi(u), psi(add(u, v)))), both_positive, "beta function",         "ベータ関数の微分", DLMF + "5.12.E1"),
    ("beta-second", beta(a, x),             lambda u, v: mul(beta(u, v), subtract(psi(v), psi(add(u, v)))), both_positive, "beta function",         "ベータ関数の微分", DLMF + "5.12.E1"),
    ("binomial",  binomial(x, k),           lambda u, v: mul(binomial(u, v), subtract(psi(plus(u, 1)), psi(plus(subtract(u, v), 1)))), everywhere, "binomial coefficient", "二項係数の微分", DLMF + "1.2.E6"),
    ("binomial-second", binomial(n, x),     lambda u, v: mul(binomial(u, v), subtract(psi(plus(subtract(u, v), 1)), psi(plus(v, 1)))), everywhere, "binomial coefficient", "二項係数の微分", DLMF + "1.2.E6"),
    ("lower-gamma", call(sympy.lowergamma, s, x), lambda s, u: mul(power(u, subtract(s, ONE)), exp(negate(u))), last_positive, "lower incomplete gamma function", "下側不完全ガンマ関数の微分", DLMF + "8.8.E13"),
    ("upper-gamma", call(sympy.uppergamma, s, x), lambda s, u: negate(mul(power(u, subtract(s, ONE)), exp(negate(u)))), last_positive, "upper incomplete gamma function", "上側不完全ガンマ関数の微分", DLMF + "8.8.E13"),
    ("rising-factorial", rising(x, n),      lambda u, n: mul(rising(u, n), subtract(psi(add(u, n)), psi(u))), both_ends_positive, "rising factorial", "上昇階乗冪の微分", DLMF + "5.2.E5"),
    ("rising-factorial-second", rising(a, x), lambda a, u: mul(rising(a, u), psi(add(a, u))),           both_ends_positive, "rising factorial",      "上昇階乗冪の微分", DLMF + "5.2.E5"),
    ("falling-factorial", falling(x, n),    lambda u, n: mul(falling(u, n), subtract(psi(plus(u, 1)), psi(plus(subtract(u, n), 1)))), down_to_positive, "falling factorial", "下降階乗冪の微分", DLMF + "5.2.E5"),
    ("falling-factorial-second", falling(a, x), lambda a, u: mul(falling(a, u), psi(plus(subtract(a, u), 1))), down_to_positive, "falling factorial", "下降階乗冪の微分", DLMF + "5.2.E5"),
    ("harmonic",  harmonic(x),              lambda u: polygamma(ONE, plus(u, 1)),                       no_pole_after, "harmonic number", "調和数の微分", DLMF + "5.4.E14"),
    ("harmonic-of-order", harmonic(x, m),   lambda u, m: mul(m, zeta(plus(m, 1), plus(u, 1))),          above_minus_one_of_order, "generalised harmonic number", "一般調和数の微分", DLMF + "25.11.E4"),
    ("catalan",   catalan(x),               lambda u: mul(catalan(u), subtract(mul(TWO, psi(plus(mul(TWO, u), 1))), add(psi(plus(u, 1)), psi(plus(u, 2))))), above_minus_half, "Catalan number", "カタラン数の微分", DLMF + "26.5.E1"),
    ("incomplete-beta", betainc(a, b, ZERO, x), lambda a, b, u, v: mul(power(v, subtract(a, ONE)), power(subtract(ONE, v), subtract(b, ONE))), inside_unit, "incomplete beta function", "不完全ベータ関数の微分", DLMF + "8.17.E1"),
    ("incomplete-beta-lower", betainc(a, b, x, ONE), lambda a, b, u, v: negate(mul(power(u, subtract(a, ONE)), power(subtract(ONE, u), subtract(b, ONE)))), inside_unit_lower, "incomplete beta function", "不完全ベータ関数の微分", DLMF + "8.17.E1"),
    ("regularised-beta", betainc_regularized(a, b, ZERO, x), lambda a, b, u, v: divide(mul(power(v, subtract(a, ONE)), power(subtract(ONE, v), subtract(b, ONE))), beta(a, b)), inside_unit, "regularised incomplete beta function", "正則化不完全ベータ関数の微分", DLMF + "8.17.E2"),
    ("regularised-beta-lower", betainc_regularized(a, b, x, ONE), lambda a, b, u, v: negate(divide(mul(power(u, subtract(a, ONE)), power(subtract(ONE, u), subtract(b, ONE))), beta(a, b))), inside_unit_lower, "regularised incomplete beta function", "正則化不完全ベータ関数の微分", DLMF + "8.17.E2"),
    # ---------------------------------------------------------------- integrals of exponentials and of waves
    ("exp-integral", call(sympy.Ei, x),     lambda u: divide(exp(u), u),                                last_nonzero,  "exponential integral",      "指数積分の微分",   DLMF + "6.2"),
    ("exp-integral-n", expint(n, x),        lambda n, u: negate(expint(plus(n, -1), u)),                last_positive, "generalised exponential integral", "一般化指数積分の微分", DLMF + "8.19.E13"),
    ("log-integral", call(sympy.li, x),     lambda u: over(log(u)),                                     positive_not_one, "logarithmic integral",    "対数積分の微分",   DLMF + "6.2"),
    ("log-integral-offset", call(sympy.Li, x), lambda u: over(log(u)),                                  positive_not_one, "offset logarithmic integral", "対数積分の微分", DLMF + "6.2"),
    ("sine-integral", call(sympy.Si, x),    lambda u: divide(sin(u), u),                                last_nonzero,  "sine integral",             "正弦積分の微分",   DLMF + "6.2"),
    ("cosine-integral", call(sympy.Ci, x),  lambda u: divide(cos(u), u),                                last_positive, "cosine integral",           "余弦積分の微分",   DLMF + "6.2"),
    ("sinh-integral", call(sympy.Shi, x),   lambda u: divide(sinh(u), u),                               last_nonzero,  "hyperbolic sine integral",  "双曲線正弦積分の微分", DLMF + "6.2"),
    ("cosh-integral", call(sympy.Chi, x),   lambda u: divide(cosh(u), u),                               last_positive, "hyperbolic cosine integral", "双曲線余弦積分の微分", DLMF + "6.2"),
    ("fresnel-sine", call(sympy.fresnels, x), lambda u: sin(half(mul(pi, sq(u)))),                      everywhere,    "Fresnel sine integral",     "フレネル正弦積分の微分", DLMF + "7.2"),
    ("fresnel-cosine", call(sympy.fresnelc, x), lambda u: cos(half(mul(pi, sq(u)))),                    everywhere,    "Fresnel cosine integral",   "フレネル余弦積分の微分", DLMF + "7.2"),
    # ---------------------------------------------------------------- Bessel, Airy
    ("bessel-j",  J(n, x),                  lambda n, u: negate(J(ONE, u)) if n is ZERO else half(subtract(J(plus(n, -1), u), J(plus(n, 1), u))), of_whole_order, "Bessel function J", "ベッセル関数 J の微分", DLMF + "10.6.E1"),
    ("bessel-y",  Y(n, x),                  lambda n, u: negate(Y(ONE, u)) if n is ZERO else half(subtract(Y(plus(n, -1), u), Y(plus(n, 1), u))), last_positive, "Bessel function Y", "ベッセル関数 Y の微分", DLMF + "10.6.E1"),
    ("bessel-i",  I_n(n, x),                lambda n, u: I_n(ONE, u) if n is ZERO else half(add(I_n(plus(n, -1), u), I_n(plus(n, 1), u))), of_whole_order, "modified Bessel function I", "変形ベッセル関数 I の微分", DLMF + "10.29.E1"),
    ("bessel-k",  K(n, x),                  lambda n, u: negate(K(ONE, u)) if n is ZERO else negate(half(add(K(plus(n, -1), u), K(plus(n, 1), u)))), last_positive, "modified Bessel function K", "変形ベッセル関数 K の微分", DLMF + "10.29.E1"),
    ("spherical-j", j(n, x),                lambda n, u: subtract(j(plus(n, -1), u), divide(mul(plus(n, 1), j(n, u)), u)), last_nonzero, "spherical Bessel function j", "球ベッセル関数 j の微分", DLMF + "10.51.E2"),
    ("spherical-y", y_n(n, x),              lambda n, u: subtract(y_n(plus(n, -1), u), divide(mul(plus(n, 1), y_n(n, u)), u)), last_nonzero, "spherical Bessel function y", "球ベッセル関数 y の微分", DLMF + "10.51.E2"),
    ("marcum-q",  marcumq(m, x, b),         lambda m, u, v: mul(u, subtract(marcumq(plus(m, 1), u, v), marcumq(m, u, v))), marcum, "Marcum Q function", "マーカムの Q 関数の微分", MARCUM),
    ("marcum-q-second", marcumq(m, a, x),   lambda m, u, v: negate(mul(power(divide(v, u), plus(m, -1)), v, exp(negate(half(add(sq(u), sq(v))))), I_n(plus(m, -1), mul(u, v)))), marcum, "Marcum Q function", "マーカムの Q 関数の微分", MARCUM),
    ("mathieu-c", mathieuc(a, q, x),        lambda a, q, u: mathieucprime(a, q, u),                     everywhere,    "even Mathieu function",     "偶マシュー関数の微分", DLMF + "28.2"),
    ("mathieu-s", mathieus(a, q, x),        lambda a, q, u: mathieusprime(a, q, u),                     everywhere,    "odd Mathieu function",      "奇マシュー関数の微分", DLMF + "28.2"),
    ("mathieu-c-prime", mathieucprime(a, q, x), lambda a, q, u: mul(subtract(mul(TWO, q, cos(mul(TWO, u))), a), mathieuc(a, q, u)), everywhere, "derivative of the even Mathieu function", "偶マシュー関数の導関数の微分", DLMF + "28.2.E1"),
    ("mathieu-s-prime", mathieusprime(a, q, x), lambda a, q, u: mul(subtract(mul(TWO, q, cos(mul(TWO, u))), a), mathieus(a, q, u)), everywhere, "derivative of the odd Mathieu function", "奇マシュー関数の導関数の微分", DLMF + "28.2.E1"),
    ("airy-a",    call(sympy.airyai, x),    lambda u: call(sympy.airyaiprime, u),                       everywhere,    "Airy function Ai",          "エアリー関数 Ai の微分", DLMF + "9.2"),
    ("airy-b",    call(sympy.airybi, x),    lambda u: call(sympy.airybiprime, u),                       everywhere,    "Airy function Bi",          "エアリー関数 Bi の微分", DLMF + "9.2"),
    ("airy-a-prime", call(sympy.airyaiprime, x), lambda u: mul(u, call(sympy.airyai, u)),               everywhere,    "derivative of Ai",          "Ai' の微分",       DLMF + "9.2.E1"),
    ("airy-b-prime", call(sympy.airybiprime, x), lambda u: mul(u, call(sympy.airybi, u)),               everywhere,    "derivative of Bi",          "Bi' の微分",       DLMF + "9.2.E1"),
    # ---------------------------------------------------------------- elliptic integrals
    ("elliptic-k", k_of(x),           lambda m: divide(subtract(e_of(m), mul(subtract(ONE, m), k_of(m))), mul(TWO, m, subtract(ONE, m))), modulus, "complete elliptic integral K", "第 1 種完全楕円積分の微分", DLMF + "19.4.E1"),
    ("elliptic-e", e_of(x),           lambda m: divide(subtract(e_of(m), k_of(m)), mul(TWO, m)), modulus, "complete elliptic integral E", "第 2 種完全楕円積分の微分", DLMF + "19.4.E2"),
    ("elliptic-f", f_of(x, m),              lambda z, m: over(delta_angle(z, m)),                       angle,         "elliptic integral F",       "第 1 種楕円積分の微分", DLMF + "19.2.E4"),
    ("elliptic-e-angle", e_of(x, m),        lambda z, m: delta_angle(z, m),                             angle,         "elliptic integral E",       "第 2 種楕円積分の微分", DLMF + "19.2.E5"),
    ("elliptic-f-modulus", f_of(a, x),      lambda z, m: subtract(divide(subtract(e_of(z, m), mul(subtract(ONE, m), f_of(z, m))), mul(TWO, m, subtract(ONE, m))), divide(mul(sin(z), cos(z)), mul(TWO, subtract(ONE, m), delta_angle(z, m)))), angle_and_modulus, "elliptic integral F by its modulus", "第 1 種楕円積分の母数による微分", DLMF + "19.4.E5"),
    ("elliptic-e-modulus", e_of(a, x),      lambda z, m: divide(subtract(e_of(z, m), f_of(z, m)), mul(TWO, m)), angle_and_modulus, "elliptic integral E by its modulus", "第 2 種楕円積分の母数による微分", DLMF + "19.4.E6"),
    ("elliptic-pi", pi_of(x, m),            lambda n, m: divide(add(e_of(m), divide(mul(subtract(m, n), k_of(m)), n), divide(mul(subtract(sq(n), m), pi_of(n, m)), n)), mul(TWO, subtract(m, n), subtract(n, ONE))), characteristic, "complete elliptic integral Pi by its characteristic", "第 3 種完全楕円積分の特性による微分", DLMF + "19.4"),
    ("elliptic-pi-modulus", pi_of(n, x),    lambda n, m: divide(add(divide(e_of(m), subtract(m, ONE)), pi_of(n, m)), mul(TWO, subtract(n, m))), modulus_of_pi, "complete elliptic integral Pi by its modulus", "第 3 種完全楕円積分の母数による微分", DLMF + "19.4"),
    ("elliptic-pi-angle", pi_of(n, x, m),   lambda n, z, m: over(mul(subtract(ONE, mul(n, sq(sin(z)))), delta_angle(z, m))), angle_of_pi, "elliptic integral Pi", "第 3 種楕円積分の微分", DLMF + "19.2.E7"),
    ("elliptic-pi-incomplete", pi_of(x, a, m), lambda n, z, m: divide(add(e_of(z, m), divide(mul(subtract(m, n), f_of(z, m)), n), divide(mul(subtract(sq(n), m), pi_of(n, z, m)), n), negate(divide(mul(n, delta_angle(z, m), sin(mul(TWO, z))), mul(TWO, subtract(ONE, mul(n, sq(sin(z)))))))), mul(TWO, subtract(m, n), subtract(n, ONE))), characteristic_at_angle, "elliptic integral Pi by its characteristic", "第 3 種楕円積分の特性による微分", DLMF + "19.4"),
    ("elliptic-pi-incomplete-modulus", pi_of(n, a, x), lambda n, z, m: divide(add(divide(e_of(z, m), subtract(m, ONE)), pi_of(n, z, m), negate(divide(mul(m, sin(mul(TWO, z))), mul(TWO, subtract(m, ONE), delta_angle(z, m))))), mul(TWO, subtract(n, m))), modulus_of_pi_at_angle, "elliptic integral Pi by its modulus", "第 3 種楕円積分の母数による微分", DLMF + "19.4"),
    # ---------------------------------------------------------------- Lambert, zeta, polylogarithm
    ("lambert-w", W(x),                     lambda u, *branch: divide(W(u, *branch), mul(u, add(ONE, W(u, *branch)))),             lambert_main,  "Lambert W function",        "ランベルトの W 関数の微分", DLMF + "4.13.E4"),
    ("polylog",   polylog(TWO, x),          lambda s, u: divide(polylog(plus(s, -1), u), u),            below_one,     "polylogarithm",             "多重対数関数の微分", DLMF + "25.12"),
    ("hurwitz-zeta", zeta(s, x),            lambda s, u: negate(mul(s, zeta(plus(s, 1), u))),           last_positive, "Hurwitz zeta function",     "フルヴィッツのゼータ関数の微分", DLMF + "25.11.E17"),
    ("lerch-phi", lerchphi(x, s, a),        lambda z, s, a: divide(subtract(lerchphi(z, plus(s, -1), a), mul(a, lerchphi(z, s, a))), z), lerch, "Lerch transcendent", "レルヒの超越関数の微分", DLMF + "25.14.E1"),
    ("lerch-phi-shift", lerchphi(k, s, x),  lambda z, s, a: negate(mul(s, lerchphi(z, plus(s, 1), a))),  lerch, "Lerch transcendent by its shift", "レルヒの超越関数の推移による微分", DLMF + "25.14.E1"),
    # ---------------------------------------------------------------- steps and angles
    ("heaviside", call(sympy.Heaviside, x, HALF), lambda u, c=HALF: ZERO,                                   first_nonzero, "Heaviside step",            "ヘヴィサイド関数の微分", DLMF + "1.16"),
    ("floor",     call(sympy.floor, x),     lambda u: ZERO,                                             not_whole,     "floor",                     "床関数の微分",     STEWART + "2.8"),
    ("ceiling",   call(sympy.ceiling, x),   lambda u: ZERO,                                             not_whole,     "ceiling",                   "天井関数の微分",   STEWART + "2.8"),
    ("frac",      call(sympy.frac, x),      lambda u: ONE,                                              not_whole,     "fractional part",           "小数部分の微分",   STEWART + "2.8"),
    ("sinc",      call(sympy.sinc, x),      lambda u: divide(subtract(mul(u, cos(u)), sin(u)), sq(u)),  last_nonzero,  "sinc",                      "sinc の微分",      STEWART + "3.3"),
    ("atan2",     call(sympy.atan2, x, b),  lambda v, u: divide(u, add(sq(u), sq(v))),                  not_both_zero, "angle of a point",          "偏角の微分",       DLMF + "4.23"),
    ("atan2-second", call(sympy.atan2, a, x), lambda v, u: negate(divide(v, add(sq(u), sq(v)))),        not_both_zero, "angle of a point",          "偏角の微分",       DLMF + "4.23"),
)
# fmt: on
RULES = rules(TABLE, SLIPS)

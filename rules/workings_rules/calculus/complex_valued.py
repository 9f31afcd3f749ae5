"""Functions with complex values at real places: Hankel's, and the spherical harmonics."""

import sympy
from sympy import Basic, Expr, I
from sympy.functions.special.bessel import hn1, hn2

from workings.expression import add, divide, mul, negate, power, subtract
from workings.expression.nodes import HALF, ONE, ZERO
from workings.expression.relations import not_less, positive
from workings.expression.words import cot, exp, sin, x
from workings_rules.calculus.sources import DLMF, HOUSE
from workings_rules.calculus.special_words import a, at, b, half, m, n, plus
from workings_rules.calculus.table import Row, Slip, rules

H1, H2, h1, h2, Y = map(at, (sympy.hankel1, sympy.hankel2, hn1, hn2, sympy.Ynm))


def last_positive(*args: Expr) -> tuple[Basic, ...]:
    return (positive(args[-1]),)


def of_degree(n: Expr, m: Expr, theta: Expr, phi: Expr) -> tuple[Basic, ...]:
    """-n <= m <= n."""
    return (not_less(n, m), not_less(add(n, m), ZERO))


def off_the_poles(n: Expr, m: Expr, theta: Expr, phi: Expr) -> tuple[Basic, ...]:
    return (positive(sin(theta)), *of_degree(n, m, theta, phi))


def neighbours(h: sympy.Function, n: Expr, u: Expr) -> Expr:
    return negate(h(ONE, u)) if n is ZERO else half(subtract(h(plus(n, -1), u), h(plus(n, 1), u)))


def raised(n: Expr, m: Expr, theta: Expr, phi: Expr) -> Expr:
    """sqrt((n - m)(n + m + 1)) e^(-i phi) Y_n^(m + 1)"""
    root = power(mul(subtract(n, m), plus(add(n, m), 1)), HALF)
    return mul(root, exp(negate(mul(I, phi))), Y(n, plus(m, 1), theta, phi))


def by_angle(n: Expr, m: Expr, theta: Expr, phi: Expr) -> Expr:
    return add(mul(m, cot(theta), Y(n, m, theta, phi)), raised(n, m, theta, phi))


# fmt: off
TABLE: tuple[Row, ...] = (
    ("hankel-first",  H1(n, x),        lambda n, u: neighbours(H1, n, u),                                                       last_positive, "Hankel function of the first kind",  "第 1 種ハンケル関数の微分", DLMF + "10.6.E1"),
    ("hankel-second", H2(n, x),        lambda n, u: neighbours(H2, n, u),                                                       last_positive, "Hankel function of the second kind", "第 2 種ハンケル関数の微分", DLMF + "10.6.E1"),
    ("spherical-hankel-first",  h1(n, x), lambda n, u: subtract(h1(plus(n, -1), u), divide(mul(plus(n, 1), h1(n, u)), u)),      last_positive, "spherical Hankel function of the first kind",  "第 1 種球ハンケル関数の微分", DLMF + "10.51.E2"),
    ("spherical-hankel-second", h2(n, x), lambda n, u: subtract(h2(plus(n, -1), u), divide(mul(plus(n, 1), h2(n, u)), u)),      last_positive, "spherical Hankel function of the second kind", "第 2 種球ハンケル関数の微分", DLMF + "10.51.E2"),
    ("spherical-harmonic", Y(n, m, x, b), by_angle,                                                                            off_the_poles, "spherical harmonic by its polar angle",    "球面調和関数の極角による微分", DLMF + "14.30.E1 and 14.10"),
    ("spherical-harmonic-azimuth", Y(n, m, a, x), lambda n, m, theta, phi: mul(I, m, Y(n, m, theta, phi)),                       of_degree,     "spherical harmonic by its azimuth",        "球面調和関数の方位角による微分", DLMF + "14.30.E1"),
)
SLIPS: dict[str, tuple[Slip, ...]] = {
    "hankel-first":  (("bessel-neighbours-added", lambda n, u: half(add(H1(plus(n, -1), u), H1(plus(n, 1), u))), "The two neighbours are subtracted; they are added for I and K.", "隣の二つは引きます。足すのは I と K です。", HOUSE),),
    "hankel-second": (("bessel-neighbours-added", lambda n, u: half(add(H2(plus(n, -1), u), H2(plus(n, 1), u))), "The two neighbours are subtracted; they are added for I and K.", "隣の二つは引きます。足すのは I と K です。", HOUSE),),
    "spherical-hankel-first":  (("spherical-like-cylindrical", lambda n, u: half(subtract(h1(plus(n, -1), u), h1(plus(n, 1), u))), "That is the formula of H; for the spherical h the weights are n and n + 1.", "それは H の公式です。球関数では重みが n と n + 1 になります。", HOUSE),),
    "spherical-hankel-second": (("spherical-like-cylindrical", lambda n, u: half(subtract(h2(plus(n, -1), u), h2(plus(n, 1), u))), "That is the formula of H; for the spherical h the weights are n and n + 1.", "それは H の公式です。球関数では重みが n と n + 1 になります。", HOUSE),),
    "spherical-harmonic": (("raised-order-missing", lambda n, m, theta, phi: mul(m, cot(theta), Y(n, m, theta, phi)), "The term with Y_n^(m + 1) is missing.", "Y_n^(m + 1) の項が抜けています。", HOUSE),),
    "spherical-harmonic-azimuth": (("imaginary-unit-missing", lambda n, m, theta, phi: mul(m, Y(n, m, theta, phi)), "phi stands in e^(i m phi): the factor i is missing.", "φ は e^(imφ) の中にあります。因子 i が抜けています。", HOUSE),),
}
# fmt: on
RULES = rules(TABLE, SLIPS)

"""The slips made with the special functions: for each line of the table, wrong derivatives of the same arguments."""

import sympy

from workings.expression import add, call, divide, mul, negate, power, subtract
from workings.expression.nodes import HALF, ONE, ZERO
from workings.expression.words import TWO, cos, cosh, exp, sin, sinh
from workings_rules.calculus.sources import HOUSE
from workings_rules.calculus.special_words import (
    I_n,
    J,
    K,
    W,
    Y,
    beta,
    binomial,
    delta_angle,
    e_of,
    erfinv,
    expint,
    f_of,
    factorial,
    gauss,
    half,
    j,
    k_of,
    lerchphi,
    over,
    pi_of,
    plus,
    polygamma,
    polylog,
    psi,
    sq,
    sqrt_pi,
    y_n,
    zeta,
)  # fmt: skip
from workings_rules.calculus.table import Slip

# fmt: off
SLIPS: dict[str, tuple[Slip, ...]] = {
    # ---------------------------------------------------------------- error functions
    "erfc":          (("erfc-sign", lambda u: mul(TWO, gauss(u), over(sqrt_pi)), "erfc is 1 - erf: it falls, and its derivative has a minus sign.", "erfc は 1 − erf で減少するので、微分にはマイナスが付きます。", HOUSE),),
    "erfi":          (("erfi-exponent-sign", lambda u: mul(TWO, gauss(u), over(sqrt_pi)), "In erfi the exponent is +x^2; -x^2 belongs to erf.", "erfi では指数が +x² です。−x² は erf のものです。", HOUSE),),
    "erfinv":        (("inverse-not-turned-over", lambda u: mul(TWO, gauss(erfinv(u)), over(sqrt_pi)), "The slope of the inverse is one over that of erf, at the point it leads to.", "逆関数の傾きは、対応する点での erf の傾きの逆数です。", HOUSE),),
    "erfcinv":       (("erfc-sign", lambda u: half(mul(sqrt_pi, exp(sq(call(sympy.erfcinv, u))))), "erfc falls, and so does its inverse: the minus sign is missing.", "erfc もその逆関数も減少します。マイナスが抜けています。", HOUSE),),
    "erf2":          (("limit-sign", lambda u, v: mul(TWO, gauss(u), over(sqrt_pi)), "erf2(x, y) is erf y - erf x: by the lower end it has a minus sign.", "erf2(x, y) は erf y − erf x なので、下端での微分にはマイナスが付きます。", HOUSE),),
    "erf2-second":   (("limit-sign", lambda u, v: negate(mul(TWO, gauss(v), over(sqrt_pi))), "erf2(x, y) is erf y - erf x: by the upper end there is no minus sign.", "erf2(x, y) は erf y − erf x なので、上端での微分にマイナスは付きません。", HOUSE),),
    # ---------------------------------------------------------------- gamma and its relatives
    "loggamma":      (("reciprocal-for-logarithm", lambda u: over(call(sympy.gamma, u)), "The derivative of ln f is f'/f, not 1/f.", "ln f の微分は 1/f ではなく f'/f です。", HOUSE),),
    "digamma":       (("order-not-raised", lambda u: psi(u), "The digamma function does not reproduce itself: its derivative is the trigamma function.", "ディガンマ関数の微分はトリガンマ関数です。", HOUSE),),
    "trigamma":      (("order-not-raised", lambda u: polygamma(ONE, u), "Each derivative raises the order by one.", "微分するごとに次数が 1 上がります。", HOUSE),),
    "polygamma":     (("order-not-raised", lambda n, u: polygamma(n, u), "Each derivative raises the order by one.", "微分するごとに次数が 1 上がります。", HOUSE),),
    "factorial":     (("power-rule-on-factorial", lambda u: mul(u, factorial(plus(u, -1))), "x times (x - 1)! is x! itself; the derivative brings a digamma function.", "x · (x − 1)! は x! そのものです。微分にはディガンマ関数が現れます。", HOUSE),),
    "harmonic":      (("harmonic-step-for-slope", lambda u: over(plus(u, 1)), "1/(x + 1) is the step to the next harmonic number, not the slope.", "1/(x + 1) は次の調和数との差で、傾きではありません。", HOUSE),),
    "harmonic-of-order": (("harmonic-step-for-slope", lambda u, m: power(plus(u, 1), negate(m)), "1/(x + 1)^m is the step to the next number, not the slope.", "1/(x + 1)^m は次の数との差で、傾きではありません。", HOUSE),),
    "catalan":       (("logarithmic-derivative-for-slope", lambda u: subtract(mul(TWO, psi(plus(mul(TWO, u), 1))), add(psi(plus(u, 1)), psi(plus(u, 2)))), "That is C'/C: the Catalan number itself stays as a factor.", "それは C'/C です。因子としてカタラン数が残ります。", HOUSE),),
    "incomplete-beta": (("exponent-not-lowered", lambda a, b, u, v: mul(power(v, a), power(subtract(ONE, v), b)), "The exponents of the integrand are a - 1 and b - 1.", "被積分関数の指数は a − 1 と b − 1 です。", HOUSE),),
    "incomplete-beta-lower": (("limit-sign", lambda a, b, u, v: mul(power(u, subtract(a, ONE)), power(subtract(ONE, u), subtract(b, ONE))), "By the lower end of the integral there is a minus sign.", "積分の下端での微分にはマイナスが付きます。", HOUSE),),
    "regularised-beta": (("normalisation-missing", lambda a, b, u, v: mul(power(v, subtract(a, ONE)), power(subtract(ONE, v), subtract(b, ONE))), "The regularised function is divided by B(a, b), and so is its derivative.", "正則化した関数は B(a, b) で割ってあるので、微分も割ります。", HOUSE),),
    "regularised-beta-lower": (("limit-sign", lambda a, b, u, v: divide(mul(power(u, subtract(a, ONE)), power(subtract(ONE, u), subtract(b, ONE))), beta(a, b)), "By the lower end of the integral there is a minus sign.", "積分の下端での微分にはマイナスが付きます。", HOUSE),),
    "beta":          (("beta-second-term-missing", lambda u, v: mul(beta(u, v), psi(u)), "The argument stands in Gamma(a + b) below as well: psi(a + b) is subtracted.", "引数は分母の Γ(a + b) にもあるので、ψ(a + b) を引きます。", HOUSE),),
    "beta-second":   (("beta-second-term-missing", lambda u, v: mul(beta(u, v), psi(v)), "The argument stands in Gamma(a + b) below as well: psi(a + b) is subtracted.", "引数は分母の Γ(a + b) にもあるので、ψ(a + b) を引きます。", HOUSE),),
    "binomial":      (("binomial-second-term-missing", lambda u, v: mul(binomial(u, v), psi(plus(u, 1))), "n stands in (n - k)! below as well: psi(n - k + 1) is subtracted.", "n は分母の (n − k)! にもあるので、ψ(n − k + 1) を引きます。", HOUSE),),
    "binomial-second": (("binomial-sign", lambda u, v: mul(binomial(u, v), subtract(psi(plus(v, 1)), psi(plus(subtract(u, v), 1)))), "k! stands below, so psi(k + 1) is subtracted, not added.", "k! は分母にあるので、ψ(k + 1) は足すのではなく引きます。", HOUSE),),
    "lower-gamma":   (("exponent-not-lowered", lambda s, u: mul(power(u, s), exp(negate(u))), "The exponent of the integrand is s - 1.", "被積分関数の指数は s − 1 です。", HOUSE),),
    "upper-gamma":   (("limit-sign", lambda s, u: mul(power(u, subtract(s, ONE)), exp(negate(u))), "x is the lower end of the integral: the minus sign is missing.", "x は積分の下端なので、マイナスが付きます。", HOUSE),),
    # ---------------------------------------------------------------- integrals of exponentials and of waves
    "exp-integral":  (("divisor-missing", lambda u: exp(u), "The integrand is e^x/x, not e^x.", "被積分関数は e^x ではなく e^x/x です。", HOUSE),),
    "exp-integral-n": (("limit-sign", lambda n, u: expint(plus(n, -1), u), "x stands in e^(-x t): the minus sign is missing.", "x は e^(−x t) の中にあるので、マイナスが付きます。", HOUSE),),
    "log-integral":  (("reciprocal-of-argument", lambda u: over(u), "The integrand is 1/ln x; 1/x is the derivative of ln x.", "被積分関数は 1/ln x です。1/x は ln x の微分です。", HOUSE),),
    "log-integral-offset": (("reciprocal-of-argument", lambda u: over(u), "The integrand is 1/ln x; 1/x is the derivative of ln x.", "被積分関数は 1/ln x です。1/x は ln x の微分です。", HOUSE),),
    "sine-integral": (("integrand-differentiated", lambda u: divide(cos(u), u), "The integrand itself is the derivative: sin(x)/x.", "微分は被積分関数そのもの sin(x)/x です。", HOUSE),),
    "cosine-integral": (("integrand-differentiated", lambda u: negate(divide(sin(u), u)), "The integrand itself is the derivative: cos(x)/x.", "微分は被積分関数そのもの cos(x)/x です。", HOUSE),),
    "sinh-integral": (("integrand-differentiated", lambda u: divide(cosh(u), u), "The integrand itself is the derivative: sinh(x)/x.", "微分は被積分関数そのもの sinh(x)/x です。", HOUSE),),
    "cosh-integral": (("integrand-differentiated", lambda u: divide(sinh(u), u), "The integrand itself is the derivative: cosh(x)/x.", "微分は被積分関数そのもの cosh(x)/x です。", HOUSE),),
    "fresnel-sine":  (("fresnel-scale-missing", lambda u: sin(sq(u)), "The integrand here is sin(pi t^2/2); sin(t^2) is another normalisation.", "ここでの被積分関数は sin(π t²/2) です。sin(t²) は別の正規化です。", HOUSE),),
    "fresnel-cosine": (("fresnel-scale-missing", lambda u: cos(sq(u)), "The integrand here is cos(pi t^2/2); cos(t^2) is another normalisation.", "ここでの被積分関数は cos(π t²/2) です。cos(t²) は別の正規化です。", HOUSE),),
    # ---------------------------------------------------------------- Bessel, Airy
    "bessel-j":      (("bessel-sum-for-difference", lambda n, u: half(add(J(plus(n, -1), u), J(plus(n, 1), u))), "For J the neighbours are subtracted; added they give n J_n(x)/x.", "J では隣どうしの差をとります。和は n J_n(x)/x になります。", HOUSE),),
    "bessel-y":      (("bessel-sum-for-difference", lambda n, u: half(add(Y(plus(n, -1), u), Y(plus(n, 1), u))), "For Y the neighbours are subtracted; added they give n Y_n(x)/x.", "Y では隣どうしの差をとります。和は n Y_n(x)/x になります。", HOUSE),),
    "bessel-i":      (("bessel-difference-for-sum", lambda n, u: half(subtract(I_n(plus(n, -1), u), I_n(plus(n, 1), u))), "For I the neighbours are added; subtracted they give n I_n(x)/x.", "I では隣どうしの和をとります。差は n I_n(x)/x になります。", HOUSE),),
    "bessel-k":      (("bessel-sign", lambda n, u: half(add(K(plus(n, -1), u), K(plus(n, 1), u))), "K falls: its derivative has a minus sign.", "K は減少関数なので、微分にはマイナスが付きます。", HOUSE),),
    "spherical-j":   (("bessel-cylindrical-law", lambda n, u: half(subtract(j(plus(n, -1), u), j(plus(n, 1), u))), "Half the difference of the neighbours is the law of J; the spherical j has another.", "隣どうしの差の半分は J の公式です。球ベッセル関数 j では違います。", HOUSE),),
    "spherical-y":   (("bessel-cylindrical-law", lambda n, u: half(subtract(y_n(plus(n, -1), u), y_n(plus(n, 1), u))), "Half the difference of the neighbours is the law of Y; the spherical y has another.", "隣どうしの差の半分は Y の公式です。球ベッセル関数 y では違います。", HOUSE),),
    "airy-a":        (("airy-second-for-first", lambda u: mul(u, call(sympy.airyai, u)), "x Ai(x) is the second derivative; the first is a function of its own, Ai'.", "x Ai(x) は 2 階微分です。1 階微分は別の関数 Ai' です。", HOUSE),),
    "airy-b":        (("airy-second-for-first", lambda u: mul(u, call(sympy.airybi, u)), "x Bi(x) is the second derivative; the first is a function of its own, Bi'.", "x Bi(x) は 2 階微分です。1 階微分は別の関数 Bi' です。", HOUSE),),
    "airy-a-prime":  (("airy-sign", lambda u: negate(mul(u, call(sympy.airyai, u))), "Airy's equation is y'' = x y, without a minus sign.", "エアリーの方程式は y'' = x y で、マイナスは付きません。", HOUSE),),
    "airy-b-prime":  (("airy-sign", lambda u: negate(mul(u, call(sympy.airybi, u))), "Airy's equation is y'' = x y, without a minus sign.", "エアリーの方程式は y'' = x y で、マイナスは付きません。", HOUSE),),
    # ---------------------------------------------------------------- elliptic integrals, with the parameter m = k^2
    "elliptic-k":    (("modulus-for-parameter", lambda m: divide(subtract(e_of(m), mul(subtract(ONE, m), k_of(m))), mul(m, subtract(ONE, m))), "That is without the 2 that the parameter m = k^2 brings below.", "母数 m = k² による分母の 2 が抜けています。", HOUSE),),
    "elliptic-e":    (("modulus-for-parameter", lambda m: divide(subtract(e_of(m), k_of(m)), m), "That is without the 2 that the parameter m = k^2 brings below.", "母数 m = k² による分母の 2 が抜けています。", HOUSE),),
    "elliptic-f":    (("elliptic-kinds-swapped", lambda z, m: delta_angle(z, m), "In F the root stands below; above, it belongs to E.", "F では根号は分母です。分子にあるのは E です。", HOUSE),),
    "elliptic-e-angle": (("elliptic-kinds-swapped", lambda z, m: over(delta_angle(z, m)), "In E the root stands above; below, it belongs to F.", "E では根号は分子です。分母にあるのは F です。", HOUSE),),
    "elliptic-f-modulus": (("complete-for-incomplete", lambda z, m: divide(subtract(e_of(z, m), mul(subtract(ONE, m), f_of(z, m))), mul(TWO, m, subtract(ONE, m))), "That law is for the angle pi/2; at another angle a term is added.", "それは角が π/2 のときの公式です。ほかの角では項が加わります。", HOUSE),),
    "elliptic-e-modulus": (("modulus-for-parameter", lambda z, m: divide(subtract(e_of(z, m), f_of(z, m)), m), "That is without the 2 that the parameter m = k^2 brings below.", "母数 m = k² による分母の 2 が抜けています。", HOUSE),),
    "elliptic-pi":   (("modulus-for-parameter", lambda n, m: divide(add(e_of(m), divide(mul(subtract(m, n), k_of(m)), n), divide(mul(subtract(sq(n), m), pi_of(n, m)), n)), mul(subtract(m, n), subtract(n, ONE))), "The factor 2 below is missing.", "分母の係数 2 が抜けています。", HOUSE),),
    "elliptic-pi-modulus": (("modulus-for-parameter", lambda n, m: divide(add(divide(e_of(m), subtract(m, ONE)), pi_of(n, m)), subtract(n, m)), "The factor 2 below is missing.", "分母の係数 2 が抜けています。", HOUSE),),
    "elliptic-pi-angle": (("elliptic-kinds-swapped", lambda n, z, m: over(delta_angle(z, m)), "That is the integrand of F; in Pi the factor 1 - n sin^2 t stands below too.", "それは F の被積分関数です。Π では 1 − n sin² t も分母にあります。", HOUSE),),
    "elliptic-pi-incomplete": (("complete-for-incomplete", lambda n, z, m: divide(add(e_of(z, m), divide(mul(subtract(m, n), f_of(z, m)), n), divide(mul(subtract(sq(n), m), pi_of(n, z, m)), n)), mul(TWO, subtract(m, n), subtract(n, ONE))), "That law is for the angle pi/2; at another angle a term is added.", "それは角が π/2 のときの公式です。ほかの角では項が加わります。", HOUSE),),
    "elliptic-pi-incomplete-modulus": (("complete-for-incomplete", lambda n, z, m: divide(add(divide(e_of(z, m), subtract(m, ONE)), pi_of(n, z, m)), mul(TWO, subtract(n, m))), "That law is for the angle pi/2; at another angle a term is added.", "それは角が π/2 のときの公式です。ほかの角では項が加わります。", HOUSE),),
    # ---------------------------------------------------------------- Lambert, zeta, polylogarithm
    "lambert-w":     (("lambert-divisor-missing", lambda u, *branch: over(mul(u, add(ONE, W(u, *branch)))), "The factor W(x) above is missing.", "分子の W(x) が抜けています。", HOUSE),),
    "polylog":       (("order-not-lowered", lambda s, u: divide(polylog(s, u), u), "The derivative lowers the order by one.", "微分すると次数が 1 下がります。", HOUSE),
                      ("divisor-missing", lambda s, u: polylog(plus(s, -1), u), "The divisor x is missing: each term k x^(k - 1)/k^s is x^k/(x k^(s - 1)).", "分母の x が抜けています。", HOUSE)),
    "hurwitz-zeta":  (("negative-power-sign-lost", lambda s, u: mul(s, zeta(plus(s, 1), u)), "Each term (n + a)^(-s) brings down -s.", "各項 (n + a)^(−s) から −s が出ます。", HOUSE),),
    "lerch-phi":     (("lerch-second-term-missing", lambda z, s, a: divide(lerchphi(z, plus(s, -1), a), z), "The sum is over n z^n with n = (n + a) - a: the second part is missing.", "n = (n + a) − a の二つ目の部分が抜けています。", HOUSE),),
    "lerch-phi-shift": (("negative-power-sign-lost", lambda z, s, a: mul(s, lerchphi(z, plus(s, 1), a)), "Each term (n + a)^(-s) brings down -s.", "各項 (n + a)^(−s) から −s が出ます。", HOUSE),),
    # ---------------------------------------------------------------- steps and angles
    "heaviside":     (("step-slope-one", lambda u, c=HALF: ONE, "The step is constant on either side of 0: its slope is 0 there.", "階段関数は 0 の両側で一定なので、そこでの傾きは 0 です。", HOUSE),),
    "floor":         (("step-slope-one", lambda u: ONE, "Between two integers the floor is constant: its slope is 0.", "整数の間で床関数は一定なので、傾きは 0 です。", HOUSE),),
    "ceiling":       (("step-slope-one", lambda u: ONE, "Between two integers the ceiling is constant: its slope is 0.", "整数の間で天井関数は一定なので、傾きは 0 です。", HOUSE),),
    "frac":          (("fraction-taken-for-constant", lambda u: ZERO, "Between two integers the fractional part is x less a constant: its slope is 1.", "整数の間で小数部分は x から定数を引いたものなので、傾きは 1 です。", HOUSE),),
    "sinc":          (("quotient-of-derivatives", lambda u: cos(u), "sin(x)/x is a quotient; its derivative is not cos(x)/1.", "sin(x)/x は商です。微分は cos(x)/1 ではありません。", HOUSE),),
    "atan2":         (("angle-arguments-swapped", lambda v, u: divide(v, add(sq(u), sq(v))), "By y the derivative is x/(x^2 + y^2).", "y での微分は x/(x² + y²) です。", HOUSE),),
    "atan2-second":  (("angle-sign", lambda v, u: divide(v, add(sq(u), sq(v))), "Further to the right the angle of a point above the axis is smaller: a minus sign is missing.", "軸より上の点は右に動くと角が小さくなります。マイナスが抜けています。", HOUSE),),
}
# fmt: on

"""The special functions and those of machine learning: one line a function and argument, its derivative, where it holds.

The elementary functions are in `elementary`; a line here says in which of its arguments the function is differentiated.
"""

from collections.abc import Callable
from functools import partial

import sympy
from sympy import Basic, Expr, Gt, Integer, Le, Lt, Piecewise
from sympy.functions.elementary.piecewise import ExprCondPair

from workings.expression import D, add, call, divide, mul, negate, power, subtract, symbol
from workings.expression import named as ml
from workings.expression.nodes import HALF, ONE, ZERO
from workings.expression.relations import between, greater, nonzero, positive
from workings.expression.vocabulary import HEADS, SPECIAL
from workings.expression.words import TWO, absolute, cos, cosh, exp, log, sign, sin, sinh, x
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.elementary import over, root, sq
from workings_rules.calculus.sources import DLMF, MUZANGWA, STEWART

_new = Basic.__new__
Outer = Callable[..., Expr]
Where = Callable[..., tuple[Basic, ...]]
a, b, k, m, n, s, y = (symbol(name) for name in "abkmnsy")
pi, sqrt_pi = sympy.pi, root(sympy.pi)


def at(head: type) -> Callable[..., Expr]:
    return partial(call, head)


gamma, polygamma, factorial, binomial, beta = map(
    at, (sympy.gamma, sympy.polygamma, sympy.factorial, sympy.binomial, sympy.beta)
)
J, Y, I_n, K, j, y_n = map(at, (sympy.besselj, sympy.bessely, sympy.besseli, sympy.besselk, sympy.jn, sympy.yn))
W, polylog, zeta, expint, erfinv, erfcinv = map(
    at, (sympy.LambertW, sympy.polylog, sympy.zeta, sympy.expint, sympy.erfinv, sympy.erfcinv)
)
complete_k, complete_e, f_of, e_of = map(at, (sympy.elliptic_k, sympy.elliptic_e, sympy.elliptic_f, sympy.elliptic_e))
sigmoid, softplus, relu, leaky, gelu, silu, huber, softmax = map(
    at, (ml.sigmoid, ml.softplus, ml.relu, ml.leaky_relu, ml.gelu, ml.silu, ml.huber, ml.softmax)
)


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


def pieces(*rows: tuple[Expr, Basic]) -> Expr:
    return _new(Piecewise, *[_new(ExprCondPair, *row) for row in rows])


def around_zero(below: Expr, above: Expr, u: Expr) -> Expr:
    return pieces((below, _new(Lt, u, ZERO)), (above, _new(Gt, u, ZERO)))


def delta_angle(z: Expr, m: Expr) -> Expr:
    """sqrt(1 - m sin^2 z)"""
    return root(subtract(ONE, mul(m, sq(sin(z)))))


# Where a line holds, of all the arguments; the argument meant is the last one, unless there is only one that can vary.


def everywhere(*args: Expr) -> tuple[Basic, ...]:
    return ()


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


def above_minus_one(u: Expr) -> tuple[Basic, ...]:
    return (greater(u, Integer(-1)),)


def lambert_main(u: Expr, *branch: Expr) -> tuple[Basic, ...]:
    return (greater(u, negate(exp(Integer(-1)))), nonzero(u))


def not_whole(u: Expr) -> tuple[Basic, ...]:
    return (nonzero(sin(mul(pi, u))),)


def not_at_threshold(u: Expr, d: Expr = ONE) -> tuple[Basic, ...]:
    return ()


def not_both_zero(v: Expr, u: Expr) -> tuple[Basic, ...]:
    return (nonzero(add(sq(u), sq(v))),)


def both_positive(a: Expr, b: Expr) -> tuple[Basic, ...]:
    return (positive(a), positive(b))


# slug, the function with x where it is differentiated, derivative there, where it holds, judged by power series, title
# (en, ja), source
Row = tuple[str, Expr, Outer, Where, bool, str, str, str]
# fmt: off
TABLE: tuple[Row, ...] = (
    # ---------------------------------------------------------------- error functions
    ("erfc",      call(sympy.erfc, x),      lambda u: negate(mul(TWO, gauss(u), over(sqrt_pi))),        everywhere,    True,  "complementary error function", "erfc の微分", DLMF + "7.2"),
    ("erfi",      call(sympy.erfi, x),      lambda u: mul(TWO, exp(sq(u)), over(sqrt_pi)),              everywhere,    True,  "imaginary error function",  "erfi の微分",      DLMF + "7.2"),
    ("erfinv",    erfinv(x),                lambda u: half(mul(sqrt_pi, exp(sq(erfinv(u))))),           inside,        False, "inverse error function",    "erf の逆関数の微分", DLMF + "7.17"),
    ("erfcinv",   erfcinv(x),               lambda u: negate(half(mul(sqrt_pi, exp(sq(erfcinv(u)))))),  zero_to_two,   False, "inverse complementary error function", "erfc の逆関数の微分", DLMF + "7.17"),
    # ---------------------------------------------------------------- gamma and its relatives
    ("loggamma",  call(sympy.loggamma, x),  lambda u: psi(u),                                           last_positive, True,  "logarithm of the gamma function", "対数ガンマ関数の微分", DLMF + "5.2.E2"),
    ("digamma",   call(sympy.digamma, x),   lambda u: polygamma(ONE, u),                                last_positive, True,  "digamma function",          "ディガンマ関数の微分", DLMF + "5.15"),
    ("trigamma",  call(sympy.trigamma, x),  lambda u: polygamma(TWO, u),                                last_positive, True,  "trigamma function",         "トリガンマ関数の微分", DLMF + "5.15"),
    ("polygamma", polygamma(TWO, x),        lambda n, u: polygamma(plus(n, 1), u),                      last_positive, True,  "polygamma function",        "ポリガンマ関数の微分", DLMF + "5.15"),
    ("factorial", factorial(x),             lambda u: mul(gamma(plus(u, 1)), psi(plus(u, 1))),          above_minus_one, True, "factorial",                "階乗の微分",       DLMF + "5.4.E1"),
    ("beta",      beta(x, b),               lambda u, v: mul(beta(u, v), subtract(psi(u), psi(add(u, v)))), both_positive, True, "beta function",         "ベータ関数の微分", DLMF + "5.12.E1"),
    ("beta-second", beta(a, x),             lambda u, v: mul(beta(u, v), subtract(psi(v), psi(add(u, v)))), both_positive, True, "beta function",         "ベータ関数の微分", DLMF + "5.12.E1"),
    ("binomial",  binomial(x, k),           lambda u, v: mul(binomial(u, v), subtract(psi(plus(u, 1)), psi(plus(subtract(u, v), 1)))), everywhere, True, "binomial coefficient", "二項係数の微分", DLMF + "1.2.E6"),
    ("binomial-second", binomial(n, x),     lambda u, v: mul(binomial(u, v), subtract(psi(plus(subtract(u, v), 1)), psi(plus(v, 1)))), everywhere, True, "binomial coefficient", "二項係数の微分", DLMF + "1.2.E6"),
    ("lower-gamma", call(sympy.lowergamma, s, x), lambda s, u: mul(power(u, subtract(s, ONE)), exp(negate(u))), last_positive, True, "lower incomplete gamma function", "下側不完全ガンマ関数の微分", DLMF + "8.8.E13"),
    ("upper-gamma", call(sympy.uppergamma, s, x), lambda s, u: negate(mul(power(u, subtract(s, ONE)), exp(negate(u)))), last_positive, True, "upper incomplete gamma function", "上側不完全ガンマ関数の微分", DLMF + "8.8.E13"),
    # ---------------------------------------------------------------- integrals of exponentials and of waves
    ("exp-integral", call(sympy.Ei, x),     lambda u: divide(exp(u), u),                                last_nonzero,  True,  "exponential integral",      "指数積分の微分",   DLMF + "6.2"),
    ("exp-integral-n", expint(n, x),        lambda n, u: negate(expint(plus(n, -1), u)),                last_positive, True,  "generalised exponential integral", "一般化指数積分の微分", DLMF + "8.19.E13"),
    ("log-integral", call(sympy.li, x),     lambda u: over(log(u)),                                     positive_not_one, True, "logarithmic integral",    "対数積分の微分",   DLMF + "6.2"),
    ("log-integral-offset", call(sympy.Li, x), lambda u: over(log(u)),                                  positive_not_one, True,  "offset logarithmic integral", "対数積分の微分", DLMF + "6.2"),
    ("sine-integral", call(sympy.Si, x),    lambda u: divide(sin(u), u),                                last_nonzero,  True,  "sine integral",             "正弦積分の微分",   DLMF + "6.2"),
    ("cosine-integral", call(sympy.Ci, x),  lambda u: divide(cos(u), u),                                last_positive, True,  "cosine integral",           "余弦積分の微分",   DLMF + "6.2"),
    ("sinh-integral", call(sympy.Shi, x),   lambda u: divide(sinh(u), u),                               last_nonzero,  True,  "hyperbolic sine integral",  "双曲線正弦積分の微分", DLMF + "6.2"),
    ("cosh-integral", call(sympy.Chi, x),   lambda u: divide(cosh(u), u),                               last_positive, True,  "hyperbolic cosine integral", "双曲線余弦積分の微分", DLMF + "6.2"),
    ("fresnel-sine", call(sympy.fresnels, x), lambda u: sin(half(mul(pi, sq(u)))),                      everywhere,    True,  "Fresnel sine integral",     "フレネル正弦積分の微分", DLMF + "7.2"),
    ("fresnel-cosine", call(sympy.fresnelc, x), lambda u: cos(half(mul(pi, sq(u)))),                    everywhere,    True,  "Fresnel cosine integral",   "フレネル余弦積分の微分", DLMF + "7.2"),
    # ---------------------------------------------------------------- Bessel, Airy
    ("bessel-j",  J(n, x),                  lambda n, u: half(subtract(J(plus(n, -1), u), J(plus(n, 1), u))), last_positive, True, "Bessel function J", "ベッセル関数 J の微分", DLMF + "10.6.E1"),
    ("bessel-y",  Y(n, x),                  lambda n, u: half(subtract(Y(plus(n, -1), u), Y(plus(n, 1), u))), last_positive, True, "Bessel function Y", "ベッセル関数 Y の微分", DLMF + "10.6.E1"),
    ("bessel-i",  I_n(n, x),                lambda n, u: half(add(I_n(plus(n, -1), u), I_n(plus(n, 1), u))), last_positive, True, "modified Bessel function I", "変形ベッセル関数 I の微分", DLMF + "10.29.E1"),
    ("bessel-k",  K(n, x),                  lambda n, u: negate(half(add(K(plus(n, -1), u), K(plus(n, 1), u)))), last_positive, True, "modified Bessel function K", "変形ベッセル関数 K の微分", DLMF + "10.29.E1"),
    ("spherical-j", j(n, x),                lambda n, u: subtract(j(plus(n, -1), u), divide(mul(plus(n, 1), j(n, u)), u)), last_nonzero, True,  "spherical Bessel function j", "球ベッセル関数 j の微分", DLMF + "10.51.E2"),
    ("spherical-y", y_n(n, x),              lambda n, u: subtract(y_n(plus(n, -1), u), divide(mul(plus(n, 1), y_n(n, u)), u)), last_nonzero, True,  "spherical Bessel function y", "球ベッセル関数 y の微分", DLMF + "10.51.E2"),
    ("airy-a",    call(sympy.airyai, x),    lambda u: call(sympy.airyaiprime, u),                       everywhere,    True,  "Airy function Ai",          "エアリー関数 Ai の微分", DLMF + "9.2"),
    ("airy-b",    call(sympy.airybi, x),    lambda u: call(sympy.airybiprime, u),                       everywhere,    True,  "Airy function Bi",          "エアリー関数 Bi の微分", DLMF + "9.2"),
    ("airy-a-prime", call(sympy.airyaiprime, x), lambda u: mul(u, call(sympy.airyai, u)),               everywhere,    False, "derivative of Ai",          "Ai' の微分",       DLMF + "9.2.E1"),
    ("airy-b-prime", call(sympy.airybiprime, x), lambda u: mul(u, call(sympy.airybi, u)),               everywhere,    False, "derivative of Bi",          "Bi' の微分",       DLMF + "9.2.E1"),
    # ---------------------------------------------------------------- elliptic integrals
    ("elliptic-k", complete_k(x),           lambda m: divide(subtract(complete_e(m), mul(subtract(ONE, m), complete_k(m))), mul(TWO, m, subtract(ONE, m))), modulus, True, "complete elliptic integral K", "第 1 種完全楕円積分の微分", DLMF + "19.4.E1"),
    ("elliptic-e", complete_e(x),           lambda m: divide(subtract(complete_e(m), complete_k(m)), mul(TWO, m)), modulus, True, "complete elliptic integral E", "第 2 種完全楕円積分の微分", DLMF + "19.4.E2"),
    ("elliptic-f", f_of(x, m),              lambda z, m: over(delta_angle(z, m)),                       angle,         True,  "elliptic integral F",       "第 1 種楕円積分の微分", DLMF + "19.2.E4"),
    ("elliptic-e-angle", e_of(x, m),        lambda z, m: delta_angle(z, m),                             angle,         True,  "elliptic integral E",       "第 2 種楕円積分の微分", DLMF + "19.2.E5"),
    ("elliptic-f-modulus", f_of(a, x),      lambda z, m: subtract(divide(subtract(e_of(z, m), mul(subtract(ONE, m), f_of(z, m))), mul(TWO, m, subtract(ONE, m))), divide(mul(sin(z), cos(z)), mul(TWO, subtract(ONE, m), delta_angle(z, m)))), angle_and_modulus, False, "elliptic integral F by its modulus", "第 1 種楕円積分の母数による微分", DLMF + "19.4.E5"),
    ("elliptic-e-modulus", e_of(a, x),      lambda z, m: divide(subtract(e_of(z, m), f_of(z, m)), mul(TWO, m)), angle_and_modulus, False, "elliptic integral E by its modulus", "第 2 種楕円積分の母数による微分", DLMF + "19.4.E6"),
    # ---------------------------------------------------------------- Lambert, zeta, polylogarithm
    ("lambert-w", W(x),                     lambda u: divide(W(u), mul(u, add(ONE, W(u)))),             lambert_main,  True,  "Lambert W function",        "ランベルトの W 関数の微分", DLMF + "4.13.E4"),
    ("polylog",   polylog(TWO, x),          lambda s, u: divide(polylog(plus(s, -1), u), u),            below_one,     True,  "polylogarithm",             "多重対数関数の微分", DLMF + "25.12"),
    ("hurwitz-zeta", zeta(s, x),            lambda s, u: negate(mul(s, zeta(plus(s, 1), u))),           last_positive, False, "Hurwitz zeta function",     "フルヴィッツのゼータ関数の微分", DLMF + "25.11.E17"),
    # ---------------------------------------------------------------- steps and angles
    ("heaviside", call(sympy.Heaviside, x, HALF), lambda u, c=HALF: ZERO,                                   first_nonzero, True,  "Heaviside step",            "ヘヴィサイド関数の微分", DLMF + "1.16"),
    ("floor",     call(sympy.floor, x),     lambda u: ZERO,                                             not_whole,     True,  "floor",                     "床関数の微分",     STEWART + "2.8"),
    ("ceiling",   call(sympy.ceiling, x),   lambda u: ZERO,                                             not_whole,     True,  "ceiling",                   "天井関数の微分",   STEWART + "2.8"),
    ("frac",      call(sympy.frac, x),      lambda u: ONE,                                              not_whole,     True,  "fractional part",           "小数部分の微分",   STEWART + "2.8"),
    ("sinc",      call(sympy.sinc, x),      lambda u: divide(subtract(mul(u, cos(u)), sin(u)), sq(u)),  last_nonzero,  True,  "sinc",                      "sinc の微分",      STEWART + "3.3"),
    ("atan2",     call(sympy.atan2, x, b),  lambda v, u: divide(u, add(sq(u), sq(v))),                  not_both_zero, True, "angle of a point",          "偏角の微分",       DLMF + "4.23"),
    ("atan2-second", call(sympy.atan2, a, x), lambda v, u: negate(divide(v, add(sq(u), sq(v)))),        not_both_zero, True, "angle of a point",          "偏角の微分",       DLMF + "4.23"),
    # ---------------------------------------------------------------- machine learning
    ("sigmoid",   sigmoid(x),               lambda u: mul(sigmoid(u), subtract(ONE, sigmoid(u))),       everywhere,    True,  "sigmoid",                   "シグモイド関数の微分", "I. Goodfellow et al., Deep Learning (2016), section 3.10"),
    ("softplus",  softplus(x),              lambda u: sigmoid(u),                                       everywhere,    True,  "softplus",                  "ソフトプラス関数の微分", "I. Goodfellow et al., Deep Learning (2016), section 3.10"),
    ("relu",      relu(x),                  lambda u: around_zero(ZERO, ONE, u),                        last_nonzero,  True,  "ReLU",                      "ReLU の微分",      "I. Goodfellow et al., Deep Learning (2016), section 6.3"),
    ("leaky-relu", leaky(x),                lambda u, c=ml.LEAK: around_zero(c, ONE, u),       first_nonzero, True,  "leaky ReLU",                "leaky ReLU の微分", "A. L. Maas et al., Rectifier nonlinearities improve neural network acoustic models (2013)"),
    ("gelu",      gelu(x),                  lambda u: add(half(add(ONE, call(sympy.erf, divide(u, root(TWO))))), divide(mul(u, exp(negate(half(sq(u))))), root(mul(TWO, pi)))), everywhere, True, "GELU", "GELU の微分", "D. Hendrycks and K. Gimpel, Gaussian error linear units, arXiv:1606.08415"),
    ("silu",      silu(x),                  lambda u: add(sigmoid(u), mul(u, sigmoid(u), subtract(ONE, sigmoid(u)))), everywhere, True, "SiLU",            "SiLU の微分",      "S. Elfwing et al., Sigmoid-weighted linear units, Neural Networks 107 (2018) 3-11"),
    ("huber",     huber(x),                 lambda u, d=ONE: pieces((u, _new(Le, absolute(u), d)), (mul(d, sign(u)), _new(Gt, absolute(u), d))), not_at_threshold, True, "Huber loss", "Huber 損失の微分", "P. J. Huber, Robust estimation of a location parameter, Ann. Math. Statist. 35 (1964) 73-101"),
)
# fmt: on


def function(row: Row) -> Rule:
    """The rule of one line of the table."""
    slug, pattern, outer, where, judged, en, ja, source = row
    head = type(pattern)
    place = pattern.args.index(x)

    def rewrite(goal: D, ask: Ask) -> Expr | None:
        args = goal.f.args
        if place >= len(args) or not goal.is_variable(args[place]) or _other_form(pattern, args):
            return None
        if any(goal.depends(other) for i, other in enumerate(args) if i != place):
            return None
        return outer(*args)

    def condition(goal: D) -> tuple[Basic, ...]:
        return where(*goal.f.args)

    return Rule(
        slug=slug,
        title=Text(en, ja),
        explanation=Text(f"The derivative of the {en}, from the table.", f"{ja}の公式です。"),
        goal=D,
        heads=(head,),
        rewrite=rewrite,
        law=(D(pattern, x),) if judged else (),
        source=source,
        examples=_examples(pattern),
        condition=condition,
        elementary=True,
    )


def _examples(pattern: Expr) -> tuple[Example, ...]:
    """The function as one types it, where the reader knows it."""
    names = [name for name, known in (*SPECIAL.items(), *HEADS.items()) if known is type(pattern)]
    args = ", ".join(str(u) for u in pattern.args if u is not HALF)
    return tuple(Example(f"d/dx {name}({args})", "") for name in names[:1])


def _other_form(pattern: Expr, args: tuple[Expr, ...]) -> bool:
    """Whether these are the arguments of another function of the same name: E(m) and E(z, m)."""
    several = isinstance(pattern, sympy.elliptic_e | sympy.zeta)
    return several and len(args) != len(pattern.args)


# ---------------------------------------------------------------- functions of a list of numbers


def place_of(goal: D, args: tuple[Expr, ...]) -> int | None:
    """Which of the arguments is the variable, where no other one moves."""
    moving = [i for i, u in enumerate(args) if goal.depends(u)]
    return moving[0] if len(moving) == 1 and goal.is_variable(args[moving[0]]) else None


def of_logsumexp(goal: D, ask: Ask) -> Expr | None:
    i = place_of(goal, goal.f.args)
    return None if i is None else softmax(Integer(i + 1), *goal.f.args)


def of_softmax(goal: D, ask: Ask) -> Expr | None:
    """p_i (1 - p_i), and -p_i p_j by another argument."""
    which, *args = goal.f.args
    i = place_of(goal, tuple(args))
    if i is None:
        return None
    own, other = goal.f, softmax(Integer(i + 1), *args)
    return mul(own, subtract(ONE, own)) if which == i + 1 else negate(mul(own, other))


def of_log_softmax(goal: D, ask: Ask) -> Expr | None:
    which, *args = goal.f.args
    i = place_of(goal, tuple(args))
    if i is None:
        return None
    p = softmax(Integer(i + 1), *args)
    return subtract(ONE, p) if which == i + 1 else negate(p)


def diagonal_everywhere(goal: D, ask: Ask) -> Expr | None:
    """p_i (1 - p_i) used for the other arguments as well."""
    which, *args = goal.f.args
    i = place_of(goal, tuple(args))
    return mul(goal.f, subtract(ONE, goal.f)) if i is not None and which != i + 1 else None


def written_out(goal: D, ask: Ask) -> Expr | None:
    """Where several arguments move at once, the formula that the name stands for."""
    moving = [u for u in goal.f.args if goal.depends(u)]
    if isinstance(goal.f, sympy.beta):
        u, v = goal.f.args
        same = divide(mul(gamma(u), gamma(v)), gamma(add(u, v)))
        return ask(goal.of(same)) if len(moving) > 1 else None
    return ask(goal.of(goal.f.definition)) if len(moving) > 1 else None


_SOFTMAX = "C. M. Bishop, Pattern Recognition and Machine Learning (2006), section 4.3.4"
_LOGSUMEXP = Rule(
    slug="logsumexp",
    title=Text("log-sum-exp", "log-sum-exp の微分"),
    explanation=Text("The gradient of log-sum-exp is the softmax.", "log-sum-exp の勾配は softmax です。"),
    goal=D,
    heads=(ml.logsumexp,),
    rewrite=of_logsumexp,
    examples=(Example("d/dx logsumexp(x, y)", "softmax(1, x, y)"),),
    law=(D(call(ml.logsumexp, x, a, b), x),),
    source=_SOFTMAX,
    elementary=True,
)
_SOFTMAX_RULE = Rule(
    slug="softmax",
    title=Text("softmax", "softmax の微分"),
    explanation=Text(
        "By its own argument p_i (1 - p_i); by another one -p_i p_j.",
        "自分の引数では p_i (1 − p_i)、ほかの引数では −p_i p_j です。",
    ),
    goal=D,
    heads=(ml.softmax,),
    rewrite=of_softmax,
    examples=(Example("∂/∂x softmax(2, x, y)", ""),),
    law=(D(softmax(TWO, x, a, b), x), D(softmax(ONE, x, a, b), x)),
    source=_SOFTMAX,
    mistakes=(
        Mistake(
            "softmax-diagonal-everywhere",
            Text(
                "p (1 - p) holds only for the argument of the same number; the others give -p_i p_j.",
                "p (1 − p) は同じ番号の引数だけです。ほかの引数では −p_i p_j です。",
            ),
            diagonal_everywhere,
            MUZANGWA,
        ),
    ),
    elementary=True,
)
_LOG_SOFTMAX = Rule(
    slug="log-softmax",
    title=Text("log-softmax", "log-softmax の微分"),
    explanation=Text(
        "1 for its own argument, less the softmax of the argument meant.",
        "自分の引数なら 1 から、その引数の softmax を引きます。",
    ),
    goal=D,
    heads=(ml.log_softmax,),
    rewrite=of_log_softmax,
    examples=(Example("∂/∂x logsoftmax(1, x, y)", ""),),
    law=(D(call(ml.log_softmax, ONE, x, a, b), x), D(call(ml.log_softmax, TWO, x, a, b), x)),
    source=_SOFTMAX,
    elementary=True,
)
_WRITTEN_OUT = Rule(
    slug="definition",
    title=Text("by definition", "定義に戻る"),
    explanation=Text(
        "Several of its arguments move at once: the formula that the name stands for is differentiated.",
        "複数の引数が同時に動くので、名前の表す式を微分します。",
    ),
    goal=D,
    heads=(ml.Named, sympy.beta),
    rewrite=written_out,
    examples=(Example("d/dx logsumexp(x, 2x)", ""),),
    law=(D(call(ml.logsumexp, x, mul(TWO, x)), x), D(beta(x, x), x)),
    source=_SOFTMAX,
)
RULES = (*map(function, TABLE), _LOGSUMEXP, _SOFTMAX_RULE, _LOG_SOFTMAX, _WRITTEN_OUT)

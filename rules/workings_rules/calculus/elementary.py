"""The elementary functions: one line a function, its derivative and where that holds."""

from collections.abc import Callable

import sympy
from sympy import Basic, Expr

from workings.expression import D, add, call, mul, negate, subtract
from workings.expression.complex_values import has_complex_values
from workings.expression.nodes import ONE, ZERO
from workings.expression.relations import between, greater, nonzero, positive, positive_or_not_whole
from workings.expression.words import (
    TWO,
    absolute,
    cos,
    cosh,
    cot,
    coth,
    csc,
    csch,
    exp,
    log,
    sec,
    sech,
    sign,
    sin,
    sinh,
    tan,
    tanh,
    x,
)  # fmt: skip
from workings.rule import Ask, Example, Mistake, Rewrite, Rule, Text
from workings_rules.calculus.sources import DLMF, HOUSE, MUZANGWA, SIYEPU, STEWART
from workings_rules.calculus.special_words import gamma, over, polygamma, root, sq

Outer = Callable[[Expr], Expr]
Where = Callable[[Expr], tuple[Basic, ...]]


def everywhere(u: Expr) -> tuple[Basic, ...]:
    return ()


def inside(u: Expr) -> tuple[Basic, ...]:
    return (between(absolute(u), ONE),)


def outside(u: Expr) -> tuple[Basic, ...]:
    return (greater(absolute(u), ONE),)


def above_one(u: Expr) -> tuple[Basic, ...]:
    return (greater(u, ONE),)


def above_zero(u: Expr) -> tuple[Basic, ...]:
    return (positive(u),)


def in_unit(u: Expr) -> tuple[Basic, ...]:
    return (positive(u), between(u, ONE))


def not_zero(u: Expr) -> tuple[Basic, ...]:
    return (nonzero(u),)


def no_pole(u: Expr) -> tuple[Basic, ...]:
    """Not 0, -1, -2, ..."""
    return (positive_or_not_whole(u),)


def sin_not_zero(u: Expr) -> tuple[Basic, ...]:
    return (nonzero(sin(u)),)


def cos_not_zero(u: Expr) -> tuple[Basic, ...]:
    return (nonzero(cos(u)),)


# Not analytic, or with a formula that is that of another branch where values are complex: of those these say nothing.
_OF_REAL_VALUES = frozenset({
    *(sympy.Abs, sympy.sign, sympy.arg),
    *(sympy.acosh, sympy.asech, sympy.acsch, sympy.asec, sympy.acsc),
})  # fmt: skip
# slug, head, derivative at u, where it holds, title (en, ja), source
TABLE: tuple[tuple[str, type, Outer, Where, str, str, str], ...] = (
    # ---------------------------------------------------------------- exponential, logarithm, absolute value
    ("exp",    sympy.exp,   lambda u: exp(u),                                       everywhere,   "exponential",                "指数関数 e^x の微分",  STEWART + "3.1"),
    ("log",    sympy.log,   lambda u: over(u),                                      above_zero,   "natural logarithm",          "自然対数の微分",       STEWART + "3.6"),
    ("abs",    sympy.Abs,   lambda u: sign(u),                                      not_zero,     "absolute value",             "絶対値の微分",         STEWART + "3.4, exercise on |x|"),
    ("sign",   sympy.sign,  lambda u: ZERO,                                         not_zero,     "sign",                       "符号関数の微分",       STEWART + "2.8"),
    ("arg",    sympy.arg,   lambda u: ZERO,                                         not_zero,     "argument of a real number",  "実数の偏角の微分",     STEWART + "Appendix H"),
    ("erf",    sympy.erf,   lambda u: mul(TWO, exp(negate(sq(u))), over(root(sympy.pi))), everywhere, "error function",       "誤差関数 erf の微分",  DLMF + "7.2"),
    ("gamma",  sympy.gamma, lambda u: mul(gamma(u), polygamma(ZERO, u)),            no_pole,      "gamma function",             "ガンマ関数の微分",     DLMF + "5.2.E2"),
    # ---------------------------------------------------------------- trigonometric
    ("sin",    sympy.sin,   lambda u: cos(u),                                       everywhere,   "sine",                       "sin の微分",           DLMF + "4.20"),
    ("cos",    sympy.cos,   lambda u: negate(sin(u)),                               everywhere,   "cosine",                     "cos の微分",           DLMF + "4.20"),
    ("tan",    sympy.tan,   lambda u: sq(sec(u)),                                   cos_not_zero, "tangent",                    "tan の微分",           DLMF + "4.20"),
    ("cot",    sympy.cot,   lambda u: negate(sq(csc(u))),                           sin_not_zero, "cotangent",                  "cot の微分",           DLMF + "4.20"),
    ("sec",    sympy.sec,   lambda u: mul(sec(u), tan(u)),                          cos_not_zero, "secant",                     "sec の微分",           DLMF + "4.20"),
    ("csc",    sympy.csc,   lambda u: negate(mul(csc(u), cot(u))),                  sin_not_zero, "cosecant",                   "csc の微分",           DLMF + "4.20"),
    # ---------------------------------------------------------------- inverse trigonometric
    ("arcsin", sympy.asin,  lambda u: over(root(subtract(ONE, sq(u)))),             inside,       "inverse sine",               "arcsin の微分",        DLMF + "4.24.E7"),
    ("arccos", sympy.acos,  lambda u: negate(over(root(subtract(ONE, sq(u))))),     inside,       "inverse cosine",             "arccos の微分",        DLMF + "4.24.E8"),
    ("arctan", sympy.atan,  lambda u: over(add(ONE, sq(u))),                        everywhere,   "inverse tangent",            "arctan の微分",        DLMF + "4.24.E9"),
    ("arccot", sympy.acot,  lambda u: negate(over(add(ONE, sq(u)))),                not_zero,     "inverse cotangent",          "arccot の微分",        DLMF + "4.24.E12"),
    ("arcsec", sympy.asec,  lambda u: over(mul(absolute(u), root(subtract(sq(u), ONE)))),         outside, "inverse secant",   "arcsec の微分",   DLMF + "4.24.E11"),
    ("arccsc", sympy.acsc,  lambda u: negate(over(mul(absolute(u), root(subtract(sq(u), ONE))))), outside, "inverse cosecant", "arccsc の微分",   DLMF + "4.24.E10"),
    # ---------------------------------------------------------------- hyperbolic
    ("sinh",   sympy.sinh,  lambda u: cosh(u),                                      everywhere,   "hyperbolic sine",            "sinh の微分",          DLMF + "4.34"),
    ("cosh",   sympy.cosh,  lambda u: sinh(u),                                      everywhere,   "hyperbolic cosine",          "cosh の微分",          DLMF + "4.34"),
    ("tanh",   sympy.tanh,  lambda u: sq(sech(u)),                                  everywhere,   "hyperbolic tangent",         "tanh の微分",          DLMF + "4.34"),
    ("coth",   sympy.coth,  lambda u: negate(sq(csch(u))),                          not_zero,     "hyperbolic cotangent",       "coth の微分",          DLMF + "4.34"),
    ("sech",   sympy.sech,  lambda u: negate(mul(sech(u), tanh(u))),                everywhere,   "hyperbolic secant",          "sech の微分",          DLMF + "4.34"),
    ("csch",   sympy.csch,  lambda u: negate(mul(csch(u), coth(u))),                not_zero,     "hyperbolic cosecant",        "csch の微分",          DLMF + "4.34"),
    # ---------------------------------------------------------------- inverse hyperbolic
    ("arsinh", sympy.asinh, lambda u: over(root(add(sq(u), ONE))),                  everywhere,   "inverse hyperbolic sine",      "arsinh の微分",      DLMF + "4.38"),
    ("arcosh", sympy.acosh, lambda u: over(root(subtract(sq(u), ONE))),             above_one,    "inverse hyperbolic cosine",    "arcosh の微分",      DLMF + "4.38"),
    ("artanh", sympy.atanh, lambda u: over(subtract(ONE, sq(u))),                   inside,       "inverse hyperbolic tangent",   "artanh の微分",      DLMF + "4.38"),
    ("arcoth", sympy.acoth, lambda u: over(subtract(ONE, sq(u))),                   outside,      "inverse hyperbolic cotangent", "arcoth の微分",      DLMF + "4.38"),
    ("arsech", sympy.asech, lambda u: negate(over(mul(u, root(subtract(ONE, sq(u)))))),         in_unit,  "inverse hyperbolic secant",   "arsech の微分", DLMF + "4.38"),
    ("arcsch", sympy.acsch, lambda u: negate(over(mul(absolute(u), root(add(ONE, sq(u)))))),    not_zero, "inverse hyperbolic cosecant", "arcsch の微分", DLMF + "4.38"),
)  # fmt: skip

# The mistake's slug, whose rule, the wrong derivative at u, explanation (en, ja), source.
WRONG: tuple[tuple[str, str, Outer, str, str, str], ...] = (
    ("ln-derivative-wrong", "log",    lambda u: over(log(u)),                      "The derivative of ln x is 1/x, not 1/ln x.",               "ln x の微分は 1/x です。1/ln x ではありません。",       MUZANGWA),
    ("sign-trig",           "sin",    lambda u: negate(cos(u)),                    "The derivative of the sine is the cosine, without a minus sign.", "sin の微分は cos で、マイナスは付きません。",    SIYEPU),
    ("sign-trig",           "cos",    lambda u: sin(u),                            "The derivative of the cosine is minus the sine.",          "cos の微分は −sin です。",                               SIYEPU),
    ("tan-derivative-wrong", "tan",   lambda u: sec(u),                            "For tan x the table says sec² x, which is 1/cos² x.",     "tan の微分は sec の 2 乗です。",                         SIYEPU),
    ("tan-derivative-wrong", "tan",   lambda u: mul(sec(u), tan(u)),               "sec x tan x is what sec x gives; tan x gives sec² x.", "tan の微分は sec² です。sec tan は sec の微分です。", SIYEPU),
    ("sec-csc-swapped",     "sec",    lambda u: negate(mul(csc(u), cot(u))),       "That is the derivative of the cosecant; the secant's is sec tan.", "それは csc の微分です。sec の微分は sec tan です。", SIYEPU),
    ("sign-csc",            "csc",    lambda u: mul(csc(u), cot(u)),               "The derivative of the cosecant has a minus sign.",         "csc の微分にはマイナスが付きます。",                     SIYEPU),
    ("sec-csc-swapped",     "csc",    lambda u: mul(sec(u), tan(u)),               "That is the derivative of the secant; the cosecant's is -csc cot.", "それは sec の微分です。csc の微分は −csc cot です。", SIYEPU),
    ("sign-csc",            "cot",    lambda u: sq(csc(u)),                        "The derivative of the cotangent has a minus sign.",        "cot の微分にはマイナスが付きます。",                     SIYEPU),
    ("inverse-trig-sign",   "arccos", lambda u: over(root(subtract(ONE, sq(u)))),  "The derivative of arccos has a minus sign; without it, it is that of arcsin.", "arccos の微分にはマイナスが付きます。", SIYEPU),
    ("inverse-trig-sign",   "arcsin", lambda u: negate(over(root(subtract(ONE, sq(u))))), "The derivative of arcsin has no minus sign; that is arccos.", "arcsin の微分にマイナスは付きません。",            SIYEPU),
    ("inverse-trig-sign",   "arctan", lambda u: negate(over(add(ONE, sq(u)))),     "The derivative of arctan has no minus sign; that is arccot.", "arctan の微分にマイナスは付きません。",              SIYEPU),
    ("inverse-trig-sign",   "arccot", lambda u: over(add(ONE, sq(u))),             "The derivative of arccot has a minus sign.",               "arccot の微分にはマイナスが付きます。",                  SIYEPU),
    ("power-rule-on-exponential", "exp", lambda u: mul(u, exp(subtract(u, ONE))),  "The power rule needs the variable in the base; this function has it in the exponent.", "べき乗の公式は底が変数のときのものです。ここでは指数が変数です。", MUZANGWA),
    ("abs-slope-one",       "abs",    lambda u: ONE,                               "Left of 0 the graph of |x| falls: its slope is -1 there.", "0 の左では |x| の傾きは −1 です。",                     HOUSE),
    ("sign-slope-one",      "sign",   lambda u: ONE,                               "The sign does not change on either side of 0: its slope is 0.", "符号関数は 0 の両側で一定なので、傾きは 0 です。",    HOUSE),
    ("sign-slope-one",      "arg",    lambda u: ONE,                               "The angle of a real number does not change on either side of 0: its slope is 0.", "実数の偏角は 0 の両側で一定なので、傾きは 0 です。", HOUSE),
    ("erf-factor-missing",  "erf",    lambda u: exp(negate(sq(u))),                "The factor 2/sqrt(pi), by which erf goes to 1, is missing.", "erf を 1 に近づける係数 2/√π が抜けています。",        HOUSE),
    ("gamma-factor-missing", "gamma", lambda u: polygamma(ZERO, u),                "That is the derivative of ln Gamma(x); Gamma(x) itself stays as a factor.", "それは ln Γ(x) の微分です。因子 Γ(x) が残ります。", HOUSE),
    ("absolute-value-missing", "arcsec", lambda u: over(mul(u, root(subtract(sq(u), ONE)))), "The slope of arcsec is positive for x < -1 too: below stands |x|.", "x < −1 でも arcsec の傾きは正です。分母は |x| です。", HOUSE),
    ("inverse-trig-sign",   "arccsc", lambda u: over(mul(absolute(u), root(subtract(sq(u), ONE)))), "The derivative of arccsc has a minus sign; without it, it is that of arcsec.", "arccsc の微分にはマイナスが付きます。", SIYEPU),
    ("hyperbolic-sign",     "sinh",   lambda u: negate(cosh(u)),                   "The derivative of sinh has no minus sign.",                "sinh の微分にマイナスは付きません。",                    HOUSE),
    ("hyperbolic-sign",     "cosh",   lambda u: negate(sinh(u)),                   "The derivative of cosh is sinh; the minus sign belongs to the cosine.", "cosh の微分は sinh です。マイナスが付くのは cos です。", HOUSE),
    ("hyperbolic-sign",     "tanh",   lambda u: negate(sq(sech(u))),               "The derivative of tanh has no minus sign: tanh rises everywhere.", "tanh の微分にマイナスは付きません。tanh は増加関数です。", HOUSE),
    ("hyperbolic-sign",     "coth",   lambda u: sq(csch(u)),                       "The derivative of coth has a minus sign.",                 "coth の微分にはマイナスが付きます。",                    HOUSE),
    ("hyperbolic-sign",     "sech",   lambda u: mul(sech(u), tanh(u)),             "The derivative of sech has a minus sign, unlike that of the secant.", "sech の微分には、sec と違ってマイナスが付きます。", HOUSE),
    ("hyperbolic-sign",     "csch",   lambda u: mul(csch(u), coth(u)),             "The derivative of csch has a minus sign.",                 "csch の微分にはマイナスが付きます。",                    HOUSE),
    ("area-function-sign-inside", "arsinh", lambda u: over(root(subtract(ONE, sq(u)))), "Under the root stands x^2 + 1; 1 - x^2 belongs to arcsin.", "根号の中は x² + 1 です。1 − x² は arcsin です。",       HOUSE),
    ("area-function-sign-inside", "arcosh", lambda u: over(root(add(sq(u), ONE))), "Under the root stands x^2 - 1; x^2 + 1 belongs to arsinh.", "根号の中は x² − 1 です。x² + 1 は arsinh です。",        HOUSE),
    ("area-function-sign-inside", "artanh", lambda u: over(add(ONE, sq(u))),       "Below stands 1 - x^2; 1 + x^2 belongs to arctan.",         "分母は 1 − x² です。1 + x² は arctan です。",            HOUSE),
    ("inverse-hyperbolic-sign", "arcoth", lambda u: negate(over(subtract(ONE, sq(u)))), "There is no minus sign: arcoth has the same derivative as artanh, on |x| > 1.", "マイナスは付きません。arcoth の微分は artanh と同じ式で、|x| > 1 です。", HOUSE),
    ("inverse-hyperbolic-sign", "arsech", lambda u: over(mul(u, root(subtract(ONE, sq(u))))), "The derivative of arsech has a minus sign: arsech falls.", "arsech の微分にはマイナスが付きます。減少関数です。", HOUSE),
    ("inverse-hyperbolic-sign", "arcsch", lambda u: over(mul(absolute(u), root(add(ONE, sq(u))))), "The derivative of arcsch has a minus sign: arcsch falls.", "arcsch の微分にはマイナスが付きます。減少関数です。", HOUSE),
)  # fmt: skip


def function(slug: str, head: type, outer: Outer, where: Where, en: str, ja: str, source: str) -> Rule:
    """The rule of one line of the table."""

    def rewrite(goal: D, ask: Ask) -> Expr | None:
        args = goal.f.args
        if len(args) != 1 or not goal.is_variable(args[0]):
            return None
        return None if head in _OF_REAL_VALUES and has_complex_values(args[0]) else outer(args[0])

    def condition(goal: D) -> tuple[Basic, ...]:
        u = goal.f.args[0]
        if where is everywhere or not has_complex_values(u):
            return where(u)
        return (nonzero(u),) if head is sympy.log else ()  # complex values lie in no interval

    mistakes = tuple(
        Mistake(wrong_slug, Text(wrong_en, wrong_ja), _instead(wrong), wrong_source)
        for wrong_slug, of, wrong, wrong_en, wrong_ja, wrong_source in WRONG
        if of == slug
    )
    return Rule(
        slug=slug,
        title=Text(en, ja),
        explanation=Text(f"The derivative of the {en} function, from the table.", f"{ja}の公式です。"),
        goal=D,
        heads=(head,),
        rewrite=rewrite,
        law=(D(call(head, x), x),),
        source=source,
        examples=(Example(f"d/dx {_spelled(slug)}", ""),),
        condition=condition,
        mistakes=mistakes,
        elementary=True,
    )


def _instead(wrong: Outer) -> Rewrite:
    def rewrite(goal: D, ask: Ask) -> Expr | None:
        return wrong(goal.f.args[0])

    return rewrite


def _spelled(slug: str) -> str:
    return {"exp": "e^x", "log": "ln x", "abs": "|x|", "sign": "sign(x)", "gamma": "Gamma(x)"}.get(slug, f"{slug}(x)")


RULES = tuple(function(*row) for row in TABLE)

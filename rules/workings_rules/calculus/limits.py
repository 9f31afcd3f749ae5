"""Limits: by the laws where they tell, by cancelling, and by l'Hôpital's rule where they say 0/0 or ∞/∞."""

from typing import Any

import sympy
from sympy import Basic, Expr, Integer, Mul, Pow, Symbol, oo

from workings.expression import Tidy, add, divide, mul, power, symbol
from workings.expression.canonical import canonical
from workings.expression.goals import Approaching, D
from workings.expression.limit_goals import LimitAt
from workings.expression.nodes import HALF, ONE, ZERO, divisor, factors, symbols_of, walk
from workings.expression.words import TWO, cos, exp, log, sin, x
from workings.expression.written import as_written
from workings.rule import Ask, Example, Mistake, Refusal, Rule, Text
from workings_rules.calculus.first_principles import known
from workings_rules.calculus.sources import HOUSE, ORTON, STEWART
from workings_rules.calculus.trends import Trend, trend

MOST_OFTEN = 5  # uses of l'Hôpital's rule
SECTION = STEWART + "4.4"


def goes(goal: LimitAt, f: Expr) -> Trend | None:
    """Where f goes as x does what the goal says."""
    return trend(f, goal.args[1], goal.args[2], goal.side)


def quotient(f: Expr) -> tuple[Expr, Expr]:
    """What stands above the bar and what below; e^(-u) stands below as e^u."""
    above: list[Expr] = []
    below: list[Expr] = []
    for factor in factors(f):
        under = divisor(factor)
        if under is not None:
            below.append(under)
        elif isinstance(factor, sympy.exp) and canonical(factor.args[0]).could_extract_minus_sign():
            below.append(exp(as_written(-canonical(factor.args[0]))))
        elif isinstance(factor, Pow) and factor.args[1].is_negative:
            below.append(power(factor.args[0], as_written(-factor.args[1])))
        else:
            above.append(factor)
    return (mul(*above) if above else ONE), (mul(*below) if below else ONE)


def undecided_form(one: Trend | None, other: Trend | None) -> str:
    """The form of a quotient of these about which the laws say nothing."""
    if one is not None and other is not None:
        if one.is_zero and other.is_zero:
            return "0/0"
        if one.is_infinite and other.is_infinite:
            return "∞/∞"
    return ""


# The rules ---------------------------------------------------------------------------------------


def by_known(goal: LimitAt, ask: Ask) -> Basic | None:
    """sin(a x)/x and its like at 0."""
    f, x, a = goal.args[:3]
    question = Approaching(f, x)
    if a is not ZERO or goal.args[4] is not ZERO or known(question, ask) is None:
        return None
    return ask(question)


def by_laws(goal: LimitAt, ask: Ask) -> Basic | None:
    """Raises Refusal where the limits from both sides are known and differ."""
    f, x, a = goal.args[:3]
    found = goes(goal, f)
    if found is not None and found.value is not None:
        return as_written(found.value)
    if goal.side or a in (oo, -oo):
        return None
    left, right = (trend(f, x, a, side) for side in "-+")
    if left is None or right is None or left.value is None or right.value is None:
        return None
    if left.value == right.value:
        return as_written(left.value)
    raise Refusal(f"there is no limit: from the left it is {left.value}, from the right {right.value}")


def infinite_for_zero(goal: LimitAt, ask: Ask) -> Basic | None:
    """A denominator that grows taken for one that vanishes."""
    found = by_laws(goal, ask)
    return ZERO if found in (oo, -oo) else oo if found is ZERO else None


def cancelled(goal: LimitAt, ask: Ask) -> Basic | None:
    """A rational function with 0/0: the common factor goes."""
    f, x = goal.args[:2]
    above, below = quotient(f)
    if undecided_form(goes(goal, above), goes(goal, below)) != "0/0":
        return None
    plain = canonical(above), canonical(below)
    if not all(part.is_polynomial(x) and part.free_symbols <= {x} for part in plain):
        return None
    short = sympy.factor(sympy.cancel(plain[0] / plain[1]))
    return ask(goal.of(as_written(short)))


def zero_over_zero(goal: LimitAt, ask: Ask) -> Basic | None:
    """0/0 taken for 1."""
    return ONE if cancelled(goal, lambda smaller: smaller) is not None else None


def lhopital(goal: LimitAt, ask: Ask) -> Basic | None:
    f, x = goal.args[:2]
    above, below = quotient(f)
    if goal.args[4] >= MOST_OFTEN or not _form(goal):
        return None
    return ask(goal.of(ask(Tidy(divide(ask(D(above, x)), ask(D(below, x))))), 1))


def _form(goal: LimitAt) -> str:
    """0/0 or infinity/infinity, where the derivative below has no zeros near the place; '' for anything else."""
    above, below = quotient(goal.args[0])
    one, other = goes(goal, above), goes(goal, below)
    if not undecided_form(one, other) and not goal.side and goal.args[2] not in (oo, -oo):
        sides = [goal.towards(side) for side in "-+"]
        forms = {undecided_form(goes(at, above), goes(at, below)) for at in sides}
        return forms.pop() if len(forms) == 1 and not _waves(goal, below) else ""
    return "" if _waves(goal, below) else undecided_form(one, other)


def _waves(goal: LimitAt, below: Expr) -> bool:
    """Whether the derivative below may vanish again and again on the way."""
    at_infinity = goal.args[2] in (oo, -oo)
    return at_infinity and canonical(below).has(sympy.sin, sympy.cos, sympy.tan, sympy.sec, sympy.csc, sympy.cot)


def quotient_rule_used(goal: LimitAt, ask: Ask) -> Basic | None:
    """The derivative of the quotient in the place of the quotient of the derivatives."""
    f, x = goal.args[:2]
    above, below = quotient(f)
    return ask(goal.of(ask(Tidy(D(divide(above, below), x))), 1)) if _form(goal) else None


def form(goal: LimitAt) -> tuple[Text, tuple[Basic, ...]] | None:
    """Of which form it is, and what must not vanish near the place."""
    found = _form(goal)
    below = quotient(goal.args[0])[1]
    told = Text(f"{found}, {{}} ≠ 0 near there", f"{found}、その近くで {{}} ≠ 0")
    return told, (D(below, goal.args[1]),)


def as_quotient(goal: LimitAt, ask: Ask) -> Basic | None:
    """0 times infinity: one of them goes below the bar as 1/u, a logarithm stays above."""
    found = _parted(goal)
    if found is None or goal.args[4] >= MOST_OFTEN:
        return None
    above, below = found
    return ask(goal.of(divide(above, below)))


def _parted(goal: LimitAt) -> tuple[Expr, Expr] | None:
    above, below = quotient(goal.args[0])
    if below is not ONE or not isinstance(above, Mul):
        return None
    ways = [goes(goal, factor) for factor in above.args]
    if any(way is None or way.value is None for way in ways):
        return None
    zero = [factor for factor, way in zip(above.args, ways, strict=True) if way is not None and way.is_zero]
    wild = [factor for factor, way in zip(above.args, ways, strict=True) if way is not None and way.is_infinite]
    if not zero or not wild:
        return None
    rest = [factor for factor in above.args if factor not in zero and factor not in wild]
    by_zero = any(canonical(factor).has(sympy.log) for factor in wild) or any(isinstance(f, sympy.exp) for f in zero)
    down, up = (zero, wild) if by_zero else (wild, zero)
    return mul(*rest, *up), _reciprocal(mul(*down))


def _reciprocal(u: Expr) -> Expr:
    if isinstance(u, sympy.exp):
        return exp(as_written(-canonical(u.args[0])))
    return power(u, Integer(-1)) if not isinstance(u, Pow) else power(u.args[0], as_written(-u.args[1]))


def product_taken_for_zero(goal: LimitAt, ask: Ask) -> Basic | None:
    """0 times infinity taken for 0."""
    return ZERO if _parted(goal) is not None else None


def one_bar(goal: LimitAt, ask: Ask) -> Basic | None:
    """Infinity less infinity: on one denominator."""
    found = _joined(goal)
    return None if found is None or goal.args[4] >= MOST_OFTEN else ask(goal.of(found))


def _joined(goal: LimitAt) -> Expr | None:
    f = goal.args[0]
    if not isinstance(f, sympy.Add) or len(f.args) < 2:
        return None
    above, below = sympy.fraction(sympy.together(canonical(f)))
    if below == 1:
        return None
    return divide(as_written(sympy.expand(above)), as_written(below))


def difference_taken_for_zero(goal: LimitAt, ask: Ask) -> Basic | None:
    return ZERO if _joined(goal) is not None else None


def in_reciprocal(goal: LimitAt, ask: Ask) -> Basic | None:
    """Far out, where roots stand: with x = 1/t the roots lose their growth, and t goes to 0."""
    found = _reciprocal_of(goal)
    return None if found is None else ask(LimitAt(found, small(goal), ZERO, "+", goal.args[4]))


def small(goal: LimitAt) -> Symbol:
    return symbol(next(name for name in ("t", "s", "u", "t_1") if symbol(name) not in symbols_of([goal])))


def _reciprocal_of(goal: LimitAt) -> Expr | None:
    """f(1/t) or f(-1/t) for t > 0, its roots freed of what they grow by."""
    f, x, a = goal.args[:3]
    if a not in (oo, -oo) or not any(isinstance(n, Pow) and n.args[1].is_Rational and n.args[1].q > 1 for n in walk(f)):
        return None
    if any(n.args and not isinstance(n, sympy.Add | Mul | Pow) for n in walk(f)):
        return None
    t = sympy.Dummy("t", positive=True)
    plain = canonical(f).subs(x, (1 if a == oo else -1) / t)
    freed = plain.replace(lambda n: isinstance(n, Pow) and not n.args[1].is_Integer, _freed)
    return as_written(sympy.together(sympy.expand_power_base(freed)).subs(t, small(goal)))


def _freed(root: Any) -> Any:
    base, exponent = root.args
    above, below = sympy.fraction(sympy.together(base))
    return sympy.expand_power_base(above**exponent) / sympy.powdenest(below**exponent)


def roots_struck_out(goal: LimitAt, ask: Ask) -> Basic | None:
    """What grows less quickly forgotten too early: every limit is 0."""
    return ZERO if _reciprocal_of(goal) is not None else None


def by_exponent(goal: LimitAt, ask: Ask) -> Basic | None:
    """u^v = e^(v ln u), where u > 0 on the way."""
    found = _exponent(goal)
    return None if found is None else exp(ask(goal.of(found)))


def _exponent(goal: LimitAt) -> Expr | None:
    f, x = goal.args[:2]
    if not isinstance(f, Pow) or x not in f.args[1].free_symbols or x not in f.args[0].free_symbols:
        return None
    base = goes(goal, f.args[0])
    if base is None or base.value is None or base.sign <= 0:
        return None
    return mul(f.args[1], log(f.args[0]))


def one_for_any_power(goal: LimitAt, ask: Ask) -> Basic | None:
    """1 to a power that grows taken for 1."""
    return ONE if _exponent(goal) is not None else None


_HALVED = divide(add(ONE, mul(Integer(-1), cos(x))), power(x, TWO))
LAWS = Rule(
    slug="limit-laws",
    title=Text("limit laws", "極限の法則"),
    explanation=Text(
        "The limit of a sum, product, quotient or continuous function is that of the limits, where these tell it.",
        "和・積・商・連続関数の極限は、各部分の極限から決まります。",
    ),
    goal=LimitAt,
    rewrite=by_laws,
    law=(LimitAt(divide(x, exp(x)), x, Integer(2)), LimitAt(exp(mul(Integer(-1), x)), x, oo)),
    source=STEWART + "2.3",
    examples=(
        Example("limit of (x^2 + 1)/(x + 1) as x approaches 2", "5/3"),
        Example("limit as x approaches infinity of e^(-x)", "0"),
        Example("limit of 1/x^2 as x -> 0", ""),
    ),
    mistakes=(
        Mistake(
            "infinite-taken-for-zero",
            Text(
                "1/u goes to 0 where u grows, and grows where u goes to 0.", "u が大きくなれば 1/u は 0 に近づきます。"
            ),
            infinite_for_zero,
            HOUSE,
        ),
    ),
)
KNOWN = Rule(
    slug="limit-at-zero",
    title=Text("limit at 0", "0 での極限"),
    explanation=Text("A limit at 0 that is known.", "0 での基本的な極限です。"),
    goal=LimitAt,
    rewrite=by_known,
    law=(LimitAt(divide(sin(mul(TWO, x)), x), x, ZERO),),
    source=STEWART + "3.3",
    examples=(Example("lim_{x->0} sin(3x)/x", "3"),),
    mistakes=(
        Mistake(
            "zero-over-zero-taken-for-zero",
            Text("0/0 says nothing about the limit.", "0/0 だけでは極限は決まりません。"),
            lambda goal, ask: ZERO,
            ORTON,
        ),
    ),
    silent=True,
)
CANCEL = Rule(
    slug="limit-cancel",
    title=Text("cancel the common factor", "共通因数で約分"),
    explanation=Text(
        "Both polynomials are 0 there, so both have the factor x - a, which is cancelled.",
        "分子も分母もそこで 0 なので、共通因数 x − a で約分できます。",
    ),
    goal=LimitAt,
    rewrite=cancelled,
    law=(LimitAt(divide(add(power(x, TWO), Integer(-4)), add(x, Integer(-2))), x, TWO),),
    source=STEWART + "2.3",
    examples=(Example("lim x->2 (x^2 - 4)/(x - 2)", "4"),),
    mistakes=(
        Mistake(
            "zero-over-zero-taken-for-one",
            Text("0/0 says nothing about the limit.", "0/0 だけでは極限は決まりません。"),
            zero_over_zero,
            ORTON,
        ),
    ),
)
LHOPITAL = Rule(
    slug="lhopital",
    title=Text("l'Hôpital's rule", "ロピタルの定理"),
    explanation=Text(
        "Where f/g is of the form 0/0 or infinity/infinity and g' is not 0 near the place, its limit is that of f'/g', "
        "if there is one.",
        "f/g が 0/0 または ∞/∞ の形で、その近くで g' が 0 でないとき、f'/g' の極限があれば "
        "f/g の極限はそれに等しくなります。",
    ),
    goal=LimitAt,
    rewrite=lhopital,
    law=(LimitAt(_HALVED, x, ZERO),),
    source=SECTION,
    examples=(
        Example("lim_{x->0} (1 - cos x)/x^2", "1/2"),
        Example("limit of ln(x)/x as x approaches infinity", "0"),
        Example("lim x->0 (tan x - x)/x^3", "1/3"),
    ),
    mistakes=(
        Mistake(
            "lhopital-quotient-rule",
            Text(
                "Numerator and denominator are differentiated each by itself, not by the quotient rule.",
                "商の微分ではなく、分子と分母をそれぞれ微分します。",
            ),
            quotient_rule_used,
            HOUSE,
        ),
    ),
    remark=form,
)
PRODUCT = Rule(
    slug="limit-product-as-quotient",
    title=Text("write the product as a quotient", "積を商の形にする"),
    explanation=Text(
        "0 times infinity says nothing; u v = u/(1/v) is of a form that l'Hôpital's rule is for.",
        "0·∞ だけでは決まりません。u v = u/(1/v) と書けばロピタルの定理が使えます。",
    ),
    goal=LimitAt,
    rewrite=as_quotient,
    law=(LimitAt(mul(x, log(x)), x, ZERO, "+"),),
    source=SECTION,
    examples=(
        Example("limit of x ln x as x -> 0+", "0"),
        Example("limit of x (e^(1/x) - 1) as x -> infinity", "1"),
    ),
    mistakes=(
        Mistake(
            "zero-times-infinity-taken-for-zero",
            Text("0 times infinity may be any number.", "0·∞ は 0 とは限りません。"),
            product_taken_for_zero,
            HOUSE,
        ),
    ),
)
DIFFERENCE = Rule(
    slug="limit-common-denominator",
    title=Text("common denominator", "通分"),
    explanation=Text(
        "Infinity less infinity says nothing; on one denominator it becomes a quotient.",
        "∞ − ∞ だけでは決まりません。通分すると商の形になります。",
    ),
    goal=LimitAt,
    rewrite=one_bar,
    law=(LimitAt(add(divide(ONE, x), mul(Integer(-1), divide(ONE, sin(x)))), x, ZERO),),
    source=SECTION,
    examples=(Example("lim_{x->0} (1/sin x - 1/x)", "0"), Example("lim_{x->1} (1/ln x - 1/(x - 1))", "1/2")),
    mistakes=(
        Mistake(
            "infinity-less-infinity-taken-for-zero",
            Text("Infinity less infinity may be any number.", "∞ − ∞ は 0 とは限りません。"),
            difference_taken_for_zero,
            HOUSE,
        ),
    ),
)
RECIPROCAL = Rule(
    slug="limit-in-reciprocal",
    title=Text("x = 1/t", "x = 1/t とおく"),
    explanation=Text(
        "As x grows t = 1/x goes to 0 from above; a power of t is taken out of every root.",
        "x が大きくなると t = 1/x は正の側から 0 に近づきます。各根号から t の累乗を外に出します。",
    ),
    goal=LimitAt,
    rewrite=in_reciprocal,
    law=(LimitAt(divide(power(add(power(x, TWO), ONE), HALF), x), x, oo),),
    source=STEWART + "2.6",
    examples=(
        Example("lim_{x->oo} (sqrt(x^2 + x) - x)", "1/2"),
        Example("lim_{x->-oo} sqrt(x^2 + 1)/x", "-1"),
    ),
    mistakes=(
        Mistake(
            "roots-taken-for-equal",
            Text(
                "Two parts that grow alike need not cancel.",
                "同じように大きくなる二つの項が打ち消し合うとは限りません。",
            ),
            roots_struck_out,
            HOUSE,
        ),
    ),
)
POWER = Rule(
    slug="limit-of-power",
    title=Text("u^v = e^(v ln u)", "u^v = e^(v ln u)"),
    explanation=Text(
        "A power whose base and exponent both move: the limit of the exponent v ln u is found first.",
        "底も指数も動くべきでは、まず指数 v ln u の極限を求めます。",
    ),
    goal=LimitAt,
    rewrite=by_exponent,
    law=(LimitAt(power(add(ONE, x), divide(ONE, x)), x, ZERO, "+"),),
    source=SECTION,
    examples=(Example("limit of (1 + 2/x)^x as x -> infinity", "e^2"),),
    mistakes=(
        Mistake(
            "one-to-infinity-taken-for-one",
            Text("1 to a power that grows may go to any positive number.", "1^∞ は 1 とは限りません。"),
            one_for_any_power,
            HOUSE,
        ),
    ),
)
RULES = (KNOWN, LAWS, CANCEL, RECIPROCAL, LHOPITAL, PRODUCT, DIFFERENCE, POWER)

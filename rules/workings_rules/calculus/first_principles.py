"""First principles: f'(x) is the limit of (f(x + h) - f(x))/h; h is cancelled before it goes to 0."""

import sympy
from sympy import Add, Basic, Expr, Integer, Mul, Poly, Pow, Symbol

from workings.expression import add, divide, mul, negate, power, subtract, symbol
from workings.expression.algebra import flatten_product, replace
from workings.expression.canonical import canonical
from workings.expression.goals import Approaching, FirstPrinciples
from workings.expression.nodes import HALF, ONE, ZERO, divisor, factors, symbols_of, terms, walk
from workings.expression.words import cos, exp, f, log, sin, x
from workings.expression.written import as_written
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.defined import where_defined
from workings_rules.calculus.sources import HOUSE, MUZANGWA, ORTON, SIYEPU, STEWART

SECTION = STEWART + "2.8"
h = symbol("h")


def small(goal: Basic) -> Symbol:
    """The letter for the small change: h, unless the question uses it."""
    taken = {s.name for s in symbols_of([goal])}
    return symbol(next(name for name in ("h", "k", "d", "epsilon", "h_1") if name not in taken))


def moves(expr: Expr, x: Expr) -> bool:
    return x in symbols_of([expr])


def difference(f: Expr, x: Symbol, h: Symbol) -> Expr:
    """f(x + h) - f(x)"""
    return subtract(replace(f, {x: add(x, h)}), f)


# ---------------------------------------------------------------- the definition


def is_rational(f: Expr, x: Symbol) -> bool:
    """Whether f is made of x by sums, products, quotients and whole powers."""
    for node in walk(f):
        if not node.args or not moves(node, x) or isinstance(node, Add | Mul):
            continue
        if not (isinstance(node, Pow) and isinstance(node.args[1], Integer)):
            return False
    return True


def linear(goal: FirstPrinciples, ask: Ask) -> Expr | None:
    """A sum that is no rational function: limit by limit; constant factors stay in front."""
    f, x = goal.args
    if is_rational(f, x):
        return None
    if isinstance(f, Add):
        return add(*[ask(FirstPrinciples(term, x)) for term in f.args])
    fixed = [factor for factor in factors(f) if not moves(factor, x)]
    if not fixed or f in fixed:
        return None
    return mul(*fixed, ask(FirstPrinciples(mul(*[factor for factor in factors(f) if moves(factor, x)]), x)))


def rewrite(goal: FirstPrinciples, ask: Ask) -> Expr | None:
    f, x = goal.args
    h = small(goal)
    return ask(Approaching(divide(difference(f, x, h), h), h))


def condition(goal: FirstPrinciples) -> tuple[Basic, ...]:
    return where_defined(goal.args[0])


def not_divided(goal: FirstPrinciples, ask: Ask) -> Expr | None:
    """The difference taken for the quotient."""
    f, x = goal.args
    h = small(goal)
    return ask(Approaching(difference(f, x, h), h))


def h_added_outside(goal: FirstPrinciples, ask: Ask) -> Expr | None:
    """f(x) + h taken for f(x + h)."""
    f, h = goal.args[0], small(goal)
    return ask(Approaching(divide(subtract(add(f, h), f), h), h))


def last_term_dropped(goal: FirstPrinciples, ask: Ask) -> Expr | None:
    """The limit of the last term of a sum left out."""
    f, x = goal.args
    return add(*[ask(FirstPrinciples(term, x)) for term in f.args[:-1]]) if isinstance(f, Add) else None


# ---------------------------------------------------------------- the limit


def split(goal: Approaching) -> tuple[Expr, list[Expr]] | None:
    """What stands above the bar, and what below it besides one factor h; None where no h stands below alone."""
    above: list[Expr] = []
    below: list[Expr] = []
    for factor in factors(goal.expr):
        under = divisor(factor)
        (above.append(factor) if under is None else below.extend(factors(under)))
    if goal.h not in below:
        return None
    below.remove(goal.h)
    return mul(*above), below


def vanish(goal: Approaching, ask: Ask) -> Expr | None:
    """Once no h stands below, put h = 0; not where a part has a jump or a pole there."""
    if split(goal) is not None:
        return None
    jumps = any(isinstance(node, JUMPING) and goal.h in symbols_of([node]) for node in walk(goal.expr))
    value = replace(goal.expr, {goal.h: ZERO})
    return None if jumps or any(map(_divides_by_zero, walk(value))) else value


JUMPING = (sympy.sign, sympy.floor, sympy.ceiling, sympy.Heaviside, sympy.Piecewise, sympy.frac)


def _divides_by_zero(node: Basic) -> bool:
    below = divisor(node) if isinstance(node, Pow) else node.args[0] if isinstance(node, sympy.log) else None
    return below is not None and canonical(below) is ZERO


def cancel(goal: Approaching, ask: Ask) -> Expr | None:
    """Every term above has a factor h: it is cancelled."""
    found = split(goal)
    if found is None:
        return None
    above, below = found
    if above is ZERO:
        return ask(Approaching(ZERO, goal.h))
    kept: list[Expr] = []
    for term in terms(above):
        others = [*factors(term)]
        for i, factor in enumerate(others):
            if factor == goal.h:
                del others[i]
                break
            if isinstance(factor, Pow) and factor.args[0] == goal.h and isinstance(factor.args[1], Integer):
                others[i] = power(goal.h, factor.args[1] - ONE)
                break
        else:
            return None
        kept.append(mul(*others))
    left = add(*kept)
    return ask(Approaching(divide(left, mul(*below)) if below else left, goal.h))


def expand(goal: Approaching, ask: Ask) -> Expr | None:
    """The difference above on one denominator and multiplied out; what has no h falls away."""
    found = split(goal)
    if found is None or not is_rational(found[0], goal.h):
        return None
    above, below = found
    numerator, denominator = sympy.fraction(sympy.together(canonical(above)))
    polynomial = Poly(sympy.expand(numerator), goal.h)
    written = [_term(polynomial.coeff_monomial(goal.h**n), goal.h, n) for n in range(polynomial.degree() + 1)]
    flat = add(*[part for term in written for part in terms(term) if part is not ZERO])
    if flat == above:
        return None
    more = [factor for factor in factors(as_written(denominator)) if factor is not ONE]
    return ask(Approaching(divide(flat, mul(goal.h, *more, *below)), goal.h))


def _term(coefficient: Expr, h: Symbol, n: int) -> Expr:
    """c h^n, multiplied out."""
    if n == 0:
        return as_written(coefficient)
    parts = terms(as_written(sympy.expand(coefficient)))
    return add(*[ZERO if part is ZERO else mul(*factors(part), power(h, Integer(n))) for part in parts])


def conjugate(goal: Approaching, ask: Ask) -> Expr | None:
    """sqrt(a) - sqrt(b) = (a - b)/(sqrt(a) + sqrt(b)), and the same below a bar."""
    found = split(goal)
    if found is None or found[1]:
        return None
    minuend, *others = terms(found[0])
    if len(others) != 1:
        return None
    first, second = minuend, negate(others[0])
    below = divisor(first), divisor(second)
    if None not in below:
        first, second = below[1], below[0]  # 1/a - 1/b = (b - a)/(a b)
    if not (_is_root(first) and _is_root(second)):
        return None
    top = subtract(first.args[0], second.args[0])
    bottom = [add(first, second)]
    return ask(Approaching(divide(top, mul(goal.h, *(b for b in below if b is not None), *bottom)), goal.h))


def _is_root(u: Expr | None) -> bool:
    return isinstance(u, Pow) and u.args[1] is HALF


def addition(goal: Approaching, ask: Ask) -> Expr | None:
    """sin(u + a h) - sin u, and likewise cos, e^u and ln u: the part that does not move is taken out."""
    found = split(goal)
    if found is None or found[1]:
        return None
    first, *others = terms(found[0])
    if len(others) != 1:
        return None
    head, second = type(first), negate(others[0])
    if type(second) is not head or head not in (sympy.sin, sympy.cos, sympy.exp, sympy.log) or len(first.args) != 1:
        return None
    u = second.args[0]
    step = as_written(sympy.expand(canonical(subtract(first.args[0], u))))
    if goal.h not in factors(step) or moves(mul(*[s for s in factors(step) if s != goal.h]), goal.h):
        return None

    def limit(above: Expr) -> Basic:
        return ask(Approaching(divide(above, goal.h), goal.h))

    if head is sympy.exp:
        return mul(exp(u), limit(subtract(exp(step), ONE)))
    if head is sympy.log:
        return limit(log(add(ONE, divide(step, u))))
    cosine, sine = limit(subtract(cos(step), ONE)), limit(sin(step))
    if head is sympy.sin:
        return add(mul(sin(u), cosine), mul(cos(u), sine))
    return subtract(mul(cos(u), cosine), mul(sin(u), sine))


def known(goal: Approaching, ask: Ask) -> Expr | None:
    """sin(a h)/h -> a, (cos(a h) - 1)/h -> 0, (e^(a h) - 1)/h -> a, ln(1 + a h)/h -> a."""
    found = split(goal)
    if found is None or found[1]:
        return None
    above = found[0]
    if isinstance(above, sympy.sin):
        return _slope(above.args[0], goal.h)
    if isinstance(above, sympy.log) and isinstance(above.args[0], Add) and above.args[0].args[0] is ONE:
        return _slope(add(*above.args[0].args[1:]), goal.h)
    if isinstance(above, Add) and len(above.args) == 2 and above.args[1] == -1:
        if isinstance(above.args[0], sympy.exp):
            return _slope(above.args[0].args[0], goal.h)
        if isinstance(above.args[0], sympy.cos) and _slope(above.args[0].args[0], goal.h) is not None:
            return ZERO
    return None


def _slope(u: Expr, h: Symbol) -> Expr | None:
    """The a of a h."""
    parts = flatten_product((u,))
    left = mul(*[factor for factor in parts if factor != h])
    return left if parts.count(h) == 1 and not moves(left, h) else None


def h_dropped_early(goal: Approaching, ask: Ask) -> Expr | None:
    """h put to 0 above while it still stands below: everything seems to vanish."""
    return ZERO


def h_left_standing(goal: Approaching, ask: Ask) -> Expr | None:
    """The limit not taken: h stands in the answer."""
    return goal.expr if moves(goal.expr, goal.h) else None


def divisor_dropped(goal: Approaching, ask: Ask) -> Expr | None:
    """h struck out below the bar only."""
    found = split(goal)
    return None if found is None else ask(Approaching(divide(found[0], mul(ONE, *found[1])), goal.h))


def scale_missing(goal: Approaching, ask: Ask) -> Expr | None:
    """sin(a h)/h taken for sin(h)/h."""
    return ONE if known(goal, ask) not in (None, ZERO) else None


def roots_struck_out(goal: Approaching, ask: Ask) -> Expr | None:
    """sqrt(a) - sqrt(b) taken for a - b."""
    found = split(goal)
    parts = terms(found[0]) if found else ()
    inside = [term.args[0] for term in (parts[0], negate(parts[1])) if _is_root(term)] if len(parts) == 2 else []
    return ask(Approaching(divide(subtract(*inside), goal.h), goal.h)) if len(inside) == 2 else None


def sine_split(goal: Approaching, ask: Ask) -> Expr | None:
    """sin(x + h) taken for sin x + sin h."""
    found = split(goal)
    above = terms(found[0]) if found else ()
    if len(above) != 2 or not isinstance(above[0], sympy.sin):
        return None
    step = subtract(above[0].args[0], negate(above[1]).args[0])
    return ask(Approaching(divide(sin(as_written(sympy.expand(canonical(step)))), goal.h), goal.h))


DEFINITION = Rule(
    slug="first-principles",
    title=Text("first principles", "導関数の定義"),
    explanation=Text(
        "The slope of the line through two points of the graph, as the second moves to the first.",
        "グラフ上の 2 点を通る直線の傾きを、2 点目を 1 点目に近づけたときの極限です。",
    ),
    goal=FirstPrinciples,
    rewrite=rewrite,
    law=(FirstPrinciples(f(x), x),),
    source=SECTION,
    examples=(
        Example("derivative of 1/(x + 2) from first principles", "-1/(x + 2)^2"),
        Example("derivative of x^2 from first principles", "2x"),
    ),
    condition=condition,
    mistakes=(
        Mistake(
            "first-principles-h-outside",
            Text("f(x + h) is not f(x) + h: h goes inside the function.", "f(x + h) は f(x) + h ではありません。"),
            h_added_outside,
            ORTON,
        ),
        Mistake(
            "first-principles-not-divided",
            Text("The difference f(x + h) - f(x) must be divided by h.", "差 f(x + h) − f(x) を h で割ります。"),
            not_divided,
            ORTON,
        ),
    ),
)
SUM = Rule(
    slug="first-principles-sum",
    title=Text("limit of a sum", "和の極限"),
    explanation=Text(
        "The limit of a sum is the sum of the limits, and a constant factor stays in front.",
        "和の極限は極限の和で、定数の因子は前に出せます。",
    ),
    goal=FirstPrinciples,
    rewrite=linear,
    law=(FirstPrinciples(add(sin(x), mul(Integer(2), cos(x))), x),),
    source=STEWART + "2.3",
    examples=(Example("derivative of 3 sin x + x^2 from first principles", "3 cos x + 2x"),),
    mistakes=(
        Mistake(
            "sum-term-dropped",
            Text(
                "Every term of the sum has its limit; here one is left out.",
                "和のどの項にも極限があります。一つ抜けています。",
            ),
            last_term_dropped,
            ORTON,
        ),
    ),
)
VANISH = Rule(
    slug="let-h-vanish",
    title=Text("let h go to 0", "h を 0 に近づける"),
    explanation=Text(
        "Nothing is divided by h any more, so h may simply be put to 0.",
        "もう h で割っていないので、h = 0 とおけます。",
    ),
    goal=Approaching,
    rewrite=vanish,
    law=(Approaching(add(mul(Integer(2), x), h), h),),
    source=STEWART + "2.5",
    examples=(Example("derivative of x^3 from first principles", "3x^2"),),
    mistakes=(
        Mistake(
            "h-left-standing",
            Text(
                "The limit is still to be taken: with h going to 0, no h is left.",
                "まだ極限をとっていません。h → 0 とすると h は残りません。",
            ),
            h_left_standing,
            ORTON,
        ),
    ),
)
CANCEL = Rule(
    slug="cancel-h",
    title=Text("cancel h", "h を約分する"),
    explanation=Text(
        "Every term above has the factor h, which is not 0 yet: it is cancelled.",
        "分子のどの項にも h があり、h はまだ 0 ではないので約分します。",
    ),
    goal=Approaching,
    rewrite=cancel,
    law=(Approaching(divide(add(mul(Integer(2), x, h), power(h, Integer(2))), h), h),),
    source=STEWART + "2.3",
    examples=(Example("derivative of x^2 - 5x from first principles", "2x - 5"),),
    mistakes=(
        Mistake(
            "first-principles-not-divided",
            Text(
                "h is struck out above and below; here only the one below is gone.",
                "h は分子と分母の両方から約分します。ここでは分母の h だけが消えています。",
            ),
            divisor_dropped,
            ORTON,
        ),
    ),
)
EXPAND = Rule(
    slug="expand-difference",
    title=Text("multiply out", "差を展開する"),
    explanation=Text(
        "The difference is brought to one denominator and multiplied out; all terms without h fall away.",
        "差を通分して展開すると、h を含まない項は消えます。",
    ),
    goal=Approaching,
    rewrite=expand,
    law=(Approaching(divide(difference(power(x, Integer(3)), x, h), h), h),),
    source=STEWART + "2.8",
    examples=(Example("derivative of x/(x + 2) from first principles", "2/(x + 2)^2"),),
    mistakes=(
        Mistake(
            "limit-zero-over-zero",
            Text(
                "h may not be put to 0 while it still stands below: first cancel it.",
                "h が分母に残っているうちは h = 0 とおけません。先に約分します。",
            ),
            h_dropped_early,
            MUZANGWA,
        ),
    ),
)
CONJUGATE = Rule(
    slug="conjugate",
    title=Text("multiply by the conjugate", "共役な式を掛ける"),
    explanation=Text(
        "A difference of roots times their sum is the difference of what stands below the roots.",
        "根号の差に和を掛けると、根号の中身の差になります。",
    ),
    goal=Approaching,
    rewrite=conjugate,
    law=(Approaching(divide(difference(power(x, HALF), x, h), h), h),),
    source=STEWART + "2.3",
    examples=(
        Example("derivative of sqrt(x) from first principles", "1/(2 sqrt(x))"),
        Example("derivative of sqrt(2x + 1) from first principles", "1/sqrt(2x + 1)"),
        Example("derivative of 1/sqrt(x) from first principles", "-1/(2 x^(3/2))"),
    ),
    mistakes=(
        Mistake(
            "root-of-difference-split",
            Text(
                "sqrt(a) - sqrt(b) is not a - b: divided by the sum of the roots it is.",
                "√a − √b は a − b ではありません。根号の和で割る必要があります。",
            ),
            roots_struck_out,
            HOUSE,
        ),
    ),
)
ADDITION = Rule(
    slug="addition-formula",
    title=Text("addition formula", "加法定理"),
    explanation=Text(
        "The addition formula parts what moves with h from what does not, which is taken out of the limit.",
        "加法定理で h を含む部分と含まない部分に分け、含まない部分を極限の外に出します。",
    ),
    goal=Approaching,
    rewrite=addition,
    law=tuple(Approaching(divide(difference(head(x), x, h), h), h) for head in (sin, cos, exp, log)),
    source=STEWART + "3.3",
    examples=(
        Example("derivative of sin x from first principles", "cos x"),
        Example("derivative of cos(2x) from first principles", "-2 sin(2x)"),
        Example("derivative of e^x from first principles", "e^x"),
        Example("derivative of ln x from first principles", "1/x"),
    ),
    mistakes=(
        Mistake(
            "sine-of-sum-split",
            Text(
                "sin(x + h) is not sin x + sin h; use the addition formula.",
                "sin(x + h) は sin x + sin h ではありません。加法定理を使います。",
            ),
            sine_split,
            SIYEPU,
        ),
    ),
)
KNOWN = Rule(
    slug="known-limit",
    title=Text("known limit", "基本的な極限"),
    explanation=Text(
        "sin(h)/h and (e^h - 1)/h and ln(1 + h)/h go to 1, and (cos h - 1)/h goes to 0.",
        "sin(h)/h、(e^h − 1)/h、ln(1 + h)/h は 1 に、(cos h − 1)/h は 0 に近づきます。",
    ),
    goal=Approaching,
    rewrite=known,
    law=(
        Approaching(divide(sin(mul(Integer(3), h)), h), h),
        Approaching(divide(subtract(cos(h), ONE), h), h),
        Approaching(divide(subtract(exp(h), ONE), h), h),
        Approaching(divide(log(add(ONE, divide(h, x))), h), h),
    ),
    source=STEWART + "3.3 and 3.6",
    examples=(Example("derivative of sin(3x) from first principles", "3 cos(3x)"),),
    mistakes=(
        Mistake(
            "known-limit-scale-missing",
            Text(
                "sin(3h)/h goes to 3: only sin(h)/h goes to 1.",
                "sin(3h)/h は 3 に近づきます。1 に近づくのは sin(h)/h です。",
            ),
            scale_missing,
            HOUSE,
        ),
    ),
)
RULES = (SUM, DEFINITION, VANISH, CANCEL, KNOWN, CONJUGATE, ADDITION, EXPAND)

"""Taylor polynomials: the sum of f^(k)(a)/k! (x - a)^k."""

from collections.abc import Iterator
from math import factorial, prod
from typing import Any

from sympy import Add, Basic, Expr, Integer, Pow

from workings.expression import D, Partial, Tidy, Value, add, divide, mul, power, subtract, symbol
from workings.expression.calculus_goals import Taylor, TaylorOfSeveral, TaylorRemainder, TaylorWithRemainder, TermByTerm
from workings.expression.nodes import ONE, ZERO, factors, terms
from workings.expression.words import cos, f, x, y
from workings.expression.written import product
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import HOUSE, MUZANGWA, STEWART


def coefficients(goal: Taylor, ask: Ask) -> Iterator[Expr]:
    """f(a), f'(a), f''(a), ..., each derivative made of the one before."""
    f, x, a, n = goal.args
    for k in range(int(n) + 1):
        if k:
            f = ask(Tidy(ask(D(f, x))))
        yield ask(Tidy(ask(Value(f, (x, a)))))


def step(goal: Taylor) -> Expr:
    return subtract(goal.args[1], goal.args[2]) if goal.args[2] is not ZERO else goal.args[1]


def term(c: Expr, k: int, d: Expr, number: int) -> Expr:
    if k == 0:
        return c
    return mul(c if number == 1 else divide(c, Integer(number)), power(d, Integer(k)))


def rewrite(goal: Taylor, ask: Ask) -> Basic | None:
    d = step(goal)
    return add(*[term(c, k, d, factorial(k)) for k, c in enumerate(coefficients(goal, ask))])


def without_factorials(goal: Taylor, ask: Ask) -> Basic | None:
    d = step(goal)
    return add(*[term(c, k, d, 1) for k, c in enumerate(coefficients(goal, ask))])


def index_for_factorial(goal: Taylor, ask: Ask) -> Basic | None:
    d = step(goal)
    return add(*[term(c, k, d, max(k, 1)) for k, c in enumerate(coefficients(goal, ask))])


def term_by_term(goal: TermByTerm, ask: Ask) -> Basic | None:
    found = [tidied(part, ask) for part in terms(goal.args[0])]
    return add(*[part for part in found if part is not ZERO])


def tidied(part: Expr, ask: Ask) -> Expr:
    """A term with its coefficient tidied; powers of x - a stay as they are."""
    moved = [u for u in factors(part) if isinstance(u.args[0] if isinstance(u, Pow) else u, Add)]
    if not moved:
        return ask(Tidy(part))
    c = ask(Tidy(mul(*[u for u in factors(part) if u not in moved], ONE)))
    if c is ZERO:
        return c
    return mul(c, *moved) if isinstance(c, Tidy) else product(ONE, (c, *moved))


def first_term_lost(goal: TermByTerm, ask: Ask) -> Basic | None:
    found = [tidied(part, ask) for part in terms(goal.args[0])[1:]]
    return add(*found) if found else None


def remainder(goal: TaylorRemainder, ask: Ask) -> Basic | None:
    """f^(n + 1)(xi)/(n + 1)! (x - a)^(n + 1)"""
    f, x, _, n = goal.args
    xi = symbol("xi")
    slope = ask(Value(ask(Tidy(D(f, x, int(n) + 1))), (x, xi)))
    return term(slope, int(n) + 1, step(goal), factorial(int(n) + 1))


def remainder_one_too_low(goal: TaylorRemainder, ask: Ask) -> Basic | None:
    """The last term of the polynomial, with xi in it."""
    f, x, _, n = goal.args
    slope = ask(Value(ask(Tidy(D(f, x, max(int(n), 1)))), (x, symbol("xi"))))
    return term(slope, int(n), step(goal), factorial(int(n)))


def multi_indices(count: int, degree: int) -> Iterator[tuple[int, ...]]:
    """All tuples of so many numbers with that sum, the first as great as can be first."""
    if count == 1:
        yield (degree,)
        return
    for k in range(degree, -1, -1):
        for rest in multi_indices(count - 1, degree - k):
            yield (k, *rest)


def several(goal: TaylorOfSeveral, ask: Ask) -> Basic | None:
    return _several(goal, ask, True)


def _several(goal: TaylorOfSeveral, ask: Ask, factorials: bool) -> Basic:
    """The sum of D^i f(a)/i! (x - a)^i over all i of at most that degree; each derivative is made of one before it."""
    f, (*variables,), (*point,), n = goal.args[0], goal.args[1].args, goal.args[2].args, int(goal.args[3])
    at = list(zip(variables, point, strict=True))
    known: dict[tuple[int, ...], Any] = {(0,) * len(variables): f}
    found = []
    for degree in range(n + 1):
        for i in multi_indices(len(variables), degree):
            if degree:
                place = next(j for j, k in enumerate(i) if k)
                lower = tuple(k - (j == place) for j, k in enumerate(i))
                known[i] = ask(Tidy(ask(Partial(known[lower], variables[place]))))
            c = ask(Tidy(ask(Value(known[i], *at))))
            number = prod(map(factorial, i)) if factorials else 1
            moved = [(subtract(x, a) if a is not ZERO else x, k) for (x, a), k in zip(at, i, strict=True) if k]
            steps = [power(d, Integer(k)) for d, k in moved]
            found.append(mul(c if number == 1 else divide(c, Integer(number)), *steps))
    return add(*found)


def several_without_factorials(goal: TaylorOfSeveral, ask: Ask) -> Basic | None:
    return _several(goal, ask, False)


def with_remainder(goal: TaylorWithRemainder, ask: Ask) -> Basic | None:
    return add(ask(Tidy(Taylor(*goal.args))), ask(Tidy(TaylorRemainder(*goal.args))))


def remainder_left_out(goal: TaylorWithRemainder, ask: Ask) -> Basic | None:
    """f taken for its polynomial."""
    return ask(Tidy(Taylor(*goal.args)))


WITH_REMAINDER = Rule(
    slug="taylor-with-remainder",
    title=Text("Taylor's theorem", "テイラーの定理"),
    explanation=Text(
        "f is its Taylor polynomial and a remainder, in which the next derivative is taken between a and x.",
        "f はテイラー多項式と剰余項の和です。剰余項では次の階の微分を a と x の間でとります。",
    ),
    goal=TaylorWithRemainder,
    rewrite=with_remainder,
    law=(TaylorWithRemainder(cos(x), x, ZERO, Integer(2)),),
    source=STEWART + "11.11",
    examples=(Example("Taylor polynomial of e^x at x = 0 of order 2 with remainder", "1 + x + x^2/2 + e^xi x^3/6"),),
    mistakes=(
        Mistake(
            "remainder-left-out",
            Text("The polynomial alone is not equal to f.", "多項式だけでは f と等しくなりません。"),
            remainder_left_out,
            HOUSE,
        ),
    ),
)
REMAINDER = Rule(
    slug="taylor-remainder",
    title=Text("Lagrange's remainder", "ラグランジュの剰余項"),
    explanation=Text(
        "f differs from its polynomial by the next term, with the derivative taken at some xi between a and x.",
        "f と多項式の差は次の項で、その微分は a と x の間のある点 ξ でとります。",
    ),
    goal=TaylorRemainder,
    rewrite=remainder,
    law=(TaylorRemainder(f(x), x, ONE, Integer(2)), TaylorRemainder(cos(x), x, ZERO, Integer(2))),
    source=STEWART + "11.11",
    examples=(Example("Lagrange remainder of the Taylor polynomial of e^x at x = 0 of order 3", "e^xi x^4/24"),),
    mistakes=(
        Mistake(
            "remainder-order-too-low",
            Text(
                "The remainder has the derivative of the next order, n + 1.",
                "剰余項には次の n + 1 階の微分が現れます。",
            ),
            remainder_one_too_low,
            HOUSE,
        ),
    ),
)
SEVERAL = Rule(
    slug="taylor-of-several",
    title=Text("Taylor polynomial in several variables", "多変数のテイラー多項式"),
    explanation=Text(
        "A term for every partial derivative up to that order, over the factorials of how often each variable came.",
        "その階数までのすべての偏微分について項を作り、各変数で微分した回数の階乗で割ります。",
    ),
    goal=TaylorOfSeveral,
    rewrite=several,
    law=(TaylorOfSeveral(f(x, y), (x, y), (ONE, Integer(2)), Integer(2)),),
    source=STEWART + "14.7, discovery project on quadratic approximations",
    examples=(Example("Taylor polynomial of x^2 y at (1, 2) of order 2", "2x^2 + 2x y - 4x - y + 2"),),
    mistakes=(
        Mistake(
            "taylor-factorial-missing",
            Text("Each pure second derivative is divided by 2!.", "同じ変数での 2 階微分は 2! で割ります。"),
            several_without_factorials,
            MUZANGWA,
        ),
    ),
)
TERMS = Rule(
    slug="term-by-term",
    title=Text("term by term", "項ごとに整理"),
    explanation=Text(
        "Each term is tidied in its place: the powers rise, and those of x - a are not multiplied out.",
        "各項をその場所で整理します。次数は昇順のままで、x − a の累乗は展開しません。",
    ),
    goal=TermByTerm,
    rewrite=term_by_term,
    law=(TermByTerm(add(Integer(2), mul(divide(Integer(3), Integer(6)), power(x, Integer(2))))),),
    source=STEWART + "11.10",
    examples=(Example("Taylor polynomial of e^x at x = 0 of order 3", "1 + x + x^2/2 + x^3/6"),),
    mistakes=(
        Mistake(
            "taylor-term-lost",
            Text("The first term, f(a), is missing.", "最初の項 f(a) が抜けています。"),
            first_term_lost,
            HOUSE,
        ),
    ),
)
RULE = Rule(
    slug="taylor",
    title=Text("Taylor polynomial", "テイラー多項式"),
    explanation=Text(
        "The k-th derivative at the point, over k factorial, times the k-th power of the distance from it.",
        "その点での k 階微分を k の階乗で割り、その点からの距離の k 乗を掛けて足します。",
    ),
    goal=Taylor,
    rewrite=rewrite,
    law=(Taylor(f(x), x, ONE, Integer(2)), Taylor(cos(x), x, ZERO, Integer(4))),
    source=STEWART + "11.10",
    examples=(
        Example("Taylor polynomial of e^x at x = 0 of order 3", "1 + x + x^2/2 + x^3/6"),
        Example("Taylor polynomial of ln x at x = 1 of order 3", "(x - 1) - (x - 1)^2/2 + (x - 1)^3/3"),
    ),
    mistakes=(
        Mistake(
            "taylor-factorial-missing",
            Text("The k-th term is divided by k factorial.", "k 次の項は k の階乗で割ります。"),
            without_factorials,
            MUZANGWA,
        ),
        Mistake(
            "taylor-index-for-factorial",
            Text("The k-th term is divided by k factorial, not by k.", "k ではなく k の階乗で割ります。"),
            index_for_factorial,
            MUZANGWA,
        ),
    ),
)

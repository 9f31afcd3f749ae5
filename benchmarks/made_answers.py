"""Answers made by machine: right ones rewritten without changing their value, wrong ones with one thing changed.

Used by `checking.py` and by the tests, so that both ask the marker about answers nobody wrote by hand.
"""

import random
from collections.abc import Callable, Iterator
from contextlib import suppress

from sympy import Add, Expr, Integer, Mul, Pow, atan, cos, exp, log, sec, sin, tan, tanh

from workings import Engine, NoRule, load_book
from workings.expression import Goal, Tidy, add, mul, power, symbol
from workings.expression.algebra import rebuild
from workings.expression.nodes import HALF, MINUS_ONE, call, divide, divisor, negate
from workings.expression.problem import read_problem
from workings.marking.samples import Samples
from workings.show import to_text

FUNCTIONS = (
    "(3x + 2)^2", "(4x - 7)^3", "x^3 - 5x^2 + 7x - 11", "5x^4/4 - 2x", "1/x", "3/x^2", "sqrt(x)", "sqrt(x^2 + 1)",
    "1/(x^2 + 1)", "x/(x + 1)", "(x^2 - 1)/(x^2 + 1)", "(2x + 3)/(5x - 4)", "x^2 sin x", "x e^(-x)", "e^(-x^2)",
    "e^(3x) cos(2x)", "x ln x", "ln(x^2 + 1)", "ln(sin x)", "(ln x)^2", "ln x/x", "sin(2x + 3)", "sin^2 x", "cos(x^2)",
    "sin x cos x", "tan(3x)", "sec x", "x tan x", "sin x/x", "(1 + cos x)/sin x", "arctan(2x)", "arcsin(x/2)",
    "x arctan x", "2^x", "x 3^(-x)", "x^x", "(sin x)^x", "tanh x", "x cosh x", "sqrt(sin x)", "(x + 1)(x - 2)(x + 3)",
    "x^2 e^x sin x", "e^(sin x)", "1/(1 + e^(-x))", "ln(1 + e^x)", "(x^2 + 1)^5 (x - 1)^4", "x sqrt(1 - x^2)",
    "cbrt(x^2 + x)", "e^x/(1 + x^2)", "sin(cos(2x))", "x^(2/3)", "(2 - 5x)^(-3)", "log_2(x)", "5",
)  # fmt: skip
PROBLEMS = tuple(f"d/dx [{f}]" for f in FUNCTIONS)


def made_problem(chance: random.Random) -> str:
    """A problem of textbook kind: two or three functions added, multiplied, divided or put into one another."""
    while True:
        f = _made(chance, chance.choice((1, 2, 2, 3)))
        if Samples.of(f) is not None:  # ln(ln(tanh x)) is defined nowhere
            return f"d/dx [{to_text(f)}]"


def _made(chance: random.Random, depth: int) -> Expr:
    x, n = symbol("x"), Integer(chance.randint(2, 5))
    if depth == 0:
        return chance.choice((x, mul(n, x), add(x, n), power(x, n), add(mul(n, x), Integer(-chance.randint(1, 9)))))
    u = _made(chance, depth - 1)
    kind = chance.choice(("sum", "product", "quotient", "power", "root", "function", "function", "function"))
    if kind == "sum":
        return add(mul(n, u), _made(chance, 0))
    if kind == "product":
        return mul(u, _made(chance, depth - 1)) if not isinstance(u, Mul) else mul(*u.args, _made(chance, 0))
    if kind == "quotient":
        return divide(u, add(power(x, Integer(2)), Integer(1)))
    if kind == "power":
        return power(u, n)
    if kind == "root":
        return power(add(power(x, Integer(2)), n), HALF) if depth == 1 else power(u, HALF)
    return call(chance.choice((sin, cos, exp, exp, log, tan, atan, tanh)), u)


def answer_to(problem: str, *, tidy: bool = True) -> Expr:
    """The engine's answer."""
    goal = read_problem(problem).goal
    return Engine(load_book()).answer(Tidy(goal) if tidy else goal).answer


def tidied(expr: Expr) -> Expr:
    """As a student would hand it in."""
    return Engine(load_book()).answer(Tidy(expr)).answer


def wrong_answers(problem: str) -> Iterator[tuple[str, Expr]]:
    """What each mistake on the way leads to, with its slug."""
    from workings.marking.diagnosis import slips_of

    goal = read_problem(problem).goal
    assert isinstance(goal, Goal)
    for slip in slips_of(goal, load_book()):
        with suppress(NoRule):  # a mistake that can't be made here after all
            yield slip.mistake.slug, Engine(load_book(), slips={slip.goal: slip.way}).answer(goal).answer


Change = Callable[[random.Random, Expr], Expr | None]


def rewritten(chance: random.Random, expr: Expr, times: int = 1) -> Expr:
    """`expr` in another form of the same value wherever both are defined."""
    for _ in range(times):
        expr = _somewhere(chance, expr, SAME)
    return expr


def mutated(chance: random.Random, expr: Expr) -> Expr:
    """`expr` with one sign, coefficient, exponent, term or factor changed."""
    return _somewhere(chance, expr, OTHER)


def _somewhere(chance: random.Random, expr: Expr, changes: tuple[Change, ...]) -> Expr:
    """One of the changes at one of the places where it applies; `expr` itself where none does."""
    places = list(_places(expr, ()))
    chance.shuffle(places)
    for place in places:
        node = _at(expr, place)
        for change in chance.sample(changes, len(changes)):
            new = change(chance, node)
            if new is not None and new != node:
                return _put(expr, place, new)
    return expr


def _places(expr: Expr, here: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    yield here
    for i, arg in enumerate(expr.args):
        fraction_bar = isinstance(expr, Pow) and i == 1 and arg is MINUS_ONE
        if isinstance(arg, Expr) and not fraction_bar:
            yield from _places(arg, (*here, i))


def _at(expr: Expr, place: tuple[int, ...]) -> Expr:
    for i in place:
        expr = expr.args[i]
    return expr


def _put(expr: Expr, place: tuple[int, ...], new: Expr) -> Expr:
    if not place:
        return new
    i = place[0]
    return rebuild(expr, (*expr.args[:i], _put(expr.args[i], place[1:], new), *expr.args[i + 1 :]))


# Changes that keep the value ---------------------------------------------------------------------


def _shuffle(chance: random.Random, e: Expr) -> Expr | None:
    if not isinstance(e, Add | Mul):
        return None
    args = list(e.args)
    chance.shuffle(args)
    return add(*args) if isinstance(e, Add) else mul(*args)


def _split_number(chance: random.Random, e: Expr) -> Expr | None:
    if not isinstance(e, Integer):
        return None
    k = chance.randint(1, 5)
    return add(e - k, Integer(k))


def _scale(chance: random.Random, e: Expr) -> Expr | None:
    k = Integer(chance.randint(2, 7))
    return divide(mul(k, e), k)


def _add_nothing(chance: random.Random, e: Expr) -> Expr | None:
    k = Integer(chance.randint(1, 9))
    return add(e, k, negate(k))


def _square_out(chance: random.Random, e: Expr) -> Expr | None:
    return mul(e.args[0], e.args[0]) if isinstance(e, Pow) and e.args[1] == 2 else None


def _distribute(chance: random.Random, e: Expr) -> Expr | None:
    if not isinstance(e, Mul):
        return None
    sums = [i for i, f in enumerate(e.args) if isinstance(f, Add)]
    if not sums:
        return None
    i = chance.choice(sums)
    return add(*[mul(*e.args[:i], term, *e.args[i + 1 :]) for term in e.args[i].args])


def _turn_round(chance: random.Random, e: Expr) -> Expr | None:
    return mul(MINUS_ONE, add(*[negate(term) for term in e.args])) if isinstance(e, Add) else None


def _by_identity(chance: random.Random, e: Expr) -> Expr | None:
    if isinstance(e, tan):
        return divide(call(sin, e.args[0]), call(cos, e.args[0]))
    if isinstance(e, sec):
        return divide(Integer(1), call(cos, e.args[0]))
    if isinstance(e, Pow) and isinstance(e.args[0], sin) and e.args[1] == 2:
        return add(Integer(1), negate(power(call(cos, e.args[0].args[0]), Integer(2))))
    if isinstance(e, cos):
        u = divide(e.args[0], Integer(2))
        return add(power(call(cos, u), Integer(2)), negate(power(call(sin, u), Integer(2))))
    if isinstance(e, exp):
        return mul(call(exp, add(e.args[0], Integer(1))), call(exp, MINUS_ONE))
    if isinstance(e, log) and len(e.args) == 1:
        return negate(call(log, divide(Integer(1), e.args[0])))
    return None


SAME: tuple[Change, ...] = (
    _shuffle, _split_number, _scale, _add_nothing, _square_out, _distribute, _turn_round, _by_identity,
)  # fmt: skip


# Changes that don't ------------------------------------------------------------------------------


def _flip(chance: random.Random, e: Expr) -> Expr | None:
    if isinstance(e, Add):
        i = chance.randrange(len(e.args))
        return add(*e.args[:i], negate(e.args[i]), *e.args[i + 1 :])
    return None


def _other_number(chance: random.Random, e: Expr) -> Expr | None:
    return e + chance.choice((-1, 1, 2)) if isinstance(e, Integer) else None


def _drop(chance: random.Random, e: Expr) -> Expr | None:
    if isinstance(e, Add):
        i = chance.randrange(len(e.args))
        return add(*e.args[:i], *e.args[i + 1 :])
    if isinstance(e, Mul):
        i = chance.randrange(len(e.args))
        return mul(*e.args[:i], *e.args[i + 1 :]) if divisor(e.args[i]) is None else None
    return None


OTHER: tuple[Change, ...] = (_flip, _other_number, _drop)

"""Tidying: every step keeps the value wherever the left side has one, it ends, and it ends in what a teacher leaves."""

import random
from fractions import Fraction

import mpmath
import pytest
import sympy
from sympy import Basic, Expr, Integer, Rational

import workings as wk
from workings.engine import Engine
from workings.expression import Tidy, add, call, mul, power, symbol
from workings.expression.algebra import everywhere, flatten_sum, leaves, monomial, numbers_and_rest
from workings.expression.nodes import walk
from workings.rule import load_book
from workings.show import to_text

BOOK = load_book("algebra")
x, y, n = symbol("x"), symbol("y"), symbol("n")

HEADS = [sympy.sin, sympy.cos, sympy.tan, sympy.exp, sympy.log, sympy.atan, sympy.Abs, sympy.sinh]
EXPONENTS = [Integer(k) for k in (-3, -2, -1, -1, 0, 1, 2, 2, 3)]
EXPONENTS += [Rational(p, q) for p, q in ((1, 2), (-1, 2), (1, 3), (2, 3), (-1, 3), (3, 2))] + [n, x]


def a_tree(rng: random.Random, depth: int) -> Expr:
    if depth == 0:
        return rng.choice([x, x, x, y, n, Integer(rng.randint(-3, 9)), Rational(rng.randint(-5, 5), rng.randint(1, 4))])
    parts = [a_tree(rng, rng.randint(0, depth - 1)) for _ in range(rng.randint(2, 3))]
    if rng.random() < 0.3:
        parts[-1] = parts[0]
    kind = rng.random()
    if kind < 0.35:
        return add(*parts)
    if kind < 0.7:
        return mul(*parts)
    if kind < 0.85:
        return power(parts[0], rng.choice(EXPONENTS))
    return call(rng.choice(HEADS), parts[0])


class Undefined(Exception):
    """No real value here."""


class TooLarge(Exception):
    """Nothing is learned from such a large number."""


def value(expr: Basic, at: dict[Basic, mpmath.mpf]) -> mpmath.mpf:
    """The real value, by the definitions of a calculus course and none of our rules."""
    found: dict[int, mpmath.mpf] = {}
    for node in walk(expr):
        args = [found[id(arg)] for arg in node.args]
        found[id(node)] = at[node] if node in at else one_value(node, args)
    return found[id(expr)]


def one_value(node: Basic, args: list[mpmath.mpf]) -> mpmath.mpf:
    if isinstance(node, Rational):
        return mpmath.mpf(int(node.p)) / int(node.q)
    if node is sympy.pi:
        return +mpmath.pi
    if isinstance(node, sympy.Add):
        return mpmath.fsum(args)
    if isinstance(node, sympy.Mul):
        return mpmath.fprod(args)
    if isinstance(node, sympy.Pow):
        return real_power(args[0], args[1], node.args[1])
    if isinstance(node, sympy.log):
        if args[0] <= 0:
            raise Undefined
        return mpmath.log(args[0])
    if abs(args[0]) > 200:
        raise TooLarge
    name = {"Abs": "fabs"}.get(type(node).__name__, type(node).__name__)
    return getattr(mpmath, name)(args[0])


def real_power(base: mpmath.mpf, n: mpmath.mpf, exponent: Basic) -> mpmath.mpf:
    if abs(n) > 50:
        raise TooLarge
    if not isinstance(exponent, Rational):
        exponent = None if base > 0 else Fraction(str(n)).limit_denominator(10**6)
        if exponent is None:
            return base**n
        if abs(exponent.numerator / mpmath.mpf(exponent.denominator) - n) > mpmath.mpf(10) ** -40:
            raise Undefined
        p, q = exponent.numerator, exponent.denominator
    else:
        p, q = int(exponent.p), int(exponent.q)
    if base == 0:
        if p <= 0:
            raise Undefined
        return mpmath.mpf(0)
    if base < 0:
        if q % 2 == 0:
            raise Undefined
        return (-1) ** (p % 2) * (-base) ** (mpmath.mpf(p) / q)
    return base ** (mpmath.mpf(p) / q)


POINTS = [
    {x: mpmath.mpf(a), y: mpmath.mpf(b), n: mpmath.mpf(c)}
    for a, b, c in ((2, 3, 2), (-2, 5, 3), (0.75, -1.5, 4), (-0.375, -0.25, 3), (5, 0.5, -2), (1.25, 7, 0.5))
]


@pytest.mark.parametrize("seed", range(8))
def test_every_step_keeps_the_value_and_tidying_ends(seed: int) -> None:
    rng = random.Random(seed)
    judged = 0
    with mpmath.workdps(50):
        for _ in range(70):
            root = Engine(BOOK).answer(Tidy(a_tree(rng, 3)))
            steps = list(root.walk())
            assert len(steps) < 40, to_text(root.goal.expr)
            for step in steps:
                before, after = step.goal.expr, step.line
                after = after.expr if isinstance(after, Tidy) else after
                for point in POINTS:
                    try:
                        left = value(before, point)
                    except (Undefined, TooLarge):
                        continue
                    try:
                        right = value(after, point)
                    except TooLarge:
                        continue
                    near = abs(left - right) <= mpmath.mpf(10) ** -25 * (1 + abs(left))
                    assert near, (step.rule.slug, before, after, point)
                    judged += 1
    assert judged > 200


@pytest.mark.parametrize("seed", range(4))
def test_what_is_tidy_stays(seed: int) -> None:
    rng = random.Random(100 + seed)
    for _ in range(60):
        once = Engine(BOOK).answer(Tidy(a_tree(rng, 3))).answer
        again = Engine(BOOK).answer(Tidy(once))
        assert to_text(again.answer) == to_text(once)


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("d/dx (3x + 2)^2", "18x + 12"),
        ("d/dx (4x - 7)^3", "12(4x − 7)²"),
        ("d/dx [(3x - 1)/(x^2 + 2)]", "(−3x² + 2x + 6)/(x² + 2)²"),
        ("d/dx (x^5 e^x)", "x⁴(x + 5)eˣ"),
        ("d/dx (x^2 sin x)", "x² cos x + 2x sin x"),
        ("d/dx (x^2 ln x)", "2x ln x + x"),
        ("d/dx 2^x", "2ˣ ln 2"),
        ("d/dx (x e^x)", "(x + 1)eˣ"),
        ("d/dx (sin x/x^2)", "(x cos x − 2 sin x)/x³"),
        ("d/dx (ln x/x)", "(1 − ln x)/x²"),
        ("d/dx (e^x/x^2)", "(x − 2)eˣ/x³"),
        ("d/dx sqrt(1 - x^2)", "−x/√(1 − x²)"),
        ("d/dx x^(-6)", "−6/x⁷"),
        ("d/dx sin(-x)", "−cos x"),
        ("d/dx ((x + 1)^3 (x - 2)^2)", "(x + 1)²(x − 2)(5x − 4)"),
        ("d/dx (x^2 (x + 1))", "3x² + 2x"),
        ("d/dx e^(ln x)", "1"),
        ("d/dx (x^2 + 1)^3", "6x(x² + 1)²"),
        ("d/dx x^n", "n x^(n − 1)"),
    ],
)
def test_the_form_is_what_a_teacher_leaves(question: str, left: str) -> None:
    assert to_text(wk.derive(question).answer).replace(" ", "") == left.replace(" ", "")


def test_what_is_not_defined_is_left() -> None:
    zero, over_zero = Integer(0), power(Integer(0), Integer(-1))
    for expr in (over_zero, mul(x, over_zero), power(zero, Integer(-2)), mul(Rational(1, 3), over_zero, zero)):
        assert any(part == 0 for part in walk(Engine(BOOK).answer(Tidy(expr)).answer))


def test_deep_and_large_expressions_are_left_as_they_are() -> None:
    deep = x
    for _ in range(2_000):
        deep = add(call(sympy.sin, deep), x)
    step = Engine(BOOK).answer(Tidy(deep))
    assert step.answer is deep
    assert step.rule.slug == "left-as-it-is"


def test_leaves_count_what_is_read() -> None:
    assert leaves(wk.parse("18x + 12")) == 3
    assert leaves(wk.parse("2x sin x")) == 4
    assert leaves(wk.parse("-x")) == 1
    assert leaves(wk.parse("1/x^2")) == 2


def test_a_product_opened() -> None:
    above, below, rest = numbers_and_rest(wk.parse("2x/(3y)"))
    assert (above, below) == ([2], [3])
    assert rest == [x, power(y, Integer(-1))]
    read = monomial(wk.parse("2x x^2/(3y^2)"))
    assert read is not None
    assert read.number == Rational(2, 3)
    assert read.powers == {x: 3, y: -2}
    assert monomial(mul(x, power(Integer(0), Integer(-1)))) is None


def test_nested_sums_are_opened_without_recursion() -> None:
    deep = x
    for _ in range(5_000):
        deep = add(deep, y)
    assert len(flatten_sum((deep,))) == 5_001


def test_everywhere_goes_from_the_leaves_up_and_once() -> None:
    seen = []

    def local(node: Expr) -> Expr | None:
        seen.append(node)
        return None

    shared = add(x, y)
    goal = Tidy(mul(shared, call(sympy.sin, shared)))
    heads = frozenset((sympy.Add, sympy.Mul))
    assert everywhere(local, heads, goal) is None
    assert seen == [shared, goal.expr]
    assert everywhere(local, heads, goal.of(mul(goal.expr, x))) is None
    assert len(seen) == 3

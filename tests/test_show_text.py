"""What a teacher writes: expressions as Unicode and ASCII text."""

from __future__ import annotations

from typing import Any

import pytest
from sympy import (
    Abs,
    Derivative,
    E,
    Eq,
    Function,
    Ge,
    Integral,
    Lt,
    Matrix,
    Max,
    Ne,
    Piecewise,
    Rational,
    Tuple,
    acos,
    asin,
    atan,
    cos,
    cot,
    csc,
    erf,
    exp,
    factorial,
    gamma,
    log,
    oo,
    pi,
    polygamma,
    sec,
    sin,
    sinh,
    sqrt,
    tan,
)

from workings.expression import D, Gradient, Partial, Tidy, Value, add, divide, mul, negate, power, subtract, symbol
from workings.expression.nodes import HALF, call, integer, rational
from workings.expression.written import as_written, intern
from workings.show import notates, to_text
from workings.show.piece import Piece

a, b, c, k, m, n, t, u, v, x, y, z = (symbol(name) for name in "abckmntuvxyz")
theta, lam, x1, rate, s_max = (symbol(name) for name in ("theta", "lam", "x_1", "rate", "s_max"))
f, g, h = (Function(name) for name in "fgh")
one, two, three, four = (integer(i) for i in (1, 2, 3, 4))
third = rational(1, 3)
p = add(mul(three, x), two)  # 3x + 2
q = add(x, one)


def fn(head: Any, *args: Any) -> Any:
    return call(head, *args)


AS_IT_STANDS = [
    # numbers and signs
    (integer(-3), "−3", "-3"),
    (rational(3, 4), "3/4", "3/4"),
    (mul(integer(-3), x), "−3x", "-3x"),
    (mul(two, three), "2·3", "2*3"),
    (mul(x, two), "x·2", "x*2"),
    (mul(integer(-1), integer(-1)), "−(−1)", "-(-1)"),
    (add(x, mul(integer(-1), integer(-1))), "x − (−1)", "x - (-1)"),
    (add(x, integer(-1)), "x − 1", "x - 1"),
    (add(integer(-1), x), "−1 + x", "-1 + x"),
    (mul(integer(-1), integer(-2), x), "−(−2)x", "-(-2)x"),
    (mul(two, integer(-3)), "2·(−3)", "2*(-3)"),
    (mul(x, integer(-1)), "x·(−1)", "x*(-1)"),
    (mul(rational(1, 2), x), "(1/2)x", "(1/2)x"),
    (mul(rational(-1, 2), fn(log, v)), "−(1/2) ln v", "-(1/2) ln v"),
    # sums keep their order and their brackets
    (add(mul(integer(18), x), integer(12)), "18x + 12", "18x + 12"),
    (subtract(a, b), "a − b", "a - b"),
    (subtract(a, add(b, c)), "a − (b + c)", "a - (b + c)"),
    (subtract(a, subtract(b, c)), "a − (b − c)", "a - (b - c)"),
    (add(add(a, b), c), "(a + b) + c", "(a + b) + c"),
    (add(a, negate(mul(two, p))), "a − 2(3x + 2)", "a - 2(3x + 2)"),
    (negate(p), "−(3x + 2)", "-(3x + 2)"),
    # products
    (mul(x, y), "xy", "xy"),
    (mul(two, p), "2(3x + 2)", "2(3x + 2)"),
    (mul(q, p), "(x + 1)(3x + 2)", "(x + 1)(3x + 2)"),
    (mul(mul(two, p), add(three, integer(0))), "2(3x + 2) · (3 + 0)", "2(3x + 2) * (3 + 0)"),
    (mul(mul(two, p), D(p, x)), "2(3x + 2) · d/dx (3x + 2)", "2(3x + 2) * d/dx (3x + 2)"),
    (add(power(x, two), mul(mul(two, x), mul(three, y))), "x² + 2x·3y", "x^2 + 2x*3y"),
    (mul(x, fn(sin, x)), "x sin x", "x sin x"),
    (mul(two, fn(sin, x)), "2 sin x", "2 sin x"),
    (mul(integer(-1), fn(csc, x), fn(cot, x)), "−csc x cot x", "-csc x cot x"),
    (mul(fn(sin, x), y), "sin(x)·y", "sin(x)*y"),
    (mul(fn(sin, x), two), "sin(x)·2", "sin(x)*2"),
    (mul(fn(sin, mul(two, x)), fn(cos, x)), "sin(2x) cos x", "sin(2x) cos x"),
    (mul(fn(sin, x), negate(fn(sin, x))), "sin x · (−sin x)", "sin x * (-sin x)"),
    (mul(q, x), "(x + 1)x", "(x + 1)x"),
    (mul(q, two), "(x + 1) · 2", "(x + 1) * 2"),
    (mul(two, power(x, HALF), y), "2√x·y", "2sqrt(x)*y"),
    (mul(power(x, two), y), "x²y", "x^2 y"),
    (mul(f(x), g(x)), "f(x) g(x)", "f(x) g(x)"),
    (mul(symbol("f"), q), "f · (x + 1)", "f * (x + 1)"),
    (mul(two, fn(Abs, x)), "2|x|", "2|x|"),
    (mul(fn(Abs, x), y), "|x|·y", "|x|*y"),
    # fractions
    (divide(x, two), "x/2", "x/2"),
    (divide(q, power(add(power(x, two), integer(5)), two)), "(x + 1)/(x² + 5)²", "(x + 1)/(x^2 + 5)^2"),
    (divide(one, mul(x, y)), "1/(xy)", "1/(xy)"),
    (divide(mul(x, fn(sin, x)), two), "x sin(x)/2", "x sin(x)/2"),
    (divide(x, fn(sin, x)), "x/sin(x)", "x/sin(x)"),
    (divide(x, divide(y, z)), "x/(y/z)", "x/(y/z)"),
    (divide(divide(x, y), z), "x/y/z", "x/y/z"),
    (mul(divide(one, x), D(x, x)), "1/x · d/dx x", "1/x * d/dx x"),
    (mul(divide(one, x), y), "1/x · y", "1/x * y"),
    (mul(y, divide(one, x)), "y/x", "y/x"),
    (negate(divide(x, y)), "−x/y", "-x/y"),
    (divide(D(p, x), two), "(d/dx (3x + 2))/2", "(d/dx (3x + 2))/2"),
    # powers and roots
    (power(add(mul(four, x), integer(-7)), three), "(4x − 7)³", "(4x - 7)^3"),
    (power(x, integer(-3)), "x⁻³", "x^(-3)"),
    (power(x, rational(2, 3)), "x^(2/3)", "x^(2/3)"),
    (power(x, rational(-1, 2)), "x^(−1/2)", "x^(-1/2)"),
    (power(x, n), "xⁿ", "x^n"),
    (power(x, add(n, integer(-1))), "x^(n − 1)", "x^(n - 1)"),
    (power(integer(11), x), "11ˣ", "11^x"),
    (power(integer(-2), two), "(−2)²", "(-2)^2"),
    (power(rational(1, 2), x), "(1/2)ˣ", "(1/2)^x"),
    (power(power(x, two), three), "(x²)³", "(x^2)^3"),
    (power(x, power(y, two)), "x^(y²)", "x^(y^2)"),
    (power(mul(two, x), two), "(2x)²", "(2x)^2"),
    (negate(power(x, two)), "−x²", "-x^2"),
    (power(negate(x), two), "(−x)²", "(-x)^2"),
    (fn(exp, x), "eˣ", "e^x"),
    (fn(exp, mul(integer(-2), x)), "e^(−2x)", "e^(-2x)"),
    (fn(exp, fn(sin, power(x, two))), "e^(sin(x²))", "e^(sin(x^2))"),
    (power(x, HALF), "√x", "sqrt(x)"),
    (power(q, HALF), "√(x + 1)", "sqrt(x + 1)"),
    (power(power(x, two), HALF), "√(x²)", "sqrt(x^2)"),
    (power(power(x, HALF), two), "(√x)²", "sqrt(x)^2"),
    (power(x, third), "∛x", "cbrt(x)"),
    # functions
    (fn(sin, x), "sin x", "sin x"),
    (fn(cos, add(mul(two, x), three)), "cos(2x + 3)", "cos(2x + 3)"),
    (fn(sin, negate(x)), "sin(−x)", "sin(-x)"),
    (power(fn(sin, x), two), "sin² x", "sin^2 x"),
    (power(fn(sin, mul(two, x)), two), "sin²(2x)", "sin^2(2x)"),
    (power(fn(sin, x), integer(-2)), "(sin x)⁻²", "(sin x)^(-2)"),
    (power(fn(log, x), two), "(ln x)²", "(ln x)^2"),
    (power(fn(asin, x), two), "(arcsin x)²", "(arcsin x)^2"),
    (fn(log, fn(Abs, x)), "ln|x|", "ln|x|"),
    (fn(log, x, two), "log₂ x", "log_2 x"),
    (fn(log, p, b), "log_b(3x + 2)", "log_b(3x + 2)"),
    (fn(Abs, subtract(x, four)), "|x − 4|", "|x - 4|"),
    (fn(gamma, x), "Γ(x)", "Gamma(x)"),
    (fn(polygamma, integer(0), x), "digamma(x)", "digamma(x)"),
    (fn(erf, mul(two, x)), "erf(2x)", "erf(2x)"),
    (fn(factorial, n), "n!", "n!"),
    (fn(Max, integer(0), x), "max(0, x)", "max(0, x)"),
    (f(g(x)), "f(g(x))", "f(g(x))"),
    # names
    (mul(theta, x), "θx", "theta*x"),
    (mul(two, lam), "2λ", "2*lam"),
    (mul(two, x1, x), "2x₁x", "2x_1*x"),
    (mul(two, rate, x), "2·rate·x", "2*rate*x"),
    (mul(s_max, x), "s_max·x", "s_max*x"),
    (mul(pi, x), "πx", "pi*x"),
    (E, "e", "e"),
    (oo, "∞", r"\infty"),
    # goals and derivatives
    (D(mul(x, fn(sin, x)), x), "d/dx (x sin x)", "d/dx (x sin x)"),
    (D(add(x, one), x), "d/dx (x + 1)", "d/dx (x + 1)"),
    (D(power(p, two), x), "d/dx (3x + 2)²", "d/dx (3x + 2)^2"),
    (D(divide(x, y), x), "d/dx (x/y)", "d/dx (x/y)"),
    (D(negate(x), x), "d/dx (−x)", "d/dx (-x)"),
    (D(fn(sin, x), x), "d/dx sin x", "d/dx sin x"),
    (D(fn(sin, x), x, 2), "d²/dx² sin x", "d^2/dx^2 sin x"),
    (D(D(x, x), x), "d/dx d/dx x", "d/dx d/dx x"),
    (mul(D(x, x), fn(sin, x)), "(d/dx x) · sin x", "(d/dx x) * sin x"),
    (add(D(x, x), D(p, x)), "d/dx x + d/dx (3x + 2)", "d/dx x + d/dx (3x + 2)"),
    (Partial(mul(x, y), x), "∂/∂x (xy)", r"\partial/\partial x (xy)"),
    (D(fn(sin, p), p), "d/du sin u [u = 3x + 2]", "d/du sin u [u = 3x + 2]"),
    (Tidy(p), "3x + 2", "3x + 2"),
    (Value(p, (x, one)), "(3x + 2) |_(x = 1)", "(3x + 2) |_(x = 1)"),
    (Gradient(mul(x, y), (x, y)), "∇ (xy)", r"\nabla (xy)"),
    (Derivative(f(x), x), "f′(x)", "f'(x)"),
    (Derivative(f(x), (x, 2)), "f″(x)", "f''(x)"),
    (f(g(x)).diff(x), "f′(g(x)) g′(x)", "f'(g(x)) g'(x)"),
    (Derivative(f(x, y), x), "∂f/∂x (x, y)", r"\partial f/\partial x (x, y)"),
    # constructs
    (Eq(x, p, evaluate=False), "x = 3x + 2", "x = 3x + 2"),
    (Ne(x, 0), "x ≠ 0", "x != 0"),
    (Ge(x, 1), "x ≥ 1", "x >= 1"),
    (Tuple(x, p), "(x, 3x + 2)", "(x, 3x + 2)"),
    (Matrix([[x, 1], [2, y]]), "[[x, 1], [2, y]]", "[[x, 1], [2, y]]"),
    (Piecewise((x, Lt(x, 1)), (2, True)), "{x if x < 1; 2 otherwise}", "{x if x < 1; 2 otherwise}"),
    (Integral(log(t), (t, x, x**2)), "∫_x^(x²) ln(t) dt", r"\int_x^(x^2) ln(t) dt"),
]


@pytest.mark.parametrize(("node", "expected", "ascii_"), AS_IT_STANDS, ids=[row[2] for row in AS_IT_STANDS])
def test_as_it_stands(node: Any, expected: str, ascii_: str) -> None:
    assert to_text(node) == expected
    assert to_text(node, unicode=False) == ascii_
    assert ascii_.isascii()


AS_A_TEACHER_WRITES = [
    (18 * x + 12, "18x + 12"),
    (x / 2, "x/2"),
    (Rational(5, 3) * t ** Rational(2, 3), "5t^(2/3)/3"),
    (log(1 + exp(2 * x)) / 2, "ln(e^(2x) + 1)/2"),
    (-4 / x**5, "−4/x⁵"),
    (x**3 * (x + 4) * exp(x), "x³(x + 4)eˣ"),
    ((10 - 14 * x - 2 * x**2) / (x**2 + 5) ** 2, "(−2x² − 14x + 10)/(x² + 5)²"),
    ((3 - 2 * x * y) / (x**2 + 4 * y**3), "(3 − 2xy)/(x² + 4y³)"),
    (1 / sqrt(1 - x**2), "1/√(1 − x²)"),
    (x ** Rational(-3, 2), "1/x^(3/2)"),
    (-1 / (2 * sqrt(x)), "−1/(2√x)"),
    (sqrt(2) * x / 2, "√2·x/2"),
    (-1 / (Abs(x) * sqrt(x**2 - 1)), "−1/(|x|√(x² − 1))"),
    (sec(x) * tan(x) - csc(x) * cot(x), "sec x tan x − csc x cot x"),
    (2 * x * cos(x**2) * exp(sin(x**2)), "2x e^(sin(x²)) cos(x²)"),
    (11**x * log(11), "11ˣ ln 11"),
    (-k * exp(-k * t), "−k e^(−kt)"),
    (1 / (x * log(5)), "1/(x ln 5)"),
    (cos(x) ** x * (log(cos(x)) - x * tan(x)), "(cos x)ˣ(ln(cos x) − x tan x)"),
    (n * x ** (n - 1), "nx^(n − 1)"),
    (3 * x**2 + 2 * x * y + y**2, "3x² + 2xy + y²"),
    (6 * x + 2 * y, "6x + 2y"),
    (a * x**2 + b * x + c, "ax² + bx + c"),
    ((x - m) ** 2 / (2 * v**2) - 1 / (2 * v), "(x − m)²/(2v²) − 1/(2v)"),
    (x * Derivative(f(x), x) + f(x), "x f′(x) + f(x)"),
    (2 * x * exp(x) * log(x) + x**2 * exp(x) * log(x) + x * exp(x), "x² eˣ ln x + 2x eˣ ln x + x eˣ"),
    (sin(x) + 1 + 1 / x + x, "x + sin x + 1 + 1/x"),
    (-sin(x) + cos(x) + x, "x + cos x − sin x"),
    (pi * x**2, "πx²"),
    (-(x + 1), "−x − 1"),
    (exp(-x), "e⁻ˣ"),
    (2 * sinh(2 * x), "2 sinh(2x)"),
    (atan(x) - acos(x / 2), "arctan x − arccos(x/2)"),
    (Rational(-3, 4), "−3/4"),
    (Tuple(exp(y), x * exp(y) - 2 * y * z, -(y**2)), "(eʸ, x eʸ − 2yz, −y²)"),
    (x**2 * cos(y) * symbol("dy") + 2 * x * sin(y) * symbol("dx"), "2x sin(y) dx + x² cos(y) dy"),
    (f(g(t), h(t)).diff(t), "∂f/∂g (g(t), h(t)) g′(t) + ∂f/∂h (g(t), h(t)) h′(t)"),
    (Matrix([[2 * x * y, 1 - x]]), "[[2xy, 1 − x]]"),
]


@pytest.mark.parametrize(("expr", "expected"), AS_A_TEACHER_WRITES, ids=[row[1] for row in AS_A_TEACHER_WRITES])
def test_as_a_teacher_writes(expr: Any, expected: str) -> None:
    assert to_text(as_written(expr)) == expected


def test_decimals_are_exact_and_only_where_they_end() -> None:
    e = add(mul(rational(3, 10), x), rational(1, 3), rational(-5, 4))
    assert to_text(e, decimal=True) == "0.3x + 1/3 − 1.25"
    assert to_text(e) == "(3/10)x + 1/3 − 5/4"


def test_a_deep_chain_is_written_in_full() -> None:
    e = x
    for _ in range(10_000):
        e = call(sin, e)
    assert to_text(e) == "sin(" * 9_999 + "sin x" + ")" * 9_999


def test_what_would_be_too_long_is_elided() -> None:
    e = x
    for _ in range(10_000):
        e = add(call(sin, e), mul(e, call(cos, e)))
    text = to_text(e, limit=200)
    assert "…" in text
    assert len(text) < 1_000


def test_written_shares_equal_parts_and_goes_deep() -> None:
    e = x
    for _ in range(10_000):
        e = call(sin, add(e, mul(call(cos, e), two)))
    w = as_written(e)
    inner = w.args[0]
    assert inner.args[1].args[1].args[0] is inner.args[0]
    twice = intern(add(power(x, two), power(x, two)))
    assert twice.args[0] is twice.args[1]


def test_a_class_without_notation_is_named() -> None:
    from sympy import Basic

    class Event(Basic):
        pass

    with pytest.raises(TypeError, match=r"no notation for Event"):
        to_text(Event(x))
    notates(Event)(lambda node, notation: Piece(("P(", notation.rope(node.args[0]), ")")))
    assert to_text(Event(x)) == "P(x)"


def test_text_is_not_an_expression() -> None:
    with pytest.raises(TypeError, match="only SymPy objects"):
        to_text("x + 1")

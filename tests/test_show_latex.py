"""LaTeX as a teacher would typeset it, and the way back: what is printed is read as what was meant."""

from __future__ import annotations

import random
from typing import Any

import pytest
from sympy import (
    Abs,
    Derivative,
    Eq,
    Function,
    Integral,
    Lt,
    Matrix,
    Max,
    Mul,
    Ne,
    Piecewise,
    Rational,
    Tuple,
    asin,
    atan,
    cos,
    cot,
    csc,
    erf,
    exp,
    gamma,
    log,
    oo,
    pi,
    sec,
    sech,
    sign,
    sin,
    sqrt,
    tan,
    tanh,
)

from workings.expression import D, Gradient, Partial, Value, add, divide, mul, negate, power, subtract, symbol
from workings.expression.canonical import canonical
from workings.expression.nodes import HALF, call, factors, integer, rational, walk
from workings.expression.reader import parse
from workings.expression.written import as_written
from workings.show import to_latex, to_text
from workings.show.mathml import MATHML
from workings.show.printer import Printer

a, b, c, k, n, t, u, v, x, y = (symbol(name) for name in "abckntuvxy")
theta, lam, x1, rate, x_max = (symbol(name) for name in ("theta", "lam", "x_1", "rate", "x_max"))
f, g = Function("f"), Function("g")
one, two, three = (integer(i) for i in (1, 2, 3))
p = add(mul(three, x), two)

TABLE = [
    (integer(-3), "-3"),
    (rational(-3, 4), r"-\frac{3}{4}"),
    (mul(two, three), r"2 \cdot 3"),
    (mul(x, two), r"x \cdot 2"),
    (add(x, mul(integer(-1), integer(-1))), "x - (-1)"),
    (subtract(a, add(b, c)), "a - (b + c)"),
    (mul(rational(1, 2), x), r"\frac{1}{2}x"),
    (mul(rational(-1, 2), call(log, v)), r"-\frac{1}{2} \ln v"),
    (mul(mul(two, p), D(p, x)), r"2(3x + 2) \cdot \frac{d}{dx}(3x + 2)"),
    (mul(mul(two, p), add(three, integer(0))), r"2(3x + 2) \cdot (3 + 0)"),
    (mul(integer(-1), call(csc, x), call(cot, x)), r"-\csc x \cot x"),
    (mul(call(sin, x), negate(call(sin, x))), r"\sin x \cdot (-\sin x)"),
    (mul(call(sin, x), y), r"\sin(x) \cdot y"),
    (mul(x, symbol("p"), symbol("i")), r"xp \cdot i"),
    (mul(x, x), r"x \cdot x"),
    (divide(add(x, one), power(add(power(x, two), integer(5)), two)), r"\frac{x + 1}{(x^{2} + 5)^{2}}"),
    (divide(x, divide(y, two)), r"\frac{x}{\frac{y}{2}}"),
    (negate(divide(x, y)), r"-\frac{x}{y}"),
    (mul(divide(one, x), y), r"\frac{1}{x} \cdot y"),
    (power(divide(x, y), two), r"\left(\frac{x}{y}\right)^{2}"),
    (power(x, integer(-3)), "x^{-3}"),
    (power(x, rational(2, 3)), "x^{2/3}"),
    (power(add(mul(integer(4), x), integer(-7)), three), "(4x - 7)^{3}"),
    (power(power(x, two), three), "(x^{2})^{3}"),
    (power(x, power(y, two)), "x^{y^{2}}"),
    (power(add(x, one), HALF), r"\sqrt{x + 1}"),
    (power(power(x, HALF), two), r"(\sqrt{x})^{2}"),
    (power(x, rational(1, 3)), r"\sqrt[3]{x}"),
    (mul(two, power(x, HALF), y), r"2\sqrt{x}y"),
    (call(exp, mul(integer(-2), x)), "e^{-2x}"),
    (call(exp, divide(x, two)), r"e^{\frac{x}{2}}"),
    (call(cos, p), r"\cos(3x + 2)"),
    (call(cos, divide(x, two)), r"\cos\left(\frac{x}{2}\right)"),
    (power(call(sin, x), two), r"\sin^{2} x"),
    (power(call(sech, p), two), r"\operatorname{sech}^{2}(3x + 2)"),
    (power(call(log, x), two), r"(\ln x)^{2}"),
    (call(log, call(Abs, x)), r"\ln\left|x\right|"),
    (call(log, x, two), r"\log_{2} x"),
    (call(log, p, b), r"\log_{b}(3x + 2)"),
    (call(asin, x), r"\arcsin x"),
    (call(gamma, x), r"\Gamma(x)"),
    (call(erf, x), r"\operatorname{erf}(x)"),
    (call(sign, x), r"\operatorname{sign}(x)"),
    (call(Max, integer(0), x), r"\max(0, x)"),
    (mul(theta, x), r"\theta x"),
    (mul(two, lam), r"2\lambda"),
    (mul(two, x1, x), "2x_{1}x"),
    (mul(two, rate, x), r"2 \cdot \mathrm{rate} \cdot x"),
    (x_max, r"x_{\mathrm{max}}"),
    (mul(pi, x), r"\pi x"),
    (oo, r"\infty"),
    (D(mul(x, call(sin, x)), x), r"\frac{d}{dx}(x \sin x)"),
    (D(divide(x, y), x), r"\frac{d}{dx}\left(\frac{x}{y}\right)"),
    (D(call(sin, x), x, 2), r"\frac{d^{2}}{dx^{2}} \sin x"),
    (D(x, theta), r"\frac{dx}{d\theta}"),
    (Partial(mul(x, y), x), r"\frac{\partial}{\partial x}(xy)"),
    (mul(D(x, x), call(sin, x)), r"\left(\frac{d}{dx} x\right) \cdot \sin x"),
    (D(call(sin, p), p), r"\left.\frac{d}{du} \sin u\right|_{u = 3x + 2}"),
    (Value(p, (x, one)), r"\left.(3x + 2)\right|_{x = 1}"),
    (Gradient(mul(x, y), (x, y)), r"\nabla(xy)"),
    (Derivative(f(x), x), "f'(x)"),
    (f(g(x)).diff(x), "f'(g(x)) g'(x)"),
    (Derivative(f(x, y), x), r"\frac{\partial f}{\partial x}(x, y)"),
    (Eq(x, p, evaluate=False), "x = 3x + 2"),
    (Ne(x, 0), r"x \neq 0"),
    (Tuple(x, p), "(x, 3x + 2)"),
    (Matrix([[x, 1], [2, y]]), r"\begin{pmatrix} x & 1 \\ 2 & y \end{pmatrix}"),
    (
        Piecewise((x, Lt(x, 1)), (2, True)),
        r"\begin{cases} x & \text{if }x < 1 \\ 2 & \text{otherwise} \end{cases}",
    ),
    (Integral(log(t), (t, x, x**2)), r"\int_{x}^{x^{2}} \ln(t) \, dt"),
    (as_written(5 * t ** Rational(2, 3) / 3), r"\frac{5t^{2/3}}{3}"),
    (as_written(1 / sqrt(1 - x**2)), r"\frac{1}{\sqrt{1 - x^{2}}}"),
    (as_written(x**3 * (x + 4) * exp(x)), "x^{3}(x + 4)e^{x}"),
]


@pytest.mark.parametrize(("node", "expected"), TABLE, ids=[row[1] for row in TABLE])
def test_latex(node: Any, expected: str) -> None:
    assert to_latex(node) == expected


@pytest.mark.parametrize("node", [row[0] for row in TABLE], ids=[row[1] for row in TABLE])
def test_mathml_is_well_formed(node: Any) -> None:
    from xml.etree import ElementTree

    node = node.as_immutable() if isinstance(node, Matrix) else node
    ElementTree.fromstring(f"<math>{Printer(MATHML)(node)}</math>")


HEADS = (sin, cos, tan, sec, csc, cot, tanh, sech, asin, atan, exp, log, log, Abs, erf, sign)
LEAVES = (x, x, y, k, theta, x1, pi, *(integer(i) for i in (2, 3, 1, -1, -4)), rational(1, 2), rational(-3, 4))
EXPONENTS = (two, three, integer(-2), HALF, rational(1, 3), rational(2, 3), rational(-1, 2), k)


def random_expression(r: random.Random, depth: int) -> Any:
    """A tree as a rule might leave it, tidy or not."""
    if depth == 0:
        return r.choice(LEAVES)

    def part() -> Any:
        return random_expression(r, r.randrange(depth))

    match r.randrange(8):
        case 0:
            return add(*[part() for _ in range(r.randint(2, 3))])
        case 1:
            return subtract(part(), part())
        case 2 | 3:
            return mul(*[part() for _ in range(r.randint(2, 4))])
        case 4:
            return divide(part(), part())
        case 5:
            return power(part(), r.choice((*EXPONENTS, part())))
        case _:
            return call(r.choice(HEADS), part())


def flat(expr: Any) -> Any:
    """Products within products made one, which is all that a line of text may leave open, and then canonical.

    Without it SymPy would multiply 2(x + 4) out before it meets the next factor.
    """
    done: dict[int, Any] = {}
    for node in walk(expr):
        args = [done[id(arg)] for arg in node.args]
        if isinstance(node, Mul):
            done[id(node)] = mul(*(factor for arg in args for factor in factors(arg)))
        else:
            done[id(node)] = node if not args else call(type(node), *args)
    return canonical(done[id(expr)])


def test_what_is_printed_is_read_as_what_was_meant() -> None:
    r = random.Random(20)
    for _ in range(1_000):
        e = random_expression(r, 4)
        meant = flat(e)
        for text in (to_text(e), to_text(e, unicode=False), to_text(e, decimal=True), to_latex(e)):
            assert flat(parse(text)) == meant, f"{text} is read as {parse(text)}"


def test_a_deep_chain_is_written_in_full() -> None:
    e = x
    for _ in range(10_000):
        e = call(sin, e)
    assert to_latex(e) == r"\sin(" * 9_999 + r"\sin x" + ")" * 9_999

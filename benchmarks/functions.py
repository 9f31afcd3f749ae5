"""The 12 functions that the benchmarks of numbers run: each an expression and its variables."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any

import sympy as sp

import workings as wk

__all__ = ["FUNCTIONS", "random_expression"]


def symbols(names: str) -> tuple[Any, ...]:
    return tuple(sp.symbols(names, real=True, seq=True))


def rosenbrock() -> tuple[Any, Sequence[Any]]:
    v = symbols("x:10")
    return sum(100 * (v[i + 1] - v[i] ** 2) ** 2 + (1 - v[i]) ** 2 for i in range(9)), v


def mixture() -> tuple[Any, Sequence[Any]]:
    (x,), mu, sigma, weight = symbols("x"), symbols("mu:3"), symbols("sigma:3"), symbols("w:3")
    density = [w / s * sp.exp(-((x - m) ** 2) / (2 * s**2)) for m, s, w in zip(mu, sigma, weight, strict=True)]
    return sp.log(sum(density)), (x, *mu, *sigma, *weight)


def softmax() -> tuple[Any, Sequence[Any]]:
    z = symbols("z:10")
    return sp.log(sum(map(sp.exp, z))) - z[3], z


def network() -> tuple[Any, Sequence[Any]]:
    (p, q, t, c), a, b, d, v = symbols("p q t c"), symbols("a:4"), symbols("b:4"), symbols("d:4"), symbols("v:4")
    hidden = [sp.tanh(a[j] * p + b[j] * q + d[j]) for j in range(4)]
    return (sum(v[j] * hidden[j] for j in range(4)) + c - t) ** 2, (p, q, t, c, *a, *b, *d, *v)


def black_scholes() -> tuple[Any, Sequence[Any]]:
    s, k, t, r, v = symbols("S K T r v")
    d1 = (sp.log(s / k) + (r + v**2 / 2) * t) / (v * sp.sqrt(t))
    d2 = d1 - v * sp.sqrt(t)

    def normal(u: Any) -> Any:
        return (1 + sp.erf(u / sp.sqrt(2))) / 2

    return s * normal(d1) - k * sp.exp(-r * t) * normal(d2), (s, k, t, r, v)


def random_expression(operations: int = 200, seed: int = 4) -> tuple[Any, Sequence[Any]]:
    from workings.expression.nodes import add, call, divide, mul, rational

    choose = random.Random(seed)
    v = symbols("x:4")
    pool: list[Any] = list(v)
    for _ in range(operations // 2):
        a, b = choose.choice(pool[-12:]), choose.choice(pool)
        kind = choose.randrange(6)
        if kind == 0:
            new = call(choose.choice([sp.sin, sp.cos, sp.tanh]), add(a, b))
        elif kind == 1:
            new = call(sp.exp, mul(rational(-1, 2), call(sp.cos, mul(a, b))))
        elif kind == 2:
            new = divide(a, add(sp.Integer(2), call(sp.sin, b)))
        elif kind == 3:
            new = call(sp.sin, mul(rational(choose.randint(1, 9), 7), a))
        else:
            new = add(mul(rational(1, 2), a), mul(rational(choose.randint(-5, 5) or 1, 7), b))
        pool.append(new)
    return add(*pool[-3:]), v


def polynomial() -> tuple[Any, Sequence[Any]]:
    (x,) = symbols("x")
    return sum(sp.Rational(k % 7 - 3 or 1, k + 1) * x**k for k in range(21)), (x,)


def trigonometric() -> tuple[Any, Sequence[Any]]:
    from workings.expression.nodes import add, call, mul, rational

    (x,) = symbols("x")
    e: Any = x
    for k in range(20):
        e = call(sp.cos if k % 2 else sp.sin, add(mul(rational(k % 3 + 2, 2), e), rational(1, k + 2)))
    return e, (x,)


def rational_function() -> tuple[Any, Sequence[Any]]:
    x, y = symbols("x y")
    return (x**3 + 2 * x * y - 1) / (x**2 + y**2 + 1), (x, y)


def one(text: str) -> Callable[[], tuple[Any, Sequence[Any]]]:
    return lambda: (wk.parse(text), symbols("x"))


FUNCTIONS: dict[str, Callable[[], tuple[Any, Sequence[Any]]]] = {
    "(3x+2)^2": one("(3x+2)^2"),
    "sin(2x+3)": one("sin(2x+3)"),
    "sigmoid": one("1/(1+e^(-x))"),
    "Rosenbrock-10": rosenbrock,
    "Gaussian mixture": mixture,
    "softmax cross-entropy": softmax,
    "MLP loss": network,
    "Black-Scholes": black_scholes,
    "random, 200": random_expression,
    "polynomial, 20": polynomial,
    "trig chain, 20": trigonometric,
    "rational": rational_function,
}

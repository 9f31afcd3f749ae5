"""How long it takes to make a program of an expression and its gradient, and how that grows with the expression.

    python benchmarks/compiling.py [--quick]

Beside it, on the same expression in the same run: `sympy.lambdify(cse=True)` of the value alone (which is less work)
and of the value with `sympy.diff`'s gradient. Times are the processor's, the best of several; the exponent is that of
the time as a power of the number of operations, fitted over all sizes.
"""

from __future__ import annotations

import argparse
import math
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import sympy as sp
from functions import random_expression
from sympy.core.cache import clear_cache

import workings as wk
from workings.expression.nodes import add, call, divide, integer, mul, power, rational, symbol

x, y = symbol("x"), symbol("y")
Family = Callable[[int], tuple[Any, Sequence[Any]]]


def chain(operations: int) -> tuple[Any, Sequence[Any]]:
    e: Any = x
    for k in range(operations // 4):
        e = add(call(sp.sin, mul(integer(k % 7 + 2), e)), mul(e, y))
    return e, (x, y)


def wide_sum(operations: int) -> tuple[Any, Sequence[Any]]:
    return add(*[call(sp.sin, mul(integer(k + 2), x)) for k in range(operations // 3)]), (x,)


def wide_product(operations: int) -> tuple[Any, Sequence[Any]]:
    return mul(*[add(x, integer(k + 2)) for k in range(operations // 2)]), (x,)


def many_variables(operations: int) -> tuple[Any, Sequence[Any]]:
    v = [symbol(f"x{k}") for k in range(operations // 4)]
    return add(*[power(add(a, mul(integer(-1), b, b)), integer(2)) for a, b in pairwise(v)]), v


def log_sum_exp(operations: int) -> tuple[Any, Sequence[Any]]:
    v = [symbol(f"x{k}") for k in range(operations // 3)]
    return call(sp.log, add(*[call(sp.exp, a) for a in v])), v


def softmax_squares(operations: int) -> tuple[Any, Sequence[Any]]:
    v = [symbol(f"x{k}") for k in range(operations // 4)]
    total = add(*[call(sp.exp, a) for a in v])
    return add(*[power(divide(call(sp.exp, a), total), integer(2)) for a in v]), v


def fractions(operations: int) -> tuple[Any, Sequence[Any]]:
    e: Any = x
    for k in range(operations // 3):
        e = divide(add(e, integer(1)), add(e, integer(k + 2)))
    return e, (x,)


def choices(operations: int) -> tuple[Any, Sequence[Any]]:
    e: Any = x
    for k in range(operations // 4):
        e = sp.Piecewise((call(sp.sin, e), x > rational(k, 7)), (e, True), evaluate=False)
    return e, (x,)


FAMILIES: dict[str, Family] = {
    "random": random_expression,
    "chain of sines": chain,
    "wide sum": wide_sum,
    "wide product": wide_product,
    "many variables": many_variables,
    "logsumexp": log_sum_exp,
    "softmax": softmax_squares,
    "fractions": fractions,
    "choices": choices,
}


def best(run: Callable[[], Any], times: int) -> float:
    found = []
    for _ in range(times):
        clear_cache()  # SymPy's, so that both begin from nothing
        start = time.process_time()
        run()
        found.append(time.process_time() - start)
    return min(found)


def exponent(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    u, v = [math.log(n) for n in sizes], [math.log(s) for s in seconds]
    mean_u, mean_v = sum(u) / len(u), sum(v) / len(v)
    return sum((a - mean_u) * (b - mean_v) for a, b in zip(u, v, strict=True)) / sum((a - mean_u) ** 2 for a in u)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--quick", action="store_true", help="to 2,000 operations only")
    quick = words.parse_args().quick
    expr, args = random_expression(200)
    ours = best(lambda: wk.value_and_gradient(expr, args), 15)
    value = best(lambda: sp.lambdify(args, expr, cse=True), 2)
    both = best(lambda: sp.lambdify(args, [expr, *(sp.diff(expr, a) for a in args)], cse=True), 1)
    tape = wk.value_and_gradient(expr, args).tape
    print(f"an expression of 200 operations with its gradient ({len(tape.operations)} operations): {1e3 * ours:.1f} ms")
    print(f"  sympy.lambdify(cse=True), the value alone {1e3 * value:8.0f} ms: ours is {ours / value:.4f} of it")
    print(f"  with sympy.diff's gradient                {1e3 * both:8.0f} ms: ours is {ours / both:.4f} of it")
    sizes = (200, 2_000) if quick else (200, 2_000, 20_000)
    print("\nvalue and gradient, ms" + "".join(f"{n:>10,}" for n in sizes) + "   exponent")
    for name, make in FAMILIES.items():
        found = [make(n) for n in sizes]
        seconds = [
            best(lambda e=e, a=a: wk.value_and_gradient(e, a), 5 if n < 10_000 else 2)
            for n, (e, a) in zip(sizes, found, strict=True)
        ]
        row = "".join(f"{1e3 * s:>10.1f}" for s in seconds)
        print(f"{name:22}{row}{exponent(sizes, seconds):>11.2f}", flush=True)


if __name__ == "__main__":
    main()

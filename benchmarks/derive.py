"""How long a derivative takes: SymPy, symengine and this engine on the same expressions, in the same run.

    python benchmarks/derive.py [--quick] [--reps N]

All three get the same expression in real symbols. "cold" empties SymPy's caches before each expression, "warm" has just
answered the same question. Ours is measured with SymPy's caches emptied as well (our own memory lives in an `Engine`,
which is new each time), in three stages that each record every step: the raw answer of the rules; that answer in
SymPy's canonical form, as `sympy.diff` gives it; and the answer tidied by named rules of algebra, with its `.result`.
"canon warm" is the second of these with SymPy's caches left alone, and is what "canon/warm" compares to SymPy warm.
Times are medians of interleaved runs. What takes longer than `LIMIT` seconds is stopped.
"""

from __future__ import annotations

import argparse
import gc
import math
import multiprocessing
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import sympy
from sympy.core.cache import clear_cache

from workings.derivation import Derivation
from workings.engine import Engine
from workings.expression import D, Goal, Gradient, Tidy, add, call, mul, power, subtract, symbol
from workings.expression.canonical import canonical
from workings.expression.nodes import ONE, walk
from workings.expression.written import as_written
from workings.rule import load_book

try:
    import symengine
except ImportError:  # a peer, not a need: its column stays empty
    symengine = None

LIMIT = 40.0  # seconds
LONG = 2.0  # seconds; what takes longer is measured once
X = symbol("x")
BOOK = load_book("calculus", "algebra")

# Written with the functions of either library, `m`.
TEXTBOOK: tuple[Callable[[Any, Any], Any], ...] = (
    lambda m, x: x**5 - 3 * x**2 + 7,
    lambda m, x: (3 * x + 2) ** 2,
    lambda m, x: m.sin(2 * x + 3),
    lambda m, x: x**2 * m.sin(x),
    lambda m, x: x * m.exp(-x),
    lambda m, x: m.exp(-(x**2)),
    lambda m, x: m.log(x**2 + 1),
    lambda m, x: m.sqrt(1 - x**2),
    lambda m, x: (x**2 + 1) / (x - 1),
    lambda m, x: m.tan(x),
    lambda m, x: 1 / (1 + m.exp(-x)),
    lambda m, x: x * m.log(x),
    lambda m, x: m.atan(2 * x),
    lambda m, x: m.sin(x) * m.cos(x),
    lambda m, x: m.sin(x) ** 2,
    lambda m, x: m.exp(x) * m.cos(2 * x),
    lambda m, x: x**3 * m.exp(x) * m.sin(x),
    lambda m, x: m.log(m.sin(x)),
    lambda m, x: m.sqrt(x**2 + x + 1),
    lambda m, x: (x + 1) ** 3 * (x - 2) ** 2,
    lambda m, x: m.tanh(x) ** 2,
    lambda m, x: m.exp(m.sin(x)),
    lambda m, x: m.cos(x**2 + 1) ** 3,
    lambda m, x: x / (1 + x**2),
    lambda m, x: m.asin(x / 2),
    lambda m, x: m.cosh(x) * m.sinh(x),
    lambda m, x: 2**x,
    lambda m, x: x**x,
    lambda m, x: m.log(m.log(x)),
    lambda m, x: m.sin(m.cos(m.tan(x))),
)


@dataclass(frozen=True)
class Case:
    """Expressions that are measured together (the time is their mean), for SymPy and ours, and for symengine."""

    name: str
    ours: tuple[Any, ...]
    peer: Callable[[], tuple[Any, ...]]


def textbook() -> Case:
    return Case(
        "textbook, mean of 30",
        tuple(as_written(f(sympy, X)) for f in TEXTBOOK),
        lambda: tuple(f(symengine, symengine.Symbol("x")) for f in TEXTBOOK),
    )


def grown(name: str, size: int, ours: Callable[[int], Any], peer: Callable[[int, Any], Any]) -> Case:
    return Case(f"{name} {size}", (ours(size),), lambda: (peer(size, symengine.Symbol("x")),))


def chain(n: int) -> Any:
    u: Any = X
    for _ in range(n):
        u = call(sympy.sin, u)
    return u


def chain_peer(n: int, x: Any) -> Any:
    for _ in range(n):
        x = symengine.sin(x)
    return x


def factors(n: int) -> list[Any]:
    """n different factors: sums, sines, powers and exponentials in turn."""
    kinds = (
        lambda k: add(X, sympy.Integer(k + 1)),
        lambda k: call(sympy.sin, add(X, sympy.Integer(k + 1))),
        lambda k: power(add(mul(sympy.Integer(k + 1), X), sympy.Integer(1)), sympy.Integer(2)),
        lambda k: call(sympy.cos, mul(sympy.Integer(k + 2), X)),
    )
    return [kinds[k % 4](k) for k in range(n)]


def factors_peer(n: int, x: Any) -> list[Any]:
    kinds = (
        lambda k: x + (k + 1),
        lambda k: symengine.sin(x + (k + 1)),
        lambda k: ((k + 1) * x + 1) ** 2,
        lambda k: symengine.cos((k + 2) * x),
    )
    return [kinds[k % 4](k) for k in range(n)]


def shared(n: int) -> Any:
    e: Any = X
    for _ in range(n):
        e = mul(e, call(sympy.sin, e))
    return e


def shared_peer(n: int, x: Any) -> Any:
    for _ in range(n):
        x = x * symengine.sin(x)
    return x


FAMILIES: dict[str, tuple[Callable[[int], Any], Callable[[int, Any], Any], tuple[int, ...], tuple[int, ...]]] = {
    # name: ours, symengine's, sizes beside the peers, sizes for the growth of the raw answer
    "chain": (chain, chain_peer, (50, 200, 800), (50, 200, 800, 3200, 10_000)),
    "product": (
        lambda n: mul(*factors(n)),
        lambda n, x: math.prod(factors_peer(n, x), start=symengine.Integer(1)),
        (10, 50, 200),
        (10, 50, 200, 800, 3200),
    ),
    "sum": (
        lambda n: add(*factors(n)),
        lambda n, x: sum(factors_peer(n, x), start=symengine.Integer(0)),
        (10, 50, 200),
        (10, 50, 200, 800, 3200),
    ),
    "shared e sin(e)": (shared, shared_peer, (12,), (12, 50, 200, 800)),
}


def rosenbrock(n: int) -> Gradient:
    x = [symbol(f"x{i}") for i in range(n)]
    two, hundred = sympy.Integer(2), sympy.Integer(100)
    valleys = [mul(hundred, power(subtract(x[i + 1], power(x[i], two)), two)) for i in range(n - 1)]
    return Gradient(add(*valleys, *[power(subtract(ONE, v), two) for v in x[:-1]]), x)


def network(width: int) -> Gradient:
    """The gradient by its weights of the squared error of a network: two inputs, two layers of tanh, one output."""
    inputs: list[Any] = [symbol("a"), symbol("b")]
    weights: list[Any] = []

    def weight(name: str) -> Any:
        weights.append(symbol(name))
        return weights[-1]

    for layer in "uv":
        inputs = [
            call(
                sympy.tanh,
                add(*[mul(weight(f"{layer}{i}_{j}"), h) for j, h in enumerate(inputs)], weight(f"{layer}{i}")),
            )
            for i in range(width)
        ]
    out = add(*[mul(weight(f"w{i}"), h) for i, h in enumerate(inputs)], weight("w"))
    return Gradient(power(subtract(out, symbol("y")), sympy.Integer(2)), weights)


# name: the gradient of that size, sizes
GRADIENTS: dict[str, tuple[Callable[[int], Gradient], tuple[int, ...]]] = {
    "Rosenbrock": (rosenbrock, (100, 300, 1000, 3000)),
    "2-n-n-1 network": (network, (16, 32, 64, 128)),
}


# ---------------------------------------------------------------- the contenders


def sympy_diff(expressions: Iterable[Any]) -> None:
    for f in expressions:
        sympy.diff(f, X)


def symengine_diff(expressions: Iterable[Any]) -> None:
    x = symengine.Symbol("x")
    for f in expressions:
        f.diff(x)


def raw(f: Any) -> Any:
    return Engine(BOOK).answer(f if isinstance(f, Goal) else D(f, X))


def in_canonical_form(f: Any) -> Any:
    return canonical(Engine(BOOK).answer(D(f, X)).answer)


def tidied(f: Any) -> Any:
    return Derivation(Engine(BOOK).answer(Tidy(D(f, X)))).result


def seconds_cold(run: Callable[[Any], Any], expressions: tuple[Any, ...]) -> float:
    total = 0.0
    for f in expressions:
        clear_cache()
        begin = time.perf_counter()
        run(f)
        total += time.perf_counter() - begin
    return total / len(expressions)


def seconds_warm(run: Callable[[Iterable[Any]], Any], expressions: tuple[Any, ...]) -> float:
    total = 0.0
    for f in expressions:
        run((f,))
        begin = time.perf_counter()
        run((f,))
        total += time.perf_counter() - begin
    return total / len(expressions)


def contenders(case: Case) -> dict[str, Callable[[], float]]:
    measured: dict[str, Callable[[], float]] = {
        "cold": lambda: seconds_cold(lambda f: sympy_diff((f,)), case.ours),
        "warm": lambda: seconds_warm(sympy_diff, case.ours),
        "raw": lambda: seconds_cold(raw, case.ours),
        "canonical": lambda: seconds_cold(in_canonical_form, case.ours),
        "canonical warm": lambda: seconds_warm(lambda fs: [in_canonical_form(f) for f in fs], case.ours),
        "tidied": lambda: seconds_cold(tidied, case.ours),
    }
    if symengine is not None:
        measured["symengine"] = lambda: seconds_warm(symengine_diff, case.peer())
    return measured


# ---------------------------------------------------------------- measuring


def within_limit(measure: Callable[[], float]) -> float | None:
    """`measure()` in a process of its own, which has room for deep recursion; None where it takes too long or fails."""
    fork = multiprocessing.get_context("fork")
    receiver, sender = fork.Pipe(duplex=False)

    def deep() -> None:
        sys.setrecursionlimit(10**6)
        try:
            sender.send(measure())
        except RecursionError:
            sender.send(None)

    def child() -> None:
        threading.stack_size(1 << 29)
        thread = threading.Thread(target=deep)
        thread.start()
        thread.join()

    process = fork.Process(target=child)
    process.start()
    sender.close()
    try:
        return receiver.recv() if receiver.poll(LIMIT) else None
    except EOFError:  # the child has died
        return None
    finally:
        process.kill()
        process.join()


def medians(case: Case, reps: int) -> dict[str, float | None]:
    """The median time of each contender, runs interleaved; what takes long is measured once, and first."""
    contending = contenders(case)
    first = {name: within_limit(measure) for name, measure in contending.items()}
    times = {name: [] if seconds is not None and seconds < LONG else [seconds] for name, seconds in first.items()}
    again = [name for name, seconds in first.items() if seconds is not None and seconds < LONG]
    limit = sys.getrecursionlimit()
    for _ in range(reps):
        for name in again:
            try:
                times[name].append(contending[name]())
            except RecursionError:  # only with the room that the first run had
                times[name] = [first[name]]
                again = [other for other in again if other != name]
    assert sys.getrecursionlimit() == limit
    return {name: None if values[0] is None else statistics.median(values) for name, values in times.items()}  # type: ignore[type-var]


def dag_size(*roots: Any) -> int:
    """The edges of the DAG below the roots, each shared part counted once."""
    seen: set[int] = set()
    return sum(len(node.args) for root in roots for node in walk(root, seen))


# ---------------------------------------------------------------- the table


COLUMNS = ("cold", "warm", "symengine", "raw", "canonical", "canonical warm", "tidied")


def milliseconds(seconds: float | None) -> str:
    return f"> {LIMIT:.0f} s" if seconds is None else f"{seconds * 1e3:.3g}"


def ratio(part: float | None, whole: float | None) -> str:
    return "-" if part is None or whole is None else f"{part / whole:.3f}"


def compare(cases: Iterable[Case], reps: int) -> None:
    print(f"{'ms an expression':24}" + "".join(f"{name:>11}" for name in (
        "sympy cold", "sympy warm", "symengine", "raw", "canonical", "canon warm", "tidied",
        "canon/cold", "canon/warm", "tidy/cold",
    )))  # fmt: skip
    for case in cases:
        found = medians(case, reps)
        cells = [milliseconds(found[name]) if name in found else "-" for name in COLUMNS]
        cells += [ratio(found["canonical"], found["cold"]), ratio(found["canonical warm"], found["warm"])]
        cells += [ratio(found["tidied"], found["cold"])]
        print(f"{case.name:24}" + "".join(f"{cell:>11}" for cell in cells), flush=True)


def growth(reps: int, largest: int) -> None:
    """Times of the raw answer and the slope of log time over log size: 1 is time in proportion to the DAG."""
    # The collector looks at all objects of the process, SymPy's too: it is off here, as in Python's own timeit.
    print("\nraw answer, best of runs, against the edges of the DAG of question and answer, shared parts counted once;")
    print("exponent: slope of log time over log edges, by least squares over all sizes / between the two largest")
    families = {name: (ours, sizes) for name, (ours, _, _, sizes) in FAMILIES.items()} | GRADIENTS
    for name, (ours, sizes) in families.items():
        rows = []
        for size in (size for size in sizes if size <= largest):
            question = ours(size)
            edges = dag_size(question, raw(question).answer)
            rows.append((size, edges, best(question, reps)))
        points = "  ".join(f"{size}: {milliseconds(seconds)} ms/{edges}" for size, edges, seconds in rows)
        sized = [row[1:] for row in rows]
        told = f"exponent {slope(sized):.2f} / {slope(sized[-2:]):.2f}" if len(sized) > 1 else "one size only"
        print(f"{name:16} {told}   {points}", flush=True)


def best(question: Any, reps: int) -> float:
    gc.collect()
    gc.disable()
    try:
        return min(seconds_cold(raw, (question,)) for _ in range(reps))
    finally:
        gc.enable()


def slope(points: list[tuple[int, float]]) -> float:
    """The least-squares slope in logarithms of both."""
    logs = [(math.log(x), math.log(y)) for x, y in points]
    mean_x, mean_y = (statistics.fmean(column) for column in zip(*logs, strict=True))
    return sum((x - mean_x) * (y - mean_y) for x, y in logs) / sum((x - mean_x) ** 2 for x, _ in logs)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--quick", action="store_true", help="small sizes and few runs, to see that it works")
    parser.add_argument("--reps", type=int, default=None, help="interleaved runs of each (default 15, quick 2)")
    options = parser.parse_args()
    reps = options.reps or (2 if options.quick else 15)
    cases = [textbook()]
    for name, (ours, peer, sizes, _) in FAMILIES.items():
        cases += [grown(name, size, ours, peer) for size in (sizes[:1] if options.quick else sizes)]
    compare(cases, reps)
    growth(max(3, reps), largest=200 if options.quick else 10**9)


if __name__ == "__main__":
    main()

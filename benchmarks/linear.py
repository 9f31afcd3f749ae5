"""How long exact systems take: SymPy, python-flint and this engine on the same numbers, and floats on NumPy and torch.

    python benchmarks/linear.py [--quick] [--reps N]

Exact: random integer systems A x = b, |a_ij| <= 9, given to every one as lists of Python's int. "fflu" is flint's
fraction-free elimination alone and "bareiss" the same on Python's int: neither says what the unknowns are. "steps" is
ours with every row operation kept and the unknowns found; "solve" is flint's `fmpq_mat.solve`, "answer" ours without
steps. Times are medians of interleaved runs, in ms. What takes longer than `LIMIT` seconds is left out at larger sizes.

Floats: 100,000 systems of three unknowns in one call, in ms; ours with residual and condition number.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import sympy
from flint import fmpq_mat, fmpz_mat

from workings.linear import eliminate, linear_solve, solve_floats

try:
    import torch
except ImportError:  # a peer, not a need: its column stays empty
    torch = None  # type: ignore[assignment]

LIMIT = 5.0  # seconds
BATCH = 100_000


def system(n: int) -> tuple[list[list[int]], list[int]]:
    chance = random.Random(n)
    return [[chance.randint(-9, 9) for _ in range(n)] for _ in range(n)], [chance.randint(-9, 9) for _ in range(n)]


def fflu(a: list[list[int]], b: list[int]) -> Any:
    return fmpz_mat([[*row, c] for row, c in zip(a, b, strict=True)]).fflu()


def bareiss(a: list[list[int]], b: list[int]) -> Any:
    rows = [[*row, c] for row, c in zip(a, b, strict=True)]
    before = 1
    for k in range(len(rows) - 1):
        pivot = next(i for i in range(k, len(rows)) if rows[i][k])
        rows[k], rows[pivot] = rows[pivot], rows[k]
        top, p = rows[k], rows[k][k]
        for i in range(k + 1, len(rows)):
            q = rows[i][k]
            rows[i] = [(p * x - q * y) // before for x, y in zip(rows[i], top, strict=True)]
        before = p
    return rows


def steps(a: list[list[int]], b: list[int]) -> Any:
    found = eliminate(a, b)
    return found.operations, found.solution


def flint_solve(a: list[list[int]], b: list[int]) -> Any:
    return fmpq_mat(fmpz_mat(a)).solve(fmpq_mat(fmpz_mat([[c] for c in b])))


def answer(a: list[list[int]], b: list[int]) -> Any:
    return linear_solve(a, b, steps=False)


def sympy_lu(a: list[list[int]], b: list[int]) -> Any:
    return sympy.Matrix(a).LUsolve(sympy.Matrix(b))


def sympy_domain(a: list[list[int]], b: list[int]) -> Any:
    from sympy.polys.matrices import DomainMatrix

    left, right = DomainMatrix(a, (len(a), len(a)), sympy.ZZ), DomainMatrix([[c] for c in b], (len(b), 1), sympy.ZZ)
    return left.to_field().lu_solve(right.to_field())


EXACT: dict[str, Callable[[list[list[int]], list[int]], Any]] = {
    "LUsolve": sympy_lu,
    "lu_solve": sympy_domain,
    "bareiss": bareiss,
    "fflu": fflu,
    "steps": steps,
    "solve": flint_solve,
    "answer": answer,
}


def timed(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def exact(sizes: list[int], reps: int) -> None:
    print("exact systems, ms")
    print(f"{'n':>5}" + "".join(f"{name:>10}" for name in EXACT) + f"{'steps/fflu':>12}{'answer/solve':>14}")
    dropped: set[str] = set()
    for n in sizes:
        a, b = system(n)
        times: dict[str, list[float]] = {name: [] for name in EXACT}
        for _ in range(reps):
            for name, work in EXACT.items():
                if name not in dropped and not (times[name] and times[name][0] > LIMIT / 10):
                    times[name].append(timed(lambda work=work, a=a, b=b: work(a, b)))  # type: ignore[misc]
        median = {name: statistics.median(t) if t else float("nan") for name, t in times.items()}
        dropped |= {name for name, t in median.items() if t * 30 > LIMIT and name.startswith("LU")}
        cells = "".join(f"{median[name] * 1e3:10.3f}" if times[name] else f"{'-':>10}" for name in EXACT)
        ratios = f"{median['steps'] / median['fflu']:12.2f}{median['answer'] / median['solve']:14.2f}"
        print(f"{n:5}{cells}{ratios}")


def floats(reps: int) -> None:
    chance = np.random.default_rng(0)
    a, b = chance.normal(size=(BATCH, 3, 3)), chance.normal(size=(BATCH, 3))
    works: dict[str, Callable[[], Any]] = {
        "numpy.linalg.solve": lambda: np.linalg.solve(a, b[..., None]),
        "ours on NumPy": lambda: solve_floats(a, b),
    }
    if torch is not None:
        ta, tb = torch.from_numpy(a), torch.from_numpy(b)
        works["torch.linalg.solve"] = lambda: torch.linalg.solve(ta, tb)
        works["ours on torch"] = lambda: solve_floats(ta, tb, backend="torch")
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(reps + 1):
        for name, work in works.items():
            times[name].append(timed(work))
    print(f"\n{BATCH:,} systems of three unknowns in floats, ms")
    for name, found in times.items():
        print(f"  {name:<20}{statistics.median(found[1:]) * 1e3:8.1f}")
    found = solve_floats(a, b)
    print(f"  largest residual {found.residual.max():.1e}, largest condition number {found.condition.max():.1e}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="small sizes only")
    parser.add_argument("--reps", type=int, default=7)
    chosen = parser.parse_args()
    exact([3, 10] if chosen.quick else [3, 10, 50, 100], 2 if chosen.quick else chosen.reps)
    floats(2 if chosen.quick else chosen.reps)


if __name__ == "__main__":
    main()

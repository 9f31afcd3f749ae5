"""How many units in the last place the value and every partial derivative are off, beside mpmath at 80 digits.

    python benchmarks/accuracy.py [--points N] [--jit]

The reference works through the expression as it is written and differentiates by a difference quotient at 80 digits, so
that it shares nothing with the program. A number may be as uncertain as the roundings of its expression make it: the
condition of a result is how far it moves, in units of 2^-53, when every node of the expression is moved by 2^-53 up or
down. Where that is at most 2 the point is called well-conditioned, and every path is to be within 4 ulps there.
"""

from __future__ import annotations

import argparse
import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import mpmath
import numpy as np
import sympy as sp
import torch
from functions import FUNCTIONS

import workings as wk
from workings.expression.nodes import walk

mp = mpmath.MPContext()
mp.dps = 80
STEP = mp.mpf(10) ** -25
UNIT = mp.mpf(2) ** -53
WELL = 2.0

_BY_MPMATH = {
    sp.sin: mp.sin, sp.cos: mp.cos, sp.tan: mp.tan, sp.exp: mp.exp, sp.log: mp.log, sp.tanh: mp.tanh, sp.erf: mp.erf,
    sp.sinh: mp.sinh, sp.cosh: mp.cosh, sp.atan: mp.atan, sp.Abs: abs,
}  # fmt: skip


def value(expr: Any, at: dict[Any, Any], moved: dict[int, Any] | None = None) -> Any:
    """The value node by node; with `moved`, each node times its own 1 ± 2^-53, chosen at its first use."""
    found: dict[int, Any] = {}
    for node in walk(expr):
        parts = [found[id(a)] for a in node.args]
        if node in at:
            v = at[node]
        elif node.is_Rational:
            v = mp.mpf(int(node.p)) / int(node.q)
        elif node.is_Add:
            v = mp.fsum(parts)
        elif node.is_Mul:
            v = mp.fprod(parts)
        elif node.is_Pow:
            v = parts[0] ** (int(node.args[1]) if node.args[1].is_Integer else parts[1])
        elif node is sp.pi or node is sp.E:
            v = mp.pi + 0 if node is sp.pi else mp.e + 0
        else:
            v = _BY_MPMATH[node.func](*parts)
        if moved is not None and not node.is_Rational:
            v = v * moved.setdefault(id(node), 1 + random.choice((-1, 1)) * UNIT)
        found[id(node)] = v
    return found[id(expr)]


def reference(expr: Any, args: Sequence[Any], point: Sequence[float], moved: dict[int, Any] | None = None) -> list[Any]:
    """The value and all partial derivatives."""
    at = {a: mp.mpf(float(p)) for a, p in zip(args, point, strict=True)}
    up = [value(expr, {**at, a: at[a] + STEP}, moved) for a in args]
    down = [value(expr, {**at, a: at[a] - STEP}, moved) for a in args]
    return [value(expr, at, moved), *((u - d) / (2 * STEP) for u, d in zip(up, down, strict=True))]


def conditions(expr: Any, args: Sequence[Any], point: Sequence[float], true: Sequence[Any]) -> list[float]:
    """How far each result moves when every node does, in units of 2^-53 of itself: the most of six runs at random."""
    others = [reference(expr, args, point, {}) for _ in range(6)]
    return [max(float(abs(o[i] - t) / abs(t) / UNIT) if t else math.inf for o in others) for i, t in enumerate(true)]


def ulps(found: float, true: Any) -> float:
    return float(abs(mp.mpf(float(found)) - true) / mp.mpf(math.ulp(float(true)))) if math.isfinite(found) else math.inf


@dataclass(frozen=True, slots=True)
class Result:
    """One value or partial derivative: on which path, how far off, and how uncertain it may be."""

    path: str
    at: tuple[float, ...]
    output: int
    ulps: float
    condition: float


Program = Callable[[np.ndarray], Sequence[np.ndarray]]


def paths(expr: Any, args: Sequence[Any], jit: bool = False) -> dict[str, Program]:
    """Every way to run it, from a column of points for each argument to a row for each result."""
    on_numpy, on_torch = wk.value_and_gradient(expr, args), wk.value_and_gradient(expr, args, "torch")

    def row(found: Any) -> list[Any]:
        return [found[0], *found[1]]

    def floats(columns: np.ndarray) -> list[np.ndarray]:
        return list(np.array([row(on_numpy(*map(float, p))) for p in columns.T]).T)

    def in_blocks(columns: np.ndarray) -> list[np.ndarray]:
        wide = [np.resize(c, max(300, c.size)) for c in columns]
        return [v[: columns.shape[1]] for v in row(on_numpy(*wide))]

    def tensors(columns: np.ndarray) -> list[np.ndarray]:
        return [np.asarray(v) for v in row(on_torch(*map(torch.tensor, columns)))]

    found = {"floats": floats, "NumPy": lambda c: row(on_numpy(*[v[:50] for v in c])), "blocks": in_blocks}
    found["torch"] = tensors
    if jit:
        fused = wk.value_and_gradient(expr, args, jit=True)
        found["jit"] = lambda c: [v[: c.shape[1]] for v in row(fused(*[np.resize(u, 1 << 15) for u in c]))]
    return found


def measure(expr: Any, args: Sequence[Any], points: np.ndarray, jit: bool = False) -> list[Result]:
    """Every result of every path at `points`, a row each."""
    columns = np.ascontiguousarray(points.T)
    runs = {name: run(columns) for name, run in paths(expr, args, jit).items()}
    found = []
    for j, point in enumerate(points):
        true = reference(expr, args, point)
        condition = conditions(expr, args, point, true)
        for name, rows in runs.items():
            for i, t in enumerate(true):
                if j < len(rows[i]) and t:
                    at = tuple(point.tolist())
                    found.append(Result(name, at, i, ulps(float(rows[i][j]), t), condition[i]))
    return found


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--points", type=int, default=100)
    words.add_argument("--jit", action="store_true", help="through torch.compile too: some seconds a function")
    asked = words.parse_args()
    random.seed(1)
    rng = np.random.default_rng(3)
    print(f"{'function':22} {'path':8}{'well-conditioned':>20}{'worst, ulps':>14}{'of condition, at most':>24}")
    for name, make in FUNCTIONS.items():
        expr, args = make()
        points = rng.uniform(0.3, 1.2, (max(10, 3 * asked.points // len(args)), len(args)))
        if len(args) == 1:
            points = np.concatenate([points, rng.uniform(-3, 3, points.shape)])
        results = measure(expr, args, points, asked.jit)
        for path in dict.fromkeys(r.path for r in results):
            here = [r for r in results if r.path == path]
            well = [r.ulps for r in here if r.condition <= WELL]
            share = max(r.ulps / max(1.0, r.condition) for r in here)
            count = f"{len(well)} of {len(here)}"
            print(f"{name:22} {path:8}{count:>20}{max(well, default=0):>14.2f}{share:>24.2f}", flush=True)


if __name__ == "__main__":
    main()

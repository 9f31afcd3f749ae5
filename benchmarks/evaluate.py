"""Value and full gradient of 12 functions, beside the other ways to get them, as fractions of autograd's time.

    python benchmarks/evaluate.py [--quick] [--only NAME,...] [--columns NAME,...] [--seconds S] [--device cuda]

Every column works on the same numbers, one thread, in one run; the columns take turns, and the median counts. Columns
whose library is not installed are left out. The compiling columns need some seconds for each function and precision:
the full run takes some minutes, `--quick`, without them, less than one. At the end stand the geometric means, and on
how many functions each of our columns is ahead of JAX.
"""

from __future__ import annotations

import argparse
import math
import os
import statistics
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from functools import cache
from importlib.util import find_spec
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1")
os.environ.setdefault("JAX_ENABLE_X64", "1")

import numpy as np
import sympy as sp
import torch
from functions import FUNCTIONS

import workings as wk

torch.set_num_threads(1)
Run = Callable[[], Any]
device: str | None = None  # as asked on the command line

# the columns: (expression, symbols, arrays) -> a call to be timed -------------------------------------------------


def ours(expr: Any, args: Sequence[Any], arrays: Sequence[Any], jit: bool = False) -> Run:
    f = wk.value_and_gradient(expr, args, "torch" if device else "numpy", jit=jit)
    given = [torch.tensor(np.asarray(a), device=device) for a in arrays] if device else arrays
    return _to_the_end(lambda: f(*given))


def ours_jit(expr: Any, args: Sequence[Any], arrays: Sequence[Any]) -> Run:
    return ours(expr, args, arrays, jit=True)


def _to_the_end(run: Run) -> Run:
    """On a GPU a call returns before the work is done: wait for it."""
    if device is None or not device.startswith("cuda"):
        return run

    def waited() -> Any:
        result = run()
        torch.cuda.synchronize()
        return result

    return waited


def sympy_lambdify(expr: Any, args: Sequence[Any], arrays: Sequence[Any]) -> Run:
    f = _by_sympy(expr, tuple(args))
    return lambda: f(*arrays)


@cache
def _by_sympy(expr: Any, args: tuple[Any, ...]) -> Any:
    """Made once for all sizes: `sympy.diff` takes seconds for the longest of the functions."""
    return sp.lambdify(args, [expr, *(sp.diff(expr, a) for a in args)], modules=["scipy", "numpy"], cse=True)


def _tensors(arrays: Sequence[Any]) -> list[Any]:
    return [torch.tensor(np.asarray(a), requires_grad=True, device=device) for a in arrays]


def autograd(expr: Any, args: Sequence[Any], arrays: Sequence[Any], through: Any = lambda f: f) -> Run:
    f, tensors = through(sp.lambdify(args, expr, modules=TORCH, cse=True)), _tensors(arrays)

    def run() -> Any:
        value = f(*tensors)
        return value.detach(), torch.autograd.grad(value.sum(), tensors, materialize_grads=True)

    return _to_the_end(run)


TORCH = [{"sqrt": lambda u: torch.sqrt(u) if isinstance(u, torch.Tensor) else math.sqrt(u)}, "torch"]


def autograd_compiled(expr: Any, args: Sequence[Any], arrays: Sequence[Any]) -> Run:
    torch._dynamo.reset()
    return autograd(expr, args, arrays, torch.compile)


def jax_jit(expr: Any, args: Sequence[Any], arrays: Sequence[Any]) -> Run:
    import jax

    f = sp.lambdify(args, expr, modules=[{"erf": jax.scipy.special.erf}, "jax"], cse=True)
    gradient = jax.value_and_grad(lambda *v: f(*v), argnums=tuple(range(len(args))))
    scalars = np.ndim(arrays[0]) == 0
    compiled = jax.jit(gradient if scalars else jax.vmap(gradient))
    given = [jax.numpy.asarray(a) for a in arrays]
    return lambda: jax.block_until_ready(compiled(*given))


def numba_jit(expr: Any, args: Sequence[Any], arrays: Sequence[Any]) -> Run:
    import numba

    names = [a.name for a in args]
    outputs = [expr, *(sp.diff(expr, a) for a in args)]
    common, reduced = sp.cse(outputs)
    lines = [f"def f({', '.join(names)}, out):", f" for i in range({names[0]}.size):"]
    lines += [f"  {n}_ = {n}[i]" for n in names]
    at_i = {a: sp.Symbol(f"{a.name}_") for a in args}
    lines += [f"  {s.name} = {sp.pycode(e.xreplace(at_i))}" for s, e in common]
    lines += [f"  out[{m}, i] = {sp.pycode(e.xreplace(at_i))}" for m, e in enumerate(reduced)]
    names_used: dict[str, Any] = {"math": math}
    exec("\n".join(lines), names_used)  # the expressions are our own, above
    f = numba.njit(names_used["f"], error_model="numpy")
    flat = [np.atleast_1d(a) for a in arrays]

    def run() -> Any:
        out = np.empty((len(outputs), flat[0].size), flat[0].dtype)
        f(*flat, out)
        return out[0], list(out[1:])

    return run


COLUMNS: dict[str, Callable[..., Run]] = {
    "ours": ours,
    "ours jit": ours_jit,
    "SymPy lambdify": sympy_lambdify,
    "autograd": autograd,
    "compiled autograd": autograd_compiled,
    "JAX": jax_jit,
    "numba": numba_jit,
}
OURS = ("ours", "ours jit")
ON_TORCH = (*OURS, "autograd", "compiled autograd")
NEEDS = {"JAX": "jax", "numba": "numba"}
REGIMES: dict[str, tuple[int, Any]] = {
    "N=1": (0, np.float64),
    "10^3": (1_000, np.float64),
    "10^6 f64": (1_000_000, np.float64),
    "10^6 f32": (1_000_000, np.float32),
    "10^7 f64": (10_000_000, np.float64),  # with --device, or by name
    "10^7 f32": (10_000_000, np.float32),
}


def numbers(args: Sequence[Any], size: int, dtype: Any) -> list[Any]:
    """Well inside the domain of all the functions; the same at every call."""
    rng = np.random.default_rng(7)
    if size:
        return [rng.uniform(0.3, 1.2, size).astype(dtype) for _ in args]
    return [float(rng.uniform(0.3, 1.2)) for _ in args]


def agree(name: str, results: dict[str, Any], tolerance: float) -> None:
    """Every column gave what autograd gave."""
    value, gradient = results["autograd"]
    want = np.stack([_plain(v) for v in (value, *gradient)])
    for column, found in results.items():
        parts = found if isinstance(found, list) else [found[0], *found[1]]
        have = np.stack([np.broadcast_to(np.asarray(v), want.shape[1:]) for v in map(np.squeeze, map(_plain, parts))])
        worst = np.max(np.abs(have - want) / (1 + np.abs(want)))
        if not worst < tolerance:
            print(f"  {column} differs from autograd in {name} by {worst:.2g}", file=sys.stderr)


def _plain(v: Any) -> Any:
    return v.detach().cpu().numpy() if isinstance(v, torch.Tensor) else np.asarray(v)


def medians(runs: dict[str, Run], seconds: float) -> dict[str, float]:
    """The columns in turn, again and again; short calls by the hundred."""
    times: dict[str, list[float]] = {name: [] for name in runs}
    repeat = {}
    for name, run in runs.items():
        run()
        start = time.perf_counter()
        run()
        repeat[name] = max(1, min(1_000, int(0.002 / max(time.perf_counter() - start, 1e-7))))
    end = time.perf_counter() + seconds
    while time.perf_counter() < end or len(next(iter(times.values()))) < 5:
        for name, run in runs.items():
            start = time.perf_counter()
            for _ in range(repeat[name]):
                run()
            times[name].append((time.perf_counter() - start) / repeat[name])
    return {name: statistics.median(found) for name, found in times.items()}


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--only", help="functions, by the beginning of their names")
    words.add_argument("--regimes", help="of " + ", ".join(REGIMES))
    words.add_argument("--columns", help="of " + ", ".join(COLUMNS))
    words.add_argument("--quick", action="store_true", help="without the compiling columns")
    words.add_argument("--seconds", type=float, help="for each row: 0.6, or 0.2 with --quick")
    words.add_argument("--device", help="cuda, for the columns that run on torch")
    asked = words.parse_args()
    global device
    device = asked.device
    seconds = asked.seconds or (0.2 if asked.quick else 0.6)
    warnings.simplefilter("ignore")
    columns = {c: f for c, f in COLUMNS.items() if not device or c in ON_TORCH}
    if asked.columns:
        columns = {c: f for c, f in columns.items() if c in {*asked.columns.split(","), "autograd"}}
    if asked.quick:
        columns = {c: f for c, f in columns.items() if c not in ("ours jit", "compiled autograd", "JAX", "numba")}
    for column, library in NEEDS.items():
        if column in columns and find_spec(library) is None:
            print(f"({library} is not installed)")
            del columns[column]
    usual = [r for r in REGIMES if r.startswith("10^7") == bool(device) or r.startswith("10^6")]
    regimes = asked.regimes.split(",") if asked.regimes else usual
    chosen = [n for n in FUNCTIONS if not asked.only or any(n.startswith(o) for o in asked.only.split(","))]
    ratios: dict[tuple[str, str], list[float]] = {}
    print(f"{'function':22} {'':9}" + "".join(f"{c:>18}" for c in columns) + "   (ms; fraction of autograd)")
    for name in chosen:
        expr, args = FUNCTIONS[name]()
        for regime in regimes:
            size, dtype = REGIMES[regime]
            arrays = numbers(args, size, dtype)
            runs = {}
            for column, make in columns.items():
                try:
                    runs[column] = make(expr, args, arrays)
                    runs[column]()
                except Exception as error:  # a column that can't do it: said, and left out
                    print(f"  {column}: {type(error).__name__}: {str(error)[:90]}", file=sys.stderr)
                    runs.pop(column, None)
            agree(name, {c: r() for c, r in runs.items()}, 1e-3 if dtype is np.float32 else 1e-9)
            found = medians(runs, seconds)
            row = ""
            for column in columns:
                if column in found:
                    ratio = found[column] / found["autograd"]
                    ratios.setdefault((column, regime), []).append(ratio)
                    row += f"{1000 * found[column]:>10.4g} {ratio:>7.3f}"
                else:
                    row += f"{'-':>18}"
            print(f"{name:22} {regime:9}{row}", flush=True)
    print()
    for regime in regimes:
        means = [math.exp(statistics.fmean(map(math.log, ratios[c, regime]))) for c in columns if (c, regime) in ratios]
        print(f"{'geometric mean':22} {regime:9}" + "".join(f"{m:>18.4f}" for m in means))
    for regime in regimes if "JAX" in columns else ():
        theirs = ratios.get(("JAX", regime), [])
        counts = {c: sum(a < b for a, b in zip(ratios.get((c, regime), []), theirs, strict=False)) for c in OURS}
        told = ", ".join(f"{c} on {n} of {len(theirs)}" for c, n in counts.items() if (c, regime) in ratios)
        print(f"{'ahead of JAX':22} {regime:9}     {told}")


if __name__ == "__main__":
    main()

"""The program on large arrays: block by block, in registers that stay in the cache, with nothing allocated on the way.

Every operation writes into a register that is free again (NumPy's `out=`). Where torch is loaded, the functions that
it computes faster than NumPy read and write the same memory through `torch.from_numpy`. What depends on scalars and
constants only is worked out once, before the blocks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from workings.numeric.functions import CONDITIONS, bindings, spelling
from workings.numeric.source import execute, last_uses

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workings.numeric.tape import Tape

__all__ = ["BLOCK", "BlockProgram", "is_shareable"]

BLOCK = 1 << 14
"""Elements worked on at a time."""
_KEPT = 4
"""So many sets of registers are kept for the next call."""

Array = Any

_UFUNCS = {
    "add": "add", "sub": "subtract", "mul": "multiply", "div": "divide", "neg": "negative", "mod": "mod",
    "pow": "power", "sqrt": "sqrt", "cbrt": "cbrt", "abs": "absolute", "sign": "sign", "copysign": "copysign",
    "floor": "floor", "ceil": "ceil", "max": "maximum", "min": "minimum", "heaviside": "heaviside", "exp": "exp",
    "expm1": "expm1", "log": "log", "log1p": "log1p", "log2": "log2", "log10": "log10", "sin": "sin", "cos": "cos",
    "tan": "tan", "asin": "arcsin", "acos": "arccos", "atan": "arctan", "atan2": "arctan2", "sinh": "sinh",
    "cosh": "cosh", "tanh": "tanh", "asinh": "arcsinh", "acosh": "arccosh", "atanh": "arctanh", "lt": "less",
    "le": "less_equal", "eq": "equal", "ne": "not_equal", "and": "logical_and", "or": "logical_or",
    "not": "logical_not",
}  # fmt: skip
"""The operations that NumPy can write into a register."""

_KERNELS = {
    "exp": "exp", "expm1": "expm1", "log": "log", "log1p": "log1p", "log2": "log2", "log10": "log10", "sin": "sin",
    "cos": "cos", "tan": "tan", "tanh": "tanh", "asin": "asin", "acos": "acos", "atan": "atan", "sinh": "sinh",
    "cosh": "cosh", "sigmoid": "sigmoid", "erf": "erf", "erfc": "erfc",
}  # fmt: skip
"""The operations that torch computes faster than NumPy without AVX-512, or that NumPy has not."""


_RECIPROCALS = {"sech": "cosh", "csch": "sinh"}


@dataclass(frozen=True, slots=True)
class _Plan:
    """The text of a program whose arguments are known to be arrays or scalars."""

    bind: Callable[..., Any]  # from registers, conditions and what torch sees of registers to the program
    registers: int
    conditions: int
    looked_at: tuple[int, ...]  # the registers that torch sees
    shares_arguments: bool  # whether torch sees an argument


class BlockProgram:
    """A tape as a function that fills given arrays."""

    def __init__(self, tape: Tape) -> None:
        self.tape = tape
        self._plans: dict[tuple[Any, ...], _Plan] = {}
        self._free: dict[tuple[Any, ...], list[_Bound]] = {}

    def __call__(self, arrays: Sequence[Array], outs: Sequence[Array], size: int, dtype: Any, torch: Any) -> None:
        """Fill `outs`, flat arrays of `size`, from `arrays`: flat ones of that size, or scalars of shape ()."""
        flat = tuple([a.ndim != 0 for a in arrays])
        plan_key = (flat, dtype, torch is not None)
        plan = self._plans.get(plan_key)
        if plan is None:
            plan = self._plans[plan_key] = _plan(self.tape, flat, dtype, torch)
        if plan.shares_arguments:
            arrays = [a if is_shareable(a) else a.copy() for a in arrays]
        block = min(size, BLOCK)
        free = self._free.get((plan_key, block)) or self._new(plan_key, block)
        try:
            bound = free.pop()  # one step, so that no other thread works in the same registers
        except IndexError:
            registers = np.empty((plan.registers, block), dtype)
            bound = _Bound(plan, registers, np.empty((plan.conditions, block), np.bool_), torch)
        if size == block:
            bound.run(arrays, outs)
        else:
            whole = size - size % BLOCK
            for start in range(0, whole, BLOCK):
                bound.run(*_cut(arrays, outs, start, start + BLOCK))
            if whole < size:
                bound.shorter(size - whole).run(*_cut(arrays, outs, whole, size))
        free.append(bound)

    def _new(self, key: tuple[Any, ...], block: int) -> list[_Bound]:
        """The registers of that size which are free: none yet."""
        if len(self._free) >= _KEPT and (key, block) not in self._free:
            self._free.clear()
        return self._free.setdefault((key, block), [])


def is_shareable(a: Array) -> bool:
    """Whether torch takes it as it is: it wants to be allowed to write, and no steps backwards."""
    return bool(a.flags.writeable) and all(step >= 0 for step in a.strides)


def _cut(arrays: Sequence[Array], outs: Sequence[Array], start: int, stop: int) -> tuple[list[Array], list[Array]]:
    return [a[start:stop] if a.ndim else a for a in arrays], [o[start:stop] for o in outs]


class _Bound:
    """A plan with registers of one size."""

    __slots__ = ("_conditions", "_plan", "_registers", "_shorter", "_torch", "run")

    def __init__(self, plan: _Plan, registers: Array, conditions: Array, torch: Any) -> None:
        self._plan, self._registers, self._conditions, self._torch = plan, registers, conditions, torch
        self._shorter: _Bound | None = None
        views = [torch.from_numpy(registers[j]) for j in plan.looked_at] if torch is not None else []
        self.run: Callable[[Sequence[Array], Sequence[Array]], None] = plan.bind(*registers, *conditions, *views)

    def shorter(self, size: int) -> _Bound:
        """The same for fewer elements, in the same registers."""
        kept = self._shorter
        if kept is None or kept._registers.shape[1] != size:
            kept = _Bound(self._plan, self._registers[:, :size], self._conditions[:, :size], self._torch)
            self._shorter = kept
        return kept


def _plan(tape: Tape, flat: Sequence[bool], dtype: Any, torch: Any) -> _Plan:
    count, first = len(tape.arguments), tape.first
    names: dict[str, Any] = {"copyto": np.copyto}
    if torch is not None:
        names["view"] = torch.from_numpy
    where = [f"a{k}" for k in range(count)]
    for j, constant in enumerate(tape.constants):
        where.append(f"c{j}")
        names[f"c{j}"] = constant if isinstance(constant, bool) else np.array(constant, dtype)
    wide = [*flat, *[False] * len(tape.constants)]
    kernels = {} if torch is None else _torch_kernels(torch, np.dtype(dtype).char)
    functions = bindings({op.name for op in tape.operations}, "numpy")
    last = last_uses(tape)
    results: dict[int, str] = {}
    for m, k in enumerate(tape.outputs):
        results.setdefault(k, f"o{m}")
    lines: list[str] = []
    scalars: list[str] = []
    viewed: dict[str, None] = {}
    free: dict[str, list[str]] = {"r": [], "q": []}
    made = {"r": 0, "q": 0}
    for i, op in enumerate(tape.operations, start=first):
        operands = [where[k] for k in op.args]
        if not any(wide[k] for k in op.args):
            text = spelling(op.name, "numpy")
            call = text.format(*operands) if text else f"f_{op.name}({', '.join(operands)})"
            if not text:
                names[f"f_{op.name}"] = functions[op.name]
            where.append(f"s{i}")
            wide.append(False)
            scalars.append(f"s{i} = {call}")
            continue
        dying = [
            where[k] for k in dict.fromkeys(op.args) if last[k] == i and k >= first and wide[k] and where[k][0] in "rq"
        ]
        name = _RECIPROCALS.get(op.name, op.name)
        in_place = name in _UFUNCS or name in kernels
        if in_place:
            for dead in dying:
                free[dead[0]].append(dead)
        kind = "q" if op.name in CONDITIONS else "r"
        if i in results:
            out = results[i]
        elif free[kind]:
            out = free[kind].pop()
        else:
            out = f"{kind}{made[kind]}"
            made[kind] += 1
        if not in_place:
            for dead in dying:
                free[dead[0]].append(dead)
        where.append(out)
        wide.append(True)
        if name in kernels:
            viewed |= dict.fromkeys((operands[0], out))
            names[f"k_{name}"] = kernels[name]
            lines.append(f"k_{name}(v_{operands[0]}, out=v_{out})")
        elif name in _UFUNCS:
            names[f"f_{name}"] = getattr(np, _UFUNCS[name])
            lines.append(f"f_{name}({', '.join(operands)}, out={out})")
        elif op.name == "select":
            lines += [f"copyto({out}, {operands[2]})", f"copyto({out}, {operands[1]}, where={operands[0]})"]
        elif op.name == "like":
            lines.append(f"copyto({out}, {operands[0]})")
        else:
            names[f"f_{op.name}"] = functions[op.name]
            lines.append(f"copyto({out}, f_{op.name}({', '.join(operands)}))")
        if name != op.name:
            names["divide"] = np.divide
            lines.append(f"divide(1.0, {out}, out={out})")
    looked_at = tuple(int(name[1:]) for name in viewed if name[0] == "r")
    inside = [f"v_{name} = view({name})" for name in viewed if name[0] != "r"]
    copies = [f"copyto(o{m}, {where[k]})" for m, k in enumerate(tape.outputs) if where[k] != f"o{m}"]
    given = [f"{kind}{j}" for kind in "rq" for j in range(made[kind])] + [f"v_r{j}" for j in looked_at]
    program = [f"def bind({', '.join(given)}):", " def program(arguments, outs):"]
    program += [f"  {''.join(f'a{k}, ' for k in range(count))}= arguments"] if count else []
    program += [f"  {''.join(f'o{m}, ' for m in range(len(tape.outputs)))}= outs"] if tape.outputs else []
    program += [f"  {line}" for line in (*scalars, *inside, *lines, *copies)]
    bind = execute([*program, " return program"], names, "bind")
    return _Plan(bind, made["r"], made["q"], looked_at, any(name[0] == "a" for name in viewed))


_WIDE = ("AVX512", "X86_V4")


@cache
def _torch_kernels(torch: Any, char: str) -> dict[str, Any]:
    """The functions to take from torch: those for which NumPy has no AVX-512 kernel of its own on this machine."""
    if char not in "df":
        return {}
    fast = _vectorised(char)
    kernels = {name: getattr(torch, kernel) for name, kernel in _KERNELS.items() if _UFUNCS.get(name) not in fast}
    softplus = torch.nn.functional.softplus
    return kernels | {"softplus": lambda u, out: softplus(u, 1.0, 40.0, out=out)}  # beyond 40 it is u


def _vectorised(char: str) -> frozenset[str]:
    introspect = getattr(np.lib, "introspect", None)
    if introspect is None:  # NumPy 1
        return frozenset()
    found = introspect.opt_func_info(func_name=f"^({'|'.join(map(re.escape, _UFUNCS.values()))})$")
    slow = {"sin", "cos"} if char == "d" else set()
    return frozenset(
        name
        for name, kinds in found.items()
        if name not in slow and any(k.startswith(char) and v["current"].startswith(_WIDE) for k, v in kinds.items())
    )

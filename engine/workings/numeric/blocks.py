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
    from collections.abc import Callable, Iterable, Sequence

    from workings.numeric.tape import Operation, Tape

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
    writer = _Writer(tape, flat, dtype, torch)
    for i, op in enumerate(tape.operations, start=tape.first):
        writer.write(i, op)
    return writer.plan()


class _Writer:
    """Writes a tape as statements on registers: `a` arguments, `c` constants, `s` scalars, `o` outputs, `r` registers
    of numbers and `q` of conditions; `v_r3` is what torch sees of `r3`."""

    def __init__(self, tape: Tape, flat: Sequence[bool], dtype: Any, torch: Any) -> None:
        self.tape = tape
        self.names: dict[str, Any] = {"copyto": np.copyto} | ({} if torch is None else {"view": torch.from_numpy})
        self.where = [f"a{k}" for k in range(len(tape.arguments))] + [f"c{j}" for j in range(len(tape.constants))]
        for j, constant in enumerate(tape.constants):
            self.names[f"c{j}"] = constant if isinstance(constant, bool) else np.array(constant, dtype)
        self.wide = [*flat, *[False] * len(tape.constants)]
        self.kernels = {} if torch is None else _torch_kernels(torch, np.dtype(dtype).char)
        self.functions = bindings({op.name for op in tape.operations}, "numpy")
        self.last = last_uses(tape)
        self.results = {k: f"o{m}" for m, k in reversed(list(enumerate(tape.outputs)))}
        self.scalars: list[str] = []
        self.lines: list[str] = []
        self.viewed: dict[str, None] = {}
        self.free: dict[str, list[str]] = {"r": [], "q": []}
        self.made = {"r": 0, "q": 0}

    def write(self, i: int, op: Operation) -> None:
        """The statements for operation `i`."""
        operands = [self.where[k] for k in op.args]
        if not any(self.wide[k] for k in op.args):
            self._place(f"s{i}", wide=False)
            self.scalars.append(f"s{i} = {self._call(op.name, operands)}")
            return
        name = _RECIPROCALS.get(op.name, op.name)
        in_place = name in _UFUNCS or name in self.kernels
        dying = self._dying(i, op)
        if in_place:
            self._release(dying)
        out = self.results.get(i) or self._register("q" if op.name in CONDITIONS else "r")
        if not in_place:
            self._release(dying)
        self._place(out, wide=True)
        if name in self.kernels:
            self.viewed |= dict.fromkeys((operands[0], out))
            self.names[f"k_{name}"] = self.kernels[name]
            self.lines.append(f"k_{name}(v_{operands[0]}, out=v_{out})")
        elif name in _UFUNCS:
            self.names[f"f_{name}"] = getattr(np, _UFUNCS[name])
            self.lines.append(f"f_{name}({', '.join(operands)}, out={out})")
        elif name == "select":
            condition, yes, no = operands
            self.lines += [f"copyto({out}, {no})", f"copyto({out}, {yes}, where={condition})"]
        elif name == "like":
            self.lines.append(f"copyto({out}, {operands[0]})")
        else:
            self.names[f"f_{name}"] = self.functions[name]
            self.lines.append(f"copyto({out}, f_{name}({', '.join(operands)}))")
        if name != op.name:
            self.names["divide"] = np.divide
            self.lines.append(f"divide(1.0, {out}, out={out})")

    def _call(self, name: str, operands: Sequence[str]) -> str:
        text = spelling(name, "numpy")
        if text:
            return text.format(*operands)
        self.names[f"f_{name}"] = self.functions[name]
        return f"f_{name}({', '.join(operands)})"

    def _place(self, name: str, *, wide: bool) -> None:
        self.where.append(name)
        self.wide.append(wide)

    def _dying(self, i: int, op: Operation) -> list[str]:
        """The registers that nothing reads after this operation."""
        ours = [k for k in dict.fromkeys(op.args) if self.last[k] == i and k >= self.tape.first and self.wide[k]]
        return [self.where[k] for k in ours if self.where[k][0] in self.free]

    def _release(self, registers: Iterable[str]) -> None:
        for register in registers:
            self.free[register[0]].append(register)

    def _register(self, kind: str) -> str:
        if self.free[kind]:
            return self.free[kind].pop()
        self.made[kind] += 1
        return f"{kind}{self.made[kind] - 1}"

    def plan(self) -> _Plan:
        """The statements bound together as a program."""
        arguments, outputs = len(self.tape.arguments), self.tape.outputs
        looked_at = tuple(int(name[1:]) for name in self.viewed if name[0] == "r")
        inside = [f"v_{name} = view({name})" for name in self.viewed if name[0] != "r"]
        copies = [f"copyto(o{m}, {self.where[k]})" for m, k in enumerate(outputs) if self.where[k] != f"o{m}"]
        given = [f"{kind}{j}" for kind in "rq" for j in range(self.made[kind])] + [f"v_r{j}" for j in looked_at]
        program = [f"def bind({', '.join(given)}):", " def program(arguments, outs):"]
        program += [f"  {''.join(f'a{k}, ' for k in range(arguments))}= arguments"] if arguments else []
        program += [f"  {''.join(f'o{m}, ' for m in range(len(outputs)))}= outs"] if outputs else []
        program += [f"  {line}" for line in (*self.scalars, *inside, *self.lines, *copies)]
        bind = execute([*program, " return program"], self.names, "bind")
        shares = any(name[0] == "a" for name in self.viewed)
        return _Plan(bind, self.made["r"], self.made["q"], looked_at, shares)


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

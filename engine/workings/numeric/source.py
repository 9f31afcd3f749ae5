"""From a tape to the text of a Python function, and from the text to the function.

Names in the text are of our own making only: a0, a1, ... for arguments, t0, t1, ... for registers, and the names of
our own table of operations. A name goes back to the pool at the last use of its value, so that an array is freed as
soon as nothing needs it any more.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from workings.numeric.functions import bindings, spelling

if TYPE_CHECKING:
    from workings.numeric.functions import Target
    from workings.numeric.tape import Tape

__all__ = ["body", "execute", "namespace"]


def body(tape: Tape, target: Target) -> tuple[list[str], list[str]]:
    """The lines of the program, and the names in which the outputs are left."""
    count, first = len(tape.arguments), tape.first
    names = [f"a{k}" for k in range(count)] + [_literal(value) for value in tape.constants]
    last = list(range(first + len(tape.operations)))  # the operation that uses a value last
    for i, operation in enumerate(tape.operations, start=first):
        for k in operation.args:
            last[k] = i
    for k in tape.outputs:
        last[k] = len(last)
    spellings = {name: spelling(name, target) for name in {operation.name for operation in tape.operations}}
    lines: list[str] = []
    free: list[str] = []
    registers = 0
    for i, operation in enumerate(tape.operations, start=first):
        text, args = spellings[operation.name], [names[k] for k in operation.args]
        expression = text.format(*args) if text else f"{operation.name}_({', '.join(args)})"
        free.extend(dict.fromkeys(names[k] for k in operation.args if last[k] == i and k >= first))
        if free:
            name = free.pop()
        else:
            name, registers = f"t{registers}", registers + 1
        names.append(name)
        lines.append(f"{name} = {expression}")
    return lines, [names[k] for k in tape.outputs]


def namespace(tape: Tape, target: Target) -> dict[str, Any]:
    """What the names in the text stand for, besides arguments and registers."""
    functions = bindings({operation.name for operation in tape.operations}, target)
    return {"inf": math.inf, "nan": math.nan} | {f"{name}_": f for name, f in functions.items()}


def execute(lines: list[str], names: dict[str, Any], wanted: str) -> Any:
    """Run the text of a definition and give what it defines.

    This is safe: the text is made of the rows of our own table, of numbers written by `repr(float)`, and of names that
    `body` counts off. Nothing in it comes from the names or the text of an expression.
    """
    exec(compile("\n".join(lines), "<workings.numeric>", "exec"), names)
    return names[wanted]


def _literal(value: float | bool) -> str:
    return repr(value) if isinstance(value, bool) or value >= 0 else f"({value!r})"

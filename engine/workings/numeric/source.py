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
    from collections.abc import Callable, Mapping, Sequence

    from workings.numeric.functions import Target
    from workings.numeric.tape import Tape

__all__ = ["ABSENT", "array_program", "body", "execute", "in_order", "last_uses", "namespace", "wrong_count"]


def body(tape: Tape, target: Target) -> tuple[list[str], list[str]]:
    """The lines of the program, and the names in which the outputs are left."""
    count, first = len(tape.arguments), tape.first
    names = [f"a{k}" for k in range(count)] + [_literal(value) for value in tape.constants]
    last = last_uses(tape)
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


def last_uses(tape: Tape) -> list[int]:
    """For every value the operation that uses it last; a result is used when all is done."""
    last = list(range(tape.first + len(tape.operations)))
    for i, operation in enumerate(tape.operations, start=tape.first):
        for k in operation.args:
            last[k] = i
    for k in tape.outputs:
        last[k] = len(last)
    return last


def namespace(tape: Tape, target: Target) -> dict[str, Any]:
    """What the names in the text stand for, besides arguments and registers."""
    functions = bindings({operation.name for operation in tape.operations}, target)
    given = {"inf": math.inf, "nan": math.nan, "math_exp": math.exp, "math_log1p": math.log1p}
    return given | {f"{name}_": f for name, f in functions.items()}


def array_program(tape: Tape, target: Target) -> Callable[..., tuple[Any, ...]]:
    """The tape as a function of arrays or tensors, which gives a tuple of its bare results."""
    work, results = body(tape, target)
    lines = [f"def program({', '.join(f'a{k}' for k in range(len(tape.arguments)))}):"]
    lines += [f" {line}" for line in work]
    lines += [f" return ({''.join(f'{name}, ' for name in results)})"]
    return execute(lines, namespace(tape, target), "program")


ABSENT = object()
"""What stands in the place of an argument that was not given."""


def wrong_count(symbols: Sequence[Any], arguments: Sequence[Any]) -> TypeError:
    names = ", ".join(symbol.name for symbol in symbols)
    given = sum(a is not ABSENT for a in arguments)
    return TypeError(f"this function takes {len(symbols)} values ({names}), and {given} were given")


def in_order(symbols: Sequence[Any], arguments: Sequence[Any], named: Mapping[str, Any]) -> list[Any]:
    """The values in the order of the symbols, of which some were given by name."""
    values = [a for a in arguments if a is not ABSENT]
    rest = dict(named)
    for symbol in symbols[len(values) :]:
        values.append(rest.pop(symbol.name, ABSENT))
    if rest:
        names = [symbol.name for symbol in symbols]
        twice = [name for name in rest if name in names]
        known = f"there are {', '.join(names) or 'none'}"
        raise TypeError(f"{twice[0]} is given twice" if twice else f"there is no argument {next(iter(rest))}; {known}")
    missing = ", ".join(s.name for s, v in zip(symbols, values, strict=False) if v is ABSENT)
    if missing:
        raise TypeError(f"this function takes {len(symbols)} values, and has none for {missing}")
    return values


def execute(lines: list[str], names: dict[str, Any], wanted: str) -> Any:
    """Run the text of a definition and give what it defines.

    This is safe: the text is made of the rows of our own table, of numbers written by `repr(float)`, and of names that
    `body` counts off. Nothing in it comes from the names or the text of an expression.
    """
    exec(compile("\n".join(lines), "<workings.numeric>", "exec"), names)
    return names[wanted]


def _literal(value: float | bool) -> str:
    return repr(value) if isinstance(value, bool) or value >= 0 else f"({value!r})"
